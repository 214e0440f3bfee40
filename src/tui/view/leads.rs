//! The list of leads, and a lead that is open.
//!
//! ```text
//!  bantam  lead book  1,204 leads
//! ──────────────────────────────────────────────────────────────
//!  / harbour▏                       stage all   type SQL   by rank
//!
//!  score  company            contact        type  stage     next
//! ▸   71  Harbour Tools      Kim Sato       SQL   Proposal  2026-05-12 call
//! ```

use ratatui::layout::{Position, Rect};

use super::overlay::{field, listed};
use super::pen::{Line, Pen, paragraph, piece};
use crate::report::grouped;
use crate::tui::leads::{LeadRow, LeadsListed};
use crate::tui::model::{LeadsScreen, Model, OpenLead};
use crate::tui::text::column;
use crate::tui::theme::Role;

/// From so many columns on, the owner is shown too.
const WIDE: u16 = 110;

/// Draws the list, or the lead that is open.
pub(super) fn view(model: &Model, screen: &LeadsScreen, pen: &mut Pen<'_>) -> Option<Position> {
    let place = pen.screen();
    let body = Rect { x: place.x + 1, y: place.y + 2, width: place.width - 2, height: place.height - 4 };
    pen.rule(Rect { y: place.y + 1, height: 1, ..place }, 0);
    let keys = |pen: &mut Pen<'_>, keys: &str| {
        let last = Rect { y: place.bottom() - 1, height: 1, ..place };
        let text = keys.replace(" . ", &format!(" {} ", pen.look.shapes().dot));
        pen.line(last, 0, &[piece(format!(" {text}"), Role::Quiet)]);
    };
    if let Some(notice) = &model.notice {
        let role = if notice.bad { Role::Caution } else { Role::Text };
        let row = Rect { y: place.bottom() - 2, height: 1, ..place };
        pen.line(row, 0, &[piece(format!(" {}", notice.text), role)]);
    }
    if let Some(open) = &screen.open {
        pen.line(place, 0, &[piece(" lead ", Role::Quiet), piece(&open.sheet.title, Role::Title)]);
        sheet(open, pen, body);
        keys(pen, "c call . Enter open a call . arrows move . Esc back to the list");
        return None;
    }
    let far =
        if screen.at >= usize::from(body.height) { format!(", at {}", grouped(screen.at + 1)) } else { String::new() };
    let found = format!("  {}{far}", found(&screen.listed));
    pen.line(place, 0, &[piece(" lead book", Role::Title), piece(found, Role::Quiet)]);
    let caret = filters(screen, pen, body);
    list(screen, pen, Rect { y: body.y + 2, height: body.height.saturating_sub(2), ..body });
    if screen.is_searching {
        keys(pen, "words, or owner=Kim, tag=trial, score>=60 between commas . Enter to the list");
    } else {
        keys(pen, "Enter open . / search . s stage . t type . o O order . a all . Esc home");
    }
    caret.filter(|_| screen.is_searching)
}

/// How many leads there are, and how many of them are meant.
fn found(listed: &LeadsListed) -> String {
    let leads = if listed.total == 1 { "lead" } else { "leads" };
    let total = grouped(listed.total);
    // In the order of what is next, only leads are listed that have a day for it.
    if listed.found != listed.total && listed.problem.is_none() {
        format!("{} of {total} {leads}", grouped(listed.found))
    } else {
        format!("{total} {leads}")
    }
}

/// The line of search and filters; the caret of the search.
fn filters(screen: &LeadsScreen, pen: &mut Pen<'_>, body: Rect) -> Option<Position> {
    let named = |choices: &[(String, String)], id: &Option<String>| {
        let name = id.as_ref().and_then(|id| choices.iter().find(|(known, _)| known == id));
        name.map_or_else(|| "all".to_owned(), |(_, name)| name.clone())
    };
    let query = &screen.query;
    let sort = if query.sort.is_empty() { "rank" } else { &query.sort };
    let chosen = [
        piece("  stage ", Role::Quiet),
        piece(named(&screen.listed.stages, &query.stage), Role::Key),
        piece("  type ", Role::Quiet),
        piece(named(&screen.listed.kinds, &query.kind), Role::Key),
        piece("  by ", Role::Quiet),
        piece(sort, Role::Key),
    ];
    pen.ends(body, 0, &[], &chosen);
    pen.line(Rect { width: 2, ..body }, 0, &[piece("/ ", if screen.is_searching { Role::Key } else { Role::Quiet })]);
    let width = (body.width / 2).saturating_sub(2);
    field(pen, Rect { x: body.x + 2, width, height: 1, ..body }, &screen.search)
}

