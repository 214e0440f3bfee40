//! `bantam call --plain`: whole calls through a pipe, judged by what somebody hears who cannot see a screen.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use assert_cmd::Command;
use bantam::call::Timeline;
use bantam::store::Store;
use tempfile::TempDir;

use super::random::Random;

/// What a call left behind: exit code, what was heard, what was told beside it.
struct Heard {
    code: i32,
    out: String,
    err: String,
}

impl Heard {
    /// The line that begins so.
    fn line(&self, begin: &str) -> &str {
        let found = self.out.lines().find(|line| line.starts_with(begin));
        found.unwrap_or_else(|| panic!("nothing begins with {begin:?} in:\n{}", self.out))
    }

    fn has(&self, words: &str) {
        assert!(self.out.contains(words), "{words:?} was not said:\n{}", self.out);
    }

    fn has_not(&self, words: &str) {
        assert!(!self.out.contains(words), "{words:?} was said:\n{}", self.out);
    }
}

/// Types lines, ends the input, and hears what is said.
fn call(folder: &Path, arguments: &[&str], lines: &[&str]) -> Heard {
    let mut typed = lines.join("\n");
    typed.push('\n');
    typed_bytes(folder, arguments, typed.as_bytes())
}

fn typed_bytes(folder: &Path, arguments: &[&str], typed: &[u8]) -> Heard {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bantam"));
    command.env_clear().env("HOME", folder).env("BANTAM_DATA_DIR", folder).current_dir(folder);
    let output = command.args(arguments).write_stdin(typed).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let heard = Heard { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) };
    let steering = |c: char| c.is_control() && c != '\n';
    assert!(!heard.out.contains(steering) && !heard.err.contains(steering), "{:?}", heard.out);
    heard
}

/// A new call of a company.
fn new_call(folder: &TempDir, lines: &[&str]) -> Heard {
    call(folder.path(), &["call", "--plain", "--company", "Harbour Tools", "--contact", "Dana Ruiz"], lines)
}

/// The words of the remarks on disk, of the only call.
fn on_disk(folder: &Path) -> Vec<String> {
    let store = Store::open(folder).unwrap();
    let calls = store.calls().unwrap();
    assert_eq!(calls.len(), 1);
    let timeline = Timeline::replay(store.journal(calls[0].id).unwrap());
    timeline.state().remarks.iter().map(|remark| remark.text.clone()).collect()
}

fn folder() -> TempDir {
    TempDir::new().unwrap()
}

#[test]
fn a_note_is_told_with_its_place_its_flags_and_that_it_is_saved() {
    let folder = folder();
    let heard = new_call(&folder, &["late orders cost us 40k a month since March", "we will start soon, I guess"]);
    assert_eq!(heard.code, 0, "{}", heard.err);
    assert!(
        heard.line("kept 1, ").ends_with(", filed under cost of the problem, saved")
            || heard.line("kept 1, ").ends_with(", saved")
    );
    assert!(heard.line("green: specific").contains("40k a month"), "{}", heard.out);
    assert!(heard.line("heard: cost of the problem").contains("40k a month"), "{}", heard.out);
    assert!(heard.line("red: vague").contains("soon") && heard.line("red: vague").contains("Ask: "), "{}", heard.out);
    assert_eq!(on_disk(folder.path()), ["late orders cost us 40k a month since March", "we will start soon, I guess"]);
}

#[test]
fn a_contradiction_is_told_with_both_quotes_and_undo_takes_it_back() {
    let heard = new_call(
        &folder(),
        &["the budget is 60k euros", "well, the budget is 20k euros", "/undo", "/redo", "/history", "/undoo"],
    );
    assert!(heard.line("red: contradiction").contains("Ask: "), "{}", heard.out);
    assert!(heard.line("  earlier, at 00:").ends_with("\"the budget is 60k euros\""), "{}", heard.out);
    assert!(heard.line("  now, at 00:").ends_with("\"well, the budget is 20k euros\""), "{}", heard.out);
    assert!(heard.line("undone: ").contains("kept"), "{}", heard.out);
    heard.line("remark 2 is taken back");
    heard.line("done again: ");
    heard.line("/undo takes back: ");
    heard.has("did you mean /undo?");
}

