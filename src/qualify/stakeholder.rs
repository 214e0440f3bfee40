//! The stakeholder level: can this contact pull the trigger?

use crate::bank::{FlagKind, Grade};
use crate::call::PersonId;
use crate::signals::{Stance, Value};

use super::Criterion;
use super::criteria::{decided, quotes, row_of, settled, topics_heard};
use super::judge::Judge;
use super::ledger::{Standpoint, best};
use super::words::Stems;

/// The criteria of the level for one contact, in order.
///
/// What was said settles them whoever said it; what a contact does not know counts against that contact alone.
pub(super) fn criteria(judge: &Judge<'_>, person: PersonId) -> Vec<Criterion> {
    vec![money(judge), decision(judge, person), decision_criteria(judge), goals(judge, person)]
}

fn money(judge: &Judge<'_>) -> Criterion {
    let row = row_of("money");
    settled(row, judge.criterion("money"), row.accepts(judge.case.bank), &judge.ledger)
}

fn decision(judge: &Judge<'_>, person: PersonId) -> Criterion {
    let row = row_of("decision");
    let accepts = row.accepts(judge.case.bank);
    let heard = judge.criterion("decision");
    let named = deciders_named(judge);
    if heard.grade != Grade::Disputed && !named.answers.is_empty() {
        return settled(row, named, accepts, &judge.ledger);
    }
    if let Some(ignorant) = ignorance(judge, person, &WHO_DECIDES) {
        let why = format!("neither decides nor knows who does: {}", quotes(&ignorant, &judge.ledger));
        return decided(row, ignorant, accepts, why);
    }
    if heard.grade == Grade::Open
        && let Some(title) = deciding_title(judge, person)
    {
        let why = format!("inferred from the title “{title}” alone");
        return decided(row, Standpoint { grade: Grade::Claimed, answers: Vec::new() }, accepts, why);
    }
    settled(row, heard, accepts, &judge.ledger)
}

/// The answers on who decides that name a person or a body: "not me, Kim signs" tells who decides, for all its denial.
fn deciders_named(judge: &Judge<'_>) -> Standpoint {
    let row = row_of("decision");
    let topics = topics_heard(row, &judge.ledger);
    let named = topics.iter().flat_map(|topic| judge.ledger.on(topic).iter().map(move |heard| (topic, heard)));
    let mut answers: Vec<_> = named
        .filter(|(topic, heard)| {
            matches!(heard.grade, Grade::Refuted | Grade::Evidenced)
                && heard.answer.reading.facts_on(topic).any(|fact| matches!(fact.value, Value::Person { .. }))
        })
        .map(|(_, heard)| heard.answer.remark)
        .collect();
    answers.sort_unstable();
    answers.dedup();
    Standpoint { grade: Grade::Evidenced, answers }
}

/// The topics that ask who decides. Who else has a say, and in what steps, one may not know and decide all the same.
const WHO_DECIDES: [&str; 2] = ["authority.signs", "buyer.name"];

/// What the contact says not to know on topics of which they affirm nothing.
fn ignorance(judge: &Judge<'_>, person: PersonId, topics: &[&str]) -> Option<Standpoint> {
    let answers = judge.ledger.is_ignorant(person, topics);
    (!answers.is_empty()).then_some(Standpoint { grade: Grade::Refuted, answers })
}

/// The contact's title, if it is one of those whose holders decide.
fn deciding_title<'a>(judge: &'a Judge<'_>, person: PersonId) -> Option<&'a str> {
    let role = judge.case.people.get(person.0 as usize)?.role.as_str();
    (!role.is_empty() && judge.lexicon.words.deciding_titles.stand_in(&Stems::of(role))).then_some(role)
}

/// There are criteria, and somebody set them.
fn decision_criteria(judge: &Judge<'_>) -> Criterion {
    let row = row_of("criteria");
    let accepts = row.accepts(judge.case.bank);
    let owner = best([judge.topic("criteria.owner"), owner_named(judge)]);
    let topics = topics_heard(row, &judge.ledger);
    let others: Vec<&str> = topics.into_iter().filter(|topic| *topic != "criteria.owner").collect();
    let list = judge.topics(&others);
    let owner_is_known = owner.grade.is_enough(accepts);
    if owner.grade == Grade::Disputed || (list.grade == Grade::Open && owner_is_known) {
        return settled(row, owner, accepts, &judge.ledger);
    }
    let plain = list.grade == Grade::Claimed && owner.grade == Grade::Evidenced && !is_vague(judge, &list);
    let mut criterion = settled(row, list, accepts, &judge.ledger);
    // "Has to run on Android", and Hemi wrote it: one requirement by name, and whose it is, answer both.
    criterion.met |= plain;
    if criterion.met && !owner_is_known && accepts == Grade::Evidenced {
        criterion.met = false;
        criterion.why = format!("{}; who set the criteria was not heard", criterion.why);
    }
    criterion.answers.extend(owner.answers.iter().filter(|_| owner_is_known));
    criterion.answers.sort_unstable();
    criterion.answers.dedup();
    criterion
}

fn is_vague(judge: &Judge<'_>, stands: &Standpoint) -> bool {
    let answers = stands.answers.iter().filter_map(|id| judge.ledger.answer(*id));
    answers.into_iter().any(|answer| answer.reading.has(FlagKind::Vague))
}

/// A person named where the criteria were told; one to whom a shrug refers ("ask Priya") has set nothing yet.
fn owner_named(judge: &Judge<'_>) -> Standpoint {
    let topics = topics_heard(row_of("criteria"), &judge.ledger);
    let mut answers: Vec<_> = topics
        .iter()
        .flat_map(|topic| judge.ledger.facts(topic).iter().copied())
        .filter(|(answer, fact)| {
            let refers_on = answer.reading.has(FlagKind::Unknowing) || answer.reading.stance == Stance::DoesNotKnow;
            !refers_on && matches!(fact.value, Value::Person { .. })
        })
        .map(|(answer, _)| answer.remark)
        .collect();
    answers.dedup();
    let grade = if answers.is_empty() { Grade::Open } else { Grade::Evidenced };
    Standpoint { grade, answers }
}

fn goals(judge: &Judge<'_>, person: PersonId) -> Criterion {
    let row = row_of("goals");
    let accepts = row.accepts(judge.case.bank);
    if let Some(ignorant) = ignorance(judge, person, &topics_heard(row, &judge.ledger)) {
        let why = format!("does not know the company's goals: {}", quotes(&ignorant, &judge.ledger));
        return decided(row, ignorant, accepts, why);
    }
    settled(row, judge.criterion("goals"), accepts, &judge.ledger)
}
