"""The pages of registers: who may read one, every press without JavaScript, and what tablets send."""

import json
import uuid
from datetime import datetime, time

import pytest
from django.urls import reverse
from django.utils import timezone

from laboratories.models import PresenceMark
from laboratories.registers import attending
from networking import consenting
from networking.models import AccessRecord
from tests import activities, factories
from tests.laboratories import registers

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader():
    return registers.educator()


@pytest.fixture
def tablet(leader):
    return factories.signed_in(leader)


@pytest.fixture
def session(norcia, leader):
    """Today's, whose register is open."""
    made = registers.session(norcia, by=leader, first_day=timezone.localdate(), local_start=time(0, 1))
    return attending.open_register(made, by=leader, now=max(timezone.now(), made.starts_at))


def page(name, session):
    return reverse(f"laboratories:{name}", args=[session.pk])


def press(tablet, session, row, mark="present", **fields):
    told = {"id": uuid.uuid4(), "presence": row.pk, "mark": mark, "seen": row.last_mark or "", **fields}
    return tablet.post(page("register_mark", session), told, follow=True)


def test_who_leads_reads_who_is_expected(tablet, session):
    answer = tablet.get(page("register", session))

    for row in registers.rows(session):
        assert str(row.person) in answer.content.decode()


@pytest.mark.parametrize(
    "name",
    ["register", "register_copy", "register_paper"],
)
def test_never_somebody_elses(session, citizen, operator_of_zone_8, name):
    for other in (citizen, operator_of_zone_8, registers.educator("altra@example.org")):
        assert factories.signed_in(other).get(page(name, session)).status_code == 404


def test_never_marked_by_somebody_else(session, operator_of_zone_8):
    row = registers.rows(session)[0]

    assert press(factories.signed_in(operator_of_zone_8), session, row).status_code == 404
    assert registers.rows(session)[0].mark == ""


def test_one_press_is_one_mark_and_the_same_again_none(tablet, session):
    row, drawn = registers.rows(session)[0], uuid.uuid4()
    press(tablet, session, row, id=drawn)
    press(tablet, session, row, id=drawn)

    assert registers.rows(session)[0].mark == "present"
    assert PresenceMark.objects.for_everyone(reason="prova").count() == 1


def test_a_page_that_is_old_does_not_overwrite(tablet, session):
    row = registers.rows(session)[0]
    press(tablet, session, row)
    answer = press(tablet, session, row, "absent")

    assert "due segni diversi" in answer.content.decode()
    assert registers.rows(session)[0].mark == "present"


def test_a_disagreement_is_decided_on_the_page(tablet, session):
    row = registers.rows(session)[0]
    press(tablet, session, row)
    press(tablet, session, row, "absent")
    press(tablet, session, registers.rows(session)[0], "absent", decides="1")

    decided = registers.rows(session)[0]
    assert (decided.mark, decided.is_disputed) == ("absent", False)


def test_opening_closing_and_opening_again(tablet, norcia, leader):
    today = timezone.localdate()
    session = registers.session(norcia, by=leader, first_day=today, local_start=time(0, 1), children=1)
    tablet.post(page("register_open", session))
    tablet.post(page("register_close", session), {"gli-altri": "assenti"})
    session.refresh_from_db()
    assert session.closed_at

    tablet.post(page("register_reopen", session))
    session.refresh_from_db()
    assert session.closed_at is None


def test_what_is_missing_is_said(tablet, norcia, leader):
    session = registers.session(norcia, by=leader, first_day=timezone.localdate(), local_start=time(0, 1))
    session.staff.exclude(person=leader.person).delete()

    answer = tablet.post(page("register_open", session), follow=True)

    assert "Serve un secondo adulto con la verifica per il lavoro con i minori." in answer.content.decode()


def test_reading_is_written_down(tablet, session):
    tablet.get(page("register", session))

    [record] = AccessRecord.objects.for_everyone(reason="prova").all()
    assert (record.deed, record.rows) == ("listed", 2)


def test_needs_are_read_by_who_leads_where_the_family_agreed(tablet, session, leader):
    agrees, does_not = [row.person for row in registers.rows(session)]
    for child, words in ((agrees, "Allergia alle noci"), (does_not, "Celiachia")):
        child.needs = words
        child.save()
    consenting.give(agrees, "needs", through="own", now=timezone.now())

    text = tablet.get(page("register", session)).content.decode()

    assert "Allergia alle noci" in text
    assert "Celiachia" not in text
    read = AccessRecord.objects.for_everyone(reason="prova").filter(deed="read")
    assert [record.subject_id for record in read] == [str(agrees.pk)]


