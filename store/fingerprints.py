"""Sampled shingle hashes of a text as bytes: four each, or eight where one needs them."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence

LOW = 0xFFFFFFFF


def pack_fingerprint(hashes: Sequence[int]) -> bytes | None:
    """Hashes as bytes after one that says how wide they are; None for none."""
    if not hashes:
        return None
    if min(hashes) >= 0 and max(hashes) <= 0xFFFFFFFF:
        return b"I" + array("I", hashes).tobytes()
    return b"q" + array("q", [value - (1 << 64) if value >= 1 << 63 else value for value in hashes]).tobytes()


def low_hashes(hashes: Sequence[int]) -> list[int]:
    """The low 32 bits of hashes, each once, in order."""
    low = list(dict.fromkeys(sorted(hashes)))  # most are as they should be
    if low and (low[0] < 0 or low[-1] > LOW):
        return sorted({value & LOW for value in low})
    return low


def shingle_words(low: Sequence[int]) -> str:
    """The words hashes are indexed by, with blanks between: the eight hex digits of each of their `low_hashes`."""
    words = array("I", low)
    if sys.byteorder == "little":
        words.byteswap()
    return words.tobytes().hex(" ", 4)


def low_values(packed: bytes | None) -> Sequence[int]:
    """The low 32 bits of the hashes of `pack_fingerprint`."""
    if packed and packed[:1] == b"I":
        return array("I", packed[1:])
    return [value & LOW for value in unpack_fingerprint(packed)]


def unpack_fingerprint(packed: bytes | None) -> tuple[int, ...]:
    """The hashes of `pack_fingerprint`."""
    if not packed:
        return ()
    return tuple(array("I" if packed[:1] == b"I" else "q", packed[1:]))
