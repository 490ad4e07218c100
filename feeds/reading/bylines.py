"""Lines above and below a story that only say who wrote it: "Ann Lee, Selm Daily", "Ann Lee" over "BBC News, Kyiv".

A line that begins with "By" is told by itself (`datelines.byline_of`). What stands here is told by where it stands,
before the first or behind the last whole sentence, and by the story saying nothing of who is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from feeds.late_pattern import late_pattern
from feeds.reading.entries import Organisation
from feeds.story import Paragraph, Removed

if TYPE_CHECKING:
    from feeds.reading.whoswho import WhosWho

_WORD = r"(?:(?:Mc|Mac|O’|O'|Al-|al-|El-)?[A-ZÀ-ÞĀ-Ž][a-zà-žā-ž’'-]+(?:-[A-ZÀ-Þ][a-zà-ž]+)?|[A-ZÀ-Þ]\.)"
_PARTICLE = r"(?:d[aeiu]|del|della|der|den|el|al|bin|ibn|la|le|st\.?|ter|van|von|y|e)"
_NAME = rf"{_WORD}(?: (?:{_PARTICLE} ){{0,2}}{_WORD}){{1,3}}"
_SHOUTED = r"[A-ZÀ-Þ][A-ZÀ-Þ.’'-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ.’'-]*){1,3}"
_NAMES = (
    rf"(?:{_NAME}(?:(?:, {_NAME}){{0,4}}(?: and | & |, and ){_NAME})?|{_SHOUTED}(?:(?: AND | and | & ){_SHOUTED})?)"
)
_ROLE = (
    r"(?:[Rr]eporters?|[Cc]orrespondents?|[Ww]riters?|[Ee]ditors?|[Cc]olumnists?|[Jj]ournalists?|[Pp]roducers?"
    r"|[Pp]hotographers?|[Nn]ewsreader|[Pp]resenter|[Bb]ureau [Cc]hief|[Cc]ontributors?|[Ss]taff)"
)
_SIGNED = late_pattern(
    rf"(?:From )?(?P<names>{_NAMES})"
    r"(?P<rest>,? (?:in|for|at|For|In|At) [A-ZÀ-Þ][^.!?;:]{1,50}| ?[,|/–—-] ?[^.!?;:]{2,70}| \([^().]{2,40}\)"
    rf"| (?:[A-Z][\w’'&-]+ ){{0,3}}{_ROLE}(?:,? [^.!?;:]{{2,40}})?)?"
)
_TRADE = late_pattern(rf"(?:[\w’'&-]+[ ,|/–—-]+){{0,5}}{_ROLE}\b[^.!?;:]{{0,40}}")
_PRESS = late_pattern(
    r"(?:[A-Z][\w’'-]+ ){1,3}(?:News|Daily|Times|Post|Herald|Gazette|Tribune|Journal|Chronicle|Press|Telegraph|Observer"
    r"|Mail|Express|Standard|Mirror|Radio|TV|Television|News Agency|Media|Broadcasting|Online|Weekly|Magazine)"
)
"""What papers and stations are called."""
_HANDLE = late_pattern(r"@\w{2,30}")
_REPORTED = late_pattern(
    rf"{_NAMES} (?:reported|contributed|reporting) from [A-Z][^.;]{{2,60}}"
    rf"(?:[,;]? and {_NAME} from [A-Z][^.;]{{2,40}})?\.?"
)
"""A whole line: "Ann Lee reported from Selm and Bo Marsh from Orlo."."""
_WORDS = late_pattern(r"[\w-]+")
_MOST = 110
"""Characters of a line that only signs."""
_LEAST_SENTENCE = 60
_CLOSING, _ENDS = "\"'”’»)] ", (".", "!", "?", "…", ":")
_WITHIN = 6
"""Lines above or below a story that are looked at."""
_MOST_NAMES = 2
"""Bare names one below the other; more of them are a list the story gives."""


def without_bylines(
    paragraphs: list[Paragraph], removed: list[Removed], outlet: str, who: WhosWho
) -> tuple[list[Paragraph], str]:
    """The story without the lines that sign it, which go to `removed`, and the names they give ("" none)."""
    if len(paragraphs) < 2:
        return paragraphs, ""
    whole = [place for place, paragraph in enumerate(paragraphs) if _is_whole(paragraph.text)]
    if not whole:
        return paragraphs, ""
    signer = _Signer(outlet, who, paragraphs, follows_byline=any(each.reason == "byline" for each in removed))
    above = range(min(_WITHIN, whole[:2][-1]))  # a standfirst may stand over the byline
    below = range(whole[-1] + 1, min(len(paragraphs), whole[-1] + 1 + _WITHIN))
    gone: list[int] = []
    for places in (above, below):
        lines = [paragraphs[place] for place in places]
        gone += signer.signed(lines, places.start, is_below=places is below)
    if not gone:
        return paragraphs, ""
    removed.extend(Removed(paragraphs[place].text, "byline") for place in gone)
    return [paragraph for place, paragraph in enumerate(paragraphs) if place not in gone], signer.names


def _is_whole(text: str) -> bool:
    """Whether a paragraph is one of the story's own: long, and its last sentence has an end."""
    return len(text) >= _LEAST_SENTENCE and text.rstrip(_CLOSING)[-1:] in _ENDS


