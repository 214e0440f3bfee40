//! The checks themselves.

use super::{Check, CheckKind, Note, Played};
use crate::bank::{Colour, FlagKind, Grade as TopicGrade, TopicId};
use crate::coach::{BUNCH, is_hard_topic};
use crate::practice::prospect::Spoken;

/// The share of open questions, in percent, from which on a call is a conversation.
const OPEN_SHARE: usize = 70;

pub(super) fn checks(played: &Played<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    for (n, spoken) in played.spoken.iter().enumerate() {
        checks.extend(flags(played, n, spoken));
        checks.extend(facts(played, n, spoken));
    }
    checks.extend(false_flags(played));
    checks.extend(found_out(played));
    checks.extend(levels(played));
    checks.push(open_share(played));
    checks.push(bunching(played));
    checks.extend(probes(played));
    checks.extend(twice(played));
    checks.push(line(played));
    checks.push(time(played));
    checks
}

fn check(kind: CheckKind, passed: bool, what: impl Into<String>, proof: impl Into<String>) -> Check {
    Check { kind, passed, what: what.into(), proof: proof.into() }
}

/// The notes of an answer: those kept before the next question, and later ones on its topic.
fn notes_of<'a>(played: &'a Played<'_>, n: usize) -> impl Iterator<Item = &'a Note> {
    let topic = &played.spoken[n].topic;
    let later_on_topic = move |note: &Note| note.after > n + 1 && note.topic.as_ref() == Some(topic);
    played.notes.iter().filter(move |note| note.after == n + 1 || later_on_topic(note))
}

fn heard(spoken: &Spoken) -> String {
    format!("heard “{}”", spoken.answer)
}

/// The first of the notes that belong to an answer, in words.
fn noted<'a>(mut notes: impl Iterator<Item = &'a Note>) -> String {
    notes.next().map_or_else(|| "nothing noted".to_owned(), |note| format!("noted “{}”", note.text))
}

/// Each planted flag: found or missed.
fn flags(played: &Played<'_>, n: usize, spoken: &Spoken) -> Vec<Check> {
    // What was told before is not planted again.
    let planted = spoken.flags.iter().filter(|_| !spoken.is_repeated);
    let found = |flag: &FlagKind| {
        let has = |note: &Note| note.flags.iter().any(|(standing, _)| standing == flag);
        notes_of(played, n).any(has)
    };
    let proof = || format!("{}; {}", heard(spoken), noted(notes_of(played, n)));
    planted.map(|flag| check(CheckKind::Flag, found(flag), format!("{flag} is flagged"), proof())).collect()
}

/// Flags that stand where the answer carries none. A green one that the program raised does no harm; a red one, or one
/// raised by hand, tells the next reader something that was not so.
fn false_flags(played: &Played<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    for note in played.notes {
        let Some(spoken) = note.after.checked_sub(1).and_then(|n| played.spoken.get(n)) else { continue };
        let on_topic = || played.spoken.iter().filter(|other| Some(&other.topic) == note.topic.as_ref());
        for (flag, by_hand) in &note.flags {
            let is_planted = spoken.flags.contains(flag) || on_topic().any(|other| other.flags.contains(flag));
            if !is_planted && (*by_hand || flag.colour() == Colour::Red) {
                let proof = format!("noted “{}”; {}", note.text, heard(spoken));
                checks.push(check(CheckKind::FalseFlag, false, format!("{flag} does not stand"), proof));
            }
        }
    }
    if checks.is_empty() {
        let proof = format!("{} notes looked at", played.notes.len());
        checks.push(check(CheckKind::FalseFlag, true, "no flag that is not there", proof));
    }
    checks
}

/// What an answer said, noted with its value: all that was asked for; of an answer to an open question, something.
fn facts(played: &Played<'_>, n: usize, spoken: &Spoken) -> Option<Check> {
    let wanted = played.wanted.get(n).filter(|wanted| !wanted.values.is_empty() && !spoken.is_repeated)?;
    let is_noted = |value: &String| notes_of(played, n).any(|note| note.values.contains(value));
    let passed = if wanted.one_of { wanted.values.iter().any(is_noted) } else { wanted.values.iter().all(is_noted) };
    let one_of = if wanted.one_of && wanted.values.len() > 1 { " one of" } else { "" };
    let what = format!("noted{one_of}: {}", wanted.values.join(", "));
    let proof = format!("{}; {}", heard(spoken), noted(notes_of(played, n)));
    Some(check(CheckKind::Fact, passed, what, proof))
}

/// The topics that decide, as far as the bank asks about them.
fn found_out(played: &Played<'_>) -> Vec<Check> {
    let keys = played.persona.topics.iter().filter(|truth| truth.key);
    let keys = keys.filter_map(|truth| Some((truth, played.asked_by_bank.get(&truth.topic)?)));
    keys.map(|(truth, cue)| {
        let stands = played.heard.get(&truth.topic).copied().unwrap_or_default();
        let spoken = || played.spoken.iter().rev().find(|spoken| spoken.topic == truth.topic);
        let passed = match truth.grade {
            TopicGrade::Open => spoken().is_some(),
            TopicGrade::Claimed => matches!(stands, TopicGrade::Claimed | TopicGrade::Evidenced),
            grade => stands == grade,
        };
        let proof = spoken().map_or_else(|| "never asked".to_owned(), heard);
        check(CheckKind::FoundOut, passed, format!("found out: {cue}"), format!("{proof}; the truth: {}", truth.truth))
    })
    .collect()
}

