//! `mpp due`: what needs somebody's attention.

use crate::session::Session;
use snapbox::str;

#[test]
fn the_earliest_day_first_each_with_its_command() {
    let mut session = Session::with_candidate();
    session.write(
        "others.csv",
        "name,stage,admitted_on,certified_on\nBolt,certified,2013-01-01,2014-06-20\nCore,certified,2013-01-01,2014-06-10\nDelta,certified,2013-01-01,2014-07-01\nEcho,applicant,,\n",
    );
    session.today("2015-06-05");
    session.mpp("adopt --from others.csv").ok();
    session
        .mpp("renew delta --object 'no leads' --by provider")
        .ok();
    session.today("2015-06-15");
    session.shows(str![[r#"
$ mpp due
Day         Partner  What                                                   Command
2015-05-10  acme     the candidate window ended 36 days ago                 mpp certify acme --extend-to DAY --reason R
2015-06-05  echo     the application waits for 10 days                      mpp review echo
2015-06-10  core     the anniversary was 5 days ago                         mpp renew core --due
2015-06-20  bolt     the anniversary is in 5 days                           mpp renew bolt
2015-07-01  delta    term 1 is under evaluation: objection by the provider  mpp renew delta --confirm REASON
$ mpp due --within 5 --plain
window-over	acme	2015-05-10	-36	the candidate window ended 36 days ago	mpp certify acme --extend-to DAY --reason R	
application	echo	2015-06-05	-10	the application waits for 10 days	mpp review echo	
anniversary	core	2015-06-10	-5	the anniversary was 5 days ago	mpp renew core --due	
anniversary	bolt	2015-06-20	5	the anniversary is in 5 days	mpp renew bolt	
objection	delta	2015-07-01	16	term 1 is under evaluation: objection by the provider	mpp renew delta --confirm REASON	
$ mpp due --check --quiet
? 5
"#]]);
}

#[test]
fn nothing_is_due() {
    Session::with_certified().shows(str![[r#"
$ mpp due
nothing needs attention
$ mpp due --check
nothing needs attention
$ mpp due --within -1
! error: unexpected argument '-1' found
! 
! Usage: mpp due [OPTIONS]
! 
! For more information, try '--help'.
? 2
"#]]);
}

#[test]
fn a_window_that_ends_and_one_that_is_over() {
    let mut session = Session::with_candidate();
    for (day, kind, days) in [
        ("2015-04-09", None, 0),
        ("2015-04-10", Some("window-ending"), 30),
        ("2015-05-10", Some("window-ending"), 0),
        ("2015-05-11", Some("window-over"), -1),
    ] {
        session.today(day);
        let due = session.json("due");
        let item = &due["items"][0];
        assert_eq!(item["kind"].as_str(), kind, "{day}");
        if kind.is_some() {
            assert_eq!(
                (item["days"].as_i64(), item["day"].as_str()),
                (Some(days), Some("2015-05-10"))
            );
        }
    }
}
