"""SOCKS 5 proxies (RFC 1928, name and password by RFC 1929) as a network backend under httpx's transport.

`socks5://` resolves a name here and hands the proxy the very address that was checked; `socks5h://` leaves the name to
the proxy, as Tor needs it, and so only what can be said of an unresolved name is checked.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

import httpcore

from feeds.intake.addresses import AddressRules, Resolver, addresses_to_dial
from feeds.intake.dialling import CheckedBackend, Stream, opened
from feeds.records import dataclass

SCHEMES = ("socks5", "socks5h", "socks")
"""`socks` is what desktops write into ALL_PROXY; it means version 5."""
_REPLIES = {
    1: "the proxy failed",
    2: "the proxy does not allow it",
    3: "the proxy cannot reach its network",
    4: "the proxy cannot reach it",
    5: "nobody listens there, the proxy says",
    6: "the proxy could not reach it in time",
    7: "the proxy does not open connections",
    8: "the proxy does not take this kind of address",
}


@dataclass(frozen=True, slots=True)
class SocksProxy:
    """Where the proxy listens, who we are to it, and whether it resolves names."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    resolves: bool = True


def is_socks(proxy: str) -> bool:
    """True for the address of a SOCKS 5 proxy."""
    return proxy.partition("://")[0].lower() in SCHEMES


def socks_proxy(address: str) -> SocksProxy:
    """`socks5h://user:password@host:1080` in its parts. Raises ValueError when it names no host or no usable port."""
    parts = urlsplit(address)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not parts.hostname:
        raise ValueError("it names no host")
    if len(user.encode()) > 255 or len(password.encode()) > 255:
        raise ValueError("its name or password is too long")
    return SocksProxy(parts.hostname, parts.port or 1080, user, password, parts.scheme.lower() == "socks5h")


class SocksBackend(CheckedBackend):
    """Connections that a SOCKS proxy opens for us. What is asked of it is checked as if we dialled ourselves."""

    def __init__(self, proxy: SocksProxy, rules: AddressRules, resolver: Resolver) -> None:
        super().__init__(rules, resolver)
        self._proxy = proxy

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        host = host.strip("[]")
        if not self._proxy.resolves:
            host = (await addresses_to_dial(host, port, self._rules, self._resolver))[0]
        try:
            async with asyncio.timeout(timeout):
                reader, writer = await opened(self._proxy.host, self._proxy.port)
                try:
                    await _ask(reader, writer, self._proxy, host, port)
                except BaseException:
                    writer.transport.abort()
                    raise
        except TimeoutError as error:
            raise httpcore.ConnectTimeout("the proxy did not answer in time") from error
        except (asyncio.IncompleteReadError, ConnectionResetError) as error:
            raise httpcore.ProxyError("the proxy hung up; does it speak SOCKS 5?") from error
        except OSError as error:
            raise httpcore.ProxyError(f"the proxy cannot be reached ({error.strerror or error})") from error
        return Stream(reader, writer)


async def _ask(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, proxy: SocksProxy, host: str, port: int
) -> None:
    """Greets the proxy and has it connect. Raises httpcore.ProxyError with a sentence when it will not."""
    writer.write(b"\x05\x02\x00\x02" if proxy.user else b"\x05\x01\x00")
    version, method = await reader.readexactly(2)
    if version != 5:
        raise httpcore.ProxyError("the proxy does not speak SOCKS 5")
    if method == 2 and proxy.user:
        user, password = proxy.user.encode(), proxy.password.encode()
        writer.write(b"\x01" + _counted(user) + _counted(password))
        if (await reader.readexactly(2))[1] != 0:
            raise httpcore.ProxyError("the proxy does not accept the name and password")
    elif method != 0:
        raise httpcore.ProxyError("the proxy wants a name and password: socks5h://NAME:PASSWORD@HOST:PORT")
    writer.write(b"\x05\x01\x00" + _address(host) + port.to_bytes(2, "big"))
    _, reply, _, kind = await reader.readexactly(4)
    if reply != 0:
        raise httpcore.ProxyError(_REPLIES.get(reply, f"the proxy refused ({reply})"))
    length = {1: 4, 4: 16}.get(kind) or (await reader.readexactly(1))[0]
    await reader.readexactly(length + 2)


def _address(host: str) -> bytes:
    """An address with its kind before it: IPv4, IPv6, or a name."""
    try:
        packed = ip_address(host.partition("%")[0]).packed
    except ValueError:
        name = host.encode("idna") if not host.isascii() else host.encode()
        if len(name) > 255:
            raise socket.gaierror(socket.EAI_NONAME, "the name is too long") from None
        return b"\x03" + _counted(name)
    return (b"\x01" if len(packed) == 4 else b"\x04") + packed


def _counted(value: bytes) -> bytes:
    return bytes((len(value),)) + value
