"""Claims about who wrote a story: they and their outlet are no actors, unless the text speaks of them."""

from __future__ import annotations

import pytest

from feeds.reading import read
from feeds.reading.credits import credited
from feeds.reading.knowledge import shipped_knowledge
from feeds.story import Document, Findings

STORY = (
    "The army of Ukraine said on Monday that it had held the bridge at Orlo, and that the talks would go on.\n"
    "Petar Lund, the envoy of Vostra, said that the talks would be short."
)


def found(text: str, outlet: str = "") -> Findings:
    return read(Document(text, "Army holds the bridge", outlet=outlet), shipped_knowledge())


def named(findings: Findings) -> set[str]:
    return {actor.name for actor in findings.actors}


@pytest.mark.parametrize(
    "head",
    [
        "Ann Lee, BBC News",
        "Ann Lee\nBBC News, Kyiv",
        "Ann Lee\nDefence correspondent, Selm Daily",
        "Ann Lee\nPolitical editor\n@annlee",
        "Ann Lee | Reuters",
        "Ann Lee - Al Jazeera",
        "Ann Lee (Selm Daily)",
        "Ann Lee in Kyiv",
        "Ann Lee and Bo Marsh, Selm Daily",
        "Ann Lee, Defence Correspondent",
        "Ann Lee Staff Reporter",
        "Ann Lee",
        "ANN LEE",
        "From Ann Lee, CNN",
        "By Ann Lee\nBBC News",
        "Analysis by Ann Lee",
        "Ann Lee, Meridian Wire",
    ],
)
def test_lines_above_a_story_that_sign_it_name_nobody(head: str) -> None:
    findings = found(f"{head}\n{STORY}", "Meridian Wire")
    assert named(findings) == named(found(STORY))
    assert findings.byline.startswith(("Ann Lee", "ANN LEE"))
    assert len(findings.paragraphs) == 2
    assert {line.reason for line in findings.removed} == {"byline"}


@pytest.mark.parametrize(
    "tail",
    [
        "Ann Lee, BBC News",
        "Ann Lee",
        "Graphics by Ann Lee",
        "Photographs by Ann Lee.",
        "With reporting by Ann Lee and Bo Marsh.",
        "Ann Lee reported from Selm and Bo Marsh from Orlo.",
        "Ann Lee, Associate Fellow, Selm Institute",
    ],
)
def test_lines_below_a_story_that_sign_it_name_nobody(tail: str) -> None:
    findings = found(f"{STORY}\n{tail}")
    assert named(findings) == named(found(STORY))
    assert {line.reason for line in findings.removed} == {"byline"}


@pytest.mark.parametrize("line", ["Ann Lee", "Ann Lee in Orlo", "Petar Lund", "Mara Ilvic, mayor of Selm"])
def test_whom_the_story_tells_of_or_a_picture_shows_is_named(line: str) -> None:
    findings = found(f"{line}\n{STORY}\nLee, a nurse, was held for an hour.")
    assert line.split(",")[0].split(" in ")[0] in named(findings)
    assert not findings.removed


def test_a_list_of_names_is_the_storys_own() -> None:
    names = "Ann Marsh\nBen Toller\nClara Dunn"
    findings = found(f"{STORY}\n{names}")
    assert {"Ann Marsh", "Ben Toller", "Clara Dunn"} <= named(findings)


def test_an_attribution_behind_a_block_quote_is_no_byline() -> None:
    findings = found(f"{STORY}\n“We will go home on Monday.”\n– Petar Lund")
    assert findings.quotes[-1].speaker == "Petar Lund"


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("Graphics by Ann Lee Sign up for more", "Ann Lee Sign"),
        ("He left. Additional reporting by Ann Lee and Bo Marsh", "Ann Lee and Bo Marsh"),
        ("The rain fell. Photographs and Video by Ann Lee", "Ann Lee"),
        ("The square on Monday. (Ann Lee/AFP via Getty Images) It was quiet.", "(Ann Lee/AFP via Getty Images)"),
        ("The square on Monday. (AP Photo/Ann Lee)", "(AP Photo/Ann Lee)"),
    ],
)
def test_who_made_what_goes_with_a_text_is_only_credited(text: str, credit: str) -> None:
    assert [text[start:end] for start, end in credited(text)] == [credit]


@pytest.mark.parametrize(
    "text",
    [
        "The council was led by Ann Lee.",
        "He saw the maps made by Ann Lee and Bo Marsh.",
        "The talks (Ardenia and Vostra) went on.",
        "Selm (Ann Lee) won.",
    ],
)
def test_what_a_text_tells_is_no_credit(text: str) -> None:
    assert credited(text) == []


def test_a_credited_name_is_no_actor_and_a_told_one_stays() -> None:
    text = f"{STORY} Graphics by Ann Lee\nThe square was quiet. (Bo Marsh/Reuters)\nThe day ended without a deal."
    assert named(found(text)) == named(found(STORY))
    assert "Ann Lee" in named(found(f"{text} Ann Lee, a nurse, was held."))


@pytest.mark.parametrize(
    ("head", "byline"),
    [
        ("A deal is near. By Zaira Quol Reporting from Selm, Vostra ", "Zaira Quol"),
        ("A deal is near. Supported by By Ann Lee Photographs and Video by Bo Marsh In Selm, it rained. ", "Ann Lee"),
        ("A deal is near. By Zaira Quol and Ann Lee ", "Zaira Quol and Ann Lee"),
    ],
)
def test_a_byline_that_a_page_glued_to_its_text_is_told_by_what_follows(head: str, byline: str) -> None:
    findings = found(head + f"{STORY} {STORY}".replace("\n", " "))
    assert findings.byline == byline
    assert named(findings) <= named(found(STORY)) | {"Selm"}
