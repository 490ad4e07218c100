"""How much an unknown name looks like a person's or a body's: its own words, and the words beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TypeAlias

from feeds.late_pattern import late_pattern
from feeds.reading.common_words import is_common
from feeds.reading.names import Token, Words
from feeds.reading.whoswho import WhosWho, lexicon_table
from feeds.records import dataclass

_ARTICLES = frozenset(("the", "a", "an", "this", "that", "its", "every", "no", "any"))
_ARABIC_ARTICLES = ("al ", "el ", "ash ", "an ", "ar ")
CALLED_A_PLACE = -9.0
"""The likeness of what the text calls a town or the like ("the suburb of …"): it is none anywhere in the story."""
_OPENING_MARKS = ("“", '"', "‘", "«", "„")
_ALL_QUOTED = late_pattern(r"[,.!?]?[”\"’»“]")
MIDDLE_MONTHS = frozenset(("jan", "april", "june", "august"))
"""Names of months that are names of people too, where they stand amid one."""
_POSSESSIVE_MARKS = frozenset("’'")
_MAY_BE_OF_A_BODY = _POSSESSIVE_MARKS | {","}
_LINKS = frozenset("al el bin bint ibn abu de da dos van von der y".split())
"""What long names have in them."""
_ABSTRACT = ("tions", "sions", "ities", "nesses", "isms")
"""How words end that are no names of people ("Microaggressions")."""
_STATE_AFTER = late_pattern(r", (?:[A-Z][a-z]{1,5}\.|[A-Z]\.[A-Z]\.|[A-Z]{2}\b)")

Before: TypeAlias = tuple[str, str, bool]
"""What `words_before` gives: the two words before a name, and whether a comma stands between."""


@dataclass(frozen=True, slots=True)
class Contexts:
    """The words beside a name, as patterns."""

    person_after: re.Pattern[str]
    camp_after: re.Pattern[str]
    person_before: frozenset[str]
    apposition: re.Pattern[str]
    body_apposition: re.Pattern[str]
    body_before: frozenset[str]
    body_endings: frozenset[str]
    """The last two letters of those."""
    body_after: re.Pattern[str]
    body_openings: frozenset[str]
    """The first two letters of what stands behind a body's name."""
    place_before: frozenset[str]
    place_nouns: frozenset[str]
    named_place_after: re.Pattern[str]
    kin: frozenset[str]
    government_after: re.Pattern[str]
    group_after: re.Pattern[str]
    body_nouns: frozenset[str]
    representatives: frozenset[str]


@cache
def contexts() -> Contexts:
    """The patterns of `lexicon/name_contexts.toml`, made on first use."""
    table = {key: line.split() for key, line in lexicon_table("name_contexts.toml").items()}
    any_of = {key: "|".join(map(re.escape, sorted(listed, key=len, reverse=True))) for key, listed in table.items()}
    adverbs = f"(?:(?:{any_of['government_adverbs']}|on \\w+day|this week|last week) ){{0,4}}"
    return Contexts(
        late_pattern(rf",? (?:(?:{any_of['person_adverbs']}) ){{0,3}}(?:{any_of['person_verbs']})\b"),
        late_pattern(rf" (?:{any_of['camp_nouns']})\b"),
        frozenset(table["person_prepositions"]),
        late_pattern(rf", (?:\d{{1,3}}\b|(?:{any_of['appositions']})\b)"),
        late_pattern(
            rf", (?:a|an|the|one of|its) (?:(?!of |for |at |who |from |in |and )[\w’'-]{{1,20}} ){{0,5}}?"
            rf"(?:{any_of['kinds_of_body']})(?=[,.;]| (?:that|which|based|founded|owned|run|behind|in|with)\b)"
        ),
        frozenset(table["kinds_of_body"]),
        frozenset(word[-2:] for word in table["kinds_of_body"]),
        late_pattern(rf"(?:[’']s)? (?:{any_of['after_body']})\b".replace("_", " "), re.IGNORECASE),
        frozenset(word[:2] for word in table["after_body"]),
        frozenset(table["place_prepositions"]),
        frozenset(table["place_nouns"]),
        late_pattern(
            rf" (?:(?:international|military|air|football|naval) )?(?:{any_of['named_places']})\b", re.IGNORECASE
        ),
        frozenset(table["kin"]),
        late_pattern(rf" {adverbs}(?:{any_of['government_verbs']})\b"),
        late_pattern(rf" (?:(?:{any_of['group_modifiers']}) )?({any_of['group_nouns']}|{any_of['body_nouns']})\b"),
        frozenset(table["body_nouns"]),
        frozenset(table["representatives"]),
    )


def person_likeness(
    text: str, names: Sequence[Token], words_before: Before, who: WhosWho, lists: Words, is_heading: bool
) -> float:
    """How much speaks for a person in a name of two words and more; 2.5 is enough to be taken for one.

    A first name counts most; two words that English does not use as words suffice where nothing speaks against them.
    """
    first, last = names[0], names[-1]
    previous, before, has_comma = words_before
    nouns = contexts().place_nouns
    if not has_comma and (before in nouns or (before == "of" and previous in nouns)):
        return CALLED_A_PLACE
    if contexts().named_place_after.match(text, last.tail, last.tail + 30):
        return CALLED_A_PLACE
    score = _own_words(names, who, lists, is_heading)
    if text[first.start - 1 : first.start] in _OPENING_MARKS and _ALL_QUOTED.match(text, last.tail):
        score -= 3.0  # "the song “Esa Mira,”": the title of a work is all that stands between the marks
    if before in _ARTICLES:
        score -= 2.5
    if follows_preposition(previous, before):
        score -= 2.0
    if before in contexts().person_before or (previous, before) in (("according", "to"), ("identified", "as")):
        score += 1.0
    if before in lists.heads and text[first.start - 2].islower():
        score += 3.0
    if before in contexts().body_before:
        score -= 3.0
    if text.startswith(", ", last.tail):
        score += _apposed(text, last.tail)
    if contexts().person_after.match(text, last.tail, last.tail + 60):
        score += 2.0
    return score


