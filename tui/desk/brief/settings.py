"""[brief] of the config."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from feeds.settings_table import Table


@dataclass(frozen=True, slots=True)
class BriefSettings:
    """[brief]: how briefs are written."""

    templates: Path | None = None
    """A folder with brief.md.j2 or brief.html.j2 of one's own; what is missing there is the shipped one."""


def read_brief(table: Table) -> BriefSettings:
    """The reader of [brief]."""
    folder = table.text("templates")
    path = Path(folder).expanduser() if folder else None
    if path is not None and not path.is_dir():
        table.complain("templates", f'"{folder}" is no folder')
    return BriefSettings(path)
