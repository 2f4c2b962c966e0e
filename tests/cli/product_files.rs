//! `mpp product add --from`: files of products.

use crate::session::Session;
use snapbox::str;

const PRODUCTS: &str = "\
partner,name,version,kind,category,short,full,features,eula,support,pricing,demo,evidence,on
acme,Acme Shield,1.0,saas,Security;Monitoring,Watches,\"Watches all
day\",Alerts; Reports;,https://e.example,Mail,Monthly,https://d.example,guide.md,2015-04-01
ACME,Acme Sword,,,,,,,,,,,,
";

#[test]
fn a_file_adds_products_once() {
    let session = Session::with_certified();
    session.write("products.csv", PRODUCTS);
    session.shows(str![[r#"
$ mpp product add --from products.csv
Partner  Name        Kind  Category  Stage      Since       Tier    Points  Credit  Anniversary
acme     Acme Cloud  saas  Security  certified  2015-03-20  silver      75  $2,000  2016-03-20
! new category: Monitoring
! 2 read, 2 recorded, 0 unchanged, 0 refused
! recorded entry 7
$ mpp product add --from products.csv
! 2 read, 0 recorded, 2 unchanged, 0 refused
! nothing to change
$ mpp product list acme --format csv
partner,product,name,version,kind,categories,state,pending,open,requested_on,published_on
acme,acme-shield,Acme Shield,1.0,saas,Security;Monitoring,content-complete,no,request;technical-completed;technical-tested;technical-approved;billing-completed;billing-tested;billing-approved,,
acme,acme-sword,Acme Sword,,saas,,draft,no,content;request;technical-completed;technical-tested;technical-approved;billing-completed;billing-tested;billing-approved,,
$ mpp product show acme acme-shield --plain
product	state		content-complete									
field	name		Acme Shield									
field	version		1.0									
field	kind		saas									
field	categories		Security, Monitoring									
field	short		Watches									
field	full		Watches all⏎day									
field	features		Alerts, Reports									
field	eula		https://e.example									
field	support		Mail									
field	pricing		Monthly									
field	demo		https://d.example									
field	evidence		guide.md									
publication	content			met	provider							
publication	request			open	provider							
publication	technical-completed			open	both							
publication	technical-tested			open	marketplace							
publication	technical-approved			open	marketplace							
publication	billing-completed			open	both							
publication	billing-tested			open	marketplace							
publication	billing-approved			open	marketplace							
publication	mpa			met	provider	2015-02-10	ann					
environments	staging			open	provider							
environments	production			open	marketplace					staging;technical-approved;billing-approved		
$ mpp history acme --last 1 --plain
7.1	2015-04-01	product	Acme Shield (acme-shield): version 1.0; kind saas; categories Security, Monitoring; short Watches; full Watches all⏎day; features Alerts, Reports; eula https://e.example; support Mail; pricing Monthly; demo https://d.example; evidence guide.md	[TIME]	ann		
7.2	2015-06-15	product	Acme Sword (acme-sword)	[TIME]	ann		
"#]]);
}

#[test]
fn different_content_is_refused_skipped_or_updated() {
    let session = Session::with_certified();
    session.write("products.csv", PRODUCTS);
    session.mpp("product add --from products.csv").ok();
    session
        .mpp("product edit acme acme-shield --version 1.1")
        .ok();
    session.write(
        "later.csv",
        "partner,name,version,short,on\nacme,Acme Shield,2.0,Watches,2015-05-01\nacme,acme sword,1.0,,\n",
    );
    session.shows(str![[r#"
$ mpp product add --from products.csv
! 2 read, 0 recorded, 2 unchanged, 0 refused
! nothing to change
$ mpp product add --from later.csv
! error: 2 rows are refused, and nothing was recorded
!   later.csv:2: acme-shield of acme is there already with other content (version); `--on-duplicate skip` leaves it, `update` takes the row's
!   later.csv:3: acme-sword of acme is there already with other content (name, version); `--on-duplicate skip` leaves it, `update` takes the row's
! hint: `--keep-going` records the others; `--rejects FILE` saves the refused rows to be fixed
! 2 read, 0 recorded, 0 unchanged, 2 refused
? 1
$ mpp product add --from later.csv --on-duplicate skip
! 2 read, 0 recorded, 2 skipped, 0 unchanged, 0 refused
! nothing to change
$ mpp product add --from later.csv --on-duplicate update
Partner  Name        Kind  Category  Stage      Since       Tier    Points  Credit  Anniversary
acme     Acme Cloud  saas  Security  certified  2015-03-20  silver      75  $2,000  2016-03-20
! 2 read, 2 recorded, 0 unchanged, 0 refused
! recorded entry 9
$ mpp product add --from later.csv --on-duplicate update
! 2 read, 0 recorded, 2 unchanged, 0 refused
! nothing to change
$ mpp product list acme --plain
acme	acme-shield	Acme Shield	1.1	saas	Security;Monitoring	content-complete	no	request;technical-completed;technical-tested;technical-approved;billing-completed;billing-tested;billing-approved		
acme	acme-sword	acme sword	1.0	saas		draft	no	content;request;technical-completed;technical-tested;technical-approved;billing-completed;billing-tested;billing-approved		
$ mpp product list acme --plain --as-of 2015-04-30
acme	acme-shield	Acme Shield	1.0	saas	Security;Monitoring	content-complete	no	request;technical-completed;technical-tested;technical-approved;billing-completed;billing-tested;billing-approved		
"#]]);
}

#[test]
fn refused_rows_are_named_with_line_and_column() {
    let session = Session::with_certified();
    session.write(
        "products.jsonl",
        "{\"partner\":\"nobody\",\"name\":\"x\"}\n\
         {\"partner\":\"acme\",\"name\":\"Shield\",\"kind\":\"hardware\"}\n\
         {\"partner\":\"acme\",\"name\":\"Shield\",\"version\":\"1\"}\n\
         {\"partner\":\"acme\",\"name\":\"SHIELD\",\"version\":\"2\"}\n\
         {\"partner\":\"acme\",\"name\":\"Shield\",\"version\":\"1\"}\n\
         {\"partner\":\"acme\",\"name\":\"a\\u0007b\"}\n\
         {\"partner\":\"acme\",\"name\":\"Old\",\"on\":\"2014-01-01\"}\n\
         {\"partner\":\"acme\",\"name\":\"Late\",\"on\":\"2099-01-01\"}\n\
         {\"partner\":\"acme\",\"name\":\"Web\",\"eula\":\"nowhere\"}\n",
    );
    session.shows(str![[r#"
$ mpp product add --from products.jsonl
! error: 7 rows are refused, and nothing was recorded
!   products.jsonl:1: partner: no partner in the book has this id, alias, external id or name: `nobody`
!   products.jsonl:2: kind: the program has no kind `hardware`; it has saas, software
!   products.jsonl:4: name: an earlier row of this file (line 2) is the same product (shield of acme), with other content (name, version)
!   products.jsonl:6: name: a name must not contain U+0007, a control character: `a\u{7}b`
!   products.jsonl:7: acme applied on 2015-02-01, after 2014-01-01
!   products.jsonl:8: on: it is after today, 2015-06-15: `2099-01-01`
!   products.jsonl:9: eula: an address on the web is written https://acme.example or www.acme.example: `nowhere`
! hint: `--keep-going` records the others; `--rejects FILE` saves the refused rows to be fixed
! 9 read, 0 recorded, 1 valid but not recorded, 1 unchanged, 7 refused
? 1
$ mpp product add --from products.jsonl --keep-going --rejects bad.jsonl
Partner  Name        Kind  Category  Stage      Since       Tier    Points  Credit  Anniversary
acme     Acme Cloud  saas  Security  certified  2015-03-20  silver      75  $2,000  2016-03-20
! products.jsonl:1: partner: no partner in the book has this id, alias, external id or name: `nobody`
! products.jsonl:2: kind: the program has no kind `hardware`; it has saas, software
! products.jsonl:4: name: an earlier row of this file (line 2) is the same product (shield of acme), with other content (name, version)
! products.jsonl:6: name: a name must not contain U+0007, a control character: `a\u{7}b`
! products.jsonl:7: acme applied on 2015-02-01, after 2014-01-01
! products.jsonl:8: on: it is after today, 2015-06-15: `2099-01-01`
! products.jsonl:9: eula: an address on the web is written https://acme.example or www.acme.example: `nowhere`
! 9 read, 1 recorded, 1 unchanged, 7 refused
! recorded entry 7
? 3
$ mpp product list acme --plain
acme	shield	Shield	1	saas		draft	no	content;request;technical-completed;technical-tested;technical-approved;billing-completed;billing-tested;billing-approved		
$ mpp product add acme Shield --from products.jsonl
! error: PARTNER cannot be used with --from FILE
! hint: usage: `mpp product add PARTNER NAME`
? 2
$ mpp product add --from products.jsonl --version 1
! error: --from FILE cannot be used with --version V
! hint: usage: `mpp product add --from FILE [PARTNER] [NAME]`
? 2
$ mpp product add acme Bow --keep-going
! error: --keep-going goes with --from FILE
? 2
"#]]);
    assert_eq!(session.read("bad.jsonl").lines().count(), 7);
}

#[test]
fn a_row_matches_its_product_by_current_or_imported_name() {
    let session = Session::with_certified();
    session.write("first.csv", "partner,name\nacme,Alpha Beta\nacme,Gamma\n");
    session.write("second.csv", "partner,name\nacme,alpha-beta\n");
    session.shows(str![[r#"
$ mpp product add --from first.csv -q
$ mpp product add --from second.csv -q
$ mpp product edit acme gamma --name Delta
acme: Delta (gamma)
! recorded entry 9
$ mpp product add --from first.csv
! 2 read, 0 recorded, 2 unchanged, 0 refused
! nothing to change
$ mpp product list acme
Partner  Product       Name        Version  Kind  Categories  State  Open  Since
acme     alpha-beta    Alpha Beta           saas              draft     8
acme     alpha-beta-2  alpha-beta           saas              draft     8
acme     gamma         Delta                saas              draft     8
"#]]);
}
