"""Which way the verbs around a bare weekday or month point: "will meet on Thursday" against "met on Thursday"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from feeds.reading.timex_words import Vocabulary

_LEFT, _RIGHT = 24, 14
"""Tokens looked at before and after an expression."""
_ENDS = frozenset(".?!;")
_DEADLINE = frozenset("until till by through for".split())
_MOVED = frozenset("back forward moved delayed shifted postponed put off".split())
_WEEKDAYS = "montuewedthufrisatsun"
_CALLED_OFF = frozenset("cancelled canceled called scrapped".split())
_NOT_HELD = frozenset("cancelled canceled scrapped postponed shelved axed aborted".split())
_PASSIVE = frozenset("was were is are has have".split())
_DID_OR_NOT = frozenset("failed managed tried struggled began started continued helped".split())
"""Verbs whose infinitive was done, or not done, when they were."""
_ASKED = frozenset("urged asked demanded called appealed pressed implored begged ordered instructed".split())
_PERCEIVED = frozenset("see seen hear heard feel felt smell tell told find found spot spotted sense watch".split())
"""What somebody "could" do and so did: "smoke could be seen on Friday"."""
_NOUNS_TOO = frozenset("plan plans hope hopes aims".split())
_AMOUNTS = frozenset("more less about nearly almost around over some all such both each only just as and or".split())
_CAUSED = frozenset("prompted forced caused led compelled drove".split())
_DECIDED = frozenset("decided chose opted voted".split())
"""Verbs told in the past whose infinitive may have been done since."""
_NO_VERB = frozenset(
    """
    the a an its his her their our this that these those two three death war court prison jail hospital school power
    """.split()
)
_SHORTENED = frozenset("a p m am pm vs etc no al".split())
_NEW_CLAUSE = frozenset("but while and whereas although though".split())
_ADJECTIVE_BEFORE = frozenset(
    "the a an of its his her their this that these those some two three many by with united still".split()
)


def is_led_by_the_future(tokens: Sequence[str], at: int, words: Vocabulary) -> bool:
    """Whether the nearest verb before an expression surely points forward: "will visit Vostra on 20 December"."""
    is_led = at > 1 and tokens[at - 1].lower() in ("on", "by", "for", "from")  # not "the 7 August blasts"
    return is_led and _scan_left(tokens, at, words) == 2


def tense_around(tokens: Sequence[str], at: int, words: Vocabulary, *, is_title: bool = False) -> int:
    """1 when the nearest verb points forward, 2 when surely ("will", "is due"), -1 when back, -2 when surely ("ended"),
    0 when nothing tells.

    A deadline ("until Friday") points forward. Then the verb before the expression counts, then the verb after it,
    within the sentence; what opens a clause of its own is told by the verb after it. A headline says "to" for "will".
    """
    if at and tokens[at - 1].lower() in ("ended", "dated"):
        return -2  # "the year ended Jan. 31"
    if at and "since" in (tokens[at - 1].lower(), tokens[at - 2].lower() if at > 1 else ""):
        return -1
    if _is_moved_to(tokens, at):
        return 2
    if at > 1 and is_moved_from(tokens, at):
        return 1
    if at > 1 and tokens[at - 1].lower() == "to" and tokens[at - 2].lower() in ("months", "year", "quarter"):
        return -1  # "would reach 3% in the twelve months to April"
    is_deadline = at > 1 and tokens[at - 1].lower() in _DEADLINE
    if is_deadline and not tokens[at].endswith("day"):
        if tokens[at - 1].lower() == "for":
            return max(0, _scan_left(tokens, at, words))  # "the figures for January", "oil for November"
        if tokens[at - 1].lower() == "through" and tokens[at - 2].lower() in ("year", "months", "quarter"):
            return -1  # "sales this year through August"
    if is_deadline and not _follows_had(tokens, at):
        opens_sentence = tokens[at - 2] in _ENDS and at < len(tokens) - 1 and tokens[at + 1] == ","
        # "By Thursday, the shops spelled it out": a deadline that has passed
        return -1 if opens_sentence and _scan_right(tokens, at + 1, words) < 0 else 1
    if _reports(tokens, at):
        return -1
    if is_title and any(_is_headline_future(tokens, place) for place in range(1, at)):
        return 2
    if _is_since(tokens, at):
        return -1
    after = _noun_clause(tokens, at)
    if after is not None and not any_verb(tokens, after + 1, at, words):
        # "set to stay in power after elections on Sunday saw …": the verb behind tells first
        return _scan_right(tokens, at, words) or _scan_left(tokens, at, words)
    return _scan_left(tokens, at, words) or _scan_right(tokens, at, words)


def _is_moved_to(tokens: Sequence[str], at: int) -> bool:
    """ "put back to Thursday", "postponed until Friday", "moved from Thursday to Friday"."""
    return (
        at > 2
        and tokens[at - 1].lower() in ("to", "until", "till")
        and not _MOVED.isdisjoint(token.lower() for token in tokens[max(0, at - 4) : at])
    )


def moved_from_tense(tokens: Sequence[str], at: int, published: date) -> int:
    """Which way the first day of "moved from Thursday to Friday" points: ahead where it comes before the second."""
    days = [_WEEKDAYS.find(token[:3].lower()) // 3 for token in (tokens[at], *tokens[at + 2 : at + 3])]
    ahead = [(day - published.weekday()) % 7 or 7 for day in days]
    return 1 if min(days) < 0 or len(ahead) < 2 or ahead[0] < ahead[1] else -1


def is_called_off(tokens: Sequence[str], at: int) -> bool:
    """ "cancelled the march on Thursday", "Thursday's march was called off": it was to be then, or called off then."""
    if _is_called_off_behind(tokens, at):
        return True
    for place in range(at - 1, max(-1, at - 13), -1):
        token = tokens[place].lower()
        if token in (",", ".", ";", "?", "!"):
            return False
        if token in _CALLED_OFF and not (token == "called" and tokens[place + 1].lower() != "off"):
            return True
    return False


def _is_called_off_behind(tokens: Sequence[str], at: int) -> bool:
    """Whether what stands with a day is the subject of the verb: "the talks on Friday | were called off"."""
    for place in range(at + 1, min(len(tokens) - 1, at + 8)):
        token = tokens[place].lower()
        if token in _PASSIVE:
            verb = tokens[place + 1].lower()
            if verb == "been" and place + 2 < len(tokens):
                verb = tokens[place + 2].lower()
            is_off = verb in ("called", "put") and "off" in (low.lower() for low in tokens[place + 2 : place + 4])
            return is_off or verb in _NOT_HELD
        if not token.isalpha() and token not in ("'s", "’s", "’", "'", "s"):
            return False
    return False


def is_asked_for(tokens: Sequence[str], at: int) -> bool:
    """ "urged them to leave on Friday": it was asked then, or is to be done then."""
    for place in range(at - 1, max(0, at - 13), -1):
        token = tokens[place].lower()
        if token in (",", ".", ";", "?", "!", "that"):
            return False
        if token == "to" and any(low.lower() in _ASKED for low in tokens[max(0, place - 6) : place]):
            return True
    return False


def nearest_tense(tokens: Sequence[str], at: int, published: date) -> int:
    """Which way the nearer day of that name lies."""
    day = _WEEKDAYS.find(tokens[at][:3].lower()) // 3
    return 1 if day >= 0 and (day - published.weekday()) % 7 <= 3 else -1


def is_moved_from(tokens: Sequence[str], at: int) -> bool:
    """ "moved from Thursday to Friday": where it stood before, gone by or ahead."""
    before = {token.lower() for token in tokens[max(0, at - 3) : at - 1]}
    return tokens[at - 1].lower() == "from" and not _MOVED.isdisjoint(before)


def _is_since(tokens: Sequence[str], at: int) -> bool:
    """ "for the first time since their quarrel in February": what began then is past."""
    for place in range(at - 1, max(-1, at - 9), -1):
        if tokens[place] in (",", ".", ";", "?", "!"):
            return False
        if tokens[place].lower() == "since":
            return True
    return False


def _reports(tokens: Sequence[str], at: int) -> bool:
    """ "according to reports on Tuesday": what is reported has been."""
    for place in range(at - 1, max(0, at - 9), -1):
        if tokens[place] in (",", ".", ";", "?", "!"):
            return False
        if tokens[place].lower() == "to" and tokens[place - 1].lower() == "according":
            return True
    return False


def _noun_clause(tokens: Sequence[str], at: int) -> int | None:
    """Where "after" opens the few words a time stands in; None when it does not."""
    for place in range(at - 1, max(-1, at - 5), -1):
        if tokens[place] in (",", ".", ";"):
            return None
        if tokens[place].lower() == "after":
            return place
    return None


def _is_headline_future(tokens: Sequence[str], place: int) -> bool:
    """ "Envoy to fly to Kyrna on Thursday": in a headline a bare "to" before a verb is "will"."""
    if tokens[place] != "to" or place + 1 >= len(tokens):
        return False
    before, verb = tokens[place - 1], tokens[place + 1]
    return before[:1].isalpha() and verb.islower() and verb not in _NO_VERB and len(verb) > 1


def any_verb(tokens: Sequence[str], first: int, last: int, words: Vocabulary) -> bool:
    """Whether a verb that points forward or back stands between two places."""
    return any(_verdict(tokens, place, words) for place in range(first, last))


def _follows_had(tokens: Sequence[str], at: int) -> bool:
    return any(token.lower() in ("had", "was", "were") for token in tokens[max(0, at - 6) : at])


def _scan_left(tokens: Sequence[str], at: int, words: Vocabulary) -> int:
    for place in range(at - 1, max(-1, at - 1 - _LEFT), -1):
        token = tokens[place]
        if token in _ENDS and not _is_abbreviation(tokens, place):
            return 0
        if token in _NEW_CLAUSE and place and tokens[place - 1] == "," and at - place <= 3:
            return 0
        verdict = _verdict(tokens, place, words)
        if verdict:
            return verdict
    return 0


def _scan_right(tokens: Sequence[str], at: int, words: Vocabulary) -> int:
    for place in range(at + 1, min(len(tokens), at + 1 + _RIGHT)):
        token = tokens[place]
        if token in _ENDS and not _is_abbreviation(tokens, place):
            return 0
        if token == "says":
            return -1  # "Monday's deal says there will be"
        verdict = _verdict(tokens, place, words)
        if verdict:
            return verdict
    return 0


def _is_abbreviation(tokens: Sequence[str], place: int) -> bool:
    before = tokens[place - 1] if place else ""
    # "Mr.", "U.S.", "a.m."; a small word like "end" only ends its sentence
    is_short = len(before) <= 3 and before.isalpha() and (before[0].isupper() or before in _SHORTENED)
    return tokens[place] == "." and is_short and place + 1 < len(tokens)


def _verdict(tokens: Sequence[str], place: int, words: Vocabulary) -> int:
    if len(tokens[place]) > 2 and tokens[place].isupper():
        return 0  # a heading in capitals that ran into the text
    word = tokens[place].lower()
    before = tokens[place - 1].lower() if place else ""
    if word in words.future:
        following = tokens[place + 1].lower() if place + 1 < len(tokens) else ""
        if word in _NOUNS_TOO and (following not in ("to", "that") or before in _ADJECTIVE_BEFORE):
            return 0  # "unveiled the plan on Monday"
        # "The trip had been set for Tuesday": what was planned then lies behind.
        return -1 if before == "been" and place > 1 and tokens[place - 2].lower() == "had" else 2
    if tokens[place] in ("may", "might"):
        following = tokens[place + 1].lower() if place + 1 < len(tokens) else ""
        return -1 if following == "have" else 1  # "may meet on Friday", "may have met on Friday"
    if word == "could":
        return _could(tokens, place)
    is_past_form = word in words.past or (len(word) > 4 and word.endswith("ed") and before not in _ADJECTIVE_BEFORE)
    if is_past_form:
        return _participle(tokens, place, words)
    if word.endswith("ing") and before in ("is", "are", "am", "re", "m", "be") and len(word) > 4:
        return 1
    if before == "to" and len(word) > 2 and tokens[place].islower() and word not in _NO_VERB and word not in _AMOUNTS:
        return _infinitive(tokens, place - 1, words)
    return 0


def _could(tokens: Sequence[str], place: int) -> int:
    """ "could meet on Friday" points forward, "could have met" back; "could not meet" and "could see" nowhere."""
    following = [token.lower() for token in tokens[place + 1 : place + 5]]
    if following[:1] == ["have"]:
        return -1
    if following[:1] == ["not"] or following[:1] == ["only"]:
        return 0
    verb = next((low for low in following if low != "be" and not low.endswith("ly")), "")
    return 0 if verb in _PERCEIVED or not verb.isalpha() else 1


def _infinitive(tokens: Sequence[str], to: int, words: Vocabulary) -> int:
    """ "agreed to meet", "urged Vostra to leave" and "the right to leave": the first two point forward."""
    if not to:
        return 1
    before = tokens[to - 1]
    lower = before.lower()
    if lower in _DECIDED:
        return 1
    if lower in words.future:
        return 2
    if any(tokens[place].lower() in _CAUSED for place in range(max(0, to - 6), to)):
        return -1  # "prompted the judge to issue an order": he did
    if lower in _DID_OR_NOT:
        return -1
    if any(tokens[place].lower() in _ASKED for place in range(max(0, to - 8), to)):
        return 0  # "urged Vostra to return to talks on Monday": the day is of the asking
    is_verb = lower in words.past or lower.endswith("ed")
    return 1 if is_verb or before[:1].isupper() or lower in ("him", "her", "them", "is", "are") else 0


def _participle(tokens: Sequence[str], place: int, words: Vocabulary) -> int:
    """ "will be held" and "to be held" point forward, "was held" and "held" back, "is held" nowhere."""
    for back in range(place - 1, max(-1, place - 4), -1):
        word = tokens[back].lower()
        if word == "be" or word in words.future or word == "to":
            return 0 if back and tokens[back - 1].lower() in ("could", "may", "might", "can", "should") else 2
        if word in ("is", "are"):
            return 0
        if not word.endswith("ly"):
            return -1
    return -1
