"""Where the tokens of a paragraph stand in which times are looked for, in whatever order somebody asks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from feeds.reading.times import _Spans
from feeds.reading.timex_words import tokens_of

_BODIES = st.lists(st.sampled_from(("on", "3", "May", ",", ".", " ", "  ", "\n", "\xa0", "é", "ón"))).map("".join)


@given(_BODIES, st.lists(st.integers(0, 200)))
def test_a_token_stands_where_a_scan_finds_it(body: str, asked: list[int]) -> None:
    tokens = tokens_of(body)
    spans, position, places = _Spans(body, tokens), 0, []
    for token in tokens:
        start = body.index(token, position)
        position = start + len(token)
        places.append((start, position))
    for at in asked:
        if at < len(tokens):
            assert spans[at] == places[at]
