"""Tables of phrases with the TIMEX3 values they have on one day, and the phrases that have none."""

from __future__ import annotations

from datetime import date

import pytest

from feeds.reading.clock import days_of, easter, thanksgiving
from feeds.reading.text import Text
from feeds.reading.times import read_times
from feeds.story import Paragraph, Timex

WEDNESDAY = date(2031, 3, 12)


def times(sentence: str, published: date | None = WEDNESDAY) -> tuple[Timex, ...]:
    return read_times(Text("", (Paragraph(sentence),)), published)


def only(sentence: str, published: date | None = WEDNESDAY) -> tuple[str, str]:
    (time,) = times(sentence, published)
    return time.type, time.value


def last(sentence: str) -> tuple[str, str, str]:
    time = times(sentence)[-1]
    return time.text, time.type, time.value


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Sales fell last quarter.", "2030-Q4"),
        ("Sales will rise next quarter.", "2031-Q2"),
        ("Sales fell this quarter.", "2031-Q1"),
        ("Sales fell in the current quarter.", "2031-Q1"),
        ("The quarter was good.", "2030-Q4"),
        ("Sales fell in the fourth quarter.", "2030-Q4"),
        ("Sales will rise in the fourth quarter.", "2031-Q4"),
        ("Sales fell in the second quarter of last year.", "2030-Q2"),
        ("Sales will rise in the first quarter of next year.", "2032-Q1"),
        ("Sales rose in the year-earlier first quarter.", "2030-Q1"),
        ("Sales rose in the latest quarter.", "2030-Q4"),
        ("Sales rose in the latest fiscal year.", "2030"),
        ("It rose from the year-ago period.", "2030"),
        ("They sold ten ships in the full year.", "2031"),
        ("It happened in fiscal 2029.", "2029"),
        ("It was in nineteen ninety-six.", "1996"),
        ("It was in twenty twenty-four.", "2024"),
        ("It rose in the first half of 2029.", "2029-H1"),
        ("It rose in the first half of last year.", "2030-H1"),
        ("It will rise in the second half of next year.", "2032-H2"),
        ("It rose in the latter half of the year.", "2031-H2"),
    ],
)
def test_quarters_halves_and_years_of_business(sentence: str, value: str) -> None:
    assert only(sentence) == ("DATE", value)


@pytest.mark.parametrize(
    ("rest", "value"),
    [
        ("the quarter was good", "2029-Q3"),
        ("up from the latest period", "2029-Q3"),
        ("up from a year earlier", "2028-Q3"),
        ("up from a year ago", "2028-Q3"),
        ("up from the year-ago quarter", "2028-Q3"),
        ("up from the year-ago period", "2028-Q3"),
    ],
)
def test_what_follows_a_quarter_is_seen_from_it(rest: str, value: str) -> None:
    assert last(f"Sales rose in the third quarter of 2029, {rest}.")[2] == value


