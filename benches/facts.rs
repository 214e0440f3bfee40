//! How long a remark takes to read: facts, filing and flags; how that grows with its length and with the call; and how
//! long the vocabulary takes to load.
//!
//! `cargo bench --bench facts` prints the times and fails where one goes by more than its length: what is absolute depends on
//! the machine and is only printed beside its goal. The texts of `../shared/data/calls` are measured too where they are.
//! `cargo bench --bench facts -- growth` measures one part: `tables`, `notes`, `calls`, `growth`, `long` or `session`;
//! `-- growth "clause marks"` one text of it.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement reads the clock, prints what it found and fails by panicking"
)]

use std::hint::black_box;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use bantam::bank::problem::Source;
use bantam::bank::{Library, TopicId, Topics};
use bantam::call::{Command, Contact, Filing, PersonId, RemarkId, Started};
use bantam::qualify::Icp;
use bantam::session::script::Script;
use bantam::session::{Session, VOCABULARY_LOADS};
use bantam::signals::facts::{Context, extract};
use bantam::signals::lexicon::{Lexicon, answer_wording};
use bantam::signals::text::Text;
use bantam::signals::{Answer, Memory, Reader, Reckoning, Rulings, Said};
use jiff::civil::{DateTime, date};

/// Answers of about three hundred characters in the writings that reps have, each with what was asked.
const NOTES: [(&str, &str); 12] = [
    (
        "pain.problem",
        "orders ship late -> ~40k/mo in penalties since the March import broke, 3 planners rekey 300 lines/day, last \
         wk 12% of pallets went out wrong & Carrefour fined us EUR 8.500; was ok until we moved off the old AS/400 in \
         Q4 '24, IT says fix by end of June at the earliest, our COO Maren Holt is livid abt it",
    ),
    (
        "budget.amount",
        "We have put something like $150,000 to $180,000 aside for this fiscal year, of which roughly a third is for \
         licences, say 60 grand, and the rest is for the people who do the work. Anything above that would have to go \
         to the board in November, and honestly I doubt they would sign off more than 20% on top of it.",
    ),
    (
        "authority.signs",
        "i sign up to 25k, above that CFO Kim Sato signs, >100k goes 2 the supervisory board (meets every 2nd tues of the \
         month); procurement & legal look at it first, takes 3-4 wks normally. Priya from IT security has a veto since the \
         breach in 2023. my boss Tom doesnt care as long as its under the 90k cap and live b4 xmas",
    ),
    (
        "timeline.start",
        "ideally we kick off mid-May with a 6 week pilot in two of the 14 branches, Leeds and Bradford, then everything \
         live before the audit in October; the contract with Brightloom runs out on 31/12/2026 with three months' \
         notice, so a decision has to be there by the end of September at the very latest, else it renews for a year",
    ),
    (
        "solution.current",
        "run it all in Excel + SAP Business One, tried HubSpot in 2022 (gave up after 5 months, no one to maintain it), \
         Salesforce for sales only, 45 seats at 80 quid each per month. looked at two vendors, Nimbora and Traxel, b4 \
         xmas - too pricey: 1.2m over 3 yrs. team of 9 in Rotterdam keeps it alive, 2 leave in the summer",
    ),
    (
        "goal.target",
        "The board wants on-time delivery to go from 86% to 95% by the end of September and returns below 3%, that's \
         worth about half a million a year to us; last year we only managed two and a half points because the scanners \
         came four months late. If we had another 40 grand we'd add the Lyon site as well, but that isn't approved yet.",
    ),
    (
        "pain.tried",
        "meant to replace it last spring but the merger took everyone, then the hiring freeze hit n it just sat in the \
         drawer. had a consultant in for 3 wks (£11,400), he left us with 80 slides and nothing live. 2 yrs ago Anders \
         built a macro, works 4 about 60% of cases, breaks every time the bank changes its file format, so twice a qtr",
    ),
    (
        "company.industry",
        "family-run bakery chain, third generation, 38 shops across Bavaria and Tyrol plus a central plant near Augsburg, \
         around 640 people of whom 90 are drivers; turnover was 52 mio last year, up 7 percent. We bought a competitor \
         with eleven shops in Salzburg in February and they still run on paper, which is where the trouble began",
    ),
    (
        "process.steps",
        "first a demo for the 4 team leads, then a trial of 30 days w/ real data, security questionnaire (ISO 27001, SOC 2) \
         goes to Priya, then procurement gets 3 quotes, legal needs 10 working days, and in the end Mrs. Okafor signs. \
         last time it was 4 months from first call to signature, tho that was over the summer holidays",
    ),
    (
        "users.team",
        "it'd be the dispatchers, 22 of them in three shifts, plus maybe 5 or 6 people in customer service who only look \
         things up, and Rosa's dock crew twice a day; drivers (about 140, half of them subcontractors) would get the app \
         in phase two, not before Q1 next year. everyone has a smartphone but only two thirds have a company one",
    ),
    (
        "budget.approved",
        "nothing signed off yet, no. In principle yes, the CEO said go ahead, but the paper has not gone to finance and \
         they close the books on 30 June. Last year they approved 70k for the same thing and then took it back in August \
         because the roof of hall 4 had to be done. So ask me again after the 15th of next month, I'd say 60:40 for us.",
    ),
    (
        "note",
        "hold on, the courier is at the door … ok sorry, where were we? right, so as I was saying we are open 24/7 and the \
         phone (0161 555 0142) never stops, version 3.2 of the app is out since tuesday & half the team is off sick, it's \
         a bit of a zoo here, second to none lol. can you call back at 4:30pm, or tomorrow, one of us will pick up",
    ),
];

