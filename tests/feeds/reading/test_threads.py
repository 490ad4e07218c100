"""A thread's rules find what the analyst wrote them for, and every point can be seen."""

from __future__ import annotations

from math import exp

import pytest

from feeds.reading.text import Text
from feeds.reading.threads import compile_rules, score_threads
from feeds.settings import NearRule, ThreadingSettings, ThreadSettings
from feeds.story import Actor, Mention, Paragraph, ThreadLink


def links(
    thread: ThreadSettings, title: str = "", *paragraphs: str, actors: tuple[Actor, ...] = ()
) -> list[ThreadLink]:
    rules = compile_rules(ThreadingSettings(), [thread])
    return list(score_threads(Text(title, tuple(Paragraph(text) for text in paragraphs)), actors, rules))


def test_points_of_the_evidence_sum_to_the_score() -> None:
    thread = ThreadSettings("truce", any=("truce*:2", "ceasefire:1.5"))
    (link,) = links(
        thread, "Truce holds in Selm", "A truce and a ceasefire.", "The truce again. " + "word " * 80, "truce"
    )
    assert link.score == pytest.approx(1 - exp(-sum(item.points for item in link.evidence) / 4), abs=1e-4)
    assert all(round(item.points, 3) == item.points for item in link.evidence)


def test_a_hit_counts_three_times_in_the_title_twice_in_the_lead_and_once_in_the_body() -> None:
    thread = ThreadSettings("t", any=("alpha:4", "beta:4", "gamma:4"))
    (link,) = links(thread, "alpha", "beta " + "word " * 70 + ".", "gamma")
    assert [item.points for item in link.evidence] == [12.0, 8.0, 4.0]


def test_the_lead_runs_to_the_end_of_the_sentence_that_holds_the_sixtieth_word() -> None:
    thread = ThreadSettings("t", any=("beta:4", "gamma:4"))
    (link,) = links(thread, "", "word " * 62 + "beta ends here. Then gamma.")
    assert [item.points for item in link.evidence] == [8.0, 4.0]


def test_each_further_hit_of_an_entry_counts_half_strongest_zone_first() -> None:
    thread = ThreadSettings("t", any=("truce:1",))
    (link,) = links(thread, "Truce", "truce " + "word " * 80 + ". Truce")
    assert [item.points for item in link.evidence] == [3.0, 1.0, 0.25]


def test_overlapping_hits_of_one_entry_count_once() -> None:
    thread = ThreadSettings("t", any=("peace talks|peace talks in Selm|talks:4",))
    (link,) = links(thread, "Peace talks in Selm")
    assert [item.text for item in link.evidence] == ["Peace talks in Selm"]


def test_a_star_stands_for_any_ending_and_hyphens_make_no_difference() -> None:
    thread = ThreadSettings("t", any=("cease-fire*:4",))
    (link,) = links(thread, "Cease fires end")
    assert link.evidence[0].text == "Cease fires"
    assert links(thread, "The ceaseless fire") == []


def test_near_terms_hit_in_any_order_within_one_sentence_only() -> None:
    thread = ThreadSettings("t", near=(NearRule(("expel*", "diplomat*"), within=3, weight=4),))
    assert links(thread, "Two diplomats were then expelled")
    assert links(thread, "Two diplomats of the old school were then expelled") == []
    assert links(thread, "", "He met diplomats. Expelled players left.") == []


def test_a_veto_silences_only_the_sentence_it_stands_in() -> None:
    thread = ThreadSettings("t", any=("expelled:4",), none=("school",))
    assert links(thread, "", "Pupil expelled from school.") == []
    (link,) = links(thread, "", "Pupil expelled from school. Envoy expelled too.")
    assert len(link.evidence) == 1


