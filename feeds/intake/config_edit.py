"""Edits of config.toml that keep its comments and order: feeds added, removed, switched; all of it or nothing."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from feeds.settings import FeedSettings

_KEYS = (
    "name", "url", "command", "outlet", "kind", "owner", "country", "language", "reliability", "reliability_reason",
    "terms", "pack", "full_text", "interval_minutes", "tags", "headers", "basic_auth", "proxy", "max_entries",
)  # fmt: skip
_DEFAULTS = FeedSettings(name="")


class ConfigEditError(ValueError):
    """The file cannot be edited. The message says what happened, where, and what to do."""


def add_feed(path: Path, feed: FeedSettings) -> None:
    """Appends a [[feeds]] table with the settings that differ from their defaults. Raises ConfigEditError."""
    add_feeds(path, [feed])


def mistake_in(feed: FeedSettings) -> str:
    """Why the config would not take the feed; "" when it does."""
    import tomlkit

    from feeds.settings import SettingsError
    from feeds.settings_reader import read_settings

    document = tomlkit.document()
    document.append("feeds", tomlkit.aot())
    document["feeds"].append(_table(replace(feed, pack="")))
    try:
        read_settings(tomlkit.dumps(document), path=None, readers={})
    except SettingsError as error:
        first = error.mistakes[0]
        return f"{first.key.removeprefix('feeds[0].')}: {first.what}"
    return ""


def add_feeds(path: Path, feeds: Iterable[FeedSettings]) -> None:
    """Appends several at once, after the last [[feeds]] table.

    Raises ConfigEditError when a name is there already or the config would have a mistake.
    """
    import tomlkit
    from tomlkit.items import AoT

    document = _document(path)
    listed = document.get("feeds")
    if listed is None:
        listed = tomlkit.aot()
        document.append("feeds", listed)
    if not isinstance(listed, AoT):
        raise ConfigEditError(f"{path}: `feeds` is no list of tables; write [[feeds]]")
    names = {str(table.get("name", "")).lower() for table in listed}
    for feed in feeds:
        if feed.name.lower() in names:
            raise ConfigEditError(f"{path}: there is a feed named {feed.name!r} already; choose another name")
        if wrong := mistake_in(feed):
            raise ConfigEditError(f"{path}: {feed.name!r} is not written into it: {wrong}")
        names.add(feed.name.lower())
        listed.append(_table(feed))
    write_config(path, tomlkit.dumps(document))


def remove_feed(path: Path, name: str) -> FeedSettings:
    """Takes out the [[feeds]] table of that name and gives what it held (name, address, command). Raises
    ConfigEditError when there is none."""
    document = _document(path)
    listed = document.get("feeds") or []
    for index, table in enumerate(listed):
        if str(table.get("name", "")).lower() == name.lower():
            held = FeedSettings(
                name=str(table.get("name", "")),
                url=str(table.get("url", "")),
                command=tuple(str(part) for part in table.get("command", ())),
            )
            del listed[index]
            import tomlkit

            write_config(path, tomlkit.dumps(document))
            return held
    raise _no_such_feed(path, name, listed)


def _no_such_feed(path: Path, name: str, listed: Iterable[Mapping[str, object]]) -> ConfigEditError:
    import difflib

    near = difflib.get_close_matches(name, [str(table.get("name", "")) for table in listed], n=1, cutoff=0.4)
    hint = f"did you mean {near[0]!r}?" if near else "`feeds list --all` shows them"
    return ConfigEditError(f"{path}: there is no feed named {name!r}; {hint}")


def _document(path: Path):  # type: ignore[no-untyped-def]
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        return tomlkit.parse(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigEditError(f"{path}: cannot be read ({error.strerror}); `config init` writes one") from None
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise ConfigEditError(f"{path}: cannot be edited, it has a mistake ({error}); see `config check`") from None


def _table(feed: FeedSettings):  # type: ignore[no-untyped-def]
    import tomlkit

    table = tomlkit.table()
    for key in _KEYS:
        value = getattr(feed, key)
        if key != "name" and value == getattr(_DEFAULTS, key):
            continue
        if isinstance(value, tuple):
            value = list(value)
        elif isinstance(value, Mapping):
            inline = tomlkit.inline_table()
            inline.update(dict(value))
            value = inline
        table.add(key, value)
    if not feed.is_enabled:
        table.add("enabled", False)
    table.add(tomlkit.nl())
    return table


def write_config(path: Path, text: str) -> None:
    """Puts the text in the place of a config, through a file beside it, so that a crash leaves the old one or the new
    one; what it links to and who may read it stay. Raises ConfigEditError."""
    target = path.resolve()
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=target.name, suffix=".new")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(name, target.stat().st_mode & 0o777)
            os.replace(name, target)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise ConfigEditError(f"{path}: cannot be written ({error.strerror}); check its permissions") from None
