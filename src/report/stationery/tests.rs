//! What ships: whole documents as they were agreed, and what must hold for any words that were typed.

use std::collections::BTreeSet;

use jiff::civil::date;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use super::*;
use crate::bank::problem::Code;
use crate::bank::{FlagKind, VerdictKind};
use crate::call::Closed;
use crate::report::hand_over::tests::hand_over;

fn stamp() -> Stamp {
    Stamp { at: date(2026, 3, 2).at(10, 30, 0, 0), offset: Offset::UTC }
}

fn written(form: Form, hand_over: &HandOver) -> String {
    Stationery::shipped().write(form, hand_over, stamp()).unwrap_or_else(|error| panic!("{form:?}: {error}"))
}

/// The hand-over with the same words wherever somebody could have typed them.
fn everywhere(words: &str) -> HandOver {
    let mut hostile = hand_over();
    let brief = &mut hostile.brief;
    let all = [&mut brief.head.company, &mut brief.head.contact, &mut brief.head.role, &mut brief.head.bank_title];
    for text in all {
        words.clone_into(text);
    }
    for remark in &mut brief.remarks {
        words.clone_into(&mut remark.text);
        words.clone_into(&mut remark.by.name);
        words.clone_into(&mut remark.topic_cue);
        for flag in &mut remark.flags {
            words.clone_into(&mut flag.words);
            words.clone_into(&mut flag.why);
        }
    }
    for person in &mut brief.people {
        words.clone_into(&mut person.name);
        words.clone_into(&mut person.role);
        person.does = vec![words.to_owned()];
    }
    for heard in &mut brief.heard {
        words.clone_into(&mut heard.cue);
        words.clone_into(&mut heard.shown);
    }
    for next in &mut brief.next {
        words.clone_into(&mut next.ask);
        words.clone_into(&mut next.because);
    }
    for list in [&mut brief.verdict.reasons, &mut brief.verdict.flips, &mut brief.verdict.next] {
        *list = vec![words.to_owned(); 5];
    }
    for level in &mut brief.levels {
        level.criteria.iter_mut().for_each(|criterion| words.clone_into(&mut criterion.why));
    }
    brief.framework.sections.iter_mut().for_each(|section| words.clone_into(&mut section.title));
    brief.framework.caps = vec![words.to_owned()];
    if let Some(step) = &mut brief.ending.next_step {
        words.clone_into(&mut step.what);
    }
    let closed = Closed { verdict: words.to_owned(), reasons: Vec::new(), score: 1, engine: words.to_owned() };
    brief.ending.closed = Some(closed);
    for person in &mut hostile.people.people {
        words.clone_into(&mut person.name);
        words.clone_into(&mut person.title);
        words.clone_into(&mut person.reach);
    }
    hostile.people.way_in = Some(words.to_owned());
    hostile
}

#[test]
fn the_markdown_reads_well() {
    insta::assert_snapshot!(written(Form::Markdown, &hand_over()));
}

#[test]
fn the_note_reads_well() {
    insta::assert_snapshot!(written(Form::Text, &hand_over()));
}

#[test]
fn the_page_is_as_it_was_agreed() {
    insta::assert_snapshot!(written(Form::Html, &hand_over()));
}

#[test]
fn the_import_files_are_as_they_were_agreed() {
    let files = Crm::ALL.map(|crm| written(Form::Csv(crm), &hand_over()).replace("\r\n", "\n"));
    insta::assert_snapshot!(files.join("\n"));
}

#[test]
fn the_markdown_has_every_part_in_order() {
    let text = written(Form::Markdown, &hand_over());
    let mut from = 0;
    for part in [
        "# Discovery call: Northwind Foods",
        "Dana Ruiz, VP Operations · 2026-03-02 10:00",
        "## Verdict: Keep going",
        "- nobody said who signs",
        "BANT: 61 of 100 (Budget 25/25)",
        "## Next step",
        "Agreed: send the proposal, on 2026-03-12",
        "## Levels",
        "### Organization: open (1 of 1)",
        "| who decides is known | open | nothing heard | 1 |",
        "## The pain, in their own words",
        "> orders ship late, 40k a month in penalties",
        "## What is known",
        "| Cost of the pain | 40k a month | evidenced | 1 |",
        "## Still open",
        "- who decides is known",
        "## People",
        "- Dana Ruiz, VP Operations: sets criteria",
        "## Signals",
        "“40k a month”",
        "## Do not ask again",
        "## Unfiled notes",
        "## What was said",
    ] {
        let at = text[from..].find(part).unwrap_or_else(|| panic!("no {part:?} after byte {from} of\n{text}"));
        from += at + part.len();
    }
}

