"""Every panel and screen at three widths, loaded, empty and in error, as plain text. Rows are laid in, not read, so
that a better reader changes no screen."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store.archive import Archive
from store.queries import Queries
from store.rows import ActorRow, SaidRow, ThreadRow, TimelineRow
from tests.tui.desk_store import settle
from tests.tui.golden import assert_screen
from tui.app import WatchfloorApp
from tui.sections import read_settings

NOW = datetime(2031, 3, 12, 14, 5, tzinfo=UTC)
SIZES = {"wide": (180, 44), "normal": (120, 36), "narrow": (80, 24)}

SAID = SaidRow(
    rowid=1, is_statement=False, text="Sign the truce, sit down, and let people go home.", speaker="Tomas Reyl",
    actor="tomas-reyl", role="defence minister", speaker_type="named", confidence=0.95, reason="verb-after", cue="said",
    kind="direct", carrier="", story_rowid=7, story_id="a" * 16, title="Reyl speaks", outlet="Meridian",
    outlet_kind="newspaper", link="", paragraph=1, start=1, end=18, when=NOW - timedelta(minutes=45),
    is_when_seen=False, outlets=4, wordings=2, is_first=True,
)  # fmt: skip
EVENT = TimelineRow(
    rowid=1, what="Envoy in Kyrna for talks", kind="talks", status="scheduled", by=("Compact",), target=(), actors=(),
    first="2031-03-13", last="2031-03-13", precision="day", when_text="Thursday", asserted_by=(), denied_by=(),
    reach=12,
    own_reporting=3, moved_from=None, last_heard=NOW, story_rowid=7, story_id="a" * 16, title="Talks",
    outlet="Meridian",
    outlet_kind="newspaper", evidence="The envoy will be in Kyrna on Thursday.", paragraph=0, start=0, end=39,
)  # fmt: skip
ACTOR = ActorRow(
    "elin-marsh", "Elin Marsh", "person", "prime minister", "Ardenia", 40, 31, 6, NOW - timedelta(hours=2), NOW, False,
    (1, 2, 3, 5),
)  # fmt: skip


EMPTY_SCREENS: tuple[tuple[str, object], ...] = (
    ("positions", None), ("ledger", None), ("timeline", None), ("basket", None), ("views", None), ("notes", None),
    ("help", None), ("catchup", None), ("health", None), ("dossier", "nobody"), ("cluster", 7), ("changes", 7),
    ("wordings", 1),
)  # fmt: skip


def lay_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Queries that answer with the rows above, whatever they are asked."""
    said = [
        SAID,
        replace(SAID, rowid=2, text="troops would be treated as a party to the war", is_statement=True, cue="say",
                speaker="the presidency", speaker_type="unnamed", role=None, outlets=1, wordings=1),
        replace(SAID, rowid=3, text="ongoing at every level", kind="fragment", speaker="a senior official", role=None,
                speaker_type="unnamed", outlets=1, wordings=1, when=NOW - timedelta(days=1)),
    ]  # fmt: skip
    events = [
        EVENT,
        replace(EVENT, rowid=2, what="Valley road reopens", first="2031-03-17", last="2031-03-17", reach=3,
                moved_from="2031-03-13"),
        replace(EVENT, rowid=3, what="430 Ardenian soldiers captured at Orlo", status="happened", first="2031-03-12",
                last="2031-03-12", asserted_by=("Vostra's army",), reach=14),
        replace(EVENT, rowid=4, what="Vostra rejects Compact troops", status="rejected", first="2031-03-11",
                last="2031-03-11", reach=7),
    ]  # fmt: skip
    bars = [(NOW.replace(minute=0) - timedelta(hours=number), 1 + number * 7 % 5) for number in range(40)]
    threads = [ThreadRow("", "All stories", 112, 7, (1, 2, 5)), ThreadRow("ceasefire", "Ceasefire", 37, 4, (1, 1, 3))]
    monkeypatch.setattr(Queries, "said", lambda self, query, limit=200, **_: said)
    monkeypatch.setattr(Queries, "timeline", lambda self, query, limit=400, **_: events)
    actors = [ACTOR, replace(ACTOR, actor="x", name="Ada Quist", role="envoy", last_said=None, is_new=True)]
    monkeypatch.setattr(Queries, "actors", lambda self, query, limit=200: actors)
    monkeypatch.setattr(Queries, "histogram", lambda self, query, by="hour", **_: bars[::-1])
    monkeypatch.setattr(Queries, "threads", lambda self, query, threads_: threads)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A store without a story."""
    path = tmp_path / "stories.sqlite"
    with Archive.open(path, "test"):
        pass
    return path


def app_on(path: Path) -> WatchfloorApp:
    return WatchfloorApp(read_settings(None), path, watch=False, clock=lambda: NOW)


@pytest.mark.parametrize("name", list(SIZES))
async def test_the_panels_loaded(empty: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_in(monkeypatch)
    app = app_on(empty)
    async with app.run_test(size=SIZES[name]) as pilot:
        await settle(pilot)
        assert_screen(app, f"desk-{name}")
        for key, panel in (("1", "threads"), ("4", "said"), ("5", "timeline"), ("6", "actors")):
            if name != "wide":
                await pilot.press(key)
                await settle(pilot)
                assert_screen(app, f"{panel}-{name}")


@pytest.mark.parametrize("name", list(SIZES))
async def test_an_empty_store_says_what_to_do_in_every_panel_and_screen(empty: Path, name: str) -> None:
    app = app_on(empty)
    async with app.run_test(size=SIZES[name]) as pilot:
        await settle(pilot)
        assert_screen(app, f"empty-desk-{name}")
        for screen, subject in EMPTY_SCREENS:
            app.open_screen(screen, subject)
            await settle(pilot)
            assert_screen(app, f"empty-{screen}-{name}")
            app.pop_screen()


@pytest.mark.parametrize("name", list(SIZES))
async def test_a_failing_question_is_said_in_every_panel(
    empty: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(self: Queries, *_: object, **__: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    for question in ("story_index", "said", "timeline", "actors", "threads"):
        monkeypatch.setattr(Queries, question, fails)
    app = app_on(empty)
    async with app.run_test(size=SIZES[name]) as pilot:
        await settle(pilot)
        assert_screen(app, f"error-desk-{name}")
        for key, panel in (("1", "threads"), ("4", "said"), ("5", "timeline"), ("6", "actors")):
            if name != "wide":
                await pilot.press(key)
                await settle(pilot)
                assert_screen(app, f"error-panel-{panel}-{name}")
        assert app.is_running
