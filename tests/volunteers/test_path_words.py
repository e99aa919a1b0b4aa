"""What a path says to people: words that fit an SMS, and nothing that no longer holds."""

from datetime import timedelta

import pytest
from django.utils import timezone

from networking.outbox.kinds import kind_of
from networking.rules import years_before
from tests import factories, volunteering
from volunteers.notices import path
from volunteers.path.ending import Because

pytestmark = pytest.mark.django_db
LONG = "Massimilianoferdinando D'Angelo Montecuccoli degli Erri della Valnerina"


def composed(kind, now):
    notice = factories.notices().filter(kind=f"volunteers.path_{kind}").latest("created_at")
    return kind_of(notice.kind).compose(notice, now)


@pytest.mark.parametrize("because", Because.values)
def test_a_no_says_its_reason_in_words_that_may_be_read(norcia, now, because):
    row = volunteering.candidate(factories.human(comune=norcia), state="refused", ended_on=now.date())

    path.tell_refused(row, because=because, now=now)

    assert len(composed("refused", now).paragraphs) == 3


def test_welcome_and_thanks_fit_an_sms(norcia, now):
    row = volunteering.able(factories.human(LONG, comune=norcia, birth_date=volunteering.SINCE.replace(1980)))
    path.tell_active(row, now=now)
    row.state, row.ended_on = "ended", now.date()

    assert len(composed("active", now).short) <= 160
    row.save()
    path.tell_ended(row, now=now)
    assert len(composed("ended", now).short) <= 160


def test_a_parent_is_no_longer_asked_of_who_is_of_age_meanwhile(norcia, now):
    mother = factories.person("mamma@example.org", "guardian")
    born = years_before(timezone.localdate(now), 17)
    row = volunteering.candidate(factories.child_of(mother, LONG, birth_date=born, comune=norcia))
    path.tell_parents(row, now=now)

    assert len(composed("parent", now).short) <= 160
    assert composed("parent", now + timedelta(days=366)) is None
