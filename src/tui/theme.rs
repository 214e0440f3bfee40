//! How meaning looks: roles to styles, and the shapes that say the same without colour.
//!
//! The colours are the terminal's own 16, unless a theme was chosen that brings its own.

use ratatui::style::{Color, Modifier, Style};
use schemars::JsonSchema;

use crate::bank::{Colour, Grade, LevelStatus, VerdictKind};
use crate::session::RailMark;

/// A set of colours. Meaning never hangs on them: shapes and words say it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, JsonSchema)]
#[schemars(rename_all = "snake_case")]
pub enum Theme {
    /// The terminal's own 16 colours, whatever the user made of them.
    #[default]
    Terminal,
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// Bold, and nothing dimmed.
    Contrast,
    /// Blue against orange: told apart with any kind of colour blindness.
    ColourBlind,
    /// No colour at all.
    Mono,
}

impl Theme {
    /// Every theme, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::Terminal, Self::Dark, Self::Light, Self::Contrast, Self::ColourBlind, Self::Mono];

    /// Its name in the config.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Contrast => "contrast",
            Self::ColourBlind => "colour_blind",
            Self::Mono => "mono",
        }
    }

    /// Its name for people.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Terminal => "the terminal's own",
            Self::Dark => "for a dark background",
            Self::Light => "for a light background",
            Self::Contrast => "high contrast",
            Self::ColourBlind => "blue and orange",
            Self::Mono => "none",
        }
    }

    /// The theme of this name.
    pub(crate) fn named(id: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.id() == id).unwrap_or_default()
    }

    /// The colour of a role: key, good, bad, caution.
    const fn tints(self) -> Option<[Color; 4]> {
        match self {
            Self::Terminal => Some([Color::Cyan, Color::Green, Color::Red, Color::Yellow]),
            Self::Contrast => Some([Color::LightCyan, Color::LightGreen, Color::LightRed, Color::LightYellow]),
            // Numbers of the 256-colour cube, chosen for a contrast of at least 4.5 to 1 on black, or on white.
            Self::Dark => Some([Color::Indexed(117), Color::Indexed(114), Color::Indexed(210), Color::Indexed(221)]),
            Self::Light => Some([Color::Indexed(24), Color::Indexed(22), Color::Indexed(124), Color::Indexed(94)]),
            Self::ColourBlind => {
                Some([Color::Indexed(177), Color::Indexed(75), Color::Indexed(208), Color::Indexed(221)])
            }
            Self::Mono => None,
        }
    }
}

/// The look of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The colours.
    pub theme: Theme,
    /// Whether colours may be used (`NO_COLOR` is not set).
    pub colour: bool,
    /// Whether shapes beyond ASCII may be used.
    pub unicode: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { theme: Theme::Terminal, colour: true, unicode: true }
    }
}

/// What a piece of the screen means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Ordinary text.
    Text,
    /// What can wait: hints, times, frames.
    Quiet,
    /// The one thing to read first.
    Cue,
    /// Names of panes and groups.
    Title,
    /// What the keys act on.
    Chosen,
    /// A key to press.
    Key,
    /// Speaks for the lead, or went well.
    Good,
    /// Speaks against the lead, or failed.
    Bad,
    /// Wants a second look.
    Caution,
    /// Words that raised a green flag.
    GoodWords,
    /// Words that raised a red flag.
    BadWords,
}

