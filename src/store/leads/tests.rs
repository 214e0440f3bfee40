//! The lead book on a real file.
#![expect(clippy::disallowed_methods, reason = "tests stand at the edge")]

use std::sync::LazyLock;

use jiff::civil::date;
use tempfile::TempDir;

use super::*;
use crate::leads::score::Validity;
use crate::leads::{Columns, Condition, Field, Filter, Pipeline, Sort, SortKey, Standing};
use crate::store::CallId;

fn at() -> DateTime {
    date(2026, 5, 12).at(10, 0, 0, 0)
}

fn keys(lead: &Lead) -> Keys {
    static SHIPPED: LazyLock<(Columns, Validity)> = LazyLock::new(|| (Columns::shipped(), Validity::shipped()));
    Keys::of(lead, &SHIPPED.0, &SHIPPED.1)
}

fn lead(company: &str, person: &str, score: u8) -> Lead {
    let mut lead = Lead { stage: "new".into(), owner: "Alex".into(), ..Lead::default() };
    lead.company.name = company.into();
    lead.company.territory = "Ohio".into();
    lead.person.name = person.into();
    lead.tags = vec!["Free trial".into(), "event".into()];
    lead.extra.insert("Pages".into(), "7".into());
    lead.standing = Standing { score, fit: 1, interest: 2, ability: 3, rank: i32::from(score) * 10 };
    lead
}

fn add(book: &mut LeadBook, leads: &[Lead]) -> Vec<LeadId> {
    let importer = book.importer(at(), "a test").unwrap();
    let ids = leads.iter().map(|lead| {
        let company = match importer.find(lead, &keys(lead)).unwrap() {
            Known::Company(company) => Some(company),
            _ => None,
        };
        importer.add(lead, &keys(lead), &Change::arrival("a test"), company.as_ref()).unwrap()
    });
    let ids = ids.collect();
    importer.commit().unwrap();
    ids
}

fn book(leads: &[Lead]) -> (TempDir, LeadBook, Vec<LeadId>) {
    let dir = TempDir::new().unwrap();
    let mut book = LeadBook::open(dir.path()).unwrap();
    let ids = add(&mut book, leads);
    (dir, book, ids)
}

fn names(book: &LeadBook, conditions: &[Condition], sort: Sort) -> Vec<String> {
    let page = book.page(&Filter { conditions: conditions.to_vec() }, sort, (0, 100)).unwrap();
    page.leads.into_iter().map(|(_, lead)| lead.person.name).collect()
}

#[test]
fn a_lead_comes_back_as_it_was_written() {
    let mut written = lead("Harbour Tools", "Kim Sato", 61);
    written.next.on = Some(date(2026, 6, 1));
    (written.spoken_on, written.starts_on) = (Some(date(2026, 5, 1)), Some(date(2026, 7, 1)));
    written.company.size = Some(400.0);
    let (_dir, book, ids) = book(&[written.clone()]);
    assert_eq!(book.lead(ids[0]).unwrap(), Some(written));
    assert_eq!(book.lead(LeadId(99)).unwrap(), None);
    assert_eq!(book.history(ids[0]).unwrap()[0].change, Change::arrival("a test"));
}

#[test]
fn every_filter_finds_its_leads_in_every_order() {
    let mut others = [lead("Harbour Tools", "Kim Sato", 61), lead("Acme", "Zoë Ångström", 80), lead("Beta", "Bo", 10)];
    others[1].stage = "qualified".into();
    others[1].source = "Web form".into();
    others[2].tags = vec!["trial".into()];
    others[2].next.on = Some(date(2026, 5, 12));
    let (_dir, book, _) = book(&others);
    let ranked = Sort::default();
    let all = |key, reversed| names(&book, &[], Sort { key, reversed });
    assert_eq!(all(SortKey::Rank, false), ["Zoë Ångström", "Kim Sato", "Bo"]);
    assert_eq!(all(SortKey::Rank, true), ["Bo", "Kim Sato", "Zoë Ångström"]);
    assert_eq!(all(SortKey::Company, false), ["Zoë Ångström", "Bo", "Kim Sato"]);
    assert_eq!(all(SortKey::Newest, false), ["Bo", "Zoë Ångström", "Kim Sato"]);
    assert_eq!(all(SortKey::Next, false), ["Bo"]);
    for (condition, found) in [
        (Condition::Stage("qualified".into()), vec!["Zoë Ångström"]),
        (Condition::Stage("nowhere".into()), vec![]),
        (Condition::Is(Field::Source, "web FORM".into()), vec!["Zoë Ångström"]),
        (Condition::Is(Field::Territory, "Ohio".into()), vec!["Zoë Ångström", "Kim Sato", "Bo"]),
        (Condition::Score(20, 70), vec!["Kim Sato"]),
        (Condition::DueBy(date(2026, 5, 12)), vec!["Bo"]),
        (Condition::Tag("free TRIAL".into()), vec!["Zoë Ångström", "Kim Sato"]),
        (Condition::Tag("trial".into()), vec!["Bo"]),
        (Condition::Words(" harb kim".into()), vec!["Kim Sato"]),
        (Condition::Words(" angs".into()), vec!["Zoë Ångström"]),
        (Condition::Words(" h".into()), vec!["Kim Sato"]),
        (Condition::Words(" arbour".into()), vec![]),
    ] {
        assert_eq!(names(&book, std::slice::from_ref(&condition), ranked), found, "{condition:?}");
    }
    let both = [Condition::Is(Field::Owner, "Alex".into()), Condition::Words(" bo".into())];
    assert_eq!(names(&book, &both, ranked), ["Bo"]);
}

