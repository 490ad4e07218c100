"""Carries a speaker from one quotation or sentence to the words beside it that name nobody."""

from __future__ import annotations

from feeds.reading.acts import MOST_QUOTES, Acts
from feeds.reading.clauses import clause_subject
from feeds.reading.focus import Speaker
from feeds.reading.quote_context import Found, carries, found_by, goes_on, is_answered_for, main_act, names, says_when

_LEADS_ON = frozenset("and but so yet instead rather because then also still plus or specifically adding".split())
"""Words that lead from what somebody said to more of it: `“A,” Lee said. Instead, “b.”`"""


class Carrying:
    """Over one story; `found` is the sieve's own, which what is carried is added to."""

    def __init__(self, acts: Acts, found: dict[int, Found]) -> None:
        self._acts = acts
        self._lines = acts.lines.lines
        self._found = found

    def last_act(self, index: int, reason: str) -> Found | None:
        """Who speaks at the end of a line: its last act, else the subject of its last sentence."""
        line = self._lines[index]
        if not line.bounds:
            return None
        sentence = len(line.bounds) - 1
        acts = self._acts.by_sentence.get((index, sentence))
        if acts and not says_when(line, main := main_act(line, acts)):
            return found_by(self._lines, main, reason)
        start, end = line.bounds[sentence]
        source = clause_subject(line, start, end)
        speaker = self._acts.cast.speaker(index, source) if source is not None else None
        if speaker is None or not (carries(speaker) if reason == "colon" else self._carries(speaker)):
            return None
        return Found(speaker, reason)

    def _carries(self, speaker: Speaker) -> bool:
        """Whether words may be the subject's of the sentence before them, which has no speech: one person's alone."""
        if speaker.kind == "unnamed":
            return speaker.head == "person" and carries(speaker)
        return carries(speaker) and self._acts.cast.is_person(speaker)

    def back(self, number: int) -> None:
        """A quote that stands alone, with an attributed one right behind it in the paragraph."""
        places = self._acts.lines.places[number]
        if not places:
            return
        index, token = places[-1]
        line = self._lines[index]
        later = line.quotes.get(token + 1)
        start, _ = line.bounds[line.sentence_of(token)]
        if (
            later is not None
            and later in self._found
            and not any(word[0].isalnum() for word in line.words[start:token])
            and self._found[later].reason in ("verb-after", "carry-back", "according-to")
        ):
            found = self._found[later]
            self._found[number] = Found(found.speaker, "carry-back", found.cue, found.addressee)

    def over(self, number: int) -> None:
        """A quote that is a sentence of its own: the sentence before, or the paragraph before, says who speaks."""
        places = self._acts.lines.places[number]
        if not places or len(self._lines[places[0][0]].quotes) > MOST_QUOTES:
            return
        index, token = places[0]
        line = self._lines[index]
        sentence = line.sentence_of(token)
        start, _ = line.bounds[sentence]
        if any(low[0].isalnum() and low not in _LEADS_ON for low in line.lows[start:token]) or goes_on(
            self._lines[places[-1][0]], places[-1][1]
        ):
            return
        if is_answered_for(self._lines[places[-1][0]], places[-1][1]):
            return  # "“…,” came a cry from the back": somebody is named, but not so that it can be read
        if sentence > 0:
            acts = self._acts.by_sentence.get((index, sentence - 1))
            if acts and not says_when(line, main := main_act(line, acts)):
                self._found[number] = found_by(self._lines, main, "sentence-before")
                return
            quoted = [place for place in line.quotes if place < token]
            if quoted and line.quotes[max(quoted)] in self._found:
                before = self._found[line.quotes[max(quoted)]]
                self._found[number] = Found(before.speaker, "carry-on", before.cue)
                return
            source = clause_subject(line, *line.bounds[sentence - 1])
            speaker = self._acts.cast.speaker(index, source) if source is not None else None
            if speaker is not None and self._carries(speaker) and not names(line, token, speaker):
                self._found[number] = Found(speaker, "sentence-before")
            return
        index -= 1
        while index > 0 and self._lines[index].is_caption:
            index -= 1  # the story goes on behind a picture
        if index < 0 or self._lines[index].number is None or self._lines[index].is_heading:
            return
        before_line = self._lines[index]
        if before_line.quotes:
            last = before_line.quotes[max(before_line.quotes)]
            if last in self._found:
                found = self._found[last]
                self._found[number] = Found(found.speaker, "paragraph-before", found.cue)
                return
        carried = self.last_act(index, "paragraph-before")
        if carried is not None and not names(line, token, carried.speaker):
            self._found[number] = carried
