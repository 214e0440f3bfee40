//! An exercise as it is put to a trainee, and what comes of the answer: right or wrong, and why.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::bank::{FlagKind, QuestionCheck};
use crate::signals::Reader;

use super::Kind;
use super::chance::{rank, shuffle};
use super::deck::{Card, Deck, Task};
use super::reading::{read, reader};

/// How many options a choice has.
const OPTIONS: usize = 4;

/// Fewer words than this are no question to a prospect.
const FEWEST_WORDS: usize = 3;

/// An exercise as it is put to a trainee.
#[derive(Debug, Clone, PartialEq)]
pub struct Exercise {
    /// Its id, the same every time it is met.
    pub card: String,
    /// What it trains.
    pub kind: Kind,
    /// The framework that it comes from; empty for what comes from none.
    pub source: String,
    /// What is to be done, in a sentence.
    pub task: String,
    /// What there is to go by, each line with what it is ("asked", "heard").
    pub shown: Vec<(&'static str, String)>,
    /// How it is answered.
    pub form: Form,
}

/// How an exercise is answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// One of several options.
    Choice(Choice),
    /// A question in the trainee's own words.
    Opening(Opening),
}

/// Options, one of which is right.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The options, at most four.
    pub options: Vec<Choosable>,
    /// The place of the right one.
    pub right: usize,
    /// Why it is right.
    pub because: Vec<String>,
}

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choosable {
    /// Its words.
    pub text: String,
    /// Why it is not right, or what it means; may be empty.
    pub note: String,
}

/// A closed question to be put in other words.
#[derive(Debug, Clone, PartialEq)]
pub struct Opening {
    closed: String,
    models: Vec<String>,
    invitations: Vec<String>,
    check: Arc<QuestionCheck>,
}

/// What a trainee answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// The option at this place, from 0.
    Picked(usize),
    /// These words.
    Typed(String),
}

/// What came of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Whether it was right.
    pub is_right: bool,
    /// Whether it was only just right: it counts as hard.
    pub is_weak: bool,
    /// What was chosen or typed.
    pub said: String,
    /// Why, line by line.
    pub why: Vec<String>,
}

impl Exercise {
    /// Judges an answer; `None` of one that is none, such as an option that does not exist.
    pub fn judge(&self, said: &Said) -> Option<Told> {
        match (&self.form, said) {
            (Form::Choice(choice), Said::Picked(at)) => choice.judge(*at),
            (Form::Opening(opening), Said::Typed(text)) if !text.trim().is_empty() => Some(opening.judge(text)),
            _ => None,
        }
    }
}

impl Choice {
    fn judge(&self, at: usize) -> Option<Told> {
        let chosen = self.options.get(at)?;
        let is_right = at == self.right;
        let right = &self.options.get(self.right)?.text;
        let mut why = Vec::new();
        if !is_right {
            why.push(format!("Right: {right}"));
            why.extend((!chosen.note.is_empty()).then(|| format!("Yours: {}", chosen.note)));
        }
        why.extend(self.because.iter().cloned());
        Some(Told { is_right, is_weak: false, said: chosen.text.clone(), why })
    }

    /// Options in an order of chance, the right one among them.
    fn new(right: Choosable, mut wrong: Vec<Choosable>, because: Vec<String>, seed: u64) -> Self {
        let mut texts = BTreeSet::from([right.text.clone()]);
        wrong.retain(|option| texts.insert(option.text.clone()));
        wrong.truncate(OPTIONS - 1);
        let mut options = wrong;
        let answer = right.text.clone();
        options.push(right);
        shuffle(&mut options, seed, |option| option.text.clone());
        let right = options.iter().position(|option| option.text == answer).unwrap_or_default();
        Self { options, right, because }
    }
}

