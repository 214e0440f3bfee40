//! Who is who in the purchase, drawn: those of the call at the left, those heard of at the right, and who spoke of whom.
//!
//! ```text
//!  ┌──────────────┐         ┌────────────────┐
//!  │ Petra Lind   │─────────│ Henrik Dahl    │
//!  │ Logistics    │         │ CFO            │
//!  └──────────────┘         │ decision maker │
//!                           └────────────────┘
//!                           ┌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┐
//!                           ╎ nobody yet     ╎
//!                           ╎ champion       ╎
//!                           └╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┘
//! ```

use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::bank::StakeholderRole;
use crate::call::same_person;
use crate::report::hand_over::HandOver;
use crate::report::plain::printable;
use crate::session::StakeholderView;

/// Units of the drawing's width, and of a box in it; the page scales the drawing.
const WIDTH: i64 = 720;
const BOX_WIDTH: i64 = 270;
/// Units of a line of text, and of the room above and below the lines of a box.
const LINE: i64 = 17;
const PADDING: i64 = 18;
/// Units between two boxes of a column.
const GAP: i64 = 14;
/// Cells of text that fit into a box, wide letters counting two.
const CELLS: usize = 36;

/// A drawing of the people.
#[derive(Serialize)]
pub(super) struct PeopleMap {
    width: i64,
    height: i64,
    boxes: Vec<Node>,
    links: Vec<Link>,
    /// What it shows, in a sentence.
    summary: String,
}

/// Somebody, or a part that nobody has yet.
#[derive(Serialize)]
struct Node {
    x: i64,
    y: i64,
    width: i64,
    height: i64,
    is_hole: bool,
    /// The name whole; the lines are cut to the width of the box.
    name: String,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    x: i64,
    y: i64,
    is_name: bool,
    words: String,
}

/// Who spoke of whom, as the ends of a curve and the points that bend it.
#[derive(Serialize)]
struct Link {
    path: String,
}

impl PeopleMap {
    pub(super) fn of(hand_over: &HandOver) -> Self {
        let people = &hand_over.people;
        let is_on_the_call = |one: &&StakeholderView| {
            let there = hand_over.brief.people.iter().filter(|person| person.id.is_some());
            there.into_iter().any(|person| is_called(person.name.as_str(), &person.role, one))
        };
        let (here, heard_of): (Vec<_>, Vec<_>) = people.people.iter().partition(is_on_the_call);
        let holes: Vec<String> = people.holes.iter().map(|&role| in_words(role)).collect();
        let left: Vec<Node> = column(0, here.iter().map(|one| words(one)).collect(), false);
        let mut right = column(WIDTH - BOX_WIDTH, heard_of.iter().map(|one| words(one)).collect(), false);
        let below = bottom(&right).map_or(0, |bottom| bottom + GAP);
        let nobody: Vec<String> = std::iter::once("nobody yet".to_owned()).chain(holes.iter().cloned()).collect();
        let nobody = if holes.is_empty() { Vec::new() } else { vec![nobody] };
        right.extend(column(WIDTH - BOX_WIDTH, nobody, true).into_iter().map(|node| node.lowered(below)));
        let links = heard_of.iter().zip(&right).flat_map(|(one, node)| {
            let speakers = (here.iter().zip(&left)).filter(|(other, _)| spoke_of(hand_over, other, one));
            speakers.map(|(_, from)| link(from, node)).collect::<Vec<_>>()
        });
        let links = links.collect();
        let height = bottom(&left).max(bottom(&right)).unwrap_or(0);
        let summary = format!(
            "{} on the call, {} heard of; {} nobody has yet",
            counted(here.len(), "person", "people"),
            heard_of.len(),
            counted(holes.len(), "part", "parts")
        );
        // The outlines of the outermost boxes lie half outside them.
        let boxes = left.into_iter().chain(right).map(|node| node.lowered(1)).collect();
        Self { width: WIDTH, height: height + 2, boxes, links, summary }
    }
}

fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

fn is_called(name: &str, role: &str, one: &StakeholderView) -> bool {
    if name.is_empty() { !role.is_empty() && role == one.name } else { same_person(name, &one.name) }
}

