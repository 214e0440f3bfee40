//! A practice call as a file: everything that it takes to hear it again, on any machine.

use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::bank::QuestionId;
use crate::call::Event;

use super::grade::{Grade, GradeSummary};

/// The format of the file. A change of it, or of how chance is drawn, gets another name.
pub const FORMAT: &str = "bantam practice 1";

/// A practice call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// [`FORMAT`].
    pub format: String,
    /// How chance is drawn from the seed: [`CHANCE`](super::CHANCE).
    pub chance: String,
    /// Who practised; empty in a file that does not say.
    #[serde(default)]
    pub trainee: String,
    /// The seed.
    pub seed: u64,
    /// Who was called.
    pub persona: RecordedPersona,
    /// The bank that the call began with.
    pub bank: RecordedBank,
    /// The questions, in order.
    pub moves: Vec<Move>,
    /// What the trainee did on the screen: the call's journal.
    #[serde(default)]
    pub journal: Vec<Event>,
    /// The grade, once the call is wrapped up.
    #[serde(default)]
    pub grade: Option<Grade>,
    /// The grade in figures.
    #[serde(default)]
    pub summary: Option<GradeSummary>,
}

/// A persona in a file: whoever gets the file may not have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedPersona {
    /// Its id.
    pub id: String,
    /// Its YAML.
    pub text: String,
}

/// A bank in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedBank {
    /// Its id.
    pub id: String,
    /// Its fingerprint.
    pub hash: String,
}

/// A question that was put.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// When.
    pub at: DateTime,
    /// The question of the bank.
    pub question: QuestionId,
    /// The words.
    pub wording: String,
    /// The bank that it was asked through.
    pub bank: String,
    /// The number of the last note kept before it; 0 if there was none.
    pub after: u32,
}

impl Record {
    /// The folder of practice calls within that of all data: a store of their own, and a folder of records.
    pub fn folder(data_dir: &Path) -> PathBuf {
        data_dir.join("practice")
    }

    /// The folder of records within that of practice calls.
    pub const RECORDS: &'static str = "records";

    /// Where the record of a call is kept, in the folder of practice calls.
    pub fn path(folder: &Path, call: &str) -> PathBuf {
        folder.join(Self::RECORDS).join(format!("{call}.json"))
    }

    /// The file's text.
    ///
    /// # Errors
    /// None in practice: everything in it has a form in JSON.
    pub fn to_text(&self) -> Result<String, serde_json::Error> {
        Ok(format!("{}\n", serde_json::to_string_pretty(self)?))
    }

    /// Reads a file.
    ///
    /// # Errors
    /// That it is no practice call, or one of another version of bantam, in a sentence for people.
    pub fn parse(text: &str) -> Result<Self, String> {
        let record: Self = serde_json::from_str(text).map_err(|error| format!("this is no practice call: {error}"))?;
        if record.format != FORMAT || record.chance != super::CHANCE {
            return Err(format!(
                "this practice call is written as `{}` with chance `{}`; this bantam reads `{FORMAT}` with `{}`",
                record.format,
                record.chance,
                super::CHANCE
            ));
        }
        Ok(record)
    }
}