/// Growth from a thousand to a hundred thousand bytes that is still linear: a hundred times, with room for caches.
const WORST_GROWTH: f64 = 300.0;

/// How much longer the last remarks of a long call may take than the first, when machines are busy.
const WORST_LATER: f64 = 4.0;

fn main() {
    // `cargo test --benches` runs this too; there is nothing to test, and a debug build would be measured.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let measures = |part: &str| wanted.is_empty() || wanted.iter().any(|name| name == part);
    if measures("tables") {
        tables();
    }
    let topics = Library::embedded().topics("en").expect("the shipped topics are clean");
    let reader = Reader::new("en", Arc::clone(&topics));
    if measures("notes") {
        let notes: Vec<(TopicId, String)> =
            NOTES.iter().map(|(topic, note)| (TopicId::new(topic), (*note).to_owned())).collect();
        answers("notes of 300 characters", &reader, &topics, &notes);
    }
    if measures("calls") {
        answers("answers of the sample calls", &reader, &topics, &called());
    }
    if measures("growth") {
        let named = |name: &str| wanted.iter().any(|wanted| wanted == name);
        let any = PIECES.iter().any(|(name, _)| named(name));
        growth(&reader, &topics, |name| !any || named(name));
    }
    if measures("long") {
        long_call(&reader);
    }
    if measures("session") {
        long_session();
    }
}

/// Loads every table once, in the order in which a remark needs them.
fn tables() {
    let lexicon = Lexicon::for_language("en");
    let mut times: Vec<(&str, Duration)> = vec![
        ("framing", timed(|| LazyLock::force(&lexicon.framing))),
        ("money_talk", timed(|| LazyLock::force(&lexicon.money_talk))),
        ("approval", timed(|| LazyLock::force(&lexicon.approval))),
        ("choices", timed(|| LazyLock::force(&lexicon.choices))),
        ("numbers", timed(|| LazyLock::force(&lexicon.numbers))),
        ("calendar", timed(|| LazyLock::force(&lexicon.calendar))),
        ("names", timed(|| LazyLock::force(&lexicon.names))),
        ("things", timed(|| LazyLock::force(&lexicon.things))),
        ("places", timed(|| LazyLock::force(&lexicon.places))),
        ("topics", timed(|| LazyLock::force(&lexicon.topics))),
        ("answers", timed(|| answer_wording("en"))),
    ];
    for load in VOCABULARY_LOADS {
        times.push(("what else a start loads", timed(|| load("en"))));
    }
    println!("tables, each loaded once; goal: 5 ms in all. A start loads them on threads beside its first screen");
    for (name, time) in &times {
        println!("  {name:<24}{time:>10.1?}");
    }
    println!("  {:<24}{:>10.1?}", "in all", times.iter().map(|(_, time)| *time).sum::<Duration>());
}

