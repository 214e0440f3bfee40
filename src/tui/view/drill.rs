//! The drill: what is asked, the options, what came of the answer; at the end, how the round went.

use ratatui::layout::{Position, Rect};

use super::overlay::field;
use super::pen::{Hit, Line, Pen, paragraph, piece};
use crate::practice::drill::{Choice, Exercise, Form, Told};
use crate::tui::drill::{DrillScreen, Kept};
use crate::tui::model::Model;
use crate::tui::theme::Role;

/// So many rows a text may have: exercises are short.
const MOST_ROWS: usize = 8;

/// How wide texts are set: longer lines are hard to read.
const WIDEST: u16 = 96;

/// Draws a drill; returns the place of the cursor, where something is typed.
pub(super) fn view(model: &Model, drill: &DrillScreen, pen: &mut Pen<'_>) -> Option<Position> {
    let screen = pen.screen();
    header(model, drill, pen);
    pen.rule(Rect { y: screen.y + 1, height: 1, ..screen }, 0);
    let body = Rect {
        x: screen.x + 2,
        y: screen.y + 3,
        width: screen.width.saturating_sub(4).min(WIDEST),
        height: screen.height.saturating_sub(5),
    };
    let width = usize::from(body.width);
    let (lines, caret) = match drill.round.exercise() {
        Some(exercise) => exercise_lines(drill, exercise, pen, width),
        None => (summary(drill, pen, width), None),
    };
    let scrolled = offset(drill, lines.len(), usize::from(body.height));
    pen.lines(body, &lines[scrolled..]);
    footer(drill, pen, Rect { y: screen.bottom() - 1, height: 1, ..screen });
    let notice = Rect { y: screen.bottom() - 2, height: 1, ..screen };
    if let Kept::NotYet(why) = &drill.kept {
        pen.line(notice, 0, &[piece(format!(" {} not saved: {why}", pen.look.shapes().cross), Role::Bad)]);
    } else if let Some(told) = &model.notice {
        pen.line(notice, 0, &[piece(format!(" {}", told.text), if told.bad { Role::Caution } else { Role::Text })]);
    }
    let row = u16::try_from(caret?.checked_sub(scrolled)?).ok()?;
    let place = Rect { x: body.x + 2, y: body.y + row, width: body.width.saturating_sub(2), height: 1 };
    field(pen, place.intersection(body), &drill.typed).filter(|_| row < body.height)
}

/// Where a text that is too long begins: at its top while it is read, at its end once it is answered; arrows move it.
fn offset(drill: &DrillScreen, rows: usize, height: usize) -> usize {
    let most = rows.saturating_sub(height);
    if drill.round.told().is_some() { most.saturating_sub(drill.scroll) } else { drill.scroll.min(most) }
}

fn header(model: &Model, drill: &DrillScreen, pen: &mut Pen<'_>) {
    let shapes = pen.look.shapes();
    let left = [
        piece(" bantam", Role::Title),
        piece(format!("  drill {} {}", shapes.dot, drill.round.trainee()), Role::Quiet),
    ];
    let time = match drill.round.seconds_left(model.now) {
        _ if drill.round.is_over() => piece(String::new(), Role::Quiet),
        Some(0) => piece("time is up: finish this one", Role::Caution),
        Some(seconds) => piece(format!("{}:{:02} left", seconds / 60, seconds % 60), Role::Text),
        None => piece(format!("{} to go", drill.round.summary().left), Role::Text),
    };
    let saved = match drill.kept {
        Kept::Nothing => piece(" ", Role::Quiet),
        Kept::All => piece(format!("   {} saved ", shapes.full), Role::Good),
        Kept::NotYet(_) => piece(format!("   {} not saved ", shapes.cross), Role::Bad),
    };
    pen.ends(pen.screen(), 0, &left, &[time, saved]);
}

