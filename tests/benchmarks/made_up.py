"""Makes plausible stories with their findings, as many as wanted, the same for the same seed: code, not data.

A story has some 3.7 kB of text, 24 mentions, 6 quotes, a statement, 7 times and 4 events, and what it is grouped by is
as much as real articles have (759 of them: 850 bytes of features, 20 terms); a fifth arrive up to ten days after they
were published. Words, people and places are drawn by Zipf's law from invented stocks, so that some
words stand in most stories and most words in few.
"""

from __future__ import annotations

import random
from array import array
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from zlib import crc32

from feeds.exchange import ReadStory, UnreadStory
from feeds.grouping.features import INDEX_TERMS
from feeds.story import (
    Actor,
    Arrival,
    Event,
    Findings,
    Mention,
    Outlet,
    Paragraph,
    Quote,
    Span,
    Statement,
    ThreadEvidence,
    ThreadLink,
    Timex,
)
from store.written import written

START = datetime(2022, 1, 1, tzinfo=UTC)
STORIES_A_DAY = 400
THREADS = ("ceasefire", "peacekeeping", "diplomatic_expulsions", "sanctions", "aid", "prisoners", "arms")
KINDS = ("talks", "attack", "agreement", "visit", "expulsion", "deployment", "statement", "vote")
STATUSES = ("happened", "scheduled", "proposed", "rejected", "denied", "ongoing", "agreed", "demanded")
_COMMON = (
    "the of and to in a said that for on with was as by it at from is be has were an which had are this after not but "
    "who would their its he they been over his have one two more will new about against also could into than people "
    "talks forces border army minister president officials government country troops ceasefire agreement attack "
    "killed city northern eastern week month year security military defence foreign"
).split()
_SYLLABLES = "ar ba cor del en fa gor hal il ja kor lan mer nor os pel qua ren sol tar um val wen yor zan".split()


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up story as it arrives and what a reader would find in it."""

    arrival: Arrival
    findings: Findings
    seen: datetime


class Maker:
    """Makes stories; `outlets` are those they come from."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self.words = _COMMON + [self._word() for _ in range(30_000)]
        self.ranks = {word: rank for rank, word in enumerate(self.words)}
        self.word_weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))
        self.people = [self._actor("person") for _ in range(3_000)]
        self.bodies = [self._actor("organisation") for _ in range(600)]
        self.countries = [self._actor("country") for _ in range(120)]
        self.outlet_names = [
            f"{self._word().title()} {kind}" for kind in ("Post", "Daily", "Wire", "News") for _ in range(50)
        ]
        kinds = ("newspaper", "broadcaster", "wire", "state media", "think tank")
        self.outlets = {
            f"{name.split()[0].lower()}{n}.example": Outlet(name, kinds[n % 5], "", "GB" if n % 3 else "RU")
            for n, name in enumerate(self.outlet_names)
        }

    def _word(self) -> str:
        return "".join(self.random.choice(_SYLLABLES) for _ in range(self.random.choice((2, 2, 3, 3, 4))))

    def _actor(self, kind: str) -> tuple[str, str]:
        names = {"person": 2, "organisation": 3, "country": 1}[kind]
        return " ".join(self._word().title() for _ in range(names)), kind

    def _zipf(self, stock: list[tuple[str, str]]) -> tuple[str, str]:
        return stock[min(len(stock) - 1, int(len(stock) ** self.random.random()) - 1)]

    def text(self, count: int) -> str:
        """So many words."""
        top = self.word_weights[-1]
        pick = self.random.random
        return " ".join([self.words[bisect(self.word_weights, pick() * top)] for _ in range(count)])

    def stories(self, count: int, first: int = 0) -> Iterator[Made]:
        """Stories number `first` to `first + count`, in order of arrival."""
        for number in range(first, first + count):
            yield self.story(number)

    def story(self, number: int) -> Made:
        """One story."""
        pick = self.random
        seen = START + timedelta(days=number / STORIES_A_DAY)
        late = timedelta(hours=pick.uniform(1, 240)) if pick.random() < 0.2 else timedelta(minutes=pick.uniform(1, 50))
        published = seen - late
        actors = list(
            dict.fromkeys(
                [self._zipf(self.people) for _ in range(5)]
                + [self._zipf(self.bodies) for _ in range(2)]
                + [self._zipf(self.countries) for _ in range(3)]
            )
        )
        speakers = [actor for actor in actors if actor[1] == "person"] or actors
        mentions: dict[str, list[Mention]] = {name: [] for name, _ in actors}
        paragraphs: list[str] = []
        quotes, statements, times, events = [], [], [], []
        for place in range(12):
            name = actors[place % len(actors)][0]
            other = actors[(place * 3 + 1) % len(actors)][0]
            line = f"{name} {self.text(11)} {other} {self.text(9)}."
            mentions[name].append(Mention(name, place, 0, len(name)))
            start = line.index(other, len(name))
            mentions[other].append(Mention(other, place, start, start + len(other)))
            speaker = speakers[place % len(speakers)][0]
            if place % 2 == 0:
                said = self.text(16)
                start = len(line) + 2
                line += f" “{said},” said {speaker} on Tuesday."
                quotes.append(
                    Quote(
                        said + ",",
                        place,
                        start,
                        start + len(said) + 1,
                        speaker,
                        speaker,
                        (speaker,),
                        speaker,
                        "named",
                        cue="said",
                        confidence=0.95,
                        reason="verb-adjacent",
                        spans=(Span(place, start, start + len(said) + 1),),
                    )
                )
                day = (published - timedelta(days=1)).date()
                start = len(line) - 8
                times.append(Timex("Tuesday", "DATE", day.isoformat(), place, start, start + 7, day, day))
            elif len(statements) < 1:
                said = self.text(12)
                start = len(line) + 1 + len(speaker) + 11
                line += f" {speaker} said that {said}."
                statements.append(
                    Statement(
                        said,
                        place,
                        start,
                        start + len(said),
                        speaker,
                        speaker,
                        speaker,
                        "named",
                        "say",
                        "say",
                        0.9,
                        "said-that",
                    )
                )
            if len(events) < 4:
                day = (published + timedelta(days=pick.randint(-5, 9))).date().isoformat()
                events.append(
                    Event(
                        line[:60],
                        pick.choice(KINDS),
                        pick.choice(STATUSES),
                        line,
                        place,
                        0,
                        len(line),
                        (name,),
                        (other,),
                        (name, other),
                        "Tuesday",
                        day,
                        day,
                        "day",
                        speaker if pick.random() < 0.4 else None,
                    )
                )
            paragraphs.append(line)
        paragraphs.append(self.text(40) + ".")
        threads = tuple(
            ThreadLink(thread, 0.7, "primary", (ThreadEvidence(0, 0, 9, paragraphs[0][:9], 4.816, "talks:2"),))
            for rank, thread in enumerate(THREADS)
            if pick.random() < 0.12 / (rank + 1)
        )
        title = f"{actors[0][0]} {self.text(8)}"
        outlet = self.outlet_names[min(len(self.outlet_names) - 1, int(len(self.outlet_names) ** pick.random()) - 1)]
        findings = Findings(
            title=title,
            paragraphs=tuple(Paragraph(line) for line in paragraphs),
            published=published.isoformat(),
            published_from="feed",
            language="en",
            threads=threads,
            actors=tuple(
                Actor(name, name, kind, "minister" if kind == "person" else None, None, mentions=tuple(mentions[name]))
                for name, kind in actors
            ),  # type: ignore[arg-type]
            quotes=tuple(quotes),
            statements=tuple(statements),
            times=(*times, *times[:1]),
            events=tuple(events),
        )
        arrival = Arrival(
            feed=outlet,
            title=title,
            link=f"https://{outlet.split()[0].lower()}.example/news/{number}-{title[:40].replace(' ', '-').lower()}",
            guid=f"{number}",
            body="\n\n".join(paragraphs),
            published=published,
            published_from="feed",
            outlet=outlet,
            is_full_text=True,
        )
        return Made(arrival, findings, seen)

    def fingerprint(self, findings: Findings) -> array[int]:
        """Hashes as many as sampled shingles of such a text give."""
        words = sum(len(paragraph.text) for paragraph in findings.paragraphs) // 6
        return array("q", [self.random.getrandbits(32) for _ in range(words // 16)])

    def read(self, story: UnreadStory, made: Made) -> ReadStory:
        """A stored story with what was found in it, as the reading processes hand it over."""
        fingerprint, features = self.fingerprint(made.findings), self.random.randbytes(850)
        ready = written(story.document.text, made.findings, fingerprint)
        return ReadStory(story, made.findings, fingerprint, features, self.terms(made.findings), ready=ready)

    def terms(self, findings: Findings) -> tuple[int, ...]:
        """Hashes of the rarest words of headline and lead, by which clusters are found."""
        words = f"{findings.title} {findings.paragraphs[0].text}".lower().split()
        rarest = sorted(dict.fromkeys(words), key=lambda word: -self.ranks.get(word, len(self.ranks)))
        return tuple([crc32(word.encode()) for word in rarest[:INDEX_TERMS]])
