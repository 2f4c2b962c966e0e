//! Settings: options, variables, the configuration file, defaults.

use crate::session::Session;
use snapbox::str;
use std::fs;

fn configured(session: &Session, text: &str) {
    fs::create_dir_all(session.path(".config/mpp")).expect("a folder");
    fs::write(session.path(".config/mpp/config.toml"), text).expect("a file");
}

/// Returns what `config` shows of a setting: its value and its origin.
fn setting_and_source(session: &Session, setting: &str, options: &str) -> (String, String) {
    let settings = session.json(&format!("config {options}"));
    let lines = settings["settings"].as_array().expect("settings").clone();
    let line = lines
        .into_iter()
        .find(|line| line["setting"] == setting)
        .expect("the setting");
    let text = |key: &str| line[key].as_str().unwrap_or("-").to_owned();
    (text("value"), text("from"))
}

#[test]
fn every_setting_is_shown_with_its_origin() {
    let mut session = Session::new();
    session.env.insert("LOGNAME", "ann".to_owned());
    session.env.remove("MPP_ACTOR");
    session.shows(str![[r#"
$ mpp config --plain
config	[FOLDER]/.config/mpp/config.toml	default; there is none
db	book.db	MPP_DB
actor	ann	the login name
color	auto	default
pager	less -FRX	default
no_input	no	default
today	2015-06-15	MPP_TODAY
$ mpp config --plain --no-input --no-pager --db other.db
config	[FOLDER]/.config/mpp/config.toml	default; there is none
db	other.db	--db
actor	ann	the login name
color	auto	default
pager		--no-pager
no_input	yes	--no-input
today	2015-06-15	MPP_TODAY
"#]]);
}

#[test]
fn option_then_variable_then_file_then_default() {
    let mut session = Session::new();
    let home = session.path("").display().to_string();
    let home = home.trim_end_matches('/');
    let file = format!("{home}/.config/mpp/config.toml");
    session.env.insert("LOGNAME", "login".to_owned());
    for (setting, line, variable, option, default) in [
        (
            "db",
            "db = \"file.db\"",
            ("MPP_DB", "variable.db"),
            Some(("--db option.db", "--db", "option.db")),
            format!("{home}/.local/share/mpp/book.db"),
        ),
        (
            "actor",
            "actor = \"file\"",
            ("MPP_ACTOR", "variable"),
            None,
            "login".to_owned(),
        ),
        (
            "color",
            "color = \"always\"",
            ("MPP_COLOR", "never"),
            Some(("--color auto", "--color", "auto")),
            "auto".to_owned(),
        ),
        (
            "pager",
            "pager = \"more\"",
            ("MPP_PAGER", "most"),
            Some(("--no-pager", "--no-pager", "-")),
            "less -FRX".to_owned(),
        ),
        (
            "no_input",
            "no_input = true",
            ("MPP_NO_INPUT", "yes"),
            Some(("--no-input", "--no-input", "yes")),
            "no".to_owned(),
        ),
    ] {
        configured(&session, &format!("# a remark\n{line}\n"));
        session.env.insert(variable.0, variable.1.to_owned());
        if let Some((typed, from, value)) = option {
            let found = setting_and_source(&session, setting, typed);
            assert_eq!(found, (value.to_owned(), from.to_owned()));
        }
        let found = setting_and_source(&session, setting, "");
        assert_eq!(found, (variable.1.to_owned(), variable.0.to_owned()));
        session.env.remove(variable.0);
        let written = line.split_once(" = ").expect("a line").1.trim_matches('"');
        let written = match setting {
            "db" => format!("{home}/.config/mpp/file.db"),
            "no_input" => "yes".to_owned(),
            _ => written.to_owned(),
        };
        let found = setting_and_source(&session, setting, "");
        assert_eq!(found, (written, format!("{file}:2")));
        configured(&session, "");
        assert_eq!(setting_and_source(&session, setting, "").0, default);
    }
    // A named file comes before the user's own, and variables that other programs share after the file.
    session.write("other.toml", "actor = \"other\"\npager = \"most\"\n");
    session.env.insert("PAGER", "more".to_owned());
    assert_eq!(setting_and_source(&session, "pager", "").0, "more");
    assert_eq!(
        setting_and_source(&session, "pager", "--config other.toml").0,
        "most"
    );
    session.env.insert("MPP_CONFIG", "other.toml".to_owned());
    assert_eq!(setting_and_source(&session, "actor", "").0, "other");
    session.env.insert("CI", "1".to_owned());
    assert_eq!(setting_and_source(&session, "no_input", "").1, "CI");
}

#[test]
fn settings_take_effect() {
    let mut session = Session::new();
    session.env.remove("MPP_DB");
    session.env.remove("MPP_ACTOR");
    configured(
        &session,
        "db = \"~/books/program.db\"\nactor = \"file\"\ncolor = \"always\"\n",
    );
    session
        .mpp("apply Acme --id acme")
        .ends(4)
        .says("its folder");
    fs::create_dir_all(session.path("books")).expect("a folder");
    session.mpp("apply Acme --id acme").ok();
    assert!(session.path("books/program.db").exists());
    assert_eq!(session.json("history")["entries"][0]["actor"], "file");
    assert!(session.mpp("status").ok().out.contains("\u{1b}["));
    assert!(
        !session
            .mpp("status --color never")
            .ok()
            .out
            .contains("\u{1b}[")
    );
}

#[test]
fn an_empty_setting_is_unset() {
    let mut session = Session::new();
    session.env.insert("LOGNAME", "login".to_owned());
    session.env.remove("MPP_ACTOR");
    session.env.insert("MPP_PAGER", String::new());
    configured(&session, "actor = \" \"\ndb = \"\"\npager = \"\"\n");
    assert_eq!(setting_and_source(&session, "actor", "").0, "login");
    session.env.remove("MPP_DB");
    assert!(
        setting_and_source(&session, "db", "")
            .0
            .ends_with(".local/share/mpp/book.db")
    );
    // Only the pager may be empty.
    assert_eq!(setting_and_source(&session, "pager", "").0, "-");
    configured(&session, "");
    assert_eq!(setting_and_source(&session, "pager", "").0, "less -FRX");
    session.env.insert("MPP_PAGER", "cat".to_owned());
    assert_eq!(setting_and_source(&session, "pager", "").0, "-");
}

#[test]
fn invalid_settings_are_refused() {
    let mut session = Session::new();
    session.env.insert("MPP_COLOR", "blue".to_owned());
    session
        .mpp("status")
        .ends(2)
        .says("MPP_COLOR `blue`: it is one of auto, always, never");
    session.env.remove("MPP_COLOR");
    session.write("home", "no folder");
    let home = session.path("home").display().to_string();
    session.env.insert("HOME", home);
    session.mpp("config").ok();
}

#[test]
fn help_works_with_an_invalid_config_file() {
    let session = Session::new();
    configured(&session, "colour = 1\n");
    for line in ["help rules", "help apply", "completion bash", "man man1"] {
        session.mpp(line).ok().says("config.toml has 1 error");
    }
    session.mpp("status").ends(2);
}

#[test]
fn the_configured_colour_holds_for_help_and_usage_errors() {
    let session = Session::new();
    configured(&session, "color = \"always\"\n");
    assert!(session.mpp("--help").ok().out.contains("\u{1b}["));
    assert!(session.mpp("--bogus").ends(2).err.contains("\u{1b}["));
    assert!(
        !session
            .mpp("--help --color never")
            .ok()
            .out
            .contains("\u{1b}[")
    );
}

#[test]
fn a_config_error_is_shown_with_line_and_column() {
    let session = Session::new();
    session.write("key.toml", "actor = \"ann\"\ncolr = \"never\"\nframe = 1\n");
    session.write("value.toml", "color = \"sometimes\"\n");
    session.write("kind.toml", "no_input = \"yes\"\n");
    session.write("text.toml", "actor = ann\n");
    session.write("bytes.toml", b"actor = \"\xff\"\n");
    session.shows(str![[r#"
$ mpp config --config key.toml
! error: key.toml has 2 errors
!   key.toml:2:1: unknown setting `colr`
!   |
! 2 | colr = "never"
!   | ^^^^
!   |
!   = help: did you mean `color`?
!   key.toml:3:1: unknown setting `frame`
!   |
! 3 | frame = 1
!   | ^^^^^
!   |
!   = help: the keys are db, actor, color, pager, no_input
? 2
$ mpp config --config value.toml
! error: value.toml has 1 error
!   value.toml:1:9: invalid value for `color`
!   |
! 1 | color = "sometimes"
!   |         ^^^^^^^^^^^
!   |
!   = help: it is "auto", "always" or "never"
? 2
$ mpp status --config kind.toml --json
! {"error":{"causes":["kind.toml:1:12: invalid value for `no_input`\n  |\n1 | no_input = \"yes\"\n  |            ^^^^^\n  |\n  = help: it is true or false, without quotes"],"hints":[],"kind":"usage","message":"kind.toml has 1 error"}}
? 2
$ mpp config --config text.toml
! error: text.toml has 1 error
!   text.toml:1:9: string values must be quoted, expected literal string
!   |
! 1 | actor = ann
!   |         ^^^
!   |
!   = help: a line is `key = value`, text in "quotes"
? 2
$ mpp config --config bytes.toml
! error: bytes.toml: the file is not UTF-8
? 2
$ mpp config --config missing.toml
! error: reading missing.toml: No such file or directory (os error 2)
? 1
$ mpp status --color sometimes
! error: --color `sometimes`: it is one of auto, always, never
? 2
"#]]);
}

#[test]
fn nothing_is_put_in_the_home_directory_and_relative_paths_are_ignored() {
    let mut session = Session::new();
    session.env.remove("MPP_DB");
    session.env.insert("XDG_CONFIG_HOME", "conf".to_owned());
    session.env.insert("XDG_DATA_HOME", "data".to_owned());
    session
        .mpp("config")
        .ok()
        .prints("/.config/mpp/config.toml");
    session.mpp("apply Acme").ok();
    assert_eq!(session.files(), [".local"]);
}
