"""What the readers know besides the text: the shipped lexicon, the analyst's config and a snapshot of the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cache
from typing import TYPE_CHECKING

from feeds.records import dataclass

if TYPE_CHECKING:
    from feeds.reading.actors import WhosWho
    from feeds.reading.threads import ThreadRules
    from feeds.settings import Settings


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything `read` may know. Immutable, so the same document and knowledge give the same findings.

    `number` identifies the snapshot and is stored with the findings; 0 is shipped and configured knowledge only.
    `furniture` maps an outlet's name to the folded sentences learned to be its page furniture.
    """

    whos_who: WhosWho
    threads: ThreadRules
    number: int = 0
    furniture: Mapping[str, frozenset[str]] = field(default_factory=dict)


def knowledge_from(settings: Settings) -> Knowledge:
    """Knowledge from the shipped lexicon and a config: people and organisations of [actors], rules of [threads]."""
    from feeds.reading.actors import whos_who
    from feeds.reading.threads import compile_rules

    return Knowledge(whos_who=whos_who(settings.actors), threads=compile_rules(settings.threading, settings.threads))


@cache
def shipped_knowledge() -> Knowledge:
    """Knowledge of the shipped lexicon and config.example.toml, for `explain` without a config."""
    from feeds.settings import shipped_settings

    return knowledge_from(shipped_settings())
