//! The call through other frameworks: the list to switch by, and all of them side by side. Both stand at once, and are
//! filled in when the frameworks are read.

use super::{lay_over_call, tell};
use crate::tui::message::{Effect, Lens, Message};
use crate::tui::model::{Model, Overlay};
use crate::tui::picker::{Choice, Item, Picker};

/// Lists the frameworks, the one in use chosen.
pub(super) fn list(model: &mut Model, lenses: Vec<Lens>) -> Vec<Effect> {
    let Some(call) = &model.call else { return Vec::new() };
    let mut picker = Picker::over(items(&lenses));
    picker.at = lenses.iter().position(|lens| lens.bank == call.brief.head.bank).unwrap_or(0);
    model.overlay = Some(Overlay::Switch { picker, lenses });
    Vec::new()
}

/// What is heard of their reading: it fills what is still open, and opens nothing. What was typed and chosen stays.
pub(super) fn heard(model: &mut Model, message: Message) -> Vec<Effect> {
    match (message, &mut model.overlay) {
        (Message::Comparing, _) => return lay_over_call(model, Overlay::Compare(None, 0)),
        (Message::Compared(lenses), Some(Overlay::Compare(shown, _))) => *shown = Some(lenses),
        (Message::LensesRead(read), Some(Overlay::Switch { picker, lenses })) => {
            picker.renew(items(&read));
            *lenses = read;
        }
        _ => {}
    }
    Vec::new()
}

/// Sees the call through the chosen framework; one that cannot be used stays in the list with the reason.
pub(super) fn switch(model: &mut Model, picker: Picker, lenses: Vec<Lens>) -> Vec<Effect> {
    let Some(lens) = picker.shown.get(picker.at).and_then(|&at| lenses.get(at)) else {
        model.overlay = Some(Overlay::Switch { picker, lenses });
        return Vec::new();
    };
    let in_use = lens.in_use;
    let (bank, title) = (lens.bank.clone(), lens.title.clone());
    match &lens.purpose {
        Err(why) => {
            tell(model, why.clone(), true);
            model.overlay = Some(Overlay::Switch { picker, lenses });
            Vec::new()
        }
        Ok(_) if in_use => tell(model, format!("the call is seen through {title} already"), false),
        Ok(_) => vec![Effect::Switch(bank)],
    }
}

fn items(lenses: &[Lens]) -> Vec<Item> {
    let item = |lens: &Lens| Item {
        choice: Choice::Bank(lens.bank.clone()),
        label: lens.title.clone(),
        detail: lens.purpose.clone().unwrap_or_default(),
    };
    lenses.iter().map(item).collect()
}
