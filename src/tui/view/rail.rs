//! The rail: sections with how much of them is settled, and their questions.

use ratatui::layout::Rect;

use crate::session::{RailMark, RailSection};

use super::pen::{Hit, Line, Pen, piece};
use crate::bank::QuestionId;
use crate::tui::model::CallScreen;
use crate::tui::theme::Role;

/// Draws the rail: every question where there is room, else those of the section in use.
pub(super) fn view(call: &CallScreen, pen: &mut Pen<'_>, place: Rect) {
    let unfiled = call.brief.remarks.iter().filter(|remark| remark.topic.is_none()).count();
    let room = usize::from(place.height).saturating_sub(usize::from(unfiled > 0));
    let everything = call.brief.rail.iter().map(|section| section.questions.len() + 1).sum::<usize>() <= room;
    let in_use = in_use_at(call);
    let mut lines: Vec<(Option<&QuestionId>, Line)> = Vec::new();
    let mut current = 0;
    for (at, section) in call.brief.rail.iter().enumerate() {
        lines.push((None, section_line(section, pen, place.width)));
        if everything || at == in_use {
            for question in &section.questions {
                if question.mark == RailMark::Current {
                    current = lines.len();
                }
                let (shape, role) = pen.look.mark(question.mark, question.grade);
                let indent = if question.follow_up { "    " } else { "  " };
                let text = match question.mark {
                    RailMark::Parked => Role::Quiet,
                    RailMark::Current => Role::Cue,
                    _ => Role::Text,
                };
                let line = vec![piece(format!(" {indent}{shape} "), role), piece(question.cue.clone(), text)];
                lines.push((Some(&question.id), line));
            }
        }
    }
    let first = (current + 2).saturating_sub(room).min(lines.len().saturating_sub(room));
    for (row, (question, line)) in lines.into_iter().skip(first).take(room).enumerate() {
        pen.line(place, row as u16, &line);
        if let Some(question) = question {
            pen.target(place, row as u16, Hit::Question(question.clone()));
        }
    }
    if unfiled > 0 {
        let text = format!(" {} unfiled {unfiled}", pen.look.shapes().tray);
        pen.line(place, place.height.saturating_sub(1), &[piece(text, Role::Caution)]);
    }
}

/// A section: its mark, its title, settled of how many.
pub(super) fn section_line(section: &RailSection, pen: &Pen<'_>, width: u16) -> Line {
    let shapes = pen.look.shapes();
    let (shape, role) = if in_use(section) {
        (shapes.pointer, Role::Cue)
    } else if section.of > 0 && section.settled == section.of {
        (shapes.check, Role::Good)
    } else if section.settled > 0 {
        ("~", Role::Caution)
    } else {
        (shapes.dot, Role::Text)
    };
    let count = format!("{}/{}", section.settled, section.of);
    let room = usize::from(width).saturating_sub(5 + count.len());
    let title = crate::tui::text::column(&section.title, room, shapes.ellipsis);
    vec![piece(format!(" {shape} "), role), piece(title, Role::Title), piece(format!(" {count}"), Role::Quiet)]
}

/// Which section holds the question on the screen; the first while there is none.
pub(super) fn in_use_at(call: &CallScreen) -> usize {
    call.brief.rail.iter().position(in_use).unwrap_or(0)
}

fn in_use(section: &RailSection) -> bool {
    section.questions.iter().any(|question| question.mark == RailMark::Current)
}
