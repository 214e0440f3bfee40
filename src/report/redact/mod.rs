//! A call without names: people, companies, mail addresses, telephone numbers and links give way to placeholders.
//!
//! Everybody keeps the same placeholder through all forms of one call. What is replaced errs on the safe side: a part of
//! a name goes wherever it stands as a word, in whatever letter case, though it may be an ordinary word too.

mod address;
mod brief;
mod events;
mod hand_over;
mod name;

use std::ops::Range;

use self::address::Kind;
use self::name::Somebody;
use crate::session::Names;

pub use self::events::texts;

/// What is taken out of a call, and what is put in its place.
#[derive(Debug, Clone)]
pub struct Redaction {
    companies: Vec<Somebody>,
    people: Vec<Somebody>,
    /// Mail addresses, numbers and links in the order of the call; the same one has the same number.
    addresses: Vec<(Kind, String)>,
}

impl Redaction {
    /// What has to be taken out of a call with these names and texts.
    pub fn new<'t>(names: &Names, texts: impl IntoIterator<Item = &'t str>) -> Self {
        let companies = names.companies.iter().map(|name| Somebody::company(name)).collect();
        let people = names.people.iter().map(|person| Somebody::person(&person.name)).collect();
        let mut redaction = Self { companies, people, addresses: Vec::new() };
        for text in texts {
            for found in address::find(text) {
                let known = (found.kind, found.key);
                if !redaction.addresses.contains(&known) {
                    redaction.addresses.push(known);
                }
            }
        }
        // Roles are shown in the placeholders, so they must not name anybody themselves.
        for (at, person) in names.people.iter().enumerate() {
            let role = redaction.text(&person.role);
            role.trim().clone_into(&mut redaction.people[at].role);
        }
        redaction
    }

    /// A text without names.
    pub fn text(&self, text: &str) -> String {
        self.rewrite(text).text
    }

    /// Somebody's name where the role stands beside it; what is no known name is treated as any text.
    fn name(&self, name: &str) -> String {
        match self.people.iter().position(|person| person.is_called(name)) {
            Some(at) => person_label(at),
            None => self.text(name),
        }
    }

    /// The lead's company where nothing but the company stands.
    fn company(&self, name: &str) -> String {
        match self.companies.iter().position(|company| company.is_called(name)) {
            Some(at) => company_label(at),
            None => self.text(name),
        }
    }

    fn rewrite(&self, text: &str) -> Rewritten {
        let mut edits: Vec<Edit> = Vec::new();
        for found in address::find(text) {
            let number = self.addresses.iter().filter(|(kind, _)| *kind == found.kind);
            let number = number.clone().position(|(_, key)| *key == found.key).map(|at| format!(" {}", at + 1));
            edits.push(Edit { at: found.at, with: found.kind.label().to_owned() + &number.unwrap_or_default() });
        }
        let lower = text.to_lowercase();
        let everybody: Vec<&Somebody> = self.people.iter().chain(&self.companies).collect();
        // Names are looked for between the addresses: one that reached into an address would be lost with it.
        edits.sort_by_key(|edit| edit.at.start);
        let between: Vec<Range<usize>> = gaps(text.len(), &edits).collect();
        let found = between.into_iter().flat_map(|gap| {
            let names = name::find(text.get(gap.clone()).unwrap_or_default(), &everybody);
            names.into_iter().map(move |(at, who)| (at.start + gap.start..at.end + gap.start, who))
        });
        for (at, who) in found {
            let with = match who.checked_sub(self.people.len()) {
                Some(company) => company_label(company),
                None => match self.people[who].role.as_str() {
                    "" => person_label(who),
                    role if lower.contains(&role.to_lowercase()) => person_label(who),
                    role => format!("{} ({role})", person_label(who)),
                },
            };
            edits.push(Edit { at, with });
        }
        edits.sort_by_key(|edit| edit.at.start);
        Rewritten::of(text, edits)
    }
}

/// What is left of a text between edits, which are in order.
fn gaps(len: usize, edits: &[Edit]) -> impl Iterator<Item = Range<usize>> {
    let starts = std::iter::once(0).chain(edits.iter().map(|edit| edit.at.end));
    let ends = edits.iter().map(|edit| edit.at.start).chain([len]);
    starts.zip(ends).map(|(start, end)| start..end.max(start))
}

fn person_label(at: usize) -> String {
    format!("Person {}", at + 1)
}

fn company_label(at: usize) -> String {
    format!("Company {}", at + 1)
}

/// Something that gives way to something else.
#[derive(Debug, Clone)]
struct Edit {
    at: Range<usize>,
    with: String,
}

/// A text with its edits carried out, and where what stood in the old one stands in the new one.
#[derive(Debug)]
struct Rewritten {
    text: String,
    edits: Vec<Edit>,
}

impl Rewritten {
    fn of(old: &str, edits: Vec<Edit>) -> Self {
        let mut text = String::with_capacity(old.len());
        let mut from = 0;
        for edit in &edits {
            text.push_str(old.get(from..edit.at.start).unwrap_or_default());
            text.push_str(&edit.with);
            from = edit.at.end;
        }
        text.push_str(old.get(from..).unwrap_or_default());
        Self { text, edits }
    }

