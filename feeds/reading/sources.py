"""Finds the words that name a source beside a speech verb: its subject before it, or after it when turned round."""

from __future__ import annotations

from dataclasses import replace

from feeds.reading.noun_phrases import (
    AGENT_ENDINGS,
    PERSON_PRONOUNS,
    REACH,
    Source,
    cut_titles,
    is_adverb,
    is_told,
    name_run,
    noun_phrase,
    read_name,
    read_region,
    region_start,
)
from feeds.reading.speech import speech
from feeds.reading.speech_lines import DASHES, QUOTED, Line

_PARTICIPLES = frozenset(
    "close familiar near involved briefed based present knowledgeable opposed assigned working".split()
)
_MODIFIERS = _PARTICIPLES | frozenset("of for from at with in on to by inside outside within".split())
_NAMES_TOO = frozenset("will may jun jan april june august mark".split())
"""Small words and months that are first names and surnames as well."""
_CLAUSE_STARTS = frozenset(
    (",", ";", QUOTED, "that", "but", "as", "when", "while", "both", "and", "because", "after", "before", "—", "–", "-")
)
"""What can stand before the first of two joint speakers."""
_ENDS = frozenset((".", ";", ":", "—", "–", "(", QUOTED))
_NATION_ENDINGS = ("an", "ish", "ese", "eli", "qi", "ani", "nch", "tch", "eek", "iss")
_BODIES_OF = frozenset("ministry department institute office committee centre center bureau council".split())
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
            pair = _joint(line, closed.first, closed, floor) if line.lows[closed.first - 1] == "and" else None
            return pair or closed
        return closed
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
    source = read_region(line, begin, at)
    if source is None:
        return None
    if at + 1 < verb and line.lows[at + 1] in ("himself", "herself", "themselves", "itself"):
        source = replace(source, last=at + 1)
    first = source.first
    while first - 1 > floor and line.lows[first - 1] in ("even", "also"):
        first -= 1
    if first - 1 > floor and line.lows[first - 1] == "and" and source.head != "document":
        joint = _joint(line, first, source, floor)
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


