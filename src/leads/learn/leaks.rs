//! Columns that give the outcome away: what nobody could have known before the first contact.
//!
//! Figures come first: a column that tells customers from others nearly by itself, one whose values stand at both ends
//! (surely won, surely lost), one that is filled in almost only where one outcome came. A name such as "last activity" or
//! values that speak of a contact only lower the bar, and count only where the column tells something at all. What is filled
//! in for the very same leads as such a column, or mostly says the same, comes from the same hand.

use super::bins::Bins;
use super::evidence::{fewest, woe};
use super::hints::Hints;
use super::table::{Column, Kind, MISSING, Table};
use super::{Wish, measure};
use crate::leads::words::key;

/// A column that alone tells customers from others so well is no attribute of a lead. Real attributes stay below 0.8.
const ALONE: f64 = 0.9;

/// Odds beside those of the control at which a value is taken for nearly sure.
const SURE_ODDS: f64 = 12.0;

/// The share of leads that must have nearly sure values, at each end.
const SHARE_AT_EACH_END: f64 = 0.02;

/// The share of leads with nearly sure values, at either end, that no attribute has.
const SHARE_SURE: f64 = 0.25;

/// The share of leads for which nothing is known, in a column that somebody fills in for some.
const PARTLY: std::ops::RangeInclusive<f64> = 0.05..=0.95;

/// The share of leads for which two columns say the same, from which on one is drawn from the other.
const MOSTLY: f64 = 0.5;

/// How much a column must tell (AUC beyond one half) for its name to count against it.
const TELLS: f64 = 0.02;

/// A column that gives the outcome away.
#[derive(Debug, Clone, PartialEq)]
pub struct Leak {
    /// The column.
    pub column: String,
    /// Why it is taken for one, for people.
    pub why: Vec<String>,
    /// How well it alone tells customers from others (AUC).
    pub auc: f64,
    /// It was to be kept all the same.
    pub kept: bool,
}

/// Finds the columns that give the outcome away, the worst first.
pub(super) fn find(table: &Table, columns: &[usize], wish: &Wish, hints: &Hints) -> Vec<Leak> {
    let is_kept = |name: &str| wish.keep.iter().any(|kept| key(kept) == key(name));
    let looks: Vec<(usize, Look)> = columns.iter().map(|at| (*at, Look::at(table, *at))).collect();
    let mut leaks: Vec<Leak> = Vec::new();
    for (at, look) in &looks {
        let name = &table.columns[*at].name;
        let why = look.reasons(name, hints);
        if !why.is_empty() {
            leaks.push(Leak { column: name.clone(), why, auc: look.auc, kept: is_kept(name) });
        }
    }
    let named: Vec<usize> = looks
        .iter()
        .map(|(at, _)| *at)
        .filter(|at| leaks.iter().any(|leak| leak.column == table.columns[*at].name))
        .collect();
    for (at, look) in looks.iter().filter(|(at, _)| !named.contains(at)) {
        let column = &table.columns[*at];
        let why: Vec<String> =
            named.iter().filter_map(|leak| goes_with(column, &table.columns[*leak], look.leads)).take(1).collect();
        if !why.is_empty() {
            let (column, kept) = (column.name.clone(), is_kept(&column.name));
            leaks.push(Leak { column, why, auc: look.auc, kept });
        }
    }
    leaks.sort_by(|one, other| other.auc.total_cmp(&one.auc));
    leaks
}

/// Why a column comes from where a leak comes from: it is filled in for the very same leads, or mostly says the same.
fn goes_with(column: &Column, leak: &Column, leads: usize) -> Option<String> {
    let missing =
        |column: &Column| (0..leads).filter(|row| column.is_missing(*row)).count() as f64 / leads.max(1) as f64;
    let differently = (0..leads).filter(|row| column.is_missing(*row) != leak.is_missing(*row)).count();
    if PARTLY.contains(&missing(column)) && PARTLY.contains(&missing(leak)) && differently * 200 <= leads {
        return Some(format!("it is filled in for the very same leads as “{}”", leak.name));
    }
    let (Kind::Words { values, rows, .. }, Kind::Words { values: others, rows: other_rows, .. }) =
        (&column.kind, &leak.kind)
    else {
        return None;
    };
    let same: Vec<Option<usize>> = values.iter().map(|value| others.iter().position(|other| other == value)).collect();
    let told = |row: &usize| rows[*row] != MISSING && other_rows[*row] != MISSING;
    let both: Vec<usize> = (0..leads).filter(told).collect();
    let is_same = |row: &&usize| same[rows[**row] as usize] == Some(other_rows[**row] as usize);
    let alike = both.iter().filter(is_same).count() as f64 / both.len().max(1) as f64;
    // Columns of yes and no are alike by chance.
    let has_words = same.iter().flatten().count() > 2;
    (has_words && both.len() * 5 >= leads && alike >= MOSTLY)
        .then(|| format!("{:.0} % of its values are those of “{}”", alike * 100.0, leak.name))
}

