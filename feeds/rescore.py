"""When the rules of threads have changed, every stored story is scored by the new ones; nothing is read again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from feeds.settings import rules_number
from feeds.story import Findings

if TYPE_CHECKING:
    from feeds.settings import Settings

_BATCH = 200
_SAVED_TOGETHER = 25


class RulesArchive(Protocol):
    """What scoring anew asks of the store."""

    def rules_number(self) -> int | None: ...

    def save_rules_number(self, number: int) -> None: ...

    def stored_findings(self, after: int, limit: int) -> list[tuple[int, Findings]]: ...

    def save_threads(self, rows: Iterable[tuple[int, Findings]]) -> int: ...


def rescore_stored(
    archive: RulesArchive,
    settings: Settings,
    *,
    progress: Callable[[str, int, int], None] | None = None,
    may_go_on: Callable[[], bool] = lambda: True,
) -> int:
    """Scores what is stored when the rules are others than it was scored by; gives how many stories changed threads.

    When it is told to stop it begins again next time: a story scored twice is scored alike.
    """
    number = rules_number(settings.threading, settings.threads)
    before = archive.rules_number()
    if before == number:
        return 0
    # Rules are compiled, and what they are scored with imported, only where there is something to score.
    from feeds.reading.text import Text
    from feeds.reading.threads import compile_rules, score_threads

    rules = compile_rules(settings.threading, settings.threads)
    changed = done = last = 0
    while before is not None and (batch := archive.stored_findings(last, _BATCH)):
        rows = []
        for story, findings in batch:
            links = score_threads(Text(findings.title or "", findings.paragraphs), findings.actors, rules)
            if links != findings.threads:
                rows.append((story, replace(findings, threads=links)))
        for start in range(0, len(rows), _SAVED_TOGETHER):
            changed += archive.save_threads(rows[start : start + _SAVED_TOGETHER])
        last = batch[-1][0]
        done += len(batch)
        if progress:
            progress("scoring threads", done, 0)
        if not may_go_on():
            return changed
    archive.save_rules_number(number)
    return changed
