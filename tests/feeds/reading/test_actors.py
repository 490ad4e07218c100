"""Who a story names: identities, exact mentions, roles and affiliations. People and countries here are made up."""

from __future__ import annotations

from feeds.reading.actors import is_unknown
from tests.feeds.reading.named import VELMARK, mentions, people, read


def test_honorifics_are_cut_and_tell_the_gender() -> None:
    actors = read("Mrs. Ilvane Korr and Sir Bram Oster left early.")
    assert people(actors) == {"Ilvane Korr", "Bram Oster"}
    assert (actors["Ilvane Korr"].gender, actors["Bram Oster"].gender) == ("f", "m")


def test_hyphenated_titles_and_endings_are_titles() -> None:
    actors = read("President-elect Tomas Velder met Secretary-General Ilvane Korr and Lt. Gen. Bram Oster.")
    assert people(actors) == {"Tomas Velder", "Ilvane Korr", "Bram Oster"}
    assert actors["Tomas Velder"].role == "President-elect"
    assert actors["Ilvane Korr"].role == "Secretary-General"


def test_particles_belong_to_a_name() -> None:
    actors = read("Minister Ilka von der Maar met envoy Sami al-Borani and General Jory bin Tasek.")
    assert people(actors) == {"Ilka von der Maar", "Sami al-Borani", "Jory bin Tasek"}


def test_a_particle_before_a_lone_surname_belongs_to_it() -> None:
    actors = read("Minister Ilka von der Maar spoke.", "Later von der Maar left.")
    assert mentions(actors["Ilka von der Maar"]) == ["Ilka von der Maar", "von der Maar"]


def test_a_possessive_ending_is_outside_the_mention() -> None:
    actors = read("General Tomas Velder’s plan failed, and Velder's men left.")
    assert mentions(actors["Tomas Velder"]) == ["Tomas Velder", "Velder"]


def test_a_surname_is_resolved_to_the_full_name_of_the_story() -> None:
    actors = read("Envoy Marta Ilvane arrived.", "Ilvane said the talks were hard.", title="Ilvane arrives")
    assert mentions(actors["Marta Ilvane"]) == ["Marta Ilvane", "Ilvane", "Ilvane"]


def test_two_people_with_one_surname_stay_apart() -> None:
    actors = read("Senator Marta Ilvane spoke first. Her brother, Judge Piet Ilvane, listened.", "Ilvane then left.")
    assert people(actors) == {"Marta Ilvane", "Piet Ilvane"}
    assert actors["Marta Ilvane"].actor != actors["Piet Ilvane"].actor
    assert mentions(actors["Piet Ilvane"]) == ["Piet Ilvane", "Ilvane"]


def test_a_title_or_honorific_tells_two_of_one_surname_apart() -> None:
    actors = read(
        "Senator Marta Ilvane met Judge Tomas Ilvane. Mrs. Ilvane spoke, and Judge Ilvane listened to Senator Ilvane."
    )
    assert mentions(actors["Marta Ilvane"]) == ["Marta Ilvane", "Ilvane", "Ilvane"]
    assert mentions(actors["Tomas Ilvane"]) == ["Tomas Ilvane", "Ilvane"]


def test_a_titled_surname_is_its_known_bearer_and_not_a_relative() -> None:
    actors = read("Her brother Olaf Halvorn came.", "Foreign Minister Halvorn stayed.", knowing=VELMARK)
    assert actors["Halvorn"].actor == "edda-halvorn"
    assert mentions(actors["Olaf Halvorn"]) == ["Olaf Halvorn"]


def test_an_office_before_a_surname_is_not_the_kin_brought_in_before() -> None:
    for kin in ("His wife Mara Torvald was there.", "Mara Torvald, his wife, was there.", "His son Jan Torvald left."):
        found = read(f"{kin} President Torvald said it was over. Torvald added that it was late.")
        assert [len(actor.mentions) for actor in found.values() if actor.name == "Torvald"] == [2], kin
        assert [actor.role for actor in found.values() if actor.name != "Torvald"] == [None], kin
    found = read("His wife, the president Mara Torvald, was there. President Torvald said it was over.")
    assert [(actor.name, len(actor.mentions)) for actor in found.values()] == [("Mara Torvald", 2)]


def test_a_surname_with_a_title_alone_is_one_person_all_through() -> None:
    (found,) = read("Minister Torvald said it was over. Torvald added that it was late. Mr Torvald left.").values()
    assert (found.name, found.role, len(found.mentions)) == ("Torvald", "Minister", 3)


