"""Feed health as a table: how every feed does, what it said last, when it is asked again and why then."""

from __future__ import annotations

from collections.abc import Sequence

from feeds.intake.health import Health
from tui.cells import Spans, cut, fit, fit_spans, join_spans
from tui.layouts.parts import facts, heading, say
from tui.look import Look
from tui.moments import ago, countdown, full
from tui.safe import safe_line
from tui.widgets.item_list import Item

_ORDER = ("failing", "gone", "quiet", "new", "ok", "paused", "off")
_COLOURS = {
    "ok": "green",
    "quiet": "amber",
    "failing": "rose",
    "gone": "rose",
    "paused": "dim",
    "off": "dim",
    "new": "blue",
}


def health_items(rows: Sequence[Health], width: int, look: Look) -> list[Item[Health]]:
    """One line a feed, those that need a look first."""
    if not rows:
        return [
            say(
                "No feed is configured. `watchfloor feeds add URL` adds one; packs are switched on in config.toml.",
                width,
            )
        ]
    ordered = sorted(rows, key=lambda row: (_ORDER.index(row.standing), row.feed.casefold()))
    items: list[Item[Health]] = [Item("head", None, (_line(_HEAD, width, None),))]
    items += [Item(row.feed, row, (_line(_cells(row, look), width, row),)) for row in ordered]
    return items


_HEAD = ("", "feed", "last good", "code", "a day", "text", "size", "validators", "next try")


def _cells(row: Health, look: Look) -> tuple[str, ...]:
    return (
        _glyph(row, look),
        safe_line(row.feed),
        ago(row.last_good, look.now) if row.last_good else "never",
        str(row.status or ""),
        "" if row.items_per_day is None else f"{row.items_per_day:.0f}" if row.items_per_day >= 1 else "<1",
        row.text,
        _size(row.size_bytes),
        row.validators,
        _next(row, look),
    )


def _line(cells: tuple[str, ...], width: int, row: Health | None) -> Spans:
    glyph, feed, good, code, day, text, size, validators, following = cells
    colour = "dim" if row is None else _COLOURS[row.standing]
    is_wide = width >= 110
    fixed = 3 + 10 + 5 + (6 + 6 + 8 + 15 if is_wide else 0)
    name = min(34, max(16, (width - fixed) // 2))
    spans: Spans = [
        (f" {glyph or ' '} ", colour),
        (fit(feed, name), "dim" if row is None else "bright" if row.standing == "failing" else "text"),
        (" " + fit(good, 9), "dim"),
        (fit(code, 5), "rose" if code[:1] in ("4", "5") else "dim"),
    ]
    if is_wide:
        spans += [
            (fit(day, 5, "right") + " ", "dim"),
            (fit(text, 6), "amber" if text == "summary" else "dim"),
            (fit(size, 7, "right") + " ", "dim"),
            (fit(validators, 15), "dim"),
        ]
    about = following
    if row is not None and row.error:
        about = f"{following} · {safe_line(row.error)}" if following else safe_line(row.error)
    spans.append(
        (cut(about, max(6, width - sum(len(part) for part, _ in spans) - 1)), "rose" if row and row.error else "dim")
    )
    return fit_spans(spans, width)


def health_detail(row: Health, width: int, look: Look) -> list[Item[Health]]:
    """Everything known of one feed, in words."""
    joined = join_spans([[(safe_line(one), "text")] for one in row.notes], " · ")
    return [
        heading(safe_line(row.feed), look, width, row.standing),
        facts(
            [
                ("address", [(safe_line(row.address), "text")]),
                ("last good", [(full(row.last_good, look.zone, look.now) if row.last_good else "never", "text")]),
                ("last asked", [(full(row.last_asked, look.zone, look.now), "text")] if row.last_asked else []),
                ("answer", [(str(row.status), "text")] if row.status else []),
                ("next try", [(_next(row, look), "text"), (f"  because of {row.why}" if row.why else "", "dim")]),
                ("error", [(safe_line(row.error), "rose")] if row.error else []),
                (
                    "failing",
                    [(f"{row.failures} times since {full(row.failing_since, look.zone, look.now)}", "rose")]
                    if row.failing_since
                    else [],
                ),
                ("text", [(row.text or "not known yet", "text")]),
                ("newest", [(full(row.newest_entry, look.zone, look.now), "text")] if row.newest_entry else []),
                ("redirects", [(" → ".join(map(safe_line, row.redirects)), "text")] if row.redirects else []),
                ("gaps", [(", ".join(map(safe_line, row.gaps)), "amber")] if row.gaps else []),
                ("notes", joined),
            ],
            width,
        ),
    ]


def _glyph(row: Health, look: Look) -> str:
    icons = look.icons
    return {"ok": icons.happened, "quiet": icons.claim, "failing": icons.state, "gone": icons.refused,
            "new": icons.scheduled}.get(row.standing, icons.rule)  # fmt: skip


def _next(row: Health, look: Look) -> str:
    if row.next_try is None:
        return row.standing
    seconds = (row.next_try - look.now).total_seconds()
    return "now" if seconds <= 0 else "in " + countdown(seconds)


def _size(size: int | None) -> str:
    if size is None:
        return ""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{size // 1000} kB"
