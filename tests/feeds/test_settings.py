"""A config is read whole: every mistake at once, each with its line, what is allowed and the nearest valid key."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.settings import Settings, SettingsError, load_settings, shipped_settings
from feeds.settings_lines import lines_of
from feeds.settings_table import Table


def load(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path)


def mistakes_of(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, text)
    return [str(mistake).replace(str(tmp_path) + "/", "") for mistake in caught.value.mistakes]


def test_the_shipped_config_has_no_mistake_and_the_packs_it_promises() -> None:
    shipped = shipped_settings()
    on = {feed.pack for feed in shipped.feeds if feed.is_enabled}
    assert on == {"core", "ukraine", "official"}
    assert not [feed.name for feed in shipped.feeds if feed.kind == "state media" and feed.is_enabled]
    assert {"ceasefire", "peacekeeping", "diplomatic_expulsions"} <= {thread.id for thread in shipped.threads}


def test_every_shipped_feed_says_who_publishes_it_and_what_it_is_worth() -> None:
    for feed in shipped_settings().feeds:
        assert feed.outlet, feed.name
        assert feed.kind, feed.name
        assert feed.reliability, feed.name
        assert feed.language, feed.name


def test_five_mistakes_are_reported_at_once_each_on_its_line(tmp_path: Path) -> None:
    text = "\n".join(
        [
            'packs = ["cor"]',  # 1
            "[fetch]",
            'concurrency = "many"',  # 3
            "[[feeds]]",
            'name = "Meridian"',
            'ulr = "https://meridian.example/feed"',  # 6, and the feed on line 4 lacks a url
            'pack = "core"',
            "[[feeds]]",
            'name = "Selm Daily"',
            'url = "ftp://selm.example/feed"',  # 10
            "[threads.talks]",  # 11
            'any = ["truce:x"]',
        ]
    )
    found = mistakes_of(tmp_path, text)
    assert found == [
        "config.toml:1: packs: no feed is in a pack \"cor\"; one of: core (did you mean 'core'?)",
        'config.toml:3: fetch.concurrency: "many" is not allowed; it must be a whole number from 1 to 200',
        "config.toml:4: feeds[0]: a feed needs either `url` or `command`",
        found[3],
        'config.toml:10: feeds[1].url: "ftp://selm.example/feed" is not allowed; it must begin with https://, '
        "http:// or file://",
        'config.toml:12: threads.talks.any: "truce:x": what follows the last colon must be a weight, e.g. "truce:2"',
    ]
    assert found[3].startswith("config.toml:6: feeds[0].ulr: there is no such key here; one of: ")
    assert found[3].endswith("(did you mean 'url'?)")


def test_a_pack_switches_its_feeds_and_a_feed_may_disagree(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        """
        packs = ["one"]
        [[feeds]]
        name = "a"
        url = "https://a.example/"
        pack = "one"
        [[feeds]]
        name = "b"
        url = "https://b.example/"
        pack = "one"
        enabled = false
        [[feeds]]
        name = "c"
        url = "https://c.example/"
        pack = "two"
        [[feeds]]
        name = "d"
        url = "https://d.example/"
        pack = "two"
        enabled = true
        [[feeds]]
        name = "e"
        command = ["news", "--jsonl"]
        """,
    )
    assert {feed.name: feed.is_enabled for feed in settings.feeds} == {
        "a": True,
        "b": False,
        "c": False,
        "d": True,
        "e": True,
    }


def test_a_name_in_braces_is_looked_up_in_the_words_and_else_in_the_shipped_ones(tmp_path: Path) -> None:
    own = load(tmp_path, '[threading.words]\nboats = "ferry|ferries"\n[threads.t]\nany = ["{boats}|{arms}"]\n')
    assert dict(own.threading.words)["boats"] == "ferry|ferries"
    assert "arms" in dict(own.threading.words)
    with pytest.raises(SettingsError) as wrong:
        load(tmp_path, '[threads.t]\nany = ["{diplomat}:2"]\n')
    assert 'threads.t: "{diplomat}" must be a name of [threading.words]' in str(wrong.value)
    assert "did you mean 'diplomats'?" in str(wrong.value)


def test_missing_threads_are_the_shipped_ones_and_empty_threads_are_none(tmp_path: Path) -> None:
    assert load(tmp_path, "").threads == shipped_settings().threads
    assert load(tmp_path, "[threads]").threads == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '[[feeds]]\nname = "A"\nurl = "http://two words/"',
            "config.toml:3: feeds[0].url: is no web address; one looks like",
        ),
        ('[[feeds]]\nname = "A"\nurl = "http://[::1"', "config.toml:3: feeds[0].url: is no web address"),
        ('[[feeds]]\nname = "A"\nurl = "https://a.example:port/"', "config.toml:3: feeds[0].url: is no web address"),
        ('[fetch]\nallow_hosts = ["10.0.0.0/99"]', '"10.0.0.0/99" is no host, address or network like "10.0.0.0/8"'),
        ('[fetch]\nallow_hosts = ["two words"]', '"two words" is no host, address or network'),
        ('[outlets]\n"meridian.example" = 5', 'must be a table: [outlets."meridian.example"]'),
        ("[threads]\ntalks = 5", "must be a table: [threads.talks]"),
    ],
)
def test_an_address_or_host_that_is_none_is_told_before_anybody_is_asked(tmp_path: Path, text: str, told: str) -> None:
    (mistake,) = mistakes_of(tmp_path, text)
    assert told in mistake


def test_hosts_addresses_and_networks_may_be_allowed(tmp_path: Path) -> None:
    hosts = ("localhost", "intranet.example", "10.0.0.0/8", "192.168.1.7", "::1", "[::1]", "fd00::/8")
    listed = ", ".join(f'"{host}"' for host in hosts)
    assert load(tmp_path, f"[fetch]\nallow_hosts = [{listed}]").fetch.allow_hosts == hosts


def test_a_password_in_a_config_is_refused(tmp_path: Path) -> None:
    text = '[[feeds]]\nname = "a"\nurl = "https://a.example/"\nbasic_auth = "me:secret"'
    found = mistakes_of(tmp_path, text)
    assert found == [
        'config.toml:4: feeds[0].basic_auth: must be "env:NAME" or "file:PATH", so that no password stands in a config'
    ]


def test_a_file_that_is_missing_or_no_toml_or_no_text_is_one_clear_mistake(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="there is no such file"):
        load_settings(tmp_path / "none.toml")
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path)
    with pytest.raises(SettingsError, match=r":2: this is not TOML.*\]\]"):
        load(tmp_path, 'packs = []\n[[feeds]\nname = "a"')
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="not UTF-8"):
        load_settings(tmp_path / "binary.toml")


def test_an_upper_layer_reads_its_own_section_with_the_same_care(tmp_path: Path) -> None:
    def look(table: Table) -> str:
        return table.text("theme", "dark", allowed=("dark", "light"))

    path = tmp_path / "config.toml"
    path.write_text('[look]\ntheme = "drak"\nthemee = 1\n', encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(path, {"look": look})
    assert [(mistake.line, mistake.key) for mistake in caught.value.mistakes] == [(2, "look.theme"), (3, "look.themee")]
    path.write_text('[look]\ntheme = "light"\n', encoding="utf-8")
    assert load_settings(path, {"look": look}).sections["look"] == "light"
    path.write_text("", encoding="utf-8")
    assert load_settings(path, {"look": look}).sections["look"] == "dark"


def test_lines_are_found_through_lists_of_tables_quoted_keys_and_long_arrays() -> None:
    text = "\n".join(
        [
            "a = [",
            '  "x = 1", # [no.table]',
            "]",
            "[[feeds]]",
            "name = 1",
            "[[feeds]]",
            "name = 2",
            '[outlets."a.b"]',
            "name = 3",
            'text = """',
            "name = 4",
            '"""',
            "last = 5",
        ]
    )
    lines = lines_of(text)
    assert lines["a",] == 1
    assert lines["feeds", 0, "name"] == 5
    assert lines["feeds", 1, "name"] == 7
    assert lines["outlets", "a.b", "name"] == 9
    assert lines["outlets", "a.b", "last"] == 13


VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(-5, 5), st.sampled_from(['"x"', '""', '"env:A"', "1.5", "1979-05-27"])),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)
KEYS = st.sampled_from("name url command packs near terms any actors within weight feeds threads look zzz".split())


def toml_of(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(toml_of(item) for item in value) + "]"
    return str(value)


@given(
    st.dictionaries(KEYS, VALUES, max_size=3),
    st.sampled_from(["[[feeds]]", "[fetch]", "[threads.a]", "[[threads.a.near]]", "[outlets.x]", "[[mute]]", "[look]"]),
    st.dictionaries(KEYS, VALUES, max_size=4),
)
@settings(max_examples=80, deadline=None)
def test_no_config_that_is_toml_does_anything_but_load_or_list_its_mistakes(
    tmp_path_factory: pytest.TempPathFactory, top: dict[str, object], header: str, inner: dict[str, object]
) -> None:
    lines = [f"{key} = {toml_of(value)}" for key, value in top.items() if f"{key}" not in header]
    lines += [header] + [f"{key} = {toml_of(value)}" for key, value in inner.items()]
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    with contextlib.suppress(SettingsError):
        load_settings(path)


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("[alerts]\n[[alerts]]\n", 2, "line 1 opens [alerts], so this is written [alerts.NAME]"),
        ('[[feeds]]\nname = "a"\n[feeds]\n', 3, "so every one of them is written [[feeds]]"),
        ("[look]\n[look]\n", 2, "[look] stands at line 1 already"),
        ("[look]\nlines = 1\nlines = 2\n", 3, "lines is set at line 2 already"),
        ("[[feeds]]\nname = BBC\n", 2, 'text stands in quotation marks, name = "…"'),
        ("name = “BBC”\n", 1, "quotation marks must be straight"),
        ('[[feeds]]\nname = "BBC\nurl = 1\n', 2, "a quotation mark at the end of the line is missing"),
        ("[look]\nascii = True\n", 2, "write true"),
        ("[look]\nascii = off\n", 2, "write false"),
        ("[look]\nascii =\n", 2, "a value is missing after ="),
        ('name "BBC"\n', 1, "a setting is `name = value`"),
        ("quiet = 08:00\n", 1, "text and times stand in quotation marks"),
        ('x = "C:\\Users"\n', 1, "a backslash is doubled"),
        ('any = ["a" "b"]\n', 1, "a comma between two values"),
        ('[[feeds]]\ntags = ["a",\n', None, "look at tags at line 2"),
    ],
)
def test_what_is_no_toml_is_said_with_its_line_and_what_was_probably_meant(
    tmp_path: Path, text: str, line: int | None, hint: str
) -> None:
    (told,) = mistakes_of(tmp_path, text)
    assert told.startswith(f"config.toml:{line}: this is not TOML: " if line else "config.toml: this is not TOML: ")
    assert hint in told


def test_a_mistake_in_toml_never_repeats_a_value_for_it_may_be_a_secret(tmp_path: Path) -> None:
    for text in ("[[feeds]]\nbasic_auth = me:hunter2\n", '[fetch]\nproxy = "http://me:hunter2@x\n', "token hunter2\n"):
        (told,) = mistakes_of(tmp_path, text)
        assert "hunter2" not in told
