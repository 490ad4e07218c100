"""`watchfloor help TOPIC`: the query language, rules, citations, exit codes and every command; and a man page."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from tui.commands.completion import Known
from tui.commands.failure import DONE, USAGE, CommandError

TOPICS = {
    "query": """\
A query selects stories; in quotes, statements, timeline and actors its words and row fields apply to the rows, and
story:"…" reaches the whole story. Words stand side by side (all of them), OR binds its two neighbours, - excludes,
"…" is a phrase, * a word's beginning.

  watchfloor stories 'thread:ceasefire actor:"Keir Starmer" own:>2 -is:read truce OR armistice'
  watchfloor quotes speaker:putin outlet:bbc,ap after:2025-03
  watchfloor timeline status:scheduled on:this-week
""",
    "dates": """\
after:, before:, since: and seen: take 24h, 7d, 2w, 2025-03-10, 2025-03 or 2025-03-10T14:00, inclusive. on: takes the
days of events: 2025-03-13, 2025-03-10..2025-03-16, this-week. Days are meant in [look] timezone. Lists use the time of
publication, or when a story was seen where that is unknown or lies ahead; such times are marked with ~.

  watchfloor stories --since 24h
  watchfloor timeline --next 7d
""",
    "rules": """\
A thread is rules: any = ["phrase:weight"], none, near, actors. Points count three times in the title and twice in the
first 60 words; the n-th hit of an entry counts half of the one before; score = 1 - exp(-points / 4).

  watchfloor threads explain ID
  watchfloor threads test
""",
    "citations": """\
--cite gives one citation a row: who said it, by whom it was published, when, where, and eight digits of the SHA-256 of
the text it was read from. Templates stand in [cite]; a part in <…> goes when one of its fields is empty.

  watchfloor quotes speaker:unnamed --cite
""",
    "exit": """\
0 done · 1 done with failures (the summary says which) · 2 usage, query or config mistake, no terminal · 3 another
poller holds the lease · 4 the store cannot be used · 130 interrupted. Data goes to stdout, everything else to stderr.

  watchfloor refresh --json || echo "exit code $?"
""",
    "places": """\
The config and the store lie at the platform's own places (`watchfloor config path`, `watchfloor store info`) unless
--config and --store, or WATCHFLOOR_CONFIG and WATCHFLOOR_STORE, name others. These stand before the command.

  watchfloor --config changed.toml --store desk.sqlite --verbose refresh --files article.txt
  watchfloor -q stories --limit 5
""",
    "cron": """\
One poller at a time writes; ten terminals may look on.

  */15 * * * * watchfloor --quiet refresh
  watchfloor watch --log json
""",
}
"""Topics beside the commands, each with examples that work."""


@click.command(name="help")
@click.argument("topic", nargs=-1, metavar="[TOPIC]", type=Known("topic"))
@click.option("--man", is_flag=True, help="The manual as a man page.")
@click.pass_context
def help_command(ctx: click.Context, topic: tuple[str, ...], man: bool) -> int:
    """A topic or a command explained.

    \b
    watchfloor help query
    watchfloor help stories
    watchfloor help --man | man -l -
    """
    from tui.commands.group import watchfloor

    if man:
        for line in man_page():
            sys.stdout.write(line + "\n")
        return DONE
    if not topic:
        sys.stdout.write(watchfloor.get_help(ctx.find_root()) + "\n\n")
        sys.stdout.write(f"Topics: {', '.join(TOPICS)}, keys. `watchfloor help TOPIC` explains one.\n")
        return DONE
    if topic[0] in TOPICS:
        sys.stdout.write(TOPICS[topic[0]])
        if topic[0] == "query":
            sys.stdout.write("\n" + "\n".join(_fields()) + "\n")
        return DONE
    if topic[0] == "keys":
        sys.stdout.write("\n".join(_keys()) + "\n")
        return DONE
    sys.stdout.write(_command_help(topic) + "\n")
    return DONE


def man_page() -> Iterator[str]:
    """The manual in man(7) macros."""
    from feeds import __version__
    from tui.commands.group import watchfloor

    yield f'.TH WATCHFLOOR 1 "" "watchfloor {__version__}" "User Commands"'
    yield ".SH NAME"
    yield r"watchfloor \- conflict news in a terminal"
    yield ".SH SYNOPSIS"
    yield ".B watchfloor\n[OPTIONS] [COMMAND] [ARGS]..."
    yield ".SH DESCRIPTION"
    yield from _roff(watchfloor.help or "")
    yield ".SH OPTIONS"
    yield from _options(watchfloor)
    yield ".SH COMMANDS"
    for name, command in _commands(watchfloor, ()):
        yield f".SS {_escaped(' '.join(name))}"
        yield from _roff(command.help or command.short_help or "")
        yield from _options(command)
    for topic, text in TOPICS.items():
        yield f".SH {topic.upper()}"
        yield from _roff(text)


def _commands(group: click.Group, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))
        elif command is not None:
            yield (*path, name), command


def _options(command: click.Command) -> Iterator[str]:
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.hidden and parameter.help:
            names = ", ".join(parameter.opts)
            value = "" if parameter.is_flag else f" {parameter.metavar or parameter.type.name.upper()}"
            yield f".TP\n.B {_escaped(names)}{_escaped(value)}\n{_escaped(parameter.help)}"


def _roff(text: str) -> Iterator[str]:
    is_example = False
    for line in text.split("\n"):
        bare = line.strip()
        if bare == "\b":
            continue
        starts_example = bare.startswith(("watchfloor ", "*/", "pbpaste"))
        if starts_example != is_example:
            yield ".EX" if starts_example else ".EE"
            is_example = starts_example
        yield _escaped(bare) if bare else ".PP"
    if is_example:
        yield ".EE"


def _escaped(text: str) -> str:
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return "\\&" + escaped if escaped.startswith((".", "'")) else escaped


def _fields() -> Iterator[str]:
    from store.query_fields import FIELDS

    for field in FIELDS.values():
        choices = f" ({', '.join(field.choices)})" if field.choices else ""
        yield f"  {field.name + ':':<13}{field.help}{choices}"


def _keys() -> Iterator[str]:
    from tui.keys import ACTIONS

    for action in ACTIONS:
        yield f"  {action.id:<18}{action.keys:<22}{action.help}"


def _command_help(path: tuple[str, ...]) -> str:
    import difflib

    from tui.commands.group import watchfloor

    command: click.Command = watchfloor
    context = click.Context(watchfloor, info_name="watchfloor")
    for name in path:
        found = command.get_command(context, name) if isinstance(command, click.Group) else None
        if found is None:
            near = difflib.get_close_matches(name, [*TOPICS, "keys", *watchfloor.list_commands(context)], n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; topics: {', '.join(TOPICS)}, keys"
            raise CommandError(f"there is no topic or command {name!r}{hint}", USAGE)
        context = click.Context(found, parent=context, info_name=name)
        command = found
    return command.get_help(context)
