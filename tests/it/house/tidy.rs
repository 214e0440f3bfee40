//! House sizes and manners. If a limit makes the code worse, say so and change it here.

use std::fs;
use std::path::Path;

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Fields, ImplItemFn, Item, ItemFn, ItemMod, ItemStruct};

use super::{Source, sources};

const MAX_FILE_LINES: usize = 400;
const MAX_FUNCTION_LINES: usize = 60;
const MAX_STRUCT_FIELDS: usize = 14;
const MAX_MAIN_LINES: usize = 20;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 6] = ["utils", "util", "common", "helpers", "types", "misc"];

#[test]
fn the_house_is_tidy() {
    let mut faults: Vec<String> = sources().iter().flat_map(faults_of).collect();
    let main = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/main.rs")).unwrap();
    if main.lines().count() > MAX_MAIN_LINES {
        faults.push(format!("main.rs: more than {MAX_MAIN_LINES} lines"));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The test of the test: each of these must be found.
#[test]
fn untidiness_is_seen() {
    let long_function = format!("//! x\nfn f() {{\n{}}}\n", "g();\n".repeat(MAX_FUNCTION_LINES));
    let long_file = format!("//! x\n{}", "const X: u8 = 1;\n".repeat(MAX_FILE_LINES));
    let fields: Vec<String> = (0..=MAX_STRUCT_FIELDS).map(|n| format!("f{n}: u8")).collect();
    let wide = format!("//! x\nstruct S {{ {} }}\n", fields.join(", "));
    let marker = ["//! x\n// TO", "DO: later\n"].concat();
    for text in ["fn f() {}\n", &long_function, &long_file, &wide, &marker] {
        assert!(!faults_of(&source("call/x.rs", text)).is_empty(), "not seen: {}", &text[..20.min(text.len())]);
    }
    assert!(!faults_of(&source("call/utils.rs", "//! x\n")).is_empty());
    let tested = format!("//! x\n#[cfg(test)]\nmod tests {{\n{}}}\n", "const X: u8 = 1;\n".repeat(MAX_FILE_LINES));
    assert_eq!(faults_of(&source("call/x.rs", &tested)), Vec::<String>::new(), "tests do not count");
}

fn source(path: &str, text: &str) -> Source {
    Source { path: path.into(), text: text.into(), file: syn::parse_file(text).unwrap() }
}

fn faults_of(source: &Source) -> Vec<String> {
    let mut finder = Finder::default();
    finder.visit_file(&source.file);
    let mut faults = finder.faults;
    if !source.text.starts_with("//!") {
        faults.push("does not open with `//!`".into());
    }
    let lines = source.text.lines().count() - test_lines(source);
    if lines > MAX_FILE_LINES {
        faults.push(format!("{lines} lines without tests; the limit is {MAX_FILE_LINES}"));
    }
    for (number, line) in source.text.lines().enumerate() {
        if ["TODO", "FIXME", "HACK", "XXX"].iter().any(|marker| line.contains(marker)) {
            faults.push(format!("line {}: left for later: {}", number + 1, line.trim()));
        }
    }
    let stem = source.path.rsplit('/').find(|part| *part != "mod.rs").unwrap_or_default().trim_end_matches(".rs");
    if EMPTY_NAMES.contains(&stem) {
        faults.push(format!("`{stem}` says nothing about what is inside"));
    }
    faults.into_iter().map(|fault| format!("{}: {fault}", source.path)).collect()
}

/// Lines taken by `#[cfg(test)]` modules, and the whole file where `mod.rs` declares it a test module.
fn test_lines(source: &Source) -> usize {
    if source.path.ends_with("tests.rs") || source.path.contains("/tests/") {
        return source.text.lines().count();
    }
    source
        .file
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Mod(module) if is_test(module) => Some(height(module.span())),
            _ => None,
        })
        .sum()
}

fn is_test(module: &ItemMod) -> bool {
    module.attrs.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Path>().is_ok_and(|argument| argument.is_ident("test"))
    })
}

fn height(span: Span) -> usize {
    span.end().line + 1 - span.start().line
}

#[derive(Default)]
struct Finder {
    faults: Vec<String>,
}

impl Finder {
    fn measure(&mut self, name: &syn::Ident, span: Span) {
        let lines = height(span);
        if lines > MAX_FUNCTION_LINES {
            self.faults.push(format!("fn {name} has {lines} lines; the limit is {MAX_FUNCTION_LINES}"));
        }
    }
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        if !is_test(module) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        self.measure(&function.sig.ident, function.block.span());
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        self.measure(&function.sig.ident, function.block.span());
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_item_struct(&mut self, item: &'ast ItemStruct) {
        let fields = match &item.fields {
            Fields::Named(fields) => fields.named.len(),
            Fields::Unnamed(fields) => fields.unnamed.len(),
            Fields::Unit => 0,
        };
        if fields > MAX_STRUCT_FIELDS {
            self.faults.push(format!("struct {} has {fields} fields; the limit is {MAX_STRUCT_FIELDS}", item.ident));
        }
    }
}
