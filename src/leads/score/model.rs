//! A scoring model: points by attribute and value, as YAML that people read and change.

use std::cell::OnceCell;
use std::fmt::Write as _;
use std::sync::Arc;

use crate::bank::problem::{Code, Problems, Sink, Source};
use crate::bank::yaml::{Content as YamlContent, Fields, FromNode, Node, word};
use crate::leads::content::{self, Content};
use crate::leads::words::{key, number};

/// Points by attribute and value.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// What every lead has.
    pub base: f64,
    /// The attributes, in the order of their weight.
    pub attributes: Vec<Attribute>,
}

/// An attribute of a lead, and what its values are worth.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// A field, an imported column, or one that is found out (`icp.industry`).
    pub column: String,
    /// What it tells of.
    pub part: Part,
    /// All bands that hold count, not only the first.
    pub adds_up: bool,
    /// What values are worth.
    pub bands: Vec<Band>,
    /// What any other value is worth.
    pub otherwise: f64,
}

/// Values of an attribute, and their points.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Which values.
    pub test: Test,
    /// Their points, out of 100.
    pub points: f64,
}

/// Which values of an attribute are meant.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// One of these words.
    Is(Vec<String>),
    /// A figure from the first (included) to the second (not included).
    Range(Option<f64>, Option<f64>),
    /// Nothing is known.
    Missing,
}

/// What an attribute tells of (domain.md, section 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Part {
    /// How well they fit the profile.
    #[default]
    Fit,
    /// What they did.
    Interest,
    /// Whether they can buy.
    Ability,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 3] = [Self::Fit, Self::Interest, Self::Ability];

    /// Its name.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Fit => "fit",
            Self::Interest => "interest",
            Self::Ability => "ability",
        }
    }
}

impl Test {
    /// The test with its words as they are compared: a hundred words are made so once, not once a lead.
    pub(super) fn prepared(&self) -> Self {
        match self {
            Self::Is(words) => Self::Is(words.iter().map(|word| key(word)).collect()),
            other => other.clone(),
        }
    }

    /// Whether a value is meant by a [prepared](Test::prepared) test; an empty one is none.
    pub(super) fn holds(&self, value: &Compared<'_>) -> bool {
        match self {
            Self::Missing => value.text.is_empty(),
            _ if value.text.is_empty() => false,
            Self::Is(words) => words.contains(value.key.get_or_init(|| key(value.text))),
            Self::Range(from, to) => value
                .figure
                .get_or_init(|| number(value.text))
                .is_some_and(|n| from.is_none_or(|from| n >= from) && to.is_none_or(|to| n < to)),
        }
    }
}

/// A value as tests compare it; each form of it is found once, for all of an attribute's tests.
pub(super) struct Compared<'v> {
    text: &'v str,
    key: OnceCell<String>,
    figure: OnceCell<Option<f64>>,
}

impl<'v> Compared<'v> {
    pub(super) const fn new(text: &'v str) -> Self {
        Self { text, key: OnceCell::new(), figure: OnceCell::new() }
    }
}

impl Content for Model {
    const FILE: &'static str = "model.yaml";
    const SHIPPED: &'static str = include_str!("model.yaml");

    fn read(root: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(root, "a scoring model", sink);
        let base = fields.required("base");
        let attributes = fields.required("attributes");
        fields.finish();
        Some(Self { base: base?, attributes: attributes? })
    }
}

impl FromNode for Attribute {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "an attribute", sink);
        let column = fields.required("column");
        let part = fields.optional_node("part").and_then(|node| word(node, "a part", &Part::ALL, Part::id, sink));
        let adds_up = fields.optional("adds_up").unwrap_or_default();
        let bands = fields.list("values");
        let otherwise = fields.optional("otherwise").unwrap_or_default();
        fields.finish();
        Some(Self { column: column?, part: part.unwrap_or_default(), adds_up, bands, otherwise })
    }
}

impl FromNode for Band {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "a value with its points", sink);
        let is = fields.optional_node("is").map(|node| words(node, sink));
        let (from, to) = (fields.optional("from"), fields.optional("to"));
        let missing: bool = fields.optional("missing").unwrap_or_default();
        let points = fields.required("points");
        let place = fields.place();
        fields.finish();
        let kinds = usize::from(is.is_some()) + usize::from(from.is_some() || to.is_some()) + usize::from(missing);
        if kinds != 1 {
            let problem = sink.problem(Code::MissingKey, place, "it is not said which values are meant");
            sink.report(problem.with_expected("one of `is`, `from` and `to`, or `missing: true`"));
            return None;
        }
        let test = match is {
            Some(words) => Test::Is(words),
            None if missing => Test::Missing,
            None => Test::Range(from, to),
        };
        Some(Self { test, points: points? })
    }
}

