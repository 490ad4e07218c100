"""What somebody is: titles, offices and bodies of people, as the text gives them and as the who's-who knows them."""

from __future__ import annotations

from datetime import date

from tests.feeds.reading.named import VELMARK, mentions, people, read


def test_a_title_is_cut_from_a_name_and_kept_as_role() -> None:
    actors = read("The talks were led by Foreign Minister Tomas Velder on Monday.")
    assert actors["Tomas Velder"].role == "Foreign Minister"
    assert mentions(actors["Tomas Velder"]) == ["Tomas Velder"]


def test_a_role_in_small_letters_and_its_country_are_kept() -> None:
    actor = read("Norway's top army commander Tomas Velder stayed.")["Tomas Velder"]
    assert (actor.role, actor.affiliation) == ("top army commander", "Norway")


def test_an_envoy_keeps_whose_envoy_he_is() -> None:
    actor = read("US envoy Tomas Velder landed.")["Tomas Velder"]
    assert (actor.role, actor.affiliation) == ("US envoy", "United States")


def test_a_former_office_stays_former() -> None:
    assert read("It was former Danish Prime Minister Ilvane Korr.")["Ilvane Korr"].role == "former Prime Minister"


def test_a_role_in_an_apposition_is_read_with_its_body() -> None:
    actor = read("Marta Brask, a senior fellow at the Atlantic Council, disagreed.")["Marta Brask"]
    assert (actor.role, actor.affiliation) == ("senior fellow", "Atlantic Council")


def test_the_who_is_who_stands_beside_the_text_where_they_disagree_for_the_date() -> None:
    then = read("Foreign Minister Edda Halvorn spoke.", on=date(2022, 5, 1), knowing=VELMARK)["Edda Halvorn"]
    assert (then.role, then.known_role, then.affiliation) == ("Foreign Minister", None, "Velmark")
    other = read("Finance Minister Edda Halvorn spoke.", on=date(2022, 5, 1), knowing=VELMARK)["Edda Halvorn"]
    assert (other.role, other.known_role) == ("Finance Minister", "Foreign Minister")
    later = read("Foreign Minister Edda Halvorn spoke.", on=date(2025, 5, 1), knowing=VELMARK)["Edda Halvorn"]
    assert (later.role, later.known_role) == ("Foreign Minister", None)


def test_a_former_or_lesser_office_is_not_the_office() -> None:
    for title in ("former Foreign Minister", "Deputy Foreign Minister"):
        actor = read(f"It was {title} Edda Halvorn.", on=date(2022, 5, 1), knowing=VELMARK)["Edda Halvorn"]
        assert (actor.role, actor.known_role) == (title, "Foreign Minister")


def test_a_role_set_off_by_commas_is_read_with_its_country() -> None:
    actor = read("The ambassador of Norway, Tomas Velder, left.")["Tomas Velder"]
    assert (actor.role, actor.affiliation) == ("ambassador", "Norway")


def test_kin_and_rivals_are_no_role() -> None:
    assert read("Her rival Tomas Velder left.")["Tomas Velder"].role is None


def test_an_adjective_counts_for_its_country() -> None:
    actors = read("Norwegian and Anglo-French ships met off Portugal’s coast, a US-Canada-backed idea.")
    assert {actor.name for actor in actors.values() if actor.type == "country"} == {
        "Norway",
        "United Kingdom",
        "France",
        "Portugal",
        "United States",
        "Canada",
    }
    assert mentions(actors["Portugal"]) == ["Portugal"]


def test_forms_of_one_country_are_one_actor_under_its_standard_name() -> None:
    actors = read("Britain and the U.K. are one; the British say UK, others Great Britain.")
    assert mentions(actors["United Kingdom"]) == ["Britain", "U.K.", "British", "UK", "Great Britain"]
    assert actors["United Kingdom"].actor == "united-kingdom"


def test_us_in_a_line_of_capitals_is_a_pronoun() -> None:
    assert "United States" not in read("TELL US WHERE THEY WENT TODAY")


def test_a_capital_that_acts_is_an_actor_and_as_a_place_it_is_none() -> None:
    moscow = read("Moscow said the bridge was open.")["Moscow"]
    assert (moscow.actor, moscow.type) == ("russia", "country")
    assert read("The delegation landed in Moscow on Monday.") == {}


def test_a_dateline_in_capitals_is_a_place() -> None:
    assert read("OSLO, Norway (AP) — The ferry was late.").keys() == {"Norway", "AP"}


def test_an_unknown_wire_in_a_dateline_is_nobody() -> None:
    assert read("ORSK (Any Wire) – The ferry was late.") == {}


def test_a_name_in_capitals_is_a_person_before_a_colon_only() -> None:
    assert mentions(read("HALVORN: We wait.", "Edda Halvorn left. HALVORN was a score.")["Edda Halvorn"]) == [
        "HALVORN",
        "Edda Halvorn",
    ]


