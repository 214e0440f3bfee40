//! The lead book as the screen asks for it and shows it: plain data, so that the screen knows nothing of where it is kept.

/// Which leads the list is to show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeadQuery {
    /// Words to search for, and conditions (`owner=Kim`), as typed between commas.
    pub words: String,
    /// The stage to show only, by its id.
    pub stage: Option<String>,
    /// The type to show only, by its id.
    pub kind: Option<String>,
    /// The order, by its id; with a minus before it the other way round.
    pub sort: String,
    /// How many leads of the list are passed over.
    pub skip: usize,
    /// How many leads at most.
    pub most: usize,
}

/// Leads of the book, and what they can be filtered and ordered by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeadsListed {
    /// The leads that were asked for, in order.
    pub rows: Vec<LeadRow>,
    /// How many leads of the list stand before them.
    pub skip: usize,
    /// Something is searched for or filtered by.
    pub is_filtered: bool,
    /// How many leads meet the filters.
    pub found: usize,
    /// How many leads the book has.
    pub total: usize,
    /// Every stage: its id and its name.
    pub stages: Vec<(String, String)>,
    /// Every type: its id and its name.
    pub kinds: Vec<(String, String)>,
    /// Every order, by its id.
    pub sorts: Vec<String>,
    /// Why nothing is shown, if what was typed is not understood.
    pub problem: Option<String>,
}

/// A lead as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeadRow {
    /// Its number.
    pub id: i64,
    /// The company.
    pub company: String,
    /// The contact.
    pub contact: String,
    /// The type, for people.
    pub kind: String,
    /// The stage, for people.
    pub stage: String,
    /// Who works on it.
    pub owner: String,
    /// The score, 0–100.
    pub score: u8,
    /// What is to be done next, and when.
    pub next: String,
    /// That is due today or was due before.
    pub is_due: bool,
}

/// A lead, opened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeadSheet {
    /// Its number.
    pub id: i64,
    /// Who it is.
    pub title: String,
    /// The company, the contact and the role that a call begins with.
    pub call: [String; 3],
    /// Its calls, newest first: the id and a line for each.
    pub calls: Vec<(String, String)>,
    /// What is known: headings with their lines.
    pub parts: Vec<(String, Vec<String>)>,
}
