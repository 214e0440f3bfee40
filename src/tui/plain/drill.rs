//! The drill in words: what an exercise asks, what a line answers, what came of it.

use crossterm::event::KeyCode;

use super::answer::key;
use crate::practice::drill::{Exercise, Form};
use crate::tui::drill::{DrillScreen, Kept};
use crate::tui::message::Message;

/// What is asked now: the exercise at hand, or, when the round is over, how it went.
pub(super) fn ask(drill: &DrillScreen) -> Vec<String> {
    let Some(exercise) = drill.round.exercise() else { return sum_up(drill) };
    let ahead = drill.round.is_ahead() && drill.kept == Kept::Nothing;
    let mut lines: Vec<String> =
        ahead.then(|| "Nothing is due, so this is ahead of time.".to_owned()).into_iter().collect();
    let source = if exercise.source.is_empty() { String::new() } else { format!(" ({})", exercise.source) };
    lines.push(format!("{}{source}. {}", exercise.kind.title(), exercise.task));
    lines.extend(exercise.shown.iter().map(|(label, text)| format!("{label}: {text}")));
    match &exercise.form {
        Form::Choice(choice) => {
            lines
                .extend(choice.options.iter().zip('a'..).map(|(option, letter)| format!("  {letter} {}", option.text)));
            lines.push("Type a letter; /back ends the drill.".to_owned());
        }
        Form::Opening(_) => lines.push("Type your question; /back ends the drill.".to_owned()),
    }
    lines
}

/// The messages for a line; `None` where it is no answer.
pub(super) fn answer(drill: &DrillScreen, line: &str) -> Option<Vec<Message>> {
    match drill.round.exercise() {
        Some(Exercise { form: Form::Choice(choice), .. }) => {
            let mut letters = line.chars();
            let letter = letters.next()?.to_ascii_lowercase();
            let is_option = |from: char| (from..).take(choice.options.len()).any(|option| option == letter);
            let is_alone = letters.as_str().chars().all(|c| matches!(c, '.' | ')' | ' '));
            ((is_option('a') || is_option('1')) && is_alone).then(|| vec![key(KeyCode::Char(letter))])
        }
        Some(Exercise { form: Form::Opening(_), .. }) if line.is_empty() => Some(Vec::new()),
        Some(_) => Some(vec![Message::Paste(line.to_owned()), key(KeyCode::Enter)]),
        None => match line {
            "1" => Some(vec![key(KeyCode::Char('x'))]),
            "2" | "" => Some(vec![key(KeyCode::Enter)]),
            "3" => Some(vec![key(KeyCode::Char('q'))]),
            _ => None,
        },
    }
}

/// What came of the answer just given; nothing while one is waited for.
pub(super) fn told(drill: &DrillScreen) -> Vec<String> {
    let Some(told) = drill.round.told() else { return Vec::new() };
    let verdict = match (told.is_right, told.is_weak) {
        (true, false) => "Right.",
        (true, true) => "Nearly.",
        (false, _) => "Not yet.",
    };
    let unkept = match &drill.kept {
        Kept::NotYet(why) => Some(format!("not saved: {why}; it is tried again with the next answer")),
        Kept::Nothing | Kept::All => None,
    };
    [verdict.to_owned()].into_iter().chain(told.why.iter().cloned()).chain(unkept).collect()
}

fn sum_up(drill: &DrillScreen) -> Vec<String> {
    let summary = drill.round.summary();
    let mut lines = vec![format!("The drill is over: {} of {} right.", summary.right, summary.answered)];
    lines.extend((summary.left > 0).then(|| format!("{} more today.", summary.left)));
    lines.extend(["  1 another minute", "  2 home", "  3 leave", "Type a number."].map(str::to_owned));
    lines
}
