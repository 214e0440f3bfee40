//! The verdict: what to do, why, what would turn it, and the next steps.

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::bank::{FlagKind, Grade, Level, LevelStatus, VerdictKind};
use crate::call::RemarkId;
use crate::signals::Value;

use super::criteria::{criterion_asks, quote};
use super::judge::{Judge, is_deciding};
use super::lexicon::names_any;
use super::opportunity::foreign_pains;
use super::timing::follow_up;
use super::words::stems;
use super::{Criterion, LevelTally, Verdict};

/// Judges the three levels, in the order in which they disqualify.
pub(super) fn verdict(judge: &Judge<'_>, levels: &[LevelTally; 3]) -> Verdict {
    let ripening = Ripening::of(judge, levels);
    let kind = kind(levels, &ripening);
    Verdict {
        kind,
        reasons: reasons(judge, levels, kind, &ripening),
        flips: flips(judge, levels, kind),
        next: next_steps(judge, levels, kind, &ripening),
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

/// What speaks for coming back later.
#[derive(Debug, Default)]
struct Ripening {
    /// A start that is far: why, and the day.
    far: Option<(String, Date)>,
    /// A need that is not ripe: why.
    unripe: Option<String>,
    /// Off the profile or without need now, but with a dated change ahead: the words, and the day.
    change: Option<(String, Date)>,
    /// The day agreed for coming back.
    follow_up: Option<Date>,
}

impl Ripening {
    fn of(judge: &Judge<'_>, levels: &[LevelTally; 3]) -> Self {
        let today = judge.case.at.date();
        let far = judge
            .start
            .as_ref()
            .filter(|start| start.is_far)
            .map(|start| (format!("they start “{}”, more than six months ahead", start.words), start.on));
        let behind: Vec<RemarkId> = disqualifying(&[&levels[0], &levels[1]])
            .flat_map(|(_, criterion)| criterion.answers.iter().copied())
            .collect();
        Self {
            far,
            unripe: unripe(judge, &levels[1]),
            change: behind.into_iter().find_map(|id| dated_change(judge, id, today)),
            follow_up: follow_up(&judge.ledger, today),
        }
    }

    fn return_on(&self) -> Option<Date> {
        let change = self.change.as_ref().map(|(_, on)| *on);
        self.follow_up.or(change).or_else(|| self.far.as_ref().map(|(_, on)| *on))
    }
}

/// A remark that rules the lead out now, with a day ahead on which that changes.
fn dated_change(judge: &Judge<'_>, id: RemarkId, today: Date) -> Option<(String, Date)> {
    let answer = judge.ledger.answer(id)?;
    let changes = names_any(&stems(&answer.text), &judge.lexicon.words.change);
    let ahead = answer.reading.facts.iter().filter_map(|fact| match fact.value {
        Value::Date { from, to, .. } => from.or(to).filter(|on| *on > today),
        _ => None,
    });
    let on = ahead.min().filter(|_| changes)?;
    Some((quote(&answer.text), on))
}

/// A need that is there but not ripe: said so, or the time for it denied.
fn unripe(judge: &Judge<'_>, opportunity: &LevelTally) -> Option<String> {
    let heard = judge.ledger.on("need.degree");
    let last = heard.iter().rev().find(|heard| !matches!(heard.grade, Grade::Open | Grade::Disputed));
    if let Some(heard) = last.filter(|heard| names_any(&stems(&heard.answer.text), &judge.lexicon.words.unripe)) {
        return Some(format!("the need is not ripe: {}", quote(&heard.answer.text)));
    }
    let timing = opportunity.criteria.iter().find(|criterion| criterion.id == "timing")?;
    timing.failed.then(|| format!("the time for it is {}", timing.why))
}

fn reasons(judge: &Judge<'_>, levels: &[LevelTally; 3], kind: VerdictKind, ripening: &Ripening) -> Vec<String> {
    let [organization, opportunity, stakeholder] = levels;
    match kind {
        VerdictKind::Disqualify => failures(&[organization, opportunity]),
        VerdictKind::ChangeContact => {
            let mut reasons = failures(&[stakeholder]);
            reasons.push("The opportunity stays; it is the contact who cannot carry it.".to_owned());
            reasons
        }
        VerdictKind::Nurture => {
            let mut reasons: Vec<String> = Vec::new();
            if let Some((words, on)) = &ripening.change {
                reasons.push(format!("Not now, but a change is expected by {on}: {words}."));
                reasons.extend(failures(&[organization, opportunity]));
            }
            reasons.extend(ripening.far.as_ref().map(|(why, _)| sentence("It fits, but ", why)));
            reasons.extend(ripening.unripe.as_ref().map(|why| sentence("", why)));
            reasons
        }
        VerdictKind::Advance => {
            let mut reasons = vec!["All three levels qualify.".to_owned()];
            reasons.extend(claims(levels));
            reasons
        }
        VerdictKind::KeepGoing => unsettled(judge, levels),
    }
}

/// The criteria that disqualify a level, as sentences.
fn failures(levels: &[&LevelTally]) -> Vec<String> {
    disqualifying(levels)
        .map(|(level, criterion)| sentence(&format!("{}: ", level_name(level)), &criterion.why))
        .collect()
}

/// The criteria that disqualify their level by themselves.
fn disqualifying<'a>(levels: &'a [&LevelTally]) -> impl Iterator<Item = (Level, &'a Criterion)> {
    let failed = levels.iter().filter(|level| level.status == LevelStatus::Disqualified);
    failed.flat_map(|level| {
        let decides = |criterion: &&Criterion| criterion.failed && is_deciding(level.level, criterion.id);
        level.criteria.iter().filter(decides).map(|criterion| (level.level, criterion))
    })
}

/// What rests on claims alone, where claims are enough.
fn claims(levels: &[LevelTally; 3]) -> Option<String> {
    let titles: Vec<&str> = levels
        .iter()
        .flat_map(|level| &level.criteria)
        .filter(|criterion| criterion.met && criterion.grade == Grade::Claimed)
        .map(|criterion| criterion.title)
        .collect();
    (!titles.is_empty()).then(|| format!("Taken at their word, without particulars: {}.", titles.join("; ")))
}

/// What keeps a call going: disputes first, then what is open, level by level.
fn unsettled(judge: &Judge<'_>, levels: &[LevelTally; 3]) -> Vec<String> {
    let all = || levels.iter().flat_map(|level| &level.criteria);
    let mut reasons: Vec<String> = all()
        .filter(|criterion| criterion.grade == Grade::Disputed)
        .map(|criterion| sentence(&format!("{}: ", capital(criterion.title)), &criterion.why))
        .collect();
    for level in levels {
        let open: Vec<&str> = level
            .criteria
            .iter()
            .filter(|criterion| !criterion.met && criterion.grade != Grade::Disputed)
            .map(|criterion| criterion_asks(criterion.id))
            .collect();
        if !open.is_empty() {
            reasons.push(format!("{} is still open: {}.", level_name(level.level), open.join("; ")));
        }
    }
    let foreign = foreign_pains(judge);
    if let Some(pain) = foreign.last().and_then(|id| judge.ledger.answer(*id)) {
        reasons.push(sentence(
            "Work on the business pain first: it is claimed, but this is not what we solve: ",
            &quote(&pain.text),
        ));
    }
    if judge.case.answers.iter().any(|answer| answer.reading.has(FlagKind::Excuse)) {
        reasons.push("They explain why nothing was done before, so the pain is likely real.".to_owned());
    }
    reasons
}

fn flips(judge: &Judge<'_>, levels: &[LevelTally; 3], kind: VerdictKind) -> Vec<String> {
    match kind {
        VerdictKind::Disqualify => disqualifying(&[&levels[0], &levels[1]])
            .map(|(_, criterion)| match criterion.id {
                "challenge" if !judge.case.icp.pains.is_empty() => {
                    format!("A problem that we solve ({}), told with particulars.", judge.case.icp.pains.join(", "))
                }
                _ => format!("A dated change, or a correction, on “{}”.", criterion.title),
            })
            .collect(),
        VerdictKind::ChangeContact => {
            vec!["A contact who knows the goals and decides, or knows who does, speaks.".to_owned()]
        }
        VerdictKind::Nurture => vec!["A start within six months of the call.".to_owned()],
        VerdictKind::Advance => {
            vec!["A contradiction on anything that counts, or a start that moves more than six months out.".to_owned()]
        }
        VerdictKind::KeepGoing => {
            let mut flips = vec![to_advance(levels)];
            let goals = &levels[2].criteria;
            if goals.iter().any(|criterion| criterion.id == "goals" && !criterion.met) {
                flips.push("Change contact, if this one does not know the company's goals.".to_owned());
            }
            flips
        }
    }
}

/// What is missing for an advance, in one sentence.
fn to_advance(levels: &[LevelTally; 3]) -> String {
    let missing: Vec<&str> = unmet(levels).map(|criterion| criterion_asks(criterion.id)).collect();
    format!("Advance, once it is clear {}.", missing.join("; "))
}

fn next_steps(judge: &Judge<'_>, levels: &[LevelTally; 3], kind: VerdictKind, ripening: &Ripening) -> Vec<String> {
    let agreed = judge.case.agreed.or(ripening.follow_up).map(|on| format!("Keep the agreed day: {on}."));
    let mut next = match kind {
        VerdictKind::Disqualify => return vec!["Close the lead and keep the reason.".to_owned()],
        VerdictKind::Advance => vec![with_people(judge, "Propose, or show a demo")],
        VerdictKind::ChangeContact => vec![new_contact(judge)],
        VerdictKind::Nurture => {
            let come_back = ripening.return_on().map_or_else(
                || "Agree on a day to come back.".to_owned(),
                |on| format!("Nurture, and come back on {on}."),
            );
            return vec![come_back];
        }
        VerdictKind::KeepGoing => unmet(levels).take(3).map(find_out).collect(),
    };
    next.push(agreed.unwrap_or_else(|| "Agree on a day for the next talk.".to_owned()));
    next
}

fn unmet(levels: &[LevelTally; 3]) -> impl Iterator<Item = &Criterion> {
    levels.iter().flat_map(|level| &level.criteria).filter(|criterion| !criterion.met)
}

fn find_out(criterion: &Criterion) -> String {
    if criterion.grade == Grade::Disputed {
        format!("Clear up {}: the answers disagree.", criterion_asks(criterion.id))
    } else {
        format!("Find out {}.", criterion_asks(criterion.id))
    }
}

/// Whom to reach instead, and through whom: the people named as a way in, as deciders or as champions.
fn new_contact(judge: &Judge<'_>) -> String {
    const WAYS_IN: [&str; 5] = ["buyer.access", "authority.signs", "buyer.name", "authority.others", "champion.name"];
    let contact = judge.case.people.first().map(|person| person.name.as_str()).filter(|name| !name.is_empty());
    let mut names: Vec<&str> = Vec::new();
    for topic in WAYS_IN {
        for (_, fact) in judge.ledger.facts(topic) {
            if let Value::Person { name, role, .. } = &fact.value
                && let Some(who) = name.as_deref().or(role.as_deref())
                && Some(who) != contact
                && !names.contains(&who)
            {
                names.push(who);
            }
        }
    }
    let mut step = names.first().map_or_else(
        || "Ask who would know the goals and who decides, and speak to them".to_owned(),
        |who| format!("Reach {who}"),
    );
    if let (Some(contact), Some(_)) = (contact, names.first()) {
        let _ = write!(step, ", through {contact}");
    }
    step.push('.');
    step
}

fn with_people(judge: &Judge<'_>, what: &str) -> String {
    let names: Vec<&str> =
        judge.case.people.iter().map(|person| person.name.as_str()).filter(|name| !name.is_empty()).collect();
    if names.is_empty() { format!("{what}.") } else { format!("{what}, with {}.", names.join(", ")) }
}

const fn level_name(level: Level) -> &'static str {
    match level {
        Level::Organization => "Organization",
        Level::Opportunity => "Opportunity",
        Level::Stakeholder => "Stakeholder",
        Level::Any => "The call",
    }
}

fn sentence(before: &str, why: &str) -> String {
    let text = format!("{before}{why}");
    let text = capital(&text);
    if text.trim_end_matches('”').ends_with(['.', '!', '?', '…']) { text } else { format!("{text}.") }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
