"""The words of events: which verbs and nouns name an act of which kind, in every form they take."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

from feeds.records import dataclass

PLAN = "plan"
"""The kind of an act that is only known to lie ahead."""
GAP = "..."
"""Stands in an entry for words in between: "declare ... persona non grata"."""

Form = Literal["base", "s", "past", "participle", "past or participle", "ing", "noun"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word, or a word with those that must follow it, that names an act."""

    kind: str
    lemma: str
    form: Form
    status: str
    """What the act is by itself ("demanded" for "urge"), "" when it simply happens."""
    rest: tuple[str, ...] = ()
    is_weak: bool = False
    """Names an act only with an actor as subject and an object or a time beside it."""
    is_light: bool = False
    """Names an act only with a noun that does ("held talks")."""
    is_doubtful: bool = False
    """Its lemma means something else beside some words, needs others, or is done to its subject."""


@dataclass(frozen=True, slots=True)
class EventWords:
    """The lexicon by first word, in lower case; the longest entry first."""

    triggers: Mapping[str, tuple[Trigger, ...]]
    heads: frozenset[str]
    """Words without which a sentence holds no act, but what its future tense says lies ahead."""
    future: frozenset[str]
    """Words without which no verb tells what lies ahead."""
    companions: Mapping[str, tuple[frozenset[str], ...]]
    """Heads of longer entries alone: the words that must stand in the paragraph as well, those of one entry or more."""
    doubtful_heads: frozenset[str]
    """The keys of `companions`."""
    entries: Mapping[str, tuple[frozenset[str], bool, tuple[Trigger, ...]]]
    """`triggers` by the same words, with the words one of which must stand right behind (of longer entries alone,
    without a gap), and whether the word is a verb of speech."""
    telling_heads: frozenset[str]
    """Those of them that name an act even where nobody is named: of nouns, and of verbs that say it by themselves."""
    openings: frozenset[str]
    """A plain word of the first word of every entry."""
    of_plans: frozenset[str]
    """Those of them that open a verb that moves or ends a plan."""
    speech: Mapping[str, tuple[tuple[str, ...], str, str]]
    """Forms of speech verbs: the words that must follow, the form and the lemma."""
    hearsay: frozenset[str]
    signs_of_claims: frozenset[str]
    """Words and marks without which nobody but the outlet speaks in a sentence, quotes and titles aside."""
    phrases: Mapping[str, frozenset[tuple[str, ...]]]
    """Phrases of [status] by what they tell, as tuples of words."""
    phrases_begin: Mapping[str, frozenset[str]]
    """Their first words."""
    past: frozenset[str]
    """Words that are the past of a verb and nothing else."""
    control: frozenset[str]
    doubtful_control: frozenset[str]
    causative: frozenset[str]
    agents: frozenset[str]
    not_sources: frozenset[str]
    speakers: frozenset[str]
    own_masters: frozenset[str]
    suffered: frozenset[str]
    """Lemmas whose subject suffers."""
    needs_whom: frozenset[str]
    carried_out: frozenset[str]
    needs_arms: frozenset[str]
    """Lemmas of attacks that are one only where `arms` are named."""
    arms: frozenset[str]
    labour: frozenset[str]
    nature: frozenset[str]
    """What hits and kills without anybody's doing."""
    listeners: frozenset[str]
    """Whom one tells: "confirmed to reporters"."""
    done_by: frozenset[str]
    somebody: frozenset[str]
    """Nouns whoever is described by them can act or suffer."""
    somebody_alone: frozenset[str]
    """Those that need no article."""
    civilians: frozenset[str]
    """Those whose country does not act through them."""
    without_that: frozenset[str]
    """Verbs of speech that take a clause without "that"."""
    closing: frozenset[str]
    """Verbs that close what was said ("…, it specified")."""
    with_gerund: frozenset[str]
    denials: frozenset[str]
    not_assertions: frozenset[str]
    """Verbs whose content is asked for or promised, not asserted."""
    claim_nouns: frozenset[str]
    no_speakers: frozenset[str]
    """Nouns of things done or made, which say nothing though a verb of speech may follow them."""


