"""Joins the quotes of stories just read to the same words elsewhere: shortened, altered, or likely translated.

The judging is in feeds.grouping.wordings, pure; here its questions are put to the store and its answers handed back.
"""

from __future__ import annotations

from collections.abc import Sequence

from feeds.exchange import ReadStory, SaidCandidate
from feeds.group_archive import GroupArchive
from feeds.story import Quote

_MOST_LIKE = 50
"""Quotes and statements with these words that are looked at, the newest; the same words are then looked for on their
own."""
_SEARCH_WORDS = 2
"""Words by which other wordings of a quote are looked for: few, so that altered ones come up too."""


def place_quotes(archive: GroupArchive, stories: Sequence[ReadStory]) -> None:
    """Joins the quotes of stories that are saved; most are nobody else's."""
    from feeds.grouping.wordings import search_words

    said = [(story, quote) for story in stories for quote in story.findings.quotes]
    if not said:
        return
    asked = [(search_words(quote.text, _SEARCH_WORDS), story.story.rowid) for story, quote in said]
    found = archive.said_elsewhere(asked, _MOST_LIKE)
    candidates = {quote.rowid: quote for quote in archive.quotes_of(sorted(set().union(*[near for _, near in found])))}
    for (story, quote), (words, _), (own, near) in zip(said, asked, found, strict=True):
        if words and not near:
            continue  # so the same words are nowhere either
        others = [candidates[one] for one in near if one in candidates]
        if not words or len(own) + len(near) == _MOST_LIKE:  # there are more of them
            others += archive.said_candidates(quote.text)
        if others:
            _join(archive, story, quote, own, others)


def _join(
    archive: GroupArchive, story: ReadStory, quote: Quote, own: Sequence[int], found: Sequence[SaidCandidate]
) -> None:
    """Joins one quote to those of other stories, among what was found, that it belongs with. It is itself among its
    `own` story's, or found."""
    from feeds.grouping.wordings import find_links, fold_quote

    rowid = story.story.rowid
    others = {said.rowid: said for said in found if said.story_rowid != rowid}
    links = find_links(
        quote.text,
        quote.speaker,
        quote.actor,
        story.story.when,
        list(others.values()),
        outlet=story.story.outlet,
        actors=quote.actors,
        country_of=_country_of,
    )
    if not links:
        return
    folded = fold_quote(quote.text)
    its = [said for said in (*archive.quotes_of(own), *found) if said.story_rowid == rowid]
    itself = next((said for said in its if fold_quote(said.text) == folded), None)
    if itself is not None:
        together = [itself, *(others[link.rowid] for link in links)]
        wordings = len({fold_quote(said.text) for said in together})
        archive.save_ledger([said.rowid for said in together], wordings)


def _country_of(identity: str) -> str:
    """The ISO code of the country an identity of the shipped who's-who belongs to; "" when unknown."""
    from feeds.reading.entries import Organisation, Person
    from feeds.reading.whoswho import whos_who

    entry = whos_who().entry(identity) if identity else None
    return entry.country if isinstance(entry, Person | Organisation) else ""
