//! What single words may mean in dates and lengths of time.

use serde::Deserialize;

use super::SpokenUnit;

/// What one word may mean in a date. A word may mean several things ("second", "may").
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DateWord {
    /// A month.
    pub month: Option<i8>,
    /// A day of the week, Monday = 1.
    pub weekday: Option<i8>,
    /// A day of a month or a place in a row: "first", "thirtieth".
    pub ordinal: Option<i8>,
    /// "twenty" and "thirty", which a day of the month may begin with.
    pub tens: Option<i8>,
    /// The month with which a season begins.
    pub season: Option<i8>,
    /// How many periods away: "this" 0, "next" 1, "last" -1.
    pub step: Option<i8>,
    /// How many days away: "tomorrow" 1.
    pub days_away: Option<i8>,
    /// A unit of time.
    pub unit: Option<SpokenUnit>,
    classes: u128,
}

impl DateWord {
    /// Whether the word belongs to a class.
    pub const fn is(self, class: DateClass) -> bool {
        self.classes & (1 << class as u128) != 0
    }

    /// Puts the word into a class.
    pub(super) const fn add(&mut self, class: DateClass) {
        self.classes |= 1 << class as u128;
    }

    /// Whether a date or a length of time may begin with the word; others only stand beside one or tell its tense.
    pub fn opens_date(self) -> bool {
        self.classes & !BESIDE_DATES != 0 || Self { classes: 0, ..self } != Self::default()
    }

    /// Whether the word means anything in dates.
    pub fn is_any(self) -> bool {
        self != Self::default()
    }
}

/// The classes that say nothing of the words that follow.
const BESIDE_DATES: u128 = bits(&[
    DateClass::AsksWhen,
    DateClass::AsksHowFar,
    DateClass::AsksChange,
    DateClass::LooksBack,
    DateClass::LooksAhead,
    DateClass::Stands,
    DateClass::FeastThing,
    DateClass::Pronoun,
    DateClass::Would,
    DateClass::Tenseless,
    DateClass::Of,
    DateClass::Within,
    DateClass::And,
    DateClass::Or,
    DateClass::Between,
    DateClass::From,
    DateClass::For,
    DateClass::At,
    DateClass::On,
    DateClass::Before,
    DateClass::Leads,
    DateClass::LeadsWeekday,
    DateClass::BehindMonth,
    DateClass::BehindDay,
    DateClass::Recurring,
    DateClass::Filler,
    DateClass::Commencing,
    DateClass::Measured,
    DateClass::Label,
    DateClass::LeadsLength,
    DateClass::NoLength,
    DateClass::More,
    DateClass::Meant,
    DateClass::PastUntil,
    DateClass::Past,
    DateClass::Participle,
    DateClass::PastNot,
    DateClass::Future,
    DateClass::State,
]);

const fn bits(classes: &[DateClass]) -> u128 {
    let (mut bits, mut at) = (0, 0);
    while at < classes.len() {
        bits |= 1 << classes[at] as u128;
        at += 1;
    }
    bits
}

/// Classes of words around dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateClass {
    /// First word of a phrase that a date may begin with.
    Opens,
    /// Other words as well: they need a preposition, a figure or a capital letter beside them.
    Doubtful,
    /// "the".
    The,
    /// "a", "an", "one", "another".
    One,
    /// "a", "an".
    Article,
    /// Numbers in words, with which a date may begin: "two weeks ago".
    Cardinal,
    /// Who "'d" stands behind when it means "would".
    Pronoun,
    /// "'d".
    Would,
    /// Words that are the same in the present and in the past: "shut".
    Tenseless,
    /// "of".
    Of,
    /// What links a part to its whole: "of", "in".
    Within,
    /// "in", ahead of a length of time.
    In,
    /// "and".
    And,
    /// "or".
    Or,
    /// "between".
    Between,
    /// "from", before the first end of a range.
    From,
    /// "for", before a length of time.
    For,
    /// "at", before the end of a period.
    At,
    /// "on", before a day.
    On,
    /// What stands between the ends of a range.
    Through,
    /// "now", as the end of a range.
    Now,
    /// "ago".
    Ago,
    /// "hence".
    Hence,
    /// "after", from which a length of time is counted.
    After,
    /// "before".
    Before,
    /// "time", in "two weeks' time".
    Time,
    /// "day", in "the 15th day of March".
    Day,
    /// Ordinal endings of figures.
    OrdinalEnding,
    /// Words after which a name of a month is one.
    Leads,
    /// Words after which a name of a weekday is one.
    LeadsWeekday,
    /// Verbs and words behind a month's name that show that no person is meant.
    BehindMonth,
    /// Words that may follow a weekday or a day that stands for a date.
    BehindDay,
    /// Parts of a day, which belong to the day's words.
    Daypart,
    /// What makes a weekday or a day recur.
    Recurring,
    /// Words that may stand between a bound and its date.
    Filler,
    /// "fiscal": a year that begins where the house says.
    Fiscal,
    /// "financial": the same, in April where nothing is said.
    Financial,
    /// `FY` by itself.
    FiscalYear,
    /// "calendar" and `CY`, before a year.
    CalendarYear,
    /// "quarter" in "third quarter".
    Quarter,
    /// "half" in "first half".
    Half,
    /// "year", which "of the year" names.
    Year,
    /// "century".
    Century,
    /// "week" before its number, and its short forms.
    Week,
    /// The same, where nothing else is meant by it: `KW`.
    WeekNumber,
    /// The week that begins with a day: `w/c`.
    Commencing,
    /// "weekend".
    Weekend,
    /// "workweek".
    Workweek,
    /// "end", behind a month.
    End,
    /// "last", from the end of a row.
    Last,
    /// "earlier".
    Earlier,
    /// "later".
    Later,
    /// "rest", in "the rest of the year".
    Rest,
    /// "nearest", in "the Monday nearest to".
    Nearest,
    /// "to date" and "so far".
    YearToDate,
    /// What makes "needed it yesterday" mere urgency.
    Urges,
    /// "through", which may mean the whole of a stretch.
    Wholly,
    /// Behind one of these, "through" bounds nothing: "all through 2025".
    Moved,
    /// Of these topics the remark says how things stand today, not when.
    Stands,
    /// Topics of which an answer looks back unless a word says otherwise.
    LooksBack,
    /// Topics that ask when something happens.
    AsksWhen,
    /// Topics that ask for what is to come.
    LooksAhead,
    /// What a feast gives its name to: "a Christmas tree".
    FeastThing,
    /// Topics that ask how far or how long, so that a length of time is what it is.
    AsksHowFar,
    /// Topics of which "from 6 to 9" tells a change.
    AsksChange,
    /// What grows or shrinks within a length of time.
    Measured,
    /// What a figure behind it is a name of.
    Label,
    /// Words behind which a length of time takes an article: "takes a week".
    LeadsLength,
    /// Words behind "a week" that make it a point or a rate.
    NoLength,
    /// "couple".
    Couple,
    /// "all", in "all day".
    All,
    /// "more", in "in two more weeks".
    More,
    /// What makes a wish of a feast: "happy new year".
    Greeting,
    /// "gonna": what was meant, behind "was".
    Meant,
    /// Single past markers that hold beside "by" and "until".
    PastUntil,
    /// Words of the past.
    Past,
    /// Participles that are of the past unless a form of "be" stands before them.
    Participle,
    /// Words in -ed that are not of the past.
    PastNot,
    /// Words of the future.
    Future,
    /// Forms of "be" and articles, behind which a participle is a state.
    State,
}
