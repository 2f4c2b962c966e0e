-- The book: everything that is known of the partners of one program, in one SQLite file.
--
-- Facts are only ever added. One row of `entry` is one command that changed the book; every row of the tables
-- below it names its entry, its place in that entry (n = 1, 2, 3 ...) and the day from which it holds. Nothing is
-- updated and nothing deleted: a mistake is voided by a later entry (table `void`), points are taken back by a
-- reversal (a row of `award` that names the award it takes back). What a partner is today, its stage, its points,
-- its tier, is therefore nowhere stored; the views at the end work it out for people and for other tools.
--
-- Days are ISO 8601 text (2015-03-31), points and USD cents whole numbers, yes and no 1 and 0.
-- Each table is kept in the order of its partners, so that one partner's facts lie side by side.

pragma application_id = 0x6d707031;  -- "mpp1"
pragma user_version = 5;

-- One command that changed the book: who, when, in which words. The digest covers the digest before it, this row
-- and every fact of the entry: a changed, missing or swapped row shows, because the digests no longer follow.
create table entry (
  id        integer primary key,
  recorded  text not null constraint recorded_is_utc check (recorded like '____-__-__T__:__:__Z'),
  actor     text not null,
  command   text not null,
  note      text,
  digest    text not null constraint digest_is_sha256 check (length(digest) = 64)
) strict;

create trigger entry_without_gaps before insert on entry
when new.id is not (select coalesce(max(id), 0) + 1 from entry)
begin
  select raise(abort, 'entries are numbered without gaps');
end;

-- How the program reads its rules where its documents leave room, and from which entry on: what was recorded under an
-- earlier reading is judged by that one ever after. Like `person` it stands outside the chain of digests: a book tells
-- it of itself when it is made or brought up to a newer version.
create table reading (
  number      integer primary key constraint reading_counts check (number > 0),
  from_entry  integer not null constraint reading_is_from_an_entry check (from_entry > 0)
) strict;

-- An entry that was taken back, by the entry of the undo. Its facts no longer count; they stay readable.
create table void (
  entry   integer not null references entry (id) deferrable initially deferred,
  n       integer not null,
  voided  integer not null unique references entry (id),
  primary key (entry, n),
  constraint voids_an_earlier_entry check (voided < entry)
) strict, without rowid;

-- Every version of the program's rules, whole, with the day from which it is in force.
create table program (
  entry    integer not null references entry (id) deferrable initially deferred,
  n        integer not null,
  on_day   text not null constraint program_on_is_a_day check (on_day like '____-__-__'),
  version  integer not null,
  rules    text not null,
  primary key (entry, n)
) strict, without rowid;

-- A company applied: its first participation in the program, or another one after an earlier had ended.
create table application (
  partner        text not null,
  entry          integer not null references entry (id) deferrable initially deferred,
  n              integer not null,
  on_day         text not null constraint application_on_is_a_day check (on_day like '____-__-__'),
  participation  integer not null constraint participation_counts check (participation > 0),
  note           text,
  primary key (partner, entry, n)
) strict, without rowid;
create unique index application_by_entry on application (entry, n);

-- What became known of a company. Null says nothing of a column, an empty text clears it. `name_key` is what no
-- two partners share, `look_key` what makes two names suspiciously alike; `brought` marks what an application or
-- a file said, as against a later edit.
create table profile (
  partner        text not null,
  entry          integer not null references entry (id) deferrable initially deferred,
  n              integer not null,
  on_day         text not null constraint profile_on_is_a_day check (on_day like '____-__-__'),
  name           text,
  name_key       text,
  look_key       text,
  product        text,
  kind           text,
  category       text,
  website        text,
  alias          text,
  summary        text,
  external_id    text,
  support_level  text,
  share_bp       integer constraint share_is_basis_points check (share_bp between 0 and 10000),
  brought        integer not null constraint brought_is_yes_or_no check (brought in (0, 1)),
  via            text,
  primary key (partner, entry, n)
) strict, without rowid;
create unique index profile_by_entry on profile (entry, n);
create index profile_by_name on profile (name_key) where name_key is not null;
create index profile_by_look on profile (look_key) where look_key is not null;
create index profile_by_alias on profile (alias) where alias is not null;
create index profile_by_external_id on profile (external_id) where external_id is not null;

