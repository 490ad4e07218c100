"""What `feeds add` fetched, handed to the poller that holds the lease: no server is asked twice for one body."""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from feeds.intake.http import Answer
    from feeds.settings import FeedSettings, Settings
    from feeds.story import FeedState
    from store.archive import Archive

KIND = "feed added"
MOST = 1_000_000
"""Characters of a body as it is handed over; a larger one the poller fetches itself."""


def payload_of(feed: FeedSettings, state: FeedState, answer: Answer) -> dict[str, object] | None:
    """The request for the poller; None when the body is too large for it."""
    from feeds.intake.secrets import stored
    from store.feed_states import pack_state

    body = b64encode(zlib.compress(answer.body)).decode("ascii")
    if len(body) > MOST:
        return None
    return {
        "feed": feed.name,
        "outlet": feed.outlet,
        "language": feed.language,
        "full_text": feed.full_text,
        "state": pack_state(state),
        "url": stored(answer.url),
        "content_type": answer.headers.get("content-type", ""),
        "body": body,
    }


def take(archive: Archive, settings: Settings, payload: Mapping[str, object]) -> str:
    """Saves stories and then validators as a poll would have; gives the result in words."""
    from feeds.intake.arrivals import arrivals_of
    from feeds.intake.parse import parse_feed
    from feeds.refresh import known_outlets
    from feeds.settings import FeedSettings
    from store.feed_states import unpack_state

    def word(name: str) -> str:
        return str(payload.get(name, ""))

    feed = FeedSettings(name=word("feed"), outlet=word("outlet"), language=word("language"))
    body = zlib.decompress(b64decode(word("body")))
    parsed = parse_feed(body, content_type=word("content_type"), url=word("url").partition("#")[0])
    now = datetime.now(UTC)
    arrivals = arrivals_of(feed, parsed, settings.outlets)
    saved = archive.save(feed.name, unpack_state(word("state")), arrivals, now, known_outlets(settings))
    if payload.get("full_text") and saved.rowids:
        archive.want_articles(saved.rowids)
    return f"{saved.new} new"