def follows_preposition(previous: str, before: str) -> bool:
    """Whether the two words before a name are of the kind that stands before places ("in the")."""
    places = contexts().place_before
    return before in places or (before == "the" and previous in places)


def is_body_like(text: str, names: Sequence[Token], words_before: Before) -> bool:
    """Whether the words beside an unknown name call it a company, party, paper or the like."""
    first, last = names[0], names[-1]
    is_apposed = text.startswith(", ", last.tail)
    if is_apposed and contexts().body_apposition.match(text, last.tail, last.tail + 80):
        return True
    may_be_body = len(names) == 1 and _may_be_of_a_body(text, last.end) and not is_common(first.fold)
    if may_be_body and contexts().body_after.match(text, last.end, last.end + 24):
        return True
    _, before, has_comma = words_before
    return before in contexts().body_before and (not has_comma or text.startswith(",", last.tail))


def may_follow_a_body(text: str, start: int) -> bool:
    """Whether the word before a name may call it a body, as far as its last two letters tell."""
    ending = text[start - 3 : start - 1].lower()
    return ending in contexts().body_endings or "," in ending


def may_be_body_like(text: str, name: Token, words_before: Before | None) -> bool:
    """A quick look before `is_body_like`, at what stands right beside a name of one word. `words_before` is None where
    what stands before it calls no body so."""
    mark = text[name.end : name.end + 1]
    return (
        mark in _MAY_BE_OF_A_BODY
        or (mark == " " and text[name.end + 1 : name.end + 3].lower() in contexts().body_openings)
        or (words_before is not None and words_before[1] in contexts().body_before)
    )


def _may_be_of_a_body(text: str, end: int) -> bool:
    """Whether what stands behind a name begins as what stands behind a body's: a quick look before the slow one."""
    mark = text[end : end + 1]
    return mark in _POSSESSIVE_MARKS or (mark == " " and text[end + 1 : end + 3].lower() in contexts().body_openings)


def is_arabic_title(names: Sequence[Token]) -> bool:
    """Whether every word has an Arabic article, as titles of papers and channels do and people do not ("Al-X Al-Y")."""
    return len(names) == 2 and all(token.fold.startswith(_ARABIC_ARTICLES) for token in names)


def _apposed(text: str, end: int) -> float:
    """What speaks for a person after a comma: "a …", an age; and against: a state, a kind of body."""
    if _STATE_AFTER.match(text, end, end + 10) or contexts().body_apposition.match(text, end, end + 80):
        return -3.0
    return 1.0 if contexts().apposition.match(text, end, end + 30) else 0.0


def _own_words(names: Sequence[Token], who: WhosWho, lists: Words, is_heading: bool) -> float:
    first, last = names[0], names[-1]
    is_acronym = first.text.isupper() and len(first.text) > 1 and "." not in first.text and not last.text.isupper()
    gender = "" if is_acronym else who.first_name(first.text)
    score = 1.0
    if gender:
        score += 1.5 if is_common(first.fold) or who.is_place(first.text) else 3.0
    elif len(first.fold) == 1 or "." in first.text or not is_common(first.fold):
        score += 1.0
    if not is_common(last.fold):
        score += 1.0 if is_heading and not gender else 1.5
    else:
        score -= 3.0 if is_heading else 1.0 if gender else 1.5
    if len(names) > 2 and len(names[1].fold) == 1 and not names[1].fold.isdigit():
        score += 2.0
    if who.people_called(last.text):
        score += 1.0
    if len(names) > 3:
        score -= 1.0
    if len(names) > 4 and _LINKS.isdisjoint(token.fold.partition(" ")[0] for token in names):
        score -= 3.0  # a list that lost its commas
    if len(names) == 2 and first.fold == last.fold:
        score -= 4.0  # a team ("Bafana Bafana")
    if last.fold in lists.heads and not gender:
        score -= 3.0  # "the SAFA President"
    if first.fold.endswith(_ABSTRACT):
        score -= 3.0
    for place, token in enumerate(names):
        score -= _against(token, place, len(names), bool(gender) and not is_heading, lists)
    return score


def _against(token: Token, place: int, length: int, has_first_name: bool, lists: Words) -> float:
    """What one word of a name says against a person."""
    word, against = token.fold, 0.0
    if (place == 0 and has_first_name) or (0 < place < length - 1 and word in MIDDLE_MONTHS):
        return 0.0
    if place == 0 and word in lists.place_openers:
        against += 3.0
    if word in lists.places or word in lists.thing_heads or word in lists.bodies:
        is_surname = word in lists.place_surnames or word in lists.thing_surnames
        may_be_surname = has_first_name and (is_surname or (word not in lists.places and word not in lists.thing_heads))
        against += 2.0 if may_be_surname else 4.0
    elif len(word) > 1 and (word in lists.things or word in lists.calendar or word in lists.function):
        against += 0.5 if has_first_name and length == 2 else 3.0
    elif (place < length - 1 and word in lists.body_modifiers) or (place < length - 1 and is_common(word)):
        against += 2.0
    if token.text == "AI":
        against += 4.0
    elif token.text.isupper() and len(token.text) > 1 and "." not in token.text:
        against += 0.0 if len(token.text) == 2 and token.text[1] in "JD" else 2.0
    if not word.isalpha() and any(map(str.isdigit, word)):
        against += 4.0
    return against
