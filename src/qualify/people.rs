//! Who is who in the purchase: part, wants, stance, reach, and who said so (domain.md, section 4, rules 5 and 6).
//!
//! A title alone gives nobody a part: parts come from what somebody is said to do, or from the question that named them.

use crate::bank::{Grade, StakeholderRole};
use crate::call::{PersonId, RemarkId, same_person};
use crate::signals::{Answer, Fact, Value};

use super::Case;
use super::criteria::quote;
use super::ledger::{Ledger, asserted};

/// Somebody who has, or may have, a part in the purchase.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stakeholder {
    /// The number of somebody on the call.
    pub person: Option<PersonId>,
    /// The name; empty where only a title or a body was said.
    pub name: String,
    /// The title, or the body ("the board").
    pub title: String,
    /// The parts in the purchase, the first heard first.
    pub parts: Vec<StakeholderRole>,
    /// What they want, in the words heard.
    pub wants: Vec<Heard>,
    /// Whether they are for it.
    pub stance: Leaning,
    /// How to get to them.
    pub reach: Reach,
    /// Who spoke of them, and where.
    pub said_by: Vec<(PersonId, RemarkId)>,
}

/// Words, and the remark that they stand in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// The words, quoted.
    pub words: String,
    /// The remark.
    pub remark: RemarkId,
}

/// Whether somebody is for the purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Leaning {
    /// Nothing was heard of it.
    #[default]
    Unknown,
    /// They carry it, or say that they want it.
    For,
    /// They stand in its way, or say that they do not want it.
    Against,
}

/// How to get to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    /// Only a title or a body was said: the name is to be asked for.
    #[default]
    Nameless,
    /// They were named.
    Named,
    /// This person opens the door to them.
    Through(PersonId),
    /// They are on the call.
    OnTheCall,
}

/// Everybody heard of, and what is missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct People {
    /// The people of the call first, then those spoken of, in the order heard.
    pub stakeholders: Vec<Stakeholder>,
    /// Parts that nobody heard of has: who decides, who carries it inside, who would use it.
    pub holes: Vec<StakeholderRole>,
    /// Whom to reach instead of the contact, and through whom.
    pub way_in: Option<WayIn>,
}

/// Whom to reach, and through whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayIn {
    /// Their place among the stakeholders.
    pub to: usize,
    /// Who spoke of them.
    pub through: PersonId,
    /// The remark that names them.
    pub remark: RemarkId,
}

/// The topics that name somebody to go on with, the best way in first.
const WAYS_IN: [&str; 5] = ["buyer.access", "authority.signs", "buyer.name", "authority.others", "champion.name"];

/// Draws the map of the people of a case.
pub fn people(case: &Case<'_>) -> People {
    let ledger = Ledger::new(case.answers);
    let mut map = People { stakeholders: on_the_call(case), ..People::default() };
    let mut named = Vec::new();
    for (answer, fact) in persons(case.answers) {
        let at = map.place_of(answer, fact);
        let one = &mut map.stakeholders[at];
        one.hear(answer, fact);
        named.push((at, answer, fact));
    }
    for answer in case.answers {
        map.hear_wants(answer, &named);
        map.hear_stance(answer);
    }
    map.holes = map.find_holes(&ledger);
    map.way_in = way_in(&map.stakeholders, &named);
    map
}

/// The part that somebody has by what they do, else by the topic under which they were named.
pub fn part_of(topic: &str, does: Option<&str>) -> Option<StakeholderRole> {
    does.and_then(by_deed).or_else(|| by_topic(topic))
}

fn on_the_call(case: &Case<'_>) -> Vec<Stakeholder> {
    let numbered = (0..).map(PersonId).zip(case.people);
    numbered
        .map(|(id, contact)| Stakeholder {
            person: Some(id),
            name: contact.name.clone(),
            title: contact.role.clone(),
            reach: Reach::OnTheCall,
            ..Stakeholder::default()
        })
        .collect()
}

fn persons(answers: &[Answer]) -> impl Iterator<Item = (&Answer, &Fact)> {
    answers.iter().flat_map(|answer| {
        let persons = |fact: &&Fact| asserted(fact) && matches!(fact.value, Value::Person { .. });
        answer.reading.facts.iter().filter(persons).map(move |fact| (answer, fact))
    })
}

