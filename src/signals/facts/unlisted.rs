//! Names typed in small letters, and names that no list has: who or what a strange word is, by the words around it.
//!
//! A rep types "skaidrite keys it in" and "guntars (chair)". A word is strange where neither the dictionary nor any list
//! knows it; even so it needs some evidence, because hurried words are misspelt.

use crate::signals::lexicon::{Class, Classes, answer_wording};
use crate::signals::text::{Boundary, TokenKind};

use super::appositive::appositive;
use super::evidence::{placed, small_beside};
use super::listed::List;
use super::naming::{acts, capital, deals, inside, is_place, named_earlier, typed, words};
use super::roles::asks_for_person;
use super::scene::Scene;
use super::thing::asks_for_thing;

/// Whether no list knows a word, in whatever letters: neither the dictionary nor any list of the lexicon. Given names
/// are not looked at.
pub(super) fn strange(scene: &Scene<'_>, at: usize) -> bool {
    const SHORTEST: usize = 3;
    let lexicon = scene.context.lexicon;
    let norm = scene.norm(at);
    let vowel = |c: char| !c.is_ascii() || matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let word = scene.kind(at) == Some(TokenKind::Word)
        && norm.chars().count() >= SHORTEST
        && norm.chars().all(char::is_alphabetic)
        && norm.chars().any(vowel);
    let small_word = || {
        let numbers = &lexicon.numbers;
        lexicon.grammar.classes(norm) != Classes::default()
            || scene.holds(List::FunctionWords, at)
            || numbers.words.contains_key(norm)
            || numbers.time_units.contains_key(norm)
            || numbers.money.names.contains_key(norm)
            || lexicon.calendar.months.contains_key(norm)
            || lexicon.calendar.weekdays.contains_key(norm)
    };
    let of_people = || {
        scene.is_head(at)
            || scene.holds(List::Departments, at)
            || scene.holds(List::Titles, at)
            || scene.holds(List::NotNames, at)
            || !scene.bodies.at(at).is_empty()
            || acts(scene, at)
    };
    word && !small_word()
        && !of_people()
        && !scene.holds(List::NotThings, at)
        && !scene.thing_word("known", at)
        && !is_place(scene, at)
        && !scene.holds(List::Common, at)
        && !answer_wording("en").knows(norm)
}

/// What kind of name a word in small letters may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// A given name that is no other word.
    Listed,
    /// A given name that is another word as well.
    Doubtful,
    /// A word that no list knows.
    Strange,
}

/// "skaidrite keys it in", "guntars (chair)", "me, bluey, nev": somebody by a word in small letters.
pub(super) fn small_person(scene: &Scene<'_>, at: usize) -> Option<(usize, String)> {
    let free_word = scene.kind(at) == Some(TokenKind::Word)
        && !capital(scene, at)
        && scene.free(at..at + 1)
        && !(scene.glued(at) && scene.kind(at.wrapping_sub(1)) == Some(TokenKind::Joiner));
    if !free_word || scene.is(at, Class::Auxiliary) {
        return None;
    }
    let norm = scene.norm(at);
    let listed = scene.holds(List::FirstNames, at);
    let doubtful = listed && scene.holds(List::DoubtfulNames, at);
    let last = joined_end(scene, at);
    if doubtful {
        let known = named_earlier(scene, at, true);
        return (known || evident(scene, at, last, Sort::Doubtful)).then(|| (last, words(scene, at, last).to_owned()));
    }
    let sort = if listed { Sort::Listed } else { Sort::Strange };
    // The dictionary is asked first, because it knows nearly every word.
    let common = &scene.context.lexicon.common;
    let long = if listed { norm.len() > 2 } else { may_be_strange(scene, at) };
    if !long || if listed { common.lists(norm) } else { scene.holds(List::Common, at) } {
        return None;
    }
    let unit = || scene.context.lexicon.numbers.money.names.contains_key(norm);
    let other = || is_place(scene, at) || scene.thing_word("known", at) || unit();
    let sound = || if listed { !other() } else { strange(scene, at) };
    let meant = || named_earlier(scene, at, true) || evident(scene, at, last, sort);
    (sound() && meant()).then(|| (last, words(scene, at, last).to_owned()))
}

/// What has to hold of a strange word before the lists are asked.
fn may_be_strange(scene: &Scene<'_>, at: usize) -> bool {
    const SHORTEST: usize = 4;
    scene.norm(at).chars().count() >= SHORTEST
}

/// A strange word right behind a role, which is whoever has it ("old director vesko"); a misspelt verb is none.
pub(super) fn named_behind_role(scene: &Scene<'_>, at: usize) -> Option<(usize, String)> {
    const VERBAL: [&str; 5] = ["es", "ed", "ing", "ly", "nt"];
    let small = scene.tokens().get(at).is_some_and(inside) && !capital(scene, at) && scene.free(at..at + 1);
    let verbal = || VERBAL.iter().any(|ending| scene.norm(at).ends_with(ending));
    let object = || scene.is(at + 1, Class::Definite) || scene.is(at + 1, Class::Indefinite);
    let name = small && may_be_strange(scene, at) && !verbal() && !object() && strange(scene, at);
    name.then(|| (joined_end(scene, at), words(scene, at, joined_end(scene, at)).to_owned()))
}

