//! People: names with their roles, roles by themselves, bodies that sign, and the speaker.
//!
//! A person is the words that name them ("Raj Patel, our finance director"); what they do in the purchase is read from
//! the words between them and the next person.

use std::ops::Range;

use crate::signals::text::TokenKind;
use crate::signals::value::Value;

use super::deeds::{deed, role_told_later};
use super::naming::{Role, behind_title, capital, deals, given_name, initials, name_end, role_at, small_name, words};
use super::roles::{asks_for_person, rules_alone, stands_alone};
use super::scene::Scene;
use super::speaker;

/// Somebody named, before it is known what they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    /// The tokens that name them.
    pub tokens: Range<usize>,
    /// The name without title.
    pub name: Option<String>,
    /// The role.
    pub role: Option<String>,
    /// What they do, where the mention itself says so.
    pub does: Option<String>,
}

/// Keeps the people of a remark.
pub(super) fn extract(scene: &mut Scene<'_>) {
    let mut mentions = speaker::mentions(scene);
    for mention in &mentions {
        scene.take(mention.tokens.clone());
    }
    let mut index = 0;
    while index < scene.tokens().len() {
        let mention = role_first(scene, index).or_else(|| name_first(scene, index)).or_else(|| body(scene, index));
        match mention {
            Some(mention) => {
                index = mention.tokens.end;
                scene.take(mention.tokens.clone());
                mentions.push(mention);
            }
            None => index += 1,
        }
    }
    mentions.sort_by_key(|mention| mention.tokens.start);
    let deeds: Vec<Option<String>> = (0..mentions.len()).map(|at| deed(scene, &mentions, at)).collect();
    let later_roles: Vec<Option<String>> =
        (0..mentions.len()).map(|at| role_told_later(scene, &mentions, at)).collect();
    for ((mention, deed), later) in mentions.into_iter().zip(deeds).zip(later_roles) {
        let Mention { tokens, name, role, does } = mention;
        scene.keep(tokens, Value::Person { name, role: role.or(later), does: does.or(deed) });
    }
}

/// "CFO Kim Sato", "our founder, Will Stein", "MD signs, Ian Brannock", "my partner Khalid", or a role by itself.
fn role_first(scene: &Scene<'_>, index: usize) -> Option<Mention> {
    let kin = kin_at(scene, index);
    let role = kin.clone().or_else(|| role_at(scene, index))?;
    let before = index.checked_sub(1).map_or("", |at| scene.norm(at));
    let own = matches!(before, "my" | "his" | "her" | "their");
    let named = words(scene, role.first, role.last).to_owned();
    if let Some((last, name)) = name_at(scene, role.last + 1).or_else(|| small_name(scene, role.last + 1)) {
        let start = if own { index - 1 } else { index };
        // "his daughter Claire, she's FD": the role told behind weighs more.
        return Some(match appositive(scene, last).filter(|_| kin.is_some()) {
            Some((end, role)) => person(start, end, name, Some(role)),
            None => person(start, last, name, Some(named)),
        });
    }
    if scene.norm(role.last + 1) == ","
        && let Some((last, name)) = name_at(scene, role.last + 2)
    {
        if kin.is_some() && appositive(scene, last).is_some() {
            return None;
        }
        let governed =
            index > 1 && matches!(scene.norm(index - 2), "with" | "to" | "from" | "of" | "by" | "for" | "at");
        let start = if own || (matches!(before, "our" | "the") && !governed) { index - 1 } else { index };
        return Some(person(start, last, name, Some(named)));
    }
    if let Some((last, name)) = name_behind_verb(scene, role.last + 1) {
        return Some(person(index, last, name, Some(named)));
    }
    let addressed = usize::from(scene.context.lexicon.names.honorifics_behind.contains(scene.norm(role.last + 1)));
    let alone = if kin.is_some() { rules_alone(scene, &role) } else { stands_alone(scene, &role, before) };
    alone.then(|| Mention { tokens: index..role.last + 1 + addressed, name: None, role: Some(named), does: None })
}

