"""The wire: one HTTP/1.1 exchange at a time over httpx's engine (httpcore), dialling only permitted addresses.

httpx itself would add cookies, automatic redirects and unbounded decompression that all had to be switched off again,
and 100 ms of import; its connection pool, TLS and proxies are what is wanted. Imported lazily: it costs 50 ms.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from feeds.intake.addresses import AddressRules, RefusedAddressError, Resolver, resolve

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    import httpcore

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RawResponse:
    """An answer whose body has not been read yet. Header names are lower case."""

    status: int
    headers: dict[str, str]
    chunks: AsyncIterator[bytes]


class Transport(Protocol):
    """What carries a request: the network, or a server in the same process."""

    def exchange(
        self, method: str, url: str, headers: Headers, timeout_seconds: float, proxy: str
    ) -> AbstractAsyncContextManager[RawResponse]:
        """Sends the request; the answer's body must be read inside the context."""
        ...

    async def close(self) -> None:
        """Gives back what is held open."""
        ...


class Network:
    """The real transport: connections kept for the next request to the same place, and a pool for each proxy.

    How many there are at once is the caller's to limit; so the connections need no queue of their own.
    """

    def __init__(self, rules: AddressRules, *, concurrency: int = 20, resolver: Resolver = resolve) -> None:
        self._rules = rules
        self._resolver = resolver
        self._most_idle = concurrency
        self._idle: dict[tuple[str, str], list[httpcore.AsyncHTTPConnection]] = {}
        self._idle_count = 0
        self._proxies: dict[str, httpcore.AsyncHTTPProxy] = {}

    @asynccontextmanager
    async def exchange(
        self, method: str, url: str, headers: Headers, timeout_seconds: float, proxy: str
    ) -> AsyncIterator[RawResponse]:
        limits = dict.fromkeys(("connect", "read", "write", "pool"), timeout_seconds)
        if proxy:
            async with self._proxy(proxy).stream(
                method, url, headers=list(headers), extensions={"timeout": limits}
            ) as response:
                yield _raw(response)
            return
        parts = urlsplit(url)
        place = (parts.scheme, parts.netloc)
        connection, response = await self._send(place, method, url, headers, limits)
        try:
            yield _raw(response)
        finally:
            await response.aclose()
            await self._keep(place, connection)

    async def _send(
        self, place: tuple[str, str], method: str, url: str, headers: Headers, limits: dict[str, float]
    ) -> tuple[httpcore.AsyncHTTPConnection, httpcore.Response]:
        """A request on a kept connection, or on a new one when that was closed in the meantime."""
        import httpcore

        request = httpcore.Request(
            method, url, headers=[("Host", place[1].rpartition("@")[2]), *headers], extensions={"timeout": limits}
        )
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
        connection = self._connection(request)
        try:
            return connection, await connection.handle_async_request(request)
        except BaseException:
            await connection.aclose()
            raise

    async def _keep(self, place: tuple[str, str], connection: httpcore.AsyncHTTPConnection) -> None:
        if connection.is_idle() and not connection.is_closed() and self._idle_count < self._most_idle:
            self._idle.setdefault(place, []).append(connection)
            self._idle_count += 1
        else:
            await connection.aclose()

    def _connection(self, request: httpcore.Request) -> httpcore.AsyncHTTPConnection:
        import httpcore

        from feeds.intake.dialling import CheckedBackend

        return httpcore.AsyncHTTPConnection(
            origin=request.url.origin,
            ssl_context=self._tls if request.url.scheme == b"https" else None,
            keepalive_expiry=15.0,
            network_backend=CheckedBackend(self._rules, self._resolver),
        )

    def _proxy(self, proxy: str) -> httpcore.AsyncHTTPProxy:
        import httpcore

        known = self._proxies.get(proxy)
        if known is None:
            known = self._proxies[proxy] = httpcore.AsyncHTTPProxy(
                proxy, ssl_context=self._tls, max_connections=None, keepalive_expiry=15.0
            )
        return known

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if not context.cert_store_stats().get("x509_ca") and not context.get_ca_certs():
            import certifi

            context.load_verify_locations(certifi.where())
        return context

    async def close(self) -> None:
        for kept in self._idle.values():
            for connection in kept:
                await connection.aclose()
        for proxy in self._proxies.values():
            await proxy.aclose()
        self._idle, self._proxies, self._idle_count = {}, {}, 0


def _raw(response: httpcore.Response) -> RawResponse:
    found: dict[str, str] = {}
    for name, value in response.headers:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1").strip()
        found[key] = f"{found[key]}, {text}" if key in found else text
    return RawResponse(response.status, found, response.aiter_stream())


def error_kind(error: BaseException) -> tuple[str, str]:
    """(kind, words) of what the network can raise; kinds as in feeds.intake.http."""
    import httpcore

    cause = _root_cause(error)
    if isinstance(cause, RefusedAddressError):
        return "refused address", f"{cause}; allow it in [fetch] allow_hosts if it is yours"
    if isinstance(cause, ssl.SSLCertVerificationError):
        return "tls", f"its certificate is not valid ({cause.verify_message})"
    if isinstance(cause, ssl.SSLError):
        return "tls", "no encrypted connection could be made"
    import socket

    if isinstance(cause, socket.gaierror):
        return "name", "its name is not found"
    if isinstance(error, httpcore.TimeoutException | TimeoutError):
        return "timeout", "it did not answer in time"
    if isinstance(error, httpcore.ProxyError):
        return "proxy", "the proxy refused"
    if isinstance(cause, ConnectionRefusedError):
        return "refused", "nobody listens there"
    if isinstance(error, httpcore.ConnectError | OSError):
        reason = getattr(cause, "strerror", None) or "no connection"
        return "connect", f"it cannot be reached ({reason})"
    if isinstance(error, httpcore.ProtocolError):
        return "protocol", "it does not speak HTTP correctly"
    if isinstance(error, httpcore.NetworkError):
        return "connect", "the connection broke off"
    return "protocol", f"{type(error).__name__}"


def _root_cause(error: BaseException) -> BaseException:
    seen: set[int] = set()
    while True:
        seen.add(id(error))
        inner = error.__cause__ or error.__context__
        if isinstance(error, BaseExceptionGroup) and error.exceptions:
            inner = error.exceptions[0]
        if inner is None or id(inner) in seen:
            return error
        error = inner


def lower_names(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Header pairs by lower-case name."""
    return {name.lower(): value for name, value in headers}
