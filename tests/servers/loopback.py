"""A small HTTP/1.1 server on 127.0.0.1 whose answers are written by a handler, byte for byte if it likes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Request:
    """What a client asked. Header names keep their spelling; `header` looks them up in any."""

    path: str
    headers: tuple[tuple[str, str], ...] = ()
    method: str = "GET"

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True)
class Response:
    """What the server answers. Content-Length is added unless `headers` have one."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


Handler = Callable[[Request], Response | Awaitable[Response]]
RawHandler = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Loopback:
    """The running server: its address, and every request it saw."""

    port: int
    seen: list[Request] = field(default_factory=list)
    connections: int = 0
    most_at_once: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        return [request.path for request in self.seen]


@asynccontextmanager
async def serve(handler: Handler | None = None, *, raw: RawHandler | None = None, delay_seconds: float = 0.0,
                host: str = "127.0.0.1") -> AsyncIterator[Loopback]:  # fmt: skip
    """Runs the server for the length of the block. `raw` writes to the socket itself."""
    running = Loopback(0)
    at_once = 0

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal at_once
        running.connections += 1
        try:
            while request := await read_request(reader):
                running.seen.append(request)
                at_once += 1
                running.most_at_once = max(running.most_at_once, at_once)
                try:
                    if delay_seconds:
                        await asyncio.sleep(delay_seconds)
                    if raw is not None:
                        await raw(request, writer)
                        return
                    assert handler is not None
                    response = handler(request)
                    if not isinstance(response, Response):
                        response = await response
                    writer.write(encoded(response))
                    await writer.drain()
                finally:
                    at_once -= 1
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(client, host, 0)
    running.port = server.sockets[0].getsockname()[1]
    try:
        yield running
    finally:
        server.close()


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    head = await reader.readuntil(b"\r\n\r\n") if not reader.at_eof() else b""
    if not head:
        return None
    first, *lines = head.decode("latin-1").strip().split("\r\n")
    method, path, _ = first.split(" ", 2)
    pairs = (line.partition(":") for line in lines)
    return Request(path, tuple((name, value.strip()) for name, _, value in pairs), method)


def encoded(response: Response) -> bytes:
    names = {name.lower() for name, _ in response.headers}
    headers: Iterable[tuple[str, str]] = response.headers
    if "content-length" not in names and "transfer-encoding" not in names and response.status != 304:
        headers = (*headers, ("Content-Length", str(len(response.body))))
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return f"HTTP/1.1 {response.status} X\r\n{lines}\r\n".encode("latin-1") + response.body


def rss(count: int = 3, *, title: str = "Test feed", first: int = 0, head: str = "", published: str = "") -> bytes:
    """A feed of made-up entries, newest first."""
    items = "".join(
        f"<item><title>Story {n} of {title}</title><link>https://stories.example/{n}</link><guid>{title}-{n}</guid>"
        f"<description>What happened in story {n}.</description>{published}</item>"
        for n in range(first + count - 1, first - 1, -1)
    )
    return (
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>{title}</title>{head}{items}</channel></rss>".encode()
    )
