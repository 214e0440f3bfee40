//! Sample calls for tests: answers with the readings that a test needs, put together as prose.

use std::sync::Arc;

use jiff::civil::{Date, DateTime, date};

use crate::bank::{Bank, FlagKind, Grade, Question, QuestionId, ScoreGroup, Section, TopicId, Topics};
use crate::call::{Contact, PersonId, RemarkId};
use crate::signals::{Answer, Fact, Flag, Reading, Span, Stance, Standing, Value};

use super::icp::Range;
use super::{Assessment, Case, Icp, Known, LevelTally, assess};

/// A call in the making.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub answers: Vec<Answer>,
    pub people: Vec<Contact>,
    pub icp: Icp,
    pub bank: Bank,
    pub at: DateTime,
}

impl Call {
    /// A call on 2 March 2026 with Dana, VP Operations; a retailer's profile; one scored section for each letter of
    /// BANT, all of which accept this grade.
    pub(crate) fn new(accepts: Grade) -> Self {
        Self {
            answers: Vec::new(),
            people: vec![Contact { name: "Dana Ruiz".into(), role: "VP Operations".into() }],
            icp: Icp {
                industries: vec!["retail".into()],
                territories: vec!["US".into()],
                size: Range { min: Some(50.0), max: Some(5000.0) },
                pains: vec!["late orders".into(), "stock-outs".into()],
                ..Icp::default()
            },
            bank: bank(accepts),
            at: date(2026, 3, 2).at(10, 0, 0, 0),
        }
    }

    /// A call in which every criterion is met with particulars.
    pub(crate) fn all_met(accepts: Grade) -> Self {
        use Grade::Evidenced;
        Self::new(accepts)
            .hears("company.industry", "a retail chain, 400 people in Ohio", Evidenced)
            .place("Ohio")
            .count("company.size", "400 people", 400.0)
            .hears("pain.problem", "orders go out late, 9% of them, since the March import broke", Evidenced)
            .hears("users.team", "12 planners", Evidenced)
            .hears("product.familiarity", "we ran a pilot of six weeks", Evidenced)
            .hears("timeline.start", "in May", Evidenced)
            .date("timeline.start", "May", date(2026, 5, 1))
            .hears("timeline.capacity", "two people are free from April", Evidenced)
            .hears("budget.amount", "85k", Evidenced)
            .hears("authority.signs", "I sign", Evidenced)
            .person("authority.signs", "I sign", None)
            .hears("criteria.list", "must talk to our ERP, Kim set that list", Evidenced)
            .person("criteria.owner", "Kim", Some("Kim"))
            .hears("goal.target", "95% on time by September", Evidenced)
    }

    /// Somebody says something that settles its topic at a grade.
    pub(crate) fn hears(mut self, topic: &str, text: &str, grade: Grade) -> Self {
        let stance = match grade {
            Grade::Open => Stance::Silent,
            Grade::Refuted => Stance::Denies,
            _ => Stance::Affirms,
        };
        self.answers.push(Answer {
            remark: RemarkId(self.answers.len() as u32 + 1),
            by: PersonId(0),
            at: self.at,
            text: text.into(),
            question: None,
            reading: Reading { topic: Some(TopicId::new(topic)), stance, grade, ..Reading::default() },
        });
        self
    }

    /// The contact does not know.
    pub(crate) fn shrugs(self, topic: &str, text: &str) -> Self {
        let mut call = self.hears(topic, text, Grade::Open).flag(FlagKind::Unknowing, None);
        call.last().reading.stance = Stance::DoesNotKnow;
        call
    }

    /// The last remark was another person's.
    pub(crate) fn by(mut self, name: &str, role: &str) -> Self {
        let at = self.people.iter().position(|person| person.name == name).unwrap_or_else(|| {
            self.people.push(Contact { name: name.into(), role: role.into() });
            self.people.len() - 1
        });
        self.last().by = PersonId(at as u32);
        self
    }

    /// The last remark answers this question.
    pub(crate) fn to(mut self, question: &str) -> Self {
        self.last().question = Some(QuestionId::new(question));
        self
    }

    /// The last remark carries a flag.
    pub(crate) fn flag(mut self, kind: FlagKind, against: Option<u32>) -> Self {
        let against = against.map(RemarkId);
        self.last().reading.flags.push(Flag {
            kind,
            spans: Vec::new(),
            why: String::new(),
            advice: String::new(),
            against,
        });
        self
    }

    /// The last remark contradicts an earlier one.
    pub(crate) fn contradicts(self, earlier: u32) -> Self {
        let mut call = self.flag(FlagKind::Contradiction, Some(earlier));
        call.last().reading.grade = Grade::Disputed;
        call
    }

