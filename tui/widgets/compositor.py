"""Painting only what changed: Textual's compositor draws every widget whose container a change touches, line by line,
even those hidden behind others; a key press that changes two lines of a list then costs some 400 lines. Ours draws the
lines that changed, from the front, until nothing is left to fill."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip

Chops = Sequence[Mapping[int, Strip]]


class LeanCompositor(Compositor):
    """Gives the same picture as Textual's own (a test holds it to that); where Textual's insides have changed so that
    ours no longer fits, Textual's own is used."""

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Chops:
        try:
            return self._changed_chops(crop, is_rendered_line)
        except (AttributeError, TypeError):
            return super()._render_chops(crop, is_rendered_line)

    def _changed_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Chops:
        cuts = self.cuts
        left, top, right, bottom = crop.x, crop.y, crop.right, crop.bottom
        chops: list[dict[int, Strip | None]] = [dict.fromkeys(line[:-1]) for line in cuts]
        # Per line, the pieces within the crop that nothing has filled yet.
        open_pieces = {
            y: {cut for cut, end in zip(cuts[y], cuts[y][1:], strict=False) if end > left and cut < right}
            for y in range(max(top, 0), min(bottom, len(cuts)))
            if is_rendered_line(y)
        }
        left_open = sum(map(len, open_pieces.values()))
        for widget, (region, clip) in self.visible_widgets.items():
            if not left_open:
                break
            shown = region.intersection(clip)
            first, last = max(shown.y, top), min(shown.bottom, bottom)
            if first >= last or shown.x >= right or shown.right <= left:
                continue
            if not any(open_pieces.get(y) for y in range(first, last)):
                continue
            within = Region(shown.x - region.x, first - region.y, shown.width, last - first)
            for y, strip in zip(range(first, last), widget.render_lines(within), strict=False):
                pieces = open_pieces.get(y)
                if not pieces:
                    continue
                line = chops[y]
                places = [cut for cut in cuts[y] if shown.x <= cut <= shown.right]
                parts = strip.divide([cut - shown.x for cut in places[1:]])
                for cut, part in zip(places, parts, strict=False):
                    if line[cut] is None:
                        line[cut] = part
                        if cut in pieces:
                            pieces.discard(cut)
                            left_open -= 1
        return cast(Chops, chops)
