//! Which figures of an answer fill a topic by their words, though it was asked for something else.

use crate::bank::{Topic, Topics};
use crate::signals::value::Fact;

use super::side::Side;

/// The topic of the budget, where one side tells what money there is.
pub(super) fn budget<'t>(before: &Side<'_>, now: &Side<'_>, topics: &'t Topics) -> Option<&'t Topic> {
    topics.get(BUDGET).filter(|_| tells_budget(now) || tells_budget(before))
}

/// The topic of what is earned in all, where both sides tell that.
pub(super) fn revenue<'t>(before: &Side<'_>, now: &Side<'_>, topics: &'t Topics) -> Option<&'t Topic> {
    topics.get(REVENUE).filter(|_| tells_revenue(before) && tells_revenue(now))
}

const BUDGET: &str = "budget.amount";

/// Whether an answer on no topic tells what money there is: "so with 90k to play with".
fn tells_budget(side: &Side<'_>) -> bool {
    !side.placed && side.has("opposition.budget_is")
}

/// Those of some facts that fill a topic, or that tell by their words what money there is.
pub(super) fn filling<'a>(side: &Side<'_>, facts: &[&'a Fact], topic: &Topic) -> Vec<&'a Fact> {
    let spoken = topic.id == *BUDGET && tells_budget(side);
    if spoken {
        return facts.to_vec();
    }
    let earned = |fact: &Fact| topic.id == *REVENUE && side.has_in_part("opposition.revenue_word", fact.span);
    let earns = tells_revenue(side);
    facts.iter().copied().filter(|fact| fact.topic == topic.id || (earns && earned(fact))).collect()
}

const REVENUE: &str = "company.revenue";

/// Whether what is earned in all is told, as it is or was and not as a goal.
fn tells_revenue(side: &Side<'_>) -> bool {
    let aims = ["goal", "metric", "success", "plan"].into_iter().any(|family| side.is_in(family));
    side.is_on(REVENUE) || (!aims && side.has("opposition.revenue_word"))
}
