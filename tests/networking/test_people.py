"""People and their roles."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from networking.models import Role, RoleKind, User
from tests.factories import day


def test_an_email_is_one_account_whatever_its_letters(citizen):
    with pytest.raises(IntegrityError):
        User.objects.create(email=citizen.email.upper())


def test_a_role_holds_from_its_first_day_until_the_day_before_its_last(citizen):
    role = Role.objects.create(
        user=citizen, kind=RoleKind.VOLUNTEER, starts_on=day("2026-03-01"), ends_on=day("2026-04-01")
    )

    held = {
        on: role in Role.objects.held_on(day(on))
        for on in ("2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01")
    }

    assert held == {"2026-02-28": False, "2026-03-01": True, "2026-03-31": True, "2026-04-01": False}


def test_a_role_cannot_end_before_it_starts(citizen):
    role = Role(user=citizen, kind=RoleKind.VOLUNTEER, starts_on=day("2026-03-01"), ends_on=day("2026-03-01"))

    with pytest.raises(ValidationError, match="prima di cominciare"):
        role.full_clean()


def test_a_person_sees_only_their_own_roles(citizen, operator_of_zone_6):
    assert [role.user for role in Role.objects.visible_to(citizen)] == [citizen]
