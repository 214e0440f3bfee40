//! The terminal: the only place that touches it. Input, clock, signals and the store's acknowledgements come in through
//! one channel; the screen is drawn when something changed, and nothing runs while nothing happens but the clock.
#![expect(clippy::disallowed_methods, reason = "the terminal loop lives by the wall clock")]

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use crossterm::event::{Event, MouseEventKind};
use crossterm::terminal::size;
use jiff::civil::DateTime;
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use crate::store::Ack;

use super::desk::{Desk, Done};
use super::launch::{Launch, Left};
use super::message::Message;
use super::model::Model;
use super::settle::{Surroundings as _, settle};

mod canvas;
mod editor;
mod keyboard;
mod screen;

use keyboard::Keyboard;
use screen::Screen;

/// How long a changed draft waits, so that a burst of keys costs one write.
const DRAFT_WAIT: Duration = Duration::from_millis(200);

/// What wakes the loop.
enum Wake {
    Terminal(Event),
    Ack(Ack),
    /// An errand is done.
    Done(Done),
    /// The shell wants the program to stop for a while.
    Suspend,
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
    let is_away = Arc::new(AtomicBool::new(false));
    heed_signals(sender.clone(), Arc::clone(&is_away))?;
    let keyboard = Keyboard::listen(sender.clone())?;
    let mut screen = Screen::enter(sender, keyboard, is_away)?;
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
        let was_unread = model.is_unread();
        let waits = wakes.try_recv().ok();
        if was_unread && waits.is_none() {
            // The letters are on the screen and no key waits: time to say what they would become.
            *open = settle(model, desk, vec![Message::ReadDue], screen);
            continue;
        }
        let wake = waits.or_else(|| next_wake(model, draft_due, wakes));
        let mut messages = vec![Message::Clock(desk.clock(wall_clock()))];
        let mut is_to_stop = false;
        match wake {
            Some(wake) => {
                for wake in std::iter::once(wake).chain(wakes.try_iter()) {
                    is_to_stop |= matches!(wake, Wake::Suspend);
                    messages.extend(message(wake, desk));
                }
            }
            None if draft_due.is_some_and(|due| due <= Instant::now()) => messages.push(Message::DraftDue),
            None => {}
        }
        // Keys without a pause put reading off by one frame, and not for ever.
        messages.extend(was_unread.then_some(Message::ReadDue));
        *open = settle(model, desk, messages, screen);
        if is_to_stop && *open {
            let back = screen.suspend();
            *open = settle(model, desk, back, screen);
        }
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
        // A stopped program saves nothing.
        Wake::Suspend => Some(Message::DraftDue),
        Wake::End => Some(Message::End),
    }
}

/// Whether something is done with the mouse: moving it alone is not worth a redraw.
const fn is_meant(kind: MouseEventKind) -> bool {
    matches!(kind, MouseEventKind::Down(_) | MouseEventKind::ScrollUp | MouseEventKind::ScrollDown)
}

/// Waits for signals. While another program has the terminal, what is pressed there to interrupt or to stop is meant for
/// that program.
fn heed_signals(sender: Sender<Wake>, is_away: Arc<AtomicBool>) -> anyhow::Result<()> {
    let heeded = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP];
    on_signal(&heeded, move |signal| match (signal, is_away.load(Ordering::SeqCst)) {
        (SIGINT | SIGQUIT, true) => true,
        (SIGTSTP, true) => emulate_default_handler(SIGTSTP).is_ok(),
        (SIGTSTP, false) => sender.send(Wake::Suspend).is_ok(),
        _ => sender.send(Wake::End).is_ok(),
    })
}

/// Calls `heed` with every one of these signals that the program gets, until it says that nobody listens.
pub(super) fn on_signal(signals: &[i32], mut heed: impl FnMut(i32) -> bool + Send + 'static) -> anyhow::Result<()> {
    let mut signals = Signals::new(signals).context("signals cannot be caught")?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            if !heed(signal) {
                break;
            }
        }
    })?;
    Ok(())
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
