"""Which panels stand where: a pure function of the terminal's size, the zoom, the open tab and the analyst's sizes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

PANELS = ("threads", "stories", "reader", "said", "timeline", "actors")
RIGHT = ("said", "timeline", "actors")


@dataclass(frozen=True, slots=True)
class Sizes:
    """What the analyst made larger or smaller; columns in cells, heights in hundredths of their column."""

    left: int = 0
    """0: as wide as the threads' titles need."""
    right_wide: int = 0
    """0: a third of the screen."""
    right: int = 0
    """0: as much as a quote needs, so that the titles get the rest."""
    stories: int = 56
    said: int = 36
    timeline: int = 38

    def standing(self, left: int) -> Sizes:
        """With the left column as wide as it now is, so that it can be changed from there."""
        return self if self.left or left <= 0 else replace(self, left=left)

    def changed(self, name: str, by: int) -> Sizes:
        """With one size changed, within what can still be read."""
        limits = {"left": (18, 60), "right_wide": (40, 100), "right": (28, 70)}
        low, high = limits.get(name, (12, 80))
        value = getattr(self, name) or {"left": 27, "right": _RIGHT}.get(name, 62)
        return Sizes(**{**asdict(self), name: min(max(value + by, low), high)})


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is displayed, and how large: `widths` and `heights` by panel or column, as Textual writes sizes."""

    layout: str
    shown: frozenset[str]
    widths: Mapping[str, str]
    heights: Mapping[str, str]
    has_tabs: bool = False
    has_strip: bool = False


_RIGHT = 32
"""Cells of the right column in the normal layout."""
_LEAST_CENTER = 36
"""Cells without which a list of stories cannot be read."""


def arrange(width: int, height: int, zoom: str, tab: str, sizes: Sizes, titles: int = 20) -> Arrangement:
    """The desk for a terminal. `zoom` is a panel shown alone, `tab` the open one of the right column, `titles` the
    cells of the longest thread's title."""
    layout = "wide" if width >= 150 else "normal" if width >= 100 else "narrow"
    if layout == "narrow":
        alone = zoom or "stories"
        column = "right" if alone in RIGHT else "left" if alone == "threads" else "center"
        return Arrangement(
            layout,
            frozenset((alone, column)),
            {column: "1fr"},
            {alone: "1fr"},
            has_strip=alone == "stories" and height >= 20,
        )
    if zoom:
        column = "right" if zoom in RIGHT else "left" if zoom == "threads" else "center"
        return Arrangement(layout, frozenset((zoom, column)), {column: "1fr"}, {zoom: "1fr"})
    heights = {"stories": f"{sizes.stories}fr", "reader": f"{100 - sizes.stories}fr"}
    if layout == "normal":
        shown = frozenset(("threads", "stories", "reader", tab, "left", "center", "right"))
        left = min(sizes.left or max(22, min(25, titles + 13)), width - 2 * _LEAST_CENTER)
        right = min(sizes.right or (_RIGHT if width < 135 else 36), width - left - _LEAST_CENTER)
        return Arrangement(
            layout,
            shown,
            {"left": str(left), "center": "1fr", "right": str(right)},
            {**heights, tab: "1fr"},
            has_tabs=True,
        )
    right_width = sizes.right_wide or max(58, min(84, width * 34 // 100))
    heights |= {
        "said": f"{sizes.said}fr",
        "timeline": f"{sizes.timeline}fr",
        "actors": f"{max(12, 100 - sizes.said - sizes.timeline)}fr",
    }
    shown = frozenset((*PANELS, "left", "center", "right"))
    left_width = sizes.left or max(30, min(32, titles + 18))
    return Arrangement(layout, shown, {"left": str(left_width), "center": "1fr", "right": str(right_width)}, heights)


def read_sizes(path: Path) -> Sizes:
    """The sizes as last left; the usual ones when there are none or they cannot be read."""
    try:
        kept = json.loads(path.read_text("utf-8"))
        return Sizes(**{name: int(kept[name]) for name in asdict(Sizes()) if name in kept})
    except (OSError, ValueError, TypeError):
        return Sizes()


def write_sizes(path: Path, sizes: Sizes) -> None:
    """Keeps the sizes; a place that cannot be written is no reason to stop."""
    try:
        path.write_text(json.dumps(asdict(sizes)), "utf-8")
    except OSError:
        return
