//! Precision, recall and F1, by the words (exact, overlapping) and by the value.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value as Json;

use bantam::signals::Value;

/// Something read, or something that should have been.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item<V> {
    /// Its words, in Unicode scalar values, end exclusive.
    pub(super) span: (usize, usize),
    /// Its value.
    pub(super) value: V,
}

impl<V> Item<V> {
    fn overlaps(&self, other: &Self) -> bool {
        self.span.0 < other.span.1 && other.span.0 < self.span.1
    }
}

/// How many were found right, by the three ways of comparing.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    said: f64,
    labelled: f64,
    exact: f64,
    overlap: f64,
    value: f64,
}

impl Tally {
    /// Counts one text; gives what was said too much and what was missed, by overlapping value.
    pub(super) fn count<V: Clone, W: Clone>(
        &mut self,
        said: &[Item<V>],
        labelled: &[Item<W>],
        same: impl Fn(&V, &W) -> bool,
    ) -> (Vec<Item<V>>, Vec<Item<W>>) {
        self.said += said.len() as f64;
        self.labelled += labelled.len() as f64;
        let spans = |items: Vec<(usize, usize)>| items;
        let labels = spans(labelled.iter().map(|label| label.span).collect());
        let of = |item: &Item<V>| Item { span: item.span, value: () };
        self.exact += paired(said, &labels, |item, label| item.span == *label).0;
        self.overlap += paired(said, &labels, |item, label| of(item).overlaps(&Item { span: *label, value: () })).0;
        let (hits, left) = paired(said, labelled, |item, label| {
            of(item).overlaps(&Item { span: label.span, value: () }) && same(&item.value, &label.value)
        });
        self.value += hits;
        left
    }

    /// The F1 of values, 0 to 100.
    pub(super) fn value_f1(&self) -> f64 {
        f1(self.value, self.said, self.labelled)
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { said, labelled, exact, overlap, value } = *self;
        let share = |hits: f64, of: f64| if of == 0.0 { 100.0 } else { 100.0 * hits / of };
        write!(
            to,
            "labelled {labelled:4}  value P {:5.1} R {:5.1} F1 {:5.1}  exact F1 {:5.1}  overlap F1 {:5.1}",
            share(value, said),
            share(value, labelled),
            f1(value, said, labelled),
            f1(exact, said, labelled),
            f1(overlap, said, labelled),
        )
    }
}

fn f1(hits: f64, said: f64, labelled: f64) -> f64 {
    if said + labelled == 0.0 { 100.0 } else { 200.0 * hits / (said + labelled) }
}

/// Pairs each item with at most one label, in order; gives how many and what is left of both.
fn paired<A: Clone, B: Clone>(said: &[A], labelled: &[B], fits: impl Fn(&A, &B) -> bool) -> (f64, (Vec<A>, Vec<B>)) {
    let mut labels = labelled.to_vec();
    let mut over = Vec::new();
    for item in said {
        match labels.iter().position(|label| fits(item, label)) {
            Some(at) => drop(labels.remove(at)),
            None => over.push(item.clone()),
        }
    }
    ((said.len() - over.len()) as f64, (over, labels))
}

/// Tallies by name, printed in order.
#[derive(Debug, Default)]
pub(super) struct Table(pub(super) BTreeMap<String, Tally>);

impl Table {
    /// The tally of a name.
    pub(super) fn row(&mut self, name: &str) -> &mut Tally {
        self.0.entry(name.to_owned()).or_default()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|(name, tally)| writeln!(to, "{name:28} {tally}"))
    }
}

/// Prints what was said too much (`+`) and what was missed (`-`) in a text, if anything was.
pub(super) fn tell(head: &str, text: &str, over: &[Item<Value>], missed: &[Item<Json>]) {
    if over.is_empty() && missed.is_empty() {
        return;
    }
    let words = |(from, to): (usize, usize)| text.chars().skip(from).take(to - from).collect::<String>();
    println!("{head}: {text}");
    for item in over {
        println!("   + <{}> {}", words(item.span), serde_json::to_string(&item.value).unwrap());
    }
    for item in missed {
        let mut value = item.value.clone();
        for key in ["start", "end", "text", "type"] {
            value.as_object_mut().unwrap().remove(key);
        }
        println!("   - <{}> {value}", words(item.span));
    }
}
