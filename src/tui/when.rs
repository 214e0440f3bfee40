//! A day as a rep types it into the date field: `2026-03-09`, `9 mar`, `fri`, `+7`.

use jiff::Span;
use jiff::civil::{Date, Weekday};

use crate::session;
use crate::signals::Reckoning;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Beside the first three letters, what people write for a day or a month.
const ABBREVIATIONS: [(&str, &str); 5] =
    [("tues", "tuesday"), ("weds", "wednesday"), ("thur", "thursday"), ("thurs", "thursday"), ("sept", "september")];

/// The day meant, seen from today; `None` where it is not clear. A weekday or a date without a year lies ahead.
pub(crate) fn day(typed: &str, today: Date, reckoning: Reckoning) -> Option<Date> {
    let typed = typed.trim().to_lowercase();
    if let Ok(date) = typed.parse::<Date>() {
        return Some(date);
    }
    if let Some(days) = typed.strip_prefix('+') {
        let days = days.trim().parse::<u32>().ok()?;
        return today.checked_add(Span::new().try_days(days).ok()?).ok();
    }
    match typed.as_str() {
        "today" => return Some(today),
        "tomorrow" => return today.tomorrow().ok(),
        _ => {}
    }
    weekday(&typed, today)
        .or_else(|| day_and_month(&typed, today))
        .or_else(|| session::day_in(&typed, today.at(12, 0, 0, 0), reckoning))
}

/// Which of the names is meant: by the whole name, its first three letters, or a fixed abbreviation. A word that only
/// begins like one ("friends", "wedding") names none.
fn named(typed: &str, names: &[&str]) -> Option<usize> {
    let full = ABBREVIATIONS.iter().find(|(short, _)| *short == typed).map_or(typed, |(_, full)| full);
    names.iter().position(|name| *name == full || name.get(..3) == Some(full))
}

fn weekday(typed: &str, today: Date) -> Option<Date> {
    let at = named(typed, &WEEKDAYS)?;
    let weekday = Weekday::from_monday_zero_offset(i8::try_from(at).ok()?).ok()?;
    today.nth_weekday(1, weekday).ok()
}

fn day_and_month(typed: &str, today: Date) -> Option<Date> {
    let parts: Vec<&str> = typed.split([' ', '.', ',', '-']).filter(|part| !part.is_empty()).collect();
    let [first, second, year @ ..] = parts.as_slice() else { return None };
    let (day, month) = match (named(first, &MONTHS), named(second, &MONTHS)) {
        (Some(month), None) => (day_of_month(second)?, month),
        (None, Some(month)) => (day_of_month(first)?, month),
        _ => return None,
    };
    let month = i8::try_from(month + 1).ok()?;
    match year {
        [] => {
            let this_year = Date::new(today.year(), month, day).ok()?;
            if this_year >= today { Some(this_year) } else { Date::new(today.year().checked_add(1)?, month, day).ok() }
        }
        [year] => Date::new(year.parse().ok()?, month, day).ok(),
        _ => None,
    }
}

/// The number of a day: `9`, `9th`.
fn day_of_month(part: &str) -> Option<i8> {
    let number = ["st", "nd", "rd", "th"].iter().find_map(|end| part.strip_suffix(end)).unwrap_or(part);
    number.parse().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::signals::DayOrder;

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
            ("thurs", "2026-03-05"),
            ("1 sept", "2026-09-01"),
        ] {
            assert_eq!(
                day(typed, today, Reckoning::default()).map(|day| day.to_string()).as_deref(),
                Some(expected),
                "{typed}"
            );
        }
    }

    #[test]
    fn what_is_not_clear_is_no_day() {
        let today = Date::constant(2026, 3, 4);
        for typed in ["soon", "", "31 feb", "+", "+99999999999", "mar", "日曜日", "next week"] {
            assert_eq!(day(typed, today, Reckoning::default()), None, "{typed}");
        }
    }

    #[test]
    fn figures_are_read_in_the_order_of_the_house() {
        let today = Date::constant(2026, 3, 4);
        let on = |day_order| day("9/3", today, Reckoning { day_order, ..Reckoning::default() }).unwrap().to_string();
        assert_eq!(on(DayOrder::MonthFirst), "2026-09-03");
        assert_eq!(on(DayOrder::DayFirst), "2026-03-09");
    }

    #[test]
    fn a_word_that_begins_like_a_day_is_none() {
        let today = Date::constant(2026, 3, 4);
        for typed in ["wedding", "friends", "money", "sat down", "9 margin", "may be 3", "9mm mar", "9 mar 2027 or so"]
        {
            assert_eq!(day(typed, today, Reckoning::default()), None, "{typed}");
        }
    }

    #[test]
    fn days_beyond_the_calendar_are_no_days() {
        for today in [Date::constant(2026, 3, 4), Date::MAX, Date::MIN] {
            for typed in ["+9999999", "+7304485", "+4294967295", "1 jan 99999"] {
                assert_eq!(day(typed, today, Reckoning::default()), None, "{typed} from {today}");
            }
        }
    }

    proptest! {
        #[test]
        fn nothing_typed_panics(typed in "\\PC{0,20}|\\+ ?[0-9]{1,12}|[0-9]{1,3}(st|th)?[ .,-](jan|feb|dec|may)[ .]?-?[0-9]{0,6}") {
            for today in [Date::constant(2026, 3, 4), Date::MAX, Date::MIN] {
                let _ = day(&typed, today, Reckoning::default());
            }
        }
    }
}
