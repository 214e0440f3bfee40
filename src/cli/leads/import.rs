//! `bantam leads import`: takes leads in from a CSV file.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde::Serialize;

use super::grid::grid;
use super::mapping::apply;
use super::rejects::{Rejects, progress};
use super::table::Table;
use super::{Open, beside};
use crate::cli::context::{Context, Outcome};
use crate::leads::{Entry, Lead, LeadId, Target};
use crate::store::{Importer, Known};

/// How many duplicates and rejected rows are told one by one.
const TOLD: usize = 10;

/// How many rows a preview shows.
const PREVIEWED: usize = 5;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The CSV file; `-` reads standard input
    file: PathBuf,
    /// A YAML file that says what columns are for: `Lead Source: source`; or `first_name`, `last_name`, `extra`, `skip`
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// What a column is for, such as `--column "Lead Source=source"`
    #[arg(long, value_name = "COLUMN=FIELD")]
    column: Vec<String>,
    /// Say what would happen, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Show what the columns are taken for, with the first rows, and change nothing
    #[arg(long)]
    preview: bool,
    /// What becomes of a row that is a lead of the book already
    #[arg(long, value_enum, default_value_t)]
    duplicates: Duplicates,
}

/// What becomes of a row that is a lead of the book already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Duplicates {
    /// What the book lacks is filled in from it; nothing is replaced
    #[default]
    Merge,
    /// It is only reported
    Report,
}

/// How an import went.
#[derive(Debug, Default, Serialize)]
struct Tally {
    rows: usize,
    added: usize,
    merged: usize,
    alike: usize,
    rejected: usize,
    decoded: usize,
    unread: std::collections::BTreeMap<&'static str, usize>,
    duplicates: Vec<Duplicate>,
    rejects: Vec<Reject>,
    reject_file: Option<String>,
    dry_run: bool,
}

#[derive(Debug, Serialize)]
struct Duplicate {
    line: u64,
    lead: i64,
    title: String,
}

#[derive(Debug, Serialize)]
struct Reject {
    line: u64,
    reason: String,
}

pub(super) fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let Some(mut open) = Open::as_it_is(context)? else { return Ok(Outcome::BadInput) };
    let mut table = Table::open(&args.file)?;
    let mut targets = open.team.columns.recognise(table.names.iter().map(String::as_str));
    if let Err(problem) = apply((args.map.as_deref(), &args.column), &table.names, &mut targets) {
        return problem.told(context);
    }
    if args.preview {
        preview(&mut table, &targets, &open, context)?;
        return Ok(Outcome::Fine);
    }
    let tally = read_all(args, &mut table, &targets, &mut open)?;
    context.print(&tally, &summary(&tally))?;
    Ok(if tally.rejected > 0 { Outcome::Problems } else { Outcome::Fine })
}

fn preview(table: &mut Table, targets: &[Target], open: &Open, context: &mut Context<'_>) -> anyhow::Result<()> {
    let names = table.names.clone();
    let mut rows = vec![vec!["column".to_owned(), "taken for".to_owned(), "first values".to_owned()]];
    let mut samples: Vec<Vec<String>> = vec![Vec::new(); names.len()];
    for _ in 0..PREVIEWED {
        let Some(row) = table.next()? else { break };
        for (sample, cell) in samples.iter_mut().zip(&row.cells) {
            let cell = open.team.columns.cell(cell);
            if !cell.is_empty() && sample.len() < 3 {
                sample.push(cell.to_owned());
            }
        }
    }
    for ((name, target), sample) in names.iter().zip(targets).zip(&samples) {
        rows.push(vec![name.clone(), target.id().to_owned(), sample.join(" | ")]);
    }
    let columns = names.iter().zip(targets).zip(&samples);
    let data: Vec<_> = columns
        .map(|((name, target), sample)| serde_json::json!({"column": name, "field": target.id(), "values": sample}))
        .collect();
    let text = format!(
        "{}\nNothing was written. `--column \"COLUMN=FIELD\"` changes what a column is taken for.",
        grid(&rows)
    );
    context.print(&serde_json::json!({ "columns": data }), &text)
}

