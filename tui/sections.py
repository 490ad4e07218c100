"""The config with the sections of this layer read: [alerts], [views], [keys], [look], [cite], [brief]."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from feeds.settings import Settings
    from feeds.settings_reader import SectionReader


def read_settings(config: Path | None) -> Settings:
    """The settings that count: of `config`, else of the file at the platform's own place, else the shipped ones.

    Raises SettingsError with every mistake.
    """
    from feeds.settings import example_config_text, load_settings, shipped_settings
    from feeds.settings_reader import read_settings as read_text
    from tui.paths import config_place

    readers = section_readers()
    if config is not None:
        return load_settings(config, readers)
    place = config_place()
    if place.is_file():
        return load_settings(place, readers)
    if not readers:
        return shipped_settings()
    return read_text(example_config_text(), path=None, readers=readers)


def section_readers() -> Mapping[str, SectionReader]:
    """The readers of this layer's sections, by the section's name."""
    return {}
