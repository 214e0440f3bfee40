//! The pains of a profile, and whether what a prospect says tells of one of them.

use super::lexicon::{Lexicon, Phrase, names_any};
use super::words::stems;

/// The pains of a profile, made ready to be found in what a prospect says.
///
/// A pain has objects (what is hurt: "invoices") and symptoms (how: "late"). An object that most pains share names
/// the field, not the pain, and counts only together with a symptom.
#[derive(Debug, Clone)]
pub(super) struct Pains {
    pains: Vec<Pain>,
}

#[derive(Debug, Clone)]
struct Pain {
    name: String,
    /// Objects of its own.
    objects: Vec<Part>,
    /// Objects that most pains of the profile share.
    shared: Vec<Part>,
    symptoms: Vec<Part>,
}

/// A word or phrase of a pain, with every phrase that means the same.
#[derive(Debug, Clone)]
struct Part {
    word: Phrase,
    means: Vec<Phrase>,
}

impl Pains {
    /// Makes the pains of a profile ready.
    pub(super) fn new(names: &[String], lexicon: &Lexicon) -> Self {
        let mut pains: Vec<Pain> = names.iter().map(|name| pain(name, lexicon)).collect();
        let all: Vec<Vec<Phrase>> =
            pains.iter().map(|pain| pain.objects.iter().map(|part| part.word.clone()).collect()).collect();
        let is_shared = |object: &Part| {
            let holders = all.iter().filter(|words| words.contains(&object.word)).count();
            holders > 1 && holders * 2 > all.len()
        };
        for pain in &mut pains {
            let objects = std::mem::take(&mut pain.objects);
            (pain.shared, pain.objects) = objects.into_iter().partition(is_shared);
        }
        Self { pains }
    }

    /// The pain of the profile that a text tells of.
    pub(super) fn told_by(&self, text: &str) -> Option<&str> {
        let said = stems(text);
        let heard = |parts: &[Part]| parts.iter().any(|part| names_any(&said, &part.means));
        let told = |pain: &&Pain| {
            if heard(&pain.objects) {
                return true;
            }
            let no_own_object = pain.objects.is_empty() && pain.shared.is_empty();
            heard(&pain.symptoms) && (no_own_object || heard(&pain.shared))
        };
        self.pains.iter().find(told).map(|pain| pain.name.as_str())
    }
}

/// Takes a pain of the profile apart. Phrases of the lexicon come first, single words after; the words of a phrase
/// count by themselves too, for "empty runs" are told of by "14 farms that were emptied already".
fn pain(name: &str, lexicon: &Lexicon) -> Pain {
    let mut rest = stems(name);
    let mut objects = take_lines(&mut rest, &lexicon.hurts.objects);
    let of_phrases: Vec<String> =
        objects.iter().filter(|part| part.word.len() > 1).flat_map(|part| part.word.clone()).collect();
    let symptoms = take_lines(&mut rest, &lexicon.hurts.symptoms);
    let is_one_of = |word: &String, phrases: &[Phrase]| phrases.iter().any(|one| one.as_slice() == [word.clone()]);
    for word in rest.into_iter().chain(of_phrases) {
        let is_symptom = lexicon.hurts.symptoms.iter().any(|line| is_one_of(&word, line));
        if word.chars().count() > 1 && !is_symptom && !is_one_of(&word, &lexicon.hurts.filler) {
            objects.push(Part { word: vec![word.clone()], means: vec![vec![word]] });
        }
    }
    Pain { name: name.to_owned(), objects, shared: Vec::new(), symptoms }
}

/// The parts of a text that a lexicon knows; the words found are taken out of it, the longest phrases first.
fn take_lines(text: &mut Vec<String>, lines: &[Vec<Phrase>]) -> Vec<Part> {
    let mut touched = Vec::new();
    let mut taken = vec![false; text.len()];
    let longest = lines.iter().flatten().map(Vec::len).max().unwrap_or_default();
    for length in (1..=longest.min(text.len())).rev() {
        for at in 0..=text.len() - length {
            let window = &text[at..at + length];
            if taken[at..at + length].iter().any(|taken| *taken) {
                continue;
            }
            let means: Vec<Phrase> = lines
                .iter()
                .filter(|line| line.iter().any(|phrase| phrase.as_slice() == window))
                .flatten()
                .cloned()
                .collect();
            if !means.is_empty() {
                touched.push(Part { word: window.to_vec(), means });
                taken[at..at + length].fill(true);
            }
        }
    }
    let mut kept = taken.iter();
    text.retain(|_| !kept.next().copied().unwrap_or_default());
    touched
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::qualify::lexicon::lexicon;

    fn told(text: &str, pains: &[&str]) -> Option<String> {
        let names: Vec<String> = pains.iter().map(ToString::to_string).collect();
        Pains::new(&names, lexicon()).told_by(text).map(str::to_owned)
    }

    #[test]
    fn a_pain_is_known_by_its_object_in_other_words() {
        assert_eq!(told("the shelves ran out of the best sellers", &["stock-outs"]).as_deref(), Some("stock-outs"));
        assert_eq!(
            told("parcels come back to the depot", &["failed deliveries"]).as_deref(),
            Some("failed deliveries")
        );
        assert_eq!(told("we bin a third of what we cook", &["food waste"]).as_deref(), Some("food waste"));
        assert_eq!(told("payslips are wrong", &["payroll errors"]).as_deref(), Some("payroll errors"));
        assert_eq!(told("machines stand still 18 hours", &["downtime"]).as_deref(), Some("downtime"));
        assert_eq!(told("22% of clients leave after a year", &["client churn"]).as_deref(), Some("client churn"));
        assert_eq!(told("month end takes nine days", &["slow close"]).as_deref(), Some("slow close"));
        assert_eq!(told("14 farms had been emptied already", &["empty runs"]).as_deref(), Some("empty runs"));
        assert_eq!(told("wages are paid late", &["late orders"]), None, "late alone names no order");
    }

    #[test]
    fn an_object_that_all_pains_share_needs_a_symptom() {
        let pains = ["slow e-mail production", "off-brand e-mails", "e-mails that break on phones"];
        assert_eq!(told("the newsletter goes to everybody", &pains), None);
        assert_eq!(told("e-mails take weeks, so slow", &pains).as_deref(), Some("slow e-mail production"));
        assert_eq!(
            told("invoices go out late", &["late invoices", "unpaid invoices"]).as_deref(),
            Some("late invoices")
        );
    }
}
