"""Where config, store and cache live when nobody says: the platform's own places."""

from __future__ import annotations

from pathlib import Path


def config_place() -> Path:
    """The config file's own place, e.g. ~/.config/watchfloor/config.toml."""
    from platformdirs import user_config_path

    return user_config_path("watchfloor", appauthor=False) / "config.toml"


def store_place() -> Path:
    """The store's own place, e.g. ~/.local/share/watchfloor/watchfloor.sqlite."""
    from platformdirs import user_data_path

    return user_data_path("watchfloor", appauthor=False) / "watchfloor.sqlite"


def log_place() -> Path:
    """The poller's log when the dashboard starts it, e.g. ~/.local/state/watchfloor/poller.log."""
    from platformdirs import user_log_path

    return user_log_path("watchfloor", appauthor=False) / "poller.log"
