"""Finds the words that name a source behind a verb or "according to", and how far a phrase reaches to the right."""

from __future__ import annotations

from feeds.reading.name_runs import cut_titles, is_adverb, name_run
from feeds.reading.noun_phrases import AGENT_ENDINGS, LEADING_TO, PERSON_PRONOUNS, REACH, Source, noun_phrase
from feeds.reading.speech import speech
from feeds.reading.speech_lines import QUOTED, Line
from feeds.reading.telling_verbs import is_told

_PARTICIPLES = frozenset(
    "close familiar near involved briefed based present knowledgeable opposed assigned working".split()
)
_MODIFIERS = _PARTICIPLES | frozenset("of for from at with in on to by inside outside within".split())
_ENDS = frozenset((".", ";", ":", "—", "–", "(", QUOTED))
NATION_ENDINGS = ("an", "ish", "ese", "eli", "qi", "ani", "nch", "tch", "eek", "iss")
_NO_LAST_WORDS = frozenset("and or but the a an this that his her its their two three".split())


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
        if head == end - 1 >= start and low in ("his", "her", "their", "its"):
            break  # "according to an obituary his last words were"
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
    is_place = head == start == core_end - 1 and line.words[start][0].isupper() and lows[start] not in words.titles
    if (
        is_place
        and line.words[core_end].islower()
        and lows[core_end][-1:] == "s"
        and _ends(line, core_end + 1, ceiling)
    ):
        return Source(start, core_end, "people")  # "according to Selm medics."
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
    lefts = (source, *_listed(line, source.last + 1, ceiling)) if source.head == "name" else (source,)
    and_at = lefts[-1].last + 1
    if and_at < ceiling and len(lefts) > 1 and line.words[and_at] == ",":
        and_at += 1
    if and_at < ceiling and lows[and_at] == "and":
        right = _right_joint(line, and_at + 1, ceiling)
        if right is not None:
            source = Source(source.first, right.last, "name", right.name_first, right.name_last, lefts)
    return source


def _listed(line: Line, at: int, ceiling: int) -> tuple[Source, ...]:
    """The names between the first and the last of a list: Orr and Lee of ", Orr, Lee and Quist"."""
    names: list[Source] = []
    while at + 1 < ceiling and line.words[at] == "," and line.words[at + 1][0].isupper() and len(names) < 3:
        end = at + 1
        while end + 1 < ceiling and line.words[end + 1][0].isupper():
            end += 1
        name = noun_phrase(line, at + 1, end, end)
        if name is None or name.head != "name" or name.first != at + 1:
            break
        names.append(name)
        at = end + 1
    return tuple(names)


def _is_pair_of_nations(line: Line, start: int, at: int, ceiling: int) -> bool:
    """Whether an "and" joins two adjectives of one noun: "the Ardenian and Vostran moralists"."""
    return (
        at + 2 < ceiling
        and line.lows[start] in speech().determiners
        and line.lows[at - 1].endswith(NATION_ENDINGS)
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


_ENDS_A_SUBJECT = frozenset("came went took gave became brought began broke fell fled met".split())
"""Verbs in the past that are no nouns: "a minister of defence | went further"."""


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
            and line.lows[step] not in LEADING_TO
            and not (step > first and (is_adverb(line.lows[step]) or _takes_object(line, step, ceiling)))
            and line.lows[step] not in _ENDS_A_SUBJECT
        ):
            step += 1
        if step == first:
            break
        end = step - 1
    while end > last and line.lows[end] in _NO_LAST_WORDS:
        end -= 1
    return end


_SHOWS = frozenset("show shows suggest indicate reveal reveals mentions".split())


def _takes_object(line: Line, at: int, ceiling: int) -> bool:
    """Whether a word is a verb in the past with its object: "the wing of the army issued a statement"."""
    if at + 1 >= ceiling or not line.words[at].islower():
        return False
    low, following = line.lows[at], line.lows[at + 1]
    if low in _SHOWS:
        return True
    is_third = low.endswith("s") and not low.endswith("ss") and line.words[at - 1][0].isupper()
    if not (low.endswith("ed") or (is_third and low not in speech().heads)):
        return False
    return following in speech().determiners or following.isdigit() or following == "neither"


def _ends(line: Line, at: int, ceiling: int) -> bool:
    """Whether a phrase ends before a token."""
    return at >= ceiling or not line.words[at][0].isalnum()
