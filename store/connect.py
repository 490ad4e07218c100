"""Opening the store: one door for readers and writers, where every failure gets its words."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import time
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from store.errors import (
    NotAStore,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreMissing,
    StoreReadOnly,
    StoreTooNew,
    StoreTooOld,
)
from store.identity import fold
from store.migrations import SCHEMA_VERSION, migrate
from store.schema import APPLICATION_ID
from store.tokens import tokens

BUSY_SECONDS = 30.0
"""How long a writer waits for another. No transaction of ours lasts over 50 ms, so nobody waits so long for us."""

CHECKPOINT_PAGES, MOST_CHECKPOINT_PAGES = 8_000, 16_000
"""Pages (64 MB; 128 MB beside a store of a gigabyte) the write-ahead log takes up before the archive brings them into
the file (store.transactions): pages that many transactions change go once for eight to sixteen times the 1,000 that
SQLite takes by itself."""
LAST_RESORT_PAGES = 2 * MOST_CHECKPOINT_PAGES
"""Where whoever commits brings them into the file: nobody polls, or the archive has just been at work."""


def connect(path: Path | str, *, readonly: bool = True, cache_kilobytes: int = 8000) -> sqlite3.Connection:
    """A connection to the store, of the thread that asks. Rows are plain tuples; no implicit transactions.

    A writer creates the file (mode 600) and brings its schema up to date; a reader does neither.
    Raises a subclass of StoreError that says what happened, where, and what to do.
    """
    path = Path(path).expanduser()
    with translated(path):
        return _read(path, cache_kilobytes) if readonly else _write(path, cache_kilobytes)


class Translation:
    """What `translated` gives: written out, since every question of the grouping goes through one."""

    __slots__ = ("_path",)

    def __init__(self, path: Path | str) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self._translate(error)

    def _translate(self, error: BaseException) -> None:
        if isinstance(error, sqlite3.Error):
            raise explain_failure(error, self._path) from error
        if isinstance(error, PermissionError):
            raise StoreReadOnly(
                "the store cannot be opened, permission is denied",
                str(self._path),
                "Give yourself the right to read and write it",
            ) from error
        if isinstance(error, OSError):
            raise StoreError(
                f"the store cannot be opened ({error.strerror})", str(self._path), "Check the path"
            ) from error


def translated(path: Path | str) -> Translation:
    """Turn what SQLite and the file system raise into a StoreError about this file."""
    return Translation(path)


def explain_failure(error: sqlite3.Error, path: Path | str) -> StoreError:
    """The StoreError for an error of SQLite (https://www.sqlite.org/rescode.html)."""
    where, code = str(path), (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    words = str(error)
    if code == sqlite3.SQLITE_FULL:
        return StoreFull(
            "the disk is full, the last batch was not saved", where, "Free some space and go on: nothing is damaged"
        )
    if code == sqlite3.SQLITE_READONLY:
        return StoreReadOnly("the store cannot be written", where, "Check the rights of the file and its directory")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreLocked(
            "another program holds the store", where, "Close what has it open for writing, then try again"
        )
    if code == sqlite3.SQLITE_CORRUPT:
        return StoreDamaged(
            f"the store is damaged ({words})",
            where,
            "Run `watchfloor store check`; go back to a backup if it finds faults",
        )
    if code == sqlite3.SQLITE_NOTADB:
        return NotAStore("the file is no SQLite database", where, "Give the path of a store with --store")
    if code == sqlite3.SQLITE_CANTOPEN:
        return StoreReadOnly("the store cannot be opened", where, "Check that its directory exists and may be written")
    if code == sqlite3.SQLITE_IOERR:
        return StoreDamaged(f"the disk failed ({words})", where, "Check the disk; nothing after the last save is lost")
    return StoreError(f"the store cannot be used ({words})", where, "Run `watchfloor store check`")


def _read(path: Path, cache_kilobytes: int) -> sqlite3.Connection:
    _refuse_what_is_no_store(path)
    connection = _open(f"{_uri(path)}?mode=ro")
    try:
        # A read-only disk cannot hold the shared memory of WAL: read the file as it lies there.
        connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if ((error.sqlite_errorcode or 0) & 0xFF) not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        connection = _open(f"{_uri(path)}?mode=ro&immutable=1")
    try:
        version = _check_version(connection, path)
        if version < SCHEMA_VERSION:
            raise StoreTooOld(
                f"the store has an older schema ({version}, this program reads {SCHEMA_VERSION})",
                str(path),
                "Run `watchfloor refresh` once: it brings the store up to date",
            )
        connection.execute("PRAGMA query_only = 1")
        _tune(connection, cache_kilobytes)
    except BaseException:
        connection.close()
        raise
    return connection


def _write(path: Path, cache_kilobytes: int) -> sqlite3.Connection:
    if path.exists() and path.stat().st_size:
        _refuse_what_is_no_store(path)
    else:
        _create(path)
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        connection = _open(_uri(path))
        try:
            _set_up(connection, path, cache_kilobytes)
            return connection
        except (sqlite3.OperationalError, sqlite3.IntegrityError) as error:
            # Several may make or migrate one file at the same moment, where SQLite refuses rather than waits: whoever
            # comes second finds it done, or its step noted already.
            connection.close()
            is_race = "already exists" in str(error) or ((error.sqlite_errorcode or 0) & 0xFF) in _BUSY
            if not is_race or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        except BaseException:
            connection.close()
            raise


_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_SCHEMA, sqlite3.SQLITE_CONSTRAINT)


def _set_up(connection: sqlite3.Connection, path: Path, cache_kilobytes: int) -> None:
    version = _check_version(connection, path, empty_is_fine=True)
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA auto_vacuum = NONE")
        connection.execute("PRAGMA page_size = 8192")
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")
    # A commit outlives the process at once; `Archive.beat` and marks flush it, so that a power cut costs seconds,
    # and with them the validators of the feeds, which bring the same stories again.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = OFF")
    connection.execute(f"PRAGMA wal_autocheckpoint = {LAST_RESORT_PAGES}")
    if version < SCHEMA_VERSION:
        migrate(connection)
    _tune(connection, cache_kilobytes)


def _open(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)


def _uri(path: Path) -> str:
    return "file:" + quote(str(path.absolute()))


def _tune(connection: sqlite3.Connection, cache_kilobytes: int) -> None:
    connection.execute(f"PRAGMA cache_size = -{int(cache_kilobytes)}")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.create_function("folded", 1, _folded, deterministic=True)
    connection.create_function("phrased", 1, _phrased, deterministic=True)
    connection.create_function("holds", 2, _holds, deterministic=True)


def _folded(text: object) -> str:
    return fold(str(text))


def _phrased(text: object) -> str:
    return f" {' '.join(tokens(fold(str(text))))} "


def _holds(text: object, match: object) -> bool:
    """Whether a text has all words of a full-text expression (`store.query_sql`: "a" "b" *)."""
    asked = str(match)
    words = tokens(fold(asked))
    have = tokens(fold(str(text)))
    *whole, last = words
    last_holds = any(word.startswith(last) for word in have) if asked.endswith("*") else last in have
    return last_holds and set(whole) <= set(have)


def _refuse_what_is_no_store(path: Path) -> None:
    """Refuse what is no file of SQLite before anything could be written next to it.

    The file is looked at through SQLite and `stat` only: a process that opened and closed it itself would drop the
    locks of all its connections (https://www.sqlite.org/howtocorrupt.html, section 2.2), and the poller of another
    process would take its WAL away from under them.
    """
    if not path.exists():
        raise _missing(path)
    if path.is_dir():
        raise NotAStore("the store is a directory", str(path), "Give the path of a file with --store")
    size = path.stat().st_size
    if size == 0:
        raise _missing(path)  # its maker has only just begun
    if size < 512:
        raise NotAStore("the file is no SQLite database", str(path), "Give the path of a store with --store")
    connection = _open(f"{_uri(path)}?mode=ro")
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.DatabaseError as error:
        if ((getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF) == sqlite3.SQLITE_CORRUPT:
            raise StoreDamaged(
                f"the store is cut short or damaged ({size:,} bytes are there)",
                str(path),
                "Copy it again with its -wal file, or go back to a backup made by `watchfloor store backup`",
            ) from error
        if ((getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF) == sqlite3.SQLITE_NOTADB:
            raise
    finally:
        connection.close()


def _missing(path: Path) -> StoreMissing:
    """No store, or one that is being made at this moment."""
    return StoreMissing("there is no store yet", str(path), "Run `watchfloor refresh`, or give another with --store")


def _create(path: Path) -> None:
    """An empty file nobody else may read, there at once and whole (never opened by us under its own name)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    os.close(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))
    try:
        with contextlib.suppress(FileExistsError):
            os.link(part, path)
    finally:
        part.unlink()


def _check_version(connection: sqlite3.Connection, path: Path, *, empty_is_fine: bool = False) -> int:
    connection.execute("BEGIN")  # one look: whoever makes the file at this moment does not change it in between
    try:
        application = int(connection.execute("PRAGMA application_id").fetchone()[0])
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        names = connection.execute("SELECT type, name FROM sqlite_schema").fetchall()
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    if application != APPLICATION_ID:
        is_empty = not names
        # A creator killed before its first step leaves only the table the steps are noted in.
        is_begun = [name for kind, name in names if kind == "table"]
        is_new = is_empty or is_begun == ["_sqlite_migrations"]
        if is_new and not empty_is_fine:
            raise _missing(path)
        if not is_new:
            raise NotAStore("the database is not a store of watchfloor", str(path), "Give another path with --store")
    if version > SCHEMA_VERSION:
        raise StoreTooNew(
            f"the store was written by a newer version (schema {version}, this one knows {SCHEMA_VERSION})",
            str(path),
            "Update watchfloor, or use another file with --store",
        )
    return version
