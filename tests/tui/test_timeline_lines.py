"""What a line of the timeline says beside the event: both sides, slips, other days, answers, last heard of."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.tui.commands_run import watchfloor
from tests.tui.desk_store import lines_of, settle
from tui.app import WatchfloorApp
from tui.sections import read_settings

CONFIG = """
[[actors]]
name = "Ardenia"
type = "country"
demonyms = ["Ardenian", "Ardenians"]
[[actors]]
name = "Vostra"
type = "country"
demonyms = ["Vostran", "Vostrans"]
"""
TODAY = datetime.now(UTC).date()
MONDAY = TODAY - timedelta(days=TODAY.weekday() + 14)
"""Of a week that has passed: what was planned then has happened or is not heard of any more."""
PLAIN = " The people of the city were calm and there was no panic in the streets."
STORIES = (
    ("Meridian", 4, "Vostra attacked a convoy of Ardenia in Orlo on Thursday, the army of Ardenia said."),
    ("Selm Daily", 4.1, "Vostra denied that it had attacked a convoy of Ardenia in Orlo on Thursday."),
    ("Meridian", 0, "Ardenia and Vostra will hold ceasefire talks in Selm on Thursday, the ministry said."),
    ("Selm Daily", 1, "Ceasefire talks between Ardenia and Vostra in Selm were moved to Friday, officials said."),
    ("Meridian", 2, "Ardenia expelled the Vostran ambassador over a spying case on Tuesday."),
    (
        "Selm Daily",
        2.01,
        "On Wednesday Ardenia expelled the Vostran ambassador over a spying affair. Crowds stood by the embassy all "
        "evening, and a lorry carried boxes away. Shops nearby had closed early because of the rain.",
    ),
    ("Kyrna Post", 4.2, "Vostra expelled the Ardenian ambassador on Thursday over the treatment of its envoy."),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    rows = []
    for number, (outlet, day, text) in enumerate(STORIES):
        moment = datetime(MONDAY.year, MONDAY.month, MONDAY.day, 10, tzinfo=UTC) + timedelta(days=day)
        rows.append(
            {
                "source": outlet,
                "outlet": outlet,
                "title": f"News of the day {number}",
                "link": f"https://news.example/{number}",
                "published": moment.isoformat(),
                "text": text if ". " in text else text + PLAIN,
            }
        )
    (home / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    (home / "config.toml").write_text(CONFIG, "utf-8")
    ran = watchfloor(home, "--config", str(home / "config.toml"), "refresh", "--files", str(home / "rows.jsonl"))
    assert ran.code == 0, ran.err
    return home


def day(number: int) -> str:
    """The ISO day so many days after Monday."""
    return (MONDAY + timedelta(days=number)).isoformat()


@pytest.fixture(scope="module")
def rows(home: Path) -> list[dict[str, object]]:
    ran = watchfloor(home, "--config", str(home / "config.toml"), "timeline", "--json", "--limit", "0")
    found: list[dict[str, object]] = json.loads(ran.out)["events"]
    return found


def row_of(rows: list[dict[str, object]], words: str) -> dict[str, object]:
    (found,) = [row for row in rows if words in str(row["what"])]
    return found


def test_a_report_and_its_denial_are_one_line_with_both_sides(rows: list[dict[str, object]]) -> None:
    row = row_of(rows, "convoy")
    assert (row["asserted_by"], row["denied_by"], row["reach"]) == (["the army of Ardenia"], ["Vostra"], 2)


def test_a_meeting_that_slips_stands_on_its_new_day_and_says_the_old(rows: list[dict[str, object]]) -> None:
    row = row_of(rows, "ceasefire talks" if any("ceasefire talks" in str(r["what"]) for r in rows) else "Ceasefire")
    assert (row["from"], row["moved_from"]) == (day(4), day(3))


def test_a_passed_day_nobody_speaks_of_again_is_unheard(rows: list[dict[str, object]]) -> None:
    assert [row["what"] for row in rows if row["unheard"]] == [row_of(rows, "Selm")["what"]]


def test_days_that_contradict_each_other_are_all_told(rows: list[dict[str, object]]) -> None:
    row = row_of(rows, "expelled the Vostran")
    assert row["has_conflict"]
    assert sorted([str(row["from"]), *row["other_days"]]) == [day(1), day(2)]  # type: ignore[misc]


def test_an_expulsion_in_return_is_a_line_of_its_own_that_says_what_it_answers(rows: list[dict[str, object]]) -> None:
    row = row_of(rows, "expelled the Ardenian")
    assert str(row["in_response_to"]).startswith("Ardenia expelled the Vostran ambassador")


def test_the_lines_say_so_where_they_are_printed(home: Path) -> None:
    out = watchfloor(home, "--config", str(home / "config.toml"), "timeline").out
    before, after = MONDAY + timedelta(days=3), MONDAY + timedelta(days=4)
    for said in (
        "denied by Vostra",
        f"moved: Thu {before.day} → Fri {after.day}" if before.month == after.month else "moved: Thu",
        "others report",
        "in response to: Ardenia expelled",
        f"last heard of {day(1)}",
    ):
        assert said in out


async def test_the_agenda_says_so_too(home: Path) -> None:
    store = home / "data" / "watchfloor" / "watchfloor.sqlite"
    app = WatchfloorApp(read_settings(home / "config.toml"), store, watch=False)
    async with app.run_test(size=(140, 50)) as pilot:
        await settle(pilot)
        await pilot.press("g", "t")
        await settle(pilot)
        shown = "\n".join(lines_of(app))
    for said in (
        "denied by Vostra",
        "moved Thu",
        "others report",
        "in response to: Ardenia",
        "last heard of",
        "unheard",
    ):
        assert said in shown


def test_a_claim_about_the_claimant_itself_is_printed_as_a_claim(tmp_path: Path) -> None:
    text = "The army of Germany said it had shot down four drones near the border on Monday. The town was calm."
    told = {"source": "wire", "title": "Drones over the border", "published": f"{day(1)}T10:00:00Z", "text": text}
    (tmp_path / "rows.jsonl").write_text(json.dumps(told) + "\n", "utf-8")
    watchfloor(tmp_path, "refresh", "--files", str(tmp_path / "rows.jsonl"))
    (line,) = watchfloor(tmp_path, "timeline").out.splitlines()
    assert "shot down four drones" in line
    assert "– by own account" in line or "– says" in line
