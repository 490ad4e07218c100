"""Alerts fire for a cluster once, with reasons, outside quiet hours, and nothing they send carries a secret."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from feeds.settings import Settings, SettingsError, load_settings
from feeds.story import Arrival
from store.kept import fired
from store.queries import Queries
from store.query import parse
from tui.desk.alert_replay import replayed
from tui.desk.alert_round import raise_alerts
from tui.desk.alert_settings import AlertSettings, read_alerts
from tui.desk.alerts import candidates, is_quiet, judge
from tui.desk.rounds import open_rounds

TEXT = (
    "The army of Vostra rejected a ceasefire on {day} after a night of talks in the town of Kyrna, where envoys of "
    "Ardenia had waited for an answer since the morning.\n\n“We will not stop now,” said Ilja Marrow, the foreign "
    "minister of Vostra, who had led the talks himself and left them early. {more}"
)


def config(tmp_path: Path, alerts: str) -> Settings:
    path = tmp_path / "config.toml"
    path.write_text(alerts, "utf-8")
    return load_settings(path, {"alerts": read_alerts})


def store(tmp_path: Path, settings: Settings, *outlets: str) -> Path:
    from feeds.summary import Summary

    path = tmp_path / "store.sqlite"
    now = datetime.now(UTC)
    with open_rounds(settings, path, narrate=None) as rounds:
        for number, outlet in enumerate(outlets):
            arrival = Arrival(
                feed=outlet,
                outlet=outlet,
                title=f"Vostra rejects ceasefire with Ardenia after talks in Kyrna{'' if number else ', army says'}",
                link=f"https://{outlet.lower()}.example/{number}",
                guid=f"{outlet}-{number}",
                body=TEXT.format(day="Wednesday", more=f"{outlet} learned this from two officials. " * (number + 1)),
                published=now - timedelta(minutes=number),
                published_from="feed",
            )
            summary = Summary()
            rounds.arrivals([arrival], summary)
            rounds.read(summary)
    return path


def test_every_mistake_in_alerts_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        config(tmp_path, '[alerts.truce]\nquery = "thred:ceasefire"\nquiet_hours = "late"\ndeliver = ["pigeon"]\n')
    assert [mistake.line for mistake in caught.value.mistakes] == [2, 3, 4]
    assert "did you mean thread" in caught.value.mistakes[0].what


def test_an_alert_says_which_conditions_hold_and_which_do_not(tmp_path: Path) -> None:
    settings = config(tmp_path, "")
    path = store(tmp_path, settings, "Meridian")
    alert = AlertSettings("truce", "thread:ceasefire", own_reporting=2)
    with Queries(path) as queries:
        (candidate,) = candidates(queries, alert)
        verdict = judge(alert, candidate)
        assert not verdict.fires
        assert verdict.why == ("matches thread:ceasefire",)
        assert verdict.why_not == ("own reporting 1 of at least 2",)
        assert replayed(queries, alert, datetime.now(UTC) - timedelta(days=1), UTC) == []


def test_trying_an_alert_on_the_past_lets_own_reporting_and_velocity_grow_again(tmp_path: Path) -> None:
    settings = config(tmp_path, "")
    path = store(tmp_path, settings, "Meridian", "Selm", "Northwire")
    since = datetime.now(UTC) - timedelta(days=1)
    with Queries(path) as queries:
        stories = queries.story_page(queries.story_rowids(parse("thread:ceasefire")))
        assert len({story.cluster for story in stories}) == 1
        came_in = sorted(story.seen for story in stories)
        own = max(story.own_reporting for story in stories)
        ((at, _, why),) = replayed(queries, AlertSettings("a", "thread:ceasefire", own_reporting=own), since, UTC)
        assert at in came_in
        assert why[1] == f"own reporting {own} of at least {own}"
        ((at, _, why),) = replayed(queries, AlertSettings("a", "thread:ceasefire", velocity=0.5), since, UTC)
        assert at == came_in[-1]
        assert why[1] == "0.5 stories an hour of at least 0.5"
        assert replayed(queries, AlertSettings("a", "thread:ceasefire", velocity=0.6), since, UTC) == []


def telling(tmp_path: Path) -> tuple[str, Path]:
    """An alert that hands what it tells to a program, and the file that program writes."""
    sink, script = tmp_path / "told.json", tmp_path / "tell.py"
    script.write_text(f"import sys\nopen({str(sink)!r}, 'a').write(sys.stdin.read() + chr(10))\n", "utf-8")
    command = f'command = ["{sys.executable}", "{script}"]'
    return f'[alerts.truce]\nquery = "thread:ceasefire"\ncool_down_minutes = 0\n{command}\n', sink


def looked(tmp_path: Path, settings: Settings, *outlets: str) -> Path:
    """A store whose alerts were looked at before any story came, and then these came."""
    assert raise_alerts(settings, store(tmp_path, settings), None, is_start=True) == []
    return store(tmp_path, settings, *outlets)


def test_an_alert_new_in_the_config_only_remembers_what_it_finds_first(tmp_path: Path) -> None:
    alert, sink = telling(tmp_path)
    path = looked(tmp_path, config(tmp_path, ""), "Meridian")
    assert raise_alerts(config(tmp_path, alert), path, None, is_start=False) == []
    assert raise_alerts(config(tmp_path, alert), path, None, is_start=False) == []
    assert not sink.exists()


def test_a_first_round_only_remembers_and_a_cluster_is_told_once(tmp_path: Path) -> None:
    alert, sink = telling(tmp_path)
    settings = config(tmp_path, alert)
    path = store(tmp_path, settings, "Meridian")
    assert raise_alerts(settings, path, None, is_start=True) == []
    store(tmp_path, settings, "Meridian", "Selm")
    assert raise_alerts(settings, path, None, is_start=False) == []
    assert not sink.exists()  # the same cluster as before: nothing new is told
    with Queries(path) as queries:
        assert len(queries.story_rowids(parse("thread:ceasefire"))) == 2
        assert fired(queries.connection) == []


def test_a_new_cluster_is_told_to_a_program_with_its_headline_and_why(tmp_path: Path) -> None:
    alert, sink = telling(tmp_path)
    settings = config(tmp_path, alert)
    path = looked(tmp_path, settings, "Meridian")
    assert raise_alerts(settings, path, None, is_start=False) == []
    assert raise_alerts(settings, path, None, is_start=False) == []
    (line,) = sink.read_text("utf-8").splitlines()
    told = json.loads(line)
    assert told["text"].startswith("truce: Vostra rejects ceasefire")
    assert told["stories"][0]["why"] == ["matches thread:ceasefire"]
    with Queries(path) as queries:
        assert [row.name for row in fired(queries.connection)] == ["truce"]


def test_quiet_hours_may_go_over_midnight() -> None:
    alert = AlertSettings("a", "x", quiet_hours=(time(22), time(7)))
    day = datetime(2025, 3, 12, tzinfo=UTC)
    assert is_quiet(alert, day.replace(hour=23), UTC)
    assert is_quiet(alert, day.replace(hour=6, minute=59), UTC)
    assert not is_quiet(alert, day.replace(hour=7), UTC)
    assert not is_quiet(alert, day.replace(hour=12), UTC)


@pytest.fixture
def hook() -> Iterator[tuple[str, list[bytes]]]:
    """A webhook that refuses once, then takes what it is sent."""
    taken: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            taken.append(body)
            self.send_response(503 if len(taken) == 1 else 204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/secret-path", taken
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_webhook_that_is_busy_is_asked_again(
    tmp_path: Path, hook: tuple[str, list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, taken = hook
    monkeypatch.setenv("HOOK", address)
    settings = config(tmp_path, '[alerts.truce]\nquery = "thread:ceasefire"\nwebhook = "env:HOOK"\n')
    path = looked(tmp_path, settings, "Meridian")
    assert raise_alerts(settings, path, None, is_start=False) == []
    assert len(taken) == 2
    assert json.loads(taken[1])["alert"] == "truce"


def test_a_delivery_that_fails_is_told_without_its_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK", "no address: s3cret")
    settings = config(
        tmp_path, '[alerts.truce]\nquery = "thread:ceasefire"\nwebhook = "env:HOOK"\ncommand = ["/no/such/program"]\n'
    )
    path = looked(tmp_path, settings, "Meridian")
    failures = raise_alerts(settings, path, None, is_start=False)
    assert len(failures) == 2
    assert "/no/such/program cannot be run" in failures[0]
    assert "s3cret" not in " ".join(failures)


def test_what_quiet_hours_still_hold_back_has_not_fired_yet(tmp_path: Path) -> None:
    path = store(tmp_path, config(tmp_path, ""), "Meridian")
    now = datetime.now(UTC)
    quiet = ((now - timedelta(hours=2)).time(), (now + timedelta(hours=2)).time())
    alert = AlertSettings("truce", "thread:ceasefire")
    with Queries(path) as queries:
        assert len(replayed(queries, alert, now - timedelta(days=1), UTC)) == 1
        assert replayed(queries, replace(alert, quiet_hours=quiet), now - timedelta(days=1), UTC) == []
