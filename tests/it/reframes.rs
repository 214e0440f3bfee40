//! The reframes of the shipped banks, filled in from a call in which everything was told.

use std::sync::Arc;

use bantam::bank::{Bank, Library};
use bantam::call::{Command, Contact, Filing, Started};
use bantam::qualify::Icp;
use bantam::session::Session;
use jiff::civil::date;

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
    ("goal.statement", "no more returns because of labels by October"),
    ("plan.actions", "a new glue in June, then a trial on line two"),
    ("plan.obstacles", "the night shift has nobody to run a trial, two are on leave"),
    ("plan.last_year", "we bought two printers in March and they jam"),
    ("consequence.company", "we lose the contract with the big customer, 400k a year"),
    ("metric.baseline", "4%"),
    ("metric.target", "1%"),
    ("success.picture", "nobody relabels by hand on a Monday because the glue holds"),
    ("budget.amount", "50 to 60k euros"),
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

fn told(bank: &Arc<Bank>) -> Session {
    let at = date(2026, 3, 2).at(10, 0, 0, 0);
    let mut session = Session::new(Arc::clone(bank), Icp::default(), Vec::new());
    session.price(Some("15 thousand euros a year".to_owned()));
    let contact = Contact { name: "Dana Ruiz".into(), role: "VP Operations".into() };
    let start = Started { bank: bank.id.clone(), hash: bank.hash.clone(), company: "Lee Juices".into(), contact };
    session.apply(&Command::Start(start), at).unwrap();
    for (topic, text) in TOLD {
        let filing = Filing::To { topic: bantam::bank::TopicId::new(topic), question: None };
        session.apply(&Command::Keep { text: text.to_owned(), by: None, filing }, at).unwrap();
    }
    session
}

#[test]
fn every_shipped_reframe_comes_out_as_a_sentence() {
    let library = Library::embedded();
    let mut sentences = Vec::new();
    for id in library.ids() {
        let bank = library.bank(id, "en").unwrap();
        let session = told(&bank);
        for question in bank.questions().filter(|question| !question.reframes.is_empty()) {
            let mut turned = session.clone();
            let at = date(2026, 3, 2).at(10, 30, 0, 0);
            turned.apply(&session.ask(&question.id).unwrap(), at).unwrap();
            let ask = turned.brief(at).prompt.unwrap().ask;
            let filled = ask.len() - question.ask.len();
            assert_eq!(filled, question.reframes.len(), "{id}: {:#?} gives {ask:#?}", question.reframes);
            sentences.extend(ask.into_iter().take(filled).map(|sentence| format!("{id:<10} {sentence}")));
        }
    }
    for sentence in &sentences {
        assert!(!sentence.contains(['{', '}']) && !sentence.contains("  a"), "{sentence}");
        let words: Vec<String> = sentence.split_whitespace().skip(1).map(str::to_lowercase).collect();
        assert!(words.windows(2).all(|two| two[0] != two[1]), "a word twice: {sentence}");
    }
    assert!(sentences.len() > 50, "{}", sentences.len());
}
