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
use super::ledger::{Standpoint, asserted};
use super::lexicon::names_any;
use super::profile::{IndustryMatch, breaks_deal, is_persona, match_industry, names_industry};
use super::words::stems;

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
    let fits = || wanted.iter().any(|territory| lies_in(judge, record, territory));
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
fn by_places(judge: &Judge<'_>, said: &[Said]) -> Criterion {
    let row = row_of("territory");
    let accepts = row.accepts(judge.case.bank);
    let wanted = &judge.case.icp.territories;
    let answers: Vec<RemarkId> = dedup(said.iter().map(|place| place.answer));
    let is_inside = |place: &Said| wanted.iter().any(|territory| lies_in(judge, &place.name, territory));
    if let Some(place) = said.iter().find(|place| is_inside(place)) {
        let why = format!("“{}” lies in {}", place.name, wanted.join(", "));
        return decided(row, Standpoint { grade: Grade::Evidenced, answers: vec![place.answer] }, accepts, why);
    }
    let names = said.iter().map(|place| place.name.as_str()).collect::<Vec<_>>().join(", ");
    // "Only Chile, the mill in Temuco": a place that the gazetteer does not know lies where the known one beside it does.
    let known = said.iter().any(|place| is_known(judge, &place.name));
    let unsaid = said.iter().map(|place| &place.name).filter(|_| !known);
    let unknown = unsaid.chain(wanted).find(|name| !is_known(judge, name));
    let (grade, why) = match unknown {
        None => (Grade::Refuted, format!("“{names}” lies outside {}", wanted.join(", "))),
        Some(unknown) => (Grade::Claimed, format!("“{unknown}” is not in the gazetteer: ask where “{names}” lies")),
    };
    decided(row, Standpoint { grade, answers }, accepts, why)
}

/// A place as said.
struct Said {
    name: String,
    answer: RemarkId,
}

/// The places of the company: those read as facts, else those named in what was said about the company.
fn places_said(judge: &Judge<'_>) -> Vec<Said> {
    let read: Vec<Said> = judge
        .ledger
        .facts("company.territory")
        .filter_map(|(answer, fact)| match &fact.value {
            Value::Place { name } => Some(Said { name: name.clone(), answer: answer.remark }),
            _ => None,
        })
        .collect();
    if !read.is_empty() {
        return read;
    }
    about_company(judge)
        .flat_map(|answer| {
            let named = judge.lexicon.places.find(&answer.text);
            named.into_iter().map(|place| Said { name: place.name, answer: answer.remark })
        })
        .collect()
}

/// Whether a place lies in a territory: the gazetteer says so. Only where it knows neither, the names are compared, and
/// then as wholes: New Mexico is not in Mexico.
fn lies_in(judge: &Judge<'_>, place: &str, territory: &str) -> bool {
    let places = &judge.lexicon.places;
    if is_known(judge, place) || is_known(judge, territory) {
        return places.find_name(place).iter().any(|found| places.is_within(found, territory) == Some(true));
    }
    stems(place) == stems(territory)
}

fn is_known(judge: &Judge<'_>, place: &str) -> bool {
    !judge.lexicon.places.find_name(place).is_empty()
}

