//! What the audit finds in facts whose digests are right: written by somebody who knows how entries are made, but not
//! allowed by the rules.

use mpp::domain::decide::request::{Adopt, Apply, Request};
use mpp::domain::fact::{
    Adoption, Award, Dated, Described, Fact, Name, ProductName, Profile, Step, StepKind,
};
use mpp::domain::program::EMBEDDED;
use mpp::domain::value::day::{Day, parse_day};
use mpp::domain::value::id::{EntryId, PartnerId};
use mpp::ops::change;
use mpp::ops::company::name;
use mpp::report::audit::Audit;
use mpp::store::Book;
use mpp::store::book::Provenance;

fn origin() -> Provenance {
    Provenance {
        recorded: "2020-01-01T00:00:00Z".to_owned(),
        actor: "test".to_owned(),
        command: "test".to_owned(),
        note: None,
    }
}

fn day(text: &str) -> Day {
    parse_day(text).expect(text)
}

/// A book in which a company has applied.
fn book() -> (Book, PartnerId) {
    let mut book = Book::in_memory(EMBEDDED, &origin()).expect("a book");
    let partner = PartnerId::new("acme").expect("an id");
    let rules = book.rules(EntryId::PENDING).expect("rules");
    let request = Request::Apply(Apply {
        profile: Profile {
            name: name("Acme", rules.on(day("2015-01-01"))).ok(),
            ..Profile::default()
        },
        own_id: true,
        contact: None,
        note: None,
    });
    let (on, today) = (day("2015-02-01"), day("2016-01-01"));
    change::apply_one(&mut book, &origin(), today, false, &partner, on, &request)
        .expect("an entry");
    (book, partner)
}

/// Returns the findings of the audit after these facts were written bypassing the rules.
fn audited(facts: &[Fact]) -> Vec<String> {
    let (mut book, partner) = book();
    for fact in facts {
        let mut recording = book.record(&origin()).expect("an entry");
        let on = day("2015-03-01");
        let fact = fact.clone();
        recording
            .facts(&partner, &[Dated { on, fact }])
            .expect("a fact");
        recording.commit().expect("a commit");
    }
    let audit = Audit::of(&book, &[], false).expect("an audit");
    assert_eq!(audit.is_ok(), facts.is_empty());
    let audit = serde_json::to_value(&audit).expect("JSON");
    let findings = audit["findings"].as_array().expect("findings").iter();
    findings
        .map(|finding| {
            assert!(
                finding["remedy"]
                    .as_str()
                    .is_some_and(|remedy| !remedy.is_empty())
            );
            format!(
                "{} {}",
                finding["entry"],
                finding["problem"].as_str().expect("a problem")
            )
        })
        .collect()
}

#[test]
fn a_fact_that_no_command_would_record_is_named() {
    assert!(audited(&[]).is_empty());
    let certified = Fact::Step(Step {
        kind: StepKind::Certified,
        reason: None,
    });
    let award = Fact::Award(Award {
        participation: 1,
        activity: "press-release".to_owned(),
        points: 25,
        reference: None,
        evidence: None,
        note: None,
        expires_on: None,
        override_reason: None,
    });
    assert_eq!(
        audited(std::slice::from_ref(&award)),
        [
            "3 fact 3.1, award of acme, is against the rules: acme cannot earn `press-release` on 2015-03-01: it is an applicant"
        ]
    );
    assert_eq!(
        audited(&[certified, award.clone(), award]),
        [
            "3 fact 3.1, certified of acme, is against the rules: acme cannot be certified on 2015-03-01: it has been an applicant since 2015-02-01",
            "4 fact 4.1, award of acme, is against the rules: acme cannot earn `press-release` on 2015-03-01: it is an applicant",
            "5 fact 5.1, award of acme, is against the rules: acme cannot earn `press-release` on 2015-03-01: it is an applicant",
        ]
    );
}

/// A book in which a partner was adopted that is certified since 2015-02-10.
fn certified() -> (Book, PartnerId) {
    let (mut book, _) = book();
    let partner = PartnerId::new("bolt").expect("an id");
    let rules = book.rules(EntryId::PENDING).expect("rules");
    let (on, today) = (day("2015-02-01"), day("2015-06-01"));
    let apply = Apply {
        profile: Profile {
            name: name("Bolt Inc", rules.on(on)).ok(),
            ..Profile::default()
        },
        own_id: true,
        contact: None,
        note: None,
    };
    let request = Request::Adopt(Adopt {
        apply,
        adoption: Adoption {
            admitted_on: Some(on),
            agreed_on: Some(on),
            certified_on: Some(day("2015-02-10")),
        },
        opening: None,
        today,
    });
    change::apply_one(&mut book, &origin(), today, false, &partner, on, &request)
        .expect("an entry");
    (book, partner)
}

/// Returns the findings of the audit after one more fact was written bypassing the rules.
fn audited_with(fact: Fact) -> Vec<String> {
    let (mut book, partner) = certified();
    let mut recording = book.record(&origin()).expect("an entry");
    let on = day("2015-03-01");
    recording
        .facts(&partner, &[Dated { on, fact }])
        .expect("a fact");
    recording.commit().expect("a commit");
    let audit = Audit::of(&book, &[], false).expect("an audit");
    let audit = serde_json::to_value(&audit).expect("JSON");
    let findings = audit["findings"].as_array().expect("findings").iter();
    findings
        .map(|finding| finding["problem"].as_str().expect("a problem").to_owned())
        .collect()
}

fn award(points: i64, expires_on: Option<Day>) -> Fact {
    Fact::Award(Award {
        participation: 1,
        activity: "press-release".to_owned(),
        points,
        reference: None,
        evidence: None,
        note: None,
        expires_on,
        override_reason: None,
    })
}

#[test]
fn an_award_with_another_price_or_expiry_is_named() {
    assert_eq!(audited_with(award(25, None)), [""; 0]);
    let of_bolt = "fact 4.1, award of bolt, is against the rules: `press-release` earned bolt 25 points, which do not expire";
    assert_eq!(audited_with(award(5000, None)), [of_bolt]);
    assert_eq!(audited_with(award(25, Some(day("2099-01-01")))), [of_bolt]);
}

#[test]
fn a_name_with_another_key_is_named() {
    let named = |key: &str, look: &str| {
        Fact::Profile(Profile {
            name: Some(Name {
                text: "Bolt GmbH".to_owned(),
                key: key.to_owned(),
                look: look.to_owned(),
            }),
            ..Profile::default()
        })
    };
    assert_eq!(audited_with(named("bolt gmbh", "bolt")), [""; 0]);
    let found = "fact 4.1, profile of bolt, is against the rules: the name `Bolt GmbH` is compared with others by another key";
    for (key, look) in [("acme", "bolt"), ("bolt gmbh", "elsewhere")] {
        assert_eq!(audited_with(named(key, look)), [found]);
    }
    let product = |key: &str| {
        Fact::Product(Described {
            product: "shield".to_owned(),
            name: Some(ProductName {
                text: "Shield".to_owned(),
                key: key.to_owned(),
            }),
            ..Described::default()
        })
    };
    assert_eq!(audited_with(product("shield")), [""; 0]);
    assert_eq!(
        audited_with(product("sword")),
        [
            "fact 4.1, product of bolt, is against the rules: the name `Shield` is compared with others by another key"
        ]
    );
}
