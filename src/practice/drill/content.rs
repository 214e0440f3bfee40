//! The file of exercises that people write (`question_banks/<language>/drill.yaml`): answers to be named, poor moves that
//! stand beside a good probe, closed questions to be opened. Read as banks are, with every problem where it stands.

use std::collections::{BTreeMap, BTreeSet};

use crate::bank::problem::{Code, Problem, Sink, Source};
use crate::bank::yaml::{self, Content, Fields, FromNode, Node, Placed};
use crate::bank::{FlagKind, Library, QuestionCheck, TopicId, Topics};
use crate::signals::Reader;

use super::reading::{Remark, flags_of, reader};

/// The key under which "no signal" is explained.
const NO_FLAG: &str = "none";

/// The exercises of one language.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Drills {
    /// What each signal is, in a clause; without a flag, what it means that none is raised.
    pub(super) glosses: BTreeMap<Option<FlagKind>, String>,
    /// Ways to begin a question that are no question in form: "walk me through".
    pub(super) invitations: Vec<String>,
    /// Answers to be named.
    pub(super) signals: Vec<SignalItem>,
    /// What not to say to an answer with this flag, and why not.
    pub(super) poor_moves: BTreeMap<FlagKind, Vec<PoorMove>>,
    /// Closed questions to be opened.
    pub(super) open: Vec<OpenItem>,
}

/// An answer, the question before it, and the signals in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SignalItem {
    pub(super) id: Placed<String>,
    pub(super) topic: Placed<String>,
    pub(super) ask: String,
    /// What the same contact said before, oldest first.
    pub(super) before: Vec<String>,
    pub(super) say: Placed<String>,
    pub(super) flags: Vec<FlagKind>,
    /// Why, where the rules have no words for it.
    pub(super) why: Option<String>,
}

/// Something better left unsaid.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PoorMove {
    pub(super) say: String,
    pub(super) why: String,
}

/// A closed question with open ones in its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct OpenItem {
    pub(super) id: Placed<String>,
    pub(super) closed: Placed<String>,
    pub(super) open: Vec<Placed<String>>,
}

/// Everything wrong in a file of exercises: what cannot be read, and every key that does not hold: an answer that is read
/// otherwise than its writer says, a question to be opened that is open, an open one that is weak.
///
/// `library` has the topics that the answers speak of. What is no YAML at all is told by `Library::examine` already.
pub fn check(source: &Source, library: &Library) -> Vec<Problem> {
    let sink = Sink::new(&source.name);
    let unheard = Sink::new(&source.name);
    if let Some(root) = yaml::parse_content(source, &unheard)
        && let Some(drills) = Drills::from_node(&root, &sink)
    {
        let language = language_of(&source.name);
        drills.check_ids(&sink);
        if let Ok(topics) = library.topics(language) {
            drills.check_signals(&topics, language, &sink);
        }
        let check = library.question_check(language);
        if check.has_words() {
            drills.check_open(&check, &sink);
        }
    }
    sink.into_list()
}

/// The language that a file is in: the folder that it stands in.
pub(super) fn language_of(name: &str) -> &str {
    name.rsplit(['/', '\\']).nth(1).unwrap_or("en")
}

impl Drills {
    /// The exercises of a file as far as they can be used; problems are for [`check`] to tell.
    pub(super) fn read(source: &Source) -> Self {
        let unheard = Sink::new(&source.name);
        yaml::parse(source, &unheard).and_then(|root| Self::from_node(&root, &unheard)).unwrap_or_default()
    }

    fn check_ids(&self, sink: &Sink) {
        for ids in [
            self.signals.iter().map(|item| &item.id).collect::<Vec<_>>(),
            self.open.iter().map(|item| &item.id).collect(),
        ] {
            let mut first: BTreeMap<&str, &Placed<String>> = BTreeMap::new();
            for id in ids {
                if let Some(earlier) = first.insert(&id.value, id) {
                    let problem = sink.problem(
                        Code::DuplicateId,
                        id.place,
                        format!("the exercise `{}` is given twice", id.value),
                    );
                    sink.report(problem.with_related(sink.file(), earlier.place, "first here"));
                }
            }
        }
    }

    fn check_signals(&self, topics: &std::sync::Arc<Topics>, language: &str, sink: &Sink) {
        let reader = reader(language, topics);
        for item in &self.signals {
            let Some(topic) = topics.get(&item.topic.value) else {
                let known = topics.iter().map(|topic| topic.id.as_str());
                let problem =
                    sink.problem(Code::UnknownTopic, item.topic.place, format!("unknown topic `{}`", item.topic.value));
                sink.report(problem.with_closest(&item.topic.value, known));
                continue;
            };
            if !Reader::reads(language) {
                continue;
            }
            let found = flags_of(&reader, &item.remark(&topic.id));
            let wanted: BTreeSet<FlagKind> = item.flags.iter().copied().collect();
            if found != wanted {
                let problem =
                    sink.problem(Code::WrongKey, item.say.place, format!("this answer raises {}", listed(&found)));
                sink.report(
                    problem
                        .with_expected(listed(&wanted))
                        .with_fix("name the flags that it raises, or write a plainer answer"),
                );
            }
        }
    }

    fn check_open(&self, check: &QuestionCheck, sink: &Sink) {
        for item in &self.open {
            if check.weaknesses(&item.closed.value).is_empty() {
                let message = "there is nothing to open up in this question";
                sink.report(
                    sink.problem(Code::WrongKey, item.closed.place, message)
                        .with_expected("a closed or leading question"),
                );
            }
            for open in &item.open {
                for weakness in check.weaknesses(&open.value) {
                    let problem =
                        sink.problem(Code::WrongKey, open.place, format!("no good example: {}", weakness.message));
                    sink.report(problem.with_fix(weakness.fix));
                }
            }
        }
    }
}

