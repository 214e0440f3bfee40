//! Why a verdict is what it is, in order of weight, and what would turn it.

use crate::bank::{FlagKind, Grade, VerdictKind};
use crate::call::RemarkId;

use super::criteria::{criterion_asks, quote};
use super::judge::Judge;
use super::opportunity::foreign_pains;
use super::steps::unmet;
use super::verdict::{Ripening, disqualifying, level_name};
use super::{Icp, LevelTally, Reason};

/// The reasons in order of weight; never empty.
pub(super) fn reasons(
    judge: &Judge<'_>,
    levels: &[LevelTally; 3],
    kind: VerdictKind,
    ripening: &Ripening,
) -> Vec<Reason> {
    let [organization, opportunity, stakeholder] = levels;
    let mut reasons = match kind {
        VerdictKind::Disqualify => failures(&[organization, opportunity]),
        VerdictKind::ChangeContact => failures(&[stakeholder]),
        VerdictKind::Nurture => later(ripening, &[organization, opportunity]),
        VerdictKind::Advance => vec![Reason::plain("All three levels qualify.")],
        VerdictKind::KeepGoing => unsettled(judge, levels),
    };
    match kind {
        VerdictKind::ChangeContact => {
            reasons.push(Reason::plain("The opportunity stays; it is the contact who cannot carry it."));
        }
        VerdictKind::Advance => reasons.extend(claims(levels)),
        _ => {}
    }
    if matches!(kind, VerdictKind::Advance | VerdictKind::KeepGoing) && *judge.case.icp == Icp::default() {
        reasons.push(Reason::plain("No profile is set, so that every company fits."));
    }
    reasons
}

impl Reason {
    fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), answers: Vec::new() }
    }
}

/// The criteria that disqualify a level, as sentences.
fn failures(levels: &[&LevelTally]) -> Vec<Reason> {
    let failed = disqualifying(levels).map(|(level, criterion)| Reason {
        text: sentence(&format!("{}: ", level_name(level)), &criterion.why),
        answers: criterion.answers.clone(),
    });
    failed.collect()
}

/// Why to come back later.
fn later(ripening: &Ripening, levels: &[&LevelTally]) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if let Some(change) = &ripening.change {
        let text = format!("Not now, but a change is expected by {}: {}.", change.on, change.words);
        reasons.push(Reason { text, answers: vec![change.remark] });
        reasons.extend(failures(levels));
    }
    reasons.extend(ripening.far.as_ref().map(|far| Reason {
        text: sentence("It fits, but ", &format!("they start “{}”, more than six months ahead", far.words)),
        answers: vec![far.remark],
    }));
    reasons.extend(
        ripening
            .unripe
            .as_ref()
            .map(|unripe| Reason { text: sentence("", &unripe.text), answers: unripe.answers.clone() }),
    );
    reasons
}

/// What rests on claims alone, where claims are enough.
fn claims(levels: &[LevelTally; 3]) -> Option<Reason> {
    let claimed = || {
        let all = levels.iter().flat_map(|level| &level.criteria);
        all.filter(|criterion| criterion.met && criterion.grade == Grade::Claimed)
    };
    let titles: Vec<&str> = claimed().map(|criterion| criterion.title).collect();
    let text = format!("Taken at their word, without particulars: {}.", titles.join("; "));
    (!titles.is_empty())
        .then(|| Reason { text, answers: in_order(claimed().flat_map(|criterion| criterion.answers.iter().copied())) })
}

/// What keeps a call going: disputes first, then what is open, level by level.
fn unsettled(judge: &Judge<'_>, levels: &[LevelTally; 3]) -> Vec<Reason> {
    let all = || levels.iter().flat_map(|level| &level.criteria);
    let mut reasons: Vec<Reason> = all()
        .filter(|criterion| criterion.grade == Grade::Disputed)
        .map(|criterion| Reason {
            text: sentence(&format!("{}: ", capital(criterion.title)), &criterion.why),
            answers: criterion.answers.clone(),
        })
        .collect();
    for level in levels {
        let open = || {
            let of_level = level.criteria.iter();
            of_level.filter(|criterion| !criterion.met && criterion.grade != Grade::Disputed)
        };
        let asks: Vec<&str> = open().map(|criterion| criterion_asks(criterion.id)).collect();
        if !asks.is_empty() {
            reasons.push(Reason {
                text: format!("{} is still open: {}.", level_name(level.level), asks.join("; ")),
                answers: in_order(open().flat_map(|criterion| criterion.answers.iter().copied())),
            });
        }
    }
    if let Some(pain) = foreign_pains(judge).last().and_then(|id| judge.ledger.answer(*id)) {
        let opening = "Work on the business pain first: it is claimed, but this is not what we solve: ";
        reasons.push(Reason { text: sentence(opening, &quote(&pain.text)), answers: vec![pain.remark] });
    }
    if let Some(excuse) = judge.case.answers.iter().find(|answer| answer.reading.has(FlagKind::Excuse)) {
        reasons.push(Reason {
            answers: vec![excuse.remark],
            ..Reason::plain("They explain why nothing was done before, so the pain is likely real.")
        });
    }
    reasons
}

/// What would turn the verdict, the likeliest first.
pub(super) fn flips(
    judge: &Judge<'_>,
    levels: &[LevelTally; 3],
    kind: VerdictKind,
    ripening: &Ripening,
) -> Vec<String> {
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
        VerdictKind::Nurture if ripening.far.is_none() && ripening.change.is_none() => {
            vec!["A day by which they want it, or a loss that cannot wait.".to_owned()]
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

fn in_order(ids: impl Iterator<Item = RemarkId>) -> Vec<RemarkId> {
    let mut ids: Vec<RemarkId> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
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
