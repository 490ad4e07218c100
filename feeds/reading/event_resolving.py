"""Who acts and who suffers where the clause does not name them: the claimant, "the army", the subject before, "he"."""

from __future__ import annotations

from collections.abc import Sequence

from feeds.reading.event_claim import UNNAMED, Claim
from feeds.reading.event_clauses import Act
from feeds.reading.event_described import agent, doer, struck
from feeds.reading.event_objects import struck_in
from feeds.reading.event_people import People
from feeds.reading.event_roles import settle
from feeds.reading.event_sentence import BE, CONDITIONAL, DETERMINER, Words
from feeds.reading.event_subjects import DONE_TO_WHO_FOLLOWS
from feeds.reading.event_words import EventWords

_COMMANDED = frozenset("troops forces soldiers army units men fighters police navy".split())
_OF_PERSONS = frozenset(("detain", "assault", "accuse"))
"""Kinds of acts that persons suffer, not the bodies they belong to."""
_CHARGES = frozenset("accused accuses accusing blamed blames blaming condemned condemns slammed denounced".split())
_OF_A_PHRASE = DETERMINER | frozenset(("-", "'s"))
SHARES = frozenset(("and", "but", ","))
"""What opens a clause that may have the subject of the one before."""


def resolve(
    words: Words, act: Act, acts: Sequence[Act], claim: Claim | None, people: People, lexicon: EventWords
) -> None:
    """Fills `by` and `target` of an act as far as its sentence and those before it tell; `claim` is what it stands
    under, `acts` are all of the sentence, those before it resolved."""
    if claim is not None:
        _keep_within(words, act, claim)
    _settle_anew(words, act, lexicon)
    is_named = bool(act.by) or claim is None or act.use not in ("finite", "participle")
    if (
        claim is not None
        and not is_named
        and _is_of_who_claims(words, act, claim, lexicon)
        and _may_be_the_claimant(words, act, claim, people)
    ):
        act.by = (claim.claimant,)
    suffers = act.use == "passive"
    if not (act.target if suffers else act.by):
        is_sure = claim is not None and _CHARGES.isdisjoint(words.low[: claim.first])
        body = people.bodies.named(words, act, claim.claimant if claim is not None and is_sure else None)
        if suffers:
            act.target = body
        else:
            act.by = body
            act.target = tuple(name for name in act.target if name not in body)
    if act.opener in SHARES and act.subject == act.group:
        if not act.by and act.use == "finite":
            shared = _told_of_before(words, act) or _subject_before(acts, act)
            act.by = shared if not set(shared) & set(act.target) else ()  # nobody accuses himself
        elif not act.target and suffers:
            act.target = _subject_before(acts, act)
    if not act.by and act.use not in ("passive", "noun"):
        pronoun = _pronoun(words, act, claim, people)
        act.by = (pronoun,) if pronoun else ()
        act.target = act.target or struck_in(words, act, act.last + 1, act.until)
    elif not act.by and act.use == "noun" and claim is not None and _is_in_it(words, act):
        act.by = (claim.claimant,) if claim.claimant != UNNAMED else ()
        act.target = tuple(name for name in act.target if name not in act.by)
    elif not act.target and suffers and words.low[act.group - 1 : act.group] in (["he"], ["she"]):
        pronoun = people.named_by(words, act)
        act.target = (pronoun,) if pronoun else ()
    if not act.target and act.trigger.kind == "reject" and words.low[act.last + 1 : act.last + 2] in (["his"], ["her"]):
        act.target = _owner_before(words, act, people)
    if act.use not in ("noun", "gerund"):
        _describe(words, act, lexicon)


def _is_named_behind(words: Words, act: Act) -> bool:
    """Whether a name belongs to who stands right behind a verb: "the Vostran leader", "its leader, Vesna Mral"."""
    at = act.last + 1
    while at < act.until and words.actor[at] is None and (words.is_noun_like(at) or words.low[at] in _OF_A_PHRASE):
        at += 1
    place = words.actor[at] if at < act.until else None
    if place is not None and place.type == "organisation" and act.trigger.kind == "accuse":
        return words.low[at + 1 : at + 2] not in (["officer"], ["member"], ["official"], ["leader"], ["employee"])
    if at < act.until and words.actor[at] is None and words.low[at] == ",":
        at += 1 + (words.low[at + 1 : at + 2] == ["the"])
    return at < act.until and words.actor[at] is not None