/// Whether a lead with these words meets a condition, told without any index.
fn meets(lead: &Lead, words: &str, condition: &Condition) -> bool {
    match condition {
        Condition::Stage(stage) => lead.stage == *stage,
        Condition::Is(_, owner) => lead.owner == *owner,
        Condition::Tag(tag) => lead.tags.iter().any(|other| other.to_lowercase() == tag.to_lowercase()),
        Condition::Score(low, high) => (*low..=*high).contains(&lead.standing.score),
        Condition::DueBy(day) => lead.next.on.is_some_and(|on| on <= *day),
        Condition::Words(wanted) => wanted.split_whitespace().all(|word| words.contains(&format!(" {word}"))),
        Condition::Type(kind) => lead.kind == *kind,
    }
}

/// The leads that a list holds, by a look at every lead of the book.
fn found_plainly<'a>(
    book: impl Iterator<Item = ((&'a Lead, &'a Keys), LeadId)>,
    filter: &Filter,
    sort: Sort,
) -> Vec<LeadId> {
    let mut found = Vec::new();
    for ((lead, keys), id) in book {
        let is_listed = sort.key != SortKey::Next || lead.next.on.is_some();
        if !is_listed || !filter.conditions.iter().all(|condition| meets(lead, &keys.words, condition)) {
            continue;
        }
        let (score, rank) = (-i64::from(lead.standing.score), -i64::from(lead.standing.rank));
        let place = match sort.key {
            SortKey::Rank => (String::new(), rank, 0),
            SortKey::Score => (String::new(), score, rank),
            SortKey::Company => (keys.title.clone(), 0, 0),
            SortKey::Next => (lead.next.on.map(|on| on.to_string()).unwrap_or_default(), rank, 0),
            SortKey::Newest => (String::new(), -id.0, 0),
        };
        found.push((place, id));
    }
    found.sort();
    if sort.reversed {
        found.reverse();
    }
    found.into_iter().map(|(_, id)| id).collect()
}

