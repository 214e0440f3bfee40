//! The desk behind the screen: carries effects out on the session, the store and the reports folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use jiff::civil::DateTime;

use crate::bank::QuestionId;
use crate::call::{Command, Contact, Event, Started, bank_in_use};
use crate::session::Session;
use crate::store::{Ack, CallId, Claim, Draft, Store, StoreError, Throwaway, Writer};

use super::drill::DrillWish;
use super::launch::{Launch, Left, Opening, Played, Shelf};
use super::message::{Applied, CallListed, Effect, Message, NewCall, Opened};

mod drill;
mod errand;
mod hand_over;
mod journal;
mod lenses;
mod practice;
mod sheet;

use drill::DrillDesk;
use errand::Errands;
pub(super) use errand::{Done, Tell};
use journal::remark_of;

/// How long leaving waits for the disk.
const LEAVE_WAIT: Duration = Duration::from_secs(10);

/// Starts a writer on a data folder whose acknowledgements go to the main loop.
pub(super) type StartWriter = Box<dyn Fn(&Path) -> Result<Writer, StoreError>>;

/// What stands behind the screen.
pub(super) struct Desk {
    shelf: Box<dyn Shelf>,
    reports_dir: PathBuf,
    store: Store,
    writer: Writer,
    start_writer: StartWriter,
    open: Option<OpenCall>,
    /// Calls left for home whose last words are not on disk yet. The store does not know all of them, so whoever
    /// comes back gets the call from here.
    leaving: Vec<OpenCall>,
    drill: DrillDesk,
    errands: Errands,
}

/// Where a call writes that is none of the store's.
struct Apart {
    writer: Writer,
    path: PathBuf,
    /// The folder, where it goes with the call. It is dropped last: the writer still writes into it.
    _folder: Option<Throwaway>,
}

/// The call on the screen.
struct OpenCall {
    id: CallId,
    session: Session,
    /// How far the wall clock is ahead of the call's: a call played from a script goes on from its own time.
    ahead: SignedDuration,
    /// Keeps a second bantam off the call.
    _claim: Claim,
    /// The demo writes into a folder of its own, which goes with it; a practice call into the one of practice calls.
    apart: Option<Apart>,
    /// The last event that is on disk.
    saved: u32,
    /// The half-typed note, until it is on disk.
    draft: Option<String>,
    /// In a practice call, who is on the line.
    other_end: Option<practice::OtherEnd>,
}

impl OpenCall {
    fn new(id: CallId, session: Session, claim: Claim) -> Self {
        Self {
            id,
            session,
            ahead: SignedDuration::ZERO,
            _claim: claim,
            apart: None,
            saved: 0,
            draft: None,
            other_end: None,
        }
    }

    /// Whether the store knows all of it.
    fn is_on_disk(&self) -> bool {
        self.draft.is_none() && self.session.journal().last().is_none_or(|last| last.seq <= self.saved)
    }
}

type Carried = Result<Vec<Message>, String>;

impl Desk {
    /// A desk with the store open; what comes of its errands is told by `tell`.
    pub(super) fn new(launch: Launch, start_writer: StartWriter, tell: Tell) -> Result<(Self, Opening), StoreError> {
        let Launch { data_dir, reports_dir, shelf, opening, .. } = launch;
        let store = Store::open(&data_dir)?;
        let writer = start_writer(&data_dir)?;
        Ok((
            Self {
                shelf,
                reports_dir,
                store,
                writer,
                start_writer,
                open: None,
                leaving: Vec::new(),
                drill: DrillDesk::default(),
                errands: Errands::new(tell),
            },
            opening,
        ))
    }

    /// Prepares for the first remark; see [`Shelf::warm_up`].
    pub(super) fn warm_up(&self) {
        self.shelf.warm_up();
    }

