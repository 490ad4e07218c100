"""One polite, bounded request: validators verbatim, redirects by hand, size and time capped, never an exception.

No cookies, no Referer, no query of our own. Every limit is a clear error in words; the caller gets a value.
"""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import field
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import urljoin, urlsplit

from feeds import __version__
from feeds.intake.addresses import AddressRules, Resolver, resolve, rules_of
from feeds.intake.decompress import ACCEPTED, EncodingError, TooLargeError, Unpacker
from feeds.intake.secrets import SecretError, reveal, revealed_headers, shown, stored, without_credentials
from feeds.intake.transport import Headers, Network, error_kind, headers_of
from feeds.records import dataclass
from feeds.settings import FetchSettings
from feeds.web_address import requestable

if TYPE_CHECKING:
    import httpx

MOST_REDIRECTS = 5
_LARGE = 2_000_000
"""Bytes from which a body is a large one; only two of those are received at once."""
FEED_TYPES = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.5, */*;q=0.1"
)
PAGE_TYPES = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"

ErrorKind: TypeAlias = Literal[
    "name", "connect", "refused", "timeout", "tls", "proxy", "protocol", "refused address", "redirect", "too large",
    "encoding", "secret", "address", "stopped",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class FetchError:
    """Why no usable answer came. `words` complete the sentence "NAME: …"."""

    kind: ErrorKind
    words: str


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: the status that sent us on, and where to."""

    status: int
    url: str


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask again with, verbatim, and the address that gave it (as feeds.intake.secrets.stored)."""

    etag: str | None = None
    last_modified: str | None = None
    url: str = ""

    def headers_for(self, url: str) -> list[tuple[str, str]]:
        """Conditional headers, only for the very address that gave the validators."""
        if not (self.etag or self.last_modified) or self.url not in (url, stored(url)):
            return []
        found = [("If-None-Match", self.etag)] if self.etag else []
        if self.last_modified:
            found.append(("If-Modified-Since", self.last_modified))
        return found


_NO_VALIDATORS = Validators()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request. With an `error`, status and headers are those of the last answer, if any."""

    url: str
    """The address that answered, after redirects."""
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""
    body: bytes = b""
    redirects: tuple[Hop, ...] = ()
    error: FetchError | None = None
    seconds: float = 0.0

    @property
    def is_permanently_moved(self) -> bool:
        """True when every redirect on the way was a 301 or 308."""
        return bool(self.redirects) and all(hop.status in (301, 308) for hop in self.redirects)


def user_agent(settings: FetchSettings) -> str:
    """Who we are, with a way to reach us: `Mozilla/5.0 (compatible; watchfloor/VERSION; +URL; contact)`."""
    parts = ["compatible", f"watchfloor/{__version__}"]
    if settings.user_agent_url:
        parts.append("+" + settings.user_agent_url)
    if settings.contact:
        parts.append(settings.contact)
    return re.sub(r"[^\x20-\x7e]", "", f"Mozilla/5.0 ({'; '.join(parts)})")


class Fetcher:
    """Requests within the limits of the config: so many at once, so many at once to one host.

    Hosts that the config allows by name are the user's own: for them only the overall limit holds.
    """

    def __init__(
        self,
        settings: FetchSettings,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        resolver: Resolver = resolve,
    ) -> None:
        self.settings = settings
        self.rules: AddressRules = rules_of(settings)
        self._network = Network(self.rules, concurrency=settings.concurrency, resolver=resolver, instead=transport)
        self._all = asyncio.Semaphore(max(1, settings.concurrency))
        self._hosts: dict[str, asyncio.Semaphore] = {}
        self._large = asyncio.Semaphore(2)
        self._agent = user_agent(settings)

    async def __aenter__(self) -> Fetcher:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._network.close()

    async def fetch(
        self,
        url: str,
        *,
        validators: Validators = _NO_VALIDATORS,
        accept: str = FEED_TYPES,
        headers: Mapping[str, str] | None = None,
        basic_auth: str = "",
        proxy: str = "",
        max_bytes: int | None = None,
        may_start: Callable[[], bool] | None = None,
    ) -> Answer:
        """GET with redirects followed by hand. Never raises, but for cancellation.

        `headers` and `basic_auth` may point to secrets; they are sent to the feed's own origin only. `may_start` is
        asked when the request's turn has come; its no ends the matter with an error of kind "stopped".
        """
        started = time.monotonic()
        try:
            own = revealed_headers(headers or {}, basic_auth, url)
            configured = reveal(proxy or self.settings.proxy)
            current = requestable(without_credentials(url))
        except SecretError as error:
            return Answer(url, error=FetchError("secret", str(error)))
        except ValueError:
            return Answer(
                url, error=FetchError("address", "it is no web address; one looks like https://example.org/feed")
            )
        origin = _origin(current)
        hops: list[Hop] = []
        spent = 0.0
        limit = max_bytes or self.settings.max_bytes
        while True:
            conditional = validators.headers_for(current)
            sent = self._headers(accept, conditional, own if _origin(current) == origin else [])
            left = self.settings.total_seconds - spent
            way = proxy_for(current, configured)
            answer, took = await self._one(current, sent, way, limit, left, None if hops else may_start)
            spent += took
            target = answer.headers.get("location", "")
            status = answer.status
            if answer.error or status not in (301, 302, 303, 307, 308) or not target:
                break
            step = self._next(current, target, hops)
            if isinstance(step, FetchError):
                answer = Answer(current, answer.status, answer.headers, error=step)
                break
            hops.append(Hop(status, step))
            current = step
        return Answer(
            current, answer.status, answer.headers, answer.body, tuple(hops), answer.error, time.monotonic() - started
        )

    def _headers(self, accept: str, conditional: list[tuple[str, str]], own: list[tuple[str, str]]) -> Headers:
        sent = [("User-Agent", self._agent), ("Accept", accept), ("Accept-Encoding", ACCEPTED), *conditional]
        if conditional and accept == FEED_TYPES:
            sent.append(("A-IM", "feed"))  # RFC 3229 with the "feed" manipulation: only what is new
        names = {name.lower() for name, _ in own}
        return (*(pair for pair in sent if pair[0].lower() not in names), *own)

    def _next(self, current: str, target: str, hops: list[Hop]) -> str | FetchError:
        if len(hops) >= MOST_REDIRECTS:
            return FetchError("redirect", f"more than {MOST_REDIRECTS} redirects")
        try:
            following = requestable(urljoin(current, target))
        except ValueError:
            return FetchError("redirect", f"it redirects to {shown(target)[:100]!r}, which is no web address")
        if current.startswith("https:") and following.startswith("http:"):
            return FetchError("redirect", f"it redirects to the unencrypted {shown(following)}; refused")
        if following == current or any(hop.url == following for hop in hops):
            return FetchError("redirect", "its redirects go in a circle")
        return following

    async def _one(
        self, url: str, headers: Headers, proxy: str, limit: int, left: float, may_start: Callable[[], bool] | None
    ) -> tuple[Answer, float]:
        """One exchange, and the seconds it took once it had its turn."""
        async with self._turn(url):
            if may_start is not None and not may_start():
                return Answer(url, error=FetchError("stopped", "not asked")), 0.0
            started = time.monotonic()
            answer = await self._bounded(url, headers, proxy, limit, max(0.01, left))
            return answer, time.monotonic() - started

    async def _bounded(self, url: str, headers: Headers, proxy: str, limit: int, left: float) -> Answer:
        host = urlsplit(url).hostname or ""
        if proxy and not self.rules.permits_unresolved(host):
            return Answer(url, error=FetchError("refused address", f"{host} is a private address"))
        try:
            async with asyncio.timeout(left):
                return await self._exchange(url, headers, proxy, limit)
        except TimeoutError:
            return Answer(
                url, error=FetchError("timeout", f"no complete answer within {self.settings.total_seconds:.0f} s")
            )
        except Exception as error:  # noqa: BLE001  whatever a hostile server makes the engine raise is one failed feed
            kind, words = error_kind(error)
            return Answer(url, error=FetchError(kind, words))  # type: ignore[arg-type]

    async def _exchange(self, url: str, headers: Headers, proxy: str, limit: int) -> Answer:
        seconds = self.settings.timeout_seconds
        async with self._network.exchange("GET", url, headers, seconds, proxy) as response:
            status, found = response.status_code, headers_of(response)
            if status == 304:
                async for _ in response.aiter_raw():  # it has no body; read to its end, the connection is kept
                    break
            if status not in (200, 203, 226):
                return Answer(url, status, found)
            try:
                body = await self._body_of(response, found, limit)
            except TooLargeError as error:
                return Answer(url, status, found, error=FetchError("too large", str(error)))
            except EncodingError as error:
                return Answer(url, status, found, error=FetchError("encoding", str(error)))
            return Answer(url, status, found, body)

    async def _body_of(self, response: httpx.Response, headers: Mapping[str, str], limit: int) -> bytes:
        """The whole body. Few large ones are received at a time, so that many servers together cannot fill memory."""
        length = headers.get("content-length", "")
        if length.isdigit() and int(length[:18]) > limit:
            raise TooLargeError(f"{int(length[:18]) / 1e6:.0f} MB is larger than {limit / 1e6:.0f} MB")
        unpacker = Unpacker(headers.get("content-encoding", ""), limit)
        is_large = False
        try:
            async for chunk in response.aiter_raw():
                unpacker.take(chunk)
                if not is_large and unpacker.size > _LARGE:
                    await self._large.acquire()
                    is_large = True
            return unpacker.finish()
        finally:
            if is_large:
                self._large.release()

    @asynccontextmanager
    async def _turn(self, url: str) -> AsyncIterator[None]:
        host = urlsplit(url).hostname or ""
        if self.rules.allows_name(host):
            async with self._all:
                yield
            return
        turn = self._hosts.get(host)
        if turn is None:
            turn = self._hosts[host] = asyncio.Semaphore(max(1, self.settings.per_host))
        async with turn, self._all:
            yield


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


def proxy_for(url: str, configured: str) -> str:
    """The proxy of the config, else of the environment (with NO_PROXY), else ""."""
    if configured:
        return "" if configured == "none" else configured
    parts = urlsplit(url)
    host = parts.hostname or ""
    for name in (f"{parts.scheme}_proxy", "all_proxy"):
        found = os.environ.get(name) or (os.environ.get(name.upper()) if name != "http_proxy" else "")
        if found:
            if _is_spared(host):
                return ""
            return found if "://" in found else "http://" + found
    return ""


def _is_spared(host: str) -> bool:
    """True when NO_PROXY names the host, a domain above it, or everything."""
    listed = (os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or "").split(",")
    spared = [entry.strip().lower().removeprefix("*").lstrip(".") for entry in listed if entry.strip()]
    return any(not entry or host == entry or host.endswith("." + entry) for entry in spared)
