"""An agreement ends as other things do: told before to both, said again with one button, and no turn after it."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from networking.models import Notice, RoleKind
from networking.outbox.composing import words_of
from networking.rules import ITALY, months_after
from tests import factories, volunteering
from tests.volunteers.test_turn_pages import somebody
from volunteers.agreement_texts import agreement
from volunteers.credentials import expiring, standing
from volunteers.models import Volunteer
from volunteers.path import agreeing
from volunteers.turns import looking

pytestmark = pytest.mark.django_db
ENDS = date(2026, 12, 20)


@pytest.fixture
def coordinator(norcia):
    return factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)


@pytest.fixture
def volunteer(norcia):
    made = somebody("aiuta@example.org", norcia)
    return ending(made, ENDS)


def ending(volunteer, day):
    Volunteer.objects.for_everyone(reason="una prova").filter(pk=volunteer.pk).update(agreed_until=day)
    return Volunteer.objects.for_everyone(reason="una prova").get(pk=volunteer.pk)


def morning(days):
    return datetime(ENDS.year, ENDS.month, ENDS.day, 8, tzinfo=ITALY) - timedelta(days=days)


def words(person, now):
    notice = Notice.objects.for_everyone(reason="una prova").filter(person=person).latest("created_at")
    return words_of(notice, now)


def test_it_is_told_three_times_to_both(volunteer, coordinator):
    for days in (31, 30, 29, 7, 6, 0, -1):
        expiring.tell(now=morning(days))

    kinds = Notice.objects.for_everyone(reason="una prova").values_list("kind", flat=True)
    assert sorted(kinds) == ["volunteers.credential_expires"] * 3 + ["volunteers.credential_expires_of"] * 3


def test_the_words_lead_where_it_is_said_again(volunteer, coordinator):
    expiring.tell(now=morning(30))

    hers, theirs = (words(person, morning(30)) for person in (volunteer.person, coordinator.person))

    assert hers.subject == "Sta per scadere: accordo di volontariato"
    assert (
        hers.paragraphs[0]
        == "Sta per scadere il tuo accordo di volontariato. Il giorno è il 20 dicembre 2026."
    )
    assert hers.link == "/volontariato/percorso/"
    assert theirs.link == f"/volontariato/candidature/{volunteer.pk}/"


def test_who_said_it_again_meanwhile_is_told_nothing(volunteer, coordinator):
    expiring.tell(now=morning(30))
    agreeing.accept(volunteer.pk, version=agreement().current, by=volunteer.person.account, now=morning(29))

    assert words(volunteer.person, morning(28)) is None
    assert expiring.tell(now=morning(7)) == 0


@pytest.mark.parametrize(("days", "until"), [(31, ENDS), (30, months_after(date(2026, 11, 20), 36))])
def test_it_is_said_again_from_a_month_before(volunteer, days, until):
    renewed = agreeing.accept(
        volunteer.pk, version=agreement().current, by=volunteer.person.account, now=morning(days)
    )

    assert renewed.agreed_until == until


def test_on_paper_who_coordinates_writes_it(volunteer, coordinator):
    agreeing.write_paper(volunteer.pk, by=coordinator, now=morning(-3))

    assert ending_of(volunteer) == months_after(date(2026, 12, 23), 36)


def ending_of(volunteer):
    return Volunteer.objects.for_everyone(reason="una prova").get(pk=volunteer.pk).agreed_until


def test_the_turns_after_it_are_suspended_within_the_minute_and_back_once_said_again(volunteer, norcia):
    ending(volunteer, date(2028, 1, 1))
    row = volunteering.assign(volunteer, volunteering.request(norcia))

    ending(volunteer, row.request.local_date)
    row.refresh_from_db()

    assert (row.state, [each["code"] for each in row.refusals]) == ("suspended", ["no_agreement"])
    assert looking.look_again() == 0


@pytest.mark.parametrize(
    ("days", "state", "said"),
    [
        (31, "holds", "Vale fino al"),
        (30, "soon", "Scade il"),
        (1, "soon", "Scade il"),
        (0, "over", "Scaduto il"),
    ],
)
def test_both_read_how_it_stands(volunteer, coordinator, days, state, said):
    today = timezone.localdate()
    made = ending(volunteer, today + timedelta(days=days))

    own = factories.signed_in(volunteer.person.account)
    pages = (
        own.get("/volontariato/abilitazioni/"),
        factories.signed_in(coordinator).get(f"/volontariato/abilitazioni/{volunteer.pk}/"),
    )

    assert standing.agreement_state(made, today=today) == state
    for page in pages:
        part = page.content.decode().split("Accordo di volontariato</h3>")[1].split("</li>")[0]
        assert said in " ".join(part.split())
    button = "Ho letto, va bene" in own.get("/volontariato/percorso/").content.decode()
    assert button == (state != "holds")


def test_ones_own_page_says_it_again_and_the_desk_no_longer_names_it(volunteer, coordinator):
    ending(volunteer, timezone.localdate() + timedelta(days=10))
    desk = factories.signed_in(coordinator)
    assert "accordo di volontariato" in desk.get("/volontariato/coordinamento/").content.decode()

    factories.signed_in(volunteer.person.account).post(
        "/volontariato/percorso/accordo/", {"versione": agreement().current}
    )

    assert ending_of(volunteer) > timezone.localdate() + timedelta(days=1000)
    assert "accordo di volontariato" not in desk.get("/volontariato/coordinamento/").content.decode()
