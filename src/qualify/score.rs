//! The framework score, line by line: what each group of topics earns, and what holds the sum back.

use crate::bank::{Bank, Grade, LevelStatus, ScoreGroup, Section};

use super::criteria::quotes;
use super::judge::Judge;
use super::ledger::{Standpoint, best};
use super::verdict::level_name;
use super::{Cap, Criterion, LevelTally, ScoreLine, SectionScore};

/// The most that a framework scores while a level is open or at risk: nothing advances before all three qualify
/// (domain.md, section 4, rule 2), so a full score would say what is not so.
const OPEN_LEVEL: u32 = 90;

/// The most that it scores once a level is decided against the lead.
const FAILED_LEVEL: u32 = 50;

/// The score of every scored section, in the order of the bank.
pub(super) fn sections(judge: &Judge<'_>, challenge: Option<&Criterion>) -> Vec<SectionScore> {
    let no_need = challenge.is_some_and(|criterion| criterion.failed);
    let scored = judge.case.bank.sections.iter().filter(|section| !section.scored.is_empty());
    scored.map(|section| section_score(judge, section, no_need)).collect()
}

/// The framework score, 0–100: points earned of those that the bank gives, as far as nothing holds them back.
pub(super) fn total(sections: &[SectionScore], bank: &Bank, caps: &[Cap]) -> u32 {
    let of: u32 = bank.sections.iter().flat_map(|section| &section.scored).map(|group| group.points).sum();
    let earned: u32 = sections.iter().map(|section| section.score).sum();
    let score = (earned * 100 + of / 2).checked_div(of).unwrap_or_default();
    caps.iter().map(|cap| cap.at_most).fold(score, u32::min)
}

/// What holds the score back, the hardest first: gates of the bank that nothing opened, and levels that do not qualify.
pub(super) fn caps(judge: &Judge<'_>, sections: &[SectionScore], levels: &[LevelTally; 3]) -> Vec<Cap> {
    let gates = judge.case.bank.sections.iter().filter_map(|section| {
        let is_shut = sections.iter().any(|score| score.id == section.id && score.score == 0);
        let at_most = section.gate.filter(|_| is_shut)?;
        Some(Cap { at_most, why: format!("nothing settles {} yet", section.title) })
    });
    let levels = levels.iter().filter_map(|level| {
        let name = level_name(level.level);
        let (at_most, why) = match level.status {
            LevelStatus::Qualified => return None,
            LevelStatus::Disqualified => (FAILED_LEVEL, format!("{name} is decided against")),
            LevelStatus::AtRisk => (OPEN_LEVEL, format!("{name} is at risk")),
            LevelStatus::Open => (OPEN_LEVEL, format!("{name} is still open")),
        };
        Some(Cap { at_most, why })
    });
    let mut caps: Vec<Cap> = gates.chain(levels).collect();
    caps.sort_by_key(|cap| cap.at_most);
    caps
}

/// A group earns all its points with a grade that is enough in its section, else nothing.
fn section_score(judge: &Judge<'_>, section: &Section, no_need: bool) -> SectionScore {
    let lines: Vec<ScoreLine> =
        section.scored.iter().map(|group| line(judge, group, section.accepts, no_need)).collect();
    SectionScore {
        id: section.id.clone(),
        title: section.title.clone(),
        grade: lines.iter().map(|line| line.grade).max_by_key(|grade| earning_order(*grade)).unwrap_or_default(),
        score: lines.iter().map(|line| line.score).sum(),
        of: lines.iter().map(|line| line.of).sum(),
        lines,
    }
}

fn line(judge: &Judge<'_>, group: &ScoreGroup, accepts: Grade, no_need: bool) -> ScoreLine {
    let stands = standpoint(judge, group, no_need);
    ScoreLine {
        topics: group.topics.clone(),
        grade: stands.grade,
        score: if stands.grade.is_enough(accepts) { group.points } else { 0 },
        of: group.points,
        why: why(judge, &stands, accepts),
        answers: stands.answers,
    }
}

/// Why a line earns what it earns, in one clause with the words behind it.
fn why(judge: &Judge<'_>, stands: &Standpoint, accepts: Grade) -> String {
    let said = match stands.grade {
        Grade::Open => return "nothing heard that settles it".to_owned(),
        Grade::Claimed if accepts == Grade::Evidenced => "a claim, where particulars are wanted",
        Grade::Claimed => "a claim, which is enough here",
        Grade::Evidenced => "told with particulars",
        Grade::Refuted => "denied, or none of what we solve",
        Grade::Disputed => "the answers disagree, which earns nothing",
    };
    format!("{said}: {}", quotes(stands, &judge.ledger))
}

/// How a group stands; where the need is refuted, no word about pain or need earns anything.
fn standpoint(judge: &Judge<'_>, group: &ScoreGroup, no_need: bool) -> Standpoint {
    best(group.topics.iter().map(|topic| {
        let mut stands = judge.topic(topic.as_str());
        let of_need = matches!(topic.family(), "pain" | "need");
        if no_need && of_need && stands.grade != Grade::Open {
            stands.grade = Grade::Refuted;
        }
        stands
    }))
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

#[cfg(test)]
mod tests {
    use crate::bank::Grade::{Claimed, Evidenced};
    use crate::qualify::sample::Call;

    #[test]
    fn a_full_score_waits_until_all_levels_qualify() {
        let mut call = Call::new(Claimed);
        for topic in ["budget.amount", "authority.signs", "need.degree", "timeline.start"] {
            call = call.hears(topic, "sure, that is settled", Claimed);
        }
        let found = call.assess();
        assert_eq!(found.score, 90, "claims earn every point, but nothing else is settled");
        assert_eq!(found.caps[0].why, "Organization is still open");
        assert_eq!(Call::all_met(Evidenced).assess().caps, []);
        let mut abroad = Call::all_met(Evidenced);
        abroad.icp.territories = vec!["Ireland".into()];
        assert_eq!(abroad.assess().score, 50);
    }

    #[test]
    fn a_gate_holds_the_score_until_its_section_is_settled() {
        let mut call = Call::all_met(Evidenced);
        call.bank.sections.iter_mut().find(|section| section.id == "need").unwrap().gate = Some(40);
        assert_eq!(call.assess().score, 100);
        call.answers.retain(|answer| answer.reading.topic.as_ref().is_none_or(|topic| *topic != "pain.problem"));
        let found = call.assess();
        assert_eq!(found.score, 40);
        assert_eq!(found.caps[0].why, "nothing settles need yet");
    }

    #[test]
    fn every_point_says_what_earned_it() {
        let found = Call::new(Evidenced).hears("budget.amount", "85k", Evidenced).hears(
            "authority.signs",
            "I choose the tools",
            Claimed,
        );
        let sections = found.assess().sections;
        let line = |id: &str| &sections.iter().find(|section| section.id == id).unwrap().lines[0];
        assert_eq!((line("budget").score, line("budget").why.as_str()), (25, "told with particulars: “85k”"));
        assert_eq!(line("authority").score, 0);
        assert_eq!(line("authority").why, "a claim, where particulars are wanted: “I choose the tools”");
        assert_eq!(line("need").why, "nothing heard that settles it");
    }
}
