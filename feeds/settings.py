"""config.toml as frozen dataclasses. Every field is a setting of the same name; its docstring is its documentation.

Sections that belong to an upper layer ([alerts], [views], [keys], [look]) are kept raw in `Settings.sections` and read
by readers that layer hands in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from feeds.story import Outlet


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """[[feeds]]: one feed, or one command whose standard output is a feed or JSON lines."""

    name: str
    """Unique; shown in feed health and used by `feed:`."""
    url: str = ""
    command: tuple[str, ...] = ()
    outlet: str = ""
    kind: str = ""
    owner: str = ""
    country: str = ""
    language: str = ""
    reliability: str = ""
    reliability_reason: str = ""
    terms: str = ""
    pack: str = ""
    is_enabled: bool = True
    full_text: bool = False
    """Fetch the linked article page where the feed carries only a summary."""
    interval_minutes: int | None = None
    tags: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    """Extra request headers; a value "env:NAME" or "file:PATH" is read at request time and never stored or printed."""
    basic_auth: str = ""
    """"env:NAME" or "file:PATH" of user:password."""
    proxy: str = ""
    max_entries: int = 2000


@dataclass(frozen=True, slots=True)
class FolderSettings:
    """[[folders]]: a directory of local files that is watched."""

    path: Path
    name: str = ""
    outlet: str = ""
    date_from: str = "text"
    """Where the publication date comes from: "text", "file name", "file time" or "none"."""
    pattern: str = "*"
    recursive: bool = True


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """[fetch]: how the network is treated."""

    user_agent_url: str = ""
    contact: str = ""
    interval_minutes: int = 30
    concurrency: int = 20
    per_host: int = 2
    timeout_seconds: float = 20.0
    total_seconds: float = 60.0
    max_bytes: int = 15_000_000
    max_articles_per_refresh: int = 200
    allow_hosts: tuple[str, ...] = ()
    """Hosts or networks (CIDR) that may be private or loopback."""
    proxy: str = ""
    keep_raw_days: int = 30


@dataclass(frozen=True, slots=True)
class ThreadingSettings:
    """[threading]: thresholds on thread scores."""

    attach: float = 0.35
    primary: float = 0.60


@dataclass(frozen=True, slots=True)
class NearRule:
    """Terms that must stand within `within` words of one another in one sentence, in any order."""

    terms: tuple[str, ...]
    within: int = 10
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class ThreadSettings:
    """[threads.ID]: one thread as rules. Patterns keep their config form ("persona non grata:4")."""

    id: str
    title: str = ""
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    near: tuple[NearRule, ...] = ()
    actors_any: tuple[str, ...] = ()
    actors_weight: float = 0.5
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorSettings:
    """[[actors]]: a person, organisation, country or group the analyst adds to (or overrides in) the who's-who."""

    name: str
    type: str = "person"
    id: str = ""
    aliases: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    """For a country: its adjectives and people ("Ardenian", "Ardenians")."""
    capital: str = ""
    """For a country: its capital, which may stand for the government as the subject of a speech verb."""
    role: str = ""
    years: str = ""
    country: str = ""
    org: str = ""
    gender: str = ""
    is_followed: bool = False
    """Followed actors are named first in catch-up."""


@dataclass(frozen=True, slots=True)
class MuteSettings:
    """[[mute]]: stories that match are hidden, countably and undoably."""

    query: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole config, checked. `sections` holds the raw tables of upper layers."""

    path: Path | None = None
    """The file it was read from; None for the shipped example in memory."""
    store: Path | None = None
    retention_days: int | None = None
    packs: tuple[str, ...] = ()
    fetch: FetchSettings = FetchSettings()
    feeds: tuple[FeedSettings, ...] = ()
    folders: tuple[FolderSettings, ...] = ()
    outlets: Mapping[str, Outlet] = field(default_factory=dict)
    """Host to outlet."""
    threading: ThreadingSettings = ThreadingSettings()
    threads: tuple[ThreadSettings, ...] = ()
    actors: tuple[ActorSettings, ...] = ()
    mutes: tuple[MuteSettings, ...] = ()
    sections: Mapping[str, object] = field(default_factory=dict)
