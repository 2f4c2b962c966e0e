use super::super::EMBEDDED;
use super::*;
use crate::domain::value::similar::nearest;

/// Replaces a passage of the embedded file that stands there once (or takes the first of several).
fn changed(file: &str, old: &str, new: &str) -> String {
    assert!(file.contains(old), "the embedded file has no {old:?}");
    file.replacen(old, new, 1)
}

fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at];
    let line = before.split('\n').next_back().unwrap_or_default();
    (before.split('\n').count(), line.chars().count() + 1)
}

/// Changes the embedded file and expects one error, where the new text has the mark `«`.
pub(in super::super) fn expect(cases: &[(&str, &str, &str)]) {
    for &(old, new, message) in cases {
        let marked = changed(EMBEDDED, old, new);
        let at = marked.find('«').expect("a mark says where");
        let text = marked.replace('«', "");
        let errors = Program::parse(&text).expect_err(new);
        let found: Vec<_> = errors
            .iter()
            .map(|m| (m.message.as_str(), (m.line, m.column), m.span.start))
            .collect();
        assert_eq!(
            found,
            [(message, line_and_column(&text, at), at)],
            "after {new:?}"
        );
        assert!(!errors[0].help.is_empty());
    }
}

/// The errors of the embedded file after some changes.
pub(in super::super) fn errors(changes: &[(&str, &str)]) -> Vec<FileError> {
    let text = changes
        .iter()
        .fold(EMBEDDED.to_owned(), |text, (old, new)| {
            changed(&text, old, new)
        });
    Program::parse(&text).err().unwrap_or_default()
}

/// Changes the embedded file and expects it to be a program still.
pub(in super::super) fn accept(changes: &[(&str, &str)]) -> Program {
    let text = changes
        .iter()
        .fold(EMBEDDED.to_owned(), |text, (old, new)| {
            changed(&text, old, new)
        });
    Program::parse(&text).expect("a program without mistakes")
}

#[test]
fn the_embedded_program_says_what_the_documents_say() {
    let program = accept(&[]);
    let sum = |tier: &str| -> i64 {
        let own = |a: &&Activity| match &a.from {
            Earned::Tier(from) => from == tier,
            Earned::Candidate => tier == "silver",
        };
        let once = |a: &&Activity| a.limit != Limit::Each;
        program
            .activities
            .iter()
            .filter(own)
            .filter(once)
            .map(|a| a.points)
            .sum()
    };
    assert_eq!((sum("silver"), sum("gold")), (575, 850));
    let tiers: Vec<_> = program
        .tiers
        .iter()
        .map(|t| (t.id.as_str(), t.from_points, t.credit_cents))
        .collect();
    let expected = [
        ("silver", 0, 200_000),
        ("gold", 500, 700_000),
        ("platinum", 5_000, 1_500_000),
    ];
    assert_eq!(tiers, expected);
    let lists: Vec<_> = program
        .checklists
        .iter()
        .map(|list| (list.id.as_str(), list.items.len()))
        .collect();
    assert_eq!(
        lists,
        [
            ("application", 7),
            ("onboarding", 7),
            ("candidacy", 1),
            ("certification", 9),
            ("publication", 9),
            ("environments", 2),
            ("evangelism", 3),
            ("benefits", 3),
            ("responsibilities", 9),
        ]
    );
    let deployment = program
        .activity("customer-deployment")
        .expect("deployments earn points");
    assert_eq!(
        (deployment.given_by, deployment.by_hand),
        (Some(GivenBy::Deployment), true)
    );
    assert_eq!(
        deployment.points_at,
        [("gold".to_owned(), 75), ("platinum".to_owned(), 75)]
    );
    assert!(
        !program
            .activity("admission")
            .expect("admission earns points")
            .by_hand
    );
    assert_eq!(
        (program.candidate.window_months, program.term_months),
        (3, 12)
    );
    assert_eq!(program.candidate.credit_cents, 200_000);
    assert_eq!(program.default_share_bp, None);
    assert_eq!(program.support_levels[0], "developer");
    for suffix in ["inc", "spzoo", "प्रालि", "株式会社", "ооо"] {
        assert!(
            program.legal_suffixes.iter().any(|known| known == suffix),
            "{suffix}"
        );
    }
    let (list, _) = program
        .item_of(Subject::Product, "mpa")
        .expect("products need the agreement");
    assert_eq!(list.id, "publication");
}

