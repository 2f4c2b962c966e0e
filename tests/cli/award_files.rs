//! `mpp award-points --from`: files of awards.

use crate::session::Session;
use snapbox::str;

const AWARDS: &str = "\
partner,activity,ref,on,evidence,note
acme,press-release,,2015-04-01,https://news.example/acme,
ACME,customer-deployment,D-1,2015-04-02,,first customer
crm-1,customer-deployment,D-2,2015-04-02,,
Acme Cloud,provider-of-the-quarter,,2015-04-03,,
";

#[test]
fn a_file_may_name_partners_in_any_form_and_counts_once() {
    let session = Session::with_certified();
    session.write("awards.csv", AWARDS);
    session.shows(str![[r#"
$ mpp award-points --from awards.csv
Partner  Name        Kind  Category  Stage      Since       Tier    Points  Credit  Anniversary
acme     Acme Cloud  saas  Security  certified  2015-03-20  silver     275  $2,000  2016-03-20
! 4 read, 4 recorded, 0 unchanged, 0 refused
! recorded entry 7
$ mpp award-points --from awards.csv
! 4 read, 0 recorded, 4 unchanged, 0 refused
! nothing to change
$ mpp tier acme
Acme Cloud  (acme)
tier         silver
points       275 points  225 to gold
credit       $2,000 a month

From    Benefit
silver  Eligibility for Professional Services Development
silver  Listing On Lumen Cloud Website
"#]]);
}

#[test]
fn rejected_rows_can_be_fixed_and_run_again() {
    let session = Session::with_certified();
    session.write(
        "awards.csv",
        format!("{AWARDS}nobody,press-release,,,,\nacme,press-relese,,,,\nacme,customer-deployment,,,,\nacme,press-release,,2015-05-01,,\n"),
    );
    session.shows(str![[r#"
$ mpp award-points --from awards.csv
! error: 4 rows are refused, and nothing was recorded
!   awards.csv:6: partner: no partner in the book has this id, alias, external id or name: `nobody`
!   awards.csv:7: activity: the program has no activity `press-relese`
!   awards.csv:8: ref: `customer-deployment` needs a reference
!   awards.csv:9: activity: line 2 of the file earns it already: `press-release`
! hint: `--keep-going` records the others; `--rejects FILE` saves the refused rows to be fixed
! 8 read, 0 recorded, 4 valid but not recorded, 0 unchanged, 4 refused
? 1
$ mpp award-points --from awards.csv --keep-going --rejects refused.csv
Partner  Name        Kind  Category  Stage      Since       Tier    Points  Credit  Anniversary
acme     Acme Cloud  saas  Security  certified  2015-03-20  silver     275  $2,000  2016-03-20
! awards.csv:6: partner: no partner in the book has this id, alias, external id or name: `nobody`
! awards.csv:7: activity: the program has no activity `press-relese`
! awards.csv:8: ref: `customer-deployment` needs a reference
! awards.csv:9: activity: line 2 of the file earns it already: `press-release`
! 8 read, 4 recorded, 0 unchanged, 4 refused
! recorded entry 7
? 3
"#]]);
    assert_eq!(session.read("refused.csv").lines().count(), 5);
    session
        .mpp("award-points --from refused.csv --keep-going --rejects again.csv")
        .ends(3)
        .says("4 read, 0 recorded, 0 unchanged, 4 refused");
    // The last row was refused for an earlier row of its file; by now that is an award in the book.
    let but_last = |name: &str| {
        let lines: Vec<String> = session.read(name).lines().map(str::to_owned).collect();
        lines[..lines.len() - 1].to_vec()
    };
    assert_eq!(
        but_last("again.csv"),
        but_last("refused.csv"),
        "reasons do not pile up"
    );
}

#[test]
fn one_undo_voids_a_whole_file() {
    let session = Session::with_certified();
    session.write("awards.csv", AWARDS);
    session.mpp("award-points --from awards.csv").ok();
    session
        .mpp("undo")
        .ok()
        .prints("entry 7 undone: 4 facts about 1 partner");
    assert_eq!(session.json("tier acme")["partners"][0]["points"], 75);
}

#[test]
fn refused_rows_are_named_even_with_quiet() {
    let session = Session::with_certified();
    session.write(
        "awards.csv",
        "partner,activity\nnobody,press-release\nacme,press-release\n",
    );
    session
        .mpp("award-points --from awards.csv --keep-going -q")
        .ends(3)
        .says("awards.csv:2: partner:");
}

#[test]
fn a_file_is_applied_in_the_order_of_its_days() {
    let session = Session::with_certified();
    // The training needs 150 points: two deployments of earlier days, on later lines, add 100 to the 75.
    session.write(
        "newest-first.csv",
        "partner,activity,ref,on\n\
         acme,brown-bag-training,,2015-05-04\n\
         acme,press-release,,2015-05-03\n\
         acme,customer-deployment,D-2,2015-05-02\n\
         acme,customer-deployment,D-1,2015-05-01\n\
         acme,press-release,,2015-04-30\n\
         acme,customer-deployment\n\
         nobody,press-release,,\n\
         acme,customer-deployment,D-1,2015-05-05\n",
    );
    session.shows(str![[r#"
$ mpp award-points --from newest-first.csv --keep-going --rejects refused.csv
Partner  Name        Kind  Category  Stage      Since       Tier    Points  Credit  Anniversary
acme     Acme Cloud  saas  Security  certified  2015-03-20  silver     250  $2,000  2016-03-20
! newest-first.csv:3: activity: line 6 of the file earns it already: `press-release`
! newest-first.csv:7: 2 values under a header of 4 columns
! newest-first.csv:8: partner: no partner in the book has this id, alias, external id or name: `nobody`
! newest-first.csv:9: `customer-deployment` is awarded to acme already with other content
! 8 read, 4 recorded, 0 unchanged, 4 refused
! recorded entry 7
? 3
$ mpp history acme --last 1 --plain
7.1	2015-04-30	award	press-release, +25 points	[TIME]	ann		
7.2	2015-05-01	award	customer-deployment D-1, +50 points	[TIME]	ann		
7.3	2015-05-02	award	customer-deployment D-2, +50 points	[TIME]	ann		
7.4	2015-05-04	award	brown-bag-training, +50 points	[TIME]	ann		
"#]]);
    let rejects = session.read("refused.csv");
    let refused: Vec<&str> = rejects.lines().skip(1).collect();
    let begins = [
        "acme,press-release,,2015-05-03,",
        "acme,customer-deployment,",
        "nobody,",
        "acme,customer-deployment,D-1,2015-05-05,",
    ];
    assert_eq!(refused.len(), begins.len());
    for (line, begin) in refused.iter().zip(begins) {
        assert!(line.starts_with(begin), "in the order of the file: {line}");
    }
    session.mpp("audit").ok();
}

#[test]
fn every_problem_of_a_row_is_named_at_once_with_suggestions() {
    let session = Session::with_product();
    session.write(
        "awards.csv",
        "partner,activity,on\nacmee,press-release,2015-02-29\nacme,press-relese,never\n,,\n",
    );
    session.write(
        "verdicts.csv",
        "partner,item,verdict,on\nacmee,mpa,mett,never\nacme,mpaa,mett,\n",
    );
    session.write(
        "revenue.csv",
        "partner,product,month,amount,subscriptions\nacme,acme-sheld,2015-13,much,few\nacme,,,,\n",
    );
    session.write(
        "deployments.csv",
        "partner,product,ref,outcome,test,on\nacme,acme-shield,,maybe,perhaps,2015-04-31\n",
    );
    session.write(
        "used.csv",
        "partner,month,amount\nacme,2015-00,-\nacme,2015-01,10\n",
    );
    session.write(
        "products.csv",
        "partner,name,eula,demo\nacmee,Acme Sword,nowhere,nowhere\n",
    );
    session.shows(str![[r#"
$ mpp award-points --from awards.csv
! error: 2 rows are refused, and nothing was recorded
!   awards.csv:2: partner: no partner in the book has this id, alias, external id or name; did you mean `acme`?: `acmee`
!   awards.csv:2: on: February 2015 has 28 days: `2015-02-29`
!   awards.csv:3: on: a day is written YYYY-MM-DD, such as 2015-03-31: `never`
!   awards.csv:3: activity: the program has no activity `press-relese`
! hint: `--keep-going` records the others; `--rejects FILE` saves the refused rows to be fixed
! 2 read, 0 recorded, 0 unchanged, 2 refused
? 1
$ mpp checklist --from verdicts.csv
! error: 2 rows are refused, and nothing was recorded
!   verdicts.csv:2: partner: no partner in the book has this id, alias, external id or name; did you mean `acme`?: `acmee`
!   verdicts.csv:2: on: a day is written YYYY-MM-DD, such as 2015-03-31: `never`
!   verdicts.csv:2: verdict: a verdict is met, unmet, not-applicable or waived: `mett`
!   verdicts.csv:3: verdict: a verdict is met, unmet, not-applicable or waived: `mett`
!   verdicts.csv:3: item: no checklist has an item `mpaa`
! hint: `--keep-going` records the others; `--rejects FILE` saves the refused rows to be fixed
! 2 read, 0 recorded, 0 unchanged, 2 refused
? 1
$ mpp revenue record --from revenue.csv
! error: 2 rows are refused, and nothing was recorded
!   revenue.csv:2: product: acme has no product of this id or name: `acme-sheld`
!   revenue.csv:2: month: a month is written YYYY-MM, such as 2015-03: `2015-13`
!   revenue.csv:2: amount: not an amount in USD; write it like 2000, 2000.50 or $2,000.50: `much`
!   revenue.csv:2: subscriptions: subscriptions are a whole number, without separators: `few`
!   revenue.csv:3: product: a value is needed
!   revenue.csv:3: month: a value is needed
!   revenue.csv:3: amount: a value is needed
! hint: `--keep-going` records the others; `--rejects FILE` saves the refused rows to be fixed
! 2 read, 0 recorded, 0 unchanged, 2 refused
? 1
$ mpp deployments record --from deployments.csv
! error: 1 row is refused, and nothing was recorded
!   deployments.csv:2: ref: a value is needed
!   deployments.csv:2: on: April 2015 has 30 days: `2015-04-31`
!   deployments.csv:2: test: it is yes or no: `perhaps`
!   deployments.csv:2: outcome: an outcome is success or failure: `maybe`
! hint: `--keep-going` records the others; `--rejects FILE` saves the refused rows to be fixed
! 1 read, 0 recorded, 0 unchanged, 1 refused
? 1
$ mpp credits --from used.csv
! error: 2 rows are refused, and nothing was recorded
!   used.csv:2: month: a month is written YYYY-MM, such as 2015-03: `2015-00`
!   used.csv:2: amount: an amount may not be negative: `-`
!   used.csv:3: month: acme used no credit in 2015-01: it applied on 2015-02-01
! hint: `--keep-going` records the others; `--rejects FILE` saves the refused rows to be fixed
! 2 read, 0 recorded, 0 unchanged, 2 refused
? 1
$ mpp product add --from products.csv
! error: 1 row is refused, and nothing was recorded
!   products.csv:2: partner: no partner in the book has this id, alias, external id or name; did you mean `acme`?: `acmee`
!   products.csv:2: eula: an address on the web is written https://acme.example or www.acme.example: `nowhere`
!   products.csv:2: demo: an address on the web is written https://acme.example or www.acme.example: `nowhere`
! hint: `--keep-going` records the others; `--rejects FILE` saves the refused rows to be fixed
! 1 read, 0 recorded, 0 unchanged, 1 refused
? 1
"#]]);
}
