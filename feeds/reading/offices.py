"""Who holds an office that words describe: by the name inside them, by the story's actors, by the who's-who."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from feeds.reading.focus import Speaker
from feeds.reading.noun_phrases import Source
from feeds.reading.speech import speech
from feeds.reading.speech_lines import Line
from feeds.reading.story_names import StoryNames
from feeds.story import Actor

_OFFICES = frozenset(("chief", "head", "director", "president", "chairman", "chairwoman", "commander", "minister"))
"""Offices that are written small before what they hold and who holds them: "chief of operations Gen. Ann Lee"."""
_SENT = frozenset(("ambassador", "envoy", "representative", "delegate", "adviser", "advisor"))
"""Offices held "to" somebody: "Ambassador to Vostra Nils Holt"."""
STILL_THE_SAME = frozenset(("new", "current"))
"""Words before an office that leave its holder the same: "the new pope"."""
_LONGEST_OFFICE = 6


def nobody_holds(role: str, country: str) -> str | None:
    """The holders of offices when nothing is known of them."""
    return None


class Offices:
    """The offices in one story."""

    def __init__(self, names: StoryNames, holder: Callable[[str, str], str | None]) -> None:
        self._names = names
        self._holder = holder

    def named_at_end(self, line: Line, source: Source) -> Actor | None:
        """The person an office with a preposition in it leads to: "Ministry Ambassador at Large Bo Orlo"."""
        words = speech()
        office, end = line.lows[source.name_last], line.ends[source.last]
        if source.last < source.name_last + 2 or not (office in words.titles or office in words.portfolios):
            return None
        if "," in line.words[source.name_last : source.last]:
            return None
        for mention_start, mention_end, actor in self._names.mentions.get(line.number, ()):
            is_inside = line.starts[source.name_last] < mention_start and end - 2 <= mention_end <= end
            if is_inside and actor.type == "person":
                first = bisect_left(line.starts, mention_start)
                return actor if self._is_holder(line, source.name_last, first) else None
        return None

    def held_by(self, line: Line, source: Source) -> str | None:
        """Who is meant by an office of a country: "the US president", "Vostra's foreign minister"."""
        if source.head != "person" or source.last - source.first > _LONGEST_OFFICE:
            return None
        start, end = line.starts[source.first], line.ends[source.last]
        for mention_start, mention_end, actor in self._names.mentions.get(line.number, ()):
            if mention_start >= end:
                break
            if actor.type != "country" or mention_start < start:
                continue
            role = frozenset(
                line.lows[place]
                for place in range(source.first, source.last + 1)
                if line.starts[place] >= mention_end or line.ends[place] <= mention_start
            )
            return self._names.by_office(role - {"the"} - STILL_THE_SAME, actor.name)
        return None

    def known_holder(self, line: Line, source: Source) -> str | None:
        """The identity of whom the story names nowhere, by an office given whole: "Ardenia's prime minister"."""
        if source.last - source.first > _LONGEST_OFFICE:
            return None
        start, end = line.starts[source.first], line.ends[source.last]
        owner: Actor | None = None
        inside: list[tuple[int, int]] = []
        for mention_start, mention_end, actor in self._names.mentions.get(line.number, ()):
            if mention_start >= end:
                break
            if mention_start >= start - 1:
                if actor.type not in ("country", "organisation") or owner not in (None, actor):
                    return None
                owner = actor
                inside.append((mention_start, mention_end))
        if owner is None:
            return None
        role = [
            line.lows[place]
            for place in range(source.first, source.last + 1)
            if not any(line.starts[place] < after and line.ends[place] > before for before, after in inside)
        ]
        held = " ".join(word for word in role if word not in STILL_THE_SAME and word != "the")
        return self._holder(held, owner.name) if held else None

    def holder_named(self, line: Line, source: Source, end: int) -> Speaker | None:
        """ "Chief of General Staff Valery Orlov": a title with "of" or "for" in it, and the name at its end."""
        if source.head != "person":
            return None
        words = speech()
        split = source.first
        while split < source.last and line.lows[split] not in ("of", "for", "to"):
            split += 1
        office = line.lows[split - 1]
        if line.lows[split] == "to" and office not in _SENT:
            return None
        if split >= source.last or (office not in words.titles and office not in _OFFICES):
            return None
        if not line.words[split - 1][0].isupper() and office not in _OFFICES:
            return None
        for mention_start, mention_end, actor in self._names.mentions.get(line.number, ()):
            if mention_start >= end:
                break
            inside = line.starts[split] < mention_start and mention_end >= end - 2
            if not inside or actor.type != "person":
                continue
            is_capital = line.text[line.ends[split] : mention_start].strip()[:1].isupper()
            if is_capital or self._is_holder(line, split, bisect_left(line.starts, mention_start)):
                written = line.written(source.first, source.last)
                return Speaker(
                    actor.name, actor.actor, "named", written, "name", (actor.name,), 1.0, "name", actor.gender
                )
        return None

    def _is_holder(self, line: Line, split: int, first: int) -> bool:
        """Whether the name at token `first` is the office's own, not whom it is held under ("head of Lee's staff")."""
        words = speech()
        while first - 1 > split and line.lows[first - 1].rstrip(".") in words.titles:
            first -= 1
        before = line.lows[first - 1]
        return (
            first - 1 > split
            and before not in words.prepositions
            and before not in words.determiners
            and before != "and"
            and not before.endswith(("'s", "’s", "s'", "s’"))
        )
