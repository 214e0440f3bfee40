//! `bantam leads learn`: points from last quarter's history.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::grid::grid;
use super::table::Table;
use super::team::FOLDER;
use crate::bank::source;
use crate::cli::context::{Context, Format, Outcome, has_unicode};
use crate::leads::content::{self, Content as _};
use crate::leads::learn::{Collector, Hints, Lesson, Wish, calibration_plot, learn, points_plot};
use crate::leads::{Columns, score::Model};
use crate::report::printable;
use crate::store::write_private;

/// How many values the plot shows.
const PLOTTED: usize = 24;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The history as CSV: a row a lead, a column an attribute, one column telling who became a customer
    file: PathBuf,
    /// The column that tells who became a customer; found by the usual names without it
    #[arg(long, value_name = "COLUMN")]
    outcome: Option<String>,
    /// Write the points here, as a model in YAML
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Let the lead book use the points from now on
    #[arg(long = "use")]
    is_used: bool,
    /// Use a column though it seems to give the outcome away
    #[arg(long, value_name = "COLUMN")]
    keep: Vec<String>,
    /// Leave a column out
    #[arg(long, value_name = "COLUMN")]
    leave_out: Vec<String>,
    /// Draws another part of the history to be held back
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Show every value, not only those that are worth a point
    #[arg(long)]
    all: bool,
}

pub(super) fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let columns: Columns = match own(&context.paths.data_dir) {
        Ok(columns) => columns,
        Err(problems) => {
            context.show_problems(&problems)?;
            return Ok(Outcome::BadInput);
        }
    };
    let hints: Hints = content::shipped();
    let mut table = Table::open(&args.file)?;
    let lesson = match collected(args, &mut table, (&columns, &hints)).and_then(|history| {
        let outcome = history.outcome().name.clone();
        Ok((learn(&history, &wish(args), &hints).map_err(anyhow::Error::from)?, outcome, history.unclear()))
    }) {
        Ok(lesson) => lesson,
        Err(why) => {
            context.complain(&why.to_string())?;
            return Ok(Outcome::BadInput);
        }
    };
    let (lesson, outcome, unclear) = lesson;
    let mut written = Vec::new();
    if let Some(path) = &args.model {
        written.push(path.clone());
    }
    if args.is_used {
        written.push(context.paths.data_dir.join(FOLDER).join(Model::FILE));
    }
    let yaml = lesson.model.to_yaml(&remarks(args, &lesson, &outcome));
    for path in &written {
        write_private(path, &yaml)?;
    }
    if context.format == Format::Json {
        writeln!(context.out, "{}", as_json(&lesson, &outcome, unclear))?;
    } else {
        write!(context.out, "{}", text(&lesson, &outcome, (unclear, args.all)))?;
        for path in &written {
            writeln!(context.out, "\nThe points are in {}.", path.display())?;
        }
        if !args.is_used {
            writeln!(
                context.out,
                "\n--use lets the lead book use these points, --model FILE writes them to be looked at first."
            )?;
        }
    }
    if args.is_used {
        context.tell(
            "The lead book scores by these points from now on; `bantam leads rescore` scores a large book again.",
        )?;
    }
    Ok(Outcome::Fine)
}

fn own(data_dir: &Path) -> Result<Columns, crate::bank::problem::Problems> {
    let path = data_dir.join(FOLDER).join(Columns::FILE);
    if path.exists() { content::parse(&source::read(&path)?) } else { Ok(content::shipped()) }
}

fn wish(args: &Args) -> Wish {
    let set = |names: &[String]| names.iter().cloned().collect();
    Wish { keep: set(&args.keep), leave_out: set(&args.leave_out), seed: args.seed }
}

fn collected(args: &Args, table: &mut Table, (columns, hints): (&Columns, &Hints)) -> anyhow::Result<Collector> {
    let mut history = Collector::new(&table.names, args.outcome.as_deref(), hints)?;
    for name in args.keep.iter().chain(&args.leave_out) {
        let key = crate::leads::key(name);
        if !table.names.iter().any(|known| crate::leads::key(known) == key) {
            anyhow::bail!("there is no column `{name}`; there are: {}", table.names.join(", "));
        }
    }
    while let Some(row) = table.next()? {
        history.take(&row.cells, columns, hints);
    }
    history.check()?;
    Ok(history)
}

/// What stands at the head of a model.
fn remarks(args: &Args, lesson: &Lesson, outcome: &str) -> Vec<String> {
    let mut remarks = vec![
        format!("Points learned from {}, column {outcome}.", args.file.display()),
        format!(
            "Control value: {} customers of {} leads, {:.1} %. 50 points are a lead like any other.",
            lesson.won,
            lesson.leads,
            lesson.control() * 100.0
        ),
    ];
    if let Some(quality) = &lesson.quality {
        remarks.push(format!(
            "On {} leads held back: AUC {:.3}, a logistic regression {:.3}.",
            quality.held_back, quality.auc, quality.regression_auc
        ));
    }
    remarks
}

fn text(lesson: &Lesson, outcome: &str, how: (usize, bool)) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write_text(&mut text, lesson, outcome, how);
    text
}

