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
    OnRecord, Party, Program, Role, StageName, Subject, Tier, check::check,
};

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
                let whole = |byte: usize| {
                    (0..=byte.min(text.len()))
                        .rev()
                        .find(|&byte| text.is_char_boundary(byte))
                        .unwrap_or(0)
                };
                mistakes.note(whole(start)..whole(end), error.message(), help);
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
pub(super) mod tests {
    use super::super::EMBEDDED;
    use super::*;

    /// Replaces a passage of the embedded file that stands there once (or takes the first of several).
    fn changed(file: &str, old: &str, new: &str) -> String {
        assert!(file.contains(old), "the embedded file has no {old:?}");
        file.replacen(old, new, 1)
    }

    fn line_and_column(text: &str, at: usize) -> (usize, usize) {
        let before = &text[..at];
        let line = before.split('\n').next_back().unwrap_or_default();
        (before.split('\n').count(), line.chars().count() + 1)
    }

    /// Changes the embedded file and expects one mistake, where the new text has the mark `«`.
    pub(in super::super) fn expect(cases: &[(&str, &str, &str)]) {
        for &(old, new, message) in cases {
            let marked = changed(EMBEDDED, old, new);
            let at = marked.find('«').expect("a mark says where");
            let text = marked.replace('«', "");
            let mistakes = Program::parse(&text).expect_err(new);
            let found: Vec<_> = mistakes
                .iter()
                .map(|m| (m.message.as_str(), (m.line, m.column), m.span.start))
                .collect();
            assert_eq!(
                found,
                [(message, line_and_column(&text, at), at)],
                "after {new:?}"
            );
            assert!(!mistakes[0].help.is_empty());
        }
    }

    /// The mistakes of the embedded file after some changes.
    pub(in super::super) fn mistakes(changes: &[(&str, &str)]) -> Vec<Mistake> {
        let text = changes
            .iter()
            .fold(EMBEDDED.to_owned(), |text, (old, new)| {
                changed(&text, old, new)
            });
        Program::parse(&text).err().unwrap_or_default()
    }

    /// Changes the embedded file and expects it to be a program still.
    pub(in super::super) fn accept(changes: &[(&str, &str)]) -> Program {
        let text = changes
            .iter()
            .fold(EMBEDDED.to_owned(), |text, (old, new)| {
                changed(&text, old, new)
            });
        Program::parse(&text).expect("a program without mistakes")
    }

    #[test]
    fn the_embedded_program_says_what_the_documents_say() {
        let program = accept(&[]);
        let sum = |tier: &str| -> i64 {
            let own = |a: &&Activity| match &a.from {
                Earned::Tier(from) => from == tier,
                Earned::Candidate => tier == "silver",
            };
            let once = |a: &&Activity| a.limit != Limit::Each;
            program
                .activities
                .iter()
                .filter(own)
                .filter(once)
                .map(|a| a.points)
                .sum()
        };
        assert_eq!((sum("silver"), sum("gold")), (575, 850));
        let tiers: Vec<_> = program
            .tiers
            .iter()
            .map(|t| (t.id.as_str(), t.from_points, t.credit_cents))
            .collect();
        let expected = [
            ("silver", 0, 200_000),
            ("gold", 500, 700_000),
            ("platinum", 5_000, 1_500_000),
        ];
        assert_eq!(tiers, expected);
        let lists: Vec<_> = program
            .checklists
            .iter()
            .map(|list| (list.id.as_str(), list.items.len()))
            .collect();
        assert_eq!(
            lists,
            [
                ("application", 7),
                ("onboarding", 7),
                ("certification", 9),
                ("publication", 9),
                ("responsibilities", 9),
            ]
        );
        let deployment = program
            .activity("customer-deployment")
            .expect("deployments earn points");
        assert_eq!(
            (deployment.given_by, deployment.by_hand),
            (Some(GivenBy::Deployment), true)
        );
        assert_eq!(
            deployment.points_at,
            [("gold".to_owned(), 75), ("platinum".to_owned(), 75)]
        );
        assert!(
            !program
                .activity("admission")
                .expect("admission earns points")
                .by_hand
        );
        assert_eq!(
            (program.candidate.window_months, program.term_months),
            (3, 12)
        );
        assert_eq!(program.candidate.credit_cents, 200_000);
        assert_eq!(program.default_share_bp, None);
        assert_eq!(program.support_levels[0], "developer");
        for suffix in ["inc", "spzoo", "प्रालि", "株式会社", "ооо"] {
            assert!(
                program.legal_suffixes.iter().any(|known| known == suffix),
                "{suffix}"
            );
        }
        let (list, _) = program
            .item_of(Subject::Product, "mpa")
            .expect("products need the agreement");
        assert_eq!(list.id, "publication");
    }

