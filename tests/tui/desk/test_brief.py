"""A brief keeps claims apart from facts, cites every line, gives the same bytes twice, and no title can break it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tui.commands_run import watchfloor
from tui.desk.brief.drawing import activity_svg, timeline_svg
from tui.desk.brief.material import Brief, Day, Line, Source, ThreadPart
from tui.desk.brief.writing import markdown_text, web_link, written

MOMENT = datetime(2025, 3, 12, 14, 2, tzinfo=UTC)


def brief_with(text: str, link: str = "https://meridian.example/1") -> Brief:
    line = Line(text, (1,), ("one outlet",))
    part = ThreadPart(
        id="ceasefire",
        title=text,
        stories=1,
        activity=(("2025-03-11", 0), ("2025-03-12", 1)),
        happened=(line,),
        claimed=(line,),
        said=(line,),
        positions=(),
        scheduled=(),
        moved=(),
        resting=(line,),
        days=(Day("2025-03-13", "2025-03-13", text, is_claim=True, is_ahead=True),),
    )
    return Brief(text, MOMENT, MOMENT, 1, (line,), (part,), (Source(1, "00" * 8, text, link),))


class Elements(HTMLParser):
    """Collects the tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "onclick", "onload", "style")]


def elements(page: str) -> Elements:
    found = Elements()
    found.feed(page)
    return found


HOSTILE = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("<>&\"'`[](){}*_#|\\\n{{%")), max_size=40)


@given(HOSTILE)
@settings(max_examples=60, deadline=None)
def test_a_title_adds_no_element_to_the_html(text: str) -> None:
    page = written(brief_with(text), "html")
    plain = written(brief_with("a plain title"), "html")
    assert elements(page).tags == elements(plain).tags
    assert "\x1b" not in page


@given(HOSTILE)
@settings(max_examples=60, deadline=None)
def test_a_title_adds_no_line_to_the_markdown(text: str) -> None:
    assert len(written(brief_with(text), "md").splitlines()) == len(written(brief_with("x"), "md").splitlines())
    assert json.loads(written(brief_with(text), "json"))["stories"] == 1


def test_markdown_signs_in_a_text_mean_themselves() -> None:
    assert markdown_text("[a](javascript:x) *b* <c>\n# d") == r"\[a\](javascript:x) \*b\* \<c\> \# d"
    assert markdown_text("- a") == r"\- a"


def test_only_links_of_the_web_can_be_clicked() -> None:
    page = elements(written(brief_with("a", "javascript:alert(1)"), "html"))
    assert not [link for link in page.links if link.startswith("javascript")]
    assert web_link("https://a.example/") == "https://a.example/"


def test_the_html_needs_nothing_from_outside() -> None:
    page = written(brief_with("a"), "html")
    assert "<script" not in page
    assert not [link for link in elements(page).links if not link.startswith(("#", "https://meridian.example"))]
    assert "default-src 'none'" in page


