//! Filing: which topic a remark answers, and which topic each of its facts fills.
//!
//! A question on the screen is a strong hint, not a must: an answer out of order goes where its words point. Where
//! nothing is asked, the words and the kinds of the facts decide together; what stays unclear is left to a person,
//! with the likeliest topics first.

mod echo;
mod fill;
mod scores;
mod topic_hits;

use std::collections::BTreeMap;

use crate::bank::{TopicId, Topics, ValueKind};

use super::facts::{self, Context, Found};
use super::lexicon::Lexicon;
use super::text::Text;
use super::value::{Fact, Value};

use echo::echoed;
use fill::{Around, fact_topic};
use scores::scores;
use topic_hits::TopicHits;

/// A remark with its topic and its facts filed.
#[derive(Debug, Clone, PartialEq)]
pub struct Filed {
    /// The topic that it answers; `None` while nobody can tell.
    pub topic: Option<TopicId>,
    /// Topics that it could answer, the likeliest first, where it was filed by its words.
    pub candidates: Vec<TopicId>,
    /// Whether the topic is beyond reasonable doubt.
    pub sure: bool,
    /// The facts, each with the topic that it fills.
    pub facts: Vec<Fact>,
}

/// How much a question on the screen weighs: as much as two strong phrases, so that single words cannot outweigh it.
const ASKED: f64 = 4.0;
/// What remains of the score of a topic beside the one that was asked, in the same family.
const FAMILY: f64 = 0.5;
/// The score from which a topic is likely enough to file under.
const LIKELY: f64 = 1.5;
/// The lead over the next topic from which there is no reasonable doubt.
const CLEAR: f64 = 1.2;
/// How much a question weighs that few remarks answer (why now, what it does for the champion), unless its words are there.
const NARROW: f64 = 1.5;
/// The score of a topic that speaks for itself.
const CERTAIN: f64 = 2.7;
/// Below this, a topic has no more than a word or two of its own.
const FAINT: f64 = 1.3;
/// How much it weighs that a remark comes back to an earlier answer: as much as a phrase that opens it.
const ECHOED: f64 = 3.2;
/// How many candidates are worth showing.
const CANDIDATES: usize = 4;

/// The topics that a half-typed remark would be filed under, the likeliest first, and whether it is filed there without
/// being asked: what [`file`] says of it, without the work of finding a topic for each of its facts.
pub fn foresee(
    text: &Text<'_>,
    context: &Context<'_>,
    asked: Option<&TopicId>,
    topics: &Topics,
) -> (Vec<TopicId>, bool) {
    let asked_topic = asked.and_then(|id| topics.get(id.as_str()));
    let found = facts::extract(text, &Context { topic: asked_topic, ..*context });
    let hits = TopicHits::new(text, &context.lexicon.topics);
    // The topic, where there is one, is the likeliest candidate.
    let (topic, candidates, _) = place(&hits, &found, asked, topics, context);
    (candidates, topic.is_some())
}

/// Files a remark and reads its facts.
///
/// `filed` is what a person or a script said and always stands; `asked` is the question on the screen. The topic of
/// `context` is set here; the caller may leave it empty.
pub fn file(
    text: &Text<'_>,
    context: &Context<'_>,
    filed: Option<&TopicId>,
    asked: Option<&TopicId>,
    topics: &Topics,
) -> Filed {
    let asked_topic = asked.and_then(|id| topics.get(id.as_str()));
    let hits = TopicHits::new(text, &context.lexicon.topics);
    let mut first_look = Vec::new();
    let (topic, candidates, sure) = if let Some(topic) = filed {
        (Some(topic.clone()), Vec::new(), true)
    } else {
        first_look = facts::extract(text, &Context { topic: asked_topic, ..*context });
        place(&hits, &first_look, asked, topics, context)
    };
    let known = topic.as_ref().and_then(|id| topics.get(id.as_str()));
    // Facts are read in the light of the topic: again where it is not the one that was asked.
    let is_read = filed.is_none() && known.map(|topic| &topic.id) == asked_topic.map(|topic| &topic.id);
    let found = if is_read { first_look } else { facts::extract(text, &Context { topic: known, ..*context }) };
    let around = Around::new(&hits, &found);
    let topics_of_facts: Vec<TopicId> =
        found.iter().map(|fact| fact_topic(&around, fact, topic.as_ref(), topics, context.lexicon)).collect();
    let filed_facts = found.into_iter().zip(topics_of_facts).map(|(fact, topic)| {
        let Found { span, value, standing } = fact;
        Fact { topic, span, value, standing }
    });
    Filed { topic, candidates, sure, facts: filed_facts.collect() }
}

