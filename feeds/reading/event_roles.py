"""Who does an act to whom: subject and object, turned round for the passive, and the arguments of nouns."""

from __future__ import annotations

from feeds.reading.event_clauses import DASHES, Act, opening_bracket, opening_comma, opening_dash
from feeds.reading.event_sentence import AUXILIARY, BE, PREPOSITION, STOP, SUBORDINATOR, Words
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
_AIMED = frozenset(("on", "against", "upon"))
_NOT_ACCUSED = frozenset("of for over on against to with from".split())
"""Prepositions behind a verb of accusing that lead to what it is about, not to who is accused."""
_NOT_MET = frozenset(("from", "for", "over"))
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
        _arguments_of_noun(words, act, lexicon)
        return
    before, act.subject, act.head = _subject(words, act, lexicon)
    if act.use == "passive":
        act.by = _agents(words, act, ("by", "from") if act.trigger.lemma in lexicon.suffered else ("by",))
        act.target = before or _aimed_at(words, act) or _struck_in(words, act, act.clause, act.group)
        return
    act.by = before
    if not before and act.trigger.kind == "assault":
        act.by = _launched_by(words, act, lexicon)
    after = _objects(words, act) or _struck_in(words, act, act.last + 1, act.until)
    act.target = tuple(name for name in after if name not in before)


def _aimed_at(words: Words, act: Act) -> tuple[str, ...]:
    """Whom a passive strikes whose subject is a thing: "sanctions were imposed on Vostra by Ardenia"."""
    for at in range(act.last + 1, act.until):
        if words.actor[at] is None:
            if words.low[at] == "by":
                break
            continue
        if _preposition_before(words, at, act.last + 1) in _AIMED:
            return coordinated_forward(words, at, act.until)
    return ()


def _struck_in(words: Words, act: Act, first: int, end: int) -> tuple[str, ...]:
    """The country another one strikes in: "Ardenian drones hit a depot in Vostra"."""
    if act.trigger.kind != "assault" or not act.by:
        return ()
    for at in range(first, end):
        place = words.actor[at]
        if words.low[at] in SUBORDINATOR or words.low[at] in (",", "and"):
            break
        if place is not None and place.type == "country" and not place.is_adjective and words.low[at - 1] == "in":
            return (place.name,) if place.name not in act.by else ()
    return ()


def _launched_by(words: Words, act: Act, lexicon: EventWords) -> tuple[str, ...]:
    """Whose weapons or attack a subject is: "drones launched by Vostra | hit", "a raid carried out by Vostra | hit"."""
    for at in range(act.clause + 1, act.group - 1):
        if words.low[at] == "by" and words.low[at - 1] in lexicon.carried_out:
            for place in range(at + 1, min(act.group, at + 6)):
                if words.actor[place] is not None:
                    return coordinated_forward(words, place, act.group)
    return ()


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
            is_aside = joined and words.low[position - 1] == "," and _followed_by_possessive(words, position)
            return position if (joined and not is_aside) or is_adjective else None  # "Vostra, Ardenia's ally"
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
        if preposition is None or (at == end - 1 and _ends_a_title(words, at, start, lexicon)):
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
        is_body = words.low[first : first + 1] and (
            words.low[first] in lexicon.agents or words.low[first] in lexicon.speakers
        )
        return (() if is_body else unknown_name(words, first, end)), first, ""
    head = _head_after(words, chosen, end)
    if head in lexicon.own_masters:
        return (), first, ""  # "Ardenia's allies imposed …": not Ardenia
    return _coordinated(words, chosen, start), first, head


