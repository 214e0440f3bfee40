//! From content as written to content that the rest of the program trusts: every problem, not only the first.

mod conditions;
mod framework;
mod links;
mod topics;

pub(crate) use framework::check_bank;
pub(crate) use topics::check_topics;
use topics::report_unknown_topic;

use super::problem::{Code, Sink};
use super::yaml::Placed;

/// Reports ids that are not `family.name` words of lower-case letters, digits and `_`, with `.` or `-` between.
fn check_id(id: &Placed<String>, sink: &Sink) -> bool {
    let well_formed = !id.value.is_empty()
        && id.value.split(['.', '-']).all(|part| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        });
    if !well_formed {
        let message = format!("`{}` is not an id", id.value);
        sink.report(
            sink.problem(Code::BadId, id.place, message)
                .with_expected("lower-case letters, digits and `_`, in parts joined by `.` or `-`"),
        );
    }
    well_formed
}
