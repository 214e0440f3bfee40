//! Things: named products, systems and vendors that the company uses, tried or must connect with.

use std::collections::BTreeSet;

use crate::bank::ValueKind;
use crate::signals::lexicon::Class;
use crate::signals::text::{Boundary, TokenKind};
use crate::signals::value::Value;

use super::coinage::{called_a_system, coined, dotted, firm_name, mixed_case, numbered, product_like, told_a_system};
use super::listed::List;
use super::model::{model_end, model_named};
use super::naming::{capital, initials, is_place, opens_sentence, typed, words};
use super::scene::Scene;
use super::small_thing::small;

/// Keeps the named products of a remark.
pub(super) fn extract(scene: &mut Scene<'_>) {
    let mut chained = false;
    let mut named: BTreeSet<&str> = BTreeSet::new();
    let mut index = 0;
    while index < scene.tokens().len() {
        let known =
            scene.things().at(index).iter().filter(|hit| hit.list == "known").map(|hit| hit.tokens.end - 1).max();
        let last = match known.filter(|&last| scene.free(index..last + 1) && meant(scene, index, last)) {
            Some(last) => Some(extended(scene, last)),
            None if model_named(scene, index) => model_end(scene, index),
            None => unknown_end(scene, index, &named, chained).or_else(|| small(scene, index).then_some(index)),
        };
        if let Some(last) = last {
            let name = words(scene, index, last);
            named.insert(name);
            scene.keep(index..last + 1, Value::Thing { name: name.to_owned() });
            index = last + 1;
            chained = true;
        } else {
            chained &= scene.is(index, Class::ProductChain);
            index += 1;
        }
    }
    super::framing::drop_restarts(scene);
}

/// Whether a product is asked for or likely where the remark answers.
pub(super) fn asked(scene: &Scene<'_>) -> bool {
    let context = scene.context;
    context.topic.is_some_and(|topic| topic.kind == ValueKind::Thing)
        || context.in_family("product")
        || context.in_family("solution")
        || context.in_family("criteria")
        || context.lexicon.things.topics.contains(context.topic_id())
}

/// Whether a product, and no person, is the answer that the question asks for.
pub(super) fn asks_for_thing(scene: &Scene<'_>) -> bool {
    let context = scene.context;
    context.topic.is_some_and(|topic| topic.kind == ValueKind::Thing) || context.in_family("product")
}

/// Whether a known name that is also a word is meant as the product.
fn meant(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    let things = &scene.context.lexicon.things;
    let name = (first..=last).map(|at| scene.norm(at)).collect::<Vec<_>>().join(" ");
    let after_name = last > first || !things.doubtful.contains(&name);
    if scene.is(last + 1, Class::PlatformUse) && !capital(scene, first) {
        return false;
    }
    // "Access seating": a capital that only opens the sentence.
    let describes = opens_sentence(scene, first)
        && !scene.stops(last + 1)
        && !capital(scene, last + 1)
        && !scene.thing_word("after", last + 1)
        && !scene.thing_word("does", last + 1)
        && scene.holds(List::Common, last + 1)
        && !scene.holds(List::FunctionWords, last + 1)
        && scene.holds(List::Common, first)
        && scene.context.in_family("criteria");
    if describes && last == first && things.doubtful.contains(scene.norm(first)) {
        return false;
    }
    after_name || (capital(scene, first) && (!opens_sentence(scene, first) || asked(scene)))
}

