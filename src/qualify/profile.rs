//! Matching a lead against the ideal customer profile: industry, deal-breakers, roles.

use std::cell::OnceCell;

use super::lexicon::{Industry, Lexicon};
use super::words::{Stems, Terms, fold};

/// How the words about a company sit with the industries of the profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum IndustryMatch {
    /// One of the profile's industries, or a near term, is named.
    Within,
    /// Another industry is named, and none of the profile's.
    Outside,
    /// No industry is recognised.
    #[default]
    Unknown,
}

/// The industries of a profile, made ready to be found in words about a company.
#[derive(Debug)]
pub(super) struct Industries<'a> {
    wanted: Vec<Wanted<'a>>,
    lexicon: &'a Lexicon,
}

/// An industry that a profile names.
#[derive(Debug)]
struct Wanted<'a> {
    name: Stems,
    /// Looked up where the name itself is not found.
    near: OnceCell<Near<'a>>,
}

/// What else names an industry of a profile.
#[derive(Debug)]
struct Near<'a> {
    /// The words of its name that tell it from others.
    telling: Terms,
    /// What the vocabulary has for it; nothing where it does not hold the industry, as a whole or as a branch.
    terms: Vec<&'a Terms>,
}

impl<'a> Industries<'a> {
    /// Makes the industries of a profile ready.
    pub(super) fn new(wanted: &[String], lexicon: &'a Lexicon) -> Self {
        let ready = |name: &String| Wanted { name: Stems::of(name), near: OnceCell::new() };
        Self { wanted: wanted.iter().map(ready).collect(), lexicon }
    }

    /// Compares words about a company with the industries; near terms count ("hosp system" is health care).
    pub(super) fn matched(&self, text: &str) -> IndustryMatch {
        let said = Stems::of(text);
        let mut wanted = self.wanted.iter();
        let is_named = self.wanted.iter().any(|wanted| said.holds(wanted.name.as_str()));
        if is_named || wanted.any(|wanted| wanted.near(self.lexicon).stands_in(&said)) {
            return IndustryMatch::Within;
        }
        // Where the vocabulary does not know an industry of the profile, it cannot say what lies outside.
        if self.wanted.iter().any(|wanted| wanted.near(self.lexicon).terms.is_empty()) {
            return IndustryMatch::Unknown;
        }
        let own = Stems::of(&without_customers(text));
        let mut named = self.lexicon.trades.industries.iter().flat_map(Industry::all);
        if named.any(|terms| terms.stand_in(&own)) { IndustryMatch::Outside } else { IndustryMatch::Unknown }
    }
}

impl<'a> Wanted<'a> {
    fn near(&self, lexicon: &'a Lexicon) -> &Near<'a> {
        self.near.get_or_init(|| {
            let trades = &*lexicon.trades;
            let telling: Vec<&str> = self.name.words().filter(|word| !trades.generic.hold_word(word)).collect();
            let short = Stems::of_stems(&telling);
            let is_it = |terms: &Terms| terms.hold(self.name.as_str()) || terms.hold(short.as_str());
            Near { terms: terms_of(&trades.industries, is_it), telling: Terms::of_stems(&telling) }
        })
    }
}

impl Near<'_> {
    fn stands_in(&self, said: &Stems) -> bool {
        self.telling.stand_in(said) || self.terms.iter().any(|terms| terms.stand_in(said))
    }
}

/// The terms of the industries that are meant by a name of theirs, and of the branches that are meant by a term.
fn terms_of<'a>(industries: &'a [Industry], is_meant: impl Fn(&Terms) -> bool) -> Vec<&'a Terms> {
    let of_industry = |industry: &'a Industry| {
        let whole = is_meant(&industry.names);
        industry.all().filter(|terms| whole || is_meant(terms)).collect::<Vec<_>>()
    };
    industries.iter().flat_map(of_industry).collect()
}

/// Words behind which a company's customers stand, not the company ("software for gyms").
const CUSTOMERS: [&str; 4] = [" for ", " to ", " serving ", " used by "];

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

/// The deal-breakers of a profile, made ready to be found in what is said.
#[derive(Debug)]
pub(super) struct DealBreakers<'a> {
    list: Vec<DealBreaker<'a>>,
    lexicon: &'a Lexicon,
}

#[derive(Debug)]
struct DealBreaker<'a> {
    name: Stems,
    /// The words that a clause must hold.
    demand: Vec<String>,
    /// "no cloud" wants the cloud denied, "on-premises only" wants it affirmed.
    wants_negation: bool,
    /// The terms of the industry that it names, looked up where words about a company are held against it.
    trade: OnceCell<Vec<&'a Terms>>,
}

impl<'a> DealBreakers<'a> {
    /// Makes the deal-breakers of a profile ready.
    pub(super) fn new(names: &[String], lexicon: &'a Lexicon) -> Self {
        Self { list: names.iter().map(|name| DealBreaker::new(name, lexicon)).collect(), lexicon }
    }

