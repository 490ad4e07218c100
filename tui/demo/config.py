"""The config of the demo: its outlets as feeds, its people and countries as actors, the shipped threads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import tomlkit
from tomlkit.items import AoT, Table

from tui.demo.conflict import DemoOutlet, World
from tui.demo.server import DemoServer

VIEWS = {
    "Envoy moving": "quist OR envoy",
    "Marsh said": "speaker:marsh",
    "State media alone": 'kind:"state media" own:<2 -is:copy',
}


def demo_config(world: World, server: DemoServer) -> str:
    """The text of a config.toml that polls the demo's server. It has no [threads], so the shipped ones hold."""
    document = tomlkit.document()
    document.add(tomlkit.comment("The config of `watchfloor demo`: gone when the demo ends."))
    fetch = tomlkit.table()
    fetch.update({"allow_hosts": ["127.0.0.1"], "interval_minutes": 1, "contact": "demo"})
    document["fetch"] = fetch
    document["outlets"] = tomlkit.table()
    document["feeds"] = _array(_feed(outlet, server) for outlet in world.outlets)
    document["actors"] = _array(
        [
            *({"type": "country", "country": row["iso"], **_without(row, "iso")} for row in world.countries),
            *({"type": "organisation", **row} for row in world.organisations),
            *(_person(row) for row in world.people),
        ]
    )
    document["mute"] = _array([{"query": "football"}, {"query": "tariff -thread:sanctions"}])
    views = tomlkit.table()
    views.update(VIEWS)
    document["views"] = views
    return tomlkit.dumps(document)


def _array(rows: Iterable[Mapping[str, object]]) -> AoT:
    array = tomlkit.aot()
    for row in rows:
        table: Table = tomlkit.table()
        table.update(dict(row))
        array.append(table)
    return array


def _feed(outlet: DemoOutlet, server: DemoServer) -> dict[str, object]:
    return {
        "name": outlet.name,
        "url": server.feed_url(outlet),
        "outlet": outlet.name,
        "kind": outlet.kind,
        "owner": outlet.owner,
        "country": outlet.country,
        "language": "en",
        "reliability": outlet.reliability,
        "reliability_reason": outlet.reason,
        "terms": "made up",
        "full_text": outlet.is_summary_only,
    }


def _person(row: Mapping[str, object]) -> dict[str, object]:
    surname = str(row["name"]).rsplit(" ", 1)[-1]
    person = {"type": "person", "short": [surname], **_without(row, "followed")}
    return {**person, "follow": True} if row.get("followed") else person


def _without(row: Mapping[str, object], *keys: str) -> dict[str, object]:
    return {key: value for key, value in row.items() if key not in keys}
