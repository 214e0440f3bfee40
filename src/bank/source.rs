//! Where content comes from: the files that ship inside the program, and a folder of the user's that overrides them.
//!
//! The only file of the core that touches the disk.

use std::sync::Arc;

use super::check::check_topics;
use super::problem::{Problems, Sink, Source};
use super::raw::RawTopics;
use super::topic::Topics;
use super::yaml::{self, FromNode};

/// A file that ships inside the program: its path under `question_banks/`, and its text.
type Embedded = (&'static str, &'static str);

const TOPICS: Embedded = ("topics.yaml", include_str!("../../question_banks/topics.yaml"));

/// The question banks at hand. Cheap until a bank is asked for: only that one is parsed.
#[derive(Debug, Clone)]
pub struct Library {
    topics: Arc<Source>,
}

impl Library {
    /// What ships inside the program.
    pub fn embedded() -> Self {
        Self { topics: Source::new(TOPICS.0, TOPICS.1) }
    }

    /// The vocabulary of topics that all banks share, with cues in a language (`en` where there are none in it).
    ///
    /// # Errors
    /// Everything wrong in `topics.yaml`.
    pub fn topics(&self, language: &str) -> Result<Arc<Topics>, Problems> {
        let sink = Sink::new(&self.topics.name);
        let raw = yaml::parse(&self.topics, &sink).and_then(|root| RawTopics::from_node(&root, &sink));
        let topics = check_topics(&Topics::default(), &raw.map_or_else(Vec::new, |raw| raw.topics), language, &sink);
        let list = sink.into_list();
        if list.is_empty() { Ok(Arc::new(topics)) } else { Err(Problems::new(list, vec![Arc::clone(&self.topics)])) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Level, ValueKind};

    #[test]
    fn the_vocabulary_holds_every_topic_of_the_contract() {
        let topics = Library::embedded().topics("en").expect("the embedded topics are clean");
        let of_level = |level| topics.iter().filter(|topic| topic.level == level).count();
        assert_eq!(of_level(Level::Organization), 6);
        assert_eq!(of_level(Level::Opportunity), 28);
        assert_eq!(of_level(Level::Stakeholder), 17);
        assert_eq!(of_level(Level::Any), 2);
        assert_eq!(topics.get("budget.amount").map(|topic| topic.kind), Some(ValueKind::Money));
        assert!(topics.iter().all(|topic| topic.cue.split(' ').count() <= 4), "cues are two to four words");
    }

    #[test]
    fn knowledge_is_tested_where_the_guide_says() {
        let topics = Library::embedded().topics("en").expect("the embedded topics are clean");
        for topic in topics.iter() {
            let family = topic.id.family();
            assert_eq!(
                topic.knowledge,
                ["goal", "pain", "need", "plan", "criteria", "process"].contains(&family),
                "{}",
                topic.id
            );
        }
    }
}
