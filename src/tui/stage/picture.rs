//! A screen as an SVG picture, for documents: text that can be selected and searched, no script, no font to load.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier, Style};
use unicode_width::UnicodeWidthStr;

use super::text::runs;

/// The size of a cell in the picture's units.
const CELL: (f32, f32) = (8.4, 18.0);
/// The room around the screen.
const MARGIN: f32 = 14.0;

/// The colours of a terminal.
struct Palette {
    paper: &'static str,
    ink: &'static str,
    dim: &'static str,
    /// Black, red, green, yellow, blue, magenta, cyan, white.
    ansi: [&'static str; 8],
}

const DARK: Palette = Palette {
    paper: "#15181e",
    ink: "#d8dce3",
    dim: "#8b93a1",
    ansi: ["#15181e", "#f28779", "#9ccf7f", "#f0c674", "#7fb4f0", "#d3a6e8", "#73cfd8", "#d8dce3"],
};

const LIGHT: Palette = Palette {
    paper: "#fbfbf9",
    ink: "#23262d",
    dim: "#6a707b",
    ansi: ["#23262d", "#b3261e", "#2f6f23", "#8a5a00", "#1f55a5", "#7b2d92", "#0c6a75", "#fbfbf9"],
};

/// The picture of a screen, with a title for those who hear it read.
pub(super) fn svg(buffer: &Buffer, caret: Option<Position>, title: &str, dark: bool) -> String {
    let palette = if dark { &DARK } else { &LIGHT };
    let (width, height) = (f32::from(buffer.area.width) * CELL.0, f32::from(buffer.area.height) * CELL.1);
    let (full_width, full_height) = (width + 2.0 * MARGIN, height + 2.0 * MARGIN);
    let mut svg = String::new();
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {full_width:.0} {full_height:.0}\" \
         width=\"{full_width:.0}\" height=\"{full_height:.0}\" role=\"img\">\n<title>{}</title>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"10\" fill=\"{}\"/>\n\
         <g font-family=\"ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" font-size=\"14\" \
         xml:space=\"preserve\">",
        escaped(title),
        palette.paper
    );
    for y in buffer.area.top()..buffer.area.bottom() {
        for run in runs(buffer, y) {
            let place = (MARGIN + f32::from(run.x) * CELL.0, MARGIN + f32::from(y) * CELL.1);
            draw(&mut svg, &run.text, run.style, place, palette);
        }
    }
    if let Some(caret) = caret {
        let (x, y) = (MARGIN + f32::from(caret.x) * CELL.0, MARGIN + f32::from(caret.y) * CELL.1);
        let _ = writeln!(
            svg,
            "<rect x=\"{x:.1}\" y=\"{:.1}\" width=\"2\" height=\"{:.1}\" fill=\"{}\"/>",
            y + 2.0,
            CELL.1 - 4.0,
            palette.ink
        );
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

fn draw(svg: &mut String, text: &str, style: Style, (x, y): (f32, f32), palette: &Palette) {
    let reversed = style.add_modifier.contains(Modifier::REVERSED);
    let width = text.width() as f32 * CELL.0;
    let ink = colour(style.fg, palette).unwrap_or(if style.add_modifier.contains(Modifier::DIM) {
        palette.dim
    } else {
        palette.ink
    });
    let paper = colour(style.bg, palette);
    let (ink, paper) = if reversed { (paper.unwrap_or(palette.paper), Some(ink)) } else { (ink, paper) };
    if let Some(paper) = paper {
        let _ = writeln!(
            svg,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{:.1}\" fill=\"{paper}\"/>",
            CELL.1
        );
    }
    if text.trim().is_empty() {
        return;
    }
    let lead = text.len() - text.trim_start().len();
    let (start, said) = (x + text[..lead].width() as f32 * CELL.0, text.trim());
    let weight = if style.add_modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
    let line = if style.add_modifier.contains(Modifier::UNDERLINED) { " text-decoration=\"underline\"" } else { "" };
    // The length is given, so that a font of another width keeps the columns.
    let _ = writeln!(
        svg,
        "<text x=\"{start:.1}\" y=\"{:.1}\" textLength=\"{:.1}\" lengthAdjust=\"spacingAndGlyphs\" \
         fill=\"{ink}\"{weight}{line}>{}</text>",
        y + CELL.1 * 0.72,
        said.width() as f32 * CELL.0,
        escaped(said)
    );
}

fn colour(colour: Option<Color>, palette: &Palette) -> Option<&'static str> {
    let at = match colour? {
        Color::Black => 0,
        Color::Red | Color::LightRed => 1,
        Color::Green | Color::LightGreen => 2,
        Color::Yellow | Color::LightYellow => 3,
        Color::Blue | Color::LightBlue => 4,
        Color::Magenta | Color::LightMagenta => 5,
        Color::Cyan | Color::LightCyan => 6,
        Color::White | Color::Gray => 7,
        _ => return None,
    };
    palette.ansi.get(at).copied()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
