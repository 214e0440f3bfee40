//! Imports only downwards: a module may name only what stands above it in the map of `lib.rs`.

use syn::visit::{self, Visit};
use syn::{File, ItemUse, Path, UseTree, Visibility};

use super::{Source, sources};

/// The modules in reading order. `lib` and `main` stand outside: they only wire.
const ORDER: [&str; 12] =
    ["bank", "call", "signals", "qualify", "coach", "leads", "practice", "session", "report", "store", "tui", "cli"];

/// Modules that speak to a person: they read the brief and know nothing of how it was found.
const FRONT_ENDS: [&str; 3] = ["report", "tui", "cli"];

/// What front ends may not name: how it was found.
const BEHIND_THE_BRIEF: [&str; 3] = ["signals", "qualify", "coach"];

/// What they may name all the same, because it goes in and does not come out: what a config sets.
const INPUTS: [&str; 5] = [
    "crate::qualify::Icp",
    "crate::qualify::Range",
    "crate::signals::DayOrder",
    "crate::signals::Month",
    "crate::signals::Reckoning",
];

#[test]
fn every_module_imports_only_what_stands_above_it() {
    let mut faults = Vec::new();
    for source in sources() {
        faults.extend(faults_of(&source.path, source.module(), &source.file));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_order_names_every_module() {
    let mut found: Vec<String> = sources().iter().map(|source| source.module().to_owned()).collect();
    found.dedup();
    let mut expected: Vec<&str> = ORDER.to_vec();
    expected.extend(["lib", "main"]);
    expected.sort_unstable();
    found.sort();
    found.dedup();
    assert_eq!(found, expected);
}

/// Clippy denies clock, files and environment; here stands who may ask for an exception.
#[test]
fn only_the_edge_is_impure() {
    let pure = rank("session").unwrap();
    let report = rank("report").unwrap();
    let impure: Vec<String> = sources()
        .into_iter()
        .filter(|source| source.text.contains("clippy::disallowed_methods"))
        .filter(|source| rank(source.module()).is_some_and(|at| at <= pure || at == report))
        .map(|source| source.path)
        .filter(|path| path != "bank/source.rs")
        .collect();
    assert_eq!(impure, Vec::<String>::new());
}

/// The test of the test: each of these must be found.
#[test]
fn faults_are_seen_in_every_disguise() {
    for (module, text) in [
        ("bank", "use crate::call::Event;"),
        ("bank", "use crate::{bank::Topic, call::{Event, What}};"),
        ("bank", "fn f() { crate::session::x(); }"),
        ("bank", "fn f(x: crate::tui::Model) {}"),
        ("call", "use super::super::tui;"),
        ("call", "use super::super::super::tui;"),
        ("call", "pub use crate::bank::Topic;"),
        ("call", "mod tests { use crate::cli::X; }"),
        ("tui", "use crate::signals::Fact;"),
        ("report", "fn f() -> crate::coach::NextQuestion {}"),
    ] {
        let file = syn::parse_file(text).unwrap();
        assert!(!faults_of("x.rs", module, &file).is_empty(), "not seen in {module}: {text}");
    }
    for (module, text) in [
        ("call", "use crate::bank::{Topic, TopicId}; use super::event::Event; pub use event::Event;"),
        ("cli", "use crate::{session::Brief, store::Store};"),
        ("cli", "use crate::qualify::Icp;"),
    ] {
        let file = syn::parse_file(text).unwrap();
        assert_eq!(faults_of("x.rs", module, &file), Vec::<String>::new(), "wrongly seen in {module}: {text}");
    }
}

fn faults_of(path: &str, module: &str, file: &File) -> Vec<String> {
    if matches!(module, "lib" | "main") {
        return Vec::new();
    }
    let mut finder = Finder { path, module, faults: Vec::new() };
    finder.visit_file(file);
    finder.faults
}

struct Finder<'a> {
    path: &'a str,
    module: &'a str,
    faults: Vec<String>,
}

impl Finder<'_> {
    /// Judges one flattened path, such as `["crate", "call", "Event"]`.
    fn judge(&mut self, segments: &[String], exported: bool) {
        let path = segments.join("::");
        if segments.windows(2).any(|pair| pair[0] == "super" && pair[1] == "super") {
            self.fault(&path, "climbs with `super::super`; name it from `crate::`");
        }
        let [root, target, ..] = segments else { return };
        if root != "crate" {
            return;
        }
        let (Some(from), Some(to)) = (rank(self.module), rank(target)) else { return };
        if to > from {
            self.fault(&path, "stands below in the map of lib.rs");
        } else if FRONT_ENDS.contains(&self.module)
            && BEHIND_THE_BRIEF.contains(&target.as_str())
            && !INPUTS.contains(&path.as_str())
        {
            self.fault(&path, "is behind the brief: front ends read `session`");
        }
        if exported && to != from {
            self.fault(&path, "is exported again, which hides where it comes from");
        }
    }

    fn fault(&mut self, path: &str, why: &str) {
        self.faults.push(format!("{}: `{path}` {why}", self.path));
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let exported = !matches!(item.vis, Visibility::Inherited);
        let mut paths = Vec::new();
        flatten(&item.tree, &mut Vec::new(), &mut paths);
        for path in paths {
            self.judge(&path, exported);
        }
    }

    fn visit_path(&mut self, path: &'ast Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.judge(&segments, false);
        visit::visit_path(self, path);
    }
}

fn flatten(tree: &UseTree, prefix: &mut Vec<String>, paths: &mut Vec<Vec<String>>) {
    match tree {
        UseTree::Path(path) => {
            prefix.push(path.ident.to_string());
            flatten(&path.tree, prefix, paths);
            prefix.pop();
        }
        UseTree::Group(group) => group.items.iter().for_each(|item| flatten(item, prefix, paths)),
        UseTree::Name(name) => paths.push([prefix.as_slice(), &[name.ident.to_string()]].concat()),
        UseTree::Rename(name) => paths.push([prefix.as_slice(), &[name.ident.to_string()]].concat()),
        UseTree::Glob(_) => paths.push([prefix.as_slice(), &["*".to_owned()]].concat()),
    }
}

fn rank(module: &str) -> Option<usize> {
    ORDER.iter().position(|name| *name == module)
}

#[test]
fn a_source_knows_its_module() {
    let file = syn::parse_file("").unwrap();
    let source = Source { path: "call/event.rs".into(), text: String::new(), file };
    assert_eq!(source.module(), "call");
}
