//! The day of the next talk, and the day to come back to a nurtured lead, for a calendar (RFC 5545).
//!
//! Both are whole days: nobody agreed on an hour. A whole day has no time zone, so it is the same day wherever the calendar
//! is read.

use icalendar::{Calendar, Component, Event, Property};
use jiff::civil::{Date, DateTime};

use super::hand_over::HandOver;
use super::plain::printable;
use super::stationery::Stamp;
use crate::bank::VerdictKind;

/// The calendar file of a call; `None` where no day is known.
pub(super) fn ics(hand_over: &HandOver, note: &str, stamp: Stamp) -> Option<String> {
    let ending = &hand_over.brief.ending;
    let agreed = ending.agreed_day();
    let step = ending.next_step.as_ref().map_or("", |step| step.what.as_str());
    let step = if step.is_empty() { "Follow up" } else { step };
    // Of a day that was agreed nobody needs to be reminded twice.
    let come_back = ending.come_back.filter(|_| hand_over.brief.verdict.kind == VerdictKind::Nurture);
    let come_back = come_back.filter(|day| Some(*day) != agreed);
    let days = [("follow-up", step, agreed), ("come-back", "Come back to the lead", come_back)];
    let mut calendar = Calendar::empty();
    for (name, value) in [("VERSION", "2.0"), ("PRODID", "-//bantam//hand-over//EN"), ("CALSCALE", "GREGORIAN")] {
        calendar.append_property((name, value));
    }
    calendar.append_property(("METHOD", "PUBLISH"));
    for (id, what, day) in days {
        if let Some(day) = day {
            calendar.push(event(hand_over, (id, what), day, note, stamp)?);
        }
    }
    (!calendar.components.is_empty()).then(|| folded(&calendar.to_string()))
}

/// A whole day. Written again, the entry keeps its UID and gets a later revision, so that calendars move it.
fn event(hand_over: &HandOver, (id, what): (&str, &str), day: Date, note: &str, stamp: Stamp) -> Option<Event> {
    let head = &hand_over.brief.head;
    let with: Vec<&str> = [head.contact.as_str(), &head.company].into_iter().filter(|part| !part.is_empty()).collect();
    let summary = if with.is_empty() { what.to_owned() } else { format!("{what}: {}", with.join(", ")) };
    let summary = printable(&summary).into_owned();
    let note: Vec<String> = note.trim_end().lines().map(|line| printable(line).into_owned()).collect();
    let call: String = hand_over.call.chars().filter(char::is_ascii_graphic).collect();
    let written = utc(stamp)?;
    let mut event = Event::new();
    event
        .add_property("UID", format!("{call}-{id}@bantam"))
        .add_property("DTSTAMP", &written)
        .add_property("LAST-MODIFIED", &written)
        .add_property("SEQUENCE", hand_over.revision.to_string())
        .add_property("SUMMARY", &summary)
        .add_property("DESCRIPTION", note.join("\n"))
        .add_property("STATUS", "CONFIRMED")
        // A reminder takes no time: the day stays free for meetings.
        .add_property("TRANSP", "TRANSPARENT")
        .append_property(whole_day("DTSTART", day))
        .append_property(whole_day("DTEND", day.tomorrow().ok()?));
    Some(event.done())
}

/// Lines of 75 octets at most, the break not counted (RFC 5545, 3.1), cut between characters. The crate cuts some of them
/// later.
fn folded(calendar: &str) -> String {
    const LONGEST: usize = 75;
    let whole = calendar.replace("\r\n ", "");
    let mut text = String::with_capacity(calendar.len());
    for line in whole.split_terminator("\r\n") {
        let mut octets = 0;
        for c in line.chars() {
            if octets + c.len_utf8() > LONGEST {
                text.push_str("\r\n ");
                octets = 1;
            }
            text.push(c);
            octets += c.len_utf8();
        }
        text.push_str("\r\n");
    }
    text
}

fn whole_day(name: &str, day: Date) -> Property {
    Property::new(name, day.strftime("%Y%m%d").to_string()).add_parameter("VALUE", "DATE").done()
}