impl Opening {
    fn judge(&self, text: &str) -> Told {
        let said = text.trim().to_owned();
        let lower = said.to_lowercase().replace('\u{2019}', "'");
        let is_invited = self.invitations.iter().any(|words| lower.starts_with(words.as_str()));
        let mut why: Vec<String> = Vec::new();
        if said.split_whitespace().count() < FEWEST_WORDS {
            why.push("Too short to be said to a prospect: ask it in full.".to_owned());
        }
        for weakness in self.check.weaknesses(&said) {
            let fix = if weakness.fix.is_empty() { String::new() } else { format!("; {}", weakness.fix) };
            why.push(format!("It is {}{fix}.", weakness.message));
        }
        if why.is_empty() && !is_invited && !self.check.asks(&said) {
            why.push("Nothing is asked: begin with what, how, who, where, when or which.".to_owned());
        }
        let is_right = why.is_empty();
        let is_astray = !self.is_about_the_same(&said);
        if is_right {
            why.push("Open, one question, and said in one breath.".to_owned());
            if is_astray {
                why.push("It shares no word with the closed one: does it still ask the same?".to_owned());
            }
        }
        why.extend(self.models.iter().map(|model| format!("One way: {model}")));
        Told { is_right, is_weak: is_right && is_astray, said, why }
    }

    /// Whether the words have something in common with the closed question or with one of the open ones.
    fn is_about_the_same(&self, said: &str) -> bool {
        let known: Vec<String> =
            self.models.iter().chain([&self.closed]).flat_map(|text| self.check.subject_words(text)).collect();
        self.check.subject_words(said).iter().any(|word| known.iter().any(|other| is_kin(word, other)))
    }
}

/// Whether two words are forms of one: the same, or alike but for their endings.
fn is_kin(one: &str, other: &str) -> bool {
    const STEM: usize = 4;
    const ENDING: usize = 3;
    let shared = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let shorter = one.chars().count().min(other.chars().count());
    one == other || (shared >= STEM && shared + ENDING >= shorter)
}

