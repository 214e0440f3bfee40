//! Points that are told from the clock: "tomorrow", "next month", "last quarter", "this Friday", and fiscal years.

use jiff::ToSpan;
use jiff::civil::Date;

use super::calendar::{Days, Part, Point, When, figures, month_at, months, point};
use super::feasts::feast_part;
use super::scene::Scene;

/// "today", "tomorrow morning", "next month", "last quarter", "this Friday", "next March".
pub(super) fn relative(scene: &Scene<'_>, at: usize) -> Option<Point> {
    let today = scene.context.at.date();
    let days = |day: Date| When::Days((day, day));
    match scene.norm(at) {
        "today" | "tonight" => return dated_today(scene, at).then(|| point(at, at, days(today))),
        "tomorrow" | "tmrw" | "tmw" | "yesterday" => {
            let ahead = scene.norm(at) != "yesterday";
            if !ahead
                && matches!(scene.norm(at.saturating_sub(2)), "need" | "needed" | "want" | "wanted" | "like" | "live")
            {
                return None;
            }
            let day = if ahead { today.tomorrow() } else { today.yesterday() }.ok()?;
            let daypart = usize::from(scene.context.lexicon.calendar.dayparts.contains(scene.norm(at + 1)));
            return Some(point(at, at + daypart, days(day)));
        }
        "day" if scene.norm(at + 1) == "after" && scene.norm(at + 2) == "tomorrow" => {
            return Some(point(at, at + 2, days(today.checked_add(2.days()).ok()?)));
        }
        unit @ ("week" | "month" | "quarter" | "year")
            if scene.norm(at + 1) == "after" && scene.norm(at + 2) == "next" =>
        {
            return shifted(today, unit, 2).map(|days| point(at, at + 2, When::Days(days)));
        }
        "ytd" => return Some(point(at, at, When::Days((Date::new(today.year(), 1, 1).ok()?, today)))),
        _ => {}
    }
    let step = match scene.norm(at) {
        "this" | "current" => 0,
        "next" | "coming" => 1,
        "last" | "past" | "previous" => -1,
        _ => return fiscal_alone(scene, at),
    };
    if step == 0 && scene.context.lexicon.calendar.dayparts.contains(scene.norm(at + 1)) {
        return Some(point(at, at + 1, days(today)));
    }
    if let Some((part, last)) = part_named(scene, at + 1) {
        return near_part(scene, at, last, &part, step);
    }
    if let Some(&weekday) = scene.context.lexicon.calendar.weekdays.get(scene.norm(at + 1)) {
        return near_weekday(today, weekday, step).map(|day| point(at, at + 1, days(day)));
    }
    let (unit, last) = match scene.norm(at + 1) {
        "financial" | "fiscal" if scene.norm(at + 2) == "year" => (scene.norm(at + 1), at + 2),
        "fy" => ("financial", at + 1),
        unit => (unit, at + 1),
    };
    shifted(today, unit, step).map(|days| point(at, last, When::Days(days)))
}

/// Whether "today" is the day, not only "as things stand" ("today it takes six days").
fn dated_today(scene: &Scene<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |at| scene.norm(at));
    let context = scene.context;
    let stands = ["solution", "metric", "goal", "spend", "pain", "users", "company"]
        .iter()
        .any(|family| context.in_family(family));
    !stands || matches!(before, "by" | "until" | "from" | "before" | "since" | "of")
}

/// A fiscal year by itself: `FY27`.
fn fiscal_alone(scene: &Scene<'_>, at: usize) -> Option<Point> {
    let (start, last) = fiscal_year(scene, at).filter(|_| scene.norm(at).starts_with("fy"))?;
    Some(point(at, last, When::Days(months(start.year(), start.month(), 12)?)))
}

fn part_named(scene: &Scene<'_>, at: usize) -> Option<(Part, usize)> {
    let calendar = &scene.context.lexicon.calendar;
    let norm = scene.norm(at);
    if let Some(&month) = calendar.months.get(norm).filter(|_| month_at(scene, at, false).is_some()) {
        return Some((Part::Month(month), at));
    }
    if let Some(&month) = calendar.seasons.get(norm) {
        return Some((Part::Season(month), at));
    }
    feast_part(scene, at)
}

