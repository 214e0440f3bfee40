//! The organization level: is this a company that we sell to?

use crate::bank::Grade;
use crate::bank::Per;
use crate::call::RemarkId;
use crate::signals::{Answer, Fact, Value};

use super::Criterion;
use super::criteria::{decided, quote, row_of, settled, unconstrained};
use super::icp::Range;
use super::judge::Judge;
use super::known::{against_record, on_record};
use super::ledger::Standpoint;
use super::matches::Place;
use super::place::PLACES;
use super::profile::{DealBreakers, Industries, IndustryMatch, is_persona};

/// The criteria of the level, in order.
pub(super) fn criteria(judge: &Judge<'_>) -> Vec<Criterion> {
    vec![territory(judge), industry(judge), size(judge), fit(judge)]
}

fn territory(judge: &Judge<'_>) -> Criterion {
    let row = row_of("territory");
    let wanted = &judge.case.icp.territories;
    if wanted.is_empty() {
        return unconstrained(row, judge.case.icp);
    }
    let accepts = row.accepts(judge.case.bank);
    let record = judge.case.known.territory.as_str();
    let fits = || wanted.iter().any(|territory| PLACES.lies_in(record, territory));
    let heard = judge.ledger.topic("company.territory");
    let said = places_said(judge);
    if heard.grade == Grade::Open && said.is_empty() && !record.is_empty() {
        return on_record(row, accepts, record, fits());
    }
    if heard.grade == Grade::Disputed || said.is_empty() {
        return settled(row, heard, accepts, &judge.ledger);
    }
    against_record(by_places(judge, &said), record, !record.is_empty() && fits())
}

/// The territory by the places that were said.
fn by_places(judge: &Judge<'_>, said: &[(RemarkId, &Place)]) -> Criterion {
    let row = row_of("territory");
    let accepts = row.accepts(judge.case.bank);
    let wanted = &judge.case.icp.territories;
    if let Some((answer, place)) = said.iter().find(|(_, place)| place.is_inside) {
        let why = format!("“{}” lies in {}", place.name, wanted.join(", "));
        return decided(row, Standpoint { grade: Grade::Evidenced, answers: vec![*answer] }, accepts, why);
    }
    let answers: Vec<RemarkId> = dedup(said.iter().map(|(answer, _)| *answer));
    let names = said.iter().map(|(_, place)| place.name.as_str()).collect::<Vec<_>>().join(", ");
    // "Only Chile, the mill in Temuco": a place that the gazetteer does not know lies where the known one beside it does.
    let unknown = if said.iter().any(|(_, place)| place.is_known) { None } else { said.first() };
    let unknown = unknown.map(|(_, place)| &place.name).or_else(|| wanted.iter().find(|name| !PLACES.knows(name)));
    let (grade, why) = match unknown {
        None => (Grade::Refuted, format!("“{names}” lies outside {}", wanted.join(", "))),
        Some(unknown) => (Grade::Claimed, format!("“{unknown}” is not in the gazetteer: ask where “{names}” lies")),
    };
    decided(row, Standpoint { grade, answers }, accepts, why)
}

/// The places of the company: those read as facts, else those named in what was said about the company.
fn places_said<'a>(judge: &'a Judge<'_>) -> Vec<(RemarkId, &'a Place)> {
    let read: Vec<_> = judge
        .matched()
        .flat_map(|(answer, matched)| matched.places.read.iter().map(|place| (answer.remark, place)))
        .collect();
    if !read.is_empty() {
        return read;
    }
    judge
        .matched()
        .flat_map(|(answer, matched)| matched.places.named.iter().map(|place| (answer.remark, place)))
        .collect()
}

