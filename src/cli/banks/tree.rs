//! A bank as a tree for people: sections, questions, and what each answer leads to.

use std::collections::{BTreeMap, BTreeSet};

use super::branching::Branching;
use super::words;
use crate::bank::{Bank, FollowUp, Question, Section};
use crate::report::printable;

/// Lines, and what hangs below them.
#[derive(Default)]
struct Branch {
    lines: Vec<String>,
    below: Vec<Branch>,
}

/// What a branch is drawn with.
struct Strokes {
    branch: &'static str,
    last: &'static str,
    trunk: &'static str,
    arrow: &'static str,
}

const LINES: Strokes = Strokes { branch: "├─ ", last: "└─ ", trunk: "│  ", arrow: "→" };
const ASCII: Strokes = Strokes { branch: "|- ", last: "`- ", trunk: "|  ", arrow: "->" };
const BLANK: &str = "   ";

/// The whole bank; drawn with lines where the terminal has them (`unicode`), else in ASCII.
pub(super) fn text(bank: &Bank, unicode: bool) -> String {
    let strokes = if unicode { &LINES } else { &ASCII };
    let sections = bank.sections.iter().enumerate();
    let sections = sections.flat_map(|(n, section)| section.questions.iter().map(move |one| (one.id.as_str(), n)));
    let mut tree = Tree {
        bank,
        branching: Branching::of(bank),
        sections: sections.collect(),
        shown: BTreeSet::new(),
        arrow: strokes.arrow,
    };
    let mut text = format!(
        "{}  {}, {} minutes, content with {}\n{}\n",
        printable(&bank.title),
        printable(&bank.language),
        bank.planned_minutes,
        words::grade_word(bank.accepts),
        printable(&bank.purpose),
    );
    for section in &bank.sections {
        if !text.ends_with("\n\n") {
            text.push('\n');
        }
        let branch = tree.section(section);
        draw(&branch, "", strokes, &mut text);
    }
    text.push_str(
        "\nA question that waits opens when its condition holds. When it no longer holds, the question is parked if it was\n\
         asked or answered (greyed, never lost), else it closes; it is back as soon as the condition holds again.\n",
    );
    if unicode { text } else { in_ascii(&text) }
}

/// The text without the marks of typography; letters of the bank's own language stay.
fn in_ascii(text: &str) -> String {
    text.replace(['“', '”'], "\"").replace(['’', '‘'], "'").replace('…', "...")
}

struct Tree<'a> {
    bank: &'a Bank,
    branching: Branching<'a>,
    /// In which section a question stands.
    sections: BTreeMap<&'a str, usize>,
    /// Questions that were drawn.
    shown: BTreeSet<&'a str>,
    arrow: &'static str,
}

impl<'a> Tree<'a> {
    fn section(&mut self, section: &'a Section) -> Branch {
        let points: u32 = section.scored.iter().map(|group| group.points).sum();
        let mut title = vec![printable(&section.title).to_uppercase()];
        title.extend((points > 0).then(|| format!("{points} points")));
        title.extend(section.shared.then(|| "(shared by all banks)".to_owned()));
        let is_stricter_or_milder = section.accepts != self.bank.accepts;
        title.extend(is_stricter_or_milder.then(|| format!("(content with {})", words::grade_word(section.accepts))));
        let mut lines = vec![title.join("  "), printable(&section.purpose).into_owned()];
        for group in &section.scored {
            let topics: Vec<&str> = group.topics.iter().map(|topic| self.cue(topic.as_str())).collect();
            lines.push(format!("{} points for the best of: {}", group.points, topics.join(", ")));
        }
        lines.push(String::new());
        let is_root = |question: &&Question| !question.conditional || self.host(question).is_none();
        let roots: Vec<&Question> = section.questions.iter().filter(is_root).collect();
        let below = roots.into_iter().map(|question| self.question(question)).collect();
        Branch { lines, below }
    }

