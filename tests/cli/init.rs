//! `mpp init`: making a book.

use crate::session::Session;
use snapbox::str;

#[test]
fn a_book_is_made_once() {
    let session = Session::new();
    session.shows(str![[r#"
$ mpp init --note 'for the new year' --actor zoe
! made the book book.db
$ mpp init
! error: there is a book already: book.db
? 1
$ mpp status
no partners
$ mpp history
Entry  Recorded              Actor  Command  What                    Note              Voided by
    1  [TIME]  zoe    init     version 1 of the rules  for the new year
"#]]);
    assert_eq!(session.files(), ["book.db"]);
}