/// One text or a list of them.
fn words(node: &Node, sink: &Sink) -> Vec<String> {
    match node.content {
        YamlContent::List(_) => Vec::from_node(node, sink).unwrap_or_default(),
        _ => String::from_node(node, sink).into_iter().collect(),
    }
}

impl Model {
    /// What ships.
    pub fn shipped() -> Self {
        content::shipped()
    }

    /// Reads a model.
    ///
    /// # Errors
    ///
    /// Everything wrong in it, each with its place.
    pub fn parse(source: &Arc<Source>) -> Result<Self, Problems> {
        content::parse(source)
    }

    /// The model as YAML that [`Model::parse`] reads, with remarks at its head.
    pub fn to_yaml(&self, remarks: &[String]) -> String {
        let mut yaml = String::new();
        // Writing to a string cannot fail.
        let _ = self.write_yaml(&mut yaml, remarks);
        yaml
    }

    fn write_yaml(&self, yaml: &mut String, remarks: &[String]) -> std::fmt::Result {
        for remark in remarks {
            writeln!(yaml, "# {}", remark.replace(['\n', '\r'], " "))?;
        }
        writeln!(yaml, "base: {}", tenth(self.base))?;
        writeln!(yaml, "attributes:")?;
        for attribute in &self.attributes {
            writeln!(yaml, "  - column: {}", quoted(&attribute.column))?;
            writeln!(yaml, "    part: {}", attribute.part.id())?;
            if attribute.adds_up {
                writeln!(yaml, "    adds_up: true")?;
            }
            if tenth(attribute.otherwise) != 0.0 {
                writeln!(yaml, "    otherwise: {}", tenth(attribute.otherwise))?;
            }
            writeln!(yaml, "    values:")?;
            for band in &attribute.bands {
                let test = match &band.test {
                    Test::Is(words) => {
                        format!("is: [{}]", words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", "))
                    }
                    Test::Range(from, to) => {
                        let end = |name: &str, end: &Option<f64>| end.map(|end| format!("{name}: {end}"));
                        [end("from", from), end("to", to)].into_iter().flatten().collect::<Vec<_>>().join(", ")
                    }
                    Test::Missing => "missing: true".to_owned(),
                };
                writeln!(yaml, "      - {{{test}, points: {}}}", tenth(band.points))?;
            }
        }
        Ok(())
    }
}

/// Points are kept to a tenth: more would claim a precision that no history has.
fn tenth(points: f64) -> f64 {
    let rounded = (points * 10.0).round() / 10.0;
    // A zero has no sign.
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// A text in quotes, as YAML and JSON read it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_comes_back_as_it_was_written() {
        let shipped = Model::shipped();
        let again = Model::parse(&Source::new("m.yaml", &shipped.to_yaml(&["made of nothing".to_owned()]))).unwrap();
        assert_eq!(again, shipped);
    }

    #[test]
    fn a_value_is_compared_by_words_figures_or_absence() {
        let is = |words: &[&str]| Test::Is(words.iter().map(|&word| word.to_owned()).collect());
        let range = Test::Range(Some(10.0), Some(50.0));
        let holds = |test: &Test, value: &str| test.prepared().holds(&Compared::new(value));
        assert!(holds(&is(&["web form", "Ads"]), "Web-Form") && !holds(&is(&["ads"]), "ad"));
        assert!(holds(&range, "10") && !holds(&range, "50"));
        assert!(holds(&Test::Missing, "") && !holds(&Test::Missing, "x"));
        assert!(!holds(&is(&[""]), "") && !holds(&Test::Range(None, None), "many"));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let text = "base: ten\nattributes:\n  - {column: type, part: fits, values: [{points: 3}, {is: sql}]}\n";
        let told = Model::parse(&Source::new("model.yaml", text)).unwrap_err().to_string();
        for part in ["model.yaml:1:7", "`fits` is not a part", "which values are meant", "lacks the key `points`"] {
            assert!(told.contains(part), "{part}: {told}");
        }
    }
}
