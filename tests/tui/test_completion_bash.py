"""Completion in a real, interactive bash: the values of a field too, though bash breaks words at colons."""

from __future__ import annotations

import os
import pty
import select
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.tui.commands_run import ROOT, environment, watchfloor

BASH = shutil.which("bash")


@pytest.mark.skipif(BASH is None, reason="no bash here")
@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("watchfloor stories thread:cea\t", "watchfloor stories thread:ceasefire "),
        ("watchfloor stories 'own:>1' is:st\t", "watchfloor stories 'own:>1' is:starred "),
        ("watchfloor stories rel\t", "watchfloor stories reliability:#"),
        ("watchfloor stat\t", "watchfloor statements "),
        ("watchfloor help cita\t", "watchfloor help citations "),
        ("watchfloor refresh --feed 'IAEA: \t", "watchfloor refresh --feed 'IAEA: top news'"),
        ("watchfloor refresh --feed IAEA\t", r"watchfloor refresh --feed IAEA:\ top\ news "),
        ("watchfloor explain READ\t", "watchfloor explain README.md "),
    ],
)
def test_a_tab_completes_the_word(tmp_path: Path, typed: str, becomes: str) -> None:
    script = tmp_path / "completion.bash"
    script.write_text(watchfloor(tmp_path, "completion", "bash").out, "utf-8")
    program = tmp_path / "bin" / "watchfloor"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m tui "$@"\n', "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    ours, theirs = pty.openpty()
    path = f"{program.parent}:{os.environ['PATH']}"
    shell = subprocess.Popen(
        [str(BASH), "--norc", "--noprofile", "-i"], stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        cwd=ROOT, env=environment(tmp_path, PATH=path, PS1="ready>", TERM="dumb", INPUTRC=os.devnull, COLUMNS="200"),
    )  # fmt: skip
    os.close(theirs)
    try:
        os.write(ours, f"bind 'set enable-bracketed-paste off'; source {script}\n".encode())
        assert "ready>" in read_until(ours, "ready>", times=2)
        os.write(ours, (typed + "#").encode())
        assert becomes in read_until(ours, "#")
    finally:
        shell.kill()
        shell.wait()
        os.close(ours)


def read_until(terminal: int, words: str, times: int = 1) -> str:
    """What the terminal shows up to those words."""
    seen = ""
    end = time.monotonic() + 60
    while seen.count(words) < times and time.monotonic() < end:
        if select.select([terminal], [], [], 0.5)[0]:
            seen += os.read(terminal, 4096).decode("utf-8", "replace")
    return seen
