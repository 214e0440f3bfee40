//! Claims without measure: everything, everywhere, at once, with nobody on it.
//!
//! None of these is impossible by itself; "all invoices out by tonight" is a day's work. Two of them together within days
//! are not: all of it *and* the whole country, hundreds of something *and* the same two people.

use crate::bank::ValueKind;
use crate::signals::spans::Spans;
use crate::signals::text::{Boundary, TokenKind};
use crate::signals::value::{Fact, Span, Standing, Value};

use super::Examined;
use super::horizon::Horizon;

/// So many at once within days take more than goodwill.
const MANY: f64 = 20.0;

/// As many are too many where all of them are meant and a day is given.
const MANY_TODAY: f64 = 8.0;

/// From here on a figure is large without the noun that it counts.
const HUNDRED: f64 = 100.0;

/// From how many on all of them cannot change over in so many days, whoever works on it.
const ALL_AT_ONCE: &[(i64, f64)] = &[(1, MANY_TODAY), (3, MANY), (7, 500.0), (TOTAL_DAYS, 2_000.0)];

/// Within so many days nothing changes everywhere.
const TOTAL_DAYS: i64 = 14;

/// A length of time is a date to keep only where it is as short as this.
const MOMENT_DAYS: i64 = 2;

/// Within so many days nothing changes for all without means.
const WEEK_DAYS: i64 = 7;

/// So many words of a clause at most say what it is done with.
const MEANS: usize = 4;

/// What a claim lays on, each with the words for it.
#[derive(Debug, Default)]
struct Claim {
    /// Everybody, everything, nobody, never.
    all: Option<Span>,
    /// The whole country, ever again, all that was ever built.
    reach: Option<Span>,
    /// The same people, nobody extra, without a penny.
    means: Option<Span>,
    /// A number of things, and how many.
    many: Option<(f64, Span)>,
}

/// Why a claim is without measure: the sum, and the words.
pub(super) fn of(examined: &Examined<'_>, horizon: Horizon) -> Option<(String, Vec<Span>)> {
    let days = horizon.days;
    // "Every claim settled inside 5 days" is how long one takes, not when all of them are done.
    let takes = examined.facts.iter().any(|fact| fact.span == horizon.span && fact.value.kind() == ValueKind::Duration);
    if days > TOTAL_DAYS {
        return None;
    }
    if takes && days > MOMENT_DAYS {
        return everything_with_nothing(&read(examined, horizon), examined, days);
    }
    if let Some(world) = examined.cue("impossible.world") {
        return Some((examined.quote(world).to_owned(), vec![world]));
    }
    let claim = read(examined, horizon);
    let body = examined.cue("impossible.whole");
    let at_once = |n: f64| ALL_AT_ONCE.iter().any(|&(limit, most)| days <= limit && n >= most);
    // To open or to hire takes long for a few already.
    let builds = examined.cue("impossible.build").is_some();
    let few = builds || (days <= 1 && body.is_some());
    let many = claim.many.filter(|&(n, _)| n >= MANY || (few && n >= MANY_TODAY));
    let (all, reach, means) = (claim.all, claim.reach, claim.means);
    let never_again = examined.cue("impossible.never_again");
    let due = is_due(examined, horizon);
    let parts = match (many, body) {
        // "All of it by tonight, it's 40 pages" counts in another breath what all of it is.
        (Some((n, span)), Some(body)) if (at_once(n) && same_clause(examined, span, body)) || means.is_some() => {
            [Some(span), Some(body), means]
        }
        (Some((_, span)), None) if (builds || days <= WEEK_DAYS) && means.is_some() => [Some(span), means, None],
        (None, Some(body)) if means.is_some() && examined.content_words > MEANS => [Some(body), means, None],
        _ if !due => return None,
        _ if days <= 1 && never_again.is_some() => [never_again, None, None],
        _ if days <= WEEK_DAYS && all.is_some() && means.is_some() => [all, means, reach],
        _ if days <= 1 && all.is_some() && reach.is_some() => [all, reach, None],
        _ if days <= WEEK_DAYS
            && all.is_some()
            && examined.cues("impossible.reach").any(|cue| Some(cue.span) == reach) =>
        {
            [all, reach, None]
        }
        _ if days <= 1 && all.is_some() => [all, Some(examined.cue("impossible.works")?), None],
        _ => return None,
    };
    let spans: Vec<Span> = parts.into_iter().flatten().collect();
    Some((examined.quotes(&spans), spans))
}

