//! Practice held as a call: a persona behind a session, the proof that it can be won, and the grade.

mod replies;

pub use replies::try_replies;
