//! Dates: a point of the calendar with what bounds it, as an interval of days.
//!
//! "By", "until" and "latest" leave the first day open, "from" and "since" the last; "before" ends the day before. A
//! month, quarter or day without a year lies ahead of the clock unless the tense says that it is past.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::signals::text::TokenKind;
use crate::signals::value::Value;

use super::calendar::{Days, Part, Point, When, point_at};
use super::relative::near_weekday;
use super::scene::Scene;
use super::tense::{Tense, tense_at};

/// What bounds a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    By,
    Before,
    From,
    Since,
    After,
    NotBefore,
}

/// Which part of a point is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    Whole,
    Start,
    End,
    Early,
    Mid,
    Late,
}

/// A point with its edge, and the days that it comes to.
struct Resolved {
    first: usize,
    last: usize,
    days: Days,
    edge: Edge,
    guessed: bool,
    /// The part of a year that was said without the year.
    part: Option<Part>,
}

/// Keeps the dates of a remark.
pub(super) fn extract(scene: &mut Scene<'_>) {
    let mut index = 0;
    let mut year = None;
    while index < scene.tokens().len() {
        let Some(resolved) = read(scene, index, year) else {
            index += 1;
            continue;
        };
        if resolved.days.0.month() == 1 && resolved.days.1.month() == 12 {
            year = Some(resolved.days.0.year());
        }
        index = keep(scene, resolved, year);
    }
}

/// Bounds a point (or a range of two) and keeps it; returns the token behind it.
fn keep(scene: &mut Scene<'_>, mut resolved: Resolved, year: Option<i16>) -> usize {
    let mut joined = false;
    if let Some((connector, next)) = second_end(scene, &resolved, year)
        && (matches!(connector, "and" | "or") || next.days.1 >= resolved.days.0)
    {
        if let Some(from) =
            resolved.part.as_ref().filter(|_| next.part.is_none()).and_then(|part| said_year(scene, part, &next))
        {
            resolved.days.0 = from;
        }
        resolved.days.1 = next.days.1;
        resolved.last = next.last;
        resolved.guessed |= next.guessed;
        joined = true;
    }
    let (bound, start) = bound_before(scene, resolved.first);
    let (behind, end) = bound_behind(scene, resolved.last);
    let past = resolved.days.1 < scene.context.at.date();
    let (bound, first) = match bound {
        // "from June until the end of the year" is one stretch, its "from" included.
        Some(Bound::From) if joined => (None, start),
        // "a kiosk from 2016" names the year, it does not begin a period.
        Some(Bound::From) if past => (None, resolved.first),
        Some(_) if joined => (None, resolved.first),
        Some(bound) => (Some(bound), start),
        None => (None, resolved.first),
    };
    let bound = bound.or(behind);
    let (from, to) = bounded(resolved.days, resolved.edge, bound);
    let last = if behind.is_some() { end } else { resolved.last };
    let kept_article = resolved.edge == Edge::Whole || bound.is_some() && first < resolved.first;
    let first = skip_article(scene, first, kept_article);
    scene.keep(first..last + 1, Value::Date { from, to, guessed: resolved.guessed });
    last + 1
}

/// The first day of a part in the year that the second end of a range says, or the year before it.
fn said_year(scene: &Scene<'_>, part: &Part, end: &Resolved) -> Option<Date> {
    let year = end.days.0.year();
    let in_year = |year: i16| part.in_year(year, scene).map(|(from, _)| from);
    in_year(year).filter(|from| *from <= end.days.0).or_else(|| in_year(year - 1))
}

/// "the end of Q3" without a bound begins behind the article.
fn skip_article(scene: &Scene<'_>, first: usize, bounded: bool) -> usize {
    if !bounded && scene.norm(first) == "the" { first + 1 } else { first }
}

fn bounded((from, to): Days, edge: Edge, bound: Option<Bound>) -> (Option<Date>, Option<Date>) {
    match bound {
        None => (Some(from), Some(to)),
        Some(Bound::By) => (None, Some(to)),
        Some(Bound::Before) if edge == Edge::End => (None, Some(to)),
        Some(Bound::Before) => (None, from.yesterday().ok()),
        Some(Bound::From | Bound::Since | Bound::NotBefore) => (Some(from), None),
        Some(Bound::After) => (to.tomorrow().ok(), None),
    }
}