    /// Where a stretch of the old text is now; one that touches something replaced takes in the whole placeholder.
    fn moved(&self, (start, end): (usize, usize)) -> (usize, usize) {
        (self.place(start, false), self.place(end, true))
    }

    fn place(&self, at: usize, is_end: bool) -> usize {
        let (mut gained, mut lost) = (0, 0);
        for edit in &self.edits {
            if edit.at.end <= at {
                gained += edit.with.len();
                lost += edit.at.len();
            } else if edit.at.start < at {
                let start = edit.at.start + gained - lost;
                return if is_end { start + edit.with.len() } else { start };
            }
        }
        at + gained - lost
    }

    /// A stretch of the new text in Unicode scalar values.
    fn scalars(&self, (start, end): (usize, usize)) -> (usize, usize) {
        let count = |end: usize| self.text.get(..end).unwrap_or(&self.text).chars().count();
        (count(start), count(end))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::call::Contact;

    fn redaction() -> Redaction {
        let person = |name: &str, role: &str| Contact { name: name.into(), role: role.into() };
        let names = Names {
            companies: vec!["Northwind Foods Ltd".into()],
            people: vec![
                person("Dana Ruiz", "VP Operations"),
                person("Kim O’Brien-Sato", "CFO of Northwind"),
                person("José van der Núñez", ""),
            ],
        };
        Redaction::new(&names, ["mail dana@northwind.example or call +1 713-555-0142", "see www.northwind.example/x"])
    }

    #[test]
    fn names_go_in_any_wording() {
        let redaction = redaction();
        for (text, expected) in [
            ("our cfo kim signs above 20k", "our cfo Person 2 (CFO of Company 1) signs above 20k"),
            ("KIM O'BRIEN-SATO's team, kim’ll", "Person 2 (CFO of Company 1)'s team, Person 2 (CFO of Company 1)’ll"),
            ("ask K. Sato, or obrien", "ask Person 2 (CFO of Company 1), or Person 2 (CFO of Company 1)"),
            ("Dana Ruiz, VP Operations", "Person 1, VP Operations"),
            ("danas budget", "Person 1 (VP Operations) budget"),
            ("jose nunez, JOSÉ VAN DER NÚÑEZ", "Person 3, Person 3"),
            (
                "northwind's plan; NORTHWIND FOODS; NorthwindFoods; Northwind Foods Limited",
                "Company 1's plan; Company 1; Company 1; Company 1",
            ),
            ("frozen foods, limited budget", "frozen foods, limited budget"),
            ("No\u{200b}rthwind and ki\u{ad}m", "Company 1 and Person 2 (CFO of Company 1)"),
            ("the danaid and akimbo stay", "the danaid and akimbo stay"),
        ] {
            assert_eq!(redaction.text(text), expected);
        }
    }

    #[test]
    fn addresses_go_and_figures_stay() {
        let redaction = redaction();
        for (text, expected) in [
            ("Dana@Northwind.example wrote", "Mail 1 wrote"),
            ("call +1 713-555-0142 or (713) 555 0142", "call Phone 1 or Phone"),
            ("https://www.northwind.example/x and shop.other.co.uk.", "Link 1 and Link."),
            (
                "40k a month, $1,200,000 by 2026-03-02, 12.03.2026 10:30",
                "40k a month, $1,200,000 by 2026-03-02, 12.03.2026 10:30",
            ),
            ("100 000 000 rows, 3-4 wks, 12.5 %, v2.10.3", "100 000 000 rows, 3-4 wks, 12.5 %, v2.10.3"),
            ("soon.maybe in Q3", "soon.maybe in Q3"),
        ] {
            assert_eq!(redaction.text(text), expected);
        }
    }

    #[test]
    fn names_without_spaces_go_too() {
        let names = Names {
            companies: vec!["北京五金".into()],
            people: vec![Contact { name: "王芳".into(), role: String::new() }],
        };
        let redaction = Redaction::new(&names, []);
        assert_eq!(redaction.text("北京五金的预算由王芳批准"), "Company 1的预算由Person 1批准");
    }

    proptest! {
        #[test]
        fn spans_stay_on_characters_and_words_that_stay_keep_their_place(text in "([a-zé日 .@+0-9]|dana |Northwind |kim@x.com ){0,20}", start in 0usize..60, length in 0usize..20) {
            let rewritten = redaction().rewrite(&text);
            let (start, end) = (text.floor_char_boundary(start), text.floor_char_boundary(start + length));
            let (from, to) = rewritten.moved((start, end));
            prop_assert!(rewritten.text.get(from..to).is_some());
            let lower = rewritten.text.to_lowercase();
            let left = lower.split(|c: char| !c.is_alphanumeric()).any(|word| ["dana", "northwind", "kim"].contains(&word));
            prop_assert!(!left, "{}", rewritten.text);
        }
    }
}
