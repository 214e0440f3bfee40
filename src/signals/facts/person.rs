//! People: names with their roles, roles by themselves, bodies that sign, and the speaker.
//!
//! A person is the words that name them ("Raj Patel, our finance director"); what they do in the purchase is read from
//! the words between them and the next person.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::signals::lexicon::Class;
use crate::signals::text::TokenKind;
use crate::signals::value::Value;

use super::appositive::{appositive, kin_at, role_told_later};
use super::bodies::body;
use super::coinage::told_a_system;
use super::deeds::deed;
use super::evidence::{asked_for, bare_surname, explains_role, likely_surname, small_name_meant};
use super::initialled::initialled_person;
use super::listed::List;
use super::naming::{
    behind_title, capital, given_name, honoured_end, initials, inside, name_end, opens_sentence, small_name, words,
};
use super::noun::plural_initials;
use super::roles::{Role, loose_role, role_at, role_ends_at, rules_alone, ruling_role, stands_alone};
use super::scene::Scene;
use super::speaker;
use super::unlisted::{bare_possessor, named_behind_role, small_person};

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
                scene.meet(mention.tokens.clone());
                mentions.push(mention);
            }
            None => index += 1,
        }
    }
    mentions.sort_by_key(|mention| mention.tokens.start);
    mentions.retain(|mention| !ruled_out(scene, mention) && !spoken_to(scene, mention));
    // From the last to the first, because "Ann and Bo sign" tells the deed behind the last name.
    let mut deeds: Vec<Option<String>> = vec![None; mentions.len() + 1];
    for at in (0..mentions.len()).rev() {
        deeds[at] = deed(scene, &mentions, at, deeds[at + 1].as_ref());
    }
    let later_roles: Vec<Option<String>> =
        (0..mentions.len()).map(|at| role_told_later(scene, &mentions, at)).collect();
    let told = mentions.into_iter().zip(deeds).zip(later_roles).map(|((mention, deed), later)| Mention {
        role: mention.role.or(later),
        does: mention.does.or(deed),
        ..mention
    });
    for Mention { tokens, name, role, does } in once_each(told) {
        scene.keep(tokens, Value::Person { name, role, does });
    }
}

/// Whoever is named again ("Aroha and Mia look at it, Aroha for IT") is the same person: what is said of them later is
/// added to the first mention.
fn once_each(mentions: impl Iterator<Item = Mention>) -> Vec<Mention> {
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    let mut kept: Vec<Mention> = Vec::new();
    for mention in mentions {
        let called = |called: &str| called.to_lowercase();
        let again = match (&mention.name, &mention.role) {
            (Some(name), _) => Some(called(name)),
            (None, Some(role)) => Some(called(role)),
            _ => None,
        };
        let Some(again) = again else {
            kept.push(mention);
            continue;
        };
        match met.get(&again).map(|&at| &mut kept[at]) {
            Some(first) if first.name.is_some() == mention.name.is_some() => {
                first.role = first.role.take().or(mention.role);
                first.does = first.does.take().or(mention.does);
            }
            Some(_) => kept.push(mention),
            None => {
                met.insert(again, kept.len());
                // "Chaminda Perera … Chaminda"
                if let Some(given) = mention.name.as_ref().and_then(|name| name.split_once(' ')) {
                    met.entry(called(given.0)).or_insert(kept.len());
                }
                kept.push(mention);
            }
        }
    }
    kept
}

/// "not Bill", "it used to be Karl", "Karl used to sign": who it is not, or no more.
fn ruled_out(scene: &Scene<'_>, mention: &Mention) -> bool {
    let Range { start, end } = mention.tokens;
    let gone = scene.phrase_after("once", end).is_some() || scene.phrase_before("once_was", start).is_some();
    // "Hurricane Ida", "Odette flooded the floor"
    let storm = scene.phrase_before("nature", start).is_some() || scene.phrase_after("nature_does", end).is_some();
    mention.name.is_some() && (gone || storm || scene.phrase_before("is_not", start).is_some())
}

