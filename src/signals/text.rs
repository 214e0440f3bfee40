//! A remark as tokens: what every extractor and every rule reads instead of the raw string.
//!
//! Remarks are typed during a call, so the tokens fold what typing varies: case, Unicode form, curly apostrophes,
//! `don't` and `dont`, `w/` and `with`, `til` and `until`. Figures come apart into their pieces: `$40k/mo` is
//! `$` `40` `k` `/` `mo`, each with its bytes and whether it is glued to the one before.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::value::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, perhaps with figures behind them (`q3`).
    Word,
    /// Figures with their grouping and decimal marks (`46.000`).
    Number,
    /// A currency sign.
    Currency,
    /// Another sign that stands for something: `%`, `/`, `+`, `~`, `->`.
    Symbol,
    /// Punctuation that separates.
    Punctuation,
    /// A hyphen, en dash or apostrophe that joins what stands on both sides of it.
    Joiner,
}

/// What begins with a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Boundary {
    /// Nothing: it continues.
    Inside,
    /// A clause: a comma, colon, bracket or dash stands before it.
    Clause,
    /// A sentence: a full stop, question or exclamation mark, or a new line stands before it.
    Sentence,
}

/// One token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its bytes.
    pub span: Span,
    /// Its folded form, for comparing.
    pub norm: String,
    /// What it is.
    pub kind: TokenKind,
    /// No white space stands before it.
    pub glued: bool,
    /// What begins with it.
    pub boundary: Boundary,
    /// Its first letter is a capital.
    pub capital: bool,
}

/// A remark, taken apart once.
#[derive(Debug, Clone)]
pub struct Text<'a> {
    raw: &'a str,
    tokens: Vec<Token>,
    joined: String,
    /// For every token in `joined`: where it begins there, and its index.
    places: Vec<(usize, usize)>,
}

impl<'a> Text<'a> {
    /// Takes a remark apart.
    pub fn new(raw: &'a str) -> Self {
        let mut tokens = Scanner { raw, at: 0, tokens: Vec::new(), pending: Boundary::Sentence, spaced: true }.run();
        mark_joiners(&mut tokens, raw);
        let mut joined = String::with_capacity(raw.len() + 2);
        let mut places = Vec::with_capacity(tokens.len());
        joined.push(' ');
        for (index, token) in tokens.iter().enumerate() {
            if token.kind != TokenKind::Joiner {
                places.push((joined.len(), index));
                joined.push_str(&token.norm);
                joined.push(' ');
            }
        }
        Self { raw, tokens, joined, places }
    }

    /// The remark as typed.
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// Its tokens in order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The folded form of the token at an index; empty outside the text.
    pub fn norm(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| token.norm.as_str())
    }

    /// The folded words with one space around each; joiners are left out, so `must-have` reads `must have`.
    pub fn joined(&self) -> &str {
        &self.joined
    }

    /// The token that begins at, or last before, a byte of [`Self::joined`].
    pub(crate) fn token_at_joined(&self, offset: usize) -> Option<usize> {
        let after = self.places.partition_point(|&(start, _)| start <= offset);
        self.places.get(after.checked_sub(1)?).map(|&(_, index)| index)
    }

    /// The bytes from the first to the last token of a range of indices.
    pub fn span(&self, first: usize, last: usize) -> Span {
        let start = self.tokens.get(first).map_or(self.raw.len(), |token| token.span.start);
        let end = self.tokens.get(last).map_or(start, |token| token.span.end);
        Span::new(start, end.max(start))
    }

    /// The index of the first token that touches a span or lies behind it.
    pub fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.span.end <= byte)
    }

    /// The tokens of the sentence around an index, as a range of indices.
    pub fn sentence(&self, index: usize) -> std::ops::Range<usize> {
        self.stretch(index, Boundary::Sentence)
    }

    /// The tokens of the clause around an index, as a range of indices.
    pub fn clause(&self, index: usize) -> std::ops::Range<usize> {
        self.stretch(index, Boundary::Clause)
    }

    fn stretch(&self, index: usize, at_least: Boundary) -> std::ops::Range<usize> {
        let index = index.min(self.tokens.len());
        let begins = |at: &usize| self.tokens[*at].boundary >= at_least;
        let start = (0..self.tokens.len().min(index + 1)).rev().find(begins).unwrap_or(0);
        let end = (index + 1..self.tokens.len()).find(begins).unwrap_or(self.tokens.len());
        start..end
    }
}

/// Words that English typists shorten, with what they stand for.
const SHORTHAND: &[(&str, &str)] =
    &[("bc", "because"), ("cos", "because"), ("coz", "because"), ("til", "until"), ("thru", "through")];

