//! Reading the rule file: TOML in, a [`Program`] or every mistake out.
//!
//! What cannot be read is noted and replaced by a value that no later check objects to. So reading goes
//! on to the end of the file, and a mistake is reported once, where it was made.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::{Range, RangeInclusive};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{
    Activity, CandidateRule, Checklist, CreditRule, Earned, Gate, GivenBy, Item, Kind, Limit, Need,
    OnRecord, Party, ProductRule, Program, Role, StageName, Subject, Tier, check::check,
};
use crate::domain::fact::Field;

/// A value of the file, with the bytes it was written in.
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// The most points, and the most USD, that any figure may say: far above every program, and far below
/// the sums that would overflow.
const MOST: i64 = 1_000_000_000;
const MOST_MONTHS: i64 = 1_200;
const MOST_DAYS: i64 = 36_500;
const LONGEST_ID: usize = 60;

/// Something in a rule file that must be mended before the file can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The line it is on, from 1.
    pub line: usize,
    /// The column it begins at, in characters, from 1.
    pub column: usize,
    /// The bytes it is about.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What would mend it.
    pub help: String,
}

impl Mistake {
    /// A mistake at these bytes of a text.
    #[must_use]
    pub fn at(text: &str, span: Range<usize>, message: &str, help: impl Into<String>) -> Self {
        let before = &text[..whole(text, span.start)];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            span: before.len()..whole(text, span.end),
            message: message.to_owned(),
            help: help.into(),
        }
    }
}

/// The last beginning of a character at or before a byte.
fn whole(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len()))
        .rev()
        .find(|&byte| text.is_char_boundary(byte))
        .unwrap_or(0)
}

impl Program {
    /// Reads a rule file and checks it, against itself too.
    ///
    /// # Errors
    ///
    /// Every mistake of the file, in the order of the file. Only where the text is no TOML are the
    /// other mistakes left for the next time: what such a text means would be guessing.
    pub fn parse(text: &str) -> Result<Self, Vec<Mistake>> {
        let mut mistakes = Mistakes::default();
        let (file, errors) = DeTable::parse_recoverable(text);
        if !errors.is_empty() {
            for error in errors {
                let help = "a line is `key = value`, `[section]` or `# remark`; text stands in \
                            \"quotes\", lists in [brackets], and a key stands once in a section";
                // The parser may point behind the end, or into a character it does not accept.
                let Range { start, end } = error.span().unwrap_or_default();
                mistakes.note(whole(text, start)..whole(text, end), error.message(), help);
            }
            return Err(mistakes.placed(text));
        }

        let file = Spanned::new(0..0, DeValue::Table(file.into_inner()));
        let mut root = Slot {
            key: "",
            parent: "",
            value: Some(&file),
            absence: Absence::Allowed,
            header: 0..0,
            mistakes: &mut mistakes,
        };
        let program = root.section(program);
        check(&program, &file, &mut mistakes);
        if mistakes.0.is_empty() {
            Ok(program)
        } else {
            Err(mistakes.placed(text))
        }
    }
}

fn program(t: &mut Table<'_, '_>) -> Program {
    let (name, sources) = t
        .need("program")
        .section(|t| (t.text("name"), t.need("sources").texts()));
    let [admit, certify, publish] = t
        .need("step")
        .section(|t| ["admit", "certify", "publish"].map(|step| t.need(step).section(gate)));
    let (team_roles, contact_roles) = t.need("people").section(|t| {
        (
            t.need("team").sections(role),
            t.need("contact").sections(role),
        )
    });
    Program {
        name,
        sources,
        kinds: t.need("kind").sections(|t| Kind {
            id: t.id(),
            text: t.text("text"),
        }),
        candidate: t.need("candidate").section(|t| CandidateRule {
            window_months: t.need("window_months").months().unwrap_or(1),
            credit_cents: t.credit_cents(),
            benefits: t.may("benefits").texts(),
        }),
        admit,
        certify,
        publish,
        product: t.may("product").section(product),
        checklists: t.need("checklist").sections(checklist),
        activities: t.need("activity").sections(activity),
        tiers: t.need("tier").sections(tier),
        downgrade_grace_days: t
            .may("points")
            .section(|t| t.may("downgrade_grace_days").small(0..=MOST_DAYS))
            .unwrap_or(0),
        credit: t.need("credit").section(|t| CreditRule {
            items: t.may("items").texts(),
            good_standing: t.flag("good_standing"),
        }),
        term_months: t
            .need("term")
            .section(|t| t.need("months").months())
            .unwrap_or(1),
        team_roles,
        contact_roles,
        support_levels: t.need("support").section(|t| t.need("levels").ids()),
        default_share_bp: t
            .may("revenue")
            .section(|t| t.may("default_share_percent").basis_points()),
        legal_suffixes: t
            .may("names")
            .section(|t| t.may("legal_suffixes").texts())
            .iter()
            .map(|suffix| suffix.replace(['.', ' '], "").to_lowercase())
            .collect(),
    }
}

