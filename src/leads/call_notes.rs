//! What a call changes in the record of its lead.

use jiff::civil::Date;

use crate::bank::VerdictKind;

use super::{Change, Field, Lead, NextAction, Pipeline};

/// The name of the column that keeps the verdict of the last call that was wrapped up; a scoring model may ask for it.
pub const VERDICT_COLUMN: &str = "Verdict";

/// What a call tells of its lead.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CallNotes {
    /// The day of the call.
    pub held_on: Date,
    /// How many remarks stand.
    pub remarks: usize,
    /// What the wrap-up showed; `None` while the call is open.
    pub verdict: Option<VerdictKind>,
    /// What was agreed.
    pub next: NextAction,
    /// When they want to start, as it was said last.
    pub starts_on: Option<Date>,
    /// What was said of the company, where the record may not know it: its fields, each with the value.
    pub company: Vec<(Field, String)>,
}

impl Lead {
    /// Takes in what a call tells; the changes, for the history. What the record knows of the company stays: a call
    /// confirms or contradicts it, and a person decides.
    pub fn take_in(&mut self, notes: &CallNotes, pipeline: &Pipeline) -> Vec<Change> {
        let mut changes = Vec::new();
        if notes.remarks == 0 {
            return changes;
        }
        let mut note = |field: &str, before: String, after: String| {
            if before != after {
                changes.push(Change { field: field.to_owned(), before, after });
            }
        };
        if self.spoken_on.is_none_or(|day| day < notes.held_on) {
            let before = self.spoken_on.replace(notes.held_on);
            note("spoken_on", shown(before), shown(self.spoken_on));
        }
        if notes.starts_on.is_some() {
            let before = std::mem::replace(&mut self.starts_on, notes.starts_on);
            note("starts_on", shown(before), shown(self.starts_on));
        }
        if let Some(verdict) = notes.verdict {
            let words = verdict.id().replace('_', " ");
            let before = self.extra.insert(VERDICT_COLUMN.to_owned(), words.clone());
            note(VERDICT_COLUMN, before.unwrap_or_default(), words);
            if let Some(stage) = pipeline.after_call(&self.stage, verdict) {
                let before = std::mem::replace(&mut self.stage, stage.to_owned());
                note(Field::Stage.id(), before, self.stage.clone());
            }
        }
        if !notes.next.what.is_empty() || notes.next.on.is_some() {
            let before = std::mem::replace(&mut self.next, notes.next.clone());
            note(Field::Next.id(), before.what, self.next.what.clone());
            note(Field::NextOn.id(), shown(before.on), shown(self.next.on));
        }
        for (field, value) in &notes.company {
            if self.get(*field).is_empty()
                && let Ok(Some(change)) = self.set(*field, value, pipeline)
            {
                changes.push(change);
            }
        }
        changes
    }
}

fn shown(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn notes() -> CallNotes {
        CallNotes {
            held_on: date(2026, 5, 12),
            remarks: 4,
            verdict: Some(VerdictKind::Advance),
            next: NextAction { what: "show the demo".into(), on: Some(date(2026, 5, 20)) },
            starts_on: Some(date(2026, 7, 1)),
            company: vec![(Field::Territory, "Ohio".into()), (Field::Size, "85".into())],
        }
    }

    #[test]
    fn a_wrapped_up_call_moves_its_lead() {
        let mut lead = Lead { stage: "new".into(), ..Lead::default() };
        lead.company.territory = "US".into();
        let changes = lead.take_in(&notes(), &Pipeline::shipped());
        let fields: Vec<&str> = changes.iter().map(|change| change.field.as_str()).collect();
        assert_eq!(fields, ["spoken_on", "starts_on", "Verdict", "stage", "next", "next_on", "size"]);
        assert_eq!((lead.stage.as_str(), lead.next.what.as_str()), ("qualified", "show the demo"));
        assert_eq!((lead.company.territory.as_str(), lead.company.size), ("US", Some(85.0)));
        assert_eq!(lead.take_in(&notes(), &Pipeline::shipped()), [], "the same call again changes nothing");
    }

    #[test]
    fn an_open_call_moves_nothing_but_was_a_conversation() {
        let mut lead = Lead { stage: "new".into(), ..Lead::default() };
        let open =
            CallNotes { verdict: None, next: NextAction::default(), starts_on: None, company: Vec::new(), ..notes() };
        assert_eq!(lead.take_in(&open, &Pipeline::shipped()).len(), 1);
        assert_eq!((lead.stage.as_str(), lead.spoken_on), ("new", Some(date(2026, 5, 12))));
    }

    #[test]
    fn a_call_without_a_remark_was_no_conversation() {
        let mut lead = Lead { stage: "new".into(), ..Lead::default() };
        let silent = CallNotes { remarks: 0, ..notes() };
        assert_eq!(lead.take_in(&silent, &Pipeline::shipped()), []);
        assert_eq!(lead.spoken_on, None);
    }
}
