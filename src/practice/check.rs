//! From a persona as written to one that can be called: every problem at once, each with its place.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::bank::problem::{Code, Place, Problems, Sink, Source};
use crate::bank::yaml::{self, FromNode, Placed};
use crate::bank::{FlagKind, TopicId, Topics, check_id};

use super::persona::{Habit, Lines, MoodRange, Persona, Reply, ReplyTo, Said, TopicTruth, Truth, Who};
use super::raw::{RawLines, RawMood, RawPersona, RawReply, RawTopicTruth};

/// The best mood.
const BEST_MOOD: u32 = 10;

/// Reads a persona. `topics` is the vocabulary that its truth speaks in, `banks` the ids of the banks at hand.
///
/// What its replies mean when they are read, and whether the truth can be reached, is for `session` to prove.
///
/// # Errors
/// Everything wrong in the file.
pub fn check(source: &Arc<Source>, topics: &Topics, banks: &[&str]) -> Result<Persona, Problems> {
    let sink = Sink::new(&source.name);
    let raw = yaml::parse_content(source, &sink).and_then(|root| RawPersona::from_node(&root, &sink));
    let persona = raw.and_then(|raw| lower(raw, topics, banks, &sink));
    let problems = sink.into_list();
    match persona {
        Some(persona) if problems.is_empty() => Ok(persona),
        _ => Err(Problems::new(problems, vec![Arc::clone(source)])),
    }
}

fn lower(raw: RawPersona, topics: &Topics, banks: &[&str], sink: &Sink) -> Option<Persona> {
    let id = raw.id.filter(|id| check_id(id, sink));
    if let Some(id) = &id {
        check_name(id, sink);
    }
    check_frameworks(&raw.frameworks, banks, sink);
    check_habits(&raw.habits, &raw.topics, sink);
    let mood = raw.mood.as_ref().map_or_else(MoodRange::default, |mood| mood_range(mood, sink));
    let truths = truths(raw.topics, topics, sink);
    let lines = raw.lines.and_then(|lines| self::lines(lines, topics, sink));
    let truth = raw.truth.map(|truth| Truth {
        verdict: truth.verdict,
        levels: truth.levels.into_iter().collect(),
        why: truth.why,
        place: truth.place,
    });
    let who = raw.who?;
    Some(Persona {
        id: id?.value,
        who: Who {
            name: who.name,
            role: who.role,
            company: who.company,
            industry: who.industry,
            seniority: who.seniority,
        },
        difficulty: raw.difficulty?,
        frameworks: raw.frameworks.into_iter().map(|bank| bank.value).collect(),
        language: raw.language,
        at: raw.at?.0,
        about: raw.about,
        secret: raw.secret,
        habits: raw.habits.into_iter().map(|habit| habit.value).collect(),
        mood,
        icp: raw.icp,
        truth: truth?,
        lines: lines?,
        topics: truths,
    })
}

/// A persona is found by the name of its file.
fn check_name(id: &Placed<String>, sink: &Sink) {
    let file = sink.file().rsplit('/').next().unwrap_or_default();
    let Some(stem) = file.strip_suffix(".yaml").filter(|stem| *stem != id.value) else { return };
    let message = format!("the persona calls itself `{}`, and its file `{stem}`", id.value);
    let fix = format!("write `id: {stem}`, or rename the file to `{}.yaml`", id.value);
    sink.report(sink.problem(Code::BadId, id.place, message).with_fix(fix));
}

fn check_frameworks(frameworks: &[Placed<String>], banks: &[&str], sink: &Sink) {
    for (n, bank) in frameworks.iter().enumerate() {
        if let Some(first) = frameworks[..n].iter().find(|first| first.value == bank.value) {
            let problem =
                sink.problem(Code::DuplicateId, bank.place, format!("the bank `{}` is given twice", bank.value));
            sink.report(problem.with_related(sink.file(), first.place, "first given here"));
        } else if !banks.contains(&bank.value.as_str()) {
            let known = banks.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
            sink.report(
                sink.problem(Code::UnknownBank, bank.place, format!("there is no bank `{}`", bank.value))
                    .with_expected(format!("one of {known}"))
                    .with_closest(&bank.value, banks.iter().copied())
                    .with_fix("`bantam banks list` shows the banks that exist"),
            );
        }
    }
}

