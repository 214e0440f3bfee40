//! How long the lead book takes: an import of 100,000 rows, and every filter, search and order on 1,000,000 leads.
//!
//! `cargo bench --bench leads` prints the middle one of three looks at each page, with what was counted, and the largest
//! memory of the program. The limits are 5 s for an import, 100 ms for a page, 300 MB; the bench fails where any of them is
//! exceeded. The big book is made once and kept below `target/tmp`, for as long as the tables and the rows of this bench stay
//! what they are.
#![expect(clippy::disallowed_methods, reason = "a bench reads the clock and the disk")]
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench stops where anything is wrong, and prints")]

use std::collections::hash_map::DefaultHasher;
use std::fmt::Write as _;
use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use bantam::leads::{Filter, Pipeline, Sort, SortKey};
use bantam::store::LeadBook;

/// Rows of one import.
const ROWS: usize = 100_000;

/// Leads of the big book.
const ALL: usize = 1_000_000;

/// What an import of [`ROWS`] may take.
const IMPORT_LIMIT: Duration = Duration::from_secs(5);

/// What a page may take.
const LIMIT: Duration = Duration::from_millis(100);

/// What the program may take, in MB.
const MEMORY_LIMIT: u64 = 300;

/// Conditions by one another: each of a group is looked for with each of the others.
const SHARED: [&[&str]; 12] = [
    &[],
    &["stage=new"],
    &["stage=won"],
    &["owner=robin", "source=event"],
    &["type=sql", "stage=nurture"],
    &["stage=nurture", "owner=alex", "territory=spain", "industry=food", "source=ads"],
    &["owner=rare"],
    &["score<=12"],
    &["score>=1"],
    &["score>=30", "stage=qualified"],
    &["due<=2026-02-03"],
    &["due<=2027-01-01", "stage=new"],
];
const WORDS: [&str; 16] = [
    "",
    "tag=demo",
    "tag=trial",
    "h",
    "c",
    "1",
    "ha",
    "harbour",
    "harbour tools",
    "kim sato",
    "example",
    "example kim sato",
    "exam,tag=opened",
    "zzz",
    "zq",
    "harbour tools 12345",
];

fn main() {
    let into_empty = tempfile::tempdir().unwrap();
    println!("importing {ROWS} rows into an empty book …");
    let (taken, peak) = import(into_empty.path(), &rows(0..ROWS), &[]);
    println!("import of {ROWS} rows into an empty book: {taken:.1?}, {peak} MB");
    let is_import_quick = taken < IMPORT_LIMIT && peak < MEMORY_LIMIT;
    let dir = big_book();
    // Leads that the book does not have; nothing of it is kept.
    let (taken, peak) = import(&dir, &rows(ALL..ALL + ROWS), &["--dry-run"]);
    println!("import of {ROWS} rows into a book of {ALL}, tried without keeping it: {taken:.1?}, {peak} MB");
    let is_import_quick = is_import_quick && taken < IMPORT_LIMIT && peak < MEMORY_LIMIT;
    for arguments in [&["leads", "list"][..], &["leads", "list", "kim", "--filter", "stage=new", "--sort", "company"]] {
        let (taken, peak) = run(Command::new(env!("CARGO_BIN_EXE_bantam")).args(arguments), &dir);
        println!("`bantam {}`, the whole program: {taken:.0?}, {peak} MB", arguments.join(" "));
    }
    let slow = pages(&dir);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    println!("memory after all pages: {} MB", peak_of(&status));
    assert!(peak_of(&status) < MEMORY_LIMIT, "too much memory");
    assert!(slow == 0, "pages take longer than they may");
    assert!(is_import_quick, "an import takes longer, or more memory, than it may");
}

/// Looks at every combination, and tells those that take longest; how many take longer than they may.
fn pages(dir: &Path) -> usize {
    let begin = Instant::now();
    let book = LeadBook::open(dir).unwrap();
    let first = book.page(&Filter::default(), Sort::default(), (0, 200)).unwrap();
    println!("open and rank {} of {} leads: {:.0?}", first.leads.len(), book.size().unwrap(), begin.elapsed());
    let pipeline = Pipeline::shipped();
    let mut looks: Vec<(Duration, String)> = Vec::new();
    for shared in SHARED {
        for words in WORDS {
            for (key, reversed) in SortKey::ALL.into_iter().flat_map(|key| [(key, false), (key, true)]) {
                let texts = shared.iter().copied().chain(words.split(','));
                let filter = Filter::parse(texts, &pipeline).unwrap();
                let sort = Sort { key, reversed };
                let mut page = bantam::store::Page::default();
                let look = |_| {
                    let begin = Instant::now();
                    page = book.page(&filter, sort, (0, 200)).unwrap();
                    begin.elapsed()
                };
                let mut taken: Vec<Duration> = (0..3).map(look).collect();
                taken.sort();
                let minus = if reversed { "-" } else { "" };
                let what = shared.iter().copied().chain([words]).collect::<Vec<_>>().join(" ");
                looks.push((taken[1], format!("{:>7} found by {minus}{} {what}", page.found, key.id())));
            }
        }
    }
    looks.sort();
    let slow = looks.iter().filter(|(taken, _)| *taken >= LIMIT).count();
    println!("{} pages: {slow} took more than {LIMIT:?}; the slowest:", looks.len());
    for (taken, what) in looks.iter().rev().take(20.max(slow)) {
        println!("{taken:>9.1?}  {what}");
    }
    println!("{:>9.1?}  the middle one", looks[looks.len() / 2].0);
    slow
}

