//! Where everything stands: one function from the size of the terminal to places that stay fixed.

use ratatui::layout::Rect;

/// The smallest terminal on which the call screen works.
pub(crate) const SMALLEST: (u16, u16) = (40, 10);

/// The places of the call screen. A pane that has no room has no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CallPlaces {
    /// Who, how long, saved or not.
    pub(crate) header: Rect,
    /// The rule under the header, with the titles of the panes.
    pub(crate) rule: Rect,
    /// The sections and their questions.
    pub(crate) rail: Option<Rect>,
    /// The question, the remarks, the note.
    pub(crate) middle: Rect,
    /// Levels, verdict, what was heard.
    pub(crate) side: Option<Rect>,
    /// The levels in one row, where there is no side pane.
    pub(crate) levels: Option<Rect>,
    /// What to ask next, or what just happened.
    pub(crate) status: Rect,
    /// The keys.
    pub(crate) keys: Rect,
}

/// The call screen.
///
/// ```text
///  three panes, from 110 columns     two, from 80 x 24           one
///  ┌──────────────────────────────┐  ┌─────────────────────┐     ┌──────────────┐
///  │ header                       │  │ header              │     │ header       │
///  │─ rule ─┬───────────┬─────────│  │─ rule ───┬──────────│     │ levels       │
///  │ rail   │ middle    │ side    │  │ middle   │ side     │     │─ rule ───────│
///  │        │           │         │  │          │          │     │ middle       │
///  │ status                       │  │ status              │     │ status       │
///  │ keys                         │  │ keys                │     │ keys         │
///  └──────────────────────────────┘  └─────────────────────┘     └──────────────┘
/// ```
pub(crate) fn call(screen: Rect) -> CallPlaces {
    let row = |y: u16| Rect { x: screen.x, y: screen.y + y, width: screen.width, height: u16::from(y < screen.height) };
    let wide = screen.width >= 110 && screen.height >= 16;
    let two = !wide && screen.width >= 80 && screen.height >= 24;
    let top = if wide || two { 2 } else { 3 };
    let body = Rect {
        x: screen.x,
        y: screen.y + top.min(screen.height),
        width: screen.width,
        height: screen.height.saturating_sub(top + 2),
    };
    let side_width = if wide { (screen.width / 4).clamp(29, 44) } else { 29 };
    let rail_width = (screen.width / 5).clamp(26, 34);
    let (rail, rest) = if wide { split(body, rail_width) } else { (None, body) };
    let (side, middle) = if wide || two { split_right(rest, side_width) } else { (None, rest) };
    CallPlaces {
        header: row(0),
        rule: row(top - 1),
        rail,
        middle,
        side,
        levels: (!wide && !two).then(|| row(1)),
        status: row(screen.height.saturating_sub(2)),
        keys: row(screen.height.saturating_sub(1)),
    }
}

/// A pane of so many columns at the left, and what is right of the line beside it.
fn split(area: Rect, width: u16) -> (Option<Rect>, Rect) {
    let pane = Rect { width, ..area };
    let rest = Rect { x: area.x + width + 1, width: area.width.saturating_sub(width + 1), ..area };
    (Some(pane), rest)
}

/// A pane of so many columns at the right, and what is left of the line beside it.
fn split_right(area: Rect, width: u16) -> (Option<Rect>, Rect) {
    let pane = Rect { x: area.right().saturating_sub(width), width, ..area };
    (Some(pane), Rect { width: area.width.saturating_sub(width + 1), ..area })
}

/// The rows of the middle pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MiddlePlaces {
    /// The question.
    pub(crate) prompt: Rect,
    /// The remarks.
    pub(crate) remarks: Rect,
    /// The note being typed.
    pub(crate) note: Rect,
    /// Where the note would be filed.
    pub(crate) target: Rect,
}

