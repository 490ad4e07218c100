"""`watchfloor completion`: completion for bash, zsh and fish, with commands, options, threads, actors and outlets."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import click

from tui.commands.failure import DONE
from tui.commands.invocation import Invocation


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """The script that makes a shell complete watchfloor's commands, options and values.

    \b
    watchfloor completion bash > ~/.local/share/bash-completion/completions/watchfloor
    watchfloor completion zsh > ~/.zfunc/_watchfloor
    watchfloor completion fish > ~/.config/fish/completions/watchfloor.fish
    """
    from click.shell_completion import get_completion_class

    from tui.commands.completion_bash import use_whole_words
    from tui.commands.group import watchfloor

    use_whole_words()
    kind = get_completion_class(shell)
    assert kind is not None
    sys.stdout.write(kind(watchfloor, {}, "watchfloor", "_WATCHFLOOR_COMPLETE").source() + "\n")
    return DONE


def complete(instruction: str) -> int:
    """Answers a shell that asks for completions (the environment holds what was typed)."""
    from click.shell_completion import shell_complete

    from tui.commands.completion_bash import use_whole_words
    from tui.commands.group import watchfloor

    use_whole_words()
    return shell_complete(watchfloor, {}, "watchfloor", "_WATCHFLOOR_COMPLETE", instruction)


class QueryType(click.ParamType):  # type: ignore[type-arg]
    """A query word: completes fields, and the values of thread:, outlet:, feed:, actor: and fixed choices."""

    name = "query"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word as typed: what shielded a leading - from being an option goes."""
        return str(value).removeprefix("\x1f")

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(value) for value in _query_values(ctx, incomplete)]


class Known(click.ParamType):  # type: ignore[type-arg]
    """A name that config, store or program know: completes "feed", "outlet", "alert" and "topic"."""

    def __init__(self, kind: str) -> None:
        self.kind = self.name = kind

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        from click.shell_completion import CompletionItem

        names = _topics(ctx) if self.kind == "topic" else _known(ctx, self.kind, incomplete)
        return [CompletionItem(name) for name in names if name.casefold().startswith(incomplete.casefold())]


class FileName(click.ParamType):  # type: ignore[type-arg]
    """A file or folder, as the shell itself completes it."""

    name = "file"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="file")]


def _topics(ctx: click.Context) -> list[str]:
    """What `help` explains: its topics, then the commands, or the commands of the group already named."""
    from tui.commands.group import watchfloor
    from tui.commands.topics import TOPICS

    given = ctx.params.get("topic") or ()
    group = watchfloor.get_command(ctx, given[0]) if given else watchfloor
    commands = group.list_commands(ctx) if isinstance(group, click.Group) else []
    return [*commands] if given else [*TOPICS, "keys", *commands]


def _query_values(ctx: click.Context, typed: str) -> Iterator[str]:
    from store.query_fields import FIELDS

    sign = "-" if typed.startswith("-") else ""
    name, colon, value = typed.removeprefix("-").partition(":")
    if not colon:
        yield from (f"{sign}{field}:" for field in FIELDS if field.startswith(name))
        return
    if name not in FIELDS:
        return
    for choice in (*FIELDS[name].choices, *_known(ctx, name, value)):
        shown = f'"{choice}"' if " " in choice else choice
        if choice.casefold().startswith(value.strip('"').casefold()):
            yield f"{sign}{name}:{shown}"


def _known(ctx: click.Context, field: str, typed: str) -> list[str]:
    """Values of a field that config or store know; nothing when they cannot be had (a shell waits)."""
    root = ctx.find_root()
    invocation = root.obj if isinstance(root.obj, Invocation) else _invocation(root)
    try:
        if field == "thread":
            return [thread.id for thread in invocation.settings.threads]
        if field == "feed":
            return [feed.name for feed in sorted(invocation.settings.feeds, key=lambda feed: not feed.is_enabled)]
        if field == "alert":
            alerts = invocation.settings.sections.get("alerts")
            return [alert.name for alert in getattr(alerts, "alerts", ())]
        if field in ("outlet", "actor", "speaker", "by", "target"):
            return _stored(invocation, field, typed.strip('"'))
    except Exception:  # noqa: BLE001  a mistake in the config is told elsewhere, not while typing
        return []
    return []


def _stored(invocation: Invocation, field: str, typed: str) -> list[str]:
    from store.queries import Queries

    table = "outlet" if field == "outlet" else "actor"
    pattern = typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    with Queries(invocation.store_path) as queries:
        rows = queries.rows(
            f"SELECT name FROM {table} WHERE name LIKE ? ESCAPE '\\' AND name <> '' ORDER BY stories DESC LIMIT 30",
            (pattern,),
        )
    return [row[0] for row in rows]


def _invocation(root: click.Context) -> Invocation:
    from tui.commands.invocation import from_environment

    return from_environment(root.params.get("config"), root.params.get("store"), is_quiet=True, is_verbose=False)


def asked_by_a_shell() -> str | None:
    """What a shell wants ("bash_complete" …) when it runs us for completions."""
    return os.environ.get("_WATCHFLOOR_COMPLETE")
