//! The home screen: the calls, and the form of a new one.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{command, leads, overlay};
use crate::store::Noted;
use crate::tui::commands::CommandId;
use crate::tui::drill::DrillWish;
use crate::tui::message::{CallListed, Effect, NewCall};
use crate::tui::model::{Home, Model, Overlay};
use crate::tui::picker::{Choice, Item, Picker};
use crate::tui::text::{clean, head};
use crate::tui::tour::Tour;

/// A row of the home screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HomeRow {
    /// A call of the store.
    Call(usize),
    /// A new call.
    New,
    /// A practice call.
    Practise,
    /// A drill.
    Drill,
    /// The demo call.
    Demo,
    /// The demo call with things to try.
    Tour,
    /// The lead book.
    Leads,
    /// Leaves the program.
    Quit,
}

/// The rows of the home screen: unfinished calls, what can be begun, past calls.
pub(crate) fn rows(home: &Home) -> Vec<HomeRow> {
    let all = || home.calls.iter().enumerate();
    let unfinished = all().filter(|(_, call)| call.closed.is_none()).map(|(at, _)| HomeRow::Call(at));
    let past = all().filter(|(_, call)| call.closed.is_some()).map(|(at, _)| HomeRow::Call(at));
    let tour = home.has_tour.then_some(HomeRow::Tour);
    unfinished
        .chain([HomeRow::New, HomeRow::Practise, HomeRow::Drill, HomeRow::Demo])
        .chain(tour)
        .chain([HomeRow::Leads])
        .chain(past)
        .chain([HomeRow::Quit])
        .collect()
}

/// Lists the calls. Who has none yet is offered the tour.
pub(super) fn list(model: &mut Model, calls: Vec<CallListed>) {
    model.home.calls = calls;
    let tour = rows(&model.home).iter().position(|row| *row == HomeRow::Tour);
    model.home.at = tour.filter(|_| model.home.calls.is_empty()).unwrap_or(0);
}

/// A key on the home screen.
pub(super) fn on_key(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    if model.home.form.is_some() {
        return on_form(model, key);
    }
    if model.home.leads.is_some() {
        return leads::on_key(model, key);
    }
    let rows = rows(&model.home);
    if let Some(to) = overlay::moved(key, model.home.at, rows.len()) {
        model.home.at = to;
        return Vec::new();
    }
    let row = match key.code {
        KeyCode::Enter => rows.get(model.home.at).copied(),
        KeyCode::Char('n') => Some(HomeRow::New),
        KeyCode::Char('x') => Some(HomeRow::Drill),
        KeyCode::Char('d') => Some(HomeRow::Demo),
        KeyCode::Char('p') if key.modifiers.is_empty() => Some(HomeRow::Practise),
        KeyCode::Char('t') if model.home.has_tour => Some(HomeRow::Tour),
        KeyCode::Char('b') => Some(HomeRow::Leads),
        KeyCode::Char('q') => Some(HomeRow::Quit),
        KeyCode::F(1) | KeyCode::Char('?') => return command::run(model, CommandId::Help),
        KeyCode::Char('/') => return command::run(model, CommandId::Find),
        KeyCode::Char('p') if key.modifiers.contains(KeyModifiers::CONTROL) => {
            return command::run(model, CommandId::Find);
        }
        KeyCode::Char('v') => return command::run(model, CommandId::Settings),
        _ => None,
    };
    match row {
        Some(HomeRow::Call(at)) => {
            model.home.sought = None;
            let call = model.home.calls.get(at);
            call.map_or_else(Vec::new, |call| vec![Effect::Open(call.id.clone())])
        }
        Some(HomeRow::New) => {
            model.home.form = Some(model.home.left_form.take().unwrap_or_default());
            Vec::new()
        }
        Some(HomeRow::Drill) => vec![Effect::Drill(DrillWish::Deal(None))],
        Some(HomeRow::Demo) => vec![Effect::Demo],
        Some(HomeRow::Practise) => vec![Effect::Practise],
        Some(HomeRow::Tour) => {
            model.tour = Some(Tour::default());
            vec![Effect::Demo]
        }
        Some(HomeRow::Leads) => leads::open(model),
        Some(HomeRow::Quit) => command::leave(model),
        None => Vec::new(),
    }
}

/// Lays all calls over the home screen, to be found by their names or by what was noted in them.
pub(super) fn find(model: &mut Model, noted: Vec<Noted>) -> Vec<Effect> {
    if model.call.is_some() || model.home.form.is_some() {
        return Vec::new();
    }
    let calls = &model.home.calls;
    let day = |call: &CallListed| call.started_at.strftime("%-d %b %Y").to_string();
    let by_name = calls.iter().map(|call| Item {
        choice: Choice::Call(call.id.clone(), None),
        label: clean(&call.names()).into_owned(),
        detail: format!("{}, {}", call.bank, day(call)),
    });
    let by_words = noted.into_iter().filter_map(|noted| {
        let id = noted.call.to_string();
        let call = calls.iter().find(|call| call.id == id)?;
        Some(Item {
            choice: Choice::Call(id, Some(noted.remark)),
            label: clean(head(&noted.text, command::REMARK_HEAD_BYTES)).into_owned(),
            detail: format!("{}, {}", clean(&call.names()), day(call)),
        })
    });
    model.overlay = Some(Overlay::Find(Picker::over(by_name.chain(by_words).collect())));
    Vec::new()
}

/// A paste into the focused field of the form.
pub(super) fn on_paste(model: &mut Model, text: &str) -> Vec<Effect> {
    if model.home.form.is_none() && model.home.leads.is_some() {
        return leads::on_paste(model, text);
    }
    if let Some(form) = &mut model.home.form
        && let Some(field) = form.fields.get_mut(form.at)
    {
        field.paste(&text.replace(['\n', '\r'], " "));
    }
    Vec::new()
}

fn on_form(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    let banks = model.home.banks.len();
    let Some(form) = &mut model.home.form else { return Vec::new() };
    let bank_row = form.fields.len();
    match key.code {
        // What was filled in from a lead is still there.
        KeyCode::Esc if form.lead.is_some() => model.home.form = None,
        KeyCode::Esc => model.home.left_form = model.home.form.take(),
        KeyCode::Up | KeyCode::BackTab => form.at = form.at.saturating_sub(1),
        KeyCode::Down | KeyCode::Tab => form.at = (form.at + 1).min(bank_row),
        KeyCode::Enter if form.at < bank_row => form.at += 1,
        KeyCode::Enter => {
            let [company, contact, role] = form.fields.each_ref().map(|field| field.text().trim().to_owned());
            let bank = model.home.banks.get(form.bank).map(|bank| bank.id.clone()).unwrap_or_default();
            return vec![Effect::Begin(NewCall { bank, company, contact, role, lead: form.lead })];
        }
        KeyCode::Left | KeyCode::Char('h') if form.at == bank_row => form.bank = form.bank.saturating_sub(1),
        KeyCode::Right | KeyCode::Char('l' | ' ') if form.at == bank_row => {
            form.bank = (form.bank + 1).min(banks.saturating_sub(1));
        }
        _ => {
            if let Some(field) = form.fields.get_mut(form.at) {
                field.key(key);
            }
        }
    }
    Vec::new()
}
