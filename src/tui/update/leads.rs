//! The list of leads: search, filters, order; a lead opened, and a call begun from it.

use crossterm::event::{KeyCode, KeyEvent};

use super::overlay;
use crate::tui::editor::Editor;
use crate::tui::leads::{LeadSheet, LeadsListed};
use crate::tui::message::Effect;
use crate::tui::model::{Form, LEADS_ABOVE, LEADS_PAGE, LeadsScreen, Model, OpenLead};

/// Opens the list.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    let mut screen = LeadsScreen::default();
    screen.query.most = LEADS_PAGE;
    model.home.leads = Some(screen);
    ask(model)
}

/// Asks for the list again: something has changed, or time has passed.
pub(super) fn ask(model: &mut Model) -> Vec<Effect> {
    let Some(screen) = &mut model.home.leads else { return Vec::new() };
    screen.query.words = screen.search.text().to_owned();
    let open = screen.open.as_ref().map(|open| Effect::Lead(open.sheet.id));
    std::iter::once(Effect::Leads(screen.query.clone())).chain(open).collect()
}

/// Shows what was found.
pub(super) fn listed(model: &mut Model, listed: LeadsListed) -> Vec<Effect> {
    if let Some(screen) = &mut model.home.leads {
        let last = listed.found.saturating_sub(1);
        screen.listed = listed;
        if screen.at > last {
            // The list has become shorter.
            screen.at = last;
            return at_hand(model);
        }
    }
    Vec::new()
}

/// Shows a lead.
pub(super) fn show(model: &mut Model, sheet: LeadSheet) -> Vec<Effect> {
    if let Some(screen) = &mut model.home.leads {
        let at = screen.open.as_ref().filter(|open| open.sheet.id == sheet.id).map_or(0, |open| open.at);
        screen.open = Some(OpenLead { sheet, at });
    }
    Vec::new()
}

/// A key on the list, or on a lead.
pub(super) fn on_key(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    let Some(screen) = &mut model.home.leads else { return Vec::new() };
    if screen.open.is_some() {
        return on_lead(model, key);
    }
    if screen.is_searching {
        return on_search(model, key);
    }
    if let Some(to) = overlay::moved(key, screen.at, screen.listed.found) {
        screen.at = to;
        return at_hand(model);
    }
    match key.code {
        KeyCode::Esc | KeyCode::Char('q') => model.home.leads = None,
        KeyCode::Enter => {
            return screen.chosen().map(|row| Effect::Lead(row.id)).into_iter().collect();
        }
        KeyCode::Char('/') => screen.is_searching = true,
        KeyCode::Char('s') => {
            let ids: Vec<&str> = screen.listed.stages.iter().map(|(id, _)| id.as_str()).collect();
            screen.query.stage = next_of(&ids, screen.query.stage.as_deref());
            return from_the_top(model);
        }
        KeyCode::Char('t') => {
            let ids: Vec<&str> = screen.listed.kinds.iter().map(|(id, _)| id.as_str()).collect();
            screen.query.kind = next_of(&ids, screen.query.kind.as_deref());
            return from_the_top(model);
        }
        KeyCode::Char('o') => {
            let ids: Vec<&str> = screen.listed.sorts.iter().map(String::as_str).collect();
            let sort = screen.query.sort.trim_start_matches('-');
            let at = ids.iter().position(|id| *id == sort).map_or(1, |at| at + 1);
            screen.query.sort = ids.get(at).or(ids.first()).map(|id| (*id).to_owned()).unwrap_or_default();
            return from_the_top(model);
        }
        KeyCode::Char('O') => {
            let first = screen.listed.sorts.first().cloned().unwrap_or_default();
            let sort = Some(&screen.query.sort).filter(|sort| !sort.is_empty()).unwrap_or(&first);
            screen.query.sort = sort.strip_prefix('-').map_or_else(|| format!("-{sort}"), str::to_owned);
            return from_the_top(model);
        }
        KeyCode::Char('a') => {
            (screen.query.stage, screen.query.kind, screen.search) = (None, None, Editor::default());
            return from_the_top(model);
        }
        _ => {}
    }
    Vec::new()
}

/// A paste into the search.
pub(super) fn on_paste(model: &mut Model, text: &str) -> Vec<Effect> {
    let Some(screen) = model.home.leads.as_mut().filter(|screen| screen.is_searching) else { return Vec::new() };
    screen.search.paste(&text.replace(['\n', '\r'], " "));
    from_the_top(model)
}

fn on_search(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    let Some(screen) = &mut model.home.leads else { return Vec::new() };
    match key.code {
        KeyCode::Enter | KeyCode::Esc | KeyCode::Down => {
            screen.is_searching = false;
            Vec::new()
        }
        _ => {
            let before = screen.search.text().to_owned();
            screen.search.key(key);
            if screen.search.text() == before { Vec::new() } else { from_the_top(model) }
        }
    }
}

fn from_the_top(model: &mut Model) -> Vec<Effect> {
    if let Some(screen) = &mut model.home.leads {
        screen.at = 0;
        screen.query.skip = 0;
    }
    ask(model)
}

/// Asks for the rows around the chosen one, if they are not at hand.
fn at_hand(model: &mut Model) -> Vec<Effect> {
    match &mut model.home.leads {
        Some(screen) if !screen.is_at_hand() => {
            screen.query.skip = screen.at.saturating_sub(LEADS_ABOVE);
            ask(model)
        }
        _ => Vec::new(),
    }
}

/// The next of some choices; after the last, none.
fn next_of(ids: &[&str], current: Option<&str>) -> Option<String> {
    let at = current.map_or(Some(0), |current| ids.iter().position(|id| *id == current).map(|at| at + 1));
    at.and_then(|at| ids.get(at)).map(|id| (*id).to_owned())
}

fn on_lead(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    let banks = model.home.banks.len();
    let Some(screen) = &mut model.home.leads else { return Vec::new() };
    let Some(open) = &mut screen.open else { return Vec::new() };
    if let Some(to) = overlay::moved(key, open.at, open.rows()) {
        open.at = to;
        return Vec::new();
    }
    match key.code {
        KeyCode::Esc | KeyCode::Char('q') => screen.open = None,
        KeyCode::Enter if open.at > 0 => {
            let call = open.sheet.calls.get(open.at - 1);
            return call.map(|(id, _)| Effect::Open(id.clone())).into_iter().collect();
        }
        KeyCode::Enter | KeyCode::Char('c') => {
            let fields = open.sheet.call.each_ref().map(|text| Editor::with(text));
            // Who is called is known; what is left to choose is the bank.
            let at = if banks > 0 { fields.len() } else { 0 };
            model.home.form = Some(Form { fields, bank: 0, at, lead: Some(open.sheet.id) });
        }
        _ => {}
    }
    Vec::new()
}
