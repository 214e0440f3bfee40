//! The next questions: at most three, those that can still decide something.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::bank::{Bank, FlagKind, Grade, Level, Question, Section, TopicId, VerdictKind};
use crate::qualify::{Criterion, criterion_asks, criterion_of, is_deciding};
use crate::signals::{Answer, Stance};

use super::branches::{Branch, BranchState};
use super::known::Known;
use super::reframe::best_phrasing;
use super::{NextQuestion, Scene, Stage};

/// How many are offered at most.
const MOST: usize = 3;

/// How often a topic is put to the prospect before it is left as it stands, answered or not.
const MOST_TRIES: usize = 2;

/// After how many others a question that was passed over is offered again, if the call can end by its answer.
const OTHERS_BETWEEN: usize = 6;

/// The topic that agrees on a day to come back.
const FOLLOW_UP: &str = "followup.date";

/// The topic on which a deal-breaker of the profile would show.
const PLATFORM: &str = "company.platform";

/// The topic that asks who set the criteria.
const CRITERIA_OWNER: &str = "criteria.owner";

/// Topics that lead to the person who decides.
const WAYS_IN: [&str; 6] =
    ["buyer.access", "buyer.name", "authority.signs", "authority.others", "process.steps", "champion.name"];

/// The questions worth asking now, the best first; empty where nothing can change the verdict any more. `branches` are
/// those of the scene.
///
/// New questions come before those that are put once more. They are ranked by [`Purpose`], so by level first; then
/// what a follow-up brings to the front, weight in the framework, closeness to what was just spoken about, and the
/// order of the bank. No two of them settle the same criterion while others are open.
///
/// Late in the call only what can still change the verdict is left, and at its end the day comes first.
pub fn next_questions(scene: &Scene<'_>, branches: &[Branch]) -> Vec<NextQuestion> {
    let mut candidates = candidates(scene, branches);
    if scene.stage >= Stage::Settle {
        candidates.retain(|candidate| !matches!(candidate.purpose, Purpose::Earns | Purpose::Digs));
    }
    candidates.sort_by_key(|candidate| candidate.rank(scene.stage));
    let known = scene.known();
    spread(candidates).into_iter().map(|candidate| candidate.into_next(scene, &known)).collect()
}

/// Whether nothing that could still be asked would change the verdict: the call can be closed now.
pub fn can_close(scene: &Scene<'_>, branches: &[Branch]) -> bool {
    let settles = |candidate: &Candidate<'_>| matches!(candidate.purpose, Purpose::Settles(..));
    !candidates(scene, branches).iter().any(settles)
}

/// Every question that is good for something at this point, in the order of the bank.
fn candidates<'a>(scene: &'a Scene<'a>, branches: &[Branch]) -> Vec<Candidate<'a>> {
    let field = Field { scene, points: points_to_earn(scene), last_family: last_family(scene) };
    let sections = &scene.case.bank.sections;
    let questions = sections.iter().flat_map(|section| section.questions.iter().map(move |own| (section, own)));
    branches
        .iter()
        .zip(questions)
        .enumerate()
        .filter_map(|(place, (branch, (section, question)))| field.candidate(place, branch, section, question))
        .collect()
}

/// What every question is held against.
struct Field<'a> {
    scene: &'a Scene<'a>,
    /// By topic, the points of its groups that are not earned yet.
    points: HashMap<&'a str, u32>,
    /// The family of the topic just spoken about.
    last_family: Option<&'a str>,
}

/// What a question is good for at this point, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Purpose {
    /// It leads on from what the verdict says: to the day to return, or to the right contact.
    NextStep,
    /// An unsettled criterion of this level hangs on it; those that can disqualify by themselves come first.
    Settles(Level, Weight),
    /// It earns points.
    Earns,
    /// A follow-up brings it up.
    Digs,
    /// It agrees on a day, when there is nothing better to ask.
    Closes,
}

/// Whether a criterion can disqualify its level by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    Decides,
    Counts,
}

