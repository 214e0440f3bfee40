//! What makes a question a weak one (domain.md, "How to ask"), and what a question should not be without.
//!
//! The words are data (`question_banks/<language>/quality.yaml`), one list a language; these are the rules that use
//! them. All of them warn; none keeps a bank from being used. A warning has to be right nine times of ten, so each rule
//! looks for the plain cases and lets the others pass.

use super::problem::{Code, Sink};
use super::raw::{RawQuestion, RawSection};
use super::yaml::{Content, Fields, FromNode, Node, Placed};

mod asked;
mod breath;
mod duplicates;
mod phrases;
mod phrasing;
mod slips;

pub use asked::QuestionCheck;
use breath::Breath;
pub(crate) use duplicates::SharedQuestions;
use phrases::PhraseList;
pub(crate) use slips::review_slips;

/// How many sentences say why a question is asked.
const LONGEST_WHY: usize = 2;

/// The words by which weak questions of one language are told.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quality {
    longest_cue: u32,
    breath: Breath,
    fillers: Vec<String>,
    closed_starts: Vec<String>,
    /// Polite ways into an open question: "could you tell".
    open_starts: PhraseList,
    /// Words with which a statement begins; as a question it is a closed one.
    subjects: Vec<String>,
    open_instead: String,
    leading: PhraseList,
    suggesting: Suggesting,
    joiners: Vec<String>,
    asking_words: Vec<String>,
    /// Words that can stand before an asking word: "in which".
    prepositions: Vec<String>,
    jargon: Jargon,
    /// Words that carry no meaning of their own when two questions are compared.
    function_words: Vec<String>,
}

/// The words by which a question hands over a value as its answer.
#[derive(Debug, Clone, PartialEq)]
struct Suggesting {
    /// Anywhere in a question: "for example".
    examples: PhraseList,
    /// Before a value at its end: "around", "by".
    before_values: Vec<String>,
    /// Before a figure anywhere in it: "something like".
    before_figures: PhraseList,
    /// With a guess in its last clause: "probably".
    hedges: Vec<String>,
    /// Values in words: months, "next year".
    values: Vec<String>,
}

impl FromNode for Quality {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "a list of what makes a weak question", sink);
        let quality = Self {
            longest_cue: fields.required("longest_cue")?,
            breath: fields.required("breath")?,
            fillers: fields.list("fillers"),
            closed_starts: fields.list("closed_starts"),
            open_starts: PhraseList::new(fields.list("open_starts")),
            subjects: fields.list("subjects"),
            open_instead: fields.required("open_instead")?,
            leading: PhraseList::new(fields.list("leading")),
            suggesting: fields.required("suggesting")?,
            joiners: fields.list("joiners"),
            asking_words: fields.list("asking_words"),
            prepositions: fields.list("prepositions"),
            jargon: fields.optional_node("jargon").map(|node| jargon(node, sink)).unwrap_or_default(),
            function_words: fields.list("function_words"),
        };
        fields.finish();
        Some(quality)
    }
}

impl FromNode for Suggesting {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "the words that suggest an answer", sink);
        let suggesting = Self {
            examples: PhraseList::new(fields.list("examples")),
            before_values: fields.list("before_values"),
            before_figures: PhraseList::new(fields.list("before_figures")),
            hedges: fields.list("hedges"),
            values: fields.list("values"),
        };
        fields.finish();
        Some(suggesting)
    }
}

/// Words that people in sales use among themselves.
#[derive(Debug, Clone, PartialEq, Default)]
struct Jargon {
    words: PhraseList,
    /// What to say instead of each.
    plain: Vec<String>,
}

/// Jargon as written: `leverage: use`.
fn jargon(node: &Node, sink: &Sink) -> Jargon {
    let Content::Map(entries) = &node.content else {
        let problem = sink.problem(Code::WrongType, node.place, format!("found {}", node.describe()));
        sink.report(problem.with_expected("words with plain ones for them, such as `{leverage: use}`"));
        return Jargon::default();
    };
    let (words, plain) =
        entries.iter().filter_map(|entry| Some((entry.key.clone(), String::from_node(&entry.value, sink)?))).unzip();
    Jargon { words: PhraseList::new(words), plain }
}

impl Quality {
    /// Reports what could be asked better in some sections, also against the shared questions that are asked beside.
    pub(crate) fn review(&self, sections: &[RawSection], shared: &SharedQuestions<'_>, sink: &Sink) {
        for question in sections.iter().flat_map(|section| &section.questions) {
            if let Some(cue) = &question.cue {
                self.review_cue(cue, sink);
            }
            review_parts(question, sink);
            let probes = question.probes.iter().map(|(_, say)| say);
            for phrasing in question.ask.iter().chain(&question.reframes).chain(probes) {
                self.review_phrasing(phrasing, sink);
            }
        }
        self.report_duplicates(sections, shared, sink);
    }

    fn review_cue(&self, cue: &Placed<String>, sink: &Sink) {
        let words = cue.value.split_whitespace().count();
        // A language without spaces has no words to count here.
        if words == 1 && cue.value.is_ascii() {
            let problem = sink.problem(Code::ShortCue, cue.place, "a cue of one word");
            sink.report(problem.with_expected(format!("two to {} words", self.longest_cue)));
        }
        if words > self.longest_cue as usize {
            let problem = sink.problem(Code::LongCue, cue.place, format!("a cue of {words} words"));
            sink.report(problem.with_expected(format!("at most {}", self.longest_cue)));
        }
    }
}

