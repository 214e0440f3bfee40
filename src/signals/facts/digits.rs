//! What digits are worth: `46.000`, `1,20,000`, `1'200`, `12.5`, `3,5`, `½`, `1½`, `1.3e6`.

/// Digits as read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Digits {
    /// What they are worth. A lone dot divides, as in the United States: `4.800` is 4.8.
    pub value: f64,
    /// What they are worth where a dot groups, if that can be: 4800 for `4.800`.
    pub grouped: Option<f64>,
    /// They show that dots group here: `1.234,50`, `1.234.567`, `3,5`.
    pub european: bool,
}

/// More figures than this are a code, not a number.
const MOST_DIGITS: usize = 15;

/// Reads digits with their marks. Nothing for versions (`3.2.1`) and for codes with a leading zero (`0142`).
pub(super) fn digits(norm: &str) -> Option<Digits> {
    if let Some((head, part)) = vulgar(norm) {
        let whole = if head.is_empty() { 0.0 } else { digits(head)?.value };
        return Some(Digits { value: whole + part, grouped: None, european: false });
    }
    if let Some((head, power)) = norm.split_once('e') {
        let power: i32 = power.parse().ok().filter(|power| (-30..=30).contains(power))?;
        return Some(Digits {
            value: rounded(digits(head)?.value * 10f64.powi(power)),
            grouped: None,
            european: false,
        });
    }
    let codes = norm.len() > 1 && norm.starts_with('0') && norm.bytes().all(|b| b.is_ascii_digit());
    if codes || norm.bytes().filter(u8::is_ascii_digit).count() > MOST_DIGITS {
        return None;
    }
    marked(norm)
}

/// What digits are worth at their face; with a leading zero too, where nothing but the number is said (`0033`).
pub(super) fn digits_alone(norm: &str) -> Option<Digits> {
    let bare = norm.trim_start_matches('0');
    digits(if bare.is_empty() || bare.starts_with(['.', ',']) { norm } else { bare })
}

/// Marks that group and marks that divide.
fn marked(norm: &str) -> Option<Digits> {
    let count = |mark: char| norm.matches(mark).count();
    let exact = |value: Option<f64>, european| value.map(|value| Digits { value, grouped: None, european });
    match (count('.'), count(',')) {
        (0, 0) => exact(plain(norm, &['\'']), false),
        (1, 0) => {
            let value = plain(norm, &['\''])?;
            let grouped = (groups(norm, '.') && !norm.contains('\'')).then(|| plain(norm, &['.'])).flatten();
            Some(Digits { value, grouped, european: false })
        }
        (0, 1) if groups(norm, ',') => exact(plain(norm, &[',', '\'']), false),
        (0, 1) => exact(divided(norm, ',', &['\'']), true),
        (_, 0) if groups(norm, '.') => exact(plain(norm, &['.']), true),
        (0, _) if groups(norm, ',') => exact(plain(norm, &[',']), false),
        (1, _) if norm.rfind(',') < norm.find('.') => {
            let (head, _) = norm.split_once('.')?;
            exact(groups(head, ',').then(|| plain(norm, &[','])).flatten(), false)
        }
        (_, 1) if norm.rfind('.') < norm.find(',') => {
            let (head, _) = norm.split_once(',')?;
            exact(groups(head, '.').then(|| divided(norm, ',', &['.'])).flatten(), true)
        }
        _ => None,
    }
}

/// Whether a mark parts digits into groups: three each, or two as in India (`1,20,000`), the last of three.
fn groups(norm: &str, mark: char) -> bool {
    let mut parts = norm.split(mark);
    let head = parts.next().unwrap_or_default();
    let mut last = 0;
    let regular = parts.all(|part| {
        // A group of three is followed by others of three: `1,200,00` is none.
        let fits = matches!(part.len(), 2 | 3) && part.len() >= last;
        last = part.len();
        fits && part.bytes().all(|b| b.is_ascii_digit())
    });
    (1..=3).contains(&head.len()) && !head.starts_with('0') && regular && last == 3
}

/// The number that is left without some marks.
fn plain(norm: &str, without: &[char]) -> Option<f64> {
    if !norm.contains(without) {
        return norm.parse().ok();
    }
    norm.replace(without, "").parse().ok()
}

/// The same where a mark stands for the decimal point.
fn divided(norm: &str, point: char, without: &[char]) -> Option<f64> {
    norm.replace(without, "").replace(point, ".").parse().ok()
}

