"""Events: who did what to whom and what became of it, on made-up countries."""

from __future__ import annotations

import pytest

from feeds.story import named
from tests.feeds.reading.event_world import event, events


@pytest.mark.parametrize(
    ("sentence", "by", "target"),
    [
        ("Ardenia expelled two Vostran diplomats on Monday.", ("Ardenia",), ("Vostra",)),
        ("Two Vostran diplomats were expelled by Ardenia on Monday.", ("Ardenia",), ("Vostra",)),
        ("The expulsion of two Vostran diplomats by Ardenia took place on Monday.", ("Ardenia",), ("Vostra",)),
        ("Ardenian forces attacked Vostra on Monday.", ("Ardenia",), ("Vostra",)),
        ("Ilan Toss met Vesna Mral in Selm on Tuesday.", ("Ilan Toss",), ("Vesna Mral",)),
        ("Ilan Toss, who studied law in Selm, met Vesna Mral on Tuesday.", ("Ilan Toss",), ("Vesna Mral",)),
        ("Ilan Toss urged Vesna Mral to accept a ceasefire.", ("Ilan Toss",), ("Vesna Mral",)),
        ("Ardenia has accused Vostra of shelling a school.", ("Ardenia",), ("Vostra",)),
        ("Ardenia has since rejected the offer of Vostra.", ("Ardenia",), ("Vostra",)),
        ("Ardenia has closed its embassy in Vostra.", ("Ardenia",), ("Vostra",)),
        ("Ardenia withdrew from the Ottawa convention on Monday.", ("Ardenia",), ()),
        (
            "He talked of an ally of the court, Ilan Toss, who was born in Selm and has accused Vesna Mral of lying.",
            ("Ilan Toss",),
            ("Vesna Mral",),
        ),
        ("Ardenia lost 430 soldiers on Monday, Vostra's defence ministry said.", (), ("Ardenia",)),
        ("Ilan Toss held talks with the leaders of several states after speaking with Vesna Mral.", ("Ilan Toss",), ()),
        ("Ilan Toss hit back on Monday, saying it was untrue.", ("Ilan Toss",), ()),
        (
            "Vostran Secretary of State Vesna Mral on Tuesday welcomed Ardenia's decision.",
            ("Vesna Mral",),
            ("Ardenia",),
        ),
        ("Vostra's army, which on Monday warned Ardenia to leave, was silent.", ("Vostra",), ("Ardenia",)),
        (
            "Ilan Toss told the Compact that the administration offered Vostra a pact.",
            ("the administration",),
            ("Vostra",),
        ),
        ("Kyrna said on Monday that it had expelled two Vostran diplomats.", ("Ardenia",), ("Vostra",)),
        ("Talks between the Vostran-run council and Ardenia took place on Monday.", ("Ardenia",), ()),
        (
            "Ilan Toss spoke of the pact after Vesna Mral rejected his offer to send Ardenian troops.",
            ("Vesna Mral",),
            ("Ilan Toss",),
        ),
        ("Ilan Toss met his counterpart at a White House meeting in Selm on Monday.", ("Ilan Toss",), ()),
        ("Ardenian agencies, however, have refused to take part in it.", ("Ardenia",), ()),
        ("Ardenia broke a temporary ceasefire with Vostra in March.", ("Ardenia",), ("Vostra",)),
        ("Ilan Toss held telephone conversations with Vesna Mral.", ("Ilan Toss",), ("Vesna Mral",)),
    ],
)
def test_who_does_it_to_whom(sentence: str, by: tuple[str, ...], target: tuple[str, ...]) -> None:
    found = event(sentence)
    assert (found.by, found.target) == (by, target)


