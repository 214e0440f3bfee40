//! A call in words: what is typed is carried out, what came of it is said, and then what is waited for.
#![expect(clippy::disallowed_methods, reason = "it waits for the disk by the wall clock")]

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use crossterm::event::KeyCode;

use super::answer::{answer, key};
use super::slash::{self, Saying, Typed};
use super::words::{self, quote};
use super::{Around, Wake, ask, changes, drill, insight, practice, state};
use crate::bank::QuestionId;
use crate::call::RemarkId;
use crate::report::Form;
use crate::session::Brief;
use crate::session::rehearsal::LineView;
use crate::store::Ack;
use crate::tui::commands::{CommandId, row};
use crate::tui::desk::{Desk, Done};
use crate::tui::launch::Left;
use crate::tui::message::{Effect, Message};
use crate::tui::model::{Model, Overlay};
use crate::tui::run::wall_clock;
use crate::tui::settle::settle;
use crate::tui::text::{ascii_signs, clean};

/// How long a line waits for the disk before it says that it is not saved yet.
const DISK_WAIT: Duration = Duration::from_secs(3);

/// What was said so far, so that only what is new is said.
#[derive(Default)]
struct Told {
    /// The call as it stood.
    brief: Option<Arc<Brief>>,
    /// The question, which phrasing of it, and whether with its probes.
    asked: Option<(Option<QuestionId>, usize, bool)>,
    /// Why the store cannot write.
    outage: Option<String>,
    /// Something was said to be not saved yet.
    unsaved: bool,
    /// The wrap-up has been begun.
    wrapping: bool,
    /// The remark whose likely places were offered last.
    offered: Option<RemarkId>,
    /// What was heard on the line of a practice call.
    line: Option<LineView>,
}

/// A call in words.
pub(super) struct Talk<'a> {
    model: Model,
    desk: Desk,
    wakes: Receiver<Wake>,
    /// Lines that came while the disk was waited for.
    waiting: VecDeque<Wake>,
    out: &'a mut dyn Write,
    is_prompted: bool,
    is_behind_prompt: bool,
    told: Told,
    open: bool,
}

