"""Every command has examples, every example runs, every option says what it does; shells complete values."""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from tests.tui.commands_run import watchfloor
from tui.commands.group import watchfloor as root
from tui.commands.run import hoisted, run
from tui.commands.topics import TOPICS, man_page

NEEDS_MORE = tuple(
    "watch --log|watch --once|watchfloor demo|web --port|web --host|feeds check|feeds add|feeds remove|add https".split(
        "|"
    )
)
"""Examples that need a terminal, a network or for ever."""


FORMS = frozenset(("--json", "--jsonl", "--csv"))
"""Mean the same in every command."""


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        elif command is not None:
            yield (*path, name), command


def examples_in(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines()]
    return [line for line in lines if line.startswith("watchfloor ")]


ALL = [*commands(root)]
EXAMPLES = [line for _, command in ALL for line in examples_in(command.help or "")]
EXAMPLES += [line for text in TOPICS.values() for line in examples_in(text)]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a config, a store of one story, and the files the examples name."""
    home = tmp_path_factory.mktemp("home")
    (home / "article.txt").write_text("Talks in Kyrna\n\n“We wait,” said Ilja Marrow, the foreign minister.\n", "utf-8")
    (home / "articles.jsonl").write_text('{"id": "1", "text": "Talks went on."}\n', "utf-8")
    (home / "cuttings").mkdir()
    (home / "saved.xml").write_text("<rss><channel><title>a</title></channel></rss>", "utf-8")
    (home / "subscriptions.opml").write_text(
        '<opml><body><outline type="rss" text="Meridian" xmlUrl="https://meridian.example/feed"/></body></opml>',
        "utf-8",
    )
    alerts = '[alerts.truce]\nquery = "thread:ceasefire"\n[views]\n"Envoys moving" = "envoy*"\n'
    config = home / "config" / "watchfloor"
    config.mkdir(parents=True)
    (config / "config.toml").write_text('packs = []\n[[feeds]]\nname = "Own"\ncommand = ["true"]\n' + alerts, "utf-8")
    rules = '[threads.waiting]\nany = ["wait:4", "talks:4"]\n'
    (home / "changed.toml").write_text(rules, "utf-8")
    assert watchfloor(home, "refresh", "--files", str(home / "article.txt")).code == 0
    (home / "floor.jsonl").write_text(watchfloor(home, "store", "export", "--with-text").out, "utf-8")
    return home


def test_every_command_and_option_is_documented_with_an_example() -> None:
    for path, command in ALL:
        assert examples_in(command.help or ""), f"{' '.join(path)} has no example"
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not parameter.hidden:
                assert parameter.help, f"{' '.join(path)} {parameter.opts} is not documented"
                shown = " ".join(line.replace("=", " ") for line in examples_in(command.help or "")).split()
                is_shown = any(form in shown for form in parameter.opts) or not FORMS.isdisjoint(parameter.opts)
                assert is_shown, f"{' '.join(path)} {parameter.opts[0]} stands in no example"


@pytest.mark.parametrize("line", [line for line in EXAMPLES if not any(word in line for word in NEEDS_MORE)])
def test_every_example_runs(
    home: Path, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(home)
    for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    for name in ("WATCHFLOOR_CONFIG", "WATCHFLOOR_STORE"):
        monkeypatch.delenv(name, raising=False)
    words = shlex.split(line.replace("ID", story_id(home)).replace("44c6303ff117e43d", story_id(home)))[1:]
    for stop in (">", "|", "<", "||"):
        if stop in words:
            words = words[: words.index(stop)]
    if "--jsonl" in words and words[0] == "explain":
        words = ["explain", "article.txt"]
    if "--feed" in words:
        words[words.index("--feed") + 1] = "Own"
    if words[:2] == ["config", "init"]:
        words += ["--force"]
    if words[:2] == ["store", "backup"] and (home / words[2]).exists():
        (home / words[2]).unlink()
    expected = (0, 1)
    assert run(words) in expected, capsys.readouterr().err
    capsys.readouterr()


@cache
def story_id(home: Path) -> str:
    return str(json.loads(watchfloor(home, "stories", "--json", "--limit", "1").out)["stories"][0]["id"])


def test_a_preview_says_what_changed_rules_would_do(home: Path) -> None:
    ran = watchfloor(home, "threads", "preview", str(home / "changed.toml"), "--json")
    changes = json.loads(ran.out)["changes"]
    assert {(change["thread"], change["change"]) for change in changes} == {("waiting", "comes")}


def test_global_options_may_stand_anywhere_before_two_dashes() -> None:
    assert hoisted(["stories", "--store", "x", "a", "-q"]) == ["--store", "x", "-q", "stories", "a"]
    assert hoisted(["stories", "--config=c", "--", "--store", "x"]) == ["--config=c", "stories", "--", "--store", "x"]


def test_a_word_a_query_leaves_out_is_no_option(home: Path) -> None:
    everything = watchfloor(home, "stories", "--jsonl").out
    assert everything
    assert watchfloor(home, "stories", "-is:read", "--jsonl").out == everything
    assert watchfloor(home, "stories", "talks", "-kyrna", "--jsonl").out == ""
    assert watchfloor(home, "stories", "--jsno").code == 2


def test_a_topic_that_is_not_there_names_the_nearest(home: Path) -> None:
    ran = watchfloor(home, "help", "qurey")
    assert ran.code == 2
    assert "did you mean 'query'" in ran.err


def test_the_man_page_names_every_command() -> None:
    page = "\n".join(man_page())
    assert page.startswith(".TH WATCHFLOOR 1")
    for path, _ in ALL:
        assert f".SS {' '.join(path)}".replace("-", r"\-") in page


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_get_a_script_and_values(home: Path, shell: str) -> None:
    assert "_WATCHFLOOR_COMPLETE" in watchfloor(home, "completion", shell).out
    typed = {"COMP_WORDS": "watchfloor stories thread:cea", "COMP_CWORD": "2"} if shell != "fish" else {}
    if shell == "fish":
        typed = {"COMP_WORDS": "watchfloor stories thread:cea", "COMP_CWORD": "thread:cea"}
    ran = watchfloor(home, _WATCHFLOOR_COMPLETE=f"{shell}_complete", **typed)
    assert "thread:ceasefire" in ran.out
    assert os.linesep in ran.out
