//! `-n`: everything but the commit.

use crate::scenes::{ADMISSIBLE, CERTIFIABLE, PUBLISHABLE};
use crate::session::Session;
use crate::sqlite::sqlite;

/// Every command that changes the book, on one with a certified partner, and whether it is refused.
fn changing() -> Vec<(String, i32)> {
    let done = [
        "apply Bolt",
        "apply --from applicants.csv",
        "adopt --from partners.csv",
        "review acme --withdraw 'bought by another'",
        "review acme --met maturity='second release'",
        "review --from verdicts.csv",
        "certify acme --waive documentation='is being rewritten'",
        "certify --from verdicts.csv",
        "checklist acme --met use-case",
        "checklist --from verdicts.csv",
        "renew --due",
        "renew acme --due",
        "renew acme --object 'no value' --by provider",
        "renew acme --evaluate --by provider --finding 'no value' --value no",
        "renew acme --confirm 'all is well'",
        "renew acme --end 'discontinued'",
        "award-points acme press-release",
        "award-points acme press-release --planned --due 2016-05-01",
        "award-points acme --reverse 6 --reason 'by mistake'",
        "award-points --from awards.csv",
        "credits acme --use 2015-05 10",
        "credits --from used.csv",
        "edit acme --name 'Acme Clouds'",
        "people acme --assign 'integrator=Jo Park' --contact technical=jo@acme.example",
        "request acme support-training",
        "request acme --done 7 --reason 'two days in June'",
        "request --from requests.csv",
        "standing acme --bad 'invoice 4711'",
        "product add acme 'Acme Shield' --category Security",
        "product add --from products.csv",
        "product edit acme shield --name 'Acme Shield'",
        "product mark acme shield --met technical-tested",
        "product request acme shield",
        "product unpublish acme listed",
        "deployments record acme shield --ref D-1",
        "deployments record --from deployments.csv",
        "revenue record acme shield 2015-05 10",
        "revenue record --from revenue.csv",
        "undo",
    ];
    let refused = [
        ("apply 'ACME cloud'".to_owned(), 1),
        ("apply Bolt --on 2999-01-01".to_owned(), 2),
        (format!("review acme {ADMISSIBLE} --admit"), 1),
        (format!("certify acme {CERTIFIABLE} --grant"), 1),
        (
            "certify acme --extend-to 2016-01-01 --reason 'more time'".to_owned(),
            1,
        ),
        ("award-points acme certification".to_owned(), 1),
        ("award-points acme customer-deployment".to_owned(), 2),
        ("edit nobody --name Nobody".to_owned(), 1),
        ("award-points --from bad.csv".to_owned(), 1),
        ("award-points --from bad.csv --keep-going".to_owned(), 3),
        ("undo 3".to_owned(), 1),
        ("product publish acme shield".to_owned(), 1),
        ("product add acme SHIELD".to_owned(), 1),
        ("product mark acme shield --met mpa".to_owned(), 1),
        ("deployments record acme sword --ref D-1".to_owned(), 1),
        ("revenue record acme shield 2999-01 10".to_owned(), 2),
    ];
    done.map(|line| (line.to_owned(), 0))
        .into_iter()
        .chain(refused)
        .collect()
}

fn prepared() -> Session {
    let mut session = Session::with_certified();
    session.mpp("request acme support-training").ok();
    session.write("requests.csv", "partner,kind\nacme,sales-training\n");
    session.today("2016-03-20");
    session.write("products.csv", "partner,name\nacme,Bow\nacme,Arrow\n");
    session.write(
        "deployments.csv",
        "partner,product,ref\nacme,shield,D-1\nacme,shield,D-2\n",
    );
    session.write(
        "revenue.csv",
        "partner,product,month,amount\nacme,shield,2015-05,10\n",
    );
    let complete = "--category Security --short x --feature y --on 2015-04-01";
    for name in ["Shield", "Listed"] {
        session
            .mpp(&format!("product add acme {name} {complete}"))
            .ok();
    }
    session.mpp("product request acme listed").ok();
    session
        .mpp(&format!("product mark acme listed {PUBLISHABLE}"))
        .ok();
    session.mpp("product publish acme listed").ok();
    session.write("applicants.csv", "name\nBolt\n");
    session.write(
        "partners.csv",
        "name,stage,admitted_on,certified_on\nCore,certified,2015-01-01,2015-02-01\n",
    );
    session.write(
        "verdicts.csv",
        "partner,item,verdict\nacme,documentation,met\nacme,as-advertised,unmet\n",
    );
    session.write("awards.csv", "partner,activity\nacme,business-blog\n");
    session.write(
        "bad.csv",
        "partner,activity\nacme,business-blog\nnobody,business-blog\n",
    );
    session.write("used.csv", "partner,month,amount\nacme,2015-05,10\n");
    session
}

