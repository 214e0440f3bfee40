//! Commands and events of every kind for property tests, sensible and nonsensical alike.

use jiff::civil::{Date, DateTime, date};
use proptest::prelude::*;

use crate::bank::{FlagKind, QuestionId, TopicId};

use super::command::Command;
use super::event::{
    ActId, Asked, Closed, Contact, Correction, Event, Filing, Kept, NextStep, PersonId, RemarkId, Ruling, Started, What,
};

/// A moment of the year of the tests, to the nanosecond.
pub(crate) fn moment() -> impl Strategy<Value = DateTime> {
    (0..365_i64, 0..86_400_000_000_000_i64).prop_map(|(days, nanoseconds)| {
        let midnight = date(2026, 1, 1).at(0, 0, 0, 0);
        midnight + jiff::Span::new().days(days).nanoseconds(nanoseconds)
    })
}

/// A command; numbers are mostly small, so that many of them mean something.
pub(crate) fn command() -> impl Strategy<Value = Command> {
    prop_oneof![
        1 => started().prop_map(Command::Start),
        4 => asked().prop_map(|Asked { question, topic, wording }| Command::Ask { question, topic, wording }),
        8 => (text(), proptest::option::of(person()), filing())
            .prop_map(|(text, by, filing)| Command::Keep { text, by, filing }),
        3 => (remark(), text()).prop_map(|(remark, text)| Command::Amend { remark, text }),
        2 => (remark(), filing()).prop_map(|(remark, filing)| Command::File { remark, filing }),
        2 => (remark(), flag(), ruling()).prop_map(|(remark, flag, ruling)| Command::RuleFlag { remark, flag, ruling }),
        2 => (remark(), text(), correction())
            .prop_map(|(remark, words, correction)| Command::CorrectFact { remark, words, correction }),
        2 => (remark(), person()).prop_map(|(remark, by)| Command::Attribute { remark, by }),
        2 => contact().prop_map(Command::AddPerson),
        1 => (person(), contact()).prop_map(|(person, contact)| Command::ChangePerson { person, contact }),
        2 => person().prop_map(Command::Speak),
        2 => question().prop_map(Command::Park),
        2 => question().prop_map(Command::Unpark),
        1 => (text(), text(), proptest::option::of(asked()))
            .prop_map(|(bank, hash, ask)| Command::SwitchBank { bank, hash, ask }),
        1 => proptest::option::of(next_step()).prop_map(Command::SetNextStep),
        1 => closed().prop_map(Command::Close),
        1 => Just(Command::Reopen),
        6 => Just(Command::Undo),
        4 => Just(Command::Redo),
    ]
}

/// An event of any kind.
pub(crate) fn what() -> impl Strategy<Value = What> {
    prop_oneof![
        started().prop_map(What::Started),
        asked().prop_map(What::Asked),
        (remark(), text(), person(), filing()).prop_map(|(remark, text, by, filing)| What::Kept(Kept {
            remark,
            text,
            by,
            filing
        })),
        (remark(), text()).prop_map(|(remark, text)| What::Amended { remark, text }),
        (remark(), filing()).prop_map(|(remark, filing)| What::Filed { remark, filing }),
        (remark(), flag(), ruling()).prop_map(|(remark, flag, ruling)| What::FlagRuled { remark, flag, ruling }),
        (remark(), text(), correction()).prop_map(|(remark, words, correction)| What::FactCorrected {
            remark,
            words,
            correction
        }),
        (remark(), person()).prop_map(|(remark, by)| What::Attributed { remark, by }),
        (person(), contact()).prop_map(|(person, contact)| What::PersonAdded { person, contact }),
        (person(), contact()).prop_map(|(person, contact)| What::PersonChanged { person, contact }),
        person().prop_map(|to| What::SpeakerChanged { to }),
        question().prop_map(|question| What::Parked { question }),
        question().prop_map(|question| What::Unparked { question }),
        (text(), text()).prop_map(|(bank, hash)| What::BankSwitched { bank, hash }),
        proptest::option::of(next_step()).prop_map(|step| What::NextStepSet { step }),
        closed().prop_map(What::Closed),
        Just(What::Reopened),
        number().prop_map(|act| What::Undone { undone: ActId(act) }),
        number().prop_map(|act| What::Redone { redone: ActId(act) }),
    ]
}

/// A journal that no call wrote: out of order, with gaps, doubles and orphans.
pub(super) fn damaged_journal() -> impl Strategy<Value = Vec<Event>> {
    let event = (number(), number(), moment(), what()).prop_map(|(seq, act, at, what)| Event {
        seq,
        act: ActId(act),
        at,
        what,
    });
    proptest::collection::vec(event, 0..40)
}

fn number() -> impl Strategy<Value = u32> {
    prop_oneof![12 => 0..12_u32, 1 => any::<u32>(), 1 => Just(u32::MAX)]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[a-z ]{0,12}", 1 => any::<String>(), 1 => Just("👨‍👩‍👧 e\u{301}\u{7}\n  x".repeat(9))]
}

fn remark() -> impl Strategy<Value = RemarkId> {
    number().prop_map(RemarkId)
}

fn person() -> impl Strategy<Value = PersonId> {
    prop_oneof![8 => 0..4_u32, 1 => any::<u32>()].prop_map(PersonId)
}

fn question() -> impl Strategy<Value = QuestionId> {
    proptest::sample::select(vec!["budget.plan", "need.problem", "authority.who"]).prop_map(QuestionId::new)
}

fn topic() -> impl Strategy<Value = TopicId> {
    proptest::sample::select(vec!["budget.amount", "pain.problem", "no.such"]).prop_map(TopicId::new)
}

fn flag() -> impl Strategy<Value = FlagKind> {
    proptest::sample::select(FlagKind::ALL)
}

fn ruling() -> impl Strategy<Value = Option<Ruling>> {
    proptest::sample::select(vec![None, Some(Ruling::Dismissed), Some(Ruling::Raised)])
}

fn correction() -> impl Strategy<Value = Option<Correction>> {
    prop_oneof![Just(None), Just(Some(Correction::Nothing)), text().prop_map(|text| Some(Correction::Means(text)))]
}

fn filing() -> impl Strategy<Value = Filing> {
    use proptest::option::of;
    prop_oneof![
        (of(question()), of(topic())).prop_map(|(asked, topic)| Filing::Auto { asked, topic }),
        (topic(), of(question())).prop_map(|(topic, question)| Filing::To { topic, question }),
        Just(Filing::Unfiled),
    ]
}

fn contact() -> impl Strategy<Value = Contact> {
    (text(), text()).prop_map(|(name, role)| Contact { name, role })
}

fn started() -> impl Strategy<Value = Started> {
    (text(), text(), text(), contact()).prop_map(|(bank, hash, company, contact)| Started {
        bank,
        hash,
        company,
        contact,
    })
}

fn asked() -> impl Strategy<Value = Asked> {
    (question(), topic(), text()).prop_map(|(question, topic, wording)| Asked { question, topic, wording })
}

fn next_step() -> impl Strategy<Value = NextStep> {
    let day = moment().prop_map(|moment| -> Date { moment.date() });
    (text(), proptest::option::of(day)).prop_map(|(what, on)| NextStep { what, on })
}

fn closed() -> impl Strategy<Value = Closed> {
    (text(), proptest::collection::vec(text(), 0..3), any::<u32>(), text())
        .prop_map(|(verdict, reasons, score, engine)| Closed { verdict, reasons, score, engine })
}