def test_actors_add_their_weight_once_a_story_and_never_alone() -> None:
    thread = ThreadSettings("t", any=("truce:4",), actors_any=("Ardenia",))
    ardenia = Actor(
        "Ardenia", "ardenia", "country", mentions=(Mention("Ardenia", 0, 0, 7), Mention("Ardenia", 0, 9, 16))
    )
    (link,) = links(thread, "Truce", "Ardenia, Ardenia", actors=(ardenia,))
    assert link.evidence[-1].points == 0.5
    assert links(thread, "Rain", "Ardenia, Ardenia", actors=(ardenia,)) == []


def test_a_strong_score_without_a_hit_near_the_top_is_secondary() -> None:
    thread = ThreadSettings("t", any=("truce:9",))
    filler = "word " * 80
    (link,) = links(thread, "Rain", filler + ".", filler + ".", "A truce.")
    assert (link.score >= 0.6, link.role) == (True, "secondary")
    (early,) = links(thread, "Rain", filler + ".", "A truce.")
    assert early.role == "primary"


def test_out_of_the_headline_a_main_subject_fills_its_share_of_the_early_sentences() -> None:
    thread = ThreadSettings("t", any=("truce:1",), near=(NearRule(("guns", "silent"), 3, 2.0),))
    other = "It rained on the hills above the town for nine days and the river rose. "
    far = "It rained. " * 6 + other * 12
    (late,) = links(thread, "Rain", far + "The truce held, guns were silent. " * 3, "Guns were silent. Truce.")
    assert (late.score >= 0.6, late.role) == (True, "secondary")
    (short,) = links(thread, "Rain", "The truce held. Guns were silent.", other)
    assert short.role == "primary"
    (named,) = links(thread, "Truce as guns fall silent", far)
    assert named.role == "primary"


def test_captions_never_count() -> None:
    rules = compile_rules(ThreadingSettings(), [ThreadSettings("t", any=("truce:4",))])
    assert score_threads(Text("", (Paragraph("A truce flag", "caption"),)), (), rules) == ()


def test_patterns_work_in_any_script() -> None:
    thread = ThreadSettings("t", any=("停火|перемир*|هدنة:4",))
    assert links(thread, "双方同意停火三十天")
    assert links(thread, "Стороны обсудили перемирие")
    assert links(thread, "إعلان هدنة في المدينة")


def test_evidence_reads_as_the_text_it_claims_even_where_case_changes_length() -> None:
    thread = ThreadSettings("t", any=("truce:4",))
    (link,) = links(thread, "", "İİ İstanbul hosts a Truce meeting")
    item = link.evidence[0]
    assert item.text == "Truce"
    assert item.paragraph == 0


def test_what_a_thread_needs_may_stand_anywhere_but_in_a_vetoed_sentence() -> None:
    thread = ThreadSettings("t", any=("truce*:4",), needs=("army|rebel*",), none=("board game",))
    assert links(thread, "A truce on stage", "Two singers made up.") == []
    assert links(thread, "A truce", "Two singers made up. The army of a board game won.") == []
    (link,) = links(thread, "A truce", "Quiet returned.", "The rebels went home.")
    assert [item.text for item in link.evidence] == ["truce"]


def test_countries_can_be_the_setting_a_thread_needs() -> None:
    thread = ThreadSettings("t", any=("truce*:4",), needs=("@countries", "army"))
    for title, body, is_on in (
        ("Ardenia and Vostra agree truce", "It begins at dawn.", True),
        ("Truce agreed", "Ardenia and Vostra end their quarrel.", True),
        ("Singers agree truce", "The two toured Ardenia.", False),
        ("Truce agreed", "The army went home.", True),
    ):
        named = tuple(
            Actor(name, name, "country", mentions=places_of(name, title, body)) for name in ("Ardenia", "Vostra")
        )
        assert bool(links(thread, title, body, actors=named)) == is_on, (title, body)


