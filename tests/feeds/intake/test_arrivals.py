"""What of a feed's entry counts as the story itself."""

from __future__ import annotations

import pytest

from feeds.intake.arrivals import arrivals_of
from feeds.settings import FeedSettings
from feeds.story import FeedEntry, ParsedFeed

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
