"""`watchfloor feeds`: the feeds of the config, how they are, and what a feed file holds."""

from __future__ import annotations

import click

from tui.commands.lazy import lazy_group

feeds = lazy_group(
    "feeds",
    "List, add, remove, check, parse, import and export feeds.",
    {
        "list": ("tui.commands.feeds_health:list_feeds", "The feeds of the config and how they are."),
        "check": ("tui.commands.feeds_health:check", "Ask feeds now and say what they answer; nothing is stored."),
        "parse": ("tui.commands.feeds_parse:parse", "What saved feed files hold."),
        "add": ("tui.commands.feeds_edit:add", "Find the feed of a site and put it into the config."),
        "remove": ("tui.commands.feeds_edit:remove", "Take a feed out of the config."),
        "import": ("tui.commands.feeds_edit:import_feeds", "Take over a list of feeds (OPML, newsboat)."),
        "export": ("tui.commands.feeds_edit:export", "The feeds as OPML."),
    },
)
assert isinstance(feeds, click.Group)
