//! The terminal: the only place that touches it. Input, clock, signals and the store's acknowledgements come in through
//! one channel; the screen is drawn when something changed, and nothing runs while nothing happens but the clock.
#![expect(clippy::disallowed_methods, reason = "the terminal loop lives by the wall clock")]

use std::io::{self, Stdout, Write, stdout};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, SetCursorStyle, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste, Event};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode, size,
};
use crossterm::{execute, queue};
use jiff::civil::DateTime;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::store::Ack;

use super::desk::Desk;
use super::launch::{Launch, Left};
use super::message::{Effect, Message};
use super::model::Model;
use super::update::update;
use super::view::view;

/// How long a changed draft waits, so that a burst of keys costs one write.
const DRAFT_WAIT: Duration = Duration::from_millis(200);

/// What wakes the loop.
enum Wake {
    Terminal(Event),
    Ack(Ack),
    /// A signal, or the end of the terminal.
    End,
}

/// Runs the screen until the rep leaves.
///
/// # Errors
///
/// Where the store cannot be opened, or the terminal cannot be written.
pub fn run(launch: Launch) -> anyhow::Result<Left> {
    let (sender, wakes) = channel();
    let acks = sender.clone();
    let start_writer = Box::new(move |dir: &std::path::Path| {
        let acks = acks.clone();
        crate::store::Writer::spawn(dir, move |ack| drop(acks.send(Wake::Ack(ack))))
    });
    let look = launch.look;
    let banks = launch.shelf.banks();
    let (mut desk, opening) = Desk::new(launch, start_writer)?;
    listen(&sender)?;
    let mut screen = Screen::enter()?;
    let mut model = Model::new(look, banks, wall_clock(), size().unwrap_or((80, 24)));
    let first = desk.open_first(opening, wall_clock());
    let mut open = settle(&mut model, &mut desk, &mut screen, first);
    desk.warm_up();
    let ended = turn_until_left(&mut open, &mut model, &mut desk, &mut screen, &wakes);
    drop(screen);
    let left = desk.leave(wall_clock());
    ended.map(|()| left)
}

/// Waits, updates, draws, until the rep leaves.
fn turn_until_left(
    open: &mut bool,
    model: &mut Model,
    desk: &mut Desk,
    screen: &mut Screen,
    wakes: &Receiver<Wake>,
) -> anyhow::Result<()> {
    let mut draft_due: Option<Instant> = None;
    while *open {
        if let Err(error) = screen.draw(model) {
            // The terminal is gone, and what was half typed is not.
            settle(model, desk, screen, vec![Message::End]);
            return Err(error).context("the terminal cannot be written");
        }
        let dirty = model.call.as_ref().is_some_and(|call| call.draft_dirty);
        draft_due = if dirty { draft_due.or_else(|| Some(Instant::now() + DRAFT_WAIT)) } else { None };
        let mut messages = Vec::new();
        match next_wake(model, draft_due, wakes) {
            Some(wake) => {
                messages.extend(message(wake, desk));
                messages.extend(wakes.try_iter().filter_map(|wake| message(wake, desk)));
            }
            None if draft_due.is_some_and(|due| due <= Instant::now()) => messages.push(Message::DraftDue),
            None => {}
        }
        messages.insert(0, Message::Clock(desk.clock(wall_clock())));
        *open = settle(model, desk, screen, messages);
    }
    Ok(())
}

/// The next thing that happens; `None` when the clock or the draft is due instead.
fn next_wake(model: &Model, draft_due: Option<Instant>, wakes: &Receiver<Wake>) -> Option<Wake> {
    let tick = model.call.as_ref().map(|_| until_next_second());
    let draft = draft_due.map(|due| due.saturating_duration_since(Instant::now()));
    match [tick, draft].into_iter().flatten().min() {
        Some(wait) => match wakes.recv_timeout(wait) {
            Ok(wake) => Some(wake),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Wake::End),
        },
        None => Some(wakes.recv().unwrap_or(Wake::End)),
    }
}

/// Updates the model and carries effects out until nothing is left to do; whether the program goes on.
fn settle(model: &mut Model, desk: &mut Desk, screen: &mut Screen, messages: Vec<Message>) -> bool {
    let mut messages: std::collections::VecDeque<Message> = messages.into();
    while let Some(message) = messages.pop_front() {
        let effects = update(model, message);
        let quits = effects.contains(&Effect::Quit);
        let outcome = carry_until_refused(effects, |effect| match effect {
            Effect::CopyReport => vec![copy(desk, screen)],
            effect => desk.carry(effect, wall_clock()),
        });
        if quits {
            return false;
        }
        // What came of a message is heard before the next key.
        for message in outcome.into_iter().rev() {
            messages.push_front(message);
        }
    }
    true
}

