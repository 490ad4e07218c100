"""Texts as bytes, deflated with another text as the dictionary where much of one stands in the other.

The first byte tells how: 0x78 opens a zlib stream (RFC 1950 §2.2), 0x00 the text itself, 0x01 stands for the whole of
the other text.
"""

from __future__ import annotations

import zlib

_WINDOW = 32_000  # bytes a deflate dictionary can be used for
_AS_IT_IS, _THE_SAME = b"\x00", b"\x01"
_SKELETON = (
    b'{"fields":["id","score","role","evidence"],"rows":[{"fields":["name","actor","type","rol'
    b'e","affiliation","known_role","known_affiliation","gender","mentions"],"rows":[{"fields"'
    b':["text","paragraph","start","end","speaker","actor","speakers","speaker_as_written","sp'
    b'eaker_type","addressee","cue","kind","confidence","reason","spans","carrier"],"rows":[{"'
    b'fields":["text","paragraph","start","end","speaker","actor","speaker_as_written","speake'
    b'r_type","verb","verb_class","confidence","reason"],"rows":[{"fields":["text","type","val'
    b'ue","paragraph","start","end","first","last","precision"],"rows":[{"fields":["what","kin'
    b'd","status","evidence","paragraph","start","end","by","target","actors","when_text","fro'
    b'm_","to","precision","asserted_by"],"rows":['
    b'"country",null,null,null,"",[[0,null,"organisation",null,null,null,"",[[0,"person","minister",null,null,null,'
    b'"verb-adjacent","named",null,"said","direct",0.95,"unattributed","happened","scheduled","open","day",null,'
)
"""What every dictionary begins with. A text can only be read with the dictionary it was written with: never edit
this; a better one needs a first byte of its own."""


def deflate(data: str, text: str = "") -> bytes:
    """A text, deflated with another as its dictionary."""
    if data == text and text:
        return _THE_SAME
    packer = zlib.compressobj(5, zlib.DEFLATED, 15, 8, zlib.Z_DEFAULT_STRATEGY, _dictionary(text))
    return packer.compress(data.encode("utf-8", "surrogatepass")) + packer.flush()


def keep(data: str) -> bytes:
    """A text as it is: for what is soon written anew, which is not worth deflating."""
    return _AS_IT_IS + data.encode("utf-8", "surrogatepass")


def inflate(packed: bytes, text: str = "") -> str:
    """What `deflate` or `keep` was given, with the same dictionary. Raises zlib.error for another."""
    first = packed[:1]
    if first == _AS_IT_IS:
        return packed[1:].decode("utf-8", "surrogatepass")
    if first == _THE_SAME:
        return text
    unpacker = zlib.decompressobj(15, _dictionary(text))
    return (unpacker.decompress(packed) + unpacker.flush()).decode("utf-8", "surrogatepass")


def _dictionary(text: str) -> bytes:
    return _SKELETON + text[:_WINDOW].encode("utf-8", "surrogatepass")[: _WINDOW - len(_SKELETON)]
