"""Rows of data to stdout: a table that fits the terminal, plain columns when piped, JSON, JSON lines or CSV."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import click

from tui.commands.failure import Problem
from tui.safe import safe_line, safe_text

Value: TypeAlias = "str | int | float | bool | Sequence[Value] | Mapping[str, Value] | None"
Row: TypeAlias = Mapping[str, Value]
Command = TypeVar("Command", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the human output. `style` is a rich style; only terminals see it."""

    title: str
    cell: Callable[[Row], str]
    style: str = ""
    is_wide: bool = False
    """Takes the room that is left, and is cut where none is."""
    is_right: bool = False
    is_cut: bool = False
    """May be cut; what may not, a time, a number or an id, is whole or goes."""
    goes: int = 0
    """Where a terminal is too narrow for all columns, the highest goes first; 0 stays."""


def data_options(csv: bool = True) -> Callable[[Command], Command]:
    """The options --json, --jsonl and, for flat rows, --csv; the command gets them as `output`."""

    def decorate(command: Command) -> Command:
        options = [
            ("--json", "json", "One JSON document."),
            ("--jsonl", "jsonl", "A JSON object a line."),
        ]
        if csv:
            options.append(("--csv", "csv", "Comma separated values with a line of names."))
        for flag, value, text in reversed(options):
            command = click.option(flag, "output", flag_value=value, help=text)(command)
        return command

    return decorate


def write_rows(
    name: str,
    rows: Iterable[Row],
    output: str | None,
    columns: Sequence[Column],
    *,
    problems: Sequence[Problem] = (),
    extra: Mapping[str, Value] | None = None,
    nothing: str = "nothing matches",
) -> None:
    """Writes rows to stdout in the format asked for. `name` is their key in the JSON document, beside `extra`."""
    if output == "json":
        document: dict[str, Value] = {name: list(rows), **(extra or {})}
        if problems:
            document["errors"] = [{"about": problem.about, "what": problem.what} for problem in problems]
        write_json(document)
    elif output == "jsonl":
        for row in rows:
            write_json(row)
    elif output == "csv":
        _write_csv(list(rows))
    else:
        _write_table(list(rows), columns, nothing)


def write_json(document: object) -> None:
    """One JSON document on one line."""
    sys.stdout.write(json.dumps(_safe(document), ensure_ascii=False) + "\n")


def _safe(value: object) -> object:
    """JSON goes to terminals too: no string in it may steer one."""
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, dict):
        return {name: _safe(item) for name, item in value.items()}
    return [_safe(item) for item in value] if isinstance(value, list | tuple) else value


# ------------------------------------------------------------------------------------------------ CSV


def _write_csv(rows: Sequence[Row]) -> None:
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    names = list(rows[0]) if rows else []
    writer.writerow(names)
    for row in rows:
        writer.writerow([csv_cell(row.get(name)) for name in names])


def csv_cell(value: Value) -> str:
    """A value as a cell no spreadsheet takes for a formula (OWASP: cells that begin with = + - @ tab or CR)."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        text = json.dumps(value, ensure_ascii=False)
    elif isinstance(value, str):
        text = value
    else:
        parts = (item.get("id") if isinstance(item, Mapping) else item for item in value)
        text = "; ".join("" if part is None else str(part) for part in parts)
    text = safe_line(text)
    return "'" + text if text[:1] in ("=", "+", "-", "@", "＝", "＋", "－", "＠") else text


# ------------------------------------------------------------------------------------------------ tables


def _write_table(rows: Sequence[Row], columns: Sequence[Column], nothing: str) -> None:
    cells = [[safe_line(column.cell(row)) for column in columns] for row in rows]
    if not sys.stdout.isatty():
        _write_plain(cells)
    elif not cells:
        sys.stdout.write(nothing + "\n")
    else:
        _write_rich(cells, columns)


def _write_plain(cells: Sequence[Sequence[str]]) -> None:
    """Columns as wide as their widest cell, nothing cut; the last one is not padded."""
    if not cells:
        return
    widths = [max(len(line[number]) for line in cells) for number in range(len(cells[0]))]
    for line in cells:
        padded = [cell.ljust(min(width, 60)) for cell, width in zip(line[:-1], widths, strict=False)]
        sys.stdout.write("  ".join([*padded, line[-1]]).rstrip() + "\n")


def _write_rich(cells: Sequence[Sequence[str]], columns: Sequence[Column]) -> None:
    from rich.text import Text

    from tui.cells import fit, width_of
    from tui.commands.columns import GAP, Demand, share
    from tui.commands.console import console_of

    demands = []
    for number, column in enumerate(columns):
        widest = max(width_of(line[number]) for line in cells)
        width = max(widest, width_of(column.title)) if widest else 0
        demands.append(Demand(width, column.is_wide, column.is_cut, column.goes))
    room = shutil.get_terminal_size().columns
    widths = share(demands, room)
    console = console_of(room)
    for number, line in enumerate(([column.title for column in columns], *cells)):
        told = Text()  # never markup: a title may hold anything
        for cell, width, column in zip(line, widths, columns, strict=True):
            if width:
                told.append(" " * GAP if told else "")
                shown = fit(cell, width, "right" if column.is_right else "left")
                told.append(shown, style=column.style if number else "dim")
        told.rstrip()
        console.print(told, no_wrap=True, crop=False, overflow="ignore")
