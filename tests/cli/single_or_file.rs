//! One command for each row, or one file of all: the facts, the points and the refusals are the same.

use crate::session::Session;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A file, and the command that says the same as each of its rows. The rows are in the order of their days.
struct File {
    import: &'static str,
    header: &'static str,
    rows: &'static [(&'static str, &'static str)],
}

/// Reasons that are worded for files: they name an earlier row, or say what a row may hold.
const WORDED_FOR_FILES: [&str; 6] = [
    "no partner in the book has this id, alias, external id or name",
    "acme has no product of this id or name",
    "an earlier row of this file",
    "of the file earns it already",
    "is there already with other content",
    "is awarded to acme already with other content",
];

impl File {
    /// Imports the file, with its rows in the order given, and returns why rows were refused, by row.
    fn import(&self, session: &Session, order: &[usize]) -> BTreeMap<usize, String> {
        let rows: Vec<&str> = order.iter().map(|row| self.rows[*row].0).collect();
        session.write(
            "rows.csv",
            format!("{}\n{}\n", self.header, rows.join("\n")),
        );
        let line = format!("{} --from rows.csv --keep-going --json", self.import);
        let ran = session.mpp(&line);
        assert!([0, 3].contains(&ran.status), "{line}: {}", ran.err);
        let report: Value = serde_json::from_str(&ran.out).expect("one JSON document");
        let refusals = report["refusals"].as_array().expect("refusals").iter();
        let refusals = refusals.map(|refusal| {
            let line = refusal["line"].as_u64().expect("a line");
            let row = usize::try_from(line - 2).expect("a row");
            let reason = refusal["reason"].as_str().expect("a reason");
            (order[row], reason.to_owned())
        });
        refusals.collect()
    }

    /// Runs a command for each row, and returns why they were refused, by row.
    fn record_one_by_one(&self, session: &Session) -> BTreeMap<usize, String> {
        let mut refused = BTreeMap::new();
        for (row, (_, command)) in self.rows.iter().enumerate() {
            let ran = session.mpp(&format!("{command} --json"));
            if ran.status != 0 {
                let error: Value = serde_json::from_str(&ran.err).expect(command);
                let message = error["error"]["message"].as_str().expect("a message");
                refused.insert(row, message.to_owned());
            }
        }
        refused
    }

    /// Holds one against the other, for the file in its own order and, where that may not matter, from behind.
    fn is_the_same_one_by_one(&self, before: &Session, any_order: bool) -> Session {
        let singly = before.copied();
        let refused_singly = self.record_one_by_one(&singly);
        let recorded_singly = recorded(&singly);
        assert!(!refused_singly.is_empty(), "a row is refused");
        let in_order: Vec<usize> = (0..self.rows.len()).collect();
        let mut orders = vec![in_order.clone()];
        if any_order {
            orders.push(in_order.into_iter().rev().collect());
        }
        for order in orders {
            let together = before.copied();
            let refused = self.import(&together, &order);
            assert_same(&recorded(&together), &recorded_singly);
            let rows = |refused: &BTreeMap<usize, String>| refused.keys().copied().collect();
            let (rows, rows_singly): (BTreeSet<usize>, BTreeSet<usize>) =
                (rows(&refused), rows(&refused_singly));
            assert_eq!(rows, rows_singly, "{refused:#?} {refused_singly:#?}");
            for (row, reason) in refused {
                let of_files = WORDED_FOR_FILES.iter().any(|why| reason.contains(why));
                let why = &refused_singly[&row];
                assert!(
                    of_files || why.contains(&reason) || reason.contains(why),
                    "{reason}\n{why}"
                );
            }
            together.mpp("audit").ok();
        }
        singly
    }
}

/// Shows what only the file and only the single commands recorded.
fn assert_same(together: &[String], singly: &[String]) {
    let only = |of: &[String], other: &[String]| -> Vec<String> {
        of.iter()
            .filter(|fact| !other.contains(fact))
            .cloned()
            .collect()
    };
    let (of_file, of_commands) = (only(together, singly), only(singly, together));
    assert!(
        together == singly,
        "only by file: {of_file:#?}\nonly by commands: {of_commands:#?}"
    );
}

