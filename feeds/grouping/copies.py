"""Which stories repeat another's text: judged here on the whole of both texts, after an index found what is likely."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from feeds.exchange import CopyCandidate, SharedText
from feeds.grouping.fingerprints import BRIEF_WORDS, SHINGLE_WORDS, SHORT_WORDS, likely_share
from feeds.records import dataclass

COPY_SHARE = 0.2
"""Least share of the shorter text that the other holds too, between outlets. Half of the sentences rewritten leave 0.25
to 0.5; independent reports of one event stay under 0.19, because quotations are left out."""
BRIEF_SHARE = 0.24
"""The same where one of the two has fewer than BRIEF_WORDS words."""
SHORT_SHARE = 0.6
"""The same where one of the two has fewer than SHORT_WORDS words."""
PARTIAL_COPY = 0.45
"""What shares less is a copy only if it may be about the same event, too: outlets take background from a wire into
stories of their own."""
BLOCK = 0.9
"""What shares less than PARTIAL_COPY is no copy when so much of it stands within BLOCK_TENTHS neighbouring tenths of
either text: one took a passage over. All of 535 articles that did lie above, one in two hundred half-rewritten ones."""
BLOCK_TENTHS = 3
ALL_OVER = 5
"""Tenths of both texts that hold some of it, from which on a text under a like title was rewritten all over,
whatever the new words are about: 97 of a hundred half-rewritten articles, and none that took a passage over. Under
another title it may be what a wire made of its story hours later."""
ROUND_UP = 0.2
"""The same of a text that makes up less of the longer one: a live page or a digest holds the stories of a day."""
QUOTED_SHARE = 0.3
"""Where so much of all words is shared, three quarters of the least share are enough of those not quoted."""
ONE_SENTENCE = 60
"""Words: one run of so few may be a sentence both took from elsewhere, unless it is SHORT_SHARE of the shorter text."""
CLEAR_COPY = 0.42
"""Share from which on a text is a copy of what is itself a copy of some other text."""
LEAST_FOR_PARTIAL_COPY = 0.15
"""Probability of being about one event from which on two stories may be."""
SAME_OUTLET_SHARE = 0.75
"""Least share within one outlet, whose follow-ups repeat their background and whose pages the same teasers: the titles
must be alike, too."""
WHOLE_SHARE = 0.95
"""Within one outlet under another title: all but the whole text."""
TOGETHER = timedelta(hours=6)
"""Within so many hours the fullest text is the original, beyond it the earliest."""
MOST_WORDS = 20_000
"""Words of a text that are compared."""
MOST_READ = 6
"""Candidates whose texts are read."""
_LEAST_LIKELY = 0.08
"""Sampled share under which a text is not read: a copy that shares 0.25 comes out lower once in a thousand times."""
_LEAST_LIKELY_SHORT, _LEAST_LIKELY_BOTH_SHORT = 0.3, 0.5
"""The same where the shorter text has fewer than SHORT_WORDS words, of which SHORT_SHARE must be shared: all of its
shingles are kept, and where both are short nothing is left to chance."""
_LEAST_OWN = 20
"""Words in a row outside quotations are taken to be so many at least."""

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
    text: str = ""


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


def likely_copies(story: CopyStory, candidates: Iterable[CopyCandidate | SharedText]) -> list[int]:
    """The rowids of the stories whose texts are worth comparing with a story's, the likeliest first, and of those they
    are copies of. `candidates` need no text yet."""
    mine, every, shares = story.fingerprint, frozenset(story.fingerprint), []
    for candidate in candidates:
        both = every.intersection(candidate.fingerprint)
        share = likely_share(mine, story.words, candidate.fingerprint, candidate.words, both)
        if candidate.rowid != story.rowid and share >= _least_likely(story.words, candidate.words):
            # What most was taken of comes first, then what is taken over the most of.
            shares.append((-share * min(story.words, candidate.words), -share, candidate.rowid, candidate.copy_of))
    likely = sorted(shares)[:MOST_READ]
    roots = [root for *_, root in likely if root is not None and root != story.rowid]
    return list(dict.fromkeys([*(rowid for _, _, rowid, _ in likely), *roots]))


def are_enough(story: CopyStory, shared: int, hashes: int, words: int) -> bool:
    """Whether a story and a text of so many words and sampled hashes may be likely copies by how many hashes both have:
    what `likely_copies` needs not be asked of short texts, which are compared most often."""
    if max(story.words, words) >= SHORT_WORDS:
        return True
    return shared >= _LEAST_LIKELY_BOTH_SHORT * min(len(story.fingerprint), hashes)


def _least_likely(words: int, other_words: int) -> float:
    if max(words, other_words) < SHORT_WORDS:
        return _LEAST_LIKELY_BOTH_SHORT
    return _LEAST_LIKELY_SHORT if min(words, other_words) < SHORT_WORDS else _LEAST_LIKELY


def judge_copy(
    story: CopyStory,
    candidates: Sequence[CopyCandidate],
    may_be_one_event: Callable[[CopyCandidate], bool] = lambda candidate: True,
) -> CopyVerdict | None:
    """Whether a story repeats a stored one's text, and which of them is the original; None when it repeats none.

    Of several the one counts of which the story has most. The original is the earliest; of those within six hours of
    one another a wire's own, then the fullest. A wire the text credits decides between two that are alike in all else.
    `candidates` have their texts; among them are those that others of them are copies of. `may_be_one_event` is asked
    about a stored story that shares only a part.
    """
    texts = {candidate.rowid: _Text(candidate.text) for candidate in candidates if candidate.rowid != story.rowid}
    text = _Text(story.text)
    overlaps = {rowid: _compare(text, other) for rowid, other in texts.items()}
    # Words as counted here: those stored with a story may be of a time when quotations were left out.
    story = replace(story, words=text.words)
    candidates = [replace(each, words=texts[each.rowid].words) for each in candidates if each.rowid in texts]
    for candidate in sorted(
        candidates,
        key=lambda candidate: _order(candidate, overlaps[candidate.rowid]),
    ):
        overlap = overlaps[candidate.rowid]
        if not _is_copy(story, candidate, overlap):
            continue
        is_in_question = overlap.taken < ROUND_UP * overlap.longer_words
        if overlap.whole < PARTIAL_COPY:
            spread = _spread(text, texts[candidate.rowid])
            if spread.in_block >= BLOCK:
                continue
            is_all_over = spread.tenths >= ALL_OVER and _akin(story.title, candidate.title)
            is_in_question = is_in_question or not is_all_over
        if not is_in_question or may_be_one_event(candidate):
            return _verdict(story, candidates, candidate, overlaps)
    return None


def _order(candidate: CopyCandidate, overlap: _Overlap) -> tuple[int, float, int, int]:
    """What most was taken of first; of two that hold the same the one it is more of."""
    return (-overlap.taken, -overlap.whole, candidate.words, candidate.rowid)


def _verdict(
    story: CopyStory, candidates: Sequence[CopyCandidate], found: CopyCandidate, overlaps: dict[int, _Overlap]
) -> CopyVerdict | None:
    share = overlaps[found.rowid].whole
    reason = f"{round(100 * share)} % of the words in a row are those of {found.outlet or 'another story'}"
    root = found.copy_of if found.copy_of is not None else found.rowid
    original = next((candidate for candidate in candidates if candidate.rowid == root), None)
    if original is None or original.rowid == found.rowid:
        original = found
    elif not _is_copy(story, original, overlaps[root]):
        # What was found took its text from several, and shares with this one what it has not from its original.
        if _comes_before(story, found) or share < CLEAR_COPY:
            return None
        return CopyVerdict(root, (), share, reason)
    if original.rowid == root and _comes_before(story, original):
        others = {root, found.rowid} | {c.rowid for c in candidates if c.copy_of == root}
        return CopyVerdict(story.rowid, tuple(sorted(others - {story.rowid})), share, reason)
    return CopyVerdict(root, (), share, reason)


class _Text:
    """A text's words, five in a row, which of these are not wholly quoted, and which it has only in quotations."""

    __slots__ = ("every", "is_own", "only_quoted", "words")

    def __init__(self, text: str) -> None:
        words: list[str] = []
        quoted = bytearray()
        for is_quoted, piece in _pieces(text.lower()):
            found = _WORD.findall(piece)
            words += found
            quoted += bytes((is_quoted,)) * len(found)
            if len(words) >= MOST_WORDS:
                break
        self.words = len(words)
        self.every: list[Shingle] = list(zip(words, words[1:], words[2:], words[3:], words[4:], strict=False))
        self.is_own = [0 in quoted[place : place + SHINGLE_WORDS] for place in range(len(self.every))]
        self.only_quoted: set[Shingle] = set()
        if 1 in quoted:
            marked = list(zip(self.every, self.is_own, strict=True))
            self.only_quoted = {shingle for shingle, is_own in marked if not is_own}
            self.only_quoted.difference_update(shingle for shingle, is_own in marked if is_own)


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """The text in pieces, and whether each is a quotation."""
    end = 0
    for match in _QUOTED.finditer(text):
        yield False, text[end : match.start()]
        yield True, match[0]
        end = match.end()
    yield False, text[end:]