    /// The last remark holds a fact, in these words of it.
    pub(crate) fn fact(mut self, topic: &str, words: &str, value: Value) -> Self {
        let last = self.last();
        let start = last.text.find(words).unwrap_or_default();
        let span = Span::new(start, start + words.len());
        last.reading.facts.push(Fact { topic: TopicId::new(topic), span, value, standing: Standing::Asserted });
        self
    }

    pub(crate) fn place(self, name: &str) -> Self {
        self.fact("company.territory", name, Value::Place { name: name.into() })
    }

    pub(crate) fn count(self, topic: &str, words: &str, n: f64) -> Self {
        self.fact(topic, words, Value::Count { n: Some(n), max: None, of: Some("people".into()), approx: false })
    }

    pub(crate) fn money(self, topic: &str, words: &str, amount: f64) -> Self {
        let value = Value::Money { amount: Some(amount), max: None, currency: None, per: None, approx: false };
        self.fact(topic, words, value)
    }

    pub(crate) fn date(self, topic: &str, words: &str, from: Date) -> Self {
        self.fact(topic, words, Value::Date { from: Some(from), to: Some(from), guessed: false })
    }

    pub(crate) fn person(self, topic: &str, words: &str, name: Option<&str>) -> Self {
        let value = Value::Person { name: name.map(Into::into), role: None, does: Some("signs".into()) };
        self.fact(topic, words, value)
    }

    fn last(&mut self) -> &mut Answer {
        self.answers.last_mut().expect("something was said")
    }

    pub(crate) fn case(&self) -> Case<'_> {
        Case {
            answers: &self.answers,
            bank: &self.bank,
            icp: &self.icp,
            known: Known::nothing(),
            people: &self.people,
            at: self.at,
            agreed: None,
            matches: None,
        }
    }

    pub(crate) fn assess(&self) -> Assessment {
        assess(&self.case())
    }
}

impl Assessment {
    /// The three statuses, in order.
    pub(crate) fn statuses(&self) -> [&'static str; 3] {
        [0, 1, 2].map(|at| self.levels[at].status.id())
    }

    /// A criterion by its id.
    pub(crate) fn criterion(&self, id: &str) -> &super::Criterion {
        self.levels.iter().flat_map(|level: &LevelTally| &level.criteria).find(|c| c.id == id).expect("a criterion")
    }
}

/// A bank of four scored sections; a question on every topic that settles a criterion.
fn bank(accepts: Grade) -> Bank {
    let section = |id: &str, scored: &[&str], topics: &[&str]| Section {
        id: id.into(),
        title: id.into(),
        purpose: String::new(),
        accepts,
        scored: if scored.is_empty() {
            Vec::new()
        } else {
            vec![ScoreGroup { topics: scored.iter().map(|topic| TopicId::new(topic)).collect(), points: 25 }]
        },
        gate: None,
        shared: false,
        questions: topics.iter().map(|topic| question(topic)).collect(),
    };
    let sections = vec![
        section("company", &[], &["company.industry", "company.territory", "company.size"]),
        section("budget", &["budget.amount"], &["budget.amount"]),
        section("authority", &["authority.signs"], &["authority.signs", "buyer.access"]),
        section("need", &["pain.problem", "need.degree"], &["pain.problem", "need.degree"]),
        section("timeline", &["timeline.start"], &["timeline.start"]),
        section(
            "room",
            &[],
            &["product.familiarity", "users.team", "timeline.capacity", "criteria.list", "criteria.owner"],
        ),
        section("closing", &[], &["goal.target", "followup.date"]),
    ];
    Bank {
        id: "sample".into(),
        title: "SAMPLE".into(),
        language: "en".into(),
        purpose: String::new(),
        accepts,
        planned_minutes: 30,
        sections,
        topics: Arc::new(Topics::default()),
        hash: String::new(),
    }
}

/// The same call, with the topics that ship.
pub(crate) fn with_shipped_topics(mut call: Call) -> Call {
    let shipped = crate::bank::Library::embedded().bank("bant", "en").expect("the shipped bank is sound");
    call.bank.topics = Arc::clone(&shipped.topics);
    call
}

/// A question whose id is its topic.
pub(crate) fn question(topic: &str) -> Question {
    Question {
        id: QuestionId::new(topic),
        topic: TopicId::new(topic),
        cue: topic.into(),
        ask: vec![format!("What about {topic}?")],
        reframes: Vec::new(),
        why: "it matters".into(),
        listen_for: Vec::new(),
        probes: Vec::new(),
        follow_ups: Vec::new(),
        conditional: false,
        samples: Vec::new(),
    }
}
