//! The real program in a real pseudo-terminal: a few tests that only a terminal can answer.

mod editing;
mod failing;
mod kill;
mod manners;
mod several;

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use bantam::store::Store;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long a screen may take to say what is waited for; generous, because test machines are busy.
const PATIENCE: Duration = Duration::from_secs(20);

/// The sequence that ends a synchronized update: what stands before it is a whole frame.
const END_OF_FRAME: &[u8] = b"\x1b[?2026l";

/// A running bantam and the screen that it draws.
struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    input: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    /// Bytes read but not yet drawn, because their frame is not complete.
    pending: Vec<u8>,
    parser: vt100::Parser,
    /// Everything that was written, for tests on raw sequences.
    raw: Vec<u8>,
}

impl Terminal {
    /// Starts the program on a terminal of `columns` by `rows`, with its data in `data_dir`.
    fn start(data_dir: &Path, arguments: &[&str], columns: u16, rows: u16) -> Self {
        Self::start_with(data_dir, arguments, &[], columns, rows)
    }

    /// The same with variables added to its environment.
    fn start_with(data_dir: &Path, arguments: &[&str], environment: &[(&str, &str)], columns: u16, rows: u16) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_bantam"));
        command.args(arguments);
        command.env("BANTAM_DATA_DIR", data_dir);
        command.env("BANTAM_CONFIG", data_dir.join("config.yaml"));
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let input = pair.master.take_writer().unwrap();
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(length @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..length].to_vec()).is_err() {
                    break;
                }
            }
        });
        let parser = vt100::Parser::new(cells(rows), cells(columns), 0);
        Self { child, master: pair.master, input, output, pending: Vec::new(), parser, raw: Vec::new() }
    }

    fn send(&mut self, keys: &str) {
        self.input.write_all(keys.as_bytes()).unwrap();
        self.input.flush().unwrap();
    }

    /// Sends keys to a program that may be gone; whether it was there.
    fn try_send(&mut self, keys: &str) -> bool {
        let sent = self.input.write_all(keys.as_bytes()).and_then(|()| self.input.flush());
        sent.is_ok() && self.child.try_wait().is_ok_and(|ended| ended.is_none())
    }

    /// The screen as text, one line a row.
    fn text(&self) -> String {
        self.parser.screen().contents()
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        self.master.resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
        self.parser.screen_mut().set_size(cells(rows), cells(columns));
    }

    /// Draws what has arrived, whole frames only, and lets `seen` look at each; false at the end of output.
    fn drain(&mut self, wait: Duration, mut seen: impl FnMut(&str)) -> bool {
        let mut open = true;
        let mut wait = wait;
        loop {
            match self.output.recv_timeout(wait) {
                Ok(bytes) => {
                    self.raw.extend_from_slice(&bytes);
                    self.pending.extend(bytes);
                    wait = Duration::ZERO;
                }
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => {
                    open = false;
                    break;
                }
            }
        }
        while let Some(end) = find(&self.pending, END_OF_FRAME) {
            let frame: Vec<u8> = self.pending.drain(..end + END_OF_FRAME.len()).collect();
            self.parser.process(&frame);
            seen(&self.parser.screen().contents());
        }
        open
    }

    /// Waits until the screen shows what is wanted.
    fn wait_for(&mut self, what: &str) {
        self.wait_until(&format!("{what:?}"), |text| text.contains(what));
    }

    fn wait_until(&mut self, what: &str, wanted: impl Fn(&str) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !wanted(&self.text()) {
            let open = self.drain(Duration::from_millis(50), |_| {});
            if wanted(&self.text()) {
                return;
            }
            assert!(open && Instant::now() < deadline, "waited in vain for {what}; the screen:\n{}", self.text());
        }
    }

    /// Kills the program as a power cut would.
    fn kill(&mut self) {
        self.signal("KILL");
        self.child.wait().unwrap();
    }

    /// Sends a signal by name; `Child::kill` would send a hang-up first, which the program may answer.
    fn signal(&mut self, name: &str) {
        let id = self.child.process_id().expect("still running");
        let sent = Command::new("kill").args([format!("-{name}"), id.to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits for the program to end by itself; returns its exit code.
    fn wait_for_exit(&mut self) -> u32 {
        let deadline = Instant::now() + PATIENCE;
        loop {
            self.drain(Duration::from_millis(20), |_| {});
            if let Some(status) = self.child.try_wait().unwrap() {
                while self.drain(Duration::from_millis(100), |_| {}) {}
                return status.exit_code();
            }
            assert!(Instant::now() < deadline, "did not end; the screen:\n{}", self.text());
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A test that failed half-way must not leave a program behind; one that ended already is fine.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The half-typed note of the only call in a data directory, as it is on disk.
fn draft(data_dir: &Path) -> String {
    let store = Store::open(data_dir).unwrap();
    let call = store.calls().unwrap()[0].id;
    store.draft(call).unwrap().map(|draft| draft.text).unwrap_or_default()
}

/// Waits for a half-typed note to be on disk, which the program writes beside its work and no screen tells.
fn wait_for_draft(data_dir: &Path, wanted: &str) {
    let deadline = Instant::now() + PATIENCE;
    while draft(data_dir) != wanted {
        assert!(Instant::now() < deadline, "the half-typed note on disk is {:?}", draft(data_dir));
        thread::sleep(Duration::from_millis(20));
    }
}

fn cells(number: u16) -> NonZero<u16> {
    NonZero::new(number).expect("a terminal has cells")
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}
