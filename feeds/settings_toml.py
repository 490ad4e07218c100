"""What is wrong with a config that is no TOML, in words: the line, whose value it is and what was probably meant.

A value itself is never repeated: it may be a secret.
"""

from __future__ import annotations

import re

_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$| \(at end of document\)$")
_SHOWN = 60
"""Characters of a name that are repeated in the message."""
_CURLY = re.compile("[“”„‘’«»]")
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]#]+?)\s*\]")
_KEY = re.compile(r"\s*([\w\"'.-]+)\s*=")


def toml_mistake(text: str, error: Exception) -> tuple[int | None, str]:
    """The line a parser's error is about (None: the end of the text) and the mistake in words."""
    told = str(error)
    place = _PLACE.search(told)
    what = told[: place.start()] if place else told
    if place is None or place[1] is None:
        return None, f"this is not TOML: {what} at the end of the file{_unclosed(text)}"
    number, column = int(place[1]), int(place[2])
    lines = text.split("\n")
    line = lines[number - 1] if number <= len(lines) else ""
    return number, f"this is not TOML: {what} in {_named(line)}, column {column}{_hint(what, lines, number, column)}"


def _named(line: str) -> str:
    """What a line is about, without its value."""
    header, key = _HEADER.match(line), _KEY.match(line)
    name = line.split("#")[0].strip() if header else key[1] if key else (line.split() or [""])[0]
    return f"`{name[:_SHOWN]}`"


def _hint(what: str, lines: list[str], number: int, column: int) -> str:
    line = lines[number - 1]
    rest = line[max(0, column - 1) :]
    if what.startswith(("Cannot overwrite", "Cannot declare", "Cannot mutate")):
        return _twice(lines, number)
    if _CURLY.search(line) and what.startswith("Invalid value"):
        return ': quotation marks must be straight, "…"'
    if what.startswith("Invalid value"):
        value = rest.split("#")[0].strip()
        if not value:
            return ": a value is missing after ="
        if value.lower() in ("true", "false", "yes", "no", "on", "off"):
            return f": write {'true' if value.lower() in ('true', 'yes', 'on') else 'false'}"
        key = _KEY.match(line)
        return f': text stands in quotation marks, {key[1]} = "…"' if key and re.match(r"[^\W\d]", value) else ""
    if what.startswith("Illegal character '\\n'"):
        return ": a quotation mark at the end of the line is missing"
    if what.startswith(("Unescaped", "Invalid hex", "Invalid escape")) or "\\" in what:
        return ": a backslash is doubled, \\\\, or the text stands in '…'"
    if what.startswith("Expected '='"):
        return ": a setting is `name = value`, a section `[name]`"
    if what.startswith("Expected newline"):
        return ": one setting a line, and nothing after its value; text and times stand in quotation marks"
    if what.startswith("Unclosed array"):
        return ": a comma between two values, or the closing ], is missing"
    return ""


def _twice(lines: list[str], number: int) -> str:
    """Where the same section or setting stands already."""
    line = lines[number - 1]
    header = _HEADER.match(line)
    if header is not None:
        first_name = header[2].split(".")[0].strip().strip("\"'")
        for earlier, other in enumerate(lines[: number - 1], 1):
            one = _HEADER.match(other)
            if one is None:
                continue
            name = one[2].strip()
            if name == header[2].strip() and one[1] == header[1] == "[":
                return f": [{name}] stands at line {earlier} already; its settings belong there"
            if name.split(".")[0].strip().strip("\"'") == first_name and one[1] != header[1]:
                kind = f"{one[1]}{name}{']' * len(one[1])}"
                return (
                    f": line {earlier} opens {kind}, so this is written [{first_name}.NAME]"
                    if one[1] == "["
                    else (f": line {earlier} opens {kind}, so every one of them is written [[{first_name}]]")
                )
        return ""
    key = _KEY.match(line)
    if key is None:
        return ""
    for earlier in range(number - 2, -1, -1):
        if _HEADER.match(lines[earlier]):
            break
        one = _KEY.match(lines[earlier])
        if one is not None and one[1] == key[1]:
            return f": {key[1]} is set at line {earlier + 1} already"
    return ""


def _unclosed(text: str) -> str:
    """The last setting whose list or text was opened and never closed."""
    lines = text.split("\n")
    for number in range(len(lines), 0, -1):
        key = _KEY.match(lines[number - 1])
        if key is not None:
            return f": look at {key[1]} at line {number}, whose bracket or quotation mark may not be closed"
    return ""
