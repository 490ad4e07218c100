"""Cleaning: one document becomes title, paragraphs and what was taken away, each removed line with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from feeds.late_pattern import late_pattern
from feeds.reading import captions, datelines, lines, publication
from feeds.reading.author_notes import without_author
from feeds.reading.bylines import without_bylines
from feeds.reading.furniture import is_learned, line_reason, may_hold, sentence_reason
from feeds.reading.knowledge import Knowledge
from feeds.reading.language import detect
from feeds.reading.pieces import blocks_of
from feeds.reading.quick_look import holds_any
from feeds.reading.safe import strip_controls
from feeds.reading.sentences import sentences
from feeds.records import dataclass
from feeds.story import Document, Paragraph, PublishedFrom, Removed

_SITE = late_pattern(r"\s+(?:[|–—·•:»]|-)\s+[^|–—]{2,40}$")
_SITE_MARKS = (" |", " –", " —", " ·", " •", " :", " »", " -")
_LEADING_FURNITURE = late_pattern(
    r"(?:[A-Z][\w’'&-]{0,20} (?:[\w’'&-]{1,20} ){0,4}(?=A(?:dvertisement|DVERTISEMENT) Supported by ))?"
    r"(?:(?:SKIP )?A(?:dvertisement|DVERTISEMENT)\s+|Supported by\s+"
    r"|\d{1,2} min(?:ute)?s? read (?:Subscribers only )?"
    r"|Notifications can be (?:managed|changed) in (?:your )?browser (?:preferences|settings)\.\s*"
    r"|Please (?:refresh|reload) (?:the|your|this) (?:page|browser)\b[^.]{0,90}?\blogged in\s*)+"
    r"(?=[\"“‘A-Z])"
)
"""What stands before the story without a line break: advertisements with the section's name, reading times, bids to log
in."""
_BEGINS_LIKE_FURNITURE = re.compile(r"A[Dd]|S[Ku]|\d{1,2} min|Please re|Notifications c")
"""How a text begins that may begin with an advertisement's mark or the like."""
_SUPPORTED = ("Advertisement Supported", "ADVERTISEMENT Supported")
_PLAYER = late_pattern(r"To view this video please enable JavaScript.{0,90}? video(?= [\"“‘]?[A-Z])")
"""What a player without its script leaves before the next sentence."""
_ONE_SENTENCE = 200
_MOST_TITLE = 220
_CAPITALS = r"(?:\d{1,2} (?=[A-Z]{2}))?[‘']?[A-Z][A-Z0-9’'&,:;$%.!?/-]*(?: [A-Z0-9‘’'&,:;$%.!?/–-]+){4,24}"
_TEASER = late_pattern(_CAPITALS + r"(?<!–)(?= [\"“‘]?[A-Z][a-z’']|\s[\"“‘]?[AI] )")
"""A headline of another story, in capitals between the sentences of a page scraped without line breaks."""
_TEASER_BEHIND = late_pattern(r"(?<=[)\]] )" + _TEASER.pattern)
"""One that follows a picture's credit, which ends no sentence."""
_INITIALS = late_pattern(r" (?:A|(?:[A-Z]\.)+)$")
_SHOUTED = late_pattern(_CAPITALS)
_TEASERS_FROM = 600
_LABEL = late_pattern(r"(?:(?:[A-Z0-9][\w’'&.,-]*|and|of|the|by|for)(?: |$)){1,6}")
"""Nothing but names and capitals: no sentence."""
_CALLS = ("CLICK HERE", "TAP HERE", "SIGN UP ", "SUBSCRIBE ", "DOWNLOAD ")
_CALL = late_pattern(
    r"\b(?:(?:CLICK|TAP) HERE|SIGN UP (?:TO|FOR)|SUBSCRIBE (?:TO|FOR|NOW)|DOWNLOAD (?:THE|OUR))"
    r"(?: [A-Z0-9‘’'&,:$%.!?-]+){1,24}?(?=$| [\"“‘]?[A-Z][a-z’']|\s[\"“‘]?[AI] )"
)
"""What the page bids its readers do, in capitals, in the middle of the text: no story says that. What none of `_CALLS`
stands in bids nothing, and needs no closer look."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A document without its page. Paragraphs are verbatim pieces of the input but for white space.

    `title` is None when none was given and the text prints none.
    `published` is what a line of the text says, None when it does not say.
    """

    title: str | None
    paragraphs: tuple[Paragraph, ...]
    removed: tuple[Removed, ...] = ()
    published: datetime | date | None = None
    published_from: PublishedFrom = "unknown"
    language: str = ""
    dateline: str = ""
    byline: str = ""
    wire: str = ""


