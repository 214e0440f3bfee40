//! The page of a call in a real browser, where there is one: both colour schemes, and on paper.
//!
//! The structure of the page is looked at without a browser in `report/stationery/tests.rs`.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// What Chromium is called on the systems that people have.
const NAMES: [&str; 6] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "headless_shell"];

/// A Chromium: the one that CHROME names, else one on the PATH.
fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROME").map(PathBuf::from);
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let on_path = || {
        let places = std::env::split_paths(&folders).flat_map(|folder| NAMES.map(|name| folder.join(name)));
        places.into_iter().find(|path| path.is_file())
    };
    named.filter(|path| path.is_file()).or_else(on_path)
}

/// Writes the page of the sample call, and gives its place.
fn page(folder: &Path) -> PathBuf {
    let path = folder.join("call.html");
    std::fs::write(&path, super::documents::sample_page()).unwrap();
    path
}

struct Browser<'a> {
    binary: PathBuf,
    folder: &'a Path,
}

impl Browser<'_> {
    /// Opens a page; the standard output, and what the console said.
    fn open(&self, page: &Path, arguments: &[String]) -> (Vec<u8>, String) {
        let profile = TempDir::new_in(self.folder).unwrap();
        let log = self.folder.join("net.json");
        let output = Command::new(&self.binary)
            .args(["--headless", "--disable-gpu", "--no-sandbox", "--no-first-run", "--hide-scrollbars"])
            .args(["--disable-background-networking", "--disable-component-update", "--window-size=900,1600"])
            .args(["--enable-logging=stderr", "--v=0", "--virtual-time-budget=2000"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg(format!("--log-net-log={}", log.display()))
            .args(arguments)
            .arg(format!("file://{}", page.display()))
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let net = std::fs::read_to_string(&log).unwrap_or_default();
        assert!(!net.contains("initiator\":\"file://"), "the page asked for something: {net}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let console: String = said.lines().filter(|line| line.contains("CONSOLE")).collect();
        (output.stdout, console)
    }
}

#[test]
fn a_browser_shows_the_page_in_both_schemes_and_on_paper() {
    let Some(binary) = chromium() else {
        println!("no Chromium on this machine (CHROME may name one): the page was looked at without a browser only");
        return;
    };
    let folder = TempDir::new().unwrap();
    let page = page(folder.path());
    let browser = Browser { binary, folder: folder.path() };
    let (dom, console) = browser.open(&page, &["--dump-dom".to_owned()]);
    assert_eq!(console, "", "the console has nothing to say");
    let dom = String::from_utf8(dom).unwrap();
    for part in ["<h1>Larkmoor Cycle Parts</h1>", "<polygon", "id=\"said\"", "</footer>"] {
        assert!(dom.contains(part), "no {part} in what the browser made of it");
    }
    // Blink: 0 is dark, 1 is light.
    let pictures = ["0", "1"].map(|scheme| {
        let picture = folder.path().join(format!("{scheme}.png"));
        let arguments =
            [format!("--blink-settings=preferredColorScheme={scheme}"), format!("--screenshot={}", picture.display())];
        let (_, console) = browser.open(&page, &arguments);
        assert_eq!(console, "");
        std::fs::read(picture).unwrap()
    });
    assert!(pictures.iter().all(|picture| picture.starts_with(b"\x89PNG") && picture.len() > 10_000));
    assert_ne!(pictures[0], pictures[1], "the schemes differ");
    let paper = folder.path().join("call.pdf");
    browser.open(&page, &["--no-pdf-header-footer".to_owned(), format!("--print-to-pdf={}", paper.display())]);
    assert!(std::fs::read(paper).unwrap().starts_with(b"%PDF"));
}