def test_in_autumn_the_first_quarter_ahead_is_next_years() -> None:
    assert only("Sales will rise in the first quarter.", date(2031, 11, 5)) == ("DATE", "2032-Q1")
    assert only("Sales rose in the first quarter.", date(2031, 11, 5)) == ("DATE", "2031-Q1")


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("It happened last summer.", "2030-SU"),
        ("It happened last winter.", "2030-WI"),
        ("It happens this spring.", "2031-SP"),
        ("It will happen next spring.", "2032-SP"),
        ("It will happen next winter.", "2031-WI"),
        ("It will happen this coming autumn.", "2031-FA"),
        ("The offensive began in the summer.", "2030-SU"),
        ("The offensive will begin in the summer.", "2031-SU"),
        ("The offensive failed in winter.", "2030-WI"),
        ("The offensive will begin in winter.", "2031-WI"),
        ("They met in the spring of 2029.", "2029-SP"),
        ("He sang in the sixties.", "196"),
        ("He sang in the '80s.", "198"),
        ("He sang in the '20s.", "202"),
        ("He sang in the late 1980s.", "198"),
        ("It was founded in the early 18th century.", "17"),
        ("It was founded in the twentieth century.", "19"),
        ("It will happen next century.", "21"),
        ("It will last through the next decade.", "204"),
    ],
)
def test_seasons_decades_and_centuries(sentence: str, value: str) -> None:
    assert only(sentence) == ("DATE", value)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("They meet every week.", "P1W"),
        ("They meet every other week.", "P2W"),
        ("They meet every three months.", "P3M"),
        ("They meet twice a week.", "P1W"),
        ("They meet once a month.", "P1M"),
        ("They meet three times a day.", "P1D"),
        ("The council sits weekly.", "P1W"),
        ("The bulletin comes out hourly.", "PT1H"),
        ("They meet every June.", "XXXX-06"),
        ("They met in each June.", "XXXX-06"),
        ("They meet every summer.", "XXXX-SU"),
        ("They meet every weekend.", "XXXX-WXX-WE"),
        ("They meet on weekends.", "XXXX-WXX-WE"),
        ("They meet every morning.", "XXXX-XX-XXTMO"),
        ("They meet every Monday night.", "XXXX-WXX-1TNI"),
        ("They meet on Monday mornings.", "XXXX-WXX-1TMO"),
    ],
)
def test_what_comes_again_and_again(sentence: str, value: str) -> None:
    assert only(sentence) == ("SET", value)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("They met at Christmas.", "2030-12-25"),
        ("They met on Christmas Eve.", "2030-12-24"),
        ("They met on New Year's Eve.", "2030-12-31"),
        ("They met on New Year's Day.", "2031-01-01"),
        ("They met on Boxing Day.", "2030-12-26"),
        ("They met last Christmas.", "2030-12-25"),
        ("They will meet next Christmas.", "2031-12-25"),
        ("They will meet this Christmas.", "2031-12-25"),
        ("They will meet at Easter.", "2031-04-13"),
        ("They will meet next Easter.", "2031-04-13"),
        ("They will meet on Good Friday.", "2031-04-11"),
        ("They will meet on Easter Monday.", "2031-04-14"),
        ("They will meet in Easter week.", "2031-W15"),
        ("They met on Thanksgiving.", "2030-11-28"),
        ("They met last Thanksgiving.", "2030-11-28"),
    ],
)
def test_holidays_lie_on_their_days(sentence: str, value: str) -> None:
    assert only(sentence) == ("DATE", value)


