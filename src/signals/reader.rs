//! The reader: one remark in, one [`Reading`] out.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Span;
use jiff::civil::{Date, DateTime};

use crate::bank::{FlagKind, TopicId, Topics};
use crate::call::{Contact, Correction, PersonId, Ruling};

use super::filing::Filed;
use super::lexicon::{Lexicon, answer_wording};
use super::reckoning::Reckoning;
use super::rules::{Examined, judge};
use super::text::Text;
use super::value::{Fact, Value};
use super::{Answer, Flag, Memory, Reading, Rulings, Stance, Statement, contradict, facts, filing, grade, stance};
use crate::bank::TimeUnit;

/// A remark to be read, with what the reader may know about it.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// Its words.
    pub text: &'a str,
    /// The topic that a person or a script filed it under.
    pub filed: Option<&'a TopicId>,
    /// The topic of the question on the screen; a hint where nothing is filed.
    pub asked: Option<&'a TopicId>,
    /// The clock of the call: "next month" resolves against it.
    pub at: DateTime,
    /// Who said it.
    pub by: PersonId,
    /// The people of the call; `by` indexes them.
    pub people: &'a [Contact],
}

/// Reads remarks in one language against one vocabulary of topics. Built once, used for every remark.
#[derive(Debug, Clone)]
pub struct Reader {
    topics: Arc<Topics>,
    language: String,
    reckoning: Reckoning,
}

/// The day so many units after another; `None` for fractions of a day and for days beyond the calendar.
fn later(from: Date, n: f64, unit: TimeUnit) -> Option<Date> {
    let n = n.round() as i64;
    let span = match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => return None,
        TimeUnit::Day => Span::new().try_days(n),
        TimeUnit::Week => Span::new().try_weeks(n),
        TimeUnit::Month => Span::new().try_months(n),
        TimeUnit::Quarter => Span::new().try_months(n.saturating_mul(3)),
        TimeUnit::Year => Span::new().try_years(n),
    };
    from.checked_add(span.ok()?).ok()
}

/// What a remark was found to be about, before it is judged.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Parsed {
    /// The topic that it answers.
    pub(crate) topic: Option<TopicId>,
    /// Topics that it could answer.
    pub(crate) candidates: Vec<TopicId>,
    /// The facts in it.
    pub(crate) facts: Vec<Fact>,
}

impl Reader {
    /// A reader for a language (BCP 47); a language without a lexicon falls back to English.
    pub fn new(language: &str, topics: Arc<Topics>) -> Self {
        Self { topics, language: language.to_owned(), reckoning: Reckoning::default() }
    }

    /// The same reader, with dates reckoned as a user set it.
    #[must_use]
    pub fn reckoning(self, reckoning: Reckoning) -> Self {
        Self { reckoning, ..self }
    }

    /// Whether remarks in a language (BCP 47) are read by words of its own.
    pub fn reads(language: &str) -> bool {
        Lexicon::speaks(language)
    }

    /// Reads the words that facts are found by, which otherwise happens at the first remark.
    pub fn load_fact_words(language: &str) {
        Lexicon::for_language(language).load();
    }

    /// Reads the wordings that answers are judged by, which otherwise happens at the first remark.
    pub fn load_wordings(language: &str) {
        let _ = answer_wording(language);
    }

    /// The vocabulary of topics.
    pub fn topics(&self) -> &Topics {
        &self.topics
    }

    /// Reads a remark by itself: facts, topic, the seven single-answer flags, stance and grade.
    pub fn read(&self, said: &Said<'_>) -> Reading {
        let text = Text::told(said.text);
        self.judged(&text, said, self.parse(&text, said, &[]), &Rulings::new(), Before::default())
    }

    /// Reads a remark in the light of earlier answers of the same lead (contradictions) and of what a person
    /// ruled on its flags, which is what every front end shows.
    ///
    /// Goes over all earlier answers; whoever reads one remark after another keeps a [`Memory`] and calls
    /// [`Self::read_with`].
    pub fn read_after(&self, said: &Said<'_>, rulings: &Rulings, earlier: &[Answer]) -> Reading {
        self.read_with(said, rulings, earlier, &Memory::of(earlier))
    }

    /// The same as [`Self::read_after`], given the memory of the earlier answers.
    pub fn read_with(&self, said: &Said<'_>, rulings: &Rulings, earlier: &[Answer], memory: &Memory) -> Reading {
        let text = Text::told(said.text);
        let before = Before { answers: earlier, memory: Some(memory) };
        self.judged(&text, said, self.parse(&text, said, earlier), rulings, before)
    }