/// What belongs to a known name behind it: a capitalised word or a version ("android 14").
fn extended(scene: &Scene<'_>, last: usize) -> usize {
    let mut last = last;
    // "TOMRA 5C"
    let model = |at: usize| model_end(scene, at).filter(|_| capital(scene, at - 1));
    let inside = |at: usize| scene.tokens().get(at).is_some_and(|token| token.boundary == Boundary::Inside);
    let plural = |at: usize| scene.holds(List::NotThings, at) && typed(scene, at).ends_with('s');
    while capital(scene, last + 1)
        && inside(last + 1)
        && (!common_initials(scene, last + 1) || scene.holds(List::Tails, last + 1))
        && !plural(last + 1)
        && capital(scene, last)
    {
        last += 1;
    }
    if let Some(end) = model(last + 1).filter(|_| scene.kind(last + 1) == Some(TokenKind::Number) && inside(last + 1)) {
        return end;
    }
    let version = scene.kind(last + 1) == Some(TokenKind::Number)
        && scene.norm(last + 1).len() <= 4
        && scene.free(last + 1..last + 2);
    let counted = scene.kind(last + 2) == Some(TokenKind::Word)
        && (scene.glued(last + 2) || scene.norm(last + 2).ends_with('s'))
        || matches!(scene.norm(last + 2), "%" | "k");
    let unit = scene.context.lexicon.numbers.time_units.contains_key(scene.norm(last + 2));
    if version && !counted && !unit && inside(last + 1) { last + 1 } else { last }
}

/// Initials that name no product ("Excel and SSO").
fn common_initials(scene: &Scene<'_>, at: usize) -> bool {
    initials(scene, at) && scene.holds(List::NotThings, at)
}

/// A capitalised name that the words around it show to be a product.
fn unknown_end(scene: &Scene<'_>, first: usize, named: &BTreeSet<&str>, chained: bool) -> Option<usize> {
    if !nameable(scene, first) {
        return None;
    }
    // "Red Tooth, from abroad": two capitals, and the second does not open the sentence.
    let two = asked(scene)
        && capital(scene, first + 1)
        && !initials(scene, first + 1)
        && scene.tokens().get(first + 1).is_some_and(|token| token.boundary == Boundary::Inside);
    let verb = opens_sentence(scene, first)
        && !two
        && (is_common(scene, first) || scene.context.lexicon.calendar.tense.past.contains(scene.norm(first)));
    // "Post-its"
    let joined = scene.kind(first + 1) == Some(TokenKind::Joiner) && scene.glued(first + 1) && scene.glued(first + 2);
    let common_noun = joined && scene.kind(first + 2) == Some(TokenKind::Word) && !capital(scene, first + 2);
    if verb || common_noun {
        return None;
    }
    let last = run_end(scene, first);
    let one = first == last;
    if one && scene.holds(List::NotThings, first) || (first..=last).all(|at| scene.holds(List::NotThings, at)) {
        return None;
    }
    let built = || mixed_case(scene, first) || last > first && coined(scene, first, last);
    if attribute(scene, first, last) && !built() || of_a_customer(scene, first, last) {
        return None;
    }
    let evident = named.contains(typed(scene, first))
        || named_earlier(scene, first)
        || mixed_case(scene, first)
        || last >= first + 2 && dotted(scene, last - 2)
        || called_a_system(scene, first, last)
        || told_a_system(scene, first, last)
        || coined(scene, first, last)
        || asked_name(scene, first, last)
        || !is_place(scene, first)
            && (chained || joined_later(scene, first) || beside_known(scene, last) || shown(scene, first, last));
    evident.then(|| numbered(scene, last))
}

/// What the latest answers named.
pub(super) fn latest<'s>(scene: &'s Scene<'_>) -> impl Iterator<Item = &'s Value> {
    /// So many of the latest answers are looked through.
    const LATEST: usize = 60;
    let earlier = scene.context.earlier;
    let answers = &earlier[earlier.len().saturating_sub(LATEST)..];
    answers.iter().flat_map(|answer| &answer.reading.facts).map(|fact| &fact.value)
}

/// A product that an earlier answer named.
fn named_earlier(scene: &Scene<'_>, first: usize) -> bool {
    let typed = typed(scene, first);
    let named = |value: &Value| matches!(value, Value::Thing { name } if name.split(' ').next() == Some(typed));
    !is_common(scene, first) && latest(scene).any(named)
}