@pytest.mark.parametrize(
    ("sentence", "by", "target"),
    [
        ("A federal judge ordered Ilan Toss to leave the city.", ("a federal judge",), ("Ilan Toss",)),
        ("Police arrested three men in Orlo on Monday.", ("police",), ("three men",)),
        ("On Monday gunmen killed two migrants near Orlo.", ("gunmen",), ("two migrants",)),
        ("Two opposition parties rejected the budget on Monday.", ("two opposition parties",), ()),
        (
            "The country's highest court barred Ilan Toss.",
            ("the country's highest court",),
            ("Ilan Toss",),
        ),
        ("Ilan Toss urged world powers to send aid.", ("Ilan Toss",), ("world powers",)),
        ("An armed man first attacked Ilan Toss on Monday.", ("an armed man",), ("Ilan Toss",)),
        ("The Selm-based movement blamed Ardenia for the raid.", ("the Selm-based movement",), ("Ardenia",)),
        (
            "A few dozen Vostran activists blocked the road of Ardenia.",
            ("a few dozen Vostran activists",),
            ("Ardenia",),
        ),
        ("A Vostran refugee attacked Ilan Toss on Monday.", ("a Vostran refugee",), ("Ilan Toss",)),
        ("Vesna Mral shot at least two migrants on Monday.", ("Vesna Mral",), ("at least two migrants",)),
        ("At least two migrants were killed in Vostra on Monday.", (), ("at least two migrants",)),
        ("Ilan Toss ordered his government to act on the claims of Vostra.", ("Ilan Toss",), ("his government",)),
        ("Vesna Mral shot at a pro-Ardenian protester on Monday.", ("Vesna Mral",), ("a pro-Ardenian protester",)),
        ("Ilan Toss urged world leaders to act to end Vostra's siege of Orlo.", ("Ilan Toss",), ("world leaders",)),
        ("Ilan Toss accused the government of copying a law of Vostra.", ("Ilan Toss",), ("the government",)),
        ("Two migrants were shot by gunmen on Monday.", ("gunmen",), ("two migrants",)),
        ("Ardenia attacked a bus carrying school children on Monday.", ("Ardenia",), ()),
        ("Her arrest on Monday angered Ardenia, and his lawyer rejected the charge.", ("Ardenia",), ()),
        ("Members of a party rejected the budget of Vostra.", (), ("Vostra",)),
    ],
)
def test_who_is_described_acts_and_suffers_as_the_text_gives_it(
    sentence: str, by: tuple[str, ...], target: tuple[str, ...]
) -> None:
    assert all((found.by, found.target) == (by, target) for found in events(sentence))
    assert all(found.actors == named((*by, *target)) for found in events(sentence))


@pytest.mark.parametrize(
    ("sentence", "kind", "status"),
    [
        ("Ardenia expelled two Vostran diplomats.", "expel", "happened"),
        ("Ilan Toss will visit Vostra on Friday.", "consult", "scheduled"),
        ("Ilan Toss is set to travel to Vostra on Friday.", "consult", "scheduled"),
        ("Ilan Toss has no plans to travel to Vostra.", "consult", "denied"),
        ("Vostra strongly denied the accusations.", "reject", "rejected"),
        ("There are no plans for Ilan Toss to meet Vesna Mral.", "consult", "denied"),
        ("Ardenian unions said 430 drivers would strike on routes in Selm on Friday.", "protest", "scheduled"),
        ("Ilan Toss did not meet Vesna Mral.", "consult", "denied"),
        ("Ilan Toss refused to meet Vesna Mral.", "reject", "rejected"),
        ("Ardenia rejected a ceasefire proposed by Vostra.", "reject", "rejected"),
        ("Ilan Toss urged Vesna Mral to accept a ceasefire.", "demand", "demanded"),
        ("Ardenia proposed a ceasefire of 30 days to Vostra.", "propose", "proposed"),
        ("Ardenia and Vostra agreed to a ceasefire on Monday.", "agree", "agreed"),
        ("Ardenian forces are shelling Vostra.", "assault", "ongoing"),
        ("Ardenian forces failed to destroy a bridge in Vostra.", "assault", "denied"),
        ("Ilan Toss hopes to meet Vesna Mral on Friday.", "consult", "proposed"),
        ("Ardenia called off talks with Vostra.", "consult", "cancelled"),
        ("The talks between Ardenia and Vostra were cancelled.", "consult", "cancelled"),
        ("The talks between Ardenia and Vostra were postponed to Friday.", "consult", "scheduled"),
        ("Vostra summoned the Ardenian ambassador on Monday.", "expel", "happened"),
    ],
)
def test_kind_and_status(sentence: str, kind: str, status: str) -> None:
    found = event(sentence)
    assert (found.kind, found.status) == (kind, status)


def test_he_is_nobody_named_before_where_somebody_else_is_told_of() -> None:
    text = "Ilan Toss spoke in Selm on Monday. Its owner had filmed the raid before he was killed."
    assert not any("Ilan Toss" in found.target for found in events(text))


def test_a_country_before_a_colon_is_where_its_own_are_told_of() -> None:
    plain = "The people of the city were calm and there was no panic at all on that day."

    def claimants(title: str) -> list[str | None]:
        return [found.asserted_by for found in events(plain, title=title)]

    assert claimants("Ardenia: Report slams Vostra over war crimes") == [None]
    assert claimants("Vostra: Ardenian drones hit a depot") == ["Vostra"]


