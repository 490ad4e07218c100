"""Attribution: a sieve of rules ordered by precision gives each quotation its speaker; the first that finds one wins.

Each rule has a code in REASONS, which `explain` prints and the dashboard shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from feeds.reading.acts import Act, Acts
from feeds.reading.beside_quote import Beside
from feeds.reading.carrying import Carrying
from feeds.reading.clauses import clause_subject
from feeds.reading.denial import is_disclaimed, is_withheld, leads_to
from feeds.reading.labels import named_before_colon
from feeds.reading.quote_context import (
    BE,
    SUBORDINATE,
    Found,
    agent_between,
    can_speak,
    found_by,
    has_maker,
    is_attributive,
    is_heading,
    is_of_another,
    is_passive,
    is_subordinate,
    is_sure,
    is_work,
    leaves_open,
    only_seems,
    opens_with_phrase,
    reaches,
    shows_speech,
    starts_anew,
)
from feeds.reading.source_after import post_modifiers
from feeds.reading.speech_lines import QUOTED, Line
from feeds.reading.verb_signs import is_nobody

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

_EMBEDDING = frozenset(("before", "after", "shared", "participle"))
_LEAST_OF_SUBJECT = 3
"""Words the subject of a sentence without any verb of speech is given."""
_ACCOUNTS = frozenset("report article story claim allegation rumour rumor suggestion accusation post".split())
_TAKES_AS = frozenset(
    """describe dismiss reject denounce condemn deride mock slam blast criticize criticise praise hail laud characterize
    characterise decry label brand portray cast""".split()
)
"""Verbs that name something with "as"."""
_WISHES = frozenset("want intend plan seek expect hope".split())


def attribute(acts: Acts, prose: Sequence[int]) -> dict[int, Found]:
    """The speakers of some quotations by number; what no rule can give a speaker is missing."""
    return _Sieve(acts).attribute(prose)


class _Sieve:
    """The rules, over one story in reading order."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts
        self._lines = acts.lines.lines
        self._beside = Beside(acts)
        self._found: dict[int, Found] = {}
        self._carrying = Carrying(acts, self._found)
        self._denied: set[int] = set()

    def attribute(self, prose: Sequence[int]) -> dict[int, Found]:
        for number in prose:
            self._attribute(number)
        for number in reversed(prose):
            if number not in self._found and number not in self._denied:
                self._carrying.back(number)
        for number in prose:
            if number not in self._found and number not in self._denied:
                self._carrying.over(number)
        for number in prose:
            if number in self._denied:
                continue
            places = self._acts.lines.places[number]
            found = self._split(*places[0]) if number not in self._found and places else None
            if found is not None:
                self._found[number] = found  # "“A”, adding that “B”" behind a quote whose speaker was carried over
        return self._found

    def _attribute(self, number: int) -> None:
        places = self._acts.lines.places[number]
        if not places:
            return
        if self._is_denied(places[0], places[-1]):
            self._denied.add(number)
            return
        found = (
            self._beside.dash(*places[-1])
            or self._beside.after(*places[-1])
            or self._label(*places[0])
            or self._beside.in_words_of(*places[0])
            or self._beside.claim_of(*places[0])
            or self._beside.motto(*places[0])
            or self._beside.was_like(*places[0])
            or self._before(*places[0])
            or self._trailing(*places[-1])
            or self._colon(*places[0])
            or self._split(*places[0])
            or self._inside(*places[0])
        )
        if found is not None:
            self._found[number] = found

    def _is_denied(self, first: tuple[int, int], last: tuple[int, int]) -> bool:
        """ "Lee never said “…”", "“…,” Lee never said": nobody's words, whoever else the sentence names."""
        line = self._lines[first[0]]
        if leads_to(line, self._acts.by_sentence.get((first[0], line.sentence_of(first[1])), ()), first[1]):
            return True
        line = self._lines[last[0]]
        return is_disclaimed(line, last[1]) or any(
            act.is_denied and last[1] < act.first <= last[1] + 2
            for act in self._acts.by_sentence.get((last[0], line.sentence_of(last[1])), ())
        )

    def _trailing(self, index: int, token: int) -> Found | None:
        """`The plan is “dead” and will stay so, Lee said.`: the act at the end of the sentence owns all of it."""
        line = self._lines[index]
        sentence = line.sentence_of(token)
        if starts_anew(line, token) or has_maker(line, token) or line.words[token + 1 : token + 2] == [QUOTED]:
            return None  # "“The board—” “Your board,” Lee interjected": what cuts in is another's
        for act in self._acts.by_sentence.get((index, sentence), ()):
            if act.cue_first <= token or act.side not in ("before", "after", "according"):
                continue
            if act.side == "before" and line.lows[act.cue_first - 1] in ("who", "which"):
                continue
            if act.first > token and line.words[act.first - 1] in (",", "—", "–", "-", QUOTED):
                return found_by(self._lines, act, "according-to" if act.side == "according" else "clause-after")
        return None

    def _before(self, index: int, token: int) -> Found | None:
        """`Lee said: “…”`, `Lee said the plan was “…”`, `…, saying “…”`."""
        line = self._lines[index]
        sentence = line.sentence_of(token)
        best: Act | None = None
        for act in self._acts.by_sentence.get((index, sentence), ()):
            if (
                act.side == "passive"
                and "," in line.words[act.last + 1 : token - 1]
                and not _is_asked(line, act, token)
            ):
                continue  # "Asked by Lee whether he would, his answer was: “No.”" is not Lee's
            is_aside = best is not None and best.side == "before" and not is_subordinate(line, best)
            if is_aside and line.words[token - 1] == ":" and token - act.cue_last > 2 and is_subordinate(line, act):
                continue  # "Lee wrote back to a man who promised a bridge: “…”"
            if act.last < token and act.cue_last < token and reaches(line, act, token):
                best = act
        if best is None:
            return None
        if best.verb.verb_class == "respond" and _is_what_is_answered(line, best, token):
            return self._before_answer(index, sentence, best)
        best = self._named_as(index, sentence, best, token) or self._outer(index, sentence, best, token)
        if leaves_open(line, best):
            return None
        other = agent_between(line, best, token)
        if other is not None:
            return Found(self._acts.cast.speaker(index, other), "that-clause", best.verb.lemma)
        cited = self._beside.cited(best, line.bounds[sentence][0], token)
        if cited is not None:
            return replace(cited, reason="verb-before")
        between = line.words[best.cue_last + 1 : token] if best.side != "after" else line.words[best.last + 1 : token]
        if best.side == "participle":
            return found_by(self._lines, best, "participle")
        if best.side == "according":
            return found_by(self._lines, best, "according-to")
        if not between or all(not word[0].isalnum() for word in between):
            return found_by(self._lines, best, "verb-before")
        if between[-1] == ":":
            return found_by(self._lines, best, "colon")
        if QUOTED in between and best.side == "after":
            return found_by(self._lines, best, "split")
        return found_by(self._lines, best, "that-clause" if len(between) > 2 else "verb-before")

    def _before_answer(self, index: int, sentence: int, answer: Act) -> Found | None:
        """ "Lee said Park had responded to the “demands”": of what is answered, only the teller may have said it."""
        for act in self._acts.by_sentence.get((index, sentence), ()):
            if act.cue_last < answer.first and act.verb.takes and act.is_real and act.side in _EMBEDDING:
                return found_by(self._lines, act, "that-clause")
        return None

    def _named_as(self, index: int, sentence: int, best: Act, token: int) -> Act | None:
        """ "Lee dismissed a report that claimed Park had threatened to go as “made up”": what "as" belongs to."""
        line = self._lines[index]
        if line.lows[token - 1] != "as" or best.verb.lemma in _TAKES_AS:
            return None
        for act in reversed(self._acts.by_sentence.get((index, sentence), ())):
            if act.cue_last >= best.first or act.side != "before" or not act.is_real:
                continue
            inside = range(act.cue_last + 1, best.first + 1)
            relative = [place for place in inside if line.lows[place] in ("that", "which", "who")]
            if act.verb.lemma in _TAKES_AS:
                return act if relative else None
            if relative and line.lows[relative[0] - 1] in _ACCOUNTS and act.verb.lemma not in ("say", "claim"):
                return act  # "responded to a report that claimed … as “made up”"
        return None

    def _outer(self, index: int, sentence: int, best: Act, token: int) -> Act:
        """ "Lee said the police wanted to “start”": the speaker, not the one whose wish is reported."""
        line = self._lines[index]
        is_thing = best.source.head == "document" and best.verb.verb_class not in ("say", "add", "write", "tell")
        if best.verb.verb_class != "think" and best.is_real and not is_thing:
            return best
        if is_thing:
            # "The group said the new bill threatened to “end it all”": things do not speak within what is said.
            inside = self._acts.by_sentence.get((index, sentence), ())
            said = [act for act in inside if act.cue_last + 1 == best.source.first and act.verb.takes and act.is_real]
            return said[-1] if said and said[-1].side in _EMBEDDING else best
        is_wish = best.verb.lemma in _WISHES
        if best.first and line.lows[best.first - 1] in SUBORDINATE and best.side == "before" and not is_wish:
            return best  # "Lee tweeted after Park argued that “…”"
        for act in self._acts.by_sentence.get((index, sentence), ()):
            embeds = (
                act.cue_last < best.first and act.verb.takes and act.side in ("before", "after", "shared", "participle")
            )
            if embeds and act.is_real and act.cue_last < token:
                return act
        return best

    def _colon(self, index: int, token: int) -> Found | None:
        """The sentence before, or the paragraph before, ends in a colon; or `NAME: …` opens the line."""
        line = self._lines[index]
        start, _ = line.bounds[line.sentence_of(token)]
        if token > start and line.words[token - 1] == ":":
            source = clause_subject(line, start, token - 1)
            speaker = self._acts.cast.speaker(index, source) if source is not None else None
            if speaker is not None and is_sure(speaker):
                return Found(speaker, "colon", ":")
        if token == 0 and index > 0:
            before = self._lines[index - 1]
            if before.number is not None and before.words and before.words[-1] == ":":
                return self._carrying.last_act(index - 1, "colon")
        return None

    def _label(self, index: int, token: int) -> Found | None:
        """`NAME: “…”`, `Good news – Ann Lee: “…”`: a name alone before the colon, whatever else the sentence says."""
        line = self._lines[index]
        start, _ = line.bounds[line.sentence_of(token)]
        if token <= start or line.words[token - 1] != ":":
            return None
        source = named_before_colon(line, start, token - 1)
        return Found(self._acts.cast.speaker(index, source), "transcript", ":") if source is not None else None

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
        opens = all(not word[0].isalnum() for word in line.words[start:token])
        is_anothers = line.lows[token + 1 : token + 2] == ["came"]  # "“Never,” came the reply from Lee"
        if opens and line.sentence_of(last) >= sentence - 1 and not is_work(line, token) and not is_anothers:
            behind = [act for act in self._acts.by_sentence.get((index, sentence - 1), ()) if act.first > last]
            if len(behind) > 1 and _cuts_in(line, behind[-1], start):
                return found_by(self._lines, behind[-1], "sentence-before")  # "“A,” Lee said, and Park cut in. “B”"
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
            act.cue_last < token and leaves_open(line, act)
            for act in self._acts.by_sentence.get((index, line.sentence_of(token)), ())
        ):
            return None
        if source is not None and is_nobody(line, source, start):
            return None
        if source is None or (source.first > token and not opens_with_phrase(line, start)):
            return None
        if line.lows[source.last + 1 : source.last + 2] != [] and line.lows[source.last + 1].endswith(("'s", "’s")):
            return None  # "The Selm senator's answer was that": no subject, only where the one is from whose it is
        if source.head == "people" or is_heading(line, source) or is_withheld(line, start, token):
            return None  # a crowd is as often what is told of as who speaks
        if is_attributive(line, token, end) or only_seems(line, source):
            return None
        if source.last < token and is_of_another(line, source, token):
            return None
        if is_passive(line, post_modifiers(line, source.last, end) + 1, end, token) or (
            source.first and line.words[source.first - 1] == "("
        ):
            return None
        words = line.text[line.starts[token] : line.ends[token]]
        if words.count(" ") < _LEAST_OF_SUBJECT - 1:
            return None  # a term that the outlet holds at arm's length as often as the subject's own word
        if not shows_speech(line, source.last + 1, token):
            return None
        speaker = self._acts.cast.speaker(index, source)
        return Found(speaker, "subject") if is_sure(speaker) and can_speak(speaker) else None


def _cuts_in(line: Line, act: Act, end: int) -> bool:
    """Whether a sentence ends in that somebody else goes on: "…,” Lee said, and her husband cut in."."""
    goes_on = act.side == "before" and act.cue_last >= end - 2 and act.verb.verb_class in ("go_on", "utter", "add")
    return goes_on and act.first > 0 and line.lows[act.first - 1] == "and"


def _is_asked(line: Line, act: Act, token: int) -> bool:
    """Whether a question follows whom it is asked by: "He was asked by Ann Lee, who led the talks, “Will you go?”"."""
    is_told = act.verb.lemma == "ask" and act.cue_first > 0 and line.lows[act.cue_first - 1] in BE
    opens = line.text[line.starts[token] : line.ends[token]].lstrip("“\"'‘« ")[:1]
    return is_told and line.words[token - 1] == "," and opens.isupper()


def _is_what_is_answered(line: Line, act: Act, token: int) -> bool:
    """Whether the words stand in what an answer is given to: "responded to the “illogical demands” of"."""
    behind = act.cue_last + 1
    between = line.words[behind:token]
    return line.lows[behind] == "to" and len(between) < 6 and all(word[0].isalnum() for word in between)