/// A point at a token with its edge ("end of", "mid"), resolved against the clock.
fn read(scene: &Scene<'_>, index: usize, year: Option<i16>) -> Option<Resolved> {
    if let Some(resolved) = period_end(scene, index) {
        return Some(resolved);
    }
    let (edge, at) = edge_at(scene, index);
    let at = if edge != Edge::Whole && scene.norm(at) == "the" { at + 1 } else { at };
    let point = if edge == Edge::Whole {
        point_at(scene, at)?
    } else {
        point_at(scene, at).or_else(|| running_period(scene, at))?
    };
    let (days, guessed) = resolve(scene, &point, year)?;
    let (edge, last) = if edge == Edge::Whole && scene.norm(point.last + 1) == "end" {
        (Edge::End, point.last + 1)
    } else {
        (edge, point.last)
    };
    let part = match point.when {
        When::Yearless(part) => Some(part),
        _ => None,
    };
    Some(Resolved { first: index, last, days: cut(days, edge)?, edge, guessed, part })
}

/// "end of year", "end of the month": the period in which the clock stands.
fn running_period(scene: &Scene<'_>, at: usize) -> Option<Point> {
    let today = scene.context.at.date();
    let quarter = (today.month() - 1) / 3 * 3 + 1;
    let days = match scene.norm(at) {
        "year" | "yr" => super::calendar::months(today.year(), 1, 12),
        "quarter" | "qtr" => super::calendar::months(today.year(), quarter, 3),
        "month" => super::calendar::months(today.year(), today.month(), 1),
        "week" => {
            let monday = today.checked_sub(i32::from(today.weekday().to_monday_zero_offset()).days()).ok()?;
            Some((monday, monday.checked_add(4.days()).ok()?))
        }
        _ => None,
    }?;
    Some(Point { first: at, last: at, when: When::Days(days) })
}

/// `EOY`, `EOQ`, `EOM`, "year end", "month-end": the last day of the running period.
fn period_end(scene: &Scene<'_>, index: usize) -> Option<Resolved> {
    let joiner = usize::from(scene.kind(index + 1) == Some(TokenKind::Joiner));
    let ended = scene.norm(index + 1 + joiner) == "end" && scene.norm(index + 2 + joiner) != "of";
    let (name, last) = match scene.norm(index) {
        "eoy" => ("year", index),
        "eoq" => ("quarter", index),
        "eom" => ("month", index),
        "eow" => ("week", index),
        name @ ("year" | "quarter" | "month") if ended => (name, index + 1 + joiner),
        _ => return None,
    };
    let today = scene.context.at.date();
    let quarter = (today.month() - 1) / 3 * 3 + 1;
    let days = match name {
        "year" => super::calendar::months(today.year(), 1, 12),
        "quarter" => super::calendar::months(today.year(), quarter, 3),
        "week" => near_weekday(today, 5, 0).map(|day| (day, day)),
        _ => super::calendar::months(today.year(), today.month(), 1),
    }?;
    Some(Resolved { first: index, last, days: cut(days, Edge::End)?, edge: Edge::End, guessed: false, part: None })
}

fn edge_at(scene: &Scene<'_>, index: usize) -> (Edge, usize) {
    let bounds = &scene.context.lexicon.calendar.bounds;
    let edges = [
        (&bounds.end_of, Edge::End),
        (&bounds.start_of, Edge::Start),
        (&bounds.early, Edge::Early),
        (&bounds.mid, Edge::Mid),
        (&bounds.late, Edge::Late),
    ];
    let found = edges.iter().filter_map(|(phrases, edge)| phrase_at(scene, phrases, index).map(|end| (*edge, end)));
    let (edge, end) = found.max_by_key(|(_, end)| *end).unwrap_or((Edge::Whole, index));
    let joiner = usize::from(edge != Edge::Whole && scene.kind(end) == Some(TokenKind::Joiner));
    (edge, end + joiner)
}

