//! The brief: all that a front end shows about a call, as plain data.
//!
//! Front ends read nothing else. Spans are byte ranges into the remark's text, so that a screen can underline the words.

use jiff::civil::DateTime;

use crate::bank::{Colour, FlagKind, Grade, Level, LevelStatus, QuestionId, TopicId, ValueKind, VerdictKind};
use crate::call::{Act, PersonId, RemarkId};
use crate::signals::Reckoning;

use super::before::BeforeView;
use super::ending::Ending;

/// A call as shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Brief {
    /// What call this is.
    pub head: Head,
    /// The bank's sections with their questions.
    pub rail: Vec<RailSection>,
    /// The question on the screen.
    pub prompt: Option<Prompt>,
    /// What was said, oldest first.
    pub remarks: Vec<RemarkView>,
    /// Organization, opportunity, stakeholder.
    pub levels: Vec<LevelView>,
    /// What to do, and why.
    pub verdict: VerdictView,
    /// The call through the framework's lens.
    pub framework: FrameworkView,
    /// What is known, topic by topic, in the order of the vocabulary.
    pub heard: Vec<HeardView>,
    /// Who is who.
    pub people: Vec<PersonView>,
    /// At most three questions worth asking now.
    pub next: Vec<NextView>,
    /// What the rep did, oldest first, undone acts included.
    pub history: Vec<Act>,
    /// The one thing that asks for attention.
    pub attention: Option<Attention>,
    /// What the clock and the questions so far say.
    pub pace: PaceView,
    /// What was agreed, and what was shown at the wrap-up.
    pub ending: Ending,
}

/// What call this is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The bank's id.
    pub bank: String,
    /// The bank's title.
    pub bank_title: String,
    /// The company.
    pub company: String,
    /// The contact that the call began with.
    pub contact: String,
    /// The contact's role.
    pub role: String,
    /// When the call began, on the clock of the place.
    pub started_at: DateTime,
    /// How long it is meant to take, in minutes.
    pub planned_minutes: u32,
    /// How days are read that are typed on the screen.
    pub reckoning: Reckoning,
    /// Whether an ideal customer profile is set; without one every company fits.
    pub has_profile: bool,
    /// What stood before it.
    pub before: BeforeView,
}

/// A section of the bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RailSection {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How many of its open questions are settled.
    pub settled: usize,
    /// How many questions of it are open.
    pub of: usize,
    /// Its questions, those whose branch never opened left out.
    pub questions: Vec<RailQuestion>,
}

/// A question in the rail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RailQuestion {
    /// Its id.
    pub id: QuestionId,
    /// Two to four words.
    pub cue: String,
    /// Where it stands.
    pub mark: RailMark,
    /// How well its topic is settled.
    pub grade: Grade,
    /// It came with a follow-up.
    pub follow_up: bool,
}

/// Where a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RailMark {
    /// Not yet heard.
    Open,
    /// On the screen.
    Current,
    /// Something was heard on its topic.
    Heard,
    /// Set aside, by hand or because its branch closed.
    Parked,
}

/// The question on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// Its id.
    pub question: QuestionId,
    /// What it asks about.
    pub topic: TopicId,
    /// Two to four words, shown large.
    pub cue: String,
    /// Phrasings, the best first; a phrasing filled with captured facts comes first.
    pub ask: Vec<String>,
    /// Why it is worth asking.
    pub why: String,
    /// What a good answer holds.
    pub listen_for: Vec<String>,
    /// What to say when the answer falls short.
    pub probes: Vec<ProbeView>,
    /// What was already heard on the topic, so that nothing is asked twice.
    pub already: Vec<RemarkId>,
}

/// A probe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProbeView {
    /// The flag that calls for it.
    pub flag: FlagKind,
    /// What to say.
    pub say: String,
}

/// A remark with what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct RemarkView {
    /// Its number.
    pub id: RemarkId,
    /// Seconds since the call began.
    pub elapsed_seconds: i64,
    /// Who said it.
    pub by: PersonView,
    /// Its words.
    pub text: String,
    /// The topic that it answers; `None` while unfiled.
    pub topic: Option<TopicId>,
    /// The topic's cue; `unfiled` while there is none.
    pub topic_cue: String,
    /// The question that it answers.
    pub question: Option<QuestionId>,
    /// Where it could belong, the likeliest first.
    pub candidates: Vec<TopicChoice>,
    /// The facts in it.
    pub facts: Vec<FactView>,
    /// The flags on it.
    pub flags: Vec<FlagView>,
    /// Flags that were dismissed by hand.
    pub dismissed: Vec<FlagView>,
    /// Where it does not agree with an earlier answer, and contradicts nothing all the same.
    pub differences: Vec<DifferenceView>,
    /// What was put right by hand in it, in the order of the words.
    pub corrections: Vec<CorrectionView>,
    /// How well it settles its topic.
    pub grade: Grade,
}

