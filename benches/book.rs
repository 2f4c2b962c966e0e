//! What the program costs against the bare work: the same rows and digests, with nothing around them.
//!
//! `cargo bench --bench book` prints the CPU time of the floor, of the program and their ratio, from one alternating
//! run. `MPP_BENCH_ROWS=1000000` makes the books and files larger. The floor of a short command is this program started anew
//! with `floor-award`; that of an import is a raw loop over prepared statements in one transaction.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark reads the world and prints"
)]

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params, params_from_iter};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

const MPP: &str = env!("CARGO_BIN_EXE_mpp");
const SCHEMA: &str = include_str!("../schema.sql");
/// How often a short command is run for one figure.
const SHORT_RUNS: usize = 200;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    match args.get(1).map(String::as_str) {
        Some("floor-award") => floor_award(Path::new(&args[2]), &args[3], &args[4]),
        Some("floor-rows") => floor_rows(
            Path::new(&args[2]),
            Path::new(&args[3]),
            Path::new(&args[4]),
            args[5].parse().expect("an entry"),
        ),
        _ => compare(),
    }
}

fn compare() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows: usize = std::env::var("MPP_BENCH_ROWS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(100_000);
    println!("{:<44} {:>10} {:>10} {:>7}", "CPU", "floor", "mpp", "ratio");
    import(folder.path(), rows);
    deployments(folder.path(), rows);
    for rows in [500, 1_000, 2_000, 10_000, rows] {
        awards(folder.path(), rows);
    }
    for partners in [1_000, rows] {
        short_commands(folder.path(), partners);
    }
}

fn import(folder: &Path, rows: usize) {
    let file = folder.join("applicants.csv");
    std::fs::write(&file, applicants(rows, false)).expect("a file");
    let (mut floors, mut ours) = (Vec::new(), Vec::new());
    for run in 0..3 {
        let book = folder.join(format!("import-{run}.db"));
        ours.push(cpu_of(
            mpp(&book).args(["apply", "-q", "--from"]).arg(&file),
        ));
        floors.push(floor_of(&file, &book, 2));
    }
    line(
        &format!("apply --from, {rows} rows"),
        median(&mut floors),
        median(&mut ours),
    );
}

/// A file of deployments over a hundredth as many products, ten of each partner.
fn deployments(folder: &Path, rows: usize) {
    let products = (rows / 100).max(10);
    let partners = products / 10;
    let [adopted, added, file] =
        ["adopted.csv", "added.csv", "deployments.csv"].map(|name| folder.join(name));
    std::fs::write(&adopted, applicants(partners, true)).expect("a file");
    let mut text = "partner,name\n".to_owned();
    for n in 0..products {
        let _ = writeln!(text, "B{},Product {}", n % partners, n / partners);
    }
    std::fs::write(&added, text).expect("a file");
    let mut text = "partner,product,on,ref,customer,outcome,error,test\n".to_owned();
    for n in 0..rows {
        let product = n * 7919 % products;
        let month = 1 + n * 12 / rows;
        let (outcome, error) = match n % 10 {
            0 => ("failure", "disk is full"),
            1 => ("success", "slow network"),
            _ => ("success", ""),
        };
        let _ = writeln!(
            text,
            "B{},product-{},2015-{month:02}-{:02},D-{n},Customer {},{outcome},{error},{}",
            product % partners,
            product / partners,
            1 + n % 28,
            n % 997,
            if n % 20 == 7 { "yes" } else { "no" },
        );
    }
    std::fs::write(&file, text).expect("a file");
    let (mut floors, mut ours) = (Vec::new(), Vec::new());
    for run in 0..3 {
        let book = folder.join(format!("deployments-{run}.db"));
        cpu_of(mpp(&book).args(["adopt", "-q", "--from"]).arg(&adopted));
        cpu_of(
            mpp(&book)
                .args(["product", "add", "-q", "--from"])
                .arg(&added),
        );
        let record = ["deployments", "record", "-q", "--from"];
        ours.push(cpu_of(mpp(&book).args(record).arg(&file)));
        floors.push(floor_of(&file, &book, 4));
    }
    line(
        &format!("deployments record --from, {rows} rows"),
        median(&mut floors),
        median(&mut ours),
    );
}

