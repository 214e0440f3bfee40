//! The terminal: the only place that touches it. Input, clock, signals and the store's acknowledgements come in through
//! one channel; the screen is drawn when something changed, and nothing runs while nothing happens but the clock.
#![expect(clippy::disallowed_methods, reason = "the terminal loop lives by the wall clock")]

use std::fs::File;
use std::io::{self, Stdout, Write, stdout};
use std::os::fd::AsFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, SetCursorStyle, Show};
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, Event, MouseEventKind};
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

use super::desk::{Desk, Done};
use super::launch::{Launch, Left};
use super::message::Message;
use super::model::Model;
use super::settle::{Surroundings, settle};
use super::view::view;

/// How long a changed draft waits, so that a burst of keys costs one write.
const DRAFT_WAIT: Duration = Duration::from_millis(200);

/// What wakes the loop.
enum Wake {
    Terminal(Event),
    Ack(Ack),
    /// An errand is done.
    Done(Done),
    /// A signal, or the end of the terminal.
    End,
}

/// Runs the screen until the rep leaves. A terminal that fails on the way is no error: what is left behind is told
/// all the same, with the failure beside it.
///
/// # Errors
///
/// Where the store cannot be opened, or the terminal is none from the start.
pub fn run(launch: Launch) -> anyhow::Result<Left> {
    let (sender, wakes) = channel();
    let acks = sender.clone();
    let start_writer = Box::new(move |dir: &std::path::Path| {
        let acks = acks.clone();
        crate::store::Writer::spawn(dir, move |ack| drop(acks.send(Wake::Ack(ack))))
    });
    let (look, set) = (launch.look, (launch.keymap.clone(), launch.settings.clone()));
    let mouse = launch.settings.has_mouse();
    let banks = launch.shelf.banks();
    let done = sender.clone();
    let (mut desk, opening) = Desk::new(launch, start_writer, Arc::new(move |it| drop(done.send(Wake::Done(it)))))?;
    listen(&sender)?;
    let mut screen = Screen::enter(sender)?;
    if mouse {
        screen.mouse(true)?;
    }
    let mut model = Model::new(look, set, banks, wall_clock(), size().unwrap_or((80, 24)));
    let first = desk.open_first(opening, wall_clock());
    let mut open = settle(&mut model, &mut desk, first, &mut screen);
    desk.warm_up();
    let ended = turn_until_left(&mut open, &mut model, &mut desk, &mut screen, &wakes);
    drop(screen);
    let left = desk.leave(wall_clock());
    Ok(Left { failed: ended.err().map(|error| format!("the terminal cannot be written: {error}")), ..left })
}

/// Waits, updates, draws, until the rep leaves.
fn turn_until_left(
    open: &mut bool,
    model: &mut Model,
    desk: &mut Desk,
    screen: &mut Screen,
    wakes: &Receiver<Wake>,
) -> io::Result<()> {
    let mut draft_due: Option<Instant> = None;
    while *open {
        if let Err(error) = screen.draw(model) {
            // The terminal is gone, and what was half typed is not.
            settle(model, desk, vec![Message::End], screen);
            return Err(error);
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
        *open = settle(model, desk, messages, screen);
    }
    Ok(())
}

/// The next thing that happens; `None` when the clock or the draft is due instead.
fn next_wake(model: &Model, draft_due: Option<Instant>, wakes: &Receiver<Wake>) -> Option<Wake> {
    let running = model.call.as_ref().filter(|call| call.closed_at().is_none());
    let drills = model.drill.as_ref().is_some_and(|drill| !drill.round.is_over());
    let tick = (running.is_some() || drills).then(until_next_second);
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

fn message(wake: Wake, desk: &mut Desk) -> Option<Message> {
    match wake {
        Wake::Terminal(Event::Key(key)) => Some(Message::Key(key)),
        Wake::Terminal(Event::Mouse(mouse)) if is_meant(mouse.kind) => Some(Message::Mouse(mouse)),
        Wake::Terminal(Event::Paste(text)) => Some(Message::Paste(text)),
        Wake::Terminal(Event::Resize(columns, rows)) => Some(Message::Resize(columns, rows)),
        Wake::Terminal(_) => None,
        Wake::Ack(ack) => desk.acknowledged(ack),
        Wake::Done(done) => desk.done(done),
        Wake::End => Some(Message::End),
    }
}

/// Whether something is done with the mouse: moving it alone is not worth a redraw.
const fn is_meant(kind: MouseEventKind) -> bool {
    matches!(kind, MouseEventKind::Down(_) | MouseEventKind::ScrollUp | MouseEventKind::ScrollDown)
}

/// Starts the threads that wait for input and for signals.
fn listen(sender: &Sender<Wake>) -> anyhow::Result<()> {
    let input = sender.clone();
    thread::Builder::new().name("input".to_owned()).spawn(move || {
        forward(crossterm::event::read, |wake| input.send(wake).is_ok());
    })?;
    let ends = sender.clone();
    on_signal(move || ends.send(Wake::End).is_ok())
}

/// Calls `end` whenever the program is asked to end by a signal, until nobody listens.
pub(super) fn on_signal(mut end: impl FnMut() -> bool + Send + 'static) -> anyhow::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT]).context("signals cannot be caught")?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for _ in signals.forever() {
            if !end() {
                break;
            }
        }
    })?;
    Ok(())
}