/// What is measured of one text.
type Work<'w> = (&'w str, Box<dyn Fn(&TopicId, &str) + 'w>);

fn work<'w>(reader: &'w Reader, topics: &'w Topics) -> [Work<'w>; 4] {
    let lexicon = Lexicon::for_language("en");
    [
        ("tokens", Box::new(|_, text| drop(black_box(Text::new(text))))),
        ("facts", Box::new(|topic, text| drop(black_box(extract(&Text::new(text), &context(lexicon, topics, topic)))))),
        ("reading, filed", Box::new(|topic, text| drop(black_box(reader.read(&said(text, Some(topic), None)))))),
        ("reading, by its words", Box::new(|topic, text| drop(black_box(reader.read(&said(text, None, Some(topic))))))),
    ]
}

fn answers(title: &str, reader: &Reader, topics: &Topics, texts: &[(TopicId, String)]) {
    const ROUNDS: usize = 400;
    if texts.is_empty() {
        return;
    }
    let characters: usize = texts.iter().map(|(_, text)| text.chars().count()).sum();
    println!(
        "\n{} {title}, {} characters on average; goal: median 60 µs, p99 200 µs",
        texts.len(),
        characters / texts.len()
    );
    for (name, run) in work(reader, topics) {
        let mut times = Vec::with_capacity(ROUNDS * texts.len());
        let rounds = (ROUNDS * 12 / texts.len()).max(20);
        let mut slowest = Duration::ZERO;
        for (topic, text) in texts {
            let mut own: Vec<Duration> = (0..rounds).map(|_| timed(|| run(topic, text))).collect();
            own.sort();
            slowest = slowest.max(own[own.len() / 2]);
            times.extend(own);
        }
        times.sort();
        let (median, p99) = (times[times.len() / 2], times[times.len() * 99 / 100]);
        println!("  {name:<24}median {median:>9.1?}   p99 {p99:>9.1?}   slowest text {slowest:>9.1?}");
    }
}

/// The answers of the sample calls, each with what it was asked, if the samples stand beside the project.
fn called() -> Vec<(TopicId, String)> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/calls"));
    let library = Library::embedded();
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files
        .filter_map(|file| {
            let source = Source::new("call.yaml", &std::fs::read_to_string(file.path()).ok()?);
            Script::parse(&source, |id| Ok(library.bank(id, "en").expect("a shipped bank"))).ok()
        })
        .flat_map(|script| script.answers)
        .map(|answer| {
            let topic = match answer.filing {
                Filing::To { topic, .. } => topic,
                _ => TopicId::note(),
            };
            (topic, answer.say)
        })
        .collect()
}

