//! Takes a remark apart into tokens.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Boundary, Token, TokenKind, figures};
use crate::signals::value::Span;

/// The tokens of a remark, in order.
pub(super) fn scan(raw: &str) -> Vec<Token> {
    let mut tokens = Scanner { raw, at: 0, tokens: Vec::new(), pending: Boundary::Sentence, spaced: true }.run();
    mark_joiners(&mut tokens, raw);
    tokens
}

/// Words that English typists shorten, with what they stand for.
const SHORTHAND: &[(&str, &str)] = &[
    ("abt", "about"),
    ("b4", "before"),
    ("bc", "because"),
    ("bcos", "because"),
    ("cos", "because"),
    ("coz", "because"),
    ("cuz", "because"),
    ("em", "them"),
    ("evry", "every"),
    ("frm", "from"),
    ("hv", "have"),
    ("n", "and"),
    ("nxt", "next"),
    ("til", "until"),
    ("thru", "through"),
    ("w", "with"),
];

/// Two words run together: the whole, how many letters the first has, and what the second stands for.
const RUN_TOGETHER: &[(&str, usize, &str)] = &[("outta", 3, "of"), ("lotta", 3, "of"), ("kinda", 4, "of")];

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

/// Currency codes that are typed without a space before the figure (`CHF20k`).
const CODES: &[&str] = &[
    "rs", "usd", "eur", "gbp", "chf", "inr", "aed", "sar", "cad", "aud", "sek", "nok", "dkk", "pln", "brl", "zar",
    "sgd", "myr", "rm", "ksh", "kshs", "kes", "tsh", "ush", "ngn", "rp", "idr", "nzd", "hkd", "mxn", "czk", "huf",
    "jpy", "cny", "rmb", "qar", "thb", "ghs", "egp", "php", "kr", "fr", "dhs", "dh", "us", "nt", "hk",
];

const CURRENCY_SIGNS: &[char] =
    &['$', '€', '£', '¥', '₹', '₽', '₺', '₴', '₩', '₪', '฿', '₫', '₱', '￥', '₦', '₵', '₸', '₡', '₮', '₭'];

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '´' | '`')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '–' | '‐' | '‑' | '‒' | '−')
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || c == '_'
}

pub(super) fn fold(raw: &str) -> String {
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
            } else if figures::begin(self.rest(), self.opens_figures()) {
                self.number();
            } else if is_word(c) {
                self.word();
            } else if !(is_apostrophe(c) && self.contraction()) {
                self.sign(c);
            }
        }
        self.tokens
    }

    fn rest(&self) -> &str {
        &self.raw[self.at..]
    }

    /// Whether a point may open figures here: at the start, behind a space, a bracket or a currency sign.
    fn opens_figures(&self) -> bool {
        let before = self.raw[..self.at].chars().next_back();
        before.is_none_or(|c| {
            c.is_whitespace() || matches!(c, '(' | '-' | '~' | '<' | '>') || CURRENCY_SIGNS.contains(&c)
        })
    }

    fn push(&mut self, len: usize, norm: String, kind: TokenKind) {
        let span = Span::new(self.at, self.at + len);
        let capital = self.rest().chars().next().is_some_and(char::is_uppercase);
        let boundary = std::mem::replace(&mut self.pending, Boundary::Inside);
        self.tokens.push(Token { span, norm, kind, glued: !self.spaced, boundary, capital });
        self.at += len;
        self.spaced = false;
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
        if let Some(&(_, letters)) = BARE_CONTRACTIONS.iter().find(|(whole, _)| *whole == norm && norm.len() == len) {
            let tail = format!("'{}", &norm[letters..]);
            self.push(letters, norm[..letters].to_owned(), TokenKind::Word);
            self.push(len - letters, tail, TokenKind::Word);
            return;
        }
        if let Some(&(_, letters, second)) = RUN_TOGETHER.iter().find(|(whole, ..)| *whole == norm && norm.len() == len)
        {
            self.push(letters, norm[..letters].to_owned(), TokenKind::Word);
            self.push(len - letters, second.to_owned(), TokenKind::Word);
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
                || (is_apostrophe(c) && at > 0 && letter_follows && !contracts(after))
                || (c == '&' && at == 1 && letter_follows)
                || (c == '.' && at > 0 && dotted(&rest[..at], after));
            let code_ends = c.is_ascii_digit()
                && at > 0
                && (CODES.contains(&rest[..at].to_lowercase().as_str()) || &rest[..at] == "R" && rands(&rest[at..]));
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
