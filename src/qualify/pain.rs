//! The pains of a profile, and whether what a prospect says tells of one of them.

use super::lexicon::{Hurts, Lexicon};
use super::words::{Stems, Terms};

/// The pains of a profile, made ready to be found in what a prospect says.
///
/// A pain has objects (what is hurt: "invoices") and symptoms (how: "late"). An object that most pains share names
/// the field, not the pain, and counts only together with a symptom.
#[derive(Debug)]
pub(super) struct Pains<'a> {
    pains: Vec<Pain<'a>>,
}

#[derive(Debug)]
struct Pain<'a> {
    /// Objects of its own.
    objects: Vec<Part<'a>>,
    /// Objects that most pains of the profile share.
    shared: Vec<Part<'a>>,
    symptoms: Vec<Part<'a>>,
}

/// A word or phrase of a pain, with the lines of the vocabulary that it stands in: every phrase of them means the same.
#[derive(Debug)]
struct Part<'a> {
    phrase: Stems,
    means: Vec<&'a Terms>,
}

impl Part<'_> {
    fn stands_in(&self, text: &Stems) -> bool {
        text.holds(self.phrase.as_str()) || self.means.iter().any(|terms| terms.stand_in(text))
    }
}

impl<'a> Pains<'a> {
    /// Makes the pains of a profile ready.
    pub(super) fn new(names: &[String], lexicon: &'a Lexicon) -> Self {
        let mut pains: Vec<Pain<'a>> = names.iter().map(|name| pain(name, &lexicon.hurts)).collect();
        let all: Vec<Vec<Stems>> =
            pains.iter().map(|pain| pain.objects.iter().map(|part| part.phrase.clone()).collect()).collect();
        let is_shared = |object: &Part<'_>| {
            let holders = all.iter().filter(|phrases| phrases.contains(&object.phrase)).count();
            holders > 1 && holders * 2 > all.len()
        };
        for pain in &mut pains {
            let objects = std::mem::take(&mut pain.objects);
            (pain.shared, pain.objects) = objects.into_iter().partition(is_shared);
        }
        Self { pains }
    }

    /// The pain of the profile that a text tells of, by its place.
    pub(super) fn told_by(&self, text: &str) -> Option<usize> {
        let said = Stems::of(text);
        let heard = |parts: &[Part<'_>]| parts.iter().any(|part| part.stands_in(&said));
        self.pains.iter().position(|pain| {
            if heard(&pain.objects) {
                return true;
            }
            let no_own_object = pain.objects.is_empty() && pain.shared.is_empty();
            heard(&pain.symptoms) && (no_own_object || heard(&pain.shared))
        })
    }
}

/// Takes a pain of the profile apart. Phrases of the lexicon come first, single words after; the words of a phrase
/// count by themselves too, for "empty runs" are told of by "14 farms that were emptied already".
fn pain<'a>(name: &str, hurts: &'a Hurts) -> Pain<'a> {
    let name = Stems::of(name);
    let mut rest: Vec<&str> = name.words().collect();
    let mut objects = take_lines(&mut rest, &hurts.objects);
    let phrases: Vec<Stems> = objects.iter().map(|part| part.phrase.clone()).collect();
    let symptoms = take_lines(&mut rest, &hurts.symptoms);
    let of_phrases = phrases.iter().filter(|phrase| phrase.words().count() > 1).flat_map(Stems::words);
    for word in rest.into_iter().chain(of_phrases) {
        let is_symptom = hurts.symptoms.iter().any(|line| line.hold_word(word));
        if word.chars().count() > 1 && !is_symptom && !hurts.filler.hold_word(word) {
            objects.push(Part { phrase: Stems::of_stems(&[word]), means: Vec::new() });
        }
    }
    Pain { objects, shared: Vec::new(), symptoms }
}

/// The parts of a text that a lexicon knows; the words found are taken out of it, the longest phrases first.
fn take_lines<'a>(text: &mut Vec<&str>, lines: &'a [Terms]) -> Vec<Part<'a>> {
    let mut touched = Vec::new();
    let mut taken = vec![false; text.len()];
    let spaces = |term: &str| term.bytes().filter(|byte| *byte == b' ').count();
    // There is one space more than words.
    let longest = lines.iter().flat_map(Terms::iter).map(spaces).max().unwrap_or_default().saturating_sub(1);
    for length in (1..=longest.min(text.len())).rev() {
        for at in 0..=text.len() - length {
            if taken[at..at + length].iter().any(|taken| *taken) {
                continue;
            }
            let phrase = Stems::of_stems(&text[at..at + length]);
            let means: Vec<&Terms> = lines.iter().filter(|line| line.hold(phrase.as_str())).collect();
            if !means.is_empty() {
                touched.push(Part { phrase, means });
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
        Pains::new(&names, lexicon()).told_by(text).map(|at| names[at].clone())
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
