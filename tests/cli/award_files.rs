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
fn a_file_names_partners_in_any_way_and_counts_once() {
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
fn what_is_refused_can_be_mended_and_run_again() {
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
!   awards.csv:9: activity: an earlier row of this file earns it already: `press-release`
! hint: `--keep-going` records the others; `--rejects FILE` keeps the refused rows to be mended
! 8 read, 0 recorded, 0 unchanged, 4 refused
? 1
$ mpp award-points --from awards.csv --keep-going --rejects refused.csv
Partner  Name        Kind  Category  Stage      Since       Tier    Points  Credit  Anniversary
acme     Acme Cloud  saas  Security  certified  2015-03-20  silver     275  $2,000  2016-03-20
! awards.csv:6: partner: no partner in the book has this id, alias, external id or name: `nobody`
! awards.csv:7: activity: the program has no activity `press-relese`
! awards.csv:8: ref: `customer-deployment` needs a reference
! awards.csv:9: activity: an earlier row of this file earns it already: `press-release`
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
fn one_undo_takes_a_file_back() {
    let session = Session::with_certified();
    session.write("awards.csv", AWARDS);
    session.mpp("award-points --from awards.csv").ok();
    session
        .mpp("undo")
        .ok()
        .prints("entry 7 taken back, 4 facts about 1 partner");
    assert_eq!(session.json("tier acme")["partners"][0]["points"], 75);
}

#[test]
fn refused_rows_are_named_though_quiet_was_asked_for() {
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
