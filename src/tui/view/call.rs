//! The call screen: header, rules, panes, status, keys.

use ratatui::layout::{Position, Rect};

use super::frame::Live;
use super::pen::{Line, Pen, line_cells, piece};
use super::{keys, middle, rail, side};
use crate::tui::commands::CommandId;
use crate::tui::layout;
use crate::tui::model::{CallScreen, Model};
use crate::tui::text::fit;
use crate::tui::theme::{Look, Role, grade_word, status_word, verdict};

/// Draws the call screen; returns the place of the caret in the note.
pub(super) fn view(model: &Model, call: &CallScreen, pen: &mut Pen<'_>) -> Option<Position> {
    let places = layout::call(pen.screen());
    header(model, call, pen, places.header);
    rules(call, pen, &places);
    if let Some(place) = places.rail {
        rail::view(call, pen, place);
    }
    if let Some(place) = places.side {
        side::view(call, pen, place, places.rail.is_none());
    }
    if let Some(place) = places.levels {
        levels_row(call, pen, place);
    }
    status(model, call, pen, places.status);
    keys::footer(model, pen, places.keys);
    let (entry, caret) = middle::view(call, model.outage.is_some(), pen, places.middle);
    pen.live = Some(Live { header: places.header, seconds: model.elapsed_seconds(), entry });
    caret
}

/// Who, how long, saved or not.
pub(super) fn header(model: &Model, call: &CallScreen, pen: &mut Pen<'_>, place: Rect) {
    let head = &call.brief.head;
    let dot = model.look.shapes().dot;
    let who = [head.company.as_str(), head.contact.as_str()].into_iter().filter(|name| !name.is_empty());
    let mut names = who.collect::<Vec<_>>().join(&format!(" {dot} "));
    if !head.role.is_empty() {
        names = format!("{names}, {}", head.role);
    }
    let gap = if place.width >= 60 { "   " } else { "  " };
    let time = match (place.width >= 60, call.brief.ending.closed.is_some()) {
        (true, true) => format!("lasted {}", clock(model)),
        (true, false) => format!("{} of {}:00", clock(model), head.planned_minutes),
        (false, _) => clock(model),
    };
    let right = vec![
        piece(format!("{} ", head.bank_title), Role::Quiet),
        piece(call.brief.framework.score.to_string(), Role::Title),
        piece(format!("{gap}{time}{gap}"), Role::Text),
        saved(model, call, pen),
        piece(" ", Role::Text),
    ];
    let brand = if place.width >= 80 { " bantam  " } else { " " };
    let left = [piece(brand, Role::Title), piece(names, Role::Text)];
    pen.ends(place, 0, &left, &right);
}

/// How long the call has lasted.
fn clock(model: &Model) -> String {
    let seconds = model.elapsed_seconds();
    if seconds >= 24 * 3600 { format!("day {}", seconds / (24 * 3600) + 1) } else { time(seconds) }
}

/// Seconds as a clock: `12:05`, `1:02:05`.
pub(super) fn time(seconds: i64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes:02}:{seconds:02}") }
}

/// When something was said, in five cells: `12:05`, from 100 minutes on `1h40`, after a day `2d`.
pub(crate) fn stamp(seconds: i64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600, seconds / 60);
    match (days, minutes) {
        (1.., _) => format!("{days}d"),
        (_, 100..) => format!("{hours}h{:02}", minutes % 60),
        _ => format!("{minutes:02}:{:02}", seconds % 60),
    }
}

/// What of the call is on disk, by shape and word.
fn saved(model: &Model, call: &CallScreen, pen: &Pen<'_>) -> super::pen::Piece {
    let shapes = pen.look.shapes();
    let saving = &call.saving;
    if model.outage.is_some() {
        piece(format!("{} not saved", shapes.cross), Role::Bad)
    } else if saving.saved < saving.sent {
        piece(format!("{} saving", shapes.hollow), Role::Caution)
    } else {
        piece(format!("{} saved", shapes.full), Role::Good)
    }
}

