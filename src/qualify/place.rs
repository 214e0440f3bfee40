//! Places and what lies in them: a compact gazetteer, so that Cork is in Ireland and WI in the US.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::towns::{self, Region};
use super::words::{Word, words};

/// A place by its number in the gazetteer.
type PlaceId = usize;

/// The longest name, in words ("United States of America").
const LONGEST_NAME: usize = 5;

/// About how many names the gazetteer holds, so that its table need not grow while it is filled.
const NAMES: usize = 4_000;

/// A gazetteer.
#[derive(Debug, Default)]
pub(super) struct Places {
    names: HashMap<String, PlaceId>,
    parents: HashMap<PlaceId, Vec<PlaceId>>,
    common: HashSet<String>,
}

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
    /// Builds a gazetteer from other names, from what lies in each place, and from the names that are also
    /// everyday words.
    pub(super) fn new<'t, L: Iterator<Item = &'t str>>(
        same: impl Iterator<Item = (&'t str, L)>,
        inside: impl Iterator<Item = (&'t str, L)>,
        common: impl Iterator<Item = &'t str>,
    ) -> Self {
        let mut places = Self { common: common.map(name_key).collect(), ..Self::default() };
        places.names.reserve(NAMES);
        for (name, others) in same {
            let place = places.id(name);
            places.names.extend(others.map(|other| (name_key(other), place)));
        }
        for (outer, inner) in inside {
            let outer = places.id(outer);
            for name in inner {
                let inner = places.id(name);
                places.parents.entry(inner).or_default().push(outer);
            }
        }
        places
    }

    fn id(&mut self, name: &str) -> PlaceId {
        let next = self.names.len();
        *self.names.entry(name_key(name)).or_insert(next)
    }

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
        let place = *self.names.get(&name)?;
        Some(Found { name, lies: Lies::At(place) })
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
        if self.common.contains(&found.name) && !words.iter().all(|word| word.capital) {
            return None;
        }
        Some(found)
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
                open.extend(self.parents.get(&place).into_iter().flatten().copied());
            }
        }
        Some(false)
    }

    /// The places of the gazetteer that hold a region: its country, and itself where the gazetteer has it in that country.
    fn holds(&self, region: Region) -> Vec<PlaceId> {
        let id = |name: &str| self.names.get(&name_key(name)).copied();
        let country = id(region.country);
        let is_its = |place: &PlaceId| {
            self.parents.get(place).is_some_and(|outer| country.is_some_and(|country| outer.contains(&country)))
        };
        country.into_iter().chain(id(region.name).filter(is_its)).collect()
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
    use crate::qualify::lexicon::lexicon;

    /// Whether the first place named in the text lies in the territory.
    fn lies_in(text: &str, territory: &str) -> Option<bool> {
        let places = &lexicon().places;
        places.is_within(places.find(text).first()?, territory)
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
        let places = &lexicon().places;
        for text in ["talk to us", "a nice bath", "it is in the us or so", "reading the mobile app", "we do that"] {
            assert!(places.find(text).is_empty(), "{text}: {:?}", places.find(text));
        }
        assert_eq!(places.find("Reading").len(), 1);
    }

    #[test]
    fn a_town_that_only_the_list_of_towns_knows_lies_in_its_region_and_country() {
        let places = &lexicon().places;
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
