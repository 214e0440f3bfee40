//! `bantam leads add`, `set` and `rescore`: changes by hand.

use std::path::Path;

use jiff::civil::DateTime;

use super::list::as_json;
use super::{Open, Team};
use crate::cli::context::{Context, Outcome};
use crate::leads::{Change, Field, Lead, LeadId, Pipeline};
use crate::qualify::Icp;
use crate::store::{Known, LeadBook};

/// What the history says of a change by hand.
const BY_HAND: &str = "by hand";

pub(super) fn add(fields: &[String], context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let Some(mut open) = Open::as_it_is(context)? else { return Ok(Outcome::BadInput) };
    let mut lead = Lead { stage: open.team.pipeline.first().to_owned(), ..Lead::default() };
    if let Err(why) = apply(fields, &mut lead, &open.team.pipeline) {
        context.complain(&why)?;
        return Ok(Outcome::BadInput);
    }
    if lead.company.name.is_empty() && lead.person.name.is_empty() && lead.person.email.is_empty() {
        context.complain("a lead needs a company, a contact or an e-mail")?;
        return Ok(Outcome::BadInput);
    }
    let keys = open.team.keys(&lead);
    let Open { book, team, now } = &mut open;
    let importer = book.importer(*now, BY_HAND)?;
    let company = match importer.find(&lead, &keys)? {
        Known::Lead(id, known) => {
            drop(importer);
            let is_there = format!("that is lead {id} already, {}", known.title());
            context.complain(&format!("{is_there}: `bantam leads set {id} …` changes it"))?;
            return Ok(Outcome::BadInput);
        }
        Known::Company(company) => Some(company),
        Known::Nothing => None,
    };
    let (id, lead) = team.add(&importer, (lead, keys), company, (now.date(), BY_HAND))?;
    importer.commit()?;
    context.print(&as_json(id, &lead), &format!("Lead {id}: {}, score {}", lead.title(), lead.standing.score))?;
    Ok(Outcome::Fine)
}

/// Adds a lead to the book of a folder; fields and values stand between semicolons (`company=Harbour; tags=trial`).
pub(in crate::cli) fn add_to(data_dir: &Path, fields: &str, now: DateTime) -> Result<(), String> {
    let team = Team::load(data_dir, &Icp::default()).map_err(|problems| problems.to_string())?;
    let mut book = LeadBook::open(data_dir).map_err(|error| error.to_string())?;
    let mut lead = Lead { stage: team.pipeline.first().to_owned(), ..Lead::default() };
    let fields: Vec<String> = fields.split(';').map(|field| field.trim().to_owned()).collect();
    apply(&fields, &mut lead, &team.pipeline)?;
    let keys = team.keys(&lead);
    let importer = book.importer(now, BY_HAND).map_err(|error| error.to_string())?;
    let company = match importer.find(&lead, &keys).map_err(|error| error.to_string())? {
        Known::Lead(id, known) => return Err(format!("that is lead {id} already, {}", known.title())),
        Known::Company(company) => Some(company),
        Known::Nothing => None,
    };
    team.add(&importer, (lead, keys), company, (now.date(), BY_HAND)).map_err(|error| error.to_string())?;
    importer.note_standing(team.points_id(), now.date()).map_err(|error| error.to_string())?;
    importer.commit().map_err(|error| error.to_string())
}

pub(super) fn set(id: LeadId, fields: &[String], context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let Some(mut open) = Open::new(context)? else { return Ok(Outcome::BadInput) };
    let Some(mut lead) = open.lead(id, context)? else { return Ok(Outcome::BadInput) };
    let changes = match apply(fields, &mut lead, &open.team.pipeline) {
        Ok(changes) => changes,
        Err(why) => {
            context.complain(&why)?;
            return Ok(Outcome::BadInput);
        }
    };
    open.team.judge(&mut lead, open.now.date());
    let keys = open.team.keys(&lead);
    open.book.save(id, (&lead, &keys), &changes, (open.now, BY_HAND))?;
    let told = changes.iter().map(|change| {
        let before = if change.before.is_empty() { String::new() } else { format!("{} → ", change.before) };
        format!("{}: {before}{}", change.field, change.after)
    });
    let told: Vec<String> = told.collect();
    let told = if told.is_empty() { "nothing changed".to_owned() } else { told.join("\n") };
    context.print(&as_json(id, &lead), &told)?;
    Ok(Outcome::Fine)
}

pub(super) fn rescore(context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let Some(mut open) = Open::new(context)? else { return Ok(Outcome::BadInput) };
    let changed = open.team.rescore(&mut open.book, open.now.date())?;
    let leads = open.book.size()?;
    let text = format!("{leads} leads scored; {changed} have another score or place than before");
    context.print(&serde_json::json!({"leads": leads, "changed": changed}), &text)?;
    Ok(Outcome::Fine)
}

/// Carries out `field=value`, `tag+=x` and `tag-=x`; all or nothing.
fn apply(fields: &[String], lead: &mut Lead, pipeline: &Pipeline) -> Result<Vec<Change>, String> {
    let before = lead.clone();
    let mut changes = Vec::new();
    for text in fields {
        match one(text, lead, pipeline) {
            Ok(change) => changes.extend(change),
            Err(why) => {
                *lead = before;
                return Err(why);
            }
        }
    }
    Ok(changes)
}

fn one(text: &str, lead: &mut Lead, pipeline: &Pipeline) -> Result<Option<Change>, String> {
    let (name, value) = text.split_once('=').ok_or_else(|| format!("`{text}`: write it as FIELD=VALUE"))?;
    let refused = |refusal: crate::leads::Refusal| refusal.to_string();
    if let Some(name) = name.strip_suffix(['+', '-'])
        && ["tag", "tags"].contains(&name)
    {
        let others = lead.tags.iter().filter(|tag| !tag.eq_ignore_ascii_case(value.trim())).cloned();
        let mut tags: Vec<String> = others.collect();
        if text.contains("+=") {
            tags.push(value.to_owned());
        }
        return lead.set(Field::Tags, &tags.join(","), pipeline).map_err(refused);
    }
    let field = Field::named(name).ok_or_else(|| {
        let ids: Vec<&str> = Field::ALL.iter().map(|field| field.id()).collect();
        format!("`{name}` is no field of a lead; there are {}", ids.join(", "))
    })?;
    lead.set(field, value, pipeline).map_err(refused)
}
