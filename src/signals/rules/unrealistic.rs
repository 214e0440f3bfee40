//! `unrealistic`: a target or a date that the world does not allow.
//!
//! **Notices** a leap in too little time: revenue times four in two weeks, 14 % to zero by Monday, all 4,000 users by
//! tomorrow with nobody on it, a start that lies before the call.
//! **Matters** because it is specific but shows no business judgement: it must not count as evidence.
//! **Example** "quadruple revenue in two weeks".
//! **Near miss** "double in a year", "30 % in two quarters", "pilot with 5 people by Friday" are ambitious, and done.

use jiff::civil::Date;

use crate::bank::{FlagKind, ValueKind};
use crate::signals::Flag;
use crate::signals::text::TokenKind;
use crate::signals::value::{Fact, Span, Standing, Value};

use super::horizon::{self, Horizon};
use super::{Examined, extravagance, flag};

const ADVICE: &str = "Do not count on it. Ask what was reached the last time, and who agreed on the date.";

/// How large a factor of growth is still seen in the field, by days given.
const GROWTH: &[(i64, f64)] = &[(31, 2.0), (92, 3.0), (183, 4.0), (366, 10.0)];

/// The words for a factor: "triple" stands in the list of three.
const TIMES: &[(&str, f64)] = &[
    ("impossible.times_2", 2.0),
    ("impossible.times_3", 3.0),
    ("impossible.times_4", 4.0),
    ("impossible.times_5", 5.0),
    ("impossible.times_10", 10.0),
    ("impossible.times_20", 20.0),
    ("impossible.times_50", 50.0),
    ("impossible.times_100", 100.0),
    ("impossible.times_1000", 1_000.0),
];

/// What falls to this share or less within so many days was not a process but a fault.
const FALL: &[(i64, f64)] = &[(7, 0.2), (14, 0.1)];

/// The same for people and running costs: notice periods and contracts take longer than errors do.
const SHED: &[(i64, f64)] = &[(31, 0.2), (92, 0.1)];

/// Within two weeks no process loses its last error and no company its last sheet of paper.
const TOTAL_DAYS: i64 = 14;

