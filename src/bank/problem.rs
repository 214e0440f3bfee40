//! Problems in content that people write: what was found, what was expected, where, and the fix.
//!
//! A [`Problem`] is plain data; how it is drawn is for the edge to decide. Loading never stops at the first one:
//! it collects them in a [`Sink`] and hands all of them back as [`Problems`].

use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;

mod source;

pub use source::Source;

/// Something wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which of the catalogue it is.
    pub code: Code,
    /// What was found, in words.
    pub message: String,
    /// What was expected instead; empty where the message says it all.
    pub expected: String,
    /// The file, as named to the loader; empty where no file is to blame.
    pub file: String,
    /// Where it stands.
    pub place: Place,
    /// What to do about it; empty where `expected` says it all.
    pub fix: String,
    /// The word that was probably meant; it can replace the words at `place`.
    pub did_you_mean: Option<String>,
    /// The other place that has to do with it, such as the first of two definitions.
    pub related: Option<Related>,
}

/// A second place that a problem has to do with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The file.
    pub file: String,
    /// Where in it.
    pub place: Place,
    /// What is there ("first defined here").
    pub message: String,
}

/// Where something stands in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// The line, from 1; 0 where the whole file is meant.
    pub line: u32,
    /// The column in Unicode scalar values, from 1; 0 where the whole file is meant.
    pub column: u32,
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Whether a problem keeps the content from being used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The content cannot be used.
    Error,
    /// The content works, but could serve better.
    Advice,
}

/// Declares the catalogue: a code, its printed id and what it means.
macro_rules! catalogue {
    ($($variant:ident = $id:literal, $meaning:literal;)+) => {
        /// The catalogue of problems: `B0…` are errors, `B1…` advice. Ids are stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $meaning] $variant),+ }

        impl Code {
            /// Every code, in the order of the catalogue.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The printed id, such as `B004`.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// What it means, in a few words.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning),+ }
            }
        }
    };
}

catalogue! {
    Syntax = "B001", "the text is not valid YAML";
    TooLarge = "B002", "the file is larger or deeper than any real one";
    EmptyFile = "B003", "the file holds nothing";
    DuplicateKey = "B004", "a key stands twice in one map";
    UnknownKey = "B005", "a key that means nothing here";
    MissingKey = "B006", "a key that has to be there is missing";
    WrongType = "B007", "a value of another type than expected";
    UnknownWord = "B008", "a word that is not one of the few allowed";
    Empty = "B009", "a text or list with nothing in it";
    OutOfRange = "B010", "a number outside its range";
    UnknownTopic = "B011", "a topic that is not in the vocabulary";
    UnknownQuestion = "B012", "a question that is not in the bank";
    DuplicateId = "B013", "an id that is given twice";
    EmptySection = "B014", "a section without questions";
    FollowUpLoop = "B015", "follow-ups that open each other in a circle";
    NeverOpens = "B016", "a question that can never open";
    Points = "B017", "points that do not add up to 100";
    UnknownBank = "B018", "a bank that does not exist";
    Unreadable = "B019", "a file that cannot be read";
    BadId = "B020", "an id in another form than expected";
    NoQuantity = "B021", "a quantity that cannot be read";
    Units = "B022", "a quantity in a unit that the topic is never answered in";
    NeverHolds = "B023", "a condition that can never hold";
    DeadFollowUp = "B024", "a follow-up that can never lead on";
    LostFollowUp = "B025", "a follow-up to a shared question that the bank leaves out";
    UnearnedPoints = "B026", "points that no question can earn";
    RepeatedFollowUp = "B027", "a follow-up that is given twice";
    RepeatedTopic = "B028", "a topic that is scored twice in one group";
    UnknownSlot = "B029", "a word in braces that nothing can fill";
    UnevenBraces = "B030", "a brace without its partner";
    SlotElsewhere = "B031", "braces where nothing fills them";
    SampleWords = "B032", "words of a fact that do not stand in the sample";
    RepeatedSample = "B033", "a sample that is given twice";
    BadLanguage = "B034", "a language that is no language tag";
    KeyClash = "B035", "a key that runs two commands";
    NotUtf8 = "B050", "bytes that are no UTF-8 text";
    ControlCharacter = "B051", "a control character that no text may hold";
    HiddenCharacter = "B052", "a character that nobody sees, or that turns the direction of writing";
    Tab = "B053", "other white space than spaces before the words of a line";
    Unclosed = "B054", "a bracket or quote that is not closed, or closes nothing";
    NeedsQuotes = "B055", "a text that has to stand in quotes";
    Alias = "B056", "a part that stands for another one (anchors, aliases, merge keys)";
    Tag = "B057", "a type asked for by a tag";
    TruthWord = "B058", "a text that other programs read as a truth value";
    LineEnd = "B059", "a line end that is neither of Unix nor of Windows";
    LongLine = "B060", "a line longer than any editor shows";
    Indentation = "B061", "a line that does not line up with those above it";
    SecondDocument = "B062", "a second document in one file";
    QuoteEndsEarly = "B063", "a text in quotes that ends before its last word";
    SampleFlag = "B080", "a sample answer that is judged otherwise than it says";
    SampleFact = "B081", "a sample answer in which a fact is not found";
    LostReply = "B090", "a reply of a persona that can never be heard";
    OtherReply = "B091", "a reply of a persona that is read otherwise than it says";
    Unsolvable = "B092", "a persona whose truth no line of questions reaches";
    TooEasy = "B093", "a persona that a careless line of questions satisfies";
    WrongKey = "B096", "an exercise whose answer does not hold";
    Template = "B095", "a template of a document that cannot be filled";
    ClosedQuestion = "B101", "a closed question hands over the answer";
    LeadingQuestion = "B102", "a leading question puts words into the mouth";
    DoubleQuestion = "B103", "a double question asks two things at once";
    LongQuestion = "B104", "a question too long to say in one breath";
    LongCue = "B105", "a cue too long to be read at a glance";
    AlwaysHolds = "B120", "a condition that always holds";
    Unproved = "B121", "conditions too entangled to be proved";
    UnsettledCriterion = "B122", "a criterion that no question settles on some path";
    DeadEnd = "B123", "a weak answer after which there is nothing to say";
    NoProbe = "B124", "a question without a probe for a weak answer";
    NoWeight = "B125", "a section whose answers earn nothing";
    SplitFollowUp = "B126", "two follow-ups to one question that could be one";
    UnusedTopic = "B127", "a topic of the bank that no question asks about";
    PlainReframe = "B128", "a reframe without a fact";
    NoSamples = "B129", "a question without samples among others that have some";
    IdleFlag = "B130", "a flag that answers on the topic never carry";
    Jargon = "B150", "a word that a prospect does not use";
    AnswerGiven = "B151", "a phrasing that gives the answer away";
    ShortCue = "B152", "a cue too short to say what is asked";
    NearDuplicate = "B153", "a phrasing that asks nearly the same as another question";
    OnePhrasing = "B154", "a question with only one phrasing";
    NothingToListenFor = "B155", "a question that does not say what to listen for";
    LongWhy = "B156", "a reason too long to be read in mid-call";
    CutShort = "B157", "a text that a `#` cuts off";
    JoinedLines = "B158", "two items that are read as one text";
}

