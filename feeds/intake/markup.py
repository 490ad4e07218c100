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
_HIDDEN = ("script", "style", "noscript", "svg")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,32});")


_DEEPEST = 100


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
            text = _without(text, "<!--", "-->")
        if "</s" in text or "</n" in text or "</S" in text or "</N" in text:
            for tag in _HIDDEN:
                text = _without(text, f"<{tag}", f"</{tag}")
        text = _TAG.sub(_gap, text)
        if "&" in text:
            text = html.unescape(text)
    return " ".join(text.split())


def _without(text: str, opening: str, closing: str) -> str:
    """The text without what stands between the marks, in any case; an opening that is never closed stays. Linear."""
    lowered = text.lower() if opening.isascii() and text.isascii() else text
    start = lowered.find(opening)
    if start < 0:
        return text
    pieces, position = [], 0
    while start >= 0:
        end = lowered.find(closing, start + len(opening))
        if end < 0:
            break
        pieces.append(text[position:start])
        past = lowered.find(">", end)
        position = past + 1 if past >= 0 else len(text)
        start = lowered.find(opening, position)
    return " ".join([*pieces, text[position:]])


def _gap(match: re.Match[str]) -> str:
    """Block tags part words, inline tags stand inside them."""
    return " " if _BLOCK.match(match[2]) else ""


def inner_markup(element: Element, most: int = 2_000_000) -> str:
    """The children of an element as HTML (XHTML content, unescaped markup in a description). Not recursive, so that
    no depth of nesting can hurt; at most `most` characters, and below a hundred levels only the words."""
    pieces: list[str] = [html.escape(element.text or "", quote=False)]
    size = depth = 0
    stack: list[str | Element] = list(reversed(element))
    while stack and size < most:
        child = stack.pop()
        if isinstance(child, str):
            pieces.append(child)
            depth -= child.startswith("</")
            continue
        tail = html.escape(child.tail, quote=False) if child.tail else ""
        if callable(child.tag):  # a comment or processing instruction
            pieces.append(tail)
            continue
        words = html.escape(child.text, quote=False) if child.text else ""
        if depth < _DEEPEST:
            tag = child.tag.rpartition("}")[2]
            words = f"<{tag}{_attributes(child)}>{words}"
            tail = f"</{tag}>{tail}"
            depth += 1
        if words:
            pieces.append(words)
        size += len(words)
        if tail:
            stack.append(tail)
        stack.extend(reversed(child))
    pieces.extend(closing for closing in reversed(stack) if isinstance(closing, str) and closing.startswith("</"))
    return "".join(pieces)


def _attributes(element: Element) -> str:
    return "".join(
        f' {name.rpartition("}")[2]}="{html.escape(value)}"' for name, value in element.items() if len(value) < 4000
    )