fn list(screen: &LeadsScreen, pen: &mut Pen<'_>, place: Rect) {
    let is_wide = place.width >= WIDE;
    if let Some(problem) = &screen.listed.problem {
        pen.lines(place, &paragraph(problem, usize::from(place.width), Role::Caution, &[], 3));
        return;
    }
    if screen.listed.rows.is_empty() {
        let text = if screen.listed.total == 0 {
            "No leads yet. `bantam leads import FILE` takes in what another program exports."
        } else if screen.query.sort.ends_with("next") && !screen.listed.is_filtered {
            "No lead has a day for its next action; o puts them in another order."
        } else {
            "No lead meets all of this; a shows all."
        };
        pen.lines(place, &paragraph(text, usize::from(place.width), Role::Quiet, &[], 3));
        return;
    }
    let names = LeadRow {
        company: "company".into(),
        contact: "contact".into(),
        kind: "type".into(),
        stage: "stage".into(),
        owner: "owner".into(),
        next: "next".into(),
        ..LeadRow::default()
    };
    let width = usize::from(place.width);
    let mut head = row(&names, pen, (width, is_wide), true);
    for piece in &mut head {
        piece.role = Role::Quiet;
    }
    pen.line(place, 0, &head);
    let rows = Rect { y: place.y + 1, height: place.height.saturating_sub(1), ..place };
    let lines: Vec<Line> = screen.listed.rows.iter().map(|lead| row(lead, pen, (width, is_wide), false)).collect();
    listed(rows, pen, &lines, screen.at.saturating_sub(screen.listed.skip));
}

fn row(lead: &LeadRow, pen: &Pen<'_>, (width, is_wide): (usize, bool), is_head: bool) -> Line {
    let ellipsis = pen.look.shapes().ellipsis;
    let (kind, stage, owner, next) = if is_wide { (12, 16, 14, 28) } else { (12, 15, 0, 11) };
    let rest = width.saturating_sub(7 + kind + stage + owner + next);
    let company = rest * 3 / 5;
    let score = if is_head { " score ".to_owned() } else { format!("{:>6} ", lead.score) };
    let mut line = vec![
        piece(score, Role::Key),
        piece(format!("{} ", column(&lead.company, company.saturating_sub(1), ellipsis)), Role::Text),
        piece(format!("{} ", column(&lead.contact, (rest - company).saturating_sub(1), ellipsis)), Role::Text),
        piece(column(&lead.kind, kind, ellipsis), Role::Quiet),
        piece(column(&lead.stage, stage, ellipsis), Role::Quiet),
    ];
    if is_wide {
        line.push(piece(column(&lead.owner, owner, ellipsis), Role::Quiet));
    }
    line.push(piece(column(&lead.next, next, ellipsis), if lead.is_due { Role::Caution } else { Role::Quiet }));
    line
}

/// A lead: to call, its calls, and what is known of it.
fn sheet(open: &OpenLead, pen: &mut Pen<'_>, place: Rect) {
    let mut lines: Vec<Line> = vec![vec![piece(" c ", Role::Key), piece("call", Role::Text)]];
    let mut chosen = vec![0];
    if !open.sheet.calls.is_empty() {
        lines.extend([Vec::new(), vec![piece("Calls", Role::Title)]]);
    }
    for (_, call) in &open.sheet.calls {
        chosen.push(lines.len());
        lines.push(vec![piece(format!(" {call}"), Role::Text)]);
    }
    for (heading, part) in &open.sheet.parts {
        lines.extend([Vec::new(), vec![piece(heading, Role::Title)]]);
        for line in part {
            chosen.push(lines.len());
            lines.push(vec![piece(format!(" {line}"), Role::Text)]);
        }
    }
    let focus = chosen.get(open.at).copied().unwrap_or_default();
    listed(place, pen, &lines, focus);
}
