"""Statements: what a speaker is reported to have said without quotation marks ("said that …", "ruled out …")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from feeds.reading.acts import Act, acts_of
from feeds.reading.name_runs import is_adverb
from feeds.reading.noun_phrases import PERSON_PRONOUNS
from feeds.reading.speech import speech
from feeds.reading.speech_lines import QUOTED, Line
from feeds.reading.statement_openings import FINITE, NOT_CONTENT, after_addressee, after_setting, is_clitic, that_of
from feeds.reading.text import Text
from feeds.reading.verb_signs import is_finite
from feeds.story import Actor, Quote, Statement

if TYPE_CHECKING:
    from feeds.reading.knowledge import Knowledge

STATEMENT_REASONS: dict[str, tuple[float, str]] = {
    "said-that": (0.95, "a subject, a speech verb and a clause with 'that'"),
    "said": (0.90, "a subject, a speech verb and a clause without 'that'"),
    "said-to": (0.90, "a subject and a verb that takes an infinitive or a noun: vowed to, ruled out"),
    "saying": (0.88, "a participle (saying, noting) that hangs on the subject of the sentence"),
    "clause-said": (0.92, "the clause stands first: '…, Lee said', '…, said Lee'"),
    "according-to": (0.93, "according to, in the words of"),
}
"""Reason codes of statements: the confidence of a named speaker, and what the rule looks at."""

_MINIMUM_WORDS = 3
_LEAST_OBJECT = 5
"""Words of a noun phrase in a headline that can stand for a statement."""
_COMMAS = frozenset((",", "—", "–", "-", "--"))
_THAT = frozenset(("that", "said that", "person that", "person to"))
_NOT_BEFORE = frozenset(("said that", "to", "object", "person to"))
"""Verbs of which nothing stands first: "…, Lee refused" reports nothing."""
_OPENERS = frozenset("when while as asked speaking if because though although once last later earlier".split())
_SETTINGS = frozenset(
    """in on at during after to when as while of through via before last this earlier by from about with recently
    later""".split()
)
_CLAUSE_ONLY = frozenset(("claim", "maintain", "add", "write", "post", "tweet", "counter"))
"""Verbs that take a noun without anybody saying anything: "claiming victory"."""
_NUMBERS = frozenset("two three four five six seven eight nine ten dozens hundreds thousands millions".split())
_NOT_GOING_ON = frozenset("who which according as and but in on at a an".split())
_IRREGULAR = frozenset(
    "began broke came cut fell gave held hit left lost made met sent shot struck told took went won".split()
)
"""Forms that tell, right behind a comma, what somebody did."""


def read_statements(
    text: Text, actors: Sequence[Actor], quotes: Sequence[Quote], knowledge: Knowledge
) -> tuple[Statement, ...]:
    """The statements of a story in reading order. Never raises; linear in the length of the text."""
    acts = acts_of(text, actors, knowledge)
    found: list[Statement] = []
    for (index, number), inside in acts.by_sentence.items():
        if len(inside) > 60:
            continue
        line = acts.lines.lines[index]
        start, end = line.bounds[number]
        taken: list[tuple[int, int]] = []
        for position, act in enumerate(inside):
            span = _content(line, act, inside, position, start, end)
            if span is None:
                continue
            first, last, reason = span
            if last < first or not _is_enough(line, first, last):
                continue
            if any(first < taken_last and taken_first < last for taken_first, taken_last in taken):
                continue
            taken.append((first, last))
            found.append(_statement(line, act, first, last, reason))
    return tuple(found)


def _statement(line: Line, act: Act, first: int, last: int, reason: str) -> Statement:
    start, end = line.starts[first], line.ends[last]
    speaker = act.speaker
    return Statement(
        text=line.text[start:end],
        paragraph=line.number,
        start=start,
        end=end,
        speaker=speaker.name,
        actor=speaker.actor,
        speakers=speaker.names,
        actors=speaker.identities,
        speaker_as_written=speaker.written,
        speaker_type=speaker.kind,
        verb=act.verb.lemma,
        verb_class=act.verb.verb_class,
        confidence=round(STATEMENT_REASONS[reason][0] * speaker.sureness, 2),
        reason=reason,
    )


def _is_enough(line: Line, first: int, last: int) -> bool:
    """Whether as many words as a statement needs are not quoted."""
    count = 0
    for word in line.words[first : last + 1]:
        if word[0].isalnum():
            count += 1
            if count == _MINIMUM_WORDS:
                return True
    return False


def _content(
    line: Line, act: Act, inside: Sequence[Act], position: int, start: int, end: int
) -> tuple[int, int, str] | None:
    """The tokens (first, last) of what is reported by an act, with the reason; None when nothing is."""
    if not act.is_real or not act.verb.takes:
        return None
    stop = end
    while stop > start and not line.words[stop - 1][0].isalnum() and line.words[stop - 1] != QUOTED:
        stop -= 1
    if act.side == "according":
        # "set according to a flexible system": a way of doing things tells nothing.
        tells = (
            act.source.head != "document"
            or line.lows[act.source.last] in speech().heads
            or act.source.last > (act.source.first + 3)
        )
        return _around_according(line, act, start, stop) if tells and not _relays_quote(line, act, inside) else None
    if _relays_quote(line, act, inside):
        return None
    trailing = None if act.verb.takes <= _NOT_BEFORE else _trailing(line, act, start, stop)
    if trailing is not None:
        return trailing
    if act.side in ("after", "passive", "infinitive"):
        return None
    return _following(line, act, inside, position, stop)


def _relays_quote(line: Line, act: Act, inside: Sequence[Act]) -> bool:
    """ "“We stay,” Lee told reporters, the agency reported": what is passed on are Lee's exact words."""
    return (act.verb.verb_class == "according" or act.verb.lemma == "report") and any(
        other.cue_last < act.cue_first
        and other.side in ("before", "after")
        and other.verb.verb_class in ("say", "tell", "add", "write")
        and QUOTED in line.words[max(0, other.first - 2) : other.first]
        for other in inside
    )