/// What the figures of a column say.
struct Look {
    auc: f64,
    /// Values with leads and customers; that nothing is known is one.
    values: Vec<(String, usize, usize)>,
    /// Leads in it, and the share of customers among them.
    leads: usize,
    share: f64,
    /// Leads for which something is known, and the customers among them.
    told: (usize, usize),
    is_words: bool,
}

impl Look {
    fn at(table: &Table, at: usize) -> Self {
        let column = &table.columns[at];
        let rows: Vec<usize> = (0..table.outcomes.len()).collect();
        let won = table.outcomes.iter().filter(|won| **won).count();
        let share = (won as f64 + 0.5) / (rows.len() as f64 + 1.0);
        let bins = Bins::new(column, &rows, fewest(rows.len()));
        let mut counts = vec![(0, 0); bins.labels.len()];
        for row in &rows {
            let (leads, won) = &mut counts[bins.of(column, *row)];
            *leads += 1;
            *won += usize::from(table.outcomes[*row]);
        }
        let woes: Vec<f64> = counts.iter().map(|(leads, won)| woe(*leads, *won, share)).collect();
        let scores: Vec<f64> = rows.iter().map(|row| woes[bins.of(column, *row)]).collect();
        let auc = measure::auc(&scores, &table.outcomes);
        let told = rows.iter().filter(|row| !column.is_missing(**row));
        let told = told.fold((0, 0), |(leads, won), row| (leads + 1, won + usize::from(table.outcomes[*row])));
        let values = bins.labels.iter().zip(&counts).map(|(label, (leads, won))| (label.shown(), *leads, *won));
        let values = values.collect();
        let is_words = matches!(column.kind, Kind::Words { .. });
        Self { auc, values, leads: rows.len(), share, told, is_words }
    }

    fn reasons(&self, name: &str, hints: &Hints) -> Vec<String> {
        let mut why = Vec::new();
        if self.auc >= ALONE {
            why.push(format!("alone it tells customers from others nearly always (AUC {:.2})", self.auc));
        }
        let (sure_won, sure_lost) = (self.sure(true), self.sure(false));
        let ends_apart = sure_won >= SHARE_AT_EACH_END && sure_lost >= SHARE_AT_EACH_END;
        if self.is_words && (ends_apart || sure_won + sure_lost >= SHARE_SURE) {
            why.push(format!(
                "its values are nearly sure: {:.0} % of the leads have one that was almost always won, {:.0} % one that was \
                 almost always lost",
                sure_won * 100.0,
                sure_lost * 100.0
            ));
        }
        why.extend(self.filled_for_one_end());
        let contact = self.speaking_of_contact(hints);
        if self.auc - 0.5 >= TELLS {
            if let Some(words) = hints.after_contact(name) {
                why.push(format!("its name (“{words}”) says that it is filled in after contact"));
            }
            if contact >= 0.1 {
                why.push(format!("{:.0} % of its values speak of a contact that has taken place", contact * 100.0));
            }
        }
        why
    }

    /// The share of leads whose value is nearly sure of one outcome, by enough leads to be no luck.
    fn sure(&self, won: bool) -> f64 {
        let odds = self.share / (1.0 - self.share);
        let is_sure = |leads: usize, customers: usize| {
            let ends = (if won { customers } else { leads - customers }) as f64;
            let others = leads as f64 - ends;
            let beside = (ends + 0.5) / (others + 0.5) / if won { odds } else { 1.0 / odds };
            leads >= fewest(self.leads) && beside >= SURE_ODDS && ends / leads as f64 >= 0.9
        };
        let sure = self.values.iter().filter(|(_, leads, won)| is_sure(*leads, *won)).map(|(_, leads, _)| leads);
        sure.sum::<usize>() as f64 / self.leads.max(1) as f64
    }

    /// Whether something is known almost only of leads that ended one way, and of a good part of those.
    fn filled_for_one_end(&self) -> Option<String> {
        let (leads, won) = self.told;
        let missing = self.leads - leads;
        if leads < fewest(self.leads).max(20) || missing * 10 < self.leads {
            return None;
        }
        let share_won = won as f64 / leads as f64;
        let all_won = self.share * self.leads as f64;
        let all_lost = self.leads as f64 - all_won;
        let end = if share_won >= 0.95 && won as f64 >= 0.3 * all_won {
            "won"
        } else if share_won <= 0.05 && (leads - won) as f64 >= 0.3 * all_lost {
            "lost"
        } else {
            return None;
        };
        Some(format!("it is filled in almost only where the lead was {end}"))
    }

    /// The share of leads with a value that speaks of a contact, among those with any.
    fn speaking_of_contact(&self, hints: &Hints) -> f64 {
        if !self.is_words {
            return 0.0;
        }
        let speaking =
            self.values.iter().filter(|(value, ..)| hints.speaks_of_contact(value)).map(|(_, leads, _)| leads);
        speaking.sum::<usize>() as f64 / self.told.0.max(1) as f64
    }
}
