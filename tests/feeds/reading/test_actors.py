"""Who a story names: identities, exact mentions, roles and affiliations."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.reading.actors import is_unknown, read_actors, whos_who
from feeds.reading.knowledge import Knowledge
from feeds.reading.text import Text
from feeds.story import Actor, Paragraph


class NoRules:
    """Stands for the thread rules, which actors do not use."""


KNOWLEDGE = Knowledge(whos_who=whos_who(), threads=NoRules())  # type: ignore[arg-type]


def read(*paragraphs: str, title: str = "", on: date | None = None) -> dict[str, Actor]:
    text = Text(title, tuple(Paragraph(paragraph) for paragraph in paragraphs))
    return {actor.name: actor for actor in read_actors(text, KNOWLEDGE, on)}


def mentions(actor: Actor) -> list[str]:
    return [mention.text for mention in actor.mentions]


def test_a_title_is_cut_from_a_name_and_kept_as_role() -> None:
    actors = read("The talks were led by Foreign Minister Tomas Velder on Monday.")
    assert actors["Tomas Velder"].role == "Foreign Minister"
    assert mentions(actors["Tomas Velder"]) == ["Tomas Velder"]


def test_a_surname_is_resolved_to_the_full_name_of_the_story() -> None:
    actors = read("Envoy Marta Ilvane arrived.", "Ilvane said the talks were hard. Ilvane’s plane left at noon.")
    assert mentions(actors["Marta Ilvane"]) == ["Marta Ilvane", "Ilvane", "Ilvane"]


def test_an_adjective_counts_for_its_country() -> None:
    actors = read("Norwegian and Anglo-French ships met off Portugal’s coast.")
    assert {actor.name for actor in actors.values() if actor.type == "country"} == {
        "Norway",
        "United Kingdom",
        "France",
        "Portugal",
    }
    assert mentions(actors["Portugal"]) == ["Portugal"]


def test_moscow_that_speaks_is_an_actor_and_moscow_the_place_is_not() -> None:
    assert read("Moscow said the bridge was open.")["Moscow"].actor == "russia"
    assert read("The delegation landed in Moscow on Monday.") == {}


def test_nobody_described_has_an_identity_that_says_so() -> None:
    actor = read("Mr Tomas Velder spoke first.")["Tomas Velder"]
    assert actor.actor == "~tomas-velder"
    assert is_unknown(actor.actor)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(max_size=40) | st.sampled_from(["Mr ", "President ", "U.S.", "Aaa ", "'a ", "Kyiv", " of the ", "’s"]),
        max_size=12,
    )
)
def test_any_text_is_read_and_every_mention_reads_as_its_span(pieces: list[str]) -> None:
    paragraph = "".join(pieces)
    text = Text("", (Paragraph(paragraph),))
    for actor in read_actors(text, KNOWLEDGE, None):
        for mention in actor.mentions:
            assert mention.text
            assert text.of(mention.paragraph)[mention.start : mention.end] == mention.text