/// The shapes, each one cell wide (arrows of the ASCII set take two).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shapes {
    pub(crate) arrow: &'static str,
    pub(crate) dot: &'static str,
    pub(crate) ellipsis: &'static str,
    pub(crate) prompt: &'static str,
    pub(crate) pointer: &'static str,
    pub(crate) up: &'static str,
    pub(crate) down: &'static str,
    pub(crate) tray: &'static str,
    pub(crate) full: &'static str,
    pub(crate) hollow: &'static str,
    pub(crate) cross: &'static str,
    pub(crate) check: &'static str,
    /// Horizontal, vertical, tee down, tee up.
    pub(crate) frame: [&'static str; 4],
    /// Opening and closing quotation mark.
    pub(crate) quotes: [&'static str; 2],
}

const UNICODE: Shapes = Shapes {
    arrow: "→",
    dot: "·",
    ellipsis: "…",
    prompt: "›",
    pointer: "▸",
    up: "▲",
    down: "▼",
    tray: "⌂",
    full: "●",
    hollow: "○",
    cross: "✗",
    check: "✓",
    frame: ["─", "│", "┬", "┴"],
    quotes: ["“", "”"],
};

const ASCII: Shapes = Shapes {
    arrow: "->",
    dot: "-",
    ellipsis: "..",
    prompt: ">",
    pointer: ">",
    up: "^",
    down: "v",
    tray: "#",
    full: "*",
    hollow: "o",
    cross: "x",
    check: "+",
    frame: ["-", "|", "+", "+"],
    quotes: ["\"", "\""],
};

impl Look {
    /// The style of a role. Without colour, weight and underline still tell them apart.
    pub(crate) fn style(self, role: Role) -> Style {
        let plain = Style::new();
        let tints = self.theme.tints().filter(|_| self.colour);
        let tint = |style: Style, at: usize| tints.map_or(style, |tints| style.fg(tints[at]));
        let strong = self.theme == Theme::Contrast;
        let bold = |style: Style| if strong { style.add_modifier(Modifier::BOLD) } else { style };
        match role {
            Role::Text => plain,
            Role::Quiet if strong => plain,
            Role::Quiet => plain.add_modifier(Modifier::DIM),
            Role::Cue | Role::Title => plain.add_modifier(Modifier::BOLD),
            Role::Chosen => bold(plain.add_modifier(Modifier::REVERSED)),
            Role::Key => tint(plain.add_modifier(Modifier::BOLD), 0),
            Role::Good => bold(tint(plain, 1)),
            Role::Bad => bold(tint(plain, 2)),
            Role::Caution => bold(tint(plain, 3)),
            Role::GoodWords => tint(plain.add_modifier(Modifier::UNDERLINED), 1),
            Role::BadWords => tint(plain.add_modifier(Modifier::UNDERLINED), 2),
        }
    }

    /// The shapes of the chosen set.
    pub(crate) const fn shapes(self) -> &'static Shapes {
        if self.unicode { &UNICODE } else { &ASCII }
    }

    /// How well something is settled: shape and role.
    pub(crate) const fn grade(self, grade: Grade) -> (&'static str, Role) {
        let shapes = self.shapes();
        match grade {
            Grade::Open => (shapes.dot, Role::Quiet),
            Grade::Claimed => ("~", Role::Caution),
            Grade::Evidenced => (shapes.check, Role::Good),
            Grade::Refuted => (shapes.cross, Role::Bad),
            Grade::Disputed => (if self.unicode { "≠" } else { "!" }, Role::Bad),
        }
    }

    /// Where a level stands: shape and role.
    pub(crate) const fn status(self, status: LevelStatus) -> (&'static str, Role) {
        let shapes = self.shapes();
        match status {
            LevelStatus::Qualified => (shapes.check, Role::Good),
            LevelStatus::Open => (shapes.dot, Role::Text),
            LevelStatus::AtRisk => ("~", Role::Caution),
            LevelStatus::Disqualified => (shapes.cross, Role::Bad),
        }
    }

    /// A flag's shape and role.
    pub(crate) const fn flag(self, colour: Colour) -> (&'static str, Role) {
        match colour {
            Colour::Green => (self.shapes().up, Role::Good),
            Colour::Red => (self.shapes().down, Role::Bad),
        }
    }

    /// Where a question stands in the rail.
    pub(crate) const fn mark(self, mark: RailMark, grade: Grade) -> (&'static str, Role) {
        match mark {
            RailMark::Open => (self.shapes().dot, Role::Text),
            RailMark::Current => (self.shapes().pointer, Role::Cue),
            RailMark::Heard => self.grade(grade),
            RailMark::Parked => ("-", Role::Quiet),
        }
    }
}

/// A verdict in words, and its role.
pub(crate) const fn verdict(kind: VerdictKind) -> (&'static str, Role) {
    match kind {
        VerdictKind::Advance => ("advance", Role::Good),
        VerdictKind::KeepGoing => ("keep going", Role::Cue),
        VerdictKind::ChangeContact => ("change contact", Role::Caution),
        VerdictKind::Nurture => ("nurture", Role::Caution),
        VerdictKind::Disqualify => ("disqualify", Role::Bad),
    }
}

/// A grade in a word, for people.
pub(crate) const fn grade_word(grade: Grade) -> &'static str {
    match grade {
        Grade::Open => "open",
        Grade::Claimed => "claimed",
        Grade::Evidenced => "evidenced",
        Grade::Refuted => "refuted",
        Grade::Disputed => "disputed",
    }
}

/// A level's status in words.
pub(crate) const fn status_word(status: LevelStatus) -> &'static str {
    match status {
        LevelStatus::Qualified => "qualified",
        LevelStatus::Open => "open",
        LevelStatus::AtRisk => "at risk",
        LevelStatus::Disqualified => "off",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Role; 11] = [
        Role::Text,
        Role::Quiet,
        Role::Cue,
        Role::Title,
        Role::Chosen,
        Role::Key,
        Role::Good,
        Role::Bad,
        Role::Caution,
        Role::GoodWords,
        Role::BadWords,
    ];

    #[test]
    fn without_colour_no_role_has_one() {
        for look in [Look { colour: false, ..Look::default() }, Look { theme: Theme::Mono, ..Look::default() }] {
            assert!(ALL.iter().all(|&role| look.style(role).fg.is_none() && look.style(role).bg.is_none()));
        }
    }

    #[test]
    fn every_theme_tells_the_roles_apart_and_contrast_dims_nothing() {
        for theme in Theme::ALL {
            let look = Look { theme, ..Look::default() };
            let words = [Role::Good, Role::Bad, Role::Caution, Role::Key].map(|role| look.style(role).fg);
            let distinct = (0..4).all(|one| (0..one).all(|other| words[one] != words[other]));
            assert!(distinct || theme == Theme::Mono, "{theme:?}");
        }
        let strong = Look { theme: Theme::Contrast, ..Look::default() };
        assert!(ALL.iter().all(|&role| !strong.style(role).add_modifier.contains(Modifier::DIM)));
    }

    #[test]
    fn each_grade_has_a_shape_of_its_own_in_both_sets() {
        for unicode in [true, false] {
            let look = Look { unicode, ..Look::default() };
            let mut shapes: Vec<_> = Grade::ALL.iter().map(|&grade| look.grade(grade).0).collect();
            shapes.sort_unstable();
            shapes.dedup();
            assert_eq!(shapes.len(), Grade::ALL.len());
            assert!(unicode || shapes.iter().all(|shape| shape.is_ascii()));
        }
    }
}
