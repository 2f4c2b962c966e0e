//! Sections of a file and the values in them, each asked for in the form it should have.

use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::super::Benefit;
use super::errors::{FileErrors, listed, quoted};
use super::{LONGEST_ID, MOST, MOST_MONTHS, Value};
use crate::domain::value::name::unsafe_char;
use crate::domain::value::percent::parse_percent;
use crate::domain::value::similar::nearest;

/// A section of the file and the keys that were asked of it.
pub(super) struct Section<'t, 'm> {
    entries: &'t DeTable<'t>,
    /// Its name in the file, such as `checklist.item`; the file's own is empty.
    path: String,
    header: Range<usize>,
    asked: Vec<&'static str>,
    errors: &'m mut FileErrors,
}

impl<'t> Section<'t, '_> {
    pub(super) fn need(&mut self, key: &'static str) -> Slot<'t, '_> {
        self.slot(key, Absence::FileError)
    }

    pub(super) fn may(&mut self, key: &'static str) -> Slot<'t, '_> {
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
            errors: self.errors,
        }
    }

    pub(super) fn id(&mut self) -> String {
        self.need("id").id().unwrap_or_default()
    }

    pub(super) fn text(&mut self, key: &'static str) -> String {
        self.need(key).text().unwrap_or_default()
    }

    pub(super) fn flag(&mut self, key: &'static str) -> bool {
        self.may(key).flag().unwrap_or_default()
    }

    pub(super) fn credit_cents(&mut self) -> i64 {
        self.need("credit_usd").points().unwrap_or(0) * 100
    }

    /// Notes the keys that nobody asked for: a misspelt optional key would otherwise be passed over.
    pub(super) fn finish(self) {
        for key in self.entries.keys() {
            let name = key.get_ref();
            if self.asked.iter().any(|asked| asked == name) {
                continue;
            }
            let help = match nearest(name, self.asked.iter().copied()) {
                Some(known) => format!("did you mean `{known}`?"),
                None => format!("known here: {}", listed(self.asked.iter().copied())),
            };
            self.errors
                .note(key.span(), format!("unknown key {}", quoted(name)), help);
        }
    }
}