/// A fraction sign at the end, as the digits before it and what it is worth: `1½`.
fn vulgar(norm: &str) -> Option<(&str, f64)> {
    let sign = norm.chars().next_back()?;
    let worth = match sign {
        '½' => 1.0 / 2.0,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '¼' => 1.0 / 4.0,
        '¾' => 3.0 / 4.0,
        '⅕' => 1.0 / 5.0,
        '⅖' => 2.0 / 5.0,
        '⅗' => 3.0 / 5.0,
        '⅘' => 4.0 / 5.0,
        '⅙' => 1.0 / 6.0,
        '⅚' => 5.0 / 6.0,
        '⅐' => 1.0 / 7.0,
        '⅛' => 1.0 / 8.0,
        '⅜' => 3.0 / 8.0,
        '⅝' => 5.0 / 8.0,
        '⅞' => 7.0 / 8.0,
        '⅑' => 1.0 / 9.0,
        '⅒' => 1.0 / 10.0,
        _ => return None,
    };
    Some((&norm[..norm.len() - sign.len_utf8()], worth))
}

/// The exponent that a token in raised figures stands for: `²` is 2.
pub(super) fn raised(norm: &str) -> Option<i32> {
    let mut power = 0_i32;
    for sign in norm.chars() {
        let figure = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|raised| raised == sign)?;
        power = power.checked_mul(10)?.checked_add(i32::try_from(figure).ok()?)?;
    }
    (!norm.is_empty()).then_some(power)
}

/// Whether two numbers are the same but for what binary fractions cannot hold.
pub(super) fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= a.abs().max(b.abs()) * 1e-12
}

/// Without the error that binary fractions bring: 4.1 × 10⁶ is not quite 4,100,000 in binary.
pub(super) fn rounded(value: f64) -> f64 {
    let nearest = (value * 1000.0).round() / 1000.0;
    if same(nearest, value) { nearest } else { value }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn marks_group_or_divide() {
        for (norm, value, grouped) in [
            ("46.000", 46.0, Some(46_000.0)),
            ("1,20,000", 120_000.0, None),
            ("1'200", 1200.0, None),
            ("12.5", 12.5, None),
            ("3,5", 3.5, None),
            ("1.234,50", 1234.5, None),
            ("1.234.567", 1_234_567.0, None),
            ("1,674,200.5", 1_674_200.5, None),
            (".77", 0.77, None),
            ("0,250", 0.25, None),
            ("1½", 1.5, None),
            ("1.3e6", 1_300_000.0, None),
            ("1e-2", 0.01, None),
        ] {
            let read = digits(norm).unwrap();
            assert_eq!((read.value, read.grouped), (value, grouped), "{norm}");
        }
        for norm in ["3.2.1", "0142", "1,2,3", "1.2,3.4", "", "1234567890123456", "1e999"] {
            assert_eq!(digits(norm), None, "{norm}");
        }
        assert_eq!(digits_alone("0033").map(|read| read.value), Some(33.0));
        assert_eq!(raised("²¹"), Some(21));
    }

    /// A whole number with a mark after every three figures from the right.
    fn grouped_by(mut whole: u64, mark: char) -> String {
        let mut groups = Vec::new();
        while whole >= 1000 {
            groups.push(format!("{:03}", whole % 1000));
            whole /= 1000;
        }
        groups.push(whole.to_string());
        groups.reverse();
        groups.join(&mark.to_string())
    }

    proptest! {
        #[test]
        fn an_amount_reads_back_from_the_marks_of_any_country(whole in 1_000_u64..10_000_000_000, cents in 10_u64..100) {
            let value = whole as f64 + cents as f64 / 100.0;
            for (group, point) in [(',', '.'), ('.', ','), ('\'', '.')] {
                let norm = format!("{}{point}{cents}", grouped_by(whole, group));
                prop_assert_eq!(digits(&norm).map(|read| read.value), Some(value), "{}", norm);
            }
            let dotted = digits(&grouped_by(whole, '.')).unwrap();
            prop_assert!(same(dotted.grouped.unwrap_or(dotted.value), whole as f64));
        }

        #[test]
        fn any_marks_are_read_without_a_panic(norm in "[0-9.,'e½-]{0,24}") {
            let _ = digits(&norm);
            let _ = digits_alone(&norm);
        }
    }
}
