"""Corrections an analyst makes: two actors are one, somebody else spoke, another date, another outlet. Each is undone
like any mark, and a new reading keeps it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, tzinfo
from typing import TYPE_CHECKING

from store.completion import Completion
from store.rows import SaidRow, StoryRow, TimelineRow
from tui.safe import safe_line
from tui.screens.base import WatchScreen

if TYPE_CHECKING:
    from store.marks import Marks
    from store.queries import Queries


class Corrections(WatchScreen):
    """A screen on which a story, a finding of one, or an actor may be under the cursor."""

    def target(self) -> int:
        """The rowid of the story under the cursor, 0 when there is none."""
        return 0

    def finding(self) -> SaidRow | TimelineRow | None:
        """The finding under the cursor, when it is one."""
        return None

    def passage(self) -> tuple[str, str] | None:
        """The passage one reads: its kind ("quote", "statement", "event", "proof") and words; None when at none."""
        return None

    def actor(self) -> str:
        """The actor under the cursor, by identity or name; "" when there is none."""
        found = self.finding()
        return found.actor or "" if isinstance(found, SaidRow) else ""

    def refocus(self) -> None:
        """Gives the focus back to where it was before the prompt."""

    def _mark(self, act: Callable[[Marks], object], said: str) -> None:
        self.desk_app.mark("mark", act, said)
        self.refocus()

    # ------------------------------------------------------------------ actors

    def action_merge(self) -> None:
        actor = self.actor()
        if not actor:
            self.desk_app.say("put the cursor on an actor or a quote first: 6, or g a")
            return
        self.ask("actor", lambda queries: queries.called(actor), self._merge)

    def _merge(self, called: list[tuple[str, str]]) -> None:
        if len(called) != 1:
            self.desk_app.say("nobody known is under the cursor" if not called else _which(called))
            return
        identity, name = called[0]

        def into(chosen: tuple[str, str]) -> None:
            def said(told: str) -> str:
                return f"{name} counts as {chosen[1]} now; u undoes it" if told == "True" else "these are one already"

            self.desk_app.mark("merge", lambda marks: marks.merge_actors(identity, chosen[0]), said)

        def nobody(typed: str) -> None:
            self.desk_app.say(f"nobody is called {typed}: nothing was merged")

        self._ask_actor(f"Merge {safe_line(name)} into", "", into, nobody)

    def action_speaker(self) -> None:
        found = self.finding()
        if not isinstance(found, SaidRow):
            self.desk_app.say("put the cursor on a quote first: 4, or g l")
            return
        rowid = found.rowid

        def correct(chosen: tuple[str, str]) -> None:
            self._mark(lambda marks: marks.correct_speaker(rowid, *chosen), f"said by {chosen[1]}; u undoes it")

        def unknown(typed: str) -> None:
            from feeds.reading.entries import unknown_identity

            if typed in ("", "-"):
                self._mark(lambda marks: marks.correct_speaker(rowid, None), "said by nobody known; u undoes it")
            else:
                correct((unknown_identity(typed), typed))

        several = len(found.speakers) > 1
        self._ask_actor(
            "Said by", "" if several else found.speaker or "", correct, unknown, "a lone - says that nobody knows"
        )

    def _ask_actor(
        self,
        title: str,
        text: str,
        chosen: Callable[[tuple[str, str]], None],
        unknown: Callable[[str], None],
        hint: str = "",
    ) -> None:
        """Asks for an actor's name: `chosen` is called with identity and name, `unknown` with a name nobody has."""

        def show(called: list[tuple[str, str]], typed: str) -> None:
            if len(called) == 1:
                chosen(called[0])
            elif called:
                self.desk_app.say(_which(called))
            else:
                unknown(typed)

        def said(typed: str) -> None:
            self.refocus()
            name = " ".join(typed.split())
            self.ask(
                "actor",
                lambda queries: queries.called(name) if name not in ("", "-") else [],
                lambda called: show(called, name),
            )

        self._prompt(title, text, "actor", said, f"a name; Tab completes it. {hint}")

    # ------------------------------------------------------------------ stories

    def action_date(self) -> None:
        def ask(story: StoryRow | None) -> None:
            if story is None:
                return
            zone, rowid = self.desk_app.look.zone, story.rowid
            now = story.published.astimezone(zone).strftime("%Y-%m-%dT%H:%M") if story.published else ""

            def said(typed: str) -> None:
                self.refocus()
                try:
                    moment = moment_of(typed, zone)
                except ValueError:
                    self.desk_app.say(f"{safe_line(typed)} is no date; one is 2026-11-22 or 2026-11-22T14:05")
                    return
                words = "the date is set" if moment else "the date counts as unknown"
                self._mark(lambda marks: marks.set_date(rowid, moment), f"{words}; u undoes it")

            hint = "YYYY-MM-DD or YYYY-MM-DDTHH:MM in the zone shown; an empty line says that it is unknown"
            self.prompt.open("Published", now, said, left=self.refocus, hint=hint)

        self._of_story(ask)

    def action_outlet(self) -> None:
        def ask(story: StoryRow | None) -> None:
            if story is None:
                return
            rowid = story.rowid

            def said(typed: str) -> None:
                self.refocus()
                name = " ".join(typed.split())
                if name:
                    self._mark(lambda marks: marks.set_outlet(rowid, name), f"published by {name}; u undoes it")

            self._prompt("Published by", story.outlet, "outlet", said, "the outlet's name; Tab completes it")

        self._of_story(ask)

    def _of_story(self, act: Callable[[StoryRow | None], None]) -> None:
        rowid = self.target()
        if rowid:
            self.ask("correct", lambda queries: queries.story(rowid), act)
        else:
            self.desk_app.say("no story is under the cursor")

    def _prompt(self, title: str, text: str, field: str, said: Callable[[str], None], hint: str) -> None:
        """Asks for a name with completions of a field of the query."""

        def changed(typed: str) -> None:
            def question(queries: Queries) -> list[Completion]:
                asked = f'{field}:"{typed.replace(chr(34), "")}'
                found = queries.complete(asked) if typed.strip() else []
                return [Completion(one.text.strip('"'), 0, len(typed), one.help) for one in found]

            def show(found: list[Completion]) -> None:
                if self.prompt.is_open and typed == self.prompt.value:
                    self.prompt.help(hint)
                    self.prompt.offer(typed, found)

            self.ask("complete", question, show)

        self.prompt.open(title, safe_line(text), said, changed, self.refocus, hint)


def moment_of(text: str, zone: tzinfo) -> datetime | None:
    """A day (its midnight) or a moment in ISO form, in that zone unless it names one; None for an empty text. Raises
    ValueError for anything else."""
    text = text.strip()
    if not text:
        return None
    if len(text) == 10:
        return datetime.combine(date.fromisoformat(text), time(), zone)
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _which(called: list[tuple[str, str]]) -> str:
    names = ", ".join(safe_line(name) for _, name in called[:5])
    return f"{len(called)} actors are so called ({names}): write the full name"
