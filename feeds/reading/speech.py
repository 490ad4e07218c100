"""The words of speech: verbs that report somebody's words, nouns that can be a source, from lexicon/speech.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import cache
from typing import Literal, TypeAlias

from feeds.records import dataclass

Form: TypeAlias = Literal["base", "s", "past", "participle", "ing"]


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a speech verb. `rest` are the words after the first ("out" of "ruled out").

    `takes` is what can follow it as an indirect statement: that, said that, to, object, person that, person to.
    """

    lemma: str
    verb_class: str
    form: Form
    rest: tuple[str, ...] = ()
    takes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Speech:
    """The lexicon, ready for look-up by lower-case word."""

    verbs: Mapping[str, tuple[Verb, ...]]
    """First word to the verbs that can start there, longest first."""
    person_heads: frozenset[str]
    plural_heads: frozenset[str]
    body_heads: frozenset[str]
    document_heads: frozenset[str]
    collective_heads: frozenset[str]
    pronouns: frozenset[str]
    adverbs: frozenset[str]
    auxiliaries: frozenset[str]
    prepositions: frozenset[str]
    boundaries: frozenset[str]
    determiners: frozenset[str]
    time_words: frozenset[str]
    starters: frozenset[str]
    titles: frozenset[str]
    portfolios: frozenset[str]
    honorifics: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    particles: frozenset[str]
    not_agents: frozenset[str]
    not_adverbs: frozenset[str]
    settings: frozenset[str]
    nounish: frozenset[str]
    signs: frozenset[str]
    """Words that show a subject to be speaking, without being speech verbs: "credited", "her op-ed"."""
    cues: frozenset[str]
    """The first words of all verbs, "according" and "words" (in the words of)."""
    openers: frozenset[str]
    """Plain words one of which every cue begins with."""
    heads: frozenset[str] = field(default=frozenset())


@cache
def speech() -> Speech:
    """The shipped lexicon, read once."""
    # Only here: reading is imported by commands that read nothing.
    import tomllib
    from pathlib import Path

    data = tomllib.loads((Path(__file__).parent / "lexicon" / "speech.toml").read_text("utf-8"))
    heads, words, titles = data["heads"], data["words"], data["titles"]
    person, plural = _set(heads["person"]), _set(heads["plural"])
    body, document = _set(heads["body"]), _set(heads["document"])
    collective = _set(heads["collective"])
    person |= {_plural(word) for word in person}
    person |= {prefix + word for prefix in ("then-", "ex-") for word in person}
    body |= {_plural(word) for word in body}
    document |= {_plural(word) for word in document}
    verbs = _verbs(data["verbs"])
    return Speech(
        verbs=verbs,
        person_heads=frozenset(person),
        plural_heads=frozenset(plural | {_plural(word) for word in person}),
        body_heads=frozenset(body),
        document_heads=frozenset(document),
        collective_heads=frozenset(collective),
        pronouns=_set(words["pronouns"]),
        adverbs=_set(words["adverbs"]),
        auxiliaries=_set(words["auxiliaries"]),
        prepositions=_set(words["prepositions"]),
        boundaries=_set(words["boundaries"]),
        determiners=_set(words["determiners"]),
        time_words=_set(words["time_words"]),
        starters=_set(words["starters"]),
        titles=_set(titles["words"]),
        portfolios=_set(titles["portfolios"]),
        honorifics=_set(titles["honorifics"]),
        female=_set(titles["female"]),
        male=_set(titles["male"]),
        particles=_set(titles["particles"]),
        not_agents=_set(words["not_agents"]),
        not_adverbs=_set(words["not_adverbs"]),
        settings=_set(data["nouns"]["settings"]),
        nounish=_set(data["nouns"]["nounish"]),
        signs=_set(data["signs"]["nouns"])
        | {
            form
            for verb in _set(data["signs"]["verbs"])
            for _, form in _forms(verb, *_IRREGULAR.get(verb, (None, None)))
        },
        cues=frozenset((*verbs, "according", "words")),
        openers=frozenset(re.split(r"[\W_]+", first)[0] for first in (*verbs, "according", "words")),
        heads=frozenset(person | plural | body | document | collective),
    )


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _plural(word: str) -> str:
    if word.endswith("man"):
        return word[:-3] + "men"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def _verbs(classes: Mapping[str, Mapping[str, object]]) -> dict[str, tuple[Verb, ...]]:
    found: dict[str, list[Verb]] = {}
    seen: set[str] = set()
    for name, group in classes.items():
        takes = frozenset(_strings(group["statement"]))
        for line in _strings(group["words"]):
            words, past, participle = _parts(line)
            lemma = " ".join(words)
            if lemma in seen:
                continue
            seen.add(lemma)
            for form, first in _forms(words[0], past, participle):
                found.setdefault(first, []).append(Verb(lemma, name, form, tuple(words[1:]), takes))
    return {first: tuple(sorted(verbs, key=lambda verb: -len(verb.rest))) for first, verbs in found.items()}


def _strings(value: object) -> Iterable[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


_IRREGULAR = {"speak": ("spoke", "spoken"), "forecast": ("forecast", "forecast"), "sum": ("summed", "summed")}
_SMALL_WORDS = frozenset("to on out up down in back clear it of for with about off reporters against".split())


def _parts(line: str) -> tuple[list[str], str | None, str | None]:
    """ "shoot back shot" -> (["shoot", "back"], "shot", "shot")."""
    words = line.split()
    size = 1
    while size < len(words) and words[size] in _SMALL_WORDS:
        size += 1
    irregular = words[size:]
    past = irregular[0] if irregular else None
    return words[:size], past, irregular[1] if len(irregular) > 1 else past


def _forms(base: str, past: str | None, participle: str | None) -> list[tuple[Form, str]]:
    stem_e = base.endswith("e") and not base.endswith(("ee", "oe"))
    stem_y = base.endswith("y") and base[-2:-1] not in "aeiou"
    regular = base + "d" if base.endswith("e") else base[:-1] + "ied" if stem_y else base + "ed"
    doubled = past is not None and past.endswith("ed") and past != regular and past.startswith(base + base[-1])
    ing = (
        base + base[-1]
        if doubled or base in ("cut", "hit", "put", "begin", "rip", "quip", "beg")
        else base[:-1]
        if stem_e
        else base
    ) + "ing"
    present = base[:-1] + "ies" if stem_y else base + ("es" if base.endswith(("s", "x", "ch", "sh", "z", "o")) else "s")
    forms: list[tuple[Form, str]] = [("base", base), ("s", present), ("past", past or regular), ("ing", ing)]
    if participle is not None and participle != past:
        forms.append(("participle", participle))
    return forms