def test_an_analysts_own_country_is_read_like_any_other() -> None:
    actors = read("Velmarkian troops left. Orsk denied it.", knowing=VELMARK)
    assert actors["Velmark"].actor == "velmark"
    assert actors["Orsk"].actor == "velmark"
    assert actors["Velmarkian troops"].affiliation == "Velmark"


def test_metonyms_are_linked_by_identity_and_not_renamed() -> None:
    actors = read("The Kremlin and Downing Street were silent.")
    assert actors["Kremlin"].actor == "russian-presidency"
    assert actors["Downing Street"].actor == "uk-prime-minister-s-office"


def test_a_ministry_after_a_country_is_the_ministry_of_that_country() -> None:
    actors = read("Russia's Foreign Ministry replied to the Norwegian Ministry of Defence.")
    assert actors["Foreign Ministry"].actor == "russian-ministry-of-foreign-affairs"
    assert actors["Norwegian Ministry of Defence"].affiliation == "Norway"


def test_groups_of_a_country_are_groups_and_count_for_the_country() -> None:
    actors = read("Danish diplomats met Danish soldiers, and Danish troops left; a coalition of the willing watched.")
    assert actors["Danish diplomats"].type == "group"
    assert actors["coalition of the willing"].type == "group"
    assert mentions(actors["Denmark"]) == ["Danish", "Danish", "Danish"]


def test_what_an_analyst_adds_is_found_by_every_form() -> None:
    actors = read("The TCNL met the Grey Column.", knowing=VELMARK)
    assert actors["TCNL"].actor == "tarn-council"
    assert actors["Grey Column"].type == "group"


def test_a_surname_that_is_a_country_is_the_person_who_was_named_before() -> None:
    actors = read("Prime Minister Luis Montenegro resigned in Lisbon. Montenegro, who leads the party, said so.")
    assert mentions(actors["Luis Montenegro"]) == ["Luis Montenegro", "Montenegro"]


def test_a_country_stays_one_where_the_story_speaks_of_it_besides() -> None:
    actors = read("Luis Montenegro flew to Podgorica in Montenegro. Later Montenegro thanked him.")
    assert mentions(actors["Montenegro"]) == ["Montenegro", "Montenegro"]


def test_capitals_that_stand_for_a_law_or_a_thing_are_no_body() -> None:
    actors = read("The Tarn Harbours Act (THA) passed. The THA binds all ports, and AI and FOIA requests go on.")
    assert not {"THA", "AI", "FOIA"} & actors.keys()


def test_an_office_with_of_in_it_is_whole() -> None:
    actors = read(
        "Ilvane Korr, the chief of staff, met Chief of Staff Bram Oster and Tomas Velder, Ohio Secretary of State."
    )
    assert actors["Ilvane Korr"].role == "chief of staff"
    assert actors["Bram Oster"].role == "Chief of Staff"
    assert actors["Tomas Velder"].role == "Ohio Secretary of State"


def test_a_role_set_off_by_commas_begins_in_its_own_sentence_and_clause() -> None:
    actors = read(
        "They spoke for the companies. Norway's agriculture minister, Ilvane Korr, said so.",
        "The court charged an officer with fraud and the mayor fired his police chief, Bram Oster.",
    )
    assert (actors["Ilvane Korr"].role, actors["Ilvane Korr"].affiliation) == ("agriculture minister", "Norway")
    assert actors["Bram Oster"].role == "police chief"


def test_whose_officer_somebody_is_stands_outside_the_role() -> None:
    actors = read("The club's executive director, Ilvane Korr, left. Google's legal chief, Bram Oster, stayed.")
    assert actors["Ilvane Korr"].role == "executive director"
    assert (actors["Bram Oster"].role, actors["Bram Oster"].affiliation) == ("legal chief", "Google")


def test_a_head_is_the_head_of_something() -> None:
    actors = read(
        "Ilvane Korr, chief of the river agency's northern office, met Bram Oster, head of EU diplomacy, in Selm.",
        "Tomas Velder, director of the dam who left in May, came too.",
    )
    assert actors["Ilvane Korr"].role == "chief of the river agency's northern office"
    assert actors["Bram Oster"].role == "head of EU diplomacy"
    assert actors["Tomas Velder"].role == "director of the dam"


def test_a_body_that_nobody_described_is_the_affiliation_too() -> None:
    actors = read(
        "Ilvane Korr, chief executive of the Harbour Works of Selm, and Bram Oster, a researcher at Velder University,",
        "said so. Tomas Velder, head of the NRSB, left. Marta Brask, a professor of river law, stayed.",
    )
    assert actors["Ilvane Korr"].affiliation == "Harbour Works of Selm"
    assert actors["Bram Oster"].affiliation == "Velder University"
    assert actors["Tomas Velder"].affiliation == "NRSB"
    assert actors["Marta Brask"].affiliation is None


