"""What parse_feed gives for every kind of feed, and for what only resembles one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.intake.parse import parse_feed

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel><title>Kyrna Post</title><link>https://kyrna.example/</link><language>en</language><ttl>45</ttl>
<skipHours><hour>2</hour><hour>3</hour></skipHours><skipDays><day>Sunday</day></skipDays>
<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
<sy:updateBase>2000-01-01T12:05+01:00</sy:updateBase>
<item><title>Envoy &amp;amp; minister meet</title>
<link> https://kyrna.example/1 </link><guid isPermaLink="false">kp-1</guid>
<pubDate>Wed, 12 Mar 2025 14:02:00 +0200</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>Long &amp; full.</p>]]></content:encoded></item>
<item><title>Second</title><guid>https://kyrna.example/2</guid><pubDate>Mon, 01 Jan 0001 00:00:00 +0000</pubDate></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Desk</title><link href="https://desk.example/"/>
<entry><id>tag:desk.example,2025:1</id><title type="html">A &lt;b&gt;bold&lt;/b&gt; claim</title>
<link rel="self" href="https://desk.example/self"/><link rel="alternate" type="text/html" href="/a/1"/>
<published>2025-03-12T14:02:00Z</published><updated>2025-03-13T09:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One <i>two</i>.</p></div></content></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Old house</title></channel>
<item rdf:about="https://old.example/9"><title>Nine</title><link>https://old.example/9</link><dc:date>2025-03-12</dc:date></item>
</rdf:RDF>"""


def test_rss_gives_raw_guid_plain_title_and_the_date_with_its_offset() -> None:
    feed = parse_feed(RSS.encode())
    first, second = feed.entries
    assert (feed.format, feed.title, feed.link, feed.language) == (
        "rss 2.0",
        "Kyrna Post",
        "https://kyrna.example/",
        "en",
    )
    assert (first.id, first.title, first.link) == ("kp-1", "Envoy & minister meet", "https://kyrna.example/1")
    assert first.published == datetime(2025, 3, 12, 14, 2, tzinfo=timezone(timedelta(hours=2)))
    assert first.content == "<p>Long &amp; full.</p>"
    assert (second.link, second.published) == ("https://kyrna.example/2", None)


def test_rss_says_when_it_wants_to_be_asked() -> None:
    hints = parse_feed(RSS.encode()).hints
    assert (hints.ttl_minutes, hints.update_minutes) == (45, 30.0)
    assert hints.update_base == datetime(2000, 1, 1, 11, 5, tzinfo=UTC)
    assert (hints.skip_hours, hints.skip_days) == (frozenset({2, 3}), frozenset({6}))


def test_atom_prefers_the_page_over_the_self_link_and_joins_it() -> None:
    entry = parse_feed(ATOM.encode(), url="https://desk.example/feed").entries[0]
    assert (entry.title, entry.link) == ("A bold claim", "https://desk.example/a/1")
    assert entry.published == datetime(2025, 3, 12, 14, 2, tzinfo=UTC)
    assert entry.updated == datetime(2025, 3, 13, 9, 0, tzinfo=UTC)
    assert "<p>One <i>two</i>.</p>" in entry.content


def test_rss_1_items_stand_beside_the_channel() -> None:
    feed = parse_feed(RDF.encode())
    assert (feed.format, feed.title) == ("rss 1.0", "Old house")
    assert [(entry.title, entry.id) for entry in feed.entries] == [("Nine", "https://old.example/9")]
    assert feed.entries[0].published == datetime(2025, 3, 12, tzinfo=UTC)


def test_json_feed_is_read_and_numbers_are_ids() -> None:
    body = b"""{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[
      {"id":7,"url":"https://j.example/7","title":"Seven","content_html":"<p>x</p>","date_published":"2025-03-12T10:00:00+01:00"}]}"""
    feed = parse_feed(body)
    assert (feed.format, feed.entries[0].id, feed.entries[0].title) == ("json feed 1.1", "7", "Seven")


def test_a_truncated_feed_keeps_its_complete_entries_and_an_identified_last_one() -> None:
    cut = RSS.encode()[: RSS.encode().index(b"</guid><pubDate>Mon") + 20]
    feed = parse_feed(cut)
    assert [entry.id for entry in feed.entries] == ["kp-1", "https://kyrna.example/2"]
    assert "truncated" in feed.notes


