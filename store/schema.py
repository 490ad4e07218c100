"""The schema of the store: what its numbers mean, and the rooms its tables are written in.

Moments are whole UTC seconds since 1970, days are proleptic Gregorian ordinals (`store.moments`). A rowid of a said
or event row is `story << 12 | n`, so that everything found in a story lies side by side and its story needs no column.
"""

from __future__ import annotations

from store.schema_desk import DESK_TABLES
from store.schema_findings import FINDING_TABLES
from store.schema_search import SEARCH_TABLES
from store.schema_stories import STORY_TABLES

APPLICATION_ID = 0x57464C52
"""'WFLR': tells our files from other SQLite databases (PRAGMA application_id)."""

FINDING_BITS = 12
"""Findings of one kind a story can have rows for: 2 ** 12. All of them are in `body.findings` whatever their number."""

TABLES = STORY_TABLES + FINDING_TABLES + DESK_TABLES + SEARCH_TABLES
"""The first schema, but for its indexes and views."""
