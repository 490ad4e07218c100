"""Reads a noun phrase that can be a source from its right end: a name with its titles, a pronoun, a description.

There is no parser here. Every step is bounded, so a sentence of any length costs the same.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from feeds.reading.name_runs import cut_titles, is_banner, name_run
from feeds.reading.speech import speech
from feeds.reading.speech_lines import QUOTED, Line
from feeds.reading.telling_verbs import is_told
from feeds.records import dataclass

Head: TypeAlias = Literal["name", "pronoun", "person", "body", "document", "people"]
_PARTY = re.compile(r"(?:[A-Z]{1,3}-[A-Z][A-Za-z]+\.|[DRI]-[A-Z][A-Za-z.]*)$")
_BRIEFED = frozenset(("briefed", "informed", "quoted", "questioned", "interviewed"))
"""Participles that are forms of speech verbs: "people briefed on the talks said"."""
REACH = 30
"""Words a subject with all that hangs on it can be long."""
PERSON_PRONOUNS = frozenset(("he", "she", "they", "it", "we", "i", "you"))


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


def is_contracted(low: str) -> bool:
    """Whether a word is a pronoun with its verb: "he'd", "I’m"."""
    pronoun, mark, rest = low.replace("’", "'").partition("'")
    return bool(mark) and pronoun in PERSON_PRONOUNS and rest in ("d", "m", "re", "ve", "ll", "s")


def read_region(line: Line, start: int, end: int) -> Source | None:
    """The source in a stretch of tokens that ends right before a verb, or None."""
    words = speech()
    lows = line.lows
    if end < start:
        return None
    low = lows[end]
    if low in PERSON_PRONOUNS or is_contracted(low):
        return Source(end, end, "pronoun")
    is_surname = low in ("will", "may") and line.words[end][0].isupper()  # "Will wrote"
    if (low in words.boundaries and not is_surname) or low in ("and", "or"):
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
        return noun_phrase(line, start, end, end)
    ending = _named_at_end(line, start, split, end)
    if ending is not None:
        return ending
    core = noun_phrase(line, start, split - 1, end)
    if core is not None:
        return core
    return _suffix(line, start, end)


def region_start(line: Line, at: int, floor: int) -> int:
    """The leftmost token of the stretch without clause borders that ends at `at`."""
    words = speech()
    start = at
    while start - 1 >= floor and at - start < REACH:
        word, low = line.words[start - 1], line.lows[start - 1]
        if word == QUOTED:
            if start - 1 > floor and line.words[start].islower() and line.text[line.ends[start - 1] - 2] not in ",.?!":
                start -= 1
                continue
            break
        if not word[0].isalnum() and word not in ("&", "$", "%", "'", "’", "#", "@"):
            break
        if word.isupper() and not line.words[start].isupper() and is_banner(line, start - 1, floor):
            break
        if low in ("after", "before", "since", "until"):
            break
        is_glued = low in words.determiners and word[0].isupper() and start - 2 >= floor
        if is_glued and line.words[start - 2].isalpha() and line.lows[start - 2] not in words.prepositions:
            start -= 1
            break  # a headline runs into its sentence: "… Amid Dispute The council said"
        if (low in words.boundaries or low == "and") and not (
            (low == "to" and _opens_noun_phrase(line, start)) or (low in ("will", "may") and word[0].isupper())
        ):
            break
        start -= 1
    return start


def _opens_noun_phrase(line: Line, at: int) -> bool:
    words = speech()
    return line.words[at][0].isupper() or line.lows[at] in words.determiners or line.lows[at] in words.plural_heads


def _named_at_end(line: Line, start: int, split: int, end: int) -> Source | None:
    """ "Port of Selm spokesperson Ann Lee", "Order of Police President Bo Pike": the person the phrase ends with."""
    words = speech()
    first, last = name_run(line, end, split)
    if first < 0:
        return None
    name_first = cut_titles(line, first, last)
    before = line.lows[first - 1]
    if name_first > last or (before in words.prepositions and not line.words[split - 1][0].isupper()):
        return None
    is_titled = name_first > first and last - name_first >= 1 and line.lows[split - 1] not in words.titles
    is_described = name_first == first < last and line.words[first - 1].islower() and before.isalpha()
    is_described = is_described and line.words[split - 1][0].isupper()
    # "Hall of Fame driver Bo Pike": whatever the noun before a name is.
    no_nouns = (words.prepositions, words.boundaries, words.determiners, words.verbs)
    is_described = is_described and not any(before in listed for listed in no_nouns)
    if (
        before in words.person_heads
        or is_described
        or (is_titled and line.words[split - 1][0].isupper() and before == "of")
    ):
        is_apart = line.lows[split] in ("by", "from", "with", "to") or any(
            low.endswith("ed") and low not in words.titles for low in line.lows[start:split]
        )
        if is_apart:
            start = split + 1  # "owned by Lee's ally Bo Park": what stands before is another phrase
        return Source(start, end, "name", name_first, last)
    return None


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
            return noun_phrase(line, first, end, end)
    # "In the letter the senator said": a second determiner opens the subject.
    for place in range(end, position + 1, -1):
        if line.lows[place] in words.determiners and place > position + 1:
            return noun_phrase(line, place, end, end)
    # "At the trial Lee told": a name behind the noun that the phrase ends with.
    first, last = name_run(line, end, position + 1)
    is_apart = first > position + 1 and line.words[first - 1].islower() and line.lows[first - 1] not in words.particles
    return read_name(line, first, last) if is_apart and line.lows[first - 1] not in words.determiners else None


def _suffix(line: Line, start: int, end: int) -> Source | None:
    """A name right before the verb when what stands before it makes no noun phrase."""
    words = speech()
    first, last = name_run(line, end, start)
    if first < 0 or (first > start and line.lows[first - 1] in words.prepositions):
        return None
    return _named(line, first, first, last, end)


def noun_phrase(line: Line, start: int, core_end: int, end: int) -> Source | None:
    """A source whose head noun or name ends at `core_end`; the whole phrase reaches to `end`."""
    words = speech()
    lows = line.lows
    low = lows[core_end]
    if low in PERSON_PRONOUNS:
        return Source(core_end, core_end, "pronoun") if core_end == end or lows[start] == low else None
    if is_told(line, core_end):
        before = lows[core_end - 1] if core_end > start else ""
        is_modifier = low in _BRIEFED and (before in words.person_heads or before in words.plural_heads)
        return _nominal(line, start, core_end - 1, end) if is_modifier and core_end < end else None
    if low.endswith(("'s", "’s")) and core_end == end:
        return None
    word = line.words[core_end]
    if word[0].isupper() and not (core_end == start and low in words.starters and low not in words.heads):
        first, last = name_run(line, core_end, start)
        if first == last and _PARTY.match(word):
            return None  # "Rep. Ann Lee, D-Selm., chair of the committee, said"
        if first >= 0 and not (first == last and low in words.heads and _opens_sentence(line, first)):
            return _named(line, start, first, last, end)
    if low in words.heads:
        if low in words.determiners and core_end - start > 2:
            return None  # "The deal comes just three" (days after): a number far from the subject
        return _nominal(line, start, core_end, end)
    # "people familiar with the matter": the head stands before an adjective.
    for place in range(core_end - 1, max(start, core_end - 4) - 1, -1):
        is_people = lows[place] in words.person_heads or lows[place] in words.plural_heads
        is_people = is_people and lows[place + 1] not in words.determiners  # "an ad stars an impersonator [who]"
        if is_people and line.words[place + 1].islower() and (place == start or lows[place] not in words.determiners):
            return _nominal(line, start, place, end)
    if core_end < end:
        return None
    return _generic(line, start, core_end, end)


def _opens_sentence(line: Line, at: int) -> bool:
    """Whether a word may have its capital only because it opens a sentence (after a quote with a comma it does not)."""
    if at and line.words[at - 1] == QUOTED:
        return line.text[line.starts[at - 1] : line.ends[at - 1]].rstrip("”\"'’» ")[-1:] != ","
    return at == line.bounds[line.sentence_of(at)][0] or not line.words[at - 1][0].isalnum()


AGENT_ENDINGS = tuple("ist ists ian ians eer eers ers ors er or ant ants men man woman women crat crats".split())


def _generic(line: Line, start: int, core_end: int, end: int) -> Source | None:
    """A noun the lexicon does not know that is built like a doer ("the glassblower"), with a determiner."""
    words = speech()
    low = line.lows[core_end]
    if low.endswith(AGENT_ENDINGS) and len(low) > 4 and low not in words.not_agents:
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
        if low in LEADING_TO:
            break  # "I have heard [officials tout]"
        if _is_clause(line, first - 1, head):
            return None  # "an attack killed 11 people said"
        before = first - 2
        is_subject = before >= start and (line.words[before][0].isupper() or line.lows[before] in words.heads)
        if is_subject and is_told(line, first - 1):
            break  # "Lee said the paper's reporters", "the paper cited data"
        if line.lows[head] in words.determiners and low not in words.determiners:
            break  # "would help those who": the verb is not part of it
        if not line.words[head].isupper() and is_banner(line, first - 1, start):
            break
        if low in words.time_words and line.words[first][0].isupper() and line.words[first - 1].islower():
            break  # "Earlier this year Minister Lee's department"
        first -= 1
        if low in words.determiners and not (first > start and line.lows[first - 1] in words.determiners):
            break
    opens = first >= 3 and line.words[first - 1] == "," and line.lows[first - 3] in ("a", "an", "the")
    is_apart = opens and line.lows[first - 2] in words.heads  # "to the judge, migration lawyers said"
    if (
        opens
        and not is_apart
        and first < head
        and line.words[first - 2].islower()
        and line.lows[first] not in words.determiners
    ):
        first -= 3  # "the bespectacled, 71-year-old diplomat"
    is_double = first > 1 and head > first and line.lows[first - 1] == "and" and line.words[first].islower()
    if is_double and line.words[first - 2].islower() and line.lows[first - 2] in words.portfolios:
        is_whole = first > 2 and line.lows[first - 3] in words.determiners
        first -= 3 if is_whole else 2  # "the work and pensions secretary"
    word = line.lows[head]
    if word in ("one", "another") and head + 2 < end and line.lows[head + 1] == "of" and line.lows[end] in words.heads:
        word = line.lows[end]  # "one of her first letters" is a letter, no one
        word = word if word not in words.person_heads and word not in words.plural_heads else "one"
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
    for place in range(head + 1, end):
        if _is_clause(line, place, end) or line.lows[place] in LEADING_TO:
            return None
        if is_told(line, place) and _next_low(line, place) not in words.prepositions:
            return None  # "leaders offered a cap on deductions": a clause, not a phrase
    if kind == "document" and first == head and word == line.lows[head] and not word.endswith("s"):
        return None
    return Source(first, end, kind)


def _is_clause(line: Line, at: int, end: int) -> bool:
    """Whether a word behind a head is a verb with its object: "a ramming attack killed 11 people"."""
    words = speech()
    low, following = line.lows[at], line.lows[at + 1] if at < end else ""
    if not line.words[at].islower() or low in words.heads or low in words.determiners:
        return False
    has_object = following in words.determiners or following.isdigit()
    before = line.lows[at - 1]
    is_verb = low.endswith("ed") or (low.endswith("s") and not low.endswith("ss"))
    return has_object and is_verb and low not in words.prepositions and before not in words.prepositions


def _next_low(line: Line, at: int) -> str:
    """The word behind a token, in lower case; "" at the end."""
    return line.lows[at + 1] if at + 1 < len(line.lows) else ""


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
    beside = lows[first - 1] if first - 1 > start else ""
    if beside.endswith("ing") and beside in words.verbs and lows[first - 2] not in words.determiners:
        return None  # "its case accusing Vostra": whom somebody speaks of
    wide = first
    while wide - 1 >= start and first - wide < 12:
        low = lows[wide - 1]
        if low in words.prepositions or low in words.boundaries or low == QUOTED or not low[0].isalnum():
            break
        if is_told(line, wide - 1) or low in LEADING_TO or (low in words.time_words and line.words[wide - 1].islower()):
            break
        if wide == first and low in words.document_heads and line.words[wide - 1].islower():
            break  # "In this article Ann Lee said"
        if _is_past_between(line, wide - 1, start):
            return None  # "Lee contrasted Vostran [claims that]": a clause, no phrase
        wide -= 1
        if low in words.determiners:
            break
    if name_first > last and all(lows[place] in words.portfolios for place in range(first, last + 1)):
        return None  # "the Ministry of Health notifying officials": what it is for, nobody
    if name_first > last:
        # Titles only: "the President", "the Attorney General".
        return Source(wide, end, "person")
    for place in range(last + 1, end):
        if is_told(line, place) and (place == last + 1 or lows[place - 1].rstrip(".") in words.time_words):
            return None  # "Lee on Tuesday called Vostran [demands]": a clause, no phrase
    if last > name_first and lows[wide] == "the" and lows[last] in words.titles and lows[last] in words.person_heads:
        return Source(wide, end, "person")  # "the Port Board President"
    if name_first == last and lows[wide] in ("a", "an") and lows[last] in words.person_heads:
        return Source(wide, end, "person")  # "a Vostran Political Scientist"
    return Source(wide, end, "name", name_first, last)


def _is_past_between(line: Line, at: int, start: int) -> bool:
    """Whether a word is a verb in the past between its subject and its object, both with capitals."""
    low = line.lows[at]
    is_past = low.endswith("ed") and len(low) > 4 and line.words[at].islower() and "-" not in low
    return (
        is_past
        and at > start
        and line.words[at - 1][0].isupper()
        and not line.lows[at - 1].endswith(("'s", "’s"))
        and line.lows[at - 1] not in speech().determiners
        and low not in speech().titles
    )


LEADING_TO = frozenset("heard saw seen watched included includes featured features starred stars".split())
"""Verbs whose object may speak in turn: "we heard officials promise", "an ad that features a man who says"."""


def read_name(line: Line, first: int, last: int) -> Source | None:
    """The source named by capitalised tokens first to last."""
    if first == last and _PARTY.match(line.words[first]):
        return None
    name_first = cut_titles(line, first, last)
    return Source(first, last, "name", name_first, last) if name_first <= last else None
