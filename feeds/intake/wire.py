"""httpx transports for polling: one that dials only permitted addresses and keeps its connections, and one for a proxy.

httpx makes requests, responses and errors; a client of httpx is not needed, and with it no cookies, redirects and
unbounded decompression that would have to be switched off again.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import cache

import httpcore

from feeds.intake.addresses import AddressRules, Resolver
from feeds.intake.dialling import CheckedBackend
from feeds.intake.engine import httpx
from feeds.intake.socks import SocksBackend, is_socks, socks_proxy

_KEPT_SECONDS = 15.0


class CheckedTransport(httpx.AsyncHTTPTransport):
    """httpx's transport on connections that were checked where they are dialled.

    A pool is all that httpx's own constructor would make (with a TLS context even where nothing is encrypted).
    """

    def __init__(self, rules: AddressRules, resolver: Resolver, *, most_idle: int) -> None:
        self._pool = KeptConnections(CheckedBackend(rules, resolver), most_idle)


class SocksTransport(httpx.AsyncHTTPTransport):
    """httpx's transport on connections that a SOCKS proxy opens. Raises ValueError for an address that is none."""

    def __init__(self, proxy: str, rules: AddressRules, resolver: Resolver, *, most_idle: int) -> None:
        self._pool = KeptConnections(SocksBackend(socks_proxy(proxy), rules, resolver), most_idle)


def proxied(proxy: str, rules: AddressRules, resolver: Resolver, *, most_idle: int) -> httpx.AsyncHTTPTransport:
    """httpx's transport through a proxy (http, https, socks5, socks5h; name and password in its address go to it).

    Raises ValueError, ImportError or httpx.InvalidURL for proxies of other kinds.
    """
    if is_socks(proxy):
        return SocksTransport(proxy, rules, resolver, most_idle=most_idle)
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None, keepalive_expiry=_KEPT_SECONDS)
    return httpx.AsyncHTTPTransport(verify=trusted(), trust_env=False, limits=limits, proxy=httpx.Proxy(proxy))


class KeptConnections(httpcore.AsyncConnectionPool):
    """Connections kept for the next request to the same place.

    How many there are at once is the caller's to limit; so they need no queue, and a request costs half as much.
    """

    def __init__(self, backend: httpcore.AsyncNetworkBackend, most_idle: int) -> None:
        super().__init__(network_backend=backend, keepalive_expiry=_KEPT_SECONDS)
        self._backend = backend
        self._most_idle = most_idle
        self._idle: dict[str, list[httpcore.AsyncConnectionInterface]] = {}
        self._idle_count = 0

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        place = str(request.url.origin)
        connection, response = await self._send(place, request)

        async def keep() -> None:
            await self._keep(place, connection)

        return httpcore.Response(
            response.status, headers=response.headers, content=_Body(response, keep), extensions=response.extensions
        )

    async def _send(
        self, place: str, request: httpcore.Request
    ) -> tuple[httpcore.AsyncConnectionInterface, httpcore.Response]:
        """A request on a kept connection, or on a new one when that was closed in the meantime."""
        kept = self._idle.get(place)
        while kept:
            connection = kept.pop()
            self._idle_count -= 1
            if connection.has_expired():
                await connection.aclose()
                continue
            try:
                return connection, await connection.handle_async_request(request)
            except (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError):
                await connection.aclose()
                break
            except BaseException:
                await connection.aclose()
                raise
        connection = self.create_connection(request.url.origin)
        try:
            return connection, await connection.handle_async_request(request)
        except BaseException:
            await connection.aclose()
            raise

    async def _keep(self, place: str, connection: httpcore.AsyncConnectionInterface) -> None:
        if connection.is_idle() and not connection.is_closed() and self._idle_count < self._most_idle:
            self._idle.setdefault(place, []).append(connection)
            self._idle_count += 1
        else:
            await connection.aclose()

    def create_connection(self, origin: httpcore.Origin) -> httpcore.AsyncConnectionInterface:
        return httpcore.AsyncHTTPConnection(
            origin=origin,
            ssl_context=trusted() if origin.scheme == b"https" else None,
            keepalive_expiry=_KEPT_SECONDS,
            network_backend=self._backend,
        )

    async def aclose(self) -> None:
        idle, self._idle, self._idle_count = self._idle, {}, 0
        for kept in idle.values():
            for connection in kept:
                await connection.aclose()


class _Body:
    """What is still to come of an answer; closing it gives its connection back."""

    def __init__(self, response: httpcore.Response, keep: Callable[[], Awaitable[None]]) -> None:
        self._response = response
        self._keep = keep
        self._is_closed = False

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._response.aiter_stream()

    async def aclose(self) -> None:
        if self._is_closed:
            return
        self._is_closed = True
        await self._response.aclose()
        await self._keep()


@cache
def trusted() -> ssl.SSLContext:
    """TLS with the certificates of the system, or with certifi's where the system has none."""
    context = ssl.create_default_context()
    if not context.cert_store_stats().get("x509_ca") and not context.get_ca_certs():
        import certifi

        context.load_verify_locations(certifi.where())
    return context
