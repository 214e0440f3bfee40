//! Cards: what to say to an objection, and what proves a point. Content beside the banks of a language.
//!
//! `<language>/cards.yaml` of a folder adds cards, or replaces those with the same id.

use super::problem::{Code, Sink};
use super::yaml::{Fields, FromNode, Node, Placed, words};

/// How long the words of a card may be, in Unicode scalar values: more is not said in one breath.
const LONGEST_SAY: usize = 400;

/// What a card is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardKind {
    /// It answers an objection.
    Objection,
    /// It proves a point.
    Proof,
}

impl CardKind {
    /// Every kind, in the order in which cards are listed.
    pub const ALL: [Self; 2] = [Self::Objection, Self::Proof];

    /// Its word in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Objection => "objection",
            Self::Proof => "proof",
        }
    }
}

/// A card, as it lies at hand during a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// What a later folder replaces it by.
    pub id: String,
    /// What it is for.
    pub kind: CardKind,
    /// What the prospect says, or the point to be proved, in a few words.
    pub title: String,
    /// What to say.
    pub say: String,
    /// The question to go on with; empty where there is none.
    pub ask: String,
}

words!(CardKind: "a kind of card");

/// A card as written.
#[derive(Debug, Clone, PartialEq)]
struct RawCard {
    id: Placed<String>,
    kind: CardKind,
    title: Placed<String>,
    say: Placed<String>,
    ask: Option<Placed<String>>,
}

impl FromNode for RawCard {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "a card", sink);
        let id = fields.required("id");
        let kind = fields.required("kind");
        let title = fields.required("title");
        let say = fields.required("say");
        let ask = fields.optional("ask");
        fields.finish();
        Some(Self { id: id?, kind: kind?, title: title?, say: say?, ask })
    }
}

/// The cards of a file; what is wrong in it goes to the sink.
pub(crate) fn read_cards(root: &Node, sink: &Sink) -> Vec<Card> {
    let mut fields = Fields::of(root, "a file of cards", sink);
    let cards: Option<Vec<RawCard>> = fields.required("cards");
    fields.finish();
    let cards = cards.unwrap_or_default();
    for (at, card) in cards.iter().enumerate() {
        if let Some(first) = cards[..at].iter().find(|first| first.id.value == card.id.value) {
            let problem = sink.problem(Code::DuplicateId, card.id.place, format!("a second card `{}`", card.id.value));
            sink.report(problem.with_related(sink.file(), first.id.place, "the first stands here"));
        }
        let texts = [Some(&card.id), Some(&card.title), Some(&card.say), card.ask.as_ref()];
        for text in texts.into_iter().flatten() {
            review_text(text, sink);
        }
    }
    let text = |text: Placed<String>| text.value.trim().to_owned();
    let card = |raw: RawCard| Card {
        id: text(raw.id),
        kind: raw.kind,
        title: text(raw.title),
        say: text(raw.say),
        ask: raw.ask.map(text).unwrap_or_default(),
    };
    cards.into_iter().map(card).collect()
}

fn review_text(text: &Placed<String>, sink: &Sink) {
    let length = text.value.chars().count();
    if text.value.trim().is_empty() {
        sink.report(sink.problem(Code::Empty, text.place, "a text with nothing in it"));
    } else if length > LONGEST_SAY {
        let problem = sink.problem(Code::OutOfRange, text.place, format!("a text of {length} characters"));
        sink.report(problem.with_expected(format!("at most {LONGEST_SAY}: it is read out during a call")));
    } else if text.value.contains(['{', '}']) {
        sink.report(sink.problem(Code::SlotElsewhere, text.place, "braces: nothing is filled into a card"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::problem::Source;
    use crate::bank::yaml;

    fn read(text: &str) -> (Vec<Card>, Vec<String>) {
        let source = Source::new("cards.yaml", text);
        let sink = Sink::new(&source.name);
        let cards = yaml::parse_content(&source, &sink).map(|root| read_cards(&root, &sink)).unwrap_or_default();
        let list = sink.into_list();
        let mut told: Vec<_> = list.iter().map(|told| format!("{} {}", told.place.line, told.code.id())).collect();
        told.sort();
        (cards, told)
    }

    #[test]
    fn a_card_has_a_title_words_and_perhaps_a_question() {
        let (cards, problems) = read("cards:\n  - {id: dear, kind: objection, title: too dear, say: Next to what?}\n");
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(
            (cards[0].kind, cards[0].title.as_str(), cards[0].ask.as_str()),
            (CardKind::Objection, "too dear", "")
        );
    }

    #[test]
    fn every_slip_is_told_with_its_line() {
        let text = "cards:\n  - {id: a, kind: objektion, title: x, say: two words}\n  - {id: b, kind: proof, title: x}\n  \
                    - {id: c, kind: proof, title: x, say: \"for {price}\"}\n  - {id: c, kind: proof, title: x, say: two words}\n";
        let (_, problems) = read(text);
        assert_eq!(problems, ["2 B008", "3 B006", "4 B031", "5 B013"]);
    }
}
