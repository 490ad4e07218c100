"""The subject of a clause, read from its left end: whom a participle or a quoted fragment further on belongs to."""

from __future__ import annotations

from dataclasses import replace

from feeds.reading.noun_phrases import PERSON_PRONOUNS, Source, is_contracted, noun_phrase
from feeds.reading.source_after import appositive_name, post_modifiers, verbish
from feeds.reading.speech import speech
from feeds.reading.speech_lines import DASHES, QUOTED, Line

_LINKS = frozenset(
    """and but so yet still then now also however meanwhile or moreover furthermore additionally indeed finally
    similarly likewise thus therefore nonetheless nevertheless besides again""".split()
)
_OPENERS = frozenset(
    """when while as if because although though asked speaking pressed once later earlier yesterday today last until
    unless whether instead overall two to that according here there along together coupled""".split()
)


_PLAIN_VERBS = frozenset(
    """makes made comes came goes went takes took gives gave means meant lets keeps kept gets got turns leads led puts
    helps seems wants needs includes included follows mandates remains becomes became brings brought
    cut cuts hit hits set sets""".split()
)
"""Verbs in the third person that say nothing, but end the subject before them."""
_COUNTS = frozenset("third quarter half two three four five six seven eight nine ten dozens hundreds thousands".split())


def _has_noun_behind(line: Line, at: int, end: int) -> bool:
    """Whether a number only counts what follows: "the third part", "four countries"."""
    following = line.words[at + 1] if at + 1 < end else "."
    low = following.lower()
    words = speech()
    return (
        following.isalpha()
        and following.islower()
        and not (low in words.prepositions or low in words.boundaries or low in words.verbs or low in words.adverbs)
    )


def clause_subject(line: Line, start: int, end: int) -> Source | None:
    """The subject of the clause that begins at token `start`, after its opening phrases."""
    speech()
    at = _after_headline(line, _after_dateline(line, start, end), end)
    for _ in range(5):
        while at < end and ((not line.words[at][0].isalnum() and line.words[at] != QUOTED) or line.lows[at] in _LINKS):
            at += 1
        if at >= end:
            return None
        if at > start and line.words[at - 1] == "(" and ")" in line.words[at : min(at + 25, end)]:
            at = line.words.index(")", at) + 1  # a picture's credit before the sentence
            continue
        if opens_phrase(line, at, end):
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


def opens_phrase(line: Line, at: int, end: int) -> bool:
    """Whether a phrase that a comma will close opens the clause: "In Selm", "Speaking of Orlo", "When asked"."""
    words = speech()
    low = line.lows[at]
    if low in words.prepositions or low in _OPENERS or (low.endswith("ing") and len(low) > 5):
        return True
    if at + 1 >= end:
        return False
    following = line.lows[at + 1]
    for place in range(at + 1, min(at + 5, end - 1)):
        if line.lows[place] in ("later", "earlier", "ago") and line.words[place + 1] == ",":
            return True
    if low.endswith("ly"):
        return following == "," or line.words[at + 1][0].islower()
    return low.endswith("ed") and (following in words.prepositions or following.endswith("ly"))


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
        if line.lows[place] in DASHES:
            return place + 1
    return start


def _after_headline(line: Line, at: int, end: int) -> int:
    """The token after a headline in capitals that runs into the sentence: "TALKS IN SELM FAIL Minister Lee said"."""
    place = at
    while (
        place < end and line.words[place].isupper() and line.words[place][0].isalpha() and "." not in line.words[place]
    ):
        place += 1
    return place if place - at > 2 and place < end and line.words[place][0].isupper() else at


def _phrase_from_left(line: Line, at: int, end: int) -> Source | None:
    words = speech()
    lows = line.lows
    if at >= end:
        return None
    if lows[at] in PERSON_PRONOUNS or is_contracted(lows[at]):
        return Source(at, at, "pronoun")
    head = -1
    place = at
    while place < end and place - at < 14:
        word, low = line.words[place], lows[place]
        if word == "," and place + 1 < end and lows[place + 1].endswith("-based"):
            place += 1  # "The Selm, Ardenia-based institution"
            continue
        if not word[0].isalnum() and word not in ("&", "@"):
            break
        if low in words.prepositions or low == "and" or (low in words.boundaries and word != "May"):
            break
        is_that = place + 1 < end and lows[place + 1] == "that"
        if head >= 0 and low in words.verbs and word[0].islower() and (low not in words.heads or is_that):
            break
        if low in _PLAIN_VERBS or (head >= 0 and place == head + 1 and _is_verb_behind(line, place, end)):
            break
        is_day = low in words.time_words and place > at
        if (word[0].isupper() and (place > at or low not in words.starters) and not is_day) or low in words.heads:
            head = place
        elif head >= 0:
            nxt = lows[place + 1] if place + 1 < end else "."
            if not (nxt in words.heads or (place + 1 < end and line.words[place + 1][0].isupper())) or verbish(low):
                break
        place += 1
    if head < 0 or (lows[head] in _COUNTS and _has_noun_behind(line, head, end)):
        return None
    if lows[head].endswith(("'s", "’s", "s'", "s’")):
        return None
    source = noun_phrase(line, at, head, head)
    comma = post_modifiers(line, head, end) + 1
    if source is not None and comma < end and line.words[comma] == "," and source.head != "name":
        named = appositive_name(line, comma + 1, min(end - 1, comma + 7))
        if named is not None:
            return Source(source.first, named.last, "name", named.name_first, named.name_last)
    if source is None or source.head in ("name", "pronoun") or source.last != head:
        return source
    office = _end_of_office(line, head, end) if lows[head] in words.titles else head
    return replace(source, last=office if office > head else _end_of_list(line, comma - 1, end))


def _is_verb_behind(line: Line, at: int, end: int) -> bool:
    """Whether a word right behind a head looks like its verb: "The law empowers Selm's mayor"."""
    low = line.lows[at]
    is_third = low.endswith("s") and not low.endswith("ss") and line.words[at].islower() and low not in speech().heads
    return is_third and at + 1 < end and line.words[at + 1][0].isalpha()


def _end_of_list(line: Line, last: int, end: int) -> int:
    """The last token of "the leaders of Ardenia, Vostra and Selm"; `last` when no list of names goes on there."""
    if not line.words[last][0].isupper():
        return last
    at = last + 1
    while at < end and line.words[at] == "," and at + 1 < end and line.words[at + 1][0].isupper():
        at += 1
        while at < end and line.words[at][0].isupper():
            at += 1
    if at + 1 >= end or line.lows[at] != "and" or not line.words[at + 1][0].isupper():
        return last
    at += 1
    while at + 1 < end and line.words[at + 1][0].isupper():
        at += 1
    return at


def _end_of_office(line: Line, head: int, end: int) -> int:
    """The last token of "Secretary of State Ann Lee", "chief of staff for policy Ann Lee"; `head` without a name."""
    words = speech()
    place = head + 1
    if place >= end or line.lows[place] not in ("of", "for"):
        return head
    last = head
    while place < end and place - head < 10:
        low = line.lows[place]
        if line.words[place][0].isupper():
            last = place
        elif last > head or not (low in ("of", "for", "the") or low in words.heads or low in words.portfolios):
            break
        place += 1
    return last