    /// The follow-up below which a question that waits is drawn: the first of its section that leads to it.
    fn host(&self, question: &Question) -> Option<&'a FollowUp> {
        let section = |question: &Question| self.sections.get(question.id.as_str());
        let here = section(question);
        let (_, follow_up) = self.branching.openers(question).iter().find(|(from, _)| section(from) == here)?;
        Some(follow_up)
    }

    fn question(&mut self, question: &'a Question) -> Branch {
        self.shown.insert(question.id.as_str());
        let mut lines = vec![format!(
            "{}  [{}]  about “{}”",
            printable(&question.cue),
            question.id,
            printable(self.cue(question.topic.as_str()))
        )];
        if question.conditional && self.host(question).is_none() {
            lines.push("(waits for a follow-up)".to_owned());
            for (from, follow_up) in self.branching.openers(question) {
                let when = words::condition(self.bank, &follow_up.when, &from.topic);
                lines.push(format!("opened by “{}”, {}", printable(&from.cue), printable(&when)));
            }
        }
        lines.extend(question.ask.iter().map(|phrasing| format!("  “{}”", printable(phrasing))));
        let reframes = question.reframes.iter();
        lines.extend(reframes.map(|phrasing| format!("  “{}”  (once its facts are known)", printable(phrasing))));
        lines.push(format!("  why: {}", printable(&question.why)));
        if !question.listen_for.is_empty() {
            lines.push(format!("  listen for: {}", printable(&question.listen_for.join("; "))));
        }
        let probes = question.probes.iter();
        lines.extend(probes.map(|probe| format!("  {}: “{}”", words::flag_word(probe.flag), printable(&probe.say))));
        let below = question.follow_ups.iter().map(|one| self.follow_up(one, question)).collect();
        let mut branch = Branch { lines, below };
        if branch.below.is_empty() {
            branch.lines.push(String::new());
        }
        branch
    }

    fn follow_up(&mut self, follow_up: &'a FollowUp, from: &'a Question) -> Branch {
        let when = words::condition(self.bank, &follow_up.when, &from.topic);
        let Some(to) = self.branching.question(&follow_up.to) else { return Branch::default() };
        let does = if to.conditional { "opens" } else { "comes to the front:" };
        let mut lines =
            vec![format!("{} {} {does} “{}” [{}]", printable(&when), self.arrow, printable(&to.cue), to.id)];
        if to.conditional {
            lines.push(format!("  {}", self.undone(follow_up, to)));
        }
        let hangs_here = to.conditional && self.host(to).is_some_and(|host| std::ptr::eq(host, follow_up));
        let below = if hangs_here && !self.shown.contains(to.id.as_str()) {
            vec![self.question(to)]
        } else {
            lines.push(String::new());
            Vec::new()
        };
        Branch { lines, below }
    }

    /// What becomes of a branch when its condition no longer holds, and what brings it back.
    fn undone(&self, follow_up: &FollowUp, to: &Question) -> String {
        let closing = self.branching.closing_with(follow_up);
        if !closing.iter().any(|question| question.id == to.id) {
            let others = self.branching.openers(to).iter().filter(|(_, other)| !std::ptr::eq(*other, follow_up));
            let mut cues: Vec<String> = others.map(|(from, _)| format!("“{}”", printable(&from.cue))).collect();
            cues.dedup();
            return format!("no longer so: stays open as long as {} opens it", cues.join(" or "));
        }
        let behind: Vec<String> = closing
            .iter()
            .filter(|question| question.id != to.id)
            .map(|question| format!("“{}”", printable(&question.cue)))
            .collect();
        let behind = if behind.is_empty() { String::new() } else { format!(" with {} behind it", behind.join(", ")) };
        format!("no longer so: parked{behind}; back when it is so again")
    }

    fn cue(&self, topic: &'a str) -> &'a str {
        self.bank.topics.get(topic).map_or(topic, |topic| topic.cue.as_str())
    }
}

fn draw(branch: &Branch, prefix: &str, strokes: &Strokes, text: &mut String) {
    // The trunk goes on beside the lines of what has something below it.
    let trunk = if branch.below.is_empty() { "" } else { strokes.trunk };
    for (n, line) in branch.lines.iter().enumerate() {
        let line = if n == 0 { line.clone() } else { format!("{prefix}{trunk}{line}") };
        text.push_str(line.trim_end());
        text.push('\n');
    }
    for (n, below) in branch.below.iter().enumerate() {
        let is_last = n + 1 == branch.below.len();
        let (stroke, further) = if is_last { (strokes.last, BLANK) } else { (strokes.branch, strokes.trunk) };
        text.push_str(prefix);
        text.push_str(stroke);
        draw(below, &format!("{prefix}{further}"), strokes, text);
    }
}
