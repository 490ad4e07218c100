"""Sentences as news writes them, each with the actors it names: whole names, the right kind, one identity each."""

from __future__ import annotations

import pytest

from feeds.reading import read
from feeds.story import Document
from tests.feeds.reading.event_world import WEDNESDAY, knowledge


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("He's always had a good arm, catcher Will Lund said.", {"Will Lund": 1}),
        ("The Supreme Leader, Pavel Drun, said so.", {"Pavel Drun": 1}),
        ("Ardenia's leader, Judge Pavel Drun, said so.", {"Ardenia": 1, "Pavel Drun": 1}),
        ("The Council of Economic Experts of Ardenia met.", {"Council of Economic Experts of Ardenia": 1}),
        ("The Bureau of Road Affairs said so.", {"Bureau of Road Affairs": 1}),
        ("The Chamber of Deputies of Ardenia voted.", {"Chamber of Deputies of Ardenia": 1}),
        ("The Roads and Bridges Committee met.", {"Roads and Bridges Committee": 1}),
        ("In December 2030, sanctions were imposed.", {}),
        ("A lecturer earned US$250 a month. The US$8 bill passed.", {}),
        ("Keith Brad is the Selm bureau chief for The Times.", {"Keith Brad": 1, "Times": 1}),
        ("This visit is at the invitation of the Sultan of Oman Pavel bin Drun.", {"Oman": 1, "Pavel bin Drun": 1}),
        ("Pavel Drun met Maria Drun. Mr. Drun left. Ms Drun stayed.", {"Pavel Drun": 2, "Maria Drun": 2}),
        ("J. P. Drun met John Drun.", {"J. P. Drun": 1, "John Drun": 1}),
        ("PAVEL DRUN LEFT. Pavel Drun was in Selm.", {"Pavel Drun": 1}),
        ("Anna-Maria Drun left. Ana Drun left.", {"Anna-Maria Drun": 1, "Ana Drun": 1}),
        (
            "Pavel de la Drun met Petar von Orlen. De la Drun left. Von Orlen stayed.",
            {"Pavel de la Drun": 2, "Petar von Orlen": 2},
        ),
        (
            "Ms Drun was treated by the Road Service (RS) run by the Selm Clinic. The RS said so.",
            {"Drun": 1, "Road Service": 3, "Selm Clinic": 1},
        ),
        ("She runs a company, Boom Bap, a music platform.", {"Boom Bap": 1}),
        ("Subscribe to Le Monde in English. Follow Le Monde.", {"Le Monde": 2}),
        ("You're talking about Ada County, Idaho.", {}),
    ],
)
def test_who_is_named_and_how_often(text: str, actors: dict[str, int]) -> None:
    plain = " The people of the city were calm and there was no panic."
    found = read(Document(text + plain, None, WEDNESDAY), knowledge()).actors
    assert {actor.name: len(actor.mentions) for actor in found} == actors


@pytest.mark.parametrize(
    ("title", "text", "actors"),
    [
        (
            "Iran will never relinquish its rights: Parliament",
            "The Parliament met. It rained.",
            {("Parliament", "organisation"), ("Iran", "country")},
        ),
        ("Drun Sets Sights on Selm: Report", "It rained in the town.", set()),
    ],
)
def test_a_headline_in_capitals_names_who_it_names(title: str, text: str, actors: set[tuple[str, str]]) -> None:
    found = read(Document(text, title, WEDNESDAY), knowledge()).actors
    assert {(actor.name, actor.type) for actor in found} == actors


def test_a_caption_with_its_photographer_is_no_sentence_of_the_story() -> None:
    text = (
        "A boy looks on as troops leave. (Photo by Pavel Drun/Selm Wire via Getty Images) The army left Orlo on Monday."
        " The people were calm."
    )
    found = read(Document(text, None, WEDNESDAY), knowledge())
    assert [paragraph.kind for paragraph in found.paragraphs] == ["caption", "text"]
    assert found.paragraphs[1].text.startswith("The army left Orlo")


def test_a_bracket_that_credits_nobody_leaves_a_line_whole() -> None:
    text = "A boy was treated by the Road Service (RS) after a photo. By March it had left."
    assert len(read(Document(text, None, WEDNESDAY), knowledge()).paragraphs) == 1
