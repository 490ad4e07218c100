"""httpx, imported without what no request of ours needs. To be imported lazily: 70 ms that only fetching is worth."""

from __future__ import annotations

import importlib.util
import sys

_NOT_NEEDED = "httpx._main"
"""httpx's command line, which would load rich, click and pygments (50 ms). Without them httpx does without it."""

if importlib.util.find_spec("sniffio") is None:
    # httpcore looks for this module with every lock it makes, 0.1 ms each time it is not there.
    sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]

if "httpx" in sys.modules:
    import httpx
else:
    sys.modules[_NOT_NEEDED] = None  # type: ignore[assignment]
    try:
        import httpx
    finally:
        del sys.modules[_NOT_NEEDED]

__all__ = ["httpx"]
