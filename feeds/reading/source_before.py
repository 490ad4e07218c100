"""Finds the words that name a source before a speech verb: its subject, over appositions, lists and relatives."""

from __future__ import annotations

from dataclasses import replace

from feeds.reading.joint_sources import joint_source
from feeds.reading.name_runs import cut_titles, is_adverb, name_run
from feeds.reading.noun_phrases import REACH, Source, read_region, region_start
from feeds.reading.source_after import appositive_name
from feeds.reading.speech import speech
from feeds.reading.speech_lines import DASHES, QUOTED, Line
from feeds.reading.telling_verbs import is_told
from feeds.reading.verb_signs import MODALS

_NAMES_TOO = frozenset("will may jun jan april june august mark".split())
"""Small words and months that are first names and surnames as well."""
_PAST = frozenset("led leads runs ran heads met won wrote knows knew saw taught represents lost made fought".split())
"""Verbs of relative clauses that do not end like verbs in the past."""
_WHERE = frozenset(("in", "at", "near", "outside"))
_SINCE = frozenset("past years months weeks days".split())
_APPOSITION_STARTS = frozenset(
    """a an the who whose which whom his her their its one now then also along speaking citing referring formerly
    previously himself herself where when while during in on at after before following asked appearing pressed writing
    responding according like including as both r d i and himself not with noting adding joined flanked running dressed
    however meanwhile too for from""".split()
)


def subject_before(line: Line, verb: int, floor: int) -> Source | None:
    """The subject of a verb group that begins at token `verb`, not reaching left of token `floor`."""
    at = skip_back(line, verb - 1, floor)
    if at < floor:
        return None
    low = line.lows[at]
    if low in ("who", "which", "that"):
        return _antecedent(line, at - 1, floor)
    if line.words[at] == "," or low in DASHES or line.words[at] in ")]":
        closed = _before_apposition(line, at, floor)
        if closed is not None and closed.head == "name" and closed.first - 1 > floor:
            pair = joint_source(line, closed.first, closed, floor) if line.lows[closed.first - 1] == "and" else None
            return pair or closed
        return closed
    if low == "one" and line.lows[at + 1] in MODALS and (at == floor or not line.words[at - 1][0].isalnum()):
        return None  # "one could ask": anybody
    begin = region_start(line, at, floor)
    if begin - 1 > floor and line.words[begin - 1] == "," and line.lows[begin] in speech().person_heads:
        # "Ann Lee, president of the union said": the comma before "said" is missing.
        named = _exact_name(line, Source(begin, at, "person"), floor)
        if named is not None and (named.first == floor or line.words[named.first - 1] == QUOTED):
            return named
    if begin - 3 > floor and line.lows[begin - 1] == "and" and line.lows[begin - 2] in speech().person_heads:
        # "Ann Lee, president and CEO of the union said": the same, with two offices.
        named = _exact_name(line, Source(begin - 2, at, "person"), floor) if line.words[begin - 3] == "," else None
        if named is not None and named.first == floor and line.lows[begin].rstrip("s") in speech().person_heads:
            return named
    source = read_region(line, begin, at) or _of_two_trades(line, begin, at, floor)
    if source is None:
        return None
    is_relative = begin - 2 >= floor and line.lows[begin - 1] == "who" and _opens_relative(line, begin)
    if is_relative and source.head != "pronoun":  # "The judge who sentenced Lee said"
        found = _antecedent(line, begin - 2, floor)
        is_list = found is not None and found.others
        return read_region(line, region_start(line, begin - 2, floor), begin - 2) if is_list else found
    is_verb = source.first == begin > floor and line.lows[begin - 1] == "to" and line.words[begin].islower()
    if is_verb and source.head not in ("pronoun", "name"):
        return None  # "to stoke voter fears": an infinitive, no subject
    if at + 1 < verb and line.lows[at + 1] in ("himself", "herself", "themselves", "itself"):
        source = replace(source, last=at + 1)
    first = source.first
    while first - 1 > floor and line.lows[first - 1] in ("even", "also"):
        first -= 1
    is_joined = line.lows[first - 1] == "and" or line.lows[first - 3 : first] == ["as", "well", "as"]
    if first - 1 > floor and is_joined and source.head != "document":
        joint = joint_source(line, first, source, floor)
        if joint is not None:
            return joint
    if first - 2 >= floor and line.words[first - 1] == ",":
        return _before_comma(line, source, floor) or source
    return source


