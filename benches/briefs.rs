//! How long the brief of a call takes over a bank of fourteen thousand questions, beside one over a tenth of them.
//!
//! `cargo bench --bench briefs` prints the times and their ratio, and fails when the brief takes far more than ten times
//! as long, as it would if it went by the square.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement reads the clock, prints what it found and fails by panicking"
)]

use std::hint::black_box;
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

/// How much longer than the small brief the large one may take: ten times, with room for what the caches hold.
const WORST_RATIO: f64 = 20.0;

fn main() {
    // `cargo test --benches` runs this too; there is nothing to test, and a debug build would be measured.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let at = date(2026, 3, 2).at(10, 30, 0, 0);
    let taken = |copies: usize| {
        let bank = many(copies);
        let session = told(&bank);
        let rounds = (0..15).map(|_| {
            let began = Instant::now();
            black_box(session.brief(at));
            began.elapsed()
        });
        (bank.questions().count(), rounds.min().expect("a round"))
    };
    let ((few, quick), (many, slow)) = (taken(20), taken(200));
    let ratio = slow.as_secs_f64() / quick.as_secs_f64();
    println!(
        "a brief over {few} questions {quick:.1?}, over {many} {slow:.1?}: {ratio:.1} times, allowed {WORST_RATIO}"
    );
    assert!(ratio <= WORST_RATIO, "a brief goes by more than the number of questions");
}