    /// The same where a person put right what some of its words mean: facts, flags and grade follow the correction.
    pub fn read_corrected(
        &self,
        said: &Said<'_>,
        corrections: &BTreeMap<String, Correction>,
        rulings: &Rulings,
        (earlier, memory): (&[Answer], &Memory),
    ) -> Reading {
        let text = Text::told(said.text);
        let mut parsed = self.parse(&text, said, earlier);
        for (words, correction) in corrections {
            self.correct(&mut parsed, said, words, correction);
        }
        self.judged(&text, said, parsed, rulings, Before { answers: earlier, memory: Some(memory) })
    }

    /// Whether a person's words for what some words of a remark mean can be read as a value.
    pub fn understands(&self, said: &Said<'_>, words: &str, meant: &str) -> bool {
        let Some(span) = super::Span::find(words, said.text) else { return false };
        self.meaning(&self.parse(&Text::told(said.text), said, &[]), said, span, meant).is_some()
    }

    /// Carries one correction out. Words that no longer stand in the remark have lost their cause, and what cannot be
    /// read changes nothing.
    fn correct(&self, parsed: &mut Parsed, said: &Said<'_>, words: &str, correction: &Correction) {
        let Some(span) = super::Span::find(words, said.text) else { return };
        let put_right = match correction {
            Correction::Nothing => None,
            Correction::Means(meant) => match self.meaning(parsed, said, span, meant) {
                Some(fact) => Some(fact),
                None => return,
            },
        };
        parsed.facts.retain(|fact| !fact.span.overlaps(&span));
        parsed.facts.extend(put_right);
        parsed.facts.sort_by_key(|fact| fact.span);
    }

    /// The fact that stands at `span` if its words mean `meant`: of the same kind as the one that was found there, if
    /// it can be.
    fn meaning(&self, parsed: &Parsed, said: &Said<'_>, span: super::Span, meant: &str) -> Option<Fact> {
        let old = parsed.facts.iter().find(|fact| fact.span.overlaps(&span));
        let topic = old.map(|fact| &fact.topic).or(parsed.topic.as_ref())?.clone();
        let found = self.parse(&Text::new(meant), &Said { text: meant, filed: Some(&topic), ..*said }, &[]).facts;
        let same_kind = |fact: &&Fact| old.is_some_and(|old| old.value.kind() == fact.value.kind());
        let value = match (found.iter().find(same_kind), old.map(|old| &old.value)) {
            (Some(fact), _) => fact.value.clone(),
            // Names that no list knows are taken at the rep's word.
            (None, Some(Value::Person { role, does, .. })) => {
                Value::Person { name: Some(meant.to_owned()), role: role.clone(), does: does.clone() }
            }
            (None, Some(Value::Thing { .. })) => Value::Thing { name: meant.to_owned() },
            (None, Some(Value::Place { .. })) => Value::Place { name: meant.to_owned() },
            (None, _) => found.first()?.value.clone(),
        };
        Some(Fact { topic, span, value, standing: super::Standing::Asserted })
    }

    /// The topics that a half-typed note would be filed under, the likeliest first, and whether it goes there without
    /// being asked.
    pub fn foresee(&self, said: &Said<'_>) -> (Vec<TopicId>, bool) {
        filing::foresee(&Text::told(said.text), &self.context(said, &[]), said.asked, &self.topics)
    }

    /// The day that a few words name ("next friday", "in two weeks"), seen from a clock; of a deadline
    /// the last one, of a length of time its end. `None` where they say anything else besides.
    pub fn day_in(language: &str, words: &str, at: DateTime, reckoning: Reckoning) -> Option<Date> {
        let lexicon = Lexicon::for_language(language);
        let context = facts::Context { reckoning, ..facts::Context::alone(at, lexicon) };
        let [found] = <[_; 1]>::try_from(facts::extract(&Text::new(words), &context)).ok()?;
        let before = words.get(..found.span.start)?.trim().to_lowercase();
        let is_all = words.get(found.span.end..)?.trim().is_empty() && ["", "in", "on", "at"].contains(&&*before);
        match found.value {
            // A week or a month is no day that somebody agreed to.
            Value::Date { from: Some(from), to: Some(to), .. } if from != to => None,
            Value::Date { from, to, .. } if is_all => from.or(to),
            Value::Duration { n: Some(n), unit, .. } if is_all => later(at.date(), n, unit),
            _ => None,
        }
    }

