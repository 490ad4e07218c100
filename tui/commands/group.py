"""The command line's tree: one table of commands, each imported when it is called."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

import click

from tui.commands.invocation import from_environment

COMMANDS: Mapping[str, tuple[str, str]] = {
    "refresh": ("tui.commands.refresh:refresh", "Fetch the feeds that are due, or take up files."),
    "stories": ("tui.commands.stories:stories", "The stories that match."),
    "quotes": ("tui.commands.said:quotes", "Exact words, with who said them."),
    "statements": ("tui.commands.said:statements", "What speakers are reported to have said."),
    "actors": ("tui.commands.actors:actors", "Who is named, and who spoke."),
    "timeline": ("tui.commands.timeline:timeline", "What happened, is scheduled, claimed, denied."),
    "clusters": ("tui.commands.clusters:clusters", "Stories about the same event."),
    "watch": ("tui.commands.watch:watch", "Poll on schedule until told to stop."),
    "explain": ("tui.commands.explain:explain", "What is read out of a text, and why."),
    "config": ("tui.commands.config:config", "Where the config is, and what is wrong with it."),
    "feeds": ("tui.commands.feeds:feeds", "List, add, check, parse, import and export feeds."),
}
"""Name -> where the command lives, and its line in the help (so that --help imports none of them)."""


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only to run it or to show its own help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            import difflib

            near = difflib.get_close_matches(name, COMMANDS, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f" (there are: {', '.join(COMMANDS)})"
            raise click.UsageError(f"there is no command {name!r}{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--config", metavar="FILE", help="The config to use (else WATCHFLOOR_CONFIG, else the platform's place).")
@click.option("--store", metavar="FILE", help="The store to use (else WATCHFLOOR_STORE, else the config's).")
@click.option("-q", "--quiet", is_flag=True, help="No narration on stderr.")
@click.option("-v", "--verbose", is_flag=True, help="More narration on stderr.")
@click.option("--version", is_flag=True, is_eager=True, help="Show the version and exit.")
@click.pass_context
def watchfloor(
    ctx: click.Context, config: str | None, store: str | None, quiet: bool, verbose: bool, version: bool
) -> int | None:
    """Conflict news in a terminal: who said what, who claims what and what happens when, each with its passage.

    Without a command it opens the dashboard.
    """
    if version:
        from feeds import __version__

        click.echo(f"watchfloor {__version__}")
        ctx.exit(0)
    ctx.obj = from_environment(config, store, is_quiet=quiet, is_verbose=verbose)
    if ctx.invoked_subcommand is None:
        from tui.commands.dashboard import open_dashboard

        ctx.exit(open_dashboard(ctx.obj))
    return None
