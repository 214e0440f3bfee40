//! The framework score: what each section's groups of topics earn.

use crate::bank::{Bank, Grade, ScoreGroup, Section};

use super::judge::Judge;
use super::ledger::best;
use super::{Criterion, SectionScore};

/// The score of every scored section, in the order of the bank.
pub(super) fn sections(judge: &Judge<'_>, challenge: Option<&Criterion>) -> Vec<SectionScore> {
    let no_need = challenge.is_some_and(|criterion| criterion.failed);
    let scored = judge.case.bank.sections.iter().filter(|section| !section.scored.is_empty());
    scored.map(|section| section_score(judge, section, no_need)).collect()
}

/// The framework score, 0–100: points earned of those that the bank gives.
pub(super) fn total(sections: &[SectionScore], bank: &Bank) -> u32 {
    let of: u32 = bank.sections.iter().flat_map(|section| &section.scored).map(|group| group.points).sum();
    let earned: u32 = sections.iter().map(|section| section.score).sum();
    (earned * 100 + of / 2).checked_div(of).unwrap_or_default()
}

/// A group earns all its points with a grade that is enough in its section, else nothing.
fn section_score(judge: &Judge<'_>, section: &Section, no_need: bool) -> SectionScore {
    let grades: Vec<(Grade, u32)> =
        section.scored.iter().map(|group| (group_grade(judge, group, no_need), group.points)).collect();
    let earned = grades.iter().filter(|(grade, _)| grade.is_enough(section.accepts)).map(|(_, points)| points);
    SectionScore {
        id: section.id.clone(),
        title: section.title.clone(),
        grade: grades.iter().map(|(grade, _)| *grade).max_by_key(|grade| earning_order(*grade)).unwrap_or_default(),
        score: earned.sum(),
        of: grades.iter().map(|(_, points)| points).sum(),
    }
}

/// How a group stands; where the need is refuted, no word about pain or need earns anything.
fn group_grade(judge: &Judge<'_>, group: &ScoreGroup, no_need: bool) -> Grade {
    let grades = group.topics.iter().map(|topic| {
        let mut stands = judge.topic(topic.as_str());
        let of_need = matches!(topic.family(), "pain" | "need");
        if no_need && of_need && stands.grade != Grade::Open {
            stands.grade = Grade::Refuted;
        }
        stands
    });
    best(grades).grade
}

/// Orders grades by what they can earn; of a section the best is shown, as it stands beside the points. Unlike in a
/// criterion a dispute comes behind a claim: it earns nothing.
const fn earning_order(grade: Grade) -> u8 {
    match grade {
        Grade::Open => 0,
        Grade::Refuted => 1,
        Grade::Disputed => 2,
        Grade::Claimed => 3,
        Grade::Evidenced => 4,
    }
}
