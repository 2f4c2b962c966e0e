//! `mpp people`: who has which role.

use crate::session::Session;
use crate::sqlite::holding;
use snapbox::str;

#[test]
fn team_and_contacts_are_recorded() {
    Session::with_certified().shows(str![[r#"
$ mpp people acme
Role     Person
support  Help Desk <help@acme.example>
$ mpp people acme --assign 'integrator=Jo Park' --assign 'success-manager=Sue Grant'
acme: integrator: Jo Park, success-manager: Sue Grant, success-manager, +25 points, 100 in all
! recorded entry 7
$ mpp people acme --assign 'success-manager=Tom Reed'
acme: success-manager: Tom Reed
! recorded entry 8
$ mpp people acme --assign integrator=
acme: integrator: nobody
! recorded entry 9
$ mpp people acme --contact 'business=Ann Lee'
acme: business contact: Ann Lee
! recorded entry 10
$ mpp people acme
Role             Person
success-manager  Tom Reed
business         Ann Lee
support          Help Desk <help@acme.example>
$ mpp people acme --assign manager=Jo
! error: the program has no role `manager` here; it has integrator, marketplace-rep, success-manager
? 2
$ mpp people acme --contact sales=ann@acme.example
! error: the program has no role `sales` here; it has business, technical, support, billing
? 2
$ mpp people acme --assign integrator
! error: --assign `integrator`: it is written ROLE=PERSON
? 2
$ mpp people acme --json
{
  "schema": 1,
  "as_of": "2015-06-15",
  "partner": "acme",
  "people": [
    {
      "role": "success-manager",
      "person": "Tom Reed"
    },
    {
      "role": "business",
      "person": "Ann Lee"
    },
    {
      "role": "support",
      "person": "Help Desk <help@acme.example>"
    }
  ]
}
"#]]);
}

#[test]
fn a_success_manager_assigned_early_earns_with_the_certification() {
    let session = Session::with_candidate();
    session
        .mpp("people acme --assign 'success-manager=Sue Grant' --on 2015-03-01")
        .ok();
    session
        .mpp("people acme --contact support=help@acme.example")
        .ok();
    session
        .mpp(&format!(
            "certify acme {} --grant --on 2015-05-01",
            crate::scenes::CERTIFIABLE
        ))
        .ends(1)
        .says("support contact");
    session.mpp("undo").ok();
    session
        .mpp("people acme --contact support=help@acme.example --on 2015-03-01")
        .ok();
    session
        .mpp(&format!(
            "certify acme {} --grant --on 2015-05-01",
            crate::scenes::CERTIFIABLE
        ))
        .ok()
        .prints("+75 points, 100 in all");
}

#[test]
fn a_contact_is_not_in_the_recorded_command() {
    let session = Session::new();
    session
        .mpp("apply Acme --contact 'Ann Lee <ann@acme.example>'")
        .ok();
    session
        .mpp("apply Bolt '--contact=Bob Roe <bob@bolt.example>'")
        .ok();
    session
        .mpp("people acme --contact 'billing=Cy Poe <cy@acme.example>'")
        .ok();
    let history = session.mpp("history").ok().out;
    for person in ["Ann", "Bob", "Cy"] {
        let commands: Vec<&str> = history
            .lines()
            .filter(|line| line.contains("--contact") && line.contains(person))
            .collect();
        // The recorded column may name people; it can be forgotten.
        assert!(
            commands.iter().all(|line| !line
                .split("contact:")
                .next()
                .unwrap_or("")
                .contains(person)),
            "{commands:?}"
        );
    }
}

#[test]
fn a_contact_is_forgotten() {
    let mut session = Session::with_certified();
    session.today("2015-06-16");
    session.shows(str![[r#"
$ mpp people acme --contact 'support=Ann Lee <ann@acme.example>' -q
$ mpp people acme --contact 'billing=Ann Lee' --contact 'technical=<ann@acme.example>' -q
$ mpp people acme --forget support
acme: support contact: forgotten
! recorded entry 9
! the same name, address or telephone number is still on record: `mpp people acme --forget billing`
! the same name, address or telephone number is still on record: `mpp people acme --forget technical`
! copies of the book that were made before keep what they hold
$ mpp people acme
Role       Person
billing    Ann Lee
technical  ann@acme.example
$ mpp people acme --forget support
acme: nothing to change
! nobody is left to forget, and the book's files hold no trace of who was
$ mpp people acme --forget suport
! error: the program has no role `suport` here; it has business, technical, support, billing
! hint: did you mean `support`?
? 2
$ mpp people acme --forget support --on 2015-06-15
! error: --forget ROLE cannot be used with --on DAY
! hint: usage: `mpp people --forget ROLE PARTNER`
? 2
$ mpp undo
! error: entry 9 forgot a contact person; what is forgotten does not come back
! hint: `mpp history` lists the entries
? 1
$ mpp people acme --as-of 2015-06-15
Role     Person
support  forgotten
$ mpp people acme --forget billing --contact 'billing=Cy Poe'
acme: billing contact: forgotten, billing contact: Cy Poe
! recorded entry 10
! copies of the book that were made before keep what they hold
$ mpp people acme
Role       Person
billing    Cy Poe
technical  ann@acme.example
$ mpp history acme --last 3 --plain
8.1	2015-06-16	contact	billing contact: somebody, forgotten since	[TIME]	ann		
8.2	2015-06-16	contact	technical contact: ann@acme.example	[TIME]	ann		
9.1	2015-06-16	forgotten	support contact: forgotten	[TIME]	ann		
10.1	2015-06-16	forgotten	billing contact: forgotten	[TIME]	ann		
10.2	2015-06-16	contact	billing contact: Cy Poe	[TIME]	ann		
$ mpp audit
"#]]);
}

/// Returns where a text occurs in the files of the book, its log included.
fn traces(session: &Session, text: &str) -> usize {
    let files = std::fs::read_dir(session.path(".")).expect("the folder");
    let files = files.map(|file| file.expect("a file").path());
    let of_book = |path: &std::path::PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy();
        name.starts_with("book.db")
    };
    let bytes = files
        .filter(of_book)
        .flat_map(|path| std::fs::read(path).expect("bytes"))
        .collect::<Vec<u8>>();
    bytes
        .windows(text.len())
        .filter(|bytes| *bytes == text.as_bytes())
        .count()
}

#[test]
fn a_forgotten_contact_leaves_no_trace_in_the_files() {
    let session = Session::new();
    let rows = (0..2000).map(|n| format!("Firm {n},Person {n:04},p{n:04}@firm.example\n"));
    let rows = rows.collect::<String>();
    session.write(
        "firms.csv",
        format!("name,contact_name,contact_email\n{rows}"),
    );
    session.mpp("apply --from firms.csv -q").ok();
    for n in (0..2000).step_by(50) {
        let line =
            format!("people firm-{n} --contact 'support=Second {n:04} <s{n:04}@firm.example>' -q");
        session.mpp(&line).ok();
    }
    for n in [0, 50, 700, 1950] {
        for (role, name, mail) in [("business", "Person", "p"), ("support", "Second", "s")] {
            let (name, mail) = (
                format!("{name} {n:04}"),
                format!("{mail}{n:04}@firm.example"),
            );
            assert!(
                traces(&session, &name) > 0 && traces(&session, &mail) > 0,
                "{name}"
            );
            session
                .mpp(&format!("people firm-{n} --forget {role} -q"))
                .ok();
            assert_eq!(
                (traces(&session, &name), traces(&session, &mail)),
                (0, 0),
                "{name}"
            );
        }
    }
    assert!(traces(&session, "Person 0051") > 0);
    session.mpp("audit").ok();
    let again = session
        .mpp("apply --from firms.csv --on-duplicate update")
        .ok();
    again.says("0 recorded");
    assert_eq!(
        traces(&session, "Person 0700"),
        0,
        "a file run again brings nobody back"
    );
}

#[test]
fn a_contact_in_an_undone_entry_can_be_forgotten() {
    let session = Session::with_certified();
    session
        .mpp("apply Bolt --contact 'Bob Roe <bob@bolt.example>'")
        .ok();
    session.mpp("undo").ok();
    assert!(traces(&session, "bob@bolt.example") > 0);
    session.mpp("people bolt --forget business").ok();
    assert_eq!(traces(&session, "bob@bolt.example"), 0);
    session.mpp("status bolt").ends(1);
    session.mpp("audit").ok();
    for line in ["status", "tier", "due", "history", "directory", "credits"] {
        session.mpp(line).ok();
    }
    session.mpp("people carl --forget business").ends(1);
}

#[test]
fn a_reader_that_keeps_the_log_from_being_emptied_is_reported() {
    let session = Session::with_certified();
    let Some(reader) = holding(&session, "begin; select count(*) from entry;") else {
        return;
    };
    session
        .mpp("people acme --forget support")
        .ends(75)
        .says("recorded entry 7")
        .says("forgotten, but the book's files may still hold what was forgotten")
        .says("run the command again");
    reader.release();
    session.mpp("people acme --forget support").ok();
    assert_eq!(traces(&session, "help@acme.example"), 0);
}

#[test]
fn forget_needs_a_complete_partner_name() {
    let session = Session::with_certified();
    session
        .mpp("apply Bolt --contact 'Bob <bob@bolt.example>' -q")
        .ok();
    session.mpp("undo -q").ok();
    session
        .mpp("apply 'Bolt Two' --id bolt-two --contact 'Tom <tom@two.example>' -q")
        .ok();
    session
        .mpp("people bolt --forget business")
        .ok()
        .prints("bolt: business contact: forgotten");
    assert_eq!(traces(&session, "bob@bolt.example"), 0);
    assert!(traces(&session, "tom@two.example") > 0);
    session
        .mpp("people bolt --forget business")
        .ok()
        .prints("bolt: nothing to change");
    session.mpp("audit").ok().silent();
}

#[test]
fn contacts_of_a_removed_role_are_forgotten_and_do_not_block_an_undo() {
    let session = Session::new();
    let rules = include_str!("../../examples/program.toml");
    session.write(
        "old.toml",
        rules.replace(
            "[[people.contact]]\nid = \"billing\"",
            "[[people.contact]]\nid = \"legal\"",
        ),
    );
    session.write("new.toml", rules);
    session.mpp("init --program old.toml -q").ok();
    session.mpp("apply Acme --id acme -q").ok();
    session
        .mpp("people acme --contact 'legal=Lea <lea@acme.example>' -q")
        .ok();
    session.mpp("apply Bolt --id bolt -q").ok();
    session
        .mpp("people bolt --contact 'legal=Lou <lou@bolt.example>' -q")
        .ok();
    session.mpp("undo -q").ok();
    session.mpp("program use new.toml -q").ok();
    session.mpp("people bolt --forget legal -q").ok();
    session.mpp("people acme --forget legal -q").ok();
    assert_eq!(
        traces(&session, "lou@bolt.example") + traces(&session, "lea@acme.example"),
        0
    );
    session.mpp("people acme --forget legal").ends(2);
    session.mpp("undo 3 -q").ok();
    session.mpp("audit").ok().silent();
}

#[test]
fn leftover_copies_are_named_and_removed_with_consent() {
    let session = Session::with_certified();
    session.mpp("backup copy.db -q").ok();
    session.mpp("award-points acme press-release").ok();
    session.mpp("restore copy.db -q").ok();
    let aside = || {
        let files = session.files();
        files
            .into_iter()
            .find(|name| name.starts_with("book.set-aside-"))
    };
    let name = aside().expect("the book that was set aside");
    for _ in 0..2 {
        let ran = session.mpp("people acme --forget support").ok();
        assert!(ran.err.contains(&name), "{}", ran.err);
        assert!(
            ran.err
                .contains("`mpp people acme --forget support --remove-copies` removes it"),
            "{}",
            ran.err
        );
        assert!(!ran.err.contains("no trace"), "{}", ran.err);
    }
    session
        .mpp("people acme --forget support --remove-copies")
        .ok()
        .says("which held them too");
    assert_eq!(aside(), None);
    session
        .mpp("people acme --forget support")
        .ok()
        .says("hold no trace of who was");
    session
        .mpp("people acme --remove-copies")
        .ends(2)
        .says("--forget");
}

#[test]
fn unreadable_files_are_not_removed() {
    let session = Session::with_certified();
    session.write(
        "book.set-aside-mine.db",
        "my notes, which are longer than nothing",
    );
    session
        .mpp("people acme --forget support --remove-copies --yes")
        .ok()
        .says("book.set-aside-mine.db cannot be read as a book and may still hold them");
    assert!(session.path("book.set-aside-mine.db").exists());
}

#[test]
fn people_of_all_partners_are_listed() {
    let session = Session::with_certified();
    session.shows(str![[r#"
$ mpp people acme --assign 'integrator=Jo Park' -q
$ mpp apply Bolt --id bolt -q
$ mpp people bolt --assign 'integrator=Jo Park' -q
$ mpp people
Partner  Role        Person
acme     integrator  Jo Park
acme     support     Help Desk <help@acme.example>
bolt     integrator  Jo Park
$ mpp people --plain
acme	integrator	Jo Park
acme	support	Help Desk <help@acme.example>
bolt	integrator	Jo Park
$ mpp people --assign 'integrator=Jo Park'
! error: missing: PARTNER
! hint: usage: `mpp people --assign ROLE=PERSON PARTNER`
? 2
$ mpp people --forget support
! error: missing: PARTNER
! hint: usage: `mpp people --forget ROLE PARTNER`
? 2
"#]]);
}

#[test]
fn a_contact_has_a_telephone_number_that_is_forgotten_with_the_rest() {
    let session = Session::with_certified();
    session.shows(str![[r#"
$ mpp checklist acme --met round-the-clock-support -q
$ mpp due --plain
evidence	acme	2015-02-10	-125	to be recorded: portal-access.created-by, mpa.representative, mpa.version, telephone number of the support contact	mpp checklist acme --record portal-access.created-by=VALUE	
$ mpp people acme --contact 'support=Ann Lee <ann@acme.example> 212 555 0100'
! error: --contact `212 555 0100`: a telephone number begins with + and the country code and has 7 to 15 digits, such as +1 212 555 0100
? 2
$ mpp people acme --contact 'support=Ann Lee <ann@acme.example> +44 (0)20 7946 0000'
! error: --contact `+44 (0)20 7946 0000`: with the country code there is no (0); leave it out
? 2
$ mpp people acme --contact 'support=Ann Lee <ann@acme.example> +44 20 7946 0000'
acme: support contact: Ann Lee <ann@acme.example> +442079460000
! recorded entry 8
$ mpp people acme --contact 'billing=+44 20 7946 0000' -q
$ mpp people acme
Role     Person
billing  +442079460000
support  Ann Lee <ann@acme.example> +442079460000
$ mpp due --plain
evidence	acme	2015-02-10	-125	to be recorded: portal-access.created-by, mpa.representative, mpa.version	mpp checklist acme --record portal-access.created-by=VALUE	
$ mpp history acme --last 1 --format json
{
  "schema": 1,
  "entries": [
    {
      "entry": 9,
      "recorded": "[TIME]",
      "actor": "ann",
      "command": "people acme --contact … -q",
      "note": null,
      "voided_by": null,
      "count": 1,
      "facts": [
        {
          "fact": "9.1",
          "what": "contact",
          "partner": "acme",
          "on": "2015-06-15",
          "email": "",
          "name": "",
          "phone": "+442079460000",
          "role": "billing"
        }
      ]
    }
  ]
}
$ mpp audit -q
$ mpp people acme --forget support
acme: support contact: forgotten
! recorded entry 10
! the same name, address or telephone number is still on record: `mpp people acme --forget billing`
! copies of the book that were made before keep what they hold
$ mpp people acme --forget billing -q
$ mpp people acme
acme: nobody has a role yet
$ mpp audit -q
"#]]);
    let book = std::fs::read(session.path("book.db")).expect("the book");
    let number = b"442079460000";
    assert!(!book.windows(number.len()).any(|bytes| bytes == number));
}
