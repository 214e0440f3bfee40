//! Who is speaking, who said the chosen remark, and who is who.

use crossterm::event::{KeyCode, KeyEvent};

use crate::call::{Command, Contact, PersonId, RemarkId};
use crate::session::PersonView;
use crate::tui::editor::Editor;
use crate::tui::message::Effect;
use crate::tui::model::{Model, Overlay};

/// A key among the people of the call; with a remark, the choice says who said it.
pub(super) fn on_key(
    model: &mut Model,
    key: KeyEvent,
    remark: Option<RemarkId>,
    at: usize,
    mut add: Editor,
) -> Vec<Effect> {
    let Some(call) = &mut model.call else { return Vec::new() };
    let people = &call.brief.people;
    let to = match key.code {
        KeyCode::Enter => {
            let effects = choose(people, people.get(at), add.text(), remark);
            // Until the person is there, the name may be refused.
            call.unkept.person = add;
            return effects;
        }
        KeyCode::Up => at.saturating_sub(1),
        KeyCode::Down | KeyCode::Tab => (at + 1).min(people.len().saturating_sub(1)),
        _ => {
            add.key(key);
            at
        }
    };
    model.overlay = Some(Overlay::Speaker { remark, at: to, add });
    Vec::new()
}

/// What Enter does: takes the chosen person, names one who has no name yet, or adds the one typed.
fn choose(people: &[PersonView], chosen: Option<&PersonView>, typed: &str, remark: Option<RemarkId>) -> Vec<Effect> {
    let speaks = |by| match remark {
        Some(remark) => Effect::Do(Command::Attribute { remark, by }),
        None => Effect::Do(Command::Speak(by)),
    };
    let newcomer = PersonId(people.iter().filter_map(|person| person.id).map(|id| id.0 + 1).max().unwrap_or(0));
    let added = |contact| vec![Effect::Do(Command::AddPerson(contact)), speaks(newcomer)];
    let (name, role) = typed.split_once(',').unwrap_or((typed, ""));
    let new = Contact { name: name.trim().to_owned(), role: role.trim().to_owned() };
    let nothing_typed = new.name.is_empty() && new.role.is_empty();
    match chosen {
        Some(PersonView { id: Some(id), .. }) if nothing_typed => vec![speaks(*id)],
        Some(person) if nothing_typed => added(Contact { name: person.name.clone(), role: person.role.clone() }),
        Some(PersonView { id: Some(id), name, role, .. }) if name.is_empty() => {
            let role = if new.role.is_empty() { role.clone() } else { new.role };
            let contact = Contact { name: new.name, role };
            vec![Effect::Do(Command::ChangePerson { person: *id, contact }), speaks(*id)]
        }
        None if nothing_typed => Vec::new(),
        _ => added(new),
    }
}
