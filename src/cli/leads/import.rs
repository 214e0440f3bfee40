//! `bantam leads import`: takes leads in from a CSV file.

use std::io::IsTerminal as _;
use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};

use super::beside::Beside;
use super::grid::grid;
use super::mapping::apply;
use super::rows::{self, ReadRow};
use super::table::Table;
use super::tally::{Duplicate, Tally};
use super::{Open, Team, beside};
use crate::cli::context::{Context, Outcome};
use crate::leads::{Change, Entry, Field, Keys, Lead, LeadId, Target};
use crate::store::{Importer, Known, KnownCompany};

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
    /// What the book lacks is filled in from it; what differs is reported and stays
    #[default]
    Merge,
    /// What the row tells replaces what the book has, but for a company's name and domain; the history keeps both
    Update,
    /// It is only reported
    Report,
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
    if let Some(unknown) = nobody(&targets) {
        context.tell(&format!("{} `--preview` shows what columns are taken for.", unknown.trim_end()))?;
    }
    let tally = read_all(args, &mut table, &targets, &mut open)?;
    context.print(&tally, &tally.summary())?;
    if tally.has_differences() && args.duplicates == Duplicates::Merge {
        context.tell("Where a value differs, the book's stays; `--duplicates update` takes the file's.")?;
    }
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
    let unknown = nobody(targets).unwrap_or_default();
    let text = format!(
        "{}{unknown}\nNothing was written. `--column \"COLUMN=FIELD\"` changes what a column is taken for.",
        grid(&rows)
    );
    context.print(&serde_json::json!({ "columns": data }), &text)
}

/// What to say where no column tells whose lead it is.
fn nobody(targets: &[Target]) -> Option<String> {
    let has = |wanted: &[Target]| wanted.iter().any(|target| targets.contains(target));
    let is_named = has(&[Target::Field(Field::Company)]);
    let is_called = has(&[Target::Field(Field::Contact), Target::FirstName, Target::LastName]);
    let lacking = match (is_named, is_called) {
        (true, true) => return None,
        (false, true) => "company",
        (true, false) => "contact",
        (false, false) => "company or contact",
    };
    Some(format!("No column is taken for {lacking}.\n"))
}

/// Reads every row, and keeps all or (in a dry run) nothing.
fn read_all(args: &Args, table: &mut Table, targets: &[Target], open: &mut Open) -> anyhow::Result<Tally> {
    let names = table.names.clone();
    let mut tally = Tally { dry_run: args.dry_run, ..Tally::default() };
    let header = ["line", "reason"].into_iter().chain(names.iter().map(String::as_str));
    let mut rejects = Beside::new(header, beside(&args.file, "rejected"), args.dry_run);
    let progress = progress(table.bytes);
    let why = format!("import of {}", args.file.file_name().unwrap_or_default().to_string_lossy());
    let Open { book, team, now } = open;
    let first_points = !book.has_leads()?;
    let importer = book.importer(*now, &why)?;
    let header = ["line", "lead", "name", "field", "book", "file"];
    let differing = Beside::new(header, beside(&args.file, "differing"), args.dry_run);
    let mut taker =
        Taker { importer: &importer, team, today: now.date(), args, why: &why, tally: &mut tally, differing };
    let reader = team.reader(now.date());
    std::thread::scope(|scope| {
        for batch in rows::read(scope, table, targets, reader) {
            for row in batch? {
                taker.tally.rows += 1;
                if taker.tally.rows.is_multiple_of(1_000) {
                    progress.set_position(row.at);
                }
                taker.take_row(row, &mut rejects)?;
            }
        }
        anyhow::Ok(())
    })?;
    tally.difference_file = taker.differing.finish()?;
    tally.reject_file = rejects.finish()?;
    tally.decoded = table.decoded;
    if args.dry_run {
        drop(importer);
    } else {
        progress.set_message("writing");
        if first_points {
            importer.note_standing(team.points_id(), now.date())?;
        }
        importer.commit()?;
    }
    progress.finish_and_clear();
    Ok(tally)
}