#[test]
fn a_call_that_was_wrapped_up_says_as_what() {
    let mut closed = hand_over();
    let (verdict, engine) = ("change_contact".into(), "0.1.0".into());
    closed.brief.ending.closed = Some(Closed { verdict, reasons: Vec::new(), score: 40, engine });
    let text = written(Form::Markdown, &closed);
    assert!(text.contains("\nWrapped up as: Change contact, 40 of 100 (bantam 0.1.0)\n\nBANT: 61"), "{text}");
    assert!(written(Form::Html, &closed).contains("Wrapped up as: Change contact, 40 of 100"));
}

#[test]
fn what_was_typed_stays_text_in_markdown() {
    let text = written(Form::Markdown, &hand_over());
    assert!(text.contains(r"soon \| \*really\* \<b\>"), "{text}");
    assert!(text.contains(r"\# she laughed"), "{text}");
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
}

#[test]
fn words_that_tell_nothing_are_not_quoted_as_the_pain() {
    let mut short = hand_over();
    short.brief.remarks[0].text = "hello there".into();
    short.brief.remarks[0].flags[0].kind = FlagKind::Short;
    for form in [Form::Markdown, Form::Html, Form::Text] {
        let text = written(form, &short);
        assert!(!text.contains("own words") && !text.contains("Pain:"), "{text}");
    }
}

#[test]
fn a_level_that_was_compared_with_nothing_says_so() {
    let mut without = hand_over();
    without.brief.head.has_profile = false;
    for form in [Form::Markdown, Form::Html, Form::Text] {
        assert!(written(form, &without).contains("profile is set"), "{form:?}");
        assert!(!written(form, &hand_over()).contains("profile is set"), "{form:?}");
    }
}

#[test]
fn a_day_that_the_prospect_named_is_the_day_agreed() {
    let mut named = hand_over();
    named.brief.ending.next_step = None;
    named.brief.ending.follow_up = Some(date(2026, 3, 20));
    for form in [Form::Markdown, Form::Html, Form::Text] {
        assert!(written(form, &named).contains("2026-03-20"), "{form:?}");
    }
    named.brief.ending.follow_up = None;
    assert!(matches!(Stationery::shipped().write(Form::Ics, &named, stamp()), Err(NotWritten::NoDay)));
}

#[test]
fn a_note_is_a_screen_at_most_and_has_no_marks() {
    for words in ["long words ".repeat(60), "王".repeat(500), "W".repeat(3000), "**x** # _y_ ".repeat(50)] {
        let mut full = everywhere(&words);
        full.brief.heard = vec![full.brief.heard[0].clone(); 40];
        full.brief.people = vec![full.brief.people[0].clone(); 40];
        let note = written(Form::Text, &full);
        let rows: usize = note.lines().map(|line| line.width().div_ceil(80).max(1)).sum();
        assert!(rows <= 24, "{rows} rows of 80 cells\n{note}");
    }
    let note = written(Form::Text, &hand_over());
    assert!(!note.contains(['#', '*', '|', '`']), "{note}");
}

#[test]
fn every_file_that_ships_is_sound() {
    for form in Form::ALL {
        assert!(!written(form, &hand_over()).is_empty());
        written(form, &everywhere(""));
    }
    let [hubspot, salesforce] = Crm::ALL.map(|crm| written(Form::Csv(crm), &hand_over()));
    assert!(hubspot.contains("Last Name,") && salesforce.contains("LastName,"));
}

#[test]
fn a_team_s_own_files_stand_in_the_place_of_the_shipped_ones() {
    let mut own = Stationery::shipped();
    assert!(own.replace("call.md.j2", Source::new("own/call.md.j2", "Hand-over of {{ about.company }}")));
    assert_eq!(own.write(Form::Markdown, &hand_over(), stamp()).unwrap(), "Hand-over of Northwind Foods");
    assert!(!own.replace("call.md", Source::new("x", "")));
    assert!(own.replace("call.md.j2", Source::new("own/call.md.j2", "x\n{{ compny }}")));
    let (text, problems) = own.write_anyway(Form::Markdown, &hand_over(), stamp()).unwrap();
    assert!(text.starts_with("# Discovery call: Northwind Foods"), "what ships stands in");
    let problems = problems.unwrap();
    assert_eq!((problems.list[0].code, problems.list[0].place.line), (Code::Template, 2));
}

