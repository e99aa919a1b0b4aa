"""What is measured: pages, their bare companions, their sizes and queries."""

from __future__ import annotations

import statistics
import sys
import time
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from networking.models import Comune
from services.models import Service
from services.search import suggest
from tests.performance import generating, views
from tests.performance.measuring import Measure, fetch

if TYPE_CHECKING:
    from http.client import HTTPConnection

WORDS = (
    "badante", "doposcuola", "nido", "attività per bambini", "isee", "trasporto", "anziani", "compiti",
    "assistente sociale", "ludoteca", "centro estivo", "sport", "casa famiglia", "lavoro", "SPID",
    "contributo affitto", "disabilità", "biblioteca", "volontariato", "corsi di italiano", "girasole",
    "aiuto a casa", "consultorio", "mensa", "musica", "pacco alimentare", "autismo", "psicologo", "bonus",
    "educatori",
)  # fmt: skip
TYPED = (
    "dop",
    "nor",
    "aiuto",
    "badan",
    "centri gi",
    "ce",
    "spo",
    "ginestra",
    "mio figlio",
    "consul",
    "as",
    "cas",
)
# Which measure is compared with which, and the ratio that should not be exceeded.
RATIOS = (
    ("ricerca in un comune, con parola", "vista nuda", 6),
    ("ricerca in un comune, senza parola", "vista nuda", 6),
    ("ricerca ovunque, con parola", "vista nuda", 12),
    ("ricerca ovunque, senza parola", "vista nuda", 12),
    ("suggerimenti", "SQL dei suggerimenti", 1.5),
)
LARGEST_HTML = 50_000


def measures() -> dict[str, Measure]:
    """Every measure by name; words, pages and sheets change from turn to turn."""
    slugs = list(Service.objects.order_by("id").values_list("slug", flat=True)[:2000:10])
    here = generating.MEASURED

    def word(turn: int) -> str:
        return quote(WORDS[turn % len(WORDS)])

    def typed(turn: int) -> str:
        return quote(TYPED[turn % len(TYPED)])

    each = (
        Measure("vista nuda", lambda turn: f"/misure/nuda/?slug={slugs[turn % len(slugs)]}"),
        Measure("ricerca in un comune, con parola", lambda turn: f"/servizi/?comune={here}&q={word(turn)}"),
        Measure(
            "ricerca in un comune, senza parola",
            lambda turn: f"/servizi/?comune={here}&pagina={turn % 9 + 1}",
        ),
        Measure("ricerca ovunque, con parola", lambda turn: f"/servizi/?q={word(turn)}"),
        Measure("ricerca ovunque, senza parola", lambda turn: f"/servizi/?pagina={turn % 9 + 1}"),
        Measure("scheda", lambda turn: f"/servizi/{slugs[turn % len(slugs)]}/"),
        Measure("SQL dei suggerimenti", lambda turn: f"/misure/sql/?q={typed(turn)}"),
        Measure("suggerimenti", lambda turn: f"/servizi/suggerimenti/?q={typed(turn)}"),
    )
    return {measure.name: measure for measure in each}


def print_first_words(http: HTTPConnection) -> None:
    """What a word costs when this process has never looked for it."""
    times = []
    for word in WORDS:
        start = time.perf_counter()
        fetch(http, f"/servizi/?q={quote(word)}")
        times.append((time.perf_counter() - start) * 1000)
    _say(
        f"parola mai cercata prima: mediana {statistics.median(times):.0f} ms, la più lenta {max(times):.0f} ms"
    )


def print_ratios(measured: dict[str, Measure]) -> None:
    """Medians, the slowest twentieth, and each ratio beside its target."""
    for measure in measured.values():
        _say(f"{measure.name:38} mediana {measure.median:7.2f} ms   p95 {measure.p95:7.2f} ms")
    for name, base, target in RATIOS:
        ratio = measured[name].median / measured[base].median
        verdict = "entro" if ratio <= target else "OLTRE"
        _say(f"{name:38} {ratio:5.1f} × «{base}» ({verdict} {target} ×)")


def print_sizes(http: HTTPConnection) -> None:
    """How many bytes of HTML the main pages have."""
    slug = Service.objects.order_by("id").values_list("slug", flat=True)[0]
    for path in ("/", "/servizi/", f"/servizi/?comune={generating.MEASURED}", f"/servizi/{slug}/"):
        size = len(fetch(http, path))
        _say(
            f"HTML di {path[:60]:60} {size:7} byte ({'entro' if size < LARGEST_HTML else 'OLTRE'} {LARGEST_HTML})"
        )


def print_query_counts() -> None:
    """How many queries a search takes, whether it finds little or much."""
    client = Client(headers={"host": "localhost"})
    comuni = [generating.MEASURED, Comune.objects.exclude(slug=generating.MEASURED).order_by("name")[0].slug]
    for path in (
        f"/servizi/?comune={comuni[0]}",
        f"/servizi/?comune={comuni[1]}&categoria=nidi",
        "/servizi/",
    ):
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(path)
        _say(f"query di {path:60} {len(queries)}")


def print_in_process(turns: int) -> None:
    """The suggestion beside its SQL without any server between."""
    times: dict[str, list[float]] = {"funzione": [], "SQL": []}
    statements = {text: views.statements_of(text) for text in TYPED}
    for turn in range(turns):
        text = TYPED[turn % len(TYPED)]
        for name, act in (
            ("funzione", lambda t=text: suggest.suggest(t)),
            ("SQL", lambda t=text: views.run(statements[t])),
        ):
            start = time.perf_counter()
            act()
            times[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(seconds) * 1000 for name, seconds in times.items()}
    _say(
        f"suggerimenti, nel processo: {medians['funzione']:.2f} ms contro {medians['SQL']:.2f} ms del solo SQL,"
        f" {medians['funzione'] / medians['SQL']:.2f} ×"
    )


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
