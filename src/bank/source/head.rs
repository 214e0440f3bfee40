//! The head of a bank's file, read without parsing it: enough to offer the bank in a list.

use super::{BESIDE_BANKS, EMBEDDED, Library};
use crate::bank::check::check_id;
use crate::bank::problem::{Code, Place, Problem, Problems, Sink};
use crate::bank::yaml::Placed;

/// The key behind which the questions begin.
const SECTIONS: &str = "sections:";

impl Library {
    /// The name of a bank as shown, from the head of its file; its id where the head does not say it plainly. `None`
    /// if there is no such bank.
    ///
    /// Nothing is parsed, so that a list of banks costs nothing and a broken one still has its name.
    pub fn title<'a>(&'a self, id: &'a str, language: &str) -> Option<&'a str> {
        let source = self.source(id, language)?;
        Some(head(&source.text, "title").unwrap_or(id))
    }

    /// What a bank is made for, from the head of its file; `None` where it is not said plainly.
    pub fn purpose(&self, id: &str, language: &str) -> Option<String> {
        let text = &self.source(id, language)?.text;
        head(text, "purpose").map(str::to_owned).or_else(|| folded(text, "purpose"))
    }

    /// The file of the user's that a bank stands in; `None` of one that ships, and of one that cannot be read.
    pub fn own_file(&self, id: &str, language: &str) -> Option<&str> {
        let source = self.source(id, language)?;
        let ships = EMBEDDED.iter().any(|(path, ..)| *path == source.name);
        (!ships).then_some(source.name.as_str())
    }

    /// Whether a bank with this id is among those that ship, in any language.
    pub fn ships(id: &str) -> bool {
        let file = format!("{id}.yaml");
        EMBEDDED.iter().any(|(path, ..)| path.split_once('/').is_some_and(|(_, name)| name == file))
    }

    /// The text of a bank's file, to be copied.
    ///
    /// # Errors
    /// That there is no such bank.
    pub fn text(&self, id: &str, language: &str) -> Result<&str, Problems> {
        self.source(id, language).map(|source| &*source.text).ok_or_else(|| self.unknown(id))
    }
}

/// What is wrong with an id for a new bank, with one that would do.
pub fn check_bank_id(id: &str) -> Option<Problem> {
    let sink = Sink::new("");
    let fits = check_id(&Placed { value: id.to_owned(), place: Place::default() }, &sink);
    if BESIDE_BANKS.contains(&format!("{id}.yaml").as_str()) {
        let problem =
            sink.problem(Code::BadId, Place::default(), format!("`{id}.yaml` is no bank but a file of its own"));
        return Some(problem.with_fix("choose another id"));
    }
    let words = id.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    let slug = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    let problem = sink.into_list().pop().filter(|_| !fits)?;
    Some(Problem { did_you_mean: (!slug.is_empty()).then_some(slug), ..problem })
}

/// The value of a key at the top of a file, above its sections, where it stands on the line of the key.
pub fn head<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let mut lines = text.lines().take_while(|line| !line.starts_with(SECTIONS));
    let value = lines.find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix(':'))?.trim();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        // A text that goes on below is not worth a parser.
        '|' | '>' | '&' | '*' | '!' | '#' => return None,
        _ => value.split(" #").next()?.trim_end(),
    };
    (!value.is_empty()).then_some(value)
}

/// The value of a key at the top of a file that stands in the lines below it, folded into one (`>` or `>-`).
fn folded(text: &str, key: &str) -> Option<String> {
    let mut lines = text.lines().take_while(|line| !line.starts_with(SECTIONS));
    lines.find(|line| line.strip_prefix(key).is_some_and(|rest| matches!(rest.trim(), ": >" | ": >-")))?;
    let below = lines.take_while(|line| line.starts_with(' ')).map(str::trim);
    let words = below.collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_found_without_parsing() {
        let library = Library::embedded();
        assert_eq!(library.title("bant", "en"), Some("BANT"));
        assert_eq!(library.title("bnat", "en"), None);
        assert_eq!(library.built(), 0);
    }

    #[test]
    fn purposes_are_found_without_parsing_and_are_those_of_the_banks() {
        let library = Library::embedded();
        let heads: Vec<_> = library.ids().into_iter().map(|id| (id, library.purpose(id, "en"))).collect();
        assert_eq!(library.built(), 0);
        for (id, purpose) in heads {
            assert_eq!(purpose.as_deref(), Some(library.bank(id, "en").unwrap().purpose.as_str()));
        }
        assert_eq!(folded("purpose: >-\n  one\n  two\nid: x", "purpose").as_deref(), Some("one two"));
        assert_eq!(folded("purpose: |\n  one", "purpose"), None);
        assert_eq!(folded("purpose: >-\nsections:", "purpose"), None);
    }

    #[test]
    fn a_title_is_read_as_yaml_would() {
        for (text, title) in [
            ("id: x\ntitle: Ours", Some("Ours")),
            ("title:   Ours: two   # ours", Some("Ours: two")),
            ("title: 'GPCTBA/C&I'", Some("GPCTBA/C&I")),
            ("title: \"Ours # 1\" # x", Some("Ours # 1")),
            ("title: >-\n  Ours", None),
            ("title:", None),
            ("titles: x", None),
            ("  title: x", None),
            ("sections:\ntitle: x", None),
            ("title: \"", None),
            ("title: é日", Some("é日")),
        ] {
            assert_eq!(head(text, "title"), title, "{text}");
        }
    }
}