_LETTERS = re.compile(r"[^\W\d_]+")
SHOWS = frozenset("evidence proof sign signs indication indications".split())
"""What there is none of where nothing shows that something is so."""
UNTRUE = frozenset("untrue false wrong incorrect lie myth nonsense".split())
NOTIONS = frozenset("notion idea possibility prospect risk fear fears hope hopes likelihood chance danger".split())
"""What is thought of and said by nobody to be so."""
UNFOUNDED = SHOWS | UNTRUE | NOTIONS | {"true"}
"""One of these stands in every sentence that tells what nobody asserts."""
TELLINGS = frozenset("telling version account narrative reading view tell".split())
SAID_TO = frozenset("said reported believed thought alleged understood rumoured".split())
"""Verbs of what nobody named says: "is said to have", "it is believed that"."""
_MARKS_OF_CLAIMS = (":", "“", '"', "according", "per")
_OF_THE_FUTURE = frozenset("will shall ll due set scheduled expected slated planned poised ordered required".split())


@cache
def event_words() -> EventWords:
    """The words of lexicon/events.toml, inflected."""
    tables = _tables()
    triggers: dict[str, list[Trigger]] = {}
    grammar = {key: frozenset(_listed(text)) for key, text in tables["grammar"].items()}
    doubtful = grammar["needs_arms"].union(grammar["suffered"], other_senses(), ("ask", "strike", "strikes", "down"))
    for kind, table in tables["kinds"].items():
        status = table.get("status", "")
        for word in _listed(table.get("nouns", "")):
            first, *rest = word.split()
            noun = Trigger(kind, word, "noun", "", tuple(rest), is_doubtful=word in doubtful)
            triggers.setdefault(first, []).append(noun)
        for key in ("verbs", "weak", "light"):
            for entry in _listed(table.get(key, "")):
                for form, word, lemma, rest_words in _inflected(entry):
                    triggers.setdefault(word, []).append(
                        Trigger(
                            kind, lemma, form, status, rest_words, key != "verbs", key == "light", lemma in doubtful
                        )
                    )
    speech: dict[str, tuple[tuple[str, ...], str, str]] = {}
    for entry in _listed(tables["speech"]["verbs"]):
        for form, word, lemma, rest_words in _inflected(entry):
            speech.setdefault(word, (rest_words, form, lemma))
    heads = _by_head(triggers)
    in_order = {word: tuple(sorted(found, key=_first_choice)) for word, found in triggers.items()}
    companions = {
        head: tuple({entry - {head} for _, entry in held})
        for head, held in heads.items()
        if all(len(entry) > 1 for _, entry in held)
    }
    return EventWords(
        in_order,
        frozenset(heads),
        _OF_THE_FUTURE,
        companions,
        frozenset(companions),
        {word: (_followers(found), word in speech, found) for word, found in in_order.items()},
        frozenset(head for head, held in heads.items() if not all(trigger.is_weak for trigger, _ in held)),
        frozenset(_longest_run(word) for word in triggers),
        frozenset(_longest_run(word) for word, found in triggers.items() if any(one.kind == PLAN for one in found)),
        speech,
        frozenset(_listed(tables["speech"]["hearsay"])),
        SAID_TO.union(
            speech,
            UNFOUNDED,
            TELLINGS,
            _MARKS_OF_CLAIMS,
            *(_listed(tables["speech"][key]) for key in ("hearsay", "claim_nouns")),
        ),
        {key: frozenset(tuple(phrase.split()) for phrase in _listed(text)) for key, text in tables["status"].items()},
        {key: frozenset(phrase.split()[0] for phrase in _listed(text)) for key, text in tables["status"].items()},
        frozenset(word for word, found in triggers.items() if any(trigger.form == "past" for trigger in found)),
        *(
            grammar[key]
            for key in (
                "control",
                "doubtful_control",
                "causative",
                "agents",
                "not_sources",
                "speakers",
                "own_masters",
                "suffered",
                "needs_whom",
                "carried_out",
                "needs_arms",
                "arms",
                "labour",
                "nature",
                "listeners",
                "done_by",
                "somebody",
                "somebody_alone",
                "civilians",
            )
        ),
        *(
            frozenset(_listed(tables["speech"][key]))
            for key in (
                "without_that",
                "closing",
                "with_gerund",
                "denials",
                "not_assertions",
                "claim_nouns",
                "no_speakers",
            )
        ),
    )


