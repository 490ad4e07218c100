"""The threads the example config ships do what their own examples say."""

from __future__ import annotations

from feeds.reading.thread_lint import check_examples, lint
from feeds.reading.threads import compile_rules
from feeds.settings import shipped_settings


def test_every_example_of_the_shipped_threads_holds() -> None:
    settings = shipped_settings()
    results = check_examples(compile_rules(settings.threading, settings.threads))
    assert [result for result in results if not result.is_right] == []
    assert {result.thread for result in results} >= {"ceasefire", "peacekeeping", "diplomatic_expulsions"}


def test_every_shipped_thread_has_examples_for_and_against() -> None:
    for thread in shipped_settings().threads:
        assert thread.match, thread.id
        assert thread.no_match, thread.id


def test_no_shipped_pattern_stands_inside_another_or_is_always_vetoed() -> None:
    settings = shipped_settings()
    assert lint(compile_rules(settings.threading, settings.threads), []) == ()
