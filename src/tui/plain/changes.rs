//! What an act changed, in words: two briefs in, sentences out.

use crate::bank::Grade;
use crate::session::{Brief, DifferenceView, HeardView, RailMark, RemarkView};
use crate::tui::theme::{grade_word, status_word, verdict as verdict_word};

use super::words::{act_name, flags, person, quote, verdict};

/// What is to be said about the way from one brief to the next; `saved` is what became of it on disk.
pub(super) fn changes(before: &Brief, after: &Brief, saved: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let was = |remark: &RemarkView| before.remarks.iter().find(|other| other.id == remark.id);
    let mut is_kept = false;
    for remark in &after.remarks {
        match was(remark) {
            None => {
                is_kept = true;
                lines.extend(kept(after, remark, saved));
            }
            Some(old) => lines.extend(changed(after, old, remark)),
        }
    }
    let is_gone = |remark: &&RemarkView| after.remarks.iter().all(|other| other.id != remark.id);
    lines.extend(before.remarks.iter().filter(is_gone).map(|remark| format!("remark {} is taken back", remark.id.0)));
    lines.extend(heard(before, after));
    lines.extend(questions(before, after));
    lines.extend(people(before, after));
    lines.extend(judgement(before, after));
    lines.extend(ending(before, after, saved));
    let is_other_next = before.next.first().map(|next| &next.question) != after.next.first().map(|next| &next.question);
    let current = after.prompt.as_ref().map(|prompt| &prompt.question);
    if let Some(next) = after.next.first().filter(|next| is_kept && is_other_next && Some(&next.question) != current) {
        lines.push(format!("worth asking next: {}", next.cue));
    }
    if lines.is_empty() {
        lines.extend(unseen_act(before, after));
    }
    lines
}

/// An act that changed nothing of what is told, as setting aside the very question that is open: it is told by name.
fn unseen_act(before: &Brief, after: &Brief) -> Option<String> {
    let newest = |brief: &Brief| brief.history.last().filter(|act| act.stands).cloned();
    let act = newest(after).filter(|act| Some(act.id) != newest(before).map(|old| old.id))?;
    let is_asked =
        before.prompt.as_ref().map(|prompt| &prompt.question) != after.prompt.as_ref().map(|prompt| &prompt.question);
    (!is_asked).then(|| act_name(after, &act.name))
}

/// A remark that is new.
fn kept(brief: &Brief, remark: &RemarkView, saved: &str) -> Vec<String> {
    let by = if remark.by.id.is_some_and(|id| id.0 > 0) {
        format!(", said by {}", person(&remark.by))
    } else {
        String::new()
    };
    let mut lines = vec![format!("kept {}{by}, {}, {saved}", remark.id.0, filed(remark))];
    lines.extend(flags(brief, remark, |_| true));
    lines.extend(remark.differences.iter().map(difference));
    lines
}

/// Where answers do not agree, and are no contradiction.
fn difference(difference: &DifferenceView) -> String {
    format!("{}: {}", if difference.between_two { "two people differ" } else { "changed since" }, difference.said)
}

fn filed(remark: &RemarkView) -> String {
    match remark.topic {
        Some(_) => format!("filed under {}", remark.topic_cue),
        None => "unfiled".to_owned(),
    }
}

/// A remark that was there before.
fn changed(brief: &Brief, old: &RemarkView, new: &RemarkView) -> Vec<String> {
    let name = format!("remark {}", new.id.0);
    let mut lines = Vec::new();
    if old.text != new.text {
        lines.push(format!("{name} now reads {}", quote(&new.text)));
    }
    if old.topic != new.topic {
        lines.push(format!("{name} is now {}", filed(new)));
    }
    if old.by.id != new.by.id {
        lines.push(format!("{name} was said by {}", person(&new.by)));
    }
    for correction in new.corrections.iter().filter(|correction| !old.corrections.contains(correction)) {
        let means = correction.means.as_ref().map_or_else(|| "is no fact".to_owned(), |means| format!("means {means}"));
        lines.push(format!("{name}: {} {means}, by hand", correction.words));
    }
    let is_new = |kind| old.flags.iter().all(|flag| flag.kind != kind);
    lines.extend(
        flags(brief, new, |flag| is_new(flag.kind))
            .into_iter()
            .map(|line| if line.starts_with(' ') { line } else { format!("{name}, {line}") }),
    );
    lines.extend(new.differences.iter().filter(|one| !old.differences.contains(one)).map(difference));
    for gone in old.flags.iter().filter(|flag| new.flags.iter().all(|other| other.kind != flag.kind)) {
        let is_dismissed = new.dismissed.iter().any(|other| other.kind == gone.kind);
        lines.push(format!("{name}: {} {}", gone.kind, if is_dismissed { "is dismissed" } else { "no longer holds" }));
    }
    lines
}