/// Reads every row, and keeps all or (in a dry run) nothing.
fn read_all(args: &Args, table: &mut Table, targets: &[Target], open: &mut Open) -> anyhow::Result<Tally> {
    let names = table.names.clone();
    let mut tally = Tally { dry_run: args.dry_run, ..Tally::default() };
    let mut rejects = Rejects::new(names.clone(), beside(&args.file, "rejected"));
    let progress = progress(table.bytes);
    let why = format!("import of {}", args.file.file_name().unwrap_or_default().to_string_lossy());
    let Open { book, team, now } = open;
    let first_points = book.size()? == 0;
    let importer = book.importer(*now, &why)?;
    let mut taker = Taker { importer: &importer, team, today: now.date(), args, why: &why };
    loop {
        let Some(row) = table.next()? else { break };
        tally.rows += 1;
        if tally.rows.is_multiple_of(1_000) {
            progress.set_position(row.at);
        }
        match Entry::read(&row.cells, targets, &names, (&taker.team.columns, &taker.team.pipeline)) {
            Ok(entry) => taker.take(entry, row.line, &mut tally)?,
            Err(fault) => {
                tally.rejected += 1;
                rejects.keep(&row, &fault.to_string(), args.dry_run)?;
                if tally.rejects.len() < TOLD {
                    tally.rejects.push(Reject { line: row.line, reason: fault.to_string() });
                }
            }
        }
    }
    progress.finish_and_clear();
    tally.decoded = table.decoded;
    tally.reject_file = rejects.finish()?;
    if args.dry_run {
        drop(importer);
    } else {
        if first_points {
            importer.note_points(team.points_id())?;
        }
        importer.commit()?;
    }
    Ok(tally)
}

/// Takes rows into the book.
struct Taker<'t> {
    importer: &'t Importer<'t>,
    team: &'t super::Team,
    today: jiff::civil::Date,
    args: &'t Args,
    why: &'t str,
}

impl Taker<'_> {
    fn take(&mut self, entry: Entry, line: u64, tally: &mut Tally) -> anyhow::Result<()> {
        for field in &entry.unread {
            *tally.unread.entry(field.id()).or_default() += 1;
        }
        let lead = entry.lead;
        let keys = self.team.keys(&lead);
        let company = match self.importer.find(&lead, &keys)? {
            Known::Lead(id, known) => return self.merge(id, *known, &lead, line, tally),
            Known::Company(company) => Some(company),
            Known::Nothing => None,
        };
        self.team.add(self.importer, (lead, keys), company, (self.today, self.why))?;
        tally.added += 1;
        Ok(())
    }

    fn merge(&mut self, id: LeadId, mut known: Lead, lead: &Lead, line: u64, tally: &mut Tally) -> anyhow::Result<()> {
        if tally.duplicates.len() < TOLD {
            tally.duplicates.push(Duplicate { line, lead: id.0, title: known.title() });
        }
        let changes = match self.args.duplicates {
            Duplicates::Merge => known.fill_from(lead, &self.team.pipeline),
            Duplicates::Report => Vec::new(),
        };
        if changes.is_empty() {
            tally.alike += 1;
            return Ok(());
        }
        self.team.judge(&mut known, self.today);
        self.importer.save(id, (&known, &self.team.keys(&known)), &changes)?;
        tally.merged += 1;
        Ok(())
    }
}

fn summary(tally: &Tally) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write_summary(&mut text, tally);
    text
}

fn write_summary(text: &mut String, tally: &Tally) -> std::fmt::Result {
    let would = if tally.dry_run { "would be " } else { "" };
    writeln!(
        text,
        "{} rows: {} {would}new, {} {would}merged into leads that were there, {} the same as leads that were there, {} rejected",
        tally.rows, tally.added, tally.merged, tally.alike, tally.rejected
    )?;
    for duplicate in &tally.duplicates {
        writeln!(
            text,
            "  line {}: lead {} already, {}",
            duplicate.line,
            duplicate.lead,
            crate::report::printable(&duplicate.title)
        )?;
    }
    let all = tally.merged + tally.alike;
    if all > tally.duplicates.len() {
        writeln!(text, "  … and {} more that were there already", all - tally.duplicates.len())?;
    }
    for reject in &tally.rejects {
        writeln!(text, "  line {}: rejected, {}", reject.line, crate::report::printable(&reject.reason))?;
    }
    if tally.rejected > tally.rejects.len() {
        writeln!(text, "  … and {} more rejected", tally.rejected - tally.rejects.len())?;
    }
    if let Some(path) = &tally.reject_file {
        writeln!(text, "The rejected rows are in {path}, each with its line and the reason.")?;
    }
    for (field, times) in &tally.unread {
        writeln!(text, "{times} cells for `{field}` could not be read; they are kept as they are, beside the fields.")?;
    }
    if tally.decoded > 0 {
        writeln!(
            text,
            "{} rows are not in UTF-8 and were read as Windows-1252; look at their accents.",
            tally.decoded
        )?;
    }
    if tally.dry_run {
        writeln!(text, "Nothing was written.")?;
    }
    Ok(())
}
