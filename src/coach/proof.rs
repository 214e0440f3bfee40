//! What the check of banks calls impossible never happens in a call: both ends of one promise, held together here.

use proptest::prelude::*;

use super::condition::holds;
use super::heard::Heard;
use crate::bank::problem::{Code, Source};
use crate::bank::{Condition, FlagKind, Grade, Library};
use crate::qualify::sample::Call;
use crate::signals::Value;

/// A bank whose questions open one after the other, each on one of these conditions.
fn chain(conditions: &[String]) -> String {
    let mut text = String::from(
        "id: tiny\ntitle: Tiny\nlanguage: en\npurpose: To be checked.\naccepts: claimed\nplanned_minutes: 20\nsections:\n\
         - id: a\n  title: A\n  purpose: All of it.\n  scored: [{topics: [pain.problem], points: 100}]\n  questions:\n",
    );
    for number in 0..=conditions.len() {
        let waits = if number > 0 { "yes" } else { "no" };
        let on = conditions.get(number).map(|when| format!("{{to: q.{}, when: {when}}}", number + 1));
        let question = format!(
            "  - {{id: q.{number}, topic: pain.problem, conditional: {waits}, cue: cue {number}, ask: What is it?, \
             why: To know., follow_ups: [{}]}}\n",
            on.unwrap_or_default()
        );
        text.push_str(&question);
    }
    text
}

/// The conditions that such a bank holds.
fn conditions(text: &str) -> Vec<Condition> {
    let bank = Library::embedded().build(&Source::new("en/tiny.yaml", text)).expect("a bank");
    let own = bank.questions().filter(|question| question.id.as_str().starts_with("q."));
    own.flat_map(|question| &question.follow_ups).map(|follow_up| follow_up.when.clone()).collect()
}

fn atom() -> impl Strategy<Value = String> {
    let money = |how: &str, limit: u32, unit: &str| format!("{{{how}: {limit}k{unit}, topic: budget.amount}}");
    let comparison = prop::sample::select(vec!["more_than", "less_than", "at_least", "at_most"]);
    prop_oneof![
        topic().prop_map(|topic| format!("{{heard: yes, topic: {topic}}}")),
        (topic(), prop::sample::subsequence(Grade::ALL.to_vec(), 1..4)).prop_map(|(topic, grades)| {
            let grades: Vec<&str> = grades.iter().map(|grade| grade.id()).collect();
            format!("{{grade: [{}], topic: {topic}}}", grades.join(", "))
        }),
        (topic(), prop::sample::select(FlagKind::ALL.to_vec()))
            .prop_map(|(topic, flag)| format!("{{flag: {flag}, topic: {topic}}}")),
        (topic(), prop::sample::select(vec!["yes", "no"]))
            .prop_map(|(topic, word)| format!("{{is: {word}, topic: {topic}}}")),
        (topic(), prop::sample::select(vec!["money", "count", "number", "date", "yes_no", "person"]))
            .prop_map(|(topic, kind)| format!("{{fact: {kind}, topic: {topic}}}")),
        Just("{far: yes, topic: timeline.start}".to_owned()),
        (comparison.clone(), 1_u32..100, prop::sample::select(vec!["", " USD", " a month"]))
            .prop_map(move |(how, limit, unit)| money(how, limit, unit)),
        (comparison, 1_u32..16).prop_map(|(how, months)| format!("{{{how}: {months} months, topic: timeline.start}}")),
        prop::sample::select(vec!["{role: decision_maker}", "{contact: decision_maker}", "{role: user}"])
            .prop_map(str::to_owned),
    ]
}

fn condition() -> impl Strategy<Value = String> {
    atom().prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|inner| format!("{{not: {inner}}}")),
            prop::collection::vec(inner.clone(), 1..3).prop_map(|parts| format!("{{any: [{}]}}", parts.join(", "))),
            prop::collection::vec(inner, 1..3).prop_map(|parts| format!("{{all: [{}]}}", parts.join(", "))),
        ]
    })
}

fn topic() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["budget.amount", "timeline.start", "authority.signs"])
}

