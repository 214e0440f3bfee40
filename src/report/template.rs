//! Templates: a page put into the words of a document. Every value passes through one place, where it is made harmless for
//! the language of the document, so no value can be forgotten.

use std::borrow::Cow;
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value};
use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::plain::printable;
use crate::bank::problem::{Code, Place, Problem, Problems, Source};

/// What a template is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Markdown,
    Html,
    Text,
}

/// Fills a template.
///
/// # Errors
/// What is wrong with the template, with its place.
pub(super) fn render(language: Language, source: &Arc<Source>, page: &impl Serialize) -> Result<String, Problems> {
    let filled = || -> Result<String, Error> {
        let mut environment = environment(language)?;
        environment.add_template("document", &source.text)?;
        environment.get_template("document")?.render(Serde(page))
    };
    filled().map_err(|error| located(&error, source))
}

fn environment<'s>(language: Language) -> Result<Environment<'s>, Error> {
    let mut environment = Environment::new();
    environment
        .set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?);
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    // Without this a macro's own words would be escaped once more.
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(move |output: &mut Output, _: &mut State, value: &Value| {
        let text = value.to_string();
        let safe = if value.is_safe() { Cow::Borrowed(text.as_str()) } else { language.escaped(&text) };
        output.write_str(&safe).map_err(Error::from)
    });
    // What was typed stays what it is: no template can let it through as markup.
    environment.remove_filter("safe");
    environment.remove_filter("escape");
    environment.remove_filter("e");
    environment.add_filter("short", |text: &str, cells: usize| short(text, cells));
    Ok(environment)
}

/// A text in so many cells at most, cut at a word where it is longer.
fn short(text: &str, cells: usize) -> String {
    let text = printable(text);
    let text = text.trim();
    if text.width() <= cells {
        return text.to_owned();
    }
    let mut width = 1;
    let fits = |grapheme: &&str| {
        width += grapheme.width();
        width <= cells
    };
    let cut: String = text.graphemes(true).take_while(fits).collect();
    // A word that fills the line by itself is cut within.
    let whole = cut.rsplit_once(' ').map_or("", |(whole, _)| whole);
    let kept = if whole.width() * 2 > cells { whole } else { &cut };
    format!("{}…", kept.trim_end_matches([',', ';', ':', ' ']))
}

/// An error of a template at the line, and where it is known the column, that it stands at.
fn located(error: &Error, source: &Arc<Source>) -> Problems {
    let line = error.line().unwrap_or(0);
    let place = error.range().map_or_else(|| whole_line(&source.text, line), |range| at_bytes(&source.text, range));
    let detail = error.detail().map(|detail| format!(": {detail}")).unwrap_or_default();
    let problem = Problem::new(Code::Template, &source.name, place, format!("{}{detail}", error.kind()));
    let problem = match error.kind() {
        ErrorKind::UndefinedError => {
            problem.with_expected("a value that a call has").with_fix("documents/README.md lists what a call has")
        }
        ErrorKind::UnknownFilter => problem.with_fix("beside the usual filters there is `short(cells)`"),
        _ => problem,
    };
    Problems::new(vec![problem], vec![Arc::clone(source)])
}

fn whole_line(text: &str, line: usize) -> Place {
    let start = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>().min(text.len());
    let length = text[start..].lines().next().map_or(0, str::len);
    Place { line: line as u32, column: u32::from(line > 0), start, end: start + length }
}

fn at_bytes(text: &str, range: std::ops::Range<usize>) -> Place {
    let start = text.floor_char_boundary(range.start);
    let end = text.floor_char_boundary(range.end).max(start);
    let before = &text[..start];
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Place { line: before.matches('\n').count() as u32 + 1, column: column as u32, start, end }
}

impl Language {
    /// Text that reads in this language as it was typed.
    fn escaped(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Markdown => Cow::Owned(markdown(text)),
            Self::Html => Cow::Owned(html(text)),
            Self::Text => match printable(text) {
                Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
                Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
            },
        }
    }
}

/// Text for HTML, between tags or within quotes.
fn html(text: &str) -> String {
    let text = printable(text);
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

/// Text that reads in Markdown as it was typed, on one line and inside a table cell too.
fn markdown(text: &str) -> String {
    let text = printable(text);
    let text = text.trim();
    let mut safe = String::with_capacity(text.len());
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in text.char_indices() {
        let special = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$');
        // A list, a line or a heading begins only at the start of a line, and a list with a space behind its mark.
        let marks = (at == 0 && matches!(c, '-' | '+')) || (at == digits && digits > 0 && matches!(c, '.' | ')'));
        let spaced = text[at + c.len_utf8()..].chars().next().is_none_or(|next| next == ' ' || next == c);
        let opens = (marks && spaced) || (at == 0 && c == '=');
        if special || opens {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(language: Language, template: &str) -> Result<String, String> {
        let source = Source::new("own.j2", template);
        let page = serde_json::json!({"said": "<b>& \"it's\" *so*", "n": 3, "list": ["a", "b"]});
        render(language, &source, &page).map_err(|problems| problems.to_string())
    }

    #[test]
    fn a_list_that_was_typed_makes_no_list() {
        assert_eq!(markdown("- one"), r"\- one");
        assert_eq!(markdown("12. two"), r"12\. two");
        assert_eq!(markdown("2.5 days - fine"), "2.5 days - fine");
        assert_eq!(markdown("-5 %"), "-5 %");
        assert_eq!(markdown("---"), r"\---");
        assert_eq!(markdown("a\n\n# b"), r"a  \# b");
    }

    #[test]
    fn values_are_escaped_once_wherever_they_stand() {
        let html = "&lt;b&gt;&amp; &quot;it&#39;s&quot; *so*";
        assert_eq!(filled(Language::Html, "{{ said }}").unwrap(), html);
        assert_eq!(
            filled(Language::Html, "{% set x %}<i>{{ said }}</i>{% endset %}{{ x }}").unwrap(),
            format!("<i>{html}</i>")
        );
        let own = "{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{{ m(said) }}";
        assert_eq!(filled(Language::Html, own).unwrap(), format!("<i>{html}</i>"));
        assert_eq!(filled(Language::Html, "{% autoescape false %}{{ said }}{% endautoescape %}").unwrap(), html);
        assert_eq!(filled(Language::Markdown, "{{ said }}").unwrap(), r#"\<b\>\& "it's" \*so\*"#);
    }

    #[test]
    fn a_slip_in_a_template_is_shown_where_it_stands() {
        for (template, expected) in [
            ("a\n{% if %}", "own.j2:2:"),
            (
                "é {{ n }}\n  {{ nmae }}",
                "own.j2:2:6: B095: undefined value: `nmae` is undefined; expected a value that a call has",
            ),
            ("{{ said.words.first }}", "own.j2:1:"),
            ("\n\n{{ said|safe }}", "own.j2:3:"),
            ("{{ list|shrt(3) }}", "own.j2:1:"),
            ("{% include 'x' %}", "own.j2:1:"),
        ] {
            let told = filled(Language::Html, template).unwrap_err();
            assert!(told.starts_with(expected), "{template}: {told}");
        }
    }

    #[test]
    fn a_text_is_cut_at_a_word_and_by_its_cells() {
        assert_eq!(short("orders ship late, since March", 19), "orders ship late…");
        assert_eq!(short("orders", 6), "orders");
        assert_eq!(short("王王王王王", 7), "王王王…");
        assert_eq!(short(&"x".repeat(50), 10), "xxxxxxxxx…");
    }
}