fn gate(t: &mut Table<'_, '_>) -> Gate {
    Gate {
        text: t.text("text"),
        checklists: t.may("checklists").texts(),
        items: t.may("items").texts(),
        good_standing: t.flag("good_standing"),
    }
}

/// What a product's content must hold where the file does not say.
const REQUIRED: [Field; 3] = [Field::Categories, Field::Short, Field::Features];
const SHORT_CHARACTERS: u32 = 100;
/// The longest short description that a file may allow.
const MOST_CHARACTERS: i64 = 4000;

fn product(t: &mut Table<'_, '_>) -> ProductRule {
    let required = t.may("required").words(Field::ALL, Field::name);
    let characters = t.may("short_characters").small(1..=MOST_CHARACTERS);
    ProductRule {
        required: required.unwrap_or_else(|| REQUIRED.to_vec()),
        short_characters: characters.unwrap_or(SHORT_CHARACTERS) as usize,
    }
}

fn checklist(t: &mut Table<'_, '_>) -> Checklist {
    Checklist {
        id: t.id(),
        name: t.text("name"),
        of: t
            .need("of")
            .word(Subject::ALL, Subject::name)
            .unwrap_or(Subject::Participation),
        from: t
            .need("from")
            .word(StageName::ALL, StageName::name)
            .unwrap_or(StageName::Applicant),
        items: t.need("item").sections(item),
    }
}

fn item(t: &mut Table<'_, '_>) -> Item {
    Item {
        id: t.id(),
        text: t.text("text"),
        party: t
            .need("party")
            .word(Party::ALL, Party::name)
            .unwrap_or(Party::Both),
        needs: t
            .may("needs")
            .word(Need::ALL, Need::name)
            .unwrap_or(Need::Met),
        kinds: t.may("kinds").texts(),
        waits_for: t.may("waits_for").texts(),
        evidence: t.flag("evidence"),
        fulfilled_by: t.may("fulfilled_by").word(OnRecord::ALL, OnRecord::name),
        same_as: t.may("same_as").text(),
        asks: t.may("asks").text(),
        contact: t.may("contact").text(),
        shows_density: t.flag("shows_density"),
        guide: t.may("guide").text(),
    }
}

fn activity(t: &mut Table<'_, '_>) -> Activity {
    let given_by = t.may("given_by").word(GivenBy::ALL, GivenBy::name);
    Activity {
        id: t.id(),
        name: t.text("name"),
        points: t.need("points").points().unwrap_or(MOST),
        points_at: t.may("points_at").prices(),
        from: match t.need("from").text() {
            Some(tier) if tier != StageName::Candidate.name() => Earned::Tier(tier),
            _ => Earned::Candidate,
        },
        limit: t
            .need("limit")
            .word(Limit::ALL, Limit::name)
            .unwrap_or(Limit::Each),
        prerequisite_points: t.may("prerequisite_points").points(),
        valid_months: t.may("valid_months").months(),
        given_by,
        by_hand: t.may("by_hand").flag().unwrap_or(given_by.is_none()),
    }
}

