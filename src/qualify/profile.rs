//! Matching a lead against the ideal customer profile: industry, pains, deal-breakers, roles.

use super::lexicon::{Lexicon, Phrase, names_any};
use super::words::{find, fold, stems};

/// How the words about a company sit with the industries of the profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum IndustryMatch {
    /// One of the profile's industries, or a near term, is named.
    Within,
    /// Another industry is named, and none of the profile's.
    Outside,
    /// No industry is recognised.
    Unknown,
}

/// Words behind which a company's customers stand, not the company ("software for gyms").
const CUSTOMERS: [&str; 4] = [" for ", " to ", " serving ", " used by "];

/// Compares words about a company with industries; near terms count ("hosp system" is health care).
pub(super) fn match_industry(text: &str, industries: &[String], lexicon: &Lexicon) -> IndustryMatch {
    let said = stems(text);
    if industries.iter().any(|industry| is_industry(&said, industry, lexicon)) {
        return IndustryMatch::Within;
    }
    let own = stems(&without_customers(text));
    let named = lexicon.industries.iter().any(|industry| industry.all().any(|term| find(&own, term).is_some()));
    if named { IndustryMatch::Outside } else { IndustryMatch::Unknown }
}

/// Whether the text names this industry of a profile.
fn is_industry(said: &[String], wanted: &str, lexicon: &Lexicon) -> bool {
    let wanted = stems(wanted);
    if find(said, &wanted).is_some() {
        return true;
    }
    let telling: Phrase = wanted.iter().filter(|word| !is_generic(word, lexicon)).cloned().collect();
    if telling.iter().any(|word| said.contains(word)) {
        return true;
    }
    lexicon.industries.iter().any(|industry| {
        if names(&industry.names, &wanted, &telling) {
            return industry.all().any(|term| find(said, term).is_some());
        }
        industry.branches.iter().filter(|branch| names(branch, &wanted, &telling)).any(|branch| names_any(said, branch))
    })
}

/// Whether the text names an industry of the vocabulary by this very name, or a near term of it.
pub(super) fn names_industry(text: &str, name: &str, lexicon: &Lexicon) -> bool {
    let (said, wanted) = (stems(text), stems(name));
    lexicon.industries.iter().any(|industry| {
        if industry.names.contains(&wanted) {
            return industry.all().any(|term| find(&said, term).is_some());
        }
        industry.branches.iter().any(|branch| branch.contains(&wanted) && names_any(&said, branch))
    })
}

/// Whether a list of terms holds the wanted one, as it stands or without its generic words.
fn names(terms: &[Phrase], wanted: &Phrase, telling: &Phrase) -> bool {
    terms.iter().any(|term| term == wanted || (!telling.is_empty() && term == telling))
}

fn is_generic(word: &String, lexicon: &Lexicon) -> bool {
    lexicon.generic.iter().any(|phrase| phrase.as_slice() == std::slice::from_ref(word))
}

/// The text without what stands behind "for" and the like, up to the next mark.
fn without_customers(text: &str) -> String {
    text.split(|c: char| ",.;:!?+/(".contains(c))
        .map(|part| {
            let padded = format!(" {} ", fold(part));
            let end = CUSTOMERS.iter().filter_map(|word| padded.find(word)).min().unwrap_or(padded.len());
            padded.get(..end).unwrap_or_default().to_owned()
        })
        .collect::<Vec<_>>()
        .join(" ")
}

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
    /// Objects of its own, each as every phrase that means it.
    objects: Vec<Vec<Phrase>>,
    /// Objects that most pains of the profile share.
    shared: Vec<Vec<Phrase>>,
    symptoms: Vec<Vec<Phrase>>,
}

