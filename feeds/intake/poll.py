"""Polls feeds: each for itself, none asked before its time, one result a feed. Knows no store: states come in, results
go out, and whoever saves them commits the state in one transaction with the stories, after them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import unquote, urlsplit

from feeds.intake.arrivals import arrivals_of, is_full
from feeds.intake.http import Answer, Fetcher, Validators
from feeds.intake.parse import parse_feed, parse_quickly
from feeds.intake.parsed import ParsedFeed
from feeds.intake.schedule import Reply, after, held, hold_of, is_due, request_url, state_for
from feeds.intake.secrets import shown, stored
from feeds.intake.statuses import words_of
from feeds.records import dataclass
from feeds.settings import FeedSettings, FetchSettings
from feeds.story import Arrival, FeedState, Outlet

Outcome: TypeAlias = Literal["new", "unchanged", "failed", "waiting", "offline"]
_LARGE = 1_000_000
"""Bytes from which a body is parsed in a thread, so that the other feeds go on; one at a time, to spare memory."""
_UNREACHED = ("name", "connect", "timeout")
_STOPPED_PROBE = 3
"""So many hosts out of reach, and none reached, means that it is us who are offline."""


@dataclass(frozen=True, slots=True)
class Polled:
    """What came of one feed.

    "new": it had a body that was not known (arrivals may still all be known). "unchanged": a 304, or the same body.
    "failed": `error` says why. "waiting": not asked, but its state changed (its host asked for a pause).
    "offline": not counted as a failure, because nothing could be reached.
    """

    feed: FeedSettings
    state: FeedState
    arrivals: tuple[Arrival, ...] = ()
    raw_body: bytes | None = None
    """As it came, where it was not known: also one that no feed could be made of."""
    error: str | None = None
    outcome: Outcome = "new"


@dataclass(frozen=True, slots=True)
class PollSummary:
    """The whole round in numbers. `offline` is the one line to show instead of a line a feed."""

    polled: int = 0
    unchanged: int = 0
    failed: int = 0
    waiting: int = 0
    offline: str | None = None


OnResult: TypeAlias = Callable[[Polled], Awaitable[None] | None]


async def poll(
    feeds: Iterable[FeedSettings],
    states: Mapping[str, FeedState],
    settings: FetchSettings,
    now: datetime,
    on_result: OnResult,
    *,
    force: bool = False,
    outlets: Mapping[str, Outlet] | None = None,
    fetcher: Fetcher | None = None,
) -> PollSummary:
    """Asks every enabled feed that is due and hands each result to `on_result`, in the order they come.

    `force` asks before a feed's time too, but still conditionally, and never while a server's own pause lasts.
    Exceptions of `on_result` end the round (the store is gone); nothing else does.
    """
    round_ = _Round(settings, now, on_result, outlets or {}, states)
    enabled = [feed for feed in feeds if feed.is_enabled]
    known = {feed.name: state_for(feed, states) for feed in enabled}
    chosen = [feed for feed in enabled if is_due(known[feed.name], now, force=force)]
    for state in states.values():
        until = hold_of(state, now)
        if until:
            round_.hold(_host(state), until)
    waiting = len(enabled) - len(chosen)
    if not chosen:
        return PollSummary(waiting=waiting)
    own = Fetcher(settings) if fetcher is None else None
    try:
        async with asyncio.TaskGroup() as group:
            for feed in chosen:
                group.create_task(round_.ask(feed, known[feed.name], own or fetcher))  # type: ignore[arg-type]
        return await round_.finish(waiting)
    except BaseExceptionGroup as errors:
        raise _first(errors) from None
    finally:
        if own is not None:
            await own.__aexit__()


def _first(errors: BaseExceptionGroup[BaseException]) -> BaseException:
    error: BaseException = errors
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


class _Round:
    """One round of polling: what its tasks share."""

    def __init__(
        self,
        settings: FetchSettings,
        now: datetime,
        on_result: OnResult,
        outlets: Mapping[str, Outlet],
        states: Mapping[str, FeedState],
    ) -> None:
        self._settings = settings
        self._started = (now, time.monotonic())
        self._on_result = on_result
        self._outlets = outlets
        self._states = states
        self._holds: dict[str, datetime] = {}
        self._counts = {"polled": 0, "unchanged": 0, "failed": 0}
        self._unreached: list[tuple[FeedSettings, FeedState, Answer]] = []
        self._is_reached = False
        self._large = asyncio.Semaphore(1)

    def _now(self) -> datetime:
        now, started = self._started
        return now + timedelta(seconds=int(time.monotonic() - started))

    def hold(self, host: str, until: datetime) -> None:
        """Leaves a host alone, with all its feeds, until then."""
        self._holds[host] = max(until, self._holds.get(host, until))

    async def ask(self, feed: FeedSettings, state: FeedState, fetcher: Fetcher) -> None:
        if feed.command:
            await self._run(feed, state)
            return
        if feed.url.startswith("file://"):
            await self._open(feed, state)
            return
        if self._is_offline():
            self._unreached.append((feed, state, Answer(feed.url)))
            return
        answer = await fetcher.fetch(
            request_url(state, feed.url),
            validators=Validators(state.etag, state.last_modified, state.validators_url),
            headers=feed.headers,
            basic_auth=feed.basic_auth,
            proxy=feed.proxy,
            may_start=lambda: self._may_start(state),
        )
        if answer.error and answer.error.kind == "stopped":
            await self._wait(feed, state)
        elif answer.error and answer.error.kind in _UNREACHED and not self._is_reached:
            self._unreached.append((feed, state, answer))
        else:
            self._is_reached = self._is_reached or answer.status is not None
            await self._judge(feed, state, answer)

    def _may_start(self, state: FeedState) -> bool:
        """Asked when a request's turn has come: a sibling may have been told to stay away in the meantime."""
        return _host(state) not in self._holds and not self._is_offline()

    def _is_offline(self) -> bool:
        if self._is_reached or len(self._unreached) < _STOPPED_PROBE:
            return False
        return len({_host(state) for _, state, answer in self._unreached if answer.error}) >= _STOPPED_PROBE

    async def _wait(self, feed: FeedSettings, state: FeedState) -> None:
        host = _host(state)
        if host not in self._holds:  # stopped because nothing can be reached
            self._unreached.append((feed, state, Answer(feed.url)))
            return
        waiting = held(state, host, self._holds[host])
        await self._give(Polled(feed, waiting, outcome="waiting"))

    async def _open(self, feed: FeedSettings, state: FeedState) -> None:
        """A feed saved in a local file."""
        path = Path(unquote(urlsplit(feed.url).path))
        try:
            if not path.is_file():  # a pipe would be waited for without end
                raise FileNotFoundError(None, "there is no such file" if not path.exists() else "it is no file")
            if path.stat().st_size > self._settings.max_bytes:
                raise OSError(None, f"larger than {self._settings.max_bytes / 1e6:.0f} MB")
            body = path.read_bytes()
        except OSError as error:
            await self._failed(feed, state, Reply(error=f"{path} cannot be read ({error.strerror})"))
            return
        await self._read(feed, state, Reply(), Answer(feed.url, body=body))

    async def _run(self, feed: FeedSettings, state: FeedState) -> None:
        from feeds.intake.commands import read_output, run_command  # rarely needed, and dear to import

        output = await run_command(feed, self._settings)
        digest = blake2b(output.body, digest_size=16).hexdigest() if output.body else None
        if output.error:
            await self._failed(feed, state, Reply(error=output.error))
        elif digest and digest == state.body_hash:
            await self._unchanged(feed, state, Reply(body_hash=digest, size_bytes=len(output.body)))
        else:
            async with self._large:
                parsed, arrivals = await asyncio.to_thread(read_output, feed, output.body, self._outlets)
            reply = Reply(body_hash=digest, size_bytes=len(output.body), error=parsed.error)
            await self._take(feed, state, reply, parsed, arrivals, output.body)

    async def _judge(self, feed: FeedSettings, state: FeedState, answer: Answer) -> None:
        reply = reply_of(answer)
        if answer.error:
            await self._failed(feed, state, replace(reply, error=answer.error.words))
        elif answer.status == 304:
            await self._unchanged(feed, state, reply)
        elif answer.status not in (200, 203, 226):
            await self._failed(feed, state, replace(reply, error=words_of(answer.status)))
        else:
            await self._read(feed, state, reply, answer)

    async def _read(self, feed: FeedSettings, state: FeedState, reply: Reply, answer: Answer) -> None:
        body = answer.body
        if not body.strip():
            error = "it answered without a body; that is a failure, not an absence of news"
            await self._failed(feed, state, replace(reply, error=error))
            return
        digest = blake2b(body, digest_size=16).hexdigest()
        reply = replace(reply, body_hash=digest, size_bytes=len(body))
        if digest == state.body_hash and answer.status != 226:
            await self._unchanged(feed, state, reply)
            return
        parsed = _parsed_quickly(body, answer, feed.max_entries) if len(body) < _LARGE else None
        if parsed is None:
            async with self._large:
                parsed = await asyncio.to_thread(_parsed, body, answer, feed.max_entries)
        await self._take(feed, state, reply, parsed, arrivals_of(feed, parsed, self._outlets), body)

    async def _take(
        self,
        feed: FeedSettings,
        state: FeedState,
        reply: Reply,
        parsed: ParsedFeed,
        arrivals: list[Arrival],
        body: bytes,
    ) -> None:
        if parsed.error:
            await self._failed(feed, state, replace(reply, error=_unreadable(parsed.error)), body)
            return
        moment = self._now()
        reply = described(reply, parsed, arrivals, moment)
        following = after(state, reply, moment, self._settings, feed)
        self._pause_if_busy(following, moment)
        self._counts["polled"] += 1
        await self._give(Polled(feed, following, tuple(arrivals), body))

    async def _unchanged(self, feed: FeedSettings, state: FeedState, reply: Reply) -> None:
        following = after(state, reply, self._now(), self._settings, feed)
        self._counts["polled"] += 1
        self._counts["unchanged"] += 1
        await self._give(Polled(feed, following, outcome="unchanged"))

    async def _failed(self, feed: FeedSettings, state: FeedState, reply: Reply, body: bytes | None = None) -> None:
        moment = self._now()
        following = after(state, reply, moment, self._settings, feed)
        self._pause_if_busy(following, moment)
        self._counts["polled"] += 1
        self._counts["failed"] += 1
        await self._give(Polled(feed, following, raw_body=body, error=following.error, outcome="failed"))

    def _pause_if_busy(self, state: FeedState, moment: datetime) -> None:
        until = hold_of(state, moment)
        if until:
            self.hold(_host(state), until)

    async def _give(self, polled: Polled) -> None:
        done = self._on_result(polled)
        if done is not None:
            await done

    async def finish(self, waiting: int) -> PollSummary:
        """The feeds out of reach: their own failure when anything else was reached, else we are offline."""
        is_offline = not self._is_reached and bool(self._unreached) and self._looks_offline()
        for feed, state, answer in self._unreached:
            if is_offline or answer.error is None:
                await self._give(Polled(feed, state, error="offline", outcome="offline"))
            else:
                await self._judge(feed, state, answer)
        offline = (
            f"offline: none of {len(self._unreached)} feeds can be reached; is there a network?" if is_offline else None
        )
        return PollSummary(waiting=waiting, offline=offline, **self._counts)

    def _looks_offline(self) -> bool:
        hosts = {_host(state) for _, state, answer in self._unreached if answer.error}
        return len(hosts) >= _STOPPED_PROBE