/// Values that were heard or have changed; what only repeats the remark is not said again.
fn heard(before: &Brief, after: &Brief) -> Vec<String> {
    let is_told = |heard: &&HeardView| {
        let is_old = before.heard.iter().any(|old| {
            old.topic == heard.topic
                && old.shown == heard.shown
                && (old.grade == heard.grade || heard.grade == Grade::Open)
        });
        let repeats = after.remarks.iter().any(|remark| remark.id == heard.remark && remark.text == heard.shown);
        !is_old && !repeats && heard.grade != Grade::Open
    };
    let told = after.heard.iter().filter(is_told);
    told.map(|heard| format!("heard: {}, {} ({})", heard.cue, heard.shown, grade_word(heard.grade))).collect()
}

/// Questions that opened, were set aside, or were taken up again; another framework has others.
fn questions(before: &Brief, after: &Brief) -> Vec<String> {
    if before.head.bank != after.head.bank {
        return Vec::new();
    }
    let all = |brief: &Brief| brief.rail.iter().flat_map(|section| section.questions.clone()).collect::<Vec<_>>();
    let old = all(before);
    let mut lines = Vec::new();
    for new in all(after) {
        let was = old.iter().find(|old| old.id == new.id).map(|old| old.mark == RailMark::Parked);
        match (was, new.mark == RailMark::Parked) {
            (None, false) => lines.push(format!("a follow-up opens: {}", new.cue)),
            // The one that was open has been told by the act.
            (Some(false), true) if Some(&new.id) == before.prompt.as_ref().map(|prompt| &prompt.question) => {}
            (Some(false), true) => lines.push(format!("parked: {}", new.cue)),
            (Some(true), false) => lines.push(format!("taken up again: {}", new.cue)),
            _ => {}
        }
    }
    lines
}

fn people(before: &Brief, after: &Brief) -> Vec<String> {
    let mut lines = Vec::new();
    for one in after.people.iter().filter(|one| one.id.is_some()) {
        match before.people.iter().find(|old| old.id == one.id) {
            None => lines.push(format!("{} is on the call", person(one))),
            Some(old) if (&old.name, &old.role) != (&one.name, &one.role) => {
                lines.push(format!("{} is now known as {}", person(old), person(one)));
            }
            Some(_) => {}
        }
    }
    let speaking = |brief: &Brief| brief.people.iter().find(|one| one.speaking).and_then(|one| one.id);
    if speaking(before) != speaking(after)
        && let Some(one) = after.people.iter().find(|one| one.speaking)
    {
        lines.push(format!("{} speaks from now on", person(one)));
    }
    lines
}

/// Levels, the verdict, and what is to be minded.
fn judgement(before: &Brief, after: &Brief) -> Vec<String> {
    let mut lines = Vec::new();
    for level in &after.levels {
        let was = before.levels.iter().find(|old| old.level == level.level);
        if was.is_some_and(|old| old.status != level.status) {
            let (name, status) = (level.level.id(), status_word(level.status));
            lines.push(format!("{name} is now {status}, {} of {}", level.met, level.criteria.len()));
        }
    }
    if before.verdict.kind != after.verdict.kind {
        lines.push(format!("the verdict is now: {}", verdict(after)));
    }
    lines.extend(after.pace.note.iter().filter(|note| before.pace.note.as_ref() != Some(*note)).cloned());
    lines
}

/// The next step, the wrap-up, and its opposite.
fn ending(before: &Brief, after: &Brief, saved: &str) -> Vec<String> {
    let mut lines = Vec::new();
    if before.ending.next_step != after.ending.next_step {
        lines.push(match &after.ending.next_step {
            Some(step) => {
                let on = step.on.map(|on| format!(", on {}", on.strftime("%A, %-d %B %Y"))).unwrap_or_default();
                format!("next step: {}{on}", step.what)
            }
            None => "no next step".to_owned(),
        });
    }
    match (&before.ending.closed, &after.ending.closed) {
        (None, Some(_)) => {
            let word = verdict_word(after.verdict.kind).0;
            let head = &after.head;
            lines.push(format!("wrapped up: {word}, {} {} of 100, {saved}", head.bank_title, after.framework.score));
        }
        (Some(_), None) => lines.push("the call is open again".to_owned()),
        _ => {}
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{LevelStatus, VerdictKind};
    use crate::tui::fixture;

    #[test]
    fn nothing_changed_is_nothing_said() {
        let brief = fixture::model(80, 24).call.unwrap().brief;
        assert_eq!(changes(&brief, &brief, "saved"), [""; 0]);
    }

    #[test]
    fn a_remark_says_where_it_went_what_it_raised_and_what_that_turned() {
        let after = fixture::model(80, 24).call.unwrap().brief;
        let mut before = Brief::clone(&after);
        let last = before.remarks.pop().unwrap();
        before.levels[1].status = LevelStatus::Qualified;
        before.verdict.kind = VerdictKind::Nurture;
        let said = changes(&before, &after, "saved").join("\n");
        assert!(said.starts_with(&format!("kept {}, ", last.id.0)) && said.contains(", saved\n"), "{said}");
        assert!(last.flags.iter().all(|flag| said.contains(flag.kind.id())), "{said}");
        assert!(said.contains("opportunity is now ") && said.contains("the verdict is now: "), "{said}");
        let back = changes(&after, &before, "saved").join("\n");
        assert!(back.contains(&format!("remark {} is taken back", last.id.0)), "{back}");
        assert!(back.contains("opportunity is now qualified"), "{back}");
    }
}
