//! Every field of a call with hostile words in it, on the screen, line by line, and in every document.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use bantam::store::Store;
use bantam::tui::keys;
use tempfile::TempDir;

use super::strings::{all, gathered, longest_grapheme, steering};
use crate::stage;

fn press(stage: &mut bantam::tui::Stage, names: &str) {
    keys(names).unwrap().into_iter().for_each(|key| stage.key(key));
}

#[track_caller]
fn is_harmless(what: &str, text: &str) {
    assert_eq!(steering(text), None, "{what}: {text:?}");
    assert!(longest_grapheme(text) <= 16, "{what}: {text:?}");
}

#[test]
fn no_field_steers_the_screen() {
    // In a build without optimisation a few texts stand for all.
    for (what, text) in if cfg!(debug_assertions) { gathered() } else { all() } {
        let dir = TempDir::new().unwrap();
        let mut stage = stage::open(dir.path(), Some((&text, &text, &text)), (100, 30));
        stage.paste(&text);
        is_harmless(what, &stage.text().0);
        press(&mut stage, "enter");
        for letters in ["w", "h", "a", "z", "s", "t", "g", "f", "e", "v"] {
            press(&mut stage, "esc");
            press(&mut stage, letters);
            is_harmless(what, &stage.text().0);
            stage.paste(&text);
            is_harmless(what, &stage.text().0);
            stage.resize(40 + (text.len() % 80) as u16, 12);
            is_harmless(what, &stage.text().0);
            press(&mut stage, "esc esc esc");
        }
        let (svg, styles) = (stage.svg(&text, true), stage.styles());
        is_harmless(what, &styles);
        assert!(!svg.contains("<script") && !svg.contains("onerror=alert(1)>"), "{what}: {svg}");
    }
}

#[test]
fn no_field_steers_a_document_or_leads_out_of_a_folder() {
    for (what, text) in gathered() {
        let dir = TempDir::new().unwrap();
        let run = |arguments: &[&str], typed: &str| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_bantam"));
            command.env_clear().env("HOME", dir.path()).env("BANTAM_DATA_DIR", dir.path()).current_dir(dir.path());
            let output = command.args(arguments).write_stdin(typed.to_owned()).output().unwrap();
            let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
            let lines = out.replace("\r\n", "\n").replace('\t', " ");
            assert_eq!(steering(&lines).or(steering(&err)), None, "{what}, {arguments:?}: {out:?}{err:?}");
            assert!(longest_grapheme(&lines) <= 16, "{what}, {arguments:?}: {out:?}");
            (output.status.code().unwrap(), out)
        };
        let name = text.replace('\0', "").replace(['\n', '\r'], " ");
        let name: String = name.chars().take(200).collect();
        let said = name.trim_start_matches('/').to_owned();
        let typed = format!(
            "{said} costs 40k a month\n/edit 1 {said}\n/speaker {said}, {said}\n/find {said}\n\n{said}\n/report\n/wrap\n{said}\n2031-03-09\n/leave\n"
        );
        let company = format!("--company={name}");
        let contact = format!("--contact={name}");
        let (code, _) = run(&["call", "--plain", &company, &contact], &typed);
        assert_eq!(code, 0, "{what}");
        let calls = Store::open(dir.path()).unwrap().calls().unwrap();
        let id = calls[0].id.to_string();
        assert_eq!(calls[0].company, name, "it is kept as it came");
        for task in ["show", "report", "export"] {
            for format in ["text", "json"] {
                for redact in [&[][..], &["--redact"]] {
                    let (code, out) = run(&[&["calls", task, &id, "--format", format], redact].concat(), "");
                    assert_eq!(code, 0, "{what}: {out}");
                    if task == "report" && format == "text" {
                        is_no_markup(what, &out);
                    }
                }
            }
        }
        for (form, crm) in [("html", ""), ("text", ""), ("ics", ""), ("csv", "hubspot"), ("csv", "salesforce")] {
            let crm = if crm.is_empty() { vec![] } else { vec!["--crm", crm] };
            let arguments = [&["calls", "report", &id, "--as", form][..], crm.as_slice()].concat();
            let (code, out) = run(&arguments, "");
            assert_eq!(code, 0, "{what}: {out}");
            match form {
                "html" => is_no_script(what, &out),
                "csv" => is_no_formula(what, &out),
                _ => {}
            }
        }
        run(&["stats"], "");
        run(&["calls", "list"], "");
        run(&["--plain"], "1\n/remarks\n/leave\n");
        run(&["doctor"], "");
        reports_stay_in_their_folder(what, dir.path());
        assert_eq!(run(&["forget", "--yes", &id], "").0, 0, "{what}");
    }
}

/// Markdown in which nothing typed is a tag, a link, a picture, a heading or a cell.
fn is_no_markup(what: &str, text: &str) {
    for (at, _) in text.match_indices(['<', '[', '`', '|', '$']) {
        let line = text[..at].rsplit('\n').next().unwrap_or_default();
        let is_table = text[at..].starts_with('|')
            && (line.is_empty() || text[at..].starts_with("| ") || text[at..].starts_with("|\n"));
        assert!(text[..at].ends_with('\\') || is_table, "{what}: {:?} in {text}", &text[at..text.len().min(at + 1)]);
    }
    is_harmless(what, text);
}

/// A page that runs nothing and loads nothing.
fn is_no_script(what: &str, page: &str) {
    let lower = page.to_lowercase();
    for begin in ["<script", "<iframe", "<object", "<embed", "<link", "<base", "<form", "<img", "@import", "url("] {
        assert!(!lower.contains(begin), "{what}: {begin} in {page}");
    }
    for tag in lower.split('<').skip(1).filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag)) {
        assert!(!tag.contains("javascript:") && !tag.contains("onerror"), "{what}: <{tag}> in the page");
        let mut sources = tag.split("src=\"").skip(1);
        assert!(sources.all(|source| source.starts_with('#')), "{what}: <{tag}> loads something");
    }
}

/// A table in which no cell would be reckoned.
fn is_no_formula(what: &str, table: &str) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(table.as_bytes());
    for record in reader.records() {
        for cell in &record.unwrap() {
            let begins = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
            assert!(!begins || cell.parse::<f64>().is_ok(), "{what}: {cell:?} in {table}");
        }
    }
}

/// One file, of a plain name.
fn reports_stay_in_their_folder(what: &str, data: &Path) {
    let names: Vec<String> = fs::read_dir(data.join("reports"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let [name] = &names[..] else { panic!("{what}: {names:?}") };
    assert!(
        name.starts_with("20") && name.len() < 255 && Path::new(name).extension().is_some_and(|end| end == "md"),
        "{what}: {name}"
    );
    assert!(!name.contains(['/', '\\', ' ', '<', '>', ':', '"', '|', '?', '*', '~', '$', '\'']), "{what}: {name}");
    assert_eq!(steering(name), None, "{what}: {name:?}");
}
