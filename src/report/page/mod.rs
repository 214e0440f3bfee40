//! What templates are filled with: a call in words and figures, put in order. `documents/README.md` lists it for those who
//! write templates of their own, so a name here is for ever.

mod lists;
mod people_map;
mod time_line;

use serde::Serialize;

use super::hand_over::HandOver;
use super::plain::{capital, status_words, verdict_words};
use crate::call::RemarkId;
use crate::session::{Brief, CriterionView, LevelView};

pub(super) use lists::tells_of_pain;
use lists::{Ask, Known, Person, Remark, Signals};
use people_map::PeopleMap;
use time_line::TimeLine;

/// A call, for a template.
#[derive(Serialize)]
pub(super) struct Page<'a> {
    title: String,
    subtitle: String,
    verdict: Verdict<'a>,
    framework: Framework<'a>,
    next_step: NextStep<'a>,
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
    about: About<'a>,
    known: Vec<Known<'a>>,
    unfiled: Vec<Remark<'a>>,
    remarks: Vec<Remark<'a>>,
    wrapped_up: Option<WrappedUp<'a>>,
    time_line: TimeLine<'a>,
    people_map: PeopleMap,
    way_in: Option<&'a str>,
    engine: &'static str,
}

/// The facts of the call itself, each by itself.
#[derive(Serialize)]
struct About<'a> {
    company: &'a str,
    contact: &'a str,
    role: &'a str,
    day: String,
    time: String,
    minutes: i64,
    call: &'a str,
    has_profile: bool,
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
    id: &'static str,
    words: String,
    reasons: &'a [String],
    flips: &'a [String],
    next: &'a [String],
    turned_by: Option<u32>,
}

#[derive(Serialize)]
struct Framework<'a> {
    title: &'a str,
    score: u32,
    caps: &'a [String],
    sections: Vec<Section<'a>>,
}

#[derive(Serialize)]
struct Section<'a> {
    title: &'a str,
    grade: &'static str,
    score: u32,
    of: u32,
    percent: u32,
}

/// What was agreed, and the days that were spoken of.
#[derive(Serialize)]
struct NextStep<'a> {
    agreed: Option<&'a str>,
    /// The day agreed: the one that was kept for the next step, else the one that the prospect named.
    on: Option<String>,
    weekday: Option<String>,
    come_back: Option<String>,
}

#[derive(Serialize)]
struct Level<'a> {
    id: &'static str,
    title: String,
    status: &'static str,
    status_id: &'static str,
    met: usize,
    of: usize,
    criteria: Vec<Criterion<'a>>,
}

#[derive(Serialize)]
struct Criterion<'a> {
    title: &'a str,
    grade: &'static str,
    met: bool,
    failed: bool,
    why: &'a str,
    answers: String,
}

impl<'a> Page<'a> {
    pub(super) fn of(hand_over: &'a HandOver) -> Self {
        let brief = &hand_over.brief;
        let about = about(hand_over);
        let with: Vec<&str> = [about.contact, about.role].into_iter().filter(|part| !part.is_empty()).collect();
        let parts = [with.join(", "), format!("{} {}", about.day, about.time)];
        let company = if about.company.is_empty() { String::new() } else { format!(": {}", about.company) };
        Self {
            title: format!("Discovery call{company}"),
            subtitle: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
            verdict: verdict(brief),
            framework: framework(brief),
            next_step: next_step(brief),
            levels: brief.levels.iter().map(level).collect(),
            pains: brief.remarks.iter().filter(|remark| tells_of_pain(remark)).map(Remark::of).collect(),
            heard: lists::heard(brief),
            gaps: lists::gaps(brief),
            ask_next: lists::ask_next(brief),
            people: lists::people(brief),
            signals: lists::signals(brief),
            notes: Notes {
                about,
                known: lists::known(brief),
                unfiled: brief.remarks.iter().filter(|remark| remark.topic.is_none()).map(Remark::of).collect(),
                remarks: brief.remarks.iter().map(Remark::of).collect(),
                wrapped_up: wrapped_up(brief),
                time_line: TimeLine::of(brief),
                people_map: PeopleMap::of(hand_over),
                way_in: hand_over.people.way_in.as_deref(),
                engine: crate::session::ENGINE,
            },
        }
    }
}

fn about(hand_over: &HandOver) -> About<'_> {
    let head = &hand_over.brief.head;
    let last = hand_over.brief.remarks.iter().map(|remark| remark.elapsed_seconds).max().unwrap_or(0);
    About {
        company: &head.company,
        contact: &head.contact,
        role: &head.role,
        day: head.started_at.date().to_string(),
        time: head.started_at.strftime("%H:%M").to_string(),
        minutes: (last.max(0) + 59) / 60,
        call: &hand_over.call,
        has_profile: head.has_profile,
    }
}

fn verdict(brief: &Brief) -> Verdict<'_> {
    let shown = &brief.verdict;
    Verdict {
        id: shown.kind.id(),
        words: capital(verdict_words(shown.kind)),
        reasons: &shown.reasons,
        flips: &shown.flips,
        next: &shown.next,
        turned_by: shown.turned_by.map(|RemarkId(n)| n),
    }
}

fn framework(brief: &Brief) -> Framework<'_> {
    let sections = brief.framework.sections.iter().map(|view| Section {
        title: &view.title,
        grade: view.grade.id(),
        score: view.score,
        of: view.of,
        percent: (view.score * 100).checked_div(view.of).unwrap_or(0).min(100),
    });
    Framework {
        title: &brief.head.bank_title,
        score: brief.framework.score,
        caps: &brief.framework.caps,
        sections: sections.collect(),
    }
}

fn next_step(brief: &Brief) -> NextStep<'_> {
    let on = brief.ending.agreed_day();
    NextStep {
        agreed: brief.ending.next_step.as_ref().map(|step| step.what.as_str()),
        on: on.map(|day| day.to_string()),
        weekday: on.map(|day| day.strftime("%A").to_string()),
        come_back: brief.ending.come_back.filter(|day| Some(*day) != on).map(|day| day.to_string()),
    }
}

fn wrapped_up(brief: &Brief) -> Option<WrappedUp<'_>> {
    let closed = brief.ending.closed.as_ref()?;
    let words = capital(&closed.verdict.replace('_', " "));
    Some(WrappedUp { words, score: closed.score, engine: &closed.engine })
}

fn level(view: &LevelView) -> Level<'_> {
    Level {
        id: view.level.id(),
        title: capital(view.level.id()),
        status: status_words(view.status),
        status_id: view.status.id(),
        met: view.met,
        of: view.criteria.len(),
        criteria: view.criteria.iter().map(criterion).collect(),
    }
}

fn criterion(view: &CriterionView) -> Criterion<'_> {
    let answers: Vec<String> = view.answers.iter().map(|RemarkId(n)| n.to_string()).collect();
    Criterion {
        title: view.title,
        grade: view.grade.id(),
        met: view.met,
        failed: view.failed,
        why: &view.why,
        answers: answers.join(", "),
    }
}
