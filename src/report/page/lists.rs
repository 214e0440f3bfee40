//! The lists of a page: what was heard, what is open, who is who, what the signals were.

use serde::Serialize;

use crate::bank::{Colour, FlagKind, Grade};
use crate::session::{Brief, FlagView, HeardView, RemarkView};

/// Families of topics under which a prospect tells what hurts.
const PAIN: [&str; 3] = ["pain", "need", "consequence"];

/// Flags on a remark that tells nothing, so that nobody would want to read it again.
const TELLS_NOTHING: [FlagKind; 2] = [FlagKind::Short, FlagKind::Unknowing];

#[derive(Serialize)]
pub(super) struct Remark<'a> {
    n: u32,
    clock: String,
    by: &'a str,
    topic: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
pub(super) struct Known<'a> {
    cue: &'a str,
    shown: &'a str,
    grade: &'static str,
    answer: u32,
}

#[derive(Serialize)]
pub(super) struct Ask<'a> {
    ask: &'a str,
    because: &'a str,
}

#[derive(Serialize)]
pub(super) struct Person<'a> {
    name: &'a str,
    role: &'a str,
    does: String,
}

#[derive(Serialize)]
pub(super) struct Signals<'a> {
    colour: &'static str,
    side: &'static str,
    flags: Vec<Flag<'a>>,
}

#[derive(Serialize)]
pub(super) struct Flag<'a> {
    kind: &'static str,
    answer: u32,
    clock: String,
    words: &'a str,
    why: String,
    against: Option<u32>,
    against_text: &'a str,
}

impl<'a> Remark<'a> {
    pub(super) fn of(view: &'a RemarkView) -> Self {
        let clock = clock(view.elapsed_seconds);
        Self { n: view.id.0, clock, by: &view.by.name, topic: &view.topic_cue, text: &view.text }
    }
}

/// Minutes and seconds since the call began.
pub(super) fn clock(seconds: i64) -> String {
    let seconds = seconds.max(0);
    format!("{:02}:{:02}", seconds / 60, seconds % 60)
}

/// Whether a remark tells what hurts, in words that are worth quoting.
pub(in crate::report) fn tells_of_pain(remark: &RemarkView) -> bool {
    let tells_nothing = || remark.flags.iter().any(|flag| TELLS_NOTHING.contains(&flag.kind));
    let is_of_pain = remark.topic.as_ref().is_some_and(|topic| PAIN.contains(&topic.family()));
    is_of_pain && remark.grade != Grade::Refuted && !tells_nothing()
}

/// What is known, with how well.
pub(super) fn heard(brief: &Brief) -> Vec<Known<'_>> {
    known_where(brief, |heard| heard.grade != Grade::Open)
}

/// What need not be asked again.
pub(super) fn known(brief: &Brief) -> Vec<Known<'_>> {
    known_where(brief, |heard| is_settled(brief, heard))
}

fn known_where(brief: &Brief, wanted: impl Fn(&HeardView) -> bool) -> Vec<Known<'_>> {
    (brief.heard.iter())
        .filter(|heard| wanted(heard))
        .map(|heard| Known { cue: &heard.cue, shown: &heard.shown, grade: heard.grade.id(), answer: heard.remark.0 })
        .collect()
}

/// Whether asking again would only annoy: it was answered, and not so loosely that a probe is worth it.
fn is_settled(brief: &Brief, heard: &HeardView) -> bool {
    let remark = brief.remarks.iter().find(|remark| remark.id == heard.remark);
    let loose = remark.is_some_and(|remark| {
        remark.flags.iter().any(|flag| matches!(flag.kind, FlagKind::Vague | FlagKind::Short | FlagKind::Unrealistic))
    });
    match heard.grade {
        Grade::Evidenced | Grade::Refuted => true,
        Grade::Claimed => !loose,
        Grade::Open | Grade::Disputed => false,
    }
}

/// What the levels still ask for, in their order: the gaps that keep the call from a verdict.
pub(super) fn gaps(brief: &Brief) -> Vec<&str> {
    (brief.levels.iter().flat_map(|level| &level.criteria))
        .filter(|criterion| !criterion.met && !criterion.failed)
        .map(|criterion| criterion.title)
        .collect()
}

pub(super) fn ask_next(brief: &Brief) -> Vec<Ask<'_>> {
    brief.next.iter().map(|next| Ask { ask: &next.ask, because: &next.because }).collect()
}

pub(super) fn people(brief: &Brief) -> Vec<Person<'_>> {
    (brief.people.iter())
        .filter(|person| !person.name.is_empty() || !person.role.is_empty())
        .map(|person| Person { name: &person.name, role: &person.role, does: person.does.join(", ") })
        .collect()
}

/// What speaks against the lead comes first: it needs an answer.
pub(super) fn signals(brief: &Brief) -> Vec<Signals<'_>> {
    let of = |wanted| {
        let flags = brief.remarks.iter().flat_map(|remark| flags(brief, remark));
        flags.filter(|(colour, _)| *colour == wanted).map(|(_, flag)| flag).collect::<Vec<_>>()
    };
    let sides = [("What speaks against it", Colour::Red), ("What speaks for it", Colour::Green)];
    let signals = sides.map(|(side, colour)| Signals { colour: colour.id(), side, flags: of(colour) });
    signals.into_iter().filter(|signals| !signals.flags.is_empty()).collect()
}

/// Why a flag was raised, without the words that are quoted beside it.
fn reason(flag: &FlagView) -> String {
    let words = flag.words.replace(" · ", ", ");
    let bare = flag.why.strip_suffix(&words).filter(|_| !words.is_empty()).unwrap_or(&flag.why);
    bare.trim_end_matches([':', ' ']).to_owned()
}

fn flags<'a>(brief: &'a Brief, remark: &'a RemarkView) -> impl Iterator<Item = (Colour, Flag<'a>)> {
    let words_of = |id| brief.remarks.iter().find(|remark| remark.id == id).map_or("", |remark| remark.text.as_str());
    remark.flags.iter().map(move |flag| {
        let shown = Flag {
            kind: flag.kind.id(),
            answer: remark.id.0,
            clock: clock(remark.elapsed_seconds),
            words: &flag.words,
            why: reason(flag),
            against: flag.against.map(|remark| remark.0),
            against_text: flag.against.map_or("", words_of),
        };
        (flag.colour, shown)
    })
}
