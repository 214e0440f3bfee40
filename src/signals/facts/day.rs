//! Single days: "12 March", "the 27th", "Friday the eleventh", "the fifth of October".

use jiff::ToSpan;
use jiff::civil::Date;

use crate::signals::text::TokenKind;

use super::calendar::{Part, Point, When, dated, figures, month_at, month_first, point};
use super::scene::Scene;

/// The day of a month at a token, with `st` or `th` behind it or in words; returns it with its last token.
pub(super) fn day_number(scene: &Scene<'_>, at: usize) -> Option<(i8, usize)> {
    if scene.kind(at) == Some(TokenKind::Word) {
        return spelt_day(scene, at);
    }
    let day = figures(scene, at).filter(|day| (1..=31).contains(day) && scene.norm(at).len() <= 2)?;
    let last = if scene.glued(at + 1) && matches!(scene.norm(at + 1), "st" | "nd" | "rd" | "th") { at + 1 } else { at };
    Some((i8::try_from(day).ok()?, last))
}

/// "the fifth", "the twenty-seventh": a day in words, behind an article or a weekday.
fn spelt_day(scene: &Scene<'_>, at: usize) -> Option<(i8, usize)> {
    let calendar = &scene.context.lexicon.calendar;
    let before = at.checked_sub(1).map_or("", |at| scene.norm(at));
    if before != "the" && !calendar.weekdays.contains_key(before) {
        return None;
    }
    let tens = match scene.norm(at) {
        "twenty" => 20,
        "thirty" => 30,
        norm => return calendar.days.get(norm).map(|&day| (day, at)),
    };
    let unit = at + 1 + usize::from(scene.kind(at + 1) == Some(TokenKind::Joiner));
    let ones = calendar.days.get(scene.norm(unit)).filter(|&&ones| ones < 10)?;
    Some((tens + ones, unit))
}

/// "the 27th", "the fifth of October": the article belongs to the words of a day.
pub(super) fn article_and_day(scene: &Scene<'_>, at: usize) -> Option<Point> {
    if scene.norm(at) != "the" || !scene.free(at..at + 2) {
        return None;
    }
    let day = day_and_month(scene, at + 1).or_else(|| day_alone(scene, at + 1))?;
    Some(Point { first: at, ..day })
}

/// "Tuesday the 2nd of February": a weekday that a date explains.
pub(super) fn weekday_and_day(scene: &Scene<'_>, at: usize) -> Option<Point> {
    scene.context.lexicon.calendar.weekdays.get(scene.norm(at))?;
    let mut next = at + 1;
    for filler in [".", ",", "the"] {
        if scene.norm(next) == filler {
            next += 1;
        }
    }
    let month_and_day =
        || month_first(scene, next).filter(|found| !matches!(found.when, When::Yearless(Part::Month(_))));
    let day = day_and_month(scene, next).or_else(month_and_day).or_else(|| day_alone(scene, next))?;
    Some(Point { first: at, ..day })
}

/// "the 17th", "wed 17th": a day of this month or the next, where nothing is counted by it.
pub(super) fn day_alone(scene: &Scene<'_>, at: usize) -> Option<Point> {
    let (day, end) = day_number(scene, at).filter(|(_, end)| *end > at || scene.kind(at) == Some(TokenKind::Word))?;
    let before = at.checked_sub(1).map_or("", |at| scene.norm(at));
    let calendar = &scene.context.lexicon.calendar;
    let weekday = calendar.weekdays.contains_key(before)
        || before == "the" && at > 1 && calendar.weekdays.contains_key(scene.norm(at - 2));
    let next = scene.norm(end + 1);
    let ends = scene.kind(end + 1) != Some(TokenKind::Word)
        || matches!(next, "or" | "to" | "and")
        || calendar.behind_day.contains(next);
    let asked = scene.context.in_family("followup") && (at == 0 || scene.norm(at - 1) == ",");
    // "The first works best" speaks of an option, not of a day.
    let option = scene.kind(at) == Some(TokenKind::Word)
        && calendar.ordinals.contains_key(scene.norm(at))
        && !scene.context.in_family("followup");
    if !ends || option && !weekday || !(weekday || before == "the" || before == "on" || asked) {
        return None;
    }
    let today = scene.context.at.date();
    let date = (0..3).find_map(|month| {
        let first = today.first_of_month().checked_add(month.months()).ok()?;
        Date::new(first.year(), first.month(), day).ok().filter(|date| *date >= today)
    })?;
    let plain = weekday && before != "the";
    Some(point(if plain { at - 1 } else { at }, end, When::Days((date, date))))
}

/// "12 March", "the 2nd of February 2027".
pub(super) fn day_and_month(scene: &Scene<'_>, at: usize) -> Option<Point> {
    let (day, end) = day_number(scene, at)?;
    let of = usize::from(scene.norm(end + 1) == "of");
    let joiner = usize::from(scene.kind(end + 1) == Some(TokenKind::Joiner));
    let named = end + 1 + of + joiner;
    let month = month_at(scene, named, true)?;
    let part = Part::Day(month, day);
    if let Some(year) = short_year(scene, named + 1)
        && let Some(days) = part.in_year(year, scene)
    {
        return Some(point(at, named + 1, When::Days(days)));
    }
    Some(dated(scene, at, named, part))
}

/// "31 mar 27": two figures behind a day and its month are the year, unless they count something.
fn short_year(scene: &Scene<'_>, at: usize) -> Option<i16> {
    let year = figures(scene, at).filter(|year| (15..=45).contains(year) && scene.norm(at).len() == 2)?;
    let counted = scene.kind(at + 1) == Some(TokenKind::Word)
        && (scene.glued(at + 1) || !scene.context.lexicon.numbers.nouns.function_words.contains(scene.norm(at + 1)));
    let figured = matches!(scene.norm(at + 1), "%" | "/" | ":" | "+");
    (!counted && !figured).then_some(2000 + year)
}