def _by_head(triggers: Mapping[str, Sequence[Trigger]]) -> dict[str, list[tuple[Trigger, frozenset[str]]]]:
    """The entries with their words, by the longest of them: of "take place" it is "place" that fewer sentences hold."""
    found: dict[str, list[tuple[Trigger, frozenset[str]]]] = {}
    for word, entries in triggers.items():
        for trigger in entries:
            runs = _LETTERS.findall(" ".join((word, *trigger.rest)))
            found.setdefault(max(runs, key=len), []).append((trigger, frozenset(runs)))
    return found


def _followers(found: Sequence[Trigger]) -> frozenset[str]:
    """The words one of which must stand right behind the first word of these entries; empty where none must."""
    is_longer = all(trigger.rest and trigger.rest[0] != GAP for trigger in found)
    return frozenset(trigger.rest[0] for trigger in found) if is_longer else frozenset()


def _longest_run(words: str) -> str:
    runs: list[str] = _LETTERS.findall(words)
    return max(runs, key=len)


def _first_choice(trigger: Trigger) -> tuple[int, bool, bool, bool]:
    """Longer entries first, verbs before nouns (but "shelling", more often a noun), strong before weak before light."""
    is_plain_noun = trigger.form == "noun" and not trigger.lemma.endswith(("ing", "ings"))
    return -len(trigger.rest), is_plain_noun, trigger.is_weak, trigger.is_light


@cache
def other_senses() -> Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]:
    """Lemma to the words after it that make it mean something else ("plead": "not", "guilty"), by the first of them."""
    found: dict[str, dict[str, tuple[tuple[str, ...], ...]]] = {}
    for entry in _listed(_tables()["grammar"]["other_senses"]):
        lemma, *rest = entry.split()
        senses = found.setdefault(lemma, {})
        senses[rest[0]] = (*senses.get(rest[0], ()), tuple(rest))
    return found


@cache
def _tables() -> dict[str, Any]:
    path = Path(__file__).parent / "lexicon" / "events.toml"
    return tomllib.loads(path.read_text("utf-8"))


def _listed(text: str) -> list[str]:
    return [" ".join(entry.split()) for entry in text.split(";") if entry.strip()]


def _inflected(entry: str) -> Iterator[tuple[Form, str, str, tuple[str, ...]]]:
    """(form, word, lemma, words that follow) of "lemma[/past[/participle]] [words]"."""
    head, *rest = entry.split()
    base, *irregular = head.split("/")
    following = tuple(rest)
    lemma = " ".join((base, *rest))
    yield "base", base, lemma, following
    yield "s", _third_person(base), lemma, following
    yield "ing", _gerund(base, irregular), lemma, following
    if len(irregular) == 2 and irregular[0] != irregular[1]:
        yield "past", irregular[0], lemma, following
        yield "participle", irregular[1], lemma, following
    else:
        yield "past or participle", irregular[0] if irregular else _past(base), lemma, following


def _third_person(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return base + "ed"


def _gerund(base: str, irregular: list[str]) -> str:
    doubles = any(past.startswith(base + base[-1]) and past.endswith("ed") for past in irregular)
    # "hit", "cut", "run": one short vowel before one consonant doubles it, whatever the past.
    is_short = (
        bool(irregular) and len(base) <= 5 and base[-1] in "tnmpgbd" and base[-2] in "aiou" and base[-3] not in "aeiou"
    )
    if doubles or is_short or base == "begin":
        return base + base[-1] + "ing"
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "ye", "oe")):
        return base[:-1] + "ing"
    return base + "ing"
