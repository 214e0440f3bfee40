//! Places: the seats of the company, where the remark is about the company.

use crate::bank::ValueKind;
use crate::signals::lexicon::Class;
use crate::signals::text::{Boundary, TokenKind};
use crate::signals::value::Value;

use super::listed::List;
use super::marks::Marks;
use super::naming::{capital, initials, words};
use super::scene::Scene;
use super::unlisted::strange;

/// Keeps the company's seats. A place named elsewhere ("the Dallas warehouse opens") is no seat.
pub(super) fn extract(scene: &mut Scene<'_>) {
    let asked =
        scene.context.in_family("company") || scene.context.topic.is_some_and(|topic| topic.kind == ValueKind::Place);
    let around = Marks::new(scene.context.lexicon.places.around.find(scene.text));
    let told = around.iter().find(|hit| hit.list == "seats");
    let mut index = match told {
        _ if asked => 0,
        Some(seat) => seat.tokens.start,
        None => return,
    };
    let mut before_was_place = false;
    let mut ruled_out = false;
    while index < scene.tokens().len() {
        let connector = scene.is(index, Class::And) || scene.norm(index) == ",";
        if let Some(last) = place_end(scene, &around, index, before_was_place) {
            // What is ruled out is no seat, nor is what is listed with it.
            ruled_out = denied(scene, index) || ruled_out && before_was_place && !scene.before_is(index, Class::Only);
            if ruled_out {
                scene.take(index..last + 1);
            } else {
                let name = words(scene, index, last).to_owned();
                scene.keep(index..last + 1, Value::Place { name });
            }
            index = last + 1;
            before_was_place = true;
        } else {
            before_was_place &= connector;
            index += 1;
        }
    }
}

/// "not in France any more", "no longer Spain", "no Switzerland": a denial, with a preposition at most behind it.
fn denied(scene: &Scene<'_>, first: usize) -> bool {
    const REACH: usize = 3;
    let clause = scene.text.clause(first).start;
    (clause.max(first.saturating_sub(REACH))..first)
        .rev()
        .take_while(|&at| {
            scene.is(at, Class::Not)
                || scene.is(at, Class::Preposition)
                || scene.is(at, Class::Definite)
                || scene.is(at, Class::Longer)
        })
        .any(|at| scene.is(at, Class::Not))
}

/// The last token of the place that begins at a token.
fn place_end(scene: &Scene<'_>, around: &Marks<'_>, first: usize, chained: bool) -> Option<usize> {
    if scene.kind(first) != Some(TokenKind::Word) || !scene.free(first..first + 1) || elsewhere(scene, around, first) {
        return None;
    }
    let led = led_to(around, first);
    let known = listed_end(scene, first, led).map(|last| namesake_end(scene, first, last));
    let last = known
        .or_else(|| unlisted_end(scene, first, led, chained))
        .or_else(|| small_item(scene, first, led).then_some(first))?;
    let last = abbreviation_behind(scene, last);
    (!attribute(scene, last)).then_some(last)
}

/// "Paris, Kentucky": the state tells which of two towns is meant, and is of its name.
fn namesake_end(scene: &Scene<'_>, first: usize, last: usize) -> usize {
    let places = &scene.context.lexicon.places;
    let state = last + 2;
    let behind = scene.norm(last + 1) == "," && capital(scene, state) && places.states.contains(scene.norm(state));
    if first == last && behind && places.namesakes.contains(scene.norm(first)) { state } else { last }
}

/// "cocoa storage, tema, 140 hands": a word in small letters that no list has, as an item by itself or behind a
/// preposition, where it was asked what and where the company is.
fn small_item(scene: &Scene<'_>, first: usize, led: bool) -> bool {
    const SHORTEST: usize = 4;
    let ends = scene.stops(first + 1)
        || scene.is(first + 1, Class::And)
        || scene.is(first + 1, Class::SeatNoun)
        || scene.context.lexicon.places.sites.contains(scene.norm(first + 1));
    // What the company does is told first.
    let item = first > 0 && (scene.tokens()[first].boundary > Boundary::Inside || scene.before_is(first, Class::And));
    let asked = scene.context.topic_id() == "company.territory" || scene.context.topic_id() == "company.industry";
    let word = !capital(scene, first) && scene.norm(first).chars().count() >= SHORTEST;
    let plural = || scene.norm(first).ends_with('s') || scene.norm(first).ends_with("ing");
    let led = led && (scene.before_is(first, Class::Within) || scene.before_is(first, Class::BeforeSeat));
    asked && word && ends && !plural() && (led || item) && strange(scene, first)
}

