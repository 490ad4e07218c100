"""HTML to blocks of text: headings, lists, block quotes and captions told apart. One linear pass over the tags."""

from __future__ import annotations

import re
from html import unescape

from feeds.late_pattern import late_pattern
from feeds.story import Paragraph, ParagraphKind

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
_LOOKS_LIKE = late_pattern(
    r"<(?:p|div|br|html|body|article|section|h[1-6]|ul|ol|li|blockquote|span|a\s|img|em|strong|i|b)\b[^<>]*>", re.I
)
_HIDDEN = late_pattern(r"\bhidden\b|display\s*:\s*none|aria-hidden\s*=\s*[\"']?true", re.I)
_SPACE = re.compile(r"[ \t\n\r\f\v\u00a0]+")

_BLOCKS = frozenset(
    """address article aside blockquote body br dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4
    h5 h6 header hr html li main nav ol p pre section summary table td th tr ul caption""".split()
)
_SILENT = frozenset("script style noscript template svg iframe object textarea select button title head math".split())
_FURNITURE = frozenset("nav footer aside form".split())
_VOID = frozenset("br hr img input meta link source wbr embed area base col track".split())
_LISTS = frozenset("ul ol dl".split())
_ITEMS = frozenset("li dt dd".split())
_KINDS: dict[str, ParagraphKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(_ITEMS, "list"),
    "blockquote": "quotation",
    "figcaption": "caption",
    "caption": "caption",
}


def looks_like_html(text: str) -> bool:
    """Whether a text is HTML although nobody said so (its first 4,000 characters hold usual tags)."""
    return "<" in text and _LOOKS_LIKE.search(text, 0, 4000) is not None


def blocks_of(html: str) -> tuple[list[Paragraph], list[str]]:
    """(blocks in order, blocks of nav, footer, aside and form elements). Scripts, styles and hidden parts are dropped.

    Entities are resolved. Broken nesting never hides text: an end tag without its start is ignored.
    """
    reader = _Reader()
    position, length = 0, len(html)
    gone: set[str] = set()
    while position < length:
        start = html.find("<", position)
        if start < 0:
            reader.text(html[position:])
            break
        reader.text(html[position:start])
        if html.startswith("<!--", start):
            end = -1 if "-->" in gone else html.find("-->", start + 4)
            if end < 0:
                gone.add("-->")
            position = start + 4 if end < 0 else end + 3
            continue
        tag = _TAG.match(html, start)
        if tag is None:
            close = -1
            if html.startswith(("<!", "<?"), start):
                close = -1 if ">" in gone else html.find(">", start)
                if close < 0:
                    gone.add(">")
            if close < 0:
                reader.text("<")
            position = start + 1 if close < 0 else close + 1
            continue
        position = tag.end()
        name = tag.group(2).lower()
        if tag.group(1):
            reader.close(name)
            continue
        attributes = tag.group(3)
        if name in _SILENT and not attributes.endswith("/"):
            position = _after_silent(html, position, name, gone)
            continue
        reader.open(name, attributes)
    reader.flush()
    return reader.blocks, reader.furniture


def _after_silent(html: str, position: int, name: str, gone: set[str]) -> int:
    """The place after the end tag of a silent element; right here when it never ends."""
    if name in gone:
        return position
    match = re.compile(rf"</{name}\b[^<>]*>", re.I).search(html, position)
    if match is None:
        gone.add(name)
        return position
    return match.end()


class _Reader:
    """Collects text into blocks while tags open and close."""

    def __init__(self) -> None:
        self.blocks: list[Paragraph] = []
        self.furniture: list[str] = []
        self._pieces: list[str] = []
        self._kinds: list[tuple[str, ParagraphKind]] = []
        self._outside: list[str] = []
        """Open elements whose content is not the story; the outermost decides when it ends."""
        self._depth = 0
        self._is_hidden = False

    def text(self, piece: str) -> None:
        if piece:
            self._pieces.append(piece)

    def open(self, name: str, attributes: str) -> None:
        if name in _BLOCKS:
            self.flush()
        if self._outside:
            self._depth += name == self._outside[0]
            return
        if name in _VOID or attributes.endswith("/"):
            return
        is_hidden = bool(attributes) and _HIDDEN.search(attributes) is not None
        if name in _FURNITURE or (is_hidden and name in _BLOCKS):
            self._outside, self._depth, self._is_hidden = [name], 1, is_hidden
        elif name in _LISTS:
            self._kinds.append((name, self._kinds[-1][1] if self._kinds else "text"))
        elif name in _KINDS:
            if name in _ITEMS and self._kinds and self._kinds[-1][0] in _ITEMS:
                self._kinds.pop()  # the end tag of an item may be left out
            self._kinds.append((name, _KINDS[name]))

    def close(self, name: str) -> None:
        if name in _BLOCKS:
            self.flush()
        if self._outside:
            if name == self._outside[0]:
                self._depth -= 1
                if self._depth == 0:
                    self._outside, self._is_hidden = [], False
            elif name in ("body", "html", "article", "main"):
                self._outside, self._depth, self._is_hidden = [], 0, False
            return
        if name in _KINDS or name in _LISTS:
            for index in range(len(self._kinds) - 1, max(-1, len(self._kinds) - 12), -1):
                if self._kinds[index][0] == name:
                    del self._kinds[index:]
                    break

    def flush(self) -> None:
        if not self._pieces:
            return
        joined = "".join(self._pieces)
        self._pieces.clear()
        text = unescape(joined) if "&" in joined else joined
        if not text.isprintable() or "  " in text:
            text = _SPACE.sub(" ", text)
        text = text.strip()
        if not text:
            return
        if self._outside:
            if not self._is_hidden:
                self.furniture.append(text)
            return
        self.blocks.append(Paragraph(text, self._kinds[-1][1] if self._kinds else "text"))