def test_needs_are_not_for_the_desk_that_follows(session, operator_of_zone_6):
    child = registers.rows(session)[0].person
    child.needs = "Allergia alle noci"
    child.save()
    consenting.give(child, "needs", through="own", now=timezone.now())

    answer = factories.signed_in(operator_of_zone_6).get(page("register", session))

    assert answer.status_code == 200
    assert "Allergia alle noci" not in answer.content.decode()


def test_who_may_collect_and_who_may_not(tablet, session, citizen):
    child = registers.rows(session)[0].person
    factories.tie(factories.human("Zia Lontana"), child, can_collect=True)
    factories.tie(factories.human("Padre Escluso"), child, can_collect=False)

    text = tablet.get(page("register", session)).content.decode()

    assert "Zia Lontana" in text
    assert "Padre Escluso" not in text


@pytest.mark.parametrize("people", [1, 25])
def test_a_register_asks_the_same_questions_whoever_comes(
    norcia, leader, tablet, django_assert_max_num_queries, people
):
    today = timezone.localdate()
    session = registers.session(
        norcia, by=leader, children=people, places=30, first_day=today, local_start=time(0, 1)
    )
    attending.open_register(session, by=leader, now=max(timezone.now(), session.starts_at))

    with django_assert_max_num_queries(24):
        assert tablet.get(page("register", session)).status_code == 200


@pytest.mark.parametrize("sessions", [1, 25])
def test_the_list_asks_the_same_questions_however_many(norcia, django_assert_max_num_queries, sessions):
    for number in range(sessions):
        registers.session(
            norcia,
            by=None,
            children=0,
            first_day=timezone.localdate(),
            local_start=time(number % 22, 5),
            local_end=time(23, 59),
        )
    desk = factories.signed_in(factories.person("sportello@example.org", "desk_operator", comune=norcia))

    with django_assert_max_num_queries(16):
        desk.get(reverse("laboratories:register_list"))


def test_the_list_is_only_of_ones_own(session, tablet, operator_of_zone_8):
    address = reverse("laboratories:register_list")
    link = page("register", session)

    assert link in tablet.get(address).content.decode()
    assert link not in factories.signed_in(operator_of_zone_8).get(address).content.decode()


# --- tablets ---


def send(tablet, session, *marks):
    return tablet.post(
        page("register_marks", session), json.dumps({"marks": marks}), content_type="application/json"
    )


def of_tablet(row, mark="present", **fields):
    return {
        "id": str(uuid.uuid4()),
        "presence": str(row.pk),
        "mark": mark,
        "minutes": None,
        "seen": None,
        "device": str(uuid.uuid4()),
        "made_at": datetime.now(tz=timezone.get_current_timezone()).isoformat(),
        **fields,
    }


def test_marks_made_off_line_arrive_together(tablet, session):
    one, other = registers.rows(session)
    told = send(tablet, session, of_tablet(one), of_tablet(other, "late", minutes=30)).json()

    assert len(told["kept"]) == 2
    assert [row.mark for row in registers.rows(session)] == ["present", "late"]


def test_a_tablet_cannot_decide_between_two_marks(tablet, session):
    row = registers.rows(session)[0]
    first = of_tablet(row)
    send(tablet, session, first, of_tablet(row, "absent"))
    last = registers.rows(session)[0].last_mark

    told = send(tablet, session, of_tablet(row, "absent", seen=str(last), decides=True)).json()

    assert told["disputed"] == [str(row.pk)]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b'{"marks": 3}', b'{"marks": [3]}', b'{"marks": [{}]}', b"\xff\xfe", b"[" * 50_000,
        json.dumps({"marks": [{}] * 501}).encode(),
    ],
)  # fmt: skip
def test_what_no_tablet_sends_is_refused(tablet, session, body):
    answer = tablet.post(page("register_marks", session), body, content_type="application/json")

    assert answer.status_code == 400


# --- paper ---


def test_a_sheet_is_copied_all_together(tablet, session):
    one, other = registers.rows(session)
    told = {f"mark-{one.pk}": "absent", f"mark-{other.pk}": "late", f"minutes-{other.pk}": "40"}
    tablet.post(page("register_copy", session), told)

    assert [(row.mark, row.minutes) for row in registers.rows(session)] == [("absent", 0), ("late", 40)]


def test_why_somebody_is_missing_is_written(tablet, session):
    row = registers.rows(session)[0]
    tablet.post(page("register_why", session), {"presence": row.pk, "reason": "transport"})

    assert registers.rows(session)[0].absence_reason == "transport"


def test_not_of_somebody_in_another_register(tablet, session, cascia):
    elsewhere = registers.rows(registers.session(cascia, children=1))[0]
    answer = tablet.post(page("register_why", session), {"presence": elsewhere.pk, "reason": "snow"})

    assert answer.status_code == 404
    assert activities.presences().get(pk=elsewhere.pk).absence_reason == ""
