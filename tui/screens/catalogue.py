"""Screens by their names in the keys table; each is imported when it is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.app import WatchfloorApp
    from tui.screens.base import WatchScreen


def make(name: str, app: WatchfloorApp, subject: object = None) -> WatchScreen | None:
    """The screen of that name about `subject`; None (and a word why) when there is nothing to show."""
    return None
