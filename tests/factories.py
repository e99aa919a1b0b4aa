"""Things a test needs, with whatever the test does not care about filled in."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from itertools import count
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone
from django.utils.text import slugify

from networking.limiting import Document
from networking.models import Comune, Guardianship, Notice, Person, Role, RoleKind, User, Zone
from services.models import (
    Category,
    Contact,
    OpeningRule,
    Organization,
    Place,
    ProviderScope,
    Service,
    ServiceTarget,
    TargetGroup,
    Verification,
)

if TYPE_CHECKING:
    from networking.models.notices import NoticeQuerySet

PASSWORD = "ginestra-larice-olivo-2468"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
_numbers = count(1)


def person(
    email: str,
    kind: RoleKind,
    *,
    zone: Zone | None = None,
    comune: Comune | None = None,
    everywhere: bool = False,
    full_name: str = "Persona Diprova",
    lives_in: Comune | None = None,
    **fields: Any,
) -> User:
    """The account of a person with a verified address and a role that began long ago."""
    user = User.objects.create_user(email, PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    human(full_name, account=user, comune=lives_in)
    Role.objects.create(
        user=user, kind=kind, zone=zone, comune=comune, everywhere=everywhere, starts_on=LONG_AGO.date()
    )
    return user


def human(full_name: str = "", **fields: Any) -> Person:
    """A person, with or without an account."""
    given_name, _space, family_name = (full_name or f"Persona Numero{next(_numbers)}").partition(" ")
    return Person.objects.create(given_name=given_name, family_name=family_name, **fields)


def child_of(guardian: User | Person, full_name: str = "", **fields: Any) -> Person:
    """A child for whom `guardian` answers."""
    child = human(full_name, **{"birth_date": date(2017, 5, 1), **fields})
    tie(guardian if isinstance(guardian, Person) else guardian.person, child)
    return child


def tie(guardian: Person, child: Person, **fields: Any) -> Guardianship:
    """That one answers for the other, since long ago; with the document, where it is with less than every right."""
    is_limited = not (fields.get("can_book", True) and fields.get("can_collect", True))
    values = {"starts_on": LONG_AGO.date(), **(proof() if is_limited else {}), **fields}
    return Guardianship.objects.create(guardian=guardian, child=child, **values)


def proof() -> dict[str, Any]:
    """The columns that say which document limits a right, and that somebody at a desk has just seen it."""
    seen_by, _made = User.objects.get_or_create(email="ha-visto-il-documento@example.org")
    return {
        "proof": "Decreto del tribunale n. 12/2026",
        "proof_date": date(2026, 10, 1),
        "proof_seen_by": seen_by,
        "proof_seen_at": timezone.now(),
    }


def document() -> Document:
    """A document that somebody at a desk has just seen."""
    seen = proof()
    return Document(seen["proof"], seen["proof_date"], seen["proof_seen_by"], seen["proof_seen_at"])


def provider(email: str, *, organization: Organization, **fields: Any) -> User:
    """A person who writes for `organization`."""
    user = person(email, RoleKind.PROVIDER_EDITOR, **fields)
    ProviderScope.objects.create(role=user.roles.get(), organization=organization)
    return user


def signed_in(user: User) -> Client:
    """A browser in which `user` has signed in."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def organization(name: str = "", **fields: Any) -> Organization:
    """An organisation."""
    name = name or f"Ente {next(_numbers)}"
    return Organization.objects.create(name=name, slug=slugify(f"{name} {next(_numbers)}"), **fields)


def place(comune: Comune, **fields: Any) -> Place:
    """A place in `comune`."""
    return Place.objects.create(
        **{"name": f"Sede {next(_numbers)}", "comune": comune, "address": "Via Roma 1", **fields}
    )


def service(
    title: str = "", *, comune: Comune | None = None, published: bool = True, **fields: Any
) -> Service:
    """A published sheet, in a place of `comune` when one is given."""
    title = title or f"Servizio {next(_numbers)}"
    groups = fields.pop("targets", [])
    category = fields.pop("category", "ufficio-della-cittadinanza")
    values = {
        "title": title,
        "slug": slugify(f"{title} {next(_numbers)}"),
        "summary": "Un aiuto di prova.",
        "category": Category.objects.get(slug=category) if isinstance(category, str) else category,
        "place": place(comune) if comune else None,
        "published_at": LONG_AGO if published else None,
        **fields,
    }
    if "organization" not in values:
        values["organization"] = organization()
    made = Service.objects.create(**values)
    for slug in groups:
        ServiceTarget.objects.create(service=made, group=TargetGroup.objects.get(slug=slug))
    return made


def contact(service: Service, **fields: Any) -> Contact:
    """A way to reach `service`."""
    return Contact.objects.create(service=service, **{"phone": "+390743828711", **fields})


def opening(service: Service, weekday: int, opens: str, closes: str, **fields: Any) -> OpeningRule:
    """A weekly rule; hours as «9:00»."""
    return OpeningRule.objects.create(
        service=service, weekday=weekday, opens=_clock(opens), closes=_clock(closes), **fields
    )


def verification(service: Service, user: User, when: datetime) -> Verification:
    """That `user` checked `service`."""
    return Verification.objects.create(
        service=service, verified_by=user, verified_at=when, verifier_name="Ufficio di prova"
    )


def _clock(text: str) -> time:
    hours, minutes = text.split(":")
    return time(int(hours), int(minutes))


def day(text: str) -> date:
    """A day from «2026-11-25»."""
    return date.fromisoformat(text)


def notice(**fields: Any) -> Notice:
    """Something written to an address, that waits."""
    moment = fields.pop("created_at", None) or timezone.now()
    values = {
        "kind": "networking.mail",
        "key": f"prova:{next(_numbers)}",
        "channel": "email",
        "composed_at": moment,
        "due_at": moment,
        "next_at": moment,
        "is_in_pages": False,
        **fields,
    }
    return Notice.objects.create(created_at=moment, **values)


def notices() -> NoticeQuerySet:
    """Every notice, for a test to look at."""
    return Notice.objects.for_everyone(reason="prova")
