"""Strict owners as a transport: what the client sends is graded by a clock that only the test moves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime

import httpx

from tests.servers.loopback import Request
from tests.servers.owner import StrictOwner


class VirtualNetwork(httpx.AsyncBaseTransport):
    """Carries requests to owners by host name."""

    def __init__(self, owners: dict[str, StrictOwner], clock: Callable[[], datetime]) -> None:
        self._owners = owners
        self._clock = clock

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        owner = self._owners[request.url.host]
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw)
        pause = owner.enter()
        try:
            await asyncio.sleep(0)
            asked = Request(request.url.raw_path.decode("ascii"), headers, request.method)
            response = owner.answer(asked, self._clock(), pause)
        except BaseException:
            owner.leave()
            raise
        return httpx.Response(response.status, headers=list(response.headers), stream=_Body(response.body, owner))


class _Body(httpx.AsyncByteStream):
    """A body in chunks; the owner sees the request end when it is closed."""

    def __init__(self, body: bytes, owner: StrictOwner) -> None:
        self._body = body
        self._owner = owner
        self._is_closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for start in range(0, len(self._body), 16_384):
            yield self._body[start : start + 16_384]

    async def aclose(self) -> None:
        if not self._is_closed:
            self._is_closed = True
            self._owner.leave()
