//! What can be asked about a call beside its brief: how other frameworks see it, who is who, what the time is for.

use std::sync::Arc;

use jiff::civil::DateTime;

use crate::bank::{Bank, Grade, LevelStatus, StakeholderRole, VerdictKind};
use crate::call::{PersonId, RemarkId};
use crate::coach::{Bunch, Pace, Stage};
use crate::qualify::{self, Leaning, People, Reach, Stakeholder};

use super::Session;
use super::assemble::case;
use super::brief::PaceView;

/// A call as several frameworks see it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LensesView {
    /// One for each framework.
    pub lenses: Vec<LensView>,
    /// The criteria on which they differ.
    pub differing: Vec<LensLine>,
}

/// A call as one framework sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LensView {
    /// The framework's title.
    pub title: String,
    /// 0–100.
    pub score: u32,
    /// What holds the score back the most.
    pub cap: Option<String>,
    /// What to do.
    pub verdict: VerdictKind,
    /// Where organization, opportunity and stakeholder stand.
    pub levels: [LevelStatus; 3],
}

/// A criterion that frameworks do not see alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LensLine {
    /// What it asks.
    pub title: &'static str,
    /// By framework: how it stands, and whether that is enough there.
    pub seen: Vec<(Grade, bool)>,
    /// Why it stands so.
    pub why: String,
}

/// Who is who in the purchase.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StakeholdersView {
    /// Those of the call first, then those spoken of.
    pub people: Vec<StakeholderView>,
    /// Parts that nobody has yet.
    pub holes: Vec<StakeholderRole>,
    /// Whom to reach instead of the contact, and through whom.
    pub way_in: Option<String>,
}

/// Somebody who has, or may have, a part in the purchase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StakeholderView {
    /// The name, or the title where only that was said.
    pub name: String,
    /// The title, where there is a name beside it.
    pub title: String,
    /// The parts in the purchase.
    pub parts: Vec<StakeholderRole>,
    /// What they want, in the words heard.
    pub wants: Vec<String>,
    /// For it, against it, or not known.
    pub stance: &'static str,
    /// How to get to them.
    pub reach: String,
    /// The remarks that speak of them.
    pub said: Vec<RemarkId>,
}

impl Session {
    /// The call through several frameworks side by side, with the lines on which they differ.
    pub fn lenses(&self, banks: &[Arc<Bank>], now: DateTime) -> LensesView {
        let case = case(self.state(), self.answers.all(), self.lens(), now);
        let seen = qualify::lenses(&case, banks.iter().map(AsRef::as_ref));
        let lens = |lens: qualify::Lens| LensView {
            title: lens.title,
            score: lens.score,
            cap: lens.cap.map(|cap| cap.why),
            verdict: lens.verdict,
            levels: lens.levels,
        };
        let line = |line: qualify::DifferingLine| LensLine {
            title: line.title,
            why: line.seen.iter().map(|seen| seen.why.clone()).find(|why| !why.is_empty()).unwrap_or_default(),
            seen: line.seen.iter().map(|seen| (seen.grade, seen.met)).collect(),
        };
        LensesView {
            lenses: seen.lenses.into_iter().map(lens).collect(),
            differing: seen.differing.into_iter().map(line).collect(),
        }
    }

    /// Who is who in the purchase, which parts nobody has yet, and whom to reach through whom.
    pub fn stakeholders(&self, now: DateTime) -> StakeholdersView {
        let map = qualify::people(&case(self.state(), self.answers.all(), self.lens(), now));
        let name = |id: PersonId| self.state().person(id).map(|person| person.name.clone()).unwrap_or_default();
        let way_in = map.way_in.as_ref().and_then(|way| {
            let to = map.stakeholders.get(way.to)?;
            let through = Some(name(way.through)).filter(|name| !name.is_empty());
            Some(format!("{}, through {}", called(to), through.as_deref().unwrap_or("the contact")))
        });
        let People { stakeholders, holes, .. } = map;
        StakeholdersView { people: stakeholders.iter().map(|one| stakeholder(one, &name)).collect(), holes, way_in }
    }
}

fn called(one: &Stakeholder) -> &str {
    if one.name.is_empty() { &one.title } else { &one.name }
}

fn stakeholder(one: &Stakeholder, name: &dyn Fn(PersonId) -> String) -> StakeholderView {
    StakeholderView {
        name: called(one).to_owned(),
        title: if one.name.is_empty() { String::new() } else { one.title.clone() },
        parts: one.parts.clone(),
        wants: one.wants.iter().map(|want| want.words.clone()).collect(),
        stance: match one.stance {
            Leaning::Unknown => "",
            Leaning::For => "for it",
            Leaning::Against => "against it",
        },
        reach: match one.reach {
            Reach::Nameless => "ask for the name".to_owned(),
            Reach::Named => "not met".to_owned(),
            Reach::Through(id) => format!("through {}", name(id)),
            Reach::OnTheCall => "on the call".to_owned(),
        },
        said: one.said_by.iter().map(|(_, remark)| *remark).collect(),
    }
}

