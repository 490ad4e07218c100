"""Rules that look right beside a quotation: who stands behind it, or holds it as a claim; they remember nothing."""

from __future__ import annotations

from feeds.reading.acts import Act, Acts
from feeds.reading.clauses import clause_subject
from feeds.reading.name_runs import is_adverb
from feeds.reading.noun_phrases import Source
from feeds.reading.participles import quoted_one
from feeds.reading.quote_context import (
    BE,
    Found,
    cited_in,
    ends_in_comma,
    found_by,
    has_maker,
    introduces_next,
    is_relay,
    opens_subordinate,
    owner_at,
    reaches,
    relayed_by,
    starts_anew,
)
from feeds.reading.source_after import source_after
from feeds.reading.source_before import subject_before
from feeds.reading.speech import speech
from feeds.reading.speech_lines import DASHES, QUOTED, Line
from feeds.reading.verb_signs import is_finite
from feeds.reading.verb_use import NEVER_INVERTED

_BE_SHORT = frozenset(("'s", "’s", "'re", "’re", "'m", "’m"))

_ABOUT = frozenset("more than at least nearly about around almost over some up to fewer roughly most".split())
"""Words before a number of people who speak: `“…,” more than two dozen members wrote`."""

_CLAIMS = frozenset(
    """claim claims allegation allegations accusation accusations assertion assertions warning warnings promise promises
    pledge pledges vow vows threat threats call calls demand demands charge charges complaint complaints description
    comment comments remark remarks insistence declaration declarations suggestion suggestions contention""".split()
)


_REMARKS = frozenset("comment comments remark remarks".split())
"""What only "that" leads on from to the words themselves."""
_MOTTOES = frozenset("slogan motto message mantra catchphrase refrain answer reply response advice verdict".split())


_PUT_SO = frozenset(("put", "call", "describe", "phrase"))
_RECALLING = frozenset(("recall", "remember", "quote", "cite", "hear"))


def _who_is_recalled(line: Line, act: Act, end: int) -> Source | None:
    """Whom somebody remembers saying it: "Ann Lee recalled | Bo Orlo saying"; None where the words are their own."""
    if act.verb.lemma not in _RECALLING or act.side != "before":
        return None
    source = source_after(line, act.cue_last + 1, end)
    if source is None or source.head != "name":
        return None
    behind = line.lows[source.last + 1 : source.last + 3]
    return source if behind[:1] in (["saying"], ["telling"]) or behind == ["as", "saying"] else None