    #[test]
    fn optional_lines_have_the_meaning_the_file_promises() {
        let program = accept(&[
            ("[points]\n", ""),
            ("downgrade_grace_days = 0\n", ""),
            (
                "# default_share_percent = \"70\"",
                "default_share_percent = 12.5",
            ),
            ("needs = \"met\"\n", ""),
            ("preferred = true\n", ""),
        ]);
        assert_eq!(
            (program.downgrade_grace_days, program.default_share_bp),
            (0, Some(1_250))
        );
        let (_, item) = program
            .item("good-standing")
            .expect("it is on the application");
        assert_eq!(item.needs, Need::Met);
        assert!(!program.tiers[1].preferred && program.tiers[2].preferred);
    }

    #[test]
    fn files_from_other_editors() {
        let expected = Program::parse(EMBEDDED);
        assert_eq!(Program::parse(&EMBEDDED.replace('\n', "\r\n")), expected);
        assert_eq!(Program::parse(&["\u{feff}", EMBEDDED].concat()), expected);
    }

    #[test]
    fn percentages() {
        let cases = [
            ("70", Some(7_000)),
            ("0", Some(0)),
            ("100", Some(10_000)),
            ("12.5", Some(1_250)),
            ("0.01", Some(1)),
            ("100.01", None),
            ("12.345", None),
            ("-1", None),
            ("+1", None),
            ("1e1", None),
            (".5", None),
            ("5.", None),
            ("70 %", None),
            ("", None),
        ];
        for (percent, expected) in cases {
            assert_eq!(basis_points(percent), expected, "{percent:?}");
        }
    }

    #[test]
    fn keys() {
        expect(&[
            (
                "window_months = 3",
                "«window_month = 3\nwindow_months = 3",
                "unknown key `window_month`",
            ),
            ("[names]", "[«namen]\n[names]", "unknown key `namen`"),
            (
                "shows_density = true",
                "«show_density = true",
                "unknown key `show_density`",
            ),
            (
                "[[tier]]\nid = \"silver\"\nname = \"Silver\"\nfrom_points = 0\n",
                "«[[tier]]\nid = \"silver\"\nname = \"Silver\"\n",
                "`from_points` is missing",
            ),
        ]);
        let text = changed(EMBEDDED, "window_months = 3", "window_month = 3");
        let mistakes = Program::parse(&text).expect_err("a misspelt key");
        let found: Vec<_> = mistakes
            .iter()
            .map(|m| (m.message.as_str(), m.help.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                (
                    "`window_months` is missing",
                    "add `window_months = 25`, with a figure of yours"
                ),
                (
                    "unknown key `window_month`",
                    "did you mean `window_months`?"
                ),
            ]
        );
    }

    #[test]
    fn an_empty_file_lacks_every_section_once() {
        let mistakes = Program::parse("").expect_err("nothing is there");
        let found: Vec<_> = mistakes
            .iter()
            .map(|m| (m.message.as_str(), m.line, m.column))
            .collect();
        let missing = [
            "program",
            "step",
            "people",
            "kind",
            "candidate",
            "checklist",
            "activity",
            "tier",
        ]
        .into_iter()
        .chain(["credit", "term", "support"])
        .map(|key| format!("`{key}` is missing"))
        .collect::<Vec<_>>();
        assert_eq!(
            found,
            missing
                .iter()
                .map(|m| (m.as_str(), 1, 1))
                .collect::<Vec<_>>()
        );
        assert_eq!(mistakes[0].help, "add the section `[program]`");
        assert_eq!(mistakes[3].help, "add one section `[[kind]]` for each");
        let text = changed(EMBEDDED, "[step.publish]", "[step.publsh]");
        let mistakes = Program::parse(&text).expect_err("a misspelt section");
        assert_eq!(mistakes.len(), 2);
        assert_eq!(mistakes[0].help, "add the section `[step.publish]`");
        assert_eq!(mistakes[1].help, "did you mean `publish`?");
    }

