"""Exports parse in their own formats whatever a title holds."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from store.rows import StoryRow, TimelineRow
from tui.desk.export import atom, calendar, opml

MOMENT = datetime(2025, 3, 12, 14, 2, tzinfo=UTC)
HOSTILE = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("<>&\"'];,:\\\r\n\x1b\ufffe")), max_size=120)


def story(title: str, link: str = "https://meridian.example/1") -> StoryRow:
    return StoryRow(
        rowid=1,
        id="0" * 16,
        title=title,
        outlet=title,
        outlet_kind="",
        outlet_country="",
        reliability="",
        link=link,
        published=None,
        published_from="unknown",
        seen=MOMENT,
        when=MOMENT,
        is_when_seen=True,
        language="en",
        cluster="0" * 16,
        copy_of=None,
        reprints=0,
        reach=1,
        own_reporting=1,
        look_twice="one outlet",
        is_full_text=True,
        is_revised=False,
        is_read=False,
        is_starred=False,
        has_note=False,
        threads=(("ceasefire", "primary"),),
    )


def event(what: str) -> TimelineRow:
    return TimelineRow(
        rowid=4097,
        what=what,
        kind="consult",
        status="scheduled",
        by=(),
        target=(),
        actors=(),
        first="2025-03-13",
        last="2025-03-14",
        precision="day",
        when_text=None,
        asserted_by=(what,),
        denied_by=(),
        reach=1,
        own_reporting=1,
        moved_from=None,
        last_heard=MOMENT,
        story_rowid=1,
        story_id="0" * 16,
        title=what,
        outlet=what,
        outlet_kind="",
        evidence=what,
        paragraph=0,
        start=0,
        end=1,
    )


@given(HOSTILE)
@settings(max_examples=80, deadline=None)
def test_atom_and_opml_are_well_formed(title: str) -> None:
    feed = ElementTree.fromstring("".join(atom(title, [story(title), story(title, "javascript:" + title)])))
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == 2
    assert len(feed.findall(".//{http://www.w3.org/2005/Atom}link")) == 1
    outline = ElementTree.fromstring("".join(opml(title, [story(title)])))
    assert len(outline.findall(".//outline")) == 2


@given(HOSTILE)
@settings(max_examples=80, deadline=None)
def test_a_calendar_has_one_event_and_no_line_too_long(text: str) -> None:
    lines = "".join(calendar(text, [event(text)])).split("\r\n")
    assert lines[-1] == ""
    assert all(len(line.encode()) <= 75 for line in lines)
    assert not [line for line in lines if "\n" in line or "\r" in line]
    unfolded = "\r\n".join(lines).replace("\r\n ", "").split("\r\n")
    names = [line.split(":")[0].split(";")[0] for line in unfolded if line]
    assert names.count("BEGIN") == 2
    assert names.count("SUMMARY") == 1
    assert set(names) <= set(
        "BEGIN VERSION PRODID X-WR-CALNAME UID DTSTAMP DTSTART DTEND SUMMARY DESCRIPTION STATUS TRANSP END".split()
    )


def test_the_last_day_of_an_event_belongs_to_it() -> None:
    text = "".join(calendar("a", [event("talks")]))
    assert "DTSTART;VALUE=DATE:20250313" in text
    assert "DTEND;VALUE=DATE:20250315" in text