impl Pains {
    /// Makes the pains of a profile ready.
    pub(super) fn new(names: &[String], lexicon: &Lexicon) -> Self {
        let mut pains: Vec<Pain> = names.iter().map(|name| pain(name, lexicon)).collect();
        let all: Vec<Vec<Vec<Phrase>>> = pains.iter().map(|pain| pain.objects.clone()).collect();
        let is_shared = |object: &Vec<Phrase>| {
            let holders = all.iter().filter(|objects| objects.contains(object)).count();
            holders > 1 && holders * 2 > all.len()
        };
        for pain in &mut pains {
            let objects = std::mem::take(&mut pain.objects);
            (pain.shared, pain.objects) = objects.into_iter().partition(is_shared);
        }
        Self { pains }
    }

    /// Whether the profile names no pain.
    pub(super) fn is_empty(&self) -> bool {
        self.pains.is_empty()
    }

    /// The pain of the profile that a text tells of.
    pub(super) fn told_by(&self, text: &str) -> Option<&str> {
        let said = stems(text);
        let heard = |lines: &[Vec<Phrase>]| lines.iter().any(|line| names_any(&said, line));
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

/// Takes a pain of the profile apart. Phrases of the lexicon come first, single words after.
fn pain(name: &str, lexicon: &Lexicon) -> Pain {
    let mut rest = stems(name);
    let mut objects = take_lines(&mut rest, &lexicon.objects);
    let symptoms = take_lines(&mut rest, &lexicon.symptoms);
    for word in rest {
        let filler = lexicon.filler.iter().any(|phrase| phrase.as_slice() == std::slice::from_ref(&word));
        if !filler && word.chars().count() > 1 {
            objects.push(vec![vec![word]]);
        }
    }
    Pain { name: name.to_owned(), objects, shared: Vec::new(), symptoms }
}

/// The lines of a lexicon that a text touches; the words found are taken out of it, the longest phrases first.
fn take_lines(text: &mut Vec<String>, lines: &[Vec<Phrase>]) -> Vec<Vec<Phrase>> {
    let mut touched = Vec::new();
    let mut taken = vec![false; text.len()];
    let longest = lines.iter().flatten().map(Vec::len).max().unwrap_or_default();
    for length in (1..=longest.min(text.len())).rev() {
        for at in 0..=text.len() - length {
            let window = &text[at..at + length];
            if taken[at..at + length].iter().any(|taken| *taken) {
                continue;
            }
            let hits: Vec<&Vec<Phrase>> =
                lines.iter().filter(|line| line.iter().any(|phrase| phrase.as_slice() == window)).collect();
            if !hits.is_empty() {
                touched.extend(hits.into_iter().cloned());
                taken[at..at + length].fill(true);
            }
        }
    }
    let mut kept = taken.iter();
    text.retain(|_| !kept.next().copied().unwrap_or_default());
    touched
}

/// How far before a demand a negator may stand ("nothing in the cloud").
const NEGATOR_REACH: usize = 3;

/// Whether a text says what a deal-breaker names; "no cloud" wants a negated cloud, "on-premises only" an affirmed one.
pub(super) fn breaks_deal(text: &str, breaker: &str, lexicon: &Lexicon) -> bool {
    let said = canonical(&stems(text), lexicon);
    let mut demand = canonical(&stems(breaker), lexicon);
    let wants_negation = demand.first().is_some_and(|word| is_negator(word, lexicon));
    if wants_negation {
        demand.remove(0);
    }
    if demand.is_empty() {
        return false;
    }
    let hits = (0..said.len()).filter(|at| said[*at..].starts_with(&demand));
    hits.into_iter().any(|at| {
        let before = &said[at.saturating_sub(NEGATOR_REACH)..at];
        before.iter().any(|word| is_negator(word, lexicon)) == wants_negation
    })
}

fn is_negator(word: &String, lexicon: &Lexicon) -> bool {
    lexicon.negators.iter().any(|phrase| phrase.as_slice() == std::slice::from_ref(word))
}

/// A text in which every phrase of one meaning is put by the first of its line.
fn canonical(text: &[String], lexicon: &Lexicon) -> Vec<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let same = lexicon.same.iter().find_map(|line| {
            let longest = line.iter().filter(|phrase| text[at..].starts_with(phrase)).max_by_key(|phrase| phrase.len());
            Some((line.first()?, longest?.len()))
        });
        if let Some((first, length)) = same {
            out.extend(first.iter().cloned());
            at += length;
        } else {
            out.push(text[at].clone());
            at += 1;
        }
    }
    out
}

