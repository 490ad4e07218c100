"""What queries give back: one frozen row class per kind of row, each with what a panel or command shows of it.

`rowid`s are private to one store file; `id`s are the public 16 hex digits. `when` is what lists sort by: `published`,
or `seen` where that is null or more than an hour ahead (`is_when_seen` then, shown with ~).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from feeds.story import EventStatus, Precision, QuoteKind, SpeakerType, ThreadRole

MOST_COUNTED = 1_000
"""Stories of a saved view that are counted: it has this many, or more."""


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One line of the story list."""

    rowid: int
    id: str
    title: str
    outlet: str
    outlet_kind: str
    outlet_country: str
    reliability: str
    link: str
    published: datetime | None
    published_from: str
    seen: datetime
    when: datetime
    is_when_seen: bool
    language: str
    cluster: str
    copy_of: str | None
    reprints: int
    """Copies of this story."""
    reach: int
    """Outlets in its cluster."""
    own_reporting: int
    look_twice: str
    """"one outlet", "one claimant", "state media only", "official" or "" – why one should look twice."""
    is_full_text: bool
    is_revised: bool
    is_read: bool
    is_starred: bool
    has_note: bool
    threads: tuple[tuple[str, ThreadRole], ...] = ()
    scores: tuple[float, ...] = ()
    """Of `threads`, in the same order."""
    tags: tuple[str, ...] = ()
    credibility: str = ""
    """An analyst's rating on the Admiralty scale ("2", "B2"), "" when nobody rated it."""
    is_pinned: bool = False
    """An analyst keeps it in its cluster, whatever grouping finds."""


@dataclass(frozen=True, slots=True)
class SaidRow:
    """One quote or statement, with the passage that proves it."""

    rowid: int
    is_statement: bool
    text: str
    speaker: str | None
    actor: str | None
    role: str | None
    speaker_type: SpeakerType
    confidence: float
    reason: str
    cue: str
    kind: QuoteKind
    """"direct" for statements too."""
    carrier: str
    story_rowid: int
    story_id: str
    title: str
    outlet: str
    outlet_kind: str
    link: str
    paragraph: int | None
    start: int
    end: int
    when: datetime
    is_when_seen: bool
    outlets: int
    """Outlets that carry the same words."""
    wordings: int
    is_first: bool
    """First in your feeds."""
    speakers: tuple[tuple[str, str | None], ...] = ()
    """(name, identity) of each who said it, several where it was said together; empty where nobody is known."""

    def is_by(self, actor: str) -> bool:
        """Whether the one of this identity said it, alone or together with others."""
        return actor == self.actor or any(identity == actor for _, identity in self.speakers)

    def others(self, actor: str) -> tuple[str, ...]:
        """The names of those who said it together with the one of this identity."""
        several = self.speakers if len(self.speakers) > 1 else ()
        return tuple(name for name, identity in several if identity != actor)


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One event as one line, whatever the number of stories that report it."""

    rowid: int
    """Of the event that stands for the line."""
    what: str
    kind: str
    status: EventStatus
    by: tuple[str, ...]
    target: tuple[str, ...]
    actors: tuple[str, ...]
    first: str | None
    """Inclusive ISO dates, None when open."""
    last: str | None
    precision: Precision
    when_text: str | None
    asserted_by: tuple[str, ...]
    """Claimants; empty when an outlet states it on its own account."""
    denied_by: tuple[str, ...]
    reach: int
    own_reporting: int
    moved_from: str | None
    """The day it was scheduled for before it slipped."""
    last_heard: datetime
    story_rowid: int
    story_id: str
    title: str
    outlet: str
    outlet_kind: str
    evidence: str
    paragraph: int | None
    start: int
    end: int
    has_conflict: bool = False
    """Own reports give different days."""
    stories: tuple[str, ...] = ()
    """Public ids of all stories that report it."""
    in_response_to: int | None = None
    told: str | None = None
    """The ISO day it was told on, under which it is listed, when it gives no day of its own."""
    other_days: tuple[str, ...] = ()
    """The other ISO days reports give, where they contradict each other (`has_conflict`)."""
    answers: str = ""
    """What the line says that it is in response to."""


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One actor within what is shown, by last said."""

    actor: str
    name: str
    type: str
    role: str
    affiliation: str
    mentions: int
    stories: int
    said: int
    last_said: datetime | None
    last_named: datetime | None
    is_new: bool
    """First named within the last day of the store."""
    activity: tuple[int, ...]
    """Stories per hour or day bucket, oldest first, for the spark."""


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """One line of the threads panel; id "" is all stories, "-" no thread."""

    id: str
    title: str
    stories: int
    new: int
    activity: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ClusterRow:
    """Stories about the same event."""

    id: str
    title: str
    stories: int
    reach: int
    own_reporting: int
    look_twice: str
    first: datetime
    first_outlet: str
    latest: datetime
    velocity: float
    """Stories an hour over its last six hours."""


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One version of a story, oldest first."""

    number: int
    seen: datetime
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class PollerRow:
    """The poller as the store knows it."""

    state: str
    """"free", "idle", "polling", "reading", "paused" or "stale"."""
    holder: str
    pid: int
    host: str
    heartbeat: datetime | None
    done: int
    total: int
    failing: int
    feeds: int
    next_poll: datetime | None
    message: str


@dataclass(frozen=True, slots=True)
class PositionRow:
    """What an actor last said on a thread, and before that."""

    thread: str
    actor: str
    name: str
    last: SaidRow
    before: SaidRow | None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One distinct quote: where it was first in our feeds stands in `quote` when that row is shown."""

    ledger: int
    quote: SaidRow
    outlets: int
    wordings: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class WordingRow:
    """One wording of a quote: its first row, the outlets that carry it so and the public ids of their stories."""

    text: str
    first: SaidRow
    outlets: tuple[str, ...]
    stories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role as stories gave it, from the first to the last time."""

    role: str
    affiliation: str
    first: datetime
    last: datetime
    stories: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything about one actor."""

    actor: ActorRow
    names: tuple[str, ...]
    roles: tuple[RoleRow, ...]
    said: tuple[SaidRow, ...]
    said_about: tuple[SaidRow, ...]
    """What others said that names the actor."""
    activity: tuple[tuple[datetime, int], ...]
    """(day, stories), oldest first, days without stories left out."""
    first_named: datetime
    with_: tuple[tuple[str, int], ...] = ()
    """Who is named in the same stories most: (name, stories)."""


