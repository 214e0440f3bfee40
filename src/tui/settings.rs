//! What a user sets, and may change without leaving the program.

use schemars::JsonSchema;

use super::theme::Theme;
use crate::bank::problem::Sink;
use crate::bank::yaml::{Fields, Node, word};
use crate::signals::Month;

/// What a user sets about the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
#[schemars(deny_unknown_fields, default, rename = "Screen")]
pub struct ScreenSettings {
    /// The colours: terminal (its own 16), dark, light, contrast, colour-blind, mono.
    pub theme: Theme,
    /// The shapes: auto (what the locale can hold), unicode, ascii.
    pub shapes: ShapeSet,
    /// Whether the mouse chooses and scrolls. With it off, the terminal's own selecting and copying works.
    pub mouse: bool,
}

/// Which characters the screen is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, JsonSchema)]
#[schemars(rename_all = "snake_case")]
pub enum ShapeSet {
    /// What the locale says the terminal can show.
    #[default]
    Auto,
    /// Lines, arrows and marks beyond ASCII.
    Unicode,
    /// Nothing but ASCII.
    Ascii,
}

impl ShapeSet {
    /// Every set, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Unicode, Self::Ascii];

    /// Its name in the config.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Unicode => "unicode",
            Self::Ascii => "ascii",
        }
    }

    /// Whether shapes beyond ASCII are drawn on a terminal that can, or cannot, show them.
    pub const fn is_unicode(self, terminal_can: bool) -> bool {
        match self {
            Self::Auto => terminal_can,
            Self::Unicode => true,
            Self::Ascii => false,
        }
    }
}

impl Default for ScreenSettings {
    fn default() -> Self {
        Self { theme: Theme::default(), shapes: ShapeSet::default(), mouse: true }
    }
}

impl ScreenSettings {
    /// Reads what is set; what cannot be read is reported, and stays as if it were not set.
    pub fn read(node: &Node, sink: &Sink) -> Self {
        let usual = Self::default();
        let mut fields = Fields::of(node, "the screen", sink);
        let theme = |node| word(node, "a theme", &Theme::ALL, Theme::id, sink);
        let shapes = |node| word(node, "a set of shapes", &ShapeSet::ALL, ShapeSet::id, sink);
        let read = Self {
            theme: fields.optional_node("theme").and_then(theme).unwrap_or(usual.theme),
            shapes: fields.optional_node("shapes").and_then(shapes).unwrap_or(usual.shapes),
            mouse: fields.optional("mouse").unwrap_or(usual.mouse),
        };
        fields.finish();
        read
    }
}

/// A setting that can be changed on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Setting {
    /// The colours.
    Theme,
    /// The shapes.
    Shapes,
    /// Whether the mouse is used.
    Mouse,
    /// How long a call is meant to take.
    Minutes,
    /// What 4/5 means.
    DayOrder,
    /// When the fiscal year begins.
    FiscalYear,
    /// How long calls are kept.
    Retention,
}

impl Setting {
    /// Every setting, in the order in which they are listed.
    pub const ALL: [Self; 7] =
        [Self::Theme, Self::Shapes, Self::Mouse, Self::Minutes, Self::DayOrder, Self::FiscalYear, Self::Retention];

    /// Where it stands in the config.
    pub const fn path(self) -> &'static [&'static str] {
        match self {
            Self::Theme => &["screen", "theme"],
            Self::Shapes => &["screen", "shapes"],
            Self::Mouse => &["screen", "mouse"],
            Self::Minutes => &["planned_minutes"],
            Self::DayOrder => &["dates", "day_order"],
            Self::FiscalYear => &["dates", "fiscal_year_start"],
            Self::Retention => &["retention", "calls"],
        }
    }

    /// Its name for people.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Theme => "colours",
            Self::Shapes => "shapes",
            Self::Mouse => "mouse",
            Self::Minutes => "length of a call",
            Self::DayOrder => "4/5 is",
            Self::FiscalYear => "fiscal year begins",
            Self::Retention => "calls are kept",
        }
    }

    /// From when on a change holds; empty where it shows at once.
    pub(crate) const fn holds_from(self) -> &'static str {
        match self {
            Self::Theme | Self::Shapes | Self::Mouse => "",
            Self::Minutes | Self::DayOrder | Self::FiscalYear => "from the next call on",
            Self::Retention => "from the next start on",
        }
    }

    /// The values to choose from, as they stand in the config and for people.
    pub(crate) fn choices(self) -> Vec<(&'static str, &'static str)> {
        let themes = |theme: &Theme| (theme.id(), theme.title());
        match self {
            Self::Theme => Theme::ALL.iter().map(themes).collect(),
            Self::Shapes => vec![
                ("auto", "what the terminal says it can show"),
                ("unicode", "lines and arrows"),
                ("ascii", "plain ASCII"),
            ],
            Self::Mouse => {
                vec![("true", "chooses and scrolls"), ("false", "left to the terminal, to select and copy")]
            }
            Self::Minutes => vec![
                ("null", "what the framework says"),
                ("15", "15 minutes"),
                ("20", "20 minutes"),
                ("30", "30 minutes"),
                ("45", "45 minutes"),
                ("60", "60 minutes"),
            ],
            Self::DayOrder => vec![("month_first", "the fifth of April"), ("day_first", "the fourth of May")],
            Self::FiscalYear => {
                let months = Month::ALL.iter().map(|month| (month.id(), month.id()));
                [("null", "with the calendar year")].into_iter().chain(months).collect()
            }
            Self::Retention => vec![
                ("null", "for ever"),
                ("36 months", "36 months, then forgotten"),
                ("24 months", "24 months, then forgotten"),
                ("18 months", "18 months, then forgotten"),
                ("12 months", "12 months, then forgotten"),
                ("6 months", "6 months, then forgotten"),
            ],
        }
    }
}

/// The settings as they stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// Each setting with its value as it stands in the config.
    pub values: Vec<(Setting, String)>,
    /// The config's file, as shown.
    pub file: String,
    /// Whether the terminal can show shapes beyond ASCII.
    pub unicode: bool,
}

impl Settings {
    /// The value of a setting, for people and in the config; a value of nobody's list is shown as it is.
    pub(crate) fn shown(&self, setting: Setting) -> &str {
        let value = self.value(setting);
        setting.choices().into_iter().find(|(id, _)| *id == value).map_or(value, |(_, title)| title)
    }

    /// The value that comes after, or before, the one that stands.
    pub(crate) fn next(&self, setting: Setting, back: bool) -> &'static str {
        let choices = setting.choices();
        let at = choices.iter().position(|(id, _)| *id == self.value(setting)).unwrap_or(0);
        let step = if back { choices.len() - 1 } else { 1 };
        choices.get((at + step) % choices.len()).map_or("null", |(id, _)| id)
    }

    /// Whether the mouse is used.
    pub(crate) fn has_mouse(&self) -> bool {
        self.value(Setting::Mouse) == "true"
    }

    /// Puts another value in the place of the one that stands.
    pub(crate) fn set(&mut self, setting: Setting, value: &str) {
        self.values.retain(|(other, _)| *other != setting);
        self.values.push((setting, value.to_owned()));
    }

    fn value(&self, setting: Setting) -> &str {
        let found = self.values.iter().find(|(other, _)| *other == setting);
        found.map_or_else(|| setting.choices().first().map_or("", |(id, _)| id), |(_, value)| value)
    }
}
