"""The who's-who: everybody by every name, offices at a date, and the analyst's own entries."""

from __future__ import annotations

import re
import tomllib
from datetime import date

import pytest

from feeds.reading.lexicon_files import plain_table
from feeds.reading.whoswho import (
    LEXICON,
    Country,
    Organisation,
    Person,
    first_names,
    fold,
    lexicon_table,
    slug,
    whos_who,
)
from feeds.settings import ActorSettings

WHO = whos_who()


@pytest.mark.parametrize(
    "form", ["Volodymyr Zelensky", "Volodymyr Zelenskiy", "VOLODYMYR ZELENSKYY", "Володимир Зеленський"]
)
def test_spellings_and_scripts_lead_to_one_person(form: str) -> None:
    found = WHO.find(form)
    assert isinstance(found, Person)
    assert found.id == "volodymyr-zelenskyy"


def test_a_surname_has_all_its_bearers() -> None:
    assert [person.id for person in WHO.people_called("Syrsky")] == ["oleksandr-syrskyi"]
    assert len(WHO.people_called("Cooper")) > 1
    assert WHO.people_called("Nobody") == ()


def test_a_country_is_found_by_name_adjective_code_and_capital() -> None:
    for form in ("Russia", "Russian", "RU", "Russian Federation"):
        country = WHO.country(form)
        assert country is not None
        assert country.name == "Russia"
    capital = WHO.capital("Kiev")
    assert capital is not None
    assert capital.name == "Ukraine"
    assert WHO.is_metonym("Kyiv")
    assert not WHO.is_metonym("Brussels")
    assert WHO.country("NATO") is None


def test_acronyms_match_in_capitals_only() -> None:
    assert isinstance(WHO.find("WHO"), Organisation)
    assert WHO.find("Who") is None
    assert isinstance(WHO.find("U.S."), Country)
    assert WHO.find("us") is None


def test_a_metonym_names_its_body() -> None:
    found = WHO.find("Downing Street")
    assert isinstance(found, Organisation)
    assert (found.kind, WHO.affiliation_of(found.id)) == ("government-metonym", "United Kingdom")


def test_a_role_is_the_one_of_the_date() -> None:
    assert WHO.role_of("david-lammy", date(2025, 3, 1)) == "Foreign Secretary"
    assert WHO.role_of("david-lammy", date(2026, 1, 1)) == "Deputy Prime Minister"
    assert WHO.role_of("david-lammy", date(2010, 1, 1)) is None
    assert WHO.role_of("nobody", None) is None


def test_an_office_names_its_holder_whatever_it_is_called_there() -> None:
    holder = WHO.holder("President", "France", date(2025, 3, 1))
    assert holder is not None
    assert holder.id == "emmanuel-macron"
    defence = WHO.holder("Defence Secretary", "United States", date(2025, 3, 1))
    assert defence is not None
    assert defence.id == "pete-hegseth"
    assert WHO.holder("President", "Atlantis", date(2025, 3, 1)) is None


def test_the_gender_of_a_first_name_is_known_only_when_it_is_one() -> None:
    assert (WHO.gender_of("Marta Ilvane"), WHO.gender_of("Tomas Velder"), WHO.gender_of("Kim Brask")) == ("f", "m", "")


def test_an_analyst_overrides_a_shipped_entry_and_keeps_its_names() -> None:
    own = whos_who((ActorSettings("NATO", type="organisation", aliases=("the bloc of blocs",)),))
    found = own.find("North Atlantic Treaty Organization")
    assert found is not None
    assert found.id == "nato"
    assert own.find("the bloc of blocs") == found


def test_an_analysts_person_is_found_by_full_and_short_names() -> None:
    own = whos_who((ActorSettings("Edda Halvorn", short=("Halvorn",), role="Mayor", years="2021-", gender="f"),))
    assert [person.id for person in own.people_called("Halvorn")] == ["edda-halvorn"]
    assert own.role_of("edda-halvorn", date(2024, 1, 1)) == "Mayor"
    assert WHO.people_called("Halvorn") == ()


def test_names_fold_without_case_accents_dots_and_hyphens() -> None:
    assert fold("U.S.") == "us"
    assert fold("Jean-Noël  O’Brien") == "jean noel obrien"
    assert fold("Łukasz Støre") == "lukasz store"
    assert slug("Ivan Petrov") == "ivan-petrov"


def test_every_line_of_the_lexicon_is_well_formed() -> None:
    dates = re.compile(r"(?:\d{4}(?:-\d{2})?)?\.\.(?:\d{4}(?:-\d{2})?)?$")
    for identity, line in lexicon_table("people.toml").items():
        fields = [field.strip() for field in line.split("|")]
        assert 2 <= len(fields) <= 5, identity
        assert re.fullmatch(r"\S+ [mf]", fields[1]), identity
        for term in fields[2].split("; ") if len(fields) > 2 and fields[2] else ():
            assert ".." not in term or dates.search(term), (identity, term)
    for identity, line in lexicon_table("organisations.toml").items():
        assert len(line.split("|")) in (3, 4), identity
    for iso, line in lexicon_table("countries.toml", "countries").items():
        assert re.fullmatch("[A-Z]{2}", iso), line


def test_every_country_of_a_person_and_body_is_known() -> None:
    bodies = ("UN", "EU", "AU", "NATO", "OSCE", "-")
    for identity, line in lexicon_table("people.toml").items():
        country = line.split("|")[1].split()[0]
        assert country in bodies or WHO.country(country), identity


def test_first_names_of_many_countries_are_there() -> None:
    assert len(first_names()) > 4000
    assert LEXICON.is_dir()


def test_plain_lexicon_files_are_read_as_any_toml() -> None:
    read = {file.name: plain_table(file.read_text("utf-8")) for file in LEXICON.glob("*.toml")}
    for name, table in read.items():
        if table is not None:
            assert table == tomllib.loads((LEXICON / name).read_text("utf-8")), name
    assert {"people.toml", "organisations.toml", "first_names.toml"} <= {n for n, table in read.items() if table}


@pytest.mark.parametrize(
    "text",
    ['a = "b"\n', "a = 'b' # c\n", "a = ['b']\n", "a = 'b'", "a.b = 'c'\n", "[a.b]\n", "a = 'b'\na = 'c'\n", "a='b'\n"],
)
def test_what_is_not_plain_is_left_to_the_toml_reader(text: str) -> None:
    assert plain_table(text) is None
