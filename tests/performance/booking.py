"""One hot cycle, fifty clients at once, through the real form; beside bare views of the same server."""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.db import connection

from laboratories.models import Cycle, SeatPool
from networking.models import Comune, Guardianship, Person, User
from tests import activities, database, factories

if TYPE_CHECKING:
    from collections.abc import Callable

CLIENTS, ROUNDS, EACH = 50, 3, 4
ENOUGH, ENOUGH_WHEN_SOLD_OUT = 0.5, 0.7
SERVER_ERROR = 500
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
BARE = """
CREATE TABLE IF NOT EXISTS bench_seats (id int PRIMARY KEY, capacity int, taken int);
CREATE TABLE IF NOT EXISTS bench_booked (id bigserial PRIMARY KEY, who uuid, at timestamptz DEFAULT now());
TRUNCATE bench_seats, bench_booked;
INSERT INTO bench_seats VALUES (1, 1000000, 0), (2, 1, 1);
GRANT ALL ON bench_seats, bench_booked, bench_booked_id_seq TO portal;
"""


@dataclass
class Client:
    """A parent's browser: a line that stays open, the session and the form's token."""

    port: int
    user: User
    children: list[Person]
    statuses: Counter = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Sign in without a password: what is measured is the booking."""
        self.http = HTTPConnection("127.0.0.1", self.port, timeout=60)
        session = factories.signed_in(self.user).cookies[settings.SESSION_COOKIE_NAME].value
        self.cookie, self.token = f"{settings.SESSION_COOKIE_NAME}={session}", ""

    def open_form(self, path: str) -> None:
        """Read the real form once, for its token."""
        self.http.request("GET", path, headers={"Cookie": self.cookie})
        answer = self.http.getresponse()
        self.token = TOKEN.search(answer.read().decode())[1]
        secret = re.search(r"csrftoken=([^;]+)", " ".join(answer.headers.get_all("Set-Cookie") or []))[1]
        self.cookie += f"; csrftoken={secret}"

    def send(self, path: str, data: dict[str, str]) -> str:
        """Send a form; where its answer leads. A line that the server closed while idle is opened again."""
        body = urlencode(data | {"csrfmiddlewaretoken": self.token})
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            self.http.request("POST", path, body, headers)
            answer = self.http.getresponse()
        except (HTTPException, OSError):
            self.http.close()
            self.http.request("POST", path, body, headers)
            answer = self.http.getresponse()
        answer.read()
        self.statuses[answer.status] += 1
        return answer.headers.get("Location", "")


def print_all(port: int) -> None:
    """Print what was measured."""
    with_owner(BARE)
    norcia = Comune.objects.get(slug="norcia")
    hot = activities.cycle(norcia, places=1000)
    full = activities.cycle(norcia, places=1)
    activities.booking(full)
    clients = _clients(port, norcia)
    for each in clients:
        each.open_form(hot.get_booking_url())
    before = _deadlocks()
    _confirmed(clients, hot)
    _sold_out(clients, full)
    _print_faults(clients, hot, full, _deadlocks() - before)


def with_owner(statements: str) -> None:
    """Do what only the owner of the tables may."""
    database.as_owner(statements, None)  # type: ignore[arg-type]


def _confirmed(clients: list[Client], cycle: Cycle) -> None:
    path = cycle.get_booking_url()

    def book(client: Client, turn: int) -> None:
        client.send(path, {"people": str(client.children[turn].pk), "key": str(uuid4()), "if_full": "lascio"})

    _compare("prenotazioni confermate", clients, book, "/misure/posto/", ENOUGH)


def _sold_out(clients: list[Client], cycle: Cycle) -> None:
    path = cycle.get_booking_url()

    def book(client: Client, turn: int) -> None:
        client.send(path, {"people": str(client.children[turn].pk), "key": str(uuid4()), "if_full": "lascio"})

    _compare("risposte «posti finiti»", clients, book, "/misure/pieno/", ENOUGH_WHEN_SOLD_OUT)


def _compare(
    name: str, clients: list[Client], book: Callable[[Client, int], None], bare_path: str, enough: float
) -> None:
    """The form and the bare view by turns, so that both meet the same machine."""
    rates: dict[str, list[float]] = {"form": [], "bare": []}
    for number in range(ROUNDS):
        turns = range(number * EACH, (number + 1) * EACH)
        rates["bare"].append(_rate(clients, lambda client, _turn: client.send(bare_path, {}), turns))
        rates["form"].append(_rate(clients, book, turns))
    form, bare = (statistics.median(rates[kind]) for kind in ("form", "bare"))
    told = "bene" if form / bare >= enough else "SOTTO"
    _say(f"{name}: {form:.0f} al secondo, vista nuda {bare:.0f}: {form / bare:.2f} ({told}: {enough})")


def _rate(clients: list[Client], act: Callable[[Client, int], object], turns: range) -> float:
    """How many a second, with every client at it."""
    start = time.perf_counter()
    with ThreadPoolExecutor(len(clients)) as threads:
        list(threads.map(lambda client: [act(client, turn) for turn in turns], clients))
    return len(clients) * len(turns) / (time.perf_counter() - start)


def _print_faults(clients: list[Client], hot: Cycle, full: Cycle, deadlocks: int) -> None:
    statuses = sum((client.statuses for client in clients), Counter())
    broken = sum(number for status, number in statuses.items() if status >= SERVER_ERROR)
    seats = SeatPool.objects.get(pool__cycle=hot)
    confirmed = activities.bookings().filter(pool__cycle=hot, state="confirmed").count()
    too_many = max(activities.bookings().filter(pool__cycle=full, state="confirmed").count() - full.places, 0)
    _say(
        f"  posti presi {seats.taken}, prenotazioni confermate {confirmed}, oltre i posti {too_many}, "
        f"errori del server {broken}, abbracci mortali {deadlocks}, risposte {dict(statuses)}"
    )


def _clients(port: int, comune: Comune) -> list[Client]:
    """Parents, each with as many children as they will book."""
    found = []
    for _number in range(CLIENTS):
        user = User.objects.create(email=f"misura-{uuid4().hex[:12]}@example.org")
        parent = factories.human("Mamma Misura", account=user, comune=comune)
        children = Person.objects.bulk_create(
            Person(given_name=f"Figlia {each}", family_name="Misura", birth_date=factories.LONG_AGO.date())
            for each in range(ROUNDS * EACH)
        )
        Guardianship.objects.bulk_create(
            Guardianship(guardian=parent, child=child, starts_on=factories.LONG_AGO.date())
            for child in children
        )
        found.append(Client(port, user, children))
    return found


def _deadlocks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return cursor.fetchone()[0]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