def test_a_relative_clause_after_a_name_is_no_role() -> None:
    actors = read("Ilvane Korr, whose time as secretary ended in May, was there with the others.")
    assert actors["Ilvane Korr"].role is None


def test_a_ministry_s_subject_is_no_part_of_the_ministers_name() -> None:
    actors = read("The visit was joined by Minister of Water and Irrigation Bram Oster on the second day.")
    assert people(actors) == {"Bram Oster"}


def test_a_long_first_name_spelled_in_two_ways_is_one_person_and_kin_are_two() -> None:
    actors = read("Niloufar Hameduni and Niloofar Hameduni are one. Marco Rubini and Mario Rubini are father and son.")
    assert people(actors) == {"Niloufar Hameduni", "Marco Rubini", "Mario Rubini"}


def test_an_office_holder_of_that_surname_is_not_whom_the_story_names_in_full() -> None:
    actors = read(
        "Chicago sent lawyer Brian Murphy to the United States court. Murphy spoke first.", on=date(2025, 5, 21)
    )
    assert mentions(actors["Brian Murphy"]) == ["Brian Murphy", "Murphy"]


def test_a_first_name_alone_after_a_word_for_kin_is_a_person_of_that_family() -> None:
    actors = read(
        "Bram Oster came to the hall with his wife, Anita, and a sister of theirs.",
        "Their daughter Victoria sang for an hour, and in the end Victoria and Anita wept.",
    )
    assert people(actors) == {"Bram Oster", "Anita", "Victoria"}
    assert mentions(actors["Victoria"]) == ["Victoria", "Victoria"]
    assert actors["Anita"].actor == "~anita-oster"


def test_a_body_with_a_king_in_its_name_is_no_king() -> None:
    actors = read("Lina Ost of the King Orlen Humanitarian Aid and Relief Centre spoke.")
    assert people(actors) == {"Lina Ost"}
    assert "King Orlen Humanitarian Aid and Relief Centre" in actors


def test_a_role_is_not_cut_short() -> None:
    actors = read(
        "Chief Operating Officer Beth Olmer left. Work and Pensions Secretary Liz Kern stayed. "
        "Selm Statesman Investigative Reporter Kevin Fisk wrote. Japan’s farm minister Taku Oto resigned.",
        "The department, led by Secretary Mara Ilvic, said no. Treasury Secretary Mara Ilvic said so.",
    )
    roles = {name: actor.role for name, actor in actors.items() if actor.type == "person"}
    assert roles == {
        "Beth Olmer": "Chief Operating Officer",
        "Liz Kern": "Work and Pensions Secretary",
        "Kevin Fisk": "Investigative Reporter",
        "Taku Oto": "farm minister",
        "Mara Ilvic": "Treasury Secretary",
    }


def test_the_body_somebody_works_at_is_not_cut_short() -> None:
    actors = read("Hugh Lund, a senior fellow at the European Council on Foreign Relations, said no.")
    assert actors["Hugh Lund"].affiliation == "European Council on Foreign Relations"


def test_a_husband_has_the_family_of_whoever_is_named_before_him() -> None:
    actors = read("Laura Bicker reports. Ghayda and her husband Ahmad could not talk of it.")
    assert actors["Ahmad"].actor == "~ahmad-ghayda"


def test_the_second_of_a_couple_is_not_whom_the_surname_means_from_then_on() -> None:
    actors = read("Joe Holt left. The office of Joe and Jill Holt was shut. Then Holt spoke.")
    assert mentions(actors["Joe Holt"]) == ["Joe Holt", "Joe", "Holt"]


def test_a_king_is_not_the_known_bearer_of_his_name_who_was_none() -> None:
    (king,) = read("King Hussein signed it.").values()
    assert king.actor != "saddam-hussein"


def test_kin_named_in_full_do_not_take_the_surname_over() -> None:
    actors = read("Alan Orlo spoke to the paper. He married his wife Arlene Orlo in 2031. Then Orlo left.")
    assert mentions(actors["Alan Orlo"]) == ["Alan Orlo", "Orlo"]


def test_an_apposed_role_ends_before_what_befell_its_bearer() -> None:
    assert read("The daughter of David Orlo, an MP murdered by a gunman, left.")["David Orlo"].role == "MP"


def test_who_killed_somebody_is_no_place_of_work() -> None:
    actor = read("The daughter of David Orlo, an MP murdered by the Islamic State, left.")["David Orlo"]
    assert (actor.role, actor.affiliation) == ("MP", None)


def test_who_stands_for_or_against_a_country_is_not_of_it() -> None:
    found = read("Thomas Lund, the pro-Velmarkian president, left.", knowing=VELMARK)
    assert (found["Thomas Lund"].role, found["Thomas Lund"].affiliation) == ("pro-Velmarkian president", None)
    found = read("The last pro-Velmarkian president Thomas Lund left.", knowing=VELMARK)
    assert (found["Thomas Lund"].role, found["Thomas Lund"].affiliation) == ("pro-Velmarkian president", None)
