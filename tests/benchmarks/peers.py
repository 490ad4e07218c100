"""Other feed readers on the same feeds, where they are installed: newsboat, sfeed (Debian) and lemon24's reader (PyPI).

sfeed_update and newsboat are looked for on PATH; reader in this interpreter, or in the one that
WATCHFLOOR_BENCH_READER names (a virtual environment of its own keeps its dependencies away from ours).
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

THREADS = 20


@dataclass(frozen=True, slots=True)
class Peer:
    """One program: what one round of it is, once `prepare` has written its files."""

    name: str
    version: str
    prepare: Callable[[Path, Sequence[str]], list[str]]
    """(folder, addresses) -> the command of a round."""


def installed() -> list[Peer]:
    """The peers that can be run here, newsboat first."""
    found = []
    if shutil.which("newsboat"):
        found.append(Peer("newsboat", _said("newsboat", "-v").removeprefix("newsboat").split(" -")[0], _newsboat))
    if shutil.which("sfeed_update") and shutil.which("curl"):
        found.append(Peer("sfeed", "", _sfeed))
    python = _python_with_reader()
    if python:
        version = _said(python, "-c", "import reader; print(reader.__version__)")
        found.append(Peer("reader", version, lambda folder, addresses: _reader(python, folder, addresses)))
    return found


def _newsboat(folder: Path, addresses: Sequence[str]) -> list[str]:
    urls, config = folder / "urls", folder / "config"
    urls.write_text("".join(f"{address}\n" for address in addresses), "utf-8")
    config.write_text(f"reload-threads {THREADS}\n", "utf-8")
    return ["newsboat", "-u", str(urls), "-c", str(folder / "cache.db"), "-C", str(config), "-x", "reload"]


def _sfeed(folder: Path, addresses: Sequence[str]) -> list[str]:
    """Tab-separated files, no database; its fetch makes no conditional requests."""
    lines = [f'sfeedpath="{folder}/feeds"', f"maxjobs={THREADS}", "feeds() {"]
    lines += [f'  feed "{number}" "{address}"' for number, address in enumerate(addresses)]
    (folder / "sfeedrc").write_text("\n".join([*lines, "}", ""]), "utf-8")
    (folder / "feeds").mkdir()
    return ["sfeed_update", str(folder / "sfeedrc")]


_READER = """
import sys
from reader import make_reader
reader = make_reader(sys.argv[1])
for address in open(sys.argv[2]).read().split():
    reader.add_feed(address, exist_ok=True)
reader.update_feeds(scheduled=False, workers=int(sys.argv[3]))
"""


def _reader(python: str, folder: Path, addresses: Sequence[str]) -> list[str]:
    (folder / "addresses").write_text("\n".join(addresses), "utf-8")
    (folder / "round.py").write_text(_READER, "utf-8")
    return [python, str(folder / "round.py"), str(folder / "reader.sqlite"), str(folder / "addresses"), str(THREADS)]


def _python_with_reader() -> str:
    named = os.environ.get("WATCHFLOOR_BENCH_READER", "")
    if named:
        return named
    return sys.executable if importlib.util.find_spec("reader") else ""


def _said(*command: str) -> str:
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "HOME": "/"})
    return ran.stdout.strip().partition("\n")[0].strip()
