"""A cluster that no thread takes becomes a thread one key away."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta

from feeds.grouping.suggest import GroupedStory, suggest
from feeds.reading.text import Text
from feeds.reading.threads import compile_rules, score_threads
from feeds.settings import NearRule, ThreadingSettings, ThreadSettings

DAY = datetime(2025, 3, 12, 12, tzinfo=UTC)
TITLES = [
    "Orlo harbour dredging divides fishers",
    "Fishers block Orlo harbour dredging",
    "Dredging of Orlo harbour halted",
]


def stories(*, threads: tuple[str, ...] = (), days: int = 2, outlets: int = 2) -> list[GroupedStory]:
    return [
        GroupedStory("c1", title, ("The harbour.",), f"o{index % outlets}", DAY + timedelta(days=index % days), threads)
        for index, title in enumerate(TITLES)
    ]


def test_a_cluster_on_no_thread_is_suggested_with_rules_that_find_its_stories() -> None:
    (found,) = suggest(stories())
    assert (found.stories, found.outlets, found.days) == (3, 2, 2)
    rules = tomllib.loads(found.toml)["threads"][found.id]
    near = tuple(NearRule(tuple(rule["terms"]), rule["within"], rule["weight"]) for rule in rules["near"])
    thread = ThreadSettings(found.id, rules["title"], any=tuple(rules["any"]), near=near)
    compiled = compile_rules(ThreadingSettings(), [thread])
    assert all(score_threads(Text(title, ()), (), compiled) for title in TITLES)


def test_a_cluster_on_a_thread_of_one_outlet_or_of_one_day_is_not() -> None:
    assert suggest(stories(threads=("truce",))) == ()
    assert suggest(stories(days=1)) == ()
    assert suggest(stories(outlets=1)) == ()


def test_a_suggested_id_is_a_new_one() -> None:
    (first,) = suggest(stories())
    (second,) = suggest(stories(), taken=frozenset({first.id}))
    assert second.id != first.id