impl Code {
    /// Whether it keeps the content from being used.
    pub fn severity(self) -> Severity {
        if self.id().starts_with("B0") { Severity::Error } else { Severity::Advice }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl Problem {
    /// A problem with nothing but its place and message; the rest is added with the `with_…` methods.
    pub fn new(code: Code, file: &str, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            expected: String::new(),
            file: file.to_owned(),
            place,
            fix: String::new(),
            did_you_mean: None,
            related: None,
        }
    }

    /// Says what was expected.
    #[must_use]
    pub fn with_expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = expected.into();
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn with_fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = fix.into();
        self
    }

    /// Offers the candidate that is closest to `found`, if one is close.
    #[must_use]
    pub fn with_closest<'a>(mut self, found: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        self.did_you_mean = closest(found, candidates).map(str::to_owned);
        self
    }

    /// Points to a second place.
    #[must_use]
    pub fn with_related(mut self, file: &str, place: Place, message: impl Into<String>) -> Self {
        self.related = Some(Related { file: file.to_owned(), place, message: message.into() });
        self
    }
}

/// One line for logs and plain messages: `file:line:column: code: message; expected …`.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.line > 0 {
            write!(f, "{}:{}:{}: ", self.file, self.place.line, self.place.column)?;
        } else if !self.file.is_empty() {
            write!(f, "{}: ", self.file)?;
        }
        write!(f, "{}: {}", self.code, self.message)?;
        if !self.expected.is_empty() {
            write!(f, "; expected {}", self.expected)?;
        }
        if let Some(word) = &self.did_you_mean {
            write!(f, "; did you mean `{word}`?")?;
        }
        Ok(())
    }
}

/// Everything wrong in what was loaded, with the texts that it stands in; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems {
    /// The problems in the order of file and line.
    pub list: Vec<Problem>,
    /// The texts that they stand in, as far as they could be read.
    pub sources: Vec<Arc<Source>>,
}

impl Problems {
    /// Puts the problems in order, and keeps the texts beside them.
    pub fn new(mut list: Vec<Problem>, sources: Vec<Arc<Source>>) -> Self {
        list.sort_by(|a, b| (&a.file, a.place, a.code).cmp(&(&b.file, b.place, b.code)));
        list.dedup();
        Self { list, sources }
    }

