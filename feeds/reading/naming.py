"""Reads a paragraph's capitalised words as people, bodies, countries and places, longest known form first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from feeds.late_pattern import late_pattern
from feeds.reading.bodies import body_end
from feeds.reading.common_words import is_common
from feeds.reading.likeness import (
    MIDDLE_MONTHS,
    contexts,
    is_arabic_title,
    is_body_like,
    may_be_body_like,
    may_follow_a_body,
    person_likeness,
)
from feeds.reading.name_notes import NotingLine
from feeds.reading.names import (
    CONNECTORS,
    LONGEST_BODY,
    LONGEST_NAME,
    UPPER,
    Found,
    FoundKind,
    Token,
    is_unheard_of,
    words_before,
)
from feeds.reading.whoswho import Country, Entry, FormKind, Organisation, WhosWho

_DATELINE = late_pattern(
    rf"[{UPPER}][{UPPER} .'’-]{{2,40}}(?:, [\w. ]{{2,30}})?(?: ?[(\[][^)\]]{{2,40}}[)\]])? ?(?:[–—]|-{{1,2}} )"
)
_MOTIONS = frozenset(("bill", "resolution"))
"""What is called after a chamber and is none."""
_WITHOUT_ARTICLE = frozenset(("Times", "Economist"))
"""Papers with an article in the name that are called without ("a Times reporter")."""
_OF = frozenset(("of", "of the"))
_APART = frozenset((".", ",", "'s")) | CONNECTORS
"""The gaps over which no name of somebody goes on."""
_HYPHENED = frozenset(
    """led backed era style appointed linked run owned based born winning longlisted shortlisted funded sponsored
    aligned controlled affiliated inspired friendly bound like""".split()
)
"""What makes an adjective of a name before it."""
_ROYAL = frozenset(("king", "queen", "prince", "princess", "saint", "imam", "pope"))
"""Titles that stand in the names of bodies: "the King Orlo Relief Centre"."""


def scan(text: str, paragraph: int | None, who: WhosWho) -> NotingLine:
    """Everything that may be named in one paragraph, in order. Linear in its length; never raises.

    Small places and the like are left aside: whether they are `found` is for whoever knows what else the story names
    (`NotingLine.take_in`).
    """
    found = _Scan(text, paragraph, who)
    found.run()
    return found


class _Scan(NotingLine):
    """One pass over the capitalised words of a paragraph."""

    def run(self) -> None:
        self.find_small_forms()
        at, size = self.after_dateline(), len(self.tokens)
        while at < size:
            after = self.step(at)
            at = after if after > at else at + 1

    def after_dateline(self) -> int:
        """The first token after a dateline ("OSLO, Norway (Any Wire) –"), of which only what is known counts."""
        # A small letter so early, as in "The", and it is none.
        may_be = self.paragraph is not None and not (self.text[1:2].islower() or self.text[2:3].islower())
        dateline = _DATELINE.match(self.text) if may_be else None
        at = 0
        while dateline and at < len(self.tokens) and self.tokens[at].start < dateline.end():
            known = self.known(at)
            at = max(at + 1, self.take_known(at, *known)) if known and known[2] != "person" else at + 1
        return at

    def find_small_forms(self) -> None:
        for form in self.who.small_forms:
            place = self.text.find(form)
            while place >= 0:
                end = place + len(form)
                self.found.append(Found("group", self.paragraph, place, end, form, self.who.find(form), 5.0))
                place = self.text.find(form, end)

    def step(self, at: int) -> int:
        """Reads what starts at a token; gives the token to go on from."""
        token = self.tokens[at]
        if (
            token.gap in _APART
            and token.next_body >= at + LONGEST_BODY
            and is_unheard_of(token.text, token.fold, self.who)
            and self.take_unheard_of(at, token)
        ):
            return at + 1
        known = self.known(at)
        if known:
            return self.take_known(at, *known)
        if token.fold in self.words.title_openers and self.opens_title(at):
            body = body_end(self.tokens, at, at, self.words) if token.fold in _ROYAL else at
            return self.take_body(at, body) if body > at + 1 else self.take_titled(at)
        if token.fold in self.words.function or token.fold in self.words.calendar:
            if self.is_first_name_here(at):
                return self.take_unknown(at)
            after = body_end(self.tokens, at, at, self.words) if token.gap == " " else at
            return self.take_body(at, after) if after > at + 1 and token.fold in self.words.body_modifiers else at + 1
        if "-" in token.text and self.take_compound(token):
            return at + 1
        return self.take_unknown(at)

    def take_unheard_of(self, at: int, token: Token) -> bool:
        """A word that only `take_name` could say something of, by the words beside it; whether it is no body."""
        text, start = self.text, token.start
        before = words_before(text, start) if may_follow_a_body(text, start) else None
        if may_be_body_like(text, token, before):
            before = before or words_before(text, start)
            if is_body_like(text, (token,), before):
                return False
        self.note_unheard_of(at, token, before)
        return True

    def take_known(self, at: int, after: int, entry: Entry | None, kind: FormKind) -> int:
        first, last = self.tokens[at], self.tokens[after - 1]
        follower = self.tokens[after] if after < len(self.tokens) and last.gap == " " else None
        is_single = after == at + 1
        if kind == "person":
            if follower and not self.is_heading and self.is_named_after(follower):
                return self.take_named_after(at, after)
            after = self.with_suffix(after)
            self.add("person", at, after, entry=entry, score=9.0)
            return after
        if is_single and follower and self.starts_a_person(first, follower, after):
            return self.take_unknown(at)
        if is_single and kind in ("place", "capital") and self.is_kin(first, words_before(self.text, first.start)[1]):
            self.add("maybe", at, after)
            return after
        longer = self.body_from(at, after)
        if longer > after and not self.splits_body(at, longer):
            return self.take_body(at, longer)
        if kind == "members" or (isinstance(entry, Organisation) and entry.kind == "group"):
            self.add("group", at, after, entry=entry, score=5.0)
            return after
        if kind == "capital":
            is_metonym = self.who.is_metonym(first.text) and self.acts(at, last)
            self.add("capital" if is_metonym else "place", at, after, entry=entry, score=3.0)
            return after
        if kind == "place":
            self.add("place", at, after, entry=entry)
            return after
        if kind == "organisation" and is_single and (self.is_plain_word(at) or self.lacks_article(first, entry)):
            return self.take_unknown(at)
        if kind in ("country", "demonym") and self.text.startswith("$", last.end):
            return after  # "US$8"
        if kind == "organisation" and is_single and follower and follower.fold in _MOTIONS:
            return after + 1  # "House Bill 4156"
        if kind == "demonym":
            kind = "country"
        self.add("country" if kind == "country" else "organisation", at, after, entry=entry, score=5.0)
        if isinstance(entry, Country):
            self.take_group(at, after, entry)
        if entry and last.gap in (" ", "'s") and after < len(self.tokens) and self.opens_title(after):
            return self.take_titled(after)
        return after

    def lacks_article(self, token: Token, entry: Entry | None) -> bool:
        """Whether a body's name has "The" before a plain word, and the text has only the word ("Hill", "Sun")."""
        if not isinstance(entry, Organisation) or not entry.name.startswith("The "):
            return False
        if token.text in _WITHOUT_ARTICLE:
            return False
        return self.text[max(0, token.start - 4) : token.start].lower() != "the "

    def take_named_after(self, at: int, after: int) -> int:
        longer = body_end(self.tokens, at, after, self.words)
        if longer > after:
            return self.take_body(at, longer)
        self.add("place", at, after + 1)
        return after + 1

    def take_group(self, at: int, after: int, country: Country) -> None:
        """ "British diplomats", "UK government": the country's word counts for it, the whole is a group or body."""
        last = self.tokens[after - 1]
        match = contexts().group_after.match(self.text, last.tail, last.tail + 60)
        if not match or last.tail != last.end:
            return
        start, noun = self.tokens[at].start, match.group(1)
        kind: FoundKind = "organisation" if noun in contexts().body_nouns else "group"
        forces = noun in ("soldiers", "troops", "forces", "servicemen", "military")
        adjective = self.text[start : last.end]
        entry = self.who.find(f"{adjective} {'forces' if forces else noun}")
        text = self.text[start : match.end()]
        self.found.append(Found(kind, self.paragraph, start, match.end(), text, entry, 4.0, affiliation=country.name))

    def take_compound(self, token: Token) -> bool:
        """ "US-Ukraine-backed", "Anglo-French": every part that names a country or body counts for it."""
        place, any_known = token.start, False
        parts = re.split(r"([-‑])", token.text)
        if not any(self.who.find(part) or self.who.demonym(part) for part in parts if part):
            return False
        for part in parts:
            if part[:1].isupper():
                found = self.who.find(part)
                entry: Entry | None = self.who.compound_part(part)
                if entry is None and isinstance(found, Organisation):
                    entry = found
                if entry is not None:
                    kind: FoundKind = "country" if isinstance(entry, Country) else "organisation"
                    self.take_in()
                    self.found.append(Found(kind, self.paragraph, place, place + len(part), part, entry, 4.0))
                    any_known = True
            place += len(part)
        return any_known

    def take_titled(self, at: int) -> int:
        """A role or honorific and the name after it."""
        end, role_end, gender = at, at, ""
        while end < len(self.tokens) and end - at < 9:
            token = self.tokens[end]
            is_modifier = token.fold in self.words.modifiers or (end > at and token.fold in self.words.body_modifiers)
            if not is_modifier and not self.is_title(token):
                break
            if end > at and self.is_named_here(end):
                break
            if token.fold in self.words.honorifics and end - at < 6:
                gender = gender or self.words.honorifics[token.fold]
            if token.fold not in self.words.honorifics or token.fold in self.words.dignities:
                role_end = end + 1
            end += 1
            if token.gap in _OF:
                end = self.after_country(end)
            if self.tokens[end - 1].gap != " " and not (token.gap in CONNECTORS and self.is_roleish(end)):
                break
        if end >= len(self.tokens) or self.tokens[end - 1].gap != " ":
            return end
        known = self.known(end)
        if known and known[2] == "person":
            after = self.with_suffix(known[0])
        else:
            after = self.name_end(end)
            if after == end and (self.is_first_name_here(end) or self.is_may(end)):
                after = self.name_end(end + 1)  # "Minister May Lund"
            if after == end or (known and known[0] >= after and known[2] != "capital" and not gender):
                return end
        follower = self.tokens[after] if after < len(self.tokens) and self.tokens[after - 1].gap == " " else None
        if follower and not self.is_heading and self.is_named_after(follower):
            return self.take_named_after(at, after)  # "Prince Edward Island"
        if after == end + 1 and known is None and self.tokens[end].fold in self.words.places and gender:
            return end  # "King Road"
        role = self.text[self.tokens[at].start : self.tokens[role_end - 1].end] if role_end > at else None
        entry = known[1] if known and known[2] == "person" else None
        self.add("person", end, after, entry=entry, score=5.0, role=role, role_at=at, gender=gender)
        return after

    def is_may(self, at: int) -> bool:
        """Whether the month behind a title is a first name: a surname follows it."""
        token = self.tokens[at]
        if token.text != "May" or token.gap != " " or at + 1 >= len(self.tokens):
            return False
        return self.is_name_like(self.tokens[at + 1]) and not is_common(self.tokens[at + 1].fold)

    def after_country(self, at: int) -> int:
        """The token after a country that starts here ("President of the United States"), else the same token."""
        known = self.known(at) if at < len(self.tokens) else None
        if known is None or known[2] != "country" or body_end(self.tokens, at, known[0], self.words) > known[0]:
            return at
        self.add("country", at, known[0], entry=known[1], score=5.0)
        return known[0]

    def take_body(self, at: int, after: int) -> int:
        self.add("organisation", at, after, score=4.0)
        return after

    def take_unknown(self, at: int) -> int:
        """A body by its words, or a run of words that may be a person's name."""
        written = self.tokens[at].text
        if self.is_lead_in(at) or self.is_heading_word(at) or ("-" in written and written.rpartition("-")[2].islower()):
            return at + 1
        if not written[1:].islower() and self.is_no_one_word(written):
            return at + 1
        body = self.body_from(at, at)
        is_split = body > at and self.splits_body(at, body)
        if body > at and not is_split:
            return self.take_body(at, body)
        if self.tokens[at].gap != " " and not self.is_particle(self.tokens[at].gap):
            return self.take_name(at, at + 1)
        end, most = at, at + 1 if is_split else len(self.tokens)
        while end < most and end - at < LONGEST_NAME:
            token = self.tokens[end]
            if end > at:
                is_name = self.is_name_like(token) or self.is_surname_here(at, end) or self.is_middle_name(at, end)
                if not is_name or (self.is_heading and is_common(token.fold)):
                    break
                if token.fold in self.words.modifiers and self.opens_title(end):
                    is_surname = end == at + 1 and not is_common(token.fold) and self.who.first_name(written)
                    if not is_surname:
                        break  # "Selm Statesman Investigative Reporter Ann Lee"
                known = self.known(end)
                if known is not None and (known[2] == "person" or not self.may_be_surname(at, end)):
                    break
            end += 1
            if token.gap != " " and not self.is_particle(token.gap):
                break
        after = self.with_suffix(max(end, at + 1)) if end > at else at + 1
        after = self.without_tail(at, after)
        names = self.tokens[at:after]
        if len(names) > 1 and "-" in names[-1].text and names[-1].text.rpartition("-")[2] in _HYPHENED:
            return after  # "a Hillary Clinton-led plan"
        if len(names) > 2 and self.only_leads_in(names):
            return at + 1
        return self.take_name(at, after)

    def take_name(self, at: int, after: int) -> int:
        """An unknown name that ends before a token: a body's by the words beside it, else perhaps a person's."""
        names = self.tokens[at:after]
        if after == at + 1 and self.tokens[at].fold in self.words.lone_bodies and not self.is_plain_word(at):
            return self.take_body(at, after)
        is_named = len(names) > 1 and self.who.first_name(names[0].text) != ""
        before = words_before(self.text, names[0].start)
        if (not is_named and is_body_like(self.text, names, before)) or is_arabic_title(names):
            self.add("organisation", self.with_country(at), after, score=3.0)
            return after
        likeness = 0.0
        if len(names) > 1:
            likeness = person_likeness(self.text, names, before, self.who, self.words, self.is_heading)
        self.add("maybe", at, after, score=likeness, before=before[:2])
        return after

    def with_country(self, at: int) -> int:
        """The first token of a body that has a country in its name before a plain word ("Canada Goose")."""
        before = self.tokens[at - 1] if at and self.tokens[at - 1].gap == " " else None
        if before is None or not is_common(self.tokens[at].fold) or self.who.demonym(before.text):
            return at
        self.take_in()
        last = self.found[-1] if self.found else None
        if last is None or last.kind != "country" or last.end != before.end or last.start != before.start:
            return at
        self.found.pop()
        return at - 1

    def only_leads_in(self, names: Sequence[Token]) -> bool:
        """Whether the first word is what an office is of: "MP for Selm Ann Lee", "head of Recruitment Bo Li"."""
        first_name, (office, before, _) = self.who.first_name, words_before(self.text, names[0].start)
        if not first_name(names[1].text) or first_name(names[0].text):
            return False
        return before in ("for", "of") and office in self.words.heads

    def is_middle_name(self, at: int, end: int) -> bool:
        """Whether a month's short form is a name between two others ("Maurits Jan Vink")."""
        token, before = self.tokens[end], self.tokens[end - 1]
        if token.fold not in MIDDLE_MONTHS or end != at + 1 or end + 1 >= len(self.tokens):
            return False
        follower = self.tokens[end + 1]
        is_amid = before.gap == token.gap == " " and self.is_name_like(follower) and not is_common(follower.fold)
        return is_amid and self.is_name_like(before) and not is_common(before.fold) and not self.is_heading

    def is_heading_word(self, at: int) -> bool:
        """Whether a word of a heading is only a word ("Poll Numbers Jump")."""
        token, lists = self.tokens[at], self.words
        if not (self.is_heading or self.is_shouted) or not is_common(token.fold):
            return False
        return not (token.fold in lists.body_modifiers or token.fold in lists.bodies or self.who.first_name(token.text))

    def is_lead_in(self, at: int) -> bool:
        """Whether a word only leads in a person's name ("Democrat Hillary Clinton", "Crooked Hillary")."""
        token = self.tokens[at]
        if token.gap != " " or at + 1 >= len(self.tokens) or len(token.fold) == 1:
            return False
        lists = self.words
        is_word = token.fold in lists.things or token.fold in lists.modifiers or token.fold in lists.body_modifiers
        if not is_word and not is_common(token.fold):
            return False
        follower = self.tokens[at + 1]
        if follower.fold not in self.who.doubtful and self.who.people_called(follower.text):
            return not is_common(follower.fold)
        known = self.known(at + 1)
        if known and known[2] == "organisation":
            return token.fold in lists.things
        return bool(self.who.first_name(self.tokens[at + 1].text)) or (known is not None and known[2] == "person")
