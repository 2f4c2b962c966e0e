//! Checklists: every item of one partner, or the progress of all.

use super::tones::ItemVerdict;
use super::{AsOf, Block, PageOptions, Report, SCHEMA, words};
use crate::domain::fact::{ProfileField, VerdictKind};
use crate::domain::partner::history::History;
use crate::domain::partner::standing::{Stage, Standing};
use crate::domain::partner::verdicts::ItemResult;
use crate::domain::program::versions::Rules;
use crate::domain::program::{Checklist, Item, Party, Program, Subject};
use crate::domain::rule::checklist;
use crate::domain::rule::item_record::{Evidence, RecordsOf, lacking};
use crate::domain::value::day::Day;
use crate::domain::value::id::EntryId;
use crate::output::Sentence;
use crate::output::{Cell, Column, Sheet};
use crate::store::{Book, StoreError, sums};
use serde::Serialize;
use std::collections::BTreeMap;

/// The items of one partner.
#[derive(Debug, Serialize)]
pub(crate) struct Items {
    schema: u32,
    as_of: Day,
    partner: String,
    items: Vec<ItemRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    density: Option<Density>,
    #[serde(skip)]
    title: String,
    #[serde(skip)]
    closing: Vec<Sentence>,
}

/// One item, with what was found of it.
#[derive(Debug, Serialize)]
pub(super) struct ItemRow {
    pub(super) checklist: String,
    pub(super) item: String,
    text: String,
    pub(super) party: Party,
    pub(super) verdict: ItemVerdict,
    pub(super) on: Option<Day>,
    pub(super) by: Option<String>,
    pub(super) note: Option<String>,
    pub(super) evidence: Option<String>,
    pub(super) waits_for: Vec<String>,
    guide: Option<String>,
    asks: Option<String>,
    records: Vec<RecordedValue>,
    /// What the item asks for and nobody has recorded.
    pub(super) open_evidence: Vec<String>,
    pub(super) settled: bool,
    /// The verdicts of the same term that this one has replaced.
    earlier: Vec<EarlierVerdict>,
}

/// A value recorded of an item.
#[derive(Debug, Serialize)]
struct RecordedValue {
    name: String,
    value: String,
    on: Day,
}

/// A verdict that another one has replaced.
#[derive(Debug, Serialize)]
struct EarlierVerdict {
    verdict: VerdictKind,
    on: Option<Day>,
    note: Option<String>,
}

/// How many partners of the category there are already: the tool counts, the reviewer judges.
#[derive(Debug, Serialize)]
struct Density {
    item: String,
    category: Option<String>,
    candidates: u64,
    certified: u64,
    /// The size of the pool, where both together fill it.
    #[serde(skip_serializing_if = "Option::is_none")]
    full_pool: Option<u32>,
}

impl Items {
    /// The items of one partner's checklists: of these lists, or of all that belong to it.
    pub(crate) fn of(
        book: &Book,
        rules: &Rules,
        history: &History,
        as_of: AsOf,
        only: &[&str],
    ) -> Result<Self, StoreError> {
        let standing = history.at(as_of.day);
        let program = rules.on(as_of.day);
        let has_term = standing
            .participation
            .as_ref()
            .is_some_and(|current| current.term().is_some());
        let wanted = |list: &&Checklist| match list.of {
            Subject::Product => false,
            Subject::Term if !has_term => false,
            _ => only.is_empty() || only.contains(&list.id.as_str()),
        };
        let mut items = Vec::new();
        let mut density = None;
        for list in program.checklists.iter().filter(wanted) {
            for item in checklist::items_of(rules, &standing, list) {
                let found = checklist::found(program, &standing, list, item);
                let waits_for = checklist::waits_for(program, &standing, item);
                let records = RecordsOf::partner(&standing, list);
                let row = ItemRow::of(book, &standing, (list, item), found, &waits_for, records)?;
                items.push(row.after_earlier(&standing, list, item));
                if item.shows_density {
                    density = Some(density_of(book, program, &standing, item, as_of)?);
                }
            }
        }
        let stage = standing.stage().map_or("unknown", Stage::name);
        let title = format!("{}  ({}), {stage}", standing.about.name, history.partner);
        Ok(Self {
            schema: SCHEMA,
            as_of: as_of.day,
            partner: history.partner.to_string(),
            items,
            density,
            title,
            closing: Vec::new(),
        })
    }

