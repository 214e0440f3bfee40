//! The public test cases of Recognizers-Text, duckling, quantulum3 and dateparser, a quarter of each.

use std::path::Path;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use serde_json::Value as Json;

use bantam::bank::source::Library;
use bantam::bank::{TimeUnit, Topics};
use bantam::call::PersonId;
use bantam::signals::{Reader, Said, Value};
use std::sync::Arc;

use super::score::{Item, Table, Tally, tell};

/// What one file measures.
struct Measure {
    file: &'static str,
    kind: &'static str,
    /// Lowest F1 of values that is accepted, 0 to 100.
    floor: f64,
    /// Whether a value that was read is the one expected.
    same: fn(&Value, &Json) -> bool,
    /// Whether a row counts.
    counts: fn(&Json) -> bool,
}

const MEASURES: [Measure; 5] = [
    Measure { file: "facts_money_en", kind: "money", floor: 90.0, same: same_figure, counts: |_| true },
    Measure { file: "facts_number_en", kind: "count", floor: 90.0, same: same_figure, counts: |_| true },
    Measure { file: "facts_percent_en", kind: "percent", floor: 90.0, same: same_figure, counts: |_| true },
    Measure { file: "facts_duration_en", kind: "duration", floor: 90.0, same: same_length, counts: |_| true },
    Measure { file: "facts_datetime_en", kind: "date", floor: 82.0, same: same_days, counts: tells_days },
];

#[test]
fn facts_of_the_public_samples() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/public"));
    let wanted = std::env::var("MISSES").unwrap_or_default();
    let reader = Reader::new("en", topics());
    let mut table = Table::default();
    for measure in &MEASURES {
        let Ok(rows) = std::fs::read_to_string(folder.join(measure.file).with_extension("jsonl")) else {
            println!("no public samples at {}: nothing measured", folder.display());
            return;
        };
        let show = wanted == measure.kind || wanted == "all";
        for row in rows.lines().map(|line| serde_json::from_str::<Json>(line).unwrap()) {
            if (measure.counts)(&row) {
                let source = row["src"].as_str().unwrap();
                let (said, labels) = read(&reader, &row, measure.kind);
                table.row(&format!("{} {source}", measure.kind)).count(&said, &labels, measure.same);
                let (over, missed) = table.row(measure.kind).count(&said, &labels, measure.same);
                if show {
                    let head = |key: &str| row[key].as_str().unwrap_or("-").to_owned();
                    tell(&format!("{} at {}", head("id"), head("ref")), &head("text"), &over, &missed);
                }
            }
        }
    }
    println!("{table}");
    for measure in &MEASURES {
        let f1 = table.0.get(measure.kind).map_or(100.0, Tally::value_f1);
        assert!(f1 >= measure.floor, "{} fell to {f1:.1}", measure.kind);
    }
}

pub(super) fn topics() -> Arc<Topics> {
    Library::embedded().topics("en").unwrap()
}

/// What is read in a row, and what should be.
fn read(reader: &Reader, row: &Json, kind: &str) -> (Vec<Item<Value>>, Vec<Item<Json>>) {
    let text = row["text"].as_str().unwrap();
    let at: DateTime = row["ref"].as_str().unwrap_or("2013-02-12T04:30:00").parse().unwrap();
    let said = Said { text, filed: None, asked: None, at, by: PersonId(0), people: &[] };
    let facts = reader.read(&said).facts;
    let of_kind = facts.into_iter().filter(|fact| fact.value.kind().id() == kind);
    let said = of_kind.map(|fact| Item { span: fact.span.scalars(text), value: fact.value }).collect();
    let place = |label: &Json, end: &str| usize::try_from(label[end].as_u64().unwrap()).unwrap();
    let labels = row["expected"].as_array().unwrap().iter();
    let labels = labels.map(|label| Item { span: (place(label, "start"), place(label, "end")), value: label.clone() });
    (said, labels.collect())
}

/// A row with days or coarser in it, and no lengths of time or recurring days, which are no dates here.
fn tells_days(row: &Json) -> bool {
    let is_date = |label: &Json| !matches!(label["sub"].as_str(), Some("duration" | "set"));
    row["rel"] == true && row["expected"].as_array().unwrap().iter().all(is_date)
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1e-9)
}

