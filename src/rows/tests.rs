mod json;
mod rejects;

use std::error::Error as _;

use super::*;

const COLUMNS: [FileColumn; 4] = [
    FileColumn::required("name"),
    FileColumn::optional("website"),
    FileColumn::optional("contact_name"),
    FileColumn::optional("amount").taking(Takes::Number),
];

/// A pipe that hands out one byte at a time, so that every boundary falls between two reads.
struct Trickle(Cursor<Vec<u8>>);

impl Read for Trickle {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let one = buffer.len().min(1);
        self.0.read(&mut buffer[..one])
    }
}

fn open_as(name: &str, bytes: &[u8]) -> Result<Rows, FileProblem> {
    open(Box::new(Cursor::new(bytes.to_vec())), name, &COLUMNS, false)
}

/// A row as `line|name|website|contact_name|amount`, a refusal as it is described.
fn described(rows: Rows) -> Vec<String> {
    rows.map(|row| match row {
        Ok(row) => {
            let values = COLUMNS.map(|column| row.get(column.name).unwrap_or("-").to_owned());
            format!("{}|{}", row.line(), values.join("|"))
        }
        Err(Refusal::Row(refused)) => refused.problem.in_file("f"),
        Err(Refusal::File(problem)) => match problem.source() {
            Some(cause) => format!("END {problem}: {cause}"),
            None => format!("END {problem}"),
        },
    })
    .collect()
}

fn check(name: &str, bytes: &[u8], expected: &[&str]) {
    let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    assert_eq!(
        described(open_as(name, bytes).unwrap()),
        expected,
        "{shown:?}"
    );
    let trickle = Trickle(Cursor::new(bytes.to_vec()));
    assert_eq!(
        described(open(Box::new(trickle), name, &COLUMNS, false).unwrap()),
        expected,
        "byte by byte: {shown:?}"
    );
}

#[test]
fn csv_of_every_kind_is_read() {
    for (csv, expected) in [
        ("name\n", &[][..]),
        ("name", &[]),
        ("name\nAcme", &["2|Acme|-|-|-"]),
        (
            "name\r\nAcme\r\nBolt\r\n",
            &["2|Acme|-|-|-", "3|Bolt|-|-|-"],
        ),
        ("name\rAcme\rBolt\r", &["2|Acme|-|-|-", "3|Bolt|-|-|-"]),
        (
            "\u{feff}name,amount\nAcme,2000.50\n",
            &["2|Acme|-|-|2000.50"],
        ),
        (
            "Amount,Contact-Name, Name \n1,Ann,Acme\n",
            &["2|Acme|-|Ann|1"],
        ),
        (
            "name,website\n\"Acme, Inc\",\"say \"\"x\"\"\"\n",
            &["2|Acme, Inc|say \"x\"|-|-"],
        ),
        (
            "name,website\n\"two\nlines\",x\n\n\nBolt,y\n",
            &["2|two\nlines|x|-|-", "6|Bolt|y|-|-"],
        ),
        (
            "name,website\r\n\"two\r\nlines\",x\r\n\r\nBolt,y",
            &["2|two\r\nlines|x|-|-", "5|Bolt|y|-|-"],
        ),
        ("\n\nname\n\nAcme\n", &["5|Acme|-|-|-"]),
        ("name,website\n , \n,\n   \nAcme, x \n", &["5|Acme|x|-|-"]),
        (
            "name,website\n'=cmd,'-x\n'quoted','n Beetje\n",
            &["2|=cmd|-x|-|-", "3|'quoted'|'n Beetje|-|-"],
        ),
        (
            "name,website,reason\nAcme,x,bad before\n",
            &["2|Acme|x|-|-"],
        ),
        ("name\n日本電気\n", &["2|日本電気|-|-|-"]),
        ("name,website\nAcme,\"x\"", &["2|Acme|x|-|-"]),
    ] {
        check("f", csv.as_bytes(), expected);
    }
}

