//! How long the lead book takes: an import of 100,000 rows, and every filter and order on 1,000,000 leads.
//!
//! `cargo bench --bench leads` prints the slowest of five looks at each page, and the largest memory of the process. The limits
//! are 5 s for the import, 100 ms for a page, 300 MB.
#![expect(clippy::disallowed_methods, reason = "a bench reads the clock and the disk")]
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench stops where anything is wrong, and prints")]

use std::fmt::Write as _;
use std::process::Command;
use std::time::Instant;

use bantam::leads::{Filter, Pipeline, Sort, SortKey};
use bantam::store::LeadBook;

/// Rows of one file.
const ROWS: usize = 100_000;

fn main() {
    let dir = tempfile::tempdir().unwrap();
    let bantam = env!("CARGO_BIN_EXE_bantam");
    let mut taken = Vec::new();
    for part in 0..10 {
        let file = dir.path().join(format!("{part}.csv"));
        std::fs::write(&file, rows(part)).unwrap();
        let begin = Instant::now();
        let output =
            Command::new(bantam).args(["leads", "import"]).arg(&file).arg("--data-dir").arg(dir.path()).output();
        taken.push(begin.elapsed());
        assert!(output.unwrap().status.success());
        std::fs::remove_file(file).unwrap();
    }
    println!("import of {ROWS} rows: into an empty book {:?}, into one of 900,000 {:?}", taken[0], taken[9]);
    let begin = Instant::now();
    let book = LeadBook::open(dir.path()).unwrap();
    let first = book.page(&Filter::default(), Sort::default(), (0, 200)).unwrap();
    println!("open and rank {} of {} leads: {:?}", first.leads.len(), book.size().unwrap(), begin.elapsed());
    let pipeline = Pipeline::shipped();
    for texts in [
        &[][..],
        &["stage=new"],
        &["stage=won"],
        &["owner=robin", "source=event"],
        &["type=sql", "stage=nurture"],
        &["stage=nurture", "owner=alex", "territory=spain", "industry=food", "source=ads"],
        &["owner=rare"],
        &["score<=12"],
        &["score>=30", "stage=qualified"],
        &["tag=demo"],
        &["tag=trial", "owner=jo"],
        &["h"],
        &["ha"],
        &["harbour"],
        &["harbour tools", "stage=nurture"],
        &["kim sato"],
        &["zzz"],
        &["zq"],
        &["harbour tools 12345"],
    ] {
        for key in SortKey::ALL {
            let filter = Filter::parse(texts.iter().copied(), &pipeline).unwrap();
            let sort = Sort { key, reversed: false };
            let mut slowest = std::time::Duration::ZERO;
            let mut found = 0;
            for _ in 0..5 {
                let begin = Instant::now();
                found = book.page(&filter, sort, (0, 200)).unwrap().leads.len();
                slowest = slowest.max(begin.elapsed());
            }
            let mark = if slowest.as_millis() > 100 { "  SLOW" } else { "" };
            println!("{:>9.1?}  {found:>3} by {:<8} {}{mark}", slowest, key.id(), texts.join(" and "));
        }
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    println!("{}", status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("memory is not told here"));
}

/// A file of leads. The words of each column are drawn by the number of the row, so that every bench sees the same.
fn rows(part: usize) -> String {
    let mut text = String::from(
        "First Name,Last Name,Title,Company,Website,Email,Industry,Country,Employees,Source,Lead Type,Stage,Owner,Tags,Pages\n",
    );
    for row in part * ROWS..(part + 1) * ROWS {
        let draw = |salt: usize, words: &'static [&'static str]| {
            let mixed = (row + salt * 7919).wrapping_mul(2_654_435_761) >> 7;
            words[mixed % words.len()]
        };
        let first = draw(1, &["Kim", "Lee", "Ana", "Bo", "Dana", "Eva", "Finn", "Gus", "Hana", "Ivo", "Jan", "Kai"]);
        let last = draw(2, &["Sato", "Ruiz", "Smith", "Meyer", "Novak", "Silva", "Brown", "Khan", "Rossi", "Haas"]);
        let one = draw(3, &["Harbour", "North", "River", "Summit", "Cedar", "Bright", "Silver", "Delta", "Prime"]);
        let two = draw(4, &["Tools", "Foods", "Works", "Retail", "Labs", "Freight", "Media", "Energy"]);
        let company = row / 3;
        let _ = writeln!(
            text,
            "{first},{last},{},{one} {two} {company},c{company}.example,{first}.{last}.{row}@c{company}.example,{},{},{},{},{},{},{},{},{}",
            draw(5, &["CFO", "VP Operations", "Buyer", "Manager"]),
            draw(6, &["food", "retail", "logistics", "software"]),
            draw(7, &["US", "Canada", "Germany", "Ireland", "Spain"]),
            row % 5_000,
            draw(8, &["Web", "Referral", "Event", "Ads", "Cold call"]),
            draw(9, &["unqualified", "mql", "mql", "mql", "pql", "cql", "sql"]),
            draw(10, &["new", "new", "new", "discovery", "qualified", "nurture", "won", "lost"]),
            if row % 50_000 == 7 { "rare" } else { draw(11, &["alex", "robin", "sam", "jo"]) },
            draw(12, &["", "trial", "clicked; opened", "demo", "newsletter"]),
            row % 40,
        );
    }
    text
}