#[test]
fn a_level_and_a_verdict_that_turn_are_told_in_words() {
    let heard = new_call(
        &folder(),
        &["the budget is 60k euros, approved in March", "well, the budget is 20k euros", "/state", "/why"],
    );
    assert!(heard.line("stakeholder is now ").contains("at risk"), "{}", heard.out);
    for begin in
        ["2 remarks; minute 0 of ", "organization: ", "opportunity: ", "stakeholder: at risk", "verdict: ", "BANT: "]
    {
        heard.line(begin);
    }
    heard.has("  because: ");
}

#[test]
fn frameworks_are_compared_and_people_listed() {
    let heard = new_call(&folder(), &["our CFO Kim Sato signs above 20k", "/compare", "/people"]);
    assert!(heard.line("MEDDIC: ").contains(" of 100, keep going; organization "), "{}", heard.out);
    heard.line("Kim Sato: ");
}

#[test]
fn the_framework_is_switched_by_name_and_a_question_is_found_by_words() {
    let heard = new_call(
        &folder(),
        &[
            "/switch meddic",
            "/find who signs",
            "1",
            "soon, I guess",
            "/find soon",
            "1",
            "/next",
            "/park",
            "/rephrase",
            "/probes",
            "",
        ],
    );
    heard.has("now seen through MEDDIC");
    heard.has("Find:\n  1 ");
    heard.has("\n1. 00:");
    assert!(heard.out.matches("\nQuestion: ").count() >= 4, "{}", heard.out);
    assert!(heard.out.contains("Listen for: ") || heard.out.contains("\nIf "), "{}", heard.out);
}

#[test]
fn remarks_are_edited_filed_flagged_and_put_right_by_number() {
    let heard = new_call(
        &folder(),
        &[
            "late orders cost us 40k a month since March",
            "soon, I guess",
            "/edit 2 in June at the latest",
            "/file 2 timeline.start",
            "/flags 2 knowledge",
            "",
            "/facts 1",
            "1",
            "50k a month",
            "",
            "/file 9",
            "/remarks",
        ],
    );
    heard.line("remark 2 now reads \"in June at the latest\"");
    heard.line("remark 2: vague no longer holds");
    heard.line("remark 2 is now filed under when to start");
    heard.line("remark 2, green: knowledge (by hand)");
    heard.has("means 50k a month, by hand");
    heard.line("there is no remark 9");
    assert!(heard.line("2. 00:").contains("in June at the latest"), "{}", heard.out);
}

#[test]
fn people_are_added_and_speak() {
    let heard =
        new_call(&folder(), &["/speaker Kim Sato, CFO", "I sign above 20k", "/speaker", "1", "/speaker #1 Dana Ruiz"]);
    heard.line("Kim Sato, CFO is on the call");
    assert!(heard.line("kept 1, ").contains("said by Kim Sato, CFO"), "{}", heard.out);
    heard.line("Who is speaking?");
    heard.line("Dana Ruiz speaks from now on");
    heard.line("remark 1 was said by Dana Ruiz");
}

#[test]
fn the_wrap_up_asks_step_by_step_and_writes_the_report() {
    let folder = folder();
    let heard = new_call(
        &folder,
        &[
            "late orders cost us 40k a month",
            "/wrap",
            "send the offer",
            "someday",
            "2031-03-09",
            "one more thing",
            "/wrap",
            "9",
            "/leave",
        ],
    );
    assert_eq!(heard.code, 0, "{}", heard.err);
    heard.line("What is the next step?");
    assert!(heard.line("\"someday\" is no day").contains("2026-03-09"), "{}", heard.out);
    heard.line("next step: send the offer, on Sunday, 9 March 2031");
    assert!(heard.line("wrapped up: ").ends_with("of 100, saved"), "{}", heard.out);
    let path = heard.line("report written: ").trim_start_matches("report written: ");
    assert!(std::fs::read_to_string(path).unwrap().contains("send the offer"));
    heard.line("the call is closed: reopen it");
    heard.line("the call is open again");
    assert!(heard.err.contains("bantam calls show"), "a reopened call can be resumed: {}", heard.err);
}

