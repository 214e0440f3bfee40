//! Currencies around a figure: signs, codes, words, countries and abbreviations, before it or behind.

use crate::signals::lexicon::UNCLEAR_CURRENCY;
use crate::signals::text::TokenKind;

use super::scene::Scene;

/// A currency with its tokens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Currency<'a> {
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
    /// ISO 4217 code; `None` where it is not clear which.
    pub iso: Option<&'a str>,
    /// What its code is multiplied by: a million for `MUSD`.
    pub scale: f64,
}

impl<'a> Currency<'a> {
    fn new(first: usize, last: usize, iso: &'a str) -> Self {
        Self { first, last, iso: known(iso), scale: 1.0 }
    }
}

/// The code, unless it only says that the currency is not clear.
pub(super) fn known(iso: &str) -> Option<&str> {
    (iso != UNCLEAR_CURRENCY).then_some(iso)
}

/// The currency right before a figure, not reaching back beyond `from`: `$`, `US$`, `CHF`, `Rs.`, `malaysian ringgit`.
pub(super) fn before<'a>(scene: &Scene<'a>, index: usize, from: usize) -> Option<Currency<'a>> {
    let money = &scene.context.lexicon.numbers.money;
    let last = index.checked_sub(1)?;
    let stopped = scene.norm(last) == "." && last > 0;
    let at = if stopped { last - 1 } else { last };
    if at < from || !scene.free(at..index) {
        return None;
    }
    if let Some((scale, iso)) = scaled_code(scene, at) {
        return Some(Currency { scale, ..Currency::new(at, last, iso) });
    }
    let norm = scene.norm(at);
    let short = money.before.contains(norm);
    if stopped && !short {
        return None;
    }
    let earlier = at.checked_sub(1).filter(|&earlier| earlier >= from);
    // "$US 50"
    if let Some(dollar) = earlier.filter(|&dollar| scene.norm(dollar) == "$" && scene.glued(at))
        && let Some(iso) = money.dollars.get(norm)
    {
        return Some(Currency::new(dollar, last, iso));
    }
    let iso = name_at(scene, at)?;
    // A lone letter is a currency only as a capital: "R 2.4m".
    let letter = norm == "r" && !scene.tokens()[at].capital;
    if let Some(land) = earlier.filter(|_| norm.chars().count() > 1)
        && let Some(iso) = money.lands.get(scene.norm(land))
    {
        return Some(Currency::new(land, last, iso));
    }
    if money.only_behind.contains(norm) || letter {
        return None;
    }
    let sign = scene.kind(at) == Some(TokenKind::Currency);
    if let Some(earlier) = earlier.filter(|_| sign) {
        // "C$", "c $", "AUD $"
        let prefix = scene.norm(earlier);
        let tight = scene.glued(at) || prefix == "c" || prefix.len() > 1;
        let named = money.dollars.get(prefix).filter(|_| norm == "$" && tight && prefix.len() <= 3);
        let code = || name_at(scene, earlier).filter(|_| prefix.len() == 3 && prefix.is_ascii());
        if let Some(iso) = named.map(String::as_str).or_else(code) {
            return Some(Currency::new(earlier, last, iso));
        }
    }
    let code = norm.len() == 3 && norm.is_ascii();
    (sign || short || code || norm.chars().count() == 1).then(|| Currency::new(at, last, iso))
}

/// The currency that begins at a token behind a figure: `€`, `dollars`, `us dollars`, `chinese yuan`, `MUSD`.
pub(super) fn behind<'a>(scene: &Scene<'a>, at: usize) -> Option<Currency<'a>> {
    let money = &scene.context.lexicon.numbers.money;
    if !scene.free(at..at + 1) {
        return None;
    }
    if let Some((scale, iso)) = scaled_code(scene, at) {
        return Some(Currency { scale, ..Currency::new(at, at, iso) });
    }
    // "us dollars", "chinese yuan", "new zealand dollars"
    for name in [at + 1, at + 2] {
        let word = scene.kind(name) == Some(TokenKind::Word) && scene.norm(name).len() > 2;
        if word && money.names.contains_key(scene.norm(name)) && scene.free(at..name + 1) {
            let land = scene.norm(name - 1);
            if let Some(iso) = money.lands.get(land).or_else(|| money.dollars.get(land)) {
                return Some(Currency::new(at, name, iso));
            }
        }
    }
    let norm = scene.norm(at);
    if let Some(iso) = name_at(scene, at) {
        let sign = scene.kind(at) == Some(TokenKind::Currency);
        // "40 CAD seats", "10 pounds of flour", "5 $ 20"
        let next = scene.norm(at + 1);
        let noun = money.shouted.contains(norm)
            && scene.kind(at + 1) == Some(TokenKind::Word)
            && !scene.context.lexicon.numbers.nouns.function_words.contains(next);
        let weight = money.weights.contains(norm) && scene.context.lexicon.numbers.grammar.of.contains(next);
        let of_next =
            sign && scene.kind(at + 1) == Some(TokenKind::Number) && (scene.glued(at + 1) || !scene.glued(at));
        let only_before = money.only_before.contains(norm) && !scene.glued(at);
        return (!(noun || weight || of_next || only_before)).then(|| Currency::new(at, at, iso));
    }
    // "egyptianpound"
    let split = (2..norm.len()).filter(|&end| norm.is_char_boundary(end)).find_map(|end| {
        let (land, name) = norm.split_at(end);
        money.lands.get(land).filter(|_| money.names.contains_key(name) && name.len() > 2)
    });
    split.map(|iso| Currency::new(at, at, iso))
}

