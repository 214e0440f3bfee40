//! A call to draw in tests: one brief by hand, so that no test of the screen hangs on how answers are judged.

use std::sync::Arc;

use jiff::civil::{DateTime, date};

use crate::bank::{FlagKind, Grade, Level, LevelStatus, QuestionId, TopicId, ValueKind, VerdictKind};
use crate::call::{Act, ActId, PersonId, RemarkId};
use crate::session::{
    Attention, BeforeView, Brief, CorrectionView, CriterionView, Ending, FactView, FlagView, FrameworkView, Head,
    HeardView, LevelView, NextView, PersonView, ProbeView, Prompt, RailMark, RailQuestion, RailSection, RemarkView,
    SectionView, TopicChoice, VerdictView,
};
use crate::signals::Reckoning;

use super::message::{BankChoice, CallListed, Lens, Message, Opened};
use super::model::Model;
use super::theme::Look;
use super::update::update;

/// When the call began.
pub(crate) fn start() -> DateTime {
    date(2026, 3, 2).at(10, 0, 0, 0)
}

/// A topic to choose.
pub(crate) fn topic(id: &str, cue: &str) -> TopicChoice {
    TopicChoice { topic: TopicId::new(id), cue: cue.to_owned() }
}

/// A model with the call on the screen.
pub(crate) fn model(width: u16, height: u16) -> Model {
    with(brief(), width, height)
}

/// A model with a given call on the screen.
pub(crate) fn with(brief: Brief, width: u16, height: u16) -> Model {
    let banks = lenses().into_iter().map(|lens| BankChoice { id: lens.bank, title: lens.title }).collect();
    let now = start().saturating_add(jiff::Span::new().seconds(761));
    let mut model = Model::new(Look::default(), Default::default(), banks, now, (width, height));
    let topics = vec![
        topic("authority.signs", "who signs"),
        topic("pain.cost", "cost of the pain"),
        topic("budget.amount", "budget"),
    ];
    let opened =
        Opened { brief: Arc::new(brief), topics, cards: Vec::new(), draft: String::new(), saved: 9, line: None };
    update(&mut model, Message::Opened(Box::new(opened)));
    model
}

/// Frameworks to switch to; the last one cannot be used.
pub(crate) fn lenses() -> Vec<Lens> {
    let lens = |bank: &str, title: &str, purpose: &str| Lens {
        bank: bank.to_owned(),
        title: title.to_owned(),
        purpose: Ok(purpose.to_owned()),
        in_use: bank == "bant",
    };
    vec![
        lens("bant", "BANT", "A quick first look: is there money, somebody who can spend it, a need, and a date?"),
        lens(
            "meddic",
            "MEDDIC",
            "For long, costly purchases: what is counted, who pays, how they decide, and who pushes.",
        ),
        Lens { purpose: Err("ours.yaml, line 3: unknown topic".to_owned()), ..lens("ours", "Ours", "") },
    ]
}

/// A model with the home screen: one unfinished call and one past one.
pub(crate) fn home() -> Model {
    let mut model = model(80, 24);
    model.call = None;
    let call = |id: &str, company: &str, closed: Option<&str>| CallListed {
        id: id.to_owned(),
        company: company.to_owned(),
        contact: "Dana Ruiz".to_owned(),
        bank: "BANT".to_owned(),
        started_at: start(),
        remarks: 7,
        closed: closed.map(str::to_owned),
    };
    let calls = vec![call("2", "Acme Tools", Some("change_contact")), call("1", "Northwind Foods", None)];
    update(&mut model, Message::Listed(calls));
    model
}

/// A flag over some words of a text.
pub(crate) fn flag(kind: FlagKind, text: &str, words: &str) -> FlagView {
    let at = text.find(words).unwrap_or(0);
    FlagView {
        kind,
        colour: kind.colour(),
        spans: vec![(at, at + words.len())],
        scalars: vec![],
        words: words.to_owned(),
        why: "A month or a quarter would say more.".to_owned(),
        advice: "Which month?".to_owned(),
        against: None,
        by_hand: false,
    }
}

