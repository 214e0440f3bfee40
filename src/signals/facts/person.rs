//! People: names with their roles, roles by themselves, bodies that sign, and the speaker.
//!
//! A person is the words that name them ("Raj Patel, our finance director"); what they do in the purchase is read from
//! the words between them and the next person.

use std::ops::Range;

use crate::signals::text::TokenKind;
use crate::signals::value::Value;

use super::naming::{Role, acts, behind_title, capital, given_name, initials, name_end, role_at, words};
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
    if let Some((last, name)) = name_at(scene, role.last + 1) {
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
    (kin.is_none() && stands_alone(scene, &role, before)).then(|| Mention {
        tokens: index..role.last + 1 + addressed,
        name: None,
        role: Some(named),
        does: None,
    })
}

/// "signs, Ian Brannock": the name that explains a role behind its verb.
fn name_behind_verb(scene: &Scene<'_>, verb: usize) -> Option<(usize, String)> {
    let end = scene.deeds.iter().filter(|hit| hit.tokens.start == verb).map(|hit| hit.tokens.end).max()?;
    if scene.norm(end) != "," {
        return None;
    }
    let found = name_at(scene, end + 1)?;
    let ends = matches!(scene.norm(found.0 + 1), "" | "," | "." | ";" | "-");
    ends.then_some(found)
}

/// A role that is one known person: "the CFO", "ops head has promised it"; not "an analyst", "22 ward managers", nor what
/// somebody is said to be.
fn stands_alone(scene: &Scene<'_>, role: &Role, before: &str) -> bool {
    let definite = matches!(
        before,
        "the" | "our" | "my" | "his" | "her" | "their" | "and" | "with" | "to" | "from" | "ask" | "talk" | "see"
    );
    let indefinite = matches!(
        before,
        "a" | "an"
            | "any"
            | "every"
            | "each"
            | "no"
            | "as"
            | "some"
            | "another"
            | "is"
            | "am"
            | "'m"
            | "are"
            | "per"
            | "new"
            | "'s"
            | "of"
            | "not"
            | "-"
    );
    let imagined =
        role.first > 1 && matches!(scene.norm(role.first - 2), "being" | "be" | "become" | "becoming" | "like" | "as");
    let counted = role.first > 0 && scene.kind(role.first - 1) == Some(TokenKind::Number);
    let plural_or_noun = scene.kind(role.last + 1) == Some(TokenKind::Joiner);
    let single = role.first == role.last;
    let chief = single && scene.context.lexicon.names.chiefs.contains(scene.norm(role.first));
    let spoken_of = acts(scene, role.last + 1)
        || matches!(
            scene.norm(role.last + 1),
            "has"
                | "wants"
                | "is"
                | "says"
                | "will"
                | "must"
                | "sir"
                | "madam"
                | "needs"
                | "said"
                | "asked"
                | "promised"
                | "likes"
        );
    let lower_word = matches!(
        scene.norm(role.first),
        "owner" | "chair" | "partner" | "principal" | "boss" | "president" | "chef" | "dean"
    ) && single
        && !definite;
    role.alone
        && !indefinite
        && !imagined
        && !counted
        && !plural_or_noun
        && !lower_word
        && (definite || spoken_of || (chief && initials(scene, role.first)))
        && scene.norm(role.last + 1) != "role"
}

/// "Raj Patel, our finance director", "Sian Lloyd the FD", "Gareth, my brother", "Kim", "Frei signs".
fn name_first(scene: &Scene<'_>, index: usize) -> Option<Mention> {
    let (last, name) = name_at(scene, index).or_else(|| bare_surname(scene, index))?;
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
    let name = first > index || given_name(scene, first) || (role_before_name && likely_surname(scene, first));
    if !name || !scene.free(first..first + 1) {
        return None;
    }
    let last = name_end(scene, first);
    let product = first == index
        && scene.context.lexicon.things.around.of_list("after").any(|after| after == scene.norm(last + 1));
    (!product).then(|| (last, words(scene, first, last).to_owned()))
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
        hit.tokens.start == last + 1
            && matches!(
                hit.list,
                "signs" | "decides" | "owns budget" | "sets criteria" | "approves" | "influences" | "champions"
            )
    };
    let deed = scene.deeds.iter().any(strong);
    (deed || owns_team || surnamed).then(|| (last, words(scene, index, last).to_owned()))
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
        && !lexicon.things.not_things.contains(norm)
        && !lexicon.calendar.weekdays.contains_key(norm)
        && !lexicon.calendar.months.contains_key(norm)
        && !matches!(
            norm,
            "nobody"
                | "somebody"
                | "someone"
                | "everyone"
                | "everybody"
                | "finance"
                | "who"
                | "whoever"
                | "procurement"
                | "purchasing"
                | "anyone"
                | "first"
                | "then"
                | "corporate"
                | "management"
                | "headquarters"
                | "people"
        )
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
    Some((role.last, words(scene, role.first, role.last).to_owned()))
}

