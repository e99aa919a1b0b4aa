"""A hundred thousand services that look like real ones: words, places, hours, whom they are for."""

from __future__ import annotations

import random
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils.text import slugify

from networking.models import Comune, User
from services.models import (
    Category,
    Contact,
    Language,
    OpeningRule,
    Organization,
    Place,
    Service,
    ServiceTarget,
    Synonym,
    TargetGroup,
    Verification,
)
from services.rules import CODE_FIGURES, CODE_LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

MEASURED = "norcia"
IN_MEASURED = 5_000
PER_PLACE = 5
PER_ORGANIZATION = 40
# One in so many reaches people by telephone or at home, everywhere or in its zone.
REMOTE = 50
PUBLISHED_AT = datetime(2026, 1, 1, tzinfo=UTC)

NAMES = (
    "Il Girasole", "La Ginestra", "Arcobaleno", "Il Ponte", "La Quercia", "Il Melograno", "Primavera",
    "La Bussola", "Il Nido", "Terra Nostra", "La Lanterna", "Il Faro", "Mani Tese", "Il Sentiero",
    "Le Querce", "La Rondine", "Sole e Luna", "Il Tiglio", "San Benedetto", "Santa Rita", "San Feliciano",
)  # fmt: skip
SENTENCES = (
    "Un operatore ascolta la tua situazione e ti spiega quali aiuti esistono.",
    "Le attività si svolgono in piccoli gruppi, con educatori e volontari.",
    "Si può venire senza appuntamento negli orari di apertura.",
    "Chi viene da lontano può telefonare prima per sapere se trova qualcuno.",
    "Il servizio accompagna le famiglie nei momenti difficili, per il tempo che serve.",
    "Per iscriversi basta compilare il modulo e consegnarlo allo sportello.",
    "La partecipazione è aperta a chi abita nel comune e nei paesi vicini.",
    "Durante l'estate gli orari cambiano e alcune attività si fermano.",
    "Gli incontri aiutano a conoscere gente nuova e a sentirsi meno soli.",
    "È previsto un contributo secondo il reddito, con l'attestazione ISEE.",
    "Il trasporto si chiede con qualche giorno di anticipo.",
    "Gli ambienti sono luminosi e si trovano vicino alla fermata dell'autobus.",
    "I posti sono limitati: chi arriva dopo entra in una lista di attesa.",
    "Il progetto nasce dalla collaborazione fra il Comune e le associazioni del territorio.",
)
HOURS = ((9, 13), (9, 12), (8, 14), (15, 18), (16, 19), (14, 20))


@transaction.atomic
def generate(total: int) -> None:
    """Fill the catalogue with `total` published services and all that belongs to them."""
    chance = random.Random(7)
    comuni = _comune_of_each(total, chance)
    organizations = _copy(_organizations(total, chance))
    places = _copy(_places(comuni, chance))
    user = User.objects.create_user("misure@example.org")
    services = _copy(_services(comuni, organizations, places, chance))
    _copy(_rules(services, chance))
    _copy(_targets(services, chance))
    _copy(_contacts(services))
    _copy(_verifications(services, user, chance))
    _copy(_languages(services, chance))
    _copy(_areas(services, places, chance))


