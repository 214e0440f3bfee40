//! Points in the calendar: "12 March", "Q3 2027", "next month", "Friday", "Christmas", without what bounds them.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::signals::text::{Boundary, TokenKind};

use super::day::{article_and_day, day_alone, day_and_month, day_number, weekday_and_day};
use super::digits::digits;
use super::feasts::{feast, season};
use super::relative::{fiscal_year, relative};
use super::scene::Scene;

/// An interval of days, both ends inclusive.
pub(super) type Days = (Date, Date);

/// A part of a year that a remark names without the year.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    /// A day: month, day.
    Day(i8, i8),
    /// A month.
    Month(i8),
    /// A quarter, 1 to 4.
    Quarter(i8),
    /// A half, 1 or 2.
    Half(i8),
    /// A season by its first month.
    Season(i8),
    /// A feast whose day moves.
    Feast(String),
}

/// When a point is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum When {
    /// These days.
    Days(Days),
    /// A part of a year that still has to be chosen.
    Yearless(Part),
    /// A day of the week (Monday = 1), the nearest ahead or past.
    Weekday(i8),
}

/// A point and its tokens.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Point {
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
    /// When it is.
    pub when: When,
}

impl Part {
    /// The part in a year; nothing where that year has none (29 February, an unknown feast).
    pub(super) fn in_year(&self, year: i16, scene: &Scene<'_>) -> Option<Days> {
        match self {
            Self::Day(month, day) => Date::new(year, *month, *day).ok().map(|day| (day, day)),
            Self::Month(month) => months(year, *month, 1),
            Self::Quarter(quarter) => months(year, quarter * 3 - 2, 3),
            Self::Half(half) => months(year, half * 6 - 5, 6),
            Self::Season(month) => months(year, *month, 3),
            Self::Feast(name) => {
                let stretches = scene.context.lexicon.calendar.movable.get(name)?;
                stretches.iter().find(|stretch| stretch.to.year() == year).map(|stretch| (stretch.from, stretch.to))
            }
        }
    }
}

/// A run of whole months.
pub(super) fn months(year: i16, first: i8, count: i32) -> Option<Days> {
    let from = Date::new(year, first, 1).ok()?;
    let to = from.checked_add(count.months()).ok()?.yesterday().ok()?;
    Some((from, to))
}

/// The point that begins at a token.
pub(super) fn point_at(scene: &Scene<'_>, at: usize) -> Option<Point> {
    if !scene.free(at..at + 1) {
        return None;
    }
    numeric_day(scene, at)
        .or_else(|| article_and_day(scene, at))
        .or_else(|| weekday_and_day(scene, at))
        .or_else(|| day_and_month(scene, at))
        .or_else(|| month_first(scene, at))
        .or_else(|| day_alone(scene, at))
        .or_else(|| quarter(scene, at))
        .or_else(|| relative(scene, at))
        .or_else(|| season(scene, at))
        .or_else(|| feast(scene, at))
        .or_else(|| weekday(scene, at))
        .or_else(|| year_alone(scene, at))
}

pub(super) fn point(first: usize, last: usize, when: When) -> Point {
    Point { first, last, when }
}

pub(super) fn figures(scene: &Scene<'_>, at: usize) -> Option<i16> {
    let norm = scene.norm(at);
    let plain = scene.kind(at) == Some(TokenKind::Number) && norm.bytes().all(|b| b.is_ascii_digit());
    (plain && norm.len() <= 4).then(|| norm.parse().ok()).flatten()
}