#[test]
fn unfiled_remarks_are_offered_at_once_and_at_the_wrap_up() {
    // Without a question there is nothing that words of no meaning could answer.
    let lines = ["/undo", "2", "1", "xyzzy plugh", "frobnicate", "/wrap", "budget", "1", "", "", "", "/leave"];
    let heard = new_call(&folder(), &lines);
    heard.line("kept 1, unfiled, saved");
    heard.line("File it? 1 ");
    heard.line("remark 1 is now filed under ");
    heard.line("Unfiled, remark 2: \"xyzzy plugh\"");
    heard.line("remark 2 is now filed under the budget");
    heard.line("wrapped up: ");
}

#[test]
fn what_has_nothing_else_to_show_is_told_by_its_name() {
    let heard = new_call(&folder(), &["/park", "/dismiss", "/report", "/redo"]);
    heard.line("parked: why now");
    heard.line("no flag asks for attention");
    heard.line("nothing was noted yet");
    heard.line("nothing to redo");
}

#[test]
fn the_end_of_the_input_leaves_a_call_that_is_resumed() {
    let folder = folder();
    let heard = typed_bytes(
        folder.path(),
        &["call", "--plain", "--company", "Harbour Tools"],
        b"the budget is 60k euros\nand half a li",
    );
    assert_eq!(heard.code, 0);
    assert!(heard.err.contains("The call is kept"), "{}", heard.err);
    assert_eq!(on_disk(folder.path()), ["the budget is 60k euros", "and half a li"]);

    let heard =
        call(folder.path(), &["--plain"], &["1", "/remarks", "well, the budget is 20k euros", "/home", "/leave"]);
    assert!(heard.line("  1 Harbour Tools").contains("unfinished, 2 remarks"), "{}", heard.out);
    assert!(heard.line("1. 00:").contains("the budget is 60k euros"), "{}", heard.out);
    heard.line("red: contradiction");
    assert!(
        heard.out.contains("  1 Harbour Tools; BANT") && heard.out.contains("unfinished, 3 remarks"),
        "{}",
        heard.out
    );
}

#[test]
fn home_asks_for_a_new_call_field_by_field() {
    let folder = folder();
    let heard =
        call(folder.path(), &["--plain"], &["1", "北京五金", "José Núñez", "CFO", "2", "成本是每月40k", "/leave"]);
    heard.line("Which company?");
    heard.line("Which framework?");
    assert!(heard.line("Call: ").starts_with("Call: 北京五金, José Núñez, CFO. Framework: "), "{}", heard.out);
    assert!(!heard.line("Call: ").contains("BANT."), "the second framework was chosen: {}", heard.out);
    assert!(heard.line("kept 1, ").ends_with("saved"));
    assert_eq!(on_disk(folder.path()), ["成本是每月40k"]);
}

#[test]
fn hostile_text_is_harmless_and_kept_as_it_came() {
    let folder = folder();
    let heard = typed_bytes(
        folder.path(),
        &["call", "--plain", "--company", "Evil\u{1b}[2J Ltd", "--contact", "A\u{202e}nna"],
        b"\x1b[31mthe budget\x07 is 60k\x1b]0;x\x07 euros\n\xff\xfe bytes\n/\x1b[A\n//etc is full\n/remarks\n\x00\n",
    );
    assert_eq!(heard.code, 0, "{}", heard.err);
    assert!(heard.line("kept 1, ").ends_with(", saved"), "{}", heard.out);
    heard.has("/etc is full");
    heard.has_not("\u{202e}");
}