/// A question that could be asked now.
struct Candidate<'a> {
    question: &'a Question,
    is_repeat: bool,
    purpose: Purpose,
    criterion: Option<&'a Criterion>,
    is_opened: bool,
    points: u32,
    is_close: bool,
    place: usize,
    /// How lately it was turned to without an answer since; 0 for never. The rep passed over it, so it comes last.
    passed_over: usize,
}

impl Candidate<'_> {
    /// Smaller is better.
    fn rank(&self, stage: Stage) -> (bool, usize, bool, Purpose, bool, Reverse<u32>, bool, usize) {
        let closes = self.purpose == Purpose::Closes;
        (
            closes != (stage == Stage::Close),
            self.passed_over,
            self.is_repeat,
            self.purpose,
            !self.is_opened,
            Reverse(self.points),
            !self.is_close,
            self.place,
        )
    }

    /// The criterion that it could settle.
    fn settles(&self) -> Option<&'static str> {
        self.criterion.filter(|_| matches!(self.purpose, Purpose::Settles(..))).map(|criterion| criterion.id)
    }

    fn into_next(self, scene: &Scene<'_>, known: &Known<'_>) -> NextQuestion {
        NextQuestion { id: self.question.id.clone(), ask: self.ask(known), because: self.because(scene) }
    }

    /// The best phrasing; for a question that is put once more the probe for a vague answer, else other words.
    fn ask(&self, known: &Known<'_>) -> String {
        let question = self.question;
        let probe = || question.probes.iter().find(|probe| probe.flag == FlagKind::Vague).map(|probe| &probe.say);
        let again = if self.is_repeat { probe().or_else(|| question.ask.get(1)) } else { None };
        again.cloned().or_else(|| best_phrasing(known, question)).unwrap_or_default()
    }

    fn because(&self, scene: &Scene<'_>) -> String {
        if self.is_repeat {
            return "what was heard falls short: ask for particulars".to_owned();
        }
        match (self.purpose, self.criterion) {
            (Purpose::NextStep, _) if self.question.topic == FOLLOW_UP => match scene.assessment.verdict.kind {
                VerdictKind::Nurture => "it is too early now: agree on the day to return".to_owned(),
                _ => "the way to the right person is known: agree on the day".to_owned(),
            },
            (Purpose::NextStep, _) => "this contact cannot decide, but can tell who does".to_owned(),
            (Purpose::Settles(Level::Organization, _), None) => {
                format!("it would end it: {}", scene.case.icp.deal_breakers.join(", "))
            }
            (_, Some(criterion)) if criterion.grade == Grade::Disputed => {
                format!("the answers disagree on {}", criterion_asks(criterion.id))
            }
            (Purpose::Settles(level, _), Some(criterion)) if criterion.grade == Grade::Claimed => {
                format!("the {level} level rests on a claim here: {}", criterion_asks(criterion.id))
            }
            (Purpose::Settles(level, _), Some(criterion)) => {
                format!("the {level} level hangs on it: {}", criterion_asks(criterion.id))
            }
            (Purpose::Earns, _) => format!("{} points of {} hang on it", self.points, scene.case.bank.title),
            (Purpose::Closes, _) if scene.stage == Stage::Close => {
                "time is nearly up: agree on the next step".to_owned()
            }
            (Purpose::Closes, _) => "no next step is agreed".to_owned(),
            _ => self.question.why.clone(),
        }
    }
}