class Beside:
    """The rules over one story."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts
        self._lines = acts.lines.lines

    def dash(self, index: int, token: int) -> Found | None:
        """`“…” – Ann Lee` at the end of a paragraph, or alone in the next one."""
        line = self._lines[index]
        if any(act.cue_last < token for act in self._acts.by_sentence.get((index, line.sentence_of(token)), ())):
            return None  # "Lee said the plan was “dead”. – Agency": the name is a credit
        at = token + 1
        if at >= len(line.words):
            if index + 1 >= len(self._lines):
                return None
            index, line, at = index + 1, self._lines[index + 1], 0
        if at + 1 < len(line.words) and line.words[at] in ",.":
            at += 1
        if at + 1 >= len(line.words) or line.words[at] not in DASHES:
            return None
        source = source_after(line, at + 1, len(line.words))
        if source is None or source.head == "pronoun" or source.name_first < 0:
            return None
        rest = len(line.words) - 1 - source.last
        if rest > 0 and not (
            line.words[source.last + 1] in (",", "(", "|", ".", "on", "in")
            and rest < 14
            and QUOTED not in line.words[source.last :]
        ):
            return None
        if any(low in ("said", "says", "told") for low in line.lows[at:]):
            return None
        return Found(self._acts.cast.speaker(index, source), "dash-name", line.words[at])

    def after(self, index: int, token: int) -> Found | None:
        """`“…,” Lee said`, `“…,” said Lee`, `“…,” according to Lee`."""
        line = self._lines[index]
        sentence = line.sentence_of(token)
        _, end = line.bounds[sentence]
        at = token + 1
        while (
            at < end
            and (line.words[at] in (",", "-", "–", "—", "--") or line.lows[at] in ("as", "and"))
            and at < token + 3
        ):
            at += 1
        counted = at
        while counted < min(at + 3, end) and line.lows[counted] in _ABOUT:
            counted += 1
        if starts_anew(line, token) or self._is_named_before(index, sentence, token):
            return None
        if has_maker(line, token):
            return None
        relayed = relayed_by(line, at, end)
        if relayed is not None:
            cited = quoted_one(line, relayed, at)
            return Found(self._acts.cast.speaker(index, cited), "verb-after", "saying") if cited is not None else None
        for act in self._acts.by_sentence.get((index, sentence), ()):
            if act.cue_first <= token or act.side in ("participle", "infinitive", "passive", "shared"):
                continue
            if act.first in (at, at - 1, counted) or self._is_led_by_names(index, at, act):
                if line.lows[at - 1] == "and" or line.lows[at] == "and":
                    continue
                if act.side == "before" and line.lows[act.cue_first - 1] in ("who", "which"):
                    continue  # "the “silent thief” – a caller who uses": an apposition of the quoted words
                if opens_subordinate(line, sentence, token) and self._is_led_to(index, sentence, token):
                    return None
                is_report = act.side == "according" or (act.verb.lemma in ("report", "quote") and is_relay(act.speaker))
                if is_report and self._is_relayed(index, sentence, token):
                    return None
                if line.lows[act.first - 1] == "as" and act.verb.verb_class == "think":
                    continue  # "“Tea for two” as Ardenia seeks to": what goes on meanwhile
                if line.words[token + 1] == "as" and not ends_in_comma(line, token) and act.verb.lemma not in _PUT_SO:
                    continue  # "chanted “Orlo out” as Lee spoke"
                if act.side == "before" and introduces_next(line, act, end) and not ends_in_comma(line, token):
                    continue
                recalled = _who_is_recalled(line, act, end)
                if recalled is not None:
                    return Found(self._acts.cast.speaker(index, recalled), "verb-after", "saying")
                relay = self.cited(act, act.last + 1, end)
                return relay or found_by(self._lines, act, "according-to" if act.side == "according" else "verb-after")
            if act.first > at + 1:
                break
        if not ends_in_comma(line, token) or self._is_led_to(index, sentence, token):
            return None
        return self._name_after(index, token, at, end)

    def _is_led_by_names(self, index: int, at: int, act: Act) -> bool:
        """`“…,” Selm This Morning co-host Ann Lee said`: only words with capitals before what was read as source."""
        line = self._lines[index]
        if act.side != "before" or not at < act.first <= at + 4 or line.words[at - 1] != QUOTED:
            return False
        return ends_in_comma(line, at - 1) and all(word[0].isupper() for word in line.words[at : act.first])

    def cited(self, act: Act, first: int, last: int) -> Found | None:
        """`“…,” state television reported, citing Lee`: Lee, if a person is cited by what is none."""
        line = self._lines[act.line]
        source = cited_in(line, first, last) if is_relay(act.speaker) else None
        if source is None or source.head in ("document", "body"):
            return None
        speaker = self._acts.cast.speaker(act.line, source)
        return None if is_relay(speaker) else Found(speaker, "verb-after", "citing")

    def _is_relayed(self, index: int, sentence: int, token: int) -> bool:
        """`Lee said the demand was “absurd,” according to state media`: who relays the words did not say them."""
        line = self._lines[index]
        return any(
            act.last < token and act.is_real and act.verb.verb_class in ("say", "tell", "add", "write", "warn")
            for act in self._acts.by_sentence.get((index, sentence), ())
            if act.side in ("before", "shared") and reaches(line, act, token)
        )

    def _is_named_before(self, index: int, sentence: int, token: int) -> bool:
        """ "In a clip that Park called “vile,” Lee spoke of": the naming verb right before the words owns them."""
        return any(
            act.cue_last == token - 1 and act.side == "before" and act.verb.verb_class == "describe" and act.is_real
            for act in self._acts.by_sentence.get((index, sentence), ())
        )

    def _is_led_to(self, index: int, sentence: int, token: int) -> bool:
        """ "When Lee said he would “hold”, the crowd cheered": an act before the words leads to them."""
        line = self._lines[index]
        acts = self._acts.by_sentence.get((index, sentence), ())
        return any(act.last < token and act.is_real and reaches(line, act, token) for act in acts)

    def _name_after(self, index: int, token: int, at: int, end: int) -> Found | None:
        """`“…,” Lee, 30, of Oslo, said`, `“…,” Lee fumed`: a source behind the quote, then any verb in the past."""
        line = self._lines[index]
        if at >= end or line.words[at] == QUOTED:
            return None
        if line.lows[at].endswith("ed") and at + 1 < end and line.words[at + 1][0].isupper():
            if any(verb.lemma in NEVER_INVERTED for verb in speech().verbs.get(line.lows[at], ())):
                return None
            source = source_after(line, at + 1, end)
            if source is not None and source.name_first >= 0:
                return Found(self._acts.cast.speaker(index, source), "verb-after", line.words[at])
            return None
        source = clause_subject(line, at, end)
        if source is None or source.first != at:
            return self._anything_after(index, at, end)
        place = source.last + 1
        while place < end and is_adverb(line.lows[place]):
            place += 1
        if place >= end:
            return None
        if line.words[place] in (",", "(") or line.lows[place] in ("of", "who", "from", "at"):
            for later in range(place, min(place + 40, end)):
                if is_finite(line, later):
                    return Found(self._acts.cast.speaker(index, source), "verb-after", line.words[later])
            return None
        if line.lows[place] == "and":
            return None
        if line.lows[place].endswith("ed") or line.lows[place] in ("says", "went"):
            return Found(self._acts.cast.speaker(index, source), "verb-after", line.words[place])
        return self._anything_after(index, at, end)

    def _anything_after(self, index: int, at: int, end: int) -> Found | None:
        """`“…,” the suit reads`: right behind a quote, any noun phrase before a speech verb is its source."""
        line = self._lines[index]
        if line.lows[at] not in speech().determiners:
            return None
        for place in range(at + 2, min(at + 8, end)):
            if is_finite(line, place):
                source = Source(at, place - 1, "document")
                return Found(self._acts.cast.speaker(index, source), "verb-after", line.words[place])
            if not line.words[place][0].isalnum() or line.lows[place] in speech().boundaries:
                return None
        return None

    def in_words_of(self, index: int, token: int) -> Found | None:
        """`The bridge was, in Lee's own words, “…”`, `in her words “…”`."""
        line = self._lines[index]
        start, _ = line.bounds[line.sentence_of(token)]
        at = token - 2 if line.words[token - 1] == "," else token - 1
        if at - 2 < start or line.lows[at] != "words":
            return None
        at -= 2 if line.lows[at - 1] == "own" else 1
        if line.lows[at] in ("his", "her") and line.lows[at - 1] == "in":
            source: Source | None = Source(at, at, "pronoun")
        else:
            source = owner_at(line, start, at)
        return Found(self._acts.cast.speaker(index, source), "according-to", "in the words of") if source else None

    def claim_of(self, index: int, token: int) -> Found | None:
        """`… rejected Lee's claim of “…”`, `Lee's vow to “…”`: words held by a noun of speech are its owner's."""
        line = self._lines[index]
        if _CLAIMS.isdisjoint(line.lows[max(0, token - 8) : token]):
            return None
        start, _ = line.bounds[line.sentence_of(token)]
        leads_to_that = line.lows[token - 1 - (line.words[token - 1] == ",")] == "that"
        source: Source | None
        for place in range(token - 1, max(start, token - 10), -1):
            low = line.lows[place]
            if low in _CLAIMS and place + 2 < token and line.lows[place + 1] in ("by", "from"):
                source = source_after(line, place + 2, token)  # "the suggestion by a minister that"
                if source is None or source.last + 1 >= token or line.lows[source.last + 1] not in ("that", "to"):
                    return None
                return Found(self._acts.cast.speaker(index, source), "claim-of", low)
            if low in _CLAIMS:
                leads = line.lows[place + 1] if place + 1 < token else ""
                if leads not in ("of", "that", "to", "for", "about", "") and not leads_to_that:
                    return None
                if low in _REMARKS and not leads_to_that:
                    return None
                owner = line.lows[place - 1] if place - 1 > start else ""
                if owner in speech().heads:
                    return None  # "Lee's report demands that": a verb
                if owner in speech().time_words and place - 2 >= start:
                    place -= 1  # "her March comment that"
                    owner = line.lows[place - 1]
                if (
                    line.words[place - 1][0].islower()
                    and owner not in ("his", "her")
                    and not owner.endswith(("'s", "’s"))
                    and place - 2 >= start
                ):
                    place -= 1  # "Lee's repeated claims"
                if line.lows[place - 1] in ("his", "her"):
                    source = Source(place - 1, place - 1, "pronoun")
                else:
                    source = owner_at(line, start, place - 1)
                return Found(self._acts.cast.speaker(index, source), "claim-of", low) if source is not None else None
            if not line.words[place][0].isalnum() or is_finite(line, place) or low in ("who", "which", "and", "but"):
                return None
        return None

    def motto(self, index: int, token: int) -> Found | None:
        """`Lee's campaign slogan is “…”`, `her answer was: “…”`: words that a noun of speech is said to be."""
        line = self._lines[index]
        start, _ = line.bounds[line.sentence_of(token)]
        at = token - 1 if line.words[token - 1] not in (":", ",", "that") else token - 2
        if at - 2 < start or line.lows[at] not in BE or line.lows[at - 1] not in _MOTTOES:
            return None
        for place in range(at - 2, max(start, at - 5) - 1, -1):
            if line.lows[place] in ("his", "her"):
                source: Source | None = Source(place, place, "pronoun")
            elif line.lows[place].endswith(("'s", "’s")):
                source = owner_at(line, start, place) or _described_owner(line, start, place)
            else:
                continue
            is_opener = place > start and line.words[place - 1] == "," and line.lows[start] == "asked"
            if source is None or is_opener:
                return None
            return Found(self._acts.cast.speaker(index, source), "claim-of", line.lows[at - 1])
        return None

    def was_like(self, index: int, token: int) -> Found | None:
        """`He was like, “Come back on Monday.”`: as people tell each other who said what."""
        line = self._lines[index]
        start, _ = line.bounds[line.sentence_of(token)]
        at = token - 1 if token > start and line.words[token - 1] != "," else token - 2
        opens = line.text[line.starts[token] : line.ends[token]].lstrip("“\"'‘ ")[:1]
        if at - 2 < start or line.lows[at] != "like" or not opens.isupper():
            return None
        be = at - 1 if not is_adverb(line.lows[at - 1]) else at - 2
        if be <= start or line.lows[be] not in BE | _BE_SHORT:
            return None
        source = subject_before(line, be, start)
        if source is None or source.head not in ("pronoun", "name", "person", "people"):
            return None
        if line.words[token - 1] != "," and source.head == "name":
            return None  # "Selm is like “The Old Mill”" compares
        return Found(self._acts.cast.speaker(index, source), "verb-before", line.written(be, at))


def _described_owner(line: Line, start: int, at: int) -> Source | None:
    """The person a possessive describes: "The Selm senator’s"."""
    if line.lows[at][:-2] not in speech().person_heads:
        return None
    opens = [place for place in range(max(start, at - 4), at) if line.lows[place] in speech().determiners]
    return Source(opens[-1], at, "person") if opens else None
