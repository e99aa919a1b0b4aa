"""What a password costs, and whether the time of an answer tells if an address has an account (ASVS 6.3.8)."""

from __future__ import annotations

import itertools
import re
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlencode

from allauth.account.models import EmailAddress

from networking.accounts.hashers import PortalArgon2Hasher
from networking.models import User
from tests.performance.measuring import AnswerError

PASSWORD = "ginestra-larice-olivo-2468"
AT_ONCE = 16
LOG_INS = 64
# An answer that takes so much longer for one than for the other can be told apart over a network.
MOST_ALIKE = 1.25
COOKIE = re.compile(r"csrftoken=([^;]+)")
# A second run on the same database meets nobody of the first.
_numbers = itertools.count(time.time_ns())
Act = tuple[str, dict[str, str]]


class Visitor:
    """A browser that has just come: its own connection and its own token for forms."""

    def __init__(self, port: int) -> None:
        self._http = HTTPConnection("127.0.0.1", port, timeout=60)
        self._http.request("GET", "/accedi/")
        answer = self._http.getresponse()
        answer.read()
        self._token = COOKIE.search(answer.headers["Set-Cookie"])[1]

    def seconds(self, path: str, data: dict[str, str], *, expected: int = 302) -> float:
        """How long the answer to a form takes. Raises AnswerError."""
        body = urlencode(data | {"csrfmiddlewaretoken": self._token})
        headers = {
            "Cookie": f"csrftoken={self._token}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        start = time.perf_counter()
        self._http.request("POST", path, body, headers)
        answer = self._http.getresponse()
        answer.read()
        took = time.perf_counter() - start
        if answer.status != expected:
            raise AnswerError(f"{path}: {answer.status}")
        return took


def print_all(port: int, turns: int) -> None:
    """Print what was measured."""
    print_hashes()
    print_log_ins(port)
    print_oracles(port, turns)


def print_hashes() -> None:
    """One password alone, and many at once."""
    hasher = PortalArgon2Hasher()
    kept = hasher.encode(PASSWORD, hasher.salt())
    start = time.perf_counter()
    for _turn in range(AT_ONCE):
        hasher.verify(PASSWORD, kept)
    alone = (time.perf_counter() - start) / AT_ONCE
    start = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(lambda _turn: hasher.verify(PASSWORD, kept), range(LOG_INS)))
    per_second = LOG_INS / (time.perf_counter() - start)
    _say(
        f"Argon2id {hasher.memory_cost // 1024} MiB, t={hasher.time_cost}, p={hasher.parallelism}: una password "
        f"{alone * 1000:.0f} ms da sola; {AT_ONCE} insieme: {per_second:.0f} al secondo, "
        f"{AT_ONCE * hasher.memory_cost // 1024} MiB"
    )


def print_log_ins(port: int) -> None:
    """Whole sign-ins through the server, as many at once as it has threads and more."""
    emails = [_known() for _turn in range(LOG_INS)]
    start = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(lambda email: Visitor(port).seconds(*_login(email, PASSWORD)), emails))
    _say(f"accessi interi: {LOG_INS / (time.perf_counter() - start):.0f} al secondo, {AT_ONCE} insieme")


def print_oracles(port: int, turns: int) -> None:
    """The same form for an address that has an account and for one that has none, in turns."""
    for name, act, expected in (
        ("accesso", _login, 200),
        ("iscrizione", _signup, 302),
        ("password dimenticata", _reset, 302),
    ):
        times: dict[bool, list[float]] = {True: [], False: []}
        for turn in range(turns + 5):
            for is_known in (True, False):
                path, data = act(_known() if is_known else _unknown())
                seconds = Visitor(port).seconds(path, data, expected=expected)
                if turn >= 5:
                    times[is_known].append(seconds)
        known, unknown = (statistics.median(times[is_known]) * 1000 for is_known in (True, False))
        ratio = max(known, unknown) / min(known, unknown)
        _say(
            f"{name:22} indirizzo conosciuto {known:6.1f} ms, sconosciuto {unknown:6.1f} ms: {ratio:.2f} × "
            f"({'entro' if ratio <= MOST_ALIKE else 'OLTRE'} {MOST_ALIKE} ×)"
        )


def _unknown() -> str:
    return f"nessuno-{next(_numbers)}@example.org"


def _known() -> str:
    user = User.objects.create_user(f"qualcuno-{next(_numbers)}@example.org", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user.email


def _login(email: str, password: str = "questa-non-è-giusta") -> Act:
    return "/accedi/", {"login": email, "password": password}


def _reset(email: str) -> Act:
    return "/accedi/password-dimenticata/", {"email": email}


def _signup(email: str) -> Act:
    person = {"given_name": "Ada", "family_name": "Prova", "birth_date": "1980-12-31", "comune": "norcia"}
    return "/iscriviti/", person | {"email": email, "password1": PASSWORD, "password2": PASSWORD}


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