def _unreadable(error: str) -> str:
    """What was sent instead of a feed, and what to do where something can be done."""
    if error.startswith("a web page"):
        return f"it sent {error}; has the feed moved? `feeds add` with the site's address finds it"
    return f"it sent no readable feed: {error}"


def _parsed(body: bytes, answer: Answer, most: int) -> ParsedFeed:
    return parse_feed(body, content_type=answer.headers.get("content-type", ""), url=answer.url, most=most)


def _parsed_quickly(body: bytes, answer: Answer, most: int) -> ParsedFeed | None:
    return parse_quickly(body, content_type=answer.headers.get("content-type", ""), url=answer.url, most=most)


def reply_of(answer: Answer) -> Reply:
    """An answer as scheduling sees it, before its body was read.

    An address with a secret in it is never adopted as the permanent one: it would have to be stored.
    """
    place = stored(answer.url)
    return Reply(
        status=answer.status,
        headers=answer.headers,
        final_url=place,
        redirects=tuple(f"{hop.status} {shown(hop.url)}" for hop in answer.redirects),
        is_permanently_moved=answer.is_permanently_moved and place == answer.url,
    )


def described(reply: Reply, parsed: ParsedFeed, arrivals: list[Arrival], now: datetime) -> Reply:
    """The reply with what its entries say of the feed."""
    soon = now + timedelta(hours=1)
    moments = sorted(a.published for a in arrivals if a.published and a.published <= soon)
    span = (max(now, moments[-1]) - moments[0]).total_seconds() / 86400 if len(moments) > 1 else 0.0
    return replace(
        reply,
        hints=parsed.hints,
        entries=len(arrivals),
        newest_entry=moments[-1] if moments else None,
        oldest_entry=moments[0] if moments and len(moments) == len(arrivals) else None,
        items_per_day=round(len(moments) / max(span, 1 / 24), 2) if span and reply.status != 226 else None,
        full_share=round(sum(is_full(a.body) for a in arrivals) / len(arrivals), 2) if arrivals else None,
        notes=parsed.notes,
    )


def _host(state: FeedState) -> str:
    try:
        return urlsplit(request_url(state, state.url)).hostname or ""
    except ValueError:
        return ""
