"""The units, timers and crontabs of docs/running.md parse, and the commands in them are commands of ours."""

from __future__ import annotations

import configparser
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tui.commands.group import watchfloor
from tui.commands.run import hoisted

TEXT = (Path(__file__).parent.parent.parent / "docs" / "running.md").read_text("utf-8")
FIELD = re.compile(r"(\*|[0-9]+(-[0-9]+)?)(/[0-9]+)?(,(\*|[0-9]+(-[0-9]+)?)(/[0-9]+)?)*")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def crontab() -> Iterator[tuple[list[str], str]]:
    for block in blocks("cron"):
        for line in block.strip().splitlines():
            parts = line.split(None, 5)
            yield parts[:5], parts[5]


def parsed(words: list[str]) -> click.Context:
    """Parses a command line down to its last command, without running it."""
    context = watchfloor.make_context("watchfloor", hoisted(words), resilient_parsing=False)
    command: click.Command = watchfloor
    while isinstance(command, click.Group):
        name, found, rest = command.resolve_command(context, [*context._protected_args, *context.args])
        assert found is not None
        context = found.make_context(name, rest, parent=context)
        command = found
    return context


@pytest.mark.parametrize("unit", blocks("ini"))
def test_a_unit_parses_and_runs_a_command_of_ours(unit: str) -> None:
    reader = configparser.ConfigParser(interpolation=None, strict=True)
    reader.optionxform = str  # type: ignore[assignment, method-assign]
    reader.read_string(unit)
    assert reader.has_section("Unit")
    if reader.has_option("Service", "ExecStart"):
        words = shlex.split(reader.get("Service", "ExecStart"))
        assert words[0].endswith("/watchfloor")
        assert parsed(words[1:]).command.name in ("watch", "refresh")


@pytest.mark.parametrize(("fields", "command"), list(crontab()))
def test_a_line_of_cron_has_five_fields_and_a_command_of_ours(fields: list[str], command: str) -> None:
    assert all(FIELD.fullmatch(field) for field in fields)
    words = shlex.split(command.replace("\\%", "%"))
    assert words[0] == "watchfloor"
    assert parsed(words[1:]).command.name in ("refresh", "brief", "backup")
