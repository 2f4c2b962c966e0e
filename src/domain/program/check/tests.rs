use super::super::read::tests::{accept, errors, expect};

const DEPLOYMENT: &str = "limit = \"each\"\ngiven_by = \"deployment\"";
const DEPLOYMENT_ONCE: &str = "limit = \"once\"\ngiven_by = \"deployment\"";
const QUARTERLY: &str = "limit = \"quarter\"";

#[test]
fn ids() {
    expect(&[
        (
            "[[kind]]\nid = \"software\"",
            "[[kind]]\nid = «\"saas\"\ntext = \"x\"\n[[kind]]\nid = \"software\"",
            "two kinds have the id `saas`",
        ),
        (
            "id = \"onboarding\"",
            "id = «\"application\"",
            "two checklists have the id `application`",
        ),
        (
            "id = \"press-release\"",
            "id = «\"admission\"",
            "two activities have the id `admission`",
        ),
        (
            "id = \"function\"",
            "id = «\"value-proposition\"",
            "two items have the id `value-proposition`",
        ),
        (
            "id = \"as-advertised\"",
            "id = «\"density\"",
            "two items have the id `density`",
        ),
        (
            "id = \"technical\"",
            "id = «\"integrator\"",
            "two roles have the id `integrator`",
        ),
        (
            "\"enterprise\"]",
            "\"enterprise\", «\"developer\"]",
            "two levels have the id `developer`",
        ),
        (
            "id = \"roadmap-question\"",
            "id = «\"technical-question\"",
            "two requests have the id `technical-question`",
        ),
        (
            "id = \"press-release\"",
            "id = «\"opening-balance\"",
            "`opening-balance` is what the balance of an adopted partner is called",
        ),
    ]);
}

#[test]
fn references() {
    expect(&[
        (
            "# team = [\"integrator\"]",
            "team = [«\"integrater\"]",
            "no role of the team `integrater` exists",
        ),
        (
            "support_level = \"enterprise\"",
            "support_level = «\"entreprise\"",
            "no support level `entreprise` exists",
        ),
        (
            "checklists = [\"application\"]",
            "checklists = [«\"aplication\"]",
            "no checklist `aplication` exists",
        ),
        (
            "checklists = [\"application\"]",
            "checklists = [«\"publication\"]",
            "`publication` is a checklist of a product",
        ),
        (
            "checklists = [\"application\"]",
            "checklists = [«\"certification\"]",
            "`certification` can be filled in only from the stage candidate on",
        ),
        (
            "checklists = [\"publication\"]",
            "checklists = [«\"onboarding\"]",
            "`onboarding` is a checklist of a participation",
        ),
        (
            "items = [\"cloud-account\",",
            "items = [«\"cloud-acount\",",
            "no item `cloud-acount` exists",
        ),
        (
            "items = [\"cloud-account\",",
            "items = [«\"kb-public\", ",
            "`certification` can be filled in only from the stage candidate on",
        ),
        (
            "items = [\"mpa\"]",
            "items = [«\"billing-approved\"]",
            "`billing-approved` is an item of a product",
        ),
        (
            "waits_for = [\"portal-access\"]",
            "waits_for = [\"cloud-account\", «\"portal\"]",
            "no item `portal` exists",
        ),
        (
            "waits_for = [\"product-content\"]",
            "waits_for = [«\"content\"]",
            "`content` is an item of a product",
        ),
        (
            "waits_for = [\"content\"]",
            "waits_for = [«\"product-content\"]",
            "`product-content` is an item of a participation",
        ),
        (
            "kinds = [\"saas\"]",
            "kinds = [«\"sass\"]",
            "no kind `sass` exists",
        ),
        (
            "contact = \"support\"",
            "contact = «\"suport\"",
            "no contact role `suport` exists",
        ),
        (
            "{ gold = 75, platinum = 75 }",
            "{ gold = 75, platin = «75 }",
            "no tier `platin` exists",
        ),
        (
            "from = \"gold\"",
            "from = «\"bronze\"",
            "no tier `bronze` exists",
        ),
    ]);
}

#[test]
fn circles() {
    let found = |changes: &[(&str, &str)]| -> Vec<String> {
        errors(changes)
            .into_iter()
            .map(|error| error.message)
            .collect()
    };
    expect(&[(
        "id = \"function\"",
        "id = \"function\"\nwaits_for = [«\"function\"]",
        "waiting goes in a circle: `function` and `function` again",
    )]);
    // Two circles that share an item, both found.
    assert_eq!(
        found(&[(
            "waits_for = [\"cloud-account\"]",
            "waits_for = [\"product-content\", \"mpa\"]"
        ),]),
        [
            "waiting goes in a circle: `portal-access`, `mpa` and `portal-access` again",
            "waiting goes in a circle: `portal-access`, `product-content` and `portal-access` again",
        ]
    );
    assert_eq!(
        found(&[(
            "id = \"kb-public\"",
            "id = \"kb-public\"\nwaits_for = [\"integrator-validation\"]"
        )]),
        ["waiting goes in a circle: `kb-public`, `integrator-validation` and `kb-public` again"]
    );
}