    /// The items that are shown and not settled, in their order.
    #[must_use]
    pub(crate) fn open(&self) -> Vec<&str> {
        let open = self.items.iter().filter(|line| !line.settled);
        open.map(|line| line.item.as_str()).collect()
    }

    /// The same in a few lines, for a person who is about to be asked: how far each list is, and what is open on it.
    #[must_use]
    pub(crate) fn in_short(&self) -> Vec<String> {
        let lists = self.items.chunk_by(|a, b| a.checklist == b.checklist);
        let lists = lists.map(|list| {
            let (settled, open): (Vec<&ItemRow>, Vec<&ItemRow>) =
                list.iter().partition(|line| line.settled);
            let open: Vec<&str> = open.iter().map(|line| line.item.as_str()).collect();
            let open = if open.is_empty() {
                String::new()
            } else {
                format!("; open: {}", open.join(", "))
            };
            let (name, of) = (&list[0].checklist, list.len());
            format!("{name}: {} of {of}{open}", settled.len())
        });
        std::iter::once(self.title.clone()).chain(lists).collect()
    }

    /// Adds lines to the end of the page.
    #[must_use]
    pub(crate) fn closing(mut self, lines: Vec<Sentence>) -> Self {
        self.closing = lines;
        self
    }
}

impl ItemRow {
    /// The line of an item.
    pub(super) fn of(
        book: &Book,
        standing: &Standing<'_>,
        (list, item): (&Checklist, &Item),
        found: Option<ItemResult<'_>>,
        waits_for: &[&str],
        records: RecordsOf<'_, '_>,
    ) -> Result<Self, StoreError> {
        let by = match found.and_then(|found| found.by) {
            Some(fact) => book
                .entry(fact.entry, EntryId::PENDING)?
                .map(|entry| entry.actor),
            None => None,
        };
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let settled = checklist::settles(item.needs, found.as_ref());
        let waiting = waits_for.iter().filter(|_| !settled);
        Ok(Self {
            checklist: list.id.clone(),
            item: item.id.clone(),
            text: item.text.clone(),
            party: item.party,
            verdict: ItemVerdict(found.map(|found| found.kind)),
            on: found.and_then(|found| found.on),
            by,
            note: owned(found.and_then(|found| found.note)),
            evidence: owned(found.and_then(|found| found.evidence)),
            waits_for: waiting.map(|item| (*item).to_owned()).collect(),
            guide: item.guide.clone(),
            asks: item.asks.clone(),
            records: item
                .records
                .iter()
                .filter_map(|name| {
                    let known = records.get(&item.id, name)?;
                    Some(RecordedValue {
                        name: name.clone(),
                        value: known.value.to_owned(),
                        on: known.on,
                    })
                })
                .collect(),
            open_evidence: lacking(standing, item, records, found.as_ref())
                .iter()
                .map(Evidence::to_string)
                .collect(),
            settled,
            earlier: Vec::new(),
        })
    }

    /// The same with the verdicts of the term that runs which this one has replaced.
    fn after_earlier(mut self, standing: &Standing<'_>, list: &Checklist, item: &Item) -> Self {
        let current = standing.participation.as_ref();
        let term = current.and_then(|current| Some((current, current.term()?.term.number)));
        if let Some((current, term)) = term.filter(|_| list.of == Subject::Term) {
            let earlier = current.verdicts.replaced(term, &item.id).iter();
            self.earlier = earlier
                .map(|found| EarlierVerdict {
                    verdict: found.kind,
                    on: found.on,
                    note: found.note.map(str::to_owned),
                })
                .collect();
        }
        self
    }

    /// The value of a name.
    pub(super) fn record(&self, name: &str) -> Option<&str> {
        let known = self.records.iter().find(|record| record.name == name)?;
        Some(&known.value)
    }

    /// What was recorded of it, `version 3`, with its day where that is not the verdict's.
    pub(super) fn values(&self) -> impl Iterator<Item = String> {
        let records = self.records.iter();
        records.map(|RecordedValue { name, value, on }| match self.on {
            Some(judged) if judged == *on => format!("{name} {value}"),
            _ => format!("{name} {value} ({on})"),
        })
    }

