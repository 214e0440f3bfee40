//! Calls played from scripts, and what is counted of them.

use jiff::ToSpan as _;

use super::*;
use crate::bank::problem::Source;
use crate::bank::source::Library;
use crate::call::{Command, RemarkId, Ruling};
use crate::session::script::Script;
use crate::session::{Earlier, Session, Setup, replay};

fn played(day: u8, bank: &str, answers: &str) -> Session {
    let text =
        format!("bank: {bank}\nat: 2026-03-{day:02}T10:00:00\nlead: {{company: Harbour Tools}}\nanswers: {answers}\n");
    let library = Library::embedded();
    let script = Script::parse(&Source::new("call.yaml", &text), |id| Ok(library.bank(id, "en").unwrap())).unwrap();
    replay(&script, &Setup::default(), Earlier::default()).unwrap()
}

const SAID: &str = "[{topic: pain.problem, say: \"orders ship late, 40k a month in penalties since March\"}, \
                    {topic: timeline.start, say: soon}, {topic: users.team, say: no}]";

fn sum(calls: &[(&str, &Session)]) -> Stats {
    let mut stats = Stats::default();
    for (rep, session) in calls {
        stats.add(&CallFigures::of(rep, session));
    }
    stats.sort();
    stats
}

fn question<'a>(stats: &'a Stats, topic: &str, session: &Session) -> &'a QuestionFigures {
    let asks = session.bank().questions().find(|question| question.topic == *topic).expect("a question");
    stats.questions.iter().find(|one| one.id == asks.id.as_str()).expect("it is counted")
}

#[test]
fn a_question_that_is_put_and_not_answered_is_skipped() {
    let mut session = played(2, "bant", SAID);
    let at = session.journal().last().unwrap().at;
    let signs = session.bank().questions().find(|question| question.topic == *"authority.signs").unwrap().id.clone();
    session.apply(&session.ask(&signs).unwrap(), at).unwrap();
    let stats = sum(&[("you", &session)]);
    let one = question(&stats, "authority.signs", &session);
    assert_eq!((one.asked, one.heard, one.skipped), (1, 0, 1));
    let pain = question(&stats, "pain.problem", &session);
    assert_eq!((pain.heard, pain.skipped), (1, 0), "answered without being put");
    assert_eq!(stats.all.skipped, 1);
}

#[test]
fn answers_in_a_word_are_counted_with_their_question() {
    let session = played(2, "bant", SAID);
    let stats = sum(&[("you", &session)]);
    let short: u32 = stats.questions.iter().map(|one| one.short).sum();
    assert_eq!(short, stats.all.short);
    assert_eq!(
        question(&stats, "users.team", &session).short,
        1,
        "{:?}",
        session.brief(session.journal()[0].at).remarks[2].flags
    );
}

#[test]
fn a_question_whose_answer_made_the_verdict_turned_it() {
    let session = played(2, "bant", "[{topic: pain.problem, say: \"we have no problem with that, none at all\"}]");
    let brief = session.brief(session.journal()[0].at);
    assert_eq!(brief.verdict.turned_by, Some(RemarkId(1)), "{:?}", brief.verdict);
    assert_eq!(question(&sum(&[("you", &session)]), "pain.problem", &session).turned, 1);
}

#[test]
fn the_time_up_to_a_remark_is_that_of_its_section() {
    let session = played(2, "bant", SAID);
    let stats = sum(&[("you", &session)]);
    let total: i64 = stats.sections.iter().map(|section| section.seconds).sum();
    assert_eq!(total, stats.all.seconds, "every remark here has a section");
    assert!(total > 0 && stats.sections.iter().all(|section| section.calls == 1));
    let bank: Vec<&str> = session.bank().sections.iter().map(|section| section.id.as_str()).collect();
    let order: Vec<_> = stats.sections.iter().map(|one| bank.iter().position(|id| *id == one.id)).collect();
    assert!(order.is_sorted(), "{order:?}");
}

#[test]
fn a_flag_that_was_dismissed_was_raised_all_the_same() {
    let mut session = played(2, "bant", SAID);
    let at = session.journal().last().unwrap().at.saturating_add(1.minute());
    let dismiss = Command::RuleFlag { remark: RemarkId(2), flag: FlagKind::Vague, ruling: Some(Ruling::Dismissed) };
    session.apply(&dismiss, at).unwrap();
    let raise = Command::RuleFlag { remark: RemarkId(1), flag: FlagKind::Excuse, ruling: Some(Ruling::Raised) };
    session.apply(&raise, at).unwrap();
    let stats = sum(&[("you", &session)]);
    let flag = |kind| stats.flags.iter().find(|one| one.kind == kind).unwrap();
    assert_eq!((flag(FlagKind::Vague).raised, flag(FlagKind::Vague).dismissed), (1, 1));
    assert_eq!((flag(FlagKind::Excuse).raised, flag(FlagKind::Excuse).by_hand), (1, 1));
    assert_eq!(stats.all.dismissed, 1);
}

#[test]
fn reps_and_banks_are_told_apart_and_add_up() {
    let (first, second) = (played(2, "bant", SAID), played(9, "meddic", SAID));
    let stats = sum(&[("Anna", &first), ("Ben", &second), ("Ben", &first)]);
    assert_eq!((stats.all.calls, stats.reps["Anna"].calls, stats.reps["Ben"].calls), (3, 1, 2));
    assert_eq!((stats.banks["bant"].calls, stats.banks["meddic"].calls), (2, 1));
    assert_eq!(stats.all.from.unwrap().to_string() + &stats.all.to.unwrap().to_string(), "2026-03-022026-03-09");
    for groups in [&stats.reps, &stats.banks] {
        assert_eq!(groups.values().map(|group| group.remarks).sum::<u32>(), stats.all.remarks);
    }
    let csv = csv(&stats).unwrap();
    let rows: Vec<&str> = csv.lines().collect();
    assert!(rows[0].starts_with("rep,bank,of,id,title") && csv.contains("\r\nBen,meddic,question,"), "{csv}");
    let mut reader = csv::ReaderBuilder::new().from_reader(csv.as_bytes());
    let put: u32 = reader.records().map(|row| row.unwrap()[7].parse::<u32>().unwrap_or(0)).sum();
    assert_eq!(put, stats.questions.iter().map(|one| one.heard).sum::<u32>());
}

#[test]
fn the_figures_fit_the_terminal_and_its_signs() {
    let (first, second) = (played(2, "bant", SAID), played(9, "meddic", SAID));
    let stats = sum(&[
        ("Anna", &first),
        ("Ben \u{1b}[2J 王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王", &second),
    ]);
    for width in [60, 80, 140] {
        for unicode in [true, false] {
            let told = text(&stats, Paper { width, unicode });
            for line in told.lines() {
                let cells = unicode_width::UnicodeWidthStr::width(line);
                assert!(cells <= width.max(90), "{cells} cells at {width}: {line}");
            }
            assert!(!told.chars().any(|c| c.is_control() && c != '\n'), "{told:?}");
            assert!(unicode || !told.contains(['█', '…', '▏']), "{told}");
        }
    }
    assert_eq!(text(&Stats::default(), Paper { width: 80, unicode: true }), "No calls to count.");
}

#[test]
fn the_figures_read_well() {
    let (first, second) = (played(2, "bant", SAID), played(9, "bant", "[{topic: pain.problem, say: late orders}]"));
    insta::assert_snapshot!(text(&sum(&[("Anna", &first), ("Ben", &second)]), Paper { width: 80, unicode: true }));
}
