"""The fields of the query language: what each takes, and what it is for (shown by completion and help)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from feeds.story import OUTLET_KINDS, EventStatus

FieldKind: TypeAlias = Literal["name", "words", "choice", "number", "moment", "days", "code", "id"]

STATUSES: tuple[str, ...] = get_args(EventStatus)
DAY_WORDS = (
    "today",
    "yesterday",
    "tomorrow",
    "this-week",
    "last-week",
    "next-week",
    "this-month",
    "last-month",
    "next-month",
)
SORTS = ("newest", "oldest", "reach", "first", "arrived")


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field. `rows` says which rows it speaks of: stories, said (quotes and statements) or events."""

    name: str
    kind: FieldKind
    help: str
    choices: tuple[str, ...] = ()
    rows: Literal["story", "said", "event"] = "story"


FIELDS: dict[str, FieldSpec] = {
    spec.name: spec
    for spec in (
        FieldSpec("thread", "name", "on a thread, by its id; - for none"),
        FieldSpec("actor", "name", "naming a person, organisation, country or group"),
        FieldSpec("speaker", "name", "with words of a speaker; or unnamed, unattributed, named", rows="said"),
        FieldSpec("said", "words", "with these words in a quote or statement", rows="said"),
        FieldSpec("outlet", "name", "published by an outlet"),
        FieldSpec("feed", "name", "first had from a feed"),
        FieldSpec("kind", "name", "by kind of outlet: wire, state media …", OUTLET_KINDS),
        FieldSpec("country", "code", "by country of outlet, two letters: GB, RU …", ("GB",)),
        FieldSpec("reliability", "name", "by reliability of outlet"),
        FieldSpec("title", "words", "with these words in the title"),
        FieldSpec("text", "words", "with these words in the text"),
        FieldSpec("story", "words", "with these words anywhere in the story, also where words mean rows"),
        FieldSpec("lang", "code", "in a language, two letters: en, uk, ru …", ("en",)),
        FieldSpec("tag", "name", "tagged by an analyst"),
        FieldSpec("is", "choice", "state", ("read", "starred", "copy", "new", "revised", "undated")),
        FieldSpec("has", "choice", "content", ("quote", "statement", "event", "note", "full")),
        FieldSpec("after", "moment", "published at or after: 24h, 7d, 2025-03-10, 2025-03"),
        FieldSpec("since", "moment", "the same as after"),
        FieldSpec("before", "moment", "published at or before"),
        FieldSpec("seen", "moment", "when it came in: 24h (the last), 2025-03-10, 2025-03-10..2025-03-12"),
        FieldSpec(
            "on", "days", "with an event on these days: 2025-03-13, 2025-03-10..2025-03-16, this-week", rows="event"
        ),
        FieldSpec("reach", "number", "outlets in its cluster: >2, <5, =3"),
        FieldSpec("own", "number", "own reporting in its cluster: >2"),
        FieldSpec("status", "choice", "with an event of a status", STATUSES, "event"),
        FieldSpec("event", "name", "with an event of a kind", rows="event"),
        FieldSpec("by", "name", "with an event by somebody", rows="event"),
        FieldSpec("target", "name", "with an event to somebody", rows="event"),
        FieldSpec(
            "asserted", "choice", "with an event the outlet states itself, or a claim", ("outlet", "claim"), "event"
        ),
        FieldSpec("cluster", "id", "in a cluster, by its id"),
        FieldSpec("sort", "choice", "order", SORTS),
    )
}

MEANT = {
    "last": "since",
    "from": "after",
    "until": "before",
    "date": "after",
    "published": "after",
    "day": "on",
    "when": "on",
    "source": "outlet",
    "publisher": "outlet",
    "site": "outlet",
    "who": "speaker",
    "says": "said",
    "quote": "said",
    "person": "actor",
    "name": "actor",
    "topic": "thread",
    "label": "tag",
    "language": "lang",
    "headline": "title",
    "body": "text",
    "order": "sort",
    "copies": "reach",
    "claim": "asserted",
    "claims": "asserted",
    "claimed": "asserted",
    "fact": "asserted",
}
"""Fields of other programs and of plain speech, and those of ours that mean the same: suggested, never taken."""
