"""What every command is given: the settings, the place of the store, and how much to say."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from tui.safe import safe_text

if TYPE_CHECKING:
    from feeds.settings import Settings


@dataclass
class Invocation:
    """One run of the command line. Settings are read when first asked for, so `--help` reads none."""

    config: Path | None = None
    """--config or WATCHFLOOR_CONFIG; None for the platform's place, else the shipped example."""
    store: Path | None = None
    """--store or WATCHFLOOR_STORE; None for the config's `store`, else the platform's own place."""
    is_quiet: bool = False
    is_verbose: bool = False

    @cached_property
    def settings(self) -> Settings:
        """The config that counts for this run. Raises SettingsError with every mistake in it."""
        from tui.sections import read_settings

        return read_settings(self.config)

    @cached_property
    def store_path(self) -> Path:
        """The store this run uses; --store wins over the config."""
        from tui.paths import store_place

        return self.store or self.settings.store or store_place()

    @property
    def narration(self) -> TextIO | None:
        """Where progress may be drawn; None with --quiet."""
        return None if self.is_quiet else sys.stderr

    def narrate(self, message: str) -> None:
        """One line of narration on stderr, unless --quiet."""
        if not self.is_quiet:
            sys.stderr.write(safe_text(message) + "\n")
            sys.stderr.flush()

    def detail(self, message: str) -> None:
        """One line on stderr that only --verbose shows."""
        if self.is_verbose:
            self.narrate(message)


def from_environment(config: str | None, store: str | None, *, is_quiet: bool, is_verbose: bool) -> Invocation:
    """An invocation from the global options; WATCHFLOOR_CONFIG and WATCHFLOOR_STORE where one is not given."""
    config = config or os.environ.get("WATCHFLOOR_CONFIG") or None
    store = store or os.environ.get("WATCHFLOOR_STORE") or None
    return Invocation(
        config=Path(config).expanduser() if config else None,
        store=Path(store).expanduser() if store else None,
        is_quiet=is_quiet,
        is_verbose=is_verbose,
    )