-- A partner that was in the program before the book: the days it reached each stage and accepted the agreement.
-- `on_day` is that of its application. Its items are waived by this row, reason "adopted".
create table adoption (
  partner       text not null,
  entry         integer not null references entry (id) deferrable initially deferred,
  n             integer not null,
  on_day        text not null constraint adoption_on_is_a_day check (on_day like '____-__-__'),
  admitted_on   text,
  agreed_on     text,
  certified_on  text,
  primary key (partner, entry, n)
) strict, without rowid;
create unique index adoption_by_entry on adoption (entry, n);

-- A decision that moved the partner to another stage.
create table step (
  partner  text not null,
  entry    integer not null references entry (id) deferrable initially deferred,
  n        integer not null,
  on_day   text not null constraint step_on_is_a_day check (on_day like '____-__-__'),
  step     text not null constraint step_is_known check (step in ('admitted', 'declined', 'withdrawn', 'lapsed', 'certified', 'ended')),
  reason   text,
  primary key (partner, entry, n)
) strict, without rowid;
create unique index step_by_entry on step (entry, n);

-- The candidate window was extended to a day, that day included.
create table extension (
  partner  text not null,
  entry    integer not null references entry (id) deferrable initially deferred,
  n        integer not null,
  on_day   text not null constraint extension_on_is_a_day check (on_day like '____-__-__'),
  until    text not null constraint until_is_a_day check (until like '____-__-__'),
  reason   text not null,
  primary key (partner, entry, n)
) strict, without rowid;
create unique index extension_by_entry on extension (entry, n);

-- What was found of an item of a checklist; `term` where every term has its own copy of the list.
create table verdict (
  partner    text not null,
  entry      integer not null references entry (id) deferrable initially deferred,
  n          integer not null,
  on_day     text not null constraint verdict_on_is_a_day check (on_day like '____-__-__'),
  checklist  text not null,
  item       text not null,
  term       integer,
  verdict    text not null constraint verdict_is_known check (verdict in ('met', 'unmet', 'not-applicable', 'waived')),
  note       text,
  evidence   text,
  primary key (partner, entry, n)
) strict, without rowid;
create unique index verdict_by_entry on verdict (entry, n);

-- Good standing as a cloud customer. A partner is in good standing until a row says otherwise.
create table customer_standing (
  partner  text not null,
  entry    integer not null references entry (id) deferrable initially deferred,
  n        integer not null,
  on_day   text not null constraint customer_standing_on_is_a_day check (on_day like '____-__-__'),
  good     integer not null constraint good_is_yes_or_no check (good in (0, 1)),
  reason   text,
  primary key (partner, entry, n)
) strict, without rowid;
create unique index customer_standing_by_entry on customer_standing (entry, n);

-- Points granted, as priced that day, and points taken back: a reversal has negative points and names its award.
-- `expires_on` is the first day on which the row no longer counts; `override` why a limit was set aside.
create table award (
  partner         text not null,
  entry           integer not null references entry (id) deferrable initially deferred,
  n               integer not null,
  on_day          text not null constraint award_on_is_a_day check (on_day like '____-__-__'),
  participation   integer not null,
  activity        text not null,
  points          integer not null,
  reference       text,
  evidence        text,
  note            text,
  expires_on      text,
  override        text,
  reason          text,
  reverses_entry  integer,
  reverses_n      integer,
  primary key (partner, entry, n),
  foreign key (reverses_entry, reverses_n) references award (entry, n),
  constraint reversals_take_back check ((reverses_entry is null and points >= 0) or (reverses_entry is not null and reverses_n is not null and points <= 0 and reason is not null))
) strict, without rowid;
create unique index award_by_entry on award (entry, n);

-- A term was opened: its number, and the first day of the next. `on_day` is its own first day, `run_on` the day for
-- Work on an activity before it earns its points: the step it is at (null: it was dropped), and what is said with it.
create table progress (
  partner   text not null,
  entry     integer not null references entry (id) deferrable initially deferred,
  n         integer not null,
  on_day    text not null constraint progress_on_is_a_day check (on_day like '____-__-__'),
  activity  text not null,
  step      text,
  due       text constraint progress_due_is_a_day check (due like '____-__-__'),
  person    text,
  reason    text,
  primary key (partner, entry, n)
) strict, without rowid;
create unique index progress_by_entry on progress (entry, n);

