//! Phrasings with facts in braces: `You pay {spend.current} today. What should it be?`

/// The slots that are no topics, with what fills them.
pub const SLOTS: [(&str, &str); 5] = [
    ("goal", "what is known best of their goals, as it fits behind `You want`"),
    ("spend", "what they spend now"),
    ("price", "the price of the product, from the config"),
    ("company", "the company's name"),
    ("contact", "the name of the person who is speaking"),
];

/// A piece of a phrasing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words that stand as they are.
    Words(&'a str),
    /// The name between two braces: a topic, or one of [`SLOTS`].
    Slot(&'a str),
}

/// The pieces of a phrasing, in order. A brace without its partner is a word like any other.
pub fn pieces(phrasing: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = phrasing;
    while let Some((open, close)) = rest.find('{').and_then(|open| Some((open, open + rest[open..].find('}')?))) {
        // Of two opening braces the later one opens the slot.
        let open = rest[..close].rfind('{').unwrap_or(open);
        if open > 0 {
            pieces.push(Piece::Words(&rest[..open]));
        }
        pieces.push(Piece::Slot(rest[open + 1..close].trim()));
        rest = &rest[close + 1..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_stand_between_braces() {
        use Piece::{Slot, Words};
        assert_eq!(
            pieces("You want {goal}. Ours takes { price }?"),
            [Words("You want "), Slot("goal"), Words(". Ours takes "), Slot("price"), Words("?")]
        );
        assert_eq!(pieces("a } b { c"), [Words("a } b { c")]);
        assert_eq!(pieces("{{goal}}"), [Words("{"), Slot("goal"), Words("}")]);
        assert_eq!(pieces(""), []);
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_lost(text in "[a{} é]{0,30}") {
            let joined: String = pieces(&text).into_iter().map(|piece| match piece {
                Piece::Words(words) => words.to_owned(),
                Piece::Slot(name) => format!("{{{name}}}"),
            }).collect();
            let bare = |text: &str| text.replace(' ', "");
            proptest::prop_assert_eq!(bare(&joined), bare(&text));
        }
    }
}
