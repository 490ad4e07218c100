"""One page asked for by hand: `explain URL` and `add URL`, within the same limits as everything the poller fetches."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from feeds.intake.http import Answer
    from feeds.settings import Settings
    from feeds.story import Arrival


class PageError(Exception):
    """The page cannot be had; the message says why."""


def page_at(settings: Settings, url: str) -> Arrival:
    """The story on a page. Raises PageError when it cannot be fetched or holds no story."""
    from dataclasses import replace

    from feeds.intake.arrivals import outlet_of
    from feeds.intake.charset import decode
    from feeds.intake.page import read_page
    from feeds.intake.parse import parse_feed
    from feeds.intake.secrets import shown
    from feeds.intake.statuses import words_of
    from feeds.intake.walls import NO_STORY, wall_before

    answer = asyncio.run(_fetch(settings, url))
    named = shown(url)
    if answer.error:
        raise PageError(f"{named}: {answer.error.words}")
    if answer.status not in (200, 203):
        raise PageError(f"{named}: {words_of(answer.status).replace('; has the feed moved?', '')}")
    if not answer.body.strip():
        raise PageError(f"{named}: it answered without a body")
    kind = answer.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if parse_feed(answer.body, content_type=kind, url=answer.url).error is None:
        raise PageError(f"{named}: a feed, not a story; `watchfloor feeds add {named}` takes it")
    if not any(word in kind for word in ("html", "xml", "text")):
        raise PageError(f"{named}: no page ({kind[:60]}); save it as text and give the file")
    text, _ = decode(answer.body, answer.headers.get("content-type", ""))
    arrival = read_page(text, "added by hand", answer.url)
    wall = wall_before(arrival.body, text, answer.url, url)
    if wall and not (wall == NO_STORY and arrival.body):  # a short one is a story when somebody sends it
        raise PageError(f"{named}: {wall}; what you can read of it can be given as text: `watchfloor add -`")
    return replace(arrival, outlet=outlet_of(answer.url, settings.outlets) or arrival.outlet)


def nothing_there(source: str) -> str:
    """Why a source that is no file is not taken, and what was perhaps meant."""
    scheme, separator, _ = source.partition("://")
    if separator:
        return f"{scheme}:// is not fetched; a page's address begins with https:// or http://"
    if re.match(r"[\w-]+(?:\.[\w-]+)+/", source) or source.startswith("www."):
        return f"there is no such file; the page of that name is https://{source}"
    return "there is no such file"


async def _fetch(settings: Settings, url: str) -> Answer:
    from feeds.intake.http import PAGE_TYPES, Fetcher

    async with Fetcher(settings.fetch) as fetcher:
        return await fetcher.fetch(url, accept=PAGE_TYPES)
