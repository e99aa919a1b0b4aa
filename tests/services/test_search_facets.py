"""The numbers beside the filters are those that one gets by choosing them."""

from dataclasses import dataclass, replace
from random import Random

import pytest

from networking.models import Comune, Zone
from services.models import Category, Language, Service, TargetGroup
from services.search import Question, answer
from tests import factories

pytestmark = pytest.mark.django_db

FIELDS = {
    "comune": "comune",
    "zona": "zone",
    "categoria": "categories",
    "per": "targets",
    "aperto": "is_open_now",
    "gratis": "is_free",
    "accesso": "access_modes",
    "lingua": "languages",
    "accessibile": "is_step_free",
}
SEEDS = range(3)


@pytest.fixture(params=SEEDS)
def chance(request):
    return Random(request.param)


@pytest.fixture
def catalogue(chance, db, now):
    """Sixty services of every kind, some of them without a place, some withdrawn, some drafts."""
    for _each in range(60):
        service = factories.service(
            chance.choice(["Musica", "Teatro", "Nido", "Pittura"]),
            comune=chance.choice([None, *Comune.objects.all()[:5]]),
            published=chance.random() < 0.9,
            category=chance.choice(Category.objects.all()),
            targets=chance.sample(["anziani", "bambini", "adulti"], chance.randint(0, 2)),
            cost=chance.choice(["", "free"]),
            access_modes=chance.choice([[], ["walk_in"], ["phone", "walk_in"], ["online"]]),
            min_age=chance.choice([None, 6, 18]),
            serves_everywhere=chance.random() < 0.1,
            withdrawn_at=factories.LONG_AGO if chance.random() < 0.1 else None,
        )
        service.languages.set(chance.sample(list(Language.objects.all()), 2))
        service.area_comuni.set(chance.sample(list(Comune.objects.all()), chance.randint(0, 3)))
        service.area_zones.set(chance.sample(list(Zone.objects.all()), chance.choice([0, 0, 1])))
        service.extra_categories.set(chance.sample(list(Category.objects.all()), chance.randint(0, 2)))
        factories.opening(service, now.isoweekday(), "9:00", chance.choice(["9:30", "11:00"]))
        if service.place and chance.random() < 0.5:
            service.place.step_free = "yes"
            service.place.save()


@dataclass(frozen=True)
class Traits:
    """What a service is, read slowly from the catalogue's own tables."""

    title: str
    listed: set[str]
    zones: set[str]
    kinds: set[str]
    groups: set[str]
    languages: set[str]
    modes: set[str]
    ages: range
    is_free: bool
    is_open: bool
    is_step_free: bool

    def answers(self, question):
        return all(
            [
                question.words in self.title,
                not question.comune or question.comune in self.listed,
                not question.zone or question.zone in self.zones,
                not question.categories or self.kinds & set(question.categories),
                not question.targets or self.groups & set(question.targets),
                not question.access_modes or self.modes & set(question.access_modes),
                not question.languages or self.languages & set(question.languages),
                question.age is None or question.age in self.ages,
                self.is_free or not question.is_free,
                self.is_open or not question.is_open_now,
                self.is_step_free or not question.is_step_free,
            ]
        )


def traits_of(service, now):
    listed = listed_of(service)
    kinds = [service.category, *service.extra_categories.all()]
    return Traits(
        title=service.title,
        listed=listed,
        zones=set(Zone.objects.filter(comuni__slug__in=listed).values_list("slug", flat=True)),
        kinds={kind.slug for kind in kinds} | {kind.parent.slug for kind in kinds if kind.parent},
        groups=set(service.targets.values_list("group__slug", flat=True)),
        languages=set(service.languages.values_list("code", flat=True)),
        modes=set(service.access_modes),
        ages=range(service.min_age or 0, (service.max_age or 200) + 1),
        is_free=service.cost == "free",
        is_open=any(rule.opens <= now.time() < rule.closes for rule in service.opening_rules.all()),
        is_step_free=bool(service.place and service.place.step_free == "yes"),
    )


def listed_of(service):
    """Its own comune; those it serves too, when nobody has to travel."""
    here = {service.place.comune.slug} if service.place else set()
    if service.place and not {"phone", "online", "home_visit"} & set(service.access_modes):
        return here
    if service.serves_everywhere:
        return set(Comune.objects.values_list("slug", flat=True))
    zones = Comune.objects.filter(zone__in=service.area_zones.all())
    return here | {comune.slug for comune in [*service.area_comuni.all(), *zones]}


def any_question(chance):
    def some(values, most=2):
        return tuple(chance.sample(list(values), chance.choice([0, 0, 1, most])))

    def one(values):
        return chance.choice(["", "", *values])

    return Question(
        words=one(["Musica", "Teatro"]),
        comune=one(Comune.objects.values_list("slug", flat=True)[:5]),
        zone=one(Zone.objects.values_list("slug", flat=True)),
        categories=some(Category.objects.filter(parent=None).values_list("slug", flat=True), 4),
        targets=some(["anziani", "bambini", "adulti"]),
        age=chance.choice([None, None, 10, 40]),
        is_open_now=chance.random() < 0.2,
        is_free=chance.random() < 0.2,
        access_modes=some(["phone", "walk_in", "online"]),
        languages=some(Language.objects.values_list("code", flat=True)),
        is_step_free=chance.random() < 0.1,
    )


def test_totals_are_those_counted_by_hand(catalogue, chance, now):
    traits = [traits_of(service, now) for service in Service.objects.published()]
    for _each in range(40):
        question = any_question(chance)

        by_hand = sum(bool(each.answers(question)) for each in traits)

        assert answer.answer(question, now=now).total == by_hand, question


def test_each_number_is_the_total_one_gets_by_choosing_that_value_alone(catalogue, chance, now):
    question = any_question(chance)

    for facet in answer.answer(question, now=now).facets:
        for value in facet.values:
            field = FIELDS[facet.name]
            chosen = True if isinstance(getattr(question, field), bool) else value.value
            if isinstance(getattr(question, field), tuple):
                chosen = (value.value,)
            alone = replace(question, **{field: chosen})
            assert value.count == answer.answer(alone, now=now).total, (facet.name, value)


def test_values_that_nobody_has_stay_visible(now, norcia):
    factories.service(comune=norcia)

    by_name = {facet.name: facet for facet in answer.answer(Question(), now=now).facets}

    assert len(by_name["comune"].values) == Comune.objects.count()
    assert len(by_name["categoria"].values) == Category.objects.count()
    assert len(by_name["per"].values) == TargetGroup.objects.count()
    assert 0 in {value.count for value in by_name["comune"].values}


def test_children_stand_under_their_parent(now, norcia):
    [values] = [
        facet.values for facet in answer.answer(Question(), now=now).facets if facet.name == "categoria"
    ]
    seen = set()

    for value in values:
        assert not value.parent or value.parent in seen
        seen.add(value.value)