/// Figures: one value, or the two ends. A label without any value is of the words alone.
fn same_figure(value: &Value, label: &Json) -> bool {
    let (low, high) = match value {
        Value::Money { amount, max, .. } => (*amount, *max),
        Value::Count { n, max, .. } | Value::Percent { n, max, .. } => (*n, *max),
        _ => return false,
    };
    let (expected_low, expected_high) = (label["lo"].as_f64(), label["hi"].as_f64());
    let same = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) => near(a, b),
        (a, b) => a.is_none() && b.is_none(),
    };
    match label["value"].as_f64() {
        Some(exact) => low.or(high).is_some_and(|read| near(read, exact)) && (low.is_none() || high.is_none()),
        None if expected_low.is_none() && expected_high.is_none() => true,
        None => same(low, expected_low) && same(high, expected_high),
    }
}

fn seconds(unit: TimeUnit) -> f64 {
    match unit {
        TimeUnit::Second => 1.0,
        TimeUnit::Minute => 60.0,
        TimeUnit::Hour => 3600.0,
        TimeUnit::Day => 86_400.0,
        TimeUnit::Week => 7.0 * 86_400.0,
        TimeUnit::Month => 30.0 * 86_400.0,
        TimeUnit::Quarter => 90.0 * 86_400.0,
        TimeUnit::Year => 365.0 * 86_400.0,
    }
}

/// Lengths of time, in seconds.
fn same_length(value: &Value, label: &Json) -> bool {
    let Value::Duration { n, max, unit, .. } = value else { return false };
    let Some(read) = n.or(*max).map(|n| n * seconds(*unit)) else { return false };
    let resolved = label["values"].as_array().and_then(|values| values.first());
    match (label["value"].as_f64(), resolved.and_then(|value| value["value"].as_str())) {
        (Some(n), _) => near(read, n * label["unit"].as_str().map_or(1.0, named_seconds)),
        (None, Some(length)) => length.parse().is_ok_and(|length: f64| near(read, length)),
        (None, None) => true,
    }
}

fn named_seconds(unit: &str) -> f64 {
    match unit {
        "minute" => seconds(TimeUnit::Minute),
        "hour" => seconds(TimeUnit::Hour),
        "day" => seconds(TimeUnit::Day),
        "week" => seconds(TimeUnit::Week),
        "month" => seconds(TimeUnit::Month),
        "quarter" => seconds(TimeUnit::Quarter),
        "year" => seconds(TimeUnit::Year),
        _ => 1.0,
    }
}

/// Days: any of the readings that the label allows, as inclusive days.
fn same_days(value: &Value, label: &Json) -> bool {
    let Value::Date { from, to, .. } = value else { return false };
    let values = label["values"].as_array().unwrap();
    let days = Some((*from, *to));
    values.is_empty()
        || values.iter().any(|expected| {
            // Whether the last day of "1 to 9 April" belongs to it, the labels leave open.
            let closed = expected.get("end").and_then(day).map(|end| (day(&expected["start"]), Some(end)));
            allowed(label, expected) == days || closed.is_some_and(|closed| Some(closed) == days)
        })
}

fn day(value: &Json) -> Option<Date> {
    value.as_str()?.get(..10)?.parse().ok()
}

/// The days of one reading of a label. Ends are exclusive there; an instant lasts as long as its grain.
fn allowed(label: &Json, expected: &Json) -> Option<(Option<Date>, Option<Date>)> {
    let (start, end) = (day(&expected["start"]), day(&expected["end"]));
    if start.is_some() || end.is_some() {
        return Some((start, end.and_then(|end| end.yesterday().ok())));
    }
    let first = day(&expected["value"])?;
    let last = match label["grain"].as_str() {
        Some("week") => first.checked_add(6.days()),
        Some("month") => first.checked_add(1.month()).and_then(Date::yesterday),
        Some("quarter") => first.checked_add(3.months()).and_then(Date::yesterday),
        Some("year") => first.checked_add(1.year()).and_then(Date::yesterday),
        _ => Ok(first),
    };
    match label["sub"].as_str() {
        Some("open_after") => Some((Some(first), None)),
        Some("open_before") => Some((None, first.yesterday().ok())),
        _ => Some((Some(first), last.ok())),
    }
}
