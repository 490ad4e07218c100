"""config.toml as frozen dataclasses. Every field is a setting of the same name; its docstring is its documentation.

Sections that belong to an upper layer ([alerts], [views], [keys], [look]) are kept raw in `Settings.sections` and read
by readers that layer hands in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from feeds.records import dataclass
from feeds.story import Outlet

if TYPE_CHECKING:
    from feeds.settings_reader import SectionReader

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
    """Address of the feed; either this or `command`."""
    command: tuple[str, ...] = ()
    """A program and its arguments whose standard output is a feed or JSON lines."""
    outlet: str = ""
    """Who publishes it; feeds of one outlet share stories with one link."""
    kind: str = ""
    """Of outlet: wire, broadcaster, newspaper, state media, government, international organisation, think tank,
    NGO or aggregator."""
    owner: str = ""
    """Outlets of one owner count once as own reporting."""
    country: str = ""
    """Of the outlet, ISO 3166 alpha-2."""
    language: str = ""
    """As the feed declares it; the language of each story is detected."""
    reliability: str = ""
    """A word with its reason beside it: established, high-method, official-primary, official-claim, state-claim,
    analysis, partisan or aggregator."""
    reliability_reason: str = ""
    """Why that word."""
    terms: str = ""
    """What the publisher allows, as last read."""
    pack: str = ""
    """The pack it belongs to; polled when the pack is switched on."""
    is_enabled: bool = True
    """Polled or not, whatever its pack says."""
    full_text: bool = False
    """Fetch the linked article page where the feed carries only a summary."""
    interval_minutes: int | None = None
    """How often it is asked at most; the server's own wish for fewer requests wins."""
    tags: tuple[str, ...] = ()
    """Tags every story of it gets."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Extra request headers; a value "env:NAME" or "file:PATH" is read at request time and never stored or printed."""
    basic_auth: str = ""
    """"env:NAME" or "file:PATH" of user:password."""
    proxy: str = ""
    """A proxy for this feed only, written as [fetch] proxy is; "none" goes direct."""
    max_entries: int = 2000
    """Entries taken from one answer, newest first."""


@dataclass(frozen=True, slots=True)
class FolderSettings:
    """[[folders]]: a directory of local files that is watched."""

    path: Path
    """The directory; "~" is the home."""
    name: str = ""
    """Shown as the feed; the folder's name when empty."""
    outlet: str = ""
    """Who published what lies there; what the file itself says when empty."""
    date_from: str = "text"
    """Where the publication date comes from: "text", "file name", "file time" or "none"."""
    pattern: str = "*"
    """Which files, as a glob."""
    recursive: bool = True
    """Folders below it too."""


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """[fetch]: how the network is treated."""

    user_agent_url: str = ""
    """A page about whoever runs this, for the User-Agent every server sees."""
    contact: str = ""
    """An address to write to, for the same place."""
    interval_minutes: int = 30
    """How often a feed is asked when neither it nor its settings say more."""
    concurrency: int = 50
    """Requests at a time altogether."""
    per_host: int = 2
    """Requests at a time to one host."""
    timeout_seconds: float = 20.0
    """Silence after which a request is given up."""
    total_seconds: float = 60.0
    """Time a whole request may take."""
    max_bytes: int = 15_000_000
    """Bytes a feed or page may have after decompression."""
    max_articles_per_refresh: int = 200
    """Article pages fetched in one refresh."""
    allow_hosts: tuple[str, ...] = ()
    """Hosts or networks (CIDR) that may be private or loopback."""
    proxy: str = ""
    """A proxy for all requests: http, https, socks5 or socks5h (which resolves names itself); "env:NAME" or "file:PATH"
    where it holds a password; "none" to heed no proxy of the environment."""
    keep_raw_days: int = 30
    """Days for which the bytes of pages are kept, so that a deleted or edited one can be shown; 0 keeps none."""
    keep_feed_days: int = 2
    """Days for which the bytes that feeds sent are kept, those that could not be read too; 0 keeps none."""


@dataclass(frozen=True, slots=True)
class ThreadingSettings:
    """[threading]: thresholds on thread scores."""

    attach: float = 0.35
    """A story is on a thread from this score."""
    primary: float = 0.60
    """The thread is its main subject from this score."""
    words: tuple[tuple[str, str], ...] = ()
    """[threading.words]: alternatives under a name (arms = "tank*|missile*"), which stand in any pattern of a thread
    as {arms}. What is not there is taken from the shipped ones."""


