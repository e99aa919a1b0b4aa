"""When certificates cannot be issued, past what `test_certificates.py` has room for."""

import pytest
from django.utils import timezone

from laboratories.registers import attending, certifying, marking
from networking.models import Credential, Fact
from tests import activities, factories
from tests.laboratories import registers

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader():
    return registers.educator()


def attended(norcia, leader, **fields):
    """A cycle of one meeting, to which one person came."""
    activity = activities.activity(policy="adulti", **fields)
    session = registers.session(norcia, by=leader, activity=activity, children=0)
    activities.booking(session.cycle, factories.human("Maria Rossi"))
    registers.opened(session, by=leader)
    marking.mark(session, [registers.made(registers.rows(session)[0])], by=leader, now=session.ends_at)
    attending.close_register(session, by=leader, now=session.ends_at)
    return session.cycle


def issue(cycle, leader):
    return certifying.issue(cycle, by=leader, now=timezone.now())


def test_not_while_two_marks_disagree(norcia, leader):
    cycle = attended(norcia, leader)
    activities.presences().update(is_disputed=True)

    with pytest.raises(certifying.CertifyingError, match="due segni diversi"):
        issue(cycle, leader)


def test_not_where_nothing_was_held(norcia, leader):
    cycle = registers.session(norcia, by=leader).cycle
    cycle.sessions.update(cancelled_at=factories.LONG_AGO)

    with pytest.raises(certifying.CertifyingError, match="nessun incontro"):
        issue(cycle, leader)


def test_what_grants_nothing_gives_no_credential(norcia, leader):
    [made] = issue(attended(norcia, leader), leader)

    assert made.credential is None
    assert not Credential.objects.for_everyone(reason="prova").filter(person=made.person).exists()


def test_revoked_twice_it_was_revoked_the_first_time(norcia, leader, now):
    [made] = issue(attended(norcia, leader), leader)
    for why in ("un errore", "un altro errore"):
        revoked = certifying.revoke(made, by=leader, because=why, now=now)

    assert revoked.revoked_because == "un errore"
    assert Fact.objects.filter(kind=certifying.REVOKED).count() == 1
