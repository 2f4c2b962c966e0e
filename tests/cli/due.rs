//! `mpp due`: what needs somebody's attention.

use crate::session::Session;
use snapbox::str;

#[test]
fn due_lists_the_earliest_day_first_with_its_command() {
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
Day         Partner  What                                                                       Command
2015-02-10  acme     the marketplace's turn: as-advertised and 3 more                           mpp certify acme
2015-02-10  acme     to be recorded: portal-access.created-by, mpa.representative, mpa.version  mpp checklist acme --record portal-access.created-by=VALUE
2015-05-10  acme     the candidate window ended 36 days ago                                     mpp certify acme --extend-to DAY --reason R
2015-06-05  echo     the application waits for 10 days                                          mpp review echo
2015-06-10  core     the anniversary was 5 days ago                                             mpp renew core --due
2015-06-20  bolt     the anniversary is in 5 days                                               mpp renew bolt
2015-07-01  delta    term 1 is under evaluation: objection by the provider                      mpp renew delta --confirm REASON
$ mpp due --within 5 --plain
items	acme	2015-02-10	-125	the marketplace's turn: as-advertised and 3 more	mpp certify acme	
evidence	acme	2015-02-10	-125	to be recorded: portal-access.created-by, mpa.representative, mpa.version	mpp checklist acme --record portal-access.created-by=VALUE	
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
Day         Partner  What                                                                       Command
2015-02-10  acme     to be recorded: portal-access.created-by, mpa.representative, mpa.version  mpp checklist acme --record portal-access.created-by=VALUE
$ mpp due --check
Day         Partner  What                                                                       Command
2015-02-10  acme     to be recorded: portal-access.created-by, mpa.representative, mpa.version  mpp checklist acme --record portal-access.created-by=VALUE
$ mpp due --within -1
! error: unknown option `-1`
! hint: `mpp due --help` lists the options
? 2
"#]]);
}

#[test]
fn ending_and_ended_windows_are_due() {
    let mut session = Session::with_candidate();
    for (day, kind, days) in [
        ("2015-04-09", None, 0),
        ("2015-04-10", Some("window-ending"), 30),
        ("2015-05-10", Some("window-ending"), 0),
        ("2015-05-11", Some("window-over"), -1),
    ] {
        session.today(day);
        let due = session.json("due");
        let items = due["items"].as_array().expect("items");
        let window =
            |item: &&serde_json::Value| item["kind"] != "items" && item["kind"] != "evidence";
        let item = items
            .iter()
            .find(window)
            .unwrap_or(&serde_json::Value::Null);
        assert_eq!(item["kind"].as_str(), kind, "{day}");
        if kind.is_some() {
            assert_eq!(
                (item["days"].as_i64(), item["day"].as_str()),
                (Some(days), Some("2015-05-10"))
            );
        }
    }
}

#[test]
fn a_calendar_for_other_programs() {
    let mut session = Session::with_candidate();
    session.today("2015-05-01");
    session
        .mpp("due --ics due.ics")
        .ok()
        .says("due.ics: 1 event");
    let calendar = session.read("due.ics");
    assert!(
        calendar.contains("UID:acme-window-2015-02-10@mpp\r\n"),
        "{calendar}"
    );
    assert!(
        calendar.contains("DTSTART;VALUE=DATE:20150510\r\n"),
        "{calendar}"
    );
    // On another day the same events are the same bytes.
    session.today("2015-05-20");
    session.mpp("due --ics later.ics --quiet").ok();
    let later = session.read("later.ics");
    let command = |text: &str| {
        text.replace(
            "mpp certify acme --extend-to DAY --reason R",
            "mpp certify acme",
        )
    };
    assert_eq!(
        command(&later.replace("\r\n ", "")),
        calendar.replace("\r\n ", "")
    );
    session
        .mpp("due --ics book.db")
        .ends(2)
        .says("it would be lost");
    session.mpp("due --ics none/due.ics").ends(1);
    session
        .mpp("due --ics due.ics -o due.ics")
        .ends(2)
        .says("the same file");
    session.mpp("due --ics -").ok().prints("BEGIN:VCALENDAR");
}

#[test]
fn items_of_the_marketplace_are_due() {
    let session = Session::with_candidate();
    let items = |session: &Session| -> Vec<String> {
        let due = session.json("due");
        let items = due["items"].as_array().expect("items").iter();
        items
            .filter(|item| item["kind"] == "items")
            .map(|item| item["what"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    assert_eq!(
        items(&session),
        ["the marketplace's turn: as-advertised and 3 more"]
    );
    session
        .mpp("certify acme --met as-advertised --met documentation --met seamless-integration --met business-value")
        .ok();
    // The last one waits for what the provider has to do first.
    assert_eq!(items(&session), [""; 0]);
}
