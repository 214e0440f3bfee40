//! The rows of an import that are no leads, and how far it has come.

use std::fs::File;
use std::io::IsTerminal as _;
use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};

use super::table::Row;
use crate::store::create_private;

/// The rows that are no leads, written beside the file with the reasons, for their owner only.
pub(super) struct Rejects {
    names: Vec<String>,
    path: PathBuf,
    writer: Option<csv::Writer<File>>,
}

impl Rejects {
    /// Rejects of a table with these columns, to be written to `path` once there are any.
    pub(super) fn new(names: Vec<String>, path: PathBuf) -> Self {
        Self { names, path, writer: None }
    }

    /// Keeps a row with the reason.
    pub(super) fn keep(&mut self, row: &Row<'_>, reason: &str, dry_run: bool) -> anyhow::Result<()> {
        if dry_run {
            return Ok(());
        }
        let writer = match &mut self.writer {
            Some(writer) => writer,
            none => {
                let file = create_private(&self.path)?;
                let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(file);
                writer.write_record(["line", "reason"].into_iter().chain(self.names.iter().map(String::as_str)))?;
                none.insert(writer)
            }
        };
        let line = row.line.to_string();
        writer.write_record([line.as_str(), reason].into_iter().chain(row.cells.iter().map(AsRef::as_ref)))?;
        Ok(())
    }

    /// Where the rejects are, if there are any.
    pub(super) fn finish(mut self) -> anyhow::Result<Option<String>> {
        let Some(writer) = &mut self.writer else { return Ok(None) };
        writer.flush()?;
        Ok(Some(self.path.display().to_string()))
    }
}

/// A bar on standard error, where that is a terminal.
pub(super) fn progress(bytes: u64) -> ProgressBar {
    if bytes == 0 || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(bytes);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {percent:>3} %  {elapsed}") {
        bar.set_style(style);
    }
    bar
}
