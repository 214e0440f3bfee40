//! Which column of a table holds which field, by the names that other programs give to columns.

use std::collections::{BTreeMap, BTreeSet};

use crate::bank::problem::{Code, Sink};
use crate::bank::yaml::{Content as YamlContent, Fields, FromNode, Node};

use super::content::Content;
use super::field::Field;
use super::lead::LeadType;
use super::words::key;

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A field of the lead.
    Field(Field),
    /// The first part of the contact's name.
    FirstName,
    /// The last part of the contact's name.
    LastName,
    /// Kept by its own name, for a scoring model.
    Extra,
    /// Left out.
    Skip,
}

impl Target {
    /// The target of this name: a field's id, `first_name`, `last_name`, `extra` or `skip`.
    pub fn named(name: &str) -> Option<Self> {
        match key(name).as_str() {
            "first name" => Some(Self::FirstName),
            "last name" => Some(Self::LastName),
            "extra" => Some(Self::Extra),
            "skip" => Some(Self::Skip),
            _ => Field::named(name).map(Self::Field),
        }
    }

    /// Its name.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Field(field) => field.id(),
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::Extra => "extra",
            Self::Skip => "skip",
        }
    }
}

/// A cell of more bytes is no word that stands for nothing.
const LONGEST_MISSING: usize = 40;

/// The names of columns and the words of cells, as content.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Columns {
    by_name: BTreeMap<String, Target>,
    missing: BTreeSet<String>,
    legal_forms: Vec<String>,
    types: BTreeMap<String, LeadType>,
    stages: BTreeMap<String, String>,
}

impl Content for Columns {
    const FILE: &'static str = "columns.yaml";
    const SHIPPED: &'static str = include_str!("columns.yaml");

    fn read(root: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(root, "names of columns", sink);
        let mut columns = Self::default();
        for (name, words, node) in lists(fields.optional_node("columns"), sink) {
            match Target::named(&name) {
                Some(target) => columns.by_name.extend(words.iter().map(|word| (key(word), target))),
                None => sink.report(
                    sink.problem(Code::UnknownWord, node.place, format!("`{name}` is no field of a lead"))
                        .with_closest(&name, Field::ALL.iter().map(|field| field.id())),
                ),
            }
        }
        for (name, words, node) in lists(fields.optional_node("types"), sink) {
            match LeadType::named(&name) {
                Some(kind) => columns.types.extend(words.iter().map(|word| (key(word), kind))),
                None => sink.report(
                    sink.problem(Code::UnknownWord, node.place, format!("`{name}` is no type of lead"))
                        .with_closest(&name, LeadType::ALL.map(LeadType::id)),
                ),
            }
        }
        for (name, words, _) in lists(fields.optional_node("stages"), sink) {
            columns.stages.extend(words.iter().map(|word| (key(word), name.clone())));
        }
        columns.missing = texts(fields.optional_node("missing")).map(|word| cell_key(&word)).collect();
        columns.legal_forms = fields.list("legal_forms");
        fields.finish();
        Some(columns)
    }
}

impl Columns {
    /// What ships.
    pub fn shipped() -> Self {
        super::content::shipped()
    }

    /// What the columns of a table are for, by their names. A field is filled by one column only: the first that has
    /// its name; later ones are kept by their own names.
    pub fn recognise<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Vec<Target> {
        let mut taken = BTreeSet::new();
        let mut target = |name: &str| {
            let found = self.by_name.get(&key(name)).copied().unwrap_or(Target::Extra);
            if found != Target::Extra && !taken.insert(found) { Target::Extra } else { found }
        };
        names.into_iter().map(&mut target).collect()
    }

    /// The field that a column of this name holds.
    pub fn field(&self, name: &str) -> Option<Field> {
        match self.by_name.get(&key(name)) {
            Some(Target::Field(field)) => Some(*field),
            _ => None,
        }
    }

