"""Imports point down: tui -> store -> feeds.story, feeds.exchange; tui -> feeds. Headless rooms: no textual."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import; imports are absolute here"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def offenders(folder: str, *forbidden: str) -> list[str]:
    found = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        for name in imports_of(path):
            if any(name == bad or name.startswith(bad + ".") for bad in forbidden):
                found.append(f"{path.relative_to(ROOT)} imports {name}")
    return found


def test_feeds_knows_no_store_and_no_screen() -> None:
    assert offenders("feeds", "store", "tui", "textual", "sqlite3", "sqlite_utils") == []


def test_store_knows_no_screen_and_no_network() -> None:
    assert offenders("store", "tui", "textual", "httpx", "feedparser") == []


def test_store_uses_only_the_vocabulary_of_feeds() -> None:
    shared = ("feeds.story", "feeds.exchange", "feeds.records")
    found = [line.split(" imports ")[1] for line in offenders("store", "feeds")]
    assert [name for name in found if name != "feeds" and not name.startswith(shared)] == []


def test_reading_and_grouping_are_pure() -> None:
    impure = ("httpx", "socket", "asyncio", "subprocess", "random", "time", "os", "threading")
    assert offenders("feeds/reading", *impure) == []
    assert offenders("feeds/grouping", *impure) == []


def test_headless_rooms_never_import_textual() -> None:
    assert offenders("tui/commands", "textual") == []
    assert offenders("tui/desk", "textual") == []


def test_the_vocabulary_imports_nothing_of_ours_but_its_decorator() -> None:
    ours = ("feeds", "store", "tui")
    assert {name for name in imports_of(ROOT / "feeds" / "records.py") if name.split(".")[0] in ours} == set()
    known = [name for name in imports_of(ROOT / "feeds" / "story.py") if name.split(".")[0] in ours]
    assert [name for name in known if not name.startswith("feeds.records")] == []
    known = [name for name in imports_of(ROOT / "feeds" / "exchange.py") if name.split(".")[0] in ours]
    assert [name for name in known if not name.startswith(("feeds.story", "feeds.records"))] == []


def test_reading_quotes_imports_neither_the_whos_who_nor_what_parses_it() -> None:
    heavy = ("feeds.reading.names", "feeds.reading.whoswho", "feeds.settings", "tomllib", "pathlib")
    code = f"import sys, feeds.reading.quotes, feeds.reading.statements; print(*set({heavy}) & sys.modules.keys())"
    told = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:0] = {sys.path}; {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == []
