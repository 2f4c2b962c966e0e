//! `mpp request` and `mpp requests`: what partner and program ask of each other.

use crate::session::Session;
use snapbox::str;

#[test]
fn a_request_is_made_listed_and_settled() {
    let session = Session::with_certified();
    session.shows(str![[r#"
$ mpp requests
no open requests
$ mpp request acme support-training --text 'the new API' --due 2015-06-30 --for 'Ann Lee' --on 2015-06-01
acme: support-training requested: the new API, due 2015-06-30, for Ann Lee
! recorded entry 7
$ mpp request acme support-training --text 'the new API' --due 2015-06-30 --for 'Ann Lee' --on 2015-06-01
acme: nothing to change
$ mpp request acme support-professional --ref NOC-4711 --on 2015-06-10
acme: support-professional requested, ticket NOC-4711
! recorded entry 8
$ mpp requests
Request  Partner  Kind                  Party        Age      Due         Person   What
7.1      acme     support-training      provider     14 days  2015-06-30  Ann Lee  the new API
8.1      acme     support-professional  marketplace  5 days                        ticket NOC-4711
$ mpp requests acme
Request  Kind                  Party        Age      Due         Person   What
7.1      support-training      provider     14 days  2015-06-30  Ann Lee  the new API
8.1      support-professional  marketplace  5 days                        ticket NOC-4711
$ mpp due --within 0
Day         Partner  What                                                                             Command
2015-02-10  acme     to be recorded: portal-access.created-by, mpa.representative, mpa.version        mpp checklist acme --record portal-access.created-by=VALUE
2015-06-10  acme     support-professional was requested 5 days ago, the marketplace's turn            mpp request acme --done 8.1
2015-06-30  acme     support-training was requested 14 days ago, due in 15 days, the provider's turn  mpp request acme --done 7.1
$ mpp request acme --done 8 --fee 500
acme: support level professional, request 8.1 done, $500 a month
! recorded entry 9
$ mpp request acme --done 8
! error: the request 8.1 is done already, by 9.2
? 1
$ mpp request acme --decline 7.1 --reason 'not before the release'
acme: request 7.1 declined: not before the release
! recorded entry 10
$ mpp requests
no open requests
$ mpp requests acme --all
Request  Kind                  Party        Age                 Due         Person   What
7.1      support-training      provider     14 days (declined)  2015-06-30  Ann Lee  the new API; declined on 2015-06-15: not before the release
8.1      support-professional  marketplace  5 days (done)                            ticket NOC-4711; done on 2015-06-15
$ mpp requests acme --all --plain
7.1	acme	support-training	provider	declined	2015-06-01	2015-06-30	14	no	the new API	Ann Lee		2015-06-15	not before the release	
8.1	acme	support-professional	marketplace	done	2015-06-10		5	no			NOC-4711	2015-06-15		500.00
$ mpp requests acme --all --as-of 2015-06-12 --json
{
  "schema": 1,
  "as_of": "2015-06-12",
  "requests": [
    {
      "request": "7.1",
      "partner": "acme",
      "kind": "support-training",
      "party": "provider",
      "state": "open",
      "on": "2015-06-01",
      "due": "2015-06-30",
      "days": 11,
      "overdue": false,
      "text": "the new API",
      "person": "Ann Lee",
      "ref": null,
      "settled_on": null,
      "reason": null,
      "fee_cents": null
    },
    {
      "request": "8.1",
      "partner": "acme",
      "kind": "support-professional",
      "party": "marketplace",
      "state": "open",
      "on": "2015-06-10",
      "due": null,
      "days": 2,
      "overdue": false,
      "text": null,
      "person": null,
      "ref": "NOC-4711",
      "settled_on": null,
      "reason": null,
      "fee_cents": null
    }
  ]
}
$ mpp status acme
Acme Cloud  (acme)
stage        certified since 2015-03-20
tier         silver
points       75 points  425 to gold
credit       $2,000 for 2015-06, $0 used
term         1, from 2015-03-20, anniversary 2016-03-20 (in 279 days), open
standing     good
kind         saas
category     Security
alias        ACME
external id  crm-1
support      professional, $500 a month
checklist    application 7 of 7
checklist    onboarding 5 of 7, open: product-content, publish-request
checklist    candidacy 0 of 1, open: candidate-account
checklist    certification 8 of 8
checklist    evangelism 0 of 3, open: evangelism-plan, announcement, showcase
checklist    benefits 0 of 1, open: professional-services
checklist    responsibilities 0 of 9, open: co-branded-collateral, use-case, sales-support and 6 more
people       support: Help Desk <help@acme.example>
next         425 points to gold
$ mpp history acme --last 3
Fact  On          What              Detail                                           Recorded              Actor  Note  Voided by
8.1   2015-06-10  request           support-professional requested, ticket NOC-4711  [TIME]  ann
9.1   2015-06-15  profile           support level professional                       [TIME]  ann
9.2   2015-06-15  request-done      request 8.1 done, $500 a month                   [TIME]  ann
10.1  2015-06-15  request-declined  request 7.1 declined: not before the release     [TIME]  ann
$ mpp renew acme
Partner  Term  Starts      Anniversary  State  Points  Deployments  Revenue  Objections
acme        1  2015-03-20  2016-03-20   open       50            0       $0

next anniversary: 2016-03-20, in 279 days

evaluation of term 1
What it brought        Term 1
days                   2015-03-20 to 2016-03-19
points                 50
deployments            0
failed deployments     0
with errors            0
billable revenue       $0
credit granted         $8,000
credit used            $0
support                developer, professional from 2015-06-15
requests               2: 1 done, 1 declined
open responsibilities  all 9
"#]]);
}

#[test]
fn requests_are_narrowed_down() {
    let session = Session::with_certified();
    for line in [
        "request acme support-training --for 'Ann Lee'",
        "request acme technical-question --text 'which region?' --for 'Jo Park'",
        "request acme service-task --text 'a firewall rule'",
    ] {
        session.mpp(line).ok();
    }
    session.shows(str![[r#"
$ mpp requests --party integrator --plain
8.1	acme	technical-question	integrator	open	2015-06-15		0	no	which region?	Jo Park				
$ mpp requests --for 'Ann Lee' --plain
7.1	acme	support-training	provider	open	2015-06-15		0	no		Ann Lee				
$ mpp requests --request service-task --plain
9.1	acme	service-task	marketplace	open	2015-06-15		0	no	a firewall rule					
$ mpp requests --request service-tasks
! error: --request `service-tasks`: it is one of support-training, sales-training, service-task, support-professional, support-enterprise, technical-question, roadmap-question
! hint: did you mean `service-task`?
? 2
$ mpp requests --party nobody
! error: --party `nobody`: it is one of provider, marketplace, integrator, both
? 2
"#]]);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let session = Session::with_certified();
    session.mpp("request acme support-training").ok();
    session.shows(str![[r#"
$ mpp request acme
! error: missing: PARTNER KIND
! hint: `mpp program show` lists what can be requested
? 2
$ mpp request acme training
! error: the program has no request `training`; it has support-training, sales-training, service-task, support-professional, support-enterprise, technical-question, roadmap-question
! hint: `mpp program show` lists what can be requested
? 2
$ mpp request acme service-task
! error: a request for service-task has to name what exactly is asked for
! hint: `--text T`
? 2
$ mpp request acme support-training --due 2015-06-14
! error: the request is made on 2015-06-15, and would have been due on 2015-06-14
? 2
$ mpp request acme support-training --due soon
! error: --due `soon`: a day is written YYYY-MM-DD, such as 2015-03-31
? 2
$ mpp request acme --done 7 --fee 10
! error: the request 7.1 brings no support level, and so no fee
? 1
$ mpp request acme --done 7 --fee much
! error: --fee `much`: not an amount in USD; write it like 2000, 2000.50 or $2,000.50
? 2
$ mpp request acme --done 6
! error: no request 6 of acme
! hint: `mpp requests PARTNER --all` names the requests of a partner
? 1
$ mpp request acme --done 7.2
! error: no request 7.2 of acme
! hint: `mpp requests PARTNER --all` names the requests of a partner
? 1
$ mpp request acme --decline 7
! error: missing: --reason R
! hint: usage: `mpp request --reason R --decline REQUEST PARTNER [KIND]`
? 2
$ mpp request acme support-training --done 7
! error: KIND cannot be used with --done REQUEST
! hint: usage: `mpp request PARTNER KIND`
? 2
$ mpp request acme support-training --reason x
! error: --reason goes with --done REQUEST or --decline REQUEST
? 2
$ mpp request acme support-training --fee 1
! error: --fee goes with --done REQUEST
? 2
$ mpp request acme --done 7 --on 2015-06-14
! error: the request 7.1 was made on 2015-06-15, after 2015-06-14
? 1
$ mpp request nobody support-training
! error: no partner `nobody`
! hint: `mpp status` lists the partners
? 1
"#]]);
}

#[test]
fn a_file_of_requests_is_recorded_once() {
    let session = Session::with_certified();
    session.write(
        "requests.csv",
        "partner,kind,text,due,for,ref,on\n\
         acme,support-training,the new API,2015-07-01,Ann Lee,,2015-06-01\n\
         acme,sales-training,,,,,\n\
         acme,service-task,,,,,\n\
         nobody,training,,2015-02-30,,,\n",
    );
    session.shows(str![[r#"
$ mpp request --from requests.csv --keep-going --rejects refused.csv
Partner  Name        Kind  Category  Stage      Since       Tier    Points  Credit  Anniversary
acme     Acme Cloud  saas  Security  certified  2015-03-20  silver      75  $2,000  2016-03-20
! requests.csv:4: text: a request for service-task has to name what exactly is asked for
! requests.csv:5: partner: no partner in the book has this id, alias, external id or name: `nobody`
! requests.csv:5: due: February 2015 has 28 days: `2015-02-30`
! 4 read, 2 recorded, 0 unchanged, 2 refused
! recorded entry 7
? 3
$ mpp request --from requests.csv --keep-going
! requests.csv:4: text: a request for service-task has to name what exactly is asked for
! requests.csv:5: partner: no partner in the book has this id, alias, external id or name: `nobody`
! requests.csv:5: due: February 2015 has 28 days: `2015-02-30`
! 4 read, 0 recorded, 2 unchanged, 2 refused
! nothing to change
? 3
$ mpp requests acme
Request  Kind              Party     Age      Due         Person   What
7.1      support-training  provider  14 days  2015-07-01  Ann Lee  the new API
7.2      sales-training    provider  0 days
$ mpp request --from requests.csv --on-duplicate skip
! error: --on-duplicate does not go with this file: a row with other content is recorded as another one
? 2
$ mpp request acme --from requests.csv
! error: PARTNER cannot be used with --from FILE
! hint: usage: `mpp request PARTNER [KIND]`
? 2
"#]]);
    let refused = session.read("refused.csv");
    assert_eq!(refused.lines().count(), 3, "{refused}");
}

#[test]
fn a_request_with_a_settlement_is_undone_with_it() {
    let session = Session::with_certified();
    session
        .mpp("request acme support-professional --ref NOC-4711")
        .ok();
    session.mpp("request acme --done 7 --fee 500").ok();
    session.shows(str![[r#"
$ mpp undo 7
! error: entry 7 cannot be undone: entry 8 depends on it
!   entry 8: request-done of acme: acme has no request 7.1
! hint: `mpp undo 7 --cascade` undoes both in one entry
? 1
$ mpp undo 7 --cascade
Entry  Recorded              Actor  Facts  Command
    7  [TIME]  ann        1  request acme support-professional --ref NOC-4711
    8  [TIME]  ann        2  request acme --done 7 --fee 500

2 entries undone, from entry 7 to entry 8: 3 facts about 1 partner
! recorded entry 9
$ mpp requests acme --all
no requests
$ mpp audit
"#]]);
}

#[test]
fn a_program_without_requests_has_none() {
    let session = Session::new();
    session.write(
        "vendor.toml",
        include_str!("../../examples/software-vendor.toml"),
    );
    session.mpp("init --program vendor.toml").ok();
    session.mpp("apply Acme").ok();
    session.shows(str![[r#"
$ mpp requests
no open requests
$ mpp request acme support-training
! error: the program has no requests, and so none of the kind `support-training`
! hint: `mpp program show` lists what can be requested
? 2
"#]]);
}