    /// What a cell holds; nothing where its words stand for nothing.
    pub fn cell<'a>(&self, cell: &'a str) -> &'a str {
        let cell = cell.trim();
        // Every cell of an import passes here: only what may be such a word is looked up, and nothing is copied.
        let is_word = |word: &String| word.len() == cell.len() && word.eq_ignore_ascii_case(cell);
        let stands_for_nothing = if cell.is_ascii() {
            self.missing.iter().any(is_word)
        } else {
            cell.len() <= LONGEST_MISSING && self.missing.contains(&cell_key(cell))
        };
        if stands_for_nothing { "" } else { cell }
    }

    /// What stands at the end of companies' names and is not their name.
    pub fn legal_forms(&self) -> &[String] {
        &self.legal_forms
    }

    /// The type of lead that another program's word means.
    pub fn kind(&self, word: &str) -> Option<LeadType> {
        self.types.get(&key(word)).copied()
    }

    /// The stage that another program's word means, by its id.
    pub fn stage(&self, word: &str) -> Option<&str> {
        self.stages.get(&key(word)).map(String::as_str)
    }
}

fn cell_key(cell: &str) -> String {
    cell.trim().to_lowercase()
}

/// A map of lists of words; what is none is reported.
fn lists<'n>(node: Option<&'n Node>, sink: &Sink) -> Vec<(String, Vec<String>, &'n Node)> {
    let Some(node) = node else { return Vec::new() };
    let YamlContent::Map(entries) = &node.content else {
        sink.report(
            sink.problem(Code::WrongType, node.place, format!("found {}", node.describe())).with_expected("a map"),
        );
        return Vec::new();
    };
    let list = |node| Vec::<String>::from_node(node, sink).unwrap_or_default();
    entries.iter().map(|entry| (entry.key.clone(), list(&entry.value), &entry.value)).collect()
}

/// The texts of a list, empty ones too.
fn texts(node: Option<&Node>) -> impl Iterator<Item = String> {
    let items = match node.map(|node| &node.content) {
        Some(YamlContent::List(items)) => items.as_slice(),
        _ => &[],
    };
    items.iter().filter_map(Node::as_text).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_common_exports_are_recognised() {
        let columns = Columns::shipped();
        let names =
            ["First Name", "Last Name", "Company / Account", "Lead Source", "E-mail", "No. of Employees", "Lead Owner"];
        let found: Vec<&str> = columns.recognise(names).into_iter().map(Target::id).collect();
        assert_eq!(found, ["first_name", "last_name", "company", "source", "email", "size", "owner"]);
        let names = [
            "Record ID",
            "Company name",
            "Company Domain Name",
            "Country/Region",
            "Number of Employees",
            "Lifecycle Stage",
        ];
        let found: Vec<&str> = columns.recognise(names).into_iter().map(Target::id).collect();
        assert_eq!(found, ["extra", "company", "domain", "territory", "size", "type"]);
    }

    #[test]
    fn a_field_is_filled_by_one_column() {
        let found = Columns::shipped().recognise(["Country", "City", "Website", "Domain"]);
        let ids: Vec<&str> = found.into_iter().map(Target::id).collect();
        assert_eq!(ids, ["territory", "extra", "domain", "extra"]);
    }

    #[test]
    fn a_cell_may_stand_for_nothing() {
        let columns = Columns::shipped();
        for nothing in ["", "  ", "Select", "N/A", "-", "NULL", "Unknown "] {
            assert_eq!(columns.cell(nothing), "", "{nothing:?}");
        }
        assert_eq!(columns.cell(" Selected "), "Selected");
        assert_eq!(columns.cell("None"), "None");
    }

    #[test]
    fn another_programs_words_are_understood() {
        let columns = Columns::shipped();
        assert_eq!(columns.kind("Marketing Qualified Lead"), Some(LeadType::Marketing));
        assert_eq!(columns.stage("Open - Not Contacted"), Some("new"));
        assert_eq!(columns.stage("whatever"), None);
    }
}