fn write_text(text: &mut String, lesson: &Lesson, outcome: &str, (unclear, all): (usize, bool)) -> std::fmt::Result {
    let control = lesson.control() * 100.0;
    writeln!(
        text,
        "{} leads, {} customers by “{}”: control value {control:.1} %",
        lesson.leads,
        lesson.won,
        printable(outcome)
    )?;
    if unclear > 0 {
        writeln!(text, "{unclear} rows tell neither of a customer nor of none and were left out")?;
    }
    if !lesson.leaks.is_empty() {
        writeln!(
            text,
            "\nThese columns give the outcome away, or were filled in after contact; a new lead has nothing there yet:"
        )?;
    }
    for leak in &lesson.leaks {
        let kept = if leak.kept { ", kept as you said" } else { ", left out" };
        writeln!(text, "  {}{kept} (AUC {:.2} by itself)", printable(&leak.column), leak.auc)?;
        for why in &leak.why {
            writeln!(text, "    {}", printable(why))?;
        }
    }
    if !lesson.left_out.is_empty() {
        writeln!(text, "\nNothing to learn from:")?;
    }
    for (why, names) in by_reason(&lesson.left_out) {
        writeln!(text, "  {}: {}", printable(&names.join(", ")), printable(why))?;
    }
    writeln!(
        text,
        "\nRatio: customers who had it ÷ all leads who had it. Points: what it adds, beside the control and the other columns, of 100."
    )?;
    let mut rows =
        vec![["attribute", "value", "customers", "leads", "ratio", "control", "points"].map(str::to_owned).to_vec()];
    for column in &lesson.columns {
        for value in column.values.iter().filter(|value| all || value.points.abs() >= 1.0) {
            let ratio = value.ratio() * 100.0;
            rows.push(vec![
                column.name.clone(),
                value.value.clone(),
                value.won.to_string(),
                value.leads.to_string(),
                format!("{ratio:.0} %"),
                format!("{control:.0} %"),
                format!("{:+.1}", value.points),
            ]);
        }
    }
    write!(text, "{}", grid(&rows))?;
    writeln!(text, "\n{}", points_plot(&lesson.columns, PLOTTED, has_unicode()))?;
    write_quality(text, lesson)
}

/// Columns by the reason for which they were left out, in the order in which the reasons come up.
fn by_reason(left_out: &[(String, String)]) -> Vec<(&str, Vec<&str>)> {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for (name, why) in left_out {
        match reasons.iter_mut().find(|(known, _)| known == why) {
            Some((_, names)) => names.push(name),
            None => reasons.push((why, vec![name])),
        }
    }
    reasons
}

fn write_quality(text: &mut String, lesson: &Lesson) -> std::fmt::Result {
    let Some(quality) = &lesson.quality else {
        return writeln!(
            text,
            "The history is too short to hold a part of it back: how good these points are is not known."
        );
    };
    writeln!(
        text,
        "Measured on {} leads that were held back, learned from the other {}:",
        quality.held_back, quality.learned_from
    )?;
    writeln!(
        text,
        "  a customer has the higher score of two (AUC)  {:.3}   logistic regression {:.3}",
        quality.auc, quality.regression_auc
    )?;
    writeln!(
        text,
        "  distance of chance and outcome (Brier)        {:.3}   logistic regression {:.3}",
        quality.brier, quality.regression_brier
    )?;
    writeln!(text, "\nBy score: customers that came (bar) and that were foretold (mark)")?;
    write!(text, "{}", calibration_plot(&quality.calibration, has_unicode()))
}

fn as_json(lesson: &Lesson, outcome: &str, unclear: usize) -> Value {
    let columns = lesson.columns.iter().map(|column| {
        let values = column.values.iter().map(|value| {
            json!({"value": value.value, "won": value.won, "leads": value.leads, "ratio": value.ratio(), "points": value.points})
        });
        json!({"column": column.name, "part": column.part.id(), "weight": column.weight, "values": values.collect::<Vec<_>>()})
    });
    let leaks = lesson.leaks.iter();
    let leaks = leaks.map(|leak| json!({"column": leak.column, "why": leak.why, "auc": leak.auc, "kept": leak.kept}));
    let left_out = lesson.left_out.iter().map(|(name, why)| json!({"column": name, "why": why}));
    let quality = lesson.quality.as_ref().map(|quality| {
        let calibration = quality.calibration.iter().map(|range| {
            json!({"from": range.from, "to": range.to, "leads": range.leads, "foretold": range.foretold, "came": range.came})
        });
        json!({
            "learned_from": quality.learned_from,
            "held_back": quality.held_back,
            "auc": quality.auc,
            "logistic_regression_auc": quality.regression_auc,
            "brier": quality.brier,
            "logistic_regression_brier": quality.regression_brier,
            "calibration": calibration.collect::<Vec<_>>(),
        })
    });
    json!({
        "leads": lesson.leads,
        "won": lesson.won,
        "control": lesson.control(),
        "outcome": outcome,
        "unclear": unclear,
        "base": lesson.model.base,
        "columns": columns.collect::<Vec<_>>(),
        "leaks": leaks.collect::<Vec<_>>(),
        "left_out": left_out.collect::<Vec<_>>(),
        "quality": quality,
    })
}
