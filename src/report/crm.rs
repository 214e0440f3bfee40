//! A call as a row of a file that a CRM imports. Which column holds what is said by a field mapping, in YAML; two ship, and
//! a team may change them.
//!
//! ```yaml
//! columns:
//!   - {column: Company, value: company, or: Unknown}
//!   - {column: Rating, value: verdict.id, words: {advance: Hot, disqualify: Cold}}
//!   - {column: NumberOfEmployees, topic: company.size, as: number}
//!   - {column: LeadSource, text: Discovery call}
//! ```

mod value;

use std::collections::BTreeMap;

use super::hand_over::HandOver;
use super::plain::printable;
use crate::bank::problem::{Code, Sink, Source};
use crate::bank::yaml::{self, Content, Fields, FromNode, Node, Placed};

use value::{Field, Reading};

/// Which column of an import file holds what.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mapping {
    columns: Vec<Column>,
}

#[derive(Debug, Clone, PartialEq)]
struct Column {
    name: Placed<String>,
    holds: Holds,
    /// Words of the CRM for words of ours.
    words: BTreeMap<String, String>,
    /// What stands there where nothing is known.
    or: String,
    /// The longest text that the CRM takes, in characters.
    longest: Option<usize>,
}

#[derive(Debug, Clone, PartialEq)]
enum Holds {
    Field(Field),
    Topic(String, Reading),
    Text(String),
}

/// Reads a field mapping; every problem is reported.
pub(super) fn mapping(source: &Source, sink: &Sink) -> Option<Mapping> {
    let root = yaml::parse_content(source, sink)?;
    let mut fields = Fields::of(&root, "a field mapping", sink);
    let columns: Vec<Column> = fields.required("columns")?;
    fields.finish();
    for (at, column) in columns.iter().enumerate() {
        if columns[..at].iter().any(|other| other.name.value == column.name.value) {
            let message = format!("the column `{}` is given twice", column.name.value);
            sink.report(sink.problem(Code::DuplicateId, column.name.place, message));
        }
    }
    if columns.is_empty() && sink.is_empty() {
        sink.report(sink.problem(Code::Empty, root.place, "a field mapping without columns"));
    }
    Some(Mapping { columns })
}

impl FromNode for Column {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "a column", sink);
        let name = fields.required("column");
        let field = fields.optional_node("value").map(|node| yaml::word(node, "a value", Field::ALL, Field::id, sink));
        let topic = fields.optional::<String>("topic");
        let reading =
            fields.optional_node("as").map(|node| yaml::word(node, "a way to read", Reading::ALL, Reading::id, sink));
        let text = fields.optional::<String>("text");
        let words = fields.optional_node("words").map(|node| words(node, sink)).unwrap_or_default();
        let or = fields.optional("or").unwrap_or_default();
        let longest = fields.optional::<u32>("longest").map(|longest| longest as usize);
        let place = fields.place();
        fields.finish();
        let reading = match reading {
            Some(reading) => reading?,
            None => Reading::Words,
        };
        let holds = match (field, topic, text) {
            (Some(field), None, None) => Holds::Field(field?),
            (None, Some(topic), None) => Holds::Topic(topic, reading),
            (None, None, Some(text)) => Holds::Text(text),
            _ => {
                let problem = sink.problem(Code::MissingKey, place, "it is not clear what the column holds");
                sink.report(problem.with_expected("one of `value`, `topic` and `text`"));
                return None;
            }
        };
        Some(Self { name: name?, holds, words, or, longest })
    }
}

/// A map from our words to those of the CRM.
fn words(node: &Node, sink: &Sink) -> BTreeMap<String, String> {
    let Content::Map(entries) = &node.content else {
        let problem = sink.problem(Code::WrongType, node.place, format!("found {}", node.describe()));
        sink.report(problem.with_expected("a map of our words to those of the CRM"));
        return BTreeMap::new();
    };
    let pair = |entry: &yaml::Entry| Some((entry.key.clone(), String::from_node(&entry.value, sink)?));
    entries.iter().filter_map(pair).collect()
}

/// A call as an import file: a row of names, and one of values; RFC 4180, with a line end of CR LF.
pub(super) fn csv(mapping: &Mapping, hand_over: &HandOver, note: &str) -> Result<String, String> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let names = mapping.columns.iter().map(|column| cell(&column.name.value));
    let values = mapping.columns.iter().map(|column| cell(&column.value(hand_over, note)));
    let written = writer.write_record(names).and_then(|()| writer.write_record(values));
    written.map_err(|error| error.to_string())?;
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

