//! The reframes of the shipped banks, filled in from a call in which everything was told.

use std::collections::BTreeMap;
use std::sync::Arc;

use bantam::bank::{Bank, Library, Question, TopicId};
use bantam::call::{Command, Contact, Filing, Started};
use bantam::session::{Session, Setup};
use jiff::civil::date;

/// The price as the config tells it.
const PRICE: &str = "12 to 20 thousand dollars a year";

/// What a contact who knows it all would say, topic by topic.
const TOLD: [(&str, &str); 32] = [
    ("company.size", "240 people"),
    ("company.territory", "all of us in Cork"),
    ("pain.problem", "labels come off in the cold store since the new glue"),
    ("pain.cost", "about $11k a month in returns"),
    ("pain.tried", "we changed the rollers in May and it came back in June"),
    ("pain.why_now", "the big customer audits us in June"),
    ("users.team", "12 packers"),
    ("solution.current", "we run on Zebralabel"),
    ("spend.current", "~$4k/mo on relabelling"),
    ("solution.alternatives", "a second line, or doing nothing"),
    ("priority.rank", "second after the ERP move"),
    ("timeline.start", "by the end of September"),
    ("timeline.driver", "the audit in October because the customer asked for it"),
    ("goal.target", "our goal is returns below 1% by October"),
    ("goal.statement", "we want no more returns by October"),
    ("plan.actions", "a new glue in June, then a trial on line two"),
    ("plan.obstacles", "the night shift has nobody to run a trial, two are on leave"),
    ("plan.last_year", "we bought two printers in March and they jam"),
    ("consequence.company", "we lose the contract with the big customer, 400k a year"),
    ("metric.baseline", "4%"),
    ("metric.target", "1%"),
    ("success.picture", "nobody relabels by hand on a Monday because the glue holds"),
    ("budget.amount", "50 to 60k dollars"),
    ("authority.signs", "Orla Byrne, our CFO, signs"),
    ("authority.others", "Piet Vos from quality has a say"),
    ("authority.limit", "I sign up to 20k"),
    ("buyer.name", "Orla Byrne owns the budget"),
    ("criteria.list", "it has to work at 2 degrees and talk to our ERP, quality wrote that"),
    ("criteria.effect", "no relabelling on Mondays because the night shift goes home on time"),
    ("process.steps", "a trial in June, then quality, then the board signs"),
    ("process.length", "6 to 8 weeks"),
    ("champion.name", "Piet Vos pushes for it"),
];

