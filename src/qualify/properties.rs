//! What holds of every call, tried on calls put together at random.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::sample::Call;
use super::{Assessment, LevelTally};
use crate::bank::{FlagKind, Grade, LevelStatus, TopicId};
use crate::call::RemarkId;

/// What may be said, by topic: words that fit the sample's profile, so that more of them is more evidence.
const WORDS: [(&str, &str); 14] = [
    ("company.territory", "we are in Ohio"),
    ("company.industry", "a retail chain"),
    ("company.size", "a few hundred people"),
    ("company.fit", "much like your other customers"),
    ("product.familiarity", "we ran a pilot of such a thing"),
    ("pain.problem", "orders go out late"),
    ("need.degree", "we cannot go on without it"),
    ("users.team", "the planners"),
    ("timeline.start", "as soon as we can"),
    ("timeline.capacity", "two people are free for it"),
    ("budget.amount", "the money is there"),
    ("authority.signs", "that is for me to sign"),
    ("criteria.list", "it has to talk to our ERP"),
    ("goal.target", "nine of ten orders on time"),
];

/// A remark: its place among the words, how well it settles its topic, and whether somebody else says it.
type Said = (usize, Grade, bool);

fn said() -> impl Strategy<Value = Said> {
    let grades = vec![Grade::Open, Grade::Claimed, Grade::Evidenced, Grade::Refuted];
    (0..WORDS.len(), prop::sample::select(grades), prop::bool::weighted(0.2))
}

fn hears(call: Call, (at, grade, by_another): Said) -> Call {
    let (topic, words) = WORDS[at];
    let call = match grade {
        Grade::Open => call.shrugs(topic, "no idea"),
        grade => call.hears(topic, words, grade),
    };
    let call = if topic == "company.territory" && grade != Grade::Open { call.place("Ohio") } else { call };
    if by_another { call.by("Kim Sato", "CFO") } else { call }
}

fn told(accepts: Grade, remarks: &[Said]) -> Call {
    remarks.iter().fold(Call::new(accepts), |call, remark| hears(call, *remark))
}

fn accepts() -> impl Strategy<Value = Grade> {
    prop::sample::select(vec![Grade::Claimed, Grade::Evidenced])
}

fn worth(level: &LevelTally) -> u8 {
    match level.status {
        LevelStatus::Disqualified => 0,
        LevelStatus::AtRisk => 1,
        LevelStatus::Open => 2,
        LevelStatus::Qualified => 3,
    }
}

/// What an assessment says, without the numbers of remarks and the words that hang on their order.
fn gist(found: &Assessment) -> (Vec<LevelStatus>, Vec<(Grade, bool)>, crate::bank::VerdictKind, u32) {
    let criteria = found.levels.iter().flat_map(|level| &level.criteria);
    (
        found.levels.iter().map(|level| level.status).collect(),
        criteria.map(|criterion| (criterion.grade, criterion.met)).collect(),
        found.verdict.kind,
        found.score,
    )
}

/// Every remark that an assessment speaks of.
fn spoken_of(found: &Assessment) -> BTreeSet<RemarkId> {
    let criteria = found.levels.iter().flat_map(|level| &level.criteria).flat_map(|criterion| &criterion.answers);
    let lines = found.sections.iter().flat_map(|section| &section.lines).flat_map(|line| &line.answers);
    let reasons = found.verdict.reasons.iter().flat_map(|reason| &reason.answers);
    criteria.chain(lines).chain(reasons).chain(&found.verdict.turned_by).copied().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_remark_that_only_adds_evidence_lowers_no_level(
        accepts in accepts(),
        remarks in prop::collection::vec(said(), 0..20),
        more in 0..WORDS.len(),
    ) {
        let call = told(accepts, &remarks);
        let before = call.assess();
        let after = hears(call, (more, Grade::Evidenced, false)).assess();
        for (before, after) in before.levels.iter().zip(&after.levels) {
            prop_assert!(worth(after) >= worth(before), "{} after {}", after.status, before.status);
        }
    }

    #[test]
    fn the_order_of_independent_remarks_is_of_no_account(
        accepts in accepts(),
        grades in prop::collection::vec(said(), 2..14),
        turn in 0..14_usize,
    ) {
        // One remark for each topic: none of them speaks to what another said.
        let mut topics = BTreeSet::new();
        let remarks: Vec<Said> = grades.into_iter().filter(|(at, ..)| topics.insert(*at)).collect();
        let mut turned = remarks.clone();
        turned.rotate_left(turn % remarks.len());
        turned.reverse();
        prop_assert_eq!(gist(&told(accepts, &remarks).assess()), gist(&told(accepts, &turned).assess()));
    }

    #[test]
    fn every_reason_names_remarks_that_exist(
        accepts in accepts(),
        remarks in prop::collection::vec(said(), 0..20),
        disputed in prop::option::of((0..20_u32, 0..20_u32)),
    ) {
        let mut call = told(accepts, &remarks);
        if let Some((later, earlier)) = disputed
            && let Some(answer) = call.answers.get_mut(later as usize)
        {
            answer.reading.grade = Grade::Disputed;
            let flag = crate::signals::Flag {
                kind: FlagKind::Contradiction,
                spans: Vec::new(),
                why: String::new(),
                advice: String::new(),
                against: Some(RemarkId(earlier)),
            };
            answer.reading.flags.push(flag);
        }
        let known: BTreeSet<RemarkId> = call.answers.iter().map(|answer| answer.remark).collect();
        let found = call.assess();
        prop_assert!(spoken_of(&found).is_subset(&known));
        prop_assert!(found.verdict.reasons.iter().all(|reason| !reason.text.is_empty()));
    }

    #[test]
    fn a_verdict_against_or_for_later_came_with_the_remark_that_it_names(
        accepts in accepts(),
        remarks in prop::collection::vec(said(), 1..20),
    ) {
        // One contact: where several speak, whose level counts may change with the remark.
        let of_one: Vec<Said> = remarks.into_iter().map(|(at, grade, _)| (at, grade, false)).collect();
        let mut call = told(accepts, &of_one);
        let found = call.assess();
        if let Some(turned_by) = found.verdict.turned_by {
            call.answers.truncate(turned_by.0 as usize);
            let then = call.assess();
            prop_assert!(then.verdict.kind != crate::bank::VerdictKind::KeepGoing
                || found.verdict.kind == crate::bank::VerdictKind::KeepGoing);
        }
    }
}

#[test]
fn the_words_settle_what_they_are_meant_to() {
    let all: Vec<Said> = (0..WORDS.len()).map(|at| (at, Grade::Evidenced, false)).collect();
    let mut call = told(Grade::Claimed, &all);
    let topic = TopicId::new("company.size");
    call.answers.iter_mut().filter(|answer| answer.reading.topic.as_ref() == Some(&topic)).for_each(|answer| {
        answer.reading.grade = Grade::Claimed;
    });
    assert_eq!(call.assess().statuses(), ["qualified", "qualified", "qualified"]);
}
