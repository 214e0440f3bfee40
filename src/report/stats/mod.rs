//! What many calls have in common: which questions are skipped, answered in a word or turn a verdict, where the time goes,
//! and which flags nobody believes. For whoever mends a question bank, and whoever trains those who use it.

mod call;
mod chart;
mod table;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::bank::{Colour, FlagKind, VerdictKind};

pub use call::CallFigures;
pub use table::{Paper, csv, text};

/// The figures of many calls.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Stats {
    /// All of them together.
    pub all: Group,
    /// By the rep who held them.
    pub reps: BTreeMap<String, Group>,
    /// By question bank.
    pub banks: BTreeMap<String, Group>,
    /// By rep and bank, every question, section and flag.
    #[serde(skip)]
    parts: BTreeMap<(String, String), Parts>,
    /// By question, the one most often put first.
    pub questions: Vec<QuestionFigures>,
    /// By section, in the order of their banks.
    pub sections: Vec<SectionFigures>,
    /// By flag, in the order of the vocabulary.
    pub flags: Vec<FlagFigures>,
}

/// What a number of calls add up to.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Group {
    /// How many calls.
    pub calls: u32,
    /// The day of the first.
    pub from: Option<Date>,
    /// The day of the last.
    pub to: Option<Date>,
    /// How many ended in each verdict.
    pub verdicts: BTreeMap<VerdictKind, u32>,
    /// The framework scores added up, 0–100 each.
    pub score_sum: u64,
    /// Seconds from the first event to the last remark, added up.
    pub seconds: i64,
    /// Remarks kept.
    pub remarks: u32,
    /// Remarks that are a word or two where more was asked for.
    pub short: u32,
    /// Questions put and not answered, or set aside.
    pub skipped: u32,
    /// Flags raised.
    pub raised: u32,
    /// Flags dismissed by hand.
    pub dismissed: u32,
}

/// How a question fares.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct QuestionFigures {
    /// The bank.
    pub bank: String,
    /// The question's id.
    pub id: String,
    /// Two to four words.
    pub cue: String,
    /// Calls in which it was put.
    pub asked: u32,
    /// Calls in which something was heard on it, asked or not.
    pub heard: u32,
    /// Calls in which it was put and nothing came, or in which it was set aside.
    pub skipped: u32,
    /// Answers of a word or two.
    pub short: u32,
    /// Calls whose verdict an answer to it made.
    pub turned: u32,
}

/// Where the time goes.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SectionFigures {
    /// The bank.
    pub bank: String,
    /// The section's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Calls in which something was heard in it.
    pub calls: u32,
    /// Seconds that went by until its remarks were kept.
    pub seconds: i64,
}

/// How a flag fares.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FlagFigures {
    /// Which.
    pub kind: FlagKind,
    /// Whether it speaks for a lead.
    pub colour: Colour,
    /// How often it was raised, dismissed ones included.
    pub raised: u32,
    /// How often a rep dismissed it.
    pub dismissed: u32,
    /// How often a rep raised it by hand.
    pub by_hand: u32,
}

/// Every question, section and flag of a rep's calls with a bank.
#[derive(Debug, Clone, Default, PartialEq)]
struct Parts {
    questions: Vec<QuestionFigures>,
    sections: Vec<SectionFigures>,
    flags: Vec<FlagFigures>,
}

impl Stats {
    /// Adds a call.
    pub fn add(&mut self, call: &CallFigures) {
        self.all.add(call);
        self.reps.entry(call.rep.clone()).or_default().add(call);
        self.banks.entry(call.bank.clone()).or_default().add(call);
        let parts = self.parts.entry((call.rep.clone(), call.bank.clone())).or_default();
        for (questions, sections, flags) in [
            (&mut parts.questions, &mut parts.sections, &mut parts.flags),
            (&mut self.questions, &mut self.sections, &mut self.flags),
        ] {
            call.questions.iter().for_each(|one| add_question(questions, one));
            call.sections.iter().for_each(|one| add_section(sections, one));
            call.flags.iter().for_each(|one| add_flag(flags, one));
        }
    }

    /// Puts the lists in the order in which they are shown.
    pub fn sort(&mut self) {
        let most_put = |one: &QuestionFigures| {
            let figures = [one.asked, one.skipped, one.heard].map(std::cmp::Reverse);
            (figures, one.bank.clone(), one.id.clone())
        };
        self.questions.sort_by_cached_key(most_put);
        self.flags.sort_by_key(|one| one.kind);
    }
}

impl Group {
    fn add(&mut self, call: &CallFigures) {
        self.calls += 1;
        self.from = Some(self.from.map_or(call.day, |day| day.min(call.day)));
        self.to = Some(self.to.map_or(call.day, |day| day.max(call.day)));
        *self.verdicts.entry(call.verdict).or_default() += 1;
        self.score_sum += u64::from(call.score);
        self.seconds += call.seconds;
        self.remarks += call.remarks;
        self.short += call.short;
        self.skipped += call.questions.iter().map(|question| question.skipped).sum::<u32>();
        self.raised += call.flags.iter().map(|flag| flag.raised).sum::<u32>();
        self.dismissed += call.flags.iter().map(|flag| flag.dismissed).sum::<u32>();
    }
}

fn add_question(to: &mut Vec<QuestionFigures>, one: &QuestionFigures) {
    match to.iter_mut().find(|known| known.id == one.id && known.bank == one.bank) {
        Some(known) => {
            known.asked += one.asked;
            known.heard += one.heard;
            known.skipped += one.skipped;
            known.short += one.short;
            known.turned += one.turned;
        }
        None => to.push(one.clone()),
    }
}

fn add_section(to: &mut Vec<SectionFigures>, one: &SectionFigures) {
    match to.iter_mut().find(|known| known.id == one.id && known.bank == one.bank) {
        Some(known) => {
            known.calls += one.calls;
            known.seconds += one.seconds;
        }
        None => to.push(one.clone()),
    }
}

fn add_flag(to: &mut Vec<FlagFigures>, one: &FlagFigures) {
    match to.iter_mut().find(|known| known.kind == one.kind) {
        Some(known) => {
            known.raised += one.raised;
            known.dismissed += one.dismissed;
            known.by_hand += one.by_hand;
        }
        None => to.push(one.clone()),
    }
}

#[cfg(test)]
mod tests;
