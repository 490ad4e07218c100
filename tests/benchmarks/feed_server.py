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

SYLLABLES = (
    "ar ba cor del en fa gor hal il ja kor lan mer nor os pel qua ren sol tar um val wen yor zan bre dun".split()
)
FIRST = "Arvo Mila Oren Sina Petra Ilan Runa Tomas Edda Joran Lena Marek Nadia Osric Pavel Rhea Stefan Tilda".split()
ROLES = "foreign minister,defence ministry spokesman,envoy,governor,mayor,opposition leader,ambassador,general".split(
    ","
)
NOUNS = (
    "harvest bridge council budget ferry hospital school railway border market pipeline festival orchestra mine court "
    "election reservoir airport forest union factory museum loan treaty storm quarry port stadium library clinic road "
    "tunnel dam vineyard archive workshop warehouse convoy radio newspaper bakery teacher farmer driver nurse pilot"
).split()
VERBS = (
    "reopened delayed inspected approved questioned repaired closed expanded visited refused praised measured funded "
    "flooded supplied surveyed renamed painted searched doubled halved moved welcomed audited guarded photographed"
).split()
QUALITIES = (
    "northern old new narrow crowded silent costly regional damaged temporary empty famous private public frozen "
    "disputed remote shared unfinished modern historic local foreign rented abandoned"
).split()
DEEDS = (
    "the ceasefire in {place} would hold until {noun} talks on Friday",
    "two diplomats had been told to leave {place} within 48 hours over the {noun}",
    "peacekeepers could be sent to the {noun} at {place} before the end of the month",
    "his country rejected the {quality} proposal made in {place}",
    "shelling near the {quality} {noun} in {place} killed at least {number} people overnight",
    "about {number} prisoners were exchanged at the {noun} in {place}",
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
    person, role, place = f"{chance.choice(FIRST)} {_name(chance)}", chance.choice(ROLES), _name(chance)
    sentences = [_ordinary(chance) for _ in range(3)]
    if chance.random() < 0.4:
        deed = chance.choice(DEEDS).format(
            place=place, noun=chance.choice(NOUNS), quality=chance.choice(QUALITIES), number=chance.randint(2, 90)
        )
        sentences[0] = f"{person}, the {role}, said on Tuesday that {deed}."
        sentences[2] = f"“{_ordinary(chance).removesuffix('.')},” {person.split()[1]} told reporters in {place}."
    moment = format_datetime(START + timedelta(minutes=number * 20 + feed), usegmt=True)
    return (
        f"<item><title>{_ordinary(chance).removesuffix('.')}</title>"
        f"<link>https://outlet{feed}.example/{number}</link><guid isPermaLink='false'>{feed}-{number}</guid>"
        f"<pubDate>{moment}</pubDate><description>{' '.join(sentences)}</description></item>"
    )


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.choice((2, 2, 3)))).capitalize()


def _ordinary(chance: random.Random) -> str:
    """A sentence that hardly any other story has."""
    first, second, third = chance.sample(NOUNS, 3)
    return (
        f"The {chance.choice(QUALITIES)} {first} of {_name(chance)} {chance.choice(VERBS)} the {second} with "
        f"{chance.randint(2, 900)} {chance.choice(QUALITIES)} {third}s near {_name(chance)}."
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
