"""Before a rule is changed the analyst sees which stories would come and go."""

from __future__ import annotations

from feeds.reading.text import Text
from feeds.reading.thread_lint import lint
from feeds.reading.thread_preview import StoredStory, preview
from feeds.reading.threads import compile_rules
from feeds.settings import ThreadingSettings, ThreadSettings
from feeds.story import Paragraph

TITLES = ("Truce holds at Orlo", "Ferry reaches Selm", "Talks about a truce and a ferry")
STORIES = [StoredStory(str(number), title, Text(title, (Paragraph("Rain."),))) for number, title in enumerate(TITLES)]


def rules(*patterns: str, none: tuple[str, ...] = ()):  # type: ignore[no-untyped-def]
    return compile_rules(ThreadingSettings(), [ThreadSettings("t", any=patterns, none=none)])


def test_stories_that_would_come_and_go_are_named_with_their_scores() -> None:
    found = preview(STORIES, rules("truce:2"), rules("ferry:2"))
    assert [(change.story, change.kind) for change in found] == [("0", "goes"), ("1", "comes")]
    assert found[0].score_after == 0.0


def test_a_change_of_role_is_a_change() -> None:
    (found, _) = preview(STORIES, rules("truce:2"), rules("truce:0.7"))
    assert found.kind == "falls"


def test_rules_that_decide_alike_change_nothing() -> None:
    assert preview(STORIES, rules("truce:2"), rules("truce*:2")) == ()


def test_lint_names_patterns_that_never_hit_always_hit_hide_in_others_or_are_vetoed() -> None:
    texts = [story.text for story in STORIES] * 10
    notes = lint(
        rules("truce:2", "dredging:2", "a truce:1", "rain:1", "!!!", none=("rain",)), [(text, ()) for text in texts]
    )
    assert {(note.pattern, note.kind) for note in notes} == {
        ("truce:2", "nearly always hits"),
        ("dredging:2", "never hits"),
        ("a truce:1", "stands inside"),
        ("rain:1", "never hits"),
        ("rain:1", "always vetoed"),
        ("!!!", "has no letters"),
    }
