//! Whether a record is of a real person: doubts that cost points until somebody was spoken to.

use std::collections::BTreeSet;

use crate::bank::problem::Sink;
use crate::bank::yaml::{Fields, Node};
use crate::leads::content::{self, Content};
use crate::leads::lead::Lead;
use crate::leads::words::{domain_of, key};

/// What makes a record doubtful, as content.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Validity {
    lower_case: f64,
    private: f64,
    throwaway: f64,
    bot: f64,
    private_mail: BTreeSet<String>,
    throwaway_mail: BTreeSet<String>,
    bot_names: BTreeSet<String>,
}

/// A doubt about a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// What is doubtful, for people.
    pub why: String,
    /// What it costs; below zero.
    pub points: f64,
}

impl Content for Validity {
    const FILE: &'static str = "validity.yaml";
    const SHIPPED: &'static str = include_str!("validity.yaml");

    fn read(root: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(root, "doubts about records", sink);
        let mut validity = Self::default();
        if let Some(node) = fields.required_node("points") {
            let mut points = Fields::of(node, "points of doubts", sink);
            validity.lower_case = points.optional("lower_case").unwrap_or_default();
            validity.private = points.optional("private_mail").unwrap_or_default();
            validity.throwaway = points.optional("throwaway_mail").unwrap_or_default();
            validity.bot = points.optional("bot").unwrap_or_default();
            points.finish();
        }
        let mut set = |name| fields.list::<String>(name).into_iter().map(|word| word.to_lowercase()).collect();
        (validity.private_mail, validity.throwaway_mail) = (set("private_mail"), set("throwaway_mail"));
        validity.bot_names = set("bot_names");
        fields.finish();
        Some(validity)
    }
}

impl Validity {
    /// What ships.
    pub fn shipped() -> Self {
        content::shipped()
    }

    /// Whether anybody can have an address of this domain.
    pub fn is_private_mail(&self, domain: &str) -> bool {
        self.private_mail.contains(domain) || self.throwaway_mail.contains(domain)
    }

    /// The doubts about a lead; none once a real conversation was noted.
    pub fn doubts(&self, lead: &Lead) -> Vec<Doubt> {
        if lead.spoken_on.is_some() {
            return Vec::new();
        }
        let domain = domain_of(&lead.person.email);
        let name = lead.person.name.as_str();
        let mut doubts = Vec::new();
        let mut doubt = |points: f64, why: String| doubts.push(Doubt { why, points });
        if self.throwaway_mail.contains(&domain) {
            doubt(self.throwaway, format!("mail that is thrown away after use ({domain})"));
        } else if self.private_mail.contains(&domain) {
            doubt(self.private, format!("a private mail address ({domain})"));
        }
        if let Some(why) = self.machine_made(lead) {
            doubt(self.bot, why);
        } else if name.chars().any(char::is_lowercase) && !name.chars().any(char::is_uppercase) {
            doubt(self.lower_case, "the name is written in small letters".to_owned());
        }
        doubts
    }

    /// What looks as if a machine, or nobody in particular, had filled in the form.
    fn machine_made(&self, lead: &Lead) -> Option<String> {
        let name = lead.person.name.as_str();
        let words = key(name);
        if words.is_empty() {
            return None;
        }
        let told = |what: &str| Some(format!("{what} (“{name}”)"));
        let parts: Vec<&str> = words.split(' ').collect();
        if self.bot_names.contains(&words) || parts.iter().all(|part| self.bot_names.contains(*part)) {
            return told("no name of a person");
        }
        if name.contains("://") || name.contains("www.") || name.contains('@') {
            return told("an address in place of a name");
        }
        let letters = words.chars().filter(|c| c.is_alphabetic()).count();
        let digits = words.chars().filter(char::is_ascii_digit).count();
        if digits > letters {
            return told("figures in place of a name");
        }
        let one_letter = |part: &&str| {
            let mut letters = part.chars();
            let first = letters.next();
            part.chars().count() >= 3 && letters.all(|c| Some(c) == first)
        };
        if parts.iter().all(one_letter) {
            return told("one letter over and over");
        }
        (key(&lead.company.name) == words && parts.len() == 1 && parts[0].chars().count() >= 6 && is_scramble(&words))
            .then(|| format!("the same letters for the name and the company (“{name}”)"))
    }
}

/// Letters in no order that a name has: hardly a vowel among many.
fn is_scramble(word: &str) -> bool {
    let is_latin = word.chars().all(|c| c.is_ascii_lowercase());
    let vowels = word.chars().filter(|c| "aeiouy".contains(*c)).count();
    is_latin && vowels * 5 < word.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lead(name: &str, email: &str) -> Lead {
        let mut lead = Lead::default();
        (lead.person.name, lead.person.email) = (name.to_owned(), email.to_owned());
        lead
    }

    fn costs(name: &str, email: &str) -> f64 {
        Validity::shipped().doubts(&lead(name, email)).iter().map(|doubt| doubt.points).sum()
    }

    #[test]
    fn a_real_name_with_a_company_address_raises_no_doubt() {
        for (name, email) in [
            ("Kim Sato", "kim@harbour.example"),
            ("李雷", ""),
            ("", "info@harbour.example"),
            ("Ng Bb", ""),
            ("Anna O’Neill", ""),
        ] {
            assert!(costs(name, email).abs() < 0.01, "{name}");
        }
    }

    #[test]
    fn doubts_cost_points_by_their_weight() {
        let lower = costs("kim sato", "kim@harbour.example");
        let private = costs("Kim Sato", "kim@gmail.com");
        let bot = costs("asdf", "x@mailinator.com");
        assert!(lower < 0.0 && private < lower && bot < private, "{lower} {private} {bot}");
        for name in ["Test Test", "xxxxx", "8837261", "http://buy.example", "John Doe"] {
            assert!(costs(name, "") < private, "{name}");
        }
    }

    #[test]
    fn a_real_conversation_lifts_every_doubt() {
        let mut lead = lead("asdf", "x@mailinator.com");
        lead.spoken_on = Some(jiff::civil::date(2026, 5, 12));
        assert_eq!(Validity::shipped().doubts(&lead), Vec::new());
    }
}
