"""Where the dashboard writes down what went wrong, so that the screen need only say it in a line."""

from __future__ import annotations

import traceback
from datetime import UTC, datetime
from pathlib import Path


def write_error(path: Path, error: BaseException) -> Path | str:
    """Adds the error with its traceback to the log; gives where, or why it could not."""
    told = "".join(traceback.format_exception(error))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "a", encoding="utf-8", errors="replace") as log:
            log.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {told}\n")
    except OSError as problem:
        return f"no log: {path}: {problem.strerror}"
    return path
