"""What a feed's state says after one answer and what it is known by: exact values, where test_schedule has bounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from feeds.intake.freshness import freshness, retry_after
from feeds.intake.schedule import (
    Reply,
    after,
    due_at,
    fresh_state,
    held,
    hold_of,
    interval_of,
    is_due,
    place_of,
    request_url,
    state_for,
    told_to_wait,
)
from feeds.settings import FeedSettings, FetchSettings
from feeds.story import FeedHints

NOW = datetime(2025, 3, 12, 12, 0, tzinfo=UTC)
FETCH = FetchSettings(interval_minutes=30)
FEED = FeedSettings(name="a", url="https://a.example/feed")
STATE = fresh_state(FEED)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
GOOD = Reply(200, {"etag": '"1"', "last-modified": "then"}, final_url=FEED.url, body_hash="x")


def test_a_feed_is_known_by_its_address_or_by_a_hash_of_its_command() -> None:
    assert (STATE.feed, STATE.url, due_at(STATE, NOW)) == ("a", "https://a.example/feed", NOW)
    program = FeedSettings(name="p", command=("show", "--all"))
    assert place_of(program) == "command 633161c9ff0df777"
    assert place_of(replace(program, command=("show", "--less"))) != place_of(program)
    assert place_of(replace(program, command=("show \ud800",))).startswith("command ")


def test_a_state_an_earlier_version_kept_with_secrets_is_cleaned() -> None:
    feed = FeedSettings(name="a", url="https://a.example/feed?token=abc")
    assert "abc" not in place_of(feed)
    kept = replace(STATE, url=feed.url, validators_url=feed.url, etag='"1"')
    for states in ({"a": kept}, {"older name": replace(kept, feed="older name")}):
        state = state_for(feed, states)
        assert (state.feed, state.url, state.validators_url, state.etag) == ("a", place_of(feed), place_of(feed), '"1"')
    clean = replace(STATE, url=place_of(feed))
    assert state_for(feed, {"a": clean}) is clean
    program = FeedSettings(name="p", command=("show", "--all"))
    old = state_for(program, {"p": replace(STATE, feed="p", url="show --all", etag='"2"')})
    assert (old.url, old.etag) == (place_of(program), '"2"')


def test_the_permanent_address_is_asked_from_the_third_sighting_on() -> None:
    for seen, url in ((2, FEED.url), (3, "https://b.example/")):
        state = replace(STATE, permanent_url="https://b.example/", permanent_seen=seen)
        assert request_url(state, FEED.url) == url


def test_a_permanent_address_that_moves_on_is_counted_anew_and_a_passing_detour_is_not() -> None:
    adopted = replace(STATE, permanent_url="https://b.example/", permanent_seen=3)
    there = replace(GOOD, final_url="https://b.example/")
    assert after(adopted, there, NOW, FETCH, FEED).permanent_seen == 3
    detour = replace(there, redirects=("302 https://c.example/",))
    assert after(adopted, detour, NOW, FETCH, FEED).permanent_url == "https://b.example/"
    moved = replace(GOOD, final_url="https://c.example/", redirects=("301 …",), is_permanently_moved=True)
    state = after(adopted, moved, NOW, FETCH, FEED)
    assert (state.permanent_url, state.permanent_seen) == ("https://c.example/", 1)
    busy = replace(adopted, failures=5)
    assert after(busy, Reply(503, {}), NOW, FETCH, FEED).permanent_seen == 3
    gone = after(adopted, Reply(410, {}), NOW, FETCH, FEED)
    assert not gone.is_gone, "it is the adopted address that is gone, not the feed"


@pytest.mark.parametrize(
    ("header", "wait"),
    [("", HOUR), ("nonsense", HOUR), ("7200", 2 * HOUR), ("1", 5 * MINUTE), ("99999999", 7 * DAY)],
)
def test_a_page_refused_leaves_its_whole_host_alone(header: str, wait: timedelta) -> None:
    state = told_to_wait(STATE, 429, header, NOW)
    assert (state.status, state.not_before) == (429, NOW + wait)
    assert state.why_then == "its host asked for a pause"
    assert hold_of(state, NOW) == NOW + wait


def test_a_pause_never_shortens_a_longer_one() -> None:
    longer = replace(STATE, status=503, not_before=NOW + 3 * HOUR, why_then="Retry-After 3 h")
    assert told_to_wait(longer, 429, "", NOW) is longer
    assert held(longer, "a.example", NOW + HOUR) is longer
    assert held(longer, "a.example", NOW + 3 * HOUR) is longer
    waiting = replace(longer, status=200)
    assert told_to_wait(waiting, 429, "", NOW).not_before == NOW + 3 * HOUR
    shorter = held(STATE, "a.example", NOW + HOUR)
    assert (shorter.not_before, shorter.why_then) == (NOW + HOUR, "a.example asked for a pause")
    assert held(longer, "a.example", NOW + 4 * HOUR).not_before == NOW + 4 * HOUR


def test_a_moment_between_seconds_is_rounded_up() -> None:
    late = NOW + timedelta(microseconds=1)
    assert told_to_wait(STATE, 429, "3600", late).not_before == NOW + HOUR + timedelta(seconds=1)


def test_force_asks_early_but_not_where_the_server_said_later() -> None:
    waiting = replace(STATE, not_before=NOW + HOUR, status=200)
    assert (is_due(waiting, NOW), is_due(waiting, NOW, force=True)) == (False, True)
    assert is_due(waiting, NOW + HOUR)
    assert not is_due(replace(waiting, status=429), NOW, force=True)
    assert is_due(replace(waiting, status=429), NOW + HOUR, force=True)
    assert not is_due(replace(waiting, is_paused=True), NOW + DAY, force=True)
    assert hold_of(replace(waiting, status=429, is_paused=True), NOW) is None
    assert hold_of(waiting, NOW) is None


def test_a_wait_is_never_longer_than_a_week_whatever_is_stored() -> None:
    far = replace(STATE, checked=NOW, not_before=NOW + 400 * DAY)
    assert due_at(far, NOW) == NOW + 7 * DAY
    ahead = replace(STATE, checked=NOW + 400 * DAY, not_before=NOW + 400 * DAY + HOUR)
    assert due_at(ahead, NOW) == NOW + HOUR
    assert due_at(replace(ahead, not_before=NOW + 500 * DAY), NOW) == NOW + 7 * DAY
    slightly = replace(STATE, checked=NOW + 5 * MINUTE, not_before=NOW + 2 * HOUR)
    assert due_at(slightly, NOW) == NOW + 2 * HOUR


def test_a_304_keeps_or_renews_the_validators_and_says_when() -> None:
    first = after(STATE, GOOD, NOW, FETCH, FEED)
    later = NOW + 2 * HOUR
    same = after(first, Reply(304, {}, final_url=FEED.url), later, FETCH, FEED)
    assert (same.etag, same.last_modified, same.conditional) == ('"1"', "then", True)
    assert (same.checked, same.succeeded, same.changed, same.status) == (later, later, NOW, 304)
    renewed = after(first, Reply(304, {"etag": '"2"', "last-modified": "now"}), later, FETCH, FEED)
    assert (renewed.etag, renewed.last_modified) == ('"2"', "now")
    own = replace(FEED, interval_minutes=120)
    slow = after(first, Reply(304, {}), later, FETCH, own)
    assert slow.why_then == "every 2 h"
    assert slow.not_before is not None
    assert 2 * HOUR <= slow.not_before - later <= 2.2 * HOUR


def test_the_same_body_again_shows_that_a_server_ignores_validators() -> None:
    first = after(STATE, GOOD, NOW, FETCH, FEED)
    again = after(first, GOOD, NOW + HOUR, FETCH, FEED)
    assert (again.conditional, again.changed) == (False, NOW)
    other = after(first, replace(GOOD, body_hash="y"), NOW + HOUR, FETCH, FEED)
    assert (other.conditional, other.changed) == (first.conditional, NOW + HOUR)
    elsewhere = after(first, replace(GOOD, final_url="https://c.example/"), NOW + HOUR, FETCH, FEED)
    assert elsewhere.conditional == first.conditional


def test_what_an_answer_does_not_say_is_remembered() -> None:
    told = replace(
        GOOD, size_bytes=10, items_per_day=2.5, full_share=0.5, hints=FeedHints(ttl_minutes=60), notes=("n",)
    )
    first = after(STATE, told, NOW, FETCH, FEED)
    again = after(first, GOOD, NOW + HOUR, FETCH, FEED)
    for state in (first, again):
        assert (state.size_bytes, state.items_per_day, state.full_share) == (10, 2.5, 0.5)
        assert (state.hints.ttl_minutes, state.notes) == (60, ("n",))
    assert after(first, replace(GOOD, body_hash="y"), NOW, FETCH, FEED).notes == ()


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (GOOD, "every 30 min"),
        (replace(GOOD, headers={"cache-control": "max-age=7200, public"}), "max-age 7200"),
        (replace(GOOD, headers={"cache-control": 'MAX-AGE="7200"', "age": "60"}), "max-age 7200, Age 60"),
        (replace(GOOD, headers={"expires": "Wed, 12 Mar 2025 15:00:00 GMT"}), "Expires"),
        (replace(GOOD, hints=FeedHints(ttl_minutes=90)), "ttl 90 min"),
        (replace(GOOD, hints=FeedHints(update_minutes=1440)), "its update period of 1440 min"),
        (replace(GOOD, hints=FeedHints(ttl_minutes=20)), "every 30 min"),
        (replace(GOOD, hints=FeedHints(skip_hours=frozenset({12, 13}))), "the feed's own pause (skipHours, skipDays)"),
        (Reply(500, {}), "the usual interval after a failure"),
        (Reply(503, {"retry-after": "90"}), "Retry-After 90 s"),
        (Reply(429, {"retry-after": "0"}), "Retry-After 0 s"),
        (Reply(429, {"retry-after": "900"}), "Retry-After 15 min"),
        (Reply(500, {"retry-after": "900"}), "the usual interval after a failure"),
        (Reply(410, {}), "gone for good (410); its stories are kept"),
        (Reply(None, None, "no route"), "the usual interval after a failure"),
    ],
)
def test_why_a_feed_is_asked_then_is_said(reply: Reply, why: str) -> None:
    assert after(STATE, reply, NOW, FETCH, FEED).why_then == why


def test_a_failure_is_named_and_counted_from_its_first() -> None:
    first = after(STATE, Reply(404, {}), NOW, FETCH, FEED)
    second = after(first, Reply(None, None, "no route to the host"), NOW + HOUR, FETCH, FEED)
    assert (first.failures, second.failures) == (1, 2)
    assert first.error is not None
    assert "404" in first.error or "not" in first.error.lower()
    assert second.error == "no route to the host"
    assert (second.failing_since, second.succeeded, second.checked) == (NOW, None, NOW + HOUR)
    short = after(replace(STATE, failures=3), Reply(429, {"retry-after": "60"}), NOW, FETCH, FEED)
    assert short.why_then == "back-off after 4 failures", "a short Retry-After does not undo the back-off"


def test_the_interval_is_the_feeds_own_else_the_configs_and_at_least_five_minutes() -> None:
    assert interval_of(FETCH, None) == interval_of(FETCH, FEED) == 30 * MINUTE
    assert interval_of(FETCH, replace(FEED, interval_minutes=90)) == 90 * MINUTE
    assert interval_of(replace(FETCH, interval_minutes=1), None) == 5 * MINUTE


def test_a_feed_always_falls_due_at_its_own_place_within_a_tenth_of_the_wait() -> None:
    waits = set()
    for number in range(20):
        feed = replace(FEED, url=f"https://a.example/{number}")
        state = after(fresh_state(feed), replace(GOOD, final_url=feed.url), NOW, FETCH, feed)
        assert state == after(fresh_state(feed), replace(GOOD, final_url=feed.url), NOW, FETCH, feed)
        assert state.not_before is not None
        waits.add(state.not_before - NOW)
    assert len(waits) > 10
    assert all(30 * MINUTE <= wait <= 33 * MINUTE for wait in waits)


@pytest.mark.parametrize(
    ("known", "oldest", "entries", "status", "is_gap"),
    [
        (NOW, NOW + HOUR, 3, 200, True),
        (NOW, NOW + MINUTE, 3, 200, True),
        (NOW, NOW + timedelta(seconds=59), 3, 200, False),
        (NOW, NOW + HOUR, 2, 200, False),
        (NOW, NOW + HOUR, 3, 226, False),
        (None, NOW + HOUR, 3, 200, False),
        (NOW, None, 3, 200, False),
        (NOW, NOW + 8 * HOUR, 3, 200, False),
    ],
)
def test_a_gap_is_only_told_where_something_was_missed(
    known: datetime | None, oldest: datetime | None, entries: int, status: int, is_gap: bool
) -> None:
    before = replace(STATE, newest_entry=known, gaps=("earlier",))
    reply = replace(GOOD, status=status, oldest_entry=oldest, newest_entry=oldest, entries=entries)
    gaps = after(before, reply, NOW + 6 * HOUR, FETCH, FEED).gaps
    assert (len(gaps) == 2) is is_gap
    assert gaps[0] == "earlier"


def test_gaps_are_told_in_utc_and_the_last_twenty_are_kept() -> None:
    east = timezone(3 * HOUR)
    before = replace(STATE, newest_entry=NOW.astimezone(east), gaps=tuple(str(n) for n in range(20)))
    reply = replace(GOOD, oldest_entry=NOW + 2 * HOUR, entries=3)
    gaps = after(before, reply, NOW + 3 * HOUR, FETCH, FEED).gaps
    assert (len(gaps), gaps[0], gaps[-1]) == (20, "1", "2025-03-12T12:00Z/2025-03-12T14:00Z")


@pytest.mark.parametrize(
    ("newest", "changed", "is_frozen"),
    [
        (61 * DAY, 15 * DAY, True),
        (60 * DAY, 15 * DAY, False),
        (61 * DAY, 13 * DAY, False),
        (181 * DAY, DAY, True),
        (180 * DAY, DAY, False),
        (None, 61 * DAY, True),
    ],
)
def test_a_feed_is_frozen_after_two_months_of_nothing(
    newest: timedelta | None, changed: timedelta, is_frozen: bool
) -> None:
    state = replace(
        STATE, newest_entry=NOW - newest if newest else None, changed=NOW - changed, notes=("n", "frozen: x")
    )
    notes = after(state, Reply(304, {}), NOW, FETCH, FEED).notes
    since = (NOW - (newest or changed)).date().isoformat()
    assert notes == (("n", f"frozen: nothing new since {since}") if is_frozen else ("n",))


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        ({"cache-control": "no-store, max-age=60"}, None),
        ({"cache-control": "max-age=60"}, (MINUTE, "max-age 60")),
        ({"cache-control": " max-age = 60 ,,max-age=90"}, (MINUTE, "max-age 60")),
        ({"cache-control": "max-age=60", "age": "90"}, (timedelta(0), "max-age 60, Age 90")),
        ({"cache-control": "max-age=-1", "expires": "0"}, None),
        ({"cache-control": "max-age=9999999999999"}, (timedelta(seconds=10**9), "max-age 1000000000")),
        ({"expires": "Wed, 12 Mar 2025 13:00:00 GMT"}, (HOUR, "Expires")),
        ({"expires": "Wed, 12 Mar 2025 13:00:00 GMT", "date": "Wed, 12 Mar 2025 11:00:00 GMT"}, (2 * HOUR, "Expires")),
        ({"expires": "Wed, 12 Mar 2025 13:00:00 GMT", "age": "600"}, (50 * MINUTE, "Expires")),
        ({"expires": "Wed, 12 Mar 2025 11:00:00 GMT"}, (timedelta(0), "Expires")),
        ({"expires": "-1"}, None),
    ],
)
def test_how_long_an_answer_is_fresh_and_by_which_header(
    headers: dict[str, str], expected: tuple[timedelta, str] | None
) -> None:
    assert freshness(headers, NOW) == expected


def test_retry_after_takes_dates_that_name_no_zone_too() -> None:
    assert retry_after("Wed, 12 Mar 2025 12:10:00 -0000", NOW) == 10 * MINUTE
    assert retry_after(" 120 ", NOW) == 2 * MINUTE
    assert retry_after("²", NOW) is None


def test_each_failure_doubles_the_wait() -> None:
    state = STATE
    for doubled in (1, 2, 4, 8, 16):
        state = after(state, Reply(500, {}), NOW, FETCH, FEED)
        assert state.not_before is not None
        assert doubled * 30 * MINUTE <= state.not_before - NOW <= doubled * 33 * MINUTE


def test_a_new_feed_is_not_paused_and_one_validator_is_enough() -> None:
    assert state_for(FEED, {}) == STATE
    first = after(STATE, replace(GOOD, headers={"etag": '"1"'}), NOW, FETCH, FEED)
    assert after(first, replace(GOOD, headers={"etag": '"1"'}), NOW, FETCH, FEED).conditional is False


@pytest.mark.parametrize("status", [200, 203, 226])
def test_a_full_answer_and_a_partial_one_are_successes(status: int) -> None:
    failing = replace(STATE, failures=3, error="not found (404)", failing_since=NOW - DAY, is_gone=True)
    state = after(failing, replace(GOOD, status=status, redirects=("302 https://b.example/",)), NOW, FETCH, FEED)
    assert (state.failures, state.error, state.failing_since, state.is_gone) == (0, None, None, False)
    assert (state.succeeded, state.checked, state.status) == (NOW, NOW, status)
    assert state.redirects == ("302 https://b.example/",)


@pytest.mark.parametrize("status", [204, 227, 305, 404])
def test_other_answers_are_failures(status: int) -> None:
    state = after(replace(STATE, failures=1), replace(GOOD, status=status), NOW, FETCH, FEED)
    assert (state.failures, state.succeeded) == (2, None)


def test_a_feeds_own_interval_counts_after_success_and_failure() -> None:
    own = replace(FEED, interval_minutes=120)
    for reply in (GOOD, Reply(304, {}), Reply(None, error="no connection")):
        state = after(STATE, reply, NOW, FETCH, own)
        assert state.not_before is not None
        assert 2 * HOUR <= state.not_before - NOW <= 2 * HOUR + 12 * MINUTE
    assert after(STATE, GOOD, NOW, FETCH, own).why_then == "every 2 h"


def test_a_server_that_answers_conditionally_stays_one_until_it_repeats_itself() -> None:
    asked = replace(STATE, etag='"0"', validators_url=FEED.url, body_hash="old", conditional=True)
    assert after(asked, GOOD, NOW, FETCH, FEED).conditional is True
    assert after(replace(asked, body_hash="x"), GOOD, NOW, FETCH, FEED).conditional is False
    assert after(replace(asked, body_hash="x", etag=None), GOOD, NOW, FETCH, FEED).conditional is True
    elsewhere = replace(asked, body_hash="x", validators_url="https://b.example/")
    assert after(elsewhere, GOOD, NOW, FETCH, FEED).conditional is True


@pytest.mark.parametrize(
    ("header", "wait"),
    [("Wed, 12 Mar 2025 15:00:00 GMT", 3 * HOUR), ("7200", 2 * HOUR), ("0", 5 * MINUTE), ("", HOUR)],
)
def test_a_host_says_when_to_come_back_in_seconds_or_by_date(header: str, wait: timedelta) -> None:
    assert told_to_wait(STATE, 503, header, NOW).not_before == NOW + wait
    if header:
        busy = after(STATE, Reply(429, {"retry-after": header}), NOW, FETCH, FEED)
        assert busy.not_before is not None
        assert busy.not_before - NOW == wait


def test_a_pause_counts_only_where_the_host_itself_asked_for_it() -> None:
    waiting = replace(STATE, not_before=NOW + 2 * HOUR, status=200, why_then="every 2 h")
    told = told_to_wait(waiting, 429, "3600", NOW)
    assert (told.status, told.not_before, told.why_then) == (429, NOW + 2 * HOUR, "its host asked for a pause")
    busy = replace(waiting, status=503)
    assert told_to_wait(busy, 429, "3600", NOW) is busy
    assert told_to_wait(busy, 429, "7200", NOW) is busy
    assert told_to_wait(busy, 429, "7201", NOW).not_before == NOW + timedelta(seconds=7201)


def test_gone_for_good_is_never_due_and_a_permanent_address_that_is_gone_is_only_failing() -> None:
    gone = after(replace(STATE, not_before=NOW), Reply(410), NOW, FETCH, FEED)
    assert (gone.is_gone, gone.not_before, due_at(gone, NOW)) == (True, None, None)
    for url, seen, is_gone in (("https://b.example/", 3, False), ("https://b.example/", 2, True), (None, 3, True)):
        state = replace(STATE, permanent_url=url, permanent_seen=seen)
        assert after(state, Reply(410), NOW, FETCH, FEED).is_gone is is_gone


def test_a_permanent_address_is_given_up_with_all_that_was_counted_for_it() -> None:
    lost = replace(STATE, permanent_url="https://b.example/", permanent_seen=3, failures=2)
    state = after(lost, Reply(404), NOW, FETCH, FEED)
    assert (state.permanent_url, state.permanent_seen) == (None, 0)
    plain = after(replace(STATE, permanent_url="https://b.example/", permanent_seen=2), GOOD, NOW, FETCH, FEED)
    assert (plain.permanent_url, plain.permanent_seen) == (None, 0)
    for status in (200, 203, 226, 304):
        assert after(lost, replace(GOOD, status=status), NOW, FETCH, FEED).permanent_url == "https://b.example/"


@pytest.mark.parametrize(
    ("hours", "days", "now", "allowed"),
    [
        (frozenset(), frozenset({2}), NOW, datetime(2025, 3, 13, tzinfo=UTC)),
        (frozenset({12, 13}), frozenset(), NOW, datetime(2025, 3, 12, 14, tzinfo=UTC)),
        (frozenset({12}), frozenset(), NOW.replace(minute=7, second=30), datetime(2025, 3, 12, 13, 2, 30, tzinfo=UTC)),
        (frozenset({12}), frozenset(), NOW.replace(minute=3, second=9), datetime(2025, 3, 12, 13, 3, 9, tzinfo=UTC)),
        (frozenset(), frozenset(range(7)), NOW, NOW),
        (frozenset(range(24)), frozenset(), NOW, NOW),
        (frozenset(range(24)), frozenset({2}), NOW, NOW),
        (frozenset({11}), frozenset({0}), NOW, NOW),
        (frozenset(), frozenset(range(6)), NOW, datetime(2025, 3, 16, tzinfo=UTC)),
        (frozenset(range(23)), frozenset(range(6)), NOW, datetime(2025, 3, 16, 23, tzinfo=UTC)),
        (frozenset({12}), frozenset(), NOW.astimezone(timezone(5 * HOUR)), datetime(2025, 3, 12, 13, tzinfo=UTC)),
    ],
)
def test_what_a_feed_wants_skipped_is_skipped_to_the_hour_in_gmt(
    hours: frozenset[int], days: frozenset[int], now: datetime, allowed: datetime
) -> None:
    state = replace(STATE, not_before=now, hints=FeedHints(skip_hours=hours, skip_days=days))
    assert due_at(state, now) == allowed


@pytest.mark.parametrize(
    ("minutes", "why"),
    [(60, "every 1 h"), (90, "every 90 min"), (120, "every 2 h"), (61, "every 61 min")],
)
def test_waits_are_told_in_the_largest_whole_unit(minutes: int, why: str) -> None:
    assert after(STATE, GOOD, NOW, FetchSettings(interval_minutes=minutes), FEED).why_then == why


@pytest.mark.parametrize(("header", "why"), [("60", "1 min"), ("61", "61 s"), ("3600", "1 h"), ("59", "59 s")])
def test_what_a_server_asked_for_is_told_as_it_said_it(header: str, why: str) -> None:
    assert after(STATE, Reply(503, {"retry-after": header}), NOW, FETCH, FEED).why_then == f"Retry-After {why}"


def test_a_clock_is_only_taken_for_set_back_when_it_is_five_minutes_off() -> None:
    waiting = replace(STATE, checked=NOW + 5 * MINUTE, not_before=NOW + 8 * DAY)
    assert due_at(waiting, NOW) == NOW + 7 * DAY
    ahead = replace(waiting, checked=NOW + timedelta(minutes=5, seconds=1), not_before=NOW + 10 * MINUTE)
    assert due_at(ahead, NOW) == NOW + timedelta(minutes=4, seconds=59)


def test_a_gap_ends_where_dates_are_believed() -> None:
    known = replace(STATE, newest_entry=NOW - DAY)
    reply = replace(GOOD, entries=3, newest_entry=NOW, oldest_entry=NOW - HOUR)
    assert after(known, reply, NOW, FETCH, FEED).gaps == ("2025-03-11T12:00Z/2025-03-12T11:00Z",)
    for oldest, is_told in (
        (NOW + HOUR, True),
        (NOW + 2 * HOUR, False),
        (NOW - DAY + MINUTE, True),
        (NOW - DAY, False),
    ):
        assert bool(after(known, replace(reply, oldest_entry=oldest), NOW, FETCH, FEED).gaps) is is_told
    assert after(known, replace(reply, entries=None), NOW, FETCH, FEED).gaps == ()


def test_what_a_frozen_feed_says_goes_when_it_moves_again() -> None:
    frozen = replace(STATE, newest_entry=NOW - 70 * DAY, changed=NOW - 70 * DAY, notes=("a note",))
    told = after(frozen, Reply(304, {}), NOW, FETCH, FEED)
    assert told.notes == ("a note", "frozen: nothing new since 2025-01-01")
    assert after(told, replace(GOOD, newest_entry=NOW, notes=("fresh",)), NOW, FETCH, FEED).notes == ("fresh",)
