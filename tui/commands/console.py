"""The rich console commands print with: on stdout, and quiet when the reader of a pipe has gone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from rich.console import Console


class _Quiet(Console):
    """rich answers a closed pipe with exit code 1; here `run` answers it, as for every command."""

    def on_broken_pipe(self) -> NoReturn:
        """Lets the closed pipe through."""
        raise BrokenPipeError


def console_of(width: int) -> Console:
    """A console on stdout, that many columns wide."""
    return _Quiet(file=sys.stdout, width=width, highlight=False, soft_wrap=False)


@contextmanager
def plain_when_piped(console: Console) -> Iterator[None]:
    """Lets what is printed go out without the blanks that fill columns, where no terminal shows them."""
    if console.is_terminal:
        yield
        return
    with console.capture() as captured:
        yield
    sys.stdout.writelines(f"{line.rstrip()}\n" for line in captured.get().splitlines())
