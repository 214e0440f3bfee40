//! `bantam leads`: the lead book.

use std::path::PathBuf;

use jiff::civil::{Date, DateTime};

use super::context::{Context, Outcome};
use crate::call::{Event, bank_in_use};
use crate::leads::{CallNotes, Lead, LeadId};
use crate::session::Session;
use crate::store::{CallId, LeadBook, Store};

mod beside;
mod change;
mod grid;
mod import;
mod learn;
mod list;
mod mapping;
mod notes;
mod record;
mod rows;
mod screen;
mod show;
mod table;
mod tally;
mod team;

pub(in crate::cli) use change::add_to;
pub(in crate::cli) use notes::notes;
pub(in crate::cli) use record::{take_in_calls, who, with_record};
pub(in crate::cli) use screen::Screened;
use team::Team;

/// Keep the lead book: import, rank, look up, learn what leads are worth
#[derive(Debug, clap::Subcommand)]
pub(super) enum Task {
    /// List leads, the best first
    List(list::Args),
    /// Show a lead: what is known, what it is worth and why, its calls, people and history
    Show {
        /// The lead's number
        id: i64,
    },
    /// List what is due: next actions, follow-ups, leads whose time of nurture is over
    Due {
        /// The day, if not today
        #[arg(long, value_name = "DAY")]
        on: Option<Date>,
        /// How many at most, what was due first before the others; 50 for people, all for programs
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
    },
    /// Print a worksheet of a lead as Markdown: ability to buy, fit, interest
    Worksheet {
        /// The lead's number
        id: i64,
    },
    /// Take leads in from a CSV file, such as another program exports
    Import(import::Args),
    /// Learn from a history of leads what makes a customer
    Learn(learn::Args),
    /// Add a lead, such as `company="Harbour Tools" contact="Kim Sato"`
    Add {
        /// Fields and values
        #[arg(required = true, value_name = "FIELD=VALUE")]
        fields: Vec<String>,
    },
    /// Change a lead, such as `stage=qualified owner=Kim`; `tag+=x` and `tag-=x` add and take away a tag
    Set {
        /// The lead's number
        id: i64,
        /// Fields and values
        #[arg(required = true, value_name = "FIELD=VALUE")]
        fields: Vec<String>,
    },
    /// Score all leads again, after the points or your profile have changed
    Rescore,
}

pub(super) fn run(task: &Task, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    match task {
        Task::List(args) => list::run(args, context),
        Task::Show { id } => show::run(LeadId(*id), context),
        Task::Due { on, limit } => list::due(*on, *limit, context),
        Task::Worksheet { id } => show::worksheet(LeadId(*id), context),
        Task::Import(args) => import::run(args, context),
        Task::Learn(args) => learn::run(args, context),
        Task::Add { fields } => change::add(fields, context),
        Task::Set { id, fields } => change::set(LeadId(*id), fields, context),
        Task::Rescore => change::rescore(context),
    }
}

/// The book with all that is needed to work with it.
struct Open {
    book: LeadBook,
    team: Team,
    now: DateTime,
}

impl Open {
    /// Opens the book and takes in what calls told since; `None` after problems were shown.
    fn new(context: &mut Context<'_>) -> anyhow::Result<Option<Self>> {
        let Some(mut open) = Self::as_it_is(context)? else { return Ok(None) };
        let store = Store::open(&context.paths.data_dir)?;
        let sessions = Sessions::new(context)?;
        let up_to_date = open.team.bring_up_to_date(&mut open.book, open.now, |call| sessions.notes(&store, call))?;
        if up_to_date.scores_are_old {
            context
                .tell("The points have changed since leads were scored: `bantam leads rescore` scores them again.")?;
        }
        Ok(Some(open))
    }

    /// Opens the book without a look at the calls.
    fn as_it_is(context: &mut Context<'_>) -> anyhow::Result<Option<Self>> {
        let config = context.config()?;
        let team = match Team::load(&context.paths.data_dir, &config.icp) {
            Ok(team) => team,
            Err(problems) => {
                context.show_problems(&problems)?;
                return Ok(None);
            }
        };
        Ok(Some(Self { book: LeadBook::open(&context.paths.data_dir)?, team, now: now() }))
    }

    /// A lead; `None` after it was said that there is none.
    fn lead(&self, id: LeadId, context: &mut Context<'_>) -> anyhow::Result<Option<Lead>> {
        let lead = self.book.lead(id)?;
        if lead.is_none() {
            context.complain(&format!("there is no lead {id}: `bantam leads list` shows the numbers"))?;
        }
        Ok(lead)
    }
}

/// Reads calls through the banks that they were held with.
struct Sessions {
    versions: super::versions::Versions,
    config: super::config::Config,
}

impl Sessions {
    fn new(context: &mut Context<'_>) -> anyhow::Result<Self> {
        let config = context.config()?;
        Ok(Self { versions: context.versions(config.clone()), config })
    }

    fn session(&self, store: &Store, call: CallId) -> Option<Session> {
        let journal: Vec<Event> = store.journal(call).ok()?;
        let bank = bank_in_use(&journal).id;
        let found = self.versions.of_call(&bank, &journal).ok()?;
        Some(Session::new(found.bank, self.config.setup(), journal))
    }

    fn notes(&self, store: &Store, call: CallId) -> Option<CallNotes> {
        self.session(store, call).as_ref().map(notes)
    }
}

#[expect(clippy::disallowed_methods, reason = "the edge reads the clock")]
fn now() -> DateTime {
    let now = jiff::Zoned::now().datetime();
    now.with().subsec_nanosecond(0).build().unwrap_or(now)
}

/// The path of a file beside another: `leads.csv` → `leads.rejected.csv`; for standard input in the folder at hand.
fn beside(path: &std::path::Path, word: &str) -> PathBuf {
    let path = if path.as_os_str() == "-" { std::path::Path::new("leads") } else { path };
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!("{stem}.{word}.csv"))
}