impl Column {
    fn value(&self, hand_over: &HandOver, note: &str) -> String {
        let value = match &self.holds {
            Holds::Field(field) => field.of(hand_over, note),
            Holds::Topic(topic, reading) => reading.of(&hand_over.brief, topic),
            Holds::Text(text) => text.clone(),
        };
        let value = self.words.get(&value).cloned().unwrap_or(value);
        let value = if value.trim().is_empty() { self.or.clone() } else { value };
        match self.longest {
            Some(longest) if value.chars().count() > longest => {
                value.chars().take(longest.saturating_sub(1)).chain(['…']).collect()
            }
            _ => value,
        }
    }
}

/// A text that no spreadsheet takes for a formula, without control characters but the ends of lines.
///
/// An apostrophe before `=`, `+`, `-`, `@`, a tab or a carriage return is what OWASP recommends ("CSV Injection"); a line
/// feed and the wide forms of the signs, which some spreadsheets read alike, get one too.
pub(super) fn cell(text: &str) -> String {
    let lines: Vec<String> = text.trim_end().lines().map(|line| printable(line).into_owned()).collect();
    let safe = lines.join("\n");
    let first = text.chars().next();
    let is_formula = |c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    // A space before a formula does not keep every program from reading it.
    let begins = safe.trim_start().chars().next();
    if first.into_iter().chain(begins).any(is_formula) { format!("'{safe}") } else { safe }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::report::hand_over::tests::hand_over;

    fn read(text: &str) -> Result<Mapping, Vec<String>> {
        let source = Source::new("own.yaml", text);
        let sink = Sink::new(&source.name);
        let mapping = mapping(&source, &sink);
        let problems: Vec<String> = sink.into_list().iter().map(ToString::to_string).collect();
        mapping.filter(|_| problems.is_empty()).ok_or(problems)
    }

    fn rows(text: &str) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn a_column_holds_what_the_mapping_says() {
        let text = "columns:\n\
            - {column: Company, value: company}\n\
            - {column: First, value: contact.first_name}\n\
            - {column: Last, value: contact.last_name}\n\
            - {column: Rating, value: verdict.id, words: {keep_going: Warm}}\n\
            - {column: Cost, topic: pain.cost, as: number}\n\
            - {column: Cost in words, topic: pain.cost}\n\
            - {column: Start, topic: timeline.start, as: date, or: unknown}\n\
            - {column: Source, text: Call}\n\
            - {column: Short, value: reasons, longest: 7}\n";
        let csv = csv(&read(text).unwrap(), &hand_over(), "").unwrap();
        assert!(csv.ends_with("\r\n") && csv.matches("\r\n").count() == 2, "{csv:?}");
        assert_eq!(
            rows(&csv)[1],
            ["Northwind Foods", "Dana", "Ruiz", "Warm", "40000", "40k a month", "unknown", "Call", "nobody…"]
        );
    }

    #[test]
    fn every_slip_in_a_mapping_is_told_with_its_place() {
        let problems = read(
            "columns:\n\
             - {column: A, value: compny}\n\
             - {column: A, text: x}\n\
             - {column: B}\n\
             - {column: A, text: why, colum: z}\n\
             - {column: C, topic: pain.cost, as: figure}\n",
        )
        .unwrap_err();
        assert_eq!(problems.len(), 5, "{problems:#?}");
        let told = ["2:22: B008", "4:3: B006", "5:26: B005", "5:12: B013", "6:37: B008"];
        for place in told {
            let starts = format!("own.yaml:{place}");
            assert!(problems.iter().any(|problem| problem.starts_with(&starts)), "{place}: {problems:#?}");
        }
        assert!(problems[0].contains("did you mean `company`?"), "{problems:#?}");
        assert!(read("columns: []").is_err());
        assert!(read("colums: [{column: A, text: x}]").is_err());
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_text() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1"] {
            assert!(cell(formula).starts_with('\''), "{formula:?} became {:?}", cell(formula));
        }
        assert_eq!(cell("a = b"), "a = b");
        assert_eq!(cell("two\nlines\u{1b}"), "two\nlines\u{fffd}");
    }

    proptest! {
        #[test]
        fn any_words_are_one_cell_and_no_formula(words in any::<String>(), second in any::<String>()) {
            let mapping = read("columns: [{column: A, value: company}, {column: B, value: note}]").unwrap();
            let mut hand_over = hand_over();
            hand_over.brief.head.company = words;
            let text = csv(&mapping, &hand_over, &second).unwrap();
            let rows = rows(&text);
            prop_assert_eq!(rows.len(), 2);
            for value in &rows[1] {
                prop_assert!(!value.starts_with(['=', '+', '-', '@', '\t', '\r']), "{:?}", value);
                prop_assert!(!value.chars().any(|c| c.is_control() && c != '\n'), "{:?}", value);
            }
        }
    }
}
