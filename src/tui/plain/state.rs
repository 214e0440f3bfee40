//! The whole of a matter on demand, in words: the question, the state, why, the remarks, the history, the help.

use crate::bank::{Card, Grade, QuestionId};
use crate::session::{Brief, CriterionView, RemarkView};
use crate::tui::commands::{COMMANDS, Group};
use crate::tui::keymap::Keymap;
use crate::tui::model::{CallScreen, Model};
use crate::tui::theme::{grade_word, verdict as verdict_word};
use crate::tui::view::stamp;

use super::slash::SAYINGS;
use super::words::{act_name, count, level, quote, remark, verdict};

/// What is said of a call when it is opened.
pub(super) fn introduction(model: &Model, call: &CallScreen) -> Vec<String> {
    let head = &call.brief.head;
    let who: Vec<&str> = [&head.company, &head.contact, &head.role]
        .into_iter()
        .map(String::as_str)
        .filter(|name| !name.is_empty())
        .collect();
    let who = if who.is_empty() { "no name yet".to_owned() } else { who.join(", ") };
    let mut lines = vec![format!("Call: {who}. Framework: {}.", head.bank_title)];
    if call.brief.ending.closed.is_some() {
        lines.push("This call is wrapped up; /wrap has its report and reopens it.".to_owned());
    }
    if !call.brief.remarks.is_empty() {
        lines.extend(state(model, call));
    }
    lines.push(
        "Type what they say; Enter keeps it. A line that begins with / is a command: /next, /why, /undo, /wrap, /help."
            .to_owned(),
    );
    lines
}

/// The question: its cue, what to say, why, what was heard on it, and on demand its probes.
pub(super) fn question(call: &CallScreen) -> Vec<String> {
    let Some(prompt) = &call.brief.prompt else {
        return vec!["No question is open; /next or /find finds one.".to_owned()];
    };
    let at = call.phrasing.min(prompt.ask.len().saturating_sub(1));
    let more =
        if prompt.ask.len() > 1 { format!(" ({} of {} phrasings)", at + 1, prompt.ask.len()) } else { String::new() };
    let mut lines = vec![format!("Question: {}{more}", prompt.cue)];
    lines.extend(prompt.ask.get(at).map(|ask| format!("Ask: {ask}")));
    if !prompt.why.is_empty() {
        lines.push(format!("Why: {}", prompt.why));
    }
    if let Some(heard) = prompt.already.last().and_then(|&id| call.remark(id)) {
        lines.push(format!("Already heard at {}: {}", stamp(heard.elapsed_seconds), quote(&heard.text)));
    }
    if call.probes {
        lines.extend(prompt.listen_for.iter().map(|heard| format!("Listen for: {heard}")));
        lines.extend(prompt.probes.iter().map(|probe| format!("If {}: {}", probe.flag, probe.say)));
    }
    lines
}

/// What tells one saying of the question from another.
pub(super) fn asked(call: &CallScreen) -> (Option<QuestionId>, usize, bool) {
    (call.brief.prompt.as_ref().map(|prompt| prompt.question.clone()), call.phrasing, call.probes)
}

/// Where the call stands, what would turn it, and what to ask.
pub(super) fn state(model: &Model, call: &CallScreen) -> Vec<String> {
    let mut lines = standing(model, call);
    lines.extend(call.brief.pace.note.iter().cloned());
    lines.extend(call.brief.verdict.flips.first().map(|flip| format!("turns: {flip}")));
    lines.extend(call.upcoming().map(|next| format!("worth asking: {}, because {}", next.cue, next.because)));
    lines
}

/// What the wrap-up begins with: where the call stands, and what is to be done.
pub(super) fn summary(model: &Model, call: &CallScreen) -> Vec<String> {
    let mut lines = standing(model, call);
    lines.extend(call.brief.verdict.next.iter().take(2).map(|next| format!("to do: {next}")));
    lines
}

fn standing(model: &Model, call: &CallScreen) -> Vec<String> {
    let brief = &call.brief;
    let unfiled = brief.remarks.iter().filter(|remark| remark.topic.is_none()).count();
    let unfiled = if unfiled > 0 { format!(", {unfiled} unfiled") } else { String::new() };
    let minutes = model.elapsed_seconds() / 60;
    let planned = brief.head.planned_minutes;
    let time = if brief.ending.closed.is_some() {
        format!("lasted {minutes} minutes")
    } else if minutes >= 24 * 60 {
        format!("began {}", brief.head.started_at.strftime("%-d %B, %H:%M"))
    } else {
        format!("minute {minutes} of {planned}")
    };
    let mut lines = vec![format!("{}{unfiled}; {time}", count(brief.remarks.len(), "remark"))];
    lines.extend(brief.levels.iter().map(level));
    lines.push(format!("verdict: {}", verdict(brief)));
    lines.push(format!("{}: {} of 100", brief.head.bank_title, brief.framework.score));
    lines
}

