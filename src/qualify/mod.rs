//! What it adds up to: criteria, levels, framework score and verdict, each with the answers behind it.
//!
//! Pure functions of the answers, the bank and the ideal customer profile; the rules are those of signals.md
//! ("Grades", "Levels", "Which topics settle which criterion") and domain.md section 4.

use std::borrow::Cow;

use jiff::civil::{Date, DateTime};

use crate::bank::{Bank, Grade, Level, LevelStatus, TopicId, VerdictKind};
use crate::call::{Contact, RemarkId};
use crate::signals::Answer;

mod criteria;
mod icp;
mod judge;
mod known;
mod ledger;
mod lens;
mod lexicon;
mod matches;
mod opportunity;
mod organization;
mod pain;
mod people;
mod place;
mod profile;
mod reasons;
mod record;
mod score;
mod sorted;
mod stakeholder;
mod steps;
mod timing;
mod towns;
mod verdict;
mod words;
mod written;

pub use criteria::{criterion_asks, criterion_of};
pub use icp::{Icp, Range};
pub use judge::is_deciding;
pub use known::Known;
pub use ledger::{Ledger, Standpoint};
pub use lens::{DifferingLine, Lens, Lenses, Seen, lenses};
pub use matches::Matches;
pub use people::{Heard, Leaning, People, Reach, Stakeholder, WayIn, part_of, people};
pub use record::RecordFit;

#[cfg(test)]
mod properties;
#[cfg(test)]
pub(crate) mod sample;

use judge::Judge;
use lexicon::{Lexicon, lexicon};

/// Everything that a call is judged by.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// What was said, in the order heard.
    pub answers: &'a [Answer],
    /// The bank that the call is seen through: what is scored, and which grade is enough.
    pub bank: &'a Bank,
    /// The profile that the lead is compared with.
    pub icp: &'a Icp,
    /// What was on record of the company before the call.
    pub known: &'a Known,
    /// The people of the call; an answer's `by` indexes them, the first is the contact that it began with.
    pub people: &'a [Contact],
    /// The clock of the call: a start is far or near as seen from here.
    pub at: DateTime,
    /// The day of the next step, where the rep has set one.
    pub agreed: Option<Date>,
    /// What the answers match in the profile, where it is kept beside them; else it is worked out anew.
    pub matches: Option<&'a Matches>,
}

/// Reads the vocabulary that answers are judged by, which otherwise happens at the first assessment.
pub fn load_vocabulary() {
    lexicon().load();
}

/// Adds up what was heard: levels, framework score, verdict. Total: any answers give an assessment.
pub fn assess(case: &Case<'_>) -> Assessment {
    assess_by(lexicon(), case)
}

fn assess_by(lexicon: &Lexicon, case: &Case<'_>) -> Assessment {
    let kept = case.matches.filter(|kept| kept.all().len() == case.answers.len());
    let matches = kept.map_or_else(|| Cow::Owned(Matches::by(lexicon, case.answers, case.icp)), Cow::Borrowed);
    let judge = Judge::new(case, lexicon, matches.all());
    let levels = judge.levels();
    let challenge = levels[1].criteria.iter().find(|criterion| criterion.id == "challenge");
    let sections = score::sections(&judge, challenge);
    let caps = score::caps(&judge, &sections, &levels);
    let score = score::total(&sections, case.bank, &caps);
    let verdict = verdict::verdict(&judge, &levels, score);
    Assessment { levels, verdict, sections, caps, score }
}

/// What a level asks, and how it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Criterion {
    /// Its id within the level (`territory`, `users`, `goals`, …).
    pub id: &'static str,
    /// What it asks, in three or four words.
    pub title: &'static str,
    /// How it stands.
    pub grade: Grade,
    /// Whether it is settled at the bank's grade (a profile that does not constrain it settles it).
    pub met: bool,
    /// Whether it is settled against the lead.
    pub failed: bool,
    /// The answers behind it.
    pub answers: Vec<RemarkId>,
    /// One plain sentence: why it stands so.
    pub why: String,
}

/// A level and its criteria.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelTally {
    /// The level.
    pub level: Level,
    /// Where it stands.
    pub status: LevelStatus,
    /// Its criteria in the order of signals.md.
    pub criteria: Vec<Criterion>,
}

impl LevelTally {
    /// How many criteria are met.
    pub fn met(&self) -> usize {
        self.criteria.iter().filter(|criterion| criterion.met).count()
    }
}

