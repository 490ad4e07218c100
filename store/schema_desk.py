"""The tables of those who work with the store: the lease, requests, marks, the basket, alerts, briefs."""

from __future__ import annotations

DESK_TABLES = """
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
"""