/// "signs, Ian Brannock": the name that explains a role behind its verb.
fn name_behind_verb(scene: &Scene<'_>, verb: usize) -> Option<(usize, String)> {
    let end = scene.deeds.at(verb).iter().map(|hit| hit.tokens.end).max()?;
    if scene.norm(end) != "," {
        return None;
    }
    let found = name_at(scene, end + 1)?;
    let ends = matches!(scene.norm(found.0 + 1), "" | "," | "." | ";" | "-");
    ends.then_some(found)
}

/// "Raj Patel, our finance director", "Sian Lloyd the FD", "Gareth, my brother", "Kim", "Frei signs".
fn name_first(scene: &Scene<'_>, index: usize) -> Option<Mention> {
    let small =
        || small_name(scene, index).filter(|(last, _)| deals(scene, last + 1) || appositive(scene, *last).is_some());
    let (last, name) = name_at(scene, index).or_else(|| bare_surname(scene, index)).or_else(small)?;
    let title_role = scene
        .context
        .lexicon
        .names
        .titles_that_are_roles
        .contains(scene.norm(index))
        .then(|| scene.norm(index).to_owned());
    if let Some((end, role)) = appositive(scene, last) {
        return Some(person(index, end, name, Some(role)));
    }
    Some(person(index, last, name, title_role))
}

fn person(first: usize, last: usize, name: String, role: Option<String>) -> Mention {
    Mention { tokens: first..last + 1, name: Some(name), role, does: None }
}

/// The name at a token, title skipped: its last token and the name.
pub(super) fn name_at(scene: &Scene<'_>, index: usize) -> Option<(usize, String)> {
    let first = behind_title(scene, index).unwrap_or(index);
    let role_before_name = first == index && index > 0 && role_ends_at(scene, index - 1);
    let name = first > index
        || given_name(scene, first)
        || (likely_surname(scene, first)
            && (role_before_name || explains_role(scene, first) || asked_for(scene, first)));
    if !name || !scene.free(first..first + 1) {
        return None;
    }
    let last = name_end(scene, first);
    let product = first == index
        && scene.context.lexicon.things.around.of_list("after").any(|after| after == scene.norm(last + 1));
    (!product).then(|| (last, words(scene, first, last).to_owned()))
}

/// "the head of logistics, Aylin Kaya": two names behind a role and a comma.
fn explains_role(scene: &Scene<'_>, first: usize) -> bool {
    let behind_role = first > 1 && scene.norm(first - 1) == "," && role_ends_at(scene, first - 2);
    behind_role && name_end(scene, first) > first
}

/// "Tunde in the warehouse": where a person was asked for, a capitalised word that opens the answer or stands inside it.
fn asked_for(scene: &Scene<'_>, first: usize) -> bool {
    let lexicon = scene.context.lexicon;
    let asked = asks_for_person(scene);
    let next = scene.norm(name_end(scene, first) + 1);
    let named = matches!(
        next,
        "," | "in" | "from" | "(" | "and" | "&" | "+" | "" | "." | "'s" | "at" | "who" | "does" | "will" | "is" | "-"
    );
    let norm = scene.norm(first);
    let known_else = lexicon.places.cities.contains(norm)
        || lexicon.places.countries.contains(norm)
        || lexicon.places.states.contains(norm);
    let before = first.checked_sub(1).map_or("", |at| scene.norm(at));
    asked
        && named
        && !known_else
        && !matches!(before, "the" | "a" | "an" | "in" | "from" | "at")
        && !lexicon.calendar.feasts.contains_key(norm)
}

/// "Frei signs", "Baumann in risk wrote it", "Nuala's team": a capitalised word that does what only people do.
fn bare_surname(scene: &Scene<'_>, index: usize) -> Option<(usize, String)> {
    if !likely_surname(scene, index) {
        return None;
    }
    let last = name_end(scene, index);
    let owns_team = scene.norm(last + 1) == "'s"
        && (2..4).any(|skip| scene.context.lexicon.names.teams.contains(scene.norm(last + skip)));
    let surnamed = last > index && appositive(scene, last).is_some();
    let strong = |hit: &crate::signals::lexicon::Hit<'_>| {
        matches!(
            hit.list,
            "signs" | "decides" | "owns budget" | "sets criteria" | "approves" | "influences" | "champions"
        )
    };
    let deed = scene.deeds.at(last + 1).iter().any(strong);
    let capital_run = last > index;
    let pronoun = capital_run && scene.norm(last + 1) == "," && matches!(scene.norm(last + 2), "she" | "he");
    (deed || owns_team || surnamed || pronoun || lives(scene, index, last))
        .then(|| (last, words(scene, index, last).to_owned()))
}

