"""What every benchmark shares: a figure with its spread, and how a run is timed."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: a median with its spread, in `unit` ("ms", "MB", "stories/s", "x" for ratios)."""

    what: str
    median: float
    unit: str
    low: float | None = None
    high: float | None = None
    runs: int = 1
    target: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says: `data` is a folder in the format of quality data, None when there is none."""

    data: Path | None = None
    is_quick: bool = False
    """Smaller stores and fewer runs, for a look while developing."""


def timed(run: Callable[[], object], runs: int = 5, warm_up: int = 1) -> list[float]:
    """Wall seconds of each counted run."""
    for _ in range(warm_up):
        run()
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    return seconds


def figure(what: str, values: Sequence[float], unit: str, *, target: str = "", note: str = "") -> Figure:
    """The median of some values with their least and greatest."""
    return Figure(what, statistics.median(values), unit, min(values), max(values), len(values), target, note)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0..1) of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered) + 0.5) - 1))]
