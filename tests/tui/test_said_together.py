"""Claims about what several said together, from the text to every listing."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.tui.commands_run import watchfloor

TEXT = (
    "Mara Ilvic, the mayor of Selm, met Petar Lund, the envoy of Vostra, to negotiate a ceasefire.\n\n"
    "“We will hold the bridge together,” Ilvic and Lund said in a joint statement.\n\n"
    "Ilvic and Lund said that the talks would go on until Friday."
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    row = {
        "source": "Meridian feed",
        "outlet": "Meridian",
        "title": "Two negotiate a ceasefire in Selm",
        "text": TEXT,
        "summary": "",
    }
    lines = home / "rows.jsonl"
    lines.write_text(json.dumps({**row, "link": "https://meridian.example/1", "published": "2025-03-12T12:02:00Z"}))
    ran = watchfloor(home, "refresh", "--files", str(lines))
    assert ran.code == 0, ran.err
    return home


@pytest.mark.parametrize("name", ["ilvic", "lund"])
@pytest.mark.parametrize("listing", ["quotes", "statements"])
def test_it_is_listed_for_each_with_all_who_said_it(home: Path, listing: str, name: str) -> None:
    (row,) = json.loads(watchfloor(home, listing, f"speaker:{name}", "--json").out)[listing]
    assert (row["speaker"], row["actor"]) == ("Mara Ilvic and Petar Lund", "~mara-ilvic")
    assert (row["speakers"], row["actors"]) == (["Mara Ilvic", "Petar Lund"], ["~mara-ilvic", "~petar-lund"])
    names, cells = csv.reader(io.StringIO(watchfloor(home, listing, f"speaker:{name}", "--csv").out))
    assert dict(zip(names, cells, strict=True))["speakers"] == "Mara Ilvic; Petar Lund"
    assert "Mara Ilvic and Petar Lund" in watchfloor(home, listing, f"speaker:{name}", "--cite").out


def test_each_is_counted_with_it_and_the_story_is_found_by_either(home: Path) -> None:
    said = {row["name"]: row["said"] for row in json.loads(watchfloor(home, "actors", "--json").out)["actors"]}
    assert (said["Mara Ilvic"], said["Petar Lund"]) == (2, 2)
    for name in ("ilvic", "lund"):
        assert len(json.loads(watchfloor(home, "stories", f"speaker:{name}", "--json").out)["stories"]) == 1


def test_the_brief_names_both_and_a_copy_of_the_store_finds_both(home: Path, tmp_path: Path) -> None:
    told = watchfloor(home, "brief", "--since", "2025-03-01").out
    assert "Mara Ilvic and Petar Lund: “We will hold the bridge together”" in told
    exported = tmp_path / "store.jsonl"
    exported.write_text(watchfloor(home, "store", "export", "--with-text").out, "utf-8")
    other = tmp_path / "other.db"
    ran = watchfloor(home, "--store", str(other), "store", "import", str(exported))
    assert ran.code == 0, ran.err
    (row,) = json.loads(watchfloor(home, "--store", str(other), "quotes", "speaker:lund", "--json").out)["quotes"]
    assert row["actors"] == ["~mara-ilvic", "~petar-lund"]


def test_explain_lists_all_speakers_of_quotes_and_statements(home: Path) -> None:
    path = home / "article.txt"
    path.write_text(TEXT, "utf-8")
    told = json.loads(watchfloor(home, "explain", str(path), "--json").out)
    for kind in ("quotes", "statements"):
        (found,) = told[kind]
        assert found["speakers"] == ["Mara Ilvic", "Petar Lund"]
        assert found["actors"] == ["~mara-ilvic", "~petar-lund"]
    shown = " ".join(watchfloor(home, "explain", str(path)).out.split())
    assert "statement of Mara Ilvic and Petar Lund: say (said-that)" in shown
