//! The next steps of a verdict: whom to reach, what to find out, when to come back and with what until then.

use jiff::civil::Date;

use crate::bank::{Grade, VerdictKind};

use super::criteria::criterion_asks;
use super::judge::Judge;
use super::people::{Reach, people};
use super::verdict::Ripening;
use super::{Criterion, LevelTally, Nurture, NurtureTier};

/// From this score on a nurtured lead is in the top tier, and from the other one in the middle (domain.md, section 8).
const TOP_TIER: u32 = 70;
const MIDDLE_TIER: u32 = 40;

impl NurtureTier {
    /// The tier of a framework score.
    pub const fn of(score: u32) -> Self {
        match score {
            TOP_TIER.. => Self::Top,
            MIDDLE_TIER.. => Self::Middle,
            _ => Self::Low,
        }
    }

    /// Its name.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Top => "top",
            Self::Middle => "middle",
            Self::Low => "low",
        }
    }

    /// What they are sent until then.
    pub const fn content(self) -> &'static str {
        match self {
            Self::Top => "in-depth reading, such as a white paper",
            Self::Middle => "the newsletter",
            Self::Low => "the offer of a trial",
        }
    }
}

/// How a lead is kept warm, where the verdict says so.
pub(super) fn nurture(kind: VerdictKind, score: u32, ripening: &Ripening) -> Option<Nurture> {
    (kind == VerdictKind::Nurture).then(|| Nurture { tier: NurtureTier::of(score), come_back: ripening.return_on() })
}

/// The next steps, the first one first.
pub(super) fn next_steps(
    judge: &Judge<'_>,
    levels: &[LevelTally; 3],
    kind: VerdictKind,
    ripening: &Ripening,
    nurture: Option<Nurture>,
) -> Vec<String> {
    let agreed = judge.case.agreed.or(ripening.follow_up).map(|on| format!("Keep the agreed day: {on}."));
    let mut next = match kind {
        VerdictKind::Disqualify => return vec!["Close the lead and keep the reason.".to_owned()],
        VerdictKind::Nurture => return nurture.map(warm).unwrap_or_default(),
        VerdictKind::Advance => vec![with_people(judge, "Propose, or show a demo")],
        VerdictKind::ChangeContact => vec![new_contact(judge)],
        VerdictKind::KeepGoing => unmet(levels).take(3).map(find_out).collect(),
    };
    next.push(agreed.unwrap_or_else(|| "Agree on a day for the next talk.".to_owned()));
    next
}

/// The criteria that are not met, level by level.
pub(super) fn unmet(levels: &[LevelTally; 3]) -> impl Iterator<Item = &Criterion> {
    levels.iter().flat_map(|level| &level.criteria).filter(|criterion| !criterion.met)
}

fn warm(nurture: Nurture) -> Vec<String> {
    let come_back = |on: Date| format!("Nurture, and come back on {on}.");
    let day = nurture.come_back.map_or_else(|| "Agree on a day to come back.".to_owned(), come_back);
    vec![day, format!("Until then, {} tier: {}.", nurture.tier.id(), nurture.tier.content())]
}

fn find_out(criterion: &Criterion) -> String {
    if criterion.grade == Grade::Disputed {
        format!("Clear up {}: the answers disagree.", criterion_asks(criterion.id))
    } else {
        format!("Find out {}.", criterion_asks(criterion.id))
    }
}

/// Whom to reach instead, and through whom.
fn new_contact(judge: &Judge<'_>) -> String {
    let map = people(judge.case);
    let Some(way) = &map.way_in else {
        return "Ask who would know the goals and who decides, and speak to them.".to_owned();
    };
    let to = &map.stakeholders[way.to];
    if to.reach == Reach::OnTheCall {
        return format!("Go on with {}, who is on the call.", to.called());
    }
    let through = judge.case.people.get(way.through.0 as usize).map(|person| person.name.as_str()).unwrap_or_default();
    let through = if through.is_empty() { String::new() } else { format!(", through {through}") };
    let name = if to.name.is_empty() { ", and ask for the name" } else { "" };
    format!("Reach {}{through}{name}.", to.called())
}

fn with_people(judge: &Judge<'_>, what: &str) -> String {
    let names: Vec<&str> =
        judge.case.people.iter().map(|person| person.name.as_str()).filter(|name| !name.is_empty()).collect();
    if names.is_empty() { format!("{what}.") } else { format!("{what}, with {}.", names.join(", ")) }
}