/// "Cheers for ringing, Neville": in small talk a bare name behind a comma is only spoken to.
fn spoken_to(scene: &Scene<'_>, mention: &Mention) -> bool {
    let Range { start, end } = mention.tokens;
    let small_talk = scene.context.topic_id() == "note" && mention.role.is_none();
    small_talk && start > 0 && scene.norm(start - 1) == "," && scene.stops(end)
}

/// "CFO Kim Sato", "our founder, Will Stein", "MD signs, Ian Brannock", "my partner Khalid", or a role by itself.
fn role_first(scene: &Scene<'_>, index: usize) -> Option<Mention> {
    let kin = kin_at(scene, index);
    let role = kin
        .clone()
        .or_else(|| role_at(scene, index))
        .or_else(|| named_role(scene, index))
        .or_else(|| ruling_role(scene, index))?;
    let before = index.checked_sub(1).map_or("", |at| scene.norm(at));
    let named = words(scene, role.first, role.last).to_owned();
    let sure_kin = kin.is_some() && scene.is(role.first, Class::SureKin) && scene.before_is(index, Class::Definite);
    let own = before == "my"
        || sure_kin && before != "our"
        || kin.is_some() && before != "our" && scene.before_is(index, Class::Possessive);
    if let Some((last, name)) = named_at(scene, role.last + 1) {
        let start = if own { index - 1 } else { index };
        // "his daughter Claire, she's FD": the role told behind weighs more.
        return Some(match appositive(scene, last).filter(|_| kin.is_some() || rank(scene, &role)) {
            Some((end, role)) => person(start, end, name, Some(role)),
            None => person(start, last, name, Some(named)),
        });
    }
    // "the missus (Raelene)"
    if scene.norm(role.last + 1) == "("
        && let Some((last, name)) = named_at(scene, role.last + 2).filter(|(last, _)| scene.norm(last + 1) == ")")
    {
        return Some(person(if own { index - 1 } else { index }, last + 1, name, Some(named)));
    }
    // "the finance manager, the señora Maruja"
    let article = usize::from(scene.is(role.last + 2, Class::Definite) && behind_title(scene, role.last + 3).is_some());
    if told_apart(scene, role.last + 1)
        && let Some((last, name)) = named_at(scene, role.last + 2 + article)
    {
        if kin.is_some() && before != "'s" && appositive(scene, last).is_some() {
            return None;
        }
        // "their man, Mr. Berg": no role at all.
        if role.first == role.last && scene.is(role.first, Class::Anybody) {
            return None;
        }
        let article = scene.before_is(index, Class::Definite) && !scene.before_is(index, Class::Demonstrative);
        let led = article && !opens_clause_of_its_own(scene, index, last);
        let start = if led || own { index - 1 } else { index };
        return Some(person(start, last, name, Some(named)));
    }
    if let Some((last, name)) = name_behind_verb(scene, role.last + 1) {
        return Some(person(index, last, name, Some(named)));
    }
    let addressed = usize::from(scene.is(role.last + 1, Class::HonorificBehind));
    let alone = if kin.is_some() { rules_alone(scene, &role) } else { stands_alone(scene, &role) };
    // "my boss", "her sister": whose it is belongs to them.
    let start = if own { index - 1 } else { index };
    alone.then(|| Mention { tokens: start..role.last + 1 + addressed, name: None, role: Some(named), does: None })
}

/// "Colonel Hadley, the base commander": a rank before a name, which says less than the role told behind.
fn rank(scene: &Scene<'_>, role: &Role) -> bool {
    role.first == role.last && capital(scene, role.first) && !initials(scene, role.first)
}

