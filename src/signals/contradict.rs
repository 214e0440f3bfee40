//! `contradiction`: an answer that cannot be true together with an earlier one of the same contact.
//!
//! **Notices** incompatible values of one topic (figures, dates, people in one role, yes against no, must-have against
//! not-a-priority, a tool against none) and a plain denial of what was said before about the same thing.
//! **Matters** because the contact means to help but does not know: ask who does.
//! **Example** "I sign up to 40k", later "I can't sign anything, my boss must".
//! **Near miss** a correction, a narrowing, the same figure by the year, another scope, another contact. A false alarm
//! would be put to a customer: where anything differs that could explain it, there is no flag.

mod absence;
mod claims;
mod commitments;
mod costs;
mod counts;
mod dates;
mod denial;
mod disparity;
mod everybody;
mod figures;
mod filling;
mod limits;
mod memory;
mod negation;
mod nothing;
mod poles;
mod roles;
mod side;
mod sole_tool;
mod statement;
mod subject;
mod territory;
mod trials;
mod units;
mod voice;
mod whole_process;

use jiff::civil::DateTime;

use crate::bank::{FlagKind, TopicId, Topics};
use crate::call::PersonId;

use super::value::{Span, Standing, Value};
use super::{Answer, Fact, Flag, Stance};

pub use disparity::{Disparity, DisparityKind};
pub use memory::Memory;
pub(crate) use side::Side;
pub use statement::Statement;

const ADVICE: &str = "Do not press the point: ask who would know for sure, and put it to them.";

/// What a comparison of two answers finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// They say nothing about the same thing.
    Unrelated,
    /// They say the same: whatever came before is superseded.
    Agree,
    /// They cannot both be true: the words of the earlier and of the later answer.
    Conflict(Span, Span),
    /// The later plainly denies the earlier in free words.
    Denial(Span, Span),
}

/// A comparison of an earlier answer with a later one.
type Comparison = fn(&Side<'_>, &Side<'_>, &Topics) -> Verdict;

/// What besides its verdict decides whether a comparison tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Nothing.
    Plain,
    /// It compares what people say of themselves, so that two of them never disagree.
    Own,
    /// Words of change explain a difference within a call too: "since then the board has approved it".
    Yields,
}

const COMPARISONS: &[(Comparison, Sort)] = &[
    (figures::money, Sort::Plain),
    (counts::counts, Sort::Plain),
    (figures::percentages, Sort::Plain),
    (figures::durations, Sort::Plain),
    (limits::limits, Sort::Own),
    (dates::dates, Sort::Plain),
    (roles::signing, Sort::Own),
    (roles::exclusive, Sort::Plain),
    (roles::held_by_speaker, Sort::Own),
    (claims::yes_and_no, Sort::Plain),
    (claims::set_aside, Sort::Plain),
    (claims::degree, Sort::Plain),
    (claims::tool, Sort::Plain),
    (claims::users, Sort::Plain),
    (claims::interest, Sort::Own),
    (claims::none_and_some, Sort::Plain),
    (nothing::at_all, Sort::Yields),
    (costs::nothing, Sort::Yields),
    (poles::poles, Sort::Yields),
    (denial::working, Sort::Yields),
    (denial::all_is_well, Sort::Yields),
    (voice::of_person, Sort::Yields),
    (negation::turned, Sort::Yields),
    (everybody::all_or_none, Sort::Yields),
    (absence::there_is, Sort::Yields),
    (territory::only_here, Sort::Yields),
    (units::in_all, Sort::Yields),
    (everybody::users_left_out, Sort::Yields),
    (trials::trials, Sort::Yields),
    (sole_tool::another, Sort::Yields),
    (commitments::ends, Sort::Yields),
];

/// An answer that is about to be compared with the earlier ones.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Present<'a> {
    /// What is known about it.
    pub(crate) side: Side<'a>,
    /// Whether yes or no are a full answer to what was asked.
    pub(crate) closed: bool,
    /// When it was given.
    pub(crate) at: DateTime,
    /// Who gave it.
    pub(crate) by: PersonId,
}

