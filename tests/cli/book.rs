//! The book as a file: where it is, what is wrong with it, who holds it.

use crate::ran::Ran;
use crate::session::{Session, schema_version};
use crate::sqlite::{Holder, holding, sqlite};
use snapbox::str;
use std::process::Stdio;
use std::time::{Duration, Instant};

#[test]
fn a_missing_book_is_reported_and_not_created() {
    let session = Session::new();
    session.shows(str![[r#"
$ mpp status
! error: no book at book.db
! hint: `mpp init` makes one, and so does the first `mpp apply`
? 4
$ mpp audit --json
! {"error":{"causes":[],"hints":["`mpp init` makes one, and so does the first `mpp apply`"],"kind":"book","message":"no book at book.db"}}
? 4
$ mpp undo
! error: no book at book.db
! hint: `mpp init` makes one, and so does the first `mpp apply`
? 4
$ mpp init --db :memory: --json
! {"error":{"causes":["it is not the path of a file"],"hints":["`--db PATH` or MPP_DB names a file in an existing folder"],"kind":"book","message":"`:memory:` cannot be a book"}}
? 4
"#]]);
    for read in [
        "tier",
        "credits",
        "due",
        "checklist",
        "renew --due",
        "history",
        "standing acme --good",
        "people acme",
        "edit acme --name A",
        "award-points acme press-release",
        "review acme",
    ] {
        session
            .mpp(read)
            .ends(4)
            .says("no book at book.db")
            .says("hint: `mpp init`");
    }
    assert!(session.files().is_empty());
}

#[test]
fn the_book_is_located_by_option_variable_or_data_directory() {
    let mut session = Session::new();
    session.mpp("init").ok();
    session.mpp("init --db other.db").ok();
    session.mpp("--db third.db init").ok();
    assert_eq!(session.files(), ["book.db", "other.db", "third.db"]);
    session.env.remove("MPP_DB");
    session.mpp("init").ok();
    assert!(session.path(".local/share/mpp/book.db").is_file());
    session
        .env
        .insert("XDG_DATA_HOME", "relative/is/ignored".to_owned());
    session.mpp("status").ok();
    session
        .env
        .insert("XDG_DATA_HOME", session.path("data").display().to_string());
    session.mpp("status").ends(4);
    session.mpp("apply Acme").ok();
    assert!(session.path("data/mpp/book.db").is_file());
    session.env.remove("XDG_DATA_HOME");
    session.env.remove("HOME");
    session.mpp("status").ends(2).says("--db PATH");
}

#[test]
fn paths_that_cannot_hold_a_book() {
    let session = Session::new();
    std::fs::create_dir(session.path("folder")).expect("a folder");
    for path in [":memory:", "file:book.db", "folder", "missing/book.db", "."] {
        for line in ["apply Acme --db", "status --db", "init --db"] {
            let ran = session.mpp(&format!("{line} {path}")).ends(4);
            assert!(
                ran.err.starts_with("error: ") && ran.err.contains("hint: "),
                "{path}: {}",
                ran.err
            );
        }
    }
    assert_eq!(session.files(), ["folder"]);
}

#[test]
#[cfg(unix)]
fn a_link_is_no_place_for_a_book_and_others_may_not_read_it() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let session = Session::with_applicant();
    let mode = std::fs::metadata(session.path("book.db"))
        .expect("the book")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    symlink("book.db", session.path("link.db")).expect("a link");
    session
        .mpp("status --db link.db")
        .ends(4)
        .says("symbolic link");
    std::fs::hard_link(session.path("book.db"), session.path("second.db")).expect("a link");
    session.mpp("status").ends(4).says("hard links");
}

#[test]
fn a_file_that_is_not_a_book_is_left_untouched() {
    let session = Session::new();
    for content in [
        &b""[..],
        b"name,id\n",
        b"SQLite format 3\0 and then nothing",
    ] {
        session.write("book.db", content);
        for line in ["status", "apply Acme", "audit", "undo", "init"] {
            let ran = session.mpp(line);
            assert_eq!(
                ran.status,
                if line == "init" { ran.status.max(1) } else { 4 },
                "{line}: {}",
                ran.err
            );
            assert!(
                !ran.err.contains("SQL") && !ran.err.contains("code "),
                "{}",
                ran.err
            );
            assert_eq!(
                std::fs::read(session.path("book.db")).expect("the file"),
                content,
                "{line}"
            );
        }
    }
}

#[test]
fn a_damaged_book_is_reported() {
    let session = Session::with_certified();
    let Some(_) = sqlite(&session, "pragma wal_checkpoint(truncate)") else {
        return;
    };
    let sound = std::fs::read(session.path("book.db")).expect("the book");
    for line in ["status acme", "tier", "history", "audit", "apply Bolt"] {
        session.write("book.db", &sound[..sound.len() / 2]);
        let ran = session.mpp(line);
        assert!(
            [4, 5].contains(&ran.status),
            "{line}: {} {} {}",
            ran.status,
            ran.out,
            ran.err
        );
        assert!(
            !ran.err.contains("panicked") && !ran.err.contains("SQL"),
            "{}",
            ran.err
        );
    }
}

#[test]
fn a_newer_book_is_refused_and_left_untouched() {
    let session = Session::with_applicant();
    let Some(_) = sqlite(
        &session,
        "pragma user_version = 99; pragma wal_checkpoint(truncate)",
    ) else {
        return;
    };
    let before = std::fs::read(session.path("book.db")).expect("the book");
    session.shows(str![[r#"
$ mpp status
! error: the book is of schema version 99, and this mpp knows only up to [SCHEMA]; nothing was changed
! hint: use the mpp that wrote it, or a newer one
? 4
$ mpp apply Bolt
! error: the book is of schema version 99, and this mpp knows only up to [SCHEMA]; nothing was changed
! hint: use the mpp that wrote it, or a newer one
? 4
$ mpp audit
! error: the book is of schema version 99, and this mpp knows only up to [SCHEMA]; nothing was changed
! hint: use the mpp that wrote it, or a newer one
? 4
"#]]);
    assert_eq!(
        std::fs::read(session.path("book.db")).expect("the book"),
        before
    );
}

#[test]
fn a_planted_trigger_stops_every_command_but_the_audit() {
    let session = Session::with_applicant();
    let plant = "create trigger spy after insert on award begin delete from entry; end";
    let Some(_) = sqlite(&session, plant) else {
        return;
    };
    session.shows(str![[r#"
$ mpp status
! error: the book's schema is not the one this program wrote: a table, index, view or trigger was added, removed or changed
! hint: `mpp audit` says what is wrong; `mpp restore COPY` puts a copy in its place
? 4
$ mpp award-points acme press-release
! error: the book's schema is not the one this program wrote: a table, index, view or trigger was added, removed or changed
! hint: `mpp audit` says what is wrong; `mpp restore COPY` puts a copy in its place
? 4
$ mpp audit
Entry  Problem                                          Remedy
       schema: trigger spy does not belong to the book  mpp refuses such a book: undo what was done to it, or put back a copy made before
? 5
"#]]);
}

/// Holds the book's lock in another process until the returned value is released.
fn held(session: &Session) -> Option<Holder> {
    holding(session, "begin immediate;")
}

#[test]
fn a_book_locked_too_long_is_busy_and_reads_go_on() {
    let session = Session::with_applicant();
    let Some(holder) = held(&session) else {
        return;
    };
    session.mpp("status acme").ok();
    let begun = Instant::now();
    session
        .mpp("apply Bolt --json")
        .ends(75)
        .says("\"kind\":\"busy\"");
    assert!(
        begun.elapsed() < Duration::from_secs(60),
        "the wait is bounded"
    );
    holder.release();
    session.mpp("status bolt").ends(1);
    session.mpp("apply Bolt").ok();
}

#[test]
fn a_long_wait_says_what_it_is_waiting_for() {
    let session = Session::with_applicant();
    let Some(holder) = held(&session) else {
        return;
    };
    let waiting = |line: &str| {
        let mut waiting = session.command(&crate::ran::words(line));
        waiting.stdout(Stdio::piped()).stderr(Stdio::piped());
        waiting.spawn().expect("mpp runs")
    };
    let (waited, quiet) = (waiting("apply Bolt"), waiting("apply Corn --quiet"));
    std::thread::sleep(Duration::from_millis(2500));
    let process = holder.process();
    holder.release();
    let waited = Ran::of("apply Bolt", &waited.wait_with_output().expect("an end"));
    let waited = waited.ok().says("waiting up to half a minute: ");
    let who = if cfg!(target_os = "linux") {
        format!("process {process} (`sqlite3`)")
    } else {
        "another command".to_owned()
    };
    waited.says(&format!("{who} is writing to the book"));
    let quiet = Ran::of("apply Corn", &quiet.wait_with_output().expect("an end"));
    assert_eq!(quiet.ok().err, "");
}

/// Runs a command as somebody who may read but not write the book and its folder.
#[cfg(unix)]
#[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
fn as_reader(session: &Session, line: &str) -> Option<Ran> {
    use std::os::unix::fs::PermissionsExt as _;
    let set = |path: &std::path::Path, mode| {
        let mode = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(path, mode).expect("a mode");
    };
    let folder = session.path(".");
    set(&session.path("book.db"), 0o444);
    set(&folder, 0o555);
    let command = session.command(&crate::ran::words(line));
    // Modes do not restrict root, so root has to become another user.
    let mut reader = match std::fs::write(folder.join("probe"), "") {
        Err(_) => command,
        Ok(()) => {
            std::fs::remove_file(folder.join("probe")).expect("the probe goes");
            let mut other = std::process::Command::new("setpriv");
            other
                .args(["--reuid", "65534", "--regid", "65534", "--clear-groups"])
                .arg(command.get_program())
                .args(command.get_args())
                .env_clear()
                .envs(&session.env)
                .env("PATH", "/usr/bin:/bin")
                .current_dir(session.path("."));
            other
        }
    };
    let ran = reader.output();
    set(&folder, 0o755);
    set(&session.path("book.db"), 0o644);
    match ran {
        Ok(output) if output.status.code() != Some(126) && output.status.code() != Some(127) => {
            Some(Ran::of(line, &output))
        }
        _ => {
            eprintln!("SKIPPED: setpriv is not there, or may not run the binary");
            None
        }
    }
}

#[test]
#[cfg(unix)]
fn a_book_in_a_folder_that_cannot_be_written_can_be_read() {
    let session = Session::with_certified();
    let Some(read) = as_reader(&session, "status acme") else {
        return;
    };
    read.ok().prints("Acme");
    let refused = as_reader(&session, "award-points acme press-release").expect("a second run");
    refused
        .ends(4)
        .says("cannot be written: the file or its folder is read-only");
    session.mpp("audit").ok();
    // What is only in the log must not be overlooked.
    let reader = holding(&session, "begin; select count(*) from entry;");
    session.mpp("edit acme --name 'Acme in the log'").ok();
    match reader {
        Some(reader) => reader.kill(),
        None => return,
    }
    let log = std::fs::metadata(session.path("book.db-wal")).expect("a log");
    assert!(log.len() > 0);
    let read = as_reader(&session, "status acme").expect("a third run");
    assert!(
        read.status != 0 || read.out.contains("Acme in the log"),
        "{}",
        read.out
    );
}

#[test]
fn a_briefly_locked_book_is_waited_for() {
    let session = Session::with_applicant();
    let Some(holder) = held(&session) else {
        return;
    };
    let mut waiting = session.command(&["apply", "Bolt"]);
    let waiting = waiting
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("mpp runs");
    std::thread::sleep(Duration::from_millis(300));
    holder.release();
    Ran::of("apply Bolt", &waiting.wait_with_output().expect("an end")).ok();
}

/// The book that `tests/books/make` wrote down before the schema moved on.
#[test]
fn a_book_of_schema_version_4_is_upgraded_and_reads_the_same() {
    let session = Session::with_book(include_str!("../books/version-4.sql"));
    session.shows(str![[r#"
$ mpp audit
! upgraded the book to this version; the original was saved as [FOLDER]/book.before-version-[SCHEMA].db
$ mpp audit --plain
$ mpp tier --as-of 2017-05-02 --plain
acme	Acme Cloud	certified	gold	900	platinum	4100
bolt	Bolt Systems	certified	silver	425	gold	75
core	Core	candidate		25		
$ mpp requests acme --all --plain
10.1	acme	support-enterprise	marketplace	done	2015-04-01		0	no			Q-7	2015-04-01		1200.00
$ mpp checklist acme --record mpa.version=4 -q
! error: nothing is recorded of the item mpa, and so no `version`
? 2
$ mpp audit --plain
"#]]);
}

/// The same for the version before.
#[test]
fn a_book_of_schema_version_3_is_upgraded_and_reads_the_same() {
    let session = Session::with_book(include_str!("../books/version-3.sql"));
    session.shows(str![[r#"
$ mpp audit
! upgraded the book to this version; the original was saved as [FOLDER]/book.before-version-[SCHEMA].db
$ mpp audit --plain
$ mpp tier --as-of 2017-05-02 --plain
acme	Acme Cloud	certified	gold	900	platinum	4100
bolt	Bolt Systems	certified	silver	425	gold	75
core	Core	candidate		25		
$ mpp people acme --as-of 2017-05-02 --plain
support	Help Desk <help@acme.example>
$ mpp product list acme --as-of 2017-05-02 --plain
acme	acme-shield	Acme Shield		saas	Security	content-complete	no	request;technical-completed;technical-tested;technical-approved;billing-completed;billing-tested;billing-approved		
$ mpp deployments report acme --as-of 2017-05-02 --plain
acme	acme-shield	2015-04	1	1	0	0		0
"#]]);
}

#[test]
fn a_book_of_schema_version_1_is_upgraded() {
    let session = Session::with_book(include_str!("../books/version-1.sql"));
    session.shows(str![[r#"
$ mpp audit
! upgraded the book to this version; the original was saved as [FOLDER]/book.before-version-[SCHEMA].db
$ mpp tier acme --plain
acme	Acme Cloud	certified	silver	150	gold	350
$ mpp audit
$ mpp product add acme 'Acme Shield'
acme: Acme Shield (acme-shield)
! recorded entry 13
$ mpp product show acme acme-shield
Acme Shield  (acme-shield of acme)
state        draft

Field  Content
name   Acme Shield

publication: 0 of 9
Item                 Verdict  Party        Detail
content              open     provider     The product content has been completed
request              open     provider     Publication of the product has been requested; waits for content
technical-completed  open     both         The technical integration is completed
technical-tested     open     marketplace  The technical integration is tested
technical-approved   open     marketplace  The technical integration is approved by a Marketplace team member
billing-completed    open     both         The billing integration is completed
billing-tested       open     marketplace  The billing integration is tested
billing-approved     open     marketplace  The billing integration is approved by a Marketplace team member
mpa                  open     provider     The Marketplace Provider Agreement is approved; guide: https://www.ctl.io/legal/marketplace/

next: `mpp product edit acme acme-shield --category C --short T --feature T`
next: `mpp product request acme acme-shield`
next: `mpp product mark acme acme-shield --met technical-completed --met technical-tested --met technical-approved --met billing-completed --met billing-tested --met billing-approved --met mpa` once they are
$ mpp tier acme --plain --db book.before-version-[SCHEMA].db
acme	Acme Cloud	certified	silver	150	gold	350
! upgraded the book to this version; the original was saved as [FOLDER]/book.before-version-[SCHEMA].before-version-[SCHEMA].db
$ mpp audit
"#]]);
    let version = schema_version();
    assert_eq!(
        session.files(),
        [
            format!("book.before-version-{version}.before-version-{version}.db"),
            format!("book.before-version-{version}.db"),
            "book.db".to_owned()
        ]
    );
}

#[test]
fn a_book_of_schema_version_2_is_upgraded_and_stays_sound() {
    let session = Session::with_book(include_str!("../books/version-2.sql"));
    session.shows(str![[r#"
$ mpp audit
! upgraded the book to this version; the original was saved as [FOLDER]/book.before-version-[SCHEMA].db
$ mpp audit --plain
$ mpp tier --as-of 2017-05-02 --plain
acme	Acme Cloud	certified	gold	825	platinum	4175
bolt	Bolt Systems	certified	silver	425	gold	75
core	Core	candidate		25		
"#]]);
    // What is recorded from now on is judged by the present reading, next to the older entries.
    let mut session = session;
    session.today("2017-06-01");
    session.shows(str![[r#"
$ mpp award-points acme business-blog --on 2015-05-20
acme: business-blog, +50 points, 875 in all
! recorded entry 35
$ mpp award-points acme --reverse 35 --reason 'not published'
acme: business-blog reversed, -50 points, 825 in all
! recorded entry 36
$ mpp award-points acme business-blog --on 2017-05-31
! error: `business-blog` is earned once in a participation, and acme has it: award 35.1 of 2015-05-20, reversed from 2017-06-01 on, and free only from that day
! hint: `mpp tier acme` shows its points
! hint: `mpp award-points acme business-blog --override REASON` overrides the limit; the reason is recorded
? 1
$ mpp award-points acme business-blog
acme: business-blog, +50 points, 875 in all
! recorded entry 37
$ mpp award-points acme --reverse 11 --reason 'shown to nobody' --on 2015-06-30
acme: tutorial-video reversed, -75 points, 800 in all
! recorded entry 38
$ mpp award-points acme customer-deployment --ref D-1 --on 2015-06-30
! error: the reference `D-1` earned `customer-deployment` already: award 12.1, reversed from 2015-07-01 on, and free only from that day
? 1
$ mpp standing bolt --good --on 2017-05-10
bolt: in good standing
! recorded entry 39
$ mpp standing bolt --bad 'unpaid' --on 2014-01-01
bolt: not in good standing: unpaid
! recorded entry 40
$ mpp standing acme --bad 'unpaid' --on 2016-02-10
acme: not in good standing: unpaid
! recorded entry 41
$ mpp undo 14
entry 14 undone: 1 fact about 1 partner, recorded by ann on [TIME]: mpp --quiet award-points acme customer-deployment --ref D-1 --on 2015-04-20
! recorded entry 42
$ mpp audit
$ mpp undo 20
! error: entry 20 cannot be undone: 2 later entries depend on it, from entry 21 to entry 22
!   entry 21: reversal of acme: acme has no award 20.2
!   entry 22: deployment of acme: the deployment `D-2` of acme would be left without its points
! hint: `mpp undo 20 --cascade` undoes all of them in one entry
? 1
$ mpp audit
"#]]);
}

#[test]
fn a_second_link_left_by_a_killed_command_is_removed() {
    let session = Session::with_applicant();
    // No process has this number; a real one could be making a book.
    let left = session.path(".book.db.4999999.new");
    std::fs::hard_link(session.path("book.db"), &left).expect("a second name");
    session.mpp("status").ok();
    assert!(!left.exists());
    std::fs::hard_link(session.path("book.db"), session.path("mine.db")).expect("a second name");
    session
        .mpp("status")
        .ends(4)
        .says("the file has more than one name (hard links)");
}
