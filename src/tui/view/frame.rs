//! Frames over one another: where a letter is typed into the note, the note and the clock are drawn and compared, and
//! the rest of the screen stands still, also under what lies over it.
//!
//! The rail, the side and the remarks of a call are nearly all of the screen and of the work of drawing it, and change
//! when something is kept.

use std::sync::Arc;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

use super::pen::Pen;
use super::{above, below, call, keys, middle, overlay};
use crate::call::RemarkId;
use crate::session::Brief;
use crate::session::rehearsal::LineView;
use crate::tui::commands::Snapshot;
use crate::tui::layout;
use crate::tui::model::{CallScreen, Model, Notice, Overlay, Saving};
use crate::tui::theme::Look;
use crate::tui::tour;

/// A cell that changed, and where.
pub(crate) type Change<'a> = (u16, u16, &'a Cell);

/// The screen as it was drawn last.
#[derive(Debug, Default)]
pub(crate) struct Frame {
    cells: Buffer,
    /// While a call is on the screen.
    still: Option<Still>,
}

/// What stands still on the call screen, and what does not.
#[derive(Debug)]
struct Still {
    /// A brief never changes; a call that does has another one.
    brief: Arc<Brief>,
    shown: Shown,
    live: Live,
    /// The call screen alone, while something lies over it.
    under: Option<Buffer>,
}

/// The parts of the call screen that move while a note is typed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Live {
    pub(super) header: Rect,
    /// The call's clock as the header shows it.
    pub(super) seconds: i64,
    pub(super) entry: middle::Entry,
}

/// All that the other parts show beside the brief. Which keys run which command never changes while the program runs.
#[derive(Debug, PartialEq)]
struct Shown {
    look: Look,
    chosen: Option<RemarkId>,
    phrasing: usize,
    probes: bool,
    line: Option<LineView>,
    saving: Saving,
    outage: Option<String>,
    notice: Option<Notice>,
    tour: Option<String>,
    commands: Snapshot,
}

impl Frame {
    /// Forgets the frame if the screen has another size by now; whether it has.
    pub(crate) fn fit(&mut self, (columns, rows): (u16, u16)) -> bool {
        let screen = Rect::new(0, 0, columns, rows);
        let is_other = self.cells.area != screen;
        if is_other {
            *self = Self { cells: Buffer::empty(screen), still: None };
        }
        is_other
    }

    /// The whole frame.
    pub(crate) const fn cells(&self) -> &Buffer {
        &self.cells
    }

