//! The verdict: what to do, and the remark that made it so.

use jiff::civil::Date;

use crate::bank::{Grade, Level, LevelStatus, VerdictKind};
use crate::call::RemarkId;
use crate::signals::Value;

use super::criteria::quote;
use super::judge::{Judge, is_deciding};
use super::reasons::{flips, reasons};
use super::steps::{next_steps, nurture};
use super::timing::{Dated, follow_up};
use super::words::Stems;
use super::{Criterion, LevelTally, Reason, Verdict};

/// Judges the three levels, in the order in which they disqualify. The framework score says only how a lead is nurtured.
pub(super) fn verdict(judge: &Judge<'_>, levels: &[LevelTally; 3], score: u32) -> Verdict {
    let ripening = Ripening::of(judge, levels);
    let kind = kind(levels, &ripening);
    let nurture = nurture(kind, score, &ripening);
    Verdict {
        kind,
        turned_by: turned_by(levels, kind, &ripening),
        reasons: reasons(judge, levels, kind, &ripening),
        flips: flips(judge, levels, kind, &ripening),
        next: next_steps(judge, levels, kind, &ripening, nurture),
        nurture,
        follow_up: ripening.follow_up,
    }
}

fn kind(levels: &[LevelTally; 3], ripening: &Ripening) -> VerdictKind {
    let [organization, opportunity, stakeholder] = levels;
    let fails = |level: &LevelTally| level.status == LevelStatus::Disqualified;
    if fails(organization) || fails(opportunity) {
        return if ripening.change.is_some() { VerdictKind::Nurture } else { VerdictKind::Disqualify };
    }
    if fails(stakeholder) {
        return VerdictKind::ChangeContact;
    }
    if ripening.far.is_some() || ripening.unripe.is_some() {
        return VerdictKind::Nurture;
    }
    if levels.iter().all(|level| level.status == LevelStatus::Qualified) {
        return VerdictKind::Advance;
    }
    VerdictKind::KeepGoing
}

/// The remark that made the verdict what it is: the first that decides against the lead, or that puts it off; the last
/// that was missing for an advance; the last that took one of these back by a dispute. Nothing turned a call that has
/// just gone on as it began.
fn turned_by(levels: &[LevelTally; 3], kind: VerdictKind, ripening: &Ripening) -> Option<RemarkId> {
    let first_failure = |levels: &[&LevelTally]| {
        disqualifying(levels).filter_map(|(_, criterion)| criterion.answers.first().copied()).min()
    };
    match kind {
        VerdictKind::Disqualify => first_failure(&[&levels[0], &levels[1]]),
        VerdictKind::ChangeContact => first_failure(&[&levels[2]]),
        VerdictKind::Nurture => {
            let far = ripening.far.as_ref().map(|far| far.remark);
            let unripe = ripening.unripe.as_ref().and_then(|unripe| unripe.answers.last().copied());
            ripening.change.as_ref().map(|change| change.remark).or_else(|| far.into_iter().chain(unripe).min())
        }
        VerdictKind::Advance => {
            let criteria = levels.iter().flat_map(|level| &level.criteria);
            criteria.filter_map(|criterion| criterion.answers.first().copied()).max()
        }
        VerdictKind::KeepGoing => {
            let criteria = levels.iter().flat_map(|level| &level.criteria);
            let disputed = criteria.filter(|criterion| criterion.grade == Grade::Disputed);
            disputed.filter_map(|criterion| criterion.answers.last().copied()).max()
        }
    }
}

/// What speaks for coming back later.
#[derive(Debug, Default)]
pub(super) struct Ripening {
    /// A start that is far.
    pub far: Option<Dated>,
    /// A need that is not ripe.
    pub unripe: Option<Reason>,
    /// Off the profile or without need now, but with a dated change ahead.
    pub change: Option<Dated>,
    /// The day agreed for coming back.
    pub follow_up: Option<Date>,
}

impl Ripening {
    fn of(judge: &Judge<'_>, levels: &[LevelTally; 3]) -> Self {
        let today = judge.case.at.date();
        let behind: Vec<RemarkId> = disqualifying(&[&levels[0], &levels[1]])
            .flat_map(|(_, criterion)| criterion.answers.iter().copied())
            .collect();
        Self {
            far: judge.start.clone().filter(|start| start.is_far),
            unripe: unripe(judge, &levels[1]),
            change: behind.into_iter().find_map(|id| dated_change(judge, id, today)),
            follow_up: follow_up(&judge.ledger, today),
        }
    }

    /// The day to come back: the one agreed, else that of the change, else that of the start.
    pub(super) fn return_on(&self) -> Option<Date> {
        let day = |dated: &Option<Dated>| dated.as_ref().map(|dated| dated.on);
        self.follow_up.or_else(|| day(&self.change)).or_else(|| day(&self.far))
    }
}

/// A remark that rules the lead out now, with a day ahead on which that changes.
fn dated_change(judge: &Judge<'_>, id: RemarkId, today: Date) -> Option<Dated> {
    let answer = judge.ledger.answer(id)?;
    let changes = |_: &Date| judge.lexicon.words.change.stand_in(&Stems::of(&answer.text));
    let ahead = answer.reading.facts.iter().filter_map(|fact| match fact.value {
        Value::Date { from, to, .. } => from.or(to).filter(|on| *on > today),
        _ => None,
    });
    let on = ahead.min().filter(changes)?;
    Some(Dated { on, is_far: false, remark: id, words: quote(&answer.text) })
}

/// A need that is there but not ripe: said so, or the time for it denied.
fn unripe(judge: &Judge<'_>, opportunity: &LevelTally) -> Option<Reason> {
    let heard = judge.ledger.on("need.degree");
    let last = heard.iter().rev().find(|heard| !matches!(heard.grade, Grade::Open | Grade::Disputed));
    if let Some(heard) = last.filter(|heard| judge.lexicon.words.unripe.stand_in(&Stems::of(&heard.answer.text))) {
        let text = format!("the need is not ripe: {}", quote(&heard.answer.text));
        return Some(Reason { text, answers: vec![heard.answer.remark] });
    }
    let timing = opportunity.criteria.iter().find(|criterion| criterion.id == "timing")?;
    let text = format!("the time for it is {}", timing.why);
    timing.failed.then(|| Reason { text, answers: timing.answers.clone() })
}

/// The criteria that disqualify their level by themselves.
pub(super) fn disqualifying<'a>(levels: &'a [&LevelTally]) -> impl Iterator<Item = (Level, &'a Criterion)> {
    let failed = levels.iter().filter(|level| level.status == LevelStatus::Disqualified);
    failed.flat_map(|level| {
        let decides = |criterion: &&Criterion| criterion.failed && is_deciding(level.level, criterion.id);
        level.criteria.iter().filter(decides).map(|criterion| (level.level, criterion))
    })
}

/// A level's name as it begins a sentence.
pub(super) const fn level_name(level: Level) -> &'static str {
    match level {
        Level::Organization => "Organization",
        Level::Opportunity => "Opportunity",
        Level::Stakeholder => "Stakeholder",
        Level::Any => "The call",
    }
}
