"""Laying out one story as lines: heading, standing, text with what was found painted on it, places of passages."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from feeds.story import Findings
from tui.cells import Spans, join_spans, width_of, wrap, wrap_spans
from tui.look import Look
from tui.moments import full
from tui.panels.stories import standing
from tui.safe import safe_line, safe_text
from tui.wording import counted

if TYPE_CHECKING:
    from tui.panels.reader import Opened

MEASURE = 80
MOST_PAINTED = 300_000
"""Characters of a story that are laid out; what is beyond is said to be there."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One finding's place: what it is, where in the story, and which lines of the page."""

    kind: str
    paragraph: int | None
    start: int
    end: int
    lines: tuple[int, int]
    text: str


@dataclass(frozen=True, slots=True)
class Badge:
    """A thread's name above the text, and where it stands: a line and half-open cells within it."""

    thread: str
    title: str
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """A laid-out story."""

    lines: tuple[Spans, ...]
    passages: tuple[Passage, ...]
    matches: tuple[int, ...] = ()
    """Lines that hold a word of the query."""
    places: tuple[tuple[int, int | None, int, int], ...] = ()
    """(line, paragraph, start, end) of every line of text, in order."""
    badges: tuple[Badge, ...] = ()

    def line(self, number: int, passage: Passage | None, badge: int = -1) -> Spans:
        """A line; the lines of the passage one stands on carry a bar, the badge one stands on is lit."""
        spans = self.lines[number]
        if passage is not None and passage.lines[0] <= number <= passage.lines[1] and spans[0][0].startswith(" "):
            return [("▎", "amber"), (spans[0][0][1:], spans[0][1]), *spans[1:]]
        if 0 <= badge < len(self.badges) and self.badges[badge].line == number:
            return _lit(spans, self.badges[badge])
        return spans

    def badge_on(self, line: int, column: int) -> int:
        """The badge at that place, -1 when there is none."""
        for number, one in enumerate(self.badges):
            if one.line == line and one.start <= column < one.end:
                return number
        return -1

    def passage_at(self, place: tuple[int | None, int, int]) -> int:
        """The passage at that place of the story, else the one nearest before it; -1 when there is none."""
        paragraph, start, end = place
        best = -1
        for number, one in enumerate(self.passages):
            if one.paragraph == paragraph and one.start < max(end, start + 1) and one.end > start:
                return number
            if _order(one.paragraph, one.start) <= _order(paragraph, start):
                best = number
        return best

    def passage_on(self, line: int) -> int:
        """The passage that stands on a line, -1 when none does."""
        for number, one in enumerate(self.passages):
            if one.lines[0] <= line <= one.lines[1]:
                return number
        return -1


def _lit(spans: Spans, badge: Badge) -> Spans:
    lit: Spans = []
    column = 0
    for text, role in spans:
        lit.append((text, "amber bold underline" if column == badge.start else role))
        column += width_of(text)
    return lit


def lay_out_page(opened: Opened, width: int, look: Look) -> Page:
    """The page of a story for a panel of `width` cells."""
    measure = min(MEASURE, max(20, width - 3))
    lines: list[Spans] = []
    places: list[tuple[int, int | None, int, int]] = []
    matches: list[int] = []
    words = _pattern(opened.query_words)
    findings = opened.findings
    title = safe_line(opened.story.title)
    for start, end in wrap(title, measure):
        places.append((len(lines), None, start, end))
        lines.append([(" ", "text"), (title[start:end], "bright bold")])
    lines.extend([(" ", "text"), *line] for line in wrap_spans(_standing_line(opened, look), measure))
    badges: list[Badge] = []
    if opened.thread_titles:
        badge_lines, badges = _badges(opened, measure, len(lines))
        lines.extend(badge_lines)
    if opened.is_why_shown:
        lines.extend(_why(opened, measure))
    for note in opened.notes:
        lines.extend(
            [(" ", "text"), *line] for line in wrap_spans([(f"{look.icons.note} {safe_line(note)}", "amber")], measure)
        )
    lines.append([(" ", "text")])
    painted = 0
    for number, paragraph in enumerate(findings.paragraphs):
        text = _one_line(paragraph.text)
        painted += len(text)
        if painted > MOST_PAINTED:
            lines.append([(" the rest of this text is not shown: E opens it in your editor", "amber")])
            break
        paint = _paint(text, number, findings, words, opened.proof)
        ranges = wrap(text, measure)
        for start, end in ranges:
            places.append((len(lines), number, start, end))
            if words is not None and words.search(text, start, end):
                matches.append(len(lines))
            spans = _runs(text, paint, start, end)
            if paragraph.kind == "heading":
                spans = [(part, "bright bold") for part, _ in spans]
            lines.append([(" ", "text"), *spans])
        lines.append([(" ", "text")])
    if not findings.paragraphs:
        lines.append([(" no text came with this story: F fetches the article, o opens it in the browser", "dim")])
    elif not opened.story.is_full_text:
        lines.append([(" summary only: F fetches the article where its terms allow it", "dim italic")])
    passages = _proofs(findings, opened.proof, places) if opened.proof else _passages(findings, places)
    return Page(tuple(lines), passages, tuple(matches), tuple(places), tuple(badges))


