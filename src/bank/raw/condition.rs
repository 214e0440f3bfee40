//! The condition of a follow-up as written: `{flag: vague}`, `{any: [{is: no}, {heard: yes}]}`, …

use crate::bank::problem::{Code, Place, Sink};
use crate::bank::quantity::Quantity;
use crate::bank::question::Comparison;
use crate::bank::vocabulary::{FlagKind, Grade, StakeholderRole, ValueKind};
use crate::bank::yaml::{Content, Fields, FromNode, Node, Placed};

/// A condition as written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RawCondition {
    pub(crate) test: RawTest,
    pub(crate) place: Place,
}

/// What a condition tests; the topic of an atom is that of the question unless one is named.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum RawTest {
    Heard(Option<Placed<String>>, bool),
    Grade(Option<Placed<String>>, Vec<Grade>),
    Flag(Option<Placed<String>>, Vec<FlagKind>),
    Is(Option<Placed<String>>, bool),
    Fact(Option<Placed<String>>, Vec<ValueKind>),
    Far(Option<Placed<String>>, bool),
    Compare(Option<Placed<String>>, Comparison, Placed<Quantity>),
    Role(StakeholderRole),
    Contact(StakeholderRole),
    Any(Vec<RawCondition>),
    All(Vec<RawCondition>),
    Not(Box<RawCondition>),
}

/// The tests of which a condition has exactly one.
pub(crate) const TESTS: &[&str] = &[
    "heard",
    "grade",
    "flag",
    "is",
    "fact",
    "far",
    "more_than",
    "less_than",
    "at_least",
    "at_most",
    "role",
    "contact",
    "any",
    "all",
    "not",
];

impl FromNode for RawCondition {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "a condition", sink);
        let given: Vec<&str> = TESTS.iter().copied().filter(|test| node.get(test).is_some()).collect();
        let heard = fields.optional("heard");
        let grade = fields.optional::<OneOrMore<_>>("grade");
        let flag = fields.optional::<OneOrMore<_>>("flag");
        let is = fields.optional("is");
        let fact = fields.optional::<OneOrMore<_>>("fact");
        let far = fields.optional("far");
        let compare = Comparison::ALL.iter().map(|&how| (how, fields.optional::<Placed<Quantity>>(how.id())));
        let compare = compare.collect::<Vec<_>>().into_iter().find_map(|(how, limit)| Some((how, limit?)));
        let role = fields.optional("role");
        let contact = fields.optional("contact");
        let any = fields.optional::<Filled<_>>("any");
        let all = fields.optional::<Filled<_>>("all");
        let not = fields.optional::<Self>("not");
        let topic: Option<Placed<String>> = fields.optional("topic");
        fields.finish();
        let test = match given.as_slice() {
            ["heard"] => RawTest::Heard(topic, heard?),
            ["grade"] => RawTest::Grade(topic, grade?.0),
            ["flag"] => RawTest::Flag(topic, flag?.0),
            ["is"] => RawTest::Is(topic, is?),
            ["fact"] => RawTest::Fact(topic, fact?.0),
            ["far"] => RawTest::Far(topic, far?),
            ["more_than" | "less_than" | "at_least" | "at_most"] => {
                let (how, limit) = compare?;
                RawTest::Compare(topic, how, limit)
            }
            ["role"] => RawTest::Role(role?),
            ["contact"] => RawTest::Contact(contact?),
            ["any"] => RawTest::Any(any?.0),
            ["all"] => RawTest::All(all?.0),
            ["not"] => RawTest::Not(Box::new(not?)),
            _ => {
                report_not_one_test(node, &given, sink);
                return None;
            }
        };
        Some(Self { test, place: node.place })
    }
}

fn report_not_one_test(node: &Node, given: &[&str], sink: &Sink) {
    if !matches!(node.content, Content::Map(_)) {
        return; // Reported as the wrong type already.
    }
    let problem = match given {
        [] => sink.problem(Code::MissingKey, node.place, "a condition tests nothing"),
        several => sink
            .problem(
                Code::UnknownKey,
                node.place,
                format!("a condition has {} tests: {}", several.len(), several.join(", ")),
            )
            .with_fix("join them: `all: [{…}, {…}]`, or `any: [{…}, {…}]`"),
    };
    sink.report(problem.with_expected(format!("exactly one of {}", TESTS.join(", "))));
}

/// A single value or a list of them; never empty.
struct OneOrMore<T>(Vec<T>);

impl<T: FromNode> FromNode for OneOrMore<T> {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        match node.content {
            Content::List(_) => Filled::from_node(node, sink).map(|list| Self(list.0)),
            _ => T::from_node(node, sink).map(|value| Self(vec![value])),
        }
    }
}

/// A list with something in it: of nothing, nothing can ever hold.
struct Filled<T>(Vec<T>);

impl<T: FromNode> FromNode for Filled<T> {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let list = Vec::from_node(node, sink)?;
        if matches!(&node.content, Content::List(items) if items.is_empty()) {
            sink.report(
                sink.problem(Code::Empty, node.place, "an empty list in a condition")
                    .with_expected("at least one entry"),
            );
        }
        Some(Self(list))
    }
}
