"""How a form of a speech verb is used in its sentence: who speaks by it, on which side, and whether it is real."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from feeds.reading.clauses import clause_subject
from feeds.reading.noun_phrases import Source, is_adverb, read_region
from feeds.reading.sources import source_after, subject_before
from feeds.reading.speech import Verb, speech
from feeds.reading.speech_lines import QUOTED, Line

if TYPE_CHECKING:
    from feeds.reading.acts import Act, Side

_BE = frozenset("is are was were be been being".split())
_MODALS = frozenset("will would can could may might must should shall 'd 'll".split())
_DO = frozenset("did do does didn't don't doesn't didn’t don’t doesn’t".split())
_SHOWN = frozenset(
    """sign signs banner banners poster posters placard placards headline headlines caption captions ad ads
    shirt shirts t-shirt t-shirts hat hats sticker stickers billboard billboards""".split()
)
_SHOWING = frozenset(
    """of with including depicts depict depicted shows show showed showing depicting quotes quoted quoting filmed heard
    hears captured recorded""".split()
)
NEVER_INVERTED = frozenset(
    """call describe dub label brand characterize characterise thank cite quote accuse blame fault criticize criticise
    denounce condemn mock praise compare liken portray cast paint deem term defend attack welcome""".split()
) | {"refer to"}
"""Verbs whose object stands behind them: in "Lee, star of “Selm,” thanked Park for" it is Lee who speaks."""
_BRIEFING = frozenset(("brief", "inform", "notify", "remind"))
_COUNTED = frozenset("one some several many two three most each another".split())
_OPENING = frozenset("as when while after before since although though if because once until".split())
_NEW_CLAUSE = frozenset(("but", "and", "while", "so", "yet", "when", "where"))


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
    if verb.form == "ing":
        return _participle(line, at, start, end, before, acts)
    is_counted = before in words.plural_heads and at - 2 >= start and lows[at - 2] == "the"  # "the two write"
    if (before in words.determiners and not is_counted) or before.endswith(("'s", "’s", "s'", "s’")):
        return None
    if _is_noun(line, at, last, end) and not _closes_quote(line, at, start, end):
        return None
    if before.isdigit() and lows[at] in words.nounish:
        return None
    if (
        verb.form in ("past", "participle")
        and before in words.prepositions
        and before not in ("since", "before", "after")
    ):
        return None  # "regarding alleged abuse"
    if verb.form == "base" and verb.lemma != "hit back":
        if before == "to":
            source = clause_subject(line, start, at)
            return ("infinitive", source, False) if source is not None else None
        governor = _governor(line, at, start)
        source = subject_before(line, at, start)
        if source is None:
            return None
        if governor in _MODALS:
            return "before", source, False
        if governor in _DO:
            return (
                "before",
                source,
                not (set(lows[max(start, at - 3) : at]) & {"not", "n't", "never"} or "n" in governor),
            )
        return ("before", source, True) if _is_plural(line, source) or line.number is None else None
    if verb.lemma in _BRIEFING and verb.form in ("past", "participle") and following in ("on", "about", "of"):
        return None  # "people briefed on the talks said"
    if following == "by" and verb.form in ("past", "participle"):
        if last + 2 < end and lows[last + 2].endswith("ing") and line.words[last + 2].islower():
            return None  # "interjected by hitting Lee for …": no agent, but a manner
        source = source_after(line, last + 2, end)
        return ("passive", source, True) if source is not None else None
    helper = _helper(line, at, start)
    if helper in _BE and verb.form in ("past", "participle"):
        return None
    inverted = "" if verb.verb_class == "tell" else _may_be_inverted(line, at, start, verb)
    if inverted == "surely":
        source = source_after(line, last + 1, end)
        if source is not None and source.first <= last + 2:
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
            return "after", behind, True
    if source is not None:
        negated = bool({"not", "n't", "never"} & set(lows[max(start, at - 3) : at])) or _negative_helper(
            line, at, start
        )
        return "before", source, helper not in _MODALS and not negated
    if (
        before == "and"
        or before == ","
        or before == "but"
        or (before in words.adverbs and at - 2 >= start and lows[at - 2] in ("and", "but", ","))
    ):
        # "tweeted a picture and said": the verb shares the subject of the clause, or of the act before.
        is_shared = acts and before != "," and acts[-1].side in ("before", "after", "shared")
        if is_shared and not (lows[start] in _OPENING and "," in line.words[acts[-1].last : at]):
            return "shared", acts[-1].source, True
        source = clause_subject(line, start, at)
        if source is not None and source.last < at:
            return "shared", source, True
    return None


def is_nobody(line: Line, source: Source, start: int) -> bool:
    """Whether a subject says that nobody does it: "Neither claimed", "No one said", "Neither Lee nor Park told"."""
    first = line.lows[source.first]
    if source.first > start and line.lows[source.first - 1] in ("nor", "neither", "no"):
        return True
    return first in ("neither", "nobody", "none", "nothing") or line.lows[source.first : source.first + 2] == [
        "no",
        "one",
    ]


def is_finite(line: Line, at: int) -> bool:
    """Whether a word is a speech verb in the past or third person ("said", "tweets")."""
    return any(verb.form in ("past", "s") and not verb.rest for verb in speech().verbs.get(line.lows[at], ()))


def is_headline(line: Line) -> bool:
    """Whether verbs are written with capitals here: in the title, or in a line with hardly a small word."""
    if line.number is None:
        return True
    if line.number > 1 or len(line.words) > 24:
        return False
    letters = [word for word in line.words if word[0].isalpha() and len(word) > 3]
    return sum(1 for word in letters if word[0].isupper()) * 4 >= len(letters) * 3


def _is_plain_subject(line: Line, source: Source, start: int) -> bool:
    """A name or pronoun that opens the sentence or follows a quote: the comma after it closes its apposition."""
    if source.head not in ("name", "pronoun"):
        return False
    before = line.words[source.first - 1] if source.first > start else QUOTED
    return before == QUOTED or (before == "," and line.words[source.first - 2] == QUOTED)


def _is_noun(line: Line, at: int, last: int, end: int) -> bool:
    """Whether a form that can be a noun ("states", "reports") is one here, by what follows it."""
    words = speech()
    if line.lows[at] not in words.nounish or last > at:
        return False
    after = last + 1
    if after >= end:
        return False
    low = line.lows[after]
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


def _closes_quote(line: Line, at: int, start: int, end: int) -> bool:
    """Whether a form that can be a noun has its plural subject between itself and a quote: `“…,” the Selmans state`."""
    first = at - 1
    while first > start and at - first < 4 and line.words[first][0].isalnum():
        first -= 1
    if line.words[first] != QUOTED or at - first < 2 or not line.lows[at - 1].endswith("s"):
        return False
    closing = line.text[line.starts[first] : line.ends[first]].rstrip("”\"'’» ")[-1:]
    return closing in ",?!" and not any(is_finite(line, place) for place in range(at + 1, min(at + 5, end)))


_CITES = frozenset("quoted quotes quoting cited cites citing".split())
_OBJECTS = frozenset("him her them".split())


def quoted_one(line: Line, at: int, start: int) -> Source | None:
    """Whom "The agency quoted Lee as saying" gives the words to: never the agency. None where "quoted by" names it."""
    for cue in range(at - 1, max(start, at - 16) - 1, -1):
        word = line.lows[cue]
        if word == QUOTED or word in (".", ";", ":"):
            return None
        if word in _CITES:
            if line.lows[cue + 1] in _OBJECTS and cue + 2 == at:
                return Source(cue + 1, cue + 1, "pronoun")
            return source_after(line, cue + 1, at) if line.lows[cue + 1] not in ("by", "in", "on") else None
    return None


def _participle(
    line: Line, at: int, start: int, end: int, before: str, acts: Sequence[Act]
) -> tuple[Side, Source, bool] | None:
    words = speech()
    lows = line.lows
    helper = _helper(line, at, start)
    if helper in _BE or helper in ("'s", "’s", "'re", "’re", "'m"):
        source = subject_before(line, at, start)
        is_negated = bool({"not", "n't", "never"} & set(lows[max(start, at - 3) : at]))
        return ("before", source, not is_negated) if source is not None else None
    if before == "as" and at - 2 >= start and lows[at - 2] == "quoted":
        source = subject_before(line, at - 2, start)
        return ("before", source, True) if source is not None else None
    if before == "as":
        named = quoted_one(line, at - 1, start)
        if named is not None:
            return "before", named, True
    if before in words.determiners or before.endswith(("'s", "’s")):
        return None
    if before != "," and at > start and is_headline(line):
        return None
    place = at - 1
    while place > start and is_adverb(lows[place]):
        place -= 1
    held = lows[at - 1] if at > start else ""
    if held in _SHOWN:
        # "held up a sign saying": the sign's words; "issued a statement saying" are the subject's own.
        source = read_region(line, _noun_start(line, at - 1, start), at - 1)
        if source is not None:
            return "before", source, True
    if held in words.document_heads and at - 2 > start and lows[at - 2].endswith(("'s", "’s")):
        # "after the newspaper's editorial telling him": whose text it is, not whom the sentence is about.
        source = read_region(line, _noun_start(line, at - 1, start), at - 1)
        if source is not None and source.first > start and not is_finite(line, source.first - 1):
            return "before", source, True
    for run in range(place, max(start, place - 12) - 1, -1):
        if lows[run] == "with" and run < place:
            # "with Ann Lee reportedly yelling": the noun phrase between "with" and the participle.
            named = read_region(line, run + 1, place)
            if named is not None:
                return "before", named, True
            break
        if not line.words[run][0].isalnum():
            break
    held_by = _held_by(line, place, start) if held != "," else None
    if held_by is not None:
        return "before", held_by, True
    if before in ("further", "thus", "thereby", "from", "without", "against"):
        return None
    if acts and before == "and" and acts[-1].verb.form == "ing" and acts[-1].side == "before":
        return "participle", acts[-1].source, True  # "with Lee tweeting … and asking"
    if acts and before in (",", "and") and _is_trailing(line, acts[-1], start):
        return "participle", acts[-1].source, True
    source = _participle_subject(line, at, start)
    if (source is None and at == start) or (
        source is None and all(not word[0].isalnum() for word in line.words[start:at])
    ):
        comma = at
        while comma < end and line.words[comma] != ",":
            comma += 1
        source = clause_subject(line, comma + 1, end) if comma < end - 1 else None
    return ("participle", source, True) if source is not None else None


def _held_by(line: Line, at: int, start: int) -> Source | None:
    """Who is shown or counted as saying: "including one woman yelling", "a video of Lee saying"."""
    words = speech()
    first = at
    while first - 1 > start and (
        line.words[first - 1][0].isupper()
        or line.lows[first - 1] in words.determiners
        or line.words[first][0].isupper()
    ):
        if line.lows[first - 1] in words.prepositions or not line.words[first - 1][0].isalnum():
            break
        if line.lows[first - 1] in _SHOWING:
            break
        first -= 1
    if first <= start or line.lows[first - 1] not in _SHOWING or not line.words[at][0].isalnum():
        return None
    return read_region(line, first, at)


def _noun_start(line: Line, head: int, start: int) -> int:
    """Where the noun phrase that ends in `head` begins: at its determiner, a few words before."""
    for place in range(head - 1, max(start, head - 6) - 1, -1):
        if line.lows[place] in speech().determiners:
            counts = place - 2 >= start and line.lows[place - 1] == "of" and line.lows[place - 2] in _COUNTED
            return place - 2 if counts else place  # "one of her ads"
    return head


def _is_trailing(line: Line, act: Act, start: int) -> bool:
    """Whether an act follows what it reports: "…, Lee said, adding"."""
    if act.side == "participle":
        return False
    return act.first > start and (line.words[act.first - 1] in (",", QUOTED, "—", "–") or act.side == "after")


def _participle_subject(line: Line, at: int, start: int) -> Source | None:
    """Whom a participle hangs on: the subject of the last clause that stands on its own before it."""
    lows = line.lows
    best: Source | None = clause_subject(line, start, at)
    for place in range(start + 1, at):
        if (lows[place] in _NEW_CLAUSE and line.words[place - 1] in (",", QUOTED)) or line.words[place] == ";":
            later = clause_subject(line, place + 1, at)
            if (
                later is not None
                and later.last + 1 < at
                and line.words[later.last + 1][0].islower()
                and lows[later.last + 1] not in speech().prepositions
                and later.first <= place + 3
            ):
                best = later
    if best is None:
        return None
    # "Ann Lee told Bo Li, who …, saying": the subject must end before the participle.
    return best if best.last < at else None


def _helper(line: Line, at: int, start: int) -> str:
    """The auxiliary that belongs to a verb, over adverbs; "" when there is none."""
    words = speech()
    place = at - 1
    while place >= start and is_adverb(line.lows[place]):
        place -= 1
    low = line.lows[place] if place >= start else ""
    return low if low in words.auxiliaries or low in _MODALS else ""


def _governor(line: Line, at: int, start: int) -> str:
    words = speech()
    place = at - 1
    while place >= start and line.lows[place] in words.adverbs:
        place -= 1
    low = line.lows[place] if place >= start else ""
    return low if low in _MODALS or low in _DO else ""


def _negative_helper(line: Line, at: int, start: int) -> bool:
    return any(low.endswith(("n't", "n’t")) for low in line.lows[max(start, at - 2) : at])


def _may_be_inverted(line: Line, at: int, start: int, verb: Verb) -> str:
    if at == start or verb.lemma in NEVER_INVERTED:
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
    return (
        at >= end
        or line.words[at] in (",", ".", ";", ":", "—", "–", "-", QUOTED, ")")
        or line.lows[at]
        in (
            "in",
            "on",
            "at",
            "during",
            "who",
            "after",
            "last",
            "this",
            "when",
            "as",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "yesterday",
            "today",
            "while",
            "before",
            "to",
            "via",
            "of",
            "with",
            "from",
            "and",
            "earlier",
            "about",
            "afterward",
        )
    )


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