/// The facts about each partner, whatever their order, with its tier and points.
fn recorded(session: &Session) -> Vec<String> {
    let tiers = session.json("tier");
    let partners = tiers["partners"].as_array().expect("partners");
    let mut all: Vec<String> = partners.iter().map(Value::to_string).collect();
    for partner in partners {
        let id = partner["partner"].as_str().expect("an id");
        let history = session.json(&format!("history {id}"));
        let entries = history["entries"].as_array().expect("entries").iter();
        let facts = entries.flat_map(|entry| entry["facts"].as_array().expect("facts"));
        let known: BTreeMap<&str, &Value> = facts
            .clone()
            .map(|fact| (fact["fact"].as_str().expect("its name"), fact))
            .collect();
        for fact in facts {
            let mut content = fact.clone();
            content["fact"] = Value::Null;
            // Which award it is, whatever its name.
            if let Some(award) = fact["award"].as_str() {
                let award = known[award];
                content["award"] =
                    format!("{} {} {}", award["on"], award["activity"], award["ref"]).into();
            }
            all.push(content.to_string());
        }
    }
    all.sort();
    all
}

#[test]
fn applications() {
    File {
        import: "apply",
        header: "name,id,kind,category,contact_name,contact_email,on,note",
        rows: &[
            (
                "Bolt,bolt,saas,Storage,Ann,ann@bolt.example,2015-03-01,",
                "apply Bolt --id bolt --kind saas --category Storage --contact 'Ann <ann@bolt.example>' --on 2015-03-01",
            ),
            ("Core,,saas,,,,2015-03-02,", "apply Core --kind saas --on 2015-03-02"),
            ("Dice,,no-such-kind,,,,2015-03-02,", "apply Dice --kind no-such-kind --on 2015-03-02"),
            ("Bolt Ltd,,saas,,,,2015-03-03,", "apply 'Bolt Ltd' --kind saas --on 2015-03-03"),
            ("Bolt,bolt,software,Storage,,,2015-03-01,", "apply Bolt --id bolt --kind software --on 2015-03-01"),
            ("Acme Cloud,other,saas,,,,2015-03-04,", "apply 'Acme Cloud' --id other --kind saas --on 2015-03-04"),
            ("Edge,,,,,,2016-01-01,", "apply Edge --on 2016-01-01"),
        ],
    }
    .is_the_same_one_by_one(&Session::with_certified(), false);
}

/// There is no command that adopts one partner: a file of one row does.
#[test]
fn adoptions() {
    let header = "name,id,kind,alias,on,stage,admitted_on,mpa_on,certified_on,points,points_on";
    let rows = [
        "Bolt,,software,BOLT,,certified,,2013-05-01,2013-04-30,620,2014-12-31",
        "Core,,saas,,2015-04-01,candidate,2015-04-20,2015-05-02,,,",
        "Dice,,saas,DICE,2012-11-01,certified,2012-12-01,2012-12-05,2013-02-28,,",
        "Edge,,,,2015-05-01,applicant,,,,,",
        "Fuse,,saas,BOLT,2015-05-01,applicant,,,,,",
        "Grid,,no-such-kind,,2015-05-01,applicant,,,,,",
        "Hive,,saas,,2015-05-01,candidate,,,,,",
    ];
    let (together, singly) = (Session::with_certified(), Session::with_certified());
    together.write("rows.csv", format!("{header}\n{}\n", rows.join("\n")));
    together
        .mpp("adopt --from rows.csv --keep-going")
        .ends(3)
        .says("4 recorded");
    for (row, status) in rows.iter().zip([0, 0, 0, 0, 3, 3, 3]) {
        singly.write("row.csv", format!("{header}\n{row}\n"));
        singly.mpp("adopt --from row.csv --keep-going").ends(status);
    }
    assert_same(&recorded(&together), &recorded(&singly));
}

