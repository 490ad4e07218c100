"""Runs every benchmark and writes one table: python -m tests.benchmarks [--data DIR] [--only NAME]... [--out FILE]."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import platform
import sqlite3
import sys
import sysconfig
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import tests.benchmarks
from tests.benchmarks.measure import Figure, Options


def main() -> int:
    """Runs the chosen benchmarks; a benchmark that fails is a line in the table, and the exit code is then 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with evaluation data, for the figures on reading quality")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="a benchmark's name; repeatable")
    parser.add_argument("--quick", action="store_true", help="smaller stores and fewer runs")
    parser.add_argument("--out", type=Path, help="write the table (Markdown) there too")
    parser.add_argument("--list", action="store_true", help="name the benchmarks and stop")
    chosen = parser.parse_args()
    names = [name for name in available() if not chosen.only or name in chosen.only]
    if chosen.list:
        print("\n".join(names))
        return 0
    unknown = sorted(set(chosen.only) - set(names))
    if unknown:
        print(f"no benchmark named {', '.join(unknown)}; there are: {', '.join(available())}", file=sys.stderr)
        return 2
    options = Options(data=chosen.data, is_quick=chosen.quick)
    table, is_clean = [heading(options)], True
    for name in names:
        print(f"… {name}", file=sys.stderr)
        try:
            figures = importlib.import_module(f"tests.benchmarks.bench_{name}").measure(options)
            table.append(section(name, figures))
        except Exception:
            is_clean = False
            table.append(f"## {name}\n\nfailed:\n\n```\n{traceback.format_exc()}```\n")
    text = "\n".join(table)
    print(text)
    if chosen.out:
        chosen.out.write_text(text, "utf-8")
    return 0 if is_clean else 1


def available() -> list[str]:
    """The names of all benchmarks: modules bench_NAME beside this one."""
    found = (module.name for module in pkgutil.iter_modules(tests.benchmarks.__path__))
    return sorted(name.removeprefix("bench_") for name in found if name.startswith("bench_"))


def heading(options: Options) -> str:
    """Machine, versions and how it was called, so that figures can be read by somebody else.

    "Not optimised" is a Python built without --enable-optimizations: a tenth to a fifth slower than most people's.
    """
    packages = ("textual", "rich", "httpx", "feedparser", "sqlite-utils", "trafilatura")
    built = "" if "--enable-optimizations" in (sysconfig.get_config_var("CONFIG_ARGS") or "") else " (not optimised)"
    python = f"Python {platform.python_version()}{built}, SQLite {sqlite3.sqlite_version}"
    called = "python -m tests.benchmarks" + " --quick" * options.is_quick + " --data DIR" * (options.data is not None)
    return (
        f"# Benchmarks\n\n{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} processors, "
        f"{platform.system()} {platform.release()}, {python}, "
        + ", ".join(f"{name} {_version(name)}" for name in packages)
        + f".\n\nMedians; least and greatest beside them. Made by `{called}`.\n"
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def section(name: str, figures: Iterable[Figure]) -> str:
    """One benchmark's figures as a Markdown table."""
    lines = [
        f"## {name}\n",
        "| what | median | least – greatest | runs | target | note |",
        "| --- | ---: | --- | ---: | --- | --- |",
    ]
    for row in figures:
        spread = "" if row.low is None or row.high is None else f"{row.low:.3g} – {row.high:.3g}"
        lines.append(
            f"| {row.what} | {row.median:.3g} {row.unit} | {spread} | {row.runs} | {row.target} | {row.note} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