def test_movable_feasts_move_as_the_almanac_says() -> None:
    known = {1961: (4, 2), 1981: (4, 19), 2000: (4, 23), 2008: (3, 23), 2011: (4, 24), 2024: (3, 31), 2025: (4, 20)}
    assert {year: (easter(year).month, easter(year).day) for year in known} == known
    assert [thanksgiving(year).day for year in (2018, 2023, 2024, 2025, 2026)] == [22, 23, 28, 27, 26]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The raid began at 5:30 p.m. on Tuesday.", "2031-03-11T17:30"),
        ("The raid began at 11 a.m. on March 5.", "2031-03-05T11:00"),
        ("The raid began at 11 a.m. on 5 March 2030.", "2030-03-05T11:00"),
        ("The raid began at 5 pm yesterday.", "2031-03-11T17:00"),
        ("The raid began at 5.30pm.", "2031-03-12T17:30"),
        ("The raid began at 12 a.m.", "2031-03-12T00:00"),
        ("The raid began at 12 p.m.", "2031-03-12T12:00"),
        ("The raid began at 0430 GMT.", "2031-03-12T04:30"),
        ("The raid began at 1600 hours.", "2031-03-12T16:00"),
        ("The raid began at 14:05 on Monday.", "2031-03-10T14:05"),
        ("The raid began at 9 o'clock.", "2031-03-12T09:00"),
        ("The raid began at 9 o'clock in the evening.", "2031-03-12T21:00"),
        ("The raid began at 9 in the morning.", "2031-03-12T09:00"),
        ("The raid began at noon.", "2031-03-12T12:00"),
        ("The raid began at noon on Monday.", "2031-03-10T12:00"),
        ("The raid began on Friday at noon.", "2031-03-07T12:00"),
        ("The raid began at midnight.", "2031-03-12T24:00"),
        ("They met this morning.", "2031-03-12TMO"),
        ("They met in the morning.", "2031-03-12TMO"),
        ("They met early morning.", "2031-03-12TMO"),
        ("They met last night.", "2031-03-11TNI"),
        ("They meet tomorrow night.", "2031-03-13TNI"),
        ("They met yesterday morning.", "2031-03-11TMO"),
        ("They met on March 5 morning.", "2031-03-05TMO"),
        ("They met in the morning of Tuesday.", "2031-03-11TMO"),
        ("They met on the night of Monday.", "2031-03-10TNI"),
        ("It began Thursday morning.", "2031-03-06TMO"),
    ],
)
def test_clock_times_and_parts_of_the_day_stand_on_their_day(sentence: str, value: str) -> None:
    assert only(sentence) == ("TIME", value)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("They met the day before yesterday.", "2031-03-10"),
        ("They meet the day after tomorrow.", "2031-03-14"),
        ("They met the day before last Monday.", "2031-03-09"),
        ("They met on Monday last week.", "2031-03-03"),
        ("They will meet on Monday next week.", "2031-03-17"),
        ("They met on Friday this week.", "2031-03-14"),
        ("They meet on Thursday 13th.", "2031-03-13"),
        ("They meet on the 13th of March.", "2031-03-13"),
        ("They met on March the third.", "2031-03-03"),
        ("They meet on the ides of March.", "2031-03-15"),
        ("They met on Sept. 3.", "2030-09-03"),
        ("They met on Fri 7 March.", "2031-03-07"),
        ("They will meet by Fri.", "2031-03-14"),
        ("They met on 12/3/2031.", "2031-03-12"),
        ("They meet on 3/25/2031.", "2031-03-25"),
        ("They met on 25/3/99.", "1999-03-25"),
        ("They met in March last year.", "2030-03"),
        ("They will meet in March next year.", "2032-03"),
        ("They met last January.", "2031-01"),
        ("They met last October.", "2030-10"),
        ("They will meet next June.", "2031-06"),
        ("They will meet next January.", "2032-01"),
        ("They met this March.", "2031-03"),
        ("They met in mid-January.", "2031-01"),
        ("They met in January of 2030.", "2030-01"),
        ("They met in the week of March 3.", "2031-W10"),
        ("They met at year's end.", "2031"),
        ("They met at the weekend.", "2031-W10-WE"),
        ("They will meet at the weekend.", "2031-W11-WE"),
        ("It fell over the past weekend.", "2031-W10-WE"),
        ("They will meet at the end of the month.", "2031-03"),
        ("It ended several weeks ago.", "PAST_REF"),
        ("It ended a decade ago.", "2021"),
        ("It ended two quarters ago.", "2030-Q3"),
        ("They parted two weeks later.", "2031-W13"),
        ("Talks resume two weeks from Monday.", "2031-03-24"),
        ("Talks resume two weeks from tomorrow.", "2031-03-27"),
        ("Talks resume a few days from today.", "FUTURE_REF"),
        ("They left the town in the near future.", "FUTURE_REF"),
        ("It will come at a later date.", "FUTURE_REF"),
        ("That was in the past.", "PAST_REF"),
        ("They met that week.", "PAST_REF"),
    ],
)
def test_days_weeks_and_months_seen_from_the_story(sentence: str, value: str) -> None:
    assert only(sentence) == ("DATE", value)


