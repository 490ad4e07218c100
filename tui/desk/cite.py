"""Citations: a finding as one line another analyst can check, down to the digest of the text it was read from.

A template is plain text with fields in braces; a part in <…> goes when one of its fields is empty.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tui.safe import safe_line
from tui.speech import verb_of
from tui.who_says_so import became_of

if TYPE_CHECKING:
    from feeds.settings_table import Table
    from feeds.story import Findings
    from store.rows import SaidRow, StoryRow, TimelineRow

SAID = (
    "“{text}”< (in: “{passage}”)> — {speaker}<, {role}>, via {outlet}< [{standing}]>, “{title}”, published {published}"
    "< (seen {seen})><, {link}>, text sha256:{digest}"
)
STATED = (
    "{speaker}<, {role}>, {cue}: {text} (reported speech), via {outlet}< [{standing}]>, “{title}”, "
    "published {published}< (seen {seen})><, {link}>, text sha256:{digest}"
)
EVENT = (
    "{text}< ({when})>, {status}<, as claimed by {claimant}>: “{passage}”, via {outlet}< [{standing}]>, “{title}”, "
    "published {published}< (seen {seen})><, {link}>, text sha256:{digest}"
)
STORY = "{outlet}< [{standing}]>, “{title}”, published {published}< (seen {seen})><, {link}>, text sha256:{digest}"

FIELDS = frozenset(
    "text speaker cue role outlet standing title published seen link digest when status claimant passage".split()
)

_OPTIONAL = re.compile(r"<([^<>]*)>")
_FIELD = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class CiteSettings:
    """[cite]: how findings are cited; each a template with fields in braces."""

    said: str = SAID
    """A quote."""
    stated: str = STATED
    """A statement without quotation marks."""
    event: str = EVENT
    """An event, with its claimant when it has one."""
    story: str = STORY
    """A story."""


def read_cite(table: Table) -> CiteSettings:
    """The reader of [cite]: every template may only use known fields."""
    templates = {}
    for key, default in (("said", SAID), ("stated", STATED), ("event", EVENT), ("story", STORY)):
        templates[key] = table.text(key, default)
        for name in _FIELD.findall(templates[key]):
            if name not in FIELDS:
                from feeds.settings_table import one_of

                table.complain(key, f"there is no field {{{name}}}; {one_of(sorted(FIELDS), name)}")
    return CiteSettings(**templates)


def cite_said(said: SaidRow, story: StoryRow, findings: Findings, cite: CiteSettings) -> str:
    """A quote or statement as a citation; a fragment carries its sentence."""
    fields = _about(story, findings) | {
        "text": said.text,
        "speaker": said.speaker or "speaker not named",
        "cue": verb_of(said.cue or "say"),
        "role": said.role or "",
        "passage": said.carrier if said.kind == "fragment" else "",
    }
    return filled(cite.stated if said.is_statement else cite.said, fields)


def cite_event(event: TimelineRow, story: StoryRow, findings: Findings, cite: CiteSettings) -> str:
    """An event as a citation, with its days, its status and whoever claims it."""
    days = [day for day in (event.first, event.last) if day]
    fields = _about(story, findings) | {
        "text": event.what,
        "when": "–".join(dict.fromkeys(days)) or event.when_text or (f"told {event.told}" if event.told else ""),
        "status": became_of(event.status, event.what),
        "claimant": ", ".join(event.asserted_by),
        "passage": event.evidence,
    }
    return filled(cite.event, fields)


def cite_story(story: StoryRow, findings: Findings, cite: CiteSettings) -> str:
    """A story as a citation."""
    return filled(cite.story, _about(story, findings) | {"text": story.title})


def text_digest(paragraphs: Sequence[str]) -> str:
    """The first eight hex digits of the SHA-256 of the paragraphs, an empty line between them, in UTF-8."""
    return hashlib.sha256("\n\n".join(paragraphs).encode("utf-8", "replace")).hexdigest()[:8]


def filled(template: str, fields: Mapping[str, str]) -> str:
    """A template with its fields filled in; an optional part with an empty field goes."""

    def optional(match: re.Match[str]) -> str:
        names = _FIELD.findall(match.group(1))
        return match.group(1) if all(fields.get(name) for name in names) else ""

    kept = _OPTIONAL.sub(optional, template)
    return safe_line(_FIELD.sub(lambda match: fields.get(match.group(1), ""), kept))


def _about(story: StoryRow, findings: Findings) -> dict[str, str]:
    standing = [part for part in (story.outlet_kind, story.outlet_country) if part]
    is_noteworthy = story.outlet_kind in ("state media", "government")
    return {
        "outlet": story.outlet or "an unknown outlet",
        "standing": ", ".join(standing) if is_noteworthy else "",
        "title": story.title,
        "published": _moment(story.published) if story.published else "at an unknown time",
        "seen": _seen(story.seen, story.published),
        "link": story.link,
        "digest": text_digest([paragraph.text for paragraph in findings.paragraphs]),
    }


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%MZ")


def _seen(seen: datetime, published: datetime | None) -> str:
    moment = seen.astimezone(UTC)
    is_same_day = published is not None and published.astimezone(UTC).date() == moment.date()
    return moment.strftime("%H:%MZ" if is_same_day else "%Y-%m-%d %H:%MZ")
