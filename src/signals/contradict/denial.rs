//! Free words that plainly deny what was said before about the same thing: fine against broken.

use std::collections::BTreeSet;

use crate::bank::{Topics, ValueKind};
use crate::signals::Stance;
use crate::signals::value::{Fact, Span};

use super::side::{Mood, Side};
use super::statement::Word;
use super::{Verdict, subject};

/// How many words a "not" may stand before the word that it turns round.
const NOT_BEFORE: usize = 3;

/// "Reporting works fine" against "reporting takes us two days and is always wrong".
pub(super) fn working(before: &Side<'_>, now: &Side<'_>, _: &Topics) -> Verdict {
    if before.scope() != now.scope() {
        return Verdict::Unrelated;
    }
    let (earlier, later) = (judgements(before), judgements(now));
    let timed = |side: &Side<'_>| side.has("opposition.bounded");
    let bounded = timed(before) && timed(now);
    for a in &earlier {
        for b in &later {
            let mixed = |all: &[Judgement<'_>], one: &Judgement<'_>| {
                all.iter().any(|other| other.pair == one.pair && other.fine != one.fine && other.is_about(one))
            };
            if a.pair == b.pair
                && (a.pair < STATES || !bounded)
                && a.is_about(b)
                && !mixed(&earlier, a)
                && !mixed(&later, b)
            {
                return if a.fine == b.fine { Verdict::Agree } else { Verdict::Denial(a.span, b.span) };
            }
        }
    }
    if let Some((a, b)) = no_trouble(before, now).or_else(|| none_of_it(before, now)) {
        return Verdict::Denial(a, b);
    }
    no_trouble(now, before)
        .or_else(|| none_of_it(now, before))
        .map_or(Verdict::Unrelated, |(b, a)| Verdict::Denial(a, b))
}

const PROBLEM: &str = "pain.problem";

/// A problem that one side tells and the other says is none: "mislabelled pallets, 17 refused", "no problem with
/// mislabelled pallets".
fn no_trouble(troubled: &Side<'_>, fine: &Side<'_>) -> Option<(Span, Span)> {
    let told = troubled.is_on(PROBLEM) && fine.is_on(PROBLEM) && troubled.stance == Stance::Affirms;
    let with = |cue: &Span| fine.has_behind("opposition.judged", *cue, 1);
    let now = |cue: &Span| fine.mood_of_part(*cue) == Mood::Now;
    let cue = fine.cues("opposition.works").find(|cue| told && now(cue))?;
    // "No problem with expiry", "expiry is no problem".
    let judged = |word: &Word| if with(&cue) { word.span.start >= cue.end } else { word.span.end <= cue.start };
    let named = fine.stems(|word| Some(word.part) == fine.part_at(cue) && judged(word));
    let first = troubled.said.words().first()?;
    let opening = troubled.stems(|word| word.part == first.part);
    let same = named == opening || (named.len() > 1 && named.is_subset(&opening)) || is_the_trouble(troubled, &named);
    (same && !named.is_empty()).then(|| (troubled.part_around(first.span), fine.part_around(cue)))
}

/// A problem that one side tells and of which the other says that there is none: "queues at the till", "there are no
/// queues".
fn none_of_it(troubled: &Side<'_>, fine: &Side<'_>) -> Option<(Span, Span)> {
    let told = troubled.placed && troubled.is_on(PROBLEM) && troubled.stance == Stance::Affirms && fine.is_on(PROBLEM);
    let first = troubled.said.words().first().filter(|_| told)?;
    let dated = |side: &Side<'_>| side.facts.iter().any(|fact| fact.value.kind() == ValueKind::Date);
    let plain = !dated(fine) && !fine.has("opposition.bounded") && !fine.has("opposition.not_yet");
    let denials = fine.cues("opposition.there_is_no").filter(|cue| plain && fine.mood_of_part(*cue) == Mood::Now);
    let told = troubled.stems(|word| word.sentence == first.sentence);
    let known = |stem: &&str| told.iter().any(|word| are_of_one_root(word, stem));
    denials.into_iter().find_map(|cue| {
        let mut named = fine.object(cue);
        if named.is_empty() {
            // "Double bookings? No, we don't have that."
            named = fine.stems(|word| word.span.end <= cue.start);
        }
        let head = fine.said.words().iter().find(|word| named.contains(&*word.stem)).map(|word| &*word.stem)?;
        let same = is_the_trouble(troubled, &BTreeSet::from([head])) && named.iter().all(&known);
        same.then(|| (troubled.part_around(first.span), fine.part_around(cue)))
    })
}

/// Whether the one thing named is what the trouble is, and not where it is: "drugs expire on the shelf" is no trouble with
/// the shelf.
fn is_the_trouble(troubled: &Side<'_>, named: &BTreeSet<&str>) -> bool {
    let (Some(first), Some(only)) = (troubled.said.words().first(), named.first()) else { return false };
    if named.len() > 1 {
        return false;
    }
    let place = troubled.cues("opposition.preposition").find(|cue| cue.start > first.span.start);
    let end = place.map_or(usize::MAX, |cue| cue.start);
    let mut head = troubled.said.words().iter().filter(|word| word.part == first.part && word.span.end <= end);
    head.any(|word| !word.root.is_empty() && are_of_one_root(&word.root, only))
}

/// "Expire" and "expiry", "deliver" and "delivery": alike but for their endings.
fn are_of_one_root(a: &str, b: &str) -> bool {
    const ROOT: usize = 5;
    const ENDING: usize = 3;
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    a == b || (common >= ROOT && a.chars().count().max(b.chars().count()) <= common + ENDING)
}

/// A problem that was told against "no problems at all, everything runs", said when asked for it again.
pub(super) fn all_is_well(before: &Side<'_>, now: &Side<'_>, _: &Topics) -> Verdict {
    if before.scope() != now.scope() {
        return Verdict::Unrelated;
    }
    let told = |side: &Side<'_>| {
        let first = side.said.words().first().filter(|_| side.placed && side.is_on(PROBLEM))?;
        let fine = side.has("opposition.works") || side.has("denial.pain");
        let says = side.stance == Stance::Affirms && !fine && side.stems(|_| true).len() > 1;
        says.then(|| side.part_around(first.span))
    };
    let denied = |side: &Side<'_>| {
        // "No problem with the staff" is said of the staff.
        let of_one = side.cues("opposition.works").any(|cue| side.has_behind("opposition.judged", cue, 1));
        let denies = !of_one && side.placed && side.is_on(PROBLEM) && side.stance == Stance::Denies;
        let cues: Vec<Span> = side.cues("opposition.works").chain(side.cues("denial.pain")).collect();
        let generic = |word: &Word| side.cues("opposition.generic").any(|cue| cue.overlaps(&word.span));
        let names = side.stems(|word| !cues.iter().any(|cue| cue.overlaps(&word.span)) && !generic(word));
        let cue = cues.first().filter(|cue| denies && names.is_empty() && side.mood_of_part(**cue) == Mood::Now);
        cue.map(|cue| side.part_around(*cue))
    };
    match (told(before), denied(now), denied(before), told(now)) {
        (Some(a), Some(b), ..) | (.., Some(a), Some(b)) => Verdict::Denial(a, b),
        _ => Verdict::Unrelated,
    }
}