/// What else somebody could say: the slot that it fills, its topic, the remark, and what stands in the slot. Nothing does
/// where no words would fit, and then no sentence with the slot is offered.
const SAID: [(&str, &str, &str, Option<&str>); 42] = [
    (
        "goal",
        "goal.statement",
        "the board wants returns cut in half by year end",
        Some("want returns cut in half by year"),
    ),
    (
        "goal",
        "goal.statement",
        "we want to grow online sales by 30% this year",
        Some("want to grow online sales by 30%"),
    ),
    (
        "goal",
        "goal.target",
        "we need to get paid within 30 days by June",
        Some("want to get paid within 30 days by June"),
    ),
    ("goal", "goal.target", "ship 98% of orders on the promised day by December", None),
    (
        "goal",
        "goal.target",
        "we want to ship 98% of orders on time by December",
        Some("to ship 98% of orders on time by"),
    ),
    (
        "goal",
        "goal.statement",
        "The board has to bring waste under 2% by May",
        Some("want to bring waste under 2% by May"),
    ),
    (
        "goal",
        "goal.statement",
        "our plan is to open in 3 new markets by 2027",
        Some("want to open in 3 new markets by 2027"),
    ),
    ("goal", "goal.statement", "they aim to double their output by May, Kim too", None),
    (
        "goal",
        "goal.statement",
        "we'd like to double our output by May, Kim too",
        Some("want to double your output by May"),
    ),
    (
        "goal",
        "goal.statement",
        "honestly we hope to halve our returns by May",
        Some("want to halve your returns by May"),
    ),
    ("goal", "goal.target", "our target is 95% on time by September", Some("want 95% on time by September")),
    ("goal", "goal.target", "returns below 1% by October", Some("want returns below 1% by October")),
    ("goal", "goal.target", "20% less waste by June", Some("want 20% less waste by June")),
    ("goal", "goal.statement", "we want our people home by 5 pm from June on", Some("want your people home by 5 pm")),
    ("goal", "goal.statement", "we want our 12 packers to be home by 5 pm", None),
    ("goal", "goal.statement", "our customers want to pay by card from June on", None),
    ("goal", "goal.statement", "sales go up by 30% this year", None),
    (
        "goal",
        "goal.statement",
        "we want to save 40k euros a month by June",
        Some("want to save 40k euros a month by June"),
    ),
    ("timeline.start", "timeline.start", "end of Q1", Some("at the end of March")),
    ("timeline.start", "timeline.start", "before Easter would be nice", Some("it before Easter")),
    ("timeline.start", "timeline.start", "on 12 May", Some("it on 12 May")),
    ("timeline.start", "timeline.start", "in May", Some("it in May")),
    ("timeline.start", "timeline.start", "by the end of September", Some("it by the end of September")),
    ("timeline.start", "timeline.start", "Q3", Some("it in the third quarter")),
    ("timeline.start", "timeline.start", "next year", Some("it next year")),
    ("timeline.start", "timeline.start", "in 3 months", Some("it in June")),
    ("timeline.start", "timeline.start", "from June on", Some("it from June")),
    ("timeline.start", "timeline.start", "needs to be live by 1 September", Some("it by 1 September")),
    ("spend", "spend.current", "we pay about 4,000 pounds a month", Some("about 4,000 pounds a month")),
    ("spend", "spend.current", "1,200 dollars a month", Some("1,200 dollars a month")),
    ("spend", "spend.current", "3,500 dollars a week", Some("3,500 dollars a week")),
    ("spend", "spend.current", "up to 80k a year", Some("up to 80 thousand a year")),
    ("spend", "spend.current", "22 euros each", None),
    ("price", "spend.current", "1,200 dollars a month", Some("about 1,000 to 1,700 dollars a month")),
    ("price", "spend.current", "9k a quarter", Some("3,000 to 5,000 dollars a quarter")),
    ("price", "spend.current", "50k dollars a year", Some(PRICE)),
    ("pain.cost", "pain.cost", "probably 30k a month in lost sales", Some("30 thousand a month")),
    ("pain.cost", "pain.cost", "each one costs 22 euros", None),
    ("pain.cost", "pain.cost", "roughly 1.2m euros a year", Some("about 1.2 million euros a year")),
    ("metric.baseline", "metric.baseline", "3.5%", Some("3.5 percent")),
    ("goal.target", "goal.target", "we want 95% on time by June", Some("95 percent")),
    ("solution.current", "solution.current", "Excel and SAP", Some("Excel and SAP")),
];

/// Words that lead to a day or a figure; two of them side by side are one too many.
const LEADS: [&str; 10] = ["in", "on", "at", "by", "from", "before", "after", "until", "for", "between"];

const CURRENCIES: [[&str; 3]; 3] = [["dollar", "$", "usd"], ["euro", "€", "eur "], ["pound", "£", "gbp"]];

const PERIODS: [&str; 5] = ["a day", "a week", "a month", "a quarter", "a year"];

/// A call in which everything was told but what one topic, or the family of goals, is about.
fn told(bank: &Arc<Bank>, without: Option<&str>) -> Session {
    let at = date(2026, 3, 2).at(10, 0, 0, 0);
    let setup = Setup { price: Some(PRICE.to_owned()), ..Setup::default() };
    let mut session = Session::new(Arc::clone(bank), setup, Vec::new());
    let contact = Contact { name: "Dana Ruiz".into(), role: "VP Operations".into() };
    let start = Started { bank: bank.id.clone(), hash: bank.hash.clone(), company: "Lee Juices".into(), contact };
    session.apply(&Command::Start(start), at).unwrap();
    let is_goal = |topic: &str| topic.starts_with("goal.");
    let is_left_out = |topic: &str| without.is_some_and(|own| own == topic || (is_goal(own) && is_goal(topic)));
    for (topic, text) in TOLD.iter().filter(|(topic, _)| !is_left_out(topic)) {
        say(&mut session, topic, text);
    }
    session
}