fn tier(t: &mut Table<'_, '_>) -> Tier {
    Tier {
        id: t.id(),
        name: t.text("name"),
        from_points: t.need("from_points").points().unwrap_or(0),
        credit_cents: t.credit_cents(),
        benefits: t.may("benefits").texts(),
        preferred: t.flag("preferred"),
    }
}

fn role(t: &mut Table<'_, '_>) -> Role {
    Role {
        id: t.id(),
        name: t.text("name"),
    }
}

/// A section of the file and the keys that were asked of it.
struct Table<'t, 'm> {
    entries: &'t DeTable<'t>,
    /// Its name in the file, such as `checklist.item`; the file's own is empty.
    path: String,
    header: Range<usize>,
    asked: Vec<&'static str>,
    mistakes: &'m mut Mistakes,
}

impl<'t> Table<'t, '_> {
    fn need(&mut self, key: &'static str) -> Slot<'t, '_> {
        self.slot(key, Absence::Mistake)
    }

    fn may(&mut self, key: &'static str) -> Slot<'t, '_> {
        self.slot(key, Absence::Allowed)
    }

    fn slot(&mut self, key: &'static str, absence: Absence) -> Slot<'t, '_> {
        self.asked.push(key);
        Slot {
            key,
            parent: &self.path,
            value: self.entries.get(key),
            absence,
            header: self.header.clone(),
            mistakes: self.mistakes,
        }
    }

    fn id(&mut self) -> String {
        self.need("id").id().unwrap_or_default()
    }

    fn text(&mut self, key: &'static str) -> String {
        self.need(key).text().unwrap_or_default()
    }

    fn flag(&mut self, key: &'static str) -> bool {
        self.may(key).flag().unwrap_or_default()
    }

    fn credit_cents(&mut self) -> i64 {
        self.need("credit_usd").points().unwrap_or(0) * 100
    }

    /// Notes the keys that nobody asked for: a misspelt optional key would otherwise be passed over.
    fn finish(self) {
        for key in self.entries.keys() {
            let name = key.get_ref();
            if self.asked.iter().any(|asked| asked == name) {
                continue;
            }
            let help = match nearest(name, self.asked.iter().copied()) {
                Some(known) => format!("did you mean `{known}`?"),
                None => format!("known here: {}", listed(self.asked.iter().copied())),
            };
            self.mistakes
                .note(key.span(), format!("unknown key {}", quoted(name)), help);
        }
    }
}

/// What it means that a value is not there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Absence {
    Allowed,
    Mistake,
    /// It cannot be: the value is an entry of a list.
    Impossible,
}

/// The forms a value can have, as they are called and as they are written.
#[derive(Clone, Copy)]
enum Shape {
    Text,
    Whole,
    Percent,
    Flag,
    Texts,
    Prices,
    Section,
    Sections,
}

impl Shape {
    fn name(self) -> &'static str {
        match self {
            Shape::Text => "text in quotes",
            Shape::Whole => "a whole number",
            Shape::Percent => "a percentage",
            Shape::Flag => "true or false",
            Shape::Texts => "a list of texts",
            Shape::Prices => "points by tier",
            Shape::Section => "a section",
            Shape::Sections => "a list of sections",
        }
    }

    fn of(value: &DeValue<'_>) -> &'static str {
        match value {
            DeValue::String(_) => "text",
            DeValue::Integer(_) => "a number",
            DeValue::Float(_) => "a number with a fraction",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a section",
        }
    }
}

/// What stands under a key, or should.
struct Slot<'t, 'm> {
    key: &'t str,
    parent: &'m str,
    value: Option<&'t Value<'t>>,
    absence: Absence,
    /// Where the section begins: the place of what is missing.
    header: Range<usize>,
    mistakes: &'m mut Mistakes,
}

