"""Strict owners as a transport: what the client sends is graded by a clock that only the test moves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from urllib.parse import urlsplit

from feeds.intake.transport import Headers, RawResponse
from tests.servers.loopback import Request
from tests.servers.owner import StrictOwner


class VirtualNetwork:
    """Carries requests to owners by host name."""

    def __init__(self, owners: dict[str, StrictOwner], clock: Callable[[], datetime]) -> None:
        self._owners = owners
        self._clock = clock

    @asynccontextmanager
    async def exchange(
        self, method: str, url: str, headers: Headers, timeout_seconds: float, proxy: str
    ) -> AsyncIterator[RawResponse]:
        parts = urlsplit(url)
        owner = self._owners[parts.hostname or ""]
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        pause = owner.enter()
        try:
            await asyncio.sleep(0)
            response = owner.answer(Request(path, headers, method), self._clock(), pause)
            names = {name.lower(): value for name, value in response.headers}
            yield RawResponse(response.status, names, _chunks(response.body))
        finally:
            owner.leave()

    async def close(self) -> None:
        return None


async def _chunks(body: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(body), 16_384):
        yield body[start : start + 16_384]
