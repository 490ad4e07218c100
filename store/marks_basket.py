"""The brief basket of an analyst: laid in, moved, commented, taken out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime

from store.binding import numbered
from store.connect import connect
from store.identity import finding_key, public_id
from store.marks_base import MarkWriter, pack
from store.moments import from_seconds, to_seconds
from store.rows import BasketRow


class BasketMarks(MarkWriter):
    """What lies in the basket; it is no mark and has no undo."""

    def basket_add(
        self,
        object_: int | str,
        value: Mapping[str, object] | None = None,
        finding: tuple[str, str] | None = None,
    ) -> int:
        """Lay a story, or one `finding` of it (its kind and words), into this analyst's brief basket; gives its place.
        The same twice is one."""
        with self._writing() as connection:
            _, address = self._address(connection, object_)
            if finding is not None:
                address = f"{address} {finding[0]} {public_id(finding_key(*finding))} 0"
            row = connection.execute(
                "SELECT basket FROM basket WHERE analyst = ? AND object = ?", (self.analyst, address)
            ).fetchone()
            if row is not None:
                return int(row[0])
            cursor = connection.execute(
                "INSERT INTO basket (analyst, object, value, at) VALUES (?, ?, ?, ?)",
                (self.analyst, address, pack(dict(value or {})), to_seconds(datetime.now(UTC))),
            )
            return int(cursor.lastrowid or 0)

    def basket_list(self) -> list[BasketRow]:
        """What lies in the basket, in the order it was laid there."""
        asked = "SELECT basket, object, value, at FROM basket WHERE analyst = ? ORDER BY basket"
        if self._connection is not None:
            rows = self._connection.execute(asked, (self.analyst,)).fetchall()
        else:
            # A store that may only be read has a basket too.
            with closing(connect(self.path, readonly=True, cache_kilobytes=500)) as reading:
                rows = reading.execute(asked, (self.analyst,)).fetchall()
        return [BasketRow(row[0], row[1], row[2], from_seconds(row[3])) for row in rows]

    def basket_remove(self, basket: int | None = None) -> int:
        """Take one thing out of the basket, or everything; gives how many."""
        with self._writing() as connection:
            return connection.execute(
                "DELETE FROM basket WHERE analyst = ?1 AND (?2 IS NULL OR basket = ?2)", numbered(self.analyst, basket)
            ).rowcount

    def basket_move(self, basket: int, by: int) -> bool:
        """Let a thing in the basket change places with the one `by` rows on (before: negative); False where none is."""
        with self._writing() as connection:
            order = [
                row[0]
                for row in connection.execute(
                    "SELECT basket FROM basket WHERE analyst = ? ORDER BY basket", (self.analyst,)
                )
            ]
            place = order.index(basket) + by if basket in order else -1
            if not 0 <= place < len(order):
                return False
            rows = [
                connection.execute("SELECT object, value, at FROM basket WHERE basket = ?", (one,)).fetchone()
                for one in (basket, order[place])
            ]
            connection.executemany(
                "UPDATE basket SET object = ?, value = ?, at = ? WHERE basket = ?",
                [(*rows[1], basket), (*rows[0], order[place])],
            )
            return True

    def basket_comment(self, basket: int, comment: str) -> bool:
        """Give a thing in the basket a comment that goes into the brief, or take it off with ""; False when it has
        gone."""
        with self._writing() as connection:
            row = connection.execute(
                "SELECT value FROM basket WHERE basket = ? AND analyst = ?", (basket, self.analyst)
            ).fetchone()
            if row is None:
                return False
            value = {**json.loads(row[0]), "comment": comment.strip()}
            connection.execute(
                "UPDATE basket SET value = ? WHERE basket = ?",
                (pack({name: said for name, said in value.items() if said}), basket),
            )
            return True