#[test]
fn verdicts() {
    File {
        import: "checklist",
        header: "partner,item,verdict,note,evidence,on",
        rows: &[
            ("acme,as-advertised,met,seen,,2015-03-01", "checklist acme --met as-advertised=seen --on 2015-03-01"),
            (
                "acme,kb-public,met,,https://kb.example/1,2015-03-02",
                "checklist acme --met kb-public --evidence kb-public=https://kb.example/1 --on 2015-03-02",
            ),
            ("acme,kb-internal,met,,,2015-03-03", "checklist acme --met kb-internal --on 2015-03-03"),
            ("acme,documentation,unmet,thin,,2015-03-03", "checklist acme --unmet documentation=thin --on 2015-03-03"),
            ("acme,documentation,met,,,2015-03-04", "checklist acme --met documentation --on 2015-03-04"),
            ("acme,no-such-item,met,,,2015-03-05", "checklist acme --met no-such-item --on 2015-03-05"),
            ("acme,test-account,waived,,,2015-03-05", "checklist acme --waive test-account= --on 2015-03-05"),
            ("acme,business-value,met,,,2015-01-05", "checklist acme --met business-value --on 2015-01-05"),
            ("acme,account-alias,met,,,2015-03-07", "checklist acme --met account-alias --on 2015-03-07"),
        ],
    }
    .is_the_same_one_by_one(&Session::with_candidate(), true);
}

#[test]
fn products() {
    File {
        import: "product add",
        header: "partner,name,on,version,kind,category,short,features",
        rows: &[
            (
                "acme,Shield,2015-04-01,1.0,saas,Security;Storage,Watches machines,Alerts;Reports",
                "product add acme Shield --version 1.0 --kind saas --category Security --category Storage \
                 --short 'Watches machines' --feature Alerts --feature Reports --on 2015-04-01",
            ),
            ("acme,Sword,2015-04-02,,,,,", "product add acme Sword --on 2015-04-02"),
            ("acme,Helmet,2015-04-03,,no-such-kind,,,", "product add acme Helmet --kind no-such-kind --on 2015-04-03"),
            ("acme,Boots,2014-01-01,,,,,", "product add acme Boots --on 2014-01-01"),
            ("acme,Shield,2015-04-04,2.0,,,,", "product add acme Shield --version 2.0 --on 2015-04-04"),
        ],
    }
    .is_the_same_one_by_one(&Session::with_certified(), false);
}

#[test]
fn awards() {
    File {
        import: "award-points",
        header: "partner,activity,ref,on,evidence,note",
        rows: &[
            (
                "acme,press-release,,2015-04-01,https://news.example/1,",
                "award-points acme press-release --evidence https://news.example/1 --on 2015-04-01",
            ),
            (
                "acme,customer-deployment,D-1,2015-04-02,,",
                "award-points acme customer-deployment --ref D-1 --on 2015-04-02",
            ),
            (
                "acme,brown-bag-training,,2015-04-03,,",
                "award-points acme brown-bag-training --on 2015-04-03",
            ),
            (
                "acme,customer-deployment,D-1,2015-04-03,,",
                "award-points acme customer-deployment --ref D-1 --on 2015-04-03",
            ),
            (
                "acme,customer-deployment,,2015-04-03,,",
                "award-points acme customer-deployment --on 2015-04-03",
            ),
            (
                "acme,provider-of-the-quarter,,2015-04-04,,",
                "award-points acme provider-of-the-quarter --on 2015-04-04",
            ),
            (
                "acme,brown-bag-training,,2015-04-05,,",
                "award-points acme brown-bag-training --on 2015-04-05",
            ),
            (
                "acme,customer-deployment,D-2,2015-04-06,,",
                "award-points acme customer-deployment --ref D-2 --on 2015-04-06",
            ),
            (
                "acme,customer-deployment,D-3,2015-04-07,,",
                "award-points acme customer-deployment --ref D-3 --on 2015-04-07",
            ),
            (
                "acme,customer-deployment,D-4,2015-04-08,,",
                "award-points acme customer-deployment --ref D-4 --on 2015-04-08",
            ),
            (
                "acme,no-such-activity,,2015-04-08,,",
                "award-points acme no-such-activity --on 2015-04-08",
            ),
            (
                "acme,admission,,2015-04-08,,",
                "award-points acme admission --on 2015-04-08",
            ),
        ],
    }
    .is_the_same_one_by_one(&Session::with_certified(), true);
}

