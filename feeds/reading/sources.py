"""Finds the words that name a source beside a speech verb: its subject before it, or after it when turned round.

There is no parser here. A subject is read from its right end (the word before the verb group) to its left end, in steps
that are bounded, so a sentence of any length costs the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from feeds.reading.speech import speech
from feeds.reading.speech_lines import QUOTED, Line

Head: TypeAlias = Literal["name", "pronoun", "person", "body", "document", "people"]

_REACH = 30
"""Words a subject with all that hangs on it can be long."""
_DASHES = frozenset(("-", "–", "—", "--", "---", "―"))
_PERSON_PRONOUNS = frozenset(("he", "she", "they", "it", "we", "i", "you"))
_PARTICIPLES = frozenset(
    "close familiar near involved briefed based present knowledgeable opposed assigned working".split()
)
_MODIFIERS = _PARTICIPLES | frozenset("of for from at with in on to by inside outside within".split())
_CLAUSE_STARTS = frozenset(
    (",", ";", QUOTED, "that", "but", "as", "when", "while", "both", "and", "because", "after", "before", "—", "–", "-")
)
"""What can stand before the first of two joint speakers."""
_APPOSITION_STARTS = frozenset(
    """a an the who whose which whom his her their its one now then also along speaking citing referring formerly
    previously himself herself where when while during in on at after before following asked appearing pressed writing
    responding according like including as both r d i and himself not with noting adding joined flanked running dressed
    however meanwhile too for from""".split()
)


@dataclass(frozen=True, slots=True)
class Source:
    """Who is said to speak, as tokens `first` to `last` of a line (inclusive).

    `name_first` and `name_last` frame the name proper, titles cut; -1 when it is no name. `others` are further names of
    a joint source.
    """

    first: int
    last: int
    head: Head
    name_first: int = -1
    name_last: int = -1
    others: tuple[Source, ...] = ()


def subject_before(line: Line, verb: int, floor: int) -> Source | None:
    """The subject of a verb group that begins at token `verb`, not reaching left of token `floor`."""
    at = skip_back(line, verb - 1, floor)
    if at < floor:
        return None
    low = line.lows[at]
    if low in ("who", "which", "that"):
        return _antecedent(line, at - 1, floor)
    if line.words[at] == "," or low in _DASHES or line.words[at] in ")]":
        return _before_apposition(line, at, floor)
    source = read_region(line, _region_start(line, at, floor), at)
    if source is None:
        return None
    if at + 1 < verb and line.lows[at + 1] in ("himself", "herself", "themselves", "itself"):
        source = replace(source, last=at + 1)
    first = source.first
    if first - 1 > floor and line.lows[first - 1] == "and" and source.head in ("name", "pronoun", "person", "body"):
        joint = _joint(line, first, source, floor)
        if joint is not None:
            return joint
    if first - 2 >= floor and line.words[first - 1] == "," and source.head != "pronoun":
        # "the committee's chairman, Ann Lee said" is rare; "a spokesman, Tim Low, said" is read in _before_apposition.
        return source
    return source


def is_adverb(low: str) -> bool:
    """Whether a small word is an adverb: listed, or built with -ly and no noun ("family", "ally")."""
    words = speech()
    return low in words.adverbs or (
        low.endswith("ly") and len(low) > 4 and low not in words.not_adverbs and low not in words.heads
    )


def skip_back(line: Line, at: int, floor: int) -> int:
    """Left over adverbs, auxiliaries and times to the last word of the subject (or the comma before)."""
    words = speech()
    lows = line.lows
    while at >= floor:
        low = lows[at]
        if low in words.auxiliaries or (is_adverb(low) and line.words[at][0].islower()) or low in words.adverbs:
            at -= 1
            continue
        if low in words.time_words or (low.isdigit() and at > floor and lows[at - 1].rstrip(".") in words.time_words):
            step = at
            while step >= floor and (lows[step].rstrip(".") in words.time_words or lows[step].isdigit()):
                step -= 1
            if step >= floor and lows[step] in ("on", "in", "at", "since", "during", "of"):
                step -= 1
            if step >= floor and line.words[step] != "," and step < at:
                at = step
                continue
            return at
        break
    return at


def _region_start(line: Line, at: int, floor: int) -> int:
    """The leftmost token of the stretch without clause borders that ends at `at`."""
    words = speech()
    start = at
    while start - 1 >= floor and at - start < _REACH:
        word, low = line.words[start - 1], line.lows[start - 1]
        if word == QUOTED:
            if start - 1 > floor and line.words[start].islower() and line.text[line.ends[start - 1] - 2] not in ",.?!":
                start -= 1
                continue
            break
        if not word[0].isalnum() and word not in ("&", "$", "%", "'", "’", "#", "@"):
            break
        if (low in words.boundaries or low == "and") and not (low == "to" and _opens_noun_phrase(line, start)):
            break
        start -= 1
    return start


def _opens_noun_phrase(line: Line, at: int) -> bool:
    words = speech()
    return line.words[at][0].isupper() or line.lows[at] in words.determiners or line.lows[at] in words.plural_heads


def read_region(line: Line, start: int, end: int) -> Source | None:
    """The source in a stretch of tokens that ends right before a verb, or None."""
    words = speech()
    lows = line.lows
    if end < start:
        return None
    low = lows[end]
    if low in _PERSON_PRONOUNS:
        return Source(end, end, "pronoun")
    if low in words.boundaries or low in ("and", "or"):
        return None
    while start <= end and (lows[start] in ("and", "but", "so", "yet", "or", "then", "still", "nor", "meanwhile")):
        start += 1
    if start > end:
        return None
    if lows[start] in words.prepositions or lows[start] in ("speaking", "asked"):
        return _after_opening_phrase(line, start, end)
    split = start
    while split <= end and lows[split] not in words.prepositions:
        split += 1
    if split > end:
        return _noun_phrase(line, start, end, end)
    ending = _named_at_end(line, start, split, end)
    if ending is not None:
        return ending
    core = _noun_phrase(line, start, split - 1, end)
    if core is not None:
        return core
    return _suffix(line, start, end)


def _named_at_end(line: Line, start: int, split: int, end: int) -> Source | None:
    """ "Port of Selm spokesperson Ann Lee", "Order of Police President Bo Pike": the person the phrase ends with."""
    words = speech()
    first, last = _name_run(line, end, split)
    if first < 0:
        return None
    name_first = cut_titles(line, first, last)
    before = line.lows[first - 1]
    if name_first > last or (before in words.prepositions and not line.words[split - 1][0].isupper()):
        return None
    is_titled = name_first > first and last - name_first >= 1 and line.lows[split - 1] not in words.titles
    if before in words.person_heads or (is_titled and line.words[split - 1][0].isupper() and before == "of"):
        return Source(start, end, "name", name_first, last)
    return None


def read_name(line: Line, first: int, last: int) -> Source | None:
    """The source named by capitalised tokens first to last."""
    name_first = cut_titles(line, first, last)
    return Source(first, last, "name", name_first, last) if name_first <= last else None


def _after_opening_phrase(line: Line, start: int, end: int) -> Source | None:
    """ "In Ohio on Monday Jones said": the noun phrase after a phrase that no comma closes."""
    words = speech()
    position = end
    while position > start and line.lows[position] not in words.prepositions:
        position -= 1
    first = position + 1
    while first <= end and line.lows[first].rstrip(".") in words.time_words:
        first += 1
        if first <= end and first > position + 1:
            return _noun_phrase(line, first, end, end)
    # "In the letter the senator said": a second determiner opens the subject.
    for place in range(end, position + 1, -1):
        if line.lows[place] in words.determiners and place > position + 1:
            return _noun_phrase(line, place, end, end)
    return None


def _suffix(line: Line, start: int, end: int) -> Source | None:
    """A name right before the verb when what stands before it makes no noun phrase."""
    words = speech()
    first, last = _name_run(line, end, start)
    if first < 0 or (first > start and line.lows[first - 1] in words.prepositions):
        return None
    return _named(line, first, first, last, end)


def _noun_phrase(line: Line, start: int, core_end: int, end: int) -> Source | None:
    """A source whose head noun or name ends at `core_end`; the whole phrase reaches to `end`."""
    words = speech()
    lows = line.lows
    low = lows[core_end]
    bare = _bare(low)
    if low in _PERSON_PRONOUNS:
        return Source(core_end, core_end, "pronoun") if core_end == end or lows[start] == low else None
    if bare != low and low.endswith(("'s", "’s")) and core_end == end:
        return None
    word = line.words[core_end]
    if word[0].isupper() and not (core_end == start and low in words.starters and low not in words.heads):
        first, last = _name_run(line, core_end, start)
        if first >= 0 and not (first == last and low in words.heads and _opens_sentence(line, first)):
            return _named(line, start, first, last, end)
    if low in words.heads:
        return _nominal(line, start, core_end, end)
    # "people familiar with the matter": the head stands before an adjective.
    for place in range(core_end - 1, max(start, core_end - 4) - 1, -1):
        if lows[place] in words.person_heads or lows[place] in words.plural_heads:
            return _nominal(line, start, place, end)
    if core_end < end:
        return None
    return _generic(line, start, core_end, end)


_AGENT_ENDINGS = (
    "ist",
    "ists",
    "ian",
    "ians",
    "eer",
    "eers",
    "ers",
    "ors",
    "er",
    "or",
    "ant",
    "ants",
    "men",
    "man",
    "woman",
    "women",
    "crat",
    "crats",
)


def _opens_sentence(line: Line, at: int) -> bool:
    return at == line.bounds[line.sentence_of(at)][0] or not line.words[at - 1][0].isalnum()


def _generic(line: Line, start: int, core_end: int, end: int) -> Source | None:
    """A noun the lexicon does not know that is built like a doer ("the glassblower"), with a determiner."""
    words = speech()
    low = line.lows[core_end]
    if low.endswith(_AGENT_ENDINGS) and len(low) > 4 and low not in words.not_agents:
        for place in range(core_end - 1, max(start, core_end - 6) - 1, -1):
            if line.lows[place] in words.determiners or line.lows[place].endswith(("'s", "’s", "s’", "s'")):
                return _nominal(line, start, core_end, end)
        if low.endswith("s") and core_end - start <= 2:
            return _nominal(line, start, core_end, end)
    return None


def _nominal(line: Line, start: int, head: int, end: int) -> Source | None:
    words = speech()
    first = head
    while first - 1 >= start and head - first < 12:
        low = line.lows[first - 1]
        if low in words.prepositions or low in words.boundaries:
            break
        first -= 1
        if low in words.determiners and not (first > start and line.lows[first - 1] in words.determiners):
            break
    word = line.lows[head]
    kind: Head = (
        "people"
        if word in words.plural_heads and word not in words.body_heads
        else "person"
        if word in words.person_heads
        else "body"
        if word in words.body_heads
        else "document"
        if word in words.document_heads
        else "people"
        if word in words.collective_heads
        else "person"
    )
    if first == head and kind in ("person",) and not _stands_alone(line, head):
        return None
    if kind == "document" and first == head and not line.lows[head].endswith("s"):
        return None
    return Source(first, end, kind)


def _stands_alone(line: Line, head: int) -> bool:
    """Headlines leave articles out: "Spokesman: …", "former rival says"."""
    return (
        line.number is None
        or line.words[head][0].isupper()
        or line.lows[head] in ("one", "another", "someone", "somebody", "police")
    )


def _named(line: Line, start: int, first: int, last: int, end: int) -> Source | None:
    """A source with a name in tokens first to last; cuts titles, widens to the modifiers before it."""
    words = speech()
    lows = line.lows
    name_first = cut_titles(line, first, last)
    wide = first
    while wide - 1 >= start and first - wide < 12:
        low = lows[wide - 1]
        if low in words.prepositions or low in words.boundaries or low == QUOTED or not low[0].isalnum():
            break
        wide -= 1
        if low in words.determiners:
            break
    if name_first > last:
        # Titles only: "the President", "the Attorney General".
        return Source(wide, end, "person")
    if _bare(lows[last]) in words.heads and lows[last] in words.body_heads | words.document_heads | words.plural_heads:
        return Source(wide, end, "name", name_first, last)
    return Source(wide, end, "name", name_first, last)


def cut_titles(line: Line, first: int, last: int) -> int:
    """The first token of a name after the titles and bodies written before it; last + 1 when nothing is left."""
    words = speech()
    cut = first
    for place in range(first, last + 1):
        low = line.lows[place]
        if low.endswith(("'s", "’s", "s’", "s'")) and place < last:
            cut = place + 1
        elif low in words.titles or low.rstrip(".") in words.titles:
            if place == last and cut < place <= cut + 2 and not _only_titles(line, cut, place - 1):
                # "Anna King": a surname that is also a title.
                return cut
            cut = place + 1
    return cut


def _only_titles(line: Line, first: int, last: int) -> bool:
    words = speech()
    return all(line.lows[place] in words.titles for place in range(first, last + 1))


def _bare(low: str) -> str:
    for ending in ("'s", "’s"):
        if low.endswith(ending):
            return low[:-2]
    return low.rstrip("'’")


def _name_run(line: Line, at: int, floor: int) -> tuple[int, int]:
    """The run of capitalised words that ends at `at`; (-1, -1) when there is none."""
    words = speech()
    if not (line.words[at][0].isupper() or line.words[at][0] == "@"):
        return -1, -1
    first = at
    while first - 1 >= floor:
        word, low = line.words[first - 1], line.lows[first - 1]
        if word[0].isupper() or (word == "&" and first - 2 >= floor):
            first -= 1
            continue
        if low in words.particles and first - 2 >= floor and line.words[first - 2][0].isupper():
            first -= 2
            continue
        if low in words.particles and low not in ("y", "e", "la", "le", "el") and len(low) > 1:
            first -= 1
            continue
        break
    while (
        first <= at
        and (line.lows[first] in words.starters and line.lows[first] not in ("may", "will", "mark"))
        and (first < at or line.lows[first] in words.determiners)
    ):
        first += 1
    if first > at:
        return -1, -1
    return first, at


def _joint(line: Line, first: int, right: Source, floor: int) -> Source | None:
    """ "Lee and Park said": two sources, when what stands before the "and" is one, from the start of the clause."""
    at = first - 2
    if at < floor or line.words[at] == QUOTED:
        return None
    left = read_region(line, _region_start(line, at, floor), at)
    if left is None or left.last != at or left.head not in ("name", "pronoun", "person"):
        return None
    if left.head == "name" and right.head == "name" and left.first > floor:
        before = line.lows[left.first - 1]
        if before[0].isalnum() and before not in ("that", "but", "as", "when", "while", "both", "and"):
            return None
    if left.first > floor and line.lows[left.first - 1] not in _CLAUSE_STARTS:
        return None
    return Source(
        left.first,
        right.last,
        right.head if right.head != "pronoun" else "name",
        right.name_first,
        right.name_last,
        (left,),
    )


def _antecedent(line: Line, at: int, floor: int) -> Source | None:
    """What "who" stands for: "Ann Lee, who said", "officials who said"."""
    if at < floor:
        return None
    if line.words[at] == ",":
        at -= 1
    if at < floor:
        return None
    return read_region(line, _region_start(line, at, floor), at)


def _before_apposition(line: Line, comma: int, floor: int) -> Source | None:
    """ "Ann Lee, a lawyer from Oslo, said": the subject before the apposition that a comma, dash or bracket closes."""
    if line.words[comma] == "," and comma - 1 > floor and line.words[comma - 1] in ")]":
        return _before_apposition(line, comma - 1, floor)
    closing = line.words[comma]
    opening = {")": "(", "]": "["}.get(closing)
    at = comma - 1
    if opening is not None:
        while at >= floor and line.words[at] != opening and comma - at < _REACH:
            at -= 1
        if at <= floor:
            return None
        return subject_before(line, at, floor)
    best: Source | None = None
    limit = max(floor, comma - 2 * _REACH)
    while at > limit:
        word = line.words[at]
        if word == "," if closing == "," else line.lows[at] in _DASHES:
            source = read_region(line, _region_start(line, at - 1, floor), at - 1) if at - 1 >= floor else None
            if line.words[at - 1] == ")" and source is None:
                source = _before_apposition(line, at - 1, floor)
            if source is not None and line.lows[at + 1] == "and" and line.words[source.first - 1] == ",":
                source = None  # the middle of a list: "for Peace, and Justice,"
            if source is not None and _opens_apposition(line, at + 1, source):
                named = _appositive_name(line, at + 1, comma - 1) if source.head != "name" else None
                if named is not None:
                    return Source(source.first, comma - 1, "name", named.name_first, named.name_last)
                if best is None or source.head == "name" or best.head != "name":
                    best = Source(
                        source.first, comma - 1, source.head, source.name_first, source.name_last, source.others
                    )
                if source.head in ("name", "pronoun"):
                    return best
            elif best is not None:
                return best
        elif word in ";:" or (word == QUOTED and best is None and line.words[at + 1] == ","):
            break
        at -= 1
    return best


def _opens_apposition(line: Line, at: int, source: Source) -> bool:
    low = line.lows[at]
    words = speech()
    if low in _APPOSITION_STARTS or low in words.determiners or low.isdigit():
        return True
    if low.endswith(("'s", "’s", "ing")) or line.words[at] == QUOTED:
        return True
    if line.words[at][0].isupper():
        return source.head in ("name", "person", "people", "body")
    return source.head in ("name", "person", "people") and low not in words.boundaries


def _appositive_name(line: Line, first: int, last: int) -> Source | None:
    """ "the chairman, Bob Dole,": a name alone between the commas (a further comma may follow it)."""
    end = first
    while end <= last and line.words[end] != ",":
        end += 1
    end -= 1
    if end < first or end - first > 5:
        return None
    run_first, run_last = _name_run(line, end, first)
    if run_first != first or not _person_like(line, run_first, run_last):
        return None
    return Source(first, end, "name", cut_titles(line, run_first, run_last), run_last)


def _person_like(line: Line, first: int, last: int) -> bool:
    name_first = cut_titles(line, first, last)
    return name_first <= last and (last - name_first >= 1 or name_first > first)


def source_after(line: Line, at: int, ceiling: int) -> Source | None:
    """The subject that follows a verb or "according to": from token `at` on, before token `ceiling`."""
    words = speech()
    lows = line.lows
    start = at
    while start < ceiling and (
        lows[start] in ("also", "then", "later", "again", "both", "in", "part") and lows[start] != "in"
    ):
        start += 1
    if start >= ceiling:
        return None
    low = lows[start]
    if low in _PERSON_PRONOUNS:
        return Source(start, start, "pronoun")
    end = start
    head = -1
    while end < ceiling and end - start < _REACH:
        word, low = line.words[end], lows[end]
        if word == QUOTED:
            if end + 1 < ceiling and line.words[end + 1][0].isalnum() and lows[end + 1] in words.heads:
                end += 1
                continue
            break
        if not word[0].isalnum() and word not in ("&", "@", "#", "%", "$"):
            break
        if low in words.prepositions and head < 0 and low == "of":
            end += 1
            continue
        if low in words.prepositions or low in words.boundaries or low == "and":
            break
        if head >= 0 and low in words.time_words and low not in ("may", "march", "april", "june"):
            break
        if head >= 0 and word[0].islower() and line.words[head][0].isupper() and end == head + 1 and _verbish(low):
            break
        if (word[0].isupper() and (end > start or low not in words.starters)) or low in words.heads:
            head = end
        end += 1
    core_end = end - 1
    if core_end < start:
        return None
    if head < 0:
        head = core_end
        if not (lows[start] in words.determiners and core_end > start):
            return None
        source = Source(start, core_end, "document")
    else:
        made = _noun_phrase(line, start, head, head)
        if made is None:
            return None
        source = made
    reach = _post_modifiers(line, max(source.last, head), ceiling)
    source = Source(min(source.first, start), reach, source.head, source.name_first, source.name_last)
    if source.head != "name" and reach + 1 < ceiling and line.words[reach + 1] == ",":
        named = _appositive_name(line, reach + 2, min(ceiling - 1, reach + 8))
        if named is not None:
            source = Source(source.first, named.last, "name", named.name_first, named.name_last)
    if source.last + 1 < ceiling and lows[source.last + 1] == "and":
        right = _right_joint(line, source.last + 2, ceiling)
        if right is not None:
            source = Source(source.first, right.last, "name", right.name_first, right.name_last, (source,))
    return source


def _verbish(low: str) -> bool:
    return low.endswith("ed") or low in ("said", "says", "told", "is", "was", "has", "had")


def _right_joint(line: Line, at: int, ceiling: int) -> Source | None:
    """The second of two names joined by "and", when no verb of its own follows."""
    if at >= ceiling or not (line.words[at][0].isupper() or line.lows[at] in speech().determiners):
        return None
    end = at
    while end + 1 < ceiling and (line.words[end + 1][0].isupper() or line.lows[end + 1] in speech().heads):
        end += 1
    after = line.words[end + 1] if end + 1 < ceiling else "."
    if after not in (",", ".", ";") and line.lows[end + 1] not in speech().prepositions:
        return None
    made = _noun_phrase(line, at, end, end)
    return made if made is not None and made.head == "name" else None


def _post_modifiers(line: Line, last: int, ceiling: int) -> int:
    """How far "of the ministry for the north" reaches behind a head: prepositional phrases without a verb."""
    words = speech()
    end = last
    while end + 1 < ceiling and end - last < 14:
        low = line.lows[end + 1]
        if low not in _MODIFIERS:
            break
        if (
            low in ("in", "on", "at")
            and end + 2 < ceiling
            and (line.lows[end + 2] in words.time_words or line.lows[end + 2] in ("a", "an", "his", "her", "response"))
        ):
            break
        step = end + 2
        if low in _PARTICIPLES and step < ceiling and line.lows[step] in words.prepositions:
            step += 1
        first = step
        while (
            step < ceiling
            and step - end < 7
            and line.words[step][0].isalnum()
            and line.lows[step] not in words.prepositions
            and line.lows[step] not in words.boundaries
            and line.lows[step] not in words.time_words
        ):
            step += 1
        if step == first:
            break
        end = step - 1
    return end


def clause_subject(line: Line, start: int, end: int) -> Source | None:
    """The subject of the clause that begins at token `start`, after its opening phrases."""
    words = speech()
    at = _after_dateline(line, start, end)
    for _ in range(5):
        while at < end and (
            (not line.words[at][0].isalnum() and line.words[at] != QUOTED)
            or line.lows[at]
            in ("and", "but", "so", "yet", "still", "then", "now", "also", "however", "meanwhile", "or")
        ):
            at += 1
        if at >= end:
            return None
        low = line.lows[at]
        opening = (
            low in words.prepositions
            or (low.endswith("ing") and len(low) > 5)
            or low
            in (
                "when",
                "while",
                "as",
                "if",
                "because",
                "although",
                "though",
                "asked",
                "speaking",
                "pressed",
                "once",
                "later",
                "earlier",
                "yesterday",
                "today",
                "last",
                "until",
                "unless",
                "whether",
                "instead",
                "overall",
                "two",
                "to",
                "that",
                "according",
            )
            or (low.endswith("ly") and at + 1 < end and (line.words[at + 1] == "," or line.words[at + 1][0].islower()))
            or (
                low.endswith("ed")
                and at + 1 < end
                and (lows_after := line.lows[at + 1])
                and (lows_after in words.prepositions or lows_after.endswith("ly"))
            )
        )
        if opening:
            comma = at
            while comma < end and line.words[comma] != ",":
                comma += 1
            if comma >= end - 1:
                return None
            at = comma + 1
            continue
        if (
            at - 2 > start
            and line.words[at - 1] == ","
            and line.words[at - 2][0].isupper()
            and _is_place_tail(line, at, end)
        ):
            # "Speaking in Selm, Ardenia, on Monday, Lee said": the country belongs to the phrase.
            while at < end and line.words[at] != ",":
                at += 1
            continue
        break
    return _phrase_from_left(line, at, end)


def _is_place_tail(line: Line, at: int, end: int) -> bool:
    place = at
    while place < end and line.words[place][0].isupper() and place - at < 3:
        place += 1
    return (
        place > at
        and place + 1 < end
        and line.words[place] == ","
        and line.lows[place + 1] not in ("who", "a", "an", "the", "whose")
    )


def _after_dateline(line: Line, start: int, end: int) -> int:
    """The token after "SELM, Ardenia (Wire) —" at the start of a paragraph."""
    if start or not end or not line.words[0].isupper() or len(line.words[0]) < 3:
        return start
    for place in range(1, min(end, 10)):
        if line.lows[place] in _DASHES:
            return place + 1
    return start


def _phrase_from_left(line: Line, at: int, end: int) -> Source | None:
    words = speech()
    lows = line.lows
    if at >= end:
        return None
    if lows[at] in _PERSON_PRONOUNS:
        return Source(at, at, "pronoun")
    head = -1
    place = at
    while place < end and place - at < 14:
        word, low = line.words[place], lows[place]
        if not word[0].isalnum() and word not in ("&", "@"):
            break
        if low in words.prepositions or low in words.boundaries or low == "and":
            break
        if head >= 0 and low in words.verbs and word[0].islower() and low not in words.heads:
            break
        if (word[0].isupper() and (place > at or low not in words.starters)) or low in words.heads:
            head = place
        elif head >= 0 and not (place == head + 1 and low.endswith(("al", "ial", "ing")) is False and False):
            nxt = lows[place + 1] if place + 1 < end else "."
            if not (nxt in words.heads or (place + 1 < end and line.words[place + 1][0].isupper())) or _verbish(low):
                break
        place += 1
    if head < 0:
        return None
    if lows[head].endswith(("'s", "’s")):
        return None
    source = _noun_phrase(line, at, head, head)
    if source is not None and head + 1 < end and line.words[head + 1] == "," and source.head != "name":
        named = _appositive_name(line, head + 2, min(end - 1, head + 8))
        if named is not None:
            return Source(source.first, named.last, "name", named.name_first, named.name_last)
    return source
