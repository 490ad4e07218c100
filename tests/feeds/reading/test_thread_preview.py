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
    texts = [story.text for story in STORIES] * 150
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
    assert "hits none of 450 stories, 300 of which other patterns of the thread hit" in [note.message for note in notes]


def test_lint_says_of_no_pattern_that_it_never_hits_while_few_stories_are_on_its_thread() -> None:
    assert lint(rules("truce:2", "dredging:2"), [(story.text, ()) for story in STORIES]) == ()
    assert lint(rules("truce:2", "dredging:2"), [(STORIES[1].text, ())] * 500 + [(STORIES[0].text, ())] * 299) == ()


def test_lint_names_a_thread_of_which_nothing_hits_in_many_stories() -> None:
    tried = [(story.text, ()) for story in STORIES] * 100
    (note,) = lint(rules("dredging:2", "canal:1"), tried)
    assert (note.pattern, note.kind, note.message) == ("*", "never hits", "no pattern of it hits any of 300 stories")
    assert lint(rules("dredging:2"), tried[:-1]) == ()


def test_an_early_pattern_hides_no_pattern_that_counts_everywhere() -> None:
    thread = ThreadSettings("t", any=("river truce:2",), any_early=("truce:2",))
    assert lint(compile_rules(ThreadingSettings(), [thread]), ()) == ()
    turned = ThreadSettings("t", any=("truce:2",), any_early=("river truce:2",))
    assert [note.kind for note in lint(compile_rules(ThreadingSettings(), [turned]), ())] == ["stands inside"]