-- which the renewal was run that opened it (null where none was, and in rows of books that did not keep it).
create table term (
  partner      text not null,
  entry        integer not null references entry (id) deferrable initially deferred,
  n            integer not null,
  on_day       text not null constraint term_on_is_a_day check (on_day like '____-__-__'),
  number       integer not null constraint term_counts check (number > 0),
  anniversary  text not null constraint anniversary_is_later check (anniversary > on_day),
  run_on       text constraint run_on_is_a_day check (run_on like '____-__-__'),
  primary key (partner, entry, n)
) strict, without rowid;
create unique index term_by_entry on term (entry, n);

-- What a party communicated about the value of a term; it stops silent renewal.
create table objection (
  partner  text not null,
  entry    integer not null references entry (id) deferrable initially deferred,
  n        integer not null,
  on_day   text not null constraint objection_on_is_a_day check (on_day like '____-__-__'),
  term     integer not null,
  party    text not null constraint party_is_known check (party in ('provider', 'marketplace')),
  said     text not null,
  primary key (partner, entry, n)
) strict, without rowid;
create unique index objection_by_entry on objection (entry, n);

-- What a party found that a term was worth to it; one that finds no value objects, too.
create table finding (
  partner  text not null,
  entry    integer not null references entry (id) deferrable initially deferred,
  n        integer not null,
  on_day   text not null constraint finding_on_is_a_day check (on_day like '____-__-__'),
  term     integer not null,
  party    text not null constraint finding_party_is_known check (party in ('provider', 'marketplace')),
  said     text not null,
  worth    text constraint worth_is_yes_or_no check (worth in ('yes', 'no')),
  primary key (partner, entry, n)
) strict, without rowid;
create unique index finding_by_entry on finding (entry, n);

-- The renewal after a term was confirmed; it settles the term's objections.
create table confirmation (
  partner  text not null,
  entry    integer not null references entry (id) deferrable initially deferred,
  n        integer not null,
  on_day   text not null constraint confirmation_on_is_a_day check (on_day like '____-__-__'),
  term     integer not null,
  reason   text not null,
  primary key (partner, entry, n)
) strict, without rowid;
create unique index confirmation_by_entry on confirmation (entry, n);

-- Somebody of the program's own team took on a role for the partner; an empty person: nobody any more.
create table assignment (
  partner  text not null,
  entry    integer not null references entry (id) deferrable initially deferred,
  n        integer not null,
  on_day   text not null constraint assignment_on_is_a_day check (on_day like '____-__-__'),
  role     text not null,
  person   text not null,
  primary key (partner, entry, n)
) strict, without rowid;
create unique index assignment_by_entry on assignment (entry, n);

-- A contact person of the provider, by role. Who it is stands in `person`, outside the chain of digests, so that it
-- can be forgotten; the digest here, salted, shows whether that row is the one recorded. A row with an empty digest
-- says that everybody recorded before in the role was forgotten: their rows in `person` are gone.
create table contact (
  partner  text not null,
  entry    integer not null references entry (id) deferrable initially deferred,
  n        integer not null,
  on_day   text not null constraint contact_on_is_a_day check (on_day like '____-__-__'),
  role     text not null,
  digest   text not null,
  primary key (partner, entry, n)
) strict, without rowid;
create unique index contact_by_entry on contact (entry, n);

-- Integration credit used in a month: the month's total. A later row for the month replaces an earlier one.
create table credit_use (
  partner  text not null,
  entry    integer not null references entry (id) deferrable initially deferred,
  n        integer not null,
  on_day   text not null constraint credit_use_on_is_a_day check (on_day like '____-__-__'),
  month    text not null constraint month_is_a_month check (month like '____-__'),
  cents    integer not null constraint cents_are_not_negative check (cents >= 0),
  note     text,
  primary key (partner, entry, n)
) strict, without rowid;
create unique index credit_use_by_entry on credit_use (entry, n);