/// The verdict, with its reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// What to do.
    pub kind: VerdictKind,
    /// The remark that made it so; nothing while the call goes on as it began. It changes only with an event.
    pub turned_by: Option<RemarkId>,
    /// Why, in order of weight; never empty.
    pub reasons: Vec<Reason>,
    /// What would turn it, in order of likelihood.
    pub flips: Vec<String>,
    /// The next steps.
    pub next: Vec<String>,
    /// How the lead is kept warm, where it is to be nurtured.
    pub nurture: Option<Nurture>,
    /// The day for the next talk that was agreed in the words of the call, where one was heard.
    pub follow_up: Option<Date>,
}

/// A reason, and the remarks that it stands on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reason {
    /// One sentence.
    pub text: String,
    /// The remarks behind it, in the order heard; none where it speaks of what was not heard.
    pub answers: Vec<RemarkId>,
}

/// How a lead is kept warm until it is time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nurture {
    /// What it is worth.
    pub tier: NurtureTier,
    /// The day to come back, where one is known.
    pub come_back: Option<Date>,
}

/// What a nurtured lead is worth, by its framework score (domain.md, section 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NurtureTier {
    /// Little was heard for it yet.
    Low,
    /// Some of it stands.
    Middle,
    /// Nearly all of it stands: only the time does not.
    Top,
}

/// The framework score of one section.
#[derive(Debug, Clone, PartialEq)]
pub struct SectionScore {
    /// The section's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The best-settled grade of its topics.
    pub grade: Grade,
    /// Points earned.
    pub score: u32,
    /// Points that could be earned.
    pub of: u32,
    /// What earned them, line by line.
    pub lines: Vec<ScoreLine>,
}

/// What one group of topics earns.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreLine {
    /// The topics, of which the best settled one earns the points.
    pub topics: Vec<TopicId>,
    /// How they stand.
    pub grade: Grade,
    /// Points earned.
    pub score: u32,
    /// Points that could be earned.
    pub of: u32,
    /// Why, in one clause.
    pub why: String,
    /// The remarks behind it.
    pub answers: Vec<RemarkId>,
}

/// Something that holds the framework score back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cap {
    /// The most that can be scored while it holds.
    pub at_most: u32,
    /// Why, in one clause.
    pub why: String,
}

/// Everything that the answers add up to.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// Organization, opportunity, stakeholder: the order in which they disqualify.
    pub levels: [LevelTally; 3],
    /// The verdict.
    pub verdict: Verdict,
    /// The framework score by section, shared sections left out.
    pub sections: Vec<SectionScore>,
    /// What holds the framework score back, the hardest first.
    pub caps: Vec<Cap>,
    /// The framework score, 0–100.
    pub score: u32,
}

#[cfg(test)]
mod tests {
    //! The rules of domain.md, section 4, and the cases of section 7.

    use std::sync::LazyLock;

    use jiff::civil::date;

    use super::sample::Call;
    use crate::bank::Grade::{Claimed, Evidenced, Refuted};
    use crate::bank::{FlagKind, Grade, VerdictKind};

    #[test]
    fn a_fresh_call_is_assessed_before_the_vocabulary_is_read() {
        let is_read = |call: &Call| {
            let lexicon = super::Lexicon::english();
            super::assess_by(&lexicon, &call.case());
            let large = [LazyLock::get(&lexicon.trades).is_some(), LazyLock::get(&lexicon.hurts).is_some()];
            (large, LazyLock::get(&lexicon.words).is_some())
        };
        let mut fresh = Call::new(Claimed);
        assert_eq!(is_read(&fresh), ([false; 2], true), "the title may suggest who decides");
        fresh.people[0].role.clear();
        assert_eq!(is_read(&fresh), ([false; 2], false));
        let (of_told, _) = is_read(&Call::all_met(Claimed));
        assert_eq!(of_told, [false, true], "“retail” is found without knowing any industry");
    }

    #[test]
    fn nothing_advances_unless_all_three_levels_qualify() {
        let found = Call::all_met(Evidenced).assess();
        assert_eq!(found.statuses(), ["qualified", "qualified", "qualified"]);
        assert_eq!(found.verdict.kind, VerdictKind::Advance);
        assert_eq!(found.score, 100);
        for missing in ["company.industry", "users.team", "budget.amount", "goal.target", "criteria.list"] {
            let mut call = Call::all_met(Evidenced);
            call.answers.retain(|answer| answer.reading.topic.as_ref().is_none_or(|topic| *topic != *missing));
            assert_eq!(call.assess().verdict.kind, VerdictKind::KeepGoing, "without {missing}");
        }
    }

