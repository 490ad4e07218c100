"""Garbage is collected when nobody waits for a key: in a process of its own, for the collector is everybody's."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import gc
import tui.tidying
from tui.tidying import QUIET_SECONDS, ROUNDS, WORTH, YOUNG, Tidying, put_off

full = []
gc.callbacks.append(lambda phase, info: full.append(1) if phase == "start" and info["generation"] == 2 else None)

def make(rounds):
    kept = []
    for _ in range(rounds + 1):
        for _ in range(ROUNDS + 1):
            kept.append([[] for _ in range(YOUNG + 1)])
        del kept[:]

put_off()
assert not gc.isenabled()
now = [100.0]
tidying = Tidying(lambda: now[0])
make(WORTH + 1)
assert not tidying.tick(), "before it began"
tidying.begin()
assert gc.isenabled() and gc.get_freeze_count() > 0
tidying.busy()
make(WORTH + 1)
assert not full, "never by itself"
assert not tidying.tick(), "a key was pressed just now"
now[0] += QUIET_SECONDS
assert tidying.tick() and len(full) == 1
assert not tidying.tick(), "nothing to do again"
tidying.busy()
tui.tidying.OVERDUE = WORTH
make(WORTH + 1)
assert tidying.tick(), "somebody who never rests"
"""


def test_old_garbage_waits_until_nobody_presses_a_key() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
