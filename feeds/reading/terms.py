"""Tells quoted speech from what only wears quotation marks: names of shows and books, headings, attributes, slogans.

Precision first, but a quote that somebody is said to have spoken is never dropped for its looks alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from feeds.reading.quotations import Quotation
from feeds.reading.quote_context import is_attributive, is_work
from feeds.reading.speech import speech
from feeds.reading.speech_lines import QUOTED, Line, Lines

TYPED_PAIR = "''"
"""Two apostrophes, as some archives write every double mark. They are read as marks, so nothing inside them is taken
for a statement, but what they hold is not listed: in feeds the pair is more often a stray or an empty string."""

_SAID = frozenset(("dash-name", "verb-after", "according-to", "carry-on", "participle"))
_HEADLINE_SAID = frozenset(("verb-after", "verb-before", "transcript", "colon", "that-clause"))
_UNSAID = frozenset(("subject", "no-speaker", "pronoun-unresolved"))
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_SHOW_WORDS = frozenset(
    """show program programme podcast song book film movie series magazine album hit track documentary play novel
    essay memoir blog column sitcom drama musical game website newsletter feature single exhibition slogan hat hats
    shirt shirts t-shirt sign signs banner banners ad initiative project section author host hosts of on the in to with
    from at titled entitled named headlined""".split()
)
_ENDS = frozenset(".,!?…;:–—-")
_WORDS = frozenset("words word terms term phrases phrase expressions labels names".split())
_NAMING = frozenset(("called", "titled", "entitled", "named", "dubbed", "headlined", "nicknamed", "codenamed"))
_UTTERED = frozenset(
    """said says say reads read reading shouted shouting shout chanted chanting chant yelled yelling screamed screaming
    cried crying proclaimed proclaiming declared""".split()
)
_CRIES = frozenset("chant chants cry cries shout shouts chorus call calls yells screams".split())
_SMALL_WORDS = frozenset(
    """a an and as at but by for from if in into is it nor of off on or over per so than the to up via vs with through
    without against between beyond under about after before during""".split()
)
_WORKS = frozenset(
    "book song film movie series album documentary play novel essay memoir column article report podcast".split()
)
"""Works that are named by the title behind a comma."""
_TITLE_WORDS = 8
_TERM_WORDS = 5
"""Words of a term that only describes the noun behind it."""
_CROSSHEAD_WORDS = 8
"""Words of a quotation that heads what follows it, on a line of its own and without a stop."""
_FROM_BEFORE = frozenset(("paragraph-before", "no-speaker", "pronoun-unresolved"))
_MOST_SEARCHED = 200
"""Quotes of the body in which the shortened words of a headline or crosshead are looked for."""
_LEAST_SHORTENED = 4
"""Words a headline's quote must have to be found again in a longer quote of the body."""


def folded(words: str) -> str:
    """Words alone, in lower case: what two wordings of one quote share."""
    return " ".join(_WORD.findall(words)).lower().replace("’", "'")


def is_title_case(words: str) -> bool:
    """Whether every longer word has a capital: a name or a headline, rarely speech."""
    found = [word for word in _WORD.findall(words) if word.lower() not in _SMALL_WORDS]
    is_short = len(found) == 1 and words.startswith(("The ", "A ")) and words.count(" ") == 1  # "The View"
    return (len(found) >= 2 or is_short) and all(word[0].isupper() or word[0].isdigit() for word in found)


def _is_shortened(words: str, whole: str) -> bool:
    """Whether a headline's words stand in a quote in their order, with few others between: a quote cut to fit."""
    wanted = [word for word in words.split() if word not in _SMALL_WORDS]
    said = whole.split()
    if len(wanted) < _LEAST_SHORTENED - 1 or wanted[0] not in said:
        return False
    for start in (place for place, word in enumerate(said) if word == wanted[0]):
        at = start
        for word in wanted[1:]:
            try:
                at = said.index(word, at + 1, start + 2 * len(words.split()))
            except ValueError:
                break
        else:
            return True
    return False


