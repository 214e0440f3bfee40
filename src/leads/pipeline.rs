//! The stages of a lead's life and the moves between them, as the team set them in YAML.

use std::collections::BTreeMap;

use crate::bank::VerdictKind;
use crate::bank::problem::{Code, Problems, Sink, Source};
use crate::bank::yaml::{Fields, FromNode, Node, Placed, word};

use super::change::Refusal;
use super::content::Content;

/// What ships.
const SHIPPED: &str = include_str!("pipeline.yaml");

/// The stages and the legal moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pipeline {
    stages: Vec<Stage>,
    after_call: BTreeMap<VerdictKind, String>,
}

/// A stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// How it ends a lead's life; `None` where it does not.
    pub end: Option<StageEnd>,
    /// A lead in it waits for a day to come.
    pub rests: bool,
    /// The stages that a lead may go to from here.
    pub leads_to: Vec<String>,
}

/// How a stage ends a lead's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageEnd {
    /// They bought.
    Won,
    /// They did not.
    Lost,
}

impl StageEnd {
    const ALL: [Self; 2] = [Self::Won, Self::Lost];

    const fn id(self) -> &'static str {
        match self {
            Self::Won => "won",
            Self::Lost => "lost",
        }
    }
}

impl Content for Pipeline {
    const FILE: &'static str = "pipeline.yaml";
    const SHIPPED: &'static str = SHIPPED;

    fn read(root: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(root, "a pipeline", sink);
        let stages: Vec<RawStage> = fields.required("stages")?;
        let after_call = fields.optional_node("after_call");
        fields.finish();
        check(&stages, sink);
        let after_call = after_call.map(|node| verdicts(node, &stages, sink)).unwrap_or_default();
        let stages: Vec<Stage> = stages.into_iter().map(RawStage::checked).collect();
        (!stages.is_empty()).then_some(Self { stages, after_call })
    }
}

impl Pipeline {
    /// The stages that ship.
    pub fn shipped() -> Self {
        super::content::shipped()
    }

    /// Reads the team's stages.
    ///
    /// # Errors
    ///
    /// Everything wrong in them, each with its place.
    pub fn parse(source: &std::sync::Arc<Source>) -> Result<Self, Problems> {
        super::content::parse(source)
    }

    /// Every stage, in order.
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// The stage with this id.
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == id)
    }

    /// Where a lead begins.
    pub fn first(&self) -> &str {
        self.stages.first().map_or("", |stage| stage.id.as_str())
    }

    /// The name of a stage for people; of one that there is no more, its id.
    pub fn title<'a>(&'a self, id: &'a str) -> &'a str {
        self.stage(id).map_or(id, |stage| stage.title.as_str())
    }

    /// The id of the stage meant by an id or a title; letter case and spaces do not matter.
    pub fn named(&self, name: &str) -> Option<&str> {
        let name = name.trim();
        let is_meant = |text: &str| letters(text).eq(letters(name));
        let found = self.stages.iter().find(|stage| is_meant(&stage.id) || is_meant(&stage.title));
        found.map(|stage| stage.id.as_str())
    }

    /// The stage after a move; from no stage, or one that there is no more, every move is legal.
    ///
    /// # Errors
    ///
    /// Where there is no such stage, or no such move.
    pub fn moved(&self, from: &str, to: &str) -> Result<String, Refusal> {
        let Some(to) = self.named(to) else {
            let stages = self.stages.iter().map(|stage| stage.id.clone()).collect();
            return Err(Refusal::NoStage { stage: to.to_owned(), stages });
        };
        match self.stage(from) {
            Some(stage) if stage.id != to && !stage.leads_to.iter().any(|next| next == to) => {
                Err(Refusal::NoMove { from: from.to_owned(), to: to.to_owned(), moves: stage.leads_to.clone() })
            }
            _ => Ok(to.to_owned()),
        }
    }

    /// Where a call that is wrapped up with a verdict takes a lead, if it may go there: straight, or through one stage
    /// between, for a call that decides is a discovery call too.
    pub fn after_call(&self, from: &str, verdict: VerdictKind) -> Option<&str> {
        let to = self.after_call.get(&verdict)?;
        let stage = self.stage(from);
        let may = |stage: &Stage| stage.leads_to.contains(to);
        let through = |stage: &Stage| stage.leads_to.iter().filter_map(|id| self.stage(id)).any(may);
        let is_legal = stage.is_none_or(|stage| may(stage) || (stage.end.is_none() && through(stage)));
        (from != to && is_legal).then_some(to.as_str())
    }
}

/// The letters of a name as they are compared.
fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars().flat_map(char::to_lowercase).map(|c| if matches!(c, ' ' | '-') { '_' } else { c })
}

/// A stage as written.
struct RawStage {
    id: Placed<String>,
    title: Option<String>,
    end: Option<StageEnd>,
    rests: bool,
    leads_to: Vec<Placed<String>>,
}

