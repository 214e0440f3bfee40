//! Facts as they are said aloud: `$40k/mo` is "40 thousand dollars a month", `by 30/9` "by the end of September".

use jiff::civil::Date;

use crate::bank::Per;
use crate::signals::Value;

mod amount;
mod days;
mod fit;
mod quotation;
mod wish;
mod words;

pub(super) use amount::{Amount, is_of_one_thing};
pub(super) use days::as_told;
pub(super) use fit::fitted;
pub(super) use quotation::{both, is_change, quotation};
pub(super) use wish::wish;
use words::words;

/// From here on thousands are said as thousands: "40 thousand", but "2,500".
const THOUSANDS_FROM: f64 = 10_000.0;

/// A value as it is said, in pieces, so that it can be fitted to the words around it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Spoken {
    /// What stands in front of it.
    lead: Lead,
    /// It is said to be about so much.
    about: bool,
    /// The lower end of a range, or the beginning of an interval.
    low: Option<String>,
    /// The value; of a range or an interval its upper end.
    value: String,
    /// What it measures ("dollars", "weeks").
    unit: String,
    /// What an amount is for ("a month"); empty where that was not said, and `None` for what is no amount.
    per: Option<String>,
    /// Who somebody is besides their name, the name included ("Kim Sato, your CFO").
    in_full: Option<String>,
    /// The amount of money that it is, or that stands in it.
    amount: Option<Amount>,
}

/// What stands in front of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Lead {
    /// Nothing.
    #[default]
    None,
    /// A bound: "up to 20 thousand".
    UpTo,
    /// A bound that is not reached: "under 1 percent".
    Under,
    /// A stretch of the calendar: "in May".
    In,
    /// A day of the calendar: "on 12 May".
    On,
    /// A stretch of the calendar that needs no word: "next year".
    Bare,
    /// A last day: "by 12 May".
    By,
    /// A first day: "from 12 May".
    From,
    /// An interval: "between 12 May and 3 June".
    Between,
    /// A length of time from now: "in 3 months". No other word can take the place of this one.
    Ahead,
    /// The end of a month: "at the end of March".
    At,
    /// A day in their own words, which bring their own: "before Easter". No other word can take its place.
    AsSaid,
    /// Something to do, as somebody wants it: "to grow by a third". It fits behind few words only.
    Wish,
}

impl Spoken {
    /// Words that stand as they are.
    pub(super) fn plain(words: impl Into<String>) -> Self {
        Self { value: words.into(), ..Self::default() }
    }

    /// The same as people put it: a bound after "below" or "less than" is one that is not reached.
    pub(super) fn behind(self, words_before: &str) -> Self {
        let before = words_before.trim_end().to_lowercase();
        let is_under = words().before.under.iter().any(|word| {
            let rest = before.strip_suffix(word.as_str());
            rest.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
        });
        if self.lead == Lead::UpTo && is_under { Self { lead: Lead::Under, ..self } } else { self }
    }

    /// Whether it is a day in their own words.
    pub(super) fn is_as_said(&self) -> bool {
        self.lead == Lead::AsSaid
    }

    /// The amount of money that it is, or that stands in it.
    pub(super) fn amount(&self) -> Option<&Amount> {
        self.amount.as_ref()
    }

    /// The same words with an amount of money among them.
    pub(super) fn holding(self, amount: Option<Amount>) -> Self {
        Self { amount, ..self }
    }

    /// A length of time as the way to a day: "in 3 months".
    pub(super) fn ahead(self) -> Option<Self> {
        (self.lead == Lead::None).then_some(Self { lead: Lead::Ahead, ..self })
    }
}

/// A value as it is said on a day; `None` where it has no words of its own, or they would say more than is known.
pub(super) fn spoken(value: &Value, today: Date) -> Option<Spoken> {
    match value {
        Value::Money { amount, max, currency, per, approx } => {
            amount_spoken(&Amount { low: *amount, high: *max, currency: currency.clone(), per: *per, about: *approx })
        }
        Value::Count { n, max, of, approx } => {
            Some(Spoken { unit: of.clone().unwrap_or_default(), ..figure(*n, *max, *approx)? })
        }
        Value::Percent { n, max, approx } => {
            let spoken = figure(*n, *max, *approx)?;
            Some(Spoken { value: words().figures.percent.replace("{n}", &spoken.value), ..spoken })
        }
        Value::Duration { n, max, unit, approx } => {
            let unit = one_or_several(words().figures.units.get(unit.id())?, max.or(*n));
            Some(Spoken { unit, ..figure(*n, *max, *approx)? })
        }
        Value::Date { from, to, guessed } => days::spoken(*from, *to, *guessed, today),
        Value::Person { name, role, .. } => person(name.as_deref(), role.as_deref()),
        Value::Thing { name } | Value::Place { name } => Some(Spoken::plain(name.clone())),
        Value::YesNo { .. } | Value::Choice { .. } | Value::Text { .. } => None,
    }
}

