"""What the words around a quotation tell of whose it is: looks without memory that the rules of attribution share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from feeds.reading.acts import Act
from feeds.reading.focus import Speaker
from feeds.reading.name_runs import is_adverb
from feeds.reading.noun_phrases import Source, read_name
from feeds.reading.source_after import source_after
from feeds.reading.speech import speech
from feeds.reading.speech_lines import DASHES, QUOTED, Line
from feeds.reading.verb_signs import MODALS, is_finite
from feeds.records import dataclass

BE = frozenset(("is", "are", "was", "were", "be", "been"))


_LIST = frozenset((QUOTED, ",", "and", "or", "a", "an", "the"))
_CITING = frozenset(("citing", "quoting"))
_RELAYS = frozenset("quoted quotes cited cites reported reports".split())
_MAKERS = frozenset(
    "star co-star stars co-stars creator author director actor actress host co-host singer writer".split()
)
_LEAST_SPELT = 6
"""Letters of a surname from which its last one may be spelt otherwise ("Zelensky", "Zelenskyy")."""
_MOST_OF_NAME = 8
_SMALL = frozenset("a an and as at by for from in is of on or the to with".split())
"""Words that are small within the name of a work."""
_HELD = frozenset("claims allegations accusations assertions suggestions reports rumours rumors".split())

_SHORT_REACH = frozenset(
    """continue go on conclude use find see show know plan want seek view expect imagine assume decide consider signal
    think talk speak mention cite express interrupt thank welcome defend use paint cast feel hope agree""".split()
)
"""Verbs that introduce quoted words only right behind them."""

_WORDS_OF = frozenset("remark remarks comment comments statement words dictum quip line claim call".split())

_WHEN = frozenset("before after when while until".split())
SUBORDINATE = frozenset("when after as while although though since before once if because".split())


_DONE = frozenset("told given held made known seen".split())
_SEEMS = frozenset("appear appears appeared seem seems seemed".split())


@dataclass(frozen=True, slots=True)
class Found:
    """The speaker of a quotation, the code of the rule that found it, the cue and the addressee as written."""

    speaker: Speaker
    reason: str
    cue: str | None = None
    addressee: str | None = None


def found_by(lines: Sequence[Line], act: Act, reason: str) -> Found:
    """The speaker of an act, as the finding of a rule."""
    line = lines[act.line]
    return Found(act.speaker, reason, line.written(act.cue_first, act.cue_last), act.addressee)


def relayed_by(line: Line, at: int, end: int) -> int | None:
    """The "as" of `“…,” the agency quoted Lee as saying`: Lee's words, whoever passes them on."""
    for place in range(at + 1, min(at + 8, end - 2)):
        if line.lows[place] in _RELAYS:
            behind = line.lows[place + 2 : min(place + 16, end)]
            is_active = line.lows[place - 1] not in ("was", "were", "is", "are", "been", "being", "’s", "'s")
            return place + 2 + behind.index("as") if is_active and "as" in behind else None
        if is_finite(line, place) or not line.words[place][0].isalnum():
            return None
    return None


def opens_subordinate(line: Line, sentence: int, token: int) -> bool:
    """Whether the words stand in the clause before the main one: "After Lee said he was “sure”, Park said …"."""
    start, _ = line.bounds[sentence]
    opens = any(line.lows[place] in SUBORDINATE for place in range(start, min(start + 3, token)))
    return opens and not any(word in (",", ":", "—", "–") for word in line.words[start:token])


def owner_at(line: Line, start: int, at: int) -> Source | None:
    """The named owner that ends at a token: "Ann Lee's"."""
    if at < start or not line.lows[at].endswith(("'s", "’s", "s'", "s’")) or not line.words[at][0].isupper():
        return None
    first = at
    while first > start and line.words[first - 1][0].isupper() and line.lows[first - 1] not in speech().starters:
        first -= 1
    is_tail = first - 2 >= start and line.lows[first - 1] == "of" and line.lows[first - 2] in speech().person_heads
    return None if is_tail else read_name(line, first, at)  # "the mayor of Selm's": not Selm's


def introduces_next(line: Line, act: Act, end: int) -> bool:
    """Whether an act leads on to a further quote: `“A” Lee said: “B”`."""
    at = act.cue_last + 1
    while at < end and line.words[at] in (",", ":"):
        at += 1
    return at < end and line.words[at] == QUOTED