/// A moment in UTC, as calendars write it.
fn utc(stamp: Stamp) -> Option<String> {
    let moment: DateTime = stamp.offset.to_timestamp(stamp.at).ok()?.to_zoned(jiff::tz::TimeZone::UTC).datetime();
    Some(moment.strftime("%Y%m%dT%H%M%SZ").to_string())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::report::hand_over::tests::hand_over;

    fn stamp() -> Stamp {
        Stamp { at: date(2026, 3, 2).at(10, 30, 0, 0), offset: jiff::tz::offset(2) }
    }

    /// A content line of RFC 5545 (3.1): its name, its parameters, its value as written.
    #[derive(Debug)]
    struct Property5545 {
        name: String,
        parameters: Vec<String>,
        value: String,
    }

    /// Reads a calendar by the letter of RFC 5545, written from its text and not from the crate's.
    fn read(text: &str) -> Vec<Property5545> {
        assert!(text.ends_with("\r\n"), "the last line ends too");
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "lines end with CR LF alone");
        for line in text.split("\r\n") {
            assert!(line.len() <= 75, "{} octets: {line:?}", line.len());
            assert!(!line.chars().any(char::is_control), "{line:?}");
        }
        let unfolded = text.replace("\r\n ", "");
        let lines = unfolded.split_terminator("\r\n").map(|line| {
            let (head, value) = line.split_once(':').unwrap_or_else(|| panic!("no value in {line:?}"));
            let mut parts = head.split(';').map(str::to_owned);
            let name = parts.next().unwrap();
            assert!(!name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c == '-'), "{line:?}");
            Property5545 { name, parameters: parts.collect(), value: value.to_owned() }
        });
        lines.collect()
    }

    /// The text of a value (3.3.11): a backslash stands only before what it escapes, and nothing else stands bare.
    fn text_of(value: &str) -> String {
        let mut text = String::new();
        let mut chars = value.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some('n' | 'N') => text.push('\n'),
                    Some(c @ ('\\' | ';' | ',')) => text.push(c),
                    other => panic!("\\{other:?} in {value:?}"),
                },
                ';' | ',' => panic!("a bare {c} in {value:?}"),
                c => text.push(c),
            }
        }
        text
    }

    /// The properties of each event, after the calendar around them was looked at.
    fn events(text: &str) -> Vec<Vec<Property5545>> {
        let mut lines = read(text).into_iter();
        let mut next = |name: &str| {
            let line = lines.next().unwrap();
            assert_eq!(line.name, name);
            line.value
        };
        assert_eq!(next("BEGIN"), "VCALENDAR");
        assert_eq!(next("VERSION"), "2.0");
        assert!(!next("PRODID").is_empty());
        assert_eq!((next("CALSCALE").as_str(), next("METHOD").as_str()), ("GREGORIAN", "PUBLISH"));
        let mut events: Vec<Vec<Property5545>> = Vec::new();
        for line in lines {
            match (line.name.as_str(), line.value.as_str()) {
                ("BEGIN", "VEVENT") => events.push(Vec::new()),
                ("END", "VEVENT" | "VCALENDAR") => {}
                _ => events.last_mut().unwrap().push(line),
            }
        }
        for event in &events {
            for once in ["UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "DESCRIPTION", "STATUS", "TRANSP"]
            {
                assert_eq!(event.iter().filter(|line| line.name == once).count(), 1, "{once}");
            }
        }
        events
    }

    fn value<'a>(event: &'a [Property5545], name: &str) -> &'a str {
        &event.iter().find(|line| line.name == name).unwrap().value
    }

    #[test]
    fn the_agreed_day_is_a_whole_day_of_its_own() {
        let text = ics(&hand_over(), "Keep going\nwho signs, then; 50 \\ 60\n", stamp()).unwrap();
        let events = events(&text);
        assert_eq!(events.len(), 1);
        let event = &events[0];
        assert_eq!((value(event, "DTSTART"), value(event, "DTEND")), ("20260312", "20260313"));
        for name in ["DTSTART", "DTEND"] {
            let line = event.iter().find(|line| line.name == name).unwrap();
            assert_eq!(line.parameters, ["VALUE=DATE"], "no time, so no time zone");
        }
        assert_eq!(value(event, "DTSTAMP"), "20260302T083000Z");
        assert_eq!(value(event, "UID"), "0195a1b2-c3d4-7000-8000-000000000001-follow-up@bantam");
        assert_eq!(value(event, "SEQUENCE"), "7");
        assert_eq!(text_of(value(event, "SUMMARY")), "send the proposal: Dana Ruiz, Northwind Foods");
        assert_eq!(text_of(value(event, "DESCRIPTION")), "Keep going\nwho signs, then; 50 \\ 60");
        insta::assert_snapshot!(text.replace("\r\n", "\n"));
    }

    #[test]
    fn a_lead_that_is_nurtured_has_a_day_to_come_back() {
        let mut nurtured = hand_over();
        nurtured.brief.verdict.kind = VerdictKind::Nurture;
        nurtured.brief.ending.come_back = Some(date(2027, 1, 4));
        let both = ics(&nurtured, "", stamp()).unwrap();
        let uids: Vec<String> = events(&both).iter().map(|event| value(event, "UID").to_owned()).collect();
        assert!(uids[0].contains("follow-up") && uids[1].contains("come-back"), "{uids:?}");
        nurtured.brief.ending.come_back = nurtured.brief.ending.agreed_day();
        assert_eq!(events(&ics(&nurtured, "", stamp()).unwrap()).len(), 1, "one day needs one entry");
    }

    #[test]
    fn the_day_that_the_prospect_named_stands_in_for_one_that_was_kept() {
        let mut named = hand_over();
        named.brief.ending.next_step = None;
        assert_eq!(ics(&named, "", stamp()), None, "no day, no entry");
        named.brief.ending.follow_up = Some(date(2026, 12, 31));
        let text = ics(&named, "", stamp()).unwrap();
        let events = events(&text);
        assert_eq!((value(&events[0], "DTSTART"), value(&events[0], "DTEND")), ("20261231", "20270101"));
    }

    proptest! {
        #[test]
        fn any_words_make_a_calendar_that_can_be_read(company in any::<String>(), what in any::<String>(), note in any::<String>()) {
            let mut hostile = hand_over();
            hostile.brief.head.company.clone_from(&company);
            hostile.brief.ending.next_step.as_mut().unwrap().what = what;
            let text = ics(&hostile, &note, stamp()).unwrap();
            let events = events(&text);
            text_of(value(&events[0], "SUMMARY"));
            text_of(value(&events[0], "DESCRIPTION"));
        }
    }
}
