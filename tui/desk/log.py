"""Log lines of the poller on stderr: text for people, JSON for machines. Nothing in them can steer a terminal."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TextIO

from tui.safe import safe_line


class Log:
    """Writes one line an event: when, what, and the fields that go with it."""

    def __init__(self, stream: TextIO, *, as_json: bool = False, quiet: bool = False, verbose: bool = False) -> None:
        self._stream = stream
        self._as_json = as_json
        self._is_quiet = quiet
        self._is_verbose = verbose

    def info(self, what: str, **fields: str | int | float) -> None:
        """Something an operator wants to see."""
        if not self._is_quiet:
            self._write("info", what, fields)

    def detail(self, what: str, **fields: str | int | float) -> None:
        """Something only --verbose shows."""
        if self._is_verbose and not self._is_quiet:
            self._write("detail", what, fields)

    def error(self, what: str, **fields: str | int | float) -> None:
        """Something that failed; shown with --quiet too."""
        self._write("error", what, fields)

    def _write(self, level: str, what: str, fields: dict[str, str | int | float]) -> None:
        when = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        clean = {name: safe_line(value) if isinstance(value, str) else value for name, value in fields.items()}
        if self._as_json:
            line = json.dumps({"at": when, "level": level, "what": safe_line(what), **clean}, ensure_ascii=False)
        else:
            parts = [f"{name}={_shown(value)}" for name, value in clean.items()]
            line = " ".join([when, level, safe_line(what), *parts])
        try:
            self._stream.write(line + "\n")
            self._stream.flush()
        except (OSError, ValueError):
            # Whoever read our log has gone; the work goes on.
            pass


def _shown(value: str | int | float) -> str:
    text = f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    return json.dumps(text, ensure_ascii=False) if " " in text or not text else text
