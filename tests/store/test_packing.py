"""Claims about findings as bytes."""

from __future__ import annotations

import base64
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from feeds.exchange import UnreadStory
from feeds.story import (
    Actor,
    Document,
    Event,
    Findings,
    Mention,
    Paragraph,
    Quote,
    Removed,
    Span,
    Statement,
    ThreadEvidence,
    ThreadLink,
    Timex,
)
from store.deflation import deflate, deflate_findings, inflate, keep
from store.packing import pack_findings, pack_who, text_of, unpack_findings, who
from tests.store.test_archive import NOW, findings_of

STORY = UnreadStory(1, "0" * 16, 1, Document("…", "A title", NOW, "feed"), "Meridian", "", "meridian", NOW)
PACKED_BY_ROWS = (
    "c)OSEWzW@>O=`n15QVQ&wCyBF@-N;6+8bmiv<OrXFH8ui*@WD^Gb3BbN=+#kl7M17*pA2Fd-HS^M|b!lcDpy<d!Ah_b+wVjM(MpO"
    "J1KF!^N|#B+#`25E}Mu<Dik%C3K5>aPd-4lB#|3V7e{Zx!XMGJ<e=;S(+O2Z!#gypBd!e@qaO~WIw>ci#$UN@RgDrcxlUmR*50DY"
    "x<@3O5s3tN%e;zyV_BALsX#YSwD>V#M6d-u5>J-wpZ*0C8gY<9F2nIc;mbe}iOgZnsyTO?-~0E}W^-;#cqy4$Fh+_!M~bh8a^($y"
    "Wp6;2@QZ2U$w)$koZ;b?TRDBC?}r7ethu*P^nUF2pJ@sy>;rTQMU_UA$O?)}Zq!}wm3Xdg%80utkJ!U=({%x1U@1~3p>Xthi81;!"
    "RP!QkB8cYp19~^yBm"
)
"""What schema 1 wrote for `findings_of(STORY)`."""

PACKED_WITH_THE_FIRST_DICTIONARY = (
    "czu`bWzWr(Uu%Of6ve;F$m?uLwA$9U!uAdNCV40<P+=+?))(=+@1C2ev0BPTDFgphnvmq2-#xb#XLI_1c88Zbueo+Z8OAFatyFkan^a1=Uik"
    "?}4DXS5=q~M<3>Ts#$YPT4>r&NLWDSc<Q8flD(MNqIXhBf>i*zbQs(}9Ir6@6h>?ZOJ5sSYwx!%%~D9MY{H>hYW4j8I*;4O3;$-acE9P@B4h"
    "*&PJF0m%viMB3foApj5*h0g8rHano>25$feQK`Ke#5C+9sxAgLPaAbMC)nq3kb(xKrDjvx%d)SG6z$k?<C^FF0GO(fUx0~UrGgu6B0z3D<S`"
    "$x=(5rgZ~Q<x#Mbg?;)vg6Wrl3Fv;eNCq8Ekez=t3BG|`_;3S)RLSa{yX$>ur)ds*kOwWgOv57nPgaaNZdc~FR5j~Mh*x(e7SJFu8QHw#4Ix"
    "lXp^^oSdd;;-yIKK1FhR{{Q1xvVd$MXVNEPSF-@Ci&axAUJg=y`U}x|wH{m24a{0NiJ8gq$56_nf3zt|iV@mAzQ5gml;a0Bd?Xmj"
)
"""What schema 8 wrote for it."""

words = st.text(max_size=12)
maybe = st.none() | words
names = st.lists(words, max_size=3).map(tuple)
place = st.integers(0, 40)
paragraph = st.none() | st.integers(0, 2)
day = st.none() | st.dates()
spans = st.builds(Span, paragraph, place, place)
mentions = st.builds(Mention, words, paragraph, place, place)


def rows(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


findings = st.builds(
    Findings,
    title=maybe,
    paragraphs=rows(st.builds(Paragraph, words, st.sampled_from(["text", "heading", "quotation"]))),
    removed=rows(st.builds(Removed, words, words)),
    published=maybe,
    threads=rows(
        st.builds(
            ThreadLink,
            words,
            st.floats(0, 1),
            st.just("primary"),
            rows(st.builds(ThreadEvidence, paragraph, place, place, words, st.floats(0, 9), words)),
        )
    ),
    actors=rows(st.builds(Actor, words, words, st.just("person"), maybe, maybe, mentions=rows(mentions))),
    quotes=rows(
        st.builds(
            Quote,
            words,
            paragraph,
            place,
            place,
            maybe,
            maybe,
            names,
            maybe,
            cue=maybe,
            confidence=st.floats(0, 1),
            spans=rows(spans),
            carrier=words,
        )
    ),
    statements=rows(st.builds(Statement, words, paragraph, place, place, maybe, maybe, maybe)),
    times=rows(st.builds(Timex, words, st.just("DATE"), words, paragraph, place, place, day, day)),
    events=rows(
        st.builds(
            Event,
            words,
            words,
            st.just("happened"),
            words,
            paragraph,
            place,
            place,
            names,
            names,
            names,
            maybe,
            maybe,
            maybe,
        )
    ),
)


@given(findings)
def test_whatever_was_found_comes_back_as_it_was_packed(found: Findings) -> None:
    text = text_of(found.paragraphs)
    assert unpack_findings(pack_findings(found, text), text) == found


def test_what_follows_from_the_rest_takes_no_room() -> None:
    found = findings_of(STORY)
    text = text_of(found.paragraphs)
    plain = len(pack_findings(found, text))
    told = replace(found.quotes[0], speakers=("Ilma Tasker", "Ardo Vesk"), spans=(Span(1, 1, 8), Span(1, 9, 20)))
    assert len(pack_findings(replace(found, quotes=(told,)), text)) > plain + 15


def test_findings_packed_by_rows_are_read_as_ever() -> None:
    found = findings_of(STORY)
    assert unpack_findings(base64.b85decode(PACKED_BY_ROWS), text_of(found.paragraphs)) == found


def test_findings_packed_before_they_had_a_dictionary_of_their_own_are_read_as_ever() -> None:
    found = findings_of(STORY)
    before, text = base64.b85decode(PACKED_WITH_THE_FIRST_DICTIONARY), text_of(found.paragraphs)
    assert unpack_findings(before, text) == found
    assert len(pack_findings(found, text)) < 0.8 * len(before)


def test_who_acts_on_whom_comes_back_with_marks_of_any_kind() -> None:
    event = Event("x", "talks", "happened", "x", 0, 0, 1, ('The "Compact"', "A\\B"), ("C\n",), ('The "Compact"',))
    assert who(pack_who(event)) == (event.by, event.target, event.actors)


@given(st.text(), st.text())
def test_a_text_comes_back_whatever_its_dictionary(data: str, text: str) -> None:
    assert inflate(deflate(data, text), text) == data
    assert inflate(deflate_findings(data, text), text) == data
    assert inflate(keep(data), text) == data


def test_a_source_that_is_the_text_takes_one_byte() -> None:
    assert len(deflate("Vostra rejected the plan.", "Vostra rejected the plan.")) == 1