def _standing_line(opened: Opened, look: Look) -> Spans:
    story = opened.story
    glyph, role = standing(story.outlet_kind, look)
    outlet: Spans = [(f"{glyph} ", role)] if glyph != " " else []
    outlet.append((safe_line(story.outlet) or "outlet unknown", "text"))
    kind = ", ".join(part for part in (safe_line(story.outlet_kind), safe_line(story.outlet_country)) if part)
    parts: list[Spans] = [outlet]
    if kind:
        parts.append([(kind, role if glyph != " " else "dim")])
    if story.published is None:
        parts.append([(f"no date given, seen {full(story.seen, look.zone, look.now)}", "amber")])
    else:
        parts.append([(full(story.published, look.zone, look.now), "dim")])
        if story.published_from not in ("given", "feed", "unknown"):
            parts.append([(f"date from {story.published_from}", "amber")])
    parts.append([("full text" if story.is_full_text else "summary", "dim")])
    if story.is_revised:
        parts.append([("changed by the outlet", "amber")])
    if story.copy_of:
        parts.append([("a reprint", "amber")])
    if story.is_pinned:
        parts.append([("pinned", "amber")])
    if story.reprints:
        parts.append([(counted(story.reprints, "reprint"), "dim")])
    if story.reach > 1:
        parts.append([(f"{story.reach} outlets, {story.own_reporting} own reporting", "dim")])
    elif story.look_twice:
        parts.append([(story.look_twice, "amber")])
    if story.language and story.language != "en":
        parts.append([(f"in {story.language}", "amber")])
    return join_spans(parts, " · ")


def _badges(opened: Opened, measure: int, line: int) -> tuple[list[Spans], list[Badge]]:
    """The names of the story's threads, the main ones bright, broken over lines where they need it."""
    roles = dict(opened.story.threads)
    lines: list[Spans] = [[(" on ", "dim")]]
    badges: list[Badge] = []
    column = 4
    for thread, title in opened.thread_titles:
        shown = safe_line(title)
        size = width_of(shown)
        if badges and column + 2 + size > measure + 1:
            lines[-1].append((",", "dim"))
            lines.append([("    ", "text")])
            column = 4
        elif badges:
            lines[-1].append((", ", "dim"))
            column += 2
        badges.append(Badge(thread, shown, line + len(lines) - 1, column, column + size))
        lines[-1].append((shown, "text" if roles.get(thread) == "primary" else "dim"))
        column += size
    return lines, badges


def _why(opened: Opened, measure: int) -> list[Spans]:
    lines: list[Spans] = [[(" ", "text")], [(" here because", "bright bold")]]
    titles = dict(opened.thread_titles)
    for link in opened.findings.threads:
        head = f" {titles.get(link.id, link.id)}: {link.score:.2f}, {link.role}"
        lines.append([(" " + safe_line(head), "text")])
        for one in link.evidence[:8]:
            place = "title" if one.paragraph is None else f"paragraph {one.paragraph + 1}"
            detail = (
                f"   {one.points:.3f}  “{safe_line(one.text)}”  {safe_line(what_hit(one.pattern, one.text))}, {place}"
            )
            lines.extend([(" ", "text"), *line] for line in wrap_spans([(detail.strip(), "dim")], measure - 2))
    if not opened.findings.threads:
        lines.append([(" no thread's rules match it; it is shown because the query does", "dim")])
    return lines


def what_hit(pattern: str, text: str) -> str:
    """A rule's pattern with only those alternatives that the text holds: a|b* ~5 c|d of "bees at d" is b* ~5 d."""
    groups = re.split(r"( ~\d+ )", pattern)
    return "".join(part if number % 2 else _alternatives(part, text) for number, part in enumerate(groups))


def _alternatives(group: str, text: str) -> str:
    body, colon, weight = group.rpartition(":")
    if not colon or not weight.replace(".", "").isdigit():
        body, weight = group, ""
    folded = " ".join(re.findall(r"\w+", text.casefold()))
    hits = []
    for one in body.split("|"):
        words = [
            re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in one.casefold().split()
        ]
        if words and re.search(r"\b" + r"\s+".join(words) + r"\b", folded):
            hits.append(one)
    shown = "|".join(hits) or body
    return f"{shown}:{weight}" if weight else shown


