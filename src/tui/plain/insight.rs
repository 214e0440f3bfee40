//! Frameworks side by side, and who is who in the purchase, in words.

use crate::bank::Level;
use crate::session::{LensesView, StakeholderView, StakeholdersView};
use crate::tui::theme::{grade_word, status_word, verdict};

/// The order in which a lens holds its levels.
const LEVELS: [Level; 3] = [Level::Organization, Level::Opportunity, Level::Stakeholder];

/// The call through every framework, and where they differ.
pub(super) fn compare(shown: &LensesView) -> Vec<String> {
    let mut lines = Vec::new();
    for lens in &shown.lenses {
        let levels =
            LEVELS.iter().zip(lens.levels).map(|(level, status)| format!("{} {}", level.id(), status_word(status)));
        let levels: Vec<String> = levels.collect();
        lines.push(format!(
            "{}: {} of 100, {}; {}",
            lens.title,
            lens.score,
            verdict(lens.verdict).0,
            levels.join(", ")
        ));
        lines.extend(lens.cap.iter().map(|cap| format!("  {cap}")));
    }
    if shown.differing.is_empty() {
        lines.push("They see every criterion alike.".to_owned());
        return lines;
    }
    lines.push("Where they differ:".to_owned());
    for line in &shown.differing {
        let seen = shown.lenses.iter().zip(&line.seen).map(|(lens, (grade, is_met))| {
            format!("{} {}", lens.title, if *is_met { "met" } else { grade_word(*grade) })
        });
        lines.push(format!("  {}: {}. {}", line.title, seen.collect::<Vec<_>>().join(", "), line.why));
    }
    lines
}

/// Everybody with a part in the purchase, the parts that nobody has, and the way in.
pub(super) fn people(shown: &StakeholdersView) -> Vec<String> {
    let mut lines: Vec<String> = shown.people.iter().map(person).collect();
    if lines.is_empty() {
        lines.push("Nobody was named yet.".to_owned());
    }
    if !shown.holes.is_empty() {
        let missing: Vec<String> = shown.holes.iter().map(|part| part.id().replace('_', " ")).collect();
        lines.push(format!("nobody yet as: {}", missing.join(", ")));
    }
    lines.extend(shown.way_in.iter().map(|way_in| format!("the way in: {way_in}")));
    lines
}

fn person(one: &StakeholderView) -> String {
    let name = if one.name.is_empty() { "the contact" } else { one.name.as_str() };
    let parts: Vec<String> = one.parts.iter().map(|part| part.id().replace('_', " ")).collect();
    let said: Vec<String> = one.said.iter().map(|id| id.0.to_string()).collect();
    let labelled = |label: &str, items: &[String]| {
        if items.is_empty() { String::new() } else { format!("{label} {}", items.join(", ")) }
    };
    let facts = [
        one.title.clone(),
        parts.join(", "),
        one.stance.to_owned(),
        one.reach.clone(),
        labelled("wants", &one.wants),
        labelled("remarks", &said),
    ];
    let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    if facts.is_empty() { name.to_owned() } else { format!("{name}: {}", facts.join("; ")) }
}
