"""LR-V3 through every door: nobody is covered from a day before the one on which they are in the register."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from networking.models import RoleKind
from tests import factories, volunteering
from volunteers.models import InsuranceCover
from volunteers.path import insuring
from volunteers.path.refusing import PathError

pytestmark = pytest.mark.django_db
ADMIN = "/gestione/volunteers/insurancecover/add/"
ENROLLED = date(2026, 6, 1)


@pytest.fixture
def boss(db):
    return factories.person("capo@example.org", RoleKind.ADMINISTRATOR, everywhere=True, is_superuser=True)


@pytest.fixture
def boundary():
    volunteer = volunteering.candidate(state="meeting")
    volunteering.enrol(volunteer, effective_on=ENROLLED)
    return volunteer, volunteering.policy()


def by_the_act(volunteer, policy, starts_on, boss, now):
    try:
        insuring.insure(volunteer.pk, policy, starts_on=starts_on, by=boss, now=now)
    except PathError as error:
        return str(error)
    return ""


def by_the_admin(volunteer, policy, starts_on, boss, now):
    typed = {"person": volunteer.person_id, "policy": policy.pk, "starts_on": f"{starts_on:%d/%m/%Y}"}
    page = factories.signed_in(boss).post(ADMIN, typed)
    if page.status_code == 302:
        return ""
    return " ".join(str(each) for each in page.context_data["adminform"].form.errors["starts_on"])


def by_the_shell(volunteer, policy, starts_on, boss, now):
    return _refused(
        lambda: InsuranceCover.objects.create(person=volunteer.person, policy=policy, starts_on=starts_on)
    )


def by_many_rows(volunteer, policy, starts_on, boss, now):
    row = InsuranceCover(person=volunteer.person, policy=policy, starts_on=starts_on)
    return _refused(lambda: InsuranceCover.objects.for_everyone(reason="una prova").bulk_create([row]))


def by_sql(volunteer, policy, starts_on, boss, now):
    with connection.cursor() as cursor:
        return _refused(
            lambda: cursor.execute(
                "INSERT INTO volunteers_insurancecover (person_id, policy_id, starts_on) VALUES (%s, %s, %s)",
                [volunteer.person_id, policy.pk, starts_on],
            )
        )


def _refused(write):
    try:
        with transaction.atomic():
            write()
    except IntegrityError as error:
        return error.__cause__.diag.constraint_name
    return ""


IN_WORDS = (by_the_act, by_the_admin)
RAW = (by_the_shell, by_many_rows, by_sql)
covers = InsuranceCover.objects.for_everyone


@pytest.mark.parametrize("door", IN_WORDS)
def test_lr_v3_who_writes_a_cover_reads_from_which_day_it_may_begin(door, boundary, boss, now):
    volunteer, policy = boundary

    assert "2 giugno 2026" in door(volunteer, policy, ENROLLED, boss, now)
    assert not covers(reason="una prova").exists()


@pytest.mark.parametrize("door", RAW)
def test_lr_v3_no_row_begins_before_the_register(door, boundary, boss, now):
    volunteer, policy = boundary

    assert door(volunteer, policy, ENROLLED - timedelta(days=1), boss, now) == "cover_not_before_register"
    assert not covers(reason="una prova").exists()


@pytest.mark.parametrize("door", [*IN_WORDS, *RAW])
def test_from_the_day_after_every_door_writes_it(door, boundary, boss, now):
    volunteer, policy = boundary

    assert door(volunteer, policy, ENROLLED + timedelta(days=1), boss, now) == ""
    assert covers(reason="una prova").get().person_id == volunteer.person_id


def test_lr_v3_no_cover_is_moved_before_the_register(boundary):
    volunteer, policy = boundary
    cover = InsuranceCover.objects.create(person=volunteer.person, policy=policy, starts_on=ENROLLED)
    cover.starts_on = ENROLLED - timedelta(days=1)

    assert _refused(cover.save) == "cover_not_before_register"
