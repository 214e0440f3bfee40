//! Gives a lead its points by a model, each with its reason.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::leads::columns::Columns;
use crate::leads::field::Field;
use crate::leads::lead::{Lead, Standing};
use crate::leads::words::key;
use crate::qualify::{Icp, RecordFit};

use super::model::{Attribute, Compared, Model, Part};
use super::validity::{Doubt, Validity};

/// A model at work: with the profile that it compares leads with.
#[derive(Debug, Clone)]
pub struct Scorer {
    model: Model,
    looks: Vec<Look>,
    icp: Icp,
    validity: Validity,
    /// Whether texts that come again and again fit the profile: a comparison takes longer than all the rest.
    fits: RefCell<HashMap<(Asked, String), Option<bool>>>,
}

/// Where an attribute's value is found.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Look {
    /// In a field.
    Field(Field),
    /// Among the imported columns, by the name as compared; else in the field that such a column usually fills.
    Column(String, Option<Field>),
    /// In the comparison with the profile.
    Profile(Asked),
}

/// What of the profile is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Asked {
    Industry,
    Territory,
    Size,
    Persona,
    DealBreaker,
}

/// Points for one attribute.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// What it tells of.
    pub part: Part,
    /// The attribute.
    pub column: String,
    /// What the lead has there; empty for nothing.
    pub value: String,
    /// Its points.
    pub points: f64,
}

/// What a lead is worth, and why.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Worth {
    /// The score, 0–100.
    pub score: u8,
    /// The points that are not zero, the largest first.
    pub points: Vec<Points>,
    /// The doubts about the record.
    pub doubts: Vec<Doubt>,
}

impl Worth {
    /// The points of a part.
    pub fn of(&self, part: Part) -> f64 {
        self.points.iter().filter(|points| points.part == part).map(|points| points.points).sum()
    }

    /// What the book keeps of it; the rank is for the ranking to say.
    pub fn standing(&self) -> Standing {
        let of = |part| self.of(part).round() as i32;
        Standing {
            score: self.score,
            fit: of(Part::Fit),
            interest: of(Part::Interest),
            ability: of(Part::Ability),
            rank: 0,
        }
    }
}

impl Scorer {
    /// Prepares a model for many leads.
    pub fn new(mut model: Model, columns: &Columns, icp: Icp, validity: Validity) -> Self {
        for band in model.attributes.iter_mut().flat_map(|attribute| &mut attribute.bands) {
            band.test = band.test.prepared();
        }
        let looks = model.attributes.iter().map(|attribute| look(attribute, columns)).collect();
        Self { model, looks, icp, validity, fits: RefCell::default() }
    }

    /// The doubts that it knows.
    pub const fn validity(&self) -> &Validity {
        &self.validity
    }

    /// What a lead is worth.
    pub fn worth(&self, lead: &Lead) -> Worth {
        let extra: HashMap<String, &str> = if self.looks.iter().any(|look| matches!(look, Look::Column(..))) {
            lead.extra.iter().map(|(name, value)| (key(name), value.as_str())).collect()
        } else {
            HashMap::new()
        };
        let mut points = Vec::new();
        for (attribute, look) in self.model.attributes.iter().zip(&self.looks) {
            if *look == Look::Field(Field::Tags) && attribute.adds_up {
                points.extend(tags(attribute, lead));
                continue;
            }
            let value = match look {
                Look::Field(field) => lead.get(*field),
                Look::Column(name, field) => {
                    let own = extra.get(name.as_str()).map(|value| (*value).to_owned());
                    own.or_else(|| field.map(|field| lead.get(field))).unwrap_or_default()
                }
                Look::Profile(asked) => self.fit(*asked, lead),
            };
            let earned = points_of(attribute, &value);
            points.push(Points { part: attribute.part, column: attribute.column.clone(), value, points: earned });
        }
        let doubts = self.validity.doubts(lead);
        let sum = points.iter().map(|points| points.points).chain(doubts.iter().map(|doubt| doubt.points)).sum::<f64>();
        let score = (self.model.base + sum).round().clamp(0.0, 100.0) as u8;
        points.retain(|points| points.points.abs() >= 0.05);
        points.sort_by(|one, other| other.points.abs().total_cmp(&one.points.abs()));
        Worth { score, points, doubts }
    }

    /// Whether a lead fits a part of the profile: `fits`, `outside`, or nothing where it cannot be told.
    fn fit(&self, asked: Asked, lead: &Lead) -> String {
        let value = match asked {
            Asked::Industry => lead.company.industry.clone(),
            Asked::Territory => lead.company.territory.clone(),
            Asked::Size => format!("{:?} {:?}", lead.company.size, lead.company.revenue),
            Asked::Persona => lead.person.role.clone(),
            Asked::DealBreaker => format!("{}\n{}", lead.company.industry, lead.company.platform),
        };
        let fits = *self.fits.borrow_mut().entry((asked, value)).or_insert_with(|| {
            let fit = RecordFit { icp: &self.icp, known: &lead.known(), role: &lead.person.role };
            match asked {
                Asked::Industry => fit.industry(),
                Asked::Territory => fit.territory(),
                Asked::Size => fit.size(),
                Asked::Persona => fit.persona(),
                Asked::DealBreaker => fit.is_free_of_deal_breakers(),
            }
        });
        fits.map_or("", |fits| if fits { "fits" } else { "outside" }).to_owned()
    }
}