impl SignalItem {
    /// The answer as the reader gets it.
    pub(super) fn remark<'a>(&'a self, topic: &'a TopicId) -> Remark<'a> {
        Remark { topic, before: &self.before, say: &self.say.value }
    }
}

/// Flags in words.
fn listed(flags: &BTreeSet<FlagKind>) -> String {
    let words: Vec<String> = flags.iter().map(|flag| format!("`{flag}`")).collect();
    if words.is_empty() { "no flag".to_owned() } else { words.join(" and ") }
}

impl FromNode for Drills {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "a file of exercises", sink);
        let drills = Self {
            glosses: fields.optional_node("glosses").map(|node| by_flag(node, true, sink)).unwrap_or_default(),
            invitations: fields.list("invitations"),
            signals: fields.list("signals"),
            poor_moves: fields
                .optional_node("poor_moves")
                .map(|node| by_flag(node, false, sink))
                .unwrap_or_default()
                .into_iter()
                .filter_map(|(flag, moves)| Some((flag?, moves)))
                .collect(),
            open: fields.list("open"),
        };
        fields.finish();
        Some(drills)
    }
}

/// A map from flags; with `none`, if that is allowed here.
fn by_flag<T: FromNode>(node: &Node, with_none: bool, sink: &Sink) -> BTreeMap<Option<FlagKind>, T> {
    let Content::Map(entries) = &node.content else {
        let problem = sink.problem(Code::WrongType, node.place, format!("found {}", node.describe()));
        sink.report(problem.with_expected("a map of flags"));
        return BTreeMap::new();
    };
    let mut read = BTreeMap::new();
    for entry in entries {
        let key = Node { place: entry.place, content: Content::Text(entry.key.clone()) };
        let flag =
            if with_none && entry.key == NO_FLAG { Some(None) } else { FlagKind::from_node(&key, sink).map(Some) };
        if let Some((flag, value)) = flag.zip(T::from_node(&entry.value, sink)) {
            read.insert(flag, value);
        }
    }
    read
}

impl FromNode for SignalItem {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "an answer to be named", sink);
        let (id, topic, ask) = (fields.required("id"), fields.required("topic"), fields.required("ask"));
        let (say, flags, why) = (fields.required("say"), fields.required("flags"), fields.optional("why"));
        let before = fields.list("before");
        fields.finish();
        Some(Self { id: id?, topic: topic?, ask: ask?, before, say: say?, flags: flags?, why })
    }
}

impl FromNode for PoorMove {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "a poor move", sink);
        let (say, why) = (fields.required("say"), fields.required("why"));
        fields.finish();
        Some(Self { say: say?, why: why? })
    }
}

impl FromNode for OpenItem {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "a question to be opened", sink);
        let (id, closed, open) = (fields.required("id"), fields.required("closed"), fields.required::<Vec<_>>("open"));
        if let Some([]) = open.as_deref() {
            sink.report(
                sink.problem(Code::Empty, fields.place(), "a closed question without an open one")
                    .with_fix("add `open: […]`"),
            );
        }
        fields.finish();
        Some(Self { id: id?, closed: closed?, open: open? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let source = Source::new("en/drill.yaml", text);
        check(&source, &Library::embedded()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_shipped_exercises_hold_every_key_of_theirs() {
        let library = Library::embedded();
        let source = library.drills("en").unwrap();
        let problems: Vec<String> = check(source, &library).iter().map(ToString::to_string).collect();
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }

    #[test]
    fn what_does_not_hold_is_told_where_it_stands() {
        let signal =
            |more: &str| format!("signals:\n  - {{id: a, topic: budget.amount, ask: What is set aside?, {more}}}\n");
        assert_eq!(found(&signal("say: 80k for the first year, flags: [specific]")), [""; 0]);
        assert_eq!(
            found(&signal("say: a decent budget, flags: [specific]")),
            ["en/drill.yaml:2:65: B096: this answer raises `vague`; expected `specific`"]
        );
        let mistyped = found(&signal("say: 80k, flags: [specfic]").replace("budget.amount", "budget.amuont"));
        assert!(
            mistyped.iter().any(|told| told.contains("B008") && told.contains("did you mean `specific`")),
            "{mistyped:?}"
        );
        assert!(
            mistyped.iter().any(|told| told.contains("B011") && told.contains("did you mean `budget.amount`")),
            "{mistyped:?}"
        );
    }

    #[test]
    fn a_question_to_be_opened_is_closed_and_its_examples_are_not() {
        let open = |closed: &str, open: &str| {
            found(&format!("open:\n  - {{id: a, closed: \"{closed}\", open: [\"{open}\"]}}\n"))
        };
        assert_eq!(open("Is this a priority?", "Where does this stand among your priorities?"), [""; 0]);
        assert!(open("Where does this stand?", "Where is it?")[0].contains("B096: there is nothing to open up"));
        assert!(open("Is this a priority?", "Is it urgent?")[0].contains("B096: no good example: a closed question"));
    }

    #[test]
    fn ids_are_given_once() {
        let item = "  - {id: a, closed: Is it?, open: [What is it?]}\n";
        let told = found(&format!("open:\n{item}{item}"));
        assert_eq!(told, ["en/drill.yaml:3:10: B013: the exercise `a` is given twice"]);
    }
}
