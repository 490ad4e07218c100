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
    thread = ThreadSettings(found.id, rules["title"], any=tuple(rules.get("any", ())), near=near)
    compiled = compile_rules(ThreadingSettings(), [thread])
    assert all(score_threads(Text(title, ()), (), compiled) for title in TITLES)


def test_a_suggestion_is_named_as_its_words_stand_and_its_examples_hold() -> None:
    titles = [
        "Iron Sluice of Orlo opens",
        "Council praises Iron Sluice",
        "Cost of the Iron Sluice grows",
        "Orlo wonders",
    ]
    found = suggest(
        [
            GroupedStory("c1", t, ("The Iron Sluice.",), f"o{i % 2}", DAY + timedelta(days=i % 2))
            for i, t in enumerate(titles)
        ]
    )
    rules = tomllib.loads(found[0].toml)["threads"][found[0].id]
    assert (found[0].title, rules["any"]) == ("Iron Sluice", ["iron sluice:2"])
    assert rules["match"] == titles[:2]
    apart = [
        GroupedStory("c1", t, (), f"o{i % 2}", DAY + timedelta(days=i % 2))
        for i, t in enumerate(["Dredging halted in harbour", "Harbour waits for dredging", "Harbour and dredging"])
    ]
    rules = tomllib.loads(suggest(apart)[0].toml)["threads"][suggest(apart)[0].id]
    assert "any" not in rules


def test_a_cluster_on_a_thread_of_one_outlet_or_of_one_day_is_not() -> None:
    assert suggest(stories(threads=("truce",))) == ()
    assert suggest(stories(days=1)) == ()
    assert suggest(stories(outlets=1)) == ()


def test_a_suggested_id_is_a_new_one() -> None:
    (first,) = suggest(stories())
    (second,) = suggest(stories(), taken=frozenset({first.id}))
    assert second.id != first.id