def test_a_truncated_json_feed_keeps_its_complete_items() -> None:
    feed = parse_feed(b'{"title":"J","items":[{"id":"1","title":"One"},{"id":"2","title":"Tw')
    assert [entry.id for entry in feed.entries] == ["1"]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("<title>Rock & roll &nbsp; talks</title>", "Rock & roll talks"),
        ("<title>Bell\x07 rings</title>", "Bell rings"),
        ("<title>Zero&#0; byte</title>", "Zero byte"),
        ("<media:title>No prefix</media:title><title>Declared</title>", "Declared"),
        ("<title>5 < 6 say experts</title>", "5 < 6 say experts"),
    ],
)
def test_malformed_feeds_are_repaired(wrong: str, right: str) -> None:
    body = f"<rss version='2.0'><channel><title>t</title><item>{wrong}<guid>g</guid></item></channel></rss>"
    assert [entry.title for entry in parse_feed(body.encode()).entries] == [right]


def test_one_broken_entry_does_not_cost_the_others() -> None:
    body = (
        "<rss><channel><title>t</title><item><title>One</title><guid>1</guid></item>"
        "<item><title>Two</title><guid>2</guid><description><p><b>open</description></item>"
        "<item><title>Three</title><guid>3</guid></item></channel></rss>"
    )
    assert [entry.id for entry in parse_feed(body.encode()).entries] == ["1", "2", "3"]


@pytest.mark.parametrize("charset", ["windows-1251", "iso-8859-1", "utf-16", "koi8-r", "shift_jis"])
def test_the_declared_charset_is_honoured(charset: str) -> None:
    title = {"iso-8859-1": "Où est l’été".replace("’", "'"), "shift_jis": "停戦協議"}.get(charset, "Перемирие")
    body = f'<?xml version="1.0" encoding="{charset}"?><rss><channel><title>{title}</title></channel></rss>'
    assert parse_feed(body.encode(charset)).title == title


def test_a_wrong_declaration_does_not_garble_utf_8() -> None:
    body = '<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><title>Größe</title></channel></rss>'
    assert parse_feed(body.encode(), content_type="text/xml; charset=iso-8859-1").title == "Größe"


def test_doubly_encoded_text_is_turned_back() -> None:
    twice = "The envoy’s café".encode().decode("cp1252")
    body = f"<rss><channel><title>t</title><item><title>{twice}</title><guid>1</guid></item></channel></rss>"
    feed = parse_feed(body.encode())
    assert feed.entries[0].title == "The envoy’s café"
    assert "doubly encoded" in feed.notes


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b"  \n\t ", "empty"),
        (b"<!doctype html><html><body><p>Sign in</p></body></html>", "web page"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "binary"),
        (b"Not found", "text"),
        (b'{"hello": 1}', "JSON"),
        (b"<urlset><url/></urlset>", "feed"),
        (b"[" * 300_000, "JSON"),
    ],
)
def test_what_is_no_feed_says_what_it_is(body: bytes, said: str) -> None:
    feed = parse_feed(body)
    assert feed.entries == ()
    assert said in (feed.error or "")


def test_entities_are_never_expanded() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 50}">' for n in range(12))
    body = f"<!DOCTYPE rss [{bomb}]><rss><channel><item><title>&a11;</title><guid>1</guid></item></channel></rss>"
    feed = parse_feed(body.encode())
    assert "entity declarations refused" in feed.notes
    assert all(len(entry.title) < 100 for entry in feed.entries)


def test_a_hundred_thousand_entries_are_cut_off() -> None:
    items = "".join(f"<item><title>{n}</title><guid>{n}</guid></item>" for n in range(100_000))
    feed = parse_feed(f"<rss><channel><title>t</title>{items}</channel></rss>".encode())
    assert len(feed.entries) == 2000
    assert feed.entries[0].id == "0"


def test_two_hundred_thousand_nested_tags_end() -> None:
    body = b"<rss><channel><title>t</title><item><title>x</title><guid>1</guid><description>" + b"<b>" * 200_000
    feed = parse_feed(body + b"</b>" * 200_000 + b"</description></item></channel></rss>")
    assert [entry.id for entry in feed.entries] == ["1"]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_raise(noise: bytes) -> None:
    parse_feed(noise)
    parse_feed(RSS.encode()[:300] + noise)


@settings(max_examples=40, deadline=None)
@given(st.integers(min_value=0, max_value=len(RSS)))
def test_no_cut_raises_or_invents(place: int) -> None:
    known = {"kp-1", "https://kyrna.example/2", ""}
    assert {entry.id for entry in parse_feed(RSS.encode()[:place]).entries} <= known
