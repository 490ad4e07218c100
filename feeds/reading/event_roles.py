"""Who does an act to whom: subject and object, turned round for the passive, and the arguments of nouns."""

from __future__ import annotations

from feeds.reading.event_clauses import DASHES, Act, opening_bracket, opening_comma, opening_dash
from feeds.reading.event_sentence import AUXILIARY, PREPOSITION, STOP, SUBORDINATOR, Words
from feeds.reading.event_words import EventWords
from feeds.reading.names import is_common

_MOST_NAMES = 6
_JOINERS = frozenset({",", "and", "&"})
_BESIDE_THE_POINT = frozenset(
    """
    in at near during after before since following amid inside via by despite as like including under within
    until
    """.split()
)
"""Prepositions whose actor is not the one an act is done to."""
_BY_OF = frozenset({"consult", "protest", "vote", "announce", "concede", "mobilise", "propose", "threaten"})
"""Kinds of nouns whose "of" names who acts: "the visit of", "the resignation of"; else whom it is done to."""
_BACKED = frozenset("backed led brokered drafted sponsored mediated proposed run".split())
_ACTED_ON = frozenset({"expel", "detain", "assault", "seize", "sanction"})


def settle(words: Words, act: Act, lexicon: EventWords) -> None:
    """Looks for who acts and who suffers, once an act."""
    if not act.is_settled:
        find_arguments(words, act, lexicon)


def find_subject(words: Words, act: Act, lexicon: EventWords) -> None:
    """Fills `by`, `subject` and `head` of a finite verb, and leaves what it is done to alone."""
    act.by, act.subject, act.head = _subject(words, act, lexicon)


def find_arguments(words: Words, act: Act, lexicon: EventWords) -> None:
    """Fills `by`, `target`, `subject` and `head` of an act."""
    act.is_settled = True
    if act.use == "noun":
        _arguments_of_noun(words, act)
        return
    before, act.subject, act.head = _subject(words, act, lexicon)
    if act.use == "passive":
        act.by = _agents(words, act)
        act.target = before
        return
    act.by = before
    after = _objects(words, act)
    act.target = tuple(name for name in after if name not in before)


def coordinated_forward(words: Words, at: int, until: int | None = None) -> tuple[str, ...]:
    """The actor at an index with those joined to it after: "Ardenia, Vostra and the Compact"."""
    end = len(words) if until is None else until
    names: list[str] = []
    position: int | None = at
    while position is not None and len(names) < _MOST_NAMES:
        place = words.actor[position]
        assert place is not None
        following = _joined_actor(words, position, end)
        # "Ardenian President Ilan Toss": the adjective only describes who comes next.
        is_title = place.is_adjective and following is not None and words.low[position + 1] not in _JOINERS
        if not is_title:
            names.append(place.name)
        position = following
    return tuple(dict.fromkeys(names))


def _joined_actor(words: Words, at: int, end: int) -> int | None:
    """Index of the next actor that an "and", a comma or a title joins to the one at `at`; None when none does."""
    place = words.actor[at]
    is_adjective = place is not None and place.is_adjective
    joined = False
    for position in range(at + 1, min(end, at + 8)):
        if words.actor[position] is not None:
            return position if joined or is_adjective else None
        low = words.low[position]
        if low in _JOINERS:
            joined = True
        elif low not in ("the", "'s") and not words.is_noun_like(position):
            return None
        elif not joined and not is_adjective and low != "'s" and position - at > 2:
            return None  # words of its own come between only before the joining word
    return None


# ------------------------------------------------------------------------------------------------ subject


def _subject(words: Words, act: Act, lexicon: EventWords) -> tuple[tuple[str, ...], int, str]:
    """The actors of the subject, the index of its first token, and its head noun where that is no actor."""
    end = act.group
    if act.use == "participle":
        names, first = _main_subject(words, end)
        return names, first, ""
    if end > 0 and words.low[end - 1] == "to":
        end -= 1  # "prompting Ardenia to | expel"
    if end > 0 and words.low[end - 1] == ",":
        opening = opening_comma(words, end - 1)
        named = apposition(words, end - 1)
        if named is not None:
            return (named,), _phrase_start(words, act.clause, end), ""
        end = opening if opening > act.clause else end - 1
    elif end > 0 and words.low[end - 1] == ")" and opening_bracket(words, end - 1) > act.clause:
        end = opening_bracket(words, end - 1)
    elif end > 0 and words.low[end - 1] in DASHES and opening_dash(words, end - 1) > act.clause:
        end = opening_dash(words, end - 1)
    start = act.clause
    if act.is_caused:
        start = next((at + 1 for at in range(end - 1, start, -1) if words.low[at] in lexicon.causative), start)
    free: int | None = None
    bound: int | None = None
    for at in range(end - 1, start - 1, -1):
        if words.actor[at] is None:
            if words.low[at] in STOP:
                start = at + 1
                break
            continue
        preposition = _preposition_before(words, at, start)
        if preposition is None:
            free = at
            break
        if bound is None and preposition in ("of", "from"):
            bound = at
    if bound is not None and free is None and _is_relation(words, bound, start, lexicon):
        return (), _phrase_start(words, start, end), ""
    chosen = free if free is not None else bound
    first = _phrase_start(words, start, end)
    if chosen is None:
        is_relative = act.opener in ("who", "which") or (
            act.opener == "that" and words.actor[act.clause - 2] is not None
        )
        if is_relative and act.clause >= 2:
            names, antecedent = _antecedent(words, act)
            return names, antecedent, ""
        return unknown_name(words, first, end), first, ""
    head = _head_after(words, chosen, end)
    if head in lexicon.own_masters:
        return (), first, ""  # "Ardenia's allies imposed …": not Ardenia
    return _coordinated(words, chosen, start), first, head


