"""The palettes of the dashboard and what is made of them: Textual themes for frames, rich styles for lines.

A line names its colours by role ("dim", "teal bold", "amber underline on-selected"); colour means one thing everywhere:
amber selection, new and "look twice"; teal actors; violet what was said; green happened; blue scheduled and official;
rose rejected, failing and state media; dim everything that only frames.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

from rich.style import Style
from textual.theme import Theme


@dataclass(frozen=True, slots=True)
class Palette:
    """Thirteen colours by role, as #rrggbb or as ANSI names."""

    ink: str
    panel: str
    selected: str
    line: str
    dim: str
    text: str
    bright: str
    amber: str
    teal: str
    violet: str
    green: str
    blue: str
    rose: str


DARK = Palette(
    ink="#0e1318",
    panel="#121920",
    selected="#1d2833",
    line="#26323d",
    dim="#7b8998",
    text="#c8d3de",
    bright="#eef3f8",
    amber="#e8b65a",
    teal="#6cc7c1",
    violet="#b79be0",
    green="#8fc27a",
    blue="#6ea8e0",
    rose="#e0707a",
)
LIGHT = Palette(
    ink="#fbfaf7",
    panel="#f3f1ec",
    selected="#e6e2d8",
    line="#cfc9bc",
    dim="#646a72",
    text="#2b3138",
    bright="#0d1116",
    amber="#8a5a00",
    teal="#0b6b66",
    violet="#6a3fb0",
    green="#3a6b22",
    blue="#1f5fa8",
    rose="#b02a37",
)
ANSI = Palette(
    ink="default",
    panel="default",
    selected="default",
    line="bright_black",
    dim="bright_black",
    text="default",
    bright="default",
    amber="yellow",
    teal="cyan",
    violet="magenta",
    green="green",
    blue="bright_blue",
    rose="red",
)
PALETTES = {"dark": DARK, "light": LIGHT, "ansi": ANSI}


def themes() -> list[Theme]:
    """The three themes as Textual knows them: watchfloor-dark, watchfloor-light, watchfloor-ansi."""
    return [_theme(name, palette) for name, palette in PALETTES.items()]


def theme_variables(palette: Palette) -> dict[str, str]:
    """The stylesheet's variables: $wf-ink, $wf-amber and so on."""
    return {f"wf-{field.name}": _css_colour(getattr(palette, field.name)) for field in fields(palette)}


class Inks:
    """Rich styles by role and by whether the line is selected; made once each."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.palette = PALETTES[name]

    def style(self, role: str, is_selected: bool = False) -> Style:
        """The style of a role; on a selected line dim becomes text and text becomes bright, on the selected ground."""
        return _style(self.name, role, is_selected)


@lru_cache(maxsize=512)
def _style(name: str, role: str, is_selected: bool) -> Style:
    palette = PALETTES[name]
    colour = ""
    ground: str | None = None
    attributes: dict[str, bool] = {}
    for word in role.split():
        if word.startswith("on-"):
            ground = getattr(palette, word[3:])
        elif word in ("bold", "italic", "underline", "reverse", "strike"):
            attributes[word] = True
        else:
            colour = word
    if is_selected:
        colour = {"dim": "text", "text": "bright", "line": "dim"}.get(colour, colour)
        if name == "ansi":
            # Every colour would become a patch of ground of its own.
            attributes["reverse"], colour = True, "text"
        elif ground is None:
            ground = palette.selected
    ground = ground or palette.ink
    if name == "ansi" and ground == "default":
        ground = None
    return Style(color=getattr(palette, colour) if colour else None, bgcolor=ground, **attributes)  # type: ignore[arg-type]


def _theme(name: str, palette: Palette) -> Theme:
    def colour(role: str) -> str:
        return _css_colour(getattr(palette, role))

    return Theme(
        name=f"watchfloor-{name}",
        primary=colour("amber"),
        secondary=colour("teal"),
        accent=colour("amber"),
        warning=colour("amber"),
        error=colour("rose"),
        success=colour("green"),
        foreground=colour("text"),
        background=colour("ink"),
        surface=colour("ink"),
        panel=colour("panel"),
        dark=name != "light",
        ansi=name == "ansi",
        variables={
            **theme_variables(palette),
            "scrollbar": colour("line"),
            "scrollbar-hover": colour("dim"),
            "scrollbar-active": colour("amber"),
            "scrollbar-background": colour("ink"),
            "scrollbar-background-hover": colour("ink"),
            "scrollbar-background-active": colour("ink"),
            "scrollbar-corner-color": colour("ink"),
            "input-cursor-background": colour("amber"),
            "input-selection-background": colour("selected"),
        },
    )


def _css_colour(colour: str) -> str:
    return colour if colour.startswith("#") else f"ansi_{colour}"
