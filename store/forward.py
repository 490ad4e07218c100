"""Brings a store of an older schema up to date for whoever only wants to read it, while nobody is at work in it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from store.connect import BUSY_SECONDS, connect, translated
from store.errors import LeaseHeld, StoreReadOnly, StoreTooOld
from store.lease import Lease

_HOLDER = "watchfloor, bringing the store up to date"


def bring_forward(path: Path, old: StoreTooOld) -> None:
    """Apply the steps a store lacks, holding its lease, so that whoever polls with an older program is not surprised.

    Raises `old`, what a reader was told, where the disk cannot be written, StoreTooOld with who it is where another
    poller is at work, and other StoreErrors as they come.
    """
    try:
        with translated(path):
            connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
            try:
                lease = Lease.take(connection, _HOLDER, str(path))
                try:
                    connect(path, readonly=False).close()
                finally:
                    lease.release()
            finally:
                connection.close()
    except StoreReadOnly:
        raise old from None
    except LeaseHeld as held:
        raise StoreTooOld(
            f"{old.what}, and another poller is at work in it ({held.who})",
            str(path),
            "Stop that one, or update it: whoever polls with this program brings the store up to date",
        ) from None
