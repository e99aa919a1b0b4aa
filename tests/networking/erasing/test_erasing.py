"""Who is erased, who stays, and what the proof says."""

import smtplib
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from networking import access_log, outbox
from networking.erasing import again, proofs
from networking.erasing.person import Asked, close_own_account, erase_person
from networking.models import (
    AccessRecord,
    Channel,
    ErasureProof,
    ErasureRequest,
    Guardianship,
    Job,
    PageReport,
    Person,
    RoleKind,
    StoredFile,
    User,
)
from services.models import Verification
from tests import factories

REASON = "prova"


class Refusing(BaseEmailBackend):
    """A mail server that knows nobody."""

    def send_messages(self, messages):
        (message,) = messages
        raise smtplib.SMTPRecipientsRefused({message.to[0]: (550, b"unknown")})


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.EMAIL_BACKEND = "networking.mail.OutboxBackend"
    settings.MEDIA_ROOT, settings.BACKUP_FOLDER = tmp_path / "media", tmp_path / "copie"
    settings.BACKUP_FOLDER.mkdir()


@pytest.fixture
def lucia(db, cascia):
    return factories.person(
        "lucia@example.org", RoleKind.GUARDIAN, full_name="Lucia Cesaretti", lives_in=cascia
    )


def erase(person, now, channel=Channel.DESK):
    return erase_person(person, asked=Asked(channel, now), now=now)


def people():
    return Person.objects.for_everyone(reason=REASON)


def test_the_proof_says_what_went_and_nothing_of_whom(lucia, now):
    proof = erase(lucia.person, now)

    assert not people().filter(pk=lucia.person.pk).exists()
    assert not User.objects.filter(pk=lucia.pk).exists()
    assert proof.rows["networking.Person"] == {"deleted": 1, "blanked": 0}
    assert proof.rows["networking.PersonEvent"]["deleted"] >= 2
    written = str(ErasureProof.objects.values().get())
    assert not [word for word in ("Lucia", "Cesaretti", "lucia@", str(lucia.pk)) if word in written]


def test_the_proof_is_found_only_with_the_portals_key(lucia, now, settings):
    proof = erase(lucia.person, now)
    digest = proofs.digest_of("person", lucia.person.pk)

    settings.INDEX_KEY = "un'altra chiave"

    assert bytes(proof.subject_digest) == digest
    assert proofs.digest_of("person", lucia.person.pk) != digest


def test_erasing_twice_gives_the_first_proof(lucia, now):
    first = erase(lucia.person, now)

    assert erase(lucia.person, now + timedelta(days=1)) == first
    assert ErasureProof.objects.count() == 1


def test_a_child_stays_and_the_proof_counts_it_when_nobody_is_left_to_answer(lucia, now):
    paolo = factories.person("paolo@example.org", RoleKind.GUARDIAN)
    alone, with_father = factories.child_of(lucia, "Anna Sola"), factories.child_of(lucia, "Ugo Colpadre")
    Guardianship.objects.create(guardian=paolo.person, child=with_father, starts_on=factories.LONG_AGO.date())

    proof = erase(lucia.person, now)

    assert set(people().filter(pk__in=[alone.pk, with_father.pk])) == {alone, with_father}
    assert proof.children_left == 1
    assert list(people().minors_alone(timezone.localdate(now))) == [alone]


def test_who_checked_a_sheet_is_no_longer_named_but_the_check_stays(lucia, now):
    factories.verification(factories.service(), lucia, now)

    proof = erase(lucia.person, now)

    emptied = Verification.objects.get().verified_by
    assert emptied.email == f"{lucia.pk}@cancellato.invalid"
    assert not emptied.is_active
    assert not emptied.has_usable_password()
    assert proof.rows["networking.User"] == {"deleted": 0, "blanked": 1}


def test_an_address_that_somebody_else_uses_too_is_not_theirs_to_erase(lucia, now):
    """A mother writes her own address for her child: erasing the child leaves her mail alone."""
    child = factories.child_of(lucia, email="LUCIA@example.org")
    send_mail("Ricevuta", "Ciao", None, ["lucia@example.org"])
    PageReport.objects.create(path="/", message="x", email="lucia@example.org", reported_at=now)

    erase(child, now)

    assert factories.notices().filter(address="lucia@example.org", subject="Ricevuta").exists()
    assert PageReport.objects.exists()


def test_mail_to_an_address_of_before_goes_too(lucia, now):
    User.objects.filter(pk=lucia.pk).update(email="nuova@example.org")
    EmailAddress.objects.filter(user=lucia).update(email="nuova@example.org")
    send_mail("Vecchia", "Ciao", None, ["lucia@example.org"])

    erase(Person.objects.for_everyone(reason=REASON).get(account=lucia), now)

    assert not factories.notices().filter(address="lucia@example.org").exists()


def test_every_session_ends_and_nobody_elses(lucia, citizen, now):
    listed, unlisted, another = (factories.signed_in(user) for user in (lucia, lucia, citizen))
    UserSession.objects.create(user=lucia, session_key=listed.session.session_key, ip="127.0.0.1")

    erase(lucia.person, now)

    keys = {client.session.session_key for client in (listed, unlisted, another)}
    left = set(Session.objects.filter(pk__in=keys).values_list("pk", flat=True))
    assert left == {another.session.session_key}


