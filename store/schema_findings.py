"""The tables of what is found in stories: actors, threads, what is said, events, clusters.

Each column says where its value comes from.
"""

from __future__ import annotations

FINDING_TABLES = """
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
"""
