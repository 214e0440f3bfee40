//! Places and what lies in them: a compact gazetteer, so that Cork is in Ireland and WI in the US.

use std::collections::BTreeSet;

use super::sorted::line_of;
use super::towns::{self, Region};
use super::words::{Stems, Word, words};

/// A place by the key of its name in the gazetteer.
type PlaceId = &'static str;

/// The longest name, in words ("United States of America").
const LONGEST_NAME: usize = 5;

/// A gazetteer, searched where it stands.
///
/// A line for each name, sorted by their keys: `cork:ireland` lies in Ireland, `eire=ireland` is another name of it, and a
/// star behind a name says that it is an everyday word too.
#[derive(Debug)]
pub(super) struct Places {
    lines: &'static str,
}

/// The English names of places, made from `places.yaml`.
pub(super) static PLACES: Places = Places { lines: include_str!("lexicon/en/places.txt") };

/// A place found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Its name, folded.
    pub name: String,
    lies: Lies,
}

/// Where a place lies.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Lies {
    /// Where the gazetteer has it.
    At(PlaceId),
    /// In one of these: a town that the gazetteer does not hold.
    In(Vec<Region>),
}

impl Places {
    /// The places named in a text, the longest names first where they overlap.
    pub(super) fn find(&self, text: &str) -> Vec<Found> {
        self.scan(&words(text), Self::named)
    }

    /// The places in a name that is known to be one, where capitals do not matter; else the town that it names as a
    /// whole.
    pub(super) fn find_name(&self, name: &str) -> Vec<Found> {
        let found = self.scan(&words(name), Self::spelled);
        if !found.is_empty() {
            return found;
        }
        let regions = towns::regions_of(name);
        if regions.is_empty() {
            return Vec::new();
        }
        vec![Found { name: name_key(name), lies: Lies::In(regions) }]
    }

    fn scan(&self, words: &[Word], look_up: fn(&Self, &[Word]) -> Option<Found>) -> Vec<Found> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let longest = LONGEST_NAME.min(words.len() - at);
            let hit = (1..=longest).rev().find_map(|n| Some((n, look_up(self, &words[at..at + n])?)));
            if let Some((n, hit)) = hit {
                found.push(hit);
                at += n;
            } else {
                at += 1;
            }
        }
        found
    }

    /// The place with exactly this name.
    fn spelled(&self, words: &[Word]) -> Option<Found> {
        let name = key(words);
        let place = self.place(&name)?;
        Some(Found { name, lies: Lies::At(place) })
    }

    /// The place that a key names.
    fn place(&self, key: &str) -> Option<PlaceId> {
        let (name, behind) = line_of(self.lines, key)?;
        Some(behind.trim_start_matches('*').strip_prefix('=').unwrap_or(name))
    }

    /// What a place lies in.
    fn outer(&self, place: PlaceId) -> impl Iterator<Item = PlaceId> {
        let (_, behind) = line_of(self.lines, place).unwrap_or_default();
        behind.trim_start_matches('*').trim_start_matches(':').split(',').filter(|outer| !outer.is_empty())
    }

    fn is_everyday_word(&self, key: &str) -> bool {
        line_of(self.lines, key).is_some_and(|(_, behind)| behind.starts_with('*'))
    }

    /// The place that exactly these words name in a running text, where short names and those that are everyday
    /// words want their capitals.
    fn named(&self, words: &[Word]) -> Option<Found> {
        let found = self.spelled(words)?;
        let letters = found.name.chars().filter(|c| *c != ' ').count();
        let capitals_are_wanted = letters <= 2;
        if capitals_are_wanted && !words.iter().all(|word| word.shouted) {
            return None;
        }
        if self.is_everyday_word(&found.name) && !words.iter().all(|word| word.capital) {
            return None;
        }
        Some(found)
    }

    /// Whether a name is that of a place.
    pub(super) fn knows(&self, name: &str) -> bool {
        !self.find_name(name).is_empty()
    }

    /// Whether a place lies in a territory: the gazetteer says so. Only where it knows neither, the names are compared,
    /// and then as wholes: New Mexico is not in Mexico.
    pub(super) fn lies_in(&self, place: &str, territory: &str) -> bool {
        let found = self.find_name(place);
        if found.is_empty() && !self.knows(territory) {
            return Stems::of(place) == Stems::of(territory);
        }
        found.iter().any(|found| self.is_within(found, territory) == Some(true))
    }

    /// Whether a place found lies in a territory; `None` where the gazetteer does not know the territory.
    pub(super) fn is_within(&self, found: &Found, territory: &str) -> Option<bool> {
        let targets: BTreeSet<PlaceId> = self.territory(territory);
        let mut open = match &found.lies {
            Lies::At(place) => vec![*place],
            Lies::In(regions) if regions.iter().any(|region| is_called(*region, territory)) => return Some(true),
            Lies::In(regions) => regions.iter().flat_map(|region| self.holds(*region)).collect(),
        };
        if targets.is_empty() {
            return None;
        }
        let mut seen = BTreeSet::new();
        while let Some(place) = open.pop() {
            if targets.contains(&place) {
                return Some(true);
            }
            if seen.insert(place) {
                open.extend(self.outer(place));
            }
        }
        Some(false)
    }

    /// The places of the gazetteer that hold a region: its country, and itself where the gazetteer has it in that country.
    fn holds(&self, region: Region) -> Vec<PlaceId> {
        let place = |name: &str| self.place(&name_key(name));
        let country = place(region.country);
        let is_its = |place: &PlaceId| self.outer(place).any(|outer| Some(outer) == country);
        country.into_iter().chain(place(region.name).filter(is_its)).collect()
    }

    /// A territory as the profile names it; here lower case will do, for it can be nothing but a place.
    fn territory(&self, name: &str) -> BTreeSet<PlaceId> {
        let found = self.scan(&words(name), Self::spelled);
        found.iter().filter_map(|found| if let Lies::At(place) = found.lies { Some(place) } else { None }).collect()
    }
}

