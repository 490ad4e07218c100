"""Every screen loaded with the same rows at three widths, as plain text; and every screen when its question fails."""

from __future__ import annotations

import sqlite3
from array import array
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from feeds.story import Findings, Paragraph
from store.archive import Archive
from store.marks import Marks
from store.queries import Queries
from store.rows import (
    BasketRow,
    CatchUp,
    ClusterRow,
    Dossier,
    LedgerRow,
    NoteRow,
    PositionRow,
    RevisionRow,
    RoleRow,
    StoryRow,
    WordingRow,
)
from tests.tui.desk_store import lines_of, settle
from tests.tui.golden import assert_screen
from tests.tui.test_golden import ACTOR, EVENT, NOW, SAID, SIZES
from tui.app import WatchfloorApp
from tui.look import View
from tui.sections import read_settings

STORY = StoryRow(
    rowid=7, id="a" * 16, title="Vostra rejects Compact peacekeepers as ‘direct interference’", outlet="Meridian",
    outlet_kind="newspaper", outlet_country="XG", reliability="established", link="https://news.example/7",
    published=NOW, published_from="given", seen=NOW, when=NOW, is_when_seen=False, language="en", cluster="a" * 16,
    copy_of=None, reprints=2, reach=7, own_reporting=3, look_twice="", is_full_text=True, is_revised=True,
    is_read=False, is_starred=True, has_note=False, threads=(("ceasefire", "primary"),),
)  # fmt: skip
STATE = replace(
    STORY, rowid=8, id="b" * 16, title="430 soldiers captured at Orlo, army says", outlet="Kyrna Post",
    outlet_kind="state media", look_twice="one claimant", is_read=True, is_starred=False, is_revised=False,
)  # fmt: skip
CLUSTER = ClusterRow("a" * 16, STORY.title, 4, 7, 3, "", NOW - timedelta(hours=9), "Meridian", NOW, 0.8)
DENIED = replace(SAID, rowid=2, text="The guns were silent", is_statement=True, cue="say", speaker="the ministry",
                 speaker_type="unnamed", role=None, outlets=1, wordings=1)  # fmt: skip
FOUND = Findings(
    title=STORY.title,
    paragraphs=(Paragraph("Vostra has ruled out any foreign force in the Orlo valley, a spokesman said."),),
)
SCREENS: tuple[tuple[str, object], ...] = (
    ("catchup", None), ("positions", None), ("ledger", None), ("wordings", 1), ("timeline", None),
    ("dossier", "elin-marsh"), ("cluster", 7), ("changes", 7), ("health", None), ("basket", None), ("views", None),
    ("notes", None), ("rules", "orlo"),
)  # fmt: skip
QUESTIONS = ("since_last_look", "positions", "ledger", "wordings", "timeline", "dossier", "story", "revisions",
             "feed_states", "notes", "counts")  # fmt: skip
CONFIG = """
[[feeds]]
name = "Meridian"
url = "https://meridian.example/feed"
[[feeds]]
name = "Kyrna Post"
url = "https://post.example/feed"
[threads.orlo]
title = "Orlo front"
any = ["orlo:4"]
"""