def _before_comma(line: Line, source: Source, floor: int) -> Source | None:
    """The subject left of a comma that nothing closes: "Ann Lee of Selm, Ardenia says", "Ann Lee, a judge said"."""
    if source.head == "person" and line.lows[source.first] in ("a", "an"):
        return _exact_name(line, source, floor)
    if source.head == "person" and line.lows[source.first] == "the":
        named = _exact_name(line, source, floor)
        return named if named is not None and (named.first == floor or line.words[named.first - 1] == QUOTED) else None
    if source.head != "name" or source.name_first != source.first or source.last - source.first > 2:
        return None
    left = read_region(line, region_start(line, source.first - 2, floor), source.first - 2)
    if left is None or left.last != source.first - 2 or left.head not in ("name", "person"):
        return None
    if line.lows[left.first].endswith("ing") and len(line.lows[left.first]) > 5:
        return None  # "Emerging from a meeting with Park, Lee said"
    if line.lows[left.last] in speech().time_words or line.lows[max(floor, left.first - 1)] in speech().prepositions:
        return None  # "Speaking before Congress in March, Lee urged"
    ends_in_place = left.last > left.name_last >= 0 and line.lows[left.name_last + 1] in ("of", "from", "in")
    return replace(left, last=source.last) if ends_in_place and line.words[left.last][0].isupper() else None


_LEADING_TO_NAMES = frozenset("to by from with said says told for against of".split())


def _exact_name(line: Line, source: Source, floor: int, *, is_object: bool = False) -> Source | None:
    """The name right before the comma before a description, when it stands alone there: "Ann Lee (D), a judge".

    `is_object` lets a preposition lead to it: "according to Ann Lee, a judge, who added".
    """
    at = source.first - 2
    if at >= floor and line.words[at] == ")":
        while at > floor and line.words[at] != "(":
            at -= 1
        at -= 1
    if at < floor:
        return None
    first, last = name_run(line, at, floor)
    before = line.lows[first - 1] if first > floor else QUOTED
    if first < 0 or not (
        before in ("and", "but", QUOTED, "when", "while", "as", "that") or (is_object and before in _LEADING_TO_NAMES)
    ):
        return None
    name_first = cut_titles(line, first, last)
    if name_first > last or (last == name_first == first):
        return None
    return Source(first, source.last, "name", name_first, last)


def _is_name_here(line: Line, at: int, floor: int) -> bool:
    """Whether "Will", "May" or "Jun" is a person right before a verb, not a verb or a month."""
    if line.lows[at] not in _NAMES_TOO or not line.words[at][0].isupper():
        return False
    before = line.lows[at - 1] if at > floor else QUOTED
    return (
        before not in ("in", "on", "since", "last", "this", "next", "of", "by", "until", "from")
        and not before.isdigit()
    )


def skip_back(line: Line, at: int, floor: int) -> int:
    """Left over adverbs, auxiliaries and times to the last word of the subject (or the comma before)."""
    words = speech()
    lows = line.lows
    while at >= floor:
        low = lows[at]
        if _is_name_here(line, at, floor):
            break
        if low in words.auxiliaries or (is_adverb(low) and line.words[at][0].islower()) or low in words.adverbs:
            at -= 1
            continue
        if low.endswith(("n't", "n’t")) or (low == "both" and at > floor and line.words[at - 1][0].isalnum()):
            at -= 1
            continue
        if low == "longer" and at > floor and lows[at - 1] == "no":
            at -= 2
            continue
        if low in _SINCE and at - 2 > floor and lows[at - 2] == "in" and lows[at - 1] in ("the", "recent"):
            at -= 3  # "has in the past said"
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


