//! `bantam replay`: call scripts played without a screen, and compared with what they expect.

use std::path::PathBuf;

use serde::Serialize;

use super::context::{Context, Format, Outcome};
use crate::call::same_company;
use crate::report::{self, agreement as tables, json};
use crate::session::Setup;
use crate::session::agreement::{Agreement, Difference, compare};
use crate::session::script::Script;
use crate::session::{Brief, Earlier, Session, replay};

/// Play call scripts without a screen
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Call scripts; those of one company are calls of one lead, in the order of their `at`
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Compare with what the scripts expect; exit 1 on a difference
    #[arg(long)]
    check: bool,
    /// See them through this bank instead of their own
    #[arg(long, value_name = "ID")]
    bank: Option<String>,
    /// Show what was found in each answer, under the words that it was found in
    #[arg(long, conflicts_with = "check")]
    findings: bool,
}

/// A script that was played.
struct Played {
    file: String,
    brief: Brief,
    /// How it compares with what it expects; `None` where nobody asked, or it expects nothing.
    check: Option<Check>,
}

struct Check {
    agreement: Agreement,
    differences: Vec<Difference>,
}

/// A call in the contract's form; of several each says its file.
#[derive(Serialize)]
struct Out<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(flatten)]
    call: json::Call<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    check: Option<CheckOut>,
}

#[derive(Serialize)]
struct CheckOut {
    differences: Vec<String>,
    agreement: tables::Counts,
}

pub(super) fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let config = context.config()?;
    let library = context.library();
    let bank = match args.bank.as_ref().map(|id| config.bank(&library, id)).transpose() {
        Ok(bank) => bank,
        Err(problems) => {
            context.show_problems(&problems)?;
            return Ok(Outcome::BadInput);
        }
    };
    let mut outcome = Outcome::Fine;
    let mut scripts = Vec::new();
    for path in &args.files {
        match context.script(path, bank.as_ref(), &library, &config)? {
            Some(script) => scripts.push((path.display().to_string(), script)),
            None => outcome = Outcome::BadInput,
        }
    }
    let (played, stopped) = play_all(&scripts, &config.setup(), args.check);
    for reason in &stopped {
        context.complain(reason)?;
        outcome = Outcome::BadInput;
    }
    let sum = total(&played);
    match (context.format, args.check) {
        (Format::Json, _) => print_json(&played, args, &sum, context)?,
        (_, true) => print_check(&played, &sum, context)?,
        (_, false) => print_texts(&played, if args.findings { report::findings } else { report::summary }, context)?,
    }
    let differs = played.iter().filter_map(|one| one.check.as_ref()).any(|check| !check.differences.is_empty());
    Ok(outcome.max(if differs { Outcome::Problems } else { Outcome::Fine }))
}

/// Plays all scripts: those of one company are calls of one lead, so each hears what was said in those before it.
/// Gives the calls in the order of the files, and why some could not be played.
fn play_all(scripts: &[(String, Script)], setup: &Setup, check: bool) -> (Vec<Played>, Vec<String>) {
    let mut order: Vec<usize> = (0..scripts.len()).collect();
    order.sort_by_key(|&n| scripts[n].1.at);
    let mut leads: Vec<(&str, Earlier)> = Vec::new();
    let mut played = Vec::new();
    let mut stopped = Vec::new();
    for n in order {
        let (file, script) = &scripts[n];
        // A call without a company is a lead of its own.
        let lead = leads.iter().position(|(company, _)| same_company(company, &script.company));
        let earlier = lead.map(|at| leads.swap_remove(at).1).unwrap_or_default();
        let said = match replay(script, setup, earlier.clone()) {
            Ok(session) => {
                played.push((n, listen(file, script, &session, check)));
                session.said()
            }
            Err(reason) => {
                stopped.push(format!("{file}: {reason}"));
                earlier
            }
        };
        leads.push((&script.company, said));
    }
    played.sort_by_key(|(n, _)| *n);
    (played.into_iter().map(|(_, one)| one).collect(), stopped)
}

fn listen(file: &str, script: &Script, session: &Session, check: bool) -> Played {
    let brief = session.brief(script.clock(script.answers.len()));
    let check = script.expect.as_ref().filter(|_| check).map(|expect| {
        let (agreement, differences) = compare(expect, &brief, &script.bank.topics);
        Check { agreement, differences }
    });
    Played { file: file.to_owned(), brief, check }
}

fn total(played: &[Played]) -> Agreement {
    let mut sum = Agreement::default();
    for check in played.iter().filter_map(|one| one.check.as_ref()) {
        sum += &check.agreement;
    }
    sum
}

/// One object per call; with several calls under check, a last one with the sums.
fn print_json(played: &[Played], args: &Args, sum: &Agreement, context: &mut Context<'_>) -> anyhow::Result<()> {
    let several = args.files.len() > 1;
    for one in played {
        let check = one.check.as_ref().map(|check| CheckOut {
            differences: check.differences.iter().map(ToString::to_string).collect(),
            agreement: tables::counts(&check.agreement),
        });
        let out = Out { file: several.then_some(one.file.as_str()), call: json::call(&one.brief), check };
        writeln!(context.out, "{}", json::line(&out)?)?;
    }
    if several && args.check {
        writeln!(context.out, "{}", json::line(&serde_json::json!({"agreement": tables::counts(sum)}))?)?;
    }
    Ok(())
}

fn print_texts(played: &[Played], tell: fn(&Brief) -> String, context: &mut Context<'_>) -> anyhow::Result<()> {
    for (n, one) in played.iter().enumerate() {
        if played.len() > 1 {
            writeln!(context.out, "{}{}", if n > 0 { "\n" } else { "" }, report::printable(&one.file))?;
        }
        write!(context.out, "{}", tell(&one.brief))?;
    }
    Ok(())
}

fn print_check(played: &[Played], sum: &Agreement, context: &mut Context<'_>) -> anyhow::Result<()> {
    for one in played {
        let verdict = match &one.check {
            None => "nothing is expected".to_owned(),
            Some(check) if check.differences.is_empty() => "as expected".to_owned(),
            Some(check) if check.differences.len() == 1 => "1 difference".to_owned(),
            Some(check) => format!("{} differences", check.differences.len()),
        };
        writeln!(context.out, "{}: {verdict}", report::printable(&one.file))?;
        for difference in one.check.iter().flat_map(|check| &check.differences) {
            writeln!(context.out, "  {}", report::printable(&difference.to_string()))?;
        }
    }
    writeln!(context.out, "\n{}", tables::table(sum).trim_end())?;
    Ok(())
}
