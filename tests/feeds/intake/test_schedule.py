"""When a feed may be asked again: pure functions, every header and every clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.intake.freshness import freshness, http_date, retry_after
from feeds.intake.schedule import (
    Reply,
    after,
    due_at,
    fresh_state,
    hold_of,
    is_due,
    state_for,
)
from feeds.settings import FeedSettings, FetchSettings
from feeds.story import FeedHints, FeedState

NOW = datetime(2025, 3, 12, 12, 0, tzinfo=UTC)
FETCH = FetchSettings(interval_minutes=30)
FEED = FeedSettings(name="a", url="https://a.example/feed")
STATE = fresh_state(FEED)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def good(**headers: str) -> Reply:
    return Reply(200, {k.replace("_", "-"): v for k, v in headers.items()}, final_url=FEED.url, body_hash="x")


def wait_after(reply: Reply, state: FeedState = STATE, now: datetime = NOW) -> timedelta:
    following = after(state, reply, now, FETCH, FEED)
    assert following.not_before is not None
    return following.not_before - now


@pytest.mark.parametrize(
    ("headers", "least", "most"),
    [
        ({}, 30 * MINUTE, 34 * MINUTE),
        ({"cache_control": "max-age=60"}, 30 * MINUTE, 34 * MINUTE),
        ({"cache_control": "public, max-age=7200"}, 2 * HOUR, 2.2 * HOUR),
        ({"cache_control": "max-age=7200", "age": "3600"}, HOUR, 1.1 * HOUR),
        ({"cache_control": "max-age=999999999"}, DAY, DAY + HOUR),
        ({"cache_control": "no-cache, max-age=7200"}, 30 * MINUTE, 34 * MINUTE),
        ({"expires": "Wed, 12 Mar 2025 15:00:00 GMT"}, 3 * HOUR, 3.3 * HOUR),
        ({"expires": "Wed, 12 Mar 2025 15:00:00 GMT", "cache_control": "max-age=3600"}, HOUR, 1.1 * HOUR),
        ({"expires": "0"}, 30 * MINUTE, 34 * MINUTE),
        ({"expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, 30 * MINUTE, 34 * MINUTE),
    ],
)
def test_freshness_is_honoured_up_to_a_day(headers: dict[str, str], least: timedelta, most: timedelta) -> None:
    assert least <= wait_after(good(**headers)) <= most


@pytest.mark.parametrize(
    ("base", "least", "most"),
    [
        (None, 6 * HOUR, 6.6 * HOUR),
        (datetime(2025, 3, 1, 2, 0, tzinfo=UTC), 2 * HOUR, 2.2 * HOUR),  # 2, 8, 14 o'clock
        (datetime(2031, 1, 1, 20, 0, tzinfo=UTC), 2 * HOUR, 2.2 * HOUR),
        (datetime(2025, 3, 12, 12, 0, tzinfo=UTC), 6 * HOUR, 6.6 * HOUR),
        (datetime(2025, 3, 12, 12, 10, tzinfo=UTC), 30 * MINUTE, 34 * MINUTE),  # in ten minutes, but never so soon
    ],
)
def test_the_update_period_is_counted_from_its_base(base: datetime | None, least: timedelta, most: timedelta) -> None:
    hints = FeedHints(update_minutes=360, update_base=base)
    assert least <= wait_after(replace(good(), hints=hints)) <= most


@given(
    base=st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)),
    minutes=st.floats(0, 1e9, allow_nan=False),
)
def test_no_base_and_no_period_bring_a_feed_sooner_or_later_than_is_allowed(base: datetime, minutes: float) -> None:
    hints = FeedHints(update_minutes=minutes, update_base=base.replace(tzinfo=UTC))
    assert 30 * MINUTE <= wait_after(replace(good(), hints=hints)) <= DAY + HOUR


def test_a_304_keeps_the_hints_of_the_body_it_stands_for() -> None:
    first = after(STATE, replace(good(etag='"1"'), hints=FeedHints(ttl_minutes=240)), NOW, FETCH, FEED)
    second = after(first, Reply(304, {}, final_url=FEED.url), NOW + 5 * HOUR, FETCH, FEED)
    assert second.not_before is not None
    assert second.not_before - NOW >= 9 * HOUR
    assert (second.etag, second.conditional, second.failures) == ('"1"', True, 0)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("120", 120), ("Wed, 12 Mar 2025 12:10:00 GMT", 600), ("soon", None), ("", None), ("-5", None), ("1e9", None)],
)
def test_retry_after_in_both_forms(written: str, seconds: int | None) -> None:
    assert retry_after(written, NOW) == (None if seconds is None else timedelta(seconds=seconds))


def test_a_busy_host_is_held_until_its_time_and_no_longer_than_a_week() -> None:
    state = after(STATE, Reply(429, {"retry-after": "7200"}), NOW, FETCH, FEED)
    assert hold_of(state, NOW + HOUR) == NOW + 2 * HOUR
    assert hold_of(state, NOW + 2 * HOUR) is None
    assert not is_due(state, NOW + HOUR, force=True)
    assert state.why_then == "Retry-After 2 h"
    long = after(STATE, Reply(503, {"retry-after": "99999999"}), NOW, FETCH, FEED)
    assert long.not_before == NOW + 7 * DAY


def test_back_off_grows_is_said_and_never_becomes_silence() -> None:
    state, waits = STATE, []
    for _ in range(12):
        state = after(state, Reply(500, {}), NOW, FETCH, FEED)
        assert state.not_before is not None
        waits.append(state.not_before - NOW)
    assert waits == sorted(waits)
    assert waits[3] > 3 * HOUR
    assert waits[-1] <= DAY + 10 * MINUTE
    assert state.why_then == "back-off after 12 failures"
    assert state.failing_since == NOW
    healed = after(state, good(), NOW, FETCH, FEED)
    assert (healed.failures, healed.error, healed.failing_since) == (0, None, None)


def test_a_410_ends_polling_and_force_does_not_wake_it() -> None:
    state = after(STATE, Reply(410, {}), NOW, FETCH, FEED)
    assert state.is_gone
    assert due_at(state, NOW + 365 * DAY) is None
    assert not is_due(state, NOW + 365 * DAY, force=True)


def test_skipped_hours_and_days_are_left_out() -> None:
    hints = FeedHints(skip_hours=frozenset({12, 13}), skip_days=frozenset({3}))
    state = after(STATE, replace(good(), hints=hints), NOW, FETCH, FEED)
    assert state.not_before is not None
    assert NOW + 2 * HOUR <= state.not_before <= NOW + 2 * HOUR + 6 * MINUTE
    late = NOW.replace(hour=23, minute=50)
    state = after(STATE, replace(good(), hints=hints), late, FETCH, FEED)
    assert state.not_before is not None
    assert state.not_before.date().isoformat() == "2025-03-14"
    assert due_at(state, datetime(2025, 3, 20, 12, 30, tzinfo=UTC)) == datetime(2025, 3, 21, tzinfo=UTC) + timedelta()


def test_a_feed_that_skips_everything_is_still_asked() -> None:
    hints = FeedHints(skip_hours=frozenset(range(24)))
    assert wait_after(replace(good(), hints=hints)) <= 34 * MINUTE


def test_a_clock_set_back_does_not_make_a_feed_wait_for_years() -> None:
    state = after(STATE, good(), NOW + 400 * DAY, FETCH, FEED)
    when = due_at(state, NOW)
    assert when is not None
    assert when - NOW <= 34 * MINUTE


def test_a_permanent_address_that_fails_is_given_up() -> None:
    moved = Reply(200, {}, final_url="https://b.example/", is_permanently_moved=True, body_hash="x")
    state = STATE
    for _ in range(3):
        state = after(state, replace(moved, redirects=("301 https://b.example/",)), NOW, FETCH, FEED)
    assert (state.permanent_url, state.permanent_seen) == ("https://b.example/", 3)
    for _ in range(3):
        state = after(state, Reply(404, {}), NOW, FETCH, FEED)
    assert (state.permanent_url, state.permanent_seen) == (None, 0)


def test_an_interrupted_chain_starts_anew() -> None:
    moved = Reply(200, {}, final_url="https://b.example/", is_permanently_moved=True, body_hash="x")
    state = after(after(STATE, moved, NOW, FETCH, FEED), moved, NOW, FETCH, FEED)
    assert state.permanent_seen == 2
    state = after(state, good(), NOW, FETCH, FEED)
    assert state.permanent_seen == 0


def test_a_gap_in_coverage_is_told() -> None:
    first = replace(good(), newest_entry=NOW, oldest_entry=NOW - HOUR, entries=5)
    state = after(STATE, first, NOW, FETCH, FEED)
    overlapping = replace(good(), body_hash="y", newest_entry=NOW + HOUR, oldest_entry=NOW - HOUR, entries=5)
    assert after(state, overlapping, NOW + HOUR, FETCH, FEED).gaps == ()
    later = replace(good(), body_hash="z", newest_entry=NOW + 9 * HOUR, oldest_entry=NOW + 6 * HOUR, entries=5)
    assert after(state, later, NOW + 9 * HOUR, FETCH, FEED).gaps == ("2025-03-12T12:00Z/2025-03-12T18:00Z",)


def test_a_frozen_feed_says_so() -> None:
    old = replace(good(), newest_entry=NOW - 400 * DAY, entries=5)
    state = after(STATE, old, NOW, FETCH, FEED)
    assert any(note.startswith("frozen: nothing new since 2024-02-06") for note in state.notes)
    fresh = after(state, replace(good(), body_hash="y", newest_entry=NOW, entries=5), NOW, FETCH, FEED)
    assert fresh.notes == ()


def test_a_renamed_feed_keeps_its_state_and_a_new_address_starts_anew() -> None:
    known = {"a": replace(STATE, etag='"1"', is_paused=True)}
    renamed = state_for(replace(FEED, name="b"), known)
    assert (renamed.feed, renamed.etag) == ("b", '"1"')
    moved = state_for(replace(FEED, url="https://b.example/"), known)
    assert (moved.etag, moved.is_paused) == (None, True)


HEADERS = st.dictionaries(
    st.sampled_from(["cache-control", "expires", "age", "date", "retry-after", "etag", "last-modified"]),
    st.one_of(
        st.text(max_size=40),
        st.integers(-5, 10**15).map(str),
        st.datetimes().map(lambda moment: f"{moment:%a, %d %b %Y %H:%M:%S} GMT"),
        st.integers(-5, 10**15).map(lambda number: f"max-age={number}"),
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([200, 226, 304, 301, 404, 410, 429, 500, 503, 999]), HEADERS, st.integers(0, 30))
def test_whatever_a_server_says_the_next_try_is_neither_early_nor_never(
    status: int, headers: dict[str, str], failures: int
) -> None:
    state = replace(STATE, failures=failures)
    following = after(state, Reply(status, headers, final_url=FEED.url, body_hash="x"), NOW, FETCH, FEED)
    when = due_at(following, NOW)
    if status == 410:
        assert when is None
        return
    assert when is not None
    assert NOW + 5 * MINUTE <= when <= NOW + 8 * DAY
    assert after(state, Reply(status, headers, final_url=FEED.url, body_hash="x"), NOW, FETCH, FEED) == following


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60))
def test_no_header_raises(text: str) -> None:
    http_date(text)
    retry_after(text, NOW)
    freshness({"cache-control": text, "expires": text, "age": text, "date": text}, NOW)
