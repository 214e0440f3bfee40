//! A call as Markdown: the hand-over. The form is the template `call.md.j2`; here is what it is filled with.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Error, Output, State, Value};
use serde::Serialize;

use crate::bank::{Colour, FlagKind, Grade};
use crate::call::RemarkId;
use crate::session::{Brief, FlagView, HeardView, RemarkView};

use super::plain::{capital, printable, status_words, verdict_words};

const TEMPLATE: &str = include_str!("call.md.j2");

/// Families of topics under which a prospect tells what hurts.
const PAIN: [&str; 3] = ["pain", "need", "consequence"];

/// A call as Markdown. Whatever was typed is escaped: it can neither become markup nor reach the terminal's controls.
pub fn markdown(brief: &Brief) -> Result<String, Error> {
    let mut environment = Environment::new();
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_formatter(write_escaped);
    environment.add_template("call.md", TEMPLATE)?;
    environment.get_template("call.md")?.render(Serde(Page::of(brief)))
}

/// Every value passes through here, so no value can be forgotten.
fn write_escaped(output: &mut Output, _: &mut State, value: &Value) -> Result<(), Error> {
    let text = value.to_string();
    output.write_str(&escaped(&text)).map_err(Error::from)
}

/// Text that reads in Markdown as it was typed, on one line and inside a table cell too.
fn escaped(text: &str) -> String {
    let text = printable(text);
    let text = text.trim();
    let mut safe = String::with_capacity(text.len());
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in text.char_indices() {
        let special = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$');
        // A list, a line or a heading begins only at the start of a line, and a list with a space behind its mark.
        let marks = (at == 0 && matches!(c, '-' | '+')) || (at == digits && digits > 0 && matches!(c, '.' | ')'));
        let spaced = text[at + c.len_utf8()..].chars().next().is_none_or(|next| next == ' ' || next == c);
        let opens = (marks && spaced) || (at == 0 && c == '=');
        if special || opens {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

#[derive(Serialize)]
struct Page<'a> {
    title: String,
    subtitle: String,
    verdict: Verdict<'a>,
    framework: Framework<'a>,
    agreed: Option<Agreed<'a>>,
    levels: Vec<Level<'a>>,
    pains: Vec<Remark<'a>>,
    heard: Vec<Known<'a>>,
    gaps: Vec<&'a str>,
    ask_next: Vec<Ask<'a>>,
    people: Vec<Person<'a>>,
    signals: Vec<Signals<'a>>,
    #[serde(flatten)]
    notes: Notes<'a>,
}

#[derive(Serialize)]
struct Notes<'a> {
    known: Vec<Known<'a>>,
    unfiled: Vec<Remark<'a>>,
    remarks: Vec<Remark<'a>>,
    wrapped_up: Option<WrappedUp<'a>>,
}

/// What was shown when the call was wrapped up; the rules may have changed since.
#[derive(Serialize)]
struct WrappedUp<'a> {
    words: String,
    score: u32,
    engine: &'a str,
}

#[derive(Serialize)]
struct Verdict<'a> {
    words: String,
    reasons: &'a [String],
    flips: &'a [String],
    next: &'a [String],
}

#[derive(Serialize)]
struct Framework<'a> {
    title: &'a str,
    score: u32,
    sections: Vec<Section<'a>>,
}

#[derive(Serialize)]
struct Section<'a> {
    title: &'a str,
    score: u32,
    of: u32,
}

#[derive(Serialize)]
struct Agreed<'a> {
    what: &'a str,
    on: Option<String>,
}

#[derive(Serialize)]
struct Level<'a> {
    title: String,
    status: &'static str,
    met: usize,
    of: usize,
    criteria: Vec<Criterion<'a>>,
}

#[derive(Serialize)]
struct Criterion<'a> {
    title: &'a str,
    grade: &'static str,
    why: &'a str,
    answers: String,
}

#[derive(Serialize)]
struct Remark<'a> {
    n: u32,
    clock: String,
    by: &'a str,
    topic: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct Known<'a> {
    cue: &'a str,
    shown: &'a str,
    grade: &'static str,
    answer: u32,
}

#[derive(Serialize)]
struct Ask<'a> {
    ask: &'a str,
    because: &'a str,
}

#[derive(Serialize)]
struct Person<'a> {
    name: &'a str,
    role: &'a str,
    does: String,
}

#[derive(Serialize)]
struct Signals<'a> {
    side: &'static str,
    flags: Vec<Flag<'a>>,
}