    #[test]
    fn off_profile_ends_it_whatever_the_rest_says() {
        let mut call = Call::all_met(Evidenced);
        call.icp.territories = vec!["Ireland".into()];
        let found = call.assess();
        assert_eq!(found.statuses(), ["disqualified", "qualified", "qualified"]);
        assert_eq!(found.verdict.kind, VerdictKind::Disqualify);
        assert!(found.verdict.reasons[0].text.contains("“Ohio” lies outside Ireland"), "{:?}", found.verdict.reasons);
    }

    #[test]
    fn off_profile_with_a_dated_change_is_nurtured() {
        let found = Call::new(Claimed)
            .hears("company.territory", "only Spain until the US office opens in March 2027", Evidenced)
            .place("Spain")
            .date("company.territory", "March 2027", date(2027, 3, 1))
            .assess();
        assert_eq!(found.statuses()[0], "disqualified");
        assert_eq!(found.verdict.kind, VerdictKind::Nurture);
        assert_eq!(
            found.verdict.next,
            ["Nurture, and come back on 2027-03-01.", "Until then, low tier: the offer of a trial."]
        );
    }

    #[test]
    fn a_chief_with_a_budget_but_no_problem_fails_the_opportunity() {
        let call = Call::all_met(Claimed).hears("need.degree", "we don't need it", Refuted);
        let found = call.assess();
        assert_eq!(found.statuses(), ["qualified", "disqualified", "qualified"]);
        assert_eq!(found.verdict.kind, VerdictKind::Disqualify);
    }

    #[test]
    fn not_knowing_the_goals_changes_the_contact_and_keeps_the_opportunity() {
        let mut call = Call::all_met(Claimed);
        call.answers.pop();
        let call = call.shrugs("goal.statement", "nobody tells me what the goals are");
        let call = call.hears("buyer.access", "Priya Shah, I can walk you over", Evidenced);
        let found = call.person("buyer.access", "Priya Shah", Some("Priya Shah")).assess();
        assert_eq!(found.statuses(), ["qualified", "qualified", "disqualified"]);
        assert_eq!(found.verdict.kind, VerdictKind::ChangeContact);
        assert_eq!(found.verdict.next[0], "Reach Priya Shah, through Dana Ruiz.");
    }

    #[test]
    fn neither_deciding_nor_knowing_who_does_changes_the_contact() {
        let found = Call::new(Claimed).shrugs("authority.signs", "not me, no idea who does").assess();
        assert_eq!(found.verdict.kind, VerdictKind::ChangeContact);
        let found = Call::new(Claimed).hears("authority.signs", "not me, Kim Sato signs", Refuted);
        let found = found.person("authority.signs", "Kim Sato", Some("Kim Sato")).assess();
        assert_eq!(found.criterion("decision").grade, Evidenced, "a denial that names the one who signs");
        assert_eq!(found.verdict.kind, VerdictKind::KeepGoing);
    }

    #[test]
    fn the_stakeholder_level_is_that_of_the_best_contact() {
        let ignorant = Call::new(Claimed)
            .shrugs("goal.statement", "no idea what the company is after")
            .hears("authority.signs", "Kim signs", Evidenced)
            .person("authority.signs", "Kim", Some("Kim"));
        assert_eq!(ignorant.assess().statuses()[2], "disqualified");
        let joined = ignorant.clone().hears("goal.target", "95% on time by September", Evidenced).by("Kim Sato", "CFO");
        assert_eq!(joined.assess().statuses()[2], "open");
        let bystander = ignorant.hears("product.familiarity", "we tested one", Evidenced).by("Carmen", "Housekeeping");
        assert_eq!(bystander.assess().statuses()[2], "disqualified", "one who says nothing of it does not help");
    }

    #[test]
    fn a_title_is_a_claim_of_deciding_and_of_nothing_else() {
        let mut call = Call::new(Claimed);
        call.people[0].role = "Founder & CEO".into();
        let found = call.assess();
        assert_eq!(found.criterion("decision").grade, Claimed);
        assert_eq!(found.criterion("goals").grade, Grade::Open);
        call.bank.accepts = Evidenced;
        call.bank.sections.iter_mut().for_each(|section| section.accepts = Evidenced);
        assert!(!call.assess().criterion("decision").met, "where evidence is wanted, a title is not enough");
    }

