//! The figures of many calls as tables for people, and as rows for a spreadsheet.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::chart::{Bar, bars, cut};
use super::{Group, Parts, QuestionFigures, Stats};
use crate::bank::VerdictKind;
use crate::report::crm::cell;
use crate::report::plain::verdict_words;

/// What the figures are shown on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paper {
    /// Its width, in cells.
    pub width: usize,
    /// Whether it shows more than ASCII.
    pub unicode: bool,
}

/// So many questions are shown; a spreadsheet gets all of them.
const MOST_QUESTIONS: usize = 20;

/// The figures for people.
pub fn text(stats: &Stats, paper: Paper) -> String {
    if stats.all.calls == 0 {
        return "No calls to count.".to_owned();
    }
    let mut parts = vec![overview(&stats.all, paper), verdicts(&stats.all, paper)];
    for (what, groups) in [("rep", &stats.reps), ("bank", &stats.banks)] {
        if groups.len() > 1 {
            let rows = groups.iter().map(|(name, group)| group_row(name, group));
            parts.push(table(
                [what, "calls", "advance", "score", "length", "skipped", "in a word", "dismissed"],
                rows,
                paper,
            ));
        }
    }
    parts.push(time(stats, paper));
    parts.push(questions(stats, paper));
    parts.push(flags(stats, paper));
    let full: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    full.join("\n")
}

fn overview(all: &Group, paper: Paper) -> String {
    let days = match (all.from, all.to) {
        (Some(from), Some(to)) if from != to => format!(", {from} to {to}"),
        (Some(day), _) => format!(", {day}"),
        _ => String::new(),
    };
    let calls = if all.calls == 1 { "1 call".to_owned() } else { format!("{} calls", all.calls) };
    let mean = format!("{} and score {} of 100 on average", length(per_call(all.seconds, all)), score(all));
    let line = format!("{calls}{days}: {mean}");
    format!("{}\n", cut(&line, paper.width.max(20), paper))
}

fn verdicts(all: &Group, paper: Paper) -> String {
    let drawn: Vec<Bar> = (VerdictKind::ALL.iter())
        .filter_map(|kind| Some((*kind, *all.verdicts.get(kind)?)))
        .map(|(kind, calls)| Bar {
            label: verdict_words(kind).to_owned(),
            value: f64::from(calls),
            words: format!("{calls}, {}", percent(calls, all.calls)),
        })
        .collect();
    format!("How they ended\n{}", bars(&drawn, paper))
}

fn group_row(name: &str, group: &Group) -> [String; 8] {
    let advanced = group.verdicts.get(&VerdictKind::Advance).copied().unwrap_or(0);
    [
        name.to_owned(),
        group.calls.to_string(),
        percent(advanced, group.calls),
        score(group).to_string(),
        length(per_call(group.seconds, group)),
        format!("{:.1}", f64::from(group.skipped) / f64::from(group.calls.max(1))),
        percent(group.short, group.remarks),
        percent(group.dismissed, group.raised),
    ]
}

fn time(stats: &Stats, paper: Paper) -> String {
    let several = stats.banks.len() > 1;
    let drawn: Vec<Bar> = (stats.sections.iter())
        .map(|one| {
            let label = if several { format!("{}: {}", one.bank, one.title) } else { one.title.clone() };
            let each = one.seconds / i64::from(one.calls.max(1));
            Bar { label, value: each as f64, words: format!("{} in {}", length(each), counted(one.calls, "call")) }
        })
        .collect();
    if drawn.is_empty() { String::new() } else { format!("Time for a section, on average\n{}", bars(&drawn, paper)) }
}

fn questions(stats: &Stats, paper: Paper) -> String {
    let several = stats.banks.len() > 1;
    let row = |one: &QuestionFigures| {
        let name = if several { format!("{}: {}", one.bank, one.cue) } else { one.cue.clone() };
        [name, one.asked.to_string(), one.heard.to_string(), shown(one.skipped), shown(one.short), shown(one.turned)]
    };
    let rows = stats.questions.iter().take(MOST_QUESTIONS).map(row);
    let drawn = table(["question", "put", "heard", "skipped", "in a word", "turned it"], rows, paper);
    let left = stats.questions.len().saturating_sub(MOST_QUESTIONS);
    if left == 0 { drawn } else { format!("{drawn}{left} more: --format csv\n") }
}

