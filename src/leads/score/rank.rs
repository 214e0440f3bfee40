//! The order of the list: by score, near timelines up, far ones down; and what to send to those that wait.

use jiff::civil::Date;

use crate::bank::problem::{Code, Sink};
use crate::bank::yaml::{Fields, FromNode, Node};
use crate::leads::content::{self, Content};
use crate::leads::lead::Lead;
use crate::leads::pipeline::Pipeline;

/// What the rank of a lead that rests loses: it stands below every one that is worked on.
const RESTS: i32 = 2_000;

/// What the rank of a lead that is won or lost loses: it stands below all others.
const CLOSED: i32 = 4_000;

/// How leads are ordered and nurtured, as content.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    timeline: Vec<Horizon>,
    tiers: Vec<Tier>,
}

/// Points for starting within so many days.
#[derive(Debug, Clone, PartialEq)]
struct Horizon {
    within_days: Option<u32>,
    points: i32,
}

/// A nurture tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// The score at which it begins.
    pub from: u32,
    /// Its name.
    pub title: String,
    /// What to send.
    pub send: String,
}

impl Content for Ranking {
    const FILE: &'static str = "ranking.yaml";
    const SHIPPED: &'static str = include_str!("ranking.yaml");

    fn read(root: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(root, "a ranking", sink);
        let timeline = fields.list("timeline");
        let mut tiers: Vec<Tier> = fields.required("tiers")?;
        fields.finish();
        tiers.sort_by_key(|tier| std::cmp::Reverse(tier.from));
        if tiers.last().is_none_or(|tier| tier.from > 0) {
            let problem = sink.problem(Code::OutOfRange, root.place, "no tier begins at 0");
            sink.report(problem.with_fix("add a tier with `from: 0`, so that every lead has one"));
        }
        Some(Self { timeline, tiers })
    }
}

impl FromNode for Horizon {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "a horizon", sink);
        let (within_days, points) = (fields.optional("within_days"), fields.required::<f64>("points"));
        fields.finish();
        Some(Self { within_days, points: points?.round() as i32 })
    }
}

impl FromNode for Tier {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "a tier", sink);
        let (from, title, send) = (fields.required("from"), fields.required("title"), fields.required("send"));
        fields.finish();
        Some(Self { from: from?, title: title?, send: send? })
    }
}

impl Ranking {
    /// What ships.
    pub fn shipped() -> Self {
        content::shipped()
    }

    /// The rank of a lead that has been scored: a tenth of it is score and timeline, for people.
    pub fn rank(&self, lead: &Lead, pipeline: &Pipeline, today: Date) -> i32 {
        let by_worth = (i32::from(lead.standing.score) + self.timeline(lead, today)) * 10;
        let stage = pipeline.stage(&lead.stage);
        let waits = stage.is_some_and(|stage| stage.rests) && lead.next.on.is_none_or(|on| on > today);
        match stage {
            Some(stage) if stage.end.is_some() => by_worth - CLOSED,
            _ if waits => by_worth - RESTS,
            _ => by_worth,
        }
    }

    /// Points for the day on which they want to start; none where it is not known. What has passed is near.
    pub fn timeline(&self, lead: &Lead, today: Date) -> i32 {
        let Some(starts) = lead.starts_on else { return 0 };
        let days = days_between(today, starts);
        let holds = |horizon: &&Horizon| horizon.within_days.is_none_or(|within| days <= i64::from(within));
        self.timeline.iter().find(holds).map_or(0, |horizon| horizon.points)
    }

    /// Why a lead stands where it stands, beyond its points.
    pub fn reasons(&self, lead: &Lead, pipeline: &Pipeline, today: Date) -> Vec<String> {
        let mut reasons = Vec::new();
        if let Some(starts) = lead.starts_on {
            let points = self.timeline(lead, today);
            let way = if points < 0 { "far" } else { "near" };
            reasons.push(format!("wants to start by {starts}, which is {way}: {points:+}"));
        }
        if let Some(stage) = pipeline.stage(&lead.stage) {
            if stage.end.is_some() {
                reasons.push(format!("{}: stands below the leads that are worked on", stage.title));
            } else if stage.rests
                && let Some(on) = lead.next.on.filter(|on| *on > today)
            {
                reasons.push(format!("{} until {on}: stands below the leads that are worked on", stage.title));
            } else if stage.rests && lead.next.on.is_none() {
                reasons.push(format!("{} without a day: stands below the leads that are worked on", stage.title));
            } else if stage.rests {
                reasons.push(format!("{}, and its day has come", stage.title));
            }
        }
        reasons
    }

    /// The nurture tier of a score.
    pub fn tier(&self, score: u8) -> Option<&Tier> {
        self.tiers.iter().find(|tier| u32::from(score) >= tier.from)
    }
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::leads::lead::Standing;

    fn rank(change: impl Fn(&mut Lead)) -> i32 {
        let standing = Standing { score: 60, ..Standing::default() };
        let mut lead = Lead { stage: "discovery".into(), standing, ..Lead::default() };
        change(&mut lead);
        Ranking::shipped().rank(&lead, &Pipeline::shipped(), date(2026, 5, 12))
    }

    #[test]
    fn a_near_timeline_moves_up_and_a_far_one_down() {
        let unknown = rank(|_| {});
        let soon = rank(|lead| lead.starts_on = Some(date(2026, 6, 1)));
        let passed = rank(|lead| lead.starts_on = Some(date(2026, 5, 1)));
        let next_year = rank(|lead| lead.starts_on = Some(date(2027, 9, 1)));
        assert!(soon > unknown && unknown > next_year && passed == soon, "{soon} {unknown} {next_year}");
    }

    #[test]
    fn what_is_worked_on_stands_above_what_rests_and_that_above_what_is_closed() {
        let resting = rank(|lead| lead.stage = "nurture".into());
        let awake = rank(|lead| {
            lead.stage = "nurture".into();
            lead.next.on = Some(date(2026, 5, 12));
        });
        let lost = rank(|lead| lead.stage = "lost".into());
        let worst = rank(|lead| lead.standing.score = 0);
        assert!(worst > resting && resting > lost && awake > worst);
    }

    #[test]
    fn every_score_has_a_tier() {
        let ranking = Ranking::shipped();
        let titles: Vec<&str> = [100, 65, 40, 0].map(|score| ranking.tier(score).unwrap().title.as_str()).to_vec();
        assert_eq!(titles, ["top", "top", "middle", "low"]);
    }
}
