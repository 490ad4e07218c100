"""What stands between quotation marks: which mark opens, which closes, and what runs on over paragraphs."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.reading.quotations import find_quotations
from feeds.reading.text import Text
from feeds.story import Paragraph


def quoted(*paragraphs: str, title: str = "") -> list[str]:
    text = Text(title, tuple(Paragraph(paragraph) for paragraph in paragraphs))
    return [
        "\n".join(text.of(span.paragraph)[span.start : span.end] for span in quotation.spans)
        for quotation in find_quotations(text)
    ]


def test_every_pair_of_marks_is_read() -> None:
    for line in (
        "He said “hold the bridge” twice.",
        'He said "hold the bridge" twice.',
        "He said ‘hold the bridge’ twice.",
        "He said 'hold the bridge' twice.",
        "He said «hold the bridge» twice.",
        "He said „hold the bridge“ twice.",
        "He said „hold the bridge” twice.",
        "He said ''hold the bridge'' twice.",
    ):
        assert quoted(line) == ["hold the bridge"], line


def test_apostrophes_are_no_marks() -> None:
    assert quoted("The ministers' plan isn't Ardenia's, and the '90s won't come back, rock 'n' roll or not.") == []


def test_single_marks_hold_apostrophes_and_possessives() -> None:
    line = "‘It’s the workers’ right, and we won’t yield,’ she said. ‘They’re ours.’"
    assert quoted(line) == ["It’s the workers’ right, and we won’t yield,", "They’re ours."]


def test_straight_single_marks_hold_apostrophes_too() -> None:
    line = "Lund called it 'the people's war' and said 'we don't want it'."
    assert quoted(line) == ["the people's war", "we don't want it"]


def test_a_single_quote_that_runs_on_is_one_whatever_possessives_it_holds() -> None:
    first = "‘Enough,’ said Ilvic. ‘We stood by the workers’ side."
    assert quoted(first, "‘We stand there still,’ she said.") == [
        "Enough,",
        "We stood by the workers’ side.\nWe stand there still,",
    ]
    assert quoted("‘They told me, “Is it over?”", "‘It was not.’") == ["They told me, “Is it over?”\nIt was not."]


def test_a_possessive_closes_a_term_even_before_a_paragraph_of_speech() -> None:
    assert quoted("The ‘bad angels’ of the river came back.", "‘We saw them,’ she said.") == [
        "bad angels",
        "We saw them,",
    ]


def test_numbers_open_single_quotes_but_years_do_not() -> None:
    assert quoted("She got '54 times more' than in '16 and the '90s.") == ["54 times more"]
    assert quoted("Lund praised his ‘50-state plan’ of the summer of ‘68.") == ["50-state plan"]


def test_closing_marks_kept_apart_or_set_close_still_close() -> None:
    assert quoted("‘She asked, “Is it over?” ’ said Lund. ‘It was not.’") == ["She asked, “Is it over?”", "It was not."]
    assert quoted("‘We will hold,’Lund said. He added: ‘ and win.’") == ["We will hold,", "and win."]


def test_a_quote_can_own_something() -> None:
    assert quoted("He joined the ‘Iron Choir’’s march, and O’Hara the 'Tin Band''s.") == ["Iron Choir", "Tin Band"]


def test_a_curly_pair_inside_straight_marks_does_not_end_the_quote() -> None:
    assert quoted('Lund said: "We call it “the long bridge” here, and we will hold it," and left.') == [
        "We call it “the long bridge” here, and we will hold it,"
    ]
    assert quoted('"We call it “the long bridge” here.', '"We will hold it," he said.') == [
        "We call it “the long bridge” here.\nWe will hold it,"
    ]


def test_a_straight_mark_with_space_on_both_sides_closes_what_has_come_to_an_end() -> None:
    assert quoted('"What does that mean? " Ilvic asked. "Nothing."') == ["What does that mean?", "Nothing."]
    assert quoted('"They told us, \'Leave at once,\' " she said. "We stayed."') == [
        "They told us, 'Leave at once,'",
        "We stayed.",
    ]


def test_a_nested_quote_stays_inside() -> None:
    assert quoted("“He told me ‘never again’ and left,” she said.") == ["He told me ‘never again’ and left,"]
    assert quoted("‘He told me “never again” and left,’ she said.") == ["He told me “never again” and left,"]


def test_a_quote_that_runs_on_over_paragraphs_is_one() -> None:
    found = quoted("“We will hold the bridge.", "“We will hold the river.", "“And then we rest,” Ilvic said. “Soon.”")
    assert found == ["We will hold the bridge.\nWe will hold the river.\nAnd then we rest,", "Soon."]


def test_straight_marks_run_on_too() -> None:
    assert quoted('"We will hold the bridge.', '"We will hold the river," Ilvic said.') == [
        "We will hold the bridge.\nWe will hold the river,"
    ]


def test_an_unclosed_quote_ends_with_its_paragraph() -> None:
    assert quoted("Ilvic said: “We will hold", "The river was quiet.") == ["We will hold"]


def test_a_quote_never_closed_ends_before_the_next_one() -> None:
    assert quoted("“We will hold the bridge. Ilvic left. “We are late,” she said.") == [
        "We will hold the bridge. Ilvic left.",
        "We are late,",
    ]


def test_brackets_and_ellipses_are_kept() -> None:
    assert quoted("“[The army] … will hold the bridge […] tonight,” he said.") == [
        "[The army] … will hold the bridge […] tonight,"
    ]


def test_inches_and_feet_open_nothing() -> None:
    assert quoted("The 12\" pipe and the 6' fence stood.") == []


def test_a_quote_in_the_title_has_no_paragraph() -> None:
    text = Text("Ilvic: ‘We will hold the bridge’", (Paragraph("The river was quiet."),))
    (quotation,) = find_quotations(text)
    assert quotation.spans[0].paragraph is None


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(alphabet="aA .,’‘'\"“”«»„—\n", max_size=60), max_size=4))
def test_no_text_raises_and_spans_lie_inside_their_marks(paragraphs: list[str]) -> None:
    text = Text("", tuple(Paragraph(paragraph) for paragraph in paragraphs))
    last: dict[int | None, int] = {}
    for quotation in find_quotations(text):
        for span, outer in zip(quotation.spans, quotation.outer, strict=True):
            assert outer.start <= span.start < span.end <= outer.end <= len(text.of(span.paragraph))
            assert outer.start >= last.get(span.paragraph, 0)
            last[span.paragraph] = outer.end


def test_a_single_quote_whose_line_ends_with_its_speaker_ends_before_the_next_paragraph() -> None:
    line = "‘He has sided with the ministers numerous times’ and against the bridge, Lund said."
    assert quoted(line, "‘He went on,’ she said.") == [
        "He has sided with the ministers numerous times",
        "He went on,",
    ]


def test_a_particle_of_a_name_opens_no_quote() -> None:
    assert quoted("In 't Veld and her party left. 'We are done,' she said.") == ["We are done,"]


def test_a_single_mark_right_behind_a_stop_closes_what_is_open_and_opens_where_nothing_is() -> None:
    assert quoted("'We will hold the bridge,'Ilvic said. 'It is ours.'") == ["We will hold the bridge,", "It is ours."]
    assert quoted("'We will hold the bridge.'.") == ["We will hold the bridge."]
    assert quoted("Ilvic said,'We will hold the bridge.' She left.") == ["We will hold the bridge."]


def test_a_curly_single_quote_never_closed_ends_with_its_paragraph_where_another_stands_before_it() -> None:
    assert quoted("‘We’ll hold it,’ Ilvic said. ‘The bridge is ours, and we’ll stay.", "The day was quiet.") == [
        "We’ll hold it,",
        "The bridge is ours, and we’ll stay.",
    ]
    assert quoted("‘We’ll hold it,’ Ilvic said of the ‘bridge and left.") == ["We’ll hold it,"]


def test_a_curly_single_opener_that_lost_hold_of_its_words_still_opens() -> None:
    assert quoted("‘We hold it,’ Ilvic said. ‘ The bridge is ours.’") == ["We hold it,", "The bridge is ours."]
