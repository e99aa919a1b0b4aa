"""Each rule of quality finds the row that is wrong, and only that one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from governance.models import QualityCheck
from governance.quality import checking
from governance.quality.rules import BY_SLUG, RULES
from laboratories.models import Session
from networking.models import Person, RoleKind
from services.models import Service
from tests import activities, factories, governing, minuted, volunteering
from tests.attended import DAY, aged, at, come, session
from tests.factories import signed_in
from tests.helped import done, turn, volunteer
from tests.measuring import whole
from volunteers.models import HoursLog, Referral

pytestmark = pytest.mark.django_db
NOW = at(DAY + timedelta(days=60))


def presence(**wrong):
    """Somebody who came, and somebody of whom the register says what is wrong."""
    made, good, bad = session(), aged(12, sex="f"), aged(12, sex="m")
    come(made, good, bad)
    activities.presences().filter(person=bad).update(**wrong)


def somebody(**wrong):
    made = session()
    come(made, aged(12, sex="f"), aged(12, **({"sex": "m"} | wrong)))


def nowhere():
    made, lost = session(), aged(12)
    come(made, aged(12), lost)
    Person.objects.for_everyone(reason="prova").filter(pk=lost.pk).update(comune=None, zone=None)


def no_birth_date():
    made = session()
    come(made, aged(12), factories.human(birth_date=None))


def twins():
    for name in ("Ada Rossi", "ada rossi", "Ada Verdi"):
        aged(50, full_name=name)


def register_left_open():
    session()
    late = session("norcia")
    Session.objects.filter(pk=late.pk).update(closed_at=None)


def hours_not_confirmed():
    for days in (13, 15):
        HoursLog.objects.create(
            assignment=done(volunteer(), turn()), state="declared", minutes_declared=60,
            declared_at=NOW - timedelta(days=days),
        )  # fmt: skip


def turn_not_ended():
    done(volunteer(), turn())
    volunteering.assign(volunteer(), turn())


def sheet_without_place():
    Service.objects.all().delete()
    factories.service(serves_everywhere=True)
    factories.service()


def meeting_without_minutes():
    minuted.minutes(minuted.held(first_call_at=at(DAY, 17)), state="approved")
    governing.meeting(governing.body(), state="closed", first_call_at=at(DAY, 17))


def referral_without_end():
    for ends in ({}, {"outcome": "helped", "outcome_on": DAY}):
        person = aged(50)
        Referral.objects.create(
            person=person, source="desk", service=factories.service(), reason="x", agreed_by=person,
            agreed_through="spoken", agreed_on=DAY, made_at=at(DAY), **ends,
        )  # fmt: skip


# What makes rows of which so many are wrong.
PLANTED = {
    "minuti-segnati": (lambda: presence(minutes=None), 1),
    "minuti-possibili": (lambda: presence(minutes=91), 1),
    "segni-concordi": (lambda: presence(is_disputed=True), 1),
    "registro-pieno": (lambda: presence(mark="", marked_at=None), 1),
    "persone-doppie": (twins, 2),
    "registri-chiusi": (register_left_open, 1),
    "eta-nota": (no_birth_date, 1),
    "comune-noto": (nowhere, 1),
    "sesso-noto": (lambda: somebody(sex=""), 1),
    "ore-confermate": (hours_not_confirmed, 1),
    "turni-conclusi": (turn_not_ended, 1),
    "schede-con-luogo": (sheet_without_place, 1),
    "riunioni-con-verbale": (meeting_without_minutes, 1),
    "invii-con-esito": (referral_without_end, 1),
}


def test_every_rule_is_tried_here():
    assert set(PLANTED) == {rule.slug for rule in RULES}


@pytest.mark.parametrize("slug", PLANTED)
def test_a_rule_finds_what_is_wrong_and_nothing_else(slug):
    plant, expected = PLANTED[slug]
    before = BY_SLUG[slug].counted(NOW)[1]

    plant()

    looked, wrong = BY_SLUG[slug].counted(NOW)
    assert wrong - before == expected
    assert looked > wrong


def test_it_is_kept_once_a_day_and_makes_a_number():
    presence(minutes=91)
    checking.check(now=NOW)
    checking.check(now=NOW)

    blocking = [rule for rule in RULES if rule.is_blocking]
    assert QualityCheck.objects.count() == len(RULES)
    assert whole("NW-42")[1:] == (len(blocking) - 1, len(blocking))


def test_who_looks_after_the_numbers_reads_it():
    presence(minutes=91)
    checking.check(now=NOW)
    officer = factories.person("davide@example.org", RoleKind.MONITORING_OFFICER, everywhere=True)

    text = signed_in(officer).get("/operatori/monitoraggio/").content.decode()

    row = text.partition("Nessuno è rimasto più di quanto durava")[2].partition("</tr>")[0]
    assert "<strong>1</strong>" in row