    /// Draws the model over the last frame and hands on what changes, place by place; returns where the terminal's
    /// cursor belongs.
    pub(crate) fn draw<E>(
        &mut self,
        model: &Model,
        mut change: impl FnMut(Vec<Change<'_>>) -> Result<(), E>,
    ) -> Result<Option<Position>, E> {
        let still = self.still.take();
        let Some((still, call)) = still.zip(model.call.as_ref()).filter(|(still, call)| still.stands(model, call))
        else {
            let (before, caret) = self.draw_whole(model);
            return change(before.diff(&self.cells)).map(|()| caret);
        };
        match &model.overlay {
            Some(open) => {
                let (before, caret) = self.draw_over(model, call, open, still);
                change(before.diff(&self.cells)).map(|()| caret)
            }
            None => self.draw_live(model, call, still, change),
        }
    }

    /// Draws all of it; returns the frame before as well.
    fn draw_whole(&mut self, model: &Model) -> (Buffer, Option<Position>) {
        let empty = Buffer::empty(self.cells.area);
        let before = std::mem::replace(&mut self.cells, empty);
        let mut pen = Pen::new(&mut self.cells, model.look, &model.keymap);
        let caret = below(model, &mut pen);
        if let Some((live, call)) = pen.live.take().zip(model.call.as_ref()).filter(|_| !model.letters) {
            let under = model.overlay.is_some().then(|| self.cells.clone());
            self.still = Some(Still::of(model, call, live, under));
        }
        let caret = above(model, &mut Pen::new(&mut self.cells, model.look, &model.keymap), caret);
        (before, caret)
    }

    /// Draws what moves while a note is typed.
    fn draw_live<E>(
        &mut self,
        model: &Model,
        call: &CallScreen,
        mut still: Still,
        mut change: impl FnMut(Vec<Change<'_>>) -> Result<(), E>,
    ) -> Result<Option<Position>, E> {
        if let Some(header) = still.header(model, call) {
            change(exchange(&mut self.cells, &header).diff(&header))?;
        }
        let (entry, caret) = still.entry(model, call);
        change(exchange(&mut self.cells, &entry).diff(&entry))?;
        self.still = Some(still);
        Ok(caret)
    }

    /// Draws what lies over the call screen, which stands still under it; returns the frame before as well.
    fn draw_over(
        &mut self,
        model: &Model,
        call: &CallScreen,
        open: &Overlay,
        mut still: Still,
    ) -> (Buffer, Option<Position>) {
        let mut under = still.under.take().unwrap_or_else(|| self.cells.clone());
        if let Some(header) = still.header(model, call) {
            exchange(&mut under, &header);
        }
        exchange(&mut under, &still.entry(model, call).0);
        let before = std::mem::replace(&mut self.cells, under.clone());
        let mut footer = Buffer::empty(layout::call(under.area).keys);
        let place = footer.area;
        keys::footer(model, &mut Pen::new(&mut footer, model.look, &model.keymap), place);
        exchange(&mut self.cells, &footer);
        let caret = overlay::view(model, open, &mut Pen::new(&mut self.cells, model.look, &model.keymap));
        self.still = Some(Still { under: Some(under), ..still });
        (before, caret)
    }
}

/// Puts a part of the screen in its place; returns what was there.
fn exchange(cells: &mut Buffer, part: &Buffer) -> Buffer {
    let mut before = part.clone();
    let place = part.area;
    let width = usize::from(place.width).max(1);
    for (y, row) in (place.top()..place.bottom()).zip(before.content.chunks_mut(width)) {
        let from = cells.index_of(place.x, y);
        row.swap_with_slice(&mut cells.content[from..from + row.len()]);
    }
    before
}

impl Still {
    fn of(model: &Model, call: &CallScreen, live: Live, under: Option<Buffer>) -> Self {
        Self { brief: Arc::clone(&call.brief), shown: Shown::of(model, call), live, under }
    }

    /// Whether all but the live parts shows what it showed. What an overlay hid is drawn anew when it is gone.
    fn stands(&self, model: &Model, call: &CallScreen) -> bool {
        !model.letters
            && (model.overlay.is_some() || self.under.is_none())
            && Arc::ptr_eq(&self.brief, &call.brief)
            && self.live.entry.holds(call)
            && self.shown == Shown::of(model, call)
    }

    /// The header drawn anew, if the clock went on.
    fn header(&mut self, model: &Model, call: &CallScreen) -> Option<Buffer> {
        let seconds = model.elapsed_seconds();
        if std::mem::replace(&mut self.live.seconds, seconds) == seconds {
            return None;
        }
        let mut part = Buffer::empty(self.live.header);
        call::header(model, call, &mut Pen::new(&mut part, model.look, &model.keymap), self.live.header);
        Some(part)
    }

    /// The note and where it would go, drawn anew, with the caret's place.
    fn entry(&self, model: &Model, call: &CallScreen) -> (Buffer, Option<Position>) {
        let mut part = Buffer::empty(self.live.entry.place());
        let caret = middle::entry(call, &mut Pen::new(&mut part, model.look, &model.keymap), &self.live.entry);
        (part, caret)
    }
}

impl Shown {
    fn of(model: &Model, call: &CallScreen) -> Self {
        Self {
            look: model.look,
            chosen: call.chosen,
            phrasing: call.phrasing,
            probes: call.probes,
            line: call.practice.line.clone(),
            saving: call.saving.clone(),
            outage: model.outage.clone(),
            notice: model.notice.clone(),
            tour: tour::line(model),
            commands: model.snapshot(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    use super::*;
    use crate::tui::fixture;
    use crate::tui::message::Message;
    use crate::tui::update::update;
    use crate::tui::view::view;

    /// Draws over the last frame, on a terminal; how many cells it is told of.
    fn draw(frame: &mut Frame, model: &Model, terminal: &mut Buffer) -> usize {
        if frame.fit(model.size) {
            *terminal = Buffer::empty(Rect::new(0, 0, model.size.0, model.size.1));
        }
        let mut told = 0;
        let Ok(caret) = frame.draw(model, |cells| {
            told += cells.len();
            for (x, y, cell) in cells {
                terminal[(x, y)] = cell.clone();
            }
            Ok::<_, std::convert::Infallible>(())
        });
        let mut anew = Buffer::empty(terminal.area);
        assert_eq!(caret, view(model, &mut anew));
        assert_eq!(frame.cells(), &anew);
        told
    }

    fn press(model: &mut Model, code: KeyCode) {
        update(model, Message::Key(KeyEvent::new(code, KeyModifiers::NONE)));
    }

    #[test]
    fn a_typed_letter_is_all_that_the_terminal_is_told_of() {
        let mut model = fixture::model(120, 40);
        let (mut frame, mut terminal) = (Frame::default(), Buffer::default());
        assert!(draw(&mut frame, &model, &mut terminal) > 1_000);
        press(&mut model, KeyCode::Char('k'));
        draw(&mut frame, &model, &mut terminal);
        for letter in "im signs".chars() {
            press(&mut model, KeyCode::Char(letter));
            assert_eq!(draw(&mut frame, &model, &mut terminal), usize::from(letter != ' '), "{letter:?}");
        }
        let later = model.now.saturating_add(jiff::Span::new().seconds(1));
        update(&mut model, Message::Clock(later));
        assert!((1..=5).contains(&draw(&mut frame, &model, &mut terminal)), "the clock runs");
        assert_eq!(draw(&mut frame, &model, &mut terminal), 0);
    }

    #[test]
    fn whatever_lies_over_the_call_leaves_the_frame_whole() {
        let mut model = fixture::model(120, 40);
        let (mut frame, mut terminal) = (Frame::default(), Buffer::default());
        let find = KeyEvent::new(KeyCode::Char('p'), KeyModifiers::CONTROL);
        let plain = |code| KeyEvent::new(code, KeyModifiers::NONE);
        let keys = "kim\x1bw\x1bb\x1b日本".chars().map(|c| if c == '\x1b' { KeyCode::Esc } else { KeyCode::Char(c) });
        let over =
            [find].into_iter().chain("sign".chars().map(|c| plain(KeyCode::Char(c)))).chain([plain(KeyCode::Esc)]);
        let long = std::iter::repeat_n(plain(KeyCode::Char('日')), 60);
        for key in keys.map(plain).chain(over.clone()).chain(long).chain(over).chain([plain(KeyCode::F(1))]) {
            update(&mut model, Message::Key(key));
            draw(&mut frame, &model, &mut terminal);
            let later = model.now.saturating_add(jiff::Span::new().seconds(1));
            update(&mut model, Message::Clock(later));
            draw(&mut frame, &model, &mut terminal);
        }
        for size in [(60, 20), (30, 8), (200, 60)] {
            update(&mut model, Message::Resize(size.0, size.1));
            draw(&mut frame, &model, &mut terminal);
        }
    }
}
