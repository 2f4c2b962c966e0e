//! JSON lines.

use super::*;

#[test]
fn json_lines_are_read() {
    for (name, json, expected) in [
        ("f", r#"{"name":"Acme"}"#, &["1|Acme|-|-|-"][..]),
        (
            "f",
            "\u{feff}\n {\"name\":\"Acme\"}\r\n\r\n{\"name\":\"Bolt\"}\r\n",
            &["2|Acme|-|-|-", "4|Bolt|-|-|-"],
        ),
        (
            "f.NDJSON",
            r#"{"Contact-Name":" Ann ","name":"A\nB"}"#,
            &["1|A\nB|-|Ann|-"],
        ),
        (
            "f",
            r#"{"name":"A","amount":2000.50}"#,
            &["1|A|-|-|2000.50"],
        ),
        (
            "f",
            r#"{"name":"A","amount":12345678901234567890.10}"#,
            &["1|A|-|-|12345678901234567890.10"],
        ),
        ("f", r#"{"name":"A","amount":-0.5}"#, &["1|A|-|-|-0.5"]),
        (
            "f",
            r#"{"name":"A","website":null,"amount":""}"#,
            &["1|A|-|-|-"],
        ),
        (
            "f",
            r#"{"name":"\u65e5\ud83d\ude80","reason":{"x":[]}}"#,
            &["1|日🚀|-|-|-"],
        ),
        ("f", r#"{"name":"'=x"}"#, &["1|'=x|-|-|-"]),
    ] {
        check(name, json.as_bytes(), expected);
    }
}

#[test]
fn a_column_takes_the_json_values_that_can_be_meant() {
    let columns = [
        FileColumn::required("name"),
        FileColumn::optional("external_id").taking(Takes::Code),
        FileColumn::optional("amount").taking(Takes::Number),
        FileColumn::optional("test").taking(Takes::YesNo),
        FileColumn::optional("features").taking(Takes::List),
    ];
    let text = "a text in quotes is needed";
    let code = "a text in quotes or a whole number is needed";
    let number = "a number is needed";
    let exponent = "a number is written in full here, without an exponent";
    let yes_no = "`true` or `false` is needed";
    let list = "a text in quotes or a list of texts is needed";
    for (column, json, expected) in [
        ("name", r#""37 signals""#, Ok("37 signals")),
        ("name", "true", Err(text)),
        ("name", "false", Err(text)),
        ("name", "1e400", Err(text)),
        ("name", "7", Err(text)),
        ("name", r#"["a"]"#, Err(text)),
        ("name", r#"{"x":1}"#, Err(text)),
        ("external_id", "4711", Ok("4711")),
        ("external_id", r#""4711""#, Ok("4711")),
        (
            "external_id",
            "12345678901234567890",
            Ok("12345678901234567890"),
        ),
        ("external_id", "-1", Err(code)),
        ("external_id", "1.0", Err(code)),
        ("external_id", "1e3", Err(code)),
        ("external_id", "true", Err(code)),
        ("amount", "12.50", Ok("12.50")),
        ("amount", "-3", Ok("-3")),
        ("amount", r#""12.50""#, Ok("12.50")),
        ("amount", "1e400", Err(exponent)),
        ("amount", "1E2", Err(exponent)),
        ("amount", "true", Err(number)),
        ("amount", "[]", Err(number)),
        ("test", "true", Ok("yes")),
        ("test", "false", Ok("no")),
        ("test", r#""no""#, Ok("no")),
        ("test", "1", Err(yes_no)),
        ("features", r#"["x","y"]"#, Ok("x;y")),
        ("features", r#""x""#, Ok("x")),
        (
            "features",
            "[1]",
            Err("a list of something else than texts"),
        ),
        ("features", r#"["a;b"]"#, Err("a list with `;` in an item")),
        ("features", "true", Err(list)),
    ] {
        let line = match column {
            "name" => format!("{{\"name\":{json}}}"),
            _ => format!("{{\"name\":\"A\",\"{column}\":{json}}}"),
        };
        let file = Box::new(Cursor::new(line.into_bytes()));
        let mut rows = open(file, "f.jsonl", &columns, false).unwrap();
        match (rows.next().unwrap(), expected) {
            (Ok(row), Ok(value)) => assert_eq!(row.get(column), Some(value), "{json}"),
            (Err(Refusal::Row(refused)), Err(why)) => assert_eq!(
                refused.problem.in_file("f.jsonl"),
                format!("f.jsonl:1: {column}: {why}: `{json}`")
            ),
            (row, _) => panic!("{column}: {json}: {row:?}"),
        }
    }
}

#[test]
fn json_lines_that_cannot_be_read_are_refused_and_reading_goes_on() {
    let good = "{\"name\":\"Acme\"}";
    for (bad, why) in [
        (&b"{"[..], "the JSON object does not end on its line"),
        (
            br#"{"name":"x""#,
            "the JSON object does not end on its line",
        ),
        (b"[1]", "not a JSON object"),
        (b"\"x\"", "not a JSON object"),
        (
            b"{name:1}",
            "not valid JSON: key must be a string, at byte 2",
        ),
        (
            br#"{"name":"x"} {}"#,
            "not valid JSON: trailing characters, at byte 14",
        ),
        (
            b"{\"name\":\"Caf\xe9\"}",
            "byte 0xE9 is not UTF-8; the file seems to be Latin-1 or Windows-1252, save it as UTF-8",
        ),
        (
            b"{\"name\":\"a\0\"}",
            "not valid JSON: control character (\\u0000-\\u001F) found while parsing a string, at byte 10",
        ),
        (
            br#"{"name":"a\u0000"}"#,
            r#"name: it contains a NUL character: `"a\u0000"`"#,
        ),
        (
            br#"{"name":"a\ud800"}"#,
            r#"name: not text that can be read: `"a\ud800"`"#,
        ),
        (
            br#"{"name":{"x":1}}"#,
            r#"name: a text in quotes is needed: `{"x":1}`"#,
        ),
        (
            br#"{"name":"a","Name":"b"}"#,
            "name: the column appears twice",
        ),
        (
            br#"{"name":"a","web site":"b"}"#,
            "web_site: unknown column; did you mean `website`?",
        ),
        (b"{}", "name: a value is needed"),
        (br#"{"name":" "}"#, "name: a value is needed"),
    ] {
        let file = [good.as_bytes(), bad, good.as_bytes()].join(&b'\n');
        check(
            "f",
            &file,
            &["1|Acme|-|-|-", &format!("f:2: {why}"), "3|Acme|-|-|-"],
        );
    }
}