class _Signer:
    """Tells which of some lines sign a story."""

    def __init__(self, outlet: str, who: WhosWho, story: Sequence[Paragraph], *, follows_byline: bool) -> None:
        self.outlet, self.who, self.story = outlet.casefold(), who, story
        self.follows_byline = follows_byline
        self.names = ""

    def signed(self, lines: Sequence[Paragraph], start: int, *, is_below: bool) -> list[int]:
        """The places of lines that sign, `start` being that of the first."""
        gone: list[int] = []
        bare: list[int] = []
        for place, line in enumerate(lines):
            text = line.text.strip()
            is_next = gone[-1] == start + place - 1 if gone else self.follows_byline and place == 0 and not is_below
            following = lines[place + 1].text.strip() if place + 1 < len(lines) else ""
            if len(text) > _MOST or line.kind in ("list", "caption", "quotation"):
                continue
            if _REPORTED.fullmatch(text) or (is_next and self._goes_on(text)):
                gone.append(start + place)
            elif (found := _SIGNED.fullmatch(text)) is not None and self._signs(found, following, is_below):
                if found["rest"] is None and not self._is_trade(following):
                    bare.append(start + place)
                gone.append(start + place)
                self.names = self.names or found["names"]
        return [place for place in gone if len(bare) <= _MOST_NAMES or place not in bare]

    def _signs(self, found: re.Match[str], following: str, is_below: bool) -> bool:
        rest = (found["rest"] or "").strip(" ,|/–—-()")
        if rest and self._is_press(rest):
            return True
        if not rest and self._is_press(following):
            return True
        if rest and not is_below and not re.match(r"[Ii]n [A-Z]", rest):
            return False  # "Mara Ilvic, the mayor of Selm": a caption
        names = re.split(r",? and |, | & | AND ", found["names"])
        if not all(self.who.first_name(name.split()[0].title()) for name in names):
            return False
        told = [paragraph.text for paragraph in self.story if paragraph.text.rstrip(_CLOSING)[-1:] in _ENDS]
        words = {word for text in told for word in _WORDS.findall(text)}
        return not any(name.split()[-1].title() in words or name.split()[-1] in words for name in names)

    def _goes_on(self, text: str) -> bool:
        """Whether a line below a name says for whom or where it was written."""
        return len(text) <= _LEAST_SENTENCE + 20 and (self._is_press(text) or bool(_HANDLE.fullmatch(text)))

    def _is_press(self, text: str) -> bool:
        """Whether words name an outlet or a trade of it: "BBC News, Kyiv", "Defence correspondent"."""
        return self._is_trade(text) or self._is_outlet(text)

    def _is_trade(self, text: str) -> bool:
        return bool(_TRADE.fullmatch(text))

    def _is_outlet(self, text: str) -> bool:
        text = re.sub(r"^(?:for|at|in|For|At) (?:the |The )?", "", text)
        for part in (text, *re.split(r", | in | \| | - | – ", text)[:1]):
            name = part.removeprefix("the ").removeprefix("The ").strip()
            if self.outlet and name.casefold() in (self.outlet, self.outlet.removeprefix("the ")):
                return True
            entry = self.who.find(name) or self.who.find(f"The {name}")
            if (isinstance(entry, Organisation) and entry.kind == "media") or _PRESS.fullmatch(name):
                return True
        return False
