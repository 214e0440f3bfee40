//! The home screen with the form of a new call, and the wrap-up: screens of rows and fields.

use jiff::civil::Date;
use ratatui::layout::{Position, Rect};

use crate::report;
use crate::session::Brief;

use super::overlay::{field, listed};
use super::pen::{Hit, Line, Pen, paragraph, piece};
use crate::tui::layout;
use crate::tui::message::CallListed;
use crate::tui::model::{CallScreen, Form, Model};
use crate::tui::text::column;
use crate::tui::theme::{Role, verdict};
use crate::tui::update::{HomeRow, WrapRow, home_rows, wrap_rows};
use crate::tui::when;

/// Draws the home screen.
pub(super) fn view(model: &Model, pen: &mut Pen<'_>) -> Option<Position> {
    let screen = pen.screen();
    let shapes = pen.look.shapes();
    pen.line(
        screen,
        0,
        &[piece(" bantam", Role::Title), piece("  what was said, what it is worth, what to ask next", Role::Quiet)],
    );
    pen.rule(Rect { y: screen.y + 1, height: 1, ..screen }, 0);
    let rows = home_rows(&model.home);
    let body = Rect { x: screen.x + 2, y: screen.y + 3, width: screen.width - 4, height: screen.height - 5 };
    let width = usize::from(body.width);
    let mut lines: Vec<Line> = Vec::new();
    let (mut focus, mut rows_at) = (0, Vec::new());
    for (at, row) in rows.iter().enumerate() {
        if let Some(gap) = heading(model, rows.get(at.wrapping_sub(1)).copied(), *row) {
            if !lines.is_empty() {
                lines.push(Vec::new());
            }
            if !gap.is_empty() {
                lines.push(vec![piece(gap, Role::Title)]);
            }
        }
        if at == model.home.at {
            focus = lines.len();
        }
        rows_at.push((lines.len(), at.cast_signed() - model.home.at.cast_signed()));
        lines.push(row_line(model, *row, pen, width));
    }
    let first = listed(body, pen, &lines, focus);
    // Headings stand between the rows, so the list's own count of steps does not hold here.
    for line in 0..lines.len() {
        let steps = rows_at.iter().find(|(at, _)| *at == line).map(|(_, steps)| *steps);
        let row = line.saturating_sub(first) as u16;
        pen.target(body, row, steps.map_or(Hit::Overlay, Hit::Row));
    }
    let last = Rect { y: screen.bottom() - 1, height: 1, ..screen };
    let keys = format!(
        " Enter open {0} arrows move {0} n new call {0} / find {0} v settings {0} F1 help {0} q quit",
        shapes.dot
    );
    pen.line(last, 0, &[piece(keys, Role::Quiet)]);
    if let Some(notice) = &model.notice {
        let role = if notice.bad { Role::Caution } else { Role::Text };
        pen.line(Rect { y: screen.bottom() - 2, height: 1, ..screen }, 0, &[piece(format!(" {}", notice.text), role)]);
    } else if let Some(why) = &model.outage {
        let text = format!(" {} not saved: {why}", shapes.cross);
        pen.line(Rect { y: screen.bottom() - 2, height: 1, ..screen }, 0, &[piece(text, Role::Bad)]);
    }
    model.home.form.as_ref().and_then(|form| new_call(model, form, pen))
}

/// A row of the home screen.
fn row_line(model: &Model, row: HomeRow, pen: &Pen<'_>, width: usize) -> Line {
    let begin = |key: &str, title: &str, more: &str| {
        let more = if more.is_empty() { String::new() } else { format!("  {more}") };
        vec![piece(format!("  {key} "), Role::Key), piece(title, Role::Text), piece(more, Role::Quiet)]
    };
    match row {
        HomeRow::Call(at) => model.home.calls.get(at).map_or_else(Vec::new, |call| listed_call(call, pen, width)),
        HomeRow::New => begin("n", "new call", ""),
        HomeRow::Practise => begin("p", "practice call", "with a simulated prospect"),
        HomeRow::Drill => begin("x", "drill", &due(model.home.due)),
        HomeRow::Demo => begin("d", "demo call", "nothing of it is kept"),
        HomeRow::Tour => begin("t", "two-minute tour", "nine things to try, on a demo call"),
        HomeRow::Leads => begin("b", "lead book", "who to call next"),
        HomeRow::Quit => begin("q", "quit", ""),
    }
}