/// "my partner", "his daughter": a relation that stands for a role.
fn kin_at(scene: &Scene<'_>, at: usize) -> Option<Role> {
    let own = at > 0 && matches!(scene.norm(at - 1), "my" | "his" | "her" | "our" | "their");
    let kin = scene.context.lexicon.names.kin.contains(scene.norm(at));
    (own && kin && scene.free(at..at + 1)).then_some(Role { first: at, last: at, alone: false })
}

/// "… she is ops head and meets the CEO": the role said of a person later in the remark.
fn role_told_later(scene: &Scene<'_>, mentions: &[Mention], index: usize) -> Option<String> {
    let end = mentions.get(index + 1).map_or(scene.tokens().len(), |next| next.tokens.start);
    mentions[index].name.as_ref()?;
    (mentions[index].tokens.end..end).find_map(|at| {
        let told = matches!(scene.norm(at), "she" | "he" | "who") && matches!(scene.norm(at + 1), "'s" | "is");
        let article = usize::from(matches!(scene.norm(at + 2), "our" | "the" | "my"));
        let role = role_at(scene, at + 2 + article).filter(|_| told)?;
        Some(words(scene, role.first, role.last).to_owned())
    })
}

/// A body that signs or decides: "the finance committee signs anything over £10k".
fn body(scene: &Scene<'_>, index: usize) -> Option<Mention> {
    let bodies = scene.context.lexicon.names.bodies.find(scene.text);
    let last = bodies
        .iter()
        .filter(|hit| hit.tokens.start == index && hit.list == "bodies")
        .map(|hit| hit.tokens.end - 1)
        .max()?;
    let first = if matches!(scene.norm(index), "the" | "our") { index + 1 } else { index };
    if !scene.free(first..last + 1) || first > last {
        return None;
    }
    let clause = scene.text.clause(index);
    let near = last + 1..(last + 4).min(clause.end);
    let signs = scene
        .deeds
        .iter()
        .any(|hit| matches!(hit.list, "signs" | "decides" | "owns budget") && near.contains(&hit.tokens.start));
    let asked = (scene.context.in_family("authority") || scene.context.topic_id() == "buyer.name")
        && !near.is_empty()
        && scene.norm(last + 1) != "approved"
        && !scene.deeds.iter().any(|hit| hit.list == "influences" && hit.tokens.start == last + 1);
    let role = words(scene, first, last).to_owned();
    (signs || asked).then(|| Mention { tokens: first..last + 1, name: None, role: Some(role), does: None })
}

/// What a person does: the first deed behind them, before the next person and the end of the sentence; of people joined
/// by "and", what the last one does.
fn deed(scene: &Scene<'_>, mentions: &[Mention], index: usize) -> Option<String> {
    let mention = &mentions[index];
    let sentence = scene.text.sentence(mention.tokens.start);
    let next = mentions.get(index + 1).map_or(usize::MAX, |next| next.tokens.start);
    let end = sentence.end.min(next);
    // "MD signs, Ian Brannock" holds its deed inside.
    let within =
        scene.deeds.iter().find(|hit| hit.tokens.start > mention.tokens.start && hit.tokens.end <= mention.tokens.end);
    let behind = scene.deeds.iter().find(|hit| hit.tokens.start >= mention.tokens.end && hit.tokens.end <= end);
    if let Some(hit) = within.or(behind) {
        return Some(hit.list.to_owned());
    }
    if let Some(does) = runs(scene, mention.tokens.end, end) {
        return Some(does);
    }
    let before = scene.deeds.iter().rev().find(|hit| {
        let near = mention.tokens.start.saturating_sub(2)..=mention.tokens.start;
        near.contains(&hit.tokens.end) && matches!(hit.list, "chairs" | "sets criteria" | "decides")
    });
    if let Some(hit) = before {
        return Some(hit.list.to_owned());
    }
    let joined = next < usize::MAX
        && (mention.tokens.end..next).all(|at| {
            matches!(scene.norm(at), "and" | "&" | "+" | "," | "in" | "from" | "it" | "the") || at + 1 == next
        });
    if joined && next < sentence.end {
        return deed(scene, mentions, index + 1);
    }
    beyond_limit(scene, mention.tokens.start).then(|| "signs".to_owned())
}

/// "runs billing", "heads up the lab": free words for what somebody is in charge of.
fn runs(scene: &Scene<'_>, from: usize, end: usize) -> Option<String> {
    let verb = (from..(from + 3).min(end))
        .find(|&at| matches!(scene.norm(at), "runs" | "heads" | "leads" | "manages" | "handles"))?;
    let function_words = &scene.context.lexicon.numbers.nouns.function_words;
    let object = |at: usize| {
        scene.kind(at) == Some(TokenKind::Word) && (scene.norm(at) == "the" || !function_words.contains(scene.norm(at)))
    };
    let last = (verb + 1..(verb + 5).min(end)).take_while(|&at| object(at)).last()?;
    Some(words(scene, verb, last).to_owned())
}

/// "Above that it's Kim": who signs what the speaker may not.
fn beyond_limit(scene: &Scene<'_>, first: usize) -> bool {
    let sentence = scene.text.sentence(first);
    (sentence.start..first).any(|at| {
        matches!(scene.norm(at), "above" | "over" | "beyond") && matches!(scene.norm(at + 1), "that" | "this" | "it")
    })
}
