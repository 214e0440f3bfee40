//! Choices: one of a few degrees or ranks, where one was asked for: "must have", "number one", "top 3".

use crate::signals::value::Value;

use super::scene::Scene;

/// Keeps the degree or rank that was chosen; of several the first.
pub(super) fn extract(scene: &mut Scene<'_>) {
    let Some(words) = scene.context.lexicon.choices.get(scene.context.topic_id()) else { return };
    let hits = words.find_longest(scene.text);
    if let Some(hit) = hits.iter().find(|hit| scene.free(hit.tokens.clone())) {
        scene.keep(hit.tokens.clone(), Value::Choice { choice: hit.list.to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::{read, read_on};

    #[test]
    fn a_degree_is_a_value_where_it_was_asked_for() {
        assert_eq!(read_on("need.degree", "a must-have"), [r#"choice <a must-have> {"choice":"must have"}"#]);
        assert_eq!(read_on("priority.rank", "top 3"), [r#"choice <top 3> {"choice":"top three"}"#]);
        assert_eq!(read_on("priority.rank", "second, after the audit"), [r#"choice <second> {"choice":"second"}"#]);
        assert_eq!(read("first we look at it"), [""; 0]);
    }
}
