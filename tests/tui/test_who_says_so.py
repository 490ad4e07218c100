"""A denial reads as one: whose word it is stands behind an event so that no two denials turn into an assertion."""

from __future__ import annotations

import pytest

from tui.who_says_so import became_of, who_says_so


@pytest.mark.parametrize(
    ("status", "what", "claimants", "became", "says"),
    [
        ("happened", "Vostra shelled Orlo", (), "happened", ""),
        ("happened", "Vostra shelled Orlo", ("Ardenia",), "happened", "claimed by Ardenia"),
        ("denied", "Vostra shelled Orlo", ("Vostra",), "denied", "denied by Vostra"),
        ("denied", "Vostra did not shell Orlo", ("Ilan Toss",), "did not happen", "says Ilan Toss"),
        ("denied", "Vostra didn’t shell Orlo", (), "did not happen", ""),
        (
            "denied",
            "The Vostran army denied shelling Orlo",
            ("The Vostran army",),
            "did not happen",
            "says The Vostran army",
        ),
        ("scheduled", "Toss will not go to Selm", ("his office",), "scheduled", "claimed by his office"),
        ("happened", "Ardenia and Vostra signed", ("Toss", "Mral"), "happened", "claimed by Toss, Mral"),
    ],
)
def test_the_words_behind_an_event(status: str, what: str, claimants: tuple[str, ...], became: str, says: str) -> None:
    assert became_of(status, what) == became
    assert who_says_so(status, what, claimants) == says
