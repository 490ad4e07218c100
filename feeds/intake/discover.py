"""A site or a feed -> the feeds it offers, each looked at once. What was fetched is handed on, so that the first poll
after `feeds add` is conditional and no body travels twice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b
from html import unescape
from urllib.parse import urljoin, urlsplit

from feeds.intake.arrivals import arrivals_of, outlet_of
from feeds.intake.charset import decode
from feeds.intake.http import FEED_TYPES, Answer, Fetcher
from feeds.intake.parse import parse_feed
from feeds.intake.parsed import ParsedFeed
from feeds.intake.poll import Polled, described, reply_of
from feeds.intake.schedule import after, fresh_state
from feeds.intake.secrets import shown
from feeds.intake.statuses import words_of
from feeds.intake.xmlfeed import clean_link
from feeds.records import dataclass
from feeds.settings import FeedSettings, FetchSettings
from feeds.story import FeedState, Outlet
from feeds.web_address import requestable

MOST_LOOKED_AT = 5
_USUAL_PLACES = ("feed", "rss.xml", "rss", "atom.xml", "feed.xml", "index.xml")
_LINK = re.compile(r"<link\s[^<>]{1,2000}>", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\s[^<>]{0,500}?href\s*=\s*[\"']?([^\"'\s>]{1,1000})", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_FEED_WORDS = re.compile(r"(?:^|[/._=-])(?:rss|atom|feeds?|rdf)(?:$|[/._?=&-])|\.(?:rss|atom|rdf)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that was looked at. `polled` makes of it what a first poll would have."""

    url: str
    """Where to ask: after permanent redirects the new address, else the one that was found."""
    title: str
    format: str
    outlet: str
    items: int
    items_per_day: float | None
    full_share: float | None
    newest: datetime | None
    language: str
    has_validators: bool
    """True when it gave an ETag or Last-Modified, so that it can be asked conditionally."""
    parsed: ParsedFeed
    answer: Answer

    def polled(
        self, feed: FeedSettings, settings: FetchSettings, now: datetime, outlets: Mapping[str, Outlet] | None = None
    ) -> Polled:
        """Stories, validators and schedule under the name the feed was given, to be saved like any poll's."""
        arrivals = arrivals_of(feed, self.parsed, outlets)
        reply = described(reply_of(self.answer), self.parsed, arrivals, now)
        digest = blake2b(self.answer.body, digest_size=16).hexdigest()
        reply = replace(reply, body_hash=digest, size_bytes=len(self.answer.body))
        state: FeedState = after(fresh_state(feed), reply, now, settings, feed)
        return Polled(feed, state, tuple(arrivals), self.answer.body)


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found at an address, best first; `error` says why nothing was."""

    asked: str
    feeds: tuple[FoundFeed, ...] = ()
    error: str | None = None
    note: str = ""
    """What the address itself is, where its site was searched at the usual places instead."""


async def discover(
    address: str,
    settings: FetchSettings,
    now: datetime,
    *,
    outlets: Mapping[str, Outlet] | None = None,
    fetcher: Fetcher | None = None,
    most: int = MOST_LOOKED_AT,
    basic_auth: str = "",
    headers: Mapping[str, str] | None = None,
) -> Discovery:
    """The feeds of a site, or the feed itself. Asks the page once, then at most `most` addresses it names, then the
    usual places if it names none. `basic_auth` and `headers` are the feed's own, and go to its origin only. Never
    raises, but for cancellation."""
    address = address.strip().removeprefix("feed:").lstrip("/") if address.startswith("feed:") else address.strip()
    wrong = _no_address(address)
    if wrong:
        return Discovery(address, error=wrong)
    if "://" not in address:
        address = "https://" + address
    if fetcher is not None:
        return await _discover(address, now, outlets or {}, _Asking(fetcher, address, basic_auth, headers), most)
    async with Fetcher(settings) as own:
        return await _discover(address, now, outlets or {}, _Asking(own, address, basic_auth, headers), most)


def _no_address(address: str) -> str:
    """Why what was given cannot be a web address; "" when it can."""
    scheme, separator, _ = address.partition("://")
    if not address:
        return "give the address of a site or feed"
    if separator and scheme.lower() not in ("http", "https"):
        return f"{scheme}:// is not fetched; an address begins with https:// or http://"
    if not separator and (address.startswith(("/", "~", ".")) or any(character.isspace() for character in address)):
        return "no web address; a folder of files is watched with [[folders]] in the config"
    try:
        requestable(address if separator else f"https://{address}")
    except ValueError:
        return "no web address; one looks like https://example.org/"
    return ""


@dataclass(frozen=True, slots=True)
class _Asking:
    """A fetcher with the feed's own secrets, which are sent to the origin of the address that was given."""

    fetcher: Fetcher
    address: str
    basic_auth: str
    headers: Mapping[str, str] | None

    async def fetch(self, url: str, accept: str = FEED_TYPES) -> Answer:
        given, asked = urlsplit(self.address), urlsplit(url)
        is_own = (given.scheme, given.hostname, given.port) == (asked.scheme, asked.hostname, asked.port)
        return await self.fetcher.fetch(
            url,
            accept=accept,
            headers=self.headers if is_own else None,
            basic_auth=self.basic_auth if is_own else "",
        )


