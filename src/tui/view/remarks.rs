//! The remarks: what was said, with the flags under the words that caused them.
//!
//! Only the remarks that are in sight are laid out, so a long call is as quick as a short one.

use ratatui::layout::Rect;

use crate::bank::{Colour, Grade};
use crate::session::{FlagView, RemarkView};

use super::call::stamp;
use super::middle;
use super::pen::{Hit, Line, Pen, Piece, line_cells, paragraph, piece};
use crate::tui::commands::CommandId;
use crate::tui::model::CallScreen;
use crate::tui::text::{Row, cells, fit, wrap};
use crate::tui::theme::Role;

/// Rows of text that a remark shows; of the chosen one, more.
const TEXT_ROWS: usize = 6;
const CHOSEN_TEXT_ROWS: usize = 24;

/// Draws the remarks, the newest at the bottom, the chosen one always in sight.
pub(super) fn view(call: &CallScreen, outage: bool, pen: &mut Pen<'_>, place: Rect) {
    let height = usize::from(place.height);
    let width = usize::from(place.width);
    let remarks = &call.brief.remarks;
    if height == 0 || remarks.is_empty() {
        return;
    }
    let chosen = call.chosen.and_then(|id| remarks.iter().position(|remark| remark.id == id));
    let mut blocks: Vec<(usize, Vec<Line>)> = Vec::new();
    let mut below = 0;
    let start = chosen.unwrap_or(remarks.len() - 1);
    // First down from the chosen remark to the middle of the place, then up until the place is full.
    for (at, remark) in remarks.iter().enumerate().skip(start) {
        let block = block(call, remark, outage, pen, width);
        below += block.len();
        blocks.push((at, block));
        if below >= height.div_ceil(2) {
            break;
        }
    }
    let mut rows = below;
    let mut above = Vec::new();
    for (at, remark) in remarks.iter().enumerate().take(start).rev() {
        if rows >= height {
            break;
        }
        let block = block(call, remark, outage, pen, width);
        rows += block.len();
        above.push((at, block));
    }
    above.reverse();
    above.extend(blocks);
    let drawn = draw(pen, place, &above, chosen);
    for (row, at) in drawn {
        if let Some(remark) = remarks.get(at) {
            pen.target(place, row, Hit::Remark(remark.id));
        }
    }
}

/// Draws blocks of rows; returns which row belongs to which remark.
fn draw(pen: &mut Pen<'_>, place: Rect, blocks: &[(usize, Vec<Line>)], chosen: Option<usize>) -> Vec<(u16, usize)> {
    let height = usize::from(place.height);
    let lines: Vec<(usize, &Line)> =
        blocks.iter().flat_map(|(at, block)| block.iter().map(move |line| (*at, line))).collect();
    let first_chosen = lines.iter().position(|(at, _)| Some(*at) == chosen);
    // The newest rows are kept, but never at the cost of the chosen remark's first row; and a remark that begins
    // above the place is left out, unless nothing else is left.
    let skip = lines.len().saturating_sub(height);
    let begins = blocks.iter().scan(0, |row, (_, block)| Some(std::mem::replace(row, *row + block.len())));
    let skip = begins.into_iter().find(|begin| *begin >= skip).unwrap_or(skip);
    let skip = first_chosen.map_or(skip, |first| skip.min(first));
    let offset = height.saturating_sub(lines.len() - skip);
    let mut drawn = Vec::new();
    for (row, (at, line)) in lines.into_iter().skip(skip).take(height).enumerate() {
        let row = (row + offset) as u16;
        pen.line(place, row, line);
        drawn.push((row, at));
        if Some(at) == chosen && line.first().is_some_and(|piece| piece.role == Role::Chosen) {
            let time = Rect { width: 5.min(place.width), ..place };
            pen.mark_row(time, row, Role::Chosen);
        }
    }
    drawn
}

