"""A private table answers only who says who asks."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, OuterRef, Prefetch, Subquery
from django.forms import modelform_factory
from django.http import Http404
from django.shortcuts import get_object_or_404

from networking.models import AccessRecord, Guardianship, Person, RoleKind, User, Zone
from networking.models.private import PrivateModel, UnscopedQueryError
from tests import factories
from tests.house.test_house import our_models

PRIVATE = [model for model in our_models() if issubclass(model, PrivateModel)]


@pytest.fixture
def lucia(norcia):
    return factories.human("Lucia Bassi", comune=norcia)


@pytest.mark.parametrize("model", PRIVATE, ids=lambda model: model.__name__)
@pytest.mark.parametrize(
    "ask",
    [
        lambda rows: list(rows.all()),
        lambda rows: rows.count(),
        lambda rows: rows.exists(),
        lambda rows: rows.first(),
        lambda rows: rows.filter(pk=None).exclude(pk=None).order_by("pk").last(),
        lambda rows: rows.aggregate(Count("pk")),
        lambda rows: list(rows.values_list("pk")),
        lambda rows: list(rows.iterator()),
        lambda rows: rows.in_bulk(),
        lambda rows: rows.update(pk=None),
        lambda rows: rows.all().delete(),
        lambda rows: list(rows.all().union(rows.all())),
        lambda rows: rows.explain(),
        lambda rows: list(User.objects.filter(pk__in=rows.values("pk"))),
        lambda rows: list(User.objects.filter(Exists(rows.filter(pk=OuterRef("pk"))))),
        lambda rows: list(User.objects.annotate(x=Subquery(rows.values("pk")[:1]))),
        lambda rows: get_object_or_404(rows.model),
        lambda rows: list(rows.all() | rows.all().scoped()),
        lambda rows: list(rows.all().scoped() | rows.all()),
        lambda rows: list(rows.all().scoped() ^ rows.all()),
        lambda rows: list(rows.all().scoped().union(rows.all())),
        lambda rows: list(rows.raw(f"SELECT * FROM {rows.model._meta.db_table}")),
    ],
)
def test_a_question_that_does_not_say_who_asks_gets_an_error(db, model, ask):
    with pytest.raises(UnscopedQueryError):
        ask(model.objects)


def test_a_reason_must_be_given_in_words(db):
    with pytest.raises(UnscopedQueryError):
        Person.objects.for_everyone(reason="")


def test_what_has_a_scope_answers_and_keeps_it(lucia):
    rows = Person.objects.for_everyone(reason="una prova")

    assert list(rows.filter(given_name="Lucia").order_by("pk")) == [lucia]
    assert (rows.count(), rows.exists(), rows.get(pk=lucia.pk)) == (1, True, lucia)


def test_a_scope_is_not_lent_to_the_next_question(lucia):
    list(Person.objects.for_everyone(reason="una prova"))

    with pytest.raises(UnscopedQueryError):
        list(Person.objects.all())


def test_a_form_still_finds_a_clash_with_somebody_elses_row(lucia, norcia):
    lucia.codice_fiscale = "BSSLCU80A41F935X"
    lucia.save()
    form_class = modelform_factory(Person, fields=["given_name", "family_name"])
    other = Person(codice_fiscale="BSSLCU80A41F935X")
    other.codice_fiscale_index = lucia.codice_fiscale_index

    with pytest.raises(Exception, match="C'è già una persona con questo codice fiscale"):
        form_class({"given_name": "A", "family_name": "B"}, instance=other).save(commit=False).full_clean()


def test_nobody_who_has_not_signed_in_sees_anybody(lucia):
    for model in PRIVATE:
        assert list(model.objects.visible_to(AnonymousUser())) == []


def test_one_sees_oneself(citizen, lucia):
    assert list(Person.objects.visible_to(citizen)) == [citizen.person]


def test_a_guardian_sees_their_children_and_no_others(citizen, norcia):
    child = factories.child_of(citizen, comune=norcia)
    factories.child_of(factories.person("altra@example.org", RoleKind.GUARDIAN), comune=norcia)

    assert set(Person.objects.visible_to(citizen)) == {citizen.person, child}


@pytest.mark.parametrize(
    "changed",
    [{"ends_on": "2026-01-02"}, {"starts_on": "2999-01-01"}],
    ids=["ended", "not begun"],
)
def test_whoever_does_not_answer_today_does_not_see(citizen, changed):
    child = factories.child_of(citizen)
    Guardianship.objects.for_everyone(reason="una prova").update(**changed, **factories.proof())

    assert child not in Person.objects.visible_to(citizen)


def test_a_parent_stops_seeing_a_child_of_age_and_a_tutor_does_not(citizen):
    grown = factories.child_of(citizen, birth_date=factories.day("2000-01-01"))
    assert grown not in Person.objects.visible_to(citizen)

    Guardianship.objects.for_everyone(reason="una prova").update(kind=Guardianship.Kind.TUTOR)
    assert grown in Person.objects.visible_to(citizen)


def test_the_desk_sees_its_zone_and_not_the_other(operator_of_zone_6, operator_of_zone_8, norcia, foligno):
    of_norcia, of_foligno = factories.human(comune=norcia), factories.human(comune=foligno)
    elsewhere = factories.human(zone=Zone.objects.get(number=8))
    nowhere = factories.human()

    seen_6 = set(Person.objects.visible_to(operator_of_zone_6)) - {operator_of_zone_6.person}
    seen_8 = set(Person.objects.visible_to(operator_of_zone_8)) - {operator_of_zone_8.person}

    assert seen_6 == {of_norcia}
    assert seen_8 == {of_foligno, elsewhere}
    assert nowhere not in seen_6 | seen_8


def test_a_role_for_one_comune_stops_at_its_border(norcia, cascia):
    operator = factories.person("sportello@example.org", RoleKind.DESK_OPERATOR, comune=norcia)
    of_norcia, of_cascia = factories.human(comune=norcia), factories.human(comune=cascia)

    seen = Person.objects.visible_to(operator)

    assert of_norcia in seen
    assert of_cascia not in seen


@pytest.mark.parametrize(
    "kind", [kind for kind in RoleKind if kind not in {"desk_operator", "administrator"}]
)
def test_other_roles_do_not_see_people_even_over_the_whole_territory(lucia, kind):
    user = factories.person("chi@example.org", kind, everywhere=True)

    assert list(Person.objects.visible_to(user)) == [user.person]


def test_a_desk_role_without_a_place_sees_nobody(lucia):
    user = factories.person("chi@example.org", RoleKind.DESK_OPERATOR)

    assert list(Person.objects.visible_to(user)) == [user.person]


def test_a_role_that_is_over_or_an_account_that_is_closed_sees_nobody(operator_of_zone_6, lucia):
    assert lucia in Person.objects.visible_to(operator_of_zone_6)

    operator_of_zone_6.roles.update(ends_on="2026-01-02")
    assert lucia not in Person.objects.visible_to(User.objects.get(pk=operator_of_zone_6.pk))

    operator_of_zone_6.roles.update(ends_on=None)
    User.objects.filter(pk=operator_of_zone_6.pk).update(is_active=False)
    assert lucia not in Person.objects.visible_to(User.objects.get(pk=operator_of_zone_6.pk))


def test_another_zones_person_is_not_found(operator_of_zone_8, lucia):
    with pytest.raises(Http404):
        get_object_or_404(Person.objects.visible_to(operator_of_zone_8), pk=lucia.pk)


def test_the_log_of_readings_is_for_the_whole_territorys_administration(administrator, operator_of_zone_6):
    zone_administrator = factories.person(
        "zona@example.org", RoleKind.ADMINISTRATOR, zone=Zone.objects.get(number=6)
    )

    assert AccessRecord.objects.visible_to(administrator).query.is_scoped
    assert not AccessRecord.objects.visible_to(zone_administrator).exists()
    assert not AccessRecord.objects.visible_to(operator_of_zone_6).exists()


def test_prefetching_needs_a_scope_too(citizen):
    list(User.objects.prefetch_related(Prefetch("person", Person.objects.visible_to(citizen))))
    with pytest.raises(UnscopedQueryError):
        list(User.objects.prefetch_related(Prefetch("person", Person.objects.all())))