/// The rule under the header with the titles of the panes, and the lines between them.
fn rules(call: &CallScreen, pen: &mut Pen<'_>, places: &layout::CallPlaces) {
    let [_, vertical, tee, _] = pen.look.shapes().frame;
    pen.rule(places.rule, 0);
    let height = places.middle.height;
    let body = places.middle.y;
    let mut title = |pane: Rect, text: &str| {
        let place = Rect { x: pane.x + 1, y: places.rule.y, width: pane.width.saturating_sub(2), height: 1 };
        pen.line(place, 0, &[piece(format!(" {text} "), Role::Title)]);
    };
    if let Some(rail) = places.rail {
        title(rail, "Questions");
    }
    if let Some(side) = places.side {
        title(side, "Worth my time?");
    }
    let current = call.brief.rail.iter().find(|section| {
        section.questions.iter().any(|question| Some(&question.id) == call.brief.prompt.as_ref().map(|p| &p.question))
    });
    title(places.middle, current.map_or("Question", |section| section.title.as_str()));
    for x in [places.rail.map(Rect::right), places.side.map(|side| side.x.saturating_sub(1))].into_iter().flatten() {
        pen.column(x, places.rule.y, 1, tee);
        pen.column(x, body, height, vertical);
    }
}

/// The levels and the verdict in one row.
fn levels_row(call: &CallScreen, pen: &mut Pen<'_>, place: Rect) {
    let mut line: Line = vec![piece(" ", Role::Text)];
    for level in &call.brief.levels {
        let (shape, role) = pen.look.status(level.status);
        let name = side::level_name(level.level);
        let short = if place.width < 70 { fit(name, 3, "") } else { name.to_owned() };
        line.push(piece(format!("{short} "), Role::Text));
        line.push(piece(format!("{shape} {}/{}  ", level.met, level.criteria.len()), role));
    }
    let (word, role) = verdict(call.brief.verdict.kind);
    line.push(piece(format!("{} {word}", pen.look.shapes().arrow), role));
    if line_cells(&line) + 12 < usize::from(place.width)
        && let Some(reason) = call.brief.verdict.reasons.first()
    {
        line.push(piece(format!(": {reason}"), Role::Quiet));
    }
    pen.line(place, 0, &line);
}

/// What just happened, or what to ask next.
fn status(model: &Model, call: &CallScreen, pen: &mut Pen<'_>, place: Rect) {
    pen.rule(place, 0);
    let inner = Rect { x: place.x + 1, width: place.width.saturating_sub(2), ..place };
    if let Some(notice) = &model.notice {
        let role = if notice.bad { Role::Caution } else { Role::Text };
        pen.line(inner, 0, &[piece(format!(" {} ", notice.text), role)]);
        return;
    }
    if let Some(why) = &model.outage {
        let text = format!(" {} not saved: {why} ", pen.look.shapes().cross);
        pen.line(inner, 0, &[piece(text, Role::Bad)]);
        return;
    }
    if let Some(closed) = &call.brief.ending.closed {
        let (verdict, key) = (closed.verdict.replace('_', " "), pen.keymap.shown(CommandId::WrapUp));
        let text = format!(" wrapped up: {verdict} · {key} for the report or to reopen ");
        pen.line(inner, 0, &[piece(text, Role::Text)]);
        return;
    }
    let arrow = pen.look.shapes().arrow;
    let mut line: Line = Vec::new();
    if let Some(note) = &call.brief.pace.note {
        line.push(piece(format!(" {note} "), Role::Caution));
    }
    let mut next = call.upcoming();
    let Some(first) = next.next() else {
        pen.line(inner, 0, &line);
        return;
    };
    line.extend([piece(" next: ", Role::Quiet), piece(first.cue.clone(), Role::Title)]);
    let because = format!(" ({})", first.because);
    let others = next.fold(String::new(), |line, next| format!("{line} {arrow} {}", next.cue));
    let room = usize::from(inner.width).saturating_sub(line_cells(&line) + 1);
    let others_cells = crate::tui::text::cells(&others);
    if room > others_cells + 12 && !first.because.is_empty() {
        let fitted = fit(&because, room - others_cells, pen.look.shapes().ellipsis);
        line.push(piece(fitted, Role::Quiet));
    }
    line.push(piece(format!("{others} "), Role::Quiet));
    pen.line(inner, 0, &line);
}

/// A grade as a word beside its shape.
pub(super) fn graded(look: Look, grade: crate::bank::Grade) -> super::pen::Piece {
    let (shape, role) = look.grade(grade);
    piece(format!("{shape} {}", grade_word(grade)), role)
}

/// A level's status as a word beside its shape.
pub(super) fn status_of(look: Look, status: crate::bank::LevelStatus) -> super::pen::Piece {
    let (shape, role) = look.status(status);
    piece(format!("{shape} {}", status_word(status)), role)
}