#[test]
fn deployments_and_their_corrections() {
    let session = Session::with_published();
    let reported = File {
        import: "deployments record",
        header: "partner,product,ref,on,customer,outcome,error,test",
        rows: &[
            (
                "acme,acme-shield,D-0,2015-03-01,,,,",
                "deployments record acme acme-shield --ref D-0 --on 2015-03-01",
            ),
            (
                "acme,acme-shield,D-1,2015-04-10,Bolt,,,",
                "deployments record acme acme-shield --ref D-1 --customer Bolt --on 2015-04-10",
            ),
            (
                "acme,Acme Shield,D-2,2015-04-11,,,,",
                "deployments record acme 'Acme Shield' --ref D-2 --on 2015-04-11",
            ),
            (
                "acme,acme-shield,D-3,2015-04-12,,,disk is full,",
                "deployments record acme acme-shield --ref D-3 --error 'disk is full' --on 2015-04-12",
            ),
            (
                "acme,acme-shield,D-4,2015-04-13,,success,slow,",
                "deployments record acme acme-shield --ref D-4 --outcome success --error slow --on 2015-04-13",
            ),
            (
                "acme,acme-shield,D-5,2015-04-14,,,,yes",
                "deployments record acme acme-shield --ref D-5 --test --on 2015-04-14",
            ),
            (
                "acme,no-such-product,D-6,2015-04-15,,,,",
                "deployments record acme no-such-product --ref D-6 --on 2015-04-15",
            ),
            (
                "acme,acme-shield,D-7,2015-04-16,,,,",
                "deployments record acme acme-shield --ref D-7 --on 2015-04-16",
            ),
            (
                "acme,acme-shield,D-8,2015-04-17,,,,",
                "deployments record acme acme-shield --ref D-8 --on 2015-04-17",
            ),
            (
                "acme,acme-shield,D-9,2015-04-18,,,,",
                "deployments record acme acme-shield --ref D-9 --on 2015-04-18",
            ),
            (
                "nobody,acme-shield,D-9,2015-04-18,,,,",
                "deployments record nobody acme-shield --ref D-9 --on 2015-04-18",
            ),
        ],
    };
    let mut session = reported.is_the_same_one_by_one(&session, true);
    session.today("2015-06-20");
    let again = File {
        import: "deployments record",
        header: "partner,product,ref,on,outcome",
        rows: &[
            (
                "acme,acme-shield,D-1,2015-04-10,success",
                "deployments record acme acme-shield --ref D-1 --on 2015-04-10",
            ),
            (
                "acme,acme-shield,D-2,2015-04-11,failure",
                "deployments record acme acme-shield --ref D-2 --outcome failure --on 2015-04-11",
            ),
        ],
    };
    again.is_the_same_one_by_one(&session, true);
    let corrected = File {
        import: "deployments record --on-duplicate update",
        header: "partner,product,ref,on,outcome",
        rows: &[
            (
                "acme,acme-shield,D-2,2015-04-11,failure",
                "deployments record acme acme-shield --ref D-2 --outcome failure --on 2015-04-11 --on-duplicate update",
            ),
            (
                "acme,acme-shield,D-8,2015-04-17,failure",
                "deployments record acme acme-shield --ref D-8 --outcome failure --on 2015-04-17 --on-duplicate update",
            ),
            (
                "acme,acme-shield,D-3,2015-04-12,success",
                "deployments record acme acme-shield --ref D-3 --outcome success --on 2015-04-12 --on-duplicate update",
            ),
            (
                "acme,acme-shield,D-4,2015-04-14,success",
                "deployments record acme acme-shield --ref D-4 --outcome success --on 2015-04-14 --on-duplicate update",
            ),
            (
                "acme,no-such-product,D-5,2015-04-14,success",
                "deployments record acme no-such-product --ref D-5 --on 2015-04-14 --on-duplicate update",
            ),
        ],
    };
    let mut session = corrected.is_the_same_one_by_one(&session, false);
    session.today("2015-06-25");
    File {
        import: "deployments record --on-duplicate update",
        header: "partner,product,ref,on,outcome",
        rows: &[
            ("acme,acme-shield,D-7,2015-04-16,failure", "deployments record acme acme-shield --ref D-7 --outcome failure --on 2015-04-16 --on-duplicate update"),
            ("acme,acme-shield,D-2,2015-04-11,success", "deployments record acme acme-shield --ref D-2 --outcome success --on 2015-04-11 --on-duplicate update"),
            ("acme,acme-shield,D-8,2015-04-17,success", "deployments record acme acme-shield --ref D-8 --outcome success --on 2015-04-17 --on-duplicate update"),
            ("nobody,acme-shield,D-8,2015-04-17,success", "deployments record nobody acme-shield --ref D-8 --on 2015-04-17 --on-duplicate update"),
        ],
    }
    .is_the_same_one_by_one(&session, false);
}