impl People {
    /// Where the person of a fact stands; somebody new is added at the end.
    fn place_of(&mut self, answer: &Answer, fact: &Fact) -> usize {
        let Value::Person { name, role, .. } = &fact.value else { return 0 };
        let known = match (name.as_deref(), role.as_deref()) {
            (Some(name), _) => self.stakeholders.iter().position(|one| same_person(&one.name, name)),
            (None, Some(title)) => self.stakeholders.iter().position(|one| one.title.eq_ignore_ascii_case(title)),
            (None, None) => self.stakeholders.iter().position(|one| one.person == Some(answer.by)),
        };
        known.unwrap_or_else(|| {
            let name = name.clone().unwrap_or_default();
            let reach = if name.is_empty() { Reach::Nameless } else { Reach::Named };
            self.stakeholders.push(Stakeholder {
                name,
                title: role.clone().unwrap_or_default(),
                reach,
                ..Stakeholder::default()
            });
            self.stakeholders.len() - 1
        })
    }

    /// What somebody wants: their own stake, the concerns of whoever pays, the criteria of whoever set them.
    fn hear_wants(&mut self, answer: &Answer, named: &[(usize, &Answer, &Fact)]) {
        if !is_affirmed(answer) {
            return;
        }
        let of_this_answer = || named.iter().filter(|(_, of, _)| of.remark == answer.remark);
        let speaker = || self.stakeholders.iter().position(|one| one.person == Some(answer.by));
        let with = |part| self.stakeholders.iter().position(|one: &Stakeholder| one.parts.contains(&part));
        let topic = answer.reading.topic.as_ref().map_or("", |topic| topic.as_str());
        let at = match topic {
            "consequence.personal" => speaker(),
            "champion.motive" => with(StakeholderRole::Champion).or_else(speaker),
            "buyer.concerns" => of_this_answer()
                .map(|(at, ..)| *at)
                .next()
                .or_else(|| with(StakeholderRole::EconomicBuyer))
                .or_else(|| with(StakeholderRole::DecisionMaker)),
            "criteria.list" | "criteria.effect" => of_this_answer().map(|(at, ..)| *at).next(),
            _ => None,
        };
        if let Some(one) = at.and_then(|at| self.stakeholders.get_mut(at)) {
            one.wants.push(Heard { words: quote(&answer.text), remark: answer.remark });
        }
    }

    /// What a speaker says of their own interest and need; the last word counts.
    fn hear_stance(&mut self, answer: &Answer) {
        let topic = answer.reading.topic.as_ref().map_or("", |topic| topic.as_str());
        let leaning = match (topic, answer.reading.grade) {
            ("interest.level" | "need.degree", Grade::Claimed | Grade::Evidenced) => Leaning::For,
            ("interest.level" | "need.degree", Grade::Refuted) => Leaning::Against,
            _ => return,
        };
        if let Some(one) = self.stakeholders.iter_mut().find(|one| one.person == Some(answer.by)) {
            one.stance = leaning;
        }
    }

    /// Whoever decides may be known as the one who pays; users may be told as a number.
    fn find_holes(&self, ledger: &Ledger<'_>) -> Vec<StakeholderRole> {
        use StakeholderRole::{Champion, DecisionMaker, EconomicBuyer, User};
        let has = |part| self.stakeholders.iter().any(|one| one.parts.contains(&part));
        let mut holes = Vec::new();
        if !has(DecisionMaker) && !has(EconomicBuyer) {
            holes.push(DecisionMaker);
        }
        if !has(Champion) {
            holes.push(Champion);
        }
        if !has(User) && matches!(ledger.topic("users.team").grade, Grade::Open | Grade::Refuted) {
            holes.push(User);
        }
        holes
    }
}

impl Stakeholder {
    /// The name, else the title.
    pub fn called(&self) -> &str {
        if self.name.is_empty() { &self.title } else { &self.name }
    }

    fn hear(&mut self, answer: &Answer, fact: &Fact) {
        let Value::Person { name, role, does } = &fact.value else { return };
        // A fuller name says more: "Kim" becomes "Kim Sato".
        if let Some(name) = name.as_ref().filter(|name| self.person.is_none() && name.len() > self.name.len()) {
            self.name.clone_from(name);
            self.reach = if self.reach == Reach::Nameless { Reach::Named } else { self.reach };
        }
        if self.title.is_empty() {
            self.title = role.clone().unwrap_or_default();
        }
        if let Some(part) = part_of(fact.topic.as_str(), does.as_deref()).filter(|part| !self.parts.contains(part)) {
            self.parts.push(part);
            self.stance = match part {
                StakeholderRole::Champion => Leaning::For,
                StakeholderRole::Blocker => Leaning::Against,
                _ => self.stance,
            };
        }
        if fact.topic == "buyer.access" && self.person.is_none() {
            self.reach = Reach::Through(answer.by);
        }
        self.said_by.push((answer.by, answer.remark));
    }
}

fn is_affirmed(answer: &Answer) -> bool {
    matches!(answer.reading.grade, Grade::Claimed | Grade::Evidenced)
}

