"""Reads config.toml whole: every mistake at once, with its line, what is allowed and the nearest valid key."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from feeds.settings import (
    NAMED_WORDS,
    RELIABILITIES,
    ActorSettings,
    FeedSettings,
    FetchSettings,
    FolderSettings,
    MuteSettings,
    NearRule,
    Settings,
    SettingsError,
    ThreadingSettings,
    ThreadSettings,
    WrongSetting,
)
from feeds.settings_table import Mistake, Place, Table
from feeds.settings_toml import toml_mistake
from feeds.story import OUTLET_KINDS, Outlet
from feeds.web_address import is_web_address

SectionReader: TypeAlias = Callable[[Table], object]
"""Reads one section of an upper layer from its table; what it gives stands in `Settings.sections` under that name."""

UPPER_SECTIONS = ("alerts", "views", "keys", "look", "cite", "brief", "poller")
"""Sections that belong to an upper layer. Without a reader for one, its raw table is kept."""

_PLACES = ("text", "file name", "file time", "none")
_ACTOR_TYPES = ("person", "organisation", "country", "group")
_MAX_CONFIG_BYTES = 5_000_000


def read_settings(
    text: str, *, path: Path | None, readers: Mapping[str, SectionReader], shipped: Callable[[], Settings] | None = None
) -> Settings:
    """Settings from the text of a config. `path` is for messages; `shipped` gives what missing sections default to.

    Raises SettingsError with every mistake found.
    """
    where = str(path) if path is not None else "config.example.toml"
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line, what = toml_mistake(text, error)
        raise SettingsError((WrongSetting(where, line, "", what),)) from None
    mistakes: list[Mistake] = []
    settings = _settings(Table(document, (), mistakes), path, readers, shipped)
    if mistakes:
        raise SettingsError(_located(mistakes, text, where))
    return settings


def config_text(path: Path) -> str:
    """The text of a config file. Raises SettingsError when it is missing, a folder, not UTF-8 or absurdly large."""
    try:
        if path.stat().st_size > _MAX_CONFIG_BYTES:
            raise SettingsError((WrongSetting(str(path), None, "", "this is over 5 MB: not a config"),))
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        what = "there is no such file; `watchfloor config init` writes one"
    except OSError as error:
        what = f"it cannot be read: {error.strerror or error}"
    except UnicodeDecodeError as error:
        what = f"it is not UTF-8 text (byte {error.start})"
    raise SettingsError((WrongSetting(str(path), None, "", what),))


def _located(mistakes: Sequence[Mistake], text: str, where: str) -> tuple[WrongSetting, ...]:
    from feeds.settings_lines import line_of, lines_of

    lines = lines_of(text)
    found = [WrongSetting(where, line_of(mistake.place, lines), mistake.key, mistake.what) for mistake in mistakes]
    return tuple(sorted(found, key=lambda wrong: (wrong.line or 0, wrong.key)))


def _settings(
    table: Table, path: Path | None, readers: Mapping[str, SectionReader], shipped: Callable[[], Settings] | None
) -> Settings:
    base = path.parent if path is not None else Path.cwd()
    packs = table.texts("packs")
    feeds = _feeds(table, frozenset(packs))
    known_packs = {feed.pack for feed in feeds if feed.pack}
    for pack in packs:
        if pack not in known_packs:
            from feeds.settings_table import one_of

            there = one_of(sorted(known_packs), pack) if known_packs else "no feed of this config names one"
            table.complain("packs", f'no feed is in a pack "{pack}"; {there}')
    store = table.text("store")
    retention = table.whole("retention_days", 0, least=0, most=36500)
    fetch = _fetch(table.table("fetch"))
    folders = tuple(_folder(item, base) for item in table.tables("folders"))
    # A section that is not there at all is the shipped one; an empty one is empty.
    has_outlets, has_threads = table.has("outlets"), table.has("threads")
    outlets = {host.casefold(): _outlet(item) for host, item in table.named_tables("outlets")}
    threads = tuple(_thread(name, item) for name, item in table.named_tables("threads"))
    if shipped is not None and not (has_outlets and has_threads):
        example = shipped()
        outlets = outlets if has_outlets else dict(example.outlets)
        threads = threads if has_threads else example.threads
    threading = _threading(table.table("threading"))
    if shipped is not None and not _named_words(threads) <= dict(threading.words).keys():
        words = {**dict(shipped().threading.words), **dict(threading.words)}
        threading = replace(threading, words=tuple(words.items()))
    _check_named_words(table, threads, dict(threading.words))
    actors = tuple(_actor(item) for item in table.tables("actors"))
    mutes = tuple(_mute(item) for item in table.tables("mute"))
    sections = {name: _section(table, name, readers) for name in UPPER_SECTIONS if name in readers or table.has(name)}
    for name in UPPER_SECTIONS:
        table.has(name)
    table.finish()
    return Settings(
        path=path,
        store=(base / Path(store).expanduser()) if store else None,
        retention_days=retention or None,
        packs=packs,
        fetch=fetch,
        feeds=feeds,
        folders=folders,
        outlets=outlets,
        threading=threading,
        threads=threads,
        actors=actors,
        mutes=mutes,
        sections=sections,
    )


def _section(table: Table, name: str, readers: Mapping[str, SectionReader]) -> object:
    if name not in readers:
        return table.raw(name)
    section = table.table(name)
    value = readers[name](section)
    section.finish()
    return value


# ------------------------------------------------------------------------------------------------ feeds


def _feeds(table: Table, packs: frozenset[str]) -> tuple[FeedSettings, ...]:
    feeds: list[FeedSettings] = []
    names: set[str] = set()
    for item in table.tables("feeds"):
        feed = _feed(item, packs)
        if feed.name and feed.name in names:
            item.complain("name", f'"{feed.name}" is the name of an earlier feed; every feed needs its own')
        names.add(feed.name)
        feeds.append(feed)
    return tuple(feeds)


def _feed(table: Table, packs: frozenset[str]) -> FeedSettings:
    url = table.text("url").strip()
    command = table.texts("command")
    if bool(url) == bool(command):
        table.complain(None, "a feed needs either `url` or `command`" + (", not both" if url else ""))
    elif url and not url.startswith(("http://", "https://", "file://")):
        table.complain("url", f'"{url}" is not allowed; it must begin with https://, http:// or file://')
    elif url and not url.startswith("file://") and not is_web_address(url):
        table.complain("url", "is no web address; one looks like https://example.org/feed")
    pack = table.text("pack")
    is_in_pack = not pack or pack in packs
    outlet = _outlet_fields(table)
    basic_auth = table.text("basic_auth")
    if basic_auth and not basic_auth.startswith(("env:", "file:")):
        table.complain("basic_auth", 'must be "env:NAME" or "file:PATH", so that no password stands in a config')
    interval = table.whole("interval_minutes", 0, least=1, most=100_000)
    feed = FeedSettings(
        name=table.text("name", required=True).strip(),
        url=url,
        command=command,
        outlet=table.text("outlet").strip(),
        kind=outlet.kind,
        owner=outlet.owner,
        country=outlet.country,
        language=table.text("language"),
        reliability=outlet.reliability,
        reliability_reason=outlet.reason,
        terms=table.text("terms"),
        pack=pack,
        is_enabled=table.flag("enabled", is_in_pack),
        full_text=table.flag("full_text", False),
        interval_minutes=interval or None,
        tags=table.texts("tags"),
        headers=table.pairs("headers"),
        basic_auth=basic_auth,
        proxy=_proxy(table),
        max_entries=table.whole("max_entries", 2000, least=1, most=100_000),
    )
    table.finish()
    return feed


def _proxy(table: Table) -> str:
    """Never quoted in a complaint: it may hold a password."""
    proxy = table.text("proxy").strip()
    is_known = proxy.lower().startswith(("http://", "https://", "socks5://", "socks5h://", "socks://", "env:", "file:"))
    if proxy and proxy != "none" and not is_known:
        table.complain(
            "proxy", "must begin with http://, https://, socks5:// or socks5h://, be env:NAME or file:PATH, or be none"
        )
    return proxy


def _outlet_fields(table: Table) -> Outlet:
    return Outlet(
        name="",
        kind=table.text("kind", allowed=OUTLET_KINDS),
        owner=table.text("owner"),
        country=_country(table),
        reliability=table.text("reliability", allowed=RELIABILITIES),
        reason=table.text("reliability_reason"),
    )


def _country(table: Table) -> str:
    country = table.text("country").strip()
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        table.complain("country", f'"{country}" is not allowed; it must be two letters (ISO 3166, or EU or UN)')
        return ""
    return country.upper()


def _outlet(table: Table) -> Outlet:
    name = table.text("name", required=True)
    known = _outlet_fields(table)
    table.finish()
    return Outlet(name, known.kind, known.owner, known.country, known.reliability, known.reason)


def _folder(table: Table, base: Path) -> FolderSettings:
    path = table.text("path", required=True)
    folder = FolderSettings(
        path=base / Path(path).expanduser(),
        name=table.text("name"),
        outlet=table.text("outlet"),
        date_from=table.text("date_from", "text", allowed=_PLACES),
        pattern=table.text("pattern", "*"),
        recursive=table.flag("recursive", True),
    )
    table.finish()
    return folder


def _allowed_hosts(table: Table) -> tuple[str, ...]:
    hosts = table.texts("allow_hosts")
    if hosts:
        from ipaddress import ip_network
    for host in hosts:
        try:
            ip_network(host, strict=False)
        except ValueError:
            if "/" in host or not is_web_address(f"http://{host}"):
                table.complain("allow_hosts", f'"{host}" is no host, address or network like "10.0.0.0/8"')
    return hosts


def _fetch(table: Table) -> FetchSettings:
    fetch = FetchSettings(
        user_agent_url=table.text("user_agent_url"),
        contact=table.text("contact"),
        interval_minutes=table.whole("interval_minutes", 30, least=1, most=100_000),
        concurrency=table.whole("concurrency", 50, least=1, most=200),
        per_host=table.whole("per_host", 2, least=1, most=20),
        timeout_seconds=table.number("timeout_seconds", 20.0, least=0.1, most=600),
        total_seconds=table.number("total_seconds", 60.0, least=0.1, most=3600),
        max_bytes=table.whole("max_bytes", 15_000_000, least=10_000, most=500_000_000),
        max_articles_per_refresh=table.whole("max_articles_per_refresh", 200, least=0, most=100_000),
        allow_hosts=_allowed_hosts(table),
        proxy=_proxy(table),
        keep_raw_days=table.whole("keep_raw_days", 30, least=0, most=36500),
        keep_feed_days=table.whole("keep_feed_days", 2, least=0, most=36500),
    )
    table.finish()
    return fetch


# ------------------------------------------------------------------------------------------------ threads and actors


def _threading(table: Table) -> ThreadingSettings:
    threading = ThreadingSettings(
        attach=table.number("attach", 0.35, least=0.01, most=0.99),
        primary=table.number("primary", 0.60, least=0.01, most=0.999),
        words=tuple(table.pairs("words").items()),
    )
    if threading.primary < threading.attach:
        table.complain("primary", f"must not be below `attach` ({threading.attach:g})")
    table.finish()
    return threading


def _thread(name: str, table: Table) -> ThreadSettings:
    if not all(character.isalnum() or character in "_-" for character in name):
        table.complain(None, "the id of a thread has only letters, digits, _ and -")
    actors = table.table("actors")
    thread = ThreadSettings(
        id=name,
        title=table.text("title", name.replace("_", " ").capitalize()),
        any=table.texts("any"),
        any_early=table.texts("any_early"),
        none=table.texts("none"),
        needs=table.texts("needs"),
        doubts=table.texts("doubts"),
        near=tuple(_near(item) for item in table.tables("near")),
        actors_any=actors.texts("any"),
        actors_weight=actors.number("weight", 0.5, least=-10, most=10),
        match=table.texts("match"),
        no_match=table.texts("no_match"),
    )
    if not thread.any and not thread.any_early and not thread.near:
        table.complain(None, "a thread needs patterns: `any` or `near`")
    _check_weights(table, "any", thread.any)
    _check_weights(table, "any_early", thread.any_early)
    actors.finish()
    table.finish()
    return thread


def _named_words(threads: Sequence[ThreadSettings]) -> set[str]:
    """The names in braces in the patterns of threads: {arms}."""
    patterns = [
        pattern for one in threads for pattern in (*one.any, *one.any_early, *one.none, *one.needs, *one.doubts)
    ]
    patterns += [term for one in threads for rule in one.near for term in rule.terms]
    return {name for pattern in patterns for name in NAMED_WORDS.findall(pattern)}


def _check_named_words(table: Table, threads: Sequence[ThreadSettings], words: Mapping[str, str]) -> None:
    """Complains of names in braces that [threading.words] does not have."""
    uses: list[tuple[Place, str]] = [
        (("threads", thread.id), name) for thread in threads for name in sorted(_named_words([thread]))
    ]
    uses += [(("threading", "words", key), name) for key, text in words.items() for name in NAMED_WORDS.findall(text)]
    for place, name in uses:
        if name not in words:
            from feeds.settings_table import one_of

            there = one_of(sorted(words), name) if words else "it is empty"
            table.mistakes.append(Mistake(place, f'"{{{name}}}" must be a name of [threading.words], {there}'))


def _near(table: Table) -> NearRule:
    rule = NearRule(
        terms=table.texts("terms"),
        within=table.whole("within", 10, least=1, most=60),
        weight=table.number("weight", 1.0, least=-20, most=20),
        early=table.flag("early", False),
    )
    if len(rule.terms) < 2:
        table.complain("terms", "needs two terms or more, each a word or alternatives a|b")
    table.finish()
    return rule


def _check_weights(table: Table, key: str, patterns: Sequence[str]) -> None:
    for pattern in patterns:
        words, colon, weight = pattern.rpartition(":")
        if not colon:
            continue
        try:
            float(weight)
        except ValueError:
            table.complain(key, f'"{pattern}": what follows the last colon must be a weight, e.g. "{words}:2"')


def _actor(table: Table) -> ActorSettings:
    actor = ActorSettings(
        name=table.text("name", required=True),
        type=table.text("type", "person", allowed=_ACTOR_TYPES),
        id=table.text("id"),
        aliases=table.texts("aliases"),
        short=table.texts("short"),
        demonyms=table.texts("demonyms"),
        capital=table.text("capital"),
        role=table.text("role"),
        years=table.text("years"),
        country=table.text("country"),
        org=table.text("org"),
        gender=table.text("gender", allowed=("", "m", "f")),
        is_followed=table.flag("follow", False),
    )
    table.finish()
    return actor


def _mute(table: Table) -> MuteSettings:
    mute = MuteSettings(query=table.text("query", required=True), reason=table.text("reason"))
    table.finish()
    return mute
