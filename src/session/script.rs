//! Call scripts: a call as a file, to be replayed without a screen (contract.md, "A call script").
//!
//! A script is checked as a whole: every problem comes back at once, each with its place.

use std::sync::Arc;

use jiff::civil::DateTime;
use jiff::{Span, ToSpan as _};

use crate::bank::problem::{Code, Problem, Problems, Sink, Source};
use crate::bank::yaml::{self, Content, Fields, FromNode, Node, Placed};
use crate::bank::{Bank, QuestionId, TopicId};
use crate::call::{Contact, Filing};
use crate::qualify::Icp;

use super::profile;

mod expect;

pub use expect::{Expect, ExpectedAnswer, ExpectedFact};

/// How much of the call's clock one answer takes.
const STEP_SECONDS: i64 = 30;

/// A call to be replayed.
#[derive(Debug, Clone, PartialEq)]
pub struct Script {
    /// The bank that it is seen through.
    pub bank: Arc<Bank>,
    /// The clock at its beginning.
    pub at: DateTime,
    /// The company; empty if not given.
    pub company: String,
    /// The contact on the line.
    pub contact: Contact,
    /// The profile that the lead is compared with; `None` stands for the configured one.
    pub icp: Option<Icp>,
    /// What is said, in order.
    pub answers: Vec<ScriptAnswer>,
    /// What should come out, as far as the script says.
    pub expect: Option<Expect>,
}

/// Something said in a script.
#[derive(Debug, Clone, PartialEq)]
pub struct ScriptAnswer {
    /// The words.
    pub say: String,
    /// Where they belong.
    pub filing: Filing,
    /// Who says it, if not the lead's contact.
    pub by: Option<String>,
}

/// Why a script's bank is not there.
#[derive(Debug, Clone)]
pub enum NoBank {
    /// No bank has this id; these exist.
    Unknown(Vec<String>),
    /// The bank exists, but cannot be used.
    Broken(Problems),
}

impl Script {
    /// Reads a script. `find` looks a bank up by its id.
    pub fn parse(source: &Arc<Source>, find: impl FnOnce(&str) -> Result<Arc<Bank>, NoBank>) -> Result<Self, Problems> {
        let sink = Sink::new(&source.name);
        let mut sources = vec![Arc::clone(source)];
        let mut elsewhere = Vec::new();
        let script = yaml::parse(source, &sink).and_then(|root| {
            lower(&root, &sink, |id| {
                find(id).map_err(|reason| match reason {
                    NoBank::Unknown(known) => Some(known),
                    NoBank::Broken(problems) => {
                        elsewhere.extend(problems.list);
                        sources.extend(problems.sources);
                        None
                    }
                })
            })
        });
        let problems: Vec<Problem> = sink.into_list().into_iter().chain(elsewhere).collect();
        match script {
            Some(script) if problems.is_empty() => Ok(script),
            _ => Err(Problems::new(problems, sources)),
        }
    }

    /// The clock when the answer with this number (from 1) is given.
    ///
    /// It never leaves the day on which the call began: a script's words were written against `at`, and "tomorrow"
    /// must not change its meaning because a replay takes its time.
    pub fn clock(&self, n: usize) -> DateTime {
        let elapsed: Span = STEP_SECONDS.saturating_mul(i64::try_from(n).unwrap_or(i64::MAX)).min(86_400).seconds();
        let last = self.at.date().at(23, 59, 59, 0).max(self.at);
        self.at.saturating_add(elapsed).min(last)
    }
}

/// Turns the tree into a script; `find` gives the ids that exist where it knows no such bank, and `None` where it
/// has said for itself what is wrong.
fn lower(
    root: &Node,
    sink: &Sink,
    find: impl FnOnce(&str) -> Result<Arc<Bank>, Option<Vec<String>>>,
) -> Option<Script> {
    let mut fields = Fields::of(root, "a call script", sink);
    let bank = fields.required::<Placed<String>>("bank").and_then(|id| match find(&id.value) {
        Ok(bank) => Some(bank),
        Err(known) => {
            if let Some(known) = known {
                sink.report(unknown_bank(&id, &known, sink));
            }
            None
        }
    });
    let at = fields.required::<Clock>("at").map(|clock| clock.0);
    let lead = fields.optional::<Lead>("lead").unwrap_or_default();
    let icp = fields.optional_node("icp").map(|node| profile::icp(node, sink));
    let answers = match fields.required_node("answers") {
        Some(node) => answers(node, bank.as_deref(), sink),
        None => Vec::new(),
    };
    let expect = fields
        .optional_node("expect")
        .map(|node| expect::lower(node, answers.len(), bank.as_ref().map(|bank| &*bank.topics), sink));
    fields.finish();
    Some(Script { bank: bank?, at: at?, company: lead.company, contact: lead.contact, icp, answers, expect })
}

