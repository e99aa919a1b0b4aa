"""Every door by which somebody comes to be in a turn, for tests: each says why not, in sentences, or nothing."""

from html import unescape

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from networking.models import RoleKind
from tests import factories, volunteering
from volunteers.eligibility import reasons, reasons_against, refusals_of
from volunteers.invitation_links import token_of
from volunteers.models import Assignment
from volunteers.turns import inviting, looking, signing_up
from volunteers.turns.refusing import TurnError

SHEET = "/volontariato/coordinamento/fogli/turni/"
ADMIN = "/gestione/volunteers/assignment/add/"


def _said(page):
    """What a page says, with its entities undone."""
    return unescape(page.content.decode())


def of_the_page(volunteer, turn):
    """The button of the turn's own page."""
    client = factories.signed_in(_account(volunteer))
    return _said(client.post(f"/volontariato/turni/{turn.pk}/mi-segno/", follow=True))


def of_the_act(volunteer, turn):
    """The act behind it, and whatever calls it one day."""
    try:
        with transaction.atomic():
            signing_up.sign_up(volunteer, turn, by=None, now=timezone.now())
    except TurnError as error:
        return " ".join(error.sentences)
    return ""


def of_who_coordinates(volunteer, turn):
    """The invitation."""
    by = factories.person("porta@example.org", RoleKind.VOLUNTEER_COORDINATOR, everywhere=True)
    asked = inviting.invite([volunteer], turn, by=by, now=timezone.now())
    return " ".join(sentence for _who, found in asked.refused for sentence in found)


def of_the_admin(volunteer, turn):
    """`/gestione/`, by a superuser."""
    boss = factories.person("capo@example.org", RoleKind.ADMINISTRATOR, everywhere=True, is_superuser=True)
    client = factories.signed_in(boss)
    answer = client.post(ADMIN, {"request": str(turn.pk), "volunteer": str(volunteer.pk)})
    if answer.status_code == 302:
        return ""
    return " ".join(str(each) for each in answer.context_data["adminform"].form.errors["volunteer"])


def of_the_sheet(volunteer, turn):
    """A sheet of turns, handed in by who coordinates."""
    type(volunteer.person)._base_manager.filter(pk=volunteer.person_id).update(email="foglio@example.org")
    by = factories.person("foglia@example.org", RoleKind.VOLUNTEER_COORDINATOR, everywhere=True)
    content = f"codice del turno;chi viene\n{turn.pk};foglio@example.org\n".encode()
    answer = factories.signed_in(by).post(SHEET, {"sheet": SimpleUploadedFile("turni.csv", content)})
    return "" if answer.status_code == 302 else _said(answer)


def of_the_shell(volunteer, turn):
    """The raw table, from Python."""
    try:
        with transaction.atomic():
            volunteering.assign(volunteer, turn)
    except IntegrityError as error:
        return " ".join(reasons_against(error) or [])
    return ""


def of_sql(volunteer, turn):
    """The raw table, by hand."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO volunteers_assignment (id, request_id, volunteer_id, state, source, made_at, ended_because)"
                " VALUES (gen_random_uuid(), %s, %s, 'accepted', 'self', now(), '')",
                [turn.pk, volunteer.pk],
            )
    except IntegrityError as error:
        return " ".join(reasons_against(error) or [])
    return ""


def of_many_rows(volunteer, turn):
    """A file of rows, written at once as imports do."""
    row = Assignment(
        request=turn, volunteer=volunteer, state="accepted", source="engine", made_at=timezone.now()
    )
    try:
        with transaction.atomic():
            Assignment.objects.bulk_create([row])
    except IntegrityError as error:
        return " ".join(reasons_against(error) or [])
    return ""


def of_the_answer(volunteer, turn):
    """The one answer itself, as matching asks it."""
    return " ".join(reasons(refusals_of([volunteer], turn).get(volunteer.pk, [])))


def of_the_link(row):
    """The link of an e-mail, by who was asked when they still could."""
    return _said(Client().post(f"/volontariato/invito/{token_of(row)}/", {"risposta": "vengo"}, follow=True))


def of_the_minute(row):
    """The work of every minute, on somebody who is in already."""
    looking.look_after(now=timezone.now())
    row.refresh_from_db()
    return row.state


def _account(volunteer):
    person = volunteer.person
    if person.account_id is None:
        person.account = factories.person("chi@example.org", RoleKind.VOLUNTEER).person.account
        type(person).objects.for_everyone(reason="una prova").filter(account=person.account).update(
            account=None
        )
        person.save()
    return person.account


OF_A_PLACE = (
    of_the_page,
    of_the_act,
    of_who_coordinates,
    of_the_admin,
    of_the_sheet,
    of_the_shell,
    of_sql,
    of_many_rows,
    of_the_answer,
)