#[test]
fn optional_lines_have_the_meaning_the_file_promises() {
    let program = accept(&[
        ("[points]\n", ""),
        ("downgrade_grace_days = 0\n", ""),
        (
            "# default_share_percent = \"70\"",
            "default_share_percent = 12.5",
        ),
        ("needs = \"met\"\n", ""),
        ("preferred = true\n", ""),
    ]);
    assert_eq!(
        (program.downgrade_grace_days, program.default_share_bp),
        (0, Some(1_250))
    );
    let (_, item) = program
        .item("good-standing")
        .expect("it is on the application");
    assert_eq!(item.needs, Need::Met);
    assert!(!program.tiers[1].preferred && program.tiers[2].preferred);
}

#[test]
fn files_from_other_editors() {
    let expected = Program::parse(EMBEDDED);
    assert_eq!(Program::parse(&EMBEDDED.replace('\n', "\r\n")), expected);
    assert_eq!(Program::parse(&["\u{feff}", EMBEDDED].concat()), expected);
}

#[test]
fn a_recorded_file_keeps_what_is_known_today_to_be_invisible() {
    let text = EMBEDDED.replace("name = \"Silver\"", "name = \"Sil\u{3164}ver\"");
    assert_ne!(text, EMBEDDED);
    assert!(Program::parse(&text).is_err());
    let program = Program::parse_recorded(&text).expect("a program");
    assert!(
        program
            .tiers
            .iter()
            .any(|tier| tier.name == "Sil\u{3164}ver")
    );
    let wrong = text.replace("months = 12", "months = 0");
    assert_ne!(wrong, text);
    assert!(Program::parse_recorded(&wrong).is_err());
}

#[test]
fn keys() {
    expect(&[
        (
            "window_months = 3",
            "«window_month = 3\nwindow_months = 3",
            "unknown key `window_month`",
        ),
        ("[names]", "[«namen]\n[names]", "unknown key `namen`"),
        (
            "shows_density = true",
            "«show_density = true",
            "unknown key `show_density`",
        ),
        (
            "[[tier]]\nid = \"silver\"\nname = \"Silver\"\nfrom_points = 0\n",
            "«[[tier]]\nid = \"silver\"\nname = \"Silver\"\n",
            "`from_points` is missing",
        ),
    ]);
    let text = changed(EMBEDDED, "window_months = 3", "window_month = 3");
    let errors = Program::parse(&text).expect_err("a misspelt key");
    let found: Vec<_> = errors
        .iter()
        .map(|m| (m.message.as_str(), m.help.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (
                "`window_months` is missing",
                "add `window_months = 25`, with a figure of yours"
            ),
            (
                "unknown key `window_month`",
                "did you mean `window_months`?"
            ),
        ]
    );
}

#[test]
fn an_empty_file_lacks_every_section_once() {
    let errors = Program::parse("").expect_err("nothing is there");
    let found: Vec<_> = errors
        .iter()
        .map(|m| (m.message.as_str(), m.line, m.column))
        .collect();
    let missing = [
        "program",
        "step",
        "people",
        "kind",
        "candidate",
        "checklist",
        "activity",
        "tier",
    ]
    .into_iter()
    .chain(["credit", "term", "support"])
    .map(|key| format!("`{key}` is missing"))
    .collect::<Vec<_>>();
    assert_eq!(
        found,
        missing
            .iter()
            .map(|m| (m.as_str(), 1, 1))
            .collect::<Vec<_>>()
    );
    assert_eq!(errors[0].help, "add the section `[program]`");
    assert_eq!(errors[3].help, "add one section `[[kind]]` for each");
    let text = changed(EMBEDDED, "[step.publish]", "[step.publsh]");
    let errors = Program::parse(&text).expect_err("a misspelt section");
    assert_eq!(errors.len(), 2);
    assert_eq!(errors[0].help, "add the section `[step.publish]`");
    assert_eq!(errors[1].help, "did you mean `publish`?");
}