/// Whether a territory is a region or its country, in so many words.
fn is_called(region: Region, territory: &str) -> bool {
    let territory = name_key(territory);
    name_key(region.name) == territory || name_key(region.country) == territory
}

/// The key of a whole name. Most of the thousands are plain ASCII, and need not be taken apart into words for it.
pub(super) fn name_key(name: &str) -> String {
    if !name.is_ascii() {
        return key(&words(name));
    }
    let mut key = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() {
            key.push(char::from(byte.to_ascii_lowercase()));
        } else if byte != b'\'' && !key.is_empty() && !key.ends_with(' ') {
            key.push(' ');
        }
    }
    key.truncate(key.trim_end().len());
    key
}

fn key(words: &[Word]) -> String {
    let mut key = String::with_capacity(words.iter().map(|word| word.folded.len() + 1).sum());
    for word in words {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(&word.folded);
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, HashMap};

    /// Whether the first place named in the text lies in the territory.
    fn lies_in(text: &str, territory: &str) -> Option<bool> {
        let places = &PLACES;
        places.is_within(places.find(text).first()?, territory)
    }

    /// The file as written: a list is one text with commas.
    #[derive(serde::Deserialize)]
    struct File {
        same: String,
        inside: String,
        common: String,
    }

    /// Lines of a name, a colon, and the list that belongs to it.
    fn lists(text: &str) -> impl Iterator<Item = (String, impl Iterator<Item = String>)> {
        text.lines().filter_map(|line| line.split_once(':')).map(|(name, list)| (name_key(name), keys(list)))
    }

    fn keys(list: &str) -> impl Iterator<Item = String> {
        list.split(',').map(name_key).filter(|key| !key.is_empty())
    }

    /// The lines of the gazetteer as `places.yaml` has it.
    fn lines() -> String {
        let file: File = serde_yaml::from_str(include_str!("lexicon/en/places.yaml")).unwrap();
        let mut same: HashMap<String, String> = HashMap::new();
        let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, others) in lists(&file.same) {
            places.entry(name.clone()).or_default();
            same.extend(others.filter(|other| *other != name).map(|other| (other, name.clone())));
        }
        let place = |name: String| same.get(&name).cloned().unwrap_or(name);
        for (outer, inner) in lists(&file.inside) {
            let outer = place(outer);
            for inner in inner {
                places.entry(place(inner)).or_default().push(outer.clone());
            }
            places.entry(outer).or_default();
        }
        let mut lines: BTreeMap<String, String> =
            places.into_iter().map(|(name, outer)| (name, format!(":{}", outer.join(",")))).collect();
        lines.extend(same.into_iter().map(|(name, place)| (name, format!("={place}"))));
        for name in keys(&file.common) {
            if let Some(line) = lines.get_mut(&name) {
                line.insert(0, '*');
            }
        }
        lines.into_iter().flat_map(|(name, line)| [name, line, "\n".to_owned()]).collect()
    }

    #[test]
    fn the_table_holds_the_places_as_written() {
        assert!(PLACES.lines == lines(), "places.txt is to hold this:\n{}", lines());
    }

    proptest::proptest! {
        #[test]
        fn a_name_has_one_key(name in "[ -~]{0,12}") {
            proptest::prop_assert_eq!(name_key(&name), key(&words(&name)));
        }
    }

    #[test]
    fn a_place_inside_counts() {
        assert_eq!(lies_in("we sit in Cork", "Ireland"), Some(true));
        assert_eq!(lies_in("Madison, WI", "US"), Some(true));
        assert_eq!(lies_in("all Wales", "UK"), Some(true));
        assert_eq!(lies_in("Zürich + Basel", "DACH"), Some(true));
        assert_eq!(lies_in("são paulo", "LATAM"), Some(true));
        assert_eq!(lies_in("Odense", "EMEA"), Some(true));
        assert_eq!(lies_in("plants at Chennai", "India"), Some(true));
        assert_eq!(lies_in("Newcastle upon Tyne", "United Kingdom"), Some(true));
    }

    #[test]
    fn a_place_elsewhere_does_not() {
        assert_eq!(lies_in("Franca, in Brazil", "Portugal"), Some(false));
        assert_eq!(lies_in("Toronto", "US"), Some(false));
        assert_eq!(lies_in("Geneva", "EU"), Some(false));
    }

    #[test]
    fn a_name_in_several_places_is_in_each() {
        assert_eq!(lies_in("Birmingham", "UK"), Some(true));
        assert_eq!(lies_in("Birmingham", "US"), Some(true));
        assert_eq!(lies_in("Georgia", "US"), Some(true));
    }

    #[test]
    fn everyday_words_are_no_places() {
        let places = &PLACES;
        for text in ["talk to us", "a nice bath", "it is in the us or so", "reading the mobile app", "we do that"] {
            assert!(places.find(text).is_empty(), "{text}: {:?}", places.find(text));
        }
        assert_eq!(places.find("Reading").len(), 1);
    }

    #[test]
    fn a_town_that_only_the_list_of_towns_knows_lies_in_its_region_and_country() {
        let places = &PLACES;
        let lies = |town: &str, territory: &str| places.is_within(places.find_name(town).first()?, territory);
        assert_eq!(lies("Kaltenbach", "Austria"), Some(true));
        assert_eq!(lies("Kaltenbach", "DACH"), Some(true));
        assert_eq!(lies("Kaltenbach", "Tyrol"), Some(true));
        assert_eq!(lies("Kaltenbach", "Switzerland"), Some(false));
        assert_eq!(lies("Temuco", "Canada"), Some(false));
        assert_eq!(lies("Sylacauga", "Alabama"), Some(true));
        assert_eq!(lies("Sylacauga", "Georgia"), Some(false));
        assert_eq!(lies("Thimphu", "Bhutan"), Some(true));
        assert_eq!(lies("Nowhereville", "US"), None);
    }

    #[test]
    fn what_the_gazetteer_does_not_know_is_left_open() {
        assert_eq!(lies_in("Cork", "Atlantis"), None);
        assert_eq!(lies_in("Nowhereville", "US"), None);
    }
}
