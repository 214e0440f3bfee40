//! Several bantams on one store: each its own call, and no call twice.

use bantam::call::{Event, Timeline};
use bantam::store::Store;

use super::Terminal;

fn call(folder: &std::path::Path, company: &str) -> Terminal {
    let mut terminal = Terminal::start(folder, &["call", "--company", company], 120, 40);
    terminal.wait_for("● saved");
    terminal
}

#[test]
fn several_bantams_write_calls_of_their_own_at_the_same_time() {
    const REMARKS: usize = 8;
    let folder = tempfile::tempdir().unwrap();
    let companies = ["Northwind Foods", "Larkmoor Cycle Parts", "Harbour Tools"];
    let mut terminals: Vec<Terminal> = companies.iter().map(|company| call(folder.path(), company)).collect();
    for number in 0..REMARKS {
        for terminal in &mut terminals {
            terminal.send(&format!("remark {number} costs 40k\r"));
        }
    }
    for terminal in &mut terminals {
        let last = format!("remark {} costs 40k", REMARKS - 1);
        let typing = format!("› {last}");
        terminal.wait_until("the last remark, saved", |text| {
            text.contains(&last) && !text.contains(&typing) && text.contains("● saved")
        });
        terminal.kill();
    }
    let store = Store::open(folder.path()).unwrap();
    let calls = store.calls().unwrap();
    assert_eq!(calls.len(), companies.len());
    for listed in calls {
        let journal: Vec<Event> = store.journal(listed.id).unwrap();
        assert!(journal.iter().map(|event| event.seq).eq(1..=journal.len() as u32), "no gaps");
        let state = Timeline::replay(journal).state().clone();
        let texts: Vec<&str> = state.remarks.iter().map(|remark| remark.text.as_str()).collect();
        let wanted: Vec<String> = (0..REMARKS).map(|number| format!("remark {number} costs 40k")).collect();
        assert_eq!(texts, wanted, "{}", listed.company);
    }
}

#[test]
fn a_call_that_is_open_is_refused_with_where_and_since_when_until_its_owner_is_dead() {
    let folder = tempfile::tempdir().unwrap();
    let mut owner = call(folder.path(), "Northwind Foods");
    let process = owner.child.process_id().unwrap();
    let mut second = Terminal::start(folder.path(), &[], 140, 40);
    second.wait_for("Northwind Foods");
    second.send("\r");
    second.wait_for("is open in another bantam since ");
    assert!(second.text().contains(&format!("(process {process})")), "{}", second.text());

    // Killed, so that its claim is left behind as a file that nobody took away; its number may be somebody else's by now.
    owner.kill();
    let claim = std::fs::read_dir(folder.path().join("open")).unwrap().next().unwrap().unwrap().path();
    assert!(std::fs::read_to_string(&claim).unwrap().starts_with(&format!("{process} ")));
    std::fs::write(&claim, format!("{} 2026-03-02T09:00:00", std::process::id())).unwrap();
    second.send("\r");
    second.wait_for("● saved");
    assert!(std::fs::read_to_string(&claim).unwrap().starts_with(&format!("{} ", second.child.process_id().unwrap())));
}