def _ends_a_title(words: Words, at: int, start: int, lexicon: EventWords) -> bool:
    """ "Secretary of State Vesna Mral": the person behind the title; not "the daughter of President Vesna Mral"."""
    place = words.actor[at]
    if place is None or place.type != "person" or at - 3 < start:
        return False
    of = next(
        (position for position in range(at - 2, max(start, at - 6), -1) if words.low[position] in ("of", "for")), 0
    )
    if of <= start or words.low[of - 1] not in lexicon.agents or words.low[at - 1] in lexicon.agents:
        return False
    between = range(of + 1, at)
    return all(
        words.actor[n] is None and words.body[words.start[n]].isupper() for n in between if words.low[n] != "and"
    )


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
        elif low in ("and", ",", "&", "-", "–"):
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
        if preposition in _NOT_ACCUSED and act.trigger.kind == "accuse" and act.trigger.lemma != "blame":
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
        if owned and act.trigger.kind in ("consult", "agree"):
            following = next((words.actor[p] for p in range(at + 2, min(act.until, at + 8)) if words.actor[p]), None)
            if following is not None:
                return (following.name,)
        minister = _person_owned(words, at, act.until) if owned else None
        return (minister,) if minister is not None else names
    return ()


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


def _person_owned(words: Words, at: int, until: int) -> str | None:
    """ "sanctioned Ardenia's shipping minister Ilan Toss": the person, where only words of a title stand between."""
    for position in range(at + 2, min(until, at + 8)):
        place = words.actor[position]
        if place is not None:
            is_led = words.low[position - 1].endswith(("ing", "ed"))  # "Ardenia's argument linking Ilan Toss"
            is_named = place.type == "person" and position > at + 2 and not _followed_by_possessive(words, position)
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


def _agents(words: Words, act: Act, leads: tuple[str, ...]) -> tuple[str, ...]:
    """Who did it, after "by" or another word that leads to who did."""
    for at in range(act.last + 1, act.until):
        if words.low[at] in leads:
            for next_ in range(at + 1, min(act.until, at + 9)):
                if words.actor[next_] is not None:
                    return coordinated_forward(words, next_, act.until)
                if words.low[next_] in STOP or words.low[next_] in (",", "that", "who"):
                    break
    return ()


# ------------------------------------------------------------------------------------------------ nouns


def _arguments_of_noun(words: Words, act: Act, lexicon: EventWords) -> None:
    """Who to whom around a noun: A's expulsion of B's diplomats, the expulsion of … by A, talks between A and B."""
    by = _owner(words, act.at)
    target: tuple[str, ...] = ()
    opposed = act.at - 3
    if (
        by
        and opposed >= 0
        and words.low[opposed : opposed + 2] == ["anti", "-"]
        and words.actor[act.at - 1] is not None
    ):
        by, target = (), by  # "anti-Vostran protests"
    if not by and act.at >= 2 and words.low[act.at - 1] == "in":
        by = _party(words, act, lexicon)
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
        elif role == "of" and (act.trigger.kind in _BY_OF or words.low[act.at] in lexicon.done_by):
            by = by or names
        elif role in ("of", "with", "against", "on", "to") and not target:
            target = names
    act.by, act.target = by, tuple(name for name in target if name not in by)
    act.subject = act.at


def _party(words: Words, act: Act, lexicon: EventWords) -> tuple[str, ...]:
    """Who is "in talks with" somebody: the subject of the "is" before."""
    verb = act.at - 2
    while verb > act.clause and words.is_adverb(verb):
        verb -= 1
    if words.low[verb] not in BE:
        return ()
    while verb > act.clause and words.low[verb - 1] in AUXILIARY:
        verb -= 1
    clause = Act(act.trigger, verb, verb, "finite", verb, act.clause, act.opener, act.until)
    return _subject(words, clause, lexicon)[0]


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
            # "Vostra peace talks"
            is_near = position == at - 1 or (
                position == at - 2 and words.is_noun_like(at - 1) and not words.low[at - 1].endswith(("ing", "ed"))
            )
            if is_near and position > 1 and words.low[position - 1] in ("-", "–"):
                other = words.actor[position - 2]
                if other is not None:
                    return other.name, place.name  # "Ardenia-Vostra talks"
            is_owner = _followed_by_possessive(words, position) or place.is_adjective or is_near
            return (place.name,) if is_owner else ()
        if low in PREPOSITION or low in STOP or low in (",", "and", "to") or low in AUXILIARY:
            break
    return ()