/// A fact that some words of a text hold.
pub(crate) fn fact(topic: &str, words: &str, shown: &str, text: &str) -> FactView {
    let at = text.find(words).unwrap_or(0);
    let span = (at, at + words.len());
    FactView {
        topic: TopicId::new(topic),
        kind: ValueKind::Money,
        text: words.to_owned(),
        span,
        scalars: span,
        value: serde_json::Value::Null,
        shown: shown.to_owned(),
    }
}

/// What a person said that some words mean.
pub(crate) fn correction(words: &str, means: Option<&str>) -> CorrectionView {
    CorrectionView { words: words.to_owned(), means: means.map(str::to_owned) }
}

/// A remark.
pub(crate) fn remark(
    number: u32,
    seconds: i64,
    text: &str,
    topic_cue: Option<&str>,
    flags: Vec<FlagView>,
) -> RemarkView {
    RemarkView {
        id: RemarkId(number),
        elapsed_seconds: seconds,
        by: person(Some(0), "Dana Ruiz", "VP Operations"),
        text: text.to_owned(),
        topic: topic_cue.map(|_| TopicId::new("pain.cost")),
        topic_cue: topic_cue.unwrap_or("unfiled").to_owned(),
        question: None,
        candidates: vec![topic("authority.signs", "who signs")],
        facts: vec![],
        flags,
        differences: vec![],
        corrections: vec![],
        dismissed: vec![],
        grade: Grade::Claimed,
    }
}

fn person(id: Option<u32>, name: &str, role: &str) -> PersonView {
    PersonView {
        id: id.map(PersonId),
        name: name.to_owned(),
        role: role.to_owned(),
        does: vec![],
        speaking: id == Some(0),
    }
}

fn section(title: &str, settled: usize, questions: &[(&str, &str, RailMark, Grade)]) -> RailSection {
    let questions: Vec<RailQuestion> = questions
        .iter()
        .map(|&(id, cue, mark, grade)| RailQuestion {
            id: QuestionId::new(id),
            cue: cue.to_owned(),
            mark,
            grade,
            follow_up: false,
        })
        .collect();
    RailSection { id: title.to_lowercase(), title: title.to_owned(), settled, of: questions.len(), questions }
}

