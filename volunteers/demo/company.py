"""Pairs that keep each other company: most go well, one is silent, one worries, one rests; who asks, and to what they are shown."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from laboratories.demo.drawing import Draw, at
from networking.demo import DEMONSTRATION
from networking.models import Comune, Consent, Credential, Person
from services.models import Service

from ..companions.planning import plan
from ..models import (
    Assignment,
    Companionship,
    CompanionshipNote,
    CompanionshipWish,
    HelpKind,
    HelpRequest,
    Referral,
    Volunteer,
)
from .people import State

if TYPE_CHECKING:
    from datetime import date, datetime

    from networking.models import User

    from .people import Crew

Form, How, Going = Companionship.Form, CompanionshipNote.How, CompanionshipNote.Going
OLD = timedelta(days=70 * 366)
SOME_MONTHS = timedelta(days=75)


class Plot(NamedTuple):
    """How a pair goes: in which zone, how they meet, every how many days, for how many weeks, and what is wrong."""

    zone: int
    form: str
    rhythm: int
    weeks: int
    trouble: str = ""


PLOTS = (
    Plot(9, Form.VISIT, 7, 14),
    Plot(9, Form.VISIT, 7, 10, "silent"),
    Plot(9, Form.TELEPHONE, 7, 16),
    Plot(9, Form.VISIT, 14, 12, "worrying"),
    Plot(9, Form.ACCOMPANIMENT, 14, 8),
    Plot(9, Form.TELEPHONE, 14, 20, "paused"),
    Plot(8, Form.VISIT, 7, 9),
    Plot(8, Form.TELEPHONE, 7, 12),
    Plot(8, Form.VISIT, 14, 16),
    Plot(8, Form.ACCOMPANIMENT, 28, 18),
    Plot(6, Form.TELEPHONE, 7, 11),
    Plot(6, Form.VISIT, 14, 10, "silent"),
)
KINDS = {Form.VISIT: "compagnia", Form.TELEPHONE: "telefonate", Form.ACCOMPANIMENT: "accompagnamento"}
SILENCE = timedelta(days=35)
NOTES = (
    "Abbiamo guardato le foto.",
    "Una partita a carte.",
    "Era contenta.",
    "Ha parlato del paese di una volta.",
    "",
)
WORRY = "Mangia poco e non apre le finestre. Chi coordina può sentire il figlio?"
WISHES = (
    (
        "Assunta Felicetti",
        "+390743999921",
        "spoleto",
        "Marta, la nipote",
        "Da quando è mancato il nonno non esce più.",
    ),
    ("Orlando Marchesi", "+390743999922", "campello-sul-clitunno", "", "Mi piace parlare di ciclismo."),
    ("Ines Tardioli", "+390743999923", "norcia", "", ""),
)
REFERRALS = (
    ("Vorrebbe qualcuno che le porta la spesa.", Referral.Outcome.HELPED),
    ("Deve rinnovare l'esenzione e non sa dove andare.", Referral.Outcome.WENT_ELSEWHERE),
    ("Cerca un posto dove stare in compagnia il pomeriggio.", Referral.Outcome.WAITING),
    ("Ha bisogno di un passaggio per le visite.", Referral.Outcome.WAITING),
)


def make(draw: Draw, crew: Crew, *, by: User, now: datetime) -> None:
    """The pairs with their meetings and notes; who asks for company; who was shown a service."""
    taken: set[object] = set()
    pairs = [pair for plot in PLOTS if (pair := _pair(draw, crew, plot, taken, by=by, now=now))]
    _wish(draw)
    _refer(draw, pairs, by)


def _pair(
    draw: Draw, crew: Crew, plot: Plot, taken: set[object], *, by: User, now: datetime
) -> Companionship | None:
    """One pair and what has happened to it since."""
    person, volunteer = _two(draw, crew, plot, taken)
    if person is None or volunteer is None:
        return None
    taken |= {person.pk, volunteer.pk}
    started = draw.day - timedelta(weeks=plot.weeks)
    Consent.objects.create(
        person=person,
        purpose=Consent.Purpose.COMPANIONSHIP,
        text_version="2026-11",
        given_at=at(started - timedelta(days=6), 11),
        given_through=Consent.Door.DESK,
        given_by=person,
    )
    pair = Companionship.objects.create(
        id=draw.uuid(),
        person=person,
        volunteer=volunteer,
        kind=HelpKind.objects.get(slug=KINDS[Form(plot.form)]),
        form=plot.form,
        rhythm_days=plot.rhythm,
        weekday=started.isoweekday(),
        local_start=time(draw.choice((10, 15, 16))),
        local_end=time(17, 30),
        alert_after_days=max(21, plot.rhythm),
        started_on=started,
        watched_from=started,
        introduced_by=by,
    )
    plan(pair, by=by, now=now)
    _tell(draw, pair, plot, volunteer, now)
    return pair


def _two(draw: Draw, crew: Crew, plot: Plot, taken: set[object]) -> tuple[Person | None, Volunteer | None]:
    """Somebody who lives alone, and the nearest volunteer who may see them for some months yet."""
    alone = Person.objects.for_everyone(reason=DEMONSTRATION).filter(
        birth_date__lt=draw.day - OLD, comune__zone__number=plot.zone, account=None, volunteer=None
    )
    people = [each for each in alone.exclude(phone="").order_by("pk") if each.pk not in taken]
    able = set(
        Credential.objects.for_everyone(reason=DEMONSTRATION)
        .valid_on(draw.day - timedelta(weeks=plot.weeks))
        .filter(kind="safety", expires_on__gt=draw.day + SOME_MONTHS)
        .values_list("person", flat=True)
    )
    may = [
        each
        for each in crew.of_zone[plot.zone]
        if crew.becomes[each] == State.ACTIVE
        and each.person_id in able
        and each.pk not in taken
        and not each.person.account_id
        and each.person.birth_date < draw.day - timedelta(days=21 * 366)
    ]
    near = [(one, other) for one in people for other in may if one.comune_id == other.person.comune_id]
    return draw.choice(near) if near else (None, None)


def _tell(draw: Draw, pair: Companionship, plot: Plot, volunteer: Volunteer, now: datetime) -> None:
    """The meetings that were, with a line for each; and the trouble there is, if any."""
    over = HelpRequest.objects.filter(companionship=pair, ends_at__lt=now)
    theirs = Assignment.objects.for_everyone(reason=DEMONSTRATION).filter(request__in=over)
    theirs.filter(state=Assignment.State.ACCEPTED).update(state=Assignment.State.DONE)
    told = [turn for turn in over.order_by("local_date") if _is_told(plot, turn.local_date, draw.day)]
    notes = [_note(draw, pair, turn) for turn in told]
    if plot.trouble == "worrying" and notes:
        notes[-1].going, notes[-1].note = Going.WORRYING, WORRY
    CompanionshipNote.objects.for_everyone(reason=DEMONSTRATION).bulk_create(notes)
    if plot.trouble == "paused":
        pair.state, pair.paused_until = Companionship.State.PAUSED, draw.day + timedelta(days=20)
        pair.save(update_fields=["state", "paused_until"])
        ahead = HelpRequest.objects.filter(companionship=pair, starts_at__gt=now)
        rest = Assignment.objects.for_everyone(reason=DEMONSTRATION).filter(request__in=ahead)
        rest.update(state=Assignment.State.CANCELLED, ended_because="In pausa.")
        ahead.update(cancelled_at=at(draw.day - timedelta(days=3), 12), cancelled_because="In pausa.")


def _is_told(plot: Plot, day: date, today: date) -> bool:
    return plot.trouble != "silent" or day < today - SILENCE


def _note(draw: Draw, pair: Companionship, turn: HelpRequest) -> CompanionshipNote:
    happened = not draw.often(0.06)
    return CompanionshipNote(
        id=draw.uuid(),
        companionship=pair,
        turn=turn,
        day=turn.local_date,
        how=pair.form if happened else How.DID_NOT_ANSWER,
        going=draw.choice((Going.WELL, Going.WELL, Going.SO_SO)) if happened else "",
        note=draw.choice(NOTES) if happened else "",
        written_at=at(turn.local_date, 20),
    )


def _wish(draw: Draw) -> None:
    """Who has asked, and waits to be called."""
    for name, phone, slug, asked_by, words in WISHES:
        CompanionshipWish.objects.create(
            id=draw.uuid(),
            name=name,
            phone=phone,
            comune=Comune.objects.get(slug=slug),
            asked_by=asked_by,
            words=words,
            asked_at=at(draw.day - timedelta(days=draw.randint(1, 6)), 10),
        )


def _refer(draw: Draw, pairs: list[Companionship], by: User) -> None:
    """Some of those who receive company were shown the way to a service."""
    services = list(Service.objects.published().order_by("slug")[: len(REFERRALS)])
    for pair, service, (reason, outcome) in zip(pairs, services, REFERRALS, strict=False):
        made = draw.day - timedelta(days=draw.randint(8, 40))
        waits = outcome == Referral.Outcome.WAITING
        Referral.objects.create(
            id=draw.uuid(),
            person=pair.person,
            source=Referral.Source.COMPANIONSHIP,
            companionship=pair,
            service=service,
            reason=reason,
            agreed_by=pair.person,
            agreed_through=Referral.Through.SPOKEN,
            agreed_on=made,
            made_by=by,
            made_at=at(made, 18),
            outcome=outcome,
            outcome_on=None if waits else made + timedelta(days=7),
        )