@dataclass(frozen=True, slots=True)
class CatchUp:
    """What came in since an analyst last looked."""

    since: datetime
    stories: int
    rowids: tuple[int, ...]
    """New stories, newest arrivals first, at most 2,000."""
    revised: tuple[int, ...]
    """Rowids of older stories that were changed since."""
    clusters: tuple[ClusterRow, ...]
    """By own reporting, then reach."""
    new_actors: tuple[str, ...]
    threads: tuple[tuple[str, str, int], ...]
    """(id, title, new stories) of the threads asked for."""
    story: int = 0
    """Newest rowid when the analyst last looked."""
    second_reports: tuple[ClusterRow, ...] = ()
    """Clusters that one outlet alone reported then, and that have own reporting of another now."""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note on any object. `object` is its public address, `title` what to show of it."""

    mark: int
    object: str
    title: str
    text: str
    by: str
    at: datetime
    story_rowid: int | None = None


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A mark of an analyst, for the list of marks and the undo line. `is_lost`: the finding it is about has gone."""

    mark: int
    kind: str
    object: str
    value: str
    by: str
    at: datetime
    reason: str
    is_on: bool
    is_lost: bool = False
    story_rowid: int | None = None


@dataclass(frozen=True, slots=True)
class StepRow:
    """One act of an analyst in words; what is undone can be done again."""

    by: str
    at: datetime
    label: str
    is_undone: bool


@dataclass(frozen=True, slots=True)
class BasketRow:
    """Something laid into the brief basket."""

    basket: int
    object: str
    value: str
    at: datetime

    def read(self) -> dict[str, str]:
        """What was kept beside it: kind, text and speaker as they were, and the comment; {} where it is no JSON."""
        try:
            value = json.loads(self.value)
        except ValueError:
            return {}
        return {str(name): str(one) for name, one in value.items() if one} if isinstance(value, dict) else {}
