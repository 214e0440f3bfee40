//! The figures of one call, from its journal read once.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};

use super::{FlagFigures, QuestionFigures, SectionFigures};
use crate::bank::{Bank, FlagKind, QuestionId, Section, VerdictKind};
use crate::session::{Brief, FlagView, RemarkView, Session};

/// The figures of one call.
#[derive(Debug, Clone, PartialEq)]
pub struct CallFigures {
    /// Who held it.
    pub rep: String,
    /// The id of the bank that it was seen through at its end.
    pub bank: String,
    /// The day.
    pub day: Date,
    /// The verdict at its end.
    pub verdict: VerdictKind,
    /// The framework score, 0–100.
    pub score: u32,
    /// Seconds from its start to its last remark.
    pub seconds: i64,
    /// Remarks kept.
    pub remarks: u32,
    /// Remarks of a word or two.
    pub short: u32,
    pub(super) questions: Vec<QuestionFigures>,
    pub(super) sections: Vec<SectionFigures>,
    pub(super) flags: Vec<FlagFigures>,
}

impl CallFigures {
    /// The figures of a call; `rep` is whoever held it.
    pub fn of(rep: &str, session: &Session) -> Self {
        let ended = session.journal().last().map_or(DateTime::default(), |event| event.at);
        let brief = session.brief(ended);
        let bank = session.bank();
        Self {
            rep: rep.to_owned(),
            bank: bank.id.clone(),
            day: brief.head.started_at.date(),
            verdict: brief.verdict.kind,
            score: brief.framework.score,
            seconds: brief.remarks.iter().map(|remark| remark.elapsed_seconds).max().unwrap_or(0).max(0),
            remarks: counted(brief.remarks.iter()),
            short: counted(brief.remarks.iter().filter(|remark| is_short(remark))),
            questions: questions(session, &brief),
            sections: sections(bank, &brief),
            flags: flags(&brief),
        }
    }
}

fn counted<T>(items: impl Iterator<Item = T>) -> u32 {
    items.map(|_| 1).sum()
}

fn is_short(remark: &RemarkView) -> bool {
    remark.flags.iter().any(|flag| flag.kind == FlagKind::Short)
}

/// The questions that the call had to do with: put, set aside, or answered without being put.
fn questions(session: &Session, brief: &Brief) -> Vec<QuestionFigures> {
    let (state, bank) = (session.state(), session.bank());
    let put: BTreeSet<&QuestionId> = state.asked.iter().map(|asked| &asked.question).collect();
    let turning = brief.verdict.turned_by;
    let figures = bank.sections.iter().flat_map(|section| &section.questions).map(|question| {
        let answers =
            || brief.remarks.iter().filter(|remark| section_match(remark, &question.id, question.topic.as_str()));
        let heard = u32::from(answers().next().is_some());
        let is_put = put.contains(&question.id);
        let is_aside = state.parked.contains(&question.id);
        QuestionFigures {
            bank: bank.id.clone(),
            id: question.id.to_string(),
            cue: question.cue.clone(),
            asked: u32::from(is_put),
            heard,
            skipped: u32::from(heard == 0 && (is_put || is_aside)),
            short: counted(answers().filter(|remark| is_short(remark))),
            turned: u32::from(answers().any(|remark| Some(remark.id) == turning)),
        }
    });
    figures.filter(|one| one.asked + one.heard + one.skipped > 0).collect()
}

/// Whether a remark answers a question: it was kept for it, or is filed where the question asks.
fn section_match(remark: &RemarkView, question: &QuestionId, topic: &str) -> bool {
    match &remark.question {
        Some(answered) => answered == question,
        None => remark.topic.as_ref().is_some_and(|filed| filed.as_str() == topic),
    }
}

/// The time from one remark to the next belongs to the section of the later one: it was spent on getting it.
fn sections(bank: &Bank, brief: &Brief) -> Vec<SectionFigures> {
    let mut found: Vec<SectionFigures> = Vec::new();
    let mut before = 0;
    for remark in &brief.remarks {
        let seconds = (remark.elapsed_seconds - before).max(0);
        before = before.max(remark.elapsed_seconds);
        let Some(section) = section_of(bank, remark) else { continue };
        match found.iter_mut().find(|known| known.id == section.id) {
            Some(known) => known.seconds += seconds,
            None => found.push(SectionFigures {
                bank: bank.id.clone(),
                id: section.id.clone(),
                title: section.title.clone(),
                calls: 1,
                seconds,
            }),
        }
    }
    let place = |one: &SectionFigures| bank.sections.iter().position(|section| section.id == one.id);
    found.sort_by_key(place);
    found
}

fn section_of<'a>(bank: &'a Bank, remark: &RemarkView) -> Option<&'a Section> {
    let holds = |section: &&Section| {
        let questions = section.questions.iter();
        questions.into_iter().any(|one| section_match(remark, &one.id, one.topic.as_str()))
    };
    bank.sections.iter().find(holds)
}

fn flags(brief: &Brief) -> Vec<FlagFigures> {
    let of = |kind: FlagKind| {
        let count = |list: fn(&RemarkView) -> &Vec<FlagView>, by_hand: bool| {
            let flags = brief.remarks.iter().flat_map(list).filter(|flag| flag.kind == kind);
            counted(flags.filter(|flag| !by_hand || flag.by_hand))
        };
        let (held, dismissed) = (count(|remark| &remark.flags, false), count(|remark| &remark.dismissed, false));
        let by_hand = count(|remark| &remark.flags, true);
        FlagFigures { kind, colour: kind.colour(), raised: held + dismissed, dismissed, by_hand }
    };
    FlagKind::ALL.iter().map(|&kind| of(kind)).filter(|one| one.raised > 0).collect()
}