#[test]
fn awards_by_steps() {
    expect(&[
        (
            "limit = \"once\"\ngiven_by = \"certify\"",
            "limit = \"once\"\ngiven_by = «\"admit\"",
            "`admission` is given by admit already",
        ),
        (
            "from = \"candidate\"\nlimit = \"once\"",
            "from = «\"silver\"\nlimit = \"once\"",
            "`admission` is given by admit, when no partner is at `silver` yet",
        ),
        (
            "from = \"silver\"\nlimit = \"once\"\ngiven_by = \"certify\"",
            "from = «\"gold\"\nlimit = \"once\"\ngiven_by = \"certify\"",
            "`certification` is given by certify, when no partner is at `gold` yet",
        ),
        (
            "limit = \"once\"\ngiven_by = \"certify\"",
            "limit = «\"each\"\ngiven_by = \"certify\"",
            "`certification` can be earned once for each reference, and certify has none",
        ),
        (
            "id = \"view-ezine\"",
            "id = \"view-ezine\"\nby_hand = «false",
            "nobody can ever award `view-ezine`",
        ),
        (
            "given_by = \"admit\"",
            "given_by = \"admit\"\nprerequisite_points = «1",
            "no partner can have a balance of 1 before `admission`",
        ),
        (
            "given_by = \"certify\"",
            "given_by = \"certify\"\nprerequisite_points = «26",
            "no partner can have a balance of 26 before `certification`",
        ),
    ]);
    accept(&[(
        "given_by = \"certify\"",
        "given_by = \"certify\"\nprerequisite_points = 25",
    )]);
}

#[test]
fn tiers() {
    expect(&[
        (
            "from_points = 0",
            "from_points = «10",
            "the lowest tier begins at 0 points, not at 10",
        ),
        (
            "from_points = 5000",
            "from_points = «500",
            "`platinum` must begin above `gold`",
        ),
        (
            "from_points = 500\n",
            "from_points = «0\n",
            "`gold` must begin above `silver`",
        ),
        (
            "[[tier]]\nid = \"platinum\"",
            "[[tier]]\nid = «\"candidate\"\nname = \"x\"\nfrom_points = 600\ncredit_usd = 1\n\
                 [[tier]]\nid = \"platinum\"",
            "`candidate` is a stage and cannot be a tier",
        ),
    ]);
}

#[test]
fn a_way_into_every_tier() {
    // Silver's activities bring 575 and one deployment 50; from gold the deployment is worth 75, and
    // gold's own bring 850.
    let cases: [(i64, i64, &[&str]); 4] = [
        (625, 1_500, &[]),
        (626, 1_500, &["no partner can reach `gold`"]),
        (500, 1_501, &["no partner can reach `platinum`"]),
        (
            626,
            1_501,
            &[
                "no partner can reach `gold`",
                "no partner can reach `platinum`",
            ],
        ),
    ];
    for (gold, platinum, expected) in cases {
        let found = errors(&[
            (DEPLOYMENT, DEPLOYMENT_ONCE),
            (QUARTERLY, "limit = \"once\""),
            ("from_points = 500\n", &format!("from_points = {gold}\n")),
            ("from_points = 5000", &format!("from_points = {platinum}")),
        ]);
        let messages: Vec<&str> = found.iter().map(|error| error.message.as_str()).collect();
        assert_eq!(messages, expected, "gold {gold}, platinum {platinum}");
    }
}

#[test]
fn validity_bounds_what_comes_again() {
    // Of quarterly awards valid for three months two count at once: 500 + 2 × 75 + 50.
    for (gold, expected) in [(700, 0), (701, 1)] {
        let found = errors(&[
            (DEPLOYMENT, DEPLOYMENT_ONCE),
            (QUARTERLY, "limit = \"quarter\"\nvalid_months = 3"),
            ("from_points = 500\n", &format!("from_points = {gold}\n")),
            ("from_points = 5000", "from_points = 1000"),
        ]);
        assert_eq!(found.len(), expected, "{found:?}");
    }
}

#[test]
fn prerequisites() {
    accept(&[(
        "prerequisite_points = 150",
        "prerequisite_points = 1000000000",
    )]);
    // Everything but the training itself, once: 575 - 50 + 75 + 850.
    for (points, expected) in [(1_450, 0), (1_451, 1)] {
        let found = errors(&[
            (DEPLOYMENT, DEPLOYMENT_ONCE),
            (QUARTERLY, "limit = \"once\""),
            (
                "prerequisite_points = 150",
                &format!("prerequisite_points = {points}"),
            ),
            ("from_points = 5000", "from_points = 1000"),
        ]);
        assert_eq!(found.len(), expected, "{found:?}");
    }
}

