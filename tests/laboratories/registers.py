"""A session that can be held, and the people of its register, for the tests of registers."""

from datetime import date

from django.utils import timezone

from laboratories.models import SessionStaff
from laboratories.registers import attending, marking
from networking.models import Credential, RoleKind
from tests import activities, factories

CHILD = date(2017, 5, 1)


def educator(email="educatrice@example.org", *, cleared=True, **fields):
    """Somebody with an access; with the check that work with minors asks for."""
    user = factories.person(email, RoleKind.EDUCATOR, **fields)
    if cleared:
        clear(user.person)
    return user


def clear(person, **fields):
    """That `person` has shown the check."""
    return Credential.objects.create(
        person=person, kind="clearance", **{"granted_on": date(2026, 1, 1), **fields}
    )


def session(where, *, children=2, sessions=1, by=None, **fields):
    """A session with children, led by `by` and by another adult, each with the check."""
    fields.setdefault("activity", activities.activity(policy="minori"))
    cycle = activities.cycle(where, sessions=sessions, **fields)
    for _each in range(children):
        activities.booking(cycle, factories.human(birth_date=CHILD))
    other = factories.human("Altra Adulta")
    clear(other)
    for each in cycle.sessions.all():
        for person in filter(None, [by and by.person, other]):
            SessionStaff.objects.create(session=each, person=person)
    return cycle.sessions.order_by("starts_at").select_related("cycle__activity__policy").first()


def opened(session, *, by):
    """The same session, once its register is open."""
    return attending.open_register(session, by=by, now=session.starts_at)


def rows(session):
    """Its rows, by name."""
    return list(activities.presences().filter(session=session).order_by("person__family_name", "pk"))


def made(row, mark="present", **fields):
    """A mark on `row` by a device that knows what the row says, unless it says otherwise."""
    return marking.by_hand(row, mark, now=fields.pop("made_at", timezone.now()), **fields)
