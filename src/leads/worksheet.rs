//! A lead on one sheet of paper: can they buy, do they fit, are they interested; what is known, and what is to be asked.

use std::fmt::Write as _;

use super::score::{Part, Tier, Worth};
use super::{Field, Lead};

/// What a worksheet is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Worksheet<'a> {
    /// The lead.
    pub lead: &'a Lead,
    /// The name of its stage.
    pub stage: &'a str,
    /// What it is worth, and why.
    pub worth: &'a Worth,
    /// Why it stands where it stands, beyond its points.
    pub reasons: &'a [String],
    /// What to send while it waits.
    pub tier: Option<&'a Tier>,
    /// What was heard on calls: a cue and the words, by what it tells of.
    pub heard: &'a [(Part, String, String)],
    /// What is still to be asked: a cue and how to ask, by what it would tell of.
    pub open: &'a [(Part, String, String)],
}

/// The fields that tell of each part.
const FIELDS: [(Part, &[Field]); 3] = [
    (Part::Ability, &[Field::Revenue, Field::Role]),
    (Part::Fit, &[Field::Industry, Field::Territory, Field::Size, Field::Platform]),
    (Part::Interest, &[Field::Type, Field::Source, Field::Tags]),
];

impl Worksheet<'_> {
    /// The sheet as Markdown.
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = self.write(&mut text);
        text
    }

    fn write(&self, text: &mut String) -> std::fmt::Result {
        let lead = self.lead;
        writeln!(text, "# {}\n", plain(&lead.title()))?;
        let role =
            if lead.person.role.is_empty() { String::new() } else { format!(" · {}", plain(&lead.person.role)) };
        writeln!(text, "{} · {}{role} · score {} of 100\n", lead.kind.title(), plain(self.stage), self.worth.score)?;
        if !lead.next.what.is_empty() || lead.next.on.is_some() {
            let on = lead.next.on.map(|on| format!(" on {on}")).unwrap_or_default();
            writeln!(text, "Next: {}{on}\n", plain(&lead.next.what))?;
        }
        for (part, title) in
            [(Part::Ability, "Ability to buy"), (Part::Fit, "Fit with our profile"), (Part::Interest, "Interest")]
        {
            self.write_part(text, part, title)?;
        }
        if !self.worth.doubts.is_empty() {
            writeln!(text, "## Doubts about the record\n")?;
            for doubt in &self.worth.doubts {
                writeln!(text, "- {} ({:+})", plain(&doubt.why), doubt.points)?;
            }
            writeln!(text, "\nThey are lifted once a real conversation was noted.\n")?;
        }
        if !self.reasons.is_empty() {
            writeln!(text, "## Place in the list\n")?;
            for reason in self.reasons {
                writeln!(text, "- {}", plain(reason))?;
            }
            writeln!(text)?;
        }
        if let Some(tier) = self.tier {
            writeln!(text, "While it waits ({} tier): send {}.", plain(&tier.title), plain(&tier.send))?;
        }
        Ok(())
    }

    fn write_part(&self, text: &mut String, part: Part, title: &str) -> std::fmt::Result {
        writeln!(text, "## {title} ({:+})\n", self.worth.of(part).round() as i32)?;
        let fields = FIELDS.iter().filter(|(of, _)| *of == part).flat_map(|(_, fields)| fields.iter());
        for field in fields {
            let value = self.lead.get(*field);
            let mark = if value.is_empty() { ' ' } else { 'x' };
            writeln!(text, "- [{mark}] {}: {}", field.title(), plain(&value))?;
        }
        for (_, cue, words) in self.heard.iter().filter(|(of, ..)| *of == part) {
            writeln!(text, "- [x] {}: {}", plain(cue), plain(words))?;
        }
        for (_, cue, ask) in self.open.iter().filter(|(of, ..)| *of == part) {
            writeln!(text, "- [ ] {}: _{}_", plain(cue), plain(ask))?;
        }
        for points in self.worth.points.iter().filter(|points| points.part == part) {
            let value = if points.value.is_empty() { "nothing known" } else { &points.value };
            writeln!(text, "  - {:+} for {}: {}", points.points, plain(&points.column), plain(value))?;
        }
        writeln!(text)
    }
}

/// Words on one line that Markdown leaves alone.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' => {
                plain.push('\\');
                plain.push(c);
            }
            c if c.is_control() => plain.push(' '),
            c => plain.push(c),
        }
    }
    plain.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_says_what_is_known_and_what_is_to_be_asked() {
        let mut lead = Lead::default();
        lead.company.name = "Harbour *Tools*".into();
        lead.company.territory = "Ohio".into();
        let worth = Worth { score: 61, ..Worth::default() };
        let sheet = Worksheet {
            lead: &lead,
            stage: "Discovery call",
            worth: &worth,
            reasons: &["wants to start by 2026-07-01, which is near: +12".to_owned()],
            tier: None,
            heard: &[(Part::Ability, "budget".into(), "40k".into())],
            open: &[(Part::Interest, "what success looks like".into(), "What would you see?".into())],
        };
        let text = sheet.markdown();
        for line in [
            "# Harbour \\*Tools\\*",
            "- [x] Territory: Ohio",
            "- [ ] Industry: ",
            "- [x] budget: 40k",
            "- [ ] what success looks like: _What would you see?_",
            "score 61 of 100",
            "- wants to start by 2026-07-01",
        ] {
            assert!(text.contains(line), "{line}: {text}");
        }
    }
}