/// `2026-07-01`, `01.07.2026`, `7/1/2026` (month first, unless only the second figure can be a month).
fn numeric_day(scene: &Scene<'_>, at: usize) -> Option<Point> {
    if scene.kind(at) != Some(TokenKind::Number) {
        return None;
    }
    let dotted: Vec<i16> = scene.norm(at).split('.').filter_map(|part| part.parse().ok()).collect();
    let single = |norm: &str| matches!(norm, "-" | "/");
    let (fields, last, slash) = if dotted.len() == 3 && scene.norm(at).matches('.').count() == 2 {
        (dotted, at, false)
    } else if single(scene.norm(at + 1)) && scene.norm(at + 3) == scene.norm(at + 1) && scene.glued(at + 1) {
        let fields = vec![figures(scene, at)?, figures(scene, at + 2)?, figures(scene, at + 4)?];
        (fields, at + 4, scene.norm(at + 1) == "/")
    } else {
        return None;
    };
    let [a, b, c] = fields[..] else { return None };
    let year = |year: i16| if year < 100 { year + 2000 } else { year };
    let (year, month, day) = match (a > 31, slash && (b > 12 || a <= 12)) {
        (true, _) => (a, b, c),
        (false, true) => (year(c), a, b),
        (false, false) => (year(c), b, a),
    };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (1900..2200).contains(&year).then(|| point(at, last, When::Days((date, date))))
}

/// A month's number, if the word at a token means the month here.
pub(super) fn month_at(scene: &Scene<'_>, at: usize, beside_figure: bool) -> Option<i8> {
    let calendar = &scene.context.lexicon.calendar;
    let norm = scene.norm(at);
    let month = *calendar.months.get(norm)?;
    let token = scene.tokens().get(at)?;
    if beside_figure || !calendar.doubtful.contains(norm) {
        return (!surname_follows(scene, at) || beside_figure).then_some(month);
    }
    let led = at > 0 && leads_to_date(scene.norm(at - 1));
    let alone = !scene
        .tokens()
        .get(at + 1)
        .is_some_and(|next| next.glued == (next.kind != TokenKind::Punctuation) || next.kind == TokenKind::Word);
    let capital = token.capital && token.boundary < Boundary::Sentence && !surname_follows(scene, at);
    let is_next = matches!(scene.norm(at + 1), "is" | "or" | "to" | "at" | "latest" | "would");
    (led || alone && (token.capital || at == 0) || capital || token.capital && is_next && norm != "may")
        .then_some(month)
}

/// "May Lin": a name, not a month.
fn surname_follows(scene: &Scene<'_>, at: usize) -> bool {
    let calendar = &scene.context.lexicon.calendar;
    let plain = |token: &crate::signals::text::Token| {
        token.kind == TokenKind::Word && token.capital && token.boundary == Boundary::Inside
    };
    let capital = scene.tokens().get(at).is_some_and(|token| token.capital);
    let names = &scene.context.lexicon.names;
    let surname = scene.tokens().get(at + 1).is_some_and(plain) && !calendar.months.contains_key(scene.norm(at + 1));
    // "April signs": what only a person does. At the end of a clause a month may stand before it ("in April sign").
    let led = at > 0 && leads_to_date(scene.norm(at - 1)) && scene.norm(at - 1) != "and";
    let does = !led && (!scene.deeds.at(at + 1).is_empty() || names.speech.person_verbs.contains(scene.norm(at + 1)));
    capital && names.first_names.contains(scene.norm(at)) && (surname || does)
}

pub(super) fn leads_to_date(norm: &str) -> bool {
    matches!(
        norm,
        "in" | "by"
            | "from"
            | "until"
            | "since"
            | "of"
            | "before"
            | "after"
            | "this"
            | "next"
            | "last"
            | "early"
            | "mid"
            | "late"
            | "for"
            | "till"
            | "on"
            | "and"
            | "or"
            | "to"
            | "-"
            | "around"
            | "through"
            | "during"
            | "end"
            | "every"
            | "each"
            | "between"
            | "that"
            | "about"
            | "start"
            | "starting"
    )
}

/// The year behind a point: `2027`, `, 2027`, `'27`, `FY27`. Returns it with its last token.
fn year_behind(scene: &Scene<'_>, at: usize) -> Option<(i16, usize)> {
    let at = if scene.norm(at) == "of" || scene.norm(at) == "," { at + 1 } else { at };
    if matches!(scene.norm(at), "'" | "’") || scene.kind(at) == Some(TokenKind::Joiner) {
        let year = figures(scene, at + 1)?;
        return (scene.norm(at + 1).len() == 2 && scene.glued(at + 1)).then_some((2000 + year, at + 1));
    }
    let year = figures(scene, at)?;
    (scene.norm(at).len() == 4 && (1950..2100).contains(&year)).then_some((year, at))
}