fn levels(played: &Played<'_>) -> Vec<Check> {
    let truth = &played.persona.truth;
    let mut checks: Vec<Check> = truth
        .levels
        .iter()
        .map(|(level, wanted)| {
            let stands = played.levels.iter().find(|(other, _)| other == level).map(|(_, status)| *status);
            let proof = stands.map_or_else(String::new, |stands| format!("it stands at {}", plain(stands.id())));
            check(CheckKind::Level, stands == Some(*wanted), format!("{level} is {}", plain(wanted.id())), proof)
        })
        .collect();
    let (wanted, found) = (truth.verdict, played.verdict);
    let proof = format!("it says {}; the truth: {}", plain(found.id()), truth.why);
    checks.push(check(CheckKind::Verdict, wanted == found, format!("the verdict is {}", plain(wanted.id())), proof));
    checks
}

fn plain(id: &str) -> String {
    id.replace('_', " ")
}

fn open_share(played: &Played<'_>) -> Check {
    let asked = played.spoken.len();
    let closed: Vec<&Spoken> = played.spoken.iter().filter(|spoken| spoken.is_closed).collect();
    let open = asked - closed.len();
    let passed = asked > 0 && open * 100 >= asked * OPEN_SHARE;
    let first = closed.first().map(|spoken| format!("; closed: “{}”", spoken.asked)).unwrap_or_default();
    let what = format!("at least {OPEN_SHARE}% open questions");
    check(CheckKind::Open, passed, what, format!("{open} of {asked} were open{first}"))
}

fn bunching(played: &Played<'_>) -> Check {
    let what = format!("never {BUNCH} closed or hard questions in a row");
    let row = |is: fn(&Spoken) -> bool| {
        played.spoken.windows(BUNCH).find(|window| window.iter().all(is)).map(|window| window[BUNCH - 1].asked.clone())
    };
    let found = row(|spoken| spoken.is_closed)
        .map(|asked| format!("the third closed one: “{asked}”"))
        .or_else(|| row(|spoken| is_hard_topic(&spoken.topic)).map(|asked| format!("the third hard one: “{asked}”")));
    let passed = found.is_none() && !played.spoken.is_empty();
    check(CheckKind::Bunch, passed, what, found.unwrap_or_else(|| format!("{} questions", played.spoken.len())))
}

/// A weak answer behind which there was more, and whether it was asked for.
fn probes(played: &Played<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    let mut probed: Vec<&TopicId> = Vec::new();
    for (n, spoken) in played.spoken.iter().enumerate().filter(|(_, spoken)| spoken.is_weak) {
        // Two weak answers on one topic are one thing to be probed.
        if probed.contains(&&spoken.topic) {
            continue;
        }
        probed.push(&spoken.topic);
        let behind = &played.spoken[n + 1..];
        let probe = behind.iter().find(|later| later.topic == spoken.topic && !later.is_closed);
        let proof = match probe {
            Some(probe) => format!("{}; asked “{}”", heard(spoken), probe.asked),
            None => format!("{}; nothing was asked behind it", heard(spoken)),
        };
        checks.push(check(CheckKind::Probe, probe.is_some(), "a weak answer is probed", proof));
    }
    checks
}

fn twice(played: &Played<'_>) -> Vec<Check> {
    let again = played.spoken.iter().filter(|spoken| spoken.is_repeated);
    let mut checks: Vec<Check> = again
        .map(|spoken| {
            let proof = format!("asked “{}”, which was told before", spoken.asked);
            check(CheckKind::Twice, false, "asked once", proof)
        })
        .collect();
    if checks.is_empty() && !played.spoken.is_empty() {
        let proof = format!("{} questions", played.spoken.len());
        checks.push(check(CheckKind::Twice, true, "nothing asked twice", proof));
    }
    checks
}

fn line(played: &Played<'_>) -> Check {
    let last = played.spoken.last();
    let passed = last.is_some_and(|last| last.mood > 0);
    let proof =
        last.map_or_else(|| "nothing was asked".to_owned(), |last| format!("the mood ended at {} of 10", last.mood));
    check(CheckKind::Line, passed, "the prospect stays on the line", proof)
}

fn time(played: &Played<'_>) -> Check {
    let planned = i64::from(played.planned_minutes) * 60;
    let (minutes, seconds) = (played.seconds / 60, played.seconds % 60);
    let what = format!("within {} minutes", played.planned_minutes);
    check(CheckKind::Time, played.seconds <= planned, what, format!("it took {minutes}:{seconds:02}"))
}
