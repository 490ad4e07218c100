"""Who is who among stories and findings: public ids, canonical links, and the hashes findings are addressed by."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b
from urllib.parse import parse_qsl, urlencode, urlsplit

_TRACKING = re.compile(
    r"(utm_.*|fbclid|gclid|dclid|msclkid|mc_[ce]id|at_.*|ito|cmpid|cmp|ref|ref_src|ns_.*|xtor|smid|rss)$"
)
_PLAIN = dict.fromkeys("“”„«»‟", '"') | dict.fromkeys("‘’‚‛`´", "'") | {"–": "-", "—": "-", "−": "-"}
_MARKS = re.compile("[" + "".join(_PLAIN) + "]")
_COMBINING = re.compile("[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f]+")
_PLAIN_LINK = re.compile(r"https?://(?:www\.)?+([a-z0-9][a-z0-9.-]*)((?:/[!$-;=@-Z_a-z~]*)?)")
"""A link with nothing to cut but its ends: no port, no query, no fragment, nothing that is not ASCII."""
_ASCII = bytes(range(128))
_LOWERED = bytes(
    32 if byte < 128 and byte != 10 and chr(byte).isspace() else byte + 32 if 65 <= byte <= 90 else byte
    for byte in range(256)
)
"""ASCII in small letters, and a blank for each of its white space but the ends of lines."""
_BLANKS = re.compile(rb"  +")
_SECOND_LEVEL = frozenset("ac co com edu gob gov govt mil net ne nom or org press".split())


def public_id(number: int) -> str:
    """The 16 hex digits people and other stores know a story by."""
    return format(number & 0xFFFF_FFFF_FFFF_FFFF, "016x")


def number_of(identity: str) -> int | None:
    """The stored number of a public id; None when it is none."""
    if len(identity) != 16:
        return None
    try:
        value = int(identity, 16)
    except ValueError:
        return None
    return value - (1 << 64) if value >= 1 << 63 else value


def hash64(*parts: str) -> int:
    """A signed 64-bit hash of some texts, the same on every machine (BLAKE2b)."""
    return _hashed("\x1f".join(parts).encode("utf-8", "surrogatepass"))


def text_hash(title: str, text: str) -> int:
    """The hash of a headline and a text in which neither case nor white space counts."""
    return _hashed(fold(title).encode("utf-8", "surrogatepass") + b"\x1f" + _lowered(text))


def _lowered(text: str) -> bytes:
    """`" ".join(text.split()).lower()` as UTF-8, in half the time for most texts: by whole bytes where what is not
    ASCII has no capitals and no white space."""
    data = text.encode("utf-8", "surrogatepass")
    if not text.isascii():
        for character in set(data.translate(None, _ASCII).decode("utf-8", "surrogatepass")):
            if character.isspace() or character.lower() != character:
                return " ".join(text.split()).lower().encode("utf-8", "surrogatepass")
    data = b" ".join(filter(None, data.translate(_LOWERED).split(b"\n")))
    return (_BLANKS.sub(b" ", data) if b"  " in data else data).strip(b" ")


def _hashed(data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)


def canonical_link(link: str) -> str:
    """A link without what differs between two feeds of one outlet: scheme, www., fragment, tracking, last slash."""
    if plain := _PLAIN_LINK.fullmatch(link):
        return plain[1] + plain[2].rstrip("/")
    try:
        parts = urlsplit(link.strip())
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    except ValueError:
        return link.strip()
    if not host:
        return link.strip()
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)])
    return f"{host}{port}{parts.path.rstrip('/')}{'?' + query if query else ''}"


def host_of(link: str) -> str:
    """The host of a link without www., "" when it has none."""
    if plain := _PLAIN_LINK.fullmatch(link):
        return plain[1]
    try:
        return (urlsplit(link).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def registrable_domain(host: str) -> str:
    """The last two labels of a host, three under endings like co.uk: good enough to name an outlet nobody named."""
    labels = host.split(".")
    if len(labels) <= 2 or labels[-1].isdigit():
        return host
    keep = 3 if len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-keep:])


def fold(text: str) -> str:
    """A text as it is compared: case, accents, kinds of quotation marks and white space do not count."""
    if text.isascii():
        return " ".join(text.lower().split())
    text = _MARKS.sub(lambda match: _PLAIN[match.group()], text)
    if not text.isascii():
        text = _COMBINING.sub("", unicodedata.normalize("NFKD", text))
    return " ".join(text.casefold().split())


def finding_key(kind: str, text: str) -> int:
    """What a finding is addressed by within its story (beside its occurrence): its kind and folded text."""
    return hash64(kind, fold(text))


def words(name: str) -> list[str]:
    """The folded words an actor is found by."""
    return [word for word in fold(name).replace("-", " ").replace(".", " ").replace(",", " ").split() if word]
