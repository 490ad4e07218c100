"""Claims about what is kept: alerts, briefs, pages and bodies as they came, and what outlets print again and again."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from feeds.exchange import ReadStory
from store.archive import Archive
from store.connect import connect
from store.kept import brief_body, briefs, fired, fired_keys, last_fired, save_brief, save_fired
from store.queries import Queries
from tests.store.test_archive import NOW, OUTLETS, arrival, findings_of

HOUR = timedelta(hours=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "store.db"
    with Archive.open(path, "test") as archive:
        archive.save("meridian", None, [arrival(n) for n in range(1, 4)], NOW, OUTLETS)
        archive.save_findings([ReadStory(s, findings_of(s)) for s in archive.unread()], 1, 0, NOW)
    return path


def test_an_alert_fires_once_for_a_key_and_lists_newest_first(path: Path) -> None:
    connection = connect(path, readonly=False)
    save_fired(connection, path, [("truce", "s1", NOW, 1, "Old news", [])])
    save_fired(connection, path, [("truce", "s2", NOW + HOUR, 2, "A truce", ["thread ceasefire", "reach 3"])])
    save_fired(connection, path, [("truce", "s2", NOW + 2 * HOUR, 2, "Told again", ["again"])])
    save_fired(connection, path, [("raid", "s3", NOW + 3 * HOUR, 3, "A raid", ["“raid”"])])
    assert [(row.name, row.title, row.why) for row in fired(connection)] == [
        ("raid", "A raid", ("“raid”",)),
        ("truce", "A truce", ("thread ceasefire", "reach 3")),
    ]
    assert fired_keys(connection, "truce") == {"s1", "s2"}
    assert last_fired(connection, "truce") == NOW + HOUR
    assert last_fired(connection, "flood") is None
    (first,) = fired(connection, name="truce")
    assert (first.key, first.at, first.story_rowid) == ("s2", NOW + HOUR, 2)
    assert [row.name for row in fired(connection, after=first.alert)] == ["raid"]
    assert len(fired(connection, limit=1)) == 1
    connection.close()


def test_a_brief_is_kept_whole_and_only_once(path: Path) -> None:
    body = "# Brief\n\n“No,” she said – it ends ☂.\n"
    first = save_brief(path, NOW, "thread:x", "markdown", ["a" * 16, "b" * 16], body)
    assert save_brief(path, NOW + HOUR, "thread:x", "markdown", [], body) == first
    second = save_brief(path, NOW + HOUR, "thread:x", "html", [], body)
    connection = connect(path)
    newest, oldest = briefs(connection)
    bodies = [brief_body(connection, brief) for brief in (oldest.brief, second + 1)]
    connection.close()
    assert (newest.brief, newest.format) == (second, "html")
    assert (oldest.at, oldest.query, oldest.stories) == (NOW, "thread:x", ("a" * 16, "b" * 16))
    assert bodies == [body, None]


def test_a_page_that_was_wanted_replaces_the_teaser_and_the_story_is_read_again(path: Path) -> None:
    page = "<p>Vostra rejected the whole plan. It was long.</p>"
    with Archive.open(path, "test") as archive:
        assert archive.unread() == []
        archive.want_articles([1, 2])
        archive.want_articles([2])
        assert [(want.rowid, want.outlet, want.feed) for want in archive.articles_wanted()] == [
            (2, "Meridian", "meridian"),
            (1, "Meridian", "meridian"),
        ]
        assert [want.rowid for want in archive.articles_wanted(1)] == [2]
        digest = sha256(page.encode()).hexdigest()
        archive.save_article(2, page, digest, page.encode(), is_html=True)
        archive.save_article(1, "", failed=True)
        archive.save_article(99, page)
        assert archive.articles_wanted() == []
        (again,) = archive.unread()
        assert (again.rowid, again.document.text, again.document.is_html) == (2, page, True)
        archive.want_articles([2])
        assert archive.articles_wanted() == [], "it has its full text"
        archive.save_article(2, page, digest, page.encode(), is_html=True)
    with Queries(path, now=lambda: NOW) as queries:
        (kept,) = queries.pages_kept(2)
        assert (kept.hash, queries.bytes_kept(kept.raw)) == (digest, page.encode())
        assert queries.pages_kept(1) == []
        assert queries.bytes_kept(12345) == b""


def test_feed_bodies_are_kept_byte_for_byte_until_their_time(path: Path) -> None:
    with Archive.open(path, "test") as archive:
        archive.keep_bodies([("meridian", b"<rss>\xff1</rss>")], NOW - 3 * HOUR)
        archive.keep_bodies([("meridian", b"<rss>2</rss>")], NOW)
    with Queries(path, now=lambda: NOW) as queries:
        newest, oldest = queries.bodies_kept("meridian")
        assert queries.bytes_kept(oldest.raw) == b"<rss>\xff1</rss>"
        assert (newest.fetched, newest.hash) == (NOW, sha256(b"<rss>2</rss>").hexdigest())
        assert queries.bodies_kept("nobody") == []
    with Archive.open(path, "test") as archive:
        assert archive.drop_raw(NOW, NOW - 2 * HOUR) == 1
        assert archive.drop_raw(NOW, NOW - 2 * HOUR) == 0
    with Queries(path, now=lambda: NOW) as queries:
        assert [row.raw for row in queries.bodies_kept("meridian")] == [newest.raw]


def test_what_an_outlet_prints_in_several_stories_is_counted_with_their_titles(path: Path) -> None:
    with Archive.open(path, "test") as archive:
        assert archive.knowledge_snapshot() == (0, {})
        archive.count_pieces("Meridian", [(1, "a", ["read more", "only here"])])
        archive.count_pieces("Meridian", [(1, "a", ["read more"])])
        assert archive.piece_counts("Meridian")[0] == [], "one story twice is one story"
        archive.count_pieces("Meridian", [(2, "b", ["read more", "read more"]), (3, "b", ["read more"])])
        archive.count_pieces("Nobody", [(2, "b", ["read more"])])
        (piece,), stories = archive.piece_counts("Meridian")
        assert (piece[0], piece[1], piece[2][1:], stories) == ("read more", 3, ("b",), 3)
        assert archive.piece_counts("Meridian", 4)[0] == []
        assert archive.piece_counts("Nobody") == ([], 0)
        assert archive.save_furniture("Meridian", ["read more"])
        assert not archive.save_furniture("Meridian", ["read more"])
        assert not archive.save_furniture("Nobody", ["read more"])
        assert archive.furniture() == {"Meridian": frozenset({"read more"})}
        assert archive.save_furniture("Meridian", [])
        assert archive.knowledge_snapshot() == (2, {})
        assert archive.term_counts() is None
        archive.save_term_counts(b"\x00\x01")
        assert archive.term_counts() == b"\x00\x01"