#[test]
fn every_way_to_find_a_list_finds_what_a_plain_look_at_every_lead_finds() {
    let many: Vec<Lead> = (0..90_u8)
        .map(|n| {
            let mut lead = lead(&format!("Harbour {}", n % 7), &format!("Kim Sato {n}"), n % 10);
            lead.stage = ["new", "qualified", "won"][usize::from(n % 3)].into();
            lead.owner = if n == 41 { "Rare" } else { "Alex" }.into();
            lead.standing.rank = 1_000 - i32::from(n);
            lead.tags = vec![if n % 2 == 0 { "trial" } else { "free trial" }.into()];
            lead.next.on = (n % 5 == 0).then(|| date(2026, 5, 1 + i8::try_from(n % 9).unwrap()));
            lead
        })
        .collect();
    let (_dir, book, ids) = book(&many);
    let keys: Vec<Keys> = many.iter().map(keys).collect();
    let each = [
        Condition::Stage("won".into()),
        Condition::Is(Field::Owner, "Rare".into()),
        Condition::Tag("Trial".into()),
        Condition::Score(2, 6),
        Condition::DueBy(date(2026, 5, 6)),
        Condition::DueBy(date(2026, 5, 3)),
        Condition::Words(" k".into()),
        Condition::Words(" harbour 3".into()),
        Condition::Words(" sato 8".into()),
        Condition::Words(" zebra".into()),
    ];
    // None, each, and every two of them.
    let pairs = (0..each.len()).flat_map(|one| (one..each.len()).map(move |other| (one, other)));
    let pairs = pairs.map(|(one, other)| vec![each[one].clone(), each[other].clone()]);
    for conditions in pairs.chain([vec![]]) {
        let filter = Filter { conditions };
        for sort in SortKey::ALL.into_iter().flat_map(|key| [false, true].map(|reversed| Sort { key, reversed })) {
            let plain = found_plainly(many.iter().zip(&keys).zip(ids.iter().copied()), &filter, sort);
            for few in [0, 7, 1_000] {
                for (skip, most) in [(0, 0), (0, 3), (0, 40), (0, 1_000), (2, 5), (40, 20), (85, 9), (90, 1), (500, 3)]
                {
                    let found = book.found(&filter, sort, (skip, most), few).unwrap();
                    let asked: Vec<LeadId> = plain.iter().copied().skip(skip).take(most).collect();
                    let told = format!("{filter:?} {sort:?} {skip} {most} {few}");
                    assert_eq!((found.ids, found.count), (asked, plain.len()), "{told}");
                }
            }
        }
    }
}