/// Whether the words before or behind a name are those of a product.
fn shown(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    let around = scene.things();
    let lead = (0..=2)
        .map(|skip| first.saturating_sub(skip))
        .take_while(|&at| at == first || scene.is(at, Class::ProductFiller))
        .collect::<Vec<_>>();
    let before = |list: &str| lead.iter().any(|&at| around.ending(at).any(|hit| hit.list == list));
    let behind = |list: &str| scene.thing_word(list, last + 1);
    let product_like = product_like(scene, first, last);
    let strong_before = before("before") && !before("weak_before");
    let strong_behind = behind("after") && !behind("weak_after");
    let owned = behind("after") && scene.before_is(first, Class::Definite) && scene.is(last + 1, Class::Contractual);
    let weak = owned || (before("before") || behind("after")) && (product_like || asked(scene));
    let opening = opens_sentence(scene, first);
    // "a contractor on Shuntyard already", "numbers from Harbourmaster into Excel"
    let on_it = scene.norm(first.wrapping_sub(1)) == "on"
        && (scene.is(last + 1, Class::Already) || scene.norm(last + 1) == "now" && scene.stops(last + 2));
    let out_of_it = scene.norm(first.wrapping_sub(1)) == "from" && scene.norm(last + 1) == "into";
    // "Mae, from Cerm": whom somebody came from who showed it.
    let sent = asked(scene)
        && matches!(scene.norm(first.wrapping_sub(1)), "from" | "of" | "at")
        && scene.found().iter().rev().take(3).any(|draft| {
            let near = draft.tokens.end + 2 >= first.saturating_sub(1) && draft.tokens.end < first;
            near && matches!(draft.fact.value, Value::Person { .. })
        });
    let vendor = around.ending(first).any(|hit| hit.list == "contract_with") && renews(scene, last);
    strong_before
        || behind("surely_does") && !is_common(scene, first)
        || on_it
        || out_of_it
        || behind("does") && (!opening || asked(scene) && !is_common(scene, first))
        || vendor
        || sent
        || asked(scene) && (product_like || strong_behind && !is_common(scene, first))
        || !opening && (strong_behind || weak)
}

/// A name where a product was asked for.
fn asked_name(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    if !asked(scene) {
        return false;
    }
    let opening = opens_sentence(scene, first);
    let said_of = scene.is(last + 1, Class::BehindProduct) && (scene.norm(last + 1) != "out" || scene.stops(last + 2));
    // "Timegrip we had for ten days"
    let fronted = scene.is(last + 1, Class::Subject);
    let alone = scene.stops(last + 1) || scene.is(last + 1, Class::And) || said_of || fronted;
    // Criteria begin with what is wanted: "Cheap, good, …".
    let wanted = scene.context.in_family("criteria") && first == last && !product_like(scene, first, last);
    if opening && alone && !wanted && !is_common(scene, first) {
        return true;
    }
    let thing_asked = scene.context.topic.is_some_and(|topic| topic.kind == ValueKind::Thing);
    let at_event = (1..=2).any(|back| first >= back && scene.norm(first - back) == "at");
    // "yes, Hoogveld ran here for a year": whether such a product is known was asked.
    let likely = thing_asked || first != last || familiar(scene, first, last);
    !at_event && !opening && !is_place(scene, first) && likely && !typed(scene, last).ends_with('s')
}

/// A name in the answer to whether such products are known: used, seen or had, and not where or with whom.
fn familiar(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    let context = scene.context;
    let asked = context.in_family("product") || context.in_family("solution") || context.topic_id() == "spend.current";
    let where_or_whom = scene.before_is(first, Class::Within)
        || scene.before_is(first, Class::OfSomebody)
        || scene.before_is(first, Class::BeforeSeat);
    let possessor = scene.norm(last + 1) == "'s";
    asked && !where_or_whom && !possessor && !initials(scene, first) && !is_common(scene, first)
}

/// "Orderpad and SAP": joined with a known product behind it.
fn beside_known(scene: &Scene<'_>, last: usize) -> bool {
    let next = last + 2;
    scene.is(last + 1, Class::And) && scene.thing_word("known", next) && meant(scene, next, next)
}

/// "they run Dynamark in the shed and Palletier in the office": joined with a product a few words before.
fn joined_later(scene: &Scene<'_>, first: usize) -> bool {
    const REACH: usize = 8;
    let sentence = scene.text.sentence(first).start;
    scene.before_is(first, Class::And)
        && !opens_sentence(scene, first)
        && scene.found().iter().rev().take(2).any(|draft| {
            let near = draft.tokens.end + REACH >= first && draft.tokens.start >= sentence;
            near && matches!(draft.fact.value, Value::Thing { .. })
        })
}

