"""Which stories repeat another's text: sampled word shingles, found through an index in the store, judged here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from zlib import crc32

from feeds.exchange import CopyCandidate
from feeds.story import Paragraph

SHINGLE_WORDS = 5
SAMPLED_ONE_IN = 8
SAMPLED_ONE_IN_LEAD = 4
SAMPLED_ONE_IN_BRIEF = 2
LEAD_WORDS = 120
SHORT_WORDS = 60
BRIEF_WORDS = 200
LEAST_WORDS = 12
MOST_WORDS = 3000
LEAST_SHARED = 4
COPY_SHARE = 0.21
"""Least share of the shorter text that the other holds too, between outlets. Half of the sentences rewritten leave
0.25 to 0.5; independent reports of one event stay under 0.17, because quotations are left out."""
BRIEF_SHARE = 0.28
"""The same where one of the two has fewer than BRIEF_WORDS words: one long sentence in common is not enough."""
SHORT_SHARE = 0.6
"""The same where one of the two has fewer than SHORT_WORDS words."""
SAME_OUTLET_SHARE = 0.75
"""The same within one outlet, whose follow-ups repeat their background and whose pages the same teasers: the titles
must be alike, too."""
WHOLE_SHARE = 0.95
"""Within one outlet under another title: all but the whole text."""
TOGETHER = timedelta(hours=6)
"""Within so many hours the fullest text is the original, beyond it the earliest."""

_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"“[^“”]{1,600}”|(?<!\w)\"(?=\w)[^\"]{1,600}(?<!\s)\"(?!\w)|«[^«»]{1,600}»")
"""What somebody said is everybody's: only an outlet's own words make a copy."""


@dataclass(frozen=True, slots=True)
class CopyStory:
    """The story that is judged."""

    rowid: int
    outlet: str
    title: str
    wire: str
    when: datetime
    fingerprint: Sequence[int]
    words: int


@dataclass(frozen=True, slots=True)
class CopyVerdict:
    """What a story and a stored one are to one another.

    `original` is the rowid all of them are copies of: another story's, or the judged story's own, when it is earlier
    or fuller than those stored before; then `now_copies` are the rowids (originals so far, and what was found) that
    become its copies. `share` is the share of the shorter text both have.
    """

    original: int
    now_copies: tuple[int, ...]
    share: float
    reason: str


def fingerprint(paragraphs: Iterable[Paragraph | str]) -> tuple[int, ...]:
    """Sampled 32-bit hashes of every five words in a row, sorted: what copies are found by.

    One in eight is kept, one in four of the first 120 words, every other one of a text under 200 words, all of one
    under 60. Quotations are left out where enough remains. Empty under 12 words. The first 3,000 words count.
    """
    return fingerprint_and_words(paragraphs)[0]


def fingerprint_and_words(paragraphs: Iterable[Paragraph | str]) -> tuple[tuple[int, ...], int]:
    """The fingerprint of a story and the number of its words, as `count_words` gives it."""
    words = _words(paragraphs)
    return _sampled(words), len(words)


def _sampled(words: Sequence[str]) -> tuple[int, ...]:
    if len(words) < LEAST_WORDS:
        return ()
    encoded = [word.encode("utf-8", "replace") for word in words]
    text = b" ".join(encoded)
    starts = [0, *accumulate(len(word) + 1 for word in encoded)]
    rate = 1 if len(words) < SHORT_WORDS else SAMPLED_ONE_IN_LEAD
    if SHORT_WORDS <= len(words) < BRIEF_WORDS:
        rate = SAMPLED_ONE_IN_BRIEF
    kept = set()
    for index in range(len(words) - SHINGLE_WORDS + 1):
        if index == LEAD_WORDS and len(words) >= BRIEF_WORDS:
            rate = SAMPLED_ONE_IN
        value = crc32(text[starts[index] : starts[index + SHINGLE_WORDS] - 1])
        if value % rate == 0:
            kept.add(value)
    return tuple(sorted(kept))


def probes(hashes: Sequence[int], words: int) -> tuple[int, ...]:
    """The hashes of a fingerprint that are looked up to find what shares its text: some, so that it stays cheap.

    Those any other story with the same five words has kept, too, come first. A copy that shares a quarter of the hashes
    is missed less than once in a thousand times.
    """
    most = 10 if words < SHORT_WORDS else 10 + len(hashes) // 8
    if len(hashes) <= most:
        return tuple(hashes)
    return tuple(
        sorted(hashes, key=lambda value: (value % SAMPLED_ONE_IN != 0, value % SAMPLED_ONE_IN_LEAD != 0, value))[:most]
    )


def count_words(paragraphs: Iterable[Paragraph | str]) -> int:
    """Words of a story as fingerprints count them."""
    return len(_words(paragraphs))


def judge_copy(story: CopyStory, candidates: Sequence[CopyCandidate]) -> CopyVerdict | None:
    """Whether a story repeats a stored one's text, and which of them is the original; None when it repeats none.

    The original is the earliest; of those within six hours of one another a wire's own, then the fullest. A wire the
    text credits decides between two that are alike in all else.
    """
    best: tuple[int, float, CopyCandidate] | None = None
    for candidate in candidates:
        if candidate.rowid == story.rowid:
            continue
        shared, share = _shared(story, candidate)
        is_better = best is None or (shared, share, -candidate.rowid) > (best[0], best[1], -best[2].rowid)
        if share > 0 and is_better:
            best = (shared, share, candidate)
    if best is None:
        return None
    _, share, found = best
    root = found.copy_of if found.copy_of is not None else found.rowid
    original = next((candidate for candidate in candidates if candidate.rowid == root), found)
    reason = f"{round(100 * share)} % of the words in a row are those of {found.outlet or 'another story'}"
    if original.rowid == root and _comes_before(story, original):
        others = {root, found.rowid} | {c.rowid for c in candidates if c.copy_of == root}
        return CopyVerdict(story.rowid, tuple(sorted(others - {story.rowid})), share, reason)
    return CopyVerdict(root, (), share, reason)


def _shared(story: CopyStory, candidate: CopyCandidate) -> tuple[int, float]:
    """(shingles both have, their share of the shorter text); the share is 0 when that makes them no copies."""
    mine, theirs = set(story.fingerprint), set(candidate.fingerprint)
    shorter = mine if story.words <= candidate.words else theirs
    both = mine & theirs
    share = _best_share(both, shorter)
    words = min(story.words, candidate.words)
    if story.outlet and story.outlet == candidate.outlet:
        is_whole = share >= WHOLE_SHARE and words >= 2 * SHORT_WORDS
        is_copy = is_whole or (share >= SAME_OUTLET_SHARE and _alike(story.title, candidate.title))
    else:
        is_copy = share >= least_share(words)
    return len(both), share if is_copy else 0.0


def least_share(words: int) -> float:
    """The least share of the shorter text that makes a copy between outlets, by the words it has."""
    if words < SHORT_WORDS:
        return SHORT_SHARE
    return BRIEF_SHARE if words < BRIEF_WORDS else COPY_SHARE


def _best_share(both: Iterable[int], shorter: Iterable[int]) -> float:
    """Share of the shorter text at the sampling rate that gives most: each is a lower bound, since the longer may have
    sampled more thinly."""
    best = 0.0
    for rate in (1, SAMPLED_ONE_IN_BRIEF, SAMPLED_ONE_IN_LEAD, SAMPLED_ONE_IN):
        # Every rate is a multiple of the one before: what that left out is out.
        both = [value for value in both if value % rate == 0]
        if len(both) < LEAST_SHARED:
            break
        shorter = [value for value in shorter if value % rate == 0]
        best = max(best, len(both) / len(shorter))
    return best


def _comes_before(story: CopyStory, other: CopyCandidate) -> bool:
    """Whether the judged story is the original of a stored one."""
    if abs(story.when - other.when) > TOGETHER:
        return story.when < other.when
    if bool(story.wire) != bool(other.wire) and max(story.words, other.words) <= 1.2 * min(story.words, other.words):
        # One credits a wire: it took the text over.
        return not story.wire
    if story.words > 1.2 * other.words or other.words > 1.2 * story.words:
        return story.words > other.words
    return (story.when, story.rowid) < (other.when, other.rowid)


def _alike(one: str, other: str) -> bool:
    """Whether titles share at least half of the shorter one's longer words."""
    mine = {word for word in _WORD.findall(one.lower()) if len(word) > 3}
    theirs = {word for word in _WORD.findall(other.lower()) if len(word) > 3}
    return bool(mine and theirs) and 2 * len(mine & theirs) >= min(len(mine), len(theirs))


def _words(paragraphs: Iterable[Paragraph | str]) -> list[str]:
    texts = [paragraph if isinstance(paragraph, str) else paragraph.text for paragraph in paragraphs]
    own = _folded(_QUOTED.sub(" ", text) for text in texts)
    return own if len(own) >= SHORT_WORDS else _folded(texts)


def _folded(texts: Iterable[str]) -> list[str]:
    out: list[str] = []
    for text in texts:
        out.extend(_WORD.findall(text.lower()))
        if len(out) >= MOST_WORDS:
            return out[:MOST_WORDS]
    return out
