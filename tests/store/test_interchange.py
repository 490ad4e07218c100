"""Claims about export and import: two analysts merge what they have."""

from __future__ import annotations

import io
from pathlib import Path

from feeds.exchange import ReadStory
from store.archive import Archive
from store.interchange import export_store, import_store
from store.marks import Marks
from store.queries import Queries
from store.query import parse
from store.upkeep import check
from tests.store.test_archive import NOW, OUTLETS, arrival, findings_of


def make(path: Path, numbers: range) -> Path:
    with Archive.open(path, "test") as archive:
        archive.save("meridian", None, [arrival(n) for n in numbers], NOW, OUTLETS)
        archive.save_findings([ReadStory(s, findings_of(s)) for s in archive.unread(100)], 3, 0, NOW)
        archive.save_cluster(2, 1)
        archive.save_copy(2, 1)
    with Marks(path, "kim") as marks:
        marks.star([1])
        marks.tag([2], "lead")
        marks.note(1, "check this")
        marks.correct_speaker((1 << 12), "Vostra", "Vostra")
        marks.set_outlet([3], "Selm Daily")
        marks.merge_actors("Ilma Tasker", "Vostra")
    return path


def exported(path: Path, *, with_text: bool) -> list[str]:
    out = io.StringIO()
    export_store(path, out, with_text=with_text)
    return out.getvalue().splitlines()


def test_an_export_with_text_makes_the_same_store(tmp_path: Path) -> None:
    first = make(tmp_path / "a.db", range(4))
    lines = exported(first, with_text=True)
    done = import_store(tmp_path / "b.db", lines)
    assert (done.stories, done.known, done.errors) == (4, 0, ())
    assert done.marks == 6
    assert check(tmp_path / "b.db") == []
    again = exported(tmp_path / "b.db", with_text=True)
    assert sorted(line for line in again if '"store"' not in line) == sorted(
        line for line in lines if '"store"' not in line
    )
    with Queries(tmp_path / "b.db") as queries:
        assert queries.said(parse("speaker:vostra said:matter"))[0].reason == "corrected by hand"
        assert len(queries.story_rowids(parse("has:note is:starred"))) == 1


def test_a_pin_goes_along_and_holds_in_the_other_store(tmp_path: Path) -> None:
    first = make(tmp_path / "a.db", range(4))
    with Archive.open(first, "test") as archive, Marks(first, "kim") as marks:
        archive.save_cluster(4, 2)
        marks.pin(4)
    import_store(tmp_path / "b.db", exported(first, with_text=True))
    with Queries(tmp_path / "b.db") as queries, Archive.open(tmp_path / "b.db", "test") as archive:
        (pinned,) = queries.story_page(queries.pinned())
        with Queries(first) as there:
            assert (pinned.id, pinned.cluster) == (there.story(4).id, there.story(4).cluster)  # type: ignore[union-attr]
        cluster = archive.cluster_of(pinned.rowid)[0]
        assert archive.save_cluster(pinned.rowid, pinned.rowid) == cluster


def clusters_of(path: Path) -> dict[int, set[int]]:
    """Stories by the ids of their clusters."""
    found: dict[int, set[int]] = {}
    with Queries(path) as queries:
        for first, story in queries.rows("SELECT k.id, s.id FROM story s JOIN story k ON k.story = s.cluster"):
            found.setdefault(first, set()).add(story)
    return found


def test_a_cluster_whose_first_story_has_left_it_stays_one_of_its_own(tmp_path: Path) -> None:
    first = tmp_path / "a.db"
    with Archive.open(first, "test") as archive:
        archive.save("meridian", None, [arrival(n) for n in range(5)], NOW, OUTLETS)
        archive.save_findings([ReadStory(s, findings_of(s)) for s in archive.unread(100)], 3, 0, NOW)
        for story, cluster in ((3, 2), (4, 2), (2, 1)):
            archive.save_cluster(story, cluster)
    assert sorted(map(len, clusters_of(first).values())) == [1, 2, 2]
    import_store(tmp_path / "b.db", exported(first, with_text=True))
    assert clusters_of(tmp_path / "b.db") == clusters_of(first)
    assert check(tmp_path / "b.db") == []


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    lines = exported(make(tmp_path / "a.db", range(3)), with_text=True)
    import_store(tmp_path / "b.db", lines)
    again = import_store(tmp_path / "b.db", lines)
    assert (again.stories, again.known, again.marks) == (0, 3, 0)


def test_two_stores_merge(tmp_path: Path) -> None:
    first, other = make(tmp_path / "a.db", range(4)), make(tmp_path / "b.db", range(2, 7))
    done = import_store(first, exported(other, with_text=True))
    assert (done.stories, done.known) == (3, 2)
    assert check(first) == []
    with Queries(first) as queries:
        assert queries.counts(parse("")) == 7


def test_article_text_stays_at_home_unless_asked_for(tmp_path: Path) -> None:
    lines = exported(make(tmp_path / "a.db", range(2)), with_text=False)
    assert not any("It does not matter" in line for line in lines if line.startswith('{"story"'))
    done = import_store(tmp_path / "b.db", lines)
    assert (done.stories, done.errors) == (2, ())
    with Archive.open(tmp_path / "b.db", "test") as archive:
        assert len(archive.articles_wanted()) == 2


def test_lines_that_make_no_sense_are_told_and_passed_over(tmp_path: Path) -> None:
    lines = [
        "{",
        '{"story": {"id": "x"}}',
        '{"mark": {}}',
        "[]",
        "",
        '{"else": 1}',
        '{"outlet": {"name": "Selm Daily"}}',
    ]
    done = import_store(tmp_path / "b.db", lines)
    assert [error.split(":")[0] for error in done.errors] == ["line 1", "line 2", "line 3", "line 4"]