def _around_according(line: Line, act: Act, start: int, stop: int) -> tuple[int, int, str] | None:
    after = act.source.last + 1
    if act.cue_first - start <= 1:
        while after < stop and line.words[after] != ",":
            after += 1
        after = _over_apposition(line, after, stop)
        return (after + 1, stop - 1, "according-to") if after + 1 < stop else None
    last = act.cue_first - 1
    while last > start and not line.words[last][0].isalnum() and line.words[last] != QUOTED:
        last -= 1
    return _clause_start(line, start, last), last, "according-to"


_TOLD_OF = frozenset("known based led founded named headed run owned backed published funded".split())
"""What tells who is meant after a comma, with "by", "as", "in"."""


def _over_apposition(line: Line, comma: int, stop: int) -> int:
    """The comma behind what only tells who is meant: "According to Ann Lee, founder of the firm Orlo, the …"."""
    low = line.lows[comma + 1] if comma + 1 < stop else "the"
    is_head = low in speech().heads or (
        low in _TOLD_OF and line.lows[comma + 2 : comma + 3] in (["by"], ["as"], ["in"])
    )
    if not is_head or low in speech().determiners or not line.words[comma + 1].islower():
        return comma
    end = comma + 1
    while end < min(stop, comma + 16) and line.words[end] != ",":
        end += 1
    is_clause = any(low in FINITE for low in line.lows[comma + 1 : end])
    return end if end < stop and line.words[end] == "," and not is_clause else comma


def _trailing(line: Line, act: Act, start: int, stop: int) -> tuple[int, int, str] | None:
    """ "The plan works, Lee said." and "The plan, Lee said, works." """
    if act.side not in ("before", "after") or act.first <= start + 1 or line.words[act.first - 1] not in _COMMAS:
        return None
    if line.words[act.first - 2] == QUOTED and act.first - 2 == start:
        return None
    after = (act.last if act.side == "after" else act.cue_last) + 1
    if (
        after < stop
        and line.words[after] not in _COMMAS
        and line.words[after] not in ".;"
        and not _is_setting(line, after)
    ):
        return None
    if _leads_to_quote(line, after, stop):
        return None
    before = _clause_start(line, start, act.first - 2)
    if after < stop and line.words[after] in _COMMAS and stop - after > 3:
        following = after + 1
        goes_on = not line.lows[following].endswith("ing") and line.lows[following] not in _NOT_GOING_ON
        is_told = act.side == "after" and _is_only_named(line, before, act.first - 1, following, stop)
        if is_told:
            return before, act.first - 2, "clause-said"
        if goes_on and not _is_apposition(line, following, stop):
            return before, stop - 1, "clause-said"
    if _is_opening(line, before, act.first - 1) or (
        act.side == "before" and after < stop and line.lows[after] in ("that", "to")
    ):
        return None
    return before, act.first - 2, "clause-said"


