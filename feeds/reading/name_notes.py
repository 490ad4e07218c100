"""What is noted of a name where it is found: its role and whose it is, the letters behind it, what stands around it."""

from __future__ import annotations

from feeds.late_pattern import late_pattern
from feeds.reading.belonging import apposed_role, belongs_to, bind_body, whose
from feeds.reading.common_words import POST_NOMINALS
from feeds.reading.likeness import Before, contexts
from feeds.reading.line import Line
from feeds.reading.names import NO_BODY, UPPER, Found, FoundKind, Token, particles_before, words_before
from feeds.reading.roles import role_before, role_before_comma
from feeds.reading.whoswho import Entry, WhosWho, fold

_KIN_OF = late_pattern(rf"([{UPPER}][\w’'-]+) and (?:her|his) [\w-]+ $")
_KIN_BEHIND = late_pattern(r", (?:his|her|their|the|a)((?: \w+){1,3})")
"""What may say whose kin somebody is."""
_BEFORE_VERBS = frozenset((" ", ","))
_PLAIN_LENGTH = 30
"""Letters of a word before a name up to which it is surely seen whole."""
_ACRONYM_AFTER = late_pattern(r" \((?:the )?([A-Z][A-Za-z]{1,7})\)")


class NotingLine(Line):
    """A paragraph's capitalised words, and what was found among them so far, in order."""

    def __init__(self, text: str, paragraph: int | None, who: WhosWho) -> None:
        super().__init__(text, paragraph, who)
        self.found: list[Found] = []
        self._left_aside: list[tuple[int, Token, Before | None]] = []

    def add(
        self,
        kind: FoundKind,
        at: int,
        after: int,
        *,
        entry: Entry | None = None,
        score: float = 0.0,
        role: str | None = None,
        role_at: int | None = None,
        gender: str = "",
        before: tuple[str, str] | None = None,
    ) -> None:
        self.take_in()
        start, end = self.tokens[at].start, self.tokens[after - 1].end
        item = Found(kind, self.paragraph, start, end, self.text[start:end], entry, score, role, gender=gender)
        is_single = after == at + 1
        if kind == "place" or (kind == "maybe" and is_single):
            item.before = before or words_before(self.text, start)[:2]
        elif kind == "country":
            item.around = self.text
        if kind in ("person", "maybe"):
            self.find_role(item, at, after, role_at)
            if is_single:
                item.particles = particles_before(self.text, start)
                if kind == "maybe":
                    self.weigh_short_name(item, at)
            elif at and self.text.endswith(" and ", 0, start):
                other = self.tokens[at - 1]
                is_first_name = other.gap == "and" and self.who.first_name(other.text) != ""
                item.is_second = is_first_name and not self.is_part_of_a_name(at - 1)
            elif not self.text.startswith(", who", end):
                # "his wife Arlene Alda", "Arlene Alda, his wife"
                previous = before[1] if before is not None else words_before(self.text, start)[1]
                item.is_second = previous in contexts().kin or self.is_kin_behind(end)
        elif kind == "organisation":
            bind_body(self.text, self.found, item, self.who)
            acronym = _ACRONYM_AFTER.match(self.text, self.tokens[after - 1].tail)
            item.acronym = acronym.group(1) if acronym else ""
        self.found.append(item)

    def note_unheard_of(self, at: int, token: Token, before: Before | None) -> None:
        """Leaves a lone word aside that no list knows (`is_unheard_of`): it says something only beside what else the
        story names. Somebody known by that surname is taken in at once. `before` may be left to be asked for then."""
        self._left_aside.append((at, token, before))
        if not self.who.is_nobody(token.fold):
            self.take_in()

    def take_in(self) -> None:
        """Adds what was left aside, which comes before whatever is added next."""
        for at, token, before in self._left_aside:
            self._add_unheard_of(at, token, before or words_before(self.text, token.start))
        self._left_aside.clear()

    def _add_unheard_of(self, at: int, token: Token, before: Before) -> None:
        """Adds a word as `add` does, asking only what may be true of it."""
        start, end = token.start, token.end
        item = Found("maybe", self.paragraph, start, end, token.text, before=before[:2])
        last = before[1]
        if last in self.words.heads or not (last.isascii() and last.isalpha()) or len(last) > _PLAIN_LENGTH:
            self.find_role(item, at, at + 1, None)
        item.particles = particles_before(self.text, start)
        if self.text[end : end + 1] in _BEFORE_VERBS:
            item.is_subject = self.is_before_verb(end)
        item.is_in_heading = self.is_shouted or (self.is_heading and len(item.text) > 4)
        self.found.append(item)

    def is_kin_behind(self, end: int) -> bool:
        """Whether a comma and whose kin somebody is follow a name: ", his wife", ", the eldest son of"."""
        found = _KIN_BEHIND.match(self.text, end) if self.text.startswith(", ", end) else None
        return found is not None and not contexts().kin.isdisjoint(found[1].lower().split())

    def is_part_of_a_name(self, at: int) -> bool:
        """Whether a first name stands behind another word of the same name ("Ann Lee and Bo Li")."""
        before = self.tokens[at - 1] if at else None
        return before is not None and before.gap == " " and self.is_name_like(before)

    def find_role(self, item: Found, at: int, after: int, role_at: int | None) -> None:
        """The role beside a name and whose it is; one set off by commas speaks for a person."""
        role_start = item.start if role_at is None else self.tokens[role_at].start
        role = item.role
        if not role:
            role, role_start = role_before(self.text, item.start, self.words)
        if not role and after - at > 1:
            role, role_start = role_before_comma(
                self.text, item.start, self.tokens[self.with_honours(after) - 1].end, self.words
            )
            item.score += 2.0 if role else 0.0
        if role:
            item.affiliation, item.role = belongs_to(self.text, self.found, role_start, role)
            if item.affiliation is None:
                item.affiliation, item.role = whose(role if item.role is None else item.role, self.who)
        elif after - at > 1 and (item.kind == "person" or item.score >= 0):
            tail = self.tokens[self.with_honours(after) - 1].tail
            item.role, item.affiliation = apposed_role(self.text, tail, self.who, self.words)

    def with_honours(self, after: int) -> int:
        """The token after a name and the letters behind it: "the judge, Ann Lee KC, said"."""
        if after < len(self.tokens) and self.tokens[after].text in POST_NOMINALS and self.tokens[after - 1].gap == " ":
            return after + 1
        return after

    def explains_a_thing(self, item: Found) -> bool:
        """Whether capitals in brackets stand for something before them that is no body ("Fair Trade Act (FTA)")."""
        if self.text[item.start - 1 : item.start] != "(" or self.text[item.end : item.end + 1] != ")":
            return False
        before = fold(self.text[max(0, item.start - 40) : item.start - 1].strip()).rsplit(" ", 1)[-1]
        is_body = any(found.kind == "organisation" and found.end >= item.start - 3 for found in self.found[-2:])
        return not is_body and before in self.words.thing_heads

    def is_before_verb(self, end: int) -> bool:
        """Whether what people do follows a name, or a word for those around somebody."""
        context = contexts()
        return (
            context.person_after.match(self.text, end, end + 60) is not None
            or context.camp_after.match(self.text, end) is not None
        )

    def weigh_short_name(self, item: Found, at: int) -> None:
        """What stands after a word that may be a surname; "FICO" is no Mr Fico, "FICO:" in a transcript is."""
        if self.text[item.end : item.end + 1] in _BEFORE_VERBS:
            item.is_subject = self.is_before_verb(item.end)
        is_acronym = len(item.text) > 1 and item.text.isupper() and not self.is_shouted
        if is_acronym and not self.text.startswith(":", item.end):
            item.score = -2.0 if self.text.endswith(", ", 0, item.start) else -1.0  # "Washington, DC"
            if self.explains_a_thing(item):
                item.score = NO_BODY
        item.is_kin = self.is_kin(self.tokens[at], item.before[1])
        item.kind = "person" if item.is_kin else item.kind
        whose = _KIN_OF.search(self.text, max(0, item.start - 60), item.start) if item.is_kin else None
        item.kin_of = whose.group(1) if whose else ""
        item.is_in_heading = self.is_shouted or (self.is_heading and len(item.text) > 4)