    /// The text of a file, if it could be read.
    pub fn source(&self, file: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.name == file).map(AsRef::as_ref)
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, problem) in self.list.iter().enumerate() {
            write!(f, "{}{problem}", if n == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// How many problems of one file are kept.
const MOST_KEPT: usize = 1_000;

/// Where problems of one file are collected while it is read.
///
/// It can be shared freely (a reference is enough to report), so that readers of nested parts need no `&mut`.
#[derive(Debug)]
pub struct Sink {
    file: String,
    list: RefCell<Vec<Problem>>,
}

impl Sink {
    /// An empty collection for one file.
    pub fn new(file: &str) -> Self {
        Self { file: file.to_owned(), list: RefCell::default() }
    }

    /// The file that it collects for.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// A problem at a place of this file, not yet reported.
    pub fn problem(&self, code: Code, place: Place, message: impl Into<String>) -> Problem {
        Problem::new(code, &self.file, place, message)
    }

    /// Keeps a problem; of a flood of them only the first thousand, so that a hostile file cannot fill the memory.
    pub fn report(&self, problem: Problem) {
        if !self.is_full() {
            self.list.borrow_mut().push(problem);
        }
    }

    /// Whether further problems are dropped, so that it is no use to look for them.
    pub fn is_full(&self) -> bool {
        self.list.borrow().len() >= MOST_KEPT
    }

    /// Whether nothing was reported.
    pub fn is_empty(&self) -> bool {
        self.list.borrow().is_empty()
    }

    /// All that was reported, in the order reported.
    pub fn into_list(self) -> Vec<Problem> {
        self.list.into_inner()
    }
}

/// The candidate that is closest to a word, if it is close enough to be what was meant.
///
/// Close is: at most a third of the letters mistyped (a swap of neighbours counts once), or one word the start
/// of the other. Of equals the first wins.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const LONGEST_WORD: usize = 64;
    let word: Vec<char> = word.chars().take(LONGEST_WORD).flat_map(char::to_lowercase).collect();
    let allowed = (word.len() / 3).max(1);
    let kinds = kinds_of_letters(word.iter().copied());
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let letters: Vec<char> = candidate.chars().take(LONGEST_WORD).collect();
            let prefix = word.len() >= 3 && (letters.starts_with(&word) || word.starts_with(&letters));
            // A slip changes two kinds of letters at most, so most candidates need no closer look.
            let differing = (kinds ^ kinds_of_letters(letters.iter().copied())).count_ones() as usize;
            if differing > 2 * allowed && !prefix {
                return None;
            }
            let distance = edit_distance(&word, &letters);
            (distance <= allowed || prefix).then_some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// One bit for each letter that occurs; some letters share one.
fn kinds_of_letters(letters: impl Iterator<Item = char>) -> u64 {
    letters.fold(0, |kinds, letter| kinds | 1 << (letter as u32 % u64::BITS))
}

/// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other (optimal string
/// alignment).
fn edit_distance(a: &[char], b: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let mut cost = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                cost = cost.min(before_last[j - 1] + 1);
            }
            row.push(cost);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_word_is_recognised() {
        let words = ["budget.amount", "budget.approved", "timeline.start"];
        assert_eq!(closest("budget.amuont", words), Some("budget.amount"));
        assert_eq!(closest("timline.start", words), Some("timeline.start"));
        assert_eq!(closest("Budget.Approved", words), Some("budget.approved"));
        assert_eq!(closest("budget.app", words), Some("budget.approved"));
    }

    #[test]
    fn a_word_of_its_own_is_not_corrected() {
        assert_eq!(closest("weather", ["budget.amount", "why"]), None);
        assert_eq!(closest("", ["id", "why"]), None);
    }

    #[test]
    fn a_swap_of_neighbours_is_one_slip() {
        let letters = |word: &str| word.chars().collect::<Vec<_>>();
        assert_eq!(edit_distance(&letters("wehn"), &letters("when")), 1);
        assert_eq!(edit_distance(&letters(""), &letters("when")), 4);
    }

    #[test]
    fn codes_are_unique_and_stable_in_form() {
        let mut ids: Vec<&str> = Code::ALL.iter().map(|code| code.id()).collect();
        ids.dedup();
        assert_eq!(ids.len(), Code::ALL.len());
        assert!(ids.iter().all(|id| id.len() == 4 && (id.starts_with("B0") || id.starts_with("B1"))));
    }

    #[test]
    fn a_problem_reads_as_one_line() {
        let place = Place { line: 3, column: 5, start: 20, end: 24 };
        let problem = Problem::new(Code::UnknownKey, "bant.yaml", place, "unknown key `wehn`")
            .with_expected("one of `to`, `when`")
            .with_closest("wehn", ["to", "when"]);
        assert_eq!(
            problem.to_string(),
            "bant.yaml:3:5: B005: unknown key `wehn`; expected one of `to`, `when`; did you mean `when`?"
        );
    }
}
