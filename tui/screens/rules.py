"""The rules of a thread, and what a change of them would do to the stories that are stored: who comes, who goes."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from feeds.grouping.suggest import Suggestion
from store.rows import StoryRow
from tui.cells import Spans, cut_words, fit, wrap_spans
from tui.desk.config_draft import NO_CONFIG
from tui.desk.thread_rules import Change, previewed, rules_of, with_thread
from tui.keys import bindings
from tui.safe import safe_line
from tui.screens.sheet import Sheet, section, words
from tui.widgets.item_list import Item

if TYPE_CHECKING:
    from store.queries import Queries

KINDS = {"comes": ("would come", "green"), "goes": ("would go", "rose"),
         "rises": ("would rise", "green"), "falls": ("would fall", "amber")}  # fmt: skip
"""What becomes of a story, and its heading's colour."""


@dataclass(frozen=True, slots=True)
class Tried:
    """Rules as they are or as proposed, and what they would change; `problem` says why they cannot be tried."""

    toml: str
    changes: Sequence[tuple[Change, StoryRow | None]] = ()
    problem: str = ""
    is_changed: bool = False
    """There is a change that A would write."""


class RulesScreen(Sheet[Tried]):
    """`subject` is a suggested thread, or the id of one that exists. E edits a draft of the config, A writes it."""

    BINDINGS = bindings("rules")
    scopes = ("screen", "list", "story", "rules")
    heading = "Rules"
    empty = "There is no such thread in the config."

    @property
    def draft(self) -> Path:
        """The changed config, before it takes the place of the one in force."""
        return self.desk_app.store_path.with_suffix(".draft.toml")

    def question(self, queries: Queries) -> Tried:
        config, subject = self.desk_app.settings.path, self.subject
        changed = self._changed()
        toml = subject.toml if isinstance(subject, Suggestion) else ""
        try:
            toml = toml or rules_of(self.draft if changed else config, str(subject))
            if not changed:
                return Tried(toml)
            found = previewed(config, self.desk_app.store_path, changed)
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            return Tried(toml, problem=str(error), is_changed=bool(changed))
        return Tried(toml, [(change, queries.story(change.story)) for change in found], is_changed=True)

    def _changed(self) -> str:
        """The config as it would be; "" when nothing is proposed."""
        config = self.desk_app.settings.path
        if isinstance(self.subject, Suggestion):
            return with_thread(config, self.subject.toml)
        try:
            text = self.draft.read_text("utf-8")
            return text if config is not None and text != config.read_text("utf-8") else ""
        except OSError:
            return ""

    def caption(self, data: Tried) -> str:
        if data.problem:
            return "E edits the draft again"
        if isinstance(self.subject, Suggestion):
            return "A takes the thread into the config · q leaves it"
        return "A writes the draft into the config · E edits it on" if data.is_changed else "E edits a draft of it"

    def lay_out(self, data: Tried, width: int) -> Sequence[Item[object]]:
        if not data.toml:
            return []
        subject = self.subject
        title = subject.title if isinstance(subject, Suggestion) else dict(self.desk_app.threads).get(str(subject), "")
        items: list[Item[object]] = [words(title or str(subject), width, "bright bold")]
        if isinstance(subject, Suggestion):
            told = f"{subject.stories} stories of {subject.outlets} outlets over {subject.days} days are on no thread"
            items.append(words(told, width, "dim"))
        rules: list[Item[object]] = [section("rules")]
        for number, line in enumerate(data.toml.strip().splitlines()):
            wrapped = wrap_spans([(safe_line(line), "text")], width - 3)
            rules.append(Item(("rule", number), None, tuple([("  ", "text"), *one] for one in wrapped)))
        # What one waits for stands first: the rules of a suggestion are short, those of a thread are not.
        is_suggestion = isinstance(subject, Suggestion)
        return [*items, *rules, *self._told(data, width)] if is_suggestion else [
            *items, *self._told(data, width), *rules,
        ]  # fmt: skip

    def _told(self, data: Tried, width: int) -> list[Item[object]]:
        """What a change would do, or why that cannot be said."""
        items: list[Item[object]] = []
        if data.problem:
            items.append(section("these rules cannot be tried"))
            items += [words(line, width, "rose") for line in data.problem.splitlines()]
        elif not data.is_changed:
            told = "E opens a draft of the config in your editor; what its rules would change stands here before "
            items.append(words(told + "anything is written.", width, "dim"))
        elif not data.changes:
            items.append(words("Nothing would change: no stored story would come, go, rise or fall.", width, "dim"))
        for kind, (heading, role) in KINDS.items():
            rows = [(change, story) for change, story in data.changes if change.kind == kind]
            if rows:
                items.append(section(f"{heading}: {len(rows)}"))
            for change, story in rows:
                items.append(Item((change.thread, change.story), story, (self._line(change, story, role, width),)))
        return items

    def _line(self, change: Change, story: StoryRow | None, role: str, width: int) -> Spans:
        names = 18 if width >= 100 else 12
        titles = max(10, width - names - 34)
        title = dict(self.desk_app.threads).get(change.thread, change.thread.replace("_", " "))
        return [
            (" ", "text"),
            (fit(f"{change.before:.2f} {self.desk_app.look.icons.arrow} {change.after:.2f}", 13), role),
            (fit(cut_words(safe_line(change.title), titles), titles), "text"),
            (" " + fit(safe_line(story.outlet) if story is not None else "", 17), "dim"),
            (" " + fit(cut_words(safe_line(title), names), names), "dim"),
        ]

    # ------------------------------------------------------------------ changing

    def action_editor(self) -> None:
        """Opens the draft in the editor; what it would change is worked out when the editor ends."""
        config = self.desk_app.settings.path
        if config is None:
            self.desk_app.say(NO_CONFIG)
            return
        try:
            self.draft.write_text(self._changed() or config.read_text("utf-8"), "utf-8")
        except (OSError, ValueError) as error:
            self.desk_app.say_error(error)
            return
        self.edit_file(self.draft)
        if isinstance(self.subject, Suggestion):
            self.subject = self.subject.id
        self.sheet.say("Trying the rules …")
        self.reload()

    def action_accept(self) -> None:
        """Writes the change into the config; whoever polls reads it and scores the stored stories anew."""
        from feeds.intake.config_edit import write_config

        app, config = self.desk_app, self.desk_app.settings.path
        if config is None:
            app.say(NO_CONFIG)
            return
        try:
            changed = self._changed()
            if not changed:
                app.say("nothing is changed: E opens a draft")
                return
            write_config(config, changed)
            self.draft.unlink(missing_ok=True)
        except (OSError, ValueError) as error:
            app.say_error(error)
            return
        app.read_config_again()
        app.request("rules changed", {}, f"written to {config.name}; the stored stories are scored anew")
        app.pop_or_quit()