def test_a_middle_initial_does_not_make_another_person() -> None:
    actors = read("Minister Tomas R. Velder spoke.", "The audience of Tomas Velder was small.")
    assert mentions(actors["Tomas R. Velder"]) == ["Tomas R. Velder", "Tomas Velder"]


def test_a_name_without_a_title_is_found_by_its_words_and_neighbours() -> None:
    assert people(read("The plan will not work, said Ottoline Brask, who studies rivers.")) == {"Ottoline Brask"}
    assert people(read("Maria Brask never saw the letter.")) == {"Maria Brask"}


def test_headings_products_places_and_months_are_no_people() -> None:
    texts = (
        "What We Know So Far",
        "The Iron Dome was tested in March near Lake Erie.",
        "He drove down Park Avenue to Maricopa County on Monday.",
        "They signed the Clean Power Plan and the Patriot Act.",
    )
    for text in texts:
        assert people(read(text)) == set(), text


def test_a_bridge_or_airport_named_after_somebody_is_not_that_person() -> None:
    assert people(read("Flights from Maria Brask international airport were held for an hour.")) == set()
    assert people(read("They walked slowly over the Maria Brask Bridge to the other side of town.")) == set()


def test_unknown_bodies_are_found_by_what_they_call_themselves() -> None:
    actors = read("The Institute for the Study of Tides and the Brask Foundation asked the Tarn River Police.")
    assert {"Institute for the Study of Tides", "Brask Foundation", "Tarn River Police"} <= set(actors)


def test_two_bodies_joined_by_and_stay_two() -> None:
    actors = read(
        "The National Association of Nurses and National Union of Pilots met the Ministry of Health and Human Services."
    )
    assert set(actors) >= {"National Association of Nurses", "National Union of Pilots"}
    assert any(name.endswith("Health and Human Services") for name in actors)


def test_a_law_is_no_body() -> None:
    actors = read("They passed the Fisheries Recovery and Enforcement Act, said the Water and Irrigation Service.")
    assert set(actors) == {"Water and Irrigation Service"}


def test_a_firm_is_told_by_the_words_beside_it() -> None:
    assert read("They bought it from a security firm, Ostrelle, last year.")["Ostrelle"].type == "organisation"


def test_a_short_form_in_brackets_is_the_body_before_it() -> None:
    actors = read("The Tarn Fisheries Board (TFB) met.", "TFB members left.")
    assert mentions(actors["Tarn Fisheries Board"]) == ["Tarn Fisheries Board", "TFB", "TFB"]


def test_a_body_is_known_by_its_first_word_once_it_was_named() -> None:
    actors = read("They asked the Ostrelle Foundation.", "Ostrelle declined.")
    assert mentions(actors["Ostrelle Foundation"]) == ["Ostrelle Foundation", "Ostrelle"]


def test_nobody_described_has_an_identity_that_says_so() -> None:
    actor = read("Mr Tomas Velder spoke first.")["Tomas Velder"]
    assert actor.actor == "~tomas-velder"
    assert is_unknown(actor.actor)
    assert not is_unknown(read("NATO met.")["NATO"].actor)


def test_a_pronoun_or_a_layout_word_after_a_name_is_outside_it() -> None:
    actors = read("By Edda Halvorn Reporting from Orsk and Selma Tarn Photographs. Irina I am sorry. Irina You know.")
    assert {"Edda Halvorn", "Selma Tarn"} <= people(actors)
    assert not {name for name in people(actors) if name.endswith(("Reporting", "Photographs", " I", " You"))}


def test_a_surname_that_is_a_common_word_stays_in_its_name() -> None:
    actors = read("They said that Robert B. Landes and Francis Gary Powers had met with Tierney L. Cross there.")
    assert people(actors) == {"Robert B. Landes", "Francis Gary Powers", "Tierney L. Cross"}


def test_a_politician_before_a_department_is_not_in_its_name() -> None:
    actors = read(
        "Joe Biden left in 2021. Officials of the Biden Justice Department and the Biden Administration spoke."
    )
    assert mentions(actors["Joe Biden"]) == ["Joe Biden", "Biden", "Biden"]
    assert mentions(actors["Justice Department"]) == ["Justice Department"]


def test_a_place_before_a_known_body_is_not_in_its_name() -> None:
    actors = read("Reporting from Brussels European Union ministers agreed on the plan.")
    assert mentions(actors["European Union"]) == ["European Union"]


