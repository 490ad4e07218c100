"""Answers of servers that mean harm, or are broken past belief. Each writes to the socket itself."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Awaitable, Callable
from functools import cache

from tests.servers.loopback import Request, Response, encoded, rss

MEGABYTE = 1_000_000


async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
    """Does its worst, by path."""
    worst = WORST.get(request.path)
    if worst is not None:
        await worst(writer)
    else:
        writer.write(encoded(Response(404)))
    await writer.drain()


def _head(status: int = 200, **headers: str) -> bytes:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode()


@cache
def _zeros_packed(megabytes: int) -> bytes:
    """So many megabytes of nothing as gzip members of 50 MB each."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = bytes(MEGABYTE)
    member = b"".join(packer.compress(block) for _ in range(50)) + packer.flush()
    return member * (megabytes // 50)


async def bomb(writer: asyncio.StreamWriter) -> None:
    """One megabyte that unpacks to a gigabyte."""
    body = _zeros_packed(1000)
    writer.write(_head(Content_Encoding="gzip", Content_Length=str(len(body))) + body)


async def stacked(writer: asyncio.StreamWriter) -> None:
    body = gzip.compress(_zeros_packed(50))
    writer.write(_head(Content_Encoding="gzip, gzip", Content_Length=str(len(body))) + body)


async def stacked_unsaid(writer: asyncio.StreamWriter) -> None:
    """Packed twice and declared once: what comes out is not a feed but another bomb."""
    body = gzip.compress(_zeros_packed(1000))
    writer.write(_head(Content_Encoding="gzip", Content_Length=str(len(body))) + body)


async def unknown_encoding(writer: asyncio.StreamWriter) -> None:
    writer.write(_head(Content_Encoding="br", Content_Length="3") + b"abc")


async def damaged(writer: asyncio.StreamWriter) -> None:
    body = gzip.compress(rss(3))[:40] + b"\xff" * 40
    writer.write(_head(Content_Encoding="gzip", Content_Length=str(len(body))) + body)


async def drip(writer: asyncio.StreamWriter) -> None:
    """A byte at a time, for ever."""
    writer.write(_head(Content_Type="text/xml"))
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.02)


async def head_drip(writer: asyncio.StreamWriter) -> None:
    """Header lines without end."""
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X-More: more\r\n")
        await writer.drain()
        await asyncio.sleep(0.001)


async def endless(writer: asyncio.StreamWriter) -> None:
    """A body without length that goes on to a gigabyte."""
    writer.write(_head(Content_Type="text/xml"))
    block = b"<item>" * 10_000
    for _ in range(17_000):
        writer.write(block)
        await writer.drain()


async def boastful(writer: asyncio.StreamWriter) -> None:
    """Says it has a gigabyte."""
    writer.write(_head(Content_Length="1000000000") + b"<rss>")


async def silent(writer: asyncio.StreamWriter) -> None:
    """Takes the request and says nothing."""
    await asyncio.sleep(30)


async def babble(writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 mail.example ESMTP ready\r\n" * 20)


async def cut(writer: asyncio.StreamWriter) -> None:
    """Breaks off in the middle of what it announced."""
    body = rss(50)
    writer.write(_head(Content_Length=str(len(body))) + body[: len(body) // 2])


async def circle(writer: asyncio.StreamWriter) -> None:
    writer.write(_head(302, Location="/circle", Content_Length="0"))


async def inside(writer: asyncio.StreamWriter) -> None:
    """Sends us to an address of a private network."""
    writer.write(_head(302, Location="http://127.0.0.2:1/metadata", Content_Length="0"))


async def elsewhere(writer: asyncio.StreamWriter) -> None:
    writer.write(_head(301, Location="file:///etc/passwd", Content_Length="0"))


def _body(make: Callable[[], bytes]) -> Callable[[asyncio.StreamWriter], Awaitable[None]]:
    async def send(writer: asyncio.StreamWriter) -> None:
        body = make()
        writer.write(_head(Content_Type="application/rss+xml", Content_Length=str(len(body))) + body)

    return send


def prepare() -> None:
    """Builds what takes long to build, so that no deadline runs meanwhile."""
    _zeros_packed(50)
    _zeros_packed(1000)


def _entities() -> bytes:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20))
    body = "<rss><channel><item><title>Ten to the nineteenth: &a19;</title><guid>1</guid></item></channel></rss>"
    return f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">{levels}]>{body}'.encode()


def _nested() -> bytes:
    deep = b"<b>" * 200_000 + b"</b>" * 200_000
    return (
        b"<rss><channel><title>deep</title><item><title>x</title><guid>1</guid><description>"
        + deep
        + (b"</description></item></channel></rss>")
    )


def _many() -> bytes:
    items = "".join(f"<item><title>Story {n}</title><guid>{n}</guid></item>" for n in range(100_000))
    return f"<rss><channel><title>many</title>{items}</channel></rss>".encode()


def _unclosed() -> bytes:
    return b"<rss><channel><item>" + b"<b><i a='" * 200_000


def _hopeless() -> bytes:
    """A document with an end and no entry that can be saved: the fenced parser's case, as large as it takes."""
    return b"<rss><channel><title>none</title>" + b"<b><a &x='<>" * 110_000 + b"</channel></rss>"


WORST: dict[str, Callable[[asyncio.StreamWriter], Awaitable[None]]] = {
    "/bomb": bomb,
    "/stacked": stacked,
    "/stacked-unsaid": stacked_unsaid,
    "/unknown-encoding": unknown_encoding,
    "/damaged": damaged,
    "/drip": drip,
    "/head-drip": head_drip,
    "/endless": endless,
    "/boastful": boastful,
    "/silent": silent,
    "/babble": babble,
    "/cut": cut,
    "/circle": circle,
    "/inside": inside,
    "/elsewhere": elsewhere,
    "/entities": _body(_entities),
    "/nested": _body(_nested),
    "/unclosed": _body(_unclosed),
    "/hopeless": _body(_hopeless),
    "/many": _body(_many),
    "/json": _body(lambda: b'{"items":' + b"[" * 1_000_000),
    "/brackets": _body(lambda: b"<rss><channel>" + b"<item" * 500_000),
    "/ampersands": _body(lambda: b"<rss><channel><item><title>" + b"&a" * 1_000_000),
}
