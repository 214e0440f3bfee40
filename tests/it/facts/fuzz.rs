//! Arbitrary text on the whole way of a remark: tokens, facts, filing, flags, contradictions.
//!
//! A bounded harness as that of the banks: short in `cargo test`, as long as wanted with `BANTAM_FUZZ_SECONDS=600 cargo test
//! --release --test it facts::fuzz`. `BANTAM_FUZZ_SEED` takes another beginning than 1. The input of a failure is written to
//! the temporary folder of the target.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bantam::bank::{Library, TopicId};
use bantam::call::{Contact, PersonId, RemarkId};
use bantam::signals::text::Text;
use bantam::signals::{Answer, Reader, Reading, Reckoning, Rulings, Said, Span, Value};
use jiff::civil::{DateTime, date};

use crate::random::Random;

/// No text of a few thousand bytes may take longer, not even in a debug build on a busy machine.
const LONGEST: Duration = Duration::from_secs(10);

/// So many earlier answers a remark is compared with.
const EARLIER: usize = 12;

/// Notes as they are typed.
const NOTES: [&str; 12] = [
    "orders ship late -> ~40k/mo penalties since WMS import broke in March '25, planners rekey ~300 lines/day",
    "We've put $150,000 to $180,000 aside, roughly a third for licences; anything above goes to the board in November.",
    "i sign up to 25k, above that CFO Kim Sato signs, >100k needs the board (every 2nd tues), my boss doesn't care",
    "kick off mid-May w/ a 6 week pilot in 2 of the 14 branches, all live b4 the audit in Oct, by 31/12/2026 latest",
    "run it in Excel + SAP Business One, tried HubSpot in 2022, 45 seats at 80 quid each p.a.; no idea who pays",
    "from 86% to 95% by the end of September, that's half a million a year, if we had another 40 grand we'd do Lyon too",
    "meant to replace it last spring but the merger took everyone, then the hiring freeze, so it just sat there",
    "bakery chain, 38 shops across Bavaria & Tyrol, around 640 ppl of whom 90 drivers; €46.000 or ₹12,00,000 or CHF20k",
    "first a demo, then legal, then Mrs. Okafor signs; 3-4 wks, two and a half at best, Q3 FY 2027-28, eleven hundred staff",
    "No. Not really. Fine. £310k, sorry, £290k - or 12.5 %; 02-02-2026, the 27th, Friday the eleventh, 713-555-0142",
    "quadruple revenue in two weeks, all 4,000 users live by tomorrow with nobody on it",
    "could be 2 grand, could be 200 grand, above my pay grade, you'd have to ask finance, nobody tells us anything",
];

/// What notes are made of, and what breaks scanners.
const PIECES: [&str; 72] = [
    " ",
    "  ",
    "\n",
    "\r\n",
    "\t",
    "\u{0}",
    "\u{7f}",
    "\u{feff}",
    "\u{200b}",
    "\u{200d}",
    "\u{202e}",
    "\u{2066}",
    "\u{301}",
    "\u{338}",
    "\u{fe0f}",
    "\u{a0}",
    "\u{3000}",
    "é",
    "e\u{301}",
    "ß",
    "İ",
    "ſ",
    "ﬁ",
    "ｗ／",
    "１２３",
    "½",
    "²",
    "①",
    "Ⅷ",
    "٣",
    "日本語",
    "שלום",
    "مرحبا",
    "👩‍👩‍👧‍👦",
    "🇫🇷",
    "💶",
    "'",
    "’",
    "`",
    "\"",
    "-",
    "–",
    "—",
    "...",
    "…",
    ".",
    ",",
    ":",
    "(",
    "[",
    ")",
    "/",
    "%",
    "$",
    "€",
    "US$",
    "~",
    "->",
    "#",
    "+",
    "&",
    "k",
    "m",
    "99999999999999999999",
    "0.0000001",
    "-1",
    "1e308",
    "by the end of",
    "next",
    "half a",
    "of us",
    "CFO ",
];

