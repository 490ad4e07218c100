"""Feed markup -> plain words, and an element's children -> markup again. For titles, summaries and lengths only;
stories are cleaned by feeds.reading."""

from __future__ import annotations

import html
import re
from xml.etree.ElementTree import Element

_KNOWN_TAGS = (
    "a|abbr|acronym|address|article|aside|b|bdi|big|blockquote|br|center|cite|code|dd|del|details|dfn|div|dl|dt|em|"
    "figcaption|figure|font|footer|h[1-6]|header|hr|i|iframe|img|ins|kbd|li|link|main|mark|meta|noscript|ol|p|picture|"
    "pre|q|s|samp|section|small|source|span|strike|strong|sub|summary|sup|svg|table|tbody|td|tfoot|th|thead|time|tr|tt|"
    "u|ul|var|video|wbr"
)
_TAG = re.compile(rf"<(/?)({_KNOWN_TAGS})(?=[\s/>])[^<>]{{0,2000}}>", re.IGNORECASE)
_BLOCK = re.compile(
    r"^(?:address|article|aside|blockquote|br|dd|div|dl|dt|fig.*|footer|h[1-6r]|header|li|ol|p|pre|section|t.*|ul)$",
    re.I,
)
_HIDDEN = re.compile(
    r"<(script|style|noscript|svg)\b[^>]{0,2000}>(?:(?!</\1).){0,200000}?</\1\s*>", re.IGNORECASE | re.DOTALL
)
_COMMENT = re.compile(r"<!--.{0,100000}?-->", re.DOTALL)
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,32});")


def is_markup(text: str) -> bool:
    """True when the text holds a tag or a character reference, so that it must be read as HTML."""
    return ("<" in text or "&" in text) and _MARKUP.search(text) is not None


def plain(text: str, *, tags: bool = True) -> str:
    """One line of words: references resolved, known tags gone (unknown ones are words in angle brackets), white space
    folded. `tags=False` keeps what looks like a tag, for text declared plain."""
    if "&" in text:
        text = html.unescape(text)
    if tags and "<" in text:
        if "<!--" in text:
            text = _COMMENT.sub(" ", text)
        if "</" in text:
            text = _HIDDEN.sub(" ", text)
        text = _TAG.sub(_gap, text)
        if "&" in text:
            text = html.unescape(text)
    return " ".join(text.split())


def _gap(match: re.Match[str]) -> str:
    """Block tags part words, inline tags stand inside them."""
    return " " if _BLOCK.match(match[2]) else ""


def inner_markup(element: Element, most: int = 2_000_000) -> str:
    """The children of an element as HTML (XHTML content, unescaped markup in a description). Not recursive, so that
    no depth of nesting can hurt; at most `most` characters."""
    pieces: list[str] = [html.escape(element.text or "", quote=False)]
    size = 0
    stack: list[tuple[str, Element | None]] = [("", child) for child in reversed(element)]
    while stack and size < most:
        closing, child = stack.pop()
        if child is None:
            pieces.append(closing)
            size += len(closing)
            continue
        if callable(child.tag):  # a comment or processing instruction
            pieces.append(html.escape(child.tail or "", quote=False))
            continue
        tag = child.tag.rpartition("}")[2]
        attributes = "".join(
            f' {name.rpartition("}")[2]}="{html.escape(value)}"' for name, value in child.items() if len(value) < 4000
        )
        piece = f"<{tag}{attributes}>{html.escape(child.text or '', quote=False)}"
        pieces.append(piece)
        size += len(piece)
        stack.append((f"</{tag}>{html.escape(child.tail or '', quote=False)}", None))
        stack.extend(("", grandchild) for grandchild in reversed(child))
    return "".join(pieces)