    /// Shows what is to be shown first; without a call, home.
    pub(super) fn open_first(&mut self, opening: Opening, now: DateTime) -> Vec<Message> {
        let opened = match opening {
            Opening::Home => Ok(self.shelf.note().map(Message::Told).into_iter().collect()),
            Opening::New(call) => self.begin(call, now),
            Opening::Resume(id) => self.resume(id, now),
            Opening::Demo => self.demo(now),
            Opening::Played(played) => self.play(played, now, None),
            Opening::Practice(practice) => self.practise(practice, now),
            Opening::Drill(plan) => self.drill(DrillWish::Deal(Some(plan)), now),
        };
        let mut messages = self.list(now).unwrap_or_else(|why| vec![Message::Failed(why)]);
        messages.extend(opened.unwrap_or_else(|why| vec![Message::Failed(why)]));
        messages
    }

    /// Carries an effect out and says what came of it.
    pub(super) fn carry(&mut self, effect: Effect, now: DateTime) -> Vec<Message> {
        let carried = match effect {
            Effect::Do(command) => return self.apply(&command, now),
            Effect::Turn(question) => return self.turn(&question, now),
            Effect::Say(aloud) => return self.say(&aloud, now),
            Effect::Preview(text) => Ok(self.preview(&text, now)),
            Effect::SaveDraft(text) => {
                self.save_draft(text, now);
                Ok(Vec::new())
            }
            Effect::List => {
                let left = self.open.take().filter(|open| open.apart.is_none() && !open.is_on_disk());
                self.leaving.extend(left);
                self.list(now)
            }
            Effect::Noted => {
                self.store.noted().map(|noted| vec![Message::Noted(noted)]).map_err(|error| error.to_string())
            }
            Effect::Lenses => self.list_lenses(),
            Effect::Compare => self.compare(now),
            Effect::People => {
                let at = self.clock(now);
                Ok(self.open.iter().map(|open| Message::People(open.session.stakeholders(at))).collect())
            }
            Effect::Look => {
                let at = self.clock(now);
                Ok(self.open.iter().map(|open| Message::Seen(Arc::new(open.session.brief(at)))).collect())
            }
            Effect::Switch(bank) => self.switch(&bank, now),
            Effect::Open(id) => id.parse().map_err(|_| "no such call".to_owned()).and_then(|id| self.resume(id, now)),
            Effect::Begin(call) => self.begin(call, now),
            Effect::Leads(query) => self.shelf.leads(&query, now).map(|listed| vec![Message::Leads(Box::new(listed))]),
            Effect::Lead(id) => self.shelf.lead(id, now).map(|sheet| vec![Message::Lead(Box::new(sheet))]),
            Effect::Demo => self.demo(now),
            Effect::Practise => self.shelf.practise(now).and_then(|practice| self.practise(practice, now)),
            Effect::Drill(wish) => self.drill(wish, now),
            Effect::Set(setting, value) => self.shelf.set(setting, &value).map(|()| Vec::new()),
            Effect::WriteReport(form) => self.write_report(form, now),
            // The clipboard, the editor and the end are the terminal's.
            Effect::CopyReport(_) | Effect::Copy(_) | Effect::EditNote(_) | Effect::Mouse(_) | Effect::Quit => {
                Ok(Vec::new())
            }
        };
        carried.unwrap_or_else(|why| vec![Message::Failed(why)])
    }

    /// What an acknowledgement means to the screen; a success of another call means nothing to it, an outage does.
    pub(super) fn acknowledged(&mut self, ack: Ack) -> Option<Message> {
        for call in self.open.iter_mut().chain(&mut self.leaving) {
            match &ack {
                Ack::Saved { call: id, seq } if *id == call.id => call.saved = call.saved.max(*seq),
                Ack::DraftSaved { call: id } if *id == call.id => call.draft = None,
                _ => {}
            }
        }
        self.leaving.retain(|call| !call.is_on_disk());
        match ack {
            Ack::Saved { call, seq } => self.open.as_ref().filter(|open| open.id == call).map(|_| Message::Saved(seq)),
            Ack::NotSaved { reason } => Some(Message::NotSaved(reason.headline().to_owned())),
            Ack::Recovered => Some(Message::Recovered),
            Ack::DraftSaved { .. } => None,
        }
    }

