//! `bantam screens`: plays screen scripts (keys in, screens out) and compares, or draws pictures of the screens.
//!
//! A script says what to open, which keys to press, and which screens to look at; what stands behind `|` is what was
//! seen when the script was last blessed. For those who work on bantam or report a fault of a screen; hidden in the help.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use jiff::civil::{DateTime, date};

use super::config;
use super::context::{Context, Outcome};
use super::kept::Kept;
use super::leads;
use super::practice;
use super::shelf::UserShelf;
use super::versions::Versions;
use crate::bank::problem::Source;
use crate::bank::source;
use crate::practice::drill::{NoKind, Plan};
use crate::session::script::Script;
use crate::store::{Throwaway, write_private};
use crate::tui::{Launch, Look, NewCall, Opening, Stage, keys};

/// Play screen scripts and compare what is seen
#[derive(Debug, clap::Args)]
#[command(hide = true)]
pub(super) struct Args {
    /// The scripts
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Write what is seen into the scripts
    #[arg(long)]
    bless: bool,
    /// Where the pictures that scripts ask for are written
    #[arg(long, value_name = "DIR")]
    pictures: Option<PathBuf>,
}

pub(super) fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::Fine;
    for path in &args.files {
        let written = match source::read(path) {
            Ok(source) => source.text.to_string(),
            Err(problems) => {
                context.show_problems(&problems)?;
                outcome = outcome.max(Outcome::BadInput);
                continue;
            }
        };
        match play(&written, path) {
            Err(why) => {
                context.complain(&format!("{}: {why}", path.display()))?;
                outcome = outcome.max(Outcome::BadInput);
            }
            Ok(played) => {
                if let Some(dir) = &args.pictures {
                    for (name, picture) in &played.pictures {
                        write_private(&dir.join(name), picture)?;
                    }
                }
                if played.text == written {
                    continue;
                }
                if args.bless {
                    write_private(path, &played.text)?;
                } else {
                    write!(context.out, "{}", differences(path, &written, &played.text))?;
                    outcome = outcome.max(Outcome::Problems);
                }
            }
        }
    }
    Ok(outcome)
}

/// What came of a script.
struct Played {
    /// The script with what was seen.
    text: String,
    /// Pictures by the names of their files.
    pictures: Vec<(String, String)>,
}

/// What the program is started with.
struct Start {
    size: (u16, u16),
    at: DateTime,
    look: Look,
    config: String,
}

/// Plays a script: every line does something, and what is looked at is written below the line that asked for it.
fn play(script: &str, path: &Path) -> Result<Played, String> {
    let home = Throwaway::new().map_err(|error| error.to_string())?;
    let at = date(2026, 3, 2).at(10, 0, 0, 0);
    let mut start = Start { size: (80, 24), at, look: Look::default(), config: String::new() };
    let mut stage: Option<Stage> = None;
    let mut played = Played { text: String::new(), pictures: Vec::new() };
    let mut seen_events = 0;
    let mut in_config = false;
    for (number, line) in script.lines().enumerate() {
        let said = |why: String| format!("line {}: {why}", number + 1);
        if let Some(rest) = line.strip_prefix('|') {
            // What was seen last time makes room for what is seen now; a config is no sight.
            if in_config {
                let _ = writeln!(start.config, "{}", rest.strip_prefix(' ').unwrap_or(rest));
                let _ = writeln!(played.text, "{line}");
            }
            continue;
        }
        let _ = writeln!(played.text, "{line}");
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        in_config = word == "config";
        match (&mut stage, word) {
            (_, "" | "#" | "config") => {}
            (None, "open") => stage = Some(open(rest, path, &start, home.path()).map_err(said)?),
            (None, "lead") => leads::add_to(home.path(), rest, start.at).map_err(said)?,
            (None, _) => start.set(word, rest).map_err(said)?,
            (Some(stage), "events") => {
                for event in &stage.events()[seen_events..] {
                    let _ = writeln!(played.text, "| {}", told(event));
                }
                seen_events = stage.events().len();
            }
            (Some(stage), "picture") => {
                let (name, shade) = rest.split_once(' ').unwrap_or((rest, "dark"));
                played.pictures.push((name.to_owned(), stage.svg(&first_words(script), shade != "light")));
            }
            (Some(stage), "screen" | "styles" | "copied") => look_at(stage, word, &mut played.text),
            (Some(stage), _) => act(stage, word, rest).map_err(said)?,
        }
    }
    Ok(played)
}

impl Start {
    fn set(&mut self, word: &str, rest: &str) -> Result<(), String> {
        match word {
            "size" => self.size = size(rest)?,
            "at" => self.at = rest.parse().map_err(|_| format!("no date and time: {rest}"))?,
            "look" => {
                self.look = Look { colour: !rest.contains("mono"), unicode: !rest.contains("ascii"), ..self.look };
            }
            _ => {
                return Err(format!("`{word}` before anything is open; expected size, at, look, config, lead or open"));
            }
        }
        Ok(())
    }
}

fn size(text: &str) -> Result<(u16, u16), String> {
    let (columns, rows) = text.split_once('x').ok_or_else(|| format!("no size: {text}; expected 80x24"))?;
    columns.parse().ok().zip(rows.parse().ok()).ok_or_else(|| format!("no size: {text}; expected 80x24"))
}