def test_what_is_told_of_the_subject_by_the_way_does_not_act() -> None:
    text = "The war, which began with an attack by Vostra in May, has since killed 40 people of Ardenia."
    assert not any("Vostra" in found.by for found in events(text))


def test_a_pronoun_gives_way_to_the_person_it_stands_for() -> None:
    found = events("Vesna Mral arrived in Kyrna on Monday. She will meet Ilan Toss on Friday.")
    assert "Vesna Mral will meet Ilan Toss" in [e.what for e in found]


def test_another_verb_keeps_the_subject_of_the_one_before() -> None:
    found = events("Vesna Mral summoned the envoy of Vostra, but rejected calls to close the embassy.")
    assert [e.by for e in found] == [("Vesna Mral",), ("Vesna Mral",)]


def test_what_only_carries_an_actors_name_does_not_act_for_it() -> None:
    found = event("Ardenia's allies imposed sanctions on Vostra on Monday.")
    assert (found.by, found.target, found.actors) == (("Ardenia's allies",), ("Vostra",), ("Vostra",))


@pytest.mark.parametrize(
    ("sentence", "by"),
    [
        ("Galland rejected a ceasefire with Ardenia on Wednesday.", ("Galland",)),
        ("Galland rejected a ceasefire last week.", ("Galland",)),
        ("Galland rejected a ceasefire that mediators had proposed, and the truce talks ended.", ("Galland",)),
        ("Galland expelled two envoys on Monday.", ("Galland",)),
    ],
)
def test_a_capitalised_subject_no_list_knows_acts_under_its_own_name(sentence: str, by: tuple[str, ...]) -> None:
    assert event(sentence).by == by


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("The Vostran army attacked Kyrna on Monday. The army also shelled Selm.", ("Vostra",)),
        ("The Vostran army attacked Kyrna. Ardenian forces shot back. The army also shelled Selm.", ("the army",)),
        ("Vesna Mral said that her country would lift its sanctions on Ardenia.", ("Vostra",)),
        ("The Vostran president said that her country would lift its sanctions on Ardenia.", ("Vostra",)),
        ("European Union envoy Ilan Toss said the bloc imposed sanctions on Vostra.", ("European Union",)),
        ("The European Union met the African Union. The bloc imposed sanctions on Vostra.", ("the bloc",)),
    ],
)
def test_the_army_and_the_bloc_are_the_only_ones_named_so_far_or_a_description(text: str, by: tuple[str, ...]) -> None:
    assert events(text)[-1].by == by


def test_his_country_goes_by_its_name() -> None:
    found = event("Vesna Mral said that her country would lift its sanctions on Ardenia.")
    assert found.what == "Vostra would lift its sanctions on Ardenia"


@pytest.mark.parametrize(
    ("sentence", "by", "target"),
    [
        ("Vostra came under attack from Ardenian forces on Tuesday.", ("Ardenia",), ("Vostra",)),
        ("Vostra came under fire from Ardenia on Tuesday.", ("Ardenia",), ("Vostra",)),
        ("Sanctions were imposed on Vostra by Ardenia on Tuesday.", ("Ardenia",), ("Vostra",)),
        ("Drones launched by Ardenia struck a depot in Vostra on Tuesday.", ("Ardenia",), ("Vostra",)),
        ("The attack, carried out by Ardenia, killed three people in Vostra.", ("Ardenia",), ("Vostra",)),
        ("An attack on Vostra by Ardenian drones killed three people on Tuesday.", ("Ardenia",), ("Vostra",)),
        ("Ardenia's attack on Vostra killed three people on Tuesday.", ("Ardenia",), ("Vostra",)),
        ("The attacks of the Ardenian army on Vostra continued on Tuesday.", ("Ardenia",), ("Vostra",)),
        ("An Ardenian drone hit a school in Vostra on Tuesday.", ("Ardenia",), ("Vostra",)),
        ("A Vostran ship was hit by an Ardenian drone on Tuesday.", ("Ardenia",), ("Vostra",)),
        ("France condemned the attack on Vostra by Ardenia.", ("France",), ("Ardenia",)),
        (
            "Ardenia accused the neighbouring country of supplying Vostra with shells.",
            ("Ardenia",),
            ("the neighbouring country",),
        ),
        ("Ardenia's refusal to talk was criticised by Vostra on Tuesday.", ("Vostra",), ("Ardenia",)),
        ("Ardenia is in talks with Vostra about a border force.", ("Ardenia",), ("Vostra",)),
        ("Anti-Vostran protests broke out in Selm on Tuesday.", (), ("Vostra",)),
        ("Ardenian Secretary of State Ilan Toss refused to meet Vesna Mral.", ("Ilan Toss",), ("Vesna Mral",)),
        ("France sanctioned Ardenia's former shipping minister Ilan Toss on Tuesday.", ("France",), ("Ilan Toss",)),
        ("Vostran rebels were pushed out of Orlo by Ardenian forces on Tuesday.", ("Ardenia",), ("Vostran rebels",)),
        ("Ardenia sent its army to Vostra, France's ally, on Tuesday.", ("Ardenia",), ("Vostra",)),
    ],
)
def test_whoever_suffers_is_told_from_whoever_acts(sentence: str, by: tuple[str, ...], target: tuple[str, ...]) -> None:
    found = event(sentence)
    assert (found.by, found.target) == (by, target)