/// Whether one of the remarks that speak of somebody is this person's.
fn spoke_of(hand_over: &HandOver, speaker: &StakeholderView, one: &StakeholderView) -> bool {
    let remarks = hand_over.brief.remarks.iter().filter(|remark| one.said.contains(&remark.id));
    remarks.into_iter().any(|remark| is_called(&remark.by.name, &remark.by.role, speaker))
}

/// The lines about somebody: the name, the title, the parts, how to get to them.
fn words(one: &StakeholderView) -> Vec<String> {
    let parts: Vec<String> = one.parts.iter().map(|&part| in_words(part)).collect();
    let rest = [one.title.clone(), parts.join(", "), one.stance.to_owned(), one.reach.clone()];
    std::iter::once(one.name.clone()).chain(rest.into_iter().filter(|line| !line.is_empty())).collect()
}

fn in_words(role: StakeholderRole) -> String {
    role.id().replace('_', " ")
}

/// Boxes below one another.
fn column(x: i64, boxes: Vec<Vec<String>>, is_hole: bool) -> Vec<Node> {
    let mut y = 0;
    let place = |words: Vec<String>| {
        let height = i64::try_from(words.len()).unwrap_or(0) * LINE + PADDING;
        let lines = (0..).zip(&words).map(|(n, words)| Line {
            x: x + 14,
            y: y + PADDING / 2 + n * LINE + 12,
            is_name: n == 0,
            words: cut(words),
        });
        let lines = lines.collect();
        let name = words.into_iter().next().unwrap_or_default();
        let node = Node { x: x + 1, y, width: BOX_WIDTH - 2, height, is_hole, name, lines };
        y += height + GAP;
        node
    };
    boxes.into_iter().map(place).collect()
}

impl Node {
    fn lowered(mut self, by: i64) -> Self {
        self.y += by;
        self.lines.iter_mut().for_each(|line| line.y += by);
        self
    }
}

fn bottom(column: &[Node]) -> Option<i64> {
    column.last().map(|node| node.y + node.height)
}

fn link(from: &Node, to: &Node) -> Link {
    let middle = |node: &Node| node.y + node.height / 2;
    let (x1, y1, x2, y2) = (from.x + from.width, middle(from), to.x, middle(to));
    let bend = i64::midpoint(x1, x2);
    Link { path: format!("M{x1} {y1} C{bend} {y1} {bend} {y2} {x2} {y2}") }
}

/// A text that fits into a box, whatever its script.
fn cut(words: &str) -> String {
    let words = printable(words);
    if words.width() <= CELLS {
        return words.into_owned();
    }
    let mut cells = 1;
    let fits = |grapheme: &&str| {
        cells += grapheme.width();
        cells <= CELLS
    };
    words.graphemes(true).take_while(fits).chain(["…"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::hand_over::tests::hand_over;

    #[test]
    fn those_of_the_call_are_linked_to_whom_they_spoke_of() {
        let map = PeopleMap::of(&hand_over());
        let names: Vec<(&str, bool)> = map.boxes.iter().map(|node| (node.name.as_str(), node.x < WIDTH / 2)).collect();
        assert_eq!(names, [("Dana Ruiz", true), ("Kim Sato", false), ("nobody yet", false)]);
        assert_eq!(map.links.len(), 1);
        assert!(map.boxes[2].is_hole && map.boxes[2].y > map.boxes[1].y + map.boxes[1].height);
        assert_eq!(map.summary, "1 person on the call, 1 heard of; 1 part nobody has yet");
        let lines: Vec<&str> = map.boxes[1].lines.iter().map(|line| line.words.as_str()).collect();
        assert_eq!(lines, ["Kim Sato", "CFO", "economic buyer", "through Dana Ruiz"]);
    }

    #[test]
    fn any_name_stays_within_its_box() {
        for name in ["W".repeat(400), "王".repeat(99), "👨‍👩‍👧".repeat(60), "a\u{1b}[2J".to_owned(), String::new()]
        {
            let shown = cut(&name);
            assert!(shown.width() <= CELLS, "{shown}");
            assert!(!shown.chars().any(char::is_control));
        }
        assert_eq!(cut("Dana Ruiz"), "Dana Ruiz");
    }

    #[test]
    fn a_call_without_people_is_drawn_too() {
        let mut nobody = hand_over();
        nobody.people = crate::session::StakeholdersView::default();
        let map = PeopleMap::of(&nobody);
        assert!(map.boxes.is_empty() && map.height == 2);
    }
}