/// The rows of one remark.
fn block(call: &CallScreen, remark: &RemarkView, outage: bool, pen: &Pen<'_>, width: usize) -> Vec<Line> {
    let is_chosen = call.chosen == Some(remark.id);
    let stamp = stamp(remark.elapsed_seconds);
    let stamp_role = if is_chosen { Role::Chosen } else { Role::Quiet };
    let indent = 7;
    let room = width.saturating_sub(indent).max(8);
    let most = if is_chosen { CHOSEN_TEXT_ROWS } else { TEXT_ROWS };
    let speaker = if remark.by.id.is_some_and(|id| id.0 > 0) {
        format!("{}: ", middle::called(&remark.by))
    } else {
        String::new()
    };
    let spans = spans(remark);
    let mut rows = wrap(&remark.text, room.saturating_sub(cells(&speaker)).max(8));
    let mut lines: Vec<Line> = Vec::new();
    for row in rows.by_ref().take(most) {
        let lead = if lines.is_empty() {
            [piece(fit(&format!("{stamp:<5}"), 5, ""), stamp_role), piece(format!("  {speaker}"), Role::Title)]
        } else {
            [piece("     ", Role::Text), piece(" ".repeat(2 + cells(&speaker)), Role::Text)]
        };
        lines.push(lead.into_iter().chain(marked(&remark.text, row, &spans)).collect());
    }
    if rows.next().is_some() {
        let text = format!(
            "       {} cut here: {} shows all of it",
            pen.look.shapes().ellipsis,
            pen.keymap.shown(CommandId::Edit)
        );
        lines.push(vec![piece(text, Role::Quiet)]);
    }
    let text_rows = lines.len();
    let greens: Vec<&FlagView> = remark.flags.iter().filter(|flag| flag.colour == Colour::Green).collect();
    if !is_chosen && greens.len() > 1 {
        lines.push(together(&greens, pen, width));
    }
    for flag in remark.flags.iter().filter(|flag| is_chosen || greens.len() < 2 || flag.colour == Colour::Red) {
        lines.extend(flag_lines(call, remark, flag, pen, width));
    }
    for difference in &remark.differences {
        let lead = [piece(
            format!("       {} ", if difference.between_two { pen.look.grade(Grade::Disputed).0 } else { "~" }),
            Role::Caution,
        )];
        lines.extend(paragraph(&difference.said, width, Role::Quiet, &lead, if is_chosen { 4 } else { 2 }));
    }
    lines.extend(remark.corrections.iter().map(|correction| {
        let means = correction.means.as_deref().unwrap_or("no fact");
        let text = format!("       {} {} {means}  by hand", correction.words, pen.look.shapes().arrow);
        vec![piece(fit(&text, width, pen.look.shapes().ellipsis), Role::Quiet)]
    }));
    place_filing(&mut lines, text_rows, filing(call, remark, outage, pen), width);
    lines
}

/// Puts where the remark is filed behind the text, or behind a flag, where there is room; else below the text.
fn place_filing(lines: &mut Vec<Line>, text_rows: usize, filing: Line, width: usize) {
    let cells = line_cells(&filing);
    let room = |line: &Line| width.checked_sub(line_cells(line) + cells).filter(|gap| *gap >= 2);
    let found = lines.iter_mut().skip(text_rows.saturating_sub(1)).find_map(|line| room(line).map(|gap| (line, gap)));
    if let Some((line, gap)) = found {
        line.push(piece(" ".repeat(gap), Role::Text));
        line.extend(filing);
    } else {
        let mut line = vec![piece(" ".repeat(width.saturating_sub(cells)), Role::Text)];
        line.extend(filing);
        lines.insert(text_rows, line);
    }
}

fn filing(call: &CallScreen, remark: &RemarkView, outage: bool, pen: &Pen<'_>) -> Line {
    let shapes = pen.look.shapes();
    let mut line = match remark.topic {
        Some(_) => vec![piece(format!("{} {}", shapes.arrow, remark.topic_cue), Role::Quiet)],
        None => vec![piece(format!("{} unfiled", shapes.tray), Role::Caution)],
    };
    if !call.is_saved(remark.id) {
        line.push(if outage {
            piece(format!(" {} not saved", shapes.cross), Role::Bad)
        } else {
            piece(format!(" {} saving", shapes.hollow), Role::Caution)
        });
    }
    line
}

