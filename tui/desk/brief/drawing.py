"""Small drawings for the HTML brief, as SVG: bars of activity, and a timeline. Numbers in, markup out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from tui.desk.brief.material import Day

_BAR, _GAP, _HEIGHT = 14, 4, 56
_WIDTH, _ROW = 720, 20


def activity_svg(activity: Sequence[tuple[str, int]]) -> str:
    """Bars of stories by day, the highest as high as the drawing; each tells its day and number."""
    most = max((count for _, count in activity), default=0) or 1
    width = len(activity) * (_BAR + _GAP)
    bars = []
    for position, (day, count) in enumerate(activity):
        height = round(_HEIGHT * count / most)
        x, y = position * (_BAR + _GAP), _HEIGHT - height
        title = f"<title>{escape(day)}: {count}</title>"
        bars.append(f'<rect x="{x}" y="{y}" width="{_BAR}" height="{height}" class="bar">{title}</rect>')
    label = f"stories by day, {activity[0][0]} to {activity[-1][0]}" if activity else "no stories"
    return (
        f'<svg role="img" aria-label="{escape(label)}" width="{width}" height="{_HEIGHT + 2}" '
        f'viewBox="0 0 {max(width, 1)} {_HEIGHT + 2}">{"".join(bars)}'
        f'<line x1="0" y1="{_HEIGHT + 1}" x2="{width}" y2="{_HEIGHT + 1}" class="axis"/></svg>'
    )


def timeline_svg(days: Sequence[Day], today: str) -> str:
    """Events as bars over the days, claims hollow, what lies ahead in its own colour, today as a line."""
    shown = sorted({(day.first, day.last, day.text): day for day in days}.values(), key=lambda d: (d.first, d.text))[
        :14
    ]
    if not shown:
        return ""
    ordinals = [
        date.fromisoformat(value).toordinal() for day in shown for value in (day.first, day.last) if _is_day(value)
    ]
    low = min(*ordinals, date.fromisoformat(today).toordinal())
    high = max(*ordinals, date.fromisoformat(today).toordinal()) + 1
    scale = (_WIDTH * 0.45) / max(1, high - low)
    rows = []
    for position, day in enumerate(shown):
        first = date.fromisoformat(day.first).toordinal()
        last = date.fromisoformat(day.last).toordinal() if _is_day(day.last) else first
        x, width = (first - low) * scale, max(6.0, (last - first + 1) * scale)
        y = 18 + position * _ROW
        kind = "claim" if day.is_claim else "ahead" if day.is_ahead else "fact"
        text = day.text if len(day.text) <= 62 else day.text[:61] + "…"
        rows.append(
            f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="12" class="{kind}">'
            f"<title>{escape(day.first)}: {escape(day.text)}</title></rect>"
            f'<text x="{_WIDTH * 0.47:.0f}" y="{y + 10}">{escape(day.first[5:])} {escape(text)}</text>'
        )
    now = (date.fromisoformat(today).toordinal() - low) * scale
    height = 22 + len(shown) * _ROW
    return (
        f'<svg role="img" aria-label="timeline" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}">'
        f'<line x1="{now:.1f}" y1="0" x2="{now:.1f}" y2="{height}" class="today"/>{"".join(rows)}</svg>'
    )


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
