//! `mpp checklist`: progress.

use crate::session::Session;
use snapbox::str;

#[test]
fn checklist_shows_one_line_per_partner_or_every_item_of_one() {
    let session = Session::with_candidate();
    session
        .mpp("apply 'Bolt Systems' --id bolt --on 2015-06-01")
        .ok();
    session.shows(str![[r#"
$ mpp checklist
Partner  Stage      application  onboarding  candidacy  certification  evangelism
acme     candidate  7 of 7       5 of 7      0 of 1     0 of 8         0 of 3
bolt     applicant  0 of 7       0 of 7      0 of 1     0 of 9         0 of 3
$ mpp checklist acme --list onboarding
Acme Cloud  (acme), candidate

onboarding: 5 of 7
Item                  Verdict  Party        Detail
cloud-account         met      provider     ACME; guide: https://www.ctl.io/free-trial/
portal-access         met      marketplace  to be recorded: created-by; 2015-02-10 by ann; guide: https://provider-portal.ctl.io
mpa                   met      provider     to be recorded: representative, version; 2015-02-10 by ann; guide: https://www.ctl.io/legal/marketplace/
product-content       open     provider     Create the public facing content of the product in the Provider Portal; guide: https://provider-portal.staging.ctl.io/#/login
publish-request       open     provider     Request that the product be published, once its content has been completed; waits for product-content
supplemental-terms    met      provider     2015-02-10 by ann
integration-strategy  met      both         2015-02-10 by ann
$ mpp checklist --list onboarding
Partner  Stage      onboarding
acme     candidate  5 of 7
bolt     applicant  0 of 7
$ mpp checklist --list certificaton
! error: the program has no checklist `certificaton`; it has application, onboarding, candidacy, certification, publication, environments, evangelism, benefits, responsibilities
! hint: did you mean `certification`?
? 2
$ mpp checklist --met mpa
! error: PARTNER is missing: verdicts and decisions are for one partner
! hint: name it: `mpp review PARTNER --met ITEM`; `--from FILE` takes a file of verdicts
? 2
"#]]);
}

#[test]
fn verdicts_on_any_list() {
    let session = Session::with_certified();
    session.shows(str![[r#"
$ mpp checklist acme --met use-case='how tenants are kept apart' --na support-training --on 2015-04-01
acme: use-case met, support-training not-applicable
! recorded entry 7
$ mpp checklist acme --list responsibilities
Acme Cloud  (acme), certified

responsibilities: 2 of 9
Item                     Verdict         Party     Detail
co-branded-collateral    open            provider  Contribute co-branded marketing collateral for use by both sales organizations, within proper usage guidelines
use-case                 met             provider  how tenants are kept apart; 2015-04-01 by ann
sales-support            open            provider  Provide sales and offer development support for solution development around the technology
kb-updates               open            provider  Update Knowledge Base articles as the product changes or as needed, with reasonable notice
training-videos          open            provider  Support the recording of training videos for Lumen’s customer base
support-training         not-applicable  provider  2015-04-01 by ann
sales-training           open            provider  Upon request, provide supplementary technical training for the Lumen Cloud Sales and Solution Architecture team
client-management        open            provider  Be responsible for all aspects of client management; Lumen does not act on the Partner’s behalf
round-the-clock-support  open            provider  Provide 24x7 (email and telephone) customer support for the technology; to be recorded: telephone number of the support contact
$ mpp checklist acme --met use-case='how tenants are kept apart' --on 2015-04-01
acme: nothing to change
$ mpp checklist acme --met content
! error: `content` is not judged by itself: it follows from the content of a product
! hint: `mpp product add acme NAME`
? 1
"#]]);
}

#[test]
fn list_limits_a_file_to_one_list() {
    let session = Session::with_applicant();
    session.write(
        "verdicts.csv",
        "partner,item,verdict\nacme,integration-strategy,met\nacme,density,met\n",
    );
    session
        .mpp("checklist --from verdicts.csv --list onboarding")
        .ends(1)
        .says("verdicts.csv:3: item: it is on the checklist application, not on onboarding");
    session
        .mpp("checklist --from verdicts.csv")
        .ok()
        .says("2 read, 2 recorded, 0 unchanged, 0 refused");
    session
        .mpp("checklist --from verdicts.csv")
        .ok()
        .says("2 read, 0 recorded, 2 unchanged, 0 refused");
}

#[test]
fn responsibilities_start_over_with_every_term() {
    let mut session = Session::with_certified();
    session
        .mpp("checklist acme --met use-case --on 2015-06-01")
        .ok();
    session.today("2016-04-01");
    session.mpp("renew --due").ok();
    session
        .mpp("checklist acme --list responsibilities")
        .ok()
        .prints("responsibilities: 0 of 9");
    session
        .mpp("checklist acme --list responsibilities --as-of 2016-03-19")
        .ok()
        .prints("responsibilities: 1 of 9");
}

#[test]
fn a_verdict_on_an_item_fulfilled_by_a_fact_names_the_right_command() {
    let session = Session::with_applicant();
    session.write(
        "verdicts.csv",
        "partner,item,verdict,note\nacme,cloud-account,met,\nacme,cloud-account,waived,later\nacme,integration-strategy,met,\n",
    );
    session.shows(str![[r#"
$ mpp checklist acme --met cloud-account
! error: `cloud-account` is not judged by itself: it follows from the account alias of acme
! hint: `mpp edit acme --alias ALIAS`
? 1
$ mpp checklist acme --waive cloud-account=later
! error: `cloud-account` is not judged by itself: it follows from the account alias of acme
! hint: `mpp edit acme --alias ALIAS`
? 1
$ mpp review acme --met cloud-account --alias ACME
! error: `cloud-account` is not judged by itself: it follows from the account alias of acme
! hint: `mpp edit acme --alias ALIAS`
? 1
$ mpp checklist acme --met product-content
! error: `product-content` is not judged by itself: it follows from the content of a product
! hint: `mpp product add acme NAME`
? 1
$ mpp checklist acme --met portal-access
! error: `portal-access` waits for cloud-account
! hint: `mpp edit acme --alias ALIAS` first
? 1
$ mpp checklist --from verdicts.csv --keep-going
Partner  Name        Kind  Category  Stage      Since       Tier  Points  Credit  Anniversary
acme     Acme Cloud  saas  Security  applicant  2015-02-01             0      $0
! verdicts.csv:2: item: `cloud-account` is not judged by itself: it follows from the account alias of acme; `mpp edit acme --alias ALIAS`
! verdicts.csv:3: item: `cloud-account` is not judged by itself: it follows from the account alias of acme; `mpp edit acme --alias ALIAS`
! 3 read, 1 recorded, 0 unchanged, 2 refused
! recorded entry 3
? 3
"#]]);
}

#[test]
fn an_item_is_shown_of_every_partner() {
    let session = Session::with_certified();
    session.mpp("apply Bolt --id bolt --kind saas").ok();
    session.mpp("apply Core --id core").ok();
    session.mpp("review core --withdraw 'no time'").ok();
    session.shows(str![[r#"
$ mpp checklist --item mpa
Partner  Stage      Verdict  On          By   Note  Evidence  Waits for      Representative  Version
acme     certified  met      2015-02-10  ann
bolt     applicant  open                                      portal-access

mpa: settled by 1 of 2 partners
$ mpp checklist --item kb-internal --plain
acme	certified	met	2015-03-20	ann		https://kb.example/internal	
$ mpp checklist --item use-case
Partner  Stage      Verdict  On  By  Note  Evidence  Waits for
acme     certified  open

use-case: settled by 0 of 1 partner
$ mpp checklist --item use-cases
! error: --item `use-cases`: it is one of value-proposition, function, density, fee-structure, compatibility, maturity, good-standing, cloud-account, portal-access, mpa, product-content, publish-request, supplemental-terms, integration-strategy, candidate-account, as-advertised, documentation, seamless-integration, business-value, kb-public, kb-internal, test-account, blueprint-copy, integrator-validation, evangelism-plan, announcement, showcase, professional-services, managed-services, account-teaming, co-branded-collateral, use-case, sales-support, kb-updates, training-videos, support-training, sales-training, client-management, round-the-clock-support
! hint: did you mean `use-case`?
? 2
$ mpp checklist --item technical-tested
! error: --item `technical-tested`: it is one of value-proposition, function, density, fee-structure, compatibility, maturity, good-standing, cloud-account, portal-access, mpa, product-content, publish-request, supplemental-terms, integration-strategy, candidate-account, as-advertised, documentation, seamless-integration, business-value, kb-public, kb-internal, test-account, blueprint-copy, integrator-validation, evangelism-plan, announcement, showcase, professional-services, managed-services, account-teaming, co-branded-collateral, use-case, sales-support, kb-updates, training-videos, support-training, sales-training, client-management, round-the-clock-support
? 2
$ mpp checklist acme --item mpa
! error: PARTNER cannot be used with --item ITEM
! hint: usage: `mpp checklist PARTNER`
? 2
"#]]);
}

#[test]
fn responsibilities_keep_every_verdict_of_the_term() {
    let session = Session::with_certified();
    session.shows(str![[r#"
$ mpp checklist acme --met kb-updates='for 2.1' --on 2015-05-01 -q
$ mpp checklist acme --met kb-updates='for 2.2' --on 2015-06-01 -q
$ mpp checklist acme --met kb-updates='for 2.2' --on 2015-06-01
acme: nothing to change
$ mpp checklist acme --met kb-updates='for 2.2' -q
$ mpp checklist acme --list responsibilities
Acme Cloud  (acme), certified

responsibilities: 1 of 9
Item                     Verdict  Party     Detail
co-branded-collateral    open     provider  Contribute co-branded marketing collateral for use by both sales organizations, within proper usage guidelines
use-case                 open     provider  Identify a use case as the center-point of a content marketing strategy, for the “Ecosystem Showcase”
sales-support            open     provider  Provide sales and offer development support for solution development around the technology
kb-updates               met      provider  for 2.2; 2015-06-15 by ann; before: met 2015-06-01 (for 2.2); before: met 2015-05-01 (for 2.1)
training-videos          open     provider  Support the recording of training videos for Lumen’s customer base
support-training         open     provider  Upon request, provide supplementary technical training for the Lumen Cloud Support team
sales-training           open     provider  Upon request, provide supplementary technical training for the Lumen Cloud Sales and Solution Architecture team
client-management        open     provider  Be responsible for all aspects of client management; Lumen does not act on the Partner’s behalf
round-the-clock-support  open     provider  Provide 24x7 (email and telephone) customer support for the technology; to be recorded: telephone number of the support contact
$ mpp checklist acme --list evangelism
Acme Cloud  (acme), certified

evangelism: 0 of 3
Item             Verdict  Party        Detail
evangelism-plan  open     marketplace  Evangelism and communication efforts around the new integration are planned
announcement     open     marketplace  The new integration is announced; waits for evangelism-plan
showcase         open     both         A blog, a video walkthrough, or both are published under the “Ecosystem Showcase” feature, about the use case that the Partner identified; waits for evangelism-plan; to be recorded: use-case, address
$ mpp checklist acme --met showcase='backups in a minute, https://blog.example/acme'
! error: `showcase` waits for evangelism-plan
! hint: `mpp checklist acme --met evangelism-plan` first, or in the same command
? 1
$ mpp checklist acme --list candidacy
Acme Cloud  (acme), certified

candidacy: 0 of 1
Item               Verdict  Party        Detail
candidate-account  open     marketplace  The customer's account is configured as a Marketplace Provider Program Candidate
"#]]);
}

#[test]
fn values_of_items_are_recorded_and_listed() {
    Session::with_candidate().shows(str![[r#"
$ mpp checklist acme --met mpa --record mpa.representative='A. Lee' --record mpa.version=3 --on 2015-05-01
acme: mpa representative: A. Lee, mpa version: 3
! recorded entry 5
$ mpp checklist acme --record mpa.version=4 --on 2015-06-01 -q
$ mpp checklist acme --record mpa.version=4 --on 2015-06-01
acme: nothing to change
$ mpp checklist acme --record mpa.colour=red
! error: the item mpa does not record `colour`; it records representative, version
? 2
$ mpp checklist acme --record mpa
! error: --record `mpa`: it is written ITEM.NAME=VALUE
? 2
$ mpp checklist acme --record mpa.version=
! error: --record `mpa.version=`: a value is missing after the `=`
? 2
$ mpp checklist acme --list onboarding --plain
onboarding	cloud-account	met	provider				ACME		Create a Lumen Cloud account and give its alias to the Marketplace representative	https://www.ctl.io/free-trial/		
onboarding	portal-access	met	marketplace	2015-02-10	ann				Provider Portal access: the Marketplace representative creates the account once the alias is known	https://provider-portal.ctl.io		created-by
onboarding	mpa	met	provider	2015-02-10	ann				Accept the Marketplace Provider Agreement by click-through in the Provider Portal	https://www.ctl.io/legal/marketplace/	representative A. Lee (2015-05-01);version 4 (2015-06-01)	
onboarding	product-content	open	provider						Create the public facing content of the product in the Provider Portal	https://provider-portal.staging.ctl.io/#/login		
onboarding	publish-request	open	provider					product-content	Request that the product be published, once its content has been completed			
onboarding	supplemental-terms	met	provider	2015-02-10	ann				Accept the Marketplace Provider Program Supplemental Terms, as a customer of Lumen Cloud			
onboarding	integration-strategy	met	both	2015-02-10	ann				Engage with the Ecosystem team and validate an integration strategy			
$ mpp checklist --item mpa
Partner  Stage      Verdict  On          By   Note  Evidence  Waits for  Representative  Version
acme     candidate  met      2015-02-10  ann                             A. Lee          4

mpa: settled by 1 of 1 partner
$ mpp checklist --item mpa --as-of 2015-05-31 --format csv
partner,stage,verdict,on,by,note,evidence,waits_for,representative,version
acme,candidate,met,2015-02-10,ann,,,,A. Lee,3
$ mpp history acme --last 2 --plain
5.1	2015-05-01	record	mpa representative: A. Lee	[TIME]	ann		
5.2	2015-05-01	record	mpa version: 3	[TIME]	ann		
6.1	2015-06-01	record	mpa version: 4	[TIME]	ann		
$ mpp due
Day         Partner  What                                              Command
2015-02-10  acme     the marketplace's turn: as-advertised and 3 more  mpp certify acme
2015-02-10  acme     to be recorded: portal-access.created-by          mpp checklist acme --record portal-access.created-by=VALUE
2015-05-10  acme     the candidate window ended 36 days ago            mpp certify acme --extend-to DAY --reason R
$ mpp undo -q
$ mpp checklist --item mpa --format csv
partner,stage,verdict,on,by,note,evidence,waits_for,representative,version
acme,candidate,met,2015-02-10,ann,,,,A. Lee,3
"#]]);
}

#[test]
fn a_file_has_columns_for_the_values_of_items() {
    let session = Session::with_candidate();
    session.write("verdicts.csv", "partner,item,verdict,version,representative,created by\nacme,mpa,met,3,A. Lee,\nacme,portal-access,met,,,Jo\n");
    session.write(
        "wrong.csv",
        "partner,item,verdict,version\nacme,portal-access,met,3\n",
    );
    session.shows(str![[r#"
$ mpp checklist --from verdicts.csv
Partner  Name        Kind  Category  Stage      Since       Tier  Points  Credit  Anniversary
acme     Acme Cloud  saas  Security  candidate  2015-02-10            25      $0
! 2 read, 2 recorded, 0 unchanged, 0 refused
! recorded entry 5
$ mpp checklist --from verdicts.csv
! 2 read, 0 recorded, 2 unchanged, 0 refused
! nothing to change
$ mpp checklist --from wrong.csv
! error: 1 row is refused, and nothing was recorded
!   wrong.csv:2: item: the item portal-access does not record `version`; it records created-by
! hint: `--keep-going` records the others; `--rejects FILE` saves the refused rows to be fixed
! 1 read, 0 recorded, 0 unchanged, 1 refused
? 1
$ mpp checklist --item portal-access --format csv
partner,stage,verdict,on,by,note,evidence,waits_for,created_by
acme,candidate,met,2015-02-10,ann,,,,Jo
"#]]);
}

#[test]
fn the_uptake_of_benefits_is_recorded_with_its_days() {
    Session::with_certified().shows(str![[r#"
$ mpp checklist acme --list benefits --record professional-services.asked='by mail' --on 2015-05-02
acme: professional-services asked: by mail
! recorded entry 7
$ mpp checklist acme --record professional-services.granted='by Jo' --on 2015-05-20 -q
$ mpp checklist acme --met professional-services --record professional-services.delivered='two days' -q
$ mpp checklist acme --list benefits
Acme Cloud  (acme), certified

benefits: 1 of 1
Item                   Verdict  Party        Detail
professional-services  met      marketplace  asked by mail (2015-05-02); granted by Jo (2015-05-20); delivered two days; 2015-06-15 by ann
$ mpp checklist acme --record managed-services.asked='by mail'
! error: the tier silver of acme does not give managed-services
! hint: `mpp tier acme` shows its tier and benefits
? 1
$ mpp checklist --item professional-services --as-of 2015-05-31 --plain
acme	certified	open						by mail	by Jo	
$ mpp history acme --last 3 --plain
7.1	2015-05-02	record	professional-services asked: by mail	[TIME]	ann		
8.1	2015-05-20	record	professional-services granted: by Jo	[TIME]	ann		
9.1	2015-06-15	record	professional-services delivered: two days	[TIME]	ann		
9.2	2015-06-15	verdict	professional-services met	[TIME]	ann		
"#]]);
}