impl<'a> Field<'a> {
    fn candidate(
        &self,
        place: usize,
        branch: &Branch,
        section: &Section,
        question: &'a Question,
    ) -> Option<Candidate<'a>> {
        let (scene, topic) = (self.scene, question.topic.as_str());
        let is_repeat = self.is_repeat(branch, section, question)?;
        // What is evidenced is not asked about again, but a follow-up that just this answer opened leads on from it.
        let leads_on = question.conditional && branch.opened_by.is_some() && !scene.heard.is_touched(&question.id);
        if scene.grade(topic) == Grade::Evidenced && !leads_on {
            return None;
        }
        let unsettled = criterion_of(topic)
            .and_then(|(level, id)| Some((level, criterion(scene, level, id)?)))
            .filter(|(_, criterion)| !wants_only_owner(scene, criterion) || topic == CRITERIA_OWNER);
        let points = self.points.get(topic).copied().unwrap_or_default();
        let is_opened = branch.opened_by.is_some();
        let way_in_known = scene.heard.is_heard(WAYS_IN[0]);
        let purpose = match self.purpose(topic, unsettled, points, is_opened)? {
            // Once somebody opened the door, the day comes first and further names after it.
            Purpose::NextStep if way_in_known && topic != FOLLOW_UP => Purpose::Digs,
            Purpose::Closes if way_in_known && scene.assessment.verdict.kind == VerdictKind::ChangeContact => {
                Purpose::NextStep
            }
            purpose => purpose,
        };
        if is_repeat && !matches!(purpose, Purpose::Settles(..) | Purpose::Earns) {
            return None;
        }
        Some(Candidate {
            question,
            is_repeat,
            purpose,
            criterion: unsettled.map(|(_, criterion)| criterion),
            is_opened,
            points,
            is_close: self.last_family == Some(question.topic.family()),
            place,
            passed_over: self.passed_over(question, purpose),
        })
    }

    /// What a question is good for. One that could bring a deal-breaker to light is asked as early as the rest of the
    /// organization level, though nothing there waits for its answer.
    fn purpose(
        &self,
        topic: &str,
        unsettled: Option<(Level, &Criterion)>,
        points: u32,
        is_opened: bool,
    ) -> Option<Purpose> {
        let verdict = self.scene.assessment.verdict.kind;
        if may_break_the_deal(self.scene, topic) && verdict == VerdictKind::KeepGoing {
            return Some(Purpose::Settles(Level::Organization, Weight::Counts));
        }
        purpose(verdict, topic, unsettled, points, is_opened)
    }

    /// Whether a question may be asked now: `Some(false)` as new, `Some(true)` once more, because all that was heard
    /// on its topic falls short. What somebody said not to know is not asked of them again.
    fn is_repeat(&self, branch: &Branch, section: &Section, question: &Question) -> Option<bool> {
        let heard = &self.scene.heard;
        let is_given_up = heard.times_turned_to(&question.id) >= MOST_TRIES && !self.is_met(question);
        if branch.state != BranchState::Open || self.scene.current() == Some(&question.id) || is_given_up {
            return None;
        }
        let topic = question.topic.as_str();
        let asks_on = question.conditional && branch.opened_by.is_some() && !heard.is_answered(&question.id);
        if asks_on || !heard.is_heard(topic) || self.is_news(topic) {
            return Some(false);
        }
        let grade = heard.grade(topic);
        let falls_short = matches!(grade, Grade::Open | Grade::Claimed) && !grade.is_enough(section.accepts);
        let is_unknown = heard.filed(topic).iter().any(|answer| answer.reading.stance == Stance::DoesNotKnow);
        // Put once more and still short of it: a third time would be an interrogation.
        let is_worn = heard.filed(topic).len().max(heard.times_turned_to(&question.id)) >= MOST_TRIES;
        (falls_short && !is_unknown && !is_worn && !question.conditional).then_some(true)
    }

    /// Whether all that was heard on a topic is that others do not know: whoever speaks now may.
    fn is_news(&self, topic: &str) -> bool {
        let Some(speaker) = self.scene.case.answers.last().map(|answer| answer.by) else { return true };
        let filed = self.scene.heard.filed(topic);
        filed.iter().all(|answer| answer.by != speaker && answer.reading.stance == Stance::DoesNotKnow)
            && self.scene.grade(topic) == Grade::Open
    }

    /// How lately the rep turned to a question and on to another one without an answer; 0 for never. Offering it again
    /// at once would send them round in a circle; what can end the call comes back after some others.
    fn passed_over(&self, question: &Question, purpose: Purpose) -> usize {
        let turned_to = self.scene.heard.turned_to(&question.id);
        let is_due = matches!(purpose, Purpose::Settles(_, Weight::Decides))
            && self.scene.asked.len().saturating_sub(turned_to) >= OTHERS_BETWEEN;
        if self.is_met(question) || is_due { 0 } else { turned_to }
    }

    /// Whether something was said to a question: of a follow-up to itself, else to its topic.
    fn is_met(&self, question: &Question) -> bool {
        let heard = &self.scene.heard;
        heard.is_answered(&question.id) || !question.conditional && heard.is_heard(question.topic.as_str())
    }
}

