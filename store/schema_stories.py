"""The tables of stories as they came: outlets, feeds, texts, revisions, readings, pages.

Each column says where its value comes from.
"""

from __future__ import annotations

STORY_TABLES = """
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,           -- 'knowledge', 'created', 'rules' …
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE outlet (
    outlet      INTEGER PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE, -- feed's config, else [outlets], else registrable domain of the link, else ''
    kind        TEXT NOT NULL DEFAULT '',  -- config: wire, broadcaster, newspaper, state media …
    owner       TEXT NOT NULL DEFAULT '',  -- config
    country     TEXT NOT NULL DEFAULT '',  -- config, ISO 3166 alpha-2
    reliability TEXT NOT NULL DEFAULT '',  -- config, or a credibility mark (Admiralty scale)
    reason      TEXT NOT NULL DEFAULT '',
    stories     INTEGER NOT NULL DEFAULT 0 -- counter kept by the archive
);

CREATE TABLE feed (
    feed   INTEGER PRIMARY KEY,
    name   TEXT NOT NULL UNIQUE,      -- config
    state  TEXT,                      -- FeedState as JSON, saved in one transaction with the stories it is about
    outlet INTEGER REFERENCES outlet  -- of its last story
);

CREATE TABLE story (
    story          INTEGER PRIMARY KEY AUTOINCREMENT, -- order of arrival; private to this file
    id             INTEGER NOT NULL UNIQUE,  -- hash over outlet and identity (guid, else link, else content)
    link_key       INTEGER,                  -- hash over outlet and canonical link: two feeds of one outlet, one story
    outlet         INTEGER NOT NULL REFERENCES outlet,
    feed           INTEGER REFERENCES feed,  -- that had it first
    title          TEXT NOT NULL,            -- of the newest revision, as cleaned
    link           TEXT NOT NULL,
    published      INTEGER,                  -- what the outlet says; null is unknown
    published_offset INTEGER NOT NULL DEFAULT 0, -- minutes east of UTC, as written
    published_from TEXT NOT NULL,            -- given, feed, file name, text, unknown
    seen           INTEGER NOT NULL,         -- when we first had it
    when_at        INTEGER NOT NULL,         -- what lists sort by (store.moments.sort_moment), or a date mark
    language       TEXT NOT NULL DEFAULT '', -- the reader's, else as declared
    revision       INTEGER NOT NULL DEFAULT 1,
    revised_at     INTEGER,                  -- when the newest revision was seen, null while there is one
    read_at        INTEGER,                  -- when the reader was done with the newest revision
    is_full_text   INTEGER NOT NULL DEFAULT 0,
    article_state  INTEGER NOT NULL DEFAULT 0, -- 0 not wanted, 1 wanted, 2 fetched, 3 failed
    has            INTEGER NOT NULL DEFAULT 0, -- bits: 1 quote, 2 statement, 4 event, 8 note
    threads        TEXT NOT NULL DEFAULT '',   -- 'id role score' joined by ';', marks laid over
    cluster        INTEGER,                    -- cluster.cluster; its own until it is grouped
    copy_of        INTEGER,                    -- the original's rowid
    reprints       INTEGER NOT NULL DEFAULT 0,
    is_read        INTEGER NOT NULL DEFAULT 0, -- from marks; shared by copies
    is_starred     INTEGER NOT NULL DEFAULT 0  -- from marks
);

CREATE TABLE body (
    story       INTEGER PRIMARY KEY REFERENCES story ON DELETE CASCADE,
    source_hash INTEGER NOT NULL,     -- of title and source: tells a revision from the same again
    is_html     INTEGER NOT NULL,
    byline      TEXT NOT NULL DEFAULT '',
    declared    TEXT NOT NULL DEFAULT '', -- language as declared by the feed
    given_title TEXT,                 -- title as it arrived, where story.title is another
    wire        TEXT NOT NULL DEFAULT '', -- the wire service credited in the text
    text        TEXT,                 -- cleaned paragraphs, an empty line between; null until it is read
    source      BLOB NOT NULL         -- as it arrived, deflated against the text
);

CREATE TABLE reading (               -- what the reader found, whole; panels read the rows made of it
    story       INTEGER PRIMARY KEY REFERENCES story ON DELETE CASCADE,
    reader      INTEGER NOT NULL,     -- READER_VERSION of the findings
    knowledge   INTEGER NOT NULL,     -- number of the knowledge snapshot they were read with
    words       INTEGER,              -- of the text, as the grouping counts
    findings    BLOB NOT NULL,        -- store.packing, deflated against the text
    fingerprint BLOB                  -- sampled shingle hashes (store.fingerprints)
);

CREATE TABLE feature (               -- what clusters are judged by; dropped after KEEP_FEATURES_DAYS (Archive.tidy)
    story    INTEGER PRIMARY KEY REFERENCES story ON DELETE CASCADE,
    features BLOB NOT NULL            -- of the grouping, its own bytes
);

CREATE TABLE revision (              -- versions before the newest one (which is in story and body)
    story  INTEGER NOT NULL REFERENCES story ON DELETE CASCADE,
    number INTEGER NOT NULL,
    seen   INTEGER NOT NULL,
    title  TEXT NOT NULL,
    text   BLOB NOT NULL,            -- deflated
    hash   INTEGER NOT NULL,         -- source_hash: an outlet that flaps between two versions makes no third
    PRIMARY KEY (story, number)
) WITHOUT ROWID;

CREATE TABLE raw (                   -- pages and feed bodies as fetched, kept for [fetch] keep_raw_days
    raw     INTEGER PRIMARY KEY,
    story   INTEGER REFERENCES story ON DELETE CASCADE,
    feed    INTEGER REFERENCES feed ON DELETE CASCADE,
    fetched INTEGER NOT NULL,
    hash    TEXT NOT NULL,
    body    BLOB NOT NULL            -- deflated
);
"""