/// Several green flags in one row: what speaks for the lead needs no more room than that.
fn together(flags: &[&FlagView], pen: &Pen<'_>, width: usize) -> Line {
    let shapes = pen.look.shapes();
    let (shape, role) = pen.look.flag(Colour::Green);
    let kinds: Vec<&str> = flags.iter().map(|flag| flag.kind.id()).collect();
    let words = flags.first().map_or("", |flag| flag.words.as_str());
    let head = piece(format!("       {shape} {}  ", kinds.join(", ")), role);
    let room = width.saturating_sub(cells(&head.text));
    vec![head, piece(fit(words, room.max(4), shapes.ellipsis), Role::Quiet)]
}

/// A flag: its shape, its name, the words; what to say, where it is the one that asks for attention.
fn flag_lines(call: &CallScreen, remark: &RemarkView, flag: &FlagView, pen: &Pen<'_>, width: usize) -> Vec<Line> {
    let shapes = pen.look.shapes();
    let (shape, role) = pen.look.flag(flag.colour);
    let attention = call.brief.attention.as_ref().filter(|one| one.remark == remark.id && one.flag == flag.kind);
    let chosen = call.chosen == Some(remark.id);
    let by_hand = if flag.by_hand { " (by hand)" } else { "" };
    let mut head = vec![piece(format!("       {shape} {}{by_hand}  ", flag.kind), role)];
    let room = width.saturating_sub(line_cells(&head));
    head.push(piece(fit(&flag.words, room.max(4), shapes.ellipsis), Role::Quiet));
    let mut lines = vec![head];
    if let Some(earlier) = flag.against.and_then(|id| call.remark(id)) {
        let [open, close] = shapes.quotes;
        let said = format!("against {} {open}{}{close}", stamp(earlier.elapsed_seconds), earlier.text);
        lines.extend(paragraph(&said, width, Role::Quiet, &[piece("         ", Role::Text)], 2));
    }
    let say = attention.map(|one| one.say.as_str()).or_else(|| chosen.then_some(flag.advice.as_str()));
    if chosen && !flag.why.is_empty() {
        lines.extend(paragraph(&flag.why, width, Role::Quiet, &[piece("         ", Role::Text)], 2));
    }
    if let Some(say) = say.filter(|say| !say.is_empty()) {
        let lead = [piece(format!("         {} ", shapes.arrow), Role::Caution)];
        lines.extend(paragraph(say, width, Role::Text, &lead, 2));
    }
    lines
}

/// The stretches of the text that raised a flag, and in which role; a red one outranks a green one.
fn spans(remark: &RemarkView) -> Vec<(usize, usize, Role)> {
    let mut spans: Vec<(usize, usize, Role)> = Vec::new();
    for flag in &remark.flags {
        let role = match flag.colour {
            Colour::Green => Role::GoodWords,
            Colour::Red => Role::BadWords,
        };
        spans.extend(flag.spans.iter().map(|&(start, end)| (start, end, role)));
    }
    spans.sort_by_key(|&(start, _, role)| (start, role == Role::GoodWords));
    spans
}

/// A row of the text cut into pieces where spans begin and end.
fn marked(text: &str, row: Row, spans: &[(usize, usize, Role)]) -> Vec<Piece> {
    let mut cuts = vec![row.start, row.end];
    for &(start, end, _) in spans {
        for at in [start, end] {
            if (row.start..row.end).contains(&at) && text.is_char_boundary(at) {
                cuts.push(at);
            }
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    let role_at = |at: usize| {
        let covering = || spans.iter().filter(|(start, end, _)| (*start..*end).contains(&at)).map(|&(_, _, role)| role);
        covering().find(|&role| role == Role::BadWords).or_else(|| covering().next()).unwrap_or(Role::Text)
    };
    cuts.windows(2).map(|pair| piece(&text[pair[0]..pair[1]], role_at(pair[0]))).collect()
}