/// A file of awards for one partner, newest first: the ratio stays what it is when the rows become more.
fn awards(folder: &Path, rows: usize) {
    let [adopted, file] = ["one-adopted.csv", "awards.csv"].map(|name| folder.join(name));
    std::fs::write(&adopted, applicants(1, true)).expect("a file");
    let mut text = "partner,activity,ref,on,evidence,note\n".to_owned();
    for n in 0..rows {
        let (month, day) = (12 - n * 6 / rows, 28 - n * 168 / rows % 28);
        let _ = writeln!(
            text,
            "B0,customer-deployment,A-{n},2015-{month:02}-{day:02},,"
        );
    }
    std::fs::write(&file, text).expect("a file");
    let (mut floors, mut ours) = (Vec::new(), Vec::new());
    for run in 0..3 {
        let book = folder.join(format!("awards-{rows}-{run}.db"));
        cpu_of(mpp(&book).args(["adopt", "-q", "--from"]).arg(&adopted));
        let record = ["award-points", "-q", "--from"];
        ours.push(cpu_of(mpp(&book).args(record).arg(&file)));
        floors.push(floor_of(&file, &book, 3));
    }
    line(
        &format!("award-points --from, {rows} rows of one partner"),
        median(&mut floors),
        median(&mut ours),
    );
}

/// Seconds of CPU that the raw loop over the rows of an entry takes, in a process of its own.
fn floor_of(file: &Path, book: &Path, entry: i64) -> f64 {
    let raw = book.with_extension("raw");
    let out = Command::new(std::env::current_exe().expect("this program"))
        .args([
            "floor-rows".as_ref(),
            file.as_os_str(),
            book.as_os_str(),
            raw.as_os_str(),
            entry.to_string().as_ref(),
        ])
        .output()
        .expect("the floor");
    assert!(out.status.success(), "{out:?}");
    let told = String::from_utf8_lossy(&out.stdout);
    told.trim().parse().expect("seconds")
}

fn short_commands(folder: &Path, partners: usize) {
    let book = folder.join(format!("book-{partners}.db"));
    let file = folder.join("adopt.csv");
    std::fs::write(&file, applicants(partners, true)).expect("a file");
    cpu_of(mpp(&book).args(["adopt", "-q", "--from"]).arg(&file));
    let partner = |run: usize| format!("bench-company-{}", (run * 7919) % partners);
    let this = std::env::current_exe().expect("this program");
    let (mut floor, mut award, mut status, mut verdict) = (0.0, 0.0, 0.0, 0.0);
    for run in 0..SHORT_RUNS {
        let id = partner(run);
        floor += cpu_of(
            Command::new(&this)
                .args(["floor-award".as_ref(), book.as_os_str()])
                .args([&id, &format!("F-{run}")]),
        );
        award += cpu_of(mpp(&book).args([
            "award-points",
            &id,
            "customer-deployment",
            "--ref",
            &format!("A-{run}"),
        ]));
        status += cpu_of(mpp(&book).args(["status", &id]));
        verdict += cpu_of(mpp(&book).args([
            "checklist",
            &id,
            "--met",
            &format!("product-content=run {run}"),
        ]));
    }
    let each = |total: f64| total / f64::from(u32::try_from(SHORT_RUNS).expect("a small number"));
    for (name, ours) in [
        ("award-points", award),
        ("status P", status),
        ("checklist P --met", verdict),
    ] {
        line(
            &format!("{name}, book of {partners}"),
            each(floor),
            each(ours),
        );
    }
}

fn line(name: &str, floor: f64, ours: f64) {
    println!(
        "{name:<44} {:>8.2}ms {:>8.2}ms {:>7.2}",
        floor * 1e3,
        ours * 1e3,
        ours / floor
    );
}