def unknown_name(words: Words, first: int, end: int) -> tuple[str, ...]:
    """A capitalised word that is the whole subject and no word of English: the name of somebody no list knows.

    "Orsinia rejected a ceasefire": where nothing is known of a place but its name, it is named as it is written.
    """
    if end - first != 1 or words.actor[first] is not None:
        return ()
    written = words.body[words.start[first] : words.end[first]]
    is_name = len(written) > 3 and written.isalpha() and written[0].isupper() and written[1:].islower()
    return (written,) if is_name and not is_common(words.low[first]) and not written.endswith(("ly", "day")) else ()


def _is_relation(words: Words, at: int, start: int, lexicon: EventWords) -> bool:
    """ "the daughter of Vesna Mral": somebody else than the person named; "the office of Vesna Mral" acts for her."""
    place = words.actor[at]
    if place is None or place.type != "person":
        return False
    of = next((position for position in range(at - 1, start, -1) if words.low[position] == "of"), start)
    return of > start and words.actor[of - 1] is None and words.low[of - 1] not in lexicon.agents


def apposition(words: Words, closing: int) -> str | None:
    """The person between two commas: "Vostra's foreign minister, Ilya Karsk, | said"; None when none is."""
    for at in range(closing - 1, max(-1, closing - 5), -1):
        place = words.actor[at]
        if place is not None and place.type == "person" and at and words.low[at - 1] in (",", "mr", "ms", "sir", "dr"):
            return place.name
        if words.low[at] == ",":
            return None
    return None


def _head_after(words: Words, chosen: int, end: int) -> str:
    """The noun that ends the subject after its actor: "forces" in "Russia's forces"; "" when nothing follows."""
    head = ""
    for at in range(chosen + 1, end):
        low = words.low[at]
        if words.actor[at] is not None:
            head = ""
            continue
        if low in PREPOSITION or low in (",", "to") or low in SUBORDINATOR:
            break
        if low != "'s" and words.is_noun_like(at):
            head = low
    return head


def _antecedent(words: Words, act: Act) -> tuple[tuple[str, ...], int]:
    """The actor a relative clause speaks of: "Vesna, who …"."""
    for at in range(act.clause - 2, max(-1, act.clause - 8), -1):
        place = words.actor[at]
        if place is not None:
            return (place.name,), at
        if words.low[at] in STOP:
            break
    return (), act.clause


def _main_subject(words: Words, end: int) -> tuple[tuple[str, ...], int]:
    """A participle has the subject of the main clause: the first free actor of the sentence."""
    for at in range(min(end, len(words))):
        place = words.actor[at]
        if place is None or place.is_adjective or _followed_by_possessive(words, at):
            continue
        if _preposition_before(words, at, 0) is None:
            return coordinated_forward(words, at), -1
    return (), -1


def _followed_by_possessive(words: Words, at: int) -> bool:
    return at + 1 < len(words) and words.low[at + 1] == "'s"


def _coordinated(words: Words, at: int, start: int) -> tuple[str, ...]:
    """The actor at an index with those joined to it before: "Mral and Toss"."""
    place = words.actor[at]
    assert place is not None
    names = [place.name]
    position = at - 1
    joined = False
    while position >= start and len(names) < _MOST_NAMES:
        low = words.low[position]
        other = words.actor[position]
        if other is not None:
            if (joined and not other.is_adjective and not _followed_by_possessive(words, position)) or (
                joined and _followed_by_possessive(words, position)
            ):
                names.append(other.name)
                joined = False
            position -= 1
        elif low in ("and", ",", "&"):
            joined = True
            position -= 1
        elif low in ("'s", "the", "of") or words.is_noun_like(position):
            position -= 1
        else:
            break
    return tuple(dict.fromkeys(reversed(names)))


