"""The vocabulary of the house as frozen dataclasses. Everything imports this; it imports nothing of ours.

Conventions that hold for every class here:

- Spans are half-open, in code points of the paragraph they name. `paragraph` indexes `Findings.paragraphs`;
  `None` means the title.
- Times are timezone-aware `datetime`s. What is unknown is `None`, never invented.
- Event days and TIMEX3 values are strings (ISO 8601 or TIMEX3), because they can be partial ("2025-03", "PAST_REF").
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from datetime import date, datetime
from functools import lru_cache
from typing import Literal, TypeAlias

from feeds.records import dataclass

PublishedFrom: TypeAlias = Literal["given", "feed", "file name", "text", "unknown"]
ActorType: TypeAlias = Literal["person", "organisation", "country", "group"]
SpeakerType: TypeAlias = Literal["named", "unnamed", "unattributed"]
QuoteKind: TypeAlias = Literal["direct", "fragment"]
TimexType: TypeAlias = Literal["DATE", "TIME", "DURATION", "SET"]
Precision: TypeAlias = Literal["minute", "day", "week", "month", "quarter", "year", "open"]
EventStatus: TypeAlias = Literal[
    "happened", "ongoing", "scheduled", "proposed", "demanded", "agreed", "rejected", "denied", "cancelled"
]
ThreadRole: TypeAlias = Literal["primary", "secondary"]
ParagraphKind: TypeAlias = Literal["text", "heading", "list", "quotation", "caption", "standfirst", "dateline"]

OUTLET_KINDS = (
    "wire",
    "broadcaster",
    "newspaper",
    "state media",
    "government",
    "international organisation",
    "think tank",
    "NGO",
    "aggregator",
)
"""What an outlet can be."""


# ------------------------------------------------------------------------------------------------ what comes in


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published a story. `reliability` is a word with its reason beside it, never a score of ours."""

    name: str
    kind: str = ""
    """One of OUTLET_KINDS, or "" when unknown."""
    owner: str = ""
    country: str = ""
    """ISO 3166 alpha-2."""
    reliability: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One story as an intake hands it over, before it is cleaned and read.

    `guid` is the raw identity the feed gave (never resolved against a URL). `body` is the fullest text at hand,
    HTML when `is_html`. `published` is aware and `None` when the outlet does not say.
    """

    feed: str
    title: str
    link: str = ""
    guid: str = ""
    summary: str = ""
    body: str = ""
    is_html: bool = False
    published: datetime | None = None
    published_from: PublishedFrom = "unknown"
    outlet: str = ""
    author: str = ""
    language: str = ""
    """As declared by the feed (BCP 47); the reader detects its own."""
    is_full_text: bool = False
    path: str = ""
    """The local file it came from, for folders; "" else."""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader is given: one text with what is known about it from outside.

    `published` may be a date where no time of day is known.
    """

    text: str
    title: str | None = None
    published: datetime | date | None = None
    published_from: PublishedFrom = "unknown"
    outlet: str = ""
    url: str = ""
    is_html: bool = False
    language: str = ""
    """As declared from outside; "" when nobody says."""


# ------------------------------------------------------------------------------------------------ what is read out


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a story: `paragraph` (None is the title) and half-open code point offsets."""

    paragraph: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Removed:
    """A line that is not the story (furniture), kept with the reason it went."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A verbatim piece of the input but for white space."""

    text: str
    kind: ParagraphKind = "text"


@dataclass(frozen=True, slots=True)
class ThreadEvidence:
    """One hit of one rule pattern. Points of all evidence sum to the points behind the score."""

    paragraph: int | None
    start: int
    end: int
    text: str
    points: float
    pattern: str


