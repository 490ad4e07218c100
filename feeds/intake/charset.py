"""Bytes of unknown charset -> text, and text that was encoded twice -> text as it was meant.

What decodes as UTF-8 is UTF-8 (nothing else does by accident, but for ISO-2022 and UTF-7, which are pure ASCII), then
the byte order mark, the HTTP header, the XML declaration or <meta>, and last Windows-1252 as browsers do
(WHATWG Encoding, "windows-1252" for every latin-1 label).
"""

from __future__ import annotations

import codecs
import re

_DECLARED = re.compile(rb"""^.{0,400}?<\?xml[^>]{0,200}?encoding\s*=\s*["']?([A-Za-z0-9._:-]+)""", re.DOTALL)
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9._:-]+)""", re.IGNORECASE)
_HEADER = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]+)""", re.IGNORECASE)
_TELLING = "\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99"
"""The marks that texts have, each looked for by a plain search: a class of characters costs ten times that."""
_C1_REFERENCE = re.compile(r"&#(?:[xX]0*([89][0-9a-fA-F])|0*(1[2-5]\d)(?<=(?:2[89]|[345]\d)));")
_MEANT = {code: bytes((code,)).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_BEYOND = re.compile(rb"[\x80-\xff]")
_BESIDE = re.compile(rb"[\xa8\xaa\xaf\xb2-\xb4\xb8\xba\xbf-\xff]{2,}")
_LANGUAGE = re.compile(rb"(?:<language>|lang=[\"'])\s*([A-Za-z]{2})\b")
_SCRIPTS = {"el": "cp1253", "he": "cp1255", "iw": "cp1255", "ar": "cp1256", "fa": "cp1256", "ur": "cp1256"}
_LATIN = {"iso8859-1", "ascii", "latin-1", "iso-8859-1", "us-ascii"}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ALLOWED = re.compile(
    r"(?:utf|iso|cp|windows|mac|koi|gb|big5|euc|shift|tis|hz|latin|ptcp|ascii|johab|kz)", re.IGNORECASE
)


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """The text and the charset it was read with. What cannot be decoded becomes U+FFFD; never raises."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace"), name
    sixteen = _sixteen_bits(body)
    if sixteen:
        return body.decode(sixteen, "replace"), sixteen
    declared = _codec(_declared(body)) or _codec(_found(_HEADER.search(content_type)))
    if declared and (declared.startswith("iso2022") or declared in ("hz", "utf-7")):
        return body.decode(declared, "replace"), declared
    try:
        return body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    header = _codec(_found(_HEADER.search(content_type)))
    for name in (header, declared):
        if name and name != "utf-8":
            try:
                return body.decode(name), name
            except UnicodeDecodeError:
                continue
    if _mostly_utf8(body):
        return body.decode("utf-8", "replace"), "utf-8"
    name = next((name for name in (declared, header) if name and name != "utf-8"), "") or _guessed(body)
    return body.decode(name, "replace"), name


def _guessed(body: bytes) -> str:
    """What eight-bit text is that says nothing of its charset, or says it is the UTF-8 that it is not.

    In Latin text letters beyond ASCII stand alone, in other scripts side by side. Which script then says the language
    that is declared, else it is Cyrillic, where capitals are few: they are 0xC0-0xDF in Windows-1251, and small letters
    in KOI8-R.
    """
    head = body[:100_000]
    letters = sum(map(len, _BESIDE.findall(head)))
    if letters < 0.7 * len(_BEYOND.findall(head)):
        return "cp1252"
    language = _LANGUAGE.search(head[:20_000])
    known = _SCRIPTS.get(language[1].decode("ascii").lower()) if language else None
    if known:
        return known
    low, high = (len(re.findall(pattern, head)) for pattern in (rb"[\xc0-\xdf]", rb"[\xe0-\xff]"))
    return "koi8-r" if low > high else "cp1251"


def without_c1(text: str) -> str:
    """The marks of Windows-1252 that were written as C1 controls, or as references to them (&#146;), as they were meant
    (HTML: "numeric character reference end state")."""
    if "&#1" in text or "&#x" in text or "&#X" in text:
        text = _C1_REFERENCE.sub(lambda match: _MEANT[int(match[1], 16) if match[1] else int(match[2])], text)
    if not text.isascii() and any(mark in text for mark in _TELLING):
        text = text.translate(_MEANT)
    return text


def _sixteen_bits(body: bytes) -> str:
    """UTF-16 without a mark shows as "<" beside a zero byte."""
    head = body[:4]
    if head[:2] == b"<\0" and head[2:4] != b"\0\0":
        return "utf-16-le"
    return "utf-16-be" if head[:2] == b"\0<" else ""


def _declared(body: bytes) -> str:
    head = body[:2048]
    match = _DECLARED.match(head) or _META.search(head)
    return match[1].decode("ascii", "ignore") if match else ""


def _found(match: re.Match[str] | None) -> str:
    return match[1] if match else ""


def _codec(name: str) -> str:
    """Python's name of a text charset, latin-1 as Windows-1252; "" for what is none ("hex", "zip" …)."""
    if not name or not _ALLOWED.match(name):
        return ""
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return ""
    return "cp1252" if found in _LATIN else found


def _mostly_utf8(body: bytes) -> bool:
    """A body cut in the middle of a character, or with a few broken bytes, is still UTF-8."""
    text = body[:200_000].decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for character in text if character > "\x7f") - broken
    return broken <= 1 + whole // 20


_TWICE = re.compile("[ÃÂ][\x80-¿ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|â€|[ÐÑ][\x80-¿ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|ï»¿")
_MARKS = ("Ã", "Â", "â€", "Ð", "Ñ", "ï»¿")
_RUN = re.compile("[\x80-ÿŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]{2,}")


def looks_doubly_encoded(text: str) -> bool:
    """True when text shows the marks of UTF-8 that was read as Windows-1252 and encoded again."""
    if text.isascii() or not any(mark in text for mark in _MARKS):
        return False  # plain searches first: they cost a fiftieth of the expression
    return _TWICE.search(text) is not None


def undouble(text: str) -> str:
    """Doubly encoded text as it was meant; anything else unchanged.

    The whole string is turned back if all of it can be, else each run of characters that is valid UTF-8 by itself.
    """
    if not looks_doubly_encoded(text):
        return text
    try:
        return _bytes_of(text).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return _RUN.sub(_run, text)


def _run(match: re.Match[str]) -> str:
    if not _TWICE.search(match[0]):
        return match[0]
    try:
        return _bytes_of(match[0]).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return match[0]


def _bytes_of(text: str) -> bytes:
    """Windows-1252 with the five bytes it leaves undefined taken as latin-1, as browsers do."""
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError:
        return b"".join(
            bytes((ord(character),)) if "\x80" <= character <= "\x9f" else character.encode("cp1252")
            for character in text
        )
