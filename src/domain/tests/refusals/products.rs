//! Refusals about products.

use super::*;

#[allow(clippy::too_many_lines, reason = "one case for each reason")]
pub(super) fn about_products() -> Vec<Case> {
    let product = || text("shield");
    let of_product = |item: &str, follows_from| Missing {
        checklist: text("publication"),
        follows_from,
        ..missing(item)
    };
    let follows = |item: &str, from| Why::FollowsFromRecord {
        item: text(item),
        product: Some(product()),
        from,
    };
    let content = |product: Option<&str>, fields: &[ContentField]| Source::Content {
        product: product.map(text),
        fields: fields.to_vec(),
    };
    let request = |product: Option<&str>| Source::Request {
        product: product.map(text),
    };
    let agreement = || Source::Item(text("mpa"));
    vec![
        (
            Why::UnknownProduct { product: product() },
            "acme has no product `shield`",
            Refused,
            &["`mpp product list acme` lists its products"],
        ),
        (
            Why::ProductNameTaken {
                name: text("Shield"),
                product: product(),
            },
            "`Shield` is the name of another product of acme: shield",
            Refused,
            &["`mpp product show acme shield` shows it"],
        ),
        (
            Why::ProductNameFixed {
                product: product(),
                since: day("2015-02-20"),
            },
            "the name of shield is fixed: it was published on 2015-02-20",
            Refused,
            &[],
        ),
        (
            Why::ShortTooLong {
                characters: 101,
                most: 100,
            },
            "a short description has at most 100 characters, and this has 101",
            Usage,
            &[],
        ),
        (
            Why::ContentIncomplete {
                product: product(),
                fields: vec![
                    ContentField::Categories,
                    ContentField::Short,
                    ContentField::Eula,
                ],
            },
            "the content of shield is not complete: categories, short description, EULA are missing",
            Refused,
            &["`mpp product edit acme shield --category C --short T --eula URL`"],
        ),
        (
            Why::ContentIncomplete {
                product: product(),
                fields: vec![ContentField::Full],
            },
            "the content of shield is not complete: full description is missing",
            Refused,
            &["`mpp product edit acme shield --full T`"],
        ),
        (
            Why::NotPublishable {
                product: product(),
                stage: Some(Stage::Candidate),
                missing: vec![
                    of_product(
                        "content",
                        Some(content(Some("shield"), &[ContentField::Features])),
                    ),
                    of_product("request", Some(request(Some("shield")))),
                    of_product("technical-tested", None),
                    of_product("mpa", Some(agreement())),
                ],
                fields: vec![ContentField::Features],
            },
            "shield of acme cannot be published yet: 5 of the program's conditions are missing",
            Refused,
            &[
                "`mpp certify acme` shows what certification waits for",
                "`mpp product edit acme shield --feature T`",
                "`mpp product request acme shield`",
                "`mpp checklist acme --met mpa=NOTE`",
                "`mpp product mark acme shield --met technical-tested` once they are",
            ],
        ),
        (
            Why::NotPublishable {
                product: product(),
                stage: Some(Stage::Applicant),
                missing: Vec::new(),
                fields: Vec::new(),
            },
            "shield of acme cannot be published yet: 1 of the program's conditions is missing",
            Refused,
            REVIEW_SHOWS,
        ),
        (
            Why::NotPublished {
                product: product(),
                state: ProductState::Draft,
            },
            "shield of acme is not published: it is draft",
            Refused,
            &[],
        ),
        (
            follows("content", content(Some("shield"), &[])),
            "`content` is not judged by itself: it follows from the content of shield",
            Refused,
            &["`mpp product show acme shield` shows what is missing"],
        ),
        (
            follows("content", content(Some("shield"), &[ContentField::Full])),
            "`content` is not judged by itself: it follows from the content of shield",
            Refused,
            &["`mpp product edit acme shield --full T`"],
        ),
        (
            follows("product-content", content(None, &[])),
            "`product-content` is not judged by itself: it follows from the content of a product",
            Refused,
            &["`mpp product add acme NAME`"],
        ),
        (
            follows("publish-request", request(None)),
            "`publish-request` is not judged by itself: it follows from the request for the publication of a product",
            Refused,
            &["`mpp product add acme NAME`"],
        ),
        (
            follows("request", request(Some("shield"))),
            "`request` is not judged by itself: it follows from the request for the publication of shield",
            Refused,
            &["`mpp product request acme shield`"],
        ),
        (
            follows("account", Source::Alias),
            "`account` is not judged by itself: it follows from the account alias of acme",
            Refused,
            &["`mpp edit acme --alias ALIAS`"],
        ),
        (
            follows("mpa", agreement()),
            "`mpa` is not judged by itself: it follows from the item mpa of acme",
            Refused,
            &["`mpp checklist acme --met mpa=NOTE`"],
        ),
        (
            Why::DeploymentKnown {
                reference: text("D-1"),
                other: vec!["on", "customer"],
            },
            "the deployment `D-1` of acme is on record with other content (on, customer)",
            Refused,
            &["`--on-duplicate update` replaces it"],
        ),
        (
            Why::RevenueKnown {
                product: product(),
                month: month("2015-02"),
                sku: text("pro"),
                other: vec!["amount"],
            },
            "the revenue of shield pro in 2015-02 is on record with other content (amount)",
            Refused,
            &["`--on-duplicate update` replaces it"],
        ),
        (
            Why::ProductNotYet {
                product: product(),
                added_on: day("2015-04-01"),
            },
            "shield of acme was added on 2015-04-01, after 2015-03-01",
            Refused,
            &["`--on` a day from 2015-04-01 on"],
        ),
        (
            Why::ItemOfPartner { item: text("x") },
            "`x` is an item of the partner, not of a product",
            Refused,
            &["`mpp checklist acme --met x`"],
        ),
        (
            Why::UnknownItem {
                item: text("x"),
                product: Some(product()),
            },
            "no checklist of products has an item `x`",
            Usage,
            &["`mpp product show acme shield` lists the items"],
        ),
        (
            Why::PointsLost {
                reference: text("D-1"),
            },
            "the deployment `D-1` of acme would be left without its points",
            Refused,
            &[],
        ),
    ]
}
