"""The tables of the store, each column with where its value comes from.

Moments are whole UTC seconds since 1970, days are proleptic Gregorian ordinals (`store.moments`). A rowid of a said
or event row is `story << 12 | n`, so that everything found in a story lies side by side and its story needs no column.
"""

from __future__ import annotations

APPLICATION_ID = 0x57464C52
"""'WFLR': tells our files from other SQLite databases (PRAGMA application_id)."""

FINDING_BITS = 12
"""Findings of one kind a story can have rows for: 2 ** 12. All of them are in `body.findings` whatever their number."""

TABLES = """
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

CREATE TABLE actor (
    actor       INTEGER PRIMARY KEY,
    identity    TEXT NOT NULL UNIQUE,  -- Actor.actor
    name        TEXT NOT NULL,         -- fullest name seen
    type        TEXT NOT NULL,
    role        TEXT NOT NULL DEFAULT '',        -- newest, as stories give it
    affiliation TEXT NOT NULL DEFAULT '',
    stories     INTEGER NOT NULL DEFAULT 0,      -- counters kept by the archive
    mentions    INTEGER NOT NULL DEFAULT 0,
    said        INTEGER NOT NULL DEFAULT 0,
    first_named INTEGER NOT NULL,                -- when_at of the first story
    last_named  INTEGER NOT NULL,
    last_said   INTEGER NOT NULL DEFAULT 0,      -- 0 never
    first_had   INTEGER NOT NULL,                -- when the store first had it
    merged_into INTEGER REFERENCES actor         -- mark
);

CREATE TABLE actor_word (            -- folded words of every name an actor was seen under
    word  TEXT NOT NULL,
    actor INTEGER NOT NULL,
    PRIMARY KEY (word, actor)
) WITHOUT ROWID;

CREATE TABLE story_actor (
    story    INTEGER NOT NULL,
    actor    INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    said     INTEGER NOT NULL,
    when_at  INTEGER NOT NULL,
    PRIMARY KEY (story, actor)
) WITHOUT ROWID;

CREATE TABLE actor_day (             -- counter: stories that name an actor, by day of when_at
    actor   INTEGER NOT NULL,
    day     INTEGER NOT NULL,        -- days since 1970
    stories INTEGER NOT NULL,
    PRIMARY KEY (actor, day)
) WITHOUT ROWID;

CREATE TABLE thread (
    thread  INTEGER PRIMARY KEY,
    id      TEXT NOT NULL UNIQUE,    -- config: [threads.ID]; '' all stories, '-' those on no thread
    stories INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE thread_story (
    thread     INTEGER NOT NULL REFERENCES thread,
    when_at    INTEGER NOT NULL,
    story      INTEGER NOT NULL,
    score      REAL NOT NULL,
    is_primary INTEGER NOT NULL,
    PRIMARY KEY (thread, when_at, story)
) WITHOUT ROWID;

CREATE TABLE thread_hour (           -- counter: stories on a thread, by hour of when_at
    thread  INTEGER NOT NULL,
    hour    INTEGER NOT NULL,        -- hours since 1970
    stories INTEGER NOT NULL,
    PRIMARY KEY (thread, hour)
) WITHOUT ROWID;

CREATE TABLE thread_actor (          -- counter: actors on a thread
    thread    INTEGER NOT NULL,
    actor     INTEGER NOT NULL,
    stories   INTEGER NOT NULL,
    mentions  INTEGER NOT NULL,
    said      INTEGER NOT NULL,
    last_named INTEGER NOT NULL,
    last_said INTEGER NOT NULL,
    PRIMARY KEY (thread, actor)
) WITHOUT ROWID;

CREATE TABLE said (                  -- quotes and statements
    said         INTEGER PRIMARY KEY,     -- story << 12 | n
    is_statement INTEGER NOT NULL,
    actor        INTEGER,                 -- of the speaker, null when nobody is named
    speaker      TEXT,
    speaker_type TEXT NOT NULL,
    role         TEXT,
    cue          TEXT NOT NULL,
    kind         TEXT NOT NULL,
    reason       TEXT NOT NULL,
    confidence   REAL NOT NULL,
    paragraph    INTEGER,
    start        INTEGER NOT NULL,
    end          INTEGER NOT NULL,
    place        INTEGER NOT NULL,        -- of `start` in body.text: the words are not written twice
    text         TEXT,                    -- where they are no such slice: in the title, over paragraphs, superseded
    carrier      TEXT,                    -- the sentence a fragment stands in
    ledger       INTEGER,                 -- quote_ledger.ledger: the same words elsewhere
    first_had    INTEGER,                 -- null: with the story's first reading
    superseded_at INTEGER                 -- a later reading no longer finds it
);

CREATE VIEW said_text AS             -- the words of quotes and statements; what said_search is checked against
    SELECT said.said AS said, coalesce(said.text, substr(body.text, said.place + 1, said.end - said.start)) AS text
      FROM said JOIN body ON body.story = said.said >> 12;

CREATE TABLE quote_ledger (          -- one row a distinct quote
    ledger   INTEGER PRIMARY KEY,
    said     INTEGER NOT NULL,       -- the first in our feeds
    outlets  INTEGER NOT NULL,
    wordings INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    last_at  INTEGER NOT NULL
);

CREATE TABLE event (
    event       INTEGER PRIMARY KEY,  -- story << 12 | n
    line        INTEGER,              -- event_line.line; null is a line of its own
    kind        TEXT NOT NULL,
    status      TEXT NOT NULL,
    first_day   INTEGER,              -- ordinals of the inclusive days, null when open or relative
    last_day    INTEGER,
    day         INTEGER,              -- the timeline walks it by: first_day, or the day it was told (see is_told)
    is_told     INTEGER NOT NULL,     -- gives no day of its own: `day` is that of its story, null when left out
    precision   TEXT NOT NULL,
    first       TEXT,                 -- as the reader gives them, where they are not just those days
    last        TEXT,
    when_text   TEXT,
    what        TEXT NOT NULL,
    actors      TEXT NOT NULL,        -- JSON [by, target, actors]
    asserted_by TEXT,                 -- the claimant; null: the outlet on its own account
    paragraph   INTEGER,
    start       INTEGER NOT NULL,
    end         INTEGER NOT NULL,
    place       INTEGER NOT NULL,     -- of `start` in body.text
    evidence    TEXT,                 -- the sentence, where it is not that slice
    first_had   INTEGER,
    superseded_at INTEGER
);

CREATE TABLE thread_event (          -- events of the stories on a thread, in the order of the timeline
    thread    INTEGER NOT NULL,
    is_told   INTEGER NOT NULL,
    day       INTEGER NOT NULL,
    event     INTEGER NOT NULL,
    PRIMARY KEY (thread, is_told, day, event)
) WITHOUT ROWID;

CREATE TABLE event_line (            -- one line an event, whatever the number of stories that report it
    line        INTEGER PRIMARY KEY, -- the event that opened it
    event       INTEGER NOT NULL,    -- the event that stands for it
    first_day   INTEGER,
    last_day    INTEGER,
    reach       INTEGER NOT NULL,
    own_reporting INTEGER NOT NULL,
    last_heard  INTEGER NOT NULL,
    moved_from  TEXT,
    has_conflict INTEGER NOT NULL DEFAULT 0,
    in_response_to INTEGER,
    asserted_by TEXT NOT NULL DEFAULT '[]', -- JSON: claimants
    denied_by   TEXT NOT NULL DEFAULT '[]'  -- JSON
);

CREATE TABLE event_role (            -- how an event belongs to its line, where it is no plain report
    event INTEGER PRIMARY KEY,
    role  TEXT NOT NULL              -- report, denial, moved, in response
);

CREATE TABLE cluster (
    cluster    INTEGER PRIMARY KEY,  -- rowid of its first story, whose id is the cluster's
    title_story INTEGER NOT NULL,    -- whose title stands for it
    stories    INTEGER NOT NULL,
    reach      INTEGER NOT NULL,     -- outlets
    own        INTEGER NOT NULL,     -- own reporting
    look_twice TEXT NOT NULL DEFAULT '',
    first_at   INTEGER NOT NULL,
    latest_at  INTEGER NOT NULL,
    features   BLOB                  -- of the grouping, its own bytes; null: those of its first story
);

CREATE TABLE cluster_redirect (      -- where a merged cluster went
    cluster INTEGER PRIMARY KEY,
    into_cluster INTEGER NOT NULL
);

CREATE TABLE cluster_term (          -- what clusters are found by
    day     INTEGER NOT NULL,        -- of when_at, days since 1970; old days are dropped (Archive.tidy)
    term    INTEGER NOT NULL,        -- 32-bit hash
    cluster INTEGER NOT NULL,
    PRIMARY KEY (day, term, cluster)
) WITHOUT ROWID;

CREATE TABLE furniture (             -- folded lines and sentences at the edges of an outlet's stories
    outlet  INTEGER NOT NULL,
    hash    INTEGER NOT NULL,
    stories INTEGER NOT NULL,
    last_story INTEGER NOT NULL,
    is_furniture INTEGER NOT NULL DEFAULT 0, -- as learned from the counts
    piece   TEXT,                    -- from the second story on
    titles  TEXT,                    -- JSON, some folded titles it stood under; from the second story on
    PRIMARY KEY (outlet, hash)
) WITHOUT ROWID;

CREATE TABLE poller (                -- one row: the lease
    poller    INTEGER PRIMARY KEY CHECK (poller = 1),
    holder    TEXT NOT NULL DEFAULT '',
    token     TEXT NOT NULL DEFAULT '',  -- '' is free
    pid       INTEGER NOT NULL DEFAULT 0,
    host      TEXT NOT NULL DEFAULT '',
    heartbeat REAL NOT NULL DEFAULT 0,
    state     TEXT NOT NULL DEFAULT 'idle',
    done      INTEGER NOT NULL DEFAULT 0,
    total     INTEGER NOT NULL DEFAULT 0,
    next_poll INTEGER,
    message   TEXT NOT NULL DEFAULT ''
);

CREATE TABLE requests (              -- what analysts ask of whoever holds the lease
    request INTEGER PRIMARY KEY AUTOINCREMENT,
    kind    TEXT NOT NULL,           -- refresh, retry, pause, resume, reread, rules changed …
    payload TEXT NOT NULL DEFAULT '{}',
    by      TEXT NOT NULL DEFAULT '',
    asked   INTEGER NOT NULL,
    done    INTEGER,
    result  TEXT
);

CREATE TABLE step (                  -- one act of an analyst, undone as a whole
    step   INTEGER PRIMARY KEY AUTOINCREMENT,
    by     TEXT NOT NULL,
    at     INTEGER NOT NULL,
    label  TEXT NOT NULL,            -- in words, for the undo line
    undone INTEGER                   -- when
);

CREATE TABLE mark (                  -- what analysts say about objects; laid over the findings
    mark   INTEGER PRIMARY KEY AUTOINCREMENT,
    step   INTEGER NOT NULL REFERENCES step,
    kind   TEXT NOT NULL,            -- read, star, tag, note, thread, actor, speaker, date, outlet …
    story  INTEGER,                  -- rowid, where it is about a story or its findings
    object TEXT NOT NULL,            -- public address: story id, 'id kind key occurrence', actor identity, outlet name
    value  TEXT NOT NULL,            -- JSON
    before TEXT,                     -- JSON: what undoing puts back
    reason TEXT NOT NULL DEFAULT '',
    is_on  INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE tag_story (
    tag     TEXT NOT NULL,
    when_at INTEGER NOT NULL,
    story   INTEGER NOT NULL,
    PRIMARY KEY (tag, when_at, story)
) WITHOUT ROWID;

CREATE TABLE look (                  -- how far each analyst has looked
    analyst TEXT PRIMARY KEY,
    at      INTEGER NOT NULL,
    story   INTEGER NOT NULL         -- newest rowid then
) WITHOUT ROWID;

CREATE TABLE basket (                -- the brief basket
    basket  INTEGER PRIMARY KEY AUTOINCREMENT,
    analyst TEXT NOT NULL,
    object  TEXT NOT NULL,
    value   TEXT NOT NULL DEFAULT '{}',
    at      INTEGER NOT NULL
);

CREATE TABLE alert (                 -- alerts that fired, by whoever held the lease
    alert   INTEGER PRIMARY KEY AUTOINCREMENT,
    name    TEXT NOT NULL,           -- [alerts.NAME]
    key     TEXT NOT NULL,           -- what it fired for: once each
    at      INTEGER NOT NULL,
    story   INTEGER NOT NULL,        -- rowid
    title   TEXT NOT NULL,
    why     TEXT NOT NULL,           -- JSON: the reasons in words; [] for what was there before the alert was
    UNIQUE (name, key)
);

CREATE TABLE brief (                 -- briefs as they were written, with what they rest on
    brief   INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    query   TEXT NOT NULL,
    format  TEXT NOT NULL,
    stories TEXT NOT NULL,           -- JSON: public ids
    body    BLOB NOT NULL            -- deflated
);

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