/// Hands on what the terminal says until nobody listens. A terminal that is gone ends the program as a signal does,
/// and is not read again.
fn forward(mut read: impl FnMut() -> io::Result<Event>, mut send: impl FnMut(Wake) -> bool) {
    loop {
        let (wake, gone) = match read() {
            Ok(event) => (Wake::Terminal(event), false),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => (Wake::End, true),
        };
        if !send(wake) || gone {
            return;
        }
    }
}

/// The wall clock of the place, to the second.
pub(super) fn wall_clock() -> DateTime {
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
    way_back: Arc<WayBack>,
}

impl Screen {
    /// Takes the terminal. A panic on any thread gives it back, so that its message can be read, and ends the screen.
    fn enter(ends: Sender<Wake>) -> anyhow::Result<Self> {
        let way_back = Arc::new(WayBack::prepare().context("the terminal cannot be written")?);
        let on_panic = Arc::clone(&way_back);
        let previous = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            on_panic.take();
            previous(panic);
            drop(ends.send(Wake::End));
        }));
        enable_raw_mode().context("the terminal has no raw mode")?;
        let entered = execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, SetCursorStyle::SteadyBar, Hide);
        let terminal = entered.and_then(|()| Terminal::new(CrosstermBackend::new(stdout())));
        match terminal {
            Ok(terminal) => Ok(Self { terminal, way_back }),
            Err(error) => {
                way_back.take();
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
}

impl Surroundings for Screen {
    fn now(&self) -> DateTime {
        wall_clock()
    }

    fn mouse(&mut self, on: bool) -> io::Result<()> {
        if !on {
            return execute!(stdout(), DisableMouseCapture);
        }
        // Presses and the wheel alone, in SGR form: crossterm's own command also reports every movement, and a hand on
        // the mouse would keep the program awake.
        stdout().write_all(b"\x1b[?1000h\x1b[?1006h")?;
        stdout().flush()
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(self.terminal.backend_mut(), CopyToClipboard::to_clipboard_from(text))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // Half a frame must not follow on the rep's own screen.
        let _ = stdout().flush();
        self.way_back.take();
    }
}

/// Gives the terminal back, once.
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
        let _ = queue!(
            steps,
            EndSynchronizedUpdate,
            DisableMouseCapture,
            DisableBracketedPaste,
            SetCursorStyle::DefaultUserShape,
            LeaveAlternateScreen,
            Show
        );
        let _ = (&self.terminal).write_all(&steps);
        let _ = disable_raw_mode();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_that_is_gone_is_read_once_and_an_interruption_is_none() {
        let errors = [io::ErrorKind::Interrupted, io::ErrorKind::BrokenPipe, io::ErrorKind::BrokenPipe];
        let mut reads = errors.into_iter();
        let mut ends = 0;
        forward(
            || Err(reads.next().map_or_else(|| io::Error::other("read on"), io::Error::from)),
            |wake| {
                ends += usize::from(matches!(wake, Wake::End));
                true
            },
        );
        assert_eq!((ends, reads.len()), (1, 1));
    }

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