def test_a_heading_does_not_make_a_body_of_its_verbs() -> None:
    actors = read("The fee is due in May.", title="University of Selm Replaces Striking Staff After Long Pay Dispute")
    assert [name for name, actor in actors.items() if actor.type == "organisation"] == ["University of Selm"]


def test_papers_and_channels_with_two_arabic_articles_are_no_people() -> None:
    actors = read("The talks were broken off, Al-Warda Al-Jadid reported.")
    assert actors["Al-Warda Al-Jadid"].type == "organisation"


def test_an_abbreviation_without_its_last_dot_is_one_word() -> None:
    actors = read("H.E Mahmoud Halvorn met the chairman of the U.S Chamber of Commerce.")
    assert people(actors) == {"Mahmoud Halvorn"}
    assert "U.S Chamber of Commerce" in actors


def test_an_acronym_is_nobodys_surname() -> None:
    actors = read("Kim Jong Un refused. The UN called for talks.")
    assert actors["UN"].type == "organisation"


def test_initials_of_a_body_named_in_the_story_are_that_body() -> None:
    actors = read("The Tarn Fisheries Authority met on Monday. The TFA has no boats.")
    assert mentions(actors["Tarn Fisheries Authority"]) == ["Tarn Fisheries Authority", "TFA"]


def test_a_lone_name_with_an_honorific_once_is_the_same_person_without() -> None:
    actors = read("Mr Salvorin asked for more time. The court heard that Salvorin had none.")
    assert mentions(actors["Salvorin"]) == ["Salvorin", "Salvorin"]


def test_things_with_names_are_no_bodies() -> None:
    actors = read("The president flew in on Air Force One to speak about the Affordable Care Act.")
    assert not [name for name, actor in actors.items() if actor.type == "organisation"]


def test_a_short_first_name_is_the_same_person() -> None:
    actors = read(
        "Thomas Veldering won. Tom Veldering thanked Gerald E. Korrin, and Gerry Korrin waved to all of them."
    )
    assert people(actors) == {"Thomas Veldering", "Gerald E. Korrin"}
    assert mentions(actors["Thomas Veldering"]) == ["Thomas Veldering", "Tom Veldering"]


def test_a_second_family_name_may_be_left_out() -> None:
    actors = read("Anthony Emmanuel Labrador Sierrano was found. The body of Anthony Labrador Sierrano lay there.")
    assert people(actors) == {"Anthony Emmanuel Labrador Sierrano"}


def test_a_verb_before_a_politician_is_no_first_name() -> None:
    actors = read("Donald Trump spoke while people with Dump Trump signs stood outside and shouted Impeach Trump.")
    assert people(actors) == {"Donald Trump"}


def test_a_known_person_with_a_second_name_is_the_known_person_and_a_numeral_is_no_surname() -> None:
    actors = read("The envoy Vladimir Karlov Putin spoke. Pastor Charles Elliott III had been told of it before noon.")
    assert actors["Vladimir Karlov Putin"].actor == "vladimir-putin"
    assert is_unknown(actors["Charles Elliott III"].actor)


def test_what_a_story_calls_a_town_is_nobody_anywhere_in_it() -> None:
    actors = read("Shots were heard in the suburb of Pozuelo de Tarnova. Police said Pozuelo de Tarnova had been calm.")
    assert not people(actors)


def test_a_common_word_behind_a_first_name_and_an_initial_is_a_surname() -> None:
    found = read("Karen E. Young said it was over. Karen E. Young left.")
    assert [(actor.name, len(actor.mentions)) for actor in found.values()] == [("Karen E. Young", 2)]


def test_a_first_name_that_is_an_abbreviation_too_is_a_first_name() -> None:
    actors = read("The bill of Sen. Al Frankenor was read out. It did not please Frankenor's colleagues in the room.")
    assert people(actors) == {"Al Frankenor"}


def test_a_paper_with_an_article_in_its_name_is_not_every_such_word() -> None:
    actors = read("He told The Hill about a farm in Richmond Hill, Ont., on the mid-Atlantic coast of that country.")
    assert [name for name, actor in actors.items() if actor.type == "organisation"] == ["Hill"]


def test_air_alone_is_no_rank() -> None:
    assert not people(read("They said that it violated the Clean Air Act and some local rules on permits for plants."))


