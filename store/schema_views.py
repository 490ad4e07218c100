"""The views: what sqlite3 and Datasette users see, and a contract. Columns are added at the end, never changed.

They show moments as ISO 8601 in UTC, ids as 16 hex digits, and marks where they count. docs/store.md describes them.
"""

from __future__ import annotations

_FIELD = "strftime('%Y-%m-%dT%H:%M:%SZ', {}, 'unixepoch')"


def moment(column: str) -> str:
    return _FIELD.format(column)


VIEWS = f"""
CREATE VIEW stories AS
    SELECT printf('%016x', s.id) AS id, s.title, o.name AS outlet, o.kind AS outlet_kind, o.country AS outlet_country,
           s.link, {moment("s.published")} AS published, s.published_from, {moment("s.seen")} AS seen,
           {moment("s.when_at")} AS sorted_by, s.language,
           (SELECT group_concat(t.id, ', ') FROM thread_story l JOIN thread t ON t.thread = l.thread
             WHERE l.story = s.story AND l.when_at = s.when_at AND t.id <> '-') AS threads,
           (SELECT printf('%016x', f.id) FROM story f WHERE f.story = s.cluster) AS cluster, c.reach,
           c.own AS own_reporting, (SELECT printf('%016x', c.id) FROM story c WHERE c.story = s.copy_of) AS copy_of,
           s.is_read, s.is_starred, s.revision AS revisions, s.is_full_text, b.byline, b.wire, b.text
      FROM story s JOIN outlet o ON o.outlet = s.outlet JOIN body b ON b.story = s.story
      LEFT JOIN cluster c ON c.cluster = s.cluster;

CREATE VIEW quotes AS
    SELECT printf('%016x', s.id) AS story, t.text, q.speaker, a.identity AS actor, q.role, q.speaker_type, q.cue,
           q.kind, q.confidence, q.reason, q.paragraph, q.start, q.end, o.name AS outlet, s.title,
           {moment("s.when_at")} AS sorted_by
      FROM said q JOIN said_text t ON t.said = q.said JOIN story s ON s.story = q.said >> 12
      JOIN outlet o ON o.outlet = s.outlet LEFT JOIN actor a ON a.actor = q.actor
     WHERE q.is_statement = 0 AND q.superseded_at IS NULL;

CREATE VIEW statements AS
    SELECT printf('%016x', s.id) AS story, t.text, q.speaker, a.identity AS actor, q.role, q.speaker_type,
           q.cue AS verb, q.confidence, q.reason, q.paragraph, q.start, q.end, o.name AS outlet, s.title,
           {moment("s.when_at")} AS sorted_by
      FROM said q JOIN said_text t ON t.said = q.said JOIN story s ON s.story = q.said >> 12
      JOIN outlet o ON o.outlet = s.outlet LEFT JOIN actor a ON a.actor = q.actor
     WHERE q.is_statement = 1 AND q.superseded_at IS NULL;

CREATE VIEW events AS
    SELECT printf('%016x', s.id) AS story, e.what, e.kind, e.status,
           coalesce(e.first, date(e.first_day + 1721424.5)) AS "from",
           coalesce(e.last, date(e.last_day + 1721424.5)) AS "to",
           e.precision, e.when_text, json_extract(e.actors, '$[0]') AS by, json_extract(e.actors, '$[1]') AS target,
           e.asserted_by, coalesce(e.evidence, substr(b.text, e.place + 1, e.end - e.start)) AS evidence, e.paragraph,
           e.start, e.end, o.name AS outlet, s.title, {moment("s.when_at")} AS sorted_by,
           CASE WHEN e.is_told THEN date(e.day + 1721424.5) END AS told
      FROM event e JOIN story s ON s.story = e.event >> 12 JOIN body b ON b.story = s.story
      JOIN outlet o ON o.outlet = s.outlet
     WHERE e.superseded_at IS NULL;

CREATE VIEW actors AS
    SELECT a.identity AS actor, a.name, a.type, a.role, a.affiliation, a.stories, a.mentions, a.said,
           {moment("a.first_named")} AS first_named, {moment("a.last_named")} AS last_named,
           CASE WHEN a.last_said THEN {moment("a.last_said")} END AS last_said, into_actor.identity AS merged_into
      FROM actor a LEFT JOIN actor into_actor ON into_actor.actor = a.merged_into WHERE a.stories > 0;

CREATE VIEW clusters AS
    SELECT printf('%016x', f.id) AS id, t.title, c.stories, c.reach, c.own AS own_reporting, c.look_twice,
           {moment("c.first_at")} AS first, {moment("c.latest_at")} AS latest
      FROM cluster c JOIN story f ON f.story = c.cluster JOIN story t ON t.story = c.title_story;

CREATE VIEW marks AS
    SELECT m.kind, m.object, m.value, m.reason, s.by, {moment("s.at")} AS at, s.label
      FROM mark m JOIN step s ON s.step = m.step WHERE m.is_on = 1 AND s.undone IS NULL;

CREATE VIEW feeds AS
    SELECT name, json_extract(state, '$.url') AS url, json_extract(state, '$.checked') AS checked,
           json_extract(state, '$.succeeded') AS succeeded, json_extract(state, '$.failures') AS failures,
           json_extract(state, '$.status') AS status, json_extract(state, '$.error') AS error,
           json_extract(state, '$.not_before') AS not_before, json_extract(state, '$.why_then') AS why_then
      FROM feed WHERE state IS NOT NULL;
"""

VIEW_COLUMNS = {
    "stories": "id title outlet outlet_kind outlet_country link published published_from seen sorted_by language "
    "threads "
    "cluster reach own_reporting copy_of is_read is_starred revisions is_full_text byline wire text",
    "quotes": "story text speaker actor role speaker_type cue kind confidence reason paragraph start end outlet title "
    "sorted_by speakers actors",
    "statements": "story text speaker actor role speaker_type verb confidence reason paragraph start end outlet title "
    "sorted_by speakers actors",
    "events": "story what kind status from to precision when_text by target asserted_by evidence paragraph start end "
    "outlet title sorted_by told",
    "actors": "actor name type role affiliation stories mentions said first_named last_named last_said merged_into",
    "clusters": "id title stories reach own_reporting look_twice first latest",
    "marks": "kind object value reason by at label",
    "feeds": "name url checked succeeded failures status error not_before why_then",
}
"""The contract: the columns each view begins with."""
