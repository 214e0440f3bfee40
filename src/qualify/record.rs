//! Whether a record fits the profile, before anybody spoke: by the same comparisons as in a call.

use super::icp::Icp;
use super::known::Known;
use super::lexicon::lexicon;
use super::place::PLACES;
use super::profile::{DealBreakers, Industries, IndustryMatch, is_persona};

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
        is_told.then(|| Industries::new(wanted, lexicon()).matched(record) == IndustryMatch::Within)
    }

    /// Whether it lies in a territory of the profile.
    pub fn territory(&self) -> Option<bool> {
        let (wanted, record) = (&self.icp.territories, self.known.territory.as_str());
        (!wanted.is_empty() && !record.is_empty())
            .then(|| wanted.iter().any(|territory| PLACES.lies_in(record, territory)))
    }

    /// Whether its people and its revenue lie in the ranges of the profile.
    pub fn size(&self) -> Option<bool> {
        let figures = [(self.icp.size, self.known.size), (self.icp.revenue, self.known.revenue)];
        let told = figures.into_iter().filter(|(range, _)| !range.is_free());
        let told: Vec<bool> = told.filter_map(|(range, n)| n.map(|n| range.meets(n, n))).collect();
        (!told.is_empty()).then(|| told.into_iter().all(|fits| fits))
    }

    /// Whether the contact's role is one that usually buys.
    pub fn persona(&self) -> Option<bool> {
        let is_told = !self.icp.personas.is_empty() && !self.role.is_empty();
        is_told.then(|| self.icp.personas.iter().any(|persona| is_persona(self.role, persona)))
    }

    /// Whether nothing on record breaks the deal.
    pub fn is_free_of_deal_breakers(&self) -> Option<bool> {
        let (platform, industry) = (self.known.platform.as_str(), self.known.industry.as_str());
        let is_told = !(platform.is_empty() && industry.is_empty());
        let breakers = DealBreakers::new(&self.icp.deal_breakers, lexicon());
        let is_met = || breakers.said_in(platform).is_some() || breakers.named_in(industry).is_some();
        (is_told && !self.icp.deal_breakers.is_empty()).then(|| !is_met())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::qualify::Range;

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