def test_first_words_of_spanish_and_hebrew_places_are_no_first_names() -> None:
    actors = read(
        "He asked for a bus to Los Tarnados, and they had come to Kfar Tarna and to Playa Veldera before noon."
    )
    assert not people(actors)


def test_a_chambers_bill_is_not_the_chamber() -> None:
    actors = read("The judge ruled that House Bill 4156 may not be enforced, and the Senate Resolution 12 may be kept.")
    assert not [name for name, actor in actors.items() if actor.type == "organisation"]


def test_a_member_of_parliament_by_letters_is_a_title() -> None:
    assert people(read("The remark was made by MK Tally Gotlivor in an interview on that day.")) == {"Tally Gotlivor"}


def test_a_town_is_not_the_body_that_begins_with_its_name() -> None:
    actors = read("Perrysburg Schools closed. The man was arrested in Perrysburg, Ohio, after a call to the officers.")
    assert mentions(actors["Perrysburg Schools"]) == ["Perrysburg Schools"]


def test_the_title_of_a_song_or_show_between_its_marks_is_no_person() -> None:
    assert people(read("Selm’s song, “Esa Mira,” came last. Mara Ilvic, whose show “Kalos Beren” it was, left.")) == {
        "Mara Ilvic"
    }


def test_products_teams_and_what_a_name_leads_are_no_people() -> None:
    actors = read(
        "AI Mode would replace AI Overviews, it said. Bafana Bafana won. A Mara Ilvic-led plan failed.",
        "Microaggressions Ridicule was the headline. He lives on King Road. The SAFA President said so.",
    )
    assert people(actors) == set()


def test_a_foreign_article_is_no_leader() -> None:
    assert "kim-jong-il" not in {actor.actor for actor in read("Il ministro degli Esteri ha parlato.").values()}


def test_the_site_x_is_no_initial() -> None:
    actors = read("Mara Ilvic said so in a post on X. Lund’s remark was odd. Petar Lund had said it.")
    assert people(actors) == {"Mara Ilvic", "Petar Lund"}
    assert people(read("X. Lund Oster, a judge, said so.")) == {"X. Lund Oster"}


def test_a_month_in_the_middle_of_a_name_is_part_of_it() -> None:
    assert people(read("Maurits Jan Vinter, chair of the foundation, spoke.")) == {"Maurits Jan Vinter"}


def test_a_constituency_or_department_before_a_name_is_no_part_of_it() -> None:
    actors = read("The MP for Poolen Neil Duncan-Hart left. The head of Counterintelligence Peter Lund stayed.")
    assert people(actors) == {"Neil Duncan-Hart", "Peter Lund"}


def test_a_long_name_is_taken_whole() -> None:
    assert people(read("Sheikha Al Maysa Bint Hamad bin Khalid Al Orlani said so.")) == {
        "Al Maysa Bint Hamad bin Khalid Al Orlani"
    }


def test_letters_behind_a_name_are_no_part_of_it() -> None:
    actors = read("The judge, Mark Lund KC, told the jury to leave. Anna Berg QC said no.")
    assert {name: actor.role for name, actor in actors.items()} == {"Mark Lund": "judge", "Anna Berg": None}


def test_bylines_without_a_space_between_are_nobody() -> None:
    assert read("Eric LundMaggie BergAdam Rask The council met.") == {}


def test_a_region_with_a_direction_in_its_name_is_no_person() -> None:
    assert people(read("The car was found in Mecklenburg-Western Pomerania.")) == set()


def test_may_behind_a_title_is_a_first_name() -> None:
    assert people(read("Equality Minister May Lund left. In May Lund was back.")) == {"May Lund"}


def test_a_nickname_between_marks_belongs_to_a_name_and_calls_the_same_person() -> None:
    found = read('Thomas "Red" Orlo spoke on Monday. Orlo said no. Red Orlo left, and so did Thomas Orlo.')
    assert [(actor.name, actor.actor) for actor in found.values()] == [('Thomas "Red" Orlo', "~thomas-orlo")]


def test_a_hyphened_first_name_is_one() -> None:
    found = read("The leader of the movement, Thomas-Lee Grun, was arrested on Monday.")
    assert people(found) == {"Thomas-Lee Grun"}


def test_a_party_of_many_is_named_whole() -> None:
    found = read("The Kurdistan Workers’ Party (PKK) has fought for years.")
    assert [(name, actor.actor) for name, actor in found.items()] == [
        ("Kurdistan Workers’ Party", "kurdistan-workers-party")
    ]
