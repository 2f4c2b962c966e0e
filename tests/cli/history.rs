//! `mpp history`: what was recorded.

use crate::session::Session;
use snapbox::str;

#[test]
fn history_lists_entries_or_the_facts_of_one_partner() {
    let session = Session::with_applicant();
    session.mpp("edit acme --category 'Cloud Security' --note 'as they\u{2019}d like' --actor 'Bo Berg'").ok();
    session.mpp("undo 3 --note 'wrong partner'").ok();
    session.shows(str![[r#"
$ mpp history
Entry  Recorded              Actor    Command                                                                                           What                           Note            Voided by
    1  [TIME]  ann      init                                                                                              version 1 of the rules
    2  [TIME]  ann      apply 'Acme Cloud' --id acme --kind saas --category Security --external-id crm-1 --on 2015-02-01  2 facts
    3  [TIME]  Bo Berg  edit acme --category 'Cloud Security' --note 'as they’d like' --actor 'Bo Berg'                   acme: category Cloud Security  as they’d like          4
    4  [TIME]  ann      undo 3 --note 'wrong partner'                                                                     undoes entry 3                 wrong partner
$ mpp history acme
Fact  On          What     Detail                                                            Recorded              Actor    Note            Voided by
2.1   2015-02-01  applied  applied                                                           [TIME]  ann
2.2   2015-02-01  profile  name Acme Cloud, kind saas, category Security, external id crm-1  [TIME]  ann
3.1   2015-06-15  profile  category Cloud Security                                           [TIME]  Bo Berg  as they’d like          4
$ mpp history --last 1 --json
{
  "schema": 1,
  "entries": [
    {
      "entry": 4,
      "recorded": "[TIME]",
      "actor": "ann",
      "command": "undo 3 --note 'wrong partner'",
      "note": "wrong partner",
      "voided_by": null,
      "count": 0,
      "facts": []
    }
  ]
}
$ mpp history acme --known-at 2 --plain
2.1	2015-02-01	applied	applied	[TIME]	ann		
2.2	2015-02-01	profile	name Acme Cloud, kind saas, category Security, external id crm-1	[TIME]	ann		
$ mpp history nobody
! error: no partner `nobody`
! hint: `mpp status` lists the partners
? 1
"#]]);
}

#[test]
fn the_actor_comes_from_option_variable_or_login() {
    let mut session = Session::new();
    session.mpp("apply One --actor zoe").ok();
    session.mpp("apply Two").ok();
    session.env.remove("MPP_ACTOR");
    session.env.insert("LOGNAME", "lou".to_owned());
    session.mpp("apply Three").ok();
    session.env.remove("LOGNAME");
    session.mpp("apply Four").ok();
    let history = session.json("history");
    let actors: Vec<&str> = history["entries"]
        .as_array()
        .expect("entries")
        .iter()
        .filter_map(|entry| entry["actor"].as_str())
        .collect();
    // The last is the login name of the user who runs the tests.
    assert_eq!(actors[..4], ["zoe", "zoe", "ann", "lou"]);
    assert!(!actors[4].is_empty());
}
