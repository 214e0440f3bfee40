//! Who holds a call: at most one bantam at a time.
#![expect(clippy::disallowed_methods, reason = "the store stands at the edge: it makes and locks files")]

use std::fs::{self, File, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;

use super::{CallId, StoreError, folder};

/// The folder of the claims within the data folder.
const CLAIMS_FOLDER: &str = "open";

/// A call is held by this process for as long as this lives.
///
/// It is a lock of the operating system on a file of the call's own, so that it ends with the process, however that
/// ends: a claim never has to be judged stale, and a process number used again fools nobody.
#[derive(Debug)]
pub struct Claim {
    file: File,
    path: PathBuf,
}

impl Claim {
    /// Takes a call in a data folder; `at` is the clock of the place, shown to whoever comes second.
    ///
    /// # Errors
    ///
    /// [`StoreError::InUse`] while another process (or another claim of this one) holds the call, else where the file
    /// cannot be made or locked.
    pub fn take(data_dir: &Path, call: CallId, at: DateTime) -> Result<Self, StoreError> {
        let claims = data_dir.join(CLAIMS_FOLDER);
        folder::make_private_folder(&claims)?;
        let path = claims.join(call.to_string());
        loop {
            let mut file = folder::open_private_file(&path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(in_use(call, &mut file)),
                Err(TryLockError::Error(error)) => return Err(StoreError::from_io(&path, &error)),
            }
            // The one who held it may have taken the file away between our opening and our locking it.
            if folder::is_file_at(&file, &path) {
                let written = file.set_len(0).and_then(|()| write!(file, "{} {at}", std::process::id()));
                written.map_err(|error| StoreError::from_io(&path, &error))?;
                return Ok(Self { file, path });
            }
        }
    }
}

/// The calls that are held at this moment, each as the refusal that a second bantam would get.
///
/// # Errors
///
/// Where the folder of the claims is there and cannot be read.
pub fn held(data_dir: &Path) -> Result<Vec<StoreError>, StoreError> {
    let claims = data_dir.join(CLAIMS_FOLDER);
    let entries = match fs::read_dir(&claims) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(StoreError::from_io(&claims, &error)),
    };
    let mut held = Vec::new();
    for entry in entries.flatten() {
        let Some(call) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        // One that is gone by now was just let go of.
        let Ok(mut file) = File::open(entry.path()) else { continue };
        match file.try_lock_shared() {
            Ok(()) => {}
            Err(_) => held.push(in_use(call, &mut file)),
        }
    }
    Ok(held)
}

/// For repairs, which replace the file under everybody.
pub(super) fn refuse_while_any_is_held(data_dir: &Path) -> Result<(), StoreError> {
    held(data_dir)?.into_iter().next().map_or(Ok(()), Err)
}

impl Drop for Claim {
    fn drop(&mut self) {
        // Taken away while still locked, so that nobody else's claim is. A file that stays does no harm.
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

fn in_use(call: CallId, file: &mut File) -> StoreError {
    let mut text = String::new();
    // Whoever holds it may be just writing its number: then it is not shown.
    let _ = file.read_to_string(&mut text);
    let mut words = text.split_whitespace();
    let pid = words.next().and_then(|word| word.parse().ok());
    let since = words.next().and_then(|word| word.parse().ok());
    StoreError::InUse { call, pid, since }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::store::samples::at;

    #[test]
    fn a_call_is_held_by_one_at_a_time_and_the_second_is_told_by_whom() {
        let dir = TempDir::new().unwrap();
        let (call, other) = (CallId::generate(), CallId::generate());
        let held = Claim::take(dir.path(), call, at(0)).unwrap();
        let refused = Claim::take(dir.path(), call, at(60)).unwrap_err();
        assert_eq!(refused, StoreError::InUse { call, pid: Some(std::process::id()), since: Some(at(0)) });
        assert!(refused.to_string().contains("since 10:00 on 2026-03-02 (process "), "{refused}");
        assert!(Claim::take(dir.path(), other, at(60)).is_ok(), "another call is free");
        assert_eq!(super::held(dir.path()), Ok(vec![refused]));
        drop(held);
        assert_eq!(super::held(dir.path()), Ok(Vec::new()));
        assert!(Claim::take(dir.path(), call, at(61)).is_ok());
        assert_eq!(fs::read_dir(dir.path().join(CLAIMS_FOLDER)).unwrap().count(), 0, "nothing is left behind");
    }

    #[test]
    fn what_a_dead_process_left_behind_is_taken_over() {
        let dir = TempDir::new().unwrap();
        let call = CallId::generate();
        let claims = dir.path().join(CLAIMS_FOLDER);
        fs::create_dir_all(&claims).unwrap();
        fs::write(claims.join(call.to_string()), "1 2026-03-02T09:00:00 with some more").unwrap();
        let _held = Claim::take(dir.path(), call, at(0)).unwrap();
        let text = fs::read_to_string(claims.join(call.to_string())).unwrap();
        assert_eq!(text, format!("{} 2026-03-02T10:00:00", std::process::id()));
    }
}
