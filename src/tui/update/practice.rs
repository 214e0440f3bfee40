//! Practice on the screen: Enter on an empty line asks the question, a line that begins with `?` is said aloud.

use super::{tell, unkept};
use crate::practice::Grade;
use crate::session::rehearsal::LineView;
use crate::tui::message::{Aloud, Effect};
use crate::tui::model::{CallScreen, Model, Overlay};

/// What a line begins with that is said to the prospect.
const ALOUD: char = '?';

/// Whether what is typed is to be said and not noted.
pub(crate) fn is_aloud(call: &CallScreen) -> bool {
    call.practice.line.is_some() && call.note.text().trim_start().starts_with(ALOUD)
}

/// Enter at the note line of a practice call; `None` where it keeps a note, as in any call.
pub(super) fn enter(model: &mut Model) -> Option<Vec<Effect>> {
    let call = model.call.as_mut()?;
    let line = call.practice.line.as_ref()?;
    if call.brief.ending.closed.is_some() {
        return None;
    }
    if call.note.is_blank() {
        return Some(if line.was_put { again(model) } else { on_screen(call) });
    }
    if !is_aloud(call) {
        return None;
    }
    let words = call.note.text().trim().trim_start_matches(ALOUD).trim().to_owned();
    let words = if words.is_empty() { probe(call) } else { Some(words) };
    let Some(words) = words else {
        return Some(tell(model, "there is no probe for this question: type one behind the ?", true));
    };
    call.handed_over = Some(std::mem::take(&mut call.note));
    call.chosen = None;
    Some(vec![Effect::Say(Aloud::Words(words))])
}

fn on_screen(call: &CallScreen) -> Vec<Effect> {
    let asked = call.brief.prompt.as_ref().and_then(|prompt| prompt.ask.get(call.phrasing).or(prompt.ask.first()));
    asked.map(|wording| Effect::Say(Aloud::OnScreen(wording.clone()))).into_iter().collect()
}

fn again(model: &mut Model) -> Vec<Effect> {
    let said = "asked already: ? probes, ?words ask in your own, Ctrl-N turns to the next question";
    tell(model, said, false)
}

/// What to say when the last answer fell short: for the flag that asks for attention, else the question's first probe.
fn probe(call: &CallScreen) -> Option<String> {
    let attention = call.brief.attention.as_ref();
    let newest = call.brief.remarks.last().map(|remark| remark.id);
    let for_flag =
        attention.filter(|attention| Some(attention.remark) == newest).map(|attention| attention.say.clone());
    for_flag.or_else(|| call.brief.prompt.as_ref()?.probes.first().map(|probe| probe.say.clone()))
}

/// An answer came.
pub(super) fn heard(model: &mut Model, line: LineView) -> Vec<Effect> {
    let Some(call) = &mut model.call else { return Vec::new() };
    let is_over = line.is_over;
    call.practice.line = Some(line);
    call.handed_over = None;
    call.draft_dirty = false;
    let effects = vec![Effect::SaveDraft(unkept::draft(call, model.overlay.as_ref()))];
    if is_over {
        tell(model, "the line is dead: note what you heard, then wrap up", true);
    }
    effects
}

/// The line stands otherwise, though nothing was said.
pub(super) fn on_line(model: &mut Model, line: LineView) -> Vec<Effect> {
    if let Some(call) = &mut model.call {
        call.practice.line = Some(line);
        call.practice.grade = call.practice.grade.take().filter(|_| call.brief.ending.closed.is_some());
    }
    Vec::new()
}

/// The grade came.
pub(super) fn graded(model: &mut Model, grade: Grade) -> Vec<Effect> {
    if let Some(call) = &mut model.call {
        call.practice.grade = Some(grade);
        model.overlay = Some(Overlay::Grade(0));
    }
    Vec::new()
}
