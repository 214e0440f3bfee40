//! What is learned from histories drawn by chance, each of another shape, beside a logistic regression on the same rows.

use super::history::{COLUMNS, Shape, history};
use super::*;
use crate::bank::problem::Source;
use crate::leads::columns::Columns;
use crate::leads::lead::Lead;
use crate::leads::score::{Scorer, Validity};
use crate::qualify::Icp;

/// Leads of a history; fewer where nothing is optimised, for the regression takes its time then.
const LEADS: usize = if cfg!(debug_assertions) { 3_000 } else { 9_000 };

/// How much the points may lack to the regression's AUC; of fewer leads chance takes a part.
const MAY_LACK: f64 = if cfg!(debug_assertions) { 0.03 } else { 0.02 };

/// Columns that were filled in afterwards.
const LEAKS: [&str; 9] = [
    "Acme Activity Index",
    "Acme Activity Score",
    "Acme Profile Index",
    "Acme Profile Score",
    "Last Activity",
    "Last Notable Activity",
    "Lead Profile",
    "Lead Quality",
    "Tags",
];

const SHAPES: [Shape; 5] = [
    Shape { name: "even", base: -1.0, words: 1.0, time: |spread| spread },
    Shape { name: "bent", base: -1.0, words: 0.7, time: |spread| 1.6 * (1.0 - (spread - 0.3).abs()) },
    Shape { name: "steep", base: -0.6, words: 0.3, time: |spread| 1.6 * spread },
    Shape { name: "faint", base: -0.5, words: 0.3, time: |spread| 0.25 * spread },
    Shape { name: "rare", base: -3.6, words: 0.9, time: |spread| 0.9 * spread },
];

/// The shape that any other test is content with.
const EVEN: &Shape = &SHAPES[0];

fn names() -> Vec<String> {
    COLUMNS.iter().map(|&name| name.to_owned()).collect()
}

fn collected(names: &[String], rows: &[Vec<String>]) -> Collector {
    let (columns, hints) = (Columns::shipped(), Hints::shipped());
    let mut collector = Collector::new(names, None, &hints).unwrap();
    for row in rows {
        collector.take(row, &columns, &hints);
    }
    collector
}

fn lesson(rows: &[Vec<String>]) -> Lesson {
    learn(&collected(&names(), rows), &Wish::default(), &Hints::shipped()).unwrap()
}

/// Where a column stands.
fn at(name: &str) -> usize {
    COLUMNS.iter().position(|column| *column == name).unwrap()
}

#[test]
fn on_every_shape_points_rank_as_well_as_a_regression_and_leaks_are_named() {
    for (shape, seed) in SHAPES.iter().zip(1..) {
        let lesson = lesson(&history(shape, LEADS, seed));
        let quality = lesson.quality.as_ref().unwrap();
        let told = format!("{}: {:.4} beside {:.4}", shape.name, quality.auc, quality.regression_auc);
        println!("{told}, brier {:.4} beside {:.4}", quality.brier, quality.regression_brier);
        assert!(quality.auc >= quality.regression_auc - MAY_LACK, "{told}");
        assert!(quality.brier <= quality.regression_brier + 0.005, "{told}: {quality:?}");
        for range in quality.calibration.iter().filter(|range| range.leads >= 100) {
            // Beyond what chance alone does to so many leads.
            let chance = (range.foretold * (1.0 - range.foretold) / range.leads as f64).sqrt();
            assert!((range.foretold - range.came).abs() < 0.05 + 2.5 * chance, "{told}: {range:?}");
        }
        let mut leaks: Vec<&str> = lesson.leaks.iter().map(|leak| leak.column.as_str()).collect();
        leaks.sort_unstable();
        assert_eq!(leaks, LEAKS, "{told}");
        let left_out: Vec<&str> = lesson.left_out.iter().map(|(name, _)| name.as_str()).collect();
        assert!(left_out.starts_with(&["Prospect ID", "Lead Number"]), "{left_out:?}");
        for empty in ["Magazine", "Forums", "Get updates on DM Content"] {
            assert!(left_out.contains(&empty), "{left_out:?}");
        }
    }
}

#[test]
fn a_placeholder_is_nothing_and_figures_are_cut_into_ranges() {
    let lesson = lesson(&history(EVEN, 3_000, 7));
    let values = |name: &str| -> Vec<&str> {
        let column = lesson.columns.iter().find(|column| column.name == name).unwrap();
        column.values.iter().map(|value| value.value.as_str()).collect()
    };
    let fields = values("Specialization");
    assert!(fields.contains(&"(nothing)") && !fields.contains(&"Select"), "{fields:?}");
    let times = values("Total Time Spent on Website");
    assert!(times.len() >= 6 && times.iter().any(|value| value.ends_with("and more")), "{times:?}");
}

