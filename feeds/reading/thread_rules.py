"""Thread rules made ready to run: the patterns of every thread compiled once into one table of trigger words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import TypeAlias

from feeds.late_pattern import late_pattern
from feeds.reading.plain_words import PLAIN_WORD
from feeds.records import dataclass
from feeds.settings import NAMED_WORDS, ThreadingSettings, ThreadSettings, rules_number

Token: TypeAlias = tuple[str, bool]
"""A folded word and whether any ending may follow (`expel*`)."""

TOKEN = PLAIN_WORD
_WEIGHT = re.compile(r":(\d+(?:\.\d+)?)\s*$")
_PATTERN_TOKEN = re.compile(r"[^\W_]+\*?")
_UNSPACED = late_pattern(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Scripts written without spaces between words: their patterns are found inside longer runs."""

_DEEPEST = 4
"""Named words within named words."""
_MEMO_WORDS = 40_000
_COMMON = frozenset(
    "a about after against all an and any are as at back be been before but by can could day days down end ends for"
    " from had has have he her his home if in into is it its last may more must new no not of off on one open or other"
    " our out over said says she should so that the their them there they this time to under until up was we week were"
    " when which while who will with without would year years you".split()
)
"""Words no phrase is looked up by when it has another: every text is full of them."""

COUNTRIES = "@countries"
"""In `needs` of a thread: a country or armed group named in the title, or two of them in the story. At the end of any
other phrase ("ties with @countries"): the name of one stands there."""
DOUBTED = "?"
"""Before an entry of `needs`: it is met only in a story with none of the thread's `doubts`."""
NAMED = "@names"
"""In `needs` of a thread: a title in sentence case with a name in it, which may be a place nobody here has heard of."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One alternative of a pattern: words in a row. `anchor` is the index of the word it is looked up by."""

    tokens: tuple[Token, ...]
    anchor: int
    is_inside: bool = False
    """Found anywhere inside a run of letters, for scripts without spaces."""
    is_before_country: bool = False
    """Only where the name of a country or armed group comes next."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Phrase numbers that are looked up by a word, by what else must stand beside it."""

    alone: tuple[int, ...]
    """Of one word."""
    before: dict[str, list[int]]
    """By the word before it."""
    after: dict[str, list[int]]
    """By the word after it."""
    beginnings: tuple[tuple[int, str, int], ...]
    """Number, how the word beside it begins, and whether that stands before (-1) or after (1) it."""
    is_beside: bool
    """Whether some phrase is of more words than one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One list entry of `any`, or one `near` rule (then with several groups of phrases)."""

    pattern: str
    weight: float
    groups: tuple[frozenset[int], ...]
    """Phrase numbers; one group for `any`, one for each term of `near`."""
    within: int = 0
    is_early: bool = False
    """Counts in the title and the lead only."""


@dataclass(frozen=True, slots=True)
class CompiledThread:
    """The rules of one thread with phrases as numbers into `ThreadRules.phrases`."""

    id: str
    title: str
    entries: tuple[Entry, ...]
    vetoes: frozenset[int]
    actors: frozenset[str]
    """Casefolded names."""
    actors_weight: float
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    needs: frozenset[int] = frozenset()
    """Phrases of which one must stand somewhere; none when nothing is needed."""
    doubts: frozenset[int] = frozenset()
    """Phrases in whose company neither a name in the title nor one of `doubted_needs` is a setting."""
    doubted_needs: frozenset[int] = frozenset()
    """Phrases that are a setting, too, in a story with none of the doubts."""
    is_met_by_countries: bool = False
    """`needs` holds COUNTRIES: a country in the title, or two in the story, meet it as well."""
    is_met_by_names: bool = False
    """`needs` holds NAMED: a name in the title meets it, too, in a story with none of the doubts."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Phrases by the words they are looked up by."""

    phrases: tuple[Phrase, ...]
    """All of them; those in use here are in the tables below."""
    exact: dict[str, tuple[int, ...]]
    endings: dict[str, tuple[int, ...]]
    lengths: tuple[int, ...]
    inside: tuple[int, ...]
    memo: set[str] = field(default_factory=set)
    """Words that no phrase is looked up by."""
    hot: dict[str, Trigger] = field(default_factory=dict)
    """Words that some are."""

    def triggers_among(self, words: Sequence[str]) -> Iterator[tuple[Trigger, list[int]]]:
        """For each of the different words that phrases are looked up by, in text order: the phrases and where the word
        stands.

        What was looked up once is remembered (bounded), so most words cost one look-up in a set.
        """
        memo, hot = self.memo, self.hot
        places: dict[str, list[int]] = {}
        for place, word in [(place, word) for place, word in enumerate(words) if word not in memo]:
            known = places.get(word)
            if known is not None:
                known.append(place)
            elif word in hot:
                places[word] = [place]
            elif numbers := self._look_up(word):
                hot[word] = self._trigger(numbers)
                places[word] = [place]
            elif len(memo) < _MEMO_WORDS:
                memo.add(word)
        return ((hot[word], where) for word, where in places.items())

    def _trigger(self, numbers: Sequence[int]) -> Trigger:
        alone: list[int] = []
        beside: tuple[dict[str, list[int]], dict[str, list[int]]] = {}, {}
        beginnings = []
        for number in numbers:
            tokens, anchor = self.phrases[number].tokens, self.phrases[number].anchor
            if len(tokens) == 1:
                alone.append(number)
                continue
            token, is_open = tokens[anchor - 1] if anchor else tokens[1]
            if is_open:
                beginnings.append((number, token, -1 if anchor else 1))
            else:
                beside[0 if anchor else 1].setdefault(token, []).append(number)
        return Trigger(tuple(alone), *beside, tuple(beginnings), len(alone) < len(numbers))

    def _look_up(self, word: str) -> tuple[int, ...]:
        numbers = list(self.exact.get(word, ()))
        for length in self.lengths:
            if length > len(word):
                break
            numbers.extend(self.endings.get(word[:length], ()))
        if self.inside and _UNSPACED.search(word):
            numbers.extend(n for n in self.inside if self.phrases[n].tokens[0][0] in word)
        return tuple(numbers)