/// "gerrit-jan": the last token of a name with a hyphen.
fn joined_end(scene: &Scene<'_>, at: usize) -> usize {
    let joined = scene.kind(at + 1) == Some(TokenKind::Joiner) && scene.glued(at + 1) && scene.glued(at + 2);
    let second = || scene.holds(List::FirstNames, at + 2) || strange(scene, at + 2);
    if joined && scene.kind(at + 2) == Some(TokenKind::Word) && second() { at + 2 } else { at }
}

/// Whether the words around show that somebody is meant.
fn evident(scene: &Scene<'_>, at: usize, last: usize, sort: Sort) -> bool {
    let next = last + 1;
    let article = scene.before_is(at, Class::Definite) && !scene.before_is(at, Class::Possessive);
    if article || scene.before_is(at, Class::Unspecific) && !scene.before_is(at, Class::Be) {
        return false;
    }
    let opens = opens_clause(scene, at);
    // Hurried words are misspelt, but seldom where somebody would stand: "Jan signs evrything, he's the owner".
    let stands = opens
        || scene.before_is(at, Class::And)
        || scene.before_is(at, Class::SureContacting)
        || scene.before_is(at, Class::Condition)
        || matches!(scene.norm(at.wrapping_sub(1)), "because" | "then" | "by" | "from" | "=" | "that");
    let many = sort == Sort::Strange && plural(scene, at);
    if sort == Sort::Strange && (!stands || scene.kind(at.wrapping_sub(1)) == Some(TokenKind::Number)) {
        return false;
    }
    let told = scene.norm(next) == "," && scene.is(next + 1, Class::Pronoun) && scene.norm(next + 1) != "who"
        || scene.is(next, Class::Pronoun) && scene.norm(next) != "who";
    let has = scene.norm(next) == "'s" && (last + 2..last + 5).any(|at| scene.is(at, Class::Belonging));
    let sure = deals(scene, next)
        || scene.is(next, Class::PersonVerb)
        || scene.is(next, Class::Be) && scene.is(next + 1, Class::PersonState)
        || told
        || has
        || scene.before_is(at, Class::SureContacting)
        || explained(scene, last, sort);
    // "… the bosun, raves about it": what may be a verb stands alone where it is a name.
    let verbal = many && !scene.stops(next);
    if sure && !many || !verbal && asks_for_person(scene) && answers(scene, at, last) {
        return true;
    }
    if sort == Sort::Doubtful {
        return false;
    }
    let joined = !verbal && joined_to_person(scene, at);
    let busy = !many && scene.is(next, Class::Handwork) && scene.tokens().get(next).is_some_and(inside);
    let asked_staff = || scene.context.lexicon.names.speech.staff_topics.contains(scene.context.topic_id());
    if busy || placed(scene, next) || small_beside(scene, at) || joined && (asks_for_person(scene) || asked_staff()) {
        return sort == Sort::Listed || !asks_for_thing(scene);
    }
    // "a salesman came, lorenz"
    let added = opens && scene.stops(next) && scene.tokens()[at].boundary == Boundary::Clause;
    sort == Sort::Listed && (!asks_for_thing(scene) || added)
}

/// A role behind the name: "guntars (chair)"; behind a strange word it has to end there ("12 sheds, head office").
fn explained(scene: &Scene<'_>, last: usize, sort: Sort) -> bool {
    appositive(scene, last).is_some_and(|(end, _)| {
        let ends = scene.stops(end + 1) || acts(scene, end + 1) || scene.is(end + 1, Class::Auxiliary);
        sort != Sort::Strange || ends
    })
}

/// Whether a clause or the remark begins with a token.
fn opens_clause(scene: &Scene<'_>, at: usize) -> bool {
    at == 0 || scene.tokens()[at].boundary > Boundary::Inside
}

/// Whether a strange word may be a plural: an s behind a consonant.
fn plural(scene: &Scene<'_>, at: usize) -> bool {
    let mut letters = scene.norm(at).chars().rev();
    letters.next() == Some('s') && !letters.next().is_none_or(|c| "aiousys".contains(c))
}

/// "ieva", "money = guntars", "nev up to 40k", "grace at the front desk": what was answered where somebody was asked for.
pub(super) fn answers(scene: &Scene<'_>, at: usize, last: usize) -> bool {
    let next = last + 1;
    let opens = opens_clause(scene, at) || scene.before_is(at, Class::Be);
    let equals = at > 0 && matches!(scene.norm(at - 1), "=" | ":" | "->");
    let ends = scene.stops(next) || scene.is(next, Class::Gapping) || scene.is(next, Class::And);
    (opens || equals) && (ends || opens && scene.is(next, Class::Within) && !scene.before_is(at, Class::And))
}

