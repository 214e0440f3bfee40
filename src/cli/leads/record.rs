//! What the lead book knows of whom a call is held with.

use std::path::Path;

use super::Open;
use super::team::FOLDER;
use crate::bank::source;
use crate::call::{Event, Timeline};
use crate::cli::context::Context;
use crate::leads::content::{self, Content as _};
use crate::leads::{Columns, LeadId, company_key, key};
use crate::session::Setup;
use crate::store::LeadBook;

/// The setup of a call with what is on record of its company. A book that cannot be read knows nothing: no call is
/// refused for that.
pub(in crate::cli) fn with_record(setup: Setup, data_dir: &Path, journal: &[Event]) -> Setup {
    let state = Timeline::replay(journal.to_vec());
    let state = state.state();
    if state.company.trim().is_empty() || data_dir.as_os_str().is_empty() {
        return setup;
    }
    let contact = state.people.first().map_or("", |contact| contact.name.as_str());
    let known = || {
        let book = LeadBook::open(data_dir).ok().filter(|book| book.has_leads().unwrap_or(false))?;
        let columns = columns(data_dir)?;
        let company = company_key(&state.company, columns.legal_forms());
        let id = book.of_company(&company, &key(contact)).ok()??;
        Some(book.lead(id).ok()??.known())
    };
    Setup { known: known().unwrap_or_default(), ..setup }
}

fn columns(data_dir: &Path) -> Option<Columns> {
    let path = data_dir.join(FOLDER).join(Columns::FILE);
    if path.exists() { content::parse(&source::read(&path).ok()?).ok() } else { Some(content::shipped()) }
}

/// The company, the contact and the role of a lead; `None` after it was said that there is no such lead.
pub(in crate::cli) fn who(id: i64, context: &mut Context<'_>) -> anyhow::Result<Option<[String; 3]>> {
    let book = LeadBook::open(&context.paths.data_dir)?;
    let Some(lead) = book.lead(LeadId(id))? else {
        context.complain(&format!("there is no lead {id}: `bantam leads list` shows the numbers"))?;
        return Ok(None);
    };
    Ok(Some([lead.company.name, lead.person.name, lead.person.role]))
}

/// Takes what calls told into the records of their leads, once a call is left; what cannot be taken in now is taken in when
/// the book is opened next.
pub(in crate::cli) fn take_in_calls(context: &mut Context<'_>) {
    let has_leads = LeadBook::open(&context.paths.data_dir).is_ok_and(|book| book.has_leads().unwrap_or(false));
    if has_leads {
        let _ = Open::new(context);
    }
}