/// Every mark with the words and the rule behind it.
pub(super) fn why(call: &CallScreen) -> Vec<String> {
    let brief = &call.brief;
    let mut lines = vec![format!("verdict: {}", verdict_word(brief.verdict.kind).0)];
    for (label, items) in
        [("because", &brief.verdict.reasons), ("turns if", &brief.verdict.flips), ("next", &brief.verdict.next)]
    {
        lines.extend(items.iter().map(|item| format!("  {label}: {item}")));
    }
    for one in &brief.levels {
        lines.push(level(one));
        lines.extend(one.criteria.iter().flat_map(|criterion| criterion_lines(call, criterion)));
    }
    lines.push(format!("{}: {} of 100", brief.head.bank_title, brief.framework.score));
    lines.extend(brief.framework.caps.first().map(|cap| format!("  {cap}")));
    lines.extend(brief.framework.sections.iter().map(|section| {
        format!("  {}: {} of {}, {}", section.title, section.score, section.of, grade_word(section.grade))
    }));
    let known = brief.heard.iter().filter(|heard| heard.grade != Grade::Open);
    lines.extend(known.map(|heard| format!("heard: {}, {} ({})", heard.cue, heard.shown, grade_word(heard.grade))));
    lines
}

fn criterion_lines(call: &CallScreen, criterion: &CriterionView) -> Vec<String> {
    let word = match (criterion.met, criterion.failed) {
        (true, _) => "met",
        (_, true) => "against",
        _ => grade_word(criterion.grade),
    };
    let mut lines = vec![format!("  {}: {word}. {}", criterion.title, criterion.why)];
    let newest = criterion.answers.last().and_then(|&id| call.remark(id));
    // The rule often quotes the words already.
    if let Some(remark) = newest.filter(|remark| !criterion.why.contains(&remark.text)) {
        lines.push(format!("    at {}: {}", stamp(remark.elapsed_seconds), quote(&remark.text)));
    }
    lines
}

/// Everything that was said.
pub(super) fn remarks(brief: &Brief) -> Vec<String> {
    if brief.remarks.is_empty() {
        return vec!["nothing was noted yet".to_owned()];
    }
    let kinds = |remark: &RemarkView| remark.flags.iter().map(|flag| flag.kind.id()).collect::<Vec<_>>().join(", ");
    let line = |one: &RemarkView| match kinds(one) {
        kinds if kinds.is_empty() => remark(one),
        kinds => format!("{}: {kinds}", remark(one)),
    };
    brief.remarks.iter().map(line).collect()
}

/// Everything that was done, the newest last, where a screen reader goes on from.
pub(super) fn history(brief: &Brief) -> Vec<String> {
    let mut lines: Vec<String> = (brief.history.iter())
        .map(|act| {
            let since = act.at.duration_since(brief.head.started_at).as_secs().max(0);
            format!("{} {}{}", stamp(since), act_name(brief, &act.name), if act.stands { "" } else { " (undone)" })
        })
        .collect();
    lines.extend(brief.ending.undo.as_ref().map(|name| format!("/undo takes back: {}", act_name(brief, name))));
    lines.extend(brief.ending.redo.as_ref().map(|name| format!("/redo does again: {}", act_name(brief, name))));
    lines
}

/// Every command.
pub(super) fn help(keymap: &Keymap) -> Vec<String> {
    let mut lines = vec![
        "Type what they say; Enter keeps it. Enter alone says the question again.".to_owned(),
        "A line that begins with / is a command, by its word or its letter; // begins a note with a slash.".to_owned(),
        "Behind /file, /edit, /flags and /facts a number means that remark; without one, the newest.".to_owned(),
        "Words behind /find, /file, /edit, /switch and /speaker answer what it would ask: /edit 3 new words."
            .to_owned(),
        "Numbers choose in a list; Enter or /back leaves it. Ctrl-C leaves; the call can be resumed.".to_owned(),
    ];
    for group in Group::ALL {
        let title = if group == Group::Remark { "A remark" } else { group.title() };
        lines.push(format!("{title}:"));
        for row in COMMANDS.iter().filter(|row| row.group == group) {
            let letter = keymap.letter(row.id).map(|letter| format!(" or /{letter}")).unwrap_or_default();
            lines.push(format!("  /{}{letter}: {}", row.word, super::slash::help(row)));
        }
    }
    lines.push("To hear more:".to_owned());
    lines.extend(SAYINGS.iter().map(|row| format!("  /{}: {}", row.words.join(" or /"), row.help)));
    lines
}

/// What to say, and what to ask then.
pub(super) fn card(card: &Card) -> Vec<String> {
    let ask = Some(format!("Then ask: {}", card.ask)).filter(|_| !card.ask.is_empty());
    std::iter::once(format!("Say: {}", card.say)).chain(ask).collect()
}
