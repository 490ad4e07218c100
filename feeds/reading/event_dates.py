"""Which time of the sentence an act took or takes place at, as inclusive days with their precision."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date

from feeds.reading.event_clauses import Act, opening_comma
from feeds.reading.event_sentence import PREPOSITION, Words
from feeds.records import dataclass
from feeds.story import EventStatus, Precision, Timex

_RELATIVE_WORDS = ("PRESENT_REF", "PAST_REF", "FUTURE_REF")


_OWN_TIME = frozenset("who which that whose where".split())
"""Clauses after these words take no time from outside."""


_REASONS = frozenset("over about for regarding concerning following after despite".split())
_BY_THE_WAY = frozenset(("following", "amid", "despite"))
"""Words behind which another thing is dated: "announced it following pressure in recent weeks"."""
_TO_BE_DONE = frozenset("suggestion proposal offer invitation recommendation request call calls".split())
"""What leads to something to be done: "a proposal to meet on Friday"."""
_PARTS = frozenset(
    """
    morning afternoon evening night eve day days week weekend month beginning start end middle half quarter summer
    autumn winter spring hours course early late outset close turn as
    """.split()
)
_FRESH = 14
"""Days after which what an act came "after" no longer dates it."""
_ARRANGED_FOR = frozenset("scheduled planned set slated due expected plans election".split())
_TO_COME = frozenset("will shall to 'll ’ll would".split())


@dataclass(slots=True, eq=False)
class When:
    """The days of an act: ISO dates, or relative TIMEX3 values without a publication day; None is open."""

    text: str | None = None
    first: str | None = None
    last: str | None = None
    precision: Precision = "open"


def time_of(
    words: Words, act: Act, times: Sequence[Timex], speech_verb: int, day: date | None = None
) -> tuple[int, ...]:
    """Indexes into `times` of the expression an act stands with (two for a span), nearest first; () when none does.
    `day` is the story's.

    A time right beside the verb of speech belongs to the saying, not to what is said.
    """
    if not times:
        return ()
    best: tuple[float, int] | None = None
    aside = _relative_before(words, act)
    for number, timex in enumerate(times):
        if not _can_date(timex):
            continue
        at = _token_at(words, timex.start)
        if at is None:
            continue
        if speech_verb >= 0 and _belongs_to_speech(words, at, speech_verb, act):
            continue
        if _is_of_a_noun(words, act, at) or not _BY_THE_WAY.isdisjoint(words.low[act.last + 1 : at]):
            continue
        if timex.precision in ("year", "quarter") and _is_about_a_year(words, act, at):
            continue
        if aside <= at < act.group:
            continue  # "who arrived on Monday, | leaves": the day of what is told by the way
        has_own_subject = act.opener == "and" and act.subject != act.group and act.use != "participle"
        if has_own_subject and words.opening <= at < act.clause:
            continue  # "it was hit on Monday and | Vostra had always denied it"
        inside = act.clause <= at < act.until or opens_with_time(act, at)
        distance = abs(at - act.at) + (0 if inside else 12)
        if timex.type in ("DURATION", "SET"):
            distance += 30
        if act.clause + 1 < at < act.group and _describes(words, timex):
            distance += 8  # "talks since the 2022 invasion ended | on Friday"
        if at > act.last + 2 and act.noun_at < at and timex.precision == "month" and _describes(words, timex):
            continue  # "barred him from the October election"
        if at > act.last and _is_of_a_thing(words, act, timex, at):
            continue  # "pulled out of a | 2015 nuclear deal"
        if at > act.last + 2 and words.low[at - 1] == "of" and not _is_a_part(words, act, at - 2):
            continue  # "called it the attack | of 7 October"
        if timex.value in _RELATIVE_WORDS:
            if not inside:
                continue
            distance += 40
        is_of_which = act.opener == "which" and _is_before_in_which(words, act, timex)
        if not inside and not is_of_which and (act.opener in _OWN_TIME or not _reaches(words, act, at)):
            continue
        if _is_of_what_is_to_be_done(words, act, at):
            continue
        if day is not None and _is_of_what_came_before(words, act, timex, at, day):
            continue  # "launched a campaign after an attack | on 7 October 2023"
        if best is None or distance < best[0]:
            best = (distance, number)
    if best is None:
        return ()
    number = best[1]
    partner = _span_partner(words, times, number)
    return (number, partner) if partner is not None else (number,)


def _is_a_part(words: Words, act: Act, at: int) -> bool:
    """Whether what stands before "of" and a day is a part of that day, or the act itself: "the night of 7 October"."""
    return act.noun_at == at or words.low[at] in _PARTS


def _is_before_in_which(words: Words, act: Act, timex: Timex) -> bool:
    """ "the attack on 7 October 2023, in which 30 people were | killed": the day of what the clause is about."""
    opener = act.clause - 2
    return opener > 0 and words.low[opener] == "in" and 0 <= words.start[opener] - timex.end <= len(", ")


def _is_of_what_is_to_be_done(words: Words, act: Act, at: int) -> bool:
    """ "approved a suggestion to hold talks | on Friday": the day of what is suggested."""
    lows = words.low
    return "to" in lows[act.last + 2 : at - 1] and any(
        lows[to] == "to" and lows[to - 1] in _TO_BE_DONE for to in range(act.last + 2, at - 1)
    )


def _is_of_what_came_before(words: Words, act: Act, timex: Timex, at: int, day: date) -> bool:
    """Whether a day long gone by, behind the act, is that of what it came after."""
    if timex.precision not in ("minute", "day") or timex.last is None:
        return False
    if act.last >= at or (day - timex.last).days <= _FRESH:
        return False
    return "after" in words.low[act.last + 1 : at]


def _is_about_a_year(words: Words, act: Act, at: int) -> bool:
    """ "release its projections for 2031", "will fall next year, partly because of a pact": not when it is done."""
    if act.use == "noun" and at < act.at - 4:
        return True
    first = at - 2 if words.low[at - 1] == "and" else at  # "for 2031 and | 2032"
    return first > act.last + 1 and words.low[first - 1] == "for" and words.low[first - 2] not in _ARRANGED_FOR


def _describes(words: Words, timex: Timex) -> bool:
    """Whether a time stands right before a noun: "the 2022 invasion"."""
    after = words.within(timex.end, len(words.body)).start
    is_named = timex.precision == "month" and _word_before(words, timex.start) == "the"  # "the October election"
    return (timex.text.isdigit() or is_named) and after < len(words.low) and words.is_noun_like(after)


def _is_of_a_thing(words: Words, act: Act, timex: Timex, at: int) -> bool:
    """Whether a year is of what it stands before: "the 2022 pact"; not "in a 2014 uprising", "held its 2024 talks"."""
    after = words.within(timex.end, len(words.body)).start
    is_year = timex.precision == "year" and timex.text[-4:].isdigit()
    if not is_year or after >= len(words.low) or not words.is_noun_like(after):
        return False
    if act.noun is not None and act.noun_at > at and act.noun.kind != "agree":
        return False
    led_by = next((low for low in words.low[at - 1 : max(0, at - 5) : -1] if low in PREPOSITION), "")
    return led_by not in ("in", "during", "after") and act.trigger.kind != "vote"  # "won the 2019 race"


def _relative_before(words: Words, act: Act) -> int:
    """The comma that opens a relative clause which ends right before the verb; the verb itself when none does."""
    if not act.group or words.low[act.group - 1] != ",":
        return act.group
    opened = opening_comma(words, act.group - 1)
    return opened if opened >= 0 and words.low[opened + 1] in _OWN_TIME else act.group


def _is_of_a_noun(words: Words, act: Act, at: int) -> bool:
    """ "will summon ambassadors over the incident | on Wednesday": the day of what is over."""
    lows = words.low[act.last + 1 : at]
    is_to_come = not _TO_COME.isdisjoint(words.low[act.group : act.at])
    if not is_to_come or len(lows) < 4 or lows[-1] != "on":
        return False
    reason = next((n for n in range(len(lows) - 2, -1, -1) if lows[n] in _REASONS), -1)
    return reason >= 0 and lows[reason + 1] == "the" and len(lows) - reason <= 5


def opens_with_time(act: Act, at: int) -> bool:
    """ "on 6 June, when he will appear": the time stands right before the clause that takes place then."""
    return act.opener == "when" and 0 <= act.clause - 1 - at <= 3


def when(
    words: Words,
    times: Sequence[Timex],
    chosen: Sequence[int],
    status: EventStatus,
    published: date | None,
    *,
    is_past: bool = False,
    is_lasting: bool = False,
) -> When:
    """The days of the chosen expressions, cut at the publication: what happened lies before, what is planned after.

    What lasts (`is_lasting`) until a day goes on from the publication to it.
    """
    if not chosen:
        return When()
    timex = times[chosen[0]]
    if len(chosen) == 2:
        a, b = sorted((timex, times[chosen[1]]), key=lambda t: t.start)
        text = words.body[a.start : b.end]
        if a.first and b.last and a.first <= b.last:
            return When(text, a.first.isoformat(), b.last.isoformat(), _coarser(a.precision, b.precision))
    if timex.first is None and timex.last is None:
        if published is None and timex.type in ("DATE", "TIME"):
            value = timex.value
            return When(timex.text, value, value, _relative_precision(value))
        return When(timex.text)
    first, last, precision = timex.first, timex.last, timex.precision
    before = _preposition_before(words, timex.start)
    if before == "since" and first is not None:
        return When(timex.text, first.isoformat(), None, precision)
    if (
        published is not None
        and first is not None
        and last is not None
        and first <= published <= last
        and first != last
    ):
        is_earlier = timex.text.lower().startswith("earlier") or _word_before(words, timex.start - 3) == "earlier"
        if status == "scheduled" and is_earlier:
            return When()  # "said it planned to accept it earlier in May"
        if status in ("scheduled", "proposed") and not is_past and not is_earlier:
            first = published
        elif is_past or status in ("happened", "denied", "rejected", "cancelled", "proposed"):
            last = published
    is_until = before in ("until", "till", "through")
    if is_until and is_lasting and status == "scheduled" and published is not None and last is not None:
        first = published
    if before in ("until", "till") and status == "happened" and last is not None:
        return When(timex.text, None, last.isoformat(), precision)
    is_over = status == "happened" or (status in ("rejected", "denied") and is_past)
    if is_over and published is not None and first is not None and first > published:
        return When()  # "threatened to attack unless it withdraws by Friday": the day of what was threatened
    return When(timex.text, first.isoformat() if first else None, last.isoformat() if last else None, precision)


def _can_date(timex: Timex) -> bool:
    if timex.type == "SET":
        return False
    if timex.type == "DURATION":
        return timex.first is not None or timex.last is not None
    return True


def _token_at(words: Words, position: int) -> int | None:
    if not len(words.low) or position < words.start[0] or position >= words.end[-1]:
        return None
    return bisect_right(words.end, position)


def _belongs_to_speech(words: Words, at: int, verb: int, act: Act) -> bool:
    """Whether the time stands with the saying: "said on Tuesday that …" or "…, he said on Tuesday"."""
    if verb < act.at:
        if not verb < at < act.at:
            return at < verb and not act.clause <= at
        return "that" in words.low[at : act.at] or (at - verb <= 3 and "that" not in words.low[verb + 1 : at])
    # "on Monday, said the army": the comma leaves the day with what is said
    return at > verb or (verb - at <= 2 and "," not in words.low[at:verb])


def _reaches(words: Words, act: Act, at: int) -> bool:
    """Whether a time outside the clause may still date the act: no other clause of its own stands between."""
    low, high = sorted((act.at, at))
    between = words.low[low:high]
    if any(word == "as" and words.low[low + n - 1] == "," for n, word in enumerate(between)):
        return False
    return not any(
        word in (";", "who", "which", "while", "but", "before", "after", "since", "when") for word in between
    )


def _span_partner(words: Words, times: Sequence[Timex], number: int) -> int | None:
    """The other end of "from Monday to Thursday" and "March 3-5"."""
    for other in (number + 1, number - 1):
        if not 0 <= other < len(times):
            continue
        a, b = sorted((times[number], times[other]), key=lambda t: t.start)
        if a.type == "DURATION" or b.type == "DURATION":
            continue
        between = words.body[a.end : b.start].strip().lower()
        before = _word_before(words, a.start)
        is_pair = before == "between" or b.text.isdigit() or _are_neighbours(a, b)
        if between in ("-", "–", "to", "until", "till", "through") or (between == "and" and is_pair):
            return other
    return None


def _are_neighbours(a: Timex, b: Timex) -> bool:
    """ "Thursday and Friday", "May and June": two in a row are a span."""
    if a.first is None or b.first is None or a.last is None or a.precision != b.precision:
        return False
    return a.precision in ("day", "month") and (b.first - a.last).days == 1


def _preposition_before(words: Words, position: int) -> str:
    """The word that leads to a time, over "at least" and the like: "until at least 24 May"."""
    at = bisect_left(words.start, position)
    for word in reversed(words.low[max(0, at - 3) : at]):
        if word not in ("at", "least", "the", "early", "late", "end", "of"):
            return word
    return ""


def _word_before(words: Words, position: int) -> str:
    at = bisect_left(words.start, position)
    return words.low[at - 1] if at else ""


_ORDER: tuple[Precision, ...] = ("minute", "day", "week", "month", "quarter", "year", "open")


def _coarser(a: Precision, b: Precision) -> Precision:
    return max(a, b, key=_ORDER.index)


def _relative_precision(value: str) -> Precision:
    if value in _RELATIVE_WORDS:
        return "open"
    if value.startswith("XXXX-WXX-WE"):
        return "week"
    if value.startswith("XXXX-WXX-"):
        return "day"
    if len(value) >= 10:
        return "day"
    if len(value) == 7:
        return "month"
    return "open"
