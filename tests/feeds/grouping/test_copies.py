"""A text that repeats another is its copy, however it was cut, renamed or shuffled; a follow-up is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from feeds.exchange import CopyCandidate
from feeds.grouping.copies import CopyStory, are_enough, judge_copy, likely_copies
from feeds.grouping.fingerprints import count_words, fingerprint

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
        rowid,
        outlet,
        title,
        wire,
        NOON + timedelta(hours=hours),
        fingerprint(paragraphs),
        count_words(paragraphs),
        "\n\n".join(paragraphs),
    )


def stored(
    rowid: int, paragraphs: list[str], *, outlet: str = "Wire", hours: float = 0, title: str = "", wire: str = ""
) -> CopyCandidate:
    when = NOON + timedelta(hours=hours)
    marks = fingerprint(paragraphs)
    return CopyCandidate(
        rowid,
        f"{rowid:016x}",
        outlet,
        title,
        wire,
        when,
        when,
        9,
        marks,
        None,
        None,
        count_words(paragraphs),
        "\n\n".join(paragraphs),
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
    copied = replace(stored(3, SENTENCES, outlet="Daily"), copy_of=1)
    verdict = judge_copy(story(5, SENTENCES, hours=9), [copied, root])
    assert verdict is not None
    assert verdict.original == 1


def test_of_two_alike_the_one_that_credits_the_wire_is_the_copy() -> None:
    verdict = judge_copy(story(2, SENTENCES, outlet="TASS"), [stored(1, SENTENCES, outlet="Post", wire="TASS")])
    assert verdict is not None
    assert verdict.original == 2


def test_a_few_words_are_never_a_copy() -> None:
    assert fingerprint(["Please enable the script to read on."]) == ()


OTHERS = [
    f"A {what} from {place} told how the {thing} was {verb} long before the {when} of {who} began in earnest."
    for what, place, thing, verb, when, who in zip(
        "baker tailor cooper mason porter weaver carter".split(),
        "Orren Falk Ludd Brae Corm Dunn Esk".split(),
        "mill barn kiln sluice ferry loom cellar".split(),
        "sold burnt mended flooded painted hidden emptied".split(),
        "autumn siege harvest drought boycott winter exodus".split(),
        "traders monks settlers sailors drovers reapers beggars".split(),
        strict=True,
    )
]
SAID = [
    f"“We will never again let {who} decide over {what} without asking those who live by it,” {verb} {speaker}."
    for who, what, verb, speaker in zip(
        "strangers bankers generals ministers".split(),
        "bread water timber salt".split(),
        "vowed warned argued promised".split(),
        ["the miller", "one of the farmers", "a ferryman from Orren", "his eldest daughter"],
        strict=True,
    )
]


def test_of_two_texts_that_were_mixed_the_one_most_was_taken_of_is_the_original() -> None:
    mixed = [*SENTENCES[:6], *OTHERS[:4]]
    both = [stored(1, OTHERS), stored(2, SENTENCES, outlet="Second")]
    verdict = judge_copy(story(3, mixed, hours=9), both)
    assert verdict is not None
    assert verdict.original == 2
    mixed = [*SENTENCES[:3], *OTHERS[:6]]
    verdict = judge_copy(story(3, mixed, hours=9), both)
    assert verdict is not None
    assert verdict.original == 1


def test_which_text_is_the_fullest_is_counted_in_the_texts_and_not_taken_from_the_store() -> None:
    of_old = replace(stored(1, SENTENCES), words=20)
    verdict = judge_copy(story(2, SENTENCES, hours=1), [of_old])
    assert verdict is not None
    assert verdict.original == 1


def test_a_story_read_again_is_not_judged_beside_itself() -> None:
    itself, copied = stored(2, SENTENCES), replace(stored(3, SENTENCES, outlet="Daily", hours=9), copy_of=2)
    verdict = judge_copy(story(2, SENTENCES, outlet="Wire"), [copied, itself])
    assert verdict is not None
    assert verdict.original == 2


def test_what_a_mixed_text_took_besides_does_not_become_a_copy_of_its_original() -> None:
    mixed = replace(stored(2, [*SENTENCES[:6], *OTHERS[:4]], outlet="Mixer", hours=9), copy_of=1)
    assert judge_copy(story(3, OTHERS, hours=1), [mixed, stored(1, SENTENCES)]) is None
    late = judge_copy(story(3, OTHERS[:4], hours=30), [mixed, stored(1, SENTENCES)])
    assert late is not None
    assert late.original == 1  # nobody else is known to have printed it


def test_texts_that_share_what_was_said_and_nothing_else_are_no_copies() -> None:
    framed = [said.rsplit(" ", 4)[0].split("”")[0] + "”, as people there remember." for said in SAID]
    assert judge_copy(story(2, [*OTHERS[:4], *framed], hours=8), [stored(1, [*SENTENCES[:4], *SAID])]) is None
    whole = judge_copy(story(2, [*SENTENCES[:2], *SAID], hours=8), [stored(1, [*SENTENCES[:4], *SAID])])
    assert whole is not None


def test_an_outlet_that_repeats_what_it_quotes_has_not_said_it_of_its_own() -> None:
    said = " ".join(SENTENCES[:3])
    own = " ".join(sentence.removesuffix(".") for sentence in SENTENCES[:3]) + ", the report says."
    one = [own, f"“{said}” the report said.", "Nobody else had heard of it before that day."]
    other = [*OTHERS, f"“{said}” it was told to those who came."]
    assert judge_copy(story(2, other, hours=8), [stored(1, one)]) is None


def test_one_long_sentence_in_common_makes_no_copy_of_a_short_text() -> None:
    sentence = " ".join(SENTENCES[:2]).replace(".", " and").removesuffix(" and") + "."
    one, other = [sentence, *SENTENCES[4:9]], [sentence, *OTHERS[:4]]
    assert judge_copy(story(2, other, hours=8), [stored(1, one)]) is None


def test_background_that_may_be_of_another_event_makes_no_copy() -> None:
    background = [*SENTENCES[:2], *OTHERS, *SENTENCES[6:8], *SAID]
    assert judge_copy(story(2, background, hours=8), [stored(1, SENTENCES)]) is not None
    assert judge_copy(story(2, background, hours=8), [stored(1, SENTENCES)], lambda other: False) is None


def test_a_passage_taken_over_makes_no_copy_even_of_the_same_event() -> None:
    own = [f"{word} {sentence}" for word in ("Later", "Meanwhile") for sentence in OTHERS]
    borrower = [*own[:5], *SENTENCES[4:7], *own[5:]]
    assert judge_copy(story(2, borrower, hours=8), [stored(1, SENTENCES)]) is None


def test_a_text_rewritten_all_over_under_a_like_title_is_a_copy_whatever_its_new_words_are_about() -> None:
    own = [f"{word} {sentence}" for word in ("Later", "Meanwhile") for sentence in OTHERS]
    rewritten = [sentence for pair in zip(SENTENCES[::2], own, strict=False) for sentence in pair]
    original = stored(1, SENTENCES, title="Council of Selm closes bridge")
    renamed = story(2, rewritten, hours=8, title="Bridge closed by Selm council")
    verdict = judge_copy(renamed, [original], lambda other: False)
    assert verdict is not None
    assert verdict.original == 1
    update = replace(renamed, title="Night of rain in Orlo")
    assert judge_copy(update, [original], lambda other: False) is None


def test_of_two_that_hold_the_same_text_it_is_a_copy_of_the_one_it_is_more_of() -> None:
    end = SENTENCES[9:]
    long = stored(1, [*OTHERS, *end])
    assert judge_copy(story(3, end, hours=8), [long, stored(2, [*SENTENCES[6:9], *end])]) == judge_copy(
        story(3, end, hours=8), [stored(2, [*SENTENCES[6:9], *end])]
    )


def test_one_sentence_of_a_long_text_yields_to_two_of_a_short_one() -> None:
    sentence = " ".join(OTHERS[:2]).replace(".", ",") + "."
    mixed = [SENTENCES[0], sentence, SENTENCES[2]]
    candidates = [stored(1, [sentence, *OTHERS[2:]]), stored(2, SENTENCES[:5])]
    verdict = judge_copy(story(3, mixed, hours=8), candidates)
    assert verdict is not None
    assert verdict.original == 2


def test_the_end_of_a_text_as_long_as_a_book_is_found() -> None:
    book = [f"{place} {sentence}" for place in range(450) for sentence in (*SENTENCES, *OTHERS)][:450]
    whole, end = stored(1, book), story(2, book[300:], hours=9)
    assert whole.words > 6_000
    assert likely_copies(end, [whole]) == [1]
    assert judge_copy(end, [whole]) is not None


def test_what_shares_next_to_nothing_is_not_read() -> None:
    others = [replace(stored(1, OTHERS), copy_of=7), stored(2, SENTENCES[:5])]
    assert likely_copies(story(3, SENTENCES), others) == [2]
    assert likely_copies(story(3, OTHERS), others) == [1, 7]


def test_of_short_texts_only_those_that_share_much_are_read() -> None:
    phrase = "could be sent to the border before the end of the month, officials of both sides said on"
    brief = [f"Peacekeepers {phrase} Tuesday. {SENTENCES[0]} {SENTENCES[1]}"]
    others = [
        stored(1, [f"Engineers {phrase} Friday. {SENTENCES[5]} {SENTENCES[6]}"]),
        stored(2, [f"{brief[0]} Nobody objected."]),
    ]
    assert likely_copies(story(3, brief), others) == [2]


@given(st.lists(st.integers(0, 13), min_size=1, max_size=3), st.lists(st.integers(0, 13), min_size=1, max_size=8))
def test_what_shares_too_few_hashes_is_no_likely_copy(mine: list[int], others: list[int]) -> None:
    judged = story(1, [SENTENCES[number] for number in mine])
    other = stored(2, [SENTENCES[number] for number in others])
    shared = len(set(judged.fingerprint) & set(other.fingerprint))
    if not are_enough(judged, shared, len(other.fingerprint), other.words):
        assert likely_copies(judged, [other]) == []
