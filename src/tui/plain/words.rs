//! What is said in more than one place: people, flags, levels, the verdict, quotes, each in words alone.

use crate::bank::{Colour, FlagKind};
use crate::session::{Brief, FlagView, LevelView, PersonView, RemarkView};
use crate::tui::text::head;
use crate::tui::theme::{status_word, verdict as verdict_word};
use crate::tui::view::stamp;

/// So much of a remark is read out where it is only pointed to.
const QUOTE_BYTES: usize = 160;

/// A remark's words in quotes; of a long one, the beginning.
pub(super) fn quote(text: &str) -> String {
    let shown = head(text, QUOTE_BYTES);
    let more = if shown.len() < text.len() { " .." } else { "" };
    format!("\"{shown}{more}\"")
}

/// What a person is called: the name with the role, else what is known.
pub(super) fn person(person: &PersonView) -> String {
    match (person.name.as_str(), person.role.as_str()) {
        ("", "") => "the contact".to_owned(),
        (name, role) if role.is_empty() || role == name => name.to_owned(),
        ("", role) => role.to_owned(),
        (name, role) => format!("{name}, {role}"),
    }
}

/// A remark with its number, its time, its speaker, its words and where it is filed.
pub(super) fn remark(view: &RemarkView) -> String {
    let speaker = if view.by.id.is_some_and(|id| id.0 > 0) { format!("{}: ", person(&view.by)) } else { String::new() };
    format!("{}. {} {speaker}{} ({})", view.id.0, stamp(view.elapsed_seconds), quote(&view.text), view.topic_cue)
}

/// A flag with the words that caused it and what to say; of a contradiction, both remarks.
pub(super) fn flag(brief: &Brief, remark: &RemarkView, flag: &FlagView) -> Vec<String> {
    let colour = match flag.colour {
        Colour::Green => "green",
        Colour::Red => "red",
    };
    let by_hand = if flag.by_hand { " (by hand)" } else { "" };
    let words = if flag.words.is_empty() { String::new() } else { format!(", {}", causes(flag)) };
    let attention = brief.attention.as_ref().filter(|one| one.remark == remark.id && one.flag == flag.kind);
    let say = attention.map(|one| one.say.as_str()).filter(|say| !say.is_empty());
    let say = say.map(|say| format!(". Ask: {say}")).unwrap_or_default();
    let mut lines = vec![format!("{colour}: {}{by_hand}{words}{say}", flag.kind)];
    if flag.kind == FlagKind::Contradiction {
        let earlier = flag.against.and_then(|id| brief.remarks.iter().find(|remark| remark.id == id));
        match earlier {
            Some(earlier) => lines.extend([("earlier", earlier), ("now", remark)].map(|(when, remark)| {
                format!("  {when}, at {}: {}", stamp(remark.elapsed_seconds), quote(&remark.text))
            })),
            // A remark of another call has no time here; why the flag was raised tells its words and day.
            None => lines.push(format!("  {}", flag.why)),
        }
    }
    lines
}

/// The words that caused a flag, as a list that can be listened to.
fn causes(flag: &FlagView) -> String {
    flag.words.replace(" · ", ", ")
}

/// All flags of a remark; green ones that the same words caused share a line.
pub(super) fn flags(brief: &Brief, remark: &RemarkView, wanted: impl Fn(&FlagView) -> bool) -> Vec<String> {
    let mut lines = Vec::new();
    let mut told: Vec<&FlagView> = Vec::new();
    for one in remark.flags.iter().filter(|flag| wanted(flag)) {
        if told.iter().any(|other| other.kind == one.kind) {
            continue;
        }
        let is_twin = |other: &&FlagView| {
            one.colour == Colour::Green && other.colour == Colour::Green && other.words == one.words && !other.by_hand
        };
        let twins: Vec<&FlagView> = remark.flags.iter().filter(|flag| wanted(flag)).filter(is_twin).collect();
        if twins.len() > 1 && !one.by_hand {
            let kinds: Vec<&str> = twins.iter().map(|twin| twin.kind.id()).collect();
            lines.push(format!("green: {}, {}", kinds.join(" and "), causes(one)));
            told.extend(twins);
        } else {
            lines.extend(flag(brief, remark, one));
            told.push(one);
        }
    }
    lines
}

/// A level with where it stands.
pub(super) fn level(level: &LevelView) -> String {
    format!("{}: {}, {} of {}", level.level.id(), status_word(level.status), level.met, level.criteria.len())
}

/// The verdict with its first reason.
pub(super) fn verdict(brief: &Brief) -> String {
    let word = verdict_word(brief.verdict.kind).0;
    brief.verdict.reasons.first().map_or_else(|| word.to_owned(), |reason| format!("{word}. {reason}"))
}

/// The name of an act; a question has its cue in it, not its id.
pub(super) fn act_name(brief: &Brief, name: &str) -> String {
    let (rest, last) = name.rsplit_once(' ').unwrap_or(("", name));
    let mut questions = brief.rail.iter().flat_map(|section| &section.questions);
    let cue = questions.find(|question| question.id.as_str() == last).map(|question| &question.cue);
    cue.map_or_else(|| name.to_owned(), |cue| format!("{rest}: {cue}"))
}

/// So many of a thing, in words.
pub(super) fn count(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}
