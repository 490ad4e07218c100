"""A simulated month: the strictest owners find nothing to complain of, and nothing they publish is missed."""

from __future__ import annotations

from datetime import timedelta

from tests.servers.month import START, simulate


async def test_a_month_earns_no_demerit_and_misses_no_story() -> None:
    days = 30
    month = await simulate(days)
    assert month.demerits == []
    owner = month.owners["news0.example"]
    assert {200, 301, 304, 226, 404, 410, 500} <= set(owner.answers)
    for path in ("/plain", "/weak", "/odd", "/dated", "/nothing", "/fresh", "/delta", "/packed", "/shared", "/moody"):
        seen = month.stories[f"news0.example{path}"]
        expected = owner.published(path, START + timedelta(days=days - 4))
        missing = {f"{path}-{n}" for n in range(expected)} - seen
        assert missing == set(), path
    states = month.states
    assert states["news0.example/gone"].is_gone
    assert states["news0.example/old"].permanent_url == "https://news0.example/plain2"
    assert (states["news0.example/deaf"].conditional, states["news0.example/plain"].conditional) == (False, True)
    assert states["news0.example/forever"].why_then == "max-age 31536000"
    assert states["news0.example/night"].hints.skip_days == frozenset({6})


async def test_a_clock_set_back_costs_neither_manners_nor_stories() -> None:
    month = await simulate(15, set_back=timedelta(hours=3))
    by_a_wrong_clock = "in an hour or day it asked to be spared"
    assert [line for line in month.demerits if by_a_wrong_clock not in line] == []
    owner = month.owners["news0.example"]
    expected = {f"/plain-{n}" for n in range(owner.published("/plain", START + timedelta(days=14)))}
    assert expected - month.stories["news0.example/plain"] == set()
