"""Lists of feeds come in however broken they are, and go out so that they come in again."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.intake.newsboat import read_urls
from feeds.intake.opml import read_opml, write_opml
from feeds.settings import FeedSettings

BROKEN = b"""<?xml version="1.0"?>
<opml version="1.1"><head><title>My feeds & more</head>
<body><outline text="World" title="World">
<outline text="Asia">
  <outline type="rss" text="Selm & Daily" title='Selm "Daily"' xmlUrl="https://selm.example/feed?a=1&b=2" htmlUrl="https://selm.example/">
  <outline type=rss text=Kyrna xmlURL="feed://kyrna.example/rss" />
</outline></outline>
<outline text="Alone" type="rss" xmlUrl="https://alone.example/a>b.xml" category="/Europe/East,War"
<outline text="Again" xmlUrl="https://alone.example/a>b.xml"/>
<outline text="Local" xmlUrl="/etc/passwd"/>
"""


def test_a_malformed_list_gives_its_feeds_with_folders_as_tags() -> None:
    found = read_opml(BROKEN)
    assert [(feed.name, feed.url) for feed in found.feeds] == [
        ('Selm "Daily"', "https://selm.example/feed?a=1&b=2"),
        ("Kyrna", "http://kyrna.example/rss"),
        ("Alone", "https://alone.example/a>b.xml"),
    ]
    assert found.feeds[0].tags == ("World", "Asia")
    assert {"Europe", "East", "War"} <= set(found.feeds[2].tags)
    assert dict(found.skipped) == {
        "Again": "its address stood there before",
        "Local": "its address is none of the web",
    }


def test_what_is_no_list_says_so() -> None:
    assert "no outlines" in (read_opml(b"hello").error or "")
    assert "no feed" in (read_opml(b"<opml><body><outline text='a'/></body></opml>").error or "")


def test_names_already_taken_get_a_number() -> None:
    body = b"<outline text='BBC' xmlUrl='https://a.example/1'/><outline text='bbc' xmlUrl='https://a.example/2'/>"
    assert [feed.name for feed in read_opml(body, taken=["BBC"]).feeds] == ["BBC (2)", "bbc (3)"]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)
TAGS = st.lists(WORDS.map(lambda word: word.replace(",", "").replace("/", "") or "t"), max_size=3, unique=True)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(WORDS, TAGS, WORDS), max_size=6, unique_by=lambda row: row[0].lower()))
def test_what_goes_out_comes_in_again(rows: list[tuple[str, list[str], str]]) -> None:
    feeds = tuple(
        FeedSettings(name=name, url=f"https://x.example/{n}?a=1&b=<>", tags=tuple(tags), outlet=outlet)
        for n, (name, tags, outlet) in enumerate(rows)
    )
    assert read_opml(write_opml(feeds).encode()).feeds == feeds


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_raise(noise: bytes) -> None:
    read_opml(noise)
    read_opml(BROKEN[:200] + noise + BROKEN[200:])


def test_hostile_lists_are_read_in_linear_time() -> None:
    for piece in ('<outline "', "<outline a='", "<outline text=x ", "<outline><", '<outline text="' + "&" * 50):
        read_opml((piece * (400_000 // len(piece))).encode())


def test_newsboat_urls_become_feeds_and_commands() -> None:
    found = read_urls(
        "# comment\n"
        'https://selm.example/feed "war" "~Selm \\"Daily\\"" # trailing\n'
        '"exec:~/bin/notes --json" notes\n'
        "filter:~/bin/clean.py:https://kyrna.example/rss\n"
        '"query:Unread:unread = \\"yes\\""\n'
        "https://selm.example/feed\n\n"
    )
    assert [(feed.name, feed.url, feed.command, feed.tags) for feed in found.feeds] == [
        ('Selm "Daily"', "https://selm.example/feed", (), ("war",)),
        ("~/bin/notes --json", "", ("sh", "-c", "~/bin/notes --json"), ("notes",)),
        (
            "https://kyrna.example/rss",
            "",
            (
                "sh",
                "-c",
                "curl --fail --silent --show-error --location --compressed --max-time 50 https://kyrna.example/rss"
                " | ~/bin/clean.py",
            ),
            (),
        ),
    ]
    assert [why for _, why in found.skipped] == [
        "a query feed: write it as a saved view in [views]",
        "it stood there before",
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_no_urls_file_raises(text: str) -> None:
    read_urls(text)