#[test]
fn leaks_that_tell_by_themselves_are_found_under_names_that_tell_nothing() {
    let rows = history(EVEN, LEADS, 8);
    let hidden =
        |(at, name): (usize, &&str)| if *name == "Converted" { (*name).to_owned() } else { format!("Field {at}") };
    let names: Vec<String> = COLUMNS.iter().enumerate().map(hidden).collect();
    let collected = collected(&names, &rows);
    let lesson = learn(&collected, &Wish::default(), &Hints::shipped()).unwrap();
    let leaks: Vec<&str> = lesson.leaks.iter().map(|leak| leak.column.as_str()).collect();
    for (at, name) in COLUMNS.iter().enumerate() {
        let is_named = leaks.contains(&names[at].as_str());
        let tells_by_itself = ["Tags", "Lead Quality"].contains(name);
        assert!(is_named || !tells_by_itself, "{name} is missed: {leaks:?}");
        assert!(!is_named || LEAKS.contains(name), "{name} was known before contact: {leaks:?}");
    }
}

#[test]
fn a_leak_is_found_by_its_figures_whatever_it_is_called() {
    let mut rows = history(EVEN, LEADS, 4);
    for row in &mut rows {
        // The traits of the tags, under a name and with words that hint at nothing.
        row[at("City")] = match row[at("Tags")].as_str() {
            "" => String::new(),
            tag => format!("k{}", tag.len()),
        };
    }
    let lesson = lesson(&rows);
    let leak = lesson.leaks.iter().find(|leak| leak.column == "City").expect("the disguised tags");
    assert!(leak.why[0].contains("nearly"), "{leak:?}");
}

#[test]
fn what_is_to_be_kept_is_kept_and_still_named() {
    let keep = ["lead profile".to_owned()].into();
    let leave_out = ["CITY".to_owned()].into();
    let wish = Wish { keep, leave_out, seed: 0 };
    let lesson = learn(&collected(&names(), &history(EVEN, 1_500, 5)), &wish, &Hints::shipped()).unwrap();
    assert!(lesson.leaks.iter().any(|leak| leak.column == "Lead Profile" && leak.kept));
    assert!(lesson.columns.iter().any(|column| column.name == "Lead Profile"));
    assert!(lesson.columns.iter().all(|column| column.name != "City"));
}

#[test]
fn three_lucky_leads_do_not_score_a_hundred() {
    let names = ["Colour".to_owned(), "Won".to_owned()];
    let (columns, hints) = (Columns::shipped(), Hints::shipped());
    let mut collector = Collector::new(&names, None, &hints).unwrap();
    for row in 0..200 {
        let cells = if row < 3 {
            ["green", "yes"]
        } else {
            [["red", "blue"][row % 2], ["no", "yes"][usize::from(row % 10 < 3)]]
        };
        collector.take(&cells, &columns, &hints);
    }
    let lesson = learn(&collector, &Wish::default(), &hints).unwrap();
    let scorer = Scorer::new(lesson.model, &columns, Icp::default(), Validity::shipped());
    let mut lead = Lead::default();
    lead.extra.insert("Colour".into(), "green".into());
    let score = scorer.worth(&lead).score;
    assert!((45..75).contains(&score), "{score}");
}

#[test]
fn the_model_scores_as_it_was_measured() {
    let rows = history(EVEN, 2_000, 6);
    let lesson = lesson(&rows);
    let yaml = lesson.model.to_yaml(&[]);
    let model = Model::parse(&Source::new("m.yaml", &yaml)).unwrap();
    assert_eq!(model, lesson.model);
    let columns = Columns::shipped();
    let scorer = Scorer::new(model, &columns, Icp::default(), Validity::default());
    let mut found = Vec::new();
    for row in &rows[..600] {
        let mut lead = Lead::default();
        for (name, cell) in COLUMNS.iter().zip(row).filter(|(_, cell)| !columns.cell(cell).is_empty()) {
            lead.extra.insert((*name).to_owned(), cell.clone());
        }
        found.push(f64::from(scorer.worth(&lead).score));
    }
    let outcomes: Vec<bool> = rows[..600].iter().map(|row| row[at("Converted")] == "1").collect();
    let auc = measure::auc(&found, &outcomes);
    assert!(auc > 0.75, "{auc}");
    let top = found.iter().copied().fold(0.0, f64::max);
    assert!(top > 85.0 && found.iter().copied().fold(100.0, f64::min) < 15.0);
}

#[test]
fn the_same_seed_gives_the_same_lesson() {
    let rows = history(EVEN, 800, 7);
    assert_eq!(lesson(&rows), lesson(&rows));
}

#[test]
fn what_holds_no_lesson_says_so() {
    let (columns, hints) = (Columns::shipped(), Hints::shipped());
    let names = ["Colour".to_owned(), "Size".to_owned()];
    let told = Collector::new(&names, None, &hints).unwrap_err().to_string();
    assert!(told.contains("--outcome") && told.contains("Colour"), "{told}");
    let mut collector = Collector::new(&names, Some("colour"), &hints).unwrap();
    collector.take(&["green", "1"], &columns, &hints);
    let told = collector.check().unwrap_err().to_string();
    assert!(told.contains("green"), "{told}");
    collector.take(&["yes"], &columns, &hints);
    let told = learn(&collector, &Wish::default(), &hints).unwrap_err().to_string();
    assert!(told.contains("too few"), "{told}");
}