    /// What is worth knowing of it: while it is open its sentence and what it waits for, later what was found.
    pub(super) fn detail(&self) -> String {
        let mut parts = Vec::new();
        if self.verdict.0.is_none() {
            parts.push(self.text.clone());
        }
        if !self.waits_for.is_empty() {
            parts.push(format!("waits for {}", self.waits_for.join(", ")));
        }
        parts.extend(self.note.clone());
        // An adoption says all that will ever be known.
        let asks = self.asks.as_ref().filter(|_| self.note.is_none());
        parts.extend(asks.map(|asks| format!("to be noted: {asks}")));
        parts.extend(self.values());
        if !self.open_evidence.is_empty() {
            parts.push(format!("to be recorded: {}", self.open_evidence.join(", ")));
        }
        parts.extend(self.evidence.clone());
        if let Some(on) = self.on {
            let by = self.by.as_ref();
            let by = by.map_or_else(String::new, |by| format!(" by {by}"));
            parts.push(format!("{on}{by}"));
        }
        for EarlierVerdict { verdict, on, note } in self.earlier.iter().rev() {
            let on = on.map_or_else(String::new, |on| format!(" {on}"));
            let note = note.as_ref();
            let note = note.map_or_else(String::new, |note| format!(" ({note})"));
            parts.push(format!("before: {verdict}{on}{note}"));
        }
        parts.extend(self.guide.as_ref().map(|guide| format!("guide: {guide}")));
        parts.join("; ")
    }
}

/// The items as people read them: what each list is about is written above it.
pub(super) fn item_sheet(lines: &[ItemRow], detail: impl Fn(&ItemRow) -> String) -> Sheet {
    let mut sheet = Sheet::new([
        Column::word("item"),
        Column::word("verdict"),
        Column::word("party"),
        Column::text("detail"),
    ]);
    for line in lines {
        sheet.row([
            Cell::from(line.item.as_str()),
            line.verdict.into(),
            line.party.into(),
            detail(line).into(),
        ]);
    }
    sheet
}

fn density_of(
    book: &Book,
    program: &Program,
    standing: &Standing<'_>,
    item: &Item,
    as_of: AsOf,
) -> Result<Density, StoreError> {
    let category = standing.about.get(ProfileField::Category);
    let mut densities = match category {
        Some(_) => book.densities(as_of.day, as_of.known_at)?,
        None => BTreeMap::new(),
    };
    let counted = category.and_then(|category| densities.remove(category));
    let sums::Density {
        mut candidates,
        mut certified,
    } = counted.unwrap_or_default();
    // The others in the category, not the partner itself.
    match standing.stage() {
        Some(Stage::Candidate) => candidates = candidates.saturating_sub(1),
        Some(Stage::Certified) => certified = certified.saturating_sub(1),
        _ => {}
    }
    Ok(Density {
        item: item.id.clone(),
        category: category.map(str::to_owned),
        candidates,
        certified,
        full_pool: program.full_pool(candidates + certified),
    })
}

impl Report for Items {
    fn sheet(&self) -> Sheet {
        let columns = [
            Column::word("checklist"),
            Column::word("item"),
            Column::word("verdict"),
            Column::word("party"),
            Column::day("on"),
            Column::word("by"),
            Column::text("note"),
            Column::text("evidence"),
            Column::text("waits_for"),
            Column::text("text"),
            Column::text("guide"),
            Column::text("records"),
            Column::text("open_evidence"),
        ];
        let mut sheet = Sheet::new(columns);
        for line in &self.items {
            sheet.row([
                Cell::from(line.checklist.as_str()),
                line.item.as_str().into(),
                line.verdict.into(),
                line.party.into(),
                line.on.into(),
                line.by.as_deref().into(),
                line.note.as_deref().into(),
                line.evidence.as_deref().into(),
                line.waits_for.clone().into(),
                line.text.as_str().into(),
                line.guide.as_deref().into(),
                line.values().collect::<Vec<_>>().into(),
                line.open_evidence.clone().into(),
            ]);
        }
        sheet
    }

    fn page(&self, _: PageOptions) -> Vec<Block> {
        let mut page = vec![Block::Title(self.title.clone())];
        for list in self.items.chunk_by(|a, b| a.checklist == b.checklist) {
            let settled = list.iter().filter(|line| line.settled).count();
            page.extend([
                Block::Gap,
                Block::Line(format!(
                    "{}: {settled} of {}",
                    list[0].checklist,
                    list.len()
                )),
            ]);
            let sheet = item_sheet(list, |line| self.detail(line));
            page.push(Block::Sheet(sheet));
        }
        if !self.closing.is_empty() {
            page.push(Block::Gap);
            page.extend(
                self.closing
                    .iter()
                    .cloned()
                    .map(|line| Block::Advice(None, line)),
            );
        }
        page
    }
}

