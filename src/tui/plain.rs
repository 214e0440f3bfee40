//! The call without a screen: line by line, in words, for screen readers, dumb terminals and pipes.
//!
//! The very model, desk and session of the screen stand behind it. A typed line becomes what keys would have been
//! ([`answer`]), and what came of it is said by comparing two briefs ([`changes`]). Nothing is ever drawn: no escape
//! sequence and no control character is written, whatever was typed or stored.

use std::io::{self, BufRead, Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;

use jiff::civil::DateTime;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use crate::store::{Ack, Writer};

use super::desk::{Desk, Done};
use super::launch::{Launch, Left};
use super::message::Message;
use super::model::Model;
use super::run::{on_signal, wall_clock};
use super::settle::Surroundings;

mod answer;
mod ask;
mod changes;
mod drill;
mod insight;
mod practice;
mod slash;
mod state;
mod talk;
mod words;

use talk::Talk;

/// No more of a line than this is taken at once: far more than a remark may have.
const LONGEST_LINE_BYTES: u64 = 64 * 1024;

/// What wakes the talk.
enum Wake {
    Line(String),
    Ack(Ack),
    /// An errand is done.
    Done(Done),
    /// A signal, or the end of the input.
    End,
}

/// Holds calls line by line until the rep leaves or the input ends. With `is_prompted`, a prompt stands where a line is
/// waited for. An output that fails on the way is no error: what is left behind is told all the same.
///
/// # Errors
///
/// Where the store cannot be opened, or the system has no room for a thread.
pub fn run_plain(
    launch: Launch,
    input: impl BufRead + Send + 'static,
    out: &mut dyn Write,
    is_prompted: bool,
) -> anyhow::Result<Left> {
    let (sender, wakes) = channel();
    let acks = sender.clone();
    let start_writer = Box::new(move |dir: &Path| {
        let acks = acks.clone();
        Writer::spawn(dir, move |ack| drop(acks.send(Wake::Ack(ack))))
    });
    let (look, set) = (launch.look, (launch.keymap.clone(), launch.settings.clone()));
    let mut model = Model::new(look, set, launch.shelf.banks(), wall_clock(), (0, 0));
    model.home.has_tour = false;
    let done = sender.clone();
    let (mut desk, opening) = Desk::new(launch, start_writer, Arc::new(move |it| drop(done.send(Wake::Done(it)))))?;
    let first = desk.open_first(opening, wall_clock());
    let ends = sender.clone();
    on_signal(&[SIGTERM, SIGHUP, SIGINT], move |_| ends.send(Wake::End).is_ok())?;
    thread::Builder::new().name("input".to_owned()).spawn(move || read(input, |wake| sender.send(wake).is_ok()))?;
    let mut talk = Talk::new(model, desk, wakes, (out, is_prompted));
    let ended = talk.hold(first);
    let left = talk.leave();
    Ok(Left { failed: ended.err().map(|error| format!("the output cannot be written: {error}")), ..left })
}

/// Hands the lines of the input on until nobody listens or there are no more.
fn read(mut input: impl BufRead, mut send: impl FnMut(Wake) -> bool) {
    loop {
        let mut line = Vec::new();
        match input.by_ref().take(LONGEST_LINE_BYTES).read_until(b'\n', &mut line) {
            Ok(1..) if send(Wake::Line(String::from_utf8_lossy(&line).into_owned())) => {}
            _ => {
                send(Wake::End);
                return;
            }
        }
    }
}

/// What a terminal would do, where there is none to do it.
struct Around;

impl Surroundings for Around {
    fn now(&self) -> DateTime {
        wall_clock()
    }

    fn mouse(&mut self, _on: bool) -> io::Result<()> {
        Ok(())
    }

    fn copy(&mut self, _text: &str) -> io::Result<()> {
        Err(io::Error::other("there is no clipboard here; /report writes it to a file"))
    }

    fn edit(&mut self, _file: &Path, _text: &str) -> Vec<Message> {
        vec![Message::Failed("there is no editor here: type the note as it comes, line by line".to_owned())]
    }
}
