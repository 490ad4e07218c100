"""Content-Encoding undone in bounded steps: no chunk ever grows beyond what is left of the limit.

A megabyte of gzip can hold a gigabyte; encodings stacked on one another multiply that. So output is taken out 64 kB at
a time and counted, and anything but one known encoding is refused.
"""

from __future__ import annotations

import zlib

STEP = 65_536
ACCEPTED = "gzip, deflate"
"""What is asked for with Accept-Encoding."""


class EncodingError(ValueError):
    """The body is in an encoding that was not asked for, or damaged. The message says which."""


class TooLargeError(ValueError):
    """The body is larger than the limit, packed or unpacked."""


class Unpacker:
    """One body being received. `take` chunks, then `finish` gives the whole; at most `limit` bytes either way."""

    def __init__(self, encoding: str, limit: int) -> None:
        self._limit = limit
        self._received = 0
        self._pieces: list[bytes] = []
        self._size = 0
        self._inflate = _inflater(encoding)
        self._may_be_raw = encoding.strip().lower() == "deflate"
        self._is_gzip = self._inflate is not None and not self._may_be_raw

    @property
    def size(self) -> int:
        """Bytes held so far."""
        return self._size

    def take(self, chunk: bytes) -> None:
        """Raises TooLargeError or EncodingError."""
        self._received += len(chunk)
        if self._received > self._limit:
            raise TooLargeError(f"larger than {self._limit / 1e6:.0f} MB")
        if self._inflate is None:
            self._keep(chunk)
            return
        try:
            self._unpack(chunk)
        except zlib.error as error:
            if self._may_be_raw and not self._size:  # "deflate" of old servers lacks the zlib header
                self._may_be_raw = False
                self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
                self._received -= len(chunk)
                self.take(chunk)
                return
            raise EncodingError(f"damaged compression ({error})") from None

    def _unpack(self, chunk: bytes) -> None:
        while chunk and self._inflate is not None:
            piece = self._inflate.decompress(chunk, STEP)
            self._keep(piece)
            chunk = self._inflate.unconsumed_tail
            if self._inflate.eof:
                rest = self._inflate.unused_data
                if not (self._is_gzip and rest.startswith(b"\x1f\x8b")):
                    return  # what follows the end is padding
                self._inflate, chunk = zlib.decompressobj(31), rest

    def _keep(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > self._limit:
            raise TooLargeError(f"unpacks to more than {self._limit / 1e6:.0f} MB")
        if piece:
            self._pieces.append(piece)

    def finish(self) -> bytes:
        """The whole body. A packed body that breaks off gives what came; a gzip file served as such is unpacked."""
        body = b"".join(self._pieces)
        self._pieces = []
        if self._inflate is not None and not self._inflate.eof and not body and self._received:
            raise EncodingError("damaged compression (it breaks off)")
        if self._inflate is None and body.startswith(b"\x1f\x8b\x08"):
            inner = Unpacker("gzip", self._limit)
            inner.take(body)
            return inner.finish()
        return body


def _inflater(encoding: str) -> zlib._Decompress | None:
    names = [name.strip().lower() for name in encoding.split(",") if name.strip()]
    names = [name for name in names if name != "identity"]
    if not names:
        return None
    if len(names) > 1:
        raise EncodingError(f"stacked encodings ({encoding[:60]}) are refused")
    if names[0] in ("gzip", "x-gzip"):
        return zlib.decompressobj(31)
    if names[0] == "deflate":
        return zlib.decompressobj()
    raise EncodingError(f"the encoding {names[0][:30]!r} was not asked for")
