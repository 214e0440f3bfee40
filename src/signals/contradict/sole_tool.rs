//! One tool and no other, against another: "Winsped for the planning, nothing else", "Soloplan is the only planning system".

use std::collections::BTreeSet;

use crate::bank::{Topics, ValueKind};
use crate::signals::value::{Fact, Value};

use super::Verdict;
use super::side::{Mood, Side};

/// Two tools for one purpose, of which one at least is said to be the only one.
pub(super) fn another(before: &Side<'_>, now: &Side<'_>, _: &Topics) -> Verdict {
    let (Some(a), Some(b)) = (tool(before), tool(now)) else { return Verdict::Unrelated };
    if before.scope() != now.scope() || a.names_meet(&b) || !(a.sole || b.sole) {
        return Verdict::Unrelated;
    }
    let shared = !a.about.is_disjoint(&b.about);
    let both = a.sole && b.sole && (a.about.is_empty() || b.about.is_empty());
    if shared || both { Verdict::Conflict(a.fact.span, b.fact.span) } else { Verdict::Unrelated }
}

/// A tool that they work with.
struct Tool<'a> {
    fact: &'a Fact,
    name: String,
    /// What else is said around it, its purpose first of all.
    about: BTreeSet<&'a str>,
    /// Whether there is no other.
    sole: bool,
}

impl Tool<'_> {
    /// "Winsped" and "Winsped TMS" are one.
    fn names_meet(&self, other: &Self) -> bool {
        let words = |name: &str| -> BTreeSet<String> { name.split_whitespace().map(str::to_owned).collect() };
        !words(&self.name).is_disjoint(&words(&other.name))
    }
}

fn tool<'a>(side: &Side<'a>) -> Option<Tool<'a>> {
    let things = side.asserted("solution.current", ValueKind::Thing);
    let [fact] = things.as_slice() else { return None };
    let Value::Thing { name } = &fact.value else { return None };
    let denied = side.has_before("opposition.not", fact.span, 2) || side.has("opposition.no_tool");
    if denied || side.mood(fact.span) != Mood::Now || side.has_around("opposition.to_come", fact.span) {
        return None;
    }
    let generic = |span| side.cues("opposition.generic").any(|cue| cue.overlaps(&span)) || fact.span.overlaps(&span);
    let sentence = side.sentence_at(fact.span);
    let about = side.stems(|word| Some(word.sentence) == sentence && !generic(word.span));
    Some(Tool { fact, name: name.to_lowercase(), about, sole: side.has_around("opposition.only_tool", fact.span) })
}