/// Texts whose length costs most, from a piece each.
const PIECES: &[(&str, &str)] = &[
    ("words without a stop", "we really think that the team has been late with orders and nobody knows why so we "),
    ("figures without a stop", "40k to 60k a month and 12 percent of 300 orders or 5 people "),
    ("dates without a stop", "from March to Friday 12 May and the end of next quarter "),
    ("names without a stop", "Kim Sato and Dana Ruiz our CFO in Leeds sign the SAP Excel Acme "),
    ("cues without a stop", "no idea who knows we meant to but never got to it because nothing works so we can't "),
    ("sentences", "We meant to fix it in May, but Kim (our CFO) said 40k was too much. Nobody knows why; ask SAP! "),
    ("short sentences", "No. Yes. We do. 40k. "),
    ("signs", "-- ... ((( $$$ %% // '' \"\" &&& ,,, ;;; "),
    ("clause marks", "a, "),
    ("one word", "abcdefghij"),
    ("one figure", "1234567,"),
    ("hyphens", "a-1-"),
    ("apostrophes", "o'l'"),
    ("full stops", "a.b."),
    ("joined emoji", "👩‍👩‍👧‍👦"),
    ("marks on one letter", "\u{301}"),
    ("spaces", " "),
    ("a number word", "hundred thousand and "),
    ("same hedge", "maybe 50k or 500k "),
    ("a title", "Dr."),
    ("a wave", "~"),
    ("of us", "of us+"),
    ("a claim of power", "it's my call and I sign "),
    ("something approved", "Kim approved it yes "),
    ("yes and no", "yes, no, "),
    ("an if", "if we had 50k "),
    ("what is not known", "no idea whether 40k or Kim "),
];

fn growth(reader: &Reader, topics: &Topics, measures: impl Fn(&str) -> bool) {
    println!("\ngrowth from 1 kB to 100 kB, allowed {WORST_GROWTH} times; goal: 50 ms");
    let topic = TopicId::new("pain.problem");
    let mut all: Vec<(&str, String)> = PIECES.iter().map(|(name, piece)| (*name, (*piece).to_owned())).collect();
    all.push(("notes", NOTES.map(|(_, note)| note).join(". ")));
    let mut worst: f64 = 0.0;
    for (name, piece) in all.iter().filter(|(name, _)| measures(name)) {
        print!("  {name:<24}");
        for (_, run) in work(reader, topics) {
            let [short, long] = [1_000, 100_000].map(|bytes| {
                let text = piece.repeat(bytes / piece.len() + 1);
                let end = (0..=bytes).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
                time_of_its_own(|| run(&topic, &text[..end]))
            });
            let ratio = long.as_secs_f64() / short.as_secs_f64();
            worst = worst.max(ratio);
            print!(" {long:>8.1?} {ratio:>5.0}×");
        }
        println!();
    }
    assert!(worst <= WORST_GROWTH, "reading goes by more than the length of a remark: {worst:.0} times");
}

/// The remarks of a long call: the notes in turn, with figures that change.
fn remarks(count: usize) -> Vec<(TopicId, String)> {
    (0..count)
        .map(|n| {
            let (topic, note) = NOTES[n % NOTES.len()];
            let part = note.split([',', '.', ';']).nth(n / NOTES.len() % 3).unwrap_or(note);
            (TopicId::new(topic), format!("{part}, {} a month, line {n}", 40 + n % 7))
        })
        .collect()
}

/// Reading in the light of earlier answers, which are remembered as a session remembers them.
fn long_call(reader: &Reader) {
    const REMARKS: usize = 1000;
    let mut earlier: Vec<Answer> = Vec::new();
    let mut memory = Memory::default();
    println!("\na remark of 300 characters in a long call; goal: p99 1 ms, and the thousandth like the tenth");
    let mut medians = Vec::new();
    for (n, (topic, text)) in (1..).zip(remarks(REMARKS)) {
        if [10, 500].contains(&earlier.len()) {
            medians.push(after(reader, &earlier, &memory));
        }
        let said = said(&text, Some(&topic), None);
        let reading = reader.read_with(&said, &Rulings::new(), &earlier, &memory);
        let (remark, by, at) = (RemarkId(n), said.by, said.at);
        earlier.push(Answer { remark, by, at, text, question: None, reading });
        memory.push(&earlier[earlier.len() - 1]);
    }
    medians.push(after(reader, &earlier, &memory));
    let ratio = medians[medians.len() - 1].as_secs_f64() / medians[0].as_secs_f64();
    assert!(ratio <= WORST_LATER, "the thousandth remark costs more than the tenth: {ratio:.1} times");
}

