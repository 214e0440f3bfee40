//! `bantam practice list`: the prospects at hand.

use std::fmt::Write as _;

use serde_json::json;

use crate::bank::problem::{Code, Place, Problem, Problems};
use crate::bank::source::Library;
use crate::cli::context::{Context, Outcome};
use crate::practice::{self, Persona};
use crate::report::printable;

/// Lists the prospects, the easiest first.
pub(super) fn run(context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let library = context.library();
    let (mut personas, broken) = read(&library);
    personas.sort_by(|a, b| (a.difficulty, &a.id).cmp(&(b.difficulty, &b.id)));
    let mut text = String::new();
    for persona in &personas {
        let who = &persona.who;
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{:<24} {:<7} {}, {} at {} ({})\n{:<24} {}",
            printable(&persona.id),
            persona.difficulty,
            printable(&who.name),
            printable(&who.role),
            printable(&who.company),
            printable(&who.industry),
            "",
            printable(&persona.frameworks.join(", ")),
        );
    }
    let rows: Vec<_> = personas.iter().map(row).collect();
    context.print(&json!({ "personas": rows }), &text)?;
    for problems in &broken {
        context.show_problems(problems)?;
    }
    Ok(if broken.is_empty() { Outcome::Fine } else { Outcome::Problems })
}

fn row(persona: &Persona) -> serde_json::Value {
    let who = &persona.who;
    json!({
        "id": persona.id, "name": who.name, "role": who.role, "company": who.company, "industry": who.industry,
        "seniority": who.seniority, "difficulty": persona.difficulty, "frameworks": persona.frameworks,
        "language": persona.language, "habits": persona.habits, "about": persona.about,
    })
}

/// A prospect by its id, and its text.
///
/// # Errors
/// That there is none with this id (with those that exist), or everything wrong in its file.
pub(super) fn find(library: &Library, id: &str) -> Result<(Persona, String), Problems> {
    let Some(source) = library.persona(id) else {
        let known = library.persona_ids();
        let problem = Problem::new(Code::Unreadable, "", Place::default(), format!("there is no prospect `{id}`"))
            .with_closest(id, known.iter().copied())
            .with_fix("`bantam practice list` shows the prospects at hand");
        return Err(Problems::new(vec![problem], Vec::new()));
    };
    let persona = practice::check(source, &*library.topics("en")?, &library.ids())?;
    Ok((persona, source.text.to_string()))
}

/// Every prospect that can be called, and what is wrong with the others.
pub(super) fn read(library: &Library) -> (Vec<Persona>, Vec<Problems>) {
    let ids = library.ids();
    let topics = match library.topics("en") {
        Ok(topics) => topics,
        Err(problems) => return (Vec::new(), vec![problems]),
    };
    let (mut personas, mut broken) = (Vec::new(), Vec::new());
    for (_, source) in library.personas() {
        match practice::check(source, &topics, &ids) {
            Ok(persona) => personas.push(persona),
            Err(problems) => broken.push(problems),
        }
    }
    (personas, broken)
}
