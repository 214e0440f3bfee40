//! What can be asked about a call beside its brief: how other frameworks see it, who is who, what the time is for.

use std::sync::Arc;

use jiff::civil::DateTime;

use crate::bank::Bank;
use crate::coach::{self, Pace, Scene};
use crate::qualify::{self, Lenses, People};

use super::Session;
use super::assemble::{case, elapsed_seconds, names};

/// How the call runs, and whether it can end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guide {
    /// Time against plan, questions asked, and runs of closed or hard ones.
    pub pace: Pace,
    /// Nothing that could still be asked would change the verdict: the call can be closed now.
    pub can_close: bool,
}

impl Session {
    /// The call through several frameworks side by side, with the lines on which they differ.
    pub fn lenses(&self, banks: &[Arc<Bank>], now: DateTime) -> Lenses {
        let case = case(self.state(), self.answers.all(), self.lens(), now);
        qualify::lenses(&case, banks.iter().map(AsRef::as_ref))
    }

    /// Who is who in the purchase, which parts nobody has yet, and whom to reach through whom.
    pub fn stakeholders(&self, now: DateTime) -> People {
        qualify::people(&case(self.state(), self.answers.all(), self.lens(), now))
    }

    /// How the call runs, and whether it can end.
    pub fn guide(&self, now: DateTime) -> Guide {
        let (state, lens) = (self.state(), self.lens());
        let case = case(state, self.answers.all(), lens, now);
        let assessment = qualify::assess(&case);
        let scene = Scene::new(&case, &assessment, &state.asked, &state.parked, names(state, lens));
        Guide {
            pace: coach::pace(lens.bank, &state.asked, elapsed_seconds(state, now)),
            can_close: coach::can_close(&scene, &coach::branches(&scene)),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;

    use super::*;
    use crate::bank::{FlagKind, Library, StakeholderRole};
    use crate::call::{Command, Contact, Filing, Ruling, Started};
    use crate::coach::Stage;
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
        assert!(people.stakeholders.iter().any(|one| one.name == "Kim Sato"));
        assert!(people.holes.contains(&StakeholderRole::Champion), "{:?}", people.holes);
    }

    #[test]
    fn the_guide_follows_the_clock() {
        let session = told(&SAID);
        let stage = |minutes: i64| session.guide(now().saturating_add(minutes.minutes())).pace.stage;
        assert_eq!([5, 22, 27].map(stage), [Stage::Explore, Stage::Settle, Stage::Close]);
        assert!(!session.guide(now()).can_close);
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
