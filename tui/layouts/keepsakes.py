"""What the analyst keeps: the brief basket, notes, and the marks with what became of them."""

from __future__ import annotations

from collections.abc import Sequence

from store.rows import BasketRow, MarkRow, NoteRow
from tui.cells import Spans, fit, fit_spans
from tui.layouts.parts import blank, heading, passage, say
from tui.look import Look
from tui.moments import full
from tui.safe import safe_line
from tui.widgets.item_list import Item


def basket_items(rows: Sequence[tuple[BasketRow, str, str]], width: int, look: Look) -> list[Item[BasketRow]]:
    """What lies in the basket, in order: (row, its words, where they are from)."""
    if not rows:
        return [
            say(
                "The basket is empty. b on a story, quote, statement or event lays it in here; "
                "`watchfloor brief` prints it.",
                width,
            )
        ]
    items: list[Item[BasketRow]] = []
    for number, (row, words, where) in enumerate(rows, 1):
        body = passage(safe_line(words), width, "text", 5, 3)
        comment = passage(safe_line(row.value), width, "amber", 5, 2) if row.value.strip() else []
        head: Spans = [(f" {number:>2}  ", "amber bold"), (safe_line(where), "dim")]
        items += [Item(row.basket, row, (fit_spans(head, width), *body, *comment)), blank(row.basket)]
    return items


def note_items(
    notes: Sequence[NoteRow], marks: Sequence[MarkRow], width: int, look: Look
) -> list[Item[NoteRow | MarkRow]]:
    """Notes first, newest at the top; then all other marks, those whose finding has gone named so."""
    items: list[Item[NoteRow | MarkRow]] = []
    for note in notes:
        head: Spans = [
            (f" {look.icons.note} ", "amber"),
            (safe_line(note.title) or note.object, "bright"),
            (f"  {safe_line(note.by)}, {full(note.at, look.zone, look.now)}", "dim"),
        ]
        items += [
            Item(
                ("note", note.mark), note, (fit_spans(head, width), *passage(safe_line(note.text), width, "text", 3, 6))
            ),
            blank(("note", note.mark)),
        ]
    if not notes:
        items += [say("No notes yet: e on a story writes one.", width), blank("no notes")]
    items.append(heading("marks", look, width, "u undoes the last one"))
    items += [Item(("mark", mark.mark), mark, (_mark(mark, width, look),)) for mark in marks]
    if not marks:
        items.append(say("No marks yet.", width))
    return items


def _mark(mark: MarkRow, width: int, look: Look) -> Spans:
    state = "finding gone" if mark.is_lost else "" if mark.is_on else "undone"
    return fit_spans(
        [
            (" " + fit(full(mark.at, look.zone, look.now), 20), "dim"),
            (" " + fit(mark.kind, 16), "text" if mark.is_on else "dim"),
            (" " + safe_line(mark.value or mark.object), "text" if mark.is_on else "dim"),
            (f"  {safe_line(mark.reason)}" if mark.reason else "", "dim"),
            (f"  {state}" if state else "", "amber"),
        ],
        width,
    )