/// A habit that shows in no reply is an empty promise.
fn check_habits(habits: &[Placed<Habit>], topics: &[RawTopicTruth], sink: &Sink) {
    let shows = |flag: FlagKind| {
        topics
            .iter()
            .flat_map(|topic| &topic.replies)
            .any(|reply| reply.flags.contains(&flag) || reply.by_ear.contains(&flag))
    };
    for habit in habits {
        let flag = match habit.value {
            Habit::Terse => FlagKind::Short,
            Habit::Vague => FlagKind::Vague,
            Habit::Contradicting => FlagKind::Contradiction,
            Habit::Excusing => FlagKind::Excuse,
            Habit::OverClaiming => FlagKind::Unrealistic,
            Habit::Rambling | Habit::Dodging => continue,
        };
        if !shows(flag) {
            let message = format!("the habit `{}` shows in no reply", habit.value);
            sink.report(
                sink.problem(Code::LostReply, habit.place, message)
                    .with_expected(format!("a reply with the flag `{flag}`")),
            );
        }
    }
}

fn mood_range(raw: &RawMood, sink: &Sink) -> MoodRange {
    let usual = MoodRange::default();
    let value = |given: &Option<Placed<u32>>, usual: u32| given.as_ref().map_or(usual, |given| given.value);
    for given in [&raw.start, &raw.warm, &raw.cold].into_iter().flatten() {
        if !(1..=BEST_MOOD).contains(&given.value) {
            let problem = sink.problem(Code::OutOfRange, given.place, format!("a mood of {}", given.value));
            sink.report(problem.with_expected(format!("a mood from 1 to {BEST_MOOD}")));
        }
    }
    let mood = MoodRange {
        start: value(&raw.start, usual.start),
        warm: value(&raw.warm, usual.warm),
        cold: value(&raw.cold, usual.cold),
    };
    if mood.cold >= mood.warm || mood.cold >= mood.start {
        let message = format!("a mood that starts at {} and is cold up to {}", mood.start, mood.cold);
        let problem = sink.problem(Code::OutOfRange, raw.place, message);
        sink.report(problem.with_expected("`cold` below `start` and `warm`"));
    }
    mood
}

fn truths(raw: Vec<RawTopicTruth>, topics: &Topics, sink: &Sink) -> Vec<TopicTruth> {
    let mut first: BTreeMap<String, Place> = BTreeMap::new();
    let ids: Vec<String> = raw.iter().map(|truth| truth.topic.value.clone()).collect();
    let mut truths = Vec::new();
    for truth in raw {
        let id = &truth.topic;
        if let Some(place) = first.get(&id.value) {
            let problem = sink.problem(Code::DuplicateId, id.place, format!("the topic `{}` is given twice", id.value));
            sink.report(problem.with_related(sink.file(), *place, "first given here"));
        }
        first.entry(id.value.clone()).or_insert(id.place);
        let topic = topic(id, topics, sink);
        check_order(&truth.replies, sink);
        for reply in &truth.replies {
            check_contradiction(reply, &ids, sink);
        }
        let replies = truth.replies.into_iter().filter_map(|raw| reply(raw, topics, sink)).collect();
        let (truth, grade, key, place) = (truth.truth, truth.grade, truth.key, truth.place);
        truths.extend(topic.map(|topic| TopicTruth { topic, truth, grade, key, replies, place }));
    }
    truths
}

