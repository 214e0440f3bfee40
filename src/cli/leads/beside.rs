//! Tables that an import writes beside the file: rows that are no leads, values that differ from the book's.

use std::fs::File;
use std::path::PathBuf;

use crate::leads::file::neutral;
use crate::store::create_private;

/// A table beside the imported file, for its owner only; it is there once it has a row.
pub(super) struct Beside {
    header: Vec<String>,
    path: PathBuf,
    /// A dry run writes nothing.
    is_dry_run: bool,
    writer: Option<csv::Writer<File>>,
}

impl Beside {
    pub(super) fn new<'a>(header: impl IntoIterator<Item = &'a str>, path: PathBuf, is_dry_run: bool) -> Self {
        Self { header: header.into_iter().map(str::to_owned).collect(), path, is_dry_run, writer: None }
    }

    /// Writes a row. Cells that a spreadsheet would take for formulas are made text where `is_made_safe`: rows that are
    /// to be mended and imported again stay as they are.
    pub(super) fn write<'a>(
        &mut self,
        cells: impl IntoIterator<Item = &'a str>,
        is_made_safe: bool,
    ) -> anyhow::Result<()> {
        if self.is_dry_run {
            return Ok(());
        }
        let writer = match &mut self.writer {
            Some(writer) => writer,
            none => {
                let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(create_private(&self.path)?);
                writer.write_record(&self.header)?;
                none.insert(writer)
            }
        };
        if is_made_safe {
            writer.write_record(cells.into_iter().map(|cell| neutral(cell).into_owned()))?;
        } else {
            writer.write_record(cells)?;
        }
        Ok(())
    }

    /// Where it is, if it has a row.
    pub(super) fn finish(mut self) -> anyhow::Result<Option<String>> {
        let Some(writer) = &mut self.writer else { return Ok(None) };
        writer.flush()?;
        Ok(Some(self.path.display().to_string()))
    }
}