    #[test]
    fn a_far_start_is_nurtured_until_the_agreed_day() {
        let far = Call::all_met(Claimed).hears("timeline.start", "not before January 2027", Evidenced).date(
            "timeline.start",
            "January 2027",
            date(2027, 1, 1),
        );
        let found = far.clone().assess();
        assert_eq!(found.statuses()[1], "at_risk");
        assert_eq!(found.verdict.kind, VerdictKind::Nurture);
        let agreed = far.hears("followup.date", "ring me on 12 October", Evidenced);
        let found = agreed.date("followup.date", "12 October", date(2026, 10, 12)).assess();
        assert_eq!(found.verdict.next[0], "Nurture, and come back on 2026-10-12.");
        assert_eq!(found.verdict.nurture.map(|nurture| nurture.tier), Some(super::NurtureTier::Top));
    }

    #[test]
    fn six_months_to_the_day_are_near() {
        let starts = |on| {
            let call = Call::new(Claimed).hears("timeline.start", "then", Evidenced);
            call.date("timeline.start", "then", on).assess().statuses()[1]
        };
        assert_eq!(starts(date(2026, 9, 2)), "open");
        assert_eq!(starts(date(2026, 9, 3)), "at_risk");
    }

    #[test]
    fn a_deadline_is_no_start() {
        let by = |on| {
            let value = crate::signals::Value::Date { from: None, to: Some(on), guessed: false };
            let call = Call::new(Claimed).hears("timeline.start", "by then", Evidenced);
            call.fact("timeline.start", "by then", value).assess().statuses()[1]
        };
        assert_eq!(by(date(2026, 10, 31)), "open", "they may well begin before");
        assert_eq!(by(date(2027, 12, 31)), "at_risk");
    }

    #[test]
    fn a_dispute_puts_the_level_at_risk() {
        let found =
            Call::all_met(Claimed).hears("users.team", "three planners at most", Evidenced).contradicts(3).assess();
        assert_eq!(found.statuses()[1], "at_risk");
        assert_eq!(found.verdict.kind, VerdictKind::KeepGoing);
        let users = found.criterion("users");
        assert_eq!(users.answers.len(), 2, "both answers stand behind it");
        assert!(users.why.contains("12 planners") && users.why.contains("three planners"), "{}", users.why);
    }

    #[test]
    fn a_fact_settles_its_criterion_wherever_it_was_said() {
        let found = Call::new(Claimed)
            .hears("pain.problem", "orders are late, our 400 people in Ohio see it daily", Evidenced)
            .place("Ohio")
            .count("company.size", "400 people", 400.0)
            .assess();
        assert!(found.criterion("territory").met && found.criterion("size").met);
    }

    #[test]
    fn claims_stay_claims_where_evidence_is_wanted() {
        let claims = |accepts| {
            Call::new(accepts)
                .hears("budget.amount", "my card covers it", Claimed)
                .hears("authority.signs", "I choose the tools", Claimed)
                .hears("need.degree", "we are on fire", Claimed)
                .hears("timeline.start", "we needed it yesterday", Claimed)
                .assess()
        };
        assert_eq!(claims(Claimed).score, 90, "all points, held back by the levels");
        assert_eq!(claims(Evidenced).score, 0);
        assert!(claims(Evidenced).criterion("money").why.contains("only claimed"));
    }

    #[test]
    fn the_chief_of_a_large_firm_scores_high_on_claims_and_low_on_evidence() {
        let call = |accepts| {
            let mut call = Call::new(accepts)
                .hears("budget.amount", "surely, money is no obstacle for us", Claimed)
                .hears("authority.signs", "things get decided quickly here", Claimed)
                .hears("need.degree", "we absolutely need this", Claimed)
                .hears("timeline.start", "as soon as possible", Claimed)
                .hears("pain.problem", "the segmentation is wrong, 40,000 people get the same letter", Evidenced)
                .by("Marketing head", "")
                .hears("pain.problem", "sales wants drip campaigns out of the CRM after 14 days", Evidenced)
                .by("Sales head", "");
            call.icp.pains = vec!["ugly templates".into(), "templates that break on phones".into()];
            call.assess()
        };
        let (bant, meddic) = (call(Claimed), call(Evidenced));
        assert!(bant.score >= 90, "{}", bant.score);
        assert_eq!(bant.verdict.kind, VerdictKind::KeepGoing, "her claim keeps the opportunity open");
        assert!(meddic.score <= 10, "{}", meddic.score);
        assert_eq!(meddic.verdict.kind, VerdictKind::Disqualify);
        assert!(
            meddic.verdict.reasons[0].text.contains("none of what the product solves"),
            "{:?}",
            meddic.verdict.reasons
        );
    }

