"""What a story claims and goes on to deny is told twice: the claim, and the denial with whoever denies it."""

from __future__ import annotations

import pytest

from feeds.story import Event
from tests.feeds.reading.event_world import events

CLAIM = "Vostra said Ardenian forces had shelled a hospital in Orlo on Tuesday"


def denials(text: str) -> list[Event]:
    return [event for event in events(text) if event.status == "denied"]


@pytest.mark.parametrize(
    ("text", "denier"),
    [
        (f"{CLAIM}, which Ardenia denies.", "Ardenia"),
        (f"{CLAIM}, a claim Ardenia has denied.", "Ardenia"),
        (f"{CLAIM}, an allegation that Ilan Toss strongly denied.", "Ilan Toss"),
        (f"{CLAIM} – claims Ilan Toss repeatedly rejected.", "Ilan Toss"),
        (f"{CLAIM}, a charge denied by Ilan Toss.", "Ilan Toss"),
        (f"{CLAIM}. Ardenia denied the claim.", "Ardenia"),
        (f"{CLAIM}. Ardenia has strongly denied the allegations, calling them absurd.", "Ardenia"),
        (f"{CLAIM}. But Ilan Toss rejected the accusation.", "Ilan Toss"),
        (f"{CLAIM}.\n\nArdenia's foreign minister, Ilan Toss, disputed the report.", "Ilan Toss"),
        (f"{CLAIM}. Kyrna denied it.", "Kyrna"),
    ],
)
def test_a_denial_behind_a_claim_denies_what_was_claimed(text: str, denier: str) -> None:
    claim, denial = (event for event in events(text) if event.kind == "assault")
    assert (claim.status, claim.asserted_by) == ("happened", "Vostra")
    assert (denial.status, denial.asserted_by) == ("denied", denier)
    assert (denial.what, denial.by, denial.from_) == (claim.what, claim.by, claim.from_)


def test_the_evidence_of_a_denial_holds_the_claim_where_that_stands_right_before_it() -> None:
    (denial,) = denials(f"{CLAIM}. Ardenia denied the claim.")
    assert denial.evidence == f"{CLAIM}. Ardenia denied the claim."
    (denial,) = denials(f"{CLAIM}.\n\nArdenia denied the claim.")
    assert (denial.evidence, denial.paragraph) == ("Ardenia denied the claim.", 1)


def test_whoever_is_accused_may_deny_it_by_a_pronoun() -> None:
    (denial,) = denials(f"{CLAIM}. It denied the allegation.")
    assert denial.asserted_by == "Ardenia"


def test_an_accusation_is_denied_by_the_accused() -> None:
    (denial,) = denials("Vostra accused Ardenia of shelling a hospital, which Ardenia denies.")
    assert (denial.kind, denial.by, denial.target) == ("accuse", ("Vostra",), ("Ardenia",))
    assert denial.asserted_by == "Ardenia"


@pytest.mark.parametrize(
    "text",
    [
        f"{CLAIM}. Ardenia did not deny the claim.",
        f"{CLAIM}. Vostra denied the allegations against its own army.",
        f"{CLAIM}. Ardenia was denied a seat on the council.",
        f"{CLAIM}. Ilan Toss rejected the offer of talks.",
        f"{CLAIM}. People were calm. Ardenia denied the claim.",
        "Ardenian forces shelled a hospital in Orlo on Tuesday. They were calm.",
        "Vostra said Ardenia sent 900 troops, and Ardenia said its forces had left Selm. Mral denied the claim.",
        "Vostra said Ardenia was a liar because it had shelled Orlo. Ardenia denied the claim.",
    ],
)
def test_nothing_is_denied_but_what_stands_right_before_by_somebody_else(text: str) -> None:
    assert denials(text) == []


def test_both_sides_of_one_story_are_kept() -> None:
    found = events("Vesna Mral said Ardenian forces had shelled Orlo overnight. Ardenia denied it had shelled Orlo.")
    assert [(event.status, event.asserted_by) for event in found] == [("happened", "Vesna Mral"), ("denied", "Ardenia")]
