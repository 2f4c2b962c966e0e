//! `mpp people`: who has which role.

use crate::session::Session;
use snapbox::str;

#[test]
fn team_and_contacts() {
    Session::with_certified().shows(str![[r#"
$ mpp people acme
Role     Person
support  Help Desk <help@acme.example>
$ mpp people acme --assign 'integrator=Jo Park' --assign 'success-manager=Sue Grant'
acme: integrator: Jo Park, success-manager: Sue Grant, success-manager, +25 points, 100 in all
! recorded entry 7
$ mpp people acme --assign 'success-manager=Tom Reed'
acme: success-manager: Tom Reed
! recorded entry 8
$ mpp people acme --assign integrator=
acme: integrator: nobody
! recorded entry 9
$ mpp people acme --contact 'business=Ann Lee'
acme: business contact: Ann Lee
! recorded entry 10
$ mpp people acme
Role             Person
success-manager  Tom Reed
business         Ann Lee
support          Help Desk <help@acme.example>
$ mpp people acme --assign manager=Jo
! error: the program has no role `manager` here; it has integrator, marketplace-rep, success-manager
? 2
$ mpp people acme --contact sales=ann@acme.example
! error: the program has no role `sales` here; it has business, technical, support, billing
? 2
$ mpp people acme --assign integrator
! error: --assign `integrator`: it is written ROLE=PERSON
? 2
$ mpp people acme --json
{
  "schema": 1,
  "as_of": "2015-06-15",
  "partner": "acme",
  "people": [
    {
      "role": "success-manager",
      "person": "Tom Reed"
    },
    {
      "role": "business",
      "person": "Ann Lee"
    },
    {
      "role": "support",
      "person": "Help Desk <help@acme.example>"
    }
  ]
}
"#]]);
}

#[test]
fn a_success_manager_assigned_early_earns_with_the_certification() {
    let session = Session::with_candidate();
    session
        .mpp("people acme --assign 'success-manager=Sue Grant' --on 2015-03-01")
        .ok();
    session
        .mpp("people acme --contact support=help@acme.example")
        .ok();
    session
        .mpp(&format!(
            "certify acme {} --grant --on 2015-05-01",
            crate::scenes::CERTIFIABLE
        ))
        .ends(1)
        .says("support contact");
    session.mpp("undo").ok();
    session
        .mpp("people acme --contact support=help@acme.example --on 2015-03-01")
        .ok();
    session
        .mpp(&format!(
            "certify acme {} --grant --on 2015-05-01",
            crate::scenes::CERTIFIABLE
        ))
        .ok()
        .prints("+75 points, 100 in all");
}

#[test]
fn a_contact_person_is_not_in_the_words_of_the_command() {
    let session = Session::new();
    session
        .mpp("apply Acme --contact 'Ann Lee <ann@acme.example>'")
        .ok();
    session
        .mpp("apply Bolt '--contact=Bob Roe <bob@bolt.example>'")
        .ok();
    session
        .mpp("people acme --contact 'billing=Cy Poe <cy@acme.example>'")
        .ok();
    let history = session.mpp("history").ok().out;
    for person in ["Ann", "Bob", "Cy"] {
        let commands: Vec<&str> = history
            .lines()
            .filter(|line| line.contains("--contact") && line.contains(person))
            .collect();
        // The column of what was recorded may name people; it is what can be forgotten.
        assert!(
            commands.iter().all(|line| !line
                .split("contact:")
                .next()
                .unwrap_or("")
                .contains(person)),
            "{commands:?}"
        );
    }
}
