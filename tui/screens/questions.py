"""What the desk and its sheets ask of the store and say of an answer: a story whole, an empty list, a failure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from store.errors import StoreTooOld
from store.query import QueryError, parse
from tui.look import Look
from tui.panels.reader import Opened
from tui.widgets.header import offline_words

if TYPE_CHECKING:
    from store.queries import Queries


def open_story(
    queries: Queries,
    *,
    rowid: int,
    words: Sequence[str],
    titles: Mapping[str, str],
    why: bool,
    at: tuple[int | None, int, int] | None,
) -> Opened | None:
    """All the reader shows of a story; None when it is gone."""
    story = queries.story(rowid)
    if story is None:
        return None
    return Opened(
        story=story,
        findings=queries.findings(rowid),
        notes=[mark.value.strip('"') for mark in queries.marks_of(rowid) if mark.kind == "note"],
        query_words=words,
        is_why_shown=why,
        reprints=story.reprints,
        thread_titles=tuple((thread, titles.get(thread, thread)) for thread, _ in story.threads),
        at=at,
    )


def nothing_there(queries: Queries, text: str, look: Look) -> str:
    """What to say, and do, when a query finds nothing."""
    if not text:
        poller = queries.poller()
        if poller.state == "offline":
            return (
                f"No story yet, and no feed can be reached: {offline_words(poller, look)}. Look after the network; R "
                "tries at once, g h shows what each feed says, `watchfloor doctor` looks into it."
            )
        return "No story yet. The poller fetches the feeds now; R asks it again, g h shows what each feed says."
    parts = ["Nothing matches."]
    day = queries.nearest_day(parse(text))
    if day is not None:
        parts.append(f"The nearest day with stories is {day.isoformat()}: on the query line, before:{day.isoformat()}.")
    undated = queries.undated(parse(text).without("after", "before", "since", "seen"))
    if undated:
        parts.append(f"{undated} undated would match.")
    if muted := queries.muted():
        parts.append(f"{muted} are muted.")
    parts.append("Escape widens a step.")
    return " ".join(parts)


def trouble(error: Exception) -> str:
    """What went wrong, for a panel."""
    if isinstance(error, QueryError):
        return str(error)
    if isinstance(error, StoreTooOld):
        return (
            "The store is of an older version: the poller brings it up to date, a few seconds for 100,000 stories. "
            "Where none is at work, `watchfloor refresh` does."
        )
    return f"{error} – R tries again, `watchfloor doctor` looks into it."


def queries_words(text: str) -> list[str]:
    """The bare words of a query, to be picked out in the text."""
    from tui.lens import terms_of

    words = []
    for one in terms_of(text):
        if ":" in one or one.startswith("-") or one == "OR":
            continue
        words.append(one.strip('"*'))
    return words


def of_stories(text: str) -> str:
    """The query as the panels beside the list ask it: its bare words are sought in the stories, not in their rows."""
    from tui.lens import terms_of

    terms = terms_of(text)
    if "OR" in terms:
        return text
    bare = [one for one in terms if ":" not in one.split('"')[0] and not one.startswith("-")]
    if not bare:
        return text
    words = " ".join(one.strip('"') for one in bare)
    return " ".join([*(one for one in terms if one not in bare), f'story:"{words}"'])


def filled_bars(bars: Sequence[tuple[datetime, int]], by: str, most: int = 96) -> list[tuple[datetime, int]]:
    """The buckets with the empty ones between them, the newest `most`."""
    if not bars:
        return []
    step = timedelta(hours=1) if by == "hour" else timedelta(days=1)
    counts = dict(bars)
    last = bars[-1][0]
    first = max(bars[0][0], last - step * (most - 1))
    buckets = []
    at = first
    while at <= last:
        buckets.append((at, counts.get(at, 0)))
        at += step
    return buckets
