"""`watchfloor config`: where the config is, what is wrong with it, what it comes to, and a first one to start from."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.commands.completion import FileName
from tui.commands.failure import DONE, USAGE, CommandError
from tui.commands.invocation import Invocation
from tui.commands.output import write_json
from tui.wording import counted

if TYPE_CHECKING:
    from feeds.settings import Settings


@click.group()
def config() -> None:
    """Where the config is, what is wrong with it, what it comes to."""


@config.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def path(invocation: Invocation, as_json: bool) -> int:
    """The places of config and store, whether there is anything there or not.

    \b
    watchfloor config path
    """
    from tui.paths import config_place, log_place

    places = {
        "config": str(invocation.config or config_place()),
        "store": str(invocation.store_path),
        "log": str(log_place()),
    }
    if as_json:
        write_json(places)
    else:
        for name, place in places.items():
            note = "" if Path(place).exists() else "  (nothing there yet)"
            sys.stdout.write(f"{name:<7} {place}{note}\n")
    return DONE


@config.command()
@click.argument("file", required=False, metavar="[FILE]", type=FileName())
@click.option("--force", is_flag=True, help="Replace a config that is there; it is kept as FILE.bak.")
@click.pass_obj
def init(invocation: Invocation, file: str | None, force: bool) -> int:
    """Writes the shipped config, every setting explained, to FILE or to the platform's place.

    \b
    watchfloor config init
    watchfloor config init --force
    """
    from feeds.settings import example_config_text
    from tui.paths import config_place

    place = Path(file).expanduser() if file else invocation.config or config_place()
    if place.exists() and not force:
        raise CommandError(f"{place} is there already; --force replaces it", USAGE)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            kept = place.with_name(f"{place.name}.bak")
            kept.write_bytes(place.read_bytes())
            invocation.narrate(f"the one that was there is kept as {kept}")
        place.write_text(example_config_text(), encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{place} cannot be written: {error.strerror or error}", USAGE) from None
    sys.stdout.write(f"{place}\n")
    return DONE


@config.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def check(invocation: Invocation, as_json: bool) -> int:
    """Every mistake in the config: file, line, key, what is allowed and the nearest valid key. 2 when there is one.

    \b
    watchfloor config check
    """
    settings = invocation.settings
    on = sum(feed.is_enabled for feed in settings.feeds)
    for folder in missing_folders(settings):
        # No mistake: a disk may not be mounted now.
        invocation.narrate(f"[[folders]] {folder}: there is no such folder now; nothing is read from it until there is")
    if as_json:
        write_json({"config": str(settings.path) if settings.path else None, "feeds": on, "mistakes": []})
    else:
        where = settings.path or "the shipped config"
        sys.stdout.write(
            f"{where}: no mistake; {on} of {len(settings.feeds)} feeds on, {len(settings.threads)} threads, "
            f"{counted(len(settings.folders), 'folder')}\n"
        )
    return DONE


def missing_folders(settings: Settings) -> list[Path]:
    """The watched folders that are not there."""
    return [folder.path for folder in settings.folders if not folder.path.expanduser().is_dir()]


@config.command()
@click.pass_obj
def show(invocation: Invocation) -> int:
    """The settings that count, defaults included, as one JSON document. Secrets are left out.

    \b
    watchfloor config show
    """
    write_json(shown_settings(invocation))
    return DONE


def shown_settings(invocation: Invocation) -> dict[str, object]:
    """All settings as plain values; passwords, tokens, header values and webhooks are replaced by ***."""
    from feeds.intake.secrets import shown as without_secrets
    from tui.commands.plain import plain

    shown = plain(invocation.settings)
    assert isinstance(shown, dict)
    for feed in shown["feeds"]:
        feed["headers"] = {name: _secret(value) for name, value in feed["headers"].items()}
        feed["basic_auth"] = _secret(feed["basic_auth"])
        feed["url"] = without_secrets(feed["url"])
        feed["proxy"] = without_secrets(feed["proxy"])
    shown["fetch"]["proxy"] = without_secrets(shown["fetch"]["proxy"])
    for alert in (shown["sections"].get("alerts") or {}).get("alerts", []):
        alert["webhook"] = _secret(alert["webhook"])
    shown["store"] = str(invocation.store_path)
    return shown


def _secret(value: str) -> str:
    return value if not value or value.startswith(("env:", "file:")) else "***"
