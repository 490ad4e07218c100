"""Attribution: a sieve of rules ordered by precision gives each quotation its speaker; the first that finds one wins.

Each rule has a code in REASONS, which `explain` prints and the dashboard shows.
"""

from __future__ import annotations

from collections.abc import Sequence

from feeds.reading.acts import MOST_QUOTES, Act, Acts
from feeds.reading.clauses import clause_subject
from feeds.reading.focus import Speaker
from feeds.reading.noun_phrases import Source, is_adverb, read_name, read_region
from feeds.reading.sources import post_modifiers, source_after, subject_before
from feeds.reading.speech import speech
from feeds.reading.speech_lines import DASHES, QUOTED, Line
from feeds.reading.verb_use import NEVER_INVERTED, is_finite, is_nobody, quoted_one
from feeds.records import dataclass

REASONS: dict[str, tuple[float, str]] = {
    "dash-name": (0.97, "the name stands after a dash behind the quote"),
    "verb-after": (0.98, "subject and speech verb follow the quote"),
    "verb-before": (0.95, "subject and speech verb stand right before the quote"),
    "colon": (0.86, "the sentence with its speaker ends in a colon before the quote"),
    "transcript": (0.97, "the line begins with the speaker's name and a colon"),
    "participle": (0.93, "a participle ('saying', 'vowing to') hangs on the subject of the sentence"),
    "according-to": (0.95, "according to, in the words of"),
    "claim-of": (0.90, "the words are somebody's claim, call or warning: Lee's claim of"),
    "that-clause": (0.93, "the quoted words stand inside the clause of a speech verb"),
    "clause-after": (0.95, "subject and speech verb close the sentence the words stand in"),
    "split": (0.75, "the quote goes on after its attribution"),
    "carry-on": (0.96, "the quote goes on from an attributed one in the same paragraph"),
    "carry-back": (0.90, "a quote right before an attributed one in the same paragraph"),
    "sentence-before": (0.75, "the sentence before says who speaks"),
    "paragraph-before": (0.70, "the paragraph before says who speaks"),
    "headline": (0.93, "the same words stand in the body with their speaker"),
    "subject": (0.70, "the subject of the sentence the words stand in"),
    "pronoun-unresolved": (0.30, "a pronoun that cannot be given a name safely"),
    "no-speaker": (0.0, "no rule found a speaker"),
}
"""Reason codes: the confidence of a speaker found by the rule (about how often it is right on news articles), and what
the rule looks at."""

_BE = frozenset(("is", "are", "was", "were", "be", "been"))
_BE_SHORT = frozenset(("'s", "’s", "'re", "’re", "'m", "’m"))
_SPEAKERS = frozenset(
    """ministry minister army military government office spokesman spokeswoman spokesperson embassy president premier
    envoy deputy leader police court chief official officials commander ambassador adviser lawyer""".split()
)
"""What somebody can own that speaks for itself: "Vostra's defence ministry" is not Vostra."""
_EMBEDDING = frozenset(("before", "after", "shared", "participle"))
_LEAST_OF_SUBJECT = 3
"""Words the subject of a sentence without any verb of speech is given."""
_ABOUT = frozenset("more than at least nearly about around almost over some up to fewer roughly most".split())
"""Words before a number of people who speak: `“…,” more than two dozen members wrote`."""
_CLAIMS = frozenset(
    """claim claims allegation allegations accusation accusations assertion assertions warning warnings promise promises
    pledge pledges vow vows threat threats call calls demand demands charge charges complaint complaints description
    insistence declaration suggestion suggestions contention""".split()
)
_SUBORDINATE = frozenset("when after as while although though since before once if because".split())
_WORDS_OF = frozenset("remark remarks comment comments statement words dictum quip line claim call".split())
_WISHES = frozenset("want intend plan seek expect hope".split())
_PRESENTING = frozenset(("here’s", "here's"))
_SHORT_REACH = frozenset(
    """continue go on conclude use find see show know plan want seek view expect imagine assume decide consider signal
    think talk speak mention cite express interrupt thank welcome defend use paint cast feel hope agree""".split()
)
"""Verbs that introduce quoted words only right behind them."""


