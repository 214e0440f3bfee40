//! What a lead is worth: points by a model, doubts about the record, the order of the list.

mod model;
mod rank;
mod scorer;
mod validity;

pub use model::{Attribute, Band, Model, Part, Test};
pub use rank::{Ranking, Tier};
pub use scorer::{Points, Scorer, Worth};
pub use validity::{Doubt, Validity};
