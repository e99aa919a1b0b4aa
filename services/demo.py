"""The catalogue of the demonstration: the real sheets, and two invented organisations that have editors."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from networking.demo import DOMAIN, FIRST_DAY
from networking.models import Action, Comune, Role, RoleKind, User, Zone

from . import loading
from .models import (
    Category,
    Contact,
    ErrorReport,
    Language,
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
    from datetime import datetime

    from networking.demo import Account

PROVIDERS: tuple[dict[str, Any], ...] = (
    {
        "editor": "ente-valnerina",
        "name": "Associazione Esempio Valnerina (dimostrazione)",
        "slug": "esempio-valnerina",
        "comune": "cerreto-di-spoleto",
        "service": {
            "title": "Compagnia a casa e spesa per chi è solo (esempio)",
            "slug": "compagnia-a-casa-esempio",
            "summary": "Due volontari passano da te una volta la settimana: quattro chiacchiere e la spesa.",
            "category": "aiuto-a-casa",
            "addressed_to": "Persone con più di 65 anni che vivono sole nei comuni della Valnerina.",
            "how_to": "Telefona e racconta di che cosa hai bisogno. Ti richiamiamo entro tre giorni.",
            "obtained": "Una visita di un'ora alla settimana, sempre con le stesse due persone.",
            "times": "La prima visita avviene entro due settimane dalla telefonata.",
            "conditions": "I volontari non danno medicine e non usano il tuo denaro senza scontrino.",
            "cost": "free",
            "access_modes": ["phone", "home_visit"],
            "min_age": 65,
        },
        "target": "anziani",
        "zone": 6,
        "hours": ((1, 9, 12), (3, 15, 18), (5, 9, 12)),
        "action": "3.2",
    },
    {
        "editor": "ente-foligno",
        "name": "Cooperativa Esempio Foligno (dimostrazione)",
        "slug": "esempio-foligno",
        "comune": "foligno",
        "service": {
            "title": "Doposcuola del quartiere (esempio)",
            "slug": "doposcuola-del-quartiere-esempio",
            "summary": "Aiuto con i compiti tre pomeriggi la settimana, in un piccolo gruppo con un educatore.",
            "category": "aiuto-con-i-compiti",
            "addressed_to": "Bambine e bambini della scuola primaria.",
            "how_to": "Vieni a vedere un pomeriggio con tuo figlio, poi compila il modulo sul posto.",
            "obtained": "Un posto nel gruppo fino alla fine dell'anno scolastico.",
            "times": "Si comincia la settimana dopo l'iscrizione.",
            "conditions": "Chi manca quattro volte senza avvisare lascia il posto a chi aspetta.",
            "cost": "income_based",
            "cost_text": "Gratis con ISEE fino a 12.000 euro, altrimenti 15 euro al mese.",
            "access_modes": ["walk_in"],
            "min_age": 6,
            "max_age": 10,
        },
        "target": "bambini",
        "zone": 8,
        "hours": ((1, 15, 18), (3, 15, 18), (4, 15, 18)),
        "action": "10.1",
    },
)


def build(accounts: dict[str, Account], *, password: str, now: datetime) -> None:
    """The catalogue's part: what is missing of the real sheets, and each provider with a sheet of theirs."""
    loading.load_words()
    loading.load_services(now=now)
    for number, fact in enumerate(PROVIDERS, start=1):
        organization = _ensure_provider(fact, number)
        if not organization.services.exists():
            _add_sheet(fact, organization, number, now)
        accounts[fact["editor"]].pages.append(reverse("services:provider_detail", args=[organization.uuid]))


def _ensure_provider(fact: dict[str, Any], number: int) -> Organization:
    organization, _created = Organization.objects.get_or_create(
        key=f"demo-{number}",
        defaults={
            "name": fact["name"],
            "slug": fact["slug"],
            "kind": Organization.Kind.ASSOCIATION,
            "description": "Un ente inventato: serve a provare il portale.",
            "comune": Comune.objects.get(slug=fact["comune"]),
            "is_demo": True,
        },
    )
    editor = User.objects.get(email=f"{fact['editor']}@{DOMAIN}")
    role, _created = Role.objects.get_or_create(
        user=editor, kind=RoleKind.PROVIDER_EDITOR, defaults={"starts_on": FIRST_DAY}
    )
    ProviderScope.objects.get_or_create(role=role, defaults={"organization": organization})
    return organization


def _add_sheet(fact: dict[str, Any], organization: Organization, number: int, now: datetime) -> Service:
    comune = organization.comune
    fields = fact["service"] | {"category": Category.objects.get(slug=fact["service"]["category"])}
    service = Service.objects.create(
        key=f"demo-{number}",
        organization=organization,
        place=Place.objects.create(
            name=f"Sede di prova di {comune}", comune=comune, address="Piazza dell'Esempio 1"
        ),
        is_demo=True,
        published_at=now - timedelta(days=90),
        source="Scheda inventata per la dimostrazione",
        **fields,
    )
    service.area_zones.set(Zone.objects.filter(number=fact["zone"]))
    service.languages.set(Language.objects.filter(code="it"))
    service.actions.set(Action.objects.filter(code=fact["action"]))
    ServiceTarget.objects.create(
        service=service,
        group=TargetGroup.objects.get(slug=fact["target"]),
        strength=ServiceTarget.Strength.EXCLUSIVE,
    )
    Contact.objects.create(service=service, label="segreteria di prova", email=f"{fact['slug']}@{DOMAIN}")
    OpeningRule.objects.bulk_create(
        OpeningRule(service=service, weekday=day, opens=time(opens), closes=time(closes))
        for day, opens, closes in fact["hours"]
    )
    _add_past(service, organization, now)
    return service


def _add_past(service: Service, organization: Organization, now: datetime) -> None:
    """Somebody checked the sheet, and somebody found a mistake since."""
    Verification.objects.create(
        service=service,
        verified_at=now - timedelta(days=12),
        verified_by=organization.provider_scopes.get().role.user,
        verifier_name=organization.name,
        method="telefonata",
    )
    ErrorReport.objects.create(
        service=service,
        field=ErrorReport.Field.HOURS,
        message="Il mercoledì ho trovato chiuso.",
        email=f"cittadina@{DOMAIN}",
        reported_at=now - timedelta(days=2),
    )
