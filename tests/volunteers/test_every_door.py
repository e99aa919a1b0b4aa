"""The hard rules, through every door: whoever may not do a turn may not, whoever writes, and reads why."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from networking.models import Comune, Credential, RoleKind
from tests import factories, volunteering
from tests.volunteers import doors
from volunteers.eligibility import reasons, refusals_of
from volunteers.models import InsuranceCover, InsurancePolicy, Volunteer
from volunteers.turns import inviting

pytestmark = pytest.mark.django_db
AHEAD = timezone.localdate() + timedelta(days=14)
YOUNG = AHEAD - timedelta(days=17 * 365 + 100)


def with_minors(comune):
    kind = volunteering.kind(minors="regular", needed=["clearance", "safeguarding"], minimum_adults=2)
    return volunteering.request(comune, kind=kind, local_date=AHEAD, places=4)


def fit(**fields):
    """Somebody who may be with minors."""
    volunteer = volunteering.able(**fields)
    for kind in ("clearance", "safeguarding"):
        volunteering.credential(volunteer, kind)
    return volunteer


def change(volunteer, **fields):
    Volunteer.objects.for_everyone(reason="una prova").filter(pk=volunteer.pk).update(**fields)


def covers(volunteer):
    return InsuranceCover.objects.for_everyone(reason="una prova").filter(person=volunteer.person)


def credentials(volunteer, kind):
    return Credential.objects.for_everyone(reason="una prova").filter(person=volunteer.person, kind=kind)


def ceased(volunteer):
    enrolment = volunteering.section().entries.for_everyone(reason="una prova").get(person=volunteer.person)
    volunteering.line(volunteer.person, event="cessation", about=enrolment, effective_on=AHEAD)


def busy(volunteer):
    other = volunteering.request(
        Comune.objects.get(slug="foligno"),
        local_date=AHEAD,
        local_start=time(18, 10),
        local_end=time(19),
    )
    volunteering.assign(volunteer, other)


def born(volunteer, day):
    person = volunteer.person
    person.birth_date = day
    person.save()


def young(volunteer):
    born(volunteer, YOUNG)


def of_whom_a_parent_said_yes(volunteer, *, met=volunteering.SINCE):
    """Who is seventeen, with the consent of who answers for them."""
    young(volunteer)
    change(volunteer, parent_met_on=met)
    volunteering.consent(volunteer)


def never_used(volunteer):
    """The certificate is from long ago, and nobody has begun with it in time."""
    credentials(volunteer, "clearance").update(first_use_by=AHEAD)


# The rule, what breaks it, the code of what is read.
BROKEN = {
    "paused": (lambda who: change(who, state="paused"), "not_active"),
    "no agreement": (lambda who: change(who, agreed_at=None, agreement_version=""), "no_agreement"),
    "an agreement that ends that day": (lambda who: change(who, agreed_until=AHEAD), "no_agreement"),
    "LR-V1 not in the register": (ceased, "not_registered"),
    "LR-V2 no cover": (lambda who: covers(who).delete(), "not_insured"),
    "LR-V2 a cover that ends that day": (lambda who: covers(who).update(ends_on=AHEAD), "not_insured"),
    "LR-V2 a policy without illness": (
        lambda who: InsurancePolicy.objects.update(covers_illness=False),
        "not_insured",
    ),
    "LR-V7 paid by the ente": (lambda who: change(who, paid_from=date(2026, 1, 1)), "works_here"),
    "LR-V10 no clearance": (lambda who: credentials(who, "clearance").delete(), "credential_missing"),
    "LR-V10 a clearance over that day": (
        lambda who: credentials(who, "clearance").update(expires_on=AHEAD),
        "credential_missing",
    ),
    "LR-V10 a clearance revoked": (
        lambda who: credentials(who, "clearance").update(revoked_at=volunteering.MOMENT, revoked_because="x"),
        "credential_missing",
    ),
    "LR-V10 a clearance not verified": (
        lambda who: credentials(who, "clearance").update(
            granted_on=None, issued_on=volunteering.SINCE, verified_by=None
        ),
        "credential_missing",
    ),
    "no safeguarding": (lambda who: credentials(who, "safeguarding").delete(), "credential_missing"),
    "LR-V12 a certificate too old for a first turn": (never_used, "credential_missing"),
    "nobody knows how old": (lambda who: born(who, None), "birth_date_unknown"),
    "LR-V13 younger than it asks": (lambda who: born(who, AHEAD - timedelta(days=15 * 366)), "too_young"),
    "LR-V13 a minor without consent": (young, "no_parent_consent"),
    "LR-V13 whose parent was not heard": (
        lambda who: of_whom_a_parent_said_yes(who, met=None),
        "parent_not_met",
    ),
    "another turn with the road between": (busy, "busy"),
}


@pytest.mark.parametrize("door", doors.OF_A_PLACE, ids=lambda door: door.__name__)
@pytest.mark.parametrize(("breaks", "code"), BROKEN.values(), ids=BROKEN)
def test_who_may_not_is_not_let_in_and_reads_why(norcia, door, breaks, code):
    turn, volunteer = with_minors(norcia), fit()
    breaks(volunteer)

    volunteer = Volunteer.objects.for_everyone(reason="una prova").get(pk=volunteer.pk)
    found = refusals_of([volunteer], turn)[volunteer.pk]
    why = reasons([each for each in found if each["code"] == code])

    said = door(volunteer, turn)

    assert why
    assert all(sentence in said for sentence in why), said[-3000:]
    assert not volunteering.assignments().filter(request=turn, state__in=("accepted", "invited")).exists()


@pytest.mark.parametrize(
    "door",
    [each for each in doors.OF_A_PLACE if each is not doors.of_the_page],
    ids=lambda door: door.__name__,
)
def test_who_may_is_let_in_by_every_door(norcia, door):
    turn, volunteer = with_minors(norcia), fit()

    assert door(volunteer, turn) == ""
    is_in = volunteering.assignments().filter(request=turn, volunteer=volunteer).exists()
    assert is_in or door is doors.of_the_answer


@pytest.mark.parametrize("breaks", [each for each, _code in BROKEN.values()], ids=BROKEN)
def test_who_was_asked_and_may_no_more_does_not_come_in_by_the_link(norcia, breaks):
    turn, volunteer = with_minors(norcia), fit()
    by = factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, everywhere=True)
    row = inviting.invite([volunteer], turn, by=by, now=timezone.now()).made[0]
    breaks(volunteer)

    doors.of_the_link(row)

    row.refresh_from_db()
    assert row.state != "accepted"


@pytest.mark.parametrize(
    "breaks",
    [each for each, _code in BROKEN.values() if each is not busy],
    ids=[k for k, v in BROKEN.items() if v[0] is not busy],
)
def test_who_is_in_and_may_no_more_is_suspended_within_the_minute(norcia, breaks):
    turn, volunteer = with_minors(norcia), fit()
    row = volunteering.assign(volunteer, turn)
    breaks(volunteer)

    assert doors.of_the_minute(row) == "suspended"


def test_the_admin_keeps_what_was_typed_and_says_every_reason(norcia, client):
    turn, volunteer = with_minors(norcia), volunteering.candidate()
    boss = factories.person("capo@example.org", RoleKind.ADMINISTRATOR, everywhere=True, is_superuser=True)

    page = factories.signed_in(boss).post(
        doors.ADMIN, {"request": str(turn.pk), "volunteer": str(volunteer.pk)}
    )

    assert page.status_code == 200
    assert len(page.context_data["adminform"].form.errors["volunteer"]) >= 4
    assert f'value="{volunteer.pk}" selected' in page.content.decode()
