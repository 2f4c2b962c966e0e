//! Each refusal of the rules as the command line shows it: message, causes, hints, status.

use crate::session::Session;
use snapbox::str;

#[test]
fn applications_are_refused() {
    let session = Session::with_candidate();
    session
        .mpp("apply 'Bolt Systems' --id bolt --on 2015-06-01")
        .ok();
    session
        .mpp("review bolt --decline 'no demand' --on 2015-06-05")
        .ok();
    session.shows(str![[r#"
$ mpp apply 'Acme Cloud'
! error: acme is in the program already: it is a candidate
! hint: `mpp status acme` shows it; `mpp edit acme` changes what is known of it
? 1
$ mpp apply 'Acme Cloud' --id bolt2
! error: `Acme Cloud` is the name of acme
! hint: `mpp status acme` shows the partner of that name
? 1
$ mpp apply 'Other' --id acme
! error: the id `acme` is taken
! hint: leave out `--id` to have one made, or give another
? 1
$ mpp apply 'Acme-Cloud GmbH'
! error: `Acme-Cloud GmbH` is probably the same company as `Acme Cloud` (acme)
! hint: if it is the same company, use `acme`; if not, give it an id of its own with `--id ID` (in a file: the column `id`)
? 1
$ mpp apply 'Other' --external-id crm-1
! error: the external id `crm-1` is that of acme
! hint: `mpp status acme` shows who has it
? 1
$ mpp apply 'Other' --alias acme
! error: the account alias ACME is that of acme
! hint: `mpp status acme` shows who has it
? 1
$ mpp apply 'Bolt Systems' --on 2015-06-03
! error: bolt is in the program already: it is an applicant
! hint: `mpp status bolt` shows it; `mpp edit bolt` changes what is known of it
? 1
$ mpp edit bolt --category Storage
bolt: category Storage
! new category: Storage
! recorded entry 7
$ mpp award-points bolt press-release
! error: the participation of bolt has ended: declined since 2015-06-05
! hint: a new participation begins with `mpp apply --id bolt NAME`
? 1
$ mpp edit acme --category Storage --on 2015-01-31
! error: acme applied on 2015-02-01, after 2015-01-31
! hint: `--on` a day from 2015-02-01 on
? 1
"#]]);
}

#[test]
fn admissions_are_refused() {
    let session = Session::with_applicant();
    session
        .mpp("apply 'Bolt Systems' --id bolt --on 2015-06-01")
        .ok();
    session.shows(str![[r#"
$ mpp review bolt --admit
! error: bolt cannot be admitted yet: 10 of the program's conditions are missing
!   application: value-proposition is open (responsible: marketplace)
!   application: function is open (responsible: marketplace)
!   application: density is open (responsible: marketplace)
!   application: fee-structure is open (responsible: marketplace)
!   application: compatibility is open (responsible: marketplace)
!   application: maturity is open (responsible: marketplace)
!   application: good-standing is open (responsible: marketplace)
!   onboarding: cloud-account is open (responsible: provider)
!   onboarding: supplemental-terms is open (responsible: provider)
!   onboarding: integration-strategy is open (responsible: both)
! hint: `mpp edit bolt --alias ALIAS` once the account alias is known
! hint: `mpp review bolt --met value-proposition --met function --met density --met fee-structure --met compatibility --met maturity --met good-standing --met supplemental-terms --met integration-strategy` once they are
? 1
$ mpp review acme --admit --on 2015-01-31
! error: acme applied on 2015-02-01, after 2015-01-31
! hint: `--on` a day from 2015-02-01 on
? 1
$ mpp standing acme --bad 'invoice 4711'
acme: not in good standing: invoice 4711
! recorded entry 4
$ mpp review acme --admit
! error: acme is not in good standing: invoice 4711
! hint: `mpp standing acme --good` once that is settled
? 1
$ mpp certify acme --grant
! error: acme cannot be certified on 2015-06-15: it has been an applicant since 2015-02-01
! hint: `mpp review acme --admit` comes first
? 1
$ mpp certify acme --extend-to 2015-12-31 --reason 'more time'
! error: acme is not a candidate on 2015-06-15: it is an applicant
? 1
$ mpp checklist acme --met kb-public --evidence kb-public=https://kb.example/p
! error: the certification checklist opens with the stage candidate, and acme is an applicant on 2015-06-15
! hint: `mpp review acme` shows what admission waits for
? 1
"#]]);
}

#[test]
fn verdicts_are_refused() {
    Session::with_candidate().shows(str![[r#"
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
$ mpp certify acme --met blueprint-copy
! error: `blueprint-copy` is not asked of the kind saas, which acme is
! hint: `mpp edit acme --kind KIND` if the kind is wrong
? 1
$ mpp certify acme --waive documentation
! error: `documentation` is waived only with a reason
! hint: `mpp checklist acme --waive documentation=REASON`
? 2
$ mpp checklist acme --met use-case
! error: the responsibilities checklist opens with the stage certified, and acme is a candidate on 2015-06-15
! hint: `mpp certify acme` shows what certification waits for
? 1
$ mpp checklist acme --met technical-tested
! error: `technical-tested` is an item of a product, not of the partner
! hint: `mpp product mark acme PRODUCT --met technical-tested`
? 1
$ mpp checklist acme --met nonsense
! error: no checklist has an item `nonsense`
! hint: `mpp checklist acme` lists the items
? 2
"#]]);
}

#[test]
fn certifications_are_refused() {
    let session = Session::with_candidate();
    session.shows(str![[r#"
$ mpp review acme --admit
! error: acme cannot be admitted on 2015-06-15: it has been a candidate since 2015-02-10
! hint: `mpp status acme` shows its state
? 1
$ mpp certify acme --grant --on 2015-05-11
! error: the candidate window of acme ended on 2015-05-10
! hint: `mpp certify acme --extend-to DAY --reason R` gives it more time
! hint: `mpp certify acme --lapse REASON` ends the participation
? 1
$ mpp edit acme --kind '' --on 2015-03-01
acme: no kind
! recorded entry 5
$ mpp certify acme --grant --on 2015-05-10
! error: the kind of acme is not known, and what is asked depends on it: saas, software
! hint: `mpp edit acme --kind saas|software`
? 1
$ mpp standing acme --bad 'invoice 4711' --on 2015-04-01
acme: not in good standing: invoice 4711
! recorded entry 6
$ mpp certify acme --grant --on 2015-05-10
! error: acme is not in good standing: invoice 4711
! hint: `mpp standing acme --good` once that is settled
? 1
$ mpp certify acme --extend-to 2015-05-10 --reason 'more time' --on 2015-04-01
! error: an extension to 2015-05-10 extends nothing: it must go beyond 2015-05-10
? 1
$ mpp certify acme --extend-to 2015-06-01 --reason 'too late'
! error: an extension to 2015-06-01 extends nothing: it must go beyond 2015-06-15
? 1
"#]]);
}

#[test]
fn awards_are_refused() {
    Session::with_certified().shows(str![[r#"
$ mpp award-points acme admission
! error: `admission` is not awarded by hand: admission to the program gives it
? 1
$ mpp award-points acme press-release --on 2015-03-01
! error: acme cannot earn `press-release` on 2015-03-01: it is a candidate
! hint: `mpp certify acme` shows what certification waits for
? 1
$ mpp award-points acme cca-activation
! error: `cca-activation` can be earned from gold on, and acme holds silver on 2015-06-15
! hint: `mpp tier acme` shows its points
! hint: `mpp award-points acme cca-activation --override REASON` overrides the limit; the reason is recorded
? 1
$ mpp award-points acme brown-bag-training
! error: `brown-bag-training` needs a balance of 150 points, and acme has 75 on 2015-06-15
! hint: `mpp tier acme` shows its points
! hint: `mpp award-points acme brown-bag-training --override REASON` overrides the limit; the reason is recorded
? 1
$ mpp award-points acme customer-deployment
! error: `customer-deployment` needs a reference
! hint: `mpp award-points acme customer-deployment --ref ID` names the deployment or order
? 2
$ mpp award-points acme customer-deployment --ref ''
! error: `customer-deployment` needs a reference
! hint: `mpp award-points acme customer-deployment --ref ID` names the deployment or order
? 2
$ mpp award-points acme nonsense
! error: the program has no activity `nonsense`
! hint: `mpp program show` lists the activities
? 2
"#]]);
}

#[test]
fn reversals_are_refused() {
    let session = Session::with_certified();
    session
        .mpp("award-points acme press-release --on 2015-04-01")
        .ok();
    session.shows(str![[r#"
$ mpp award-points acme --reverse 7.1 --reason 'before it' --on 2015-03-31
! error: award 7.1 is of 2015-04-01; it cannot be reversed from 2015-03-31 on
? 1
$ mpp award-points acme --reverse 6.9 --reason 'no award'
! error: no award 6.9 of acme
! hint: `mpp history PARTNER` names the awards of a partner
? 1
$ mpp award-points acme --reverse 6 --reason 'the only one of its entry'
acme: certification reversed, -50 points, 50 in all
! recorded entry 8
$ mpp award-points acme --reverse 6 --reason 'again'
! error: award 6.10 was reversed already, by 8.1
? 1
"#]]);
}

#[test]
fn terms_are_refused() {
    let mut session = Session::with_certified();
    session.today("2016-04-01");
    session.mpp("renew --due").ok();
    session.shows(str![[r#"
$ mpp renew acme --confirm 'nothing waits'
! error: nothing of acme waits for a confirmation: no objection is open, and the anniversary is 2017-03-20
? 1
$ mpp renew acme --object 'late' --by provider --on 2016-03-10
! error: term 1 of acme was renewed on 2016-03-20; an objection has to be recorded before the renewal is
! hint: `mpp history acme` names the renewal's entry, and `mpp undo ENTRY` undoes it
? 1
$ mpp renew acme --object 'now' --by provider
acme: objection by the provider to term 2: now
! recorded entry 8
$ mpp renew acme --due
$ mpp certify acme --lapse 'no answer'
! error: acme cannot lapse on 2016-04-01: it has been certified since 2015-03-20
! hint: `mpp renew acme --end REASON` ends a certified partner's participation
? 1
$ mpp review acme --decline 'no demand'
! error: acme cannot be declined on 2016-04-01: it has been certified since 2015-03-20
! hint: `mpp renew acme --end REASON` ends a certified partner's participation
? 1
"#]]);
}

#[test]
fn contradictions_of_later_days_are_refused() {
    let session = Session::with_certified();
    session
        .mpp("award-points acme brown-bag-training --override 'agreed' --on 2015-06-01")
        .ok();
    session.shows(str![[r#"
$ mpp edit acme --alias '' --on 2015-02-09
acme: nothing to change
$ mpp standing acme --bad 'invoice 4711' --on 2015-02-09
! error: what was recorded for a later day would no longer hold: admitted of 2015-02-10 (entry 3)
!   acme is not in good standing: invoice 4711
! hint: `mpp undo 3` undoes entry 3 first, or record this for a day after 2015-02-10
? 1
$ mpp review acme --withdraw 'long ago' --on 2015-04-01
! error: what was recorded for a later day would no longer hold: award of 2015-06-01 (entry 7)
!   the participation of acme has ended: withdrawn since 2015-04-01
! hint: `mpp undo 7` undoes entry 7 first, or record this for a day after 2015-06-01
? 1
$ mpp certify acme --unmet kb-public --on 2015-03-01
acme: kb-public unmet
! recorded entry 8
$ mpp award-points acme --reverse 3 --reason 'too early' --on 2015-03-01
acme: admission reversed, -25 points, 100 in all
! recorded entry 9
"#]]);
}

#[test]
fn names_that_another_partner_holds_are_refused() {
    let session = Session::with_candidate();
    session.mpp("edit acme --alias ACME2").ok();
    session
        .mpp("apply 'Bolt Systems' --id bolt --alias ACME")
        .ok();
    session.shows(str![[r#"
$ mpp undo 5
! error: what the undo would give back is another's by now: the account alias ACME is that of bolt
? 1
$ mpp undo 2
! error: entry 2 cannot be undone: 3 later entries depend on it, from entry 3 to entry 5
!   entry 3: profile of acme: acme was not in the program on 2015-02-10
!   … 1 more …
!   entry 5: profile of acme: acme was not in the program on 2015-06-15
! hint: `mpp undo 2 --cascade` undoes all of them in one entry
? 1
"#]]);
}