def test_what_begins_with_a_question_mark_is_a_setting_only_without_doubts() -> None:
    thread = ThreadSettings("t", any=("truce*:4",), needs=("army", "?truce holds|mediat*"), doubts=("airline*",))
    assert links(thread, "Truce holds", "Buses run again.")
    assert links(thread, "A truce", "A mediator spoke.")
    assert links(thread, "A truce", "Buses run again.") == []
    assert links(thread, "Truce holds", "The airlines are content.") == []
    assert links(thread, "Truce holds", "The airlines fly the army home.")


def places_of(name: str, title: str, body: str) -> tuple[Mention, ...]:
    found = [(paragraph, words.find(name)) for paragraph, words in ((None, title), (0, body))]
    return tuple(Mention(name, paragraph, at, at + len(name)) for paragraph, at in found if at >= 0)


def test_a_hit_in_a_run_of_headlines_never_counts() -> None:
    thread = ThreadSettings("t", any=("truce*:4",))
    menu = "Envoys speak of truce " + "Another headline without an end " * 30
    assert links(thread, "Fair opens", menu + ". The fair opened.") == []
    assert links(thread, "Fair opens", "The fair opened.", menu) == []
    assert links(thread, "", menu)


def test_a_phrase_that_ends_in_countries_wants_the_name_of_one_behind_it() -> None:
    thread = ThreadSettings("t", near=(NearRule(("cut*|sever*", "ties with @countries"), 4, 1.0),))

    def with_mention(title: str, text: str) -> list[ThreadLink]:
        start = title.index(text)
        actor = Actor("Ardenia", "ardenia", "country", mentions=(Mention(text, None, start, start + len(text)),))
        return links(thread, title, actors=(actor,))

    assert with_mention("Selm cuts ties with Ardenia over dam", "Ardenia")
    assert with_mention("Selm cuts ties with the FRA over dam", "FRA")
    assert with_mention("Selm severs ties with Orlo", "Orlo")
    assert with_mention("Ardenia cuts ties with supplier", "Ardenia") == []
    assert with_mention("Selm cuts ties with Ardenian coach", "Ardenian") == []
    assert links(thread, "Selm cuts ties with Ardenia over dam") == []


def test_words_with_a_name_stand_for_all_their_alternatives() -> None:
    threading = ThreadingSettings(words=(("arms", "{guns}|tank*"), ("guns", "gun|howitzer*")))
    rules = compile_rules(threading, [ThreadSettings("t", any=("{arms}|mine:4",))])
    for title in ("Howitzers for Selm", "Tanks for Selm", "One gun for Selm", "Mine at Selm"):
        (link,) = score_threads(Text(title, ()), (), rules)
        assert link.evidence[0].pattern == "{arms}|mine:4"
    assert score_threads(Text("Guns for Selm", ()), (), rules) == ()


def test_a_name_that_leads_to_itself_or_nowhere_does_no_harm() -> None:
    threading = ThreadingSettings(words=(("arms", "tank|{arms}"),))
    rules = compile_rules(threading, [ThreadSettings("t", any=("{arms}|{lost}:4",))])
    assert len(score_threads(Text("A tank in Selm", ()), (), rules)) == 1


def test_early_wording_counts_in_the_title_and_the_lead_only() -> None:
    near = NearRule(("halts|stops", "raids"), within=4, weight=4, early=True)
    thread = ThreadSettings("t", any_early=("quiet night:4",), near=(near,))
    assert links(thread, "A quiet night in Selm")
    assert links(thread, "", "Vostra halts its raids on Selm.")
    filler = "word " * 70 + "."
    assert not links(thread, "", filler, "A quiet night in Selm. Vostra halts its raids.")
    (link,) = links(thread, "", "Vostra halts its raids. " + filler + " A quiet night.", "Vostra stops the raids.")
    assert [item.text for item in link.evidence] == ["halts its raids"]


def test_all_terms_of_a_near_rule_must_stand_in_one_paragraph() -> None:
    thread = ThreadSettings("t", near=(NearRule(("envoy", "summoned"), within=4, weight=4),))
    assert not links(thread, "The envoy", "He was summoned.")
    assert links(thread, "", "The envoy came.", "An envoy was summoned.")
