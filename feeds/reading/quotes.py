"""Quotes: exact words in quotation marks, with their speaker, cue, confidence and the reason code of the rule."""

from __future__ import annotations

import re
from collections.abc import Sequence

from feeds.reading.knowledge import Knowledge
from feeds.reading.quotations import Quotation, find_quotations
from feeds.reading.text import Text
from feeds.story import Actor, Quote

_DASHED_NAME = re.compile(r"\s*[–—-]{1,2}\s*((?:[A-Z][\w.’'-]*\s?){1,5})\s*$")


def read_quotes(text: Text, actors: Sequence[Actor], knowledge: Knowledge) -> tuple[Quote, ...]:
    """The quotes of a story in reading order. Never raises; linear in the length of the text."""
    return tuple(_quote(quotation, text) for quotation in find_quotations(text))


def _quote(quotation: Quotation, text: Text) -> Quote:
    first = quotation.spans[0]
    after = quotation.outer[-1]
    dashed = _DASHED_NAME.match(text.of(after.paragraph)[after.end : after.end + 80])
    speaker = dashed.group(1).strip() if dashed else None
    return Quote(
        text="\n".join(text.of(span.paragraph)[span.start : span.end] for span in quotation.spans),
        paragraph=first.paragraph,
        start=first.start,
        end=first.end,
        speaker=speaker,
        speakers=(speaker,) if speaker else (),
        speaker_as_written=speaker,
        speaker_type="named" if speaker else "unattributed",
        confidence=0.98 if speaker else 0.0,
        reason="dash-name" if speaker else "no-speaker",
        spans=quotation.spans,
    )
