"""Distinct quotes: same words, shortened, altered, likely translations, and the word diff."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.exchange import SaidCandidate
from feeds.grouping.wordings import compare, describe_wording, find_links, fold_quote, search_words

NOON = datetime(2031, 3, 12, 12, tzinfo=UTC)
FULL = "We will not leave the bridge at Orlo, and we will not be the first to fire."


def said(
    rowid: int, text: str, speaker: str = "Mara Ilvic", actor: str | None = "mara-ilvic", days: int = 0
) -> SaidCandidate:
    return SaidCandidate(rowid, None, text, speaker, actor, "Meridian", rowid, "en", NOON + timedelta(days=days))


def test_marks_case_and_apostrophes_do_not_make_another_quote() -> None:
    assert compare("“We won’t yield,”", "we won't yield", is_same_speaker=False) == "same"


def test_a_piece_of_a_quote_is_a_shortened_wording_of_the_same_speaker_only() -> None:
    piece = "we will not be the first to fire"
    assert compare(FULL, piece, is_same_speaker=True) == "shortened"
    assert compare(FULL, piece, is_same_speaker=False) is None


def test_a_quote_cut_by_an_ellipsis_is_shortened() -> None:
    assert (
        compare(FULL, "We will not leave the bridge … we will not be the first to fire", is_same_speaker=True)
        == "shortened"
    )


def test_three_words_are_too_few_to_be_a_piece() -> None:
    assert compare(FULL, "we will not", is_same_speaker=True) is None


def test_a_changed_word_is_an_altered_wording() -> None:
    other = "We will never leave the bridge at Orlo and we will not be the first to fire."
    assert compare(FULL, other, is_same_speaker=True) == "altered"


def test_two_englishes_of_one_sentence_are_a_likely_translation() -> None:
    one = "Our soldiers are holding every position along the river and nobody has been captured"
    other = "Along the whole river our soldiers hold their positions, not one of them was captured"
    assert compare(one, other, is_same_speaker=True, is_translated=True) == "translation"
    assert compare(one, other, is_same_speaker=True, is_translated=False) is None


def test_two_sentences_of_one_speaker_stay_two_quotes() -> None:
    other = "The talks in Selm were frank and we shall meet again before the spring."
    assert compare(FULL, other, is_same_speaker=True, is_translated=True) is None


def test_other_numbers_are_no_translation() -> None:
    one = "The army captured 430 soldiers near the river on the first day"
    other = "On the first day near the river our army captured 90 soldiers"
    assert compare(one, other, is_same_speaker=True, is_translated=True) != "translation"


def test_each_wording_says_what_it_is_to_the_first() -> None:
    one = "Our soldiers are holding every position along the river and nobody has been captured"
    other = "Along the whole river our soldiers hold their positions, not one of them was captured"
    assert describe_wording([one, other], 1) == "likely translation"
    assert describe_wording([FULL, "we will not be the first to fire"], 1) == "shortened"
    assert describe_wording(["we will not be the first to fire", FULL], 1) == "longer"
    assert describe_wording([FULL, FULL.replace("leave", "quit")], 1) == "altered"
    assert describe_wording([FULL, FULL.upper()], 1) == "the same words"


def test_two_parts_of_what_a_third_gives_whole_are_called_so() -> None:
    first, second = "We will never leave the bridge at Orlo.", "Nobody has offered the council any money."
    assert describe_wording([first, second, f"{first} {second}"], 1) == "another part"
    assert describe_wording([first, second], 1) == "another wording"


def test_links_come_closest_first_and_need_the_same_identity() -> None:
    links = find_links(
        FULL,
        "Ilvic",
        "mara-ilvic",
        NOON,
        [
            said(1, "we will not be the first to fire"),
            said(2, FULL.upper(), speaker="Somebody", actor=None),
            said(3, "we will not be the first to fire", actor="petar-lund"),
        ],
    )
    assert [(link.rowid, link.relation) for link in links] == [(2, "same"), (1, "shortened")]


def test_one_who_said_it_together_with_others_is_enough_to_be_the_same() -> None:
    both = replace(said(1, "we will not be the first to fire"), actors=frozenset(("mara-ilvic", "petar-lund")))
    assert [link.relation for link in find_links(FULL, "Lund", "petar-lund", NOON, [both])] == ["shortened"]
    alone = said(1, "we will not be the first to fire")
    pair = ("petar-lund", "mara-ilvic")
    assert find_links(FULL, "Lund", "petar-lund", NOON, [alone], actors=pair)
    assert not find_links(FULL, "Lund", "petar-lund", NOON, [alone], actors=("petar-lund", None))


def test_the_words_to_search_by_are_the_long_ones() -> None:
    assert search_words("We will not leave the bridge at Orlo") == ("bridge", "leave", "orlo")


@settings(max_examples=60)
@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_raises_and_every_text_is_the_same_as_itself(first: str, second: str) -> None:
    compare(first, second, is_same_speaker=True, is_translated=True)
    assert not fold_quote(first) or compare(first, first, is_same_speaker=False) == "same"


def test_small_words_alone_are_no_piece_of_a_quote() -> None:
    assert compare("They asked and they want to be a part of it.", "to be a part of it", is_same_speaker=True) is None
    assert compare("It’s not going anywhere,", "It’s not going to end soon.", is_same_speaker=True) is None


def test_a_few_words_of_two_people_are_two_quotes() -> None:
    assert not find_links("Orlo is lost", "Petar Lund", "petar-lund", NOON, [said(1, "Orlo is lost.")])
    assert not find_links("Orlo is lost", None, None, NOON, [said(1, "Orlo is lost.")])
    assert find_links("Orlo is lost for good", None, None, NOON, [said(1, "Orlo is lost for good.")])


def test_a_short_piece_said_weeks_later_is_another_quote() -> None:
    long, piece = "The bridge at Orlo is open and will stay open for everybody", "the bridge at Orlo is open"
    assert find_links(piece, "Mara Ilvic", "mara-ilvic", NOON, [said(1, long, days=2)])
    assert not find_links(piece, "Mara Ilvic", "mara-ilvic", NOON, [said(1, long, days=-20)])


def test_a_translation_needs_two_outlets_and_a_speaker_who_may_not_speak_english() -> None:
    one = "If there is a chance for a lasting truce to bring back prisoners, we are ready for it"
    other = said(1, "If there is an option for a lasting truce to free prisoners, we will be ready")
    found = find_links(one, "Mara Ilvic", "mara-ilvic", NOON, [other], outlet="Orlo Post")
    assert [link.relation for link in found] == ["translation"]
    assert not find_links(one, "Mara Ilvic", "mara-ilvic", NOON, [other], outlet="Meridian")
    assert not find_links(
        one, "Mara Ilvic", "mara-ilvic", NOON, [other], outlet="Orlo Post", country_of=lambda identity: "GB"
    )


def test_a_ministry_is_another_in_every_story() -> None:
    words = "The towns on the river are quiet"
    assert not find_links(words + " today", "the ministry", None, NOON, [said(1, words, "the ministry", None)])
