"""The yearly seal: the same PDF for ever, signed outside and checked against it, or a copy of paper called so."""

import hashlib
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from networking.models import AccessRecord, RoleKind, StoredFile
from networking.uploads import PDF, CheckedFile
from tests import factories, poppler, signing, volunteering
from volunteers import forgetting, register_attention
from volunteers.models import RegisterSeal, RegisterSection
from volunteers.register import due, sealing, writing
from volunteers.register.refusing import RegisterError

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def authority():
    return signing.Authority()


@pytest.fixture(autouse=True)
def believed(authority, settings, tmp_path):
    settings.SIGNATURE_TRUST_FOLDER = str(tmp_path)
    authority.trusted_in(tmp_path)


@pytest.fixture
def secretary(db):
    return factories.person("segreteria@example.org", RoleKind.SECRETARY, everywhere=True)


@pytest.fixture
def desk(secretary):
    return factories.signed_in(secretary)


@pytest.fixture
def seal(db):
    line = volunteering.line(factories.human("Niccolò D'Angelo"))
    return sealing.draw(line.section, now=timezone.now())


def address(name, seal):
    return reverse(f"volunteers:register_{name}", args=[seal.pk])


def hand_in(client, seal, content, name="registro.pdf"):
    return client.post(address("seal", seal), {"signed": SimpleUploadedFile(name, content)})


def test_the_pdf_is_archived_tagged_and_says_who_is_in_it(seal):
    content = sealing.content_of(seal)

    meta = poppler.said_by("pdfinfo", content, "-meta")
    assert re.search(r"pdfaid:part[=>]\"?3", meta)
    assert re.search(r"pdfaid:conformance[=>]\"?A", meta)
    said = poppler.said_by("pdftotext", content, "-layout")
    assert "D'Angelo Niccolò" in said
    assert "Tagged:          yes" in poppler.said_by("pdfinfo", content)


def test_the_pdf_is_drawn_once_and_downloaded_as_it_is(desk, seal):
    again = sealing.draw(seal.section, now=timezone.now())
    answer = desk.get(address("drawn", seal))

    assert again == seal
    assert hashlib.sha256(answer.content).digest() == bytes(seal.digest)
    assert AccessRecord.objects.for_everyone(reason="prova").filter(page=address("drawn", seal)).exists()


def test_a_kept_pdf_that_was_touched_is_not_given(desk, seal):
    with seal.drawn.file.storage.open(seal.drawn.file.name, "r+b") as file:
        file.write(b"%PDF-9")

    with pytest.raises(RegisterError, match="non è più quello"):
        sealing.content_of(seal)


@pytest.mark.parametrize("way", ["pades", "cades"])
def test_signed_and_stamped_it_is_sealed_with_what_is_known(way, desk, seal, authority, secretary):
    signed = getattr(authority, way)(sealing.content_of(seal))

    hand_in(desk, seal, signed, "registro.pdf" if way == "pades" else "registro.pdf.p7m")

    seal.refresh_from_db()
    assert (seal.how, seal.signer, seal.authority) == ("digital", signing.WHO, "Autorità di prova")
    assert (seal.sealed_by_id, seal.stamped_at is not None) == (secretary.pk, True)
    assert desk.get(address("signed", seal)).getvalue() == signed
    assert AccessRecord.objects.for_everyone(reason="prova").filter(page=address("signed", seal)).exists()


def test_the_pdf_of_another_section_signed_is_refused_next_to_the_field(desk, seal, authority):
    seat = RegisterSection.objects.create(register=seal.section.register, kind="occasional")
    other = sealing.draw(volunteering.line(factories.human(), section=seat).section, now=timezone.now())

    answer = hand_in(desk, seal, authority.pades(sealing.content_of(other)))

    assert "firmato un altro documento" in str(answer.context["digital"].errors["signed"])


