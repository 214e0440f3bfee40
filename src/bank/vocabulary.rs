//! The words that every layer shares: levels, value kinds, flags, grades.
//!
//! They stand in the lowest module because a bank's conditions speak of them (`when: {flag: vague}`)
//! before anything was said.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Declares an enum whose variants have a stable snake-case id used in YAML, JSON and the journal.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $id:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            /// Every value, in the order in which they are declared.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The id used in YAML, JSON and the journal.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// The value with this id, if there is one.
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.id() == id)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.id())
            }
        }
    };
}

pub(crate) use vocabulary;

vocabulary! {
    /// The three levels of qualification, in the order in which they disqualify (domain.md, section 4).
    Level {
        /// Is this a company that we sell to?
        Organization = "organization",
        /// Do they have a need that we can meet, and can they carry it out?
        Opportunity = "opportunity",
        /// Can this contact pull the trigger?
        Stakeholder = "stakeholder",
        /// Belongs to no level (`followup.date`, `note`).
        Any = "any",
    }
}

vocabulary! {
    /// What sort of value a topic asks for and a fact holds.
    ValueKind {
        /// Free text.
        Text = "text",
        /// An amount of money, perhaps per period.
        Money = "money",
        /// A number of counted things.
        Count = "count",
        /// A percentage.
        Percent = "percent",
        /// A bare number: any quantity answers a topic that asks for one (baseline, target).
        Number = "number",
        /// A day or an interval of days.
        Date = "date",
        /// A length of time.
        Duration = "duration",
        /// A person, or a role or body that acts as one.
        Person = "person",
        /// Agreement or refusal.
        YesNo = "yes_no",
        /// One of a few named degrees or ranks.
        Choice = "choice",
        /// A place where the company sits or buys.
        Place = "place",
        /// A named product, system or vendor.
        Thing = "thing",
    }
}

vocabulary! {
    /// The eight signals in an answer (signals.md).
    FlagKind {
        /// Particulars of the kind that was asked for.
        Specific = "specific",
        /// The contact knows the organization's goals, reasons or procedure in depth.
        Knowledge = "knowledge",
        /// Explains why nothing was done before: the pain is real.
        Excuse = "excuse",
        /// A loose value where a figure, date or name was asked for.
        Vague = "vague",
        /// One word, nothing to talk about.
        Short = "short",
        /// Does not know or cannot say what a stakeholder should know.
        Unknowing = "unknowing",
        /// Specific but impossible.
        Unrealistic = "unrealistic",
        /// Cannot be true together with an earlier answer.
        Contradiction = "contradiction",
    }
}

vocabulary! {
    /// How well an answer settles what was asked (signals.md, "Grades").
    #[derive(Default)]
    Grade {
        /// Nothing heard, or nothing that answers.
        #[default]
        Open = "open",
        /// Affirmed without a particular of the kind asked, or only inferred from a title.
        Claimed = "claimed",
        /// Affirmed with a particular of the kind asked.
        Evidenced = "evidenced",
        /// The answer says the opposite.
        Refuted = "refuted",
        /// An open contradiction stands on it.
        Disputed = "disputed",
    }
}

vocabulary! {
    /// Where a level stands (signals.md, "Levels").
    LevelStatus {
        /// Every criterion is settled at the bank's grade.
        Qualified = "qualified",
        /// Something is still to be heard.
        Open = "open",
        /// A criterion is disputed, or the start lies more than six months ahead.
        AtRisk = "at_risk",
        /// A deciding criterion is refuted.
        Disqualified = "disqualified",
    }
}

vocabulary! {
    /// What the company should do (domain.md, section 7).
    VerdictKind {
        /// All three levels qualify.
        Advance = "advance",
        /// Something that decides is still open.
        KeepGoing = "keep_going",
        /// Organization and opportunity are fine, the stakeholder is not.
        ChangeContact = "change_contact",
        /// Fits, but the timing is far or the need not ripe.
        Nurture = "nurture",
        /// Off-profile, or no need that we can meet.
        Disqualify = "disqualify",
    }
}

vocabulary! {
    /// What a person does in the purchase (domain.md, section 4, rule 6).
    StakeholderRole {
        /// Says yes or no, or signs.
        DecisionMaker = "decision_maker",
        /// Owns the budget and may spend it.
        EconomicBuyer = "economic_buyer",
        /// Gains from the solution, has influence, and sells it for us.
        Champion = "champion",
        /// Has a say without deciding: sets criteria, advises, has to agree.
        Influencer = "influencer",
        /// Tells us how the decision is made.
        Coach = "coach",
        /// Would work with it.
        User = "user",
        /// Would rather stop it.
        Blocker = "blocker",
    }
}

vocabulary! {
    /// A period of recurrence or reference of an amount.
    Per {
        /// A day.
        Day = "day",
        /// A week.
        Week = "week",
        /// A month.
        Month = "month",
        /// A quarter.
        Quarter = "quarter",
        /// A year.
        Year = "year",
        /// A user or licence.
        Seat = "seat",
        /// A piece, order, shipment or other unit.
        Unit = "unit",
    }
}

vocabulary! {
    /// A unit of time.
    TimeUnit {
        /// A second.
        Second = "second",
        /// 60 seconds.
        Minute = "minute",
        /// 60 minutes.
        Hour = "hour",
        /// A calendar day.
        Day = "day",
        /// Seven days.
        Week = "week",
        /// A calendar month.
        Month = "month",
        /// Three months.
        Quarter = "quarter",
        /// Twelve months.
        Year = "year",
    }
}

impl Per {
    /// How often a period comes in a year; `None` for what is no period (a seat, a unit).
    pub const fn a_year(self) -> Option<f64> {
        match self {
            Self::Day => Some(365.0),
            Self::Week => Some(52.0),
            Self::Month => Some(12.0),
            Self::Quarter => Some(4.0),
            Self::Year => Some(1.0),
            Self::Seat | Self::Unit => None,
        }
    }
}

impl TimeUnit {
    /// How many days it has; months, quarters and years on the average.
    pub const fn days(self) -> f64 {
        match self {
            Self::Second => 1.0 / 86_400.0,
            Self::Minute => 1.0 / 1440.0,
            Self::Hour => 1.0 / 24.0,
            Self::Day => 1.0,
            Self::Week => 7.0,
            Self::Month => 30.4,
            Self::Quarter => 91.3,
            Self::Year => 365.25,
        }
    }
}

/// Whether a flag speaks for the lead or against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    /// Speaks for the lead.
    Green,
    /// Speaks against it, or asks for a probe.
    Red,
}

impl Colour {
    /// Its id in JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Red => "red",
        }
    }
}

impl FlagKind {
    /// The colour of the flag; `excuse` is green on purpose (domain.md, section 6).
    pub const fn colour(self) -> Colour {
        match self {
            Self::Specific | Self::Knowledge | Self::Excuse => Colour::Green,
            Self::Vague | Self::Short | Self::Unknowing | Self::Unrealistic | Self::Contradiction => Colour::Red,
        }
    }
}

impl Grade {
    /// Whether an answer of this grade is enough where `accepted` is asked for.
    ///
    /// Refuted and disputed answers are never enough: they settle a question against the lead, or not at all.
    pub const fn is_enough(self, accepted: Self) -> bool {
        match self {
            Self::Evidenced => true,
            Self::Claimed => matches!(accepted, Self::Claimed),
            Self::Open | Self::Refuted | Self::Disputed => false,
        }
    }
}
