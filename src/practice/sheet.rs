//! The sheet for a colleague who plays the prospect: a page of Markdown.

use std::fmt::Write as _;

use crate::bank::Topics;

use super::persona::{Persona, Reply, ReplyTo, TopicTruth};

/// The sheet; `topics` has the cues.
pub fn sheet(persona: &Persona, topics: &Topics) -> String {
    let who = &persona.who;
    let mut page = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(page, "# You are {}, {} at {}\n", who.name, who.role, who.company);
    let _ = writeln!(
        page,
        "*{}. Difficulty: {}. Frameworks: {}.*\n",
        who.industry,
        persona.difficulty,
        persona.frameworks.join(", ")
    );
    let _ = writeln!(page, "**The caller knows:** {}\n", persona.about);
    let _ = writeln!(page, "**You know:** {}\n", persona.secret);
    if !persona.habits.is_empty() {
        let habits: Vec<String> = persona.habits.iter().map(|habit| habit.id().replace('_', "-")).collect();
        let _ = writeln!(page, "**You are** {}.\n", habits.join(", "));
    }
    let mood = persona.mood;
    let _ = writeln!(
        page,
        "**Mood.** Begin at {} of 10. An open question: 1 up. A closed one: 1 down, the third in a row 2 down. The third \
         in a row on money or power: 1 down. Asked what you have told already: 2 down. From {} on you are warm; at {} and \
         below you answer as to a closed question; at 0 you hang up.\n",
        mood.start, mood.warm, mood.cold
    );
    let _ = writeln!(page, "Pick up with: *{}*\n", persona.lines.greeting.join(" / "));
    let _ =
        writeln!(page, "| about | what is true | to a closed question | to a good one |\n| --- | --- | --- | --- |");
    for truth in &persona.topics {
        let cue = topics.get(truth.topic.as_str()).map_or(truth.topic.as_str(), |topic| topic.cue.as_str());
        let star = if truth.key { " ★" } else { "" };
        let least = truth.replies.first().map_or_else(String::new, said);
        let _ = writeln!(
            page,
            "| {}{star} | {} | {} | {} |",
            cell(cue),
            cell(&truth.truth),
            cell(&least),
            cell(&most(truth))
        );
    }
    let other = said(&persona.lines.otherwise);
    let _ = writeln!(page, "\nAnything else: *{other}* ★ decides the call.\n");
    let _ = writeln!(
        page,
        "**At the end.** The true verdict: {}. {}",
        persona.truth.verdict.id().replace('_', " "),
        persona.truth.why
    );
    page
}

/// The replies to better questions, each with what it takes.
fn most(truth: &TopicTruth) -> String {
    let better = truth.replies.iter().skip(1).map(|reply| {
        let needs: Vec<&str> = reply.to.iter().filter_map(|to| need(*to)).collect();
        if needs.is_empty() { said(reply) } else { format!("({}) {}", needs.join(", "), said(reply)) }
    });
    better.collect::<Vec<_>>().join("; ")
}

const fn need(to: ReplyTo) -> Option<&'static str> {
    match to {
        ReplyTo::Any | ReplyTo::Open => None,
        ReplyTo::Probe => Some("when asked again"),
        ReplyTo::Figures => Some("for a figure"),
        ReplyTo::Rapport => Some("when warm"),
    }
}

fn said(reply: &Reply) -> String {
    reply.say.first().map_or_else(String::new, |said| said.text.clone())
}

/// A text that cannot break out of its cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
