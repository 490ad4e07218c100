"""A dashboard at work in a real pseudo-terminal, for tests and benchmarks: keys in, bytes out."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
QUIET_SECONDS = 0.25
"""No output for so long means that a paint has ended."""
CONFIG = '[look]\nwatch = false\n[[feeds]]\nname = "none"\nurl = "https://feeds.example/none"\n'
_STEERING = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[@-Z\\-_=>78c])"
)


class Terminal:
    """Starts `python -m tui` on a store; `told` keeps everything it wrote."""

    def __init__(
        self,
        store: Path,
        folder: Path,
        size: tuple[int, int] = (200, 55),
        look: str = "",
        more: str = "",
        term: str = "xterm-256color",
        colours: str = "truecolor",
    ) -> None:
        config = folder / "pty.toml"
        config.write_text(CONFIG.replace("[look]", f"[look]\n{look}") + more, "utf-8")
        self.told = b""
        self.started = time.perf_counter()
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": term, "COLORTERM": colours}
            environment.pop("NO_COLOR", None)
            environment.pop("TMUX", None)
            os.chdir(folder)
            command = [sys.executable, "-P", "-m", "tui", "--config", str(config), "--store", str(store)]
            os.execvpe(sys.executable, command, environment)
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def read(self, seconds: float) -> bytes:
        """What comes within so many seconds, as soon as anything does; empty when nothing does."""
        ready, _, _ = select.select([self.file], [], [], seconds)
        try:
            part = os.read(self.file, 1 << 16) if ready else b""
        except OSError:
            part = b""
        self.told += part
        return part

    def read_until(self, words: bytes, seconds: float = 30.0) -> bool:
        """Reads until those words have been written since the start."""
        end = time.perf_counter() + seconds
        while words not in self.told:
            if time.perf_counter() > end:
                return False
            self.read(0.5)
        return True

    def drain(self, quiet: float = QUIET_SECONDS) -> None:
        """Reads until nothing has come for a while."""
        while self.read(quiet):
            pass

    def write(self, keys: bytes) -> None:
        """Presses keys."""
        os.write(self.file, keys)

    def text(self) -> str:
        """Everything written so far without the sequences a terminal obeys."""
        return _STEERING.sub(b"", self.told).decode("utf-8", "replace")

    def exit_code(self, seconds: float = 15.0) -> int | None:
        """Waits for the end; None when it does not come."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self.read(0.2)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.pid = 0
                return os.waitstatus_to_exitcode(status)
        return None

    def close(self) -> None:
        """Ends it if it has not ended."""
        try:
            if self.pid:
                os.kill(self.pid, signal.SIGTERM)
                self.exit_code(5.0)
            if self.pid:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
            os.close(self.file)
        except OSError:
            return