def _one_line(text: str) -> str:
    # Offsets must stay true, so what would steer the terminal is replaced cell by cell, never removed.
    if safe_text(text) == text:
        return text.replace("\n", " ").replace("\t", " ").replace("\r", " ")
    return "".join(character if safe_text(character) == character else " " for character in text).replace(
        "\n", " "
    ).replace("\t", " ")  # fmt: skip


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    kept = [re.escape(word) for word in words if len(word) > 1]
    return re.compile(rf"\b(?:{'|'.join(kept)})", re.IGNORECASE) if kept else None


def _paint(text: str, number: int, findings: Findings, words: re.Pattern[str] | None, proof: str = "") -> list[str]:
    paint = ["text"] * len(text)

    def lay(start: int, end: int, role: str) -> None:
        start, end = max(0, start), min(len(text), end)
        if start < end:
            paint[start:end] = [role] * (end - start)

    for statement in findings.statements:
        if statement.paragraph == number:
            lay(statement.start, statement.end, "violet")
    for quote in findings.quotes:
        spans = quote.spans or ()
        if spans:
            for span in spans:
                if span.paragraph == number:
                    lay(span.start - 1, span.end + 1, "violet")
        elif quote.paragraph == number:
            lay(quote.start - 1, quote.end + 1, "violet")
        if quote.paragraph == number and quote.speaker_type == "unnamed" and quote.speaker_as_written:
            place = text.find(quote.speaker_as_written, max(0, quote.start - 300))
            if 0 <= place < quote.end + 300:
                lay(place, place + len(quote.speaker_as_written), "teal italic")
    for actor in findings.actors:
        for mention in actor.mentions:
            if mention.paragraph == number:
                is_person = actor.type == "person"
                inside = paint[mention.start] == "violet" if 0 <= mention.start < len(paint) else False
                lay(mention.start, mention.end, "teal bold" if is_person and not inside else "teal")
    for time in findings.times:
        if time.paragraph == number and time.type != "DURATION":
            lay(time.start, time.end, "amber underline")
    for link in findings.threads:
        for hit in link.evidence if link.id == proof else ():
            if hit.paragraph == number:
                lay(hit.start, hit.end, "bright bold on-selected")
    if words is not None:
        for match in words.finditer(text):
            lay(match.start(), match.end(), "bright bold on-selected")
    return paint


def _runs(text: str, paint: Sequence[str], start: int, end: int) -> Spans:
    spans: Spans = []
    first = start
    for index in range(start + 1, end + 1):
        if index == end or paint[index] != paint[first]:
            spans.append((text[first:index], paint[first]))
            first = index
    return spans


def _order(paragraph: int | None, start: int) -> tuple[int, int]:
    return (-1 if paragraph is None else paragraph, start)


def _passages(findings: Findings, places: Sequence[tuple[int, int | None, int, int]]) -> tuple[Passage, ...]:
    found: list[tuple[str, int | None, int, int, str]] = []
    found.extend(("quote", one.paragraph, one.start, one.end, one.text) for one in findings.quotes)
    found.extend(("statement", one.paragraph, one.start, one.end, one.text) for one in findings.statements)
    found.extend(("event", one.paragraph, one.start, one.end, one.what) for one in findings.events)
    return _placed(found, places)


def _proofs(findings: Findings, thread: str, places: Sequence[tuple[int, int | None, int, int]]) -> tuple[Passage, ...]:
    """The places by which a story is on a thread, in the order of the text."""
    hits = [hit for link in findings.threads if link.id == thread for hit in link.evidence]
    return _placed([("proof", hit.paragraph, hit.start, hit.end, hit.text) for hit in hits], places)


def _placed(
    found: list[tuple[str, int | None, int, int, str]], places: Sequence[tuple[int, int | None, int, int]]
) -> tuple[Passage, ...]:
    found.sort(key=lambda one: (_order(one[1], one[2]), one[3]))
    keys = [_order(paragraph, start) for _, paragraph, start, _ in places]
    passages: list[Passage] = []
    for kind, paragraph, start, end, text in found:
        first = max(0, bisect_right(keys, _order(paragraph, start)) - 1)
        last = max(first, bisect_right(keys, _order(paragraph, max(start, end - 1))) - 1)
        if not places:
            break
        if passages and (passages[-1].paragraph, passages[-1].start) == (paragraph, start):
            continue
        passages.append(Passage(kind, paragraph, start, end, (places[first][0], places[last][0]), text))
    return tuple(passages)
