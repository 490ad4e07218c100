"""Claims about what several said together: it is found, counted and shown by each of them, and a mark still wins."""

from __future__ import annotations

import io
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from feeds.exchange import ReadStory, UnreadStory
from feeds.story import Actor, Findings, Quote, Statement
from store.archive import Archive
from store.interchange import export_store, import_store
from store.marks import Marks
from store.packing import pack_findings, text_of, unpack_findings
from store.prune import prune
from store.queries import Queries
from store.query import parse
from store.schema_together import fill_together
from store.together import in_a_row, together
from store.upkeep import check
from tests.store.test_archive import NOW, OUTLETS, arrival, findings_of

BOTH = ("Ilma Tasker", "Pavel Drun")
DRUN = Actor("Pavel Drun", "Pavel Drun", "person")


def jointly(story: UnreadStory) -> Findings:
    """A story in which two people say the quote together, and two countries the statement."""
    found = findings_of(story)
    quote = replace(found.quotes[0], speakers=BOTH, actors=BOTH)
    stated = replace(found.statements[0], speakers=("Vostra", "Selm"), actors=("Vostra", None))
    return replace(found, quotes=(quote,), statements=(stated,), actors=(*found.actors, DRUN))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "store.db"
    with Archive.open(path, "test") as archive:
        archive.save("meridian", None, [arrival(n) for n in range(3)], NOW, OUTLETS)
        stories = archive.unread(100)
        archive.save_findings(
            [ReadStory(s, jointly(s) if s.rowid == 1 else findings_of(s)) for s in stories], 1, 0, NOW
        )
    return path


def reread(path: Path, version: int) -> None:
    with Archive.open(path, "test") as archive:
        stories = archive.outdated(version)
        read = [ReadStory(s, jointly(s) if s.rowid == 1 else findings_of(s)) for s in stories]
        archive.save_findings(read, version, 0, NOW)


def spoken(path: Path, text: str) -> list[tuple[int, bool, tuple[tuple[str, str | None], ...]]]:
    with Queries(path, now=lambda: NOW) as queries:
        return [(row.story_rowid, row.is_statement, row.speakers) for row in queries.said(parse(text))]


def counted(path: Path, name: str) -> tuple[int, int]:
    """How often an actor spoke, as the panel counts them, in all and on the thread."""
    with Queries(path, now=lambda: NOW) as queries:
        in_all, on_thread = (
            [row.said for row in queries.actors(parse(text)) if row.actor == name] for text in ("", "thread:ceasefire")
        )
    return sum(in_all), sum(on_thread)


def test_what_was_said_together_is_found_by_each_who_said_it(path: Path) -> None:
    both = (("Ilma Tasker", "Ilma Tasker"), ("Pavel Drun", "Pavel Drun"))
    assert spoken(path, "speaker:drun") == [(1, False, both)]
    assert (1, False, both) in spoken(path, "speaker:tasker")
    assert len(spoken(path, "speaker:tasker")) == 3
    assert spoken(path, "speaker:selm") == [(1, True, (("Vostra", "Vostra"), ("Selm", None)))]
    assert spoken(path, "speaker:tasker said:matter -speaker:drun") == [
        (2, False, (("Ilma Tasker", "Ilma Tasker"),)),
        (3, False, (("Ilma Tasker", "Ilma Tasker"),)),
    ]
    with Queries(path, now=lambda: NOW) as queries:
        assert list(queries.story_rowids(parse("speaker:drun"))) == [1]
        (row,) = queries.said(parse("speaker:drun"))
        assert (row.speaker, row.role) == ("Ilma Tasker and Pavel Drun", "")


def test_only_what_several_said_has_an_empty_role(path: Path) -> None:
    with Queries(path, now=lambda: NOW) as queries:
        rows = queries.rows(
            "SELECT role IS '', EXISTS (SELECT 1 FROM said_together w WHERE w.said = said.said) FROM said"
        )
    assert {tuple(row) for row in rows} == {(1, 1), (0, 0)}, "by the role queries tell where to look for the others"


def test_each_is_counted_as_a_speaker_and_has_it_in_dossier_and_positions(path: Path) -> None:
    assert counted(path, "Pavel Drun") == (1, 1)
    assert counted(path, "Ilma Tasker") == (3, 3)
    with Queries(path, now=lambda: NOW) as queries:
        dossier = queries.dossier("Pavel Drun")
        assert dossier is not None
        assert [row.text for row in dossier.said] == ["It does not matter,"]
        assert dossier.actor.last_said is not None
        positions = {row.actor: row.last.text for row in queries.positions(parse("thread:ceasefire"))}
        assert positions["Pavel Drun"] == "It does not matter,"


def test_a_new_reading_keeps_who_said_it_together(path: Path) -> None:
    before = spoken(path, "")
    reread(path, 2)
    assert spoken(path, "") == before
    assert counted(path, "Pavel Drun") == (1, 1)