fn level(level: Level, status: LevelStatus, met: usize, titles: &[&'static str]) -> LevelView {
    let criteria = titles.iter().enumerate().map(|(at, &title)| CriterionView {
        id: title,
        title,
        grade: if at < met { Grade::Evidenced } else { Grade::Open },
        met: at < met,
        failed: false,
        why: if at < met { "said with a figure".to_owned() } else { "not heard yet".to_owned() },
        answers: if at < met { vec![RemarkId(1)] } else { vec![] },
    });
    LevelView { level, status, met, criteria: criteria.collect() }
}

fn levels() -> Vec<LevelView> {
    vec![
        level(Level::Organization, LevelStatus::Qualified, 4, &["territory", "industry", "size", "fit"]),
        level(Level::Opportunity, LevelStatus::Open, 3, &["product", "challenge", "users", "soon", "room"]),
        level(Level::Stakeholder, LevelStatus::AtRisk, 1, &["money", "who decides", "criteria", "goals"]),
    ]
}

fn rail() -> Vec<RailSection> {
    use RailMark::{Current, Heard, Open, Parked};
    vec![
        section(
            "Budget",
            1,
            &[("budget.plan", "the budget", Heard, Grade::Claimed), ("budget.spend", "spend today", Open, Grade::Open)],
        ),
        section(
            "Authority",
            1,
            &[
                ("authority.owner", "who owns the budget", Heard, Grade::Evidenced),
                ("authority.signs", "who else signs", Current, Grade::Open),
                ("authority.moves", "what moves them", Parked, Grade::Open),
            ],
        ),
        section(
            "Need",
            2,
            &[
                ("need.problem", "the problem", Heard, Grade::Evidenced),
                ("need.cost", "what it costs", Heard, Grade::Disputed),
            ],
        ),
        section("Timeline", 0, &[("time.start", "when to start", Open, Grade::Open)]),
    ]
}

fn remarks() -> Vec<RemarkView> {
    let first = "40k a month in penalties since March";
    let second = "soon, I guess";
    let mut by_kim = remark(3, 752, "Kim 日本 café signs above 20k", None, vec![]);
    by_kim.by = person(Some(1), "Kim Sato", "CFO");
    vec![
        remark(1, 725, first, Some("cost of the pain"), vec![flag(FlagKind::Specific, first, "40k a month")]),
        remark(2, 740, second, Some("when to start"), vec![flag(FlagKind::Vague, second, "soon")]),
        by_kim,
    ]
}

/// The call.
pub(crate) fn brief() -> Brief {
    let act = |number, name: &str| Act { id: ActId(number), at: start(), name: name.to_owned(), stands: number < 3 };
    let heard = |cue: &str, shown: &str, grade| HeardView {
        topic: TopicId::new("pain.cost"),
        cue: cue.to_owned(),
        shown: shown.to_owned(),
        grade,
        remark: RemarkId(1),
    };
    let next = |id: &str, cue: &str| NextView {
        question: QuestionId::new(id),
        cue: cue.to_owned(),
        ask: "And then?".to_owned(),
        because: "nobody is known to sign".to_owned(),
    };
    Brief {
        head: Head {
            bank: "bant".to_owned(),
            bank_title: "BANT".to_owned(),
            company: "Northwind Foods".to_owned(),
            contact: "Dana Ruiz".to_owned(),
            role: "VP Operations".to_owned(),
            started_at: start(),
            planned_minutes: 30,
            reckoning: Reckoning::default(),
            has_profile: true,
            before: BeforeView::default(),
        },
        rail: rail(),
        prompt: Some(prompt()),
        remarks: remarks(),
        levels: levels(),
        verdict: going_on(),
        framework: FrameworkView {
            score: 61,
            caps: Vec::new(),
            sections: vec![SectionView {
                id: "budget".to_owned(),
                title: "Budget".to_owned(),
                grade: Grade::Claimed,
                score: 25,
                of: 25,
            }],
        },
        heard: vec![
            heard("cost of the pain", "about 40k a month", Grade::Evidenced),
            heard("start", "Q3 2026", Grade::Claimed),
        ],
        people: vec![person(Some(0), "Dana Ruiz", "VP Operations"), person(None, "Kim Sato", "CFO")],
        next: vec![next("authority.signs", "who else signs"), next("time.start", "when to start")],
        history: vec![act(1, "began the call"), act(2, "kept “40k a month…”"), act(3, "kept “no…”")],
        attention: Some(Attention { remark: RemarkId(2), flag: FlagKind::Vague, say: "Which month?".to_owned() }),
        pace: crate::session::PaceView::default(),
        ending: Ending { undo: Some("kept “40k a month…”".to_owned()), redo: None, ..Ending::default() },
    }
}

fn going_on() -> VerdictView {
    VerdictView {
        kind: VerdictKind::KeepGoing,
        turned_by: None,
        reasons: vec!["who decides is not known".to_owned()],
        flips: vec!["a named signer".to_owned()],
        next: vec!["ask who else signs".to_owned()],
    }
}

fn prompt() -> Prompt {
    Prompt {
        question: QuestionId::new("authority.signs"),
        topic: TopicId::new("authority.signs"),
        cue: "Who else signs?".to_owned(),
        ask: vec![
            "When something like this was bought last, whose signature did it need?".to_owned(),
            "Who else has to say yes?".to_owned(),
        ],
        why: "a champion is seldom the buyer".to_owned(),
        listen_for: vec!["a name with a role".to_owned()],
        probes: vec![ProbeView { flag: FlagKind::Vague, say: "Who would that be by name?".to_owned() }],
        already: vec![],
    }
}
