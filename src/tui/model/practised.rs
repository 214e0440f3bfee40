//! What a practice call has besides.

use crate::practice::Grade;
use crate::session::rehearsal::LineView;

/// The line and the grade of a practice call.
#[derive(Debug, Clone, Default)]
pub(crate) struct Practised {
    /// What is heard on the line; `None` in any other call.
    pub(crate) line: Option<LineView>,
    /// The grade, once the call is wrapped up.
    pub(crate) grade: Option<Grade>,
}