-- What became known of a product of a partner: the content it is shown with. Null says nothing of a column, an empty
-- text clears it; categories and features stand one on each line. `name_key` is what no two products of a partner
-- share. Once the product is published, what is said later waits for the next publication. `brought` marks what a file
-- or an addition said, as against a later edit.
create table product (
  partner     text not null,
  entry       integer not null references entry (id) deferrable initially deferred,
  n           integer not null,
  on_day      text not null constraint product_on_is_a_day check (on_day like '____-__-__'),
  product     text not null,
  name        text,
  name_key    text,
  version     text,
  kind        text,
  categories  text,
  short       text,
  full        text,
  features    text,
  eula        text,
  support     text,
  pricing     text,
  demo        text,
  evidence    text,
  brought     integer not null constraint product_brought_is_yes_or_no check (brought in (0, 1)),
  primary key (partner, entry, n)
) strict, without rowid;
create unique index product_by_entry on product (entry, n);

-- What was found of an item of a product's own copy of a checklist.
create table product_verdict (
  partner    text not null,
  entry      integer not null references entry (id) deferrable initially deferred,
  n          integer not null,
  on_day     text not null constraint product_verdict_on_is_a_day check (on_day like '____-__-__'),
  product    text not null,
  checklist  text not null,
  item       text not null,
  verdict    text not null constraint product_verdict_is_known check (verdict in ('met', 'unmet', 'not-applicable', 'waived')),
  note       text,
  evidence   text,
  primary key (partner, entry, n)
) strict, without rowid;
create unique index product_verdict_by_entry on product_verdict (entry, n);

-- A value recorded of an item, as the rule file asks for it: the version of the agreement, say. `product` and `term` are
-- those of the item's verdict. The last value of a name counts.
create table item_record (
  partner    text not null,
  entry      integer not null references entry (id) deferrable initially deferred,
  n          integer not null,
  on_day     text not null constraint item_record_on_is_a_day check (on_day like '____-__-__'),
  product    text,
  checklist  text not null,
  item       text not null,
  term       integer,
  name       text not null,
  value      text not null,
  primary key (partner, entry, n)
) strict, without rowid;
create unique index item_record_by_entry on item_record (entry, n);

-- Publication of a product was requested, it was published, or it was taken out of the directory.
create table publication (
  partner  text not null,
  entry    integer not null references entry (id) deferrable initially deferred,
  n        integer not null,
  on_day   text not null constraint publication_on_is_a_day check (on_day like '____-__-__'),
  product  text not null,
  step     text not null constraint publication_is_known check (step in ('requested', 'published', 'unpublished')),
  primary key (partner, entry, n)
) strict, without rowid;
create unique index publication_by_entry on publication (entry, n);
create index publication_by_step on publication (step, partner);

-- Something was requested: a training, a service task, a better support level. `kind` is one of the rule file's;
-- `due` the day by which it is to be done, `person` who takes care of it, `reference` its ticket elsewhere.
create table request (
  partner    text not null,
  entry      integer not null references entry (id) deferrable initially deferred,
  n          integer not null,
  on_day     text not null constraint request_on_is_a_day check (on_day like '____-__-__'),
  kind       text not null,
  text       text,
  due        text constraint due_is_a_day check (due like '____-__-__'),
  person     text,
  reference  text,
  primary key (partner, entry, n)
) strict, without rowid;
create unique index request_by_entry on request (entry, n);

-- How a request was settled; `fee_cents` is what the support level that came with it costs a month.
create table settlement (
  partner        text not null,
  entry          integer not null references entry (id) deferrable initially deferred,
  n              integer not null,
  on_day         text not null constraint settlement_on_is_a_day check (on_day like '____-__-__'),
  request_entry  integer not null,
  request_n      integer not null,
  outcome        text not null constraint settlement_is_known check (outcome in ('done', 'declined')),
  reason         text,
  fee_cents      integer constraint fee_is_not_negative check (fee_cents >= 0),
  primary key (partner, entry, n),
  foreign key (request_entry, request_n) references request (entry, n)
) strict, without rowid;
create unique index settlement_by_entry on settlement (entry, n);

-- A deployment that the portal reported. A later row with the reference replaces an earlier one. `error` is what went
-- wrong, which a success may have had too; `test` marks the marketplace's and the partner's own trials.
create table deployment (
  partner    text not null,
  entry      integer not null references entry (id) deferrable initially deferred,
  n          integer not null,
  on_day     text not null constraint deployment_on_is_a_day check (on_day like '____-__-__'),
  product    text not null,
  reference  text not null,
  customer   text,
  outcome    text not null constraint outcome_is_known check (outcome in ('success', 'failure')),
  error      text,
  test       integer not null constraint test_is_yes_or_no check (test in (0, 1)),
  primary key (partner, entry, n)
) strict, without rowid;
create unique index deployment_by_entry on deployment (entry, n);
create index deployment_by_reference on deployment (reference, partner, on_day);

