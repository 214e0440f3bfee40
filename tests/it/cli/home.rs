//! The small commands: bare `bantam`, `init`, `doctor`, `completions`, and what holds for all.

use super::*;

#[test]
fn version_and_help_are_fine() {
    let user = User::new();
    let (code, out, _) = user.run(&["--version"]);
    assert_eq!((code, out.as_str()), (0, concat!("bantam ", env!("CARGO_PKG_VERSION"), "\n")));
    let (code, out, _) = user.run(&["--help"]);
    assert_eq!(code, 0);
    for command in ["replay", "analyze", "doctor", "init", "completions"] {
        assert!(out.contains(command), "{command} is not in {out}");
    }
}

#[test]
fn a_mistyped_command_is_bad_usage() {
    let (code, out, err) = User::new().run(&["reply"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("replay"), "{err}");
}

#[test]
fn a_screen_needs_a_terminal() {
    let (code, out, err) = User::new().run(&[]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("terminal") && err.contains("bantam --help"), "{err}");
    assert_eq!(err.lines().count(), 1, "{err}");
}

#[test]
fn init_writes_a_config_once() {
    let user = User::new();
    let (code, out, _) = user.run(&["init"]);
    assert_eq!(code, 0);
    assert!(out.contains("config.yaml"), "{out}");
    let path = user.data.path().join("config.yaml");
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(written.contains("icp:") && written.contains("product:") && written.contains('#'), "{written}");
    let schema = written.lines().next().unwrap().strip_prefix("# yaml-language-server: $schema=").unwrap();
    let schema = json(&std::fs::read_to_string(path.parent().unwrap().join(schema)).unwrap());
    assert_eq!(keys(&schema["properties"]), "dates icp keys language planned_minutes product rep retention screen");

    std::fs::write(&path, "# mine\n").unwrap();
    let (code, _, err) = user.run(&["init"]);
    assert_eq!(code, 1);
    assert!(err.contains("stays as it is"), "{err}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "# mine\n");
}

#[cfg(unix)]
#[test]
fn what_is_written_is_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let user = User::new();
    user.run(&["init", "--config", "deep/down/config.yaml"]);
    let mode = |path: &str| std::fs::metadata(user.data.path().join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("deep/down/config.yaml"), 0o600);
    assert_eq!(mode("deep"), 0o700);
}

#[test]
fn the_home_folder_stays_untouched() {
    let user = User::new();
    for arguments in [&["init"][..], &["doctor"], &["replay", "missing.yaml"], &["analyze", "missing.jsonl"]] {
        user.run(arguments);
    }
    assert_eq!(everything_in(user.home.path()), [""; 0]);
}

#[test]
fn without_options_the_home_folder_is_used() {
    let user = User::new();
    let (code, out, _) = outcome(user.bantam(&["init"]).env_remove("BANTAM_DATA_DIR"));
    assert_eq!(code, 0);
    assert!(out.contains(&*user.home.path().to_string_lossy()), "{out}");
    assert_eq!(everything_in(user.data.path()), [""; 0]);
}

#[test]
fn the_doctor_finds_nothing_wrong_with_a_new_user() {
    let user = User::new();
    let (code, out, err) = user.run(&["doctor", "--format", "json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let report = json(&out);
    assert_eq!(report["ok"], true);
    let looked_at: Vec<&str> =
        report["findings"].as_array().unwrap().iter().map(|finding| finding["what"].as_str().unwrap()).collect();
    for what in ["data", "config", "terminal"] {
        assert!(looked_at.contains(&what), "{looked_at:?}");
    }
}

#[test]
fn the_doctor_says_where_the_config_is_wrong() {
    let user = User::new();
    user.write("config.yaml", "icp:\n  industry: [food]\nplanned_minutes: long\n");
    let (code, out, _) = user.run(&["doctor"]);
    assert_eq!(code, 1);
    assert!(out.contains("config.yaml:2:3") && out.contains("industries"), "{out}");
    assert!(out.contains("config.yaml:3:18"), "{out}");
}

#[test]
fn the_doctor_says_what_is_sold_and_what_is_wrong_with_the_price() {
    let user = User::new();
    user.write("config.yaml", "product: {name: Larkboard, price: {from: 12k, to: 20k, currency: USD, per: year}}\n");
    let (code, out, _) = user.run(&["doctor"]);
    assert_eq!(code, 0);
    assert!(out.contains("Larkboard for 12 to 20 thousand dollars a year"), "{out}");
    user.write("config.yaml", "product:\n  price: {from: 20k, to: 12k}\n");
    let (code, out, _) = user.run(&["doctor"]);
    assert!(code == 1 && out.contains("config.yaml:2:10") && out.contains("error[B010]"), "{out}");
    assert!(out.contains("2 |   price: {from: 20k, to: 12k}"), "it is drawn as `banks check` does: {out}");
}

#[test]
fn the_doctor_says_which_version_of_a_broken_bank_a_call_gets() {
    let user = User::new();
    std::fs::create_dir_all(user.data.path().join("question_banks/en")).unwrap();
    for id in ["bant", "ours"] {
        user.write(&format!("question_banks/en/{id}.yaml"), format!("id: {id}\nlanguag: en\n"));
    }
    let (code, out, _) = user.run(&["doctor"]);
    assert_eq!(code, 1);
    assert!(out.contains("BANT (shipped version)") && out.contains("ours (broken: a call gets BANT)"), "{out}");
}

#[test]
fn a_language_that_no_bank_has_is_told_with_those_that_there_are() {
    let user = User::new();
    user.write("config.yaml", "language: english\n");
    let (code, out, _) = user.run(&["doctor"]);
    assert_eq!(code, 1);
    assert!(out.contains("no bank is written in `english`") && out.contains("one of `en`"), "{out}");
    user.write("config.yaml", "language: en-GB\n");
    assert_eq!(user.run(&["doctor"]).0, 0);
}

#[test]
fn every_shell_gets_its_completions() {
    let user = User::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (code, out, _) = user.run(&["completions", shell]);
        assert!(code == 0 && out.contains("replay"), "{shell}");
    }
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let user = User::new();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_bantam"))
        .args(["completions", "zsh"])
        .env("HOME", user.home.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}