impl<'t> Slot<'t, '_> {
    /// The value in the form asked for; a note and nothing if it has another form, or is missing.
    fn take<T>(
        &mut self,
        shape: Shape,
        pick: impl FnOnce(&'t DeValue<'t>) -> Option<T>,
    ) -> Option<T> {
        let key = self.key;
        let Some(value) = self.value else {
            if self.absence == Absence::Mistake {
                let help = format!("add {}", self.written(shape));
                self.note(format!("`{key}` is missing"), help);
            }
            return None;
        };
        let picked = pick(value.get_ref());
        if picked.is_none() {
            let entry = if self.absence == Absence::Impossible {
                "every entry of "
            } else {
                ""
            };
            let (wanted, found) = (shape.name(), Shape::of(value.get_ref()));
            let message = format!("{entry}{} must be {wanted}, not {found}", quoted(key));
            self.note(message, format!("write {}", self.written(shape)));
        }
        picked
    }

    /// How a value of this form is written here.
    fn written(&self, shape: Shape) -> String {
        let key = self.key;
        let entry = self.absence == Absence::Impossible;
        match shape {
            Shape::Text if entry => format!("`{key} = [\"…\"]`"),
            Shape::Text => format!("`{key} = \"…\"`"),
            Shape::Whole => format!("`{key} = 25`, with a figure of yours"),
            Shape::Percent => format!("`{key} = \"12.5\"`, with a figure of yours"),
            Shape::Flag => format!("`{key} = true` or `{key} = false`"),
            Shape::Texts => format!("`{key} = [\"…\"]`"),
            Shape::Prices => format!("`{key} = {{ gold = 75 }}`, with tiers and figures of yours"),
            Shape::Section if !entry => format!("the section `[{}]`", self.path()),
            Shape::Section | Shape::Sections => {
                format!("one section `[[{}]]` for each", self.path())
            }
        }
    }

    fn path(&self) -> String {
        if self.parent.is_empty() {
            self.key.to_owned()
        } else {
            format!("{}.{}", self.parent, self.key)
        }
    }

    fn span(&self) -> Range<usize> {
        self.value
            .map_or_else(|| self.header.clone(), Spanned::span)
    }

    fn note(&mut self, message: String, help: impl Into<String>) {
        self.mistakes.note(self.span(), message, help);
    }

    fn text(&mut self) -> Option<String> {
        let text = self.take(Shape::Text, DeValue::as_str)?;
        if text.trim().is_empty() {
            self.note(
                format!("`{}` is empty", self.key),
                "write something between the quotes",
            );
            return None;
        }
        if let Some(hidden) = text.chars().find(|&c| is_hidden(c)) {
            let code = u32::from(hidden);
            let message = format!(
                "{} holds an invisible character, U+{code:04X}",
                quoted(self.key)
            );
            self.note(
                message,
                "remove it; a text is one line of visible characters",
            );
            return None;
        }
        Some(text.trim().to_owned())
    }

    fn id(&mut self) -> Option<String> {
        let id = self.text()?;
        let well_formed = id.len() <= LONGEST_ID
            && id.split('-').all(|part| {
                !part.is_empty()
                    && part
                        .bytes()
                        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            });
        if !well_formed {
            let help = "an id is made of small letters a to z, digits and single hyphens between them, \
                        60 at most";
            self.note(format!("{} is no id", quoted(&id)), help);
        }
        // A badly written id still is what the rest of the file refers to.
        Some(id)
    }

    fn word<T: Copy>(&mut self, all: &[T], name: fn(T) -> &'static str) -> Option<T> {
        let word = self.text()?;
        let found = all.iter().copied().find(|&value| name(value) == word);
        if found.is_none() {
            let names = || all.iter().map(|&value| name(value));
            let mut help = format!("it takes {}", listed(names()));
            if let Some(name) = nearest(&word, names()) {
                help = format!("did you mean `{name}`? {help}");
            }
            self.note(format!("`{}` cannot be {}", self.key, quoted(&word)), help);
        }
        found
    }

    /// A list of known words; nothing where there is no list.
    fn words<T: Copy>(&mut self, all: &[T], name: fn(T) -> &'static str) -> Option<Vec<T>> {
        self.value?;
        let words = self.each(Shape::Texts, |slot| slot.word(all, name));
        Some(words.into_iter().flatten().collect())
    }

    fn flag(&mut self) -> Option<bool> {
        self.take(Shape::Flag, DeValue::as_bool)
    }

    fn whole(&mut self, range: RangeInclusive<i64>) -> Option<i64> {
        let figure = self.take(Shape::Whole, DeValue::as_integer)?;
        let whole = i64::from_str_radix(figure.as_str(), figure.radix());
        let whole = whole.ok().filter(|whole| range.contains(whole));
        if whole.is_none() {
            let message = format!(
                "{} cannot be {}",
                quoted(self.key),
                quoted(&figure.to_string())
            );
            self.note(
                message,
                format!("it takes {} to {}", range.start(), range.end()),
            );
        }
        whole
    }

    fn small(&mut self, range: RangeInclusive<i64>) -> Option<u32> {
        self.whole(range)
            .and_then(|whole| u32::try_from(whole).ok())
    }

    fn months(&mut self) -> Option<u32> {
        self.small(1..=MOST_MONTHS)
    }

    fn points(&mut self) -> Option<i64> {
        self.whole(0..=MOST)
    }

    fn prices(&mut self) -> Vec<(String, i64)> {
        let Some(prices) = self.take(Shape::Prices, DeValue::as_table) else {
            return Vec::new();
        };
        self.refuse_empty(prices.is_empty());
        let price = |(tier, value): (&'t Spanned<_>, &'t Value<'t>)| {
            let tier: &'t Cow<'t, str> = tier.get_ref();
            let mut slot = self.inner(tier, value, Absence::Allowed);
            (tier.to_string(), slot.points().unwrap_or(MOST))
        };
        prices.iter().map(price).collect()
    }

    /// A percentage in basis points. A number is taken as it was typed: nothing is rounded.
    fn basis_points(&mut self) -> Option<u32> {
        let percent = self.take(Shape::Percent, |value| match value {
            DeValue::String(text) => Some(text.as_ref()),
            DeValue::Integer(figure) => Some(figure.as_str()),
            DeValue::Float(figure) => Some(figure.as_str()),
            _ => None,
        })?;
        let share = basis_points(percent);
        if share.is_none() {
            let message = format!("`{}` cannot be {}", self.key, quoted(percent));
            self.note(
                message,
                "it takes \"0\" to \"100\", with at most two decimals",
            );
        }
        share
    }

    fn texts(&mut self) -> Vec<String> {
        self.each(Shape::Texts, |slot| slot.text().unwrap_or_default())
    }

    fn ids(&mut self) -> Vec<String> {
        self.each(Shape::Texts, |slot| slot.id().unwrap_or_default())
    }

    fn sections<T>(&mut self, read: impl Fn(&mut Table<'_, '_>) -> T) -> Vec<T> {
        self.each(Shape::Sections, |slot| slot.section(&read))
    }

    /// Every entry of a list, the unreadable ones too, so that the places in the list stay what they are.
    fn each<T>(&mut self, shape: Shape, mut read: impl FnMut(&mut Slot<'t, '_>) -> T) -> Vec<T> {
        let Some(entries) = self.take(shape, DeValue::as_array) else {
            return Vec::new();
        };
        self.refuse_empty(entries.is_empty());
        let key = self.key;
        entries
            .iter()
            .map(|entry| read(&mut self.inner(key, entry, Absence::Impossible)))
            .collect()
    }

    fn refuse_empty(&mut self, empty: bool) {
        if empty {
            let help = match self.absence {
                Absence::Allowed => "leave the line out, or name at least one",
                Absence::Mistake | Absence::Impossible => "name at least one",
            };
            self.note(format!("`{}` is an empty list", self.key), help);
        }
    }

    fn inner(&mut self, key: &'t str, value: &'t Value<'t>, absence: Absence) -> Slot<'t, '_> {
        let Self {
            parent,
            header,
            mistakes,
            ..
        } = self;
        Slot {
            key,
            parent,
            value: Some(value),
            absence,
            header: header.clone(),
            mistakes,
        }
    }

    /// Reads a section. One that is missing is noted as a whole, and its keys are not asked for.
    fn section<T>(&mut self, read: impl FnOnce(&mut Table<'_, '_>) -> T) -> T {
        let (empty, mut unheard) = (DeTable::new(), Mistakes::default());
        let (path, header, asked) = (self.path(), self.span(), Vec::new());
        let Some(entries) = self.take(Shape::Section, DeValue::as_table) else {
            let mistakes = &mut unheard;
            return read(&mut Table {
                entries: &empty,
                path,
                header,
                asked,
                mistakes,
            });
        };
        let mut table = Table {
            entries,
            path,
            header,
            asked,
            mistakes: self.mistakes,
        };
        let section = read(&mut table);
        table.finish();
        section
    }
}

