"""Which acts belong in a log and can be read there alone: no questions, habits or polls, and no phrase cut loose."""

from __future__ import annotations

import re
from itertools import pairwise

from feeds.reading.event_clauses import Act
from feeds.reading.event_sentence import AUXILIARY, PREPOSITION, SUBORDINATOR, Words
from feeds.reading.event_words import event_words
from feeds.story import named

_HABITS = frozenset(
    "always usually often generally typically normally traditionally routinely rarely sometimes".split()
)
_OFTEN = frozenset(
    """
    day night morning evening week weekend month year hour monday tuesday wednesday thursday friday saturday sunday
    """.split()
)
_ITSELF = frozenset("itself themselves himself herself myself yourself ourselves".split())
_MEASURED = frozenset(("%", "percent", "percentage", "respondents", "pollsters"))
_OPINIONS = frozenset(("propose", "agree", "reject", "demand", "plan"))
"""Kinds of acts that a share of people does not do but would like."""
_WISHES = frozenset("want wants wanted believe support".split())
_CUT_LOOSE = frozenset(
    """
    to they them it he she who whom whose which that this these those there what how why than or nor and but
    after before since while because although though whereas when until whether if unless so yet
    """.split()
)
"""First words of a phrase whose beginning stands elsewhere."""
_OWNERS = frozenset("his her its their my our your".split())
_PRONOUNS = frozenset("he she they it we i you".split())
_WRITTEN = frozenset("statement letter resolution declaration message post".split())
_ARRANGED = frozenset(("talks", "peace", "truce"))
_NEEDS_NO_OBJECT = frozenset(
    """
    resign retreat surrender withdraw explode clash die protest demonstrate rally riot march abstain quit disarm
    begin start resume end continue land arrive negotiate
    """.split()
) | frozenset(
    (
        "step down",
        "step aside",
        "pull out",
        "hit back",
        "pull back",
        "stand down",
        "break out",
        "take place",
        "lay down arms",
        "exchange fire",
        "trade fire",
        "open fire",
    )
)
"""Lemmas that say all there is to say with their subject."""
_TELLS_OF = re.compile(r"[a-z]+ing (?:[A-Z]|the |a |an |his |her |their |its )")
_SPOKEN = frozenset({"threaten", "accuse", "announce", "demand", "propose"})
_NOTHING_SAID = re.compile(
    r"^\S.* \w+(?:ed|s) in (?:a|an|the|his|her|its|their) (?:joint |written |rare |brief |televised )?"
    r"(?:statement|letter|post|interview|speech|message|address)$"
)
_MARKS = (("“", "”"), ("(", ")"), ("[", "]"))


def is_question(words: Words) -> bool:
    """Whether a sentence asks: "Will Ardenia reject it?" tells nothing."""
    return "?" in words.low[-2:] and not words.quoted[len(words.low) - 1 - words.low[::-1].index("?")]


_ENDS_A_PHRASE = PREPOSITION | SUBORDINATOR | frozenset((",", "and", ".", ";"))
_OF_HEALTH = frozenset(("heart", "panic", "anxiety", "asthma", "cardiac"))


def is_of_a_log(words: Words, act: Act) -> bool:
    """Whether an act is done once by somebody: not a habit, a wish of so many in a hundred or a way to see oneself."""
    if act.trigger.kind == "assault" and _is_of_nature(words, act):
        return False
    group = words.low[act.group : act.at]
    if group and not _HABITS.isdisjoint(group) and act.trigger.form in ("base", "s", "ing"):
        return False
    if act.trigger.form in ("base", "s") and act.use == "finite" and _comes_again(words, act):
        return False
    if act.trigger.kind in _OPINIONS or (group and not _WISHES.isdisjoint(group)):
        subject = words.low[max(act.subject, 0) : act.group] if act.use != "noun" else []
        before = words.low[max(0, act.group - 8) : act.group]
        is_share = not _MEASURED.isdisjoint(subject) or ("cent" in subject and "per" in subject)
        if is_share and not _MEASURED.isdisjoint((*before, "percent" if "cent" in before else "")):
            return False
    if act.trigger.lemma in ("back", "endorse") and act.use == "passive" and group[-1:] in (["is"], ["are"]):
        return False  # "is backed by Vostra" tells how things are
    if act.trigger.lemma.startswith("suffer") and not _OF_HEALTH.isdisjoint(words.low[act.at + 1 : act.at + 5]):
        return False  # "suffered a heart attack"
    may_be_inward = act.trigger.kind in ("propose", "plan")
    return not (may_be_inward and not _ITSELF.isdisjoint(words.low[act.last + 1 : act.last + 4]))


def _is_of_nature(words: Words, act: Act) -> bool:
    """ "A heat wave hit Vostra", "killed in an earthquake": nobody's doing, not "a flood of drones hit"."""
    nature = event_words().nature
    if nature.isdisjoint(words.low):
        return False
    if act.use == "passive":
        led = (at + 1 for at in range(act.last + 1, min(act.until, act.last + 7)) if words.low[at] in ("by", "in"))
        return any(_is_headed_by(words, first, act.until, nature) for first in led)
    return act.use == "finite" and act.subject >= 0 and _is_headed_by(words, act.subject, act.group, nature)


