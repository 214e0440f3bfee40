//! The opportunity level: do they have a need that we can meet, and can they carry it out?

use crate::bank::Grade;
use crate::call::RemarkId;

use super::Criterion;
use super::criteria::{decided, quotes, row_of, settled};
use super::judge::Judge;
use super::ledger::Standpoint;

/// From how many concrete pains on, none of them the profile's, the need is one that we do not meet.
const FOREIGN_PAINS: usize = 2;

/// The criteria of the level, in order.
pub(super) fn criteria(judge: &Judge<'_>) -> Vec<Criterion> {
    vec![familiarity(judge), challenge(judge), plain(judge, "users"), timing(judge), plain(judge, "room")]
}

fn plain(judge: &Judge<'_>, id: &'static str) -> Criterion {
    let row = row_of(id);
    settled(row, judge.criterion(id), row.accepts(judge.case.bank), &judge.ledger)
}

/// They know such products: by what they say to that, else by what they use and have tried. Two tools named for one job
/// take nothing back from a plain yes.
fn familiarity(judge: &Judge<'_>) -> Criterion {
    let row = row_of("familiarity");
    let accepts = row.accepts(judge.case.bank);
    let own = judge.topic("product.familiarity");
    if matches!(own.grade, Grade::Claimed | Grade::Evidenced) && own.grade.is_enough(accepts) {
        return settled(row, own, accepts, &judge.ledger);
    }
    plain(judge, "familiarity")
}

/// A challenge that we solve: a pain or a need, measured against the profile's pains.
fn challenge(judge: &Judge<'_>) -> Criterion {
    let row = row_of("challenge");
    let accepts = row.accepts(judge.case.bank);
    if let Some(denied) = denied_need(judge) {
        let why = format!("they deny the need: {}", quotes(&denied, &judge.ledger));
        return decided(row, denied, accepts, why);
    }
    let stands = judge.criterion("challenge");
    if stands.grade == Grade::Disputed {
        return settled(row, stands, accepts, &judge.ledger);
    }
    let foreign = foreign_pains(judge);
    if accepts == Grade::Evidenced && foreign.len() >= FOREIGN_PAINS {
        let stands = Standpoint { grade: Grade::Refuted, answers: foreign };
        let why = format!(
            "what hurts is none of what the product solves ({}): {}",
            judge.case.icp.pains.join(", "),
            quotes(&stands, &judge.ledger)
        );
        return decided(row, stands, accepts, why);
    }
    if stands.grade == Grade::Claimed && !foreign.is_empty() {
        let told = Standpoint { grade: Grade::Evidenced, answers: foreign };
        let why = format!(
            "claimed; what was told with particulars is none of what the product solves: {}",
            quotes(&told, &judge.ledger)
        );
        return decided(row, stands, accepts, why);
    }
    match (judge.pain_told, stands.grade) {
        (Some(pain), Grade::Evidenced) => {
            let why = format!("“{pain}”, told with particulars: {}", quotes(&stands, &judge.ledger));
            decided(row, stands, accepts, why)
        }
        _ => settled(row, stands, accepts, &judge.ledger),
    }
}

/// The denial of a need: the last word on whether they need it, or a pain denied and none affirmed.
///
/// A cost or an earlier attempt that is denied ("costs us nothing much") denies no need.
fn denied_need(judge: &Judge<'_>) -> Option<Standpoint> {
    let need = judge.topic("need.degree");
    if need.grade == Grade::Refuted {
        return Some(need);
    }
    let pain = judge.topic("pain.problem");
    let affirmed = matches!(judge.criterion("challenge").grade, Grade::Claimed | Grade::Evidenced | Grade::Disputed);
    (pain.grade == Grade::Refuted && !affirmed).then_some(pain)
}

/// The answers that tell of a concrete pain, where none tells of a pain of the profile.
pub(super) fn foreign_pains(judge: &Judge<'_>) -> Vec<RemarkId> {
    if !judge.is_foreign_pain() {
        return Vec::new();
    }
    let heard = judge.ledger.on("pain.problem");
    heard.iter().filter(|heard| heard.grade == Grade::Evidenced).map(|heard| heard.answer.remark).collect()
}

fn timing(judge: &Judge<'_>) -> Criterion {
    let mut criterion = plain(judge, "timing");
    if let Some(start) = judge.start.as_ref().filter(|start| start.is_far) {
        criterion.met = false;
        criterion.why = format!("the start (“{}”) lies more than six months ahead", start.words);
        criterion.answers = vec![start.remark];
    }
    criterion
}