@dataclass(frozen=True, slots=True)
class NearRule:
    """Terms that must stand within `within` words of one another in one sentence, in any order."""

    terms: tuple[str, ...]
    """Each a pattern; all must stand in one sentence."""
    within: int = 10
    """Words between the outermost two at most."""
    weight: float = 1.0
    """Points of one hit in the body."""
    early: bool = False
    """Only what stands in the title or the lead counts: for wording that further down is told of something else."""


@dataclass(frozen=True, slots=True)
class ThreadSettings:
    """[threads.ID]: one thread as rules. Patterns keep their config form ("persona non grata:4")."""

    id: str
    """The table's name."""
    title: str = ""
    """Shown in the threads panel."""
    any: tuple[str, ...] = ()
    """Phrases with an optional weight ("persona non grata:4"); * is any word ending, a|b alternatives, @countries at
    the end of one the name of a country ("ties with @countries")."""
    any_early: tuple[str, ...] = ()
    """The same, counted only in the title and the lead: for wording that further down is told of something else."""
    none: tuple[str, ...] = ()
    """A phrase that vetoes the sentence it stands in."""
    needs: tuple[str, ...] = ()
    """Phrases of which one must stand somewhere in the story, else nothing counts: the setting a word needs.
    "@countries" among them is met by a country or armed group in the title, or two in the story; "@names" by a title
    in sentence case that names a place or people, known or not, and what begins with ? by a story with one of its
    phrases; both only where the story has none of the `doubts`."""
    doubts: tuple[str, ...] = ()
    """Phrases in whose company neither a name in the title ("@names" in `needs`) nor what begins with ? is enough."""
    near: tuple[NearRule, ...] = ()
    """Terms that must stand near one another."""
    actors_any: tuple[str, ...] = ()
    """Actors that add their weight once a story when they are named."""
    actors_weight: float = 0.5
    """That weight."""
    match: tuple[str, ...] = ()
    """Titles that must reach the thread; `watchfloor threads test` runs them."""
    no_match: tuple[str, ...] = ()
    """Titles that must not."""


@dataclass(frozen=True, slots=True)
class ActorSettings:
    """[[actors]]: a person, organisation, country or group the analyst adds to (or overrides in) the who's-who."""

    name: str
    """The full name."""
    type: str = "person"
    """person, organisation, country or group."""
    id: str = ""
    """Identity by which stories are joined; made from the name when empty."""
    aliases: tuple[str, ...] = ()
    """Full-name variants, safe anywhere."""
    short: tuple[str, ...] = ()
    """Surname or nickname forms."""
    demonyms: tuple[str, ...] = ()
    """For a country: its adjectives and people ("Ardenian", "Ardenians")."""
    capital: str = ""
    """For a country: its capital, which may stand for the government as the subject of a speech verb."""
    role: str = ""
    """As of `years`."""
    years: str = ""
    """"2024-" or "2019-2024"."""
    country: str = ""
    """ISO 3166 alpha-2 of the office."""
    org: str = ""
    """For officials of a body instead of a country."""
    gender: str = ""
    """"m", "f" or empty; for pronouns only."""
    is_followed: bool = False
    """Followed actors are named first in catch-up."""


@dataclass(frozen=True, slots=True)
class MuteSettings:
    """[[mute]]: stories that match are hidden, countably and undoably."""

    query: str
    """In the language of the search box."""
    reason: str = ""
    """Shown beside the count of what is hidden."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole config, checked. `sections` holds what the readers of upper layers made of theirs (else raw tables)."""

    path: Path | None = None
    """The file it was read from; None for the shipped example in memory."""
    store: Path | None = None
    """The file in which everything is kept; relative to the config."""
    retention_days: int | None = None
    """Stories older than this go with `store prune`; starred, tagged and noted ones stay. 0 keeps everything."""
    packs: tuple[str, ...] = ()
    """Packs of feeds that are polled."""
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

    def brief(self, most: int = 3) -> str:
        """The first mistakes on one line, for a log, and where the others are listed."""
        more = len(self.mistakes) - most
        rest = f"; and {more} more: `watchfloor config check` lists them" if more > 0 else ""
        return "; ".join(map(str, self.mistakes[:most])) + rest


NAMED_WORDS = re.compile(r"\{([A-Za-z_]+)\}")
"""A name of [threading.words] in a pattern of a thread."""


def rules_number(threading: ThreadingSettings, threads: Sequence[ThreadSettings]) -> int:
    """The same for the same rules of threads, so that a change can be seen before they are compiled."""
    return crc32(repr((threading, tuple(threads))).encode("utf-8", "replace"))


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
