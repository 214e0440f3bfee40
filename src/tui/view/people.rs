//! Who is who in the purchase: parts, wants, stance, how to reach them, and which parts nobody has.

use crate::bank::StakeholderRole;
use crate::session::{StakeholderView, StakeholdersView};
use crate::tui::model::CallScreen;
use crate::tui::theme::{Look, Role};

use super::call::stamp;
use super::pen::{Line, paragraph, piece};

/// The lines of the overlay.
pub(super) fn lines(look: Look, call: &CallScreen, shown: &StakeholdersView, width: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = shown.people.iter().flat_map(|one| person(look, call, one, width)).collect();
    if shown.people.is_empty() {
        lines.push(vec![piece("Nobody was named yet.", Role::Quiet)]);
    }
    lines.push(Vec::new());
    if !shown.holes.is_empty() {
        let missing: Vec<String> = shown.holes.iter().map(|role| named(*role)).collect();
        let lead = [piece("Nobody yet as  ", Role::Caution)];
        lines.extend(paragraph(&missing.join(", "), width, Role::Text, &lead, 3));
    }
    if let Some(way_in) = &shown.way_in {
        lines.extend(paragraph(way_in, width, Role::Text, &[piece("The way in     ", Role::Key)], 2));
    }
    lines
}

fn person(look: Look, call: &CallScreen, one: &StakeholderView, width: usize) -> Vec<Line> {
    let dot = look.shapes().dot;
    let name = if one.name.is_empty() { "the contact" } else { one.name.as_str() };
    let mut head = vec![piece(name.to_owned(), Role::Title)];
    if !one.title.is_empty() {
        head.push(piece(format!(", {}", one.title), Role::Text));
    }
    let parts: Vec<String> = one.parts.iter().map(|part| named(*part)).collect();
    let facts = [parts.join(", "), one.stance.to_owned(), one.reach.clone()];
    let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    let mut lines = vec![head];
    lines.extend(paragraph(&facts.join(&format!(" {dot} ")), width, Role::Quiet, &[piece("  ", Role::Text)], 2));
    for want in &one.wants {
        lines.extend(paragraph(want, width, Role::Text, &[piece("  wants  ", Role::Quiet)], 2));
    }
    let said = one.said.iter().filter_map(|id| call.remark(*id));
    let times: Vec<String> = said.map(|remark| stamp(remark.elapsed_seconds)).collect();
    if !times.is_empty() {
        lines.extend(paragraph(&times.join(", "), width, Role::Quiet, &[piece("  heard  ", Role::Quiet)], 1));
    }
    lines
}

fn named(role: StakeholderRole) -> String {
    role.id().replace('_', " ")
}
