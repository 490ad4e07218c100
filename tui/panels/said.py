"""The quotes panel: who said what, exact words and reported statements, each with outlet, company and time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.content import Content

from store.rows import SaidRow
from tui.cells import Spans, cut_words, fit_spans, plain, spans_width, width_of, wrap_spans
from tui.look import Look
from tui.moments import when
from tui.safe import safe_line
from tui.speech import opening, quoted, verb_of, within
from tui.widgets.item_list import Item, ItemList

LINES = 3
"""Lines of words a row shows before it is cut."""


UNNAMED = frozenset("a an one two three some several another officials sources aides diplomats commanders".split())
"""How the description of an unnamed person begins; a ministry is never called unnamed."""


class SaidPanel(ItemList[SaidRow]):
    """Quotes and statements, newest first."""

    BORDER_TITLE = "Quotes"

    def fill(self, rows: Sequence[SaidRow], message: str) -> None:
        """Shows what was said."""
        look = self.look
        rows = folded(rows)
        self.show(lambda width: said_items(rows, width, look), message)
        quotes = sum(not row.is_statement for row in rows)
        self.border_subtitle = Content(said_count(quotes, len(rows) - quotes))


def folded(rows: Sequence[SaidRow]) -> list[SaidRow]:
    """Rows with the same words of the same speaker as one, newest first, the outlets that carry them counted."""
    kept: dict[tuple[bool, str, str], SaidRow] = {}
    outlets: dict[tuple[bool, str, str], set[str]] = {}
    for row in rows:
        words = "".join(letter for letter in row.text.casefold() if letter.isalnum())
        key = (row.is_statement, (row.actor or row.speaker or "").casefold(), words)
        kept.setdefault(key, row)
        outlets.setdefault(key, set()).add(row.outlet)
    return [
        replace(row, outlets=len(outlets[key])) if len(outlets[key]) > row.outlets else row for key, row in kept.items()
    ]


def said_count(quotes: int, statements: int) -> str:
    """9 quotes, 6 statements"""
    parts = [
        f"{count} {word}{'' if count == 1 else 's'}" for count, word in ((quotes, "quote"), (statements, "statement"))
    ]
    return ", ".join(parts)


def said_items(rows: Sequence[SaidRow], width: int, look: Look) -> list[Item[SaidRow]]:
    """The rows with an empty line between them."""
    items: list[Item[SaidRow]] = []
    for row in rows:
        items.append(said_item(row, width, look))
        items.append(Item("gap", None, ([],)))
    return items


def said_item(row: SaidRow, width: int, look: Look, lines: int = LINES) -> Item[SaidRow]:
    """One row: exact words, then who said them; a statement as a sentence that its speaker begins. Then the outlet."""
    wrapped = wrap_spans(_sentence(row) if row.is_statement else exact_words(row.text, look), max(10, width - 2))
    # A narrow panel gets a line more, so that a sentence is not left after four words.
    lines += width < 36
    if len(wrapped) > lines:
        wrapped = wrapped[:lines]
        last = cut_words(plain(wrapped[-1]), width - 5, width).removesuffix("…").rstrip()
        wrapped[-1] = [(f"{last} …", wrapped[-1][-1][1])]
    body: list[Spans] = [[(" ", "text"), *line] for line in wrapped]
    key = (row.story_id, row.is_statement, row.paragraph, row.start, row.text[:40])
    below = whereabouts(row, width, look) if row.is_statement else attribution(row, width, look)
    return Item(key, row, (*body, *below))


def exact_words(text: str, look: Look) -> Spans:
    """“The numbers stand”"""
    return [(f"{look.icons.open}{quoted(text)}{look.icons.close}", "violet")]


def _sentence(row: SaidRow) -> Spans:
    """Vostra ruled out any force; According to a draft, the force would be led from Selm."""
    speaker = opening(safe_line(row.speaker)) if row.speaker else "Somebody not named"
    tone = ("teal bold" if row.speaker_type == "named" else "teal italic") if row.speaker else "dim italic"
    if row.cue.startswith("according"):
        return [("According to ", "dim"), (safe_line(row.speaker or "somebody not named"), tone), (", ", "dim"),
                (within(row.text), "text")]  # fmt: skip
    return [(speaker, tone), (f" {verb_of(row.cue)} ", "dim"), (within(row.text), "text")]


def attribution(row: SaidRow, width: int, look: Look) -> list[Spans]:
    """Who said it, and where one read it: on one line where there is room, else on two."""
    if row.speaker_type == "named" and row.speaker:
        who: Spans = [(safe_line(row.speaker), "teal bold")]
    elif row.speaker:
        who = [(safe_line(row.speaker), "teal italic")]
    else:
        who = [("speaker not named", "dim italic")]
    if standing := _standing(row):
        who.append((f", {standing}", "dim"))
    where = _where(row, look, width)
    lead: Spans = [("   ", "text")]
    if spans_width(who) + spans_width(where) + 6 <= width:
        return [[*lead, *who, ("  ", "text"), *where]]
    if spans_width(who[:1]) + spans_width(where) + 12 <= width:
        room = width - spans_width(who[:1]) - spans_width(where) - 6
        return [[*lead, who[0], *((cut_words(text, room), role) for text, role in who[1:]), ("  ", "text"), *where]]
    room = width - 4 - spans_width(who[:1])
    standing_words = [(cut_words(text, room), role) for text, role in who[1:]] if room >= 8 else []
    return [[*lead, *fit_spans([*who[:1], *standing_words], width - 4)], [*lead, *where]]


def whereabouts(row: SaidRow, width: int, look: Look) -> list[Spans]:
    """Under a sentence that names its speaker: what they are, and where one read it."""
    where = _where(row, look, width)
    room, standing = width - spans_width(where) - 6, _standing(row)
    # A word cut after a few letters says less than none.
    standing = standing if width_of(standing) <= room else cut_words(standing, room) if room >= 14 else ""
    return [[("   ", "text"), *([(f"{standing}  ", "dim")] if standing else []), *where]]


def _standing(row: SaidRow) -> str:
    if row.role:
        return safe_line(row.role)
    is_unnamed = row.speaker_type == "unnamed" and row.speaker and row.speaker.split(" ")[0].lower() in UNNAMED
    return "unnamed" if is_unnamed else ""


def _where(row: SaidRow, look: Look, width: int) -> Spans:
    """Meridian +3 · 13:20, Meridian only · Tue"""
    outlet = safe_line(row.outlet)
    alone = f"{outlet} only" if outlet else "outlet unknown"
    where: Spans = [(f"{outlet} +{row.outlets - 1}", "dim") if row.outlets > 1 else (alone, "amber")]
    time = ("~" if row.is_when_seen else "") + when(row.when, look.zone, look.now)
    where.append((f" · {time}", "dim"))
    if row.wordings > 1:
        more = f"  {look.icons.unequal} {row.wordings}"
        has_room = spans_width(where) + width_of(more) + len(" wordings") + 4 <= width
        where.append((f"{more} wordings" if has_room else more, "amber"))
    return where