/// Whether a role is one of the personas: they share every telling word of the shorter one.
pub(super) fn is_persona(role: &str, persona: &str) -> bool {
    let (role, persona) = (stems(role), stems(persona));
    let (short, long) = if role.len() <= persona.len() { (role, persona) } else { (persona, role) };
    !short.is_empty() && short.iter().all(|word| long.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::qualify::lexicon::lexicon;

    fn industry(text: &str, industries: &[&str]) -> IndustryMatch {
        let industries: Vec<String> = industries.iter().map(ToString::to_string).collect();
        match_industry(text, &industries, lexicon())
    }

    fn told(text: &str, pains: &[&str]) -> Option<String> {
        let names: Vec<String> = pains.iter().map(ToString::to_string).collect();
        Pains::new(&names, lexicon()).told_by(text).map(str::to_owned)
    }

    #[test]
    fn near_terms_count_as_the_industry() {
        assert_eq!(industry("regional hosp system", &["health care"]), IndustryMatch::Within);
        assert_eq!(industry("we sell furniture on the web", &["online furniture"]), IndustryMatch::Within);
        assert_eq!(industry("online furniture, 85 people", &["retail"]), IndustryMatch::Within);
        assert_eq!(industry("a small law firm", &["professional services"]), IndustryMatch::Within);
        assert_eq!(industry("gearbox casting", &["manufacturing"]), IndustryMatch::Within);
    }

    #[test]
    fn another_industry_is_off_profile() {
        assert_eq!(industry("we're a city government", &["retail", "hospitality"]), IndustryMatch::Outside);
        assert_eq!(industry("hotel group, 12 houses", &["hospitals"]), IndustryMatch::Outside);
    }

    #[test]
    fn what_the_customers_do_is_not_the_industry() {
        assert_eq!(industry("HR platform for hotels", &["logistics"]), IndustryMatch::Unknown);
        assert_eq!(industry("b2b SaaS for gyms", &["software"]), IndustryMatch::Within);
    }

    #[test]
    fn a_pain_is_known_by_its_object_in_other_words() {
        assert_eq!(told("the shelves ran out of the best sellers", &["stock-outs"]).as_deref(), Some("stock-outs"));
        assert_eq!(
            told("parcels come back to the depot", &["failed deliveries"]).as_deref(),
            Some("failed deliveries")
        );
        assert_eq!(told("we bin a third of what we cook", &["food waste"]).as_deref(), Some("food waste"));
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

    #[test]
    fn deal_breakers_mind_their_negation() {
        let breaks = |text, breaker| breaks_deal(text, breaker, lexicon());
        assert!(breaks("everything is on-prem only", "on-premises only"));
        assert!(!breaks("we left on-prem two years ago", "on-premises only"));
        assert!(!breaks("it need not be on-premises only", "on-premises only"));
        assert!(breaks("nothing in the cloud", "no cloud"));
        assert!(!breaks("cloud is fine", "no cloud"));
        assert!(!breaks("single sign-on through Okta", "no SSO"));
        assert!(breaks("we have no single sign-on", "no SSO"));
        assert!(breaks("it all runs on the AS/400", "AS/400"));
        assert!(breaks("public sector all the way", "public sector"));
    }

    #[test]
    fn a_persona_is_met_by_a_fuller_title() {
        assert!(is_persona("VP Operations, EMEA", "VP Operations"));
        assert!(!is_persona("Intern", "VP Operations"));
        assert!(!is_persona("", "VP Operations"));
    }
}