fn industry(judge: &Judge<'_>) -> Criterion {
    let row = row_of("industry");
    let wanted = &judge.case.icp.industries;
    if wanted.is_empty() {
        return unconstrained(row, judge.case.icp);
    }
    let accepts = row.accepts(judge.case.bank);
    let verdict = |answer: &Answer| match_industry(&answer.text, wanted, judge.lexicon);
    let within = about_company(judge).find(|answer| verdict(answer) == IndustryMatch::Within);
    if let Some(answer) = within {
        let why = format!("{} is in {}", quote(&answer.text), wanted.join(", "));
        return decided(row, Standpoint { grade: Grade::Evidenced, answers: vec![answer.remark] }, accepts, why);
    }
    let heard = judge.ledger.topic("company.industry");
    let record = judge.case.known.industry.as_str();
    let fits = || match_industry(record, wanted, judge.lexicon) == IndustryMatch::Within;
    if heard.grade == Grade::Open && !record.is_empty() {
        return on_record(row, accepts, record, fits());
    }
    let mut told = heard.answers.iter().filter_map(|id| judge.ledger.answer(*id));
    if let Some(answer) = told.find(|answer| verdict(answer) == IndustryMatch::Outside) {
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
    if is_free(icp.size) && is_free(icp.revenue) {
        return unconstrained(row, judge.case.icp);
    }
    let accepts = row.accepts(judge.case.bank);
    let people = headcount(headcounts(judge));
    let revenue = revenues(judge).pop();
    let checks: Vec<(Measure, Range, &str)> = [(people, icp.size, "people"), (revenue, icp.revenue, "revenue")]
        .into_iter()
        .filter_map(|(measure, range, of)| Some((measure.filter(|_| !is_free(range))?, range, of)))
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
    let outside = checks.iter().find(|(measure, range, _)| !measure.is_in(*range));
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
        figures.into_iter().filter_map(|(n, range, of)| Some((n.filter(|_| !is_free(range))?, range, of))).collect();
    let words: Vec<String> = asked.iter().map(|(n, _, of)| format!("{n} {of}")).collect();
    let is_in = |n: f64, range: Range| range.min.is_none_or(|min| n >= min) && range.max.is_none_or(|max| n <= max);
    (!asked.is_empty()).then(|| (words.join(", "), asked.iter().all(|(n, range, _)| is_in(*n, *range))))
}

/// A number said about the company.
struct Measure {
    low: f64,
    high: f64,
    words: String,
    answer: RemarkId,
}

impl Measure {
    fn is_in(&self, range: Range) -> bool {
        range.min.is_none_or(|min| self.high >= min) && range.max.is_none_or(|max| self.low <= max)
    }

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
    let told: Vec<Measure> = judge.ledger.facts("company.size").filter_map(count).collect();
    if !told.is_empty() {
        return told;
    }
    let of_people = |answer: &Answer, fact: &Fact| match &fact.value {
        Value::Count { of, .. } => {
            // "sixty-two of us" counts people without naming a thing that is counted.
            let of = of.as_deref().unwrap_or_else(|| fact.span.of(&answer.text));
            names_any(&stems(of), &judge.lexicon.words.people)
        }
        _ => false,
    };
    about_company(judge)
        .flat_map(|answer| answer.reading.facts.iter().map(move |fact| (answer, fact)))
        .filter(|(answer, fact)| asserted(fact) && of_people(answer, fact))
        .filter_map(count)
        .collect()
}

/// What the company turns over in a year; a bare figure is a yearly one, and one by the seat or unit says nothing of it.
fn revenues(judge: &Judge<'_>) -> Vec<Measure> {
    judge
        .ledger
        .facts("company.revenue")
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

fn is_free(range: Range) -> bool {
    range.min.is_none() && range.max.is_none()
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
    for breaker in &icp.deal_breakers {
        if let Some(answer) = judge.ledger.answers().iter().find(|answer| is_broken_by(judge, answer, breaker)) {
            let why = format!("{} meets the deal-breaker “{breaker}”", quote(&answer.text));
            return decided(row, Standpoint { grade: Grade::Refuted, answers: vec![answer.remark] }, accepts, why);
        }
    }
    let told = judge.ledger.topic("company.fit");
    if matches!(told.grade, Grade::Refuted | Grade::Disputed) {
        return settled(row, told, accepts, &judge.ledger);
    }
    let platform = judge.case.known.platform.as_str();
    let nothing_said = judge.ledger.topic("company.platform").grade == Grade::Open;
    if nothing_said && icp.deal_breakers.iter().any(|breaker| breaks_deal(platform, breaker, judge.lexicon)) {
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

fn is_broken_by(judge: &Judge<'_>, answer: &Answer, breaker: &str) -> bool {
    let in_trade = is_about_company(answer) && names_industry(&answer.text, breaker, judge.lexicon);
    in_trade || breaks_deal(&answer.text, breaker, judge.lexicon)
}

/// The answers about the company, by their topic or by a fact in them.
fn about_company<'a>(judge: &'a Judge<'_>) -> impl Iterator<Item = &'a Answer> {
    judge.ledger.answers().iter().filter(|answer| is_about_company(answer))
}

fn is_about_company(answer: &Answer) -> bool {
    let reading = &answer.reading;
    let mut topics = reading.topic.iter().chain(reading.facts.iter().map(|fact| &fact.topic));
    topics.any(|topic| topic.family() == "company")
}

fn dedup(ids: impl Iterator<Item = RemarkId>) -> Vec<RemarkId> {
    let mut ids: Vec<RemarkId> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
