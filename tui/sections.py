"""The config with the sections of this layer read: [look], [keys], [views], [cite], [alerts], [brief]."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from feeds.settings import Settings, WrongSetting
    from feeds.settings_reader import SectionReader
    from feeds.settings_table import Table

_READERS: Mapping[str, tuple[str, str]] = {
    "alerts": ("tui.desk.alert_settings", "read_alerts"),
    "brief": ("tui.desk.brief.settings", "read_brief"),
    "cite": ("tui.desk.cite", "read_cite"),
    "look": ("tui.look", "read_look"),
    "keys": ("tui.look", "read_keys"),
    "views": ("tui.look", "read_views"),
}
"""Section -> where its reader is. A reader is imported when it is called, so that a listing pays for few."""


def read_settings(config: Path | None) -> Settings:
    """The settings that count: of `config`, else of the file at the platform's own place, else the shipped ones.

    Raises SettingsError with every mistake.
    """
    from feeds.settings import SettingsError, example_config_text, load_settings
    from feeds.settings_reader import read_settings as read_text
    from tui.paths import config_place

    readers = section_readers()
    if config is None and config_place().is_file():
        config = config_place()
    if config is not None:
        settings = load_settings(config, readers)
    else:
        settings = read_text(example_config_text(), path=None, readers=readers)
    if mistakes := tuple(_wrong_queries(settings)):
        raise SettingsError(mistakes)
    return settings


def _wrong_queries(settings: Settings) -> Iterator[WrongSetting]:
    """Mistakes in the queries of [[mute]] and [views], which the layer below cannot read."""
    from feeds.settings import WrongSetting

    views = settings.sections.get("views")
    queries = [(f"mute[{number}].query", mute.query) for number, mute in enumerate(settings.mutes)]
    queries += [(f"views.{view.name}", view.query) for view in views] if isinstance(views, tuple) else []
    if not queries:
        return
    from tui.desk.alert_settings import query_problem

    for key, query in queries:
        if problem := query_problem(query):
            yield WrongSetting(str(settings.path or "config.example.toml"), None, key, problem)


def section_readers() -> Mapping[str, SectionReader]:
    """The readers of this layer's sections, by the section's name."""
    return {name: _late(module, function) for name, (module, function) in _READERS.items()}


def _late(module: str, function: str) -> Callable[[Table], object]:
    def read(table: Table) -> object:
        reader: Callable[[Table], object] = getattr(import_module(module), function)
        return reader(table)

    return read