    /// What a remark is about, and the facts in it.
    fn parse(&self, text: &Text<'_>, said: &Said<'_>, earlier: &[Answer]) -> Parsed {
        let filed = self.filed(text, said, earlier);
        Parsed { topic: filed.topic, candidates: filed.candidates, facts: filed.facts }
    }

    fn filed(&self, text: &Text<'_>, said: &Said<'_>, earlier: &[Answer]) -> Filed {
        filing::file(text, &self.context(said, earlier), said.filed, said.asked, &self.topics)
    }

    fn context<'a>(&self, said: &Said<'a>, earlier: &'a [Answer]) -> facts::Context<'a> {
        facts::Context {
            topic: None,
            at: said.at,
            by: said.by,
            people: said.people,
            earlier,
            lexicon: Lexicon::for_language(&self.language),
            reckoning: self.reckoning,
        }
    }

    /// Judges a remark whose topic and facts are known.
    pub(crate) fn judged(
        &self,
        text: &Text<'_>,
        said: &Said<'_>,
        parsed: Parsed,
        rulings: &Rulings,
        before: Before<'_>,
    ) -> Reading {
        let Parsed { topic, candidates, facts } = parsed;
        let wording = answer_wording(&self.language);
        let (mut flags, stance, statement, closed);
        if let Some(known) = topic.as_ref().and_then(|id| self.topics.get(id.as_str())) {
            let examined = Examined::new(text, known, &facts, said.at, wording);
            flags = judge(&examined);
            stance = stance::of(&examined, &flags);
            statement = Statement::new(text, examined.all_cues());
            closed = examined.question.closed;
        } else {
            // What nobody can file is not judged by itself, but it can still speak against an earlier answer.
            (flags, stance, closed) = (Vec::new(), Stance::Silent, false);
            statement = Statement::new(text, &wording.find(text));
        }
        let placed = topic.is_some() && candidates.is_empty();
        let side = contradict::Side {
            topic: topic.as_ref(),
            placed,
            facts: &facts,
            stance,
            text: text.raw(),
            said: &statement,
        };
        let present = contradict::Present { side, closed, at: said.at, by: said.by };
        let found = before.memory.map(|memory| contradict::find(&present, &self.topics, before.answers, memory));
        let contradict::Findings { flag, disparities } = found.unwrap_or_default();
        flags.extend(flag);
        let statement = Some(Arc::new(statement));
        let mut reading =
            Reading { topic, candidates, facts, flags, disparities, stance, statement, ..Reading::default() };
        rule_on(&mut reading, rulings);
        reading
    }
}

/// What was said before a remark.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Before<'a> {
    /// The answers, oldest first.
    pub(crate) answers: &'a [Answer],
    /// Their memory; without one nothing is compared.
    pub(crate) memory: Option<&'a Memory>,
}

/// Applies what a person ruled, and grades by the flags that remain.
fn rule_on(reading: &mut Reading, rulings: &Rulings) {
    for (&kind, ruling) in rulings {
        match ruling {
            Ruling::Dismissed => {
                let (dismissed, kept) =
                    std::mem::take(&mut reading.flags).into_iter().partition(|flag| flag.kind == kind);
                reading.flags = kept;
                reading.dismissed.extend::<Vec<Flag>>(dismissed);
            }
            Ruling::Raised if !reading.has(kind) => reading.flags.push(by_hand(kind)),
            Ruling::Raised => {}
        }
    }
    reading.grade = grade::of(&reading.flags, reading.stance);
}