def _owner_before(words: Words, act: Act, people: People) -> tuple[str, ...]:
    """ "after she rejected | his offer": the one other person of that gender the sentence named before."""
    gender = "m" if words.low[act.last + 1] == "his" else "f"
    persons = (place.name for place in words.actor[: act.at] if place is not None and place.type == "person")
    fitting = {name for name in persons if people.genders.get(name) == gender and name not in act.by}
    return tuple(fitting) if len(fitting) == 1 else ()


def _describe(words: Words, act: Act, lexicon: EventWords) -> None:
    """Fills what is still empty of `by` and `target` with the description the text gives: "police", "two men"."""
    if act.use == "passive":
        if act.head in lexicon.somebody and act.trigger.kind in _OF_PERSONS and _is_a_body(words, act.target):
            act.target = doer(words, act, lexicon) or act.target  # "the party's leader was arrested"
        act.target = act.target or doer(words, act, lexicon)
        act.by = act.by or agent(words, act, lexicon)
        return
    if not act.by and act.use == "finite":
        act.by = doer(words, act, lexicon)
    if not act.target:
        act.target = struck(words, act, lexicon)
    elif act.trigger.kind in DONE_TO_WHO_FOLLOWS and not _is_named_behind(words, act):
        act.target = struck(words, act, lexicon) or act.target


def _is_a_body(words: Words, names: tuple[str, ...]) -> bool:
    """Whether the only one named is an organisation."""
    places = (place for place in words.actor if place is not None and place.type == "organisation")
    return len(names) == 1 and any(place.name in names for place in places)


def _keep_within(words: Words, act: Act, claim: Claim) -> None:
    """Cuts who says it off the clause that says what."""
    if act.last < claim.last < act.until:
        act.until = claim.last  # who says it, behind the comma, is no part of it
        act.is_settled = False
    if act.clause < claim.first <= act.group and not _is_of_the_claimant(words, claim):
        act.clause = claim.first  # nor is who says it before: "the army said on Friday | its crews were safe"
        if act.opener in CONDITIONAL:
            act.opener = "that"  # "asked if he was afraid, Toss said | he would visit"
        act.is_settled = False


def _settle_anew(words: Words, act: Act, lexicon: EventWords) -> None:
    """Who acts and who suffers within the clause as it is known now; what the act's noun told of them stays."""
    by, target = act.by, act.target
    settle(words, act, lexicon)
    if act.clause <= act.noun_at < act.group:
        act.by, act.target = by, target
    elif 0 <= act.noun_at < act.clause:
        act.noun, act.noun_at = None, -1


def _is_in_it(words: Words, act: Act) -> bool:
    """ "it is in talks": who says so is in them."""
    lows = words.low[max(0, act.at - 3) : act.at]
    return len(lows) == 3 and lows[0] in ("it", "they") and lows[1] in BE and lows[2] == "in"


def _pronoun(words: Words, act: Act, claim: Claim | None, people: People) -> str | None:
    """Whom the subject stands for where it is a pronoun, also one that stands for the claimant or their country."""
    if claim is not None and _are_one_pronoun(words, act, claim, people):
        return claim.claimant
    found = people.named_by(words, act)
    low = words.low[act.group - 1]
    if low in ("he", "she"):
        return None if found in act.target else found  # "he criticised Toss": he is somebody else
    if claim is None or low not in ("it", "they"):
        return found
    if low == "it" and claim.claimant in people.persons:
        return people.bodies.countries.get(claim.claimant)
    is_near = act.group - 1 - claim.first <= 2 and claim.claimant != UNNAMED
    return claim.claimant if is_near and (found or _names_an_actor(words, claim.claimant)) else None


def _names_an_actor(words: Words, claimant: str) -> bool:
    """Whether a description holds somebody's name: "the Vostran police", not "the school"."""
    return any(place is not None and words.body[place.start : place.end] in claimant for place in words.actor)


