"""What the law and the project ask of volunteers: the register, the insurance, credentials in every state."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import cycle
from typing import TYPE_CHECKING

from laboratories.demo.drawing import Draw, at
from networking.demo import DEMONSTRATION, DOMAIN
from networking.models import Comune, Credential, CredentialKind, CredentialMode, User
from services.models import Organization

from ..models import (
    InsuranceCover,
    InsurancePolicy,
    Register,
    RegisterEntry,
    RegisterSection,
    Volunteer,
)

if TYPE_CHECKING:
    from .people import Crew

# Policies run from October to October.
POLICY_MONTH = 10
A_WHILE = timedelta(days=90)
OCCASIONAL = 0.12
NOT_INSURED_YET = 3
# Out of a hundred of those who help, who has what.
HOLDERS = {"safety": 97, "clearance": 62, "safeguarding": 60, "first_aid": 18}
SOURCES = {
    "safety": "Corso di quattro ore, attestato visto",
    "clearance": "Certificato visto e restituito",
    "safeguarding": "Corso del progetto",
    "first_aid": "Corso di un ente di soccorso, attestato visto",
}


# What becomes of one in so many, in turn: most simply hold.
FATES = ("holds",) * 9 + ("soon", *("holds",) * 4, "over", *("holds",) * 5, "revoked", "holds", "waits")
STREETS = ("Via Roma", "Via della Fonte", "Via del Mulino", "Piazza San Francesco", "Via delle Mura")


def make(draw: Draw, crew: Crew, *, by: User) -> None:
    """Everything that `crew` has to show."""
    aps = _organization()
    helpers = crew.helpers()
    _enrol(draw, helpers, aps, by)
    _insure(draw, helpers, aps)
    _credentials(draw, helpers, by)


def _organization() -> Organization:
    """The association of the project, which the demonstration takes to have been founded."""
    return Organization.objects.get_or_create(
        key="demo-aps",
        defaults={
            "name": "NET WORKING APS (dimostrazione)",
            "slug": "net-working-aps-esempio",
            "kind": Organization.Kind.ASSOCIATION,
            "description": "Un ente inventato: serve a provare il portale.",
            "comune": Comune.objects.get(slug="spoleto"),
            "is_demo": True,
        },
    )[0]


def _insure(draw: Draw, helpers: list[Volunteer], aps: Organization) -> None:
    """Three years of policies, and a cover under each; a few who are new have none yet."""
    year = draw.day.year if draw.day.month >= POLICY_MONTH else draw.day.year - 1
    years = [year - 1, year]
    if date(year + 1, POLICY_MONTH, 1) < draw.day + A_WHILE:
        years.append(year + 1)
    policies = [
        InsurancePolicy.objects.create(
            organization=aps,
            insurer="Assicurazioni Esempio",
            number=f"VOL-{each}",
            starts_on=date(each, POLICY_MONTH, 1),
            ends_on=date(each + 1, POLICY_MONTH, 1),
        )
        for each in years
    ]
    covered = [each for each in helpers if each.person.account_id or not _is_new(each, draw)]
    late = [each for each in helpers if each not in covered][NOT_INSURED_YET:]
    InsuranceCover.objects.for_everyone(reason=DEMONSTRATION).bulk_create(
        InsuranceCover(person=each.person, policy=policy, starts_on=max(policy.starts_on, _began(each)))
        for policy in policies
        for each in covered + late
        if _began(each) < policy.ends_on
    )


def _began(volunteer: Volunteer) -> date:
    """The day on which they were written in the register."""
    assert volunteer.agreed_at is not None
    return volunteer.agreed_at.date()


def _is_new(volunteer: Volunteer, draw: Draw) -> bool:
    return _began(volunteer) > draw.day - A_WHILE


def _enrol(draw: Draw, helpers: list[Volunteer], aps: Organization, by: User) -> None:
    """Two sections, and the lines in the order of the days."""
    register = Register.objects.create(organization=aps, opened_on=draw.day - timedelta(days=700))
    regular, occasional = (
        RegisterSection.objects.create(register=register, kind=kind) for kind in RegisterSection.Kind
    )
    lines = RegisterEntry.objects.for_everyone(reason=DEMONSTRATION)
    lines.bulk_create(
        RegisterEntry(
            id=draw.uuid(),
            section=occasional if draw.often(OCCASIONAL) else regular,
            event=RegisterEntry.Event.ENROLMENT,
            person=each.person,
            given_name=each.person.given_name,
            family_name=each.person.family_name,
            birth_date=each.person.birth_date,
            birth_place=str(each.person.comune),
            residence=f"{draw.choice(STREETS)} {draw.randint(1, 60)}, {each.person.comune}",
            effective_on=_began(each),
            recorded_by=by,
        )
        for each in sorted(helpers, key=_began)
    )
    wrong = lines.filter(section=regular).order_by("number").first()
    assert wrong is not None
    _correct(wrong, by, draw.day)


def _correct(wrong: RegisterEntry, by: User, day: date) -> None:
    """One line was wrong, and another says so."""
    RegisterEntry.objects.create(
        section_id=wrong.section_id,
        event=RegisterEntry.Event.CORRECTION,
        about=wrong,
        person_id=wrong.person_id,
        given_name=wrong.given_name,
        family_name=wrong.family_name,
        birth_date=wrong.birth_date,
        birth_place="Terni",
        residence=wrong.residence,
        effective_on=day,
        words=f"Il luogo di nascita era scritto «{wrong.birth_place}»: è Terni.",
        recorded_by=by,
    )


def _credentials(draw: Draw, helpers: list[Volunteer], by: User) -> None:
    """What each has: most of it holds, some ends soon, is over, was revoked, waits for a second person."""
    anna = User.objects.get(email=f"amministrazione@{DOMAIN}")
    rows = []
    for kind, share in HOLDERS.items():
        fates = cycle(FATES)
        for each in helpers:
            if each.person.account_id or draw.randint(1, 100) <= share:
                row = _credential(draw, each, kind, by)
                fate = "holds" if each.person.account_id else next(fates)
                _befall(draw, row, fate, second=anna)
                rows.append(row)
    _warn_niccolo(rows, draw.day)
    Credential.objects.for_everyone(reason=DEMONSTRATION).bulk_create(rows)


def _credential(draw: Draw, volunteer: Volunteer, kind: str, by: User) -> Credential:
    """One that holds since they began."""
    since = _began(volunteer)
    return Credential(
        id=draw.uuid(),
        person=volunteer.person,
        kind=kind,
        issued_on=since - timedelta(days=draw.randint(5, 60)),
        granted_on=since,
        expires_on=draw.day + timedelta(days=draw.randint(60, 500)),
        mode=CredentialMode.SEEN if kind == CredentialKind.CLEARANCE else "",
        entered_by=by,
        source=SOURCES[kind],
    )


def _befall(draw: Draw, row: Credential, fate: str, *, second: User) -> None:
    """What became of `row`."""
    if row.kind == CredentialKind.CLEARANCE:
        row.verified_by = second
    if fate == "soon":
        row.expires_on = draw.day + timedelta(days=draw.randint(3, 28))
    elif fate == "over":
        row.expires_on = draw.day - timedelta(days=draw.randint(1, 30))
    elif fate == "revoked":
        row.revoked_at = at(draw.day - timedelta(days=draw.randint(2, 40)), 11)
        row.revoked_because = "Il documento non era di questa persona."
    elif fate == "waits" and row.kind == CredentialKind.CLEARANCE:
        row.granted_on, row.verified_by = None, None
        row.issued_on = draw.day - timedelta(days=draw.randint(2, 20))


def _warn_niccolo(rows: list[Credential], day: date) -> None:
    """One of those one can sign in as must soon renew something."""
    for row in rows:
        if row.person.given_name == "Niccolò" and row.kind == CredentialKind.CLEARANCE:
            row.expires_on = day + timedelta(days=6)
