//! `bantam stats`: calls added up, from the store and from exports.

use super::calls::keep_on;
use super::*;

const SAID: &str = "[{topic: pain.problem, say: \"orders ship late, 40k a month in penalties since March\"}, \
                    {topic: timeline.start, say: soon}, {topic: users.team, say: no}]";

#[test]
fn a_new_user_has_nothing_to_count_and_gets_no_store() {
    let user = User::new();
    let (code, out, err) = user.run(&["stats"]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "No calls to count.\n", ""));
    assert_eq!(everything_in(user.data.path()), [""; 0], "looking leaves nothing behind");
}

#[test]
fn calls_are_added_up_and_filtered() {
    let user = User::new();
    keep_on(&user, 2, "Harbour Tools", SAID);
    keep_on(&user, 9, "Other Ltd", SAID);
    let (code, out, _) = user.run(&["stats"]);
    assert!(code == 0 && out.starts_with("2 calls, 2026-03-02 to 2026-03-09: "), "{out}");
    for part in ["How they ended", "Time for a section", "question", "Flags", "vague"] {
        assert!(out.contains(part), "no {part}: {out}");
    }
    let (_, out, _) = user.run(&["stats", "--format", "json", "--since", "2026-03-03", "--bank", "bant"]);
    let sum = json(&out);
    assert_eq!((&sum["all"]["calls"], &sum["banks"]["bant"]["calls"]), (&1.into(), &1.into()));
    assert_eq!(keys(&sum), "all banks flags questions reps sections");
    for none in [["--bank", "meddic"], ["--until", "2026-03-01"], ["--rep", "Anna"]] {
        let (code, out, _) = user.run(&["stats", none[0], none[1]]);
        assert_eq!((code, out.as_str()), (0, "No calls to count.\n"), "{none:?}");
    }
    let (code, out, _) = user.run(&["stats", "--format", "csv"]);
    assert!(code == 0 && out.starts_with("rep,bank,of,id,") && out.contains("you,bant,flag,vague,"), "{out}");
    let (code, _, err) = user.run(&["calls", "list", "--format", "csv"]);
    assert!(code == 2 && err.contains("stats"), "{err}");
}

#[test]
fn exported_calls_are_counted_by_the_folder_of_their_rep() {
    let user = User::new();
    let id = keep_on(&user, 2, "Harbour Tools", SAID);
    let (_, export, _) = user.run(&["calls", "export", &id]);
    for (rep, calls) in [("Anna", 1), ("Ben", 2)] {
        std::fs::create_dir_all(user.data.path().join("reps").join(rep)).unwrap();
        for call in 0..calls {
            user.write(&format!("reps/{rep}/{call}.json"), &export);
        }
    }
    user.write("reps/Ben/broken.json", "{");
    let (code, out, err) = user.run(&["stats", "reps"]);
    assert!(code == 1 && err.contains("not counted: ") && err.contains("broken.json"), "{err}");
    let row = |name: &str| {
        out.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("no {name}: {out}")).to_owned()
    };
    assert!(row("Anna").contains(" 1 ") && row("Ben").contains(" 2 "), "{out}");
    let (code, out, _) = user.run(&["stats", "reps/Anna", "--rep", "Anna", "--format", "json"]);
    assert_eq!((code, &json(&out)["all"]["calls"]), (0, &1.into()));
}