def lay_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Queries that answer with the rows above."""
    answers = {
        "since_last_look": CatchUp(
            NOW - timedelta(hours=8), 12, (7, 8), (8,), (CLUSTER, replace(CLUSTER, id="c", own_reporting=1, reach=1)),
            ("Ada Quist",), (("ceasefire", "Ceasefire", 5),), second_reports=(replace(CLUSTER, id="d"),),
        ),
        "said": [SAID, DENIED],
        "timeline": [EVENT, replace(EVENT, rowid=2, status="happened", first="2031-03-12", last="2031-03-12",
                                    asserted_by=("Vostra's army",), denied_by=("Ardenia",))],
        "turned": {1: "scheduled", 2: "denied"},
        "story_page": [STORY, STATE],
        "story_rowids": [7, 8],
        "positions": [PositionRow("orlo", "reyl", "Tomas Reyl", SAID, DENIED)],
        "ledger": [LedgerRow(1, SAID, 4, 2, NOW - timedelta(hours=5), NOW)],
        "wordings": [WordingRow(SAID.text, SAID, ("Meridian", "Ledger"), ("a",)),
                     WordingRow("Sign it, sit down, and let people go.", SAID, ("Harbour Times",), ("b",))],
        "dossier": Dossier(ACTOR, ("Elin Marsh", "Marsh"),
                           (RoleRow("prime minister", "Ardenia", NOW - timedelta(days=9), NOW, 31),), (SAID,),
                           (DENIED,),
                           tuple((NOW - timedelta(days=9 - day), 1 + day % 4) for day in range(10)),
                           NOW - timedelta(days=9), (("Viktor Dalen", 12),)),
        "story": STORY,
        "cluster": (CLUSTER, [STORY, STATE]),
        "findings": FOUND,
        "revisions": [RevisionRow(1, NOW - timedelta(hours=2), "Vostra rejects any peacekeepers", "One line."),
                      RevisionRow(2, NOW, STORY.title, "One line. And one more.")],
        "feed_states": [],
        "notes": [NoteRow(1, "a" * 16, STORY.title, "ask the press office", "kim", NOW, 7)],
        "lost_marks": [],
        "marks_of": [],
        "counts": 3,
    }  # fmt: skip
    for name, answer in answers.items():
        monkeypatch.setattr(Queries, name, lambda self, *_, answer=answer, **__: answer)
    address = f"{'a' * 16} {{}} {'0' * 16} 0"
    rows = [
        BasketRow(1, "a" * 16, '{"comment": "lead with this"}', NOW),
        BasketRow(2, address.format("quote"), "{}", NOW),
        BasketRow(3, address.format("event"), "{}", NOW),
        BasketRow(4, address.format("passage"), '{"text": "A truce is a beginning."}', NOW),
    ]
    found = {"quote": SAID, "event": EVENT}
    monkeypatch.setattr(Marks, "basket_list", lambda self: rows)
    monkeypatch.setattr(Queries, "finding_at", lambda self, address: found.get(f"{address} -".split(" ")[1]))


@pytest.fixture
def app(tmp_path: Path) -> WatchfloorApp:
    """The dashboard on an empty store, with two feeds, a thread and two views."""
    path, config = tmp_path / "stories.sqlite", tmp_path / "config.toml"
    with Archive.open(path, "test"):
        pass
    config.write_text(CONFIG, "utf-8")
    made = WatchfloorApp(read_settings(config), path, watch=False, clock=lambda: NOW)
    made.views = (View("Envoy moving", "quist OR envoy"), View("Marsh said", "speaker:marsh"))
    return made


@pytest.mark.parametrize("name", list(SIZES))
async def test_every_screen_loaded(app: WatchfloorApp, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with app.run_test(size=SIZES[name]) as pilot:
        await settle(pilot)
        lay_in(monkeypatch)
        for screen, subject in SCREENS:
            app.open_screen(screen, subject)
            await settle(pilot)
            assert_screen(app, f"loaded-{screen}-{name}")
            app.pop_screen()


@pytest.mark.parametrize("name", list(SIZES))
async def test_every_screen_says_what_went_wrong_and_the_way_back(
    app: WatchfloorApp, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(self: object, *_: object, **__: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    async with app.run_test(size=SIZES[name]) as pilot:
        await settle(pilot)
        for question in QUESTIONS:
            monkeypatch.setattr(Queries, question, fails)
        monkeypatch.setattr(Marks, "basket_list", fails)
        for screen, subject in SCREENS:
            if screen == "rules":
                continue  # of the store it asks only what a proposed change would do
            app.open_screen(screen, subject)
            await settle(pilot)
            assert any("disk I/O error – q goes back" in line for line in lines_of(app)), screen
            assert_screen(app, f"error-{screen}-{name}")
            app.pop_screen()


LATER = tuple(
    replace(STORY, rowid=rowid, id=f"{rowid:016x}", title=title, outlet=outlet, outlet_kind=kind, when=NOW - timedelta(
        hours=hours), look_twice=twice, reach=reach, copy_of=copy, is_read=read, is_starred=False, is_revised=revised,
        is_when_seen=seen)
    for rowid, title, outlet, kind, hours, twice, reach, copy, read, revised, seen in (
        (20, "Envoy to fly to Kyrna for ceasefire talks on Thursday", "Continental Wire", "wire", 0, "", 12, None,
         False, False, False),
        (21, "Ardenia’s statement on the conduct of officials", "Foreign Office", "government", 1, "official", 1, None,
         False, True, False),
        (22, "430 Ardenian soldiers captured at Orlo, army says", "Kyrna Post", "state media", 3, "one claimant", 1,
         None, True, False, False),
        (23, "Envoy set to fly to Kyrna", "Ledger", "newspaper", 5, "", 12, "c" * 16, True, False, False),
        (24, "停戦交渉の使節がキルナへ e\u0301te\u0301 مفاوضات", "Selm Daily", "newspaper", 30, "one outlet", 1, None,
         False, False, True),
    )
)  # fmt: skip
PROMPTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("stories", ()),
    ("two-lines", ("V",)),
    ("search", ("slash", *"has:q")),
    ("query-mistake", ("colon", *"thraed:a", "enter")),
    ("note", ("e", *"ask")),
    ("speaker", ("4", "C")),
    ("jump", ("semicolon",)),
    ("palette", ("ctrl+p",)),
)


@pytest.mark.parametrize("name", list(SIZES))
async def test_the_list_and_the_reader_loaded_and_every_prompt_over_them(
    app: WatchfloorApp, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_in(monkeypatch)
    shown = {story.rowid: story for story in LATER}
    whens = array("q", [int(story.when.timestamp()) for story in LATER])
    monkeypatch.setattr(Queries, "story_index", lambda self, *_, **__: (array("q", shown), whens))
    monkeypatch.setattr(Queries, "story_page", lambda self, rowids: [shown[rowid] for rowid in rowids])
    monkeypatch.setattr(Queries, "story", lambda self, rowid: shown.get(rowid, STORY))
    async with app.run_test(size=SIZES[name]) as pilot:
        await settle(pilot)
        for label, keys in PROMPTS:
            for key in keys:
                await pilot.press(key)
            await settle(pilot)
            assert_screen(app, f"prompt-{label}-{name}")
            await pilot.press(*(("V",) if label == "two-lines" else ("escape", "2") if keys else ()))
