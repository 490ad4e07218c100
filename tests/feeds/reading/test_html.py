"""Pages of HTML with what comes out of them, and lines that do or do not say when a story was published."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from feeds.reading.html import blocks_of, looks_like_html
from feeds.reading.publication import is_date_line, published_in


def texts(html: str) -> list[str]:
    return [block.text for block in blocks_of(html)[0]]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One</p><p>Two</p>", ["One", "Two"]),
        ("One<br>Two<br/>Three", ["One", "Two", "Three"]),
        ("<p>A <b>bold</b> word, <i>in  place</i></p>", ["A bold word, in place"]),
        ("<p>A &lt;tag&gt; &amp; more&nbsp;text</p>", ["A <tag> & more text"]),
        ("<p>One</p><!-- <p>never</p> --><p>Two</p>", ["One", "Two"]),
        ("<p>One</p><!-- never ends <p>Two</p>", ["One", "never ends", "Two"]),
        ("<!DOCTYPE html><?xml version='1'?><p>One</p>", ["One"]),
        ("<p>5 < 6 and 7 > 6</p>", ["5 < 6 and 7 > 6"]),
        ("<p>The end <! of it", ["The end <! of it"]),
        ("<script>p('<p>no</p>')</script><p>One</p>", ["One"]),
        ("<SCRIPT>no</script ><p>One</p>", ["One"]),
        ("<svg/><p>One</p>", ["One"]),
        ("<script>never ends <p>One</p>", ["never ends", "One"]),
        ("<iframe><p>One</p><iframe><p>Two</p>", ["One", "Two"]),
        ("</p></div></li><p>One</p></blockquote>", ["One"]),
        ("<p></p><p> \n </p>", []),
        ("<div style='display: none'>No</div><p>One</p>", ["One"]),
        ("<div aria-hidden='true'><div>No</div>No</div><p>One</p>", ["One"]),
        ("<p>One</p><nav><nav>in</nav>still</nav><p>Two</p>", ["One", "Two"]),
        ("<article><p>One</p><nav>Home</article><p>Two</p>", ["One", "Two"]),
        ("<div hidden><p>No</p></body><p>Two</p>", ["Two"]),
        ("No tags at all", ["No tags at all"]),
        ("", []),
    ],
)
def test_a_page_gives_its_blocks_in_order_and_broken_nesting_hides_nothing(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


def test_blocks_have_the_kind_of_the_innermost_open_element() -> None:
    html = (
        "<blockquote>Said<ul><li>Item<li>Other</ul>Said too</blockquote><h3>Head</h3>Text"
        "<table><caption>Cap</caption></table>"
    )
    assert [(block.text, block.kind) for block in blocks_of(html)[0]] == [
        ("Said", "quotation"),
        ("Item", "list"),
        ("Other", "list"),
        ("Said too", "quotation"),
        ("Head", "heading"),
        ("Text", "text"),
        ("Cap", "caption"),
    ]


def test_menus_are_furniture_and_hidden_parts_are_nothing() -> None:
    blocks, furniture = blocks_of("<nav>Home</nav><form>Sign up</form><aside hidden>No</aside><p>One</p>")
    assert ([block.text for block in blocks], furniture) == (["One"], ["Home", "Sign up"])


@pytest.mark.parametrize(
    ("text", "is_html"),
    [("<p>One", True), ("a <A href='x'>b</a>", True), ("5 < 6", False), ("no", False), ("<y> said", False)],
)
def test_html_is_told_by_its_usual_tags(text: str, is_html: bool) -> None:
    assert looks_like_html(text) is is_html


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("12 March 2031", date(2031, 3, 12)),
        ("Published: Wednesday, 12th Mar. 2031", date(2031, 3, 12)),
        ("March 12, 2031 at 2:05 pm", date(2031, 3, 12)),
        ("2031-03-12", date(2031, 3, 12)),
        ("2031-03-12T14:05:00Z", datetime(2031, 3, 12, 14, 5, tzinfo=UTC)),
        ("2031-03-12 14:05 +02:00", datetime(2031, 3, 12, 14, 5, tzinfo=timezone(timedelta(hours=2)))),
        ("2031-03-12 14:05 -0530", datetime(2031, 3, 12, 14, 5, tzinfo=timezone(timedelta(hours=-5, minutes=-30)))),
        ("14:05 GMT, 12 March 2031", datetime(2031, 3, 12, 14, 5, tzinfo=UTC)),
        ("March 12, 2031, 2:05 p.m. EST", datetime(2031, 3, 12, 14, 5, tzinfo=timezone(timedelta(hours=-5)))),
        ("March 12, 2031, 12:05 am GMT", datetime(2031, 3, 12, 0, 5, tzinfo=UTC)),
        ("March 12, 2031, 2:05 pm ET", date(2031, 3, 12)),
        ("12 March 2031, 25:61 GMT", date(2031, 3, 12)),
        ("30 February 2031", None),
        ("2031-13-01", None),
        ("Updated 12 March 2031", None),
        ("Last modified: 12 March 2031", None),
        ("They met on 12 March 2031", None),
        ("March 31", None),
        ("12 March 2031 " + "x" * 120, None),
    ],
)
def test_a_line_of_nothing_but_a_date_says_when_and_no_zone_is_guessed(line: str, moment: date | None) -> None:
    assert published_in(line) == moment


def test_an_update_is_a_date_line_all_the_same() -> None:
    assert is_date_line("Updated 12 March 2031")
    assert not is_date_line("They met on 12 March 2031")