/// "CFO, Kim", "CFO - Kim", "CFO = Kim": the sign between a role and the name that tells who it is.
pub(super) fn told_apart(scene: &Scene<'_>, at: usize) -> bool {
    matches!(scene.norm(at), "," | "/" | ":") || matches!(scene.norm(at), "-" | "–" | "=") && !scene.glued(at)
}

/// The name at a token, in whatever letters, where a role before it says that there is one.
fn named_at(scene: &Scene<'_>, at: usize) -> Option<(usize, String)> {
    name_at(scene, at).or_else(|| small_name(scene, at)).or_else(|| named_behind_role(scene, at))
}

/// "our ramp manager Tyrell Brooks", "the warehouse lead, Pat": any role, where its name follows.
fn named_role(scene: &Scene<'_>, index: usize) -> Option<Role> {
    let led = scene.before_is(index, Class::Definite)
        || scene.before_is(index, Class::Adjective)
        || scene.before_is(index, Class::Preposition)
        || scene.before_is(index, Class::And)
        || scene.before_is(index, Class::Contacting)
        || index == 0
        || scene.stops(index - 1);
    if scene.is(index, Class::Adjective) {
        return None;
    }
    let definite = scene.before_is(index, Class::Definite) || scene.before_is(index, Class::Adjective);
    let role = led.then(|| loose_role(scene, index)).flatten()?;
    let comma = usize::from(scene.norm(role.last + 1) == "," && definite);
    named_at(scene, role.last + 1 + comma).is_some().then_some(role)
}

/// "budget is with the CFO, Herr Keller owns it": the name behind the comma is the subject of what follows.
fn opens_clause_of_its_own(scene: &Scene<'_>, index: usize, last: usize) -> bool {
    let governed = index > 1 && scene.is(index - 2, Class::Preposition);
    governed && !scene.stops(last + 1)
}

/// "signs, Ian Brannock": the name that explains a role behind its verb.
fn name_behind_verb(scene: &Scene<'_>, verb: usize) -> Option<(usize, String)> {
    /// So many words may stand behind the deed: "signs with her, Ian".
    const BESIDE: usize = 2;
    let deed = scene.deeds.at(verb).iter().map(|hit| hit.tokens.end).max()?;
    let end = (deed..=deed + BESIDE).find(|&at| !scene.is(at, Class::BesideDeed))?;
    if scene.norm(end) != "," {
        return None;
    }
    let found = named_at(scene, end + 1)?;
    scene.stops(found.0 + 1).then_some(found)
}

/// "Raj Patel, our finance director", "Sian Lloyd the FD", "Gareth, my brother", "Kim", "Frei signs".
fn name_first(scene: &Scene<'_>, index: usize) -> Option<Mention> {
    let small = || small_name(scene, index).filter(|&(last, _)| small_name_meant(scene, last));
    if let Some(name) = bare_possessor(scene, index) {
        return Some(person(index, index, name.to_owned(), None));
    }
    let (last, name) = name_at(scene, index)
        .or_else(|| bare_surname(scene, index))
        .or_else(small)
        .or_else(|| small_person(scene, index))
        .or_else(|| initialled_person(scene, index))
        .filter(|&(last, _)| !told_a_system(scene, index, last))?;
    let title_role = scene.is(index, Class::TitleRole).then(|| scene.norm(index).to_owned());
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
    if part_of_a_name(scene, index) || plural_initials(scene, index) {
        return None;
    }
    let first = behind_title(scene, index).unwrap_or(index);
    let behind_role = first == index && index > 0 && role_ends_at(scene, index - 1);
    let honoured = || capital(scene, first) && !initials(scene, first) && honoured_end(scene, first).is_some();
    let name = first > index
        || given_name(scene, first)
        || honoured()
        || (likely_surname(scene, first) && (behind_role || explains_role(scene, first) || asked_for(scene, first)));
    if !name || !scene.free(first..first + 1) {
        return None;
    }
    let last = name_end(scene, first);
    // "Jade Planner": the last word is that of a program.
    let program = |at: usize| capital(scene, at) && scene.holds(List::Tails, at);
    // "Rocío exports both": a verb, not a thing that the name goes with.
    let verb = scene.norm(last + 1).ends_with('s') && scene.is(last + 2, Class::Auxiliary);
    let named_so = program(last) && last > first || program(last + 1) && !initials(scene, last + 1);
    // "Magnhild reports back": a sure name before what is a verb as well.
    let sure = scene.holds(List::FirstNames, first) && !scene.holds(List::DoubtfulNames, first);
    let verb = verb || sure && scene.is(last + 1, Class::DoesOrThing) && !scene.before_is(first, Class::Definite);
    let used = scene.thing_word("after", last + 1) && !verb;
    let product = first == index && (named_so || used);
    // "Clay Energy": a firm.
    let firm = |at: usize| capital(scene, at) && scene.is(at, Class::FirmTail) && !initials(scene, at);
    let firm = last > first && firm(last) || firm(last + 1) && scene.tokens().get(last + 1).is_some_and(inside);
    let person = !product && (!firm || first != index);
    person.then(|| (honoured_end(scene, last).unwrap_or(last), words(scene, first, last).to_owned()))
}