#[test]
fn what_cannot_be_read_causes_no_second_error() {
    for (old, new) in [
        ("of = \"product\"", "of = \"\""),
        ("from = \"certified\"", "from = 1"),
        ("points = 25", "points = \"25\""),
        ("limit = \"each\"", "limit = \"ech\""),
        ("from_points = 500\n", "from_points = \"500\"\n"),
        ("given_by = \"admit\"", "given_by = \"admitt\""),
        ("prerequisite_points = 150", "prerequisite_points = -1"),
    ] {
        let found = errors(&[(old, new)]);
        assert_eq!(found.len(), 1, "{new:?}: {found:#?}");
    }
}

#[test]
fn an_item_that_is_the_same_as_one_of_the_partner() {
    expect(&[
        (
            "id = \"function\"",
            "id = \"function\"\nsame_as = «\"mpa\"",
            "only items of a product can be the same as one of the partner",
        ),
        (
            "id = \"content\"",
            "id = \"content\"\nsame_as = «\"mpa\"",
            "`content` follows from a fact already",
        ),
        (
            "same_as = \"mpa\"",
            "same_as = «\"mpaa\"",
            "no item `mpaa` exists",
        ),
    ]);
    accept(&[(
        "id = \"technical-tested\"",
        "id = \"technical-tested\"
same_as = \"maturity\"",
    )]);
}

#[test]
fn what_a_success_manager_is_given_for_needs_the_role() {
    let role = "[[people.team]]\nid = \"success-manager\"";
    let found = errors(&[(role, "[[people.team]]\nid = \"manager\"")]);
    let message =
        "`success-manager` is given when a `success-manager` is assigned, which is not a role";
    assert!(
        found.iter().any(|error| error.message == message),
        "{found:?}"
    );
    assert!(errors(&[]).is_empty());
}

#[test]
fn values_recorded_of_items() {
    expect(&[
        (
            "records = [\"created-by\"]",
            "records = [\"created-by\", «\"created-by\"]",
            "`created-by` is recorded twice",
        ),
        (
            "records = [\"created-by\"]",
            "records = [«\"reason\"]",
            "files have a column `reason` already",
        ),
        (
            "records = [\"created-by\"]",
            "records = [«\"note\"]",
            "files have a column `note` already",
        ),
        (
            "records = [\"created-by\"]\n",
            "required = «true\n",
            "`portal-access` records nothing",
        ),
        (
            "reachable = \"support\"",
            "reachable = «\"nobody\"",
            "no contact role `nobody` exists",
        ),
        (
            "fulfilled_by = \"account-alias\"",
            "fulfilled_by = \"account-alias\"\nrecords = «[\"region\"]",
            "no verdict decides `cloud-account`",
        ),
    ]);
}

#[test]
fn benefits_and_their_uptake() {
    expect(&[
        (
            "benefit = \"account-teaming\"",
            "benefit = «\"account-team\"",
            "no benefit of a tier `account-team` exists",
        ),
        (
            "{ id = \"listing\", text",
            "{ id = «\"professional-services\", text",
            "two benefits have the id `professional-services`",
        ),
        (
            "id = \"staging\"",
            "id = \"staging\"\nbenefit = «\"listing\"",
            "a product has no benefits",
        ),
    ]);
}

#[test]
fn steps_of_activities() {
    expect(&[
        (
            "steps = [\"planned\", \"recorded\", \"published\"]",
            "steps = [\"planned\", «\"planned\"]",
            "two steps have the id `planned`",
        ),
        (
            "steps = [\"planned\", \"recorded\", \"published\"]",
            "steps_required = «true",
            "`tutorial-video` has no steps",
        ),
    ]);
}

#[test]
fn gates_of_publication() {
    expect(&[
        (
            "# judged_anew = [\"kb-public\", \"kb-internal\"]",
            "judged_anew = [«\"kb-secret\"]",
            "no item `kb-secret` exists",
        ),
        (
            "# team = [\"integrator\"]",
            "judged_anew = «[\"kb-public\"]",
            "only the publication of a product asks for new verdicts",
        ),
        (
            "# [step.request]\n# text = \"The provider has an account for the portal\"\n# items = [\"portal-access\"]",
            "[step.request]\ntext = \"x\"\nitems = [«\"portal-acces\"]",
            "no item `portal-acces` exists",
        ),
        (
            "# records = [\"by\"]\n# other_person_than = \"technical-completed\"",
            "records = [\"by\"]\nother_person_than = «\"technical-completed\"",
            "`technical-completed` does not record who did it",
        ),
        (
            "# records = [\"by\"]\n# other_person_than = \"technical-completed\"",
            "records = [\"by\"]\nother_person_than = «\"technical\"",
            "no item `technical` exists",
        ),
    ]);
}