/// Reports what a question is without: a second phrasing, something to listen for; and a reason that is an essay.
fn review_parts(question: &RawQuestion, sink: &Sink) {
    let id = &question.id;
    let advise = |code, message: String, fix: &str| sink.report(sink.problem(code, id.place, message).with_fix(fix));
    if let [only] = question.ask.as_slice()
        && !slips::is_joined(&only.value)
    {
        let message = "there is only one way to ask this".to_owned();
        let problem = sink.problem(Code::OnePhrasing, only.place, message);
        sink.report(problem.with_fix("add a second one: a rep who is not understood needs other words at hand"));
    }
    if question.listen_for.is_empty() {
        let message = format!("the question `{}` does not say what to listen for", id.value);
        advise(Code::NothingToListenFor, message, "add `listen_for: […]` with what a good answer holds");
    }
    let sentences = question.why.split_inclusive(['.', '?', '!', '。', '？', '！']);
    let ends = sentences.filter(|sentence| sentence.chars().any(char::is_alphanumeric)).count();
    if ends > LONGEST_WHY && !question.why.contains("e.g.") {
        let message = format!("the reason of `{}` has {ends} sentences", id.value);
        advise(Code::LongWhy, message, "say it in one or two: it is read in mid-call");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::problem::{Place, Problem, Source};
    use crate::bank::raw::RawShared;
    use crate::bank::yaml::parse;

    pub(super) fn english() -> Quality {
        let source = Source::new("quality.yaml", include_str!("../../question_banks/en/quality.yaml"));
        let sink = Sink::new(&source.name);
        let root = parse(&source, &sink).expect("the list is YAML");
        let quality = Quality::from_node(&root, &sink).expect("the list is complete");
        assert!(sink.is_empty());
        quality
    }

    fn sections(file: &str, questions: &str) -> Vec<RawSection> {
        let head = "sections:\n  - {id: s, title: T, purpose: p, stands: first, questions: [";
        let sink = Sink::new(file);
        let root = parse(&Source::new(file, &format!("{head}\n{questions}\n]}}\n")), &sink).expect("YAML");
        let shared = RawShared::from_node(&root, &sink).expect("sections");
        assert_eq!(sink.into_list(), []);
        shared.sections
    }

    fn question(id: &str, more: &str) -> String {
        let all = ["cue: a cue", "why: To know.", "listen_for: [a thing]"];
        let missing = all.iter().filter(|part| !more.contains(part.split(':').next().unwrap_or_default()));
        let parts: Vec<&str> = missing.copied().chain([more]).collect();
        format!("{{id: {id}, topic: note, {}}},", parts.join(", "))
    }

    fn review(questions: &str) -> Vec<Problem> {
        let sink = Sink::new("a.yaml");
        english().review(&sections("a.yaml", questions), &SharedQuestions::default(), &sink);
        sink.into_list()
    }

    fn lines(list: &[Problem]) -> Vec<String> {
        list.iter().map(|problem| problem.to_string().replacen("a.yaml:", "", 1)).collect()
    }

    #[test]
    fn a_cue_has_to_be_read_at_a_glance() {
        let found = |cue: &str| {
            let sink = Sink::new("a.yaml");
            english().review_cue(&Placed { value: cue.to_owned(), place: Place::default() }, &sink);
            lines(&sink.into_list())
        };
        assert_eq!(found("who else has to sign"), [" B105: a cue of 5 words; expected at most 4"]);
        assert_eq!(found("money"), [" B152: a cue of one word; expected two to 4 words"]);
        assert_eq!(found("who else signs"), [""; 0]);
        assert_eq!(found("谁签字"), [""; 0]);
    }

    #[test]
    fn a_question_has_two_phrasings_and_something_to_listen_for() {
        let full = question("a.b", "ask: [What is it?, How so?]");
        assert_eq!(review(&full), []);
        let bare = question("a.b", "ask: [What is it?], listen_for: [], why: One. Two. Three.");
        assert_eq!(
            lines(&review(&bare)),
            [
                "3:42: B154: there is only one way to ask this",
                "3:6: B155: the question `a.b` does not say what to listen for",
                "3:6: B156: the reason of `a.b` has 3 sentences",
            ]
        );
    }

    #[test]
    fn near_duplicates_show_both_ends() {
        let first = question("a.first", "ask: [What does that cost you in a normal month?, How so?]");
        let second = question("a.second", "ask: [\"What does this cost, in a normal month?\", Why so?]");
        let list = review(&[first.as_str(), &second].join("\n"));
        assert_eq!(lines(&list), ["4:85: B153: this asks nearly the same as `a.first`"]);
        assert_eq!(list[0].related.as_ref().map(|related| related.place.line), Some(3));

        let others = question("a.second", "ask: [What does that cost you in a bad year?, What happens if it is met?]");
        let third = question("a.third", "ask: [Who signs it?, What happens if it is missed?]");
        let fourth = question("a.fourth", "ask: [Who else signs it?, How come?]");
        assert_eq!(review(&[first.as_str(), &others, &third, &fourth].join("\n")), []);
    }

    #[test]
    fn shared_questions_are_asked_too() {
        let shared = sections("shared.yaml", &question("s.a", "ask: [Who else has a say in this?, Which names?]"));
        let own = sections("a.yaml", &question("a.a", "ask: [Who else has a say in that?, How so?]"));
        let sink = Sink::new("a.yaml");
        let questions = shared[0].questions.iter().collect();
        english().review(&own, &SharedQuestions { file: "shared.yaml", questions }, &sink);
        let list = sink.into_list();
        assert_eq!(list.len(), 1, "{list:#?}");
        assert_eq!(list[0].related.as_ref().map(|related| related.file.as_str()), Some("shared.yaml"));
    }
}