def _lookup(phrases: tuple[Phrase, ...], used: Iterable[int]) -> Lookup:
    exact: dict[str, list[int]] = {}
    endings: dict[str, list[int]] = {}
    inside: list[int] = []
    for number in used:
        word, is_open = phrases[number].tokens[phrases[number].anchor]
        if phrases[number].is_inside:
            inside.append(number)
        else:
            (endings if is_open else exact).setdefault(word, []).append(number)
    return Lookup(
        phrases,
        {word: tuple(found) for word, found in exact.items()},
        {word: tuple(found) for word, found in endings.items()},
        tuple(sorted({len(word) for word in endings})),
        tuple(inside),
    )


@dataclass(frozen=True, slots=True)
class ThreadRules:
    """All threads, compiled. `number` is the same for the same rules, so that a change can be seen."""

    attach: float
    primary: float
    threads: tuple[CompiledThread, ...]
    phrases: tuple[Phrase, ...]
    early: Lookup = field(repr=False, compare=False)
    """What is looked up in the title and the lead."""
    later: Lookup = field(repr=False, compare=False)
    """What is looked up behind them: no phrase that only early entries hold."""
    number: int = 0
    before_country: frozenset[int] = frozenset()
    """Phrases that hit only where the name of a country comes next."""
    _places: tuple[tuple[int, int], ...] = field(default=(), repr=False, compare=False)
    """Thread and entry within it, for all entries in config order."""
    _uses: tuple[int, ...] = field(default=(), repr=False, compare=False)
    """By phrase the bits of the groups in which it is used: a run of one bit an entry for first groups, then one for
    second groups, and so on."""
    _no_group: int = field(default=0, repr=False, compare=False)
    """The bits of groups that entries do not have."""
    _most_groups: int = field(default=0, repr=False, compare=False)

    def ready(self, found: Iterable[int]) -> int:
        """The entries of whose every group some phrase was found, a bit each: those that can hit in a paragraph."""
        bits = self._no_group
        for uses in map(self._uses.__getitem__, found):
            bits |= uses
        entries = len(self._places)
        all_found = (1 << entries) - 1
        for group in range(self._most_groups):
            all_found &= bits >> (group * entries)
        return all_found

    def entries_of(self, ready: int) -> dict[int, list[int]]:
        """By thread the entries among those of `ready`, in config order."""
        entries: dict[int, list[int]] = {}
        while ready:
            lowest = ready & -ready
            thread, entry = self._places[lowest.bit_length() - 1]
            entries.setdefault(thread, []).append(entry)
            ready ^= lowest
        return entries


