//! The call on a disk that fails: it goes on, the screen says that it is not saved and why, and nothing is lost.

use std::time::Duration;

use bantam::call::Timeline;
use bantam::store::Store;

use super::Terminal;
use crate::faults::faulty_disk;

#[test]
fn the_call_goes_on_while_the_disk_fails_and_all_of_it_is_written_afterwards() {
    let Some(disk) = faulty_disk() else { return };
    let disk = disk.display().to_string();
    for (fault, told_as) in [("enospc", "not saved: disk full"), ("eio", "not saved: storage failed")] {
        let folder = tempfile::tempdir().unwrap();
        let flag = folder.path().join("failing").display().to_string();
        let environment = [("LD_PRELOAD", disk.as_str()), ("FAULT", fault), ("FAULT_WHILE", &flag)];
        let arguments = ["call", "--company", "Northwind Foods"];
        let mut terminal = Terminal::start_with(folder.path(), &arguments, &environment, 120, 40);
        terminal.wait_for("● saved");
        terminal.send("before it failed\r");
        terminal.wait_until("the first remark, saved", |text| {
            text.contains("before it") && !text.contains("› before it") && text.contains("● saved")
        });
        std::fs::write(&flag, "").unwrap();
        terminal.send("while it fails, 40k a month\r");
        terminal.wait_for(told_as);
        terminal.send("and Kim signs\r");
        terminal.wait_until("the call going on", |text| text.contains("Kim signs") && !text.contains("› and Kim"));
        assert!(!terminal.text().contains("● saved"), "{}", terminal.text());
        terminal.send("half a wo");
        terminal.drain(Duration::from_millis(500), |_| {});
        std::fs::remove_file(&flag).unwrap();
        terminal.wait_for("● saved");
        super::wait_for_draft(folder.path(), "half a wo");
        terminal.kill();

        let store = Store::open(folder.path()).unwrap();
        let call = store.calls().unwrap()[0].id;
        let journal = store.journal(call).unwrap();
        assert!(journal.iter().map(|event| event.seq).eq(1..=journal.len() as u32), "in order, nothing twice");
        let state = Timeline::replay(journal).state().clone();
        let texts: Vec<&str> = state.remarks.iter().map(|remark| remark.text.as_str()).collect();
        assert_eq!(texts, ["before it failed", "while it fails, 40k a month", "and Kim signs"], "{fault}");
    }
}
