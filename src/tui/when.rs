//! A day as a rep types it into the date field: `2026-03-09`, `9 mar`, `fri`, `+7`.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The day meant, seen from today; `None` where it is not clear. A weekday or a date without a year lies ahead.
pub(crate) fn day(typed: &str, today: Date) -> Option<Date> {
    let typed = typed.trim().to_lowercase();
    if let Ok(date) = typed.parse::<Date>() {
        return Some(date);
    }
    if let Some(days) = typed.strip_prefix('+') {
        return today.checked_add(days.trim().parse::<i32>().ok()?.days()).ok();
    }
    match typed.as_str() {
        "today" => return Some(today),
        "tomorrow" => return today.tomorrow().ok(),
        _ => {}
    }
    weekday(&typed, today).or_else(|| day_and_month(&typed, today))
}

fn weekday(typed: &str, today: Date) -> Option<Date> {
    let at = WEEKDAYS.iter().position(|name| typed.starts_with(name) && !typed.contains(' '))?;
    let weekday = Weekday::from_monday_zero_offset(i8::try_from(at).ok()?).ok()?;
    today.nth_weekday(1, weekday).ok()
}

fn day_and_month(typed: &str, today: Date) -> Option<Date> {
    let parts: Vec<&str> = typed.split([' ', '.', ',', '-']).filter(|part| !part.is_empty()).collect();
    let month_of = |part: &str| MONTHS.iter().position(|name| part.starts_with(name));
    let number_of = |part: &str| part.trim_end_matches(|c: char| c.is_alphabetic()).parse::<i8>().ok();
    let (day, month) = match parts.as_slice() {
        [first, second, ..] => match (month_of(first), month_of(second)) {
            (Some(month), None) => (number_of(second)?, month),
            (None, Some(month)) => (number_of(first)?, month),
            _ => return None,
        },
        _ => return None,
    };
    let month = i8::try_from(month + 1).ok()?;
    if let Some(year) = parts.get(2) {
        return Date::new(year.parse().ok()?, month, day).ok();
    }
    let this_year = Date::new(today.year(), month, day).ok()?;
    if this_year >= today { Some(this_year) } else { Date::new(today.year() + 1, month, day).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_they_are_typed() {
        let today = Date::constant(2026, 3, 4); // a Wednesday
        for (typed, expected) in [
            ("2026-03-09", "2026-03-09"),
            ("+7", "2026-03-11"),
            ("fri", "2026-03-06"),
            ("Wednesday", "2026-03-11"),
            ("9 mar", "2026-03-09"),
            ("Mar 9th", "2026-03-09"),
            ("2 february", "2027-02-02"),
            ("1 jun 2027", "2027-06-01"),
            ("tomorrow", "2026-03-05"),
        ] {
            assert_eq!(day(typed, today).map(|day| day.to_string()).as_deref(), Some(expected), "{typed}");
        }
    }

    #[test]
    fn what_is_not_clear_is_no_day() {
        let today = Date::constant(2026, 3, 4);
        for typed in ["soon", "", "31 feb", "+", "+99999999999", "9/3", "mar", "日曜日", "next week"] {
            assert_eq!(day(typed, today), None, "{typed}");
        }
    }
}
