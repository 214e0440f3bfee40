//! What each command does.

use crate::bank::{FlagKind, QuestionId};
use crate::call::{Command, Filing, RemarkId, Ruling};
use crate::report::Form;
use crate::session::{Attention, PersonView, RailMark};

use super::{tell, unkept};
use crate::tui::commands::{self, COMMANDS, CommandId};
use crate::tui::keymap::Keymap;
use crate::tui::message::Effect;
use crate::tui::model::{CallScreen, Home, Model, Overlay};
use crate::tui::picker::{Choice, Item, Picker};
use crate::tui::text::{clean, head};

/// So much of a remark is searched and shown in lists.
pub(super) const REMARK_HEAD_BYTES: usize = 240;

/// Runs a command, or says why it does not work.
pub(super) fn run(model: &mut Model, id: CommandId) -> Vec<Effect> {
    if let Some(Err(why)) = commands::row(id).map(|row| (row.when)(&model.snapshot())) {
        return tell(model, why, true);
    }
    match id {
        CommandId::Leave => leave(model),
        CommandId::Help => lay_over(model, Overlay::Help(0)),
        CommandId::Settings => lay_over(model, Overlay::Settings(0)),
        CommandId::Find if model.call.is_none() => vec![Effect::Noted],
        _ => run_in_call(model, id),
    }
}

fn lay_over(model: &mut Model, overlay: Overlay) -> Vec<Effect> {
    model.overlay = Some(overlay);
    Vec::new()
}

fn run_in_call(model: &mut Model, id: CommandId) -> Vec<Effect> {
    let Some(call) = &mut model.call else { return Vec::new() };
    if let Some(overlay) = over_remark(call, id) {
        return lay_over(model, overlay);
    }
    match id {
        CommandId::NextQuestion => {
            let next = call.upcoming().next().map(|next| next.question.clone());
            return next.map_or_else(Vec::new, |question| turn(call, question));
        }
        CommandId::Find => model.overlay = Some(Overlay::Find(everything(call, &model.home, &model.keymap))),
        CommandId::Cards => model.overlay = Some(Overlay::Find(Picker::over(cards(&model.home).collect()))),
        CommandId::Rephrase => {
            let phrasings = call.brief.prompt.as_ref().map_or(1, |prompt| prompt.ask.len().max(1));
            call.phrasing = (call.phrasing + 1) % phrasings;
        }
        CommandId::StillSo => return still_so(call),
        CommandId::Probes => call.probes = !call.probes,
        CommandId::Park => {
            let question = call.brief.prompt.as_ref().map(|prompt| prompt.question.clone());
            return question.map_or_else(Vec::new, |question| vec![Effect::Do(Command::Park(question))]);
        }
        CommandId::Switch => return vec![Effect::Lenses],
        CommandId::Dismiss => return call.brief.attention.as_ref().map_or_else(Vec::new, dismiss),
        CommandId::Speaker => model.overlay = Some(speaker(call)),
        CommandId::Why => model.overlay = Some(Overlay::Why(0)),
        CommandId::Compare => return vec![Effect::Compare],
        CommandId::People => return vec![Effect::People],
        CommandId::Undo => return back(model, Command::Undo),
        CommandId::Redo => return back(model, Command::Redo),
        CommandId::History => model.overlay = Some(Overlay::History(0)),
        CommandId::WrapUp => super::wrap_up::open(model),
        CommandId::EditNote => {
            // Whatever becomes of the editor, what is typed so far is on disk.
            call.draft_dirty = false;
            let note = Effect::EditNote(call.note.text().to_owned());
            return vec![Effect::SaveDraft(unkept::draft(call, None)), note];
        }
        CommandId::Report => return vec![Effect::CopyReport(Form::Markdown)],
        CommandId::Grade => model.overlay = Some(Overlay::Grade(0)),
        CommandId::Home => return close_call(model).into_iter().chain([Effect::List]).collect(),
        _ => {}
    }
    Vec::new()
}

/// What a command lays over the screen about the chosen remark.
fn over_remark(call: &mut CallScreen, id: CommandId) -> Option<Overlay> {
    let (remark, text) = call.acted_on().map(|remark| (remark.id, remark.text.clone()))?;
    match id {
        CommandId::Flags => Some(flags(call, remark)),
        CommandId::Facts => Some(Overlay::Facts { remark, at: 0, meant: None }),
        CommandId::File => Some(file(call, Some(remark), false)),
        CommandId::Edit => Some(Overlay::Edit { remark, editor: unkept::edit(call, remark, &text) }),
        _ => None,
    }
}

/// The flags on a remark, the first that holds chosen.
fn flags(call: &CallScreen, remark: RemarkId) -> Overlay {
    let flags = call.remark(remark).map_or(&[][..], |remark| &remark.flags);
    let at = FlagKind::ALL.iter().position(|kind| flags.iter().any(|flag| flag.kind == *kind)).unwrap_or(0);
    Overlay::Flags { remark, at }
}