/// "Beto who sets the machine", "Jan wants it", and where staff was asked for "Hafiz is off everything else".
fn lives(scene: &Scene<'_>, index: usize, last: usize) -> bool {
    let next = scene.norm(last + 1);
    let norm = scene.norm(index);
    let noun_like = ["ing", "tion", "ment", "ness", "ity", "ance", "ship", "ware", "ly", "ed"]
        .iter()
        .any(|ending| norm.ends_with(ending));
    let many = norm.ends_with('s') && norm.chars().count() > 4;
    let common = index > 0 && matches!(scene.norm(index - 1), "the" | "a" | "an" | "this" | "that" | "our" | "every");
    if noun_like || many || common || scene.context.lexicon.places.countries.contains(norm) {
        return false;
    }
    // What can be said of machines too tells of a person only where one was asked for.
    let verb = scene.context.lexicon.names.speech.person_verbs.contains(next)
        && (asks_for_person(scene)
            || !matches!(
                next,
                "runs" | "works" | "left" | "handles" | "keeps" | "manages" | "answers" | "drives" | "sits"
            ));
    let staff =
        matches!(scene.context.topic_id(), "timeline.capacity" | "users.team" | "plan.resources" | "champion.motive")
            && (matches!(
                next,
                "has"
                    | "have"
                    | "is"
                    | "'s"
                    | "are"
                    | "r"
                    | "and"
                    | "+"
                    | "&"
                    | "will"
                    | "can"
                    | "could"
                    | "gets"
                    | "from"
                    | "in"
            ));
    let placed = next == "in"
        && scene.context.in_family("criteria")
        && scene.context.lexicon.names.departments.contains(scene.norm(last + 2));
    next == "who" || verb || staff || placed
}

/// A capitalised word that could be a surname: no product, place, role, body or abbreviation.
fn likely_surname(scene: &Scene<'_>, index: usize) -> bool {
    let lexicon = scene.context.lexicon;
    let norm = scene.norm(index);
    let body = lexicon.names.bodies.of_list("bodies").any(|body| body == norm);
    capital(scene, index)
        && norm.chars().count() > 2
        && !initials(scene, index)
        && !body
        && !lexicon.numbers.nouns.function_words.contains(norm)
        && !lexicon.names.departments.contains(norm)
        && !lexicon.names.speech.not_names.contains(norm)
        && !lexicon.things.not_things.contains(norm)
        && !lexicon.calendar.weekdays.contains_key(norm)
        && !lexicon.calendar.months.contains_key(norm)
}

fn role_ends_at(scene: &Scene<'_>, at: usize) -> bool {
    let names = &scene.context.lexicon.names;
    names.chiefs.contains(scene.norm(at)) || names.heads.contains(scene.norm(at)) || names.kin.contains(scene.norm(at))
}

/// The role behind a name: ", our finance director", " the FD", ", she's FD", ", my brother", "(CFO)".
fn appositive(scene: &Scene<'_>, last: usize) -> Option<(usize, String)> {
    let mut at = last + 1;
    if scene.context.lexicon.names.honorifics_behind.contains(scene.norm(at)) {
        at += 1;
    }
    let separated = matches!(scene.norm(at), "," | "(" | "-");
    at += usize::from(separated);
    let told = matches!(scene.norm(at), "she" | "he" | "who") && matches!(scene.norm(at + 1), "'s" | "is");
    at += if told { 2 } else { 0 };
    let article = matches!(scene.norm(at), "our" | "the" | "my" | "their" | "his" | "her");
    at += usize::from(article);
    if !separated && !article {
        // "Kim CFO": only a chief needs nothing between.
        let role = role_at(scene, at).filter(|role| role.first == role.last && initials(scene, at))?;
        return Some((role.last, words(scene, role.first, role.last).to_owned()));
    }
    let role = role_at(scene, at).or_else(|| article.then(|| kin_at(scene, at)).flatten())?;
    // "Kim, CFO Lee Park": the role belongs to the next name.
    if name_at(scene, role.last + 1).is_some() {
        return None;
    }
    let closed = usize::from(scene.norm(role.last + 1) == ")");
    Some((role.last + closed, words(scene, role.first, role.last).to_owned()))
}