/// A place of the lists, longest first. In lower case only behind a preposition.
fn listed_end(scene: &Scene<'_>, first: usize, led: bool) -> Option<usize> {
    let places = &scene.context.lexicon.places;
    let short = capital(scene, first) && initials(scene, first) && places.alone.contains(scene.norm(first));
    let state =
        led && capital(scene, first) && initials(scene, first) && places.abbreviations.contains(scene.norm(first));
    let listed = longest_listed(scene, first);
    let long = scene.norm(first).chars().count() > 3 && !places.doubtful.contains(scene.norm(first));
    let item = scene.tokens()[first].boundary > Boundary::Inside || scene.before_is(first, Class::And);
    let small = |last: usize| {
        let ends = scene.stops(last + 1);
        led || scene.is(last + 1, Class::SeatNoun)
            || item
                && (ends
                    || places.sites.contains(scene.norm(last + 1))
                    || scene.is(last + 1, Class::And)
                    || scene.norm(last + 1) == "-")
    };
    let spelt = capital(scene, first) || listed.is_some_and(|last| long && small(last));
    let with_part = |last: usize| {
        let part = capital(scene, last + 1) && places.compass.contains(scene.norm(last + 1));
        let inside = scene.tokens().get(last + 1).is_some_and(|next| next.boundary == Boundary::Inside);
        if part && inside && capital(scene, first) { last + 1 } else { last }
    };
    listed.filter(|_| spelt).map(with_part).or_else(|| (short || state).then_some(first))
}

/// The last token of the longest name of the lists that begins at a token, in whatever letters.
fn longest_listed(scene: &Scene<'_>, first: usize) -> Option<usize> {
    /// No name of the lists has more tokens.
    const LONGEST: usize = 6;
    let places = &scene.context.lexicon.places;
    let is_listed =
        |name: &str| places.cities.contains(name) || places.states.contains(name) || places.countries.contains(name);
    let mut listed = None;
    let mut name = String::new();
    for last in first..first + LONGEST {
        if !scene.free(last..last + 1) {
            break;
        }
        // A hyphen is a space or a hyphen in the lists.
        if scene.norm(last) != "-" {
            name.push_str(if name.is_empty() { "" } else { " " });
            name.push_str(scene.norm(last));
        }
        let ends = scene.kind(last) == Some(TokenKind::Word);
        if ends && (is_listed(&name) || name.contains(' ') && is_listed(&name.replace(' ', "-"))) {
            listed = Some(last);
        }
    }
    listed
}

/// A capitalised name that no list has: behind a preposition, behind another place, or as a whole item of a list.
fn unlisted_end(scene: &Scene<'_>, first: usize, led: bool, chained: bool) -> Option<usize> {
    let lexicon = scene.context.lexicon;
    let name = |at: usize| {
        capital(scene, at)
            && !initials(scene, at)
            && !scene.holds(List::NotThings, at)
            && !scene.holds(List::Departments, at)
            && !scene.holds(List::FunctionWords, at)
    };
    if !name(first) || scene.holds(List::Titles, first) {
        return None;
    }
    let mut last = first;
    loop {
        // "Santa Maria da Feira", "Park City", "Palmerston North"
        let small = usize::from(scene.is(last + 1, Class::Particle) && !capital(scene, last + 1));
        // "Saint-Jérôme"
        let hyphen = scene.kind(last + 1) == Some(TokenKind::Joiner) && scene.glued(last + 1) && scene.glued(last + 2);
        let next = last + 1 + small.max(usize::from(hyphen));
        let inside = scene.tokens().get(next).is_some_and(|token| token.boundary == Boundary::Inside);
        let second = capital(scene, next) && !initials(scene, next) && !scene.holds(List::Chiefs, next);
        if !(inside && second) {
            break;
        }
        last = next;
    }
    let item = first > 0 && scene.norm(first - 1) == "," && (scene.stops(last + 1) || scene.is(last + 1, Class::And));
    let home = first > 1 && scene.norm(first - 1) == "is" && scene.is(first - 2, Class::SeatNoun);
    // "our warehouse is at Tuas"
    let site = |at: usize| lexicon.places.sites.contains(scene.norm(at));
    let at_site = scene.norm(first.wrapping_sub(1)) == "at"
        && (2..=3).any(|back| first >= back && site(first - back))
        && scene.context.in_family("company");
    let preposition = scene.before_is(first, Class::BeforeSeat)
        || home
        || at_site
        || first > 1
            && scene.context.in_family("company")
            && scene.norm(first - 2) == "out"
            && scene.norm(first - 1) == "of";
    let based = scene.norm(last + 1) == "based"
        || scene.norm(last + 2) == "based" && scene.kind(last + 1) == Some(TokenKind::Joiner);
    // "Kuopio, Finland", "Nagoya in Japan": the country tells.
    let between = usize::from(matches!(scene.norm(last + 1), "," | "in"));
    let places = &scene.context.lexicon.places;
    let two = format!("{} {}", scene.norm(last + 2), scene.norm(last + 3));
    let land = places.countries.contains(scene.norm(last + 2)) || places.states.contains(scene.norm(last + 2));
    let country = between == 1 && (land || places.states.contains(&two) || places.countries.contains(&two));
    let told = country && scene.tokens()[first].boundary > Boundary::Inside;
    // "all up and down the Gold Coast"
    let stretch = last > first
        && scene.context.in_family("company")
        && scene.norm(first.wrapping_sub(1)) == "the"
        && places.lands.contains(scene.norm(last));
    (led && preposition || chained || item || based || told || stretch).then_some(last)
}