def clean(document: Document, knowledge: Knowledge) -> Cleaned:
    """Takes the page off a story. Never raises on any text; linear in its length."""
    blocks, removed = blocks_of(document)
    given = " ".join(strip_controls(document.title).split()) if document.title else ""
    title, blocks = _take_title(given, blocks, removed)
    learned = knowledge.furniture.get(document.outlet, frozenset()) if document.outlet else frozenset()
    sweep = _Sweep(learned, removed, lambda word: bool(knowledge.whos_who.first_name(word)))
    for block in blocks:
        sweep.take(block)
    kept, signed = without_bylines(sweep.kept, removed, document.outlet, knowledge.whos_who)
    paragraphs = _with_headings(without_author(kept, removed))
    language = detect(" ".join(paragraph.text for paragraph in paragraphs[:8]) or title or "")
    dateline, paragraphs = _without_dateline(paragraphs, removed, knowledge.whos_who.is_somewhere)
    published = sweep.published or (dateline.day if dateline else None)
    return Cleaned(
        title=title,
        paragraphs=paragraphs,
        removed=tuple(removed),
        published=published,
        published_from="text" if published is not None else "unknown",
        language=language or document.language[:2].lower(),
        dateline=dateline.place if dateline else "",
        byline=sweep.byline or signed,
        wire=(dateline.wire if dateline else "") or sweep.wire,
    )


def _take_title(given: str, blocks: list[Paragraph], removed: list[Removed]) -> tuple[str | None, list[Paragraph]]:
    """The title, and the blocks without the lines that repeat it."""
    title = given or None
    if title is None and len(blocks) >= 2:
        first, second = blocks[0], blocks[1]
        if _is_printed_twice(first, second):
            title = min(first.text, second.text, key=len) if _folded(first.text) != _folded(second.text) else first.text
        elif _is_headline(first, second):
            title = first.text
            blocks = blocks[1:]
    if title is None:
        return None, blocks
    without_site = _without_site(title)
    wanted: set[str] = set()
    kept: list[Paragraph] = []
    is_title_shown = bool(given)
    own = title
    for index, block in enumerate(blocks):
        may_repeat = index < 6 and len(block.text) <= len(title) + 60
        if may_repeat and not wanted:
            wanted = {_folded(title), _folded(without_site)}
        if may_repeat and _repeats(block.text, wanted):
            if block.text == without_site:
                own = block.text  # without the name of the site
            if is_title_shown:
                removed.append(Removed(block.text, "title repeated"))
            elif title != block.text:
                removed.append(Removed(block.text, "title repeated"))
                is_title_shown = False
            else:
                is_title_shown = True
            continue
        kept.append(block)
    return own, kept


def _repeats(line: str, wanted: set[str]) -> bool:
    if line[0].isalnum() and line[0].casefold()[0] not in {folded[:1] for folded in wanted}:
        return False  # nearly always
    if _folded(line) in wanted:
        return True
    without_site = _without_site(line)
    return without_site is not line and _folded(without_site) in wanted


def _without_site(title: str) -> str:
    """A title without the name of the site behind a mark; itself where there is none."""
    return _SITE.sub("", title) if holds_any(title, _SITE_MARKS) else title


def _folded(text: str) -> str:
    folded = text.casefold()
    return folded if folded.isalnum() else "".join(filter(str.isalnum, folded))


def _is_printed_twice(first: Paragraph, second: Paragraph) -> bool:
    if len(first.text) > _MOST_TITLE or len(second.text) > _MOST_TITLE or len(first.text) < 8:
        return False
    return bool(_folded(first.text)) and (
        _folded(first.text) == _folded(second.text)
        or _folded(_without_site(first.text)) == _folded(_without_site(second.text))
    )


def _is_headline(first: Paragraph, second: Paragraph) -> bool:
    """Whether the first line of a text is its headline: a heading, or short, unfinished and before a whole sentence."""
    if first.kind == "heading" and len(first.text) <= _MOST_TITLE:
        return True
    words = first.text.split()
    return (
        first.kind == "text"
        and second.kind in ("text", "standfirst")
        and 3 <= len(words) <= 25
        and len(first.text) <= 160
        and first.text[-1].isalnum()
        and not first.text[0].islower()
        and len(second.text) > len(first.text)
        and line_reason(first.text) is None
        and not datelines.byline_of(first.text)
        and not publication.is_date_line(first.text)
    )


