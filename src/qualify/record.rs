//! Whether a record fits the profile, before anybody spoke: by the same comparisons as in a call.

use super::icp::{Icp, Range};
use super::known::Known;
use super::lexicon::lexicon;
use super::profile::{IndustryMatch, breaks_deal, is_persona, match_industry, names_industry};
use super::words::stems;

/// A record beside the profile. Each answer is `None` where the profile does not ask or the record does not say.
#[derive(Debug, Clone, Copy)]
pub struct RecordFit<'a> {
    /// The profile.
    pub icp: &'a Icp,
    /// What is on record of the company.
    pub known: &'a Known,
    /// The contact's role; empty if not known.
    pub role: &'a str,
}

impl RecordFit<'_> {
    /// Whether it is in an industry of the profile.
    pub fn industry(&self) -> Option<bool> {
        let (wanted, record) = (&self.icp.industries, self.known.industry.as_str());
        let is_told = !wanted.is_empty() && !record.is_empty();
        is_told.then(|| match_industry(record, wanted, lexicon()) == IndustryMatch::Within)
    }

    /// Whether it lies in a territory of the profile.
    pub fn territory(&self) -> Option<bool> {
        let (wanted, record) = (&self.icp.territories, self.known.territory.as_str());
        let places = &lexicon().places;
        let lies_in = |territory: &String| {
            let found = places.find_name(record);
            let is_known = !found.is_empty() || !places.find_name(territory).is_empty();
            let within = found.iter().any(|place| places.is_within(place, territory) == Some(true));
            within || (!is_known && stems(record) == stems(territory))
        };
        (!wanted.is_empty() && !record.is_empty()).then(|| wanted.iter().any(lies_in))
    }

    /// Whether its people and its revenue lie in the ranges of the profile.
    pub fn size(&self) -> Option<bool> {
        let is_in = |range: Range, n: f64| range.min.is_none_or(|min| n >= min) && range.max.is_none_or(|max| n <= max);
        let is_asked = |range: &Range| range.min.is_some() || range.max.is_some();
        let figures = [(self.icp.size, self.known.size), (self.icp.revenue, self.known.revenue)];
        let told = figures.into_iter().filter(|(range, _)| is_asked(range));
        let told: Vec<bool> = told.filter_map(|(range, n)| n.map(|n| is_in(range, n))).collect();
        (!told.is_empty()).then(|| told.into_iter().all(|fits| fits))
    }

    /// Whether the contact's role is one that usually buys.
    pub fn persona(&self) -> Option<bool> {
        let is_told = !self.icp.personas.is_empty() && !self.role.is_empty();
        is_told.then(|| self.icp.personas.iter().any(|persona| is_persona(self.role, persona)))
    }

    /// Whether nothing on record breaks the deal.
    pub fn is_free_of_deal_breakers(&self) -> Option<bool> {
        let breaks = |breaker: &String| {
            let platform = !self.known.platform.is_empty() && breaks_deal(&self.known.platform, breaker, lexicon());
            platform || (!self.known.industry.is_empty() && names_industry(&self.known.industry, breaker, lexicon()))
        };
        let is_told = !(self.known.platform.is_empty() && self.known.industry.is_empty());
        (is_told && !self.icp.deal_breakers.is_empty()).then(|| !self.icp.deal_breakers.iter().any(breaks))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_compared_as_a_call_is() {
        let icp = Icp {
            industries: vec!["food".into()],
            territories: vec!["US".into()],
            size: Range { min: Some(50.0), max: None },
            personas: vec!["VP Operations".into()],
            deal_breakers: vec!["on-premises only".into()],
            ..Icp::default()
        };
        let known =
            Known { territory: "Ohio".into(), size: Some(9.0), platform: "on-prem only".into(), ..Known::default() };
        let fit = RecordFit { icp: &icp, known: &known, role: "VP of Operations" };
        assert_eq!((fit.territory(), fit.size(), fit.industry()), (Some(true), Some(false), None));
        assert_eq!((fit.persona(), fit.is_free_of_deal_breakers()), (Some(true), Some(false)));
        let nothing = RecordFit { icp: &Icp::default(), ..fit };
        assert_eq!((nothing.territory(), nothing.persona(), nothing.size()), (None, None, None));
    }
}