impl Items {
    /// What was shown of an item, and what was found of it so far.
    #[must_use]
    pub(crate) fn about(&self, item: &str) -> Option<String> {
        let line = self.items.iter().find(|line| line.item == item)?;
        let detail = self.detail(line);
        Some(match line.verdict.0 {
            None => detail,
            Some(found) => format!("{found} so far; {}; {detail}", line.text),
        })
    }

    /// What is worth knowing of an item, the density first where it is judged with it.
    fn detail(&self, line: &ItemRow) -> String {
        let density = self
            .density
            .as_ref()
            .filter(|density| density.item == line.item);
        match density {
            None => line.detail(),
            Some(density) => {
                let category = density.category.as_deref().unwrap_or("no category");
                let full = density.full_pool;
                let full =
                    full.map_or_else(String::new, |size| format!(", the pool of {size} is full"));
                format!(
                    "in {category}: {} certified, {}{full}; {}",
                    density.certified,
                    words::count(
                        i64::try_from(density.candidates).unwrap_or(i64::MAX),
                        "candidate"
                    ),
                    line.detail()
                )
            }
        }
    }
}

/// The progress of every partner in the program.
#[derive(Debug, Serialize)]
pub(crate) struct Progress {
    schema: u32,
    as_of: Day,
    partners: Vec<PartnerProgress>,
}

#[derive(Debug, Serialize)]
struct PartnerProgress {
    partner: String,
    stage: Stage,
    checklists: Vec<super::status::ListProgress>,
}

impl Progress {
    /// One line for each running participation; of one list, or of all.
    pub(crate) fn for_all(
        book: &Book,
        rules: &Rules,
        as_of: AsOf,
        only: Option<&str>,
    ) -> Result<Self, StoreError> {
        let mut partners = Vec::new();
        book.walk(as_of.known_at, |history| {
            let Some(status) = super::status::PartnerStatus::of(rules, &history, as_of) else {
                return Ok(());
            };
            let stage = status.stage.filter(|stage| stage.running().is_some());
            if let Some(stage) = stage {
                let lists = status
                    .checklists
                    .into_iter()
                    .filter(|list| only.is_none_or(|only| list.id == only));
                partners.push(PartnerProgress {
                    partner: status.id,
                    stage,
                    checklists: lists.collect(),
                });
            }
            Ok::<_, StoreError>(())
        })?;
        Ok(Self {
            schema: SCHEMA,
            as_of: as_of.day,
            partners,
        })
    }
}

impl Report for Progress {
    fn sheet(&self) -> Sheet {
        let columns = [
            Column::word("partner"),
            Column::word("stage"),
            Column::word("checklist"),
            Column::number("met"),
            Column::number("of"),
            Column::text("open"),
        ];
        let mut sheet = Sheet::new(columns);
        for partner in &self.partners {
            for list in &partner.checklists {
                let int = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
                sheet.row([
                    Cell::from(partner.partner.as_str()),
                    partner.stage.into(),
                    list.id.as_str().into(),
                    int(list.met).into(),
                    int(list.of).into(),
                    list.open.clone().into(),
                ]);
            }
        }
        sheet
    }

    /// One line for each partner.
    fn page(&self, _: PageOptions) -> Vec<Block> {
        let mut lists: Vec<&str> = Vec::new();
        for list in self.partners.iter().flat_map(|partner| &partner.checklists) {
            if !lists.contains(&list.id.as_str()) {
                lists.push(&list.id);
            }
        }
        let titles = lists
            .iter()
            .map(|list| Column::text("progress").titled((*list).to_owned()));
        let mut sheet = Sheet::new(
            [Column::word("partner"), Column::word("stage")]
                .into_iter()
                .chain(titles),
        );
        for partner in &self.partners {
            let progress = lists.iter().map(|id| {
                let list = partner.checklists.iter().find(|list| list.id == **id);
                Cell::from(list.map(|list| format!("{} of {}", list.met, list.of)))
            });
            sheet.row(
                [Cell::from(partner.partner.as_str()), partner.stage.into()]
                    .into_iter()
                    .chain(progress),
            );
        }
        if self.partners.is_empty() {
            vec![Block::Line("no partners".to_owned())]
        } else {
            vec![Block::Sheet(sheet)]
        }
    }
}
