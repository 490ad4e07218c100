"""The command line's tree: one table of commands, each imported when it is called."""

from __future__ import annotations

from collections.abc import Mapping

import click

from tui.commands.invocation import from_environment
from tui.commands.lazy import LazyGroup

COMMANDS: Mapping[str, tuple[str, str]] = {
    "refresh": ("tui.commands.refresh:refresh", "Fetch the feeds that are due, or take up files."),
    "stories": ("tui.commands.stories:stories", "The stories that match."),
    "quotes": ("tui.commands.said:quotes", "Exact words, with who said them."),
    "statements": ("tui.commands.said:statements", "What speakers are reported to have said."),
    "actors": ("tui.commands.actors:actors", "Who is named, and who spoke."),
    "timeline": ("tui.commands.timeline:timeline", "What happened, is scheduled, claimed, denied."),
    "clusters": ("tui.commands.clusters:clusters", "Stories about the same event."),
    "brief": ("tui.commands.brief:brief", "The morning paper: by thread, every line cited."),
    "catchup": ("tui.commands.brief:catchup", "What came in since I last looked."),
    "add": ("tui.commands.add:add", "One story somebody sent me: a page, a file, stdin."),
    "watch": ("tui.commands.watch:watch", "Poll on schedule until told to stop."),
    "explain": ("tui.commands.explain:explain", "What is read out of a text, and why."),
    "export": ("tui.commands.export:export", "A query as a feed, calendar, outline, CSV or JSON lines."),
    "threads": ("tui.commands.threads:threads", "The standing interests, and whether their rules hold."),
    "alerts": ("tui.commands.alerts:alerts", "What is set, what fired and why."),
    "config": ("tui.commands.config:config", "Where the config is, and what is wrong with it."),
    "feeds": ("tui.commands.feeds:feeds", "List, add, check, parse, import and export feeds."),
    "store": ("tui.commands.store:store", "What the store holds, backups, pruning, moving."),
    "doctor": ("tui.commands.doctor:doctor", "What may keep watchfloor from working here."),
    "demo": ("tui.commands.demo:demo", "The dashboard on a made-up conflict."),
    "web": ("tui.commands.web:web", "The dashboard in a browser."),
    "completion": ("tui.commands.completion:completion", "Completion for bash, zsh and fish."),
    "help": ("tui.commands.topics:help_command", "A topic or command explained; the man page."),
}
"""Name -> where the command lives, and its line in the help (so that --help imports none of them)."""


class Watchfloor(LazyGroup):
    """The root of the tree."""

    table = COMMANDS


@click.group(cls=Watchfloor, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
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
