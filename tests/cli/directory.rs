//! `mpp directory`: what the public sees.

use crate::scenes::PUBLISHABLE;
use crate::session::Session;
use snapbox::str;

/// Acme is silver and Bolt is gold; both have published.
fn two_providers() -> Session {
    let session = Session::with_published();
    session.write(
        "bolt.csv",
        "name,id,kind,category,stage,admitted_on,mpa_on,certified_on,points,points_on\n\
         Bolt | Systems,bolt,software,Security,certified,2014-01-01,2014-01-02,2014-02-01,600,2014-12-31\n\
         Core,core,saas,Security,candidate,2015-06-01,,,,\n",
    );
    session.mpp("adopt --from bolt.csv").ok();
    for (name, category) in [
        ("Zeal", "--category Security --category Storage"),
        ("bolt *2*", "--category Storage"),
    ] {
        session
            .mpp(&format!(
                "product add bolt '{name}' {category} --short 'Does [it] all' --feature Speed"
            ))
            .ok();
        session.mpp(&format!("product request bolt '{name}'")).ok();
        session
            .mpp(&format!("product mark bolt '{name}' {PUBLISHABLE}"))
            .ok();
        session.mpp(&format!("product publish bolt '{name}'")).ok();
    }
    session
}

#[test]
fn preferred_placement_comes_first_then_the_name() {
    let session = two_providers();
    session.shows(str![[r#"
$ mpp directory
Security
2 listings; providers in the category: 2 certified, 1 candidate
Name         Company         Tier    Placement  What it does
Zeal         Bolt | Systems  gold    preferred  Does [it] all
Acme Shield  Acme Cloud      silver             Watches machines

Storage
2 listings; providers in the category: 1 certified, 0 candidates
Name      Company         Tier  Placement  What it does
bolt *2*  Bolt | Systems  gold  preferred  Does [it] all
Zeal      Bolt | Systems  gold  preferred  Does [it] all
$ mpp directory --category Storage --format csv
partner,product,name,company,tier,placement,categories,short,version,website,published_on
bolt,bolt-2,bolt *2*,Bolt | Systems,gold,preferred,Storage,Does [it] all,,,2015-06-15
bolt,zeal,Zeal,Bolt | Systems,gold,preferred,Security;Storage,Does [it] all,,,2015-06-15
$ mpp directory --format markdown
## Security

2 listings; providers in the category: 2 certified, 1 candidate

| Name | Company | Tier | Placement | What it does |
| --- | --- | --- | --- | --- |
| Zeal | Bolt \| Systems | gold | preferred | Does \[it\] all |
| Acme Shield | Acme Cloud | silver |  | Watches machines |

## Storage

2 listings; providers in the category: 1 certified, 0 candidates

| Name | Company | Tier | Placement | What it does |
| --- | --- | --- | --- | --- |
| bolt \*2\* | Bolt \| Systems | gold | preferred | Does \[it\] all |
| Zeal | Bolt \| Systems | gold | preferred | Does \[it\] all |
$ mpp directory --plain
bolt	bolt-2	bolt *2*	Bolt | Systems	gold	preferred	Storage	Does [it] all			2015-06-15
bolt	zeal	Zeal	Bolt | Systems	gold	preferred	Security;Storage	Does [it] all			2015-06-15
acme	acme-shield	Acme Shield	Acme Cloud	silver	standard	Security	Watches machines			2015-04-02
$ mpp directory --category Nothing
nothing is published under `Nothing`
$ mpp directory --as-of 2015-04-01
nothing is published
$ mpp directory --category Storage --json
{
  "schema": 1,
  "as_of": "2015-06-15",
  "program": "Lumen Marketplace Provider Program",
  "listings": [
    {
      "partner": "bolt",
      "product": "bolt-2",
      "name": "bolt *2*",
      "company": "Bolt | Systems",
      "tier": "gold",
      "placement": "preferred",
      "categories": [
        "Storage"
      ],
      "short": "Does [it] all",
      "version": null,
      "website": null,
      "published_on": "2015-06-15"
    },
    {
      "partner": "bolt",
      "product": "zeal",
      "name": "Zeal",
      "company": "Bolt | Systems",
      "tier": "gold",
      "placement": "preferred",
      "categories": [
        "Security",
        "Storage"
      ],
      "short": "Does [it] all",
      "version": null,
      "website": null,
      "published_on": "2015-06-15"
    }
  ],
  "categories": [
    {
      "category": "Storage",
      "listings": 2,
      "candidates": 0,
      "certified": 1
    }
  ]
}
$ mpp review core --json -o review.json
"#]]);
}

#[test]
fn a_markdown_file_name_selects_the_format() {
    let session = two_providers();
    session.mpp("directory -o directory.md").ok();
    assert_eq!(
        session.read("directory.md"),
        session.mpp("directory --format md").ok().out
    );
    assert!(
        session
            .mpp("status acme --format markdown")
            .ok()
            .out
            .contains("- stage: certified")
    );
}
