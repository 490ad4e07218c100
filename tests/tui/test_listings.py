"""What listings print and return: rows, formats, mistakes, and nothing a title can break."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.marks import Marks
from tests.tui.commands_run import ROOT, Ran, watchfloor
from tests.tui.desk_store import fill_store
from tui.commands.output import csv_cell

ROWS = [
    {
        "source": "Meridian feed",
        "outlet": "Meridian",
        "title": '=HYPERLINK("https://evil.example","talks") \x1b[31m[/x] \'ceasefire\'',
        "link": "https://meridian.example/1",
        "published": "2025-03-12T14:02:00+02:00",
        "summary": "",
        "text": "The army of Vostra rejected a ceasefire on Wednesday.\n\n"
        "“We will not stop now,” said Ilja Marrow, the foreign minister of Vostra.",
    },
    {
        "source": "Meridian feed",
        "outlet": "Meridian",
        "title": "Envoys of Ardenia travel to Kyrna",
        "link": "https://meridian.example/2",
        "published": "",
        "summary": "",
        "text": "Envoys of Ardenia travelled to Kyrna for talks.\n\nThe talks begin on Thursday, an official said.",
    },
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose store holds two stories, one with a hostile title, one without a date."""
    home = tmp_path_factory.mktemp("home")
    lines = home / "rows.jsonl"
    lines.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    ran = watchfloor(home, "refresh", "--files", str(lines))
    assert ran.code == 0, ran.err
    return home


def ask(home: Path, *arguments: str) -> Ran:
    ran = watchfloor(home, *arguments)
    assert "Traceback" not in ran.err, ran.err
    return ran


def test_stories_come_as_lines_of_json_with_what_scripts_rely_on(home: Path) -> None:
    rows = [json.loads(line) for line in ask(home, "stories", "--jsonl", "--limit", "0").out.splitlines()]
    assert len(rows) == 2
    wanted = "id title link published published_from seen outlet language cluster copy_of reach own_reporting threads"
    assert all({*wanted.split(), "marks"} <= set(row) for row in rows)
    dated = next(row for row in rows if row["link"].endswith("/1"))
    assert dated["published"] == "2025-03-12T12:02:00Z"
    assert dated["published_offset"] == "+02:00"
    assert dated["outlet"] == "Meridian"
    assert [thread["id"] for thread in dated["threads"]] == ["ceasefire"]
    assert dated["threads"][0]["score"] > 0.35
    assert next(row for row in rows if row["link"].endswith("/2"))["published"] is None


def test_the_timeline_comes_as_a_calendar_of_what_has_a_day(home: Path) -> None:
    lines = ask(home, "timeline", "--ics").out.splitlines()
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    told = json.loads(ask(home, "timeline", "--json", "--limit", "0").out)["events"]
    assert lines.count("BEGIN:VEVENT") == len([row for row in told if row["from"] and not row["told"]])


def test_a_query_selects_and_a_limit_limits(home: Path) -> None:
    assert len(ask(home, "stories", "thread:ceasefire", "--jsonl").out.splitlines()) == 1
    assert len(ask(home, "stories", "--limit", "1", "--jsonl").out.splitlines()) == 1
    assert ask(home, "stories", "nothing-of-the-kind").out == ""


def test_quotes_name_their_speaker_and_the_story_they_stand_in(home: Path) -> None:
    (row,) = json.loads(ask(home, "quotes", "--json").out)["quotes"]
    assert row["speaker"] == "Ilja Marrow"
    assert row["text"].startswith("We will not stop now")
    assert json.loads(ask(home, "stories", "--json").out)["stories"][1]["id"] == row["story"]


def test_a_citation_says_who_where_and_when_and_how_to_check_it(home: Path) -> None:
    line = ask(home, "quotes", "--cite").out
    assert "“We will not stop now,” — Ilja Marrow" in line
    assert "via Meridian" in line
    assert "published 2025-03-12 12:02Z (seen 20" in line
    assert "https://meridian.example/1, text sha256:" in line


