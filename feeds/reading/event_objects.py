"""Whom a verb strikes: the actor behind it, over prepositions that lead elsewhere, titles and makes."""

from __future__ import annotations

from feeds.reading.event_clauses import Act
from feeds.reading.event_names import coordinated_forward, followed_by_possessive, is_prefixed, preposition_before
from feeds.reading.event_sentence import AUXILIARY, DETERMINER, PREPOSITION, STOP, SUBORDINATOR, Words
from feeds.reading.event_words import EventWords

_BESIDE_THE_POINT = frozenset(
    """
    in at near during after before since following amid inside via by despite as like including under within
    until
    """.split()
)
"""Prepositions whose actor is not the one an act is done to."""
_AIMED = frozenset(("on", "against", "upon"))
_LEADS_AWAY = frozenset("in with over for after before following during amid at near from".split())
"""Behind a passive: "arrested in connection with attacks on Vostra" strikes not Vostra."""
_ENDS_AN_AGENT = (STOP | PREPOSITION | frozenset((",", "that", "who"))) - frozenset(("of", "from", "for", "with"))
_NOT_ACCUSED = frozenset("of for over on against to with from".split())
"""Prepositions behind a verb of accusing that lead to what it is about, not to who is accused."""
_NOT_TAKEN_FROM = frozenset(("aid", "announce", "reject", "propose", "cooperate"))
"""Kinds of verbs whose "from" leads to no one who suffers: "granted a request to block his removal from Vostra"."""
_WARDS_OFF = frozenset(("intercept", "shoot down", "down", "destroy"))
"""Lemmas whose "from" tells whence it came: "intercepted a missile fired from Vostra"."""
_AIMS_OF_ITS_OWN = frozenset(("sanction", "announce", "mobilise", "reject"))
"""Kinds of verbs behind whose object "to …" tells what for."""
_ANNOUNCED_TO = frozenset(("to", "with", "against", "on"))
_NAMES_SOMEBODY = frozenset(
    ("appoint", "declare", "rule against", "overturn", "uphold", "order", "authorise", "authorize", "promise", "pledge")
)
"""Lemmas of announcing whose object is who it is about."""
_MISSIONS = frozenset("embassy embassies consulate consulates".split())
"""What stands in the country an act upon it is aimed at: "closed its embassy in Vostra"."""
_BEFORE_ANOTHER = frozenset("after before while following since by without".split())
"""With a verb in -ing they open what is done besides."""
_MAY_END_AN_OBJECT = _BEFORE_ANOTHER | frozenset(("that", "to"))
_NOT_MET = frozenset(("from", "for", "over"))


def aimed_at(words: Words, act: Act) -> tuple[str, ...]:
    """Whom a passive strikes whose subject is a thing: "sanctions were imposed on Vostra by Ardenia"."""
    for at in range(act.last + 1, act.until):
        if words.actor[at] is None:
            if words.low[at] == "by" or words.low[at] in _LEADS_AWAY:
                break
            continue
        if preposition_before(words, at, act.last + 1) in _AIMED:
            return coordinated_forward(words, at, act.until)
    return ()


def struck_in(words: Words, act: Act, first: int, end: int) -> tuple[str, ...]:
    """The country another one strikes in: "Ardenian drones hit a depot in Vostra"."""
    if act.trigger.kind != "assault" or not act.by:
        return ()
    if any(place is not None and place.type == "person" and place.name in act.by for place in words.actor):
        return ()  # one person hurts another, wherever that is
    for at in range(first, end):
        place = words.actor[at]
        if words.low[at] in SUBORDINATOR or words.low[at] in (",", "and"):
            break
        if place is not None and place.type == "country" and not place.is_adjective and words.low[at - 1] == "in":
            return (place.name,) if place.name not in act.by else ()
    return ()