fn cut((from, to): Days, edge: Edge) -> Option<Days> {
    let length = from.until(to).ok()?.get_days();
    let whole_months = match length {
        364.. => 4,
        89.. => 1,
        _ => 0,
    };
    let third = |part: i32| match whole_months {
        0 => from.checked_add(((length + 1) * part / 3).days()).ok(),
        months => from.checked_add((months * part).months()).ok(),
    };
    // A day or two have no thirds: "early Monday" is Monday.
    let edge = if length < 2 && matches!(edge, Edge::Early | Edge::Mid | Edge::Late) { Edge::Whole } else { edge };
    Some(match edge {
        Edge::Whole => (from, to),
        Edge::Start => (from, from),
        Edge::End => (to, to),
        Edge::Early => (from, third(1)?.yesterday().ok()?),
        Edge::Mid => (third(1)?, third(2)?.yesterday().ok()?),
        Edge::Late => (third(2)?, to),
    })
}

/// Chooses the year of a part, or the week of a weekday.
fn resolve(scene: &Scene<'_>, point: &Point, year: Option<i16>) -> Option<(Days, bool)> {
    let today = scene.context.at.date();
    match &point.when {
        When::Days(days) => Some((*days, false)),
        When::Weekday(weekday) => {
            let step = if tense_at(scene, point.first) == Tense::Past { -1 } else { 0 };
            near_weekday(today, *weekday, step).map(|day| ((day, day), false))
        }
        When::Yearless(part) => {
            let behind = tense_at(scene, point.first) == Tense::Past;
            let said = year.filter(|&year| behind && year <= today.year()).and_then(|year| part.in_year(year, scene));
            let mut near = (today.year() - 1..=today.year() + 1).filter_map(|year| part.in_year(year, scene));
            let days = match said {
                Some(days) => Some(days),
                None if behind => near.rfind(|(from, _)| *from <= today),
                None => near.find(|(_, to)| *to >= today),
            };
            let guessed = !behind && matches!(part, Part::Quarter(_) | Part::Half(_));
            days.map(|days| (days, guessed))
        }
    }
}

/// The other end of a range: "July to September 2027", "Q3 and Q4", "June until the end of the year".
fn second_end<'a>(scene: &Scene<'a>, first: &Resolved, year: Option<i16>) -> Option<(&'a str, Resolved)> {
    let connector = scene.norm(first.last + 1);
    let ranges = matches!(connector, "to" | "-" | "until" | "till" | "through");
    let pair = matches!(connector, "and" | "&" | "/" | "+" | "or");
    if !ranges && !pair {
        return None;
    }
    let mut second = read(scene, first.last + 2, year)?;
    let grain = |days: &Days| days.0.until(days.1).map_or(0, |span| (span.get_days() + 3) / 28);
    if pair && (grain(&first.days) != grain(&second.days) || grain(&first.days) == 0 || grain(&first.days) > 6) {
        return None;
    }
    if second.days.1 < first.days.0 {
        // "November to February": the second end lies in the year behind.
        let ahead = |day: Date| day.checked_add(1.year()).ok();
        second.days = (ahead(second.days.0)?, ahead(second.days.1)?);
    }
    Some((connector, second))
}

fn bound_before(scene: &Scene<'_>, first: usize) -> (Option<Bound>, usize) {
    let bounds = &scene.context.lexicon.calendar.bounds;
    let lists = [
        (&bounds.not_before, Bound::NotBefore),
        (&bounds.by, Bound::By),
        (&bounds.before, Bound::Before),
        (&bounds.since, Bound::Since),
        (&bounds.from, Bound::From),
        (&bounds.after, Bound::After),
    ];
    let mut first = first;
    for filler in ["the", "about", "around", "say"] {
        if first > 0 && scene.norm(first - 1) == filler {
            first -= 1;
        }
    }
    let found =
        lists.iter().filter_map(|(phrases, bound)| phrase_to(scene, phrases, first).map(|start| (*bound, start)));
    // "all through 2025" is the whole of it.
    let found = found.filter(|(_, start)| {
        scene.norm(*start) != "through"
            || *start == 0
            || !matches!(scene.norm(start - 1), "all" | "right" | "get" | "got" | "went" | "go" | "halfway" | "way")
    });
    match found.min_by_key(|(_, start)| *start) {
        Some((bound, start)) => (Some(bound), start),
        None => (None, first),
    }
}