#[derive(Serialize)]
struct Flag<'a> {
    kind: &'static str,
    answer: u32,
    words: &'a str,
    why: String,
    against: Option<u32>,
    against_text: &'a str,
}

impl<'a> Page<'a> {
    fn of(brief: &'a Brief) -> Self {
        let head = &brief.head;
        let with: Vec<&str> = [head.contact.as_str(), &head.role].into_iter().filter(|part| !part.is_empty()).collect();
        let day = head.started_at.strftime("%Y-%m-%d %H:%M").to_string();
        Self {
            title: if head.company.is_empty() {
                "Discovery call".into()
            } else {
                format!("Discovery call: {}", head.company)
            },
            subtitle: [with.join(", "), day]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" · "),
            verdict: Verdict {
                words: capital(verdict_words(brief.verdict.kind)),
                reasons: &brief.verdict.reasons,
                flips: &brief.verdict.flips,
                next: &brief.verdict.next,
            },
            framework: framework(brief),
            agreed: (brief.ending.next_step.as_ref())
                .map(|step| Agreed { what: &step.what, on: step.on.map(|day| day.to_string()) }),
            levels: brief.levels.iter().map(level).collect(),
            pains: brief.remarks.iter().filter(|remark| tells_of_pain(remark)).map(Remark::of).collect(),
            heard: known(brief, |heard| heard.grade != Grade::Open),
            gaps: gaps(brief),
            ask_next: brief.next.iter().map(|next| Ask { ask: &next.ask, because: &next.because }).collect(),
            people: (brief.people.iter())
                .filter(|person| !person.name.is_empty() || !person.role.is_empty())
                .map(|person| Person { name: &person.name, role: &person.role, does: person.does.join(", ") })
                .collect(),
            signals: signals(brief),
            notes: Notes {
                known: known(brief, |heard| is_settled(brief, heard)),
                unfiled: brief.remarks.iter().filter(|remark| remark.topic.is_none()).map(Remark::of).collect(),
                remarks: brief.remarks.iter().map(Remark::of).collect(),
                wrapped_up: brief.ending.closed.as_ref().map(|closed| WrappedUp {
                    words: capital(&closed.verdict.replace('_', " ")),
                    score: closed.score,
                    engine: &closed.engine,
                }),
            },
        }
    }
}

impl<'a> Remark<'a> {
    fn of(view: &'a RemarkView) -> Self {
        let seconds = view.elapsed_seconds.max(0);
        Self {
            n: view.id.0,
            clock: format!("{:02}:{:02}", seconds / 60, seconds % 60),
            by: &view.by.name,
            topic: &view.topic_cue,
            text: &view.text,
        }
    }
}

fn framework(brief: &Brief) -> Framework<'_> {
    let sections = brief.framework.sections.iter();
    Framework {
        title: &brief.head.bank_title,
        score: brief.framework.score,
        sections: sections.map(|view| Section { title: &view.title, score: view.score, of: view.of }).collect(),
    }
}

fn level(view: &crate::session::LevelView) -> Level<'_> {
    Level {
        title: capital(view.level.id()),
        status: status_words(view.status),
        met: view.met,
        of: view.criteria.len(),
        criteria: (view.criteria.iter())
            .map(|criterion| Criterion {
                title: criterion.title,
                grade: criterion.grade.id(),
                why: &criterion.why,
                answers: criterion.answers.iter().map(|RemarkId(n)| n.to_string()).collect::<Vec<_>>().join(", "),
            })
            .collect(),
    }
}

fn tells_of_pain(remark: &RemarkView) -> bool {
    remark.topic.as_ref().is_some_and(|topic| PAIN.contains(&topic.family()))
}

/// Whether asking again would only annoy: it was answered, and not so loosely that a probe is worth it.
fn is_settled(brief: &Brief, heard: &HeardView) -> bool {
    let remark = brief.remarks.iter().find(|remark| remark.id == heard.remark);
    let loose = remark.is_some_and(|remark| {
        remark.flags.iter().any(|flag| matches!(flag.kind, FlagKind::Vague | FlagKind::Short | FlagKind::Unrealistic))
    });
    match heard.grade {
        Grade::Evidenced | Grade::Refuted => true,
        Grade::Claimed => !loose,
        Grade::Open | Grade::Disputed => false,
    }
}

fn known(brief: &Brief, wanted: impl Fn(&HeardView) -> bool) -> Vec<Known<'_>> {
    (brief.heard.iter())
        .filter(|heard| wanted(heard))
        .map(|heard| Known { cue: &heard.cue, shown: &heard.shown, grade: heard.grade.id(), answer: heard.remark.0 })
        .collect()
}

