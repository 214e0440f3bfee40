//! What waits for an answer: a list to choose from, a field to fill in, each in words.

use crate::bank::FlagKind;
use crate::call::RemarkId;
use crate::report;
use crate::session::RemarkView;
use crate::tui::commands::row;
use crate::tui::message::{CallListed, Lens};
use crate::tui::model::{CallScreen, Form, Home, Model, Overlay};
use crate::tui::picker::{Choice, Item, Picker};
use crate::tui::settings::Setting;
use crate::tui::update::{FactRow, HomeRow, Stands, WrapRow, fact_rows, home_rows, wrap_rows};

use super::drill;
use super::words::{person, quote, remark};

/// So many of a list are read out; words narrow it.
pub(super) const SHOWN: usize = 9;
/// So many places are offered for a remark that is not sure where it belongs.
pub(super) const OFFERED: usize = 3;

/// What is asked now; nothing where a note is what is waited for.
pub(super) fn ask(model: &Model) -> Vec<String> {
    match (&model.overlay, &model.call) {
        (None, None) => model.drill.as_ref().map_or_else(|| home(&model.home), drill::ask),
        (Some(Overlay::Settings(_)), _) => settings(model),
        (Some(Overlay::Find(picker)), None) => pick("Find a call", picker),
        (Some(overlay), Some(call)) => over(overlay, call),
        _ => Vec::new(),
    }
}

fn over(overlay: &Overlay, call: &CallScreen) -> Vec<String> {
    match overlay {
        Overlay::Find(picker) => pick("Find", picker),
        Overlay::File { remark: Some(id), picker, .. } => {
            let name = call.remark(*id).map_or_else(String::new, |view| quote(&view.text));
            pick(&format!("File remark {} {name} under", id.0), picker)
        }
        Overlay::File { picker, .. } => pick("File the note under", picker),
        Overlay::Switch { picker, lenses } => frameworks(picker, lenses),
        Overlay::Flags { remark, .. } => call.remark(*remark).map(flags).unwrap_or_default(),
        Overlay::Facts { remark, at, meant } => facts(call, *remark, *at, meant.is_some()),
        Overlay::Edit { remark, .. } => {
            let old = call.remark(*remark).map_or("", |view| view.text.as_str());
            vec![
                format!("Remark {} reads: {old}", remark.0),
                "Type its new words, or Enter to leave it as it is.".to_owned(),
            ]
        }
        Overlay::Speaker { remark, .. } => speaker(call, *remark),
        Overlay::WrapUp => wrap_up(call),
        _ => Vec::new(),
    }
}

/// A list behind its numbers, and what may be typed.
fn numbered(items: impl IntoIterator<Item = String>, may: &str) -> Vec<String> {
    let items = items.into_iter().enumerate().map(|(at, item)| format!("  {} {item}", at + 1));
    items.chain([may.to_owned()]).collect()
}

fn pick(title: &str, picker: &Picker) -> Vec<String> {
    let shown = picker.shown.iter().filter_map(|&at| picker.items.get(at)).take(SHOWN).map(item);
    let more = picker.shown.len().saturating_sub(SHOWN);
    let may = match (picker.shown.len(), more) {
        (0, _) => "Nothing has these letters. Type others, or Enter to leave it.".to_owned(),
        (_, 0) => "Type a number, other words, or Enter to leave it.".to_owned(),
        _ => format!("and {more} more. Type a number, words to find others, or Enter to leave it."),
    };
    std::iter::once(format!("{title}:")).chain(numbered(shown, &may)).collect()
}

fn item(item: &Item) -> String {
    match &item.choice {
        Choice::Question(_) => format!("{}, a question of {}", item.label, item.detail),
        Choice::Remark(id) => format!("remark {}: {}", id.0, item.label),
        Choice::Command(id) => format!("/{}: {}", row(*id).map_or("", |row| row.word), item.label),
        Choice::Call(..) => format!("{} ({})", item.label, item.detail),
        Choice::Person(_) => format!("{}, {}", item.label, item.detail),
        Choice::Card(_) => format!("card: {}", item.label),
        Choice::Unfiled => format!("{}: {}", item.label, item.detail),
        Choice::Topic(_) | Choice::Bank(_) => item.label.clone(),
    }
}

fn frameworks(picker: &Picker, lenses: &[Lens]) -> Vec<String> {
    let shown = picker.shown.iter().filter_map(|&at| lenses.get(at)).take(SHOWN).map(|lens| {
        let state = if lens.in_use { " (in use)" } else { "" };
        let purpose = lens.purpose.as_ref().unwrap_or_else(|why| why);
        format!("{}{state}: {purpose}", lens.title)
    });
    let title = "See the call through another framework; what was heard stays:".to_owned();
    std::iter::once(title).chain(numbered(shown, "Type a number or a name, or Enter to leave it.")).collect()
}