def test_a_new_reading_finds_the_second_speaker_of_what_was_one_before(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Archive.open(path, "test") as archive:
        archive.save("meridian", None, [arrival()], NOW, OUTLETS)
        archive.save_findings([ReadStory(s, findings_of(s)) for s in archive.unread()], 1, 0, NOW)
    reread(path, 2)
    assert [row[0] for row in spoken(path, "speaker:drun")] == [1]
    assert counted(path, "Ilma Tasker") == (1, 1)


def test_a_corrected_speaker_stands_alone_until_it_is_undone(path: Path) -> None:
    before, counts = spoken(path, ""), counted(path, "Pavel Drun")
    with Queries(path, now=lambda: NOW) as queries:
        (row,) = queries.said(parse("speaker:drun"))
    with Marks(path, "kim") as marks:
        marks.correct_speaker(row.rowid, "Vostra", "Vostra")
        assert spoken(path, "speaker:drun") == []
        assert (1, False, (("Vostra", "Vostra"),)) in spoken(path, "speaker:vostra")
        assert counted(path, "Pavel Drun") == (0, 0)
        reread(path, 2)
        assert spoken(path, "speaker:drun") == []
        assert counted(path, "Pavel Drun")[0] == 0
        marks.undo()
    reread(path, 3)
    assert spoken(path, "") == before
    assert counted(path, "Pavel Drun") == counts


def test_undoing_a_correction_brings_both_speakers_back(path: Path) -> None:
    before = spoken(path, "")
    (said,) = [row for row in before if len(row[2]) == 2 and not row[1]]
    with Queries(path, now=lambda: NOW) as queries:
        (row,) = queries.said(parse("speaker:drun"))
    with Marks(path, "kim") as marks:
        marks.correct_speaker(row.rowid, None)
        assert said not in spoken(path, "")
        marks.undo()
        assert spoken(path, "") == before
        assert counted(path, "Pavel Drun")[0] == 1
        marks.redo()
        assert spoken(path, "speaker:drun") == []


def test_a_merged_second_speaker_counts_as_what_it_was_merged_into(path: Path) -> None:
    with Marks(path, "kim") as marks:
        marks.merge_actors("Pavel Drun", "Vostra")
    with Queries(path, now=lambda: NOW) as queries:
        rows = queries.said(parse("speaker:vostra"), statements=False)
        assert [row.speakers[1][1] for row in rows] == ["Vostra"]


def test_an_export_carries_all_speakers_to_another_store(path: Path, tmp_path: Path) -> None:
    lines = io.StringIO()
    export_store(path, lines, with_text=True)
    other = tmp_path / "other.db"
    assert import_store(other, lines.getvalue().splitlines()).errors == ()
    assert sorted(spoken(other, ""), key=repr) == sorted(spoken(path, ""), key=repr)
    assert counted(other, "Pavel Drun") == (1, 1)


def test_all_speakers_come_back_as_they_were_packed(path: Path) -> None:
    with Queries(path) as queries:
        found = queries.findings(1)
    text = text_of(found.paragraphs)
    assert found.quotes[0].actors == BOTH
    assert unpack_findings(pack_findings(found, text), text) == found


def test_an_older_reader_knew_who_the_first_is() -> None:
    quote = Quote("We stay", 0, 0, 7, "Lee", "ann-lee", ("Lee", "Orr"))
    assert together(quote) == (("Lee", "ann-lee"), ("Orr", None))
    assert together(replace(quote, actors=("ann-lee", "cy-orr"))) == (("Lee", "ann-lee"), ("Orr", "cy-orr"))
    assert together(Statement("they stay", 0, 0, 9)) == ()


def test_what_is_pruned_leaves_no_speakers_behind(path: Path) -> None:
    assert prune(path, timedelta(0), now=NOW + timedelta(days=1)) == 3
    assert "speakers of what nobody said" not in [fault.what for fault in check(path)]
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO said_together (said, place, name) VALUES (1, 0, 'Nobody')")
    connection.close()
    assert "speakers of what nobody said" in [fault.what for fault in check(path)]


def test_the_views_list_all_speakers(path: Path) -> None:
    with Queries(path) as queries:
        rows = queries.rows("SELECT speakers, actors FROM quotes ORDER BY length(speakers) DESC")
        stated = queries.rows("SELECT speakers, actors FROM statements ORDER BY length(speakers) DESC")
    assert rows[0] == ('["Ilma Tasker","Pavel Drun"]', '["Ilma Tasker","Pavel Drun"]')
    assert rows[1] == ('["Ilma Tasker"]', '["Ilma Tasker"]')
    assert stated[0] == ('["Vostra","Selm"]', '["Vostra",null]')


def test_older_stores_list_each_whose_name_they_know(path: Path) -> None:
    with sqlite3.connect(path) as connection:  # as it was before the table was there
        connection.execute("DELETE FROM said_together")
        for table in ("story_actor", "thread_actor", "actor"):
            drun = "actor IN (SELECT actor FROM actor WHERE name = 'Pavel Drun')"
            connection.execute(f"UPDATE {table} SET said = 0 WHERE {drun}")
        fill_together(connection)
    connection.close()
    assert [row[0] for row in spoken(path, "speaker:drun")] == [1]
    assert counted(path, "Pavel Drun") == (1, 1)
    assert spoken(path, "speaker:selm") == [(1, True, (("Vostra and Selm", "Vostra"),))]


@pytest.mark.parametrize(
    ("names", "row"),
    [([], ""), (["Lee"], "Lee"), (["Lee", "Orr"], "Lee and Orr"), (["Li", "Lee", "Orr"], "Li, Lee and Orr")],
)
def test_several_are_named_in_a_row(names: list[str], row: str) -> None:
    assert in_a_row(names) == row