#[test]
fn every_verdict_has_its_words_and_colour() {
    for &kind in VerdictKind::ALL {
        let mut other = hand_over();
        other.brief.verdict.kind = kind;
        page::walk(&written(Form::Html, &other));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nothing_typed_becomes_markup_or_reaches_the_terminal(words in "(?s)\\PC{0,20}|[<>&\"'=`{}%#\u{0}-\u{1f}\u{80}-\u{9f}\u{202e}a/]{0,30}") {
        let hostile = everywhere(&words);
        let quiet = page::walk(&written(Form::Html, &everywhere("words")));
        prop_assert_eq!(page::walk(&written(Form::Html, &hostile)).tags, quiet.tags, "typed words add no tag");
        for form in Form::ALL {
            let text = written(form, &hostile);
            let allowed = |c: char| c == '\n' || (c == '\r' && matches!(form, Form::Csv(_) | Form::Ics));
            prop_assert!(!text.chars().any(|c| c.is_control() && !allowed(c)), "{:?}: {:?}", form, text);
        }
    }
}

#[test]
fn the_page_is_well_formed_and_loads_nothing() {
    let page =
        page::walk(&written(Form::Html, &everywhere("<script>alert(1)</script> http://evil.example \" onload='x'")));
    assert!(
        !page.tags.contains("script") && !page.tags.contains("img") && !page.tags.contains("link"),
        "{:?}",
        page.tags
    );
    for (tag, name, value) in &page.attributes {
        assert!(
            !name.starts_with("on") && !["src", "href", "style", "action", "srcdoc"].contains(&name.as_str()),
            "{tag} {name}"
        );
        assert!(
            !value.contains("://") && !value.contains("url(") && !value.contains("javascript"),
            "{tag} {name}={value}"
        );
    }
    assert!(!page.style.contains("url(") && !page.style.contains("@import") && !page.style.contains("http"));
    let policy = page.attributes.iter().find(|(_, name, _)| name == "content").unwrap();
    assert!(policy.2.contains("default-src 'none'"), "{policy:?}");
}

#[test]
fn the_page_is_accessible() {
    let page = page::walk(&written(Form::Html, &hand_over()));
    let values = |wanted: &'static str| page.attributes.iter().filter(move |(_, name, _)| name == wanted);
    assert!(page.attributes.contains(&("html".into(), "lang".into(), "en".into())));
    for landmark in ["header", "main", "footer", "title"] {
        assert!(page.tags.contains(landmark), "no {landmark}");
    }
    let ids: Vec<&String> = values("id").map(|(_, _, id)| id).collect();
    let unique: BTreeSet<&String> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "{ids:?}");
    for (_, _, list) in values("aria-labelledby") {
        assert!(list.split(' ').all(|id| unique.contains(&id.to_owned())), "{list} names nothing");
    }
    assert_eq!(page.headings.iter().filter(|level| **level == 1).count(), 1, "one h1");
    assert!(page.headings.windows(2).all(|pair| pair[1] <= pair[0] + 1), "no level is left out: {:?}", page.headings);
    let of = |tag: &str, name: &str| {
        page.attributes.iter().filter(|(found, other, _)| found == tag && other == name).count()
    };
    let count = |tag: &str| page.opened.iter().filter(|found| *found == tag).count();
    assert_eq!(of("th", "scope"), count("th"), "every header cell says what it heads");
    assert_eq!(of("svg", "role"), count("svg"), "every drawing says that it is one");
    assert_eq!(of("svg", "aria-labelledby") + of("svg", "aria-label"), count("svg"));
    assert_eq!(count("caption") + of("table", "aria-labelledby"), count("table"), "every table has a name");
}