    /// The clock of the call on the screen.
    pub(super) fn clock(&self, wall: DateTime) -> DateTime {
        let ahead = self.open.as_ref().map_or(SignedDuration::ZERO, |open| open.ahead);
        wall.checked_sub(ahead).unwrap_or(wall)
    }

    /// The events of the call on the screen, in order.
    pub(super) fn journal(&self) -> &[Event] {
        self.open.as_ref().map_or(&[], |open| open.session.journal())
    }

    /// Waits for the disk, and says what is left: of calls that the disk did not take, the words themselves.
    pub(super) fn leave(self, wall: DateTime) -> Left {
        let Self { writer, open, leaving, .. } = self;
        let kept = open.filter(|open| open.apart.is_none());
        let unfinished = kept.as_ref().filter(|open| open.session.state().is_open()).map(|open| open.id);
        let all_saved = writer.close(LEAVE_WAIT);
        let calls = kept.iter().chain(&leaving).filter(|_| !all_saved);
        let reports: Vec<String> = calls.filter_map(|call| call.rescue(wall)).collect();
        let rescued = (!reports.is_empty()).then(|| reports.join("\n\n"));
        Left { all_saved, rescued, unfinished, failed: None }
    }

    fn list(&mut self, now: DateTime) -> Carried {
        let banks = self.shelf.banks();
        let calls = self.store.calls().map_err(|error| error.to_string())?;
        let listed = calls.into_iter().map(|call| CallListed {
            id: call.id.to_string(),
            bank: banks.iter().find(|bank| bank.id == call.bank).map_or(call.bank, |bank| bank.title.clone()),
            company: call.company,
            contact: call.contact,
            started_at: call.started_at,
            remarks: call.remarks as usize,
            closed: call.verdict,
        });
        let listed = Message::Listed(listed.collect());
        Ok(vec![listed, self.drill.due(&self.store, &*self.shelf, now)])
    }

    fn resume(&mut self, id: CallId, now: DateTime) -> Carried {
        if let Some(at) = self.leaving.iter().position(|call| call.id == id) {
            let call = self.leaving.swap_remove(at);
            let draft = call.draft.clone().unwrap_or_default();
            return Ok(self.opened(call, draft, now));
        }
        let words = |error: StoreError| error.to_string();
        // The claim comes first: behind it, nobody else writes into the journal that is read.
        let claim = self.claim(id, now)?;
        let journal = self.store.journal(id).map_err(words)?;
        let draft = self.store.draft(id).map_err(words)?.map(|draft| draft.text).unwrap_or_default();
        let saved = journal.last().map_or(0, |event| event.seq);
        let session = self.shelf.session(&bank_in_use(&journal).id, journal)?;
        let left = sheet::left_in_editor(self.store.data_dir(), id).filter(|text| *text != draft);
        let messages =
            self.opened(OpenCall { saved, ..OpenCall::new(id, session, claim) }, left.clone().unwrap_or(draft), now);
        if let Some(text) = left {
            self.save_draft(text, now);
        }
        Ok(messages)
    }

    fn begin(&mut self, call: NewCall, now: DateTime) -> Carried {
        let mut session = self.shelf.session(&call.bank, Vec::new())?;
        let bank = session.bank();
        let started = Started {
            bank: bank.id.clone(),
            hash: bank.hash.clone(),
            company: call.company,
            contact: Contact { name: call.contact, role: call.role },
        };
        let events = session.apply(&Command::Start(started), now).map_err(|refusal| refusal.to_string())?;
        // What the lead said in earlier calls is found by the company, which only the journal tells.
        let session = self.shelf.session(&session.bank().id, events.clone())?;
        let id = CallId::generate();
        let claim = self.claim(id, now)?;
        self.writer.append(id, events);
        if let Some(lead) = call.lead {
            self.shelf.held_with(id, lead);
        }
        Ok(self.opened(OpenCall::new(id, session, claim), String::new(), now))
    }

