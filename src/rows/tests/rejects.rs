//! Files of refused rows, and rows that are set aside.

use super::*;
use std::cell::RefCell;
use std::rc::Rc;

/// A file that can still be read after the writer took it.
#[derive(Clone, Default)]
struct Shared(Rc<RefCell<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Runs a file in which every row is refused, the readable ones because of their amount.
fn rejected(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut rows = open_as(name, bytes).unwrap();
    let out = Shared::default();
    let mut rejects = rows.rejects(Box::new(out.clone())).unwrap();
    for row in &mut rows {
        let (problem, original) = match row {
            Ok(row) => (row.problem("amount", "not an amount"), row.original()),
            Err(Refusal::Row(refused)) => (refused.problem, refused.original),
            Err(Refusal::File(problem)) => panic!("{problem}"),
        };
        rejects
            .write(&original, problem.reason.split(';').next().unwrap())
            .unwrap();
    }
    rejects.finish().unwrap();
    out.0.take()
}

#[test]
fn refused_rows_are_written_as_they_were_and_say_why() {
    for (name, file, expected) in [
        (
            "f",
            &b"Name,Amount\r\n\"Acme, Inc\", x \r\n'=1,\"a\nb\"\r\nCaf\xe9,1\r\n"[..],
            &b"Name,Amount,reason\n\"Acme, Inc\", x ,not an amount\n'=1,\"a\nb\",not an amount\n\
               Caf\xe9,1,byte 0xE9 is not UTF-8\n"[..],
        ),
        (
            "f",
            b"Reason,name,amount\nold,Acme,x\n",
            b"name,amount,reason\nAcme,x,not an amount\n",
        ),
        (
            "f",
            b"name,amount\nAcme\nBolt,1,2\n",
            b"name,amount,reason\nAcme,1 values under a header of 2 columns\nBolt,1,2,3 values under a header of 2 columns\n",
        ),
        (
            "f",
            b"name,amount,reason\nAcme,old\nBolt,1,2,old\n",
            b"name,amount,reason\nAcme,2 values under a header of 3 columns\nBolt,1,2,4 values under a header of 3 columns\n",
        ),
        (
            "f",
            b"{\"amount\": 1.50, \"Reason\":\"old\",\"name\":\"A\\u00e9\"}\n{\"name\":\"1\",\"name\":\"2\"}\n{\"na\n[1]\n{}\n",
            b"{\"amount\":1.50,\"name\":\"A\\u00e9\",\"reason\":\"not an amount\"}\n\
              {\"name\":\"1\",\"name\":\"2\",\"reason\":\"the column appears twice\"}\n\
              {\"unreadable\":\"{\\\"na\",\"reason\":\"the JSON object does not end on its line\"}\n\
              {\"unreadable\":\"[1]\",\"reason\":\"not a JSON object\"}\n\
              {\"unreadable\":\"{}\",\"reason\":\"a value is needed\"}\n",
        ),
    ] {
        let written = rejected(name, file);
        assert_eq!(String::from_utf8_lossy(&written), String::from_utf8_lossy(expected));
        let again = rejected(name, &written);
        let unmended = open_as(name, &written).unwrap().filter(Result::is_err).count();
        let before = open_as(name, file).unwrap().filter(Result::is_err).count();
        assert_eq!(unmended, before, "what could not be read still cannot: {}", String::from_utf8_lossy(&written));
        assert_eq!(again.split(|&byte| byte == b'\n').count(), written.split(|&byte| byte == b'\n').count());
    }
}

#[test]
fn a_rejects_file_takes_rows_of_its_own_file_only() {
    let csv = open_as("f", b"name\nAcme\n").unwrap();
    let mut rejects = csv.rejects(Box::new(io::sink())).unwrap();
    let mut json = open_as("f", b"{\"name\":\"Acme\"}").unwrap();
    let Some(Ok(row)) = json.next() else {
        panic!("a row")
    };
    assert!(rejects.write(&row.original(), "why").is_err());
}

#[test]
fn rows_that_were_set_aside_come_back_in_any_order() {
    // Together the long ones are more than is kept in memory.
    let long = "é".repeat(LONGEST_VALUE / 2);
    let mut csv = "name,website,extra,amount\n".to_owned();
    let mut json = String::new();
    for n in 0..15 {
        let website = ["", "two\r\nlines", &long][n % 3];
        csv.extend([format!("Acme {n},\"{website}\",\"a, b\",{n}\n")]);
        let website = serde_json::to_string(website).unwrap();
        json.extend([format!(
            "{{\"name\":\"Acme {n}\",\"extra\":1,\"website\":{website},\"amount\":{n}}}\n"
        )]);
    }
    for (name, bytes) in [("f.csv", csv), ("f.jsonl", json)] {
        let source = Box::new(Cursor::new(bytes.into_bytes()));
        let rows = open(source, name, &COLUMNS, true).unwrap();
        let mut kept = rows.kept();
        let mut aside = Vec::new();
        for row in rows {
            let Ok(row) = row else {
                panic!("{name}: it can be read")
            };
            aside.push((kept.keep(&row).unwrap(), row));
            // What was set aside can be looked at before the rest is.
            let (place, first) = &aside[0];
            assert_eq!(kept.row(*place).unwrap().original(), first.original());
        }
        for (place, row) in aside.iter().rev().chain(&aside) {
            let back = kept.row(*place).unwrap();
            assert_eq!((back.line(), back.original()), (row.line(), row.original()));
            for column in COLUMNS {
                assert_eq!(back.get(column.name), row.get(column.name));
            }
        }
        assert_eq!(aside.len(), 15);
    }
}
