"""Which language a text is in: silence only where it is another one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.reading.language import detect


@pytest.mark.parametrize(
    "text",
    [
        "Dalen meets Karsk in Selm",
        "Talks in Doha: Qatar, Egypt mediate",
        "Ilan Toss visited Vostra.",
        "Olen Meer met Jussi Kallas in Kyrna.",
        "Ardenia's army rejected a humanitarian truce proposed by the Quad.",
        "Vostra’s Security Forces Kill Dozens in a Bid to Crush Rebels",
    ],
)
def test_a_short_english_text_full_of_strange_names_is_not_taken_for_another_language(text: str) -> None:
    assert detect(text) in ("en", "")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Kanzler hat am Montag mit dem Präsidenten über die Waffenruhe gesprochen", "de"),
        ("Le président de la République a appelé à un cessez-le-feu dans la vallée", "fr"),
        ("Посол сказав, що переговори відбудуться в четвер", "uk"),
        ("The envoy will travel to Kyrna on Thursday, her office said.", "en"),
    ],
)
def test_a_text_with_words_of_its_own_is_told(text: str, language: str) -> None:
    assert detect(text) == language


@given(st.text(max_size=400))
def test_no_text_raises(text: str) -> None:
    assert len(detect(text)) in (0, 2)