def _comune_of_each(total: int, chance: random.Random) -> list[Comune]:
    """Where each service stands: five thousand in the comune that is measured, the rest by residents."""
    comuni = list(Comune.objects.with_residents())
    measured = next(each for each in comuni if each.slug == MEASURED)
    others = [each for each in comuni if each.slug != MEASURED]
    here = min(IN_MEASURED, total // 2)
    elsewhere = chance.choices(others, [each.residents or 1 for each in others], k=total - here)
    return sorted([measured] * here + elsewhere, key=lambda comune: comune.id)


def _organizations(total: int, chance: random.Random) -> list[Organization]:
    comuni = list(Comune.objects.all())
    made = []
    for number in range(1, total // PER_ORGANIZATION + 2):
        comune = chance.choice(comuni)
        name = f"Associazione «{chance.choice(NAMES)}» di {comune.name} {number}"
        made.append(Organization(id=number, name=name, slug=slugify(name), comune=comune))
    return made


def _places(comuni: list[Comune], chance: random.Random) -> list[Place]:
    return [
        Place(
            id=number + 1,
            name=f"Sede di via {chance.choice(NAMES)} {number}",
            comune=comune,
            address=f"Via {chance.choice(NAMES)} {chance.randint(1, 90)}",
            latitude=comune.latitude + chance.gauss(0, 0.02),
            longitude=comune.longitude + chance.gauss(0, 0.02),
            is_protected=chance.random() < 0.002,
            step_free=chance.choice(["", "yes", "no", "partly"]),
        )
        for number, comune in enumerate(comuni[::PER_PLACE])
    ]


def _services(
    comuni: list[Comune], organizations: list[Organization], places: list[Place], chance: random.Random
) -> Iterable[Service]:
    leaves = list(Category.objects.exclude(parent=None))
    words = list(Synonym.objects.values_list("preferred", flat=True))
    for number, comune in enumerate(comuni, start=1):
        category = chance.choice(leaves)
        title = f"{category.name[:30]} «{chance.choice(NAMES)}» di {comune.name}"[:80]
        is_remote = number % REMOTE == 0
        low = chance.choice([None, None, None, 0, 6, 14, 18, 65])
        yield Service(
            id=number,
            short_code=_short_code(number),
            title=title,
            slug=f"{slugify(title)[:100]}-{number}",
            summary=f"{category.description[:100]} A {comune.name}."[:160],
            description=" ".join(chance.sample(SENTENCES, 6)),
            obtained=chance.choice(SENTENCES),
            how_to=chance.choice(SENTENCES),
            keywords=[word[:60] for word in chance.sample(words, 3)],
            category=category,
            organization=chance.choice(organizations),
            place=None if is_remote else places[(number - 1) // PER_PLACE],
            min_age=low,
            max_age=chance.choice([None, low + 12]) if low is not None else None,
            cost=chance.choice(["", "free", "free", "income_based"]),
            access_modes=["phone", "home_visit"]
            if is_remote
            else chance.choice([["walk_in"], ["appointment"]]),
            serves_everywhere=number % (REMOTE * 10) == 0,
            published_at=PUBLISHED_AT,
            updated_at=PUBLISHED_AT,
        )


def _short_code(number: int) -> str:
    """A different code, of the usual form, for every number."""
    code = ""
    for signs in (CODE_LETTERS, CODE_LETTERS, CODE_FIGURES, CODE_FIGURES, CODE_FIGURES, CODE_LETTERS):
        number, place = divmod(number, len(signs))
        code = signs[place] + code
    return f"{code[:2]}-{code[2:]}"


def _rules(services: list[Service], chance: random.Random) -> Iterable[OpeningRule]:
    number = 0
    for service in services:
        opens, closes = chance.choice(HOURS)
        for weekday in chance.sample(range(1, 8), chance.randint(1, 5)):
            number += 1
            yield OpeningRule(
                id=number, service=service, weekday=weekday, opens=time(opens), closes=time(closes)
            )


def _targets(services: list[Service], chance: random.Random) -> Iterable[ServiceTarget]:
    groups, number = list(TargetGroup.objects.all()), 0
    for service in services:
        for group in chance.sample(groups, chance.randint(1, 3)):
            number += 1
            yield ServiceTarget(id=number, service=service, group=group)


def _contacts(services: list[Service]) -> Iterable[Contact]:
    for service in services:
        yield Contact(id=service.id, service=service, phone="+390743828711")


def _verifications(services: list[Service], user: User, chance: random.Random) -> Iterable[Verification]:
    for service in services:
        if chance.random() < 0.4:
            yield Verification(
                id=service.id,
                service=service,
                verified_at=PUBLISHED_AT,
                verified_by=user,
                verifier_name="Misure",
            )


def _languages(services: list[Service], chance: random.Random) -> Iterable[Model]:
    languages, number = list(Language.objects.all()), 0
    for service in services:
        for language in chance.sample(languages, chance.choice([1, 1, 1, 2])):
            number += 1
            yield Service.languages.through(id=number, service=service, language=language)


def _areas(services: list[Service], places: list[Place], chance: random.Random) -> Iterable[Model]:
    """Most serve the comune where they are, some a whole zone too."""
    comuni = list(Comune.objects.all())
    for service in services:
        comune_id = service.place.comune_id if service.place else chance.choice(comuni).id
        yield Service.area_comuni.through(id=service.id, service=service, comune_id=comune_id)


def _copy(rows: Iterable[Any]) -> list[Any]:
    """Write rows as PostgreSQL reads them fastest, and leave the next numbers free; returns them."""
    made = list(rows)
    if not made:
        return made
    fields = made[0]._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    table = made[0]._meta.db_table
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in made:
                copy.write_row(
                    [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
                )
        # The portal may draw numbers, not set them: as many are drawn as rows were written by hand.
        if sequence := connection.introspection.get_sequences(cursor, table):
            cursor.execute(
                "SELECT count(nextval(%s)) FROM generate_series(1, %s)", [sequence[0]["name"], len(made)]
            )
    return made
