"""The poller child: started when nobody holds the lease, watched, and started again with back-off when it dies."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

BACK_OFF_SECONDS = (1.0, 5.0, 15.0, 60.0, 300.0)
LEASE_HELD = 3


class Supervisor:
    """One child at most. `tick` is called now and then from the watcher's thread; `said` is what the header tells."""

    def __init__(self, store: Path, config: Path | None, log: Path, *, is_on: bool = True) -> None:
        self.store, self.config, self.log = store, config, log
        self.is_on = is_on
        self.said = ""
        self._child: subprocess.Popen[bytes] | None = None
        self._failures = 0
        self._not_before = 0.0
        self._started = 0.0

    @property
    def pid(self) -> int:
        """The child's process id, 0 when there is none."""
        return self._child.pid if self._child is not None and self._child.poll() is None else 0

    def tick(self, state: str) -> None:
        """Looks after the child, given the poller's state in the store ("free", "stale", "idle" …)."""
        if not self.is_on:
            return
        now = time.monotonic()
        if self._child is not None:
            code = self._child.poll()
            if code is None:
                if now - self._started > 60:
                    self._failures = 0
                self.said = ""
                return
            self._child = None
            if code == LEASE_HELD:
                self._not_before = now + 5
            elif code != 0:
                wait = BACK_OFF_SECONDS[min(self._failures, len(BACK_OFF_SECONDS) - 1)]
                self._failures += 1
                self._not_before = now + wait
                self.said = f"poller ended ({code}), again in {wait:.0f} s, see {self.log}"
        if state in ("free", "stale") and now >= self._not_before:
            self._start(now)

    def stop(self) -> None:
        """Ends the child: asked first, made to after three seconds."""
        child, self._child = self._child, None
        self.is_on = False
        if child is None or child.poll() is not None:
            return
        child.terminate()
        try:
            child.wait(3)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

    def _start(self, now: float) -> None:
        command = [sys.executable, "-P", "-m", "tui"]
        if self.config is not None:
            command += ["--config", str(self.config)]
        command += ["--store", str(self.store), "watch", "--child"]
        try:
            self.log.parent.mkdir(parents=True, exist_ok=True)
            with open(self.log, "ab") as log:
                self._child = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    env=environment(),
                )
            self._started = now
            self.said = ""
        except OSError as error:
            self.said = f"no poller could be started: {error.strerror or error}"
            self._not_before = now + 30


def environment() -> dict[str, str]:
    """The child's environment. -P keeps the working directory off its path, so an uninstalled checkout is named."""
    import os

    environment = dict(os.environ)
    root = str(Path(__file__).resolve().parent.parent)
    paths = [path for path in environment.get("PYTHONPATH", "").split(os.pathsep) if path]
    if root not in paths and (Path(root) / "pyproject.toml").exists():
        environment["PYTHONPATH"] = os.pathsep.join([root, *paths])
    return environment
