//! `bantam analyze`: texts in, facts and flags out, a JSON line each (contract.md, "bantam analyze").
#![expect(clippy::disallowed_methods, reason = "the edge reads files and the clock")]

use std::fs::File;
use std::io::{BufRead, BufReader, Read as _};
use std::path::PathBuf;

use anyhow::Context as _;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::context::{Context, Outcome};
use crate::bank::problem::closest;
use crate::report::json;
use crate::session::script::clock;
use crate::session::{Analyzer, Passage};

/// The language of a line that names none.
const LANGUAGE: &str = "en";

/// What a line has to be.
const EXPECTED: &str = r#"expected an object such as {"id": "1", "text": "about 40k a month"}"#;

/// Find the facts and signals in texts: a JSON object per line in, one per line out
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// JSON Lines, each {"text": …} and, if known, "id", "topic", "at", "lang", "before"; without FILE, standard input
    file: Option<PathBuf>,
}

/// A line of the input. Keys that are not named here are somebody else's and left alone.
#[derive(Debug, Deserialize)]
struct Line {
    #[serde(default)]
    id: serde_json::Value,
    text: String,
    topic: Option<String>,
    at: Option<String>,
    lang: Option<String>,
    before: Option<Vec<String>>,
}

/// A line of the output.
#[derive(Debug, Serialize)]
struct Found<'a> {
    id: &'a serde_json::Value,
    facts: Vec<json::Fact<'a>>,
    flags: Vec<json::Flag<'a>>,
}

/// A line may have so many bytes; what is longer is no answer that anybody gave.
const LONGEST_LINE: u64 = 1 << 20;

/// The lines of the input, however long they are: no more of one is held than may be read.
struct Lines<'a> {
    input: Box<dyn BufRead>,
    name: &'a str,
}

impl Lines<'_> {
    /// The next line, or why it is not read; `None` at the end.
    fn next(&mut self) -> anyhow::Result<Option<Result<Vec<u8>, String>>> {
        let mut line = Vec::new();
        let failed = || format!("{} cannot be read any further", self.name);
        let bytes = self.input.by_ref().take(LONGEST_LINE + 1).read_until(b'\n', &mut line).with_context(failed)?;
        if bytes == 0 {
            return Ok(None);
        }
        if line.last() == Some(&b'\n') {
            line.pop();
        } else if bytes as u64 > LONGEST_LINE {
            while self.input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line).with_context(failed)? > 0 {
                if line.last() == Some(&b'\n') {
                    break;
                }
                line.clear();
            }
            return Ok(Some(Err(format!("the line is longer than {} MB", LONGEST_LINE >> 20))));
        }
        Ok(Some(Ok(line)))
    }
}

/// Answers every line as soon as it is read; bad ones are reported and left out.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let (name, input): (String, Box<dyn BufRead>) = match &args.file {
        None => ("standard input".into(), Box::new(std::io::stdin().lock())),
        Some(path) => {
            let name = path.display().to_string();
            let file = File::open(path).with_context(|| format!("{name} cannot be read"))?;
            (name, Box::new(BufReader::new(file)))
        }
    };
    let topics = match context.library().topics(LANGUAGE) {
        Ok(topics) => topics,
        Err(problems) => {
            context.show_problems(&problems)?;
            return Ok(Outcome::BadInput);
        }
    };
    let mut analyzer = Analyzer::new(topics, context.config()?.dates);
    let now = jiff::Zoned::now().datetime();
    let mut outcome = Outcome::Fine;
    let mut lines = Lines { input, name: &name };
    for n in 1_u64.. {
        let Some(line) = lines.next()? else { break };
        let answered = line.and_then(|line| answer(&line, now, &mut analyzer));
        match answered {
            Ok(None) => {}
            Ok(Some(answer)) => writeln!(context.out, "{answer}")?,
            Err(reason) => {
                context.complain(&format!("{name}:{n}: {reason}"))?;
                outcome = Outcome::BadInput;
            }
        }
    }
    Ok(outcome)
}

/// The output for one line of input; nothing for a blank one. The error says what is wrong with it, for people.
fn answer(line: &[u8], now: DateTime, analyzer: &mut Analyzer) -> Result<Option<String>, String> {
    let text = std::str::from_utf8(line).map_err(|error| format!("this is not UTF-8 ({error})"))?;
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Ok(None);
    }
    // A list would be taken for an object whose keys are left out.
    if text.starts_with('[') {
        return Err(format!("this is a list; {EXPECTED}"));
    }
    let line: Line = serde_json::from_str(text).map_err(|error| in_words(&error))?;
    let topic = match &line.topic {
        None => None,
        Some(id) => Some(analyzer.topic(id).cloned().ok_or_else(|| unknown_topic(id, analyzer))?),
    };
    let at = match &line.at {
        None => now,
        Some(at) => {
            clock(at).ok_or_else(|| format!("`at` is `{at}`; expected a date and time such as 2026-03-02T10:00:00"))?
        }
    };
    let passage = Passage {
        text: &line.text,
        topic: topic.as_ref(),
        at,
        language: line.lang.as_deref().unwrap_or(LANGUAGE),
        before: line.before.as_deref().unwrap_or_default(),
    };
    let (facts, flags) = analyzer.analyze(&passage);
    let found = Found {
        id: &line.id,
        facts: facts.iter().map(json::fact).collect(),
        flags: flags.iter().map(json::flag).collect(),
    };
    json::line(&found).map(Some).map_err(|error| error.to_string())
}

/// Every line is parsed by itself, so the parser's own "line 1" would mislead.
fn in_words(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let what = message.strip_suffix(&place).unwrap_or(&message);
    format!("{what} (column {}); {EXPECTED}", error.column())
}

fn unknown_topic(id: &str, analyzer: &Analyzer) -> String {
    let likely = closest(id, analyzer.topic_ids()).map(|id| format!("; did you mean `{id}`?")).unwrap_or_default();
    format!("there is no topic `{id}`{likely}")
}
