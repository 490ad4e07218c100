"""newsboat's `urls` file -> feeds: tags, titles, exec: and filter: lines as commands; query: lines are left out."""

from __future__ import annotations

import re
import shlex

from feeds.intake.opml import Imported, unique_name, web_address
from feeds.settings import FeedSettings

_WORD = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|(\S+)")


def read_urls(text: str, taken: tuple[str, ...] = ()) -> Imported:
    """The feeds of a `urls` file in its order (newsboat manual, "Configuring feeds"). Never raises."""
    names = {name.lower() for name in taken}
    feeds: list[FeedSettings] = []
    skipped: list[tuple[str, str]] = []
    seen: set[str] = set()
    for line in text.lstrip("\ufeff").splitlines():
        found = _WORD.findall(line.strip()[:10_000])
        words = [re.sub(r"\\(.)", r"\1", quoted) if quoted else plain for quoted, plain in found]
        if not words or words[0].startswith("#"):
            continue
        place, tags = words[0], _before_comment(words[1:])
        if place in seen:
            skipped.append((place, "it stood there before"))
            continue
        seen.add(place)
        feed = feed_of(place, tags, names)
        if isinstance(feed, FeedSettings):
            feeds.append(feed)
        else:
            skipped.append((place, feed))
    return Imported(tuple(feeds), tuple(skipped), None if feeds or skipped else "no feed was found in it")


def _before_comment(words: list[str]) -> list[str]:
    return words[: next((n for n, word in enumerate(words) if word.startswith("#")), len(words))]


def feed_of(place: str, words: list[str], names: set[str]) -> FeedSettings | str:
    """The feed of one line: its address or source, and its tags and "~title". A text says why there is none."""
    title = next((word[1:] for word in words if word.startswith("~")), "")
    tags = tuple(word for word in words if not word.startswith(("~", "!")) and word)
    if place.startswith("query:"):
        return "a query feed: write it as a saved view in [views]"
    if place.startswith("exec:"):
        line = place[5:].strip()
        name = unique_name(title or line[:80], names)
        return FeedSettings(name=name, command=("sh", "-c", line), tags=tags)
    if place.startswith("filter:"):
        script, _, url = place[7:].partition(":")
        if not web_address(url):
            return "a filter without a web address"
        line = f"{_sourced(url)} | {script}"
        return FeedSettings(name=unique_name(title or url, names), command=("sh", "-c", line), tags=tags)
    url = web_address(place)
    if not url:
        return "its address is none of the web" if not place.startswith("file:") else "a local file: use [[folders]]"
    return FeedSettings(name=unique_name(title or url, names), url=url, tags=tags)


def _sourced(url: str) -> str:
    """newsboat fetches the address itself and pipes it on; a command does that with curl."""
    return f"curl --fail --silent --show-error --location --compressed --max-time 50 {shlex.quote(url)}"