/// How long the notes take to read after some answers, each under its own topic and under others.
fn after(reader: &Reader, earlier: &[Answer], memory: &Memory) -> Duration {
    let mut times = Vec::new();
    for n in 0..60 * NOTES.len() {
        let (text, topic) = (NOTES[n % NOTES.len()].1, NOTES[(n + n / NOTES.len() % 3) % NOTES.len()].0);
        let topic = TopicId::new(topic);
        let said = said(text, Some(&topic), None);
        times.push(timed(|| reader.read_with(&said, &Rulings::new(), earlier, memory)));
    }
    times.sort();
    let (median, p99) = (times[times.len() / 2], times[times.len() * 99 / 100]);
    println!("  after {:<18}median {median:>9.1?}   p99 {p99:>9.1?}", earlier.len());
    median
}

/// A call of a thousand remarks as the screen keeps it.
fn long_session() {
    let bank = Library::embedded().bank("meddic", "en").unwrap();
    let at = clock();
    let mut session = Session::new(Arc::clone(&bank), Icp::default(), Vec::new());
    let contact = Contact { name: "Dana Ruiz".into(), role: "VP Operations".into() };
    let (id, hash) = (bank.id.clone(), bank.hash.clone());
    session.apply(&Command::Start(Started { bank: id, hash, company: "Northwind".into(), contact }), at).unwrap();
    let mut kept: Vec<Duration> = Vec::new();
    let mut looked: Vec<Duration> = Vec::new();
    for (_, text) in remarks(1000) {
        looked.push(timed(|| session.preview(&text, at)));
        let filing = Filing::Auto { asked: None, topic: None };
        kept.push(timed(|| session.apply(&Command::Keep { text, by: None, filing }, at).unwrap()));
    }
    println!("\na session of a thousand remarks, medians of a hundred");
    let median = |times: &[Duration]| {
        let mut times = times.to_vec();
        times.sort();
        times[times.len() / 2]
    };
    for (name, times) in [("preview", &looked), ("apply", &kept)] {
        let [first, middle, last] = [0..100, 450..550, 900..1000].map(|part| median(&times[part]));
        let ratio = last.as_secs_f64() / first.as_secs_f64();
        println!("  {name:<24}first {first:>9.1?}   middle {middle:>9.1?}   last {last:>9.1?}   {ratio:.1}×");
        assert!(ratio <= WORST_LATER, "the thousandth remark costs more than the tenth: {ratio:.1} times");
    }
}

fn clock() -> DateTime {
    date(2026, 3, 2).at(10, 0, 0, 0)
}

fn said<'a>(text: &'a str, filed: Option<&'a TopicId>, asked: Option<&'a TopicId>) -> Said<'a> {
    Said { text, filed, asked, at: clock(), by: PersonId(0), people: &[] }
}

fn context<'a>(lexicon: &'a Lexicon, topics: &'a Topics, topic: &TopicId) -> Context<'a> {
    let topic = topics.get(topic.as_str());
    Context { topic, at: clock(), by: PersonId(0), people: &[], earlier: &[], lexicon, reckoning: Reckoning::default() }
}

/// How long some work takes on the processor, on average: on a busy machine a clock would show what others do as well.
fn time_of_its_own(work: impl Fn()) -> Duration {
    const ENOUGH: Duration = Duration::from_millis(200);
    let (began, on_processor) = (Instant::now(), processor_time());
    let mut rounds = 0;
    while rounds < 2 || began.elapsed() < ENOUGH {
        work();
        rounds += 1;
    }
    let took = processor_time()
        .zip(on_processor)
        .map_or_else(|| began.elapsed(), |(after, before)| after.saturating_sub(before));
    took / rounds
}

/// How long this thread has been on a processor, where the system tells.
fn processor_time() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(told.split(' ').next()?.parse().ok()?))
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let began = Instant::now();
    let done = work();
    let took = began.elapsed();
    drop(black_box(done));
    took
}
