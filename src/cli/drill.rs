//! `bantam drill`: exercises of a few seconds, and what is due.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::Date;
use serde_json::json;

use super::call;
use super::context::{Context, Outcome, today};
use super::shelf::UserShelf;
use crate::practice::drill::{Deck, Due, Kind, Limit, Plan, Progress};
use crate::store::Store;
use crate::tui::Opening;

/// Practise in short exercises, asked again when they are about to be forgotten
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How long the drill is to take
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=120))]
    minutes: u16,
    /// End after so many exercises instead, beyond what is due if need be
    #[arg(long, value_name = "N", conflicts_with = "minutes", value_parser = clap::value_parser!(u16).range(1..=500))]
    cards: Option<u16>,
    /// Only exercises of this kind; may be given again
    #[arg(long, value_name = "KIND", value_parser = ["signal", "probe", "open", "recall"])]
    kind: Vec<String>,
    /// Another order of chance; without it, the day decides
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Whose progress it is; without it, `rep` of the config, or else "you"
    #[arg(long, value_name = "NAME", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    trainee: Option<String>,
    /// Only say what is due
    #[arg(long)]
    due: bool,
    /// Line by line in words, for screen readers, dumb terminals and pipes
    #[arg(long)]
    pub(super) plain: bool,
}

pub(super) fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let config = context.config()?;
    let trainee = args.trainee.as_deref().unwrap_or_else(|| config.trainee()).to_owned();
    let usual = Plan::minute(&trainee, today());
    let plan = Plan {
        kinds: args.kind.iter().filter_map(|kind| kind.parse().ok()).collect(),
        seed: args.seed.unwrap_or(usual.seed),
        limit: args
            .cards
            .map_or(Limit::Seconds(i64::from(args.minutes) * 60), |cards| Limit::Cards(usize::from(cards))),
        trainee,
    };
    if args.due {
        return due(&plan, config.language(), today(), context);
    }
    let shelf = UserShelf::new(context.versions(config.clone()), config, context.paths.data_dir.clone());
    let instead = "`bantam drill --plain` works line by line, `bantam drill --due` lists what is due";
    call::show(shelf, Opening::Drill(plan), instead, context)
}

/// Lists what is due today: exercises met before, then today's share of new ones.
fn due(plan: &Plan, language: &str, today: Date, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let deck = Deck::build(&context.library(), language);
    let store = Store::open(&context.paths.data_dir)?;
    let cards = store.drill_cards(&plan.trainee)?;
    let new_today = store.drills_met(&plan.trainee, today)?;
    let drills = deck.due(&Progress { cards: &cards, new_today, today }, &plan.kinds, plan.seed);
    let again = drills.iter().filter(|drill| drill.due.is_some()).count();
    let data = json!({
        "trainee": plan.trainee,
        "due": again,
        "new": drills.len() - again,
        "drills": drills.iter().map(|drill| json!({
            "card": drill.card, "kind": drill.kind.id(), "due": drill.due.map(|day| day.to_string()),
        })).collect::<Vec<_>>(),
        "exercises": deck.counts().into_iter().map(|(kind, count)| (kind.id(), count)).collect::<BTreeMap<_, _>>(),
    });
    context.print(&data, &in_words(&drills, again, &deck))?;
    if !deck.is_whole() {
        context.complain("a bank cannot be used, so its exercises are left out; `bantam banks check` says why")?;
    }
    Ok(Outcome::Fine)
}

fn in_words(drills: &[Due], again: usize, deck: &Deck) -> String {
    let of = |kind: Kind| drills.iter().filter(|drill| drill.kind == kind).count();
    let mut text = format!("{again} due, {} new today\n", drills.len() - again);
    for (kind, count) in deck.counts() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {:<18}{:>4} of {count}", kind.title(), of(kind));
    }
    text
}