/// Contractions typed without their apostrophe: the whole, and how many letters stand before the missing sign.
/// Only those that are no words of their own.
const BARE_CONTRACTIONS: &[(&str, usize)] = &[
    ("im", 1),
    ("ive", 1),
    ("youre", 3),
    ("youd", 3),
    ("youll", 3),
    ("youve", 3),
    ("theyre", 4),
    ("theyd", 4),
    ("theyll", 4),
    ("theyve", 4),
    ("weve", 2),
    ("thats", 4),
    ("whats", 4),
    ("theres", 5),
    ("heres", 4),
    ("hes", 2),
    ("shes", 3),
    ("itll", 2),
];

/// What may follow an apostrophe as a token of its own.
const CONTRACTED: &[&str] = &["s", "d", "m", "re", "ve", "ll"];

/// Abbreviations whose full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "st", "no", "nr", "approx", "ca", "vs", "inc", "ltd", "co", "rs", "sr", "sra",
    "jr", "fr", "hr",
];

const CURRENCY_SIGNS: &[char] = &['$', '€', '£', '¥', '₹', '₽', '₺', '₴', '₩', '₪', '฿', '₫', '₱', '￥'];

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '´' | '`')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '–' | '‐' | '‑' | '‒' | '−')
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || c == '_'
}

fn fold(raw: &str) -> String {
    let mut folded = String::with_capacity(raw.len());
    for c in raw.nfkc() {
        if is_apostrophe(c) {
            folded.push('\'');
        } else {
            folded.extend(c.to_lowercase());
        }
    }
    folded
}

/// Hyphens and apostrophes that stand between letters or figures without a space join them.
fn mark_joiners(tokens: &mut [Token], raw: &str) {
    for index in 0..tokens.len() {
        let text = tokens[index].span.of(raw);
        let joins = text.chars().count() == 1 && text.chars().all(|c| is_hyphen(c) || is_apostrophe(c));
        if !joins || index == 0 {
            continue;
        }
        let solid = |token: &Token| {
            matches!(token.kind, TokenKind::Word | TokenKind::Number | TokenKind::Currency) || token.norm == "%"
        };
        let hyphen = text.chars().all(is_hyphen);
        let after = tokens.get(index + 1).is_some_and(|next| next.glued && solid(next));
        if solid(&tokens[index - 1]) && tokens[index].glued && (after || !hyphen) {
            tokens[index].kind = TokenKind::Joiner;
            if let Some(next) = tokens.get_mut(index + 1) {
                next.boundary = if hyphen { Boundary::Inside } else { next.boundary };
            }
        }
    }
}

struct Scanner<'a> {
    raw: &'a str,
    at: usize,
    tokens: Vec<Token>,
    pending: Boundary,
    spaced: bool,
}