def _is_apposition(line: Line, start: int, stop: int) -> bool:
    """Whether what follows "…, said Lee," only tells who Lee is: "the head of the mission"."""
    opens = line.lows[start] in speech().determiners or line.lows[start] in speech().heads
    return opens and not any(low in FINITE or low.endswith("ed") for low in line.lows[start + 1 : stop])


def _is_only_named(line: Line, start: int, end: int, following: int, stop: int) -> bool:
    """Whether a whole clause stands first and none follows: "It works, said Lee, Selm Council leader and mayor"."""
    has_clause = any(low in FINITE for low in line.lows[start:end])
    return has_clause and not any(low in FINITE or low.endswith("ed") for low in line.lows[following:stop])


def _leads_to_quote(line: Line, after: int, stop: int) -> bool:
    """Whether exact words follow an act, so that what stands before it is only the opening: "In May, Lee said, “…”"."""
    return any(
        line.words[place] == QUOTED and line.words[place - 1] in (",", ":")
        for place in range(after + 1, min(after + 12, stop))
    )


def _is_opening(line: Line, start: int, stop: int) -> bool:
    """Whether tokens start to stop are only the opening of a sentence ("In a statement, Lee said …")."""
    low = line.lows[start]
    if not (low in speech().prepositions or low in _OPENERS or low.endswith("ing")):
        return False
    comma = start
    while comma < stop and line.words[comma] != ",":
        comma += 1
    return not any(line.lows[place] in FINITE for place in range(comma + 1, stop))


def _is_setting(line: Line, at: int) -> bool:
    return line.lows[at] in _SETTINGS or line.lows[at] in speech().time_words


def _clause_start(line: Line, start: int, last: int) -> int:
    while start < last and line.lows[start] in ("and", "but", "so", "yet", ",", "also", "still"):
        start += 1
    return start


def _following(line: Line, act: Act, inside: Sequence[Act], position: int, stop: int) -> tuple[int, int, str] | None:
    """What stands behind the cue: "said [on Monday] [that] …"."""
    at = act.cue_last + 1
    lows = line.lows
    takes = act.verb.takes
    if at >= stop:
        return None
    that = that_of(line, at, stop)
    if that is not None and act.verb.lemma in _CLAUSE_ONLY and lows[at] in ("a", "an", "the", "his", "her", "their"):
        return None  # "posted a picture that many took for"
    if that is not None and that > at + 2 and "object" in takes and _opens_object(line, at):
        that = None  # "announced new sanctions against Ardenia that target": a relative clause
    if act.verb.lemma == "add" and (lows[at].isdigit() or lows[at] in _NUMBERS):
        return None  # "has added 300 homes"
    before = line.words[act.first - 1] if act.first else ""
    after_quote = before == QUOTED or (before == "," and act.first > 1 and line.words[act.first - 2] == QUOTED)
    if that is not None and takes & _THAT:
        first, reason = that + 1, "said-that"
    elif lows[at] == "to" and "to" in takes:
        first, reason = at, "said-to"
    elif after_quote and act.side != "participle":
        return None
    else:
        start = _content_start(line, act, at, stop)
        if start is None:
            return None
        first, reason = start, "said"
    while first < stop and not line.words[first][0].isalnum() and line.words[first] in _COMMAS:
        first += 1
    if first >= stop or _lacks_subject(line, act, first) or (reason == "said" and _is_label(line, act, first, stop)):
        return None
    if act.side == "participle":
        reason = "saying"
    return first, _content_end(line, inside, position, first, stop), reason


def _opens_object(line: Line, at: int) -> bool:
    """Whether a noun phrase begins right behind a verb, and no time, adverb or preposition."""
    words, low = speech(), line.lows[at]
    is_setting = low in words.prepositions or low.rstrip(".") in words.time_words or low in words.settings
    return line.words[at].islower() and not (is_setting or is_adverb(low) or low == "to" or low in PERSON_PRONOUNS)


def _lacks_subject(line: Line, act: Act, first: int) -> bool:
    """ "a video that Lee said supported his claim": what follows the verb makes no sense without the words before."""
    before = line.lows[act.first - 1] if act.first else ""
    low = line.lows[first]
    return before in ("that", "which", "who", "what", "whom") and (low in FINITE or low.endswith("ed"))


