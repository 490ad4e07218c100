"""Feeds as they are really written: old and rare formats, odd dates, wrong charsets, links in every form."""

from __future__ import annotations

from datetime import datetime

import pytest

from feeds.intake.charset import decode
from feeds.intake.dates import parse_date
from feeds.intake.parse import parse_feed

URL = "https://selm.example/feeds/x.xml"


def rss(items: str, attributes: str = "", declaration: str = "<?xml version='1.0'?>") -> str:
    return f"{declaration}<rss version='2.0'{attributes}><channel><title>T</title>{items}</channel></rss>"


def titled(title: str) -> str:
    return rss(f"<item><title>{title}</title><guid>1</guid></item>")


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Wed,12 Mar 2025 10:00:00 GMT", "2025-03-12T10:00:00+00:00"),
        ("Wed, 12 Mar 2025 10:00 EST", "2025-03-12T10:00:00-05:00"),
        ("Wed, 12 Mar 2025 10:00:00 GMT+2", "2025-03-12T10:00:00+02:00"),
        ("Wed, 12 Mar 2025 10:00:00 GMT-0330", "2025-03-12T10:00:00-03:30"),
        ("Wed, 12 Mar 2025 24:00:00 GMT", "2025-03-13T00:00:00+00:00"),
        ("12 Mar 25 1:00 PM EST", "2025-03-12T13:00:00-05:00"),
        ("20250312T100000Z", "2025-03-12T10:00:00+00:00"),
        ("1741773600000", "2025-03-12T10:00:00+00:00"),
        ("12-03-2025 10:00", "2025-03-12T10:00:00+00:00"),
        ("2025/03/12 10:00:00", "2025-03-12T10:00:00+00:00"),
        ("Wed Mar 12 10:00:00 UTC 2025", "2025-03-12T10:00:00+00:00"),
        ("Ср, 12 Мар 2025 10:00:00 +0300", "2025-03-12T10:00:00+03:00"),
        ("12 березня 2025, 10:00", "2025-03-12T10:00:00+00:00"),
        ("12 lutego 2025 10:00", "2025-02-12T10:00:00+00:00"),
        ("12 Ağustos 2025 10:00", "2025-08-12T10:00:00+00:00"),
        ("2025年03月12日 10:00", "2025-03-12T10:00:00+00:00"),
        ("2025-071", None),
        ("2025", None),
        ("Wed, 30 Feb 2025 10:00:00 GMT", None),
        ("0000-00-00 00:00:00", None),
        ("Today", None),
    ],
)
def test_dates_in_every_shape(written: str, moment: str | None) -> None:
    assert parse_date(written) == (datetime.fromisoformat(moment) if moment else None)


