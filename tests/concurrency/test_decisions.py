"""Two secretaries, ten meetings: the numbers of a body and a year have no holes, also where somebody gives up."""

import pytest
from django.db import transaction
from django.utils import timezone

from governance.deciding import adopting
from governance.models import Decision
from tests import database, governing
from tests.concurrency import racing

pytestmark = pytest.mark.django_db(transaction=True)
HELD = governing.FIRST_CALL.replace(month=11, day=11)


def items(many):
    body = governing.body()
    return [
        governing.agenda_of(governing.meeting(body, state="open", first_call_at=HELD)).get()
        for _each in range(many)
    ]


def adopts(item, *, gives_up=False):
    def act():
        with transaction.atomic():
            made = adopting.adopt(item, wanted={"title": "Si fa", "text": "Si fa."}, now=timezone.now())
            if gives_up:
                transaction.set_rollback(True)
        return made.number

    return act


def numbers():
    return sorted(Decision.objects.for_everyone(reason="prova").values_list("number", flat=True))


def test_g_i1_numbers_have_no_holes_under_concurrency_and_rollback():
    found = racing.together(*(adopts(item, gives_up=place % 3 == 0) for place, item in enumerate(items(9))))

    assert not [each for each in found if isinstance(each, Exception)]
    assert numbers() == [1, 2, 3, 4, 5, 6]


def test_without_the_row_that_counts_numbers_would_have_holes():
    database.as_owner("CREATE SEQUENCE careless", [])
    racing.without_words(
        "governance_number_decision",
        "UPDATE governance_decisionseries s SET last_number = s.last_number + 1\n"
        "   WHERE s.body_id = NEW.body_id AND s.year = NEW.year RETURNING s.last_number INTO NEW.number;",
    )
    database.as_owner(
        "CREATE FUNCTION careless_number() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN NEW.number := nextval('careless'); RETURN NEW; END $$",
        [],
    )
    database.as_owner("GRANT USAGE ON SEQUENCE careless TO PUBLIC", [])
    database.as_owner(
        "CREATE TRIGGER z_careless BEFORE INSERT ON governance_decision FOR EACH ROW EXECUTE FUNCTION careless_number()",
        [],
    )

    for place, item in enumerate(items(3)):
        adopts(item, gives_up=place == 0)()

    assert numbers() != [1, 2]
