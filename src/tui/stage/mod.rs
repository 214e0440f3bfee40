//! The screen without a terminal: keys in, cells out, a clock that stands still.
//!
//! Screen scripts, the pictures of the README and long random runs are played here, by the very model, desk and store
//! that the terminal has.

use std::convert::Infallible;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use jiff::ToSpan;
use jiff::civil::DateTime;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::desk::{Desk, Done};
use super::launch::Launch;
use super::message::Message;
use super::model::Model;
use super::settle::{Surroundings, settle};
use super::view::{Frame, view};
use crate::call::Event;
use crate::store::{Ack, StoreError};

mod keys;
mod picture;
mod text;

pub use keys::{UnknownKey, keys};
#[cfg(test)]
pub(crate) use text::rows;

/// How long the stage waits for the disk before a screen is taken as it is.
const DISK_WAIT: Duration = Duration::from_secs(10);

/// The whole program but for the terminal.
pub struct Stage {
    model: Model,
    desk: Desk,
    heard: Receiver<Heard>,
    around: Around,
    open: bool,
    /// The screen as a terminal would show it.
    frame: Frame,
}

/// What is heard from other threads.
enum Heard {
    Ack(Ack),
    Done(Done),
}

/// A clock that is set by hand, and a clipboard that can be looked at.
struct Around {
    now: DateTime,
    copied: Option<String>,
    /// What an editor will leave in its file; without one there is no editor.
    edited: Option<String>,
}

impl Surroundings for Around {
    fn now(&self) -> DateTime {
        self.now
    }

    fn mouse(&mut self, _on: bool) -> io::Result<()> {
        Ok(())
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        self.copied = Some(text.to_owned());
        Ok(())
    }

    fn edit(&mut self, _file: &Path, _text: &str) -> Vec<Message> {
        let none = || Message::Failed("no editor is set".to_owned());
        vec![self.edited.take().map_or_else(none, Message::Edited)]
    }
}

impl Stage {
    /// The program as it is started, on a screen of so many columns and rows.
    ///
    /// # Errors
    ///
    /// Where the store cannot be opened.
    pub fn new(launch: Launch, size: (u16, u16), now: DateTime) -> Result<Self, StoreError> {
        let (sender, heard) = channel();
        let done = sender.clone();
        let start_writer = Box::new(move |dir: &Path| {
            let acks = sender.clone();
            crate::store::Writer::spawn(dir, move |ack| drop(acks.send(Heard::Ack(ack))))
        });
        let model =
            Model::new(launch.look, (launch.keymap.clone(), launch.settings.clone()), launch.shelf.banks(), now, size);
        let (mut desk, opening) =
            Desk::new(launch, start_writer, Arc::new(move |it| drop(done.send(Heard::Done(it)))))?;
        let first = desk.open_first(opening, now);
        let around = Around { now, copied: None, edited: None };
        let mut stage = Self { model, desk, heard, around, open: true, frame: Frame::default() };
        stage.settle(first);
        Ok(stage)
    }

    /// Presses a key.
    pub fn key(&mut self, key: KeyEvent) {
        self.hear(Message::Key(key));
    }

    /// Types a letter.
    pub fn letter(&mut self, letter: char) {
        self.key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE));
    }

    /// Clicks with the left button.
    pub fn click(&mut self, column: u16, row: u16) {
        self.mouse(MouseEventKind::Down(MouseButton::Left), (column, row));
    }

    /// Turns the wheel by one notch.
    pub fn scroll(&mut self, down: bool) {
        self.mouse(if down { MouseEventKind::ScrollDown } else { MouseEventKind::ScrollUp }, (0, 0));
    }

    fn mouse(&mut self, kind: MouseEventKind, (column, row): (u16, u16)) {
        self.hear(Message::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
    }

    /// Pastes a text.
    pub fn paste(&mut self, text: &str) {
        self.hear(Message::Paste(text.to_owned()));
    }

    /// Says what the editor will leave in its file when it is opened next.
    pub fn will_edit(&mut self, text: &str) {
        self.around.edited = Some(text.to_owned());
    }

    /// Gives the terminal another size, in columns and rows.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.hear(Message::Resize(columns, rows));
    }

    /// Lets time go by; a draft that waits is kept.
    pub fn wait(&mut self, seconds: i64) {
        self.around.now = self.around.now.saturating_add(seconds.seconds());
        if self.model.call.as_ref().is_some_and(|call| call.draft_dirty) {
            self.hear(Message::DraftDue);
        }
        self.hear(Message::Clock(self.desk.clock(self.around.now)));
    }

    /// Whether the program goes on.
    pub const fn is_open(&self) -> bool {
        self.open
    }

    /// What was put on the clipboard last.
    pub fn copied(&self) -> Option<&str> {
        self.around.copied.as_deref()
    }

    /// The events of the call on the screen, in order.
    pub fn events(&self) -> &[Event] {
        self.desk.journal()
    }

    /// The screen as text, a line for each row, the cursor's place behind it.
    pub fn text(&self) -> (String, Option<(u16, u16)>) {
        let (buffer, caret) = self.drawn();
        (text::rows(&buffer), caret.map(|caret| (caret.x, caret.y)))
    }

    /// Whether the frame drawn over the last one, as a terminal gets it, is the frame drawn anew.
    pub fn is_drawn_over(&mut self) -> bool {
        let (anew, caret) = self.drawn();
        self.draw_over() == caret && *self.frame.cells() == anew
    }

    fn draw_over(&mut self) -> Option<Position> {
        self.frame.fit(self.model.size);
        let Ok(caret) = self.frame.draw(&self.model, |_| Ok::<_, Infallible>(()));
        caret
    }

    /// The styles on the screen, a line for each stretch that is not plain.
    pub fn styles(&self) -> String {
        text::styles(&self.drawn().0)
    }

    /// The screen as a picture, in the colours of a dark or a light terminal.
    pub fn svg(&self, title: &str, dark: bool) -> String {
        let (buffer, caret) = self.drawn();
        picture::svg(&buffer, caret, title, dark)
    }

    fn drawn(&self) -> (Buffer, Option<Position>) {
        let (columns, rows) = self.model.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        let caret = view(&self.model, &mut buffer);
        (buffer, caret)
    }

    fn hear(&mut self, message: Message) {
        if self.open {
            self.settle(vec![message]);
        }
    }

    fn settle(&mut self, messages: Vec<Message>) {
        self.open &= settle(&mut self.model, &mut self.desk, messages, &mut self.around);
        if self.open && self.model.is_unread() {
            // The letters are on the screen before they are read.
            self.draw_over();
            self.open &= settle(&mut self.model, &mut self.desk, vec![Message::ReadDue], &mut self.around);
        }
        // The disk and errands are heard before the screen is looked at, so that a screen depends on nothing but its
        // script.
        while self.open && (self.desk.is_out() || self.waits_for_disk()) {
            let Ok(heard) = self.heard.recv_timeout(DISK_WAIT) else { return };
            let heard = match heard {
                Heard::Ack(ack) => self.desk.acknowledged(ack),
                Heard::Done(done) => self.desk.done(done),
            };
            self.open &= settle(&mut self.model, &mut self.desk, heard.into_iter().collect(), &mut self.around);
        }
    }

    fn waits_for_disk(&self) -> bool {
        self.model.outage.is_none() && self.model.call.as_ref().is_some_and(|call| call.saving.is_waiting())
    }
}
