"""Whatever comes in, actors are read without an error and every mention is exactly where it says it is."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.reading.actors import read_actors, whos_who
from feeds.reading.knowledge import Knowledge
from feeds.reading.text import Text
from feeds.reading.threads import compile_rules
from feeds.settings import ThreadingSettings
from feeds.story import Paragraph

KNOWLEDGE = Knowledge(whos_who=whos_who(), threads=compile_rules(ThreadingSettings(), ()))
PIECES = (
    "Mr ",
    "President ",
    "of the ",
    "U.S. ",
    "US-",
    "Aaa ",
    "'a ",
    "Kyiv",
    "’s ",
    "Ministry of ",
    "al-",
    "A. ",
    ", head of the ",
    "former ",
    "Russian ",
    "troops",
    "СССР ",
    "İ",
    "ﬁ",
    "(AB) ",
    "said ",
    "\xa0",
    "coalition of the willing",
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12) | st.sampled_from(PIECES), max_size=20).map("".join), max_size=3))
def test_any_text_is_read_and_every_mention_reads_as_its_span(paragraphs: list[str]) -> None:
    text = Text(paragraphs[0] if paragraphs else "", tuple(Paragraph(paragraph) for paragraph in paragraphs))
    for actor in read_actors(text, KNOWLEDGE, None):
        assert actor.name
        assert actor.actor
        assert actor.mentions
        for mention in actor.mentions:
            assert mention.text
            assert text.of(mention.paragraph)[mention.start : mention.end] == mention.text


def test_hostile_repetitions_are_read() -> None:
    for piece in ("Aaa ", "'a ", "Aaa of the ", "President ", "U.S. ", "A. ", "Aaa, a ", "Aaa-Bbb-", "Ministry of "):
        paragraph = piece * (20_000 // len(piece))
        read_actors(Text("", (Paragraph(paragraph),)), KNOWLEDGE, None)