fn industry(judge: &Judge<'_>) -> Criterion {
    let row = row_of("industry");
    let wanted = &judge.case.icp.industries;
    if wanted.is_empty() {
        return unconstrained(row, judge.case.icp);
    }
    let accepts = row.accepts(judge.case.bank);
    let within = judge.matched().find(|(_, matched)| matched.industry == IndustryMatch::Within);
    if let Some((answer, _)) = within {
        let why = format!("{} is in {}", quote(&answer.text), wanted.join(", "));
        return decided(row, Standpoint { grade: Grade::Evidenced, answers: vec![answer.remark] }, accepts, why);
    }
    let heard = judge.ledger.topic("company.industry");
    let record = judge.case.known.industry.as_str();
    let fits = || Industries::new(wanted, judge.lexicon).matched(record) == IndustryMatch::Within;
    if heard.grade == Grade::Open && !record.is_empty() {
        return on_record(row, accepts, record, fits());
    }
    let mut told = heard.answers.iter().filter_map(|id| judge.matched_by(*id));
    if let Some((answer, _)) = told.find(|(_, matched)| matched.industry == IndustryMatch::Outside) {
        let why = format!("{} is outside {}", quote(&answer.text), wanted.join(", "));
        let outside = Standpoint { grade: Grade::Refuted, answers: vec![answer.remark] };
        return against_record(decided(row, outside, accepts, why), record, !record.is_empty() && fits());
    }
    let grade = if heard.grade == Grade::Evidenced { Grade::Claimed } else { heard.grade };
    settled(row, Standpoint { grade, ..heard }, accepts, &judge.ledger)
}

fn size(judge: &Judge<'_>) -> Criterion {
    let row = row_of("size");
    let icp = judge.case.icp;
    if icp.size.is_free() && icp.revenue.is_free() {
        return unconstrained(row, judge.case.icp);
    }
    let accepts = row.accepts(judge.case.bank);
    let people = headcount(headcounts(judge));
    let revenue = revenues(judge).pop();
    let checks: Vec<(Measure, Range, &str)> = [(people, icp.size, "people"), (revenue, icp.revenue, "revenue")]
        .into_iter()
        .filter_map(|(measure, range, of)| Some((measure.filter(|_| !range.is_free())?, range, of)))
        .collect();
    let heard = judge.ledger.topics(&["company.size", "company.revenue"]);
    if checks.is_empty()
        && heard.grade == Grade::Open
        && let Some((words, fits)) = size_on_record(judge)
    {
        return on_record(row, accepts, &words, fits);
    }
    if checks.is_empty() || heard.grade == Grade::Disputed {
        let grade = if heard.grade == Grade::Evidenced { Grade::Claimed } else { heard.grade };
        return settled(row, Standpoint { grade, ..heard }, accepts, &judge.ledger);
    }
    let outside = checks.iter().find(|(measure, range, _)| !range.meets(measure.low, measure.high));
    let grade = if outside.is_some() { Grade::Refuted } else { Grade::Evidenced };
    let (measure, range, of) = outside.unwrap_or(&checks[0]);
    let place = if outside.is_some() { "is outside" } else { "is within" };
    let why = format!("“{}” {place} {} {of}", measure.words, shown(*range));
    decided(row, Standpoint { grade, answers: vec![measure.answer] }, accepts, why)
}

/// The figures on record of which the profile asks, in words, and whether they lie within it.
fn size_on_record(judge: &Judge<'_>) -> Option<(String, bool)> {
    let (icp, known) = (judge.case.icp, judge.case.known);
    let figures = [(known.size, icp.size, "people"), (known.revenue, icp.revenue, "revenue")];
    let asked: Vec<(f64, Range, &str)> =
        figures.into_iter().filter_map(|(n, range, of)| Some((n.filter(|_| !range.is_free())?, range, of))).collect();
    let words: Vec<String> = asked.iter().map(|(n, _, of)| format!("{n} {of}")).collect();
    (!asked.is_empty()).then(|| (words.join(", "), asked.iter().all(|(n, range, _)| range.meets(*n, *n))))
}

/// A number said about the company.
struct Measure {
    low: f64,
    high: f64,
    words: String,
    answer: RemarkId,
}

impl Measure {
    fn of(answer: &Answer, fact: &Fact, low: Option<f64>, high: Option<f64>, times: f64) -> Option<Self> {
        let one_end = low.or(high)?;
        Some(Self {
            low: low.unwrap_or(one_end) * times,
            high: high.unwrap_or(one_end) * times,
            words: fact.span.of(&answer.text).to_owned(),
            answer: answer.remark,
        })
    }
}

