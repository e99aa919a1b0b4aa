"""The first page of who sits in a body, and which comuni have a voice."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from governance.models import AgendaDocument, Body, Summons
from governance.pages import balance
from governance.sitting import holding
from governance.voting import balloting, casting
from networking.models import Comune, RoleKind, StoredFile
from tests import factories, governing
from tests.governance import seated

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate()
HELD = timezone.localtime() - timedelta(days=20)
AHEAD = timezone.localtime() + timedelta(days=12)
CABINA = reverse("governance:cabina")


@pytest.fixture
def body(db):
    return governing.body(name="Cabina di prova")


@pytest.fixture
def norcia(db):
    return Comune.objects.get(slug="norcia")


@pytest.fixture
def member(body, norcia):
    user = factories.person("siede@example.org", RoleKind.CITIZEN, full_name="Carla Pesci")
    governing.mandate(body, user.person, comune=norcia)
    return user


@pytest.fixture
def as_member(member):
    return factories.signed_in(member)


def paper(of, title="Relazione"):
    file = StoredFile.objects.create(name="r.pdf", file=ContentFile(b"x" * 2048, name="r.pdf"), size=2048)
    item = governing.agenda_of(of).first()
    return AgendaDocument.objects.create(item=item, title=title, file=file, added_at=NOW)


def summon(meeting, person, **fields):
    return Summons.objects.create(
        meeting=meeting, person=person, name=person.full_name, summoned_at=NOW, **fields
    )


def test_the_next_meeting_its_papers_and_whether_one_answered(as_member, body, member):
    meeting = governing.meeting(body, title="Seduta di dicembre", first_call_at=AHEAD)
    governing.meeting(body, title="Seduta passata", state="closed", first_call_at=HELD)
    paper(meeting)
    called = summon(meeting, member.person)

    before = as_member.get(CABINA).content.decode()
    assert "Seduta di dicembre" in before
    assert "Seduta passata" not in before
    assert "Relazione" in before
    assert "non ha risposto" in before
    assert "Di&#x27; se ci sarai" in before.replace("Di' se", "Di&#x27; se")
    called.reply, called.replied_at = "comes", NOW
    called.save()
    after = as_member.get(CABINA).content.decode()
    assert "viene" in after
    assert "se ci sarai" not in after


def test_what_one_has_to_do_and_what_the_bodies_decided(as_member, body, member, norcia):
    meeting = governing.meeting(body, state="closed", first_call_at=HELD)
    governing.action(meeting, member.person, words="La mia azione")
    governing.action(meeting, words="Azione di altri")
    item = governing.agenda_of(meeting).get()
    governing.decision(item, title="Per tutti", due_on=TODAY - timedelta(days=1))
    governing.decision(item, title="Solo Norcia").comuni.set([norcia])

    page = as_member.get(CABINA).content.decode()
    assert "La mia azione" in page
    assert "Azione di altri" not in page
    assert "in ritardo" in page
    assert "Solo Norcia" in page
    assert "Solo Norcia" not in as_member.get(CABINA, {"comune": "foligno"}).content.decode()
    assert "Solo Norcia" in as_member.get(CABINA, {"comune": "boh"}).content.decode()


def test_never_what_is_of_a_body_of_others(as_member, member):
    other = governing.body(name="Organo di altri")
    paper(governing.meeting(other, title="Seduta di altri", first_call_at=AHEAD), "Carta di altri")
    meeting = governing.meeting(other, state="closed", first_call_at=HELD)
    governing.decision(governing.agenda_of(meeting).get(), title="Decisione di altri", due_on=TODAY)
    governing.action(meeting, words="Azione di altri")

    assert "di altri" not in as_member.get(CABINA).content.decode()


def test_who_sits_in_no_body_is_told_so_and_who_is_nobody_signs_in(client, db):
    page = factories.signed_in(factories.person("altra@example.org", RoleKind.CITIZEN)).get(CABINA)

    assert "Oggi non ne fai parte." in page.content.decode()
    assert client.get(CABINA).status_code == 302


def test_a_comune_comes_by_who_sat_for_it_on_that_day(body, norcia):
    sits, sat = factories.human("Ugo Neri"), factories.human("Ida Rossi")
    foligno = Comune.objects.get(slug="foligno")
    governing.mandate(body, sits, comune=norcia)
    governing.mandate(body, sat, comune=foligno, ends_on=HELD.date() - timedelta(days=2))
    governing.mandate(body, factories.human("Eva Blu"), comune=norcia, task="observer")
    began = HELD - timedelta(days=10)
    for at in (began, HELD):
        meeting = governing.meeting(body, state="open", first_call_at=at)
        seated.enter(meeting, sits, *([sat] if at == began else []), now=at)
        ballot = seated.ballot(meeting, now=at + timedelta(minutes=1))
        for right in seated.rights(ballot):
            casting.vote(right, "favour", now=at + timedelta(minutes=2))
        balloting.close(ballot, now=at + timedelta(minutes=3))
        holding.end(meeting, now=at + timedelta(hours=1))

    found = balance.of_bodies([body], TODAY)
    voices = {each.comune.slug: each[1:] for each in found.voices}

    assert (found.held, len(voices)) == (2, 21)
    assert voices["norcia"] == (1, 2, 2)
    assert voices["foligno"] == (0, 1, 1)
    assert voices["spoleto"] == (0, 0, 0)


def test_where_nobody_sits_for_a_comune_there_is_no_balance(body):
    governing.mandate(body)

    assert balance.of_bodies([body], TODAY) is None


@pytest.mark.parametrize("rows", [1, 25])
def test_it_asks_as_much_for_many_as_for_one(as_member, member, norcia, rows, django_assert_max_num_queries):
    body = Body.objects.get()
    held = governing.meeting(body, state="closed", first_call_at=HELD)
    ahead = governing.meeting(body, first_call_at=AHEAD)
    item = governing.agenda_of(held).get()
    for _each in range(rows):
        governing.action(held, member.person)
        governing.decision(item, due_on=TODAY)
        governing.mandate(body, comune=norcia)
        paper(ahead)

    with django_assert_max_num_queries(28):
        as_member.get(CABINA)