fn flags(view: &RemarkView) -> Vec<String> {
    let states = FlagKind::ALL.iter().map(|&kind| {
        let held = view.flags.iter().find(|flag| flag.kind == kind);
        match (held, view.dismissed.iter().find(|flag| flag.kind == kind)) {
            (Some(flag), _) if flag.by_hand => format!("{kind}: raised by hand"),
            (Some(flag), _) => format!("{kind}: holds, {}. {}", flag.words, flag.why),
            (None, Some(flag)) => format!("{kind}: dismissed, {}", flag.words),
            (None, None) => format!("{kind}: not raised"),
        }
    });
    let may = "Type a number or a name to dismiss or raise it, or Enter to leave.";
    std::iter::once(format!("Flags on remark {}", remark(view))).chain(numbered(states, may)).collect()
}

fn facts(call: &CallScreen, id: RemarkId, at: usize, is_open: bool) -> Vec<String> {
    let Some(view) = call.remark(id) else { return Vec::new() };
    let rows = fact_rows(view);
    if is_open {
        let words = rows.get(at).map_or("", |row| row.words.as_str());
        return vec![
            format!("What does \"{words}\" mean?"),
            "Type the value, x if it is no fact, or Enter to leave it.".to_owned(),
        ];
    }
    let said = |row: &FactRow| {
        let read =
            row.read.as_ref().map_or_else(|| "no fact".to_owned(), |(topic, value)| format!("{value}, for {topic}"));
        let by_hand = if row.stands == Stands::AsRead { "" } else { ", by hand" };
        format!("\"{}\" is read as {read}{by_hand}", row.words)
    };
    let may = "Type a number to put it right, or Enter to leave.";
    std::iter::once(format!("Read in remark {}", remark(view))).chain(numbered(rows.iter().map(said), may)).collect()
}

fn speaker(call: &CallScreen, id: Option<RemarkId>) -> Vec<String> {
    let title = match id {
        Some(id) => format!("Who said remark {}?", id.0),
        None => "Who is speaking?".to_owned(),
    };
    let people = call.brief.people.iter().map(|one| {
        let speaks = if one.speaking { " (speaking)" } else { "" };
        let heard = if one.id.is_none() { " (heard of)" } else { "" };
        let does = if one.does.is_empty() { String::new() } else { format!("; {}", one.does.join(", ")) };
        format!("{}{speaks}{heard}{does}", person(one))
    });
    let may = "Type a number, or a name and role as in Kim Sato, CFO, or Enter to leave it.";
    std::iter::once(title).chain(numbered(people, may)).collect()
}

fn settings(model: &Model) -> Vec<String> {
    let rows = Setting::ALL.iter().map(|&setting| {
        let comma = if setting.holds_from().is_empty() { "" } else { ", " };
        format!("{}: {}{comma}{}", setting.title(), model.settings.shown(setting), setting.holds_from())
    });
    let title = format!("Settings, kept in {}:", model.settings.file);
    let may = "Type a number for its next value, or Enter to leave.";
    std::iter::once(title).chain(numbered(rows, may)).collect()
}

/// The step of the wrap-up that is at hand.
fn wrap_up(call: &CallScreen) -> Vec<String> {
    let rows = wrap_rows(&call.brief);
    let step = &call.wrap;
    match rows.get(step.at) {
        Some(WrapRow::Tray(id)) => call.remark(*id).map(tray).unwrap_or_default(),
        Some(WrapRow::What) if step.what.is_blank() => {
            vec!["What is the next step? Type it, or Enter for none. /back goes on with the call.".to_owned()]
        }
        Some(WrapRow::What) => {
            vec![format!(
                "The next step is: {}. Enter keeps it, new words replace it, - clears it.",
                step.what.text().trim()
            )]
        }
        Some(WrapRow::On) => {
            let now = step.on.text().trim();
            let may = match step.problem {
                Some(problem) => format!("\"{now}\" is no day: {problem}; - leaves it open"),
                None if now.is_empty() => {
                    "On which day? As in fri, 9 mar, +7 or 2026-03-09; Enter for none. Then the call is wrapped up."
                        .to_owned()
                }
                None => {
                    format!("On {now}? Enter keeps it and wraps the call up; another day replaces it, - clears it.")
                }
            };
            vec![may]
        }
        Some(WrapRow::Write | WrapRow::Home | WrapRow::Reopen | WrapRow::Copy) => {
            let rows = afterwards(call).into_iter().map(|(.., name)| name);
            std::iter::once("This call is wrapped up:".to_owned())
                .chain(numbered(rows, "Type a number, or Enter to leave it."))
                .collect()
        }
        Some(WrapRow::Finish) | None => Vec::new(),
    }
}

