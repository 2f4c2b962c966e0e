//! `mpp standing`: good standing.

use crate::session::Session;
use snapbox::str;

#[test]
fn good_and_bad_standing_and_their_consequences() {
    let session = Session::with_candidate();
    session.shows(str![[r#"
$ mpp standing acme --bad 'invoice 4711' --on 2015-03-01
acme: not in good standing: invoice 4711
! recorded entry 5
$ mpp standing acme --bad 'invoice 4711' --on 2015-03-01
acme: nothing to change
$ mpp certify acme --grant --on 2015-03-02
! error: acme is not in good standing: invoice 4711
! hint: `mpp standing acme --good` once that is settled
? 1
$ mpp credits acme
Month    Basis      Granted  Used  Overage
2015-02  candidate   $2,000    $0       $0
2015-03                  $0    $0       $0
2015-04                  $0    $0       $0
2015-05                  $0    $0       $0
2015-06                  $0    $0       $0

in all: $2,000 granted, $0 used, $0 above the credit
$ mpp standing acme --good --on 2015-06-01
acme: in good standing
! recorded entry 6
$ mpp standing acme
! error: missing: --good or --bad REASON
! hint: usage: `mpp standing --good|--bad REASON PARTNER`
? 2
$ mpp standing acme --good --bad 'both'
! error: --good cannot be used with --bad REASON
! hint: usage: `mpp standing --good|--bad REASON PARTNER`
? 2
$ mpp standing acme --bad ''
! error: --bad ``: a reason is needed, not an empty text
? 2
"#]]);
}

#[test]
fn a_back_dated_loss_cannot_unsettle_a_certification() {
    let session = Session::with_certified();
    session.shows(str![[r#"
$ mpp standing acme --bad 'invoice 4711' --on 2015-03-01
! error: what was recorded for a later day would no longer hold: certified of 2015-03-20 (entry 6)
!   acme is not in good standing: invoice 4711
! hint: `mpp undo 6` undoes entry 6 first, or record this for a day after 2015-03-20
? 1
$ mpp standing acme --bad 'invoice 4711' --on 2015-03-21
acme: not in good standing: invoice 4711
! recorded entry 7
"#]]);
}