/// The last reply that a question earns is the one that is given, so one that asks for less than an earlier one hides
/// it; and somebody who gets nothing else has to get something.
fn check_order(replies: &[RawReply], sink: &Sink) {
    let asks = |reply: &RawReply| {
        let mut to: Vec<ReplyTo> = reply.to.iter().copied().filter(|to| *to != ReplyTo::Any).collect();
        // What is told to a probe or out of rapport takes an open question anyway.
        if to.contains(&ReplyTo::Probe) || to.contains(&ReplyTo::Rapport) {
            to.retain(|to| *to != ReplyTo::Open);
        }
        to
    };
    if let Some(first) = replies.first().filter(|first| !asks(first).is_empty()) {
        let problem = sink.problem(Code::LostReply, first.place, "a topic without a reply to a closed question");
        sink.report(problem.with_expected("a first reply `to: any`: the least that everybody gets"));
    }
    for (n, reply) in replies.iter().enumerate() {
        let own = asks(reply);
        let covers = |later: &&RawReply| {
            let wanted = asks(later);
            let open = |to: &ReplyTo| {
                own.contains(to)
                    || *to == ReplyTo::Open && (own.contains(&ReplyTo::Probe) || own.contains(&ReplyTo::Rapport))
            };
            wanted.iter().all(open)
        };
        if let Some(later) = replies[n + 1..].iter().find(covers) {
            let problem = sink.problem(Code::LostReply, reply.place, "a reply that nobody can ever get");
            sink.report(problem.with_expected("a later reply to ask for more than this one").with_related(
                sink.file(),
                later.place,
                "this one is given in its place",
            ));
        }
    }
}

fn check_contradiction(reply: &RawReply, topics: &[String], sink: &Sink) {
    let is_flagged = reply.flags.contains(&FlagKind::Contradiction) || reply.by_ear.contains(&FlagKind::Contradiction);
    match &reply.contradicts {
        None if is_flagged => {
            let problem = sink.problem(Code::MissingKey, reply.place, "a contradiction of nothing");
            sink.report(problem.with_fix("add `contradicts:` with the topic whose truth it does not agree with"));
        }
        Some(topic) if !topics.contains(&topic.value) => {
            let message = format!("this persona says nothing about `{}`", topic.value);
            sink.report(
                sink.problem(Code::UnknownTopic, topic.place, message)
                    .with_expected("a topic of this file")
                    .with_closest(&topic.value, topics.iter().map(String::as_str)),
            );
        }
        Some(topic) if !is_flagged => {
            let problem = sink.problem(Code::MissingKey, topic.place, "a contradiction that carries no flag");
            sink.report(problem.with_fix("add `contradiction` to `flags`, or to `by_ear` where only a human hears it"));
        }
        _ => {}
    }
}

fn topic(id: &Placed<String>, topics: &Topics, sink: &Sink) -> Option<TopicId> {
    let found = topics.get(&id.value).map(|topic| topic.id.clone());
    if found.is_none() {
        sink.report(
            sink.problem(Code::UnknownTopic, id.place, format!("there is no topic `{}`", id.value))
                .with_expected("a topic of `topics.yaml`")
                .with_closest(&id.value, topics.iter().map(|topic| topic.id.as_str())),
        );
    }
    found
}

fn lines(raw: RawLines, topics: &Topics, sink: &Sink) -> Option<Lines> {
    let texts = |said: Vec<Placed<String>>| said.into_iter().map(|said| said.value).collect();
    let otherwise = raw.otherwise.and_then(|otherwise| reply(otherwise, topics, sink));
    Some(Lines { greeting: texts(raw.greeting), otherwise: otherwise?, goodbye: texts(raw.goodbye) })
}