/// Opens the program on `demo`, `home`, `drill KIND…`, a `script FILE`, a `practice PERSONA SEED`, or a new call:
/// `BANK Company / Contact / Role`.
fn open(what: &str, path: &Path, start: &Start, home: &Path) -> Result<Stage, String> {
    let loaded = config::parse(&Source::new("config", &start.config));
    if let Some(problems) = loaded.problems.filter(|_| !start.config.trim().is_empty()) {
        return Err(problems.to_string());
    }
    let versions = Versions::new(Vec::new(), loaded.config.clone(), Kept::new(home.join("kept_banks")));
    let library = &versions.library().clone();
    let mut shelf =
        UserShelf::new(versions, loaded.config.clone(), home.to_owned()).keeps_settings_in(home.join("config.yaml"));
    let (word, rest) = what.split_once(' ').unwrap_or((what, ""));
    let opening = match word {
        "demo" => Opening::Demo,
        "home" => Opening::Home,
        "drill" => Opening::Drill(drill_plan(rest, start)?),
        "script" => {
            let file = path.parent().unwrap_or(Path::new(".")).join(rest);
            let source = source::read(&file).map_err(|problems| problems.to_string())?;
            let find = |id: &str| loaded.config.find(library, id);
            let script = Script::parse(&source, find).map_err(|problems| problems.to_string())?;
            Opening::Played(shelf.play(&script)?)
        }
        "practice" => {
            let (persona, seed) = rest.split_once(' ').unwrap_or((rest, "1"));
            let seed = seed.parse().map_err(|_| format!("no seed: {seed}"))?;
            Opening::Practice(practice::play::call(library, persona, None, seed)?)
        }
        bank => {
            let mut parts = rest.split('/').map(|part| part.trim().to_owned());
            let mut part = || parts.next().unwrap_or_default();
            Opening::New(NewCall { bank: bank.to_owned(), company: part(), contact: part(), role: part(), lead: None })
        }
    };
    let launch = Launch {
        look: Look { theme: loaded.config.screen.theme, ..start.look },
        keymap: loaded.config.keys.clone(),
        settings: loaded.config.settings(Path::new("config.yaml"), true),
        data_dir: home.to_owned(),
        reports_dir: home.join("reports"),
        shelf: Box::new(shelf),
        opening,
    };
    Stage::new(launch, start.size, start.at).map_err(|error| error.to_string())
}

/// A minute of exercises with a seed of its own: of all kinds, or of those named.
fn drill_plan(kinds: &str, start: &Start) -> Result<Plan, String> {
    let kinds = kinds.split_whitespace().map(|kind| kind.parse().map_err(|error: NoKind| error.to_string()));
    Ok(Plan { kinds: kinds.collect::<Result<_, _>>()?, ..Plan::minute("you", start.at.date()) })
}

/// One step of the rep's.
fn act(stage: &mut Stage, word: &str, rest: &str) -> Result<(), String> {
    match word {
        "type" => rest.chars().for_each(|c| stage.letter(c)),
        "keys" => keys(rest).map_err(|error| error.to_string())?.into_iter().for_each(|key| stage.key(key)),
        "paste" => {
            let (times, text) =
                rest.split_once(" times ").map_or((1, rest), |(n, text)| (n.parse().unwrap_or(1), text));
            let text: String = serde_json::from_str(text).map_err(|error| format!("no JSON string: {error}"))?;
            stage.paste(&text.repeat(times));
        }
        "click" => {
            let place = rest.split_once(' ').and_then(|(x, y)| x.parse().ok().zip(y.parse().ok()));
            let (column, row) = place.ok_or_else(|| format!("no column and row: {rest}"))?;
            stage.click(column, row);
        }
        "editor" => {
            let text: String = serde_json::from_str(rest).map_err(|error| format!("no JSON string: {error}"))?;
            stage.will_edit(&text);
        }
        "scroll" => stage.scroll(rest == "down"),
        "resize" => {
            let (columns, rows) = size(rest)?;
            stage.resize(columns, rows);
        }
        "wait" => stage.wait(rest.parse().map_err(|_| format!("no seconds: {rest}"))?),
        _ => {
            let known =
                "type, keys, paste, editor, click, scroll, resize, wait, screen, styles, events, copied, picture";
            return Err(format!("`{word}` is no step; expected one of {known}"));
        }
    }
    Ok(())
}

fn look_at(stage: &mut Stage, word: &str, text: &mut String) {
    let seen = match word {
        "styles" => stage.styles(),
        "copied" => stage.copied().unwrap_or_default().to_owned(),
        _ if !stage.is_open() => "(left)\n".to_owned(),
        _ => {
            debug_assert!(stage.is_drawn_over(), "a pane that shows something else was taken to stand still");
            let (rows, caret) = stage.text();
            let caret = caret.map_or_else(|| "(no cursor)".to_owned(), |(x, y)| format!("(cursor at {x}, {y})"));
            format!("{rows}{caret}\n")
        }
    };
    for line in seen.lines() {
        let _ = writeln!(text, "{}", format!("| {line}").trim_end());
    }
}

/// An event as a line of the journal; the bank's fingerprint changes with every edit of the bank, and tells nothing here.
fn told(event: &crate::call::Event) -> String {
    let mut what = serde_json::to_value(&event.what).unwrap_or_default();
    if let Some(fields) = what.as_object_mut() {
        fields.remove("hash");
    }
    what.to_string()
}

/// What the script says of itself in its first line.
fn first_words(script: &str) -> String {
    script.lines().next().unwrap_or_default().trim_start_matches(['#', ' ']).to_owned()
}

/// The lines that differ, the old ones behind `-`, the new ones behind `+`. Screens keep their size, so that lines stand
/// against each other.
fn differences(path: &Path, before: &str, after: &str) -> String {
    let mut text = format!("{}: not as it was blessed\n", path.display());
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    for at in 0..before.len().max(after.len()) {
        let (old, new) = (before.get(at), after.get(at));
        if old != new {
            for (sign, line) in [('-', old), ('+', new)] {
                if let Some(line) = line {
                    let _ = writeln!(text, "{:>4} {sign}{line}", at + 1);
                }
            }
        }
    }
    text
}