/// "me, bluey, nev": a word of a row in which somebody stands before it.
pub(super) fn joined_to_person(scene: &Scene<'_>, at: usize) -> bool {
    const REACH: usize = 4;
    let sentence = scene.text.sentence(at).start;
    let speaker = || (sentence.max(at.saturating_sub(REACH))..at).any(|at| scene.is(at, Class::SpeakerObject));
    let before = scene.met() > sentence || speaker();
    before && (scene.tokens()[at].boundary == Boundary::Clause || scene.before_is(at, Class::And))
}

/// The letters of a word without the s of who has it, where the apostrophe was left out ("Triins list").
pub(super) fn bare_possessor<'a>(scene: &Scene<'a>, at: usize) -> Option<&'a str> {
    let names = &scene.context.lexicon.names;
    let stem = scene.norm(at).strip_suffix('s')?;
    let has = scene.is(at + 1, Class::Belonging) && scene.tokens().get(at + 1).is_some_and(inside);
    let whole = scene.holds(List::FirstNames, at) || scene.holds(List::Common, at);
    let name = has && scene.free(at..at + 1) && !whole && names.first_names.contains(stem);
    let given = name && !names.doubtful_names.contains(stem);
    given.then(|| typed(scene, at).strip_suffix(['s', 'S'])).flatten()
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::{read, read_on};

    fn has_person(topic: &str, say: &str, who: &str) {
        let found = read_on(topic, say);
        assert!(found.iter().any(|fact| fact.starts_with(&format!("person {who}"))), "{say} {found:?}");
    }

    #[test]
    fn names_in_small_letters_are_known_by_what_is_said_of_them() {
        for (topic, say, who) in [
            ("authority.signs", "above that efua (grp fin ctrl) signs", "<efua (grp fin ctrl)>"),
            ("authority.signs", "zorbina signs above 20k", "<zorbina>"),
            ("authority.signs", "two signatures: velmar (chair) + the chief acct", "<velmar (chair)>"),
            ("buyer.name", "money = guntars", "<guntars>"),
            ("buyer.name", "zorbina. her purse", "<zorbina>"),
            ("authority.others", "velmar n mere both look at it", "<velmar>"),
            ("process.steps", "me, velmar, then Kim signs", "<velmar>"),
            ("pain.problem", "because zorbina keys it in at night", "<zorbina>"),
            ("pain.tried", "old director velmar bought one", "<director velmar>"),
            ("buyer.name", "gerrit-jan, fin dir", "<gerrit-jan, fin dir>"),
            ("authority.signs", "CFO KIM SIGNS EVERYTHING OVER 20K", "<CFO KIM>"),
            ("authority.signs", "Kim / CFO signs", "<Kim / CFO>"),
            ("authority.signs", "my boss's wife, the missus (Raelene), signs", "<the missus (Raelene)>"),
            ("criteria.list", "reads Excel. Triins list", "<Triins> {\"name\":\"Triin\""),
        ] {
            has_person(topic, say, who);
        }
    }

    #[test]
    fn hurried_words_and_plurals_are_nobody() {
        for (topic, say) in [
            ("pain.tried", "3 declarants quit and we never got back to it"),
            ("authority.signs", "he signs evrythng we buy"),
            ("pain.problem", "in October botrytis took 6% of the vines"),
            ("goal.statement", "Stay in business"),
            ("budget.amount", "Enough, thanks"),
            ("timeline.start", "we flick the switch in May"),
            ("goal.statement", "beat Clay Energy"),
            ("users.team", "the CFO aproves it"),
        ] {
            let found = read_on(topic, say);
            assert!(found.iter().all(|fact| !fact.contains("\"name\"")), "{say} {found:?}");
        }
    }

    #[test]
    fn whoever_is_named_twice_is_one_person() {
        let found = read_on("authority.others", "Aroha and Mia look at it, Aroha for IT");
        assert_eq!(found.iter().filter(|fact| fact.contains("Aroha")).count(), 1, "{found:?}");
    }

    #[test]
    fn products_and_places_in_small_letters_are_known_where_they_were_asked_for() {
        let thing = |topic: &str, say: &str, name: &str| {
            let found = read_on(topic, say);
            assert!(found.contains(&format!(r#"thing <{name}> {{"name":"{name}"}}"#)), "{say} {found:?}");
        };
        thing("solution.current", "zentravo, then a whiteboard", "zentravo");
        thing("solution.alternatives", "looked at zentravo and a few others", "zentravo");
        thing("solution.current", "harvest v4 for intake", "harvest");
        thing("product.familiarity", "yes, Observe.AI for a year", "Observe.AI");
        thing("pain.problem", "the old Zentravo system cannot move a group", "Zentravo");
        assert_eq!(read("the old weighbridge system is slow"), [""; 0]);
        let found = read_on("company.industry", "cocoa storage, zorbin, twelve hands");
        assert!(found.iter().any(|fact| fact.starts_with("place <zorbin>")), "{found:?}");
        let found = read_on("company.industry", "feed mill, out of Paris, Kentucky");
        assert!(found.iter().any(|fact| fact.starts_with("place <Paris, Kentucky>")), "{found:?}");
    }
}