/// The topic of a remark by its words, with the other candidates and whether it is sure.
fn place(
    hits: &TopicHits<'_>,
    found: &[Found],
    asked: Option<&TopicId>,
    topics: &Topics,
    context: &Context<'_>,
) -> (Option<TopicId>, Vec<TopicId>, bool) {
    let lexicon = context.lexicon;
    let mut scores = scores(hits, found, lexicon);
    // What comes back to an earlier answer belongs beside it, where no question leads elsewhere.
    if asked.is_none()
        && let Some(echo) = echoed(hits.text(), found, context)
    {
        let likeliest = scores.iter().max_by(|a, b| a.1.total_cmp(b.1)).map(|(id, _)| id.clone());
        let told_alike = alike(echo.topic, lexicon).any(|other| Some(other) == likeliest.as_ref());
        if echo.sure || told_alike {
            for other in alike(echo.topic, lexicon) {
                scores.entry(other.clone()).and_modify(|score| *score *= FAMILY);
            }
            *scores.entry(echo.topic.to_string()).or_default() += ECHOED;
        }
    }
    scores.retain(|id, _| topics.get(id).is_some());
    if let Some(asked) = asked {
        let kind = topics.get(asked.as_str()).map(|topic| topic.kind);
        let fits = kind.is_some_and(|kind| found.iter().any(|fact| suits(kind, &fact.value)));
        let silent = !scores.contains_key(asked.as_str());
        let narrow = silent && lexicon.topics.narrow.contains(asked.as_str());
        let faint = scores.get(asked.as_str()).is_none_or(|score| *score < FAINT);
        let misfit = faint && kind.is_some_and(|kind| misfits(kind, asked, found, &scores));
        for (id, score) in &mut scores {
            // Topics of one family share their words; the question decides between them.
            if id.split('.').next() == Some(asked.family()) && *id != asked.as_str() && !narrow && !misfit {
                *score *= FAMILY;
            }
        }
        let weight = if narrow || misfit { NARROW } else { ASKED };
        *scores.entry(asked.to_string()).or_default() += weight + if fits { 1.0 } else { 0.0 };
    }
    let mut ranked: Vec<(String, f64)> = scores.into_iter().filter(|(_, score)| *score > 0.0).collect();
    // Equal scores keep the order of their ids, so that the same words are always filed alike.
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let best = ranked.first().map_or(0.0, |(_, score)| *score);
    let second = ranked.get(1).map_or(0.0, |(_, score)| *score);
    let candidates: Vec<TopicId> = ranked.iter().take(CANDIDATES).map(|(id, _)| TopicId::new(id)).collect();
    let topic = candidates.first().filter(|_| best >= LIKELY).cloned();
    let sure = topic.is_some() && best - second >= CLEAR;
    (topic, candidates, sure)
}

/// The topics that are told in the same words as one.
fn alike<'l>(topic: &TopicId, lexicon: &'l Lexicon) -> impl Iterator<Item = &'l String> {
    let groups = lexicon.topics.alike.iter().filter(|group| group.iter().any(|id| *topic == *id.as_str()));
    groups.flatten().filter(|id| *topic != *id.as_str())
}

/// Whether a remark answers something else than was asked: its facts are of another kind, or it speaks of another thing
/// than the company where the company was asked about.
fn misfits(kind: ValueKind, asked: &TopicId, found: &[Found], scores: &BTreeMap<String, f64>) -> bool {
    let elsewhere =
        || scores.iter().any(|(id, score)| *score >= CERTAIN && id.split('.').next() != Some(asked.family()));
    match kind {
        ValueKind::Text => asked.family() == "company" && elsewhere(),
        ValueKind::Choice => !scores.contains_key(asked.as_str()) && elsewhere(),
        // An approval or its lack answers a question for money.
        _ if asked.family() == "budget" => false,
        _ => {
            let has_say = |value: &Value| matches!(value, Value::Person { does: Some(_), .. });
            let staff = |value: &Value| *asked == *"users.team" && value.kind() == ValueKind::Person && !has_say(value);
            !found.is_empty() && !found.iter().any(|fact| suits(kind, &fact.value) || staff(&fact.value))
        }
    }
}