/// What is to be done, what there is to go by, how it is answered.
type Face = (String, Vec<(&'static str, String)>, Form);

impl Deck {
    /// Puts a card to a trainee; `None` of one that cannot be asked fairly.
    pub(super) fn exercise(&self, card: &Card, seed: u64) -> Option<Exercise> {
        let seed = rank(seed, &card.id);
        let (task, shown, form) = match &card.task {
            Task::Signal { .. } => self.signal(card, seed)?,
            Task::Probe { .. } => self.probe(card, seed)?,
            Task::Open { closed, models } => (
                "Ask it so that the answer cannot be yes or no.".to_owned(),
                vec![("closed", closed.clone())],
                Form::Opening(Opening {
                    closed: closed.clone(),
                    models: models.clone(),
                    invitations: self.drills.invitations.clone(),
                    check: Arc::clone(self.check.as_ref()?),
                }),
            ),
            Task::Recall { asked, right, others, because } => {
                let mut wrong: Vec<String> = others.clone();
                shuffle(&mut wrong, seed, Clone::clone);
                let bare = |text: String| Choosable { text, note: String::new() };
                let wrong = wrong.into_iter().map(bare).collect();
                let choice = Choice::new(bare(right.clone()), wrong, vec![because.clone()], seed);
                (asked.clone(), Vec::new(), Form::Choice(choice))
            }
        };
        let (kind, source) = (card.kind(), card.source.clone());
        Some(Exercise { card: card.id.clone(), kind, source, task, shown, form })
    }

    fn signal(&self, card: &Card, seed: u64) -> Option<Face> {
        let Task::Signal { item, topic, is_sample } = &card.task else { return None };
        if *is_sample && !Reader::reads(&self.language) {
            return None;
        }
        let found = read(&reader(&self.language, &self.topics), &item.remark(topic));
        let raised: BTreeSet<FlagKind> = found.iter().map(|flag| flag.kind).collect();
        let written: BTreeSet<FlagKind> = item.flags.iter().copied().collect();
        // A bank names one flag of a sample; where the reader does not find it, nobody can be asked for it.
        if *is_sample && (written.is_empty() != raised.is_empty() || !written.is_subset(&raised)) {
            return None;
        }
        let key = if *is_sample { raised } else { written };
        let mut because: Vec<String> = found
            .iter()
            .filter(|flag| key.contains(&flag.kind))
            .map(|flag| {
                let words: Vec<&str> = flag.spans.iter().map(|span| span.of(&item.say.value)).collect();
                let words = if words.is_empty() {
                    String::new()
                } else {
                    format!(" (\u{201c}{}\u{201d})", words.join("\u{201d}, \u{201c}"))
                };
                format!("{}: {}{words}", flag.kind, flag.why)
            })
            .collect();
        because.extend(item.why.clone());
        if because.is_empty() {
            because.push(self.gloss(&key));
        }
        let mut wrong: Vec<BTreeSet<FlagKind>> = sets(!item.before.is_empty());
        wrong.retain(|set| !set.is_subset(&key) && !key.is_subset(set) || set.is_empty() != key.is_empty());
        shuffle(&mut wrong, seed, in_words);
        let option = |set: &BTreeSet<FlagKind>| Choosable { text: in_words(set), note: self.gloss(set) };
        let wrong = wrong.iter().map(option).collect();
        let mut shown: Vec<(&'static str, String)> = item.before.iter().map(|text| ("earlier", text.clone())).collect();
        shown.extend([("asked", item.ask.clone()), ("heard", item.say.value.clone())]);
        let choice = Choice::new(option(&key), wrong, because, seed);
        Some(("Which signal is in the answer?".to_owned(), shown, Form::Choice(choice)))
    }

    fn probe(&self, card: &Card, seed: u64) -> Option<Face> {
        let Task::Probe { question, say, flag, right, others } = &card.task else { return None };
        let mut poor: Vec<Choosable> = self
            .drills
            .poor_moves
            .get(flag)?
            .iter()
            .map(|one| Choosable { text: one.say.clone(), note: one.why.clone() })
            .collect();
        shuffle(&mut poor, seed, |option| option.text.clone());
        // One real probe among the wrong ones, so that a good question alone is no answer.
        let mut wrong: Vec<Choosable> = others
            .iter()
            .map(|(flag, say)| Choosable { text: say.clone(), note: format!("a probe for an answer that is {flag}") })
            .collect();
        shuffle(&mut wrong, seed, |option| option.text.clone());
        wrong.truncate(1);
        wrong.extend(poor);
        let because = vec![format!("The answer is {}.", self.gloss(&BTreeSet::from([*flag])))];
        let right = Choosable { text: right.clone(), note: String::new() };
        let shown = vec![("asked", question.clone()), ("heard", say.clone())];
        Some(("What do you say now?".to_owned(), shown, Form::Choice(Choice::new(right, wrong, because, seed))))
    }

    /// What a set of signals means, in a clause.
    fn gloss(&self, set: &BTreeSet<FlagKind>) -> String {
        let gloss = |flag: Option<FlagKind>| self.drills.glosses.get(&flag).cloned();
        let found: Vec<String> = if set.is_empty() {
            gloss(None).into_iter().collect()
        } else {
            set.iter().filter_map(|flag| Some(format!("{flag}: {}", gloss(Some(*flag))?))).collect()
        };
        found.join("; ")
    }
}

/// The sets of signals that an answer may be taken for.
fn sets(has_earlier: bool) -> Vec<BTreeSet<FlagKind>> {
    let one = FlagKind::ALL.iter().filter(|flag| has_earlier || **flag != FlagKind::Contradiction);
    let one = one.map(|flag| BTreeSet::from([*flag]));
    one.chain([BTreeSet::new(), BTreeSet::from([FlagKind::Specific, FlagKind::Knowledge])]).collect()
}

fn in_words(set: &BTreeSet<FlagKind>) -> String {
    let words: Vec<&str> = set.iter().map(|flag| flag.id()).collect();
    if words.is_empty() { "no signal".to_owned() } else { words.join(" and ") }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::bank::Library;

    fn deck() -> &'static Deck {
        static DECK: LazyLock<Deck> = LazyLock::new(|| Deck::build(&Library::embedded(), "en"));
        &DECK
    }

    #[test]
    fn every_exercise_has_one_right_answer_and_says_why() {
        let deck = deck();
        let (mut asked, mut unasked) = (0, Vec::new());
        for card in &deck.cards {
            let Some(exercise) = deck.exercise(card, 1) else {
                unasked.push(&card.id);
                continue;
            };
            asked += 1;
            let Form::Choice(choice) = &exercise.form else { continue };
            let texts: BTreeSet<&str> = choice.options.iter().map(|option| option.text.as_str()).collect();
            assert_eq!(texts.len(), choice.options.len(), "{exercise:#?}");
            assert!(choice.options.len() >= 3 && choice.right < choice.options.len(), "{exercise:#?}");
            for at in 0..choice.options.len() {
                let told = exercise.judge(&Said::Picked(at)).unwrap();
                assert!(told.is_right == (at == choice.right) && !told.why.is_empty(), "{exercise:#?}");
            }
            assert_eq!(exercise.judge(&Said::Picked(4)), None);
        }
        assert!(asked >= 120 && unasked.len() * 50 < asked, "{asked} asked, not: {unasked:#?}");
    }

    #[test]
    fn the_readers_flags_agree_with_every_key() {
        let deck = deck();
        let mut tried = 0;
        for card in &deck.cards {
            let Task::Signal { item, topic, .. } = &card.task else { continue };
            let Some(Exercise { form: Form::Choice(choice), .. }) = deck.exercise(card, 3) else { continue };
            let found = read(&reader("en", &deck.topics), &item.remark(topic));
            let found: BTreeSet<FlagKind> = found.iter().map(|flag| flag.kind).collect();
            assert_eq!(choice.options[choice.right].text, in_words(&found), "{}", card.id);
            tried += 1;
        }
        assert!(tried >= 60, "{tried}");
    }

    fn opened(text: &str) -> Told {
        let deck = deck();
        let card = Card {
            id: "en/open/x".into(),
            source: String::new(),
            task: Task::Open {
                closed: "Is this a priority for you?".into(),
                models: vec!["Where does this stand among your priorities?".into()],
            },
        };
        deck.exercise(&card, 1).unwrap().judge(&Said::Typed(text.into())).unwrap()
    }

    #[test]
    fn a_typed_question_is_judged_by_the_banks_own_rules() {
        for good in [
            "How high is this on your list of priorities?",
            "Walk me through where this stands",
            "what comes before this in your priority list",
        ] {
            let told = opened(good);
            assert!(told.is_right && !told.is_weak, "{good}: {told:?}");
        }
        for (poor, why) in [
            ("Is it urgent?", "closed question"),
            ("is it urgent", "closed question"),
            ("Surely this comes first, how soon do you need it?", "leading question"),
            ("How urgent is it, and who decides?", "two questions in one"),
            ("Great, thank you very much.", "Nothing is asked"),
            ("Why?", "Too short"),
        ] {
            let told = opened(poor);
            assert!(!told.is_right && told.why.iter().any(|line| line.contains(why)), "{poor}: {told:?}");
            assert!(told.why.iter().any(|line| line.starts_with("One way: Where does")), "{told:?}");
        }
        let astray = opened("What is for lunch today?");
        assert!(astray.is_right && astray.is_weak, "{astray:?}");
        assert_eq!(deck().exercise(&deck().cards[0], 1).unwrap().judge(&Said::Typed("x".into())), None);
    }

    proptest::proptest! {
        #[test]
        fn any_typed_text_is_judged(text in "(?s).{1,200}") {
            let told = (!text.trim().is_empty()).then(|| opened_quickly(&text));
            proptest::prop_assert!(told.is_none_or(|told| !told.why.is_empty()));
        }
    }

    fn opened_quickly(text: &str) -> Told {
        let (closed, models) = ("Is it?".into(), vec!["What is it?".into()]);
        let opening =
            Opening { closed, models, invitations: Vec::new(), check: Arc::clone(deck().check.as_ref().unwrap()) };
        opening.judge(text)
    }
}