#[test]
fn every_dry_run_leaves_the_book_unchanged() {
    let session = prepared();
    sqlite(&session, "pragma wal_checkpoint(truncate)");
    let book = || std::fs::read(session.path("book.db")).expect("the book");
    let before = book();
    for (line, status) in changing() {
        let ran = session.mpp(&format!("{line} -n")).ends(status);
        if status == 0 {
            assert!(ran.err.contains("(dry run)"), "{line}: {}", ran.err);
        }
        assert!(book() == before, "{line} -n changed the file");
        session
            .mpp(&format!("{line} --dry-run --json"))
            .ends(status);
        assert!(book() == before, "{line} --dry-run changed the file");
    }
    let wal = std::fs::metadata(session.path("book.db-wal")).map_or(0, |wal| wal.len());
    assert_eq!(wal, 0, "nothing waits beside it either");
}

/// Returns what a dry run prints, in the words of the command itself.
fn as_if_done(dry: &str) -> String {
    let Some((before, rest)) = dry.split_once("would record ") else {
        return dry.to_owned();
    };
    let (count, rest) = rest.split_once(',').expect("other parts");
    format!("{before}{count} recorded,{rest}")
}

#[test]
fn a_dry_run_prints_what_the_command_prints() {
    for (line, status) in changing() {
        let session = prepared();
        let dry = session.mpp(&format!("{line} -n")).ends(status);
        let done = session.mpp(&line).ends(status);
        if line.contains("--from") {
            let summary = |err: &str| {
                let mut lines = err.lines();
                let line = lines.find(|line| line.contains(" read, "));
                line.map(as_if_done)
            };
            assert_eq!(summary(&dry.err), summary(&done.err), "{line}");
        } else {
            assert_eq!(dry.out, done.out, "{line}");
        }
        if status == 1 || status == 2 {
            assert_eq!(as_if_done(&dry.err), done.err, "{line}");
        }
    }
}

#[test]
fn a_dry_run_creates_no_book() {
    let session = Session::new();
    session.write("applicants.csv", "name\nBolt\n");
    session.write("partners.csv", "name\nBolt\n");
    session
        .mpp("apply Bolt -n")
        .ok()
        .prints("bolt: applicant")
        .says("(dry run)");
    session
        .mpp("apply --from applicants.csv -n")
        .ok()
        .says("1 read, would record 1,");
    session
        .mpp("adopt --from partners.csv -n")
        .ok()
        .says("1 read, would record 1,");
    session.mpp("award-points acme press-release -n").ends(4);
    session.mpp("undo -n").ends(4);
    for dry in ["", " -n"] {
        session
            .mpp(&format!("apply Bolt --db missing/book.db{dry}"))
            .ends(4);
    }
    assert_eq!(session.files(), ["applicants.csv", "partners.csv"]);
    let planned = session.json("apply Bolt -n");
    assert_eq!(
        (&planned["dry_run"], &planned["entry"]),
        (&true.into(), &serde_json::Value::Null)
    );
}

#[test]
fn a_dry_run_writes_its_rejects_and_nothing_else() {
    let session = prepared();
    session
        .mpp("award-points --from bad.csv --keep-going --rejects refused.csv -n")
        .ends(3);
    assert!(
        session
            .read("refused.csv")
            .contains("nobody,business-blog,")
    );
    session
        .mpp("award-points --from bad.csv --keep-going -n -o report.json")
        .ends(3);
    let report: serde_json::Value =
        serde_json::from_str(&session.read("report.json")).expect("JSON");
    assert_eq!(
        (&report["dry_run"], &report["recorded"], &report["refused"]),
        (&true.into(), &1.into(), &1.into())
    );
}
