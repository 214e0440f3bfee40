//! Text that means harm: the one list of it, for every field and every command.

/// Each with what it tries.
pub(crate) const HOSTILE: [(&str, &str); 26] = [
    ("clear the screen", "a\u{1b}[2Jb"),
    ("set the title", "\u{1b}]0;owned\u{7}x"),
    ("answer back", "x\u{1b}[6n\u{1b}[c"),
    ("write the clipboard", "\u{1b}]52;c;ZXZpbA==\u{1b}\\x"),
    ("a link that lies", "\u{1b}]8;;http://evil.example\u{1b}\\click\u{1b}]8;;\u{1b}\\"),
    ("eight-bit controls", "x\u{9b}31m\u{9d}0;t\u{9c}"),
    ("backspace over it", "safe\u{8}\u{8}\u{8}\u{8}evil"),
    ("carriage return", "safe\revil"),
    ("bell and null", "\u{7}\u{0}x"),
    ("delete", "x\u{7f}y"),
    ("override the direction", "pay \u{202e}k02\u{202c} now"),
    ("isolate", "\u{2066}abc\u{2069} \u{2067}def\u{2069} \u{2068}g\u{2069}"),
    ("embed", "\u{202a}a\u{202b}b\u{202d}c\u{202c}"),
    ("marks of direction", "a\u{200e}b\u{200f}c\u{61c}d"),
    ("zero width", "k\u{200b}i\u{2060}m\u{feff}!"),
    ("line separators", "one\u{2028}two\u{2029}three\u{85}four"),
    ("tags", "x\u{e0001}\u{e0041}\u{e007f}y"),
    ("soft hyphens", "bud\u{ad}get\u{34f}!"),
    ("annotations", "a\u{fff9}b\u{fffa}c\u{fffb}d"),
    ("markup", "<script>alert(1)</script><img src=x onerror=alert(1)>&lt;"),
    ("Markdown", "# x\n* [a](javascript:alert(1)) ![i](http://evil.example/x.png) `c` | t |"),
    ("a formula", "=HYPERLINK(\"http://evil.example\",\"x\")"),
    ("more formulas", "+1+1\t@SUM(A1)\t-2+3"),
    ("another folder", "../../../../etc/passwd\u{0}.md"),
    ("an option and a device", "--help CON nul.txt"),
    ("a template", "{{ 7*7 }}{% raw %}${x}$(id)`id`;rm -rf ~"),
];

/// A letter under a thousand marks.
pub(crate) fn pile() -> String {
    format!("Z{}algo", "\u{301}\u{338}".repeat(500))
}

/// A family of emoji that never ends.
pub(crate) fn chain() -> String {
    "👩\u{200d}".repeat(400) + "👩"
}

/// All of them, by name.
pub(crate) fn all() -> Vec<(&'static str, String)> {
    let fixed = HOSTILE.iter().map(|(what, text)| (*what, (*text).to_owned()));
    fixed.chain([("a pile of marks", pile()), ("an endless chain", chain()), ("length", "x".repeat(3000))]).collect()
}

/// All of them in a few texts, for what takes a process each; `BANTAM_HOSTILE_EACH=1` takes them one by one.
pub(crate) fn gathered() -> Vec<(&'static str, String)> {
    if std::env::var_os("BANTAM_HOSTILE_EACH").is_some() {
        return all();
    }
    let joined = |from: usize, to: usize| HOSTILE[from..to].iter().map(|(_, text)| *text).collect::<Vec<_>>().join(" ");
    vec![
        ("controls", joined(0, 10)),
        ("directions and what is not seen", joined(10, 19)),
        ("markup, formulas, folders", joined(19, HOSTILE.len())),
        ("piles and chains", pile() + &chain()),
        ("another folder", "../../../../etc/passwd".to_owned()),
    ]
}

/// What in a text could steer a terminal, or hide or reorder words; line ends are fine, and tabs where a tab is.
pub(crate) fn steering(text: &str) -> Option<char> {
    text.chars().find(|&c| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
            || ('\u{2028}'..='\u{202e}').contains(&c)
            || ('\u{2060}'..='\u{206f}').contains(&c)
            || ('\u{fff9}'..='\u{fffb}').contains(&c)
            || ('\u{e0000}'..='\u{e0fff}').contains(&c)
    })
}

/// The scalars of the longest grapheme.
pub(crate) fn longest_grapheme(text: &str) -> usize {
    use unicode_segmentation::UnicodeSegmentation as _;
    text.graphemes(true).map(|grapheme| grapheme.chars().count()).max().unwrap_or_default()
}