Shingle = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class _Overlap:
    """What two texts share."""

    own: float
    """Share of the shorter text's words in a row that are not all quoted."""
    whole: float
    """Share of all its words in a row."""
    taken: int
    """How many words in a row."""
    longest: int
    """The longest run of them."""
    words: int
    """Of the shorter text."""
    longer_words: int

    @property
    def is_one_sentence(self) -> bool:
        """Whether all of it may be one sentence that both took from elsewhere."""
        return self.longest == self.taken <= ONE_SENTENCE


def _compare(one: _Text, other: _Text) -> _Overlap:
    shorter, longer = (one, other) if one.words <= other.words else (other, one)
    theirs = set(longer.every)
    own = taken = run = longest = said = 0
    for shingle, is_own in zip(shorter.every, shorter.is_own, strict=True):
        if shingle in theirs:
            taken += 1
            if is_own:
                own += 1
                said += shingle in longer.only_quoted
            run += 1
        else:
            longest, run = max(longest, run), 0
    return _Overlap(
        (own - said) / max(_LEAST_OWN, sum(shorter.is_own) - said),
        taken / max(1, len(shorter.every)),
        taken,
        max(longest, run),
        shorter.words,
        longer.words,
    )


@dataclass(frozen=True, slots=True)
class _Spread:
    """Where what two texts share stands in them, quotations aside."""

    tenths: int
    """How many tenths of a text hold some of it; the fewer of the two."""
    in_block: float
    """The share that stands within BLOCK_TENTHS neighbouring tenths of a text; the greater of the two."""