    /// The first deal-breaker that a text meets: in one clause and in any order of the words.
    pub(super) fn said_in(&self, text: &str) -> Option<usize> {
        let clauses = text.split([',', ';', '.', ':', '!', '?', '(', ')', '\n']);
        let clauses: Vec<Vec<String>> = clauses.map(|clause| canonical(&Stems::of(clause), self.lexicon)).collect();
        let is_said = |breaker: &DealBreaker<'_>| clauses.iter().any(|clause| breaker.is_said_in(clause, self.lexicon));
        self.list.iter().position(is_said)
    }

    /// The first deal-breaker that is an industry, named in words about a company.
    pub(super) fn named_in(&self, about_company: &str) -> Option<usize> {
        let said = Stems::of(about_company);
        self.list.iter().position(|breaker| breaker.trade(self.lexicon).iter().any(|terms| terms.stand_in(&said)))
    }
}

impl<'a> DealBreaker<'a> {
    fn new(name: &str, lexicon: &Lexicon) -> Self {
        let name = Stems::of(name);
        let mut demand = canonical(&name, lexicon);
        let wants_negation = demand.first().is_some_and(|word| lexicon.words.negators.hold_word(word));
        if wants_negation {
            demand.remove(0);
        }
        Self { name, demand, wants_negation, trade: OnceCell::new() }
    }

    fn trade(&self, lexicon: &'a Lexicon) -> &[&'a Terms] {
        let is_meant = |terms: &Terms| terms.hold(self.name.as_str());
        self.trade.get_or_init(|| terms_of(&lexicon.trades.industries, is_meant))
    }

    fn is_said_in(&self, clause: &[String], lexicon: &Lexicon) -> bool {
        first_of(clause, &self.demand).is_some_and(|at| {
            let before = &clause[at.saturating_sub(REACH)..at];
            before.iter().any(|word| lexicon.words.negators.hold_word(word)) == self.wants_negation
        })
    }
}

/// Where the first word of a demand stands in a clause that holds all of its words close together.
fn first_of(said: &[String], demand: &[String]) -> Option<usize> {
    (0..said.len()).find(|at| {
        let near = &said[*at..said.len().min(at + demand.len() + REACH)];
        demand.contains(&said[*at]) && demand.iter().all(|word| near.contains(word))
    })
}

/// The words of a text in which every phrase of one meaning is put by the first of its line.
fn canonical(text: &Stems, lexicon: &Lexicon) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = text.as_str();
    while let Some((word, _)) = rest.strip_prefix(' ').and_then(|rest| rest.split_once(' ')) {
        let same = lexicon.words.same.iter().find_map(|line| {
            let longest = line.iter().filter(|phrase| rest.starts_with(phrase)).map(str::len).max();
            Some((line.iter().next()?, longest?))
        });
        let (meant, length) = same.unwrap_or((word, word.len() + 2));
        words.extend(meant.split_ascii_whitespace().map(str::to_owned));
        // The space behind a word is also the one before the next.
        rest = &rest[length - 1..];
    }
    words
}

/// Whether a role is one of the personas: they share every telling word of the shorter one.
pub(super) fn is_persona(role: &str, persona: &str) -> bool {
    let (role, persona) = (Stems::of(role), Stems::of(persona));
    let is_shorter = role.words().count() <= persona.words().count();
    let (short, long) = if is_shorter { (role, persona) } else { (persona, role) };
    short.words().next().is_some() && short.words().all(|word| long.words().any(|other| other == word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::qualify::lexicon::lexicon;

    fn industry(text: &str, industries: &[&str]) -> IndustryMatch {
        let industries: Vec<String> = industries.iter().map(ToString::to_string).collect();
        Industries::new(&industries, lexicon()).matched(text)
    }

    #[test]
    fn near_terms_count_as_the_industry() {
        assert_eq!(industry("regional hosp system", &["health care"]), IndustryMatch::Within);
        assert_eq!(industry("we sell furniture on the web", &["online furniture"]), IndustryMatch::Within);
        assert_eq!(industry("online furniture, 85 people", &["retail"]), IndustryMatch::Within);
        assert_eq!(industry("a small law firm", &["professional services"]), IndustryMatch::Within);
        assert_eq!(industry("gearbox casting", &["manufacturing"]), IndustryMatch::Within);
        assert_eq!(industry("we build e-bikes", &["manufacturing"]), IndustryMatch::Within);
        assert_ne!(industry("we build swings", &["manufacturing"]), IndustryMatch::Outside, "no builders");
        assert_eq!(industry("we build houses", &["construction"]), IndustryMatch::Within);
        assert_eq!(industry("path labs, all Kerala", &["health care"]), IndustryMatch::Within);
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
        let breaks = |text, breaker: &str| DealBreakers::new(&[breaker.to_owned()], lexicon()).said_in(text).is_some();
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
