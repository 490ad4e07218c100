"""The lease: of all processes that open the store, one at a time is the poller and writes stories and findings."""

from __future__ import annotations

import os
import socket
import sqlite3
import time
from uuid import uuid4

from store.errors import LeaseHeld, LeaseLost

STALE_SECONDS = 30.0
"""A lease whose heart has not beaten for so long may be taken."""


class Lease:
    """A lease that was taken. `beat` keeps it, `release` gives it back."""

    def __init__(self, connection: sqlite3.Connection, where: str, token: str) -> None:
        self._connection, self._where, self._token = connection, where, token

    @classmethod
    def take(cls, connection: sqlite3.Connection, holder: str, where: str, *, wait: float = 0.0) -> Lease:
        """Take the lease, waiting up to `wait` seconds for it. Raises LeaseHeld with who holds it."""
        token = uuid4().hex
        deadline = time.monotonic() + wait
        while True:
            who = _try(connection, holder, token)
            if who is None:
                return cls(connection, where, token)
            if time.monotonic() >= deadline:
                raise LeaseHeld(who, where)
            time.sleep(0.1)

    def beat(
        self,
        state: str = "idle",
        done: int = 0,
        total: int = 0,
        message: str = "",
        *,
        next_poll: int | None = None,
    ) -> None:
        """Show that the holder lives, and what it does. Raises LeaseLost when another has taken over."""
        self._connection.execute("PRAGMA synchronous = FULL")
        changed = self._connection.execute(
            "UPDATE poller SET heartbeat = ?, state = ?, done = ?, total = ?, message = ?, next_poll = ? WHERE token "
            "= ?",
            (time.time(), state, done, total, message, next_poll, self._token),
        ).rowcount
        self._connection.execute("PRAGMA synchronous = NORMAL")
        if not changed:
            raise LeaseLost("the lease went to another poller", self._where, "This one stops; nothing is lost")

    def check(self) -> None:
        """Raise LeaseLost unless the lease is ours; called inside every writing transaction."""
        row = self._connection.execute("SELECT token FROM poller").fetchone()
        if row is None or row[0] != self._token:
            raise LeaseLost("the lease went to another poller", self._where, "This one stops; nothing is lost")

    def release(self) -> None:
        """Give the lease back; does nothing when it is lost already."""
        self._connection.execute(
            "UPDATE poller SET token = '', state = 'idle', done = 0, total = 0, message = '' WHERE token = ?",
            (self._token,),
        )


def _try(connection: sqlite3.Connection, holder: str, token: str) -> str | None:
    """None when the lease is now ours, else who holds it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        held, who, pid, host, heartbeat = connection.execute(
            "SELECT token, holder, pid, host, heartbeat FROM poller"
        ).fetchone()
        if held and not is_left(pid, host, heartbeat):
            return f"{who}, process {pid} on {host}"
        connection.execute(
            "UPDATE poller SET holder = ?, token = ?, pid = ?, host = ?, heartbeat = ?, state = 'idle', done = 0, "
            "total = 0, message = '', next_poll = NULL",
            (holder, token, os.getpid(), socket.gethostname(), time.time()),
        )
        return None
    finally:
        connection.execute("COMMIT")


def is_left(pid: int, host: str, heartbeat: float) -> bool:
    """Whether a lease is held by nobody any more: no heartbeat (Unix seconds) for long, or a process that is gone."""
    return time.time() - heartbeat >= STALE_SECONDS or _is_dead(pid, host)


def _is_dead(pid: int, host: str) -> bool:
    """A holder on this machine whose process is gone need not be waited for."""
    if host != socket.gethostname() or pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