/// What can be done with a call that is wrapped up: the row of the wrap-up, by how many forms it has to be turned on, and
/// its name. There is no clipboard.
pub(super) fn afterwards(call: &CallScreen) -> Vec<(usize, usize, String)> {
    let names = |row: &WrapRow| match row {
        WrapRow::Write => {
            report::Form::ALL.iter().map(|form| format!("write the report as {}", form.title())).collect()
        }
        WrapRow::Home => vec!["back to the list of calls".to_owned()],
        WrapRow::Reopen => vec!["take the call up again".to_owned()],
        _ => Vec::new(),
    };
    let rows = wrap_rows(&call.brief).into_iter().enumerate();
    let chosen = report::Form::ALL.iter().position(|form| *form == call.wrap.form).unwrap_or(0);
    let turns = |form: usize| (form + report::Form::ALL.len() - chosen) % report::Form::ALL.len();
    rows.flat_map(|(at, row)| (0..).zip(names(&row)).map(move |(n, name)| (at, turns(n), name)).collect::<Vec<_>>())
        .collect()
}

fn tray(view: &RemarkView) -> Vec<String> {
    let candidates = view.candidates.iter().take(OFFERED).map(|choice| choice.cue.clone());
    let may = if view.candidates.is_empty() {
        "Type words to find its place, or Enter to leave it unfiled."
    } else {
        "Type a number, words to find another place, or Enter to leave it unfiled."
    };
    std::iter::once(format!("Unfiled, remark {}: {}", view.id.0, quote(&view.text)))
        .chain(numbered(candidates, may))
        .collect()
}

/// The places that are offered at once for a remark that was kept and not filed.
pub(super) fn offer(view: &RemarkView) -> Option<String> {
    let places: Vec<String> = view
        .candidates
        .iter()
        .take(OFFERED)
        .enumerate()
        .map(|(at, choice)| format!("{} {}", at + 1, choice.cue))
        .collect();
    let places = Some(places.join(", ")).filter(|places| view.topic.is_none() && !places.is_empty())?;
    Some(format!("File it? {places}; type a number, or go on and leave it"))
}

fn home(home: &Home) -> Vec<String> {
    if let Some(form) = &home.form {
        return form_field(home, form);
    }
    let rows = home_rows(home).into_iter().map(|row| match row {
        HomeRow::Call(at) => home.calls.get(at).map_or_else(String::new, listed),
        HomeRow::New => "a new call".to_owned(),
        HomeRow::Practise => "a practice call with a simulated prospect".to_owned(),
        HomeRow::Drill if home.due > 0 => format!("a drill; {} due", home.due),
        HomeRow::Drill => "a drill: a minute of exercises".to_owned(),
        HomeRow::Demo => "the demo call; nothing of it is kept".to_owned(),
        HomeRow::Tour => "the tour".to_owned(),
        HomeRow::Leads => "the lead book, on the screen only; `bantam leads list` prints it".to_owned(),
        HomeRow::Quit => "leave".to_owned(),
    });
    std::iter::once("bantam. Calls, and what can be begun:".to_owned())
        .chain(numbered(rows, "Type a number."))
        .collect()
}

fn listed(call: &CallListed) -> String {
    let who: Vec<&str> =
        [call.company.as_str(), call.contact.as_str()].into_iter().filter(|name| !name.is_empty()).collect();
    let who = if who.is_empty() { "no name yet".to_owned() } else { who.join(", ") };
    let end = match &call.closed {
        Some(verdict) => format!("wrapped up: {}", verdict.replace('_', " ")),
        None => format!("unfinished, {}", super::words::count(call.remarks, "remark")),
    };
    format!("{who}; {}; {}; {end}", call.bank, call.started_at.strftime("%-d %B %H:%M"))
}

fn form_field(home: &Home, form: &Form) -> Vec<String> {
    let field = ["Which company?", "Who is on the line?", "What is their role?"].get(form.at);
    if let Some(field) = field {
        return vec![format!("{field} Enter leaves it blank, /back goes back.")];
    }
    let banks = home.banks.iter().map(|bank| bank.title.clone());
    let may = "Type a number, or Enter for the first. Then the call begins.";
    std::iter::once("Which framework?".to_owned()).chain(numbered(banks, may)).collect()
}
