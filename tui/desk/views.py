"""Saving a view into the config: only its line is written, everything else in the file stays as it is."""

from __future__ import annotations

from pathlib import Path


def save_view(config: Path | None, name: str, query: str) -> str:
    """Writes [views] NAME = "query"; gives in a sentence what came of it."""
    if config is None:
        return f"view {name} is kept until you quit: there is no config file to write it to"
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    from feeds.intake.config_edit import ConfigEditError, write_config

    try:
        document = tomlkit.parse(config.read_text("utf-8"))
        views = document.get("views")
        if views is None:
            views = tomlkit.table()
            document["views"] = views
        views[name] = query
        write_config(config, tomlkit.dumps(document))
    except ConfigEditError as error:
        return f"view {name} is kept until you quit: {error}"
    except (OSError, TOMLKitError, TypeError) as error:
        return f"view {name} is kept until you quit: {config} could not be written ({error})"
    return f"view {name} saved in {config.name}"