    #[test]
    fn one_pain_in_unknown_words_disqualifies_nobody() {
        let found =
            Call::new(Evidenced).hears("pain.problem", "the gizmo gets stuck 40 times a day", Evidenced).assess();
        assert_eq!(found.criterion("challenge").grade, Claimed);
        assert_eq!(found.verdict.kind, VerdictKind::KeepGoing);
    }

    #[test]
    fn a_profile_that_constrains_nothing_leaves_the_organization_qualified() {
        let mut call = Call::new(Claimed);
        call.icp = super::Icp::default();
        assert_eq!(call.assess().statuses(), ["qualified", "open", "open"]);
    }

    #[test]
    fn the_size_must_lie_in_range() {
        let with =
            |n: f64| Call::new(Claimed).hears("company.size", "so many", Evidenced).count("company.size", "so many", n);
        assert!(with(50.0).assess().criterion("size").met);
        assert!(with(6.0).assess().criterion("size").failed);
        assert!(with(5001.0).assess().criterion("size").failed);
    }

    #[test]
    fn parts_of_the_staff_add_up() {
        let call = Call::new(Claimed).hears("company.size", "40 nurses and 15 in the office", Evidenced);
        let call = call.count("company.size", "40 nurses", 40.0).count("company.size", "15 in the office", 15.0);
        assert!(call.assess().criterion("size").met);
        let call = Call::new(Claimed).hears("company.size", "six of us, four brewing, two driving", Evidenced);
        let call = call.count("company.size", "six of us", 6.0).count("company.size", "four", 4.0);
        assert!(call.count("company.size", "two", 2.0).assess().criterion("size").failed);
    }

    #[test]
    fn the_year_is_meant_where_revenue_is_told_by_another_period() {
        use crate::bank::Per;
        let told = |amount, per| {
            let mut call = Call::new(Claimed);
            call.icp.revenue = super::Range { min: Some(1_000_000.0), max: None };
            let value =
                crate::signals::Value::Money { amount: Some(amount), max: None, currency: None, per, approx: false };
            call.hears("company.revenue", "so much", Evidenced).fact("company.revenue", "so much", value)
        };
        assert_eq!(told(100_000.0, Some(Per::Month)).assess().criterion("size").grade, Evidenced);
        assert_eq!(told(4_000.0, Some(Per::Day)).assess().criterion("size").grade, Evidenced);
        assert_eq!(told(2_000.0, Some(Per::Day)).assess().criterion("size").grade, Refuted);
        assert_eq!(told(900.0, Some(Per::Seat)).assess().criterion("size").grade, Claimed, "says nothing of the whole");
        assert_eq!(told(900.0, None).assess().criterion("size").grade, Refuted);
    }

    #[test]
    fn a_deal_breaker_rules_out_and_an_unheard_one_does_not() {
        let mut call = Call::all_met(Claimed);
        call.icp.deal_breakers = vec!["on-premises only".into()];
        assert_eq!(call.assess().statuses()[0], "qualified");
        let found =
            call.hears("company.platform", "it has to be on-prem only, a rule of the group", Evidenced).assess();
        assert!(found.criterion("fit").failed);
        assert_eq!(found.verdict.kind, VerdictKind::Disqualify);
    }

    #[test]
    fn an_excuse_speaks_for_the_pain() {
        let call = Call::new(Claimed).hears("pain.tried", "we meant to, the move took everyone", Claimed);
        let found = call.flag(FlagKind::Excuse, None).assess();
        assert!(
            found.verdict.reasons.iter().any(|reason| reason.text.contains("likely real")),
            "{:?}",
            found.verdict.reasons
        );
    }