/// Two answers that do not agree, and are no contradiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DifferenceView {
    /// Two people say different things; otherwise one of them says that something has changed since.
    pub between_two: bool,
    /// Both quotes with the time of the earlier one, and who said it where that was somebody else.
    pub said: String,
}

/// What a person said that some words of a remark mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionView {
    /// The words in the remark.
    pub words: String,
    /// What they mean; `None` where they are no fact.
    pub means: Option<String>,
}

/// A topic to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicChoice {
    /// Its id.
    pub topic: TopicId,
    /// Its cue.
    pub cue: String,
}

/// A fact.
#[derive(Debug, Clone, PartialEq)]
pub struct FactView {
    /// The topic that it fills.
    pub topic: TopicId,
    /// Its kind.
    pub kind: ValueKind,
    /// The words that hold it.
    pub text: String,
    /// Where they stand, in bytes.
    pub span: (usize, usize),
    /// Where they stand, in Unicode scalar values.
    pub scalars: (usize, usize),
    /// The value in the contract's form.
    pub value: serde_json::Value,
    /// The value for people ("about 40k a month").
    pub shown: String,
}

/// A flag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlagView {
    /// Which signal.
    pub kind: FlagKind,
    /// Whether it speaks for the lead.
    pub colour: Colour,
    /// The words that caused it, in bytes.
    pub spans: Vec<(usize, usize)>,
    /// The same in Unicode scalar values.
    pub scalars: Vec<(usize, usize)>,
    /// The same as quotes, joined.
    pub words: String,
    /// Why it was raised.
    pub why: String,
    /// The suggested move.
    pub advice: String,
    /// The earlier remark of a contradiction.
    pub against: Option<RemarkId>,
    /// Raised by hand.
    pub by_hand: bool,
}

/// A level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelView {
    /// Which.
    pub level: Level,
    /// Where it stands.
    pub status: LevelStatus,
    /// Criteria met.
    pub met: usize,
    /// Its criteria.
    pub criteria: Vec<CriterionView>,
}

/// A criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionView {
    /// Its id.
    pub id: &'static str,
    /// What it asks.
    pub title: &'static str,
    /// How it stands.
    pub grade: Grade,
    /// Settled for the lead.
    pub met: bool,
    /// Settled against the lead.
    pub failed: bool,
    /// Why it stands so.
    pub why: String,
    /// The remarks behind it.
    pub answers: Vec<RemarkId>,
}

/// What to do, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictView {
    /// What to do.
    pub kind: VerdictKind,
    /// The remark that made it so; nothing while the call goes on as it began.
    pub turned_by: Option<RemarkId>,
    /// Why, in order of weight.
    pub reasons: Vec<String>,
    /// What would turn it.
    pub flips: Vec<String>,
    /// The next steps.
    pub next: Vec<String>,
}

/// The framework's view of the call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameworkView {
    /// 0–100.
    pub score: u32,
    /// What holds it back, the hardest first ("90 at most: Organization is still open").
    pub caps: Vec<String>,
    /// By section.
    pub sections: Vec<SectionView>,
}

/// A section's points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionView {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How well it is settled.
    pub grade: Grade,
    /// Points earned.
    pub score: u32,
    /// Points that could be earned.
    pub of: u32,
}

/// What is known of one topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeardView {
    /// The topic.
    pub topic: TopicId,
    /// Its cue.
    pub cue: String,
    /// The value for people, or the words where there is none.
    pub shown: String,
    /// How well it is settled.
    pub grade: Grade,
    /// The remark that it stands on.
    pub remark: RemarkId,
}

/// A person of the call, or one who was named in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonView {
    /// The number, for those on the call.
    pub id: Option<PersonId>,
    /// The name; a role or "you" word where there is none.
    pub name: String,
    /// The role.
    pub role: String,
    /// What they do in the purchase, as heard ("signs", "sets criteria").
    pub does: Vec<String>,
    /// Whether they are speaking now.
    pub speaking: bool,
}

/// A question worth asking now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextView {
    /// The question.
    pub question: QuestionId,
    /// Its cue.
    pub cue: String,
    /// Its best phrasing.
    pub ask: String,
    /// What hangs on it.
    pub because: String,
}

/// The one thing that asks for attention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attention {
    /// The remark.
    pub remark: RemarkId,
    /// The flag.
    pub flag: FlagKind,
    /// What to say now.
    pub say: String,
}

/// What the clock and the questions so far say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PaceView {
    /// One thing to mind now, if there is one.
    pub note: Option<String>,
    /// Nothing that could still be asked would change the verdict.
    pub can_close: bool,
}

/// What a half-typed note would become.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Preview {
    /// Where it would be filed, the likeliest first; empty where nothing is recognised.
    pub targets: Vec<TopicChoice>,
    /// Whether the first target is sure enough to be filed without a key.
    pub sure: bool,
}
