"""A text that repeats another is its copy, however it was cut, renamed or shuffled; a follow-up is none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from feeds.exchange import CopyCandidate
from feeds.grouping.copies import CopyStory, count_words, fingerprint, judge_copy

NOON = datetime(2025, 3, 12, 12, tzinfo=UTC)
SENTENCES = [
    f"The {noun} of {place} {verb} the {thing} near the {where} after {when} of {what}."
    for noun, place, verb, thing, where, when, what in zip(
        "council army mayor envoy court union bishop pilot farmer clerk judge guard miner nurse".split(),
        "Selm Orlo Kyrna Vostra Ardenia Marrow Tarn Belhaven Ostrun Quill Dray Fenwick Luddow Pell".split(),
        "closed shelled opened crossed denied planned blessed missed bought counted upheld watched left met".split(),
        "bridge depot harbour border claim strike chapel runway orchard ballots verdict gate shaft ward".split(),
        "river quay mill hill square station market coast valley hall archive tower quarry school".split(),
        "days hours weeks months years nights decades minutes seasons mornings terms shifts spells rounds".split(),
        "talks rain fighting delay silence rumour prayer fog drought doubt appeal calm dust fever".split(),
        strict=True,
    )
]


def story(
    rowid: int, paragraphs: list[str], *, outlet: str = "Post", hours: float = 0, title: str = "", wire: str = ""
) -> CopyStory:
    return CopyStory(
        rowid, outlet, title, wire, NOON + timedelta(hours=hours), fingerprint(paragraphs), count_words(paragraphs)
    )


def stored(
    rowid: int, paragraphs: list[str], *, outlet: str = "Wire", hours: float = 0, title: str = "", wire: str = ""
) -> CopyCandidate:
    when = NOON + timedelta(hours=hours)
    marks = fingerprint(paragraphs)
    return CopyCandidate(
        rowid, f"{rowid:016x}", outlet, title, wire, when, when, 9, marks, None, None, count_words(paragraphs)
    )


def test_a_reordered_and_retitled_text_is_a_copy_of_the_earlier_one() -> None:
    verdict = judge_copy(story(2, SENTENCES[::-1], hours=9, title="Other"), [stored(1, SENTENCES, title="One")])
    assert verdict is not None
    assert (verdict.original, verdict.now_copies) == (1, ())


def test_a_truncated_text_is_a_copy_of_the_full_one_even_when_it_came_first() -> None:
    verdict = judge_copy(story(2, SENTENCES, hours=1), [stored(1, SENTENCES[:6])])
    assert verdict is not None
    assert (verdict.original, verdict.now_copies) == (2, (1,))


def test_a_half_rewritten_text_is_a_copy() -> None:
    other = [
        sentence if index % 2 else f"Meanwhile nobody there agreed on number {index} at all, people said."
        for index, sentence in enumerate(SENTENCES)
    ]
    assert judge_copy(story(2, other, hours=8), [stored(1, SENTENCES)]) is not None


def test_a_follow_up_of_the_same_outlet_with_the_same_background_is_no_copy() -> None:
    follow_up = SENTENCES[:6]
    first = SENTENCES[6:9] + SENTENCES[3:6]
    assert judge_copy(story(2, follow_up, outlet="Wire", hours=3), [stored(1, first, outlet="Wire")]) is None


def test_a_copy_of_a_copy_is_a_copy_of_the_original() -> None:
    root = stored(1, SENTENCES)
    copied = CopyCandidate(3, "3" * 16, "Daily", "", "", NOON, NOON, 9, root.fingerprint, 1, None, root.words)
    verdict = judge_copy(story(5, SENTENCES, hours=9), [copied])
    assert verdict is not None
    assert verdict.original == 1


def test_of_two_alike_the_one_that_credits_the_wire_is_the_copy() -> None:
    verdict = judge_copy(story(2, SENTENCES, outlet="TASS"), [stored(1, SENTENCES, outlet="Post", wire="TASS")])
    assert verdict is not None
    assert verdict.original == 2


def test_a_few_words_are_never_a_copy() -> None:
    assert fingerprint(["Please enable the script to read on."]) == ()