    #[test]
    fn a_need_that_is_not_ripe_is_nurtured() {
        let found = Call::all_met(Claimed).hears("need.degree", "good to have, but not yet", Claimed).assess();
        assert_eq!(found.verdict.kind, VerdictKind::Nurture);
        let found =
            Call::all_met(Claimed).hears("priority.rank", "after the move, it is not a priority", Refuted).assess();
        assert_eq!(found.verdict.kind, VerdictKind::Advance, "a start was told with its month");
    }

    #[test]
    fn the_advance_says_what_it_rests_on() {
        let found = Call::all_met(Claimed).hears("interest.level", "keen", Claimed).assess();
        assert_eq!(found.verdict.reasons.len(), 1, "{:?}", found.verdict.reasons);
        assert_eq!(found.verdict.reasons[0].text, "All three levels qualify.");
        let mut call = Call::all_met(Claimed);
        call.answers.retain(|answer| answer.reading.topic.as_ref().is_none_or(|topic| topic != "users.team"));
        let found = call.hears("users.team", "quite a few of the chefs", Claimed).assess();
        assert!(found.verdict.reasons[1].text.contains("someone to use it"), "{:?}", found.verdict.reasons);
    }

    #[test]
    fn whoever_tells_the_criteria_claims_them_and_evidence_wants_their_owner() {
        let told = |accepts| Call::new(accepts).hears("criteria.list", "under 2 s a page, and SSO", Evidenced);
        assert!(told(Claimed).assess().criterion("criteria").met);
        assert!(!told(Evidenced).assess().criterion("criteria").met);
        let found = told(Evidenced).hears("criteria.owner", "Salim made that list", Evidenced).assess();
        assert!(found.criterion("criteria").met);
    }

    #[test]
    fn one_to_whom_a_shrug_refers_owns_no_criteria() {
        let call = Call::new(Claimed).shrugs("criteria.list", "never saw them, ask Priya in purchasing");
        let found = call.person("criteria.list", "Priya", Some("Priya")).assess();
        assert_eq!(found.criterion("criteria").grade, Grade::Open);
    }

    #[test]
    fn a_place_is_not_inside_the_last_word_of_its_name() {
        let lies_in = |place: &str, territory: &str| {
            let mut call = Call::new(Claimed).hears("company.territory", place, Evidenced).place(place);
            call.icp.territories = vec![territory.into()];
            call.assess().criterion("territory").grade
        };
        assert_eq!(lies_in("New Mexico", "Mexico"), Refuted);
        assert_eq!(lies_in("New Jersey", "Jersey"), Refuted);
        assert_eq!(lies_in("New South Wales", "Wales"), Refuted);
        assert_eq!(lies_in("New South Wales", "Australia"), Evidenced);
        assert_eq!(lies_in("Narnia", "Narnia"), Evidenced, "the very name will do where neither is known");
        assert_eq!(lies_in("West Narnia", "Narnia"), Claimed);
        assert_eq!(lies_in("Cork", "Narnia"), Claimed, "an unknown territory rules nobody out");
    }

    #[test]
    fn the_ones_of_us_are_people() {
        let value = crate::signals::Value::Count { n: Some(62.0), max: None, of: None, approx: false };
        let call = Call::new(Claimed).hears("company.industry", "boats, sixty-two of us", Evidenced);
        assert!(call.fact("company.industry", "sixty-two of us", value).assess().criterion("size").met);
    }

    proptest::proptest! {
        #[test]
        fn any_answers_are_judged(
            heard in proptest::collection::vec((0..CRITERIA_TOPICS.len(), ".{0,40}", 0..5_usize, 0..4_u32, 0..9_u32), 0..12),
        ) {
            let mut call = Call::new(Claimed);
            for (topic, text, grade, by, against) in heard {
                call = call.hears(CRITERIA_TOPICS[topic], &text, Grade::ALL[grade]).by(&by.to_string(), &text);
                call = call.flag(FlagKind::Contradiction, Some(against)).place(&text).money("budget.amount", &text, -1.0);
            }
            let found = call.assess();
            proptest::prop_assert!(found.score <= 100);
            proptest::prop_assert!(!found.verdict.reasons.is_empty());
        }
    }

    const CRITERIA_TOPICS: [&str; 12] = [
        "company.territory",
        "company.industry",
        "company.size",
        "pain.problem",
        "need.degree",
        "timeline.start",
        "users.team",
        "authority.signs",
        "criteria.list",
        "goal.target",
        "budget.amount",
        "followup.date",
    ];
}
