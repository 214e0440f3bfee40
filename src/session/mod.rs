//! The boundary: commands in, a [`Brief`] out. Every front end stands on this and on nothing below it.

use std::sync::Arc;

use jiff::civil::{Date, DateTime};

use crate::bank::Bank;
use crate::call::{CallState, Closed, Command, Correction, Event, Filing, Refusal, Timeline};
use crate::signals::{Reader, Reckoning, Said};

pub mod agreement;
mod analyze;
mod answers;
mod assemble;
mod before;
mod brief;
mod demo;
mod earlier;
mod ending;
mod insight;
mod names;
pub mod product;
pub mod profile;
pub mod rehearsal;
mod replay;
#[cfg(test)]
pub(crate) mod sample;
mod samples;
pub mod script;
pub mod setup;
mod shown;
mod switch;
mod view;

pub use brief::{
    Attention, Brief, CorrectionView, CriterionView, DifferenceView, FactView, FlagView, FrameworkView, Head,
    HeardView, LevelView, NextView, PaceView, PersonView, Preview, ProbeView, Prompt, RailMark, RailQuestion,
    RailSection, RemarkView, SectionView, TopicChoice, VerdictView,
};

pub use analyze::{Analyzer, Passage};
pub use before::{BeforeView, SaidView};
pub use demo::demo;
pub use earlier::Earlier;
pub use ending::Ending;
pub use insight::{LensLine, LensView, LensesView, StakeholderView, StakeholdersView};
pub use names::Names;
pub use replay::{Stopped, replay};
pub use samples::try_samples;
pub use setup::Setup;

use answers::Answers;
use assemble::Lens;

/// The version of the rules that judge, recorded with every verdict that was shown at a wrap-up.
pub const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// The loads that the first remark would otherwise wait for. Each stands by itself and may be run on a thread of its
/// own while the program starts; whoever needs the vocabulary earlier waits for it, and nothing is read twice.
pub const VOCABULARY_LOADS: [fn(&str); 3] =
    [Reader::load_fact_words, Reader::load_wordings, |_| crate::qualify::load_vocabulary()];

/// The day that a few words name ("next thursday", "in two weeks"), seen from a clock; as remarks are read.
pub fn day_in(words: &str, at: DateTime, reckoning: Reckoning) -> Option<Date> {
    Reader::day_in("en", words, at, reckoning)
}

/// A call in progress (or looked back at): its journal, its bank, and what it adds up to.
#[derive(Debug, Clone)]
pub struct Session {
    timeline: Timeline,
    /// The banks that the call may be seen through; of one bank there may be several versions.
    banks: Vec<Arc<Bank>>,
    /// The bank in use.
    bank: Arc<Bank>,
    reader: Reader,
    setup: Setup,
    answers: Answers,
}

impl Session {
    /// A call that has not begun, or (with a journal) one taken up again.
    ///
    /// The journal may name another bank than `bank`; until that one is [known](Self::know_bank), the call is seen
    /// through `bank`: what was said speaks in topics that all banks share.
    pub fn new(bank: Arc<Bank>, setup: impl Into<Setup>, journal: Vec<Event>) -> Self {
        Self::after(Earlier::default(), bank, setup, journal)
    }

    /// The same in the light of what was said in earlier calls of the same lead: every remark is read once, which
    /// [`Self::remember`] would do again.
    pub fn after(earlier: Earlier, bank: Arc<Bank>, setup: impl Into<Setup>, journal: Vec<Event>) -> Self {
        let setup = setup.into();
        let mut session = Self {
            timeline: Timeline::replay(journal),
            banks: vec![Arc::clone(&bank)],
            reader: reader(&bank, &setup),
            bank,
            setup,
            answers: Answers::after(earlier),
        };
        session.refresh();
        session
    }

    /// Gives what was said in earlier calls of the same lead, so that a contradiction with it shows.
    pub fn remember(&mut self, earlier: Earlier) {
        self.answers.remember(earlier);
        self.refresh();
    }

    /// What was said in this call and in those before it, for a later call of the same lead.
    pub fn said(&self) -> Earlier {
        self.answers.earlier().with(self.state(), self.answers.all())
    }

    /// Makes a further bank available, so that the call can be switched to it.
    pub fn know_bank(&mut self, bank: Arc<Bank>) {
        self.banks.retain(|known| known.id != bank.id || known.hash != bank.hash);
        self.banks.push(bank);
        self.refresh();
    }