/// What comparing an answer with earlier ones finds.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// The contradiction, if there is one.
    pub(crate) flag: Option<Flag>,
    /// What does not agree and contradicts nothing.
    pub(crate) disparities: Vec<Disparity>,
}

/// Compares an answer with the earlier ones. `memory` is that of the earlier answers.
pub(crate) fn find(present: &Present<'_>, topics: &Topics, earlier: &[Answer], memory: &Memory) -> Findings {
    let now = present.side;
    let mut findings = Findings::default();
    // "Nobody has said yes" is a no, whoever else may know more.
    let answered = now.facts.iter().any(|fact| matches!(fact.value, Value::YesNo { .. }));
    if matches!(now.stance, Stance::DoesNotKnow | Stance::Declines) && !answered {
        return findings;
    }
    let sides = |related: Vec<usize>| -> Vec<(&Answer, Side<'_>)> {
        let answers = related.into_iter().filter_map(|at| earlier.get(at));
        answers.filter_map(|answer| Some((answer, before(answer)?))).collect()
    };
    let subject = memory::Subject::of(now.topic.map(TopicId::as_str), now.facts, now.said, topics);
    let own = sides(memory.related(present.by, &subject));
    if !own.is_empty() && !now.corrects(present.closed) {
        match decided(&own, present, topics, |_| true) {
            Some((answer, verdict)) if has_changed(answer, present) => {
                findings.disparities.extend(disparity(DisparityKind::Changed, present, answer, verdict));
            }
            Some((answer, verdict)) => findings.flag = contradiction(present, answer, verdict),
            None => {}
        }
    }
    for person in memory.others(present.by) {
        let theirs = sides(memory.related(person, &subject));
        if let Some((answer, verdict)) = decided(&theirs, present, topics, |sort| sort != Sort::Own) {
            findings.disparities.extend(disparity(DisparityKind::Differs, present, answer, verdict));
        }
    }
    findings
}

/// The first comparison that tells something else than agreement, with the answer that it tells it of. The latest answer
/// decides: what it agrees with has superseded what came before.
fn decided<'a>(
    sides: &[(&'a Answer, Side<'_>)],
    present: &Present<'_>,
    topics: &Topics,
    wanted: impl Fn(Sort) -> bool,
) -> Option<(&'a Answer, Verdict)> {
    let now = &present.side;
    let changed = now.tells_of_change();
    COMPARISONS.iter().filter(|(_, sort)| wanted(*sort)).find_map(|(compare, sort)| {
        let mut verdicts = sides.iter().map(|(answer, before)| (*answer, compare(before, now, topics)));
        let found = verdicts.find(|(_, verdict)| *verdict != Verdict::Unrelated)?;
        let explained = |answer: &Answer| changed && *sort == Sort::Yields && !has_changed(answer, present);
        (found.1 != Verdict::Agree && !explained(found.0)).then_some(found)
    })
}

/// An earlier answer as a side of a comparison; `None` where it was read without its words.
fn before(answer: &Answer) -> Option<Side<'_>> {
    let reading = &answer.reading;
    let said = reading.statement.as_deref()?;
    let topic = reading.topic.as_ref();
    let placed = topic.is_some() && reading.candidates.is_empty();
    Some(Side { topic, placed, facts: &reading.facts, stance: reading.stance, text: &answer.text, said })
}

/// Whether the vocabulary names two topics as a pair that can conflict.
fn pairs(topics: &Topics, a: &str, b: &str) -> bool {
    let names =
        |one: &str, other: &str| topics.get(one).is_some_and(|topic| topic.conflicts.iter().any(|id| *id == *other));
    names(a, b) || names(b, a)
}

/// Whether a fact is said to be so.
fn is_asserted(fact: &Fact) -> bool {
    fact.standing == Standing::Asserted
}

/// Whether an answer of a later day tells openly that things are no longer what they were.
fn has_changed(earlier: &Answer, present: &Present<'_>) -> bool {
    earlier.at.date() != present.at.date() && present.side.tells_of_change()
}