/// "my partner", "his daughter": a relation that stands for a role.
fn kin_at(scene: &Scene<'_>, at: usize) -> Option<Role> {
    let own = at > 0 && matches!(scene.norm(at - 1), "my" | "his" | "her" | "our" | "their");
    let kin = scene.context.lexicon.names.kin.contains(scene.norm(at));
    // "brother-in-law"
    let joined = scene.kind(at + 1) == Some(TokenKind::Joiner) && scene.norm(at + 2) == "in";
    let last = if joined && scene.norm(at + 4) == "law" { at + 4 } else { at };
    (own && kin && scene.free(at..last + 1)).then_some(Role { first: at, last, alone: false })
}

/// A body that signs or decides: "the finance committee signs anything over £10k".
fn body(scene: &Scene<'_>, index: usize) -> Option<Mention> {
    let last = scene.bodies.at(index).iter().map(|hit| hit.tokens.end - 1).max()?;
    let first = index;
    if !scene.free(first..last + 1) {
        return None;
    }
    let clause = scene.text.clause(index);
    let near = last + 1..(last + 4).min(clause.end);
    let signs = scene.deeds.begun(near).iter().any(|hit| matches!(hit.list, "signs" | "decides" | "owns budget"));
    let asked = (scene.context.in_family("authority") || scene.context.topic_id() == "buyer.name")
        && scene.norm(last + 1) != "approved"
        && scene.norm(last + 1) != "listens";
    let role = words(scene, first, last).to_owned();
    (signs || asked).then(|| Mention { tokens: first..last + 1, name: None, role: Some(role), does: None })
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::{read, read_on};

    #[test]
    fn the_one_who_was_asked_for_is_a_person_and_a_title_is_not() {
        for say in ["That would be our plant director.", "it's the plant director", "that'll be the plant director"] {
            assert_eq!(read_on("buyer.name", say), [r#"person <plant director> {"role":"plant director"}"#], "{say}");
        }
        assert_eq!(
            read_on("authority.others", "Farida runs the night shift"),
            [r#"person <Farida> {"name":"Farida","does":"runs the night shift"}"#]
        );
        assert_eq!(read_on("authority.others", "my wife does the books"), [r#"person <wife> {"role":"wife"}"#]);
        assert_eq!(read("Larix runs the night shift"), [""; 0], "it may be a machine");
        assert_eq!(read_on("buyer.name", "he is the plant director"), [""; 0]);
        assert_eq!(read("that would be the plant director"), [""; 0]);
    }

    #[test]
    fn a_name_takes_its_role_with_it() {
        assert_eq!(
            read("our CFO Kim Sato signs"),
            [r#"person <CFO Kim Sato> {"name":"Kim Sato","role":"CFO","does":"signs"}"#]
        );
        assert_eq!(
            read("Raj Patel, our finance director, owns the budget"),
            [
                r#"person <Raj Patel, our finance director> {"name":"Raj Patel","role":"finance director","does":"owns budget"}"#
            ]
        );
        assert_eq!(
            read("MD signs, Ian Brook"),
            [r#"person <MD signs, Ian Brook> {"name":"Ian Brook","role":"MD","does":"signs"}"#]
        );
        assert_eq!(
            read("Herr Baum in risk wrote it"),
            [r#"person <Herr Baum> {"name":"Baum","does":"sets criteria"}"#]
        );
    }

    #[test]
    fn roles_and_bodies_stand_alone_where_they_are_one() {
        assert_eq!(read("he talks to the CFO"), [r#"person <CFO> {"role":"CFO"}"#]);
        assert_eq!(
            read("the finance committee signs it"),
            [r#"person <finance committee> {"role":"finance committee","does":"signs"}"#]
        );
        assert!(read("a project manager and an analyst").is_empty());
    }

    #[test]
    fn an_unknown_name_counts_where_a_person_was_asked_for() {
        assert_eq!(read_on("champion.name", "Tunde in the warehouse")[0], r#"person <Tunde> {"name":"Tunde"}"#);
        assert!(read("Toledo in the spring").is_empty());
    }
}