def compile_rules(threading: ThreadingSettings, threads: Sequence[ThreadSettings]) -> ThreadRules:
    """Rules ready to score with. A pattern without any letter or digit never hits (lint names it)."""
    numbers: dict[Phrase, int] = {}
    known: dict[str, int | None] = {}
    """Alternatives as they are written, most of them in several patterns."""
    words = dict(threading.words)

    def number(alternative: str) -> int | None:
        phrase = _phrase(alternative)
        found = None if phrase is None else numbers.setdefault(phrase, len(numbers))
        known[alternative] = found
        return found

    def numbered(pattern: str) -> frozenset[int]:
        alternatives = spelled_out(split_weight(pattern)[0], words).split("|")
        found = [known[each] if each in known else number(each) for each in alternatives]
        return frozenset([each for each in found if each is not None])

    compiled = [_compile_thread(thread, numbered) for thread in threads]
    phrases = tuple(numbers)
    entries = [(at, place, entry) for at, thread in enumerate(compiled) for place, entry in enumerate(thread.entries)]
    most = max((len(entry.groups) for _, _, entry in entries), default=0)
    uses, no_group = [0] * len(phrases), 0
    for bit, (_, _, entry) in enumerate(entries):
        for group in range(most):
            here = 1 << (group * len(entries) + bit)
            if group >= len(entry.groups):
                no_group |= here
                continue
            for used in entry.groups[group]:
                uses[used] |= here
    held = [group for _, _, entry in entries if not entry.is_early for group in entry.groups]
    held += [
        group for thread in compiled for group in (thread.vetoes, thread.needs, thread.doubted_needs, thread.doubts)
    ]
    return ThreadRules(
        attach=threading.attach,
        primary=threading.primary,
        threads=tuple(compiled),
        phrases=phrases,
        early=_lookup(phrases, range(len(phrases))),
        later=_lookup(phrases, sorted(frozenset[int]().union(*held))),
        number=rules_number(threading, threads),
        before_country=frozenset(index for index, phrase in enumerate(phrases) if phrase.is_before_country),
        _places=tuple((at, place) for at, place, _ in entries),
        _uses=tuple(uses),
        _no_group=no_group,
        _most_groups=most,
    )


def _compile_thread(thread: ThreadSettings, numbered: Callable[[str], frozenset[int]]) -> CompiledThread:
    entries = [Entry(text, split_weight(text)[1], (numbered(text),)) for text in thread.any]
    entries += [Entry(text, split_weight(text)[1], (numbered(text),), is_early=True) for text in thread.any_early]
    for rule in thread.near:
        label = near_label(rule.terms, rule.within)
        entries.append(Entry(label, rule.weight, tuple(map(numbered, rule.terms)), rule.within, rule.early))
    words = [text for text in thread.needs if text not in (COUNTRIES, NAMED)]
    sure = [text for text in words if not text.startswith(DOUBTED)]
    needs, doubted_needs, vetoes, doubts = (
        frozenset[int]().union(*map(numbered, texts))
        for texts in (sure, [text for text in words if text not in sure], thread.none, thread.doubts)
    )
    return CompiledThread(
        id=thread.id,
        title=thread.title or thread.id.replace("_", " ").capitalize(),
        entries=tuple(entries),
        vetoes=vetoes,
        actors=frozenset(name.casefold() for name in thread.actors_any),
        actors_weight=thread.actors_weight,
        match=thread.match,
        no_match=thread.no_match,
        needs=needs,
        doubts=doubts,
        doubted_needs=doubted_needs,
        is_met_by_countries=COUNTRIES in thread.needs,
        is_met_by_names=NAMED in thread.needs,
    )


def near_label(terms: Sequence[str], within: int) -> str:
    """How a `near` rule is named in evidence."""
    return f" ~{within} ".join(terms)


def spelled_out(pattern: str, words: Mapping[str, str]) -> str:
    """A pattern with what [threading.words] has for the names in braces ("{arms}|mine*"). A name it does not have,
    or that leads to itself, stays as it is."""
    for _ in range(_DEEPEST):
        if "{" not in pattern:
            break
        pattern = NAMED_WORDS.sub(lambda name: words.get(name[1], name[0]), pattern)
    return pattern


def split_weight(text: str) -> tuple[str, float]:
    """ "persona non grata:4" -> ("persona non grata", 4.0); without a weight it is 1."""
    found = _WEIGHT.search(text)
    if found is None:
        return text, 1.0
    return text[: found.start()], float(found.group(1))


def _phrase(written: str) -> Phrase | None:
    """One alternative of a pattern ("cease-fire*"); None when it has no letter and no digit. Case, punctuation and
    hyphens make no difference."""
    written = written.strip()
    alternative = written.removesuffix(COUNTRIES)
    found = _PATTERN_TOKEN.findall(alternative.lower())
    if not found:
        return None
    tokens = tuple([(word[:-1], True) if word[-1] == "*" else (word, False) for word in found])
    anchor = 0
    if len(tokens) > 1:
        anchor = max(
            range(len(tokens)), key=lambda i: (tokens[i][0] not in _COMMON, len(tokens[i][0]) - 2 * tokens[i][1])
        )
    is_inside = len(tokens) == 1 and not found[0].isascii() and bool(_UNSPACED.search(tokens[0][0]))
    return Phrase(tokens, anchor, is_inside, alternative != written)
