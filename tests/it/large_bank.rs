//! A bank of ten thousand questions stays usable on the call screen.

use std::sync::Arc;
use std::time::Instant;

use bantam::bank::{Bank, FollowUp, Library, QuestionId};
use bantam::call::{Command, Contact, Filing, Started};
use bantam::qualify::Icp;
use bantam::session::Session;
use jiff::civil::date;

/// The shipped questions so many times over, each copy opening the next one's.
fn many(copies: usize) -> Arc<Bank> {
    let mut bank = Bank::clone(&Library::embedded().bank("meddic", "en").unwrap());
    let name = |id: &QuestionId, copy: usize| QuestionId::new(&format!("{id}.{copy}"));
    for section in &mut bank.sections {
        let shipped = std::mem::take(&mut section.questions);
        section.questions = (0..copies)
            .flat_map(|copy| shipped.iter().map(move |question| (copy, question)))
            .map(|(copy, question)| {
                let mut question = question.clone();
                let onwards = question
                    .follow_ups
                    .first()
                    .map(|follow_up| FollowUp { to: name(&question.id, copy + 1), when: follow_up.when.clone() });
                question.follow_ups.iter_mut().for_each(|follow_up| follow_up.to = name(&follow_up.to, copy));
                question.follow_ups.extend(onwards);
                question.id = name(&question.id, copy);
                question
            })
            .collect();
    }
    Arc::new(bank)
}

fn told(bank: &Arc<Bank>) -> Session {
    let at = date(2026, 3, 2).at(10, 0, 0, 0);
    let mut session = Session::new(Arc::clone(bank), Icp::default(), Vec::new());
    let contact = Contact { name: "Dana Ruiz".into(), role: "VP Operations".into() };
    let (id, hash) = (bank.id.clone(), bank.hash.clone());
    let start = Started { bank: id, hash, company: "Northwind Foods".into(), contact };
    session.apply(&Command::Start(start), at).unwrap();
    for n in 0..60 {
        let text = format!("line {n}: 4k a month lost since March, our CFO Kim signs above 20k");
        let filing = Filing::Auto { asked: None, topic: None };
        session.apply(&Command::Keep { text, by: None, filing }, at).unwrap();
    }
    session
}

#[test]
fn a_brief_takes_time_by_the_number_of_questions_and_not_by_its_square() {
    let at = date(2026, 3, 2).at(10, 30, 0, 0);
    let taken = |copies: usize| {
        let bank = many(copies);
        let session = told(&bank);
        let fastest = (0..5).map(|_| {
            let began = Instant::now();
            let brief = session.brief(at);
            assert!(!brief.rail.is_empty() && brief.next.len() <= 3);
            began.elapsed()
        });
        (bank.questions().count(), fastest.min().unwrap())
    };
    let ((few, quick), (many, slow)) = (taken(20), taken(200));
    println!("a brief over {few} questions: {quick:?}, over {many}: {slow:?}");
    assert!(many >= 10_000, "{many}");
    assert!(slow < quick * 40, "{few} questions took {quick:?}, {many} took {slow:?}");
}