def test_a_hostile_title_is_text_in_every_format(home: Path) -> None:
    for output in ([], ["--json"], ["--jsonl"], ["--csv"], ["--cite"]):
        ran = ask(home, "stories", *output)
        assert "\x1b" not in ran.out
        assert "[/x]" in ran.out
    cells = list(csv.reader(io.StringIO(ask(home, "stories", "--csv").out)))
    titles = [row[cells[0].index("title")] for row in cells[1:]]
    assert any(title.startswith("'=HYPERLINK") for title in titles)


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("=+-@\t\r\n\x1b")), max_size=30))
@settings(max_examples=150)
def test_no_cell_begins_a_formula(text: str) -> None:
    cell = csv_cell(text)
    assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r")
    assert not any(character < " " for character in cell)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["stories", "outlett:bbc"], "did you mean outlet"),
        (["stories", "--since", "soon"], "soon"),
        (["quotes", "--limit", "many"], "--limit"),
        (["storeis"], "did you mean 'stories'"),
        (["timeline", "--next", "soon"], "--next 'soon'"),
        (["clusters", "--show", "abc"], "there is no cluster 'abc'"),
    ],
)
def test_a_mistake_is_told_with_exit_code_two_and_json_stays_json(home: Path, arguments: list[str], said: str) -> None:
    ran = ask(home, *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert ran.out == ""
    assert json.loads(ask(home, *arguments, "--json").out)["errors"][0]["what"]


def test_a_store_that_is_not_there_is_one_line_and_exit_code_four(home: Path) -> None:
    ran = ask(home, "--store", str(home / "nowhere.sqlite"), "stories", "--json")
    assert ran.code == 4
    assert len(ran.err.splitlines()) == 1
    assert "there is no store yet" in ran.err
    assert json.loads(ran.out)["errors"]


def test_no_listing_imports_textual_or_the_network(home: Path) -> None:
    (home / "sitecustomize.py").write_text(
        "import atexit, sys\n"
        "heavy = ('textual', 'httpx', 'httpcore', 'feedparser', 'trafilatura', 'sqlite_utils', 'jinja2')\n"
        "atexit.register(lambda: sys.stderr.write(' '.join('HEAVY ' + n for n in heavy if n in sys.modules)))\n",
        "utf-8",
    )
    for command in ("stories", "quotes", "timeline", "actors", "clusters", "config check", "--help", "--version"):
        ran = watchfloor(home, *command.split(), PYTHONPATH=f"{home}:{ROOT}")
        assert ran.code == 0, ran.err
        assert "HEAVY" not in ran.err, command


def test_of_a_story_that_only_touches_a_thread_the_rest_is_left_out_and_said(tmp_path: Path) -> None:
    row = {
        "source": "Meridian feed",
        "outlet": "Meridian",
        "title": "Lorries cross the bridge of Selm again",
        "link": "https://meridian.example/3",
        "published": "2025-03-12T14:02:00+02:00",
        "text": "Vostra banned the import of coal on Tuesday, and lorries waited at the bridge all day long.\n\n"
        "The price of grain fell in both countries, and merchants said that they had not seen such a day for years.\n\n"
        "Farmers brought apples and onions to the market of Selm, where the mayor bought the first of them.\n\n"
        "The road to the bridge had been mended in the spring with stones from the old quarry above the town.\n\n"
        "Vostra signed a ceasefire in the last week, which ended two years of war along the border.",
    }
    (tmp_path / "rows.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    assert watchfloor(tmp_path, "refresh", "--files", str(tmp_path / "rows.jsonl")).code == 0
    story = json.loads(ask(tmp_path, "stories", "--jsonl").out)
    assert [thread["role"] for thread in story["threads"]] == ["secondary"]
    ran = ask(tmp_path, "timeline", "thread:ceasefire")
    assert "coal" not in ran.out
    assert "ceasefire" in ran.out
    assert "1 of stories that only touch the thread left out; --all lists them" in ran.err
    assert json.loads(ask(tmp_path, "timeline", "thread:ceasefire", "--json").out)["left_out"] == 1
    everything = ask(tmp_path, "timeline", "thread:ceasefire", "--all")
    assert "coal" in everything.out
    assert not everything.err


def test_every_listing_explains_how_its_query_is_understood_and_answered(home: Path) -> None:
    ran = ask(home, "stories", "thread:ceasefire", "-is:read", "truce OR armistice", "--explain", "--sort", "reach")
    lines = ran.out.splitlines()
    assert ran.code == 0
    assert lines[0] == "query   thread:ceasefire -is:read truce OR armistice sort:reach"
    tree = lines[lines.index("tree") + 1 : lines.index("sql")]
    assert [line.split("  (")[0] for line in tree] == [
        "  thread is “ceasefire”",
        "  not",
        "    is is “read”",
        "  any of",
        "    word “truce”",
        "    word “armistice”",
        "  sorted by reach",
    ]
    assert any("INDEX" in line or "PRIMARY KEY" in line for line in lines[lines.index("plan") :])
    for command in ("quotes", "statements", "timeline", "actors", "clusters"):
        ran = ask(home, command, "speaker:marrow", "--explain", "--since", "7d", "--as-of", "2025-03-13")
        assert ran.code == 0
        assert "  since is “7d”" in ran.out
        assert "\nplan\n" in ran.out
    assert "asked of each row" in ask(home, "quotes", "speaker:marrow", "--explain").out


def test_explaining_a_mistake_is_a_mistake_and_an_escape_in_a_query_stays_text(home: Path) -> None:
    assert ask(home, "stories", "thred:x", "--explain").code == 2
    ran = ask(home, "stories", "\x1b[31mtalks", "--explain")
    assert ran.code == 0
    assert "\x1b" not in ran.out


def test_a_brief_is_found_again_as_it_was_written(home: Path, tmp_path: Path) -> None:
    written = ask(home, "brief", "outlet:Meridian").out
    rows = json.loads(ask(home, "brief", "--kept", "--json").out)["briefs"]
    row = next(row for row in rows if row["query"] == "outlet:Meridian since:24h")
    assert row["format"] == "md"
    assert row["cited"] == len(row["stories"])
    assert ask(home, "brief", "--again", str(row["brief"])).out == written
    again = ask(home, "brief", "--again", str(row["brief"]), "--out", str(tmp_path / "b.md"))
    assert (tmp_path / "b.md").read_text("utf-8") == written, again.err
    missing = ask(home, "brief", "--again", "999")
    assert (missing.code, missing.err) == (
        2,
        "watchfloor: no brief has the number 999; `watchfloor brief --kept` lists them\n",
    )


def test_what_analysts_did_is_told_newest_first(tmp_path: Path) -> None:
    store = fill_store(tmp_path / "floor.sqlite")
    assert json.loads(ask(tmp_path, "--store", str(store), "store", "steps", "--json").out) == {"steps": []}
    with Marks(store, "kim") as marks:
        marks.star([1])
        marks.read([1, 2])
        marks.undo()
    steps = json.loads(ask(tmp_path, "--store", str(store), "store", "steps", "--json").out)["steps"]
    assert [(step["by"], step["what"], step["undone"]) for step in steps] == [
        ("kim", "marked 2 stories read", True),
        ("kim", "starred a story", False),
    ]