/// Whether a value is of the kind that a topic asks for.
pub(crate) fn suits(kind: ValueKind, value: &Value) -> bool {
    match kind {
        ValueKind::Number => {
            matches!(value.kind(), ValueKind::Money | ValueKind::Count | ValueKind::Percent | ValueKind::Duration)
        }
        kind => value.kind() == kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::source::Library;
    use crate::signals::facts::tests::on_10_june;

    fn filed(raw: &str, asked: Option<&str>) -> Filed {
        read(raw, None, asked)
    }

    fn filed_as(raw: &str, topic: &str) -> Filed {
        read(raw, Some(topic), None)
    }

    fn read(raw: &str, filed: Option<&str>, asked: Option<&str>) -> Filed {
        let topics = Library::embedded().topics("en").unwrap();
        let (filed, asked) = (filed.map(TopicId::new), asked.map(TopicId::new));
        file(&Text::new(raw), &on_10_june(), filed.as_ref(), asked.as_ref(), &topics)
    }

    fn topic(raw: &str, asked: Option<&str>) -> Option<String> {
        filed(raw, asked).topic.map(|topic| topic.to_string())
    }

    #[test]
    fn what_is_foreseen_of_a_half_typed_note_is_how_it_is_filed() {
        let topics = Library::embedded().topics("en").unwrap();
        let whole = "our CFO Kim signs above 20k; it costs us 40k a month in penalties, live by June";
        for asked in [None, Some("pain.cost"), Some("timeline.start")] {
            for end in 0..=whole.len() {
                let filed = filed(&whole[..end], asked);
                let asked = asked.map(TopicId::new);
                let foreseen = foresee(&Text::new(&whole[..end]), &on_10_june(), asked.as_ref(), &topics);
                assert_eq!(foreseen.0.first().filter(|_| foreseen.1), filed.topic.as_ref(), "{}", &whole[..end]);
                assert_eq!(foreseen.0, filed.candidates, "{}", &whole[..end]);
            }
        }
    }

    #[test]
    fn an_answer_goes_where_its_words_point() {
        for (raw, expected) in [
            ("our CFO Kim signs above 20k", "authority.signs"),
            ("Kim in finance owns the budget", "buyer.name"),
            ("we run everything in Excel", "solution.current"),
            ("call me on Tuesday", "followup.date"),
            ("about 25 planners would use it", "users.team"),
            ("hang on, someone is at the door", "note"),
        ] {
            assert_eq!(topic(raw, None).as_deref(), Some(expected), "{raw}");
        }
    }

    #[test]
    fn the_question_on_the_screen_holds_unless_the_words_speak_up() {
        assert_eq!(topic("30k", Some("spend.current")).as_deref(), Some("spend.current"));
        assert_eq!(topic("quite a bit", Some("pain.cost")).as_deref(), Some("pain.cost"));
        assert_eq!(topic("well, Kim signs the cheques", Some("goal.statement")).as_deref(), Some("authority.signs"));
    }

    /// What was asked, what was said instead, and where it belongs.
    const VOLUNTEERED: &[(&str, &str, &str)] = &[
        ("company.industry", "tried barcode scanners in 2024, nobody used them", "pain.tried"),
        ("company.industry", "we want to ship 98% of orders on the promised day by December", "goal.target"),
        ("company.platform", "we want to ship 98% of orders on the promised day by December", "goal.target"),
        ("company.platform", "by end of Q1", "timeline.start"),
        ("company.territory", "we need it live before the Black Friday rush", "timeline.start"),
        ("users.team", "my boss, Anna Rossi, she'd want a word too", "authority.others"),
        ("pain.why_now", "roughly 450 staff", "company.size"),
        ("company.industry", "we have set aside 60k for it, approved in March", "budget.approved"),
        ("company.industry", "the 60k were approved by the board last week", "budget.amount"),
        ("timeline.driver", "needs to be live by 1 September", "timeline.start"),
        ("company.industry", "our CFO Kim Sato signs anything above 20k", "authority.signs"),
        ("company.platform", "Kim Sato owns the budget", "buyer.name"),
        ("pain.problem", "call me again on Tuesday at ten", "followup.date"),
        ("pain.problem", "we run everything in Excel and a bit of Access", "solution.current"),
        ("company.size", "orders ship late because the stock figure is a day old", "pain.problem"),
        ("company.size", "we lose about 40k a month in penalties", "pain.cost"),
        ("goal.statement", "I sign up to 5k, above that it's the owner", "authority.signs"),
        ("timeline.start", "we pay 1,200 a month for the old licence", "spend.current"),
        ("budget.amount", "25 planners would use it every day", "users.team"),
        ("need.degree", "we tried a macro in 2023 and it fell over", "pain.tried"),
        ("company.industry", "if we miss it again we lose the Tesco contract", "consequence.company"),
        ("company.industry", "also looking at two other vendors", "solution.alternatives"),
        ("company.territory", "about 60 of us", "company.size"),
        ("company.revenue", "we have set aside 60k for this", "budget.approved"),
        ("pain.why_now", "we have 16k for it", "budget.amount"),
        ("pain.why_now", "we've got thirty k for this", "budget.amount"),
        ("interest.level", "procurement wants three quotes, then legal review, then the board", "process.steps"),
    ];

    #[test]
    fn what_is_volunteered_under_another_question_goes_to_its_own_topic() {
        for (asked, raw, expected) in VOLUNTEERED {
            assert_eq!(topic(raw, Some(asked)).as_deref(), Some(*expected), "{raw}");
        }
    }

    #[test]
    fn money_that_is_set_aside_is_the_budget_and_money_for_another_purchase_is_not() {
        let money = |raw: &str, filed_under: &str| -> Vec<String> {
            let filed = filed_as(raw, filed_under);
            let money = filed.facts.iter().filter(|fact| matches!(fact.value, Value::Money { .. }));
            money.map(|fact| fact.topic.to_string()).collect()
        };
        assert_eq!(money("we have set aside 60k for it", "company.industry"), ["budget.amount"]);
        assert_eq!(money("the board approved 60k last week", "company.revenue"), ["budget.amount"]);
        assert_eq!(money("we found 60k for this", "budget.approved"), ["budget.amount"]);
        assert_eq!(money("we found 80k for the forklifts last year", "budget.approved"), ["budget.approved"]);
        assert_eq!(money("60k turnover", "company.industry"), ["company.revenue"]);
    }

    #[test]
    fn a_remark_is_about_what_it_opens_with_and_money_that_goes_out_every_month_is_spent() {
        assert_eq!(topic("as for the budget, I wouldn't know", None).as_deref(), Some("budget.amount"));
        assert_eq!(topic("the start date is still up in the air", None).as_deref(), Some("timeline.start"));
        assert_eq!(topic("those radios are 168k a year", None).as_deref(), Some("spend.current"));
        assert_eq!(topic("so we lose seven thousand a month there", None).as_deref(), Some("pain.cost"));
    }

    #[test]
    fn a_remark_that_comes_back_to_an_earlier_answer_belongs_beside_it() {
        let topics = std::sync::Arc::new(Library::embedded().topics("en").unwrap());
        let reader = crate::signals::Reader::new("en", std::sync::Arc::clone(&topics));
        let said = |text: &'static str, filed: Option<&'static str>| {
            let filed = filed.map(TopicId::new).map(|id| &*Box::leak(Box::new(id)));
            crate::signals::Said { text, filed, asked: None, at: on_10_june().at, by: on_10_june().by, people: &[] }
        };
        let after = |filed: &'static str, first: &'static str, then: &'static str| {
            let reading = reader.read(&said(first, Some(filed)));
            let answer = crate::signals::Answer {
                remark: crate::call::RemarkId(1),
                by: on_10_june().by,
                at: on_10_june().at,
                text: first.to_owned(),
                question: None,
                reading,
            };
            let rulings = crate::signals::Rulings::new();
            reader.read_after(&said(then, None), &rulings, &[answer]).topic.map(|topic| topic.to_string())
        };
        let wrapping = "€9,000 a month on the wrapping crew";
        assert_eq!(after("spend.current", wrapping, "that crew costs us 9k a month").as_deref(), Some("spend.current"));
        assert_eq!(after("pain.cost", "2k a week", "so that's 104k a year").as_deref(), Some("pain.cost"));
        assert_eq!(
            after("spend.current", wrapping, "Kim signs above 20k, not the crew").as_deref(),
            Some("authority.signs")
        );
    }

    #[test]
    fn what_nobody_can_tell_stays_unfiled_with_candidates() {
        let unclear = filed("30k", None);
        assert_eq!(unclear.topic, None);
        assert!(!unclear.sure && unclear.candidates.contains(&TopicId::new("budget.amount")));
        assert_eq!(topic("", None), None);
    }

    #[test]
    fn facts_fill_the_topics_that_their_words_point_to() {
        let facts = filed("I sign up to 10k, above that CFO Kim signs", Some("authority.signs")).facts;
        let topics: Vec<String> = facts.iter().map(|fact| fact.topic.to_string()).collect();
        assert_eq!(topics, ["authority.signs", "authority.limit", "authority.signs"]);
        let facts = filed("bakery, 40 people, 3 shops in Leeds", Some("company.industry")).facts;
        let topics: Vec<String> = facts.iter().map(|fact| fact.topic.to_string()).collect();
        assert_eq!(topics, ["company.size", "company.industry", "company.territory"]);
    }
}