/// Who is speaking; with a chosen remark, who said it.
fn speaker(call: &mut CallScreen) -> Overlay {
    let remark = call.chosen.and_then(|id| call.remark(id));
    let is_meant = |person: &PersonView| match remark {
        Some(remark) => person.id == remark.by.id,
        None => person.speaking,
    };
    let at = call.brief.people.iter().position(is_meant).unwrap_or(0);
    let remark = remark.map(|remark| remark.id);
    Overlay::Speaker { remark, at, add: std::mem::take(&mut call.unkept.person) }
}

/// Dismisses the flag that asks for attention.
fn dismiss(attention: &Attention) -> Vec<Effect> {
    let (remark, flag) = (attention.remark, attention.flag);
    vec![Effect::Do(Command::RuleFlag { remark, flag, ruling: Some(Ruling::Dismissed) })]
}

/// Undo or redo, and its name.
pub(super) fn back(model: &mut Model, command: Command) -> Vec<Effect> {
    let Some(call) = &model.call else { return Vec::new() };
    let ending = &call.brief.ending;
    let said = match command {
        Command::Undo => ending.undo.as_ref().map(|name| format!("undone: {name}")),
        _ => ending.redo.as_ref().map(|name| format!("done again: {name}")),
    };
    let Some(said) = said else { return Vec::new() };
    tell(model, said, false);
    vec![Effect::Do(command)]
}

/// Turns to a question; a parked one is taken up again.
pub(super) fn turn(call: &CallScreen, question: QuestionId) -> Vec<Effect> {
    let parked = call
        .brief
        .rail
        .iter()
        .flat_map(|section| &section.questions)
        .any(|other| other.id == question && other.mark == RailMark::Parked);
    let unpark = parked.then(|| Effect::Do(Command::Unpark(question.clone())));
    unpark.into_iter().chain([Effect::Turn(question)]).collect()
}

/// Leaves the program; what is typed is kept.
pub(super) fn leave(model: &mut Model) -> Vec<Effect> {
    close_call(model).into_iter().chain([Effect::Quit]).collect()
}

/// Takes the call off the screen; what is typed is kept.
fn close_call(model: &mut Model) -> Vec<Effect> {
    let overlay = model.overlay.take();
    let draft = model.call.take().map(|call| Effect::SaveDraft(unkept::draft(&call, overlay.as_ref())));
    draft.into_iter().collect()
}

/// The topics that a remark could be filed under, the likeliest first.
pub(super) fn file(call: &CallScreen, remark: Option<RemarkId>, back: bool) -> Overlay {
    let candidates = remark.and_then(|id| call.remark(id)).map_or(&[][..], |remark| &remark.candidates);
    let rest = call.topics.iter().filter(|topic| !candidates.contains(topic));
    let topic = |choice: &crate::session::TopicChoice| Item {
        choice: Choice::Topic(choice.topic.clone()),
        label: choice.cue.clone(),
        detail: choice.topic.to_string(),
    };
    let tray = Item { choice: Choice::Unfiled, label: "unfiled".to_owned(), detail: "leave it in the tray".to_owned() };
    let items = candidates.iter().chain(rest).map(topic).chain([tray]).collect();
    Overlay::File { remark, picker: Picker::over(items), back }
}

/// The cards at hand.
fn cards(home: &Home) -> impl Iterator<Item = Item> {
    home.cards.iter().enumerate().map(|(at, card)| Item {
        choice: Choice::Card(at),
        label: card.title.clone(),
        detail: card.kind.id().to_owned(),
    })
}

/// Everything that can be found by name: questions, commands, people, cards, remarks.
fn everything(call: &CallScreen, home: &Home, keymap: &Keymap) -> Picker {
    let questions = call.brief.rail.iter().flat_map(|section| {
        section.questions.iter().map(|question| Item {
            choice: Choice::Question(question.id.clone()),
            label: question.cue.clone(),
            detail: section.title.clone(),
        })
    });
    let commands = COMMANDS.iter().map(|row| Item {
        choice: Choice::Command(row.id),
        label: row.title.to_owned(),
        detail: keymap.shown(row.id),
    });
    let remarks = call.brief.remarks.iter().rev().map(|remark| Item {
        choice: Choice::Remark(remark.id),
        label: clean(head(&remark.text, REMARK_HEAD_BYTES)).into_owned(),
        detail: remark.topic_cue.clone(),
    });
    let people = call.brief.people.iter().enumerate().filter(|(_, person)| !person.name.is_empty());
    let people = people.map(|(at, person)| Item {
        choice: Choice::Person(at),
        label: clean(&person.name).into_owned(),
        detail: if person.role.is_empty() { "person".to_owned() } else { clean(&person.role).into_owned() },
    });
    Picker::over(questions.chain(commands).chain(people).chain(cards(home)).chain(remarks).collect())
}

/// Keeps what was said in an earlier call as said again: what the question on the screen asks about, else what stands first.
fn still_so(call: &CallScreen) -> Vec<Effect> {
    let asked = call.brief.prompt.as_ref().map(|prompt| &prompt.topic);
    let said = &call.brief.head.before.said;
    let Some(said) = said.iter().find(|said| Some(&said.topic) == asked).or(said.first()) else { return Vec::new() };
    let filing = Filing::To { topic: said.topic.clone(), question: None };
    vec![Effect::Do(Command::Keep { text: said.words.clone(), by: None, filing })]
}
