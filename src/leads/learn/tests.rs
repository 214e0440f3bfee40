//! Learning on histories that are drawn by chance, with the traps of a real one: columns that tell the same, rare words,
//! cells that say "Select", columns filled in after the call.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

use super::*;
use crate::bank::problem::Source;
use crate::leads::columns::Columns;
use crate::leads::lead::Lead;
use crate::leads::score::{Scorer, Validity};
use crate::qualify::Icp;

/// Chance by a seed.
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A number that tells a row from all others.
    pub(super) fn id(&mut self) -> String {
        format!("{:032x}", u128::from(self.0.next_u64()) << 64 | u128::from(self.0.next_u64()))
    }

    pub(super) fn share(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(super) fn happens(&mut self, chance: f64) -> bool {
        self.share() < chance
    }

    /// Roughly normal.
    pub(super) fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.share()).sum::<f64>() - 6.0
    }

    pub(super) fn pick(&mut self, words: &[(&'static str, f64)]) -> &'static str {
        let total: f64 = words.iter().map(|(_, weight)| weight).sum();
        let mut at = self.share() * total;
        for (word, weight) in words {
            at -= weight;
            if at <= 0.0 {
                return word;
            }
        }
        words[0].0
    }
}

const NAMES: [&str; 19] = [
    "Prospect ID",
    "Lead Number",
    "Lead Origin",
    "Lead Source",
    "Do Not Email",
    "Converted",
    "TotalVisits",
    "Total Time Spent on Website",
    "Page Views Per Visit",
    "Last Activity",
    "Country",
    "Specialization",
    "What is your current occupation",
    "Tags",
    "Lead Quality",
    "Lead Profile",
    "Activity Score",
    "Magazine",
    "City",
];

/// A history of so many leads. What was known before contact decides the chance; the rest was written after it.
fn history(leads: usize, seed: u64) -> Vec<Vec<String>> {
    let mut dice = Dice::new(seed);
    (0..leads).map(|row| one_lead(&mut dice, row)).collect()
}

fn one_lead(dice: &mut Dice, row: usize) -> Vec<String> {
    let origin =
        dice.pick(&[("API", 40.0), ("Landing Page", 48.0), ("Lead Add Form", 8.0), ("Import", 1.0), ("Quick", 0.05)]);
    let source = match origin {
        "Lead Add Form" => dice.pick(&[("Reference", 70.0), ("Partner Site", 25.0), ("Google", 5.0)]),
        "API" => dice.pick(&[("Chat", 45.0), ("Google", 20.0), ("Organic", 25.0), ("Referral Sites", 2.0)]),
        _ => dice.pick(&[("Google", 45.0), ("Direct", 50.0), ("google", 1.0), ("bing", 0.2), ("blog", 0.1)]),
    };
    let opted_out = dice.happens(0.08);
    let minutes = if dice.happens(0.25) { 0.0 } else { (dice.normal() + 4.5).max(0.1) * 160.0 };
    let visits = if minutes == 0.0 { 0.0 } else { (minutes / 200.0 + dice.normal().abs() * 2.0).round() };
    let job = dice.pick(&[
        ("Unemployed", 60.0),
        ("Working Professional", 8.0),
        ("Student", 2.3),
        ("Select", 29.0),
        ("Housewife", 0.1),
    ]);
    let field = dice.pick(&[
        ("Select", 36.0),
        ("Finance", 11.0),
        ("Marketing", 10.0),
        ("Operations", 6.0),
        ("Hospitality", 1.2),
    ]);
    let country =
        if origin == "API" { "" } else { dice.pick(&[("India", 95.0), ("US", 2.0), ("UAE", 1.0), ("Kenya", 0.05)]) };
    let odds = -1.35
        + if origin == "Lead Add Form" { 2.6 } else { 0.0 }
        + if job == "Working Professional" { 2.3 } else { 0.0 }
        - if job == "Select" { 1.2 } else { 0.0 }
        - if opted_out { 1.3 } else { 0.0 }
        + (minutes - 400.0) / 330.0 * 0.9
        + if source == "Chat" { 0.4 } else { 0.0 };
    let won = dice.happens(measure::logistic(odds));
    let [tags, quality, activity, profile, index] = after_contact(dice, won);
    let yes = |is: bool| if is { "Yes" } else { "No" };
    let number = 579_533 + row * 9 + (dice.share() * 8.0) as usize;
    let pages = if dice.happens(0.015) { String::new() } else { format!("{:.1}", visits / (1.0 + dice.share() * 2.0)) };
    let id = dice.id();
    let (number, visits, minutes) = (number.to_string(), visits.to_string(), minutes.round().to_string());
    let city = dice.pick(&[("Mumbai", 35.0), ("Select", 24.0), ("Thane", 8.0)]);
    let known = [id.as_str(), &number, origin, source, yes(opted_out), if won { "1" } else { "0" }, &visits, &minutes];
    let rest = [&pages, activity, country, field, job, tags, quality, profile, index, "No", city];
    known.into_iter().chain(rest).map(str::to_owned).collect()
}

/// What was written down once somebody had been in touch: it follows from the outcome.
fn after_contact(dice: &mut Dice, won: bool) -> [&'static str; 5] {
    let tags = match (won, dice.happens(0.64)) {
        (_, false) => "Select",
        (true, _) => dice.pick(&[("Will revert after the mail", 85.0), ("Closed by us", 12.0), ("Busy", 3.0)]),
        (false, _) => dice.pick(&[("Ringing", 60.0), ("Other courses", 20.0), ("switched off", 15.0), ("Busy", 4.0)]),
    };
    let quality = match (won, dice.happens(0.5)) {
        (_, false) => "",
        (true, _) => dice.pick(&[("High", 30.0), ("Might be", 60.0), ("Not sure", 10.0)]),
        (false, _) => dice.pick(&[("Worst", 35.0), ("Might be", 20.0), ("Not sure", 44.0), ("High", 1.0)]),
    };
    let activity = if dice.happens(if won { 0.5 } else { 0.18 }) {
        "SMS Sent"
    } else {
        dice.pick(&[("Email Opened", 70.0), ("Chat", 30.0)])
    };
    let profile = if dice.happens(if won { 0.35 } else { 0.07 }) { "Potential Lead" } else { "Select" };
    let index = if dice.happens(0.45) {
        ""
    } else if dice.happens(if won { 0.3 } else { 0.1 }) {
        "01.High"
    } else {
        "02.Medium"
    };
    [tags, quality, activity, profile, index]
}

fn collected(rows: &[Vec<String>]) -> Collector {
    let names: Vec<String> = NAMES.iter().map(|&name| name.to_owned()).collect();
    let (columns, hints) = (Columns::shipped(), Hints::shipped());
    let mut collector = Collector::new(&names, None, &hints).unwrap();
    for row in rows {
        collector.take(row, &columns, &hints);
    }
    collector
}

fn lesson(rows: &[Vec<String>]) -> Lesson {
    learn(&collected(rows), &Wish::default(), &Hints::shipped()).unwrap()
}

#[test]
fn learned_points_rank_as_well_as_a_regression() {
    for seed in [1, 2] {
        let lesson = lesson(&history(4_000, seed));
        let quality = lesson.quality.as_ref().unwrap();
        assert!(quality.auc > quality.regression_auc - 0.01, "{quality:?}");
        assert!(quality.auc > 0.75 && quality.brier < quality.regression_brier + 0.01, "{quality:?}");
        let far = quality.calibration.iter().filter(|range| range.leads >= 50);
        let worst = far.map(|range| (range.foretold - range.came).abs()).fold(0.0, f64::max);
        assert!(worst < 0.15, "{:?}", quality.calibration);
    }
}

#[test]
fn columns_that_give_the_outcome_away_are_named_and_left_out() {
    let lesson = lesson(&history(4_000, 3));
    let mut leaks: Vec<&str> = lesson.leaks.iter().map(|leak| leak.column.as_str()).collect();
    leaks.sort_unstable();
    assert_eq!(leaks, ["Activity Score", "Last Activity", "Lead Profile", "Lead Quality", "Tags"]);
    let used: Vec<&str> = lesson.columns.iter().map(|column| column.name.as_str()).collect();
    assert!(leaks.iter().all(|leak| !used.contains(leak)) && used.contains(&"Lead Origin"), "{used:?}");
    let left_out: Vec<&str> = lesson.left_out.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(left_out, ["Prospect ID", "Lead Number", "Magazine"]);
}

#[test]
fn a_leak_is_found_by_its_figures_whatever_it_is_called() {
    let mut rows = history(4_000, 4);
    for row in &mut rows {
        // The traits of the tags, under a name and with words that hint at nothing.
        row[18] = match row[13].as_str() {
            "Select" => String::new(),
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
    let lesson = learn(&collected(&history(1_500, 5)), &wish, &Hints::shipped()).unwrap();
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
    let rows = history(2_000, 6);
    let lesson = lesson(&rows);
    let yaml = lesson.model.to_yaml(&[]);
    let model = Model::parse(&Source::new("m.yaml", &yaml)).unwrap();
    assert_eq!(model, lesson.model);
    let columns = Columns::shipped();
    let scorer = Scorer::new(model, &columns, Icp::default(), Validity::default());
    let mut found = Vec::new();
    for row in &rows[..600] {
        let mut lead = Lead::default();
        for (name, cell) in NAMES.iter().zip(row).filter(|(_, cell)| !columns.cell(cell).is_empty()) {
            lead.extra.insert((*name).to_owned(), cell.clone());
        }
        found.push(f64::from(scorer.worth(&lead).score));
    }
    let outcomes: Vec<bool> = rows[..600].iter().map(|row| row[5] == "1").collect();
    let auc = measure::auc(&found, &outcomes);
    assert!(auc > 0.75, "{auc}");
    let top = found.iter().copied().fold(0.0, f64::max);
    assert!(top > 85.0 && found.iter().copied().fold(100.0, f64::min) < 15.0);
}

#[test]
fn the_same_seed_gives_the_same_lesson() {
    let rows = history(800, 7);
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