/// What a question is good for, if for anything.
///
/// A wrong contact is asked for the right one, a far lead for its day; both may still tell what could end it. Nothing
/// but the day is left to ask of a lead that advances, and nothing at all of one that is off.
fn purpose(
    verdict: VerdictKind,
    topic: &str,
    unsettled: Option<(Level, &Criterion)>,
    points: u32,
    is_opened: bool,
) -> Option<Purpose> {
    let settles = unsettled.map(|(level, criterion)| {
        let weight = if is_deciding(level, criterion.id) { Weight::Decides } else { Weight::Counts };
        Purpose::Settles(level, weight)
    });
    match verdict {
        VerdictKind::Disqualify => None,
        VerdictKind::Advance => (topic == FOLLOW_UP).then_some(Purpose::Closes),
        VerdictKind::Nurture if topic == FOLLOW_UP => Some(Purpose::NextStep),
        VerdictKind::Nurture => settles
            .filter(|purpose| {
                matches!(purpose, Purpose::Settles(Level::Organization, _) | Purpose::Settles(_, Weight::Decides))
            })
            .or_else(|| is_opened.then_some(Purpose::Digs)),
        VerdictKind::ChangeContact if WAYS_IN.contains(&topic) => Some(Purpose::NextStep),
        VerdictKind::ChangeContact if topic == FOLLOW_UP => Some(Purpose::Closes),
        VerdictKind::ChangeContact => {
            settles.filter(|purpose| !matches!(purpose, Purpose::Settles(Level::Stakeholder, _)))
        }
        VerdictKind::KeepGoing => settles
            .or_else(|| (points > 0).then_some(Purpose::Earns))
            .or_else(|| (topic == FOLLOW_UP).then_some(Purpose::Closes))
            .or_else(|| is_opened.then_some(Purpose::Digs)),
    }
}

/// Whether a topic that nothing was heard on could bring a deal-breaker of the profile to light.
fn may_break_the_deal(scene: &Scene<'_>, topic: &str) -> bool {
    topic == PLATFORM && !scene.case.icp.deal_breakers.is_empty() && !scene.heard.is_heard(topic)
}

/// The criterion of a level, while it is not met.
fn criterion<'a>(scene: &Scene<'a>, level: Level, id: &str) -> Option<&'a Criterion> {
    let tally = scene.assessment.levels.iter().find(|tally| tally.level == level)?;
    tally.criteria.iter().find(|criterion| criterion.id == id).filter(|criterion| !criterion.met)
}

/// Whether criteria were told well enough, and only who set them was not.
fn wants_only_owner(scene: &Scene<'_>, criterion: &Criterion) -> bool {
    criterion.id == "criteria" && criterion.grade.is_enough(scene.case.bank.accepts)
}

/// By topic, the points of its groups that are not earned yet.
fn points_to_earn<'a>(scene: &Scene<'a>) -> HashMap<&'a str, u32> {
    let bank: &'a Bank = scene.case.bank;
    let mut points: HashMap<&'a str, u32> = HashMap::new();
    for section in &bank.sections {
        let is_earned = |topic: &TopicId| scene.grade(topic.as_str()).is_enough(section.accepts);
        for group in section.scored.iter().filter(|group| !group.topics.iter().any(is_earned)) {
            for topic in &group.topics {
                *points.entry(topic.as_str()).or_default() += group.points;
            }
        }
    }
    points
}

/// The family of the topic just spoken about.
fn last_family<'a>(scene: &Scene<'a>) -> Option<&'a str> {
    let answers: &'a [Answer] = scene.case.answers;
    answers.iter().rev().find_map(|answer| answer.reading.topic.as_ref()).map(TopicId::family)
}