/// "the Marina contract landed", "win the Marina contract": a contract that is won is of a customer.
fn of_a_customer(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    let won_before = (1..=2).any(|back| first >= back && scene.is(first - back, Class::Winning));
    scene.is(last + 1, Class::Deal) && (scene.is(last + 2, Class::Won) || won_before)
}

/// "the contract with Zensys runs out": what renews or ends is what the company buys.
fn renews(scene: &Scene<'_>, last: usize) -> bool {
    const REACH: usize = 6;
    (last + 1..last + REACH).any(|at| scene.is(at, Class::Renewing))
}

/// "the Marina job": the name only says which job is meant.
fn attribute(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    let lexicon = scene.context.lexicon;
    let next = scene.tokens().get(last + 1);
    let noun = next.is_some_and(|next| {
        next.kind == TokenKind::Word
            && next.boundary == Boundary::Inside
            && !next.capital
            && !lexicon.numbers.nouns.function_words.contains(&next.norm)
    });
    let product_noun = scene.thing_word("after", last + 1);
    first > 0 && scene.norm(first - 1) == "the" && noun && !product_noun
}

fn nameable(scene: &Scene<'_>, at: usize) -> bool {
    let lexicon = scene.context.lexicon;
    let norm = scene.norm(at);
    let pronoun = scene.is(at, Class::Pronoun) || scene.is(at, Class::Subject);
    // "CA$21k": letters before a sign belong to the currency.
    let currency = scene.glued(at + 1) && scene.kind(at + 1) == Some(TokenKind::Currency);
    capital(scene, at)
        && !currency
        && !unit(scene, at)
        && !lexicon.numbers.money.names.contains_key(norm)
        && !pronoun
        && !lexicon.calendar.months.contains_key(norm)
        && !lexicon.calendar.weekdays.contains_key(norm)
        && !lexicon.names.chiefs.contains(norm)
        && (!lexicon.names.titles.contains(norm) || scene.before_is(at, Class::Trying))
}

/// "three thousand TT": initials right behind a figure say of what.
fn unit(scene: &Scene<'_>, at: usize) -> bool {
    let figure = |before: usize| scene.kind(before) == Some(TokenKind::Number) || scene.may_count(before);
    let short = typed(scene, at).chars().count() <= 3 && !typed(scene, at).chars().any(char::is_lowercase);
    short && at.checked_sub(1).is_some_and(figure)
}

fn run_end(scene: &Scene<'_>, first: usize) -> usize {
    let mut last = first;
    for _ in 0..3 {
        let slash = matches!(scene.norm(last + 1), "/" | "-") && scene.glued(last + 1) && scene.glued(last + 2)
            || firm_name(scene, last);
        // "Observe.AI"
        if dotted(scene, last) {
            return last + 2;
        }
        let next = last + if slash { 2 } else { 1 };
        let inside = scene.tokens().get(next).is_some_and(|token| token.boundary == Boundary::Inside);
        let figure = slash && scene.kind(next) == Some(TokenKind::Number);
        // "Allen-Bradley PLCs": a plural of initials says what the thing is.
        let plural = typed(scene, next).ends_with('s') && scene.holds(List::NotThings, next);
        // "LabStar US"
        let land = initials(scene, next) && scene.context.lexicon.places.alone.contains(scene.norm(next));
        if plural || land && next == last + 1 {
            break;
        }
        // "Sweet Count": a title that closes a name is none.
        let titled = scene.holds(List::Titles, next) && scene.stops(next + 1);
        if !(inside && (capital(scene, next) && (nameable(scene, next) || titled) || figure)) {
            break;
        }
        last = next;
        // "S/4HANA"
        if figure && scene.glued(last + 1) && capital(scene, last + 1) {
            last += 1;
        }
    }
    last
}

