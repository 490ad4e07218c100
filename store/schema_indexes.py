"""The indexes of the first schema, each with the question it answers."""

from __future__ import annotations

INDEXES = """
-- Queries.story_rowids: newest first, folded, unread, by outlet, without touching a story row
CREATE INDEX story_by_when ON story (when_at, story, is_read, copy_of, cluster, outlet);
-- Queries.story_rowids with outlet:
CREATE INDEX story_by_outlet ON story (outlet, when_at);
-- Archive.save: two feeds of one outlet with one canonical link
CREATE INDEX story_by_link ON story (link_key) WHERE link_key IS NOT NULL;
-- Queries.cluster, Marks (read state shared by copies), Archive.save_cluster
CREATE INDEX story_by_cluster ON story (cluster, when_at) WHERE cluster IS NOT NULL;
-- Queries.reprints
CREATE INDEX story_by_original ON story (copy_of) WHERE copy_of IS NOT NULL;
-- is:starred, is:revised, is:undated and has:note are rare: a list of their own
CREATE INDEX story_starred ON story (when_at) WHERE is_starred = 1;
CREATE INDEX story_revised ON story (when_at) WHERE revised_at IS NOT NULL;
CREATE INDEX story_undated ON story (when_at) WHERE published IS NULL;
CREATE INDEX story_noted ON story (when_at) WHERE has >= 8;
-- Archive.unread: what the readers have not had
CREATE INDEX story_unread_by_readers ON story (story) WHERE read_at IS NULL;
-- Archive.outdated: `store reread`
CREATE INDEX reading_by_reader ON reading (reader, story);
-- Archive.articles_wanted
CREATE INDEX story_article_wanted ON story (story) WHERE article_state = 1;
-- --as-of and seen:
CREATE INDEX story_by_seen ON story (seen);
-- Queries.actors and story_rowids with actor: or speaker:
CREATE INDEX actor_story ON story_actor (actor, when_at, story, said);
-- Queries.actors: by last said
CREATE INDEX actor_by_first_had ON actor (first_had);
CREATE INDEX actor_merged ON actor (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX actor_by_last_said ON actor (last_said, last_named);
CREATE INDEX thread_actor_by_last_said ON thread_actor (thread, last_said, last_named);
-- Queries.threads: what is new since the last look
CREATE INDEX thread_story_by_arrival ON thread_story (thread, story);
-- Queries.timeline
CREATE INDEX event_by_day ON event (is_told, day, event) WHERE day IS NOT NULL AND superseded_at IS NULL;
CREATE INDEX event_by_line ON event (line) WHERE line IS NOT NULL;
-- Archive.event_candidates
CREATE INDEX event_by_kind ON event (kind, day) WHERE day IS NOT NULL AND superseded_at IS NULL;
-- Queries.ledger and wordings
CREATE INDEX said_by_ledger ON said (ledger) WHERE ledger IS NOT NULL;
-- Queries.clusters
CREATE INDEX cluster_by_latest ON cluster (latest_at, reach, own);
-- sort:reach
CREATE INDEX cluster_by_reach ON cluster (reach, latest_at);
-- own:
CREATE INDEX cluster_by_own ON cluster (own, latest_at);
-- sort:first
CREATE INDEX cluster_by_first ON cluster (first_at);
-- Requests of the lease holder
CREATE INDEX requests_open ON requests (request) WHERE done IS NULL;
-- Marks
CREATE INDEX mark_by_story ON mark (story, kind) WHERE story IS NOT NULL;
CREATE INDEX mark_by_object ON mark (object, kind);
CREATE INDEX mark_by_step ON mark (step);
-- Queries.notes and lost_marks
CREATE INDEX mark_notes ON mark (kind, mark) WHERE is_on = 1;
-- Marks.undo and redo
CREATE INDEX step_by_analyst ON step (by, step);
CREATE INDEX raw_by_time ON raw (fetched);
CREATE INDEX raw_by_story ON raw (story) WHERE story IS NOT NULL;
"""
