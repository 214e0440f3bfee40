//! What the words of each answer match in the profile: its territories, industries, deal-breakers and pains.
//!
//! All of it hangs on one answer alone: it is worked out once for each, however often the call is judged after that.

use std::cell::OnceCell;

use crate::bank::Grade;
use crate::signals::{Answer, Fact, Value};

use super::icp::Icp;
use super::ledger::{asserted, topics_of};
use super::lexicon::{Lexicon, lexicon};
use super::pain::Pains;
use super::place::PLACES;
use super::profile::{DealBreakers, Industries, IndustryMatch};
use super::words::Stems;

/// What the answers of a call match in a profile, answer by answer. It is kept beside them and grows with them.
#[derive(Debug, Clone, Default)]
pub struct Matches {
    of: Vec<Match>,
}

/// What the words of one answer match.
#[derive(Debug, Clone, Default)]
pub(super) struct Match {
    /// The places of the company that it names.
    pub places: Places,
    /// How its words about the company sit with the industries.
    pub industry: IndustryMatch,
    /// Which of its facts, by their place, count the company's people, though they stand under another topic.
    pub people: Vec<usize>,
    /// The first deal-breaker that it meets.
    pub deal_breaker: Option<usize>,
    /// The pain that it tells of with particulars.
    pub pain: Option<usize>,
}

/// The places of the company that an answer names.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    /// Those read as facts on the territory.
    pub read: Vec<Place>,
    /// Where there are none, those that stand in what was said about the company.
    pub named: Vec<Place>,
}

/// A place as said.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub name: String,
    /// The gazetteer knows it.
    pub is_known: bool,
    /// It lies in a territory of the profile.
    pub is_inside: bool,
}

impl Matches {
    /// What these answers match.
    pub fn of(answers: &[Answer], icp: &Icp) -> Self {
        Self::by(lexicon(), answers, icp)
    }

    pub(super) fn by(lexicon: &Lexicon, answers: &[Answer], icp: &Icp) -> Self {
        let profile = Profile::new(icp, lexicon);
        Self { of: answers.iter().map(|answer| profile.matched(answer)).collect() }
    }

    /// Adds what further answers match, which were heard after those that it knows.
    pub fn extend(&mut self, answers: &[Answer], icp: &Icp) {
        self.of.extend(Self::of(answers, icp).of);
    }

    /// Forgets all but the first answers.
    pub fn truncate(&mut self, count: usize) {
        self.of.truncate(count);
    }

    /// What each answer matches, in their order.
    pub(super) fn all(&self) -> &[Match] {
        &self.of
    }
}

/// A profile, made ready for answers to be held against it.
struct Profile<'a> {
    icp: &'a Icp,
    lexicon: &'a Lexicon,
    industries: Industries<'a>,
    /// These are made ready where an answer first asks for them: a fresh call is shown before the vocabulary is read.
    deal_breakers: OnceCell<DealBreakers<'a>>,
    pains: OnceCell<Pains<'a>>,
}

/// Topics whose words may tell of the pain, beside those that ask for it.
const PAIN_FAMILIES: [&str; 9] =
    ["pain", "need", "metric", "consequence", "goal", "plan", "success", "spend", "timeline"];

impl<'a> Profile<'a> {
    fn new(icp: &'a Icp, lexicon: &'a Lexicon) -> Self {
        let industries = Industries::new(&icp.industries, lexicon);
        Self { icp, lexicon, industries, deal_breakers: OnceCell::new(), pains: OnceCell::new() }
    }

    fn matched(&self, answer: &Answer) -> Match {
        let is_about_company = topics_of(answer).any(|topic| topic.split('.').next() == Some("company"));
        let deal_breaker = self.deal_breaker(answer, is_about_company);
        let pain = self.pain(answer);
        if !is_about_company {
            return Match { deal_breaker, pain, ..Match::default() };
        }
        let industry =
            if self.icp.industries.is_empty() { IndustryMatch::Unknown } else { self.industries.matched(&answer.text) };
        Match { places: self.places(answer), industry, people: self.people(answer), deal_breaker, pain }
    }

    fn places(&self, answer: &Answer) -> Places {
        let territories = &self.icp.territories;
        if territories.is_empty() {
            return Places::default();
        }
        let place = |name: String| Place {
            is_known: PLACES.knows(&name),
            is_inside: territories.iter().any(|territory| PLACES.lies_in(&name, territory)),
            name,
        };
        let on_territory = answer.reading.facts_on("company.territory").filter(|fact| asserted(fact));
        let read: Vec<Place> = on_territory
            .filter_map(|fact| if let Value::Place { name } = &fact.value { Some(place(name.clone())) } else { None })
            .collect();
        let named = || PLACES.find(&answer.text).into_iter().map(|found| place(found.name)).collect();
        Places { named: if read.is_empty() { named() } else { Vec::new() }, read }
    }

    fn people(&self, answer: &Answer) -> Vec<usize> {
        if self.icp.size.is_free() {
            return Vec::new();
        }
        let counts_people = |fact: &Fact| match &fact.value {
            Value::Count { of, .. } if asserted(fact) => {
                // "sixty-two of us" counts people without naming a thing that is counted.
                let of = of.as_deref().unwrap_or_else(|| fact.span.of(&answer.text));
                self.lexicon.words.people.stand_in(&Stems::of(of))
            }
            _ => false,
        };
        let facts = answer.reading.facts.iter().enumerate();
        facts.filter(|(_, fact)| counts_people(fact)).map(|(at, _)| at).collect()
    }

    fn deal_breaker(&self, answer: &Answer, is_about_company: bool) -> Option<usize> {
        if self.icp.deal_breakers.is_empty() {
            return None;
        }
        let breakers = self.deal_breakers.get_or_init(|| DealBreakers::new(&self.icp.deal_breakers, self.lexicon));
        let named = if is_about_company { breakers.named_in(&answer.text) } else { None };
        breakers.said_in(&answer.text).into_iter().chain(named).min()
    }

    fn pain(&self, answer: &Answer) -> Option<usize> {
        let reading = &answer.reading;
        let may_tell = reading.topic.as_ref().is_some_and(|topic| PAIN_FAMILIES.contains(&topic.family()))
            && matches!(reading.grade, Grade::Evidenced | Grade::Disputed);
        if !may_tell || self.icp.pains.is_empty() {
            return None;
        }
        self.pains.get_or_init(|| Pains::new(&self.icp.pains, self.lexicon)).told_by(&answer.text)
    }
}
