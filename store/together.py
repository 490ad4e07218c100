"""Who said something together: all speakers of a quote or statement, and how several are named in one breath."""

from __future__ import annotations

from collections.abc import Sequence

from feeds.story import Quote, Statement


def together(said: Quote | Statement) -> tuple[tuple[str, str | None], ...]:
    """(name, identity) of each who said it, in the order of the text; empty where nobody is named or described."""
    if len(said.speakers) > 1:
        # What was read by an older reader knows the identity of the first alone.
        identities = said.actors or (said.actor, *(None for _ in said.speakers[1:]))
        return tuple(zip(said.speakers, identities, strict=False))
    return ((said.speaker, said.actor),) if said.speaker else ()


def in_a_row(names: Sequence[str]) -> str:
    """Names as one says them: "Ann Lee", "Ann Lee and Bo Li", "Ann Lee, Bo Li and Cy Orr"."""
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)