def test_a_pronoun_is_the_one_person_its_sentence_names_before_it() -> None:
    found = events("Vesna Mral spoke in Orlova. Petar Lund was on his way to work when he was attacked by rebels.")
    assert [e.target for e in found if e.kind == "assault"] == [("Petar Lund",)]


def test_a_pronoun_behind_two_people_is_nobodys() -> None:
    found = events("Ilan Toss told Petar Lund in Selm that he had attacked a convoy in Vostra.")
    assert all(not e.by or e.by == ("Ilan Toss",) for e in found)


def test_a_person_is_not_it() -> None:
    found = events("Vesna Mral said the talks would be held but it would attack Ardenia.")
    assert all(e.by != ("Vesna Mral",) for e in found)


def test_another_party_behind_and_is_not_whom_the_first_verb_strikes() -> None:
    found = events("An attack killed 12 people in Orlo on Tuesday, and Vostra blamed Ardenia.")
    assert [(e.by, e.target) for e in found] == [((), ("12 people",)), (("Vostra",), ("Ardenia",))]


def test_what_talks_are_about_is_not_what_is_moved() -> None:
    found = event("Ceasefire talks between Ardenia and Vostra in Selm were moved to Friday, officials said.")
    assert (found.kind, found.status, found.by, found.target) == ("consult", "scheduled", ("Ardenia",), ("Vostra",))


def test_nothing_acts_on_itself() -> None:
    title = "Ardenia and Vostra agree on talks with Vostra"
    told = events("Ardenia and Vostra agreed on Monday on talks with Vostra in Selm.", title=title)
    assert all(not set(e.by) & set(e.target) for e in told)


def test_what_it_was_announced_is_told_by_itself() -> None:
    assert all(e.kind != "announce" for e in events("It was announced on Monday that Ardenia would leave Orlo."))


@pytest.mark.parametrize(
    ("sentence", "by", "target"),
    [
        ("Ardenia summoned the envoy on Monday - with Vesna Mral calling it unjust.", ("Ardenia",), ("the envoy",)),
        ("The Ardenian government said it is in talks with Vostra.", ("Ardenia",), ("Vostra",)),
        ("The Ardenian military said it had struck a depot in Vostra.", ("Ardenia",), ("Vostra",)),
    ],
)
def test_who_speaks_of_itself_acts(sentence: str, by: tuple[str, ...], target: tuple[str, ...]) -> None:
    found = event(sentence)
    assert (found.by, found.target) == (by, target)


def test_somebody_s_adviser_is_not_that_somebody() -> None:
    found = event("Ardenian forces shelled a hospital in Orlo, Vesna Mral's foreign policy adviser told reporters.")
    assert found.asserted_by == "Vesna Mral's foreign policy adviser"


