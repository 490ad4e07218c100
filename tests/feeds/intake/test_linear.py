"""Nothing in the intake takes more than linear time on hostile text: these strings hang what is quadratic."""

from __future__ import annotations

import pytest

from feeds.intake.charset import decode, undouble
from feeds.intake.dates import parse_date
from feeds.intake.discover import feed_links
from feeds.intake.markup import is_markup, plain
from feeds.intake.page import read_page
from feeds.intake.parse import parse_feed
from feeds.intake.robots import read_robots
from feeds.intake.walls import wall_before

SIZE = 150_000
PIECES = (
    "<script>", "<!--", "</", "<a ", "<a href=", "<meta ", "<link rel=", "<title>", "<item>", "<entry><title>", "<b>",
    "<![CDATA[", "]]", "&", "&amp", "&#", "Ã©", "â€", "É»", "<?xml ", "<!DOCTYPE ", "<!DOCTYPE x [", "<x:y ", "<rss ",
    '<script type="application/ld+json">', '"isAccessibleForFree" ', "<time datetime=", " ", "\0", "{\"items\":[",
    "<style></script", "<a b='", "12 Mar ", "*a",
)  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_every_reader_of_the_intake_is_linear(piece: str) -> None:
    text = (piece * (SIZE // len(piece) + 1))[:SIZE]
    plain(text)
    is_markup(text)
    undouble(text)
    parse_date(text)
    decode(text.encode())
    feed_links(text, "https://a.example/")
    wall_before("", text, "https://a.example/")
    parse_feed(text.encode())
    parse_feed(b"<rss><channel><item>" + text.encode())


@pytest.mark.parametrize("piece", ["<script>", '<script type="application/ld+json">', "<meta ", "<b>", "<p>word "])
def test_pages_are_read_in_linear_time(piece: str) -> None:
    read_page((piece * (SIZE // len(piece) + 1))[: SIZE // 3], "a")


def test_robots_rules_full_of_wildcards_are_cheap() -> None:
    robots = read_robots("User-agent: *\n" + "Disallow: /" + "*a" * 240 + "$\n" * 400)
    assert robots.allows("https://a.example/" + "a" * 3000 + "b")