#[test]
fn any_text_is_read() {
    let number = |name: &str, default: u64| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default);
    let end = Instant::now() + Duration::from_millis(number("BANTAM_FUZZ_SECONDS", 0) * 1000 + 400);
    let mut random = Random::new(number("BANTAM_FUZZ_SEED", 1));
    let topics = Library::embedded().topics("en").expect("the shipped topics are clean");
    let ids: Vec<TopicId> = topics.iter().map(|topic| topic.id.clone()).collect();
    let reader = Reader::new("en", Arc::clone(&topics));
    let mut earlier: Vec<Answer> = Vec::new();
    let mut cases = 0;
    while cases < 20 || Instant::now() < end {
        let text = random.remark();
        let evidence = Evidence(&text);
        let topic = random.pick(&ids).clone();
        let hints = [(Some(&topic), None), (None, Some(&topic)), (None, None)];
        let (filed, asked) = *random.pick(&hints);
        let people = [Contact { name: random.words(), role: random.words() }];
        let at = *random.pick(&[clock(), DateTime::MAX, DateTime::MIN, date(2024, 2, 29).at(23, 59, 59, 0)]);
        let said = Said { text: &text, filed, asked, at, by: PersonId(0), people: &people };
        let reading = survives(&reader, &said, &earlier);
        drop(evidence);
        if earlier.len() == EARLIER {
            earlier.remove(random.below(EARLIER));
        }
        cases += 1;
        earlier.push(Answer { remark: RemarkId(cases), by: PersonId(0), at, text, question: None, reading });
    }
    let _ = writeln!(std::io::stderr(), "{cases} cases");
}

/// Found by the fuzz: a token for each sign, and at each the whole heap was looked through.
#[test]
fn a_heap_of_fractions_is_read_in_time() {
    let topics = Library::embedded().topics("en").expect("the shipped topics are clean");
    let text = format!("{}{}", NOTES[9], "½".repeat(5_000));
    let said = Said { text: &text, filed: None, asked: None, at: clock(), by: PersonId(0), people: &[] };
    survives(&Reader::new("en", topics), &said, &[]);
}

fn clock() -> DateTime {
    date(2026, 3, 2).at(10, 0, 0, 0)
}

/// Reads a remark in every way, and holds what has to be true of any.
fn survives(reader: &Reader, said: &Said<'_>, earlier: &[Answer]) -> Reading {
    let start = Instant::now();
    let mut end = 0;
    for token in Text::new(said.text).tokens() {
        assert!(token.span.start >= end, "tokens in order");
        stands_in(said.text, token.span);
        end = token.span.end;
    }
    let reading = reader.read_after(said, &Rulings::new(), earlier);
    assert!(start.elapsed() < LONGEST, "{:?} for {} bytes", start.elapsed(), said.text.len());
    assert_eq!(reading, reader.read_after(said, &Rulings::new(), earlier), "the same when read again");
    let _ = Reader::day_in("en", said.text, said.at, Reckoning::default());

    let spans: Vec<Span> = reading.facts.iter().map(|fact| fact.span).collect();
    assert!(spans.is_sorted_by_key(|span| span.start), "{spans:?}");
    for fact in &reading.facts {
        stands_in(said.text, fact.span);
        is_sane(&fact.value);
    }
    for flag in &reading.flags {
        flag.spans.iter().for_each(|span| stands_in(said.text, *span));
        assert!(flag.spans.is_sorted() && !flag.why.is_empty(), "{flag:?}");
        assert!(flag.against.is_none_or(|id| earlier.iter().any(|answer| answer.remark == id)));
    }
    reading
}

/// A span holds words and its offsets in scalar values lead to the same words.
fn stands_in(text: &str, span: Span) {
    let words = text.get(span.start..span.end).expect("on character boundaries");
    assert!(!words.is_empty(), "{span:?}");
    let (start, end) = span.scalars(text);
    assert!(text.chars().skip(start).take(end - start).eq(words.chars()), "{span:?}");
}

