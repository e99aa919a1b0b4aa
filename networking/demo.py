"""The people of the demonstration: one log-in per role, and pairs who know nothing of one another."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from . import territory
from .models import Comune, Person, Role, RoleKind, User, Zone

if TYPE_CHECKING:
    from datetime import datetime

ACCOUNTS_FILE = settings.VAR_DIR / "demo-accounts.json"
DOMAIN = "demo.example"
DEMONSTRATION = "dati di dimostrazione"
FIRST_DAY = date(2026, 1, 1)
WORDS = [
    "acero",
    "betulla",
    "ciclamino",
    "faggio",
    "ginestra",
    "larice",
    "mandorlo",
    "nocciolo",
    "olivo",
    "quercia",
    "sambuco",
    "tiglio",
]


class DemoRefusedError(Exception):
    """This portal is not a demonstration."""


@dataclass(frozen=True)
class Character:
    """Somebody of the demonstration; scope is a comune's or a zone's slug, «*» for the whole territory, or empty."""

    name: str
    given_name: str
    family_name: str
    kind: RoleKind
    comune: str
    scope: str = ""

    @property
    def email(self) -> str:
        """What they sign in with."""
        return f"{self.name}@{DOMAIN}"


@dataclass
class Account:
    """A log-in to print: who, with what, and the addresses only they may open."""

    role: str
    email: str
    password: str
    pages: list[str] = field(default_factory=list)


CAST = (
    Character("cittadina", "Lucia", "Cesaretti", RoleKind.CITIZEN, "cascia"),
    Character("famiglia-foligno", "Marta", "Ridolfi", RoleKind.GUARDIAN, "foligno"),
    Character("famiglia-norcia", "Paolo", "D'Angelo", RoleKind.GUARDIAN, "norcia"),
    Character("volontaria-spoleto", "Irene", "Ng", RoleKind.VOLUNTEER, "spoleto"),
    Character("volontario-trevi", "Niccolò", "Bartoli", RoleKind.VOLUNTEER, "trevi"),
    Character("educatrice", "Sara", "Fabbri", RoleKind.EDUCATOR, "spoleto", "spoleto"),
    Character("operatrice-zona-6", "Carla", "Amici", RoleKind.DESK_OPERATOR, "norcia", "zona-6"),
    Character("operatore-zona-8", "Fabio", "Trabalza", RoleKind.DESK_OPERATOR, "foligno", "zona-8"),
    Character("ente-valnerina", "Giulia", "Marini", RoleKind.PROVIDER_EDITOR, "cerreto-di-spoleto"),
    Character("ente-foligno", "Elio", "Santini", RoleKind.PROVIDER_EDITOR, "foligno"),
    Character("coordinatrice", "Rosa", "Pallotta", RoleKind.VOLUNTEER_COORDINATOR, "spoleto", "zona-9"),
    Character("cabina", "Enrico", "Valenti", RoleKind.CABINA_MEMBER, "montefalco", "*"),
    Character("segreteria", "Teresa", "Onofri", RoleKind.SECRETARY, "spoleto", "*"),
    Character("monitoraggio", "Davide", "Conti", RoleKind.MONITORING_OFFICER, "spello", "*"),
    Character("amministrazione-zona-8", "Lorenzo", "Falchi", RoleKind.ADMINISTRATOR, "trevi", "zona-8"),
    Character("amministrazione", "Anna", "Rossetti", RoleKind.ADMINISTRATOR, "spoleto", "*"),
)


def build_all(*, now: datetime) -> list[Account]:
    """Load what is missing and make the demonstration's data; the log-ins, also written to the file.

    Raises DemoRefusedError where the portal is not a demonstration.
    """
    if not settings.IS_DEMO:
        raise DemoRefusedError(_("Questo portale non è una dimostrazione: i dati di prova non si caricano."))
    password = known_password() or new_password()
    accounts: dict[str, Account] = {}
    with transaction.atomic():
        for path in settings.DEMO_BUILDERS:
            import_string(path)(accounts, password=password, now=now)
    write_accounts(list(accounts.values()))
    return list(accounts.values())


def build(accounts: dict[str, Account], *, password: str, now: datetime) -> None:
    """The ground's part: the territory, and one account for each character."""
    territory.load()
    for character in CAST:
        _ensure_person(character, password)
        accounts[character.name] = Account(
            role=str(character.kind.label),
            email=character.email,
            password=password,
            pages=[reverse("networking:profile")],
        )


def new_password() -> str:
    """Easy to type, new for every installation."""
    words = "-".join(secrets.choice(WORDS) for _each in range(3))
    return f"{words}-{secrets.randbelow(9000) + 1000}"


def known_password() -> str | None:
    """The password given before on this machine, so that a second run changes nothing."""
    accounts = read_accounts()
    return accounts[0]["password"] if accounts else None


def read_accounts() -> list[dict[str, Any]]:
    """The log-ins written by the last run; empty before the first."""
    path = Path(ACCOUNTS_FILE)
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []


def write_accounts(accounts: list[Account]) -> None:
    """Keep the log-ins where `make up` and people look for them, readable by their owner alone."""
    path = Path(ACCOUNTS_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    rows = [vars(account) for account in accounts]
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _ensure_person(character: Character, password: str) -> Person:
    """The account with its verified address, the person behind it, and their role."""
    user = User.objects.filter(email=character.email).first() or User(email=character.email)
    user.is_superuser = character.name == "amministrazione"
    if not user.check_password(password):
        user.set_password(password)
    user.save()
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    everyone = Person.objects.for_everyone(reason=DEMONSTRATION)
    person = everyone.filter(account=user).first() or Person(account=user)
    person.given_name, person.family_name = character.given_name, character.family_name
    person.comune = Comune.objects.get(slug=character.comune)
    person.save()
    Role.objects.get_or_create(
        user=user,
        kind=character.kind,
        defaults={
            "zone": Zone.objects.filter(slug=character.scope).first(),
            "comune": Comune.objects.filter(slug=character.scope).first(),
            "everywhere": character.scope == "*",
            "starts_on": FIRST_DAY,
        },
    )
    return person