def _spread(one: _Text, other: _Text) -> _Spread:
    both = _by_tenth(one, other), _by_tenth(other, one)
    least = max(2, min(len(one.every), len(other.every)) // 80)
    return _Spread(
        min(sum(1 for count in counts if count >= least) for counts in both),
        max(
            max(sum(counts[first : first + BLOCK_TENTHS]) for first in range(11 - BLOCK_TENTHS)) / max(1, sum(counts))
            for counts in both
        ),
    )


def _by_tenth(text: _Text, other: _Text) -> list[int]:
    """How many words in a row of each tenth of a text the other has."""
    theirs, size, counts = set(other.every), len(text.every), [0] * 10
    for place, (shingle, is_own) in enumerate(zip(text.every, text.is_own, strict=True)):
        if is_own and shingle in theirs:
            counts[10 * place // size] += 1
    return counts


def _is_copy(story: CopyStory, candidate: CopyCandidate, overlap: _Overlap) -> bool:
    if story.outlet and story.outlet == candidate.outlet:
        is_whole = overlap.whole >= WHOLE_SHARE and overlap.words >= 2 * SHORT_WORDS
        return is_whole or (overlap.whole >= SAME_OUTLET_SHARE and _alike(story.title, candidate.title))
    if overlap.is_one_sentence and overlap.whole < SHORT_SHARE:
        return False
    least = least_share(overlap.words)
    return (overlap.own >= least and overlap.whole >= least) or (
        overlap.whole >= max(least, QUOTED_SHARE) and overlap.own >= 0.75 * least
    )


def least_share(words: int) -> float:
    """The least share of the shorter text that makes a copy between outlets, by the words it has."""
    if words < SHORT_WORDS:
        return SHORT_SHARE
    return BRIEF_SHARE if words < BRIEF_WORDS else COPY_SHARE


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
    mine, theirs = _longer_words(one), _longer_words(other)
    return bool(mine and theirs) and 2 * len(mine & theirs) >= min(len(mine), len(theirs))


def _akin(one: str, other: str) -> bool:
    """Whether titles share two longer words, or half of them."""
    return len(_longer_words(one) & _longer_words(other)) > 1 or _alike(one, other)


def _longer_words(title: str) -> set[str]:
    return {word for word in _WORD.findall(title.lower()) if len(word) > 3}
