//! What was read in a remark, and putting it right.

use crossterm::event::{KeyCode, KeyEvent};

use super::overlay::moved;
use crate::call::{Command, Correction, RemarkId};
use crate::session::RemarkView;
use crate::tui::editor::Editor;
use crate::tui::message::Effect;
use crate::tui::model::{Meant, Model, Overlay};

/// A fact of a remark, or words that a person took for none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FactRow {
    /// The words in the remark.
    pub(crate) words: String,
    /// What they fill and say: the topic's id and the value for people; `None` where they are no fact.
    pub(crate) read: Option<(String, String)>,
    /// By whose word.
    pub(crate) stands: Stands,
}

/// By whose word a fact stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stands {
    /// The program's.
    AsRead,
    /// A person's: what the words mean.
    ByHand(String),
    /// A person's: the words are no fact.
    Refused,
}

impl FactRow {
    /// What the field holds when it opens.
    pub(crate) fn prefilled(&self) -> &str {
        match &self.stands {
            Stands::ByHand(meant) => meant,
            Stands::AsRead | Stands::Refused => &self.words,
        }
    }
}

/// The facts of a remark in the order of its words, then what was taken for no fact.
pub(crate) fn rows(remark: &RemarkView) -> Vec<FactRow> {
    let by_hand = |words: &str| remark.corrections.iter().find(|correction| correction.words == words);
    let read = remark.facts.iter().map(|fact| FactRow {
        words: fact.text.clone(),
        read: Some((fact.topic.to_string(), fact.shown.clone())),
        stands: by_hand(&fact.text)
            .and_then(|correction| correction.means.clone())
            .map_or(Stands::AsRead, Stands::ByHand),
    });
    let refused = remark.corrections.iter().filter(|correction| correction.means.is_none());
    let refused =
        refused.map(|correction| FactRow { words: correction.words.clone(), read: None, stands: Stands::Refused });
    read.chain(refused).collect()
}

/// A key in the list of facts, or in the field that says what the chosen one means.
pub(super) fn on_key(
    model: &mut Model,
    key: KeyEvent,
    remark: RemarkId,
    at: usize,
    meant: Option<Editor>,
) -> Vec<Effect> {
    let Some(view) = model.call.as_ref().and_then(|call| call.remark(remark)) else { return Vec::new() };
    let rows = rows(view);
    let Some(row) = rows.get(at.min(rows.len().saturating_sub(1))).cloned() else { return Vec::new() };
    if let Some(editor) = meant {
        return on_field(model, key, (remark, at), &row, editor);
    }
    let mut field = None;
    let mut effects = Vec::new();
    match key.code {
        KeyCode::Enter => field = Some(opened(model, remark, &row)),
        KeyCode::Char('x' | ' ') | KeyCode::Delete => {
            let correction = (row.stands == Stands::AsRead).then_some(Correction::Nothing);
            effects.push(Effect::Do(Command::CorrectFact { remark, words: row.words, correction }));
        }
        _ => {}
    }
    let at = if effects.is_empty() && field.is_none() { moved(key, at, rows.len()).unwrap_or(at) } else { at };
    model.overlay = Some(Overlay::Facts { remark, at, meant: field });
    effects
}

/// The field as it was left, else with the words to be changed.
fn opened(model: &mut Model, remark: RemarkId, row: &FactRow) -> Editor {
    let left = model.call.as_mut().map(|call| &mut call.unkept.meant);
    let left = left.and_then(|left| left.take_if(|left| left.remark == remark && left.words == row.words));
    left.map_or_else(|| Editor::with(row.prefilled()), |left| left.editor)
}

fn on_field(
    model: &mut Model,
    key: KeyEvent,
    (remark, at): (RemarkId, usize),
    row: &FactRow,
    mut editor: Editor,
) -> Vec<Effect> {
    if key.code != KeyCode::Enter {
        editor.key(key);
        model.overlay = Some(Overlay::Facts { remark, at, meant: Some(editor) });
        return Vec::new();
    }
    model.overlay = Some(Overlay::Facts { remark, at, meant: None });
    let words = row.words.clone();
    let typed = editor.text().trim().to_owned();
    let correction = match typed.as_str() {
        "" => return super::tell(model, "say what it means, or x takes it for no fact", true),
        typed if typed == row.prefilled() => return Vec::new(),
        // The words mean again what they say.
        typed if typed == row.words => None,
        _ => Some(Correction::Means(typed)),
    };
    if let Some(call) = &mut model.call {
        // Until the correction stands, it may be refused.
        call.unkept.meant = correction.is_some().then_some(Meant { remark, words: words.clone(), editor });
    }
    vec![Effect::Do(Command::CorrectFact { remark, words, correction })]
}
