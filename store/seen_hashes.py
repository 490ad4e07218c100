"""Which hashes are in an index for sure not, so that it need not be asked.

A set of bits, one a hash: a Bloom filter of one hash function (Bloom, CACM 13(7), 1970). What was never added may seem
to be there; what was, never seems not to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_OCTETS = 1 << 22
"""Memory it takes once there is something in it. Of the hashes of 50,000 stories one in twenty of others seems to be
there, of those of a million one in two."""
_EVERY = 4
"""Only multiples are kept, which are most of what is looked up (`feeds.grouping.fingerprints.probes`)."""


class SeenHashes:
    """Bits for hashes of 32 bits."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def add(self, hashes: Iterable[int]) -> None:
        """Note hashes."""
        bits = self._bits
        if not bits:
            self._bits = bits = bytearray(_OCTETS)
        for value in [value // _EVERY for value in hashes if not value % _EVERY]:
            bits[value >> 3 & _OCTETS - 1] |= 1 << (value & 7)

    def among(self, hashes: Sequence[int]) -> list[int]:
        """Those that may have been added."""
        bits = self._bits
        if not bits:
            return []
        return [
            value
            for value in hashes
            if value % _EVERY or bits[value // _EVERY >> 3 & _OCTETS - 1] >> (value // _EVERY & 7) & 1
        ]