def test_the_last_mail_is_forgotten_once_it_has_left(lucia, now, settings):
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    erase(lucia.person, now)
    farewell = factories.notices().get()
    assert farewell.address == "lucia@example.org"

    outbox.drain()

    farewell.refresh_from_db()
    assert (farewell.state, farewell.address, farewell.text) == ("sent", "", "")


def test_a_last_mail_that_cannot_be_delivered_is_given_up_and_forgotten(lucia, now, settings):
    settings.MAIL_DELIVERY_BACKEND = f"{__name__}.Refusing"
    erase(lucia.person, now)

    outbox.drain()

    assert not factories.notices().exists()


@pytest.mark.django_db(transaction=True)
def test_bytes_go_with_the_commit_and_stay_with_a_rollback(lucia, now):
    kept = StoredFile(uploaded_by=lucia, name="certificato.pdf")
    kept.file.save("x", ContentFile(b"x"))

    with transaction.atomic():
        erase(lucia.person, now)
        transaction.set_rollback(True)
    assert default_storage.exists(kept.file.name)

    erase(lucia.person, now)
    assert not default_storage.exists(kept.file.name)


def test_a_form_of_the_catalogue_stays_without_who_uploaded_it(lucia, now):
    form = StoredFile(uploaded_by=lucia, name="modulo.pdf", is_public=True)
    form.file.save("x", ContentFile(b"x"))

    erase(lucia.person, now)

    form.refresh_from_db()
    assert form.uploaded_by is None
    assert default_storage.exists(form.file.name)


def test_closing_ones_own_access_erases_at_once(lucia, now):
    proof = close_own_account(lucia, now=now)

    assert proof.channel == Channel.OWN_ACCOUNT
    assert not User.objects.filter(email="lucia@example.org").exists()
    assert not people().filter(pk=lucia.person.pk).exists()


def test_an_access_that_is_nobodys_is_closed_by_itself(db, now):
    user = User.objects.create_user("sola@example.org", factories.PASSWORD)

    proof = close_own_account(user, now=now)

    assert not User.objects.filter(pk=user.pk).exists()
    assert bytes(proof.subject_digest) == proofs.digest_of("account", user.pk)


def test_what_was_asked_and_open_is_answered_by_the_erasure(lucia, now):
    asked = ErasureRequest.objects.create(person=lucia.person, asked_at=now, due_on=now.date())

    proof = erase(lucia.person, now)

    asked = ErasureRequest.objects.for_everyone(reason=REASON).get()
    assert (asked.person, asked.decision, asked.decided_at, asked.proof) == (None, "erased", now, proof)


def test_a_job_of_the_desk_about_somebody_goes_with_them(lucia, operator_of_zone_8, now):
    Job.objects.create(kind="own_data", requested_by=operator_of_zone_8, about=lucia.person, created_at=now)

    erase(lucia.person, now)

    assert not Job.objects.for_everyone(reason=REASON).exists()


def test_the_log_of_readings_is_whole_afterwards_and_says_that_history_was_forgotten(lucia, now):
    access_log.record(reader=lucia, deed=AccessRecord.Deed.READ, subject=lucia.person)

    erase(lucia.person, now)

    assert access_log.breaks() == []
    readings = AccessRecord.objects.for_everyone(reason=REASON)
    assert readings.filter(deed="forgot", subject_label="networking.Person").exists()


class TestAfterARestore:
    """A copy from before the erasure is put back: whoever was erased since is erased again."""

    @pytest.fixture
    def put_back(self, lucia, now):
        """The proof, and beside it the digests; then the rows as they were in the copy."""

        def restore(keep):
            digest = proofs.digest_of("person", lucia.person.pk)
            if keep == "files":
                proofs._keep_outside(digest)
            elif keep == "list":
                (proofs.settings.BACKUP_FOLDER / proofs.LIST).write_text(f"{digest.hex()}\n")

        return restore

    @pytest.mark.parametrize("beside", ["files", "list"])
    def test_by_the_digests_kept_outside_the_database(self, lucia, citizen, put_back, beside, now):
        put_back(beside)

        assert again.after_restore(now=now) == 1

        assert not people().filter(pk=lucia.person.pk).exists()
        assert people().filter(pk=citizen.person.pk).exists()
        assert not factories.notices().exists()

    def test_nobody_is_touched_when_nobody_was_erased(self, lucia, now):
        assert again.after_restore(now=now) == 0
        assert people().filter(pk=lucia.person.pk).exists()

    def test_the_list_beside_the_copies_grows_and_never_loses(self, lucia, citizen, settings, now):
        erase(lucia.person, now)
        assert proofs.write_list(settings.BACKUP_FOLDER) == 1
        erase(citizen.person, now)

        assert proofs.write_list(settings.BACKUP_FOLDER) == 2
        assert proofs.all_known() == {proofs.digest_of("person", each.person.pk) for each in (lucia, citizen)}
