"""Lines of the dashboard: cells are kept whatever the script, rules and cursors hold, the lens narrows and widens."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.cells import cut, cut_words, fit, fit_spans, plain, spans_width, width_of, wrap
from tui.icons import ASCII, UNICODE, spark
from tui.keys import ACTIONS, Keymap, key_name
from tui.lens import Lens, term
from tui.panels.page import what_hit
from tui.screens.arrange import PANELS, Sizes, arrange
from tui.screens.questions import of_stories
from tui.speech import quoted, reported, told
from tui.theme import PALETTES, Inks
from tui.widgets.scroll_bar import thumb

SCRIPTS = st.text(
    st.sampled_from("abc xyz …“”é\u0301\u0308漢字カタ한글שלוםالسلام👩‍🚀🇺🇦\u200d\u200b\u202f—'"), max_size=60
)


@settings(max_examples=60, deadline=None)
@given(SCRIPTS, st.integers(1, 40))
def test_a_fitted_text_takes_exactly_its_cells_in_any_script(text: str, width: int) -> None:
    assert width_of(fit(text, width)) == width
    assert width_of(cut(text, width)) <= width
    assert spans_width(fit_spans([(text, "text"), (text, "dim")], width)) == width


@settings(max_examples=60, deadline=None)
@given(SCRIPTS, st.integers(2, 30))
def test_wrapping_loses_no_word_and_never_overflows(text: str, width: int) -> None:
    ranges = wrap(text, width)
    assert "".join("".join(text[start:end].split()) for start, end in ranges) == "".join(text.split())
    assert all(width_of(text[start:end]) <= width for start, end in ranges)


def test_a_spark_is_as_wide_as_asked_in_both_icon_sets() -> None:
    for icons in (UNICODE, ASCII):
        assert len(spark([0, 1, 5, 9], 4, icons.spark)) == 4
        assert len(spark(range(100), 8, icons.spark)) == 8
        assert spark([0, 0], 3, icons.spark) == "   "


@pytest.mark.parametrize("name", ["dark", "light"])
def test_every_colour_is_readable_on_its_ground(name: str) -> None:
    palette = PALETTES[name]

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(first: str, second: str) -> float:
        low, high = sorted((luminance(first), luminance(second)))
        return (high + 0.05) / (low + 0.05)

    for role in ("dim", "text", "bright", "amber", "teal", "violet", "green", "blue", "rose"):
        assert contrast(getattr(palette, role), palette.ink) >= 4.5, role
    for role in ("text", "bright", "amber", "teal"):
        assert contrast(getattr(palette, role), palette.selected) >= 4.5, role


def test_choosing_narrows_choosing_again_lets_go_and_escape_widens() -> None:
    lens = Lens().narrowed("thread", "ceasefire").narrowed("actor", "Elin Marsh")
    assert lens.text == 'thread:ceasefire actor:"Elin Marsh"'
    assert lens.narrowed("thread", "aid").text == 'actor:"Elin Marsh" thread:aid'
    assert lens.narrowed("thread", "ceasefire").text == 'actor:"Elin Marsh"'
    assert lens.widened().text == "thread:ceasefire"
    assert lens.widened().widened() == Lens()
    assert term("outlet", 'a "b') == 'outlet:"a b"'


def test_words_of_the_query_reach_the_whole_story_in_the_panels_beside_the_list() -> None:
    assert of_stories("truce has:quote") == 'has:quote story:"truce"'
    assert of_stories("thread:ceasefire") == "thread:ceasefire"
    assert of_stories("a OR b") == "a OR b"


def test_a_statement_is_told_with_its_verb_in_the_past() -> None:
    assert [told(cue) for cue in ("say", "deny", "rule out", "announce", "said", "according to", "")] == [
        "said ", "denied ", "ruled out ", "announced ", "said ", "according to ", "",
    ]  # fmt: skip


def test_a_statement_reads_as_a_sentence_its_speaker_begins() -> None:
    assert reported("say", "The talks were moved") == "said the talks were moved"
    assert reported("rule out", "Galland's offer") == "ruled out Galland's offer"
    assert reported("told", "intimidation would not be tolerated") == "said intimidation would not be tolerated"
    assert reported("according to", "It is ready") == "said it is ready"
    assert quoted("The numbers stand,") == "The numbers stand"


def test_words_are_cut_between_words_where_little_is_lost() -> None:
    assert cut_words("troops move to better positions", 20) == "troops move to…"
    assert cut_words("antidisestablishmentarianism", 12) == "antidisesta…"
    assert cut_words("short", 12) == "short"


def test_no_two_actions_that_can_meet_share_a_key() -> None:
    for scopes in (("list", "desk", "story", "screen", "app"),):
        seen: dict[str, str] = {}
        for action in ACTIONS:
            for key in action.keys.split(","):
                if action.scope in scopes:
                    assert key not in seen, f"{key}: {action.id} and {seen.get(key)}"
                    seen[key] = action.id


def test_keys_of_the_config_take_the_place_of_the_tables() -> None:
    keymap = Keymap({"star": "ctrl+s,g s", "nonsense": "x"})
    assert keymap.shown("star") == "^s g s"
    assert keymap.bindings()["star"] == "ctrl+s"
    assert keymap.chords()["s"].id == "star"
    assert key_name("slash") == "/"


@pytest.mark.parametrize("width", [40, 80, 99, 100, 120, 149, 150, 200, 400])
def test_every_width_shows_the_stories_and_zoom_shows_one_panel(width: int) -> None:
    assert "stories" in arrange(width, 40, "", "said", Sizes()).shown
    for panel in PANELS:
        assert {name for name in arrange(width, 40, panel, "said", Sizes()).shown if name in PANELS} == {panel}


def test_sizes_stay_within_what_can_be_read() -> None:
    sizes = Sizes()
    for _ in range(100):
        sizes = sizes.changed("left", -5).changed("stories", 9)
    assert (sizes.left, sizes.stories) == (18, 80)


def test_day_rules_of_a_million_rows_take_a_glance_and_lines_and_rows_agree() -> None:
    from tui.panels.stories import StoryList

    stories = StoryList()
    stories.rowids = array("q", range(1_000_000))
    stories._whens = array("q", (2_000_000_000 - 60 * number for number in range(1_000_000)))
    stories._set_rules(True)
    assert stories.lines() == 1_000_000 + len(stories._rule_rows)
    for row in (0, 1, 999, 123_456, 999_999):
        first, height = stories.lines_of(row)
        assert stories.row_at(first) == row
        assert height == 1
    assert stories.row_at(0) == -1


def test_new_first_rows_are_put_before_the_known_ones_where_the_two_meet() -> None:
    from tui.panels.stories import StoryList

    stories = StoryList()
    stories.rowids, stories._whens = array("q", [9, 8, 7, 6, 5]), array("q", [90, 80, 70, 60, 50])
    joined = stories.joined(array("q", [10, 9, 8]), array("q", [100, 90, 80]))
    assert joined is not None
    assert (list(joined[0]), list(joined[1])) == ([10, 9, 8, 7, 6, 5], [100, 90, 80, 70, 60, 50])
    assert stories.joined(array("q", [12, 11]), array("q", [120, 110])) is None


def test_a_line_of_spans_is_plain_text_without_its_roles() -> None:
    assert plain([("a", "dim"), ("b", "teal bold")]) == "ab"


def test_here_because_names_only_the_alternatives_that_hit() -> None:
    assert (
        what_hit("recall*|withdr*|pull* out ~5 ambassador|envoys", "recalled its ambassador") == "recall* ~5 ambassador"
    )
    assert what_hit("ceasefire*|truce*:1.2", "a truce") == "truce*:1.2"
    assert what_hit("(odd", "(odd") == "(odd"


def test_the_thumb_of_a_scroll_bar_goes_from_the_top_to_the_foot() -> None:
    assert thumb(20, 100, 20, 0) == (0, 4)
    assert thumb(20, 100, 20, 80) == (16, 20)
    assert thumb(20, 1_000_000, 20, 500_000) == (10, 11)
    assert thumb(20, 10, 20, 0) == (0, 0)


def test_a_chosen_row_is_one_ground_where_the_terminal_chooses_the_colours() -> None:
    chosen = {str(Inks("ansi").style(role, True)) for role in ("text", "dim", "amber", "teal", "violet", "rose")}
    assert chosen == {"reverse default"}