fn bound_behind(scene: &Scene<'_>, last: usize) -> (Option<Bound>, usize) {
    let bounds = &scene.context.lexicon.calendar.bounds;
    let comma = usize::from(scene.norm(last + 1) == ",");
    let at = last + 1 + comma;
    let latest = phrase_at(scene, &bounds.latest, at).map(|end| (Bound::By, end));
    let earliest =
        phrase_at(scene, &bounds.earliest, at).filter(|_| scene.norm(at) != "on").map(|end| (Bound::NotBefore, end));
    match latest.or(earliest) {
        Some((bound, end)) => (Some(bound), end - 1),
        None => (None, last),
    }
}

/// One past the longest phrase of a list that begins at a token.
fn phrase_at(scene: &Scene<'_>, phrases: &[String], index: usize) -> Option<usize> {
    phrases
        .iter()
        .filter_map(|phrase| {
            let words: Vec<&str> = phrase.split(' ').collect();
            let fits = words.iter().enumerate().all(|(at, word)| scene.norm(index + at) == *word);
            fits.then_some(index + words.len())
        })
        .max()
}

/// The first token of the longest phrase of a list that ends right before a token.
fn phrase_to(scene: &Scene<'_>, phrases: &[String], index: usize) -> Option<usize> {
    phrases
        .iter()
        .filter_map(|phrase| {
            let words: Vec<&str> = phrase.split(' ').collect();
            let start = index.checked_sub(words.len())?;
            let fits = words.iter().enumerate().all(|(at, word)| scene.norm(start + at) == *word);
            fits.then_some(start)
        })
        .min()
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::{read, read_on};

    #[test]
    fn bounds_leave_an_end_open() {
        assert_eq!(
            read("by the end of next month"),
            [r#"date <by the end of next month> {"from":null,"to":"2026-07-31"}"#]
        );
        assert_eq!(read("from 22 june"), [r#"date <from 22 june> {"from":"2026-06-22","to":null}"#]);
        assert_eq!(read("before Christmas"), [r#"date <before Christmas> {"from":null,"to":"2026-12-24"}"#]);
        assert_eq!(
            read("not before January 2027"),
            [r#"date <not before January 2027> {"from":"2027-01-01","to":null}"#]
        );
        assert_eq!(
            read("31 December at the latest"),
            [r#"date <31 December at the latest> {"from":null,"to":"2026-12-31"}"#]
        );
    }

    #[test]
    fn a_month_lies_ahead_unless_the_tense_is_past() {
        assert_eq!(read("we start in May"), [r#"date <May> {"from":"2027-05-01","to":"2027-05-31"}"#]);
        assert_eq!(read("we dropped it in May"), [r#"date <May> {"from":"2026-05-01","to":"2026-05-31"}"#]);
        assert_eq!(
            read("was due in 2024, they left that July")[1],
            r#"date <July> {"from":"2024-07-01","to":"2024-07-31"}"#
        );
        assert_eq!(
            read_on("pain.problem", "9 cases in August")[1],
            r#"date <August> {"from":"2025-08-01","to":"2025-08-31"}"#
        );
    }

    #[test]
    fn two_points_of_one_grain_are_one_stretch() {
        assert_eq!(
            read("July to September 2027"),
            [r#"date <July to September 2027> {"from":"2027-07-01","to":"2027-09-30"}"#]
        );
        assert_eq!(read("Q3 and Q4"), [r#"date <Q3 and Q4> {"from":"2026-07-01","to":"2026-12-31","guessed":true}"#]);
    }

    #[test]
    fn a_date_that_is_ruled_out_is_none() {
        assert!(read("we can't start this year").is_empty());
    }
}
