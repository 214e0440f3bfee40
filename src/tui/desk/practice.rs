//! Practice at the desk: what the trainee says goes to the other end of the line, and what comes back to the screen.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

use jiff::SignedDuration;
use jiff::civil::DateTime;

use super::{Apart, Applied, Carried, Desk, Message, OpenCall};
use crate::call::Command;
use crate::practice::{Grade, GradeSummary, Record};
use crate::session::Session;
use crate::session::rehearsal::{LineView, Rehearsal};
use crate::store::{CallId, Claim, Store, write_private};
use crate::tui::launch::Practice;
use crate::tui::message::Aloud;

/// The other end of the line, and where what was said is kept.
pub(super) struct OtherEnd {
    rehearsal: Rehearsal,
    /// Who practises.
    trainee: String,
    keeper: Option<Keeper>,
}

impl OtherEnd {
    fn view(&self, session: &Session) -> LineView {
        let on_screen = session.state().current_question();
        let was_put = on_screen.is_some_and(|asked| self.rehearsal.was_put(&asked.question));
        LineView { was_put, ..self.rehearsal.view() }
    }
}

impl Desk {
    /// Opens a practice call, a new one or one taken up again.
    pub(super) fn practise(&mut self, practice: Practice, now: DateTime) -> Carried {
        let Practice { id, session, rehearsal, is_kept, .. } = practice;
        let (is_new, about) = (id.is_none(), rehearsal.persona().about.clone());
        let id = id.unwrap_or_else(CallId::generate);
        let apart = if is_kept { self.practice_folder()? } else { self.throwaway()? };
        let claim = Claim::take(&apart.path, id, now).map_err(|error| error.to_string())?;
        let saved = if is_new { 0 } else { session.journal().last().map_or(0, |event| event.seq) };
        let ahead = session.journal().last().map_or(SignedDuration::ZERO, |last| now.duration_since(last.at));
        if is_new {
            apart.writer.append(id, session.journal().to_vec());
        }
        let keeper = is_kept.then(|| Keeper::start(&Record::path(&apart.path, &id.to_string())));
        let other_end = OtherEnd { rehearsal: *rehearsal, trainee: self.shelf.trainee(), keeper };
        keep(&other_end, &session, None);
        let (apart, other_end) = (Some(apart), Some(other_end));
        let open = OpenCall { ahead, apart, saved, other_end, ..OpenCall::new(id, *session, claim) };
        let mut messages = self.opened(open, String::new(), now);
        messages.extend(is_new.then_some(Message::Told(about)));
        Ok(messages)
    }

    /// The folder of practice calls, apart from the real ones, and a writer on it.
    fn practice_folder(&self) -> Result<Apart, String> {
        let path = Record::folder(self.store.data_dir());
        // The store is made, or its faults are told, before anything is said.
        Store::open(&path).map_err(|error| error.to_string())?;
        let writer = (self.start_writer)(&path).map_err(|error| error.to_string())?;
        Ok(Apart { writer, path, _folder: None })
    }

    /// What is heard on the line of the call on the screen; `None` where it is no practice call.
    pub(super) fn line(&self) -> Option<LineView> {
        let open = self.open.as_ref()?;
        Some(open.other_end.as_ref()?.view(&open.session))
    }

    /// What changes on the line when the call turns to another question.
    pub(super) fn line_message(&self) -> Option<Message> {
        self.line().map(|line| Message::OnLine(Box::new(line)))
    }

    /// Puts a question to the prospect.
    pub(super) fn say(&mut self, aloud: &Aloud, now: DateTime) -> Vec<Message> {
        let at = self.clock(now);
        let Some(open) = &mut self.open else { return vec![Message::Refused("no call is open".to_owned())] };
        let Some(other_end) = &mut open.other_end else {
            return vec![Message::Refused("nobody is on the line: this is no practice call".to_owned())];
        };
        let rehearsal = &mut other_end.rehearsal;
        let name = rehearsal.persona().who.name.clone();
        if rehearsal.view().is_over {
            return vec![Message::Refused(format!("{name} has hung up; wrap the call up"))];
        }
        let asking = match aloud {
            Aloud::OnScreen(wording) => rehearsal.on_screen(&open.session, wording),
            Aloud::Words(words) => rehearsal.typed(&open.session, words),
        };
        let Some(asking) = asking else {
            return vec![Message::Refused(format!("{name} does not see what you mean; ask it in other words"))];
        };
        let events = match rehearsal.ask(&mut open.session, &asking, at) {
            Ok(events) => events,
            Err(refusal) => return vec![Message::Refused(refusal.to_string())],
        };
        keep(other_end, &open.session, None);
        let last = events.last().map_or(0, |event| event.seq);
        if !events.is_empty() {
            let writer = open.apart.as_ref().map_or(&self.writer, |apart| &apart.writer);
            writer.append(open.id, events);
        }
        let applied = Applied { brief: Arc::new(open.session.brief(at)), touched: Vec::new(), last, topics: None };
        let heard = other_end.view(&open.session);
        vec![Message::Applied(Box::new(applied)), Message::Heard(Box::new(heard))]
    }

    /// What a command does to the grade of a practice call: there is one while the call is wrapped up.
    pub(super) fn graded(&self, command: &Command, now: DateTime) -> Option<Message> {
        let open = self.open.as_ref()?;
        let other_end = open.other_end.as_ref()?;
        if open.session.state().is_open() {
            if matches!(command, Command::Reopen | Command::Undo | Command::Redo) {
                keep(other_end, &open.session, None);
            }
            return None;
        }
        let (grade, summary) = other_end.rehearsal.grade(&open.session, now);
        keep(other_end, &open.session, Some((grade.clone(), summary)));
        Some(Message::Graded(Box::new(grade)))
    }
}

/// Keeps what was said on the line. A grade stands in the file only while the call is wrapped up.
fn keep(other_end: &OtherEnd, session: &Session, graded: Option<(Grade, GradeSummary)>) {
    if let Some(keeper) = &other_end.keeper {
        // The journal is in the store; the file gets it when it is exported.
        let record = other_end.rehearsal.record(session, graded);
        keeper.keep(Box::new(Record { journal: Vec::new(), trainee: other_end.trainee.clone(), ..record }));
    }
}

/// Writes records on a thread of its own, so that no key waits for the disk. Of several that wait, the last is written.
struct Keeper {
    records: Option<Sender<Box<Record>>>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    fn start(path: &Path) -> Self {
        let path = path.to_owned();
        let (records, wanted) = channel::<Box<Record>>();
        let write = move || {
            while let Ok(mut record) = wanted.recv() {
                record = wanted.try_iter().last().unwrap_or(record);
                // What cannot be written here is a practice call's other end; the notes are in the store, which says so.
                let _ = record.to_text().map(|text| write_private(&path, &text));
            }
        };
        let thread = thread::Builder::new().name("practice".to_owned()).spawn(write).ok();
        Self { records: Some(records), thread }
    }

    fn keep(&self, record: Box<Record>) {
        if let Some(records) = &self.records {
            // A thread that is gone leaves nothing to be done.
            drop(records.send(record));
        }
    }
}

impl Drop for Keeper {
    /// Waits for the last record.
    fn drop(&mut self) {
        drop(self.records.take());
        let _ = self.thread.take().map(JoinHandle::join);
    }
}
