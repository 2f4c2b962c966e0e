//! `mpp credits`: integration credit by month.

use crate::session::Session;
use snapbox::str;

#[test]
fn a_month_has_the_credit_of_its_first_entitled_day() {
    let session = Session::with_certified();
    session
        .mpp("standing acme --bad 'invoice 4711' --on 2015-04-10")
        .ok();
    session.mpp("standing acme --good --on 2015-06-05").ok();
    session.shows(str![[r#"
$ mpp credits acme
Month    Basis      Granted  Used  Overage
2015-02  candidate   $2,000    $0       $0
2015-03  candidate   $2,000    $0       $0
2015-04  silver      $2,000    $0       $0
2015-05                  $0    $0       $0
2015-06  silver      $2,000    $0       $0

in all: $8,000 granted, $0 used, $0 above the credit
$ mpp credits acme --from-month 2015-04 --to-month 2015-05 --format csv
month,basis,granted_usd,used_usd,overage_usd
2015-04,silver,2000.00,0.00,0.00
2015-05,,0.00,0.00,0.00
$ mpp credits acme --as-of 2015-04-30
Month    Basis      Granted  Used  Overage
2015-02  candidate   $2,000    $0       $0
2015-03  candidate   $2,000    $0       $0
2015-04  silver      $2,000    $0       $0

in all: $6,000 granted, $0 used, $0 above the credit
"#]]);
}

#[test]
fn use_is_a_total_for_the_month() {
    Session::with_certified().shows(str![[r#"
$ mpp credits acme --use 2015-04 2500
acme: $2,500 of the credit for 2015-04 used
! recorded entry 7
$ mpp credits acme --use 2015-04 2500
acme: nothing to change
$ mpp credits acme --use 2015-04 1250.50
! error: the credit acme used in 2015-04 is on record with another figure: 2500.00 USD
! hint: `--on-duplicate update` replaces it
? 1
$ mpp credits acme --use 2015-04 1250.50 --on-duplicate update
acme: $1,250.50 of the credit for 2015-04 used
! recorded entry 8
$ mpp credits acme --use 2015-05 2500.25
acme: $2,500.25 of the credit for 2015-05 used
! recorded entry 9
$ mpp credits acme
Month    Basis      Granted       Used  Overage
2015-02  candidate   $2,000         $0       $0
2015-03  candidate   $2,000         $0       $0
2015-04  silver      $2,000  $1,250.50       $0
2015-05  silver      $2,000  $2,500.25  $500.25
2015-06  silver      $2,000         $0       $0

in all: $10,000 granted, $3,750.75 used, $500.25 above the credit
$ mpp credits acme --json --from-month 2015-05
{
  "schema": 1,
  "as_of": "2015-06-15",
  "partner": "acme",
  "months": [
    {
      "month": "2015-05",
      "basis": "silver",
      "granted_cents": 200000,
      "used_cents": 250025,
      "overage_cents": 50025
    },
    {
      "month": "2015-06",
      "basis": "silver",
      "granted_cents": 200000,
      "used_cents": 0,
      "overage_cents": 0
    }
  ],
  "total": {
    "granted_cents": 400000,
    "used_cents": 250025,
    "overage_cents": 50025
  }
}
$ mpp credits acme --use 2015-07 1
! error: --use `2015-07`: it is after this month, 2015-06
? 2
$ mpp credits acme --use 2015-4 1
! error: --use `2015-4`: a month is written YYYY-MM, such as 2015-03
? 2
$ mpp credits --use 2015-04 1
! error: missing: PARTNER
! hint: usage: `mpp credits --use MONTH AMOUNT PARTNER`
? 2
"#]]);
}

#[test]
fn a_file_of_credit_use() {
    let session = Session::with_certified();
    session.write("used.csv", "partner,month,amount,note\nacme,2015-03,1250.50,\nACME,2015-04,\"$2,500\",\nacme,2015-13,1,\nacme,2015-07,1,\nacme,2015-05,-1,\nacme,2015-05,1.005,\n");
    session.shows(str![[r#"
$ mpp credits --from used.csv --keep-going
Partner  Name        Kind  Category  Stage      Since       Tier    Points  Credit  Anniversary
acme     Acme Cloud  saas  Security  certified  2015-03-20  silver      75  $2,000  2016-03-20
! used.csv:4: month: a month is written YYYY-MM, such as 2015-03: `2015-13`
! used.csv:5: month: it is after this month, 2015-06: `2015-07`
! used.csv:6: amount: an amount may not be negative: `-1`
! used.csv:7: amount: an amount has at most two decimals: `1.005`
! 6 read, 2 recorded, 0 unchanged, 4 refused
! recorded entry 7
? 3
$ mpp credits --from used.csv --keep-going --on yesterday
! error: --on does not go with --from: each row holds from the end of its month
? 2
$ mpp credits --from used.csv --keep-going
! used.csv:4: month: a month is written YYYY-MM, such as 2015-03: `2015-13`
! used.csv:5: month: it is after this month, 2015-06: `2015-07`
! used.csv:6: amount: an amount may not be negative: `-1`
! used.csv:7: amount: an amount has at most two decimals: `1.005`
! 6 read, 0 recorded, 2 unchanged, 4 refused
! nothing to change
? 3
$ mpp credits acme --plain
2015-02	candidate	2000.00	0.00	0.00
2015-03	candidate	2000.00	1250.50	0.00
2015-04	silver	2000.00	2500.00	500.00
2015-05	silver	2000.00	0.00	0.00
2015-06	silver	2000.00	0.00	0.00
"#]]);
}

#[test]
fn the_program_shows_its_obligation() {
    let session = Session::with_certified();
    session.shows(str![[r#"
$ mpp credits
Month    Basis      Partners  Granted  Used  Overage
2015-02  candidate         1   $2,000    $0       $0
2015-03  candidate         1   $2,000    $0       $0
2015-04  silver            1   $2,000    $0       $0
2015-05  silver            1   $2,000    $0       $0
2015-06  silver            1   $2,000    $0       $0

in all: $10,000 granted, $0 used, $0 above the credit
$ mpp credits --from-month 2015-03 --to-month 2015-03 --json
{
  "schema": 1,
  "as_of": "2015-06-15",
  "partner": null,
  "months": [
    {
      "month": "2015-03",
      "basis": "candidate",
      "partners": 1,
      "granted_cents": 200000,
      "used_cents": 0,
      "overage_cents": 0
    }
  ],
  "total": {
    "granted_cents": 200000,
    "used_cents": 0,
    "overage_cents": 0
  }
}
$ mpp credits --from-month 2015-04 --to-month 2015-03
! error: --from-month is after the last month, 2015-03
? 2
$ mpp credits --from-month march
! error: --from-month `march`: a month is written YYYY-MM, such as 2015-03
? 2
"#]]);
}

#[test]
fn no_amount_is_so_large_that_sums_go_wrong() {
    let session = Session::with_certified();
    session
        .mpp("credits acme --use 2015-05 1000000000.01")
        .ends(2)
        .says("--use");
    session.mpp("credits acme --use 2015-05 1000000000").ok();
    session.mpp("credits acme --use 2015-06 1000000000").ok();
    session.mpp("credits").ok().prints("$2,000,000,000 used");
}

#[test]
fn a_file_has_one_figure_for_a_month() {
    let session = Session::with_certified();
    session.write(
        "used.csv",
        "partner,month,amount\nacme,2015-05,10\nacme,2015-05,20\n",
    );
    for _ in 0..2 {
        session
            .mpp("credits --from used.csv --on-duplicate update --keep-going")
            .ends(3)
            .says("an earlier row of this file (line 2) has another figure");
    }
    assert_eq!(
        session.json("credits acme --from-month 2015-05 --to-month 2015-05")["total"]["used_cents"],
        1000
    );
}

#[test]
fn a_forecast_covers_what_is_committed() {
    let mut session = Session::with_certified();
    session.admit_bolt();
    session.today("2015-12-15");
    session
        .mpp("certify bolt --extend-to 2016-01-31 --reason 'new release' -q")
        .ok();
    session.shows(str![[r#"
$ mpp credits --forecast 5
Month    Basis      Partners  Committed  If renewed
2016-01  candidate         1     $2,000          $0
2016-01  silver            1     $2,000          $0
2016-02  silver            1     $2,000          $0
2016-03  silver            1         $0      $2,000
2016-04  silver            1         $0      $2,000
2016-05  silver            1         $0      $2,000

in all: $6,000 committed, $6,000 if terms are renewed
assumes that nothing new is recorded: no points, decisions or objections; candidates have credit up to their window's end, points count until they expire, and each day has the rules in force on it
$ mpp credits acme --forecast 4 --plain
2016-01	silver	1	2000.00	0.00
2016-02	silver	1	2000.00	0.00
2016-03	silver	1	0.00	2000.00
2016-04	silver	1	0.00	2000.00
$ mpp credits --forecast 0
! error: --forecast `0`: a number from 1 to 120 is needed
? 2
$ mpp credits --forecast 3 --from-month 2015-01
! error: --forecast MONTHS cannot be used with --from-month M
! hint: usage: `mpp credits --forecast MONTHS [PARTNER]`
? 2
"#]]);
    // Under evaluation, credit goes on until the decision; new rules apply from their day on.
    session
        .mpp("renew acme --object 'no leads' --by provider -q")
        .ok();
    let rules = session.mpp("program show --toml").ok().out;
    let silver = "from_points = 0\ncredit_usd = 2000";
    assert!(rules.contains(silver));
    session.write(
        "rules.toml",
        rules.replace(silver, "from_points = 0\ncredit_usd = 2500"),
    );
    session
        .mpp("program use rules.toml --from 2016-02-01 -q")
        .ok();
    session.shows(str![[r#"
$ mpp credits --forecast 5 --plain
2016-01	candidate	1	2000.00	0.00
2016-01	silver	1	2000.00	0.00
2016-02	silver	1	2500.00	0.00
2016-03	silver	1	0.00	2500.00
2016-04	silver	1	0.00	2500.00
2016-05	silver	1	0.00	2500.00
"#]]);
    let forecast = session.json("credits --forecast 5");
    let months = forecast["months"].as_array().expect("months");
    let sum: i64 = months
        .iter()
        .filter_map(|line| line["committed_cents"].as_i64())
        .sum();
    assert_eq!(forecast["total"]["committed_cents"], sum);
}

#[test]
fn a_forecast_of_an_earlier_day_knows_nothing_of_later_ones() {
    let mut session = Session::with_certified();
    session.today("2015-04-01");
    let then = session.mpp("credits --forecast 9").ok().out;
    session.today("2015-08-01");
    session.mpp("renew acme --end 'no longer offered' -q").ok();
    assert_eq!(
        session
            .mpp("credits --forecast 9 --as-of 2015-04-01")
            .ok()
            .out,
        then
    );
    session
        .mpp("credits --forecast 9")
        .ok()
        .prints("in all: $0 committed");
}

#[test]
fn a_month_before_the_application_is_the_wrong_month() {
    Session::with_certified().shows(str![[r#"
$ mpp credits acme --use 2015-01 10
! error: acme used no credit in 2015-01: it applied on 2015-02-01
! hint: the first month is 2015-02
? 1
$ mpp credits acme --use 2015-02 10 --on 2015-01-31
! error: acme applied on 2015-02-01, after 2015-01-31
! hint: `--on` a day from 2015-02-01 on
? 1
"#]]);
}
