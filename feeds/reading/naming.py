"""Reads a paragraph's capitalised words as people, bodies, countries and places, longest known form first."""

from __future__ import annotations

import re

from feeds.reading.bodies import body_end
from feeds.reading.likeness import contexts, is_body_like, person_likeness
from feeds.reading.names import (
    CONNECTORS,
    LONGEST_NAME,
    UPPER,
    Found,
    FoundKind,
    Token,
    Words,
    is_common,
    tokens,
    words,
    words_before,
)
from feeds.reading.roles import qualifier_before, role_after, role_before, role_before_comma
from feeds.reading.whoswho import Country, Entry, FormKind, Organisation, Person, WhosWho, fold

_PREPOSITIONS = frozenset(
    "in at near from of to for outside around across the with between through via against towards over on".split()
)
_DATELINE = re.compile(
    rf"[{UPPER}][{UPPER} .'’-]{{2,40}}(?:, [\w. ]{{2,30}})?(?: ?[(\[][^)\]]{{2,40}}[)\]])? ?(?:[–—]|-{{1,2}} )"
)
_ACRONYM_AFTER = re.compile(r" \((?:the )?([A-Z][A-Za-z]{1,7})\)")
_SENTENCE_END = re.compile(r"(?:^|[.!?:;]|[.!?]?[\"“”‘])\s*[\"“‘'(\[]*$")
_OF = frozenset(("of", "of the"))
_AUXILIARIES = frozenset("will may can bill mark grant hope said see long so an in on no even any".split())
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_CAPITALS_IN_CAPITALS = frozenset(
    ("us", "who", "it", "is", "au", "un", "car", "ice", "time", "rice", "pa", "mit", "isi")
)


def found_in(text: str, paragraph: int | None, who: WhosWho) -> list[Found]:
    """Everything that may be named in one paragraph, in order. Linear in its length; never raises."""
    return _Scan(text, paragraph, who).run()


