//! What was said in every call, to be searched.

use crate::call::RemarkId;

use super::{CallId, Store, StoreError};

/// Something that was noted in a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// The call.
    pub call: CallId,
    /// The remark.
    pub remark: RemarkId,
    /// Its words, as they were last put.
    pub text: String,
}

impl Store {
    /// Every remark of every call, those of the newest call first. Events that cannot be read are left out: whoever
    /// opens their call is told.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn noted(&self) -> Result<Vec<Noted>, StoreError> {
        let failed = |error: rusqlite::Error| StoreError::from_sqlite(self.path(), &error);
        let sql = "SELECT call_id, body ->> '$.remark', body ->> '$.text'
                   FROM events JOIN calls ON calls.id = call_id
                   WHERE json_valid(body) AND body ->> '$.event' IN ('kept', 'amended')
                   ORDER BY started_at DESC, call_id DESC, seq";
        let mut statement = self.connection().prepare_cached(sql).map_err(failed)?;
        let mut rows = statement.query([]).map_err(failed)?;
        let mut all = Vec::<Noted>::new();
        while let Some(row) = rows.next().map_err(failed)? {
            let call: Option<CallId> = row.get::<_, String>(0).ok().and_then(|id| id.parse().ok());
            let (Some(call), Ok(remark), Ok(text)) = (call, row.get(1), row.get(2)) else { continue };
            let noted = Noted { call, remark: RemarkId(remark), text };
            // Other words for a remark take the place of the old ones; it is one of the same call, so it is near.
            let earlier = all.iter_mut().rev().take_while(|one| one.call == call);
            match earlier.into_iter().find(|one| one.remark == noted.remark) {
                Some(one) => *one = noted,
                None => all.push(noted),
            }
        }
        Ok(all)
    }
}