def ends_in_comma(line: Line, token: int) -> bool:
    inside = line.text[line.starts[token] : line.ends[token]].rstrip("”\"'’» ")
    return inside.endswith((",", "?", "!", "—", "-")) or (token + 1 < len(line.words) and line.words[token + 1] == ",")


def leaves_open(line: Line, act: Act) -> bool:
    """ "Lee did not say whether the plan was “dead”": the words are not Lee's."""
    following = line.lows[act.cue_last + 1] if act.cue_last + 1 < len(line.lows) else ""
    return not act.is_real and act.verb.verb_class != "think" and following in ("whether", "if")


def reaches(line: Line, act: Act, token: int) -> bool:
    """Whether what a verb introduces can go as far as the quote: "continued" introduces only what is next."""
    gap = token - 1 - act.cue_last
    between = line.words[act.last + 1 : token]
    if ";" in between and QUOTED not in between:
        return False
    if act.verb.verb_class == "describe" and QUOTED in between and not _LIST.issuperset(between):
        named = act.last + 1 + between.index(QUOTED)
        if act.cue_last == named - 1 and line.text[: line.ends[named]].rstrip("”\"'’» ").endswith(","):
            return False  # "In a clip that Park called “vile,” Lee spoke of “the end”"
    if act.verb.lemma == "go on" and gap and line.words[act.cue_last + 1][0].isalnum():
        return line.lows[act.cue_last + 1] in ("to", "that")  # "goes on recess", "went on stage"
    if gap <= 2:
        return True
    if act.verb.lemma == "put it":
        return True
    if act.verb.lemma == "conclude" and line.lows[act.cue_last + 1] == "that":
        return act.is_real
    if act.verb.verb_class == "utter" or act.verb.lemma in _SHORT_REACH:
        return any(word in (":", ",") for word in line.words[token - 1 : token])
    return act.is_real or gap <= 4


def main_act(line: Line, acts: Sequence[Act]) -> Act:
    """The last act of a sentence that is not itself reported: "Lee said that critics had warned of it" is Lee's."""
    while len(acts) > 1 and is_subordinate(line, acts[-1]) and any(map(_tells, acts[:-1])):
        acts = acts[:-1]  # "Lee said so before the campaign began": what is told in passing leads to nothing
    last = acts[-1]
    for act in acts[:-1]:
        if act.is_real and act.verb.takes and act.side in ("before", "shared") and act.cue_last < last.first:
            between = line.words[act.cue_last + 1 : last.first]
            if "," not in between or line.lows[act.cue_last + 1] == "that":
                return act
    return last


def _tells(act: Act) -> bool:
    return act.is_real and bool(act.verb.takes) and act.side in ("before", "after", "shared")


def is_subordinate(line: Line, act: Act) -> bool:
    """Whether an act stands in a relative clause or one that says when: "who promised", "before Lee began"."""
    if act.side != "before" or act.cue_first == 0:
        return False
    before = line.lows[act.first - 1] if act.first else ""
    return line.lows[act.cue_first - 1] in ("who", "which", "that") or before in _WHEN


def says_when(line: Line, act: Act) -> bool:
    """Whether an act stands in a clause that only says when: "before the campaign began"."""
    return act.side == "before" and act.first > 0 and line.lows[act.first - 1] in _WHEN


def is_passive(line: Line, at: int, end: int, token: int) -> bool:
    """Whether a subject is, or has something done to it: "was arrested for “…”" are not the arrested one's words."""
    if at < end and line.words[at] == ",":
        at += 1
        while at < end and line.words[at] != ",":
            at += 1
        at += 1
    if at < end and _bare(line.lows[at]) in BE:
        is_active = at + 1 < end and line.lows[at + 1].endswith("ing")
        return not (is_active and line.words[token - 1][0].isalpha())  # "is helping Lee and credited him with “…”"
    for place in range(at, min(at + 3, end - 1)):
        if _bare(line.lows[place]) in BE:
            after = place + 1
            while after < end - 1 and is_adverb(line.lows[after]):
                after += 1
            return line.lows[after].endswith("ed") or line.lows[after] in _DONE
    return False


def _bare(low: str) -> str:
    """A verb without its "not": "wasn't"."""
    return low[:-3] if low.endswith(("n't", "n’t")) else low


def carries(speaker: Speaker) -> bool:
    """Whether the subject of the sentence before may be whose words follow: a person, no club or place it is about."""
    return is_sure(speaker) and not (speaker.how == "organisation" and speaker.head == "name")


