"""Writes the pages of docs/ that are made from the code: python docs/generate.py [--check].

config.md comes from the docstrings of the settings, commands.md from the command line's own help, keys.md from the
table of keys, reasons.md from the rules that find a speaker; README.md and reading.md get their measured figures from
benchmarks.md. With --check nothing is written; the exit code is 1 when
a page is not what the code says.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
MADE = "<!-- made by docs/generate.py; change the code instead -->\n\n"

RENAMED = {
    "is_enabled": "enabled",
    "is_followed": "follow",
    "actors_any": "actors.any",
    "actors_weight": "actors.weight",
}
"""Fields whose key in config.toml differs from the field's name."""

_KINDS = {
    "str": "text",
    "int": "whole number",
    "float": "number",
    "bool": "true or false",
    "Path": "path",
    "tuple[str, ...]": "list of texts",
    "Mapping[str, str]": "table of texts",
    "tuple[NearRule, ...]": "list of tables",
    "tuple[time, time]": "two times of day",
}

NOT_KEYS = {"path", "sections", "feeds", "folders", "outlets", "threads", "actors", "mutes", "fetch", "threading"}
"""Fields of Settings that are tables of their own, or no setting."""

NOT_IN_TABLE = {("AlertsSettings", "alerts"), ("AlertSettings", "name")}
"""Fields that are the heading of a table, not a key in it."""


def main() -> int:
    pages = {
        "config.md": config_page(),
        "commands.md": commands_page(),
        "keys.md": keys_page(),
        "reasons.md": reasons_page(),
    }
    stale = []
    pages |= measured_pages()
    for name, text in pages.items():
        path = ROOT / "docs" / name
        if path.exists() and path.read_text("utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.write_text(text, "utf-8")
    if stale:
        print(("not up to date: " if "--check" in sys.argv else "written: ") + ", ".join(stale))
    return 1 if stale and "--check" in sys.argv else 0


def measured_pages() -> dict[str, str]:
    """README.md and reading.md with the figures of benchmarks.md."""
    import measured

    figures = (ROOT / "docs" / "benchmarks.md").read_text("utf-8")
    right, fast = measured.table(figures, measured.RIGHT), measured.table(figures, measured.FAST)
    texts = {"../README.md": f"{right}\n{fast}\n{measured.when(figures)}\n", "reading.md": right}
    return {
        name: measured.filled((ROOT / "docs" / name).read_text("utf-8"), f"\n{text}\n") for name, text in texts.items()
    }


# ------------------------------------------------------------------------------------------------ config.md


def config_page() -> str:
    """Every setting with its type, default and docstring."""
    rooms = (
        "feeds/settings.py",
        "tui/look.py",
        "tui/desk/alert_settings.py",
        "tui/desk/cite.py",
        "tui/desk/brief/settings.py",
    )
    classes = [node for room in rooms for node in ast.parse((ROOT / room).read_text("utf-8")).body]
    lines = [
        MADE + "# The configuration\n",
        "`watchfloor config path` says where it is, `watchfloor config check` lists every mistake with its line. "
        "config.example.toml holds every setting with a comment; this page is the reference.\n",
    ]
    for node in classes:
        if isinstance(node, ast.ClassDef) and node.name.endswith(("Settings", "Rule")):
            rows = list(settings_of(node, is_top=node.name == "Settings"))
            if not rows:
                continue
            title = "The top of the file" if node.name == "Settings" else (ast.get_docstring(node) or node.name)
            heading, _, about = title.partition(": ")
            lines.append(f"## {heading.strip().splitlines()[0]}\n")
            if about:
                lines.append(about[0].upper() + " ".join(about.split())[1:] + "\n")
            lines += ["| key | type | default | |", "| --- | --- | --- | --- |", *rows, ""]
    return "\n".join(lines)


def settings_of(node: ast.ClassDef, *, is_top: bool) -> Iterator[str]:
    """One table row a field."""
    for index, field in enumerate(node.body):
        if not isinstance(field, ast.AnnAssign) or not isinstance(field.target, ast.Name):
            continue
        name = field.target.id
        if (node.name, name) in NOT_IN_TABLE:
            continue
        if is_top and name in NOT_KEYS:
            continue
        following = node.body[index + 1] if index + 1 < len(node.body) else None
        about = ""
        if (
            isinstance(following, ast.Expr)
            and isinstance(following.value, ast.Constant)
            and isinstance(following.value.value, str)
        ):
            about = " ".join(following.value.value.split())
        default = "" if field.value is None else ast.unparse(field.value)
        if default.startswith("field(") or default == "None" or default.isupper():
            default = ""
        kind = _KINDS.get(ast.unparse(field.annotation).replace(" | None", ""), ast.unparse(field.annotation))
        cells = (
            f"`{RENAMED.get(name, name)}`",
            kind,
            f"`{_toml(default)}`" if default not in ("", "''", "()") else "",
            about,
        )
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _toml(default: str) -> str:
    """A Python default as it would stand in the config."""
    return {"True": "true", "False": "false"}.get(default, default.replace("'", '"'))


# ------------------------------------------------------------------------------------------------ commands.md


def commands_page() -> str:
    """The help of every command, as the command line prints it."""
    import click

    from tui.commands.group import watchfloor

    lines = [
        MADE + "# Commands\n",
        "Exit codes: 0 done, 1 done with failures, 2 usage, query or config mistake, "
        "3 another poller holds the lease, 4 the store cannot be used, 130 interrupted.\n",
    ]
    for words, command in walk("watchfloor", watchfloor, click.Context(watchfloor, info_name="watchfloor")):
        context = click.Context(command, info_name=words, max_content_width=100, terminal_width=100)
        lines.append(f"## {words}\n\n```\n{command.get_help(context).strip()}\n```\n")
    return "\n".join(lines)


def walk(words: str, command: object, context: object) -> Iterator[tuple[str, object]]:
    """A command and all commands below it, with the words that call it."""
    import click

    assert isinstance(command, click.Command)
    assert isinstance(context, click.Context)
    yield words, command
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None and not below.hidden:
                yield from walk(f"{words} {name}", below, click.Context(below, info_name=name, parent=context))


# ------------------------------------------------------------------------------------------------ keys.md


def keys_page() -> str:
    """The dashboard's table of keys."""
    from tui.keys import reference_table

    return MADE + "# Keys\n\n" + reference_table() + "\n"


# ------------------------------------------------------------------------------------------------ reasons.md


def reasons_page() -> str:
    """The rules that give words their speaker, in the order of the sieve, with the confidence each one carries."""
    from feeds.reading.attribution import REASONS

    lines = [
        MADE + "# Why this speaker\n",
        "Every quote carries the code of the rule that found its speaker, as `explain` prints and the dashboard shows "
        "it, and a confidence: about how often the rule is right on news articles.\n",
        "| reason | confidence | what the rule looks at |",
        "| --- | ---: | --- |",
    ]
    lines += [f"| `{code}` | {confidence:.2f} | {about} |" for code, (confidence, about) in REASONS.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