def _without_dateline(
    paragraphs: tuple[Paragraph, ...], removed: list[Removed], is_place: Callable[[str], bool]
) -> tuple[datelines.Dateline | None, tuple[Paragraph, ...]]:
    """The dateline of one of the first paragraphs, and the paragraphs without it: it is no part of a sentence.

    A line that is nothing but a dateline with its day stays, as a paragraph of that kind: a day is something to read.
    """
    for index, paragraph in enumerate(paragraphs[:3]):
        found = datelines.dateline_of(paragraph.text) or datelines.reporting_from(paragraph.text, is_place)
        if found is None or paragraph.kind != "text":
            continue
        rest = paragraph.text[found.end :].strip()
        if rest or not found.has_day:
            removed.append(Removed(paragraph.text[: found.end].strip(), "dateline"))
            kept = (replace(paragraph, text=rest),) if rest else ()
        else:
            kept = (replace(paragraph, kind="dateline"),)
        return found, (*paragraphs[:index], *kept, *paragraphs[index + 1 :])
    return None, paragraphs


def _with_headings(paragraphs: list[Paragraph]) -> tuple[Paragraph, ...]:
    """Short unfinished lines between whole paragraphs are headings, where no mark-up said so."""
    out = list(paragraphs)
    for index in range(1, len(out) - 1):
        text = out[index].text
        if (
            len(text) <= 70
            and out[index].kind == "text"
            and text[-1].isalnum()
            and not text[0].islower()
            and len(out[index - 1].text) > len(text) < len(out[index + 1].text)
            and len(text.split()) <= 10
        ):
            out[index] = replace(out[index], kind="heading")
    return tuple(out)


def _may_be_several(text: str) -> bool:
    """Whether a text may have several sentences, or begin with an advertisement's mark or the like."""
    inner = text.rfind(" ")
    for mark in ".!?…":
        if text.find(mark, 0, inner) >= 0:
            return True
    return _BEGINS_LIKE_FURNITURE.match(text) is not None or holds_any(text, _SUPPORTED)