/// What waits in a drill, in words.
fn due(due: usize) -> String {
    match due {
        0 => "a minute of exercises".to_owned(),
        1 => "1 drill due".to_owned(),
        due => format!("{due} drills due"),
    }
}

/// What stands over a row that begins a group; empty for a gap alone.
fn heading(model: &Model, before: Option<HomeRow>, row: HomeRow) -> Option<&'static str> {
    let unfinished = |row| match row {
        HomeRow::Call(at) => model.home.calls.get(at).map(|call| call.closed.is_none()),
        _ => None,
    };
    let group = |row| match (row, unfinished(row)) {
        (_, Some(true)) => "Unfinished calls",
        (_, Some(false)) => "Past calls",
        (HomeRow::Quit, _) => "",
        _ => "Begin",
    };
    (before.map(group) != Some(group(row))).then_some(group(row))
}

fn listed_call(call: &CallListed, pen: &Pen<'_>, width: usize) -> Line {
    let shapes = pen.look.shapes();
    let who = match (call.company.as_str(), call.contact.as_str()) {
        ("", "") => "no name yet".to_owned(),
        ("", name) | (name, "") => name.to_owned(),
        (company, contact) => format!("{company} {} {contact}", shapes.dot),
    };
    let when = call.started_at.strftime("%d %b %H:%M").to_string();
    let end = call
        .closed
        .clone()
        .unwrap_or_else(|| if call.remarks == 1 { "1 remark".to_owned() } else { format!("{} remarks", call.remarks) });
    let room = width.saturating_sub(16 + 18 + 10).max(10);
    let who = column(&who, room, shapes.ellipsis);
    vec![
        piece(format!("  {when:<13} "), Role::Quiet),
        piece(format!("{who} "), Role::Text),
        piece(column(&call.bank, 10, shapes.ellipsis), Role::Quiet),
        piece(end.replace('_', " "), Role::Quiet),
    ]
}

fn new_call(model: &Model, form: &Form, pen: &mut Pen<'_>) -> Option<Position> {
    let screen = pen.screen();
    let place = pen.window(layout::centred(screen, 60, 9), "New call: every field may stay blank");
    let mut caret = None;
    for (at, label) in ["Company", "Contact", "Role"].into_iter().enumerate() {
        let row = Rect { y: place.y + at as u16, height: u16::from(at < usize::from(place.height)), ..place };
        caret = caret.or(labelled(pen, row, label, &form.fields[at], form.at == at));
    }
    let row = Rect { y: place.y + 3, height: u16::from(place.height > 3), ..place };
    let bank = model.home.banks.get(form.bank).map_or("none found", |bank| bank.title.as_str());
    pen.line(row, 0, &[piece(format!("{:<10}", "Bank"), Role::Key), piece(format!("< {bank} >"), Role::Text)]);
    if form.at == form.fields.len() {
        pen.mark_row(row, 0, Role::Chosen);
    }
    let hint = if form.at == form.fields.len() { "left and right choose, Enter begins" } else { "Enter: next field" };
    pen.line(place, 5, &[piece(format!("{hint}, Esc goes back"), Role::Quiet)]);
    caret
}

/// A label and its field; the caret, if it is focused.
fn labelled(
    pen: &mut Pen<'_>,
    row: Rect,
    label: &str,
    editor: &crate::tui::editor::Editor,
    focused: bool,
) -> Option<Position> {
    let role = if focused { Role::Key } else { Role::Quiet };
    pen.line(row, 0, &[piece(format!("{label:<10}"), role)]);
    let place = Rect { x: row.x + 10.min(row.width), width: row.width.saturating_sub(10), ..row };
    field(pen, place, editor).filter(|_| focused)
}