/// What can be said of a thing or of somebody, and its opposite.
const PAIRS: [(&str, &str); 8] = [
    ("opposition.works", "opposition.broken"),
    ("opposition.for_it", "opposition.against_it"),
    ("opposition.likes", "opposition.hates"),
    ("opposition.fast", "opposition.slow"),
    ("opposition.full", "opposition.empty"),
    ("opposition.grows", "opposition.shrinks"),
    ("opposition.automatic", "opposition.manual"),
    ("opposition.is_done", "opposition.not_done"),
];

/// Of this pair what is judged may stand behind a "with".
const WORKING: usize = 0;

/// Of this pair somebody is the subject, and what they think of is the object.
const LIKING: usize = 2;

/// From here on the pairs tell in what state a thing is: each may hold in its own time, and of what is named alone.
const STATES: usize = 3;

/// Something is said to be fine or broken.
#[derive(Debug)]
struct Judgement<'a> {
    /// Which of [`PAIRS`] it belongs to.
    pair: usize,
    /// Whether it is the better of the two.
    fine: bool,
    /// The noun that it is said of.
    head: &'a str,
    /// What else is said of it: "sales" reports.
    with: BTreeSet<&'a str>,
    /// What it is that somebody likes or hates; nothing where that is "it".
    object: BTreeSet<&'a str>,
    /// On which days of the week: "a mess on Mondays".
    days: BTreeSet<String>,
    /// Whether it is told from another of its sort: "the new warehouse".
    another: bool,
    span: Span,
}

