"""Where a clause starts and ends, and which words make up a verb group ("is set to | travel")."""

from __future__ import annotations

from typing import Literal

from feeds.reading.event_relatives import RESTRICTIVE, follows_a_sentence, relative_before
from feeds.reading.event_sentence import (
    AUXILIARY,
    BE,
    DETERMINER,
    MODAL,
    NEGATION,
    PREPOSITION,
    PRONOUN,
    STOP,
    SUBORDINATOR,
    Words,
    may_be_adverb,
)
from feeds.reading.event_words import EventWords, Trigger, event_words
from feeds.records import dataclass

Use = Literal["finite", "passive", "infinitive", "gerund", "participle", "noun"]

DASHES = frozenset("—–")
_APOSTROPHES = frozenset("'’")
_ENDS = STOP - frozenset(("“", "”", '"', "(", ")", "[", "]"))
_MAY_END = _ENDS | SUBORDINATOR | frozenset((".", ",", "and", "but", "-"))
"""Words and marks a clause may end before; nothing else needs a closer look."""
_MAY_START = STOP | SUBORDINATOR | DASHES | _APOSTROPHES | frozenset((",", ")", "and", "but"))
"""Words and marks a clause may start behind."""
_SPEAKS = frozenset("said says told denied claimed accused warned called rejected".split())
_LONGEST_OPENING = 40
_IRREGULAR = frozenset(
    """
    began broke took came went left fell met said won lost became made saw hit struck fled shot held sent gave told
    """.split()
)
ASPECTS = frozenset(
    "begin begins began begun start starts started continue continues continued resume resumes resumed".split()
)
"""Verbs that with another one in -ing tell how far it has come: "began shelling"."""
_OPENERS = frozenset(
    """
    meanwhile however later earlier today separately overnight yesterday tomorrow also still instead moreover
    nevertheless nonetheless additionally meantime just shortly soon hours days ahead
    when while although though because once if unless
    """.split()
)
_OPENS = PREPOSITION | _OPENERS
_LEADS = frozenset(("but", "and", "yet", "so", "-"))


@dataclass(slots=True, eq=False)
class Act:
    """One act found in a sentence. `group` is where its verb group starts ("has | been | expelled")."""

    trigger: Trigger
    at: int
    last: int
    """Index of the last token of the trigger."""
    use: Use
    group: int
    clause: int
    """Index of the first token of the clause."""
    opener: str
    """The word or mark that opens the clause: "that", "who", "if", "," … or "" at the start of the sentence."""
    until: int
    """Index after the last token of the clause."""
    by: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    subject: int = -1
    """Index of the first token of the subject, -1 when there is none."""
    noun_at: int = -1
    """Index of the token of `noun`."""
    noun: Trigger | None = None
    """The act its object names, for verbs that say little ("held talks", "launched attacks")."""
    is_caused: bool = False
    """Somebody made the actor do it: "prompting Ardenia to expel …"."""
    setting: int = -1
    """Index of the first token of the meeting or visit it takes place at, when the sentence opens with one."""
    head: str = ""
    """The last plain word of the subject after its actor ("forces" in "Russia's forces"), "" when the actor ends it."""
    is_settled: bool = False
    """Whether who acts and who suffers was looked for; most acts of a text are passed over before that."""


_NO_INTENTION = (["no", "intention"], ["no", "plan"], ["no", "thought"])


def group_start(words: Words, at: int, lexicon: EventWords) -> int:
    """Walks back over auxiliaries, adverbs and verbs of control: "is set to | travel", "refused to | sign"."""
    group = at
    lows, actors = words.low, words.actor
    while group > 0 and actors[group - 1] is None:
        previous = lows[group - 1]
        if previous in AUXILIARY or previous in NEGATION or (may_be_adverb(previous) and words.is_adverb(group - 1)):
            group -= 1
        elif previous == "to" and group > 1 and _is_control(words, group - 2, lexicon):
            group -= 2
            if words.low[group - 1 : group] == ["no"] and group > 1:
                group -= 1  # "has no plans to"
        elif previous == "of" and group > 2 and words.low[group - 3 : group - 1] in _NO_INTENTION:
            group -= 3  # "has no intention of | leaving"
        elif (
            previous == "to" and group > 2 and words.low[group - 2] in lexicon.causative and words.low[group - 3] in BE
        ):
            group -= 2  # "was prompted to"
        elif previous in ASPECTS and words.low[at].endswith("ing") and group == at:
            group -= 1  # "began | shelling"
        elif previous == "," and group == at:
            modal = modal_before_aside(words, group - 1)
            if modal < 0:
                break
            group = modal
        else:
            break
    return group


