"""One feed told whole, as the health screen shows it beside the list: what it answered, when it is asked and why."""

from __future__ import annotations

from collections.abc import Iterable

from feeds.intake.health import Health
from feeds.settings import FeedSettings
from tui.cells import Spans, wrap_spans
from tui.look import Look
from tui.moments import ago, countdown, full
from tui.safe import safe_line
from tui.wording import counted, size_of

STANDING_ROLES = {
    "ok": "green",
    "quiet": "amber",
    "failing": "rose",
    "gone": "rose",
    "paused": "amber",
    "off": "dim",
    "new": "blue",
}
"""The ink of each standing of a feed."""

_LABEL = 11
"""Cells of the names before the values."""


def feed_lines(row: Health, feed: FeedSettings | None, look: Look, width: int) -> tuple[Spans, ...]:
    """Everything known of a feed, laid out for `width` cells; what is not known has no line."""
    head: Spans = [(f"{safe_line(row.feed)} ", "bright bold"), (f" {row.standing}", STANDING_ROLES[row.standing])]
    if row.failures and row.failing_since:
        since = full(row.failing_since, look.zone, look.now)
        head.append((f" since {since}, {counted(row.failures, 'failure')} in a row", "dim"))
    lines: list[Spans] = [[(" ", "text"), *line] for line in wrap_spans(head, max(20, width - 2))]
    for label, value, role in _told(row, feed, look):
        wrapped = wrap_spans([(safe_line(value), role)], max(20, width - _LABEL - 2))
        for number, line in enumerate(wrapped):
            lines.append([(f" {label if not number else '':<{_LABEL}}", "dim"), *line])
    return tuple(lines)


def _told(row: Health, feed: FeedSettings | None, look: Look) -> Iterable[tuple[str, str, str]]:
    """(name, value, ink), what is wrong first."""
    if row.error:
        yield "error", row.error, "rose"
    for note in row.notes:
        yield "note", note, "amber"
    for gap in row.gaps:
        yield "gap", gap, "amber"
    yield "address", row.address, "teal"
    if row.redirects:
        yield "redirected", f" {look.icons.arrow} ".join(row.redirects), "text"
    if row.last_asked:
        good = "never yet"
        if row.last_good:
            good = f"{full(row.last_good, look.zone, look.now)} ({ago(row.last_good, look.now)})"
        asked = "" if row.last_asked == row.last_good else f" · last asked {ago(row.last_asked, look.now)} ago"
        yield "last good", good + asked.replace("just now ago", "just now"), "text" if row.last_good else "rose"
    answer = (
        f"HTTP {row.status}" if row.status else "",
        size_of(row.size_bytes) if row.size_bytes is not None else "",
        f"validators: {row.validators}" if row.validators else "",
    )
    if any(answer):
        yield "answer", " · ".join(part for part in answer if part), "text"
    if row.next_try:
        left = countdown((row.next_try - look.now).total_seconds())
        why = f": {row.why}" if row.why else ""
        yield "next try", f"{full(row.next_try, look.zone, look.now)}, in {left}{why}", "text"
    elif row.why:
        yield "not asked", row.why, "text"
    brings = (
        f"{row.items_per_day:.1f} items a day" if row.items_per_day is not None else "",
        {"full": "full text", "summary": "summaries only", "mixed": "some with full text"}.get(row.text, ""),
        f"newest of {full(row.newest_entry, look.zone, look.now)}" if row.newest_entry else "",
    )
    if any(brings):
        yield "brings", " · ".join(part for part in brings if part), "text"
    if feed is not None:
        outlet = (feed.outlet, feed.kind, feed.country)
        if any(outlet):
            yield "outlet", " · ".join(part for part in outlet if part), "text"
        if feed.tags:
            yield "tags", ", ".join(feed.tags), "text"
        if feed.terms:
            yield "terms", feed.terms, "text"
