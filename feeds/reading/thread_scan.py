"""Where every phrase of every thread rule stands in a story, and how much the place counts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import islice
from typing import TypeAlias

from feeds.reading.text import Text
from feeds.reading.thread_rules import TOKEN, Entry, Phrase, ThreadRules, Trigger
from feeds.records import dataclass
from feeds.story import Actor, ThreadEvidence

TITLE, LEAD, BODY = 3.0, 2.0, 1.0
LEAD_WORDS = 60
SHOUTED_WORDS = 3
MENU_WORDS = 110
"""A sentence of more words in a story that has others is a run of headlines, whose ends nothing marks."""
EARLY_SENTENCES = 7
"""Of two paragraphs that are long only what stands before their seventh sentence is early."""
_PLACE_ENDINGS = ("a", "land", "stan", "burg", "grad")
"""Of the first word of a title that is the name of a place, where a verb comes after it."""
_ADJECTIVES = frozenset({"American", "British", "Dutch", "English", "Scottish", "Emirati"})
_ADJECTIVE_ENDINGS = ("an", "ese", "ish", "ch", "ek", "iss", "ai", "bi", "di", "li", "ni", "qi", "ri", "ti")
"""Of the words that say of where somebody is, beside those that do not begin as their country does."""
_SILENT_KINDS = frozenset({"caption", "dateline"})

_Place: TypeAlias = tuple[int | None, int, int]
"""Paragraph, first word, word after the last."""


@dataclass(frozen=True, slots=True)
class Hit:
    paragraph: int | None
    first: int
    last: int
    zone: float


@dataclass(slots=True)
class Scan:
    """One pass over a story: where every phrase of every rule stands."""

    text: Text
    rules: ThreadRules
    actors: Sequence[Actor]
    found: dict[int, list[_Place]] = field(default_factory=dict)
    ready: int = 0
    """The entries that can hit: whose every group has a phrase in one paragraph, a bit each (`ThreadRules.ready`)."""
    _words: dict[int | None, list[str]] = field(default_factory=dict)
    _spans: dict[int | None, list[tuple[int, int]]] = field(default_factory=dict)
    _sentence_starts: dict[int | None, list[int]] = field(default_factory=dict)
    _lead: tuple[int, int] = (0, 0)
    """First paragraph after the lead and the character where the lead ends in the one before (exclusive)."""

    def __post_init__(self) -> None:
        rules, left = self.rules, LEAD_WORDS
        for number in self.text.numbers():
            if number is not None and self.text.paragraphs[number].kind in _SILENT_KINDS:
                continue
            words = self.text.plain_words(number)
            self._words[number] = words
            here: set[int] = set()
            for trigger, places in (rules.early if left > 0 else rules.later).triggers_among(words):
                self._look(number, words, places, trigger, here)
            if here:
                self.ready |= rules.ready(here)
            if number is not None:
                left -= len(words)
        if wanted := rules.before_country & self.found.keys():
            self._keep_before_country(wanted)
        self._lead = self._end_of_lead()

    def _look(
        self, paragraph: int | None, words: list[str], places: Sequence[int], trigger: Trigger, here: set[int]
    ) -> None:
        """Notes the phrases that stand where the word does that they are looked up by, and that they are `here`.

        Most phrases fail at the word beside that one, so they are found by both.
        """
        found, phrases = self.found, self.rules.phrases
        if trigger.alone:
            here.update(trigger.alone)
            alone: list[_Place] = [(paragraph, place, place + 1) for place in places]
            for number in trigger.alone:
                found.setdefault(number, []).extend(alone)
        if not trigger.is_beside:
            return
        for place in places:
            before = words[place - 1] if place else ""
            after = words[place + 1] if place + 1 < len(words) else ""
            numbers = [*trigger.before.get(before, ()), *trigger.after.get(after, ())]
            if trigger.beginnings:
                numbers += [
                    number
                    for number, beginning, side in trigger.beginnings
                    if (before if side < 0 else after).startswith(beginning)
                ]
            for number in numbers:
                phrase = phrases[number]
                first, size = place - phrase.anchor, len(phrase.tokens)
                if size == 2 or _stands(phrase, words, first):
                    found.setdefault(number, []).append((paragraph, first, first + size))
                    here.add(number)

    def _keep_before_country(self, phrases: frozenset[int]) -> None:
        """Keeps the places of phrases that the name of a country comes after."""
        named = {
            (mention.paragraph, mention.start)
            for actor in self.actors
            if actor.type in ("country", "group")
            for mention in actor.mentions
            if _is_name(mention.text, actor.name)
        }
        paragraphs = {paragraph for paragraph, _ in named}
        for phrase in phrases:
            kept = [
                place
                for place in self.found[phrase]
                if place[0] in paragraphs and not named.isdisjoint(self._starts_after(*place))
            ]
            if kept:
                self.found[phrase] = kept
            else:
                del self.found[phrase]

    def _starts_after(self, paragraph: int | None, first: int, last: int) -> list[tuple[int | None, int]]:
        """Where the word after a place begins, and behind an article the one after that."""
        words, spans = self._words[paragraph], self.words(paragraph)
        after = range(last, min(len(spans), last + 1 + (words[last : last + 1] == ["the"])))
        return [(paragraph, spans[word][0]) for word in after]

    def anywhere(self, group: frozenset[int], vetoed: frozenset[tuple[int | None, int]]) -> list[Hit]:
        """Hits of one list entry: overlapping ones count once, the longer first."""
        places = sorted(
            (place for number in group & self.found.keys() for place in self.found[number]),
            key=lambda place: (-1 if place[0] is None else place[0], place[1], -place[2]),
        )
        hits: list[Hit] = []
        paragraph, end = -2, 0
        for place in places:
            here = -1 if place[0] is None else place[0]
            if here == paragraph and place[1] < end:
                continue
            if vetoed and (place[0], self.sentence(place[0], place[1])) in vetoed:
                continue
            if self._is_shouted(*place) or self._is_in_menu(*place):
                continue
            paragraph, end = here, place[2]
            hits.append(Hit(place[0], place[1], place[2], self.zone(place[0], place[1])))
        return hits

    def near(self, entry: Entry, vetoed: frozenset[tuple[int | None, int]]) -> list[Hit]:
        """Hits of a `near` rule: windows of one sentence that hold every term, none overlapping another."""
        found = self.found
        terms = [[place for number in group & found.keys() for place in found[number]] for group in entry.groups]
        everywhere = set.intersection(*({place[0] for place in places} for places in terms))
        by_sentence: dict[tuple[int | None, int], list[tuple[int, int, int]]] = {}
        for term, places in enumerate(terms):
            for paragraph, first, last in places:
                if paragraph in everywhere:
                    sentence = (paragraph, self.sentence(paragraph, first))
                    if sentence not in vetoed:
                        by_sentence.setdefault(sentence, []).append((first, last, term))
        hits = []
        for (paragraph, _), places_here in by_sentence.items():
            for first, last in _windows(places_here, len(entry.groups), entry.within):
                if not self._is_shouted(paragraph, first, last) and not self._is_in_menu(paragraph, first, last):
                    hits.append(Hit(paragraph, first, last, self.zone(paragraph, first)))
        hits.sort(key=lambda hit: (-1 if hit.paragraph is None else hit.paragraph, hit.first))
        return hits

    def _is_shouted(self, paragraph: int | None, first: int, last: int) -> bool:
        """Whether a hit stands in a run of capitals within a paragraph: a teaser for another story in between."""
        if paragraph is None:
            return False
        text, spans = self.text.of(paragraph), self.words(paragraph)
        if not text[spans[first][0] : spans[last - 1][1]].isupper():
            return False
        before, after = max(0, first - SHOUTED_WORDS), min(len(spans), last + SHOUTED_WORDS)
        around = [text[start:end] for start, end in (*spans[before:first], *spans[last:after])]
        return sum(1 for word in around if word.isupper()) >= SHOUTED_WORDS and not text.isupper()

    def _is_in_menu(self, paragraph: int | None, first: int, last: int) -> bool:
        """Whether a hit stands in a sentence that is too long to be one, in a story that has others."""
        words = self._words[paragraph]
        if len(words) <= MENU_WORDS:
            return False
        here = self.sentence(paragraph, first)
        starts = self._sentence_starts[paragraph]
        bounds = [starts[here - 1], starts[here] if here < len(starts) else len(self.text.of(paragraph))]
        begin, end = (bisect_left(self.words(paragraph), (position, -1)) for position in bounds)
        return end - begin > MENU_WORDS and (len(starts) > 1 or len(self.text.paragraphs) > 1)

    def sentences_of(self, phrases: frozenset[int]) -> frozenset[tuple[int | None, int]]:
        """The sentences in which any of the phrases stands."""
        return frozenset(
            (place[0], self.sentence(place[0], place[1]))
            for number in phrases & self.found.keys()
            for place in self.found[number]
        )

    def has_one_of(self, phrases: frozenset[int], vetoed: frozenset[tuple[int | None, int]]) -> bool:
        """Whether any of the phrases stands outside the vetoed sentences."""
        return any(
            not vetoed or (place[0], self.sentence(place[0], place[1])) not in vetoed
            for number in phrases & self.found.keys()
            for place in self.found[number]
        )

    def is_title_named(self) -> bool:
        """Whether the title, in sentence case, has a name: a capital after its first word, or a first word that has
        the shape of a place and does something ("Ardenia rejects truce")."""
        title = self.text.of(None)
        spans = [match.span() for match in TOKEN.finditer(title)]
        words = [title[start:end] for start, end in spans]
        later = [word for word in words[1:] if len(word) > 3]
        if not later or 2 * sum(1 for word in later if word[0].islower()) < len(later):
            return False
        after = zip(spans[1:], words[1:], strict=True)
        if any(word[0].isupper() and word[1:].islower() and title[span[0] - 2] not in ".:!?" for span, word in after):
            return True
        return words[1].islower() and words[1].endswith("s") and words[0].endswith(_PLACE_ENDINGS)

    def sentence(self, paragraph: int | None, word: int) -> int:
        """Number of the sentence a word stands in."""
        starts = self._sentence_starts.get(paragraph)
        if starts is None:
            starts = [start for start, _ in self.text.sentences(paragraph)]
            self._sentence_starts[paragraph] = starts
        return bisect_right(starts, self.words(paragraph)[word][0])

    def words(self, paragraph: int | None) -> list[tuple[int, int]]:
        """Character spans of the words of a paragraph, worked out only where something hit."""
        spans = self._spans.get(paragraph)
        if spans is None:
            text = self.text.of(paragraph)
            low = text.lower()
            # Lower-casing may split a word (a dotted capital I): then it is folded word by word.
            spans = _spans_in(low, self._words[paragraph]) if len(low) == len(text) else _spans_of_folded(text)
            self._spans[paragraph] = spans
        return spans

    def span(self, hit: Hit) -> _Place:
        """A hit as paragraph, start and end in code points."""
        spans = self.words(hit.paragraph)
        return hit.paragraph, spans[hit.first][0], spans[hit.last - 1][1]

    def zone(self, paragraph: int | None, word: int) -> float:
        """The factor of a place: title, lead or body."""
        if paragraph is None:
            return TITLE
        last, end = self._lead
        if paragraph < last or (paragraph == last and self.words(paragraph)[word][0] < end):
            return LEAD
        return BODY

    def early_starts(self) -> list[tuple[int, int]]:
        """Where the sentences of the first two paragraphs begin, at most EARLY_SENTENCES."""
        starts = (
            (number, start)
            for number in range(min(2, len(self.text.paragraphs)))
            for start, _ in self.text.sentences(number)
        )
        return list(islice(starts, EARLY_SENTENCES))

    def is_lead(self, item: ThreadEvidence) -> bool:
        """Whether evidence starts within the lead."""
        last, end = self._lead
        return item.paragraph is not None and (item.paragraph, item.start) < (last, end)

    def _end_of_lead(self) -> tuple[int, int]:
        left = LEAD_WORDS
        for number in range(len(self.text.paragraphs)):
            count = len(self._words.get(number, ()))
            if count < left:
                left -= count
                continue
            if not self.found:
                return number, 0
            position = self.words(number)[left - 1][0]
            return number, self.text.sentence_at(number, position)[1]
        return len(self.text.paragraphs), 0


def _is_name(text: str, name: str) -> bool:
    """Whether a mention of a country is its name or capital ("Oman", "Tehran") and not its adjective ("Omani")."""
    word = text.removeprefix("the ")
    if word == name or word in name.split() or word.isupper():
        return True
    return word not in _ADJECTIVES and not (word[:1] == name[:1] and word.endswith(_ADJECTIVE_ENDINGS))


def _stands(phrase: Phrase, words: Sequence[str], first: int) -> bool:
    if first < 0 or first + len(phrase.tokens) > len(words):
        return False
    for offset, (token, is_open) in enumerate(phrase.tokens):
        word = words[first + offset]
        if word != token and not (is_open and word.startswith(token)):
            return False
    return True


def _windows(places: list[tuple[int, int, int]], terms: int, within: int) -> Iterator[tuple[int, int]]:
    """Windows (first word, word after the last) holding every term with at most `within` words between, left to right.

    One word never stands for two terms.
    """
    places.sort()
    latest: list[tuple[int, int] | None] = [None] * terms
    floor = 0
    for first, last, term in places:
        if first < floor:
            continue
        latest[term] = (first, last)
        chosen = [place for place in latest if place is not None]
        if len(chosen) < terms:
            continue
        chosen.sort()
        if any(chosen[i][1] > chosen[i + 1][0] for i in range(terms - 1)):
            continue
        if chosen[-1][0] - chosen[0][1] > within:
            continue
        yield chosen[0][0], max(last for _, last in chosen)
        floor = max(last for _, last in chosen)
        latest = [None] * terms


def _spans_in(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where words stand that are all the words of a text, in order: each at the first place behind the one before."""
    spans: list[tuple[int, int]] = []
    end = 0
    for word in words:
        start = text.find(word, end)
        end = start + len(word)
        spans.append((start, end))
    return spans


def _spans_of_folded(text: str) -> list[tuple[int, int]]:
    spans = []
    for match in TOKEN.finditer(text):
        pieces = TOKEN.findall(match.group().lower())
        spans.extend([match.span()] * len(pieces))
    return spans
