"""What commands say is said in full words, at a readable length, and with what was probably meant."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.settings import SettingsError, WrongSetting
from store.rows import RoleRow
from tests.tui.commands_run import environment, watchfloor
from tests.tui.desk_store import fill_store
from tui.screens.dossier import folded_roles
from tui.wording import counted, in_office, short_pattern


def test_counts_agree_with_their_nouns() -> None:
    assert [counted(number, "entry") for number in (0, 1, 1200)] == ["0 entries", "1 entry", "1,200 entries"]
    assert [counted(2, name) for name in ("story", "day")] == ["2 stories", "2 days"]
    assert counted(2, "match", "matches") == "2 matches"


def test_a_role_says_once_of_whom_it_is() -> None:
    assert in_office("foreign minister", "Vostra") == "foreign minister, Vostra"
    assert in_office("foreign minister of Vostra", "Vostra") == "foreign minister of Vostra"
    assert in_office("spokeswoman", "Oman") == "spokeswoman, Oman"
    assert in_office("under-secretary", "UN") == "under-secretary, UN"
    assert (in_office("", "Vostra"), in_office("envoy", None), in_office(None, None)) == ("Vostra", "envoy", "")


def test_one_office_written_two_ways_is_one_row_of_a_dossier() -> None:
    day = datetime(2031, 3, 12, tzinfo=UTC)
    rows = [
        RoleRow("foreign minister of Vostra", "Vostra", day, day, 1),
        RoleRow("Foreign Minister", "Vostra", day - timedelta(days=2), day - timedelta(days=1), 7),
    ]
    (one,) = folded_roles(rows)
    assert (one.stories, one.first, one.last) == (8, day - timedelta(days=2), day)


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        ("persona non grata:4", "persona non grata:4"),
        ("truce*|armistice*|hudna:1.2", "truce*|armistice*|hudna:1.2"),
        ("a|b|c|d|e|f:2", "a|b|c|… 3 more:2"),
        ("a|b ~10 c|d|e|f|g", "a|b ~10 c|d|e|… 2 more"),
    ],
)
def test_a_long_list_of_alternatives_is_told_by_its_first(pattern: str, shown: str) -> None:
    assert short_pattern(pattern) == shown


def test_a_log_line_holds_the_first_mistakes_of_a_config_and_says_where_the_rest_is() -> None:
    error = SettingsError(tuple(WrongSetting("c.toml", line, "feeds[0].nam", "no such key") for line in range(78)))
    told = error.brief()
    assert "\n" not in told
    assert told.count("no such key") == 3
    assert "and 75 more: `watchfloor config check`" in told


def test_a_thread_nobody_has_set_is_said_with_the_nearest(tmp_path: Path) -> None:
    store = fill_store(tmp_path / "stories.sqlite", stories=4)
    ran = watchfloor(tmp_path, "--store", str(store), "stories", "thread:ceasfire")
    assert (ran.code, ran.out) == (0, "")
    assert "no thread 'ceasfire' is set; did you mean thread:ceasefire?" in ran.err
    assert watchfloor(tmp_path, "--store", str(store), "stories", "thread:ceasefire").err == ""


def test_a_full_disk_under_the_output_is_one_line(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with open("/dev/full", "wb") as full:
        ran = subprocess.run(
            [sys.executable, "-P", "-m", "tui", "config", "check"],
            env=environment(tmp_path), stdout=full, stderr=subprocess.PIPE, timeout=60, check=False,
        )  # fmt: skip
    assert ran.returncode == 1
    assert ran.stderr.decode().startswith("watchfloor: the output cannot be written: No space left")
    assert len(ran.stderr.splitlines()) == 1


def test_a_timeline_of_one_row_is_what_comes_next_and_a_statement_is_cited_in_the_past(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    text = "The foreign minister of Vostra, Ilja Marrow, announced that a summit will be held in Selm on 3 March 2040."
    told = {"source": "wire", "title": "A summit in Selm", "published": "2026-03-12T10:00:00Z", "text": text}
    rows.write_text(json.dumps(told) + "\n", "utf-8")
    watchfloor(tmp_path, "refresh", "--files", str(rows))
    ran = watchfloor(tmp_path, "timeline", "--limit", "1", "--cite")
    assert (ran.code, ran.err) == (0, "")
    assert "2040-03-03" in ran.out
    assert "announced:" in watchfloor(tmp_path, "statements", "--cite").out


def test_what_is_no_export_is_told_briefly_and_a_limit_beyond_reason_is_a_mistake(tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("# Notes\n" * 40, "utf-8")
    ran = watchfloor(tmp_path, "store", "import", str(notes))
    assert ran.code == 1
    assert ran.err.splitlines()[0] == "line 1: it is no line of an export (`store export` writes them)"
    assert ran.err.splitlines()[-1] == "and 35 lines more that could not be used"
    assert "0 stories, 0 revisions, 0 quotes and statements" in watchfloor(tmp_path, "store", "info").out
    huge = watchfloor(tmp_path, "stories", "--limit", "9" * 20)
    assert huge.code == 2
    assert "not in the range" in huge.err