/// A word that opens many sentences and names nothing.
pub(super) fn is_common(scene: &Scene<'_>, at: usize) -> bool {
    scene.holds(List::FunctionWords, at)
        || scene.holds(List::NotThings, at)
        || scene.context.lexicon.numbers.words.contains_key(scene.norm(at))
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::{read, read_on};

    #[test]
    fn known_and_unknown_products_are_named() {
        assert_eq!(read("we run it all in excel"), [r#"thing <excel> {"name":"excel"}"#]);
        assert_eq!(read("we trialled Karbonite in two shops")[0], r#"thing <Karbonite> {"name":"Karbonite"}"#);
        assert_eq!(read("since the Zentra switch"), [r#"thing <Zentra> {"name":"Zentra"}"#]);
        assert_eq!(
            read_on("solution.current", "Loopy Returns, the starter plan"),
            [r#"thing <Loopy Returns> {"name":"Loopy Returns"}"#]
        );
    }

    #[test]
    fn coined_names_are_products_and_roles_are_not() {
        for (say, name) in [
            ("it all sits dead in Quillwise", "Quillwise"),
            ("then we clean the Tarn One data", "Tarn One"),
            ("we run Bracken 360 in the shed", "Bracken 360"),
            ("she wants to be rid of Zentra", "Zentra"),
            ("they showed us Jade Planner", "Jade Planner"),
            ("the old Brakka scanners are slow", "Brakka"),
        ] {
            assert_eq!(read(say), [format!(r#"thing <{name}> {{"name":"{name}"}}"#)], "{say}");
        }
        let staff = read("back at Head Office the Production Planner does that");
        assert!(staff.iter().all(|fact| !fact.starts_with("thing")), "{staff:?}");
        assert_eq!(read("it must speak Romanian and SAML"), [""; 0]);
    }

    #[test]
    fn vendors_are_named_and_customers_are_not() {
        assert_eq!(read("the contract with Zentra renews in May")[0], r#"thing <Zentra> {"name":"Zentra"}"#);
        assert_eq!(
            read("they run Zentra in the shed and Quillo in the barn"),
            [r#"thing <Zentra> {"name":"Zentra"}"#, r#"thing <Quillo> {"name":"Quillo"}"#]
        );
        assert_eq!(read("then the ZenAir contract landed"), [""; 0]);
        assert_eq!(read("if we get the Hamburg contract"), [""; 0]);
    }

    #[test]
    fn other_capitals_are_no_products() {
        assert!(read("the Marina job ran late, HR and the WMS were at BETT").is_empty());
    }

    #[test]
    fn products_are_known_by_what_is_done_with_them() {
        for (topic, say, name) in [
            ("product.familiarity", "Quorlo we had for ten days", "Quorlo"),
            ("product.familiarity", "yes, Quorlo ran here for a year", "Quorlo"),
            ("criteria.list", "links to Quorlo, works offline", "Quorlo"),
            ("plan.resources", "we have somebody on Quorlo already", "Quorlo"),
            ("timeline.driver", "Quorlo pulls the plug in May", "Quorlo"),
        ] {
            assert!(read_on(topic, say).contains(&format!(r#"thing <{name}> {{"name":"{name}"}}"#)), "{say}");
        }
        for (topic, say) in [
            ("criteria.list", "Cheap, good, and no headache"),
            ("criteria.list", "Works out of range, lasts three years"),
            ("goal.statement", "we want to win the Brakka contract back"),
            ("solution.current", "a wall of Post-its"),
        ] {
            assert!(read_on(topic, say).iter().all(|fact| !fact.starts_with("thing")), "{say}");
        }
    }

    #[test]
    fn a_model_goes_by_its_number_and_what_is_tried_is_no_person() {
        assert_eq!(
            read_on("solution.current", "the saws are Brakka x450, from abroad")[0],
            r#"thing <Brakka x450> {"name":"Brakka x450"}"#
        );
        assert_eq!(read_on("product.familiarity", "we piloted Guru")[0], r#"thing <Guru> {"name":"Guru"}"#);
    }

    #[test]
    fn a_name_begun_again_is_one_product() {
        assert_eq!(read("bought Trident, er, Trident MES"), [r#"thing <Trident MES> {"name":"Trident MES"}"#]);
    }
}
