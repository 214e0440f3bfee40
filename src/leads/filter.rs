//! Which leads a list shows, and in which order.

use jiff::civil::Date;

use super::field::Field;
use super::lead::LeadType;
use super::pipeline::Pipeline;
use super::words::search_words;

/// Which leads: those that meet every condition.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// The conditions.
    pub conditions: Vec<Condition>,
}

/// A condition on a lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// It has this type.
    Type(LeadType),
    /// It stands in this stage.
    Stage(String),
    /// A field holds just this; only source, owner, territory and industry can be asked so.
    Is(Field, String),
    /// It has this tag.
    Tag(String),
    /// Its score is in this range, both ends included.
    Score(u8, u8),
    /// Its next action is due on this day or before.
    DueBy(Date),
    /// Its names hold these words, each from its beginning.
    Words(String),
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sort {
    /// By what.
    pub key: SortKey,
    /// The other way round.
    pub reversed: bool,
}

/// What a list is ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortKey {
    /// The best first.
    #[default]
    Rank,
    /// The highest score first.
    Score,
    /// By the name of the company.
    Company,
    /// What is due first.
    Next,
    /// The newest first.
    Newest,
}

impl SortKey {
    /// Every order.
    pub const ALL: [Self; 5] = [Self::Rank, Self::Score, Self::Company, Self::Next, Self::Newest];

    /// Its name.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Rank => "rank",
            Self::Score => "score",
            Self::Company => "company",
            Self::Next => "next",
            Self::Newest => "newest",
        }
    }

    /// The order of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.id() == name.trim())
    }
}

impl Filter {
    /// Reads conditions as people type them: `stage=qualified`, `type=sql`, `owner=Kim`, `tag=trial`, `score>=60`,
    /// `due<=2026-05-12`; anything else is searched for in the names.
    ///
    /// # Errors
    ///
    /// Why a condition cannot be read, in words for people.
    pub fn parse<'a>(texts: impl IntoIterator<Item = &'a str>, pipeline: &Pipeline) -> Result<Self, String> {
        let mut filter = Self::default();
        for text in texts {
            filter.conditions.extend(condition(text.trim(), pipeline)?);
        }
        Ok(filter)
    }
}

fn condition(text: &str, pipeline: &Pipeline) -> Result<Option<Condition>, String> {
    let Some(at) = text.find(['=', '<', '>']) else {
        let words = search_words([text]);
        return Ok((!words.is_empty()).then_some(Condition::Words(words)));
    };
    let (name, rest) = text.split_at(at);
    let operator_end = rest.find(|c| !matches!(c, '=' | '<' | '>')).unwrap_or(rest.len());
    let (operator, value) = rest.split_at(operator_end);
    let (name, value) = (name.trim().to_lowercase(), value.trim());
    let only_equal = |condition| if operator == "=" { Ok(Some(condition)) } else { Err(no_operator(&name, operator)) };
    match name.as_str() {
        "type" => {
            let kind = LeadType::named(value).ok_or_else(|| format!("`{value}` is no type of lead"))?;
            only_equal(Condition::Type(kind))
        }
        "stage" => {
            let stage = pipeline.named(value).ok_or_else(|| {
                let ids: Vec<&str> = pipeline.stages().iter().map(|stage| stage.id.as_str()).collect();
                format!("there is no stage `{value}`; there are {}", ids.join(", "))
            })?;
            only_equal(Condition::Stage(stage.to_owned()))
        }
        "tag" | "tags" => only_equal(Condition::Tag(value.to_owned())),
        "score" => score(operator, value).map(Some),
        "due" | "next_on" => {
            let day = value.parse().map_err(|_| format!("`{value}` is no day; write it as 2026-05-12"))?;
            if operator == "<=" { Ok(Some(Condition::DueBy(day))) } else { Err(no_operator(&name, operator)) }
        }
        _ => match Field::named(&name) {
            Some(field @ (Field::Source | Field::Owner | Field::Territory | Field::Industry)) => {
                only_equal(Condition::Is(field, value.to_owned()))
            }
            _ => Err(format!(
                "leads cannot be filtered by `{name}`; use type, stage, tag, source, owner, territory, industry, score, due, \
                 or plain words"
            )),
        },
    }
}

fn no_operator(name: &str, operator: &str) -> String {
    format!("`{name}` cannot be compared by `{operator}`")
}

fn score(operator: &str, value: &str) -> Result<Condition, String> {
    let n: u8 =
        value.parse().ok().filter(|n| *n <= 100).ok_or_else(|| format!("`{value}` is no score from 0 to 100"))?;
    match operator {
        "=" => Ok(Condition::Score(n, n)),
        ">=" => Ok(Condition::Score(n, 100)),
        "<=" => Ok(Condition::Score(0, n)),
        ">" => Ok(Condition::Score(n.saturating_add(1), 100)),
        "<" => n.checked_sub(1).map(|n| Condition::Score(0, n)).ok_or_else(|| "no score is below 0".to_owned()),
        _ => Err(no_operator("score", operator)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Vec<Condition>, String> {
        Filter::parse([text], &Pipeline::shipped()).map(|filter| filter.conditions)
    }

    #[test]
    fn conditions_are_read_as_people_type_them() {
        for (text, condition) in [
            ("type=SQL", Condition::Type(LeadType::Sales)),
            ("stage = Discovery call", Condition::Stage("discovery".into())),
            ("owner=Kim Sato", Condition::Is(Field::Owner, "Kim Sato".into())),
            ("tag=trial", Condition::Tag("trial".into())),
            ("score>=60", Condition::Score(60, 100)),
            ("score<60", Condition::Score(0, 59)),
            ("due<=2026-05-12", Condition::DueBy("2026-05-12".parse().unwrap())),
            ("Harbour T", Condition::Words(" harbour t".into())),
        ] {
            assert_eq!(parse(text), Ok(vec![condition]), "{text}");
        }
        assert_eq!(parse(" "), Ok(vec![]));
    }

    #[test]
    fn what_cannot_be_read_is_told_in_words() {
        for text in
            ["stage=gone", "type=hot", "score>=101", "score~5=", "colour=red", "owner>Kim", "due<=soon", "score<0"]
        {
            let told = parse(text).unwrap_err();
            assert!(told.contains('`') || told.contains("below"), "{told}");
        }
    }
}