def launched_by(words: Words, act: Act, lexicon: EventWords) -> tuple[str, ...]:
    """Whose weapons or attack a subject is: "drones launched by Vostra | hit", "a raid carried out by Vostra | hit"."""
    for at in range(act.clause + 1, act.group - 1):
        if words.low[at] == "by" and words.low[at - 1] in lexicon.carried_out:
            for place in range(at + 1, min(act.group, at + 6)):
                if words.actor[place] is not None:
                    return coordinated_forward(words, place, act.group)
    return ()


def objects_of(words: Words, act: Act) -> tuple[str, ...]:
    """The actors after the verb within its clause: the first named and those joined to it."""
    start = act.last + 1
    lows = words.low
    for at, place in enumerate(words.actor[start : act.until], start):
        if place is None:
            low = lows[at]
            if low not in _MAY_END_AN_OBJECT:
                continue
            if low == "that" and at > start:
                break
            if low in _BEFORE_ANOTHER and at > start and words.low[at + 1 : at + 2] != [] and _is_doing(words, at + 1):
                break  # "met envoys | after speaking with Mral"
            if low == "to" and at > start and act.trigger.kind in _AIMS_OF_ITS_OWN and leads_to_a_verb(words, at):
                break  # "imposed rules to curb the exports of Vostra"
            continue
        preposition = preposition_before(words, at, start)
        is_aimed = preposition == "at" and act.trigger.kind == "assault"
        is_aimed = is_aimed or (preposition == "in" and not _MISSIONS.isdisjoint(words.low[act.last : at]))
        if preposition in _BESIDE_THE_POINT and not is_aimed:
            continue
        if preposition in _NOT_ACCUSED and act.trigger.kind == "accuse" and act.trigger.lemma != "blame":
            continue
        is_announced = act.trigger.kind == "announce" and act.noun is None and act.trigger.lemma not in _NAMES_SOMEBODY
        if is_announced and preposition not in _ANNOUNCED_TO:
            continue  # "unveiled a plan for a Vostran port"
        if preposition == "from" and (act.trigger.kind in _NOT_TAKEN_FROM or act.trigger.lemma in _WARDS_OFF):
            continue
        if is_prefixed(words, at):
            continue
        if preposition in _NOT_MET and act.trigger.kind == "consult":
            continue
        if _is_a_make(words, at):
            continue
        if place.is_adjective and act.trigger.kind == "consult":
            # "met Ardenian Deputy Foreign Minister for Legal Affairs Ilan Toss": the person at the end of the title
            person = _person_ahead(words, at, act.until)
            if person is not None:
                return coordinated_forward(words, person, act.until)
        named = _named_behind(words, at, act.until)
        if named is not None:
            return coordinated_forward(words, named, act.until)
        official = _official_named(words, at, act.until)
        if official is not None:
            return coordinated_forward(words, official, act.until)
        names = coordinated_forward(words, at, act.until)
        owned = at + 1 < act.until and words.low[at + 1] == "'s"
        if owned and act.trigger.kind == "announce" and act.noun is None:
            return ()  # "confirmed Vostra's readiness" is done to nobody
        if owned and act.trigger.kind in ("consult", "agree"):
            following = next((words.actor[p] for p in range(at + 2, min(act.until, at + 8)) if words.actor[p]), None)
            if following is not None and (act.trigger.kind == "consult" or following.type == "person"):
                return (following.name,)
        minister = _person_owned(words, at, act.until) if owned else None
        return (minister,) if minister is not None else names
    return ()


def _is_doing(words: Words, at: int) -> bool:
    return words.actor[at] is None and words.low[at].endswith("ing") and len(words.low[at]) > 4


def leads_to_a_verb(words: Words, to: int) -> bool:
    """Whether a plain word between "to" and an object stands behind it."""
    at = to + 1
    if at + 1 >= len(words.low) or words.actor[at] is not None:
        return False
    following = words.low[at + 1]
    return words.low[at].isalpha() and (words.actor[at + 1] is not None or following in DETERMINER)


