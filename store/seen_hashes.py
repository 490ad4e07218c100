"""Which hashes are in an index for sure not, so that it need not be asked.

A set of bits, one a hash: a Bloom filter of one hash function (Bloom, CACM 13(7), 1970). What was never added may seem
to be there; what was, never seems not to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_OCTETS = 1 << 22
"""Memory it takes once there is something in it. Of the hashes of 50,000 stories one in twenty of others seems to be
there, of those of a million one in two."""
_REST = 3
"""Only multiples of four are kept, which are most of what is looked up (`feeds.grouping.fingerprints.probes`): what has
none of these bits. The eight that follow one another have an octet together."""
_BIT = tuple([1 << place for place in range(8)])


class SeenHashes:
    """Bits for hashes of 32 bits."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def add(self, hashes: Iterable[int]) -> None:
        """Note hashes."""
        bits = self._bits
        if not bits:
            self._bits = bits = bytearray(_OCTETS)
        for value in [value for value in hashes if not value & _REST]:
            bits[value >> 5 & _OCTETS - 1] |= _BIT[value >> 2 & 7]

    def among(self, hashes: Sequence[int]) -> list[int]:
        """Those that may have been added."""
        bits = self._bits
        if not bits:
            return []
        return [value for value in hashes if value & _REST or bits[value >> 5 & _OCTETS - 1] & _BIT[value >> 2 & 7]]
