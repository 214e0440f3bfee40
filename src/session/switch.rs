//! Seeing a call through another framework in the middle of it: the framework is a lens, and what was heard stays.

use std::sync::Arc;

use jiff::civil::DateTime;

use crate::bank::{Bank, Grade};
use crate::call::{Asked, Command};

use super::{RailMark, Session};

impl Session {
    /// The command that switches the call to another bank.
    ///
    /// What was heard stays and is not asked again. The question on the screen stays too, in the words of that bank,
    /// where it asks for the same thing and nothing was heard on it yet; else the one that is worth most comes up.
    pub fn switch(&mut self, bank: Arc<Bank>, now: DateTime) -> Command {
        let (id, hash) = (bank.id.clone(), bank.hash.clone());
        self.know_bank(bank);
        let mut seen = self.clone();
        let switch = Command::SwitchBank { bank: id.clone(), hash: hash.clone(), ask: None };
        let ask = seen.apply(&switch, now).ok().and_then(|_| seen.to_ask(now));
        Command::SwitchBank { bank: id, hash, ask }
    }

    /// What is asked when a bank has just come into use.
    fn to_ask(&self, now: DateTime) -> Option<Asked> {
        let brief = self.brief(now);
        let mut open = brief.rail.iter().flat_map(|section| &section.questions).filter(|question| {
            question.mark == RailMark::Open || question.mark == RailMark::Current && question.grade == Grade::Open
        });
        let on_screen = self.state().current_question();
        let same = on_screen.and_then(|asked| {
            let on_topic = |id| self.bank.question(id).is_some_and(|question| question.topic == asked.topic);
            open.find(|question| on_topic(&question.id)).map(|question| &question.id)
        });
        let id = same.or_else(|| brief.next.first().map(|next| &next.question))?;
        match self.ask(id)? {
            Command::Ask { question, topic, wording } => Some(Asked { question, topic, wording }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;

    use super::*;
    use crate::bank::problem::Source;
    use crate::bank::{Library, QuestionId};
    use crate::call::{Contact, Started};
    use crate::qualify::Icp;
    use crate::session::Setup;
    use crate::session::script::{NoBank, Script};
    use crate::session::{Brief, Earlier, RemarkView, replay};

    /// A call with something of everything: figures, a day, people, a claim, a shrug, a contradiction, a stray remark.
    const TOLD: &str = r#"
answers:
  - {topic: company.industry, say: "we bottle juice, 240 people, all of them in Cork"}
  - {topic: pain.problem, say: "labels come off in the cold store, 11k a month in returns since the new glue"}
  - {topic: spend.current, say: "about 4k a month on relabelling"}
  - {topic: goal.target, say: "returns below 1% by October"}
  - {topic: timeline.start, say: "in June"}
  - {topic: budget.amount, say: "there will be something"}
  - {topic: criteria.list, say: "no idea, you would have to ask quality"}
  - {topic: authority.signs, say: "Orla Byrne, our CFO, signs"}
  - {topic: spend.current, say: "it is 9k a month for relabelling"}
  - {say: "the canteen is quite good by the way"}
"#;

    /// The domain's own case: surely money, surely the decision, surely the need, as soon as possible; and a pain that
    /// is not ours.
    const CHIEF: &str = r#"
icp: {industries: [manufacturing], territories: [US], size: {min: 20, max: 20000}, pains: [slow e-mail production], deal_breakers: []}
answers:
  - {topic: budget.amount, say: "oh, money is surely no problem for us"}
  - {topic: authority.signs, say: "that gets decided very quickly around here, believe me"}
  - {topic: need.degree, say: "we absolutely need this"}
  - {topic: timeline.start, say: "as soon as possible, really"}
  - {topic: metric.baseline, say: "no idea, I have never looked at a figure there"}
  - {topic: pain.problem, say: "the segmentation is wrong, every list gets the same letter since we lost the tags", by: Greg Tan}
  - {topic: pain.problem, say: "sales wants drip campaigns, a mail 14 days after each quote", by: Lena Ortiz}
"#;

    fn banks() -> Vec<Arc<Bank>> {
        let library = Library::embedded();
        library.ids().into_iter().map(|id| library.bank(id, "en").expect("shipped banks are sound")).collect()
    }

    fn bank(id: &str) -> Arc<Bank> {
        Library::embedded().bank(id, "en").expect("shipped banks are sound")
    }

    fn played(bank: &Arc<Bank>, told: &str) -> Session {
        let text = format!(
            "bank: {}\nat: 2026-03-02T10:00:00\nlead: {{company: Lee Juices, contact: {{name: Dana Ruiz, role: CEO}}}}{told}",
            bank.id
        );
        let source = Source::new("call.yaml", &text);
        let script = Script::parse(&source, |_| Ok::<_, NoBank>(Arc::clone(bank))).expect("the script is sound");
        replay(&script, &Setup::default(), Earlier::default()).expect("it plays")
    }

    fn now() -> DateTime {
        date(2026, 3, 2).at(10, 20, 0, 0)
    }

    fn switch(session: &mut Session, to: &Arc<Bank>) -> Brief {
        let command = session.switch(Arc::clone(to), now());
        session.apply(&command, now()).expect("an open call can be switched");
        session.brief(now())
    }

    /// What the remarks mean, whatever question they answer.
    fn meant(brief: &Brief) -> Vec<RemarkView> {
        brief.remarks.iter().map(|remark| RemarkView { question: None, ..remark.clone() }).collect()
    }

    #[test]
    fn what_was_heard_survives_every_switch_and_undo_takes_it_back() {
        let banks = banks();
        for from in &banks {
            for to in banks.iter().filter(|to| to.id != from.id) {
                let mut session = played(from, TOLD);
                let before = session.brief(now());
                let after = switch(&mut session, to);
                let name = format!("{} to {}", from.id, to.id);
                assert_eq!(after.head.bank, to.id);
                assert_eq!(meant(&after), meant(&before), "{name}");
                assert_eq!((&after.heard, &after.people), (&before.heard, &before.people), "{name}");
                for question in after.rail.iter().flat_map(|section| &section.questions) {
                    let topic = &to.question(&question.id).expect("a question of the bank").topic;
                    let heard = after.heard.iter().any(|heard| heard.topic == *topic);
                    assert!(!heard || question.mark != RailMark::Open, "{name}: {} is not marked", question.id);
                }
                let prompt = after.prompt.as_ref().expect("something is on the screen");
                assert!(prompt.already.is_empty(), "{name}: {} was heard already", prompt.question);
                session.apply(&Command::Undo, now()).expect("a switch can be undone");
                let undone = session.brief(now());
                assert_eq!((undone.rail, undone.prompt), (before.rail, before.prompt), "{name}, undone");
                assert_eq!((undone.framework, undone.remarks), (before.framework, before.remarks), "{name}, undone");
            }
        }
    }

    #[test]
    fn a_call_taken_up_again_comes_back_in_the_bank_it_was_switched_to() {
        let (bant, meddic) = (bank("bant"), bank("meddic"));
        let mut session = played(&bant, TOLD);
        let shown = switch(&mut session, &meddic);
        let mut again = Session::new(Arc::clone(&bant), Icp::default(), session.journal().to_vec());
        again.know_bank(meddic);
        assert_eq!(again.brief(now()), shown);
    }

    #[test]
    fn the_same_answers_score_high_through_bant_and_low_through_meddic() {
        let (bant, meddic) = (bank("bant"), bank("meddic"));
        let mut session = played(&bant, CHIEF);
        assert!(session.brief(now()).framework.score >= 90, "{:?}", session.brief(now()).framework);
        let through_meddic = switch(&mut session, &meddic);
        assert!(through_meddic.framework.score <= 10, "{:?}", through_meddic.framework);
        assert!(switch(&mut session, &bant).framework.score >= 90);
        session.apply(&Command::Undo, now()).expect("undo");
        assert_eq!(session.brief(now()).framework, through_meddic.framework);
    }

    #[test]
    fn a_question_that_both_ask_stays_on_the_screen_until_it_was_answered() {
        let (bant, champ) = (bank("bant"), bank("champ"));
        let mut session = Session::new(Arc::clone(&bant), Icp::default(), Vec::new());
        let start = Started {
            bank: bant.id.clone(),
            hash: bant.hash.clone(),
            company: String::new(),
            contact: Contact::default(),
        };
        session.apply(&Command::Start(start), now()).expect("it begins");
        let signs = bant.questions().find(|question| question.topic == "authority.signs").expect("who signs");
        let ask = session.ask(&signs.id).expect("a question of the bank");
        session.apply(&ask, now()).expect("it can be asked");
        let prompt = switch(&mut session, &champ).prompt.expect("a question");
        assert_eq!(prompt.topic.as_str(), "authority.signs");
        let filing = session.auto_filing();
        let keep = Command::Keep { text: "Orla Byrne, our CFO, signs".into(), by: None, filing };
        session.apply(&keep, now()).expect("it is kept");
        let back = switch(&mut session, &bant).prompt.expect("a question");
        assert_ne!(back.topic.as_str(), "authority.signs", "it was answered");
    }

    #[test]
    fn a_remark_answers_the_question_of_the_bank_in_use() {
        let (bant, meddic) = (bank("bant"), bank("meddic"));
        let mut session = played(&bant, TOLD);
        let of = |brief: &Brief, bank: &Bank| {
            let questions: Vec<QuestionId> =
                brief.remarks.iter().filter_map(|remark| remark.question.clone()).collect();
            assert!(!questions.is_empty() && questions.iter().all(|id| bank.question(id).is_some()), "{questions:?}");
        };
        of(&session.brief(now()), &bant);
        of(&switch(&mut session, &meddic), &meddic);
    }

    #[test]
    fn switching_a_long_call_reads_nothing_again() {
        let (bant, meddic) = (bank("bant"), bank("meddic"));
        let mut session = played(&bant, TOLD);
        let later = now().saturating_add(5.minutes());
        let keep = |n: u32| Command::Keep {
            text: format!("line {n} loses 4k a month and waits for the glue"),
            by: None,
            filing: crate::call::Filing::Auto { asked: None, topic: None },
        };
        for n in 0..40 {
            session.apply(&keep(n), later).expect("it is kept");
        }
        let read = session.answers.all().as_ptr();
        let command = session.switch(meddic, later);
        session.apply(&command, later).expect("it is switched");
        assert_eq!(session.answers.all().as_ptr(), read, "the answers are the ones read before");
    }
}
