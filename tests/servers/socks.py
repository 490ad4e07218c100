"""A SOCKS 5 proxy on 127.0.0.1 that brings every connection to one server, whatever name it was asked for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address


@dataclass
class Socks:
    """The running proxy, and what it was asked: (host, port), and the name and password it was given."""

    port: int = 0
    asked: list[tuple[str, int]] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)

    def address(self, scheme: str = "socks5h", login: str = "") -> str:
        return f"{scheme}://{login}127.0.0.1:{self.port}"


@asynccontextmanager
async def serve_socks(target: int, *, reply: int = 0, login: str = "") -> AsyncIterator[Socks]:
    """Runs the proxy for the length of the block. `reply` other than 0 refuses; `login` "name:word" is demanded."""
    running = Socks()

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            _, count = await reader.readexactly(2)
            offered = await reader.readexactly(count)
            if login and 2 not in offered:
                writer.write(b"\x05\xff")
                return
            writer.write(b"\x05\x02" if login else b"\x05\x00")
            if login:
                _, length = await reader.readexactly(2)
                name = await reader.readexactly(length)
                word = await reader.readexactly((await reader.readexactly(1))[0])
                running.logins.append(f"{name.decode()}:{word.decode()}")
                is_right = running.logins[-1] == login
                writer.write(b"\x01\x00" if is_right else b"\x01\x01")
                if not is_right:
                    return
            *_, kind = await reader.readexactly(4)
            size = {1: 4, 4: 16}.get(kind) or (await reader.readexactly(1))[0]
            written = await reader.readexactly(size)
            port = int.from_bytes(await reader.readexactly(2), "big")
            running.asked.append((written.decode() if kind == 3 else str(ip_address(written)), port))
            writer.write(bytes((5, reply, 0, 1)) + bytes(6))
            if reply == 0:
                await _relay(reader, writer, target)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(client, "127.0.0.1", 0)
    running.port = server.sockets[0].getsockname()[1]
    try:
        yield running
    finally:
        server.close()


async def _relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, target: int) -> None:
    there, back = await asyncio.open_connection("127.0.0.1", target)

    async def carry(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while chunk := await source.read(65536):
            sink.write(chunk)
            await sink.drain()

    ways = [asyncio.ensure_future(carry(reader, back)), asyncio.ensure_future(carry(there, writer))]
    try:
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for way in ways:
            way.cancel()
        back.close()
