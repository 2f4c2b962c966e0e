//! `mpp product`: from draft to published, and what waits for the next publication.

use crate::scenes::PUBLISHABLE;
use crate::session::Session;
use snapbox::str;

#[test]
fn from_draft_to_published() {
    let session = Session::with_certified();
    session.shows(str![[r#"
$ mpp product add acme 'Acme Shield' --category Security --short 'Watches machines'
acme: Acme Shield (acme-shield): categories Security; short Watches machines
! recorded entry 7
$ mpp product add acme 'ACME  shield'
! error: `ACME  shield` is the name of another product of acme: acme-shield
! hint: `mpp product show acme acme-shield` shows it
? 1
$ mpp product request acme 'Acme Shield'
! error: the content of acme-shield is not complete: features are missing
! hint: `mpp product edit acme acme-shield --feature T`
? 1
$ mpp product edit acme acme-shield --feature Alerts --feature 'Weekly reports'
acme: acme-shield: features Alerts, Weekly reports
! recorded entry 8
$ mpp product request acme acme-shield
acme: acme-shield publication requested
! recorded entry 9
$ mpp product request acme acme-shield
acme: nothing to change
$ mpp product mark acme acme-shield --met technical-completed='by Jo' --met technical-tested --met technical-approved
acme: technical-completed met, technical-tested met, technical-approved met
! recorded entry 10
$ mpp product mark acme acme-shield --met mpa
! error: `mpa` is not judged by itself: it follows from the item mpa of acme
! hint: `mpp checklist acme --met mpa=NOTE`
? 1
$ mpp product mark acme acme-shield
! error: no verdict was given
! hint: `mpp product show acme acme-shield` lists the items; `--met ITEM` marks one
? 2
$ mpp product publish acme acme-shield
! error: acme-shield of acme cannot be published yet: 3 of the program's conditions are missing
!   publication: billing-completed is open (responsible: both)
!   publication: billing-tested is open (responsible: marketplace)
!   publication: billing-approved is open (responsible: marketplace)
! hint: `mpp product mark acme acme-shield --met billing-completed --met billing-tested --met billing-approved` once they are
? 1
$ mpp product mark acme acme-shield --met billing-completed --met billing-tested --met billing-approved
acme: billing-completed met, billing-tested met, billing-approved met
! recorded entry 11
$ mpp product publish acme acme-shield
acme: acme-shield published
! recorded entry 12
$ mpp product publish acme acme-shield
acme: nothing to change
$ mpp product show acme acme-shield
Acme Shield  (acme-shield of acme)
state        published on 2015-06-15 (today)

Field       Live                    Pending
name        Acme Shield
categories  Security
short       Watches machines
features    Alerts, Weekly reports

publication: 9 of 9
Item                 Verdict  Party        Detail
content              met      provider
request              met      provider     2015-06-15 by ann
technical-completed  met      both         by Jo; 2015-06-15 by ann
technical-tested     met      marketplace  2015-06-15 by ann
technical-approved   met      marketplace  2015-06-15 by ann
billing-completed    met      both         2015-06-15 by ann
billing-tested       met      marketplace  2015-06-15 by ann
billing-approved     met      marketplace  2015-06-15 by ann
mpa                  met      provider     2015-02-10 by ann; guide: https://www.ctl.io/legal/marketplace/

environments: 0 of 2
Item        Verdict  Party        Detail
staging     open     provider     The product is created in the staging environment of the Provider Portal, to allow for testing; guide: https://provider-portal.staging.ctl.io/#/login
production  open     marketplace  The product is in production; waits for staging
$ mpp product unpublish acme acme-shield
acme: acme-shield taken out of the directory
! recorded entry 13
$ mpp product unpublish acme acme-shield
! error: acme-shield of acme is not published: it is unpublished
? 1
$ mpp product list acme
Partner  Product      Name         Version  Kind  Categories  State        Open  Since
acme     acme-shield  Acme Shield           saas  Security    unpublished     1
"#]]);
}

#[test]
fn edits_to_a_published_product_wait() {
    let session = Session::with_published();
    session.shows(str![[r#"
$ mpp product edit acme acme-shield --short 'Watches containers, too' --demo https://demo.example --feature ''
acme: acme-shield: short Watches containers, too; no features; demo https://demo.example
! recorded entry 11
$ mpp product edit acme acme-shield --name 'Acme Sword'
! error: the name of acme-shield is fixed: it was published on 2015-04-02
? 1
$ mpp product show acme acme-shield
Acme Shield  (acme-shield of acme)
state        published on 2015-04-02 (74 days ago); later edits wait for the next publication

Field       Live              Pending
name        Acme Shield
categories  Security
short       Watches machines  Watches containers, too
features    Alerts            (removed)
demo                          https://demo.example

publication: 8 of 9
Item                 Verdict  Party        Detail
content              open     provider     The product content has been completed
request              met      provider     2015-04-01 by ann
technical-completed  met      both         2015-04-02 by ann
technical-tested     met      marketplace  2015-04-02 by ann
technical-approved   met      marketplace  2015-04-02 by ann
billing-completed    met      both         2015-04-02 by ann
billing-tested       met      marketplace  2015-04-02 by ann
billing-approved     met      marketplace  2015-04-02 by ann
mpa                  met      provider     2015-02-10 by ann; guide: https://www.ctl.io/legal/marketplace/

environments: 0 of 2
Item        Verdict  Party        Detail
staging     open     provider     The product is created in the staging environment of the Provider Portal, to allow for testing; guide: https://provider-portal.staging.ctl.io/#/login
production  open     marketplace  The product is in production; waits for staging

next: `mpp product edit acme acme-shield --feature T`
$ mpp product list --plain
acme	acme-shield	Acme Shield		saas	Security	published	yes	content		2015-04-02
$ mpp product publish acme acme-shield
! error: acme-shield of acme cannot be published yet: 1 of the program's conditions is missing
!   publication: content is open (responsible: provider)
! hint: `mpp product edit acme acme-shield --feature T`
? 1
$ mpp product edit acme acme-shield --feature Alarms
acme: acme-shield: features Alarms
! recorded entry 12
$ mpp product publish acme acme-shield
acme: acme-shield published
! recorded entry 13
$ mpp product show acme acme-shield --format csv
part,name,live,content,verdict,party,on,by,note,evidence,waits_for,records,open_evidence
product,state,,published,,,2015-06-15,,,,,,
field,name,Acme Shield,Acme Shield,,,,,,,,,
field,categories,Security,Security,,,,,,,,,
field,short,"Watches containers, too","Watches containers, too",,,,,,,,,
field,features,Alarms,Alarms,,,,,,,,,
field,demo,https://demo.example,https://demo.example,,,,,,,,,
publication,content,,,met,provider,,,,,,,
publication,request,,,met,provider,2015-04-01,ann,,,,,
publication,technical-completed,,,met,both,2015-04-02,ann,,,,,
publication,technical-tested,,,met,marketplace,2015-04-02,ann,,,,,
publication,technical-approved,,,met,marketplace,2015-04-02,ann,,,,,
publication,billing-completed,,,met,both,2015-04-02,ann,,,,,
publication,billing-tested,,,met,marketplace,2015-04-02,ann,,,,,
publication,billing-approved,,,met,marketplace,2015-04-02,ann,,,,,
publication,mpa,,,met,provider,2015-02-10,ann,,,,,
environments,staging,,,open,provider,,,,,,,
environments,production,,,open,marketplace,,,,,staging,,
$ mpp product show acme acme-shield --as-of 2015-04-01 --plain
product	state		requested			2015-04-01						
field	name		Acme Shield									
field	categories		Security									
field	short		Watches machines									
field	features		Alerts									
publication	content			met	provider							
publication	request			met	provider	2015-04-01	ann					
publication	technical-completed			open	both							
publication	technical-tested			open	marketplace							
publication	technical-approved			open	marketplace							
publication	billing-completed			open	both							
publication	billing-tested			open	marketplace							
publication	billing-approved			open	marketplace							
publication	mpa			met	provider	2015-02-10	ann					
environments	staging			open	provider							
environments	production			open	marketplace					staging;technical-approved;billing-approved		
$ mpp product show acme acme-shield --as-of 2015-03-31
! error: acme-shield of acme was added on 2015-04-01, after 2015-03-31
? 1
"#]]);
}

#[test]
fn a_candidate_cannot_publish_and_sees_all_that_is_missing() {
    let session = Session::with_candidate();
    session.shows(str![[r#"
$ mpp product add acme Shield
acme: Shield (shield)
! recorded entry 5
$ mpp product publish acme shield
! error: shield of acme cannot be published yet: 9 of the program's conditions are missing
!   the partner is a candidate
!   publication: content is open (responsible: provider)
!   publication: request is open (responsible: provider)
!   publication: technical-completed is open (responsible: both)
!   publication: technical-tested is open (responsible: marketplace)
!   publication: technical-approved is open (responsible: marketplace)
!   publication: billing-completed is open (responsible: both)
!   publication: billing-tested is open (responsible: marketplace)
!   publication: billing-approved is open (responsible: marketplace)
! hint: `mpp certify acme` shows what certification waits for
! hint: `mpp product edit acme shield --category C --short T --feature T`
! hint: `mpp product request acme shield`
! hint: `mpp product mark acme shield --met technical-completed --met technical-tested --met technical-approved --met billing-completed --met billing-tested --met billing-approved` once they are
? 1
$ mpp product show acme shield
Shield  (shield of acme)
state        draft

Field  Content
name   Shield

publication: 1 of 9
Item                 Verdict  Party        Detail
content              open     provider     The product content has been completed
request              open     provider     Publication of the product has been requested; waits for content
technical-completed  open     both         The technical integration is completed
technical-tested     open     marketplace  The technical integration is tested
technical-approved   open     marketplace  The technical integration is approved by a Marketplace team member
billing-completed    open     both         The billing integration is completed
billing-tested       open     marketplace  The billing integration is tested
billing-approved     open     marketplace  The billing integration is approved by a Marketplace team member
mpa                  met      provider     2015-02-10 by ann; guide: https://www.ctl.io/legal/marketplace/

environments: 0 of 2
Item        Verdict  Party        Detail
staging     open     provider     The product is created in the staging environment of the Provider Portal, to allow for testing; guide: https://provider-portal.staging.ctl.io/#/login
production  open     marketplace  The product is in production; waits for staging, technical-approved, billing-approved

next: `mpp certify acme` shows what certification waits for
next: `mpp product edit acme shield --category C --short T --feature T`
next: `mpp product request acme shield`
next: `mpp product mark acme shield --met technical-completed --met technical-tested --met technical-approved --met billing-completed --met billing-tested --met billing-approved` once they are
$ mpp product list --state published
no products
$ mpp product list --state draft
Partner  Product  Name    Version  Kind  Categories  State  Open  Since
acme     shield   Shield           saas              draft     8
"#]]);
}

#[test]
fn invalid_names_and_unknown_products() {
    let session = Session::with_certified();
    session.shows(str![[r#"
$ mpp product add acme ' '
! error: name ` `: a name is needed, not an empty one
? 2
$ mpp product add acme 東京データ
acme: 東京データ (product-1)
! recorded entry 7
$ mpp product add acme C++
acme: C++ (c)
! recorded entry 8
$ mpp product add acme C
acme: C (c-2)
! recorded entry 9
$ mpp product list acme --plain
acme	c	C++		saas		draft	no	content;request;technical-completed;technical-tested;technical-approved;billing-completed;billing-tested;billing-approved		
acme	c-2	C		saas		draft	no	content;request;technical-completed;technical-tested;technical-approved;billing-completed;billing-tested;billing-approved		
acme	product-1	東京データ		saas		draft	no	content;request;technical-completed;technical-tested;technical-approved;billing-completed;billing-tested;billing-approved		
$ mpp product show acme c-3
! error: acme has no product `c-3`
! hint: did you mean `c-2`?
? 1
$ mpp product show acme nothing-like-it
! error: acme has no product `nothing-like-it`
! hint: `mpp product list acme` lists its products
? 1
$ mpp product edit acme c
! error: nothing to change was named
! hint: `mpp product edit --help` lists what can be
? 2
$ mpp product edit acme c --eula nowhere
! error: --eula `nowhere`: an address on the web is written https://acme.example or www.acme.example
? 2
$ mpp product edit acme c --kind hardware
! error: the program has no kind `hardware`; it has saas, software
? 2
$ mpp product add nobody Shield
! error: no partner `nobody`
! hint: `mpp status` lists the partners
? 1
$ mpp product list nobody
! error: no partner `nobody`
! hint: `mpp status` lists the partners
? 1
$ mpp product list acme --state listed
! error: --state `listed`: it is one of draft, content-complete, requested, published, unpublished
! hint: did you mean `published`?
? 2
"#]]);
}

#[test]
fn a_short_description_has_a_limit() {
    let session = Session::with_certified();
    let short = |n: usize| format!("product add acme Shield{n} --short '{}'", "é".repeat(n));
    session.mpp(&short(100)).ok();
    let refused = session.mpp(&short(101)).ends(2);
    assert!(
        refused
            .err
            .contains("a short description has at most 100 characters, and this has 101"),
        "{}",
        refused.err
    );
}

#[test]
fn an_undo_voids_what_nothing_depends_on() {
    let session = Session::with_published();
    session
        .mpp("deployments record acme acme-shield --ref D-1 --on 2015-05-01")
        .ok();
    session.shows(str![[r#"
$ mpp undo 7
! error: entry 7 cannot be undone: 4 later entries depend on it, from entry 8 to entry 11
!   entry 8: publication of acme: acme has no product `acme-shield`
!   … 2 more …
!   entry 11: deployment of acme: acme has no product `acme-shield`
! hint: `mpp undo 7 --cascade` undoes all of them in one entry
? 1
$ mpp undo 9
! error: entry 9 cannot be undone: entry 10 depends on it
!   entry 10: publication of acme: acme-shield of acme cannot be published yet: 6 of the program's conditions are missing
! hint: `mpp undo 9 --cascade` undoes both in one entry
? 1
$ mpp undo
entry 11 undone: 2 facts about 1 partner, recorded by ann on [TIME]: mpp deployments record acme acme-shield --ref D-1 --on 2015-05-01
! recorded entry 12
$ mpp undo 10
entry 10 undone: 1 fact about 1 partner, recorded by ann on [TIME]: mpp product publish acme acme-shield --on 2015-04-02
! recorded entry 13
$ mpp undo 9
entry 9 undone: 6 facts about 1 partner, recorded by ann on [TIME]: mpp product mark acme acme-shield --met technical-completed --met technical-tested --met technical-approved --met billing-completed --met billing-tested --met billing-approved --on 2015-04-02
! recorded entry 14
$ mpp product show acme acme-shield --known-at 10 --plain
product	state		published			2015-04-02						
field	name	Acme Shield	Acme Shield									
field	categories	Security	Security									
field	short	Watches machines	Watches machines									
field	features	Alerts	Alerts									
publication	content			met	provider							
publication	request			met	provider	2015-04-01	ann					
publication	technical-completed			met	both	2015-04-02	ann					
publication	technical-tested			met	marketplace	2015-04-02	ann					
publication	technical-approved			met	marketplace	2015-04-02	ann					
publication	billing-completed			met	both	2015-04-02	ann					
publication	billing-tested			met	marketplace	2015-04-02	ann					
publication	billing-approved			met	marketplace	2015-04-02	ann					
publication	mpa			met	provider	2015-02-10	ann					
environments	staging			open	provider							
environments	production			open	marketplace					staging		
$ mpp product list acme --plain
acme	acme-shield	Acme Shield		saas	Security	requested	no	technical-completed;technical-tested;technical-approved;billing-completed;billing-tested;billing-approved	2015-04-01	
$ mpp history acme --last 3 --plain
9.1	2015-04-02	verdict	acme-shield: technical-completed met	[TIME]	ann		14
9.2	2015-04-02	verdict	acme-shield: technical-tested met	[TIME]	ann		14
9.3	2015-04-02	verdict	acme-shield: technical-approved met	[TIME]	ann		14
9.4	2015-04-02	verdict	acme-shield: billing-completed met	[TIME]	ann		14
9.5	2015-04-02	verdict	acme-shield: billing-tested met	[TIME]	ann		14
9.6	2015-04-02	verdict	acme-shield: billing-approved met	[TIME]	ann		14
10.1	2015-04-02	publication	acme-shield published	[TIME]	ann		13
11.1	2015-05-01	deployment	acme-shield deployment D-1: success	[TIME]	ann		12
11.2	2015-05-01	award	customer-deployment D-1, +50 points	[TIME]	ann		12
$ mpp audit
"#]]);
}

#[test]
fn products_of_a_partner_that_left_are_not_listed() {
    let session = Session::with_published();
    session.shows(str![[r#"
$ mpp renew acme --end 'discontinued' --on 2015-05-01
acme: certified → ended, no longer silver, credit $0 from 2015-06
! recorded entry 11
$ mpp directory
nothing is published
$ mpp directory --as-of 2015-04-30 --plain
acme	acme-shield	Acme Shield	Acme Cloud	silver	standard	Security	Watches machines			2015-04-02
$ mpp product list acme
Partner  Product      Name         Version  Kind  Categories  State        Open  Since
acme     acme-shield  Acme Shield           saas  Security    unpublished     1
$ mpp product publish acme acme-shield
! error: the participation of acme has ended: ended since 2015-05-01
! hint: a new participation begins with `mpp apply --id acme NAME`
? 1
$ mpp product edit acme acme-shield --short x
! error: the participation of acme has ended: ended since 2015-05-01
! hint: a new participation begins with `mpp apply --id acme NAME`
? 1
"#]]);
}

#[test]
fn a_waiting_request_is_due() {
    let session = Session::with_product();
    session.shows(str![[r#"
$ mpp due
Day         Partner  What                                                                       Command
2015-02-10  acme     to be recorded: portal-access.created-by, mpa.representative, mpa.version  mpp checklist acme --record portal-access.created-by=VALUE
2015-04-01  acme     publication of Acme Shield was requested 75 days ago                       mpp product show acme acme-shield
$ mpp due --check --quiet
? 5
$ mpp product show acme acme-shield --plain
product	state		requested			2015-04-01						
field	name		Acme Shield									
field	categories		Security									
field	short		Watches machines									
field	features		Alerts									
publication	content			met	provider							
publication	request			met	provider	2015-04-01	ann					
publication	technical-completed			open	both							
publication	technical-tested			open	marketplace							
publication	technical-approved			open	marketplace							
publication	billing-completed			open	both							
publication	billing-tested			open	marketplace							
publication	billing-approved			open	marketplace							
publication	mpa			met	provider	2015-02-10	ann					
environments	staging			open	provider							
environments	production			open	marketplace					staging;technical-approved;billing-approved		
"#]]);
    session
        .mpp(&format!("product mark acme acme-shield {PUBLISHABLE}"))
        .ok();
    session.mpp("product publish acme acme-shield").ok();
    assert!(!session.mpp("due").ok().out.contains("publication"));
}

#[test]
fn values_of_the_items_of_a_product_are_recorded() {
    let session = Session::with_certified();
    session
        .mpp("product add acme 'Acme Shield' --version 1.0")
        .ok();
    let rules = std::fs::read_to_string("examples/program.toml").expect("the rule file");
    let rules = rules
        .replace("# records = [\"by\"]", "records = [\"by\"]")
        .replace("# other_person_than", "other_person_than");
    session.write("rules.toml", rules);
    session.shows(str![[r#"
$ mpp product mark acme acme-shield --record technical-completed.by='Jo Park'
! error: nothing is recorded of the item technical-completed, and so no `by`
? 2
$ mpp program use rules.toml --from 2015-06-15 -q
$ mpp product mark acme acme-shield --met technical-completed --record technical-completed.by='Jo Park'
acme: acme-shield: technical-completed by: Jo Park, technical-completed met
! recorded entry 9
$ mpp product mark acme acme-shield --met technical-approved
! error: `technical-approved` is met only with a value for by
! hint: `--record technical-approved.by=VALUE`
? 1
$ mpp product mark acme acme-shield --met technical-approved --record technical-approved.by='jo park'
! error: `technical-approved` is met only by another person than technical-completed, and jo park did both
? 1
$ mpp product mark acme acme-shield --met technical-approved --record technical-approved.by='Kim Ode'
acme: acme-shield: technical-approved by: Kim Ode, technical-approved met
! recorded entry 10
$ mpp product mark acme acme-shield --met staging='in the portal' -q
$ mpp product show acme acme-shield --plain
product	state		draft									
field	name		Acme Shield									
field	version		1.0									
publication	content			open	provider							
publication	request			open	provider					content		
publication	technical-completed			met	both	2015-06-15	ann				by Jo Park	
publication	technical-tested			open	marketplace							
publication	technical-approved			met	marketplace	2015-06-15	ann				by Kim Ode	
publication	billing-completed			open	both							
publication	billing-tested			open	marketplace							
publication	billing-approved			open	marketplace							
publication	mpa			met	provider	2015-02-10	ann					
environments	staging			met	provider	2015-06-15	ann	in the portal				
environments	production			open	marketplace					billing-approved		
$ mpp audit -q
"#]]);
}