#[test]
fn revenue_and_its_corrections() {
    let session = Session::with_published();
    let reported = File {
        import: "revenue record",
        header: "partner,product,month,sku,subscriptions,amount",
        rows: &[
            (
                "acme,acme-shield,2015-04,,12,1000.50",
                "revenue record acme acme-shield 2015-04 1000.50 --subscriptions 12",
            ),
            (
                "acme,acme-shield,2015-04,gold,,20",
                "revenue record acme acme-shield 2015-04 20 --sku gold",
            ),
            (
                "acme,Acme Shield,2015-05,,,7",
                "revenue record acme 'Acme Shield' 2015-05 7",
            ),
            (
                "acme,no-such-product,2015-05,,,7",
                "revenue record acme no-such-product 2015-05 7",
            ),
            (
                "acme,acme-shield,2015-05,,,8",
                "revenue record acme acme-shield 2015-05 8",
            ),
            (
                "acme,acme-shield,2015-07,,,8",
                "revenue record acme acme-shield 2015-07 8",
            ),
            (
                "acme,acme-shield,2014-01,,,9",
                "revenue record acme acme-shield 2014-01 9",
            ),
        ],
    };
    let session = reported.is_the_same_one_by_one(&session, false);
    File {
        import: "revenue record --on-duplicate update",
        header: "partner,product,month,sku,subscriptions,amount",
        rows: &[
            ("acme,acme-shield,2015-04,,,1100", "revenue record acme acme-shield 2015-04 1100 --on-duplicate update"),
            ("acme,acme-shield,2015-04,gold,3,20", "revenue record acme acme-shield 2015-04 20 --sku gold --subscriptions 3 --on-duplicate update"),
            ("acme,acme-shield,2015-05,,,7", "revenue record acme acme-shield 2015-05 7 --on-duplicate update"),
            ("acme,acme-shield,2015-05,,x,7", "revenue record acme acme-shield 2015-05 7 --subscriptions x --on-duplicate update"),
        ],
    }
    .is_the_same_one_by_one(&session, true);
}

#[test]
fn credit_used_and_its_corrections() {
    let used = File {
        import: "credits",
        header: "partner,month,amount,note",
        rows: &[
            ("acme,2015-03,100,", "credits acme --use 2015-03 100"),
            ("acme,2015-04,250.50,", "credits acme --use 2015-04 250.50"),
            ("acme,2015-03,120,", "credits acme --use 2015-03 120"),
            ("acme,2015-01,5,", "credits acme --use 2015-01 5"),
            ("acme,2015-05,much,", "credits acme --use 2015-05 much"),
            ("acme,2015-04,250.50,", "credits acme --use 2015-04 250.50"),
        ],
    };
    let session = used.is_the_same_one_by_one(&Session::with_certified(), false);
    File {
        import: "credits --on-duplicate update",
        header: "partner,month,amount",
        rows: &[
            (
                "acme,2015-03,120",
                "credits acme --use 2015-03 120 --on-duplicate update",
            ),
            (
                "acme,2015-04,250.50",
                "credits acme --use 2015-04 250.50 --on-duplicate update",
            ),
            (
                "acme,2016-01,5",
                "credits acme --use 2016-01 5 --on-duplicate update",
            ),
        ],
    }
    .is_the_same_one_by_one(&session, true);
}

#[test]
fn a_correction_that_takes_away_what_a_later_award_needs_is_refused() {
    let mut session = Session::with_published();
    for reference in ["D-1", "D-2"] {
        let line = format!("deployments record acme acme-shield --ref {reference} --on 2015-06-01");
        session.mpp(&line).ok();
    }
    session
        .mpp("award-points acme brown-bag-training --on 2015-06-15")
        .ok();
    // The clock was set back.
    session.today("2015-06-10");
    let options = "--on-duplicate update --outcome failure --on 2015-06-01";
    let single = format!("deployments record acme acme-shield --ref D-1 {options}");
    let why = "`brown-bag-training`";
    session.mpp(&single).ends(1).says(why);
    session.write(
        "rows.csv",
        "partner,product,ref,on,outcome\nacme,acme-shield,D-1,2015-06-01,failure\n",
    );
    let file = "deployments record --from rows.csv --on-duplicate update --keep-going";
    session.mpp(file).ends(1).says(why);
    session.mpp("audit").ok();
}
