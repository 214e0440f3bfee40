//! A hand-over without names, for whichever document is written from it.

use super::Redaction;
use crate::report::HandOver;
use crate::session::{StakeholderView, StakeholdersView};

impl Redaction {
    /// The call without names; its id stays, for it says nothing about anybody.
    pub fn hand_over(&self, hand_over: &HandOver) -> HandOver {
        let HandOver { call, revision, brief, people } = hand_over.clone();
        let StakeholdersView { people, holes, way_in } = people;
        let people = StakeholdersView {
            people: people.into_iter().map(|person| self.stakeholder(person)).collect(),
            holes,
            way_in: way_in.map(|way| self.text(&way)),
        };
        HandOver { call, revision, brief: self.brief(&brief), people }
    }

    fn stakeholder(&self, person: StakeholderView) -> StakeholderView {
        let StakeholderView { name, title, parts, wants, stance, reach, said } = person;
        StakeholderView {
            name: self.name(&name),
            title: self.text(&title),
            parts,
            wants: wants.iter().map(|want| self.text(want)).collect(),
            stance,
            reach: self.text(&reach),
            said,
        }
    }
}
