//! A bank as a sheet of Markdown: to be printed, read and annotated by the people who answer for it.

use std::fmt::Write as _;

use super::branching::Branching;
use super::words;
use crate::bank::{Bank, Question, Section};
use crate::report::printable;

/// The whole bank.
pub(super) fn markdown(bank: &Bank) -> String {
    let branching = Branching::of(bank);
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "# {}\n\n{}\n", plain(&bank.title), plain(&bank.purpose));
    let own =
        bank.sections.iter().filter(|section| !section.shared).map(|section| section.questions.len()).sum::<usize>();
    let _ = writeln!(
        text,
        "| bank | language | length | content with | questions | version |\n| --- | --- | --- | --- | --- | --- |\n\
         | `{}` | {} | {} minutes | {} | {own} of its own, {} shared | `{}` |",
        bank.id,
        plain(&bank.language),
        bank.planned_minutes,
        words::grade_word(bank.accepts),
        bank.questions().count() - own,
        bank.hash,
    );
    let mut number = 0;
    for section in &bank.sections {
        write_section(bank, section, &mut text);
        for question in &section.questions {
            number += 1;
            write_question(bank, &branching, question, number, &mut text);
        }
    }
    text
}

fn write_section(bank: &Bank, section: &Section, text: &mut String) {
    let points: u32 = section.scored.iter().map(|group| group.points).sum();
    let weight = match (section.shared, points) {
        (true, _) => "shared by all banks, no points".to_owned(),
        (false, points) => format!("{points} of 100 points"),
    };
    let _ = writeln!(text, "\n## {}: {weight}\n\n{}\n", plain(&section.title), plain(&section.purpose));
    let _ = writeln!(text, "- Content with: {}", words::grade_word(section.accepts));
    for group in &section.scored {
        let topics: Vec<String> = group.topics.iter().map(|topic| plain(cue(bank, topic.as_str()))).collect();
        let _ = writeln!(text, "- {} points for the best of: {}", group.points, topics.join(", "));
    }
    if let Some(gate) = section.gate {
        let _ = writeln!(text, "- A gate: while nothing of it is settled, the score is {gate} at most");
    }
}

fn write_question(bank: &Bank, branching: &Branching<'_>, question: &Question, number: usize, text: &mut String) {
    let waits = if question.conditional { " (waits for a follow-up)" } else { "" };
    let _ = writeln!(text, "\n### {number}. {}{waits}\n", plain(&question.cue));
    let _ = writeln!(
        text,
        "`{}`, about {} (`{}`)\n",
        question.id,
        plain(cue(bank, question.topic.as_str())),
        question.topic
    );
    for phrasing in &question.ask {
        let _ = writeln!(text, "- “{}”", plain(phrasing));
    }
    for phrasing in &question.reframes {
        let _ = writeln!(text, "- “{}” (once its facts are known)", plain(phrasing));
    }
    let _ = writeln!(text, "\n**Why:** {}", plain(&question.why));
    if !question.listen_for.is_empty() {
        let _ = writeln!(text, "\n**Listen for:** {}", plain(&question.listen_for.join("; ")));
    }
    if !question.probes.is_empty() {
        let _ = writeln!(text, "\n| if the answer is | say |\n| --- | --- |");
        for probe in &question.probes {
            let _ = writeln!(text, "| {} | “{}” |", words::flag_word(probe.flag), plain(&probe.say));
        }
    }
    write_samples(question, text);
    write_branches(bank, branching, question, text);
    let _ = writeln!(text, "\nRemarks: ______________________________");
}

fn write_samples(question: &Question, text: &mut String) {
    if question.samples.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n| a sample answer | is read as | with the facts |\n| --- | --- | --- |");
    for sample in &question.samples {
        let facts: Vec<String> =
            sample.facts.iter().map(|(topic, words)| format!("`{topic}`: {}", plain(words))).collect();
        let flag = sample.flag.map_or("no flag", words::flag_word);
        let _ = writeln!(text, "| {} | {flag} | {} |", plain(&sample.say), facts.join(", "));
    }
}

fn write_branches(bank: &Bank, branching: &Branching<'_>, question: &Question, text: &mut String) {
    let openers = if question.conditional { branching.openers(question) } else { &[] };
    if openers.is_empty() && question.follow_ups.is_empty() {
        return;
    }
    text.push('\n');
    for (from, follow_up) in openers {
        let when = words::condition(bank, &follow_up.when, &from.topic);
        let _ = writeln!(text, "- Opened by {}, {}", plain(&from.cue), plain(&when));
    }
    for follow_up in &question.follow_ups {
        let Some(to) = branching.question(&follow_up.to) else { continue };
        let when = capitalized(&words::condition(bank, &follow_up.when, &question.topic));
        let does = if to.conditional { "opens" } else { "brings to the front" };
        let _ = write!(text, "- {}: {does} **{}** (`{}`)", plain(&when), plain(&to.cue), to.id);
        let closing = branching.closing_with(follow_up);
        let behind: Vec<String> = closing.iter().filter(|one| one.id != to.id).map(|one| plain(&one.cue)).collect();
        let _ = match (closing.is_empty(), behind.is_empty()) {
            (true, _) => writeln!(text),
            (false, true) => writeln!(text, "; parked when that is no longer so"),
            (false, false) => writeln!(text, "; parked when that is no longer so, with {}", behind.join(", ")),
        };
    }
}

fn cue<'a>(bank: &'a Bank, topic: &'a str) -> &'a str {
    bank.topics.get(topic).map_or(topic, |topic| topic.cue.as_str())
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default() + letters.as_str()
}

/// A text in which nothing means anything to Markdown or to a terminal, on one line.
fn plain(text: &str) -> String {
    let text = printable(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().fold(String::new(), |mut safe, c| {
        if "\\`*_[]<>|#~".contains(c) {
            safe.push('\\');
        }
        safe.push(c);
        safe
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_bank_means_anything_to_markdown() {
        assert_eq!(plain("a | b\n*c* <d> `e` #f"), "a \\| b \\*c\\* \\<d\\> \\`e\\` \\#f");
        assert!(!plain("\u{1b}[31m").contains('\u{1b}'));
    }
}
