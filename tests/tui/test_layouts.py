"""The screens' layouts: rows of the store in, lines of a list out."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.intake.health import Health
from store.rows import (
    ActorRow,
    CatchUp,
    ClusterRow,
    Dossier,
    LedgerRow,
    PositionRow,
    RoleRow,
    SaidRow,
    StoryRow,
    WordingRow,
)
from tui.cells import Spans, plain
from tui.layouts.catchup import News, news_items
from tui.layouts.cluster import cluster_items
from tui.layouts.dossier import dossier_items
from tui.layouts.health import health_detail, health_items
from tui.layouts.keepsakes import basket_items, note_items
from tui.layouts.ledger import diff_spans, ledger_items, wording_items
from tui.layouts.positions import position_items
from tui.look import Look
from tui.widgets.item_list import Item

NOW = datetime(2031, 3, 12, 14, 5, tzinfo=UTC)
LOOK = Look(now=NOW)
WIDTHS = (80, 120, 200)


def said(text: str = "We will not wait.", **changes: object) -> SaidRow:
    row = SaidRow(
        rowid=1, is_statement=False, text=text, speaker="Elin Marsh", actor="elin-marsh", role="prime minister",
        speaker_type="named", confidence=0.95, reason="verb-after", cue="said", kind="direct", carrier="",
        story_rowid=7, story_id="a" * 16, title="Marsh speaks", outlet="Meridian", outlet_kind="newspaper", link="",
        paragraph=1, start=1, end=18, when=NOW - timedelta(hours=2), is_when_seen=False, outlets=1, wordings=1,
        is_first=True,
    )  # fmt: skip
    return replace(row, **changes)  # type: ignore[arg-type]


def story(number: int, outlet: str, **changes: object) -> StoryRow:
    row = StoryRow(
        rowid=number, id=f"{number:016x}", title=f"Talks in Kyrna {number}", outlet=outlet, outlet_kind="newspaper",
        outlet_country="XG", reliability="established", link="", published=NOW, published_from="feed", seen=NOW,
        when=NOW, is_when_seen=False, language="en", cluster="c" * 16, copy_of=None, reprints=0, reach=3,
        own_reporting=2, look_twice="", is_full_text=True, is_revised=False, is_read=False, is_starred=False,
        has_note=False,
    )  # fmt: skip
    return replace(row, **changes)  # type: ignore[arg-type]


def cluster(**changes: object) -> ClusterRow:
    row = ClusterRow(
        id="c" * 16, title="Talks in Kyrna", stories=3, reach=3, own_reporting=2, look_twice="", first=NOW,
        first_outlet="Meridian", latest=NOW, velocity=0.5,
    )  # fmt: skip
    return replace(row, **changes)  # type: ignore[arg-type]


def health(feed: str, standing: str, **changes: object) -> Health:
    row = Health(
        feed=feed, standing=standing, address="https://example.org/feed", last_good=NOW, last_asked=NOW, status=200,
        next_try=NOW + timedelta(minutes=9), why="max-age 900", items_per_day=12.0, text="summary", size_bytes=48_000,
        validators="both", redirects=(), error="", failures=0, failing_since=None, gaps=(), notes=(), newest_entry=NOW,
    )  # type: ignore[arg-type]  # fmt: skip
    return replace(row, **changes)  # type: ignore[arg-type]


def text_of(items: Sequence[Item[object]]) -> str:
    return "\n".join(plain(line) for item in items for line in item.lines)


def roles_of(spans: Spans) -> list[tuple[str, str]]:
    return [(text.strip(), role) for text, role in spans]


def test_failing_feeds_stand_first_with_their_error_in_words() -> None:
    rows = [health("Quiet water", "ok"), health("Broken mill", "failing", error="no answer within 60 s", status=503)]
    lines = [plain(item.lines[0]) for item in health_items(rows, 140, LOOK)]
    assert "Broken mill" in lines[1]
    assert "no answer within 60 s" in lines[1]
    assert "Quiet water" in lines[2]
    assert "in 9:00" in lines[2]


def test_the_health_of_one_feed_says_when_and_why_then() -> None:
    shown = text_of(health_detail(health("Mill", "ok"), 100, LOOK))
    assert "in 9:00" in shown
    assert "max-age 900" in shown


def test_no_feeds_says_how_to_add_one() -> None:
    assert "feeds add URL" in text_of(health_items([], 80, LOOK))


def test_a_dossier_shows_roles_over_time_and_who_spoke_about_the_actor() -> None:
    actor = ActorRow(
        "elin-marsh", "Elin Marsh", "person", "prime minister", "Ardenia", 31, 12, 9, NOW, NOW, False, (1, 2)
    )
    dossier = Dossier(
        actor=actor,
        names=("Elin Marsh", "Marsh"),
        roles=(RoleRow("prime minister", "Ardenia", NOW - timedelta(days=3), NOW, 9),),
        said=(said(),),
        said_about=(said("She begs.", speaker="Karel Wynn"),),
        activity=((NOW - timedelta(days=2), 3), (NOW, 5)),
        first_named=NOW - timedelta(days=3),
    )
    shown = text_of(dossier_items(dossier, 100, LOOK))
    for words in (
        "prime minister, Ardenia",
        "“We will not wait.”",
        "said about",
        "“She begs.”",
        "31 times in 12 stories",
    ):
        assert words in shown


def test_positions_show_the_words_before_under_the_last_ones() -> None:
    rows = [PositionRow("ceasefire", "elin-marsh", "Elin Marsh", said("Yes."), said("Not yet.", rowid=2))]
    shown = text_of(position_items(rows, {"ceasefire": "Ceasefire"}, 100, LOOK))
    assert shown.index("Ceasefire") < shown.index("“Yes.”") < shown.index("before") < shown.index("“Not yet.”")


def test_a_quote_carried_by_one_outlet_is_marked() -> None:
    one = LedgerRow(1, said(), 1, 1, NOW, NOW)
    many = LedgerRow(2, said(), 4, 2, NOW, NOW + timedelta(hours=1))
    assert "one outlet" in text_of(ledger_items([one], 100, LOOK))
    shown = text_of(ledger_items([many], 100, LOOK))
    assert "4 outlets" in shown
    assert "2 wordings" in shown


def test_a_wording_shows_what_it_drops_and_adds() -> None:
    spans = roles_of(diff_spans("we will wait no longer", "we shall wait no longer"))
    assert ("will", "rose strike") in spans
    assert ("shall", "amber") in spans
    rows = [WordingRow("we will wait", said(), ("Meridian",), ("a",)),
            WordingRow("we shall wait", said(), ("Ledger",), ("b",), "altered")]  # fmt: skip
    shown = text_of(wording_items(rows, 100, LOOK))
    assert "first in your feeds" in shown
    assert "altered" in shown


def test_reprints_are_folded_under_the_text_they_repeat() -> None:
    original, other = story(1, "Continental Wire"), story(3, "Kyrna Post", outlet_kind="state media")
    reprint = story(2, "Harbour Times", copy_of=original.id)
    items = cluster_items(cluster(), [reprint, original, other], {1: "Envoys met."}, 100, LOOK)
    shown = text_of(items)
    assert "2 texts, 1 reprints" in shown
    assert shown.index("Continental Wire") < shown.index("= Harbour Times") < shown.index("Kyrna Post")
    assert "▲" in shown


def test_catch_up_with_nothing_new_says_so() -> None:
    empty = CatchUp(NOW - timedelta(hours=9), 0, (), (), (), (), ())
    assert "Nothing new" in text_of(news_items(News(empty), 80, LOOK))


def test_catch_up_names_threads_clusters_and_what_was_changed() -> None:
    catch = CatchUp(
        NOW - timedelta(hours=9), 7, (1,), (2,), (cluster(),), ("Ada Quist",), (("ceasefire", "Ceasefire", 4),)
    )
    shown = text_of(news_items(News(catch, followed=(said(),), revised=(story(2, "Ledger"),)), 100, LOOK))
    for words in (
        "7 new stories",
        "9 h ago",
        "Ceasefire 4",
        "3 outlets",
        "those you follow",
        "changed by",
        "Ada Quist",
    ):
        assert words in shown


def test_an_empty_basket_and_no_notes_say_which_key_fills_them() -> None:
    assert "b on a story" in text_of(basket_items([], 80, LOOK))
    assert "e on a story" in text_of(note_items([], [], 80, LOOK))


@pytest.mark.parametrize("width", WIDTHS)
@settings(max_examples=25)
@given(words=st.text(min_size=1, max_size=200))
def test_no_control_character_reaches_a_line_whatever_stands_in_a_row(width: int, words: str) -> None:
    shown = [
        text_of(cluster_items(cluster(title=words), [story(1, words, title=words)], {1: words}, width, LOOK)),
        text_of(position_items([PositionRow("t", "a", words, said(words), None)], {}, width, LOOK)),
        text_of(health_items([health(words, "failing", error=words)], width, LOOK)),
        text_of(ledger_items([LedgerRow(1, said(words, outlet=words), 1, 1, NOW, NOW)], width, LOOK)),
    ]
    for text in shown:
        assert not any(unicodedata.category(character) == "Cc" and character != "\n" for character in text)
        assert not set(text) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