#[test]
fn csv_rows_that_cannot_be_read_are_refused_and_reading_goes_on() {
    for (csv, expected) in [
        (
            &b"name,website\nAcme\nBolt,y\n"[..],
            &["f:2: 1 values under a header of 2 columns", "3|Bolt|y|-|-"][..],
        ),
        (
            b"name,website\nAcme, Inc,x\nBolt,y\n",
            &[
                "f:2: 3 values under a header of 2 columns; does a value with a comma in it stand without quotes?",
                "3|Bolt|y|-|-",
            ],
        ),
        (
            b"name,website\n\"Acme,x\nBolt,\"y\"\nCelo,z\n",
            &[
                "f:2: 1 values under a header of 2 columns; the row goes on to line 3, is a closing quote missing?",
                "4|Celo|z|-|-",
            ],
        ),
        (
            b"name,website\nCaf\xe9,x\nBolt,y\n",
            &[
                "f:2: name: byte 0xE9 is not UTF-8; the file seems to be Latin-1 or Windows-1252, save it as UTF-8: \
                 `Caf\u{fffd}`",
                "3|Bolt|y|-|-",
            ],
        ),
        (
            // Neither value is UTF-8; one after the other they are.
            b"name,website\nA\xc3,\xa9\n",
            &[
                "f:2: name: byte 0xC3 is not UTF-8; the file seems to be Latin-1 or Windows-1252, save it as UTF-8: \
               `A\u{fffd}`",
            ],
        ),
        (
            b"name,website\nA,b\0c\nBolt,y\n",
            &[
                r"f:2: website: it contains a NUL byte: `b\u{0}c`",
                "3|Bolt|y|-|-",
            ],
        ),
        (
            b"name,website\n,x\n' ,x\n",
            &["f:2: name: a value is needed", "3|'|x|-|-"],
        ),
        (
            b"name\nAcme\n\"Bolt\nCelo\n",
            &[
                "2|Acme|-|-|-",
                "END f:3: a quote that begins a value here is never closed",
            ],
        ),
        (
            b"name,website\nA,\"x\n\",\nB,\"C\nD",
            &[
                "f:2: 3 values under a header of 2 columns; the row goes on to line 3, is a closing quote missing?",
                "END f:4: a quote that begins a value here is never closed",
            ],
        ),
    ] {
        check("f", csv, expected);
    }
}

#[test]
fn values_and_rows_that_are_too_long_end_the_reading_at_their_line() {
    let long = "x".repeat(LONGEST_VALUE);
    let fits = format!("name,website\na,{long}\n");
    assert_eq!(described(open_as("f", fits.as_bytes()).unwrap()).len(), 1);
    let many = ",".repeat(2000);
    for (csv, expected) in [
        (
            format!("name,website\na,b\n\"c\nd\",{long}x\n"),
            "f:4: a value longer than 1 MiB begins here; is a closing",
        ),
        (
            format!("name,website\na,b\nc,\"{long}\n{long}"),
            "f:3: a value longer than 1 MiB begins here; is a closing",
        ),
        (
            format!("name,website\na,b\nc{}\n", format!(",{long}").repeat(17)),
            "f:3: a row longer than 16 MiB begins",
        ),
        (
            format!("name,website\na,b\nc{many}\n"),
            "f:3: a row of more than 1024 values begins here",
        ),
    ] {
        let described = described(open_as("f", csv.as_bytes()).unwrap());
        assert_eq!(described.len(), 2);
        assert!(
            described[1].starts_with(&format!("END {expected}")),
            "{}",
            described[1]
        );
    }
    let json = format!(
        "{{\"name\":\"{long}x\"}}\n{{\"name\":\"b\"}}\n{}",
        "x".repeat(LONGEST_ROW + 1)
    );
    let described = described(open_as("f.jsonl", json.as_bytes()).unwrap());
    assert!(described[0].starts_with("f:1: name: a value longer than 1 MiB"));
    assert_eq!(
        described[1..],
        [
            "2|b|-|-|-",
            "END f.jsonl:3: a row longer than 16 MiB begins here"
        ]
    );
}