/// "Every invoice in the country within 3 days, with one intern": all of it, everywhere, without means. With all three
/// a length of time is a date to keep as well.
fn everything_with_nothing(claim: &Claim, examined: &Examined<'_>, days: i64) -> Option<(String, Vec<Span>)> {
    let spans = [claim.all?, claim.reach?, claim.means?];
    (days <= WEEK_DAYS).then(|| (examined.quotes(&spans), spans.to_vec()))
}

fn same_clause(examined: &Examined<'_>, a: Span, b: Span) -> bool {
    let clause = |span: Span| examined.text.clause(examined.text.token_at(span.start)).start;
    clause(a) == clause(b)
}

/// What the claim lays on.
fn read(examined: &Examined<'_>, horizon: Horizon) -> Claim {
    let first =
        |list: &'static str, beside: &Spans| examined.cues(list).map(|cue| cue.span).find(|span| !beside.overlap(span));
    let when: Spans = std::iter::once(horizon.span).collect();
    let means = first("impossible.effortless", &when)
        .or_else(|| bare_means(examined, horizon))
        .filter(|_| examined.cue("impossible.manned").is_none());
    let taken: Spans = [Some(horizon.span), means].into_iter().flatten().collect();
    let all = first("impossible.universal", &taken);
    let taken: Spans = [Some(horizon.span), means, all].into_iter().flatten().collect();
    Claim {
        all,
        means,
        reach: first("impossible.reach", &taken).or_else(|| named_place(examined, &taken)),
        many: examined.facts.iter().filter(|fact| fact.span != horizon.span).find_map(many),
    }
}

/// A number of things or people, or a sum.
fn many(fact: &Fact) -> Option<(f64, Span)> {
    match fact.value {
        // "From 50 to 30" counts nothing by itself, "the 400 job backlog" does.
        Value::Count { n: Some(n), ref of, .. } if of.is_none() && n < HUNDRED => None,
        Value::Count { n: Some(n), .. } | Value::Money { amount: Some(n), .. }
            if fact.standing == Standing::Asserted && n >= MANY_TODAY =>
        {
            Some((n, fact.span))
        }
        _ => None,
    }
}

/// "…, no ads", "…, just me and a ladder": a clause of a few words that says with how little, and not the one that says
/// until when.
fn bare_means(examined: &Examined<'_>, horizon: Horizon) -> Option<Span> {
    let tokens = examined.text.tokens();
    let opens = |at: &usize| *at > 0 && tokens[*at].boundary == Boundary::Clause;
    (1..tokens.len()).filter(opens).find_map(|at| {
        let clause = examined.text.clause(at);
        let denies = examined.cues_begun("impossible.little", at..at + 1).next().is_some()
            && examined.cues_begun("impossible.turn_of_phrase", at..at + 1).next().is_none();
        let span = examined.text.span(clause.start, clause.end - 1);
        let brief = (1..=MEANS).contains(&examined.content_in(clause));
        (denies && brief && !span.overlaps(&horizon.span)).then_some(span)
    })
}

/// "In all of Texas", "in Europe": a place by name behind a word for where.
fn named_place(examined: &Examined<'_>, taken: &Spans) -> Option<Span> {
    let place = examined.facts.iter().find(|fact| fact.value.kind() == ValueKind::Place).map(|fact| fact.span);
    place.or_else(|| {
        examined.cues("impossible.inside").find_map(|cue| {
            let name = examined.text.tokens().get(cue.tokens.end)?;
            let named = name.capital && name.kind == TokenKind::Word && !taken.overlap(&name.span);
            named.then_some(Span::new(cue.span.start, name.span.end))
        })
    })
}

