"""A strict server owner: serves feeds of every temperament by a virtual clock and notes a demerit for each rudeness.

Nothing here knows the client. A demerit is one sentence with the time and the address it happened at.
"""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from tests.servers.loopback import Request, Response, rss

LONGEST_HONOURED = timedelta(hours=24)
"""A client need not believe a max-age beyond this."""
SHORTEST_INTERVAL = timedelta(minutes=59)
LONGEST_SILENCE = timedelta(hours=28)


@dataclass(frozen=True)
class Outage:
    """From `start` for `length` the answer is `status`, with Retry-After in seconds or as a date."""

    start: timedelta
    length: timedelta
    status: int = 503
    retry_after: timedelta | None = None
    as_date: bool = False
    body: bytes = b""


@dataclass(frozen=True)
class Temper:
    """How one feed behaves. `every` is how often it has a new story; times are since the owner's start."""

    path: str
    every: timedelta = timedelta(hours=6)
    etag: str = "strong"
    """"strong", "weak", "odd", "shared" (one for the whole site, never changing) or "" for none."""
    last_modified: str = "real"
    """"real", "odd" (no date at all) or ""."""
    cache_control: str = ""
    age: int = 0
    expires: timedelta | None = None
    head: str = ""
    """Channel elements: ttl, skipHours …"""
    asks_to_wait: timedelta = timedelta(0)
    """What `head` asks for, for the grading."""
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()
    outages: tuple[Outage, ...] = ()
    moved_to: str = ""
    moved_status: int = 301
    gone_after: timedelta | None = None
    has_delta: bool = False
    is_packed: bool = False
    ignores_conditions: bool = False
    window: int = 8


@dataclass
class _Memory:
    issued_etags: set[str] = field(default_factory=set)
    issued_dates: set[str] = field(default_factory=set)
    last: datetime | None = None
    not_before: datetime | None = None
    why: str = ""
    may_be_silent_until: datetime | None = None
    failures: int = 0
    is_gone: bool = False
    moved_seen: int = 0


