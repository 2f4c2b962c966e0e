//! `mpp deployments`: what the portal reported, and the points it earned.

use crate::scenes::CERTIFIABLE;
use crate::session::Session;
use snapbox::str;
use std::fmt::Write as _;

#[test]
fn one_deployment_earns_once() {
    let session = Session::with_product();
    session.shows(str![[r#"
$ mpp deployments record acme acme-shield --ref D-1 --customer 'Bolt Systems' --on 2015-05-01
acme: acme-shield deployment D-1 for Bolt Systems: success, customer-deployment, +50 points, 125 in all
! recorded entry 9
$ mpp deployments record acme acme-shield --ref D-1 --customer 'Bolt Systems'
acme: nothing to change
$ mpp deployments record acme acme-shield --ref D-1 --customer 'Core'
! error: the deployment `D-1` of acme is on record with other content (customer)
! hint: `--on-duplicate update` replaces it
? 1
$ mpp deployments record acme acme-shield --ref D-2 --error 'disk is full'
acme: acme-shield deployment D-2: failure, disk is full
! recorded entry 10
$ mpp deployments record acme acme-shield --ref D-3 --outcome success --error 'slow network'
acme: acme-shield deployment D-3: success, slow network, customer-deployment, +50 points, 175 in all
! recorded entry 11
$ mpp deployments record acme acme-shield --ref D-4 --test
acme: acme-shield test deployment D-4: success
! recorded entry 12
$ mpp deployments record acme acme-shield --ref D-5 --outcome failure
acme: acme-shield deployment D-5: failure
! recorded entry 13
$ mpp award-points acme customer-deployment --ref D-1
! error: the reference `D-1` earned `customer-deployment` already: award 9.2
? 1
$ mpp award-points acme customer-deployment --ref D-6
acme: customer-deployment, +50 points, 225 in all
! recorded entry 14
$ mpp deployments record acme acme-shield --ref D-6
acme: acme-shield deployment D-6: success
! recorded entry 15
$ mpp deployments report acme
Product      Month    Attempts  Successes  Failures  Tests  With errors  Most frequent errors
acme-shield  2015-05         1          1         0      0            0
acme-shield  2015-06         4          2         2      1            2  disk is full, slow network

in all: 5 attempts, 3 successes and 2 failures, plus 1 test
$ mpp tier acme --plain
acme	Acme Cloud	certified	silver	225	gold	275
$ mpp deployments record acme acme-shield --ref D-1 --error 'rolled back' --on-duplicate update
acme: acme-shield deployment D-1 for Bolt Systems: failure, rolled back, customer-deployment reversed, -50 points, 175 in all
! recorded entry 16
$ mpp deployments report acme --plain
acme	acme-shield	2015-05	1	0	1	0	rolled back (1)	1
acme	acme-shield	2015-06	4	2	2	1	disk is full (1);slow network (1)	2
$ mpp history acme --last 2 --plain
15.1	2015-06-15	deployment	acme-shield deployment D-6: success	[TIME]	ann		
16.1	2015-05-01	deployment	acme-shield deployment D-1 for Bolt Systems: failure, rolled back	[TIME]	ann		
16.2	2015-06-15	reversal	customer-deployment of award 9.2 reversed, -50 points: the deployment was corrected	[TIME]	ann		
$ mpp undo
entry 16 undone: 2 facts about 1 partner, recorded by ann on [TIME]: mpp deployments record acme acme-shield --ref D-1 --error 'rolled back' --on-duplicate update
! recorded entry 17
$ mpp tier acme --plain
acme	Acme Cloud	certified	silver	225	gold	275
$ mpp audit
"#]]);
}

#[test]
fn before_certification_there_are_no_points() {
    let session = Session::with_candidate();
    session.mpp("product add acme Shield").ok();
    session.shows(str![[r#"
$ mpp deployments record acme shield --ref D-1
acme: shield deployment D-1: success
! recorded entry 6
$ mpp deployments record acme shield --ref D-2 --on 2014-01-01
acme: shield deployment D-2: success
! recorded entry 7
$ mpp deployments record acme sword --ref D-3
! error: acme has no product `sword`
! hint: `mpp product list acme` lists its products
? 1
$ mpp deployments record acme shield
! error: missing: --ref R
! hint: usage: `mpp deployments record --ref R PARTNER PRODUCT`
? 2
$ mpp deployments record acme shield --ref ''
! error: --ref ``: the portal's name for the deployment is needed
? 2
$ mpp deployments record acme shield --ref D-3 --on 2015-07-01
! error: --on `2015-07-01`: it is after today, 2015-06-15
? 2
$ mpp deployments record acme shield --ref D-3 --outcome maybe
! error: --outcome `maybe`: it is one of success, failure
? 2
$ mpp deployments record acme shield --ref D-3 --keep-going
! error: --keep-going goes with --from FILE
? 2
$ mpp deployments report --from-month 2015-06 --to-month 2015-05
! error: --from-month is after the last month, 2015-05
? 2
$ mpp deployments report --from-month May
! error: --from-month `May`: a month is written YYYY-MM, such as 2015-03
? 2
$ mpp deployments report --by partner
Partner  Attempts  Successes  Failures  Tests  With errors  Most frequent errors
acme            2          2         0      0            0

in all: 2 attempts, 2 successes and 0 failures, plus 0 tests
"#]]);
}

/// Nine deployments bring 75 points to 525: the price changes at the tenth row by day, whatever the file's order.
#[test]
fn a_file_lifts_a_partner_and_the_price_changes_at_that_row() {
    let session = Session::with_product();
    let mut file = "partner,product,on,ref,outcome,error,test\n".to_owned();
    for n in (1..=12).rev() {
        let _ = writeln!(file, "acme,Acme Shield,2015-05-{n:02},D-{n},,,");
    }
    file.push_str("acme,acme-shield,2015-05-01,D-13,success,,yes\nacme,acme-shield,2015-05-01,D-14,,timeout,no\n");
    session.write("deployments.csv", &file);
    session.shows(str![[r#"
$ mpp deployments record --from deployments.csv --dry-run
! 14 read, would record 14, 0 unchanged, 0 refused
! (dry run) nothing was recorded
$ mpp deployments record --from deployments.csv
Partner  Name        Kind  Category  Stage      Since       Tier  Points  Credit  Anniversary
acme     Acme Cloud  saas  Security  certified  2015-03-20  gold     750  $7,000  2016-03-20
! 14 read, 14 recorded, 0 unchanged, 0 refused
! recorded entry 9
$ mpp deployments record --from deployments.csv
! 14 read, 0 recorded, 14 unchanged, 0 refused
! nothing to change
$ mpp tier acme --plain --as-of 2015-05-08
acme	Acme Cloud	certified	silver	475	gold	25
$ mpp tier acme --plain --as-of 2015-05-09
acme	Acme Cloud	certified	gold	525	platinum	4475
$ mpp tier acme --plain
acme	Acme Cloud	certified	gold	750	platinum	4250
"#]]);
    let history = session.json("history acme");
    let facts = history["entries"]
        .as_array()
        .expect("entries")
        .last()
        .expect("an entry")["facts"]
        .clone();
    let awards: Vec<(String, i64)> = facts
        .as_array()
        .expect("facts")
        .iter()
        .filter(|fact| fact["what"] == "award")
        .map(|fact| {
            let reference = fact["ref"].as_str().expect("a reference").to_owned();
            (reference, fact["points"].as_i64().expect("points"))
        })
        .collect();
    let expected: Vec<(String, i64)> = (1..=12)
        .map(|n| (format!("D-{n}"), if n <= 9 { 50 } else { 75 }))
        .collect();
    assert_eq!(awards, expected);
}

#[test]
fn conflicting_and_invalid_rows() {
    let session = Session::with_product();
    session.write(
        "deployments.csv",
        "partner,product,ref,on,outcome,error,test\n\
         acme,acme-shield,D-1,2015-05-01,,,\n\
         acme,acme-shield,D-1,2015-05-01,,,\n\
         acme,acme-shield,D-1,2015-05-02,,,\n\
         acme,acme-sword,D-2,,,,\n\
         nobody,acme-shield,D-3,,,,\n\
         acme,acme-shield,,,,,\n\
         acme,acme-shield,D-5,2015-13-01,,,\n\
         acme,acme-shield,D-6,,perhaps,,\n\
         acme,acme-shield,D-7,,,,maybe\n\
         acme,acme-shield,D-8,2999-01-01,,,\n",
    );
    session.shows(str![[r#"
$ mpp deployments record --from deployments.csv
! error: 8 rows are refused, and nothing was recorded
!   deployments.csv:4: ref: an earlier row of this file (line 2) has this reference, with other content: `D-1`
!   deployments.csv:5: product: acme has no product of this id or name: `acme-sword`
!   deployments.csv:6: partner: no partner in the book has this id, alias, external id or name: `nobody`
!   deployments.csv:7: ref: a value is needed
!   deployments.csv:8: on: a day is written YYYY-MM-DD, such as 2015-03-31: `2015-13-01`
!   deployments.csv:9: outcome: an outcome is success or failure: `perhaps`
!   deployments.csv:10: test: it is yes or no: `maybe`
!   deployments.csv:11: on: it is after today, 2015-06-15: `2999-01-01`
! hint: `--keep-going` records the others; `--rejects FILE` saves the refused rows to be fixed
! 10 read, 0 recorded, 1 valid but not recorded, 1 unchanged, 8 refused
? 1
$ mpp deployments record --from deployments.csv --keep-going --rejects bad.csv
Partner  Name        Kind  Category  Stage      Since       Tier    Points  Credit  Anniversary
acme     Acme Cloud  saas  Security  certified  2015-03-20  silver     125  $2,000  2016-03-20
! deployments.csv:4: ref: an earlier row of this file (line 2) has this reference, with other content: `D-1`
! deployments.csv:5: product: acme has no product of this id or name: `acme-sword`
! deployments.csv:6: partner: no partner in the book has this id, alias, external id or name: `nobody`
! deployments.csv:7: ref: a value is needed
! deployments.csv:8: on: a day is written YYYY-MM-DD, such as 2015-03-31: `2015-13-01`
! deployments.csv:9: outcome: an outcome is success or failure: `perhaps`
! deployments.csv:10: test: it is yes or no: `maybe`
! deployments.csv:11: on: it is after today, 2015-06-15: `2999-01-01`
! 10 read, 1 recorded, 1 unchanged, 8 refused
! recorded entry 9
? 3
$ mpp deployments record --from deployments.csv --keep-going --on-duplicate update -q
! deployments.csv:4: ref: an earlier row of this file (line 2) has this reference, with other content: `D-1`
! deployments.csv:5: product: acme has no product of this id or name: `acme-sword`
! deployments.csv:6: partner: no partner in the book has this id, alias, external id or name: `nobody`
! deployments.csv:7: ref: a value is needed
! deployments.csv:8: on: a day is written YYYY-MM-DD, such as 2015-03-31: `2015-13-01`
! deployments.csv:9: outcome: an outcome is success or failure: `perhaps`
! deployments.csv:10: test: it is yes or no: `maybe`
! deployments.csv:11: on: it is after today, 2015-06-15: `2999-01-01`
? 3
$ mpp deployments report acme --plain
acme	acme-shield	2015-05	1	1	0	0		0
$ mpp tier acme --plain
acme	Acme Cloud	certified	silver	125	gold	375
"#]]);
}

#[test]
fn corrections_from_a_file_reverse_or_grant_points() {
    let session = Session::with_product();
    let file = |name: &str, first: &str, second: &str| {
        let rows = format!(
            "partner,product,ref,on,outcome\nacme,acme-shield,D-1,2015-05-01,{first}\nacme,acme-shield,D-2,2015-05-02,{second}\n"
        );
        session.write(name, rows);
    };
    file("first.csv", "success", "failure");
    file("second.csv", "failure", "success");
    session.shows(str![[r#"
$ mpp deployments record --from first.csv
Partner  Name        Kind  Category  Stage      Since       Tier    Points  Credit  Anniversary
acme     Acme Cloud  saas  Security  certified  2015-03-20  silver     125  $2,000  2016-03-20
! 2 read, 2 recorded, 0 unchanged, 0 refused
! recorded entry 9
$ mpp deployments record --from second.csv
! error: 2 rows are refused, and nothing was recorded
!   second.csv:2: ref: the deployment `D-1` of acme is on record with other content (outcome); `--on-duplicate skip` leaves it, `update` takes the row's
!   second.csv:3: ref: the deployment `D-2` of acme is on record with other content (outcome); `--on-duplicate skip` leaves it, `update` takes the row's
! hint: `--keep-going` records the others; `--rejects FILE` saves the refused rows to be fixed
! 2 read, 0 recorded, 0 unchanged, 2 refused
? 1
$ mpp deployments record --from second.csv --on-duplicate skip
! 2 read, 0 recorded, 2 skipped, 0 unchanged, 0 refused
! nothing to change
$ mpp deployments record --from second.csv --on-duplicate update
Partner  Name        Kind  Category  Stage      Since       Tier    Points  Credit  Anniversary
acme     Acme Cloud  saas  Security  certified  2015-03-20  silver     125  $2,000  2016-03-20
! 2 read, 2 recorded, 0 unchanged, 0 refused
! recorded entry 10
$ mpp deployments record --from second.csv --on-duplicate update
! 2 read, 0 recorded, 2 unchanged, 0 refused
! nothing to change
$ mpp deployments report acme --known-at 9 --plain
acme	acme-shield	2015-05	2	1	1	0		0
$ mpp deployments report acme --plain
acme	acme-shield	2015-05	2	1	1	0		0
$ mpp tier acme --as-of 2015-05-02 --plain
acme	Acme Cloud	certified	silver	175	gold	325
$ mpp tier acme --plain
acme	Acme Cloud	certified	silver	125	gold	375
$ mpp audit
"#]]);
}

#[test]
fn reports_add_up_by_product_partner_and_month() {
    let session = Session::with_product();
    session.mpp("product add acme Sword --on 2015-04-01").ok();
    session.write(
        "deployments.jsonl",
        "{\"partner\":\"acme\",\"product\":\"Sword\",\"ref\":\"S-1\",\"on\":\"2015-04-30\"}\n\
         {\"partner\":\"acme\",\"product\":\"Sword\",\"ref\":\"S-2\",\"on\":\"2015-05-01\",\"error\":\"timeout\"}\n\
         {\"partner\":\"acme\",\"product\":\"Sword\",\"ref\":\"S-3\",\"on\":\"2015-05-31\",\"error\":\"timeout\"}\n\
         {\"partner\":\"acme\",\"product\":\"Sword\",\"ref\":\"S-4\",\"on\":\"2015-05-31\",\"error\":\"disk is full\",\"outcome\":\"success\"}\n\
         {\"partner\":\"acme\",\"product\":\"acme-shield\",\"ref\":\"S-5\",\"on\":\"2015-05-31\",\"error\":\"boot\",\"test\":\"yes\"}\n",
    );
    session
        .mpp("deployments record --from deployments.jsonl")
        .ok();
    session.shows(str![[r#"
$ mpp deployments report
Partner  Product      Month    Attempts  Successes  Failures  Tests  With errors  Most frequent errors
acme     acme-shield  2015-05         0          0         0      1            0
acme     sword        2015-04         1          1         0      0            0
acme     sword        2015-05         3          1         2      0            3  timeout (2), disk is full

in all: 4 attempts, 2 successes and 2 failures, plus 1 test
$ mpp deployments report acme --by product
Product      Attempts  Successes  Failures  Tests  With errors  Most frequent errors
acme-shield         0          0         0      1            0
sword               4          2         2      0            3  timeout (2), disk is full

in all: 4 attempts, 2 successes and 2 failures, plus 1 test
$ mpp deployments report --by month
Month    Attempts  Successes  Failures  Tests  With errors  Most frequent errors
2015-04         1          1         0      0            0
2015-05         3          1         2      1            3  timeout (2), disk is full

in all: 4 attempts, 2 successes and 2 failures, plus 1 test
$ mpp deployments report --by partner --format csv
partner,attempts,successes,failures,tests,errors,with_errors
acme,4,2,2,1,timeout (2);disk is full (1),3
$ mpp deployments report --from-month 2015-05 --to-month 2015-05 --by partner --json
{
  "schema": 1,
  "as_of": "2015-06-15",
  "rows": [
    {
      "partner": "acme",
      "product": null,
      "month": null,
      "attempts": 3,
      "successes": 1,
      "failures": 2,
      "tests": 1,
      "errors": [
        {
          "error": "timeout",
          "times": 2
        },
        {
          "error": "disk is full",
          "times": 1
        }
      ],
      "with_errors": 3
    }
  ]
}
$ mpp deployments report --as-of 2015-05-30 --by partner --plain
acme	2	1	1	0	timeout (1)	1
$ mpp deployments report --to-month 2015-03
no deployments were reported
$ mpp renew acme
Partner  Term  Starts      Anniversary  State  Points  Deployments  Revenue  Objections
acme        1  2015-03-20  2016-03-20   open      150            2       $0

next anniversary: 2016-03-20, in 279 days

evaluation of term 1
What it brought        Term 1
days                   2015-03-20 to 2016-03-19
points                 150
deployments            2
failed deployments     2
with errors            3
billable revenue       $0
credit granted         $8,000
credit used            $0
support                developer
requests               none
open responsibilities  all 9
"#]]);
}

#[test]
fn an_undo_leaves_no_success_without_its_points() {
    let session = Session::with_product();
    session.shows(str![[r#"
$ mpp deployments record acme acme-shield --ref D-1 --on 2015-05-01
acme: acme-shield deployment D-1: success, customer-deployment, +50 points, 125 in all
! recorded entry 9
$ mpp deployments record acme acme-shield --ref D-1 --on 2015-05-01 --customer Bolt --on-duplicate update
acme: acme-shield deployment D-1 for Bolt: success
! recorded entry 10
$ mpp undo 9
! error: entry 9 cannot be undone: entry 10 depends on it
!   entry 10: deployment of acme: the deployment `D-1` of acme would be left without its points
! hint: `mpp undo 9 --cascade` undoes both in one entry
? 1
$ mpp undo
entry 10 undone: 1 fact about 1 partner, recorded by ann on [TIME]: mpp deployments record acme acme-shield --ref D-1 --on 2015-05-01 --customer Bolt --on-duplicate update
! recorded entry 11
$ mpp undo
entry 9 undone: 2 facts about 1 partner, recorded by ann on [TIME]: mpp deployments record acme acme-shield --ref D-1 --on 2015-05-01
! recorded entry 12
$ mpp tier acme --plain
acme	Acme Cloud	certified	silver	75	gold	425
"#]]);
}

#[test]
fn a_correction_after_the_end_is_recorded_and_its_points_stay() {
    let session = Session::with_product();
    session
        .mpp("deployments record acme acme-shield --ref D-1 --on 2015-05-01")
        .ok();
    session
        .mpp("renew acme --end 'discontinued' --on 2015-05-20")
        .ok();
    session.mpp("apply acme --on 2015-06-01").ok();
    session.write(
        "fix.csv",
        "partner,product,ref,on,outcome\nacme,acme-shield,D-1,2015-05-01,failure\n",
    );
    session.shows(str![[r#"
$ mpp deployments record --from fix.csv --on-duplicate update
Partner  Name        Kind  Category  Stage      Since       Tier  Points  Credit  Anniversary
acme     Acme Cloud  saas  Security  applicant  2015-06-01             0      $0
! 1 read, 1 recorded, 0 unchanged, 0 refused
! recorded entry 12
$ mpp deployments record acme acme-shield --ref D-1 --error timeout --on-duplicate update
acme: acme-shield deployment D-1: failure, timeout
! recorded entry 13
$ mpp deployments record acme acme-shield --ref D-1 --error 'no disk' --on-duplicate skip
acme: nothing to change
$ mpp deployments report acme --plain
acme	acme-shield	2015-05	1	0	1	0	timeout (1)	1
$ mpp tier acme --as-of 2015-05-19 --plain
acme	Acme Cloud	certified	silver	125	gold	375
$ mpp tier --plain
acme	Acme Cloud	applicant		0		
$ mpp audit
"#]]);
}

#[test]
fn a_certification_recorded_late_earns_for_deployments_since() {
    let session = Session::with_candidate();
    session
        .mpp("people acme --contact 'support=Help Desk <help@acme.example>' --on 2015-02-10")
        .ok();
    session.mpp("product add acme Shield --on 2015-02-11").ok();
    for (reference, on) in [
        ("D-1", "2015-03-01"),
        ("D-2", "2015-03-20"),
        ("D-3", "2015-04-01"),
    ] {
        session
            .mpp(&format!(
                "deployments record acme shield --ref {reference} --on {on}"
            ))
            .ok();
    }
    session
        .mpp(&format!(
            "certify acme {CERTIFIABLE} --grant --on 2015-03-20"
        ))
        .ok();
    session.shows(str![[r#"
$ mpp tier acme --plain
acme	Acme Cloud	certified	silver	175	gold	325
$ mpp history acme --last 1 --plain
10.1	2015-03-20	verdict	as-advertised met	[TIME]	ann		
10.2	2015-03-20	verdict	documentation met	[TIME]	ann		
10.3	2015-03-20	verdict	seamless-integration met	[TIME]	ann		
10.4	2015-03-20	verdict	business-value met	[TIME]	ann		
10.5	2015-03-20	verdict	kb-public met <https://kb.example/public>	[TIME]	ann		
10.6	2015-03-20	verdict	kb-internal met <https://kb.example/internal>	[TIME]	ann		
10.7	2015-03-20	verdict	test-account met	[TIME]	ann		
10.8	2015-03-20	verdict	integrator-validation met	[TIME]	ann		
10.9	2015-03-20	certified	certified	[TIME]	ann		
10.10	2015-03-20	award	certification, +50 points	[TIME]	ann		
10.11	2015-03-20	award	customer-deployment D-2, +50 points	[TIME]	ann		
10.12	2015-04-01	award	customer-deployment D-3, +50 points	[TIME]	ann		
10.13	2015-03-20	term	term 1 opened, anniversary 2016-03-20	[TIME]	ann		
"#]]);
}

#[test]
fn a_correction_keeps_the_fields_it_omits() {
    let session = Session::with_product();
    session.write(
        "more.csv",
        "partner,product,ref,customer\nacme,acme-shield,D-1,Bolt\n",
    );
    session.shows(str![[r#"
$ mpp deployments record acme acme-shield --ref D-1 --error timeout --on 2015-05-01
acme: acme-shield deployment D-1: failure, timeout
! recorded entry 9
$ mpp deployments record --from more.csv --on-duplicate update
Partner  Name        Kind  Category  Stage      Since       Tier    Points  Credit  Anniversary
acme     Acme Cloud  saas  Security  certified  2015-03-20  silver      75  $2,000  2016-03-20
! 1 read, 1 recorded, 0 unchanged, 0 refused
! recorded entry 10
$ mpp deployments record acme acme-shield --ref D-1
acme: nothing to change
$ mpp deployments record acme acme-shield --ref D-1 --outcome success --on-duplicate update
acme: acme-shield deployment D-1 for Bolt: success, customer-deployment, +50 points, 125 in all
! recorded entry 11
$ mpp history acme --plain --last 2
10.1	2015-05-01	deployment	acme-shield deployment D-1 for Bolt: failure, timeout	[TIME]	ann		
11.1	2015-05-01	deployment	acme-shield deployment D-1 for Bolt: success	[TIME]	ann		
11.2	2015-05-01	award	customer-deployment D-1, +50 points	[TIME]	ann		
$ mpp revenue record acme acme-shield 2015-05 10 --subscriptions 3
acme: acme-shield in 2015-05: $10, 3 subscriptions
! recorded entry 12
$ mpp revenue record acme acme-shield 2015-05 12 --on-duplicate update
acme: acme-shield in 2015-05: $12, 3 subscriptions
! recorded entry 13
$ mpp revenue report --plain
acme	acme-shield	2015-05	3	12.00		none		2015-05
"#]]);
}

#[test]
fn a_second_correction_changes_no_earlier_month() {
    let mut session = Session::with_product();
    for n in 1..9 {
        session
            .mpp(&format!(
                "award-points acme customer-deployment --ref P-{n} --on 2015-04-10 -q"
            ))
            .ok();
    }
    session
        .mpp("deployments record acme acme-shield --ref D-1 --on 2015-05-15 -q")
        .ok();
    session.today("2015-08-20");
    session.mpp("deployments record acme acme-shield --ref D-1 --error 'rolled back' --on-duplicate update -q").ok();
    session.write(
        "back.csv",
        "partner,product,ref,outcome\nacme,acme-shield,D-1,success\n",
    );
    session.today("2015-11-10");
    session.shows(str![[r#"
$ mpp credits acme --from-month 2015-05 --to-month 2015-12 --plain
2015-05	silver	2000.00	0.00	0.00
2015-06	gold	7000.00	0.00	0.00
2015-07	gold	7000.00	0.00	0.00
2015-08	gold	7000.00	0.00	0.00
2015-09	silver	2000.00	0.00	0.00
2015-10	silver	2000.00	0.00	0.00
2015-11	silver	2000.00	0.00	0.00
2015-12		0.00	0.00	0.00
$ mpp deployments record --from back.csv --on-duplicate update -n -q
$ mpp deployments record acme acme-shield --ref D-1 --outcome success --on-duplicate update
acme: acme-shield deployment D-1: success, customer-deployment, +50 points, 525 in all, silver → gold, credit $7,000 from 2015-12
! recorded entry 19
$ mpp credits acme --from-month 2015-05 --to-month 2015-12 --plain
2015-05	silver	2000.00	0.00	0.00
2015-06	gold	7000.00	0.00	0.00
2015-07	gold	7000.00	0.00	0.00
2015-08	gold	7000.00	0.00	0.00
2015-09	silver	2000.00	0.00	0.00
2015-10	silver	2000.00	0.00	0.00
2015-11	silver	2000.00	0.00	0.00
2015-12		0.00	0.00	0.00
$ mpp audit
$ mpp undo
entry 19 undone: 2 facts about 1 partner, recorded by ann on [TIME]: mpp deployments record acme acme-shield --ref D-1 --outcome success --on-duplicate update
! recorded entry 20
$ mpp deployments record --from back.csv --on-duplicate update -q
$ mpp tier acme --explain --plain
2015-02-10	3.12	admission	25	25	yes		3	1			
2015-03-20	6.10	certification	50	75	yes		6	1			
2015-04-10	9.1	customer-deployment P-1	50	125	yes		9	1			
2015-04-10	10.1	customer-deployment P-2	50	175	yes		10	1			
2015-04-10	11.1	customer-deployment P-3	50	225	yes		11	1			
2015-04-10	12.1	customer-deployment P-4	50	275	yes		12	1			
2015-04-10	13.1	customer-deployment P-5	50	325	yes		13	1			
2015-04-10	14.1	customer-deployment P-6	50	375	yes		14	1			
2015-04-10	15.1	customer-deployment P-7	50	425	yes		15	1			
2015-04-10	16.1	customer-deployment P-8	50	475	yes		16	1			
2015-05-15	17.2	customer-deployment D-1	50	475	no	reversed by 18.2	17	1			
2015-08-20	18.2	customer-deployment	-50	475	no	reverses 17.2	18	1		the deployment was corrected	
2015-11-10	19.2	customer-deployment D-1	50	475	no	undone by entry 20	19	1			
2015-11-10	21.2	customer-deployment D-1	50	525	yes		21	1			
$ mpp audit
"#]]);
}

#[test]
fn deployments_are_listed_one_by_one() {
    let session = Session::with_published();
    for line in [
        "deployments record acme acme-shield --ref D-2 --customer Bolt --on 2015-05-02",
        "deployments record acme acme-shield --ref D-1 --error 'disk is full' --on 2015-05-01",
        "deployments record acme acme-shield --ref D-3 --outcome success --error slow --on 2015-06-01",
        "deployments record acme acme-shield --ref D-4 --test --on 2015-06-02",
    ] {
        session.mpp(line).ok();
    }
    session.shows(str![[r#"
$ mpp deployments list
Partner  Product      On          Ref  Customer  Outcome  Error         Test
acme     acme-shield  2015-05-01  D-1            failure  disk is full  no
acme     acme-shield  2015-05-02  D-2  Bolt      success                no
acme     acme-shield  2015-06-01  D-3            success  slow          no
acme     acme-shield  2015-06-02  D-4            success                yes
$ mpp deployments list acme --with-errors
Partner  Product      On          Ref  Customer  Outcome  Error         Test
acme     acme-shield  2015-05-01  D-1            failure  disk is full  no
acme     acme-shield  2015-06-01  D-3            success  slow          no
$ mpp deployments list acme --from-month 2015-06 --plain
acme	acme-shield	2015-06-01	D-3		success	slow	no
acme	acme-shield	2015-06-02	D-4		success		yes
$ mpp deployments list --to-month 2015-04
no deployments were reported
$ mpp deployments list --from-month 2015-06 --to-month 2015-05
! error: --from-month is after the last month, 2015-05
? 2
$ mpp deployments report acme
Product      Month    Attempts  Successes  Failures  Tests  With errors  Most frequent errors
acme-shield  2015-05         2          1         1      0            1  disk is full
acme-shield  2015-06         1          1         0      1            1  slow

in all: 3 attempts, 2 successes and 1 failure, plus 1 test
$ mpp deployments list acme --as-of 2015-05-01 --json
{
  "schema": 1,
  "as_of": "2015-05-01",
  "deployments": [
    {
      "partner": "acme",
      "product": "acme-shield",
      "on": "2015-05-01",
      "ref": "D-1",
      "customer": null,
      "outcome": "failure",
      "error": "disk is full",
      "test": false
    }
  ]
}
"#]]);
}
