"""What of a feed's entry counts as the story itself."""

from __future__ import annotations

import pytest

from feeds.intake.arrivals import arrivals_of
from feeds.intake.parse import parse_feed
from feeds.intake.parsed import FeedEntry, ParsedFeed
from feeds.settings import FeedSettings

PARAGRAPHS = "<p>The envoy left Selm at noon.</p><p>She is to land in Kyrna tonight, her office said.</p>"


def taken(content: str, summary: str) -> bool:
    entry = FeedEntry(id="1", title="Envoy leaves Selm", link="https://example.org/1", content=content, summary=summary)
    (arrival,) = arrivals_of(FeedSettings(name="made up"), ParsedFeed("rss", "Made up", (entry,)))
    return arrival.is_full_text


def test_a_short_article_in_the_content_is_the_story() -> None:
    assert taken(PARAGRAPHS, "The envoy left Selm at noon.")
    assert taken(PARAGRAPHS, "")


@pytest.mark.parametrize(
    ("content", "summary"),
    [
        ("", "The envoy left Selm at noon."),
        ("<p>The envoy left Selm at noon.</p>", ""),
        (PARAGRAPHS, "The envoy left Selm at noon. She is to land in Kyrna tonight, her office said."),
        (PARAGRAPHS.replace("said.</p>", "said … Read more</p>"), ""),
    ],
)
def test_a_summary_is_no_story(content: str, summary: str) -> None:
    assert not taken(content, summary)


def test_a_story_is_known_by_its_own_page_and_not_by_who_counts_its_readers() -> None:
    feed = (
        b'<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><title>Daily</title>'
        b"<item><title>Envoy leaves</title><link>http://counts.example/~r/daily/1</link><guid>1</guid>"
        b"<feedburner:origLink>https://daily.example/1</feedburner:origLink></item>"
        b"<item><title>Envoy lands</title><link>http://counts.example/~r/daily/2</link><guid>2</guid>"
        b"<feedburner:origLink>javascript:alert(1)</feedburner:origLink></item></channel></rss>"
    )
    parsed = parse_feed(feed, url="http://counts.example/daily")
    assert [entry.link for entry in parsed.entries] == [f"http://counts.example/~r/daily/{n}" for n in (1, 2)]
    arrivals = arrivals_of(FeedSettings(name="made up"), parsed)
    assert [arrival.link for arrival in arrivals] == ["https://daily.example/1", "http://counts.example/~r/daily/2"]
    assert [arrival.outlet for arrival in arrivals] == ["daily.example", "counts.example"]
