//! Lists of phrases that are looked for in a text, by their first word: a bank has tens of thousands of texts.

use std::collections::HashMap;

/// A list of phrases, found by their first word.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct PhraseList {
    phrases: Vec<String>,
    /// By first word, in the singular or as it stands: places in the list.
    by_word: HashMap<String, Vec<usize>>,
}

impl PhraseList {
    pub(super) fn new(phrases: Vec<String>) -> Self {
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, phrase) in phrases.iter().enumerate() {
            by_word.entry(first_word(phrase)).or_default().push(at);
        }
        Self { phrases, by_word }
    }

    /// The phrases whose first word stands in the text, perhaps in the plural: all that can stand in it at all.
    pub(super) fn near<'a>(&'a self, text: &str) -> Vec<(usize, &'a str)> {
        let mut places: Vec<usize> = words(text)
            .flat_map(|word| [Some(word), word.strip_suffix('s')])
            .flatten()
            .filter_map(|word| self.by_word.get(word))
            .flatten()
            .copied()
            .collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|at| (at, self.phrases[at].as_str())).collect()
    }
}

fn first_word(phrase: &str) -> String {
    words(phrase).next().unwrap_or_default().to_owned()
}

/// Runs of letters and digits.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_near_where_their_first_word_stands() {
        let list = PhraseList::new(["pain point", "isn't it", ", right?", "use case"].map(str::to_owned).to_vec());
        let near = |text: &str| list.near(text).into_iter().map(|(_, phrase)| phrase).collect::<Vec<_>>();
        assert_eq!(near("what are the pain points of it, right?"), ["pain point", ", right?"]);
        assert_eq!(near("it works, isn't it"), ["isn't it"]);
        assert_eq!(near("which cases are those"), [""; 0]);
    }
}