def _is_label(line: Line, act: Act, first: int, stop: int) -> bool:
    """A bare noun behind a headline's verb ("Staff repeats number of prisoners"): a subject, nothing that was said."""
    return line.number is None and "object" in act.verb.takes and stop - first < _LEAST_OBJECT


def _content_start(line: Line, act: Act, at: int, stop: int) -> int | None:
    """Where the content begins when no "that" opens it; None when what follows is a setting or another clause."""
    takes, lows = act.verb.takes, line.lows
    if "person that" in takes and "person to" not in takes:
        start = after_addressee(line, at, stop)
        return start if start is not None and _is_clause(line, start, stop) else None
    start = after_setting(line, at, stop)
    if start >= stop:
        return None
    low = lows[start]
    if not line.words[start][0].isalnum() and line.words[start] not in ("$", "£", "€", QUOTED):
        return None
    if low in speech().prepositions or low in NOT_CONTENT:
        return None
    if act.verb.lemma == "admit" and low in speech().plural_heads:
        return None  # "admits students to its programme"
    if act.verb.lemma == "say" or "person to" in takes or "object" in takes:
        return start
    is_free = act.verb.form == "ing" and act.verb.lemma not in _CLAUSE_ONLY
    return start if "that" in takes and (is_free or _is_clause(line, start, stop)) else None


def _is_clause(line: Line, start: int, stop: int) -> bool:
    """Whether a subject and a finite verb seem to follow: "the plan was", "he had"."""
    if start >= stop:
        return False
    if line.lows[start] in ("he", "she", "it", "they", "we", "there", "i", "you") or is_clitic(line.lows[start]):
        return True
    for place in range(start + 1, min(start + 14, stop)):
        if line.lows[place] == "but" or (line.lows[place] == "that" and is_finite(line, min(place + 1, stop - 1))):
            return False
        if line.lows[place] == "and" and line.words[place - 1] == ",":
            return False  # "writes stories about the economy, and has also"
        if line.lows[place] in FINITE:
            return True
    return False


def _content_end(line: Line, inside: Sequence[Act], position: int, first: int, stop: int) -> int:
    """The last token of the content: before the next act, a contrast, or the end of the sentence."""
    last = stop - 1
    for later in inside[position + 1 :]:
        if later.first < first < later.cue_first - 1 and line.words[later.cue_first - 1] == ",":
            last = min(last, later.cue_first - 2)  # "Lee, who denied any link, | argued that"
            break
        if later.first > first + 1 and _breaks(line, later) and not _only_opens(line, first, later.first):
            last = min(last, later.first - 1)
            break
    is_charge = inside[position].verb.lemma == "accuse"
    for place in range(first + 2, last):
        # "accusing Vostra of theft, expelled …": what follows a comma goes on with what the accuser does
        is_deed = is_charge and line.words[place - 1] == "," and _is_past(line.lows[place])
        if is_deed or (line.lows[place] == "but" and line.words[place - 1] == ","):
            last = place - 1
            break
    while last > first and (
        (not line.words[last][0].isalnum() and line.words[last] != QUOTED) or line.lows[last] in ("and", "but", "while")
    ):
        last -= 1
    return last


def _is_past(low: str) -> bool:
    return low.endswith("ed") or low in FINITE or low in _IRREGULAR


def _only_opens(line: Line, first: int, stop: int) -> bool:
    """Whether tokens first to stop hold a time and no clause yet: "said that earlier this spring, Lee refused"."""
    words = speech()
    is_that = first and line.lows[first - 1] == "that"
    if is_that and line.lows[first] in words.prepositions and FINITE.isdisjoint(line.lows[first:stop]):
        return True  # "said that despite repeated attempts over a year, Lee refused"
    return stop - first < 8 and all(
        line.lows[place].rstrip(".") in words.time_words
        or line.lows[place] in words.prepositions
        or not line.words[place][0].isalpha()
        for place in range(first, stop)
    )


def _breaks(line: Line, later: Act) -> bool:
    """Whether a later act ends the clause: after a comma or an "and" that is not inside the clause."""
    if not later.is_real and later.verb.verb_class == "go_on":
        return False  # "said that Lee and Park would continue"
    before = line.lows[later.first - 1] if later.first else ""
    return (before in (",", "and", "but", "while", ";", "—", "–", "-")) and later.side in (
        "participle",
        "before",
        "according",
        "shared",
    )