-- Billable revenue of a product in a month, for one SKU (empty: the product as a whole). A later row for the same
-- replaces an earlier one. `on_day` is the month's last day, or that of the report where the month was not over.
create table revenue (
  partner        text not null,
  entry          integer not null references entry (id) deferrable initially deferred,
  n              integer not null,
  on_day         text not null constraint revenue_on_is_a_day check (on_day like '____-__-__'),
  product        text not null,
  month          text not null constraint revenue_month_is_a_month check (month like '____-__'),
  sku            text not null,
  subscriptions  integer constraint subscriptions_are_not_negative check (subscriptions >= 0),
  cents          integer not null constraint revenue_is_not_negative check (cents >= 0),
  note           text,
  primary key (partner, entry, n)
) strict, without rowid;
create unique index revenue_by_entry on revenue (entry, n);
create index revenue_by_month on revenue (product, month, sku, partner, on_day);

-- The data of contact people: the one table of which rows may go.
create table person (
  entry  integer not null,
  n      integer not null,
  salt   text not null,
  name   text not null,
  email  text not null,
  phone  text,
  primary key (entry, n),
  foreign key (entry, n) references contact (entry, n)
) strict, without rowid;

-- A term whose renewal is stopped, and the fact that stops it, once a quiet run of `mpp renew --due` has named it: the
-- next run need not. Nothing is decided by it; it stands outside the chain of digests.
create table named_hold (
  partner  text not null,
  term     integer not null,
  entry    integer not null references entry (id),
  n        integer not null,
  primary key (partner, term, entry, n)
) strict, without rowid;