def _exact_name(line: Line, source: Source, floor: int) -> Source | None:
    """The name right before the comma before a description, when it stands alone there: "Ann Lee (D), a judge"."""
    at = source.first - 2
    if at >= floor and line.words[at] == ")":
        while at > floor and line.words[at] != "(":
            at -= 1
        at -= 1
    if at < floor:
        return None
    first, last = name_run(line, at, floor)
    if first < 0 or (
        first > floor and line.lows[first - 1] not in ("and", "but", QUOTED, "when", "while", "as", "that")
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


def _joint(line: Line, first: int, right: Source, floor: int) -> Source | None:
    """ "Lee and Park said": two sources, when what stands before the "and" is one, from the start of the clause."""
    at = first - 2
    if at < floor or line.words[at] == QUOTED:
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
    is_list = left is not None and left.last == at and left.head in ("body", "people") and right.first == right.last
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
        if before[0].isalnum() and before not in ("that", "but", "as", "when", "while", "both", "and"):
            return None
    if left.first > floor and line.lows[left.first - 1] not in _CLAUSE_STARTS:
        return None
    more = _earlier_names(line, left, floor) if left.head == right.head == "name" else ()
    return Source(
        (more[0] if more else left).first,
        right.last,
        right.head if right.head != "pronoun" else "name",
        right.name_first,
        right.name_last,
        (*more, left),
    )


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
    return low.endswith(("'s", "’s", *_NATION_ENDINGS)) or any(
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
        and line.lows[left.last].endswith(_NATION_ENDINGS)
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
    while at > floor and (line.words[at] == "," or line.words[at][0].isupper()):
        at -= 1
    if line.lows[at] not in ("of", "for", "from") or at <= floor or at == first - 1:
        return None
    begin = region_start(line, at - 1, floor)
    head = read_region(line, begin, at - 1)
    if head is None:  # "It follows an outcry from [the leaders of]"
        leads = [place for place in range(begin, at - 1) if line.lows[place] in speech().prepositions]
        head = read_region(line, leads[-1] + 1, at - 1) if leads else None
    return replace(head, last=right.last) if head is not None and head.last == at - 1 else None


def _antecedent(line: Line, at: int, floor: int) -> Source | None:
    """What "who" stands for: "Ann Lee, who said", "officials who said"."""
    if at < floor:
        return None
    if line.words[at] == ",":
        at -= 1
    if at > floor and line.words[at] == ")":
        while at > floor and line.words[at] != "(":
            at -= 1
        at -= 1
    if at < floor:
        return None
    found = subject_before(line, at + 1, floor) if line.words[at][0].isalnum() else None
    if found is not None and not is_told(line, found.first):
        return found
    # "asked the Office for Water, which said", "from Ann Lee, who said": what the last preposition or verb leads to.
    begin = region_start(line, at, floor)
    for place in range(at - 1, begin - 1, -1):
        is_inside = line.lows[place] in ("of", "for") and line.words[place - 1][0].isupper()
        if is_told(line, place) or (line.lows[place] in speech().prepositions and not is_inside):
            return read_region(line, place + 1, at)
    return None


def _before_apposition(line: Line, comma: int, floor: int) -> Source | None:
    """ "Ann Lee, a lawyer from Oslo, said": the subject before the apposition that a comma, dash or bracket closes."""
    closing = line.words[comma]
    if closing == "," and comma - 1 > floor and line.words[comma - 1] in ")]":
        source = _before_apposition(line, comma - 1, floor)
        if source is None or source.head != "person" or line.lows[source.first] in ("a", "an", "the"):
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


def appositive_name(line: Line, first: int, last: int) -> Source | None:
    """ "the chairman, Bob Dole,": a name alone between the commas (a further comma may follow it)."""
    end = first
    while end <= last and line.words[end] != "," and line.words[end] not in _ENDS:
        end += 1
    end -= 1
    if end < first or end - first > 5:
        return None
    run_first, run_last = name_run(line, end, first)
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
    while start < ceiling and lows[start] in ("also", "then", "later", "again", "both", "part"):
        start += 1
    if start >= ceiling or (start == at and lows[at] == "of"):
        return None
    low = lows[start]
    if low in PERSON_PRONOUNS:
        return Source(start, start, "pronoun")
    end = start
    head = -1
    while end < ceiling and end - start < REACH:
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
        is_first_name = end == start and low in ("will", "may") and _begins_name(line, end, ceiling)
        if low == "and" and head == end - 1 == start + 1 and _is_pair_of_nations(line, start, end, ceiling):
            end += 1
            continue
        if (low in words.prepositions or low in words.boundaries or low == "and") and not is_first_name:
            break
        if head >= 0 and low in words.time_words and low not in ("may", "march", "april", "june"):
            break
        if head >= 0 and word[0].islower() and line.words[head][0].isupper() and end == head + 1 and verbish(low):
            break
        if (word[0].isupper() and (end > start or low not in words.starters)) or low in words.heads:
            head = end
        if is_first_name:
            head = end
        end += 1
    core_end = end - 1
    if core_end < start:
        return None
    if 0 <= head < core_end and lows[head] in words.determiners and line.words[core_end].islower():
        head = core_end  # "one commenter": the counted noun is the head, not the number
    is_doer = lows[start] in ("a", "an") or (lows[start] == "the" and lows[core_end].endswith(AGENT_ENDINGS))
    is_described = 0 <= head < core_end and is_doer and line.words[head][0].isupper()
    if is_described and core_end == head + 1 and line.words[core_end].islower() and not verbish(lows[core_end]):
        head = -1  # "a Selm glassblower": whatever the noun is, the place before it does not speak
    if head < 0:
        head = core_end
        if not (lows[start] in words.determiners and core_end > start):
            return None
        source = Source(start, core_end, "document")
    else:
        made = noun_phrase(line, start, head, head)
        if made is None:
            return None
        source = made
    reach = post_modifiers(line, max(source.last, head), ceiling)
    source = Source(min(source.first, start), reach, source.head, source.name_first, source.name_last)
    if source.head != "name" and reach + 1 < ceiling and line.words[reach + 1] == ",":
        named = appositive_name(line, reach + 2, min(ceiling - 1, reach + 8))
        if named is not None:
            source = Source(source.first, named.last, "name", named.name_first, named.name_last)
    if source.last + 1 < ceiling and lows[source.last + 1] == "and":
        right = _right_joint(line, source.last + 2, ceiling)
        if right is not None:
            source = Source(source.first, right.last, "name", right.name_first, right.name_last, (source,))
    return source


def _is_pair_of_nations(line: Line, start: int, at: int, ceiling: int) -> bool:
    """Whether an "and" joins two adjectives of one noun: "the Ardenian and Vostran moralists"."""
    return (
        at + 2 < ceiling
        and line.lows[start] in speech().determiners
        and line.lows[at - 1].endswith(_NATION_ENDINGS)
        and line.words[at + 1][0].isupper()
        and line.words[at + 2].islower()
    )


def _begins_name(line: Line, at: int, ceiling: int) -> bool:
    """Whether "Will" or "May" is a first name here, with its surname behind it."""
    return line.words[at][0].isupper() and at + 1 < ceiling and line.words[at + 1][0].isupper()


def verbish(low: str) -> bool:
    """Whether a word looks like a verb in the past or a form of be, have, say."""
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
    made = noun_phrase(line, at, end, end)
    return made if made is not None and made.head == "name" else None


def post_modifiers(line: Line, last: int, ceiling: int) -> int:
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
            and not is_told(line, step)
            and not (step > first and (is_adverb(line.lows[step]) or _takes_object(line, step, ceiling)))
        ):
            step += 1
        if step == first:
            break
        end = step - 1
    while end > last and line.lows[end] in _NO_LAST_WORDS:
        end -= 1
    return end


_NO_LAST_WORDS = frozenset("and or but the a an this that his her its their two three".split())


def _takes_object(line: Line, at: int, ceiling: int) -> bool:
    """Whether a word is a verb in the past with its object: "the wing of the army issued a statement"."""
    if at + 1 >= ceiling or not line.words[at].islower() or not line.lows[at].endswith("ed"):
        return False
    following = line.lows[at + 1]
    return following in speech().determiners or following.isdigit()
