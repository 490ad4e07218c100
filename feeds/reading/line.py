"""One paragraph as its capitalised words, with what is known of them and what a name may be made of."""

from __future__ import annotations

import re

from feeds.reading.bodies import body_end
from feeds.reading.common_words import POST_NOMINALS, is_common
from feeds.reading.likeness import contexts
from feeds.reading.names import (
    CONNECTORS,
    LONGEST_NAME,
    Token,
    Words,
    tokens,
    words,
    words_before,
)
from feeds.reading.quick_look import holds_any
from feeds.reading.whoswho import Entry, FormKind, WhosWho, fold

_PREPOSITIONS = frozenset(
    "in at near from of to for outside around across the with between through via against towards over on".split()
)
_SENTENCE_END = re.compile(r"(?:^|[.!?:;]|[.!?]?[\"“”‘])\s*[\"“‘'(\[]*$")
_GLUED = re.compile(r"(?<=[a-z]{3})(?<!Mac)(?<!Fitz)[A-Z][a-z]{2}")
_DIRECTIONS = frozenset("Western Eastern Northern Southern Upper Lower Central".split())
_AUXILIARIES = frozenset("will may can bill mark grant hope said see long so an in on no even any".split())
"""First names that more often start a sentence as words."""
_NEVER_SURNAMES = frozenset(
    "i you he she it we they and but or if yes no not this that these those the a an my his her their our your what why"
    " how when where who do does did is are was were has have had try look same everyone everybody someone".split()
)
"""Words that are no surname even after a first name ("Irina You", the next line of a dialogue)."""
_BYLINE_TAILS = frozenset(
    "reporting photographs photography photos illustrations visuals graphics video videos".split()
)
"""What a layout leaves behind a byline's name ("Jane Ray Reporting")."""
_TAILS = ("ing", "s", "tion", "ment", "cial")
"""How other words end that only follow a name."""
_PARTIAL_RANKS = frozenset("air wing squadron staff field rear master".split())
"""Ranks only with another word of rank after them ("Air Marshal", but "Clean Air Act")."""
_KNOWN_KINDS = frozenset(("organisation", "members"))
_NICKNAME_MARKS = frozenset(((' "', '" '), (" “", "” "), (" '", "' "), (" ‘", "’ ")))
_NICKNAME_OPENERS = frozenset(before[-1] for before, _ in _NICKNAME_MARKS)
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_CAPITALS_IN_CAPITALS = frozenset("us who it is au un car ice time rice pa mit isi".split())
"""Acronyms that are words in a line of capitals."""


