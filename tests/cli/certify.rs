//! `mpp certify`: certifications.

use crate::session::Session;
use snapbox::str;

use crate::scenes::CERTIFIABLE;

#[test]
fn a_certification_lists_what_it_waits_for() {
    let session = Session::with_candidate();
    session.shows(str![[r#"
$ mpp certify acme
Acme Cloud  (acme), candidate

certification: 0 of 8
Item                   Verdict  Party       Detail
as-advertised          open     integrator  The solution performs as advertised and described in the application
documentation          open     integrator  The user guides and applicable documentation are simple to follow, accurate and publishable to the Lumen Cloud Knowledge Base
seamless-integration   open     integrator  The solution integrates seamlessly with the Lumen Cloud automation framework, with low time-to-value in a self-service model
business-value         open     integrator  The solution delivers the business value outlined in the application
kb-public              open     provider    Public Knowledge Base article: guides end-users step by step through deploying the technology upon Lumen Cloud
kb-internal            open     provider    Internal Knowledge Base article: what Lumen Cloud Support must know, with contact information for the Partner support organization
test-account           open     provider    A testing account is provided to the assigned Lumen Cloud Ecosystem integrator
integrator-validation  open     integrator  The integrator built and validated all features from the provided documentation, without the need for support; waits for kb-public, kb-internal, test-account

next: the candidate window of acme ended on 2015-05-10
next: `mpp certify acme --extend-to DAY --reason R` gives it more time
next: `mpp certify acme --lapse REASON` ends the participation
$ mpp certify acme --grant --on 2015-03-01
! error: acme cannot be certified yet: 8 of the program's conditions are missing
!   certification: as-advertised is open (responsible: integrator)
!   certification: documentation is open (responsible: integrator)
!   certification: seamless-integration is open (responsible: integrator)
!   certification: business-value is open (responsible: integrator)
!   certification: kb-public is open (responsible: provider)
!   certification: kb-internal is open (responsible: provider)
!   certification: test-account is open (responsible: provider)
!   certification: integrator-validation is open (responsible: integrator)
! hint: `mpp certify acme --met as-advertised --met documentation --met seamless-integration --met business-value --met kb-public --evidence kb-public=URL --met kb-internal --evidence kb-internal=URL --met test-account --met integrator-validation` once they are
? 1
$ mpp certify acme --met kb-public
! error: `kb-public` is met only with its address as evidence
! hint: `mpp checklist acme --met kb-public --evidence kb-public=URL`
? 1
$ mpp certify acme --met kb-internal --evidence kb-internal=https://kb.example/i
! error: `kb-internal` is met only with a support contact on record
! hint: `mpp people acme --contact support="Name <mail>"`, or `--contact` in the same command
? 1
$ mpp certify acme --met integrator-validation
! error: `integrator-validation` waits for kb-public, kb-internal, test-account
! hint: `mpp checklist acme --met kb-public --met kb-internal --met test-account` first, or in the same command
? 1
"#]]);
}

#[test]
fn a_contact_and_the_alias_come_with_the_verdicts_that_need_them() {
    let session = Session::with_candidate();
    let granted = session.mpp(&format!(
        "certify acme --grant --contact 'support=Help Desk <help@acme.example>' {CERTIFIABLE} --on 2015-05-10"
    ));
    granted.ok().says("recorded entry 5").prints("→ certified");
    let people = session.mpp("people acme").ok().out;
    assert!(people.contains("Help Desk <help@acme.example>"), "{people}");
    let history = session.mpp("history --last 1").ok().out;
    assert!(
        history.contains("--contact …"),
        "it can be forgotten: {history}"
    );
    session.mpp("people acme --forget support").ok();
    session.mpp("audit").ok();
    session
        .mpp("certify acme --contact nobody")
        .ends(2)
        .says("--contact `nobody`: it is written ROLE=\"Name <mail>\"");
    session
        .mpp("certify acme --contact pr=Ann")
        .ends(2)
        .says("the program has no role `pr` here");
    session
        .mpp("certify --from x.csv --contact support=Ann")
        .ends(2)
        .says("cannot be used with");
    session.mpp("apply Bolt --id bolt").ok();
    session
        .mpp("checklist bolt --alias BOLT --contact billing=Cy --met portal-access")
        .ok()
        .prints("bolt: account alias BOLT, billing contact: Cy, portal-access met");
    session
        .mpp("checklist --alias CORE")
        .ends(2)
        .says("PARTNER is missing");
}

#[test]
fn verdicts_in_any_order_and_the_grant_are_one_entry() {
    let session = Session::with_candidate();
    session
        .mpp("people acme --contact support=help@acme.example --on 2015-02-10")
        .ok();
    let granted = session.mpp(
        &format!("certify acme --grant --met integrator-validation {CERTIFIABLE} --on 2015-05-10")
            .replace(
                " --met test-account --met integrator-validation",
                " --met test-account",
            ),
    );
    granted
        .ok()
        .prints("term 1 until 2016-05-10, candidate → certified, +50 points, 75 in all, silver")
        .says("recorded entry 6");
    session.mpp("undo").ok();
    assert_eq!(
        session.json("status acme")["partners"][0]["stage"],
        "candidate"
    );
}

#[test]
fn after_its_window_a_candidate_is_extended_or_lapses() {
    let session = Session::with_candidate();
    session
        .mpp("people acme --contact support=help@acme.example --on 2015-02-10")
        .ok();
    session
        .mpp(&format!("certify acme {CERTIFIABLE} --on 2015-05-10"))
        .ok();
    session.shows(str![[r#"
$ mpp certify acme --grant --on 2015-05-11
! error: the candidate window of acme ended on 2015-05-10
! hint: `mpp certify acme --extend-to DAY --reason R` gives it more time
! hint: `mpp certify acme --lapse REASON` ends the participation
? 1
$ mpp certify acme --extend-to 2015-07-31
! error: missing: --reason R
! hint: usage: `mpp certify --extend-to DAY --reason R PARTNER`
? 2
$ mpp certify acme --extend-to 2015-05-10 --reason 'too short' --on 2015-05-05
! error: an extension to 2015-05-10 extends nothing: it must go beyond 2015-05-10
? 1
$ mpp certify acme --extend-to 2015-07-31 --reason 'new release' --on 2015-05-20
acme: candidate window extended to 2015-07-31: new release
! recorded entry 7
$ mpp credits acme
Month    Basis      Granted  Used  Overage
2015-02  candidate   $2,000    $0       $0
2015-03  candidate   $2,000    $0       $0
2015-04  candidate   $2,000    $0       $0
2015-05  candidate   $2,000    $0       $0
2015-06  candidate   $2,000    $0       $0

in all: $10,000 granted, $0 used, $0 above the credit
$ mpp certify acme --lapse 'no answer' -n
acme: candidate → lapsed, credit $0 from 2015-07
! (dry run) nothing was recorded
$ mpp certify acme --grant
acme: certification, term 1 until 2016-06-15, candidate → certified, +50 points, 75 in all, silver
! recorded entry 8
"#]]);
}

#[test]
fn software_brings_a_copy_instead_of_an_account() {
    let session = Session::with_candidate();
    session
        .mpp("edit acme --kind software --on 2015-02-20")
        .ok();
    session.shows(str![[r#"
$ mpp certify acme --met test-account
! error: `test-account` is not asked of the kind software, which acme is
! hint: `mpp edit acme --kind KIND` if the kind is wrong
? 1
$ mpp certify acme --met blueprint-copy --on 2015-03-02
acme: blueprint-copy met
! recorded entry 6
$ mpp checklist acme --list certification
Acme Cloud  (acme), candidate

certification: 1 of 8
Item                   Verdict  Party       Detail
as-advertised          open     integrator  The solution performs as advertised and described in the application
documentation          open     integrator  The user guides and applicable documentation are simple to follow, accurate and publishable to the Lumen Cloud Knowledge Base
seamless-integration   open     integrator  The solution integrates seamlessly with the Lumen Cloud automation framework, with low time-to-value in a self-service model
business-value         open     integrator  The solution delivers the business value outlined in the application
kb-public              open     provider    Public Knowledge Base article: guides end-users step by step through deploying the technology upon Lumen Cloud
kb-internal            open     provider    Internal Knowledge Base article: what Lumen Cloud Support must know, with contact information for the Partner support organization
blueprint-copy         met      provider    2015-03-02 by ann
integrator-validation  open     integrator  The integrator built and validated all features from the provided documentation, without the need for support; waits for kb-public, kb-internal
"#]]);
}
