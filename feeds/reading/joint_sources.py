"""Two sources joined by "and", a list of them, and what only looks like two ("the Ministry of Roads and Water")."""

from __future__ import annotations

from dataclasses import replace

from feeds.reading.name_runs import name_run
from feeds.reading.noun_phrases import Source, read_name, read_region, region_start
from feeds.reading.source_after import NATION_ENDINGS
from feeds.reading.speech import speech
from feeds.reading.speech_lines import QUOTED, Line

_CLAUSE_STARTS = frozenset(
    (",", ";", QUOTED, "that", "but", "as", "when", "while", "both", "and", "because", "after", "before", "—", "–", "-")
)
"""What can stand before the first of two joint speakers."""
_OPENERS = frozenset(
    "meanwhile then also still yet so later earlier now today separately on in last this next week month year".split()
)
"""What can stand before the clause of two who speak, without a comma."""
_BODIES_OF = frozenset("ministry department institute office committee centre center bureau council".split())


def joint_source(line: Line, first: int, right: Source, floor: int) -> Source | None:
    """ "Lee and Park said": two sources, when what stands before the "and" is one, from the start of the clause."""
    at = first - (4 if line.lows[first - 3 : first] == ["as", "well", "as"] else 2)
    if at < floor or line.words[at] == QUOTED or right.head == "pronoun":
        return None  # "met the envoy and he said": a clause of its own
    is_long_list = line.words[at] == ","
    if is_long_list:
        at -= 1
        if at < floor or right.head != "name" or line.words[at] in (",", ")", QUOTED):
            return None
    if line.words[at] == ")":
        while at > floor and line.words[at] != "(":
            at -= 1
        at -= 1
    left = read_region(line, region_start(line, at, floor), at) if at >= floor else None
    if left is not None and left.last == at and _is_one_name(line, left, first, right):
        return Source(left.first, right.last, "name", left.name_first, right.last)
    if left is not None and left.last == at and _is_pair_of_adjectives(line, left, right):
        return replace(right, first=left.first)
    is_bare = right.first == (right.last if left is None or left.head == "body" else right.name_first)
    is_list = left is not None and left.last == at and left.head in ("body", "people") and is_bare
    if left is not None and is_list and {"of", "from", "in"} & set(line.lows[left.first : at]):
        return replace(left, last=right.last)  # "the armies of ten countries and Ardenia"
    if left is None or left.last != at or left.head in ("document", "body"):
        return None
    is_titled = right.name_first > right.first
    if is_titled and (line.lows[left.last] in speech().portfolios or _opens_with_nation(line, left)):
        return replace(right, first=left.first)  # "Work and Pensions Secretary Ann Lee" is one
    if left.head == "person" and right.head == "name" and line.lows[left.first] not in speech().determiners:
        return replace(right, first=left.first)  # "former diplomat and columnist Ann Lee" is one
    listed = _head_of_list(line, left.first, right, floor)
    if listed is not None:
        return listed
    verbs = speech().verbs
    if any(
        line.lows[place] in verbs and line.words[place].islower() and line.lows[place] not in speech().heads
        for place in range(left.first, at)
    ):
        return None
    if left.head == "name" and right.head == "name" and left.first > floor:
        before = line.lows[left.first - 1]
        if before[0].isalnum() and before not in _CLAUSE_STARTS and not _opens_sentence(line, left.first - 1, floor):
            return None
    starts = left.first <= floor or line.lows[left.first - 1] in _CLAUSE_STARTS
    if not starts and not _opens_sentence(line, left.first - 1, floor):
        return None
    is_named = left.head == "name" or (line.words[left.last].isupper() and left.last - left.first < 2)
    more = _earlier_names(line, left, floor) if is_named and right.head == "name" else ()
    if is_long_list and not more:
        return None  # "Lund met Quist, and Ilvic said"
    return Source(
        (more[0] if more else left).first,
        right.last,
        right.head,
        right.name_first,
        right.name_last,
        (*more, left),
    )


def _opens_sentence(line: Line, at: int, floor: int) -> bool:
    """Whether all up to a token only says when, or how it goes on: "On Monday", "Meanwhile", "Last week"."""
    first = at
    while first >= floor and at - first < 4:
        low = line.lows[first]
        if not (low in _OPENERS or low in speech().time_words or low.isdigit()):
            break
        first -= 1
    return first < at and (first < floor or line.words[first] in (",", ";", QUOTED))


def _earlier_names(line: Line, left: Source, floor: int) -> tuple[Source, ...]:
    """The names of a list before its last two: Ardenia of "Ardenia, Vostra and Selm said"."""
    names: list[Source] = []
    at = left.first - 1
    while at - 1 >= floor and line.words[at] == "," and len(names) < 3:
        first, last = name_run(line, at - 1, floor)
        if first < 0 or line.lows[last] in speech().time_words:
            break
        name = read_name(line, first, last) or Source(first, last, "name", first, last)
        names.insert(0, name)
        at = first - 1
        if at >= floor and line.lows[at] in speech().determiners:
            at -= 1
    return tuple(names) if at < floor or line.words[at] in (",", QUOTED) or line.lows[at] in _CLAUSE_STARTS else ()


def _opens_with_nation(line: Line, left: Source) -> bool:
    """Whether a title opens with whose it is: "the UK's Middle East [and North Africa Minister Ann Lee]"."""
    low = line.lows[left.first]
    return low.endswith(("'s", "’s", *NATION_ENDINGS)) or any(
        line.lows[place].endswith(("'s", "’s")) for place in range(left.first, left.last)
    )


def _is_pair_of_adjectives(line: Line, left: Source, right: Source) -> bool:
    """Whether two peoples share one noun: "the Ardenian and Vostran governments"."""
    return (
        left.head == "name"
        and right.head in ("body", "people", "person")
        and left.name_first == left.last > left.first
        and line.lows[left.first] in speech().determiners
        and line.words[right.first][0].isupper()
        and line.lows[left.last].endswith(NATION_ENDINGS)
    )


def _is_one_name(line: Line, left: Source, first: int, right: Source) -> bool:
    """Whether an "and" stands inside a name: "the Ministry of Water and Roads", "the Orphans and Widows Forum"."""
    words = speech()
    if left.head != "name" or right.head != "name" or first != right.name_first or right.last != right.name_last:
        return False
    lows = line.lows[left.name_first : left.last + 1]
    if lows and lows[0] in _BODIES_OF and ("of" in lows or "for" in lows):
        return True
    opens = left.name_first > 0 and line.lows[left.name_first - 1] == "the"
    is_part = lows[-1].endswith("s") or lows[-1] in words.person_heads
    return opens and is_part and len(lows) == 1 and line.lows[right.last] in words.body_heads


def _head_of_list(line: Line, first: int, right: Source, floor: int) -> Source | None:
    """ "The leaders of Ardenia, Vostra and Selm said": those the list hangs on, when a preposition opens it."""
    at = first - 1
    while at > floor and (line.words[at] == "," or line.words[at][0].isupper() or line.lows[at] == "the"):
        at -= 1
    if line.lows[at] not in ("of", "for", "from") or at <= floor or at == first - 1:
        return None
    begin = region_start(line, at - 1, floor)
    head = read_region(line, begin, at - 1)
    if head is None:  # "It follows an outcry from [the leaders of]"
        leads = [place for place in range(begin, at - 1) if line.lows[place] in speech().prepositions]
        head = read_region(line, leads[-1] + 1, at - 1) if leads else None
    return replace(head, last=right.last) if head is not None and head.last == at - 1 else None