fn flags(stats: &Stats, paper: Paper) -> String {
    let drawn: Vec<Bar> = (stats.flags.iter())
        .map(|one| {
            let by_hand = if one.by_hand > 0 { format!(", {} by hand", one.by_hand) } else { String::new() };
            let words = format!(
                "{}, {} dismissed ({}){by_hand}",
                one.raised,
                one.dismissed,
                percent(one.dismissed, one.raised)
            );
            Bar { label: one.kind.id().to_owned(), value: f64::from(one.raised), words }
        })
        .collect();
    if drawn.is_empty() { String::new() } else { format!("Flags\n{}", bars(&drawn, paper)) }
}

/// Rows under a head: the first column is words, the others figures.
fn table<const N: usize>(head: [&str; N], rows: impl Iterator<Item = [String; N]>, paper: Paper) -> String {
    let rows: Vec<[String; N]> = rows.collect();
    if rows.is_empty() {
        return String::new();
    }
    let figures: [usize; N] = std::array::from_fn(|column| {
        rows.iter().map(|row| row[column].width()).chain([head[column].width()]).max().unwrap_or(0)
    });
    let taken: usize = figures[1..].iter().map(|width| width + 2).sum();
    let first = paper.width.saturating_sub(taken).clamp(12, 40).min(figures[0].max(12));
    let mut text = String::new();
    for row in std::iter::once(&head.map(str::to_owned)).chain(&rows) {
        let name = cut(&row[0], first, paper);
        let _ = write!(text, "{name}{}", " ".repeat(first.saturating_sub(name.width())));
        for (cell, width) in row[1..].iter().zip(&figures[1..]) {
            let _ = write!(text, "  {}{cell}", " ".repeat(width.saturating_sub(cell.width())));
        }
        text.truncate(text.trim_end_matches(' ').len());
        text.push('\n');
    }
    text
}

fn counted(count: u32, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

/// A count; nothing where there is none, so that what matters stands out.
fn shown(count: u32) -> String {
    if count == 0 { String::new() } else { count.to_string() }
}

fn percent(part: u32, of: u32) -> String {
    if of == 0 { String::new() } else { format!("{:.0} %", f64::from(part) * 100.0 / f64::from(of)) }
}

fn per_call(sum: i64, group: &Group) -> i64 {
    sum / i64::from(group.calls.max(1))
}

fn score(group: &Group) -> u64 {
    group.score_sum / u64::from(group.calls.max(1))
}

/// Minutes and seconds.
fn length(seconds: i64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// A row of the spreadsheet: what it is of, then every figure; those that it does not have are empty.
const COLUMNS: [&str; 15] = [
    "rep",
    "bank",
    "of",
    "id",
    "title",
    "calls",
    "asked",
    "heard",
    "skipped",
    "in_a_word",
    "turned",
    "seconds",
    "raised",
    "dismissed",
    "by_hand",
];

/// The figures for a spreadsheet: every question, section and flag by rep and bank, in one table.
///
/// # Errors
/// Where the rows cannot be written, which memory alone could be the reason of.
pub fn csv(stats: &Stats) -> Result<String, String> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(COLUMNS).map_err(|error| error.to_string())?;
    for ((rep, bank), parts) in &stats.parts {
        for row in rows(parts) {
            let row = [rep.clone(), bank.clone()].into_iter().chain(row).map(|text| cell(&text));
            writer.write_record(row).map_err(|error| error.to_string())?;
        }
    }
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

/// The rows of a rep and bank, without these two.
fn rows(parts: &Parts) -> impl Iterator<Item = Vec<String>> {
    let none = String::new;
    let questions = parts.questions.iter().map(move |one| {
        let figures = [one.asked, one.heard, one.skipped, one.short, one.turned].map(|figure| figure.to_string());
        let names = ["question".to_owned(), one.id.clone(), one.cue.clone(), none()];
        names.into_iter().chain(figures).chain([none(), none(), none(), none()]).collect()
    });
    let sections = parts.sections.iter().map(move |one| {
        let names = ["section".to_owned(), one.id.clone(), one.title.clone(), one.calls.to_string()];
        let figures = [none(), none(), none(), none(), none(), one.seconds.to_string(), none(), none(), none()];
        names.into_iter().chain(figures).collect()
    });
    let flags = parts.flags.iter().map(move |one| {
        let names = ["flag".to_owned(), one.kind.id().to_owned(), one.kind.id().to_owned(), none()];
        let figures = [one.raised, one.dismissed, one.by_hand].map(|figure| figure.to_string());
        names.into_iter().chain([none(), none(), none(), none(), none(), none()]).chain(figures).collect()
    });
    questions.chain(sections).chain(flags)
}