/// The best three, one for each criterion first, never two on one topic.
fn spread(candidates: Vec<Candidate<'_>>) -> Vec<Candidate<'_>> {
    let mut chosen: Vec<Candidate<'_>> = Vec::new();
    let mut rest: Vec<Candidate<'_>> = Vec::new();
    for candidate in candidates {
        if chosen.iter().any(|other| other.question.topic == candidate.question.topic) {
            continue;
        }
        let settled = candidate.settles();
        if chosen.len() == MOST {
            break;
        }
        let repeats = settled.is_some() && chosen.iter().any(|other| other.settles() == settled);
        if repeats { rest.push(candidate) } else { chosen.push(candidate) }
    }
    chosen.extend(rest);
    chosen.truncate(MOST);
    chosen
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::civil::date;

    use super::*;
    use crate::bank::{Condition, FollowUp, QuestionId};
    use crate::call::Asked;
    use crate::coach::{Names, branches};
    use crate::qualify::sample::{Call, question};

    fn next(call: &Call) -> Vec<NextQuestion> {
        next_with(call, &[])
    }

    fn next_with(call: &Call, asked: &[Asked]) -> Vec<NextQuestion> {
        let (case, assessment, parked) = (call.case(), call.assess(), BTreeSet::new());
        let scene = Scene::new(&case, &assessment, asked, &parked, Names::default());
        next_questions(&scene, &branches(&scene))
    }

    fn ids(next: &[NextQuestion]) -> Vec<&str> {
        next.iter().map(|next| next.id.as_str()).collect()
    }

    #[test]
    fn levels_come_in_the_order_in_which_they_disqualify() {
        let first = next(&Call::new(Grade::Claimed));
        assert_eq!(first.len(), 3);
        assert_eq!(ids(&first), ["company.industry", "company.territory", "company.size"]);
        assert_eq!(first[0].because, "the organization level hangs on it: what the company does");
    }

    #[test]
    fn a_deal_breaker_is_looked_for_before_time_is_spent() {
        let mut call = Call::new(Grade::Claimed);
        call.icp.deal_breakers = vec!["on-premises only".into()];
        call.bank.sections[0].questions.push(question("company.platform"));
        let call = call
            .hears("company.industry", "a retail chain, 400 people in Ohio", Grade::Evidenced)
            .place("Ohio")
            .count("company.size", "400 people", 400.0);
        let found = next(&call);
        assert_eq!(found[0].id.as_str(), "company.platform");
        assert_eq!(found[0].because, "it would end it: on-premises only");
        let told = call.hears("company.platform", "all in the cloud", Grade::Claimed);
        assert!(!ids(&next(&told)).contains(&"company.platform"));
    }

    #[test]
    fn then_the_need_and_what_weighs_most() {
        let call = Call::new(Grade::Claimed)
            .hears("company.industry", "a retail chain, 400 people in Ohio", Grade::Evidenced)
            .place("Ohio")
            .count("company.size", "400 people", 400.0);
        assert_eq!(ids(&next(&call)), ["pain.problem", "timeline.start", "product.familiarity"]);
    }

    #[test]
    fn a_question_passed_over_comes_last_so_that_all_come_round() {
        let call = Call::new(Grade::Claimed);
        let mut asked: Vec<Asked> = Vec::new();
        for _ in 0..4 {
            let first = next_with(&call, &asked).remove(0);
            let question = call.bank.question(&first.id).unwrap();
            asked.push(Asked { question: first.id, topic: question.topic.clone(), wording: first.ask });
        }
        let mut seen: Vec<&str> = asked.iter().map(|asked| asked.question.as_str()).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 4, "four different questions in four steps");
    }

    #[test]
    fn what_can_end_the_call_comes_back_after_some_others() {
        let call = Call::new(Grade::Claimed);
        let mut asked: Vec<Asked> = Vec::new();
        let first = next_with(&call, &asked).remove(0).id;
        for _ in 0..=OTHERS_BETWEEN {
            let next = next_with(&call, &asked).remove(0);
            let question = call.bank.question(&next.id).unwrap();
            asked.push(Asked { question: next.id, topic: question.topic.clone(), wording: next.ask });
        }
        assert_eq!(next_with(&call, &asked)[0].id, first);
    }

    #[test]
    fn late_in_the_call_only_what_decides_is_asked_and_at_its_end_the_day() {
        let at_stage = |call: &Call, stage| {
            let (case, assessment, parked) = (call.case(), call.assess(), BTreeSet::new());
            let scene = Scene::new(&case, &assessment, &[], &parked, Names::default()).at_stage(stage);
            next_questions(&scene, &branches(&scene))
        };
        let fresh = Call::new(Grade::Claimed);
        assert_eq!(at_stage(&fresh, Stage::Settle)[0].id.as_str(), "company.industry");
        let last = at_stage(&fresh, Stage::Close);
        assert_eq!(ids(&last), ["followup.date", "company.industry", "company.territory"]);
        assert_eq!(last[0].because, "time is nearly up: agree on the next step");
    }

    #[test]
    fn a_call_can_be_closed_once_nothing_left_would_change_the_verdict() {
        let closes = |call: &Call| {
            let (case, assessment, parked) = (call.case(), call.assess(), BTreeSet::new());
            let scene = Scene::new(&case, &assessment, &[], &parked, Names::default());
            can_close(&scene, &branches(&scene))
        };
        assert!(!closes(&Call::new(Grade::Claimed)));
        assert!(closes(&Call::all_met(Grade::Claimed)));
        let mut abroad = Call::new(Grade::Claimed).hears("company.territory", "Ohio", Grade::Evidenced).place("Ohio");
        abroad.icp.territories = vec!["Ireland".into()];
        assert!(closes(&abroad), "decided against");
    }

    #[test]
    fn what_was_put_twice_without_an_answer_is_left() {
        let call = Call::new(Grade::Claimed);
        let mut asked: Vec<Asked> = Vec::new();
        while let Some(first) = next_with(&call, &asked).into_iter().next() {
            let question = call.bank.question(&first.id).unwrap();
            asked.push(Asked { question: first.id, topic: question.topic.clone(), wording: first.ask });
            assert!(asked.len() < 1000, "the questions go round for ever");
        }
        let questions = call.bank.sections.iter().map(|section| section.questions.len()).sum::<usize>();
        assert!(asked.len() <= MOST_TRIES * questions);
    }

    #[test]
    fn what_stays_vague_is_not_asked_a_third_time() {
        let claimed = |call: Call| call.hears("pain.problem", "it is a bit slow", Grade::Claimed);
        let asks = |call: &Call| ids(&next(call)).contains(&"pain.problem");
        let mut call = Call::all_met(Grade::Evidenced);
        call.answers.retain(|answer| answer.reading.topic.as_ref().is_none_or(|topic| *topic != "pain.problem"));
        let once = claimed(call);
        assert!(asks(&once), "{:?}", next(&once));
        assert!(!asks(&claimed(once)), "two answers and still a claim");
    }

    #[test]
    fn what_was_heard_or_is_on_the_screen_is_not_asked() {
        let call =
            Call::new(Grade::Claimed).hears("company.industry", "retail in Ohio", Grade::Evidenced).place("Ohio");
        let on_screen = Asked {
            question: QuestionId::new("company.size"),
            topic: TopicId::new("company.size"),
            wording: String::new(),
        };
        let found = next_with(&call, &[on_screen]);
        for heard in ["company.industry", "company.territory", "company.size"] {
            assert!(!ids(&found).contains(&heard), "{:?}", ids(&found));
        }
    }

    #[test]
    fn nothing_is_asked_once_it_is_decided_against() {
        let mut call = Call::all_met(Grade::Claimed);
        call.icp.territories = vec!["Ireland".into()];
        assert_eq!(next(&call), []);
    }

    #[test]
    fn an_advance_and_a_far_start_ask_for_the_day() {
        assert_eq!(ids(&next(&Call::all_met(Grade::Claimed))), ["followup.date"]);
        let far = Call::all_met(Grade::Claimed).hears("timeline.start", "January 2027", Grade::Evidenced).date(
            "timeline.start",
            "January 2027",
            date(2027, 1, 1),
        );
        let found = next(&far);
        assert_eq!(ids(&found), ["followup.date"]);
        assert!(found[0].because.contains("too early"));
    }

    #[test]
    fn a_wrong_contact_is_asked_for_the_right_one() {
        let mut call = Call::all_met(Grade::Claimed);
        call.answers.pop();
        let call = call.shrugs("goal.statement", "no idea");
        let found = next(&call);
        assert_eq!(found[0].id.as_str(), "buyer.access");
        assert!(found[0].because.contains("can tell who does"));
    }

    #[test]
    fn an_evidenced_answer_can_lead_on_to_what_lies_behind_it() {
        let mut call = Call::new(Grade::Evidenced).hears("pain.problem", "40 orders late a week", Grade::Evidenced);
        let problem = TopicId::new("pain.problem");
        let mut root = question("pain.root");
        root.topic = problem.clone();
        root.conditional = true;
        let opens = FollowUp { to: root.id.clone(), when: Condition::Grade(problem.clone(), vec![Grade::Evidenced]) };
        let sections = &mut call.bank.sections;
        let asks = |section: &&mut crate::bank::Section| section.questions.iter().any(|own| own.topic == problem);
        let section = sections.iter_mut().find(asks).unwrap();
        section.questions.iter_mut().find(|own| own.topic == problem).unwrap().follow_ups = vec![opens];
        section.questions = section.questions.drain(..).filter(|own| own.topic == problem).chain([root]).collect();
        sections.retain(|section| section.questions.iter().any(|own| own.topic == problem));
        let found = next(&call);
        assert_eq!(ids(&found), ["pain.root"]);
        assert_eq!(found[0].because, "it matters", "it settles nothing more: its own reason stands");
        let asked = Asked { question: QuestionId::new("pain.root"), topic: problem, wording: String::new() };
        assert_eq!(ids(&next_with(&call, &[asked])), [""; 0], "once turned to, it is not offered again");
    }

    #[test]
    fn a_follow_up_that_opened_comes_to_the_front() {
        let mut call = Call::all_met(Grade::Evidenced);
        call.answers.retain(|answer| answer.reading.topic.as_ref().is_none_or(|topic| topic != "users.team"));
        let mut basis = question("room.basis");
        basis.topic = TopicId::new("users.team");
        basis.conditional = true;
        let vague = Condition::Flag(TopicId::new("users.team"), FlagKind::Vague);
        let users = call.bank.sections[5].questions.iter_mut().find(|question| question.topic == "users.team").unwrap();
        users.follow_ups = vec![FollowUp { to: basis.id.clone(), when: vague }];
        call.bank.sections[5].questions.push(basis);
        let call = call.hears("users.team", "a few of us", Grade::Claimed).flag(FlagKind::Vague, None).to("users.team");
        let found = next(&call);
        assert_eq!(found[0].id.as_str(), "room.basis");
        assert_eq!(found[0].because, "the opportunity level rests on a claim here: who would use it");
    }

    #[test]
    fn what_fell_short_is_put_once_more_when_nothing_else_is_left() {
        let mut call = Call::all_met(Grade::Evidenced);
        call.answers.retain(|answer| answer.reading.topic.as_ref().is_none_or(|topic| topic != "users.team"));
        let call = call.hears("users.team", "a few of us", Grade::Claimed).to("users.team");
        let found = next(&call);
        assert_eq!(found[0].id.as_str(), "users.team");
        assert!(found[0].because.contains("falls short"));
    }

    #[test]
    fn what_one_does_not_know_is_asked_of_the_next_speaker_only() {
        let call = Call::new(Grade::Claimed).shrugs("company.industry", "no idea").to("company.industry");
        assert!(!ids(&next(&call)).contains(&"company.industry"));
        let joined = call.hears("note", "hello, Kim here", Grade::Open).by("Kim Sato", "CFO");
        assert_eq!(ids(&next(&joined))[0], "company.industry");
    }

    #[test]
    fn once_criteria_are_told_only_their_owner_is_asked_for() {
        let mut call = Call::all_met(Grade::Evidenced);
        let criteria = call
            .answers
            .iter_mut()
            .find(|answer| answer.reading.topic.as_ref().is_some_and(|topic| topic == "criteria.list"))
            .unwrap();
        criteria.reading.facts.clear();
        let found = next(&call);
        assert_eq!(ids(&found), ["criteria.owner", "followup.date"]);
    }
}
