//! What the answers of a call can still be, once some conditions hold and others do not.
//!
//! Every atom of a condition narrows it; as soon as nothing is left, the conditions exclude each other. What is known of
//! the atoms: a topic stands at one grade, or nothing was heard on it; its last word is a yes, a no, or neither; its
//! answers can carry several flags and facts of several kinds; figures in one unit are compared by the last of them; a
//! date that is far lies more than six months ahead; who has a part on the call has it in the purchase. In doubt it takes
//! things to be possible: a false alarm costs more than a miss.

use std::collections::BTreeMap;

use super::figures::{Figures, Scale};
use crate::bank::question::Condition;
use crate::bank::vocabulary::{FlagKind, Grade, StakeholderRole, ValueKind};

/// What the answers of a call can still be.
#[derive(Debug, Clone, Default)]
pub(super) struct Possible<'c> {
    topics: BTreeMap<&'c str, OnTopic<'c>>,
    roles: Marks,
    contacts: Marks,
}

/// What the answers on one topic can still be.
#[derive(Debug, Clone)]
struct OnTopic<'c> {
    /// A set of grades (by position), with `UNHEARD` for silence.
    grades: u8,
    /// A set of `NO_WORD`, `YES` and `NO`.
    last_word: u8,
    flags: Marks,
    facts: Marks,
    /// Whether the date has to be far, or has not to be.
    far: Option<bool>,
    figures: Vec<(Scale<'c>, Figures)>,
}

/// Things that can each be there or not: those that have to be, and those that must not.
#[derive(Debug, Clone, Copy, Default)]
struct Marks {
    there: u16,
    absent: u16,
}

const UNHEARD: u8 = 1 << 7;
const ALL_GRADES: u8 = (1 << Grade::ALL.len()) - 1;
const NO_WORD: u8 = 1;
const YES: u8 = 2;
const NO: u8 = 4;

/// The kinds of figures: each of them answers where a number is wanted.
const FIGURES: [ValueKind; 4] = [ValueKind::Money, ValueKind::Count, ValueKind::Percent, ValueKind::Duration];

/// The kinds that say when.
const DATES: [ValueKind; 2] = [ValueKind::Date, ValueKind::Duration];

impl Marks {
    /// Notes that something is there, or is not; false where the opposite is noted.
    fn note(&mut self, bit: u16, there: bool) -> bool {
        if there {
            self.there |= bit;
        } else {
            self.absent |= bit;
        }
        self.there & self.absent == 0
    }
}

impl Default for OnTopic<'_> {
    fn default() -> Self {
        Self {
            grades: ALL_GRADES | UNHEARD,
            last_word: NO_WORD | YES | NO,
            flags: Marks::default(),
            facts: Marks::default(),
            far: None,
            figures: Vec::new(),
        }
    }
}

impl<'c> Possible<'c> {
    /// Narrows it to where the atom holds, or (`holds` false) does not; whether anything is left.
    ///
    /// `any`, `all` and `not` are no atoms; they narrow nothing here.
    pub(super) fn narrow(&mut self, atom: &'c Condition, holds: bool) -> bool {
        match atom {
            Condition::Role(role) => self.role(*role, holds),
            Condition::Contact(role) => self.contact(*role, holds),
            Condition::Heard(topic)
            | Condition::Grade(topic, _)
            | Condition::Flag(topic, _)
            | Condition::Is(topic, _)
            | Condition::Fact(topic, _)
            | Condition::Far(topic)
            | Condition::Compare(topic, ..) => {
                let on_topic = self.topics.entry(topic.as_str()).or_default();
                on_topic.narrow(atom, holds) && on_topic.is_possible()
            }
            Condition::Any(_) | Condition::All(_) | Condition::Not(_) => true,
        }
    }

    /// A part that is on the call is known; one that is not known is not on the call.
    fn role(&mut self, role: StakeholderRole, known: bool) -> bool {
        self.roles.note(bit(role as u16), known) && (known || self.contacts.note(bit(role as u16), false))
    }