def modal_before_aside(words: Words, closing: int) -> int:
    """The "would" of "would, as soon as possible, | visit"; -1 where the comma before the verb closes no such aside."""
    for at in range(closing - 1, max(0, closing - 9), -1):
        if words.actor[at] is not None or words.low[at] in STOP:
            return -1
        if words.low[at] == ",":
            return at - 1 if words.low[at - 1] in MODAL else -1
    return -1


def _is_control(words: Words, at: int, lexicon: EventWords) -> bool:
    low = words.low[at]
    if words.actor[at] is not None:
        return False
    if low in BE:
        return True
    if low not in lexicon.control and not (low in ("plans", "plan", "intention") and words.low[at - 1] == "no"):
        return False
    if low in lexicon.doubtful_control and at:
        before = words.low[at - 1]
        is_subject = words.actor[at - 1] is not None and not words.is_adjective(at - 1)
        return is_subject or before in PRONOUN or before in AUXILIARY or before == "no" or words.is_adverb(at - 1)
    return True


def opening_end(words: Words) -> int:
    """Index after the comma that closes an opening adverbial ("In London, …", "Following the talks, …"); 0 if none."""
    if words.opening < 0:
        words.opening = _opening_end(words)
    return words.opening


def _opening_end(words: Words) -> int:
    if not len(words.low):
        return 0
    led = 1 if words.low[0] in _LEADS and words.low[1:2] and words.low[1] not in _LEADS else 0
    first = words.low[led]
    is_opener = first in _OPENS or (first.endswith(("ing", "ly")) and len(first) > 4)
    if not is_opener:
        return 0
    for at in range(led + 1, min(len(words.low), _LONGEST_OPENING)):
        if words.low[at] == "," and at + 1 < len(words.low):
            following = words.low[at + 1]
            goes_on = following in ("and", "or", "who", "which", "including") or following in PREPOSITION
            if goes_on:
                continue
            if words.actor[at + 1] is not None and at + 2 < len(words.low) and words.low[at + 2] in (",", "and"):
                continue  # a list: "In London, Paris and Berlin, …"
            return at + 1
        if words.low[at] in STOP:
            return 0
    return 0


def clause_start(words: Words, group: int, opening: int) -> tuple[int, str]:
    """First token of the clause a verb group or noun stands in, and the word that opens it."""
    skipped_to = group
    lows, actors = words.low, words.actor
    for at in range(group - 1, -1, -1):
        low = lows[at]
        if low not in _MAY_START and at + 1 != opening:
            continue
        if actors[at] is not None or at >= skipped_to:
            continue
        if low in ("and", "but") and at == group - 1:
            return at + 1, low  # "appeared in court | and | was detained": the subject of the verb before
        if low == ")":
            opened = opening_bracket(words, at)
            if opened > opening:
                skipped_to = opened
                continue
        if at + 1 == opening and group >= opening:
            return opening, ","
        if low in DASHES and at == group - 1 and opening_dash(words, at) > opening:
            return clause_start(words, opening_dash(words, at), opening)
        if low in STOP:
            return at + 1, low
        if low in _APOSTROPHES and at + 1 < group and _closes_a_quote(words, at):
            return at + 1, low
        if low in SUBORDINATOR and not is_plain_preposition(words, at):
            if low in RESTRICTIVE and relative_before(words, group) == at:
                continue
            return at + 1, low
        if low == "," and at == group - 1:
            # A comma just before the verb closes a parenthesis: "Vesna, who met him on Monday, | expelled".
            before = opening_comma(words, at)
            if before > opening:
                return clause_start(words, before, opening)
        if low == "and" and _opens_with_subject(words, at, group):
            return at + 1, low
        if low == "," and at + 1 < group and words.low[at + 1] in ("and", "but", "while", "as", "so"):
            if _ends_a_list(words, at, group, opening):
                continue
            return at + 1, words.low[at + 1]
        if low == "," and _is_participle(words, at + 1):
            return at + 1, ","
        if low == "," and at + 2 == group and follows_a_sentence(words, at):
            return at + 1, ","
    return 0, ""