fn unknown_bank(id: &Placed<String>, known: &[String], sink: &Sink) -> Problem {
    sink.problem(Code::UnknownBank, id.place, format!("there is no bank `{}`", id.value))
        .with_expected(format!("one of {}", known.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")))
        .with_closest(&id.value, known.iter().map(String::as_str))
        .with_fix("`bantam banks list` shows the banks that exist")
}

/// Every answer keeps its number, also when it cannot be read, so that later messages count right.
fn answers(node: &Node, bank: Option<&Bank>, sink: &Sink) -> Vec<ScriptAnswer> {
    let Content::List(items) = &node.content else {
        let problem = sink.problem(Code::WrongType, node.place, format!("found {}", node.describe()));
        sink.report(problem.with_expected("a list of answers, such as `- {topic: budget.amount, say: \"20k\"}`"));
        return Vec::new();
    };
    items.iter().map(|item| answer(item, bank, sink)).collect()
}

fn answer(node: &Node, bank: Option<&Bank>, sink: &Sink) -> ScriptAnswer {
    let mut fields = Fields::of(node, "an answer", sink);
    let topic = fields.optional::<Placed<String>>("topic");
    let question = fields.optional::<Placed<String>>("question");
    let say = fields.required("say").unwrap_or_default();
    let by = fields.optional("by");
    fields.finish();
    let filing = bank.map_or(Filing::Auto { asked: None, topic: None }, |bank| filing(topic, question, bank, sink));
    ScriptAnswer { say, filing, by }
}

fn filing(topic: Option<Placed<String>>, question: Option<Placed<String>>, bank: &Bank, sink: &Sink) -> Filing {
    let topic = topic.and_then(|id| known_topic(&id, &bank.topics, sink));
    let question = question.and_then(|id| {
        let found = bank.question(&QuestionId::new(&id.value));
        if found.is_none() {
            let ids = || bank.questions().map(|question| question.id.as_str());
            let message = format!("the bank `{}` has no question `{}`", bank.id, id.value);
            let problem = sink.problem(Code::UnknownQuestion, id.place, message);
            sink.report(
                problem
                    .with_closest(&id.value, ids())
                    .with_fix(format!("`bantam banks show {}` lists its questions; or name a topic", bank.id)),
            );
        }
        found
    });
    match (topic, question) {
        (topic, Some(question)) => {
            Filing::To { topic: topic.unwrap_or_else(|| question.topic.clone()), question: Some(question.id.clone()) }
        }
        (Some(topic), None) => Filing::To { topic, question: None },
        (None, None) => Filing::Auto { asked: None, topic: None },
    }
}

/// The topic with this id, or a report that there is none.
fn known_topic(id: &Placed<String>, topics: &crate::bank::Topics, sink: &Sink) -> Option<TopicId> {
    let found = topics.get(&id.value).map(|topic| topic.id.clone());
    if found.is_none() {
        let ids = || topics.iter().map(|topic| topic.id.as_str());
        sink.report(
            sink.problem(Code::UnknownTopic, id.place, format!("there is no topic `{}`", id.value))
                .with_closest(&id.value, ids())
                .with_fix("leave `topic` out to let the words decide"),
        );
    }
    found
}

/// Who is called.
#[derive(Default)]
struct Lead {
    company: String,
    contact: Contact,
}

impl FromNode for Lead {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "a lead", sink);
        let company = fields.optional("company").unwrap_or_default();
        let contact = fields.optional_node("contact").map(|node| {
            let mut fields = Fields::of(node, "a contact", sink);
            let name = fields.optional("name").unwrap_or_default();
            let role = fields.optional("role").unwrap_or_default();
            fields.finish();
            Contact { name, role }
        });
        fields.finish();
        Some(Self { company, contact: contact.unwrap_or_default() })
    }
}

/// The date and time that a text gives, as the clock on the wall showed it: a zone behind it (`Z`, `+02:00`) says where
/// that wall was, and changes nothing.
pub fn clock(text: &str) -> Option<DateTime> {
    let text = text.trim();
    text.strip_suffix(['Z', 'z']).unwrap_or(text).parse().ok()
}

/// A local date and time.
struct Clock(DateTime);