def test_drawings_cope_with_nothing_and_with_one_day() -> None:
    assert timeline_svg([], "2025-03-12") == ""
    assert "<svg" in activity_svg([])
    assert activity_svg([("2025-03-12", 3)]).count("<rect") == 1


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    rows = [
        {
            "source": outlet,
            "outlet": outlet,
            "title": "Vostra rejects ceasefire with Ardenia",
            "link": f"https://{outlet.lower()}.example/1",
            "published": "2025-03-12T14:02:00Z",
            "text": "The army of Vostra rejected a ceasefire with Ardenia on Wednesday.\n\n"
            f"“We will not stop now,” said Ilja Marrow, the foreign minister, as {outlet} learned.\n\n"
            "Talks will be held in Kyrna on 20 March 2025.",
        }
        for outlet in ("Meridian", "Selm")
    ]
    (home / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert watchfloor(home, "refresh", "--files", str(home / "rows.jsonl")).code == 0
    return home


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_the_same_store_and_arguments_give_the_same_bytes(home: Path, form: str) -> None:
    first = watchfloor(home, "brief", "--since", "2025-03-01", "--format", form)
    second = watchfloor(home, "brief", "--since", "2025-03-01", "--format", form)
    assert first.code == 0, first.err
    assert first.out == second.out
    assert "Ilja Marrow" in first.out


def test_a_brief_as_of_a_moment_holds_what_the_store_knew_then(home: Path) -> None:
    ran = watchfloor(home, "brief", "--since", "2025-03-01", "--as-of", "2025-03-20", "--json")
    assert ran.code == 0, ran.err
    before = json.loads(ran.out)
    assert (before["as_of"][:10], before["stories"], before["threads"], before["basket"]) == ("2025-03-20", 0, [], [])
    after = json.loads(watchfloor(home, "brief", "--since", "2025-03-01", "--as-of", "2100-01-01", "--json").out)
    assert after["stories"] == 2
    assert watchfloor(home, "brief", "--as-of", "soon").code == 2


def test_every_line_of_a_draft_is_cited(home: Path) -> None:
    document = json.loads(watchfloor(home, "brief", "--since", "2025-03-01", "--json").out)
    numbers = {source["number"] for source in document["sources"]}
    lines = [
        line
        for part in document["threads"]
        for name in ("happened", "claimed", "said", "positions", "scheduled", "moved", "resting")
        for line in part[name]
    ]
    assert lines
    assert all(line["sources"] and set(line["sources"]) <= numbers for line in lines)


def ceasefire_part(home: Path, title: str, text: str) -> dict[str, list[dict[str, str]]]:
    """The part on the ceasefire thread of a brief over one story of two countries that the config names."""
    config = home / "config.toml"
    config.write_text('[[actors]]\nname = "Vostra"\ntype = "country"\n[[actors]]\nname = "Ardenia"\ntype = "country"\n')
    row = {"source": "Meridian", "title": title, "published": "2025-03-12T14:02:00Z", "text": text}
    (home / "rows.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    assert watchfloor(home, "--config", str(config), "refresh", "--files", str(home / "rows.jsonl")).code == 0
    ran = watchfloor(home, "--config", str(config), "brief", "--since", "2025-03-01", "--json")
    parts: list[dict[str, list[dict[str, str]]]] = json.loads(ran.out)["threads"]
    return next(part for part in parts if str(part["id"]) == "ceasefire")


def test_an_event_of_a_brief_shows_the_sentence_that_proves_it(tmp_path: Path) -> None:
    sentence = "Hours before talks in Kyrna, Vostra rejected a ceasefire that Ardenia had proposed."
    part = ceasefire_part(tmp_path, "Vostra and Ardenia far apart on ceasefire", sentence)
    (line,) = part["positions"]
    assert line["passage"] == sentence


def test_what_a_story_says_beside_a_thread_it_only_touches_is_not_in_that_threads_part(tmp_path: Path) -> None:
    text = (
        "Vostra opened a dam above Orlo on Tuesday, and the valley was lit for the first time. The wall is as high "
        "as a church and holds back the water of three rivers. Engineers had worked on it for nine years.\n\n"
        "Prime Minister Elin Marsh visited the plant on Tuesday and met those who had built it. She thanked the people "
        "of the village, whose fields had been flooded, and promised them land on the other shore.\n\n"
        "The governor signed a contract for one more plant on Monday with a builder from Selm.\n\n"
        "Ardenia rejected a ceasefire last week."
    )
    part = ceasefire_part(tmp_path, "Vostra opens a dam above Orlo", text)
    lines = [line["text"] for name in ("happened", "claimed", "positions") for line in part[name]]
    assert any("rejected" in line for line in lines)
    assert not any("contract" in line or "visited" in line or "opened" in line for line in lines)


def test_a_template_of_ones_own_replaces_the_shipped_one(home: Path, tmp_path: Path) -> None:
    (tmp_path / "brief.md.j2").write_text("{{ brief.stories }} in all\n", "utf-8")
    config = tmp_path / "config.toml"
    config.write_text(f'[brief]\ntemplates = "{tmp_path}"\n', "utf-8")
    assert watchfloor(home, "--config", str(config), "brief", "--since", "2025-03-01").out == "2 in all"
    (tmp_path / "brief.md.j2").write_text("{{ brief.nothing }}", "utf-8")
    ran = watchfloor(home, "--config", str(config), "brief")
    assert ran.code == 2
    assert "template" in ran.err


def test_what_followed_actors_said_comes_first(home: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[[actors]]\nname = "Ilja Marrow"\nfollow = true\n[[actors]]\nname = "Oda Selm"\nfollow = true\n')
    found = json.loads(watchfloor(home, "--config", str(config), "catchup", "--keep", "--json").out)["followed"]
    assert [entry["name"] for entry in found] == ["Ilja Marrow"]
    assert found[0]["said"][0]["text"].startswith("We will not stop now")


def test_catching_up_moves_the_last_look_unless_it_is_kept(home: Path) -> None:
    assert json.loads(watchfloor(home, "catchup", "--keep", "--json").out)["stories"] == 2
    assert json.loads(watchfloor(home, "catchup", "--json").out)["stories"] == 2
    assert json.loads(watchfloor(home, "catchup", "--json").out)["stories"] == 0
