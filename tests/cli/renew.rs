//! `mpp renew`: anniversaries.

use crate::session::Session;
use snapbox::str;

/// Acme certified on 2015-03-20, Bolt on a 29 February.
fn two_partners() -> Session {
    let mut session = Session::with_certified();
    session.today("2016-03-01");
    session.write("bolt.csv", "name,id,stage,admitted_on,certified_on\nBolt Systems,bolt,certified,2016-01-01,2016-02-29\n");
    session.mpp("adopt --from bolt.csv").ok();
    session
}

#[test]
fn renew_alone_lists_what_is_near() {
    let session = two_partners();
    session.shows(str![[r#"
$ mpp renew
Partner  Term  Starts      Anniversary  State     Points  Deployments  Revenue  Objections
acme        1  2015-03-20  2016-03-20   upcoming      50            0       $0

next anniversary: 2016-03-20, in 19 days
$ mpp renew --within 365
Partner  Term  Starts      Anniversary  State     Points  Deployments  Revenue  Objections
acme        1  2015-03-20  2016-03-20   upcoming      50            0       $0
bolt        1  2016-02-29  2017-02-28   upcoming      50            0       $0

next anniversary: 2016-03-20, in 19 days
$ mpp renew acme
Partner  Term  Starts      Anniversary  State     Points  Deployments  Revenue  Objections
acme        1  2015-03-20  2016-03-20   upcoming      50            0       $0

next anniversary: 2016-03-20, in 19 days

evaluation of term 1
What it brought        Term 1
days                   2015-03-20 to 2016-03-19
points                 50
deployments            0
failed deployments     0
with errors            0
billable revenue       $0
credit granted         $24,000
credit used            $0
support                developer
requests               none
open responsibilities  all 9
$ mpp renew --check
Partner  Term  Starts      Anniversary  State     Points  Deployments  Revenue  Objections
acme        1  2015-03-20  2016-03-20   upcoming      50            0       $0

next anniversary: 2016-03-20, in 19 days
$ mpp renew acme --confirm 'early'
! error: nothing of acme waits for a confirmation: no objection is open, and the anniversary is 2016-03-20
? 1
"#]]);
}

#[test]
fn what_is_due_is_renewed_once() {
    let mut session = two_partners();
    session.today("2016-03-20");
    session.shows(str![[r#"
$ mpp renew --check --quiet
? 5
$ mpp renew --due --dry-run
acme: term 2 until 2017-03-20
! (dry run) nothing was recorded
$ mpp renew --due
acme: term 2 until 2017-03-20
! recorded entry 8
$ mpp renew --due
$ mpp renew --due -q
$ mpp renew --check --quiet
"#]]);
}

#[test]
fn missed_terms_are_all_opened_each_with_its_own_days() {
    let mut session = two_partners();
    session.today("2020-02-29");
    session.shows(str![[r#"
$ mpp renew --due
acme: term 2 until 2017-03-20, term 3 until 2018-03-20, term 4 until 2019-03-20, term 5 until 2020-03-20
bolt: term 2 until 2018-02-28, term 3 until 2019-02-28, term 4 until 2020-02-29, term 5 until 2021-02-28
! recorded entry 8
$ mpp renew bolt
Partner  Term  Starts      Anniversary  State    Points  Deployments  Revenue  Objections
bolt        1  2016-02-29  2017-02-28   renewed      50            0       $0
bolt        2  2017-02-28  2018-02-28   renewed       0            0       $0
bolt        3  2018-02-28  2019-02-28   renewed       0            0       $0
bolt        4  2019-02-28  2020-02-29   renewed       0            0       $0
bolt        5  2020-02-29  2021-02-28   open          0            0       $0

next anniversary: 2021-02-28, in 365 days

evaluation of term 5 next to term 4
What it brought        Term 5                    Term 4
days                   2020-02-29 to 2021-02-27  2019-02-28 to 2020-02-28
points                 0                         0
deployments            0                         0
failed deployments     0                         0
with errors            0                         0
billable revenue       $0                        $0
credit granted         $0                        $0
credit used            $0                        $0
support                developer                 developer
requests               none                      none
open responsibilities  all 9                     all 9
$ mpp renew acme --plain
acme	1	2015-03-20	2016-03-20	renewed	50	0	0.00	
acme	2	2016-03-20	2017-03-20	renewed	0	0	0.00	
acme	3	2017-03-20	2018-03-20	renewed	0	0	0.00	
acme	4	2018-03-20	2019-03-20	renewed	0	0	0.00	
acme	5	2019-03-20	2020-03-20	upcoming	0	0	0.00	
"#]]);
}

#[test]
fn an_objection_stops_silent_renewal_until_somebody_decides() {
    let mut session = two_partners();
    session.today("2016-04-01");
    session.shows(str![[r#"
$ mpp renew acme --object 'no deployments this year' --by marketplace --on 2016-03-10
acme: objection by the marketplace to term 1: no deployments this year
! recorded entry 8
$ mpp renew --due
! not renewed: term 1 of acme is under evaluation: an objection by the marketplace is open
$ mpp renew --check
Partner  Term  Starts      Anniversary  State             Points  Deployments  Revenue  Objections
acme        1  2015-03-20  2016-03-20   under-evaluation      50            0       $0  marketplace: no deployments this year
? 5
$ mpp renew acme --confirm 'new joint plan'
acme: renewal after term 1 confirmed: new joint plan, term 2 until 2017-03-20
! recorded entry 9
$ mpp renew acme
Partner  Term  Starts      Anniversary  State    Points  Deployments  Revenue  Objections
acme        1  2015-03-20  2016-03-20   renewed      50            0       $0  marketplace: no deployments this year (settled)
acme        2  2016-03-20  2017-03-20   open          0            0       $0

next anniversary: 2017-03-20, in 353 days

evaluation of term 2 next to term 1
What it brought        Term 2                    Term 1
days                   2016-03-20 to 2017-03-19  2015-03-20 to 2016-03-19
points                 0                         50
deployments            0                         0
failed deployments     0                         0
with errors            0                         0
billable revenue       $0                        $0
credit granted         $4,000                    $24,000
credit used            $0                        $0
support                developer                 developer
requests               none                      none
open responsibilities  all 9                     all 9
$ mpp renew --due
$ mpp renew acme --object 'late' --by provider --on 2016-03-10
! error: term 1 of acme was renewed on 2016-03-20; an objection has to be recorded before the renewal is
! hint: `mpp history acme` names the renewal's entry, and `mpp undo ENTRY` undoes it
? 1
$ mpp renew acme --object 'late'
! error: missing: --by PARTY
! hint: usage: `mpp renew --by PARTY --object TEXT PARTNER`
? 2
$ mpp renew --object 'none' --by provider
! error: missing: PARTNER
! hint: usage: `mpp renew --by PARTY --object TEXT PARTNER`
? 2
"#]]);
}

#[test]
fn a_participation_can_end_with_or_without_an_objection() {
    let mut session = two_partners();
    session.today("2016-04-01");
    session.shows(str![[r#"
$ mpp renew acme --object 'no value' --by provider --on 2016-03-10
acme: objection by the provider to term 1: no value
! recorded entry 8
$ mpp renew acme --end 'no value'
acme: certified → ended, no longer silver, credit $0 from 2016-04
! recorded entry 9
$ mpp renew bolt --end 'discontinued'
bolt: certified → ended, no longer silver
! recorded entry 10
$ mpp renew --due
$ mpp renew acme --end 'again'
! error: the participation of acme has ended: ended since 2016-04-01
! hint: a new participation begins with `mpp apply --id acme NAME`
? 1
$ mpp renew acme
Partner  Term  Starts      Anniversary  State  Points  Deployments  Revenue  Objections
acme        1  2015-03-20  2016-03-20   ended      50            0       $0  provider: no value

evaluation of term 1
What it brought        Term 1
days                   2015-03-20 to 2016-03-19
points                 50
deployments            0
failed deployments     0
with errors            0
billable revenue       $0
credit granted         $24,000
credit used            $0
support                developer
requests               none
open responsibilities  all 9
"#]]);
}

#[test]
fn without_good_standing_nothing_is_renewed() {
    let mut session = two_partners();
    session.mpp("standing acme --bad 'invoice 4711'").ok();
    session.today("2016-04-01");
    session.shows(str![[r#"
$ mpp renew --due
! not renewed: acme is not in good standing: invoice 4711
$ mpp renew --check -q
? 5
$ mpp standing acme --good
acme: in good standing
! recorded entry 9
$ mpp renew acme --due
acme: term 2 until 2017-03-20
! recorded entry 10
$ mpp renew acme --due
"#]]);
}

#[test]
fn a_quiet_run_names_each_stopped_term_once() {
    let mut session = two_partners();
    session
        .mpp("renew acme --object 'no value' --by provider -q")
        .ok();
    session.mpp("standing bolt --bad 'unpaid bill' -q").ok();
    session.today("2016-03-20");
    session.shows(str![[r#"
$ mpp renew --due --quiet --dry-run
! not renewed: term 1 of acme is under evaluation: an objection by the provider is open
$ mpp renew --due --quiet
! not renewed: term 1 of acme is under evaluation: an objection by the provider is open
$ mpp renew --due --quiet
$ mpp renew --due
! not renewed: term 1 of acme is under evaluation: an objection by the provider is open
$ mpp history --last 1 --plain
9	[TIME]	ann	standing bolt --bad 'unpaid bill' -q	bolt: not in good standing: unpaid bill		
"#]]);
    let held = |session: &Session| session.json("renew --due --quiet")["held"].clone();
    let acme = serde_json::json!({
        "partner": "acme",
        "number": 1,
        "why": "term 1 of acme is under evaluation: an objection by the provider is open",
    });
    assert_eq!(held(&session), serde_json::json!([acme]));
    // Another term on another day, held for another reason, and one that is stopped again.
    session.today("2017-02-28");
    session.shows(str![[r#"
$ mpp renew --due --quiet
! not renewed: bolt is not in good standing: unpaid bill
$ mpp renew --due --quiet
$ mpp renew acme --object 'still none' --by marketplace -q
$ mpp renew --due --quiet
$ mpp standing bolt --good -q
$ mpp standing bolt --bad 'again unpaid' -q
$ mpp renew bolt --due --quiet
! not renewed: bolt is not in good standing: again unpaid
$ mpp standing bolt --good -q
$ mpp renew acme --confirm 'talked it over' -q
$ mpp renew --due -q
$ mpp audit
"#]]);
    assert_eq!(held(&session), serde_json::json!([]));
    session.today("2018-02-28");
    session.mpp("standing acme --bad 'no answer' -q").ok();
    session.shows(str![[r#"
$ mpp renew --due --quiet
! not renewed: acme is not in good standing: no answer
$ mpp renew --due --quiet
"#]]);
}

#[test]
fn both_parties_evaluate_a_term_side_by_side() {
    let mut session = two_partners();
    session.today("2016-03-10");
    session.shows(str![[r#"
$ mpp renew acme --evaluate --by provider --finding 'three joint customers' --value yes
acme: term 1 evaluated by the provider, of value: three joint customers
! recorded entry 8
$ mpp renew acme --evaluate --by provider --finding 'three joint customers' --value yes
acme: nothing to change
$ mpp renew acme --evaluate --by marketplace --finding 'nobody deployed it' --value no
acme: term 1 evaluated by the marketplace, of no value: nobody deployed it, objection by the marketplace to term 1: nobody deployed it
! recorded entry 9
$ mpp renew acme
Partner  Term  Starts      Anniversary  State             Points  Deployments  Revenue  Objections
acme        1  2015-03-20  2016-03-20   under-evaluation      50            0       $0  marketplace: nobody deployed it

next anniversary: 2016-03-20, in 10 days

evaluation of term 1
What it brought           Term 1
days                      2015-03-20 to 2016-03-19
points                    50
deployments               0
failed deployments        0
with errors               0
billable revenue          $0
credit granted            $24,000
credit used               $0
support                   developer
requests                  none
open responsibilities     all 9
value to the provider     yes, three joint customers
value to the marketplace  no, nobody deployed it
$ mpp renew acme --confirm 'a joint plan' --on 2016-03-10
acme: renewal after term 1 confirmed: a joint plan
! recorded entry 10
$ mpp renew acme --evaluate --by marketplace --finding 'late' --term 7
! error: term 7 of acme had not begun on 2016-03-10
? 1
$ mpp renew acme --evaluate --by marketplace
! error: missing: --finding TEXT
! hint: usage: `mpp renew --by PARTY --finding TEXT --evaluate PARTNER`
? 2
$ mpp renew acme --evaluate --by marketplace --finding x --value perhaps
! error: --value `perhaps`: it is one of yes, no
? 2
$ mpp renew acme --by marketplace
! error: --by goes with --object TEXT or --evaluate
? 2
$ mpp renew acme --finding x
! error: --finding goes with --evaluate
? 2
$ mpp renew acme --value yes
! error: --value goes with --evaluate
? 2
$ mpp history acme --last 2 --plain
9.1	2016-03-10	evaluation	term 1 evaluated by the marketplace, of no value: nobody deployed it	[TIME]	ann		
9.2	2016-03-10	objection	objection by the marketplace to term 1: nobody deployed it	[TIME]	ann		
10.1	2016-03-10	confirmed	renewal after term 1 confirmed: a joint plan	[TIME]	ann		
$ mpp audit
"#]]);
}
