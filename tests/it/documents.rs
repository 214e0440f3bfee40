//! The sample call as it is handed over, in every form, as it was agreed.

use bantam::bank::source::Library;
use bantam::report::{Crm, Form, HandOver, Stamp, Stationery};
use bantam::session::{Earlier, Setup, demo, replay};
use jiff::civil::date;
use jiff::tz::Offset;

fn sample() -> HandOver {
    let library = Library::embedded();
    let script = demo(|id| Ok(library.bank(id, "en").unwrap())).unwrap();
    let session = replay(&script, &Setup::default(), Earlier::default()).unwrap();
    let mut call = HandOver::looked_back_at(&session, "0195a1b2-c3d4-7000-8000-000000000001");
    call.brief.ending.follow_up = Some(date(2026, 3, 5));
    call
}

fn written(form: Form) -> String {
    let stamp = Stamp { at: date(2026, 3, 2).at(10, 30, 0, 0), offset: Offset::UTC };
    Stationery::shipped().write(form, &sample(), stamp).unwrap().replace("\r\n", "\n")
}

/// The page of the sample call.
pub(crate) fn sample_page() -> String {
    written(Form::Html)
}

#[test]
fn the_sample_call_is_handed_over_as_it_was_agreed() {
    for form in [Form::Html, Form::Text, Form::Csv(Crm::HubSpot), Form::Csv(Crm::Salesforce), Form::Ics] {
        let name = match form {
            Form::Csv(crm) => format!("sample_{}", crm.id()),
            form => format!("sample_{}", form.id()),
        };
        insta::assert_snapshot!(name, written(form));
    }
}
