//! When which flag was raised, drawn to scale: green ones above the line, red ones below it.
//!
//! ```text
//!            ▲            ▲
//!       ▲    ▲     ▲      ▲
//!  ─────┴────┴─────┴──────┴────  00:00 … 04:30
//!             ▼           ▼
//! ```

use serde::Serialize;

use super::lists::clock;
use crate::bank::Colour;
use crate::session::{Brief, RemarkView};

/// Units of the drawing's width; the page scales it.
const WIDTH: i64 = 720;
/// Units left free at both ends, so that no mark is cut.
const MARGIN: i64 = 14;
/// Units from one mark of a stack to the next, and from the line to the first.
const STEP: i64 = 13;
/// Units below the marks for the times.
const LABELS: i64 = 20;
/// Lengths between two times, in seconds: the first that gives few enough times is used.
const BETWEEN_TICKS: [i64; 9] = [30, 60, 120, 300, 600, 900, 1800, 3600, 14400];
/// So many times can stand beside each other and be read.
const MOST_TICKS: i64 = 9;

/// A drawing of the flags over the time of the call.
#[derive(Serialize)]
pub(super) struct TimeLine<'a> {
    width: i64,
    height: i64,
    /// Where the line is, from above.
    axis: i64,
    from: i64,
    to: i64,
    ticks: Vec<Tick>,
    marks: Vec<Mark<'a>>,
    /// What it shows, in a sentence.
    summary: String,
}

#[derive(Serialize)]
struct Tick {
    x: i64,
    clock: String,
}

/// A flag as a triangle: its corners, for a polygon.
#[derive(Serialize)]
struct Mark<'a> {
    corners: String,
    colour: &'static str,
    kind: &'static str,
    answer: u32,
    clock: String,
    words: &'a str,
}

impl<'a> TimeLine<'a> {
    pub(super) fn of(brief: &'a Brief) -> Self {
        let last = brief.remarks.iter().map(|remark| remark.elapsed_seconds).max().unwrap_or(0).max(60);
        let x = |seconds: i64| MARGIN + seconds.clamp(0, last) * (WIDTH - 2 * MARGIN) / last;
        let highest = |colour| brief.remarks.iter().map(|remark| count(remark, colour)).max().unwrap_or(0);
        let axis = (highest(Colour::Green) + 1) * STEP;
        let below = axis + (highest(Colour::Red) + 1) * STEP;
        let marks = brief.remarks.iter().flat_map(|remark| marks(remark, x(remark.elapsed_seconds), axis)).collect();
        let total = |colour| brief.remarks.iter().map(|remark| count(remark, colour)).sum::<i64>();
        Self {
            width: WIDTH,
            height: below + LABELS,
            axis,
            from: MARGIN,
            to: WIDTH - MARGIN,
            ticks: ticks(last).map(|at| Tick { x: x(at), clock: clock(at) }).collect(),
            marks,
            summary: format!(
                "{} for the lead and {} against it, in {}",
                signals(total(Colour::Green)),
                total(Colour::Red),
                clock(last)
            ),
        }
    }
}

fn signals(count: i64) -> String {
    if count == 1 { "1 signal".to_owned() } else { format!("{count} signals") }
}

fn count(remark: &RemarkView, colour: Colour) -> i64 {
    remark.flags.iter().filter(|flag| flag.colour == colour).map(|_| 1).sum()
}

/// The times that are written under the line, in seconds.
fn ticks(last: i64) -> impl Iterator<Item = i64> {
    let fits = |between: &&i64| last / **between < MOST_TICKS;
    let between = BETWEEN_TICKS.iter().find(fits).copied().unwrap_or(last / MOST_TICKS + 1);
    (0..=last / between).map(move |n| n * between)
}

/// The flags of a remark, stacked away from the line; their tips point to the side that they speak for.
fn marks(remark: &RemarkView, x: i64, axis: i64) -> impl Iterator<Item = Mark<'_>> {
    let mut stacked = [0, 0];
    remark.flags.iter().map(move |flag| {
        let is_green = flag.colour == Colour::Green;
        let stack = &mut stacked[usize::from(is_green)];
        *stack += 1;
        let (base, tip) = if is_green {
            (axis - *stack * STEP + 4, axis - *stack * STEP - 5)
        } else {
            (axis + *stack * STEP - 4, axis + *stack * STEP + 5)
        };
        Mark {
            corners: format!("{},{base} {x},{tip} {},{base}", x - 6, x + 6),
            colour: flag.colour.id(),
            kind: flag.kind.id(),
            answer: remark.id.0,
            clock: clock(remark.elapsed_seconds),
            words: &flag.words,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::sample;

    #[test]
    fn what_speaks_for_the_lead_stands_above_the_line() {
        let brief = sample::brief();
        let line = TimeLine::of(&brief);
        let drawn: Vec<_> = line.marks.iter().map(|mark| (mark.colour, mark.corners.as_str())).collect();
        assert_eq!(drawn, [("green", "238,17 244,8 250,17"), ("red", "469,35 475,44 481,35")]);
        assert_eq!((line.axis, line.height), (26, 72));
        assert_eq!(line.summary, "1 signal for the lead and 1 against it, in 01:30");
        let times: Vec<&str> = line.ticks.iter().map(|tick| tick.clock.as_str()).collect();
        assert_eq!(times, ["00:00", "00:30", "01:00", "01:30"]);
    }

    #[test]
    fn every_mark_and_time_lies_within_the_drawing() {
        for seconds in [0, -5, 59, 4_000, 86_400, i64::from(i32::MAX)] {
            let mut brief = sample::brief();
            brief.remarks[1].elapsed_seconds = seconds;
            brief.remarks[1].flags = vec![brief.remarks[0].flags[0].clone(); 9];
            let line = TimeLine::of(&brief);
            assert!(line.ticks.len() <= 10, "{}", line.ticks.len());
            assert!(line.ticks.iter().all(|tick| (0..=WIDTH).contains(&tick.x)));
            for mark in &line.marks {
                for corner in mark.corners.split(' ') {
                    let (x, y) = corner.split_once(',').unwrap();
                    assert!((0..=WIDTH).contains(&x.parse().unwrap()), "{}", mark.corners);
                    assert!((0..=line.height).contains(&y.parse().unwrap()), "{}", mark.corners);
                }
            }
        }
    }
}