/// An amount of money, or a range, as it is said by itself: "15 to 20 thousand dollars a year".
pub fn money_in_words(amount: f64, max: Option<f64>, currency: Option<String>, per: Option<Per>) -> Option<String> {
    let money = Value::Money { amount: Some(amount), max, currency, per, approx: false };
    // An amount is said alike on every day.
    let (_, words) = fitted("", &spoken(&money, Date::default())?, "")?;
    Some(words)
}

/// An amount with its currency and its period.
fn amount_spoken(amount: &Amount) -> Option<Spoken> {
    let currency = amount.currency.as_deref();
    let unit = currency.map(|code| currency_words(code, amount.high.or(amount.low))).unwrap_or_default();
    let per = Some(amount.per.map(per_words).unwrap_or_default());
    let spoken = figure(amount.low, amount.high, amount.about)?;
    Some(Spoken { unit, per, amount: Some(amount.clone()), ..spoken })
}

/// A figure, a range or an upper bound, without its unit.
fn figure(low: Option<f64>, high: Option<f64>, about: bool) -> Option<Spoken> {
    let (lead, low, value) = match (low, high) {
        (Some(low), Some(high)) => {
            let ((low, scale), (value, upper_scale)) = (scaled(low), scaled(high));
            // "50 to 60 thousand": the scale is said once where it is the same.
            let low = if scale == upper_scale { low } else { with_scale(&low, scale) };
            (Lead::None, Some(low), with_scale(&value, upper_scale))
        }
        (Some(only), None) => (Lead::None, None, number(only)),
        (None, Some(high)) => (Lead::UpTo, None, number(high)),
        (None, None) => return None,
    };
    Some(Spoken { lead, about, low, value, ..Spoken::default() })
}

/// A number in digits, with its thousands, millions or billions as a word.
fn number(n: f64) -> String {
    let (digits, scale) = scaled(n);
    with_scale(&digits, scale)
}

fn with_scale(digits: &str, scale: Option<&str>) -> String {
    scale.map_or_else(|| digits.to_owned(), |scale| scale.replace("{n}", digits))
}

/// The digits to say, and the pattern of the scale that is said behind them. Nothing is rounded away.
fn scaled(n: f64) -> (String, Option<&'static str>) {
    let figures = &words().figures;
    let scales = [(1e9, 1e9, &figures.billion), (1e6, 1e6, &figures.million), (THOUSANDS_FROM, 1e3, &figures.thousand)];
    for (from, size, pattern) in scales {
        let hundredths = n / size * 100.0;
        let is_short = if size > 1e3 { hundredths.fract() == 0.0 } else { (n / size).fract() == 0.0 };
        if n >= from && is_short {
            return (format!("{}", n / size), Some(pattern));
        }
    }
    (grouped(n), None)
}

/// Thousands set apart by commas, at most two decimals.
fn grouped(n: f64) -> String {
    let text = format!("{}", (n * 100.0).round() / 100.0);
    let (whole, fraction) =
        text.split_once('.').map_or((text.as_str(), ""), |(whole, _)| (whole, &text[whole.len()..]));
    let mut result = String::with_capacity(text.len() + 4);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && digit.is_ascii_digit() && (whole.len() - at).is_multiple_of(3) && !result.ends_with('-') {
            result.push(',');
        }
        result.push(digit);
    }
    result + fraction
}

fn currency_words(code: &str, amount: Option<f64>) -> String {
    words().figures.currencies.get(code).map_or_else(|| code.to_owned(), |forms| one_or_several(forms, amount))
}

fn one_or_several((one, several): &(String, String), n: Option<f64>) -> String {
    if n == Some(1.0) { one } else { several }.clone()
}

fn per_words(per: Per) -> String {
    words().figures.per.get(per.id()).cloned().unwrap_or_default()
}

