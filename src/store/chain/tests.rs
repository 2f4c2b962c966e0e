use super::*;
use crate::store::tables::Table;
use proptest::prelude::*;
use proptest::sample::select;

fn digest(added: &[(&'static str, Value<'_>)]) -> String {
    let heading = Heading {
        id: 2,
        recorded: "2015-03-31T09:00:00Z",
        actor: "ann",
        command: "renew --due",
        note: None,
    };
    let mut chain = Chain::begin(NOTHING, &heading);
    let mut row = Vec::new();
    let values = [Value::Int(1), Value::Text("2016-03-31")];
    encode(&mut row, "term", values, added.iter().copied());
    chain.take(&row);
    chain.finish()
}

#[test]
fn an_added_column_counts_once_it_holds_something() {
    let without = digest(&[]);
    assert_eq!(digest(&[("run_on", Value::Null)]), without);
    let day = Value::Text("2016-04-01");
    let mut seen = vec![
        without,
        digest(&[("run_on", day)]),
        digest(&[("run_on", Value::Text("2016-04-02"))]),
        digest(&[("run_by", day)]),
        digest(&[("run_on", day), ("run_by", day)]),
        digest(&[("run_by", day), ("run_on", day)]),
        digest(&[("run_on", Value::Int(1))]),
    ];
    let all = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), all, "no two rows read the same");
}

#[test]
fn a_column_added_to_people_counts_once_it_holds_something() {
    let data = ["salt", "Help Desk", "help@acme.example"];
    let recorded = person_digest(data, None);
    assert_eq!(
        recorded, "76ade82619474a833d8d7ae7225b10c62ba0bfe1b51d0f5fa609c907b6e98b54",
        "this is in books already"
    );
    let with_phone = person_digest(data, Some("555"));
    assert_ne!(with_phone, recorded);
    assert_ne!(
        digest_of_person(data, [("fax", Value::Text("555"))]),
        with_phone
    );
}

#[test]
fn a_value_in_an_added_column_is_not_text_in_the_column_before_it() {
    let bytes = |text, added: &[(&'static str, Value<'_>)]| {
        let mut bytes = Vec::new();
        encode_columns(&mut bytes, [Value::Text(text)], added.iter().copied());
        bytes
    };
    let added = bytes("x", &[("later", Value::Text("y"))]);
    let tail = String::from_utf8(added[bytes("x", &[]).len()..].to_vec()).expect("text");
    assert_ne!(bytes(&format!("x{tail}"), &[]), added);
}

/// A row as the digest is to tell it from every other: what is null in an added column is left out.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    table: String,
    values: Vec<Owned>,
    added: Vec<(String, Owned)>,
}

#[derive(Debug, Clone, PartialEq)]
enum Owned {
    Null,
    Int(i64),
    Text(String),
}

impl Owned {
    fn value(&self) -> Value<'_> {
        match self {
            Self::Null => Value::Null,
            Self::Int(int) => Value::Int(*int),
            Self::Text(text) => Value::Text(text),
        }
    }
}

/// Columns that later versions may add.
const LATER: [&str; 2] = ["later", "t"];

/// Reads rows back from the bytes of them all, as nothing but the number of columns of each table is known.
fn decode(mut bytes: &[u8]) -> Vec<Row> {
    fn value(bytes: &mut &[u8]) -> Owned {
        let eight = |bytes: &mut &[u8]| {
            let (number, rest) = bytes.split_first_chunk().expect("eight bytes");
            *bytes = rest;
            *number
        };
        let (tag, rest) = bytes.split_first().expect("a tag");
        *bytes = rest;
        match tag {
            b'-' => Owned::Null,
            b'i' => Owned::Int(i64::from_le_bytes(eight(bytes))),
            b't' => {
                let length = usize::try_from(u64::from_le_bytes(eight(bytes))).expect("a length");
                let (text, rest) = bytes.split_at(length);
                *bytes = rest;
                Owned::Text(String::from_utf8(text.to_vec()).expect("UTF-8"))
            }
            tag => panic!("no value begins with {tag}"),
        }
    }
    fn text(bytes: &mut &[u8]) -> String {
        match value(bytes) {
            Owned::Text(text) => text,
            other => panic!("{other:?} is not a name"),
        }
    }
    let mut rows = Vec::new();
    while !bytes.is_empty() {
        let table = text(&mut bytes);
        let known = Table::ALL.into_iter().find(|known| known.name() == table);
        // All but the number of the entry.
        let columns = known.expect("a table").width() - 1;
        let values = (0..columns).map(|_| value(&mut bytes)).collect();
        let mut added = Vec::new();
        while let Some((b'+', rest)) = bytes.split_first() {
            bytes = rest;
            added.push((text(&mut bytes), value(&mut bytes)));
        }
        rows.push(Row {
            table,
            values,
            added,
        });
    }
    rows
}

fn any_value() -> impl Strategy<Value = Owned> {
    // Texts of what the encoding itself is made of.
    let text = proptest::collection::vec(
        select(vec![
            "+", "-", "i", "t", "\0", "\u{1}", "later", "term", "é",
        ]),
        0..6,
    );
    prop_oneof![
        2 => Just(Owned::Null),
        1 => any::<i64>().prop_map(Owned::Int),
        3 => text.prop_map(|parts| Owned::Text(parts.concat())),
    ]
}

fn any_row() -> impl Strategy<Value = (Table, Vec<Owned>, Vec<Owned>)> {
    select(Table::ALL.to_vec()).prop_flat_map(|table| {
        (
            Just(table),
            proptest::collection::vec(any_value(), table.width() - 1),
            proptest::collection::vec(any_value(), table.added().len() + LATER.len()),
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(31),
        ..ProptestConfig::default()
    })]

    /// What can be read back was written by nothing else: no two lists of rows read the same, whatever is in their
    /// added columns.
    #[test]
    fn rows_can_be_read_back_from_what_the_digest_covers(
        rows in proptest::collection::vec(any_row(), 0..5),
    ) {
        let (mut bytes, mut expected) = (Vec::new(), Vec::new());
        for (table, values, later) in rows {
            let names = table.added().iter().chain(&LATER).copied();
            let added = names.zip(&later);
            encode(
                &mut bytes,
                table.name(),
                values.iter().map(Owned::value),
                added.clone().map(|(name, value)| (name, value.value())),
            );
            let added = added.filter(|(_, value)| **value != Owned::Null);
            let added = added.map(|(name, value)| (name.to_owned(), value.clone())).collect();
            expected.push(Row { table: table.name().to_owned(), values, added });
        }
        prop_assert_eq!(decode(&bytes), expected);
    }
}
