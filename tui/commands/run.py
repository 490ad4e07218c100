"""Runs one command line: exit codes, closed pipes, interrupts, and one JSON document even when something fails."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Sequence

from tui.commands.failure import (
    DONE,
    DONE_WITH_FAILURES,
    INTERRUPTED,
    LEASE_HELD,
    STORE_UNUSABLE,
    USAGE,
    CommandError,
    Problem,
)
from tui.safe import safe_text

_OUTPUT_FAILED = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""What a disk that takes our output answers; mistakes with files of ours are told where they happen."""
SHIELD = "\x1f"
"""Put before -word of a query, so that it is not taken for an option; the query's own type takes it off."""
QUERYING = frozenset("stories quotes statements actors timeline clusters brief export store".split())
"""Commands whose words are a query."""


def run(arguments: Sequence[str]) -> int:
    """Runs the command line `arguments` (without the program's name) and gives its exit code; never raises."""
    _speak_utf8()
    try:
        code = _invoke_on_a_present_store(arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        return _hang_up()
    except KeyboardInterrupt:
        _say("interrupted")
        return INTERRUPTED
    except OSError as error:
        if error.errno not in _OUTPUT_FAILED:
            raise
        _say(f"the output cannot be written: {error.strerror}; what was asked for is not complete")
        return _hang_up(DONE_WITH_FAILURES)
    except Exception as error:
        failure = _as_failure(error)
        if failure is None:
            raise
        return _report(failure, wants_json="--json" in arguments)


def _invoke_on_a_present_store(arguments: Sequence[str]) -> int:
    """Runs the command; where it finds a store of an older schema, brings that up to date and runs it again."""
    try:
        return _invoke(list(arguments))
    except Exception as error:
        # The store is imported already if it was the store that raised.
        too_old = getattr(sys.modules.get("store.errors"), "StoreTooOld", None)
        if too_old is None or not isinstance(error, too_old):
            raise
        old = error
    from pathlib import Path

    from store.forward import bring_forward

    if not {"--quiet", "-q"}.intersection(arguments):
        _say(f"{old.what}: bringing it up to date, a few seconds for 100,000 stories")
    bring_forward(Path(old.where), old)
    return _invoke(list(arguments))


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _invoke(arguments: list[str]) -> int:
    import click

    from tui.commands.completion import asked_by_a_shell, complete
    from tui.commands.group import watchfloor

    if instruction := asked_by_a_shell():
        return complete(instruction)
    arguments = hoisted(arguments)
    try:
        # Not `main`: it would turn a closed pipe into an exit code of its own.
        with watchfloor.make_context("watchfloor", arguments) as context:
            result = watchfloor.invoke(context)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as mistake:
        if isinstance(mistake, getattr(click.exceptions, "NoArgsIsHelpError", ())):
            # A group without its command: the help is the whole answer.
            sys.stderr.write(mistake.format_message() + "\n")
            return USAGE
        raise CommandError(_click_message(mistake), USAGE) from None
    return result if isinstance(result, int) else DONE


def hoisted(arguments: Sequence[str]) -> list[str]:
    """The command line with the global options first, wherever they were typed (`stories --store X`)."""
    front: list[str] = []
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word in ("--store", "--config"):
            front += [word, *([value] if (value := next(words, None)) is not None else [])]
        elif word.startswith(("--store=", "--config=")) or word in ("--quiet", "-q", "--verbose", "-v"):
            front.append(word)
        else:
            rest.append(SHIELD + word if _is_excluded(word) and rest and rest[0] in QUERYING else word)
    return front + rest


def _is_excluded(word: str) -> bool:
    """Whether a word is one a query leaves out (-is:read, -trade) and no option."""
    return len(word) > 2 and word[0] == "-" and (word[1].isalpha() or word[1] == '"')


def _click_message(mistake: object) -> str:
    import click

    assert isinstance(mistake, click.ClickException)
    message = mistake.format_message()
    context = getattr(mistake, "ctx", None)
    return f"{message}\nsee: {context.command_path} --help" if context is not None else message


def _as_failure(error: Exception) -> CommandError | None:
    """The failure an exception of a lower layer amounts to; None for a mistake of ours, which keeps its traceback."""
    if isinstance(error, CommandError):
        return error
    from feeds.settings import SettingsError

    if isinstance(error, SettingsError):
        return CommandError(str(error), USAGE)
    # The store is imported already if it was the store that raised.
    errors = sys.modules.get("store.errors")
    query = sys.modules.get("store.query")
    for module, name, code in (
        (errors, "LeaseHeld", LEASE_HELD),
        (query, "QueryError", USAGE),
        (errors, "StoreError", STORE_UNUSABLE),
    ):
        kind = getattr(module, name, None)
        if kind is not None and isinstance(error, kind):
            # A query with a caret under its mistake stands on lines of its own, so that the caret is where it belongs.
            return CommandError(f"a mistake in the query\n{error}" if name == "QueryError" else str(error), code)
    import sqlite3

    if isinstance(error, sqlite3.Error):
        return CommandError(f"the store cannot be used: {error}", STORE_UNUSABLE)
    return None


def _report(failure: CommandError, *, wants_json: bool) -> int:
    _say(failure.message)
    if wants_json:
        problems = failure.problems or (Problem("", failure.message),)
        errors = [{"about": problem.about, "what": problem.what} for problem in problems]
        try:
            sys.stdout.write(json.dumps({"errors": errors}, ensure_ascii=False) + "\n")
            sys.stdout.flush()
        except BrokenPipeError:
            return _hang_up()
    return failure.code


def _say(message: str) -> None:
    try:
        sys.stderr.write(f"watchfloor: {safe_text(message)}\n")
        sys.stderr.flush()
    except (BrokenPipeError, ValueError):
        pass


def _hang_up(code: int = DONE) -> int:
    """The reader of our output has gone (`| head`): end quietly, and keep Python from complaining at exit."""
    try:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, sys.stdout.fileno())
    except (OSError, ValueError):
        pass
    return code
