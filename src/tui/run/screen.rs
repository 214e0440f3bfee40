//! The terminal while the screen is on it, and the way back to how it was.
#![expect(clippy::disallowed_methods, reason = "the environment says what the terminal is")]

use std::fs::File;
use std::io::{self, Write, stdout};
use std::os::fd::AsFd;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;

use anyhow::Context as _;
use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, SetCursorStyle, Show};
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, KeyboardEnhancementFlags,
    PopKeyboardEnhancementFlags, PushKeyboardEnhancementFlags,
};
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size,
};
use crossterm::{execute, queue};
use jiff::civil::DateTime;
use signal_hook::consts::SIGTSTP;
use signal_hook::low_level::emulate_default_handler;

use super::canvas::Canvas;
use super::keyboard::Keyboard;
use super::{Wake, editor, wall_clock};
use crate::tui::message::Message;
use crate::tui::model::Model;
use crate::tui::settle::Surroundings;
use crate::tui::view::Frame;

/// The terminal while the screen is on it; dropped, the terminal is as it was.
pub(super) struct Screen {
    canvas: Canvas,
    /// What the terminal shows.
    frame: Frame,
    way_back: Arc<WayBack>,
    keyboard: Arc<Keyboard>,
    /// Another program has the terminal.
    is_away: Arc<AtomicBool>,
    has_mouse: bool,
}

impl Screen {
    /// Takes the terminal. A panic on any thread gives it back, so that its message can be read, and ends the screen.
    pub(super) fn enter(ends: Sender<Wake>, keyboard: Arc<Keyboard>, is_away: Arc<AtomicBool>) -> anyhow::Result<Self> {
        let way_back = Arc::new(WayBack::prepare().context("the terminal cannot be written")?);
        let on_panic = Arc::clone(&way_back);
        let previous = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            on_panic.take();
            previous(panic);
            drop(ends.send(Wake::End));
        }));
        match take(&way_back) {
            Ok(canvas) => Ok(Self { canvas, frame: Frame::default(), way_back, keyboard, is_away, has_mouse: false }),
            Err(error) => {
                way_back.take();
                Err(error).context("the terminal cannot be taken")
            }
        }
    }

    pub(super) fn draw(&mut self, model: &Model) -> io::Result<()> {
        if self.frame.fit(model.size) {
            self.canvas.clear()?;
        }
        let cursor = self.frame.draw(model, |cells| self.canvas.draw(cells))?;
        self.canvas.send(cursor)
    }

    /// Stops the program, as the shell wants it, until it is let go on.
    pub(super) fn suspend(&mut self) -> Vec<Message> {
        let stopped = self.step_aside(|| emulate_default_handler(SIGTSTP));
        let problem = stopped.err().map(Message::Failed);
        problem.into_iter().chain(now_sized()).collect()
    }

    /// Gives the terminal as it was to something else, and takes it again.
    fn step_aside<T>(&mut self, other: impl FnOnce() -> T) -> Result<T, String> {
        if !self.keyboard.rest() {
            return Err("the keyboard is busy: try again".to_owned());
        }
        self.is_away.store(true, Ordering::SeqCst);
        let _ = stdout().flush();
        self.way_back.take();
        let outcome = other();
        let taken = take(&self.way_back);
        self.is_away.store(false, Ordering::SeqCst);
        self.keyboard.wake();
        // A terminal that cannot be taken again is gone; the next frame finds that out and ends the program.
        if let Ok(canvas) = taken {
            (self.canvas, self.frame) = (canvas, Frame::default());
        }
        if self.has_mouse {
            let _ = self.mouse(true);
        }
        Ok(outcome)
    }
}

impl Surroundings for Screen {
    fn now(&self) -> DateTime {
        wall_clock()
    }

    fn mouse(&mut self, on: bool) -> io::Result<()> {
        self.has_mouse = on;
        if !on {
            return execute!(stdout(), DisableMouseCapture);
        }
        // Presses and the wheel alone, in SGR form: crossterm's own command also reports every movement, and a hand on
        // the mouse would keep the program awake.
        stdout().write_all(b"\x1b[?1000h\x1b[?1006h")?;
        stdout().flush()
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(stdout(), CopyToClipboard::to_clipboard_from(text))
    }

    fn edit(&mut self, file: &Path, text: &str) -> Vec<Message> {
        let edited = self.step_aside(|| editor::edit(file, text)).and_then(|edited| edited);
        let outcome = edited.map_or_else(Message::Failed, Message::Edited);
        now_sized().into_iter().chain([outcome]).collect()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // Half a frame must not follow on the rep's own screen.
        let _ = stdout().flush();
        self.way_back.take();
    }
}

/// The size of the terminal, which may have changed while something else had it.
fn now_sized() -> Option<Message> {
    size().ok().map(|(columns, rows)| Message::Resize(columns, rows))
}

/// Takes the terminal: an empty screen, and keys one by one.
fn take(way_back: &WayBack) -> io::Result<Canvas> {
    way_back.taken.store(false, Ordering::SeqCst);
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, SetCursorStyle::SteadyBar, Hide)?;
    if tells_keys_apart() {
        // Asked for without asking whether it is there: who does not know the sequence lets it go by, and an answer
        // that never comes would keep the first keys waiting. With the letters that Shift makes, for Esc ? and the like.
        let wanted =
            KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES | KeyboardEnhancementFlags::REPORT_ALTERNATE_KEYS;
        execute!(stdout(), PushKeyboardEnhancementFlags(wanted))?;
    }
    Ok(Canvas::new())
}

/// Whether the terminal may be asked to tell Esc from the beginning of a sequence. Old Linux consoles would print the
/// end of the request.
fn tells_keys_apart() -> bool {
    std::env::var("TERM").is_ok_and(|terminal| terminal != "linux")
}

/// Gives the terminal back, once for each time it is taken.
struct WayBack {
    /// The terminal under the standard output. The main thread holds the lock of the standard output while the screen
    /// is on, so a panic on another thread would wait for it for ever.
    terminal: File,
    taken: AtomicBool,
}

impl WayBack {
    fn prepare() -> io::Result<Self> {
        let terminal = File::from(stdout().as_fd().try_clone_to_owned()?);
        Ok(Self { terminal, taken: AtomicBool::new(false) })
    }

    /// Nothing can be done where the terminal is gone, so errors are let go.
    fn take(&self) {
        if self.taken.swap(true, Ordering::SeqCst) {
            return;
        }
        let mut steps = Vec::new();
        let _ = queue!(steps, EndSynchronizedUpdate, DisableMouseCapture, DisableBracketedPaste);
        if tells_keys_apart() {
            // Before the alternate screen is left: each of the two screens has a keyboard mode of its own.
            let _ = queue!(steps, PopKeyboardEnhancementFlags);
        }
        let _ = queue!(steps, SetCursorStyle::DefaultUserShape, LeaveAlternateScreen, Show);
        let _ = (&self.terminal).write_all(&steps);
        let _ = disable_raw_mode();
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn the_terminal_is_given_back_once_and_without_the_lock_of_the_output() {
        let (mut there, here) = io::pipe().unwrap();
        let way_back =
            Arc::new(WayBack { terminal: File::from(std::os::fd::OwnedFd::from(here)), taken: false.into() });
        let _held = stdout().lock();
        let other = Arc::clone(&way_back);
        thread::spawn(move || other.take()).join().unwrap();
        way_back.take();
        drop(way_back);
        let mut written = String::new();
        io::Read::read_to_string(&mut there, &mut written).unwrap();
        assert_eq!(written.matches("\u{1b}[?1049l").count(), 1, "{written:?}");
    }
}
