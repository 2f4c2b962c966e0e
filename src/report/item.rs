//! One item of all partners: what was found of it, when and by whom, and who lacks it.

use super::checklist::ItemRow;
use super::{AsOf, Block, PageOptions, Report, SCHEMA, words};
use crate::domain::partner::standing::Stage;
use crate::domain::program::versions::Rules;
use crate::domain::rule::checklist;
use crate::domain::rule::item_record::RecordsOf;
use crate::domain::value::day::Day;
use crate::output::{Cell, Column, Sheet};
use crate::store::{Book, StoreError};
use serde::Serialize;

/// An item of every partner in the program that it applies to.
#[derive(Debug, Serialize)]
pub(crate) struct ItemOfAll {
    schema: u32,
    as_of: Day,
    item: String,
    /// What its verdict should record.
    #[serde(skip)]
    records: Vec<String>,
    partners: Vec<PartnerItem>,
}

#[derive(Debug, Serialize)]
struct PartnerItem {
    partner: String,
    stage: Stage,
    #[serde(flatten)]
    found: ItemRow,
}

impl ItemOfAll {
    /// What was found of an item, one line for each running participation whose list is open.
    ///
    /// # Errors
    /// The book cannot be read.
    pub(crate) fn of(
        book: &Book,
        rules: &Rules,
        as_of: AsOf,
        item: &str,
    ) -> Result<Self, StoreError> {
        let program = rules.on(as_of.day);
        let records = program.item(item).map(|(_, item)| item.records.clone());
        let mut partners = Vec::new();
        book.walk(as_of.known_at, |history| {
            let standing = history.at(as_of.day);
            let Some((list, item)) = program.item(item) else {
                return Ok(());
            };
            let stage = standing.running().map(|current| current.stage);
            let applies = checklist::items_of(rules, &standing, list).any(|of| of.id == item.id);
            let open = stage.and_then(Stage::running) >= Some(list.from);
            if let Some(stage) = stage.filter(|_| applies && open) {
                let found = checklist::found(program, &standing, list, item);
                let waits_for = checklist::waits_for(program, &standing, item);
                let records = RecordsOf::partner(&standing, list);
                partners.push(PartnerItem {
                    partner: history.partner.to_string(),
                    stage,
                    found: ItemRow::of(book, &standing, (list, item), found, &waits_for, records)?,
                });
            }
            Ok::<_, StoreError>(())
        })?;
        Ok(Self {
            schema: SCHEMA,
            as_of: as_of.day,
            item: item.to_owned(),
            records: records.unwrap_or_default(),
            partners,
        })
    }
}

impl Report for ItemOfAll {
    fn sheet(&self) -> Sheet {
        let records = self.records.iter();
        let records = records.map(|name| Column::text(name.replace('-', "_")));
        let columns = [
            Column::word("partner"),
            Column::word("stage"),
            Column::word("verdict"),
            Column::day("on"),
            Column::word("by").spare(),
            Column::text("note"),
            Column::text("evidence").spare(),
            Column::text("waits_for").spare(),
        ];
        let mut sheet = Sheet::new(columns.into_iter().chain(records));
        for line in &self.partners {
            let found = &line.found;
            let records = self.records.iter();
            let records = records.map(|name| Cell::from(found.record(name)));
            let cells = [
                Cell::from(line.partner.as_str()),
                line.stage.into(),
                found.verdict.into(),
                found.on.into(),
                found.by.as_deref().into(),
                found.note.as_deref().into(),
                found.evidence.as_deref().into(),
                found.waits_for.clone().into(),
            ];
            sheet.row(cells.into_iter().chain(records));
        }
        sheet
    }

    fn page(&self, _: PageOptions) -> Vec<Block> {
        let settled = self.partners.iter().filter(|line| line.found.settled);
        let partners = i64::try_from(self.partners.len()).unwrap_or(i64::MAX);
        let total = format!(
            "{}: settled by {} of {}",
            self.item,
            settled.count(),
            words::count(partners, "partner")
        );
        if self.partners.is_empty() {
            return vec![Block::Line(total)];
        }
        vec![Block::Sheet(self.sheet()), Block::Gap, Block::Line(total)]
    }
}
