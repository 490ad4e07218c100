"""What can go wrong with the store, each said as what happened, where, and what to do."""

from __future__ import annotations


class StoreError(Exception):
    """The store cannot be used. `what` happened, `where` (the path), and what to `do`. Commands exit with 4."""

    def __init__(self, what: str, where: str, do: str) -> None:
        self.what, self.where, self.do = what, where, do
        super().__init__(f"{what}: {where}. {do}")


class StoreMissing(StoreError):  # noqa: N818 - the name says what is the matter
    """There is no file yet."""


class NotAStore(StoreError):  # noqa: N818 - the name says what is the matter
    """The file is not a database, or a database of another program."""


class StoreDamaged(StoreError):  # noqa: N818 - the name says what is the matter
    """The file is truncated, or its pages do not hang together."""


class StoreTooNew(StoreError):  # noqa: N818 - the name says what is the matter
    """The file was written by a newer version."""


class StoreTooOld(StoreError):  # noqa: N818 - the name says what is the matter
    """The file must be migrated by a writer before it can be read."""


class StoreLocked(StoreError):  # noqa: N818 - the name says what is the matter
    """Another program holds the file for longer than anyone should wait."""


class StoreReadOnly(StoreError):  # noqa: N818 - the name says what is the matter
    """The file or its directory cannot be written."""


class StoreFull(StoreError):  # noqa: N818 - the name says what is the matter
    """No room is left on the disk."""


class LeaseHeld(StoreError):  # noqa: N818 - the name says what is the matter
    """Another poller holds the lease. Commands exit with 3."""

    def __init__(self, who: str, where: str) -> None:
        self.who = who
        super().__init__(f"another poller is at work ({who})", where, "Wait for it, or stop it first")


class LeaseLost(StoreError):  # noqa: N818 - the name says what is the matter
    """The lease went to another poller while this one slept; nothing more is written by it."""