/// "next March", "last Christmas", "this summer": the nearest one on that side of the clock.
fn near_part(scene: &Scene<'_>, first: usize, last: usize, part: &Part, step: i16) -> Option<Point> {
    let today = scene.context.at.date();
    let mut years = (today.year() - 1..=today.year() + 2).filter_map(|year| part.in_year(year, scene));
    let days = match step {
        1 => years.find(|(from, _)| *from > today),
        -1 => years.rfind(|(_, to)| *to < today),
        _ => part.in_year(today.year(), scene),
    }?;
    Some(point(first, last, When::Days(days)))
}

/// The nearest such weekday: ahead, or for `-1` behind the clock. "Next Friday" is the coming one.
pub(super) fn near_weekday(today: Date, weekday: i8, step: i16) -> Option<Date> {
    let now = today.weekday().to_monday_one_offset();
    let ahead = (weekday - now).rem_euclid(7);
    let days = match step {
        -1 => -((now - weekday - 1).rem_euclid(7) + 1),
        _ if ahead == 0 => 7,
        _ => ahead,
    };
    today.checked_add(i32::from(days).days()).ok()
}

/// This, the next or the last week, month, quarter or year.
fn shifted(today: Date, unit: &str, step: i16) -> Option<Days> {
    let step = i32::from(step);
    match unit {
        "week" | "wk" => {
            let monday = today.checked_sub(i32::from(today.weekday().to_monday_zero_offset()).days()).ok()?;
            let from = monday.checked_add((step * 7).days()).ok()?;
            Some((from, from.checked_add(6.days()).ok()?))
        }
        "weekend" => {
            let monday = today.checked_sub(i32::from(today.weekday().to_monday_zero_offset()).days()).ok()?;
            let from = monday.checked_add((step * 7 + 5).days()).ok()?;
            Some((from, from.tomorrow().ok()?))
        }
        "month" | "mo" => {
            let first = today.first_of_month().checked_add(step.months()).ok()?;
            months(first.year(), first.month(), 1)
        }
        "quarter" | "qtr" => {
            let start = Date::new(today.year(), (today.month() - 1) / 3 * 3 + 1, 1).ok()?;
            let first = start.checked_add((step * 3).months()).ok()?;
            months(first.year(), first.month(), 3)
        }
        "year" | "yr" | "fiscal" => months(today.year() + i16::try_from(step).ok()?, 1, 12),
        // A financial year begins in April (India, the United Kingdom).
        "financial" => {
            let year = today.year() - i16::from(today.month() < 4) + i16::try_from(step).ok()?;
            months(year, 4, 12)
        }
        _ => None,
    }
}

/// `FY 2027-28`, `FY27`: the first day, and the last token. A split year begins in April, a plain one in January.
pub(super) fn fiscal_year(scene: &Scene<'_>, at: usize) -> Option<(Date, usize)> {
    let at = if scene.norm(at) == "of" { at + 1 } else { at };
    let norm = scene.norm(at);
    let (year, last) = match norm.strip_prefix("fy") {
        Some("") => (figures(scene, at + 1)?, at + 1),
        Some(digits) => (digits.parse::<i16>().ok()?, at),
        None => return None,
    };
    let year = if year < 100 { year + 2000 } else { year };
    let split = matches!(scene.norm(last + 1), "-" | "/") && scene.glued(last + 1);
    if split && figures(scene, last + 2).is_some_and(|next| next % 100 == (year + 1) % 100) {
        return Some((Date::new(year, 4, 1).ok()?, last + 2));
    }
    Some((Date::new(year, 1, 1).ok()?, last))
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::read;

    #[test]
    fn stretches_are_told_from_the_clock() {
        assert_eq!(read("last quarter"), [r#"date <last quarter> {"from":"2026-01-01","to":"2026-03-31"}"#]);
        assert_eq!(read("this Friday"), [r#"date <this Friday> {"from":"2026-06-12","to":"2026-06-12"}"#]);
        assert_eq!(
            read("second quarter of FY 2027-28"),
            [r#"date <second quarter of FY 2027-28> {"from":"2027-07-01","to":"2027-09-30"}"#]
        );
        assert_eq!(
            read("next financial year"),
            [r#"date <next financial year> {"from":"2027-04-01","to":"2028-03-31"}"#]
        );
        assert_eq!(read("week after next"), [r#"date <week after next> {"from":"2026-06-22","to":"2026-06-28"}"#]);
    }
}
