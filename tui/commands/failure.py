"""What may end a command early, and the exit codes scripts rely on."""

from __future__ import annotations

from dataclasses import dataclass, field

DONE = 0
DONE_WITH_FAILURES = 1
USAGE = 2
LEASE_HELD = 3
STORE_UNUSABLE = 4
INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of an `errors` list: what it is about ("" when the whole command) and what happened."""

    about: str
    what: str


@dataclass
class CommandError(Exception):
    """Ends a command with a message for stderr (one line or a few) and an exit code."""

    message: str
    code: int = USAGE
    problems: tuple[Problem, ...] = field(default=())

    def __str__(self) -> str:
        return self.message