def _ends_a_list(words: Words, comma: int, group: int, opening: int) -> bool:
    """ "The meeting between Mral, Drun, and Toss | took place": names, and no verb before the comma."""
    is_named = words.actor[comma - 1] is not None and all(words.actor[at] is not None for at in range(comma + 2, group))
    if words.low[comma + 1] != "and" or not is_named or "between" not in words.low[opening:comma]:
        return False
    triggers = event_words().triggers
    return not any(
        low in AUXILIARY
        or low.endswith("ed")
        or any(one.form not in ("noun", "base", "ing") for one in triggers.get(low, ()))
        for low in words.low[opening:comma]
    )


def _opens_with_subject(words: Words, conjunction: int, group: int) -> bool:
    """Whether "and" opens a clause of its own: "it suffered an attack on Monday and | Vostra had always backed it"."""
    subject = range(conjunction + 1, group)
    if not 1 <= len(subject) <= 4 or group >= len(words.low) or words.low[group] not in AUXILIARY:
        return False
    if not all(words.actor[at] is not None or words.low[at] == "the" or words.is_noun_like(at) for at in subject):
        return False
    if all(words.actor[at] is None for at in subject) or words.actor[conjunction - 1] is not None:
        return False
    return any(
        low in AUXILIARY or (low.endswith("ed") and len(low) > 4)
        for low in words.low[max(0, conjunction - 12) : conjunction]
    )


def _closes_a_quote(words: Words, at: int) -> bool:
    """Whether a mark like an apostrophe ends what was said, and another sentence begins without a full stop."""
    words.place()
    return words.body[words.start[at + 1]].isupper() and words.end[at] < words.start[at + 1]


def clause_end(words: Words, start: int) -> int:
    """Index after the last token of the clause whose verb ends before `start`."""
    lows, actors = words.low, words.actor
    for at in range(start, len(lows)):
        low = lows[at]
        if low not in _MAY_END or actors[at] is not None:
            continue
        if low in _ENDS or (low == "-" and _is_a_dash(words, at)):
            return at
        if low == "." and at == len(lows) - 1:
            return at
        if low == "as" and words.low[at - 1] == ",":
            return at
        if low in ("and", "but") and at + 2 < len(words.low) and words.actor[at + 1] is not None:
            following = words.low[at + 2]
            if following in _SPEAKS:
                return at  # "shelled Orlo and | Vostra said that"
        if low in SUBORDINATOR and low not in ("that", "as") and not is_plain_preposition(words, at):
            return at
        if low == "," and starts_new_clause(words, at + 1):
            return at
    return len(words.low)


def _is_a_dash(words: Words, at: int) -> bool:
    """Whether a hyphen stands for a dash: "summoned the envoy - with Toss calling it unjust"."""
    words.place()
    first, last = words.start[at], words.end[at]
    return words.body[first - 1 : first].isspace() and words.body[last : last + 1].isspace()


def is_plain_preposition(words: Words, at: int) -> bool:
    """ "that day", "after Monday's talks": a determiner or preposition rather than the start of a clause."""
    low = words.low[at]
    if low == "that":
        return at + 1 < len(words.low) and words.low[at + 1] in ("day", "week", "month", "year", "time", "point", "of")
    if low == "since" and words.is_adverb(at):
        return True
    if low in ("after", "before", "since", "until", "as"):
        for next_ in range(at + 1, min(len(words.low), at + 9)):
            following = words.low[next_]
            if following == "," and _goes_on_naming(words, next_):
                continue  # "after Vostra, Ardenia and Oriva called for a truce"
            if following == "," and low in ("after", "before") and words.actor[next_ - 1] is not None:
                return not _has_verb_behind_aside(words, next_)
            if following in (",", "."):
                return True
            if following in AUXILIARY or following in PRONOUN:
                return False
            if low == "as" and _is_told_of_now(words, next_):
                return False
            is_verb = (following.endswith("ed") or following in _IRREGULAR) and words.actor[next_] is None
            if is_verb and next_ > at + 1 and (words.actor[next_ - 1] is not None or words.is_noun_like(next_ - 1)):
                return False
        return True
    return False


