//! Two things of which only one can be so, each in its own words: approved or not, capacity or none, tried or never.

use std::collections::BTreeSet;

use crate::bank::Topics;
use crate::signals::Stance;
use crate::signals::value::{Fact, Span, Value};

use super::Verdict;
use super::claims::{may_answer_one_thing, told};
use super::roles::OFFICES;
use super::side::{Mood, Side};

/// A question with two answers.
struct Pole {
    yes: &'static str,
    no: &'static str,
    /// The topics that it belongs to; one side at least answers one of them, and the other no topic of another family.
    topics: &'static [&'static str],
    /// The moods in which it is told ("last year we hit the plan", "if nothing changes we lose them").
    moods: &'static [Mood],
    /// Whether an answer that affirms or denies what one of the topics asks for says one of the two by that alone.
    by_stance: bool,
    /// Whether an answer that was not asked for it has to tell of a condition.
    only_if: bool,
}

const POLES: &[Pole] = &[
    Pole {
        yes: "opposition.is_approved",
        no: "opposition.not_approved",
        topics: &["budget.approved", "budget.amount"],
        moods: &[Mood::Now],
        by_stance: false,
        only_if: false,
    },
    Pole {
        yes: "opposition.has_capacity",
        no: "opposition.no_capacity",
        topics: &["timeline.capacity", "plan.resources"],
        moods: &[Mood::Now],
        by_stance: true,
        only_if: false,
    },
    Pole {
        yes: "opposition.gives_access",
        no: "opposition.no_access",
        topics: &["buyer.access"],
        moods: &[Mood::Now],
        by_stance: true,
        only_if: false,
    },
    Pole {
        yes: "opposition.has_tried",
        no: "opposition.never_tried",
        topics: &["pain.tried"],
        moods: &[Mood::Now, Mood::Past],
        by_stance: true,
        only_if: false,
    },
    Pole {
        yes: "opposition.agrees",
        no: "opposition.disputes",
        topics: &["budget.return_agreed"],
        moods: &[Mood::Now],
        by_stance: true,
        only_if: false,
    },
    Pole {
        yes: "opposition.has_concerns",
        no: "opposition.no_concerns",
        topics: &["buyer.concerns"],
        moods: &[Mood::Now],
        by_stance: true,
        only_if: false,
    },
    Pole {
        yes: "opposition.sees_others",
        no: "opposition.sees_nobody",
        topics: &["solution.alternatives"],
        moods: &[Mood::Now, Mood::Past],
        by_stance: false,
        only_if: false,
    },
    Pole {
        yes: "opposition.is_interested",
        no: "opposition.not_interested",
        topics: &["interest.level"],
        moods: &[Mood::Now],
        by_stance: false,
        only_if: false,
    },
    Pole {
        yes: "opposition.hit_plan",
        no: "opposition.missed_plan",
        topics: &["plan.last_year"],
        moods: &[Mood::Now, Mood::Past],
        by_stance: false,
        only_if: false,
    },
    Pole {
        yes: "opposition.harms",
        no: "opposition.harmless",
        topics: &["consequence.company", "consequence.personal"],
        moods: &[Mood::Now, Mood::Past, Mood::If],
        by_stance: true,
        only_if: true,
    },
];

/// "IT has no capacity" against "our IT people have plenty of time".
pub(super) fn poles(before: &Side<'_>, now: &Side<'_>, _: &Topics) -> Verdict {
    // "No capacity before the move", "from May on two are free": each holds in its own time.
    let bounded = before.has("opposition.bounded") && now.has("opposition.bounded");
    let (first, second) = (people(before), people(now));
    let (whom, others) = (met(before), met(now));
    let apart = |a: &BTreeSet<String>, b: &BTreeSet<String>| !a.is_empty() && !b.is_empty() && a.is_disjoint(b);
    let other_people = apart(&first, &second) || apart(&whom, &others);
    if before.scope() != now.scope() || bounded {
        return Verdict::Unrelated;
    }
    for pole in POLES.iter().filter(|pole| !other_people || !pole.topics.contains(&"buyer.access")) {
        let (Some(a), Some(b)) = (pole.told(before), pole.told(now)) else { continue };
        // Two bare answers are compared by what they do to their topic, not here.
        if a.plain || b.plain {
            let ((yes, told), (no, denied)) = if a.yes { ((before, &a), (now, &b)) } else { ((now, &b), (before, &a)) };
            if a.yes != b.yes && !pole.is_of_it() && denies_another(yes, told, no, denied) {
                continue;
            }
            if a.yes != b.yes && !may_answer_one_thing(before, a.span, now, b.span) {
                continue;
            }
            return if a.yes == b.yes { Verdict::Agree } else { Verdict::Conflict(a.span, b.span) };
        }
    }
    Verdict::Unrelated
}

