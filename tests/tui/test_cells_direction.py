"""The mark that closes right-to-left text stands only where there is such text."""

from __future__ import annotations

from tui.cells import LEFT_TO_RIGHT_MARK, fit, width_of


def test_a_cut_latin_line_carries_no_direction_mark() -> None:
    assert LEFT_TO_RIGHT_MARK not in fit("Envoy’s visit to Kyrna put back – a day…", 20)
    assert LEFT_TO_RIGHT_MARK not in fit("Зустріч у Києві перенесено", 12)
    assert LEFT_TO_RIGHT_MARK not in fit("停火谈判", 12)


def test_right_to_left_text_is_closed_and_keeps_its_width() -> None:
    for words in ("وقف إطلاق النار", "הפסקת אש"):
        shown = fit(words, 24)
        assert LEFT_TO_RIGHT_MARK in shown
        assert width_of(shown.replace(LEFT_TO_RIGHT_MARK, "")) == 24