/// The middle pane: the question above, the note below, the remarks between.
///
/// ```text
///  │ prompt: up to a half, but what must be read in whole │
///  │ remarks: what is left   │
///  │ ─────────────────────── │
///  │ note: as many rows as it needs, up to a third of the pane and six
///  │ target                  │
/// ```
pub(crate) fn middle(area: Rect, prompt_rows: u16, must_rows: u16, note_rows: u16) -> MiddlePlaces {
    let note_height = note_rows.clamp(1, (area.height / 3).clamp(1, 6)).min(area.height);
    let target_height = u16::from(area.height > note_height);
    let above = area.height - note_height - target_height;
    let prompt_height = prompt_rows.min((above / 2).max(must_rows).max(1)).min(above);
    let rule_height = u16::from(above > prompt_height);
    let remarks_height = above - prompt_height - rule_height;
    let at = |y: u16, height: u16| Rect { y: area.y + y, height, ..area };
    MiddlePlaces {
        prompt: at(0, prompt_height),
        remarks: at(prompt_height, remarks_height),
        note: at(prompt_height + remarks_height + rule_height, note_height),
        target: at(above + note_height, target_height),
    }
}

/// A box in the middle of the screen, no larger than the screen.
pub(crate) fn centred(screen: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(screen.width), height.min(screen.height));
    Rect { x: screen.x + (screen.width - width) / 2, y: screen.y + (screen.height - height) / 3, width, height }
}

/// The area without its first and last row and column; empty where it is too small.
pub(crate) const fn inside(area: Rect) -> Rect {
    let x = if area.width >= 4 { 2 } else { 0 };
    let y = if area.height >= 2 { 1 } else { 0 };
    Rect { x: area.x + x, y: area.y + y, width: area.width - 2 * x, height: area.height - 2 * y }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_two_or_one_pane_by_size() {
        for ((width, height), panes) in
            [((140, 40), 3), ((110, 30), 3), ((109, 30), 2), ((80, 24), 2), ((80, 23), 1), ((79, 40), 1), ((40, 10), 1)]
        {
            let places = call(Rect::new(0, 0, width, height));
            let found = 1 + usize::from(places.rail.is_some()) + usize::from(places.side.is_some());
            assert_eq!(found, panes, "{width}x{height}");
            assert_eq!(places.levels.is_none(), panes > 1, "the levels are always in sight");
        }
    }

    #[test]
    fn panes_lie_side_by_side_with_a_line_between() {
        let places = call(Rect::new(0, 0, 140, 40));
        let (rail, side) = (places.rail.unwrap(), places.side.unwrap());
        assert_eq!((rail.x, rail.right() + 1), (0, places.middle.x));
        assert_eq!((places.middle.right() + 1, side.right()), (side.x, 140));
        assert_eq!((places.middle.y, places.middle.bottom()), (2, 38));
    }

    #[test]
    fn the_note_and_its_target_are_never_crowded_out() {
        for height in 2..40 {
            let places = middle(Rect::new(0, 0, 50, height), 20, 2, 9);
            assert!(places.note.height >= 1 && places.target.height == 1, "{height}");
            assert_eq!(places.target.bottom(), height);
            assert!(places.note.y >= places.remarks.bottom());
        }
        let places = middle(Rect::new(0, 0, 50, 20), 6, 2, 1);
        assert_eq!((places.prompt.height, places.remarks.height, places.note.y, places.target.y), (6, 11, 18, 19));
    }

    #[test]
    fn no_size_breaks_it() {
        for width in 0..200 {
            for height in 0..60 {
                let screen = Rect::new(0, 0, width, height);
                let places = call(screen);
                for area in [places.header, places.rule, places.middle, places.status, places.keys] {
                    assert!(area.is_empty() || screen.union(area) == screen, "{width}x{height} {area:?}");
                }
                let _ = middle(places.middle, 9, 9, 9);
                let _ = inside(centred(screen, 60, 20));
            }
        }
    }
}
