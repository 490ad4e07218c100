"""The threads the example config ships do what their own examples say."""

from __future__ import annotations

import pytest

from feeds.reading.actors import read_actors
from feeds.reading.knowledge import shipped_knowledge
from feeds.reading.text import Text
from feeds.reading.thread_lint import check_examples, lint
from feeds.reading.threads import compile_rules, score_threads
from feeds.settings import shipped_settings
from feeds.story import Paragraph


def test_every_example_of_the_shipped_threads_holds() -> None:
    knowledge = shipped_knowledge()
    results = check_examples(knowledge.threads, lambda text: read_actors(text, knowledge, None))
    assert [result for result in results if not result.is_right] == []
    assert {result.thread for result in results} >= {"ceasefire", "peacekeeping", "diplomatic_expulsions"}


def test_every_shipped_thread_has_examples_for_and_against() -> None:
    for thread in shipped_settings().threads:
        assert thread.match, thread.id
        assert thread.no_match, thread.id


def test_no_shipped_pattern_stands_inside_another_or_is_always_vetoed() -> None:
    settings = shipped_settings()
    assert lint(compile_rules(settings.threading, settings.threads), []) == ()


ON = (
    ("ceasefire", "Calm in Orlo", "The army and the rebels of the north signed an accord that ended the war."),
    ("ceasefire", "Envoys travel to Selm", "Mediators hope that Ardenia and the militia will return to the table."),
    (
        "ceasefire",
        "Families march in Selm",
        "They asked the army to bring the hostages home.",
    ),
    ("ceasefire", "A quiet night", "Both armies were to hold their fire, but shells fell near Kyrna."),
    (
        "peacekeeping",
        "Brigade for the coast",
        "Ten generals in Abuja agreed on a standby force of 1,600 men.",
    ),
    (
        "peacekeeping",
        "Wall falls at Naqoura",
        "A bulldozer broke a wall of a UN position; two blue helmets were hurt.",
    ),
    (
        "peacekeeping",
        "Cabinet is split",
        "Ardenia may send a battalion to the mission in Somalia.",
    ),
    ("peacekeeping", "Patrols doubled", "Soldiers of KFOR doubled their patrols after a grenade was thrown in Zvečan."),
    ("diplomatic_expulsions", "Row over a spy", "Vostra gave the military attaché of Ardenia seven days to leave."),
    (
        "diplomatic_expulsions",
        "Doors shut in Kyrna",
        "The consulate closes on Friday; its staff are unwelcome.",
    ),
    ("diplomatic_expulsions", "Eggs in Selm", "Students threw eggs at the car of the ambassador of Vostra."),
    ("ceasefire", "Truce frays for third night", "Each side accused the other."),
    ("ceasefire", "General walks out of talks", "His delegation left the hotel at dawn."),
    ("ceasefire", "Clashes to end", "The two generals agreed on an end to clashes along the river."),
    ("peacekeeping", "Brigade for the border", "Kyrna will send a brigade once the guns fall silent."),
    ("peacekeeping", "Longer stay", "The Security Council renewed the mandate on the divided island."),
    (
        "diplomatic_expulsions",
        "Second secretary leaves country",
        "He was unmasked as a spy, Vostra said.",
    ),
    ("diplomatic_expulsions", "Mob storms consulate", "Guards fired into the air."),
    ("diplomatic_expulsions", "Home for talks", "Ardenia calls its envoy back for consultations over the harbour."),
)
OFF = (
    ("Shops end price war", "The two chains declared a truce on milk after a year of undercutting one another."),
    ("Singers make up", "They hugged on the stage in Selm. Fans called it the truce of the decade."),
    ("Doctors go back to work", "The strike is over: both sides will negotiate until Friday."),
    ("Captain and coach talk", "They held peace talks in the locker room after the shouting match of Sunday."),
    ("Ruth Oye dies at 81", "She was the peacekeeper of a large and quarrelsome family, mourners said."),
    ("Revolver sold", "The Peacemaker fetched three times its estimate at an auction in Selm."),
    ("Six pupils expelled", "They were expelled from a school in Orlo. A parent, a clerk at the embassy, will appeal."),
    ("Star for the islands", "The tennis player will be an ambassador for the tourist board."),
    ("Hundreds sent to the border", "The ambassador visited migrants who were expelled without a hearing."),
    ("Storm nears", "The embassy told its citizens to stay indoors as the storm nears the coast."),
    ("Pilots call truce", "Mediators look for a deal on pay before the airline flies again."),
    ("Beekeepers lay down arms", "A mediator found a formula in the honey debate of the farmers."),
    ("Fire in the hills", "A regional force of firefighters from four provinces holds the line."),
    ("Eye on the sun", "The observer mission of the space agency sent its first pictures."),
    ("Roses in bloom", "The embassy reopens its gardens to visitors on Sunday."),
    ("Shorter waits", "The consulate closes its old building and moves to bigger offices."),
    ("Ministers' boy expelled", "The diplomat's son was expelled from a school in Selm."),
    ("Presenter's career ends", "Offensive remarks end the career of a presenter."),
    ("Senator must go", "The party expelled a senator who had voted against the budget."),
)


@pytest.mark.parametrize(("thread", "title", "text"), ON)
def test_a_story_is_on_its_thread_whatever_words_it_is_told_in(thread: str, title: str, text: str) -> None:
    assert thread in attached(title, text)


@pytest.mark.parametrize(("title", "text"), OFF)
def test_the_same_words_of_other_matters_are_on_no_thread(title: str, text: str) -> None:
    assert attached(title, text) == set()


def attached(title: str, text: str) -> set[str]:
    settings = shipped_settings()
    rules = compile_rules(settings.threading, settings.threads)
    return {link.id for link in score_threads(Text(title, (Paragraph(text),)), (), rules)}


BARE = (
    ("Ardenia and Vostra agree truce", "ceasefire"),
    ("Ardenia rejects truce offer", "ceasefire"),
    ("Vostra calls for immediate ceasefire", "ceasefire"),
    ("Clan elders broker truce in Merrah highlands", "ceasefire"),
    ("Mandate of Darat mission extended for six months", "peacekeeping"),
    ("Two peacekeepers hurt as patrol hits mine near Darat", "peacekeeping"),
    ("Ardenia calls home its ambassador from Kyrna", "diplomatic_expulsions"),
    ("Tit-for-tat: Vostra sends home four Ardenian diplomats", "diplomatic_expulsions"),
    ("Vostra protests as police search its embassy", "diplomatic_expulsions"),
)
NO_CONFLICT = (
    "Wine growers and brewers call a ceasefire",
    "Diet gurus agree truce in sugar debate",
    "Orlo singers end feud with a truce",
    "Opera stars agree truce",
    "Truce in Selm as airline and pilots settle on pay",
    "Supermarkets Of Selm Declare Ceasefire Over Milk",
    "Armistice Day marked with two-minute silence",
)


@pytest.mark.parametrize(("title", "thread"), BARE)
def test_a_bare_title_with_names_nobody_knows_is_on_its_thread(title: str, thread: str) -> None:
    settings = shipped_settings()
    rules = compile_rules(settings.threading, settings.threads)
    assert thread in [link.id for link in score_threads(Text(title, ()), (), rules)]


@pytest.mark.parametrize("title", NO_CONFLICT)
def test_a_bare_title_about_other_disputes_is_on_no_thread(title: str) -> None:
    settings = shipped_settings()
    assert score_threads(Text(title, ()), (), compile_rules(settings.threading, settings.threads)) == ()
