"""Time expressions: TIMEX3 values seen from the day of publication, and relative ones without it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.reading.text import Text
from feeds.reading.times import read_times
from feeds.story import Paragraph, Timex

WEDNESDAY = date(2031, 3, 12)


def read(sentence: str, published: date | datetime | None = WEDNESDAY) -> list[tuple[str, str, str]]:
    return [(time.text, time.type, time.value) for time in times(sentence, published)]


def times(sentence: str, published: date | datetime | None = WEDNESDAY) -> tuple[Timex, ...]:
    return read_times(Text("", (Paragraph(sentence),)), published)


def values(sentence: str, published: date | datetime | None = WEDNESDAY) -> list[str]:
    return [value for _, _, value in read(sentence, published)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The envoy met the minister on Monday.", ["2031-03-10"]),
        ("The envoy will meet the minister on Monday.", ["2031-03-17"]),
        ("The envoy is to leave by Friday.", ["2031-03-14"]),
        ("Troops left the town late Tuesday.", ["2031-03-11"]),
        ("Thursday's talks will be held in Selm.", ["2031-03-13"]),
        ("Thursday's talks were held in Selm.", ["2031-03-06"]),
        ("Shells fell on Sunday night.", ["2031-03-09TNI"]),
        ("The envoy unveiled the plan for a new force on Monday.", ["2031-03-10"]),
        ("They landed in Selm on Monday after leaving Kyrna on Sunday.", ["2031-03-10", "2031-03-09"]),
        ("They said “he will be freed”. On Monday, crowds gathered in the square.", ["2031-03-10"]),
        ("The campaign runs through June.", ["2031-06"]),
        ("The figures for January were told in the town.", ["2031-01"]),
        ("In the year ended Nov. 30, the yard built two ships.", ["P1Y", "2030-11-30"]),
        ("The share came to more than a third in September.", ["2030-09"]),
        ("The talks do not appear to be going well, according to reports on Tuesday.", ["2031-03-11"]),
        ("The raid prompted the judge to issue an order on Monday.", ["2031-03-10"]),
        ("It was late. By Thursday, the shops had said what it meant.", ["2031-03-06"]),
        ("The envoy will sign by Thursday, her office said.", ["2031-03-13"]),
        ("The two met for the first time since their quarrel in May.", ["2030-05"]),
        ("The party is set to stay in power after elections on Sunday saw it gain seats.", ["2031-03-09"]),
        ("The talks were put back to Monday.", ["2031-03-17"]),
        ("Monday's deal says that there will be no tolls.", ["2031-03-10"]),
        ("The envoys urged all nationals to leave the town on Friday.", ["2031-03-14"]),
        ("The envoys urged all nationals to leave the town on Monday.", ["2031-03-10"]),
        ("The envoy will visit the town on 20 January.", ["2032-01-20"]),
        ("The envoy visited the town on 20 January.", ["2031-01-20"]),
        ("The envoy said the 20 January raid will be looked into.", ["2031-01-20"]),
        ("Between January and March 2033 the force will grow.", ["2033-01", "2033-03"]),
        ("Between November and March 2033 the force will grow.", ["2032-11", "2033-03"]),
        ("The council meets every second Friday.", ["XXXX-WXX-5"]),
        ("The office decided to drop the case in February.", ["2031-02"]),
        ("The office decided to hold a vote in May.", ["2031-05"]),
        ("Prices would rise by 3 in the twelve months to February.", ["P12M", "2031-02"]),
        ("The talks were moved from Tuesday to Friday.", ["2031-03-11", "2031-03-14"]),
        ("The talks were moved from Thursday to Friday.", ["2031-03-13", "2031-03-14"]),
        ("The talks were put off until Friday.", ["2031-03-14"]),
        ("The sides failed to agree on a truce on Tuesday.", ["2031-03-11"]),
        ("The talks were postponed from Monday to Tuesday.", ["2031-03-17", "2031-03-18"]),
        ("The council has been summoned for Monday.", ["2031-03-17"]),
        ("Ardenia recalled the attack on Vostra on October 7.", ["2030-10-07"]),
        ("The summit will be held on October 7.", ["2031-10-07"]),
        ("The two sides met last Friday and will meet next Friday.", ["2031-03-07", "2031-03-14"]),
        ("They spoke on Monday and will speak again on Thursday.", ["2031-03-10", "2031-03-13"]),
    ],
)
def test_a_weekday_goes_the_way_its_verb_points(sentence: str, expected: list[str]) -> None:
    assert values(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("He arrives today.", "2031-03-12"),
        ("He arrived yesterday.", "2031-03-11"),
        ("He leaves tomorrow.", "2031-03-13"),
        ("She spoke earlier today.", "2031-03-12"),
        ("Drones struck overnight.", "2031-03-12TNI"),
        ("It snowed this week.", "2031-W11"),
        ("They will meet next week.", "2031-W12"),
        ("They met late last week.", "2031-W10"),
        ("They met over the weekend.", "2031-W10-WE"),
        ("It passed this month.", "2031-03"),
        ("It passed last year.", "2030"),
        ("Prices rose in the third quarter of 2029.", "2029-Q3"),
        ("Work began two weeks ago.", "2031-W09"),
        ("Work began 10 days ago.", "2031-03-02"),
        ("Work began three months ago.", "2030-12"),
        ("The pact of 24 February 2022 is void.", "2022-02-24"),
        ("The pact of February 24, 2022, is void.", "2022-02-24"),
        ("The pact of 2022-02-24 is void.", "2022-02-24"),
        ("It was signed in September 2014.", "2014-09"),
        ("War has raged since 2014.", "2014"),
        ("He was born in the 1990s.", "199"),
        ("It was built in the 19th century.", "18"),
        ("The offensive of spring 2029 failed.", "2029-SP"),
    ],
)
def test_a_date_has_its_value(sentence: str, expected: str) -> None:
    assert values(sentence) == [expected]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A 30-day truce was agreed.", ("30-day", "DURATION", "P30D")),
        ("The three-year war goes on.", ("three-year", "DURATION", "P3Y")),
        ("They talked for two hours.", ("two hours", "DURATION", "PT2H")),
        ("Talks resume in the coming days.", ("the coming days", "DURATION", "PXD")),
        ("It grew over the past week.", ("the past week", "DURATION", "P1W")),
        ("Patrols go out every day.", ("every day", "SET", "P1D")),
        ("The council sits every Monday.", ("every Monday", "SET", "XXXX-WXX-1")),
        ("The council sits on Tuesdays.", ("Tuesdays", "SET", "XXXX-WXX-2")),
        ("The shelling began at 5:30 p.m.", ("5:30 p.m.", "TIME", "2031-03-12T17:30")),
        ("The truce starts at 06:00 GMT on Friday.", ("06:00 GMT on Friday", "TIME", "2031-03-14T06:00")),
    ],
)
def test_durations_sets_and_clock_times_have_their_types(sentence: str, expected: tuple[str, str, str]) -> None:
    assert read(sentence) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "He may leave, and they may march on.",
        "The second man sat down and won the second round.",
        "It cost $2,025 and the score was 3-2.",
        "Mar Jan Doe said so.",
        "A sum of 1,990 was paid.",
        "The fall of the town was swift.",
        "Some 2000 troops and 1500 tanks crossed.",
        "A 44-year-old man was hurt.",
    ],
)
def test_words_and_numbers_that_are_no_times_are_left_alone(sentence: str) -> None:
    assert values(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("They met on Thursday.", "XXXX-WXX-4"),
        ("They met on Thursday night.", "XXXX-WXX-4TNI"),
        ("They met yesterday.", "PAST_REF"),
        ("They meet today.", "PRESENT_REF"),
        ("They meet tomorrow.", "FUTURE_REF"),
        ("They met last week.", "PAST_REF"),
        ("They will meet next month.", "FUTURE_REF"),
        ("They met on March 5.", "XXXX-03-05"),
        ("They met in October.", "XXXX-10"),
        ("They met at the weekend.", "XXXX-WXX-WE"),
        ("They met on 5 March 2031.", "2031-03-05"),
        ("They met two weeks ago.", "PAST_REF"),
    ],
)
def test_without_a_publication_day_values_stay_relative(sentence: str, expected: str) -> None:
    assert values(sentence, None) == [expected]


def test_both_ends_of_a_span_are_read() -> None:
    assert values("The congress will run from Monday to Thursday.") == ["2031-03-17", "2031-03-20"]
    assert values("The congress will run on March 20-22.") == ["2031-03-20", "2031-03-22"]
    assert values("It ran on 3–5 February.") == ["2031-02-03", "2031-02-05"]


def test_the_next_day_is_seen_from_the_day_named_before() -> None:
    assert values("They met on 3 March 2029. The next day they parted.") == ["2029-03-03", "2029-03-04"]


def test_this_week_on_a_sunday_with_a_verb_of_the_future_is_the_coming_week() -> None:
    sunday = date(2031, 3, 16)
    assert values("The envoy will fly to Kyrna this week.", sunday) == ["2031-W12"]
    assert values("The envoy flew to Kyrna this week.", sunday) == ["2031-W11"]


def test_days_are_in_the_offset_of_the_publication() -> None:
    late = datetime(2031, 3, 12, 23, 30, tzinfo=timezone(timedelta(hours=3)))
    assert values("He spoke today.", late) == ["2031-03-12"]
    assert values("He spoke today.", datetime(2031, 3, 12, 20, 30, tzinfo=UTC)) == ["2031-03-12"]


def test_offsets_point_at_the_words() -> None:
    sentence = "On Monday, 10 March 2031, they met; on Tuesday they did not."
    for time in times(sentence):
        assert sentence[time.start : time.end] == time.text


DAY_RELATIVE = [
    "today",
    "yesterday",
    "tomorrow",
    "on Monday",
    "last Friday",
    "next Tuesday",
    "this week",
    "last week",
    "next week",
    "two days ago",
    "three weeks ago",
    "at the weekend",
    "late Thursday",
    "last night",
]
LONG_RELATIVE = [
    "this month",
    "last month",
    "next month",
    "this year",
    "last year",
    "next year",
    "in October",
    "this quarter",
    "last summer",
    "in the third quarter",
    "two months ago",
    "five years ago",
]
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 1, 1))


@settings(max_examples=120)
@given(published=DAYS, words=st.sampled_from(DAY_RELATIVE), verb=st.sampled_from(["met", "will meet", "meet"]))
def test_a_week_later_day_and_week_relative_values_move_by_seven_days(published: date, words: str, verb: str) -> None:
    (before,) = times(f"They {verb} {words}.", published)
    (after,) = times(f"They {verb} {words}.", published + timedelta(days=7))
    assert before.first is not None
    assert after.first == before.first + timedelta(days=7)


@settings(max_examples=120)
@given(published=DAYS, words=st.sampled_from(LONG_RELATIVE), verb=st.sampled_from(["met", "will meet"]))
def test_a_week_later_longer_values_move_by_none_or_one_unit(published: date, words: str, verb: str) -> None:
    (before,) = times(f"They {verb} {words}.", published)
    (after,) = times(f"They {verb} {words}.", published + timedelta(days=7))
    assert before.first is not None
    assert after.first is not None
    unit_days = {"month": 31, "quarter": 92, "year": 366}[before.precision]
    if words in ("in October", "last summer", "in the third quarter"):
        unit_days = 366
    assert 0 <= (after.first - before.first).days <= unit_days


@settings(max_examples=120)
@given(
    published=DAYS,
    day=st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
    frame=st.sampled_from(["They met on {}.", "They will meet on {}.", "By {} they must go.", "{}'s talks failed."]),
)
def test_a_weekday_is_that_weekday_within_a_week_of_the_story(published: date, day: str, frame: str) -> None:
    (time,) = times(frame.format(day), published)
    assert time.first is not None
    assert f"{time.first:%A}" == day
    assert abs((time.first - published).days) <= 7


@settings(max_examples=100)
@given(published=DAYS, month=st.integers(1, 12), day=st.integers(1, 28))
def test_a_day_of_a_month_keeps_its_day_and_month(published: date, month: int, day: int) -> None:
    name = f"{date(2000, month, 1):%B}"
    for sentence in (f"They met on {name} {day}.", f"They met on {day} {name}."):
        (time,) = times(sentence, published)
        assert time.first is not None
        assert (time.first.month, time.first.day) == (month, day)
        assert abs((time.first - published).days) <= 366


@settings(max_examples=150)
@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(
            "the last first two 3 12:30 March 2025 Monday year week of to - , . ago in every may a 's 1990s".split()
        ),
        max_size=40,
    ).map(" ".join)
)
def test_no_text_raises_and_nothing_overlaps(text: str) -> None:
    for published in (None, WEDNESDAY, date(1, 1, 1), date(9999, 12, 31)):
        found = times(text, published)
        assert all(text[time.start : time.end] == time.text for time in found)
        assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("It was the third anniversary of the invasion of 24 February 2028.", "2031-02-24"),
        ("The shrine was full on Monday, the third anniversary of the raid.", "2031-03-10"),
        ("Crowds marked the first anniversary of the raid on Monday.", "2031-03-10"),
        ("They are to marry before the tenth anniversary of the raid.", "XXXX-XX-XX"),
    ],
)
def test_an_anniversary_is_a_day_and_no_stretch_of_years(sentence: str, value: str) -> None:
    found = next(timex for timex in times(sentence) if "anniversary" in timex.text)
    assert (found.type, found.value) == ("DATE", value)


def test_the_number_of_a_resolution_or_a_flight_is_no_year() -> None:
    for text in ("to implement Resolution 1701 in full", "Flight 1549 landed safely", "on Highway 2020 to Selm"):
        assert values(text) == []
