//! The figures that comparisons leave possible: intervals of the last value that was said.

use crate::bank::quantity::{Quantity, Unit};
use crate::bank::question::Comparison;
use crate::bank::vocabulary::{Per, TimeUnit, ValueKind};

/// A date later than this is far (signals.md, "Levels"), in days.
const FAR_DAYS: f64 = 6.0 * TimeUnit::Month.days();

/// A date of which only the latest day is known ("by March") is far from here on, in days.
const FAR_DEADLINE_DAYS: f64 = 12.0 * TimeUnit::Month.days();

/// What figures have to share to be told by the same value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale<'c> {
    /// A bare number: a count, or money without a period.
    Bare,
    /// Money of a currency (`None` matches any), without a period.
    Sum(Option<&'c str>),
    /// Money of a currency, over time.
    Yearly(Option<&'c str>),
    /// Money of a currency, for each of something.
    Each(Option<&'c str>, Per),
    /// A percentage.
    Percent,
    /// A length of time, or how far ahead a date lies.
    Time,
}

impl<'c> Scale<'c> {
    /// The scale of a quantity, and where it stands on it.
    pub(super) fn of(quantity: &'c Quantity) -> (Self, f64) {
        let amount = quantity.amount;
        match &quantity.unit {
            Unit::None => (Self::Bare, amount),
            Unit::Percent => (Self::Percent, amount),
            Unit::Time(unit) => (Self::Time, amount * unit.days()),
            Unit::Money { currency, per: None } => (Self::Sum(currency.as_deref()), amount),
            Unit::Money { currency, per: Some(per) } => match per.a_year() {
                Some(times) => (Self::Yearly(currency.as_deref()), amount * times),
                None => (Self::Each(currency.as_deref(), *per), amount),
            },
        }
    }

    /// The kinds of values that can be compared on it.
    pub(super) const fn kinds(self) -> &'static [ValueKind] {
        match self {
            Self::Bare => &[ValueKind::Money, ValueKind::Count],
            Self::Sum(_) | Self::Yearly(_) | Self::Each(..) => &[ValueKind::Money],
            Self::Percent => &[ValueKind::Percent],
            Self::Time => &[ValueKind::Date, ValueKind::Duration],
        }
    }
}

/// A value that was said can be a range, so both of its ends are kept; each may be open, and there may be no value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Figures {
    low: End,
    high: End,
}

/// Where an end of the value can lie.
#[derive(Debug, Clone, Copy, PartialEq)]
struct End {
    /// It has to be known: something compares with it.
    told: bool,
    /// The least that it can be, and whether that itself is left out.
    least: (f64, bool),
    /// The most that it can be, and whether that itself is left out.
    most: (f64, bool),
}

impl Figures {
    /// Any figures on a scale. Money and counts are never below nothing; a date can be past.
    pub(super) const fn on(scale: Scale) -> Self {
        let least = match scale {
            Scale::Percent | Scale::Time => f64::NEG_INFINITY,
            Scale::Bare | Scale::Sum(_) | Scale::Yearly(_) | Scale::Each(..) => 0.0,
        };
        let any = End { told: false, least: (least, false), most: (f64::INFINITY, false) };
        Self { low: any, high: any }
    }

    /// Keeps the figures that stand so to a limit, or (`holds` false) those that do not, no value among them.
    pub(super) fn narrow(&mut self, how: Comparison, limit: f64, holds: bool) {
        match how {
            Comparison::MoreThan if holds => self.low.is_above(limit, true),
            Comparison::AtLeast if holds => self.low.is_above(limit, false),
            Comparison::LessThan if holds => self.high.is_below(limit, true),
            Comparison::AtMost if holds => self.high.is_below(limit, false),
            Comparison::MoreThan => self.low.keep_below(limit, false),
            Comparison::AtLeast => self.low.keep_below(limit, true),
            Comparison::LessThan => self.high.keep_above(limit, false),
            Comparison::AtMost => self.high.keep_above(limit, true),
        }
    }

    /// Whether there has to be a value.
    pub(super) const fn are_told(&self) -> bool {
        self.low.told || self.high.told
    }

    /// Whether any figures are left.
    pub(super) fn are_possible(&self) -> bool {
        let in_order = !(self.low.told && self.high.told) || fits(self.low.least, self.high.most);
        let left = |end: &End| !end.told || fits(end.least, end.most);
        left(&self.low) && left(&self.high) && in_order
    }

    /// Whether a date among them can be far, or (`far` false) can be near or no date at all.
    pub(super) fn can_be_far(&self, far: bool) -> bool {
        let with = |narrow: &dyn Fn(&mut Self)| {
            let mut figures = *self;
            narrow(&mut figures);
            figures.are_possible()
        };
        if far {
            let late_start = with(&|figures| figures.low.is_above(FAR_DAYS, true));
            let late_deadline = !self.low.told && with(&|figures| figures.high.is_above(FAR_DEADLINE_DAYS, true));
            late_start || late_deadline
        } else {
            let early_start = with(&|figures| figures.low.is_below(FAR_DAYS, false));
            let early_deadline = !self.low.told && with(&|figures| figures.high.keep_below(FAR_DEADLINE_DAYS, false));
            early_start || early_deadline
        }
    }
}

impl End {
    /// It has to be known, and above a limit.
    fn is_above(&mut self, limit: f64, strictly: bool) {
        self.told = true;
        self.keep_above(limit, strictly);
    }

    /// It has to be known, and below a limit.
    fn is_below(&mut self, limit: f64, strictly: bool) {
        self.told = true;
        self.keep_below(limit, strictly);
    }

    /// If it is known, it is above a limit.
    fn keep_above(&mut self, limit: f64, strictly: bool) {
        if limit > self.least.0 || (limit >= self.least.0 && strictly) {
            self.least = (limit, strictly);
        }
    }

    /// If it is known, it is below a limit.
    fn keep_below(&mut self, limit: f64, strictly: bool) {
        if limit < self.most.0 || (limit <= self.most.0 && strictly) {
            self.most = (limit, strictly);
        }
    }
}

/// Whether there is a number between the two.
fn fits(least: (f64, bool), most: (f64, bool)) -> bool {
    least.0 < most.0 || (least.0 <= most.0 && !least.1 && !most.1)
}