#[test]
fn figures() {
    expect(&[
        (
            "credit_usd = 2000",
            "credit_usd = «2000.5",
            "`credit_usd` must be a whole number, not a number with a fraction",
        ),
        (
            "credit_usd = 2000",
            "credit_usd = «\"2000\"",
            "`credit_usd` must be a whole number, not text",
        ),
        (
            "credit_usd = 2000",
            "credit_usd = «1_000_000_001",
            "`credit_usd` cannot be `1000000001`",
        ),
        ("points = 25", "points = «-25", "`points` cannot be `-25`"),
        (
            "points = 25",
            "points = «99999999999999999999",
            "`points` cannot be `99999999999999999999`",
        ),
        (
            "points_at = { gold = 75,",
            "points_at = { gold = «-1,",
            "`gold` cannot be `-1`",
        ),
        (
            "points_at = { gold = 75, platinum = 75 }",
            "points_at = «{}",
            "`points_at` is an empty list",
        ),
        (
            "points_at = { gold = 75, platinum = 75 }",
            "points_at = «75",
            "`points_at` must be points by tier, not a number",
        ),
        (
            "window_months = 3",
            "window_months = «0",
            "`window_months` cannot be `0`",
        ),
        ("months = 12", "months = «1201", "`months` cannot be `1201`"),
        (
            "from_points = 500",
            "from_points = «\"500\"",
            "`from_points` must be a whole number, not text",
        ),
    ]);
}

#[test]
fn words_texts_and_lists() {
    expect(&[
        (
            "good_standing = true",
            "good_standing = «\"yes\"",
            "`good_standing` must be true or false, not text",
        ),
        (
            "needs = \"met\"",
            "needs = «\"mett\"",
            "`needs` cannot be `mett`",
        ),
        (
            "of = \"product\"",
            "of = «\"prodct\"",
            "`of` cannot be `prodct`",
        ),
        (
            "limit = \"each\"",
            "limit = «\"always\"",
            "`limit` cannot be `always`",
        ),
        ("name = \"Silver\"", "name = «\" \"", "`name` is empty"),
        (
            "name = \"Silver\"",
            "name = «\"Sil\\u3164ver\"",
            "`name` holds an invisible character, U+3164",
        ),
        (
            "name = \"Silver\"",
            "name = «\"Sil\\u202Ever\"",
            "`name` holds an invisible character, U+202E",
        ),
        (
            "name = \"Silver\"",
            "name = «\"Sil\\u001b[31mver\"",
            "`name` holds an invisible character, U+001B",
        ),
        (
            "name = \"Silver\"",
            "name = «\"\"\"Sil\nver\"\"\"",
            "`name` holds an invisible character, U+000A",
        ),
        (
            "name = \"Silver\"",
            "name = «2015-03-31",
            "`name` must be text in quotes, not a date",
        ),
        (
            "id = \"admission\"",
            "id = «\"Admission\"",
            "`Admission` is not an id",
        ),
        (
            "id = \"press-release\"",
            "id = «\"press--release\"",
            "`press--release` is not an id",
        ),
        (
            "id = \"press-release\"",
            "id = «\"press release\"",
            "`press release` is not an id",
        ),
        (
            "levels = [\"developer\", ",
            "levels = [«\"Developer\", ",
            "`Developer` is not an id",
        ),
        (
            "levels = [\"developer\", ",
            "levels = [«1, ",
            "every entry of `levels` must be text in quotes, not a number",
        ),
        (
            "levels = [\"developer\", \"professional\", \"enterprise\"]",
            "levels = «[]",
            "`levels` is an empty list",
        ),
        (
            "waits_for = [\"product-content\"]",
            "waits_for = «[]",
            "`waits_for` is an empty list",
        ),
        (
            "waits_for = [\"product-content\"]",
            "waits_for = «\"product-content\"",
            "`waits_for` must be a list of texts, not text",
        ),
        (
            "# default_share_percent = \"70\"",
            "default_share_percent = «\"70 %\"",
            "`default_share_percent` cannot be `70 %`",
        ),
        (
            "[candidate]",
            "«[[candidate]]",
            "`candidate` must be a section, not a list",
        ),
    ]);
}

#[test]
fn a_list_of_sections_written_as_one_section() {
    let text = changed(
        EMBEDDED,
        "[[kind]]\nid = \"saas\"\ntext = \"SaaS-oriented connection\"\n",
        "",
    );
    let errors = Program::parse(&text.replace("[[kind]]", "[kind]")).expect_err("one bracket");
    assert_eq!(
        errors[0].message,
        "`kind` must be a list of sections, not a section"
    );
    assert_eq!(errors[0].help, "write one section `[[kind]]` for each");
}