/// What to mind: the end of the time before anything else, then how the questions run.
pub(super) fn pace_view(pace: &Pace, can_close: bool) -> PaceView {
    let note = match (pace.stage, pace.bunch) {
        (Stage::Close, _) => Some("time is nearly up: agree on the next step".to_owned()),
        (_, Some(Bunch::Closed(count))) => Some(format!("{count} closed questions in a row: ask an open one")),
        (_, Some(Bunch::Hard(count))) => Some(format!("{count} hard questions in a row: come back to their work")),
        _ if can_close => Some("nothing left to ask would change the verdict: you can close now".to_owned()),
        (Stage::Settle, None) => Some("the time gets short: settle what decides".to_owned()),
        (Stage::Explore, None) => None,
    };
    PaceView { note, can_close }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;

    use super::*;
    use crate::bank::{FlagKind, Library};
    use crate::call::{Command, Contact, Filing, Ruling, Started};
    use crate::qualify::Icp;
    use crate::session::Brief;

    fn now() -> DateTime {
        date(2026, 3, 2).at(10, 0, 0, 0)
    }

    /// A call under BANT in which these things were said, one a minute.
    fn told(said: &[&str]) -> Session {
        let bank = Library::embedded().bank("bant", "en").expect("a shipped bank");
        let mut session = Session::new(Arc::clone(&bank), Icp::default(), Vec::new());
        let contact = Contact { name: "Dana Ruiz".into(), role: "VP Operations".into() };
        let (id, hash) = (bank.id.clone(), bank.hash.clone());
        let start = Started { bank: id, hash, company: "Northwind Foods".into(), contact };
        session.apply(&Command::Start(start), now()).expect("it begins");
        for (minute, text) in (1..).zip(said) {
            let filing = Filing::Auto { asked: None, topic: None };
            let keep = Command::Keep { text: (*text).to_owned(), by: None, filing };
            session.apply(&keep, now().saturating_add(i64::from(minute).minutes())).expect("it is kept");
        }
        session
    }

    const SAID: [&str; 5] = [
        "our CFO Kim Sato signs above 20k",
        "orders ship late, 40k a month in penalties since the March import broke",
        "we meant to replace it last year, but the merger took everyone",
        "soon",
        "no idea what the budget is, you would have to ask finance",
    ];

    #[test]
    fn a_call_is_seen_through_other_frameworks_and_people() {
        let session = told(&SAID);
        let library = Library::embedded();
        let banks = ["bant", "meddic"].map(|id| library.bank(id, "en").expect("a shipped bank"));
        let seen = session.lenses(&banks, now());
        assert_eq!(seen.lenses.len(), 2);
        assert_eq!(seen.lenses[0].score, session.brief(now()).framework.score);
        let people = session.stakeholders(now());
        assert!(people.people.iter().any(|one| one.name == "Kim Sato"));
        assert!(people.holes.contains(&StakeholderRole::Champion), "{:?}", people.holes);
    }

    #[test]
    fn the_guide_follows_the_clock() {
        let session = told(&SAID);
        let note = |minutes: i64| session.brief(now().saturating_add(minutes.minutes())).pace.note.unwrap_or_default();
        let notes = [5, 22, 27].map(note);
        assert!(notes[0].is_empty() && notes[1].contains("settle") && notes[2].contains("next step"), "{notes:?}");
        assert!(!session.brief(now()).pace.can_close);
        let at_the_end = session.brief(now().saturating_add(27.minutes()));
        assert_eq!(at_the_end.next[0].because, "time is nearly up: agree on the next step");
    }

    /// What a brief says, without the acts that led to it.
    fn said_of(session: &Session) -> Brief {
        let mut brief = session.brief(now());
        brief.history.clear();
        brief.ending = crate::session::Ending::default();
        brief
    }

    #[test]
    fn flags_dismissed_and_restored_leave_everything_as_it_was() {
        let mut session = told(&SAID);
        let before = said_of(&session);
        let flags: Vec<_> = before
            .remarks
            .iter()
            .flat_map(|remark| remark.flags.iter().map(|flag| (remark.id, flag.kind)))
            .collect::<Vec<(_, FlagKind)>>();
        assert!(flags.len() > 3, "{flags:?}");
        let mut rule = |ruling: Option<Ruling>| {
            for &(remark, flag) in &flags {
                session.apply(&Command::RuleFlag { remark, flag, ruling }, now()).expect("a flag can be ruled");
            }
            said_of(&session)
        };
        let dismissed = rule(Some(Ruling::Dismissed));
        assert!(dismissed.remarks.iter().all(|remark| remark.flags.is_empty()));
        assert_eq!(rule(None), before);
    }
}
