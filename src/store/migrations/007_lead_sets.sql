-- Format 7: sets of leads. Numbered, never edited: a later change is a further file.

-- For every value that lists filter by, which leads have it, 65,536 leads to a row. Derived from the leads by the program,
-- which fills this table when it brings a book to this format. Personal, like the words and tags of `leads`.
CREATE TABLE lead_sets (
    kind  INTEGER NOT NULL,             -- what the value is: 0 the lead is there, 1 type, 2 stage, 3 source, 4 owner,
                                        -- 5 territory, 6 industry, 7 tag, 8 score, 9 rank, 10 day of the next action,
                                        -- 11 word, 12 beginning of a word, 13 beginning of the title
    value TEXT NOT NULL,                -- in small letters; scores and ranks so that they are in order as text
    block INTEGER NOT NULL,             -- the lead's number divided by 65,536
    leads BLOB NOT NULL,                -- the rests: 8,192 bytes with a bit for each, or fewer bytes, two for each, in order
    PRIMARY KEY (kind, value, block)
) STRICT, WITHOUT ROWID;

-- What the sets tell needs no other index. By title the list is walked in its order; one of sets would be one set a lead.
DROP TABLE lead_words;
DROP TABLE lead_tags;
DROP INDEX leads_by_rank;
DROP INDEX leads_by_score;
DROP INDEX leads_by_next;
DROP INDEX leads_by_title;
CREATE INDEX leads_by_title ON leads (title);

-- They are the company's, and were copied here for the indices.
ALTER TABLE leads DROP COLUMN territory;
ALTER TABLE leads DROP COLUMN industry;
