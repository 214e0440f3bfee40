//! The keyboard: a thread that waits for what the terminal says, and rests while another program has the terminal.

use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::event::Event;
use signal_hook::consts::SIGWINCH;
use signal_hook::low_level::raise;

use super::Wake;

/// How long the thread may take to come to rest: it only has to hand on what it has read.
const REST_WAIT: Duration = Duration::from_secs(1);

/// The thread that reads the terminal, as others see it.
#[derive(Default)]
pub(super) struct Keyboard {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    is_rest_wanted: bool,
    is_resting: bool,
}

impl Keyboard {
    /// Starts the thread, which hands on what the terminal says until nobody listens.
    ///
    /// # Errors
    ///
    /// Where the system has no room for a thread.
    pub(super) fn listen(sender: Sender<Wake>) -> io::Result<Arc<Self>> {
        let keyboard = Arc::new(Self::default());
        let own = Arc::clone(&keyboard);
        thread::Builder::new().name("input".to_owned()).spawn(move || {
            forward(crossterm::event::read, |wake| {
                let is_heard = sender.send(wake).is_ok();
                own.rest_if_wanted();
                is_heard
            });
        })?;
        Ok(keyboard)
    }

    /// Has the thread leave the terminal to another program until [`Keyboard::wake`]; whether it does. No key is lost:
    /// what was read before is handed on, and what was not goes to the program that has the terminal then.
    pub(super) fn rest(&self) -> bool {
        let mut state = self.lock();
        state.is_rest_wanted = true;
        // The thread sleeps in a read that ends with a key or a change of the window's size; it is told of the latter.
        if raise(SIGWINCH).is_ok() {
            let waited = self.changed.wait_timeout_while(state, REST_WAIT, |state| !state.is_resting);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        state.is_rest_wanted = state.is_resting;
        state.is_resting
    }

    /// Has the thread read the terminal again.
    pub(super) fn wake(&self) {
        self.lock().is_rest_wanted = false;
        self.changed.notify_all();
    }

    /// On the thread itself: waits until the terminal is there for it.
    fn rest_if_wanted(&self) {
        let mut state = self.lock();
        if !state.is_rest_wanted {
            return;
        }
        state.is_resting = true;
        self.changed.notify_all();
        let waited = self.changed.wait_while(state, |state| state.is_rest_wanted);
        waited.unwrap_or_else(PoisonError::into_inner).is_resting = false;
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
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

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

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
    fn a_keyboard_at_rest_hands_nothing_on_until_it_is_woken_and_then_all_of_it() {
        let keyboard = Arc::new(Keyboard::default());
        let own = Arc::clone(&keyboard);
        let (typed, terminal) = channel();
        let (sender, heard) = channel();
        let reader = thread::spawn(move || {
            forward(
                || terminal.recv().map_err(|_| io::ErrorKind::BrokenPipe.into()),
                |wake| {
                    let is_heard = sender.send(wake).is_ok();
                    own.rest_if_wanted();
                    is_heard
                },
            );
        });
        // A change of size stands for the signal, which no terminal hears here.
        typed.send(Event::Resize(80, 24)).unwrap();
        assert!(matches!(heard.recv(), Ok(Wake::Terminal(Event::Resize(..)))));
        let wakes = typed.clone();
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(50));
            wakes.send(Event::Resize(80, 24)).unwrap();
        });
        assert!(keyboard.rest());
        // The thread rested before it read the change of size, or handed it on first.
        let _ = heard.recv_timeout(Duration::from_millis(200));
        typed.send(Event::Paste("kept".to_owned())).unwrap();
        assert!(heard.recv_timeout(Duration::from_millis(50)).is_err(), "the terminal is not read now");
        keyboard.wake();
        let kept = |wake: Wake| matches!(wake, Wake::Terminal(Event::Paste(text)) if text == "kept");
        assert!(heard.iter().any(kept), "nothing is lost");
        drop(typed);
        reader.join().unwrap();
    }
}