/// The currency that a token names by itself.
fn name_at<'a>(scene: &Scene<'a>, at: usize) -> Option<&'a str> {
    let money = &scene.context.lexicon.numbers.money;
    let norm = scene.norm(at);
    let iso = money.names.get(norm)?;
    // "42 le" and not a word more can only be that.
    (!money.shouted.contains(norm) || shouted(scene, at) || scene.tokens().len() == 2).then_some(iso)
}

/// Whether a token is written in capitals.
fn shouted(scene: &Scene<'_>, at: usize) -> bool {
    !scene.text.span(at, at).of(scene.text.raw()).chars().any(char::is_lowercase)
}

/// `MUSD`, `KEUR`, `kEUR`: a code with what it is multiplied by.
pub(super) fn scaled_code<'a>(scene: &Scene<'a>, at: usize) -> Option<(f64, &'a str)> {
    let money = &scene.context.lexicon.numbers.money;
    let norm = scene.norm(at);
    if norm.len() != 4
        || !norm.is_ascii()
        || !scene.text.span(at, at).of(scene.text.raw()).chars().skip(1).all(char::is_uppercase)
    {
        return None;
    }
    let (letter, code) = norm.split_at(1);
    let iso = money.names.get(code).filter(|iso| iso.eq_ignore_ascii_case(code))?;
    money.code_scales.get(letter).map(|&scale| (scale, iso.as_str()))
}

/// Whether a sign or code of money ends at a token.
pub(super) fn ends_at(scene: &Scene<'_>, at: usize) -> bool {
    scene.kind(at) == Some(TokenKind::Currency) || before(scene, at.wrapping_add(1), 0).is_some()
}

/// Whether a currency begins at a token.
pub(super) fn begins_at(scene: &Scene<'_>, at: usize) -> bool {
    behind(scene, at).is_some()
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::read;

    #[test]
    fn currencies_are_named_in_every_way() {
        for (raw, amount, iso) in [
            ("100 chinese yuan", "100", "CNY"),
            ("malaysian ringgits 42", "42", "MYR"),
            ("42RM", "42", "MYR"),
            ("42 egyptianpound", "42", "EGP"),
            ("20 new zealand dollars", "20", "NZD"),
            ("C$40k", "40000", "CAD"),
            ("c $ 16.4 million", "16400000", "CAD"),
            ("$US 50", "50", "USD"),
            ("MAUD 60", "60000000", "AUD"),
            ("twenty MUSD", "20000000", "USD"),
            ("300 kEUR", "300000", "EUR"),
            ("2 M€", "2000000", "EUR"),
            ("$2.174T", "2174000000000", "USD"),
            ("$10 M", "10000000", "USD"),
            ("₹40L", "4000000", "INR"),
            ("100₾", "100", "GEL"),
            ("6.25 BTC", "6.25", "BTC"),
            ("42 QAR", "42", "QAR"),
            ("30 MAD", "30", "MAD"),
        ] {
            let facts = read(raw);
            assert_eq!(facts.len(), 1, "{raw}: {facts:?}");
            assert!(facts[0].contains(&format!(r#""amount":{amount},"currency":"{iso}""#)), "{raw}: {facts:?}");
        }
        assert!(read("10 dinars")[0].contains(r#""amount":10,"currency":null"#));
    }

    #[test]
    fn words_that_only_look_like_codes_are_no_money() {
        assert_eq!(read("40 CAD seats"), [r#"count <40 CAD seats> {"n":40,"of":"CAD seats"}"#]);
        assert_eq!(read("10 pounds of flour").iter().filter(|fact| fact.starts_with("money")).count(), 0);
        assert_eq!(read("all 3 reps try all of it").iter().filter(|fact| fact.starts_with("money")).count(), 0);
    }
}