    #[test]
    fn figures() {
        expect(&[
            (
                "credit_usd = 2000",
                "credit_usd = «2000.5",
                "`credit_usd` must be a whole number, not a number with a fraction",
            ),
            (
                "credit_usd = 2000",
                "credit_usd = «\"2000\"",
                "`credit_usd` must be a whole number, not text",
            ),
            (
                "credit_usd = 2000",
                "credit_usd = «1_000_000_001",
                "`credit_usd` cannot be `1000000001`",
            ),
            ("points = 25", "points = «-25", "`points` cannot be `-25`"),
            (
                "points = 25",
                "points = «99999999999999999999",
                "`points` cannot be `99999999999999999999`",
            ),
            (
                "points_at = { gold = 75,",
                "points_at = { gold = «-1,",
                "`gold` cannot be `-1`",
            ),
            (
                "points_at = { gold = 75, platinum = 75 }",
                "points_at = «{}",
                "`points_at` is an empty list",
            ),
            (
                "points_at = { gold = 75, platinum = 75 }",
                "points_at = «75",
                "`points_at` must be points by tier, not a number",
            ),
            (
                "window_months = 3",
                "window_months = «0",
                "`window_months` cannot be `0`",
            ),
            ("months = 12", "months = «1201", "`months` cannot be `1201`"),
            (
                "from_points = 500",
                "from_points = «\"500\"",
                "`from_points` must be a whole number, not text",
            ),
        ]);
    }

    #[test]
    fn words_texts_and_lists() {
        expect(&[
            (
                "good_standing = true",
                "good_standing = «\"yes\"",
                "`good_standing` must be true or false, not text",
            ),
            (
                "needs = \"met\"",
                "needs = «\"mett\"",
                "`needs` cannot be `mett`",
            ),
            (
                "of = \"product\"",
                "of = «\"prodct\"",
                "`of` cannot be `prodct`",
            ),
            (
                "limit = \"each\"",
                "limit = «\"always\"",
                "`limit` cannot be `always`",
            ),
            ("name = \"Silver\"", "name = «\" \"", "`name` is empty"),
            (
                "name = \"Silver\"",
                "name = «\"Sil\\u202Ever\"",
                "`name` holds an invisible character, U+202E",
            ),
            (
                "name = \"Silver\"",
                "name = «\"Sil\\u001b[31mver\"",
                "`name` holds an invisible character, U+001B",
            ),
            (
                "name = \"Silver\"",
                "name = «\"\"\"Sil\nver\"\"\"",
                "`name` holds an invisible character, U+000A",
            ),
            (
                "name = \"Silver\"",
                "name = «2015-03-31",
                "`name` must be text in quotes, not a date",
            ),
            (
                "id = \"admission\"",
                "id = «\"Admission\"",
                "`Admission` is no id",
            ),
            (
                "id = \"press-release\"",
                "id = «\"press--release\"",
                "`press--release` is no id",
            ),
            (
                "id = \"press-release\"",
                "id = «\"press release\"",
                "`press release` is no id",
            ),
            (
                "levels = [\"developer\", ",
                "levels = [«\"Developer\", ",
                "`Developer` is no id",
            ),
            (
                "levels = [\"developer\", ",
                "levels = [«1, ",
                "every entry of `levels` must be text in quotes, not a number",
            ),
            (
                "levels = [\"developer\", \"professional\", \"enterprise\"]",
                "levels = «[]",
                "`levels` is an empty list",
            ),
            (
                "waits_for = [\"product-content\"]",
                "waits_for = «[]",
                "`waits_for` is an empty list",
            ),
            (
                "waits_for = [\"product-content\"]",
                "waits_for = «\"product-content\"",
                "`waits_for` must be a list of texts, not text",
            ),
            (
                "# default_share_percent = \"70\"",
                "default_share_percent = «\"70 %\"",
                "`default_share_percent` cannot be `70 %`",
            ),
            (
                "[candidate]",
                "«[[candidate]]",
                "`candidate` must be a section, not a list",
            ),
        ]);
    }

    #[test]
    fn a_list_of_sections_written_as_one_section() {
        let text = changed(
            EMBEDDED,
            "[[kind]]\nid = \"saas\"\ntext = \"SaaS-oriented connection\"\n",
            "",
        );
        let mistakes =
            Program::parse(&text.replace("[[kind]]", "[kind]")).expect_err("one bracket");
        assert_eq!(
            mistakes[0].message,
            "`kind` must be a list of sections, not a section"
        );
        assert_eq!(mistakes[0].help, "write one section `[[kind]]` for each");
    }

