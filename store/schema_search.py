"""What stories, quotes, clusters and copies are found by: the full-text indexes and postings."""

from __future__ import annotations

SEARCH_TABLES = """
CREATE VIEW search_content AS        -- what the full-text index is checked and rebuilt against
    SELECT story.story AS story, story.title AS title, body.text AS text
      FROM story JOIN body ON body.story = story.story WHERE story.read_at IS NOT NULL;

CREATE VIRTUAL TABLE search USING fts5 (
    title, text, content='search_content', content_rowid='story', tokenize='unicode61 remove_diacritics 2'
);

CREATE VIRTUAL TABLE said_search USING fts5 (
    text, content='said_text', content_rowid='said', tokenize='unicode61 remove_diacritics 2', columnsize=0, detail=none
);

-- Search as you type, while only a few letters are there: full text is asked from the fourth letter on.
CREATE VIRTUAL TABLE title_search USING fts5 (
    title, content='', prefix='1 2 3', tokenize='unicode61 remove_diacritics 2', columnsize=0, detail=none
);

-- What copies are found by: the sampled shingle hashes of a story as words (store.fingerprints). A full-text index
-- takes them in batches, where a table of random numbers would touch a page a hash.
CREATE VIRTUAL TABLE shingle USING fts5 (hashes, content='', tokenize='ascii', columnsize=0, detail=none);
"""

GROUPING_INDEXES = """
CREATE TABLE term_posting (          -- what clusters are found by (store.term_postings), instead of cluster_term
    day     INTEGER NOT NULL,        -- of when_at, days since 1970; old days are dropped (Archive.tidy)
    term    INTEGER NOT NULL,        -- 32-bit hash
    stories BLOB NOT NULL,           -- story.story, 32 bits each
    PRIMARY KEY (day, term)
) WITHOUT ROWID;

CREATE TABLE shingle_waiting (story INTEGER PRIMARY KEY); -- read, and not in the index `shingle` yet (store.shingles)
"""

POSTING_WAITING = """
CREATE TABLE posting_waiting (       -- what stories are found by, not in `term_posting` yet (store.term_postings)
    waiting INTEGER PRIMARY KEY,
    day     INTEGER NOT NULL,
    story   INTEGER NOT NULL,
    terms   BLOB NOT NULL            -- 32-bit hashes
);
"""

SEARCH_WAITING = """
CREATE TABLE search_waiting (story INTEGER PRIMARY KEY); -- read, and not in `search` and `title_search` yet

DROP VIEW search_content;
CREATE VIEW search_content AS        -- what the full-text index is checked and rebuilt against
    SELECT story.story AS story, story.title AS title, body.text AS text
      FROM story JOIN body ON body.story = story.story WHERE story.read_at IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM search_waiting w WHERE w.story = story.story);
"""
