"""At the desk: who answers for whom, only among the people of one's own territory."""

import uuid

import pytest
from django.apps import apps

from networking.models import Guardianship
from tests import factories
from tests.factories import day, human

from .test_person_pages import TYPED, address, everyone

SEEN = {"proof": "Decreto n. 12/2026", "proof_date": "01/10/2026", "is_seen": "on"}
TYPED_TIE = {"kind": "parent", "can_book": "on", "starts_on": "25/11/2026", "ends_on": "", **SEEN}


def ties():
    return Guardianship.objects.for_everyone(reason="una prova")


def end(tie):
    return f"/operatori/responsabilita/{tie.pk}/fine/"


def test_a_mother_is_found_and_answers_for_her_child(as_operator, ada, elsa):
    found = as_operator.get(address(ada, "responsabili/"), {"q": "vagni"})
    assert [str(person) for person in found.context["found"]] == ["Elsa Vagni"]

    answer = as_operator.post(address(ada, f"responsabili/{elsa.pk}/"), TYPED_TIE)

    tie = ties().get()
    assert answer.url == address(ada)
    assert (tie.guardian, tie.child, tie.can_book, tie.can_collect) == (elsa, ada, True, False)
    assert "Elsa Vagni" in as_operator.get(address(ada)).content.decode()


def test_a_mother_who_is_not_there_yet_is_registered_for_her_child(as_operator, ada):
    answer = as_operator.post(address(ada, "responsabili/nuova/"), TYPED)

    mother = everyone().get(family_name="Proietti")
    assert answer.url == address(ada, f"responsabili/{mother.pk}/")


def test_asvs_8_4_1_nobody_of_another_zone_is_found(as_operator, ada, achille, readings):
    found = as_operator.get(address(ada, "responsabili/"), {"q": "perugini"})

    assert found.context["found"] == []
    assert readings() == [("listed", "", 0)]


@pytest.mark.parametrize("method", ["get", "post"])
def test_asvs_8_2_2_neither_of_the_two_may_be_of_another_zone(as_operator, ada, elsa, achille, method):
    child_elsewhere = human(comune=achille.comune, birth_date=day("2016-05-05"))
    pages = [
        address(ada, f"responsabili/{achille.pk}/"),
        address(child_elsewhere, f"responsabili/{elsa.pk}/"),
        address(ada, f"responsabili/{ada.pk}/"),
        address(ada, f"responsabili/{uuid.uuid4()}/"),
    ]

    assert [getattr(as_operator, method)(page, TYPED_TIE).status_code for page in pages] == [404] * 4
    assert not ties().exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"kind": "friend"}, "kind"),
        ({"starts_on": ""}, "starts_on"),
        ({"starts_on": "25/11/2026", "ends_on": "25/11/2026"}, "prima di cominciare"),
        ({"kind": "parent", "starts_on": "25/11/2036"}, "maggiorenne"),
    ],
)
def test_asvs_2_2_3_a_tie_that_cannot_be_is_refused(as_operator, ada, elsa, typed, said):
    answer = as_operator.post(address(ada, f"responsabili/{elsa.pk}/"), {**TYPED_TIE, **typed})

    assert answer.status_code == 200
    assert said in str(answer.context["form"].errors)
    assert not ties().exists()


def test_extra_fields_of_a_post_do_not_choose_another_child(as_operator, ada, elsa, achille):
    as_operator.post(
        address(ada, f"responsabili/{elsa.pk}/"),
        {**TYPED_TIE, "child": str(achille.pk), "guardian": str(achille.pk)},
    )

    assert (ties().get().child, ties().get().guardian) == (ada, elsa)


def test_a_tie_ends_on_the_day_that_is_written(as_operator, ada, elsa):
    tie = factories.tie(elsa, ada)

    as_operator.post(end(tie), {"ends_on": "26/11/2026", **SEEN})

    assert ties().get().ends_on == day("2026-11-26")


def test_a_tie_that_never_held_is_taken_away(as_operator, ada, elsa):
    tie = factories.tie(elsa, ada, starts_on=day("2026-11-25"))

    as_operator.post(end(tie), {"ends_on": "25/11/2026", **SEEN})

    assert not ties().exists()


@pytest.mark.parametrize(("last", "typed"), [(None, "31/12/2025"), ("2026-03-01", "02/03/2026"), (None, "")])
def test_a_day_that_cannot_be_is_refused(as_operator, ada, elsa, last, typed):
    tie = factories.tie(elsa, ada, ends_on=day(last) if last else None)

    answer = as_operator.post(end(tie), {"ends_on": typed, **SEEN})

    assert answer.status_code == 200
    assert answer.context["form"].errors["ends_on"]
    assert str(ties().get().ends_on or "") == (last or "")


@pytest.mark.parametrize("method", ["get", "post"])
def test_asvs_8_2_2_the_tie_of_a_child_of_another_zone_is_not_even_known_of(
    as_other_operator, operator_of_zone_8, ada, elsa, method
):
    """Not even one's own: at the desk one ends the ties of those whom one follows."""
    tie = factories.tie(elsa, ada)
    own = factories.tie(operator_of_zone_8.person, ada)

    for one in (tie, own):
        assert (
            getattr(as_other_operator, method)(end(one), {"ends_on": "25/11/2026", **SEEN}).status_code == 404
        )
    assert ties().filter(ends_on=None).count() == 2


def test_each_change_is_in_the_history_with_who_made_it(as_operator, operator_of_zone_6, ada, elsa):
    as_operator.post(address(ada, f"responsabili/{elsa.pk}/"), TYPED_TIE)
    as_operator.post(end(ties().get()), {"ends_on": "26/11/2026", **SEEN})

    events = apps.get_model("networking", "GuardianshipEvent").objects.order_by("pgh_id")
    assert [(event.pgh_label, event.pgh_context["user"]) for event in events] == [
        ("insert", str(operator_of_zone_6.pk)),
        ("update", str(operator_of_zone_6.pk)),
    ]


def test_many_with_one_name_are_shown_in_part(as_operator, ada, norcia):
    for _number in range(21):
        human("Elsa Vagni", comune=norcia)

    answer = as_operator.get(address(ada, "responsabili/"), {"q": "elsa"})

    assert len(answer.context["found"]) == 20
    assert answer.context["are_too_many"]
