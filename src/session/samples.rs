//! Trying a bank's sample answers: each is read as the answer to its question, and has to mean what its writer says.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::{DateTime, date};

use crate::bank::problem::{Code, Problem};
use crate::bank::{Bank, Colour, FlagKind, Question, Sample, TopicId};
use crate::call::{Contact, PersonId};
use crate::signals::{Reader, Reading, Said, Standing};

/// The clock of the samples, a Monday in spring: "by the end of March" lies ahead of it.
const CLOCK: DateTime = date(2026, 3, 2).at(10, 0, 0, 0);

/// Reads every sample of a bank, and reports those that mean something else: the flag that a sample stands under is
/// not raised, a red one is raised besides it, or a fact is not found. `file` is where the samples stand.
///
/// Samples in a language that remarks are not read in cannot be tried, and nothing is said of them.
pub fn try_samples(bank: &Bank, file: &str) -> Vec<Problem> {
    if !Reader::reads(&bank.language) {
        return Vec::new();
    }
    let reader = Reader::new(&bank.language, Arc::clone(&bank.topics));
    let people = [Contact::default()];
    // "No idea" stands under many questions; as an answer to the same topic it is read once.
    let mut read: HashMap<(&TopicId, &str), Reading> = HashMap::new();
    let mut found = Vec::new();
    for question in bank.questions() {
        for sample in &question.samples {
            let reading = read.entry((&question.topic, &sample.say)).or_insert_with(|| {
                reader.read(&Said {
                    text: &sample.say,
                    filed: Some(&question.topic),
                    asked: None,
                    at: CLOCK,
                    by: PersonId(0),
                    people: &people,
                })
            });
            found.extend(problems(question, sample, reading, file));
        }
    }
    found
}

fn problems(question: &Question, sample: &Sample, reading: &Reading, file: &str) -> Vec<Problem> {
    let problem = |code, message| Problem::new(code, file, sample.place, message);
    let mut found = Vec::new();
    if !is_as_expected(sample.flag, reading) {
        let wanted = sample.flag.map_or_else(|| "no flag".to_owned(), |flag| format!("the flag `{flag}`"));
        let message = format!("as an answer to `{}` this raises {}", question.id, raised(reading));
        found.push(
            problem(Code::SampleFlag, message)
                .with_expected(wanted)
                .with_fix("put it under the flag that it raises, or write an answer that is plainer"),
        );
    }
    let holds = |(topic, words): &&(_, String)| {
        !reading.facts.iter().any(|fact| {
            fact.topic == *topic
                && fact.standing == Standing::Asserted
                && fact.span.of(&sample.say).eq_ignore_ascii_case(words)
        })
    };
    // Words that do not stand in the sample at all are for the check of the bank to report.
    let stands = |(_, words): &&(_, String)| sample.say.to_ascii_lowercase().contains(&words.to_ascii_lowercase());
    for (topic, words) in sample.facts.iter().filter(stands).filter(holds) {
        let message = format!("no fact `{words}` of the topic `{topic}` is found in this sample");
        found.push(problem(Code::SampleFact, message).with_expected(facts(sample, reading)));
    }
    found
}

/// The flag it stands under is raised, and no red one besides it; where none is wanted, none is raised.
fn is_as_expected(wanted: Option<FlagKind>, reading: &Reading) -> bool {
    match wanted {
        None => reading.flags.is_empty(),
        Some(wanted) => {
            let besides = |kind: FlagKind| kind != wanted && kind.colour() == Colour::Red;
            reading.has(wanted) && !reading.flags.iter().any(|flag| besides(flag.kind))
        }
    }
}

fn raised(reading: &Reading) -> String {
    let flags: Vec<String> = reading.flags.iter().map(|flag| format!("`{}`", flag.kind)).collect();
    if flags.is_empty() { "no flag".to_owned() } else { flags.join(" and ") }
}

/// What was found instead, so that the words can be copied.
fn facts(sample: &Sample, reading: &Reading) -> String {
    let found = reading.facts.iter().filter(|fact| fact.standing == Standing::Asserted);
    let list: Vec<String> = found.map(|fact| format!("`{}: {}`", fact.topic, fact.span.of(&sample.say))).collect();
    if list.is_empty() {
        "no facts at all: none is found".to_owned()
    } else {
        format!("what is found: {}", list.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::problem::Source;
    use crate::bank::source::Library;

    /// A bank of one question with these samples.
    fn tried(samples: &str) -> Vec<String> {
        let text = format!(
            "id: tiny\ntitle: Tiny\nlanguage: en\npurpose: To try.\naccepts: claimed\nplanned_minutes: 20\nsections:\n  - id: money\n    \
             title: Money\n    purpose: The money.\n    scored: [{{topics: [budget.amount], points: 100}}]\n    questions:\n      - id: \
             money.plan\n        topic: budget.amount\n        cue: the money\n        ask: [What is set aside?, What is \
             planned?]\n        why: To know it.\n        listen_for: [an amount]\n        samples:\n{samples}"
        );
        let source = Source::new("tiny.yaml", &text);
        let bank = Library::embedded().trial(&source).expect("a bank");
        try_samples(&bank, &source.name).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn samples_that_mean_what_they_say_are_fine() {
        let samples = "          specific: [{say: we put aside 80k for it, facts: {budget.amount: 80k}}]\n          \
                       vague: a decent budget\n          unknowing: [no idea, you'd have to ask finance]\n";
        assert_eq!(tried(samples), [""; 0]);
    }

    #[test]
    fn a_sample_under_the_wrong_flag_is_shown_where_it_stands() {
        assert_eq!(
            tried("          specific: a decent budget\n"),
            ["tiny.yaml:20:21: B080: as an answer to `money.plan` this raises `vague`; expected the flag `specific`"]
        );
        assert_eq!(
            tried("          no_flag: [80k is set aside for it]\n"),
            ["tiny.yaml:20:21: B080: as an answer to `money.plan` this raises `specific`; expected no flag"]
        );
    }

    #[test]
    fn a_fact_that_is_not_found_is_shown_with_those_that_are() {
        assert_eq!(
            tried("          specific: {say: 80k for the whole of it, facts: {budget.amount: 80k for}}\n"),
            [
                "tiny.yaml:20:27: B081: no fact `80k for` of the topic `budget.amount` is found in this sample; expected what is \
              found: `budget.amount: 80k`"
            ]
        );
    }

    #[test]
    fn samples_in_a_language_that_is_not_read_are_left_alone() {
        let text = include_str!("../../question_banks/en/bant.yaml").replace("language: en", "language: nb");
        let bank = Library::embedded().trial(&Source::new("nb/bant.yaml", &text)).expect("a bank");
        assert!(bank.questions().any(|question| !question.samples.is_empty()));
        assert_eq!(try_samples(&bank, "nb/bant.yaml"), []);
    }

    #[test]
    fn every_sample_that_ships_means_what_it_says() {
        let library = Library::embedded();
        let failed: Vec<String> = library
            .sources()
            .filter_map(|source| Some((library.trial(source)?, &source.name)))
            .flat_map(|(bank, file)| try_samples(&bank, file))
            .map(|problem| problem.to_string())
            .collect();
        assert!(failed.is_empty(), "{}", failed.join("\n"));
    }
}
