//! How an import went, for people and programs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use crate::leads::Change;
use crate::report::printable;

/// How many rows of a kind are told one by one.
const TOLD: usize = 10;

/// How many values of a row are told.
const VALUES_TOLD: usize = 4;

/// How an import went. Each row counts once: as new, merged, differing, alike or rejected.
#[derive(Debug, Default, Serialize)]
pub(super) struct Tally {
    pub(super) rows: usize,
    pub(super) added: usize,
    /// Something was taken into a lead that was there, and nothing differs any more.
    pub(super) merged: usize,
    /// Something differs from what the book has, and the book's stays.
    pub(super) differing: usize,
    /// New contacts whose rows say otherwise of a company that the book knows; they count as new.
    pub(super) of_companies: usize,
    pub(super) alike: usize,
    pub(super) rejected: usize,
    pub(super) decoded: usize,
    pub(super) unread: BTreeMap<&'static str, usize>,
    pub(super) duplicates: Vec<Duplicate>,
    pub(super) rejects: Vec<Reject>,
    pub(super) reject_file: Option<String>,
    pub(super) difference_file: Option<String>,
    pub(super) dry_run: bool,
}

/// A row that is a lead of the book already, or of a company of which the book says otherwise.
#[derive(Debug, Serialize)]
pub(super) struct Duplicate {
    pub(super) line: u64,
    pub(super) lead: i64,
    pub(super) title: String,
    /// Only the company was known.
    pub(super) is_new: bool,
    /// What was taken from it.
    #[serde(serialize_with = "pairs")]
    pub(super) taken: Vec<Change>,
    /// What differs and was not taken.
    #[serde(serialize_with = "pairs")]
    pub(super) differs: Vec<Change>,
}

fn pairs<S: serde::Serializer>(changes: &[Change], serializer: S) -> Result<S::Ok, S::Error> {
    let pair =
        |change: &Change| serde_json::json!({"field": change.field, "book": change.before, "file": change.after});
    serializer.collect_seq(changes.iter().map(pair))
}

#[derive(Debug, Serialize)]
pub(super) struct Reject {
    line: u64,
    reason: String,
}

impl Tally {
    pub(super) fn reject(&mut self, line: u64, reason: String) {
        self.rejected += 1;
        if self.rejects.len() < TOLD {
            self.rejects.push(Reject { line, reason });
        }
    }

    /// Counts a row that is a lead already.
    pub(super) fn duplicate(&mut self, duplicate: Duplicate) {
        if !duplicate.differs.is_empty() {
            self.differing += 1;
        } else if duplicate.taken.is_empty() {
            self.alike += 1;
        } else {
            self.merged += 1;
        }
        self.tell(duplicate);
    }

    /// Counts the row of a new contact that says otherwise of its company, which is known.
    pub(super) fn company_differs(&mut self, duplicate: Duplicate) {
        self.of_companies += 1;
        self.tell(duplicate);
    }

    /// Whether anything differs from what the book has.
    pub(super) const fn has_differences(&self) -> bool {
        self.differing + self.of_companies > 0
    }

    /// Keeps a duplicate to be told, if there are not enough of its kind: rows that differ come before others.
    fn tell(&mut self, duplicate: Duplicate) {
        let differs = |duplicate: &Duplicate| !duplicate.differs.is_empty();
        let is_kind = differs(&duplicate);
        if self.duplicates.iter().filter(|told| differs(told) == is_kind).count() < TOLD {
            self.duplicates.push(duplicate);
        }
    }

    pub(super) fn summary(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = self.write_counts(&mut text).and_then(|()| self.write_notes(&mut text));
        text
    }

    fn write_counts(&self, text: &mut String) -> std::fmt::Result {
        let would = if self.dry_run { "would be " } else { "" };
        writeln!(
            text,
            "{} rows: {} {would}new, {} {would}merged into leads that were there, {} differing from leads that were \
             there, {} the same, {} rejected",
            self.rows, self.added, self.merged, self.differing, self.alike, self.rejected
        )?;
        if self.of_companies > 0 {
            let rows = self.of_companies;
            writeln!(text, "New leads that tell otherwise of a company that was there: {rows}; the book's words stay")?;
        }
        for duplicate in &self.duplicates {
            let Duplicate { line, lead, title, .. } = duplicate;
            let is_there = if duplicate.is_new { "is new" } else { "already" };
            write!(text, "  line {line}: lead {lead} {is_there}, {}", printable(title))?;
            if !duplicate.differs.is_empty() {
                write!(text, "; differs: {}", values(&duplicate.differs))?;
            }
            if !duplicate.taken.is_empty() {
                write!(text, "; taken: {}", values(&duplicate.taken))?;
            }
            writeln!(text)?;
        }
        let all = self.merged + self.differing + self.alike + self.of_companies;
        if all > self.duplicates.len() {
            writeln!(text, "  … and {} more of which the book knew", all - self.duplicates.len())?;
        }
        for reject in &self.rejects {
            writeln!(text, "  line {}: rejected, {}", reject.line, printable(&reject.reason))?;
        }
        if self.rejected > self.rejects.len() {
            writeln!(text, "  … and {} more rejected", self.rejected - self.rejects.len())?;
        }
        Ok(())
    }

    fn write_notes(&self, text: &mut String) -> std::fmt::Result {
        if let Some(path) = &self.difference_file {
            writeln!(text, "What differs is in {path}, with the book's value and the file's.")?;
        }
        if let Some(path) = &self.reject_file {
            writeln!(text, "The rejected rows are in {path}, each with its line and the reason.")?;
        }
        for (field, times) in &self.unread {
            writeln!(
                text,
                "{times} cells for `{field}` could not be read; they are kept as they are, beside the fields."
            )?;
        }
        if self.decoded > 0 {
            let rows = self.decoded;
            writeln!(text, "{rows} rows are not in UTF-8 and were read as Windows-1252; look at their accents.")?;
        }
        if self.dry_run {
            writeln!(text, "Nothing was written.")?;
        }
        Ok(())
    }
}

/// Some values, the book's before the file's.
fn values(changes: &[Change]) -> String {
    let value = |change: &Change| {
        let Change { field, before, after } = change;
        let before = if before.is_empty() { "nothing" } else { before };
        format!("{} {} → {}", printable(field), printable(before), printable(after))
    };
    let mut told: Vec<String> = changes.iter().take(VALUES_TOLD).map(value).collect();
    if changes.len() > VALUES_TOLD {
        told.push(format!("{} more", changes.len() - VALUES_TOLD));
    }
    told.join(", ")
}