class StrictOwner:
    """One host. `demerits` is empty as long as every client was polite."""

    def __init__(self, tempers: list[Temper], start: datetime, *, per_host: int = 2) -> None:
        self.tempers = {temper.path: temper for temper in tempers}
        self.start = start
        self.demerits: list[str] = []
        self.requests = 0
        self.answers: dict[int, int] = {}
        self._memory: dict[str, _Memory] = {}
        self._pause_until: datetime | None = None
        self._at_once = 0
        self._per_host = per_host

    def published(self, path: str, now: datetime) -> int:
        """How many stories a feed has had until now."""
        return int((now - self.start) / self.tempers[path].every) + 3

    def enter(self) -> datetime | None:
        """A request has begun. Gives the pause it could know of, not one announced while it is under way."""
        self._at_once += 1
        if self._at_once > self._per_host:
            self.demerits.append(f"{self._at_once} requests at once")
        return self._pause_until

    def leave(self) -> None:
        """A request has ended."""
        self._at_once -= 1

    def answer(self, request: Request, now: datetime, pause: datetime | None = None) -> Response:
        """The answer to one request, and the grading of it."""
        self.requests += 1
        response = self._answer(request, now, pause)
        self.answers[response.status] = self.answers.get(response.status, 0) + 1
        return response

    def finish(self, now: datetime) -> None:
        """Grades what never came: a feed that was given up."""
        for path, temper in self.tempers.items():
            memory = self._memory.get(path, _Memory())
            if memory.is_gone or temper.moved_to:
                continue
            self._grade_silence(memory, path, now)

    def _answer(self, request: Request, now: datetime, pause: datetime | None) -> Response:
        path = request.path.partition("?")[0]
        temper = self.tempers.get(path)
        if temper is None:
            self._demerit(now, request, "asked for an address nobody gave")
            return Response(404)
        memory = self._memory.setdefault(path, _Memory())
        self._grade(request, temper, memory, now, pause)
        response = self._serve(request, temper, memory, now)
        memory.last = now
        return response

    # ------------------------------------------------------------------------------------------ serving

    def _serve(self, request: Request, temper: Temper, memory: _Memory, now: datetime) -> Response:
        since = now - self.start
        memory.not_before, memory.why, memory.may_be_silent_until = now + SHORTEST_INTERVAL, "too soon", None
        if temper.gone_after is not None and since >= temper.gone_after:
            memory.is_gone = True
            return Response(410)
        if temper.moved_to:
            memory.moved_seen += temper.moved_status in (301, 308)
            memory.not_before = None
            return Response(temper.moved_status, (("Location", temper.moved_to),))
        for outage in temper.outages:
            if outage.start <= since < outage.start + outage.length:
                return self._fail(outage, memory, now)
        memory.failures = 0
        return self._feed(request, temper, memory, now)

    def _fail(self, outage: Outage, memory: _Memory, now: datetime) -> Response:
        memory.failures += 1
        if outage.status == 200:
            return Response(200, (), outage.body)
        if outage.retry_after is None:
            return Response(outage.status)
        until = now + outage.retry_after
        self._pause_until = max(until, self._pause_until or until)
        memory.may_be_silent_until = until
        seconds = str(int(outage.retry_after.total_seconds()))
        value = format_datetime(until.astimezone(UTC), usegmt=True) if outage.as_date else seconds
        return Response(outage.status, (("Retry-After", value),))

    def _feed(self, request: Request, temper: Temper, memory: _Memory, now: datetime) -> Response:
        count = self.published(temper.path, now)
        tag, modified = self._validators(temper, count)
        headers = [("Date", format_datetime(now.astimezone(UTC), usegmt=True)), ("Set-Cookie", "visit=1; Path=/")]
        if tag:
            headers.append(("ETag", tag))
            memory.issued_etags.add(tag)
        if modified:
            headers.append(("Last-Modified", modified))
            memory.issued_dates.add(modified)
        if temper.cache_control:
            headers.append(("Cache-Control", temper.cache_control))
        if temper.age:
            headers.append(("Age", str(temper.age)))
        if temper.expires is not None:
            headers.append(("Expires", format_datetime((now + temper.expires).astimezone(UTC), usegmt=True)))
        self._promise(temper, memory, now)
        known_tag, known_date = request.header("If-None-Match"), request.header("If-Modified-Since")
        is_known = known_tag == tag if known_tag else bool(known_date) and known_date == modified
        if is_known and (tag or modified) and not temper.ignores_conditions and temper.etag != "shared":
            return Response(304, tuple(headers))
        window = min(count, temper.window)
        if temper.has_delta and request.header("A-IM") == "feed" and known_tag in memory.issued_etags:
            known = int(re.sub(r"\D", "", known_tag or "0"))
            headers.append(("IM", "feed"))
            return Response(226, tuple(headers), self._body(temper, count, count - known))
        body = self._body(temper, count, window)
        if temper.is_packed and "gzip" in (request.header("Accept-Encoding") or ""):
            return Response(200, (*headers, ("Content-Encoding", "gzip")), gzip.compress(body, mtime=0))
        return Response(200, tuple(headers), body)

    def _body(self, temper: Temper, count: int, window: int) -> bytes:
        return rss(max(window, 0), title=temper.path, first=count - max(window, 0), head=temper.head)

    def _validators(self, temper: Temper, count: int) -> tuple[str, str]:
        tag = {
            "strong": f'"{count}"',
            "weak": f'W/"{count}"',
            "odd": f"{count} no quotes; \\o/",
            "shared": '"site"',
            "": "",
        }[temper.etag]
        changed = self.start + temper.every * (count - 3)
        real = format_datetime(changed.astimezone(UTC), usegmt=True)
        return tag, {"real": real, "odd": f"version {count}, tuesday-ish", "": ""}[temper.last_modified]

    def _promise(self, temper: Temper, memory: _Memory, now: datetime) -> None:
        """The earliest polite next request."""
        waits = [(SHORTEST_INTERVAL, "too soon"), (temper.asks_to_wait, "before its ttl or update period")]
        match = re.search(r"max-age=(\d+)", temper.cache_control)
        if match and "no-cache" not in temper.cache_control:
            waits.append((timedelta(seconds=int(match[1]) - temper.age), "before max-age was over"))
        elif temper.expires is not None and not match:
            waits.append((temper.expires, "before Expires"))
        wait, memory.why = max((min(wait, LONGEST_HONOURED), why) for wait, why in waits)
        memory.not_before = now + wait
        if temper.skip_days or temper.skip_hours:
            memory.may_be_silent_until = now + timedelta(days=3)

    # ------------------------------------------------------------------------------------------ grading

    def _grade(self, request: Request, temper: Temper, memory: _Memory, now: datetime, pause: datetime | None) -> None:
        self._grade_manners(request, now)
        if memory.is_gone:
            self._demerit(now, request, "asked again after 410")
        if pause is not None and now < pause:
            self._demerit(now, request, f"asked before Retry-After ({pause:%d %H:%M:%S})")
        if memory.not_before is not None and now < memory.not_before:
            self._demerit(now, request, f"asked {memory.why} (until {memory.not_before:%d %H:%M:%S})")
        self._grade_conditions(request, memory, now)
        if memory.last is not None and (now.hour in temper.skip_hours or now.weekday() in temper.skip_days):
            self._demerit(now, request, "asked in an hour or day it asked to be spared")
        if memory.moved_seen > 5:
            self._demerit(now, request, "still asks the old address")
        if memory.failures >= 3 and memory.last is not None and now - memory.last < SHORTEST_INTERVAL * 2:
            self._demerit(now, request, f"no back-off after {memory.failures} failures")
        self._grade_silence(memory, request.path, now)

    def _grade_manners(self, request: Request, now: datetime) -> None:
        for name in ("Cookie", "Referer", "Authorization"):
            if request.header(name) is not None:
                self._demerit(now, request, f"sent {name}")
        if "?" in request.path:
            self._demerit(now, request, "added a query")
        agent = request.header("User-Agent") or ""
        if not re.fullmatch(r"Mozilla/5\.0 \(compatible; watchfloor/[\w.]+; \+https://\S+; \S+@\S+\)", agent):
            self._demerit(now, request, f"hides who it is ({agent})")
        if "gzip" not in (request.header("Accept-Encoding") or ""):
            self._demerit(now, request, "does not take gzip")
        names = [name.lower() for name, _ in request.headers]
        if len(names) != len(set(names)):
            self._demerit(now, request, "sent a header twice")

    def _grade_conditions(self, request: Request, memory: _Memory, now: datetime) -> None:
        tag, date = request.header("If-None-Match"), request.header("If-Modified-Since")
        if tag is not None and tag not in memory.issued_etags:
            self._demerit(now, request, f"invented the validator {tag}")
        if date is not None and date not in memory.issued_dates:
            self._demerit(now, request, f"invented the date {date}")
        if memory.issued_etags and tag is None:
            self._demerit(now, request, "asked without its ETag")
        if memory.issued_dates and date is None:
            self._demerit(now, request, "asked without its Last-Modified")

    def _grade_silence(self, memory: _Memory, path: str, now: datetime) -> None:
        if memory.last is None:
            return
        excused = [moment for moment in (memory.may_be_silent_until, self._pause_until) if moment is not None]
        if now - max([memory.last, *excused]) > LONGEST_SILENCE:
            self.demerits.append(f"{now:%d %H:%M} {path}: fell silent for {now - memory.last}")

    def _demerit(self, now: datetime, request: Request, what: str) -> None:
        self.demerits.append(f"{now:%d %H:%M:%S} {request.path}: {what}")
