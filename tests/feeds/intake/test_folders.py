"""Files of every kind become stories, and bad ones one clear error each."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.intake.folders import FileError, read_path
from feeds.story import Outlet

ROW = {
    "source": "selm",
    "title": "Envoy arrives",
    "link": "https://www.selm.example/1",
    "published": "2025-03-12T09:00:00Z",
    "summary": "In short.",
    "text": "In full. The envoy arrived.",
}


def test_a_text_file_is_one_story_without_an_invented_date(tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text("Ardenia accepts talks\n\nThe ministry said on Monday that it agreed.", "utf-8")
    (story,) = read_path(file)
    assert story.body.startswith("Ardenia accepts talks")
    assert (story.published, story.published_from, story.path, story.is_html) == (None, "unknown", str(file), False)


def test_a_date_in_the_file_name_is_said_to_be_from_there(tmp_path: Path) -> None:
    file = tmp_path / "2025-03-12-envoy.txt"
    file.write_text("Text.", "utf-8")
    (story,) = read_path(file)
    assert (story.published, story.published_from) == (datetime(2025, 3, 12, tzinfo=UTC), "file name")


def test_what_the_user_says_wins(tmp_path: Path) -> None:
    file = tmp_path / "2025-03-12.txt"
    file.write_text("Text.", "utf-8")
    (story,) = read_path(file, outlet="Selm Daily", published=datetime(2025, 3, 14, tzinfo=UTC))
    assert (story.outlet, story.published_from, story.published) == (
        "Selm Daily",
        "given",
        datetime(2025, 3, 14, tzinfo=UTC),
    )


def test_markdown_gives_its_heading_and_front_matter(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("---\ndate: 2025-03-12\nurl: https://selm.example/a\n---\n# A *title*\n\nBody.", "utf-8")
    (story,) = read_path(file)
    assert (story.title, story.link, story.body) == ("A *title*", "https://selm.example/a", "Body.")
    assert story.published == datetime(2025, 3, 12, tzinfo=UTC)


def test_a_page_gives_its_story_without_its_menu(tmp_path: Path) -> None:
    body = "".join(
        f"<p>Paragraph number {n} of the story tells at length what the envoy did that day.</p>" for n in range(6)
    )
    page = (
        "<html><head><title>Envoy arrives | Selm</title><meta property='og:title' content='Envoy arrives'>"
        "<meta property='article:published_time' content='2025-03-12T09:00:00+02:00'></head>"
        f"<body><nav><a href='/'>Home</a></nav><article><h1>Envoy arrives</h1>{body}</article></body></html>"
    )
    file = tmp_path / "a.html"
    file.write_text(page, "utf-8")
    (story,) = read_path(file)
    assert story.title == "Envoy arrives"
    assert "Paragraph number 3" in story.body
    assert "Home" not in story.body
    assert story.published is not None
    assert story.published.isoformat() == "2025-03-12T09:00:00+02:00"


def test_a_mail_gives_subject_date_and_text(tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    file.write_bytes(
        b"From: Press Office <press@ardenia.example>\r\nSubject: =?utf-8?q?Statement_on_talks?=\r\n"
        b"Date: Wed, 12 Mar 2025 14:02:00 +0200\r\nMessage-ID: <1@x>\r\n"
        b"Content-Type: text/plain; charset=utf-8\r\n\r\nWe agreed.\r\n"
    )
    (story,) = read_path(file)
    assert (story.title, story.author, story.guid) == ("Statement on talks", "Press Office", "<1@x>")
    assert story.body.strip() == "We agreed."
    assert story.published is not None


@pytest.mark.parametrize("packed", [False, True])
def test_json_lines_are_stories(tmp_path: Path, packed: bool) -> None:
    text = (
        json.dumps(ROW)
        + "\n\n"
        + json.dumps({**ROW, "link": "https://selm.example/2", "outlet": "Other", "published": None})
        + "\n"
    )
    file = tmp_path / ("x.jsonl.gz" if packed else "x.jsonl")
    file.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
    first, second = read_path(file, outlets={"selm.example": Outlet("Selm Daily")})
    assert (first.feed, first.outlet, first.published_from) == ("selm", "Selm Daily", "feed")
    assert (first.summary, first.body, first.is_full_text) == ("In short.", "In full. The envoy arrived.", True)
    assert (second.outlet, second.published, second.published_from) == ("Other", None, "unknown")


def test_a_half_written_list_keeps_its_good_part(tmp_path: Path) -> None:
    whole = gzip.compress(
        "".join(json.dumps({**ROW, "link": f"https://selm.example/{n}"}) + "\n" for n in range(500)).encode()
    )
    file = tmp_path / "x.jsonl.gz"
    file.write_bytes(whole[: len(whole) * 2 // 3])
    errors: list[FileError] = []
    stories = read_path(file, errors=errors)
    assert 0 < len(stories) < 500
    assert "breaks off" in str(errors[0])
    assert str(file) in str(errors[0])


def test_a_bad_line_is_named_and_the_rest_kept(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text(json.dumps(ROW) + "\n{broken\n" + json.dumps({**ROW, "link": "https://s.example/2"}), "utf-8")
    errors: list[FileError] = []
    assert len(read_path(file, errors=errors)) == 2
    assert "line 2" in str(errors[0])


def test_a_saved_feed_gives_its_entries(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_text(
        "<rss><channel><title>t</title><item><title>One</title><link>https://a.example/1</link></item></channel></rss>"
    )
    (story,) = read_path(file)
    assert (story.title, story.outlet) == ("One", "a.example")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("empty.jsonl", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 20, "binary"),
        ("huge.txt", b"a" * 21_000_000, "too large"),
        ("half.json", b'{"title": "a", "te', "malformed"),
        ("half.jsonl.gz", gzip.compress(b"x" * 9000)[:20], "breaks off"),
        ("noise.jsonl", bytes(range(256)) * 20, "line 1"),
        ("page.xml", b"<html><body>no</body></html>", "web page"),
        ("missing.txt", None, "no such file"),
    ],
)
def test_a_bad_file_is_one_clear_error(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    errors: list[FileError] = []
    assert read_path(file, errors=errors) == []
    assert len(errors) == 1
    assert said in str(errors[0])
    assert str(file) in str(errors[0])


def test_a_folder_is_read_in_order_and_hidden_files_are_not(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "c.bin"):
        (tmp_path / name).write_text(f"Text of {name}.", "utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "d.txt").write_text("Deep.", "utf-8")
    assert [Path(story.path).name for story in read_path(tmp_path)] == ["a.txt", "b.txt", "d.txt"]