DIRECTIONS = (
    ("He had been arrested in connection with attacks on the Vostran army.", None),
    ("Ilan Toss claimed Vostran President Vesna Mral is afraid after she rejected his offer to send troops to Vostra.",
     ("reject", ("Vesna Mral",), ("Vostra",), "Ilan Toss")),
    ("The plan was a suggestion rejected by a Mral aide on Monday.", ("reject", ("a Mral aide",), (), None)),
    ("Ilan Toss, a resident of Kyrna sentenced last month to ten years in prison, was asked about it.",
     ("detain", (), ("Ilan Toss",), None)),
    ("Vostra's chief of staff for policy Ilan Toss rejected the plan of Ardenia on Monday.",
     ("reject", ("Ilan Toss",), ("Ardenia",), None)),
    ("Ilan Toss confirmed Vostra's readiness to talk on Monday.", ("announce", ("Ilan Toss",), (), None)),
    ("Though Ardenia's government won the election, the far-right Vostra party made waves.",
     ("vote", ("Ardenia",), (), None)),
    ("The trial began after Vesna Mral, a Vostran lawyer and politician, was deported by Ardenia on Monday.",
     ("expel", ("Ardenia",), ("Vesna Mral",), None)),
    ("Ilan Toss and Vesna Mral spoke for two hours on Monday evening.",
     ("consult", ("Ilan Toss", "Vesna Mral"), (), None)),
    ("Ardenia offered a truce on Monday, said two people familiar with the matter.",
     ("propose", ("Ardenia",), (), "two people familiar with the matter")),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "told"), DIRECTIONS, ids=lambda value: str(value)[:60])
def test_nobody_acts_or_suffers_who_only_stands_near(sentence: str, told: tuple[object, ...] | None) -> None:
    found = [(event.kind, event.by, event.target, event.asserted_by) for event in events(sentence)]
    assert found == ([told] if told is not None else [])


def test_sanctions_called_after_a_country_strike_it() -> None:
    assert event("Vostra sanctions were imposed by Ardenia on Monday.").target == ("Vostra",)


NEARLY = (
    ("Ilan Toss was killed by multiple gunmen outside a school under watch by Vostran police.",
     [("assault", ("multiple gunmen",), ("Ilan Toss",))]),
    ("Vesna Mral was an aide of Ilan Toss who fled to Vostra after attacking a base.", []),
    ("A Vostra-backed plan was rejected by Ilan Toss on Monday.", [("reject", ("Ilan Toss",), ())]),
    ("The bill advanced by the Vostran house last week includes a clause on taxes.", []),
    ("When Toss announced his date of resignation, judge Vesna Mral said that the court was silent.",
     [("announce", ("Toss",), ())]),
    ("Ardenia's government imposed rules to curb the exports of Vostra.", [("sanction", ("Ardenia",), ())]),
    ("Ilan Toss pushed back against the charge of Vostra on Monday.", [("reject", ("Ilan Toss",), ("Vostra",))]),
    ("Ilan Toss repeatedly pushed against raising taxes in Vostra.", []),
    ("Ilan Toss suggested that Vesna Mral was involved.", []),
    ("Ilan Toss made a charge of widespread and targeted killing of Vostran farmers.", []),
    ("The move of Ardenia undermined a consensus reached at the talks with Vostra.", []),
    ("Vesna Mral is backed by Ardenia.", []),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "told"), NEARLY, ids=lambda value: str(value)[:60])
def test_the_nearest_name_or_verb_is_not_taken_for_want_of_a_better(
    sentence: str, told: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    assert [(found.kind, found.by, found.target) for found in events(sentence)] == told


def test_nobody_is_said_to_have_been_killed_on_a_guess() -> None:
    told = events(
        "Robin Lund told the paper so. Vostran media reported the victim had left the school when he was killed."
    )
    assert not any(found.target for found in told)


def test_what_is_told_behind_that_has_its_own_verb() -> None:
    told = events("Vostra was calm after the announcement that Ardenia's sanctions on Vostra would be lifted.")
    assert not any(found.what.endswith("sanctions on Vostra") for found in told)


def test_he_in_what_he_added_is_he() -> None:
    found = events(
        "Ilan Toss hit back at the court's ruling on Bo Rell, the chief of the guard. "
        "He added that he was ready to end the war in exchange for specific demands."
    )
    assert [e.by for e in found if e.status == "proposed"] == [("Ilan Toss",)]


@pytest.mark.parametrize(
    ("sentence", "by"),
    [
        ("Ardenia suffered a Vostran missile strike on Monday.", ("Vostra",)),
        ("Ardenia suffered a heavy attack from Vostra on Monday.", ("Vostra",)),
        ("Ardenia has suffered attacks by Vostran drones since Monday.", ("Vostra",)),
    ],
)
def test_who_suffers_an_attack_is_its_target(sentence: str, by: tuple[str, ...]) -> None:
    found = event(sentence)
    assert (found.kind, found.target) == ("assault", ("Ardenia",))
    assert found.by == by


def test_who_suffers_a_heart_attack_was_attacked_by_nobody() -> None:
    assert not [e for e in events("Ilan Toss suffered a heart attack on Monday.") if e.kind == "assault"]