#[test]
fn whole_files_are_refused_with_a_hint() {
    let known = "columns are `name`, `website`, `contact_name`, `amount`";
    let others = format!("{known}; --ignore-unknown leaves others out");
    for (file, bytes, message, hint) in [
        ("f", &b""[..], "f: the file is empty", None),
        ("f.jsonl", b" \r\n\n", "f.jsonl: the file is empty", None),
        (
            "-",
            b"\xEF\xBB\xBF",
            "standard input: the file is empty",
            None,
        ),
        (
            "f",
            b"\xFF\xFEn\0a\0",
            "f: the file is UTF-16, not UTF-8",
            Some("save it as CSV UTF-8"),
        ),
        (
            "f",
            b"n\0a\0m\0e\0\n\0",
            "f:1: NUL bytes in the header; is the file UTF-16?",
            Some("save it as CSV UTF-8"),
        ),
        (
            "f",
            b"PK\x03\x04...",
            "f: the file is a workbook or an archive, not CSV",
            Some("save it as CSV UTF-8"),
        ),
        (
            "f",
            b"name;website\n",
            "f:1: the columns are separated by semicolons, not by commas",
            Some("save it as CSV with commas"),
        ),
        (
            "f",
            b"name\twebsite\n",
            "f:1: the columns are separated by tabs, not by commas",
            Some("save it as CSV with commas"),
        ),
        (
            "f",
            b"name,web site\n",
            "f:1: unknown column `web site`; did you mean `website`?",
            Some(&*others),
        ),
        (
            "f",
            b"name,zzz\n",
            "f:1: unknown column `zzz`",
            Some(&others),
        ),
        (
            "f",
            b"name,zzz,nmae\n",
            "f:1: unknown columns: `zzz`, `nmae`; did you mean `name`?",
            Some(&others),
        ),
        ("f", b"name,\n", "f:1: a column has no name", Some(&others)),
        (
            "f",
            b"name,x\x1b[2J\n",
            r"f:1: unknown column `x\u{1b}[2J`",
            Some(&others),
        ),
        (
            "f",
            b"\n\nAcme,https://acme.example\n",
            "f:3: the first line names no column that is known here",
            Some(known),
        ),
        (
            "f",
            b"Name,name\n",
            "f:1: column `name` appears twice",
            None,
        ),
        (
            "f",
            b"website\n",
            "f:1: needed but missing: column `name`",
            None,
        ),
        (
            "f",
            b"name,caf\xe9\n",
            "f:1: the header cannot be read: byte 0xE9 is not UTF-8; the file seems to be Latin-1 or Windows-1252, save it as UTF-8",
            None,
        ),
        (
            "f",
            b"name,\"website\n",
            "f:1: a quote that begins a value here is never closed",
            None,
        ),
        (
            "f.json",
            b"[{\"name\":\"x\"}]",
            "f.json: the file is a JSON array, not one object on every line",
            Some("`jq -c '.[]'` brings it into that form"),
        ),
    ] {
        let problem = open_as(file, bytes).err().unwrap();
        assert_eq!(
            (problem.to_string().as_str(), problem.hint()),
            (message, hint)
        );
    }
}

#[test]
fn a_source_that_fails_is_no_end_of_the_file() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is on fire"))
        }
    }
    let problem = open(Box::new(Failing), "f", &COLUMNS, false).err().unwrap();
    let cause = problem.source().map(ToString::to_string);
    assert_eq!(
        (problem.to_string().as_str(), cause.as_deref()),
        ("f: the file cannot be read", Some("the disk is on fire"))
    );
    let begun = Cursor::new("name\n".to_owned() + &"Acme\n".repeat(2000)).chain(Failing);
    let rows = open(Box::new(begun), "f", &COLUMNS, false).unwrap();
    assert_eq!(
        described(rows).last().unwrap(),
        "END f: the file cannot be read: the disk is on fire"
    );
}

#[test]
fn unknown_columns_can_be_ignored() {
    for (name, text) in [
        ("f", "name,zzz,amount\nAcme,1,2\n"),
        ("f.jsonl", "\n{\"name\":\"Acme\",\"zzz\":{},\"amount\":2}"),
    ] {
        let rows = open(Box::new(Cursor::new(text)), name, &COLUMNS, true).unwrap();
        assert_eq!(described(rows), ["2|Acme|-|-|2"]);
    }
}

#[test]
fn problems_are_told_in_one_harmless_line() {
    let problem = |column: Option<&str>, value: Option<&str>| RowProblem {
        line: 7,
        column: column.map(str::to_owned),
        value: value.map(str::to_owned),
        reason: "not a day".to_owned(),
    };
    for (column, value, line) in [
        (None, None, "f:7: not a day".to_owned()),
        (Some("on"), None, "f:7: on: not a day".to_owned()),
        (
            Some("on"),
            Some("31.3.2015"),
            "f:7: on: not a day: `31.3.2015`".to_owned(),
        ),
        (
            Some("on"),
            Some("a\u{1b}[2J\nb"),
            r"f:7: on: not a day: `a\u{1b}[2J⏎b`".to_owned(),
        ),
        (
            Some("on"),
            Some(&"é".repeat(60)),
            format!("f:7: on: not a day: `{}`", "é".repeat(60)),
        ),
        (
            Some("on"),
            Some(&"é".repeat(61)),
            format!("f:7: on: not a day: `{}…`", "é".repeat(60)),
        ),
    ] {
        assert_eq!(problem(column, value).in_file("f"), line);
    }
    assert_eq!(
        serde_json::to_string(&problem(Some("on"), None)).unwrap(),
        r#"{"line":7,"column":"on","value":null,"reason":"not a day"}"#
    );
}
