//! `mpp adopt`: partners that were in the program before the book.

use crate::session::Session;
use snapbox::str;

const PARTNERS: &str = "\
name,kind,category,alias,on,stage,admitted_on,mpa_on,certified_on,points,points_on
Acme Cloud,saas,Security,ACME,2012-11-01,certified,2012-12-01,2012-12-05,2013-02-28,,
Bolt Systems,software,Storage,BOLT,,certified,,2013-05-01,2013-04-30,620,2014-12-31
Core Metrics,saas,Analytics,,2015-04-01,candidate,2015-04-20,2015-05-02,,,
Delta Forge,,,,2015-06-01,applicant,,,,,
";

fn adopted() -> Session {
    let session = Session::new();
    session.write("partners.csv", PARTNERS);
    session
}

#[test]
fn partners_enter_at_their_stage_with_their_terms_and_points() {
    adopted().shows(str![[r#"
$ mpp adopt --from partners.csv
Partner       Name          Kind      Category   Stage      Since       Tier    Points  Credit  Anniversary
acme-cloud    Acme Cloud    saas      Security   certified  2013-02-28  silver      75  $2,000  2016-02-28
bolt-systems  Bolt Systems  software  Storage    certified  2013-04-30  gold       620  $7,000  2016-04-30
core-metrics  Core Metrics  saas      Analytics  candidate  2015-04-20              25  $2,000
delta-forge   Delta Forge                        applicant  2015-06-01               0      $0
! new categories: Analytics, Security, Storage
! 4 read, 4 recorded, 0 unchanged, 0 refused
! made the book book.db
! recorded entry 2
$ mpp status acme-cloud
Acme Cloud  (acme-cloud)
stage        certified since 2013-02-28
tier         silver
points       75 points  425 to gold
credit       $2,000 for 2015-06, $0 used
term         3, from 2015-02-28, anniversary 2016-02-28 (in 258 days), open
standing     good
kind         saas
category     Security
alias        ACME
support      developer
checklist    application 7 of 7
checklist    onboarding 7 of 7
checklist    candidacy 1 of 1
checklist    certification 8 of 8
checklist    evangelism 0 of 3, open: evangelism-plan, announcement, showcase
checklist    benefits 0 of 1, open: professional-services
checklist    responsibilities 0 of 9, open: co-branded-collateral, use-case, sales-support and 6 more
next         425 points to gold
$ mpp renew bolt-systems
Partner       Term  Starts      Anniversary  State    Points  Deployments  Revenue  Objections
bolt-systems     1  2013-04-30  2014-04-30   renewed       0            0       $0
bolt-systems     2  2014-04-30  2015-04-30   renewed     620            0       $0
bolt-systems     3  2015-04-30  2016-04-30   open          0            0       $0

next anniversary: 2016-04-30, in 320 days

evaluation of term 3 next to term 2
What it brought        Term 3                    Term 2
days                   2015-04-30 to 2016-04-29  2014-04-30 to 2015-04-29
points                 0                         620
deployments            0                         0
failed deployments     0                         0
with errors            0                         0
billable revenue       $0                        $0
credit granted         $21,000                   $39,000
credit used            $0                        $0
support                developer                 developer
requests               none                      none
open responsibilities  all 9                     all 9
$ mpp credits core-metrics
Month    Basis      Granted  Used  Overage
2015-04                  $0    $0       $0
2015-05  candidate   $2,000    $0       $0
2015-06  candidate   $2,000    $0       $0

in all: $4,000 granted, $0 used, $0 above the credit
$ mpp checklist
Partner       Stage      application  onboarding  candidacy  certification  evangelism  benefits  responsibilities
acme-cloud    certified  7 of 7       7 of 7      1 of 1     8 of 8         0 of 3      0 of 1    0 of 9
bolt-systems  certified  7 of 7       7 of 7      1 of 1     8 of 8         0 of 3      0 of 1    0 of 9
core-metrics  candidate  7 of 7       7 of 7      0 of 1     0 of 8         0 of 3
delta-forge   applicant  0 of 7       0 of 7      0 of 1     0 of 9         0 of 3
$ mpp tier
Partner       Name          Stage      Tier    Points  Next tier  To next
acme-cloud    Acme Cloud    certified  silver      75  gold           425
bolt-systems  Bolt Systems  certified  gold       620  platinum     4,380
core-metrics  Core Metrics  candidate              25
delta-forge   Delta Forge   applicant               0
"#]]);
}

#[test]
fn running_the_file_again_changes_nothing() {
    let session = adopted();
    session.mpp("adopt --from partners.csv").ok();
    session
        .mpp("adopt --from partners.csv")
        .ok()
        .says("4 read, 0 recorded, 4 unchanged, 0 refused");
    session.write("partners.csv", PARTNERS.replace("620", "640"));
    session
        .mpp("adopt --from partners.csv --on-duplicate update")
        .ends(1)
        .says("points");
}

#[test]
fn days_out_of_order_and_stages_that_do_not_fit_are_refused() {
    let session = Session::new();
    let header = "name,on,stage,admitted_on,mpa_on,certified_on,points,points_on\n";
    for (row, column) in [
        (
            "Acme,2015-01-02,certified,2015-01-01,,2015-02-01,,",
            "admitted_on",
        ),
        (
            "Acme,2015-01-02,certified,2015-03-01,,2015-02-01,,",
            "certified_on",
        ),
        ("Acme,2015-01-02,certified,2015-03-01,,,,", "certified_on"),
        ("Acme,2015-01-02,candidate,,,,,", "admitted_on"),
        (
            "Acme,2015-01-02,candidate,2015-01-03,,2015-01-04,,",
            "certified_on",
        ),
        ("Acme,2015-01-02,applicant,2015-01-03,,,,", "admitted_on"),
        ("Acme,2015-01-02,applicant,,,,50,", "points"),
        ("Acme,2015-01-02,candidate,2015-01-03,,,-5,", "points"),
        (
            "Acme,2015-01-02,candidate,2015-01-03,,,50,2015-01-02",
            "points_on",
        ),
        (
            "Acme,2015-01-02,candidate,2015-01-03,,,,2015-01-04",
            "points_on",
        ),
        (
            "Acme,2015-01-02,candidate,2015-01-03,2015-01-01,,,",
            "mpa_on",
        ),
        ("Acme,2015-01-02,ended,2015-01-03,,,,", "stage"),
        ("Acme,2015-06-16,,,,,,", "on"),
    ] {
        session.write("bad.csv", format!("{header}{row}\n"));
        session
            .mpp("adopt --from bad.csv")
            .ends(1)
            .says(&format!("bad.csv:2: {column}: "));
    }
    session.mpp("adopt").ends(2).says("--from FILE");
}

#[test]
fn waived_and_recorded_items_are_not_open() {
    let session = adopted();
    session.mpp("adopt --from partners.csv").ok();
    let status = session.json("status acme-cloud");
    for list in status["partners"][0]["checklists"]
        .as_array()
        .expect("lists")
    {
        let open = list["open"].to_string();
        for item in [
            "good-standing",
            "cloud-account",
            "mpa",
            "kb-public",
            "integrator-validation",
        ] {
            assert!(!open.contains(&format!("\"{item}\"")), "{list}");
        }
    }
}

#[test]
fn what_a_credit_lacks_is_reported() {
    let session = Session::new();
    session.write(
        "partners.csv",
        "name,id,stage,admitted_on,mpa_on,certified_on\nAcme,acme,certified,2012-12-01,,2013-02-28\n\
         Bolt,bolt,candidate,2015-05-01,,\nCore,core,applicant,,,\nDelta,delta,candidate,2015-05-01,2015-05-01,\n",
    );
    session.write(
        "one.csv",
        "name,id,stage,admitted_on\nElm,elm,candidate,2015-05-01\n",
    );
    session.shows(str![[r#"
$ mpp adopt --from partners.csv
Partner  Name   Kind  Category  Stage      Since       Tier    Points  Credit  Anniversary
acme     Acme                   certified  2013-02-28  silver      75      $0  2016-02-28
bolt     Bolt                   candidate  2015-05-01              25      $0
core     Core                   applicant  2015-06-15               0      $0
delta    Delta                  candidate  2015-05-01              25  $2,000
! 4 read, 4 recorded, 0 unchanged, 0 refused
! made the book book.db
! recorded entry 2
! acme and another partner have no credit yet: mpa is open; `mpp checklist acme --met mpa` records it
$ mpp adopt --from partners.csv
! 4 read, 0 recorded, 4 unchanged, 0 refused
! nothing to change
$ mpp adopt --from one.csv
Partner  Name  Kind  Category  Stage      Since       Tier  Points  Credit  Anniversary
elm      Elm                   candidate  2015-05-01            25      $0
! 1 read, 1 recorded, 0 unchanged, 0 refused
! recorded entry 3
! elm has no credit yet: mpa is open; `mpp checklist elm --met mpa` records it
$ mpp checklist elm --met mpa -q
$ mpp credits elm
Month    Basis      Granted  Used  Overage
2015-05                  $0    $0       $0
2015-06  candidate   $2,000    $0       $0

in all: $2,000 granted, $0 used, $0 above the credit
"#]]);
}
