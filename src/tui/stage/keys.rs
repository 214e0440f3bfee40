//! Keys by their names, as they are written in scripts and in the config.

use crokey::KeyCombination;
use crossterm::event::KeyEvent;

/// A name that no key has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no key is called `{0}`: write them as `a`, `enter`, `esc`, `ctrl-n`, `alt-w`, `f1`, `pageup`")]
pub struct UnknownKey(pub String);

/// The keys named in a line, apart by spaces.
///
/// # Errors
///
/// The first name that no key has.
pub fn keys(names: &str) -> Result<Vec<KeyEvent>, UnknownKey> {
    names.split_whitespace().map(|name| key(name).ok_or_else(|| UnknownKey(name.to_owned()))).collect()
}

fn key(name: &str) -> Option<KeyEvent> {
    let combination: KeyCombination = crokey::parse(name).ok()?;
    Some(combination.into())
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyCode, KeyModifiers};

    use super::*;

    #[test]
    fn keys_are_found_by_the_names_people_use() {
        let found = keys("a Enter esc Ctrl-n alt-w F1 PageUp").unwrap();
        let codes: Vec<(KeyCode, KeyModifiers)> = found.iter().map(|key| (key.code, key.modifiers)).collect();
        let none = KeyModifiers::NONE;
        assert_eq!(
            codes,
            [
                (KeyCode::Char('a'), none),
                (KeyCode::Enter, none),
                (KeyCode::Esc, none),
                (KeyCode::Char('n'), KeyModifiers::CONTROL),
                (KeyCode::Char('w'), KeyModifiers::ALT),
                (KeyCode::F(1), none),
                (KeyCode::PageUp, none),
            ]
        );
        assert_eq!(keys("enter entre"), Err(UnknownKey("entre".to_owned())));
    }
}