/// Whom an answer names: "you can meet the CFO" says nothing of the CEO.
fn people(side: &Side<'_>) -> BTreeSet<String> {
    let offices = OFFICES.into_iter().filter(|office| side.has(office)).map(str::to_owned);
    let names = side.facts.iter().filter_map(|fact| match &fact.value {
        Value::Person { name: Some(name), .. } => Some(name.to_lowercase()),
        _ => None,
    });
    offices.chain(names).collect()
}

/// To whom a way leads: "to the owner".
fn met(side: &Side<'_>) -> BTreeSet<String> {
    let last = side.cues("opposition.to").last();
    let behind = last.map(|to| side.stems(|word| Some(word.part) == side.part_at(to) && word.span.start >= to.end));
    behind.unwrap_or_default().into_iter().map(str::to_owned).collect()
}

/// Which of the two is said.
struct Told {
    yes: bool,
    span: Span,
    /// Its own words say so, and not only that it affirms or denies what was asked.
    plain: bool,
}

/// Whether what is denied is something of its own: "no concerns about the price", "in December nobody is free".
fn denies_another(yes: &Side<'_>, told: &Told, no: &Side<'_>, denied: &Told) -> bool {
    let object = if denied.plain { no.object(denied.span) } else { BTreeSet::new() };
    let mut about = object;
    if !no.placed && denied.plain {
        about.extend(no.own_subjects(denied.span));
    }
    // "The lab has enough people", "the kitchen can't free anyone".
    let (who, others) = (yes.own_subjects(told.span), no.own_subjects(denied.span));
    let apart = told.plain && denied.plain && !who.is_empty() && !others.is_empty() && who.is_disjoint(&others);
    // "We never tried to fix it", "we tried to hire people".
    let deed = yes.object(told.span);
    let other_deed = told.plain
        && yes.has_behind("opposition.to", told.span, 1)
        && !deed.is_empty()
        && deed.is_disjoint(&no.subjects());
    if apart || other_deed {
        return true;
    }
    let day = |fact: &Fact| matches!(fact.value, Value::Date { from: Some(_), to: Some(_), .. });
    let dated = |side: &Side<'_>| side.facts.iter().any(day);
    (!about.is_empty() && about.is_disjoint(&yes.subjects()))
        || (told.plain != denied.plain && dated(no) && !dated(yes))
}

/// Whether an answer says in words of its own that yes, or that no, on a topic.
pub(super) fn tells(side: &Side<'_>, topic: &str, yes: bool) -> bool {
    let mut poles = POLES.iter().filter(|pole| pole.topics.contains(&topic));
    poles.any(|pole| side.has(if yes { pole.yes } else { pole.no }))
}

impl Pole {
    /// Whether what stands behind the words is only another name for it: "no way of getting you a meeting".
    fn is_of_it(&self) -> bool {
        self.topics.iter().any(|topic| matches!(*topic, "buyer.access" | "solution.alternatives"))
    }

    /// Which of the two is said, and with what words; `None` where neither is, or both are.
    fn told(&self, side: &Side<'_>) -> Option<Told> {
        let asked = self.topics.iter().any(|topic| side.is_on(topic));
        let mood = |span: &Span| self.moods.contains(&side.mood(*span));
        let fact = self.topics.iter().find_map(|topic| told(side, topic));
        if let Some((yes, span)) = fact.filter(|(_, span)| mood(span)) {
            return Some(Told { yes, span, plain: true });
        }
        // Asked for nothing, "nothing happens before June" tells of no consequences.
        let unasked = !side.placed && self.only_if && !side.has("opposition.condition");
        // "The money side, nobody has approved anything" tells of the money, whatever was asked.
        let spoken =
            |span: Span| self.topics.contains(&"budget.approved") && side.has_around("opposition.money_word", span);
        if unasked || (!asked && side.placed && !side.cues(self.yes).chain(side.cues(self.no)).any(spoken)) {
            return None;
        }
        let no = side.cues(self.no).find(mood);
        // "No capacity" is no capacity, though "capacity" stands in it.
        let fits = |span: &Span| {
            mood(span) && !side.has_before("opposition.not", *span, 3) && !no.is_some_and(|no| no.overlaps(span))
        };
        match (side.cues(self.yes).find(fits), no) {
            (Some(span), None) => Some(Told { yes: true, span, plain: true }),
            (None, Some(span)) => Some(Told { yes: false, span, plain: true }),
            (None, None) if asked && side.placed && self.by_stance => self.by_stance(side),
            _ => None,
        }
    }

    /// What an answer says by affirming or denying what was asked.
    fn by_stance(&self, side: &Side<'_>) -> Option<Told> {
        let span = side.whole();
        let yes = match side.stance {
            Stance::Affirms => true,
            Stance::Denies => false,
            _ => return None,
        };
        let elsewhere = side.has("opposition.others") || !self.moods.contains(&side.mood(span));
        (!elsewhere).then_some(Told { yes, span, plain: false })
    }
}
