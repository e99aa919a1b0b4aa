"""Who works at the desk, and whom they follow."""

import pytest

from networking.models import AccessRecord
from tests import factories
from tests.factories import day, human


@pytest.fixture
def as_operator(operator_of_zone_6):
    return factories.signed_in(operator_of_zone_6)


@pytest.fixture
def as_other_operator(operator_of_zone_8):
    return factories.signed_in(operator_of_zone_8)


@pytest.fixture
def settimio(norcia):
    """Somebody of Zone 6, with all that can be known of them."""
    return human(
        "Settimio Bonacci",
        comune=norcia,
        birth_date=day("1946-03-12"),
        phone="+390743999903",
        codice_fiscale="BNCSTM46C12F935A",
        needs="Sente poco.",
    )


@pytest.fixture
def ada(norcia):
    """A child of Zone 6."""
    return human("Ada Vagni", comune=norcia, birth_date=day("2016-05-05"))


@pytest.fixture
def elsa(norcia):
    """Her mother."""
    return human("Elsa Vagni", comune=norcia, birth_date=day("1985-05-05"))


@pytest.fixture
def achille(foligno):
    """Somebody of Zone 8."""
    return human("Achille Perugini", comune=foligno, birth_date=day("1948-02-29"), phone="+390742999909")


@pytest.fixture
def readings(db):
    """What the log of readings says: (deed, whose row, how many rows)."""

    def read():
        rows = AccessRecord.objects.for_everyone(reason="una prova").order_by("day", "number")
        return [(row.deed, row.subject_id, row.rows) for row in rows]

    return read
