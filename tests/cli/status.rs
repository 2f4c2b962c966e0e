//! `mpp status`: the state of partners.

use crate::session::Session;
use snapbox::str;

fn three_partners() -> Session {
    let session = Session::with_certified();
    session
        .mpp("apply 'Bolt Systems' --id bolt --kind software --category Storage --on 2015-06-01")
        .ok();
    session
        .mpp("apply '東京データ' --id tokyo-data --category Security --on 2015-05-01")
        .ok();
    session
}

#[test]
fn status_lists_all_partners() {
    three_partners().shows(str![[r#"
$ mpp status
Partner     Name          Kind      Category  Stage      Since       Tier    Points  Credit  Anniversary
acme        Acme Cloud    saas      Security  certified  2015-03-20  silver      75  $2,000  2016-03-20
bolt        Bolt Systems  software  Storage   applicant  2015-06-01               0      $0
tokyo-data  東京データ              Security  applicant  2015-05-01               0      $0
$ mpp status --stage applicant --sort since
Partner     Name          Kind      Category  Stage      Since       Tier  Points  Credit  Anniversary
bolt        Bolt Systems  software  Storage   applicant  2015-06-01             0      $0
tokyo-data  東京データ              Security  applicant  2015-05-01             0      $0
$ mpp status --tier silver --format csv
partner,name,kind,category,stage,since,tier,points,credit_usd,anniversary
acme,Acme Cloud,saas,Security,certified,2015-03-20,silver,75,2000.00,2016-03-20
$ mpp status --category security --sort points --plain
acme	Acme Cloud	saas	Security	certified	2015-03-20	silver	75	2000.00	2016-03-20
tokyo-data	東京データ		Security	applicant	2015-05-01		0	0.00	
$ mpp status --as-of 2015-02-28
Partner  Name        Kind  Category  Stage      Since       Tier  Points  Credit  Anniversary
acme     Acme Cloud  saas  Security  candidate  2015-02-10            25  $2,000
$ mpp status --as-of 2014-12-31
no partners
$ mpp status --tier bronze
! error: --tier `bronze`: it is one of silver, gold, platinum
? 2
$ mpp status --stage certifed
! error: --stage `certifed`: it is one of applicant, candidate, certified, declined, withdrawn, lapsed, ended
! hint: did you mean `certified`?
? 2
"#]]);
}

#[test]
fn status_of_a_candidate() {
    Session::with_candidate().shows(str![[r#"
$ mpp status acme
Acme Cloud  (acme)
stage        candidate since 2015-02-10
window       until 2015-05-10, 36 days ago
points       25 points
credit       $0 for 2015-06, $0 used
standing     good
kind         saas
category     Security
alias        ACME
external id  crm-1
support      developer
checklist    application 7 of 7
checklist    onboarding 5 of 7, open: product-content, publish-request
checklist    candidacy 0 of 1, open: candidate-account
checklist    certification 0 of 8, open: as-advertised, documentation, seamless-integration and 5 more
checklist    evangelism 0 of 3, open: evangelism-plan, announcement, showcase
next         the window is over: `mpp certify acme --extend-to DAY --reason R` or `--lapse REASON`
$ mpp status acme --as-of 2015-02-01
Acme Cloud  (acme)
stage        applicant since 2015-02-01
points       0 points
credit       $0 for 2015-02, $0 used
standing     good
kind         saas
category     Security
external id  crm-1
support      developer
checklist    application 0 of 7, open: value-proposition, function, density and 4 more
checklist    onboarding 0 of 7, open: cloud-account, portal-access, mpa and 4 more
checklist    candidacy 0 of 1, open: candidate-account
checklist    certification 0 of 8, open: as-advertised, documentation, seamless-integration and 5 more
checklist    evangelism 0 of 3, open: evangelism-plan, announcement, showcase
next         value-proposition (marketplace) and 9 more: `mpp review acme` shows what is missing
$ mpp status acme --as-of 2015-01-31
! error: acme applied on 2015-02-01, after 2015-01-31
? 1
"#]]);
}

#[test]
fn status_of_a_certified_provider() {
    Session::with_certified().shows(str![[r#"
$ mpp status acme
Acme Cloud  (acme)
stage        certified since 2015-03-20
tier         silver
points       75 points  425 to gold
credit       $2,000 for 2015-06, $0 used
term         1, from 2015-03-20, anniversary 2016-03-20 (in 279 days), open
standing     good
kind         saas
category     Security
alias        ACME
external id  crm-1
support      developer
checklist    application 7 of 7
checklist    onboarding 5 of 7, open: product-content, publish-request
checklist    candidacy 0 of 1, open: candidate-account
checklist    certification 8 of 8
checklist    evangelism 0 of 3, open: evangelism-plan, announcement, showcase
checklist    benefits 0 of 1, open: professional-services
checklist    responsibilities 0 of 9, open: co-branded-collateral, use-case, sales-support and 6 more
people       support: Help Desk <help@acme.example>
next         425 points to gold
"#]]);
}

#[test]
fn a_partner_is_found_by_id_alias_external_id_name_or_the_beginning_of_its_id() {
    let session = three_partners();
    session.mpp("apply 'Bolt Gears' --id bolt-gears").ok();
    for word in [
        "acme",
        "ACME",
        "acMe",
        "crm-1",
        "'Acme Cloud'",
        "'acme  CLOUD'",
        "ac",
    ] {
        assert_eq!(
            session.json(&format!("status {word}"))["partners"][0]["id"],
            "acme",
            "{word}"
        );
    }
    session.mpp("status bolt").ok();
    session.shows(str![[r#"
$ mpp status bol
! error: `bol` begins more than one id
! hint: one of bolt, bolt-gears
? 1
$ mpp status acne
! error: no partner `acne`
! hint: did you mean `acme`?
? 1
$ mpp status nobody-at-all
! error: no partner `nobody-at-all`
! hint: `mpp status` lists the partners
? 1
"#]]);
}

#[test]
fn an_ended_partner_shows_whether_anniversary_or_end_came_first() {
    for (end, came) in [
        ("2016-03-19", "the participation ended before"),
        ("2016-03-20", "the participation ended that day"),
        ("2016-05-01", "the participation ended after"),
    ] {
        let mut session = Session::with_certified();
        session.today("2016-05-02");
        session
            .mpp(&format!("renew acme --end 'no value' --on {end}"))
            .ok();
        session
            .mpp("status acme")
            .ok()
            .prints(&format!("anniversary 2016-03-20 ({came}), ended"));
    }
}
