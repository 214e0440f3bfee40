//! Matching a lead against the ideal customer profile: industry, deal-breakers, roles.

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
    // Where the vocabulary does not know an industry of the profile, it cannot say what lies outside.
    if !industries.iter().all(|industry| is_known(industry, lexicon)) {
        return IndustryMatch::Unknown;
    }
    let own = stems(&without_customers(text));
    let named = lexicon.trades.industries.iter().any(|industry| industry.all().any(|term| find(&own, term).is_some()));
    if named { IndustryMatch::Outside } else { IndustryMatch::Unknown }
}

/// Whether the vocabulary holds an industry of a profile, as a whole or as a branch.
fn is_known(wanted: &str, lexicon: &Lexicon) -> bool {
    let wanted = stems(wanted);
    let telling = telling(&wanted, lexicon);
    lexicon.trades.industries.iter().any(|industry| {
        names(&industry.names, &wanted, &telling)
            || industry.branches.iter().any(|branch| names(branch, &wanted, &telling))
    })
}

/// The words of an industry's name that tell it from others.
fn telling(wanted: &[String], lexicon: &Lexicon) -> Phrase {
    wanted.iter().filter(|word| !is_generic(word, lexicon)).cloned().collect()
}

/// Whether the text names this industry of a profile.
fn is_industry(said: &[String], wanted: &str, lexicon: &Lexicon) -> bool {
    let wanted = stems(wanted);
    if find(said, &wanted).is_some() {
        return true;
    }
    let telling = telling(&wanted, lexicon);
    if telling.iter().any(|word| said.contains(word)) {
        return true;
    }
    lexicon.trades.industries.iter().any(|industry| {
        if names(&industry.names, &wanted, &telling) {
            return industry.all().any(|term| find(said, term).is_some());
        }
        industry.branches.iter().filter(|branch| names(branch, &wanted, &telling)).any(|branch| names_any(said, branch))
    })
}

/// Whether the text names an industry of the vocabulary by this very name, or a near term of it.
pub(super) fn names_industry(text: &str, name: &str, lexicon: &Lexicon) -> bool {
    let (said, wanted) = (stems(text), stems(name));
    lexicon.trades.industries.iter().any(|industry| {
        if industry.names.contains(&wanted) {
            return industry.all().any(|term| find(&said, term).is_some());
        }
        industry.branches.iter().any(|branch| branch.contains(&wanted) && names_any(&said, branch))
    })
}

/// Whether a list of terms holds the wanted one, as it stands or without its generic words.
fn names(terms: &[Phrase], wanted: &[String], telling: &[String]) -> bool {
    terms.iter().any(|term| term == wanted || (!telling.is_empty() && term == telling))
}

fn is_generic(word: &String, lexicon: &Lexicon) -> bool {
    lexicon.trades.generic.iter().any(|phrase| phrase.as_slice() == std::slice::from_ref(word))
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

/// How far before a demand a negator may stand ("nothing in the cloud"), and how many other words may stand among its
/// own ("on-premises, and that only").
const REACH: usize = 3;

/// Whether a text says what a deal-breaker names, in one clause and in any order of the words.
///
/// "no cloud" wants the cloud denied, "on-premises only" wants it affirmed.
pub(super) fn breaks_deal(text: &str, breaker: &str, lexicon: &Lexicon) -> bool {
    let mut demand = canonical(&stems(breaker), lexicon);
    let wants_negation = demand.first().is_some_and(|word| is_negator(word, lexicon));
    if wants_negation {
        demand.remove(0);
    }
    !demand.is_empty()
        && text.split([',', ';', '.', ':', '!', '?', '(', ')', '\n']).any(|clause| {
            let said = canonical(&stems(clause), lexicon);
            first_of(&said, &demand).is_some_and(|at| {
                let before = &said[at.saturating_sub(REACH)..at];
                before.iter().any(|word| is_negator(word, lexicon)) == wants_negation
            })
        })
}

/// Where the first word of a demand stands in a clause that holds all of its words close together.
fn first_of(said: &[String], demand: &[String]) -> Option<usize> {
    (0..said.len()).find(|at| {
        let near = &said[*at..said.len().min(at + demand.len() + REACH)];
        demand.contains(&said[*at]) && demand.iter().all(|word| near.contains(word))
    })
}

fn is_negator(word: &String, lexicon: &Lexicon) -> bool {
    lexicon.words.negators.iter().any(|phrase| phrase.as_slice() == std::slice::from_ref(word))
}

/// A text in which every phrase of one meaning is put by the first of its line.
fn canonical(text: &[String], lexicon: &Lexicon) -> Vec<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let same = lexicon.words.same.iter().find_map(|line| {
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

    #[test]
    fn near_terms_count_as_the_industry() {
        assert_eq!(industry("regional hosp system", &["health care"]), IndustryMatch::Within);
        assert_eq!(industry("we sell furniture on the web", &["online furniture"]), IndustryMatch::Within);
        assert_eq!(industry("online furniture, 85 people", &["retail"]), IndustryMatch::Within);
        assert_eq!(industry("a small law firm", &["professional services"]), IndustryMatch::Within);
        assert_eq!(industry("gearbox casting", &["manufacturing"]), IndustryMatch::Within);
        assert_eq!(industry("building society", &["banking"]), IndustryMatch::Within);
        assert_eq!(industry("freight forwarder in Rotterdam", &["logistics"]), IndustryMatch::Within);
        assert_eq!(industry("12 veterinary clinics", &["health care"]), IndustryMatch::Within);
        assert_eq!(industry("property mgmt, 4k flats", &["real estate"]), IndustryMatch::Within);
        assert_eq!(industry("injection moulder", &["plastics"]), IndustryMatch::Within);
    }

    #[test]
    fn another_industry_is_off_profile() {
        assert_eq!(industry("we're a city government", &["retail", "hospitality"]), IndustryMatch::Outside);
        assert_eq!(industry("hotel group, 12 houses", &["hospitals"]), IndustryMatch::Outside);
        assert_eq!(industry("a church, 12 staff", &["software", "logistics"]), IndustryMatch::Outside);
    }

    #[test]
    fn an_industry_that_the_vocabulary_does_not_know_rules_nobody_out() {
        assert_eq!(industry("a regional bank", &["falconry"]), IndustryMatch::Unknown);
        assert_eq!(industry("falconry displays", &["falconry"]), IndustryMatch::Within);
        assert_eq!(industry("we do this and that", &["retail"]), IndustryMatch::Unknown);
    }

    #[test]
    fn what_the_customers_do_is_not_the_industry() {
        assert_eq!(industry("HR platform for hotels", &["logistics"]), IndustryMatch::Unknown);
        assert_eq!(industry("b2b SaaS for gyms", &["software"]), IndustryMatch::Within);
    }

    #[test]
    fn deal_breakers_mind_their_negation() {
        let breaks = |text, breaker| breaks_deal(text, breaker, lexicon());
        assert!(breaks("everything is on-prem only", "on-premises only"));
        assert!(!breaks("we left on-prem two years ago", "on-premises only"));
        assert!(!breaks("it need not be on-premises only", "on-premises only"));
        assert!(breaks("we only run on-prem", "on-premises only"), "in any order");
        assert!(breaks("nothing in the cloud", "no cloud"));
        assert!(breaks("there's no internet on the sites", "no internet on site"));
        assert!(!breaks("no downtime, SSO through Okta", "no SSO"), "another clause is denied");
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