/// "March", "March 12th", "March 2027", "March '25".
pub(super) fn month_first(scene: &Scene<'_>, at: usize) -> Option<Point> {
    let calendar = &scene.context.lexicon.calendar;
    calendar.months.get(scene.norm(at))?;
    let stop = usize::from(scene.norm(at + 1) == ".");
    if let Some((day, end)) = day_number(scene, at + 1 + stop) {
        let counted = scene
            .tokens()
            .get(end + 1)
            .is_some_and(|next| next.kind == TokenKind::Word && next.norm.ends_with('s') && next.norm.len() > 3);
        let scaled = scene.glued(end + 1) && matches!(scene.norm(end + 1), "k" | "%" | "m");
        if let Some(month) = month_at(scene, at, true).filter(|_| !counted && !scaled) {
            return Some(dated(scene, at, end, Part::Day(month, day)));
        }
    }
    if let Some((year, last)) = year_behind(scene, at + 1 + stop).filter(|_| scene.norm(at + 1) != ",") {
        let days = Part::Month(month_at(scene, at, true)?).in_year(year, scene)?;
        return Some(point(at, last, When::Days(days)));
    }
    let month = month_at(scene, at, false)?;
    Some(point(at, at, When::Yearless(Part::Month(month))))
}

/// "of next year".
fn told_year(scene: &Scene<'_>, at: usize) -> Option<i16> {
    let step = match scene.norm(at + 1) {
        "next" => 1,
        "this" => 0,
        "last" => -1,
        _ => return None,
    };
    (scene.norm(at) == "of" && scene.norm(at + 2) == "year").then(|| scene.context.at.date().year() + step)
}

/// A part with the year behind it, if there is one.
pub(super) fn dated(scene: &Scene<'_>, first: usize, last: usize, part: Part) -> Point {
    if let Some((year, end)) = year_behind(scene, last + 1)
        && let Some(days) = part.in_year(year, scene)
    {
        return point(first, end, When::Days(days));
    }
    point(first, last, When::Yearless(part))
}

/// `Q3`, `H1 2027`, "second quarter of FY 2027-28".
fn quarter(scene: &Scene<'_>, at: usize) -> Option<Point> {
    let calendar = &scene.context.lexicon.calendar;
    let norm = scene.norm(at);
    let (part, last) = match norm.as_bytes() {
        [b'q', n @ b'1'..=b'4'] => (Part::Quarter((n - b'0').cast_signed()), at),
        [b'h', n @ b'1'..=b'2'] => (Part::Half((n - b'0').cast_signed()), at),
        _ => {
            let ordinal = *calendar.ordinals.get(norm)?;
            match scene.norm(at + 1) {
                "quarter" if norm != "last" => (Part::Quarter(ordinal), at + 1),
                "half" if ordinal <= 2 => (Part::Half(ordinal), at + 1),
                _ => return None,
            }
        }
    };
    if let Some(year) = told_year(scene, last + 1)
        && let Some(days) = part.in_year(year, scene)
    {
        return Some(point(at, last + 3, When::Days(days)));
    }
    let fiscal = fiscal_year(scene, last + 1);
    if let Some((start, end)) = fiscal {
        let shift = match part {
            Part::Quarter(quarter) => i32::from(quarter - 1) * 3,
            Part::Half(half) => i32::from(half - 1) * 6,
            _ => 0,
        };
        let length = if matches!(part, Part::Quarter(_)) { 3 } else { 6 };
        let first = start.checked_add(shift.months()).ok()?;
        return Some(point(at, end, When::Days(months(first.year(), first.month(), length)?)));
    }
    Some(dated(scene, at, last, part))
}