def test_unsigned_it_is_refused_next_to_the_field(desk, seal):
    answer = hand_in(desk, seal, sealing.content_of(seal))

    assert "nessuna firma digitale" in str(answer.context["digital"].errors["signed"])
    seal.refresh_from_db()
    assert seal.is_waiting


def test_a_copy_of_paper_is_called_so(desk, seal):
    copy = SimpleUploadedFile("copia.pdf", sealing.content_of(seal))

    desk.post(address("seal_paper", seal), {"copy": copy, "signer": "Rosa Bianchi"})

    page = desk.get(address("seal", seal)).content.decode()
    assert "firmato su carta: copia" in page
    assert "firma digitale" not in page


def test_never_for_who_has_not_the_whole_book(seal, norcia):
    near = factories.person("vicina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)

    answers = [factories.signed_in(near).get(address(page, seal)) for page in ("seal", "drawn", "signed")]

    assert {answer.status_code for answer in answers} == {404}


@pytest.mark.parametrize("change", [{"digest": b"x" * 32}, {"last": 9}, {"drawn": None}, {"year": 2020}])
def test_the_database_refuses_to_change_what_was_drawn(seal, change):
    with pytest.raises(IntegrityError, match="never_changed"), transaction.atomic():
        RegisterSeal.objects.filter(pk=seal.pk).update(**change)


def test_the_database_refuses_to_delete_a_seal_or_to_skip_a_line(seal):
    with pytest.raises(IntegrityError, match="never_changed"), transaction.atomic():
        seal.delete()
    volunteering.line(factories.human())
    volunteering.line(factories.human())
    with pytest.raises(IntegrityError, match="begins_where"), transaction.atomic():
        RegisterSeal.objects.create(
            section=seal.section,
            year=2026,
            first=3,
            last=3,
            drawn=seal.drawn,
            digest=b"x",
            drawn_at=timezone.now(),
        )


@pytest.mark.parametrize(
    ("first", "before", "is_due"),
    [
        (None, None, False),
        (datetime(2026, 3, 1, tzinfo=UTC), None, False),
        (datetime(2025, 12, 31, 22, tzinfo=UTC), None, True),
        (datetime(2025, 12, 31, 23, 30, tzinfo=UTC), None, False),
        (datetime(2026, 3, 1, tzinfo=UTC), datetime(2025, 4, 1, tzinfo=UTC), False),
        (datetime(2026, 3, 1, tzinfo=UTC), datetime(2025, 2, 28, tzinfo=UTC), True),
    ],
)
def test_lr_v5_signed_once_a_year_and_at_the_next_line_after_an_empty_one(first, before, is_due):
    assert due.is_due(first, before, datetime(2026, 11, 23, tzinfo=UTC)) is is_due


def test_lr_v5_who_keeps_it_is_told_until_it_is_signed(seal, secretary, now):
    next_year = now + timedelta(days=366)
    assert "1 sezione" in register_attention.to_sign(secretary, now=next_year).sentence

    sealing.seal_on_paper(seal, _copy(seal), signer="Rosa", by=secretary, now=now)

    assert register_attention.to_sign(secretary, now=next_year) is None


def _copy(seal):
    return CheckedFile(sealing.content_of(seal), name="copia.pdf", kind=PDF)


@pytest.mark.django_db(transaction=True)
def test_its_files_go_when_nobody_of_its_lines_is_known_any_more(secretary):
    # Of yesterday: by Greenwich and by Rome.
    yesterday = timezone.localdate() - timedelta(days=1)
    line = volunteering.line(factories.human("Ada Uno"), effective_on=yesterday)
    writing.cease(line, effective_on=line.effective_on, by=secretary)
    seal = sealing.draw(line.section, now=timezone.now())
    forgetting.forget_lines("", timezone.now())
    assert StoredFile.objects.exists()
    volunteering.eleven_years_pass()

    forgetting.forget_lines("", timezone.now())

    seal.refresh_from_db()
    assert (seal.drawn, StoredFile.objects.exists()) == (None, False)
    assert len(seal.digest) == hashlib.sha256().digest_size
