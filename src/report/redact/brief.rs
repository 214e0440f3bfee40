//! A brief without names: all that a document is written from.

use serde_json::Value;

use super::{Redaction, Rewritten};
use crate::call::Act;
use crate::session::{
    Attention, Brief, CorrectionView, CriterionView, DifferenceView, Ending, FactView, FlagView, FrameworkView, Head,
    HeardView, LevelView, NextView, PaceView, PersonView, ProbeView, Prompt, RemarkView, VerdictView,
};

impl Redaction {
    /// The brief without names; verdict, grades and figures are those of the call as it was. Every field is named, so
    /// that a new one cannot slip through.
    pub fn brief(&self, brief: &Brief) -> Brief {
        let Brief {
            head,
            rail,
            prompt,
            remarks,
            levels,
            verdict,
            framework,
            heard,
            people,
            next,
            history,
            attention,
            pace,
            ending,
        } = brief.clone();
        Brief {
            head: Head {
                company: self.company(&head.company),
                contact: self.name(&head.contact),
                role: self.text(&head.role),
                ..head
            },
            // Titles and cues are the bank's, and the same for every call.
            rail,
            prompt: prompt.map(|prompt| self.prompt(prompt)),
            remarks: remarks.into_iter().map(|remark| self.remark(remark)).collect(),
            levels: levels.into_iter().map(|level| self.level(level)).collect(),
            verdict: VerdictView {
                reasons: self.all(&verdict.reasons),
                flips: self.all(&verdict.flips),
                next: self.all(&verdict.next),
                ..verdict
            },
            framework: FrameworkView { caps: self.all(&framework.caps), ..framework },
            heard: heard.into_iter().map(|one| HeardView { shown: self.text(&one.shown), ..one }).collect(),
            people: people.iter().map(|person| self.person(person)).collect(),
            next: (next.into_iter())
                .map(|one| NextView { ask: self.text(&one.ask), because: self.text(&one.because), ..one })
                .collect(),
            history: history.into_iter().map(|act| Act { name: self.text(&act.name), ..act }).collect(),
            attention: attention.map(|one| Attention { say: self.text(&one.say), ..one }),
            pace: PaceView { note: pace.note.map(|note| self.text(&note)), ..pace },
            ending: Ending {
                follow_up: ending.follow_up,
                come_back: ending.come_back,
                next_step: ending.next_step.map(|step| self.next_step(&step)),
                closed: ending.closed.map(|closed| self.closed(&closed)),
                undo: ending.undo.map(|words| self.text(&words)),
                redo: ending.redo.map(|words| self.text(&words)),
            },
        }
    }

    fn all(&self, texts: &[String]) -> Vec<String> {
        texts.iter().map(|text| self.text(text)).collect()
    }

    fn prompt(&self, prompt: Prompt) -> Prompt {
        let probe = |probe: ProbeView| ProbeView { say: self.text(&probe.say), ..probe };
        Prompt { ask: self.all(&prompt.ask), probes: prompt.probes.into_iter().map(probe).collect(), ..prompt }
    }

    fn person(&self, person: &PersonView) -> PersonView {
        PersonView {
            name: self.name(&person.name),
            role: self.text(&person.role),
            does: self.all(&person.does),
            ..*person
        }
    }

    fn level(&self, level: LevelView) -> LevelView {
        let criterion = |one: CriterionView| CriterionView { why: self.text(&one.why), ..one };
        LevelView { criteria: level.criteria.into_iter().map(criterion).collect(), ..level }
    }

    fn remark(&self, remark: RemarkView) -> RemarkView {
        let rewritten = self.rewrite(&remark.text);
        let flags = |flags: &[FlagView]| flags.iter().map(|flag| self.flag(flag, &rewritten)).collect();
        RemarkView {
            by: self.person(&remark.by),
            facts: remark.facts.into_iter().map(|fact| self.fact(fact, &rewritten)).collect(),
            flags: flags(&remark.flags),
            dismissed: flags(&remark.dismissed),
            differences: (remark.differences.into_iter())
                .map(|one| DifferenceView { said: self.text(&one.said), ..one })
                .collect(),
            corrections: (remark.corrections.into_iter())
                .map(|one| CorrectionView {
                    words: self.text(&one.words),
                    means: one.means.map(|means| self.text(&means)),
                })
                .collect(),
            text: rewritten.text.clone(),
            ..remark
        }
    }

    fn fact(&self, fact: FactView, within: &Rewritten) -> FactView {
        let span = within.moved(fact.span);
        FactView {
            text: within.text.get(span.0..span.1).map_or_else(|| self.text(&fact.text), str::to_owned),
            span,
            scalars: within.scalars(span),
            value: self.value(fact.value),
            shown: self.text(&fact.shown),
            ..fact
        }
    }

    fn flag(&self, flag: &FlagView, within: &Rewritten) -> FlagView {
        let spans: Vec<(usize, usize)> = flag.spans.iter().map(|&span| within.moved(span)).collect();
        FlagView {
            scalars: spans.iter().map(|&span| within.scalars(span)).collect(),
            spans,
            words: self.text(&flag.words),
            why: self.text(&flag.why),
            advice: self.text(&flag.advice),
            ..*flag
        }
    }

    /// A fact's value; names stand in its strings.
    fn value(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(&text)),
            Value::Array(values) => Value::Array(values.into_iter().map(|value| self.value(value)).collect()),
            Value::Object(fields) => {
                Value::Object(fields.into_iter().map(|(name, value)| (name, self.value(value))).collect())
            }
            other => other,
        }
    }
}
