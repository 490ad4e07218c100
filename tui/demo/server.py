"""The loopback server of the demo: feeds in RSS, Atom and JSON, article pages, conditional requests."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

from tui.demo.conflict import DemoOutlet, DemoStory, World

REFRESH_SECONDS = 5
"""How long the demo's answers call themselves fresh."""


class DemoServer:
    """Serves the world on a free port of 127.0.0.1 while it is entered as a context manager.

    `clock` says what time it is for the stories that arrive while one looks; tests hand in their own.
    """

    def __init__(self, world: World, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.world = world
        self.clock = clock
        self.held_at: datetime | None = None
        """While set: the moment the world stands still at; nothing later is served."""
        self._answers: dict[str, int] = {}
        self._outlets = {outlet.id: outlet for outlet in world.outlets}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, name="demo server", daemon=True)

    @property
    def url(self) -> str:
        """The root, without a trailing slash."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def feed_url(self, outlet: DemoOutlet) -> str:
        """The feed of an outlet."""
        return f"{self.url}/{outlet.id}/feed"

    def __enter__(self) -> DemoServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, path: str) -> tuple[str, str] | None:
        """(content type, body) of a path, None when there is no such page."""
        outlet_id, _, page = path.strip("/").partition("/")
        outlet = self._outlets.get(outlet_id)
        if outlet is None:
            return None
        stories = self._visible(outlet)
        if page == "feed":
            return _FEEDS[outlet.format](outlet, stories, f"{self.url}/{outlet.id}")
        for story in stories:
            if page == f"{story.guid}.html":
                return "text/html; charset=utf-8", _page(outlet, story)
        return None

    def is_down(self, path: str) -> bool:
        """Whether a feed has given all the answers its outlet has in it; counts this one."""
        outlet_id, _, page = path.strip("/").partition("/")
        outlet = self._outlets.get(outlet_id)
        if outlet is None or page != "feed" or not outlet.answers:
            return False
        given = self._answers.get(outlet_id, 0)
        self._answers[outlet_id] = given + 1
        return given >= outlet.answers

    def _visible(self, outlet: DemoOutlet) -> list[DemoStory]:
        now = self.held_at or self.clock()
        newest: dict[str, DemoStory] = {}
        for story in self.world.stories:
            if story.outlet == outlet.id and story.visible_from <= now:
                newest[story.guid] = story
        return sorted(newest.values(), key=lambda story: story.published or story.visible_from, reverse=True)


def _handler(demo: DemoServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            if demo.is_down(path):
                # No 503: that would ask for a pause of the whole host, and all outlets of the demo are one.
                self._send(500, "text/plain", b"the transmitter is being moved\n", None)
                return
            found = demo.answer(path)
            if found is None:
                self._send(404, "text/plain", b"not here\n", None)
                return
            kind, text = found
            body = text.encode()
            tag = f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
            if self.headers.get("If-None-Match") == tag:
                self._send(304, kind, b"", tag)
            else:
                self._send(200, kind, body, tag)

        def _send(self, status: int, kind: str, body: bytes, tag: str | None) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Cache-Control", f"max-age={REFRESH_SECONDS}")
            if tag:
                self.send_header("ETag", tag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the terminal belongs to the dashboard."""

    return Handler


def _html(story: DemoStory) -> str:
    return "".join(f"<p>{escape(paragraph, quote=False)}</p>\n" for paragraph in story.paragraphs)


def _body(outlet: DemoOutlet, story: DemoStory) -> str:
    return escape(story.paragraphs[0], quote=False) if outlet.is_summary_only else _html(story)


def _page(outlet: DemoOutlet, story: DemoStory) -> str:
    dated = f'<time datetime="{story.published.isoformat()}"></time>' if story.published else ""
    title = f"{escape(story.title)} | {escape(outlet.name)}"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><nav><a href='/'>Home</a> <a href='/world'>World</a></nav><article>"
        f"<h1>{escape(story.title)}</h1>{dated}{_html(story)}</article>"
        f"<footer>© {escape(outlet.name)}. All rights reserved.</footer></body></html>"
    )


def _rss(outlet: DemoOutlet, stories: Iterable[DemoStory], root: str) -> tuple[str, str]:
    items = "".join(
        f"<item><title>{escape(story.title, quote=False)}</title><link>{root}/{story.guid}.html</link>"
        f'<guid isPermaLink="false">{outlet.id}:{story.guid}</guid>'
        + (f"<pubDate>{format_datetime(story.published)}</pubDate>" if story.published else "")
        + (
            f"<description>{escape(_body(outlet, story), quote=False)}</description>"
            if outlet.is_summary_only
            else f"<description>{escape(story.paragraphs[0], quote=False)}</description>"
            f"<content:encoded><![CDATA[{_html(story)}]]></content:encoded>"
        )
        + "</item>\n"
        for story in stories
    )
    return (
        "application/rss+xml; charset=utf-8",
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{escape(outlet.name)}</title><link>{root}</link><description>Made up</description>\n{items}"
        "</channel></rss>\n",
    )


def _atom(outlet: DemoOutlet, stories: Iterable[DemoStory], root: str) -> tuple[str, str]:
    entries = "".join(
        f"<entry><id>{outlet.id}:{story.guid}</id><title>{escape(story.title, quote=False)}</title>"
        f'<link href="{root}/{story.guid}.html"/>'
        f"<updated>{(story.published or story.visible_from).isoformat()}</updated>"
        f"<published>{(story.published or story.visible_from).isoformat()}</published>"
        f'<content type="html">{escape(_body(outlet, story), quote=False)}</content></entry>\n'
        for story in stories
    )
    return (
        "application/atom+xml; charset=utf-8",
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f'<id>{root}</id><title>{escape(outlet.name)}</title><link href="{root}"/>'
        f"<updated>2020-01-01T00:00:00Z</updated>\n{entries}</feed>\n",
    )


def _json(outlet: DemoOutlet, stories: Iterable[DemoStory], root: str) -> tuple[str, str]:
    items = [
        {
            "id": f"{outlet.id}:{story.guid}",
            "url": f"{root}/{story.guid}.html",
            "title": story.title,
            "content_html": _body(outlet, story),
            **({"date_published": story.published.isoformat()} if story.published else {}),
        }
        for story in stories
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": outlet.name, "home_page_url": root, "items": items}
    return "application/feed+json", json.dumps(feed, ensure_ascii=False, indent=1)


_FEEDS: dict[str, Callable[[DemoOutlet, Iterable[DemoStory], str], tuple[str, str]]] = {
    "rss": _rss,
    "atom": _atom,
    "json": _json,
}