/// Counts of the company's people: those on its size, else counts of people in what was said about it.
fn headcounts<'a>(judge: &'a Judge<'_>) -> Vec<Measure> {
    let count = |(answer, fact): (&'a Answer, &'a Fact)| match &fact.value {
        Value::Count { n, max, .. } => Measure::of(answer, fact, *n, *max, 1.0),
        _ => None,
    };
    let told: Vec<Measure> = judge.ledger.facts("company.size").iter().copied().filter_map(count).collect();
    if !told.is_empty() {
        return told;
    }
    let people = judge.matched().flat_map(|(answer, matched)| matched.people.iter().map(move |at| (answer, *at)));
    people.filter_map(|(answer, at)| count((answer, answer.reading.facts.get(at)?))).collect()
}

/// What the company turns over in a year; a bare figure is a yearly one, and one by the seat or unit says nothing of it.
fn revenues(judge: &Judge<'_>) -> Vec<Measure> {
    judge
        .ledger
        .facts("company.revenue")
        .iter()
        .filter_map(|(answer, fact)| match &fact.value {
            Value::Money { amount, max, per, .. } => {
                Measure::of(answer, fact, *amount, *max, per.unwrap_or(Per::Year).a_year()?)
            }
            _ => None,
        })
        .collect()
}

/// The company's people, by the remark that tells of the most: others speak of a part.
///
/// "40 nurses and 15 in the office" are 55, "85 people, 30 of them in the warehouse" are 85: which of the two is meant
/// cannot be told, so the largest number and the sum are the ends of a range.
fn headcount(measures: Vec<Measure>) -> Option<Measure> {
    let mut remarks: Vec<Measure> = Vec::new();
    for measure in measures {
        match remarks.iter_mut().find(|told| told.answer == measure.answer) {
            Some(told) => {
                let sum = told.high + measure.high;
                if measure.low > told.low {
                    *told = measure;
                }
                told.high = sum;
            }
            None => remarks.push(measure),
        }
    }
    remarks.into_iter().reduce(|most, next| if next.high > most.high { next } else { most })
}

fn shown(range: Range) -> String {
    match (range.min, range.max) {
        (Some(min), Some(max)) => format!("{min}–{max}"),
        (Some(min), None) => format!("{min} or more"),
        (None, Some(max)) => format!("up to {max}"),
        (None, None) => "any".to_owned(),
    }
}

/// Deal-breakers rule a company out wherever they are heard; what was not heard of them breaks nothing.
fn fit(judge: &Judge<'_>) -> Criterion {
    let row = row_of("fit");
    let icp = judge.case.icp;
    let accepts = row.accepts(judge.case.bank);
    let met = judge.matched().filter_map(|(answer, matched)| Some((matched.deal_breaker?, answer)));
    // Of the answers that meet the first deal-breaker met, the first.
    if let Some((breaker, answer)) = met.min_by_key(|(breaker, _)| *breaker) {
        let breaker = icp.deal_breakers.get(breaker).map_or("", String::as_str);
        let why = format!("{} meets the deal-breaker “{breaker}”", quote(&answer.text));
        return decided(row, Standpoint { grade: Grade::Refuted, answers: vec![answer.remark] }, accepts, why);
    }
    let told = judge.ledger.topic("company.fit");
    if matches!(told.grade, Grade::Refuted | Grade::Disputed) {
        return settled(row, told, accepts, &judge.ledger);
    }
    let platform = judge.case.known.platform.as_str();
    let nothing_said = judge.ledger.grade("company.platform") == Grade::Open;
    let breaks_deal = || DealBreakers::new(&icp.deal_breakers, judge.lexicon).said_in(platform).is_some();
    if nothing_said && !platform.is_empty() && breaks_deal() {
        return on_record(row, accepts, platform, false);
    }
    let roles = judge.case.people.iter().map(|person| person.role.as_str()).filter(|role| !role.is_empty());
    let fits = |role: &str| icp.personas.iter().any(|persona| is_persona(role, persona));
    if icp.personas.is_empty() || roles.clone().any(fits) {
        return unconstrained(row, judge.case.icp);
    }
    let why = format!("nobody on the call is one of the usual buyers ({})", icp.personas.join(", "));
    decided(row, Standpoint::default(), accepts, why)
}

fn dedup(ids: impl Iterator<Item = RemarkId>) -> Vec<RemarkId> {
    let mut ids: Vec<RemarkId> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
