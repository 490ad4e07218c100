"""The script of the made-up conflict: what the outlets publish, and when, relative to the moment the demo opens."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import resources

_PLACEHOLDER = re.compile(r"\{(day|date|own)([+-]\d+)\}|\{day:([\w-]+)\}")


@dataclass(frozen=True, slots=True)
class DemoOutlet:
    """One outlet of the made-up world.

    `format` is "rss", "atom" or "json"; the feed of an `is_summary_only` outlet needs its article pages.
    """

    id: str
    name: str
    kind: str
    owner: str
    country: str
    reliability: str
    reason: str
    format: str
    is_summary_only: bool
    answers: int = 0
    """After so many its feed fails, so that one sees what a failing feed looks like; 0 for never."""


@dataclass(frozen=True, slots=True)
class DemoStory:
    """One version of one story as its outlet serves it.

    `guid` stays the same over revisions. `published` is what the outlet says (None for an undated story);
    `visible_from` is the moment from which the server serves this version.
    """

    guid: str
    outlet: str
    title: str
    paragraphs: tuple[str, ...]
    published: datetime | None
    visible_from: datetime
    is_live: bool = False
    """It comes in while one looks."""


@dataclass(frozen=True, slots=True)
class World:
    """The whole script: outlets, stories in order of appearance, and the tables of people and countries as written."""

    outlets: tuple[DemoOutlet, ...]
    stories: tuple[DemoStory, ...]
    countries: tuple[Mapping[str, object], ...]
    organisations: tuple[Mapping[str, object], ...]
    people: tuple[Mapping[str, object], ...]


def load_world(opened: datetime) -> World:
    """The script with every weekday and date worked out for a demo that opens at `opened` (aware)."""
    world = _table("world.toml")
    script = _table("stories.toml")
    return World(
        outlets=tuple(
            DemoOutlet(
                id=str(row["id"]),
                name=str(row["name"]),
                kind=str(row["kind"]),
                owner=str(row["owner"]),
                country=str(row["country"]),
                reliability=str(row["reliability"]),
                reason=str(row["reason"]),
                format=str(row["format"]),
                is_summary_only=row.get("body") == "summary",
                answers=int(str(row.get("answers", 0))),
            )
            for row in world["outlet"]
        ),
        stories=_stories(script, opened),
        countries=tuple(world["country"]),
        organisations=tuple(world["organisation"]),
        people=tuple(world["person"]),
    )


def _table(name: str) -> dict[str, list[dict[str, object]]]:
    return tomllib.loads(resources.files("tui.demo").joinpath(name).read_text("utf-8"))


def _stories(script: Mapping[str, list[dict[str, object]]], opened: datetime) -> tuple[DemoStory, ...]:
    by_id: dict[str, DemoStory] = {}
    rows = {str(row["id"]): row for row in script["story"]}
    moments = {story_id: _moment(row, opened) for story_id, row in rows.items()}
    for story_id, row in rows.items():
        original = by_id.get(str(row.get("revises", "")))
        moment = moments[story_id]

        def fill(text: str, own: datetime = moment) -> str:
            return _fill(text, opened, own, moments)

        published: datetime | None = original.published if original else moment
        by_id[story_id] = DemoStory(
            guid=original.guid if original else story_id,
            outlet=str(row["outlet"]),
            title=fill(str(row["title"])),
            paragraphs=_paragraphs(fill(str(row["text"]))),
            published=None if row.get("undated") else published,
            visible_from=moment,
            is_live="arrives" in row,
        )
    copies = [_copy(by_id[str(row["of"])], row, opened) for row in script["copy"]]
    return tuple(sorted([*by_id.values(), *copies], key=lambda story: (story.visible_from, story.outlet, story.guid)))


def _copy(original: DemoStory, row: Mapping[str, object], opened: datetime) -> DemoStory:
    moment = _moment(row, opened)
    keep = row.get("keep")
    return DemoStory(
        guid=f"{original.guid}-{row['outlet']}",
        outlet=str(row["outlet"]),
        title=_fill(str(row.get("title", original.title)), opened, moment, {}),
        paragraphs=original.paragraphs[: keep if isinstance(keep, int) else None],
        published=moment,
        visible_from=moment,
        is_live="arrives" in row,
    )


def _moment(row: Mapping[str, object], opened: datetime) -> datetime:
    arrives, hours = row.get("arrives"), row.get("hours")
    if isinstance(arrives, int):
        return opened + timedelta(seconds=arrives)
    if isinstance(hours, (int, float)):
        return (opened - timedelta(hours=hours)).replace(second=0, microsecond=0)
    raise ValueError(f"a story of the demo says neither `hours` nor `arrives`: {dict(row)}")


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(block.split()) for block in text.strip().split("\n\n"))


def _fill(text: str, opened: datetime, own: datetime, moments: Mapping[str, datetime]) -> str:
    def put(match: re.Match[str]) -> str:
        kind, days, other = match.groups()
        if other:
            return moments[other].strftime("%A")
        day = (own if kind == "own" else opened) + timedelta(days=int(days))
        return f"{day.day} {day:%B}" if kind == "date" else day.strftime("%A")

    return _PLACEHOLDER.sub(put, text)