def is_sure(speaker: Speaker) -> bool:
    """Whether a speaker found at a distance may be believed: a lone capitalised word that is nobody's name is none."""
    if speaker.how != "name" or speaker.actor is not None or speaker.name is None:
        return True
    return " " in speaker.name or " " in speaker.written


def is_of_another(line: Line, source: Source, token: int) -> bool:
    """Whether the words are not the subject's: behind a semicolon, or "the union … her remark that"."""
    between = range(source.last + 1, token)
    before = line.lows[token - 1]
    reports = not {"that", "who", "how", "whether"}.isdisjoint(line.lows[source.last + 2 : source.last + 4])
    reports = reports or any(is_finite(line, place) for place in between)
    if before in ("which", "who") or (before in speech().auxiliaries and not reports):
        return True  # "the plan, which “upended my life”", "the house is overall “still an idea”": said about it
    if any(line.words[place] == ";" for place in between):
        return True
    if any(
        line.lows[place] in ("that", "which") and line.lows[place + 1] in ("includes", "contains", "goes", "features")
        for place in between
    ):
        return True  # "played a song that includes the lyrics “…”"
    if any(line.lows[place] in _HELD and line.lows[place + 1] == "that" for place in between):
        return True  # "Lee contrasted Vostran claims that it was “fit for duty”"
    if source.first and line.words[source.first - 1] == "," and source.last + 1 < token:
        # "Joined by Ann Lee, the Selm sheriff, Bo Park spoke of": what looks like the subject is an apposition.
        after = source.last + 1
        is_apposed = line.lows[source.first] in speech().determiners and line.words[source.first - 2][0].isupper()
        if is_apposed and line.words[after] == "," and line.words[after + 1][0].isupper():
            return True
    if source.head in ("body", "people", "document"):
        owned = [place for place in between if line.lows[place] in ("his", "her")]
        return bool(owned)
    return any(
        line.lows[place].endswith(("'s", "’s")) and line.words[place][0].isupper() and line.lows[place + 1] in _WORDS_OF
        for place in range(source.last + 1, token - 1)
    )


def opens_with_phrase(line: Line, start: int) -> bool:
    """Whether a sentence opens with a phrase before its subject: "Despite his “…”, Lee won"."""
    low = line.lows[start] if start < len(line.lows) else ""
    return (
        low in speech().prepositions
        or low.endswith("ing")
        or low in ("and", "but")
        or ((low in SUBORDINATE or low == "as") and line.lows[start + 1].endswith("ing"))
    )


def is_heading(line: Line, source: Source) -> bool:
    """Whether a subject is the beginning of a headline in capitals that is glued to its text: "TALKS FAIL IN SELM"."""
    written = line.words[source.first : source.last + 2]
    return len(written) > 1 and all(word.isupper() and word[0].isalpha() for word in written)


def only_seems(line: Line, source: Source) -> bool:
    """Whether a text is said to seem or to be about to do something, not to say it: "The email appears to"."""
    following = line.lows[source.last + 1] if source.last + 1 < len(line.lows) else ""
    return source.head == "document" and (following in _SEEMS or following in MODALS)


def is_attributive(line: Line, token: int, end: int) -> bool:
    """Whether quoted words only describe the noun behind them: "the “out of Orlo” signs", "his “stay home” speech"."""
    before = line.lows[token - 1] if token else ""
    after = line.words[token + 1] if token + 1 < end else "."
    words = speech()
    if not (before in words.determiners or before.endswith(("'s", "’s")) or before in ("in", "with", "of")):
        return False
    low = after.lower()
    return (
        after[0].islower()
        and line.text[line.starts[token] : line.ends[token]].rstrip("”\"'’» ")[-1:] not in ",.?!"
        and not (low in words.prepositions or low in words.boundaries or low in words.time_words)
        and not (low in words.adverbs or low in words.pronouns or low in ("and", "by", "as") or low in words.verbs)
    )


def shows_speech(line: Line, first: int, token: int) -> bool:
    """Whether something before the quoted words shows that the subject speaks: "credited Lee with", "her op-ed"."""
    words = speech()
    opens = line.text[line.starts[token] : line.ends[token]].lstrip("“\"'‘« [")[:1]
    if opens.isupper() and (line.words[token - 1] == "," or line.words[token - 1] in DASHES):
        return True  # "Lee shared her worry with the crowd, “I do not know”"
    for place in range(first, token):
        low = line.lows[place]
        if low in words.signs:
            return True
        verbs = words.verbs.get(low)
        if verbs and any(verb.verb_class not in ("think", "describe") and verb.form != "base" for verb in verbs):
            return True
    return False