    /// Carries a command out and returns the events to be journalled.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] in words for the rep; the call is as before.
    pub fn apply(&mut self, command: &Command, at: DateTime) -> Result<Vec<Event>, Refusal> {
        if let Command::CorrectFact { remark, words, correction: Some(Correction::Means(meant)) } = command
            && let Some(remark) = self.state().remarks.iter().find(|other| other.id == *remark)
            && remark.text.contains(words)
            && !answers::understands(&self.reader, remark, self.state(), words, meant)
        {
            return Err(Refusal::NotUnderstood(meant.clone()));
        }
        let events = self.timeline.apply(command, at)?.to_vec();
        self.refresh();
        Ok(events)
    }

    /// The call as it stands.
    pub fn state(&self) -> &CallState {
        self.timeline.state()
    }

    /// Every event so far.
    pub fn journal(&self) -> &[Event] {
        self.timeline.journal()
    }

    /// The bank in use.
    pub fn bank(&self) -> &Arc<Bank> {
        &self.bank
    }

    /// What the user set, as far as the call depends on it.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// All that is shown about the call. `now` is the clock of the place; far dates are measured from it.
    pub fn brief(&self, now: DateTime) -> Brief {
        assemble::brief(&self.timeline, self.answers.all(), self.lens(), now)
    }

    /// What a half-typed note would become if it were kept now.
    pub fn preview(&self, draft: &str, at: DateTime) -> Preview {
        if draft.trim().is_empty() {
            return Preview::default();
        }
        let state = self.state();
        let said = Said {
            text: draft,
            filed: None,
            asked: state.current_question().map(|asked| &asked.topic),
            at,
            by: state.speaker,
            people: &state.people,
        };
        let (topics, sure) = self.reader.foresee(&said);
        let targets = topics.iter().map(|topic| assemble::choice(&self.bank.topics, topic)).collect();
        Preview { targets, sure }
    }

    /// Where a remark could be filed by hand: every topic, for a fuzzy search.
    pub fn topics(&self) -> Vec<TopicChoice> {
        self.bank.topics.iter().map(|topic| assemble::choice(&self.bank.topics, &topic.id)).collect()
    }

    /// The command that turns to a question of the bank, in the phrasing that is shown first.
    pub fn ask(&self, question: &crate::bank::QuestionId) -> Option<Command> {
        let question = self.bank.question(question)?;
        let phrasings = assemble::phrasings(&self.timeline, self.answers.all(), self.lens(), question);
        Some(Command::Ask {
            question: question.id.clone(),
            topic: question.topic.clone(),
            wording: phrasings.into_iter().next().unwrap_or_default(),
        })
    }

    /// The filing of a note that answers the question on the screen, or whatever its words point to.
    pub fn auto_filing(&self) -> Filing {
        let asked = self.state().current_question();
        Filing::Auto { asked: asked.map(|asked| asked.question.clone()), topic: asked.map(|asked| asked.topic.clone()) }
    }

    fn lens(&self) -> Lens<'_> {
        let (earlier, matches) = (self.answers.earlier(), self.answers.matches());
        Lens { bank: &self.bank, setup: &self.setup, earlier, matches }
    }

    fn refresh(&mut self) {
        let wanted = &self.timeline.state().bank;
        // Where the very version is not known, the one that the call was opened with stands in for it.
        let mut of_id = self.banks.iter().filter(|bank| bank.id == wanted.id);
        let bank = of_id.clone().find(|bank| bank.hash == wanted.hash).or_else(|| of_id.next());
        if let Some(bank) = bank.filter(|bank| !Arc::ptr_eq(bank, &self.bank)) {
            self.bank = Arc::clone(bank);
            self.reader = reader(bank, &self.setup);
        }
        self.answers.update(self.timeline.state(), &self.bank, &self.reader, &self.setup.icp);
    }
}

fn reader(bank: &Bank, setup: &Setup) -> Reader {
    Reader::new(&bank.language, Arc::clone(&bank.topics)).reckoning(setup.reckoning)
}

impl Brief {
    /// What the wrap-up records: the verdict as it is shown.
    pub fn closing(&self) -> Closed {
        Closed {
            verdict: self.verdict.kind.id().to_owned(),
            reasons: self.verdict.reasons.clone(),
            score: self.framework.score,
            engine: ENGINE.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_read_as_remarks_are() {
        let wednesday = date(2026, 3, 4).at(10, 0, 0, 0);
        for (words, day) in [
            ("thursday", date(2026, 3, 5)),
            ("early friday", date(2026, 3, 6)),
            ("in two weeks", date(2026, 3, 18)),
            ("12 march", date(2026, 3, 12)),
            ("by end of march", date(2026, 3, 31)),
        ] {
            assert_eq!(day_in(words, wednesday, Reckoning::default()), Some(day), "{words}");
        }
        for words in ["when it suits", "12 march or so", "1 jan 99999", "friday or monday"] {
            assert_eq!(day_in(words, wednesday, Reckoning::default()), None, "{words}");
        }
    }
}