@dataclass(frozen=True, slots=True)
class Found:
    """The speaker of a quotation, the code of the rule that found it, the cue and the addressee as written."""

    speaker: Speaker
    reason: str
    cue: str | None = None
    addressee: str | None = None


def attribute(acts: Acts, prose: Sequence[int]) -> dict[int, Found]:
    """The speakers of some quotations by number; what no rule can give a speaker is missing."""
    return _Sieve(acts).attribute(prose)


class _Sieve:
    """The rules, over one story in reading order."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts
        self._lines = acts.lines.lines
        self._found: dict[int, Found] = {}

    def attribute(self, prose: Sequence[int]) -> dict[int, Found]:
        for number in prose:
            self._attribute(number)
        for number in reversed(prose):
            if number not in self._found:
                self._carry_back(number)
        for number in prose:
            if number not in self._found:
                self._carry_over(number)
        for number in prose:
            places = self._acts.lines.places[number]
            found = self._split(*places[0]) if number not in self._found and places else None
            if found is not None:
                self._found[number] = found  # "“A”, adding that “B”" behind a quote whose speaker was carried over
        return self._found

    def _attribute(self, number: int) -> None:
        places = self._acts.lines.places[number]
        if not places:
            return
        found = (
            self._dash(*places[-1])
            or self._after(*places[-1])
            or self._label(*places[0])
            or self._claim_of(*places[0])
            or self._was_like(*places[0])
            or self._before(*places[0])
            or self._trailing(*places[-1])
            or self._colon(*places[0])
            or self._split(*places[0])
            or self._inside(*places[0])
        )
        if found is not None:
            self._found[number] = found

    def _dash(self, index: int, token: int) -> Found | None:
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

    def _after(self, index: int, token: int) -> Found | None:
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
        relayed = self._relayed_by(line, at, end)
        if relayed is not None:
            cited = quoted_one(line, relayed, at)
            return Found(self._acts.cast.speaker(index, cited), "verb-after", "saying") if cited is not None else None
        for act in self._acts.by_sentence.get((index, sentence), ()):
            if act.cue_first <= token or act.side in ("participle", "infinitive", "passive", "shared"):
                continue
            if act.first in (at, at - 1, counted):
                if line.lows[at - 1] == "and" or line.lows[at] == "and":
                    continue
                if self._opens_subordinate(line, sentence, token) and self._is_led_to(index, sentence, token):
                    return None
                if act.side == "according" and self._is_relayed(index, sentence, token):
                    return None
                if (
                    act.side == "before"
                    and self._introduces_next(line, act, end)
                    and not self._ends_in_comma(line, token)
                ):
                    continue
                return self._by(act, "according-to" if act.side == "according" else "verb-after")
            if act.first > at + 1:
                break
        if not self._ends_in_comma(line, token) or self._is_led_to(index, sentence, token):
            return None
        return self._name_after(index, token, at, end)

    def _is_relayed(self, index: int, sentence: int, token: int) -> bool:
        """`Lee said the demand was “absurd,” according to state media`: who relays the words did not say them."""
        line = self._lines[index]
        return any(
            act.last < token and act.is_real and act.verb.verb_class in ("say", "tell", "add", "write")
            for act in self._acts.by_sentence.get((index, sentence), ())
            if act.side in ("before", "shared") and self._reaches(line, act, token)
        )

    @staticmethod
    def _relayed_by(line: Line, at: int, end: int) -> int | None:
        """The "as" of `“…,” the agency quoted Lee as saying`: Lee's words, whoever passes them on."""
        for place in range(at + 1, min(at + 8, end - 2)):
            if line.lows[place] in ("quoted", "quotes", "cited", "cites"):
                behind = line.lows[place + 2 : min(place + 16, end)]
                is_active = line.lows[place - 1] not in ("was", "were", "is", "are", "been", "being", "’s", "'s")
                return place + 2 + behind.index("as") if is_active and "as" in behind else None
            if is_finite(line, place) or not line.words[place][0].isalnum():
                return None
        return None

    def _opens_subordinate(self, line: Line, sentence: int, token: int) -> bool:
        """Whether the words stand in the clause before the main one: "After Lee said he was “sure”, Park said …"."""
        start, _ = line.bounds[sentence]
        opens = any(line.lows[place] in _SUBORDINATE for place in range(start, min(start + 3, token)))
        return opens and not any(word in (",", ":", "—", "–") for word in line.words[start:token])

    def _is_led_to(self, index: int, sentence: int, token: int) -> bool:
        """ "When Lee said he would “hold”, the crowd cheered": an act before the words leads to them."""
        line = self._lines[index]
        acts = self._acts.by_sentence.get((index, sentence), ())
        return any(act.last < token and act.is_real and self._reaches(line, act, token) for act in acts)

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

    def _claim_of(self, index: int, token: int) -> Found | None:
        """`… rejected Lee's claim of “…”`, `Lee's vow to “…”`: words held by a noun of speech are its owner's."""
        line = self._lines[index]
        if _CLAIMS.isdisjoint(line.lows[max(0, token - 8) : token]):
            return None
        start, _ = line.bounds[line.sentence_of(token)]
        for place in range(token - 1, max(start, token - 9), -1):
            low = line.lows[place]
            if low in _CLAIMS and place + 2 < token and line.lows[place + 1] in ("by", "from"):
                source = source_after(line, place + 2, token)  # "the suggestion by a minister that"
                if source is None or source.last + 1 >= token or line.lows[source.last + 1] not in ("that", "to"):
                    return None
                return Found(self._acts.cast.speaker(index, source), "claim-of", low)
            if low in _CLAIMS:
                if place + 1 < token and line.lows[place + 1] not in ("of", "that", "to", "for", "about"):
                    return None
                owner = line.lows[place - 1] if place - 1 > start else ""
                if owner in speech().heads:
                    return None  # "Lee's report demands that": a verb
                if line.words[place - 1][0].islower() and not owner.endswith(("'s", "’s")) and place - 2 >= start:
                    place -= 1  # "Lee's repeated claims"
                source = self._owner(line, start, place - 1)
                return Found(self._acts.cast.speaker(index, source), "claim-of", low) if source is not None else None
            if not line.words[place][0].isalnum() or is_finite(line, place) or low in ("who", "which", "and", "but"):
                return None
        return None

    def _was_like(self, index: int, token: int) -> Found | None:
        """`He was like, “Come back on Monday.”`: as people tell each other who said what."""
        line = self._lines[index]
        start, _ = line.bounds[line.sentence_of(token)]
        at = token - 1 if token > start and line.words[token - 1] != "," else token - 2
        opens = line.text[line.starts[token] : line.ends[token]].lstrip("“\"'‘ ")[:1]
        if at - 2 < start or line.lows[at] != "like" or not opens.isupper():
            return None
        be = at - 1 if not is_adverb(line.lows[at - 1]) else at - 2
        if be <= start or line.lows[be] not in _BE | _BE_SHORT:
            return None
        source = subject_before(line, be, start)
        if source is None or source.head not in ("pronoun", "name", "person", "people"):
            return None
        if line.words[token - 1] != "," and source.head == "name":
            return None  # "Selm is like “The Old Mill”" compares
        return Found(self._acts.cast.speaker(index, source), "verb-before", line.written(be, at))

    def _owner(self, line: Line, start: int, at: int) -> Source | None:
        """The named owner that ends at a token: "Ann Lee's"."""
        if at < start or not line.lows[at].endswith(("'s", "’s", "s'", "s’")) or not line.words[at][0].isupper():
            return None
        first = at
        while first > start and line.words[first - 1][0].isupper() and line.lows[first - 1] not in speech().starters:
            first -= 1
        return read_name(line, first, at)

    def _trailing(self, index: int, token: int) -> Found | None:
        """`The plan is “dead” and will stay so, Lee said.`: the act at the end of the sentence owns all of it."""
        line = self._lines[index]
        sentence = line.sentence_of(token)
        for act in self._acts.by_sentence.get((index, sentence), ()):
            if act.cue_first <= token or act.side not in ("before", "after", "according"):
                continue
            if act.first > token and line.words[act.first - 1] in (",", "—", "–", "-", QUOTED):
                return self._by(act, "according-to" if act.side == "according" else "clause-after")
        return None

    def _introduces_next(self, line: Line, act: Act, end: int) -> bool:
        """Whether an act leads on to a further quote: `“A” Lee said: “B”`."""
        at = act.cue_last + 1
        while at < end and line.words[at] in (",", ":"):
            at += 1
        return at < end and line.words[at] == QUOTED

    def _ends_in_comma(self, line: Line, token: int) -> bool:
        inside = line.text[line.starts[token] : line.ends[token]].rstrip("”\"'’» ")
        return inside.endswith((",", "?", "!", "—", "-")) or (
            token + 1 < len(line.words) and line.words[token + 1] == ","
        )

    def _before(self, index: int, token: int) -> Found | None:
        """`Lee said: “…”`, `Lee said the plan was “…”`, `…, saying “…”`."""
        line = self._lines[index]
        sentence = line.sentence_of(token)
        best: Act | None = None
        for act in self._acts.by_sentence.get((index, sentence), ()):
            if act.side == "passive" and "," in line.words[act.last + 1 : token - 1]:
                continue  # "Asked by Lee whether he would, his answer was: “No.”" is not Lee's
            if act.last < token and act.cue_last < token and self._reaches(line, act, token):
                best = act
        if best is None:
            return None
        best = self._outer(index, sentence, best, token)
        if self._leaves_open(line, best):
            return None
        between = line.words[best.cue_last + 1 : token] if best.side != "after" else line.words[best.last + 1 : token]
        if best.side == "participle":
            return self._by(best, "participle")
        if best.side == "according":
            return self._by(best, "according-to")
        if not between or all(not word[0].isalnum() for word in between):
            return self._by(best, "verb-before")
        if between[-1] == ":":
            return self._by(best, "colon")
        if QUOTED in between and best.side == "after":
            return self._by(best, "split")
        return self._by(best, "that-clause" if len(between) > 2 else "verb-before")

    def _leaves_open(self, line: Line, act: Act) -> bool:
        """ "Lee did not say whether the plan was “dead”": the words are not Lee's."""
        following = line.lows[act.cue_last + 1] if act.cue_last + 1 < len(line.lows) else ""
        return not act.is_real and act.verb.verb_class != "think" and following in ("whether", "if")

    def _outer(self, index: int, sentence: int, best: Act, token: int) -> Act:
        """ "Lee said the police wanted to “start”": the speaker, not the one whose wish is reported."""
        if best.verb.verb_class != "think" and best.is_real:
            return best
        line = self._lines[index]
        is_wish = best.verb.lemma in _WISHES
        if best.first and line.lows[best.first - 1] in _SUBORDINATE and best.side == "before" and not is_wish:
            return best  # "Lee tweeted after Park argued that “…”"
        for act in self._acts.by_sentence.get((index, sentence), ()):
            embeds = (
                act.cue_last < best.first and act.verb.takes and act.side in ("before", "after", "shared", "participle")
            )
            if embeds and act.is_real and act.cue_last < token:
                return act
        return best

    def _reaches(self, line: Line, act: Act, token: int) -> bool:
        """Whether what a verb introduces can go as far as the quote: "continued" introduces only what is next."""
        gap = token - 1 - act.cue_last
        between = line.words[act.last + 1 : token]
        if ";" in between and QUOTED not in between:
            return False
        if act.verb.lemma == "go on" and gap and line.words[act.cue_last + 1][0].isalnum():
            return line.lows[act.cue_last + 1] in ("to", "that")  # "goes on recess", "went on stage"
        if gap <= 2:
            return True
        if act.verb.lemma == "put it":
            return True
        if act.verb.verb_class == "utter" or act.verb.lemma in _SHORT_REACH:
            return any(word in (":", ",") for word in line.words[token - 1 : token])
        return act.is_real or gap <= 4

    def _colon(self, index: int, token: int) -> Found | None:
        """The sentence before, or the paragraph before, ends in a colon; or `NAME: …` opens the line."""
        line = self._lines[index]
        start, _ = line.bounds[line.sentence_of(token)]
        if token > start and line.words[token - 1] == ":":
            source = clause_subject(line, start, token - 1)
            speaker = self._acts.cast.speaker(index, source) if source is not None else None
            if speaker is not None and _is_sure(speaker):
                return Found(speaker, "colon", ":")
        if token == 0 and index > 0:
            before = self._lines[index - 1]
            if before.number is not None and before.words and before.words[-1] == ":":
                return self._last_act(index - 1, "colon")
        return None

    def _label(self, index: int, token: int) -> Found | None:
        """`NAME: “…”`, `Good news – Ann Lee: “…”`: a name alone before the colon, whatever else the sentence says."""
        line = self._lines[index]
        start, _ = line.bounds[line.sentence_of(token)]
        if token <= start or line.words[token - 1] != ":":
            return None
        source = self._named_before_colon(line, start, token - 1)
        return Found(self._acts.cast.speaker(index, source), "transcript", ":") if source is not None else None

    def _named_before_colon(self, line: Line, start: int, colon: int) -> Source | None:
        """`NAME:` alone, `… – Ann Lee:`, `From Ann Lee’s letter:`."""
        first = colon
        while first > start and (line.words[first - 1][0].isupper() or line.lows[first - 1] in speech().particles):
            first -= 1
        if first < colon and (
            first == start or line.words[first - 1] in DASHES or line.lows[first - 1] in ("from", "by")
        ):
            source = source_after(line, first, colon)
            return source if source is not None and source.last == colon - 1 else None
        titled = read_region(line, start, colon - 1) if 1 < colon - start < 9 else None
        if titled is not None and titled.name_last == colon - 1 and titled.name_first > start:
            before = line.lows[titled.name_first - 1]
            if before in speech().person_heads and not any(is_finite(line, place) for place in range(start, colon)):
                return titled  # "National coach Ann Lee:"
        if line.lows[start] in _PRESENTING:
            last = start
            while last + 1 < colon and line.words[last + 1][0].isupper():
                last += 1
            return read_name(line, start + 1, last) if last > start else None  # "Here's Ann Lee in December:"
        for place in range(max(start, colon - 6), colon):
            if line.lows[place].endswith(("’s", "'s")) and line.words[place][0].isupper():
                owner = place
                while owner > start and line.words[owner - 1][0].isupper():
                    owner -= 1
                if any(is_finite(line, later) or line.lows[later] in _SPEAKERS for later in range(place + 1, colon)):
                    return None  # "Vostra's defence ministry claims otherwise:" is a sentence, no label
                if any(is_finite(line, earlier) for earlier in range(start, owner)):
                    return None  # "Park said of Lee's request:"
                if owner == start or line.lows[owner - 1] in ("from", "in", "of"):
                    return read_name(line, owner, place)
        return None

    def _last_act(self, index: int, reason: str) -> Found | None:
        """Who speaks at the end of a line: its last act, else the subject of its last sentence."""
        line = self._lines[index]
        if not line.bounds:
            return None
        sentence = len(line.bounds) - 1
        acts = self._acts.by_sentence.get((index, sentence))
        if acts:
            return self._by(self._main_act(line, acts), reason)
        start, end = line.bounds[sentence]
        source = clause_subject(line, start, end)
        speaker = self._acts.cast.speaker(index, source) if source is not None else None
        return Found(speaker, reason) if speaker is not None and _carries(speaker) else None

    def _main_act(self, line: Line, acts: Sequence[Act]) -> Act:
        """The last act of a sentence that is not itself reported: "Lee said that critics had warned of it" is Lee's."""
        last = acts[-1]
        for act in acts[:-1]:
            if act.is_real and act.verb.takes and act.side in ("before", "shared") and act.cue_last < last.first:
                between = line.words[act.cue_last + 1 : last.first]
                if "," not in between or line.lows[act.cue_last + 1] == "that":
                    return act
        return last

    def _split(self, index: int, token: int) -> Found | None:
        """`“A,” Lee said, “B”` and `“A,” Lee said. “B”`: after the quote before, with only its act between."""
        line = self._lines[index]
        earlier = [place for place in line.quotes if place < token]
        if not earlier:
            return None
        last = max(earlier)
        found = self._found.get(line.quotes[last])
        if found is None:
            return None
        sentence = line.sentence_of(token)
        start = line.bounds[sentence][0]
        if line.words[token - 1] == ":" and "," in line.words[last + 1 : token]:
            return None  # "Asked by Lee if he would “run”, his reaction was: “No.”"
        if line.sentence_of(last) == sentence:
            return Found(found.speaker, "split", found.cue, found.addressee)
        if all(not word[0].isalnum() for word in line.words[start:token]) and line.sentence_of(last) >= sentence - 1:
            return Found(found.speaker, "carry-on", found.cue, found.addressee)
        return None

    def _inside(self, index: int, token: int) -> Found | None:
        """Words quoted inside a sentence without a speech verb: whose they are, or the subject of the sentence."""
        line = self._lines[index]
        start, end = line.bounds[line.sentence_of(token)]
        if all(not word[0].isalnum() for word in line.words[start:token]):
            return None
        source = clause_subject(line, start, end)
        if any(
            act.cue_last < token and self._leaves_open(line, act)
            for act in self._acts.by_sentence.get((index, line.sentence_of(token)), ())
        ):
            return None
        if source is not None and is_nobody(line, source, start):
            return None
        if source is None or (source.first > token and not _opens_with_phrase(line, start)):
            return None
        if source.last < token and _is_of_another(line, source, token):
            return None
        if _is_passive(line, post_modifiers(line, source.last, end) + 1, end) or (
            source.first and line.words[source.first - 1] == "("
        ):
            return None
        words = line.text[line.starts[token] : line.ends[token]]
        if words.count(" ") < _LEAST_OF_SUBJECT - 1:
            return None  # a term that the outlet holds at arm's length as often as the subject's own word
        speaker = self._acts.cast.speaker(index, source)
        return Found(speaker, "subject") if _is_sure(speaker) else None

    def _carry_back(self, number: int) -> None:
        """A quote that stands alone, with an attributed one right behind it in the paragraph."""
        places = self._acts.lines.places[number]
        if not places:
            return
        index, token = places[-1]
        line = self._lines[index]
        later = line.quotes.get(token + 1)
        if (
            later is not None
            and later in self._found
            and self._found[later].reason in ("verb-after", "carry-back", "according-to")
        ):
            found = self._found[later]
            self._found[number] = Found(found.speaker, "carry-back", found.cue, found.addressee)

    def _carry_over(self, number: int) -> None:
        """A quote that is a sentence of its own: the sentence before, or the paragraph before, says who speaks."""
        places = self._acts.lines.places[number]
        if not places or len(self._lines[places[0][0]].quotes) > MOST_QUOTES:
            return
        index, token = places[0]
        line = self._lines[index]
        sentence = line.sentence_of(token)
        start, _ = line.bounds[sentence]
        if any(word[0].isalnum() for word in line.words[start:token]):
            return
        if sentence > 0:
            acts = self._acts.by_sentence.get((index, sentence - 1))
            if acts:
                self._found[number] = self._by(self._main_act(line, acts), "sentence-before")
                return
            quoted = [place for place in line.quotes if place < token]
            if quoted and line.quotes[max(quoted)] in self._found:
                before = self._found[line.quotes[max(quoted)]]
                self._found[number] = Found(before.speaker, "carry-on", before.cue)
                return
            source = clause_subject(line, *line.bounds[sentence - 1])
            speaker = self._acts.cast.speaker(index, source) if source is not None else None
            if speaker is not None and _carries(speaker):
                self._found[number] = Found(speaker, "sentence-before")
            return
        if index == 0 or self._lines[index - 1].number is None:
            return
        before_line = self._lines[index - 1]
        if before_line.quotes:
            last = before_line.quotes[max(before_line.quotes)]
            if last in self._found:
                found = self._found[last]
                self._found[number] = Found(found.speaker, "paragraph-before", found.cue)
                return
        carried = self._last_act(index - 1, "paragraph-before")
        if carried is not None:
            self._found[number] = carried

    def _by(self, act: Act, reason: str) -> Found:
        line = self._lines[act.line]
        return Found(act.speaker, reason, line.written(act.cue_first, act.cue_last), act.addressee)