impl Judgement<'_> {
    /// Whether both speak of the same thing: the same noun, and no two sorts of it.
    fn is_about(&self, other: &Self) -> bool {
        let apart = !self.with.is_empty() && !other.with.is_empty() && self.with.is_disjoint(&other.with);
        if self.pair >= STATES {
            let (first, second) = (self.named(), other.named());
            return !first.is_disjoint(&second) && first.symmetric_difference(&second).count() <= 1;
        }
        let of_another = !self.object.is_empty() && !other.object.is_empty() && self.object.is_disjoint(&other.object);
        self.head == other.head && !apart && !of_another && self.another == other.another && self.days == other.days
    }

    /// All that it names.
    fn named(&self) -> BTreeSet<&str> {
        self.with.iter().copied().chain([self.head]).collect()
    }
}

fn judgements<'a>(side: &Side<'a>) -> Vec<Judgement<'a>> {
    let mut found = Vec::new();
    for (pair, (good, bad)) in PAIRS.iter().enumerate() {
        let praised: Vec<Span> = side.cues(good).collect();
        found.extend(praised.iter().filter_map(|&span| judgement(side, pair, true, span)));
        // "No trouble" is no trouble.
        let blamed = side.cues(bad).filter(|span| !praised.iter().any(|fine| fine.overlaps(span)));
        found.extend(blamed.filter_map(|span| judgement(side, pair, false, span)));
    }
    found
}

fn judgement<'a>(side: &Side<'a>, pair: usize, fine: bool, span: Span) -> Option<Judgement<'a>> {
    let turned = side.has_before("opposition.not", span, NOT_BEFORE);
    // "We want reports that are right", "88 % are on time": neither says that all is well.
    let part_of_them =
        |fact: &Fact| fact.value.kind() == ValueKind::Percent && side.part_at(fact.span) == side.part_at(span);
    let wanted = side.has_before("opposition.wants", span, 8) || (fine && side.facts.iter().any(part_of_them));
    if turned || wanted || matches!(side.mood_of_part(span), Mood::Past | Mood::If | Mood::Elsewhere) {
        return None;
    }
    let (head, rest) = subject::judged(side, [PAIRS[pair].0, PAIRS[pair].1], span, pair == WORKING)?;
    let part = side.part_at(span);
    let behind = |word: &Word| Some(word.part) == part && word.span.start > span.start;
    let object = side.stems(|word| pair == LIKING && behind(word));
    Some(Judgement {
        pair,
        fine,
        head: &head.stem,
        with: rest.iter().map(|word| &*word.stem).collect(),
        object,
        days: side
            .cues("opposition.weekday")
            .filter(|cue| side.part_at(*cue) == part)
            .map(|cue| cue.of(side.text).to_lowercase())
            .collect(),
        another: side.has_in_part("opposition.another", span),
        span: side.part_around(span),
    })
}