fn basis_points(percent: &str) -> Option<u32> {
    let (whole, decimals) = percent.split_once('.').unwrap_or((percent, "0"));
    let digits = |text: &str, most| {
        (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    if !digits(whole, 3) || !digits(decimals, 2) {
        return None;
    }
    let share: u32 = format!("{whole}{decimals:0<2}").parse().ok()?;
    (share <= 10_000).then_some(share)
}

/// Whether a character cannot be seen, or changes how others are seen. Joiners and variation selectors
/// are not among them: some scripts cannot be written without.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// A word of the file as a message may show it: not long, and without what could upset a terminal.
pub(super) fn quoted(word: &str) -> String {
    let shown: String = word
        .chars()
        .take(LONGEST_ID)
        .map(|c| if is_hidden(c) { '\u{fffd}' } else { c })
        .collect();
    let cut = if word.chars().nth(LONGEST_ID).is_some() {
        "…"
    } else {
        ""
    };
    format!("`{shown}{cut}`")
}

/// Words in a row, as a message shows them.
pub(super) fn listed<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(quoted).collect::<Vec<_>>().join(", ")
}

/// The known word that was probably meant.
pub(super) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let typed: Vec<char> = word.chars().take(LONGEST_ID).collect();
    let few = (1 + typed.len() / 3).min(4);
    known
        .map(|known| (distance(&typed, known), known))
        .filter(|&(typos, _)| typos <= few)
        .min_by_key(|&(typos, _)| typos)
        .map(|(_, known)| known)
}