-- Nothing is updated, nothing deleted.
create trigger entry_stays before update on entry begin select raise(abort, 'the book is only ever added to'); end;
create trigger entry_is_kept before delete on entry begin select raise(abort, 'the book is only ever added to'); end;
create trigger reading_stays before update on reading begin select raise(abort, 'the book is only ever added to'); end;
create trigger reading_is_kept before delete on reading begin select raise(abort, 'the book is only ever added to'); end;
create trigger void_stays before update on void begin select raise(abort, 'the book is only ever added to'); end;
create trigger void_is_kept before delete on void begin select raise(abort, 'the book is only ever added to'); end;
create trigger program_stays before update on program begin select raise(abort, 'the book is only ever added to'); end;
create trigger program_is_kept before delete on program begin select raise(abort, 'the book is only ever added to'); end;
create trigger application_stays before update on application begin select raise(abort, 'the book is only ever added to'); end;
create trigger application_is_kept before delete on application begin select raise(abort, 'the book is only ever added to'); end;
create trigger profile_stays before update on profile begin select raise(abort, 'the book is only ever added to'); end;
create trigger profile_is_kept before delete on profile begin select raise(abort, 'the book is only ever added to'); end;
create trigger adoption_stays before update on adoption begin select raise(abort, 'the book is only ever added to'); end;
create trigger adoption_is_kept before delete on adoption begin select raise(abort, 'the book is only ever added to'); end;
create trigger step_stays before update on step begin select raise(abort, 'the book is only ever added to'); end;
create trigger step_is_kept before delete on step begin select raise(abort, 'the book is only ever added to'); end;
create trigger extension_stays before update on extension begin select raise(abort, 'the book is only ever added to'); end;
create trigger extension_is_kept before delete on extension begin select raise(abort, 'the book is only ever added to'); end;
create trigger verdict_stays before update on verdict begin select raise(abort, 'the book is only ever added to'); end;
create trigger verdict_is_kept before delete on verdict begin select raise(abort, 'the book is only ever added to'); end;
create trigger customer_standing_stays before update on customer_standing begin select raise(abort, 'the book is only ever added to'); end;
create trigger customer_standing_is_kept before delete on customer_standing begin select raise(abort, 'the book is only ever added to'); end;
create trigger award_stays before update on award begin select raise(abort, 'the book is only ever added to'); end;
create trigger award_is_kept before delete on award begin select raise(abort, 'the book is only ever added to'); end;
create trigger progress_stays before update on progress begin select raise(abort, 'the book is only ever added to'); end;
create trigger progress_is_kept before delete on progress begin select raise(abort, 'the book is only ever added to'); end;
create trigger term_stays before update on term begin select raise(abort, 'the book is only ever added to'); end;
create trigger term_is_kept before delete on term begin select raise(abort, 'the book is only ever added to'); end;
create trigger objection_stays before update on objection begin select raise(abort, 'the book is only ever added to'); end;
create trigger objection_is_kept before delete on objection begin select raise(abort, 'the book is only ever added to'); end;
create trigger finding_stays before update on finding begin select raise(abort, 'the book is only ever added to'); end;
create trigger finding_is_kept before delete on finding begin select raise(abort, 'the book is only ever added to'); end;
create trigger confirmation_stays before update on confirmation begin select raise(abort, 'the book is only ever added to'); end;
create trigger confirmation_is_kept before delete on confirmation begin select raise(abort, 'the book is only ever added to'); end;
create trigger assignment_stays before update on assignment begin select raise(abort, 'the book is only ever added to'); end;
create trigger assignment_is_kept before delete on assignment begin select raise(abort, 'the book is only ever added to'); end;
create trigger contact_stays before update on contact begin select raise(abort, 'the book is only ever added to'); end;
create trigger contact_is_kept before delete on contact begin select raise(abort, 'the book is only ever added to'); end;
create trigger credit_use_stays before update on credit_use begin select raise(abort, 'the book is only ever added to'); end;
create trigger credit_use_is_kept before delete on credit_use begin select raise(abort, 'the book is only ever added to'); end;
create trigger product_stays before update on product begin select raise(abort, 'the book is only ever added to'); end;
create trigger product_is_kept before delete on product begin select raise(abort, 'the book is only ever added to'); end;
create trigger product_verdict_stays before update on product_verdict begin select raise(abort, 'the book is only ever added to'); end;
create trigger product_verdict_is_kept before delete on product_verdict begin select raise(abort, 'the book is only ever added to'); end;
create trigger item_record_stays before update on item_record begin select raise(abort, 'the book is only ever added to'); end;
create trigger item_record_is_kept before delete on item_record begin select raise(abort, 'the book is only ever added to'); end;
create trigger publication_stays before update on publication begin select raise(abort, 'the book is only ever added to'); end;
create trigger publication_is_kept before delete on publication begin select raise(abort, 'the book is only ever added to'); end;
create trigger request_stays before update on request begin select raise(abort, 'the book is only ever added to'); end;
create trigger request_is_kept before delete on request begin select raise(abort, 'the book is only ever added to'); end;
create trigger settlement_stays before update on settlement begin select raise(abort, 'the book is only ever added to'); end;
create trigger settlement_is_kept before delete on settlement begin select raise(abort, 'the book is only ever added to'); end;
create trigger deployment_stays before update on deployment begin select raise(abort, 'the book is only ever added to'); end;
create trigger deployment_is_kept before delete on deployment begin select raise(abort, 'the book is only ever added to'); end;
create trigger revenue_stays before update on revenue begin select raise(abort, 'the book is only ever added to'); end;
create trigger revenue_is_kept before delete on revenue begin select raise(abort, 'the book is only ever added to'); end;
create trigger person_stays before update on person begin select raise(abort, 'the book is only ever added to'); end;
create trigger named_hold_stays before update on named_hold begin select raise(abort, 'the book is only ever added to'); end;
create trigger named_hold_is_kept before delete on named_hold begin select raise(abort, 'the book is only ever added to'); end;

-- For people and other tools; the program itself asks the tables.

-- Entries that were not taken back.
create view live_entry as
select * from entry where id not in (select voided from void);

-- Every stage a partner reached, in order.
create view stage_reached (partner, on_day, entry, n, place, participation, stage) as
with reached (partner, on_day, entry, n, place, participation, stage) as (
  select partner, on_day, entry, n, 0, participation, 'applicant' from application
  union all select partner, admitted_on, entry, n, 1, null, 'candidate' from adoption where admitted_on is not null
  union all select partner, certified_on, entry, n, 2, null, 'certified' from adoption where certified_on is not null
  union all select partner, on_day, entry, n, 0, null, case step when 'admitted' then 'candidate' else step end from step
)
select partner, on_day, entry, n, place,
  max(participation) over (partition by partner order by on_day, entry, n, place),
  stage