/// WCAG 2.2, 1.4.3: text has a contrast of 4.5 at least with what it stands on, in both colour schemes and on paper.
#[test]
fn every_text_can_be_read_in_every_scheme() {
    let style = page::walk(&written(Form::Html, &hand_over())).style;
    let schemes: Vec<&str> = style.split(":root").skip(1).map(|part| part.split_once('}').unwrap().0).collect();
    assert_eq!(schemes.len(), 3, "light, dark, paper");
    for scheme in schemes {
        let colour = |name: &str| {
            let (_, rest) =
                scheme.split_once(&format!("--{name}: #")).unwrap_or_else(|| panic!("no {name} in {scheme}"));
            luminance(&rest[..6])
        };
        for text in ["ink", "quiet", "good", "bad", "open", "link"] {
            for behind in ["paper", "card"] {
                let (light, dark) = (colour(text).max(colour(behind)), colour(text).min(colour(behind)));
                let contrast = (light + 0.05) / (dark + 0.05);
                assert!(contrast >= 4.5, "{text} on {behind}: {contrast:.2} in {scheme}");
            }
        }
    }
}

/// The relative luminance of a colour (WCAG 2.2).
fn luminance(hex: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

mod page {
    //! A strict walk over a page: every tag is closed in order, every attribute is quoted, every `&` begins an entity.

    use std::collections::BTreeSet;

    /// What stands in a page.
    #[derive(Debug, Default)]
    pub(super) struct Walked {
        /// The tags that occur.
        pub(super) tags: BTreeSet<String>,
        /// Every tag that was opened, in order.
        pub(super) opened: Vec<String>,
        /// Tag, name and value of every attribute.
        pub(super) attributes: Vec<(String, String, String)>,
        /// The levels of the headings, in order.
        pub(super) headings: Vec<u32>,
        /// The style sheet.
        pub(super) style: String,
    }

    pub(super) fn walk(page: &str) -> Walked {
        let mut walked = Walked::default();
        let mut open: Vec<String> = Vec::new();
        let mut rest = page.strip_prefix("<!DOCTYPE html>").expect("it says what it is");
        while let Some((text, after)) = rest.split_once('<') {
            text_is_sound(text);
            let (tag, after) = tag_of(after);
            rest = after;
            if let Some(name) = tag.strip_prefix('/') {
                assert_eq!(open.pop().as_deref(), Some(name), "what was opened last is closed first");
                continue;
            }
            let name = attributes(tag.trim_end_matches('/'), &mut walked);
            let is_empty = tag.ends_with('/') || name == "meta";
            if name == "style" {
                let (style, after) = rest.split_once("</style>").expect("the style ends");
                walked.style.push_str(style);
                rest = after;
            } else if !is_empty {
                open.push(name);
            }
        }
        text_is_sound(rest);
        assert!(open.is_empty(), "never closed: {open:?}");
        walked
    }

    /// What stands up to the `>` that ends a tag; one within quotes does not.
    fn tag_of(text: &str) -> (&str, &str) {
        let mut quoted = false;
        for (at, c) in text.char_indices() {
            match c {
                '"' => quoted = !quoted,
                '<' => panic!("a bare < within a tag: {text:.80}"),
                '>' if !quoted => return (&text[..at], &text[at + 1..]),
                _ => {}
            }
        }
        panic!("a tag that never ends: {text:.80}")
    }

    fn attributes(tag: &str, walked: &mut Walked) -> String {
        let (name, mut rest) = tag.trim_end().split_once(char::is_whitespace).unwrap_or((tag.trim_end(), ""));
        let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        assert!(is_name(name), "no tag: {tag:?}");
        if let Some(level) = name.strip_prefix('h').and_then(|level| level.parse().ok()) {
            walked.headings.push(level);
        }
        let mut names = BTreeSet::new();
        while !rest.trim_start().is_empty() {
            let (key, after) = rest.trim_start().split_once("=\"").unwrap_or_else(|| panic!("unquoted in {tag:?}"));
            let (value, after) = after.split_once('"').unwrap_or_else(|| panic!("a quote stays open in {tag:?}"));
            assert!(is_name(&key.replace(['B', 'R'], "b")), "no attribute: {key:?}");
            assert!(names.insert(key), "{key} twice in {tag:?}");
            text_is_sound(value);
            walked.attributes.push((name.to_owned(), key.to_owned(), value.to_owned()));
            rest = after;
        }
        walked.tags.insert(name.to_owned());
        walked.opened.push(name.to_owned());
        name.to_owned()
    }

    fn text_is_sound(text: &str) {
        assert!(!text.contains('>'), "a bare > in {text:?}");
        for after in text.split('&').skip(1) {
            let entity = after.split_once(';').map(|(entity, _)| entity);
            assert!(matches!(entity, Some("amp" | "lt" | "gt" | "quot" | "#39")), "a bare & in {text:?}");
        }
    }
}
