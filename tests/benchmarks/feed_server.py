"""Made-up feeds over loopback, each answer so many seconds late.

`python -m tests.benchmarks.feed_server FEEDS ENTRIES DELAY` prints its port, then takes orders on standard input, a
line each: "change N" gives N feeds a new edition with three new entries at the top. Validators are honoured. Written on
a bare protocol, so that the server is not what is measured.
"""

from __future__ import annotations

import asyncio
import random
import sys
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

PEOPLE = "Arvo Tarn,Mila Reske,Oren Falk,Sina Dovan,Petra Holm,Ilan Voss,Runa Sedd,Tomas Ekel".split(",")
PLACES = "Merin,Kyrna,Orlo,Selm,Vostra,Tarnow,Brenholm,Ashvale,Ostrel,Dunmere".split(",")
ROLES = "foreign minister,defence ministry spokesman,envoy,governor,mayor,opposition leader,ambassador".split(",")
DEEDS = (
    "the ceasefire in {place} would hold until Friday",
    "two diplomats had been told to leave {place} within 48 hours",
    "peacekeepers could be sent to {place} before the end of the month",
    "his country rejected the proposal made in {place}",
    "shelling near {place} killed at least {number} people overnight",
    "talks in {place} were postponed until next week",
    "about {number} prisoners were exchanged at {place}",
    "the bridge at {place} had been repaired ahead of the delegation's visit",
)
ORDINARY = (
    "Traders in {place} reported {number} deliveries, the most since the road was reopened.",
    "Residents of {place} queued for water for the third day.",
    "The regional council meets again in {place} on Thursday to discuss the budget.",
    "A storm damaged {number} houses along the coast near {place}.",
)
START = datetime(2025, 3, 12, 12, 0, tzinfo=UTC)


class Feeds:
    """The feeds and their editions."""

    def __init__(self, feeds: int, entries: int) -> None:
        self._entries = entries
        self._editions = [0] * feeds
        self._answers: dict[str, tuple[bytes, str]] = {}
        for number in range(feeds):
            self._build(number)

    def change(self, count: int) -> None:
        """A new edition of the first `count` feeds."""
        for number in range(count):
            self._editions[number] += 1
            self._build(number)

    def answer(self, path: str, tag: str) -> bytes:
        """The bytes of the answer to one request."""
        body, current = self._answers.get(path, (b"", ""))
        if not body:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        if tag == current:
            return f"HTTP/1.1 304 Not Modified\r\nETag: {current}\r\n\r\n".encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: {current}\r\nContent-Length: {len(body)}"
        return head.encode() + b"\r\n\r\n" + body

    def _build(self, number: int) -> None:
        newest = self._entries + 3 * self._editions[number]
        items = "".join(_entry(number, entry) for entry in range(newest - 1, newest - self._entries - 1, -1))
        title = f"<title>Made-up feed {number}</title><link>https://outlet{number}.example/</link>"
        body = f"<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel>{title}{items}</channel></rss>"
        self._answers[f"/{number}"] = (body.encode(), f'"{number}-{self._editions[number]}"')


def _entry(feed: int, number: int) -> str:
    chance = random.Random(feed * 10_000 + number)
    person, role, place = chance.choice(PEOPLE), chance.choice(ROLES), chance.choice(PLACES)
    deed = chance.choice(DEEDS).format(place=place, number=chance.randint(2, 90))
    more = " ".join(
        chance.choice(ORDINARY).format(place=chance.choice(PLACES), number=chance.randint(2, 900)) for _ in range(2)
    )
    moment = format_datetime(START + timedelta(minutes=number * 20 + feed), usegmt=True)
    return (
        f"<item><title>{role.capitalize()} speaks of {place}: day {number} of feed {feed}</title>"
        f"<link>https://outlet{feed}.example/{number}</link><guid isPermaLink='false'>{feed}-{number}</guid>"
        f"<pubDate>{moment}</pubDate><description>{person}, the {role}, said on Tuesday that {deed}. {more} "
        f"“We will know more by the weekend,” {person.split()[1]} told reporters in {place}.</description></item>"
    )


class Connection(asyncio.Protocol):
    """One client: requests in, late answers out, in order."""

    def __init__(self, feeds: Feeds, delay_seconds: float) -> None:
        self._feeds = feeds
        self._delay = delay_seconds
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while b"\r\n\r\n" in self._received:
            head, _, self._received = self._received.partition(b"\r\n\r\n")
            lines = head.decode("latin-1").split("\r\n")
            tags = [line.split(":", 1)[1].strip() for line in lines if line.lower().startswith("if-none-match:")]
            answer = self._feeds.answer(lines[0].split(" ")[1], tags[0] if tags else "")
            asyncio.get_running_loop().call_later(self._delay, self._send, answer)

    def _send(self, answer: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(answer)  # type: ignore[attr-defined]


async def run(feeds: int, entries: int, delay_seconds: float) -> None:
    """Serves until standard input ends."""
    held = Feeds(feeds, entries)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(held, delay_seconds), "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        held.change(int(line.split()[1]))
        print("changed", flush=True)


if __name__ == "__main__":
    asyncio.run(run(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