/// "Met you at a conference in Paris", "our competitor is in Spain": what is there is not the company.
fn elsewhere(scene: &Scene<'_>, around: &Marks<'_>, first: usize) -> bool {
    const REACH: usize = 4;
    let clause = scene.text.clause(first);
    (first.saturating_sub(REACH)..=first)
        .flat_map(|end| around.ending(end))
        .any(|hit| hit.list == "elsewhere" && hit.tokens.start >= clause.start)
}

fn led_to(around: &Marks<'_>, first: usize) -> bool {
    around.ending(first).any(|hit| hit.list == "leads")
}

/// "Austin TX", "Portland, OR".
fn abbreviation_behind(scene: &Scene<'_>, last: usize) -> usize {
    let places = &scene.context.lexicon.places;
    let comma = usize::from(scene.norm(last + 1) == ",");
    let at = last + 1 + comma;
    let state = capital(scene, at) && initials(scene, at) && places.abbreviations.contains(scene.norm(at));
    if state { at } else { last }
}

/// "the Toledo move": the place only says which thing is meant.
fn attribute(scene: &Scene<'_>, last: usize) -> bool {
    let nouns = &scene.context.lexicon.numbers.nouns;
    scene.tokens().get(last + 1).is_some_and(|next| {
        let common = next.kind == TokenKind::Word && !next.capital && next.boundary == Boundary::Inside;
        common
            && !nouns.function_words.contains(&next.norm)
            && !next.norm.ends_with("ly")
            && !scene.is(last + 1, Class::SeatNoun)
            && !scene.context.lexicon.places.sites.contains(&next.norm)
    })
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::read_on;

    #[test]
    fn seats_are_read_where_the_company_is_asked_about() {
        assert_eq!(
            read_on("company.industry", "print shop, Austin TX and Zürich"),
            [r#"place <Austin TX> {"name":"Austin TX"}"#, r#"place <Zürich> {"name":"Zürich"}"#]
        );
        assert_eq!(read_on("company.territory", "all in dubai"), [r#"place <dubai> {"name":"dubai"}"#]);
    }

    #[test]
    fn a_place_that_is_ruled_out_is_no_seat() {
        assert_eq!(
            read_on("company.territory", "not in France any more, only Germany now"),
            [r#"place <Germany> {"name":"Germany"}"#]
        );
        assert_eq!(read_on("company.territory", "no longer in Spain and Portugal"), [""; 0]);
    }

    #[test]
    fn a_stretch_of_land_is_a_seat_behind_its_article() {
        assert_eq!(
            read_on("company.territory", "twelve shops along the Garden Route"),
            [r#"count <twelve shops> {"n":12,"of":"shops"}"#, r#"place <Garden Route> {"name":"Garden Route"}"#]
        );
    }

    #[test]
    fn a_place_that_only_describes_is_no_seat() {
        assert!(read_on("company.industry", "after the Toledo move").is_empty());
        assert!(read_on("pain.problem", "support must be from Pune").is_empty());
    }

    #[test]
    fn a_place_where_somebody_was_met_is_no_seat() {
        for say in [
            "met you at a conference in Paris",
            "we sell bikes online, saw you at a trade fair in Lyon",
            "our biggest competitor is in Spain",
        ] {
            assert!(read_on("company.industry", say).is_empty(), "{say}");
        }
        assert_eq!(read_on("company.industry", "we run trade fairs, in Lyon").len(), 1);
    }
}
