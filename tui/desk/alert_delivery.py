"""Delivers alerts: a bell and a desktop notification for a terminal, a program, a webhook. What fails is told, once."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from time import sleep
from typing import TYPE_CHECKING, TextIO

from tui.desk.alerts import Firing
from tui.safe import safe_line

if TYPE_CHECKING:
    from feeds.settings import Settings

_COMMAND_SECONDS = 30
_WEBHOOK_TRIES = 3
_WEBHOOK_SECONDS = 10.0


def deliver(firings: Sequence[Firing], settings: Settings, terminal: TextIO | None) -> list[str]:
    """Sends what fired, one message an alert; gives what failed, in words. No secret stands in them."""
    failures = []
    by_alert: dict[str, list[Firing]] = {}
    for firing in firings:
        by_alert.setdefault(firing.alert.name, []).append(firing)
    for name, group in by_alert.items():
        alert = group[0].alert
        if terminal is not None and terminal.isatty():
            terminal.write(terminal_signal(group))
            terminal.flush()
        message = alert_json(name, group)
        if alert.command and (problem := _run(alert.command, message)):
            failures.append(f"alert {name}: {problem}")
        if alert.webhook and (problem := _post(alert.webhook, message, settings)):
            failures.append(f"alert {name}: {problem}")
    return failures


def alert_json(name: str, group: Sequence[Firing]) -> str:
    """What a program or webhook is given: the alert, the headlines first, and why it fired."""
    stories = [
        {
            "id": firing.story.id,
            "title": safe_line(firing.story.title),
            "outlet": firing.story.outlet,
            "outlet_kind": firing.story.outlet_kind,
            "link": firing.story.link,
            "cluster": firing.story.cluster,
            "reach": firing.story.reach,
            "own_reporting": firing.story.own_reporting,
            "why": list(firing.why),
        }
        for firing in group
    ]
    return json.dumps({"alert": name, "text": headline(group), "stories": stories}, ensure_ascii=False)


def headline(group: Sequence[Firing]) -> str:
    """The alert in one line: its first headline, and how many more there are."""
    more = f" (and {len(group) - 1} more)" if len(group) > 1 else ""
    return f"{group[0].alert.name}: {safe_line(group[0].story.title)}{more}"


def terminal_signal(group: Sequence[Firing]) -> str:
    """The bytes that ring a terminal's bell and show a desktop notification (OSC 9; OSC 777 for those that know it)."""
    return signal_of(group[0].alert.deliver, headline(group))


def signal_of(channels: Sequence[str], words: str) -> str:
    """The bytes of those channels that a terminal obeys, for words that are safe to write there."""
    signal = ""
    if "desktop" in channels:
        # A semicolon would end the text of OSC 777.
        text = words.replace(";", ",")[:200]
        signal += f"\x1b]9;{text}\x1b\\\x1b]777;notify;watchfloor;{text}\x1b\\"
    if "bell" in channels:
        signal += "\x07"
    return signal


def _run(command: Sequence[str], message: str) -> str:
    try:
        ran = subprocess.run(
            list(command), input=message.encode(), capture_output=True, timeout=_COMMAND_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return f"{command[0]} did not end within {_COMMAND_SECONDS} s"
    except OSError as error:
        return f"{command[0]} cannot be run: {error.strerror or error}"
    return "" if ran.returncode == 0 else f"{command[0]} ended with {ran.returncode}"


def _post(address: str, message: str, settings: Settings) -> str:
    import httpx

    from feeds.intake.secrets import SecretError, reveal

    try:
        url = reveal(address)
    except SecretError as error:
        return f"webhook: {error}"
    problem = ""
    for attempt in range(_WEBHOOK_TRIES):
        if attempt:
            sleep(2.0**attempt)
        try:
            answer = httpx.post(
                url,
                content=message.encode(),
                headers={"Content-Type": "application/json"},
                timeout=_WEBHOOK_SECONDS,
                follow_redirects=False,
            )
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            problem = f"webhook: {type(error).__name__}"
            continue
        if answer.status_code < 400:
            return ""
        problem = f"webhook: it answered {answer.status_code}"
        if answer.status_code not in (408, 425, 429) and answer.status_code < 500:
            break
    return problem
