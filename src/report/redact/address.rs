//! Finding mail addresses, telephone numbers and links in a text.

use std::ops::Range;

use super::name::WORDS;

/// What kind of address it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A mail address.
    Mail,
    /// A telephone number.
    Phone,
    /// A page on the web, or a site.
    Link,
}

impl Kind {
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Mail => "Mail",
            Self::Phone => "Phone",
            Self::Link => "Link",
        }
    }
}

/// An address in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) at: Range<usize>,
    pub(super) kind: Kind,
    /// The address as it is compared with others.
    pub(super) key: String,
}

/// The addresses in a text, in order.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = mails(text).chain(links(text)).collect();
    found.extend(phones(text));
    // What was found first stands: the site within a mail address is no link.
    let mut kept: Vec<Found> = Vec::new();
    for one in found {
        if !kept.iter().any(|other| other.at.start < one.at.end && one.at.start < other.at.end) {
            kept.push(one);
        }
    }
    kept.sort_by_key(|found| found.at.start);
    kept
}

fn mails(text: &str) -> impl Iterator<Item = Found> {
    text.match_indices(['@', '＠']).filter_map(|(at, sign)| {
        let is_local = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
        let start = at - text[..at].chars().rev().take_while(|&c| is_local(c)).map(char::len_utf8).sum::<usize>();
        let host = &text[at + sign.len()..];
        let end = host.find(|c: char| !(c.is_alphanumeric() || ".-".contains(c))).unwrap_or(host.len());
        let host = host[..end].trim_end_matches(['.', '-']);
        let at = start..at + sign.len() + host.len();
        let is_mail = !host.is_empty() && at.end - at.start > host.len() + sign.len();
        is_mail.then(|| Found { kind: Kind::Mail, key: text[at.clone()].to_lowercase(), at })
    })
}

/// Whatever has a scheme, begins with `www.`, or is words and dots with the last part of a domain at the end.
fn links(text: &str) -> impl Iterator<Item = Found> {
    chunks(text).filter_map(|chunk| {
        let word = &text[chunk.clone()];
        let scheme =
            word.find("://").map(|at| at - word[..at].bytes().rev().take_while(u8::is_ascii_alphanumeric).count());
        let lower = word.to_ascii_lowercase();
        let offset = scheme.or_else(|| lower.find("www.")).or_else(|| is_site(&lower).then_some(0))?;
        let start = chunk.start + offset;
        let bare = text[start..chunk.end].to_ascii_lowercase();
        let bare = bare.split_once("://").map_or(bare.as_str(), |(_, bare)| bare);
        let key = bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/').to_owned();
        Some(Found { at: start..chunk.end, kind: Kind::Link, key })
    })
}

/// Stretches without white space, brackets and quotes, and without what ends a sentence.
fn chunks(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_border = |c: char| c.is_whitespace() || "<>()[]{}\"“”„'‘’,;|".contains(c);
    text.split(is_border).map(move |chunk| {
        let start = chunk.as_ptr() as usize - text.as_ptr() as usize;
        start..start + chunk.trim_end_matches(['.', ':', '!', '?']).len()
    })
}

/// Whether a word is a site: labels of letters, digits and hyphens, the last one a domain.
fn is_site(word: &str) -> bool {
    let host = word.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let labels: Vec<&str> = host.split('.').collect();
    let is_label = |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let has_letters = host.chars().any(char::is_alphabetic);
    labels.len() > 1
        && has_letters
        && labels.iter().all(is_label)
        && labels.last().is_some_and(|last| WORDS.domains.iter().any(|domain| domain == last))
}

fn phones(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(|c: char| c.is_ascii_digit() || c == '+' || c == '(').map(|at| from + at)
    {
        let length = text[start..].find(|c: char| !(c.is_ascii_digit() || "+-./() \u{a0}".contains(c)));
        let end = length.map_or(text.len(), |length| start + length);
        let number = text[start..end].trim_end_matches(|c: char| !c.is_ascii_digit());
        let before = text[..start].chars().next_back();
        let after = text[start + number.len()..].chars().next();
        let stands_alone = !before.is_some_and(|c| c.is_alphanumeric() || "$€£¥₹,.".contains(c))
            && !after.is_some_and(|c| c.is_alphanumeric() || "%,€£".contains(c));
        if stands_alone && is_phone(number) {
            let key = number.chars().filter(char::is_ascii_digit).collect();
            found.push(Found { at: start..start + number.len(), kind: Kind::Phone, key });
        }
        from = end.max(start + 1);
        while !text.is_char_boundary(from) {
            from += 1;
        }
    }
    found
}

/// Whether digits and what stands between them are a telephone number, and no date, amount or version.
fn is_phone(number: &str) -> bool {
    const MOST_DIGITS: usize = 15;
    let groups: Vec<&str> = number.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let digits: usize = groups.iter().map(|group| group.len()).sum();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let is_international = number.starts_with('+') || number.starts_with("00") || number.starts_with('(');
    let is_date = matches!(lengths[..], [4, 1 | 2, 1 | 2, ..] | [1 | 2, 1 | 2, 4, ..] | [4, 4, ..]);
    let is_amount = lengths.len() > 1
        && lengths[0] <= 3
        && lengths[1..].iter().all(|&length| length == 3)
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '\u{a0}'))
        && !number.starts_with('0');
    let is_local = matches!(lengths[..], [3, 4]) && number.contains('-');
    (7..=MOST_DIGITS).contains(&digits)
        && !is_date
        && !is_amount
        && (is_international || is_local || (number.starts_with('0') && digits >= 8) || digits >= 9)
}