/// A weekday by itself; not where it recurs ("every Monday", "Mondays").
fn weekday(scene: &Scene<'_>, at: usize) -> Option<Point> {
    let calendar = &scene.context.lexicon.calendar;
    let norm = scene.norm(at);
    let weekday = *calendar.weekdays.get(norm)?;
    let before = at.checked_sub(1).map_or("", |at| scene.norm(at));
    let led = matches!(
        before,
        "on" | "by" | "until" | "before" | "from" | "this" | "next" | "last" | "for" | "til" | "me" | "after"
    );
    let doubtful = calendar.doubtful.contains(norm) && !scene.tokens()[at].capital && !led;
    let recurs =
        calendar.recurring.contains(before) && before != "on" || matches!(scene.norm(at + 1), "'s" | "morning's");
    let attribute = !led && names_something_else(scene, at + 1);
    (!doubtful && !recurs && !attribute).then(|| point(at, at, When::Weekday(weekday)))
}

/// "the Monday meeting": a plain noun behind a weekday.
fn names_something_else(scene: &Scene<'_>, at: usize) -> bool {
    let lexicon = scene.context.lexicon;
    scene.tokens().get(at).is_some_and(|next| {
        let plain = next.kind == TokenKind::Word && !next.capital && next.boundary == Boundary::Inside;
        let norm = &next.norm;
        plain
            && !lexicon.numbers.nouns.function_words.contains(norm)
            && !lexicon.calendar.dayparts.contains(norm)
            && !lexicon.calendar.behind_day.contains(norm)
    })
}

/// A year by itself: `in 2025`, `the 2027 plan`; not where it counts something or stands for money.
fn year_alone(scene: &Scene<'_>, at: usize) -> Option<Point> {
    if scene.norm(at) == "'" && at > 0 && leads_to_date(scene.norm(at - 1)) && scene.glued(at + 1) {
        let year = figures(scene, at + 1).filter(|_| scene.norm(at + 1).len() == 2 && !scene.glued(at + 2))?;
        return months(2000 + year, 1, 12).map(|days| point(at, at + 1, When::Days(days)));
    }
    let year = figures(scene, at).filter(|year| scene.norm(at).len() == 4 && (1950..2060).contains(year))?;
    digits(scene.norm(at))?;
    let before = at.checked_sub(1).map_or("", |at| scene.norm(at));
    let money = scene.context.lexicon.numbers.money.names.contains_key(before);
    let led = leads_to_date(before) && !matches!(before, "about" | "around" | "to" | "or" | "and" | "-");
    let behind = scene.tokens().get(at + 1);
    let tailed = behind
        .is_some_and(|next| next.glued && matches!(next.kind, TokenKind::Word | TokenKind::Symbol | TokenKind::Joiner));
    let range = scene.kind(at + 1) == Some(TokenKind::Joiner)
        && scene.norm(at + 2).len() == 4
        && figures(scene, at + 2).is_some();
    let tailed = tailed && !range;
    let counted = !led
        && behind
            .is_some_and(|next| next.kind == TokenKind::Word && next.norm.ends_with('s') && !next.norm.ends_with("ss"));
    (!money && !tailed && !counted).then(|| months(year, 1, 12)).flatten().map(|days| point(at, at, When::Days(days)))
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::read;

    #[test]
    fn days_are_read_in_many_forms() {
        for raw in [
            "12 March 2027",
            "March 12th, 2027",
            "the 12th of March 2027",
            "Friday 12 March '27",
            "2027-03-12",
            "12.03.2027",
        ] {
            assert!(read(raw)[0].ends_with(r#"{"from":"2027-03-12","to":"2027-03-12"}"#), "{raw}: {:?}", read(raw));
        }
    }

    #[test]
    fn names_and_verbs_that_look_like_months_are_none() {
        assert!(read("you may call, it would march on").is_empty());
        assert!(read("May Lin reads the contract").iter().all(|fact| !fact.starts_with("date")));
    }
}
