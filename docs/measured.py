"""The table of measured figures in README.md and docs/reading.md, taken from docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

BEGIN = "<!-- measured: made by docs/generate.py from docs/benchmarks.md -->\n"
END = "<!-- end -->\n"


class Wanted(NamedTuple):
    """A row of benchmarks.md, by its section and how its name begins, and what the table calls that beginning."""

    section: str
    begins: str
    called: str


RIGHT = (
    Wanted("quality", "quotes in news, span F1", "quotations found with exactly the right bounds (F1)"),
    Wanted("quality", "attributed to the right name, F1", "found and given the right speaker (F1)"),
    Wanted("quality", "right speaker given the span", "the right speaker, where the quotation was found"),
    Wanted("quality", "unnamed sources kept right", "unnamed sources kept as the text describes them"),
    Wanted("quality", "statements, precision", "reported speech that is reported speech (precision)"),
    Wanted("quality", "right speaker of a statement", "the right speaker of reported speech"),
    Wanted(
        "quality",
        "quotes of “he said” and “she said” with the right name",
        "“he said” and “she said” given the right name",
    ),
    Wanted("quality", "claims shown as the outlet's own account", "claims shown as the outlet's own account"),
    Wanted("quality", "claims told from the outlet's account", "claims told from the outlet's account"),
    Wanted("quality", "who acts and on whom", "who acts and on whom"),
    Wanted("quality", "scheduled events with the right days", "scheduled events with the right days"),
    Wanted("quality", "times with the right value, F1", "dates and times with the right value (F1)"),
    Wanted("quality", "clusters, B3 F1", "stories of one event together (B³ F1)"),
    Wanted("quality", "threads, micro-F1", "stories on the right thread (micro-F1)"),
)
"""How right it is, on labelled news of many outlets."""

FAST = (
    Wanted("dashboard", "first paint, ", "from the command to the first paint, "),
    Wanted("dashboard", "key to paint p95, ", "from a key to its paint, 95 of 100, "),
    Wanted("list", "first paint of the list", "first paint of a list"),
    Wanted("list", "half a page, key to paint p95", "half a page on in it, 95 of 100"),
    Wanted("commands", "stories --limit 20", "`watchfloor stories --limit 20`"),
    Wanted("reading", "article: all of it", "an article of 4.5 kB read whole"),
    Wanted("parsing", "feedparser / parse_feed, CPU", "feedparser's processor time over ours, real feeds"),
    Wanted("refresh", "first: stored and listed / ", "200 feeds asked and stored, our time over that of "),
    Wanted("refresh", "first: all read, grouped and indexed / ", "the same, all read and grouped as well, over "),
    Wanted("refresh", "unchanged / ", "asked again, nothing new, over "),
)
"""How fast it is; ratios are of one run."""


def table(benchmarks: str, wanted: Sequence[Wanted]) -> str:
    """Markdown of the rows wanted; KeyError with the row's name when benchmarks.md lacks one."""
    rows = list(_rows(benchmarks))
    lines = ["| | measured | aim |", "| --- | ---: | --- |"]
    for want in wanted:
        found = [
            row
            for row in rows
            if row[0] == want.section and row[1].startswith(want.begins) and "processor time" not in row[1]
        ]
        if not found:
            raise KeyError(f"docs/benchmarks.md has no row “{want.begins}” under {want.section}")
        for _, name, median, aim in found:
            lines.append(f"| {want.called}{name.removeprefix(want.begins)} | {median} | {aim} |")
    return "\n".join(lines) + "\n"


def filled(page: str, text: str) -> str:
    """The page with the text between its marks; ValueError when it has none."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"no place for the measured figures: it begins with {BEGIN.strip()}")
    return f"{before}{BEGIN}{text}{END}{after}"


def when(benchmarks: str) -> str:
    """Day, machine and command, as the head of benchmarks.md says them."""
    said = [line for line in benchmarks.splitlines() if line and not line.startswith("#")]
    machine = ", ".join(said[0].split(", ")[:3])
    command = said[1].partition("Made by ")[2].rstrip(".")
    return f"{machine}; {command}."


def _rows(benchmarks: str) -> Iterator[tuple[str, str, str, str]]:
    """(section, name, median, target) of every row of every table."""
    section = ""
    for line in benchmarks.splitlines():
        if line.startswith("## "):
            section = line.removeprefix("## ")
        elif line.startswith("| ") and not line.startswith(("| what", "| ---")):
            cells = [cell.strip() for cell in line.strip("|").split(" | ")]
            yield section, cells[0], cells[1], cells[4]
