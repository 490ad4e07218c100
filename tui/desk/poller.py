"""The poller: one process that holds the lease, polls on schedule, reads, groups, and carries out what analysts ask.

It ends on SIGTERM and SIGINT after saving what it has, and reads its config again on SIGHUP and when the file changes;
a config with a mistake is told about and the old one stays.
"""

from __future__ import annotations

import os
import signal
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import TYPE_CHECKING

from feeds.summary import Summary
from tui.desk import first_poll
from tui.desk.offline import Offline
from tui.desk.progress import ProgressLine
from tui.desk.rounds import FilesKnown, Rounds, reading_processes
from tui.desk.stopping import Stopping
from tui.wording import counted

if TYPE_CHECKING:
    from feeds.settings import FeedSettings, Settings
    from store.archive import Archive
    from tui.desk.log import Log

BEAT_SECONDS = 5.0
_LOOK_SECONDS = 1.0
"""How often requests are looked for."""
_FOLDER_SECONDS = 30.0
_CONFIG_SECONDS = 5.0
_ALERT_SECONDS = 60.0
_UPKEEP_SECONDS = 6 * 3600.0


class Poller:
    """Runs until told to stop. `load` reads the config; it is called again to reload."""

    def __init__(self, load: Callable[[], Settings], store: Path, log: Log, *, parent: int | None = None) -> None:
        self._load = load
        self.settings = load()
        self.store = store
        self.log = log
        self._parent = parent
        self._stop = Stopping()
        self._must_reload = False
        self._is_paused = False
        self._has_alerted = False
        self._offline = Offline()
        self._files: FilesKnown = {}
        self._due: dict[str, float] = {}
        self._config_stamp = self._stamp()

    def run(self, *, wait: float = 0.0, once: bool = False) -> None:
        """Takes the lease and works. Raises LeaseHeld when another poller has it, StoreError when the store fails."""
        from feeds.readers import Readers
        from store.archive import Archive
        from store.written import written

        with Archive.open(self.store, "watchfloor watch", wait=wait) as archive, self._signals():
            progress = ProgressLine(None, archive.beat)
            readers = Readers(self.settings, reading_processes(), worth_starting=1, tick=progress.tick, prepare=written)
            rounds = Rounds(archive, self.settings, readers, progress, self._may_go_on)
            self.log.info("started", store=str(self.store), feeds=sum(feed.is_enabled for feed in self.settings.feeds))
            try:
                self._work(rounds, once)
            finally:
                rounds.readers.close()
                self.log.info("stopped")

    def stop(self) -> None:
        """Ends the run soon, after saving what is at hand."""
        self._stop.set()

    def _may_go_on(self) -> bool:
        if self._parent is not None and os.getppid() != self._parent:
            self._stop.set()
        return not self._stop.is_set()

    def _work(self, rounds: Rounds, once: bool) -> None:
        self._round(rounds, Summary(), lambda summary: rounds.read(summary))
        while self._may_go_on():
            if self._must_reload or (self._is_time("config", _CONFIG_SECONDS) and self._stamp() != self._config_stamp):
                self._reload(rounds)
            for request in rounds.archive.requests_pending():
                self._carry_out(rounds, request.id, request.kind, request.payload)
            if not self._is_paused:
                self._poll_what_is_due(rounds)
            if self._has_alerted and self._is_time("alerts", _ALERT_SECONDS):
                self._alert()  # what quiet hours and cool-downs held back
            if self._is_time("upkeep", _UPKEEP_SECONDS):
                self._keep_up(rounds.archive)
            if once:
                return
            rounds.archive.tidy()
            if self._is_time("beat", BEAT_SECONDS):
                self._show_idle(rounds.archive)
            self._stop.wait(_LOOK_SECONDS)

    # -------------------------------------------------------------------------------------------- rounds

    def _poll_what_is_due(self, rounds: Rounds) -> None:
        from feeds.intake.schedule import is_due, state_for

        now = datetime.now(UTC)
        states = rounds.archive.feed_states()
        feeds = [feed for feed in self.settings.feeds if feed.is_enabled]
        is_waiting = self._offline.is_waiting(now)
        due = [] if is_waiting else [feed for feed in feeds if is_due(state_for(feed, states), now)]
        has_folders = bool(self.settings.folders) and self._is_time("folders", _FOLDER_SECONDS)
        if due or has_folders:
            self._round(rounds, Summary(), lambda summary: self._take_in(rounds, due, has_folders, summary))

    def _take_in(
        self, rounds: Rounds, feeds: list[FeedSettings], has_folders: bool, summary: Summary, force: bool = False
    ) -> None:
        if feeds:
            rounds.feeds(feeds, summary, force=force)
        if has_folders:
            rounds.folders(summary, self._files)
        rounds.read(summary)
        rounds.articles(summary)

    def _round(self, rounds: Rounds, summary: Summary, work: Callable[[Summary], None]) -> None:
        started = monotonic()
        work(summary)
        self._offline.note(summary, self.log)
        for failure in summary.failures:
            if failure.what != summary.offline:
                self.log.error("failed", feed=failure.feed, reason=failure.what)
        if summary.polled or summary.new or summary.revised or summary.read:
            self.log.info(
                "refreshed",
                polled=summary.polled,
                unchanged=summary.unchanged,
                failed=summary.failed,
                new=summary.new,
                revised=summary.revised,
                read=summary.read,
                seconds=monotonic() - started,
            )
        if summary.read:
            self._alert()

    def _alert(self) -> None:
        """Tells what the alerts of the config ask for, and logs what could not be delivered."""
        from tui.desk.alert_round import raise_alerts

        failures = raise_alerts(self.settings, self.store, sys.stderr, is_start=not self._has_alerted)
        self._has_alerted = True
        for failure in failures:
            self.log.error("not delivered", reason=failure)

    def _show_idle(self, archive: Archive) -> None:
        following = self._next(archive)
        if self._is_paused:
            archive.beat("paused", next_poll=following)
        elif self._offline.since is not None:
            archive.beat("offline", message=self._offline.words(), next_poll=self._offline.retry_at)
        else:
            archive.beat("idle", next_poll=following)

    def _next(self, archive: Archive) -> datetime | None:
        from feeds.intake.schedule import due_at, state_for

        now = datetime.now(UTC)
        states = archive.feed_states()
        times = [due_at(state_for(feed, states), now) for feed in self.settings.feeds if feed.is_enabled]
        return min((when for when in times if when is not None), default=None)

    def _keep_up(self, archive: Archive) -> None:
        """What is done a few times a day: pages past their keeping go."""
        from feeds.refresh import drop_old_raw

        dropped = drop_old_raw(archive, self.settings, datetime.now(UTC))
        if dropped:
            self.log.detail("dropped old pages", pages=dropped)
        if self.settings.retention_days:
            from store.upkeep import prune

            age = timedelta(days=self.settings.retention_days)
            gone = prune(self.store, age, now=datetime.now(UTC))
            if gone:
                self.log.info("dropped old stories", stories=gone)

    # -------------------------------------------------------------------------------------------- requests

    def _carry_out(self, rounds: Rounds, number: int, kind: str, payload: object) -> None:
        wanted = payload if isinstance(payload, dict) else {}
        self.log.detail("asked", kind=kind)
        actions: dict[str, Callable[[Rounds, dict[str, object]], str]] = {
            "refresh": self._refresh_now,
            "retry": self._refresh_now,
            "pause": lambda rounds, wanted: self._pause(rounds, wanted, True),
            "resume": lambda rounds, wanted: self._pause(rounds, wanted, False),
            "reread": self._reread,
            "articles": self._fetch_articles,
            first_poll.KIND: self._take_first_poll,
            "rules changed": lambda rounds, _: self._reload(rounds),
            "reload": lambda rounds, _: self._reload(rounds),
        }
        action = actions.get(kind)
        result = action(rounds, wanted) if action else f"nobody knows how to {kind!r}"
        rounds.archive.finish_request(number, result)

    def _refresh_now(self, rounds: Rounds, wanted: dict[str, object]) -> str:
        names = _names(wanted)
        feeds = [
            replace(feed, is_enabled=True)
            for feed in self.settings.feeds
            if (feed.name in names if names else feed.is_enabled)
        ]
        summary = Summary()
        self._round(rounds, summary, lambda summary: self._take_in(rounds, feeds, not names, summary, force=True))
        return f"{summary.new} new, {summary.revised} revised, {summary.failed} failed"

    def _pause(self, rounds: Rounds, wanted: dict[str, object], is_paused: bool) -> str:
        from feeds.intake.schedule import state_for

        names = _names(wanted)
        if not names:
            self._is_paused = is_paused
            return "paused" if is_paused else "resumed"
        states = rounds.archive.feed_states()
        for feed in self.settings.feeds:
            if feed.name in names:
                rounds.archive.save_feed_state(replace(state_for(feed, states), is_paused=is_paused))
        return "paused" if is_paused else "resumed"

    def _fetch_articles(self, rounds: Rounds, wanted: dict[str, object]) -> str:
        stories = wanted.get("stories", ())
        rowids = [number for number in stories if isinstance(number, int)] if isinstance(stories, list) else []
        rounds.archive.want_articles(rowids)
        summary = Summary()
        self._round(rounds, summary, rounds.articles)
        return f"asked for {counted(len(rowids), 'article')}, {summary.revised} came"

    def _take_first_poll(self, rounds: Rounds, wanted: dict[str, object]) -> str:
        try:
            result = first_poll.take(rounds.archive, self.settings, wanted)
        except (ValueError, TypeError, zlib.error) as error:
            return f"what came with it cannot be read: {error}"
        self._round(rounds, Summary(), rounds.read)
        return result

    def _reread(self, rounds: Rounds, wanted: dict[str, object]) -> str:
        summary = Summary()
        self._round(rounds, summary, lambda summary: rounds.reread(summary))
        return f"{counted(summary.read, 'story')} read again"

    # -------------------------------------------------------------------------------------------- config

    def _reload(self, rounds: Rounds) -> str:
        from feeds.settings import SettingsError

        self._must_reload = False
        self._config_stamp = self._stamp()
        try:
            settings = self._load()
        except SettingsError as error:
            self.log.error("the config has mistakes; the old one stays", mistakes=error.brief())
            return f"the old config stays: {error.brief()}"
        self.settings = rounds.settings = settings
        rounds.readers.change(settings)
        self.log.info("config read", feeds=sum(feed.is_enabled for feed in settings.feeds))
        self._round(rounds, Summary(), rounds.read)
        return "config read"

    def _stamp(self) -> tuple[int, int] | None:
        if self.settings.path is None:
            return None
        try:
            found = self.settings.path.stat()
        except OSError:
            return None
        return found.st_size, found.st_mtime_ns

    def _is_time(self, name: str, seconds: float) -> bool:
        """True when this was not done for so many seconds; it counts as done then."""
        now = monotonic()
        if now < self._due.get(name, 0.0):
            return False
        self._due[name] = now + seconds
        return True

    @contextmanager
    def _signals(self) -> Iterator[None]:
        def on_stop(number: int, frame: FrameType | None) -> None:
            self._stop.set()

        def on_reload(number: int, frame: FrameType | None) -> None:
            self._must_reload = True

        wanted = {signal.SIGTERM: on_stop, signal.SIGINT: on_stop}
        if hasattr(signal, "SIGHUP"):
            wanted[signal.SIGHUP] = on_reload
        before = {number: signal.signal(number, handler) for number, handler in wanted.items()}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _names(wanted: dict[str, object]) -> tuple[str, ...]:
    """The feeds a request names: {"feed": name} or {"feeds": [names]}; none means all."""
    feeds = wanted.get("feeds", wanted.get("feed", ()))
    if isinstance(feeds, str):
        return (feeds,)
    return tuple(str(name) for name in feeds) if isinstance(feeds, list | tuple) else ()