def _preposition_before(words: Words, at: int, start: int) -> str | None:
    """The preposition whose phrase the actor at an index stands in, over its determiners and adjectives; else None."""
    for position in range(at - 1, max(start - 1, at - 8), -1):
        low = words.low[position]
        if low in PREPOSITION or low == "to":
            return low
        place = words.actor[position]
        if place is not None and not place.is_adjective and not _followed_by_possessive(words, position):
            if words.low[position + 1] in (",", "and"):
                continue
            return None
        if low in STOP or low in AUXILIARY or low in SUBORDINATOR:
            return None
        if low in ("and", ","):
            # "against Ardenia and Vostra": both stand in the phrase; ", Vostra said" does not.
            before = words.actor[position - 1] if position > start else None
            if before is None:
                return None
    return None


def _phrase_start(words: Words, start: int, end: int) -> int:
    first = start
    while first < end and words.low[first] in ("and", "but", "meanwhile", "however", "so", "yet", ",", "also"):
        first += 1
    return first


# ------------------------------------------------------------------------------------------------ object


def _objects(words: Words, act: Act) -> tuple[str, ...]:
    """The actors after the verb within its clause: the first named and those joined to it."""
    start = act.last + 1
    for at in range(start, act.until):
        place = words.actor[at]
        if place is None:
            if words.low[at] == "that" and at > start:
                break
            continue
        preposition = _preposition_before(words, at, start)
        is_aimed = preposition == "at" and act.trigger.kind == "assault"
        if preposition in _BESIDE_THE_POINT and not is_aimed:
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
        if owned and act.trigger.kind in ("consult", "agree"):
            following = next((words.actor[p] for p in range(at + 2, min(act.until, at + 8)) if words.actor[p]), None)
            if following is not None:
                return (following.name,)
        return names
    return ()


def _named_behind(words: Words, at: int, until: int) -> int | None:
    """ "a deal with an Ardenian shipyard, Orlo Marine": whom an adjective only describes, named behind the comma."""
    place = words.actor[at]
    if place is None or not (place.is_adjective or words.low[at + 1 : at + 2] == ["-"]):
        return None
    for position in range(at + 1, min(until, at + 7)):
        if words.low[position] == "," and position > at + 1 and position + 1 < len(words):
            other = words.actor[position + 1]
            is_name = other is not None and other.type in ("organisation", "person") and not other.is_adjective
            return position + 1 if is_name else None
        other = words.actor[position]
        if (other is not None and not other.is_adjective) or not (
            words.is_noun_like(position) or words.low[position] == "-"
        ):
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


def _agents(words: Words, act: Act) -> tuple[str, ...]:
    """Who did it, after "by"."""
    for at in range(act.last + 1, act.until):
        if words.low[at] == "by":
            for next_ in range(at + 1, min(act.until, at + 9)):
                if words.actor[next_] is not None:
                    return coordinated_forward(words, next_, act.until)
                if words.low[next_] in STOP or words.low[next_] in (",", "that", "who"):
                    break
    return ()


# ------------------------------------------------------------------------------------------------ nouns


def _arguments_of_noun(words: Words, act: Act) -> None:
    """Who to whom around a noun: A's expulsion of B's diplomats, the expulsion of … by A, talks between A and B."""
    by = _owner(words, act.at)
    target: tuple[str, ...] = ()
    role = ""
    for at in range(act.last + 1, act.until):
        low = words.low[at]
        place = words.actor[at]
        if place is None:
            if low in ("of", "by", "between", "with", "against", "on", "from", "to", "for"):
                role = low
            elif low != "including" and (
                low in STOP
                or low in AUXILIARY
                or low in PREPOSITION
                or low in SUBORDINATOR
                or (low.endswith("ed") and words.low[at + 1 : at + 2] != ["by"])
            ):
                break
            continue
        names = coordinated_forward(words, at, act.until)
        if role == "between":
            by, target = names[:1], names[1:]
            break
        if role == "by" or (role == "from" and not by):
            by = names
        elif role == "of" and act.trigger.kind in _BY_OF:
            by = by or names
        elif role in ("of", "with", "against", "on", "to") and not target:
            target = names
    act.by, act.target = by, tuple(name for name in target if name not in by)
    act.subject = act.at


def _owner(words: Words, at: int) -> tuple[str, ...]:
    """Whose act a noun is: "Russia's expulsion", "a Russian attack", "Trump-Zelensky meeting"."""
    for position in range(at - 1, max(-1, at - 6), -1):
        place = words.actor[position]
        low = words.low[position]
        if place is not None:
            is_backer = words.low[position + 1 : position + 2] == ["-"] and words.low[position + 2] in _BACKED
            if is_backer:
                names = [place.name]
                while position > 1 and words.low[position - 1] in ("-", "–") and words.actor[position - 2] is not None:
                    position -= 2
                    names.append(words.actor[position].name)  # type: ignore[union-attr]
                return tuple(dict.fromkeys(reversed(names)))
            is_owner = _followed_by_possessive(words, position) or place.is_adjective or position == at - 1
            return (place.name,) if is_owner else ()
        if low in PREPOSITION or low in STOP or low in (",", "and", "to") or low in AUXILIARY:
            break
    return ()
