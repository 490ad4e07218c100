"""Reads a paragraph's capitalised words as people, bodies, countries and places, longest known form first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from feeds.reading.names import CONNECTORS, LONGEST_BODY, LONGEST_NAME, Found, FoundKind, Token, Words, tokens, words
from feeds.reading.whoswho import Country, Entry, Organisation, Person, WhosWho, fold, lexicon_table


@dataclass(frozen=True, slots=True)
class _Contexts:
    """The words beside a name, as patterns."""

    person_after: re.Pattern[str]
    person_before: re.Pattern[str]
    apposition: re.Pattern[str]
    place_before: re.Pattern[str]
    government_after: re.Pattern[str]
    group_after: re.Pattern[str]
    body_nouns: frozenset[str]
    representatives: frozenset[str]


@cache
def _contexts() -> _Contexts:
    table = {key: line.split() for key, line in lexicon_table("name_contexts.toml").items()}
    any_of = {key: "|".join(map(re.escape, sorted(listed, key=len, reverse=True))) for key, listed in table.items()}
    return _Contexts(
        re.compile(rf",? (?:(?:{any_of['person_adverbs']}) ){{0,3}}(?:{any_of['person_verbs']})\b"),
        re.compile(rf"\b(?:{any_of['person_prepositions']}|according to|identified as) $"),
        re.compile(rf", (?:\d{{1,3}}\b|(?:{any_of['appositions']})\b)"),
        re.compile(rf"\b(?:{any_of['place_prepositions']}) (?:the )?$"),
        re.compile(
            rf" (?:(?:{any_of['government_adverbs']}|on \w+day|this week|last week) ){{0,4}}"
            rf"(?:{any_of['government_verbs']})\b"
        ),
        re.compile(rf" (?:(?:{any_of['group_modifiers']}) )?({any_of['group_nouns']}|{any_of['body_nouns']})\b"),
        frozenset(table["body_nouns"]),
        frozenset(table["representatives"]),
    )


def found_in(text: str, paragraph: int | None, who: WhosWho) -> list[Found]:
    """Everything that may be named in one paragraph, in order. Linear; never raises."""
    return _Scan(text, paragraph, who).run()


class _Scan:
    """One pass over the capitalised words of a paragraph."""

    def __init__(self, text: str, paragraph: int | None, who: WhosWho) -> None:
        self.text, self.paragraph, self.who = text, paragraph, who
        self.words: Words = words()
        self.tokens = tokens(text)
        self.found: list[Found] = []
        letters = [token.text for token in self.tokens if len(token.text) > 3]
        self.is_shouted = len(letters) > 2 and sum(word.isupper() for word in letters) > 0.7 * len(letters)

    def run(self) -> list[Found]:
        for form in self.who.small_forms:
            place = self.text.find(form)
            while place >= 0:
                entry = self.who.find(form)
                self.found.append(Found("group", self.paragraph, place, place + len(form), form, entry, 5.0))
                place = self.text.find(form, place + len(form))
        at = 0
        while at < len(self.tokens):
            at = max(at + 1, self.step(at))
        return self.found

    def step(self, at: int) -> int:
        """Reads what starts at a token; gives the token to go on from."""
        token = self.tokens[at]
        known = self.known(at)
        if known:
            entry, kind, after = known
            return self.take_known(at, after, entry, kind)
        if self.opens_title(at):
            return self.take_titled(at)
        if token.fold in self.words.function or token.fold in self.words.calendar:
            return at + 1
        if "-" in token.text and self.take_hyphenated(token):
            return at + 1
        return self.take_unknown(at)

    # ------------------------------------------------------------------------------------------- known forms

    def known(self, at: int) -> tuple[Entry | None, str, int] | None:
        """The longest known form from a token: (entry, kind, token after it)."""
        first = self.tokens[at].fold.split(" ", 1)[0]
        most = max(self.who.spans.get(first, 0), self.words.place_spans.get(first, 0))
        if not most:
            return None
        last = at
        ends = [at]
        length = len(self.tokens[at].fold.split(" "))
        while length < most and last + 1 < len(self.tokens) and self.tokens[last].gap != ".":
            gap = self.tokens[last].gap
            last += 1
            length += len(self.tokens[last].fold.split(" ")) + (0 if gap in (" ", "'s") else len(gap.split(" ")))
            ends.append(last)
        for end in reversed(ends):
            surface = self.text[self.tokens[at].start : self.tokens[end].end]
            found = self.look_up(surface)
            if found:
                return (*found, end + 1)
        return None

    def look_up(self, surface: str) -> tuple[Entry | None, str] | None:
        who = self.who
        entry = who.find(surface)
        if entry is not None:
            if self.is_shouted and surface in ("US", "WHO", "IT", "IS", "AU", "UN"):
                return None
            kind = (
                "person" if isinstance(entry, Person) else "country" if isinstance(entry, Country) else "organisation"
            )
            return entry, kind
        country = who.demonym(surface)
        if country:
            return country, "demonym"
        capital = who.capital(surface)
        if capital:
            return capital, "capital"
        region = who.region(surface)
        if region or fold(surface) in self.words.known_places:
            return region, "place"
        return None

    def take_known(self, at: int, after: int, entry: Entry | None, kind: str) -> int:
        first, last = self.tokens[at], self.tokens[after - 1]
        follows = self.tokens[after] if after < len(self.tokens) and last.gap == " " else None
        if kind == "person":
            self.add("person", at, after, entry=entry, score=9.0)
            return after
        if (
            after == at + 1
            and self.is_personal(first)
            and follows
            and self.is_name_like(follows)
            and not self.opens_known(after)
        ):
            return self.take_unknown(at)
        longer = self.body_end(at, after)
        if longer > after:
            return self.take_body(at, longer)
        if kind in ("country", "demonym"):
            country = entry if isinstance(entry, Country) else None
            self.add("country", at, after, entry=country, score=5.0)
            self.take_group(at, after, country)
            if last.gap in (" ", "'s") and after < len(self.tokens) and self.opens_title(after):
                return self.take_titled(after, country.name if country else None)
            return after
        if kind == "organisation":
            self.add("organisation", at, after, entry=entry, score=5.0)
            if last.gap in (" ", "'s") and after < len(self.tokens) and self.opens_title(after):
                return self.take_titled(after, entry.name if entry else None)
            return after
        if kind == "capital":
            is_metonym = self.who.is_metonym(first.text) and self.acts(at, last)
            self.add("capital" if is_metonym else "place", at, after, entry=entry, score=3.0)
            return after
        self.add("place", at, after, entry=entry)
        return after

    def acts(self, at: int, last: Token) -> bool:
        """Whether a capital stands as the subject of a verb that only a government does."""
        if last.tail != last.end:
            return False
        before = self.text[max(0, self.tokens[at].start - 16) : self.tokens[at].start]
        if re.search(r"\b(?:in|at|near|from|of|to|for|outside|around|across|the|with) $", before, re.IGNORECASE):
            return False
        return _contexts().government_after.match(self.text, last.tail, last.tail + 80) is not None

    def take_group(self, at: int, after: int, country: Country | None) -> None:
        """ "British diplomats", "UK government": the adjective counts for the country, the whole is a group or body."""
        last = self.tokens[after - 1]
        match = _contexts().group_after.match(self.text, last.tail, last.tail + 60)
        if not match or country is None:
            return
        end = match.end()
        is_body = match.group(1) in _contexts().body_nouns
        if is_body and last.tail != last.end:
            return
        if last.tail != last.end:
            return
        self.found.append(
            Found(
                "organisation" if is_body else "group",
                self.paragraph,
                self.tokens[at].start,
                end,
                self.text[self.tokens[at].start : end],
                None,
                4.0,
                None,
                country.name,
            )
        )

    def take_hyphenated(self, token: Token) -> bool:
        """ "US-Ukraine-backed", "Anglo-French": every part that names a country counts for it."""
        place, any_known = token.start, False
        for part in re.split(r"([-‑])", token.text):
            entry = self.who.find(part) if part else None
            country = self.who.compound_part(part) if part else None
            body = entry if isinstance(entry, Organisation) else None
            if part[:1].isupper() and (country or body):
                self.found.append(
                    Found(
                        "country" if country else "organisation",
                        self.paragraph,
                        place,
                        place + len(part),
                        part,
                        country or body,
                        4.0,
                    )
                )
                any_known = True
            place += len(part)
        return any_known

    # ------------------------------------------------------------------------------------------- titled people

    def is_title(self, token: Token) -> bool:
        word = token.fold
        return word in self.words.heads or word in self.words.honorifics or word in self.words.ranks

    def opens_title(self, at: int) -> bool:
        """Whether a title starts here, perhaps with words that only modify one ("Foreign Minister")."""
        for token in self.tokens[at : at + 5]:
            if self.is_title(token):
                return True
            if token.fold not in self.words.modifiers or token.gap != " ":
                return False
        return False

    def take_titled(self, at: int, affiliation: str | None = None) -> int:
        """A role or honorific and the name after it."""
        end, gender = at, ""
        role_end = at
        while end < len(self.tokens) and end - at < 9:
            token = self.tokens[end]
            is_part = (
                self.is_title(token)
                or token.fold in self.words.modifiers
                or (token.fold in self.words.body_modifiers and end > at)
            )
            if not is_part:
                break
            if token.fold in self.words.honorifics:
                gender = gender or self.words.honorifics[token.fold]
            else:
                role_end = end + 1
            end += 1
            if token.gap == " ":
                continue
            if token.gap in ("of", "of the", "for", "and", "for the") and self.is_roleish(end):
                continue
            break
        if end >= len(self.tokens) or self.tokens[end - 1].gap != " ":
            return end
        after = self.name_end(end)
        known = self.known(end)
        if known and known[1] != "person" and known[2] >= after:
            return end
        if after == end:
            return end
        role = self.text[self.tokens[at].start : self.tokens[role_end - 1].end] if role_end > at else None
        self.add("person", end, after, score=5.0, role=role, affiliation=affiliation, gender=gender, is_titled=True)
        return after

    def is_roleish(self, at: int) -> bool:
        if at >= len(self.tokens):
            return False
        word = self.tokens[at].fold
        return word in self.words.heads or word in self.words.modifiers or word in self.words.body_modifiers

    def name_end(self, at: int) -> int:
        """The token after a person's name that starts here; the same token when none does."""
        end = at
        while end < len(self.tokens) and end - at < LONGEST_NAME:
            token = self.tokens[end]
            if not self.is_name_like(token):
                break
            if end > at and self.opens_known(end) and not self.who.people_called(token.text):
                break
            end += 1
            if token.gap != " " and not self.is_particle(token.gap):
                break
        return end

    def is_particle(self, gap: str) -> bool:
        return gap not in (".", "'s", " ") and gap not in CONNECTORS

    def is_name_like(self, token: Token) -> bool:
        word, lists = token.fold, self.words
        return not (
            word in lists.function
            or word in lists.calendar
            or (word in lists.things and len(word) > 1)
            or word in lists.heads
            or (word in lists.bodies and not self.who.first_name(word) and not self.who.people_called(word))
            or any(character.isdigit() for character in word)
        )

    def is_personal(self, token: Token) -> bool:
        return bool(self.who.first_name(token.text))

    def opens_known(self, at: int) -> bool:
        known = self.known(at)
        return known is not None and known[1] != "person"

    # ------------------------------------------------------------------------------------------- bodies

    def body_end(self, at: int, after: int) -> int:
        """The token after the body whose name starts at a token ("Russian Foreign Ministry", "Bank of England")."""
        end, last_head = at, after
        has_head = False
        while end < len(self.tokens) and end - at < LONGEST_BODY:
            token = self.tokens[end]
            if end >= after and token.fold in self.words.heads and token.fold not in self.words.bodies:
                break
            if end > at and token.fold in self.words.function and token.fold not in self.words.body_modifiers:
                break
            if token.fold in self.words.calendar and end > at:
                break
            if token.fold in self.words.bodies and (
                end > at or token.gap in ("of", "of the", "for", "for the", "on", "and")
            ):
                has_head = True
                last_head = end + 1
            end += 1
            if token.gap == " ":
                continue
            if (has_head and token.gap in ("of", "of the", "for", "for the", "on")) or (
                token.gap in ("of", "for", "of the", "and", "&") and self.heads_soon(end)
            ):
                if has_head and token.gap not in ("and", "&"):
                    last_head = self.run_end(end)
                    end = max(end, last_head - 1)
                    if (
                        self.tokens[end].gap == "and"
                        and end + 1 < len(self.tokens)
                        and self.tokens[end + 1].fold in self.words.body_modifiers
                    ):
                        last_head = self.run_end(end + 1)
                    break
                continue
            break
        return last_head if has_head else after

    def heads_soon(self, at: int) -> bool:
        for token in self.tokens[at : at + 4]:
            if token.fold in self.words.bodies:
                return True
            if token.gap != " ":
                return False
        return False

    def run_end(self, at: int) -> int:
        end = at
        while end < len(self.tokens) and end - at < 5:
            token = self.tokens[end]
            if end > at and (
                token.fold in self.words.heads or token.fold in self.words.function or token.fold in self.words.calendar
            ):
                break
            end += 1
            if token.gap != " ":
                break
        return end

    def take_body(self, at: int, after: int = 0) -> int:
        if after <= at:
            after = self.body_end(at, at)
        if after > at:
            self.add("organisation", at, after, score=4.0)
        return after

    def take_unknown(self, at: int) -> int:
        body = self.body_end(at, at)
        if body > at:
            return self.take_body(at, body)
        end = at
        while end < len(self.tokens) and end - at < LONGEST_NAME:
            token = self.tokens[end]
            if end > at and not self.is_name_like(token):
                break
            if end > at and self.opens_known(end) and not (end == at + 1 and self.is_personal(self.tokens[at])):
                break
            end += 1
            if token.gap != " " and not self.is_particle(token.gap):
                break
        after = max(end, at + 1)
        self.add("maybe", at, after, score=self.personality(at, after))
        return after

    def personality(self, at: int, after: int) -> float:
        """How much speaks for a person: the name's own words and the words beside it."""
        lists, who = self.words, self.who
        first, last = self.tokens[at], self.tokens[after - 1]
        names = self.tokens[at:after]
        score = 0.0
        if len(names) > 1:
            score += 1.0
            if who.first_name(first.text):
                score += 3.0
            if len(names) > 2 and len(names[1].fold) == 1:
                score += 2.0
            if who.people_called(last.text):
                score += 1.0
            if len(names) > 3:
                score -= 1.0
        for token in names:
            word = token.fold
            if word in lists.places or word in lists.thing_heads or word in lists.bodies:
                score -= 3.0
            if len(word) > 1 and (word in lists.things or word in lists.calendar or word in lists.function):
                score -= 3.0
            if word in lists.body_modifiers and token is not last:
                score -= 2.0
            if token.text.isupper() and len(token.text) > 1 and not self.is_shouted and "." not in token.text:
                score -= 2.0
            if any(character.isdigit() for character in word):
                score -= 4.0
        before = self.text[max(0, first.start - 48) : first.start]
        if re.search(r"\b(?:the|The|a|an|this|its|every|no) $", before):
            score -= 2.5
        if _contexts().place_before.search(before):
            score -= 1.5
        if _contexts().person_after.match(self.text, last.tail, last.tail + 60):
            score += 2.0
        if _contexts().person_before.search(before):
            score += 1.0
        if _contexts().apposition.match(self.text, last.tail, last.tail + 30):
            score += 1.0
        word_before = re.search(r"([\w’'-]+),? $", before)
        if word_before and not word_before.group(1)[0].isupper() and fold(word_before.group(1)) in lists.heads:
            score += 3.0
        return score

    def belongs_to(self, role_start: int, role: str) -> tuple[str | None, str]:
        """The country or body named right before a role; an envoy keeps whose envoy he is in the role."""
        if not self.found:
            return None, role
        before = self.found[-1]
        if before.kind not in ("country", "organisation") or before.entry is None:
            return None, role
        between = self.text[before.end : role_start]
        if between not in (" ", "'s ", "’s ", "\xa0"):
            return None, role
        if between == " " and fold(role).split(" ")[-1] in _contexts().representatives:
            role = f"{before.text} {role}"
        return before.entry.name, role

    def add(
        self,
        kind: FoundKind,
        at: int,
        after: int,
        *,
        entry: Entry | None = None,
        score: float = 0.0,
        role: str | None = None,
        affiliation: str | None = None,
        gender: str = "",
        is_titled: bool = False,
    ) -> None:
        start, end = self.tokens[at].start, self.tokens[after - 1].end
        if kind in ("person", "maybe") and not role:
            role, role_start = role_before(self.text, start, self.words)
            if role and not affiliation:
                affiliation, role = self.belongs_to(role_start, role)
        elif role and not affiliation:
            affiliation, role = self.belongs_to(self.tokens[at].start, role)
        self.found.append(
            Found(
                kind,
                self.paragraph,
                start,
                end,
                self.text[start:end],
                entry,
                score,
                role,
                affiliation,
                gender,
                is_titled,
            )
        )


_WORD_BEFORE = re.compile(r"([\w’'.-]+) $")


def role_before(text: str, start: int, lists: Words) -> tuple[str | None, int]:
    """The role in small letters right before a name ("army commander Ann Ray"): (role, where it starts)."""
    at, end, is_head = start, start, False
    for _ in range(6):
        match = _WORD_BEFORE.search(text, max(0, at - 24), at)
        if not match:
            break
        word = fold(match.group(1))
        if not is_head:
            if word not in lists.heads or match.group(1)[0].isupper():
                break
            is_head = True
            end = match.end(1)
        elif word not in lists.modifiers and word not in lists.heads:
            break
        at = match.start(1)
    return (text[at:end], at) if is_head else (None, start)
