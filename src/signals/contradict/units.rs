//! How many there are of a thing in all the company, told twice, or fewer of it than are to work with what is bought.

use std::collections::BTreeSet;

use crate::bank::{Topics, ValueKind};
use crate::signals::value::{Fact, Value};

use super::Verdict;
use super::figures::{Range, TOLERANCE, figures, is_unsure, judged, range, rate};
use super::side::{Mood, Side};
use super::statement::stem_of;

/// "19 clinics" against "it's only ever been eight clinics".
pub(super) fn in_all(before: &Side<'_>, now: &Side<'_>, _: &Topics) -> Verdict {
    if is_unsure(before) || is_unsure(now) || now.has("opposition.adds_to") {
        return Verdict::Unrelated;
    }
    let (earlier, later) = (units(before), units(now));
    let pairs = earlier.iter().flat_map(|a| later.iter().map(move |b| (a, b)));
    let apart = pairs.filter(|(a, b)| a.scope == b.scope).find_map(|(a, b)| match a.compared(b) {
        Verdict::Conflict(a, b) => Some(Verdict::Conflict(a, b)),
        _ => None,
    });
    apart.unwrap_or(Verdict::Unrelated)
}

/// A count of things or people.
struct Unit<'a> {
    fact: &'a Fact,
    range: Range,
    /// What is counted, the noun last; nothing where it is the places of the company.
    of: Vec<String>,
    /// Where.
    scope: BTreeSet<String>,
    /// How much of it is counted.
    share: Share,
    /// Whether those are places of the company, under whatever name.
    sites: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Share {
    /// All there are.
    All,
    /// All there are, and there were never more: said to leave no room.
    NoMore,
    /// Those who are to work with it.
    Users,
}

impl Unit<'_> {
    fn compared(&self, other: &Self) -> Verdict {
        let verdict = || judged(self.range, other.range, TOLERANCE, self.fact, other.fact);
        match (self.share, other.share) {
            (Share::Users, Share::Users) => Verdict::Unrelated,
            (Share::Users, _) if self.is_sort_of(other) && other.range.is_below(self.range) => verdict(),
            (_, Share::Users) if other.is_sort_of(self) && self.range.is_below(other.range) => verdict(),
            (Share::Users, _) | (_, Share::Users) => Verdict::Unrelated,
            (Share::All, Share::All) if !self.of.is_empty() && self.of == other.of => verdict(),
            (Share::NoMore, _) | (_, Share::NoMore) if self.is_same_as(other) => verdict(),
            _ => Verdict::Unrelated,
        }
    }

    /// Whether these are all of those, or some: bar managers are managers.
    fn is_sort_of(&self, all: &Self) -> bool {
        !all.of.is_empty() && self.of.ends_with(&all.of)
    }

    /// Whether both count the same; "three, and nowhere else" counts the places of a company.
    fn is_same_as(&self, other: &Self) -> bool {
        let named = !self.of.is_empty() && self.of == other.of;
        named || (self.of.is_empty() != other.of.is_empty() && self.sites && other.sites)
    }
}

/// The counts of an answer that are of all there are, or of all who are to work with it.
fn units<'a>(side: &Side<'a>) -> Vec<Unit<'a>> {
    let now = |fact: &&Fact| side.mood_of_part(fact.span) == Mood::Now && rate(side, fact).is_none();
    let units: Vec<Unit<'a>> =
        figures(side, ValueKind::Count).into_iter().filter(now).filter_map(|fact| unit(side, fact)).collect();
    // "12 sites in Leeds, 6 sites in York" is no count of all.
    let other = |a: &Unit<'_>, b: &Unit<'_>| a.of == b.of && a.range != b.range;
    if units.iter().any(|a| units.iter().any(|b| other(a, b))) { Vec::new() } else { units }
}

fn unit<'a>(side: &Side<'a>, fact: &'a Fact) -> Option<Unit<'a>> {
    let Value::Count { n, max, of, .. } = &fact.value else { return None };
    let of: Vec<String> =
        of.iter().flat_map(|of| of.split_whitespace()).map(|word| stem_of(&word.to_lowercase()).into_owned()).collect();
    let asked = side.placed && side.is_on("company.territory");
    let sites = (of.is_empty() && asked) || side.cues("opposition.site_noun").any(|cue| cue.overlaps(&fact.span));
    // "6 sites round the Black Country": where they are limits no count of all there are.
    let told_of_all = side.placed && side.is_in("company");
    let scope = if told_of_all { BTreeSet::new() } else { side.scope_in_part_within_company(fact.span) };
    let share = share(side, fact).filter(|_| !of.is_empty() || sites)?;
    Some(Unit { fact, range: range(*n, *max)?, of, scope, share, sites })
}

/// How much of it a count is of; `None` where nothing is said of that.
fn share(side: &Side<'_>, fact: &Fact) -> Option<Share> {
    let around = |list| side.has_around(list, fact.span);
    let part = side.part_around(fact.span);
    let opens = part.start == fact.span.start;
    let others = side.has_before("opposition.part_of_all", fact.span, 1)
        || side.has_behind("opposition.part_of_it", fact.span, 1);
    if others || around("opposition.at_first") {
        return None;
    }
    // "For what we are, eight clinics. It's only ever been eight."
    let here = side.sentence_at(fact.span);
    let near = |cue| here.zip(side.sentence_at(cue)).is_some_and(|(here, there)| there == here || there == here + 1);
    if side.cues("opposition.no_more").any(near) {
        return Some(Share::NoMore);
    }
    if side.has_in_part("opposition.all_over", fact.span) || side.has_behind("opposition.in_all", fact.span, 1) {
        return Some(Share::All);
    }
    let company = side.placed && side.is_in("company");
    let users = side.placed && side.is_on("users.team") && fact.topic == *"users.team";
    match () {
        () if company && opens => Some(Share::All),
        () if users => Some(Share::Users),
        () => None,
    }
}
