"""The people of the demonstration: families, elderly people without an access, who answers for whom. All invented.

What a visitor has changed stays: only who is missing is made, with the same number on every run.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from .demo import DEMONSTRATION, DOMAIN, FIRST_DAY
from .models import Comune, Guardianship, Person, RoleKind, User, Zone
from .models.persons import FOLLOW_PEOPLE

if TYPE_CHECKING:
    from datetime import datetime

    from .demo import Account

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, DOMAIN)
INVENTED = "(Dato di dimostrazione.)"
Kind = Guardianship.Kind


@dataclass(frozen=True)
class Figure:
    """Somebody without an access; `lives_in` is a comune's slug, or a zone's for who lives outside."""

    given_name: str
    family_name: str
    born: date
    lives_in: str
    phone: str = ""
    needs: str = ""
    codice_fiscale: str = ""
    # How they prefer to be told; nothing leaves it to the portal.
    channel: str = ""
    street: str = ""

    @property
    def pk(self) -> uuid.UUID:
        """The same on every run and every machine."""
        return uuid.uuid5(NAMESPACE, f"{self.given_name} {self.family_name} {self.born}")


@dataclass(frozen=True)
class Tie:
    """That `guardian` (a name of the cast, or a Figure) answers for `child`."""

    guardian: str | Figure
    child: Figure
    kind: Kind = Kind.PARENT
    can_book: bool = True
    can_collect: bool = True


ANITA = Figure(
    "Anita",
    "Ridolfi",
    date(2017, 9, 14),
    "foligno",
    needs=f"Allergica alle arachidi: l'adrenalina è nello zaino, tasca davanti. {INVENTED}",
    codice_fiscale="RDLNTA17P54D653S",
)
PIETRO = Figure("Pietro", "Ridolfi", date(2019, 4, 2), "foligno")
TOMMASO = Figure("Tommaso", "D'Angelo", date(2015, 11, 30), "norcia", "+390743999901")
NOEMI = Figure("Noemi", "D'Angelo", date(2018, 6, 21), "norcia")
SIMONE = Figure("Simone", "Ridolfi", date(1981, 2, 17), "foligno", "+390742999902")
SETTIMIO = Figure(
    "Settimio",
    "Bonacci",
    date(1946, 3, 12),
    "norcia",
    "+390743999903",
    needs=f"Sente poco: telefona di mattina e parla piano. {INVENTED}",
    codice_fiscale="BNCSTM46C12F935A",
    channel="phone",
)
ELVIRA = Figure("Elvira", "Bonacci", date(1974, 7, 8), "norcia", "+390743999904")
UMBERTO = Figure(
    *("Umberto", "Sabatucci", date(1939, 1, 25), "spoleto", "+390743999905"),
    channel="letter",
    street="Via di Prova 4",
)
CLARA = Figure("Clara", "Sabatucci Mercantini", date(1966, 10, 3), "spoleto", "+390743999906")
FIGURES = (
    ANITA,
    PIETRO,
    TOMMASO,
    NOEMI,
    SIMONE,
    SETTIMIO,
    ELVIRA,
    UMBERTO,
    CLARA,
    Figure("Ginevra", "Proietti", date(1951, 5, 19), "cascia", "+390743999907", channel="phone"),
    Figure("Ottavio", "De Santis", date(1944, 12, 1), "preci", channel="letter", street="Via di Prova 2"),
    Figure(
        *("Ileana", "Fortunati", date(1988, 8, 8), "monteleone-di-spoleto", "+393330000908"), channel="sms"
    ),
    Figure("Achille", "Perugini", date(1948, 2, 29), "spello", "+390742999909"),
    Figure("Mirella", "Angelucci", date(1957, 4, 11), "trevi", "+390742999910"),
    Figure("Zoé", "N'Diaye", date(2013, 1, 9), "foligno"),
    Figure("Fiorenzo", "Marcucci", date(1962, 9, 27), "campello-sul-clitunno", "+390743999911"),
    Figure("Nazzarena", "Cardarelli", date(1935, 6, 6), "castel-ritaldi", street="Via di Prova 7"),
    Figure("Oksana", "Kovalenko", date(1990, 3, 3), "zona-9", "+390743999912"),
)
TIES = (
    Tie("famiglia-foligno", ANITA),
    Tie("famiglia-foligno", PIETRO),
    Tie(SIMONE, ANITA, can_book=False),
    Tie(SIMONE, PIETRO, can_book=False),
    Tie("famiglia-norcia", TOMMASO),
    Tie("famiglia-norcia", NOEMI),
    Tie(ELVIRA, TOMMASO, Kind.FOSTER, can_book=False),
    Tie(CLARA, UMBERTO, Kind.SUPPORT),
)


def build(accounts: dict[str, Account], *, password: str, now: datetime) -> None:
    """Who is missing, who answers for whom, and the private pages of each."""
    for figure in FIGURES:
        _ensure(figure)
    for tie in TIES:
        _ensure_tie(tie)
    _add_pages(accounts)


def _ensure(figure: Figure) -> None:
    everyone = Person.objects.for_everyone(reason=DEMONSTRATION)
    if everyone.filter(pk=figure.pk).exists():
        return
    is_outside = figure.lives_in.startswith("zona-")
    Person(
        pk=figure.pk,
        given_name=figure.given_name,
        family_name=figure.family_name,
        birth_date=figure.born,
        comune=None if is_outside else Comune.objects.get(slug=figure.lives_in),
        zone=Zone.objects.get(slug=figure.lives_in) if is_outside else None,
        phone=figure.phone,
        needs=figure.needs or None,
        codice_fiscale=figure.codice_fiscale or None,
        channel=figure.channel,
        street=figure.street,
    ).save(force_insert=True)


def _ensure_tie(tie: Tie) -> None:
    everyone = Person.objects.for_everyone(reason=DEMONSTRATION)
    guardian = (
        everyone.get(account__email=f"{tie.guardian}@{DOMAIN}")
        if isinstance(tie.guardian, str)
        else everyone.get(pk=tie.guardian.pk)
    )
    between = Guardianship.objects.for_everyone(reason=DEMONSTRATION)
    if between.filter(guardian=guardian, child=tie.child.pk).exists():
        return
    Guardianship.objects.create(
        guardian=guardian,
        child_id=tie.child.pk,
        kind=tie.kind,
        can_book=tie.can_book,
        can_collect=tie.can_collect,
        starts_on=FIRST_DAY,
        **({} if tie.can_book and tie.can_collect else _document()),
    )


def _document() -> dict[str, Any]:
    """What limits a right: a document that somebody at a desk has seen."""
    return {
        "proof": "Accordo scritto dei genitori (dimostrazione)",
        "proof_date": FIRST_DAY,
        "proof_seen_by": User.objects.filter(roles__kind=RoleKind.DESK_OPERATOR).order_by("email").first(),
        "proof_seen_at": timezone.now(),
    }


def _add_pages(accounts: dict[str, Account]) -> None:
    at_desk = {str(RoleKind(kind).label) for kind in FOLLOW_PEOPLE}
    for account in accounts.values():
        if account.role in at_desk:
            account.pages.append(reverse("networking:desk_home"))
    for tie in TIES:
        if isinstance(tie.guardian, str):
            accounts[tie.guardian].pages.append(reverse("networking:family_person", args=[tie.child.pk]))