/// Carries a message's effects out in order. They are steps of one wish: what stands behind a refused one is left
/// undone, so that no call is closed over a next step that was not taken.
fn carry_until_refused(effects: Vec<Effect>, mut carry: impl FnMut(Effect) -> Vec<Message>) -> Vec<Message> {
    let mut outcome = Vec::new();
    for effect in effects {
        outcome.extend(carry(effect));
        if matches!(outcome.last(), Some(Message::Refused(_))) {
            break;
        }
    }
    outcome
}

fn copy(desk: &Desk, screen: &mut Screen) -> Message {
    match desk.report(wall_clock()).map(|text| screen.copy(&text)) {
        Ok(Ok(())) => Message::Told("report sent to the clipboard (by OSC 52; some terminals ignore it)".to_owned()),
        Ok(Err(error)) => Message::Failed(format!("the report was not copied: {error}")),
        Err(why) => Message::Failed(format!("the report was not copied: {why}")),
    }
}

fn message(wake: Wake, desk: &mut Desk) -> Option<Message> {
    match wake {
        Wake::Terminal(Event::Key(key)) => Some(Message::Key(key)),
        Wake::Terminal(Event::Paste(text)) => Some(Message::Paste(text)),
        Wake::Terminal(Event::Resize(columns, rows)) => Some(Message::Resize(columns, rows)),
        Wake::Terminal(_) => None,
        Wake::Ack(ack) => desk.acknowledged(ack),
        Wake::End => Some(Message::End),
    }
}

/// Starts the threads that wait for input and for signals.
fn listen(sender: &Sender<Wake>) -> anyhow::Result<()> {
    let input = sender.clone();
    thread::Builder::new().name("input".to_owned()).spawn(move || {
        // A terminal that is gone ends the program as a signal does.
        while input.send(crossterm::event::read().map_or(Wake::End, Wake::Terminal)).is_ok() {}
    })?;
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT]).context("signals cannot be caught")?;
    let ends = sender.clone();
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for _ in signals.forever() {
            if ends.send(Wake::End).is_err() {
                break;
            }
        }
    })?;
    Ok(())
}

/// The wall clock of the place, to the second.
fn wall_clock() -> DateTime {
    let now = jiff::Zoned::now().datetime();
    now.with().subsec_nanosecond(0).build().unwrap_or(now)
}

fn until_next_second() -> Duration {
    let nanos = u64::try_from(jiff::Zoned::now().subsec_nanosecond()).unwrap_or(0);
    Duration::from_nanos(1_000_000_000 - nanos.min(999_999_999)) + Duration::from_millis(1)
}

/// The terminal while the screen is on it; dropped, the terminal is as it was.
struct Screen {
    terminal: Terminal<CrosstermBackend<Stdout>>,
}

impl Screen {
    fn enter() -> anyhow::Result<Self> {
        let previous = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            restore();
            previous(panic);
        }));
        enable_raw_mode().context("the terminal has no raw mode")?;
        let entered = execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, SetCursorStyle::SteadyBar, Hide);
        let terminal = entered.and_then(|()| Terminal::new(CrosstermBackend::new(stdout())));
        match terminal {
            Ok(terminal) => Ok(Self { terminal }),
            Err(error) => {
                restore();
                Err(error).context("the terminal cannot be written")
            }
        }
    }

    fn draw(&mut self, model: &Model) -> io::Result<()> {
        queue!(stdout(), BeginSynchronizedUpdate)?;
        self.terminal.draw(|frame| {
            if let Some(caret) = view(model, frame.buffer_mut()) {
                frame.set_cursor_position(caret);
            }
        })?;
        queue!(stdout(), EndSynchronizedUpdate)?;
        stdout().flush()
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(self.terminal.backend_mut(), CopyToClipboard::to_clipboard_from(text))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back. Nothing can be done where it is gone, so errors are let go.
fn restore() {
    let _ = execute!(
        stdout(),
        EndSynchronizedUpdate,
        DisableBracketedPaste,
        SetCursorStyle::DefaultUserShape,
        LeaveAlternateScreen,
        Show
    );
    let _ = disable_raw_mode();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Command;

    #[test]
    fn nothing_is_done_behind_a_refusal() {
        let effects = vec![Effect::List, Effect::Do(Command::SetNextStep(None)), Effect::Do(Command::Reopen)];
        let mut tried = 0;
        let outcome = carry_until_refused(effects, |effect| {
            tried += 1;
            match effect {
                Effect::List => vec![Message::Listed(Vec::new())],
                _ => vec![Message::Refused("say what happens next".to_owned())],
            }
        });
        assert_eq!(tried, 2);
        assert!(matches!(outcome.as_slice(), [Message::Listed(_), Message::Refused(_)]), "{outcome:?}");
    }
}