class Terms:
    """Judges the quotations of one story; knows which kind of mark the story quotes with and what its body says."""

    def __init__(self, lines: Lines, texts: Sequence[str]) -> None:
        self._lines = lines
        self._texts = texts
        self._folded: dict[int, str] = {}
        doubles = sum(1 for quotation in lines.quotations if _is_double(quotation))
        self._minor_single = doubles >= 1 and doubles >= len(lines.quotations) - doubles
        self._body = [
            number for number, quotation in enumerate(lines.quotations) if quotation.spans[0].paragraph is not None
        ]

    def _folded_words(self, number: int) -> str:
        """The words of a quotation, folded once somebody asks: in most stories nobody does."""
        words = self._folded.get(number)
        if words is None:
            words = self._folded[number] = folded(self._texts[number])
        return words

    def echo(self, number: int) -> int | None:
        """The quotation of the body that has the words of this one (two words or more); None when none has."""
        words = self._folded_words(number)
        if " " not in words or (words.count(" ") < _LEAST_SHORTENED - 1 and is_title_case(self._texts[number])):
            return None  # a single word, or the name of a thing that a longer quote names too
        for other in self._body:
            if other != number and f" {words} " in f" {self._folded_words(other)} ":
                return other
        is_head = self._lines.quotations[number].spans[0].paragraph is None or self.is_crosshead(number)
        if is_head and words.count(" ") >= _LEAST_SHORTENED - 1:
            searched = [other for other in self._body[:_MOST_SEARCHED] if other != number]
            return next((other for other in searched if _is_shortened(words, self._folded_words(other))), None)
        return None

    def stands_alone(self, number: int) -> bool:
        """Whether a quotation is the whole of its paragraph: speech that goes on, a pull quote or a crosshead."""
        places = self._lines.places[number]
        line = self._lines.lines[places[0][0]]
        return len(places) == 1 and line.number is not None and len(line.words) == 1

    def is_crosshead(self, number: int) -> bool:
        """Whether a quotation heads the paragraphs behind it: short, on a line of its own, no stop at its end."""
        words = self._texts[number]
        is_short = words[-1:] not in _ENDS and words.count(" ") < _CROSSHEAD_WORDS
        return is_short and self._lines.quotations[number].is_closed and self.stands_alone(number)

    def is_term(self, number: int, reason: str) -> bool:
        """Whether a quotation is no speech, given the rule that found its speaker."""
        quotation = self._lines.quotations[number]
        if quotation.mark == TYPED_PAIR:
            return True
        index, token = self._lines.places[number][0]
        line = self._lines.lines[index]
        start = quotation.outer[0].start
        if start and line.text[start - 1] == "=":
            return True
        if quotation.spans[0].paragraph is None:
            is_said = reason in _HEADLINE_SAID and not is_title_case(self._texts[number])
            return bool(self._body) and not is_said and self.echo(number) is None
        if reason in _FROM_BEFORE and self.is_crosshead(number):
            return self.echo(number) is None  # judged like a headline
        is_single = not _is_double(quotation)
        if (
            is_single
            and not self._minor_single
            and is_title_case(self._texts[number])
            and self._is_heading(index, line)
        ):
            return self.echo(number) is None  # a headline that stands as a paragraph, judged like one
        if is_single and self._minor_single:
            return self._is_heading(index, line) or (reason not in _SAID and self.echo(number) is None)
        opens_small = self._texts[number].lstrip("…[( ")[:1].islower()  # "“worn and tired” by Lee's rule"
        if (
            not opens_small
            and _is_byline_title(line, token)
            and reason not in ("verb-before", "verb-after", "participle")
        ):
            return True
        words = self._texts[number]
        is_named = token > 1 and line.lows[token - 1] in _NAMING and line.words[token - 2][0].isalnum()
        if is_named and is_title_case(words):
            return line.lows[token - 2] not in ("they", "he", "she", "it", "i", "we")
        if reason in _UNSAID and _is_bare_name(line, token, words):
            return True
        if _is_apposed_title(line, token, words) or _is_played_on(line, token, words):
            return True
        is_after_article = token > 0 and line.lows[token - 1] in ("a", "an", "the")
        if reason == "no-speaker" and is_after_article and len(words.split()) <= _TERM_WORDS:
            _, end = line.bounds[line.sentence_of(token)]
            if is_attributive(line, token, end) and self.echo(number) is None:
                return True  # "the “out of Orlo” signs": they describe the noun behind them
        if reason in _SAID and not (token and _leads_to_show(line.lows[token - 1])):
            return False
        return self._is_name(line, token, words) or (reason in (*_UNSAID, "split") and _is_scare(line, token, words))

    def _is_heading(self, index: int, line: Line) -> bool:
        """A short line that is all quote, or has no end of a sentence of its own."""
        if (line.number == 0 and line.words[-1] == QUOTED) or len(line.words) - len(line.quotes) <= 1:
            return True
        words = [word for word in line.words if word[0].isalpha()]
        capital = sum(1 for word in words if word[0].isupper())
        return len(words) < 16 and capital * 3 > len(words) * 2 and line.number is not None and index < 2

    def _is_name(self, line: Line, token: int, words: str) -> bool:
        """The name of a show, book, slogan: title case, short, where a name can stand."""
        if not is_title_case(words) or len(words.split()) > _TITLE_WORDS:
            return False
        before = line.lows[token - 1] if token else ""
        if before == ":" and words.endswith((",", ".", "!", "?")):
            return False
        if _is_uttered(line, token):
            return False
        return _leads_to_show(before) or not words.endswith(("!", "?"))