def _antecedent(line: Line, at: int, floor: int) -> Source | None:
    """What "who" stands for; "Lee was one of those [who said]" is Lee."""
    found = _described_by_relative(line, at, floor)
    if found is None or found.head in ("name", "pronoun") or found.first - 2 < floor:
        return found
    if line.lows[found.first - 1] not in ("is", "was", "became", "remains", "remained"):
        return found
    subject = subject_before(line, found.first - 1, floor)
    is_named = subject is not None and (subject.head == "name" or line.lows[subject.first] in ("he", "she"))
    return subject if is_named else found


def _described_by_relative(line: Line, at: int, floor: int) -> Source | None:
    """What "who" stands for: "Ann Lee, who said", "officials who said"."""
    if at < floor:
        return None
    if line.words[at] == "," or (line.words[at] in DASHES and at > floor):
        at -= 1
    if at > floor and line.words[at] == ")":
        while at > floor and line.words[at] != "(":
            at -= 1
        at -= 1
    if at < floor:
        return None
    nearest = _agent(line, at, floor) if line.lows[at] in speech().person_heads else _text(line, at, floor)
    if nearest is not None:
        return nearest
    found = subject_before(line, at + 1, floor) if line.words[at][0].isalnum() else None
    if found is not None and not is_told(line, found.first):
        is_apposed = found.head == "person" and line.lows[found.first] in ("a", "an", "the")
        is_apposed = is_apposed and found.first - 2 > floor and line.words[found.first - 1] == ","
        return (_exact_name(line, found, floor, is_object=True) or found) if is_apposed else found
    # "asked the Office for Water, which said", "from Ann Lee, who said": what the last preposition or verb leads to.
    begin = region_start(line, at, floor)
    for place in range(at - 1, begin - 1, -1):
        is_inside = line.lows[place] in ("of", "for") and line.words[place - 1][0].isupper()
        if is_told(line, place) or (line.lows[place] in speech().prepositions and not is_inside):
            found = read_region(line, place + 1, at)
            is_where = line.lows[place] in _WHERE and found is not None and found.first == found.name_first
            if is_where and place > begin:
                continue  # "to the council in Selm, which said": the council
            return found
    return None


def _of_two_trades(line: Line, begin: int, at: int, floor: int) -> Source | None:
    """ "a gender researcher and journalist from Selm": one person, described twice, with one article."""
    if begin - 2 <= floor or line.lows[begin - 1] != "and" or not line.words[begin].islower():
        return None
    if not any(line.lows[place] in speech().person_heads for place in range(begin, min(begin + 3, at + 1))):
        return None
    left = read_region(line, region_start(line, begin - 2, floor), begin - 2)
    is_one = left is not None and left.head == "person" and line.lows[left.first] in ("a", "an")
    return Source(left.first, at, "person") if left is not None and is_one else None


def _opens_relative(line: Line, at: int) -> bool:
    """Whether a word behind "who" is the verb of its clause, so that no subject begins there."""
    low = line.lows[at]
    return line.words[at].islower() and low not in speech().heads and (low.endswith("ed") or low in _PAST)


def _agent(line: Line, at: int, floor: int) -> Source | None:
    """ "a suit by a local student [who said]": the person behind "by", not the thing they made."""
    for place in range(at - 1, max(floor, at - 6) - 1, -1):
        low = line.lows[place]
        if low == "by":
            return read_region(line, place + 1, at)
        if low in speech().prepositions or not line.words[place][0].isalnum():
            return None
    return None


def _text(line: Line, at: int, floor: int) -> Source | None:
    """ "posted it under a headline [that said]": the text itself, not whoever is named before."""
    if line.lows[at] not in speech().document_heads:
        return None
    for place in range(at - 1, max(floor, at - 5) - 1, -1):
        low = line.lows[place]
        if low in ("a", "an", "the"):
            return read_region(line, place, at)
        if low in ("wearing", "holding", "carrying", "waving"):
            return Source(place + 1, at, "document")  # "wearing shirts [that read]"
        if low in speech().prepositions or not line.words[place][0].isalnum():
            return None
    return None


