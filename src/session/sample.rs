//! A brief made by hand, for the tests of what is shown.

use crate::signals::Reckoning;
use jiff::civil::date;

use super::{
    BeforeView, Brief, CriterionView, Ending, FactView, FlagView, FrameworkView, Head, HeardView, LevelView, NextView,
    PersonView, RemarkView, SectionView, VerdictView,
};
use crate::bank::{FlagKind, Grade, Level, LevelStatus, QuestionId, TopicId, ValueKind, VerdictKind};
use crate::call::{NextStep, PersonId, RemarkId};

/// A short call with one fact, one flag on each side, an unfiled note, and a text that tries to be markup.
pub(crate) fn brief() -> Brief {
    Brief {
        head: Head {
            bank: "bant".into(),
            bank_title: "BANT".into(),
            company: "Northwind Foods".into(),
            contact: "Dana Ruiz".into(),
            role: "VP Operations".into(),
            started_at: date(2026, 3, 2).at(10, 0, 0, 0),
            planned_minutes: 30,
            reckoning: Reckoning::default(),
            has_profile: true,
            before: BeforeView::default(),
        },
        rail: Vec::new(),
        prompt: None,
        remarks: vec![
            remark(
                1,
                Some("pain.problem"),
                "orders ship late, 40k a month in penalties",
                vec![fact()],
                vec![specific()],
            ),
            remark(2, Some("timeline.start"), "soon | *really* <b>", Vec::new(), vec![vague()]),
            remark(3, None, "# she laughed\u{1b}[2J", Vec::new(), Vec::new()),
        ],
        levels: [Level::Organization, Level::Opportunity, Level::Stakeholder].map(level).into(),
        verdict: VerdictView {
            kind: VerdictKind::KeepGoing,
            turned_by: None,
            reasons: vec!["nobody said who signs".into()],
            flips: vec!["a name for the signature".into()],
            next: vec!["ask who signs".into()],
        },
        framework: framework(),
        heard: vec![HeardView {
            topic: TopicId::new("pain.cost"),
            cue: "Cost of the pain".into(),
            shown: "40k a month".into(),
            grade: Grade::Evidenced,
            remark: RemarkId(1),
        }],
        people: vec![dana()],
        next: vec![NextView {
            question: QuestionId::new("authority.signs"),
            cue: "Who signs".into(),
            ask: "Whose signature does it need?".into(),
            because: "the stakeholder level hangs on it".into(),
        }],
        history: Vec::new(),
        attention: None,
        pace: super::brief::PaceView::default(),
        ending: Ending {
            next_step: Some(NextStep { what: "send the proposal".into(), on: Some(date(2026, 3, 12)) }),
            ..Ending::default()
        },
    }
}

fn framework() -> FrameworkView {
    FrameworkView {
        score: 61,
        caps: Vec::new(),
        sections: vec![SectionView {
            id: "budget".into(),
            title: "Budget".into(),
            grade: Grade::Claimed,
            score: 25,
            of: 25,
        }],
    }
}

fn dana() -> PersonView {
    PersonView {
        id: Some(PersonId(0)),
        name: "Dana Ruiz".into(),
        role: "VP Operations".into(),
        does: vec!["sets criteria".into()],
        speaking: true,
    }
}

fn remark(n: u32, topic: Option<&str>, text: &str, facts: Vec<FactView>, flags: Vec<FlagView>) -> RemarkView {
    RemarkView {
        id: RemarkId(n),
        elapsed_seconds: i64::from(n) * 30,
        by: dana(),
        text: text.into(),
        topic: topic.map(TopicId::new),
        topic_cue: topic.unwrap_or("unfiled").into(),
        question: None,
        candidates: Vec::new(),
        facts,
        flags,
        differences: vec![],
        corrections: vec![],
        dismissed: Vec::new(),
        grade: Grade::Claimed,
    }
}

fn fact() -> FactView {
    FactView {
        topic: TopicId::new("pain.cost"),
        kind: ValueKind::Money,
        text: "40k a month".into(),
        span: (18, 29),
        scalars: (18, 29),
        value: serde_json::json!({"amount": 40000.0, "currency": null, "per": "month"}),
        shown: "40k a month".into(),
    }
}

fn specific() -> FlagView {
    flag(FlagKind::Specific, (18, 29), "40k a month", None)
}

fn vague() -> FlagView {
    flag(FlagKind::Vague, (0, 4), "soon", Some(RemarkId(1)))
}

fn flag(kind: FlagKind, span: (usize, usize), words: &str, against: Option<RemarkId>) -> FlagView {
    FlagView {
        kind,
        colour: kind.colour(),
        spans: vec![span],
        scalars: vec![span],
        words: words.into(),
        why: "why it was raised".into(),
        advice: "what to do".into(),
        against,
        by_hand: false,
    }
}

fn level(level: Level) -> LevelView {
    LevelView {
        level,
        status: LevelStatus::Open,
        met: 1,
        criteria: vec![CriterionView {
            id: "signs",
            title: "who decides is known",
            grade: Grade::Open,
            met: false,
            failed: false,
            why: "nothing heard".into(),
            answers: vec![RemarkId(1)],
        }],
    }
}
