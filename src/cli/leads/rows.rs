//! The rows of a table as leads, read on a thread of their own while those before them are written.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::Scope;

use super::table::Table;
use super::team::RowReader;
use crate::leads::{Entry, Fault, Keys, Target};

/// How many rows are handed over at once.
const BATCH: usize = 256;

/// How many such batches may wait to be written.
const WAITING: usize = 8;

/// A row as it was read.
pub(super) struct ReadRow {
    /// The line on which it begins, from 1.
    pub(super) line: u64,
    /// The byte at which it begins.
    pub(super) at: u64,
    /// The lead, or why it is none, with its cells.
    pub(super) entry: Result<Box<(Entry, Keys)>, Reject>,
}

/// Why a row is no lead, with its cells.
pub(super) type Reject = (Fault, Vec<String>);

/// Rows in their order, or why the table cannot be read further.
type Batch = anyhow::Result<Vec<ReadRow>>;

/// Begins to read all rows of a table; they are received in batches. Reading ends where nobody receives any more.
pub(super) fn read<'scope>(
    scope: &'scope Scope<'scope, '_>,
    table: &'scope mut Table,
    targets: &'scope [Target],
    reader: RowReader<'scope>,
) -> Receiver<Batch> {
    let (sender, receiver) = sync_channel(WAITING);
    scope.spawn(move || {
        if let Err(error) = read_all(table, targets, &reader, &sender) {
            let _ = sender.send(Err(error));
        }
    });
    receiver
}

fn read_all(
    table: &mut Table,
    targets: &[Target],
    reader: &RowReader<'_>,
    sender: &SyncSender<Batch>,
) -> anyhow::Result<()> {
    let names = table.names.clone();
    let mut batch = Vec::with_capacity(BATCH);
    while let Some(row) = table.next()? {
        let entry = match reader.read(&row.cells, (targets, &names)) {
            Ok(read) => Ok(Box::new(read)),
            Err(fault) => Err((fault, row.cells.iter().map(|cell| cell.clone().into_owned()).collect())),
        };
        batch.push(ReadRow { line: row.line, at: row.at, entry });
        if batch.len() == BATCH && sender.send(Ok(std::mem::replace(&mut batch, Vec::with_capacity(BATCH)))).is_err() {
            return Ok(());
        }
    }
    let _ = sender.send(Ok(batch));
    Ok(())
}
