//! `bantam calls report`: a call as a document, printed, written to a file, or put on the clipboard.
#![expect(clippy::disallowed_methods, reason = "a calendar entry says when it was written")]

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::calls::redaction;
use super::context::{Context, Format, Outcome};
use super::stationery;
use crate::report::{Crm, Form, HandOver, NotWritten, Stamp};
use crate::session::Session;
use crate::store::{CallId, write_private};

/// Hand a call over: as Markdown, a web page, a CRM note or import file, a calendar entry
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The call's id, or how it begins
    pub(super) id: String,
    /// The form; without it, what the name of --to asks for, or else markdown
    #[arg(long = "as", value_name = "FORM", value_enum)]
    form: Option<FormName>,
    /// Whose import file (--as csv); `hubspot` where it is not said
    #[arg(long, value_name = "CRM", value_enum)]
    crm: Option<CrmName>,
    /// Write it to this file, readable by you alone; in a folder it gets a name of its own
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    /// Without names: people, companies, mail addresses, telephone numbers and links give way to placeholders
    #[arg(long)]
    redact: bool,
    /// Put it on the clipboard, through the terminal (OSC 52)
    #[arg(long)]
    clipboard: bool,
}

/// A form, as it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormName {
    /// For people and wikis
    Markdown,
    /// A page of its own, for a browser and for paper
    Html,
    /// A note of a screen at most, for the text field of a CRM
    Text,
    /// For programs
    Json,
    /// A file that a CRM imports (--crm)
    Csv,
    /// The follow-up and the day to come back, for a calendar
    Ics,
}

/// A CRM, as it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CrmName {
    /// Contacts with their company and a note
    Hubspot,
    /// Leads
    Salesforce,
}

impl Args {
    /// The form that is meant, or why it is not clear.
    fn form(&self) -> Result<Form, String> {
        let crm = match self.crm {
            Some(CrmName::Salesforce) => Crm::Salesforce,
            Some(CrmName::Hubspot) | None => Crm::HubSpot,
        };
        let named = self.form.map(|name| match name {
            FormName::Markdown => Form::Markdown,
            FormName::Html => Form::Html,
            FormName::Text => Form::Text,
            FormName::Json => Form::Json,
            FormName::Csv => Form::Csv(crm),
            FormName::Ics => Form::Ics,
        });
        let form = match (named, self.crm, self.extension()) {
            (Some(form), ..) => form,
            (None, Some(_), _) => Form::Csv(crm),
            (None, None, Some(extension)) => Form::of_extension(&extension)
                .ok_or_else(|| format!("no form is called .{extension}; say which one with --as"))?,
            (None, None, None) => Form::Markdown,
        };
        if self.crm.is_some() && !matches!(form, Form::Csv(_)) {
            return Err(format!("--crm is for --as csv, not for {}", form.id()));
        }
        Ok(form)
    }

    fn extension(&self) -> Option<String> {
        let path = self.to.as_ref().filter(|path| !path.is_dir())?;
        Some(path.extension()?.to_string_lossy().into_owned())
    }
}

/// Hands a call over.
pub(super) fn run(args: &Args, session: &Session, call: CallId, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let form = match args.form() {
        Ok(form) => form,
        Err(unclear) => {
            context.complain(&unclear)?;
            return Ok(Outcome::BadInput);
        }
    };
    let mut hand_over = HandOver::looked_back_at(session, call.to_string());
    if args.redact {
        hand_over = redaction(session, context)?.hand_over(&hand_over);
    }
    let (stationery, problems) = stationery::load(&context.paths.documents_dir);
    let (text, stood_in) = match stationery.write_anyway(form, &hand_over, stamp()) {
        Ok(written) => written,
        Err(error @ NotWritten::NoDay) => {
            context.complain(&error.to_string())?;
            return Ok(Outcome::Problems);
        }
        Err(error) => return Err(error.into()),
    };
    let outcome = match stood_in.or(problems) {
        Some(problems) => {
            context.show_problems(&problems)?;
            context.complain("what ships with the program stands in for what cannot be used")?;
            Outcome::Problems
        }
        None => Outcome::Fine,
    };
    let delivered = match (&args.to, args.clipboard) {
        (None, false) => print(&text, form, &hand_over, context)?,
        (to, clipboard) => {
            let written = to.as_ref().map_or(Ok(Outcome::Fine), |to| write(&text, form, &hand_over, to, context))?;
            let copied = if clipboard { copy(&text, context)? } else { Outcome::Fine };
            written.max(copied)
        }
    };
    Ok(outcome.max(delivered))
}

/// The moment, for calendars.
fn stamp() -> Stamp {
    let now = jiff::Zoned::now();
    Stamp { at: now.datetime(), offset: now.offset() }
}

fn print(text: &str, form: Form, hand_over: &HandOver, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    if context.format == Format::Json && form != Form::Json {
        context.print(&serde_json::json!({"id": hand_over.call, form.id(): text}), text)?;
    } else {
        // To the byte: line ends have a meaning in import files and calendars.
        write!(context.out, "{text}")?;
    }
    Ok(Outcome::Fine)
}

fn write(
    text: &str,
    form: Form,
    hand_over: &HandOver,
    to: &Path,
    context: &mut Context<'_>,
) -> anyhow::Result<Outcome> {
    let path = if to.is_dir() { to.join(hand_over.file_name(form)) } else { to.to_owned() };
    write_private(&path, text)?;
    let shown = path.display().to_string();
    let written = serde_json::json!({"id": hand_over.call, "form": form.id(), "file": shown});
    context.print(&written, &format!("Written: {}", crate::report::printable(&shown)))?;
    Ok(Outcome::Fine)
}

fn copy(text: &str, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    if context.copy(text)? {
        context.tell("Sent to the clipboard (by OSC 52; some terminals ignore it).")?;
        return Ok(Outcome::Fine);
    }
    context.complain("--clipboard needs a terminal: neither standard output nor standard error is one")?;
    Ok(Outcome::BadInput)
}
