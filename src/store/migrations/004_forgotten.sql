-- What was forgotten: ids alone, so that an export of a forgotten call is not taken in again unseen, and so that a
-- cleaning that was cut short is finished at the next start.
CREATE TABLE forgotten (
    id           TEXT PRIMARY KEY,      -- the id that a call, or a lead, had; it says nothing about anybody
    forgotten_at TEXT NOT NULL,         -- wall clock where it was done, ISO 8601 without a zone
    reason       TEXT NOT NULL,         -- 'asked' or 'age'
    is_clean     INTEGER NOT NULL       -- 1 once free pages, the log and the backups hold nothing of it either
) STRICT, WITHOUT ROWID;