/// Any lines at all, commands in any order: it goes on until the input ends, and what was told as kept is on disk.
#[test]
fn no_line_ends_the_call() {
    let words = [
        "next", "find", "rephrase", "probes", "park", "switch", "dismiss", "flags", "facts", "file", "edit", "speaker",
        "why", "undo", "redo", "history", "wrap", "report", "help", "compare", "people", "back", "state", "question",
        "remarks", "levels", "nxet",
    ];
    let said = [
        "",
        "1",
        "2",
        "3",
        "x",
        "-",
        "budget",
        "Kim Sato, CFO",
        "soon, I guess",
        "the budget is 60k",
        "60k, approved in May",
        "well, the budget is 20k",
        "+7",
        "meddic",
        "予算は6万",
        "\u{1b}[2J",
        "#2",
        "2 vague",
        "1 who signs",
        "//x",
    ];
    for seed in 1..=3 {
        let mut random = Random::new(seed);
        let mut lines: Vec<String> = (0..150)
            .map(|_| match random.below(3) {
                0 => format!("/{}", random.pick(&words)),
                1 => format!("/{} {}", random.pick(&words), random.pick(&said)),
                _ => (*random.pick(&said)).to_owned(),
            })
            .collect();
        lines.extend(["/back", "/back", "/back", "/remarks"].map(str::to_owned));
        let typed = lines.join("\n") + "\n";
        let folder = folder();
        let heard = typed_bytes(folder.path(), &["call", "--plain"], typed.as_bytes());
        assert_eq!(heard.code, 0, "seed {seed}: {}", heard.err);
        assert!(heard.out.contains(", saved") && !heard.out.contains("not saved"), "seed {seed}: {}", heard.out);
        let listed = heard.out.lines().rev().take_while(|line| line.starts_with(|c: char| c.is_ascii_digit())).count();
        assert_eq!(listed, on_disk(folder.path()).len(), "seed {seed}: {}", heard.out);
    }
}

#[test]
fn the_demo_and_a_script_are_told_too() {
    let folder = folder();
    let heard = call(folder.path(), &["call", "--plain", "--demo"], &["/state", "/leave"]);
    assert_eq!(heard.code, 0, "{}", heard.err);
    heard.line("Call: Larkmoor Cycle Parts, Petra Lind, Head of Logistics. Framework: BANT.");
    heard.line("Question: ");
    let script = "bank: bant\nat: 2026-03-02T10:00:00\nanswers:\n  - {say: \"the budget is 60k euros\"}\n";
    std::fs::write(folder.path().join("call.yaml"), script).unwrap();
    let heard = call(folder.path(), &["call", "--plain", "--from", "call.yaml"], &["well, the budget is 20k euros"]);
    heard.line("red: contradiction");
}

#[test]
fn a_dumb_terminal_gets_words_without_being_asked() {
    let folder = folder();
    let mut command = Command::new(env!("CARGO_BIN_EXE_bantam"));
    command.env_clear().env("HOME", folder.path()).env("BANTAM_DATA_DIR", folder.path()).env("TERM", "dumb");
    let output = command.args(["call"]).write_stdin("soon, I guess\n").output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("red: vague, soon"));
}

#[test]
fn a_listener_that_goes_away_and_a_long_line_lose_nothing() {
    let folder = folder();
    let long = "word ".repeat(30_000);
    let heard = new_call(&folder, &[&long, "the budget is 60k"]);
    assert!(heard.out.contains("too long for one remark"), "{}", heard.out);
    assert_eq!(on_disk(folder.path()), ["the budget is 60k"]);

    let folder = self::folder();
    let (mut child, mut input, mut out) = start(folder.path());
    hear_until(&mut out, "Why: ");
    drop(out);
    writeln!(input, "the budget is 60k").unwrap();
    drop(input);
    assert!(child.wait().unwrap().code().is_some());
    assert_eq!(on_disk(folder.path()), ["the budget is 60k"]);
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_a_call_that_can_be_resumed() {
    let folder = folder();
    let (mut child, mut input, mut out) = start(folder.path());
    writeln!(input, "the budget is 60k euros").unwrap();
    assert!(hear_until(&mut out, "kept 1, ").ends_with(", saved\n"));
    let sent = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    drop(input);
    assert_eq!(on_disk(folder.path()), ["the budget is 60k euros"]);
}

/// A call whose input stays open.
fn start(folder: &Path) -> (Child, ChildStdin, BufReader<ChildStdout>) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_bantam"));
    command.env_clear().env("HOME", folder).env("BANTAM_DATA_DIR", folder).args(["call", "--plain"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let (input, out) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    (child, input, out)
}

/// The first line that begins so.
fn hear_until(out: &mut impl BufRead, begin: &str) -> String {
    loop {
        let mut line = String::new();
        assert!(out.read_line(&mut line).unwrap() > 0, "it ended before it said {begin:?}");
        if line.starts_with(begin) {
            return line;
        }
    }
}
