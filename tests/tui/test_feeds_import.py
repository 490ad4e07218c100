"""`feeds import` takes over another reader's feeds, history and read flags."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from tests.tui.commands_run import watchfloor

CACHE = """
CREATE TABLE rss_feed (rssurl, url, title, lastmodified, is_rtl, etag);
CREATE TABLE rss_item (id INTEGER PRIMARY KEY, guid, title, author, url, feedurl, pubDate, content, unread,
  enclosure_url, enqueued, flags, deleted);
INSERT INTO rss_feed VALUES ('https://selm.example/feed', 'https://selm.example', 'Selm Daily', 0, 0, '"a1"');
INSERT INTO rss_item VALUES
 (1, 'g1', 'Envoy arrives', '', 'https://selm.example/1', 'https://selm.example/feed', 1741780800, 'Text.', 0, '', 0,
  's', 0),
 (2, 'g2', 'Envoy leaves', '', 'https://selm.example/2', 'https://selm.example/feed', 1741790800, 'Text.', 1, '', 0,
  '', 0);
"""


def test_newsboats_cache_comes_in_once_with_read_flags(tmp_path: Path) -> None:
    cache, config, store = tmp_path / "cache.db", tmp_path / "config.toml", tmp_path / "store.sqlite"
    connection = sqlite3.connect(cache)
    connection.executescript(CACHE)
    connection.close()
    config.write_text("# mine\n", "utf-8")
    places = ("--config", str(config), "--store", str(store))
    ran = watchfloor(tmp_path, *places, "feeds", "import", str(cache))
    assert (ran.code, ran.out) == (0, "1 feed added, 0 were there; 2 stories taken over, 1 of them read\n")
    again = watchfloor(tmp_path, *places, "feeds", "import", str(cache))
    assert again.out == "0 feeds added, 1 were there; 0 stories taken over, 0 of them read\n"
    assert "# mine" in config.read_text("utf-8")
    listed = watchfloor(tmp_path, *places, "stories", "--jsonl", "--limit", "0", "is:read")
    assert [json.loads(line)["title"] for line in listed.out.splitlines()] == ["Envoy arrives"]
    listed = watchfloor(tmp_path, *places, "stories", "--jsonl", "--limit", "0", "-is:read")
    assert [json.loads(line)["title"] for line in listed.out.splitlines()] == ["Envoy leaves"]


def test_what_the_config_would_not_take_is_left_out_and_named(tmp_path: Path) -> None:
    config, urls = tmp_path / "config.toml", tmp_path / "urls"
    config.write_text("# mine\n", "utf-8")
    urls.write_text('https://selm.example/feed\nhttp://[selm\n"exec:cat news.xml" "~News"\n', "utf-8")
    ran = watchfloor(tmp_path, "--config", str(config), "feeds", "import", str(urls))
    assert (ran.code, ran.out) == (1, "2 feeds added, 0 were there, 1 left out\n")
    assert "  left out http://[selm: url: is no web address" in ran.err
    again = watchfloor(tmp_path, "--config", str(config), "feeds", "import", str(urls))
    assert again.out == "0 feeds added, 2 were there, 1 left out\n"
    assert watchfloor(tmp_path, "--config", str(config), "config", "check").code == 0


def test_newsboats_cache_may_hold_programs_and_queries(tmp_path: Path) -> None:
    cache, config, store = tmp_path / "cache.db", tmp_path / "config.toml", tmp_path / "store.sqlite"
    connection = sqlite3.connect(cache)
    connection.executescript(CACHE.replace("https://selm.example/feed", "exec:cat selm.xml"))
    connection.execute("INSERT INTO rss_feed VALUES ('query:Unread:unread = \"yes\"', '', 'Unread', 0, 0, '')")
    connection.commit()
    connection.close()
    config.write_text("# mine\n", "utf-8")
    places = ("--config", str(config), "--store", str(store))
    ran = watchfloor(tmp_path, *places, "feeds", "import", str(cache))
    assert (ran.code, ran.out) == (1, "1 feed added, 0 were there, 1 left out; 2 stories taken over, 1 of them read\n")
    assert "write it as a saved view" in ran.err
    assert 'command = ["sh", "-c", "cat selm.xml"]' in config.read_text("utf-8")
    assert watchfloor(tmp_path, *places, "config", "check").code == 0
