"""config.toml as frozen dataclasses. Every field is a setting of the same name; its docstring is its documentation.

Sections that belong to an upper layer ([alerts], [views], [keys], [look]) are kept raw in `Settings.sections` and read
by readers that layer hands in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from feeds.story import Outlet

if TYPE_CHECKING:
    from feeds.settings_reader import SectionReader

OUTLET_KINDS = (
    "wire",
    "broadcaster",
    "newspaper",
    "state media",
    "government",
    "international organisation",
    "think tank",
    "NGO",
    "aggregator",
)
"""What an outlet can be."""

RELIABILITIES = (
    "established",
    "high-method",
    "official-primary",
    "official-claim",
    "state-claim",
    "analysis",
    "partisan",
    "aggregator",
)
"""Words for an outlet's standing. official-primary: authoritative for what that body itself said; official-claim and
state-claim: one party's claim."""


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
    concurrency: int = 50
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
    """The whole config, checked. `sections` holds what the readers of upper layers made of theirs (else raw tables)."""

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


# ------------------------------------------------------------------------------------------------ reading a config


@dataclass(frozen=True, slots=True)
class WrongSetting:
    """One mistake in a config: where it stands and, in words, what is wrong and what is allowed."""

    file: str
    line: int | None
    key: str
    what: str

    def __str__(self) -> str:
        line = f":{self.line}" if self.line is not None else ""
        return f"{self.file}{line}: {self.key}: {self.what}" if self.key else f"{self.file}{line}: {self.what}"


class SettingsError(Exception):
    """A config that cannot be used, with every mistake in it."""

    def __init__(self, mistakes: tuple[WrongSetting, ...]) -> None:
        super().__init__(mistakes)
        self.mistakes = mistakes

    def __str__(self) -> str:
        count = len(self.mistakes)
        head = "the config has a mistake" if count == 1 else f"the config has {count} mistakes"
        return "\n".join([f"{head}:", *(f"  {mistake}" for mistake in self.mistakes)])


def load_settings(path: Path, readers: Mapping[str, SectionReader] | None = None) -> Settings:
    """The settings of a config file. `readers` read the sections of upper layers ([alerts], [views], [keys] …).

    Where a config has no [threads] or no [outlets] at all, the shipped ones hold. Raises SettingsError with every
    mistake: file, line, key, what is allowed and the nearest valid key.
    """
    from feeds.settings_reader import config_text, read_settings

    return read_settings(config_text(path), path=path, readers=readers or {}, shipped=shipped_settings)


@cache
def shipped_settings() -> Settings:
    """The settings of the shipped config.example.toml, as headless commands use them when there is no config."""
    from feeds.settings_reader import read_settings

    return read_settings(example_config_text(), path=None, readers={})


@cache
def example_config_text() -> str:
    """The text of config.example.toml: beside the tui package in a wheel, at the root of the repository else."""
    root = Path(__file__).resolve().parent.parent
    for place in (root / "tui" / "config.example.toml", root / "config.example.toml"):
        if place.is_file():
            return place.read_text(encoding="utf-8")
    raise FileNotFoundError(f"config.example.toml is missing from the installation at {root}")