/// "Saint-Denis", "Queen Victoria": the second part of what names a place or somebody of old.
fn part_of_a_name(scene: &Scene<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let hyphened = scene.kind(before) == Some(TokenKind::Joiner) && scene.glued(before) && scene.glued(at);
    let common = capital(scene, before)
        && !initials(scene, before)
        && !opens_sentence(scene, before)
        && scene.tokens().get(at).is_some_and(inside)
        && scene.holds(List::NotThings, before);
    hyphened || common
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
        assert_eq!(read_on("authority.others", "my wife does the books"), [r#"person <my wife> {"role":"wife"}"#]);
        assert_eq!(read("Larix runs the night build"), [""; 0], "it may be a machine");
        assert_eq!(read_on("buyer.name", "he is the plant director"), [""; 0]);
        assert_eq!(read("that would be the plant director"), [""; 0]);
    }

    #[test]
    fn names_that_no_list_has_are_known_by_what_is_said_of_them() {
        for (say, who) in [
            ("comes out of marketing, Zsannet runs that budget", "Zsannet"),
            ("Quorra in risk wrote the list", "Quorra"),
            ("then Tjorven left", "Tjorven"),
            ("me and Yvorre sign", "Yvorre"),
            ("李雷 signs above 20k", "李雷"),
            ("our CFO 王芳 decides", "王芳"),
            ("Иван Петров signs", "Иван Петров"),
        ] {
            assert!(read(say).iter().any(|fact| fact.contains(&format!("\"name\":\"{who}\""))), "{say}");
        }
        assert_eq!(read("Fortune 500 stuff, off to São Paulo on Tuesdays"), [""; 0]);
    }

    #[test]
    fn what_is_said_around_a_name_decides_who_is_meant() {
        for (topic, say, who) in [
            (
                "authority.signs",
                "Watari-san, exec director, signs",
                r#"<Watari-san, exec director> {"name":"Watari","role":"exec director","does":"signs"}"#,
            ),
            ("authority.signs", "Kim signs for the north, Zbylut for the south", r#"<Zbylut> {"name":"Zbylut"}"#),
            ("solution.alternatives", "their man, Mr. Berg, never called", r#"<Mr. Berg> {"name":"Berg"}"#),
            (
                "authority.signs",
                "my aunt June signs it",
                r#"<my aunt June> {"name":"June","role":"aunt","does":"signs"}"#,
            ),
            ("buyer.access", "my wife can introduce you", r#"<my wife> {"role":"wife","does":"introduces"}"#),
        ] {
            assert!(read_on(topic, say).contains(&format!("person {who}")), "{say} {:?}", read_on(topic, say));
        }
        for (topic, say) in [
            ("company.industry", "Bakery, my brother, 12 shops in Lagos"),
            ("authority.role", "Deputy head. I only prepare the paper"),
            ("buyer.name", "the CFO doesn't touch it"),
            ("pain.tried", "Hurricane Ida took the lot"),
            ("note", "Merry Christmas to you"),
            ("budget.amount", "between 900,000 and 950,000 NOK"),
        ] {
            assert!(read_on(topic, say).iter().all(|fact| !fact.starts_with("person")), "{say}");
        }
    }

    #[test]
    fn any_words_may_stand_before_a_head_that_has_power() {
        assert_eq!(
            read_on("authority.signs", "the quarry manager signs everything"),
            [r#"person <quarry manager> {"role":"quarry manager","does":"signs"}"#]
        );
        assert!(read("the union rep signs everything")[0].contains(r#""role":"union rep""#));
        assert!(read_on("authority.signs", "Rao sir signs")[0].contains(r#""name":"Rao","does":"signs""#));
        assert_eq!(read("Yes sir signs are good"), [""; 0]);
    }

    #[test]
    fn who_is_ruled_out_or_was_it_once_is_nobody() {
        for say in ["it used to be Karl", "Karl used to sign", "no no not Bill", "Ines signs, not Bill"] {
            assert!(read(say).iter().all(|fact| !fact.contains("Karl") && !fact.contains("Bill")), "{say}");
        }
    }

    #[test]
    fn the_role_may_stand_before_a_sign_and_the_rank_before_the_name() {
        for say in ["CFO - Kim, signs", "CFO = Kim, signs"] {
            assert!(read(say)[0].contains(r#"{"name":"Kim","role":"CFO","does":"signs"}"#), "{say}");
        }
        assert_eq!(
            read("Kim Sato, head of stores, has seen it")[0],
            r#"person <Kim Sato, head of stores> {"name":"Kim Sato","role":"head of stores"}"#
        );
        assert!(read("Kim Sato, head of the night shift")[0].contains(r#""role":"head of the night shift""#));
        assert!(read("it sits with Kim, who's the new COO")[0].contains(r#""role":"COO""#));
    }

    #[test]
    fn months_are_people_where_only_a_person_does_that() {
        for say in ["April in accounts has a look", "June misses it", "May, our finance lead, signs"] {
            assert!(read(say).iter().any(|fact| fact.starts_with("person")), "{say} {:?}", read(say));
            assert!(read(say).iter().all(|fact| !fact.starts_with("date")), "{say}");
        }
        assert!(read("we start in April in accounts")[0].starts_with("date"));
    }

    #[test]
    fn parts_of_other_names_and_of_phrases_are_nobody() {
        for say in ["it is in Saint-Denis", "as in the days of Queen Victoria", "the owner of the budget is away"] {
            assert!(read_on("buyer.name", say).iter().all(|fact| !fact.starts_with("person")), "{say}");
        }
        assert!(read_on("authority.signs", "nobody argues with me").is_empty());
        assert_eq!(read_on("authority.signs", "me. I sign"), [r#"person <I sign> {"does":"signs"}"#]);
        assert!(read("this rule is made by Orvassi").iter().any(|fact| fact.contains("Orvassi")));
        assert!(read("spoke w/ lee, he okays it").iter().any(|fact| fact.contains("person <lee>")));
    }

    #[test]
    fn roles_by_a_name_are_read_to_their_end() {
        for (say, role) in [
            ("Odd Berg, the yard master", "yard master"),
            ("Odd Berg, asst svc mgr", "asst svc mgr"),
            ("Odd Berg, VP finance, has it in his pot", "VP finance"),
            ("Odd Berg, jefe de obra, signs", "jefe de obra"),
            ("Odd Berg (new CFO) signs", "CFO"),
        ] {
            let found = read_on("buyer.name", say);
            assert!(found[0].contains(&format!(r#""role":"{role}""#)), "{say}: {found:?}");
        }
        assert!(read_on("process.steps", "Inés scores the offers")[0].contains(r#""name":"Inés","does":"evaluates""#));
        assert!(read_on("users.team", "60 TLs")[0].starts_with("count <60 TLs>"));
    }

    #[test]
    fn what_is_said_to_be_a_program_is_nobody() {
        for (say, name) in [
            ("Percy, the parking app, is the other one", "Percy"),
            ("we have a file called Doris, she is moody", "Doris"),
            ("everybody calls it Daisy", "Daisy"),
        ] {
            let found = read_on("solution.current", say);
            assert!(found.contains(&format!(r#"thing <{name}> {{"name":"{name}"}}"#)), "{say}: {found:?}");
            assert!(found.iter().all(|fact| !fact.starts_with("person")), "{say}: {found:?}");
        }
    }

    #[test]
    fn long_roles_and_titles_of_many_lands_are_read_whole() {
        for (say, who) in [
            (
                "Bea Tran, the chief plant safety officer, signs",
                r#"<Bea Tran, the chief plant safety officer> {"name":"Bea Tran","role":"chief plant safety officer","does":"signs"}"#,
            ),
            (
                "The superintendent engineer, Dr. Ojo, signs",
                r#"<The superintendent engineer, Dr. Ojo> {"name":"Ojo","role":"superintendent engineer","does":"signs"}"#,
            ),
            (
                "Sir Dennis Lim, the VP for finance, signs",
                r#"<Sir Dennis Lim, the VP for finance> {"name":"Dennis Lim","role":"VP for finance","does":"signs"}"#,
            ),
            ("ask Ma'am Tess", r#"<Ma'am Tess> {"name":"Tess"}"#),
        ] {
            assert!(read(say).contains(&format!("person {who}")), "{say} {:?}", read(say));
        }
    }

    #[test]
    fn any_job_beside_a_name_is_its_role() {
        assert_eq!(read("Dave the fitter is free")[0], r#"person <Dave the fitter> {"name":"Dave","role":"fitter"}"#);
        assert_eq!(
            read("Tyrell Brooks, ramp manager in Halifax")[0],
            r#"person <Tyrell Brooks, ramp manager> {"name":"Tyrell Brooks","role":"ramp manager"}"#
        );
    }

    #[test]
    fn departments_count_where_they_rule_and_not_where_somebody_is_of_them() {
        assert_eq!(read("then legal okays it")[0], r#"person <legal> {"role":"legal","does":"approves"}"#);
        assert_eq!(
            read_on("authority.others", "procurement and legal look at it"),
            [
                r#"person <procurement> {"role":"procurement","does":"evaluates"}"#,
                r#"person <legal> {"role":"legal","does":"evaluates"}"#
            ]
        );
        assert!(
            read_on("authority.others", "Wim from IT security has to approve it")
                .iter()
                .all(|fact| fact.contains("Wim"))
        );
        assert_eq!(read_on("authority.others", "a few of the directors like to be consulted"), [""; 0]);
        assert_eq!(read_on("buyer.name", "someone in the head office"), [""; 0]);
    }

    #[test]
    fn a_deed_that_is_denied_is_none() {
        assert_eq!(read("neither Kim nor anybody else can sign"), [r#"person <Kim> {"name":"Kim"}"#]);
        assert_eq!(read("I sign nothing"), [""; 0]);
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
    fn a_chain_of_titles_or_names_of_any_length_is_read() {
        read(&"Dr. ".repeat(6000));
        read(&"Anna and ".repeat(1000));
        assert!(read("Prof. Dr. Mabry signs")[0].contains(r#""name":"Mabry""#));
    }

    #[test]
    fn an_unknown_name_counts_where_a_person_was_asked_for() {
        assert_eq!(read_on("champion.name", "Tunde in the warehouse")[0], r#"person <Tunde> {"name":"Tunde"}"#);
        assert!(read("Toledo in the spring").is_empty());
    }
}
