//! Statistics of trainees, for whoever trains them: `bantam practice stats`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::context::{Context, Format, Outcome, today};
use crate::practice::drill::{TraineeRecord, WeakCheck};
use crate::practice::{GradeSummary, Record};
use crate::report::printable;
use crate::store::Store;

/// The columns of the table; JSON has the same names.
const COLUMNS: [&str; 11] = [
    "trainee",
    "sessions",
    "mean_percent",
    "trend_points",
    "weakest_1",
    "weakest_2",
    "weakest_3",
    "drills",
    "drills_right_percent",
    "retention_percent",
    "due",
];

/// Prints a line for everybody who practised, given the practice calls that are kept: sessions, mean grade, trend, weakest
/// checks, drills, retention, what is due.
pub(super) fn run(records: Vec<Record>, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let store = Store::open(&context.paths.data_dir)?;
    let usual = context.config()?.trainee().to_owned();
    let mut grades: BTreeMap<String, Vec<GradeSummary>> = BTreeMap::new();
    for trainee in store.drill_trainees()? {
        grades.entry(trainee).or_default();
    }
    for record in records {
        // Calls that do not say whose they are were held here.
        let trainee = if record.trainee.is_empty() { usual.clone() } else { record.trainee };
        grades.entry(trainee).or_default().extend(record.summary);
    }
    let records = grades.into_iter().map(|(trainee, grades)| {
        let (answers, cards) = (store.drill_reviews(&trainee)?, store.drill_cards(&trainee)?);
        Ok(TraineeRecord::new(&trainee, &grades, &answers, &cards, today()))
    });
    let records: Vec<TraineeRecord> = records.collect::<anyhow::Result<_>>()?;
    match context.format {
        Format::Csv => table(&records, context)?,
        Format::Json | Format::Text | Format::Markdown => {
            let data = json!({ "trainees": records.iter().map(data).collect::<Vec<_>>() });
            context.print(&data, &in_words(&records))?;
        }
    }
    Ok(Outcome::Fine)
}

fn table(records: &[TraineeRecord], context: &mut Context<'_>) -> anyhow::Result<()> {
    let mut table = csv::Writer::from_writer(&mut *context.out);
    table.write_record(COLUMNS)?;
    for record in records {
        let weak = |at: usize| record.weakest.get(at).map(weak_in_words).unwrap_or_default();
        table.write_record([
            harmless(&record.trainee),
            record.sessions.to_string(),
            number(record.mean_percent),
            number(record.trend_points),
            harmless(&weak(0)),
            harmless(&weak(1)),
            harmless(&weak(2)),
            record.drills.to_string(),
            number(record.drills_right_percent),
            number(record.retention_percent),
            record.due.to_string(),
        ])?;
    }
    table.flush()?;
    Ok(())
}

/// A text that a spreadsheet takes for a formula is marked as a text.
fn harmless(text: &str) -> String {
    let text = printable(text);
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.into_owned() }
}

fn data(record: &TraineeRecord) -> Value {
    json!({
        "trainee": record.trainee,
        "sessions": record.sessions,
        "mean_percent": record.mean_percent.map(tenths),
        "trend_points": record.trend_points.map(tenths),
        "weakest": record.weakest.iter().map(|weak| json!({
            "check": weak.check.id(), "failed": weak.failed, "of": weak.of,
        })).collect::<Vec<_>>(),
        "drills": record.drills,
        "drills_right_percent": record.drills_right_percent.map(tenths),
        "retention_percent": record.retention_percent.map(tenths),
        "due": record.due,
        "last": record.last.map(|day| day.to_string()),
    })
}

fn in_words(records: &[TraineeRecord]) -> String {
    if records.is_empty() {
        return "Nobody has practised yet. `bantam drill` takes a minute, `bantam practice` a call.".to_owned();
    }
    let mut lines = Vec::new();
    for record in records {
        let last = record.last.map(|day| format!(", last on {day}")).unwrap_or_default();
        lines.push(format!("{}{last}", printable(&record.trainee)));
        if record.sessions > 0 {
            let trend =
                record.trend_points.map(|points| format!(", {:+.1} points a call", points + 0.0)).unwrap_or_default();
            lines.push(format!(
                "  practice calls: {}, {}% of checks{trend}",
                record.sessions,
                number(record.mean_percent)
            ));
            lines.extend(record.weakest.iter().map(|weak| format!("    weak: {}", printable(&weak_in_words(weak)))));
        }
        if record.drills > 0 {
            let kept = record
                .retention_percent
                .map(|_| format!(", {}% still known on a later day", number(record.retention_percent)));
            let right = number(record.drills_right_percent);
            lines.push(format!(
                "  drills: {}, {right}% right{}; {} due",
                record.drills,
                kept.unwrap_or_default(),
                record.due
            ));
        }
    }
    lines.join("\n")
}

fn weak_in_words(weak: &WeakCheck) -> String {
    format!("{} (missed {} of {})", weak.check.id().replace('_', " "), weak.failed, weak.of)
}

/// A number with one decimal; empty where there is none.
fn number(value: Option<f64>) -> String {
    value.map(|value| format!("{:.1}", tenths(value))).unwrap_or_default()
}

/// Rounded to tenths; a zero has no sign.
fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0 + 0.0
}