impl Scanner<'_> {
    fn run(mut self) -> Vec<Token> {
        while let Some(c) = self.rest().chars().next() {
            if c == '\n' {
                self.pending = Boundary::Sentence;
            }
            if c.is_whitespace() || c.is_control() {
                self.at += c.len_utf8();
                self.spaced = true;
            } else if c.is_numeric() {
                self.number();
            } else if is_word(c) {
                self.word();
            } else if is_apostrophe(c) && self.contraction() {
            } else {
                self.sign(c);
            }
        }
        self.tokens
    }

    fn rest(&self) -> &str {
        &self.raw[self.at..]
    }

    fn push(&mut self, len: usize, norm: String, kind: TokenKind) {
        let span = Span::new(self.at, self.at + len);
        let capital = self.rest().chars().next().is_some_and(char::is_uppercase);
        let boundary = std::mem::replace(&mut self.pending, Boundary::Inside);
        self.tokens.push(Token { span, norm, kind, glued: !self.spaced, boundary, capital });
        self.at += len;
        self.spaced = false;
    }

    /// Figures, with marks that are followed by figures again: `46.000`, `1,20,000`, `1'200`.
    fn number(&mut self) {
        let rest = self.rest();
        let mut len = 0;
        let mut chars = rest.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let mark = matches!(c, '.' | ',') || (is_apostrophe(c) && three_figures(&rest[at + c.len_utf8()..]));
            let figure_follows = chars.peek().is_some_and(|&(_, next)| next.is_ascii_digit());
            if !(c.is_numeric() || (mark && figure_follows)) {
                break;
            }
            len = at + c.len_utf8();
        }
        let norm = fold(&rest[..len]);
        self.push(len, norm, TokenKind::Number);
    }

    fn word(&mut self) {
        if self.slashed() {
            return;
        }
        let len = self.word_len();
        let norm = fold(&self.rest()[..len]);
        if let Some(&(_, letters)) = BARE_CONTRACTIONS.iter().find(|(whole, _)| *whole == norm && norm.len() == len) {
            let tail = format!("'{}", &norm[letters..]);
            self.push(letters, norm[..letters].to_owned(), TokenKind::Word);
            self.push(len - letters, tail, TokenKind::Word);
            return;
        }
        let norm = match SHORTHAND.iter().find(|(short, _)| *short == norm) {
            Some(&(_, long)) => long.to_owned(),
            None if norm.ends_with("n't") => norm.replace('\'', ""),
            None => norm,
        };
        self.push(len, norm, TokenKind::Word);
    }

    /// `w/`, `w/o`, `b/c` and `n/a`.
    fn slashed(&mut self) -> bool {
        let head: String = self.rest().chars().take(4).flat_map(char::to_lowercase).collect();
        let ends = |len: usize| !head.chars().nth(len).is_some_and(is_word);
        let (len, norm) = match head.as_bytes() {
            [b'w', b'/', b'o', ..] if ends(3) => (3, "without"),
            [b'b', b'/', b'c', ..] if ends(3) => (3, "because"),
            [b'n', b'/', b'a', ..] if ends(3) => (3, "n/a"),
            [b'w', b'/', ..] => (2, "with"),
            _ => return false,
        };
        self.push(len, norm.to_owned(), TokenKind::Word);
        true
    }

    fn word_len(&self) -> usize {
        let rest = self.rest();
        let mut len = 0;
        for (at, c) in rest.char_indices() {
            let after = &rest[at + c.len_utf8()..];
            let letter_follows = after.chars().next().is_some_and(char::is_alphabetic);
            let belongs = is_word(c)
                || (is_apostrophe(c) && at > 0 && letter_follows && !contracts(&rest[..at], after))
                || (c == '&' && at == 1 && letter_follows)
                || (c == '.' && at > 0 && dotted(&rest[..at], after));
            if !belongs {
                break;
            }
            len = at + c.len_utf8();
        }
        len
    }

    /// `'s`, `'re`, … as a token of their own.
    fn contraction(&mut self) -> bool {
        let rest = self.rest();
        let sign = rest.chars().next().map_or(0, char::len_utf8);
        let tail: String = rest[sign..].chars().take_while(|&c| is_word(c)).collect();
        let folded = fold(&tail);
        let glued = !self.spaced && self.tokens.last().is_some_and(|last| last.kind == TokenKind::Word);
        if glued && CONTRACTED.contains(&folded.as_str()) {
            self.push(sign + tail.len(), format!("'{folded}"), TokenKind::Word);
            return true;
        }
        false
    }

    /// Whether the token before is an abbreviation that a full stop belongs to.
    fn abbreviated(&self) -> bool {
        let more = self.rest().trim_start_matches('.').starts_with(' ');
        !self.spaced && more && self.tokens.last().is_some_and(|last| ABBREVIATIONS.contains(&last.norm.as_str()))
    }

    fn sign(&mut self, c: char) {
        let rest = self.rest();
        for arrow in ["-->", "->", "=>", "→", "➜", "⇒"] {
            if rest.starts_with(arrow) {
                self.push(arrow.len(), "->".to_owned(), TokenKind::Symbol);
                return;
            }
        }
        let run = rest.chars().take_while(|&next| next == c && !CURRENCY_SIGNS.contains(&c)).count();
        let len = if matches!(c, '.' | '-' | '!' | '?') { run * c.len_utf8() } else { c.len_utf8() };
        let (norm, kind, begins) = match c {
            _ if CURRENCY_SIGNS.contains(&c) => (fold(&rest[..len]), TokenKind::Currency, Boundary::Inside),
            '.' if run == 1 && self.abbreviated() => (".".to_owned(), TokenKind::Punctuation, Boundary::Inside),
            '.' if run > 1 => ("…".to_owned(), TokenKind::Punctuation, Boundary::Sentence),
            '.' | '!' | '?' | '。' | '！' | '？' | '…' => {
                (fold(&rest[..c.len_utf8()]), TokenKind::Punctuation, Boundary::Sentence)
            }
            _ if is_hyphen(c) || c == '—' => ("-".to_owned(), TokenKind::Punctuation, Boundary::Clause),
            ',' | ';' | ':' | '(' | ')' | '[' | ']' | '"' | '“' | '”' | '、' | '，' | '；' | '：' | '•' => {
                (fold(&rest[..len]), TokenKind::Punctuation, Boundary::Clause)
            }
            _ if is_apostrophe(c) => ("'".to_owned(), TokenKind::Punctuation, Boundary::Inside),
            _ => (fold(&rest[..len]), TokenKind::Symbol, Boundary::Inside),
        };
        let before = self.pending;
        self.push(len, norm, kind);
        // A sign at the very start of a sentence leaves the start to the word behind it.
        self.pending = before.max(begins);
    }
}