def _goes_on_naming(words: Words, comma: int) -> bool:
    """Whether a comma stands between the names of a list."""
    return words.actor[comma - 1] is not None and any(words.actor[comma + 1 : comma + 2])


def _is_told_of_now(words: Words, at: int) -> bool:
    """ "as Vostra threatens to", "as Vostra blocks the road": a verb of the present right behind somebody's name."""
    place = words.actor[at - 1]
    if place is None or place.is_adjective or words.actor[at] is not None or at + 1 >= len(words.low):
        return False
    is_verb = any(trigger.form == "s" for trigger in event_words().triggers.get(words.low[at], ()))
    following = words.low[at + 1]
    return is_verb and (following == "to" or following in DETERMINER or words.actor[at + 1] is not None)


def _has_verb_behind_aside(words: Words, opening: int) -> bool:
    """ "after Vesna Mral, a lawyer, was …": a verb right behind the comma that closes the words on a name."""
    closing = next((at for at in range(opening + 2, min(len(words.low), opening + 15)) if words.low[at] == ","), -1)
    return closing > 0 and words.low[closing + 1 : closing + 2] != [] and words.low[closing + 1] in AUXILIARY


def opening_comma(words: Words, closing: int) -> int:
    """The comma that opens the parenthesis another closes; -1 when there is none. ", which …" opens it surely."""
    nearest = -1
    skipped_to = closing
    for at in range(closing - 1, max(-1, closing - 40), -1):
        if at >= skipped_to:
            continue
        if words.low[at] == ")":  # "who led it (2027-29), | was"
            skipped_to = opening_bracket(words, at)
            if skipped_to < 0:
                break
            continue
        if words.low[at] == ",":
            if words.low[at + 1] in ("who", "which", "whose", "where"):
                return at
            nearest = at if nearest < 0 else nearest
        if words.low[at] in STOP:
            break
    return nearest


def opening_bracket(words: Words, closing: int) -> int:
    """The bracket that the one at `closing` closes; -1 when there is none near."""
    return next((at for at in range(closing - 1, max(0, closing - 25), -1) if words.low[at] == "("), -1)


def opening_dash(words: Words, closing: int) -> int:
    """The dash that opens the aside another closes; -1 when there is none."""
    return next((at for at in range(closing - 1, max(0, closing - 40), -1) if words.low[at] in DASHES), -1)


def opening_mark(words: Words, closing: int) -> int:
    """The comma or dash that opens the aside the mark at `closing` ends; -1 when none does."""
    return opening_dash(words, closing) if words.low[closing] in DASHES else opening_comma(words, closing)


def starts_new_clause(words: Words, at: int) -> bool:
    """Whether what follows a comma is a clause of its own, not the next of a list or more on the object."""
    if at >= len(words.low):
        return True
    low = words.low[at]
    if low in ("and", "or"):
        if at + 2 < len(words.low) and words.actor[at + 1] is not None and words.actor[at - 2] is None:
            verb = words.low[at + 2]  # ", and Vostra blamed Ardenia"
            return verb in AUXILIARY or verb in _IRREGULAR or verb in _SPEAKS or (verb.endswith("ed") and len(verb) > 4)
        return at + 1 < len(words.low) and words.actor[at + 1] is None and starts_new_clause(words, at + 1)
    if words.actor[at] is not None:
        # ", Britain, France" goes on with a list; ", Moscow said" is another clause.
        following = words.low[at + 1] if at + 1 < len(words.low) else ""
        return following not in (",", "and", "", "'s") and following not in PREPOSITION
    return low in ("but", "so", "yet", "according", "he", "she", "they", "it", "we", "not", "a") or _is_participle(
        words, at
    )


def _is_participle(words: Words, at: int) -> bool:
    if at >= len(words.low) or words.actor[at] is not None:
        return False
    low = words.low[at]
    if may_be_adverb(low) and words.is_adverb(at) and at + 1 < len(words.low):
        return _is_participle(words, at + 1)
    return (
        low.endswith("ing") and len(low) > 4 and low not in ("including", "during", "following", "regarding", "evening")
    )