def _subject_before(acts: Sequence[Act], act: Act) -> tuple[str, ...]:
    """Who acts in "Vostra recalled its envoy, but rejected the charge": the subject of the verb before."""
    before = [other for other in acts if other.at < act.at and other.use == "finite"]
    return before[-1].by if before and before[-1].opener not in ("who", "which", "that") else ()


def _told_of_before(words: Words, act: Act) -> tuple[str, ...]:
    """ "Ilan Toss, who was born in Selm and | accused": the person an aside behind "who" goes on to tell of."""
    for at in range(act.clause - 1, max(1, act.clause - 16), -1):
        low = words.low[at]
        if low in (";", ":", "—", "–") or (low == "," and words.low[at + 1] != "who"):
            break
        if low == "who" and words.low[at - 1] == ",":
            place = words.actor[at - 2]
            return (place.name,) if place is not None and place.type == "person" else ()
    return ()


def _is_of_the_claimant(words: Words, claim: Claim) -> bool:
    """ "claimed to have captured", "reported capturing": who says it is who did it."""
    first = words.low[claim.first]
    return first == "to" or (first.endswith("ing") and words.actor[claim.first] is None)


def _is_the_claimants(words: Words, act: Act, claim: Claim) -> bool:
    """Whether the claimant speaks of itself: "said that it would leave", "said that his troops had captured"."""
    before = words.low[act.group - 1] if act.group else ""
    is_person = any(
        place is not None and place.type == "person" and place.name == claim.claimant for place in words.actor
    )
    if not _CHARGES.isdisjoint(words.low[: claim.first]):
        return False  # "accused Ardenia of shelling, saying its troops killed": whose they are is not sure
    is_speech = words.quoted[act.at] or _is_between_marks(words, act.at)
    is_itself = before in (("he", "she") if is_person else ("it", "they")) and not is_speech
    owner = words.low[act.subject] if 0 <= act.subject < len(words.low) else ""
    is_owned = owner in ("his", "her", "its", "their") and before in _COMMANDED
    named = any(place is not None and place.name == claim.claimant for place in words.actor)
    is_reported = act.use == "participle" and act.at - 1 == claim.verb
    return named and (is_itself or is_owned or is_reported)


def _are_one_pronoun(words: Words, act: Act, claim: Claim, people: People) -> bool:
    """ "He added that | he was ready": where no other person is named, he is who says so."""
    before = words.low[act.group - 1] if act.group > claim.first else ""
    if before not in ("he", "she") or before not in words.low[: claim.first] or claim.claimant not in people.persons:
        return False
    if words.quoted[act.at] or _is_between_marks(words, act.at):
        return False
    return not any(place is not None and place.type == "person" for place in words.actor[: act.group])


def _is_between_marks(words: Words, at: int) -> bool:
    """Whether a token stands in quotation marks, also where no quote was read: "he" in there is somebody else."""
    before = words.low[:at]
    if '"' in before and before.count('"') % 2:
        return True
    return "“" in before and "”" not in before[len(before) - before[::-1].index("“") :]


def _may_be_the_claimant(words: Words, act: Act, claim: Claim, people: People) -> bool:
    """Whether "he" can be who says so: of that gender, and nobody else of it named between."""
    gender = {"he": "m", "she": "f"}.get(words.low[act.group - 1] if act.group else "")
    if gender is None:
        return True
    if people.genders.get(claim.claimant, "") not in (gender, ""):
        return False
    between = words.actor[claim.first : act.group - 1] if claim.first < act.group else []
    return not any(
        place is not None
        and place.type == "person"
        and place.name != claim.claimant
        and people.genders.get(place.name, "") == gender
        for place in between
    )


def _is_of_who_claims(words: Words, act: Act, claim: Claim, lexicon: EventWords) -> bool:
    return _is_the_claimants(words, act, claim) or _is_reported(words, act, lexicon)


def _is_reported(words: Words, act: Act, lexicon: EventWords) -> bool:
    """ "reported capturing soldiers": who reports it did it."""
    entry = lexicon.speech.get(words.low[act.at - 1]) if act.use == "participle" and act.at else None
    return entry is not None and entry[2] in lexicon.with_gerund
