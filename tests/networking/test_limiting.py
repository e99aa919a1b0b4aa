"""A right is limited or ended only by an operator who has seen the document: in pages, in the admin, in the database."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from networking import limiting
from networking.models import Guardianship, RoleKind
from tests import factories
from tests.factories import day

pytestmark = pytest.mark.django_db
TODAY = day("2026-11-25")
NOTHING = limiting.Rights(can_book=False, can_collect=False)


@pytest.fixture
def mother(norcia):
    return factories.person("madre@example.org", RoleKind.GUARDIAN, full_name="Marta Vagni", lives_in=norcia)


@pytest.fixture
def child(mother, norcia):
    return factories.child_of(mother, "Ada Vagni", comune=norcia)


@pytest.fixture
def father(child):
    made = factories.human("Ugo Belli", birth_date=day("1980-01-01"))
    factories.tie(made, child)
    return made


def ties():
    return Guardianship.objects.for_everyone(reason="prova")


def rows_of(guardian):
    return [
        (tie.can_book, str(tie.starts_on), str(tie.ends_on or ""))
        for tie in ties().filter(guardian=guardian).order_by("starts_on")
    ]


def refused(**changed):
    with pytest.raises(IntegrityError), transaction.atomic():
        ties().update(**changed)


@pytest.mark.parametrize(
    "less",
    [{"can_book": False}, {"can_collect": False}, {"ends_on": TODAY}, {"starts_on": TODAY}],
)
def test_the_database_refuses_less_without_a_document(child, less):
    refused(**less)
    refused(**less, proof="Decreto", proof_date=TODAY)

    ties().update(**less, **factories.proof())


def test_an_old_document_is_not_good_for_a_new_limit(child):
    seen = factories.proof()
    ties().update(can_book=False, **seen)

    refused(can_collect=False)
    refused(can_collect=False, **seen)


def test_a_tie_does_not_begin_with_less_without_a_document(child):
    with pytest.raises(IntegrityError), transaction.atomic():
        Guardianship.objects.create(guardian=factories.human(), child=child, starts_on=TODAY, can_book=False)


def test_the_database_refuses_an_operator_of_the_same_family(mother, child, father):
    seen = factories.proof() | {"proof_seen_by": mother}
    with pytest.raises(IntegrityError), transaction.atomic():
        ties().filter(guardian=father).update(can_book=False, **seen)


def test_a_limit_of_some_months_ends_by_itself(child, father):
    tie = ties().get(guardian=father)

    limiting.change_rights(tie, NOTHING, on=TODAY, until=day("2027-03-01"), document=factories.document())

    assert rows_of(father) == [
        (True, "2026-01-01", "2026-11-25"),
        (False, "2026-11-25", "2027-03-01"),
        (True, "2027-03-01", ""),
    ]
    assert not ties().in_force_on(TODAY).get(guardian=father).can_book
    assert ties().in_force_on(day("2027-03-01")).get(guardian=father).can_book


def test_a_right_given_back_is_written_with_its_document_too(child, father):
    limiting.change_rights(
        ties().get(guardian=father), NOTHING, on=TODAY, until=None, document=factories.document()
    )
    limited = ties().in_force_on(TODAY).get(guardian=father)

    limiting.change_rights(
        limited,
        limiting.Rights(True, True),
        on=TODAY + timedelta(days=30),
        until=None,
        document=factories.document(),
    )

    assert [row[0] for row in rows_of(father)] == [True, False, True]


def test_the_history_keeps_what_was_limited_by_which_document(child, father):
    limiting.change_rights(
        ties().get(guardian=father), NOTHING, on=TODAY, until=None, document=factories.document()
    )

    events = apps.get_model("networking", "GuardianshipEvent").objects.filter(guardian=father)
    last = events.latest("pgh_id")
    assert (last.can_book, last.proof) == (False, "Decreto del tribunale n. 12/2026")


def test_days_that_are_not_the_ties_are_refused(child, father):
    tie = ties().get(guardian=father)

    with pytest.raises(ValidationError, match="prima di cominciare"):
        limiting.change_rights(tie, NOTHING, on=TODAY, until=TODAY, document=factories.document())


# --- every door ---

TYPED = {"on": "25/11/2026", "proof": "Decreto n. 1", "proof_date": "01/10/2026", "is_seen": "on"}


@pytest.mark.parametrize("page", ["diritti", "fine"])
def test_a_guardian_has_no_page_to_limit_the_other(mother, child, father, page):
    tie = ties().get(guardian=father)

    answer = factories.signed_in(mother).post(f"/operatori/responsabilita/{tie.pk}/{page}/", TYPED)

    assert answer.status_code == 403
    assert rows_of(father) == [(True, "2026-01-01", "")]


@pytest.mark.parametrize(("page", "typed"), [("diritti", TYPED), ("fine", TYPED | {"ends_on": "26/11/2026"})])
def test_an_operator_who_is_the_other_guardian_is_refused(operator_of_zone_6, child, father, page, typed):
    factories.tie(operator_of_zone_6.person, child)
    tie = ties().get(guardian=father)

    answer = factories.signed_in(operator_of_zone_6).post(
        f"/operatori/responsabilita/{tie.pk}/{page}/", typed
    )

    assert "la tua famiglia" in answer.content.decode()
    assert rows_of(father) == [(True, "2026-01-01", "")]


def test_an_operator_limits_with_the_document_and_not_without(operator_of_zone_6, child, father):
    tie = ties().get(guardian=father)
    desk = factories.signed_in(operator_of_zone_6)
    page = f"/operatori/responsabilita/{tie.pk}/diritti/"

    refused = desk.post(page, {"on": "25/11/2026"})
    assert set(refused.context["form"].errors) == {"proof", "proof_date", "is_seen"}
    assert desk.post(page, TYPED).url == f"/operatori/persone/{child.pk}/"

    limited = ties().in_force_on(TODAY).get(guardian=father)
    assert (limited.can_book, limited.proof_seen_by) == (False, operator_of_zone_6)


def test_the_admin_changes_no_tie(as_administrator, child, father):
    tie = ties().get(guardian=father)
    typed = {
        "can_book": "",
        "can_collect": "",
        "ends_on": "26/11/2026",
        "proof": "x",
        "proof_date": "01/10/2026",
    }

    as_administrator.post(f"/gestione/networking/guardianship/{tie.pk}/change/", typed)
    as_administrator.post(f"/gestione/networking/guardianship/{tie.pk}/delete/", {"post": "yes"})

    assert rows_of(father) == [(True, "2026-01-01", "")]


def test_no_operator_writes_a_tie_of_their_own(operator_of_zone_6, child, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    own = operator_of_zone_6.person
    typed = {"guardian": own.pk, "child": child.pk, "kind": "parent", "starts_on": "25/11/2026"}
    typed |= {"can_book": "on", "can_collect": "on"}
    desk = factories.signed_in(operator_of_zone_6)

    desk.post("/gestione/networking/guardianship/add/", typed)
    desk.post(f"/operatori/persone/{child.pk}/responsabili/{own.pk}/", typed)

    assert not ties().filter(guardian=own).exists()


def test_forged_fields_of_a_family_page_limit_nobody(mother, child, father):
    forged = {"phone": "", "needs": "", "can_book": "", "ends_on": "2026-11-26", "guardian": str(father.pk)}

    factories.signed_in(mother).post(f"/famiglia/{child.pk}/modifica/", forged)

    assert rows_of(father) == [(True, "2026-01-01", "")]


def test_nobody_sees_a_document_of_tomorrow(operator_of_zone_6, child, father):
    tie, tomorrow = ties().get(guardian=father), timezone.localdate() + timedelta(days=1)

    answer = factories.signed_in(operator_of_zone_6).post(
        f"/operatori/responsabilita/{tie.pk}/diritti/", TYPED | {"proof_date": f"{tomorrow:%d/%m/%Y}"}
    )

    assert "deve venire" in str(answer.context["form"].errors)
