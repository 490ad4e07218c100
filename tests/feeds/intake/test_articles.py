"""Article pages: taken where they are the story and their owner allows it, and never else."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.abc import MetaPathFinder

import pytest

from feeds.intake.articles import Article, fetch_articles
from feeds.intake.http import Answer, Fetcher
from feeds.intake.page import read_page
from feeds.intake.robots import read_robots
from feeds.intake.walls import wall_before
from feeds.settings import FetchSettings
from tests.servers.loopback import Response, serve

SETTINGS = FetchSettings(allow_hosts=("127.0.0.1",), timeout_seconds=5, total_seconds=10)
BODY = "".join(
    f"<p>Paragraph number {n} of the story tells at length what the envoy did that day.</p>" for n in range(8)
)
STORY = f"<html><head><title>Envoy</title></head><body><article><h1>Envoy</h1>{BODY}</article></body></html>".encode()
HTML = (("Content-Type", "text/html; charset=utf-8"),)


@dataclass(frozen=True)
class Wanted:
    rowid: int
    link: str
    feed: str = "selm"


def page(text: str) -> bytes:
    return f"<html><body><article><p>{text}</p></article></body></html>".encode()


PAGES = {
    "/robots.txt": Response(200, (), b"User-agent: *\nDisallow: /private\nCrawl-delay: 0\n"),
    "/story": Response(200, HTML, STORY),
    "/private/1": Response(200, HTML, STORY),
    "/paywall": Response(200, HTML, page("The envoy arrived. " * 12 + "Subscribe to continue reading this article.")),
    "/moved": Response(302, (("Location", "/consent?next=/story"),)),
    "/consent?next=/story": Response(200, HTML, STORY),
    "/robot": Response(200, HTML, page("Please enable JavaScript and cookies to continue")),
    "/file": Response(200, (("Content-Type", "application/pdf"),), b"%PDF"),
    "/gone": Response(404),
}


async def fetched(*paths: str, settings: FetchSettings = SETTINGS) -> tuple[dict[str, Article], list[str]]:
    found: dict[str, Article] = {}
    async with serve(lambda request: PAGES.get(request.path, Response(500))) as server:
        wanted = [Wanted(n, server.url + path) for n, path in enumerate(paths)]

        def keep(article: Article) -> None:
            found[paths[article.rowid]] = article

        await fetch_articles(wanted, settings, keep, delay_seconds=0)
        return found, server.paths()


async def test_a_story_gives_its_text_title_and_hash() -> None:
    found, paths = await fetched("/story")
    article = found["/story"]
    assert article.error is None
    assert article.text.count("\n") >= 7
    assert "Paragraph number 7" in article.text
    assert (article.title, len(article.raw_hash), article.raw) == ("Envoy", 64, STORY)
    assert paths == ["/robots.txt", "/story"]


async def test_robots_txt_is_obeyed() -> None:
    found, paths = await fetched("/private/1", "/story")
    assert "robots.txt" in (found["/private/1"].error or "")
    assert "/private/1" not in paths


async def test_walls_are_not_taken_for_text() -> None:
    found, _ = await fetched("/paywall", "/moved", "/robot", "/file", "/gone")
    assert {path: (article.error, article.text) for path, article in found.items()} == {
        "/paywall": ("the page is for subscribers", ""),
        "/moved": ("the page asks for consent to cookies", ""),
        "/robot": ("the page checks for robots", ""),
        "/file": ("it is no page (application/pdf)", ""),
        "/gone": ("not found (404)", ""),
    }


async def test_no_page_is_fetched_twice() -> None:
    found, paths = await fetched("/story", "/story", "/story")
    assert paths.count("/story") == 1
    assert paths.count("/robots.txt") == 1
    assert found["/story"].rowid == 2


async def test_a_host_in_need_of_a_pause_gets_it() -> None:
    async with serve(lambda r: Response(404) if r.path == "/robots.txt" else Response(429)) as server:
        found: list[Article] = []
        wanted = [Wanted(n, f"{server.url}/{n}") for n in range(5)]
        assert await fetch_articles(wanted, SETTINGS, found.append, delay_seconds=0) == 0
        assert server.paths() == ["/robots.txt", "/0"]
        assert all(article.is_worth_retrying for article in found)


async def test_robots_txt_that_cannot_be_had_means_stay_away() -> None:
    async with serve(lambda r: Response(503)) as server:
        found: list[Article] = []
        await fetch_articles([Wanted(0, server.url + "/a")], SETTINGS, found.append)
        assert server.paths() == ["/robots.txt"]


@pytest.mark.parametrize("raised", [ImportError("lxml.html.clean is not installed"), MemoryError(), SystemExit(2)])
async def test_a_reader_of_pages_that_breaks_is_each_storys_error(
    raised: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(MetaPathFinder):
        def find_spec(self, name: str, *_: object) -> None:
            if name == "trafilatura":
                raise raised

    monkeypatch.delitem(sys.modules, "trafilatura", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    found, paths = await fetched("/story", "/gone", "/paywall")
    assert paths[1:] == ["/story", "/gone", "/paywall"]
    for path in ("/story", "/paywall"):
        assert (found[path].error or "").startswith(f"the page could not be read ({type(raised).__name__}")
        assert found[path].status == 200
    assert found["/gone"].error == "not found (404)"


async def test_a_fetcher_that_breaks_is_each_storys_error() -> None:
    class Broken(Fetcher):
        async def fetch(self, url: str, **_: object) -> Answer:
            raise RuntimeError("no more handles")

    found: list[Article] = []
    wanted = [Wanted(1, "http://a.example/1"), Wanted(2, "http://a.example/2"), Wanted(3, "http://b.example/")]
    assert await fetch_articles(wanted, SETTINGS, found.append, fetcher=Broken(SETTINGS)) == 0
    assert {article.error for article in found} == {"the page could not be read (RuntimeError: no more handles)"}
    assert sorted(article.rowid for article in found) == [1, 2, 3]


def test_half_a_character_in_a_pages_data_can_be_stored() -> None:
    data = '{"@type": "NewsArticle", "headline": "Envoy \\ud83d leaves \\ud83d\\ude80"}'
    read = read_page(f'<head><script type="application/ld+json">{data}</script></head>', "selm", "http://a.example/")
    assert read.title == "Envoy \ufffd leaves \U0001f680"


async def test_hostile_links_are_errors() -> None:
    links = ("http://[", "javascript:alert(1)", "", "http://10.0.0.1/", "https://x.example/a.pdf")
    found: list[Article] = []
    await fetch_articles([Wanted(n, link) for n, link in enumerate(links)], SETTINGS, found.append)
    assert len(found) == len(links)
    assert all(article.error for article in found)


def test_a_long_story_with_a_plea_is_a_story() -> None:
    text = "The envoy spoke for an hour about the bridge. " * 60 + "Subscribe to read more of our work."
    assert wall_before(text, f"<p>{text}</p>", "https://a.example/1", "https://a.example/1") is None


def test_robots_rules_follow_the_standard() -> None:
    robots = read_robots(
        "User-agent: other\nDisallow: /\n\nUser-agent: Watchfloor\nUser-agent: x\nAllow: /news/open\nDisallow: /news/\n"
        "Disallow: /*.php$\nDisallow: /a*b*c\nCrawl-delay: 3\n\nUser-agent: *\nDisallow: /everything"
    )
    assert robots.crawl_delay_seconds == 3
    allowed = {path: robots.allows("https://a.example" + path) for path in (
        "/", "/news/1", "/news/open/1", "/x.php", "/x.php?y=1", "/everything", "/axbxc", "/n%65ws/1",
    )}  # fmt: skip
    assert allowed == {
        "/": True, "/news/1": False, "/news/open/1": True, "/x.php": False, "/x.php?y=1": True,
        "/everything": True, "/axbxc": False, "/n%65ws/1": False,
    }  # fmt: skip