def _before_apposition(line: Line, comma: int, floor: int) -> Source | None:
    """ "Ann Lee, a lawyer from Oslo, said": the subject before the apposition that a comma, dash or bracket closes."""
    closing = line.words[comma]
    if closing == "," and comma - 1 > floor and line.words[comma - 1] in ")]":
        source = _before_apposition(line, comma - 1, floor)
        if source is None:
            return None
        is_tail = source.head == "name" and source.first > floor and line.lows[source.first - 1] == "and"
        if not is_tail and (source.head != "person" or line.lows[source.first] in ("a", "an", "the")):
            return source
        # "Ann Lee, water and river expert at the institute (OI), said": the brackets stand inside the apposition.
        while comma > floor and line.words[comma] not in "([":
            comma -= 1
        return _before_apposition_at(line, comma, ",", floor) or source
    return _before_apposition_at(line, comma, closing, floor)


def _before_apposition_at(line: Line, comma: int, closing: str, floor: int) -> Source | None:
    """The subject before the apposition that ends at token `comma`, closed by `closing`."""
    opening = {")": "(", "]": "["}.get(closing)
    at = comma - 1
    if opening is not None:
        while at >= floor and line.words[at] != opening and comma - at < REACH:
            at -= 1
        if at <= floor:
            return None
        return subject_before(line, at, floor)
    best: Source | None = None
    limit = max(floor, comma - 2 * REACH)
    while at > limit:
        word = line.words[at]
        if word == "," if closing == "," else line.lows[at] in DASHES:
            begin = region_start(line, at - 1, floor) if at - 1 >= floor else at
            source = read_region(line, begin, at - 1) if at - 1 >= floor else None
            if source is None and line.lows[begin] in ("his", "her", "their", "its") and begin < at - 1:
                # "His opposite number, Mara Vell, said": whatever the noun is, the name behind it speaks.
                beside = appositive_name(line, at + 1, comma - 1)
                if beside is not None and beside.last == comma - 1:
                    return Source(begin, comma - 1, "name", beside.name_first, beside.name_last)
            if source is not None and begin > floor and line.lows[begin - 1] in ("who", "which", "whose", "where"):
                source = None  # inside a relative clause: "who heads the bank, said"
            if source is not None and _is_tail_of_place(line, source, at):
                source = None
            if line.words[at - 1] == ")" and source is None:
                source = _before_apposition(line, at - 1, floor)
            if source is not None and line.lows[at + 1] == "and" and line.words[source.first - 1] == ",":
                source = None  # the middle of a list: "for Peace, and Justice,"
            if source is not None and _opens_apposition(line, at + 1, source):
                named = appositive_name(line, at + 1, comma - 1) if source.head != "name" else None
                if named is not None and source.head == "person" and line.words[source.first - 1] == ",":
                    named = _exact_name(line, source, floor) or named
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


def _is_tail_of_place(line: Line, source: Source, comma: int) -> bool:
    """Whether a lone name is the second half of a place: "to Columbus, Ohio, on Wednesday"."""
    return (
        source.head == "name"
        and source.last == source.first >= 2
        and line.words[source.first - 1] == ","
        and line.words[source.first - 2][0].isupper()
        and (line.lows[comma + 1] in speech().prepositions or line.lows[source.first - 3] in speech().prepositions)
    )


def _opens_apposition(line: Line, at: int, source: Source) -> bool:
    low = line.lows[at]
    words = speech()
    if low in _APPOSITION_STARTS or low in words.determiners or low.isdigit():
        return True
    if low.endswith(("'s", "’s", "ing")) or line.words[at] == QUOTED:
        return True
    if line.words[at][0].isupper():
        return source.head in ("name", "person", "people", "body")
    looks_finite = low.endswith(("s", "ed")) and low not in words.heads and low not in words.titles
    return source.head in ("name", "person", "people") and low not in words.boundaries and not looks_finite