/// Draws the wrap-up.
pub(super) fn wrap_up(model: &Model, pen: &mut Pen<'_>, room: Rect, columns: u16) -> Option<Position> {
    let call = model.call.as_ref()?;
    let rows = wrap_rows(&call.brief);
    let head = summary(&call.brief, pen, usize::from(columns.saturating_sub(4)));
    let height = (head.len() + rows.len() + 4) as u16;
    let title = if call.brief.ending.closed.is_some() { "Wrapped up" } else { "Wrap up" };
    let place = pen.window(layout::centred(room, columns, height), title);
    // On a small screen the rows to act on stay, the summary gives way.
    let head_rows = head.len().min(usize::from(place.height).saturating_sub(rows.len() + 2));
    pen.lines(place, &head[..head_rows]);
    let mut caret = None;
    let at = call.wrap.at.min(rows.len().saturating_sub(1));
    let body = Rect { y: place.y + head_rows as u16, height: place.height - head_rows as u16, ..place };
    let first = (at + 3).saturating_sub(usize::from(body.height));
    for (row, shown) in rows.iter().enumerate().skip(first) {
        let y = (row - first) as u16;
        if y >= body.height {
            break;
        }
        let line = Rect { y: body.y + y, height: 1, ..body };
        caret = wrap_row(call, model.now.date(), pen, line, *shown, row == at).or(caret);
    }
    if let Some(problem) = call.wrap.problem {
        let y = (rows.len() - first) as u16 + 1;
        pen.line(body, y.min(body.height.saturating_sub(1)), &[piece(problem, Role::Caution)]);
    }
    caret
}

/// A form that Left and Right change.
fn turning(form: report::Form) -> String {
    format!("< {} >", form.title())
}

/// The verdict as it would be closed with, and what is still missing.
fn summary(brief: &Brief, pen: &Pen<'_>, width: usize) -> Vec<Line> {
    let (word, role) = verdict(brief.verdict.kind);
    let arrow = pen.look.shapes().arrow;
    let score = format!("   {} {}", brief.head.bank_title, brief.framework.score);
    let mut lines = vec![vec![piece(format!("{arrow} {word}"), role), piece(score, Role::Quiet)]];
    for reason in brief.verdict.reasons.iter().take(3) {
        lines.extend(paragraph(reason, width, Role::Text, &[piece("  ", Role::Text)], 2));
    }
    for next in brief.verdict.next.iter().take(2) {
        lines.extend(paragraph(next, width, Role::Quiet, &[piece("  next: ", Role::Quiet)], 2));
    }
    if let Some(step) = brief.ending.next_step.as_ref().filter(|_| brief.ending.closed.is_some()) {
        let on = step.on.map(|on| format!(" on {on}")).unwrap_or_default();
        lines.push(vec![piece("  agreed: ", Role::Quiet), piece(format!("{}{on}", step.what), Role::Text)]);
    }
    let unfiled = brief.remarks.iter().filter(|remark| remark.topic.is_none()).count();
    lines.push(Vec::new());
    if unfiled > 0 && brief.ending.closed.is_none() {
        lines.push(vec![piece(
            format!("{} {unfiled} unfiled, Enter files one:", pen.look.shapes().tray),
            Role::Caution,
        )]);
    }
    lines
}

fn wrap_row(
    call: &CallScreen,
    today: Date,
    pen: &mut Pen<'_>,
    line: Rect,
    row: WrapRow,
    focused: bool,
) -> Option<Position> {
    let button = |pen: &mut Pen<'_>, text: &str| {
        pen.line(line, 0, &[piece(format!(" {text} "), Role::Title)]);
        if focused {
            pen.mark_row(line, 0, Role::Chosen);
        }
        None
    };
    match row {
        WrapRow::Tray(id) => {
            let text = call.remark(id).map_or("", |remark| remark.text.as_str());
            pen.line(line, 0, &[piece("  ", Role::Text), piece(text, Role::Text)]);
            if focused {
                pen.mark_row(line, 0, Role::Chosen);
            }
            None
        }
        WrapRow::What => labelled(pen, line, "Next step", &call.wrap.what, focused),
        WrapRow::On => {
            // What the day was understood as stands beside it before it is kept.
            let read = when::day(call.wrap.on.text(), today, call.brief.head.reckoning);
            let read = read.map(|day| day.strftime("%A, %-d %B %Y").to_string());
            let read = read.map(|day| piece(format!("{} {day}", pen.look.shapes().arrow), Role::Good));
            pen.ends(line, 0, &[], read.as_slice());
            let left = Rect { width: line.width.min(30), ..line };
            labelled(pen, if read.is_some() { left } else { line }, "On (day)", &call.wrap.on, focused)
        }
        WrapRow::Finish => button(pen, "wrap the call up"),
        WrapRow::Write => button(pen, &format!("write the report to a file: {}", turning(call.wrap.form))),
        WrapRow::Copy => button(pen, &format!("copy the report: {}", turning(call.wrap.form))),
        WrapRow::Home => button(pen, "back to the list of calls"),
        WrapRow::Reopen => button(pen, "take the call up again"),
    }
}
