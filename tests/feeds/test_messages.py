"""Messages between processes arrive as what was sent."""

from __future__ import annotations

import pickle
from datetime import date

from feeds.digest import Digest
from feeds.grouping.features import count_terms
from feeds.messages import packed
from feeds.story import Actor, Findings, Mention, Paragraph, Timex


def test_findings_arrive_as_they_were_sent() -> None:
    mention = Mention("Mral", 0, 0, 4)
    actor = Actor("Vesna Mral", "~vesna-mral", "person", "envoy", None, mentions=(mention,))
    time = Timex("Friday", "DATE", "2031-03-14", 0, 9, 15, date(2031, 3, 14), date(2031, 3, 14), "day")
    findings = Findings("Talks", (Paragraph("Mral flew on Friday"),), actors=(actor,), times=(time,))
    sent = [Digest(findings, (1, 2), 4, frozenset((7,)), count_terms("Talks", ["Mral flew on Friday"]))]
    arrived = pickle.loads(packed(sent))
    assert arrived == sent
    assert arrived[0].findings.actors[0].mentions == (mention,)


def test_a_message_names_no_field() -> None:
    sent = [Mention("Mral", number, 0, 4) for number in range(50)]
    assert b"paragraph" not in packed(sent)
    assert len(packed(sent)) <= len(pickle.dumps(sent))