/// Whether the horizon is when it has to be done, not just when something happens: "by Saturday", "from tomorrow",
/// "within 2 days", or any day where a target was asked for.
pub(super) fn is_due(examined: &Examined<'_>, horizon: Horizon) -> bool {
    let target = matches!(
        examined.topic.id.as_str(),
        "goal.target" | "metric.target" | "success.picture" | "success.measure" | "implication.next"
    );
    let first = examined.text.token_at(horizon.span.start);
    target || examined.cues_begun("impossible.until", first.saturating_sub(1)..first + 1).next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::TimeUnit;
    use crate::signals::rules::horizon;
    use crate::signals::rules::samples::{count, duration, examine, topic, until};
    use jiff::civil::date;

    fn sum(topic_id: &str, raw: &str, facts: &[(&str, Value)]) -> Option<String> {
        examine(&topic(topic_id), raw, facts, |examined| of(examined, horizon::nearest(examined)?).map(|(sum, _)| sum))
    }

    #[test]
    fn two_extravagances_within_days_are_beyond_measure() {
        let friday = [("by Friday", until(date(2026, 3, 6)))];
        for say in [
            "not one stem rejected anywhere on earth by Friday",
            "the entire province off gas by Friday, with our two technicians",
            "every call picked up at once by Friday, same girls, same phones",
            "every shift filled by Friday, no ads, no overtime",
        ] {
            assert!(sum("metric.target", say, &friday).is_some(), "{say}");
        }
        for say in ["every tile in Europe stamped by tomorrow", "not one breakdown ever again from tomorrow"] {
            assert!(sum("metric.target", say, &[]).is_some(), "{say}");
        }
    }

    #[test]
    fn hundreds_with_the_means_of_today_are_too() {
        let shops = [("300 new shops", count(300.0, Some("shops"))), ("by Friday", until(date(2026, 3, 6)))];
        assert_eq!(
            sum("goal.target", "300 new shops by Friday, with the ovens we have", &shops).as_deref(),
            Some("300 new shops, with the ovens we have")
        );
    }

    #[test]
    fn a_clause_that_says_with_how_little_is_a_means() {
        let monday = [("by Monday", until(date(2026, 3, 9)))];
        for say in ["whole county on solar by Monday, just Ray and a ladder", "every file typed by Monday, no temps"] {
            assert!(sum("success.picture", say, &monday).is_some(), "{say}");
        }
        assert_eq!(sum("success.picture", "every invoice out by Monday, no doubt", &monday), None);
    }

    #[test]
    fn everything_everywhere_with_nobody_needs_no_day_to_be_named() {
        let three = [("3 days", duration(3.0, TimeUnit::Day))];
        let say = "every claim in the country settled within 3 days, with one intern";
        assert!(sum("metric.target", say, &three).is_some());
        assert_eq!(sum("metric.target", "every claim settled within 3 days, with one intern", &three), None);
    }

    #[test]
    fn to_build_a_few_takes_long_already() {
        let facts = [("9 halls", count(9.0, Some("halls"))), ("by 10 March", until(date(2026, 3, 10)))];
        assert!(sum("plan.actions", "build 9 halls by 10 March, no money needed", &facts).is_some());
        assert_eq!(sum("plan.actions", "paint 9 halls by 10 March, no money needed", &facts), None);
    }

    #[test]
    fn what_all_of_it_is_may_be_little() {
        let pages = [("40 pages", count(40.0, Some("pages")))];
        assert_eq!(sum("metric.target", "all invoices scanned by tonight, it's 40 pages", &pages), None);
    }

    #[test]
    fn one_extravagance_alone_is_only_bold() {
        let friday = [("by Friday", until(date(2026, 3, 6)))];
        for say in ["all invoices out by Friday", "the contract signed by Friday, no lawyers", "go live by Friday"] {
            assert_eq!(sum("metric.target", say, &friday), None, "{say}");
        }
        assert_eq!(sum("timeline.start", "pilot from tomorrow in one depot, no extra staff needed", &[]), None);
    }

    #[test]
    fn how_long_one_takes_is_no_date_to_keep() {
        let five = [("5 days", duration(5.0, TimeUnit::Day))];
        assert_eq!(sum("metric.target", "all claims settled inside 5 days without a phone call", &five), None);
    }
}