fn look(attribute: &Attribute, columns: &Columns) -> Look {
    match attribute.column.as_str() {
        "icp.industry" => Look::Profile(Asked::Industry),
        "icp.territory" => Look::Profile(Asked::Territory),
        "icp.size" => Look::Profile(Asked::Size),
        "icp.persona" => Look::Profile(Asked::Persona),
        "icp.deal_breaker" => Look::Profile(Asked::DealBreaker),
        name => match Field::ALL.iter().find(|field| field.id() == name) {
            Some(field) => Look::Field(*field),
            None => Look::Column(key(name), columns.field(name)),
        },
    }
}

fn points_of(attribute: &Attribute, value: &str) -> f64 {
    let value = Compared::new(value);
    let mut holding = attribute.bands.iter().filter(|band| band.test.holds(&value)).map(|band| band.points).peekable();
    match holding.peek() {
        None => attribute.otherwise,
        Some(first) if !attribute.adds_up => *first,
        Some(_) => holding.sum(),
    }
}

/// Every tag earns by itself: shares and likes add up.
fn tags(attribute: &Attribute, lead: &Lead) -> Vec<Points> {
    let of = |tag: &String| Points {
        part: attribute.part,
        column: attribute.column.clone(),
        value: tag.clone(),
        points: points_of(attribute, tag),
    };
    lead.tags.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::problem::Source;
    use crate::leads::lead::LeadType;

    fn scorer(icp: Icp) -> Scorer {
        Scorer::new(Model::shipped(), &Columns::shipped(), icp, Validity::shipped())
    }

    fn lead(kind: LeadType, tags: &[&str]) -> Lead {
        let tags = tags.iter().map(|&tag| tag.to_owned()).collect();
        let mut lead = Lead { kind, tags, ..Lead::default() };
        lead.company.name = "Harbour Tools".into();
        lead.company.territory = "Ohio".into();
        lead.company.size = Some(400.0);
        lead
    }

    fn icp() -> Icp {
        let size = crate::qualify::Range { min: Some(50.0), max: Some(5000.0) };
        Icp { territories: vec!["US".into()], size, ..Icp::default() }
    }

    #[test]
    fn more_was_done_more_is_earned() {
        let scorer = scorer(icp());
        let score = |kind, tags: &[&str]| scorer.worth(&lead(kind, tags)).score;
        let (mql, sql) = (score(LeadType::Marketing, &[]), score(LeadType::Sales, &[]));
        assert!(sql > mql && mql > score(LeadType::Unqualified, &[]));
        let [clicked, opened, subscribed] =
            ["clicked", "opened", "subscribed"].map(|tag| score(LeadType::Marketing, &[tag]));
        assert!(clicked > opened && opened > subscribed && subscribed > mql);
        assert!(score(LeadType::Marketing, &["shared", "liked"]) > score(LeadType::Marketing, &["shared"]));
    }

    #[test]
    fn the_profile_earns_and_costs_and_says_why() {
        let scorer = scorer(icp());
        let inside = scorer.worth(&lead(LeadType::Sales, &[]));
        let mut outside = lead(LeadType::Sales, &[]);
        outside.company.territory = "Spain".into();
        let outside = scorer.worth(&outside);
        assert!(outside.score < inside.score);
        let told = outside.points.iter().find(|points| points.column == "icp.territory").unwrap();
        assert_eq!((told.value.as_str(), told.part), ("outside", Part::Fit));
        assert!(inside.of(Part::Fit) > 0.0 && inside.of(Part::Interest) > 0.0);
    }

    #[test]
    fn an_imported_column_is_found_by_its_name() {
        let text = "base: 0\nattributes:\n  - {column: Total Visits, values: [{from: 5, points: 40}, {missing: true, points: 7}]}\n  - {column: Lead Source, values: [{is: Ads, points: 3}]}\n";
        let model = Model::parse(&Source::new("m.yaml", text)).unwrap();
        let scorer = Scorer::new(model, &Columns::shipped(), Icp::default(), Validity::shipped());
        let mut lead = Lead { source: "ads".into(), ..Lead::default() };
        assert_eq!(scorer.worth(&lead).score, 10, "nothing is known of visits, and the source is a field");
        lead.extra.insert("total-visits".into(), "12".into());
        assert_eq!(scorer.worth(&lead).score, 43);
    }
}