/// Figures are numbers, ranges and intervals run upwards, names hold something.
fn is_sane(value: &Value) {
    let figures = match value {
        Value::Money { amount: n, max, .. }
        | Value::Count { n, max, .. }
        | Value::Percent { n, max, .. }
        | Value::Duration { n, max, .. } => [*n, *max],
        _ => [None, None],
    };
    assert!(figures.iter().flatten().all(|figure| figure.is_finite()), "{value:?}");
    match value {
        Value::Date { from: Some(from), to: Some(to), .. } => assert!(from <= to, "{value:?}"),
        Value::Date { from: None, to: None, .. } => panic!("an interval without ends"),
        Value::Thing { name } | Value::Place { name } => assert!(!name.trim().is_empty(), "{value:?}"),
        _ => {}
    }
    serde_json::to_string(value).expect("a value can be written");
}

/// Writes the input down when a test fails.
struct Evidence<'a>(&'a str);

impl Drop for Evidence<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz-remark.txt");
            let written = std::fs::write(&path, self.0);
            let _ = writeln!(std::io::stderr(), "the input is in {} ({written:?}): {:?}", path.display(), self.0);
        }
    }
}

/// What remarks are made of.
impl Random {
    fn remark(&mut self) -> String {
        match self.below(12) {
            0 => self.scalars(),
            1 | 2 => self.pieces(60),
            3 => self.repeated(),
            4 => {
                let notes = (0..self.below(6)).map(|_| *self.pick(&NOTES));
                notes.collect::<Vec<_>>().join(*self.pick(&[" ", ". ", ", ", "\n"]))
            }
            _ => self.wounded_note(),
        }
    }

    fn words(&mut self) -> String {
        let pieces = self.below(4);
        self.pieces(pieces)
    }

    /// Any scalar values, the rare planes as often as the common ones.
    fn scalars(&mut self) -> String {
        let scalar = |random: &mut Self| {
            let end = *random.pick(&[0x80, 0x250, 0x3000, 0xffff, 0x0010_ffff]);
            char::from_u32(u32::try_from(random.below(end)).unwrap()).unwrap_or('\u{fffd}')
        };
        (0..self.below(200)).map(|_| scalar(self)).collect()
    }

    fn pieces(&mut self, most: usize) -> String {
        (0..self.below(most + 1)).map(|_| *self.pick(&PIECES)).collect()
    }

    /// One thing many times over: deep brackets, a token of ten thousand bytes, a letter under a heap of marks.
    fn repeated(&mut self) -> String {
        let one = if self.below(2) == 0 { (*self.pick(&PIECES)).to_owned() } else { self.pieces(4) };
        let times = *self.pick(&[3, 40, 400, 10_000 / one.len().max(1)]);
        let (before, behind) = (*self.pick(&NOTES), *self.pick(&NOTES));
        format!("{before}{}{behind}", one.repeat(times))
    }

    /// A note with a few wounds: parts dropped, doubled, moved, or replaced by what else a note is made of.
    fn wounded_note(&mut self) -> String {
        let mut text: Vec<char> = self.pick(&NOTES).chars().collect();
        for _ in 0..=self.below(6) {
            let at = self.below(text.len() + 1);
            let reach = *self.pick(&[1, 3, 12, 40]);
            let end = (at + self.below(reach + 1)).min(text.len());
            let part: Vec<char> = match self.below(4) {
                0 => Vec::new(),
                1 => text[at..end].iter().flat_map(|c| c.to_uppercase()).collect(),
                2 => self.pick(&PIECES).chars().collect(),
                _ => text[at..end].to_vec(),
            };
            let to = if self.below(3) == 0 { at } else { end };
            text.splice(at..to, part);
        }
        text.into_iter().collect()
    }
}
