//! How long a bank of ten thousand questions takes: parsed bare, loaded, and checked, measured beside each other.
//!
//! `cargo bench --bench banks` prints the times and their ratios, and fails when loading takes more than one and a half
//! times as long as the bare parser, or checking a second more. Written by hand: nothing but a clock and a median is
//! needed for that.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement reads the clock, prints what it found and fails by panicking"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use bantam::bank::Library;
use bantam::bank::problem::Source;

/// How many questions the measured bank has.
const QUESTIONS: usize = 10_000;

/// How often each thing is measured; the median counts.
const ROUNDS: usize = 15;

/// How much slower than the bare parser loading may be.
const WORST_RATIO: f64 = 1.5;

/// How much more time than loading a check may take.
const LONGEST_CHECK: Duration = Duration::from_secs(1);

fn main() {
    // `cargo test --benches` runs this too; there is nothing to test, and a debug build would be measured.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let text = bank_text(QUESTIONS);
    let source = Source::new("large.yaml", &text);
    let library = Library::embedded();

    // The things measured take turns, so that a busy machine slows all of them.
    let mut times: [Vec<Duration>; 4] = Default::default();
    for _ in 0..ROUNDS {
        times[0].push(timed(|| events(&text)));
        times[1].push(timed(|| bare(&text)));
        times[2].push(timed(|| library.build(&source).expect("a clean bank")));
        times[3].push(timed(|| library.review(&source)));
    }
    let [events, bare, load, review] = times.map(median);
    let ratio = load.as_secs_f64() / bare.as_secs_f64();

    println!("{QUESTIONS} questions, {} kB, median of {ROUNDS} rounds", text.len() / 1024);
    println!("events alone    {events:>10.1?}");
    println!("bare parser     {bare:>10.1?}   into serde_json::Value");
    println!("Library::build  {load:>10.1?}   {ratio:.2} times the bare parser, allowed {WORST_RATIO}");
    println!("Library::review {review:>10.1?}   allowed: loading and {LONGEST_CHECK:.0?} more");
    assert!(ratio <= WORST_RATIO, "loading is too slow");
    assert!(review <= load + LONGEST_CHECK, "checking is too slow");
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// The parser's events, counted and dropped: what no reader can be faster than.
fn events(text: &str) -> usize {
    granit_parser::Parser::new_from_str(text).flatten().count()
}

/// The library that a reader of YAML would take, and its plainest owned value; without the budget that keeps it from
/// reading so many questions.
fn bare(text: &str) -> serde_json::Value {
    let options = serde_yaml::options! { budget: None };
    serde_yaml::from_str_with_options(text, options).expect("YAML")
}

/// A bank of so many questions, each as rich as those that ship.
fn bank_text(questions: usize) -> String {
    const SUBJECTS: [&str; 10] =
        ["orders", "invoices", "tickets", "visits", "claims", "repairs", "shifts", "audits", "returns", "contracts"];
    const TOPICS: [&str; 5] = ["pain.cost", "spend.current", "goal.target", "timeline.start", "buyer.name"];
    let head = "id: large\ntitle: Large\nlanguage: en\npurpose: To be measured.\naccepts: claimed\nplanned_minutes: 30\n\
                sections:\n  - id: all\n    title: All\n    purpose: Everything.\n    \
                scored: [{topics: [budget.amount], points: 100}]\n    questions:\n";
    let question = |n: usize| {
        let (subject, topic) = (SUBJECTS[n % SUBJECTS.len()], TOPICS[n % TOPICS.len()]);
        let next = if n + 1 < questions { n + 1 } else { 0 };
        let opens = if n % 3 == 2 || next == 0 {
            String::new()
        } else {
            format!("        follow_ups:\n          - {{to: q.n{next}, when: {{grade: claimed, topic: {topic}}}}}\n")
        };
        format!(
            "\n      - id: q.n{n}\n        topic: {topic}\n        cue: about {subject}\n        ask:\n          \
             - What do {subject} of kind {n} cost you in a month?\n          \
             - \"How much is lost each time that {subject} go wrong at site {n}?\"\n        \
             why: Money that flows into {subject} already is the easiest money to move.\n        \
             listen_for: [an amount with its period, hours or people tied up]\n        probes:\n          \
             vague: Roughly how much is that in a month?\n          unknowing: Who could put a figure on {subject}?\n        \
             samples:\n          specific:\n            \
             - {{say: \"~40k a month in late penalties, since {subject} broke in March\", facts: {{{topic}: 40k a month}}}}\n          \
             vague: it adds up over time\n          unknowing: [you'd have to ask finance]\n{opens}"
        )
    };
    std::iter::once(head.to_owned()).chain((0..questions).map(question)).collect()
}
