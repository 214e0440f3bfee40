//! How meaning looks: roles to styles on the terminal's own 16 colours, and the shapes that say the same without colour.

use ratatui::style::{Color, Modifier, Style};

use crate::bank::{Colour, Grade, LevelStatus, VerdictKind};
use crate::session::RailMark;

/// The look that was chosen at the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Whether colours may be used (`NO_COLOR` is not set).
    pub colour: bool,
    /// Whether shapes beyond ASCII may be used.
    pub unicode: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { colour: true, unicode: true }
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
        let (style, colour) = match role {
            Role::Text => (plain, None),
            Role::Quiet => (plain.add_modifier(Modifier::DIM), None),
            Role::Cue | Role::Title => (plain.add_modifier(Modifier::BOLD), None),
            Role::Chosen => (plain.add_modifier(Modifier::REVERSED), None),
            Role::Key => (plain.add_modifier(Modifier::BOLD), Some(Color::Cyan)),
            Role::Good => (plain, Some(Color::Green)),
            Role::Bad => (plain, Some(Color::Red)),
            Role::Caution => (plain, Some(Color::Yellow)),
            Role::GoodWords => (plain.add_modifier(Modifier::UNDERLINED), Some(Color::Green)),
            Role::BadWords => (plain.add_modifier(Modifier::UNDERLINED), Some(Color::Red)),
        };
        match colour {
            Some(colour) if self.colour => style.fg(colour),
            _ => style,
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
        let look = Look { colour: false, unicode: true };
        assert!(ALL.iter().all(|&role| look.style(role).fg.is_none() && look.style(role).bg.is_none()));
    }

    #[test]
    fn each_grade_has_a_shape_of_its_own_in_both_sets() {
        for unicode in [true, false] {
            let look = Look { colour: false, unicode };
            let mut shapes: Vec<_> = Grade::ALL.iter().map(|&grade| look.grade(grade).0).collect();
            shapes.sort_unstable();
            shapes.dedup();
            assert_eq!(shapes.len(), Grade::ALL.len());
            assert!(unicode || shapes.iter().all(|shape| shape.is_ascii()));
        }
    }
}