fn contradiction(present: &Present<'_>, answer: &Answer, verdict: Verdict) -> Option<Flag> {
    let (claim, before, after) = match verdict {
        Verdict::Unrelated | Verdict::Agree => return None,
        Verdict::Conflict(before, after) => ("cannot both be true", before, after),
        Verdict::Denial(before, after) => ("check: this denies what was said", before, after),
    };
    Some(Flag {
        kind: FlagKind::Contradiction,
        spans: vec![after],
        why: format!("{claim}: {}", disparity::both(present, answer, before, after)),
        advice: ADVICE.to_owned(),
        against: Some(answer.remark),
    })
}

fn disparity(kind: DisparityKind, present: &Present<'_>, answer: &Answer, verdict: Verdict) -> Option<Disparity> {
    match verdict {
        Verdict::Unrelated | Verdict::Agree => None,
        Verdict::Conflict(before, after) | Verdict::Denial(before, after) => {
            Some(Disparity::new(kind, present, answer, before, after))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use crate::bank::source::Library;
    use crate::call::RemarkId;
    use crate::signals::{Reader, Reading, Rulings, Said};

    use super::*;

    /// Reads answers of one contact in order; returns the last reading.
    fn last(answers: &[(&str, &str)]) -> Reading {
        let topics: Arc<Topics> = Library::embedded().topics("en").expect("the shipped topics are clean");
        let reader = Reader::new("en", topics);
        let at = date(2026, 3, 2).at(10, 0, 0, 0);
        let mut earlier: Vec<Answer> = Vec::new();
        for (n, (topic, text)) in (1..).zip(answers) {
            let topic = TopicId::new(topic);
            let said = Said { text, filed: Some(&topic), asked: None, at, by: PersonId(0), people: &[] };
            let reading = reader.read_after(&said, &Rulings::new(), &earlier);
            let text = (*text).to_owned();
            earlier.push(Answer { remark: RemarkId(n), by: PersonId(0), at, text, question: None, reading });
        }
        earlier.pop().map(|answer| answer.reading).unwrap_or_default()
    }

    fn conflicts(answers: &[(&str, &str)]) -> bool {
        last(answers).has(FlagKind::Contradiction)
    }

    #[test]
    fn both_quotes_and_the_earlier_answer_are_named() {
        let reading = last(&[("note", "hello"), ("budget.amount", "we have 50k"), ("budget.amount", "it's 120k")]);
        let flag = reading.flag(FlagKind::Contradiction).expect("a contradiction");
        assert_eq!(flag.against, Some(RemarkId(2)));
        assert_eq!(flag.why, "cannot both be true: “50k” before, “120k” now");
        assert_eq!(flag.spans.len(), 1);
    }

    #[test]
    fn the_same_figure_by_another_period_agrees() {
        assert!(!conflicts(&[("budget.amount", "10k a month"), ("budget.amount", "120k a year")]));
        assert!(conflicts(&[("budget.amount", "10k a month"), ("budget.amount", "300k a year")]));
    }

    #[test]
    fn a_narrowing_agrees_and_settles_what_counts() {
        assert!(!conflicts(&[("budget.amount", "40 to 60k"), ("budget.amount", "50k")]));
        assert!(conflicts(&[("budget.amount", "40 to 60k"), ("budget.amount", "50k"), ("budget.amount", "90k")]));
    }

    #[test]
    fn an_open_correction_and_another_scope_are_none() {
        assert!(!conflicts(&[("budget.amount", "50k"), ("budget.amount", "sorry, I was wrong, 80k")]));
        assert!(!conflicts(&[("budget.amount", "IT has 20k"), ("budget.amount", "the group has 200k")]));
    }

    #[test]
    fn power_is_withdrawn_but_a_limit_withdraws_nothing() {
        let signs = ("authority.signs", "I sign up to 40k");
        assert!(conflicts(&[signs, ("authority.signs", "I can't sign anything, my boss has to")]));
        assert!(!conflicts(&[signs, ("authority.signs", "above 40k I can't sign, that's our CFO")]));
    }

    #[test]
    fn a_denial_of_the_same_thing_conflicts_and_of_another_does_not() {
        let fine = ("pain.problem", "the invoices work fine");
        assert!(conflicts(&[fine, ("pain.problem", "invoices go out a week late and are always wrong")]));
        assert!(!conflicts(&[fine, ("pain.problem", "the returns are a mess")]));
    }

    #[test]
    fn not_knowing_and_not_telling_contradict_nothing() {
        assert!(!conflicts(&[("budget.amount", "40k"), ("budget.amount", "I couldn't tell you")]));
        assert!(!conflicts(&[("budget.amount", "40k"), ("budget.amount", "I'd rather not say")]));
    }

    #[test]
    fn an_appointment_may_move() {
        assert!(!conflicts(&[("followup.date", "Tuesday"), ("followup.date", "Thursday works better")]));
    }

    #[test]
    fn power_claimed_and_denied_in_other_words_conflicts() {
        for (before, now) in [
            ("I sign it alone, up to three million.", "Without the old man's signature nothing gets bought here."),
            ("My signature doesn't count, it's our director who signs.", "I can sign for it myself, up to 100k."),
            ("I have the last word on this.", "The board has to approve anything we buy."),
        ] {
            assert!(conflicts(&[("authority.signs", before), ("authority.signs", now)]), "{before} / {now}");
        }
        for (before, now) in
            [("I sign up to 10k", "Above 10k the CFO signs."), ("My boss signs.", "I decide which tool we shortlist.")]
        {
            assert!(!conflicts(&[("authority.signs", before), ("authority.signs", now)]), "{before} / {now}");
        }
    }

    #[test]
    fn nobody_and_many_users_conflict_and_so_do_warm_and_cold() {
        assert!(conflicts(&[("users.team", "Nobody would use it."), ("users.team", "All 40 nurses use it daily.")]));
        assert!(!conflicts(&[("users.team", "12 planners"), ("users.team", "plus 5 drivers")]));
        assert!(conflicts(&[
            ("interest.level", "Very keen, we want this."),
            ("interest.level", "We're not interested.")
        ]));
        assert!(!conflicts(&[("interest.level", "Quite curious."), ("interest.level", "Very keen.")]));
    }

    #[test]
    fn one_criterion_cannot_be_a_must_and_no_matter() {
        let must = ("criteria.list", "single sign-on is a must have");
        assert!(conflicts(&[must, ("criteria.list", "single sign-on isn't needed")]));
        assert!(!conflicts(&[must, ("criteria.list", "a mobile app would be nice to have")]));
    }

    #[test]
    fn a_remark_on_no_topic_speaks_by_its_facts_and_words() {
        let pads = ("spend.current", "About £800 a year, on the pads.");
        assert!(conflicts(&[pads, ("note", "Those pads set us back £2,000 a year.")]));
        assert!(!conflicts(&[pads, ("note", "The vans set us back £2,000 a year.")]));
        let audit = ("note", "the audit is on 12 June");
        assert!(conflicts(&[audit, ("note", "the audit is on 3 October")]));
        assert!(!conflicts(&[audit, ("note", "the fair is on 3 October")]));
        let parts = ("metric.baseline", "95% of parts go out the next day.");
        assert!(conflicts(&[parts, ("note", "Next day we send out only 60% of the parts.")]));
        assert!(!conflicts(&[parts, ("note", "We want 99% of parts to go out the next day.")]));
        assert!(!conflicts(&[parts, ("note", "Last year 60% of parts went out the next day.")]));
    }

    #[test]
    fn one_person_holds_a_role_and_deciding_alone_leaves_nobody_else() {
        let nowak = ("buyer.name", "Mrs Nowak owns this budget.");
        assert!(conflicts(&[nowak, ("note", "The budget for such systems is owned by Mr Lis.")]));
        assert!(!conflicts(&[nowak, ("note", "The stand at the fair is run by Mr Lis.")]));
        let cfo = ("authority.signs", "Above 5k our CFO signs.");
        assert!(conflicts(&[cfo, ("authority.signs", "I sign everything myself.")]));
        assert!(!conflicts(&[cfo, ("authority.signs", "I sign up to 5k.")]));
        let alone = ("authority.signs", "On such things I decide, I do not need to ask anybody.");
        assert!(conflicts(&[alone, ("criteria.list", "It must be signed by my chairman, I cannot decide on it.")]));
        assert!(!conflicts(&[
            ("authority.signs", "Until last year Bob signed."),
            ("authority.signs", "Fatima signs.")
        ]));
    }

    #[test]
    fn of_two_things_only_one_can_be_so() {
        let booked = ("timeline.capacity", "IT has no capacity until June.");
        assert!(conflicts(&[booked, ("timeline.capacity", "IT has plenty of time for it.")]));
        let tried = ("pain.tried", "We never tried to fix it.");
        assert!(conflicts(&[tried, ("pain.tried", "We tried twice, with a consultant.")]));
        let money = ("budget.amount", "₦25 million is kept in the bank for this.");
        assert!(conflicts(&[money, ("budget.approved", "Nothing has been set aside for software here.")]));
        assert!(!conflicts(&[money, ("budget.approved", "It isn't approved yet.")]));
        let access = ("buyer.access", "You can't talk to our CEO, he doesn't do vendor calls.");
        assert!(conflicts(&[access, ("buyer.access", "I'll put you through to our CEO.")]));
    }

    #[test]
    fn another_season_company_or_half_said_figure_explains_a_difference() {
        let size = "company.size";
        assert!(!conflicts(&[(size, "in summer there are 90 of us"), (size, "come November it's only 35 of us")]));
        assert!(!conflicts(&[(size, "11 yards"), (size, "160 people")]));
        let revenue = "company.revenue";
        assert!(!conflicts(&[(revenue, "our biggest customer has 2 billion"), (revenue, "we do 45 million")]));
        assert!(!conflicts(&[("budget.amount", "twenty grand, no, hang on, thirty"), ("budget.amount", "30k")]));
        assert!(!conflicts(&[("goal.target", "today 640 customers"), ("goal.target", "1,000 customers")]));
        assert!(!conflicts(&[("process.length", "legal takes two weeks"), ("process.length", "buying takes 6 weeks")]));
    }

    #[test]
    fn a_denial_in_free_words_only_asks_to_check() {
        let reading = last(&[("pain.problem", "the phones are a nightmare"), ("note", "the phones run fine")]);
        let flag = reading.flag(FlagKind::Contradiction).expect("a contradiction");
        assert!(flag.why.starts_with("check: "), "{}", flag.why);
        assert!(!conflicts(&[
            ("pain.problem", "sales reports work fine"),
            ("pain.problem", "finance reports are wrong")
        ]));
        assert!(!conflicts(&[("pain.problem", "the phones used to be a nightmare"), ("note", "the phones run fine")]));
    }

    #[test]
    fn the_memory_forgets_what_is_taken_back() {
        let reading = last(&[("budget.amount", "we have 50k")]);
        let answer = Answer {
            remark: RemarkId(1),
            by: PersonId(0),
            at: date(2026, 3, 2).at(10, 0, 0, 0),
            text: "we have 50k".to_owned(),
            question: None,
            reading,
        };
        let mut memory = Memory::of(std::slice::from_ref(&answer));
        memory.truncate(0);
        let topics = Library::embedded().topics("en").expect("the shipped topics are clean");
        let now = last(&[("budget.amount", "it's 120k")]);
        let statement = now.statement.expect("it was read");
        let subject = || memory::Subject::of(Some("budget.amount"), &now.facts, &statement, &topics);
        assert!(memory.related(PersonId(0), &subject()).is_empty());
        memory.push(&answer);
        assert_eq!(memory.related(PersonId(0), &subject()), [0]);
    }

    /// Remarks of any sort, each with the topic that it answers.
    const REMARKS: [(&str, &str); 16] = [
        ("budget.amount", "40 to 60k, approved in March"),
        ("budget.approved", "nothing has been set aside yet"),
        ("authority.signs", "I sign up to 40k, above that our CFO Kim Novak"),
        ("authority.signs", "my signature counts for nothing without the board"),
        ("buyer.name", "Ursula Frei, COO, owns the budget"),
        ("pain.problem", "no trouble with the stamps, but the labels are always late"),
        ("pain.problem", "the phones are a nightmare and the phones run fine on Sundays"),
        ("need.degree", "it's a must, but not a priority before June"),
        ("timeline.start", "pilot in April, rollout from September, nothing before the audit on 3 May"),
        ("users.team", "12 planners, 5 drivers and 300 carers in summer"),
        ("metric.baseline", "14% of shifts go unfilled, last year it was 9%, we want 5%"),
        ("process.length", "two weeks for small ones, 6 months for big ones"),
        ("solution.current", "no tool for it, just Acme CRM and Excel"),
        ("interest.level", "not interested in a demo, very keen on a trial"),
        ("pain.tried", "we never tried, well, we tried once in 2023"),
        ("spend.current", "$690 a month for Acme, 10k a year for temps"),
    ];

    #[test]
    fn a_remark_never_contradicts_its_own_repetition() {
        for remark in REMARKS {
            assert!(!conflicts(&[remark, remark]), "{}", remark.1);
        }
    }

    proptest::proptest! {
        #[test]
        fn unrelated_remarks_may_come_in_any_order(order in proptest::sample::subsequence((0..5_usize).collect::<Vec<_>>(), 0..5), turned in proptest::bool::ANY) {
            let asides = [
                ("note", "lovely weather over here"),
                ("company.territory", "we're in Ghent"),
                ("followup.date", "Tuesday is fine"),
                ("champion.motive", "she wants her evenings back"),
                ("success.picture", "nobody stays late any more"),
            ];
            let mut between: Vec<(&str, &str)> = order.iter().map(|&at| asides[at]).collect();
            if turned {
                between.reverse();
            }
            for (now, wanted) in [("it's 120k", true), ("it's 52k", false)] {
                let mut said = vec![("budget.amount", "we have 50k")];
                said.extend(&between);
                said.push(("budget.amount", now));
                proptest::prop_assert_eq!(conflicts(&said), wanted);
            }
        }
    }

    #[test]
    fn what_is_said_of_another_thing_explains_a_difference() {
        for (before, now) in [
            (("pain.cost", "overtime in Leeds runs at 12k a month"), ("pain.cost", "overtime in York is 25k a month")),
            (("metric.baseline", "we answer 200 calls a day"), ("metric.baseline", "60 calls a day get lost")),
            (("buyer.concerns", "worried about data"), ("buyer.concerns", "no concerns about the price")),
            (("budget.approved", "approved in January"), ("note", "no one has approved the travel to Lisbon")),
            (("pain.problem", "we lose pallets every week"), ("note", "we never lose a customer")),
            (("timeline.start", "ideally March"), ("timeline.start", "realistically May")),
            (("solution.current", "all on paper"), ("note", "accounting has SAP")),
        ] {
            assert!(!conflicts(&[before, now]), "{} / {}", before.1, now.1);
        }
    }

    #[test]
    fn the_same_thing_in_other_words_conflicts() {
        for (before, now) in [
            (
                ("pain.cost", "the late trucks cost us 30k a month"),
                ("note", "the delayed lorries are 70k a month to us"),
            ),
            (("authority.limit", "my limit is 20k"), ("authority.signs", "I can sign up to 75k without asking anyone")),
            (("spend.current", "the stocktakes cost us a good bit"), ("note", "the stocktakes don't cost us a penny")),
            (("pain.problem", "some nights a patrol gets skipped"), ("note", "Patrols? We have never skipped one.")),
            (("metric.baseline", "30 complaints a week"), ("metric.baseline", "90 complaints every week")),
        ] {
            assert!(conflicts(&[before, now]), "{} / {}", before.1, now.1);
        }
    }

    #[test]
    fn two_contacts_differ_and_a_later_call_tells_of_a_change() {
        let topics: Arc<Topics> = Library::embedded().topics("en").expect("the shipped topics are clean");
        let (reader, topic) = (Reader::new("en", topics), TopicId::new("budget.amount"));
        let said = |text, by, at| Said { text, filed: Some(&topic), asked: None, at, by: PersonId(by), people: &[] };
        let (may, june) = (date(2026, 5, 12).at(14, 32, 0, 0), date(2026, 6, 3).at(9, 0, 0, 0));
        let reading = reader.read(&said("we have 50k", 0, may));
        let text = "we have 50k".to_owned();
        let earlier = [Answer { remark: RemarkId(1), by: PersonId(0), at: may, text, question: None, reading }];
        let read = |said: &Said<'_>| reader.read_after(said, &Rulings::new(), &earlier);
        for (now, kind, why) in [
            (said("it's 120k", 1, may), DisparityKind::Differs, "they differ: “50k” before, “120k” now"),
            (
                said("things have changed, it's 120k", 0, june),
                DisparityKind::Changed,
                "has changed: “50k” on 12 May, “120k” now",
            ),
        ] {
            let reading = read(&now);
            assert!(!reading.has(FlagKind::Contradiction));
            let [found] = reading.disparities.as_slice() else { panic!("one disparity in {:?}", now.text) };
            assert_eq!((found.kind, found.with, found.why.as_str()), (kind, RemarkId(1), why));
        }
    }

    #[test]
    fn what_others_use_and_another_size_of_case_explain_a_difference() {
        let topic = "product.familiarity";
        assert!(!conflicts(&[(topic, "never used one"), (topic, "a friend uses Shiftly")]));
        let topic = "process.length";
        assert!(!conflicts(&[(topic, "2 weeks for small ones"), (topic, "6 months for big ones")]));
    }

    #[test]
    fn states_quantities_and_what_is_there_are_told_both_ways() {
        for (before, now) in [
            ("The hall is half empty most of the year.", "The hall is full to the roof all year round."),
            ("We book the orders by hand.", "The orders get booked automatically."),
            ("All technicians carry a phone with the app.", "None of the technicians has the app."),
            ("We have a ticketing system.", "We don't use any ticketing."),
            ("I wrote the list of criteria.", "The list is Dagmar's work."),
        ] {
            assert!(conflicts(&[("note", before), ("note", now)]), "{before} / {now}");
        }
        let austria = ("company.territory", "We only sell in Austria.");
        assert!(conflicts(&[austria, ("note", "Our shops in Italy do well.")]));
        for (before, now) in [
            ("In summer the hall is half empty.", "Before Christmas the hall is full to the roof."),
            ("We book phone orders by hand.", "Orders from the shop get booked automatically."),
            ("All technicians carry a phone with the app.", "None of the office staff has the app."),
            ("We have no backups of the laptops.", "We have backups of the servers."),
            ("We only sell in Austria.", "We buy in Italy."),
            ("I wrote the list of criteria.", "Dagmar helped me with the list."),
        ] {
            assert!(!conflicts(&[("note", before), ("note", now)]), "{before} / {now}");
        }
    }

    #[test]
    fn a_yes_to_another_question_and_other_papers_are_none() {
        let demo = ("budget.return_agreed", "no, he hasn't seen the demo");
        assert!(!conflicts(&[demo, ("budget.return_agreed", "yes, he agreed with the savings")]));
        let contracts = ("authority.signs", "I don't sign contracts");
        assert!(!conflicts(&[contracts, ("authority.signs", "I sign the holiday forms and the delivery notes")]));
        let ceo = ("buyer.access", "I can't get you to the CEO");
        assert!(!conflicts(&[ceo, ("buyer.access", "the CFO on the other hand you can meet")]));
    }
}