/// What the levels still ask for, in their order: the gaps that keep the call from a verdict.
fn gaps(brief: &Brief) -> Vec<&str> {
    (brief.levels.iter().flat_map(|level| &level.criteria))
        .filter(|criterion| !criterion.met && !criterion.failed)
        .map(|criterion| criterion.title)
        .collect()
}

/// What speaks against the lead comes first: it needs an answer.
fn signals(brief: &Brief) -> Vec<Signals<'_>> {
    let of = |colour| {
        let flags = brief.remarks.iter().flat_map(|remark| flags(brief, remark));
        flags.filter(|(flag, _)| *flag == colour).map(|(_, flag)| flag).collect::<Vec<_>>()
    };
    let sides = [("What speaks against it", Colour::Red), ("What speaks for it", Colour::Green)];
    let signals = sides.map(|(side, colour)| Signals { side, flags: of(colour) });
    signals.into_iter().filter(|signals| !signals.flags.is_empty()).collect()
}

/// Why a flag was raised, without the words that are quoted beside it.
fn reason(flag: &FlagView) -> String {
    let words = flag.words.replace(" · ", ", ");
    let bare = flag.why.strip_suffix(&words).filter(|_| !words.is_empty()).unwrap_or(&flag.why);
    bare.trim_end_matches([':', ' ']).to_owned()
}

fn flags<'a>(brief: &'a Brief, remark: &'a RemarkView) -> impl Iterator<Item = (Colour, Flag<'a>)> {
    let words_of = |id| brief.remarks.iter().find(|remark| remark.id == id).map_or("", |remark| remark.text.as_str());
    remark.flags.iter().map(move |flag| {
        let shown = Flag {
            kind: flag.kind.id(),
            answer: remark.id.0,
            words: &flag.words,
            why: reason(flag),
            against: flag.against.map(|remark| remark.0),
            against_text: flag.against.map_or("", words_of),
        };
        (flag.colour, shown)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Closed;
    use crate::session::sample;

    #[test]
    fn the_report_has_every_part_in_order() {
        let text = markdown(&sample::brief()).unwrap();
        let mut from = 0;
        for part in [
            "# Discovery call: Northwind Foods",
            "Dana Ruiz, VP Operations · 2026-03-02 10:00",
            "## Verdict: Keep going",
            "- nobody said who signs",
            "BANT: 61 of 100 (Budget 25/25)",
            "## Next step",
            "Agreed: send the proposal, on 2026-03-12",
            "## Levels",
            "### Organization: open (1 of 1)",
            "| who decides is known | open | nothing heard | 1 |",
            "## The pain, in their own words",
            "> orders ship late, 40k a month in penalties",
            "## What is known",
            "| Cost of the pain | 40k a month | evidenced | 1 |",
            "## Still open",
            "- who decides is known",
            "## People",
            "- Dana Ruiz, VP Operations: sets criteria",
            "## Signals",
            "“40k a month”",
            "## Do not ask again",
            "## Unfiled notes",
            "## What was said",
        ] {
            let at = text[from..].find(part).unwrap_or_else(|| panic!("no {part:?} after byte {from} of\n{text}"));
            from += at + part.len();
        }
    }

    #[test]
    fn a_call_that_was_wrapped_up_says_as_what() {
        let mut brief = sample::brief();
        let (verdict, engine) = ("change_contact".into(), "0.1.0".into());
        brief.ending.closed = Some(Closed { verdict, reasons: Vec::new(), score: 40, engine });
        let text = markdown(&brief).unwrap();
        assert!(text.contains("\nWrapped up as: Change contact, 40 of 100 (bantam 0.1.0)\n\nBANT: 61"), "{text}");
    }

    #[test]
    fn what_was_typed_stays_text() {
        let text = markdown(&sample::brief()).unwrap();
        assert!(text.contains(r"soon \| \*really\* \<b\>"), "{text}");
        assert!(text.contains(r"\# she laughed"), "{text}");
        assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
    }

    #[test]
    fn the_report_reads_well() {
        insta::assert_snapshot!(markdown(&sample::brief()).unwrap());
    }

    #[test]
    fn a_list_that_was_typed_makes_no_list() {
        assert_eq!(escaped("- one"), r"\- one");
        assert_eq!(escaped("12. two"), r"12\. two");
        assert_eq!(escaped("2.5 days - fine"), "2.5 days - fine");
        assert_eq!(escaped("-5 %"), "-5 %");
        assert_eq!(escaped("---"), r"\---");
        assert_eq!(escaped("a\n\n# b"), r"a  \# b");
    }
}