impl FromNode for RawStage {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "a stage", sink);
        let id = fields.required("id");
        let title = fields.optional("title");
        let end = fields.optional_node("ends");
        let end = end.and_then(|node| word(node, "an end", &StageEnd::ALL, StageEnd::id, sink));
        let rests = fields.optional("rests").unwrap_or_default();
        let leads_to = fields.list("leads_to");
        fields.finish();
        Some(Self { id: id?, title, end, rests, leads_to })
    }
}

impl RawStage {
    fn checked(self) -> Stage {
        let Self { id, title, end, rests, leads_to } = self;
        let id = id.value;
        let leads_to = leads_to.into_iter().map(|to| to.value).collect();
        Stage { title: title.unwrap_or_else(|| id.replace('_', " ")), id, end, rests, leads_to }
    }
}

fn check(stages: &[RawStage], sink: &Sink) {
    let ids = || stages.iter().map(|stage| stage.id.value.as_str());
    for (at, stage) in stages.iter().enumerate() {
        let id = &stage.id;
        if let Some(first) = stages[..at].iter().find(|other| other.id.value == id.value) {
            let problem = sink.problem(Code::DuplicateId, id.place, format!("the stage `{}` is there twice", id.value));
            sink.report(problem.with_related(sink.file(), first.id.place, "first defined here"));
        }
        stage.leads_to.iter().filter(|to| !ids().any(|id| id == to.value)).for_each(|to| no_stage(to, stages, sink));
    }
    if stages.is_empty() {
        let place = crate::bank::problem::Place::default();
        sink.report(sink.problem(Code::Empty, place, "a pipeline without stages").with_expected("one stage at least"));
    }
}

fn no_stage(found: &Placed<String>, stages: &[RawStage], sink: &Sink) {
    let ids: Vec<&str> = stages.iter().map(|stage| stage.id.value.as_str()).collect();
    let problem = sink.problem(Code::UnknownWord, found.place, format!("there is no stage `{}`", found.value));
    let problem = problem.with_expected(format!("one of {}", ids.join(", ")));
    sink.report(problem.with_closest(&found.value, ids.iter().copied()));
}

fn verdicts(node: &Node, stages: &[RawStage], sink: &Sink) -> BTreeMap<VerdictKind, String> {
    let mut fields = Fields::of(node, "what follows a call", sink);
    let mut after = BTreeMap::new();
    for verdict in VerdictKind::ALL.iter().copied() {
        let Some(stage) = fields.optional::<Placed<String>>(verdict.id()) else { continue };
        if stages.iter().any(|known| known.id.value == stage.value) {
            after.insert(verdict, stage.value);
        } else {
            no_stage(&stage, stages, sink);
        }
    }
    fields.finish();
    after
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> String {
        Pipeline::parse(&Source::new("pipeline.yaml", text)).unwrap_err().to_string()
    }

    #[test]
    fn what_ships_follows_a_leads_life() {
        let pipeline = Pipeline::shipped();
        assert_eq!(pipeline.first(), "new");
        assert_eq!(pipeline.moved("new", "Discovery call"), Ok("discovery".to_owned()));
        assert_eq!(pipeline.moved("", "won"), Ok("won".to_owned()), "an imported lead may stand anywhere");
        let refused = pipeline.moved("new", "won").unwrap_err().to_string();
        assert_eq!(refused, "a lead cannot go from `new` to `won`; from there it goes to discovery, nurture, lost");
        assert!(pipeline.moved("won", "lost").is_err() && pipeline.moved("nurture", "qualified").is_ok());
    }

    #[test]
    fn a_call_takes_a_lead_where_its_verdict_points() {
        let pipeline = Pipeline::shipped();
        assert_eq!(pipeline.after_call("discovery", VerdictKind::Advance), Some("qualified"));
        assert_eq!(pipeline.after_call("new", VerdictKind::Advance), Some("qualified"), "by way of discovery");
        assert_eq!(pipeline.after_call("won", VerdictKind::Disqualify), None, "what is won is not lost by a call");
        assert_eq!(pipeline.after_call("nurture", VerdictKind::Nurture), None, "it is there already");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place_and_all_of_it() {
        let told = problems(
            "stages:\n  - {id: new, leads_to: [discvery]}\n  - {id: discovery, ends: one}\n  - {id: new}\nafter_call: {advance: nowhere}\n",
        );
        assert!(told.contains("pipeline.yaml:2:26") && told.contains("did you mean `discovery`?"), "{told}");
        assert!(told.contains("`one` is not an end") && told.contains("there twice"), "{told}");
        assert!(told.contains("pipeline.yaml:5:"), "{told}");
        assert!(problems("stages: []\n").contains("without stages"));
        assert!(problems("steps: []\n").contains("lacks the key `stages`"));
    }
}
