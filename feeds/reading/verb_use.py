"""How a form of a speech verb is used in its sentence: who speaks by it, on which side, and whether it is real."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from feeds.reading.clauses import clause_subject
from feeds.reading.noun_phrases import Source
from feeds.reading.participles import read_participle
from feeds.reading.source_after import source_after
from feeds.reading.source_before import subject_before
from feeds.reading.speech import Verb, speech
from feeds.reading.speech_lines import QUOTED, Line
from feeds.reading.verb_signs import (
    BE,
    DO,
    MODALS,
    governor_of,
    helper_of,
    is_finite,
    is_negated,
    is_nobody,
)

if TYPE_CHECKING:
    from feeds.reading.acts import Act, Side


NEVER_INVERTED = frozenset(
    """call describe dub label brand characterize characterise thank cite quote accuse blame fault criticize criticise
    denounce condemn mock praise compare liken portray cast paint deem term defend attack welcome""".split()
) | {"refer to"}
"""Verbs whose object stands behind them: in "Lee, star of “Selm,” thanked Park for" it is Lee who speaks."""
_DONE_TOO = frozenset(("offer", "start", "begin", "finish", "press", "use"))
"""Verbs of speech that more often have a thing for their object."""
_NOR = frozenset(("nor", "nowhere", "neither", "never"))
_WANTING = frozenset("want wants need needs seek seeks get gets give gives has make makes reject rejects".split())
"""Verbs of which a noun that looks like a verb of speech is the object: "now wants guarantees that"."""
_BRIEFING = frozenset(("brief", "inform", "notify", "remind"))
_OPENING = frozenset("as when while after before since although though if because once until".split())

_CLAUSE_MARKS = frozenset((",", ".", ";", ":", "—", "–", "-", QUOTED, ")"))
_CLAUSE_ENDS = frozenset(
    """in on at during who after last this when as monday tuesday wednesday thursday friday saturday sunday yesterday
    today while before to via of with from and earlier about afterward""".split()
)


def read_verb(
    line: Line, verb: Verb, at: int, start: int, end: int, acts: Sequence[Act]
) -> tuple[Side, Source, bool] | None:
    """How a verb form is used here: (side, source, is_real), or None when nobody speaks by it."""
    lows = line.lows
    words = speech()
    last = at + len(verb.rest)
    before = lows[at - 1] if at > start else ""
    following = lows[last + 1] if last + 1 < end else "."
    is_modifier = at - 2 >= start and lows[at - 2] in words.determiners and before not in words.heads
    is_plain = is_modifier and line.words[at - 1].islower() and following not in ("that", ":", QUOTED, ",")
    if verb.form == "ing" and is_plain:
        return None  # "on a recent reporting trip"
    if verb.lemma == "warn" and following in ("shot", "shots"):
        return None  # "firing warning shots"
    if verb.form == "ing" and before.endswith("ed") and following not in ("that", ":", QUOTED):
        return None  # "fired warning shots"
    if verb.form == "ing" and verb.verb_class == "promise" and following not in ("to", "that", ":", QUOTED, ","):
        return None  # "promising compounds"
    if verb.form == "ing" and verb.lemma in _DONE_TOO and following in words.determiners:
        return None  # "clients already offering the drugs"
    if verb.form == "ing":
        return read_participle(line, at, start, end, before, acts)
    is_counted = before in words.plural_heads and at - 2 >= start and lows[at - 2] == "the"  # "the two write"
    # "a letter that said": the "that" is no article here.
    is_relative = before == "that" and at - 2 > start and lows[at - 2] in words.heads and verb.form in ("past", "s")
    is_pair = before == "both" and verb.form in ("past", "participle")  # "Lee and Park both said"
    if before in words.determiners and not (is_counted or is_relative or is_pair):
        return None
    if before.endswith(("'s", "’s", "s'", "s’")):
        return None
    if _is_noun(line, at, last, end) and not _closes_quote(line, at, start, end):
        return None
    if before.isdigit() and lows[at] in words.nounish:
        return None
    if before in _WANTING and (verb.form == "s" or lows[at] in words.nounish):
        return None
    if (
        verb.form in ("past", "participle")
        and before in words.prepositions
        and before not in ("since", "before", "after")
    ):
        return None  # "regarding alleged abuse"
    if at == start and verb.form == "past" and verb.verb_class in ("say", "add") and last + 1 < end:
        source = source_after(line, last + 1, end) if line.words[last + 1][0].isupper() else None
        return ("after", source, True) if source is not None else None  # "Said Ann Lee: “…”"
    if verb.form == "base" and verb.lemma != "hit back":
        if before == "to":
            source = clause_subject(line, start, at)
            return ("infinitive", source, False) if source is not None else None
        governor = governor_of(line, at, start)
        source = subject_before(line, at, start)
        if source is None:
            return None
        if source.first - 1 > start and lows[source.first - 1] in DO and _NOR & set(lows[start : source.first - 1]):
            return "before", source, False  # "nor did they mention", "nowhere, however, did Lee say"
        if governor in MODALS or governor.endswith(("n't", "n’t")):
            return "before", source, False
        if governor in DO:
            return (
                "before",
                source,
                not is_negated(line, at, start),
            )
        return ("before", source, True) if _is_plural(line, source) or line.number is None else None
    if verb.lemma in _BRIEFING and verb.form in ("past", "participle") and following in ("on", "about", "of"):
        return None  # "people briefed on the talks said"
    if following == "by" and verb.form in ("past", "participle"):
        if last + 2 < end and lows[last + 2].endswith("ing") and line.words[last + 2].islower():
            return None  # "interjected by hitting Lee for …": no agent, but a manner
        source = source_after(line, last + 2, end)
        return ("passive", source, True) if source is not None else None
    helper = helper_of(line, at, start)
    if helper.removesuffix("n't").removesuffix("n’t") in BE and verb.form in ("past", "participle"):
        return None
    inverted = "" if verb.verb_class == "tell" else _may_be_inverted(line, at, start, verb)
    if inverted == "surely":
        source = source_after(line, last + 1, end)
        owner = _before_an_aside(line, start, at, before) if source is not None and source.head == "document" else None
        if owner is None and source is not None and source.first <= last + 2:
            return "after", source, True
    if verb.form == "participle" and helper not in ("has", "have", "had", "having", "'s", "'ve", "'d", "’s", "’ve"):
        return None
    source = subject_before(line, at, start)
    if source is not None and is_nobody(line, source, start):
        return None  # "Neither Lee nor Park said": nobody did
    if source is not None and lows[at] in words.nounish and source.first > start and is_finite(line, source.first - 1):
        return None  # "Lee rejected Vostran demands to stop": a noun, whatever follows it
    if inverted == "maybe" and (source is None or not _is_plain_subject(line, source, start)):
        behind = source_after(line, last + 1, end)
        stands = behind is not None and behind.first <= last + 2 and _ends_clause(line, behind.last + 1, end)
        if behind is not None and stands and (behind.head == "name" or source is None):
            owner = _before_an_aside(line, start, at, before) if behind.head == "document" else None
            return ("after", behind, True) if owner is None else ("shared", owner, True)
    if source is not None:
        return "before", source, helper not in MODALS and not is_negated(line, at, start)
    if (
        before == "and"
        or before == ","
        or before == "but"
        or (before in words.adverbs and at - 2 >= start and lows[at - 2] in ("and", "but", ","))
    ):
        # "tweeted a picture and said": the verb shares the subject of the clause, or of the act before.
        is_shared = acts and before != "," and acts[-1].side in ("before", "after", "shared")
        if is_shared and not (lows[start] in _OPENING and "," in line.words[acts[-1].last : at]):
            return "shared", _sharer(line, verb, at, acts).source, True
        source = clause_subject(line, start, at)
        if source is not None and source.last < at:
            return "shared", source, True
    return None


def _sharer(line: Line, verb: Verb, at: int, acts: Sequence[Act]) -> Act:
    """The act whose subject a verb shares: "Lee said the firm had apologised, and added" goes on about Lee."""
    last = acts[-1]
    goes_on = verb.verb_class == "add" or (verb.verb_class == "say" and line.words[at - 2] == ",")
    if len(acts) > 1 and goes_on and last.side == "before" and last.verb.verb_class not in ("say", "add", "tell"):
        outer = acts[-2]
        if outer.side == "before" and outer.is_real and 0 < last.source.first - outer.cue_last < 3:
            return outer
    return last


def _before_an_aside(line: Line, start: int, at: int, before: str) -> Source | None:
    """The subject that "Ann Lee, seated beside a map, | announced a road" opens with; None when no aside follows it."""
    subject = clause_subject(line, start, at) if before == "," else None
    is_aside = subject is not None and subject.last + 1 < at - 1 and line.words[subject.last + 1] == ","
    return subject if is_aside else None


def _is_plain_subject(line: Line, source: Source, start: int) -> bool:
    """A name or pronoun that opens the sentence or follows a quote: the comma after it closes its apposition."""
    if source.head not in ("name", "pronoun"):
        return False
    before = line.words[source.first - 1] if source.first > start else QUOTED
    return before == QUOTED or (before == "," and line.words[source.first - 2] == QUOTED)


def _is_noun(line: Line, at: int, last: int, end: int) -> bool:
    """Whether a form that can be a noun ("states", "reports") is one here, by what follows it."""
    words = speech()
    if line.lows[at] == "calls" and last == at + 1 and line.lows[at - 1] == "and" and _is_counted(line, last, end):
        return True  # "rhetoric against them and calls for a boycott have become common"
    if line.lows[at] not in words.nounish or last > at:
        return False
    after = last + 1
    if after >= end:
        return False
    low = line.lows[after]
    if low == "," and at > 1 and line.words[at - 2] == "," and line.lows[at].endswith("s"):
        before = line.words[at - 1]
        if before.islower() and not before.endswith("s") and before not in words.determiners:
            return True  # a thing in a list: "trucks, command posts, guns"
    if low == "that":
        before = line.lows[at - 1] if at else ""
        if before in words.heads and not before.endswith("s") and line.lows[at].endswith("s"):
            return False  # "the report states that"
        after += 1
        low = line.lows[after] if after < end else "."
        is_name = after < end and line.words[after][0].isupper()
        return not (is_name or low in words.determiners or low in words.pronouns)
    if (
        line.words[after] in (",", ":", QUOTED, ".")
        or low in words.determiners
        or low in words.pronouns
        or low == "there"
    ):
        return False
    return not (line.words[after][0].isupper() or low.endswith("ing") or low == "to")


def _is_counted(line: Line, at: int, end: int) -> bool:
    """Whether a verb of several follows, whose subject ends with what a preposition at `at` opens."""
    for place in range(at + 1, min(at + 14, end)):
        if line.lows[place] in ("have", "are", "were"):
            return True
        if not line.words[place][0].isalnum() or line.lows[place] in ("that", "who", "which", "and", "as", "while"):
            return False
    return False


def _closes_quote(line: Line, at: int, start: int, end: int) -> bool:
    """Whether a form that can be a noun has its plural subject between itself and a quote: `“…,” the Selmans state`."""
    first = at - 1
    while first > start and at - first < 4 and line.words[first][0].isalnum():
        first -= 1
    if line.words[first] != QUOTED or at - first < 2 or not line.lows[at - 1].endswith("s"):
        return False
    closing = line.text[line.starts[first] : line.ends[first]].rstrip("”\"'’» ")[-1:]
    return closing in ",?!" and not any(is_finite(line, place) for place in range(at + 1, min(at + 5, end)))


def _may_be_inverted(line: Line, at: int, start: int, verb: Verb) -> str:
    if at == start or verb.lemma in NEVER_INVERTED or (verb.rest and verb.rest[-1] in ("for", "on", "to")):
        return ""
    before = line.words[at - 1]
    if before == QUOTED:
        last = line.text[line.starts[at - 1] : line.ends[at - 1]].rstrip("”\"'’» ")[-1:]
        # "Calling them “refugees” underscores the point": no mark closes these words, so nobody's verb follows them.
        return "surely" if last in ",.?!…—–-" or verb.verb_class in ("say", "ask", "add", "write", "tell") else ""
    if before == "," or before in "–—-":
        return "surely" if at - 2 >= start and line.words[at - 2] == QUOTED else "maybe"
    return ""


def _ends_clause(line: Line, at: int, end: int) -> bool:
    return at >= end or line.words[at] in _CLAUSE_MARKS or line.lows[at] in _CLAUSE_ENDS


def _is_plural(line: Line, source: Source) -> bool:
    if source.others or source.head == "people":
        return True
    low = line.lows[source.last if source.head != "name" else source.name_last]
    if source.head == "pronoun":
        return low in ("they", "we", "i", "you", "who")
    if any(
        line.lows[place].endswith("s") and line.lows[place] in speech().heads
        for place in range(source.first, source.last + 1)
    ):
        return True
    return low.endswith("s") and not low.endswith(("'s", "’s", "ss", "us"))
