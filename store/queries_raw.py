"""What was kept as it came: pages of stories and bodies of feeds, byte for byte, while they are kept."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime

from store.moments import from_seconds
from store.queries_base import Reader


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One page or feed body as it was fetched."""

    raw: int
    fetched: datetime
    hash: str
    """sha256 of the bytes, hexadecimal."""
    packed_bytes: int
    """What it takes up in the store."""


class RawQueries(Reader):
    """What was fetched and is still kept."""

    def pages_kept(self, story: int) -> list[KeptRow]:
        """The pages a story was fetched from, newest first: more than one where the page has changed."""
        return self._kept("raw INDEXED BY raw_by_story WHERE story = ?", (story,))

    def bodies_kept(self, feed: str) -> list[KeptRow]:
        """What a feed sent, newest first."""
        return self._kept(
            "raw INDEXED BY raw_by_time WHERE fetched >= 0 AND feed = (SELECT feed FROM feed WHERE name = ?)", (feed,)
        )

    def bytes_kept(self, raw: int) -> bytes:
        """The bytes of one of them, as they came."""
        row = self.one("SELECT body FROM raw WHERE raw = ?", (raw,))
        return b"" if row is None else zlib.decompress(row[0])

    def _kept(self, source: str, params: tuple[object, ...]) -> list[KeptRow]:
        rows = self.rows(
            f"SELECT raw, fetched, hash, length(body) FROM {source} ORDER BY fetched DESC, raw DESC", params
        )
        return [KeptRow(raw, from_seconds(fetched), digest, size) for raw, fetched, digest, size in rows]