/// A flag that no rule raised.
fn by_hand(kind: FlagKind) -> Flag {
    Flag { kind, spans: Vec::new(), why: "raised by hand".to_owned(), advice: String::new(), against: None }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use crate::bank::source::Library;
    use crate::bank::{Grade, Topics};
    use crate::call::RemarkId;

    use super::*;

    fn topics() -> Arc<Topics> {
        Library::embedded().topics("en").expect("the shipped topics are clean")
    }

    fn said<'a>(topic: &'a TopicId, text: &'a str) -> Said<'a> {
        let at = date(2026, 3, 2).at(10, 0, 0, 0);
        Said { text, filed: Some(topic), asked: None, at, by: PersonId(0), people: &[] }
    }

    fn read(topic: &str, text: &str, rulings: &[(FlagKind, Ruling)]) -> Reading {
        let topic = TopicId::new(topic);
        let rulings: Rulings = rulings.iter().copied().collect();
        Reader::new("en", topics()).read_after(&said(&topic, text), &rulings, &[])
    }

    #[test]
    fn a_dismissed_flag_is_kept_apart_and_no_longer_grades() {
        let reading = read("goal.statement", "no idea", &[(FlagKind::Unknowing, Ruling::Dismissed)]);
        assert!(!reading.has(FlagKind::Unknowing));
        assert_eq!(reading.dismissed[0].kind, FlagKind::Unknowing);
        let reading = read("budget.amount", "40k", &[(FlagKind::Specific, Ruling::Dismissed)]);
        assert_eq!(reading.grade, Grade::Claimed);
    }

    #[test]
    fn a_corrected_fact_changes_what_follows_from_it() {
        let (topic, reader) = (TopicId::new("budget.amount"), Reader::new("en", topics()));
        let read = |text: &str, words: &str, correction: Correction| {
            let corrections = BTreeMap::from([(words.to_owned(), correction)]);
            reader.read_corrected(&said(&topic, text), &corrections, &Rulings::new(), (&[], &Memory::default()))
        };
        let means = |text: &str| Correction::Means(text.to_owned());
        let amount = |reading: &Reading| match reading.facts.first().map(|fact| &fact.value) {
            Some(Value::Money { amount, .. }) => *amount,
            _ => None,
        };
        let put_right = read("we have 40k", "40k", means("60k EUR"));
        assert_eq!(amount(&put_right), Some(60_000.0));
        assert_eq!(put_right.facts[0].span.of("we have 40k"), "40k");
        // What was missed is found, and the flag follows.
        assert!(read("a nice round one", "round one", means("100k")).has(FlagKind::Specific));
        // What was none is gone, and the flag with it.
        let none = read("we have 40k", "40k", Correction::Nothing);
        assert!(none.facts.is_empty() && !none.has(FlagKind::Specific));
        // What cannot be read changes nothing.
        assert_eq!(amount(&read("we have 40k", "40k", means("whatever"))), Some(40_000.0));
        assert!(!reader.understands(&said(&topic, "we have 40k"), "40k", "whatever"));
        // Words that were edited away have no effect.
        assert_eq!(amount(&read("we have 45k", "40k", means("60k"))), Some(45_000.0));
    }

    #[test]
    fn a_raised_flag_holds_and_grades() {
        let reading = read("pain.problem", "it hurts a lot", &[(FlagKind::Specific, Ruling::Raised)]);
        assert!(reading.has(FlagKind::Specific));
        assert_eq!(reading.grade, Grade::Evidenced);
        let flag = reading.flag(FlagKind::Specific).expect("raised by hand");
        assert_eq!(flag.why, "raised by hand");
    }

    #[test]
    fn a_flag_that_holds_anyway_is_not_raised_twice() {
        let reading = read("budget.amount", "40k", &[(FlagKind::Specific, Ruling::Raised)]);
        assert_eq!(reading.flags.iter().filter(|flag| flag.kind == FlagKind::Specific).count(), 1);
    }

    #[test]
    fn another_contact_s_answer_is_no_contradiction() {
        let topic = TopicId::new("budget.amount");
        let reader = Reader::new("en", topics());
        let first = said(&topic, "we have 50k");
        let answer = |by| Answer {
            remark: RemarkId(1),
            by: PersonId(by),
            at: first.at,
            text: first.text.to_owned(),
            question: None,
            reading: reader.read(&first),
        };
        let now = said(&topic, "it's 120k");
        let same = reader.read_after(&now, &Rulings::new(), &[answer(0)]);
        assert_eq!(same.flag(FlagKind::Contradiction).and_then(|flag| flag.against), Some(RemarkId(1)));
        assert_eq!(same.grade, Grade::Disputed);
        assert!(!reader.read_after(&now, &Rulings::new(), &[answer(1)]).has(FlagKind::Contradiction));
    }

    #[test]
    fn a_dated_change_in_a_later_call_is_history() {
        let topic = TopicId::new("budget.amount");
        let reader = Reader::new("en", topics());
        let mut first = said(&topic, "we have 50k");
        first.at = date(2026, 1, 5).at(9, 0, 0, 0);
        let earlier = Answer {
            remark: RemarkId(1),
            by: PersonId(0),
            at: first.at,
            text: first.text.to_owned(),
            question: None,
            reading: reader.read(&first),
        };
        let now = said(&topic, "things have changed since then, it's 120k");
        assert!(!reader.read_after(&now, &Rulings::new(), &[earlier]).has(FlagKind::Contradiction));
    }

    #[test]
    fn what_was_corrected_is_superseded() {
        let topic = TopicId::new("budget.amount");
        let reader = Reader::new("en", topics());
        let mut earlier: Vec<Answer> = Vec::new();
        for (say, contradicts) in
            [("50k", false), ("sorry, I had that wrong, it's 80k", false), ("80k", false), ("20k", true)]
        {
            let now = said(&topic, say);
            let reading = reader.read_after(&now, &Rulings::new(), &earlier);
            assert_eq!(reading.has(FlagKind::Contradiction), contradicts, "{say}");
            let remark = RemarkId(earlier.len() as u32 + 1);
            earlier.push(Answer { remark, by: now.by, at: now.at, text: say.to_owned(), question: None, reading });
        }
    }

    #[test]
    fn an_unfiled_remark_has_no_flags() {
        let at = date(2026, 3, 2).at(10, 0, 0, 0);
        let said = Said { text: "hm", filed: None, asked: None, at, by: PersonId(0), people: &[] };
        let reading = Reader::new("en", topics()).read(&said);
        assert!(reading.flags.is_empty());
        assert_eq!(reading.stance, Stance::Silent);
    }

    /// What must hold of the flags on any text.
    fn keeps_the_rules(text: &str, reading: &Reading) {
        for flag in reading.flags.iter().chain(&reading.dismissed) {
            assert!(!flag.why.is_empty() && !flag.advice.is_empty());
            for span in &flag.spans {
                assert!(text.get(span.start..span.end).is_some_and(|words| !words.is_empty()), "{span:?} in {text:?}");
            }
        }
        let has = |kind| reading.has(kind);
        let graded = [FlagKind::Specific, FlagKind::Vague, FlagKind::Short];
        assert!(graded.iter().filter(|kind| has(**kind)).count() <= 1);
        assert!(!(has(FlagKind::Unknowing) && (has(FlagKind::Vague) || has(FlagKind::Short))));
        assert!(!(has(FlagKind::Excuse) && (has(FlagKind::Vague) || has(FlagKind::Short))));
        assert!(!(has(FlagKind::Unrealistic) && has(FlagKind::Specific)));
    }

    /// Without bounds each of these takes the square of its length: minutes here, and the live screen reads along.
    #[test]
    fn a_paste_without_a_stop_is_read_while_one_waits() {
        let reader = Reader::new("en", topics());
        let topic = TopicId::new("budget.amount");
        for piece in ["abcdefghij", "o'l'", "a.b.", "\u{301}", "from March to Friday 12 May ", "Kim approved it yes "] {
            let paste = piece.repeat(60_000 / piece.len());
            reader.read(&said(&topic, &paste));
            reader.read(&Said { filed: None, asked: Some(&topic), ..said(&topic, &paste) });
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "\\PC{0,80}", at in 0_usize..50) {
            let topics = topics();
            let topic = topics.iter().nth(at % topics.iter().count()).expect("a topic").id.clone();
            let reading = Reader::new("en", topics).read(&said(&topic, &text));
            keeps_the_rules(&text, &reading);
        }

        #[test]
        fn any_row_of_telling_words_keeps_the_rules(
            words in proptest::collection::vec(
                prop_oneof![
                    Just("no idea"), Just("soon"), Just("40k"), Just("or"), Just("500k"), Just("because"), Just("by Friday"),
                    Just("zero"), Just("all"), Just("we meant to"), Just("but"), Just("nobody had time"), Just("I sign"),
                    Just("can't sign"), Just("Kim Novak"), Just("fine"), Just("no"), Just(","), Just("."), Just("é👩‍👧"),
                    Just("who knows"), Just("100%"), Just("12 people"), Just("ask finance"), Just("not a priority"),
                ],
                0..9,
            ),
            at in 0_usize..50,
        ) {
            let topics = topics();
            let topic = topics.iter().nth(at % topics.iter().count()).expect("a topic").id.clone();
            let text = words.join(" ");
            let reader = Reader::new("en", topics);
            let now = said(&topic, &text);
            let reading = reader.read(&now);
            keeps_the_rules(&text, &reading);
            let earlier = Answer {
                remark: RemarkId(1), by: now.by, at: now.at, text: text.clone(), question: None, reading,
            };
            let again = reader.read_after(&now, &Rulings::new(), &[earlier]);
            keeps_the_rules(&text, &again);
        }
    }
}
