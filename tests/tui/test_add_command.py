"""`watchfloor add`: one story in whatever form it comes, and a sentence for what is none."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from tests.servers.loopback import Request, Response, rss, serve
from tests.tui.commands_run import watchfloor

HTML = (("Content-Type", "text/html"),)
TOLD = "The envoy arrived in Kyrna and spoke of the bridge. " * 8
PAGES = {
    "/paywall": Response(200, HTML, f"<article><p>{TOLD}Subscribe to continue reading.</p></article>".encode()),
    "/members": Response(302, (("Location", "/signin?next=/story"),)),
    "/signin?next=/story": Response(200, HTML, f"<article><p>{TOLD}</p></article>".encode()),
    "/empty": Response(200, HTML, b""),
    "/pdf": Response(200, (("Content-Type", "application/pdf"),), b"%PDF-1.4"),
    "/feed": Response(200, (), rss(2)),
    "/busy": Response(503),
}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/paywall", "the page is for subscribers; what you can read of it can be given as text: `watchfloor add -`"),
        ("/members", "the page asks for a login"),
        ("/empty", "it answered without a body"),
        ("/pdf", "no page (application/pdf); save it as text and give the file"),
        ("/feed", "a feed, not a story; `watchfloor feeds add"),
        ("/busy", "the server is overloaded or under repair (503)"),
        ("/none", "not found (404)\n"),
    ],
)
async def test_a_page_that_is_no_story_is_told_what_it_is(tmp_path: Path, path: str, words: str) -> None:
    config = tmp_path / "config.toml"
    config.write_text('packs = []\n[fetch]\nallow_hosts = ["127.0.0.1"]\n', "utf-8")

    def answer(request: Request) -> Response:
        return PAGES.get(request.path, Response(404))

    async with serve(answer) as server:
        ran = await asyncio.to_thread(watchfloor, tmp_path, "--config", str(config), "add", server.url + path)
    assert ran.code == 1
    assert words in ran.err


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("htp://selm.example/1", "htp:// is not fetched"),
        ("www.selm.example/1", "the page of that name is https://www.selm.example/1"),
        ("none.txt", "there is no such file"),
        (".", "a folder; `watchfloor refresh --files .` takes what lies in it"),
        ("-", "nothing came"),
    ],
)
def test_what_is_no_source_is_told_what_to_do(tmp_path: Path, source: str, words: str) -> None:
    ran = watchfloor(tmp_path, "add", source)
    assert ran.code == 2
    assert words in ran.err
    assert not (tmp_path / "data" / "watchfloor").exists()


def test_text_in_another_charset_is_read_as_it_was_meant(tmp_path: Path) -> None:
    text = "Посол Селма покинул Кырну.\n\nПравительство Востры отрицает, что переговоры прерваны."
    ran = watchfloor(tmp_path, "add", "-", "--json", text=text.encode("cp1251"))
    assert ran.code == 0, ran.err
    listed = watchfloor(tmp_path, "stories", "--jsonl")
    assert "Посол Селма покинул Кырну." in listed.out


def test_a_page_piped_in_tells_its_date_and_title_and_its_furniture_is_left_out(tmp_path: Path) -> None:
    page = (
        "<!DOCTYPE html><html><head><title>Vostra expels two envoys</title>"
        '<meta property="article:published_time" content="2026-11-20T08:00:00Z"></head><body><nav>Home News</nav>'
        "<article><h1>Vostra expels two envoys</h1><p>Vostra expelled two diplomats of Ardenia on Thursday, the "
        "foreign ministry said in Kyrna.</p><p>They have two days to leave, it added in a long "
        "note to the embassy, which is to be closed.</p></article></body></html>"
    )
    ran = watchfloor(tmp_path, "add", "-", text=page.encode())
    assert ran.code == 0, ran.err
    (story,) = [json.loads(line) for line in watchfloor(tmp_path, "stories", "--jsonl").out.splitlines()]
    assert (story["title"], story["published"]) == ("Vostra expels two envoys", "2026-11-20T08:00:00Z")
    assert story["link"] == ""