class Line:
    """A paragraph, its capitalised words (`tokens`) and questions about them. Every answer looks at a few words."""

    def __init__(self, text: str, paragraph: int | None, who: WhosWho) -> None:
        self.text, self.paragraph, self.who = text, paragraph, who
        self.words: Words = words()
        self.tokens = tokens(text)
        self._join_nicknames()
        self._mark_bodies()
        self.is_shouted = self._is_shouted()
        self.is_heading = self._is_heading()

    def _is_shouted(self) -> bool:
        """Whether most longer words are in capitals."""
        long_words = [token.text for token in self.tokens if len(token.text) > 3]
        return len(long_words) > 2 and sum(map(str.isupper, long_words)) > 0.7 * len(long_words)

    def _is_heading(self) -> bool:
        """Whether most words of a short line have a capital."""
        if len(self.tokens) < 4:
            return False
        spaces = self.text.count(" ") + 1
        share = 0.75 if self.text.rstrip().endswith(".") else 0.6
        return spaces < 30 and len(self.tokens) > share * spaces

    def _join_nicknames(self) -> None:
        """Reads a first name, one word between quotation marks and a surname as one name: "Bo “Red” Orlo"."""
        text, found = self.text, self.tokens
        if not holds_any(text, _NICKNAME_OPENERS):
            return
        for at in [at for at, token in enumerate(found) if text[token.start - 1] in _NICKNAME_OPENERS]:
            if not 0 < at < len(found) - 1:
                continue
            first, nickname, last = found[at - 1 : at + 2]
            marks = text[first.tail : nickname.start], text[nickname.tail : last.start]
            if marks in _NICKNAME_MARKS and first.tail == first.end and self.who.first_name(first.text):
                first.gap = nickname.gap = " "

    def _mark_bodies(self) -> None:
        """Tells each word which next one makes a body, where any does."""
        bodies, first = self.words.bodies, 0
        for number in [number for number, token in enumerate(self.tokens) if token.fold in bodies]:
            for before in self.tokens[first : number + 1]:
                before.next_body = number
            first = number + 1

    def known(self, at: int) -> tuple[int, Entry | None, FormKind] | None:
        """The longest known form from a token: (token after it, entry, kind)."""
        token = self.tokens[at]
        folded = token.fold
        most = self.who.spans.get(folded if " " not in folded else folded.partition(" ")[0])
        if most is None:
            return None
        if token.tail == token.end and (most == 1 or not self._may_go_on(at)):
            found = self.look_up(token.text)
            return (at + 1, *found) if found else None
        last, ends = at, [at]
        length = self.tokens[at].fold.count(" ") + 1
        while length < most and last + 1 < len(self.tokens) and self.tokens[last].gap not in (".", ","):
            gap = self.tokens[last].gap
            last += 1
            length += self.tokens[last].fold.count(" ") + 1 + (0 if gap in (" ", "'s") else gap.count(" ") + 1)
            ends.append(last)
        for end in reversed(ends):
            if end > at and self.tokens[at].gap == "'s" and self.who.country(self.tokens[at].text):
                continue  # "Russia's Foreign Ministry" is the ministry and the country
            found = self.look_up(self.text[self.tokens[at].start : self.tokens[end].end])
            if found is None and self.tokens[end].tail != self.tokens[end].end:
                found = self.look_up(self.text[self.tokens[at].start : self.tokens[end].tail])
            if found:
                return (end + 1, *found)
        return None

    def _may_go_on(self, at: int) -> bool:
        """Whether a longer form may start at a token, as far as it and the one behind it tell."""
        token = self.tokens[at]
        if token.gap != " " or " " in token.fold:
            return token.gap not in (".", ",") or " " in token.fold
        follower = self.tokens[at + 1]
        is_owner = follower.tail != follower.end  # "the Orlo People's Front": its ending belongs to the form
        return is_owner or f"{token.fold} {follower.fold.partition(' ')[0]}" in self.who.openings

    def look_up(self, surface: str) -> tuple[Entry | None, FormKind] | None:
        if self.is_shouted and fold(surface) in _CAPITALS_IN_CAPITALS:
            return None
        return self.who.look_up(surface)

    def opens_known(self, at: int) -> bool:
        known = self.known(at)
        return known is not None and known[2] != "person"

    def is_named_here(self, at: int) -> bool:
        """Whether a known person's full name starts here ("Justice Clarence Thomas")."""
        known = self.known(at)
        return known is not None and known[2] == "person"

    def starts_sentence(self, token: Token) -> bool:
        return _SENTENCE_END.search(self.text, max(0, token.start - 4), token.start) is not None

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

    def is_title(self, token: Token) -> bool:
        word = token.fold
        return word in self.words.heads or word in self.words.honorifics or word in self.words.ranks

    def opens_title(self, at: int) -> bool:
        """Whether a title starts here, perhaps with words that only modify one ("Foreign Minister")."""
        first = self.tokens[at]
        if first.fold not in self.words.title_openers:
            return False
        follower = self.tokens[at + 1] if first.gap == " " and at + 1 < len(self.tokens) else None
        if follower and first.fold in self.words.ranks and follower.fold in self.words.bodies:
            return False  # "General Staff", "Air Force"
        if first.fold in _PARTIAL_RANKS and (follower is None or not self.is_title(follower)):
            return False
        for token in self.tokens[at : at + 5]:
            if self.is_title(token):
                return True
            if token.fold not in self.words.modifiers or token.gap not in (" ", "and", "&"):
                return False
        return False

    def is_roleish(self, at: int) -> bool:
        if at >= len(self.tokens):
            return False
        word, lists = self.tokens[at].fold, self.words
        is_rank = word in lists.ranks and word not in lists.honorifics
        return is_rank or word in lists.heads or word in lists.modifiers or word in lists.body_modifiers

    def name_end(self, at: int) -> int:
        """The token after a person's name that starts here; the same token when none does."""
        end = at
        while end < len(self.tokens) and end - at < LONGEST_NAME:
            token = self.tokens[end]
            if not self.is_name_like(token) and not self.is_surname_here(at, end):
                break
            if (self.is_heading or self.is_shouted) and is_common(token.fold):
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
            (end == at + 1 or (end == at + 2 and len(self.tokens[at + 1].fold) == 1))  # "Amy E. Pope"
            and not self.is_heading
            and token.fold not in self.words.calendar
            and token.fold not in _SUFFIXES
            and token.fold not in _NEVER_SURNAMES
            and self.who.first_name(first.text) != ""
            and not is_common(first.fold)
            and first.fold not in self.words.function
            and (token.text[1:].islower() or not self.is_no_one_word(token.text))
        )

    def without_tail(self, at: int, after: int) -> int:
        """The end of a name without a plain word or the pronoun "I" that only follows it in the layout."""
        last = self.tokens[after - 1]
        if after - at > 1 and (last.text == "I" or last.text in POST_NOMINALS):
            return after - 1
        names = self.tokens[at : after - 1]
        if len(names) > 1 and last.fold in _BYLINE_TAILS:
            return after - 1
        if len(names) < 2 or not is_common(last.fold) or not last.fold.endswith(_TAILS):
            return after
        if any(is_common(token.fold) or len(token.fold) == 1 for token in names[1:]):
            return after
        if self.who.first_name(last.text) or all(self.who.first_name(token.text) for token in names):
            return after
        return after if self.who.people_called(last.text) else after - 1

    def splits_body(self, at: int, after: int) -> bool:
        """Whether a body's words only follow a name of somebody or some place ("Ray Justice Department")."""
        if after - at < 2 or self.tokens[at].gap != " ":
            return False
        first, rest = self.tokens[at], self.tokens[at + 1]
        is_politician = bool(self.who.people_called(first.text)) and first.fold not in self.who.doubtful
        is_politician = is_politician and (self.is_shouted or not first.text.isupper())
        if after - at == 2:
            return is_politician and rest.fold in ("administration", "government", "cabinet")
        known = self.known(at + 1)
        if known is None or known[0] != after or known[2] not in _KNOWN_KINDS or after - at < 3:
            return False
        return is_politician or self.who.capital(first.text) is not None

    def body_from(self, at: int, after: int) -> int:
        """The token after the body whose name starts here, or `after`: `body_end`, and what headings need beside it.

        In a heading every word has a capital: common words that are no part of bodies' names are its verbs and objects
        ("Selm University Replaces Staff").
        """
        lists, end = self.words, body_end(self.tokens, at, after, self.words)
        if not self.is_heading or end <= after:
            return end
        for place in range(max(at, after), end):
            token = self.tokens[place]
            if place > at and self.tokens[place - 1].gap != " ":
                continue
            is_part = token.fold in lists.bodies or token.fold in lists.body_modifiers or token.fold in lists.modifiers
            if is_part or not is_common(token.fold):
                continue
            has_head = any(earlier.fold in lists.bodies for earlier in self.tokens[at:place])
            return place if has_head and place > max(after, at + 1) else after
        return end

    def with_suffix(self, after: int) -> int:
        if after < len(self.tokens) and self.tokens[after - 1].gap == " " and self.tokens[after].fold in _SUFFIXES:
            return after + 1
        return after

    def is_particle(self, gap: str) -> bool:
        return gap not in (".", ",", "'s", " ") and gap not in CONNECTORS

    def is_no_one_word(self, text: str) -> bool:
        """Whether two names are glued together ("LundMara"), or a word is part of a region's ("Selm-Western")."""
        glued = _GLUED.search(text)
        if glued is not None and self.who.first_name(text[glued.end() - 3 :]):
            return True
        return "-" in text and text.rsplit("-", 1)[1] in _DIRECTIONS

    def is_name_like(self, token: Token) -> bool:
        word, lists = token.fold, self.words
        if len(word) == 1 and word.isalpha():
            return True
        if not token.text[1:].islower() and self.is_no_one_word(token.text):
            return False
        if word in lists.function or word in lists.calendar or word in lists.heads:
            return False
        if word in lists.honorifics or word in lists.ranks:
            return bool(self.who.first_name(word))
        if len(word) > 1 and word in lists.things:
            is_first_name = word == "al" or self.who.first_name(word) != ""
            return is_first_name and not token.text.isupper()  # "Sen. Al Ray", not "AL"
        if word in lists.bodies and not self.who.first_name(word) and not self.who.people_called(word):
            return False
        return word.isalpha() or " " in word or not any(character.isdigit() for character in word)

    def starts_a_person(self, first: Token, follower: Token, after: int) -> bool:
        """ "Jordan Peterson", "Chad Wolf": a known word that is a first name, and an unknown one after it."""
        return (
            bool(self.who.first_name(first.text))
            and self.is_name_like(follower)
            and not is_common(follower.fold)
            and not self.opens_known(after)
        )

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

    def is_kin(self, token: Token, before: str) -> bool:
        """Whether a first name follows a word for kin ("her husband Ahmad", "their daughter Victoria")."""
        if before not in contexts().kin or token.fold in self.words.things:
            return False
        return self.who.first_name(token.text) != ""

    def is_named_after(self, follower: Token) -> bool:
        """Whether what follows a person's name makes it a place or body ("George Washington Bridge")."""
        return follower.fold in self.words.places or follower.fold in self.words.bodies