from reached where entry in (select id from live_entry);

-- Where each partner stands by all that is recorded.
create view standing (partner, name, participation, stage, since, points) as
with last_reached as (
  select *, row_number() over (partition by partner order by on_day desc, entry desc, n desc, place desc) as back
  from stage_reached
), last_name as (
  select partner, name, row_number() over (partition by partner order by on_day desc, entry desc, n desc) as back
  from profile where name is not null and entry in (select id from live_entry)
), counting as (
  select partner, participation, sum(points) as points
  from award where entry in (select id from live_entry) and expires_on is null
  group by partner, participation
)
select s.partner, p.name, s.participation, s.stage, s.on_day, coalesce(c.points, 0)
from last_reached s
join last_name p on p.partner = s.partner and p.back = 1
left join counting c on c.partner = s.partner and c.participation = s.participation
where s.back = 1;

-- Every line of every ledger with its running balance (of what never expires).
create view ledger (partner, participation, on_day, award, activity, points, balance, takes_back, voided) as
select partner, participation, on_day, entry || '.' || n, activity, points,
  sum(case when entry in (select id from live_entry) and expires_on is null then points else 0 end)
    over (partition by partner, participation order by on_day, entry, n),
  reverses_entry || '.' || reverses_n,
  entry not in (select id from live_entry)
from award;

-- Every fact in one line.
create view fact (entry, n, on_day, partner, what, detail) as
select entry, n, on_day, partner, 'applied', 'participation ' || participation from application
union all select entry, n, on_day, partner, 'profile', coalesce(name, '') from profile
union all select entry, n, on_day, partner, 'adopted', coalesce('certified ' || certified_on, 'admitted ' || admitted_on, '') from adoption
union all select entry, n, on_day, partner, step, coalesce(reason, '') from step
union all select entry, n, on_day, partner, 'extended', 'until ' || until || ': ' || reason from extension
union all select entry, n, on_day, partner, 'verdict', item || ': ' || verdict || coalesce(' (' || note || ')', '') from verdict
union all select entry, n, on_day, partner, 'standing', case good when 1 then 'good' else 'bad: ' || coalesce(reason, '') end from customer_standing
union all select entry, n, on_day, partner, case when reverses_entry is null then 'award' else 'reversal' end, activity || ' ' || points from award
union all select entry, n, on_day, partner, 'progress', activity || ': ' || coalesce(step, 'dropped') from progress
union all select entry, n, on_day, partner, 'term', 'term ' || number || ' until ' || anniversary from term
union all select entry, n, on_day, partner, 'objection', party || ': ' || said from objection
union all select entry, n, on_day, partner, 'evaluation', party || ': ' || said from finding
union all select entry, n, on_day, partner, 'confirmed', reason from confirmation
union all select entry, n, on_day, partner, 'assignment', role || ': ' || person from assignment
union all select entry, n, on_day, partner, 'contact', role from contact
union all select entry, n, on_day, partner, 'credit-use', month || ': ' || cents || ' cents' from credit_use
union all select entry, n, on_day, partner, 'product', product || coalesce(': ' || name, '') from product
union all select entry, n, on_day, partner, 'verdict', product || ': ' || item || ': ' || verdict || coalesce(' (' || note || ')', '') from product_verdict
union all select entry, n, on_day, partner, 'record', coalesce(product || ': ', '') || item || ' ' || name || ': ' || value from item_record
union all select entry, n, on_day, partner, 'publication', product || ': ' || step from publication
union all select entry, n, on_day, partner, 'request', kind || coalesce(': ' || text, '') from request
union all select entry, n, on_day, partner, 'request-' || outcome, request_entry || '.' || request_n || coalesce(': ' || reason, '') from settlement
union all select entry, n, on_day, partner, 'deployment', product || ' ' || reference || ': ' || outcome from deployment
union all select entry, n, on_day, partner, 'revenue', product || ' ' || month || ' ' || sku || ': ' || cents || ' cents' from revenue
union all select entry, n, on_day, null, 'program', 'version ' || version from program
union all select entry, n, null, null, 'void', 'entry ' || voided from void;
