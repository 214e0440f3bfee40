//! Two things of which only one can be so, each in its own words: approved or not, capacity or none, tried or never.

use crate::bank::Topics;
use crate::signals::value::Span;

use super::Verdict;
use super::side::{Mood, Side};

/// A question with two answers.
struct Pole {
    yes: &'static str,
    no: &'static str,
    /// The topics that it belongs to; one side at least answers one of them, and the other no topic of another family.
    topics: &'static [&'static str],
    /// The moods in which it is told ("last year we hit the plan", "if nothing changes we lose them").
    moods: &'static [Mood],
}

const POLES: &[Pole] = &[
    Pole {
        yes: "opposition.is_approved",
        no: "opposition.not_approved",
        topics: &["budget.approved"],
        moods: &[Mood::Now],
    },
    Pole {
        yes: "opposition.has_capacity",
        no: "opposition.no_capacity",
        topics: &["timeline.capacity", "plan.resources"],
        moods: &[Mood::Now],
    },
    Pole { yes: "opposition.gives_access", no: "opposition.no_access", topics: &["buyer.access"], moods: &[Mood::Now] },
    Pole {
        yes: "opposition.has_tried",
        no: "opposition.never_tried",
        topics: &["pain.tried"],
        moods: &[Mood::Now, Mood::Past],
    },
    Pole {
        yes: "opposition.has_concerns",
        no: "opposition.no_concerns",
        topics: &["buyer.concerns"],
        moods: &[Mood::Now],
    },
    Pole {
        yes: "opposition.is_interested",
        no: "opposition.not_interested",
        topics: &["interest.level"],
        moods: &[Mood::Now],
    },
    Pole {
        yes: "opposition.hit_plan",
        no: "opposition.missed_plan",
        topics: &["plan.last_year"],
        moods: &[Mood::Now, Mood::Past],
    },
    Pole {
        yes: "opposition.harms",
        no: "denial.consequence",
        topics: &["consequence.company", "consequence.personal"],
        moods: &[Mood::Now, Mood::Past, Mood::If],
    },
];

/// "IT has no capacity" against "our IT people have plenty of time".
pub(super) fn poles(before: &Side<'_>, now: &Side<'_>, _: &Topics) -> Verdict {
    if before.scope() != now.scope() || now.tells_of_change() {
        return Verdict::Unrelated;
    }
    for pole in POLES {
        let (Some((a, first)), Some((b, second))) = (pole.told(before), pole.told(now)) else { continue };
        return if a == b { Verdict::Agree } else { Verdict::Conflict(first, second) };
    }
    Verdict::Unrelated
}

impl Pole {
    /// Which of the two is said, and with what words; `None` where neither is, or both are.
    fn told(&self, side: &Side<'_>) -> Option<(bool, Span)> {
        let here = self.topics.iter().any(|topic| side.is_on(topic)) || !side.placed;
        let mood = |span: &Span| self.moods.contains(&side.mood(*span));
        let no = side.cues(self.no).find(mood);
        // "No capacity" is no capacity, though "capacity" stands in it.
        let fits = |span: &Span| {
            mood(span) && !side.has_before("opposition.not", *span, 3) && !no.is_some_and(|no| no.overlaps(span))
        };
        let yes = side.cues(self.yes).find(fits);
        match (yes, no) {
            (Some(span), None) if here => Some((true, span)),
            (None, Some(span)) if here => Some((false, span)),
            _ => None,
        }
    }
}
