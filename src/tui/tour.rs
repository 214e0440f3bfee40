//! The two-minute tour: one thing to try after another, on a demo call of which nothing is kept.

use crate::bank::QuestionId;

use super::commands::CommandId;
use super::keymap::Keymap;
use super::model::{Model, Overlay};

/// How far the tour has come.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tour {
    /// The step to be tried.
    at: usize,
    /// The call as it stood when the step began; none until the call is open.
    before: Option<Footprint>,
}

/// What the steps are told by.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Footprint {
    remarks: usize,
    question: Option<QuestionId>,
    undone: usize,
    bank: String,
    finding: bool,
}

/// Something to try.
struct Step {
    /// What to do, in one line of eighty columns.
    text: fn(&Keymap) -> String,
    /// Whether it was done, from how the call stood when the step began.
    done: fn(&Footprint, &Footprint, &Model) -> bool,
}

const STEPS: &[Step] = &[
    Step {
        text: |_| "Type what she says next, such as: live by June. Then Enter.".to_owned(),
        done: |before, now, _| now.remarks > before.remarks,
    },
    Step {
        text: |keys| {
            let next = keys.shown(CommandId::NextQuestion);
            format!("It was filed and judged. {next} turns to the question worth most.")
        },
        done: |before, now, _| now.question != before.question,
    },
    Step {
        text: |keys| format!("Press {}: why the levels stand where they stand.", letter(keys, CommandId::Why)),
        done: |_, _, model| matches!(model.overlay, Some(Overlay::Why(_))),
    },
    Step {
        text: |_| "Esc goes back. Now the up arrow: it chooses an earlier remark.".to_owned(),
        done: |_, _, model| model.overlay.is_none() && model.call.as_ref().is_some_and(|call| call.chosen.is_some()),
    },
    Step {
        text: |keys| {
            format!("Press {}: its flags. Enter dismisses one, or raises one.", letter(keys, CommandId::Flags))
        },
        done: |_, _, model| matches!(model.overlay, Some(Overlay::Flags { .. })),
    },
    Step {
        text: |keys| format!("Esc goes back. {} takes your last act back.", keys.shown(CommandId::Undo)),
        done: |before, now, _| now.undone != before.undone,
    },
    Step {
        text: |keys| format!("{}, a few letters, Enter finds anything: try signs.", keys.shown(CommandId::Find)),
        done: |before, now, _| before.finding && !now.finding,
    },
    Step {
        text: |keys| format!("Press {}: the same call through another framework.", letter(keys, CommandId::Switch)),
        done: |before, now, _| now.bank != before.bank,
    },
    Step {
        text: |keys| format!("Press {}: the wrap-up, with the hand-over to copy.", letter(keys, CommandId::WrapUp)),
        done: |_, _, model| matches!(model.overlay, Some(Overlay::WrapUp)),
    },
];

/// The keys of a command that is run by its letter.
fn letter(keys: &Keymap, command: CommandId) -> String {
    keys.letter(command).map_or_else(|| keys.shown(command), |letter| format!("Esc, then {letter}"))
}

/// What to try now; nothing without a tour.
pub(crate) fn line(model: &Model) -> Option<String> {
    let tour = model.tour.as_ref()?;
    let home = || letter(&model.keymap, CommandId::Home);
    Some(STEPS.get(tour.at).map_or_else(
        || format!("That was the tour. {}, goes home; nothing of this call is kept.", home()),
        |step| format!("tour {} of {}: {}", tour.at + 1, STEPS.len(), (step.text)(&model.keymap)),
    ))
}

/// Goes on to the next step when this one was done; ends with the call.
pub(super) fn advance(model: &mut Model) {
    let Some(tour) = &model.tour else { return };
    let Some(now) = footprint(model) else {
        // A call that cannot be opened has no tour either.
        let failed = model.notice.as_ref().is_some_and(|notice| notice.bad);
        if tour.before.is_some() || failed {
            model.tour = None;
        }
        return;
    };
    let is_done = match (&tour.before, STEPS.get(tour.at)) {
        (Some(before), Some(step)) => (step.done)(before, &now, model),
        _ => false,
    };
    let Some(tour) = &mut model.tour else { return };
    if is_done {
        tour.at += 1;
        tour.before = Some(now);
    } else {
        let finding = now.finding;
        tour.before.get_or_insert(now).finding = finding;
    }
}

fn footprint(model: &Model) -> Option<Footprint> {
    let brief = &model.call.as_ref()?.brief;
    Some(Footprint {
        remarks: brief.remarks.len(),
        question: brief.prompt.as_ref().map(|prompt| prompt.question.clone()),
        undone: brief.history.iter().filter(|act| !act.stands).count(),
        bank: brief.head.bank.clone(),
        finding: matches!(model.overlay, Some(Overlay::Find(_))),
    })
}
