"""The demo's script and its loopback server."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tui.demo.conflict import World, load_world
from tui.demo.server import DemoServer

OPENED = datetime(2031, 3, 12, 14, 5, tzinfo=UTC)  # a Wednesday


@pytest.fixture
def world() -> World:
    return load_world(OPENED)


def test_the_conflict_is_big_enough_to_show_what_the_desk_does(world: World) -> None:
    assert len(world.stories) >= 60
    assert len({story.outlet for story in world.stories}) >= 8
    days = {story.published.date() for story in world.stories if story.published and story.published.year == 2031}
    assert len(days) >= 3
    assert {outlet.format for outlet in world.outlets} == {"rss", "atom", "json"}


def test_weekdays_and_dates_are_relative_to_the_opening(world: World) -> None:
    envoy = next(story for story in world.stories if story.guid == "envoy")
    assert envoy.title == "Compact envoy to fly to Kyrna for ceasefire talks on Thursday"
    exchange = next(story for story in world.stories if story.guid == "exchange-next")
    assert exchange.title.startswith("Next prisoner exchange planned for 18 March")
    assert not any("{" in story.title + " ".join(story.paragraphs) for story in world.stories)


def test_quotes_come_in_every_punctuation_style(world: World) -> None:
    text = "\n".join(paragraph for story in world.stories for paragraph in story.paragraphs)
    for mark in "“”\"‘’'«»„":
        assert mark in text, f"no story uses {mark}"
    assert "” – " in text
    assert "QUESTION:" in text


def test_every_outlet_serves_its_feed_and_its_pages(world: World) -> None:
    with DemoServer(world, lambda: OPENED) as server:
        for outlet in world.outlets:
            with urlopen(server.feed_url(outlet)) as answer:
                body = answer.read().decode()
            served = [s for s in world.stories if s.outlet == outlet.id and s.visible_from <= OPENED]
            assert served
            assert all(f"/{outlet.id}/{story.guid}.html" in body for story in served)
        with urlopen(f"{server.url}/selmdaily/aide.html") as page:
            assert "wants a date" in page.read().decode()


def test_one_feed_fails_after_its_first_answer(world: World) -> None:
    with DemoServer(world, lambda: OPENED) as server:
        url = server.feed_url(next(outlet for outlet in world.outlets if outlet.answers == 1))
        with urlopen(url) as first:
            assert first.status == 200
        with pytest.raises(HTTPError) as again:
            urlopen(url)
        assert again.value.code == 500, "a 503 would make its host, and so every outlet, wait"
        again.value.close()


def test_the_world_stands_still_until_the_analyst_has_looked(world: World) -> None:
    with DemoServer(world, lambda: OPENED) as server:
        url = server.feed_url(next(outlet for outlet in world.outlets if outlet.id == "meridian"))
        server.held_at = OPENED - timedelta(hours=6)
        with urlopen(url) as before:
            assert "rejects any peacekeepers" not in before.read().decode()
        server.held_at = None
        with urlopen(url) as after:
            assert "rejects any peacekeepers" in after.read().decode()


def test_an_unchanged_feed_answers_304(world: World) -> None:
    with DemoServer(world, lambda: OPENED) as server:
        url = server.feed_url(world.outlets[0])
        with urlopen(url) as first:
            tag = first.headers["ETag"]
        with pytest.raises(HTTPError) as again:
            urlopen(Request(url, headers={"If-None-Match": tag}))
        assert again.value.code == 304
        again.value.close()


def test_stories_arrive_and_a_headline_changes_while_one_looks(world: World) -> None:
    now = [OPENED]
    with DemoServer(world, lambda: now[0]) as server:

        def titles() -> list[str]:
            with urlopen(f"{server.url}/northwire/feed") as answer:
                return [item["title"] for item in json.load(answer)["items"]]

        def first_rejects() -> bool:
            with urlopen(f"{server.url}/meridian/feed") as answer:
                return "rejects any peacekeepers" in answer.read().decode()

        before = titles()
        assert first_rejects()
        now[0] += timedelta(seconds=60)
        assert set(titles()) > set(before)
        assert not first_rejects()
