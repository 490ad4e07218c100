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
    """The real transport: a pool of connections, and one more for each proxy in use."""

    def __init__(self, rules: AddressRules, *, concurrency: int = 20, resolver: Resolver = resolve) -> None:
        self._rules = rules
        self._resolver = resolver
        self._concurrency = concurrency
        self._pools: dict[str, httpcore.AsyncConnectionPool] = {}

    @asynccontextmanager
    async def exchange(
        self, method: str, url: str, headers: Headers, timeout_seconds: float, proxy: str
    ) -> AsyncIterator[RawResponse]:
        pool = self._pools.get(proxy)
        if pool is None:
            pool = self._pools[proxy] = self._pool(proxy)
        limits = dict.fromkeys(("connect", "read", "write", "pool"), timeout_seconds)
        async with pool.stream(method, url, headers=list(headers), extensions={"timeout": limits}) as response:
            found: dict[str, str] = {}
            for name, value in response.headers:
                key, text = name.decode("latin-1").lower(), value.decode("latin-1").strip()
                found[key] = f"{found[key]}, {text}" if key in found else text
            yield RawResponse(response.status, found, response.aiter_stream())

    def _pool(self, proxy: str) -> httpcore.AsyncConnectionPool:
        import httpcore

        from feeds.intake.dialling import CheckedBackend

        if not proxy:
            return httpcore.AsyncConnectionPool(
                ssl_context=self._tls,
                max_connections=None,
                max_keepalive_connections=self._concurrency,
                keepalive_expiry=15.0,
                network_backend=CheckedBackend(self._rules, self._resolver),
            )
        return httpcore.AsyncHTTPProxy(proxy, ssl_context=self._tls, max_connections=None, keepalive_expiry=15.0)

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if not context.cert_store_stats().get("x509_ca") and not context.get_ca_certs():
            import certifi

            context.load_verify_locations(certifi.where())
        return context

    async def close(self) -> None:
        for pool in self._pools.values():
            await pool.aclose()
        self._pools = {}


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
