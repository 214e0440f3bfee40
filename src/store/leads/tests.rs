//! The lead book on a real file.
#![expect(clippy::disallowed_methods, reason = "tests stand at the edge")]

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
    Keys::of(lead, &Columns::shipped(), &Validity::shipped())
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

#[test]
fn every_way_to_find_a_list_finds_the_same() {
    let stages = ["new", "qualified", "won"];
    let many: Vec<Lead> = (0..90_u8)
        .map(|n| {
            let mut lead = lead(&format!("Harbour {}", n % 7), &format!("Kim Sato {n}"), n % 10);
            lead.stage = stages[usize::from(n % 3)].into();
            lead.standing.rank = 1_000 - i32::from(n);
            lead.tags = if n % 2 == 0 { vec!["trial".into()] } else { vec!["free trial".into()] };
            lead.next.on = (n % 5 == 0).then(|| date(2026, 5, 1 + i8::try_from(n % 9).unwrap()));
            lead
        })
        .collect();
    let (_dir, book, _) = book(&many);
    let conditions = [
        vec![],
        vec![Condition::Stage("won".into())],
        vec![Condition::Tag("trial".into())],
        vec![Condition::Words(" k".into()), Condition::Score(2, 6)],
        vec![Condition::Words(" harbour".into()), Condition::Stage("new".into()), Condition::Tag("free trial".into())],
        vec![Condition::Words(" harbour 3".into()), Condition::DueBy(date(2026, 5, 6))],
        vec![Condition::Words(" sato 8".into())],
        vec![Condition::Words(" zebra".into())],
        vec![Condition::DueBy(date(2026, 5, 3)), Condition::DueBy(date(2026, 5, 6))],
    ];
    let ways = [(1_000, 1_000, 1_000), (1_000, 1_000, 0), (0, 1_000, 0), (0, 0, 0), (0, 0, 1_000), (3, 7, 2)];
    for conditions in conditions {
        let filter = Filter { conditions };
        for sort in SortKey::ALL.into_iter().flat_map(|key| [false, true].map(|reversed| Sort { key, reversed })) {
            let found = |(common, looked_at, few): (u32, usize, usize), wanted| {
                let limits = find::Limits { common, looked_at, few };
                let mut found = book.found(&filter, sort, (wanted, 1_000), limits).unwrap();
                if sort.key != SortKey::Newest && sort.key != SortKey::Rank {
                    // Leads of one score, company or day have no order among themselves.
                    found.ids.sort_unstable();
                }
                found
            };
            let first = found(ways[0], 1_000);
            for way in ways {
                assert_eq!(found(way, 1_000), first, "{filter:?} {sort:?} {way:?}");
            }
            let begun = found((0, 20, 0), 3);
            let is_begun =
                begun.ids.iter().all(|id| first.ids.contains(id)) && begun.ids.len() >= first.ids.len().min(3);
            assert!(is_begun, "{filter:?} {sort:?}: {begun:?}");
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