    fn demo(&mut self, now: DateTime) -> Carried {
        let played = self.shelf.demo(now)?;
        let apart = self.throwaway()?;
        self.play(played, now, Some(apart))
    }

    /// A folder that goes with its call, and a writer on it.
    fn throwaway(&self) -> Result<Apart, String> {
        let folder = Throwaway::new().map_err(|error| error.to_string())?;
        let writer = (self.start_writer)(folder.path()).map_err(|error| error.to_string())?;
        Ok(Apart { writer, path: folder.path().to_owned(), _folder: Some(folder) })
    }

    fn play(&mut self, played: Played, now: DateTime, apart: Option<Apart>) -> Carried {
        let session = self.shelf.session(&played.bank, played.journal.clone())?;
        let id = CallId::generate();
        let claim = match &apart {
            Some(apart) => Claim::take(&apart.path, id, now).map_err(|error| error.to_string())?,
            None => self.claim(id, now)?,
        };
        let ahead = played.journal.last().map_or(SignedDuration::ZERO, |last| now.duration_since(last.at));
        let writer = apart.as_ref().map_or(&self.writer, |apart| &apart.writer);
        writer.append(id, played.journal);
        Ok(self.opened(OpenCall { ahead, apart, ..OpenCall::new(id, session, claim) }, String::new(), now))
    }

    fn claim(&self, id: CallId, now: DateTime) -> Result<Claim, String> {
        Claim::take(self.store.data_dir(), id, now).map_err(|error| error.to_string())
    }

    fn opened(&mut self, open: OpenCall, draft: String, now: DateTime) -> Vec<Message> {
        let at = now.checked_sub(open.ahead).unwrap_or(now);
        let brief = open.session.brief(at);
        // A call opens on the question that is worth most, so that there is something to say at once.
        let first = brief.next.first().filter(|_| brief.prompt.is_none()).map(|next| next.question.clone());
        let cards = self.shelf.cards();
        let (topics, saved) = (open.session.topics(), open.saved);
        let is_open = open.session.state().is_open();
        self.open = Some(open);
        // What was edited since another call was opened holds from this one on.
        self.errands.banks = None;
        let opened = Opened { brief: Arc::new(brief), topics, cards, draft, saved, line: self.line() };
        let mut messages = vec![Message::Opened(Box::new(opened))];
        messages.extend(first.filter(|_| is_open).into_iter().flat_map(|first| self.turn(&first, now)));
        messages.extend(self.shelf.note().map(Message::Told));
        messages
    }

    fn apply(&mut self, command: &Command, now: DateTime) -> Vec<Message> {
        let at = self.clock(now);
        let Some(open) = &mut self.open else { return vec![Message::Refused("no call is open".to_owned())] };
        let before = open.session.bank().hash.clone();
        match open.session.apply(command, at) {
            Ok(events) => {
                let is_other_bank = open.session.bank().hash != before;
                let topics = is_other_bank.then(|| open.session.topics());
                let last = events.last().map_or(0, |event| event.seq);
                let touched = events.iter().filter_map(|event| remark_of(&event.what)).collect();
                let writer = open.apart.as_ref().map_or(&self.writer, |apart| &apart.writer);
                writer.append(open.id, events);
                let applied = Applied { brief: Arc::new(open.session.brief(at)), touched, last, topics };
                let graded = self.graded(command, now);
                std::iter::once(Message::Applied(Box::new(applied))).chain(self.line_message()).chain(graded).collect()
            }
            Err(refusal) => vec![Message::Refused(refusal.to_string())],
        }
    }

