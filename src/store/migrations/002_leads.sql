-- Format 2: the lead book. Numbered, never edited: a later change is a further file.

-- Words that many leads share (types, stages, sources, owners, territories, industries), so that a lead holds a small
-- number in their place: that is what keeps every filter on a million leads quick. Number 0 stands for "nothing".
CREATE TABLE lead_terms (
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;

INSERT INTO lead_terms (id, text) VALUES (0, '');

CREATE TABLE companies (
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL,            -- empty if not known
    name_key  TEXT NOT NULL,            -- the name as it is compared
    domain    TEXT NOT NULL,            -- empty if not known
    size      REAL,                     -- people
    revenue   REAL,                     -- a year
    platform  TEXT NOT NULL,
    industry  INTEGER NOT NULL REFERENCES lead_terms (id),
    territory INTEGER NOT NULL REFERENCES lead_terms (id)
) STRICT;

CREATE INDEX companies_by_name ON companies (name_key) WHERE name_key <> '';
CREATE INDEX companies_by_domain ON companies (domain) WHERE domain <> '';

-- One contact of one company. Personal: name, name_key, role, email, phone, extra, words, tags, next_what.
CREATE TABLE leads (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,    -- a number is never given twice: it may stand in somebody's notes
    company   INTEGER NOT NULL REFERENCES companies (id),
    name      TEXT NOT NULL,
    name_key  TEXT NOT NULL,            -- the name as it is compared
    role      TEXT NOT NULL,
    email     TEXT NOT NULL,
    phone     TEXT NOT NULL,
    next_what TEXT NOT NULL,
    next_on   TEXT,                     -- ISO 8601 day
    spoken_on TEXT,                     -- day of the last real conversation
    starts_on TEXT,                     -- when they want to start
    tags      TEXT NOT NULL,            -- '|one|two|'; empty for none
    extra     TEXT NOT NULL,            -- imported columns, as a JSON object; empty for none
    words     TEXT NOT NULL,            -- what a search looks through: small letters, each word after a space
    title     TEXT NOT NULL,            -- what the list is ordered by when it is ordered by company
    score     INTEGER NOT NULL,         -- 0 to 100
    fit       INTEGER NOT NULL,
    interest  INTEGER NOT NULL,
    ability   INTEGER NOT NULL,
    rank      INTEGER NOT NULL,         -- what the list is ordered by; the higher, the earlier
    type      INTEGER NOT NULL REFERENCES lead_terms (id),
    stage     INTEGER NOT NULL REFERENCES lead_terms (id),
    source    INTEGER NOT NULL REFERENCES lead_terms (id),
    owner     INTEGER NOT NULL REFERENCES lead_terms (id),
    territory INTEGER NOT NULL,         -- the company's, so that one index answers a filter
    industry  INTEGER NOT NULL          -- the company's
) STRICT;

-- Each filter walks the list in its order within one of these, and finds the other filters' columns there too.
CREATE INDEX leads_by_rank ON leads (rank DESC, stage, type, owner, source, territory, industry, score);
CREATE INDEX leads_by_stage ON leads (stage, rank DESC, type, owner, source, territory, industry, score);
CREATE INDEX leads_by_type ON leads (type, rank DESC, stage, owner, source, territory, industry, score);
CREATE INDEX leads_by_owner ON leads (owner, rank DESC, stage, type, source, territory, industry, score);
CREATE INDEX leads_by_source ON leads (source, rank DESC, stage, type, owner, territory, industry, score);
CREATE INDEX leads_by_territory ON leads (territory, rank DESC, stage, type, owner, source, industry, score);
CREATE INDEX leads_by_industry ON leads (industry, rank DESC, stage, type, owner, source, territory, score);
CREATE INDEX leads_by_score ON leads (score DESC, rank DESC);
CREATE INDEX leads_by_title ON leads (title);
CREATE INDEX leads_by_company ON leads (company, name_key);
CREATE INDEX leads_by_email ON leads (email) WHERE email <> '';
CREATE INDEX leads_by_next ON leads (next_on) WHERE next_on IS NOT NULL;
CREATE INDEX leads_by_start ON leads (starts_on) WHERE starts_on IS NOT NULL;

-- The words of all leads by word. `words` and `tags` are those of the table above, kept there. Personal.
CREATE VIRTUAL TABLE lead_words USING fts5 (
    words, tags, content = 'leads', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 0",
    detail = 'column', columnsize = 0, prefix = '2 3'
);
-- What is deleted is gone from the file, not only marked.
INSERT INTO lead_words (lead_words, rank) VALUES ('secure-delete', 1);

-- Every change of a lead: only ever added to. Personal: before, after.
CREATE TABLE lead_changes (
    lead   INTEGER NOT NULL REFERENCES leads (id) ON DELETE CASCADE,
    seq    INTEGER NOT NULL,            -- from 1
    at     TEXT NOT NULL,               -- wall clock of the place, ISO 8601 without a zone
    field  TEXT NOT NULL,               -- a field's id, `lead` for the lead as a whole, or an imported column
    before TEXT NOT NULL,
    after  TEXT NOT NULL,
    why    TEXT NOT NULL,               -- who or what changed it: `import of FILE`, `call ID`, `by hand`
    PRIMARY KEY (lead, seq)
) STRICT, WITHOUT ROWID;

-- Which call was held with which lead, and how far the lead's record has taken it in.
CREATE TABLE lead_calls (
    call_id TEXT PRIMARY KEY,
    lead    INTEGER NOT NULL REFERENCES leads (id) ON DELETE CASCADE,
    seen    INTEGER NOT NULL            -- last event of the call that the record knows; 0 for none
) STRICT, WITHOUT ROWID;

CREATE INDEX lead_calls_by_lead ON lead_calls (lead);

-- What holds for the book as a whole.
CREATE TABLE lead_book (
    name  TEXT PRIMARY KEY,             -- `ranked_on`: the day that ranks were reckoned for; `model`: fingerprint of the points
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
