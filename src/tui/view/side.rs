//! The side pane: the three levels in order, the verdict with its reason, and what was heard.

use ratatui::layout::Rect;

use crate::bank::{FlagKind, Grade, Level};

use super::call::stamp;
use super::pen::{Line, Pen, paragraph, piece};
use super::rail;
use crate::tui::commands::CommandId;
use crate::tui::model::CallScreen;
use crate::tui::text::{cells, column, fit};
use crate::tui::theme::{Role, verdict};

/// How many sections are shown where there is no rail: the one in use and its neighbours.
const SECTION_ROWS: usize = 5;

/// The most rows that a reason takes.
const REASON_ROWS: usize = 4;

/// Draws the side pane; it holds the sections too where there is no rail.
pub(super) fn view(call: &CallScreen, pen: &mut Pen<'_>, place: Rect, with_sections: bool) {
    let place = Rect { x: place.x + 1.min(place.width), width: place.width.saturating_sub(1), ..place };
    let width = usize::from(place.width);
    let mut lines = levels(call, pen, width);
    // What was heard is counted first: the reasons take the rows that it leaves free.
    let sections = if with_sections { 1 + SECTION_ROWS.min(call.brief.rail.len()) } else { 0 };
    let before = &call.brief.head.before;
    let stands = before.said.len() + usize::from(before.promised.is_some());
    let below = sections + 1 + call.brief.heard.len() + stands + contradictions(call, pen).len();
    let free = usize::from(place.height).saturating_sub(lines.len() + 1 + below);
    lines.extend(verdict_lines(call, pen, width, free));
    if with_sections {
        lines.push(heading(pen, "Questions", width));
        let first = rail::in_use_at(call).saturating_sub(1).min(call.brief.rail.len().saturating_sub(SECTION_ROWS));
        let near = call.brief.rail.iter().skip(first).take(SECTION_ROWS);
        lines.extend(near.map(|section| rail::section_line(section, pen, place.width)));
    }
    lines.push(heading(pen, "Heard", width));
    let contradictions = contradictions(call, pen);
    let heard = heard(call, pen, width);
    let room = usize::from(place.height).saturating_sub(lines.len() + contradictions.len());
    let more = heard.len().saturating_sub(room);
    if more > 0 && room > 0 {
        lines.extend(heard.into_iter().take(room - 1));
        lines.push(vec![piece(
            format!("{} {} more: {}", pen.look.shapes().ellipsis, more + 1, pen.keymap.shown(CommandId::Why)),
            Role::Quiet,
        )]);
    } else {
        lines.extend(heard.into_iter().take(room));
    }
    lines.extend(contradictions);
    pen.lines(place, &lines);
}

/// A level's name as shown.
pub(super) const fn level_name(level: Level) -> &'static str {
    match level {
        Level::Organization => "Organization",
        Level::Opportunity => "Opportunity",
        Level::Stakeholder => "Stakeholder",
        Level::Any => "Any",
    }
}

/// A heading with a rule beside it.
fn heading(pen: &Pen<'_>, title: &str, width: usize) -> Line {
    let rule = pen.look.shapes().frame[0].repeat(width.saturating_sub(cells(title) + 1));
    vec![piece(format!("{title} "), Role::Title), piece(rule, Role::Quiet)]
}

fn levels(call: &CallScreen, pen: &Pen<'_>, width: usize) -> Vec<Line> {
    let levels = call.brief.levels.iter().map(|level| {
        let status = super::call::status_of(pen.look, level.status);
        let count = format!("{}/{}", level.met, level.criteria.len());
        let name = format!("{:<13}", level_name(level.level));
        let gap = width.saturating_sub(cells(&name) + cells(&status.text) + count.len());
        vec![piece(name, Role::Text), status, piece(format!("{}{count}", " ".repeat(gap)), Role::Quiet)]
    });
    levels.collect()
}

/// The verdict, its first reason and what would turn it, in so many rows as are free or a few at least.
fn verdict_lines(call: &CallScreen, pen: &Pen<'_>, width: usize, free: usize) -> Vec<Line> {
    let shown = &call.brief.verdict;
    let (word, role) = verdict(shown.kind);
    let arrow = pen.look.shapes().arrow;
    let mut lines = vec![vec![piece(format!("{arrow} {word}"), role)]];
    let indent = [piece("  ", Role::Text)];
    let mut free = free;
    let turns = shown.flips.first().map(|flip| format!("turns: {flip}"));
    for (text, least) in [(shown.reasons.first(), 2), (turns.as_ref(), 1)] {
        let Some(text) = text else { continue };
        let rows = paragraph(text, width, Role::Quiet, &indent, free.clamp(least, REASON_ROWS));
        free = free.saturating_sub(rows.len());
        lines.extend(rows);
    }
    lines
}

/// What is known, one topic a row: its cue, its value, and a mark where it is less than evidence.
fn heard(call: &CallScreen, pen: &Pen<'_>, width: usize) -> Vec<Line> {
    let cue_width = if width >= 34 { 14 } else { 11 };
    let ellipsis = pen.look.shapes().ellipsis;
    let rows = call.brief.heard.iter().filter(|heard| heard.grade != Grade::Open).map(|heard| {
        let (shape, role) = pen.look.grade(heard.grade);
        let cue = column(&heard.cue, cue_width, ellipsis);
        let value = fit(&heard.shown, width.saturating_sub(cue_width + 3), ellipsis);
        vec![piece(format!("{shape} "), role), piece(format!("{cue} "), Role::Quiet), piece(value, Role::Text)]
    });
    let before = &call.brief.head.before;
    let promised = before.promised.as_ref().map(|(on, what)| {
        let text = fit(&format!("{} promised: {what}", on.strftime("%-d %b")), width.saturating_sub(2), ellipsis);
        vec![piece(format!("{} ", pen.look.shapes().arrow), Role::Caution), piece(text, Role::Text)]
    });
    let said = before.said.iter().map(|said| {
        let (day, cue_width) = if width >= 34 {
            (said.on.strftime("said on %-d %b "), cue_width)
        } else {
            (said.on.strftime("%-d %b "), 8)
        };
        let day = day.to_string();
        let value = fit(&said.shown, width.saturating_sub(cue_width + 3 + cells(&day)), ellipsis);
        let cue = column(&said.cue, cue_width, ellipsis);
        vec![piece(format!("{} {cue} {day}", pen.look.shapes().dot), Role::Quiet), piece(value, Role::Text)]
    });
    promised.into_iter().chain(rows).chain(said).collect()
}

/// What does not agree, with both times.
fn contradictions(call: &CallScreen, pen: &Pen<'_>) -> Vec<Line> {
    let shape = pen.look.grade(Grade::Disputed).0;
    let lines = call.brief.remarks.iter().flat_map(|remark| {
        let flags = remark.flags.iter().filter(|flag| flag.kind == FlagKind::Contradiction);
        flags.filter_map(move |flag| {
            let earlier = call.remark(flag.against?)?;
            let (now, then) = (stamp(remark.elapsed_seconds), stamp(earlier.elapsed_seconds));
            Some(vec![piece(format!("{shape} {now} against {then}"), Role::Bad)])
        })
    });
    let mut lines: Vec<Line> = lines.collect();
    lines.drain(..lines.len().saturating_sub(2));
    lines
}