async def _discover(
    address: str, now: datetime, outlets: Mapping[str, Outlet], fetcher: _Asking, most: int
) -> Discovery:
    answer = await fetcher.fetch(address, accept="text/html, " + FEED_TYPES)
    if answer.error:
        return Discovery(address, error=f"{answer.error.words}")
    if answer.status != 200:
        return Discovery(address, error=words_of(answer.status).replace("; has the feed moved?", ""))
    parsed = _parsed(answer)
    if parsed.error is None:
        return Discovery(address, (_found(address, answer, parsed, now, outlets),))
    if "OPML" in parsed.error:
        return Discovery(address, error="a list of feeds (OPML); save it, and `feeds import` takes it")
    parsed_page = parsed
    page, _ = decode(answer.body, answer.headers.get("content-type", ""))
    candidates = feed_links(page, answer.url)
    is_guess = not candidates
    if is_guess:
        candidates = [urljoin(answer.url, "/" + place) for place in _USUAL_PLACES]
    found: list[FoundFeed] = []
    for candidate in candidates[: len(_USUAL_PLACES) if is_guess else most]:
        offered = await fetcher.fetch(candidate)
        if offered.error or offered.status != 200:
            continue
        parsed = _parsed(offered)
        if parsed.error is None and all(offered.url != other.answer.url for other in found):
            found.append(_found(candidate, offered, parsed, now, outlets))
            if is_guess:
                break
    what = f"{parsed_page.error} ({shown(answer.url)})"
    if found:
        note = f"{what} that names no feed; its site has one at a usual place" if is_guess else ""
        return Discovery(address, tuple(found), note=note)
    return Discovery(address, error=f"{what}, and no feed was found there; give the address of the feed itself")


def _parsed(answer: Answer) -> ParsedFeed:
    return parse_feed(answer.body, content_type=answer.headers.get("content-type", ""), url=answer.url)


def _found(address: str, answer: Answer, parsed: ParsedFeed, now: datetime, outlets: Mapping[str, Outlet]) -> FoundFeed:
    arrivals = arrivals_of(FeedSettings(name=parsed.title or address), parsed, outlets)
    reply = described(reply_of(answer), parsed, arrivals, now)
    return FoundFeed(
        url=answer.url if answer.is_permanently_moved else address,
        title=parsed.title or urlsplit(answer.url).hostname or address,
        format=parsed.format,
        outlet=outlet_of(parsed.link or answer.url, outlets),
        items=len(arrivals),
        items_per_day=reply.items_per_day,
        full_share=reply.full_share,
        newest=reply.newest_entry,
        language=parsed.language,
        has_validators=bool(answer.headers.get("etag") or answer.headers.get("last-modified")),
        parsed=parsed,
        answer=answer,
    )


def feed_links(page: str, url: str) -> list[str]:
    """The feeds a page names: by <link rel=alternate> first, then by links that look like feeds; comments last."""
    head = page[:500_000]
    base = _base(head, url)
    declared, others = [], []
    for match in _LINK.finditer(head):
        attributes = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(match[0])}
        if "alternate" in attributes.get("rel", "").lower() and attributes.get("type", "").lower() in _FEED_TYPES:
            declared.append(attributes.get("href", ""))
    if not declared:
        for match in _ANCHOR.finditer(head):
            address = unescape(match[1])
            if _FEED_WORDS.search(address.partition("://")[2] or address):
                others.append(address)
    joined = [clean_link(address, base) for address in declared or others if address]
    unique = [address for address in dict.fromkeys(joined) if address.startswith(("http://", "https://"))]
    return sorted(unique, key=lambda address: "comment" in address.lower())


def _base(head: str, url: str) -> str:
    match = re.search(r"<base\s[^>]{0,300}?href\s*=\s*[\"']([^\"']{1,1000})", head, re.IGNORECASE)
    return clean_link(unescape(match[1]), url) if match else url
