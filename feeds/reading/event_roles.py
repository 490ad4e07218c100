"""Who does an act to whom: subject and object, turned round for the passive, and the arguments of nouns."""

from __future__ import annotations

from feeds.reading.event_clauses import Act
from feeds.reading.event_names import coordinated_forward, followed_by_possessive, is_modified
from feeds.reading.event_objects import agents_of, aimed_at, launched_by, leads_to_a_verb, objects_of, struck_in
from feeds.reading.event_sentence import AUXILIARY, BE, DETERMINER, PREPOSITION, STOP, SUBORDINATOR, Words
from feeds.reading.event_subjects import main_subject, subject_of
from feeds.reading.event_words import EventWords

_BY_OF = frozenset({"consult", "protest", "vote", "announce", "concede", "mobilise", "propose", "threaten"})
"""Kinds of nouns whose "of" names who acts: "the visit of", "the resignation of"; else whom it is done to."""
DYING = frozenset({"die"})
"""Verbs of what befalls their subject, who does nothing to anybody."""
_VENUES = frozenset(("oval office", "white house", "downing street", "capitol", "elysee palace", "élysée palace"))
"""Where people meet: before a noun they tell the place, not who acts."""
_BACKED = frozenset("backed led brokered drafted sponsored mediated proposed run".split())


def settle(words: Words, act: Act, lexicon: EventWords) -> None:
    """Looks for who acts and who suffers, once an act."""
    if not act.is_settled:
        words.place()
        find_arguments(words, act, lexicon)


def find_subject(words: Words, act: Act, lexicon: EventWords) -> None:
    """Fills `by`, `subject` and `head` of a finite verb, and leaves what it is done to alone."""
    act.by, act.subject, act.head = subject_of(words, act, lexicon)


def find_arguments(words: Words, act: Act, lexicon: EventWords) -> None:
    """Fills `by`, `target`, `subject` and `head` of an act."""
    act.is_settled = True
    if act.use == "noun":
        _arguments_of_noun(words, act, lexicon)
        return
    before, act.subject, act.head = subject_of(words, act, lexicon)
    if act.use == "passive":
        is_suffered = act.trigger.lemma in lexicon.suffered
        act.by = agents_of(words, act, ("by", "from") if is_suffered else ("by",))
        if is_suffered and not act.by:  # "suffered a | Vostran missile strike"
            behind = range(act.at + 1, min(act.until, act.at + 5))
            act.by = next(((place.name,) for at in behind if (place := words.actor[at]) and place.is_adjective), ())
        act.target = before or aimed_at(words, act) or struck_in(words, act, act.clause, act.group)
        return
    if act.trigger.lemma in DYING:
        act.target = before
        return
    if act.head in lexicon.civilians and all(_is_of_a_country(words, name) for name in before):
        before = ()  # "Vostran refugees sued": Vostra did not
    act.by = before
    if not before and act.trigger.kind == "assault":
        act.by = launched_by(words, act, lexicon)
    after = objects_of(words, act) or struck_in(words, act, act.last + 1, act.until)
    act.target = tuple(name for name in after if name not in before) if before else after


def _is_of_a_country(words: Words, name: str) -> bool:
    """Whether a name stands for a country by its adjective ("Vostran")."""
    return any(place is not None and place.name == name and place.is_adjective for place in words.actor)


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
    if by and act.trigger.kind == "sanction" and words.actor[act.at - 1] is not None:
        place = words.actor[act.at - 1]
        if (
            place is not None
            and place.type == "country"
            and not place.is_adjective
            and words.low[act.at - 2]
            not in (
                "-",
                "–",
            )
        ):
            by, target = (), by  # "Vostra sanctions" strike Vostra
    role = ""
    for at in range(act.last + 1, act.until):
        low = words.low[at]
        place = words.actor[at]
        if place is None:
            if low == "to" and leads_to_a_verb(words, at):
                break  # "his offer to send Ardenian troops"
            if low in ("of", "by", "between", "with", "against", "on", "from", "to", "for"):
                role = low
            elif (
                low in ("and", ",")
                and words.actor[at - 1] is None
                and words.low[at + 1 : at + 2] not in ([""], ["including"])
            ):
                break  # "a truce and a sense of anger from Vostra"
            elif low != "including" and (
                low in STOP
                or low in AUXILIARY
                or low in PREPOSITION
                or low in SUBORDINATOR
                or (low.endswith("ed") and words.low[at + 1 : at + 2] != ["by"])
            ):
                break
            continue
        if is_modified(words, at):
            continue  # "talks between the Labour-run council and Vostra"
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
    if not by and target and act.trigger.kind == "consult":
        by = _who_is_at_it(words, act)
    act.by, act.target = by, tuple(name for name in target if name not in by)
    act.subject = act.at


def _who_is_at_it(words: Words, act: Act) -> tuple[str, ...]:
    """ "Toss said so during a meeting with Mral": the person the sentence begins with met her."""
    first = act.at
    while first > 0 and (words.low[first - 1] in DETERMINER or (words.is_noun_like(first - 1) and act.at - first < 3)):
        first -= 1
    if first < 2 or words.low[first - 1] not in ("during", "after", "following", "before", "at"):
        return ()
    names, _ = main_subject(words, first - 1)
    persons = {place.name for place in words.actor[:first] if place is not None and place.type == "person"}
    return names if len(names) == 1 and persons == set(names) else ()


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
    return subject_of(words, clause, lexicon)[0]


def _owner(words: Words, at: int) -> tuple[str, ...]:
    """Whose act a noun is: "Russia's expulsion", "a Russian attack", "Trump-Zelensky meeting"."""
    for position in range(at - 1, max(-1, at - 6), -1):
        place = words.actor[position]
        low = words.low[position]
        if place is not None and words.body[place.start : place.end].lower() in _VENUES and position == at - 1:
            break  # "an Oval Office meeting"
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
            is_owner = followed_by_possessive(words, position) or place.is_adjective or is_near
            return (place.name,) if is_owner else ()
        if low in PREPOSITION or low in STOP or low in (",", "and", "to") or low in AUXILIARY:
            break
    return ()