@pytest.mark.parametrize(
    ("sentences", "value"),
    [
        ("They met on 3 March 2029. That week they ate.", "2029-W09"),
        ("They met on 3 March 2029. Two weeks later they parted.", "2029-W11"),
        ("They met on 3 March 2029. Two days earlier they ate.", "2029-03-01"),
        ("They met on 3 March 2029. At 10 a.m. they parted.", "2029-03-03T10:00"),
        ("They met in May 2029. The following month they ate.", "2029-06"),
        ("They met in 2029. The following year they ate.", "2030"),
        ("They met on Monday. The next morning they parted.", "2031-03-11TMO"),
        ("They met on Monday. The previous evening they ate.", "2031-03-09TEV"),
        ("They met on Monday. That evening they ate.", "2031-03-10TEV"),
    ],
)
def test_a_telling_goes_on_from_the_day_it_named_last(sentences: str, value: str) -> None:
    assert last(sentences)[2] == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("two and a half years", "P2Y6M"),
        ("2 1/2 years", "P2Y6M"),
        ("2½ hours", "PT2H30M"),
        ("one and a half hours", "PT1H30M"),
        ("an hour and a half", "PT1H30M"),
        ("half an hour", "PT30M"),
        ("half a minute", "PT30S"),
        ("half a year", "P6M"),
        ("half a century", "P50Y"),
        ("half a dozen years", "P6Y"),
        ("twenty-one days", "P21D"),
        ("two hundred days", "P200D"),
        ("a couple of months", "P2M"),
        ("a dozen years", "P12Y"),
        ("two dozen years", "P24Y"),
        ("two or three days", "P2D"),
        ("two to three weeks", "P2W"),
        ("several decades", "PXY"),
        ("two decades", "P20Y"),
        ("ninety seconds", "PT90S"),
        ("a full year", "P1Y"),
        ("ten business days", "P10D"),
        ("two fortnights", "P4W"),
        ("many years", "PXY"),
        ("a while", "PXX"),
    ],
)
def test_an_amount_of_time_is_a_duration_word_for_word(words: str, value: str) -> None:
    (time,) = times(f"It took {words}.")
    assert (time.text, time.type, time.value) == (words, "DURATION", value)


@pytest.mark.parametrize(
    ("sentence", "value", "first", "last"),
    [
        ("It grew over the past decade.", "P10Y", date(2021, 3, 12), WEDNESDAY),
        ("It grew in the past three months.", "P3M", date(2030, 12, 12), WEDNESDAY),
        ("It will grow in the next two years.", "P2Y", WEDNESDAY, date(2033, 3, 12)),
        ("It will grow in the coming years.", "PXY", WEDNESDAY, None),
        ("It will come in the days ahead.", "PXD", WEDNESDAY, None),
        ("It grew in recent months.", "PXM", None, WEDNESDAY),
        ("It grew in the last few weeks.", "PXW", None, WEDNESDAY),
        ("He will sign within two days.", "P2D", WEDNESDAY, date(2031, 3, 14)),
        ("He signed within two days.", "P2D", None, None),
        ("He will sign within hours.", "PTXH", WEDNESDAY, None),
        ("It fell in the first two weeks.", "P2W", None, None),
        ("They parted three hours later.", "PT3H", None, None),
        ("It was a months-long siege.", "PXM", None, None),
        ("It was a year-long siege.", "P1Y", None, None),
        ("They met in the last hour.", "PT1H", None, None),
    ],
)
def test_a_span_covers_the_days_up_to_the_story_or_on_from_it(
    sentence: str, value: str, first: date | None, last: date | None
) -> None:
    (time,) = times(sentence)
    assert (time.type, time.value, time.first, time.last) == ("DURATION", value, first, last)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("They met the day before yesterday.", ("DATE", "PAST_REF")),
        ("They meet the day after tomorrow.", ("DATE", "FUTURE_REF")),
        ("Sales fell last quarter.", ("DATE", "PAST_REF")),
        ("Sales rose in the third quarter.", ("DATE", "XXXX-Q3")),
        ("Sales rose in the latest quarter.", ("DATE", "PAST_REF")),
        ("Sales rose in the full year.", ("DURATION", "P1Y")),
        ("It rose in the first half of the year.", ("DATE", "XXXX-H1")),
        ("It rose from the year-ago period.", ("DATE", "PAST_REF")),
        ("It happened last summer.", ("DATE", "XXXX-SU")),
        ("They met at Easter.", ("DATE", "XXXX-XX-XX")),
        ("They met at Christmas.", ("DATE", "XXXX-12-25")),
        ("They met on Thursday 13th.", ("DATE", "XXXX-XX-13")),
        ("They met overnight.", ("TIME", "XXXX-XX-XXTNI")),
        ("It grew over the past three months.", ("DURATION", "P3M")),
        ("They met two weeks from Monday.", ("DATE", "FUTURE_REF")),
        ("The raid began at 5:30 p.m.", ("TIME", "XXXX-XX-XXT17:30")),
        ("The raid began at 5:30 p.m. yesterday.", ("TIME", "XXXX-XX-XXT17:30")),
        ("The raid began at 5:30 p.m. on March 5.", ("TIME", "XXXX-03-05T17:30")),
        ("The raid began at noon on Monday.", ("TIME", "XXXX-WXX-1T12:00")),
    ],
)
def test_without_a_day_of_the_story_nothing_is_guessed(sentence: str, expected: tuple[str, str]) -> None:
    assert only(sentence, None) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Sales fell in the fifth quarter.",
        "They met on February 30.",
        "They met on 31 February 2031.",
        "They met on 31/31/2031.",
        "The raid began at 25:30 am.",
        "It took half the town.",
        "Half a million people fled.",
    ],
)
def test_a_day_that_is_in_no_calendar_is_no_time(sentence: str) -> None:
    assert times(sentence) == ()


