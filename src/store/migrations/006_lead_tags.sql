-- Format 6: tags by tag. Numbered, never edited: a later change is a further file.

-- Which leads have a tag, in small letters: whole tags, so that a filter by "trial" need not pass over "free trial" lead by
-- lead. Personal, like the tags of `leads`, from which it is derived.
CREATE TABLE lead_tags (
    tag  TEXT NOT NULL,
    lead INTEGER NOT NULL,
    PRIMARY KEY (tag, lead)
) STRICT, WITHOUT ROWID;

CREATE INDEX lead_tags_by_lead ON lead_tags (lead);

-- '|one|two|' as a JSON list is ["one","two"].
INSERT OR IGNORE INTO lead_tags (tag, lead)
SELECT lower(value), l.id
FROM leads l, json_each('[' || replace(json_quote(trim(l.tags, '|')), '|', '","') || ']')
WHERE l.tags <> '';

-- The words of all leads by word, and beginnings of one and of two letters by themselves: so many words begin with one of
-- them that they cannot be looked up one by one.
DROP TABLE lead_words;
CREATE VIRTUAL TABLE lead_words USING fts5 (
    words, content = 'leads', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 0",
    detail = 'column', columnsize = 0, prefix = '1 2'
);
-- What is deleted is gone from the file, not only marked.
INSERT INTO lead_words (lead_words, rank) VALUES ('secure-delete', 1);
INSERT INTO lead_words (lead_words) VALUES ('rebuild');
