//! The end of the call: the tray, the verdict, the next step, the report.

use crossterm::event::{KeyCode, KeyEvent};
use jiff::civil::Date;

use crate::call::{Command, NextStep, RemarkId};
use crate::report::Form;
use crate::session::Brief;

use super::command;
use crate::tui::editor::Editor;
use crate::tui::message::Effect;
use crate::tui::model::{Model, Overlay, WrapUp};
use crate::tui::when;

/// What will be done where the rep gave a day and no words: the day alone must not be lost.
const USUAL_STEP: &str = "Follow up";

/// A row of the wrap-up that can be focused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WrapRow {
    /// A remark in the tray.
    Tray(RemarkId),
    /// What will be done next.
    What,
    /// On which day.
    On,
    /// Wraps the call up.
    Finish,
    /// Writes the hand-over to a file.
    Write,
    /// Copies the hand-over.
    Copy,
    /// Takes the call up again.
    Reopen,
    /// Back to the list of calls.
    Home,
}

/// The rows of the wrap-up as the call stands.
pub(crate) fn rows(brief: &Brief) -> Vec<WrapRow> {
    if brief.ending.closed.is_some() {
        return vec![WrapRow::Write, WrapRow::Copy, WrapRow::Home, WrapRow::Reopen];
    }
    let tray = brief.remarks.iter().filter(|remark| remark.topic.is_none()).map(|remark| WrapRow::Tray(remark.id));
    tray.chain([WrapRow::What, WrapRow::On, WrapRow::Finish]).collect()
}

/// Opens the wrap-up with what was agreed so far.
pub(super) fn open(model: &mut Model) {
    let Some(call) = &mut model.call else { return };
    let step = call.brief.ending.next_step.clone();
    if call.wrap.what.is_blank() && call.wrap.on.is_blank() {
        // A day that the prospect named needs only a glance.
        let on = call.brief.ending.agreed_day().map(|on| on.to_string()).unwrap_or_default();
        let what = step.map(|step| step.what).unwrap_or_default();
        call.wrap = WrapUp { what: Editor::with(&what), on: Editor::with(&on), ..WrapUp::default() };
    }
    call.wrap.at = 0;
    model.overlay = Some(Overlay::WrapUp);
}

/// A key in the wrap-up.
pub(super) fn on_key(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    let today = model.now.date();
    let Some(call) = &mut model.call else { return Vec::new() };
    let rows = rows(&call.brief);
    let last = rows.len().saturating_sub(1);
    let wrap = &mut call.wrap;
    wrap.at = wrap.at.min(last);
    let focused = rows.get(wrap.at).copied();
    match key.code {
        KeyCode::Up | KeyCode::BackTab => wrap.at = wrap.at.saturating_sub(1),
        KeyCode::Down | KeyCode::Tab => wrap.at = (wrap.at + 1).min(last),
        KeyCode::Enter => return enter(model, focused, today),
        KeyCode::Left | KeyCode::Right if matches!(focused, Some(WrapRow::Write | WrapRow::Copy)) => {
            wrap.form = turned(wrap.form, key.code == KeyCode::Right);
        }
        _ => match focused {
            Some(WrapRow::What) => {
                wrap.what.key(key);
            }
            Some(WrapRow::On) => {
                wrap.problem = None;
                wrap.on.key(key);
            }
            _ => {}
        },
    }
    Vec::new()
}

/// The form next to this one; behind the last comes the first.
fn turned(form: Form, forward: bool) -> Form {
    let forms = Form::ALL;
    let at = forms.iter().position(|other| *other == form).unwrap_or(0);
    let step = if forward { 1 } else { forms.len() - 1 };
    forms[(at + step) % forms.len()]
}

/// A paste in the wrap-up goes into the focused field.
pub(super) fn on_paste(model: &mut Model, line: &str) {
    let Some(call) = &mut model.call else { return };
    match rows(&call.brief).get(call.wrap.at) {
        Some(WrapRow::What) => call.wrap.what.paste(line),
        Some(WrapRow::On) => call.wrap.on.paste(line),
        _ => {}
    }
}

fn enter(model: &mut Model, focused: Option<WrapRow>, today: Date) -> Vec<Effect> {
    let Some(call) = &mut model.call else { return Vec::new() };
    match focused {
        Some(WrapRow::Tray(remark)) => {
            model.overlay = Some(command::file(call, Some(remark), true));
            Vec::new()
        }
        Some(WrapRow::What | WrapRow::On) => {
            call.wrap.at += 1;
            Vec::new()
        }
        Some(WrapRow::Finish) => finish(model, today),
        Some(WrapRow::Write) => vec![Effect::WriteReport(call.wrap.form)],
        Some(WrapRow::Copy) => vec![Effect::CopyReport(call.wrap.form)],
        Some(WrapRow::Reopen) => {
            // The rep goes on with the call: what is typed next belongs into the note line.
            model.overlay = None;
            vec![Effect::Do(Command::Reopen)]
        }
        Some(WrapRow::Home) => command::run(model, crate::tui::commands::CommandId::Home),
        None => Vec::new(),
    }
}

/// Sets the next step and closes the call; a day that cannot be read is said, not guessed.
fn finish(model: &mut Model, today: Date) -> Vec<Effect> {
    let Some(call) = &mut model.call else { return Vec::new() };
    let typed = call.wrap.on.text().trim();
    let on = when::day(typed, today, call.brief.head.reckoning);
    if on.is_none() && !typed.is_empty() {
        call.wrap.problem = Some("which day? write 2026-03-09, 9 mar, fri or +7");
        call.wrap.at = rows(&call.brief).iter().position(|row| *row == WrapRow::On).unwrap_or(0);
        return Vec::new();
    }
    let what = call.wrap.what.text().trim();
    let what = if what.is_empty() && on.is_some() { USUAL_STEP } else { what }.to_owned();
    let step = (!what.is_empty()).then_some(NextStep { what, on });
    call.wrap.at = 0;
    let brief = &call.brief;
    let mut effects = Vec::new();
    if step != brief.ending.next_step {
        effects.push(Effect::Do(Command::SetNextStep(step)));
    }
    effects.push(Effect::Do(Command::Close(brief.closing())));
    effects
}