    #[test]
    fn syntax() {
        let text = changed(EMBEDDED, "window_months = 3", "window_months = ");
        let text = changed(&text, "limit = \"each\"", "limit = \"each");
        let mistakes = Program::parse(&text).expect_err("no TOML");
        let lines: Vec<usize> = mistakes.iter().map(|m| m.line).collect();
        let line = |of: &str| line_and_column(&text, text.find(of).expect("it is there")).0;
        assert_eq!(lines, [line("window_months = "), line("limit = \"each\n")]);
        expect(&[("months = 12", "months = 12\n«months = 13", "duplicate key")]);
    }

    #[test]
    fn every_mistake_of_a_file_is_found_at_once() {
        let changes = [
            ("window_months = 3", "window_months = 3.5"),
            ("needs = \"considered\"", "need = \"considered\""),
            ("of = \"product\"", "of = \"prodct\""),
            ("points = 75\nfrom = \"silver\"", "from = \"silver\""),
            ("from = \"gold\"", "from = \"golden\""),
            ("from_points = 5000", "from_points = 400"),
            ("items = [\"mpa\"]", "items = [\"map\"]"),
            ("name = \"Billing\"", "name = \"Bill\\u200Bing\""),
        ];
        let mistakes = mistakes(&changes);
        let messages: Vec<&str> = mistakes.iter().map(|m| m.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "`window_months` must be a whole number, not a number with a fraction",
                "unknown key `need`",
                "`of` cannot be `prodct`",
                "`points` is missing",
                "there is no tier `golden`",
                "`platinum` must begin above `gold`",
                "there is no item `map`",
                "`name` holds an invisible character, U+200B",
            ]
        );
        assert!(mistakes.is_sorted_by_key(|m| (m.line, m.column)));
        let helps: Vec<&str> = mistakes.iter().map(|m| m.help.as_str()).collect();
        assert_eq!(helps[1], "did you mean `needs`?");
        assert_eq!(
            helps[2],
            "did you mean `product`? it takes `participation`, `term`, `product`"
        );
        assert_eq!(helps[4], "did you mean `gold`?");
        assert_eq!(helps[6], "did you mean `mpa`?");
    }

    #[test]
    fn columns_count_characters_and_messages_are_safe_to_print() {
        let text = "[program]\n\"ключ\\u001b\" = 1\nname = \"ä\"\nsources = [\"жж\", 2]\n";
        let mistakes = Program::parse(text).expect_err("little of a program");
        let found: Vec<_> = mistakes.iter().filter(|m| m.line > 1).collect();
        assert_eq!(found[0].message, "unknown key `ключ\u{fffd}`");
        assert_eq!((found[0].line, found[0].column), (2, 1));
        assert_eq!((found[1].line, found[1].column), (4, 18));
        assert_eq!(&text[found[1].span.clone()], "2");
        assert_eq!(quoted(&"x".repeat(1_000)).chars().count(), LONGEST_ID + 3);
    }

    #[test]
    fn the_word_that_was_meant() {
        let known = ["name", "points", "points_at", "prerequisite_points"];
        let cases = [
            ("ponts", Some("points")),
            ("pointsat", Some("points_at")),
            ("nmae", Some("name")),
            ("prerequisit-points", Some("prerequisite_points")),
            ("colour", None),
            ("", None),
        ];
        for (word, expected) in cases {
            assert_eq!(nearest(word, known.into_iter()), expected, "{word:?}");
        }
    }

    #[test]
    fn broken_files_never_panic() {
        for cut in (0..EMBEDDED.len())
            .step_by(97)
            .filter(|&cut| EMBEDDED.is_char_boundary(cut))
        {
            let _ = Program::parse(&EMBEDDED[..cut]);
            let _ = Program::parse(&EMBEDDED[cut..]);
        }
        for left_out in 0..10 {
            let lines = EMBEDDED
                .lines()
                .enumerate()
                .filter(|(number, _)| number % 10 != left_out);
            let text: Vec<&str> = lines.map(|(_, line)| line).collect();
            let mistakes = Program::parse(&text.join("\n")).expect_err("much is missing");
            assert!(mistakes.is_sorted_by_key(|m| (m.line, m.column)));
        }
        for old in ["\"", "[", "]", "=", "\n", "_", "5"] {
            for new in [
                "",
                "\u{202e}",
                "\0",
                "é",
                "{",
                "'",
                "\u{feff}",
                "9999999999999999999",
            ] {
                let _ = Program::parse(&EMBEDDED.replace(old, new));
                let _ = Program::parse(&EMBEDDED.replacen(old, new, 40));
            }
        }
    }
}
