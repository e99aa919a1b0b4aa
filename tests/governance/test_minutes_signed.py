"""Approved minutes on paper and signed: PDF/A that says what was approved, an extract that says no more, signatures."""

import re
import zlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from governance.deciding import adopting
from governance.minutes import approving, drafting, rendering, saving, signing, stepping
from governance.models import Minutes
from governance.pages.minutes import said_in
from governance.refusing import GovernanceError
from governance.sitting import coming, holding
from governance.voting import balloting
from networking.models import RoleKind
from networking.uploads import PDF, CheckedFile
from tests import factories, governing, pdf_structure, poppler
from tests import signing as authorities
from tests.governance import seated

pytestmark = pytest.mark.django_db
NOW = seated.NOW
SECRETS = ("Lucia Nascondini", "casa in via delle Rose 4")


@pytest.fixture(scope="module")
def authority():
    return authorities.Authority()


@pytest.fixture(autouse=True)
def believed(authority, settings, tmp_path):
    settings.SIGNATURE_TRUST_FOLDER = str(tmp_path)
    authority.trusted_in(tmp_path)


@pytest.fixture
def secretary(db):
    return factories.person("scrive@example.org", RoleKind.SECRETARY, everywhere=True)


@pytest.fixture
def desk(secretary):
    return factories.signed_in(secretary)


@pytest.fixture
def approved(secretary):
    """With a paragraph that is not for everybody."""
    meeting, people = seated.cabina()
    governing.item(meeting, title="Punto di Lucia Nascondini", is_reserved=True)
    seated.enter(meeting, *people[:3])
    item = seated.point(meeting)
    coming.recuse(item, people[2], reason="Suo nipote Nascondini lavora lì", now=NOW)
    wanted = {"title": "Aiuto a Nascondini", "text": "Si paga la casa in via delle Rose 4."}
    adopting.adopt(item, wanted=wanted, now=NOW)
    voided = seated.ballot(meeting)
    balloting.annul(voided, because="Nascondini era nella stanza", now=NOW + timedelta(minutes=1))
    holding.end(meeting, now=NOW + timedelta(minutes=5))
    meeting.refresh_from_db()
    minutes = drafting.begin(meeting, by=secretary, now=NOW)
    words = "Si parla di tutti.\n\nLucia Nascondini chiede aiuto per la casa in via delle Rose 4."
    saving.save(minutes, {"apertura": words}, based_on=1, by=secretary, now=NOW)
    saving.hide(minutes, {"apertura:1"}, based_on=2, by=secretary, now=NOW)
    stepping.show(minutes, now=NOW)
    stepping.propose(minutes, now=NOW)
    minutes.refresh_from_db()
    return approving.approve(minutes, people[0], seen=3, now=NOW + timedelta(days=1))


def whole(minutes):
    return signing.whole(minutes.whole, minutes.whole_digest)


def extract(minutes):
    return signing.whole(minutes.extract, minutes.extract_digest)


def everything_in(content):
    """The bytes of a PDF with every stream unpacked: text, metadata, attachments, whatever is there."""
    parts = [content]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            parts.append(zlib.decompress(packed))
        except zlib.error:
            parts.append(packed)
    return b"\n".join(parts)


@pytest.mark.parametrize("which", [whole, extract])
def test_the_pdf_is_archived_tagged_and_in_italian(approved, which):
    content = which(approved)

    assert pdf_structure.flaws(content, standard=pdf_structure.ARCHIVED) == []
    assert "Tagged:          yes" in poppler.said_by("pdfinfo", content)


def test_the_whole_says_what_was_approved_and_where_to_check_it(approved):
    # A long address is broken over lines; as it is laid out, its hyphens stay.
    said = "".join(poppler.said_by("pdftotext", whole(approved), "-layout").split())

    for words in (
        *SECRETS,
        "Si parla di tutti",
        approved.meeting.body.name,
        f"/governo/verifica/{approved.pk}/",
    ):
        assert "".join(words.split()) in said


def test_g_n8_the_extract_has_nothing_of_what_is_left_out(approved):
    content = extract(approved)

    said = poppler.said_by("pdftotext", content) + poppler.said_by("pdfinfo", content, "-meta")
    raw = everything_in(content)
    assert "[omissis]" in said
    assert "Si parla di tutti" in said
    for secret in ("Nascondini", "delle Rose"):
        assert secret not in said
        for encoding in ("utf-8", "utf-16-be", "latin-1"):
            assert secret.encode(encoding) not in raw


def test_the_search_for_what_is_left_out_finds_it_where_it_is(approved):
    """The negative control: the same reading of the whole finds the words."""
    assert "Nascondini" in poppler.said_by("pdftotext", whole(approved))
    assert "Nascondini".encode("utf-16-be") in everything_in(
        whole(approved)
    ) or b"Nascondini" in everything_in(whole(approved))


def test_the_pdf_kept_is_that_of_the_text(approved, secretary):
    """G-I8: drawn again from what is kept, it says the same."""
    again = rendering.whole(
        approved, said_in(approved), fingerprint=approved.fingerprint, now=approved.approved_at
    )

    assert poppler.said_by("pdftotext", again) == poppler.said_by("pdftotext", whole(approved))


@pytest.mark.parametrize("way", ["pades", "cades"])
def test_signed_outside_it_is_believed_and_kept(way, desk, approved, authority):
    signed = getattr(authority, way)(whole(approved))
    name = "verbale.pdf" if way == "pades" else "verbale.pdf.p7m"

    answer = desk.post(
        reverse("governance:minutes_sign", args=[approved.pk]), {"signed": SimpleUploadedFile(name, signed)}
    )

    approved.refresh_from_db()
    assert answer.status_code == 302
    assert (approved.state, approved.how) == ("signed", "digital")
    assert approved.signer
    assert signing.whole(approved.signed, approved.signed_digest) == signed


def test_one_byte_changed_under_the_signature_is_refused_with_the_reason(desk, approved, authority):
    signed = bytearray(authority.pades(whole(approved)))
    signed[200] ^= 1

    answer = desk.post(
        reverse("governance:minutes_sign", args=[approved.pk]),
        {"signed": SimpleUploadedFile("verbale.pdf", bytes(signed))},
    )

    approved.refresh_from_db()
    assert approved.state == "approved"
    assert "signed" in answer.context["digital"].errors


def test_the_signature_of_another_document_is_refused(secretary, approved, authority):
    other = CheckedFile(authority.pades(extract(approved)), name="altro.pdf", kind=PDF)

    with pytest.raises(GovernanceError):
        signing.sign(approved, other, by=secretary, now=NOW)


def test_signed_on_paper_by_the_page_it_is_called_a_copy(desk, approved):
    scan = SimpleUploadedFile("firmato.pdf", whole(approved))

    desk.post(
        reverse("governance:minutes_sign_paper", args=[approved.pk]),
        {"copy": scan, "signer": "Carla Pesci"},
    )
    page = desk.get(reverse("governance:minutes", args=[approved.pk])).content.decode()

    assert "Firma su carta" in page
    assert Minutes.objects.for_everyone(reason="prova").get().signer == "Carla Pesci"
