"""What can be done with a story wherever one stands under the cursor: marks, citing, opening elsewhere."""

from __future__ import annotations

import shlex
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from store.query import parse
from store.rows import SaidRow, StoryRow, TimelineRow
from tui.keys import bindings
from tui.safe import safe_line, safe_text
from tui.screens.corrections import Corrections

if TYPE_CHECKING:
    from store.queries import Queries

MOST_LOOKED_AT = 200
"""Stories with the words typed among which one of another event is looked for."""
MOST_FETCHED = 100
"""Articles asked for at once; the poller keeps to each host's pace."""

PLUS_LINE = frozenset(
    "vi vim nvim gvim view elvis vis nano pico emacs emacsclient mg jed joe jmacs ne micro kak mcedit tilde".split()
)
"""Editors that open a file at a line with +LINE before its name."""


class StoryActions(Corrections):
    """A screen on which a story, or a finding of one, may be under the cursor."""

    BINDINGS = bindings("story")

    def _with_story(self, name: str, act: Callable[[StoryRow | None], None]) -> None:
        rowid = self.target()
        if not rowid:
            self.desk_app.say("no story is under the cursor")
            return
        self.ask(name, lambda queries: queries.story(rowid), act)

    # ------------------------------------------------------------------ marks

    def action_star(self) -> None:
        def act(story: StoryRow | None) -> None:
            if story is not None:
                on = not story.is_starred
                self._mark(lambda marks: marks.star(story.rowid, on), "starred" if on else "star taken off")

        self._with_story("star", act)

    def action_read(self) -> None:
        def act(story: StoryRow | None) -> None:
            if story is not None:
                on = not story.is_read
                self._mark(lambda marks: marks.read(story.rowid, on), "marked read" if on else "marked unread")

        self._with_story("read", act)

    def action_tag(self) -> None:
        rowid = self.target()
        if rowid:
            self.prompt.open(
                "Tag",
                "",
                lambda text: (
                    self._mark(lambda marks: marks.tag(rowid, text), f"tagged {text.strip()}") if text.strip() else None
                ),
                left=self.refocus,
                hint="a word; the query tag:WORD finds it again",
            )

    def action_note(self) -> None:
        rowid = self.target()
        if rowid:
            self.prompt.open(
                "Note",
                "",
                lambda text: self._mark(
                    lambda marks: marks.note(rowid, text), "note kept" if text else "note taken off"
                ),
                left=self.refocus,
                hint="Enter keeps it, an empty line takes a note off; has:note finds them",
            )

    def action_move(self) -> None:
        rowid = self.target()

        def move(text: str) -> None:
            name, on = text.strip().lstrip("-").strip(), not text.strip().startswith("-")
            meant = threads_meant(name, self.desk_app.threads) if name else []
            if len(meant) == 1:
                thread, title = meant[0]
                said = f"{'put on' if on else 'taken off'} {safe_line(title)}"
                self._mark(lambda marks: marks.move_thread(rowid, thread, on), said)
            elif name:
                which = ", ".join(thread for thread, _ in meant or self.desk_app.threads)
                why = "may be several threads" if meant else "is no thread of the config"
                self.desk_app.say(f"{safe_line(name)} {why}: {which}; nothing was moved")

        if rowid:
            names = ", ".join(thread for thread, _ in self.desk_app.threads)
            self.prompt.open("Put on thread", "", move, left=self.refocus, hint=f"{names}; -NAME takes it off")

    def action_join(self) -> None:
        app = self.desk_app

        def ask(story: StoryRow | None) -> None:
            if story is None:
                return

            def question(words: str) -> Callable[[Queries], StoryRow | None]:
                def other(queries: Queries) -> StoryRow | None:
                    page = queries.story_page(queries.story_rowids(parse(words), limit=MOST_LOOKED_AT))
                    return next((row for row in page if row.cluster != story.cluster), None)

                return other

            def join(other: StoryRow | None) -> None:
                if other is None:
                    app.say("no other event has a story with those words: nothing was joined")
                else:
                    said = f"one event now with “{safe_line(other.title)[:60]}”; u undoes it"
                    self._mark(lambda marks: marks.merge_clusters(story.cluster, other.cluster), said)

            def typed(words: str) -> None:
                self.refocus()
                if words.strip():
                    self.ask("join", question(words), join)

            hint = "words of a story of the other event, or cluster:ID; the newest that has them is taken"
            self.prompt.open("Same event as", "", typed, left=self.refocus, hint=hint)

        self._with_story("join", ask)

    def action_pin(self) -> None:
        def act(story: StoryRow | None) -> None:
            if story is not None:
                on = not story.is_pinned
                said = "pinned: it stays in this cluster; u undoes it" if on else "unpinned: grouping judges it again"
                self._mark(lambda marks: marks.pin(story.rowid, on), said)

        self._with_story("pin", act)

    def action_split(self) -> None:
        rowid = self.target()
        if rowid:
            self._mark(lambda marks: marks.split_cluster([rowid]), "taken out of its cluster")

    def action_brief(self) -> None:
        rowid, found = self.target(), self.finding()
        if isinstance(found, SaidRow):
            self._lay(rowid, "statement" if found.is_statement else "quote", found.text, found.speaker or "")
        elif isinstance(found, TimelineRow):
            self._lay(rowid, "event", found.what)
        elif (passage := self.passage()) is not None:
            kind, text = passage
            self.ask(
                "lay", lambda queries: queries.finding_of(rowid, kind, text), partial(self._lay_passage, rowid, text)
            )
        elif rowid:
            self._lay(rowid, "story", "")

    def _lay_passage(self, rowid: int, text: str, found: SaidRow | TimelineRow | None) -> None:
        if isinstance(found, SaidRow):
            self._lay(rowid, "statement" if found.is_statement else "quote", found.text, found.speaker or "")
        else:
            self._lay(rowid, "passage" if found is None else "event", text)

    def _lay(self, rowid: int, kind: str, text: str, speaker: str = "") -> None:
        """Puts a story or a finding of it into the basket. Its words are kept beside its address for the day when no
        reading finds it any more."""
        value = {"kind": kind, "text": safe_line(text), "speaker": safe_line(speaker)}
        kept = {name: words for name, words in value.items() if words}
        finding = (kind, text) if text else None
        what = f"the {kind} is in" if kind != "story" else "put into"
        self._mark(lambda marks: marks.basket_add(rowid, kept, finding), f"{what} the brief basket (g b shows it)")

    # ------------------------------------------------------------------ taking along

    def action_cite(self) -> None:
        rowid, found, app, passage = self.target(), self.finding(), self.desk_app, self.passage()

        def work(queries: Queries) -> str:
            from tui.desk.cite import CiteSettings, cite_event, cite_said, cite_story

            story = queries.story(rowid)
            if story is None:
                return ""
            findings = queries.findings(rowid)
            cite = app.settings.sections.get("cite")
            form = cite if isinstance(cite, CiteSettings) else CiteSettings()
            one = found or (queries.finding_of(rowid, *passage) if passage else None)
            if isinstance(one, SaidRow):
                return cite_said(one, story, findings, form)
            if isinstance(one, TimelineRow):
                return cite_event(one, story, findings, form)
            return cite_story(story, findings, form)

        if rowid:
            self.ask("cite", work, app.copy)

    def action_browser(self) -> None:
        def act(story: StoryRow | None) -> None:
            app = self.desk_app
            if story is None or not story.link:
                app.say("this story has no link")
            elif not story.link.lower().startswith(("http://", "https://")):
                app.say("only http and https links are opened: " + safe_line(story.link)[:60])
            else:
                app.open_url(story.link)
                app.say("opening " + safe_line(story.link)[:80])

        self._with_story("browser", act)

    def action_editor(self) -> None:
        rowid = self.target()
        if rowid:
            self.ask("editor", lambda queries: _text_of(queries, rowid), self._edit)

    def _edit(self, text: str) -> None:
        with tempfile.NamedTemporaryFile("w", suffix=".md", delete=False, encoding="utf-8") as file:
            file.write(text)
        try:
            self.edit_file(Path(file.name))
        finally:
            Path(file.name).unlink(missing_ok=True)

    def edit_file(self, path: Path, line: int = 0) -> None:
        """Opens a file in $VISUAL or $EDITOR, at a line where the editor is known to take one, while the dashboard
        steps aside."""
        import os

        editor = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
        place = [f"+{line}"] if line > 1 and Path(editor[0]).name in PLUS_LINE else []
        try:
            with self.app.suspend():
                subprocess.run([*editor, *place, str(path)], check=False)
        except (OSError, RuntimeError) as error:
            self.desk_app.say(f"{editor[0]} could not be started: {error}")
        except Exception as error:  # noqa: BLE001 - a driver that cannot suspend
            self.desk_app.say_error(error)

    def action_pipe(self) -> None:
        rowid = self.target()
        if not rowid:
            return

        def run(command: str) -> None:
            self.refocus()
            if command.strip():
                self.ask("pipe", lambda queries: _piped(command, _text_of(queries, rowid)), self.desk_app.say)

        self.prompt.open("Pipe to", "", run, left=self.refocus, hint="a command that reads the text on standard input")

    def action_fetch(self) -> None:
        app = self.desk_app
        text, here = app.lens.text, self.target()

        def question(queries: Queries) -> list[int]:
            rows = list(queries.story_rowids(parse(text).and_("-has:full"), limit=MOST_FETCHED))
            return [here, *(row for row in rows if row != here)] if here in rows else rows

        def asked(rowids: list[int]) -> None:
            if rowids:
                said = f"{len(rowids)} stories are summaries: asked the poller for their articles"
                app.request("articles", {"stories": rowids}, said)
            else:
                app.say("every story shown has its full text")

        self.ask("fetch", question, asked)


def _text_of(queries: Queries, rowid: int) -> str:
    story = queries.story(rowid)
    if story is None:
        return ""
    paragraphs = [paragraph.text for paragraph in queries.findings(rowid).paragraphs]
    return safe_text("\n\n".join([story.title, f"{story.outlet}  {story.link}", *paragraphs])) + "\n"


def _piped(command: str, text: str) -> str:
    try:
        done = subprocess.run(
            command, shell=True, input=text.encode("utf-8", "replace"), capture_output=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{command}: {error}"
    told = safe_line((done.stdout or done.stderr).decode("utf-8", "replace"))[:300]
    return f"{command} ended with {done.returncode}" + (f": {told}" if told else "")


def threads_meant(typed: str, threads: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The (id, title) of threads a word may mean: the one of that name, else all that begin so."""
    wanted = typed.casefold().replace(" ", "_")
    forms = [(thread, {thread[0].casefold(), thread[1].casefold().replace(" ", "_")}) for thread in threads]
    exact = [thread for thread, names in forms if wanted in names]
    return exact or [thread for thread, names in forms if any(name.startswith(wanted) for name in names)]
