"""A citation says who, where and when, drops what is unknown with its comma; templates use known fields only."""

from __future__ import annotations

from pathlib import Path

import pytest

from feeds.settings import SettingsError, load_settings
from tui.desk.cite import SAID, CiteSettings, filled, read_cite, text_digest


def test_an_optional_part_goes_with_its_empty_field() -> None:
    assert filled("a<, {role}>, {outlet}", {"role": "", "outlet": "Meridian"}) == "a, Meridian"
    assert filled("a<, {role}>, {outlet}", {"role": "envoy", "outlet": "Meridian"}) == "a, envoy, Meridian"


def test_a_value_with_braces_or_brackets_is_text() -> None:
    assert filled("{title}<, {link}>", {"title": "<b>{role}</b>", "link": ""}) == "<b>{role}</b>"


def test_the_digest_is_that_of_the_paragraphs() -> None:
    assert text_digest(["a", "b"]) == text_digest(["a", "b"])
    assert text_digest(["a", "b"]) != text_digest(["a b"])
    assert len(text_digest([])) == 8


def test_a_template_with_an_unknown_field_is_a_mistake_with_the_nearest_name(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[cite]\nsaid = "{speeker}: {text}"\n', "utf-8")
    with pytest.raises(SettingsError, match="did you mean 'speaker'"):
        load_settings(path, {"cite": read_cite})
    path.write_text('[cite]\nsaid = "{speaker}: {text}"\n', "utf-8")
    assert load_settings(path, {"cite": read_cite}).sections["cite"] == CiteSettings(said="{speaker}: {text}")


def test_the_shipped_template_has_every_part_of_a_citation() -> None:
    line = filled(
        SAID,
        {
            "text": "We wait",
            "speaker": "Ilja Marrow",
            "role": "foreign minister",
            "outlet": "Vostra Today",
            "standing": "state media, VO",
            "title": "Talks",
            "published": "2025-03-12 14:02Z",
            "seen": "14:20Z",
            "link": "https://vostra.example/1",
            "digest": "0123abcd",
        },
    )
    assert line == (
        "“We wait” — Ilja Marrow, foreign minister, via Vostra Today [state media, VO], “Talks”, published "
        "2025-03-12 14:02Z (seen 14:20Z), https://vostra.example/1, text sha256:0123abcd"
    )
