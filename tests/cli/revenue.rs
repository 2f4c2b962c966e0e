//! `mpp revenue`: billable revenue and remuneration.

use crate::session::Session;
use snapbox::str;

#[test]
fn remuneration_needs_a_share() {
    let session = Session::with_product();
    session.shows(str![[r#"
$ mpp revenue record acme acme-shield 2015-05 1000.01 --subscriptions 12
acme: acme-shield in 2015-05: $1,000.01, 12 subscriptions
! recorded entry 9
$ mpp revenue record acme acme-shield 2015-05 1000.01 --subscriptions 12
acme: nothing to change
$ mpp revenue record acme 'Acme Shield' 2015-05 20 --sku pro
acme: acme-shield pro in 2015-05: $20
! recorded entry 10
$ mpp revenue report acme
Product      Month    Subscriptions    Revenue  Share  From  Remuneration
acme-shield  2015-05             12  $1,020.01         none

in all: $1,020.01 billable, $0 to be paid
$1,020.01 without a share on record: `mpp edit acme --revenue-share PERCENT --on DAY`
basis        remuneration = revenue x the share of the month's last day, rounded half up for each product, month and SKU; the documents name the figure, not its formula
$ mpp edit acme --revenue-share 12.5 --on 2015-05-31
acme: revenue share percent 12.5
! recorded entry 11
$ mpp revenue report acme
Product      Month    Subscriptions    Revenue  Share   From  Remuneration
acme-shield  2015-05             12  $1,020.01  12.5 %  own        $127.50

in all: $1,020.01 billable, $127.50 to be paid
basis        remuneration = revenue x the share of the month's last day, rounded half up for each product, month and SKU; the documents name the figure, not its formula
$ mpp revenue report acme --as-of 2015-05-30
no revenue was reported
$ mpp revenue record acme acme-shield 2015-05 900
! error: the revenue of acme-shield in 2015-05 is on record with other content (amount)
! hint: `--on-duplicate update` replaces it
? 1
$ mpp revenue record acme acme-shield 2015-05 900 --on-duplicate update
acme: acme-shield in 2015-05: $900, 12 subscriptions
! recorded entry 12
$ mpp revenue report --format csv
partner,product,month,subscriptions,revenue_usd,share_percent,share_from,remuneration_usd,subscriptions_month
acme,acme-shield,2015-05,12,920.00,12.5,partner,115.00,2015-05
$ mpp revenue report --known-at 10 --plain
acme	acme-shield	2015-05	12	1020.01		none		2015-05
$ mpp history acme --last 1 --plain
12.1	2015-05-31	revenue	acme-shield in 2015-05: $900, 12 subscriptions	[TIME]	ann		
$ mpp undo
entry 12 undone: 1 fact about 1 partner, recorded by ann on [TIME]: mpp revenue record acme acme-shield 2015-05 900 --on-duplicate update
! recorded entry 13
$ mpp revenue report --by partner --json
{
  "schema": 1,
  "as_of": "2015-06-15",
  "rows": [
    {
      "partner": "acme",
      "product": null,
      "month": null,
      "subscriptions": 12,
      "revenue_cents": 102001,
      "share_percent": 12.5,
      "share_from": "partner",
      "remuneration_cents": 12750,
      "subscriptions_month": "2015-05"
    }
  ],
  "total": {
    "subscriptions": 12,
    "subscriptions_month": "2015-05",
    "revenue_cents": 102001,
    "remuneration_cents": 12750,
    "without_share_cents": 0
  },
  "basis": "remuneration = revenue x the share of the month's last day, rounded half up for each product, month and SKU; the documents name the figure, not its formula"
}
"#]]);
}

#[test]
fn an_unfinished_month_and_invalid_values_are_refused() {
    let session = Session::with_product();
    session.shows(str![[r#"
$ mpp revenue record acme acme-shield 2015-06 10
acme: acme-shield in 2015-06: $10
! recorded entry 9
$ mpp history acme --last 1 --plain
9.1	2015-06-15	revenue	acme-shield in 2015-06: $10	[TIME]	ann		
$ mpp revenue record acme acme-shield 2015-07 10
! error: MONTH `2015-07`: it is after this month, 2015-06
? 2
$ mpp revenue record acme acme-shield June 10
! error: MONTH `June`: a month is written YYYY-MM, such as 2015-03
? 2
$ mpp revenue record acme acme-shield 2015-05 -- -10
! error: AMOUNT `-10`: an amount may not be negative
? 2
$ mpp revenue record acme acme-shield 2015-05 1.005
! error: AMOUNT `1.005`: an amount has at most two decimals
? 2
$ mpp revenue record acme acme-shield 2015-05 1000000000.01
! error: AMOUNT `1000000000.01`: at most 1,000,000,000 USD are reported at once
? 2
$ mpp revenue record acme acme-shield 2015-05 10 --subscriptions many
! error: --subscriptions `many`: subscriptions are a whole number, without separators
? 2
$ mpp revenue record acme acme-sword 2015-05 10
! error: acme has no product `acme-sword`
! hint: did you mean `acme-shield`?
? 1
$ mpp revenue record acme acme-shield 2015-05
! error: missing: AMOUNT
! hint: usage: `mpp revenue record PARTNER PRODUCT MONTH AMOUNT`
? 2
$ mpp revenue report acme
Product      Month    Subscriptions  Revenue  Share  From  Remuneration
acme-shield  2015-06                     $10         none

in all: $10 billable, $0 to be paid
$10 without a share on record: `mpp edit acme --revenue-share PERCENT --on DAY`
basis        remuneration = revenue x the share of the month's last day, rounded half up for each product, month and SKU; the documents name the figure, not its formula
"#]]);
}

#[test]
fn a_file_of_revenue_and_its_corrections() {
    let session = Session::with_product();
    session
        .mpp("edit acme --revenue-share 70 --on 2015-03-20")
        .ok();
    session.write(
        "revenue.csv",
        "partner,product,month,sku,subscriptions,amount,note\n\
         acme,acme-shield,2015-04,,3,100.01,\n\
         ACME,Acme Shield,2015-04,pro,1,0.01,first\n\
         acme,acme-shield,2015-05,,4,\"$1,200\",\n",
    );
    session.write(
        "again.csv",
        "partner,product,month,amount\nacme,acme-shield,2015-04,90\nacme,acme-shield,2015-04,80\n",
    );
    session.shows(str![[r#"
$ mpp revenue record --from revenue.csv
Partner  Name        Kind  Category  Stage      Since       Tier    Points  Credit  Anniversary
acme     Acme Cloud  saas  Security  certified  2015-03-20  silver      75  $2,000  2016-03-20
! 3 read, 3 recorded, 0 unchanged, 0 refused
! recorded entry 10
$ mpp revenue record --from revenue.csv
! 3 read, 0 recorded, 3 unchanged, 0 refused
! nothing to change
$ mpp revenue report
Partner  Product      Month    Subscriptions  Revenue  Share  From  Remuneration
acme     acme-shield  2015-04              4  $100.02  70 %   own         $70.02
acme     acme-shield  2015-05              4   $1,200  70 %   own           $840

in all: $1,300.02 billable, $910.02 to be paid
basis        remuneration = revenue x the share of the month's last day, rounded half up for each product, month and SKU; the documents name the figure, not its formula
$ mpp revenue report --by product --plain
acme	acme-shield	4	1300.02	70	partner	910.02	2015-05
$ mpp revenue report --by month --plain
2015-04	4	100.02	70	partner	70.02	2015-04
2015-05	4	1200.00	70	partner	840.00	2015-05
$ mpp revenue record --from again.csv --keep-going
! again.csv:2: the revenue of acme-shield in 2015-04 is on record with other content (amount); `--on-duplicate skip` leaves it, `update` takes the row's
! again.csv:3: the revenue of acme-shield in 2015-04 is on record with other content (amount); `--on-duplicate skip` leaves it, `update` takes the row's
! 2 read, 0 recorded, 0 unchanged, 2 refused
! nothing to change
? 3
$ mpp revenue record --from again.csv --keep-going --on-duplicate update
Partner  Name        Kind  Category  Stage      Since       Tier    Points  Credit  Anniversary
acme     Acme Cloud  saas  Security  certified  2015-03-20  silver      75  $2,000  2016-03-20
! again.csv:3: an earlier row of this file (line 2) has another figure for acme-shield of acme in 2015-04
! 2 read, 1 recorded, 0 unchanged, 1 refused
! recorded entry 11
? 3
$ mpp revenue record --from again.csv --keep-going --on-duplicate update
! again.csv:3: an earlier row of this file (line 2) has another figure for acme-shield of acme in 2015-04
! 2 read, 0 recorded, 1 unchanged, 1 refused
! nothing to change
? 3
$ mpp revenue report --from-month 2015-04 --to-month 2015-04 --plain
acme	acme-shield	2015-04	4	90.01	70	partner	63.01	2015-04
"#]]);
}

/// Each product, month and SKU is rounded by itself, and the program's default applies to partners without a share.
#[test]
fn the_program_may_have_a_default_share() {
    let session = Session::new();
    let rules = include_str!("../../examples/program.toml")
        .replace("# default_share_percent", "default_share_percent");
    session.write("program.toml", rules);
    session.mpp("init --program program.toml").ok();
    for partner in ["Acme", "Bolt"] {
        session
            .mpp(&format!("apply {partner} --kind saas --on 2015-02-01"))
            .ok();
        session.mpp(&format!("product add {partner} Shield")).ok();
    }
    session
        .mpp("edit bolt --revenue-share 50 --on 2015-05-01")
        .ok();
    session.shows(str![[r#"
$ mpp revenue record acme shield 2015-05 0.05 --sku a
acme: shield a in 2015-05: $0.05
! recorded entry 7
$ mpp revenue record acme shield 2015-05 0.05 --sku b
acme: shield b in 2015-05: $0.05
! recorded entry 8
$ mpp revenue record bolt shield 2015-05 0.03
bolt: shield in 2015-05: $0.03
! recorded entry 9
$ mpp revenue record bolt shield 2015-04 0.03
bolt: shield in 2015-04: $0.03
! recorded entry 10
$ mpp revenue report
Partner  Product  Month    Subscriptions  Revenue  Share  From     Remuneration
acme     shield   2015-05                   $0.10  70 %   default         $0.08
bolt     shield   2015-04                   $0.03  70 %   default         $0.02
bolt     shield   2015-05                   $0.03  50 %   own             $0.02

in all: $0.16 billable, $0.12 to be paid
basis        remuneration = revenue x the share of the month's last day, rounded half up for each product, month and SKU; the documents name the figure, not its formula
$ mpp revenue report --by month
Month    Subscriptions  Revenue  Share  From     Remuneration
2015-04                   $0.03  70 %   default         $0.02
2015-05                   $0.13         several         $0.10

in all: $0.16 billable, $0.12 to be paid
basis        remuneration = revenue x the share of the month's last day, rounded half up for each product, month and SKU; the documents name the figure, not its formula
"#]]);
}

#[test]
fn subscriptions_of_different_months_do_not_add_up() {
    let session = Session::with_product();
    session
        .mpp("product add acme 'Acme Sword' --on 2015-04-01")
        .ok();
    session.write(
        "revenue.csv",
        "partner,product,month,sku,subscriptions,amount\n\
         acme,acme-shield,2015-05,basic,20,10\nacme,acme-shield,2015-05,plus,7,10\n\
         acme,acme-shield,2015-04,basic,25,10\nacme,acme-sword,2015-05,,3,10\nacme,acme-sword,2015-06,,,10\n",
    );
    session.mpp("revenue record --from revenue.csv").ok();
    session.shows(str![[r#"
$ mpp revenue report --by partner
Partner  Subscriptions  In       Revenue  Share  From  Remuneration
acme                30  2015-05      $50         none

in all: $50 billable, $0 to be paid
$50 without a share on record: `mpp edit PARTNER --revenue-share PERCENT --on DAY`
basis        remuneration = revenue x the share of the month's last day, rounded half up for each product, month and SKU; the documents name the figure, not its formula
$ mpp revenue report --by product
Partner  Product      Subscriptions  In       Revenue  Share  From  Remuneration
acme     acme-shield             27  2015-05      $30         none
acme     acme-sword               3  2015-05      $20         none

in all: $50 billable, $0 to be paid
$50 without a share on record: `mpp edit PARTNER --revenue-share PERCENT --on DAY`
basis        remuneration = revenue x the share of the month's last day, rounded half up for each product, month and SKU; the documents name the figure, not its formula
$ mpp revenue report --by month --plain
2015-04	25	10.00		none		2015-04
2015-05	30	30.00		none		2015-05
2015-06		10.00		none		
$ mpp revenue report --by partner --format csv
partner,subscriptions,revenue_usd,share_percent,share_from,remuneration_usd,subscriptions_month
acme,30,50.00,,none,,2015-05
"#]]);
    let report = session.json("revenue report");
    assert_eq!(report["total"]["subscriptions"], 30);
    assert_eq!(report["total"]["subscriptions_month"], "2015-05");
    let report = session.json("revenue report --by partner --to-month 2015-04");
    assert_eq!(report["rows"][0]["subscriptions"], 25);
}

#[test]
fn revenue_is_added_up_by_sku() {
    let session = Session::with_published();
    for line in [
        "revenue record acme acme-shield 2015-04 100 --sku S --subscriptions 2",
        "revenue record acme acme-shield 2015-05 150 --sku S --subscriptions 3",
        "revenue record acme acme-shield 2015-05 20 --sku L",
        "revenue record acme acme-shield 2015-05 7",
        "edit acme --revenue-share 70 --on 2015-04-01",
    ] {
        session.mpp(line).ok();
    }
    session.shows(str![[r#"
$ mpp revenue report --by sku
Partner  Product      SKU  Subscriptions  In       Revenue  Share  From  Remuneration
acme     acme-shield                                    $7  70 %   own          $4.90
acme     acme-shield  L                                $20  70 %   own            $14
acme     acme-shield  S                3  2015-05     $250  70 %   own           $175

in all: $277 billable, $193.90 to be paid
basis        remuneration = revenue x the share of the month's last day, rounded half up for each product, month and SKU; the documents name the figure, not its formula
$ mpp revenue report acme --by sku --plain
acme	acme-shield			7.00	70	partner	4.90	
acme	acme-shield	L		20.00	70	partner	14.00	
acme	acme-shield	S	3	250.00	70	partner	175.00	2015-05
$ mpp revenue report acme --by sku --format csv
partner,product,sku,subscriptions,revenue_usd,share_percent,share_from,remuneration_usd,subscriptions_month
acme,acme-shield,,,7.00,70,partner,4.90,
acme,acme-shield,L,,20.00,70,partner,14.00,
acme,acme-shield,S,3,250.00,70,partner,175.00,2015-05
$ mpp deployments report --by sku
! error: --by `sku`: it is one of product, partner, month
? 2
"#]]);
}