impl<'a> Talk<'a> {
    pub(super) fn new(
        model: Model,
        desk: Desk,
        wakes: Receiver<Wake>,
        (out, is_prompted): (&'a mut dyn Write, bool),
    ) -> Self {
        let (waiting, told) = (VecDeque::new(), Told::default());
        Self { model, desk, wakes, waiting, out, is_prompted, is_behind_prompt: false, told, open: true }
    }

    /// Holds the call until the rep leaves, the input ends, or nobody hears it any more.
    pub(super) fn hold(&mut self, first: Vec<Message>) -> io::Result<()> {
        self.act(first)?;
        self.desk.warm_up();
        self.ask()?;
        while self.open {
            if self.is_prompted && !std::mem::replace(&mut self.is_behind_prompt, true) {
                write!(self.out, "> ")?;
            }
            self.out.flush()?;
            match self.waiting.pop_front().or_else(|| self.wakes.recv().ok()).unwrap_or(Wake::End) {
                Wake::Line(line) => {
                    // The terminal has shown the line and its end.
                    self.is_behind_prompt = false;
                    self.hear(&line)?;
                    self.ask()?;
                }
                Wake::Ack(ack) => self.hear_ack(ack)?,
                Wake::Done(done) => self.done(done),
                Wake::End => {
                    self.leave_prompt()?;
                    self.act(vec![Message::End])?;
                }
            }
        }
        self.out.flush()
    }

    /// Waits for the disk, and says what is left.
    pub(super) fn leave(mut self) -> Left {
        if self.open {
            // Nobody hears it any more, and what was half typed is kept.
            settle(&mut self.model, &mut self.desk, vec![Message::End], &mut Around);
        }
        self.desk.leave(wall_clock())
    }

    /// A typed line.
    fn hear(&mut self, line: &str) -> io::Result<()> {
        let offered = self.told.offered.take();
        let keymap = self.model.keymap.clone();
        match slash::read(line, &keymap) {
            Typed::Wrong(why) => self.say(&why),
            Typed::Saying(saying) => self.repeat(saying),
            Typed::Back if self.is_asking() => self.act(vec![key(KeyCode::Esc)]),
            Typed::Back => {
                self.told.asked = None;
                Ok(())
            }
            Typed::Command(id, remark, rest) => self.command(id, remark, rest),
            Typed::Words(words) => {
                let place = words.parse().ok().filter(|place| (1..=ask::OFFERED).contains(place));
                match (offered, place) {
                    (Some(remark), Some(_)) if self.model.overlay.is_none() => {
                        self.command(CommandId::File, Some(remark), words)
                    }
                    _ => self.answer(words),
                }
            }
        }
    }

    /// Runs a command; words behind it answer what it asks.
    fn command(&mut self, id: CommandId, remark: Option<RemarkId>, rest: &str) -> io::Result<()> {
        self.go_back()?;
        if id == CommandId::Report {
            return self.write_report();
        }
        self.act(vec![Message::Run(id, remark)])?;
        if rest.is_empty() || self.model.overlay.is_none() { Ok(()) } else { self.answer(rest) }
    }

    /// Answers what is asked; at the note line, keeps a note.
    fn answer(&mut self, words: &str) -> io::Result<()> {
        match answer(&self.model, words) {
            Some(messages) if messages.is_empty() => {
                self.told.asked = None;
                Ok(())
            }
            Some(messages) => {
                let was_open = self.told.brief.as_ref().is_some_and(|brief| brief.ending.closed.is_none());
                let was_finding = matches!(self.model.overlay, Some(Overlay::Find(_)));
                let was_wrapping = matches!(self.model.overlay, Some(Overlay::WrapUp));
                self.act(messages)?;
                if was_wrapping && matches!(self.model.overlay, Some(Overlay::File { .. })) {
                    return self.answer(words);
                }
                if was_finding && self.model.overlay.is_none() {
                    self.tell_found()?;
                }
                let is_closed = self.told.brief.as_ref().is_some_and(|brief| brief.ending.closed.is_some());
                if was_open && is_closed {
                    self.go_back()?;
                    self.write_report()?;
                    self.say("/wrap reopens the call, /home lists all calls, /leave ends.")?;
                }
                Ok(())
            }
            None => self.say("That is none of the choices."),
        }
    }

    /// A remark that was found is read out whole; a question says itself.
    fn tell_found(&mut self) -> io::Result<()> {
        let Some(call) = &self.model.call else { return Ok(()) };
        let Some(found) = call.chosen.and_then(|id| call.remark(id)) else { return Ok(()) };
        let lines = [vec![words::remark(found)], words::flags(&call.brief, found, |_| true)].concat();
        self.say_all(&lines)
    }

    /// Leaves whatever is asked.
    fn go_back(&mut self) -> io::Result<()> {
        while self.is_asking() {
            self.act(vec![key(KeyCode::Esc)])?;
        }
        Ok(())
    }

    /// Whether something is asked that can be left.
    fn is_asking(&self) -> bool {
        self.model.overlay.is_some() || self.model.home.form.is_some() || self.model.drill.is_some()
    }

    fn repeat(&mut self, saying: Saying) -> io::Result<()> {
        let clock = Message::Clock(self.desk.clock(wall_clock()));
        settle(&mut self.model, &mut self.desk, vec![clock], &mut Around);
        let Some(call) = &self.model.call else { return self.say("no call is open") };
        let lines = match saying {
            Saying::State => state::state(&self.model, call),
            Saying::Question => state::question(call),
            Saying::Remarks => state::remarks(&call.brief),
        };
        self.say_all(&lines)
    }

    fn write_report(&mut self) -> io::Result<()> {
        let works = row(CommandId::Report).map_or(Ok(()), |row| (row.when)(&self.model.snapshot()));
        if let Err(why) = works {
            return self.say(why);
        }
        let outcome = self.desk.carry(Effect::WriteReport(Form::Markdown), wall_clock());
        self.act(outcome)
    }

    /// Carries messages out, waits for the disk, and says what came of it.
    fn act(&mut self, messages: Vec<Message>) -> io::Result<()> {
        let clock = Message::Clock(self.desk.clock(wall_clock()));
        let messages = std::iter::once(clock).chain(messages).collect();
        self.open &= settle(&mut self.model, &mut self.desk, messages, &mut Around);
        if self.model.call.as_ref().is_some_and(|call| call.draft_dirty) {
            self.open &= settle(&mut self.model, &mut self.desk, vec![Message::DraftDue], &mut Around);
        }
        self.wait_for_others();
        if self.open { self.tell() } else { Ok(()) }
    }

    /// Waits for the disk and for errands: what is said is said once.
    fn wait_for_others(&mut self) {
        let until = Instant::now() + DISK_WAIT;
        while self.open && (self.desk.is_out() || self.model.outage.is_none() && self.is_waiting()) {
            match self.wakes.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Wake::Ack(ack)) => self.acknowledged(ack),
                Ok(Wake::Done(done)) => self.done(done),
                Ok(other) => self.waiting.push_back(other),
                Err(_) => return,
            }
        }
    }

    fn is_waiting(&self) -> bool {
        self.model.call.as_ref().is_some_and(|call| call.saving.is_waiting())
    }

    fn acknowledged(&mut self, ack: Ack) {
        let heard = self.desk.acknowledged(ack).into_iter().collect();
        self.open &= settle(&mut self.model, &mut self.desk, heard, &mut Around);
    }

    fn done(&mut self, done: Done) {
        let heard = self.desk.done(done).into_iter().collect();
        self.open &= settle(&mut self.model, &mut self.desk, heard, &mut Around);
    }

    /// An acknowledgement while nothing is asked: it is told only where it changes what was said.
    fn hear_ack(&mut self, ack: Ack) -> io::Result<()> {
        self.acknowledged(ack);
        self.tell_outage()?;
        if self.told.unsaved && !self.is_waiting() {
            self.told.unsaved = false;
            self.say("all of it is saved now")?;
        }
        Ok(())
    }

    fn tell_outage(&mut self) -> io::Result<()> {
        if self.told.outage == self.model.outage {
            return Ok(());
        }
        self.told.outage.clone_from(&self.model.outage);
        match self.model.outage.clone() {
            Some(why) => self.say(&format!("not saved: {why}; it is tried again and again")),
            None => Ok(()),
        }
    }

    /// Says what came of the last act.
    fn tell(&mut self) -> io::Result<()> {
        if let Some(notice) = self.model.notice.clone() {
            self.say(&notice.text)?;
        }
        self.tell_outage()?;
        let saved = match (&self.model.outage, self.is_waiting()) {
            (Some(_), true) => "not saved yet",
            (None, true) => "saving",
            (_, false) => "saved",
        };
        self.told.unsaved = self.is_waiting();
        let lines = match (&self.told.brief, &self.model.call) {
            (Some(before), Some(call)) => {
                let offered =
                    call.brief.remarks.last().filter(|last| before.remarks.iter().all(|old| old.id != last.id));
                let offer = offered.and_then(|last| Some((last.id, ask::offer(last)?)));
                self.told.offered = offer.as_ref().map(|(id, _)| *id).or(self.told.offered);
                let lines = changes::changes(before, &call.brief, saved);
                lines.into_iter().chain(offer.map(|(_, line)| line)).collect()
            }
            (None, Some(call)) => state::introduction(&self.model, call),
            (_, None) => Vec::new(),
        };
        self.say_all(&lines)?;
        self.told.brief = self.model.call.as_ref().map(|call| call.brief.clone());
        self.tell_line()?;
        self.tell_all_of_it()
    }

    /// What is new on the line of a practice call.
    fn tell_line(&mut self) -> io::Result<()> {
        let heard = self.model.call.as_ref().and_then(|call| call.practice.line.clone());
        let is_new = |told: &LineView, heard: &LineView| told.count != heard.count;
        let before = std::mem::replace(&mut self.told.line, heard.clone());
        match (before, heard) {
            (None, Some(heard)) => {
                self.say(&practice::introduction())?;
                self.say_all(&practice::line(&heard))
            }
            (Some(told), Some(heard)) if is_new(&told, &heard) => self.say_all(&practice::line(&heard)),
            _ => Ok(()),
        }
    }

    /// What a screen lays over itself to be read is said at once and is gone.
    fn tell_all_of_it(&mut self) -> io::Result<()> {
        let told = self.model.drill.as_ref().map(drill::told).filter(|lines| !lines.is_empty());
        if let Some(lines) = told {
            self.say_all(&lines)?;
            settle(&mut self.model, &mut self.desk, vec![key(KeyCode::Enter)], &mut Around);
        }
        let lines = match (&self.model.overlay, &self.model.call) {
            (Some(Overlay::Help(_)), _) => state::help(&self.model.keymap),
            (Some(Overlay::Why(_)), Some(call)) => state::why(call),
            (Some(Overlay::Card(at)), _) => self.model.home.cards.get(*at).map_or_else(Vec::new, state::card),
            (Some(Overlay::Compare(Some(shown), _)), _) => insight::compare(shown),
            (Some(Overlay::Compare(None, _)), _) => vec!["still reading the frameworks: ask again".to_owned()],
            (Some(Overlay::People(shown, _)), _) => insight::people(shown),
            (Some(Overlay::Grade(_)), Some(call)) => {
                call.practice.grade.as_ref().map(practice::grade).unwrap_or_default()
            }
            (Some(Overlay::History(_)), Some(call)) => state::history(&call.brief),
            _ => return Ok(()),
        };
        self.say_all(&lines)?;
        settle(&mut self.model, &mut self.desk, vec![key(KeyCode::Esc)], &mut Around);
        Ok(())
    }

    /// Says what is waited for: a choice, a field, or (where it is another one) the question.
    fn ask(&mut self) -> io::Result<()> {
        if !self.open {
            return Ok(());
        }
        let is_wrapping = matches!(self.model.overlay, Some(Overlay::WrapUp | Overlay::File { back: true, .. }));
        let begins = is_wrapping && !std::mem::replace(&mut self.told.wrapping, is_wrapping);
        self.told.wrapping = is_wrapping;
        let mut lines = Vec::new();
        match &self.model.call {
            Some(call) if self.model.overlay.is_none() => {
                let asked = Some(state::asked(call));
                let is_open = call.brief.ending.closed.is_none();
                if std::mem::replace(&mut self.told.asked, asked.clone()) != asked && is_open {
                    lines.extend(state::question(call));
                }
                if !call.note.is_blank() && is_open {
                    lines.push(format!("A half-typed note waits: {}", quote(call.note.text())));
                    lines.push("Enter keeps it as it is; type the note in full to replace it.".to_owned());
                }
            }
            Some(call) if begins && call.brief.ending.closed.is_none() => {
                lines.extend(state::summary(&self.model, call));
            }
            Some(_) => {}
            None => self.told.asked = None,
        }
        lines.extend(ask::ask(&self.model));
        self.say_all(&lines)
    }

    fn say_all(&mut self, lines: &[String]) -> io::Result<()> {
        lines.iter().try_for_each(|line| self.say(line))
    }

    /// Says a line; nothing in it can steer a terminal.
    fn say(&mut self, line: &str) -> io::Result<()> {
        self.leave_prompt()?;
        writeln!(self.out, "{}", ascii_signs(&clean(line)))
    }

    /// What is said without having been asked for does not stand behind the prompt.
    fn leave_prompt(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.is_behind_prompt, false) { writeln!(self.out) } else { Ok(()) }
    }
}