/// The lines of an exercise, and the line in which something is typed.
fn exercise_lines(drill: &DrillScreen, exercise: &Exercise, pen: &Pen<'_>, width: usize) -> (Vec<Line>, Option<usize>) {
    let shapes = pen.look.shapes();
    let mut lines: Vec<Line> = Vec::new();
    let source = if exercise.source.is_empty() { String::new() } else { format!("  {}", exercise.source) };
    let ahead = if drill.round.is_ahead() { "   nothing is due: ahead of time" } else { "" };
    lines.push(vec![piece(exercise.kind.title(), Role::Title), piece(format!("{source}{ahead}"), Role::Quiet)]);
    lines.extend(paragraph(&exercise.task, width, Role::Cue, &[], MOST_ROWS));
    lines.push(Vec::new());
    for (label, text) in &exercise.shown {
        let label = piece(format!("{label:<8}"), Role::Quiet);
        lines.extend(paragraph(text, width, Role::Text, &[label], MOST_ROWS));
    }
    if !exercise.shown.is_empty() {
        lines.push(Vec::new());
    }
    let told = drill.round.told();
    let mut caret = None;
    match &exercise.form {
        Form::Choice(choice) => lines.extend(options(choice, told, pen, width)),
        Form::Opening(_) => {
            caret = told.is_none().then_some(lines.len());
            let said = told.map(|told| told.said.as_str()).unwrap_or_default();
            lines.extend(paragraph(
                said,
                width,
                Role::Text,
                &[piece(format!("{} ", shapes.prompt), Role::Key)],
                MOST_ROWS,
            ));
        }
    }
    if let Some(told) = told {
        lines.push(Vec::new());
        lines.push(vec![match (told.is_right, told.is_weak) {
            (true, false) => piece(format!("{} right", shapes.check), Role::Good),
            (true, true) => piece("~ nearly", Role::Caution),
            (false, _) => piece(format!("{} not yet", shapes.cross), Role::Bad),
        }]);
        for line in &told.why {
            lines.extend(paragraph(line, width, Role::Text, &[piece("  ", Role::Text)], MOST_ROWS));
        }
    }
    (lines, caret)
}

/// The options; once one is taken, the right one and the wrong one with a mark.
fn options(choice: &Choice, told: Option<&Told>, pen: &Pen<'_>, width: usize) -> Vec<Line> {
    let shapes = pen.look.shapes();
    let mut lines = Vec::new();
    for (at, (option, letter)) in choice.options.iter().zip('a'..).enumerate() {
        let is_taken = told.is_some_and(|told| told.said == option.text);
        let (mark, role) = match told {
            Some(_) if at == choice.right => (shapes.check, Role::Good),
            Some(_) if is_taken => (shapes.cross, Role::Bad),
            Some(_) => (" ", Role::Quiet),
            None => (" ", Role::Text),
        };
        let first = [piece(format!("{mark} "), role), piece(format!("{letter}  "), Role::Key)];
        lines.extend(paragraph(&option.text, width, role, &first, MOST_ROWS));
    }
    lines
}

fn summary(drill: &DrillScreen, pen: &Pen<'_>, width: usize) -> Vec<Line> {
    let summary = drill.round.summary();
    if summary.answered == 0 {
        let text = "Nothing was answered. What is due stays due.";
        return paragraph(text, width, Role::Text, &[], MOST_ROWS);
    }
    let mut lines =
        vec![vec![piece(format!("{} of {} right", summary.right, summary.answered), Role::Cue)], Vec::new()];
    for (kind, answered, right) in &summary.by_kind {
        let title = format!("  {:<18}", kind.title());
        lines.push(vec![piece(title, Role::Text), piece(format!("{right} of {answered}"), Role::Quiet)]);
    }
    lines.push(Vec::new());
    let next = match summary.left {
        0 => "The list is done. What was right comes back in days, what was wrong sooner.".to_owned(),
        left => format!("{left} more today: x {} another minute.", pen.look.shapes().arrow),
    };
    lines.extend(paragraph(&next, width, Role::Text, &[], MOST_ROWS));
    lines
}

fn footer(drill: &DrillScreen, pen: &mut Pen<'_>, place: Rect) {
    let keys: &[(&str, &str)] = match drill.round.exercise() {
        None => &[("Enter", "home"), ("x", "another minute"), ("q", "quit")],
        Some(_) if drill.round.told().is_some() => &[("Enter", "next"), ("Esc", "end the drill")],
        Some(Exercise { form: Form::Choice(_), .. }) => &[("a-d", "answer"), ("Esc", "end the drill")],
        Some(_) => &[("Enter", "answer"), ("Esc", "end the drill")],
    };
    let mut line: Line = vec![piece(" ", Role::Text)];
    for (at, (key, title)) in keys.iter().enumerate() {
        let gap = if at > 0 { format!(" {} ", pen.look.shapes().dot) } else { String::new() };
        line.extend([piece(gap, Role::Quiet), piece(*key, Role::Key), piece(format!(" {title}"), Role::Quiet)]);
    }
    pen.line(place, 0, &line);
    pen.target(place, 0, Hit::Overlay);
}
