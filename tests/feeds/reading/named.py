"""The actors of a small text, by name, with a made-up country or without."""

from __future__ import annotations

from datetime import date

from feeds.reading.actors import read_actors, whos_who
from feeds.reading.knowledge import Knowledge
from feeds.reading.text import Text
from feeds.reading.threads import ThreadRules, compile_rules
from feeds.settings import ActorSettings, ThreadingSettings
from feeds.story import Actor, Paragraph

RULES: ThreadRules = compile_rules(ThreadingSettings(), ())


MADE_UP = (
    ActorSettings(
        "Velmark", type="country", aliases=("Republic of Velmark",), demonyms=("Velmarkian",), capital="Orsk"
    ),
    ActorSettings("Edda Halvorn", role="Foreign Minister", years="2020-2023", country="Velmark", gender="f"),
    ActorSettings("Tarn Council", type="organisation", aliases=("TCNL",), country="Velmark"),
    ActorSettings("Grey Column", type="group", country="Velmark"),
)


KNOWLEDGE = Knowledge(whos_who=whos_who(), threads=RULES)


VELMARK = Knowledge(whos_who=whos_who(MADE_UP), threads=RULES)


def read(*paragraphs: str, title: str = "", on: date | None = None, knowing: Knowledge = KNOWLEDGE) -> dict[str, Actor]:
    text = Text(title, tuple(Paragraph(paragraph) for paragraph in paragraphs))
    return {actor.name: actor for actor in read_actors(text, knowing, on)}


def mentions(actor: Actor) -> list[str]:
    return [mention.text for mention in actor.mentions]


def people(actors: dict[str, Actor]) -> set[str]:
    return {name for name, actor in actors.items() if actor.type == "person"}