class _Sweep:
    """Goes over the blocks in order, keeping the story and noting what goes."""

    def __init__(self, learned: frozenset[str], removed: list[Removed], is_first_name: Callable[[str], bool]) -> None:
        self.learned = learned
        self.is_first_name = is_first_name
        self.removed = removed
        self.kept: list[Paragraph] = []
        self.published: datetime | date | None = None
        self.byline = ""
        self.wire = ""
        self._before = ""

    def take(self, block: Paragraph) -> None:
        if self._is_note(block.text):
            return
        last = self.removed[-1] if self.removed and self._before.endswith(self.removed[-1].text) else None
        self._before = block.text
        reason = line_reason(block.text)
        if (
            reason is None
            and last
            and _LABEL.fullmatch(block.text)
            and (last.text.endswith(" by") or block.text[0].islower())
        ):
            reason = last.reason  # "Market data provided by", and on a line of its own by whom
        if reason is None and self.learned and is_learned(block.text, self.learned):
            reason = "repeated by this outlet"
        if reason is not None:
            self._remove(block.text, reason)
            return
        for piece in self._without_furniture(block.text):
            for own in self._without_byline(piece):
                for part in captions.without_captions(block if own == block.text else replace(block, text=own)):
                    if len(part.text) <= lines.MOST_CHARACTERS:
                        self.kept.append(part)
                    else:
                        self.kept.extend(replace(part, text=text) for text in lines.cut(part.text))

    def _without_byline(self, text: str) -> list[str]:
        """The text around a byline that no line break parts from the story's beginning."""
        found = captions.glued_byline(text, self.is_first_name) if len(self.kept) < 2 else None
        if found is None or len(text) - found[1] < _ONE_SENTENCE:
            return [text]
        start, end, names = found
        self.byline = self.byline or names
        self._remove(text[start:end].strip(), "byline")
        return [part for part in (text[:start].strip(), text[end:].strip()) if part]

    def _is_note(self, line: str) -> bool:
        """Bylines, credits and dates: kept as fields, not as paragraphs."""
        if not 4 <= len(line) <= 300:
            return False
        wire = datelines.credit_line(line)
        if wire:
            self.wire = self.wire or wire
            self._remove(line, "wire credit")
            return True
        byline = datelines.byline_of(line)
        if byline:
            self.byline = self.byline or byline
            self._remove(line, "byline")
            return True
        if datelines.is_reporting_note(line):
            self._remove(line, "reporting credit")
            return True
        if publication.is_date_line(line):
            self.published = self.published or publication.published_in(line)
            self._remove(line, "date")
            return True
        return False

    def _without_furniture(self, text: str) -> list[str]:
        """The block without furniture sentences: the pieces between them, verbatim."""
        if len(text) < _ONE_SENTENCE and not _may_be_several(text):
            self.wire = self.wire or datelines.credited_wire(text)
            return [text]
        leading = _LEADING_FURNITURE.match(text)
        begin = leading.end() if leading else 0
        if leading:
            self._remove(text[:begin].strip(), "navigation" if text.startswith(("Please", "Not")) else "advertisement")
        spans = sentences(text[begin:]) if begin else sentences(text)
        may_bid = holds_any(text, _CALLS)
        if len(spans) < 2 and not begin and not (may_bid and _CALL.search(text)):
            return [text]
        dateline = datelines.dateline_of(text[begin:]) if len(self.kept) < 3 else None
        story_begins = dateline.end if dateline else 0
        judged: list[tuple[int, int, str | None]] = []
        is_long = len(text) > _TEASERS_FROM
        may_credit = not self.wire and holds_any(text, datelines.NOTE_WORDS)
        may_be_held = may_hold(text)
        for start, end in self._without_teasers(text, begin, spans, may_bid=may_bid):
            sentence = text[start:end]
            if may_credit:
                self.wire = self.wire or datelines.credited_wire(sentence)
            reason = sentence_reason(sentence, may_hold=may_be_held)
            if reason is None and self.learned and is_learned(sentence, self.learned):
                reason = "repeated by this outlet"
            if reason is None and (is_long or may_bid) and not sentence[1:2].islower():
                is_bid = may_bid and _CALL.fullmatch(sentence)
                if is_bid or (is_long and _SHOUTED.fullmatch(sentence)):
                    reason = "teaser"
            judged.append((start, end, reason if start - begin >= story_begins else None))
        if not any(reason for _, _, reason in judged):
            return [piece] if (piece := text[begin:].strip()) else []
        out: list[str] = []
        start_of_piece: int | None = None
        for number, (start, end, reason) in enumerate(judged):
            if reason is None and number > 0 and judged[number - 1][2] and _LABEL.fullmatch(text, start, end):
                # A name that the sentence before left over: the page goes on after it, or ends.
                after = judged[number + 1 : number + 2]
                reason = judged[number - 1][2] if not after or after[0][2] else None
            if end - start < 3 and start_of_piece is not None:
                continue
            if reason is None:
                if start_of_piece is None:
                    start_of_piece = start
                continue
            if start_of_piece is not None:
                out.append(text[start_of_piece:start].strip())
                start_of_piece = None
            self._remove(text[start:end], reason)
        if start_of_piece is not None:
            out.append(text[start_of_piece:].strip())
        return [piece for piece in out if piece]

    def _without_teasers(
        self, text: str, begin: int, spans: Sequence[tuple[int, int]], *, may_bid: bool
    ) -> Iterator[tuple[int, int]]:
        """The sentences as places in the text, a teaser in capitals that runs into the next sentence told apart."""
        is_long = len(text) > _TEASERS_FROM
        has_player = "enable JavaScript" in text
        for start, end in spans:
            start, end = begin + start, begin + end
            player = _PLAYER.match(text, start, end) if has_player else None
            if player:
                yield start, player.end()
                start = player.end() + 1
            behind = _TEASER_BEHIND.search(text, start, end) if is_long and ") " in text[start:end] else None
            if behind:
                yield start, behind.start()
                start = behind.start()
            may_shout = is_long and not text[start + 1 : start + 2].islower()
            teaser = _TEASER.match(text, start, end) if may_shout else None
            call = None if teaser or not may_bid else _CALL.search(text, start, end)
            if call:
                if call.start() > start:
                    yield start, call.start()
                yield call.start(), call.end()
                start = call.end() + 1
                if start >= end:
                    continue
            if teaser:
                # "… QUESTIONS U.S. officials said", "… ARRESTED A pilot said": these belong to what follows.
                stop = start + len(_INITIALS.sub("", teaser.group()))
                yield start, stop
                start = stop + 1
            yield start, end

    def _remove(self, text: str, reason: str) -> None:
        self.removed.append(Removed(text, reason))