/// How many characters must be typed, dropped or replaced to get from one word to the other.
fn distance(typed: &[char], known: &str) -> usize {
    let mut row: Vec<usize> = (0..=typed.len()).collect();
    for (above, wanted) in known.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], above + 1);
        for (column, &got) in typed.iter().enumerate() {
            let replaced = corner + usize::from(got != wanted);
            corner = row[column + 1];
            row[column + 1] = replaced.min(corner + 1).min(row[column] + 1);
        }
    }
    row[typed.len()]
}

/// The mistakes found so far.
#[derive(Default)]
pub(super) struct Mistakes(Vec<Mistake>);

impl Mistakes {
    pub(super) fn note(
        &mut self,
        span: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let (message, help) = (message.into(), help.into());
        self.0.push(Mistake {
            line: 1,
            column: 1,
            span,
            message,
            help,
        });
    }

    /// Where mistakes have been noted.
    pub(super) fn spans(&self) -> HashSet<Range<usize>> {
        self.0.iter().map(|mistake| mistake.span.clone()).collect()
    }

    /// The mistakes in the order of the file, each with its line and column.
    fn placed(self, text: &str) -> Vec<Mistake> {
        let mut mistakes = self.0;
        mistakes.sort_by_key(|mistake| (mistake.span.start, mistake.span.end));
        let (mut line, mut column, mut counted) = (1, 1, 0);
        for mistake in &mut mistakes {
            for c in text[counted..mistake.span.start].chars() {
                (line, column) = if c == '\n' {
                    (line + 1, 1)
                } else {
                    (line, column + 1)
                };
            }
            counted = mistake.span.start;
            (mistake.line, mistake.column) = (line, column);
        }
        mistakes
    }
}

#[cfg(test)]
pub(super) mod tests;