fn three_figures(after: &str) -> bool {
    let figures = after.chars().take_while(char::is_ascii_digit).count();
    figures == 3
}

/// Whether the letters behind an apostrophe are a contraction that stands by itself. `n't` belongs to its verb.
fn contracts(_before: &str, after: &str) -> bool {
    let tail: String = after.chars().take_while(|&c| is_word(c)).flat_map(char::to_lowercase).collect();
    CONTRACTED.contains(&tail.as_str())
}

/// Whether a full stop joins: initials (`U.S`) and names such as `acme.com`.
fn dotted(before: &str, after: &str) -> bool {
    let last_part = before.rsplit('.').next().unwrap_or_default();
    let next_part: String = after.chars().take_while(|&c| is_word(c)).collect();
    let initials = last_part.chars().count() == 1 && next_part.chars().count() == 1;
    let name = last_part.chars().count() > 1 && next_part.chars().next().is_some_and(char::is_lowercase);
    !next_part.is_empty() && (initials || name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn norms(raw: &str) -> Vec<String> {
        Text::new(raw).tokens().iter().map(|token| token.norm.clone()).collect()
    }

    #[test]
    fn figures_come_apart_into_sign_number_and_suffix() {
        assert_eq!(norms("$40k/mo"), ["$", "40", "k", "/", "mo"]);
        assert_eq!(norms("86% -> 95%"), ["86", "%", "->", "95", "%"]);
        assert_eq!(norms("€46.000, 1’200"), ["€", "46.000", ",", "1'200"]);
        assert_eq!(norms("$50–60K"), ["$", "50", "-", "60", "k"]);
        assert_eq!(norms("March '25"), ["march", "'", "25"]);
    }

    #[test]
    fn typing_variants_are_folded() {
        assert_eq!(norms("Don’t"), norms("dont"));
        assert_eq!(norms("you'd"), norms("youd"));
        assert_eq!(norms("w/ Kim til May bc w/o her"), ["with", "kim", "until", "may", "because", "without", "her"]);
        assert_eq!(norms("Kim's ok"), ["kim", "'s", "ok"]);
        assert_eq!(norms("O’Brien"), ["o'brien"]);
    }

    #[test]
    fn joined_words_read_as_two_and_initials_as_one() {
        assert_eq!(Text::new("must-have").joined(), " must have ");
        assert_eq!(norms("the U.S. R&D at acme.com"), ["the", "u.s", ".", "r&d", "at", "acme.com"]);
        assert_eq!(norms("done. Then"), ["done", ".", "then"]);
    }

    #[test]
    fn sentences_and_clauses_begin_where_the_signs_say() {
        let text = Text::new("Yes, we do. But not now - later");
        let boundaries: Vec<_> = text
            .tokens()
            .iter()
            .filter(|t| t.boundary > Boundary::Inside)
            .map(|t| (t.norm.as_str(), t.boundary))
            .collect();
        assert!(boundaries.contains(&("yes", Boundary::Sentence)));
        assert!(boundaries.contains(&("we", Boundary::Clause)));
        assert!(boundaries.contains(&("but", Boundary::Sentence)));
        assert!(boundaries.contains(&("later", Boundary::Clause)));
        assert_eq!(text.sentence(1), 0..5);
    }

    proptest! {
        #[test]
        fn any_text_gives_ordered_tokens_on_character_boundaries(raw in "\\PC{0,60}") {
            let text = Text::new(&raw);
            let mut end = 0;
            for token in text.tokens() {
                prop_assert!(token.span.start >= end && token.span.end > token.span.start);
                prop_assert!(raw.get(token.span.start..token.span.end).is_some());
                end = token.span.end;
            }
        }

        #[test]
        fn typed_noise_never_breaks_it(raw in "[a-zA-Z0-9$€£%.,'’/&~ \\n-]{0,60}") {
            let text = Text::new(&raw);
            for index in 0..text.tokens().len() {
                prop_assert!(text.sentence(index).contains(&index));
                prop_assert!(text.clause(index).contains(&index));
            }
        }
    }
}
