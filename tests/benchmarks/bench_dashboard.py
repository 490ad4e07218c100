"""The dashboard in a real pseudo-terminal: first paint, key to paint while stories are saved, memory, idle time.

`python -m tests.benchmarks --only dashboard` generates a store of 100,000 stories (2,000 in a quick run), or takes the
one that WATCHFLOOR_BENCH_STORE names. The program is timed as it is installed, with its bytecode (in a folder of its
own), even where the environment forbids writing any.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.archive import Archive
from tests.benchmarks.bench_store import BATCH, KEEP, fill
from tests.benchmarks.made_up import Maker
from tests.benchmarks.measure import Figure, Options, figure, percentile
from tests.tui.terminal import Terminal

ROOT = Path(__file__).parent.parent.parent
KEYS = 120


def measure(options: Options) -> list[Figure]:
    """Starts the dashboard some times and plays on it."""
    count = 2_000 if options.is_quick else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(os.environ.get(KEEP, "") or Path(folder) / "store.db")
        if not path.exists():
            fill(path, count)
        label = f"{count:,} stories"
        with bytecode(Path(folder)):
            return _measured(path, Path(folder), count, label, options)


@contextmanager
def bytecode(folder: Path) -> Iterator[None]:
    """Lets what is started keep bytecode below `folder`, and has it written once."""
    before = {name: os.environ.pop(name, None) for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")}
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    try:
        subprocess.run([sys.executable, "-c", "import tui.app, tui.commands.dashboard"], cwd=ROOT, check=True)
        yield
    finally:
        os.environ.pop("PYTHONPYCACHEPREFIX")
        os.environ.update({name: value for name, value in before.items() if value is not None})


def _measured(path: Path, folder: Path, count: int, label: str, options: Options) -> list[Figure]:
    paints = [_first_paint(path, folder) for _ in range(3 if options.is_quick else 5)]
    figures = [
        figure(f"first paint, {label}", [wall for wall, _ in paints], "s", target="<= 0.8"),
        figure(f"first paint, processor time, {label}", [used for _, used in paints], "s"),
    ]
    terminal = Terminal(path, folder)
    try:
        terminal.read_until(b" first")
        terminal.drain(4.0)
        idle = idle_share(terminal, 5.0 if options.is_quick else 20.0)
        figures.append(Figure("idle, share of a core", idle * 100, "%", target="<= 0.5"))
        figures += _keys(terminal, "nothing else at work")
        writer = _start_writer(path, count)
        try:
            figures += _keys(terminal, "while stories are saved and read")
        finally:
            writer.terminate()
            writer.wait(10)
        figures.append(Figure(f"memory, {label}", resident_megabytes(terminal), "MB", target="<= 120"))
    finally:
        terminal.close()
    return figures


def idle_share(terminal: Terminal, seconds: float) -> float:
    """The share of one core it uses while nothing happens."""
    before = processor_seconds(terminal)
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        terminal.read(left)
    return (processor_seconds(terminal) - before) / seconds


def processor_seconds(terminal: Terminal) -> float:
    """Processor time it has used so far."""
    fields = Path(f"/proc/{terminal.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_megabytes(terminal: Terminal) -> float:
    """The memory it holds now."""
    for line in Path(f"/proc/{terminal.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1000
    return 0.0


def _first_paint(store: Path, folder: Path) -> tuple[float, float]:
    terminal = Terminal(store, folder)
    try:
        # The foot of the list is drawn when its first rows are: the paint one waits for.
        terminal.read_until(b" first", 20)
        return time.perf_counter() - terminal.started, processor_seconds(terminal)
    finally:
        terminal.close()


def _keys(terminal: Terminal, what: str) -> list[Figure]:
    values = []
    before = processor_seconds(terminal)
    for number in range(KEYS):
        key = b"j" if number % 20 < 14 else (b"\x04" if number % 20 < 17 else b"k")
        while terminal.read(0.0):
            pass
        started = time.perf_counter()
        terminal.write(key)
        terminal.read(1.0)
        values.append((time.perf_counter() - started) * 1000)
        # What a key sets off in the reader is painted before the next one is pressed.
        terminal.drain(0.15)
    used = (processor_seconds(terminal) - before) / KEYS * 1000
    return [
        Figure(f"key to paint p95, {what}", percentile(values, 0.95), "ms", min(values), max(values), KEYS, "<= 16"),
        Figure(f"processor time of a key with all it sets off, {what}", used, "ms", runs=KEYS),
    ]


def _start_writer(store: Path, count: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.benchmarks.bench_dashboard", str(store), str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def write_without_end(store: Path, first: int) -> None:
    """Saves and reads stories as a poller does, until ended."""
    maker = Maker()
    with Archive.open(store, "benchmark") as archive:
        while True:
            made = list(maker.stories(BATCH // 4, first))
            by_title = {story.arrival.title: story for story in made}
            archive.save("made up", None, [story.arrival for story in made], made[-1].seen, maker.outlets)
            rows = [maker.read(one, by_title[one.document.title or ""]) for one in archive.unread(len(made))]
            archive.save_findings(rows, 1, 0, made[-1].seen)
            archive.beat("reading", first, 0, "benchmark")
            first += BATCH // 4


if __name__ == "__main__":
    write_without_end(Path(sys.argv[1]), int(sys.argv[2]))