def _is_passive(line: Line, at: int, end: int) -> bool:
    """Whether a subject is, or has something done to it: "was arrested for “…”" are not the arrested one's words."""
    if at < end and line.words[at] == ",":
        at += 1
        while at < end and line.words[at] != ",":
            at += 1
        at += 1
    if at < end and line.lows[at] in _BE:
        return True
    for place in range(at, min(at + 3, end - 1)):
        if line.lows[place] in _BE:
            after = place + 1
            while after < end - 1 and is_adverb(line.lows[after]):
                after += 1
            return line.lows[after].endswith("ed") or line.lows[after] in (
                "told",
                "given",
                "held",
                "made",
                "known",
                "seen",
            )
    return False


def _carries(speaker: Speaker) -> bool:
    """Whether the subject of the sentence before may be whose words follow: a person, no club or place it is about."""
    return _is_sure(speaker) and not (speaker.how == "organisation" and speaker.head == "name")


def _is_sure(speaker: Speaker) -> bool:
    """Whether a speaker found at a distance may be believed: a lone capitalised word that is nobody's name is none."""
    if speaker.how != "name" or speaker.actor is not None or speaker.name is None:
        return True
    return " " in speaker.name or " " in speaker.written


def _is_of_another(line: Line, source: Source, token: int) -> bool:
    """Whether the words are not the subject's: behind a semicolon, or "the union … her remark that"."""
    between = range(source.last + 1, token)
    before = line.lows[token - 1]
    reports = not {"that", "who", "how", "whether"}.isdisjoint(line.lows[source.last + 2 : source.last + 4])
    reports = reports or any(is_finite(line, place) for place in between)
    if before in ("which", "who") or (before in speech().auxiliaries and not reports):
        return True  # "the plan, which “upended my life”", "the house is overall “still an idea”": said about it
    if any(line.words[place] == ";" for place in between):
        return True
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


def _opens_with_phrase(line: Line, start: int) -> bool:
    """Whether a sentence opens with a phrase before its subject: "Despite his “…”, Lee won"."""
    low = line.lows[start] if start < len(line.lows) else ""
    return (
        low in speech().prepositions
        or low.endswith("ing")
        or low in ("and", "but")
        or (low in _SUBORDINATE | {"as"} and line.lows[start + 1].endswith("ing"))
    )