@pytest.mark.parametrize("published", [date(1, 1, 1), date(9999, 12, 31)])
@pytest.mark.parametrize(
    "words",
    "last quarter|next quarter|two months ago|in two years|next weekend|last winter|last Monday|next month|the day "
    "after tomorrow|the day before yesterday|last century|next decade|the past decade|two weeks from Monday|tomorrow "
    "night|overnight|at Easter|last Christmas|next Christmas|in January|Thursday 1st|30,000 years ago".split("|"),
)
def test_at_either_end_of_the_calendar_nothing_breaks(words: str, published: date) -> None:
    for verb in ("met", "will meet"):
        for time in times(f"They {verb} {words}.", published):
            assert time.first is None or time.last is None or time.first <= time.last


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2031-03-12", (date(2031, 3, 12), date(2031, 3, 12), "day")),
        ("2031-03-12TNI", (date(2031, 3, 12), date(2031, 3, 12), "day")),
        ("2031-03-12T17:30", (date(2031, 3, 12), date(2031, 3, 12), "minute")),
        ("2031-W11", (date(2031, 3, 10), date(2031, 3, 16), "week")),
        ("2031-W11-WE", (date(2031, 3, 15), date(2031, 3, 16), "week")),
        ("2031-W11-3", (date(2031, 3, 12), date(2031, 3, 12), "day")),
        ("2031-02", (date(2031, 2, 1), date(2031, 2, 28), "month")),
        ("2031-12", (date(2031, 12, 1), date(2031, 12, 31), "month")),
        ("2031-Q1", (date(2031, 1, 1), date(2031, 3, 31), "quarter")),
        ("2031-H2", (date(2031, 7, 1), date(2031, 12, 31), "year")),
        ("2031-SU", (date(2031, 6, 1), date(2031, 8, 31), "quarter")),
        ("2031-WI", (date(2031, 12, 1), date(2032, 2, 29), "quarter")),
        ("2031", (date(2031, 1, 1), date(2031, 12, 31), "year")),
        ("198", (date(1980, 1, 1), date(1989, 12, 31), "year")),
        ("19", (date(1900, 1, 1), date(1999, 12, 31), "year")),
        ("PAST_REF", (None, None, "open")),
        ("2031-02-30", (None, None, "open")),
        ("2031-W60", (None, None, "open")),
        ("2031-13", (None, None, "open")),
    ],
)
def test_a_value_covers_its_days(value: str, expected: tuple[date | None, date | None, str]) -> None:
    assert days_of(value) == expected


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Both could meet on Friday, an aide said.", "2031-03-14"),
        ("Talks could be held on Friday.", "2031-03-14"),
        ("The pact could formally be signed on Friday.", "2031-03-14"),
        ("Both could have met on Friday.", "2031-03-07"),
        ("Smoke could be seen over the town on Friday.", "2031-03-07"),
        ("He could not attend the session on Friday.", "2031-03-07"),
    ],
)
def test_could_points_forward_unless_it_tells_what_was(sentence: str, value: str) -> None:
    assert only(sentence) == ("DATE", value)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("They will see the end. After a call on Monday it was calm.", "2031-03-10"),
        ("They will see Mr. Lund on Monday.", "2031-03-17"),
    ],
)
def test_a_small_word_before_a_full_stop_is_no_abbreviation(sentence: str, value: str) -> None:
    assert last(sentence)[2] == value
