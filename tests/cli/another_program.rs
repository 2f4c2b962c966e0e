//! Another program on the same binary: `examples/software-vendor.toml`, which the code knows nothing about.

use crate::session::Session;
use snapbox::str;

const RULES: &str = include_str!("../../examples/software-vendor.toml");

#[test]
fn a_program_with_other_tiers_limits_expiry_and_grace() {
    let mut session = Session::new();
    session.write("vendor.toml", RULES);
    session.today("2016-01-11");
    session.shows(str![[r#"
$ mpp program check vendor.toml
! vendor.toml: no errors
$ mpp init --program vendor.toml -q
$ mpp apply 'Hazel Systems' --id hazel --kind developer -q
$ mpp apply 'Ivy Sales' --id ivy --kind reseller -q
$ mpp review hazel --met market --admit
! error: hazel cannot be admitted yet: 2 of the program's conditions are missing
!   application: references is open (responsible: provider)
!   contract: contract is open (responsible: both)
! hint: `mpp review hazel --met references --met contract` once they are
? 1
$ mpp review hazel --met market --waive references='known for years' --met contract='J. Doe, 2016-01-10' --admit
hazel: market met, contract met, references waived, applicant → candidate, to be certified by 2016-07-11
! recorded entry 4
$ mpp certify hazel --met first-project
! error: `first-project` waits for developer-course
! hint: `mpp checklist hazel --met developer-course` first, or in the same command
? 1
$ mpp certify hazel --met developer-course --evidence developer-course=https://course.example/1 --met first-project --grant
hazel: developer-course met, first-project met, certified, term 1 until 2018-01-11, candidate → certified, +20 points, 20 in all, member
! recorded entry 5
$ mpp award-points hazel webinar
hazel: webinar, +25 points, 45 in all
! recorded entry 6
$ mpp award-points hazel webinar
! error: `webinar` is earned once in a calendar quarter, and hazel has it: award 6.1 of 2016-01-11
! hint: `mpp tier hazel` shows its points
! hint: `mpp award-points hazel webinar --override REASON` overrides the limit; the reason is recorded
? 1
$ mpp award-points hazel conference
! error: `conference` can be earned from associate on, and hazel holds member on 2016-01-11
! hint: `mpp tier hazel` shows its points
! hint: `mpp award-points hazel conference --override REASON` overrides the limit; the reason is recorded
? 1
$ mpp tier hazel --path
Hazel Systems  (hazel)
tier         member
points       45
threshold    member from 0, reached
threshold    associate from 60, 15 to go
threshold    advanced from 200, 155 to go
threshold    premier from 500, 455 to go
expire       25 points on 2017-01-11

the shortest way to associate: 1 activity, 40 points, on one day and in this order
Activity  Times  Points each  Given by    In progress
go-live       1           40  deployment
$ mpp tier hazel --path --to premier --plain
go-live	1	40	deployment	
conference	1	50	hand	
case-study	7	60	hand	
$ mpp due
Day         Partner  What                           Command
2016-01-11  ivy      the application came in today  mpp review ivy
"#]]);
    // The next quarter, and points enough for the conference.
    session.today("2016-04-01");
    session.shows(str![[r#"
$ mpp award-points hazel webinar
hazel: webinar, +25 points, 70 in all, member → associate, credit $250 from 2016-04
! recorded entry 7
$ mpp product add hazel Graft --version 1.2 --short 'Joins two orchards' --support mail --eula https://graft.example/eula -q
$ mpp product request hazel graft -q
$ mpp product publish hazel graft
! error: graft of hazel cannot be published yet: 2 of the program's conditions are missing
!   listing: tested is open (responsible: marketplace)
!   listing: reviewed is open (responsible: marketplace)
! hint: `mpp product mark hazel graft --met tested --met reviewed` once they are
? 1
$ mpp product mark hazel graft --met tested --met reviewed -q
$ mpp product publish hazel graft
hazel: graft published
! recorded entry 11
$ mpp deployments record hazel graft --ref G-1
hazel: graft deployment G-1: success, go-live, +40 points, 110 in all
! recorded entry 12
$ mpp award-points hazel conference
hazel: conference, +50 points, 160 in all
! recorded entry 13
$ mpp directory
Without a category
Name   Company        Tier       Placement  What it does
Graft  Hazel Systems  associate             Joins two orchards
$ mpp credits hazel --plain
2016-01	member	0.00	0.00	0.00
2016-02	member	0.00	0.00	0.00
2016-03	member	0.00	0.00	0.00
2016-04	associate	250.00	0.00	0.00
"#]]);
    // Webinars count for twelve months, the conference for eighteen, and a fall waits for half a year.
    session.today("2018-01-10");
    session.shows(str![[r#"
$ mpp tier hazel --explain
Hazel Systems  (hazel)
tier         associate
points       60
grace        the best balance of the last 180 days, 110, decides about the tier
threshold    member from 0, reached
threshold    associate from 60, reached
threshold    advanced from 200, 140 to go
threshold    premier from 500, 440 to go
expire       40 points on 2018-04-01

Day         Award  Activity     Points  Balance  Counts  Why not                Entry  Rules
2016-01-11  5.4    certified        20       20  yes                                5      1
2016-01-11  6.1    webinar          25       20  no      expired on 2017-01-11      6      1
2016-04-01  7.1    webinar          25       20  no      expired on 2017-04-01      7      1
2016-04-01  12.2   go-live G-1      40       60  yes                               12      1
2016-04-01  13.1   conference       50       60  no      expired on 2017-10-01     13      1

lines that count: 2 of 5, 60 points in all

From       Benefit
member     Licences for demonstrations
associate  A technical contact
$ mpp tier hazel --as-of 2017-12-31 --plain
hazel	Hazel Systems	certified	associate	60	advanced	140
$ mpp renew --due
"#]]);
    session.today("2018-01-11");
    session.shows(str![[r#"
$ mpp renew --due
hazel: term 2 until 2020-01-11
! recorded entry 14
$ mpp audit
"#]]);
}

#[test]
fn an_adopted_partner_has_what_its_steps_required() {
    let session = Session::new();
    session.write("vendor.toml", RULES);
    session.write(
        "partners.csv",
        "name,id,kind,stage,admitted_on,certified_on,points,points_on\n\
         Hazel,hazel,developer,certified,2014-03-01,2014-05-01,80,2014-06-01\n",
    );
    session.shows(str![[r#"
$ mpp init --program vendor.toml -q
$ mpp adopt --from partners.csv
Partner  Name   Kind       Category  Stage      Since       Tier       Points  Credit  Anniversary
hazel    Hazel  developer            certified  2014-05-01  associate      80    $250  2016-05-01
! 1 read, 1 recorded, 0 unchanged, 0 refused
! recorded entry 2
$ mpp checklist hazel --plain
application	market	waived	marketplace	2014-03-01	ann	adopted			Market and region			
application	references	waived	provider	2014-03-01	ann	adopted			Two references of customers			
contract	contract	waived	both	2014-03-01	ann	adopted			The partner contract is signed			
training	developer-course	waived	provider	2014-05-01	ann	adopted			Two people have passed the developer course			
training	first-project	waived	both	2014-05-01	ann	adopted			A first project has gone live			
$ mpp credits hazel --from-month 2014-02 --to-month 2014-07 --plain
2014-02		0.00	0.00	0.00
2014-03	candidate	0.00	0.00	0.00
2014-04	candidate	0.00	0.00	0.00
2014-05	member	0.00	0.00	0.00
2014-06	associate	250.00	0.00	0.00
2014-07	associate	250.00	0.00	0.00
$ mpp audit
"#]]);
}
