//! `mpp apply`: one company.

use crate::session::Session;
use snapbox::str;

#[test]
fn the_first_application_creates_the_book() {
    let session = Session::new();
    session.shows(str![[r#"
$ mpp apply 'Acme Cloud, Inc.'
acme-cloud-inc: applicant
! made the book book.db
! recorded entry 2
$ mpp apply 'Bolt Systems' --id bolt --on 2015-03-06 --note 'came by mail'
bolt: applicant
! recorded entry 3
$ mpp status
Partner         Name              Kind  Category  Stage      Since       Tier  Points  Credit  Anniversary
acme-cloud-inc  Acme Cloud, Inc.                  applicant  2015-06-15             0      $0
bolt            Bolt Systems                      applicant  2015-03-06             0      $0
"#]]);
    assert_eq!(session.files(), ["book.db"]);
}

#[test]
fn every_field_is_recorded() {
    Session::new().shows(str![[r#"
$ mpp apply 'Acme Cloud, Inc.' --id acme --product 'Acme Guard' --kind saas --category Security --website https://acme.example --alias acme --summary 'Watches machines.' --contact 'Ann Lee <ann@acme.example>' --external-id crm-1 --on 2015-02-01
acme: applicant
! new category: Security
! made the book book.db
! recorded entry 2
$ mpp status acme
Acme Cloud, Inc.  (acme)
stage        applicant since 2015-02-01
points       0 points
credit       $0 for 2015-06, $0 used
standing     good
product      Acme Guard
kind         saas
category     Security
website      https://acme.example
alias        ACME
summary      Watches machines.
external id  crm-1
support      developer
checklist    application 0 of 7, open: value-proposition, function, density and 4 more
checklist    onboarding 1 of 7, open: portal-access, mpa, product-content and 3 more
checklist    candidacy 0 of 1, open: candidate-account
checklist    certification 0 of 8, open: as-advertised, documentation, seamless-integration and 5 more
checklist    evangelism 0 of 3, open: evangelism-plan, announcement, showcase
people       business: Ann Lee <ann@acme.example>
next         value-proposition (marketplace) and 8 more: `mpp review acme` shows what is missing
"#]]);
}

#[test]
fn ids_are_made_from_names_and_never_taken_twice() {
    let session = Session::new();
    for (name, id) in [
        ("Bolt Systems GmbH", "bolt-systems-gmbh"),
        ("C", "c"),
        ("C++", "c-2"),
        ("Éclair Réseaux", "eclair-reseaux"),
        ("Ёлка", "iolka"),
        ("东京", "partner-1"),
        ("!!!", "partner-2"),
    ] {
        session
            .mpp(&format!("apply '{name}'"))
            .ok()
            .prints(&format!("{id}: applicant"));
    }
}

#[test]
fn a_probable_duplicate_is_refused_unless_it_has_an_id_of_its_own() {
    Session::with_applicant().shows(str![[r#"
$ mpp apply 'ACME CLOUD, Ltd.'
! error: `ACME CLOUD, Ltd.` is probably the same company as `Acme Cloud` (acme)
! hint: if it is the same company, use `acme`; if not, give it an id of its own with `--id ID` (in a file: the column `id`)
? 1
$ mpp apply 'ACME CLOUD, Ltd.' --id acme-uk
acme-uk: applicant
! recorded entry 3
$ mpp apply 'acme  cloud' --id acme-3
! error: `acme  cloud` is the name of acme
! hint: `mpp status acme` shows the partner of that name
? 1
$ mpp apply 'Other' --id acme
! error: the id `acme` is taken
! hint: leave out `--id` to have one made, or give another
? 1
"#]]);
}

#[test]
fn a_company_that_left_applies_again() {
    let session = Session::with_certified();
    session
        .mpp("renew acme --end 'product discontinued' --on 2015-05-01")
        .ok();
    session.shows(str![[r#"
$ mpp apply 'Acme Cloud' --on 2015-04-01
! error: acme is in the program already: it is certified
! hint: `mpp status acme` shows it; `mpp edit acme` changes what is known of it
? 1
$ mpp apply 'Acme Cloud' --on 2015-06-01
acme: ended → applicant, -75 points, 0 in all
! recorded entry 8
$ mpp status acme
Acme Cloud  (acme)
stage        applicant since 2015-06-01
points       0 points
credit       $0 for 2015-06, $0 used
standing     good
kind         saas
category     Security
alias        ACME
external id  crm-1
support      developer
checklist    application 0 of 7, open: value-proposition, function, density and 4 more
checklist    onboarding 1 of 7, open: portal-access, mpa, product-content and 3 more
checklist    candidacy 0 of 1, open: candidate-account
checklist    certification 0 of 8, open: as-advertised, documentation, seamless-integration and 5 more
checklist    evangelism 0 of 3, open: evangelism-plan, announcement, showcase
people       support: Help Desk <help@acme.example>
next         value-proposition (marketplace) and 8 more: `mpp review acme` shows what is missing
$ mpp tier acme --as-of 2015-04-30
Acme Cloud  (acme)
tier         silver
points       75 points  425 to gold
credit       $2,000 a month

From    Benefit
silver  Eligibility for Professional Services Development
silver  Listing On Lumen Cloud Website
$ mpp status acme --as-of 2015-05-15
Acme Cloud  (acme)
stage        ended since 2015-05-01: product discontinued
points       75 points
credit       $0 for 2015-05, $0 used
term         1, from 2015-03-20, anniversary 2016-03-20 (the participation ended before), ended
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
checklist    responsibilities 0 of 9, open: co-branded-collateral, use-case, sales-support and 6 more
people       support: Help Desk <help@acme.example>
next         `mpp apply --id acme NAME` begins a new participation
"#]]);
}

#[test]
fn invalid_values_are_wrong_usage() {
    let session = Session::new();
    for (line, message) in [
        ("''", "name ``"),
        ("'a\u{202e}b'", "contain U+202E"),
        ("Acme --id Acme", "--id `Acme`"),
        ("Acme --id=-acme", "--id `-acme`"),
        ("Acme --alias A", "--alias `A`"),
        ("Acme --alias A-B", "--alias `A-B`"),
        ("Acme --website acme", "--website `acme`"),
        ("Acme --contact 'Ann <ann>'", "--contact `ann`"),
        (
            "Acme --on 2015-06-16",
            "--on `2015-06-16`: it is after today, 2015-06-15",
        ),
        ("Acme --on 2015-02-30", "--on `2015-02-30`"),
        (
            "Acme --kind hardware",
            "the program has no kind `hardware`; it has saas, software",
        ),
    ] {
        session.mpp(&format!("apply {line}")).ends(2).says(message);
    }
    session.mpp("apply").ends(2).says("NAME");
    assert!(session.files().is_empty(), "what is refused makes no book");
}

#[test]
fn a_company_that_left_applies_again_by_its_id() {
    let session = Session::new();
    session
        .mpp("apply 'Acme Cloud' --id acme --on 2015-01-05")
        .ok();
    session
        .mpp("apply acme")
        .ends(1)
        .says("in the program already");
    session
        .mpp("review acme --decline 'no demand' --on 2015-02-01")
        .ok();
    session
        .mpp("apply acme")
        .ok()
        .prints("acme: declined → applicant");
    let status = session.json("status acme");
    assert_eq!(status["partners"][0]["participation"], 2);
    assert_eq!(status["partners"][0]["name"], "Acme Cloud");
    assert_eq!(session.mpp("status --plain").ok().out.lines().count(), 1);
}

#[test]
fn how_a_company_came_is_recorded() {
    let session = Session::new();
    session.write(
        "companies.csv",
        "name,via\nBolt,mail\nCore,\nDelta,letter\n",
    );
    session.shows(str![[r#"
$ mpp apply 'Acme Cloud' --id acme --via web -q
$ mpp apply Echo --via webb
! error: the program has no via `webb`; it has web, mail, referral
? 2
$ mpp apply --from companies.csv --keep-going
Partner  Name  Kind  Category  Stage      Since       Tier  Points  Credit  Anniversary
bolt     Bolt                  applicant  2015-06-15             0      $0
core     Core                  applicant  2015-06-15             0      $0
! companies.csv:4: via: the program has no via `letter`; it has web, mail, referral
! 3 read, 2 recorded, 0 unchanged, 1 refused
! recorded entry 3
? 3
$ mpp edit acme --via referral
acme: via referral
! recorded entry 4
$ mpp status acme
Acme Cloud  (acme)
stage        applicant since 2015-06-15
points       0 points
credit       $0 for 2015-06, $0 used
standing     good
support      developer
via          referral
checklist    application 0 of 7, open: value-proposition, function, density and 4 more
checklist    onboarding 0 of 7, open: cloud-account, portal-access, mpa and 4 more
checklist    candidacy 0 of 1, open: candidate-account
checklist    certification 0 of 9, open: as-advertised, documentation, seamless-integration and 6 more
checklist    evangelism 0 of 3, open: evangelism-plan, announcement, showcase
next         value-proposition (marketplace) and 9 more: `mpp review acme` shows what is missing
$ mpp history acme --plain
2.1	2015-06-15	applied	applied	[TIME]	ann		
2.2	2015-06-15	profile	name Acme Cloud, via web	[TIME]	ann		
4.1	2015-06-15	profile	via referral	[TIME]	ann		
$ mpp audit
"#]]);
}

#[test]
fn a_category_that_the_book_has_not_had_yet_is_said() {
    let session = Session::with_applicant();
    session.write(
        "new.csv",
        "name,id,category\nCore,core,Securty\nDelta,delta,Storage\nElm,elm,security\nFir,fir,Backup\nGum,gum,Storage\n",
    );
    let rules = std::fs::read_to_string("examples/program.toml").expect("the rule file");
    let listed = rules.replace("# categories = ", "categories = ");
    session.write("listed.toml", listed);
    session.shows(str![[r#"
$ mpp apply Bolt --id bolt --category Securty --dry-run
bolt: applicant
! new category: Securty; nearly the same: Security (1 partner)
! (dry run) nothing was recorded
$ mpp apply Bolt --id bolt --category Security
bolt: applicant
! recorded entry 3
$ mpp apply --from new.csv
Partner  Name   Kind  Category  Stage      Since       Tier  Points  Credit  Anniversary
core     Core         Securty   applicant  2015-06-15             0      $0
delta    Delta        Storage   applicant  2015-06-15             0      $0
elm      Elm          security  applicant  2015-06-15             0      $0
fir      Fir          Backup    applicant  2015-06-15             0      $0
gum      Gum          Storage   applicant  2015-06-15             0      $0
! new categories: Backup, Storage
! new category: Securty; nearly the same: Security (2 partners)
! new category: security; nearly the same: Security (2 partners)
! 5 read, 5 recorded, 0 unchanged, 0 refused
! recorded entry 4
$ mpp undo -q
$ mpp apply Core --id core --category Storage
core: applicant
! new category: Storage
! recorded entry 6
$ mpp edit core --category Storages
core: category Storages
! new category: Storages; nearly the same: Storage (0 partners)
! recorded entry 7
$ mpp product add bolt 'Bolt Box' --category Storage --category Archive
bolt: Bolt Box (bolt-box): categories Storage, Archive
! new category: Archive
! recorded entry 8
$ mpp apply Dee --id dee --category Archive
dee: applicant
! recorded entry 9
$ mpp program use listed.toml --from 2015-06-15 -q
$ mpp edit core --category Networking
core: category Networking
! recorded entry 11
"#]]);
}
