"""Offline is told once, tried again ever later up to ten minutes, and over as soon as something answers."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

from feeds.summary import Summary
from tui.desk.log import Log
from tui.desk.offline import Offline

NOW = datetime(2025, 3, 12, 14, 2, tzinfo=UTC)


def test_waits_double_up_to_ten_minutes_and_one_line_is_logged() -> None:
    stream = io.StringIO()
    offline, log = Offline(), Log(stream)
    waits = []
    now = NOW
    for _ in range(8):
        offline.note(Summary(offline="offline: none of 3 feeds can be reached"), log, now)
        assert offline.retry_at is not None
        assert offline.is_waiting(now)
        waits.append((offline.retry_at - now).total_seconds())
        now = offline.retry_at
        assert not offline.is_waiting(now)
    assert waits == [30, 60, 120, 240, 480, 600, 600, 600]
    assert stream.getvalue().count("offline") == 2  # the word and the reason, in one line
    assert offline.words() == f"offline since 14:02Z, next try {now:%H:%M}Z"


def test_an_answer_ends_it_and_is_told() -> None:
    stream = io.StringIO()
    offline, log = Offline(), Log(stream)
    offline.note(Summary(offline="offline"), log, NOW)
    offline.note(Summary(polled=1), log, NOW + timedelta(minutes=3))
    assert offline.since is None
    assert not offline.is_waiting(NOW)
    assert "online again minutes=3" in stream.getvalue().splitlines()[-1]
    offline.note(Summary(offline="offline"), log, NOW)
    assert offline.retry_at == NOW + timedelta(seconds=30)


def test_a_round_without_feeds_says_nothing_of_the_network() -> None:
    offline, log = Offline(), Log(io.StringIO())
    offline.note(Summary(offline="offline"), log, NOW)
    offline.note(Summary(new=3), log, NOW)
    assert offline.since == NOW
