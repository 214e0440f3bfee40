-- Format 1: the journal. Numbered, never edited: a later change is a further file.

-- One line a call, for lists. All but the id is derived from the events and written with them in one transaction.
CREATE TABLE calls (
    id         TEXT PRIMARY KEY,        -- UUID version 7: sorts by the time at which it was made
    started_at TEXT NOT NULL,           -- wall clock where the call is held, ISO 8601 without a zone
    changed_at TEXT NOT NULL,           -- the same clock, at the last event
    company    TEXT NOT NULL,           -- empty if not known
    contact    TEXT NOT NULL,           -- name of the contact that the call began with; empty if not known
    role       TEXT NOT NULL,           -- role of that contact; empty if not known
    bank       TEXT NOT NULL,           -- id of the question bank in use
    remarks    INTEGER NOT NULL,        -- how many remarks stand
    verdict    TEXT                     -- what the wrap-up showed; NULL while the call is open
) STRICT, WITHOUT ROWID;

-- What happened: only ever added to.
CREATE TABLE events (
    call_id TEXT NOT NULL REFERENCES calls (id) ON DELETE CASCADE,
    seq     INTEGER NOT NULL,           -- place in the call's journal, from 1
    act     INTEGER NOT NULL,           -- what one undo takes back, from 1
    at      TEXT NOT NULL,              -- wall clock where the call is held, ISO 8601 without a zone
    version INTEGER NOT NULL,           -- version of the stored form of the body
    body    TEXT NOT NULL,              -- what happened, as JSON
    PRIMARY KEY (call_id, seq)
) STRICT, WITHOUT ROWID;

-- The half-typed note of a call, so that not even that is lost. It may be there before the call's first event.
CREATE TABLE drafts (
    call_id  TEXT PRIMARY KEY,
    text     TEXT NOT NULL,
    question TEXT,                      -- the question on the screen when it was typed
    saved_at TEXT NOT NULL              -- wall clock where the call is held, ISO 8601 without a zone
) STRICT, WITHOUT ROWID;