    fn contact(&mut self, role: StakeholderRole, has: bool) -> bool {
        self.contacts.note(bit(role as u16), has) && (!has || self.roles.note(bit(role as u16), true))
    }
}

impl<'c> OnTopic<'c> {
    fn narrow(&mut self, atom: &'c Condition, holds: bool) -> bool {
        match atom {
            Condition::Heard(_) => self.grades &= if holds { ALL_GRADES } else { UNHEARD },
            Condition::Grade(_, grades) => {
                let set = grades.iter().fold(0, |set, &grade| set | (1 << grade as u8));
                self.grades &= if holds { set } else { !set };
            }
            Condition::Is(_, yes) => {
                let word = if *yes { YES } else { NO };
                self.last_word &= if holds { word } else { !word };
            }
            Condition::Flag(_, flag) => return self.flags.note(bit(*flag as u16), holds),
            Condition::Fact(_, kind) => return self.facts.note(bit(*kind as u16), holds),
            Condition::Far(_) => {
                let opposed = self.far == Some(!holds);
                self.far = Some(holds);
                return !opposed;
            }
            Condition::Compare(_, how, limit) => {
                let (scale, limit) = Scale::of(limit);
                let known = self.figures.iter().position(|(known, _)| *known == scale);
                let at = known.unwrap_or_else(|| {
                    self.figures.push((scale, Figures::on(scale)));
                    self.figures.len() - 1
                });
                self.figures[at].1.narrow(*how, limit, holds);
            }
            Condition::Role(_) | Condition::Contact(_) | Condition::Any(_) | Condition::All(_) | Condition::Not(_) => {}
        }
        true
    }

    /// Draws the conclusions from what is known; whether anything is left.
    fn is_possible(&mut self) -> bool {
        if self.facts.there & bit(ValueKind::YesNo as u16) != 0 {
            self.last_word &= !NO_WORD;
        }
        let compared = self.figures.iter().any(|(_, figures)| figures.are_told());
        let told = self.flags.there | self.facts.there != 0 || self.last_word & NO_WORD == 0;
        if told || compared || self.far == Some(true) {
            self.grades &= !UNHEARD;
        }
        if self.flags.there & bit(FlagKind::Contradiction as u16) != 0 {
            // A topic with an open contradiction is disputed (signals.md, "Grades").
            self.grades &= 1 << Grade::Disputed as u8;
        }
        self.grades != 0 && self.last_word != 0 && self.has_facts_for_all() && self.figures_fit()
    }

    /// Whether no fact is barred that has to be there, under whichever of its names.
    fn has_facts_for_all(&self) -> bool {
        let number = bit(ValueKind::Number as u16);
        let no_number = self.facts.absent & number != 0;
        let absent = self.facts.absent | if no_number { set(&FIGURES) } else { 0 };
        let some_of = |kinds: &[ValueKind]| set(kinds) & !absent != 0;
        let wants_number = self.facts.there & number != 0;
        let compared = self.figures.iter().filter(|(_, figures)| figures.are_told());
        self.facts.there & absent == 0
            && (!wants_number || some_of(&FIGURES))
            && (self.far != Some(true) || some_of(&DATES))
            && compared.map(|(scale, _)| scale.kinds()).all(some_of)
    }

    fn figures_fit(&self) -> bool {
        let time = self.figures.iter().find(|(scale, _)| *scale == Scale::Time).map(|(_, figures)| *figures);
        let dates_fit = self.far.is_none_or(|far| time.unwrap_or_else(|| Figures::on(Scale::Time)).can_be_far(far));
        dates_fit && self.figures.iter().all(|(_, figures)| figures.are_possible())
    }
}

const fn bit(position: u16) -> u16 {
    1 << position
}

fn set(kinds: &[ValueKind]) -> u16 {
    kinds.iter().fold(0, |set, &kind| set | bit(kind as u16))
}