def can_speak(speaker: Speaker) -> bool:
    """Whether a subject without a speech verb may be believed to speak: people and texts, no bodies, no countries."""
    return speaker.how != "organisation" and speaker.head not in ("body", "people")


def is_work(line: Line, token: int) -> bool:
    """Whether quoted words are a name that the sentence goes on with: "“Cold Iron” was", "“Cold Iron” star Ann Lee"."""
    inside = line.text[line.starts[token] : line.ends[token]].strip("“”\"'‘’«» ")
    following = line.words[token + 1] if token + 1 < len(line.words) else "."
    if not (inside[-1:].isalnum() and following[0].islower()):
        return False
    words = inside.split()
    return len(words) <= _MOST_OF_NAME and all(word[0].isupper() or word in _SMALL for word in words)


def goes_on(line: Line, token: int) -> bool:
    """Whether the quoted words are a thing that the sentence is about: "“Thin ice,” a song of …", "“Ice” is …"."""
    if is_work(line, token):
        return True
    _, end = line.bounds[line.sentence_of(token)]
    at = token + 2 if token + 1 < end and line.words[token + 1] == "," else token + 1
    return at < end and line.lows[at] in ("a", "an", "the") and ends_in_comma(line, token)


def has_maker(line: Line, token: int) -> bool:
    """Whether quoted words only say whose star or author speaks: "“Cold Iron” star Ann Lee agreed"."""
    return line.lows[token + 1 : token + 2] != [] and line.lows[token + 1] in _MAKERS and is_work(line, token)


def names(line: Line, token: int, speaker: Speaker) -> bool:
    """Whether quoted words speak of somebody by name: "“I called Lee and he was away.”" is not Lee's."""
    inside = line.text[line.starts[token] : line.ends[token]]
    surnames = [name.split()[-1] for name in speaker.names if speaker.kind == "named"]
    return any(
        re.search(rf"\b{re.escape(surname[:-1] if len(surname) > _LEAST_SPELT else surname)}\w*", inside) is not None
        for surname in surnames
        if len(surname) > 2  # initials and particles are in too many words
    )


def is_answered_for(line: Line, token: int) -> bool:
    """Whether a comma leads on from the words to an attribution of their own, whether or not it can be read."""
    inside = line.text[line.starts[token] : line.ends[token]].rstrip("”\"'’» ")
    following = line.words[token + 1] if token + 1 < len(line.words) else "."
    return inside.endswith(",") and following[0].isalpha() and following not in SUBORDINATE


def cited_in(line: Line, first: int, last: int) -> Source | None:
    """Whom a relay cites between two tokens: "state television reported, citing Lee"."""
    for place in range(first, last):
        if line.lows[place] in _CITING:
            return source_after(line, place + 1, last)
    return None


def is_relay(speaker: Speaker) -> bool:
    """Whether a speaker is no person, so that whoever it cites said the words."""
    return speaker.how == "organisation" or speaker.head in ("body", "document") or speaker.written.endswith("media")


def starts_anew(line: Line, token: int) -> bool:
    """Whether a sentence of its own follows words that end in a mark: `“Why?” The city said that`."""
    if line.number is None or token + 1 >= len(line.words):
        return False
    following = line.words[token + 1]
    inside = line.text[line.starts[token] : line.ends[token]].rstrip("”\"'’» ")
    if following == "I" or not following[0].isupper() or not inside.endswith(("?", "!", ".")):
        return False
    words = speech()
    low = following.lower()
    is_later = line.lows[token + 2 : token + 3] in (["later"], ["earlier"], ["ago"])  # "Months later, …"
    return is_later or low in words.determiners or low in words.pronouns or low in words.prepositions


def agent_between(line: Line, act: Act, token: int) -> Source | None:
    """The second of "condemned by Lee as “…” and by Park as “…”", for the words after it."""
    if act.side == "passive":
        for place in range(token - 2, act.last, -1):
            if line.lows[place] == "by" and line.lows[place - 1] in ("and", ","):
                return source_after(line, place + 1, token)
    return None