@dataclass(frozen=True, slots=True)
class ThreadLink:
    """A story on a thread: score in [0, 1) = 1 - exp(-points / 4), with the passages that earned it."""

    id: str
    score: float
    role: ThreadRole
    evidence: tuple[ThreadEvidence, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an actor is named."""

    text: str
    paragraph: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Actor:
    """One identity in one story. `name` is the fullest form this story uses, titles cut (countries by standard name).

    `actor` is the identity in the who's-who by which stories are joined, or the folded name when nobody knows it.
    `role` and `affiliation` are as the text gives them; `known_role` is the who's-who's for that date, when it differs.
    `gender` is "m", "f" or "" (from titles, pronouns the text binds, or the who's-who), for pronoun resolution only.
    """

    name: str
    actor: str
    type: ActorType
    role: str | None = None
    affiliation: str | None = None
    known_role: str | None = None
    known_affiliation: str | None = None
    gender: str = ""
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Exact words in quotation marks. `text` and spans exclude the marks; several spans are joined by a newline.

    `speaker` is the fullest name in the story; None with type "unattributed" when nobody can be named safely.
    Who said it together are all in `speakers`, their identities in the same order in `actors` (None where nobody is
    known by that name); `speaker` and `actor` are the first of them.
    `reason` is the code of the rule that found the speaker; `confidence` is in [0, 1].
    `carrier` is the sentence a fragment stands in ("" for direct quotes).
    """

    text: str
    paragraph: int | None
    start: int
    end: int
    speaker: str | None = None
    actor: str | None = None
    speakers: tuple[str, ...] = ()
    speaker_as_written: str | None = None
    speaker_type: SpeakerType = "unattributed"
    addressee: str | None = None
    cue: str | None = None
    kind: QuoteKind = "direct"
    confidence: float = 0.0
    reason: str = ""
    spans: tuple[Span, ...] = ()
    carrier: str = ""
    actors: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """What a speaker is reported to have said without quotation marks. `verb` is the lemma of the speech verb.

    `speakers` and `actors` as in a quote: all who said it together, the first of them also in `speaker` and `actor`.
    """

    text: str
    paragraph: int | None
    start: int
    end: int
    speaker: str | None = None
    actor: str | None = None
    speaker_as_written: str | None = None
    speaker_type: SpeakerType = "unattributed"
    verb: str = ""
    verb_class: str = ""
    confidence: float = 0.0
    reason: str = ""
    speakers: tuple[str, ...] = ()
    actors: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression with its TIMEX3 type and value (TimeML 1.2.1).

    `first` and `last` are the inclusive days it covers (None when relative, open or without a publication date).
    """

    text: str
    type: TimexType
    value: str
    paragraph: int | None
    start: int
    end: int
    first: date | None = None
    last: date | None = None
    precision: Precision = "day"


_PARTICLES = frozenset(("al", "el", "de", "von", "van", "bin"))


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, is ongoing, scheduled, proposed … with who did it to whom, when, and who asserts it.

    `from_` and `to` are inclusive ISO dates in the story's offset, or relative TIMEX3 values when no publication date
    is known; None is open or not said. `asserted_by` is None only when the outlet states it on its own account.
    `by` and `target` hold names, or where nobody is named the description the text gives ("police", "two migrants");
    `actors` are the names among them. `evidence` is the sentence; `paragraph`, `start`, `end` its place.
    """

    what: str
    kind: str
    status: EventStatus
    evidence: str
    paragraph: int | None
    start: int
    end: int
    by: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    when_text: str | None = None
    from_: str | None = None
    to: str | None = None
    precision: Precision = "open"
    asserted_by: str | None = None


def named(who: Iterable[str]) -> tuple[str, ...]:
    """The names among who acts or suffers, once each: not the descriptions, which begin in small letters ("police",
    "the High Court") or end in them behind a name ("Ardenia's allies")."""
    found = [one for one in who if not _is_a_description(one)]
    return tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found)


@lru_cache(maxsize=4096)
def _is_a_description(who: str) -> bool:
    first = who.partition(" ")[0]
    is_owned = ("'s " in who or "’s " in who) and who.rpartition(" ")[2].islower()
    return is_owned or (first == first.lower() and first not in _PARTICLES)


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything read out of one story. Same document and knowledge give the same findings, byte for byte."""

    title: str | None
    paragraphs: tuple[Paragraph, ...]
    removed: tuple[Removed, ...] = ()
    published: str | None = None
    """ISO 8601 as given, or a date found in the text; None when unknown."""
    published_from: PublishedFrom = "unknown"
    language: str = ""
    """ISO 639-1, "" when it cannot be told."""
    dateline: str = ""
    byline: str = ""
    wire: str = ""
    """The wire service credited in the text, "" when none."""
    threads: tuple[ThreadLink, ...] = ()
    actors: tuple[Actor, ...] = ()
    quotes: tuple[Quote, ...] = ()
    statements: tuple[Statement, ...] = ()
    times: tuple[Timex, ...] = ()
    events: tuple[Event, ...] = ()


# ------------------------------------------------------------------------------------------------ feeds


@dataclass(frozen=True, slots=True)
class FeedHints:
    """What a feed says about when it wants to be asked again. Units: minutes, UTC hours 0-23, weekdays 0 = Monday."""

    ttl_minutes: int | None = None
    update_minutes: float | None = None
    """sy:updatePeriod / sy:updateFrequency, as minutes between updates."""
    update_base: datetime | None = None
    """sy:updateBase: a moment from which those minutes are counted, backwards and forwards."""
    skip_hours: frozenset[int] = field(default_factory=frozenset)
    skip_days: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of one feed between polls; stored in the same transaction as its stories, after them."""

    feed: str
    url: str
    etag: str | None = None
    last_modified: str | None = None
    validators_url: str = ""
    """The address whose answer gave the validators; they are sent to no other."""
    body_hash: str | None = None
    checked: datetime | None = None
    """When it was last asked, whatever came of it."""
    succeeded: datetime | None = None
    """When it last answered well (200 with entries, or 304)."""
    not_before: datetime | None = None
    """When it may be asked again."""
    why_then: str = ""
    """The reason for `not_before`, in words: "max-age 900", "Retry-After 3600", "back-off after 3 failures" …"""
    failures: int = 0
    status: int | None = None
    """The last HTTP status; None for files, commands and network failures."""
    error: str | None = None
    is_paused: bool = False
    is_gone: bool = False
    permanent_url: str | None = None
    permanent_seen: int = 0
    items_per_day: float | None = None
    size_bytes: int | None = None
    newest_entry: datetime | None = None
    notes: tuple[str, ...] = ()
    hints: FeedHints = FeedHints()
    """What the last body said about polling; a 304 brings no body, so it is remembered."""
    changed: datetime | None = None
    """When a body last differed from the one before; a feed long unchanged is said to be frozen."""
    failing_since: datetime | None = None
    conditional: bool | None = None
    """True once a 304 was seen, False when an unchanged body came back in full, None when unknown."""
    redirects: tuple[str, ...] = ()
    """The last redirect chain, "301 https://…" a hop."""
    full_share: float | None = None
    """Share of entries whose text is full rather than a summary, in [0, 1]."""
    gaps: tuple[str, ...] = ()
    """Stretches in which stories may have been missed, "2025-03-12T10:00Z/2025-03-12T14:00Z", newest last."""