/// The book of [`ALL`] leads, made if it is not there.
fn big_book() -> PathBuf {
    let mut hasher = DefaultHasher::new();
    let tables = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/migrations");
    let mut files: Vec<PathBuf> = std::fs::read_dir(tables).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        std::fs::read(file).unwrap().hash(&mut hasher);
    }
    rows(0..1_000).hash(&mut hasher);
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("leads-{ALL}-{:016x}", hasher.finish()));
    if dir.join("is-whole").exists() {
        println!("the book of {ALL} leads is in {}", dir.display());
        return dir;
    }
    println!("making a book of {ALL} leads in {}: a minute or two …", dir.display());
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).unwrap();
    let (taken, peak) = import(&dir, &rows(0..ALL), &[]);
    println!("import of {ALL} rows into an empty book: {taken:.1?}, {peak} MB");
    std::fs::write(dir.join("is-whole"), "").unwrap();
    dir
}

fn import(dir: &Path, rows: &str, arguments: &[&str]) -> (Duration, u64) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("leads.csv");
    std::fs::write(&file, rows).unwrap();
    run(Command::new(env!("CARGO_BIN_EXE_bantam")).args(["leads", "import"]).arg(file).args(arguments), dir)
}

/// Runs the program on a book: how long it took, and its largest memory in MB, looked at every two milliseconds.
fn run(command: &mut Command, dir: &Path) -> (Duration, u64) {
    let begin = Instant::now();
    let mut child = command.arg("--data-dir").arg(dir).stdout(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let done = loop {
        peak = peak.max(peak_of(&std::fs::read_to_string(&status).unwrap_or_default()));
        match child.try_wait().unwrap() {
            Some(done) => break done,
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    };
    let taken = begin.elapsed();
    assert!(done.success(), "{command:?}");
    (taken, peak)
}

/// The largest memory in MB, as the system tells it; 0 where it does not.
fn peak_of(status: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or_default() / 1024
}

/// A file of leads. The words of each column are drawn by the number of the row, and what is known of a company by the
/// company's, so that every bench sees the same.
fn rows(which: std::ops::Range<usize>) -> String {
    let mut text = String::from(
        "First Name,Last Name,Title,Company,Website,Email,Industry,Country,Employees,Source,Lead Type,Stage,Owner,Tags,Pages,Due Date\n",
    );
    for row in which {
        let company = row / 3;
        let draw = |number: usize, salt: usize, words: &'static [&'static str]| {
            let mixed = (number + salt * 7919).wrapping_mul(2_654_435_761) >> 7;
            words[mixed % words.len()]
        };
        let of_row = |salt, words| draw(row, salt, words);
        let of_company = |salt, words| draw(company, salt, words);
        let first = of_row(1, &["Kim", "Lee", "Ana", "Bo", "Dana", "Eva", "Finn", "Gus", "Hana", "Ivo", "Jan", "Kai"]);
        let last = of_row(2, &["Sato", "Ruiz", "Smith", "Meyer", "Novak", "Silva", "Brown", "Khan", "Rossi", "Haas"]);
        let one =
            of_company(3, &["Harbour", "North", "River", "Summit", "Cedar", "Bright", "Silver", "Delta", "Prime"]);
        let two = of_company(4, &["Tools", "Foods", "Works", "Retail", "Labs", "Freight", "Media", "Energy"]);
        let _ = writeln!(
            text,
            "{first},{last},{},{one} {two} {company},c{company}.example,{first}.{last}.{row}@c{company}.example,{},{},{},{},{},{},{},{},{},{}",
            of_row(5, &["CFO", "VP Operations", "Buyer", "Manager"]),
            of_company(6, &["food", "retail", "logistics", "software"]),
            of_company(7, &["US", "Canada", "Germany", "Ireland", "Spain"]),
            company % 5_000,
            of_row(8, &["Web", "Referral", "Event", "Ads", "Cold call"]),
            of_row(9, &["unqualified", "mql", "mql", "mql", "pql", "cql", "sql"]),
            of_row(10, &["new", "new", "new", "discovery", "qualified", "nurture", "won", "lost"]),
            if row % 50_000 == 7 { "rare" } else { of_row(11, &["alex", "robin", "sam", "jo"]) },
            of_row(12, &["", "trial", "clicked; opened", "demo", "newsletter"]),
            row % 40,
            if row % 3 == 1 { format!("2026-{:02}-{:02}", row % 12 + 1, row / 12 % 28 + 1) } else { String::new() },
        );
    }
    text
}