    fn turn(&mut self, id: &QuestionId, now: DateTime) -> Vec<Message> {
        match self.open.as_ref().and_then(|open| open.session.ask(id)) {
            Some(ask) => self.apply(&ask, now),
            None => vec![Message::Refused(format!("the bank has no question {id}"))],
        }
    }

    fn preview(&self, text: &str, now: DateTime) -> Vec<Message> {
        let at = self.clock(now);
        self.open.iter().map(|open| Message::Previewed(open.session.preview(text, at))).collect()
    }

    fn save_draft(&mut self, text: String, now: DateTime) {
        let saved_at = self.clock(now);
        let Some(open) = &mut self.open else { return };
        open.draft = Some(text.clone());
        let question = open.session.state().current_question().map(|asked| asked.question.clone());
        let writer = open.apart.as_ref().map_or(&self.writer, |apart| &apart.writer);
        writer.draft(open.id, Draft { text, question, saved_at });
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the tests look at what was written")]
mod tests {
    use std::sync::Arc;
    use std::sync::mpsc::{Receiver, channel};

    use tempfile::TempDir;

    use super::*;
    use crate::bank::Bank;
    use crate::bank::source::Library;
    use crate::call::{Filing, RemarkId};
    use crate::qualify::Icp;
    use crate::report::Form;
    use crate::tui::fixture::start;
    use crate::tui::launch::{BankRead, Reading};
    use crate::tui::message::BankChoice;
    use crate::tui::theme::Look;

    struct Shipped(Library);

    impl Shelf for Shipped {
        fn banks(&self) -> Vec<BankChoice> {
            [("bant", "BANT"), ("meddic", "MEDDIC")]
                .map(|(id, title)| BankChoice { id: id.into(), title: title.into() })
                .into()
        }

        fn session(&mut self, bank: &str, journal: Vec<Event>) -> Result<Session, String> {
            let mut session = Session::new(Shelf::bank(self, bank)?, Icp::default(), journal);
            session.know_bank(self.bank("bant")?);
            session.know_bank(self.bank("meddic")?);
            Ok(session)
        }

        fn bank(&mut self, id: &str) -> Result<Arc<Bank>, String> {
            self.0.bank(id, "en").map_err(|_| format!("no bank {id}"))
        }

        fn reading(&self) -> Reading {
            let (choices, library) = (self.banks(), self.0.clone());
            let read = move |choice: BankChoice| {
                let bank = library.bank(&choice.id, "en").map_err(|_| "broken".to_owned());
                BankRead { choice, bank, note: None }
            };
            Box::new(move || choices.into_iter().map(read).collect())
        }

        fn purpose(&self, id: &str) -> Option<String> {
            self.0.purpose(id, "en")
        }

        fn demo(&mut self, at: DateTime) -> Result<Played, String> {
            let mut session = self.session("bant", Vec::new())?;
            let began = at.saturating_sub(jiff::Span::new().hours(5));
            let started = Started {
                bank: "bant".to_owned(),
                hash: String::new(),
                company: "Larkmoor".to_owned(),
                contact: Contact::default(),
            };
            let journal = session.apply(&Command::Start(started), began).map_err(|refusal| refusal.to_string())?;
            Ok(Played { bank: "bant".to_owned(), journal })
        }
    }

    /// A desk on a folder, with the acknowledgements of its writer.
    fn desk(dir: &TempDir, opening: Opening) -> (Desk, Vec<Message>, Receiver<Ack>) {
        let (desk, messages, acks, _) = with_errands(dir, opening);
        (desk, messages, acks)
    }

    /// The same with what comes of its errands.
    fn with_errands(dir: &TempDir, opening: Opening) -> (Desk, Vec<Message>, Receiver<Ack>, Receiver<Done>) {
        let (done, errands) = channel();
        let tell: Tell = Arc::new(move |it| drop(done.send(it)));
        let (acks, inbox) = channel();
        let start_writer = Box::new(move |dir: &Path| {
            let acks = acks.clone();
            Writer::spawn(dir, move |ack| drop(acks.send(ack)))
        });
        let launch = Launch {
            look: Look::default(),
            keymap: crate::tui::Keymap::default(),
            settings: crate::tui::Settings::default(),
            data_dir: dir.path().to_owned(),
            reports_dir: dir.path().join("reports"),
            shelf: Box::new(Shipped(Library::embedded())),
            opening,
        };
        let (mut desk, opening) = Desk::new(launch, start_writer, tell).unwrap();
        let messages = desk.open_first(opening, start());
        (desk, messages, inbox, errands)
    }

    fn northwind() -> Opening {
        let new = NewCall { bank: "bant".to_owned(), company: "Northwind Foods".to_owned(), ..NewCall::default() };
        Opening::New(new)
    }

    fn keep(desk: &mut Desk, text: &str) -> Vec<Message> {
        let filing = Filing::Auto { asked: None, topic: None };
        desk.carry(Effect::Do(Command::Keep { text: text.to_owned(), by: None, filing }), start())
    }

    fn applied(messages: Vec<Message>) -> Applied {
        messages
            .into_iter()
            .find_map(|message| if let Message::Applied(applied) = message { Some(*applied) } else { None })
            .unwrap()
    }

    #[test]
    fn a_new_call_opens_on_a_question() {
        let dir = TempDir::new().unwrap();
        let (_, messages, _) = desk(&dir, northwind());
        assert!(matches!(messages[0], Message::Listed(_)));
        assert!(messages.iter().any(|message| matches!(message, Message::Opened(_))));
        assert!(applied(messages).brief.prompt.is_some());
    }

    #[test]
    fn what_is_kept_is_acknowledged_by_its_last_event() {
        let dir = TempDir::new().unwrap();
        let (mut desk, _, acks) = desk(&dir, northwind());
        let applied = applied(keep(&mut desk, "40k a month in penalties"));
        assert_eq!((applied.touched, applied.brief.remarks.len()), (vec![RemarkId(1)], 1));
        let saved = acks.iter().find_map(|ack| match desk.acknowledged(ack) {
            Some(Message::Saved(seq)) if seq >= applied.last => Some(seq),
            _ => None,
        });
        assert_eq!(saved, Some(applied.last));
    }

    #[test]
    fn a_call_comes_back_with_its_half_typed_note() {
        let dir = TempDir::new().unwrap();
        let (mut first, ..) = desk(&dir, northwind());
        keep(&mut first, "40k a month in penalties");
        first.carry(Effect::SaveDraft("our cf".to_owned()), start());
        let left = first.leave(start());
        assert_eq!(left.rescued, None);
        let (_, messages, _) = desk(&dir, Opening::Resume(left.unfinished.unwrap()));
        let Some(Message::Opened(opened)) = messages.last() else { panic!("{messages:?}") };
        assert_eq!((opened.draft.as_str(), opened.brief.remarks.len()), ("our cf", 1));
        let Message::Listed(calls) = &messages[0] else { panic!("{messages:?}") };
        assert_eq!((calls.len(), calls[0].company.as_str(), calls[0].remarks), (1, "Northwind Foods", 1));
    }

    #[test]
    fn a_call_left_before_the_disk_had_it_comes_back_whole() {
        let dir = TempDir::new().unwrap();
        let (mut desk, _, inbox) = desk(&dir, northwind());
        let id = desk.open.as_ref().unwrap().id.to_string();
        keep(&mut desk, "40k a month in penalties");
        desk.carry(Effect::SaveDraft("half a wo".to_owned()), start());
        // Home and back again before any acknowledgement was heard.
        desk.carry(Effect::List, start());
        let back = desk.carry(Effect::Open(id), start());
        let Message::Opened(opened) = &back[0] else { panic!("not opened: {back:?}") };
        assert_eq!((opened.brief.remarks.len(), opened.draft.as_str()), (1, "half a wo"));
        // Once the disk has all of it, home lets the call go.
        desk.carry(Effect::List, start());
        while !desk.leaving.is_empty() {
            desk.acknowledged(inbox.recv_timeout(Duration::from_secs(10)).unwrap());
        }
    }

    #[test]
    fn a_call_switched_to_another_framework_comes_back_in_it_and_undo_goes_back() {
        let dir = TempDir::new().unwrap();
        let (mut first, ..) = desk(&dir, northwind());
        keep(&mut first, "40k a month in penalties");
        let messages = first.carry(Effect::Switch("meddic".to_owned()), start());
        assert!(matches!(messages.last(), Some(Message::Told(text)) if text.contains("MEDDIC")), "{messages:?}");
        let switched = applied(messages);
        assert_eq!((switched.brief.head.bank.as_str(), switched.brief.remarks.len()), ("meddic", 1));
        assert!(switched.topics.is_some() && switched.brief.prompt.is_some());
        let id = first.leave(start()).unfinished.unwrap();

        let (mut again, messages, _) = desk(&dir, Opening::Resume(id));
        let Message::Listed(calls) = &messages[0] else { panic!("{messages:?}") };
        assert_eq!(calls[0].bank, "MEDDIC");
        let Some(Message::Opened(opened)) = messages.last() else { panic!("{messages:?}") };
        assert_eq!(opened.brief.head.bank, "meddic");
        let undone = applied(again.carry(Effect::Do(Command::Undo), start()));
        assert_eq!((undone.brief.head.bank.as_str(), undone.brief.remarks.len()), ("bant", 1));
        let id = again.leave(start()).unfinished.unwrap();

        let (mut last, messages, _) = desk(&dir, Opening::Resume(id));
        let Some(Message::Opened(opened)) = messages.last() else { panic!("{messages:?}") };
        assert_eq!(opened.brief.head.bank, "bant", "a switch that was taken back is none");
        let redone = applied(last.carry(Effect::Do(Command::Redo), start()));
        assert_eq!(redone.brief.head.bank, "meddic");
    }

    #[test]
    fn frameworks_are_listed_at_once_and_read_beside_the_screen() {
        let dir = TempDir::new().unwrap();
        let (mut desk, _, _, errands) = with_errands(&dir, northwind());
        let listed = desk.carry(Effect::Lenses, start());
        let [Message::Lenses(heads)] = listed.as_slice() else { panic!("{listed:?}") };
        assert!(heads.len() == 2 && heads.iter().all(|lens| lens.purpose.as_ref().is_ok_and(|text| text.len() > 20)));
        assert_eq!(heads.iter().map(|lens| lens.in_use).collect::<Vec<_>>(), [true, false]);
        assert!(desk.is_out());
        let read = desk.done(errands.recv().unwrap());
        assert!(matches!(&read, Some(Message::LensesRead(lenses)) if lenses == heads), "{read:?}");
        assert!(!desk.is_out());
        desk.carry(Effect::Lenses, start());
        assert!(!desk.is_out(), "what was read is not read again");
    }

    #[test]
    fn the_call_is_compared_beside_the_screen_and_for_its_own_sake_only() {
        let dir = TempDir::new().unwrap();
        let (mut desk, _, _, errands) = with_errands(&dir, northwind());
        keep(&mut desk, "40k a month in penalties");
        let begun = desk.carry(Effect::Compare, start());
        assert!(matches!(begun.as_slice(), [Message::Comparing]), "{begun:?}");
        let compared = desk.done(errands.recv().unwrap());
        assert!(matches!(&compared, Some(Message::Compared(view)) if view.lenses.len() == 2), "{compared:?}");
        desk.carry(Effect::Compare, start());
        desk.carry(Effect::Demo, start());
        let late = desk.done(errands.recv().unwrap());
        assert!(late.is_none() && !desk.is_out(), "another call is on the screen: {late:?}");
    }

    #[test]
    fn a_framework_that_is_not_there_changes_nothing() {
        let dir = TempDir::new().unwrap();
        let (mut desk, ..) = desk(&dir, northwind());
        let messages = desk.carry(Effect::Switch("no-such".to_owned()), start());
        assert!(matches!(messages.as_slice(), [Message::Failed(why)] if why.contains("no-such")), "{messages:?}");
    }

    #[test]
    fn an_outage_is_heard_at_home_too() {
        let dir = TempDir::new().unwrap();
        let (mut desk, ..) = desk(&dir, Opening::Home);
        let full = StoreError::DiskFull { path: dir.path().to_owned() };
        let told = desk.acknowledged(Ack::NotSaved { reason: full });
        assert!(matches!(told, Some(Message::NotSaved(_))), "{told:?}");
        assert!(matches!(desk.acknowledged(Ack::Recovered), Some(Message::Recovered)));
    }

    #[test]
    fn a_call_open_elsewhere_is_refused_in_words() {
        let dir = TempDir::new().unwrap();
        let (one, ..) = desk(&dir, northwind());
        let id = one.open.as_ref().unwrap().id;
        let (_, messages, _) = desk(&dir, Opening::Home);
        assert!(!messages.iter().any(|message| matches!(message, Message::Failed(_))), "{messages:?}");
        let (_, messages, _) = desk(&dir, Opening::Resume(id));
        assert!(messages.iter().any(|message| matches!(message, Message::Failed(_))), "{messages:?}");
    }

    #[test]
    fn the_demo_leaves_nothing_behind_and_keeps_its_own_clock() {
        let dir = TempDir::new().unwrap();
        let (mut demo, ..) = desk(&dir, Opening::Demo);
        assert_eq!(demo.clock(start()), start().saturating_sub(jiff::Span::new().hours(5)));
        keep(&mut demo, "soon");
        assert_eq!(demo.leave(start()), Left { all_saved: true, rescued: None, unfinished: None, failed: None });
        let (_, messages, _) = desk(&dir, Opening::Home);
        assert!(matches!(&messages[0], Message::Listed(calls) if calls.is_empty()));
    }

    #[test]
    fn the_report_is_written_under_the_name_of_the_company() {
        let dir = TempDir::new().unwrap();
        let (mut desk, ..) = desk(&dir, northwind());
        keep(&mut desk, "40k a month in penalties");
        let messages = desk.carry(Effect::WriteReport(Form::Markdown), start());
        assert!(
            matches!(&messages[0], Message::Told(text) if text.contains("2026-03-02-northwind-foods")),
            "{messages:?}"
        );
        let file = std::fs::read_dir(dir.path().join("reports")).unwrap().next().unwrap().unwrap();
        assert!(std::fs::read_to_string(file.path()).unwrap().contains("40k a month in penalties"));
    }

    #[cfg(unix)]
    #[test]
    fn a_report_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt as _;

        let dir = TempDir::new().unwrap();
        let (mut desk, ..) = desk(&dir, northwind());
        keep(&mut desk, "40k a month in penalties");
        desk.carry(Effect::WriteReport(Form::Markdown), start());
        let written = crate::store::Store::open(dir.path()).unwrap().data_dir().join("reports");
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&written), 0o700);
        let files: Vec<_> = written.read_dir().unwrap().map(|file| file.unwrap().path()).collect();
        assert_eq!(files.iter().map(|file| mode(file)).collect::<Vec<_>>(), [0o600]);
    }

    #[test]
    fn a_refusal_changes_nothing() {
        let dir = TempDir::new().unwrap();
        let (mut desk, ..) = desk(&dir, northwind());
        assert!(matches!(keep(&mut desk, "  ").as_slice(), [Message::Refused(_)]));
        assert!(matches!(
            desk.carry(Effect::Turn(QuestionId::new("no.such")), start()).as_slice(),
            [Message::Refused(_)]
        ));
    }
}