fn median(figures: &mut [f64]) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn mpp(book: &Path) -> Command {
    let mut command = Command::new(MPP);
    command
        .env_clear()
        .env("MPP_DB", book)
        .env("MPP_ACTOR", "bench")
        .env("MPP_TODAY", "2016-06-01");
    command
}

/// Seconds of CPU that a command takes.
fn cpu_of(command: &mut Command) -> f64 {
    let before = children();
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("a command");
    assert!(status.success(), "{command:?}: {status}");
    children() - before
}

/// Seconds of CPU that all finished children have taken.
fn children() -> f64 {
    let usage = nix::sys::resource::getrusage(nix::sys::resource::UsageWho::RUSAGE_CHILDREN)
        .expect("the usage");
    let seconds = |time: nix::sys::time::TimeVal| {
        let part = |n: i64| f64::from(i32::try_from(n).expect("a small number"));
        part(time.tv_sec()) + part(time.tv_usec()) / 1e6
    };
    seconds(usage.user_time()) + seconds(usage.system_time())
}

/// Invented companies, as applicants or as certified partners to take over.
fn applicants(rows: usize, adopt: bool) -> String {
    let own = if adopt {
        ",stage,admitted_on,mpa_on,certified_on"
    } else {
        ""
    };
    let mut text = format!(
        "name,product,kind,category,website,alias,contact_name,contact_email,summary,on{own}\n"
    );
    for n in 0..rows {
        let (kind, accent) = if n % 3 == 0 {
            ("software", "é")
        } else {
            ("saas", "e")
        };
        let _ = write!(
            text,
            "Bench Company {n},Pr{accent}fect {n},{kind},Security,https://www.company-{n}.example,B{n},Ann L{accent}e,\
             ann@company-{n}.example,\"Watches virtual machines, and {n} more.\",2015-02-01"
        );
        text.push_str(if adopt {
            ",certified,2015-02-10,2015-02-12,2015-05-04\n"
        } else {
            "\n"
        });
    }
    text
}

fn open(path: &Path) -> Connection {
    let base = Connection::open_with_flags(path, OpenFlags::default()).expect("a database");
    base.execute_batch(
        "pragma synchronous = full; pragma foreign_keys = on; pragma journal_mode = wal;",
    )
    .expect("settings");
    base
}

