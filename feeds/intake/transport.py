"""The wire: one HTTP/1.1 exchange at a time in httpx's types, by the transport that the address and its proxy need.

httpx is imported with the first exchange, not before: it costs 70 ms, and listings need no network.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from feeds.intake.addresses import AddressRules, RefusedAddressError, Resolver, resolve

if TYPE_CHECKING:
    import httpx

Headers = tuple[tuple[str, str], ...]
PROXIES = "http://HOST:PORT, https://HOST:PORT, socks5://HOST:PORT or socks5h://HOST:PORT (the proxy resolves names)"


class UnusableProxyError(ValueError):
    """The configured proxy is none that httpx can speak to."""


class Network:
    """httpx transports, made when they are first needed: one for all direct requests, and one for each proxy.

    `instead` is asked for everything where it is given: a server in the same process.
    """

    def __init__(
        self,
        rules: AddressRules,
        *,
        concurrency: int = 20,
        resolver: Resolver = resolve,
        instead: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._rules = rules
        self._resolver = resolver
        self._most_idle = concurrency
        self._instead = instead
        self._transports: dict[str, httpx.AsyncBaseTransport] = {}

    @asynccontextmanager
    async def exchange(
        self, method: str, url: str, headers: Headers, timeout_seconds: float, proxy: str
    ) -> AsyncIterator[httpx.Response]:
        """Sends the request; the answer's body must be read (`aiter_raw`) inside the context."""
        from feeds.intake.engine import httpx

        request = httpx.Request(
            method,
            url,
            headers=[(name.encode("ascii"), _as_sent(value)) for name, value in headers],
            extensions={"timeout": httpx.Timeout(timeout_seconds).as_dict()},
        )
        response = await self._through(proxy).handle_async_request(request)
        try:
            yield response
        finally:
            await response.aclose()

    def _through(self, proxy: str) -> httpx.AsyncBaseTransport:
        if self._instead is not None:
            return self._instead
        known = self._transports.get(proxy)
        if known is None:
            known = self._transports[proxy] = self._proxied(proxy) if proxy else self._direct()
        return known

    def _direct(self) -> httpx.AsyncBaseTransport:
        from feeds.intake.wire import CheckedTransport

        return CheckedTransport(self._rules, self._resolver, most_idle=self._most_idle)

    def _proxied(self, proxy: str) -> httpx.AsyncBaseTransport:
        from feeds.intake.engine import httpx
        from feeds.intake.wire import proxied

        try:
            return proxied(proxy, self._rules, self._resolver, most_idle=self._most_idle)
        except (ValueError, ImportError, httpx.InvalidURL) as error:
            raise UnusableProxyError from error

    async def close(self) -> None:
        """Gives back the connections that are held open."""
        transports, self._transports = self._transports, {}
        for transport in transports.values():
            await transport.aclose()


def _as_sent(value: str) -> bytes:
    """A header's value as bytes: what came in one (an ETag) goes back as the very same bytes."""
    try:
        return value.encode("latin-1")
    except UnicodeEncodeError:
        return value.encode("utf-8", "replace")


def headers_of(response: httpx.Response) -> dict[str, str]:
    """Names in lower case; values of repeated headers joined by commas, as RFC 9110 §5.3 has it."""
    found: dict[str, str] = {}
    for name, value in response.headers.raw:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1").strip()
        found[key] = f"{found[key]}, {text}" if key in found else text
    return found


def error_kind(error: BaseException) -> tuple[str, str]:
    """(kind, words) of what the network can raise; kinds as in feeds.intake.http."""
    from feeds.intake.engine import httpx

    cause = _root_cause(error)
    if isinstance(cause, RefusedAddressError):
        return "refused address", f"{cause}; allow it in [fetch] allow_hosts if it is yours"
    if isinstance(cause, ssl.SSLCertVerificationError):
        return "tls", f"its certificate is not valid ({cause.verify_message})"
    if isinstance(cause, ssl.SSLError):
        return "tls", "no encrypted connection could be made"
    if isinstance(cause, socket.gaierror):
        return "name", "its name is not found: look at how the address is spelled, or at the network"
    if isinstance(error, UnusableProxyError):
        return "proxy", f"the proxy set for it cannot be used; it takes {PROXIES}"
    if isinstance(error, httpx.InvalidURL):
        return "address", f"its address is no web address ({error})"
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return "timeout", "it did not answer in time"
    if isinstance(error, httpx.ProxyError):
        said = str(error)
        return "proxy", said if said.startswith(("the proxy", "nobody")) else "the proxy refused"
    if isinstance(cause, ConnectionRefusedError):
        return "refused", "nobody listens there"
    if isinstance(error, httpx.ConnectError | OSError):
        reason = getattr(cause, "strerror", None) or "no connection"
        return "connect", f"it cannot be reached ({reason})"
    if isinstance(error, httpx.ProtocolError):
        return "protocol", "it does not speak HTTP correctly"
    if isinstance(error, httpx.NetworkError):
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
