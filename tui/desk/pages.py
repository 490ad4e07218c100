"""One page asked for by hand: `explain URL` and `add URL`, within the same limits as everything the poller fetches."""

from __future__ import annotations

import asyncio
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

    answer = asyncio.run(_fetch(settings, url))
    if answer.error:
        raise PageError(f"{url}: {answer.error.words}")
    if answer.status != 200:
        raise PageError(f"{url}: the server answered {answer.status}")
    text, _ = decode(answer.body, answer.headers.get("content-type", ""))
    arrival = read_page(text, "added by hand", answer.url)
    if not arrival.body:
        raise PageError(f"{url}: no story was found on this page")
    return replace(arrival, outlet=outlet_of(answer.url, settings.outlets) or arrival.outlet)


async def _fetch(settings: Settings, url: str) -> Answer:
    from feeds.intake.http import PAGE_TYPES, Fetcher

    async with Fetcher(settings.fetch) as fetcher:
        return await fetcher.fetch(url, accept=PAGE_TYPES)
