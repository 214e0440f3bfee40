//! The towns of the world by name, for places that the gazetteer does not hold: `GeoNames` (CC BY 4.0).
//!
//! Looked up in the embedded text itself: nothing is read at the start, and nothing is kept.

use std::sync::LazyLock;

use super::sorted::line_of;

/// The text: regions, an empty line, towns sorted by name with the numbers of their regions.
const FILE: &str = include_str!("lexicon/towns.txt");

/// The numbers of regions are written to this base.
const BASE: u32 = 36;

/// A region of a country: a state, a county, a province.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    /// Its country, as the gazetteer calls it.
    pub country: &'static str,
    /// Its own name; empty where the country has none.
    pub name: &'static str,
}

/// The regions that have a town of this name; none where the name is unknown.
pub(super) fn regions_of(name: &str) -> Vec<Region> {
    let found = spellings(name).find_map(|spelling| numbers_of(&spelling));
    found.into_iter().flat_map(str::split_whitespace).filter_map(region).collect()
}

/// A name as the list may spell it: without accents, or with "oe" for "ö" and its like.
fn spellings(name: &str) -> impl Iterator<Item = String> + '_ {
    let spelled = |letters: fn(char) -> Option<&'static str>| {
        let mut out = String::with_capacity(name.len());
        for c in name.chars().flat_map(char::to_lowercase) {
            match letters(c).or_else(|| plain(c)) {
                Some(letters) => out.push_str(letters),
                None => out.push(c),
            }
        }
        super::place::name_key(&out)
    };
    [spelled(|_| None), spelled(umlaut)].into_iter()
}

/// Letters that are no accented ones.
const fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ð' | 'đ' => "d",
        'þ' => "th",
        'ø' => "o",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'ł' => "l",
        'ı' => "i",
        _ => return None,
    })
}

const fn umlaut(c: char) -> Option<&'static str> {
    Some(match c {
        'ä' => "ae",
        'ö' | 'ø' => "oe",
        'ü' => "ue",
        'å' => "aa",
        _ => return None,
    })
}

/// The numbers behind a name.
fn numbers_of(name: &str) -> Option<&'static str> {
    line_of(PARTS.1, name)?.1.strip_prefix(':')
}

fn region(number: &str) -> Option<Region> {
    let at = usize::try_from(u32::from_str_radix(number, BASE).ok()?).ok()?;
    let (country, name) = PARTS.0.get(at)?.split_once('|')?;
    Some(Region { country, name })
}

/// The lines of the regions, and the text of the towns.
static PARTS: LazyLock<(Vec<&'static str>, &'static str)> = LazyLock::new(|| {
    let (regions, towns) = FILE.split_once("\n\n").unwrap_or_default();
    (regions.lines().filter(|line| !line.starts_with('#')).collect(), towns)
});

#[cfg(test)]
mod tests {
    use super::*;

    fn countries(name: &str) -> Vec<&'static str> {
        regions_of(name).iter().map(|region| region.country).collect()
    }

    #[test]
    fn towns_are_found_however_they_are_spelt() {
        assert_eq!(countries("Hveragerði"), ["Iceland"]);
        assert_eq!(countries("Kaltenbach"), ["Austria"]);
        assert_eq!(countries("MALMÖ"), ["Sweden"]);
        assert_eq!(countries("Łomża"), ["Poland"]);
        assert_eq!(countries("Pangnirtung"), ["Canada"]);
        assert!(regions_of("Paris").contains(&Region { country: "US", name: "Kentucky" }));
        assert!(countries("Nowhereville").is_empty() && countries("").is_empty() && countries("Çà et là").is_empty());
    }

    #[test]
    fn every_town_is_sorted_known_by_its_own_name_and_lies_somewhere() {
        let towns: Vec<(&str, &str)> = PARTS.1.lines().map(|line| line.split_once(':').unwrap()).collect();
        assert!(towns.len() > 100_000 && towns.is_sorted_by(|(a, _), (b, _)| a < b));
        for (name, numbers) in towns.iter().step_by(97) {
            assert_eq!(numbers_of(name), Some(*numbers), "{name}");
            assert_eq!(regions_of(name).len(), numbers.split(' ').count(), "{name}");
        }
    }
}
