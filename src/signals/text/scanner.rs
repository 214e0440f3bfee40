//! Takes a remark apart into tokens.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::typing::{Typed, typing};
use super::{Boundary, Token, TokenKind, figures};
use crate::signals::value::Span;

/// The tokens of a remark, in order.
pub(super) fn scan(raw: &str) -> Vec<Token<'_>> {
    // Notes have about one token in five bytes.
    let tokens = Vec::with_capacity(raw.len() / 5 + 1);
    let mut tokens = Scanner { raw, at: 0, tokens, pending: Boundary::Sentence, spaced: true }.run();
    mark_joiners(&mut tokens, raw);
    tokens
}

const CURRENCY_SIGNS: &[char] =
    &['$', '€', '£', '¥', '₹', '₽', '₺', '₴', '₩', '₪', '฿', '₫', '₱', '￥', '₦', '₵', '₸', '₡', '₮', '₭'];

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '´' | '`')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '–' | '‐' | '‑' | '‒' | '−')
}

pub(super) fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() || c == '_' } else { c.is_alphanumeric() || is_combining_mark(c) }
}

/// The folded form of some words: small letters, composed, one sort of apostrophe. Most words are so already.
pub(super) fn fold(raw: &str) -> Cow<'_, str> {
    if raw.is_ascii() && !raw.contains('`') {
        let is_folded = !raw.bytes().any(|b| b.is_ascii_uppercase());
        return if is_folded { Cow::Borrowed(raw) } else { Cow::Owned(raw.to_ascii_lowercase()) };
    }
    let mut folded = String::with_capacity(raw.len());
    for c in raw.nfkc() {
        if is_apostrophe(c) {
            folded.push('\'');
        } else {
            folded.extend(c.to_lowercase());
        }
    }
    Cow::Owned(folded)
}

/// Whether a word is one token whose folded form is the word itself. Nearly every word of the lists is, which saves taking
/// them apart.
pub(in crate::signals) fn is_folded(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()) && typing().word(word).is_none()
}

/// No currency code that is typed before a figure has more letters.
const LONGEST_CODE: usize = 4;

/// No word that is typed with a figure has more letters: a heap of figures is not gone through at each of them.
const LONGEST_TEXTED: usize = 32;

/// What may follow an apostrophe as a token of its own.
const CONTRACTED: &[&str] = &["s", "d", "m", "re", "ve", "ll"];

