//! Every point that a framework has to find out (domain.md, section 5) is found out by a question of its bank.

use std::collections::{BTreeMap, BTreeSet};

use bantam::bank::QuestionId;
use bantam::bank::source::Library;

/// By bank, by point: the questions.
type Points = BTreeMap<String, BTreeMap<String, Vec<String>>>;

#[test]
fn every_point_of_a_framework_has_its_questions() {
    let points: Points = serde_yaml::from_str(include_str!("banks/bullets.yaml")).unwrap();
    let library = Library::embedded();
    let ids: BTreeSet<&str> = library.ids().into_iter().collect();
    assert_eq!(points.keys().map(String::as_str).collect::<BTreeSet<_>>(), ids, "a table for each bank");
    let mut missing = Vec::new();
    for (id, table) in &points {
        // Loading proves that each of its questions can open.
        let bank = library.bank(id, "en").unwrap();
        for (point, questions) in table {
            assert!(!questions.is_empty(), "{id}: {point}");
            let lacking = questions.iter().filter(|question| bank.question(&QuestionId::new(question)).is_none());
            missing.extend(lacking.map(|question| format!("{id}: {point}: {question}")));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