/// What it means that a value is not there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Absence {
    Allowed,
    FileError,
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
    pub(super) fn name(self) -> &'static str {
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

    pub(super) fn of(value: &DeValue<'_>) -> &'static str {
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

/// The value of a key, present or not.
pub(super) struct Slot<'t, 'm> {
    key: &'t str,
    parent: &'m str,
    value: Option<&'t Value<'t>>,
    absence: Absence,
    /// Where the section begins: the place of what is missing.
    header: Range<usize>,
    errors: &'m mut FileErrors,
}

impl<'t, 'm> Slot<'t, 'm> {
    /// The file itself, as the section that holds all others.
    pub(super) fn of_file(file: &'t Value<'t>, errors: &'m mut FileErrors) -> Self {
        Self {
            key: "",
            parent: "",
            value: Some(file),
            absence: Absence::Allowed,
            header: 0..0,
            errors,
        }
    }

    /// The value in the form asked for; a note and nothing if it has another form, or is missing.
    fn take<T>(
        &mut self,
        shape: Shape,
        pick: impl FnOnce(&'t DeValue<'t>) -> Option<T>,
    ) -> Option<T> {
        let key = self.key;
        let Some(value) = self.value else {
            if self.absence == Absence::FileError {
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

    pub(super) fn path(&self) -> String {
        if self.parent.is_empty() {
            self.key.to_owned()
        } else {
            format!("{}.{}", self.parent, self.key)
        }
    }

    pub(super) fn span(&self) -> Range<usize> {
        self.value
            .map_or_else(|| self.header.clone(), Spanned::span)
    }

    pub(super) fn note(&mut self, message: String, help: impl Into<String>) {
        self.errors.note(self.span(), message, help);
    }

    pub(super) fn text(&mut self) -> Option<String> {
        let text = self.take(Shape::Text, DeValue::as_str)?;
        if text.trim().is_empty() {
            self.note(
                format!("`{}` is empty", self.key),
                "write something between the quotes",
            );
            return None;
        }
        let hidden = text.chars().find(|&c| unsafe_char(c).is_some());
        if let Some(hidden) = hidden.filter(|_| !self.errors.allows_hidden) {
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

    pub(super) fn id(&mut self) -> Option<String> {
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
            self.note(format!("{} is not an id", quoted(&id)), help);
        }
        // A badly written id still is what the rest of the file refers to.
        Some(id)
    }

    pub(super) fn word<T: Copy>(&mut self, all: &[T], name: fn(T) -> &'static str) -> Option<T> {
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

    /// A list of known words; empty without one.
    pub(super) fn words<T: Copy>(
        &mut self,
        all: &[T],
        name: fn(T) -> &'static str,
    ) -> Option<Vec<T>> {
        self.value?;
        let words = self.each(Shape::Texts, |slot| slot.word(all, name));
        Some(words.into_iter().flatten().collect())
    }

    pub(super) fn flag(&mut self) -> Option<bool> {
        self.take(Shape::Flag, DeValue::as_bool)
    }

    pub(super) fn whole(&mut self, range: RangeInclusive<i64>) -> Option<i64> {
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

    pub(super) fn small(&mut self, range: RangeInclusive<i64>) -> Option<u32> {
        self.whole(range)
            .and_then(|whole| u32::try_from(whole).ok())
    }

    pub(super) fn months(&mut self) -> Option<u32> {
        self.small(1..=MOST_MONTHS)
    }

    pub(super) fn points(&mut self) -> Option<i64> {
        self.whole(0..=MOST)
    }

    pub(super) fn prices(&mut self) -> Vec<(String, i64)> {
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
    pub(super) fn basis_points(&mut self) -> Option<u32> {
        let percent = self.take(Shape::Percent, |value| match value {
            DeValue::String(text) => Some(text.as_ref()),
            DeValue::Integer(figure) => Some(figure.as_str()),
            DeValue::Float(figure) => Some(figure.as_str()),
            _ => None,
        })?;
        let share = parse_percent(percent);
        if share.is_none() {
            let message = format!("`{}` cannot be {}", self.key, quoted(percent));
            self.note(
                message,
                "it takes \"0\" to \"100\", with at most two decimals",
            );
        }
        share
    }

    pub(super) fn texts(&mut self) -> Vec<String> {
        self.each(Shape::Texts, |slot| slot.text().unwrap_or_default())
    }

    /// Benefits: texts, or `{ id = "…", text = "…" }` where an item names them.
    pub(super) fn benefits(&mut self) -> Vec<Benefit> {
        self.each(Shape::Texts, |slot| {
            match slot.value.map(Spanned::get_ref) {
                Some(DeValue::Table(_)) => slot.section(|t| Benefit {
                    id: Some(t.id()),
                    text: t.text("text"),
                }),
                _ => Benefit {
                    id: None,
                    text: slot.text().unwrap_or_default(),
                },
            }
        })
    }

    pub(super) fn ids(&mut self) -> Vec<String> {
        self.each(Shape::Texts, |slot| slot.id().unwrap_or_default())
    }

    pub(super) fn sections<T>(&mut self, read: impl Fn(&mut Section<'_, '_>) -> T) -> Vec<T> {
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

    pub(super) fn refuse_empty(&mut self, empty: bool) {
        if empty {
            let help = match self.absence {
                Absence::Allowed => "leave the line out, or name at least one",
                Absence::FileError | Absence::Impossible => "name at least one",
            };
            self.note(format!("`{}` is an empty list", self.key), help);
        }
    }

    fn inner(&mut self, key: &'t str, value: &'t Value<'t>, absence: Absence) -> Slot<'t, '_> {
        let Self {
            parent,
            header,
            errors,
            ..
        } = self;
        Slot {
            key,
            parent,
            value: Some(value),
            absence,
            header: header.clone(),
            errors,
        }
    }

    /// Reads a section. One that is missing is noted as a whole, and its keys are not asked for.
    pub(super) fn section<T>(&mut self, read: impl FnOnce(&mut Section<'_, '_>) -> T) -> T {
        let (empty, mut unheard) = (DeTable::new(), FileErrors::default());
        let (path, header, asked) = (self.path(), self.span(), Vec::new());
        let Some(entries) = self.take(Shape::Section, DeValue::as_table) else {
            let errors = &mut unheard;
            return read(&mut Section {
                entries: &empty,
                path,
                header,
                asked,
                errors,
            });
        };
        let mut table = Section {
            entries,
            path,
            header,
            asked,
            errors: self.errors,
        };
        let section = read(&mut table);
        table.finish();
        section
    }
}