impl FromNode for Clock {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let clock = node.as_text().and_then(clock);
        if clock.is_none() {
            sink.report(
                sink.problem(Code::WrongType, node.place, format!("found {}", node.describe()))
                    .with_expected("a local date and time, such as 2026-03-02T10:00:00"),
            );
        }
        clock.map(Clock)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Grade, Level, Question, Section, Topic, Topics, ValueKind};

    fn topic(id: &str) -> Topic {
        Topic {
            id: TopicId::new(id),
            level: Level::Any,
            kind: ValueKind::Text,
            cue: id.into(),
            yes_no: false,
            knowledge: false,
            exclusive: false,
            tolerance: 0.2,
            conflicts: Vec::new(),
        }
    }

    fn bank() -> Arc<Bank> {
        let question = Question {
            id: QuestionId::new("budget.plan"),
            topic: TopicId::new("budget.amount"),
            cue: "Budget".into(),
            ask: vec!["What is planned?".into()],
            reframes: Vec::new(),
            why: String::new(),
            listen_for: Vec::new(),
            probes: Vec::new(),
            follow_ups: Vec::new(),
            conditional: false,
            samples: Vec::new(),
        };
        Arc::new(Bank {
            id: "bant".into(),
            title: "BANT".into(),
            language: "en".into(),
            purpose: String::new(),
            accepts: Grade::Claimed,
            planned_minutes: 30,
            sections: vec![Section {
                id: "budget".into(),
                title: "Budget".into(),
                purpose: String::new(),
                accepts: Grade::Claimed,
                scored: Vec::new(),
                gate: None,
                shared: false,
                questions: vec![question],
            }],
            topics: Arc::new(Topics::new(["budget.amount", "pain.problem"].map(topic))),
            hash: String::new(),
        })
    }

    fn parse(text: &str) -> Result<Script, Vec<String>> {
        let find = |id: &str| if id == "bant" { Ok(bank()) } else { Err(NoBank::Unknown(vec!["bant".into()])) };
        Script::parse(&Source::new("call.yaml", text), find)
            .map_err(|problems| problems.list.iter().map(ToString::to_string).collect())
    }

    const HEAD: &str = "bank: bant\nat: 2026-03-02T10:00:00\n";

    #[test]
    fn a_script_is_read_as_the_contract_writes_it() {
        let script = parse(&format!(
            "{HEAD}lead: {{company: Northwind Foods, contact: {{name: Dana Ruiz, role: VP Operations}}}}\n\
             icp: {{industries: [food], size: {{min: 50, max: 5000}}}}\n\
             answers:\n  - {{topic: pain.problem, say: late}}\n  - {{question: budget.plan, say: 20k, by: Kim}}\n  - say: 40\n\
             expect:\n  verdict: keep_going\n  levels: {{organization: open}}\n  answers: {{3: {{flags: [], against: 1}}}}\n"
        ))
        .unwrap();
        assert_eq!(script.contact.name, "Dana Ruiz");
        assert_eq!(script.icp.as_ref().unwrap().size.max, Some(5000.0));
        assert_eq!(
            script.answers[1].filing,
            Filing::To { topic: TopicId::new("budget.amount"), question: Some(QuestionId::new("budget.plan")) }
        );
        assert_eq!((script.answers[2].say.as_str(), script.answers[1].by.as_deref()), ("40", Some("Kim")));
        assert_eq!(script.expect.unwrap().answers[&3].against, Some(1));
    }

    #[test]
    fn every_problem_comes_back_at_once_with_its_place() {
        let problems = parse(
            "bank: bnat\nat: tomorrow\nanswers:\n  - {topic: pain.problm}\n  - {sya: x}\nexpect: {verdict: maybe, answers: {9: {}}}\n",
        )
        .unwrap_err();
        let all = problems.join("\n");
        for part in [
            "call.yaml:1:7: B018: there is no bank `bnat`; expected one of `bant`; did you mean `bant`?",
            "call.yaml:2:5: B007: found the text `tomorrow`; expected a local date and time",
            "call.yaml:4:5: B006: an answer lacks the key `say`",
            "call.yaml:5:6: B005: unknown key `sya` in an answer",
            "call.yaml:6:19: B008: `maybe` is not a verdict",
            "call.yaml:6:36: B010: there is no answer `9`; expected the number of an answer, from 1 to 2",
        ] {
            assert!(all.contains(part), "no {part:?} in\n{all}");
        }
    }

    #[test]
    fn an_unknown_topic_or_question_comes_with_the_likely_one() {
        let problems = parse(&format!(
            "{HEAD}answers:\n  - {{topic: budget.amuont, say: x}}\n  - {{question: budget.paln, say: y}}\n"
        ))
        .unwrap_err();
        assert_eq!(
            problems,
            [
                "call.yaml:4:13: B011: there is no topic `budget.amuont`; did you mean `budget.amount`?",
                "call.yaml:5:16: B012: the bank `bant` has no question `budget.paln`; did you mean `budget.plan`?"
            ]
        );
    }

    #[test]
    fn a_text_that_is_no_script_is_refused_in_one_go() {
        for text in ["", "just words", "- a\n- b", "bank: [", "answers: 3"] {
            assert!(!parse(text).unwrap_err().is_empty(), "{text:?}");
        }
    }

    #[test]
    fn the_clock_goes_on_and_stays_on_its_day() {
        let mut script = parse(&format!("{HEAD}answers: []\n")).unwrap();
        assert_eq!(script.clock(1).to_string(), "2026-03-02T10:00:30");
        assert_eq!(script.clock(usize::MAX).to_string(), "2026-03-02T23:59:59");
        assert_eq!(clock("2026-03-02T10:00:00Z"), Some(script.at));
        assert_eq!(clock(" 2026-03-02T10:00:00+02:00"), Some(script.at));
        assert_eq!(clock("Z"), None);
        script.at = DateTime::MAX;
        assert_eq!(script.clock(3), DateTime::MAX);
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,60}", key in "(bank|at|lead|answers|expect|icp)") {
            let _ = parse(&text);
            let _ = parse(&format!("{HEAD}answers: [{{say: x}}]\n{key}: {text}\n"));
        }
    }
}