@pytest.mark.parametrize(
    ("body", "kind", "entry"),
    [
        (
            "<!DOCTYPE rss PUBLIC '-//Netscape//DTD RSS 0.91//EN' 'http://n.example/r.dtd'><rss version='0.91'>"
            "<channel><title>T</title><item><title>One</title><link>http://a.example/1</link></item></channel></rss>",
            "rss 0.91",
            ("One", "http://a.example/1", ""),
        ),
        (
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/'>"
            "<channel><title>T</title></channel><item><title>One</title><link>http://a.example/1</link></item></rdf:RDF>",
            "rss 0.90",
            ("One", "http://a.example/1", ""),
        ),
        (
            "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:s='http://purl.org/rss/1.0/'><s:channel>"
            "<s:title>T</s:title></s:channel><s:item r:about='u:1'><s:title>One</s:title><s:link>http://a.example/1</s:link>"
            "</s:item></r:RDF>",
            "rss 1.0",
            ("One", "http://a.example/1", "u:1"),
        ),
        (
            "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>T</title><entry><id>tag:1</id>"
            "<title type='text/html' mode='escaped'>One &amp;amp; two</title><issued>2004-03-12T10:00:00Z</issued>"
            "<link rel='alternate' href='/1'/></entry></feed>",
            "atom 0.3",
            ("One & two", "https://selm.example/1", "tag:1"),
        ),
        (
            "<a:feed xmlns:a='http://www.w3.org/2005/Atom' xml:base='https://b.example/x/'><a:title>T</a:title>"
            "<a:entry xml:base='y/'><a:title>One</a:title><a:link href='1.html'/><a:id>urn:1</a:id></a:entry></a:feed>",
            "atom 1.0",
            ("One", "https://b.example/x/y/1.html", "urn:1"),
        ),
        (
            '{"version":"https://jsonfeed.org/version/1","title":"T","items":[{"id":1,"external_url":"/1","title":"One"}]}',
            "json feed 1",
            ("One", "https://selm.example/1", "1"),
        ),
        (
            "<RSS VERSION='2.0'><CHANNEL><TITLE>T</TITLE><ITEM><TITLE>One</TITLE><LINK>http://a.example/1</LINK></ITEM>"
            "</CHANNEL></RSS>",
            "rss 2.0",
            ("One", "http://a.example/1", ""),
        ),
    ],
)
def test_rare_formats(body: str, kind: str, entry: tuple[str, str, str]) -> None:
    feed = parse_feed(body.encode(), url=URL)
    assert (feed.format, feed.title, feed.error) == (kind, "T", None)
    assert [(e.title, e.link, e.id) for e in feed.entries] == [entry]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Don&#146;t &#x93;stop&#x94; &#150; now", "Don’t “stop” – now"),
        ("Don\x92t stop", "Don’t stop"),
        ("Caf&eacute; &mdash; &bogus;", "Café — &bogus;"),
        ("Don&amp;#8217;t &amp;amp; stop", "Don’t & stop"),
        ("<![CDATA[War & <b>peace</b>]]>", "War & peace"),
        ("Donâ€™t cafÃ©", "Don’t café"),
        ("A <b>bold</b> word", "A bold word"),
    ],
)
def test_titles_come_out_as_they_were_meant(written: str, title: str) -> None:
    assert [entry.title for entry in parse_feed(titled(written).encode()).entries] == [title]


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "windows-1252", "utf-16", "utf-16-be"])
def test_a_charset_that_nobody_tells_or_that_is_told_wrong_is_found(charset: str) -> None:
    title = "Посол покинул Кырну" if charset != "windows-1252" else "Café “Müller” à la carte"
    for declaration in ("", "<?xml version='1.0' encoding='utf-8'?>"):
        body = rss(f"<item><title>{title}</title><guid>1</guid></item>", declaration=declaration).encode(charset)
        assert [entry.title for entry in parse_feed(body).entries] == [title]


@pytest.mark.parametrize(
    ("language", "charset", "title"),
    [("el", "cp1253", "Ο πρέσβης έφυγε"), ("he", "cp1255", "השגריר עזב"), ("ar", "cp1256", "غادر السفير المدينة")],
)
def test_other_scripts_are_told_by_the_declared_language(language: str, charset: str, title: str) -> None:
    body = rss(f"<language>{language}</language><item><title>{title * 3}</title></item>").encode(charset)
    assert decode(body)[1] == charset
    assert parse_feed(body).entries[0].title == title * 3


@pytest.mark.parametrize(
    ("inside", "link"),
    [
        ("<link>../n/1</link>", "https://selm.example/n/1"),
        ("<link>//cdn.example/2</link>", "https://cdn.example/2"),
        ("<link>www.a.example/4</link>", "http://www.a.example/4"),
        ("<link><![CDATA[ https://a.example/1?a=1&b=2 ]]></link>", "https://a.example/1?a=1&b=2"),
        ("<guid>https://a.example/1</guid>", "https://a.example/1"),
        ("<guid isPermaLink='false'>https://a.example/1</guid>", ""),
        ("<link/><guid isPermaLink='true'>https://a.example/1</guid>", "https://a.example/1"),
        ("<link>javascript:alert(1)</link>", ""),
    ],
)
def test_links_in_every_form(inside: str, link: str) -> None:
    feed = parse_feed(rss(f"<item><title>A</title>{inside}</item>").encode(), url=URL)
    assert [entry.link for entry in feed.entries] == [link]


@pytest.mark.parametrize(
    "body",
    [
        "\n\n <!-- x --><br/>\nWarning: include() in <b>y.php</b>\n" + titled("A"),
        titled("A") + "\n<!-- cached --><script>alert(1)</script>",
        "<?xml version='1.0'?>" + titled("A"),
        "\ufeff" + titled("A"),
    ],
)
def test_junk_around_a_feed_costs_nothing(body: str) -> None:
    assert [entry.title for entry in parse_feed(body.encode(), content_type="text/html").entries] == ["A"]