/// All sets as they are kept.
fn kept_sets(book: &LeadBook) -> Vec<(i64, String, i64, Vec<u8>)> {
    let sql = "SELECT kind, value, block, leads FROM lead_sets ORDER BY kind, value, block";
    let mut statement = book.connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn after_every_change_the_sets_are_those_that_are_derived_anew() {
    let mut leads: Vec<Lead> =
        (0..40_u8).map(|n| lead(&format!("Harbour {}", n % 9), &format!("Kim {n}"), n)).collect();
    leads[3].next.on = Some(date(2026, 5, 12));
    let (_dir, mut book, ids) = book(&leads);
    let pipeline = Pipeline::shipped();
    let is_as_derived = |book: &LeadBook, after: &str| {
        let kept = kept_sets(book);
        assert!(kept.iter().all(|(.., leads)| !leads.is_empty()), "{after}");
        sets::derive(&book.connection).unwrap();
        assert!(kept == kept_sets(book), "{after}");
    };
    is_as_derived(&book, "coming in");
    for (field, value) in [
        (Field::Company, "Haven Tools"),
        (Field::Contact, "Zoë Ångström"),
        (Field::Territory, "Texas"),
        (Field::Industry, "Énergie"),
        (Field::Stage, "discovery"),
        (Field::Type, "sql"),
        (Field::Owner, "ÉMILE"),
        (Field::Source, "Web"),
        (Field::Tags, "Équipe, k"),
        (Field::Tags, ""),
        (Field::NextOn, "2026-06-01"),
        (Field::NextOn, ""),
    ] {
        let mut other = book.lead(ids[3]).unwrap().unwrap();
        let change = other.set(field, value, &pipeline).unwrap();
        other.standing.rank += 7;
        book.save(ids[3], (&other, &keys(&other)), change.as_slice(), (at(), "by hand")).unwrap();
        is_as_derived(&book, &format!("{field:?} {value}"));
    }
    book.restand(Restand::All, ("points", "x"), |lead| lead.standing.score = 100 - lead.standing.score / 2).unwrap();
    is_as_derived(&book, "other points");
    for id in &ids[..20] {
        book.delete_lead(*id).unwrap();
    }
    is_as_derived(&book, "deleting");
    assert_eq!(book.size().unwrap(), 20);
    assert_eq!(book.page(&Filter::default(), Sort::default(), (5, 10)).unwrap().leads.len(), 10);
    for id in &ids[20..] {
        assert!(book.delete_lead(*id).unwrap());
    }
    assert_eq!(kept_sets(&book), []);
}

#[test]
fn letter_case_is_no_difference_whatever_the_script() {
    let mut leads = [lead("Harbour Tools", "Kim Sato", 61), lead("Acme", "Zoë Ash", 80), lead("Beta", "Bo", 10)];
    for (lead, name) in leads.iter_mut().zip(["ÉMILE", "Émile", "Emil"]) {
        lead.owner = name.into();
        lead.tags = vec![name.into()];
    }
    let (_dir, book, _) = book(&leads);
    for text in ["ÉMILE", "émile", "Émile"] {
        for condition in [Condition::Is(Field::Owner, text.into()), Condition::Tag(text.into())] {
            assert_eq!(names(&book, &[condition], Sort::default()), ["Zoë Ash", "Kim Sato"], "{text}");
        }
    }
}

#[test]
fn sets_that_damage_left_break_nothing() {
    let (_dir, book, _) = book(&[lead("Harbour Tools", "Kim Sato", 61), lead("Acme", "Bo", 10)]);
    let sql = "UPDATE lead_sets SET leads = randomblob(1 + abs(random()) % 9000), block = block + kind * 1000000007";
    book.connection.execute(sql, []).unwrap();
    for sort in SortKey::ALL.into_iter().flat_map(|key| [false, true].map(|reversed| Sort { key, reversed })) {
        for condition in [Condition::Words(" kim".into()), Condition::Words(" k".into()), Condition::Score(0, 100)] {
            book.page(&Filter { conditions: vec![condition] }, sort, (0, 10)).unwrap();
            book.page(&Filter::default(), sort, (0, 10)).unwrap();
        }
    }
}

#[test]
fn what_looks_like_a_query_is_only_words() {
    let (_dir, book, _) = book(&[lead("Acme", "Bo", 10)]);
    for text in ["\" OR 1", "a* NOT b", "{words}: x", "acme) (", "NEAR(a b)", "%", "'"] {
        let filter = Filter::parse([text], &Pipeline::shipped()).unwrap();
        assert!(book.page(&filter, Sort::default(), (0, 10)).is_ok(), "{text}");
        assert!(book.page(&Filter { conditions: vec![Condition::Tag(text.into())] }, Sort::default(), (0, 10)).is_ok());
    }
}

#[test]
fn the_same_lead_is_found_by_address_or_by_company_and_name() {
    let mut kim = lead("Harbour Tools, Inc.", "Kim Sato", 61);
    kim.person.email = "kim@harbour.example".into();
    let (_dir, mut book, ids) = book(&[kim]);
    let importer = book.importer(at(), "a test").unwrap();
    let found = |company: &str, person: &str, email: &str| {
        let mut other = lead(company, person, 0);
        other.person.email = email.into();
        match importer.find(&other, &keys(&other)).unwrap() {
            Known::Lead(id, _) => Some(id),
            _ => None,
        }
    };
    assert_eq!(found("", "", "kim@harbour.example"), Some(ids[0]));
    assert_eq!(found("HARBOUR tools", "kim  sato", ""), Some(ids[0]));
    assert_eq!(found("Harbour Tools", "Lee", ""), None);
    assert_eq!(found("Harbour Tools", "Kim Sato", "kim@other.example"), None, "another address is another person");
}

#[test]
fn contacts_of_one_company_share_what_is_known_of_it() {
    let (_dir, mut book, ids) = book(&[lead("Acme", "Bo", 10), lead("ACME", "Al", 20)]);
    assert_eq!(book.colleagues(ids[0]).unwrap(), ids);
    let mut bo = book.lead(ids[0]).unwrap().unwrap();
    let change = bo.set(Field::Territory, "Texas", &Pipeline::shipped()).unwrap().unwrap();
    book.save(ids[0], (&bo, &keys(&bo)), &[change], (at(), "by hand")).unwrap();
    assert_eq!(book.lead(ids[1]).unwrap().unwrap().company.territory, "Texas");
    let texans = [Condition::Is(Field::Territory, "texas".into())];
    assert_eq!(names(&book, &texans, Sort::default()), ["Al", "Bo"]);
    let history = book.history(ids[0]).unwrap();
    assert_eq!((history.len(), history[1].change.before.as_str(), history[1].why.as_str()), (2, "Ohio", "by hand"));
}

#[test]
fn what_is_not_committed_was_never_there() {
    let (_dir, mut book, _) = book(&[]);
    let strange = Lead { owner: "Somebody new".into(), ..lead("Acme", "Bo", 10) };
    let importer = book.importer(at(), "a dry run").unwrap();
    importer.add(&strange, &keys(&strange), &Change::arrival("x"), None).unwrap();
    drop(importer);
    assert_eq!(book.size().unwrap(), 0);
    let ids = add(&mut book, std::slice::from_ref(&strange));
    assert_eq!(book.lead(ids[0]).unwrap().unwrap().owner, "Somebody new");
}

#[test]
fn an_import_of_many_leaves_every_index_in_its_place_and_none_is_lost_when_it_is_broken_off() {
    let (_dir, mut book, _) = book(&[lead("Acme", "Bo", 10)]);
    let indices = |book: &LeadBook| -> Vec<String> {
        let sql = "SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY sql";
        let mut statement = book.connection.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let before = indices(&book);
    let many: Vec<Lead> = (0..2_100).map(|n| lead(&format!("Company {n}"), "Kim Sato", (n % 100) as u8)).collect();
    let importer = book.importer(at(), "a dry run").unwrap();
    for lead in &many {
        importer.add(lead, &keys(lead), &Change::arrival("x"), None).unwrap();
    }
    drop(importer);
    assert_eq!((book.size().unwrap(), indices(&book)), (1, before.clone()));
    add(&mut book, &many);
    assert_eq!((book.size().unwrap(), indices(&book)), (2_101, before));
    assert_eq!(names(&book, &[Condition::Words(" acme".into())], Sort::default()), ["Bo"]);
    assert_eq!(names(&book, &[Condition::Words(" company 17".into())], Sort::default()), ["Kim Sato"; 100]);
    let sound: String = book.connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
}

#[test]
fn a_deleted_lead_is_gone_from_the_file() {
    let mut secret = lead("Quixotic Zymurgy", "Xanthippe Wolfeschlegel", 61);
    secret.person.email = "xanthippe@zymurgy.example".into();
    let (dir, mut book, ids) = book(&[secret.clone(), lead("Acme", "Bo", 10)]);
    let change = secret.set(Field::Role, "Brewmistress", &Pipeline::shipped()).unwrap().unwrap();
    book.save(ids[0], (&secret, &keys(&secret)), &[change], (at(), "by hand")).unwrap();
    let call = CallId::generate();
    book.link(call, ids[0]).unwrap();
    assert!(book.delete_lead(ids[0]).unwrap() && !book.delete_lead(ids[0]).unwrap());
    assert_eq!((book.size().unwrap(), book.lead(ids[0]).unwrap()), (1, None));
    assert_eq!(names(&book, &[Condition::Words(" xanth".into())], Sort::default()), [""; 0]);
    drop(book);
    for entry in std::fs::read_dir(dir.path()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = if path.is_file() { std::fs::read(&path).unwrap().to_ascii_lowercase() } else { Vec::new() };
        for word in ["xanthippe", "zymurgy", "quixotic", "wolfeschlegel", "brewmistress"] {
            let is_there = bytes.windows(word.len()).any(|window| window == word.as_bytes());
            assert!(!is_there, "{word} is still in {}", path.display());
        }
    }
}

#[test]
fn standings_are_written_back_where_they_changed() {
    let (_dir, mut book, ids) = book(&[lead("Acme", "Bo", 10), lead("Beta", "Al", 20)]);
    let changed = book.restand(Restand::All, ("points", "x"), |lead| {
        if lead.person.name == "Bo" {
            lead.standing.rank = 999;
        }
    });
    assert_eq!(changed.unwrap(), 1);
    assert_eq!(book.note("points").unwrap().as_deref(), Some("x"));
    assert_eq!(names(&book, &[], Sort::default()), ["Bo", "Al"]);
    assert_eq!(book.lead(ids[0]).unwrap().unwrap().standing.rank, 999);
}

#[test]
fn only_leads_whose_day_came_meanwhile_or_who_start_later_are_ranked_anew() {
    let mut leads = ["past", "came", "ahead", "started", "starts", "undated"].map(|name| lead("Acme", name, 10));
    for (at, day) in [(0, 12), (1, 14), (2, 15)] {
        leads[at].next.on = Some(date(2026, 5, day));
    }
    (leads[3].starts_on, leads[4].starts_on) = (Some(date(2026, 5, 1)), Some(date(2027, 5, 1)));
    let (_dir, mut book, _) = book(&leads);
    let ranked = RefCell::new(Vec::new());
    let which = Restand::Dated { after: "2026-05-12", until: "2026-05-14" };
    book.restand(which, ("ranked_on", "2026-05-14"), |lead| ranked.borrow_mut().push(lead.person.name.clone()))
        .unwrap();
    assert_eq!(ranked.take(), ["came", "starts"]);
    let which = Restand::Dated { after: "", until: "2026-05-14" };
    book.restand(which, ("ranked_on", "2026-05-14"), |lead| ranked.borrow_mut().push(lead.person.name.clone()))
        .unwrap();
    assert_eq!(ranked.take(), ["past", "came", "started", "starts"]);
}