fn reply(raw: RawReply, topics: &Topics, sink: &Sink) -> Option<Reply> {
    for (n, said) in raw.say.iter().enumerate() {
        if let Some(first) = raw.say[..n].iter().find(|first| first.value == said.value) {
            let problem = sink.problem(Code::RepeatedSample, said.place, "the same words are given twice");
            sink.report(problem.with_related(sink.file(), first.place, "first given here"));
        }
    }
    let contradicts = raw.contradicts.as_ref().map(|id| topic(id, topics, sink));
    let say: Vec<Said> = raw.say.into_iter().map(|said| Said { text: said.value, place: said.place }).collect();
    let contradicts = match contradicts {
        Some(None) => return None,
        Some(found) => found,
        None => None,
    };
    (!say.is_empty()).then_some(Reply { to: raw.to, say, flags: raw.flags, by_ear: raw.by_ear, contradicts })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::problem::Problem;
    use crate::bank::source::Library;

    const RIGHT: &str = "\
id: tiny
who: {name: Ada Voss, role: Owner, company: Voss Doors, industry: retail, seniority: owner}
difficulty: easy
frameworks: [bant]
language: en
at: 2026-03-02T10:00:00
about: She asked for a price.
secret: She has no money.
habits: [vague]
icp: {industries: [retail]}
truth: {verdict: nurture, levels: {organization: qualified}, why: The need is not ripe.}
lines:
  greeting: [Voss.]
  otherwise: {say: No idea., flags: [unknowing]}
  goodbye: [Bye.]
topics:
  - topic: budget.amount
    truth: 20k
    grade: evidenced
    key: yes
    replies:
      - {say: A decent budget., flags: [vague]}
      - {to: open, say: [20k., 20k it is.], flags: [specific]}
";

    fn read(text: &str) -> Result<Persona, Vec<Problem>> {
        let library = Library::embedded();
        let topics = library.topics("en").expect("sound topics");
        check(&Source::new("personas/tiny.yaml", text), &topics, &library.ids()).map_err(|problems| problems.list)
    }

    #[track_caller]
    fn one(from: &str, to: &str) -> String {
        assert!(RIGHT.contains(from), "{from}");
        let problems = read(&RIGHT.replace(from, to)).expect_err("a problem");
        assert_eq!(problems.len(), 1, "{problems:?}");
        problems[0].to_string()
    }

    #[test]
    fn what_is_right_is_read() {
        let persona = read(RIGHT).expect("no problems");
        assert_eq!((persona.mood, persona.topics[0].replies[1].say.len()), (MoodRange::default(), 2));
        assert!(persona.topics[0].key && persona.topics[0].replies[0].is_weak());
    }

    #[test]
    fn words_and_ids_that_mean_nothing() {
        assert_eq!(
            one("difficulty: easy", "difficulty: esy"),
            "personas/tiny.yaml:3:13: B008: `esy` is not a difficulty; expected one of `easy`, `medium`, `hard`; did \
             you mean `easy`?"
        );
        assert_eq!(
            one("frameworks: [bant]", "frameworks: [bnat]"),
            "personas/tiny.yaml:4:14: B018: there is no bank `bnat`; expected one of `anum`, `bant`, `champ`, `faint`, \
             `gpctba-ci`, `meddic`; did you mean `bant`?"
        );
        assert_eq!(
            one("topic: budget.amount", "topic: budget.amuont"),
            "personas/tiny.yaml:17:12: B011: there is no topic `budget.amuont`; expected a topic of `topics.yaml`; did \
             you mean `budget.amount`?"
        );
        assert!(one("id: tiny", "id: tony").contains("B020: the persona calls itself `tony`, and its file `tiny`"));
        assert!(one("secret:", "secrt:").contains("unknown key `secrt` in a persona"));
        assert!(one("at: 2026-03-02T10:00:00", "at: monday").contains("expected a local date and time"));
    }

    #[test]
    fn replies_that_can_never_be_heard() {
        assert!(one("{say: A decent", "{to: figures, say: A decent").contains("B090"), "nothing for a closed question");
        assert!(
            one("{to: open, say: [20k., 20k it is.]", "{say: [20k., 20k it is.]")
                .contains("B090: a reply that nobody can ever get"),
        );
        assert!(one("habits: [vague]", "habits: [terse]").contains("the habit `terse` shows in no reply"));
    }

    #[test]
    fn contradictions_name_what_they_contradict() {
        assert!(
            one("flags: [specific]", "flags: [specific, contradiction]").contains("B006: a contradiction of nothing")
        );
        let no_flag = one("flags: [specific]}", "flags: [specific], contradicts: budget.amount}");
        assert!(no_flag.contains("carries no flag"), "{no_flag}");
        let unknown = one("flags: [specific]}", "by_ear: [contradiction], contradicts: pain.cost}");
        assert!(unknown.contains("this persona says nothing about `pain.cost`"), "{unknown}");
    }

    #[test]
    fn all_problems_come_at_once() {
        let text = RIGHT
            .replace("id: tiny", "id: Tiny!")
            .replace("key: yes", "key: perhaps")
            .replace("[20k., 20k it is.]", "[20k., 20k.]");
        let text = format!("{text}mood: {{start: 2, cold: 12}}\n");
        let codes: Vec<&str> = read(&text).expect_err("problems").iter().map(|problem| problem.code.id()).collect();
        assert_eq!(codes, ["B020", "B007", "B033", "B010", "B010"]);
    }
}