/// The bare minimum of a short command: open, one immediate transaction with one row and its entry, commit, print.
fn floor_award(book: &Path, partner: &str, reference: &str) {
    let base = open(book);
    base.execute_batch("begin immediate")
        .expect("a transaction");
    let (last, digest): (i64, String) = base
        .query_row(
            "select id, digest from entry order by id desc limit 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .expect("the last entry");
    let digest = hex(&Sha256::digest(
        format!("{digest}{last}{partner}{reference}").as_bytes(),
    ));
    base.execute(
        "insert into award (partner, entry, n, on_day, participation, activity, points, reference) \
         values (?1, ?2, 1, '2016-06-01', 1, 'customer-deployment', 50, ?3)",
        params![partner, last + 1, reference],
    )
    .expect("a row");
    base.execute(
        "insert into entry (id, recorded, actor, command, digest) values (?1, '2016-06-01T00:00:00Z', 'bench', 'floor', ?2)",
        params![last + 1, digest],
    )
    .expect("an entry");
    base.execute_batch("commit").expect("a commit");
    println!("{partner}: {reference}");
    // The floor has another digest than the program would write; nobody audits this book.
}

const TABLES: [(&str, &str); 5] = [
    (
        "application",
        "partner, entry, n, on_day, participation, note",
    ),
    (
        "profile",
        "partner, entry, n, on_day, name, name_key, look_key, product, kind, category, website, alias, summary, external_id, \
         support_level, share_bp, brought",
    ),
    ("contact", "partner, entry, n, on_day, role, digest"),
    (
        "deployment",
        "partner, entry, n, on_day, product, reference, customer, outcome, error, test",
    ),
    (
        "award",
        "partner, entry, n, on_day, participation, activity, points, reference, evidence, note, expires_on, override, reason, \
         reverses_entry, reverses_n",
    ),
];

/// The raw loop of a file: reads it, then writes the very rows the program wrote for it, each into its digest, in
/// one transaction. Only the reading of the file and the writing are timed.
fn floor_rows(file: &Path, like: &Path, raw: &Path, entry: i64) {
    let rows = rows_of(like, entry);
    let base = open(raw);
    base.execute_batch(SCHEMA).expect("the schema");
    let before = cpu();
    base.execute_batch("pragma cache_size = -65536; pragma journal_mode = wal; begin immediate")
        .expect("a transaction");
    let mut read = 0;
    let mut reader = csv::Reader::from_path(file).expect("the file");
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).expect("a row") {
        read += record.len();
    }
    let insert = |(table, columns): (&str, &str)| {
        let places = vec!["?"; columns.split(',').count()].join(", ");
        base.prepare(&format!(
            "insert into {table} ({columns}) values ({places})"
        ))
        .expect("a statement")
    };
    let mut statements = TABLES.map(insert);
    let mut person = base
        .prepare("insert into person (entry, n, salt, name, email) values (2, ?, ?, ?, ?)")
        .expect("a statement");
    let mut digest = Sha256::new();
    for (table, values, data) in &rows {
        for value in values {
            match value {
                Value::Text(text) => digest.update(text.as_bytes()),
                Value::Integer(int) => digest.update(int.to_le_bytes()),
                _ => digest.update(b"-"),
            }
        }
        statements[*table]
            .execute(params_from_iter(values))
            .expect("a row");
        if let Some(data) = data {
            person.execute(params_from_iter(data)).expect("a row");
        }
    }
    let add = "insert into entry (id, recorded, actor, command, digest) values (?1, '2016-06-01T00:00:00Z', 'bench', 'floor', ?2)";
    let digest = hex(&digest.finalize());
    for id in 1..=entry {
        base.execute(add, params![id, digest]).expect("an entry");
    }
    base.execute_batch("commit").expect("a commit");
    assert!(read > 0);
    println!("{}", cpu() - before);
}

type RawRow = (usize, Vec<Value>, Option<Vec<Value>>);

/// The rows of an entry in the order in which they were recorded.
fn rows_of(book: &Path, entry: i64) -> Vec<RawRow> {
    let base = open(book);
    let mut rows: Vec<(i64, RawRow)> = Vec::new();
    for (table, (name, columns)) in TABLES.iter().enumerate() {
        let width = columns.split(',').count();
        let mut ask = base
            .prepare(&format!("select {columns} from {name} where entry = ?"))
            .expect("a question");
        let mut answer = ask.query([entry]).expect("an answer");
        while let Some(row) = answer.next().expect("a row") {
            let values = (0..width)
                .map(|column| row.get(column).expect("a value"))
                .collect();
            rows.push((row.get(2).expect("a place"), (table, values, None)));
        }
    }
    rows.sort_by_key(|(n, _)| *n);
    let mut people = base
        .prepare("select n, salt, name, email from person where entry = ? order by n")
        .expect("a question");
    let mut answer = people.query([entry]).expect("an answer");
    while let Some(row) = answer.next().expect("a row") {
        let n: i64 = row.get(0).expect("a place");
        let values = (0..4)
            .map(|column| row.get(column).expect("a value"))
            .collect();
        let at = rows
            .binary_search_by_key(&n, |(n, _)| *n)
            .expect("its contact");
        rows[at].1.2 = Some(values);
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Seconds of CPU this process has taken.
fn cpu() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    let part = |n: i64| f64::from(i32::try_from(n).expect("a small number"));
    part(time.tv_sec) + part(time.tv_nsec) / 1e9
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