/// Something said: its topic, its grade, a flag, and what it holds.
#[derive(Debug, Clone)]
enum Fact {
    Nothing,
    Money(u32, Option<&'static str>),
    /// A day in the middle of a month so many months ahead, since a month has no fixed length.
    Month(i8),
    YesNo(bool),
    Person(Option<&'static str>),
}

fn remark() -> impl Strategy<Value = (&'static str, Grade, Option<FlagKind>, Fact)> {
    let fact = prop_oneof![
        Just(Fact::Nothing),
        (1_u32..100, prop::sample::select(vec![None, Some("USD")]))
            .prop_map(|(sum, currency)| Fact::Money(sum, currency)),
        (1_i8..16).prop_map(Fact::Month),
        any::<bool>().prop_map(Fact::YesNo),
        prop::sample::select(vec![None, Some("Dana Ruiz"), Some("Kim Sato")]).prop_map(Fact::Person),
    ];
    let grades = vec![Grade::Open, Grade::Claimed, Grade::Evidenced, Grade::Refuted];
    (topic(), prop::sample::select(grades), prop::option::of(prop::sample::select(FlagKind::ALL.to_vec())), fact)
}

fn call(remarks: &[(&str, Grade, Option<FlagKind>, Fact)]) -> Call {
    let mut call = Call::new(Grade::Claimed);
    for (topic, grade, flag, fact) in remarks {
        call = call.hears(topic, "so it is", *grade);
        if let Some(flag) = flag {
            call = call.flag(*flag, None);
        }
        call = match fact {
            Fact::Nothing => call,
            Fact::Money(thousands, currency) => {
                let amount = Some(f64::from(*thousands) * 1_000.0);
                let currency = currency.map(str::to_owned);
                call.fact(topic, "so", Value::Money { amount, max: None, currency, per: None, approx: false })
            }
            Fact::Month(months) => {
                let day = jiff::civil::date(2026, 3, 15).saturating_add(jiff::ToSpan::months(i64::from(*months)));
                call.date(topic, "so", day)
            }
            Fact::YesNo(yes) => call.fact(topic, "so", Value::YesNo { yes: *yes }),
            Fact::Person(name) => call.person(topic, "so", *name),
        };
    }
    call
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Conditions that hold together in a call, some of them turned round, are never said to exclude each other.
    #[test]
    fn what_happens_in_a_call_is_never_called_impossible(
        remarks in prop::collection::vec(remark(), 0..5),
        wanted in prop::collection::vec(condition(), 1..6),
    ) {
        let call = call(&remarks);
        let case = call.case();
        let true_ones: Vec<String> = conditions(&chain(&wanted))
            .iter()
            .zip(&wanted)
            .map(|(condition, text)| if holds(condition, &Heard::new(&case, &[]), case.at) { text.clone() } else { format!("{{not: {text}}}") })
            .collect();
        let text = chain(&true_ones);
        for found in Library::embedded().review(&Source::new("en/tiny.yaml", &text)) {
            prop_assert!(!matches!(found.code, Code::NeverOpens | Code::DeadFollowUp), "{found} in\n{text}");
            // A part of a condition may well be impossible, the whole of it not.
            let line = text.lines().nth(found.place.line as usize - 1).unwrap_or_default();
            let before = line.chars().take(found.place.column as usize - 1).collect::<String>();
            prop_assert!(found.code != Code::NeverHolds || !before.ends_with("when: "), "{found} in\n{text}");
        }
    }

    /// What is said to hold always, does.
    #[test]
    fn what_always_holds_holds_in_every_call(
        remarks in prop::collection::vec(remark(), 0..5),
        wanted in condition(),
    ) {
        let text = chain(std::slice::from_ref(&wanted));
        let always = Library::embedded().review(&Source::new("en/tiny.yaml", &text)).into_iter().any(|found| {
            found.code == Code::AlwaysHolds && found.message.ends_with(&format!("“{}”", conditions(&text)[0]))
        });
        let call = call(&remarks);
        let case = call.case();
        prop_assert!(!always || holds(&conditions(&text)[0], &Heard::new(&case, &[]), case.at), "{wanted}");
    }
}