#[test]
fn syntax() {
    let text = changed(EMBEDDED, "window_months = 3", "window_months = ");
    let text = changed(&text, "limit = \"each\"", "limit = \"each");
    let errors = Program::parse(&text).expect_err("no TOML");
    let lines: Vec<usize> = errors.iter().map(|m| m.line).collect();
    let line = |of: &str| line_and_column(&text, text.find(of).expect("it is there")).0;
    assert_eq!(lines, [line("window_months = "), line("limit = \"each\n")]);
    expect(&[("months = 12", "months = 12\n«months = 13", "duplicate key")]);
}

#[test]
fn every_error_in_a_file_is_found_at_once() {
    let changes = [
        ("window_months = 3", "window_months = 3.5"),
        ("needs = \"considered\"", "need = \"considered\""),
        ("of = \"product\"", "of = \"prodct\""),
        ("points = 75\nfrom = \"silver\"", "from = \"silver\""),
        ("from = \"gold\"", "from = \"golden\""),
        ("from_points = 5000", "from_points = 400"),
        ("items = [\"mpa\"]", "items = [\"map\"]"),
        ("name = \"Billing\"", "name = \"Bill\\u200Bing\""),
    ];
    let errors = errors(&changes);
    let messages: Vec<&str> = errors.iter().map(|m| m.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "`window_months` must be a whole number, not a number with a fraction",
            "unknown key `need`",
            "`of` cannot be `prodct`",
            "`points` is missing",
            "no tier `golden` exists",
            "`platinum` must begin above `gold`",
            "no item `map` exists",
            "`name` holds an invisible character, U+200B",
        ]
    );
    assert!(errors.is_sorted_by_key(|m| (m.line, m.column)));
    let helps: Vec<&str> = errors.iter().map(|m| m.help.as_str()).collect();
    assert_eq!(helps[1], "did you mean `needs`?");
    assert_eq!(
        helps[2],
        "did you mean `product`? it takes `participation`, `term`, `product`"
    );
    assert_eq!(helps[4], "did you mean `gold`?");
    assert_eq!(helps[6], "did you mean `mpa`?");
}

#[test]
fn columns_count_characters_and_messages_are_safe_to_print() {
    let text = "[program]\n\"ключ\\u001b\" = 1\nname = \"ä\"\nsources = [\"жж\", 2]\n";
    let errors = Program::parse(text).expect_err("little of a program");
    let found: Vec<_> = errors.iter().filter(|m| m.line > 1).collect();
    assert_eq!(found[0].message, r"unknown key `ключ\u{1b}`");
    assert_eq!((found[0].line, found[0].column), (2, 1));
    assert_eq!((found[1].line, found[1].column), (4, 18));
    assert_eq!(&text[found[1].span.clone()], "2");
    assert_eq!(quoted(&"x".repeat(1_000)).chars().count(), LONGEST_ID + 3);
}

#[test]
fn the_word_that_was_meant() {
    let known = ["name", "points", "points_at", "prerequisite_points"];
    let cases = [
        ("ponts", Some("points")),
        ("pointsat", Some("points_at")),
        ("nmae", Some("name")),
        ("prerequisit-points", Some("prerequisite_points")),
        ("colour", None),
        ("", None),
    ];
    for (word, expected) in cases {
        assert_eq!(nearest(word, known.into_iter()), expected, "{word:?}");
    }
}

#[test]
fn broken_files_never_panic() {
    for cut in (0..EMBEDDED.len())
        .step_by(97)
        .filter(|&cut| EMBEDDED.is_char_boundary(cut))
    {
        let _ = Program::parse(&EMBEDDED[..cut]);
        let _ = Program::parse(&EMBEDDED[cut..]);
    }
    for left_out in 0..10 {
        let lines = EMBEDDED
            .lines()
            .enumerate()
            .filter(|(number, _)| number % 10 != left_out);
        let text: Vec<&str> = lines.map(|(_, line)| line).collect();
        let errors = Program::parse(&text.join("\n")).expect_err("much is missing");
        assert!(errors.is_sorted_by_key(|m| (m.line, m.column)));
    }
    for old in ["\"", "[", "]", "=", "\n", "_", "5"] {
        for new in [
            "",
            "\u{202e}",
            "\0",
            "é",
            "{",
            "'",
            "\u{feff}",
            "9999999999999999999",
        ] {
            let _ = Program::parse(&EMBEDDED.replace(old, new));
            let _ = Program::parse(&EMBEDDED.replacen(old, new, 40));
        }
    }
}
