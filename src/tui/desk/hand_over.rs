//! The call on the screen as a document: written to a file, copied, or rescued when the disk did not take it.

use jiff::civil::DateTime;
use jiff::tz::Offset;

use super::{Carried, Desk, OpenCall};
use crate::report::{Form, HandOver, Stamp, Stationery};
use crate::store::write_private;
use crate::tui::message::Message;

impl OpenCall {
    /// All that it holds, for a rep whose disk did not take it; the half-typed note too.
    pub(super) fn rescue(&self, wall: DateTime) -> Option<String> {
        let hand_over = HandOver::of(&self.session, self.id.to_string(), wall);
        let stamp = Stamp { at: wall, offset: Offset::UTC };
        let report = Stationery::shipped().write(Form::Markdown, &hand_over, stamp).ok()?;
        let draft = self.draft.as_ref().filter(|draft| !draft.trim().is_empty());
        Some(draft.map_or_else(|| report.clone(), |draft| format!("{report}\nHalf-typed note: {draft}\n")))
    }
}

impl Desk {
    /// The call on the screen in a form, with the hand-over that it was written from, and what has to be said about it.
    fn document(&self, form: Form, wall: DateTime) -> Result<(String, HandOver, &'static str), String> {
        let open = self.open.as_ref().ok_or("no call is open")?;
        let hand_over = HandOver::of(&open.session, open.id.to_string(), self.clock(wall));
        let written = self.shelf.stationery().write_anyway(form, &hand_over, self.shelf.stamp(wall));
        let (text, problems) = written.map_err(|error| error.to_string())?;
        let note =
            problems.map_or("", |_| "; your own template has a slip, the shipped one was used: see `bantam doctor`");
        Ok((text, hand_over, note))
    }

    /// The call on the screen in a form, to be copied, and what has to be said about it.
    pub(in crate::tui) fn report(&self, form: Form, wall: DateTime) -> Result<(String, &'static str), String> {
        self.document(form, wall).map(|(text, _, note)| (text, note))
    }

    /// Writes the call on the screen into the folder of reports.
    pub(super) fn write_report(&self, form: Form, now: DateTime) -> Carried {
        let (text, hand_over, note) = self.document(form, now)?;
        let path = self.reports_dir.join(hand_over.file_name(form));
        write_private(&path, &text).map_err(|error| error.to_string())?;
        Ok(vec![Message::Told(format!("report written: {}{note}", path.display()))])
    }
}