/// Hyphens and apostrophes that stand between letters or figures without a space join them.
fn mark_joiners(tokens: &mut [Token<'_>], raw: &str) {
    for index in 0..tokens.len() {
        if index == 0 || tokens[index].kind != TokenKind::Punctuation {
            continue;
        }
        let text = tokens[index].span.of(raw);
        let joins = text.chars().count() == 1 && text.chars().all(|c| is_hyphen(c) || is_apostrophe(c));
        if !joins {
            continue;
        }
        let solid = |token: &Token<'_>| {
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
    tokens: Vec<Token<'a>>,
    pending: Boundary,
    spaced: bool,
}

impl<'a> Scanner<'a> {
    fn run(mut self) -> Vec<Token<'a>> {
        while let Some(c) = self.rest().chars().next() {
            if c == '\n' {
                self.pending = Boundary::Sentence;
            }
            if c.is_whitespace() || c.is_control() {
                self.at += c.len_utf8();
                self.spaced = true;
            } else if figures::begin(self.rest(), self.opens_figures()) && !self.texted() {
                self.number();
            } else if is_word(c) {
                self.word();
            } else if !(is_apostrophe(c) && self.contraction()) {
                self.sign(c);
            }
        }
        self.tokens
    }

    fn rest(&self) -> &'a str {
        &self.raw[self.at..]
    }

    /// Whether a point may open figures here: at the start, behind a space, a bracket or a currency sign.
    fn opens_figures(&self) -> bool {
        let before = self.raw[..self.at].chars().next_back();
        before.is_none_or(|c| {
            c.is_whitespace() || matches!(c, '(' | '-' | '~' | '<' | '>') || CURRENCY_SIGNS.contains(&c)
        })
    }

    fn push(&mut self, len: usize, norm: impl Into<Cow<'a, str>>, kind: TokenKind) {
        let norm = norm.into();
        let span = Span::new(self.at, self.at + len);
        let capital = self.rest().chars().next().is_some_and(is_capital);
        let boundary = std::mem::replace(&mut self.pending, Boundary::Inside);
        self.tokens.push(Token { span, norm, kind, glued: !self.spaced, boundary, capital });
        self.at += len;
        self.spaced = false;
    }

    /// Whether a word begins here that is typed with a figure: `2nite`.
    fn texted(&self) -> bool {
        let mut letters = self.rest().chars().take_while(|&c| is_word(c));
        let word: String = letters.by_ref().take(LONGEST_TEXTED).collect();
        letters.next().is_none() && word.chars().any(char::is_alphabetic) && typing().word(&fold(&word)).is_some()
    }

    fn number(&mut self) {
        let before = self.raw[..self.at].strip_suffix(',');
        let listed = before.is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
        let (len, norm) = figures::take(self.rest(), listed);
        self.push(len, norm, TokenKind::Number);
    }

    fn word(&mut self) {
        if self.slashed() {
            return;
        }
        let len = self.word_len();
        let norm = fold(&self.rest()[..len]);
        match typing().word(&norm) {
            Some(Typed::Short(long)) => self.push(len, long.as_str(), TokenKind::Word),
            Some(Typed::Joined([first, second])) if norm.len() == len => {
                self.push(first.len(), first.as_str(), TokenKind::Word);
                self.push(len - first.len(), second.as_str(), TokenKind::Word);
            }
            _ if norm.ends_with("n't") => self.push(len, norm.replace('\'', ""), TokenKind::Word),
            _ => self.push(len, norm, TokenKind::Word),
        }
    }

    /// `w/`, `w/o`, `b/c` and `n/a`.
    fn slashed(&mut self) -> bool {
        let head = self.rest().as_bytes();
        if head.get(1) != Some(&b'/') {
            return false;
        }
        let ends = !self.rest().chars().nth(3).is_some_and(is_word);
        let third = head.get(2).map_or(b' ', u8::to_ascii_lowercase);
        let (len, norm) = match (head[0].to_ascii_lowercase(), third) {
            (b'w', b'o') if ends => (3, "without"),
            (b'b', b'c') if ends => (3, "because"),
            (b'n', b'a') if ends => (3, "n/a"),
            (b'w', _) => (2, "with"),
            _ => return false,
        };
        self.push(len, norm, TokenKind::Word);
        true
    }

    fn word_len(&self) -> usize {
        let rest = self.rest();
        let mut len = 0;
        for (at, c) in rest.char_indices() {
            let after = &rest[at + c.len_utf8()..];
            let letter_follows = after.chars().next().is_some_and(char::is_alphabetic);
            let belongs = is_word(c)
                || (is_apostrophe(c) && at > 0 && letter_follows && !contracts(after))
                || (c == '&' && at == 1 && letter_follows)
                || (c == '.' && at > 0 && dotted(&rest[..at], after));
            let code_ends = c.is_ascii_digit()
                && (1..=LONGEST_CODE).contains(&at)
                && (typing().is_code(&fold(&rest[..at])) || &rest[..at] == "R" && rands(&rest[at..]));
            if !belongs || code_ends {
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
        if glued && CONTRACTED.contains(&&*folded) {
            self.push(sign + tail.len(), format!("'{folded}"), TokenKind::Word);
            return true;
        }
        false
    }

    /// Whether the token before is an abbreviation that a full stop belongs to.
    fn abbreviated(&self) -> bool {
        let more = self.rest().trim_start_matches('.').starts_with(' ');
        !self.spaced && more && self.tokens.last().is_some_and(|last| typing().is_abbreviation(&last.norm))
    }

    fn sign(&mut self, c: char) {
        let rest = self.rest();
        if let Some(arrow) = ["-->", "->", "=>", "→", "➜", "⇒"].into_iter().find(|arrow| rest.starts_with(arrow))
        {
            self.push(arrow.len(), "->", TokenKind::Symbol);
            return;
        }
        let repeats = matches!(c, '.' | '-' | '!' | '?');
        let run = if repeats { rest.chars().take_while(|&next| next == c).count() } else { 1 };
        let len = run * c.len_utf8();
        let (norm, kind, begins) = match c {
            _ if CURRENCY_SIGNS.contains(&c) => (fold(&rest[..len]), TokenKind::Currency, Boundary::Inside),
            '.' if run == 1 && self.abbreviated() => (".".into(), TokenKind::Punctuation, Boundary::Inside),
            '.' if run > 1 => ("…".into(), TokenKind::Punctuation, Boundary::Sentence),
            '.' | '!' | '?' | '。' | '！' | '？' | '…' => {
                (fold(&rest[..c.len_utf8()]), TokenKind::Punctuation, Boundary::Sentence)
            }
            _ if is_hyphen(c) || c == '—' => ("-".into(), TokenKind::Punctuation, Boundary::Clause),
            ',' | ';' | ':' | '(' | ')' | '[' | ']' | '"' | '“' | '”' | '、' | '，' | '；' | '：' | '•' => {
                (fold(&rest[..len]), TokenKind::Punctuation, Boundary::Clause)
            }
            _ if is_apostrophe(c) => ("'".into(), TokenKind::Punctuation, Boundary::Inside),
            _ => (fold(&rest[..len]), TokenKind::Symbol, Boundary::Inside),
        };
        let before = self.pending;
        self.push(len, norm, kind);
        // A sign at the very start of a sentence leaves the start to the word behind it.
        self.pending = before.max(begins);
    }
}

/// Whether a word that begins with this letter may be a name by its looks: a capital, or a letter of a script that has
/// none (a Chinese name in an English note).
fn is_capital(c: char) -> bool {
    c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase() && !c.is_ascii()
}

/// Whether figures behind a capital R are an amount of rand (`R210k`, `R2.4m`, `R1 500`), not a name (`R2`).
fn rands(figures: &str) -> bool {
    let digits = figures.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).count();
    let behind = &figures[digits..];
    let scale: String = behind.trim_start().chars().take_while(|&c| is_word(c)).flat_map(char::to_lowercase).collect();
    let scaled = matches!(scale.as_str(), "k" | "m" | "mil" | "mill" | "million" | "bn" | "b" | "billion" | "thousand");
    scaled || digits >= 3 || behind.starts_with(' ') && figures::three_figures(behind.trim_start())
}

/// Whether the letters behind an apostrophe are a contraction that stands by itself. `n't` belongs to its verb.
fn contracts(after: &str) -> bool {
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
