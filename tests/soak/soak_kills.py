"""Kills a refresh at 200 random moments: `python -m tests.soak.soak_kills [KILLS] [SEED]`. Ends with 1 when a story was
lost or doubled, a validator was ahead of its stories, or the store did not open."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.servers.killing import run


def main() -> int:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="watchfloor-kills-") as folder:
        trial = run(Path(folder), kills, seed)
    print(f"{trial.kills} kills, {trial.finished} refreshes done before, {trial.stories} stories offered in the end")
    print(f"{len(trial.wrong)} things wrong in {time.monotonic() - started:.0f} s")
    for line in trial.wrong[:20]:
        print("  " + line)
    return 1 if trial.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
