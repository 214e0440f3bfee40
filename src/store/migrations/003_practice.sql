-- Practice: drills, by trainee. Numbered, never edited: a later change is a further file.

-- How each exercise stands with each trainee. All of it follows from the reviews; it is kept beside them so that what is
-- due is found without reading all that ever was answered.
CREATE TABLE drill_cards (
    trainee        TEXT NOT NULL,
    card           TEXT NOT NULL,        -- the exercise's id: language, kind, where it comes from
    stability_days REAL NOT NULL,        -- FSRS-6: days until the chance of recall is nine in ten
    difficulty     REAL NOT NULL,        -- FSRS-6: from 1 to 10
    last_on        TEXT NOT NULL,        -- day of the last review, ISO 8601
    due_on         TEXT NOT NULL,        -- day of the next one
    reviews        INTEGER NOT NULL,
    lapses         INTEGER NOT NULL,
    PRIMARY KEY (trainee, card)
) STRICT, WITHOUT ROWID;

CREATE INDEX drill_cards_due ON drill_cards (trainee, due_on);

-- Every answer: only ever added to.
CREATE TABLE drill_reviews (
    id       INTEGER PRIMARY KEY,
    trainee  TEXT NOT NULL,
    card     TEXT NOT NULL,
    kind     TEXT NOT NULL,              -- signal, probe, open, recall
    at       TEXT NOT NULL,              -- wall clock of the place, ISO 8601 without a zone
    rating   INTEGER NOT NULL,           -- FSRS: 1 wrong, 2 hard, 3 good, 4 easy
    seconds  INTEGER NOT NULL,           -- from question to answer
    said     TEXT NOT NULL,              -- what was chosen or typed
    is_first INTEGER NOT NULL            -- 1 where the trainee met the exercise for the first time
) STRICT;

CREATE INDEX drill_reviews_by_trainee ON drill_reviews (trainee, at);