/// Somebody by name and role; `None` for the one who speaks of themself.
fn person(name: Option<&str>, role: Option<&str>) -> Option<Spoken> {
    let people = &words().people;
    let role = role.map(without_article).filter(|role| !role.is_empty());
    match (name, role) {
        (Some(name), Some(role)) if !name.eq_ignore_ascii_case(role) => {
            let in_full = people.person.replace("{name}", name).replace("{role}", role);
            Some(Spoken { in_full: Some(in_full), ..Spoken::plain(name) })
        }
        (Some(name), _) => Some(Spoken::plain(name)),
        (None, Some(role)) if people.departments.contains(&role.to_lowercase()) => Some(Spoken::plain(role)),
        (None, Some(role)) => Some(Spoken::plain(people.role.replace("{role}", role))),
        (None, None) => None,
    }
}

/// "The board" and "our board" are the board.
fn without_article(role: &str) -> &str {
    let role = role.trim();
    let (first, rest) = role.split_once(' ').unwrap_or(("", role));
    let is_article = words().before.articles.contains(&first.to_lowercase());
    if is_article { rest.trim_start() } else { role }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::bank::TimeUnit;

    /// A phrasing with one slot, filled as on 2 March 2026.
    fn said(phrasing: &str, value: &Value) -> Option<String> {
        let spoken = spoken(value, date(2026, 3, 2))?;
        let spoken = if phrasing.contains("{ahead}") { spoken.ahead()? } else { spoken };
        let (before, after) = phrasing.split_once("{}").or_else(|| phrasing.split_once("{ahead}")).unwrap();
        let (kept, value) = fitted(before, &spoken, after)?;
        Some(format!("{}{value}{after}", &before[..kept]))
    }

    fn check(value: &Value, table: &[(&str, &str)]) {
        for (phrasing, expected) in table {
            assert_eq!(said(phrasing, value).as_deref(), Some(*expected), "{phrasing}");
        }
    }

    fn money(amount: Option<f64>, max: Option<f64>, currency: &str, per: Option<Per>, approx: bool) -> Value {
        let currency = (!currency.is_empty()).then(|| currency.to_owned());
        Value::Money { amount, max, currency, per, approx }
    }

    fn between(from: Option<Date>, to: Option<Date>) -> Value {
        Value::Date { from, to, guessed: false }
    }

    fn someone(name: Option<&str>, role: Option<&str>) -> Value {
        Value::Person { name: name.map(Into::into), role: role.map(Into::into), does: Some("signs".into()) }
    }

    #[test]
    fn amounts_are_said_with_their_scale_currency_and_period() {
        let month = Some(Per::Month);
        for (value, expected) in [
            (money(Some(40_000.0), None, "USD", month, false), "40 thousand dollars a month"),
            (money(Some(40_000.0), None, "", month, false), "40 thousand a month"),
            (money(Some(40_000.0), None, "USD", None, true), "about 40 thousand dollars"),
            (money(Some(50_000.0), Some(60_000.0), "", None, false), "50 to 60 thousand"),
            (money(Some(900_000.0), Some(1.2e6), "EUR", None, true), "about 900 thousand to 1.2 million euros"),
            (money(None, Some(20_000.0), "GBP", None, false), "up to 20 thousand pounds"),
            (money(None, Some(20_000.0), "GBP", None, true), "up to about 20 thousand pounds"),
            (money(Some(31.0), None, "GBP", Some(Per::Unit), false), "31 pounds each"),
            (money(Some(1.0), None, "EUR", Some(Per::Seat), false), "1 euro a seat"),
            (money(Some(2_500.0), None, "", None, false), "2,500"),
            (money(Some(12_500.0), None, "XAU", None, false), "12,500 XAU"),
            (money(Some(1_234_567.0), None, "", None, false), "1,234,567"),
            (money(Some(1.25e6), None, "", None, false), "1.25 million"),
            (money(Some(3e9), None, "", None, false), "3 billion"),
            (money(Some(99.5), None, "", None, false), "99.5"),
        ] {
            assert_eq!(said("that is {}", &value).unwrap(), format!("that is {expected}"));
        }
        assert_eq!(spoken(&money(None, None, "USD", None, false), date(2026, 3, 2)), None);
    }

    #[test]
    fn counts_shares_and_lengths_of_time() {
        let count = |n, of: &str| Value::Count { n: Some(n), max: None, of: Some(of.into()), approx: false };
        check(&count(3.0, "FTE"), &[("You put {} on it.", "You put 3 FTE on it."), ("{}: whose?", "3 FTE: whose?")]);
        check(&count(12_000.0, "orders"), &[("your {} a day", "your 12 thousand orders a day")]);
        let percent = |n, max| Value::Percent { n, max, approx: false };
        check(&percent(Some(95.0), None), &[("to {}", "to 95 percent"), ("to {} percent", "to 95 percent")]);
        check(&percent(Some(5.0), Some(10.0)), &[("{} of it", "5 to 10 percent of it")]);
        let length = |n, max, unit| Value::Duration { n, max, unit, approx: false };
        check(&length(Some(1.0), None, TimeUnit::Week), &[("It takes {}.", "It takes 1 week.")]);
        check(
            &length(Some(6.0), Some(8.0), TimeUnit::Week),
            &[
                ("It takes {}.", "It takes 6 to 8 weeks."),
                ("between {}", "between 6 and 8 weeks"),
                ("You said {ahead}.", "You said in 6 to 8 weeks."),
                ("to start in {ahead}?", "to start in 6 to 8 weeks?"),
            ],
        );
        assert_eq!(said("ready by {ahead}?", &length(Some(3.0), None, TimeUnit::Month)), None);
    }

    #[test]
    fn nothing_is_said_twice() {
        check(
            &money(Some(40_000.0), None, "", Some(Per::Month), true),
            &[
                ("{} goes into it.", "About 40 thousand a month goes into it."),
                ("It takes {}.", "It takes about 40 thousand a month."),
                ("It takes about {}.", "It takes about 40 thousand a month."),
                ("It takes roughly {}.", "It takes roughly 40 thousand a month."),
                ("and the {} it takes", "and the roughly 40 thousand a month it takes"),
                ("It takes {} a month.", "It takes about 40 thousand a month."),
                ("more than {}?", "more than 40 thousand a month?"),
                ("That was it. {}?", "That was it. About 40 thousand a month?"),
            ],
        );
        let per_month = money(Some(40_000.0), None, "", Some(Per::Month), false);
        assert_eq!(said("It takes {} a year.", &per_month), None, "two periods at once are wrong");
        let once = money(Some(40_000.0), None, "", None, false);
        assert_eq!(said("It takes {} a year.", &once), None, "nobody said that it comes back every year");
        check(
            &money(None, Some(20_000.0), "", None, false),
            &[
                ("You sign up to {}.", "You sign up to 20 thousand."),
                ("You sign {}.", "You sign up to 20 thousand."),
                ("Who signs above {}?", "Who signs above 20 thousand?"),
            ],
        );
        check(
            &money(Some(50_000.0), Some(60_000.0), "", None, false),
            &[("between {}", "between 50 and 60 thousand"), ("from {}", "from 50 to 60 thousand")],
        );
    }

    #[test]
    fn days_bring_their_preposition_unless_one_is_there() {
        let days = [
            // the end of September, as a bound
            (
                between(None, Some(date(2026, 9, 30))),
                [
                    "by the end of September",
                    "by the end of September",
                    "by the end of September",
                    "before the end of September",
                    "for the end of September",
                    "the end of September",
                ],
            ),
            (
                between(Some(date(2026, 9, 1)), Some(date(2026, 9, 30))),
                ["in September", "in September", "by September", "before September", "for September", "September"],
            ),
            (
                between(Some(date(2026, 3, 12)), Some(date(2026, 3, 12))),
                ["on 12 March", "on 12 March", "by 12 March", "before 12 March", "for 12 March", "12 March"],
            ),
            (
                between(Some(date(2026, 7, 1)), Some(date(2026, 9, 30))),
                [
                    "in the third quarter",
                    "in the third quarter",
                    "by the third quarter",
                    "before the third quarter",
                    "for the third quarter",
                    "the third quarter",
                ],
            ),
            (
                between(Some(date(2027, 1, 1)), Some(date(2027, 3, 31))),
                [
                    "in the first quarter of next year",
                    "in the first quarter of next year",
                    "by the first quarter of next year",
                    "before the first quarter of next year",
                    "for the first quarter of next year",
                    "the first quarter of next year",
                ],
            ),
            (
                between(Some(date(2027, 1, 1)), Some(date(2027, 12, 31))),
                ["next year", "next year", "by next year", "before next year", "for next year", "next year"],
            ),
            (
                between(Some(date(2026, 6, 1)), None),
                ["from June", "from June", "by June", "before June", "for June", "June"],
            ),
            (
                between(Some(date(2026, 6, 3)), Some(date(2026, 7, 9))),
                [
                    "between 3 June and 9 July",
                    "between 3 June and 9 July",
                    "by 9 July",
                    "before 9 July",
                    "for 3 June to 9 July",
                    "3 June to 9 July",
                ],
            ),
            (
                between(Some(date(2026, 6, 8)), Some(date(2026, 6, 14))),
                [
                    "in the week of 8 June",
                    "in the week of 8 June",
                    "by the week of 8 June",
                    "before the week of 8 June",
                    "for the week of 8 June",
                    "the week of 8 June",
                ],
            ),
        ];
        for (day, [alone, point, by, before, for_, the]) in days {
            check(
                &day,
                &[
                    ("You said {}.", &format!("You said {alone}.")),
                    ("You start in {}.", &format!("You start {point}.")),
                    ("You start on {}.", &format!("You start {point}.")),
                    ("You start by {}.", &format!("You start {by}.")),
                    ("You start before {}.", &format!("You start {before}.")),
                    ("It is planned for {}.", &format!("It is planned {for_}.")),
                    ("So the {}?", &format!("So the {}?", the.trim_start_matches("the "))),
                ],
            );
        }
    }

    #[test]
    fn a_guessed_year_is_not_said_and_a_day_gone_by_not_at_all() {
        let quarter = |guessed| Value::Date { from: Some(date(2027, 1, 1)), to: Some(date(2027, 3, 31)), guessed };
        check(&quarter(true), &[("You said {}.", "You said in the first quarter.")]);
        let far = between(Some(date(2029, 5, 1)), Some(date(2029, 5, 31)));
        check(&far, &[("You said {}.", "You said in May 2029.")]);
        assert_eq!(said("You said {}.", &between(None, Some(date(2026, 2, 28)))), None);
    }

    #[test]
    fn people_are_named_with_their_role() {
        check(
            &someone(Some("Kim Sato"), Some("CFO")),
            &[
                ("What would {} need to see?", "What would Kim Sato, your CFO, need to see?"),
                ("What matters to {}?", "What matters to Kim Sato, your CFO?"),
                ("Where does it stand on {}'s list?", "Where does it stand on Kim Sato's list?"),
            ],
        );
        check(&someone(None, Some("CFO")), &[("What does {} want?", "What does your CFO want?")]);
        check(&someone(None, Some("CFO")), &[("What does your {} want?", "What does your CFO want?")]);
        check(&someone(None, Some("the board")), &[("What does {} want?", "What does your board want?")]);
        check(&someone(None, Some("finance")), &[("What does {} want?", "What does finance want?")]);
        assert_eq!(said("What does {} want?", &someone(None, None)), None, "one does not speak of “you” like that");
    }

    #[test]
    fn their_words_are_quoted_short() {
        for (text, expected) in [
            ("95% on time by September. Kim wants it.", "“95% on time by September”"),
            ("well, we want to double the output of line 2.5", "“double the output of line 2.5”"),
            ("our goal is zero late orders", "“zero late orders”"),
            ("they call it “the hole”, daily", "“they call it the hole, daily”"),
            (
                "orders leave the dock late every other day because the nightly import from the old system fails",
                "“orders leave the dock late every other day”",
            ),
            ("a b c d e f g h i j k l m n o", "“a b c d e f g h i j k l…”"),
            ("\n  ~40k lost \nmore", "“40k lost”"),
        ] {
            assert_eq!(quotation(text).map(|spoken| spoken.value).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(quotation(" ... "), None);
    }

    proptest::proptest! {
        #[test]
        fn any_phrasing_and_words_are_survived(before in "\\PC{0,12}", after in "\\PC{0,12}", text in "\\PC{0,40}") {
            let value = money(Some(40_000.0), None, "USD", Some(Per::Month), true);
            for spoken in [quotation(&text), spoken(&value, date(2026, 3, 2)), Some(Spoken::plain(text.as_str()))] {
                if let Some((kept, _)) = spoken.and_then(|spoken| fitted(&before, &spoken, &after)) {
                    proptest::prop_assert!(before.is_char_boundary(kept));
                }
            }
        }
    }
}
