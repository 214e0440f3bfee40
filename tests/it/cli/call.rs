//! `bantam call` where there is no terminal: bad input is told first, and the screen is not tried.

use super::*;

#[test]
fn a_call_needs_a_terminal() {
    for arguments in [&["call"][..], &["call", "--demo"], &["call", "--company", "Harbour Tools", "--bank", "bant"]] {
        let user = User::new();
        let (code, out, err) = user.run(arguments);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.contains("terminal") && err.contains("bantam replay"), "{err}");
        assert_eq!(everything_in(user.data.path()), [""; 0], "nothing is made for a call that is not held");
    }
}

#[test]
fn a_bank_that_does_not_exist_is_told_with_the_likely_one() {
    let (code, _, err) = User::new().run(&["call", "--bank", "bnat"]);
    assert_eq!(code, 2);
    assert!(err.contains("bnat") && err.contains("did you mean `bant`"), "{err}");
}

#[test]
fn a_slip_in_a_bank_that_was_never_good_does_not_stop_the_call() {
    let user = User::new();
    user.run(&["banks", "new", "ours"]);
    let path = user.data.path().join("question_banks/en/ours.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replacen("topic: pain.cost", "topic: pain.costs", 1)).unwrap();
    let (_, _, err) = user.run(&["call", "--bank", "ours"]);
    assert!(err.contains("so BANT is used: there is no topic `pain.costs`; see `bantam banks check`"), "{err}");
    assert!(err.contains("this needs a terminal"), "it goes on to open the screen: {err}");
}

#[test]
fn a_bad_script_is_told_with_its_places() {
    let user = User::new();
    user.write("call.yaml", "bank: bant\nat: noon\nanswers: []\n");
    let (code, _, err) = user.run(&["call", "--from", "call.yaml"]);
    assert_eq!(code, 2);
    assert!(err.contains("call.yaml:2:5"), "{err}");
    let (code, _, err) = user.run(&["call", "--from", "missing.yaml"]);
    assert!(code == 2 && err.contains("missing.yaml"), "{err}");
}

#[test]
fn options_that_exclude_each_other_are_bad_usage() {
    for arguments in [&["call", "--demo", "--company", "x"][..], &["call", "--demo", "--from", "x.yaml"]] {
        let (code, _, err) = User::new().run(arguments);
        assert!(code == 2 && err.contains("cannot be used with"), "{err}");
    }
}

#[test]
fn the_sample_call_comes_out_as_its_script_says() {
    let demo = concat!(env!("CARGO_MANIFEST_DIR"), "/question_banks/demo/en.yaml");
    let (code, out, err) = User::new().run(&["replay", "--check", demo]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
}
