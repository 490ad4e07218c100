"""A simulated month of polling against strict owners, for the test and the soak proof alike."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from feeds.intake.http import Fetcher
from feeds.intake.poll import Polled, poll
from feeds.intake.schedule import due_at, state_for
from feeds.settings import FeedSettings, FetchSettings
from feeds.story import FeedState
from tests.servers.owner import Outage, StrictOwner, Temper
from tests.servers.virtual import VirtualNetwork

START = datetime(2025, 3, 3, 0, 0, tzinfo=UTC)
SETTINGS = FetchSettings(
    user_agent_url="https://desk.example/watchfloor", contact="desk@desk.example", interval_minutes=60, per_host=2
)
HOURS, DAYS = (lambda n: timedelta(hours=n)), (lambda n: timedelta(days=n))

TEMPERS = (
    Temper("/plain"),
    Temper("/weak", etag="weak", last_modified=""),
    Temper("/odd", etag="odd", last_modified="odd"),
    Temper("/dated", etag="", last_modified="real"),
    Temper("/nothing", etag="", last_modified=""),
    Temper("/shared", etag="shared", last_modified="real", every=HOURS(3)),
    Temper("/fresh", cache_control="public, max-age=7200"),
    Temper("/aged", cache_control="max-age=14400", age=3600),
    Temper("/forever", cache_control="max-age=31536000, immutable", every=HOURS(30)),
    Temper("/revalidate", cache_control="no-cache, max-age=86400"),
    Temper("/expires", expires=HOURS(3)),
    Temper("/ttl", head="<ttl>180</ttl>", asks_to_wait=HOURS(3)),
    Temper(
        "/period",
        head="<sy:updatePeriod xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>daily</sy:updatePeriod>"
        "<sy:updateFrequency xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>4</sy:updateFrequency>",
        asks_to_wait=HOURS(6),
    ),
    Temper(
        "/night",
        head="<skipHours>" + "".join(f"<hour>{hour}</hour>" for hour in range(6)) + "</skipHours>"
        "<skipDays><day>Sunday</day></skipDays>",
        skip_hours=frozenset(range(6)),
        skip_days=frozenset({6}),
        every=HOURS(8),
    ),
    Temper("/delta", has_delta=True, last_modified="", every=HOURS(2)),
    Temper("/packed", is_packed=True),
    Temper("/deaf", ignores_conditions=True),
    Temper("/gone", gone_after=DAYS(10)),
    Temper("/old", moved_to="/plain2", moved_status=301),
    Temper("/plain2"),
    Temper(
        "/moody",
        window=40,
        outages=(Outage(DAYS(4), HOURS(5), 500), Outage(DAYS(9), DAYS(3), 404), Outage(DAYS(20), HOURS(9), 403)),
    ),
    Temper(
        "/blank",
        outages=(Outage(DAYS(6), HOURS(12), 200), Outage(DAYS(15), HOURS(6), 200, body=b"<html>Sign in</html>")),
    ),
)
BUSY = (
    Temper("/calm"),
    Temper("/calm2", cache_control="max-age=3600"),
    Temper(
        "/busy",
        outages=(Outage(DAYS(3), HOURS(6), 429, HOURS(2)), Outage(DAYS(12), HOURS(30), 503, HOURS(9), as_date=True)),
    ),
    Temper("/busy2", outages=(Outage(DAYS(18), HOURS(2), 503, DAYS(2)),)),
)


@dataclass
class Month:
    """What came of it: the owners with their demerits, and the stories each feed brought."""

    owners: dict[str, StrictOwner]
    stories: dict[str, set[str]] = field(default_factory=dict)
    states: dict[str, FeedState] = field(default_factory=dict)
    rounds: int = 0

    @property
    def demerits(self) -> list[str]:
        return [f"{host} {line}" for host, owner in self.owners.items() for line in owner.demerits]

    @property
    def requests(self) -> int:
        return sum(owner.requests for owner in self.owners.values())


async def simulate(
    days: int = 30,
    hosts: int = 1,
    *,
    restart_every: int = 40,
    set_back: timedelta = timedelta(0),
    round_trip: Callable[[dict[str, FeedState]], dict[str, FeedState]] | None = None,
) -> Month:
    """Polls for so many days. Every so many rounds the process is restarted: only stored states survive it. On the
    twelfth day the client's clock is set back."""
    tempers = [(f"news{n}.example", list(TEMPERS)) for n in range(hosts)]
    tempers += [(f"busy{n}.example", list(BUSY)) for n in range(hosts)]
    month = Month({host: StrictOwner(listed, START) for host, listed in tempers})
    feeds = [
        FeedSettings(name=f"{host}{temper.path}", url=f"https://{host}{temper.path}")
        for host, listed in tempers
        for temper in listed
        if temper.path != "/plain2"
    ]
    now, end = START, START + timedelta(days=days)
    skew = timedelta(0)
    network = VirtualNetwork(month.owners, lambda: now)

    def keep(polled: Polled) -> None:
        month.states[polled.feed.name] = polled.state
        month.stories.setdefault(polled.feed.name, set()).update(arrival.guid for arrival in polled.arrivals)

    fetcher = Fetcher(SETTINGS, transport=network)
    while now < end:
        await poll(feeds, month.states, SETTINGS, now + skew, keep, fetcher=fetcher)
        month.rounds += 1
        if month.rounds % restart_every == 0:
            month.states = (round_trip or _pickled)(month.states)
            fetcher = Fetcher(SETTINGS, transport=network)
        if now - START > timedelta(days=12) and not skew:
            skew = -set_back
        moments = [due_at(state_for(feed, month.states), now + skew) for feed in feeds]
        following = min((moment for moment in moments if moment), default=end) - skew
        now = max(now + timedelta(minutes=1), following)
    for owner in month.owners.values():
        owner.finish(now)
    return month


def _pickled(states: dict[str, FeedState]) -> dict[str, FeedState]:
    return {name: replace(state) for name, state in pickle.loads(pickle.dumps(states)).items()}
