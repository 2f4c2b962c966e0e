//! `mpp review`: applications.

use crate::session::Session;
use snapbox::str;

use crate::scenes::ADMISSIBLE;

#[test]
fn the_review_shows_what_was_found_and_what_is_missing() {
    let session = Session::with_certified();
    session
        .mpp("apply 'Bolt Systems' --id bolt --kind software --category Security --on 2015-06-01")
        .ok();
    session.mpp("review bolt --met density='one other' --unmet maturity='first release' --waive fee-structure='free of charge' --na function").ok();
    session.shows(str![[r#"
$ mpp review bolt
Bolt Systems  (bolt), applicant

application: 4 of 7
Item               Verdict         Party        Detail
value-proposition  open            marketplace  The value proposition and/or financial benefit the feature provides to clients
function           not-applicable  marketplace  2015-06-15 by ann
density            met             marketplace  in Security: 1 certified, 0 candidates; one other; 2015-06-15 by ann
fee-structure      waived          marketplace  free of charge; 2015-06-15 by ann
compatibility      open            marketplace  High-level compatibility with the Lumen Cloud automation framework
maturity           unmet           marketplace  first release; 2015-06-15 by ann
good-standing      open            marketplace  Being a Lumen Cloud customer in good standing

onboarding: 0 of 7
Item                  Verdict  Party        Detail
cloud-account         open     provider     Create a Lumen Cloud account and give its alias to the Marketplace representative; guide: https://www.ctl.io/free-trial/
portal-access         open     marketplace  Provider Portal access: the Marketplace representative creates the account once the alias is known; waits for cloud-account; to be recorded: created-by; guide: https://provider-portal.ctl.io
mpa                   open     provider     Accept the Marketplace Provider Agreement by click-through in the Provider Portal; waits for portal-access; to be recorded: representative, version; guide: https://www.ctl.io/legal/marketplace/
product-content       open     provider     Create the public facing content of the product in the Provider Portal; waits for portal-access; guide: https://provider-portal.staging.ctl.io/#/login
publish-request       open     provider     Request that the product be published, once its content has been completed; waits for product-content
supplemental-terms    open     provider     Accept the Marketplace Provider Program Supplemental Terms, as a customer of Lumen Cloud; waits for cloud-account
integration-strategy  open     both         Engage with the Ecosystem team and validate an integration strategy

next: `mpp edit bolt --alias ALIAS` once the account alias is known
next: `mpp review bolt --met value-proposition --met compatibility --met good-standing --met supplemental-terms --met integration-strategy` once they are
"#]]);
}

#[test]
fn verdicts_and_admission_are_one_entry() {
    let session = Session::with_applicant();
    session
        .mpp(&format!("review acme {ADMISSIBLE} --admit --on 2015-02-10"))
        .ends(1)
        .says("`supplemental-terms` waits for cloud-account");
    assert_eq!(
        session.json("audit")["entries"],
        2,
        "a refused admission records none of its verdicts"
    );
    let admitted = session
        .mpp(&format!(
            "review acme {ADMISSIBLE} --alias acme --admit --on 2015-02-10"
        ))
        .ok();
    admitted
        .prints("applicant → candidate, +25 points, 25 in all")
        .says("recorded entry 3");
    let acme = &session.json("status acme --as-of 2015-02-10")["partners"][0];
    assert_eq!(
        (acme["stage"].as_str(), acme["candidate_until"].as_str()),
        (Some("candidate"), Some("2015-05-10"))
    );
    assert_eq!(acme["account_alias"], "ACME");
}

#[test]
fn an_admission_lists_what_is_missing() {
    Session::with_applicant().shows(str![[r#"
$ mpp review acme --admit
! error: acme cannot be admitted yet: 10 of the program's conditions are missing
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
! hint: `mpp edit acme --alias ALIAS` once the account alias is known
! hint: `mpp review acme --met value-proposition --met function --met density --met fee-structure --met compatibility --met maturity --met good-standing --met supplemental-terms --met integration-strategy` once they are
? 1
$ mpp review acme --met maturity --decline ''
! error: --decline ``: a reason is needed, not an empty text
? 2
$ mpp review acme --met maturity --unmet maturity
! error: `maturity` is judged twice in one command
? 2
$ mpp review acme --met maturty
! error: no checklist has an item `maturty`
! hint: did you mean `maturity`?
! hint: `mpp checklist acme` lists the items
? 2
$ mpp review acme --waive density
! error: `density` is waived only with a reason
! hint: `mpp checklist acme --waive density=REASON`
? 2
$ mpp review acme --evidence density=https://kb.example/d
! error: --evidence `density=https://kb.example/d`: no verdict on `density` is given with it
! hint: add `--met density`
? 2
$ mpp review acme --admit --decline 'no demand'
! error: --admit cannot be used with --decline REASON
! hint: usage: `mpp review --admit PARTNER`
? 2
"#]]);
}

#[test]
fn applications_are_declined_and_withdrawn() {
    let session = Session::with_candidate();
    session
        .mpp("apply 'Bolt Systems' --id bolt --on 2015-03-01")
        .ok();
    session.shows(str![[r#"
$ mpp review bolt --decline 'no demand' --on 2015-03-02
bolt: applicant → declined
! recorded entry 6
$ mpp review bolt --admit
! error: the participation of bolt has ended: declined since 2015-03-02
! hint: a new participation begins with `mpp apply --id bolt NAME`
? 1
$ mpp review acme --decline 'too late'
! error: acme cannot be declined on 2015-06-15: it has been a candidate since 2015-02-10
! hint: `mpp review acme --withdraw REASON` ends a participation at any stage
? 1
$ mpp review acme --withdraw 'bought by another'
acme: candidate → withdrawn
! recorded entry 7
$ mpp status acme
Acme Cloud  (acme)
stage        withdrawn since 2015-06-15: bought by another
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
next         `mpp apply --id acme NAME` begins a new participation
$ mpp status bolt
Bolt Systems  (bolt)
stage        declined since 2015-03-02: no demand
points       0 points
credit       $0 for 2015-06, $0 used
standing     good
support      developer
checklist    application 0 of 7, open: value-proposition, function, density and 4 more
checklist    onboarding 0 of 7, open: cloud-account, portal-access, mpa and 4 more
checklist    candidacy 0 of 1, open: candidate-account
checklist    certification 0 of 9, open: as-advertised, documentation, seamless-integration and 6 more
checklist    evangelism 0 of 3, open: evangelism-plan, announcement, showcase
next         `mpp apply --id bolt NAME` begins a new participation
"#]]);
}

#[test]
fn a_file_of_verdicts_leaves_one_state_behind() {
    let session = Session::with_applicant();
    session.write(
        "verdicts.csv",
        "partner,item,verdict,note,evidence,on\nACME CLOUD,density,met,two others,https://kb.example/d,2015-02-03\ncrm-1,maturity,Not applicable,,,2015-02-03\nacme,nonsense,met,,,2015-02-03\nacme,fee-structure,waived,,,2015-02-03\nacme,function,good,,,2015-02-03\n",
    );
    session.shows(str![[r#"
$ mpp review --from verdicts.csv
! error: 3 rows are refused, and nothing was recorded
!   verdicts.csv:4: item: no checklist has an item `nonsense`
!   verdicts.csv:5: item: `fee-structure` is waived only with a reason
!   verdicts.csv:6: verdict: a verdict is met, unmet, not-applicable or waived: `good`
! hint: `--keep-going` records the others; `--rejects FILE` saves the refused rows to be fixed
! 5 read, 0 recorded, 2 valid but not recorded, 0 unchanged, 3 refused
? 1
$ mpp review --from verdicts.csv --keep-going
Partner  Name        Kind  Category  Stage      Since       Tier  Points  Credit  Anniversary
acme     Acme Cloud  saas  Security  applicant  2015-02-01             0      $0
! verdicts.csv:4: item: no checklist has an item `nonsense`
! verdicts.csv:5: item: `fee-structure` is waived only with a reason
! verdicts.csv:6: verdict: a verdict is met, unmet, not-applicable or waived: `good`
! 5 read, 2 recorded, 0 unchanged, 3 refused
! recorded entry 3
? 3
$ mpp review --from verdicts.csv --keep-going --rejects refused.csv -q
! verdicts.csv:4: item: no checklist has an item `nonsense`
! verdicts.csv:5: item: `fee-structure` is waived only with a reason
! verdicts.csv:6: verdict: a verdict is met, unmet, not-applicable or waived: `good`
? 3
"#]]);
}

#[test]
fn a_category_that_has_enough_providers_is_said_to_be_full() {
    let session = Session::with_certified();
    let rules = std::fs::read_to_string("examples/program.toml").expect("the rule file");
    session.write(
        "pool.toml",
        rules.replace("# pool_size = 10", "pool_size = 1"),
    );
    session.mpp("program use pool.toml --from 2015-06-15").ok();
    session.shows(str![[r#"
$ mpp apply Bolt --id bolt --category Security -q
$ mpp apply Core --id core --category Storage -q
$ mpp due --plain
evidence	acme	2015-02-10	-125	to be recorded: portal-access.created-by, mpa.representative, mpa.version	mpp checklist acme --record portal-access.created-by=VALUE	
application	bolt	2015-06-15	0	the application came in today; Security: the pool of 1 is full	mpp review bolt	
application	core	2015-06-15	0	the application came in today	mpp review core	
$ mpp review bolt --plain
application	value-proposition	open	marketplace						The value proposition and/or financial benefit the feature provides to clients			
application	function	open	marketplace						The function that will be provided relative to the existing and/or planned features in the Lumen Cloud platform			
application	density	open	marketplace						The density of other Marketplace Providers already providing similar capability			
application	fee-structure	open	marketplace						The fee structure and pricing model for the function or feature			
application	compatibility	open	marketplace						High-level compatibility with the Lumen Cloud automation framework			
application	maturity	open	marketplace						Maturity and performance of the product and company			
application	good-standing	open	marketplace						Being a Lumen Cloud customer in good standing			
onboarding	cloud-account	open	provider						Create a Lumen Cloud account and give its alias to the Marketplace representative	https://www.ctl.io/free-trial/		
onboarding	portal-access	open	marketplace					cloud-account	Provider Portal access: the Marketplace representative creates the account once the alias is known	https://provider-portal.ctl.io		created-by
onboarding	mpa	open	provider					portal-access	Accept the Marketplace Provider Agreement by click-through in the Provider Portal	https://www.ctl.io/legal/marketplace/		representative;version
onboarding	product-content	open	provider					portal-access	Create the public facing content of the product in the Provider Portal	https://provider-portal.staging.ctl.io/#/login		
onboarding	publish-request	open	provider					product-content	Request that the product be published, once its content has been completed			
onboarding	supplemental-terms	open	provider					cloud-account	Accept the Marketplace Provider Program Supplemental Terms, as a customer of Lumen Cloud			
onboarding	integration-strategy	open	both						Engage with the Ecosystem team and validate an integration strategy			
$ mpp due --as-of 2015-06-14 --plain
evidence	acme	2015-02-10	-124	to be recorded: portal-access.created-by, mpa.representative, mpa.version	mpp checklist acme --record portal-access.created-by=VALUE	
"#]]);
    let review = session.mpp("review bolt").ok().out;
    assert!(
        review.contains("in Security: 1 certified, 0 candidates, the pool of 1 is full"),
        "{review}"
    );
    let review = session.mpp("review core").ok().out;
    assert!(!review.contains("full"), "{review}");
}
