//! `mpp edit`: a partner's fields.

use crate::session::Session;
use snapbox::str;

#[test]
fn values_change_and_the_id_stays() {
    Session::with_applicant().shows(str![[r#"
$ mpp edit acme --name 'Acme Clouds' --website https://acme.example --support-level professional --revenue-share 12.5%
acme: name Acme Clouds, website https://acme.example, support level professional, revenue share percent 12.5
! recorded entry 3
$ mpp edit acme --website '' --revenue-share 70
acme: no website, revenue share percent 70
! recorded entry 4
$ mpp edit acme --website ''
acme: nothing to change
$ mpp status acme
Acme Clouds  (acme)
stage        applicant since 2015-02-01
points       0 points
credit       $0 for 2015-06, $0 used
standing     good
kind         saas
category     Security
external id  crm-1
support      professional
checklist    application 0 of 7, open: value-proposition, function, density and 4 more
checklist    onboarding 0 of 7, open: cloud-account, portal-access, mpa and 4 more
checklist    candidacy 0 of 1, open: candidate-account
checklist    certification 0 of 8, open: as-advertised, documentation, seamless-integration and 5 more
checklist    evangelism 0 of 3, open: evangelism-plan, announcement, showcase
next         value-proposition (marketplace) and 9 more: `mpp review acme` shows what is missing
$ mpp edit acme
! error: nothing to change was named
! hint: `mpp edit --help` lists what can be
? 2
$ mpp edit acme --support-level gold
! error: the program has no support level `gold`; it has developer, professional, enterprise
? 2
$ mpp edit acme --revenue-share 101
! error: --revenue-share `101`: a share is a percentage up to 100 with at most two decimals, such as 70 or 12.5
? 2
$ mpp edit acme --kind saas,software
! error: the program has no kind `saas,software`; it has saas, software
? 2
"#]]);
}

#[test]
fn aliases_names_and_external_ids_are_unique() {
    let session = Session::with_candidate();
    session.mpp("apply 'Bolt Systems' --id bolt").ok();
    session.shows(str![[r#"
$ mpp edit bolt --alias acme
! error: the account alias ACME is that of acme
! hint: `mpp status acme` shows who has it
? 1
$ mpp edit bolt --external-id crm-1
! error: the external id `crm-1` is that of acme
! hint: `mpp status acme` shows who has it
? 1
$ mpp edit bolt --name 'ACME cloud'
! error: `ACME cloud` is the name of acme
! hint: `mpp status acme` shows the partner of that name
? 1
$ mpp edit bolt --name 'Acme-Cloud Ltd'
bolt: name Acme-Cloud Ltd
! recorded entry 6
"#]]);
}

#[test]
fn a_released_alias_is_available() {
    let session = Session::with_candidate();
    session.mpp("apply 'Bolt Systems' --id bolt").ok();
    session.mpp("edit acme --alias ACME2").ok();
    session.mpp("edit bolt --alias ACME").ok();
    assert_eq!(session.json("status ACME")["partners"][0]["id"], "bolt");
}
