"""The config changed in an editor: in a draft, which takes the config's place when it has no mistake."""

from __future__ import annotations

import tomllib
from pathlib import Path

NO_CONFIG = "no config to write to: `watchfloor config init` makes one"


def draft_for(store: Path) -> Path:
    """Where the draft lies: beside the store, which is the analyst's own."""
    return store.with_suffix(".feeds.toml")


def begin(config: Path, draft: Path) -> None:
    """Writes the draft, unless one with mistakes is left to go on with. One that is older than the config would take
    back what was changed there since: it is kept under another name. Raises OSError."""
    if draft.exists():
        if draft.stat().st_mtime_ns >= config.stat().st_mtime_ns:
            return
        draft.replace(draft.with_suffix(".old"))
    draft.touch(mode=0o600)  # a config may hold passwords
    draft.write_text(config.read_text("utf-8"), "utf-8")


def line_of_feed(text: str, name: str) -> int:
    """The line (from 1) on which the [[feeds]] table of that name begins; 1 where it is not found."""
    from feeds.settings_lines import lines_of

    try:
        feeds = tomllib.loads(text).get("feeds", [])
    except tomllib.TOMLDecodeError:
        return 1
    for number, table in enumerate(feeds if isinstance(feeds, list) else []):
        if isinstance(table, dict) and table.get("name") == name:
            return lines_of(text).get(("feeds", number), 1)
    return 1


def take(config: Path, draft: Path) -> bool:
    """Puts a draft that was changed in the config's place; gives whether it was.

    Raises ValueError with the first mistake in it and how many there are, and leaves both files; OSError as it comes.
    """
    from feeds.intake.config_edit import write_config
    from feeds.settings import SettingsError
    from tui.sections import read_settings

    text = draft.read_text("utf-8")
    if text == config.read_text("utf-8"):
        draft.unlink()
        return False
    try:
        read_settings(draft)
    except SettingsError as error:
        first, more = error.mistakes[0], len(error.mistakes) - 1
        where = f"line {first.line}: " if first.line else ""
        about = f"{first.key}: " if first.key else ""
        raise ValueError(f"{where}{about}{first.what}{f' (and {more} more)' if more else ''}") from None
    write_config(config, text)
    draft.unlink()
    return True