/// A rule finds why a claim is impossible: the sum, and the words.
type Impossible = fn(&Examined<'_>, Horizon) -> Option<(String, Vec<Span>)>;

const IMPOSSIBLE: &[Impossible] = &[growth, share, change, nothing_left, extravagance::of, wholesale, leap];

/// From how many on a thing cannot be done in so many days: people found and places opened, and people or places
/// brought over to something new. Papers and orders are not among them: a busy office turns out thousands.
const FOUNDED: &[(i64, f64)] = &[(7, 20.0), (31, 100.0), (92, 1_000.0)];
const CONVERTED: &[(i64, f64)] = &[(3, 50.0), (7, 200.0), (31, 2_000.0)];

pub(super) fn rule(examined: &Examined<'_>) -> Option<Flag> {
    let family = examined.topic.id.family();
    let sets_targets = [
        "goal",
        "metric",
        "success",
        "timeline",
        "implication",
        "plan",
        "need",
        "users",
        "criteria",
        "interest",
        "process",
    ];
    if !sets_targets.contains(&family) {
        return None;
    }
    if let Some((day, span)) = before_the_call(examined).or_else(|| due_before_the_call(examined)) {
        let why = format!("lies before the call: {} ({day})", examined.quote(span));
        return Some(flag(FlagKind::Unrealistic, vec![span], why, ADVICE));
    }
    let horizon = horizon::nearest(examined)?;
    let (sum, mut spans) = IMPOSSIBLE.iter().find_map(|impossible| impossible(examined, horizon))?;
    spans.push(horizon.span);
    let why = format!("the world does not allow it: {sum} in {}: {}", in_days(horizon.days), examined.quotes(&spans));
    Some(flag(FlagKind::Unrealistic, spans, why, ADVICE))
}

/// A start that has already passed, told as a plan.
fn before_the_call(examined: &Examined<'_>) -> Option<(Date, Span)> {
    let today = examined.at.date();
    let ahead = |fact: &Fact| matches!(fact.value, Value::Date { to: Some(to), .. } if to >= today);
    // "We needed it yesterday" is urgency, and beside a day that is to come an earlier one tells of something else.
    let urgent = examined.cue("hedge.time").is_some();
    if examined.topic.id != *"timeline.start" || urgent || examined.facts.iter().any(ahead) {
        return None;
    }
    examined.facts.iter().find_map(|fact| match fact.value {
        // A year that had to be guessed proves nothing: "in September" may be the next one.
        Value::Date { to: Some(to), guessed, .. }
            if to < today && fact.standing == Standing::Asserted && !tells_the_past(examined, fact) =>
        {
            let last = examined.quote(fact.span).to_lowercase().starts_with("last ");
            (!guessed || last).then_some((to, fact.span))
        }
        _ => None,
    })
}

/// A target whose end has already passed: "down to 4 % by the end of 2024" in a later year.
fn due_before_the_call(examined: &Examined<'_>) -> Option<(Date, Span)> {
    let target =
        matches!(examined.topic.id.as_str(), "goal.target" | "goal.statement" | "metric.target" | "success.picture");
    examined.facts.iter().filter(|_| target).find_map(|fact| match fact.value {
        Value::Date { from: None, to: Some(to), guessed: false }
            if to < examined.at.date() && !tells_the_past(examined, fact) =>
        {
            Some((to, fact.span))
        }
        _ => None,
    })
}

/// Whether words beside a date make a tale about the past of it; what was due is still a plan.
fn tells_the_past(examined: &Examined<'_>, date: &Fact) -> bool {
    // "It was set for January, and that's when we will begin": told of the past, meant for the future.
    let due = examined.cues_of(&["impossible.due", "impossible.will"]).next().is_some();
    !due && examined.cues("impossible.past").any(|cue| !date.span.contains(&cue.span))
}

/// "Grow 500 %", "cut costs by 95 %", "halve it by tomorrow".
fn share(examined: &Examined<'_>, horizon: Horizon) -> Option<(String, Vec<Span>)> {
    if let Some(half) = examined.cue("impossible.halve").filter(|_| horizon.days <= 1) {
        return Some((examined.quote(half).to_owned(), vec![half]));
    }
    let (n, span) = examined.facts.iter().find_map(|fact| match fact.value {
        Value::Percent { n: Some(n), .. } if fact.standing == Standing::Asserted => Some((n, fact.span)),
        _ => None,
    })?;
    let before = examined.text.norm(examined.text.token_at(span.start).saturating_sub(1));
    // "Cut it to 5 %" and "cut the 95 % that is waste" name no share by which it falls.
    let share_cut = !matches!(before, "to" | "->" | "under" | "below" | "at" | "the");
    let left = 1.0 - n / 100.0;
    let shed = examined.cue("impossible.standing").is_some() && falls_too_far(left, horizon.days, SHED);
    let steep_fall = share_cut && n <= 100.0 && (shed || falls_too_far(left, horizon.days, FALL));
    let grows = examined.cue("impossible.grow").filter(|_| too_steep(1.0 + n / 100.0, horizon.days));
    let falls = examined.cue("impossible.cut").filter(|_| steep_fall);
    let cue = grows.or(falls)?;
    Some((format!("{n} %"), vec![cue, span]))
}

/// "Quadruple revenue", "10x sales", "turnover times fifty".
fn growth(examined: &Examined<'_>, horizon: Horizon) -> Option<(String, Vec<Span>)> {
    let steep = TIMES.iter().filter(|&&(_, factor)| too_steep(factor, horizon.days));
    let (factor, cue) = steep.rev().find_map(|&(list, factor)| Some((factor, examined.cue(list)?)))?;
    Some((format!("×{factor}"), vec![cue]))
}

/// From one figure to another of the same kind: "38m to 190m", "90 a week to 3".
fn change(examined: &Examined<'_>, horizon: Horizon) -> Option<(String, Vec<Span>)> {
    let figures: Vec<(ValueKind, f64, Span)> = examined
        .facts
        .iter()
        .filter(|fact| fact.standing == Standing::Asserted && !fact.span.overlaps(&horizon.span))
        .filter_map(|fact| figure(&fact.value).map(|n| (fact.value.kind(), n, fact.span)))
        .collect();
    if let Some(found) = from_the_present(examined, horizon, &figures).or_else(|| one_range(examined, horizon)) {
        return Some(found);
    }
    figures.windows(2).find_map(|pair| {
        let [(kind, from, first), (other, to, second)] = pair else { return None };
        let between = examined.text.token_at(first.end)..examined.text.token_at(second.start);
        let linked = between.len() <= 6
            && between.clone().any(|at| matches!(examined.text.norm(at), "to" | "->" | "until" | "into"));
        if kind != other || !linked || *from <= 0.0 {
            return None;
        }
        let ratio = to / from;
        let impossible = too_steep(ratio, horizon.days) || falls_too_far(ratio, horizon.days, FALL);
        impossible.then(|| (format!("from {from} to {to}"), vec![*first, *second]))
    })
}

/// "A million users by Friday, we have 600 now": the figure that is wanted, and behind it the one of today.
fn from_the_present(
    examined: &Examined<'_>,
    horizon: Horizon,
    figures: &[(ValueKind, f64, Span)],
) -> Option<(String, Vec<Span>)> {
    let present = examined.cue("impossible.present")?;
    let &(kind, now, second) = figures.iter().find(|figure| present.contains(&figure.2))?;
    let &(_, wanted, first) =
        figures.iter().find(|figure| figure.0 == kind && figure.1 > now && !present.overlaps(&figure.2))?;
    let steep = now > 0.0 && too_steep(wanted / now, horizon.days);
    steep.then(|| (format!("from {now} to {wanted}"), vec![first, second]))
}

/// "From a staff of 9 to 900": a range that a word in front makes a change.
fn one_range(examined: &Examined<'_>, horizon: Horizon) -> Option<(String, Vec<Span>)> {
    examined.facts.iter().filter(|fact| fact.standing == Standing::Asserted).find_map(|fact| {
        let (Value::Count { n: Some(low), max: Some(high), .. }
        | Value::Percent { n: Some(low), max: Some(high), .. }
        | Value::Money { amount: Some(low), max: Some(high), .. }) = fact.value
        else {
            return None;
        };
        let first = examined.text.token_at(fact.span.start);
        let changes = (first.saturating_sub(4)..first).any(|at| examined.text.norm(at) == "from");
        let steep = changes && low > 0.0 && too_steep(high / low, horizon.days);
        steep.then(|| (format!("from {low} to {high}"), vec![fact.span]))
    })
}

/// "14 % to zero", "0 % by tomorrow", "100 % automated", "paperless".
fn nothing_left(examined: &Examined<'_>, horizon: Horizon) -> Option<(String, Vec<Span>)> {
    if horizon.days > TOTAL_DAYS {
        return None;
    }
    let percent = examined.facts.iter().find_map(|fact| match fact.value {
        Value::Percent { n: Some(n), .. } if n <= 0.0 || n >= 100.0 => Some((format!("{n} %"), fact.span)),
        _ => None,
    });
    let nil = examined
        .cues("impossible.nil")
        .find(|cue| {
            let start = cue.tokens.start;
            let opens = start == 0 && horizon.days <= 3 && !is_plain_day(examined, horizon);
            opens
                || (start.saturating_sub(2)..start)
                    .any(|at| matches!(examined.text.norm(at), "to" | "->" | "at" | "until"))
        })
        .map(|cue| ("nothing left of it".to_owned(), cue.span));
    let flawless = || examined.cue("impossible.flawless").filter(|_| extravagance::is_due(examined, horizon));
    let total = examined.cue("impossible.total").or_else(flawless).map(|span| (examined.quote(span).to_owned(), span));
    let backed = |(sum, span): (String, Span)| (sum, vec![span]);
    percent.or(nil).or(total).map(backed)
}

/// "On Saturday" is when something happens, "by Saturday" is when a target is due.
fn is_plain_day(examined: &Examined<'_>, horizon: Horizon) -> bool {
    examined
        .facts
        .iter()
        .any(|fact| fact.span == horizon.span && matches!(fact.value, Value::Date { from: Some(_), to: Some(_), .. }))
}

/// "Open 500 branches by the end of the month", "all 900 drivers trained by Monday", "replace the whole department".
fn wholesale(examined: &Examined<'_>, horizon: Horizon) -> Option<(String, Vec<Span>)> {
    let days = horizon.days;
    // "The supplier moves 200 mailboxes this weekend": people who do it for a living have been found.
    if examined.cue("impossible.manned").is_some() {
        return None;
    }
    if let Some(years) = years_of_it(examined).filter(|_| days <= FALL[0].0) {
        let convert = examined.cue("impossible.convert").or_else(|| examined.cue("impossible.paperwork"))?;
        return Some((examined.quote(years).to_owned(), vec![convert, years]));
    }
    let most = |limits: &[(i64, f64)]| limits.iter().find(|(limit, _)| days <= *limit).map(|&(_, most)| most);
    let counted = examined.facts.iter().filter(|fact| fact.standing == Standing::Asserted).find_map(|fact| {
        let Value::Count { n, max, .. } = fact.value else { return None };
        Some((n.or(max)?, fact.span))
    });
    if let Some((n, span)) = counted {
        let (founds, converts) = (examined.cue("impossible.build"), examined.cue("impossible.convert"));
        let founded = founds.filter(|_| most(FOUNDED).is_some_and(|most| n >= most));
        let cue = founded.or(converts.filter(|_| most(CONVERTED).is_some_and(|most| n >= most)));
        return cue.map(|cue| (examined.quote(span).to_owned(), vec![cue, span]));
    }
    let whole = examined.cues("impossible.whole").map(|cue| cue.span);
    let body = whole.into_iter().find(|&span| {
        let words = examined.quote(span).to_lowercase();
        words.starts_with("whole ") || words.starts_with("entire ")
    });
    let convert = examined.cue("impossible.convert")?;
    body.filter(|_| days <= TOTAL_DAYS).map(|body| (examined.quote(body).to_owned(), vec![convert, body]))
}

/// "40 years of paper": an amount of work that is told by the time in which it piled up.
fn years_of_it(examined: &Examined<'_>) -> Option<Span> {
    examined.facts.iter().map(|fact| (&fact.value, fact.span)).find_map(|(value, span)| {
        let Value::Duration { n: Some(n), unit, .. } = value else { return None };
        let next = examined.text.token_at(span.end);
        let piled_up = examined.text.tokens().get(next).is_some_and(|token| token.norm == "of");
        (piled_up && n * unit.days() >= 365.0).then_some(span)
    })
}

/// "IPO by next month", "bigger than Heineken by Christmas".
fn leap(examined: &Examined<'_>, horizon: Horizon) -> Option<(String, Vec<Span>)> {
    let cue = examined.cues("impossible.leap").next()?;
    let words = examined.quote(cue.span).to_lowercase();
    let compares = words.ends_with("than");
    let someone =
        examined.text.tokens().get(cue.tokens.end).is_some_and(|next| next.capital && next.kind == TokenKind::Word);
    let goes_public = ["ipo", "public", "list on"].iter().any(|word| words.contains(word));
    let limit = if goes_public { 92 } else { 366 };
    (horizon.days <= limit && (!compares || someone)).then(|| (examined.quote(cue.span).to_owned(), vec![cue.span]))
}

/// Whether growth by this factor in so many days is more than the field has seen.
fn too_steep(factor: f64, days: i64) -> bool {
    GROWTH.iter().find(|(limit, _)| days <= *limit).is_some_and(|&(_, most)| factor >= most)
}

/// Whether a fall to this share in so many days is more than the field has seen.
fn falls_too_far(share: f64, days: i64, limits: &[(i64, f64)]) -> bool {
    limits.iter().any(|&(limit, least)| days <= limit && share <= least)
}

/// A single figure of a value.
fn figure(value: &Value) -> Option<f64> {
    match value {
        Value::Money { amount: n, max, .. } | Value::Count { n, max, .. } | Value::Percent { n, max, .. } => n.or(*max),
        Value::Duration { n, unit, .. } => n.map(|n| n * unit.days()),
        _ => None,
    }
}

fn in_days(days: i64) -> String {
    match days {
        0 => "less than a day".to_owned(),
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::bank::TimeUnit;
    use crate::signals::rules::samples::{count, duration, flags, kinds, money, percent, until};
    use FlagKind::{Specific, Unrealistic};

    #[test]
    fn growth_that_no_company_has_seen_says_its_sum() {
        let facts = [("two weeks", duration(2.0, TimeUnit::Week))];
        let found = flags("goal.target", "quadruple revenue in two weeks", &facts);
        assert_eq!(found[0].kind, Unrealistic);
        assert!(found[0].why.contains("×4 in 14 days"), "{}", found[0].why);
    }

    #[test]
    fn ambitious_growth_is_realistic() {
        let year = [("a year", duration(1.0, TimeUnit::Year))];
        assert_eq!(kinds("metric.target", "double revenue in a year", &year), [Specific]);
        let facts = [("30%", percent(30.0)), ("two quarters", duration(2.0, TimeUnit::Quarter))];
        assert_eq!(kinds("metric.target", "30% more in two quarters", &facts), [Specific]);
        let rise = [("24m", money(24e6)), ("48m", money(48e6)), ("by the end of 2027", until(date(2027, 12, 31)))];
        assert!(!kinds("goal.target", "from 24m to 48m by the end of 2027", &rise).contains(&Unrealistic));
    }

    #[test]
    fn a_process_does_not_lose_its_last_error_in_days() {
        let facts = [("14%", percent(14.0)), ("by Monday", until(date(2026, 3, 9)))];
        assert_eq!(kinds("metric.target", "errors from 14% to zero by Monday", &facts), [Unrealistic]);
        let facts = [("0%", percent(0.0)), ("by tomorrow", until(date(2026, 3, 3)))];
        assert_eq!(kinds("metric.target", "failed cards at 0% by tomorrow", &facts), [Unrealistic]);
        let facts = [("100%", percent(100.0)), ("by Friday", until(date(2026, 3, 6)))];
        assert_eq!(kinds("success.picture", "100% automated by Friday", &facts), [Unrealistic]);
    }

    #[test]
    fn a_fall_is_measured_by_what_falls_and_by_the_time_given() {
        let kinds_of = |say: &str, words: &'static str, n: f64, until_words: &'static str, day| {
            kinds("metric.target", say, &[(words, percent(n)), (until_words, until(day))])
        };
        let month_end = date(2026, 3, 31);
        let staff =
            kinds_of("cut staff 90% by the end of the month", "90%", 90.0, "by the end of the month", month_end);
        assert_eq!(staff, [Unrealistic]);
        let errors =
            kinds_of("cut errors 90% by the end of the month", "90%", 90.0, "by the end of the month", month_end);
        assert_eq!(errors, [Specific]);
        let rest = kinds_of("cut the error rate to 5% by Friday", "5%", 5.0, "by Friday", date(2026, 3, 6));
        assert_eq!(rest, [Specific]);
    }

    #[test]
    fn the_figure_of_today_may_stand_behind_the_one_that_is_wanted() {
        let facts = [
            ("50,000 users", count(50_000.0, Some("users"))),
            ("by Friday", until(date(2026, 3, 6))),
            ("600", count(600.0, None)),
        ];
        assert!(kinds("goal.target", "50,000 users by Friday, we have 600 now", &facts).contains(&Unrealistic));
    }

    #[test]
    fn years_of_work_are_not_done_overnight() {
        let years = [("40 years", duration(40.0, TimeUnit::Year))];
        assert_eq!(kinds("goal.target", "migrate 40 years of paper overnight", &years), [Unrealistic]);
    }

    #[test]
    fn who_is_paid_to_move_hundreds_can() {
        let facts = [("200 mailboxes", count(200.0, Some("mailboxes")))];
        let say = "move 200 mailboxes this weekend, the supplier does it";
        assert!(!kinds("plan.actions", say, &facts).contains(&Unrealistic));
    }

    #[test]
    fn zero_is_a_fair_target_for_a_year() {
        let facts = [("14%", percent(14.0)), ("by December", until(date(2026, 12, 31)))];
        assert!(!kinds("metric.target", "errors from 14% to zero by December", &facts).contains(&Unrealistic));
    }

    #[test]
    fn everything_at_once_with_nobody_is_impossible() {
        let facts = [("4,000 users", count(4_000.0, Some("users"))), ("by tomorrow", until(date(2026, 3, 3)))];
        assert_eq!(kinds("timeline.start", "all 4,000 users live by tomorrow", &facts), [Unrealistic]);
        let facts = [("400 jobs", count(400.0, Some("jobs"))), ("by Friday", until(date(2026, 3, 6)))];
        assert_eq!(kinds("success.picture", "clear 400 jobs by Friday with nobody extra", &facts), [Unrealistic]);
    }

    #[test]
    fn what_takes_months_for_many_is_not_done_in_days() {
        let branches = [("500 branches", count(500.0, Some("branches"))), ("by 31 March", until(date(2026, 3, 31)))];
        assert_eq!(kinds("goal.target", "open 500 branches by 31 March", &branches), [Unrealistic]);
        let drivers = [("900 drivers", count(900.0, Some("drivers"))), ("by Monday", until(date(2026, 3, 9)))];
        assert_eq!(kinds("timeline.start", "all 900 drivers trained by Monday", &drivers), [Unrealistic]);
        let week = [("by next week", until(date(2026, 3, 9)))];
        let say = "replace the whole finance department with a bot by next week";
        assert!(kinds("goal.statement", say, &week).contains(&Unrealistic));
    }

    #[test]
    fn everything_everywhere_by_tonight_is_impossible() {
        for (topic, say) in [
            ("metric.target", "every boat in the harbor repainted by tonight, with nobody but me on the brush"),
            ("success.picture", "Nobody queueing at any gate in the country from tomorrow, with the same old phones"),
            ("success.picture", "every boat we ever built inspected by this afternoon"),
            ("success.picture", "never another late delivery, starting tonight"),
            ("goal.target", "halve the churn overnight"),
        ] {
            assert!(kinds(topic, say, &[]).contains(&Unrealistic), "{topic}: {say}");
        }
    }

    #[test]
    fn a_day_s_work_and_the_state_of_today_are_possible() {
        for (topic, say) in [
            ("goal.statement", "nobody in the company tracks it today"),
            ("success.picture", "all invoices out by tonight"),
            ("success.picture", "every order picked by noon, the way it was before"),
            ("plan.actions", "we switch every till in the town shop tomorrow"),
        ] {
            assert!(!kinds(topic, say, &[]).contains(&Unrealistic), "{topic}: {say}");
        }
        let facts = [("300 parcels", count(300.0, Some("parcels"))), ("by Friday", until(date(2026, 3, 6)))];
        assert!(!kinds("goal.target", "300 parcels out by Friday", &facts).contains(&Unrealistic));
        let facts = [("40 people", count(40.0, Some("people"))), ("by June", until(date(2026, 6, 30)))];
        assert!(!kinds("goal.target", "hire 40 people by June", &facts).contains(&Unrealistic));
        let facts = [("60 people", count(60.0, Some("people"))), ("by Friday", until(date(2026, 3, 13)))];
        assert!(!kinds("timeline.start", "60 people trained by Friday", &facts).contains(&Unrealistic));
    }

    #[test]
    fn a_target_that_was_due_before_the_call_is_impossible() {
        let facts = [("4%", percent(4.0)), ("by the end of 2024", until(date(2024, 12, 31)))];
        assert_eq!(kinds("metric.target", "down to 4% by the end of 2024", &facts), [Unrealistic]);
        assert!(!kinds("metric.target", "we wanted 4% by the end of 2024", &facts).contains(&Unrealistic));
    }

    #[test]
    fn lengths_of_time_are_compared_in_one_unit() {
        let facts = [
            ("6 weeks", duration(6.0, TimeUnit::Week)),
            ("1 day", duration(1.0, TimeUnit::Day)),
            ("by Thursday", until(date(2026, 3, 5))),
        ];
        assert_eq!(kinds("metric.target", "lead times from 6 weeks to 1 day by Thursday", &facts), [Unrealistic]);
        let facts = [("14 days", duration(14.0, TimeUnit::Day)), ("2 weeks", duration(2.0, TimeUnit::Week))];
        assert!(!kinds("metric.target", "from 14 days to 2 weeks by tomorrow", &facts).contains(&Unrealistic));
    }

    #[test]
    fn a_small_pilot_in_days_is_possible() {
        let facts = [("5 people", count(5.0, Some("people"))), ("by Friday", until(date(2026, 3, 6)))];
        assert_eq!(kinds("timeline.start", "pilot with 5 people by Friday", &facts), [Specific]);
        let facts = [("4 sites", count(4.0, Some("sites"))), ("by August", until(date(2026, 8, 31)))];
        assert_eq!(kinds("timeline.start", "all 4 sites by August", &facts), [Specific]);
    }

    #[test]
    fn a_start_before_the_call_is_impossible_and_a_past_one_is_history() {
        let facts = [(
            "1 February 2026",
            Value::Date { from: Some(date(2026, 2, 1)), to: Some(date(2026, 2, 1)), guessed: false },
        )];
        assert_eq!(kinds("timeline.start", "we start on 1 February 2026", &facts), [Unrealistic]);
        assert!(!kinds("timeline.start", "we started on 1 February 2026", &facts).contains(&Unrealistic));
    }

    #[test]
    fn a_leap_past_a_giant_is_impossible() {
        let facts = [("by Christmas", until(date(2026, 12, 25)))];
        assert_eq!(kinds("success.picture", "being bigger than Globex by Christmas", &facts), [Unrealistic]);
        assert!(!kinds("success.picture", "bigger than last year by Christmas", &facts).contains(&Unrealistic));
    }

    #[test]
    fn giving_everything_is_no_target() {
        let facts = [("110%", percent(110.0))];
        assert!(!kinds("timeline.capacity", "for this we'd go at it 110%", &facts).contains(&Unrealistic));
    }
}