def _leads_to_show(before: str) -> bool:
    """Whether a title can stand behind this word: what a work is, a preposition, whose it is ("the channel’s “…”")."""
    return before in _SHOW_WORDS or before.endswith(("’s", "'s"))


def _is_uttered(line: Line, token: int) -> bool:
    """Whether the word before says that the words are chanted or stand on a sign: a slogan, no name."""
    before = line.lows[token - 1] if token else ""
    cue = line.lows[token - 2] if before in (",", ":") and token > 1 else before
    return cue in _UTTERED or (cue == "of" and token > 1 and line.lows[token - 2] in _CRIES)


def _is_bare_name(line: Line, token: int, words: str) -> bool:
    """A capitalised word or two amid a sentence, said by nobody: a nickname, a show ("After “Tin Star” opened")."""
    if _is_uttered(line, token):
        return False
    found = [word for word in _WORD.findall(words) if word.lower() not in _SMALL_WORDS]
    opens = (token == 0 or line.words[token - 1] in (":", ".", "!", "?")) and not is_work(line, token)
    return not opens and 0 < len(found) <= 2 and all(word[0].isupper() for word in found) and words[-1:] not in "!?"


def _is_apposed_title(line: Line, token: int, words: str) -> bool:
    """The title of the work named before it: `The book, “Orlo: How It Was Lost,” said`."""
    if token < 2 or line.words[token - 1] != "," or line.lows[token - 2] not in _WORKS:
        return False
    return is_title_case(words) and (token == 2 or line.lows[token - 3] in speech().determiners or token < 6)


def _is_played_on(line: Line, token: int, words: str) -> bool:
    """One capitalised word that a clause goes on behind: "who played Orlo on “Harbour” before"."""
    return token > 0 and line.lows[token - 1] in ("on", "in") and " " not in words and is_work(line, token)


def _is_byline_title(line: Line, token: int) -> bool:
    """The title of somebody's piece: `“A long way home,” by Ann Lee`."""
    after = token + 1
    if after < len(line.words) and line.words[after] == ",":
        after += 1
    return after + 1 < len(line.words) and line.lows[after] == "by" and line.words[after + 1][0].isupper()


def _is_scare(line: Line, token: int, words: str) -> bool:
    """A term or a scare quote: a few small words after an article, nobody saying them ("an “operational phase”")."""
    before = line.lows[token - 1] if token else ""
    mentioned = line.lows[max(0, token - 40) : token]
    if len(words.split()) <= 2 and any(
        low in _WORDS and mentioned[place + 1 : place + 2] in (["such"], ["like"], ["as"])
        for place, low in enumerate(mentioned)
    ):
        return True  # "words such as “should”, “seeks”": named, not said
    return (
        before in ("a", "an", "the", "so-called", "called", "this", "these")
        and len(words.split()) <= 4
        and words == words.lower()
    )


def _is_double(quotation: Quotation) -> bool:
    return quotation.mark not in ("'", "‘", "‚", "’", "`", "´")
