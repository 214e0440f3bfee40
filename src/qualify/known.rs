//! What the record of a lead says of the company before anybody spoke; the call confirms it or contradicts it.

use crate::bank::{CriterionRow, Grade};

use super::Criterion;
use super::criteria::decided;
use super::ledger::Standpoint;

/// What is on record of a company. What is not known is empty.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Known {
    /// What it does.
    pub industry: String,
    /// Where it sits.
    pub territory: String,
    /// Its people.
    pub size: Option<f64>,
    /// Its yearly revenue, in whatever currency the profile is in.
    pub revenue: Option<f64>,
    /// What it runs on.
    pub platform: String,
}

impl Known {
    /// Nothing is on record.
    pub fn nothing() -> &'static Self {
        static NOTHING: Known = Known {
            industry: String::new(),
            territory: String::new(),
            size: None,
            revenue: None,
            platform: String::new(),
        };
        &NOTHING
    }
}

/// A criterion of which nothing was heard yet, by what is on record.
///
/// A record that fits is a claim. One that does not ends no call by itself, for records grow old: it is to be asked.
pub(super) fn on_record(row: &CriterionRow, accepts: Grade, words: &str, fits: bool) -> Criterion {
    let (grade, why) = if fits {
        (Grade::Claimed, format!("on record as “{words}”, not confirmed in the call yet"))
    } else {
        (Grade::Open, format!("on record as “{words}”, which is outside the profile: ask whether that still holds"))
    };
    decided(row, Standpoint { grade, answers: Vec::new() }, accepts, why)
}

/// The same criterion as heard, with a word on the record where the two disagree on whether it fits.
pub(super) fn against_record(heard: Criterion, words: &str, fits: bool) -> Criterion {
    let is_settled = matches!(heard.grade, Grade::Evidenced | Grade::Refuted);
    if words.is_empty() || !is_settled || fits != heard.failed {
        return heard;
    }
    let why = format!("{}; the record says “{words}”", heard.why);
    Criterion { why, ..heard }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::qualify::sample::Call;
    use crate::qualify::{Assessment, Case, Range, assess};

    fn with(call: &Call, known: &Known) -> Assessment {
        assess(&Case { known, ..call.case() })
    }

    fn record() -> Known {
        Known { industry: "supermarkets".into(), territory: "Ohio".into(), size: Some(400.0), ..Known::default() }
    }

    #[test]
    fn what_is_on_record_is_a_claim_until_the_call_confirms_it() {
        let call = Call::new(Grade::Claimed);
        let found = with(&call, &record());
        assert_eq!(found.statuses()[0], "qualified");
        assert_eq!(found.criterion("territory").grade, Grade::Claimed);
        assert_eq!(found.criterion("territory").why, "on record as “Ohio”, not confirmed in the call yet");
        assert_eq!(with(&Call::new(Grade::Evidenced), &record()).statuses()[0], "open", "a record is no evidence");
        let told = call.hears("company.territory", "we sit in Ohio", Grade::Evidenced).place("Ohio");
        assert_eq!(with(&told, &record()).criterion("territory").grade, Grade::Evidenced);
    }

    #[test]
    fn a_record_off_the_profile_is_asked_about_and_ends_nothing() {
        let known = Known { territory: "Spain".into(), size: Some(9.0), ..record() };
        let found = with(&Call::new(Grade::Claimed), &known);
        assert_eq!(found.statuses()[0], "open");
        assert!(found.criterion("territory").why.contains("ask whether that still holds"));
        assert_eq!(found.criterion("size").grade, Grade::Open);
    }

    #[test]
    fn what_is_heard_outweighs_the_record_and_says_so() {
        let call = Call::new(Grade::Claimed).hears("company.territory", "we sit in Madrid", Grade::Evidenced);
        let found = with(&call.place("Madrid"), &record());
        assert_eq!(found.statuses()[0], "disqualified");
        assert!(found.criterion("territory").why.ends_with("; the record says “Ohio”"));
    }

    #[test]
    fn a_platform_on_record_that_breaks_the_deal_is_asked_about() {
        let mut call = Call::new(Grade::Claimed);
        call.icp.deal_breakers = vec!["on-premises only".into()];
        let known = Known { platform: "on-prem only".into(), ..record() };
        assert!(!with(&call, &known).criterion("fit").met);
        let cloud = Known { platform: "in the cloud".into(), ..record() };
        assert!(with(&call, &cloud).criterion("fit").met);
    }

    #[test]
    fn revenue_on_record_is_held_against_its_range() {
        let mut call = Call::new(Grade::Claimed);
        (call.icp.size, call.icp.revenue) = (Range::default(), Range { min: Some(1e6), max: None });
        let known = |revenue| Known { revenue: Some(revenue), size: None, ..record() };
        assert!(with(&call, &known(2e6)).criterion("size").met);
        assert!(!with(&call, &known(2e5)).criterion("size").met);
    }
}
