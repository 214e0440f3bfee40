//! Classes of small words: what a language builds its sentences with, by which names and deeds are told apart.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use crate::signals::words::WordMap;

/// What a word does in a sentence. A word may belong to several classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// "a", "an".
    Indefinite,
    /// "the", "our", "his".
    Definite,
    /// "my", "our", "his": the word behind it belongs to somebody.
    Possessive,
    /// "she", "he", "who".
    Pronoun,
    /// "I".
    Speaker,
    /// "me", "myself".
    SpeakerObject,
    /// "is", "was", "'s".
    Be,
    /// "will", "can", "has to": stands between a subject and its verb.
    Auxiliary,
    /// "and", "&", "+".
    And,
    /// "in", "from", "with".
    Preposition,
    /// "any", "some", "no", "every": what it stands before is nobody in particular.
    Unspecific,
    /// "not", "never", "nobody".
    Not,
    /// "if", "when", "before".
    Condition,
    /// "ask", "met", "spoke": what a person stands behind.
    Contacting,
    /// "runs", "heads", "leads": what a person is in charge of stands behind.
    Charge,
    /// "contract", "renewal": what a customer gives and takes.
    Deal,
    /// "piloted", "trialled": what a product stands behind.
    Trying,
    /// "above", "over".
    Above,
    /// "that", "it", "this".
    Demonstrative,
    /// "wants", "says": verbs whose subject is somebody.
    PersonVerb,
    /// "works", "left": verbs of persons that machines have too.
    LooseVerb,
    /// "choose", "pick": power that cannot be checked.
    Choosing,
    /// "shift", "budget", "kitchen": what somebody is in charge of, and no program is.
    Domain,
    /// "team", "desk", "idea": what people have.
    Belonging,
    /// "old", "legacy", "called": what stands between a verb and a product's name.
    ProductFiller,
    /// "app", "developer": what makes a platform's name describe somebody's work.
    PlatformUse,
    /// "contract", "licence": what is of a product rather than of its users.
    Contractual,
    /// "region", "area", "based": what may stand behind the name of a seat.
    SeatNoun,
    /// "few", "one", "chair": what stands before "of the directors" and names nobody.
    Partitive,
    /// "ask", "the": what stands before a role that is one known person.
    BeforeRole,
    /// "has", "wants": what stands behind a role that is one known person.
    BehindRole,
    /// "chair", "partner": roles that mean a thing or anybody as well.
    LooseRole,
    /// "is", "was": by which somebody is said to be something.
    TellsRole,
    /// "being", "as": by which somebody is imagined to be something.
    ImaginesRole,
    /// "email", "cc": verbs whose object is somebody.
    SureContacting,
    /// "just", "only": what stands before a "me" that answers.
    BeforeMe,
    /// "alone", "both": what stands behind a "me" that answers.
    BehindMe,
    /// "if", "wish": by which a claim is only imagined.
    Unreal,
    /// "in", "from": what may stand between people who do the same.
    BetweenJoined,
    /// "listens": what a body does that is no person in the answer.
    BodyDid,
    /// "professor": titles that say the role as well.
    TitleRole,
    /// "de", "van": small words inside a name.
    Particle,
    /// "madam", "ji": words behind a name or role that only address.
    HonorificBehind,
    /// "brother", "boss": relations that stand for a role.
    Kin,
    /// "vp": heads that a department may follow ("VP Finance").
    BroadHead,
    /// "de", "für": between the head of a role and what it is the head of, in other languages than this one.
    ForeignOf,
    /// "reports", "plans": of a product, or what somebody does.
    DoesOrThing,
    /// "deputy", "asst": stands in for the head of a role, or helps it.
    StandIn,
    /// "team", "crew": groups that people belong to.
    Team,
    /// "and", "to": what may stand between two products of a row.
    ProductChain,
    /// "for", "is": what stands behind a product that is the whole answer.
    BehindProduct,
    /// "we", "it": subjects.
    Subject,
    /// "landed", "won": what contracts of customers do.
    Won,
    /// "renews", "expires": what contracts of vendors do.
    Renewing,
    /// "found", "scraped": how money turns up for something.
    FoundMoney,
    /// "be", "to", "once": an approval behind them is still to come.
    ToCome,
    /// "already": belongs to the approval behind it.
    Already,
    /// "only", "now": what is so behind what is ruled out.
    Only,
    /// "longer", "any": belongs to a denial.
    Longer,
    /// "with", "by": what a town of that name would not stand behind.
    OfSomebody,
    /// "in", "from": before the place or department that somebody is of.
    Within,
    /// "off", "out": not at work.
    Away,
    /// "in", "across": what stands before the name of a seat.
    BeforeSeat,
    /// "best", "new": may stand between an article and a role.
    Adjective,
    /// "man", "guy": says no role by itself.
    Anybody,
    /// "too", "for", "below": behind somebody whose verb stands in the clause before.
    Gapping,
    /// "win", "lose", "keep": what is done with the contract of a customer.
    Winning,
    /// "keys", "copies", "tried": what hands do, somebody's or now and then a machine's.
    Handwork,
    /// "sick", "keen", "away": how only people are.
    PersonState,
    /// "offsider", "oma": relations that mean one person even behind "the".
    SureKin,
    /// "van", "ten": small words that family names begin with.
    NameOpener,
    /// "of", "de": between the head of a role and what it is the head of.
    RoleOf,
    /// "Energy", "Foods": what the names of firms end with, and those of people do not.
    FirmTail,
    /// "system", "software": what says of a name that it is a program's.
    SystemNoun,
    /// "accountant", "auditor": jobs of which a company has one.
    SoloRole,
    /// "still", "alone": may stand between somebody and the deed.
    BeforeDeed,
    /// "her", "too": what may stand between a deed and the name of who does it.
    BesideDeed,
}

/// The classes of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Classes(u128);

impl Classes {
    /// Whether the word belongs to a class.
    pub const fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u128) != 0
    }

    const fn with(self, class: Class) -> Self {
        Self(self.0 | 1 << class as u128)
    }
}

/// The small words of a language and their classes (`grammar.yaml`).
#[derive(Debug, Clone, Default)]
pub struct Grammar(WordMap<Classes>);

impl Grammar {
    /// The classes of a folded word.
    pub fn classes(&self, word: &str) -> Classes {
        self.0.get(word).copied().unwrap_or_default()
    }
}

impl<'de> Deserialize<'de> for Grammar {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut words: WordMap<Classes> = WordMap::default();
        for (class, list) in BTreeMap::<Class, Vec<&'de str>>::deserialize(from)? {
            for word in &list {
                let classes = words.entry(word);
                *classes = classes.with(class);
            }
        }
        Ok(Self(words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_every_class_that_lists_it() {
        let grammar: Grammar = serde_yaml::from_str("definite: [our]\npossessive: [our, my]").unwrap();
        assert!(grammar.classes("our").has(Class::Definite) && grammar.classes("our").has(Class::Possessive));
        assert!(!grammar.classes("my").has(Class::Definite));
        assert_eq!(grammar.classes("house"), Classes::default());
    }
}
