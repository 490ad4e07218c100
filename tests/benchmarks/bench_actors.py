"""How long it takes to read the actors of an article, to parse the who's-who, and to survive hostile text."""

from __future__ import annotations

import subprocess
import sys

from feeds.reading.actors import read_actors, whos_who
from feeds.reading.knowledge import Knowledge
from feeds.reading.text import Text
from feeds.reading.threads import compile_rules
from feeds.settings import ThreadingSettings
from feeds.story import Paragraph
from tests.benchmarks.measure import Figure, Options, figure, timed

ARTICLE = (
    "ORLO, Velmark (Any Wire) – Foreign Minister Edda Halvorn of Velmark flew to Oslo on Monday for talks with the "
    "Norwegian Foreign Ministry and US envoy Tomas Velder about a truce in the valley.",
    "“We will sit as long as it takes,” Halvorn told reporters outside the Atlantic Council. Velder, once deputy "
    "director of the Tarn Fisheries Board (TFB), declined to comment.",
    "Moscow said it had not been told of the plan. The Kremlin and NATO’s press office were silent, but two "
    "British diplomats said that the United Nations and the European Union had seen the text.",
    "Ottoline Brask, who studies rivers at the University of Bergen, said that neither the army nor the TFB could "
    "watch the crossing alone. “Somebody has to count the boats,” Brask said.",
)
CHARACTERS = 4_500


def measure(options: Options) -> list[Figure]:
    """Milliseconds an article of 4.5 kB, a first use in a new process, and 400 kB of the worst texts known."""
    knowledge = Knowledge(whos_who=whos_who(), threads=compile_rules(ThreadingSettings(), ()))
    articles = 20 if options.is_quick else 100
    size = sum(map(len, ARTICLE))
    text = Text("Halvorn flies to Oslo for truce talks", tuple(map(Paragraph, ARTICLE * (CHARACTERS // size + 1))))
    share = CHARACTERS / sum(len(paragraph.text) for paragraph in text.paragraphs)

    def read_all() -> None:
        for _ in range(articles):
            read_actors(text, knowledge, None)

    runs = 3 if options.is_quick else 7
    figures = [
        figure(
            "actors of an article of 4.5 kB",
            [seconds / articles * share * 1000 for seconds in timed(read_all, runs)],
            "ms",
            target="2",
        )
    ]
    first_use = "from feeds.reading.actors import whos_who; whos_who()"
    bare = timed(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), runs)
    first = timed(lambda: subprocess.run([sys.executable, "-c", first_use], check=True), runs)
    figures.append(figure("first use of the who's-who in a new process", [(s - min(bare)) * 1000 for s in first], "ms"))
    for piece in ("Aaa ", "'a ", "Aaa of the ", "Russian "):
        hostile = Text("", (Paragraph(piece * (400_000 // len(piece))),))
        seconds = timed(lambda hostile=hostile: read_actors(hostile, knowledge, None), 3, warm_up=0)
        figures.append(figure(f"actors of 400 kB of “{piece}”", [s * 1000 for s in seconds], "ms", target="600"))
    return figures
