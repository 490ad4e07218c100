"""A brief as Markdown, HTML or JSON, by templates that can be replaced ([brief] templates)."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from tui.desk.brief.drawing import activity_svg, timeline_svg
from tui.desk.brief.material import Brief
from tui.safe import safe_line, safe_text

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_BEGINS = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")


def written(brief: Brief, form: str, templates: Path | None = None) -> str:
    """The brief as md, html or json. Raises jinja2.TemplateError for a template of one's own that cannot be used."""
    if form == "json":
        return json.dumps(_safe(asdict(brief)), ensure_ascii=False, indent=1) + "\n"
    from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    folders = [templates] if templates else []
    loader = ChoiceLoader([FileSystemLoader(str(folder)) for folder in [*folders, Path(__file__).parent / "templates"]])
    environment = ImmutableSandboxedEnvironment(
        loader=loader, autoescape=form == "html", undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["markdown"] = markdown_text
    environment.filters["moment"] = lambda moment: moment.strftime("%Y-%m-%d %H:%MZ")
    environment.globals["activity"] = lambda part: Markup(activity_svg(part.activity))
    environment.globals["timeline"] = lambda part: Markup(timeline_svg(part.days, brief.as_of.date().isoformat()))
    environment.globals["web_link"] = web_link
    return safe_text(environment.get_template(f"brief.{form}.j2").render(brief=brief, sections=SECTIONS))


SECTIONS = (
    ("happened", "What happened"),
    ("claimed", "What is claimed"),
    ("said", "Who said what"),
    ("positions", "Demanded, proposed, rejected"),
    ("scheduled", "What is scheduled"),
    ("moved", "What moved or was corrected"),
    ("resting", "Rests on one outlet, one claimant or state media"),
)
"""Attributes of a thread's part and their headings, in order."""


def markdown_text(text: str) -> str:
    """A text as one line of Markdown that means only itself."""
    escaped = _MARKDOWN.sub(r"\\\1", safe_line(text))
    return _BEGINS.sub(r"\1\\\2", escaped)


def web_link(link: str) -> str:
    """The link when it is one of the web, else "": a javascript: link must never be clickable."""
    return link if link.startswith(("http://", "https://")) else ""


def _safe(value: object) -> object:
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, dict):
        return {name: _safe(item) for name, item in value.items()}
    return [_safe(item) for item in value] if isinstance(value, list | tuple) else value