class _Scan:
    """One pass over the capitalised words of a paragraph."""

    def __init__(self, text: str, paragraph: int | None, who: WhosWho) -> None:
        self.text, self.paragraph, self.who = text, paragraph, who
        self.words: Words = words()
        self.tokens = tokens(text)
        self.found: list[Found] = []
        long_words = [token.text for token in self.tokens if len(token.text) > 3]
        self.is_shouted = len(long_words) > 2 and sum(map(str.isupper, long_words)) > 0.7 * len(long_words)
        spaces = text.count(" ") + 1
        share = 0.75 if text.rstrip().endswith(".") else 0.6
        self.is_heading = len(self.tokens) > 3 and spaces < 30 and len(self.tokens) > share * spaces

    def run(self) -> list[Found]:
        self.find_small_forms()
        at = self.after_dateline()
        while at < len(self.tokens):
            at = max(at + 1, self.step(at))
        return self.found

    def after_dateline(self) -> int:
        """The first token after a dateline ("OSLO, Norway (Any Wire) –"), of which only what is known counts."""
        dateline = _DATELINE.match(self.text) if self.paragraph is not None else None
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
        known = self.known(at)
        if known:
            return self.take_known(at, *known)
        if self.opens_title(at):
            return self.take_titled(at)
        if token.fold in self.words.function or token.fold in self.words.calendar:
            if self.is_first_name_here(at):
                return self.take_unknown(at)
            after = body_end(self.tokens, at, at, self.words) if token.gap == " " else at
            return self.take_body(at, after) if after > at + 1 and token.fold in self.words.body_modifiers else at + 1
        if "-" in token.text and self.take_compound(token):
            return at + 1
        return self.take_unknown(at)

    def is_first_name_here(self, at: int) -> bool:
        """ "April Moss", "Rich Hale": a word of the calendar or of grammar that is a first name before a surname."""
        token = self.tokens[at]
        if token.gap != " " or at + 1 >= len(self.tokens) or not self.who.first_name(token.text):
            return False
        follower = self.tokens[at + 1]
        if self.is_heading or not self.starts_a_person(token, follower, at + 1):
            return False
        if self.who.people_called(follower.text):
            return False
        return token.fold not in _AUXILIARIES or not self.starts_sentence(token)

    def starts_sentence(self, token: Token) -> bool:
        return _SENTENCE_END.search(self.text, max(0, token.start - 4), token.start) is not None

    # ------------------------------------------------------------------------------------------- known forms

    def known(self, at: int) -> tuple[int, Entry | None, FormKind] | None:
        """The longest known form from a token: (token after it, entry, kind)."""
        folded = self.tokens[at].fold
        most = self.who.spans.get(folded if " " not in folded else folded.partition(" ")[0])
        if most is None:
            return None
        if most == 1:
            found = self.look_up(self.tokens[at].text)
            return (at + 1, *found) if found else None
        last, ends = at, [at]
        length = self.tokens[at].fold.count(" ") + 1
        while length < most and last + 1 < len(self.tokens) and self.tokens[last].gap != ".":
            gap = self.tokens[last].gap
            last += 1
            length += self.tokens[last].fold.count(" ") + 1 + (0 if gap in (" ", "'s") else gap.count(" ") + 1)
            ends.append(last)
        for end in reversed(ends):
            if end > at and self.tokens[at].gap == "'s" and self.who.country(self.tokens[at].text):
                continue  # "Russia's Foreign Ministry" is the ministry and the country
            found = self.look_up(self.text[self.tokens[at].start : self.tokens[end].end])
            if found:
                return (end + 1, *found)
        return None

    def look_up(self, surface: str) -> tuple[Entry | None, FormKind] | None:
        if self.is_shouted and fold(surface) in _CAPITALS_IN_CAPITALS:
            return None
        return self.who.look_up(surface)

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
        longer = body_end(self.tokens, at, after, self.words)
        if longer > after:
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
        if kind == "organisation" and is_single and self.is_plain_word(at):
            return self.take_unknown(at)
        if kind == "demonym":
            kind = "country"
        self.add("country" if kind == "country" else "organisation", at, after, entry=entry, score=5.0)
        if isinstance(entry, Country):
            self.take_group(at, after, entry)
        if entry and last.gap in (" ", "'s") and after < len(self.tokens) and self.opens_title(after):
            return self.take_titled(after)
        return after

    def is_named_after(self, follower: Token) -> bool:
        """Whether what follows a person's name makes it a place or body ("George Washington Bridge")."""
        return follower.fold in self.words.places or follower.fold in self.words.bodies

    def take_named_after(self, at: int, after: int) -> int:
        longer = body_end(self.tokens, at, after, self.words)
        if longer > after:
            return self.take_body(at, longer)
        self.add("place", at, after + 1)
        return after + 1

    def starts_a_person(self, first: Token, follower: Token, after: int) -> bool:
        """ "Jordan Peterson", "Chad Wolf": a known word that is a first name, and an unknown one after it."""
        return (
            bool(self.who.first_name(first.text))
            and self.is_name_like(follower)
            and not is_common(follower.fold)
            and not self.opens_known(after)
        )

    def is_plain_word(self, at: int) -> bool:
        """Whether a body's one-word name is only a common word at the start of a sentence ("House prices")."""
        token = self.tokens[at]
        is_plain = is_common(token.fold) or token.fold in self.words.function
        if not is_plain or token.text.isupper():
            return False
        return self.is_heading or self.starts_sentence(token)

    def acts(self, at: int, last: Token) -> bool:
        """Whether a capital stands as the subject of a verb that only a government does."""
        if last.tail != last.end or words_before(self.text, self.tokens[at].start)[1] in _PREPOSITIONS:
            return False
        return contexts().government_after.match(self.text, last.tail, last.tail + 80) is not None

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
        for part in re.split(r"([-‑])", token.text):
            if part[:1].isupper():
                found = self.who.find(part)
                entry: Entry | None = self.who.compound_part(part)
                if entry is None and isinstance(found, Organisation):
                    entry = found
                if entry is not None:
                    kind: FoundKind = "country" if isinstance(entry, Country) else "organisation"
                    self.found.append(Found(kind, self.paragraph, place, place + len(part), part, entry, 4.0))
                    any_known = True
            place += len(part)
        return any_known

    # ------------------------------------------------------------------------------------------- titled people

    def is_title(self, token: Token) -> bool:
        word = token.fold
        return word in self.words.heads or word in self.words.honorifics or word in self.words.ranks

    def opens_title(self, at: int) -> bool:
        """Whether a title starts here, perhaps with words that only modify one ("Foreign Minister")."""
        first = self.tokens[at]
        follower = self.tokens[at + 1] if first.gap == " " and at + 1 < len(self.tokens) else None
        if follower and first.fold in self.words.ranks and follower.fold in self.words.bodies:
            return False  # "General Staff", "Air Force"
        for token in self.tokens[at : at + 5]:
            if self.is_title(token):
                return True
            if token.fold not in self.words.modifiers or token.gap != " ":
                return False
        return False

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
            if after == end or (known and known[0] >= after and known[2] != "capital" and not gender):
                return end
        role = self.text[self.tokens[at].start : self.tokens[role_end - 1].end] if role_end > at else None
        entry = known[1] if known and known[2] == "person" else None
        self.add("person", end, after, entry=entry, score=5.0, role=role, role_at=at, gender=gender)
        return after

    def after_country(self, at: int) -> int:
        """The token after a country that starts here ("President of the United States"), else the same token."""
        known = self.known(at) if at < len(self.tokens) else None
        if known is None or known[2] != "country" or body_end(self.tokens, at, known[0], self.words) > known[0]:
            return at
        self.add("country", at, known[0], entry=known[1], score=5.0)
        return known[0]

    def is_named_here(self, at: int) -> bool:
        """Whether a known person's full name starts here ("Justice Clarence Thomas")."""
        known = self.known(at)
        return known is not None and known[2] == "person"

    def is_roleish(self, at: int) -> bool:
        if at >= len(self.tokens):
            return False
        word, lists = self.tokens[at].fold, self.words
        return word in lists.heads or word in lists.modifiers or word in lists.body_modifiers

    def name_end(self, at: int) -> int:
        """The token after a person's name that starts here; the same token when none does."""
        end = at
        while end < len(self.tokens) and end - at < LONGEST_NAME:
            token = self.tokens[end]
            if not self.is_name_like(token) and not self.is_surname_here(at, end):
                break
            if self.is_heading and end > at and is_common(token.fold):
                break
            if end > at and self.opens_known(end) and not self.may_be_surname(at, end):
                break
            end += 1
            if token.gap != " " and not self.is_particle(token.gap):
                break
        return self.with_suffix(end) if end > at else end

    def may_be_surname(self, at: int, end: int) -> bool:
        """Whether a known word ("Jordan", "Austin", "French") can end the name that began with a first name."""
        return end == at + 1 and bool(self.who.first_name(self.tokens[at].text) or len(self.tokens[at].fold) == 1)

    def is_surname_here(self, at: int, end: int) -> bool:
        """Whether any word must be a surname, because a first name stands right before it ("Amy Pope", "Al From")."""
        first, token = self.tokens[at], self.tokens[end]
        return (
            end == at + 1
            and not self.is_heading
            and token.fold not in self.words.calendar
            and token.fold not in _SUFFIXES
            and self.who.first_name(first.text) != ""
            and not is_common(first.fold)
            and first.fold not in self.words.function
        )

    def with_suffix(self, after: int) -> int:
        if after < len(self.tokens) and self.tokens[after - 1].gap == " " and self.tokens[after].fold in _SUFFIXES:
            return after + 1
        return after

    def is_particle(self, gap: str) -> bool:
        return gap not in (".", "'s", " ") and gap not in CONNECTORS

    def is_name_like(self, token: Token) -> bool:
        word, lists = token.fold, self.words
        if len(word) == 1 and word.isalpha():
            return True
        if word in lists.function or word in lists.calendar or word in lists.heads:
            return False
        if word in lists.honorifics or word in lists.ranks:
            return bool(self.who.first_name(word))
        if len(word) > 1 and word in lists.things:
            return False
        if word in lists.bodies and not self.who.first_name(word) and not self.who.people_called(word):
            return False
        return word.isalpha() or " " in word or not any(character.isdigit() for character in word)

    def opens_known(self, at: int) -> bool:
        known = self.known(at)
        return known is not None and known[2] != "person"

    # ------------------------------------------------------------------------------------------- unknown names

    def take_body(self, at: int, after: int) -> int:
        self.add("organisation", at, after, score=4.0)
        return after

    def take_unknown(self, at: int) -> int:
        """A body by its words, or a run of words that may be a person's name."""
        if self.is_lead_in(at):
            return at + 1
        body = body_end(self.tokens, at, at, self.words)
        if body > at:
            return self.take_body(at, body)
        end = at
        while end < len(self.tokens) and end - at < LONGEST_NAME:
            token = self.tokens[end]
            if end > at:
                if not self.is_name_like(token) and not self.is_surname_here(at, end):
                    break
                if self.is_heading and is_common(token.fold):
                    break
                if (self.opens_known(end) and not self.may_be_surname(at, end)) or self.is_named_here(end):
                    break
            end += 1
            if token.gap != " " and not self.is_particle(token.gap):
                break
        after = self.with_suffix(max(end, at + 1)) if end > at else at + 1
        names = self.tokens[at:after]
        is_named = len(names) > 1 and self.who.first_name(names[0].text) != ""
        if not is_named and is_body_like(self.text, names):
            self.add("organisation", at, after, score=3.0)
            return after
        self.add("maybe", at, after, score=person_likeness(self.text, names, self.who, self.words, self.is_heading))
        return after

    def is_lead_in(self, at: int) -> bool:
        """Whether a word only leads in a person's name ("Democrat Hillary Clinton", "Crooked Hillary")."""
        token = self.tokens[at]
        if token.gap != " " or at + 1 >= len(self.tokens):
            return False
        lists = self.words
        if not any(
            token.fold in known for known in (lists.things, lists.modifiers, lists.body_modifiers, lists.common)
        ):
            return False
        known = self.known(at + 1)
        if known and known[2] == "organisation":
            return token.fold in lists.things
        return bool(self.who.first_name(self.tokens[at + 1].text)) or (known is not None and known[2] == "person")

    # ------------------------------------------------------------------------------------------- what is found

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
    ) -> None:
        start, end = self.tokens[at].start, self.tokens[after - 1].end
        affiliation: str | None = None
        if kind in ("person", "maybe"):
            role_start = self.tokens[role_at].start if role_at is not None else start
            if not role:
                role, role_start = role_before(self.text, start, self.words)
            if not role and after - at > 1:
                role, role_start = role_before_comma(self.text, start, end, self.words)
                score += 2.0 if role else 0.0
            if role:
                affiliation, role = self.belongs_to(role_start, role)
                if affiliation is None:
                    affiliation, role = self.whose(role)
            elif after - at > 1 and (kind == "person" or score >= 0):
                role, affiliation = self.apposed_role(self.tokens[after - 1].tail)
        item = Found(kind, self.paragraph, start, end, self.text[start:end], entry, score, role, affiliation, gender)
        item.before = words_before(self.text, start)[:2]
        item.is_subject = (
            contexts().person_after.match(self.text, end, end + 60) is not None if kind == "maybe" else False
        )
        if kind == "organisation":
            self.of_country(item)
            acronym = _ACRONYM_AFTER.match(self.text, self.tokens[after - 1].tail)
            item.acronym = acronym.group(1) if acronym else ""
        self.found.append(item)

    def of_country(self, item: Found) -> None:
        """Binds a body to the country right before it: "Russia's Foreign Ministry" is the Russian one."""
        before = self.found[-1] if self.found else None
        if before is None or not isinstance(before.entry, Country):
            return
        if self.text[before.end : item.start] not in ("'s ", "’s "):
            return
        item.affiliation = before.entry.name
        for demonym in before.entry.demonyms[:1]:
            entry = self.who.find(f"{demonym} {item.text}")
            item.entry = entry if isinstance(entry, Organisation) else item.entry

    def belongs_to(self, role_start: int, role: str) -> tuple[str | None, str]:
        """The country or body named right before a role; an envoy keeps whose envoy he is in the role."""
        before = next((item for item in reversed(self.found[-2:]) if item.kind in ("country", "organisation")), None)
        if before is None or before.entry is None or isinstance(before.entry, Person):
            qualifier = qualifier_before(self.text, role_start)
            return None, f"{qualifier} {role}" if qualifier else role
        between = self.text[before.end : role_start]
        if between not in (" ", "'s ", "’s ", "\xa0"):
            qualifier = qualifier_before(self.text, role_start)
            return None, f"{qualifier} {role}" if qualifier else role
        if between == " " and fold(role).rsplit(" ", 1)[-1] in contexts().representatives:
            role = f"{before.text} {role}"
        qualifier = qualifier_before(self.text, before.start)
        return before.entry.name, f"{qualifier} {role}" if qualifier else role

    def whose(self, role: str) -> tuple[str | None, str]:
        """Cuts the country or body a role ends with ("ambassador of Norway"): (its name, the role without it)."""
        office, joined, owner = role.rpartition(" of ")
        found = self.who.country(owner.removeprefix("the ")) or self.who.find(owner) if joined else None
        if found is None or isinstance(found, Person):
            return None, role
        return found.name, office

    def apposed_role(self, end: int) -> tuple[str | None, str | None]:
        """The role in an apposition after a name and the country or body named in it."""
        apposed = role_after(self.text, end, self.words)
        if not apposed:
            return None, None
        role, start, close = apposed
        for surface in re.findall(r"[A-Z][\w’'.&-]*(?: (?:of |the |for )*[A-Z][\w’'.&-]*)*", self.text[start:close]):
            bare = re.sub(r"[’']s$", "", surface)
            found = self.who.country(bare) or self.who.find(bare)
            if found is not None and not isinstance(found, Person):
                return _without(role, surface), found.name
        return role, None


def _without(role: str, country: str) -> str:
    """A role without the country that leads it ("British foreign minister" is the "foreign minister")."""
    return role[len(country) :].strip() if role.startswith(country) and len(role) > len(country) + 1 else role