def _is_headed_by(words: Words, first: int, end: int, heads: frozenset[str]) -> bool:
    """Whether the noun phrase from `first` on ends in one of these, or in a name behind one: "Hurricane Orla"."""
    for at in range(first, end):
        low = words.low[at]
        if low in _ENDS_A_PHRASE:
            return at > first and words.low[at - 1] in heads and low != "of"
        if low in heads and at + 1 < end and words.actor[at + 1] is not None:
            return True
        if low == "heat" and words.low[at + 1 : at + 2] in (["wave"], ["waves"]):
            return True
    return end > first and words.low[end - 1] in heads


def _comes_again(words: Words, act: Act) -> bool:
    """Whether the clause says how often: "meets her every Friday"."""
    lows = words.low[act.clause : act.until]
    if "every" not in lows and "each" not in lows:
        return False
    return any(low in ("every", "each") and after in _OFTEN for low, after in pairwise(lows))


def is_readable(words: Words, act: Act, what: str, *, is_claim: bool, is_dated_plan: bool) -> bool:
    """Whether a phrase tells a reader of the log alone who or what it is about, and what was done.

    A claim has its claimant beside it, a plan with its day belongs on an agenda: they may say a little less.
    """
    if not what or not (what[0].isalnum() or what[0] in "“\"‘'$£€#"):
        return False
    written = what.split()
    first = written[0].lower().strip("“\"‘',")
    if first in _CUT_LOOSE or first in AUXILIARY or not _marks_match(what):
        return False
    if written[-1].lower() == "this" and act.use != "noun":
        return False  # "Vostra disputes this"
    if first in _OWNERS and not (named(act.by) or is_dated_plan or (named(act.target) and act.use != "noun")):
        return False
    if act.use == "noun" and first in ("any", "no", "such"):
        return False
    if act.use == "noun" and _TELLS_OF.match(what) and words.low[act.at] != first:
        return False  # "analysing Toss's first visit to Selm"
    if act.trigger.kind in _SPOKEN and " in " in what and _NOTHING_SAID.search(what):
        return False  # "warned in a joint statement": of what?
    if act.use == "participle" and not _adds_to_the_main_clause(words, act):
        return False
    if act.use == "noun":
        return is_dated_plan or _names_the_parties(act, first, len(written), is_claim)
    is_headless = act.opener in ("who", "which") and act.subject == act.clause
    if not act.by and is_headless and act.use in ("finite", "participle", "gerund"):
        return False  # "an ally of Toss who | fled": nobody is named
    verb = words.body[words.start[act.at] : words.end[act.last]]
    if what.startswith(verb) and verb[:1].islower():
        return False  # "announced by the president", "calling for calm"
    if _is_told_of_another(words, act) or f", {act.opener or '-'} " in what.partition(verb)[0]:
        return False
    is_bare = act.use == "finite" and what.endswith(verb) and not _meet_each_other(words, act)
    return not is_bare or act.noun is not None or act.trigger.lemma in _NEEDS_NO_OBJECT


def _meet_each_other(words: Words, act: Act) -> bool:
    """ "Toss and Mral will meet": the subject names both sides."""
    subject = words.low[act.subject : act.group] if act.subject >= 0 else []
    return act.trigger.kind in ("consult", "agree") and (len(act.by) > 1 or "both" in subject or "two" in subject)


def _names_the_parties(act: Act, first: str, length: int, is_claim: bool) -> bool:
    """Whether a noun says by itself whose act it is: "talks of A and B", not "a hearing", "a meeting with A"."""
    if act.by:
        return True
    if act.trigger.kind == "consult" and first not in _ARRANGED:
        return (is_claim or not act.target) and length > 3
    return bool(act.target) or length > 3


def _adds_to_the_main_clause(words: Words, act: Act) -> bool:
    """Whether a participle has the subject it is given: ", demanding …", "a statement blaming …", not "stop firing"."""
    at = act.at - 1
    while at > 0 and words.is_adverb(at):
        at -= 1
    before = words.low[at] if at >= 0 else ","
    return (
        before in (",", "and", "—", "–", "while")
        or before in _WRITTEN
        or _reports(before)
        or (before.endswith("ed") and at > 0 and words.low[at - 1] in _WRITTEN)
    )


def _reports(low: str) -> bool:
    """Whether a word is a verb of speech that takes what was done in -ing: "reported capturing"."""
    lexicon = event_words()
    entry = lexicon.speech.get(low)
    return entry is not None and entry[2] in lexicon.with_gerund


def _is_told_of_another(words: Words, act: Act) -> bool:
    """ "the friends he travelled with": a pronoun right behind a noun, whose clause only describes that noun."""
    pronoun = act.group - 1
    if act.group and words.low[pronoun] == "there" and act.subject < pronoun:
        return True  # "how many cuts there will be"
    if pronoun < 1 or words.low[pronoun] not in _PRONOUNS or pronoun <= act.clause:
        return False
    return words.is_noun_like(pronoun - 1) and not words.low[pronoun - 1].endswith("ing")


def _marks_match(what: str) -> bool:
    """Whether no quotation or bracket is closed that was not opened: text glued together, or cut in the middle."""
    for opening, closing in _MARKS:
        at = what.find(closing)
        if at >= 0 and not 0 <= what.find(opening) < at:
            return False
    return True
