"""A school year that is missing is written by staff, with its breaks."""

import pytest

from networking.models import SchoolYear
from tests import factories

pytestmark = pytest.mark.django_db
ADD = "/gestione/networking/schoolyear/add/"


def posted(**fields):
    """What the page sends: a year and one break."""
    return {
        "name": "2026/27",
        "first_day": "14/09/2026",
        "last_day": "08/06/2027",
        "breaks-TOTAL_FORMS": "1",
        "breaks-INITIAL_FORMS": "0",
        "breaks-0-name": "Vacanze di Natale",
        "breaks-0-first_day": "23/12/2026",
        "breaks-0-last_day": "06/01/2027",
        **fields,
    }


def test_the_missing_year_is_written_with_its_breaks(administrator):
    answer = factories.signed_in(administrator).post(ADD, posted())

    assert answer.status_code == 302
    assert SchoolYear.objects.get(name="2026/27").breaks.get().name == "Vacanze di Natale"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": "2026-27"}, "Scrivi l&#x27;anno scolastico così: 2026/27."),
        ({"last_day": "01/09/2026"}, "L&#x27;anno scolastico finirebbe prima di cominciare."),
        ({"breaks-0-last_day": "01/12/2026"}, "La vacanza finirebbe prima di cominciare."),
        ({"name": "2025/26"}, "esiste già"),
    ],
    ids=["nome", "giorni", "vacanza", "doppione"],
)
def test_what_is_wrong_is_told_beside_it(administrator, fields, sentence):
    answer = factories.signed_in(administrator).post(ADD, posted(**fields))

    assert sentence in answer.content.decode()
    assert not SchoolYear.objects.filter(name="2026/27").exists()
