//! Many spans of one remark, asked by place: a long remark must not cost the square of its length.

use super::value::Span;

/// Spans that may overlap, put in order once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spans {
    /// Where they begin, in order.
    starts: Vec<usize>,
    /// How far the spans up to each of these reach.
    reaches: Vec<usize>,
}

impl FromIterator<Span> for Spans {
    fn from_iter<I: IntoIterator<Item = Span>>(spans: I) -> Self {
        let mut spans: Vec<Span> = spans.into_iter().collect();
        spans.sort_unstable();
        let mut reach = 0;
        let reaches = spans.iter().map(|span| {
            reach = reach.max(span.end);
            reach
        });
        Self { reaches: reaches.collect(), starts: spans.iter().map(|span| span.start).collect() }
    }
}

impl Spans {
    /// Whether there are none.
    pub(crate) const fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Whether one of them shares a byte with a span.
    pub(crate) fn overlap(&self, span: &Span) -> bool {
        self.reach_before(span.end) > span.start
    }

    /// Whether a span lies inside one of them.
    pub(crate) fn hold(&self, span: &Span) -> bool {
        self.starts.first().is_some_and(|&first| first <= span.start) && self.reach_before(span.start + 1) >= span.end
    }

    /// How far those reach that begin before a byte.
    fn reach_before(&self, byte: usize) -> usize {
        let before = self.starts.partition_point(|&start| start < byte);
        before.checked_sub(1).map_or(0, |last| self.reaches[last])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_answers_are_those_of_asking_each_span(
            written in proptest::collection::vec((0_usize..20, 1_usize..6), 0..8),
            asked in (0_usize..24, 1_usize..6),
        ) {
            let span = |(start, length)| Span::new(start, start + length);
            let (spans, asked): (Vec<Span>, Span) = (written.into_iter().map(span).collect(), span(asked));
            let index: Spans = spans.iter().copied().collect();
            prop_assert_eq!(index.overlap(&asked), spans.iter().any(|span| span.overlaps(&asked)));
            prop_assert_eq!(index.hold(&asked), spans.iter().any(|span| span.contains(&asked)));
        }
    }
}