def _is_a_make(words: Words, at: int) -> bool:
    """ "a Marol 747 aircraft": a maker's name before a number names a thing."""
    place = words.actor[at]
    return (
        place is not None
        and place.type == "organisation"
        and words.low[at + 1 : at + 2] != []
        and words.low[at + 1].isdigit()
    )


def _named_behind(words: Words, at: int, until: int) -> int | None:
    """ "a deal with an Ardenian shipyard, Orlo Marine": whom an adjective only describes, named behind the comma."""
    place = words.actor[at]
    if place is None or not (place.is_adjective or words.low[at + 1 : at + 2] == ["-"]):
        return None
    for position in range(at + 1, min(until, at + 7)):
        if words.low[position] == "," and position > at + 1 and position + 1 < len(words.low):
            other = words.actor[position + 1]
            is_name = other is not None and other.type in ("organisation", "person") and not other.is_adjective
            return position + 1 if is_name else None
        other = words.actor[position]
        if (other is not None and not other.is_adjective) or not (
            words.is_noun_like(position) or words.low[position] == "-"
        ):
            return None
    return None


def _person_owned(words: Words, at: int, until: int) -> str | None:
    """ "sanctioned Ardenia's shipping minister Ilan Toss": the person, where only words of a title stand between."""
    for position in range(at + 2, min(until, at + 8)):
        place = words.actor[position]
        if place is not None:
            is_led = words.low[position - 1].endswith(("ing", "ed"))  # "Ardenia's argument linking Ilan Toss"
            is_named = place.type == "person" and position > at + 2 and not followed_by_possessive(words, position)
            return place.name if is_named and not is_led else None
        if not words.is_noun_like(position):
            return None
    return None


def _official_named(words: Words, at: int, until: int) -> int | None:
    """ "appointed United Compact official Ilan Toss": the person, where only words of a title stand between."""
    place = words.actor[at]
    if place is None or place.type == "person":
        return None
    for position in range(at + 1, min(until, at + 5)):
        other = words.actor[position]
        if other is not None:
            return position if other.type == "person" and position > at + 1 else None
        if not words.is_noun_like(position):
            return None
    return None


def _person_ahead(words: Words, at: int, until: int) -> int | None:
    for position in range(at + 1, min(until, at + 14)):
        place = words.actor[position]
        if place is not None and place.type == "person":
            return position
        if words.low[position] in (",", "that", "who") or words.low[position] in AUXILIARY:
            return None
    return None


def _is_of_a_person(words: Words, at: int) -> bool:
    """ "by a Mral aide": somebody of the person named, who acts for himself."""
    place = words.actor[at]
    is_led = place is not None and place.type == "person" and words.low[at - 1] in ("a", "an")
    return is_led and at + 1 < len(words.low) and words.actor[at + 1] is None and words.is_noun_like(at + 1)


def agents_of(words: Words, act: Act, leads: tuple[str, ...]) -> tuple[str, ...]:
    """Who did it, after "by" or another word that leads to who did."""
    for at in range(act.last + 1, act.until):
        if words.low[at] in leads:
            if at > act.last + 2 and words.low[at - 2] == "," and words.low[at - 1].endswith("ed"):
                return ()  # "handed over in Selm, attended by Vostran officials"
            for next_ in range(at + 1, min(act.until, at + 9)):
                if words.actor[next_] is not None:
                    return () if _is_of_a_person(words, next_) else coordinated_forward(words, next_, act.until)
                if words.low[next_] in _ENDS_AN_AGENT:
                    break
            if words.low[at] == "by" and _is_a_day(words, at + 1):
                continue
            return ()  # "killed by gunmen outside a school under watch by Vostra": gunmen did it
    return ()


def _is_a_day(words: Words, at: int) -> bool:
    """ "by Friday", "by 2031"."""
    low = words.low[at] if at < len(words.low) else ""
    return low.endswith(("day", "ing")) or low.isdigit()
