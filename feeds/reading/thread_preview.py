"""What a change of thread rules would do to stories that are stored: who would come, go or change role."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

from feeds.reading.text import Text
from feeds.reading.thread_rules import ThreadRules
from feeds.reading.threads import score_threads
from feeds.records import dataclass
from feeds.story import Actor, ThreadLink

ChangeKind: TypeAlias = Literal["comes", "goes", "rises", "falls"]


@dataclass(frozen=True, slots=True)
class StoredStory:
    """A story as the rules see it. `threads` are its links under the rules of now; None: work them out."""

    id: str
    title: str
    text: Text
    actors: Sequence[Actor] = ()
    threads: Sequence[ThreadLink] | None = None


@dataclass(frozen=True, slots=True)
class ThreadChange:
    """One story that a thread would gain or lose, or whose role on it would change. A score of 0 is not attached."""

    thread: str
    story: str
    title: str
    kind: ChangeKind
    score_before: float
    score_after: float


def preview(stories: Iterable[StoredStory], before: ThreadRules, after: ThreadRules) -> tuple[ThreadChange, ...]:
    """The changes new rules would make, by thread, the largest change of score first. Nothing is stored."""
    changes = []
    for story in stories:
        links = story.threads if story.threads is not None else score_threads(story.text, story.actors, before)
        old = {link.id: link for link in links}
        new = {link.id: link for link in score_threads(story.text, story.actors, after)}
        for thread in {**old, **new}:
            kind = _kind(old.get(thread), new.get(thread))
            if kind is not None:
                changes.append(
                    ThreadChange(
                        thread,
                        story.id,
                        story.title,
                        kind,
                        old[thread].score if thread in old else 0.0,
                        new[thread].score if thread in new else 0.0,
                    )
                )
    return tuple(
        sorted(changes, key=lambda item: (item.thread, -abs(item.score_after - item.score_before), item.story))
    )


def _kind(old: ThreadLink | None, new: ThreadLink | None) -> ChangeKind | None:
    if old is None:
        return "comes" if new is not None else None
    if new is None:
        return "goes"
    if old.role == new.role:
        return None
    return "rises" if new.role == "primary" else "falls"