/// Takes rows into the book.
struct Taker<'t> {
    importer: &'t Importer<'t>,
    team: &'t Team,
    today: jiff::civil::Date,
    args: &'t Args,
    why: &'t str,
    tally: &'t mut Tally,
    differing: Beside,
}

impl Taker<'_> {
    fn take_row(&mut self, row: ReadRow, rejects: &mut Beside) -> anyhow::Result<()> {
        match row.entry {
            Ok(read) => self.take(*read, row.line),
            Err((fault, cells)) => {
                let (line, reason) = (row.line.to_string(), fault.to_string());
                let cells = cells.iter().map(String::as_str);
                rejects.write([line.as_str(), &reason].into_iter().chain(cells), false)?;
                self.tally.reject(row.line, reason);
                Ok(())
            }
        }
    }

    fn take(&mut self, (entry, keys): (Entry, Keys), line: u64) -> anyhow::Result<()> {
        for field in &entry.unread {
            *self.tally.unread.entry(field.id()).or_default() += 1;
        }
        let mut differs = Vec::new();
        let company = match self.importer.find(&entry.lead, &keys)? {
            Known::Lead(id, known) => return self.merge(id, *known, &entry, line),
            Known::Company(mut company) => {
                differs = self.of_company(&mut company, &entry);
                Some(company)
            }
            Known::Nothing => None,
        };
        let (id, lead) = self.team.add(self.importer, (entry.lead, keys), company, (self.today, self.why))?;
        self.tally.added += 1;
        if !differs.is_empty() {
            let duplicate =
                Duplicate { line, lead: id.0, title: lead.title(), is_new: true, taken: Vec::new(), differs };
            self.note(&duplicate)?;
            self.tally.company_differs(duplicate);
        }
        Ok(())
    }

    /// What a new contact's row says otherwise of a company that is known; it is taken if that is what is wanted.
    fn of_company(&self, company: &mut KnownCompany, entry: &Entry) -> Vec<Change> {
        if company.company == entry.lead.company {
            return Vec::new();
        }
        if self.args.duplicates == Duplicates::Update {
            company.is_told_more |= company.company.replace_from(&entry.lead.company);
        }
        let mut known = Lead { company: company.company.clone(), ..entry.lead.clone() };
        known.company.fill_from(&entry.lead.company);
        known.differences(entry, &self.team.columns)
    }

    fn merge(&mut self, id: LeadId, mut known: Lead, entry: &Entry, line: u64) -> anyhow::Result<()> {
        let Team { columns, pipeline, .. } = self.team;
        let taken = match self.args.duplicates {
            Duplicates::Merge => known.fill_from(&entry.lead, pipeline),
            Duplicates::Update => known.replace_from(entry, (columns, pipeline)),
            Duplicates::Report => Vec::new(),
        };
        let differs = known.differences(entry, columns);
        if !taken.is_empty() {
            self.team.judge(&mut known, self.today);
            self.importer.save(id, (&known, &self.team.keys(&known)), &taken)?;
        }
        let duplicate = Duplicate { line, lead: id.0, title: known.title(), is_new: false, taken, differs };
        self.note(&duplicate)?;
        self.tally.duplicate(duplicate);
        Ok(())
    }

    /// Writes down every value that differs and stays as it is.
    fn note(&mut self, duplicate: &Duplicate) -> anyhow::Result<()> {
        let Duplicate { line, lead, title, differs, .. } = duplicate;
        for Change { field, before, after } in differs {
            let (line, lead) = (line.to_string(), lead.to_string());
            self.differing.write([line.as_str(), &lead, title, field, before, after], true)?;
        }
        Ok(())
    }
}

/// A bar on standard error, where that is a terminal.
fn progress(bytes: u64) -> ProgressBar {
    if bytes == 0 || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(bytes);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {percent:>3} %  {elapsed}  {msg}") {
        bar.set_style(style);
    }
    bar
}
