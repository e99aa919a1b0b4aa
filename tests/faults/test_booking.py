"""A web worker is killed right after it has answered: what it said is booked, is booked."""

import os
import re
import signal
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from django.conf import settings
from django.utils import timezone

from networking.models import Comune
from tests import activities, database, factories
from tests.faults import portal
from tests.faults.delivering import IS_FULL

BOOKINGS = 40 if IS_FULL else 4


def workers_of(address):
    """The processes that answer at `address`: children of the one that was started there."""
    port = str(urlsplit(address).port)
    for entry in Path("/proc").iterdir():
        line = entry / "cmdline"
        if entry.name.isdigit() and line.exists() and f"127.0.0.1:{port}".encode() in line.read_bytes():
            children = (entry / f"task/{entry.name}/children").read_text().split()
            if children:
                return [int(child) for child in children]
    return []


def test_no_booking_that_was_acknowledged_is_lost_when_the_worker_dies(transactional_db):
    environment = {"DATABASE_URL": database.url_of(settings.DATABASES["default"]["NAME"], role="portal")}
    first = timezone.localdate() + timedelta(days=10)
    cycle = activities.cycle(Comune.objects.get(slug="norcia"), places=100, first_day=first)
    mother = factories.person("mamma@example.org", "guardian")
    children = [factories.child_of(mother) for _number in range(BOOKINGS)]
    session = factories.signed_in(mother).cookies[settings.SESSION_COOKIE_NAME].value
    acknowledged = set()
    with portal.web(**environment) as address:
        for child in children:
            assert portal.wait_for(lambda: portal.get(f"{address}/salute/")[0] == 200)
            if ask(address, cycle.get_booking_url(), session, child):
                acknowledged.add(child.pk)
            for worker in workers_of(address):
                os.kill(worker, signal.SIGKILL)

    confirmed = set(activities.bookings().filter(state="confirmed").values_list("person", flat=True))
    assert len(acknowledged) == BOOKINGS
    assert acknowledged <= confirmed


def ask(address, path, session, child):
    """Send the real form; whether the answer says that it is done."""
    http = HTTPConnection(urlsplit(address).netloc, timeout=20)
    cookie = f"{settings.SESSION_COOKIE_NAME}={session}"
    http.request("GET", path, headers={"Cookie": cookie})
    answer = http.getresponse()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.read().decode()).group(1)
    secret = re.search(r"csrftoken=([^;]+)", " ".join(answer.headers.get_all("Set-Cookie"))).group(1)
    body = urlencode({"people": str(child.pk), "key": uuid4().hex, "csrfmiddlewaretoken": token})
    headers = {"Cookie": f"{cookie}; csrftoken={secret}", "Content-Type": "application/x-www-form-urlencoded"}
    http.request("POST", path, body, headers)
    return "/esito/" in (http.getresponse().headers["Location"] or "")