fn say(session: &mut Session, topic: &str, text: &str) {
    let filing = Filing::To { topic: TopicId::new(topic), question: None };
    let keep = Command::Keep { text: text.to_owned(), by: None, filing };
    session.apply(&keep, date(2026, 3, 2).at(10, 0, 0, 0)).unwrap();
}

/// The reframes of a question that are offered, filled in.
fn offered(session: &Session, question: &Question) -> Vec<String> {
    let at = date(2026, 3, 2).at(10, 30, 0, 0);
    let mut turned = session.clone();
    turned.apply(&session.ask(&question.id).unwrap(), at).unwrap();
    let ask = turned.brief(at).prompt.unwrap().ask;
    let filled = ask.len() - question.ask.len();
    ask.into_iter().take(filled).collect()
}

/// What a rep could not say aloud.
fn is_said_well(sentence: &str) {
    let lower = sentence.to_lowercase();
    assert!(!sentence.contains(['{', '}', '“', '”', '"']) && !sentence.contains("  "), "{sentence}");
    let words: Vec<&str> =
        lower.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    for two in words.windows(2) {
        assert!(two[0] != two[1], "a word twice: {sentence}");
        assert!(!(LEADS.contains(&two[0]) && LEADS.contains(&two[1])), "two prepositions: {sentence}");
    }
    for wrong in
        ["want the board", "want we ", "want they ", "want i ", "want our ", "said by", "said on", "said in", " our "]
    {
        assert!(!lower.contains(wrong), "{wrong}: {sentence}");
    }
    let currencies = CURRENCIES.iter().filter(|names| names.iter().any(|name| lower.contains(name))).count();
    assert!(currencies < 2, "two currencies: {sentence}");
    let is_compared = lower.contains("ours");
    let periods = PERIODS.iter().filter(|period| lower.contains(*period)).count();
    assert!(!is_compared || periods < 2, "two periods: {sentence}");
}

#[test]
fn every_shipped_reframe_comes_out_as_a_sentence() {
    let library = Library::embedded();
    let mut count = 0;
    for id in library.ids() {
        let bank = library.bank(id, "en").unwrap();
        let session = told(&bank, None);
        for question in bank.questions().filter(|question| !question.reframes.is_empty()) {
            let sentences = offered(&session, question);
            assert_eq!(sentences.len(), question.reframes.len(), "{id}: {:#?} gives {sentences:#?}", question.reframes);
            for sentence in &sentences {
                is_said_well(sentence);
            }
            count += sentences.len();
        }
    }
    assert!(count > 50, "{count}");
}

#[test]
fn whatever_was_said_reads_aloud_in_every_shipped_reframe() {
    let library = Library::embedded();
    let mut seen = [0; SAID.len()];
    for id in library.ids() {
        let bank = library.bank(id, "en").unwrap();
        let mut others = BTreeMap::new();
        for ((slot, topic, text, expected), seen) in SAID.iter().zip(&mut seen) {
            let mut session = others.entry(topic).or_insert_with(|| told(&bank, Some(topic))).clone();
            say(&mut session, topic, text);
            let holds = |reframe: &String| reframe.contains(&format!("{{{slot}}}"));
            for question in bank.questions().filter(|question| question.reframes.iter().any(holds)) {
                let sentences = offered(&session, question);
                for sentence in &sentences {
                    is_said_well(sentence);
                }
                let said = |words: &str| sentences.iter().filter(|sentence| sentence.contains(words)).count();
                *seen += expected.map_or(0, said);
                let is_left_out = expected.is_some() || !question.reframes.iter().all(holds) || sentences.is_empty();
                assert!(is_left_out, "{text}: {sentences:#?}");
            }
        }
    }
    for ((_, _, text, expected), seen) in SAID.iter().zip(seen) {
        assert!(expected.is_none() || seen > 0, "`{text}` is never said as {expected:?}");
    }
}