/// The first who is not the contact of the call, by the topic that names them.
fn way_in(stakeholders: &[Stakeholder], named: &[(usize, &Answer, &Fact)]) -> Option<WayIn> {
    WAYS_IN.iter().find_map(|topic| {
        let others = named.iter().filter(|(at, _, fact)| {
            let one = &stakeholders[*at];
            fact.topic == **topic && one.person != Some(PersonId(0)) && !one.called().is_empty()
        });
        others.map(|(at, answer, _)| WayIn { to: *at, through: answer.by, remark: answer.remark }).next()
    })
}

/// The part that a deed makes, by the names that the reader gives to deeds.
fn by_deed(deed: &str) -> Option<StakeholderRole> {
    Some(match deed {
        "signs" | "decides" => StakeholderRole::DecisionMaker,
        "owns budget" | "pays" => StakeholderRole::EconomicBuyer,
        "sets criteria" | "evaluates" | "approves" | "influences" | "recommends" | "chairs" => {
            StakeholderRole::Influencer
        }
        "champions" => StakeholderRole::Champion,
        "blocks" => StakeholderRole::Blocker,
        "introduces" => StakeholderRole::Coach,
        _ => return None,
    })
}

/// The part of those who are named where the question asks for it.
fn by_topic(topic: &str) -> Option<StakeholderRole> {
    Some(match topic {
        "authority.signs" => StakeholderRole::DecisionMaker,
        "buyer.name" => StakeholderRole::EconomicBuyer,
        "champion.name" => StakeholderRole::Champion,
        "authority.others" | "criteria.owner" => StakeholderRole::Influencer,
        "users.team" => StakeholderRole::User,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::Grade::Evidenced;
    use crate::qualify::sample::Call;

    fn person(name: Option<&str>, title: Option<&str>, does: Option<&str>) -> Value {
        Value::Person { name: name.map(Into::into), role: title.map(Into::into), does: does.map(Into::into) }
    }

    fn told() -> Call {
        Call::new(Grade::Claimed)
            .hears("authority.signs", "Kim signs, she is our CFO", Evidenced)
            .fact("authority.signs", "Kim", person(Some("Kim"), Some("CFO"), Some("signs")))
            .hears("buyer.concerns", "she fears a long roll-out", Evidenced)
            .hears("champion.name", "Lee would push it, and IT blocks", Evidenced)
            .fact("champion.name", "Lee", person(Some("Lee"), None, None))
            .fact("champion.name", "IT", person(None, Some("IT"), Some("blocks")))
            .hears("buyer.access", "I can walk you over to Kim Sato", Evidenced)
            .fact("buyer.access", "Kim Sato", person(Some("Kim Sato"), None, None))
            .hears("interest.level", "I would love to have it", Grade::Claimed)
    }

    fn called<'a>(map: &'a People, name: &str) -> &'a Stakeholder {
        map.stakeholders.iter().find(|one| one.called() == name).expect("somebody heard of")
    }

    #[test]
    fn the_map_says_part_wants_stance_reach_and_source() {
        let call = told();
        let map = people(&call.case());
        let kim = called(&map, "Kim Sato");
        assert_eq!((kim.title.as_str(), kim.parts.as_slice()), ("CFO", &[StakeholderRole::DecisionMaker][..]));
        assert_eq!(kim.wants[0].words, "“she fears a long roll-out”");
        assert_eq!(kim.reach, Reach::Through(PersonId(0)));
        assert_eq!(kim.said_by, [(PersonId(0), RemarkId(1)), (PersonId(0), RemarkId(4))]);
        assert_eq!((called(&map, "Lee").stance, called(&map, "Lee").reach), (Leaning::For, Reach::Named));
        assert_eq!((called(&map, "IT").stance, called(&map, "IT").reach), (Leaning::Against, Reach::Nameless));
        let dana = called(&map, "Dana Ruiz");
        assert_eq!((dana.stance, dana.reach), (Leaning::For, Reach::OnTheCall));
    }

    #[test]
    fn holes_are_named_and_filled() {
        use StakeholderRole::{Champion, DecisionMaker, User};
        assert_eq!(people(&Call::new(Grade::Claimed).case()).holes, [DecisionMaker, Champion, User]);
        let call = told().hears("users.team", "12 planners", Evidenced);
        assert_eq!(people(&call.case()).holes, []);
    }

    #[test]
    fn the_way_in_is_whoever_the_door_was_opened_to_never_the_contact() {
        let call = told();
        let map = people(&call.case());
        let way = map.way_in.as_ref().expect("a way in");
        assert_eq!(map.stakeholders[way.to].name, "Kim Sato");
        assert_eq!((way.through, way.remark), (PersonId(0), RemarkId(4)));
        let own = Call::new(Grade::Claimed).hears("authority.signs", "I sign", Evidenced);
        let own = own.person("authority.signs", "I sign", None);
        assert_eq!(people(&own.case()).way_in, None);
    }
}
